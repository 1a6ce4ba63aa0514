/* Names for the demo's people, and other tables of sql/demo.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_DEMO_NAMES_H
#define CAREBOOK_DEMO_NAMES_H

#include "demo/story.h"

enum { TABLE_COLUMNS = 6 };

/* A file of columns, without its first line. */
struct table {
	const char *(*rows)[TABLE_COLUMNS];
	size_t n;
};
NEOERR *table_read(struct story *s, const char *dir, const char *file,
		   struct table *out) MUST_CHECK;

struct names;
NEOERR *names_read(struct story *s, const char *dir,
		   struct names **out) MUST_CHECK;

struct whole_name {
	const char *name, *first; /* first: as people call them */
};
/* gender: f, m, or n for any. */
struct whole_name name_next(struct story *s, struct names *n, char gender);

/* "12 Acacia Avenue" */
const char *street_next(struct story *s, const struct names *n);

#endif
