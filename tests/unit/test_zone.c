/* Tests of lib/base/zone: wall clocks and instants, on the awkward days.
 * SPDX-License-Identifier: MIT
 *
 * Offsets are compared with those of the C library, which reads tzdata by
 * other code; odd readings with a search through all minutes around them.
 */
#include "base/zone.h"

#include <time.h>

#include "cases.h"
#include "unit.h"

#define D(y, m, d) ((struct date){y, m, d})

static char buf[ZONE_TEXT];

static const struct zone *sydney(void)
{
	return zone_find("Australia/Sydney");
}

/* The instant of a reading, as text. */
static const char *utc(const char *zone, struct date date, int hour, int min,
                       int fold)
{
	return zone_format_utc(zone_utc_from_wall(zone_find(zone), date,
	                                          hour * 60 + min, fold),
	                       buf);
}

static int64_t at(const char *text)
{
	int64_t utc;

	CHECK(zone_parse_utc(text, &utc));
	return utc;
}

/* What the clock shows, as text. */
static const char *wall(const char *zone, const char *instant)
{
	struct wall w = zone_wall_from_utc(zone_find(zone), at(instant));
	char day[DATE_TEXT];

	snprintf(buf, sizeof buf, "%s %02d:%02d:%02d",
	         date_format_iso(w.date, day), w.minute / 60, w.minute % 60,
	         w.second);
	return buf;
}

