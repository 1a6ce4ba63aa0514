/* The audit as a whole: searched, and said in words.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_PEOPLE_AUDIT_LOG_H
#define CAREBOOK_PEOPLE_AUDIT_LOG_H

#include "base/field.h"
#include "people/actor.h"

struct audit_filter {
	int64_t account;	/* 0: anybody */
	const char *kind;	/* of record; "" any */
	const char *what;	/* changes, read, denied; "" all */
	const char *from, *until; /* days, "" open; at the agency's place */
	int64_t before;		/* a row's id: older than this; 0: newest */
	int64_t most;		/* rows */
};
enum { AUDIT_PAGE = 50, AUDIT_EXPORT = 5000 };

/* Newest first. Columns: id at who email action kind object_id provider_id
 * provider client_id name (of an account that it is about) changes request_id
 * address. A provider or a client of regions that are not this person's is
 * left out with its rows. */
NEOERR *audit_search(const struct actor *a, struct audit_filter f,
		     struct rows *out) MUST_CHECK;

/* Everybody who has done something. Columns: value label */
NEOERR *audit_people(const struct actor *a, struct rows *out) MUST_CHECK;

/* Kinds that the log can be searched by. */
extern const struct choice audit_kinds[];

/* "changed" -> "Changed", and "provider" -> "Provider". */
const char *audit_action_words(void *pool, const char *action);
const char *audit_kind_words(void *pool, const char *kind);

/* One changed field. */
struct audit_change {
	const char *field, *before, *after; /* in words */
};
/* The changes text of a row, taken apart; the number of them. Values of a kind
 * that this person may not read are left out. */
size_t audit_changes(const struct actor *a, const char *kind,
		     const char *changes, struct audit_change **out);

#endif
