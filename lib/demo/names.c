/* Names for the demo's people, from sql/demo/names.tsv.
 * SPDX-License-Identifier: MIT */
#include "demo/names.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

struct name {
	const char *name, *culture;
	char gender;
};

struct list {
	struct name *names;
	size_t n, used;
};

struct names {
	struct list given, family, whole;
	struct table streets;
};

NEOERR *table_read(struct story *s, const char *dir, const char *file,
		   struct table *out)
{
	const char *path = mem_printf(s->pool, "%s/demo/%s", dir, file);
	FILE *f = fopen(path, "re");
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	if (!f)
		return nerr_raise(ERR_UNAVAILABLE, "%s: %s", path,
				  strerror(errno));
	*out = (struct table){0};
	for (bool head = true; (len = getline(&line, &cap, f)) > 0;
	     head = false) {
		char *copy, *cell;
		const char **row;
		size_t i = 0;

		if (head)
			continue;
		line[len - (line[len - 1] == '\n')] = '\0';
		out->rows = mem_grow(s->pool, out->rows, out->n + 1,
				     sizeof *out->rows);
		row = out->rows[out->n++];
		for (size_t j = 0; j < TABLE_COLUMNS; j++)
			row[j] = "";
		copy = mem_strdup(s->pool, line);
		while ((cell = strsep(&copy, "\t")) && i < TABLE_COLUMNS)
			row[i++] = cell;
	}
	free(line);
	fclose(f);
	return STATUS_OK;
}

static void list_add(struct story *s, struct list *l, const char *const *row)
{
	l->names = mem_grow(s->pool, l->names, l->n + 1, sizeof *l->names);
	l->names[l->n++] = (struct name){
	    .name = row[1], .gender = *row[2], .culture = row[3]};
}

NEOERR *names_read(struct story *s, const char *dir, struct names **out)
{
	struct names *n = mem_new(s->pool, struct names);
	struct table t;

	TRY(table_read(s, dir, "names.tsv", &t));
	for (size_t i = 0; i < t.n; i++)
		list_add(s,
			 !strcmp(t.rows[i][0], "given")	   ? &n->given
			 : !strcmp(t.rows[i][0], "family") ? &n->family
							   : &n->whole,
			 t.rows[i]);
	TRY(table_read(s, dir, "streets.tsv", &n->streets));
	*out = n;
	return STATUS_OK;
}

static bool fits(const struct name *name, char gender)
{
	return name->gender == gender || name->gender == 'n' || gender == 'n';
}

/* Family name first, without a space in the script's own letters. */
static const char *put_together(struct story *s, const struct name *given,
				const struct name *family)
{
	static const char *const first[] = {"chinese", "korean", "japanese",
					    "vietnamese", "hungarian"};

	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		if (!strcmp(first[i], given->culture))
			return mem_printf(s->pool, "%s%s%s", family->name,
					  i < 3 && (unsigned char)*given->name >
							0xe0
					      ? ""
					      : " ",
					  given->name);
	return mem_printf(s->pool, "%s %s", given->name, family->name);
}

struct whole_name name_next(struct story *s, struct names *n, char gender)
{
	const struct name *given, *family;

	/* Each of the unusual ones comes once. */
	for (size_t i = n->whole.used;
	     !story_random(s, 6) && i < n->whole.n; i++) {
		struct name found = n->whole.names[i];

		if (!fits(&found, gender))
			continue;
		n->whole.names[i] = n->whole.names[n->whole.used];
		n->whole.names[n->whole.used++] = found;
		return (struct whole_name){found.name, found.name};
	}
	do
		given = &n->given.names[story_random(s, (int64_t)n->given.n)];
	while (!fits(given, gender));
	for (int tries = 0;; tries++) {
		family =
		    &n->family.names[story_random(s, (int64_t)n->family.n)];
		if (!strcmp(family->culture, given->culture) || tries > 400)
			break;
	}
	return (struct whole_name){put_together(s, given, family),
				   given->name};
}

const char *street_next(struct story *s, const struct names *n)
{
	int64_t house = 1 + story_random(s, 180);
	int64_t street = story_random(s, (int64_t)n->streets.n);

	return mem_printf(s->pool, "%d %s", (int)house,
			  n->streets.rows[street][0]);
}
