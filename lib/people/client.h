/* Clients: their record as staff keep it.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_PEOPLE_CLIENT_H
#define CAREBOOK_PEOPLE_CLIENT_H

#include "people/actor.h"

/* What every page of a client needs. Texts are never NULL. */
struct client {
	int64_t id, region, version;
	const char *number, *name, *preferred_name, *born, *gender, *traits,
	    *state, *face;
};

/* The client, if this actor may see it: of a region of theirs. Everything else
 * is ERR_NOT_FOUND. */
NEOERR *client_get(const struct actor *a, int64_t id,
		   struct client **out) MUST_CHECK;

#endif
