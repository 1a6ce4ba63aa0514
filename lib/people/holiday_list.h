/* Public holidays as an agency keeps them: by year and state, and from a list
 * that somebody pastes.
 * SPDX-License-Identifier: MIT
 *
 * One holiday is added and changed as an entry of a catalogue (catalogue.h).
 */
#ifndef CAREBOOK_PEOPLE_HOLIDAY_LIST_H
#define CAREBOOK_PEOPLE_HOLIDAY_LIST_H

#include "people/actor.h"

/* Of a year, of one state or ("") all. Columns: id on_date state name from
 * checked */
NEOERR *holiday_list(const struct actor *a, int year, const char *state,
		     struct rows *out) MUST_CHECK;

/* Years that hold any. Columns: year n unchecked */
NEOERR *holiday_years(const struct actor *a, struct rows *out) MUST_CHECK;

/* Somebody has looked at these, and they are right. */
NEOERR *holiday_check(const struct actor *a, int year,
		      const char *state) MUST_CHECK;

struct holiday_line {
	int line; /* from 1 */
	const char *state, *date, *from, *name;
	const char *wrong; /* in words, or NULL */
};

/* Reads lines "state, day, name, from" (comma, semicolon or tab between; from
 * may be missing; a first line of headings is passed over). Everything is below
 * the actor's pool. No database. */
size_t holiday_parse(const struct actor *a, const char *text,
		     struct holiday_line **out);

/* Adds them; one that is there (state and day) is changed. */
NEOERR *holiday_import(const struct actor *a, const struct holiday_line *lines,
		       size_t n, int64_t *added, int64_t *changed) MUST_CHECK;

#endif
