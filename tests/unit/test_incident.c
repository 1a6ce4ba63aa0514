/* Tests of lib/people/incident and credential: clocks and expiries.
 * SPDX-License-Identifier: MIT */
#include "people/incident.h"

#include "people/credential.h"
#include "unit.h"

static const struct holiday LIST[] = {
    {"NSW", {2026, 12, 25}, -1, "Christmas Day"},
    {"NSW", {2026, 12, 28}, -1, "Boxing Day additional holiday"},
    {"NSW", {2027, 1, 1}, -1, "New Year's Day"},
    {"QLD", {2026, 12, 24}, 18 * 60, "Christmas Eve, from 6 pm"},
};
static const struct holidays ALL = {LIST, sizeof LIST / sizeof *LIST};
static const struct incident_clock HOURS = {"hours", 24, 0};
static const struct incident_clock BUSINESS = {"business_days", 5, 24};
static const struct incident_clock DAYS = {"days", 30, 0};
static const struct incident_clock NONE = {"none", 0, 0};

/* The due moment on the wall there: "2026-11-27T08:40". */
static const char *due(struct incident_clock clock, const char *zone,
		       const char *state, const char *aware, bool harm)
{
	static char text[32];
	const struct zone *z = zone_find(zone);
	struct date day;
	struct wall w;
	int minute;
	int64_t at;

	CHECK(zone_parse_wall(aware, &day, &minute));
	at = incident_due(clock, zone_utc_from_wall(z, day, minute, 0), harm, z,
			  state, &ALL);
	if (!at)
		return "never";
	w = zone_wall_from_utc(z, at);
	snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d", w.date.year,
		 w.date.month, w.date.day, w.minute / 60, w.minute % 60);
	return text;
}

static void hours_run_through(void)
{
	/* Over a weekend, a holiday and the year's end. */
	CHECK_TEXT(due(HOURS, "Australia/Sydney", "NSW", "2026-11-27T17:30",
		       false), "2026-11-28T17:30");
	CHECK_TEXT(due(HOURS, "Australia/Sydney", "NSW", "2026-12-31T23:00",
		       false), "2027-01-01T23:00");
	/* 24 real hours: the clock on the wall says another time where it is
	 * changed between. */
	CHECK_TEXT(due(HOURS, "Australia/Sydney", "NSW", "2026-10-03T12:00",
		       false), "2026-10-04T13:00");
	CHECK_TEXT(due(HOURS, "Australia/Sydney", "NSW", "2027-04-03T12:00",
		       false), "2027-04-04T11:00");
}

static void business_days_skip(void)
{
	/* Five business days end when the fifth day ends: midnight after it. */
	CHECK_TEXT(due(BUSINESS, "Australia/Sydney", "NSW", "2026-11-27T17:30",
		       false), "2026-12-05T00:00");
	/* Christmas, Boxing Day's Monday and New Year stand between. */
	CHECK_TEXT(due(BUSINESS, "Australia/Sydney", "NSW", "2026-12-23T09:00",
		       false), "2027-01-05T00:00");
	/* An evening's holiday leaves it a business day; no holiday of another
	 * state counts. */
	CHECK_TEXT(due(BUSINESS, "Australia/Brisbane", "QLD",
		       "2026-12-23T09:00", false), "2026-12-31T00:00");
	/* Noticed on a Sunday: Monday is the first. */
	CHECK_TEXT(due(BUSINESS, "Australia/Sydney", "NSW", "2026-11-22T10:00",
		       false), "2026-11-28T00:00");
}

static void harm_is_quicker(void)
{
	CHECK_TEXT(due(BUSINESS, "Australia/Sydney", "NSW", "2026-11-27T17:30",
		       true), "2026-11-28T17:30");
	CHECK_TEXT(due(HOURS, "Australia/Sydney", "NSW", "2026-11-27T17:30",
		       true), "2026-11-28T17:30");
}

static void days_end_at_midnight(void)
{
	CHECK_TEXT(due(DAYS, "Australia/Adelaide", "SA", "2028-01-30T23:59",
		       false), "2028-03-01T00:00"); /* 29 February is the 30th */
	CHECK_TEXT(due(DAYS, "Australia/Sydney", "NSW", "2026-09-10T08:00",
		       false), "2026-10-11T00:00");
	CHECK_TEXT(due(NONE, "Australia/Sydney", "NSW", "2026-09-10T08:00",
		       true), "never");
}

static void credentials_expire(void)
{
	int64_t today = date_to_days((struct date){2028, 2, 28});
	int64_t leap = date_to_days((struct date){2028, 2, 29});

	CHECK_INT(credential_state(INT64_MAX, false, 60, today),
		  CREDENTIAL_CURRENT);
	CHECK_INT(credential_state(today, false, 60, today), CREDENTIAL_SOON);
	CHECK_INT(credential_state(today, false, 60, leap), CREDENTIAL_EXPIRED);
	CHECK_INT(credential_state(leap, false, 0, leap), CREDENTIAL_SOON);
	CHECK_INT(credential_state(leap, false, 0, today), CREDENTIAL_CURRENT);
	CHECK_INT(credential_state(today + 60, false, 60, today),
		  CREDENTIAL_SOON);
	CHECK_INT(credential_state(today + 61, false, 60, today),
		  CREDENTIAL_CURRENT);
	CHECK_INT(credential_state(INT64_MAX, true, 60, today),
		  CREDENTIAL_IS_SUSPENDED);
}

UNIT_MAIN("incident", UNIT(hours_run_through), UNIT(business_days_skip),
	  UNIT(harm_is_quicker), UNIT(days_end_at_midnight),
	  UNIT(credentials_expire))
