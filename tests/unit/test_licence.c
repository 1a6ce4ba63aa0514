/* Tests of lib/people/licence: the state on a date.
 * SPDX-License-Identifier: MIT */
#include "people/licence.h"

#include <talloc.h>

#include "unit.h"

#define D(y, m, d) ((struct date){y, m, d})
#define COUNT(x) (sizeof(x) / sizeof *(x))

static struct licence_status on(struct date day, struct date from,
                                struct date until,
                                const struct licence_action *x, size_t n)
{
	return licence_state(from, until, x, n, day, 60);
}

static void dates_alone(void)
{
	struct date from = D(2024, 7, 1), until = D(2027, 6, 30);

	CHECK_INT(on(D(2024, 6, 30), from, until, NULL, 0).state,
	          LICENCE_TO_BEGIN);
	CHECK_INT(on(D(2024, 7, 1), from, until, NULL, 0).state,
	          LICENCE_IN_FORCE);
	CHECK(on(D(2024, 7, 1), from, until, NULL, 0).in_force);
	/* The last day is included, the day after is not. */
	CHECK_INT(on(D(2027, 6, 30), from, until, NULL, 0).state,
	          LICENCE_ENDING);
	CHECK(on(D(2027, 6, 30), from, until, NULL, 0).in_force);
	CHECK_INT(on(D(2027, 6, 30), from, until, NULL, 0).days_left, 0);
	CHECK_INT(on(D(2027, 7, 1), from, until, NULL, 0).state,
	          LICENCE_EXPIRED);
	CHECK(!on(D(2027, 7, 1), from, until, NULL, 0).in_force);
	CHECK_INT(on(D(2026, 11, 23), from, until, NULL, 0).days_left, 219);
	/* 60 days before the last day it is ending soon, 61 before it is not. */
	CHECK_INT(on(D(2027, 5, 1), from, until, NULL, 0).state,
	          LICENCE_ENDING);
	CHECK_INT(on(D(2027, 4, 30), from, until, NULL, 0).state,
	          LICENCE_IN_FORCE);
	/* Open ends. */
	CHECK_INT(on(D(2099, 1, 1), from, DATE_NONE, NULL, 0).state,
	          LICENCE_IN_FORCE);
	CHECK_INT(on(D(2099, 1, 1), from, DATE_NONE, NULL, 0).days_left, -1);
	CHECK(on(D(1990, 1, 1), DATE_NONE, until, NULL, 0).in_force);
	CHECK(on(D(1990, 1, 1), DATE_NONE, DATE_NONE, NULL, 0).in_force);
}

static void leap_day(void)
{
	struct date from = D(2024, 3, 1), until = D(2028, 2, 29);

	CHECK(on(D(2028, 2, 29), from, until, NULL, 0).in_force);
	CHECK(!on(D(2028, 3, 1), from, until, NULL, 0).in_force);
	CHECK_INT(on(D(2028, 2, 28), from, until, NULL, 0).days_left, 1);
	from = D(2028, 2, 29);
	until = D(2029, 2, 28);
	CHECK(!on(D(2028, 2, 28), from, until, NULL, 0).in_force);
	CHECK(on(D(2028, 2, 29), from, until, NULL, 0).in_force);
	CHECK(!on(D(2029, 3, 1), from, until, NULL, 0).in_force);
}

static void applications(void)
{
	struct licence_action apply = {.deed = LICENCE_APPLY,
	                               .on = D(2026, 11, 2)};
	struct licence_action granted[] = {
	    apply, {.deed = LICENCE_GRANT, .on = D(2026, 12, 10)}};
	struct licence_action refused[] = {
	    apply, {.deed = LICENCE_REVOKE, .on = D(2026, 12, 10)}};
	struct licence_action withdrawn[] = {
	    apply, {.deed = LICENCE_SURRENDER, .on = D(2026, 12, 10)}};
	struct date from = D(2027, 1, 1), until = D(2027, 12, 31);

	/* Applied for, and not granted, is never in force, whatever its dates. */
	CHECK_INT(on(D(2026, 11, 23), from, until, &apply, 1).state,
	          LICENCE_APPLIED);
	CHECK_INT(on(D(2027, 5, 1), from, until, &apply, 1).state,
	          LICENCE_APPLIED);
	CHECK(!on(D(2027, 5, 1), DATE_NONE, DATE_NONE, &apply, 1).in_force);
	CHECK_INT(on(D(2026, 12, 9), from, until, granted, 2).state,
	          LICENCE_APPLIED);
	CHECK_INT(on(D(2026, 12, 10), from, until, granted, 2).state,
	          LICENCE_TO_BEGIN);
	CHECK_INT(on(D(2027, 1, 1), from, until, granted, 2).state,
	          LICENCE_IN_FORCE);
	/* A grant may reach back. */
	CHECK_INT(on(D(2026, 12, 1), D(2026, 11, 15), until, granted, 2).state,
	          LICENCE_IN_FORCE);
	CHECK_INT(on(D(2026, 12, 10), from, until, refused, 2).state,
	          LICENCE_REVOKED);
	CHECK(!on(D(2026, 12, 10), from, until, refused, 2).granted);
	CHECK_INT(on(D(2027, 2, 10), from, until, withdrawn, 2).state,
	          LICENCE_SURRENDERED);
	CHECK(!on(D(2027, 2, 10), from, until, withdrawn, 2).in_force);
}

