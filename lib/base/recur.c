/* Repeating: a small part of RFC 5545's recurrence rules, on dates.
 * SPDX-License-Identifier: MIT
 */
#include "base/recur.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const char *const FREQS[RECUR_FREQ__MAX] = {"DAILY", "WEEKLY",
                                                   "MONTHLY", "YEARLY"};
static const char *const DAYS[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

static int interval_of(const struct recur *r)
{
	return r->interval == 0 ? 1 : r->interval;
}

/* ---- what is allowed ---- */

static const char *problem_in_days(const struct recur *r)
{
	int i, k;

	if (r->days_count < 0 || r->days_count > RECUR_DAYS_MAX)
		return "There are too many weekdays in it.";
	if (r->days_count > 0 && r->freq == RECUR_YEARLY)
		return "A yearly rule cannot name weekdays.";
	if (r->days_count > 0 && r->freq == RECUR_DAILY && interval_of(r) > 1)
		return "Only an every-day rule can be limited to weekdays.";
	for (i = 0; i < r->days_count; i++) {
		const struct recur_day *d = &r->days[i];

		if (d->weekday < MONDAY || d->weekday > SUNDAY)
			return "It names a weekday that does not exist.";
		if (d->ordinal < -5 || d->ordinal > 5)
			return "A month has at most five of each weekday.";
		if (d->ordinal != 0 && r->freq != RECUR_MONTHLY)
			return "Only a monthly rule can say which Monday of "
			       "the month, and so on.";
		for (k = 0; k < i; k++)
			if (r->days[k].weekday == d->weekday &&
			    (r->days[k].ordinal == d->ordinal ||
			     r->days[k].ordinal == 0 || d->ordinal == 0))
				return "It names a weekday twice.";
	}
	return NULL;
}

static const char *problem_in_monthdays(const struct recur *r)
{
	int i, k;

	if (r->monthdays_count == 0)
		return NULL;
	if (r->monthdays_count < 0 || r->monthdays_count > RECUR_MONTHDAYS_MAX)
		return "There are too many days of the month in it.";
	if (r->freq != RECUR_MONTHLY)
		return "Only a monthly rule can name days of the month.";
	if (r->days_count > 0)
		return "It cannot name both weekdays and days of the month.";
	for (i = 0; i < r->monthdays_count; i++) {
		int day = r->monthdays[i];

		if (day == 0 || day < -31 || day > 31)
			return "Days of the month are 1 to 31.";
		for (k = 0; k < i; k++)
			if (r->monthdays[k] == day)
				return "It names a day of the month twice.";
	}
	return NULL;
}

static const char *problem(const struct recur *r)
{
	const char *why;

	if (r->freq < 0 || r->freq >= RECUR_FREQ__MAX)
		return "It must be daily, weekly, monthly or yearly.";
	if (r->interval < 0 || r->interval > RECUR_INTERVAL_MAX)
		return "The step must be 1 to 99.";
	if (r->count < 0 || r->count > RECUR_COUNT_MAX)
		return "The number of times must be 1 to 1000.";
	if (!date_is_none(r->until) && !date_valid(r->until))
		return "The last day does not exist.";
	if (r->count > 0 && !date_is_none(r->until))
		return "It can end after a number of times or on a day, not "
		       "both.";
	why = problem_in_days(r);
	return why ? why : problem_in_monthdays(r);
}

bool recur_check(const struct recur *r, const char **why)
{
	*why = problem(r);
	return *why == NULL;
}

/* ---- reading ---- */

/* The digits at *p as a number of at most four; -1 for none or too many. */
static int number(const char **p)
{
	int value = 0, n = 0;

	for (; **p >= '0' && **p <= '9'; (*p)++) {
		if (++n > 4)
			return -1;
		value = value * 10 + (**p - '0');
	}
	return n > 0 ? value : -1;
}

/* A number with a sign before it, or without; 0 where it is none. */
static int signed_number(const char **p)
{
	int sign = 1, value;

	if (**p == '+' || **p == '-')
		sign = *(*p)++ == '-' ? -1 : 1;
	value = number(p);
	return value > 0 ? sign * value : 0;
}

static bool read_freq(const char **p, struct recur *r)
{
	int i;

	for (i = 0; i < RECUR_FREQ__MAX; i++) {
		size_t len = strlen(FREQS[i]);

		if (strncmp(*p, FREQS[i], len) == 0) {
			*p += len;
			r->freq = (enum recur_freq)i;
			return true;
		}
	}
	return false;
}

static bool read_until(const char **p, struct recur *r)
{
	int i, digits[8];

	for (i = 0; i < 8; i++) {
		if ((*p)[i] < '0' || (*p)[i] > '9')
			return false;
		digits[i] = (*p)[i] - '0';
	}
	*p += 8;
	r->until.year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 +
	                digits[3];
	r->until.month = digits[4] * 10 + digits[5];
	r->until.day = digits[6] * 10 + digits[7];
	return date_valid(r->until);
}

static bool read_byday(const char **p, struct recur *r)
{
	do {
		struct recur_day *d = &r->days[r->days_count];
		int i;

		if (r->days_count == RECUR_DAYS_MAX)
			return false;
		*p += r->days_count > 0; /* the comma */
		if (**p < 'A') {
			d->ordinal = signed_number(p);
			if (d->ordinal == 0)
				return false;
		}
		for (i = 0; i < 7; i++)
			if (strncmp(*p, DAYS[i], 2) == 0)
				d->weekday = i + 1;
		if (d->weekday == 0)
			return false;
		*p += 2;
		r->days_count++;
	} while (**p == ',');
	return true;
}

static bool read_bymonthday(const char **p, struct recur *r)
{
	do {
		if (r->monthdays_count == RECUR_MONTHDAYS_MAX)
			return false;
		*p += r->monthdays_count > 0; /* the comma */
		r->monthdays[r->monthdays_count] = signed_number(p);
		if (r->monthdays[r->monthdays_count++] == 0)
			return false;
	} while (**p == ',');
	return true;
}

static bool read_interval(const char **p, struct recur *r)
{
	r->interval = number(p);
	return r->interval > 0;
}

static bool read_count(const char **p, struct recur *r)
{
	r->count = number(p);
	return r->count > 0;
}

static bool read_wkst(const char **p, struct recur *r)
{
	(void)r;
	if (strncmp(*p, "MO", 2) != 0)
		return false;
	*p += 2;
	return true;
}

static const struct {
	const char *name;
	bool (*read)(const char **p, struct recur *r);
	const char *why;
} PARTS[] = {
    {"FREQ=", read_freq, "It must be daily, weekly, monthly or yearly."},
    {"INTERVAL=", read_interval, "The step must be 1 to 99."},
    {"COUNT=", read_count, "The number of times must be 1 to 1000."},
    {"UNTIL=", read_until, "The last day must be a date, written YYYYMMDD."},
    {"BYDAY=", read_byday, "The weekdays cannot be read."},
    {"BYMONTHDAY=", read_bymonthday, "The days of the month cannot be read."},
    {"WKST=", read_wkst, "Weeks begin on Monday."},
};

static const char *read_parts(const char *p, struct recur *r)
{
	const size_t count = sizeof PARTS / sizeof *PARTS;
	bool seen[sizeof PARTS / sizeof *PARTS] = {false};
	size_t i;

	for (;;) {
		for (i = 0; i < count; i++)
			if (strncmp(p, PARTS[i].name,
			            strlen(PARTS[i].name)) == 0)
				break;
		if (i == count)
			return "It has a part that is not known here.";
		if (seen[i])
			return "It says the same thing twice.";
		seen[i] = true;
		p += strlen(PARTS[i].name);
		if (!PARTS[i].read(&p, r))
			return PARTS[i].why;
		if (*p == '\0')
			return seen[0] ? NULL : PARTS[0].why;
		if (*p++ != ';')
			return PARTS[i].why;
	}
}

bool recur_parse(const char *text, struct recur *out, const char **why)
{
	struct recur r = {.interval = 1};

	*out = r;
	*why = read_parts(text, &r);
	if (*why == NULL)
		*why = problem(&r);
	if (*why != NULL)
		return false;
	*out = r;
	return true;
}

char *recur_text(const void *ctx, const struct recur *r)
{
	struct buf b = {.ctx = ctx};
	int i;

	buf_printf(&b, "FREQ=%s", FREQS[r->freq]);
	if (interval_of(r) > 1)
		buf_printf(&b, ";INTERVAL=%d", r->interval);
	for (i = 0; i < r->days_count; i++) {
		buf_puts(&b, i == 0 ? ";BYDAY=" : ",");
		if (r->days[i].ordinal != 0)
			buf_printf(&b, "%d", r->days[i].ordinal);
		buf_puts(&b, DAYS[r->days[i].weekday - 1]);
	}
	for (i = 0; i < r->monthdays_count; i++)
		buf_printf(&b, "%s%d", i == 0 ? ";BYMONTHDAY=" : ",",
		           r->monthdays[i]);
	if (r->count > 0)
		buf_printf(&b, ";COUNT=%d", r->count);
	if (!date_is_none(r->until))
		buf_printf(&b, ";UNTIL=%04d%02d%02d", r->until.year,
		           r->until.month, r->until.day);
	return b.s;
}

/* ---- expanding ---- */

/* A rule is walked period by period: every interval-th day, week (from its
 * Monday), month or year from the start's own. */

/* The first day of the n-th period; DATE_NONE beyond year 9999. */
static struct date period(const struct recur *r, struct date start, int64_t n)
{
	n *= interval_of(r);
	switch (r->freq) {
	case RECUR_DAILY:
		return date_add_days(start, n);
	case RECUR_WEEKLY:
		return date_add_days(start, n * 7 + MONDAY - date_weekday(start));
	case RECUR_MONTHLY:
		start.day = 1;
		return date_add_months(start, n);
	case RECUR_YEARLY:
	case RECUR_FREQ__MAX:
		break;
	}
	start.day = start.month = 1;
	return date_add_months(start, n * 12);
}

/* A period that surely lies before `from`, or is the one that holds it. */
static int64_t period_before(const struct recur *r, struct date start,
                             struct date from)
{
	int64_t steps = 0;

	switch (r->freq) {
	case RECUR_DAILY:
		steps = date_days_between(start, from);
		break;
	case RECUR_WEEKLY:
		steps = date_days_between(start, from) / 7;
		break;
	case RECUR_MONTHLY:
		steps = (from.year - start.year) * 12 + from.month - start.month;
		break;
	case RECUR_YEARLY:
	case RECUR_FREQ__MAX:
		steps = from.year - start.year;
	}
	return steps > 0 ? steps / interval_of(r) : 0;
}

static uint64_t bit(int n)
{
	return (uint64_t)1 << n;
}

/* The days of the month that begins at `first` that a monthly rule means, as
 * bits: bit 0 is the first day. */
static uint64_t days_of_month(const struct recur *r, struct date start,
                              struct date first)
{
	int length = date_days_in_month(first.year, first.month), i, day;
	uint64_t bits = 0;

	for (i = 0; i < r->monthdays_count; i++) {
		day = r->monthdays[i];
		if (day < 0)
			day += length + 1;
		if (day >= 1 && day <= length)
			bits |= bit(day - 1);
	}
	for (i = 0; i < r->days_count; i++) {
		int n = r->days[i].ordinal;

		/* the first such weekday, then each, then the n-th of them */
		day = (r->days[i].weekday - date_weekday(first) + 7) % 7;
		if (n < 0)
			n += (length - 1 - day) / 7 + 2;
		for (; day < length; day += 7)
			if (r->days[i].ordinal == 0 || --n == 0)
				bits |= bit(day);
	}
	if (r->monthdays_count == 0 && r->days_count == 0 &&
	    start.day <= length)
		bits = bit(start.day - 1);
	return bits;
}

/* The days of a period that the rule means, as bits from its first day. */
static uint64_t days_of_period(const struct recur *r, struct date start,
                               struct date first)
{
	uint64_t bits = 0;
	int i;

	if (r->freq == RECUR_MONTHLY)
		return days_of_month(r, start, first);
	for (i = 0; i < r->days_count; i++)
		bits |= bit(r->days[i].weekday - MONDAY);
	if (r->freq == RECUR_DAILY)
		return bits == 0 || bits >> (date_weekday(first) - MONDAY) & 1;
	return bits ? bits : bit(date_weekday(start) - MONDAY);
}

/* The one day of a year: too far from its first for a bit. */
static struct date day_of_year(struct date start, struct date first)
{
	start.year = first.year;
	return date_valid(start) ? start : DATE_NONE;
}

size_t recur_expand(const struct recur *r, struct date start, struct date from,
                    struct date until, struct date *out, size_t max)
{
	struct date first, d;
	uint64_t bits;
	int64_t n = 0;
	size_t found = 0;
	int nth = 0;
	const char *why;

	if (!recur_check(r, &why) || !date_valid(start))
		return 0;
	if (!date_is_none(r->until) &&
	    (date_is_none(until) || date_compare(r->until, until) < 0))
		until = r->until;
	/* COUNT must be counted from the start; others begin in the middle */
	if (r->count == 0 && date_compare(from, start) > 0)
		n = period_before(r, start, from);
	for (;; n++) {
		first = period(r, start, n);
		if (date_is_none(first) ||
		    (!date_is_none(until) && date_compare(first, until) > 0))
			return found;
		bits = r->freq == RECUR_YEARLY
		           ? 1
		           : days_of_period(r, start, first);
		for (; bits; bits &= bits - 1) {
			d = r->freq == RECUR_YEARLY
			        ? day_of_year(start, first)
			        : date_add_days(first, __builtin_ctzll(bits));
			if (date_is_none(d) || date_compare(d, start) < 0)
				continue;
			if (!date_between(d, DATE_NONE, until) ||
			    (r->count > 0 && ++nth > r->count) || found == max)
				return found;
			if (date_compare(d, from) >= 0)
				out[found++] = d;
		}
	}
}

struct date recur_next(const struct recur *r, struct date start,
                       struct date after)
{
	struct date from = date_add_days(after, 1), found;

	if (!date_is_none(after) && date_is_none(from))
		return DATE_NONE;
	return recur_expand(r, start, from, DATE_NONE, &found, 1) == 1
	           ? found
	           : DATE_NONE;
}

/* ---- words ---- */

/* " and " before the last of them, ", " before the others. */
static void add_joint(struct buf *b, int i, int count)
{
	if (i > 0)
		buf_puts(b, i == count - 1 ? " and " : ", ");
}

/* "every month", "every second month", "every 3 months" */
static void add_every(struct buf *b, int interval, const char *unit)
{
	if (interval == 1)
		buf_printf(b, "every %s", unit);
	else if (interval == 2)
		buf_printf(b, "every second %s", unit);
	else
		buf_printf(b, "every %d %ss", interval, unit);
}

/* The weekdays that it names, as bits (MONDAY is bit 1). */
static unsigned weekdays(const struct recur *r, struct date start)
{
	unsigned bits = 0;
	int i;

	for (i = 0; i < r->days_count; i++)
		bits |= 1u << r->days[i].weekday;
	return bits ? bits : 1u << date_weekday(start);
}

static void add_weekdays(struct buf *b, unsigned bits)
{
	int day, i = 0, count = 0;

	for (day = MONDAY; day <= SUNDAY; day++)
		count += bits >> day & 1;
	for (day = MONDAY; day <= SUNDAY; day++) {
		if (!(bits >> day & 1))
			continue;
		add_joint(b, i++, count);
		buf_puts(b, date_weekday_name(day));
	}
}

static void describe_weekly(struct buf *b, const struct recur *r,
                            struct date start)
{
	const unsigned all = 0xfe, monday_to_friday = 0x3e;
	unsigned bits = weekdays(r, start);
	int interval = interval_of(r);
	bool one = (bits & (bits - 1)) == 0;

	if (interval == 1 && bits == all) {
		buf_puts(b, "every day");
	} else if (interval == 1 && bits == monday_to_friday) {
		buf_puts(b, "every weekday");
	} else if (interval == 1 || (interval == 2 && one)) {
		buf_puts(b, interval == 1 ? "every " : "every second ");
		add_weekdays(b, bits);
	} else {
		add_every(b, interval, "week");
		buf_puts(b, " on ");
		add_weekdays(b, bits);
	}
}

/* "first", "fifth", "last", "second-last", "12th-last" */
static void add_nth(struct buf *b, int n)
{
	static const char *const words[] = {"first", "second", "third",
	                                    "fourth", "fifth"};
	char text[DATE_TEXT];
	int size = abs(n);

	if (n != -1)
		buf_puts(b, size <= 5 ? words[size - 1]
		                      : date_ordinal(size, text));
	if (n < 0)
		buf_puts(b, n == -1 ? "last" : "-last");
}

static void describe_monthly(struct buf *b, const struct recur *r,
                             struct date start)
{
	int count = r->monthdays_count, i;
	const int *days = r->monthdays;
	bool may_lack = false;
	char text[DATE_TEXT];

	buf_puts(b, "on ");
	if (r->days_count > 0) {
		for (i = 0; i < r->days_count; i++) {
			const struct recur_day *d = &r->days[i];

			add_joint(b, i, r->days_count);
			if (d->ordinal == 0) {
				buf_puts(b, "every ");
			} else {
				buf_puts(b, "the ");
				add_nth(b, d->ordinal);
				buf_puts(b, " ");
			}
			buf_puts(b, date_weekday_name(d->weekday));
			may_lack |= abs(d->ordinal) == 5;
		}
	} else {
		if (count == 0) {
			count = 1;
			days = &start.day;
		}
		for (i = 0; i < count; i++) {
			add_joint(b, i, count);
			buf_puts(b, "the ");
			if (days[i] > 0) {
				buf_puts(b, date_ordinal(days[i], text));
			} else {
				add_nth(b, days[i]);
				buf_puts(b, " day");
			}
			may_lack |= abs(days[i]) > 28;
		}
	}
	buf_puts(b, " of ");
	add_every(b, interval_of(r), "month");
	if (may_lack)
		buf_puts(b, " (where there is one)");
}

char *recur_describe(const void *ctx, const struct recur *r, struct date start)
{
	struct buf b = {.ctx = ctx};

	switch (r->freq) {
	case RECUR_DAILY:
		if (r->days_count > 0)
			describe_weekly(&b, r, start);
		else
			add_every(&b, interval_of(r), "day");
		break;
	case RECUR_WEEKLY:
		describe_weekly(&b, r, start);
		break;
	case RECUR_MONTHLY:
		describe_monthly(&b, r, start);
		break;
	case RECUR_YEARLY:
	case RECUR_FREQ__MAX:
		add_every(&b, interval_of(r), "year");
		buf_printf(&b, " on %d %s", start.day,
		           date_month_name(start.month));
		if (start.month == 2 && start.day == 29)
			buf_puts(&b, " (where there is one)");
		break;
	}
	if (r->count == 1)
		buf_puts(&b, ", once");
	else if (r->count > 1)
		buf_printf(&b, ", %d times", r->count);
	if (!date_is_none(r->until))
		buf_printf(&b, ", until %d %s %d", r->until.day,
		           date_month_name(r->until.month), r->until.year);
	return b.s;
}
