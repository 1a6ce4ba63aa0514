/* iCalendar: meetings and visits as text that calendars understand.
 * SPDX-License-Identifier: MIT
 */
#include "notify/ical.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define FOLD_AT 75 /* octets of a line, CRLF not counted */
#define DAY 86400

static const char *const METHODS[ICAL_SEND__MAX] = {"REQUEST", "CANCEL",
                                                    "PUBLISH"};
static const char *const TYPES[ICAL_SEND__MAX] = {
    "text/calendar; charset=utf-8; method=REQUEST",
    "text/calendar; charset=utf-8; method=CANCEL",
    "text/calendar; charset=utf-8; method=PUBLISH"};
static const char *const STATUSES[ICAL_IS__MAX] = {"CONFIRMED", "TENTATIVE",
                                                   "CANCELLED"};
static const char *const ANSWERS[ICAL_ANSWER__MAX] = {
    "NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE"};

/* ---- characters ---- */

/* The length of the UTF-8 character at s and what it is; for a byte that
 * begins none, 1 and U+FFFD. */
static size_t character(const char *s, uint32_t *code)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t len = 0, i;

	if (p[0] < 0x80)
		len = 1;
	else if (p[0] >= 0xc2 && p[0] < 0xe0)
		len = 2;
	else if (p[0] >= 0xe0 && p[0] < 0xf0)
		len = 3;
	else if (p[0] >= 0xf0 && p[0] < 0xf5)
		len = 4;
	*code = len == 1 ? p[0] : p[0] & (0x7fu >> len);
	for (i = 1; i < len; i++) {
		if ((p[i] & 0xc0) != 0x80) {
			len = 0;
			break;
		}
		*code = *code << 6 | (p[i] & 0x3f);
	}
	if ((len == 3 && *code < 0x800) || (len == 4 && *code < 0x10000) ||
	    (*code >= 0xd800 && *code < 0xe000) || *code > 0x10ffff)
		len = 0;
	if (len > 0)
		return len;
	*code = 0xfffd;
	return 1;
}

static void add_character(struct buf *b, const char *s, size_t len,
                          uint32_t code)
{
	if (code == 0xfffd)
		buf_puts(b, "\xef\xbf\xbd");
	else
		buf_add(b, s, len);
}

static bool is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

/* A TEXT value (RFC 5545, 3.3.11). */
static void add_text(struct buf *b, const char *s)
{
	uint32_t code;
	size_t len;

	for (; *s; s += len) {
		len = character(s, &code);
		if (code == '\r' && s[1] == '\n')
			continue;
		if (code == '\n' || code == '\r' || code == 0x2028 ||
		    code == 0x2029) {
			buf_puts(b, "\\n");
		} else if (code == '\\' || code == ';' || code == ',') {
			buf_puts(b, "\\");
			buf_add(b, s, 1);
		} else if (code == '\t' || !is_control(code)) {
			add_character(b, s, len, code);
		}
	}
}

/* A parameter's value, in quotes. Within them a quote cannot be written in a
 * way that all programs read: it becomes an apostrophe. */
static void add_quoted(struct buf *b, const char *s)
{
	uint32_t code;
	size_t len;

	buf_puts(b, "\"");
	for (; *s; s += len) {
		len = character(s, &code);
		if (code == '"')
			buf_puts(b, "'");
		else if (is_control(code))
			buf_puts(b, " ");
		else
			add_character(b, s, len, code);
	}
	buf_puts(b, "\"");
}

/* A URI: what is not a letter, a digit or among `kept` goes as %XX. */
static void add_uri(struct buf *b, const char *s, const char *kept)
{
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || strchr(kept, c))
			buf_add(b, s, 1);
		else
			buf_printf(b, "%%%02X", c);
	}
}

/* Ends the line that began at `from`: folds it and adds CRLF. */
static void end_line(struct buf *b, size_t from)
{
	char *line = mem_strndup(b->ctx, b->s + from, b->len - from), *p = line;
	size_t room = FOLD_AT;

	b->len = from;
	while (strlen(p) > room) {
		size_t n = room;

		while (((unsigned char)p[n] & 0xc0) == 0x80)
			n--; /* not within a character */
		buf_add(b, p, n);
		buf_puts(b, "\r\n ");
		p += n;
		room = FOLD_AT - 1; /* the blank counts */
	}
	buf_puts(b, p);
	buf_puts(b, "\r\n");
	talloc_free(line);
}

/* NAME:value, for a value that is short and ours. */
static void add_plain(struct buf *b, const char *name, const char *value)
{
	buf_printf(b, "%s:%s\r\n", name, value);
}

/* NAME:text, left out where there is none. */
static void add_line(struct buf *b, const char *name, const char *text)
{
	size_t from = b->len;

	if (text == NULL || *text == '\0')
		return;
	buf_printf(b, "%s:", name);
	add_text(b, text);
	end_line(b, from);
}

