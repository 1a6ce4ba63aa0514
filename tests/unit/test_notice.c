/* Notice of a cancellation and what it costs (money/notice, base/money).
 * SPDX-License-Identifier: MIT */
#include "money/notice.h"

#include "base/mem.h"
#include "cases.h"
#include "money/cases.h"
#include "unit.h"

#define D(y, m, d) ((struct date){y, m, d})

static void *ctx;

static const struct holiday LIST[] = {
    {"NSW", {2026, 10, 5}, -1, "Labour Day"},
    {"NSW", {2026, 12, 25}, -1, "Christmas Day"},
    {"NSW", {2026, 12, 28}, -1, "Boxing Day additional holiday"},
    {"NSW", {2027, 1, 1}, -1, "New Year's Day"},
    {"QLD", {2026, 12, 24}, 1080, "Christmas Eve part-day"},
    {"QLD", {2026, 12, 25}, -1, "Christmas Day"},
    {"QLD", {2026, 12, 28}, -1, "Boxing Day additional holiday"},
    {"SA", {2026, 12, 31}, 1140, "New Year's Eve part-day"},
};
static const struct holidays ALL = {LIST, sizeof LIST / sizeof *LIST};

static int before(void)
{
	err_init();
	ctx = mem_pool();
	return 0;
}

static struct notice_place place(const char *zone, const char *state)
{
	return (struct notice_place){zone_find(zone), state, &ALL};
}

static struct notice_policy policy(enum notice_basis basis, const char *bands)
{
	struct notice_policy p = {.basis = basis};
	const char *wrong = notice_bands_read(ctx, bands, &p.bands, &p.n);

	if (wrong)
		printf("    %s: %s\n", bands, wrong);
	CHECK(!wrong);
	return p;
}

static int64_t at(struct notice_place pl, const char *wall, int fold)
{
	struct date d;
	int minute;

	CHECK(zone_parse_wall(wall, &d, &minute));
	return zone_utc_from_wall(pl.zone, d, minute, fold);
}

/* The band's name for notice and start on the wall. */
static const char *band(struct notice_policy p, struct notice_place pl,
			const char *notice, const char *start)
{
	return p.bands[notice_band(&p, &pl, at(pl, start, 0),
				   at(pl, notice, 0))].name;
}

static const char *free_until(struct notice_policy p, struct notice_place pl,
			      const char *start)
{
	int64_t until = notice_free_until(&p, &pl, at(pl, start, 0));
	struct wall w = zone_wall_from_utc(pl.zone, until);
	char day[DATE_TEXT];

	return mem_printf(ctx, "%sT%02d:%02d", date_format_iso(w.date, day),
			  w.minute / 60, w.minute % 60);
}

/* --- money ---------------------------------------------------------------------- */

static void half_away_from_zero(void)
{
	char buf[PERCENT_TEXT];
	int64_t percent;

	CHECK_INT(money_part(25, 1, 2), 13);
	CHECK_INT(money_part(-25, 1, 2), -13);
	CHECK_INT(money_part(24, 1, 2), 12);
	CHECK_INT(money_part(1, 1, 3), 0);
	CHECK_INT(money_part(2, 1, 3), 1);
	CHECK_INT(money_part(-2, 1, 3), -1);
	CHECK_INT(money_part(7023, 125, 60), 14631); /* 14631.25 */
	CHECK_INT(money_part(7023, 10, 60), 1171);   /* 1170.5 */
	CHECK_INT(money_part(0, 7, 3), 0);
	CHECK_INT(money_part(MONEY_MOST, 1000, 1), MONEY_MOST);
	CHECK_INT(money_part(-MONEY_MOST, 1000, 1), -MONEY_MOST);
	CHECK_INT(money_part(MONEY_MOST, PERCENT_ALL, PERCENT_ALL),
		  MONEY_MOST);
	CHECK_INT(money_percent(10001, 50 * PERCENT_ONE), 5001);
	CHECK(money_parse_percent("33.333333", &percent));
	CHECK_INT(percent, 33333333);
	CHECK_INT(money_percent(30000, percent), 10000);
	CHECK_TEXT(money_format_percent(percent, buf), "33.333333");
	CHECK(money_parse_percent("12.50", &percent));
	CHECK_TEXT(money_format_percent(percent, buf), "12.5");
	CHECK(money_parse_percent("0", &percent));
	CHECK_TEXT(money_format_percent(percent, buf), "0");
	CHECK(money_parse_percent("100", &percent));
	CHECK_TEXT(money_format_percent(percent, buf), "100");
	CHECK(!money_parse_percent("", &percent));
	CHECK(!money_parse_percent("5.", &percent));
	CHECK(!money_parse_percent(".5", &percent));
	CHECK(!money_parse_percent("-5", &percent));
	CHECK(!money_parse_percent("1e3", &percent));
	CHECK(!money_parse_percent("1.2345678", &percent));
	CHECK(!money_parse_percent("1000.000001", &percent));
	CHECK(!money_parse_percent("99999999999999999999999", &percent));
}

