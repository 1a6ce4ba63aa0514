/* The catalogue of services, and which of them a provider offers.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_PEOPLE_OFFER_H
#define CAREBOOK_PEOPLE_OFFER_H

#include "people/record.h"

/* The services that are offered, by category and name.
 * Columns: id name category unit icon licence_type_id licence_type label */
NEOERR *service_list(const struct actor *a, struct rows *out) MUST_CHECK;

/* "an hour", "a night", as the unit stands in a sentence; and "hours". */
const char *service_unit(const char *unit);
const char *service_units(const char *unit);

enum {
	OFFER_F_SERVICE,
	OFFER_F_FROM,
	OFFER_F_UNTIL,
	OFFER_F_DETAILS,
	OFFER_FIELDS
};
extern const struct field offer_fields[OFFER_FIELDS];
extern const struct record offer_record;

/* What a provider offers; past: what it offered before today.
 * Columns: id service_id name description category unit icon from_date
 * until_date details licence_type_id licence_type clients state (to_come,
 * current, past) */
NEOERR *offer_list(const struct actor *a, int64_t provider, bool past,
		   struct rows *out) MUST_CHECK;

/* What is wrong with the values as a whole: *field and words, or NULL in
 * *words. id 0: a new one. */
NEOERR *offer_wrong(const struct actor *a, int64_t provider, int64_t id,
		    const char *const *values, int *field,
		    const char **words) MUST_CHECK;

#endif