/* ---- times ---- */

/* "20261127T084000" from a reading of a clock. */
static void add_stamp(struct buf *b, struct wall w)
{
	buf_printf(b, "%04d%02d%02dT%02d%02d%02d", w.date.year, w.date.month,
	           w.date.day, w.minute / 60, w.minute % 60, w.second);
}

/* What a clock that is `offset` seconds ahead of UTC shows. */
static struct wall wall_at(int64_t utc, int offset)
{
	int64_t face = utc + offset;
	int64_t day = face / DAY - (face % DAY < 0);
	int second = (int)((face % DAY + DAY) % DAY);

	return (struct wall){date_from_days(day), second / 60, second % 60};
}

static void add_utc(struct buf *b, const char *name, int64_t utc)
{
	buf_printf(b, "%s:", name);
	add_stamp(b, wall_at(utc, 0));
	buf_puts(b, "Z\r\n");
}

/* Does the wall clock show this reading twice? */
static bool is_doubled(const struct zone *zone, int64_t utc)
{
	struct wall w = zone_wall_from_utc(zone, utc);

	return zone_utc_from_wall(zone, w.date, w.minute, 0) !=
	       zone_utc_from_wall(zone, w.date, w.minute, 1);
}

/* Is the event to be written in UTC, without a zone? */
static bool in_utc(const struct ical_event *e)
{
	return strcmp(zone_name(e->zone), "UTC") == 0 ||
	       is_doubled(e->zone, e->start) || is_doubled(e->zone, e->end);
}

static void add_time(struct buf *b, const char *name,
                     const struct ical_event *e, int64_t utc)
{
	if (in_utc(e)) {
		add_utc(b, name, utc);
		return;
	}
	buf_printf(b, "%s;TZID=%s:", name, zone_name(e->zone));
	add_stamp(b, zone_wall_from_utc(e->zone, utc));
	buf_puts(b, "\r\n");
}

/* ---- zones ---- */

/* A change of the clocks that comes each year: on the nth weekday of a month,
 * at this reading of the clock before it. */
struct yearly {
	int before, after;
	int month, weekday, minute;
	unsigned nths; /* bits: which n fit; bits 1 to 4, bit 0 for the last */
	int years;     /* how many changes were looked at */
};

static void add_offset(struct buf *b, const char *name, int offset)
{
	int size = abs(offset);

	buf_printf(b, "%s:%c%02d%02d", name, offset < 0 ? '-' : '+',
	           size / 3600, size / 60 % 60);
	if (size % 60)
		buf_printf(b, "%02d", size % 60);
	buf_puts(b, "\r\n");
}

/* One part of a VTIMEZONE; rule may be NULL. */
static void add_part(struct buf *b, struct wall from, int before, int after,
                     const char *rule)
{
	const char *part = after > before ? "DAYLIGHT" : "STANDARD";

	add_plain(b, "BEGIN", part);
	buf_puts(b, "DTSTART:");
	add_stamp(b, from);
	buf_puts(b, "\r\n");
	if (rule != NULL)
		add_plain(b, "RRULE", rule);
	add_offset(b, "TZOFFSETFROM", before);
	add_offset(b, "TZOFFSETTO", after);
	add_plain(b, "END", part);
}

/* Which "nth such weekday of the month" is this date? As bits, see above. */
static unsigned nths_of(struct date d)
{
	unsigned bits = 0;

	if (d.day <= 28)
		bits |= 1u << ((d.day - 1) / 7 + 1);
	if (d.day + 7 > date_days_in_month(d.year, d.month))
		bits |= 1u;
	return bits;
}

/* Does the change follow the rule? The first one makes it. */
static bool yearly_fits(struct yearly *y, const struct zone_change *c)
{
	struct wall w = wall_at(c->at, c->before);

	if (y->years++ == 0) {
		y->before = c->before;
		y->after = c->after;
		y->month = w.date.month;
		y->weekday = date_weekday(w.date);
		y->minute = w.minute;
		y->nths = nths_of(w.date);
		return w.second == 0;
	}
	y->nths &= nths_of(w.date);
	return y->before == c->before && y->after == c->after &&
	       y->month == w.date.month && w.second == 0 &&
	       y->weekday == date_weekday(w.date) && y->minute == w.minute &&
	       y->nths != 0;
}

