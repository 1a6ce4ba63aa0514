/* The audit: who did what to which record, before and after.
 * SPDX-License-Identifier: MIT
 *
 * Rows are written in the transaction of the change itself and are never
 * changed: the programs' database accounts may only add and read them.
 */
#ifndef CAREBOOK_PEOPLE_AUDIT_H
#define CAREBOOK_PEOPLE_AUDIT_H

#include "people/actor.h"

struct audit {
	const char *action; /* "changed", "added", "published", "read", ... */
	const char *kind;   /* the kind of record: "provider", "task", ... */
	int64_t id;	    /* the record */
	int64_t provider;   /* whose profile it belongs to, 0: none */
	int64_t client;	    /* whose record it touches, 0: none */
	const char *changes; /* JSON: {"field": ["before", "after"], ...} */
};

/* Adds a row. Of a change in a profile it is called behind the change itself:
 * what the list of providers keeps of it is made anew. */
NEOERR *audit_add(const struct actor *a, struct audit entry) MUST_CHECK;

/* A reading of a sensitive record. The same person who opens the same record
 * again within 15 minutes, by way of this process, is one reading. */
NEOERR *audit_read(const struct actor *a, struct audit entry) MUST_CHECK;

/* Newest first, 50 at a time, below `before` (0: from the newest): of one
 * record, or with kind "" of a provider's whole profile.
 * Columns: id at who action kind object_id changes */
NEOERR *audit_of(const struct actor *a, const char *kind, int64_t id,
		 int64_t before, struct rows *out) MUST_CHECK;

/* Who changed this record last, and when. One row or none. Columns: at who */
NEOERR *audit_latest(const struct actor *a, const char *kind, int64_t id,
		     struct rows *out) MUST_CHECK;

/* A changes text, taken apart: at most `most` fields, in their order. Returns
 * how many. */
struct changed {
	const char *field, *before, *after; /* never NULL */
};
size_t changes_read(void *pool, const char *text, struct changed *out,
		     size_t most);

/* Builds a changes text. */
struct changes {
	void *pool;
	struct changes_owner *owner; /* made by the first changes_add */
};
void changes_add(struct changes *c, const char *field, const char *before,
		 const char *after);
/* NULL where nothing changed. Ends the use of c. */
const char *changes_text(struct changes *c);

#endif