static void suspensions(void)
{
	struct date from = D(2024, 7, 1), until = D(2027, 6, 30);
	struct licence_action x[] = {
	    {.deed = LICENCE_SUSPEND, .on = D(2026, 5, 4), .until = D(2026, 5, 12)}};
	struct licence_action open[] = {
	    {.deed = LICENCE_SUSPEND, .on = D(2026, 5, 4)},
	    {.deed = LICENCE_REINSTATE, .on = D(2026, 5, 20)}};
	struct licence_action two[] = {
	    {.deed = LICENCE_SUSPEND, .on = D(2026, 5, 1), .until = D(2026, 5, 31)},
	    {.deed = LICENCE_SUSPEND, .on = D(2026, 5, 5), .until = D(2026, 5, 7)}};
	struct licence_action again[] = {
	    {.deed = LICENCE_SUSPEND, .on = D(2026, 5, 1)},
	    {.deed = LICENCE_REINSTATE, .on = D(2026, 5, 10)},
	    {.deed = LICENCE_SUSPEND, .on = D(2026, 5, 20)}};

	CHECK(on(D(2026, 5, 3), from, until, x, 1).in_force);
	CHECK_INT(on(D(2026, 5, 4), from, until, x, 1).state,
	          LICENCE_SUSPENDED);
	/* Its last day is included. */
	CHECK_INT(on(D(2026, 5, 12), from, until, x, 1).state,
	          LICENCE_SUSPENDED);
	CHECK(on(D(2026, 5, 13), from, until, x, 1).in_force);
	CHECK(!date_compare(on(D(2026, 5, 5), from, until, x, 1).until,
	                    D(2026, 5, 12)));
	/* Until further notice; reinstated means in force from that day on. */
	CHECK_INT(on(D(2026, 5, 19), from, until, open, 2).state,
	          LICENCE_SUSPENDED);
	CHECK(date_is_none(on(D(2026, 5, 19), from, until, open, 2).until));
	CHECK(on(D(2026, 5, 20), from, until, open, 2).in_force);
	CHECK_INT(on(D(2027, 6, 30), from, until, open, 1).state,
	          LICENCE_SUSPENDED);
	/* It also ends while it is suspended. */
	CHECK_INT(on(D(2027, 7, 1), from, until, open, 1).state,
	          LICENCE_EXPIRED);
	/* A short one within a long one does not shorten it. */
	CHECK(!on(D(2026, 5, 8), from, until, two, 2).in_force);
	CHECK(!date_compare(on(D(2026, 5, 6), from, until, two, 2).until,
	                    D(2026, 5, 31)));
	CHECK(on(D(2026, 5, 15), from, until, again, 3).in_force);
	CHECK(!on(D(2026, 5, 25), from, until, again, 3).in_force);
	CHECK(!date_compare(on(D(2026, 5, 25), from, until, again, 3).since,
	                    D(2026, 5, 20)));
}

