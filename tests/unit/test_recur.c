/* Tests of lib/base/recur: what is allowed, the dates, the words.
 * SPDX-License-Identifier: MIT
 *
 * Expansion is compared with a plain walk over all days that shares no code
 * with it, and with libical, for thousands of rules from a fixed seed; and with
 * the examples of RFC 5545, 3.8.5.3.
 */
#include "base/recur.h"

#include <libical/ical.h>
#include <talloc.h>

#include "unit.h"

#define D(y, m, d) ((struct date){y, m, d})

static struct recur rule(const char *text)
{
	struct recur r;
	const char *why;

	if (!CHECK(recur_parse(text, &r, &why)))
		printf("    %s: %s\n", text, why);
	return r;
}

static void allowed(void)
{
	static const char *const good[][2] = {
	    {"FREQ=DAILY", "FREQ=DAILY"},
	    {"FREQ=DAILY;INTERVAL=1", "FREQ=DAILY"},
	    {"INTERVAL=2;FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2"},
	    {"FREQ=WEEKLY;WKST=MO;BYDAY=FR,MO", "FREQ=WEEKLY;BYDAY=FR,MO"},
	    {"FREQ=DAILY;BYDAY=MO,TU", "FREQ=DAILY;BYDAY=MO,TU"},
	    {"FREQ=MONTHLY;BYDAY=+1FR,-1MO", "FREQ=MONTHLY;BYDAY=1FR,-1MO"},
	    {"FREQ=MONTHLY;BYMONTHDAY=1,15,-1;COUNT=10",
	     "FREQ=MONTHLY;BYMONTHDAY=1,15,-1;COUNT=10"},
	    {"UNTIL=20261231;FREQ=YEARLY", "FREQ=YEARLY;UNTIL=20261231"},
	    {"FREQ=YEARLY;COUNT=1000;INTERVAL=99",
	     "FREQ=YEARLY;INTERVAL=99;COUNT=1000"},
	};
	void *ctx = talloc_new(NULL);
	struct recur r, again;
	const char *why;
	size_t i;

	for (i = 0; i < sizeof good / sizeof *good; i++) {
		r = rule(good[i][0]);
		CHECK_TEXT(recur_text(ctx, &r), good[i][1]);
		again = rule(good[i][1]);
		CHECK_TEXT(recur_text(ctx, &again), good[i][1]);
		CHECK(recur_check(&r, &why));
		CHECK(why == NULL);
	}
	talloc_free(ctx);
}

