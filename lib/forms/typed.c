/* Typed: from boxes to values and back.
 * SPDX-License-Identifier: MIT */
#include "forms/typed.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

bool typed_is_kind(char letter)
{
	return letter && strchr("tlndmyhxsr", letter);
}

bool typed_has_boxes(enum typed_kind kind)
{
	return strchr("dmyhx", (char)kind);
}

/* The boxes of a date that was kept as typed: "31/2/2026", "/7/2026". */
static void split_raw(void *ctx, enum typed_kind kind, const char *raw,
		      struct typed *out)
{
	char *copy = mem_strdup(ctx, raw), *day = NULL, *month = NULL, *year;

	if (kind == TYPED_INSTANT) {
		char *time = strchr(copy, ' ');

		if (time) {
			*time++ = '\0';
			out->time = time;
		} else {
			out->time = "";
		}
	}
	year = copy;
	if (kind != TYPED_YEAR) {
		char *slash = strrchr(copy, '/');

		month = copy;
		year = slash ? slash + 1 : "";
		if (slash)
			*slash = '\0';
	}
	if (month && kind != TYPED_MONTH) {
		char *slash = strchr(copy, '/');

		day = copy;
		month = slash ? slash + 1 : "";
		if (slash)
			*slash = '\0';
	}
	out->day = day;
	out->month = month;
	out->year = year;
}

static void set_date(void *ctx, enum typed_kind kind, struct date d,
		     struct typed *out)
{
	if (kind == TYPED_DATE || kind == TYPED_INSTANT)
		out->day = mem_printf(ctx, "%d", d.day);
	if (kind != TYPED_YEAR)
		out->month = mem_printf(ctx, "%d", d.month);
	out->year = mem_printf(ctx, "%d", d.year);
}

static const char *time_words(void *ctx, int minute)
{
	char text[ZONE_TEXT];

	return mem_strdup(ctx, zone_format_time(minute, text));
}

/* hh:mm, then perhaps seconds and an offset; *after is where the offset is. */
static bool read_time(const char *s, int *minute, const char **after)
{
	int h, m, n = 0;

	if (sscanf(s, "%2d:%2d%n", &h, &m, &n) != 2 || n < 5 || h < 0 ||
	    h > 23 || m < 0 || m > 59)
		return false;
	s += n;
	if (*s == ':')
		s += 1 + strspn(s + 1, "0123456789.");
	*minute = h * 60 + m;
	*after = s;
	return true;
}

/* Minutes ahead of UTC of "Z", "+11:00", "+1100", "+11"; false: none there. */
static bool read_offset(const char *s, int *minutes)
{
	int h = 0, m = 0, sign = *s == '-' ? -1 : 1;

	*minutes = 0;
	if (*s == 'Z')
		return true;
	if (*s != '+' && *s != '-')
		return false;
	if (sscanf(s + 1, "%2d:%2d", &h, &m) < 2 &&
	    sscanf(s + 1, "%2d%2d", &h, &m) < 1)
		return false;
	*minutes = sign * (h * 60 + m);
	return true;
}

static bool split_instant(void *ctx, const char *value,
			  const struct zone *zone, struct typed *out)
{
	char day[11];
	struct date d;
	int minute, offset;
	const char *after;

	if (strlen(value) < 16 || value[10] != 'T')
		return false;
	memcpy(day, value, 10);
	day[10] = '\0';
	if (!date_parse_iso(day, &d) ||
	    !read_time(value + 11, &minute, &after))
		return false;
	if (read_offset(after, &offset)) {
		int64_t utc = date_to_days(d) * 86400 +
			      ((int64_t)minute - offset) * 60;
		struct wall w = zone_wall_from_utc(zone, utc);

		d = w.date;
		minute = w.minute;
	}
	set_date(ctx, TYPED_INSTANT, d, out);
	out->time = time_words(ctx, minute);
	return true;
}

void typed_split(void *ctx, enum typed_kind kind, const char *value,
		 const struct zone *zone, struct typed *out)
{
	const char *after;
	struct date d;
	int minute;

	*out = (struct typed){0};
	switch (kind) {
	case TYPED_DATE:
	case TYPED_MONTH:
	case TYPED_YEAR:
		if (date_parse_iso(value, &d))
			set_date(ctx, kind, d, out);
		else
			split_raw(ctx, kind, value, out);
		break;
	case TYPED_TIME:
		out->time = read_time(value, &minute, &after)
				? time_words(ctx, minute)
				: value;
		break;
	case TYPED_INSTANT:
		if (!split_instant(ctx, value, zone, out))
			split_raw(ctx, kind, value, out);
		break;
	default:
		out->whole = value;
	}
}

static const char *tidy(void *ctx, const char *s)
{
	return s ? text_tidy(ctx, s, true) : "";
}

