/* Secrets of an account: password, second step, recovery codes.
 * SPDX-License-Identifier: MIT
 *
 * Only the account program and the administrator's command may use these: no
 * other database account can read the tables. Passwords are kept as argon2id
 * (libsodium, interactive limits), recovery codes as SHA-256 of random text.
 */
#ifndef CAREBOOK_PEOPLE_SECRET_H
#define CAREBOOK_PEOPLE_SECRET_H

#include "people/actor.h"

/* Sets the password; ERR_INVALID says why it is none to choose
 * (people/password.h). Ends no session: that is the caller's to say. */
NEOERR *secret_set_password(const struct actor *a, int64_t account,
			    const char *password) MUST_CHECK;

struct proof {
	bool right;	 /* it is the password */
	int64_t account; /* the active account of this e-mail, 0: none */
	bool factor;	 /* and it has a second step */
};

/* Is this the password of the active account with this e-mail? Takes the same
 * time whether or not there is such an account. */
NEOERR *secret_check_password(const struct actor *a, const char *email,
			      const char *password,
			      struct proof *out) MUST_CHECK;

/* --- the second step --------------------------------------------------- */

struct factor {
	const char *secret; /* for the app; "" where there is none */
	bool on;	    /* false: being set up, or not there */
	int64_t since;	    /* on since */
	int64_t last_step;  /* no code of this or an earlier step again */
	int64_t codes_left; /* recovery codes not used yet */
	const char *batch;  /* of the newest recovery codes */
	int64_t batch_at;
};

NEOERR *factor_get(const struct actor *a, int64_t account,
		   struct factor *out) MUST_CHECK;

/* Makes a new secret, to be confirmed. ERR_CONFLICT where it is on. */
NEOERR *factor_begin(const struct actor *a, int64_t account) MUST_CHECK;

/* The app shows this code: from now on it is asked. *right is false where it
 * is not the code. */
NEOERR *factor_confirm(const struct actor *a, int64_t account,
		       const char *code, bool *right) MUST_CHECK;

/* Is this the code of now? Each is taken once. */
NEOERR *factor_check(const struct actor *a, int64_t account, const char *code,
		     bool *right) MUST_CHECK;

/* Off, with all its codes. */
NEOERR *factor_off(const struct actor *a, int64_t account) MUST_CHECK;

/* --- recovery codes ---------------------------------------------------- */

/* Ten codes, each good for one sign-in without the app. They are derived from
 * the session's token, which only that browser has, and from a random batch:
 * so that session can show them again for ten minutes (a page printed, a
 * double click) though only their hashes are stored. */
enum { RECOVERY_CODES = 10, RECOVERY_SHOWN = 10 * 60 };

NEOERR *recovery_make(const struct actor *a, int64_t account,
		      const char *session_token) MUST_CHECK;

/* codes[RECOVERY_CODES]; ERR_NOT_FOUND where this session cannot show them,
 * or not any more. */
NEOERR *recovery_show(const struct actor *a, int64_t account,
		      const char *session_token, const char **codes) MUST_CHECK;

/* Uses one up; *right is false where it is none, or used. */
NEOERR *recovery_use(const struct actor *a, int64_t account, const char *typed,
		     bool *right) MUST_CHECK;

#endif
