/* The price of a visit: its minutes by rate band.
 * SPDX-License-Identifier: MIT
 *
 * Rates are dated data of an agency; which ones hold for a visit (item, region,
 * date of the support) is looked up elsewhere. Here is the reckoning, and
 * nothing asks the clock or the database.
 *
 * The definitions (those of the worked cases for price):
 *
 *   1. The visit is the real minutes from its start to its end, the end not
 *      included: from 23:00 to 05:00 is 5 hours on the night on which the
 *      clocks go forward, and 7 on the one on which they go back.
 *   2. The band of a minute is told by what the clock at the place shows, the
 *      first that fits: public holiday (the whole date, or from its hour on to
 *      midnight; before that the ordinary band), Sunday, Saturday, night 00:00
 *      to 06:00, weekday day 06:00 to 20:00, evening 20:00 to 24:00. The
 *      holidays are those of the client's state.
 *   3. split: a line for each unbroken run of one band, in order of time. A
 *      run is not cut at midnight where the band stays the same.
 *   4. whole: one line, all minutes, at the band of the last minute: later in
 *      time, not dearer. Ending exactly on a boundary does not enter the next
 *      band.
 *   5. A line is rate x minutes / 60, rounded half away from zero; the total
 *      is the sum of the rounded lines.
 *
 * A sleepover (flat) is not priced here.
 */
#ifndef CAREBOOK_MONEY_PRICE_H
#define CAREBOOK_MONEY_PRICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/holiday.h"
#include "base/money.h"
#include "base/zone.h"
#include "money/notice.h"

/* The longest visit that is priced, in minutes. */
enum { PRICE_MOST_MINUTES = 31 * 24 * 60 };

enum price_band {
	PRICE_WEEKDAY_DAY,
	PRICE_EVENING,
	PRICE_NIGHT,
	PRICE_SATURDAY,
	PRICE_SUNDAY,
	PRICE_PUBLIC_HOLIDAY,
	PRICE_BANDS
};

/* "weekday_day", and back (PRICE_BANDS: none); in words: "weekday, day". */
const char *price_band_name(enum price_band band);
enum price_band price_band_find(const char *name);
const char *price_band_words(enum price_band band);

enum price_policy { PRICE_SPLIT, PRICE_WHOLE };

struct price_rates {
	int64_t hour[PRICE_BANDS]; /* cents an hour */
};

struct price_line {
	enum price_band band;
	int64_t start; /* instant */
	int minutes;
	int64_t cents;
};

struct price {
	struct price_line *lines;
	size_t n;
	int minutes;
	int64_t cents;
};

/* The band of the minute that begins then. */
enum price_band price_band_at(const struct notice_place *place,
			      int64_t instant);

/* The price, lines below ctx. False, and all of it is empty, where the end is
 * not after the start, more than PRICE_MOST_MINUTES later, or one of them is
 * no whole minute. */
bool price_visit(const void *ctx, const struct price_rates *rates,
		 enum price_policy policy, const struct notice_place *place,
		 int64_t start, int64_t end, struct price *out);

#endif
