/* Dates: reading, reckoning and writing them, and the functions on them.
 * SPDX-License-Identifier: MIT */
#include "xform/xpath_date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "xform/xpath_function.h"

static const int64_t day_ms = 86400000;

/* --- the site's clocks ------------------------------------------------------------ */

static int offset(const struct xpath_run *run, int64_t utc)
{
	return run->zone ? zone_offset(run->zone, utc) : 0;
}

int xp_date_base(const struct xpath_run *run)
{
	int64_t year = 365 * 86400, a, b;

	a = offset(run, run->now - run->now % year);
	b = offset(run, run->now - run->now % year + year / 2);
	return (int)(a < b ? a : b);
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

bool xp_date_from_utc(const struct xpath_run *run, int64_t utc_ms,
		      struct xp_date *out)
{
	int64_t local =
	    utc_ms + 1000 * (int64_t)offset(run, floor_div(utc_ms, 1000));

	*out = (struct xp_date){.timed = true, .utc = utc_ms};
	out->date = date_from_days(floor_div(local, day_ms));
	out->ms = (int)(local - floor_div(local, day_ms) * day_ms);
	return !date_is_none(out->date);
}

static bool from_day(const struct xpath_run *run, struct date day,
		     struct xp_date *out)
{
	*out = (struct xp_date){.date = day};
	if (!date_valid(day))
		return false;
	out->utc = 1000 * (run->zone ? zone_utc_from_wall(run->zone, day, 0, 0)
				     : date_to_days(day) * 86400);
	return true;
}

/* ms: of the day, on the site's clocks. */
static bool from_wall(const struct xpath_run *run, struct date day, int ms,
		      struct xp_date *out)
{
	int64_t utc;

	if (!date_valid(day))
		return false;
	utc = run->zone
		  ? zone_utc_from_wall(run->zone, day, ms / 60000, 0) * 1000 +
			ms % 60000
		  : date_to_days(day) * day_ms + ms;
	return xp_date_from_utc(run, utc, out);
}

int xp_date_compare(const struct xp_date *a, const struct xp_date *b)
{
	if (!a->timed && !b->timed)
		return date_compare(a->date, b->date);
	return a->utc < b->utc ? -1 : a->utc > b->utc;
}

/* --- numbers ------------------------------------------------------------------------- */

double xp_date_number(const struct xpath_run *run, const struct xp_date *d)
{
	if (d->timed)
		return (double)d->utc / (double)day_ms;
	return (double)(date_to_days(d->date) * 86400 - run->engine->base) /
	       86400.0;
}

bool xp_date_from_number(const struct xpath_run *run, double number,
			 struct xp_date *out)
{
	double day;

	*out = (struct xp_date){0};
	/* The years 1 to 9999, roughly. */
	if (!(number > -800000 && number < 3000000))
		return false;
	day = number + run->engine->base / 86400.0;
	if (fabs(day - nearbyint(day)) < 1e-8)
		return from_day(run, date_from_days((int64_t)nearbyint(day)),
				out);
	return xp_date_from_utc(run, (int64_t)nearbyint(number * 86400000.0),
				out);
}

/* --- texts ------------------------------------------------------------------------------ */

/* min to max digits. */
static bool digits(const char **s, int min, int max, int *out)
{
	int n = 0;

	*out = 0;
	while (n < max && **s >= '0' && **s <= '9') {
		*out = *out * 10 + *(*s)++ - '0';
		n++;
	}
	return n >= min;
}

static bool take(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

/* HH:MM, perhaps :SS and .fff: ms of the day. */
static bool read_clock(const char **s, int *ms)
{
	int hour, minute, second = 0, part = 0, unit = 100;

	if (!digits(s, 2, 2, &hour) || !take(s, ':') ||
	    !digits(s, 2, 2, &minute))
		return false;
	if (take(s, ':')) {
		if (!digits(s, 2, 2, &second))
			return false;
		if (take(s, '.')) {
			if (**s < '0' || **s > '9')
				return false;
			for (; **s >= '0' && **s <= '9'; (*s)++, unit /= 10)
				part += (**s - '0') * unit;
		}
	}
	*ms = ((hour * 60 + minute) * 60 + second) * 1000 + part;
	return hour < 24 && minute < 60 && second < 60;
}

/* Z, +10:00, +10, +1000, or nothing: *seconds ahead of UTC, *given. */
static bool read_offset(const char **s, int *seconds, bool *given)
{
	int sign, hour, minute = 0;

	*seconds = 0;
	*given = take(s, 'Z');
	if (*given || (**s != '+' && **s != '-'))
		return true;
	*given = true;
	sign = *(*s)++ == '-' ? -1 : 1;
	if (!digits(s, 2, 2, &hour))
		return false;
	if (take(s, ':') || (**s >= '0' && **s <= '9'))
		if (!digits(s, 2, 2, &minute))
			return false;
	*seconds = sign * (hour * 60 + minute) * 60;
	return hour < 24 && minute < 60;
}

static bool at_end(const char *s)
{
	return !s[strspn(s, " \t\r\n")];
}

bool xp_date_read(const struct xpath_run *run, const char *text,
		  struct xp_date *out)
{
	const char *s = text + strspn(text, " \t\r\n");
	int ms, seconds;
	struct date d;
	bool given;

	*out = (struct xp_date){0};
	if (!digits(&s, 4, 4, &d.year) || !take(&s, '-') ||
	    !digits(&s, 1, 2, &d.month) || !take(&s, '-') ||
	    !digits(&s, 1, 2, &d.day) || !date_valid(d))
		return false;
	if (at_end(s))
		return from_day(run, d, out);
	if (!take(&s, 'T') || !read_clock(&s, &ms) ||
	    !read_offset(&s, &seconds, &given) || !at_end(s))
		return false;
	if (!given)
		return from_wall(run, d, ms, out);
	return xp_date_from_utc(run,
				date_to_days(d) * day_ms + ms -
				    (int64_t)seconds * 1000,
				out);
}

bool xp_clock_read(const char *text, struct xp_clock *out)
{
	const char *s = text + strspn(text, " \t\r\n");

	*out = (struct xp_clock){0};
	return read_clock(&s, &out->ms) &&
	       read_offset(&s, &out->offset, &out->given) && at_end(s);
}

int xp_clock_between(const struct xp_clock *a, const struct xp_clock *b)
{
	int ms = b->ms - a->ms;

	return a->given && b->given ? ms - (b->offset - a->offset) * 1000 : ms;
}

static const char *offset_text(void *pool, const struct xpath_run *run,
			       const struct xp_date *d)
{
	int minutes = offset(run, floor_div(d->utc, 1000)) / 60;

	return mem_printf(pool, "%c%02d:%02d", minutes < 0 ? '-' : '+',
			  abs(minutes) / 60, abs(minutes) % 60);
}

const char *xp_date_text(void *pool, const struct xpath_run *run,
			 const struct xp_date *d)
{
	char day[DATE_TEXT];

	date_format_iso(d->date, day);
	if (!d->timed)
		return mem_strdup(pool, day);
	return mem_printf(pool, "%sT%02d:%02d:%02d.%03d%s", day,
			  d->ms / 3600000, d->ms / 60000 % 60,
			  d->ms / 1000 % 60, d->ms % 1000,
			  offset_text(pool, run, d));
}

/* --- functions ------------------------------------------------------------------------------ */

/* An argument as a date: a text that is one, or a number of days. */
static bool argument(struct xp_call *c, int i, struct xp_date *d)
{
	const char *s;

	if (c->args[i]->type == XPATH_NUMBER)
		return xp_date_from_number(c->run, xp_number(c, i), d);
	if (c->args[i]->type == XPATH_BOOLEAN)
		return false;
	s = xp_text(c, i);
	if (xp_date_read(c->run, s, d))
		return true;
	return xp_date_from_number(c->run, xp_read_number(c->run, s), d);
}

static void give(struct xp_call *c, const struct xp_date *d)
{
	xp_give_text(c, xp_date_text(c->pool, c->run, d));
}

XP_FUNCTION(xp_fn_now)
{
	struct xp_call c;
	struct xp_date d;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	xp_date_from_utc(c.run, c.run->now * 1000, &d);
	give(&c, &d);
}

XP_FUNCTION(xp_fn_today)
{
	struct xp_call c;
	struct xp_date d;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	xp_date_from_utc(c.run, c.run->now * 1000, &d);
	d.timed = false;
	give(&c, &d);
}

/* date() and date-time(); what is no date gives "". */
XP_FUNCTION(xp_fn_date)
{
	struct xp_call c;
	struct xp_date d;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	if (argument(&c, 0, &d))
		give(&c, &d);
	else
		xp_give_text(&c, "");
}

XP_FUNCTION(xp_fn_decimal_date_time)
{
	struct xp_call c;
	struct xp_date d;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	xp_give_number(&c, argument(&c, 0, &d) ? xp_date_number(c.run, &d)
					       : NAN);
}

/* A time of other clocks than the site's: as on the day that is today. An
 * offset that the site has in summer or in winter is the site's. */
static int site_clock(const struct xpath_run *run, const struct xp_clock *t)
{
	const int64_t half = 182 * 86400;
	struct xp_date today, d;

	if (!t->given || t->offset == offset(run, run->now) ||
	    t->offset == offset(run, run->now + half))
		return t->ms;
	xp_date_from_utc(run, run->now * 1000, &today);
	xp_date_from_utc(run,
			 date_to_days(today.date) * day_ms + t->ms -
			     (int64_t)t->offset * 1000,
			 &d);
	return d.ms;
}

/* The part of the day that has passed, on the site's clocks. */
XP_FUNCTION(xp_fn_decimal_time)
{
	struct xp_clock t;
	struct xp_call c;
	struct xp_date d;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	if (argument(&c, 0, &d))
		xp_give_number(&c, d.ms / (double)day_ms);
	else if (xp_clock_read(xp_text(&c, 0), &t))
		xp_give_number(&c, site_clock(c.run, &t) / (double)day_ms);
	else
		xp_give_number(&c, NAN);
}

static void add_part(struct buf *b, const struct xpath_run *run,
		     const struct xp_date *d, char part)
{
	int hour = d->ms / 3600000;

	switch (part) {
	case 'Y':
		buf_printf(b, "%04d", d->date.year);
		break;
	case 'y':
		buf_printf(b, "%02d", d->date.year % 100);
		break;
	case 'm':
		buf_printf(b, "%02d", d->date.month);
		break;
	case 'n':
		buf_printf(b, "%d", d->date.month);
		break;
	case 'B':
		buf_puts(b, date_month_name(d->date.month));
		break;
	case 'b':
		buf_printf(b, "%.3s", date_month_name(d->date.month));
		break;
	case 'd':
		buf_printf(b, "%02d", d->date.day);
		break;
	case 'e':
		buf_printf(b, "%d", d->date.day);
		break;
	case 'H':
		buf_printf(b, "%02d", hour);
		break;
	case 'h':
		buf_printf(b, "%d", hour);
		break;
	case 'M':
		buf_printf(b, "%02d", d->ms / 60000 % 60);
		break;
	case 'S':
		buf_printf(b, "%02d", d->ms / 1000 % 60);
		break;
	case '3':
		buf_printf(b, "%03d", d->ms % 1000);
		break;
	case 'A':
		buf_puts(b, date_weekday_name(date_weekday(d->date)));
		break;
	case 'a':
		buf_printf(b, "%.3s",
			   date_weekday_name(date_weekday(d->date)));
		break;
	case 'w': /* Sunday is 0 */
		buf_printf(b, "%d", date_weekday(d->date) % 7);
		break;
	case 'Z':
		buf_puts(b, offset_text((void *)b->ctx, run, d));
		break;
	default:
		buf_add(b, &part, 1);
	}
}

/* format-date() and format-date-time(): the letters of the specification
 * (Y y m n B b d e H h M S 3 A a w Z) behind a %. No date gives "". */
XP_FUNCTION(xp_fn_format_date)
{
	struct xp_call c;
	struct xp_date d;
	struct buf b;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	b = (struct buf){.ctx = c.pool};
	if (!argument(&c, 0, &d)) {
		xp_give_text(&c, "");
		return;
	}
	for (const char *f = xp_text(&c, 1); *f; f++)
		if (*f == '%' && f[1])
			add_part(&b, c.run, &d, *++f);
		else
			buf_add(&b, f, 1);
	xp_give_text(&c, buf_text(&b));
}
