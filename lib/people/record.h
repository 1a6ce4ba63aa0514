/* Records: load, save and compare any row that a form edits.
 * SPDX-License-Identifier: MIT
 *
 * A kind of record is a table of fields and three statements. From these come,
 * in one place and for every kind: the field-by-field history, the version
 * check that keeps two editors from losing each other's work, and "nothing
 * changed, nothing written".
 */
#ifndef CAREBOOK_PEOPLE_RECORD_H
#define CAREBOOK_PEOPLE_RECORD_H

#include "base/field.h"
#include "people/actor.h"

struct record {
	const char *kind;	    /* in the audit: "task" */
	const struct field *fields; /* the form, and the columns */
	size_t n;
	/* SELECT version, then the fields in order; parameters: id, owner. */
	const struct sql *get;
	/* INSERT; parameters: owner, then the fields in order. */
	const struct sql *insert;
	/* UPDATE, with version = version + 1; parameters: the fields in order,
	 * then id, then version. */
	const struct sql *update;
};

/* Whose record it is: the owner is the id in the path above it (its provider,
 * its client), which the get and insert statements check and store. */
struct record_of {
	int64_t id, owner;
	int64_t provider, client; /* for the audit */
};

/* The record as values[n], "" for null; *version too. ERR_NOT_FOUND where
 * there is none of this id and owner. */
NEOERR *record_load(const struct actor *a, const struct record *r,
		    struct record_of of, const char **values,
		    int64_t *version) MUST_CHECK;

/* Inserts; *id gets its number. "" is stored as null where the statement says
 * NULLIF(?, ''). */
NEOERR *record_add(const struct actor *a, const struct record *r,
		   struct record_of of, const char *const *values,
		   int64_t *id) MUST_CHECK;

/* Saves the values over version; ERR_CONFLICT where it is not that any more.
 * *changed (may be NULL) says whether anything differed. */
NEOERR *record_save(const struct actor *a, const struct record *r,
		    struct record_of of, int64_t version,
		    const char *const *values, bool *changed) MUST_CHECK;

/* Before raising ERR_CONFLICT: names the record that changed, so that the page
 * can say who saved it and when. record_save does it by itself. */
void record_clash(const struct actor *a, const char *kind, int64_t id);

#endif