/* The rule as a part that repeats from its day in 1970. */
static void add_yearly(struct buf *b, const struct yearly *y)
{
	static const char *const days[] = {"MO", "TU", "WE", "TH",
	                                   "FR", "SA", "SU"};
	struct wall from = {{1970, y->month, 1}, y->minute, 0};
	int n = 1;
	char *rule;

	while (n <= 4 && !(y->nths >> n & 1))
		n++;
	if (n > 4)
		n = -1;
	from.date = date_add_days(
	    from.date, (y->weekday - date_weekday(from.date) + 7) % 7);
	if (n > 0)
		from.date = date_add_days(from.date, 7 * (n - 1));
	else
		while (!(nths_of(from.date) & 1))
			from.date = date_add_days(from.date, 7);
	rule = mem_printf(b->ctx, "FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s",
	                  y->month, n, days[y->weekday - 1]);
	add_part(b, from, y->before, y->after, rule);
	talloc_free(rule);
}

static int64_t new_year(int year)
{
	return date_to_days((struct date){year, 1, 1}) * DAY;
}

/* The part or parts of a zone that hold from `first` to `last`, if one yearly
 * rule each way, or none at all, holds from two years before to six after. */
static bool add_rules(struct buf *b, const struct zone *zone, int64_t first,
                      int64_t last)
{
	int from = wall_at(first, 0).date.year - 2;
	int until = wall_at(last, 0).date.year + 6;
	struct yearly to_daylight = {0}, to_standard = {0};
	struct zone_change c;
	int64_t t = new_year(from);

	while (zone_next_change(zone, t, new_year(until), &c)) {
		if (!yearly_fits(c.after > c.before ? &to_daylight
		                                    : &to_standard,
		                 &c))
			return false;
		t = c.at;
	}
	if (to_daylight.years == 0 && to_standard.years == 0) {
		int offset = zone_offset(zone, first);

		add_part(b, (struct wall){{1970, 1, 1}, 0, 0}, offset, offset,
		         NULL);
		return true;
	}
	if (to_daylight.years != until - from ||
	    to_standard.years != until - from)
		return false;
	add_yearly(b, &to_standard);
	add_yearly(b, &to_daylight);
	return true;
}

/* Without a rule: the changes of the years around, one by one. */
static void add_changes(struct buf *b, const struct zone *zone, int64_t first,
                        int64_t last)
{
	int64_t t = new_year(wall_at(first, 0).date.year - 1);
	int64_t until = new_year(wall_at(last, 0).date.year + 2);
	int offset = zone_offset(zone, t);
	struct zone_change c;

	add_part(b, (struct wall){{1970, 1, 1}, 0, 0}, offset, offset, NULL);
	while (zone_next_change(zone, t, until, &c)) {
		add_part(b, wall_at(c.at, c.before), c.before, c.after, NULL);
		t = c.at;
	}
}

/* Each zone once, for the span of all events in it. */
static void add_zones(struct buf *b, const struct ical_calendar *calendar)
{
	const struct ical_event *all = calendar->events;
	size_t i, k;

	for (i = 0; i < calendar->events_count; i++) {
		int64_t first = INT64_MAX, last = INT64_MIN;
		bool written = in_utc(&all[i]);

		for (k = 0; k < calendar->events_count && !written; k++) {
			if (all[k].zone != all[i].zone || in_utc(&all[k]))
				continue;
			written = k < i; /* with that one */
			if (all[k].start < first)
				first = all[k].start;
			if (all[k].end > last)
				last = all[k].end;
		}
		if (written)
			continue;
		add_plain(b, "BEGIN", "VTIMEZONE");
		add_plain(b, "TZID", zone_name(all[i].zone));
		if (!add_rules(b, all[i].zone, first, last))
			add_changes(b, all[i].zone, first, last);
		add_plain(b, "END", "VTIMEZONE");
	}
}

/* ---- events ---- */

static bool is_address(const char *email)
{
	const char *at = email ? strchr(email, '@') : NULL;

	return at != NULL && at != email && at[1] != '\0' &&
	       strchr(at + 1, '@') == NULL && strlen(email) <= 254;
}

/* The name and address of a person, at the end of a property. */
static void add_person(struct buf *b, const struct ical_person *p)
{
	if (p->name != NULL && *p->name != '\0') {
		buf_puts(b, ";CN=");
		add_quoted(b, p->name);
	}
	buf_puts(b, ":mailto:");
	add_uri(b, p->email, "@-._~!$'*+");
}

static void add_attendee(struct buf *b, const struct ical_person *p,
                         enum ical_method method)
{
	size_t from = b->len;

	buf_printf(b, "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=%s;PARTSTAT=%s",
	           p->optional ? "OPT-PARTICIPANT" : "REQ-PARTICIPANT",
	           ANSWERS[p->answer]);
	if (method == ICAL_SEND_REQUEST)
		buf_puts(b, ";RSVP=TRUE");
	add_person(b, p);
	end_line(b, from);
}

