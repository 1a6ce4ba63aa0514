/* Providers: who they are, who may see them, and what their profile holds.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_PEOPLE_PROVIDER_H
#define CAREBOOK_PEOPLE_PROVIDER_H

#include "people/actor.h"

/* What every page of a profile needs. Texts are never NULL. */
struct provider {
	int64_t id, type, parent, region, version;
	const char *name, *state, *suburb;
	const char *type_name, *icon, *tone;
	bool person, household, licence_needed;
	bool revision; /* changes wait to be published */
};

/* The provider, if this actor may see it: of a region of theirs, and a draft
 * only with RIGHT_PROVIDER_DRAFT. Everything else is ERR_NOT_FOUND, so that an
 * address tells nobody which providers there are. */
NEOERR *provider_get(const struct actor *a, int64_t id,
		     struct provider **out) MUST_CHECK;

#endif
