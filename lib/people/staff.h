/* Staff: who looks after a provider, in which role, since when.
 * SPDX-License-Identifier: MIT
 *
 * A provider has one case lead at a time; others support, or cover while
 * somebody is away. An assignment is ended, never erased.
 */
#ifndef CAREBOOK_PEOPLE_STAFF_H
#define CAREBOOK_PEOPLE_STAFF_H

#include "people/record.h"

/* Those who can be chosen, by name: members of staff who are active, and
 * `also` (0: nobody), who may have left. Columns: id name title face */
NEOERR *staff_list(const struct actor *a, int64_t also,
		   struct rows *out) MUST_CHECK;

enum {
	ASSIGNMENT_F_ACCOUNT,
	ASSIGNMENT_F_ROLE,
	ASSIGNMENT_F_FROM,
	ASSIGNMENT_F_UNTIL,
	ASSIGNMENT_F_REASON,
	ASSIGNMENT_FIELDS
};
extern const struct field assignment_fields[ASSIGNMENT_FIELDS];
extern const struct record assignment_record;

/* What is wrong with them as a whole: *field, and words; NULL: nothing. */
const char *assignment_wrong(const char *const *values, int *field);

/* A new one. A new case lead ends the one before, the day before. */
NEOERR *assignment_add(const struct actor *a, int64_t provider,
		       const char *const *values, int64_t *id) MUST_CHECK;
NEOERR *assignment_save(const struct actor *a, int64_t provider, int64_t id,
			int64_t version,
			const char *const *values) MUST_CHECK;

/* All of a provider's, those of today first. Columns: id account_id name face
 * title role from_date until_date reason current */
NEOERR *assignment_list(const struct actor *a, int64_t provider,
			struct rows *out) MUST_CHECK;

#endif
