/* The throttle: who guesses has to wait, longer and longer.
 * SPDX-License-Identifier: MIT
 *
 * Failures are counted by what is guessed at (an e-mail address, whether or
 * not there is such an account) and by where it comes from. Some are free;
 * from then on each failure doubles the wait. In the caller's transaction:
 *
 *   throttle_enter   ERR_TOO_OFTEN while waiting; else the count is locked,
 *                    so that guesses at the same instant queue up
 *   throttle_fail    counts; commit it (form_error and STATUS_OK)
 *   throttle_clear   it was right: the count of a person starts anew; that of
 *                    a place does not, or one good account would hide a
 *                    thousand guesses
 */
#ifndef CAREBOOK_PEOPLE_THROTTLE_H
#define CAREBOOK_PEOPLE_THROTTLE_H

#include "people/actor.h"

enum throttle {
	THROTTLE_EMAIL,	  /* signing in, by e-mail address */
	THROTTLE_ADDRESS, /* signing in, by the visitor's address */
	THROTTLE_CODE,	  /* the second step, by account */
	THROTTLE_MAIL_TO, /* "I forgot it", by e-mail address */
	THROTTLE_MAIL_FROM, /* "I forgot it", by the visitor's address */
	THROTTLE_APPLY_TO,  /* a code for an open form, by e-mail address */
	THROTTLE_APPLY_FROM, /* the same, by the visitor's address */
	THROTTLE_APPLY_CODE, /* guessing that code, by e-mail address */
	THROTTLE__MAX
};

NEOERR *throttle_enter(const struct actor *a, enum throttle kind,
		       const char *what) MUST_CHECK;
NEOERR *throttle_fail(const struct actor *a, enum throttle kind,
		      const char *what) MUST_CHECK;
NEOERR *throttle_clear(const struct actor *a, enum throttle kind,
		       const char *what) MUST_CHECK;

/* Seconds to wait after this many failures. */
int64_t throttle_wait(enum throttle kind, int64_t failures);

/* The visitor's address as it is counted: of an IPv6 address only the network
 * (its first half), since whoever has one has all of them. */
const char *throttle_place(const void *ctx, const char *address);

#endif
