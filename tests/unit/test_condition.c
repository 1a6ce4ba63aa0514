/* Tests of lib/people/condition: the rules, their words, the year ahead.
 * SPDX-License-Identifier: MIT */
#include "people/condition.h"

#include <talloc.h>

#include "unit.h"

#define D(y, m, d) ((struct date){y, m, d})

static const struct crowd alone = {0, 0};

static struct condition age(int64_t min, int64_t max)
{
	return (struct condition){.id = 1, .kind = CONDITION_AGE,
	                          .blocks = true, .min = min, .max = max,
	                          .text = ""};
}

static struct served child(int y, int m, int d)
{
	return (struct served){.id = 5, .name = "Ella", .born = D(y, m, d),
	                       .gender = "female", .traits = "",
	                       .from = D(2026, 1, 1)};
}

static bool fits(struct condition c, struct served s, struct date on)
{
	return condition_holds(&c, &s, on, alone) == CONDITION_MET;
}

static void ages(void)
{
	struct condition nursery = age(2, 5), adult = age(18, CONDITION_OPEN),
	                 child_only = age(CONDITION_OPEN, 17);
	struct served ella = child(2021, 3, 14), unborn = child(2027, 1, 1),
	              nobody = child(0, 0, 0);

	CHECK(!fits(nursery, ella, D(2023, 3, 13)));
	CHECK(fits(nursery, ella, D(2023, 3, 14)));
	CHECK(fits(nursery, ella, D(2027, 3, 13)));
	CHECK(!fits(nursery, ella, D(2027, 3, 14)));
	CHECK(!fits(adult, ella, D(2039, 3, 13)));
	CHECK(fits(adult, ella, D(2039, 3, 14)));
	CHECK(fits(child_only, ella, D(2039, 3, 13)));
	CHECK(!fits(child_only, ella, D(2039, 3, 14)));
	CHECK(!fits(child_only, unborn, D(2026, 12, 31)));
	CHECK(fits(child_only, unborn, D(2027, 1, 1)));
	CHECK_INT(condition_holds(&nursery, &nobody, D(2026, 1, 1), alone),
	          CONDITION_UNKNOWN);
}

static void leap_births(void)
{
	struct condition nursery = age(2, 5), child_only = age(CONDITION_OPEN, 17);
	struct served leap = child(2020, 2, 29);

	/* Two on 1 March 2022, six on 1 March 2026, eighteen on 1 March 2038. */
	CHECK(!fits(nursery, leap, D(2022, 2, 28)));
	CHECK(fits(nursery, leap, D(2022, 3, 1)));
	CHECK(fits(nursery, leap, D(2026, 2, 28)));
	CHECK(!fits(nursery, leap, D(2026, 3, 1)));
	CHECK(fits(child_only, leap, D(2038, 2, 28)));
	CHECK(!fits(child_only, leap, D(2038, 3, 1)));
	/* In a leap year, on the day itself. */
	CHECK(!fits(age(4, 4), leap, D(2024, 2, 28)));
	CHECK(fits(age(4, 4), leap, D(2024, 2, 29)));
}

static void genders_and_traits(void)
{
	struct condition girls = {.kind = CONDITION_GENDER, .text = "female"};
	struct condition both = {.kind = CONDITION_GENDER,
	                         .text = "female,other"};
	struct condition males = {.kind = CONDITION_GENDER, .text = "male"};
	struct condition trait = {.kind = CONDITION_TRAIT,
	                          .text = "disability"};
	struct served s = child(2021, 3, 14);

	CHECK(fits(girls, s, D(2026, 1, 1)));
	CHECK(fits(both, s, D(2026, 1, 1)));
	/* "male" is no part of "female". */
	CHECK(!fits(males, s, D(2026, 1, 1)));
	s.gender = "other";
	CHECK(!fits(girls, s, D(2026, 1, 1)));
	CHECK(fits(both, s, D(2026, 1, 1)));
	s.gender = "";
	CHECK_INT(condition_holds(&girls, &s, D(2026, 1, 1), alone),
	          CONDITION_UNKNOWN);
	CHECK(!fits(trait, s, D(2026, 1, 1)));
	s.traits = "wheelchair,disability";
	CHECK(fits(trait, s, D(2026, 1, 1)));
	s.traits = "disability_support";
	CHECK(!fits(trait, s, D(2026, 1, 1)));
}