static void refused(void)
{
	static const char *const bad[] = {
	    "",
	    "DAILY",
	    "FREQ=",
	    "FREQ=SECONDLY",
	    "FREQ=HOURLY",
	    "FREQ=DAILYS",
	    "freq=daily",
	    "FREQ=DAILY;",
	    ";FREQ=DAILY",
	    "FREQ=DAILY;;COUNT=1",
	    "FREQ=DAILY FREQ=DAILY",
	    "FREQ=DAILY;FREQ=WEEKLY",
	    "RRULE:FREQ=DAILY",
	    "INTERVAL=2",
	    "FREQ=DAILY;INTERVAL=0",
	    "FREQ=DAILY;INTERVAL=-1",
	    "FREQ=DAILY;INTERVAL=100",
	    "FREQ=DAILY;INTERVAL=99999999999999999999",
	    "FREQ=DAILY;INTERVAL=1x",
	    "FREQ=DAILY;COUNT=0",
	    "FREQ=DAILY;COUNT=1001",
	    "FREQ=DAILY;COUNT=",
	    "FREQ=DAILY;COUNT=4294967297",
	    "FREQ=DAILY;COUNT=5;UNTIL=20261231",
	    "FREQ=DAILY;UNTIL=20261331",
	    "FREQ=DAILY;UNTIL=20260229",
	    "FREQ=DAILY;UNTIL=20261231T000000Z",
	    "FREQ=DAILY;UNTIL=2026123",
	    "FREQ=DAILY;UNTIL=00001231",
	    "FREQ=DAILY;INTERVAL=2;BYDAY=MO",
	    "FREQ=DAILY;BYDAY=1MO",
	    "FREQ=DAILY;BYMONTHDAY=1",
	    "FREQ=WEEKLY;BYDAY=",
	    "FREQ=WEEKLY;BYDAY=MO,",
	    "FREQ=WEEKLY;BYDAY=,MO",
	    "FREQ=WEEKLY;BYDAY=XX",
	    "FREQ=WEEKLY;BYDAY=MON",
	    "FREQ=WEEKLY;BYDAY=MO,MO",
	    "FREQ=WEEKLY;BYDAY=1MO",
	    "FREQ=WEEKLY;BYMONTHDAY=1",
	    "FREQ=WEEKLY;WKST=SU",
	    "FREQ=WEEKLY;BYHOUR=9",
	    "FREQ=MONTHLY;BYSETPOS=1",
	    "FREQ=MONTHLY;BYDAY=0MO",
	    "FREQ=MONTHLY;BYDAY=6MO",
	    "FREQ=MONTHLY;BYDAY=-6MO",
	    "FREQ=MONTHLY;BYDAY=1MO,1MO",
	    "FREQ=MONTHLY;BYDAY=MO,1MO",
	    "FREQ=MONTHLY;BYDAY=1",
	    "FREQ=MONTHLY;BYDAY=1MO,2MO,3MO,4MO,5MO,1TU,2TU,3TU,4TU,5TU,"
	    "1WE,2WE,3WE,4WE,5WE",
	    "FREQ=MONTHLY;BYMONTHDAY=0",
	    "FREQ=MONTHLY;BYMONTHDAY=32",
	    "FREQ=MONTHLY;BYMONTHDAY=-32",
	    "FREQ=MONTHLY;BYMONTHDAY=1,1",
	    "FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,"
	    "17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,-1",
	    "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
	    "FREQ=YEARLY;BYDAY=MO",
	    "FREQ=YEARLY;BYMONTHDAY=1",
	    "FREQ=YEARLY;BYMONTH=2",
	    "FREQ=DAILY\r\nATTENDEE:x",
	};
	struct recur r;
	const char *why;
	size_t i;

	for (i = 0; i < sizeof bad / sizeof *bad; i++) {
		why = NULL;
		if (!CHECK(!recur_parse(bad[i], &r, &why)))
			printf("    accepted: \"%s\"\n", bad[i]);
		CHECK(why != NULL && *why != '\0');
		/* what is left behind is harmless */
		CHECK(r.days_count == 0 && r.monthdays_count == 0);
	}
	r = (struct recur){.freq = RECUR_FREQ__MAX};
	CHECK(!recur_check(&r, &why));
	CHECK_INT(recur_expand(&r, D(2026, 1, 1), DATE_NONE, DATE_NONE,
	                       &(struct date){0}, 1),
	          0);
	r = (struct recur){.freq = RECUR_WEEKLY, .days_count = 1};
	CHECK(!recur_check(&r, &why));
	r = (struct recur){.freq = RECUR_WEEKLY, .until = {2026, 2, 30}};
	CHECK(!recur_check(&r, &why));
	r = (struct recur){.freq = RECUR_WEEKLY};
	CHECK(recur_check(&r, &why));
}

/* The dates, as one text. */
static const char *dates(const char *text, struct date start,
                         struct date from, struct date until, size_t max)
{
	static char all[1024];
	struct recur r = rule(text);
	struct date found[20];
	size_t n = recur_expand(&r, start, from, until, found, max), i;
	char buf[DATE_TEXT];

	all[0] = '\0';
	for (i = 0; i < n; i++) {
		if (i > 0)
			strcat(all, " ");
		strcat(all, date_format_iso(found[i], buf));
	}
	return all;
}

static const char *first(const char *text, struct date start, size_t max)
{
	return dates(text, start, DATE_NONE, DATE_NONE, max);
}

