/* People of a provider: staff, household members, contacts, with their roles.
 * SPDX-License-Identifier: MIT
 *
 * A person stands in one record and may have several roles, at several
 * providers and one after another; each role has its dates. Nobody is erased:
 * a role ends.
 */
#ifndef CAREBOOK_PEOPLE_PERSON_H
#define CAREBOOK_PEOPLE_PERSON_H

#include "people/record.h"

enum person_field {
	PERSON_NAME,
	PERSON_BORN,
	PERSON_GENDER,
	PERSON_PHONE,
	PERSON_EMAIL,
	PERSON_FIELDS
};
enum person_role_field {
	ROLE_NAME,
	ROLE_HOUSEHOLD,
	ROLE_MAIN_CONTACT,
	ROLE_FROM,
	ROLE_UNTIL,
	ROLE_FIELDS
};
extern const struct field person_fields[PERSON_FIELDS];
extern const struct field person_role_fields[ROLE_FIELDS];

/* Owner of both: the provider. A person's id is a person; a role's a role. */
extern const struct record person_record, person_role_record;

/* Adds a person with a first role. */
NEOERR *person_add(const struct actor *a, int64_t provider,
		   const char *const *person, const char *const *role,
		   int64_t *id) MUST_CHECK;

/* Another role of somebody who is known: at this provider too, or again. */
NEOERR *person_role_add(const struct actor *a, int64_t provider,
			int64_t person, const char *const *role) MUST_CHECK;

/* The provider's people. Columns: link_id person_id name born role household
 * main_contact from_date until_date phone email face current */
NEOERR *person_list(const struct actor *a, int64_t provider,
		    struct rows *out) MUST_CHECK;

/* One person, as this provider's: columns id name born gender phone email face
 * version. ERR_NOT_FOUND where they never had a role there. */
NEOERR *person_get(const struct actor *a, int64_t provider, int64_t person,
		   struct rows *out) MUST_CHECK;

/* Their roles at this provider, newest first. Columns: id role household
 * main_contact from_date until_date current version */
NEOERR *person_roles(const struct actor *a, int64_t provider, int64_t person,
		     struct rows *out) MUST_CHECK;

#endif