static void endings(void)
{
	struct date from = D(2024, 7, 1), until = D(2027, 6, 30);
	struct licence_action revoked[] = {
	    {.deed = LICENCE_REVOKE, .on = D(2026, 5, 4)},
	    {.deed = LICENCE_REINSTATE, .on = D(2026, 8, 1)}};
	struct licence_action given[] = {
	    {.deed = LICENCE_SURRENDER, .on = D(2026, 5, 4)}};
	struct licence_action late[] = {
	    {.deed = LICENCE_REVOKE, .on = D(2027, 7, 1)}};
	struct licence_action suspended_too[] = {
	    {.deed = LICENCE_SUSPEND, .on = D(2026, 5, 1)},
	    {.deed = LICENCE_REVOKE, .on = D(2026, 5, 4)}};

	CHECK(on(D(2026, 5, 3), from, until, revoked, 2).in_force);
	CHECK_INT(on(D(2026, 5, 4), from, until, revoked, 2).state,
	          LICENCE_REVOKED);
	CHECK_INT(on(D(2026, 7, 31), from, until, revoked, 2).state,
	          LICENCE_REVOKED);
	CHECK(on(D(2026, 8, 1), from, until, revoked, 2).in_force);
	CHECK_INT(on(D(2026, 5, 4), from, until, given, 1).state,
	          LICENCE_SURRENDERED);
	CHECK_INT(on(D(2030, 5, 4), from, until, given, 1).state,
	          LICENCE_SURRENDERED);
	CHECK_INT(on(D(2027, 7, 2), from, until, late, 1).state,
	          LICENCE_EXPIRED);
	CHECK_INT(on(D(2026, 5, 4), from, until, suspended_too, 2).state,
	          LICENCE_REVOKED);
	CHECK_INT(on(D(2026, 5, 3), from, until, suspended_too, 2).state,
	          LICENCE_SUSPENDED);
}

static void renewals(void)
{
	struct date from = D(2024, 7, 1), until = D(2026, 12, 24);
	struct licence_action x[] = {
	    {.deed = LICENCE_LODGE_RENEWAL, .on = D(2026, 11, 16)},
	    {.deed = LICENCE_GRANT, .on = D(2026, 12, 20)}};

	CHECK(date_is_none(on(D(2026, 11, 15), from, until, x, 2).lodged));
	CHECK(!date_compare(on(D(2026, 11, 23), from, until, x, 2).lodged,
	                    D(2026, 11, 16)));
	CHECK(date_is_none(on(D(2026, 12, 20), from, until, x, 2).lodged));
	/* To have lodged it does not make it last. */
	CHECK(!on(D(2026, 12, 25), from, until, x, 1).in_force);
}

static void words(void)
{
	void *ctx = talloc_new(NULL);
	struct date from = D(2024, 7, 1), until = D(2027, 6, 30);
	struct date today = D(2026, 11, 23);
	struct licence_action suspend = {.deed = LICENCE_SUSPEND,
	                                 .on = D(2026, 11, 9)};
	struct licence_action apply = {.deed = LICENCE_APPLY,
	                               .on = D(2026, 11, 2)};
	struct licence_status s = on(today, from, until, NULL, 0);
	struct licence_words w = licence_say(ctx, &s, until, today);

	CHECK_TEXT(w.answer, "Active for 219 more days");
	CHECK_TEXT(w.chip, "To 30 Jun 2027");
	until = D(2026, 12, 24);
	s = on(today, from, until, NULL, 0);
	w = licence_say(ctx, &s, until, today);
	CHECK_TEXT(w.answer, "Active, 31 days left");
	CHECK_TEXT(w.chip, "31 days left");
	CHECK_TEXT(w.tone, "warn");
	s = on(D(2026, 12, 23), from, until, NULL, 0);
	CHECK_TEXT(licence_say(ctx, &s, until, today).answer,
	           "Active, 1 day left");
	s = on(until, from, until, NULL, 0);
	CHECK_TEXT(licence_say(ctx, &s, until, today).chip, "Ends today");
	until = D(2026, 10, 31);
	s = on(today, from, until, NULL, 0);
	w = licence_say(ctx, &s, until, today);
	CHECK_TEXT(w.chip, "Expired 31 Oct");
	CHECK_TEXT(w.answer, "Expired on 31 October");
	until = D(2027, 6, 30);
	s = on(today, from, until, &suspend, 1);
	w = licence_say(ctx, &s, until, today);
	CHECK_TEXT(w.chip, "Suspended 9 Nov");
	CHECK_TEXT(w.answer, "Suspended until further notice");
	s = on(today, from, until, &apply, 1);
	CHECK_TEXT(licence_say(ctx, &s, until, today).chip, "Applied 2 Nov");
	talloc_free(ctx);
}

