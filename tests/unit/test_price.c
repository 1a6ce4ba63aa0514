/* The price of a visit (money/price).
 * SPDX-License-Identifier: MIT */
#include "money/price.h"

#include <inttypes.h>

#include "base/mem.h"
#include "cases.h"
#include "money/cases.h"
#include "unit.h"

static void *ctx;

static const struct holiday LIST[] = {
    {"NSW", {2026, 12, 25}, -1, "Christmas Day"},
    {"NSW", {2026, 12, 26}, -1, "Boxing Day"},
    {"NSW", {2027, 1, 1}, -1, "New Year's Day"},
    {"NSW", {2026, 10, 4}, -1, "on the day the clocks change"},
    {"QLD", {2026, 12, 24}, 1080, "Christmas Eve part-day"},
    {"QLD", {2026, 12, 25}, -1, "Christmas Day"},
    {"SA", {2026, 12, 31}, 1140, "New Year's Eve part-day"},
    {"SA", {2027, 1, 1}, -1, "New Year's Day"},
};
static const struct holidays ALL = {LIST, sizeof LIST / sizeof *LIST};

/* Made-up rates that tell the bands apart. */
static const struct price_rates RATES = {{6000, 7000, 8000, 9000, 12000,
					  15000}};

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

static int64_t at(struct notice_place pl, const char *wall, int fold)
{
	struct date d;
	int minute;

	CHECK(zone_parse_wall(wall, &d, &minute));
	return zone_utc_from_wall(pl.zone, d, minute, fold);
}

/* "band:minutes:cents;..." or "none". */
static const char *lines(enum price_policy policy, struct notice_place pl,
			 const char *start, const char *end)
{
	struct buf b = {.ctx = ctx};
	struct price p;

	if (!price_visit(ctx, &RATES, policy, &pl, at(pl, start, 0),
			 at(pl, end, 0), &p))
		return "none";
	for (size_t i = 0; i < p.n; i++)
		buf_printf(&b, "%s%s:%d:%" PRId64, i ? ";" : "",
			   price_band_name(p.lines[i].band),
			   p.lines[i].minutes, p.lines[i].cents);
	return buf_text(&b);
}

static void ordinary(void)
{
	struct notice_place syd = place("Australia/Sydney", "NSW");

	CHECK_TEXT(lines(PRICE_SPLIT, syd, "2026-11-25T09:00",
			 "2026-11-25T11:00"),
		   "weekday_day:120:12000");
	CHECK_TEXT(lines(PRICE_SPLIT, syd, "2026-11-25T19:00",
			 "2026-11-25T21:00"),
		   "weekday_day:60:6000;evening:60:7000");
	CHECK_TEXT(lines(PRICE_WHOLE, syd, "2026-11-25T19:00",
			 "2026-11-25T21:00"),
		   "evening:120:14000");
	/* Ending on a boundary does not enter the next band. */
	CHECK_TEXT(lines(PRICE_WHOLE, syd, "2026-11-25T19:00",
			 "2026-11-25T20:00"),
		   "weekday_day:60:6000");
	CHECK_TEXT(lines(PRICE_SPLIT, syd, "2026-11-25T22:00",
			 "2026-11-26T07:00"),
		   "evening:120:14000;night:360:48000;weekday_day:60:6000");
	/* Later is not dearer: Sunday into Monday morning. */
	CHECK_TEXT(lines(PRICE_WHOLE, syd, "2026-11-29T22:00",
			 "2026-11-30T01:00"),
		   "night:180:24000");
	CHECK_TEXT(lines(PRICE_SPLIT, syd, "2026-11-27T23:00",
			 "2026-11-28T01:00"),
		   "evening:60:7000;saturday:60:9000");
	/* Twenty minutes and a bit: each line is rounded. */
	CHECK_TEXT(lines(PRICE_SPLIT, syd, "2026-11-25T19:59",
			 "2026-11-25T20:01"),
		   "weekday_day:1:100;evening:1:117");
}

