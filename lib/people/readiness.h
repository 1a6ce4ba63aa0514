/* Readiness: can a provider accept a placement or a booking now, and why not?
 * SPDX-License-Identifier: MIT
 *
 * Worked out anew whenever it is asked, from what is written down elsewhere:
 *
 *   - the profile is active;
 *   - where its type needs a licence, one to serve people is in force today;
 *   - it has each check and certificate that its type must have, and so have
 *     its people (table credential_rule); one that is missing, suspended or
 *     past its last day stands in the way where its kind says so
 *     (credential_kind.blocks), else it is only to be looked at;
 *   - no incident that is not closed pauses placements;
 *   - a place is free, where places are limited: by the profile, and by the
 *     capacity that its licence states, whichever is less.
 *
 * For any number of providers (a page of the list) it takes the licences, read
 * before, and one more read.
 */
#ifndef CAREBOOK_PEOPLE_READINESS_H
#define CAREBOOK_PEOPLE_READINESS_H

#include "people/condition.h"
#include "people/licence.h"

/* What it needs to know of the provider itself. */
struct ready_provider {
	int64_t id;
	const char *state, *accepts;
	bool licence_needed;
	int64_t places; /* -1: no number is set */
	int64_t own_children;
};

struct ready_check {
	const char *tone; /* bad: in the way; warn: to look at; ok */
	const char *text, *more; /* "Licence expired", "on 31 October" */
	/* The remedy: below the profile's address, and its button; NULL: none,
	 * or not for this person. */
	const char *where, *label;
};

struct readiness {
	bool draft;	   /* not yet asked: the profile is a draft */
	size_t in_the_way, to_look_at;
	const char *brief; /* "1 of 3 places", "licence expired" */
	const char *question, *answer; /* "No, 2 things stand in the way" */
	struct ready_check *checks; /* failures first */
	size_t n;
	/* Of the licence that speaks for it: its conditions. */
	struct conditions conditions;
	int64_t used, limit; /* places; limit -1: none */
};

/* out[n], in the order of the providers. */
NEOERR *readiness_of(const struct actor *a, const struct ready_provider *list,
		     size_t n, const struct licences *licences,
		     struct readiness *out) MUST_CHECK;

#endif