static void add_event(struct buf *b, const struct ical_calendar *calendar,
                      const struct ical_event *e)
{
	enum ical_method method = calendar->method;
	enum ical_status status =
	    method == ICAL_SEND_CANCEL ? ICAL_IS_CANCELLED : e->status;
	size_t i, from;

	add_plain(b, "BEGIN", "VEVENT");
	add_line(b, "UID", e->uid);
	buf_printf(b, "SEQUENCE:%d\r\n", e->sequence);
	add_utc(b, "DTSTAMP", calendar->now);
	add_time(b, "DTSTART", e, e->start);
	if (e->end > e->start)
		add_time(b, "DTEND", e, e->end);
	add_plain(b, "STATUS", STATUSES[status]);
	add_line(b, "SUMMARY", e->summary);
	add_line(b, "LOCATION", e->location);
	add_line(b, "DESCRIPTION", e->description);
	if (e->url != NULL && *e->url != '\0') {
		from = b->len;
		buf_puts(b, "URL:");
		add_uri(b, e->url, "-._~:/?#[]@!$&'()*+,;=%");
		end_line(b, from);
	}
	if (e->private)
		add_plain(b, "CLASS", "PRIVATE");
	if (e->organizer != NULL) {
		from = b->len;
		buf_puts(b, "ORGANIZER");
		add_person(b, e->organizer);
		end_line(b, from);
	}
	if (method != ICAL_SEND_PUBLISH)
		for (i = 0; i < e->attendees_count; i++)
			add_attendee(b, &e->attendees[i], method);
	add_plain(b, "END", "VEVENT");
}

/* Can this instant be written with four digits of year, and the years around
 * it be looked at? */
static bool can_write(const struct zone *zone, int64_t utc)
{
	struct date d = zone_today(zone, utc);

	return d.year >= 1000 && d.year < 9990;
}

/* What is wrong with an event; NULL: nothing. */
static const char *problem(const struct ical_calendar *calendar,
                           const struct ical_event *e)
{
	size_t i;

	if (e->uid == NULL || *e->uid == '\0')
		return "a calendar entry needs a uid";
	if (e->summary == NULL || *e->summary == '\0')
		return "a calendar entry needs a summary";
	if (e->zone == NULL)
		return "a calendar entry needs a zone";
	if (!can_write(e->zone, e->start) || !can_write(e->zone, e->end))
		return "a calendar entry is too far from now";
	if (e->end < e->start)
		return "a calendar entry ends before it starts";
	if (e->sequence < 0)
		return "a calendar entry needs a sequence of 0 or more";
	if (e->status < 0 || e->status >= ICAL_IS__MAX)
		return "a calendar entry has no such status";
	if (calendar->method != ICAL_SEND_PUBLISH && e->organizer == NULL)
		return "an invitation needs an organiser";
	if (calendar->method == ICAL_SEND_REQUEST && e->attendees_count == 0)
		return "an invitation needs somebody to invite";
	if (e->organizer != NULL && !is_address(e->organizer->email))
		return "the organiser has no e-mail address";
	for (i = 0; i < e->attendees_count; i++) {
		if (!is_address(e->attendees[i].email))
			return "somebody who is invited has no e-mail address";
		if (e->attendees[i].answer < 0 ||
		    e->attendees[i].answer >= ICAL_ANSWER__MAX)
			return "there is no such answer to an invitation";
	}
	return NULL;
}

NEOERR *ical_write(const void *ctx, const struct ical_calendar *calendar,
                   char **out)
{
	struct buf b = {.ctx = ctx};
	const char *why;
	size_t i;

	*out = NULL;
	if (calendar->method < 0 || calendar->method >= ICAL_SEND__MAX)
		return nerr_raise(ERR_INVALID, "no such calendar method");
	if (calendar->method != ICAL_SEND_PUBLISH &&
	    calendar->events_count != 1)
		return nerr_raise(ERR_INVALID,
		                  "an invitation is for one entry");
	for (i = 0; i < calendar->events_count; i++) {
		why = problem(calendar, &calendar->events[i]);
		if (why != NULL)
			return nerr_raise(ERR_INVALID, "%s", why);
	}
	add_plain(&b, "BEGIN", "VCALENDAR");
	add_plain(&b, "VERSION", "2.0");
	add_plain(&b, "PRODID", "-//Carebook//Carebook//EN");
	add_plain(&b, "CALSCALE", "GREGORIAN");
	add_plain(&b, "METHOD", METHODS[calendar->method]);
	add_line(&b, "X-WR-CALNAME", calendar->name);
	add_zones(&b, calendar);
	for (i = 0; i < calendar->events_count; i++)
		add_event(&b, calendar, &calendar->events[i]);
	add_plain(&b, "END", "VCALENDAR");
	*out = b.s;
	return STATUS_OK;
}

const char *ical_new_uid(const void *ctx)
{
	return mem_printf(ctx, "%s@carebook", text_random(ctx, 18));
}

const char *ical_content_type(enum ical_method method)
{
	return TYPES[method];
}