/* --- the rules' own examples ------------------------------------------------------ */

static void rules_examples(void)
{
	struct notice_place nsw = place("Australia/Sydney", "NSW");
	struct notice_policy business = policy(
	    NOTICE_CLEAR_BUSINESS,
	    "no_notice<0h=100;short_notice<2d=100;with_notice=0");
	struct notice_policy days = policy(
	    NOTICE_ELAPSED_LOCAL,
	    "no_notice<0h=100;short_notice<7d=100;with_notice=0");
	struct notice_policy clear = policy(
	    NOTICE_CLEAR_CALENDAR,
	    "no_notice<0h=100;short_notice<7d=100;with_notice=0");

	/* Service on a Wednesday: Friday or the weekend is enough, Monday is
	 * short; where that Monday is a holiday, Thursday is needed. */
	CHECK_TEXT(band(business, nsw, "2026-11-20T17:00", "2026-11-25T10:00"),
		   "with_notice");
	CHECK_TEXT(band(business, nsw, "2026-11-22T23:59", "2026-11-25T10:00"),
		   "with_notice");
	CHECK_TEXT(band(business, nsw, "2026-11-23T00:00", "2026-11-25T10:00"),
		   "short_notice");
	CHECK_TEXT(band(business, nsw, "2026-10-02T00:00", "2026-10-07T10:00"),
		   "short_notice");
	CHECK_TEXT(band(business, nsw, "2026-10-01T23:59", "2026-10-07T10:00"),
		   "with_notice");
	/* 7 days on the clock, service on Tuesday at 10. */
	CHECK_TEXT(band(days, nsw, "2026-11-17T10:00", "2026-11-24T10:00"),
		   "with_notice");
	CHECK_TEXT(band(days, nsw, "2026-11-17T10:01", "2026-11-24T10:00"),
		   "short_notice");
	/* 7 clear days: the Monday of the week before. */
	CHECK_TEXT(free_until(clear, nsw, "2026-11-24T10:00"),
		   "2026-11-16T23:59");
	CHECK_TEXT(band(clear, nsw, "2026-11-17T00:00", "2026-11-24T10:00"),
		   "short_notice");
}

/* --- awkward days ------------------------------------------------------------------ */

static void clocks_change(void)
{
	struct notice_place syd = place("Australia/Sydney", "NSW");
	struct notice_place lh = place("Australia/Lord_Howe", "NSW");
	struct notice_policy hours = policy(
	    NOTICE_ELAPSED_LOCAL,
	    "no_notice<2h=100;short_notice<12h=50;with_notice=0");
	struct notice_policy days = policy(NOTICE_ELAPSED_LOCAL,
					   "no_notice<1d=100;with_notice=0");

	/* Forward on 4 October 2026: 12 h of clock are 11 real ones. */
	CHECK_TEXT(free_until(hours, syd, "2026-10-04T10:00"),
		   "2026-10-03T22:00");
	/* 14:30 less 12 h is 02:30, which is not: shifted to 03:30. */
	CHECK_TEXT(free_until(hours, syd, "2026-10-04T14:30"),
		   "2026-10-04T03:30");
	CHECK_TEXT(free_until(days, syd, "2026-10-05T02:30"),
		   "2026-10-04T03:30");
	/* Lord Howe's gap is half an hour: 02:15 is 02:45. */
	CHECK_TEXT(free_until(days, lh, "2026-10-05T02:15"),
		   "2026-10-04T02:45");
	/* A start in the gap is shifted first. */
	CHECK_TEXT(free_until(hours, syd, "2026-10-04T02:30"),
		   "2026-10-03T15:30");
	/* Back on 5 April 2026: of two 02:30 the first. */
	CHECK_TEXT(free_until(hours, syd, "2026-04-05T14:30"),
		   "2026-04-05T02:30");
	CHECK_TEXT(hours.bands[notice_band(&hours, &syd,
					   at(syd, "2026-04-05T14:30", 0),
					   at(syd, "2026-04-05T02:30", 1))]
		       .name,
		   "short_notice");
	/* A start in the second pass: 0 h is that instant. */
	struct notice_policy none = policy(NOTICE_ELAPSED_LOCAL,
					   "no_notice<0h=100;with_notice=0");
	int64_t second = at(syd, "2026-04-05T02:30", 1);

	CHECK_INT(notice_free_until(&none, &syd, second), second);
	CHECK_INT(notice_band(&none, &syd, second, second), 1);
	CHECK_INT(notice_band(&none, &syd, second, second + 60), 0);
}

