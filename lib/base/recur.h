/* Repeating: a small part of RFC 5545's recurrence rules, on dates.
 * SPDX-License-Identifier: MIT
 *
 * A rule repeats dates, not instants: "every second Friday" means Fridays on
 * the wall of the place, whatever the clocks do. Who needs instants turns each
 * date with its time of day into one by zone_utc_from_wall().
 *
 * The dates are worked out here and not by libical 3.0.16, which was tried:
 * in a zone it stays an hour off for good after a skipped hour; "every third
 * Sunday" from another weekday begins two weeks late; a daily rule whose start
 * has an odd hour goes on for ever. The tests compare with it all the same.
 *
 * The text form is what an RRULE property holds, of which is allowed:
 *
 *     FREQ=DAILY|WEEKLY|MONTHLY|YEARLY   needed
 *     INTERVAL=1..99
 *     COUNT=1..1000 or UNTIL=YYYYMMDD    not both; UNTIL is a date, included
 *     BYDAY=MO,TU..  DAILY (with INTERVAL=1), WEEKLY;
 *                    MONTHLY, there also with an ordinal (1FR, -1MO; 5SU)
 *     BYMONTHDAY=1..31 or -1..-31 (from the end)   MONTHLY, not with BYDAY
 *     WKST=MO        said or not: weeks begin on Monday
 *
 * Each part at most once, capital letters, no blanks. Everything else is
 * refused.
 *
 * Where a rule repeats from is a date of its own, `start`. Without BYDAY or
 * BYMONTHDAY it sets the weekday or the day of the month, and it always sets
 * which weeks, months or years count under INTERVAL. Only dates that fit the
 * rule are occurrences, and COUNT counts these; `start` itself is one only if
 * it fits. A day that a month does not have is left out, not moved: monthly
 * from 31 January skips February; for the end of each month use
 * BYMONTHDAY=-1. Yearly from 29 February is leap years only.
 */
#ifndef CAREBOOK_BASE_RECUR_H
#define CAREBOOK_BASE_RECUR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

#define RECUR_INTERVAL_MAX 99
#define RECUR_COUNT_MAX 1000
#define RECUR_DAYS_MAX 14
#define RECUR_MONTHDAYS_MAX 31

enum recur_freq {
	RECUR_DAILY,
	RECUR_WEEKLY,
	RECUR_MONTHLY,
	RECUR_YEARLY,
	RECUR_FREQ__MAX
};

struct recur_day {
	int weekday; /* MONDAY to SUNDAY */
	int ordinal; /* 1 to 5, -1 to -5 from the end; 0: each of them */
};

/* A rule. May also be filled by hand (interval 0 counts as 1) and then goes
 * through recur_check before it is used. */
struct recur {
	enum recur_freq freq;
	int interval;
	int count;         /* 0: no limit */
	struct date until; /* DATE_NONE: no limit */
	int days_count;
	struct recur_day days[RECUR_DAYS_MAX];
	int monthdays_count;
	int monthdays[RECUR_MONTHDAYS_MAX];
};

/* Reads the text of a rule. False, with the reason in plain words in *why
 * (static), for anything but the subset above. */
bool recur_parse(const char *text, struct recur *out, const char **why);

/* Is this rule within the subset? *why as above. */
bool recur_check(const struct recur *r, const char **why);

/* The text of a rule in one canonical form; belongs to ctx. */
char *recur_text(const void *ctx, const struct recur *r);

/* Writes the occurrences within from and until (both included; DATE_NONE is
 * open), in order, at most max of them; returns how many. */
size_t recur_expand(const struct recur *r, struct date start, struct date from,
                    struct date until, struct date *out, size_t max);

/* The first occurrence after that date (DATE_NONE: the first of all);
 * DATE_NONE when there is no more. For a task that repeats: the next one is
 * due on recur_next(rule, first due date, due date of the one now done). */
struct date recur_next(const struct recur *r, struct date start,
                       struct date after);

/* The rule in words that complete "This repeats ...": "every day", "every
 * weekday", "every second Friday", "every 3 weeks on Monday and Thursday", "on
 * the 15th of every month", "on the last day of every month", "on the first
 * Friday of every second month", "every year on 27 November"; at the end ", 10
 * times" or ", until 31 December 2026". Belongs to ctx. */
char *recur_describe(const void *ctx, const struct recur *r,
                     struct date start);

#endif