static void capacity(void)
{
	struct condition four = {.kind = CONDITION_CAPACITY, .max = 4};
	struct condition own = {.kind = CONDITION_CAPACITY, .max = 4,
	                        .count_own = true};
	struct condition none = {.kind = CONDITION_CAPACITY, .max = 0};
	struct served s = child(2021, 3, 14);
	struct date d = D(2026, 1, 1);

#define HOLDS(c, others, children) \
	(condition_holds(&(c), &s, d, (struct crowd){others, children}) == CONDITION_MET)
	CHECK(HOLDS(four, 0, 0));
	CHECK(HOLDS(four, 3, 0));
	CHECK(!HOLDS(four, 4, 0));
	CHECK(HOLDS(four, 3, 2));
	CHECK(HOLDS(own, 1, 2));
	CHECK(!HOLDS(own, 2, 2));
	CHECK(!HOLDS(own, 0, 4));
	CHECK(!HOLDS(none, 0, 0));
	struct condition list[] = {four, own};
	struct conditions all = {.list = list, .n = 2};
	list[0].blocks = list[1].blocks = true;
	CHECK_INT(condition_places(&all, 2), 2);
	CHECK_INT(condition_places(&all, 9), 0);
	all.n = 0;
	CHECK(condition_places(&all, 0) == INT64_MAX);
}

static void waivers(void)
{
	void *ctx = talloc_new(NULL);
	struct condition c = age(2, 5);
	struct waiver w[] = {
	    {1, 1, 5, D(2027, 3, 14), D(2027, 3, 31)},
	    {2, 1, 5, D(2027, 3, 20), D(2027, 4, 2)},
	    {3, 2, 5, D(2027, 1, 1), D(2027, 12, 31)},
	    {4, 1, 6, D(2027, 1, 1), D(2027, 12, 31)}};
	struct conditions all = {&c, 1, w, 4};
	struct served ella = child(2021, 3, 14);

#define ON(y, m, d) condition_check(ctx, &all, &c, &ella, D(y, m, d), alone, 2027)
	CHECK_INT(ON(2027, 3, 13).answer, CONDITION_MET);
	CHECK_INT(ON(2027, 3, 14).answer, CONDITION_WAIVED);
	CHECK_TEXT(ON(2027, 3, 14).reason,
	           "Ella is 6 on 14 March; the licence says two to five. "
	           "Waived until 31 March");
	CHECK_INT(ON(2027, 3, 31).answer, CONDITION_WAIVED);
	CHECK(!date_compare(ON(2027, 3, 25).waived_until, D(2027, 4, 2)));
	/* Its last day is included. */
	CHECK_INT(ON(2027, 4, 2).answer, CONDITION_WAIVED);
	CHECK_INT(ON(2027, 4, 3).answer, CONDITION_NOT_MET);
	CHECK_TEXT(ON(2028, 4, 3).reason,
	           "Ella is 7 on 3 April 2028; the licence says two to five");
	talloc_free(ctx);
}