static void awkward_dates(void)
{
	struct notice_place syd = place("Australia/Sydney", "NSW");
	struct notice_place bne = place("Australia/Brisbane", "QLD");
	struct notice_place adl = place("Australia/Adelaide", "SA");
	struct notice_policy business = policy(
	    NOTICE_CLEAR_BUSINESS,
	    "no_notice<0h=100;short_notice<2d=100;with_notice=0");
	struct notice_policy clear = policy(
	    NOTICE_CLEAR_CALENDAR, "no_notice<0h=100;x<2d=90;with_notice=0");
	struct notice_policy elapsed = policy(
	    NOTICE_ELAPSED_LOCAL, "no_notice<0h=100;x<1d=50;with_notice=0");

	/* 29 February. */
	CHECK_TEXT(free_until(elapsed, syd, "2028-03-01T09:00"),
		   "2028-02-29T09:00");
	CHECK_TEXT(free_until(clear, syd, "2028-03-01T09:00"),
		   "2028-02-27T23:59");
	CHECK_TEXT(free_until(clear, syd, "2027-03-01T09:00"),
		   "2027-02-26T23:59");
	/* Midnight: the visit belongs to the day that begins. */
	CHECK_TEXT(free_until(clear, syd, "2026-11-25T00:00"),
		   "2026-11-22T23:59");
	CHECK_TEXT(free_until(elapsed, syd, "2026-11-25T00:00"),
		   "2026-11-24T00:00");
	/* Over the year's end: 1 January is a holiday, 28 December too. */
	CHECK_TEXT(free_until(business, syd, "2027-01-04T09:00"),
		   "2026-12-29T23:59");
	CHECK_TEXT(free_until(business, syd, "2026-12-30T09:00"),
		   "2026-12-23T23:59");
	/* A holiday for part of a day leaves it a business day. */
	CHECK_TEXT(free_until(business, bne, "2026-12-29T09:00"),
		   "2026-12-22T23:59");
	CHECK_TEXT(free_until(business, adl, "2027-01-04T09:00"),
		   "2026-12-30T23:59");
	/* State and zone are independent: a client of NSW over the border. */
	CHECK_TEXT(free_until(business, place("Australia/Brisbane", "NSW"),
			      "2026-10-07T09:00"),
		   "2026-10-01T23:59");
	/* Days that are all holidays: there is no such notice. */
	struct holiday *every = mem_array(ctx, 4200, sizeof *every);
	struct holidays all = {every, 4200};
	struct notice_place never = {syd.zone, "X", &all};

	for (int i = 0; i < 4200; i++)
		every[i] = (struct holiday){
		    "X", date_add_days(D(2026, 12, 31), -i), -1, "always"};
	CHECK_INT(notice_free_until(&business, &never,
				    at(syd, "2026-11-25T10:00", 0)),
		  INT64_MIN);
	CHECK_TEXT(band(business, never, "2016-11-25T10:00",
			"2026-11-25T10:00"),
		   "short_notice");
}

/* --- the charge --------------------------------------------------------------------- */