/* The boxes as one text, as typed. */
static const char *raw(void *ctx, enum typed_kind kind, const struct typed *t)
{
	const char *day = tidy(ctx, t->day), *month = tidy(ctx, t->month),
		   *year = tidy(ctx, t->year), *time = tidy(ctx, t->time);

	if (!*day && !*month && !*year && !*time)
		return "";
	switch (kind) {
	case TYPED_YEAR:
		return year;
	case TYPED_MONTH:
		return mem_printf(ctx, "%s/%s", month, year);
	case TYPED_TIME:
		return time;
	case TYPED_DATE:
		return mem_printf(ctx, "%s/%s/%s", day, month, year);
	default:
		return mem_printf(ctx, "%s/%s/%s%s%s", day, month, year,
				  *time ? " " : "", time);
	}
}

static const char *offset_text(void *ctx, int seconds)
{
	int minutes = abs(seconds) / 60;

	return mem_printf(ctx, "%c%02d:%02d", seconds < 0 ? '-' : '+',
			  minutes / 60, minutes % 60);
}

/* "1,200" is 1200; what is no number stays as it is. */
static const char *number(void *ctx, const char *s)
{
	char *out = text_tidy(ctx, s, true), *o;
	const char *p = out;
	size_t digits;

	p += *p == '-' || *p == '+';
	digits = strspn(p, "0123456789");
	if (digits >= 1 && digits <= 3 && (p[digits] == ',' || p[digits] == ' ')) {
		const char *q = p + digits;

		while ((*q == ',' || *q == ' ') &&
		       strspn(q + 1, "0123456789") == 3)
			q += 4;
		if (!*q || *q == '.') {
			for (o = out, p = out; *p; p++)
				if (*p != ',' && *p != ' ')
					*o++ = *p;
			*o = '\0';
		}
	}
	return *out == '+' ? out + 1 : out;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names with one space between; sorted where their order is none. */
static const char *names(void *ctx, const char *s, bool sort)
{
	char *copy = text_tidy(ctx, s, false), *part;
	const char **list =
	    mem_array(ctx, strlen(copy) / 2 + 1, sizeof *list);
	struct buf b = {.ctx = ctx};
	size_t n = 0;

	while ((part = strsep(&copy, " \t\n")))
		if (*part)
			list[n++] = part;
	if (sort)
		qsort(list, n, sizeof *list, by_name);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%s", i ? " " : "", list[i]);
	return buf_text(&b);
}

static const char *join_date(void *ctx, enum typed_kind kind,
			     const struct typed *t)
{
	const char *day = kind == TYPED_DATE ? tidy(ctx, t->day) : "1";
	const char *month = kind == TYPED_YEAR ? "1" : tidy(ctx, t->month);
	char text[DATE_TEXT];
	struct date d;

	if (!date_parse_parts(day, month, tidy(ctx, t->year), 0, &d))
		return raw(ctx, kind, t);
	return mem_strdup(ctx, date_format_iso(d, text));
}

const char *typed_join(void *ctx, enum typed_kind kind, const struct typed *t,
		       const struct zone *zone, int64_t now)
{
	char text[DATE_TEXT];
	struct date d;
	int minute;
	int64_t utc;

	switch (kind) {
	case TYPED_DATE:
	case TYPED_MONTH:
	case TYPED_YEAR:
		return *raw(ctx, kind, t) ? join_date(ctx, kind, t) : "";
	case TYPED_TIME:
		if (!zone_parse_time(tidy(ctx, t->time), &minute))
			return raw(ctx, kind, t);
		return mem_printf(ctx, "%02d:%02d:00.000%s", minute / 60,
				  minute % 60,
				  offset_text(ctx, zone_offset(zone, now)));
	case TYPED_INSTANT:
		if (!date_parse_parts(tidy(ctx, t->day), tidy(ctx, t->month),
				      tidy(ctx, t->year), 0, &d) ||
		    !zone_parse_time(tidy(ctx, t->time), &minute))
			return raw(ctx, kind, t);
		utc = zone_utc_from_wall(zone, d, minute, 0);
		return mem_printf(ctx, "%sT%02d:%02d:00.000%s",
				  date_format_iso(d, text), minute / 60,
				  minute % 60,
				  offset_text(ctx, zone_offset(zone, utc)));
	case TYPED_NUMBER:
		return number(ctx, t->whole ? t->whole : "");
	case TYPED_CHOICES:
	case TYPED_ORDER:
		return names(ctx, t->whole ? t->whole : "", false);
	default:
		return text_tidy(ctx, t->whole ? t->whole : "",
				 kind == TYPED_TEXT);
	}
}

int64_t typed_file(const char *value, const char **name)
{
	size_t digits = *value == 'a' ? strspn(value + 1, "0123456789") : 0;

	*name = value;
	if (!digits || digits > 18 || value[digits + 1] != '-')
		return 0;
	*name = value + digits + 2;
	return strtoll(value + 1, NULL, 10);
}

uint32_t typed_mark(void *ctx, enum typed_kind kind, const struct typed *t)
{
	const char *s = typed_has_boxes(kind) ? raw(ctx, kind, t)
			: kind == TYPED_CHOICES
			    ? names(ctx, t->whole ? t->whole : "", true)
			    : text_tidy(ctx, t->whole ? t->whole : "",
					kind != TYPED_LINES);
	uint32_t h = 2166136261u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}
