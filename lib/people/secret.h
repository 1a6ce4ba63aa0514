/* Secrets of an account: password, second factor, one-time links.
 * SPDX-License-Identifier: MIT
 *
 * Only the account program and the administrator's command may use these: no
 * other database account can read the tables. Passwords are kept as argon2id
 * (libsodium, interactive limits), links and recovery codes as SHA-256 of
 * random text.
 */
#ifndef CAREBOOK_PEOPLE_SECRET_H
#define CAREBOOK_PEOPLE_SECRET_H

#include "people/actor.h"

/* Sets the password (at least 10 characters; ERR_INVALID says why not). */
NEOERR *secret_set_password(const struct actor *a, int64_t account,
			    const char *password) MUST_CHECK;

/* Is this the password of the active account with this e-mail? *account is its
 * number, 0 where it is not. Takes the same time whether or not there is such
 * an account. */
NEOERR *secret_check_password(const struct actor *a, const char *email,
			      const char *password,
			      int64_t *account) MUST_CHECK;

#endif
