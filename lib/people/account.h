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
#include "people/record.h"

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

/* Where an account is signed in, the last used first; at most 50. Columns:
 * id (to end it with) hash created_at seen_at address agent */
NEOERR *session_list(const struct actor *a, int64_t account,
		     struct rows *out) MUST_CHECK;

/* Ends one of them; ERR_NOT_FOUND where the account has none of this id. */
NEOERR *session_end_one(const struct actor *a, int64_t account,
			const char *id) MUST_CHECK;

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

/* Removes what has run out: sessions, keys of old POSTs, counts of failures,
 * links. The courier's chore. */
NEOERR *account_tidy(const struct actor *a) MUST_CHECK;

/* Whose Carebook this is, for pages and letters to people who are not signed
 * in. Columns: name phone hours */
NEOERR *agency_facts(const struct actor *a, struct rows *out) MUST_CHECK;

/* One's own record (people/record.h), with id and owner both the account's
 * number. The kind is "account". */
enum { OWN_NAME, OWN_TITLE, OWN_PHONE, OWN_FACE, OWN_FIELDS };
extern const struct field own_fields[OWN_FIELDS];
extern const struct record own_record;

/* How it shall look: effective with the next page. */
enum { COMFORT_TEXT, COMFORT_THEME, COMFORT_CONTRAST, COMFORT_FIELDS };
extern const struct field comfort_fields[COMFORT_FIELDS];
NEOERR *comfort_save(const struct actor *a,
		     const char *const *values) MUST_CHECK;

#endif
