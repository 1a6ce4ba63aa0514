/* Tests of lib/base/date: reckoning, reading, words, on the awkward days.
 * SPDX-License-Identifier: MIT
 */
#include "base/date.h"
#include "unit.h"

#define D(y, m, d) ((struct date){y, m, d})

static char buf[DATE_TEXT];

static const char *iso(struct date d)
{
	return date_format_iso(d, buf);
}

static void validity(void)
{
	CHECK(date_valid(D(2026, 2, 28)));
	CHECK(!date_valid(D(2026, 2, 29)));
	CHECK(date_valid(D(2028, 2, 29)));
	CHECK(!date_valid(D(1900, 2, 29)));
	CHECK(date_valid(D(2000, 2, 29)));
	CHECK(!date_valid(D(2026, 4, 31)));
	CHECK(!date_valid(D(2026, 0, 1)));
	CHECK(!date_valid(D(2026, 13, 1)));
	CHECK(!date_valid(D(2026, 1, 0)));
	CHECK(!date_valid(D(2026, 1, -1)));
	CHECK(!date_valid(D(10000, 1, 1)));
	CHECK(!date_valid(D(-5, 1, 1)));
	CHECK(!date_valid(DATE_NONE));
	CHECK(date_is_none(DATE_NONE));
	CHECK(!date_is_none(D(1, 1, 1)));
}

/* Every day of the years 1 to 9999, against a plain count. */
static void day_numbers(void)
{
	struct date d = D(1, 1, 1), back;
	int64_t days = -719162;
	int weekday = MONDAY, wrong = 0;

	CHECK_INT(date_to_days(D(1970, 1, 1)), 0);
	CHECK_INT(date_to_days(D(2026, 11, 27)), 20784);
	CHECK_INT(date_to_days(D(1969, 12, 31)), -1);
	CHECK_INT(date_to_days(D(2026, 2, 30)), INT64_MIN);
	while (d.year <= 9999) {
		back = date_from_days(days);
		wrong += date_to_days(d) != days ||
		         date_compare(back, d) != 0 ||
		         date_weekday(d) != weekday;
		days++;
		weekday = weekday % 7 + 1;
		if (++d.day > date_days_in_month(d.year, d.month)) {
			d.day = 1;
			if (++d.month > 12) {
				d.month = 1;
				d.year++;
			}
		}
	}
	CHECK_INT(wrong, 0);
	CHECK_INT(days, 2932897);
	CHECK(date_is_none(date_from_days(2932897)));
	CHECK(date_is_none(date_from_days(-719163)));
	CHECK(date_is_none(date_from_days(INT64_MAX)));
	CHECK(date_is_none(date_from_days(INT64_MIN)));
	CHECK_INT(date_weekday(D(2026, 11, 27)), FRIDAY);
	CHECK_INT(date_weekday(DATE_NONE), 0);
}

static void adding(void)
{
	CHECK_TEXT(iso(date_add_days(D(2026, 12, 31), 1)), "2027-01-01");
	CHECK_TEXT(iso(date_add_days(D(2028, 3, 1), -1)), "2028-02-29");
	CHECK_TEXT(iso(date_add_days(D(2026, 10, 4), 365)), "2027-10-04");
	CHECK_TEXT(iso(date_add_days(DATE_NONE, 1)), "");
	CHECK_TEXT(iso(date_add_days(D(9999, 12, 31), 1)), "");
	CHECK_TEXT(iso(date_add_days(D(1, 1, 1), -1)), "");
	CHECK_TEXT(iso(date_add_days(D(2026, 1, 1), INT64_MAX)), "");
	CHECK_TEXT(iso(date_add_days(D(2026, 1, 1), INT64_MIN)), "");
	CHECK_TEXT(iso(date_add_months(D(2026, 1, 31), 1)), "2026-02-28");
	CHECK_TEXT(iso(date_add_months(D(2028, 1, 31), 1)), "2028-02-29");
	CHECK_TEXT(iso(date_add_months(D(2028, 2, 29), 12)), "2029-02-28");
	CHECK_TEXT(iso(date_add_months(D(2028, 2, 29), 48)), "2032-02-29");
	CHECK_TEXT(iso(date_add_months(D(2026, 11, 30), 3)), "2027-02-28");
	CHECK_TEXT(iso(date_add_months(D(2026, 3, 31), -1)), "2026-02-28");
	CHECK_TEXT(iso(date_add_months(D(2026, 1, 15), -1)), "2025-12-15");
	CHECK_TEXT(iso(date_add_months(D(2026, 12, 31), 0)), "2026-12-31");
	CHECK_TEXT(iso(date_add_months(D(1, 1, 1), -1)), "");
	CHECK_TEXT(iso(date_add_months(D(9999, 12, 1), 1)), "");
	CHECK_TEXT(iso(date_add_months(D(2026, 1, 1), INT64_MAX)), "");
	CHECK_INT(date_days_between(D(2028, 2, 28), D(2028, 3, 1)), 2);
	CHECK_INT(date_days_between(D(2027, 3, 1), D(2027, 2, 28)), -1);
	CHECK_INT(date_days_between(DATE_NONE, D(2027, 2, 28)), 0);
}