static void holidays(void)
{
	struct notice_place syd = place("Australia/Sydney", "NSW"),
			    bne = place("Australia/Brisbane", "QLD"),
			    adl = place("Australia/Adelaide", "SA");

	/* Two holidays after each other are one run. */
	CHECK_TEXT(lines(PRICE_SPLIT, syd, "2026-12-25T22:00",
			 "2026-12-26T02:00"),
		   "public_holiday:240:60000");
	/* From 18:00, and on over midnight into the whole day. */
	CHECK_TEXT(lines(PRICE_SPLIT, bne, "2026-12-24T17:00",
			 "2026-12-25T01:00"),
		   "weekday_day:60:6000;public_holiday:420:105000");
	CHECK_TEXT(lines(PRICE_SPLIT, bne, "2026-12-24T17:59",
			 "2026-12-24T18:01"),
		   "weekday_day:1:100;public_holiday:1:250");
	CHECK_TEXT(lines(PRICE_WHOLE, bne, "2026-12-24T16:00",
			 "2026-12-24T18:00"),
		   "weekday_day:120:12000");
	CHECK_TEXT(lines(PRICE_SPLIT, adl, "2026-12-31T18:00",
			 "2027-01-01T01:00"),
		   "weekday_day:60:6000;public_holiday:360:90000");
	/* The client's state, whatever the place's clock. */
	CHECK_TEXT(lines(PRICE_SPLIT, place("Australia/Brisbane", "NSW"),
			 "2026-12-24T17:00", "2026-12-24T19:00"),
		   "weekday_day:120:12000");
	/* Over the year's end. */
	CHECK_TEXT(lines(PRICE_SPLIT, syd, "2026-12-31T23:00",
			 "2027-01-01T01:00"),
		   "evening:60:7000;public_holiday:60:15000");
}

static void clocks_change(void)
{
	struct notice_place syd = place("Australia/Sydney", "VIC"),
			    nsw = place("Australia/Sydney", "NSW"),
			    lh = place("Australia/Lord_Howe", "VIC");

	CHECK_TEXT(lines(PRICE_SPLIT, syd, "2026-10-03T23:00",
			 "2026-10-04T05:00"),
		   "saturday:60:9000;sunday:240:48000");
	CHECK_TEXT(lines(PRICE_SPLIT, syd, "2026-04-04T23:00",
			 "2026-04-05T05:00"),
		   "saturday:60:9000;sunday:360:72000");
	CHECK_TEXT(lines(PRICE_SPLIT, lh, "2026-10-03T23:00",
			 "2026-10-04T05:00"),
		   "saturday:60:9000;sunday:270:54000");
	CHECK_TEXT(lines(PRICE_WHOLE, syd, "2026-04-04T23:00",
			 "2026-04-05T05:00"),
		   "sunday:420:84000");
	CHECK_TEXT(lines(PRICE_SPLIT, nsw, "2026-10-03T23:00",
			 "2026-10-04T05:00"),
		   "saturday:60:9000;public_holiday:240:60000");
	/* A start that does not exist is shifted; one within the fold. */
	CHECK_TEXT(lines(PRICE_SPLIT, syd, "2026-10-04T02:30",
			 "2026-10-04T04:30"),
		   "sunday:60:12000");
	CHECK_TEXT(lines(PRICE_SPLIT, syd, "2026-04-05T02:30",
			 "2026-04-05T03:30"),
		   "sunday:120:24000");
}