static void midnight(void)
{
	const struct zone *zone = zone_find("Australia/Sydney");
	struct date until = D(2026, 11, 22);
	int64_t end;

	if (!CHECK(zone != NULL))
		return;
	/* The last second of the last day, at the agency's place. */
	end = zone_utc_from_wall(zone, until, 1440, 0);
	CHECK(on(zone_today(zone, end - 1), DATE_NONE, until, NULL, 0).in_force);
	CHECK(!on(zone_today(zone, end), DATE_NONE, until, NULL, 0).in_force);
	/* In UTC it is still the afternoon before. */
	CHECK_INT(end % 86400, 13 * 3600);
}

static void refusals(void)
{
	void *ctx = talloc_new(NULL);
	struct actor a = {.pool = ctx,
	                  .today = date_to_days(D(2026, 11, 23))};
	struct licence one = {.from = D(2024, 7, 1), .until = D(2026, 12, 24)};
	struct licences l = {.list = &one, .n = 1, .soon = 60};

#define WHY(deed, day, until) licence_refusal(&a, &l, &one, deed, day, until)
	one.now = licence_on(&l, &one, D(2026, 11, 23));
	CHECK(!WHY(LICENCE_GRANT, D(2026, 11, 20), D(2027, 12, 24)));
	CHECK(WHY(LICENCE_GRANT, D(2026, 11, 20), D(2026, 12, 24)) != NULL);
	CHECK(WHY(LICENCE_GRANT, D(2026, 11, 24), D(2027, 12, 24)) != NULL);
	CHECK(!WHY(LICENCE_LODGE_RENEWAL, D(2026, 11, 16), DATE_NONE));
	CHECK(!WHY(LICENCE_SUSPEND, D(2026, 12, 24), DATE_NONE));
	CHECK(WHY(LICENCE_SUSPEND, D(2026, 12, 25), DATE_NONE) != NULL);
	CHECK(WHY(LICENCE_SUSPEND, D(2026, 12, 2), D(2026, 12, 1)) != NULL);
	CHECK(WHY(LICENCE_REINSTATE, D(2026, 11, 23), DATE_NONE) != NULL);
	CHECK(!WHY(LICENCE_REVOKE, D(2026, 11, 23), DATE_NONE));
	/* A lapse of one day is not closed by an extension. */
	one.until = D(2026, 11, 22);
	CHECK(WHY(LICENCE_GRANT, D(2026, 11, 23), D(2027, 11, 22)) != NULL);
	CHECK(!WHY(LICENCE_GRANT, D(2026, 11, 22), D(2027, 11, 22)));
	CHECK(WHY(LICENCE_LODGE_RENEWAL, D(2026, 11, 23), DATE_NONE) != NULL);
	CHECK(WHY(LICENCE_REVOKE, D(2026, 11, 23), DATE_NONE) != NULL);
	talloc_free(ctx);
}

static void which_speaks(void)
{
	struct licence list[] = {
	    {.id = 1, .provider = 7, .type = 4, .care = true,
	     .from = D(2024, 1, 1), .until = D(2026, 6, 30)},
	    {.id = 2, .provider = 7, .type = 4, .care = true,
	     .from = D(2026, 7, 1), .until = D(2027, 6, 30)},
	    {.id = 3, .provider = 7, .type = 8, .care = false,
	     .from = D(2026, 1, 1), .until = D(2026, 12, 24)}};
	struct licences l = {.list = list, .n = COUNT(list), .soon = 60};

	/* A renewal that begins the day after leaves no gap. */
	CHECK(licence_in_force(&l, 7, 4, D(2026, 6, 30)));
	CHECK(licence_in_force(&l, 7, 4, D(2026, 7, 1)));
	CHECK(!licence_in_force(&l, 7, 4, D(2027, 7, 1)));
	CHECK(!licence_in_force(&l, 8, 4, D(2026, 7, 1)));
	/* The kitchen's licence lets nobody be cared for. */
	CHECK(licence_in_force(&l, 7, 8, D(2026, 11, 1)));
	CHECK(licence_in_force(&l, 7, 0, D(2026, 11, 1)));
	CHECK(!licence_in_force(&l, 7, 0, D(2023, 11, 1)));
}

UNIT_MAIN("licence", UNIT(dates_alone), UNIT(leap_day), UNIT(applications),
          UNIT(suspensions), UNIT(endings), UNIT(renewals), UNIT(words),
          UNIT(midnight), UNIT(refusals), UNIT(which_speaks))