static void comparing(void)
{
	CHECK(date_compare(D(2026, 1, 2), D(2026, 1, 2)) == 0);
	CHECK(date_compare(D(2026, 1, 2), D(2026, 2, 1)) < 0);
	CHECK(date_compare(D(2026, 1, 2), D(2025, 12, 31)) > 0);
	CHECK(date_compare(D(2026, 1, 2), D(2026, 1, 3)) < 0);
	CHECK(date_compare(DATE_NONE, D(1, 1, 1)) < 0);
	CHECK(date_between(D(2026, 5, 1), D(2026, 5, 1), D(2026, 5, 1)));
	CHECK(date_between(D(2026, 5, 1), DATE_NONE, DATE_NONE));
	CHECK(date_between(D(2026, 5, 1), D(2026, 5, 1), DATE_NONE));
	CHECK(!date_between(D(2026, 5, 1), D(2026, 5, 2), DATE_NONE));
	CHECK(date_between(D(2026, 5, 1), DATE_NONE, D(2026, 5, 1)));
	CHECK(!date_between(D(2026, 5, 1), DATE_NONE, D(2026, 4, 30)));
	CHECK(!date_between(DATE_NONE, DATE_NONE, DATE_NONE));
}

static void ages(void)
{
	struct date leap = D(2008, 2, 29), eve = D(2008, 12, 31);

	CHECK_INT(date_age(leap, D(2026, 2, 28)), 17);
	CHECK_INT(date_age(leap, D(2026, 3, 1)), 18);
	CHECK_INT(date_age(leap, D(2028, 2, 28)), 19);
	CHECK_INT(date_age(leap, D(2028, 2, 29)), 20);
	CHECK_INT(date_age(leap, leap), 0);
	CHECK_INT(date_age(leap, D(2008, 2, 28)), -1);
	CHECK_INT(date_age(DATE_NONE, leap), -1);
	CHECK_INT(date_age(leap, DATE_NONE), -1);
	CHECK_INT(date_age(eve, D(2026, 12, 30)), 17);
	CHECK_INT(date_age(eve, D(2026, 12, 31)), 18);
	CHECK_INT(date_age(D(2009, 1, 1), D(2026, 12, 31)), 17);
	CHECK_TEXT(iso(date_next_birthday(leap, 18)), "2026-03-01");
	CHECK_TEXT(iso(date_next_birthday(leap, 20)), "2028-02-29");
	CHECK_TEXT(iso(date_next_birthday(leap, 0)), "2008-02-29");
	CHECK_TEXT(iso(date_next_birthday(eve, 18)), "2026-12-31");
	CHECK_TEXT(iso(date_next_birthday(DATE_NONE, 18)), "");
	CHECK_TEXT(iso(date_next_birthday(eve, -1)), "");
	CHECK_TEXT(iso(date_next_birthday(eve, 9000)), "");
}

/* The two definitions agree on every birthday of four years. */
static void ages_agree(void)
{
	struct date born, turn;
	int wrong = 0, age;

	for (born = D(2007, 1, 1); born.year < 2011;
	     born = date_add_days(born, 1))
		for (age = 0; age <= 30; age++) {
			turn = date_next_birthday(born, age);
			wrong += date_age(born, turn) != age;
			wrong += date_age(born, date_add_days(turn, -1)) !=
			         age - 1;
		}
	CHECK_INT(wrong, 0);
}

static void reading_iso(void)
{
	static const char *const bad[] = {
	    "",           "2026-11-7",   "2026-11-31",  "26-11-27",
	    "2026/11/27", "2026-11-277", " 2026-11-27", "2026-11-27 ",
	    "2026-1a-27", "0000-01-01",  "2026-13-01",  "-026-11-27",
	    "2026-11",    "2026-11-27T", "20261127",    "+2026-1-27",
	};
	struct date d;
	size_t i;

	CHECK(date_parse_iso("2026-11-27", &d));
	CHECK_TEXT(iso(d), "2026-11-27");
	CHECK(date_parse_iso("0001-01-01", &d));
	CHECK(date_parse_iso("2028-02-29", &d));
	for (i = 0; i < sizeof bad / sizeof *bad; i++) {
		d = D(1, 1, 1);
		if (!CHECK(!date_parse_iso(bad[i], &d)))
			printf("    accepted: \"%s\"\n", bad[i]);
		CHECK(date_is_none(d));
	}
}