static void awkward_dates(void)
{
	struct notice_place syd = place("Australia/Sydney", "NSW");

	CHECK_TEXT(lines(PRICE_SPLIT, syd, "2028-02-28T23:00",
			 "2028-02-29T01:00"),
		   "evening:60:7000;night:60:8000");
	CHECK_TEXT(lines(PRICE_SPLIT, syd, "2028-02-29T23:00",
			 "2028-03-01T01:00"),
		   "evening:60:7000;night:60:8000");
	CHECK_TEXT(lines(PRICE_SPLIT, syd, "2026-11-25T00:00",
			 "2026-11-26T00:00"),
		   "night:360:48000;weekday_day:840:84000;evening:240:28000");
	/* What is no visit has no price. */
	CHECK_TEXT(lines(PRICE_SPLIT, syd, "2026-11-25T09:00",
			 "2026-11-25T09:00"),
		   "none");
	CHECK_TEXT(lines(PRICE_WHOLE, syd, "2026-11-25T09:00",
			 "2026-11-25T08:00"),
		   "none");
	CHECK_TEXT(lines(PRICE_SPLIT, syd, "2026-11-25T09:00",
			 "2026-12-27T09:00"),
		   "none");
	struct price p;
	int64_t start = at(syd, "2026-11-25T09:00", 0);

	CHECK(!price_visit(ctx, &RATES, PRICE_SPLIT, &syd, start, start + 61,
			   &p));
	CHECK(p.n == 0 && p.cents == 0);
	for (int b = 0; b < PRICE_BANDS; b++) {
		CHECK_INT(price_band_find(price_band_name(b)), b);
		CHECK(*price_band_words(b));
	}
	CHECK_INT(price_band_find("x"), PRICE_BANDS);
}

static uint64_t dice = 7;

static int throw_dice(int below)
{
	dice = dice * 6364136223846793005u + 1442695040888963407u;
	return (int)((dice >> 33) % (uint64_t)below);
}

/* Minute by minute, about the days on which something happens. */
static void same_as_by_minutes(void)
{
	static const char *const zones[] = {
	    "Australia/Sydney", "Australia/Lord_Howe", "Australia/Adelaide",
	    "Australia/Eucla"};
	static const char *const states[] = {"NSW", "QLD", "SA"};
	static const char *const days[] = {
	    "2026-10-03T12:00", "2026-04-04T12:00", "2026-12-24T06:00",
	    "2026-12-31T06:00", "2026-11-27T12:00"};
	int bad = 0;

	for (int i = 0; i < 1500; i++) {
		struct notice_place pl =
		    place(zones[throw_dice(4)], states[throw_dice(3)]);
		int64_t start = at(pl, days[throw_dice(5)], 0) +
				60 * (int64_t)throw_dice(2000);
		int64_t end = start + 60 * (int64_t)(1 + throw_dice(1440));
		enum price_band last = PRICE_BANDS;
		struct price p;
		size_t line = 0;
		int minutes = 0;
		int64_t cents = 0;

		bad += !price_visit(ctx, &RATES, PRICE_SPLIT, &pl, start, end,
				    &p);
		for (int64_t t = start; t <= end; t += 60) {
			enum price_band band = t < end ? price_band_at(&pl, t)
						       : PRICE_BANDS;

			if (band != last && last != PRICE_BANDS) {
				bad += line >= p.n ||
				       p.lines[line].band != last ||
				       p.lines[line].minutes != minutes;
				line++;
				cents += money_part(RATES.hour[last], minutes,
						    60);
				minutes = 0;
			}
			last = band;
			minutes++;
		}
		bad += line != p.n || p.cents != cents ||
		       p.minutes != (end - start) / 60;
		bad += !price_visit(ctx, &RATES, PRICE_WHOLE, &pl, start, end,
				    &p) ||
		       p.n != 1 ||
		       p.lines[0].band != price_band_at(&pl, end - 60);
	}
	CHECK_INT(bad, 0);
}

static void worked_cases(void)
{
	FILE *table = cases_file("price-cases.tsv"), *list;
	struct cases_tally tally = {0, 0, 0};
	struct holidays known;
	NEOERR *err;

	if (!table)
		return;
	list = cases_file("holidays.tsv");
	if (!CHECK(list != NULL))
		return;
	err = cases_holidays(ctx, list, &known);
	if (err == STATUS_OK)
		err = cases_price(ctx, table, &known, stdout, &tally);
	CHECK(err == STATUS_OK);
	nerr_ignore(&err);
	CHECK_INT(tally.failed, 0);
	CHECK(tally.passed >= 39);
	fclose(table);
	fclose(list);
}

UNIT_MAIN_WITH("price", before, NULL, UNIT(ordinary), UNIT(holidays),
	       UNIT(clocks_change), UNIT(awkward_dates),
	       UNIT(same_as_by_minutes), UNIT(worked_cases))
