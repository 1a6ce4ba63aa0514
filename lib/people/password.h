/* Passwords that a person may choose.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_PEOPLE_PASSWORD_H
#define CAREBOOK_PEOPLE_PASSWORD_H

enum { PASSWORD_LEAST = 10 };

/* Why not this one, in words for whoever typed it, or NULL. It must have at
 * least 10 characters and not be among the first that anybody guesses: a
 * common one (also with digits behind it, or 0 for o), a row of keys, one
 * character again and again, or the person's own name or address. */
const char *password_wrong(const void *ctx, const char *password,
			   const char *email, const char *name);

#endif