static void reading_typed(void)
{
	static const char *const good[] = {
	    "27 11 2026",
	    "27/11/2026",
	    "27.11.26",
	    "27-11-2026",
	    "27-11-26",
	    "27.11.2026",
	    "27. 11. 2026",
	    "27 Nov 2026",
	    "27 november 2026",
	    "27 NOVEMBER 26",
	    "27nov2026",
	    "27-Nov-2026",
	    "27th of November, 2026",
	    "the 27th november 2026",
	    "November 27 2026",
	    "Nov 27, 2026",
	    "2026-11-27",
	    "2026/11/27",
	    "2026 Nov 27",
	    "  27   11\t2026  ",
	    "27\xc2\xa0"
	    "11\xc2\xa0"
	    "2026",
	    "Fri 27 Nov 2026",
	    "Friday 27 November 2026",
	    "friday, 27 november 2026",
	};
	static const char *const bad[] = {
	    "",
	    " ",
	    "27",
	    "27 11",
	    "27 Nov",
	    "11/27/2026",
	    "31 11 2026",
	    "29 2 2027",
	    "0 1 2026",
	    "1 0 2026",
	    "27 11 0026",
	    "27 11 026",
	    "27 11 6",
	    "27 11 20266",
	    "27 11 2026 5",
	    "27 11 2026 5 6",
	    "Thu 27 Nov 2026",
	    "27 No 2026",
	    "27 Novem2026ber",
	    "27 Novemberr 2026",
	    "27 ma 2026",
	    "tomorrow",
	    "-27 11 2026",
	    "27//11//2026",
	    "27:11:2026",
	    "27 11 2026\n",
	    "27,,11 2026",
	    "27 11 2026 x",
	    "027 11 2026",
	    "99999999999999999999999 11 2026",
	    "27 November November 2026",
	    "27xx 11 2026",
	    "\xd9\xa2\xd9\xa7 11 2026",
	    "27\xc2",
	    "27\xc2\xa1"
	    "11 2026",
	};
	struct date d;
	size_t i;

	for (i = 0; i < sizeof good / sizeof *good; i++) {
		if (!CHECK(date_parse_typed(good[i], 2030, &d)))
			printf("    refused: \"%s\"\n", good[i]);
		CHECK_TEXT(iso(d), "2026-11-27");
	}
	for (i = 0; i < sizeof bad / sizeof *bad; i++) {
		d = D(1, 1, 1);
		if (!CHECK(!date_parse_typed(bad[i], 2030, &d)))
			printf("    accepted: \"%s\"\n", bad[i]);
		CHECK(date_is_none(d));
	}
	CHECK(date_parse_typed("1st sept 2026", 0, &d));
	CHECK_TEXT(iso(d), "2026-09-01");
	CHECK(date_parse_typed("2nd june 2026", 0, &d));
	CHECK_TEXT(iso(d), "2026-06-02");
	CHECK(date_parse_typed("3 May 2026", 0, &d));
	CHECK_TEXT(iso(d), "2026-05-03");
	CHECK(date_parse_typed("5 6 2026", 0, &d)); /* day before month */
	CHECK_TEXT(iso(d), "2026-06-05");
}

static void short_years(void)
{
	struct date d;

	CHECK(date_parse_typed("12 3 58", 2026, &d));
	CHECK_INT(d.year, 1958);
	CHECK(date_parse_typed("12 3 26", 2026, &d));
	CHECK_INT(d.year, 2026);
	CHECK(date_parse_typed("12 3 27", 2026, &d));
	CHECK_INT(d.year, 1927);
	CHECK(date_parse_typed("12 3 27", 2076, &d));
	CHECK_INT(d.year, 2027);
	CHECK(date_parse_typed("12 3 00", 2026, &d));
	CHECK_INT(d.year, 2000);
	CHECK(!date_parse_typed("12 3 26", 0, &d));
	/* 1900 was no leap year, 2000 was */
	CHECK(date_parse_typed("29 2 00", 2026, &d));
	CHECK(!date_parse_typed("29 2 00", 1999, &d));
}

static void reading_parts(void)
{
	struct date d;

	CHECK(date_parse_parts("27", "11", "2026", 0, &d));
	CHECK_TEXT(iso(d), "2026-11-27");
	CHECK(date_parse_parts(" 27 ", "Nov", "26", 2030, &d));
	CHECK_TEXT(iso(d), "2026-11-27");
	CHECK(date_parse_parts("7th", "november", "2026", 0, &d));
	CHECK_TEXT(iso(d), "2026-11-07");
	CHECK(!date_parse_parts("", "11", "2026", 0, &d));
	CHECK(!date_parse_parts("27", "", "2026", 0, &d));
	CHECK(!date_parse_parts("27", "11", "", 0, &d));
	CHECK(!date_parse_parts("27 11", "11", "2026", 0, &d));
	CHECK(!date_parse_parts("31", "11", "2026", 0, &d));
	CHECK(!date_parse_parts("27", "13", "2026", 0, &d));
	CHECK(!date_parse_parts("Nov", "27", "2026", 0, &d));
	CHECK(date_is_none(d));
}

