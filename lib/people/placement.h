/* Placements: a provider's clients.
 * SPDX-License-Identifier: MIT
 *
 * One row a stay. It begins by hand (the plus sign) or by itself, when a
 * service of this provider is added to a client through a case; and it is
 * ended, never erased. One that began through a case lasts as long as its
 * longest service; one that was added by hand ends by hand.
 */
#ifndef CAREBOOK_PEOPLE_PLACEMENT_H
#define CAREBOOK_PEOPLE_PLACEMENT_H

#include "people/suit.h"

enum { PLACEMENT_PAGE = 50, PLACEMENT_COUNT_MAX = 1000 };

/* The provider's clients, those who are there now or come (past: who were),
 * by name; a page at a time, one more than a page where there is a next one.
 * Of a client whom the actor may not see, only the stay is told (client_id 0).
 * Columns: id client_id name number face born gender from_date until_date
 * source remarks version state (to_come, current, past) */
NEOERR *placement_list(const struct actor *a, int64_t provider, bool past,
		       int64_t offset, struct rows *out) MUST_CHECK;

/* One row: current past here (different clients today) places own_children */
NEOERR *placement_counts(const struct actor *a, int64_t provider,
			 struct rows *out) MUST_CHECK;

/* The services to each client of a provider's, latest first.
 * Columns: client_id service unit units per funding from_date until_date
 * case_id case_number current */
NEOERR *placement_services(const struct actor *a, int64_t provider,
			   struct rows *out) MUST_CHECK;

/* Whom a provider serves now or will, for the conditions. */
NEOERR *placement_served(const struct actor *a, int64_t provider,
			 struct served **out, size_t *n) MUST_CHECK;

/* A client's stays, latest first. Columns: id provider_id provider type icon
 * tone from_date until_date source remarks state; provider_id 0: one that the
 * actor may not see. */
NEOERR *placement_of_client(const struct actor *a, int64_t client,
			    struct rows *out) MUST_CHECK;

/* One of a provider's. Columns as of the list. */
NEOERR *placement_get(const struct actor *a, int64_t provider, int64_t id,
		      struct rows *out) MUST_CHECK;

/* Whoever admits somebody takes the provider's turn first, in the transaction
 * and before suit_check: so two people never give the last place away twice.
 * (On a second node the audit's own row of the provider's list makes one of
 * them run again.) */
NEOERR *placement_turn(const struct actor *a, int64_t provider) MUST_CHECK;

/* By hand. The caller has asked suit_check. */
NEOERR *placement_add(const struct actor *a, int64_t provider, int64_t client,
		      struct date from, struct date until,
		      const char *remarks, int64_t *id) MUST_CHECK;

/* Ends it: until is the last day, of its services through cases too.
 * ERR_INVALID before its first. */
NEOERR *placement_end(const struct actor *a, int64_t provider, int64_t id,
		      struct date until, const char *reason) MUST_CHECK;

/* After the services of this client with this provider changed: the stay that
 * they make begins, is made longer, or ends. May be called any number of
 * times. */
NEOERR *placement_follow(const struct actor *a, int64_t provider,
			 int64_t client) MUST_CHECK;

enum { PLACEMENT_F_UNTIL, PLACEMENT_F_REASON, PLACEMENT_END_FIELDS };
extern const struct field placement_end_fields[PLACEMENT_END_FIELDS];

enum {
	PLACEMENT_F_CLIENT,
	PLACEMENT_F_FROM,
	PLACEMENT_F_TO,
	PLACEMENT_F_REMARKS,
	PLACEMENT_F_SURE,
	PLACEMENT_ADD_FIELDS
};
extern const struct field placement_add_fields[PLACEMENT_ADD_FIELDS];

#endif