static void expanding(void)
{
	CHECK_TEXT(first("FREQ=DAILY", D(2026, 12, 30), 4),
	           "2026-12-30 2026-12-31 2027-01-01 2027-01-02");
	CHECK_TEXT(first("FREQ=WEEKLY;INTERVAL=2", D(2026, 11, 27), 3),
	           "2026-11-27 2026-12-11 2026-12-25");
	/* a start that does not fit is no occurrence */
	CHECK_TEXT(first("FREQ=WEEKLY;BYDAY=MO;COUNT=2", D(2026, 11, 27), 5),
	           "2026-11-30 2026-12-07");
	/* the week of the start counts, though its Monday is over */
	CHECK_TEXT(first("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR",
	                 D(2026, 1, 7), 4),
	           "2026-01-09 2026-01-19 2026-01-23 2026-02-02");
	/* Sunday is the last day of a week */
	CHECK_TEXT(first("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO",
	                 D(2026, 11, 27), 3),
	           "2026-11-29 2026-12-07 2026-12-13");
	/* whatever the order in which days are named */
	CHECK_TEXT(first("FREQ=WEEKLY;BYDAY=TU,SU,FR", D(2026, 11, 27), 4),
	           "2026-11-27 2026-11-29 2026-12-01 2026-12-04");
	CHECK_TEXT(first("FREQ=MONTHLY;BYMONTHDAY=20,-30,3", D(2026, 11, 3),
	                 4),
	           "2026-11-03 2026-11-20 2026-12-02 2026-12-03");
	CHECK_TEXT(first("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", D(2026, 11, 27),
	                 3),
	           "2026-11-27 2026-11-30 2026-12-01");
	CHECK_TEXT(first("FREQ=MONTHLY", D(2027, 1, 31), 4),
	           "2027-01-31 2027-03-31 2027-05-31 2027-07-31");
	CHECK_TEXT(first("FREQ=MONTHLY;BYMONTHDAY=-1", D(2027, 12, 31), 4),
	           "2027-12-31 2028-01-31 2028-02-29 2028-03-31");
	CHECK_TEXT(first("FREQ=MONTHLY;BYDAY=1FR,-1FR", D(2026, 11, 27), 4),
	           "2026-11-27 2026-12-04 2026-12-25 2027-01-01");
	CHECK_TEXT(first("FREQ=MONTHLY;BYDAY=5SU", D(2026, 11, 1), 3),
	           "2026-11-29 2027-01-31 2027-05-30");
	CHECK_TEXT(first("FREQ=YEARLY", D(2028, 2, 29), 3),
	           "2028-02-29 2032-02-29 2036-02-29");
	CHECK_TEXT(first("FREQ=DAILY;UNTIL=20261201", D(2026, 11, 29), 9),
	           "2026-11-29 2026-11-30 2026-12-01");
	CHECK_TEXT(first("FREQ=DAILY;UNTIL=20261101", D(2026, 11, 29), 9), "");
	CHECK_TEXT(first("FREQ=DAILY;COUNT=1", D(2026, 11, 29), 9),
	           "2026-11-29");
	/* never: 31 of a month that has 28 or 29 */
	CHECK_TEXT(first("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
	                 D(2026, 2, 28), 9),
	           "");
	CHECK_TEXT(dates("FREQ=WEEKLY", D(2026, 11, 27), D(2026, 12, 4),
	                 D(2026, 12, 18), 9),
	           "2026-12-04 2026-12-11 2026-12-18");
	CHECK_TEXT(dates("FREQ=WEEKLY", D(2026, 11, 27), DATE_NONE,
	                 D(2026, 11, 26), 9),
	           "");
	CHECK_TEXT(dates("FREQ=WEEKLY;COUNT=3", D(2026, 11, 27),
	                 D(2026, 12, 5), DATE_NONE, 9),
	           "2026-12-11");
	CHECK_TEXT(dates("FREQ=WEEKLY;UNTIL=20261204", D(2026, 11, 27),
	                 D(2026, 12, 5), DATE_NONE, 9),
	           "");
	CHECK_TEXT(first("FREQ=DAILY", DATE_NONE, 9), "");
}

/* The RFC's own examples, as far as they are within the subset. */
static void of_the_rfc(void)
{
	CHECK_TEXT(first("FREQ=DAILY;INTERVAL=10;COUNT=5", D(1997, 9, 2), 9),
	           "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12");
	CHECK_TEXT(first("FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224;WKST=MO;"
	                 "BYDAY=MO,WE,FR",
	                 D(1997, 9, 1), 5),
	           "1997-09-01 1997-09-03 1997-09-05 1997-09-15 1997-09-17");
	CHECK_TEXT(first("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
	                 D(1997, 8, 5), 9),
	           "1997-08-05 1997-08-10 1997-08-19 1997-08-24");
	CHECK_TEXT(first("FREQ=MONTHLY;COUNT=10;BYDAY=1FR", D(1997, 9, 5), 4),
	           "1997-09-05 1997-10-03 1997-11-07 1997-12-05");
	CHECK_TEXT(first("FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
	                 D(1997, 9, 7), 6),
	           "1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04 "
	           "1998-01-25");
	CHECK_TEXT(first("FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", D(1997, 9, 22), 6),
	           "1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19 "
	           "1998-02-16");
	CHECK_TEXT(first("FREQ=MONTHLY;BYMONTHDAY=-3", D(1997, 9, 28), 6),
	           "1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 "
	           "1998-02-26");
	CHECK_TEXT(first("FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,"
	                 "12,13,14,15",
	                 D(1997, 9, 10), 7),
	           "1997-09-10 1997-09-11 1997-09-12 1997-09-13 1997-09-14 "
	           "1997-09-15 1999-03-10");
	CHECK_TEXT(first("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
	                 D(2007, 1, 15), 9),
	           "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30");
}

