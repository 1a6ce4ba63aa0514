/* Signing in: the password, the second step, and the ways back in.
 * SPDX-License-Identifier: MIT
 *
 * Only for the account program (people/secret.h). Every function here belongs
 * in one transaction that is committed even where the answer is "wrong": the
 * count of failures (people/throttle.h) and the audit row are in it. ERR_TOO_OFTEN
 * where somebody has to wait; it is the same for people whom we do not know.
 */
#ifndef CAREBOOK_PEOPLE_SIGNIN_H
#define CAREBOOK_PEOPLE_SIGNIN_H

#include "people/actor.h"
#include "people/link.h"

struct session;

enum signin {
	SIGNIN_WRONG,
	SIGNIN_HALF, /* the second step is still to come */
	SIGNIN_FULL,
};

/* token: of the new session, for the cookie; NULL where it is wrong. before: a
 * session of this browser that ends, NULL where there is none. */
NEOERR *signin_password(const struct actor *a, const struct session *before,
			const char *email, const char *password,
			const char *agent, enum signin *out,
			const char **token) MUST_CHECK;

/* The second step of half a session: by the app's code, or by a recovery
 * code. */
NEOERR *signin_code(const struct actor *a, const struct session *half,
		    const char *code, const char *agent, enum signin *out,
		    const char **token) MUST_CHECK;
NEOERR *signin_recovery(const struct actor *a, const struct session *half,
			const char *code, const char *agent, enum signin *out,
			const char **token) MUST_CHECK;

NEOERR *signin_out(const struct actor *a, const struct session *s) MUST_CHECK;

/* Is this the password of the one who is signed in? Throttled as signing in
 * is. */
NEOERR *signin_confirm(const struct actor *a, const char *password,
		       bool *right) MUST_CHECK;

/* "I forgot it": mails a link where there is such an account (invited: the
 * invitation again). The same answer in the same time where there is none. */
NEOERR *signin_forgot(const struct actor *a, const char *site_url,
		      const char *email) MUST_CHECK;

/* An invitation that is over: mails a new one to the same account, within a
 * week of it. The same answer whatever the token was. */
NEOERR *signin_link_again(const struct actor *a, const char *site_url,
			  const char *token) MUST_CHECK;

/* Chooses the password by a link, which is used up; every session of the
 * account ends. ERR_INVALID: not this password. ERR_NOT_FOUND: not this link. */
NEOERR *signin_choose(const struct actor *a, const char *token,
		      const char *password) MUST_CHECK;

/* Another password for the one who is signed in; all other sessions end, and
 * this one gets a new token. ERR_INVALID: not this password. */
NEOERR *signin_change(const struct actor *a, const struct session *s,
		      const char *password, const char *agent,
		      const char **token) MUST_CHECK;

#endif