static void names(void)
{
	static const char *const bad[] = {
	    "",
	    "Sydney",
	    "australia/sydney",
	    "Australia",
	    "Australia/",
	    "/Australia/Sydney",
	    "../Australia/Sydney",
	    "Australia/../Australia/Sydney",
	    "Australia//Sydney",
	    "/etc/passwd",
	    "Australia/Sydney\n",
	    "Australia/Sydney ",
	    "Foo/Bar",
	    "AEST",
	    "zone.tab",
	    "tzdata.zi",
	    "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	};
	size_t i;

	CHECK(zone_find(NULL) == NULL);
	for (i = 0; i < sizeof bad / sizeof *bad; i++)
		if (!CHECK(zone_find(bad[i]) == NULL))
			printf("    accepted: \"%s\"\n", bad[i]);
	CHECK(sydney() != NULL);
	CHECK(zone_find("Australia/Sydney") == sydney());
	CHECK_TEXT(zone_name(sydney()), "Australia/Sydney");
	CHECK(zone_find("UTC") != NULL);
	CHECK(zone_find("America/Argentina/Buenos_Aires") != NULL);
	CHECK(zone_find("America/Port-au-Prince") != NULL);
}

static void ordinary_days(void)
{
	CHECK_TEXT(utc("Australia/Sydney", D(2026, 11, 27), 8, 40, 0),
	           "2026-11-26T21:40:00Z");
	CHECK_TEXT(utc("Australia/Sydney", D(2026, 6, 1), 8, 40, 0),
	           "2026-05-31T22:40:00Z");
	CHECK_TEXT(utc("Australia/Brisbane", D(2026, 11, 27), 8, 40, 0),
	           "2026-11-26T22:40:00Z");
	CHECK_TEXT(utc("Australia/Eucla", D(2026, 11, 27), 8, 45, 0),
	           "2026-11-27T00:00:00Z");
	CHECK_TEXT(utc("UTC", D(2026, 11, 27), 8, 40, 0),
	           "2026-11-27T08:40:00Z");
	CHECK_TEXT(utc("America/New_York", D(2026, 11, 27), 8, 40, 0),
	           "2026-11-27T13:40:00Z");
	/* midnight and the turn of the year */
	CHECK_TEXT(utc("Australia/Sydney", D(2027, 1, 1), 0, 0, 0),
	           "2026-12-31T13:00:00Z");
	CHECK_TEXT(utc("Australia/Sydney", D(2026, 12, 31), 24, 0, 0),
	           "2026-12-31T13:00:00Z");
	CHECK_TEXT(utc("Australia/Sydney", D(2027, 1, 1), -2, 0, 0),
	           "2026-12-31T11:00:00Z");
	CHECK_TEXT(utc("Australia/Sydney", D(2028, 2, 29), 23, 59, 0),
	           "2028-02-29T12:59:00Z");
	CHECK_TEXT(wall("Australia/Sydney", "2026-12-31T12:59:59Z"),
	           "2026-12-31 23:59:59");
	CHECK_TEXT(wall("Australia/Sydney", "2026-12-31T13:00:00Z"),
	           "2027-01-01 00:00:00");
	CHECK_TEXT(wall("Australia/Adelaide", "2026-11-27T00:00:00Z"),
	           "2026-11-27 10:30:00");
	CHECK_INT(zone_utc_from_wall(sydney(), DATE_NONE, 0, 0), INT64_MIN);
	CHECK_INT(zone_utc_from_wall(sydney(), D(2026, 2, 30), 0, 0),
	          INT64_MIN);
	/* instants that no calendar reaches */
	CHECK(date_is_none(zone_today(sydney(), INT64_MAX)));
	CHECK(date_is_none(zone_today(sydney(), INT64_MIN)));
	/* before 1970, and long ago with seconds in the offset */
	CHECK_TEXT(wall("Australia/Sydney", "1958-06-01T14:00:00Z"),
	           "1958-06-02 00:00:00");
	CHECK_TEXT(wall("Australia/Sydney", "1880-06-01T00:00:00Z"),
	           "1880-06-01 10:04:52");
}

static void skipped_readings(void)
{
	/* 4 October 2026: 02:00 becomes 03:00 */
	CHECK_TEXT(utc("Australia/Sydney", D(2026, 10, 4), 1, 59, 0),
	           "2026-10-03T15:59:00Z");
	CHECK_TEXT(utc("Australia/Sydney", D(2026, 10, 4), 2, 0, 0),
	           "2026-10-03T16:00:00Z");
	CHECK_TEXT(utc("Australia/Sydney", D(2026, 10, 4), 2, 30, 0),
	           "2026-10-03T16:30:00Z");
	CHECK_TEXT(utc("Australia/Sydney", D(2026, 10, 4), 2, 30, 1),
	           "2026-10-03T16:30:00Z");
	CHECK_TEXT(utc("Australia/Sydney", D(2026, 10, 4), 3, 30, 0),
	           "2026-10-03T16:30:00Z");
	CHECK_TEXT(wall("Australia/Sydney", "2026-10-03T16:30:00Z"),
	           "2026-10-04 03:30:00");
	CHECK_TEXT(wall("Australia/Sydney", "2026-10-03T15:59:59Z"),
	           "2026-10-04 01:59:59");
	/* Lord Howe: 02:00 becomes 02:30 */
	CHECK_TEXT(utc("Australia/Lord_Howe", D(2026, 10, 4), 2, 15, 0),
	           "2026-10-03T15:45:00Z");
	CHECK_TEXT(wall("Australia/Lord_Howe", "2026-10-03T15:45:00Z"),
	           "2026-10-04 02:45:00");
	CHECK_TEXT(utc("Australia/Lord_Howe", D(2026, 10, 4), 2, 30, 0),
	           "2026-10-03T15:30:00Z");
	/* Broken Hill in New South Wales keeps Adelaide's time */
	CHECK_TEXT(utc("Australia/Broken_Hill", D(2026, 10, 4), 2, 30, 0),
	           "2026-10-03T17:00:00Z");
	/* no change in Queensland */
	CHECK_TEXT(utc("Australia/Brisbane", D(2026, 10, 4), 2, 30, 0),
	           "2026-10-03T16:30:00Z");
	/* Samoa left out 30 December 2011 altogether */
	CHECK_TEXT(utc("Pacific/Apia", D(2011, 12, 30), 12, 0, 0),
	           "2011-12-30T22:00:00Z");
	CHECK_TEXT(wall("Pacific/Apia", "2011-12-30T22:00:00Z"),
	           "2011-12-31 12:00:00");
}

static void doubled_readings(void)
{
	const struct zone *howe = zone_find("Australia/Lord_Howe");

	/* 5 April 2026: 03:00 becomes 02:00 */
	CHECK_TEXT(utc("Australia/Sydney", D(2026, 4, 5), 2, 30, 0),
	           "2026-04-04T15:30:00Z");
	CHECK_TEXT(utc("Australia/Sydney", D(2026, 4, 5), 2, 30, 1),
	           "2026-04-04T16:30:00Z");
	CHECK_TEXT(utc("Australia/Sydney", D(2026, 4, 5), 2, 0, 0),
	           "2026-04-04T15:00:00Z");
	CHECK_TEXT(utc("Australia/Sydney", D(2026, 4, 5), 2, 59, 1),
	           "2026-04-04T16:59:00Z");
	CHECK_TEXT(utc("Australia/Sydney", D(2026, 4, 5), 3, 0, 0),
	           "2026-04-04T17:00:00Z");
	CHECK_TEXT(utc("Australia/Sydney", D(2026, 4, 5), 3, 0, 1),
	           "2026-04-04T17:00:00Z");
	CHECK_TEXT(utc("Australia/Sydney", D(2026, 4, 5), 1, 59, 1),
	           "2026-04-04T14:59:00Z");
	CHECK_TEXT(wall("Australia/Sydney", "2026-04-04T15:30:00Z"),
	           "2026-04-05 02:30:00");
	CHECK_TEXT(wall("Australia/Sydney", "2026-04-04T16:30:00Z"),
	           "2026-04-05 02:30:00");
	CHECK(!zone_is_second(sydney(), at("2026-04-04T15:30:00Z")));
	CHECK(zone_is_second(sydney(), at("2026-04-04T16:00:00Z")));
	CHECK(zone_is_second(sydney(), at("2026-04-04T16:30:59Z")));
	CHECK(!zone_is_second(sydney(), at("2026-04-04T17:00:00Z")));
	CHECK(!zone_is_second(sydney(), at("2026-10-03T16:30:00Z")));
	/* Lord Howe: 02:00 becomes 01:30 */
	CHECK_TEXT(utc("Australia/Lord_Howe", D(2026, 4, 5), 1, 45, 0),
	           "2026-04-04T14:45:00Z");
	CHECK_TEXT(utc("Australia/Lord_Howe", D(2026, 4, 5), 1, 45, 1),
	           "2026-04-04T15:15:00Z");
	CHECK_TEXT(utc("Australia/Lord_Howe", D(2026, 4, 5), 1, 29, 1),
	           "2026-04-04T14:29:00Z");
	CHECK_TEXT(utc("Australia/Lord_Howe", D(2026, 4, 5), 2, 0, 0),
	           "2026-04-04T15:30:00Z");
	CHECK(zone_is_second(howe, at("2026-04-04T15:15:00Z")));
	CHECK(!zone_is_second(howe, at("2026-04-04T14:45:00Z")));
}

static const char *const ZONES[] = {
    "Australia/Sydney",      "Australia/Melbourne",   "Australia/Hobart",
    "Australia/Adelaide",    "Australia/Brisbane",    "Australia/Darwin",
    "Australia/Perth",       "Australia/Eucla",       "Australia/Lord_Howe",
    "Australia/Broken_Hill", "Australia/Lindeman",    "Antarctica/Macquarie",
    "Pacific/Auckland",      "Pacific/Norfolk",       "Indian/Christmas",
    "Pacific/Apia",          "Europe/Dublin",         "Europe/London",
    "America/New_York",      "America/Chicago",       "America/St_Johns",
    "Africa/Casablanca",     "Asia/Kathmandu",        "UTC",
};

/* Every six hours of 1985 to 2037: what clocks show, by the C library. (Where
 * the table of tzdata ends and its rule begins, libical errs in some zones.) */
static void same_as_libc(void)
{
	int64_t from = at("1985-01-01T00:00:00Z");
	int64_t until = at("2038-01-01T00:00:00Z");
	char *old = getenv("TZ");
	size_t i;

	old = old ? strdup(old) : NULL;
	for (i = 0; i < sizeof ZONES / sizeof *ZONES; i++) {
		const struct zone *z = zone_find(ZONES[i]);
		int wrong = 0;
		int64_t t, first = 0;

		if (!CHECK(z != NULL))
			continue;
		setenv("TZ", ZONES[i], 1);
		tzset();
		for (t = from; t < until; t += 6 * 3600) {
			time_t tt = t;
			struct tm tm;

			localtime_r(&tt, &tm);
			if (tm.tm_gmtoff != zone_offset(z, t) && wrong++ == 0)
				first = t;
		}
		if (!CHECK_INT(wrong, 0))
			printf("    %s, first %s\n", ZONES[i],
			       zone_format_utc(first, buf));
	}
	if (old)
		setenv("TZ", old, 1);
	else
		unsetenv("TZ");
	tzset();
	free(old);
}

/* The rule again in the slow way: which minutes of the day around show this
 * reading? The first (or last) of them; if none, the reading is tried again a
 * gap later. */
static int64_t by_search(const struct zone *z, struct date date, int minute,
                         int fold)
{
	int64_t start = date_to_days(date) * 86400 + minute * 60;
	int64_t t, found = INT64_MIN;
	struct zone_change change;

	for (t = start - 16 * 3600; t <= start + 16 * 3600; t += 60) {
		struct wall w = zone_wall_from_utc(z, t);

		if (w.minute == minute && date_compare(w.date, date) == 0) {
			if (found == INT64_MIN || fold)
				found = t;
		}
	}
	if (found != INT64_MIN)
		return found;
	if (!zone_next_change(z, start - 30 * 3600, start + 30 * 3600,
	                      &change))
		return INT64_MIN;
	minute += (change.after - change.before) / 60;
	return by_search(z, date_add_days(date, minute / 1440), minute % 1440,
	                 fold);
}

static void same_as_search(void)
{
	size_t i;
	int changes = 0;

	for (i = 0; i < sizeof ZONES / sizeof *ZONES; i++) {
		const struct zone *z = zone_find(ZONES[i]);
		int64_t t = at("2026-01-01T00:00:00Z");
		struct zone_change change;
		int wrong = 0, minute, fold;

		while (zone_next_change(z, t, at("2028-01-01T00:00:00Z"),
		                        &change)) {
			struct date d = zone_today(z, change.at - 3600);

			changes++;
			for (minute = 0; minute < 300; minute += 5)
				for (fold = 0; fold < 2; fold++)
					wrong += zone_utc_from_wall(z, d, minute,
					                            fold) !=
					         by_search(z, d, minute, fold);
			t = change.at;
		}
		if (!CHECK_INT(wrong, 0))
			printf("    %s\n", ZONES[i]);
	}
	CHECK(changes >= 50);
}

/* To the wall and back is the same instant, for every quarter of an hour. */
static void round_trip(void)
{
	size_t i;

	for (i = 0; i < sizeof ZONES / sizeof *ZONES; i++) {
		const struct zone *z = zone_find(ZONES[i]);
		int64_t t, until = at("2027-06-01T00:00:00Z");
		int wrong = 0;

		for (t = at("2026-01-01T00:00:00Z"); t < until; t += 900) {
			struct wall w = zone_wall_from_utc(z, t);

			wrong += zone_utc_from_wall(z, w.date, w.minute,
			                            zone_is_second(z, t)) != t;
		}
		CHECK_INT(wrong, 0);
	}
}

static void changes(void)
{
	struct zone_change c;
	const struct zone *z = sydney();

	CHECK(zone_next_change(z, at("2026-01-01T00:00:00Z"),
	                       at("2027-01-01T00:00:00Z"), &c));
	CHECK_TEXT(zone_format_utc(c.at, buf), "2026-04-04T16:00:00Z");
	CHECK_INT(c.before, 39600);
	CHECK_INT(c.after, 36000);
	CHECK(zone_next_change(z, c.at, at("2027-01-01T00:00:00Z"), &c));
	CHECK_TEXT(zone_format_utc(c.at, buf), "2026-10-03T16:00:00Z");
	CHECK(zone_next_change(z, c.at - 1, c.at, &c));
	CHECK(!zone_next_change(z, c.at, at("2027-01-01T00:00:00Z"), &c));
	CHECK(!zone_next_change(z, c.at - 2, c.at - 1, &c));
	CHECK(!zone_next_change(zone_find("Australia/Brisbane"),
	                        at("2026-01-01T00:00:00Z"),
	                        at("2036-01-01T00:00:00Z"), &c));
}

static void writing_times(void)
{
	CHECK_TEXT(zone_format_time(0, buf), "midnight");
	CHECK_TEXT(zone_format_time(1, buf), "12:01 am");
	CHECK_TEXT(zone_format_time(30, buf), "12:30 am");
	CHECK_TEXT(zone_format_time(60, buf), "1 am");
	CHECK_TEXT(zone_format_time(520, buf), "8:40 am");
	CHECK_TEXT(zone_format_time(545, buf), "9:05 am");
	CHECK_TEXT(zone_format_time(719, buf), "11:59 am");
	CHECK_TEXT(zone_format_time(720, buf), "noon");
	CHECK_TEXT(zone_format_time(721, buf), "12:01 pm");
	CHECK_TEXT(zone_format_time(840, buf), "2 pm");
	CHECK_TEXT(zone_format_time(1439, buf), "11:59 pm");
	CHECK_TEXT(zone_format_time(1440, buf), "midnight");
	CHECK_TEXT(zone_format_time(-1, buf), "");
	CHECK_TEXT(zone_format_time(1441, buf), "");
}

static const char *said(const char *instant, const char *now)
{
	return zone_format_instant(sydney(), at(instant), at(now), buf);
}

static void writing_instants(void)
{
	const char *now = "2026-11-27T01:00:00Z"; /* Friday noon in Sydney */

	CHECK_TEXT(said("2026-11-26T21:40:00Z", now), "today, 8:40 am");
	CHECK_TEXT(said("2026-11-26T13:00:00Z", now), "today, midnight");
	CHECK_TEXT(said("2026-11-26T12:59:59Z", now), "yesterday, 11:59 pm");
	CHECK_TEXT(said("2026-11-28T03:00:00Z", now), "tomorrow, 2 pm");
	CHECK_TEXT(said("2026-11-28T13:00:00Z", now), "Sun 29 Nov, midnight");
	CHECK_TEXT(said("2026-11-20T03:00:00Z", now), "Fri 20 Nov, 2 pm");
	CHECK_TEXT(said("2025-11-20T03:00:00Z", now), "Thu 20 Nov 2025, 2 pm");
	/* the year is the one on the wall: 31 December in UTC, January here */
	CHECK_TEXT(said("2026-12-31T20:00:00Z", now), "Fri 1 Jan 2027, 7 am");
	CHECK_TEXT(said("2026-12-31T20:00:00Z", "2026-12-31T12:00:00Z"),
	           "tomorrow, 7 am");
	/* "tomorrow" across a day of 23 hours and one of 25 */
	CHECK_TEXT(said("2026-10-04T12:30:00Z", "2026-10-03T13:30:00Z"),
	           "tomorrow, 11:30 pm");
	CHECK_TEXT(said("2026-04-05T13:30:00Z", "2026-04-04T12:30:00Z"),
	           "tomorrow, 11:30 pm");
	CHECK_TEXT(zone_format_instant(sydney(), INT64_MIN / 2, at(now), buf),
	           "");
}

static const char *span(const char *start, const char *end)
{
	return zone_format_span(sydney(), at(start), at(end),
	                        at("2026-11-27T01:00:00Z"), buf);
}

static void writing_spans(void)
{
	CHECK_TEXT(span("2026-11-27T03:00:00Z", "2026-11-27T04:30:00Z"),
	           "today, 2 pm to 3:30 pm");
	CHECK_TEXT(span("2026-11-28T11:00:00Z", "2026-11-28T13:00:00Z"),
	           "tomorrow, 10 pm to midnight");
	CHECK_TEXT(span("2026-11-20T11:00:00Z", "2026-11-20T19:00:00Z"),
	           "Fri 20 Nov, 10 pm to Sat 21 Nov, 6 am");
	CHECK_TEXT(span("2025-11-20T11:00:00Z", "2026-11-20T19:00:00Z"),
	           "Thu 20 Nov 2025, 10 pm to Sat 21 Nov, 6 am");
}

static void utc_text(void)
{
	static const char *const bad[] = {
	    "",
	    "2026-11-27",
	    "2026-11-27T08:40",
	    "2026-11-27 08:40Z",
	    "2026-11-27T24:00Z",
	    "2026-11-27T08:60Z",
	    "2026-11-27T08:40:60Z",
	    "2026-11-27T08:40:1Z",
	    "2026-11-27T08:40:00",
	    "2026-11-27T08:40:00Zx",
	    "2026-11-31T08:40:00Z",
	    "2026-11-27T08:40:00+10:00",
	    "2026-11-27T08-40Z",
	};
	int64_t t;
	struct date d;
	int minute;
	size_t i;

	CHECK_INT(at("1970-01-01T00:00:00Z"), 0);
	CHECK_INT(at("1969-12-31T23:59:59Z"), -1);
	CHECK_INT(at("2026-11-27T08:40Z"), 1795768800);
	CHECK_TEXT(zone_format_utc(-1, buf), "1969-12-31T23:59:59Z");
	CHECK_TEXT(zone_format_utc(INT64_MAX, buf), "");
	for (i = 0; i < sizeof bad / sizeof *bad; i++) {
		t = 5;
		if (!CHECK(!zone_parse_utc(bad[i], &t)))
			printf("    accepted: \"%s\"\n", bad[i]);
		CHECK_INT(t, 0);
	}
	CHECK(zone_parse_wall("2026-11-27T08:40", &d, &minute));
	CHECK_INT(minute, 520);
	CHECK_INT(d.day, 27);
	CHECK(!zone_parse_wall("2026-11-27T08:40Z", &d, &minute));
	CHECK_INT(minute, -1);
	CHECK(date_is_none(d));
	CHECK(!zone_parse_wall("2026-11-27T08:4", &d, &minute));
}

static void typed_times(void)
{
	static const struct {
		const char *text;
		int minute;
	} good[] = {
	    {"8:40", 520},       {"08:40", 520},       {"8.40", 520},
	    {"8.40 am", 520},    {"8:40am", 520},      {"8:40 A.M.", 520},
	    {"8 40 am", 520},    {"8:40 p.m.", 1240},  {"2pm", 840},
	    {"2 PM", 840},       {"2 p.m", 840},       {"14:00", 840},
	    {"1400", 840},       {"0840", 520},        {"0840 am", 520},
	    {"noon", 720},       {"12 noon", 720},     {"Midday", 720},
	    {"midnight", 0},     {"12 midnight", 0},   {"12 am", 0},
	    {"12 pm", 720},      {"12:30 am", 30},     {"12.30pm", 750},
	    {"0:00", 0},         {"00:00", 0},         {"23:59", 1439},
	    {"  9:05  ", 545},   {"12:00", 720},       {"2\xc2\xa0pm", 840},
	};
	static const char *const bad[] = {
	    "",        " ",        "8",        "14",      "24:00",  "8:60",
	    "8:4",     "8:400",    "13 pm",    "0 am",    "0:30 am", "14:00 pm",
	    "pm",      "am",       "8:40 xm",  "8:40 pma", "-8:40",  "8:-4",
	    "8::40",   "8h40",     "25:00",    "840",     "12345",  "8:40:00",
	    "noon 12", "tomorrow", "8:40 am am",
	    "888888888888888888888888888888888888888888888888888888",
	    "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6",
	};
	char again[ZONE_TEXT];
	int minute, m, wrong = 0;
	size_t i;

	for (i = 0; i < sizeof good / sizeof *good; i++) {
		CHECK(zone_parse_time(good[i].text, &minute));
		if (!CHECK_INT(minute, good[i].minute))
			printf("    \"%s\"\n", good[i].text);
	}
	for (i = 0; i < sizeof bad / sizeof *bad; i++) {
		minute = 5;
		if (!CHECK(!zone_parse_time(bad[i], &minute)))
			printf("    accepted: \"%s\"\n", bad[i]);
		CHECK_INT(minute, -1);
	}
	/* what is written can be read again */
	for (m = 0; m < 1440; m++)
		wrong += !zone_parse_time(zone_format_time(m, again), &minute) ||
		         minute != m;
	CHECK_INT(wrong, 0);
}

/* Worked cases: a local column with its fold, and the instant it is. */
static void check_column(const struct cases *c, const char *local,
                         const char *fold, const char *instant)
{
	const struct zone *z = zone_find(cases_get(c, "zone"));
	struct date d;
	int minute;
	int64_t got;

	if (!CHECK(z != NULL) ||
	    !CHECK(zone_parse_wall(cases_get(c, local), &d, &minute)))
		return;
	got = zone_utc_from_wall(z, d, minute, atoi(cases_get(c, fold)));
	if (!CHECK_INT(got, at(cases_get(c, instant))))
		printf("    %s, %s\n", cases_get(c, "case_id"), local);
}

static void worked_cases(void)
{
	struct cases c;
	int rows = 0;

	if (!cases_open(&c, "cancel-cases.tsv"))
		return;
	while (cases_next(&c)) {
		check_column(&c, "notice_local", "notice_fold", "notice_utc");
		check_column(&c, "start_local", "start_fold", "start_utc");
		check_column(&c, "expect_free_until_local", "none",
		             "expect_free_until_utc");
		rows++;
	}
	CHECK(rows > 0);
	rows = 0;
	if (!cases_open(&c, "price-cases.tsv"))
		return;
	while (cases_next(&c)) {
		check_column(&c, "start_local", "start_fold", "start_utc");
		check_column(&c, "end_local", "end_fold", "end_utc");
		rows++;
	}
	CHECK(rows > 0);
}

UNIT_MAIN("zone", UNIT(names), UNIT(ordinary_days), UNIT(skipped_readings),
          UNIT(doubled_readings), UNIT(same_as_libc), UNIT(same_as_search),
          UNIT(round_trip), UNIT(changes), UNIT(writing_times),
          UNIT(writing_instants), UNIT(writing_spans), UNIT(utc_text),
          UNIT(typed_times), UNIT(worked_cases))