static void words(void)
{
	void *ctx = talloc_new(NULL);
	struct condition list[] = {
	    {.id = 1, .kind = CONDITION_GENDER, .text = "female", .blocks = true},
	    age(2, 5),
	    {.id = 3, .kind = CONDITION_CAPACITY, .max = 24, .blocks = true},
	    {.id = 4, .kind = CONDITION_WORDS, .text = "One educator for five"}};
	struct conditions all = {.list = list, .n = 4};
	struct condition home[] = {
	    {.id = 1, .kind = CONDITION_GENDER, .text = "male", .blocks = true},
	    age(18, CONDITION_OPEN),
	    {.id = 3, .kind = CONDITION_TRAIT, .text = "disability",
	     .phrase = "with a disability"}};
	struct conditions group = {.list = home, .n = 3};
	struct served sam = {.id = 1, .name = "Sam", .born = D(2012, 2, 29),
	                     .gender = "male", .traits = ""};

	CHECK_TEXT(condition_rule(ctx, &all, &list[0]), "Girls only");
	CHECK_TEXT(condition_rule(ctx, &all, &list[1]), "Aged two to five");
	CHECK_TEXT(condition_how(ctx, &list[1]),
	           "From the 2nd birthday to the day before the 6th");
	CHECK_TEXT(condition_rule(ctx, &all, &list[2]),
	           "No more than 24 children");
	CHECK_TEXT(condition_rule(ctx, &all, &list[3]),
	           "One educator for five");
	CHECK_TEXT(condition_serves(ctx, &all), "Girls, two to five");
	CHECK_TEXT(condition_rule(ctx, &group, &home[0]), "Men only");
	CHECK_TEXT(condition_rule(ctx, &group, &home[1]), "Aged 18 or older");
	CHECK_TEXT(condition_how(ctx, &home[1]), "From the 18th birthday");
	CHECK_TEXT(condition_rule(ctx, &group, &home[2]),
	           "Only people with a disability");
	CHECK_TEXT(condition_serves(ctx, &group),
	           "Men, 18 or older, with a disability");
	CHECK_TEXT(condition_check(ctx, &group, &home[0], &sam, D(2026, 1, 1),
	                           alone, 2026).reason,
	           "The record of Sam says male; the licence says male");
	CHECK_TEXT(condition_check(ctx, &all, &list[2], &sam, D(2026, 1, 2),
	                           (struct crowd){24, 0}, 2026).reason,
	           "24 of 24 places are used on 2 January");
	group.n = 0;
	CHECK_TEXT(condition_serves(ctx, &group), "");
	talloc_free(ctx);
}

static void year_ahead(void)
{
	void *ctx = talloc_new(NULL);
	struct condition list[] = {
	    age(2, 5), {.id = 3, .kind = CONDITION_CAPACITY, .max = 4, .blocks = true}};
	struct waiver w = {1, 1, 3, D(2026, 12, 1), D(2027, 1, 31)};
	struct conditions all = {list, 2, &w, 1};
	struct served who[] = {
	    {.id = 1, .name = "Ella Marsh", .born = D(2021, 3, 14),
	     .gender = "female", .traits = "", .from = D(2025, 1, 1)},
	    {.id = 2, .name = "Ivy", .born = D(2024, 1, 1), .gender = "female",
	     .traits = "", .from = D(2027, 2, 1), .until = D(2027, 6, 30)},
	    {.id = 3, .name = "Waived", .born = D(2020, 12, 1),
	     .gender = "female", .traits = "", .from = D(2025, 1, 1)},
	    {.id = 4, .name = "Too old already", .born = D(2015, 1, 1),
	     .gender = "female", .traits = "", .from = D(2025, 1, 1)}};
	struct forecast f = condition_forecast(ctx, &all, who, 4, 0,
	                                       D(2026, 11, 23), 365);

	if (!CHECK_INT(f.n, 4))
		return;
	CHECK_INT(f.events[0].kind, FORECAST_ARRIVES);
	CHECK_INT(f.events[1].kind, FORECAST_WAIVER_ENDS);
	CHECK(!date_compare(f.events[1].on, D(2027, 2, 1)));
	CHECK_INT(f.events[2].kind, FORECAST_AGES_OUT);
	CHECK(!date_compare(f.events[2].on, D(2027, 3, 14)));
	CHECK_INT(f.events[2].turns, 6);
	CHECK_INT(f.events[3].kind, FORECAST_LEAVES);
	CHECK(!date_compare(f.events[3].on, D(2027, 6, 30)));
	if (!CHECK_INT(f.n_spans, 3))
		return;
	CHECK_INT(f.spans[0].used, 3);
	CHECK(!date_compare(f.spans[0].from, D(2026, 11, 23)));
	CHECK_INT(f.spans[1].used, 2);
	CHECK(!date_compare(f.spans[1].from, D(2027, 3, 14)));
	/* The last day of a stay is still a day of it. */
	CHECK_INT(f.spans[2].used, 1);
	CHECK(!date_compare(f.spans[2].from, D(2027, 7, 1)));
	talloc_free(ctx);
}

UNIT_MAIN("condition", UNIT(ages), UNIT(leap_births), UNIT(genders_and_traits),
          UNIT(capacity), UNIT(waivers), UNIT(words), UNIT(year_ahead))
