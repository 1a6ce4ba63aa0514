/* Accounts: found, shown and changed by an administrator.
 * SPDX-License-Identifier: MIT
 *
 * Beside account_admin.h, which invites, resets and disables. Who does not
 * manage roles cannot lift anybody above themselves, nor touch an account that
 * may do more than they may: with somebody's e-mail address comes everything.
 */
#ifndef CAREBOOK_PEOPLE_ACCOUNT_LIST_H
#define CAREBOOK_PEOPLE_ACCOUNT_LIST_H

#include "base/field.h"
#include "people/actor.h"

enum { AC_NAME, AC_EMAIL, AC_TITLE, AC_PHONE, AC_ROLES, AC_REGIONS,
       ACCOUNT_FIELDS };
extern const struct field account_fields[ACCOUNT_FIELDS];

struct account_filter {
	const char *words; /* in name or e-mail; "" any */
	const char *state; /* "" any */
	int64_t role;	   /* 0 any */
	int64_t offset;
};
enum { ACCOUNTS_PAGE = 50 };

/* At most ACCOUNTS_PAGE + 1 rows. Columns: id name email title face state
 * last_sign_in second_factor roles regions mail (state of the newest message
 * to this person, "" none) */
NEOERR *account_find(const struct actor *a, struct account_filter f,
		     struct rows *out, int64_t *total) MUST_CHECK;

/* One row of the same columns and: phone created_at rights */
NEOERR *account_show(const struct actor *a, int64_t id,
		     struct rows *out) MUST_CHECK;

/* Columns: created_at seen_at address agent */
NEOERR *account_sessions(const struct actor *a, int64_t id,
			 struct rows *out) MUST_CHECK;

/* Columns: value label chosen, and for roles: hint */
NEOERR *account_role_options(const struct actor *a, int64_t id,
			     struct rows *out) MUST_CHECK;
NEOERR *account_region_options(const struct actor *a, int64_t id,
			       struct rows *out) MUST_CHECK;

/* ERR_INVALID, in words, where the account may do more than this person. */
NEOERR *account_check_mine(const struct actor *a, int64_t id) MUST_CHECK;

/* What is wrong with giving somebody these; *wrong NULL: nothing. */
NEOERR *account_check_grant(const struct actor *a, const char *roles,
			    const char *regions, int *field,
			    const char **wrong) MUST_CHECK;

NEOERR *account_load(const struct actor *a, int64_t id, const char **values,
		     int64_t *version) MUST_CHECK;

/* Saves all of it over version. A new e-mail address is told to the old one,
 * and links on their way to it are void. */
NEOERR *account_save(const struct actor *a, int64_t id, int64_t version,
		     const char *const *values, int *field,
		     const char **wrong) MUST_CHECK;

/* Signs the account out everywhere; one's own session stays. */
NEOERR *account_end_sessions(const struct actor *a, int64_t id,
			     const char *keep_hash) MUST_CHECK;

#endif