static void charges(void)
{
	struct notice_place syd = place("Australia/Sydney", "NSW");
	struct notice_policy p = policy(
	    NOTICE_ELAPSED_LOCAL,
	    "no_notice<2h=100;short_notice<12h=33.333333;with_notice=0");
	struct notice_policy fee =
	    policy(NOTICE_ELAPSED_LOCAL, "no_notice<2h=$25.50;with_notice=10");
	struct notice_facts fine = {false}, facts;
	int64_t start = at(syd, "2026-11-25T10:00", 0);
	struct notice_quote q =
	    notice_quote(&p, &syd, start, start - 3 * 3600, 10001, &fine);

	CHECK_INT(q.band, 1);
	CHECK_INT(q.charge, 3334);
	CHECK_INT(q.reason, NOTICE_CHARGED);
	q = notice_quote(&p, &syd, start, start - 24 * 3600, 10001, &fine);
	CHECK_INT(q.charge, 0);
	CHECK_INT(q.reason, NOTICE_FREE);
	q = notice_quote(&fee, &syd, start, start, 10001, &fine);
	CHECK_INT(q.charge, 2550);
	q = notice_quote(&fee, &syd, start, start - 86400, 10005, &fine);
	CHECK_INT(q.charge, 1001);
	/* The cap after rounding; 0 is a cap. */
	p.has_cap = true;
	p.cap = 5000;
	q = notice_quote(&p, &syd, start, start, 10001, &fine);
	CHECK_INT(q.charge, 5000);
	CHECK_INT(q.by_band, 10001);
	CHECK(q.capped);
	p.cap = 0;
	q = notice_quote(&p, &syd, start, start, 10001, &fine);
	CHECK_INT(q.charge, 0);
	p.has_cap = false;
	/* What stands in the way of any charge; the band is that of the time. */
	for (int i = 0; i < 6; i++) {
		facts = (struct notice_facts){
		    .provider_cancelled = i == 0, .redeployed = i == 1,
		    .not_claimable = i == 2,	  .no_agreement = i == 3,
		    .worker_unpaid = i == 4,	  .waived = i == 5};
		q = notice_quote(&p, &syd, start, start, 10001, &facts);
		CHECK_INT(q.charge, 0);
		CHECK_INT(q.band, 0);
		CHECK_INT(q.reason, NOTICE_PROVIDER_CANCELLED + i);
		CHECK(*notice_reason_words(q.reason));
	}
	/* Seconds do not count. */
	CHECK_INT(notice_band(&p, &syd, start, start - 12 * 3600 + 59), 2);
	CHECK_INT(notice_band(&p, &syd, start, start - 12 * 3600 + 60), 1);
}

static void windows(void)
{
	struct notice_place syd = place("Australia/Sydney", "NSW");
	struct notice_policy p = policy(
	    NOTICE_ELAPSED_LOCAL,
	    "no_notice<2h=100;short_notice<12h=50;with_notice=0");
	struct notice_policy odd = policy(
	    NOTICE_CLEAR_BUSINESS,
	    "no_notice<2d=100;short_notice<1h=50;with_notice=60");
	int64_t start = at(syd, "2026-11-25T10:00", 0), from, until;

	CHECK(notice_window(&p, 0, &syd, start, &from, &until));
	CHECK_INT(from, start - 2 * 3600);
	CHECK_INT(until, INT64_MAX);
	CHECK(notice_window(&p, 1, &syd, start, &from, &until));
	CHECK_INT(from, start - 12 * 3600);
	CHECK_INT(until, start - 2 * 3600);
	CHECK(notice_window(&p, 2, &syd, start, &from, &until));
	CHECK_INT(from, INT64_MIN);
	CHECK_INT(until, start - 12 * 3600);
	CHECK(!notice_policy_odd(ctx, &p, &syd, start));
	CHECK(!notice_window(&odd, 1, &syd, start, &from, &until));
	CHECK(strstr(notice_policy_odd(ctx, &odd, &syd, start),
		     "later notice may cost less"));
	odd = policy(NOTICE_CLEAR_BUSINESS,
		     "no_notice<2d=100;short_notice<1h=50;with_notice=0");
	CHECK(strstr(notice_policy_odd(ctx, &odd, &syd, start),
		     "short_notice is never reached"));
}

/* --- bands as text -------------------------------------------------------------------- */

