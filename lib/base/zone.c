/* Time zones: from wall clocks to instants and back.
 * SPDX-License-Identifier: MIT
 */
#include "base/zone.h"

#include <stdio.h>
#include <string.h>

#include <libical/ical.h>

#include "base/mem.h"

#define HOUR 3600
#define DAY 86400

struct zone {
	struct zone *next;
	char *name;
	icaltimezone *ical;
};

static struct zone *zones;

/* Names go into a path of tzdata: letters, digits and _ + - only, in parts
 * between slashes. */
static bool name_is_safe(const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
	                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                              "0123456789_+-";
	size_t part = 0, all = 0;

	for (; *name; name++, all++) {
		if (*name == '/') {
			if (part == 0)
				return false;
			part = 0;
		} else if (strchr(letters, *name) != NULL) {
			part++;
		} else {
			return false;
		}
	}
	return part > 0 && all < 64;
}

const struct zone *zone_find(const char *name)
{
	struct zone *z;
	icaltimezone *ical;

	if (name == NULL || !name_is_safe(name))
		return NULL;
	for (z = zones; z != NULL; z = z->next)
		if (strcmp(z->name, name) == 0)
			return z;
	icaltimezone_set_builtin_tzdata(0); /* the system's, not libical's */
	ical = icaltimezone_get_builtin_timezone(name);
	if (ical == NULL)
		return NULL;
	z = mem_new(NULL, struct zone);
	z->name = mem_strdup(z, name);
	z->ical = ical;
	z->next = zones;
	zones = z;
	return z;
}

const char *zone_name(const struct zone *zone)
{
	return zone->name;
}

/* utc / DAY, rounded down. */
static int64_t day_of(int64_t utc)
{
	return utc / DAY - (utc % DAY < 0);
}

/* The seconds of it since that midnight. */
static int second_of(int64_t utc)
{
	return (int)((utc % DAY + DAY) % DAY);
}

int zone_offset(const struct zone *zone, int64_t utc)
{
	struct date d = date_from_days(day_of(utc));
	int second = second_of(utc);
	struct icaltimetype t = icaltime_null_time();
	int is_dst;

	if (date_is_none(d))
		return 0;
	t.year = d.year;
	t.month = d.month;
	t.day = d.day;
	t.hour = second / HOUR;
	t.minute = second / 60 % 60;
	t.second = second % 60;
	t.zone = icaltimezone_get_utc_timezone();
	return icaltimezone_get_utc_offset_of_utc_time(zone->ical, &t,
	                                               &is_dst);
}

int64_t zone_utc_from_wall(const struct zone *zone, struct date date,
                           int minute, int fold)
{
	int64_t face, early, late;
	int before, after;
	bool early_fits, late_fits;

	if (!date_valid(date))
		return INT64_MIN;
	/* the reading as if the clock ran on UTC; the instant is within 26 h
	 * of it, on whichever side of a change */
	face = date_to_days(date) * DAY + (int64_t)minute * 60;
	before = zone_offset(zone, face - 26 * HOUR);
	after = zone_offset(zone, face + 26 * HOUR);
	early = face - before;
	late = face - after;
	if (before == after)
		return early;
	early_fits = zone_offset(zone, early) == before;
	late_fits = zone_offset(zone, late) == after;
	if (early_fits && late_fits) /* doubled: early < late */
		return fold ? late : early;
	if (late_fits)
		return late;
	/* before the change; or skipped: going on by the old offset is the
	 * shift by the gap */
	return early;
}

struct wall zone_wall_from_utc(const struct zone *zone, int64_t utc)
{
	int64_t face = utc + zone_offset(zone, utc);
	int second = second_of(face);
	struct wall w = {date_from_days(day_of(face)), second / 60,
	                 second % 60};

	return w;
}

struct date zone_today(const struct zone *zone, int64_t utc)
{
	return zone_wall_from_utc(zone, utc).date;
}

bool zone_is_second(const struct zone *zone, int64_t utc)
{
	struct wall w = zone_wall_from_utc(zone, utc);

	return zone_utc_from_wall(zone, w.date, w.minute, 0) + w.second < utc;
}

