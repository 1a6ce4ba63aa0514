/* Dates of the calendar: reckoning, reading what people type, words for them.
 * SPDX-License-Identifier: MIT
 *
 * A date is a day on a wall calendar (proleptic Gregorian). It has no time and
 * no zone: which date it is "now" depends on the place, see zone_today(). No
 * function here looks at the clock, the locale or the environment.
 *
 * Year 0 marks "no date" (an open end, a field left empty): DATE_NONE, which
 * is also what zeroed memory holds. Every function takes it: it formats to "",
 * compares before all others, and what is reckoned from it is DATE_NONE again.
 * Results that would leave the years 1 to 9999 are DATE_NONE too.
 *
 * Nothing here allocates. Texts are written into the caller's buffer of
 * DATE_TEXT bytes, and the buffer is returned, so that the call can stand
 * where a `const char *` is wanted.
 */
#ifndef CAREBOOK_BASE_DATE_H
#define CAREBOOK_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

struct date {
	int year;  /* 1 to 9999; 0: no date */
	int month; /* 1 to 12 */
	int day;   /* 1 to 31 */
};

#define DATE_NONE ((struct date){0, 0, 0})
#define DATE_TEXT 48

/* Weekdays as ISO 8601 numbers them. */
enum weekday {
	MONDAY = 1,
	TUESDAY,
	WEDNESDAY,
	THURSDAY,
	FRIDAY,
	SATURDAY,
	SUNDAY
};

/* No date? */
bool date_is_none(struct date d);

/* Does this day exist, in the years 1 to 9999? False for DATE_NONE. */
bool date_valid(struct date d);

bool date_is_leap_year(int year);

/* 28 to 31; 0 where month is not 1 to 12. */
int date_days_in_month(int year, int month);

/* Day number: days since 1970-01-01, negative before. d must be valid
 * (anything else gives INT64_MIN). */
int64_t date_to_days(struct date d);
struct date date_from_days(int64_t days);

struct date date_add_days(struct date d, int64_t days);

/* The same day of another month; where that month is too short, its last day:
 * 31 January + 1 month is 28 or 29 February. The clamp is not remembered, so
 * to repeat monthly reckon each time from the first date. */
struct date date_add_months(struct date d, int64_t months);

/* Below 0, 0 or above 0, as a lies before, on or after b. */
int date_compare(struct date a, struct date b);

/* Days from a to b, negative when b lies before a; both must be valid. */
int64_t date_days_between(struct date a, struct date b);

/* MONDAY (1) to SUNDAY (7); 0 for a date that is not valid. */
int date_weekday(struct date d);

/* Is d within from and until, both included? DATE_NONE as from or until is an
 * open end. DATE_NONE as d is never within. */
bool date_between(struct date d, struct date from, struct date until);

/* Full years from born to on: on.year - born.year, less 1 before the birthday.
 * Who is born on 29 February turns on 1 March in other years (the rule of the
 * matching definitions). -1 when on is before born or either is missing. */
int date_age(struct date born, struct date on);

/* The first date on which somebody born then is `age` years old: the birthday,
 * or 1 March for 29 February in a year that has none. A licence "up to 17
 * years" therefore ends the day before date_next_birthday(born, 18). */
struct date date_next_birthday(struct date born, int age);

/* Exactly YYYY-MM-DD. False, and *out is DATE_NONE, for anything else. */
bool date_parse_iso(const char *text, struct date *out);

/* What a person types into one field: "27 11 2026", "27/11/2026", "27.11.26",
 * "27-11-2026", "27 Nov 2026", "27th of november, 2026", "November 27 2026",
 * "2026-11-27", and what date_format_short and date_format_long write. Day
 * before month, always; a month may be shortened to three letters or more;
 * a weekday that is given must be the right one. The year is needed.
 *
 * latest_year settles years of two digits: the latest year with these two last
 * digits that is not after it. For a birth date pass this year (58 is 1958),
 * for a due date one some way off. With 0, years of two digits are refused.
 *
 * False, and *out is DATE_NONE, where it is no date or one that does not
 * exist; what to tell the person is the caller's ("Write the day like this:
 * 27 11 2026"). An empty field is false too: look at that first. */
bool date_parse_typed(const char *text, int latest_year, struct date *out);

/* The same for three boxes: day and month (a number or a name), year. */
bool date_parse_parts(const char *day, const char *month, const char *year,
                      int latest_year, struct date *out);

/* "2026-11-27" */
char *date_format_iso(struct date d, char buf[DATE_TEXT]);

/* "Fri 27 Nov", with the year when it is not current_year: "Fri 27 Nov 2027". */
char *date_format_short(struct date d, int current_year, char buf[DATE_TEXT]);

/* "Friday 27 November 2026" */
char *date_format_long(struct date d, char buf[DATE_TEXT]);

/* "27 Nov", with the year when it is not current_year: "27 Nov 2027". */
char *date_format_day(struct date d, int current_year, char buf[DATE_TEXT]);

/* In a sentence: "27 November", or "27 November 2027". */
char *date_format_words(struct date d, int current_year, char buf[DATE_TEXT]);

/* How far from today: "today", "tomorrow", "yesterday", "in 12 days",
 * "3 days ago"; from 100 days on in full months ("in 5 months", "8 months
 * ago"), from 24 months on in full years ("3 years ago"). */
char *date_relative(struct date d, struct date today, char buf[DATE_TEXT]);

/* "January" and "Monday"; "" out of range. Static. */
const char *date_month_name(int month);
const char *date_weekday_name(int weekday);

/* Writes 1 as "1st", 2 as "2nd", 11 as "11th", 23 as "23rd". */
char *date_ordinal(int number, char buf[DATE_TEXT]);

#endif
