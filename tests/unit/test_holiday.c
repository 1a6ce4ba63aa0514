/* Tests of lib/base/holiday: business days, part-day holidays, clear days.
 * SPDX-License-Identifier: MIT
 *
 * The worked cases of notice are decided here by a small reading of their
 * definitions, to see that dates, zones and holidays together bear them.
 */
#include "base/holiday.h"

#include "base/zone.h"
#include "cases.h"
#include "unit.h"

#define D(y, m, d) ((struct date){y, m, d})
#define DAY 86400

static const struct holiday LIST[] = {
    {"NSW", {2026, 12, 25}, -1, "Christmas Day"},
    {"NSW", {2026, 12, 26}, -1, "Boxing Day"}, /* a Saturday */
    {"NSW", {2026, 12, 28}, -1, "Boxing Day additional holiday"},
    {"NSW", {2027, 1, 1}, -1, "New Year's Day"},
    {"QLD", {2026, 12, 24}, 1080, "Christmas Eve part-day"},
    {"QLD", {2026, 12, 25}, -1, "Christmas Day"},
    {"QLD", {2026, 12, 28}, -1, "Boxing Day additional holiday"},
    {"SA", {2026, 10, 5}, -1, "Labour Day"},
    {"SA", {2026, 10, 5}, -1, "entered twice"},
    {"X", {2026, 11, 26}, 1080, "evening"},
    {"X", {2026, 11, 26}, 720, "afternoon"},
    {"X", {2026, 11, 27}, 1080, "evening"},
    {"X", {2026, 11, 27}, 0, "from midnight"},
};
static const struct holidays ALL = {LIST, sizeof LIST / sizeof *LIST};

static char buf[DATE_TEXT];

static const char *add(const char *state, struct date from, int days)
{
	return date_format_iso(
	    holiday_add_business_days(&ALL, state, from, days), buf);
}

static void on_a_date(void)
{
	CHECK_TEXT(holiday_on(&ALL, "NSW", D(2026, 12, 25))->name,
	           "Christmas Day");
	CHECK(holiday_on(&ALL, "NSW", D(2026, 12, 24)) == NULL);
	CHECK(holiday_on(&ALL, "VIC", D(2026, 12, 25)) == NULL);
	CHECK(holiday_on(&ALL, "", D(2026, 12, 25)) == NULL);
	CHECK_INT(holiday_on(&ALL, "QLD", D(2026, 12, 24))->from_minute, 1080);
	/* of two the longer */
	CHECK_TEXT(holiday_on(&ALL, "X", D(2026, 11, 26))->name, "afternoon");
	CHECK_TEXT(holiday_on(&ALL, "X", D(2026, 11, 27))->name,
	           "from midnight");
	CHECK(holiday_on(&(struct holidays){NULL, 0}, "NSW",
	                 D(2026, 12, 25)) == NULL);
}

static void business_days(void)
{
	CHECK(holiday_is_business_day(&ALL, "NSW", D(2026, 11, 27)));
	CHECK(!holiday_is_business_day(&ALL, "NSW", D(2026, 11, 28)));
	CHECK(!holiday_is_business_day(&ALL, "NSW", D(2026, 11, 29)));
	CHECK(!holiday_is_business_day(&ALL, "NSW", D(2026, 12, 25)));
	CHECK(holiday_is_business_day(&ALL, "VIC", D(2026, 12, 25)));
	/* a holiday for part of the day leaves it a business day */
	CHECK(holiday_is_business_day(&ALL, "QLD", D(2026, 12, 24)));
	CHECK(holiday_is_business_day(&ALL, "X", D(2026, 11, 26)));
	CHECK(!holiday_is_business_day(&ALL, "X", D(2026, 11, 27)));
	CHECK(!holiday_is_business_day(&ALL, "NSW", DATE_NONE));
	CHECK(!holiday_is_business_day(&ALL, "NSW", D(2026, 2, 30)));
}

static void adding(void)
{
	/* an incident noticed on a Friday: five business days are up with the
	 * next Friday; noticed on the weekend the same */
	CHECK_TEXT(add("NSW", D(2026, 11, 27), 5), "2026-12-04");
	CHECK_TEXT(add("NSW", D(2026, 11, 28), 5), "2026-12-04");
	CHECK_TEXT(add("NSW", D(2026, 11, 29), 5), "2026-12-04");
	CHECK_TEXT(add("NSW", D(2026, 11, 30), 5), "2026-12-07");
	/* over Christmas, New Year and two weekends */
	CHECK_TEXT(add("NSW", D(2026, 12, 23), 5), "2027-01-04");
	CHECK_TEXT(add("QLD", D(2026, 12, 23), 5), "2027-01-01");
	CHECK_TEXT(add("VIC", D(2026, 12, 23), 5), "2026-12-30");
	CHECK_TEXT(add("NSW", D(2026, 12, 25), 0), "2026-12-25");
	CHECK_TEXT(add("NSW", D(2026, 12, 25), 1), "2026-12-29");
	CHECK_TEXT(add("NSW", D(2026, 12, 29), -1), "2026-12-24");
	CHECK_TEXT(add("NSW", D(2027, 1, 4), -5), "2026-12-23");
	CHECK_TEXT(add("NSW", D(2026, 11, 29), -1), "2026-11-27");
	CHECK_TEXT(add("NSW", DATE_NONE, 3), "");
	CHECK_TEXT(add("NSW", D(9999, 12, 30), 5), "");
	CHECK_TEXT(add("NSW", D(2026, 1, 1), 1000000), "");
	CHECK_TEXT(add("NSW", D(2026, 1, 1), -1000000), "");
}

