/* Catalogues: lists of an agency's own facts, edited in the browser.
 * SPDX-License-Identifier: MIT
 *
 * Services, traits, kinds and types are all edited alike: a list, a form to add
 * and to change, removal as long as nothing uses the entry. So a catalogue is a
 * description (catalogue_kinds.c), and the pages know only this file.
 */
#ifndef CAREBOOK_PEOPLE_CATALOGUE_H
#define CAREBOOK_PEOPLE_CATALOGUE_H

#include "people/record.h"

enum catalogue_cell {
	CELL_END,
	CELL_TEXT,
	CELL_COUNT,
	CELL_CHOICE, /* shown by the label of its choice */
	CELL_YES,    /* its label where it is set, nothing else */
};

struct catalogue_column {
	const char *name; /* of the list statement */
	const char *label;
	enum catalogue_cell cell;
	const struct choice *choices;
};

/* Choices of a field that come from the database: value and label. */
struct catalogue_choices {
	int field;
	const struct sql *from;
	const char *none; /* label of "nothing", NULL: one must be chosen */
};

struct catalogue {
	const char *key;       /* in addresses: "services" */
	const char *one, *many; /* "service", "Services" */
	const char *lead;      /* what it is for, under the title */
	const char *empty;     /* what to do where there is none */
	const char *icon;
	const struct record *record;
	/* Columns: id, title, what (small, under the title), icon, then those
	 * of `columns`. No parameters. */
	const struct sql *list;
	struct catalogue_column columns[6];
	struct catalogue_choices choices[3];
	/* Another entry that is the same: its own id, and before that the value
	 * of field `name`, or with same_of (a bit a field) those of several,
	 * with | between. What is wrong is said beside field `name`. */
	const struct sql *same;
	unsigned same_of;
	int name;
	/* A field that nobody types: the name of the entry in one word, made
	 * once from field `name`. -1: none. */
	int word;
	/* What removes it: statements of one parameter, its id. */
	const struct sql *remove[4];
	/* Looks at typed values; *wrong says what is wrong with *field. */
	void (*check)(const struct actor *a, const char *const *values,
		      int *field, const char **wrong);
	bool own_page; /* an entry has a page of its own beside its form */
};

/* The catalogue of this key, NULL where there is none. */
const struct catalogue *catalogue_find(const char *key, size_t len);

NEOERR *catalogue_list(const struct actor *a, const struct catalogue *c,
		       struct rows *out) MUST_CHECK;

/* Adds or (id not 0) saves over version. *wrong, with *field, says what is
 * wrong with what was typed; then nothing was written. */
NEOERR *catalogue_save(const struct actor *a, const struct catalogue *c,
		       int64_t *id, int64_t version, const char *const *values,
		       int *field, const char **wrong) MUST_CHECK;

/* ERR_INVALID, in words, where something uses it. */
NEOERR *catalogue_remove(const struct actor *a, const struct catalogue *c,
			 int64_t id) MUST_CHECK;

/* Columns: value label */
NEOERR *catalogue_options(const struct actor *a,
			  const struct catalogue_choices *c,
			  struct rows *out) MUST_CHECK;

/* A short name for machines: "Uses a wheelchair" -> "uses_a_wheelchair". */
const char *catalogue_word(const void *ctx, const char *words, size_t max);

/* Pictures and states to choose from. */
extern const struct choice catalogue_states[];
extern const struct choice catalogue_icons[];

/* The fields of each, for the route table. */
extern const struct field catalogue_type_fields[9];
extern const struct field catalogue_credential_kind_fields[6];
extern const struct field catalogue_credential_rule_fields[3];
extern const struct field catalogue_licence_type_fields[4];
extern const struct field catalogue_trait_fields[3];
extern const struct field catalogue_service_fields[8];
extern const struct field catalogue_incident_kind_fields[8];
extern const struct field catalogue_region_fields[1];
extern const struct field catalogue_holiday_fields[4];
extern const struct field catalogue_file_type_fields[6];
extern const struct field catalogue_attachment_kind_fields[3];

/* Those of catalogue_files.c. */
extern const struct catalogue catalogue_file_types, catalogue_attachment_kinds;

/* All of them, ended by NULL. */
extern const struct catalogue *const catalogues[];

#endif