/* The ends of what a date can be, and rules that never come true. */
static void at_the_ends(void)
{
	CHECK_TEXT(first("FREQ=WEEKLY", D(9999, 12, 25), 9), "9999-12-25");
	CHECK_TEXT(first("FREQ=YEARLY;INTERVAL=99", D(9990, 1, 1), 9),
	           "9990-01-01");
	CHECK_TEXT(first("FREQ=DAILY;INTERVAL=99", D(9999, 12, 31), 9),
	           "9999-12-31");
	CHECK_TEXT(first("FREQ=WEEKLY;BYDAY=SU", D(1, 1, 1), 2),
	           "0001-01-07 0001-01-14");
	CHECK_TEXT(first("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30",
	                 D(1, 2, 1), 1),
	           "");
	CHECK_TEXT(first("FREQ=YEARLY;INTERVAL=99", D(2024, 2, 29), 2),
	           "2024-02-29 2420-02-29");
	CHECK_TEXT(first("FREQ=DAILY", D(2026, 1, 1), 0), "");
}

static void next_one(void)
{
	struct recur r = rule("FREQ=WEEKLY;INTERVAL=2");
	struct date start = D(2026, 11, 27);
	char buf[DATE_TEXT];

	CHECK_TEXT(date_format_iso(recur_next(&r, start, DATE_NONE), buf),
	           "2026-11-27");
	CHECK_TEXT(date_format_iso(recur_next(&r, start, start), buf),
	           "2026-12-11");
	CHECK_TEXT(date_format_iso(recur_next(&r, start, D(2026, 12, 10)),
	                           buf),
	           "2026-12-11");
	CHECK_TEXT(date_format_iso(recur_next(&r, start, D(2046, 12, 10)),
	                           buf),
	           "2046-12-14");
	CHECK_TEXT(date_format_iso(recur_next(&r, start, D(2020, 1, 1)), buf),
	           "2026-11-27");
	CHECK_TEXT(date_format_iso(recur_next(&r, start, D(9999, 12, 31)),
	                           buf),
	           "");
	r = rule("FREQ=MONTHLY;COUNT=2");
	CHECK_TEXT(date_format_iso(recur_next(&r, start, start), buf),
	           "2026-12-27");
	CHECK_TEXT(date_format_iso(recur_next(&r, start, D(2026, 12, 27)),
	                           buf),
	           "");
	r = rule("FREQ=YEARLY;UNTIL=20270101");
	CHECK_TEXT(date_format_iso(recur_next(&r, start, start), buf), "");
}

/* ---- the plain walk ---- */

static int months_of(struct date d)
{
	return d.year * 12 + d.month - 1;
}

static bool fits_day(const struct recur_day *day, struct date d)
{
	int from_end = date_days_in_month(d.year, d.month) - d.day;

	if (date_weekday(d) != day->weekday)
		return false;
	return day->ordinal == 0 || day->ordinal == (d.day - 1) / 7 + 1 ||
	       day->ordinal == -(from_end / 7 + 1);
}

static bool fits(const struct recur *r, struct date start, struct date d)
{
	int64_t steps = 0;
	bool named = false;
	int i, from_end = date_days_in_month(d.year, d.month) - d.day;

	switch (r->freq) {
	case RECUR_DAILY:
		steps = date_days_between(start, d);
		named = r->days_count == 0;
		break;
	case RECUR_WEEKLY: /* from the Monday before to the Monday before */
		steps = (date_to_days(d) - date_weekday(d) -
		         (date_to_days(start) - date_weekday(start))) /
		        7;
		named = r->days_count == 0 &&
		        date_weekday(d) == date_weekday(start);
		break;
	case RECUR_MONTHLY:
		steps = months_of(d) - months_of(start);
		named = r->days_count == 0 && r->monthdays_count == 0 &&
		        d.day == start.day;
		break;
	default:
		steps = d.year - start.year;
		named = d.month == start.month && d.day == start.day;
	}
	for (i = 0; i < r->days_count; i++)
		named = named || fits_day(&r->days[i], d);
	for (i = 0; i < r->monthdays_count; i++)
		named = named || r->monthdays[i] == d.day ||
		        r->monthdays[i] == -(from_end + 1);
	return named && steps % r->interval == 0;
}