static void writing(void)
{
	struct date d = D(2026, 11, 27);

	CHECK_TEXT(date_format_short(d, 2026, buf), "Fri 27 Nov");
	CHECK_TEXT(date_format_short(d, 2025, buf), "Fri 27 Nov 2026");
	CHECK_TEXT(date_format_short(D(2027, 11, 27), 2026, buf),
	           "Sat 27 Nov 2027");
	CHECK_TEXT(date_format_long(d, buf), "Friday 27 November 2026");
	CHECK_TEXT(date_format_long(D(2026, 9, 2), buf),
	           "Wednesday 2 September 2026");
	CHECK_TEXT(date_format_short(DATE_NONE, 2026, buf), "");
	CHECK_TEXT(date_format_long(DATE_NONE, buf), "");
	CHECK_TEXT(date_format_iso(D(2026, 2, 30), buf), "");
	CHECK_TEXT(date_format_iso(D(7, 1, 2), buf), "0007-01-02");
	CHECK_TEXT(date_month_name(2), "February");
	CHECK_TEXT(date_month_name(0), "");
	CHECK_TEXT(date_weekday_name(SUNDAY), "Sunday");
	CHECK_TEXT(date_weekday_name(8), "");
	CHECK_TEXT(date_ordinal(1, buf), "1st");
	CHECK_TEXT(date_ordinal(2, buf), "2nd");
	CHECK_TEXT(date_ordinal(3, buf), "3rd");
	CHECK_TEXT(date_ordinal(11, buf), "11th");
	CHECK_TEXT(date_ordinal(12, buf), "12th");
	CHECK_TEXT(date_ordinal(13, buf), "13th");
	CHECK_TEXT(date_ordinal(21, buf), "21st");
	CHECK_TEXT(date_ordinal(111, buf), "111th");
}

static void relative(void)
{
	struct date t = D(2026, 12, 31);

	CHECK_TEXT(date_relative(t, t, buf), "today");
	CHECK_TEXT(date_relative(D(2027, 1, 1), t, buf), "tomorrow");
	CHECK_TEXT(date_relative(D(2026, 12, 30), t, buf), "yesterday");
	CHECK_TEXT(date_relative(D(2027, 1, 12), t, buf), "in 12 days");
	CHECK_TEXT(date_relative(D(2026, 12, 28), t, buf), "3 days ago");
	CHECK_TEXT(date_relative(date_add_days(t, 99), t, buf), "in 99 days");
	CHECK_TEXT(date_relative(date_add_days(t, 100), t, buf),
	           "in 3 months");
	CHECK_TEXT(date_relative(D(2027, 4, 30), t, buf), "in 4 months");
	CHECK_TEXT(date_relative(D(2026, 8, 31), t, buf), "4 months ago");
	CHECK_TEXT(date_relative(D(2028, 12, 30), t, buf), "in 23 months");
	CHECK_TEXT(date_relative(D(2028, 12, 31), t, buf), "in 2 years");
	CHECK_TEXT(date_relative(D(2016, 12, 31), t, buf), "10 years ago");
	CHECK_TEXT(date_relative(DATE_NONE, t, buf), "");
	CHECK_TEXT(date_relative(t, DATE_NONE, buf), "");
}

/* What is written can be read again. */
static void round_trip(void)
{
	struct date d, back;
	int wrong = 0;

	for (d = D(1900, 1, 1); d.year < 2101; d = date_add_days(d, 17)) {
		wrong += !date_parse_typed(date_format_long(d, buf), 0, &back) ||
		         date_compare(d, back) != 0;
		wrong += !date_parse_typed(date_format_short(d, 0, buf), 0,
		                           &back) ||
		         date_compare(d, back) != 0;
		wrong += !date_parse_iso(date_format_iso(d, buf), &back) ||
		         date_compare(d, back) != 0;
	}
	CHECK_INT(wrong, 0);
}

UNIT_MAIN("date", UNIT(validity), UNIT(day_numbers), UNIT(adding),
          UNIT(comparing), UNIT(ages), UNIT(ages_agree), UNIT(reading_iso),
          UNIT(reading_typed), UNIT(short_years), UNIT(reading_parts),
          UNIT(writing), UNIT(relative), UNIT(round_trip))
