/* The list of providers: filters, order, pages and export.
 * SPDX-License-Identifier: MIT
 *
 * Quick with any number of providers: a page is found by the last row of the
 * page before it (never by skipping rows), counting stops where nobody counts
 * any more, what is rarest leads the search, and what a row shows besides is
 * read for the rows of the page together.
 *
 * Its statements are a closed set: each is put together from constant pieces
 * chosen by number (provider_list_sql), and a test prepares all of them.
 */
#ifndef CAREBOOK_PEOPLE_PROVIDER_LIST_H
#define CAREBOOK_PEOPLE_PROVIDER_LIST_H

#include "people/actor.h"

enum {
	PROVIDER_PAGE = 25,
	PROVIDER_COUNT_MAX = 1000,
};

enum provider_states {
	PROVIDERS_CURRENT, /* draft, active, suspended */
	PROVIDERS_ACTIVE,
	PROVIDERS_DRAFT,
	PROVIDERS_SUSPENDED,
	PROVIDERS_CLOSED, /* and archived */
	PROVIDERS_STATES
};

enum provider_licences {
	LICENCES_ANY,
	LICENCES_SOON,	  /* one ends soon, and none follows it */
	LICENCES_EXPIRED, /* they have ended, and none goes on */
	LICENCES_NONE,	  /* none, though the type needs one */
	PROVIDER_LICENCES
};

enum provider_order {
	PROVIDERS_BY_CHANGED,
	PROVIDERS_BY_NAME,
	PROVIDERS_BY_STATE,
	PROVIDERS_BY_LICENCE,
	PROVIDERS_BY_TASKS,
	PROVIDER_ORDERS
};

struct provider_filter {
	const char *typed;
	enum provider_states states;
	enum provider_licences licences;
	int64_t type, staff, region; /* 0: any */
	enum provider_order order;
	bool descending;
};

/* Where a page begins: the row before it, as "key~id"; from the other end when
 * backward. "" is the first page. */
struct provider_page {
	const char *at;
	bool backward;
	size_t limit;
};

/* A page of it. Columns: id key name state suburb type_id region_id type icon
 * tone face licence_needed accepts person places own_children revision tasks
 * tasks_late lead changed_at phone email region address address_state postcode
 * ERR_MALFORMED where page.at is not one of ours. *more: there are rows beyond
 * this page, in the direction in which it was read. */
NEOERR *provider_list(const struct actor *a, const struct provider_filter *f,
		      struct provider_page page, struct rows *out,
		      bool *more) MUST_CHECK;

/* How many there are in each of the states, under the other filters; a number
 * above PROVIDER_COUNT_MAX only says that there are more. -1: not counted, a
 * search for words that very many have. */
NEOERR *provider_count(const struct actor *a, const struct provider_filter *f,
		       int64_t counts[PROVIDERS_STATES]) MUST_CHECK;

/* What the list keeps of a provider beside its facts (open tasks, the last day
 * of its licences, the last change of anything) is made anew. audit_add calls
 * it for every change of a profile. */
NEOERR *provider_list_refresh(const struct actor *a, int64_t id) MUST_CHECK;

/* Every statement that the list can ask for, by number; NULL behind the last.
 * For the test that prepares them. */
const struct sql *provider_list_sql(size_t i);

#endif