static unsigned seed = 20261127;

static int chance(int n)
{
	seed = seed * 1103515245 + 12345;
	return (int)(seed >> 16 & 0x7fff) % n;
}

static struct recur any_rule(struct date start)
{
	struct recur r;
	const char *why;
	int i, n;

	do {
		r = (struct recur){.freq = (enum recur_freq)chance(4),
		                   .interval = 1 + chance(chance(4) ? 4 : 20)};
		if (chance(3) == 0)
			r.count = 1 + chance(40);
		else if (chance(3) == 0)
			r.until = date_add_days(start, chance(900) - 20);
		if (chance(2) == 0)
			for (i = 0, n = 1 + chance(4); i < n; i++) {
				struct recur_day *d = &r.days[r.days_count++];

				d->weekday = 1 + chance(7);
				if (r.freq == RECUR_MONTHLY && chance(3))
					d->ordinal = chance(11) - 5;
			}
		if (chance(2) == 0)
			for (i = 0, n = 1 + chance(4); i < n; i++)
				r.monthdays[r.monthdays_count++] =
				    chance(63) - 31;
	} while (!recur_check(&r, &why));
	return r;
}

/* libical's dates within the same bounds. */
static size_t by_libical(const char *text, struct date start, struct date from,
                         struct date last, struct date *out, size_t max)
{
	char day[16];
	struct icalrecurrencetype r = icalrecurrencetype_from_string(text);
	struct icaltimetype t;
	icalrecur_iterator *it;
	size_t n = 0;

	snprintf(day, sizeof day, "%04u%02u%02u", (unsigned)start.year % 10000,
	         (unsigned)start.month % 100, (unsigned)start.day % 100);
	it = icalrecur_iterator_new(r, icaltime_from_string(day));
	while (it && n < max) {
		struct date d;

		t = icalrecur_iterator_next(it);
		d = D(t.year, t.month, t.day);
		if (icaltime_is_null_time(t) || date_compare(d, last) > 0)
			break;
		if (date_compare(d, from) >= 0)
			out[n++] = d;
	}
	icalrecur_iterator_free(it);
	return n;
}

/* libical begins a rule of several weeks on Sundays in the wrong one. */
static bool libical_errs(const struct recur *r, struct date start)
{
	return r->freq == RECUR_WEEKLY && r->interval > 1 &&
	       r->days_count == 1 && r->days[0].weekday == SUNDAY &&
	       date_weekday(start) != SUNDAY;
}

static void same_as_walk(void)
{
	enum { MANY = 60 };
	void *ctx = talloc_new(NULL);
	char start_text[DATE_TEXT];
	int round, wrong = 0, dates_seen = 0;

	for (round = 0; round < 6000; round++) {
		struct date start = date_add_days(D(2023, 1, 1), chance(1600));
		struct date last = date_add_days(start, 1500), d;
		struct recur r = any_rule(start);
		struct date from = chance(2) ? DATE_NONE
		                             : date_add_days(
		                                   start, chance(1200) - 50);
		struct date expected[MANY], got[MANY];
		size_t n = 0, m;
		int nth = 0;
		bool same;

		for (d = start; date_compare(d, last) <= 0;
		     d = date_add_days(d, 1)) {
			if (!date_between(d, DATE_NONE, r.until) ||
			    !fits(&r, start, d))
				continue;
			if (r.count > 0 && ++nth > r.count)
				break;
			if (date_compare(d, from) >= 0 && n < MANY)
				expected[n++] = d;
		}
		m = recur_expand(&r, start, from, last, got, MANY);
		same = n == m && memcmp(expected, got, n * sizeof *got) == 0;
		dates_seen += (int)n;
		if (same && !libical_errs(&r, start)) {
			struct date theirs[MANY];

			m = by_libical(recur_text(ctx, &r), start, from, last,
			               theirs, MANY);
			same = n == m &&
			       memcmp(expected, theirs, n * sizeof *got) == 0;
		}
		if (!same && wrong++ < 5) {
			printf("\n    %s from %s: %zu not %zu\n",
			       recur_text(ctx, &r),
			       date_format_iso(start, start_text), m, n);
			printf("    entered at %s\n",
			       date_format_iso(from, start_text));
		}
	}
	CHECK_INT(wrong, 0);
	CHECK(dates_seen > 50000);
	talloc_free(ctx);
}

