/* Reads the worked cases for notice and price (tab-separated tables with a
 * header row), which lie outside the source tree.
 * SPDX-License-Identifier: MIT
 *
 * The folder is the one named by $CAREBOOK_CASES, else cases/ in the folder
 * $CAREBOOK_SHARED, else ../shared/cases beside the checkout. Where it is
 * absent the tests that use it say so and skip.
 */
#ifndef CAREBOOK_TESTS_CASES_H
#define CAREBOOK_TESTS_CASES_H

#include "unit.h"

#define CASES_COLUMNS 32

struct cases {
	FILE *file;
	char header[4096], line[4096];
	const char *names[CASES_COLUMNS], *values[CASES_COLUMNS];
	int columns;
};

static inline int cases_split(char *line, const char **out)
{
	int n = 0;
	char *tab;

	line[strcspn(line, "\r\n")] = '\0';
	while (n < CASES_COLUMNS) {
		out[n++] = line;
		tab = strchr(line, '\t');
		if (!tab)
			break;
		*tab = '\0';
		line = tab + 1;
	}
	return n;
}

/* A file of the folder; NULL, said on the output, without one. */
static inline FILE *cases_file(const char *name)
{
	const char *folder = getenv("CAREBOOK_CASES");
	const char *shared = getenv("CAREBOOK_SHARED");
	const char *source = getenv("srcdir");
	char path[4096];
	FILE *file;

	if (folder && *folder)
		snprintf(path, sizeof path, "%s/%s", folder, name);
	else if (shared && *shared)
		snprintf(path, sizeof path, "%s/cases/%s", shared, name);
	else
		snprintf(path, sizeof path, "%s/../shared/cases/%s",
		         source && *source ? source : ".", name);
	file = fopen(path, "re");
	if (!file)
		printf("\n    skipped: no table %s (set CAREBOOK_SHARED)\n",
		       path);
	return file;
}

/* Opens a table of the folder; false without one. */
static inline bool cases_open(struct cases *c, const char *name)
{
	c->file = cases_file(name);
	if (!c->file)
		return false;
	if (!fgets(c->header, sizeof c->header, c->file)) {
		fclose(c->file);
		return false;
	}
	c->columns = cases_split(c->header, c->names);
	return true;
}

/* The next row; at the end closes the file and is false. */
static inline bool cases_next(struct cases *c)
{
	if (!fgets(c->line, sizeof c->line, c->file)) {
		fclose(c->file);
		return false;
	}
	return cases_split(c->line, c->values) == c->columns;
}

/* The value of a column; "" where the table has no such column. */
static inline const char *cases_get(const struct cases *c, const char *name)
{
	int i;

	for (i = 0; i < c->columns; i++)
		if (strcmp(c->names[i], name) == 0)
			return c->values[i];
	return "";
}

#endif