static void bands_as_text(void)
{
	static const char *const good[] = {
	    "with_notice=0",
	    "no_notice<2h=100;short_notice<12h=50;with_notice=0",
	    "no_notice<0h=100;short_notice<7d=12.5;with_notice=$3.00",
	};
	static const char *const bad[] = {
	    "",
	    "x",
	    "a=1;b=2",
	    "a<2h=1",
	    "a<2h=1;b<1h=0",
	    "a<2w=1;b=0",
	    "a<h=1;b=0",
	    "a<-2h=1;b=0",
	    "a<99999h=1;b=0",
	    "a<2h=;b=0",
	    "a<2h=1001;b=0",
	    "A<2h=1;b=0",
	    "<2h=1;b=0",
	    "a<2h=$0;b=0",
	    "a<2h=$1.005;b=0",
	    "a<2h=1;b=0;",
	    "a<1h=1;a<1h=1;a<1h=1;a<1h=1;a<1h=1;a<1h=1;a<1h=1;a<1h=1;b=0",
	};
	const struct notice_band *bands;
	size_t n;

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		CHECK(!notice_bands_read(ctx, good[i], &bands, &n));
		CHECK_TEXT(notice_bands_write(ctx, bands, n), good[i]);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (!CHECK(notice_bands_read(ctx, bad[i], &bands, &n)))
			printf("    %s\n", bad[i]);
	for (int b = 0; b < NOTICE_BASES; b++)
		CHECK_INT(notice_basis_find(notice_basis_name(b)), b);
	CHECK_INT(notice_basis_find("other"), NOTICE_BASES);
}

/* --- properties ------------------------------------------------------------------------ */

static uint64_t dice = 1;

static int throw_dice(int below)
{
	dice = dice * 6364136223846793005u + 1442695040888963407u;
	return (int)((dice >> 33) % (uint64_t)below);
}

/* The definitions once more, as plainly as can be: for each band ask whether
 * the notice meets it, counting days one by one. */
static bool meets(const struct notice_policy *p, size_t i,
		  const struct notice_place *pl, int64_t start, int64_t notice)
{
	const struct notice_band *b = &p->bands[i];
	struct wall s = zone_wall_from_utc(pl->zone, start),
		    n = zone_wall_from_utc(pl->zone, notice);
	int between = 0;

	if (b->unit == NOTICE_HOURS && b->amount == 0)
		return notice <= start;
	if (b->unit == NOTICE_HOURS)
		return notice <=
		       zone_utc_from_wall(
			   pl->zone,
			   date_add_days(s.date,
					 (s.minute - 60 * b->amount -
					  (s.minute < 60 * b->amount ? 1439
								     : 0)) /
					     1440),
			   ((s.minute - 60 * b->amount) % 1440 + 1440) % 1440,
			   0);
	if (p->basis == NOTICE_ELAPSED_LOCAL)
		return notice <=
		       zone_utc_from_wall(pl->zone,
					  date_add_days(s.date, -b->amount),
					  s.minute, 0);
	for (struct date d = date_add_days(n.date, 1);
	     date_compare(d, s.date) < 0; d = date_add_days(d, 1))
		between += p->basis == NOTICE_CLEAR_CALENDAR ||
			   holiday_is_business_day(pl->holidays, pl->state, d);
	return between >= b->amount;
}

static void same_as_plainly(void)
{
	static const char *const zones[] = {
	    "Australia/Sydney", "Australia/Lord_Howe", "Australia/Brisbane",
	    "Australia/Eucla"};
	static const char *const policies[] = {
	    "no_notice<2h=100;short_notice<12h=50;with_notice=0",
	    "no_notice<0h=100;short_notice<2d=100;with_notice=0",
	    "no_notice<1h=100;a<1d=80;b<3d=40;with_notice=5",
	    "no_notice<4h=100;a<7d=50;with_notice=0"};
	struct notice_facts none = {false};
	int bad = 0;

	for (int i = 0; i < 20000; i++) {
		struct notice_place pl =
		    place(zones[throw_dice(4)], throw_dice(2) ? "NSW" : "QLD");
		struct notice_policy p = policy(
		    (enum notice_basis)throw_dice(3),
		    policies[throw_dice(4)]);
		/* About a change of the clocks, or the end of the year. */
		int64_t start = at(pl,
				   throw_dice(2)	 ? "2026-10-04T00:00"
				   : throw_dice(2) ? "2026-04-05T00:00"
						   : "2026-12-28T00:00",
				   0) +
				60 * (int64_t)(throw_dice(8 * 1440) - 1440);
		int64_t notice = start - 60 * (int64_t)throw_dice(
						  throw_dice(2) ? 1000 : 14400);
		struct notice_quote q =
		    notice_quote(&p, &pl, start, notice, 10000, &none);
		struct notice_quote later = notice_quote(
		    &p, &pl, start, notice + 60 * throw_dice(600), 10000,
		    &none);
		size_t want = 0;

		while (want + 1 < p.n && meets(&p, want, &pl, start, notice))
			want++;
		bad += q.band != want;
		/* A later notice never costs less. */
		bad += later.charge < q.charge;
		/* Free until: that minute is in the last band, the next not. */
		bad += notice_band(&p, &pl, start, q.free_until) != p.n - 1;
		bad += notice_band(&p, &pl, start, q.free_until + 60) ==
		       p.n - 1;
	}
	CHECK_INT(bad, 0);
}

