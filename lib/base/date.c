/* Dates of the calendar: reckoning, reading what people type, words for them.
 * SPDX-License-Identifier: MIT
 */
#include "base/date.h"

#include <stdio.h>
#include <string.h>

#define DAYS_PER_400_YEARS 146097
#define DAYS_TO_1970 719468 /* from 1 March of year 0 */

static const char *const MONTHS[] = {
    "January",   "February", "March",    "April",
    "May",       "June",     "July",     "August",
    "September", "October",  "November", "December",
};

static const char *const WEEKDAYS[] = {
    "Monday", "Tuesday", "Wednesday", "Thursday",
    "Friday", "Saturday", "Sunday",
};

bool date_is_none(struct date d)
{
	return d.year == 0;
}

bool date_is_leap_year(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30,
	                           31, 31, 30, 31, 30, 31};

	if (month < 1 || month > 12)
		return 0;
	return days[month - 1] + (month == 2 && date_is_leap_year(year));
}

bool date_valid(struct date d)
{
	return d.year >= 1 && d.year <= 9999 && d.day >= 1 &&
	       d.day <= date_days_in_month(d.year, d.month);
}

/* Years are counted from March, so that the leap day is the last of its year
 * and the months before any month have a fixed length: (153 m + 2) / 5 days. */
int64_t date_to_days(struct date d)
{
	int64_t year, era, year_of_era, day_of_year;

	if (!date_valid(d))
		return INT64_MIN;
	year = d.year - (d.month <= 2);
	era = year / 400; /* year is not negative */
	year_of_era = year - era * 400;
	day_of_year = (153 * ((d.month + 9) % 12) + 2) / 5 + d.day - 1;
	return era * DAYS_PER_400_YEARS + year_of_era * 365 + year_of_era / 4 -
	       year_of_era / 100 + day_of_year - DAYS_TO_1970;
}

struct date date_from_days(int64_t days)
{
	/* 0001-01-01 and 9999-12-31 */
	static const int64_t first = -719162, last = 2932896;
	int64_t era, day_of_era, year_of_era, day_of_year, month;
	struct date d;

	if (days < first || days > last)
		return DATE_NONE;
	days += DAYS_TO_1970; /* now above 0 */
	era = days / DAYS_PER_400_YEARS;
	day_of_era = days - era * DAYS_PER_400_YEARS;
	year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
	               day_of_era / 146096) /
	              365;
	day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 -
	                            year_of_era / 100);
	month = (5 * day_of_year + 2) / 153; /* 0 is March */
	d.day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	d.month = (int)(month < 10 ? month + 3 : month - 9);
	d.year = (int)(year_of_era + era * 400 + (d.month <= 2));
	return d;
}

struct date date_add_days(struct date d, int64_t days)
{
	/* beyond this every date is out of range, and the sum is safe */
	if (!date_valid(d) || days > 4000000 || days < -4000000)
		return DATE_NONE;
	return date_from_days(date_to_days(d) + days);
}

struct date date_add_months(struct date d, int64_t months)
{
	int64_t count;
	int last;

	if (!date_valid(d) || months > 120000 || months < -120000)
		return DATE_NONE;
	count = (int64_t)d.year * 12 + d.month - 1 + months;
	if (count < 12 || count >= (int64_t)10000 * 12)
		return DATE_NONE;
	d.year = (int)(count / 12);
	d.month = (int)(count % 12) + 1;
	last = date_days_in_month(d.year, d.month);
	if (d.day > last)
		d.day = last;
	return d;
}

int date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

int64_t date_days_between(struct date a, struct date b)
{
	if (!date_valid(a) || !date_valid(b))
		return 0;
	return date_to_days(b) - date_to_days(a);
}

int date_weekday(struct date d)
{
	if (!date_valid(d))
		return 0;
	/* 1970-01-01 was a Thursday; 719163 makes the sum positive */
	return (int)((date_to_days(d) + 719163 + 7 - 1) % 7) + 1;
}

bool date_between(struct date d, struct date from, struct date until)
{
	if (date_is_none(d))
		return false;
	return (date_is_none(from) || date_compare(d, from) >= 0) &&
	       (date_is_none(until) || date_compare(d, until) <= 0);
}

int date_age(struct date born, struct date on)
{
	if (!date_valid(born) || !date_valid(on) || date_compare(on, born) < 0)
		return -1;
	return on.year - born.year -
	       (on.month < born.month ||
	        (on.month == born.month && on.day < born.day));
}

struct date date_next_birthday(struct date born, int age)
{
	if (!date_valid(born) || age < 0 || age > 9999 ||
	    born.year + age > 9999)
		return DATE_NONE;
	born.year += age;
	if (!date_valid(born)) { /* only 29 February can fail */
		born.month = 3;
		born.day = 1;
	}
	return born;
}

