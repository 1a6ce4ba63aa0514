/* Accounts and their sessions.
 * SPDX-License-Identifier: MIT
 *
 * Passwords, second factor and one-time links are in secret.h, which only the
 * account program and the administrator's command may use: the others' database
 * accounts cannot read those tables.
 */
#ifndef CAREBOOK_PEOPLE_ACCOUNT_H
#define CAREBOOK_PEOPLE_ACCOUNT_H

#include "people/actor.h"

/* Limits of a session, in seconds. */
enum {
	SESSION_IDLE = 60 * 60,
	SESSION_ABSOLUTE = 12 * 60 * 60,
	SESSION_SECOND_FACTOR = 10 * 60,
};

struct session {
	const char *token;   /* the secret in the cookie */
	const char *hash;    /* what the database knows of it */
	bool full;	     /* false: the second factor is still to come */
	int64_t account;
	const char *name, *email, *face, *text_size, *theme, *contrast;
	const char *rights;  /* names with commas */
	uint64_t regions;
	const char *flash;   /* a message for the next page */
	int64_t posts;	     /* POSTs carried out so far */
	const char *agency, *agency_phone;
};

/* The session of this cookie; ERR_NOT_FOUND where it is none, is over (idle or
 * absolute) or its account is disabled. touch: the request is a person's, not
 * a page asking by itself, and so keeps the session awake. */
NEOERR *session_find(struct db *db, void *pool, const char *token, int64_t now,
		     bool touch, struct session **out) MUST_CHECK;

/* A new session; the token is for the cookie and stored only as a hash. */
NEOERR *session_start(const struct actor *a, int64_t account, bool full,
		      const char *agent, const char **token) MUST_CHECK;

NEOERR *session_end(const struct actor *a, const char *hash) MUST_CHECK;

/* Ends all of an account's sessions but this one ("": all). */
NEOERR *session_end_others(const struct actor *a, int64_t account,
			   const char *keep_hash) MUST_CHECK;

/* After the message for the next page was shown. */
NEOERR *session_clear_flash(struct db *db, const char *hash) MUST_CHECK;

/* A POST that creates something is carried out once: key is a hash of what was
 * sent. *led is NULL the first time, else where the first one led. Within the
 * transaction of the POST; a second one waits here for the first. */
NEOERR *posted_begin(const struct actor *a, const char *key,
		     const char **led) MUST_CHECK;

/* Its end: where it led, and the message for that page:
 * "tone|text|href|link". */
NEOERR *posted_end(const struct actor *a, const char *hash, const char *key,
		   const char *location, const char *flash) MUST_CHECK;

#endif