/* --- worked cases ------------------------------------------------------------------------ */

static void worked_cases(void)
{
	FILE *table = cases_file("cancel-cases.tsv"), *list;
	struct cases_tally tally = {0, 0, 0};
	struct holidays holidays;
	NEOERR *err;

	if (!table)
		return;
	list = cases_file("holidays.tsv");
	if (!CHECK(list != NULL))
		return;
	err = cases_holidays(ctx, list, &holidays);
	if (err == STATUS_OK)
		err = cases_cancel(ctx, table, &holidays, stdout, &tally);
	CHECK(err == STATUS_OK);
	nerr_ignore(&err);
	CHECK_INT(tally.failed, 0);
	CHECK(tally.passed >= 53);
	fclose(table);
	fclose(list);
}

/* A table with an error in each row must say so. */
static void broken_tables(void)
{
	static const char head[] =
	    "case_id\tbasis\tbands\tzone\tstate\tnotice_local\tnotice_fold\t"
	    "start_local\tstart_fold\tprice_cents\tcap_cents\t"
	    "provider_cancelled\tredeployed\titem_claimable\texpect_band\t"
	    "expect_charge_cents\texpect_free_until_local\n";
	static const char *const rows[] = {
	    "1\telapsed_local\ta<1h=1;b=0\tNowhere\tNSW\t2026-01-01T00:00\t0\t"
	    "2026-01-02T00:00\t0\t1\t\t0\t0\t1\tb\t0\t2026-01-01T23:00\n",
	    "2\tother\ta<1h=1;b=0\tAustralia/Sydney\tNSW\n",
	    "3\telapsed_local\tb\tAustralia/Sydney\tNSW\n",
	    "4\telapsed_local\ta<1h=1;b=0\tAustralia/Sydney\tNSW\tnever\t0\t"
	    "2026-01-02T00:00\t0\t1\t\t0\t0\t1\tb\t0\t2026-01-01T23:00\n",
	    "5\telapsed_local\ta<1h=1;b=0\tAustralia/Sydney\tNSW\t"
	    "2026-01-01T00:00\t0\t2026-01-02T00:00\t0\tmuch\t\t0\t0\t1\tb\t0\t"
	    "2026-01-01T23:00\n",
	    "\n",
	    "6\telapsed_local\ta<1h=1;b=0\tAustralia/Sydney\tNSW\t"
	    "2026-01-01T00:00\t0\t2026-01-02T00:00\t0\t1\t\t0\t0\t1\tb\t0\t"
	    "2026-01-01T23:00\r\n", /* this one is right */
	};
	struct cases_tally tally = {0, 0, 0};
	struct holidays none = {NULL, 0}, holidays;
	FILE *file = tmpfile(), *said = tmpfile();
	NEOERR *err;

	fputs(head, file);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		fputs(rows[i], file);
	rewind(file);
	err = cases_cancel(ctx, file, &none, said, &tally);
	CHECK(err == STATUS_OK);
	CHECK_INT(tally.passed, 1);
	CHECK_INT(tally.failed, 5);
	rewind(file);
	err = cases_price(ctx, file, &none, said, &tally);
	CHECK(nerr_handle(&err, ERR_INVALID)); /* another table */
	rewind(file);
	err = cases_holidays(ctx, file, &holidays);
	CHECK(nerr_handle(&err, ERR_INVALID));
	fclose(file);
	fclose(said);
}

UNIT_MAIN_WITH("notice", before, NULL, UNIT(half_away_from_zero),
	       UNIT(rules_examples), UNIT(clocks_change), UNIT(awkward_dates),
	       UNIT(charges), UNIT(windows), UNIT(bands_as_text),
	       UNIT(same_as_plainly), UNIT(worked_cases), UNIT(broken_tables))