/* ---- reading ---- */

/* ASCII only, whatever the locale. */
static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter(char c)
{
	c = lower(c);
	return c >= 'a' && c <= 'z';
}

/* The length of a blank at p: space, tab or a no-break space (as copied from
 * web pages); 0 where there is none. */
static size_t blank(const char *p)
{
	if (*p == ' ' || *p == '\t')
		return 1;
	return strncmp(p, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

struct word {
	const char *at;
	int len;
	bool number;
};

static bool word_is(const struct word *w, const char *text)
{
	int i;

	for (i = 0; i < w->len; i++)
		if (text[i] == '\0' || lower(w->at[i]) != lower(text[i]))
			return false;
	return text[i] == '\0';
}

/* Whose first letters are these? At least three of them; 1-based, 0: none. */
static int word_find(const struct word *w, const char *const *names, int n)
{
	int i, k;

	if (w->number || w->len < 3)
		return 0;
	for (i = 0; i < n; i++) {
		for (k = 0; k < w->len; k++)
			if (names[i][k] == '\0' ||
			    lower(w->at[k]) != lower(names[i][k]))
				break;
		if (k == w->len)
			return i + 1;
	}
	return 0;
}

/* A number of min to max digits; -1 for anything else. */
static int word_number(const struct word *w, int min, int max)
{
	int i, value = 0;

	if (!w->number || w->len < min || w->len > max)
		return -1;
	for (i = 0; i < w->len; i++)
		value = value * 10 + (w->at[i] - '0');
	return value;
}

static int word_month(const struct word *w)
{
	return w->number ? word_number(w, 1, 2) : word_find(w, MONTHS, 12);
}

static int word_year(const struct word *w, int latest_year)
{
	int year;

	if (w->len == 4) {
		year = word_number(w, 4, 4);
		return year >= 1000 ? year : -1; /* 0026 is a slip */
	}
	year = word_number(w, 2, 2);
	if (year < 0 || latest_year < 100)
		return -1;
	year += latest_year / 100 * 100;
	return year > latest_year ? year - 100 : year;
}

/* Cuts the text into at most max words. Between two of them may stand blanks
 * and one of . / - , and nothing else; "the", "of" and the letters of "27th"
 * are left out. Returns their number, -1 where the text is none of this. */
static int words(const char *p, struct word *out, int max)
{
	int n = 0;
	size_t step;
	bool mark = true; /* no mark may stand before the first word */
	struct word w;

	for (;;) {
		while ((step = blank(p)) > 0)
			p += step;
		if (*p == '\0')
			return n;
		if (strchr("./-,", *p) != NULL) {
			if (mark)
				return -1;
			mark = true;
			p++;
			continue;
		}
		w.at = p;
		w.number = is_digit(*p);
		while (w.number ? is_digit(*p) : is_letter(*p))
			if (++p - w.at > 20)
				return -1;
		w.len = (int)(p - w.at);
		if (w.len == 0)
			return -1;
		mark = false;
		if (word_is(&w, "the") || word_is(&w, "of"))
			continue;
		if (n == max)
			return -1;
		if (w.number && w.len <= 2 && is_letter(p[0]) &&
		    is_letter(p[1]) && !is_letter(p[2])) {
			struct word suffix = {p, 2, false};

			if (word_is(&suffix, "st") || word_is(&suffix, "nd") ||
			    word_is(&suffix, "rd") || word_is(&suffix, "th"))
				p += 2;
		}
		out[n++] = w;
	}
}

static bool from_words(const struct word *day, const struct word *month,
                       const struct word *year, int latest_year,
                       struct date *out)
{
	struct date d = {word_year(year, latest_year), word_month(month),
	                 word_number(day, 1, 2)};

	if (!date_valid(d))
		return false;
	*out = d;
	return true;
}

bool date_parse_typed(const char *text, int latest_year, struct date *out)
{
	struct word all[4], *w = all;
	int n, weekday = 0;
	bool good;

	*out = DATE_NONE;
	n = words(text, all, 4);
	if (n == 4) {
		weekday = word_find(w, WEEKDAYS, 7);
		if (weekday == 0)
			return false;
		w++;
		n--;
	}
	if (n != 3)
		return false;
	if (w[0].number && w[0].len == 4)
		good = from_words(&w[2], &w[1], &w[0], latest_year, out);
	else if (!w[0].number)
		good = from_words(&w[1], &w[0], &w[2], latest_year, out);
	else
		good = from_words(&w[0], &w[1], &w[2], latest_year, out);
	if (good && weekday != 0 && weekday != date_weekday(*out)) {
		*out = DATE_NONE;
		return false;
	}
	return good;
}

bool date_parse_parts(const char *day, const char *month, const char *year,
                      int latest_year, struct date *out)
{
	struct word d, m, y;

	*out = DATE_NONE;
	return words(day, &d, 1) == 1 && words(month, &m, 1) == 1 &&
	       words(year, &y, 1) == 1 &&
	       from_words(&d, &m, &y, latest_year, out);
}

bool date_parse_iso(const char *text, struct date *out)
{
	struct date d;
	size_t i;

	*out = DATE_NONE;
	for (i = 0; i < 10; i++)
		if (i == 4 || i == 7 ? text[i] != '-' : !is_digit(text[i]))
			return false;
	if (text[10] != '\0')
		return false;
	d.year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 +
	         (text[2] - '0') * 10 + (text[3] - '0');
	d.month = (text[5] - '0') * 10 + (text[6] - '0');
	d.day = (text[8] - '0') * 10 + (text[9] - '0');
	if (!date_valid(d))
		return false;
	*out = d;
	return true;
}

/* ---- writing ---- */

const char *date_month_name(int month)
{
	return month >= 1 && month <= 12 ? MONTHS[month - 1] : "";
}

const char *date_weekday_name(int weekday)
{
	return weekday >= 1 && weekday <= 7 ? WEEKDAYS[weekday - 1] : "";
}

char *date_format_iso(struct date d, char buf[DATE_TEXT])
{
	if (!date_valid(d))
		buf[0] = '\0';
	else
		snprintf(buf, DATE_TEXT, "%04d-%02d-%02d", d.year, d.month,
		         d.day);
	return buf;
}

char *date_format_short(struct date d, int current_year, char buf[DATE_TEXT])
{
	if (!date_valid(d))
		buf[0] = '\0';
	else if (d.year == current_year)
		snprintf(buf, DATE_TEXT, "%.3s %d %.3s",
		         WEEKDAYS[date_weekday(d) - 1], d.day,
		         MONTHS[d.month - 1]);
	else
		snprintf(buf, DATE_TEXT, "%.3s %d %.3s %d",
		         WEEKDAYS[date_weekday(d) - 1], d.day,
		         MONTHS[d.month - 1], d.year);
	return buf;
}

char *date_format_long(struct date d, char buf[DATE_TEXT])
{
	if (!date_valid(d))
		buf[0] = '\0';
	else
		snprintf(buf, DATE_TEXT, "%s %d %s %d",
		         WEEKDAYS[date_weekday(d) - 1], d.day,
		         MONTHS[d.month - 1], d.year);
	return buf;
}

static char *format_day(struct date d, int current_year, int letters,
                        char buf[DATE_TEXT])
{
	if (!date_valid(d))
		buf[0] = '\0';
	else if (d.year == current_year)
		snprintf(buf, DATE_TEXT, "%d %.*s", d.day, letters,
		         MONTHS[d.month - 1]);
	else
		snprintf(buf, DATE_TEXT, "%d %.*s %d", d.day, letters,
		         MONTHS[d.month - 1], d.year);
	return buf;
}

char *date_format_day(struct date d, int current_year, char buf[DATE_TEXT])
{
	return format_day(d, current_year, 3, buf);
}

char *date_format_words(struct date d, int current_year, char buf[DATE_TEXT])
{
	return format_day(d, current_year, 9, buf);
}

/* Full months from a to b (a not after b): the largest n for which a + n
 * months, clamped, is not after b. */
static int months_between(struct date a, struct date b)
{
	int n = (b.year - a.year) * 12 + b.month - a.month;

	return n - (date_compare(date_add_months(a, n), b) > 0);
}

char *date_relative(struct date d, struct date today, char buf[DATE_TEXT])
{
	int64_t days;
	bool ahead;
	int amount;
	const char *unit;

	buf[0] = '\0';
	if (!date_valid(d) || !date_valid(today))
		return buf;
	days = date_days_between(today, d);
	ahead = days > 0;
	if (!ahead)
		days = -days;
	if (days <= 1) {
		snprintf(buf, DATE_TEXT, "%s",
		         days == 0 ? "today" : ahead ? "tomorrow" : "yesterday");
		return buf;
	}
	if (days < 100) {
		amount = (int)days;
		unit = "days";
	} else {
		amount = ahead ? months_between(today, d)
		               : months_between(d, today);
		unit = "months";
		if (amount >= 24) {
			amount /= 12;
			unit = "years";
		}
	}
	snprintf(buf, DATE_TEXT, ahead ? "in %d %s" : "%d %s ago", amount, unit);
	return buf;
}

char *date_ordinal(int number, char buf[DATE_TEXT])
{
	int last = number % 10, teens = number / 10 % 10;
	const char *suffix = "th";

	if (teens != 1)
		suffix = last == 1   ? "st"
		         : last == 2 ? "nd"
		         : last == 3 ? "rd"
		                     : "th";
	snprintf(buf, DATE_TEXT, "%d%s", number, suffix);
	return buf;
}