bool zone_next_change(const struct zone *zone, int64_t after, int64_t until,
                      struct zone_change *out)
{
	const int64_t stride = 6 * DAY;
	int64_t low = after, high, middle;

	out->before = zone_offset(zone, after);
	for (; low < until; low = high) {
		high = until - low < stride ? until : low + stride;
		if (zone_offset(zone, high) == out->before)
			continue;
		while (high - low > 1) {
			middle = low + (high - low) / 2;
			if (zone_offset(zone, middle) == out->before)
				low = middle;
			else
				high = middle;
		}
		out->at = high;
		out->after = zone_offset(zone, high);
		return true;
	}
	return false;
}

/* ---- writing ---- */

char *zone_format_time(int minute, char buf[ZONE_TEXT])
{
	int hour = (minute / 60 + 11) % 12 + 1;
	const char *half = minute < 720 ? "am" : "pm";

	if (minute < 0 || minute > 1440)
		buf[0] = '\0';
	else if (minute % 1440 == 0)
		snprintf(buf, ZONE_TEXT, "midnight");
	else if (minute == 720)
		snprintf(buf, ZONE_TEXT, "noon");
	else if (minute % 60 == 0)
		snprintf(buf, ZONE_TEXT, "%d %s", hour, half);
	else
		snprintf(buf, ZONE_TEXT, "%d:%02d %s", hour, minute % 60,
		         half);
	return buf;
}

/* "today", "tomorrow", "yesterday", or the short date. */
static char *day_text(struct date d, struct date today, char buf[DATE_TEXT])
{
	int64_t ahead = date_days_between(today, d);

	if (ahead >= -1 && ahead <= 1)
		return date_relative(d, today, buf);
	return date_format_short(d, today.year, buf);
}

char *zone_format_instant(const struct zone *zone, int64_t utc, int64_t now,
                          char buf[ZONE_TEXT])
{
	struct wall w = zone_wall_from_utc(zone, utc);
	char day[DATE_TEXT], at[ZONE_TEXT];

	if (date_is_none(w.date))
		buf[0] = '\0';
	else
		snprintf(buf, ZONE_TEXT, "%s, %.20s",
		         day_text(w.date, zone_today(zone, now), day),
		         zone_format_time(w.minute, at));
	return buf;
}

char *zone_format_span(const struct zone *zone, int64_t start, int64_t end,
                       int64_t now, char buf[ZONE_TEXT])
{
	struct wall from = zone_wall_from_utc(zone, start);
	struct wall to = zone_wall_from_utc(zone, end);
	struct date today = zone_today(zone, now);
	char from_day[DATE_TEXT], from_time[ZONE_TEXT];
	char to_day[DATE_TEXT], to_time[ZONE_TEXT];

	buf[0] = '\0';
	if (date_is_none(from.date) || date_is_none(to.date))
		return buf;
	day_text(from.date, today, from_day);
	day_text(to.date, today, to_day);
	zone_format_time(from.minute, from_time);
	zone_format_time(to.minute, to_time);
	if (date_compare(from.date, to.date) == 0 ||
	    (to.minute == 0 && date_days_between(from.date, to.date) == 1))
		snprintf(buf, ZONE_TEXT, "%s, %.20s to %.20s", from_day,
		         from_time, to_time);
	else
		snprintf(buf, ZONE_TEXT, "%.30s, %.20s to %.30s, %.20s",
		         from_day, from_time, to_day, to_time);
	return buf;
}

char *zone_format_utc(int64_t utc, char buf[ZONE_TEXT])
{
	char day[DATE_TEXT];
	int second = second_of(utc);

	date_format_iso(date_from_days(day_of(utc)), day);
	if (day[0] == '\0')
		buf[0] = '\0';
	else
		snprintf(buf, ZONE_TEXT, "%sT%02d:%02d:%02dZ", day,
		         second / HOUR, second / 60 % 60, second % 60);
	return buf;
}

