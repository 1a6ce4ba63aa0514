/* What is typed into a form's controls, and the values that are kept of it.
 * SPDX-License-Identifier: MIT
 *
 * A date is typed in three boxes, an instant in three and a time; what is kept
 * is the value as ODK forms have it ("2026-11-27",
 * "2026-11-27T14:30:00.000+11:00", "14:30:00.000+11:00": the offset is the
 * site's). What makes no date is kept as typed ("31/2/2026"), so that it can
 * be shown again and found wrong.
 *
 * typed_mark is a mark of what a control showed: a page carries it along, and
 * from it can be told whether somebody typed anything there.
 */
#ifndef CAREBOOK_FORMS_TYPED_H
#define CAREBOOK_FORMS_TYPED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/zone.h"

/* How a control is typed; the letters stand in pages. */
enum typed_kind {
	TYPED_TEXT = 't',    /* one line */
	TYPED_LINES = 'l',
	TYPED_NUMBER = 'n',
	TYPED_DATE = 'd',
	TYPED_MONTH = 'm',   /* month and year; the first day is kept */
	TYPED_YEAR = 'y',    /* year; 1 January is kept */
	TYPED_TIME = 'h',
	TYPED_INSTANT = 'x', /* date and time */
	TYPED_CHOICES = 's', /* several names, in no order */
	TYPED_ORDER = 'r'    /* several names, in this order */
};

bool typed_is_kind(char letter);
/* Of the boxes for day, month, year and time: does this kind have them? */
bool typed_has_boxes(enum typed_kind kind);

/* What stands in the boxes; NULL where the kind has no such box. whole is the
 * one box of the kinds that have one only. */
struct typed {
	const char *day, *month, *year, *time, *whole;
};

/* The boxes that show a value; and the value that boxes make. now: decides the
 * offset of a time without a date. Both below ctx. */
void typed_split(void *ctx, enum typed_kind kind, const char *value,
		 const struct zone *zone, struct typed *out);
const char *typed_join(void *ctx, enum typed_kind kind, const struct typed *t,
		       const struct zone *zone, int64_t now);

/* The attachment of a value that a question for a file has ("a12-photo.jpg"),
 * and its name; 0 where it has none (another tool's, which is a name alone). */
int64_t typed_file(const char *value, const char **name);

/* A mark of what stands in the boxes: equal for equal texts. */
uint32_t typed_mark(void *ctx, enum typed_kind kind, const struct typed *t);

#endif