static void clear_days(void)
{
	CHECK_INT(holiday_clear_days(D(2026, 11, 20), D(2026, 11, 28)), 7);
	CHECK_INT(holiday_clear_days(D(2026, 11, 20), D(2026, 11, 21)), 0);
	CHECK_INT(holiday_clear_days(D(2026, 11, 20), D(2026, 11, 20)), 0);
	CHECK_INT(holiday_clear_days(D(2026, 11, 21), D(2026, 11, 20)), 0);
	CHECK_INT(holiday_clear_days(DATE_NONE, D(2026, 11, 20)), 0);
	/* a service on Wednesday: Friday or the weekend before leave two */
	CHECK_INT(holiday_clear_business_days(&ALL, "NSW", D(2026, 11, 20),
	                                      D(2026, 11, 25)),
	          2);
	CHECK_INT(holiday_clear_business_days(&ALL, "NSW", D(2026, 11, 22),
	                                      D(2026, 11, 25)),
	          2);
	CHECK_INT(holiday_clear_business_days(&ALL, "NSW", D(2026, 11, 23),
	                                      D(2026, 11, 25)),
	          1);
	/* that Monday is a holiday in one state: Thursday is needed there */
	CHECK_INT(holiday_clear_business_days(&ALL, "SA", D(2026, 10, 2),
	                                      D(2026, 10, 7)),
	          1);
	CHECK_INT(holiday_clear_business_days(&ALL, "SA", D(2026, 10, 1),
	                                      D(2026, 10, 7)),
	          2);
	CHECK_INT(holiday_clear_business_days(&ALL, "QLD", D(2026, 10, 2),
	                                      D(2026, 10, 7)),
	          2);
	CHECK_INT(holiday_clear_business_days(&ALL, "QLD", D(2026, 12, 23),
	                                      D(2026, 12, 29)),
	          1);
	CHECK_INT(holiday_clear_business_days(&ALL, "NSW", D(2026, 12, 29),
	                                      D(2026, 12, 23)),
	          0);
	CHECK_INT(holiday_clear_business_days(&ALL, "NSW", DATE_NONE,
	                                      D(2026, 12, 23)),
	          0);
	CHECK_TEXT(date_format_iso(holiday_last_clear_business(
	                               &ALL, "SA", D(2026, 10, 7), 2),
	                           buf),
	           "2026-10-01");
	CHECK_TEXT(date_format_iso(holiday_last_clear_business(
	                               &ALL, "NSW", D(2026, 11, 25), 2),
	                           buf),
	           "2026-11-22");
	CHECK_TEXT(date_format_iso(holiday_last_clear_business(
	                               &ALL, "NSW", D(2026, 11, 25), 0),
	                           buf),
	           "2026-11-25");
	CHECK_TEXT(date_format_iso(holiday_last_clear_business(
	                               &ALL, "NSW", DATE_NONE, 2),
	                           buf),
	           "");
}

/* The count in one go, and the search, against day after day. */
static void same_as_walk(void)
{
	static const char *const states[] = {"NSW", "QLD", "SA", "X", "VIC"};
	struct date from, to, d;
	int i, wrong = 0, count, searched = 0;

	for (i = 0; i < 5; i++)
		for (from = D(2026, 9, 28); from.year < 2027;
		     from = date_add_days(from, 1)) {
			count = 0;
			for (to = from; date_days_between(from, to) < 40;
			     to = date_add_days(to, 1)) {
				wrong += holiday_clear_business_days(
				             &ALL, states[i], from, to) != count;
				d = holiday_last_clear_business(
				    &ALL, states[i], to, count);
				/* on it enough, a day later too little */
				wrong += holiday_clear_business_days(
				             &ALL, states[i], d, to) < count;
				if (count > 0)
					wrong +=
					    holiday_clear_business_days(
					        &ALL, states[i],
					        date_add_days(d, 1),
					        to) >= count;
				searched++;
				if (date_compare(to, from) > 0)
					count += holiday_is_business_day(
					    &ALL, states[i], to);
			}
		}
	CHECK_INT(wrong, 0);
	CHECK(searched > 10000);
}

