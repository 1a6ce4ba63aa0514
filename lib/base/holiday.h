/* Public holidays and business days.
 * SPDX-License-Identifier: MIT
 *
 * Holidays are dated data that an agency edits; lib/care/holiday loads them.
 * Here is only the reckoning, on an array that the caller holds and keeps, in
 * any order. State codes are compared byte by byte ("NSW").
 *
 * A business day is Monday to Friday and no full-day public holiday of the
 * state. A holiday for part of a day (Queensland, 24 December from 18:00)
 * leaves it a business day; its price band is another matter, for which
 * holiday_on() gives the row. These are the definitions of notice and price;
 * the clock of an incident ("5 business days") counts in the same way.
 *
 * A search for business days stops after HOLIDAY_REACH days and gives
 * DATE_NONE: so a table that calls every day a holiday cannot hold it up.
 */
#ifndef CAREBOOK_BASE_HOLIDAY_H
#define CAREBOOK_BASE_HOLIDAY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

#define HOLIDAY_REACH 4000

struct holiday {
	const char *state;
	struct date date;
	int from_minute; /* of the day; -1 (or 0): the whole day */
	const char *name;
};

/* The holidays that an agency knows. Borrowed. */
struct holidays {
	const struct holiday *list;
	size_t count;
};

/* The holiday of this state on this date, NULL for none. Where there are two,
 * the longer one: a full day before a part, an earlier hour before a later. */
const struct holiday *holiday_on(const struct holidays *all,
                                 const char *state, struct date date);

bool holiday_is_business_day(const struct holidays *all, const char *state,
                             struct date date);

/* The days-th business day after `from`, which itself does not count; with
 * days below 0 the -days-th before it. 0 is `from` itself, whatever it is.
 * Five business days to report an incident noticed on a Friday: the next
 * Friday, and the time is over when that day ends. */
struct date holiday_add_business_days(const struct holidays *all,
                                      const char *state, struct date from,
                                      int days);

/* How many business days lie strictly between the two dates ("clear" days);
 * 0 when `to` is not after `from`. */
int holiday_clear_business_days(const struct holidays *all, const char *state,
                                struct date from, struct date to);

/* The same for dates of every kind. */
int holiday_clear_days(struct date from, struct date to);

/* The last date that has at least `days` clear business days before `to`:
 * notice on it is still in time. With days 0 or less it is `to` itself. */
struct date holiday_last_clear_business(const struct holidays *all,
                                        const char *state, struct date to,
                                        int days);

#endif
