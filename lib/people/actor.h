/* The actor: on whose behalf a request (or a command) acts.
 * SPDX-License-Identifier: MIT
 *
 * Every function of the domain that reads a record for somebody, or changes
 * one, takes the actor: so access, audit and the database go together.
 */
#ifndef CAREBOOK_PEOPLE_ACTOR_H
#define CAREBOOK_PEOPLE_ACTOR_H

#include "base/zone.h"
#include "db/db.h"
#include "people/right.h"

/* What a save came too late for: the record that somebody else had saved
 * meanwhile. Left by record_clash, read by lib/web for the page that shows
 * both. */
struct clash {
	const char *kind; /* NULL: none */
	int64_t id;
};

struct actor {
	struct db *db;
	void *pool;	     /* everything that is made for this request */
	int64_t account;     /* 0: nobody signed in, or the system itself */
	const char *name;
	const char *email;
	right_set rights;
	uint64_t regions;    /* bit n: region n; all bits: every region */
	const char *request; /* its id, for the audit */
	const char *address; /* where it came from */
	const struct zone *zone; /* the agency's */
	int64_t now;	     /* UTC seconds */
	int64_t today;	     /* day number at the agency's place */
	struct clash *clash; /* NULL: nobody wants to know */
};

static inline bool actor_may(const struct actor *a, enum right r)
{
	return a->rights & right_bit(r);
}

/* An actor with every right: the administrator's command and the tests. */
struct actor actor_system(void *pool, struct db *db, const struct zone *zone);

#endif
