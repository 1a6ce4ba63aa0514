/* Public holidays and business days.
 * SPDX-License-Identifier: MIT
 */
#include "base/holiday.h"

#include <string.h>

static bool is_full_day(const struct holiday *h)
{
	return h->from_minute <= 0;
}

const struct holiday *holiday_on(const struct holidays *all,
                                 const char *state, struct date date)
{
	const struct holiday *best = NULL, *h;
	size_t i;

	for (i = 0; i < all->count; i++) {
		h = &all->list[i];
		if (date_compare(h->date, date) == 0 &&
		    strcmp(h->state, state) == 0 &&
		    (best == NULL || h->from_minute < best->from_minute))
			best = h;
	}
	return best;
}

bool holiday_is_business_day(const struct holidays *all, const char *state,
                             struct date date)
{
	const struct holiday *h;
	int weekday = date_weekday(date);

	if (weekday < MONDAY || weekday > FRIDAY)
		return false;
	h = holiday_on(all, state, date);
	return h == NULL || !is_full_day(h);
}

struct date holiday_add_business_days(const struct holidays *all,
                                      const char *state, struct date from,
                                      int days)
{
	int step = days < 0 ? -1 : 1, i;

	for (i = 0; days != 0; i++) {
		from = date_add_days(from, step);
		if (date_is_none(from) || i >= HOLIDAY_REACH)
			return DATE_NONE;
		if (holiday_is_business_day(all, state, from))
			days -= step;
	}
	return from;
}

int holiday_clear_business_days(const struct holidays *all, const char *state,
                                struct date from, struct date to)
{
	int days = holiday_clear_days(from, to);
	int count = days / 7 * 5, weekday = date_weekday(from), i;
	size_t k;

	/* Monday to Friday among the days that are left over full weeks */
	for (i = 1; i <= days % 7; i++)
		count += (weekday - 1 + i) % 7 < 5;
	/* less the holidays that fall on such days, each date once */
	for (k = 0; k < all->count; k++) {
		const struct holiday *h = &all->list[k];

		if (date_compare(h->date, from) > 0 &&
		    date_compare(h->date, to) < 0 && is_full_day(h) &&
		    date_weekday(h->date) <= FRIDAY &&
		    holiday_on(all, state, h->date) == h)
			count--;
	}
	return count;
}

int holiday_clear_days(struct date from, struct date to)
{
	int64_t days = date_days_between(from, to);

	return days > 1 ? (int)(days - 1) : 0;
}

struct date holiday_last_clear_business(const struct holidays *all,
                                        const char *state, struct date to,
                                        int days)
{
	struct date first;

	if (days <= 0)
		return date_valid(to) ? to : DATE_NONE;
	first = holiday_add_business_days(all, state, to, -days);
	return date_add_days(first, -1);
}
