/* Verify: is the store what the database says, and the other way round?
 * SPDX-License-Identifier: MIT
 *
 * May run while people work: what is on its way or being removed just then by
 * a process that lives is none of its business, and what looks wrong is looked
 * at a second time.
 */
#ifndef CAREBOOK_FILES_VERIFY_H
#define CAREBOOK_FILES_VERIFY_H

#include "files/file.h"

enum verify_find {
	VERIFY_LOST,	/* a row whose bytes are not there */
	VERIFY_DAMAGED, /* bytes that are not those of their name, or short */
	VERIFY_STRAY,	/* bytes without a row; or of a name that is none */
	VERIFY_LEFT,	/* begun by a process that is dead: coming or going */
	VERIFY__FINDS
};

struct verified {
	int64_t files, bytes; /* looked at */
	int64_t found[VERIFY__FINDS];
	int64_t coming; /* on their way or going, by processes that live */
};

struct verify {
	struct db *db;
	struct store *store;
	bool read; /* the bytes too, and compare their SHA-256 */
	/* Called for each file (n of so many), and for each find. */
	void (*progress)(const char *what, int64_t n, int64_t of);
	void (*found)(enum verify_find what, const char *name,
		      const char *detail);
};

/* Looks at all of it, both ways, with constant memory. */
NEOERR *files_verify(const struct verify *v, struct verified *out) MUST_CHECK;

/* Makes a row for each object that has none and is older than age seconds, so
 * that file_settle removes it. */
NEOERR *files_adopt(const struct verify *v, int64_t now, int64_t age,
		    int64_t *n) MUST_CHECK;

/* Rows of files. */
NEOERR *files_count(struct db *db, void *pool, int64_t *n) MUST_CHECK;

#endif