/* A whole century of holidays: the search gives up, it does not hang. */
static void nothing_but_holidays(void)
{
	enum { MANY = HOLIDAY_REACH + 100 };
	struct holiday *list = calloc(MANY, sizeof *list);
	struct holidays all = {list, MANY};
	int i;

	for (i = 0; list && i < MANY; i++)
		list[i] = (struct holiday){
		    "NSW", date_add_days(D(2026, 1, 1), i), -1, "rest"};
	CHECK(date_is_none(
	    holiday_add_business_days(&all, "NSW", D(2026, 1, 1), 1)));
	free(list);
}

/* ---- worked cases ---- */

static struct holiday table[2000];
static struct holidays loaded = {table, 0};

static bool load_table(void)
{
	struct cases c;

	if (!cases_open(&c, "holidays.tsv"))
		return false;
	while (cases_next(&c) && loaded.count < 2000) {
		struct holiday *h = &table[loaded.count++];

		h->state = strdup(cases_get(&c, "state"));
		h->name = strdup(cases_get(&c, "name"));
		h->from_minute = -1;
		CHECK(date_parse_iso(cases_get(&c, "date"), &h->date));
		if (*cases_get(&c, "from_time"))
			CHECK(zone_parse_time(cases_get(&c, "from_time"),
			                      &h->from_minute));
	}
	return CHECK(loaded.count > 0);
}

static void unload_table(void)
{
	while (loaded.count > 0) {
		loaded.count--;
		free((char *)(uintptr_t)table[loaded.count].state);
		free((char *)(uintptr_t)table[loaded.count].name);
	}
}

/* The last instant at which notice meets a band's threshold. */
static int64_t last_good(const struct cases *c, const struct zone *z,
                         int64_t start, int amount, char unit)
{
	const char *basis = cases_get(c, "basis");
	struct wall at = zone_wall_from_utc(z, start);
	struct date day;

	if (amount == 0)
		return start;
	if (unit == 'h')
		return zone_utc_from_wall(z, at.date, at.minute - amount * 60,
		                          0);
	if (strcmp(basis, "elapsed_local") == 0)
		return zone_utc_from_wall(z, date_add_days(at.date, -amount),
		                          at.minute, 0);
	if (strcmp(basis, "clear_calendar") == 0)
		day = date_add_days(at.date, -amount - 1);
	else
		day = holiday_last_clear_business(&loaded,
		                                  cases_get(c, "state"),
		                                  at.date, amount);
	return zone_utc_from_wall(z, day, 1439, 0) + 59;
}

static void worked_cases(void)
{
	struct cases c;
	int rows = 0;

	if (!load_table())
		return;
	if (!cases_open(&c, "cancel-cases.tsv")) {
		unload_table();
		return;
	}
	while (cases_next(&c)) {
		const struct zone *z = zone_find(cases_get(&c, "zone"));
		char bands[512], *band, *rest = bands, *end;
		char expected[ZONE_TEXT], text[ZONE_TEXT];
		const char *decided = NULL;
		int64_t start, notice, good, free_until = INT64_MAX;

		rows++;
		CHECK(zone_parse_utc(cases_get(&c, "start_utc"), &start));
		CHECK(zone_parse_utc(cases_get(&c, "notice_utc"), &notice));
		snprintf(bands, sizeof bands, "%s", cases_get(&c, "bands"));
		if (notice > start)
			decided = "no_notice";
		while ((band = strsep(&rest, ";")) != NULL) {
			end = strpbrk(band, "<=");
			if (!CHECK(end != NULL))
				break;
			if (*end == '<') {
				int amount = (int)strtol(end + 1, &end, 10);

				good = last_good(&c, z, start, amount, *end);
				if (good < free_until)
					free_until = good;
				if (decided || notice <= good)
					continue;
			} else if (decided) {
				continue;
			}
			band[strcspn(band, "<=")] = '\0';
			decided = band;
		}
		CHECK_TEXT(decided, cases_get(&c, "expect_band"));
		snprintf(expected, sizeof expected, "%s",
		         cases_get(&c, "expect_free_until_utc"));
		zone_format_utc(free_until, text);
		strcpy(text + 16, "Z"); /* in whole minutes */
		if (!CHECK_TEXT(text, expected))
			printf("    %s\n", cases_get(&c, "case_id"));
	}
	CHECK(rows > 0);
	unload_table();
}

UNIT_MAIN("holiday", UNIT(on_a_date), UNIT(business_days), UNIT(adding),
          UNIT(clear_days), UNIT(same_as_walk), UNIT(nothing_but_holidays),
          UNIT(worked_cases))
