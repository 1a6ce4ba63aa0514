/* The agency's own settings: typed fields over the table of settings.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_PEOPLE_AGENCY_H
#define CAREBOOK_PEOPLE_AGENCY_H

#include "base/field.h"
#include "people/actor.h"

enum { AG_NAME, AG_PHONE, AG_HOURS, AG_EMAIL, AG_ADDRESS, AG_WEBSITE, AG_SCHEME,
       AG_UNDO, AG_SOON, AG_REMIND, AGENCY_FIELDS };
extern const struct field agency_fields[AGENCY_FIELDS];

/* *version is of all of them together. */
NEOERR *agency_load(const struct actor *a, const char **values,
		    int64_t *version) MUST_CHECK;
NEOERR *agency_save(const struct actor *a, int64_t version,
		    const char *const *values) MUST_CHECK;

/* Schemes that kinds of incidents name. Columns: value label */
NEOERR *agency_schemes(const struct actor *a, struct rows *out) MUST_CHECK;

#endif
