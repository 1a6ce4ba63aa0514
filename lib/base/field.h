/* Fields: what a person may type, declared once.
 * SPDX-License-Identifier: MIT
 *
 * One table of fields says what a form asks (lib/web draws and checks it) and
 * what a record keeps (lib/people/record saves and compares it). A field is
 * reached by its index in the table, an enum, so that a misspelt one does not
 * compile. Values are text in one canonical form:
 *   number 42, money in cents 1250, date 2026-11-27, time 08:40,
 *   checkbox 1 or "", checks "a,b". Nothing is "".
 */
#ifndef CAREBOOK_BASE_FIELD_H
#define CAREBOOK_BASE_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum field_type {
	FIELD_TEXT,
	FIELD_LONGTEXT,
	FIELD_EMAIL,
	FIELD_TEL,
	FIELD_URL,
	FIELD_PASSWORD, /* neither tidied nor shown again */
	FIELD_NUMBER,
	FIELD_MONEY,
	FIELD_DATE,   /* three boxes: NAME_d NAME_m NAME_y; or NAME typed whole */
	FIELD_TIME,
	FIELD_SELECT, /* one of the choices */
	FIELD_RADIO,
	FIELD_CHECKBOX,
	FIELD_CHECKS, /* any of the choices */
	FIELD_HIDDEN,
	FIELD_CODE, /* a one-time code */
	FIELD_SEARCH,
	FIELD_FILE,  /* its value is what was chosen: web.h, form_upload */
	FIELD_FILES, /* several */
	FIELD_TYPES
};

enum {
	FIELD_REQUIRED = 1,
	FIELD_PAST = 2,
	FIELD_FUTURE = 4,
	/* Of FIELD_FILE: the page reads what the file says and does not keep it
	 * as a file (a form's XML, a list). max: the most bytes. */
	FIELD_READS = 8
};

struct choice {
	const char *value, *label;
};

struct field {
	const char *name;  /* in the form, the data set and the table's column */
	const char *label; /* as people read it */
	enum field_type type;
	unsigned flags;
	int64_t max; /* text: characters (0: 200); number, money: the greatest */
	int64_t min; /* number, money: the least */
	const char *hint;
	const struct choice *choices; /* ends with a NULL value; NULL: given
					 by the page, from the database */
	const char *autocomplete;     /* HTML's word, where one fits */
};

static inline bool field_is_file(const struct field *f)
{
	return f->type == FIELD_FILE || f->type == FIELD_FILES;
}

#define FIELDS(table) (table), sizeof(table) / sizeof *(table)

/* The name a type has in templates: "longtext". */
const char *field_type_name(enum field_type type);

/* Checks one typed value against its field. *value gets the canonical form
 * ("" for nothing), below ctx. Returns what is wrong, in words for the person
 * who typed it, or NULL. today is a day number (date_to_days), for FIELD_PAST
 * and FIELD_FUTURE. Choices that come from the database are not checked. */
const char *field_check(const void *ctx, const struct field *f,
			const char *typed, int64_t today, const char **value);

/* The label of a choice, or the value itself where it is none of them. */
const char *choice_label(const struct choice *choices, const char *value);

/* A value as people read it: dates and choices in words. ctx: see above. */
const char *field_show(const void *ctx, const struct field *f,
		       const char *value);

/* Cents as "$1,250.00". */
const char *money_show(const void *ctx, int64_t cents);

#endif