static void words(void)
{
	static const char *const cases[][2] = {
	    {"FREQ=DAILY", "every day"},
	    {"FREQ=DAILY;INTERVAL=2", "every second day"},
	    {"FREQ=DAILY;INTERVAL=10", "every 10 days"},
	    {"FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "every weekday"},
	    {"FREQ=DAILY;BYDAY=SU,SA", "every Saturday and Sunday"},
	    {"FREQ=WEEKLY", "every Friday"},
	    {"FREQ=WEEKLY;INTERVAL=2", "every second Friday"},
	    {"FREQ=WEEKLY;INTERVAL=3", "every 3 weeks on Friday"},
	    {"FREQ=WEEKLY;BYDAY=TH,MO", "every Monday and Thursday"},
	    {"FREQ=WEEKLY;BYDAY=WE,MO,TH", "every Monday, Wednesday and Thursday"},
	    {"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"},
	    {"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "every day"},
	    {"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
	     "every second week on Monday and Thursday"},
	    {"FREQ=MONTHLY", "on the 27th of every month"},
	    {"FREQ=MONTHLY;INTERVAL=2", "on the 27th of every second month"},
	    {"FREQ=MONTHLY;BYMONTHDAY=1", "on the 1st of every month"},
	    {"FREQ=MONTHLY;BYMONTHDAY=1,15,-1",
	     "on the 1st, the 15th and the last day of every month"},
	    {"FREQ=MONTHLY;BYMONTHDAY=-1",
	     "on the last day of every month"},
	    {"FREQ=MONTHLY;BYMONTHDAY=-2",
	     "on the second-last day of every month"},
	    {"FREQ=MONTHLY;BYMONTHDAY=-10;INTERVAL=6",
	     "on the 10th-last day of every 6 months"},
	    {"FREQ=MONTHLY;BYMONTHDAY=31",
	     "on the 31st of every month (where there is one)"},
	    {"FREQ=MONTHLY;BYDAY=1FR", "on the first Friday of every month"},
	    {"FREQ=MONTHLY;BYDAY=-1MO;INTERVAL=2",
	     "on the last Monday of every second month"},
	    {"FREQ=MONTHLY;BYDAY=1FR,-1MO",
	     "on the first Friday and the last Monday of every month"},
	    {"FREQ=MONTHLY;BYDAY=5SU",
	     "on the fifth Sunday of every month (where there is one)"},
	    {"FREQ=MONTHLY;BYDAY=FR;INTERVAL=2",
	     "on every Friday of every second month"},
	    {"FREQ=YEARLY", "every year on 27 November"},
	    {"FREQ=YEARLY;INTERVAL=2", "every second year on 27 November"},
	    {"FREQ=YEARLY;INTERVAL=5", "every 5 years on 27 November"},
	    {"FREQ=DAILY;COUNT=1", "every day, once"},
	    {"FREQ=WEEKLY;COUNT=10", "every Friday, 10 times"},
	    {"FREQ=WEEKLY;UNTIL=20261231",
	     "every Friday, until 31 December 2026"},
	};
	void *ctx = talloc_new(NULL);
	struct recur r;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		r = rule(cases[i][0]);
		CHECK_TEXT(recur_describe(ctx, &r, D(2026, 11, 27)),
		           cases[i][1]);
	}
	r = rule("FREQ=YEARLY");
	CHECK_TEXT(recur_describe(ctx, &r, D(2028, 2, 29)),
	           "every year on 29 February (where there is one)");
	r = rule("FREQ=MONTHLY");
	CHECK_TEXT(recur_describe(ctx, &r, D(2028, 2, 29)),
	           "on the 29th of every month (where there is one)");
	talloc_free(ctx);
}

UNIT_MAIN("recur", UNIT(allowed), UNIT(refused), UNIT(expanding), UNIT(of_the_rfc), UNIT(at_the_ends),
          UNIT(next_one), UNIT(same_as_walk), UNIT(words))
