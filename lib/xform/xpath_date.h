/* Dates within expressions; known to lib/xform/xpath*.c only.
 * SPDX-License-Identifier: MIT
 *
 * In XPath a date is a text: "2026-11-27", or with a time
 * "2026-11-27T08:40:00.000+11:00". One with a time is an instant; without
 * offset it is read on the clocks of the site's zone. One without a time has
 * no zone: it is a day of the calendar.
 *
 * As a number, an instant is the days since 1970-01-01T00:00Z. A day is the
 * days since 1970-01-01 less a part of a day that is the same for all days:
 * the zone's offset in winter. So the difference of two days is always whole,
 * summer time or not, and both kinds can be compared and added to. A number
 * that falls on such a beginning of a day is that day; any other an instant.
 */
#ifndef CAREBOOK_XFORM_XPATH_DATE_H
#define CAREBOOK_XFORM_XPATH_DATE_H

#include "xform/xpath.h"

struct xp_date {
	bool timed;
	struct date date; /* on the site's calendar */
	int ms;		  /* of the day, 0 where not timed */
	int64_t utc;	  /* ms since 1970; where not timed of midnight there */
};

/* Seconds that a day begins before UTC's (the zone's offset in winter). */
int xp_date_base(const struct xpath_run *run);

/* Reads the two forms, white space around them allowed. */
bool xp_date_read(const struct xpath_run *run, const char *text,
		  struct xp_date *out);
double xp_date_number(const struct xpath_run *run, const struct xp_date *d);
/* False: out of the years 1 to 9999, or NaN. */
bool xp_date_from_number(const struct xpath_run *run, double number,
			 struct xp_date *out);
const char *xp_date_text(void *pool, const struct xpath_run *run,
			 const struct xp_date *d);

/* An instant on the site's clocks. */
bool xp_date_from_utc(const struct xpath_run *run, int64_t utc_ms,
		      struct xp_date *out);

/* Below 0, 0, above 0. */
int xp_date_compare(const struct xp_date *a, const struct xp_date *b);

/* A time of day, "08:40" or "08:40:00.000+11:00". */
struct xp_clock {
	int ms;	     /* of the day, as it is written */
	int offset;  /* seconds ahead of UTC, where given */
	bool given;
};
bool xp_clock_read(const char *text, struct xp_clock *out);

/* ms from a to b on one day. Of times with offsets of their own, only a
 * difference between these counts: what was entered in winter is not another
 * time of day in summer. */
int xp_clock_between(const struct xp_clock *a, const struct xp_clock *b);

#endif