/* ---- reading ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Two digits at p; -1 where they are not. */
static int two_digits(const char *p)
{
	if (!is_digit(p[0]) || !is_digit(p[1]))
		return -1;
	return (p[0] - '0') * 10 + (p[1] - '0');
}

/* YYYY-MM-DDTHH:MM at the start of text; the rest of it, or NULL. */
static const char *parse_stamp(const char *text, struct date *date,
                               int *minute)
{
	char day[11];
	int hour, min;

	*date = DATE_NONE;
	*minute = -1;
	if (strnlen(text, 16) < 16 || text[10] != 'T' || text[13] != ':')
		return NULL;
	memcpy(day, text, 10);
	day[10] = '\0';
	hour = two_digits(text + 11);
	min = two_digits(text + 14);
	if (hour < 0 || hour > 23 || min < 0 || min > 59 ||
	    !date_parse_iso(day, date))
		return NULL;
	*minute = hour * 60 + min;
	return text + 16;
}

bool zone_parse_utc(const char *text, int64_t *utc)
{
	struct date date;
	int minute, second = 0;
	const char *rest = parse_stamp(text, &date, &minute);

	*utc = 0;
	if (rest != NULL && rest[0] == ':') {
		second = two_digits(rest + 1);
		if (second < 0 || second > 59)
			return false;
		rest += 3;
	}
	if (rest == NULL || strcmp(rest, "Z") != 0)
		return false;
	*utc = date_to_days(date) * DAY + (int64_t)minute * 60 + second;
	return true;
}

bool zone_parse_wall(const char *text, struct date *date, int *minute)
{
	const char *rest = parse_stamp(text, date, minute);

	if (rest != NULL && *rest == '\0')
		return true;
	*date = DATE_NONE;
	*minute = -1;
	return false;
}

/* The text in small letters, without blanks and the dots of "a.m."; the dot of
 * "8.40" becomes a colon. A blank between digits does too ("8 40"). */
static bool squeeze(const char *text, char *out, size_t size)
{
	size_t n = 0;
	bool gap = false;

	for (; *text; text++) {
		char c = *text;

		if (c == ' ' || c == '\t') {
			gap = true;
			continue;
		}
		if ((unsigned char)c == 0xc2 && (unsigned char)text[1] == 0xa0) {
			gap = true; /* a no-break space */
			text++;
			continue;
		}
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c == '.') {
			if (n > 0 && (out[n - 1] == 'a' || out[n - 1] == 'p' ||
			              out[n - 1] == 'm'))
				continue;
			c = ':';
		}
		if (n + 3 > size)
			return false;
		if (gap && n > 0 && is_digit(out[n - 1]) && is_digit(c))
			out[n++] = ':';
		gap = false;
		out[n++] = c;
	}
	out[n] = '\0';
	return true;
}

bool zone_parse_time(const char *text, int *minute)
{
	char s[24];
	const char *p = s;
	int hour, min = 0;
	bool minutes_given = false;

	*minute = -1;
	if (!squeeze(text, s, sizeof s))
		return false;
	if (strcmp(s, "noon") == 0 || strcmp(s, "midday") == 0 ||
	    strcmp(s, "12noon") == 0 || strcmp(s, "12midday") == 0) {
		*minute = 720;
		return true;
	}
	if (strcmp(s, "midnight") == 0 || strcmp(s, "12midnight") == 0) {
		*minute = 0;
		return true;
	}
	if (!is_digit(p[0]))
		return false;
	hour = two_digits(p);
	p += hour < 0 ? 1 : 2;
	if (hour < 0)
		hour = s[0] - '0';
	if (*p == ':' || (p == s + 2 && is_digit(*p))) {
		p += *p == ':';
		min = two_digits(p);
		if (min < 0 || min > 59)
			return false;
		p += 2;
		minutes_given = true;
	}
	if (*p == '\0') {
		if (!minutes_given || hour > 23)
			return false;
	} else {
		if (hour < 1 || hour > 12)
			return false;
		hour %= 12;
		if (strcmp(p, "pm") == 0)
			hour += 12;
		else if (strcmp(p, "am") != 0)
			return false;
	}
	*minute = hour * 60 + min;
	return true;
}
