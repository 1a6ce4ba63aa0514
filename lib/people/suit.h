/* Suit: would this provider suit this client, from this day on, and why not?
 * SPDX-License-Identifier: MIT
 *
 * Everything that is looked at before a client goes on a provider's list, by
 * hand or through a case, and each answer with its reason. What blocks cannot
 * be overruled: only a waiver takes a condition away. What warns is somebody's
 * decision.
 *
 *   - the provider is active, and no review of an incident pauses placements;
 *   - it offers the service;
 *   - a licence of the service's type is in force on the first day, and one of
 *     those in force admits the client. Without a service: of each type that
 *     the provider's services need;
 *   - a place is free on every day of the stay.
 */
#ifndef CAREBOOK_PEOPLE_SUIT_H
#define CAREBOOK_PEOPLE_SUIT_H

#include "people/client.h"
#include "people/condition.h"

enum suit_tone { SUIT_BLOCKS, SUIT_WARNS, SUIT_NOTE, SUIT_OK };

struct suit_line {
	enum suit_tone tone;
	const char *text, *more; /* a few words in bold, and the reason */
	int64_t licence, condition; /* which it is about, 0: none */
	bool waivable;		    /* a waiver would take it away */
};

struct suit {
	struct suit_line *lines; /* what blocks first */
	size_t n, blocks, warns;
	const char *answer; /* "No, 2 things stand in the way" */
	const char *tone;   /* bad, warn, ok */
};

struct suit_ask {
	int64_t provider, service; /* service 0: none in particular */
	const struct client *client;
	struct date from, until; /* until none: with no end */
	bool listed; /* on the list already: of a service that comes on top */
};

NEOERR *suit_check(const struct actor *a, const struct suit_ask *ask,
		   struct suit *out) MUST_CHECK;

/* A client as conditions see one. */
struct served suit_client(const struct client *c);

#endif
