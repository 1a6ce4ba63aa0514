/* Roles: which rights go together, as an administrator keeps them.
 * SPDX-License-Identifier: MIT
 *
 * Rights are data: what a role allows holds from the next request of whoever
 * has it. No change can leave the agency without anybody who manages accounts
 * and roles, nor take these from the person who makes it.
 */
#ifndef CAREBOOK_PEOPLE_ROLE_H
#define CAREBOOK_PEOPLE_ROLE_H

#include "base/field.h"
#include "people/actor.h"

/* One field of checks for each group of rights. */
enum { AR_NAME, AR_DESCRIPTION, AR_GROUP, AR_FIELDS = AR_GROUP + 12 };
extern const struct field account_role_fields[AR_FIELDS];

/* The field that a right stands in. */
int role_field_of(enum right r);

/* Columns: id name description rights accounts */
NEOERR *role_list(const struct actor *a, struct rows *out) MUST_CHECK;

NEOERR *role_load(const struct actor *a, int64_t id, const char **values,
		  int64_t *version) MUST_CHECK;

/* Adds (*id 0) or saves over version. ERR_INVALID, in words, where nobody
 * could manage any more; *wrong where the name is taken. */
NEOERR *role_save(const struct actor *a, int64_t *id, int64_t version,
		  const char *const *values, const char **wrong) MUST_CHECK;

/* ERR_INVALID where an account has it. */
NEOERR *role_remove(const struct actor *a, int64_t id) MUST_CHECK;

/* The rights of these roles ("1,3") together. */
NEOERR *role_rights(const struct actor *a, const char *ids,
		    right_set *out) MUST_CHECK;

/* After a change of roles or accounts, in its transaction: ERR_INVALID where
 * nobody could manage accounts or roles any more, or where this person lost
 * that by their own hand. */
NEOERR *role_check_change(const struct actor *a) MUST_CHECK;

#endif
