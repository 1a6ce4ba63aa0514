/* Tests of lib/notify/ical: the text byte by byte, and read back by libical.
 * SPDX-License-Identifier: MIT
 *
 * With CAREBOOK_ICAL_SAMPLES set to a folder the calendars made here are left
 * there, each beside a .json that says what a reader must find, for other
 * programs to read (tests/ical/run).
 */
#include "notify/ical.h"

#include <libical/ical.h>

#include "base/mem.h"
#include "base/text.h"
#include "unit.h"

static void *ctx;

static int64_t at(const char *text)
{
	int64_t utc;

	if (!zone_parse_utc(text, &utc))
		CHECK(!"an instant");
	return utc;
}

static const struct ical_person ORGANISER = {
    .name = "Aroha O'Brien, Harbour Care", .email = "aroha@harbour.example"};
static const struct ical_person PEOPLE[] = {
    {.name = "Nguyễn Thị \"Hạnh\"", .email = "hanh+care@example.org"},
    {.name = NULL, .email = "x@example.org", .optional = true},
    {.name = "𠮷田: 花子; 王", .email = "yoshida@例え.example",
     .answer = ICAL_HAS_ACCEPTED},
};

static struct ical_event meeting(void)
{
	return (struct ical_event){
	    .uid = "abc@carebook",
	    .sequence = 2,
	    .start = at("2026-11-26T22:00:00Z"),
	    .end = at("2026-11-26T23:30:00Z"),
	    .zone = zone_find("Australia/Sydney"),
	    .summary = "Licence visit; kitchen, stairs",
	    .location = "12 O'Connell St\\rear, Newtown NSW 2042",
	    .description = "Bring:\r\n- the key\n- the form",
	    .url = "https://carebook.example/profiles/meeting/7?a=1&b=é x",
	    .organizer = &ORGANISER,
	    .attendees = PEOPLE,
	    .attendees_count = 3,
	};
}

static struct ical_calendar one(enum ical_method method,
                                const struct ical_event *e)
{
	return (struct ical_calendar){.method = method,
	                              .now = at("2026-11-20T01:02:03Z"),
	                              .events = e,
	                              .events_count = 1};
}

/* The text of a calendar; "" and a failed test where it is refused. */
static const char *written(const struct ical_calendar *c)
{
	char *text = NULL;
	NEOERR *err = ical_write(ctx, c, &text);

	if (err != STATUS_OK) {
		CHECK_TEXT(err_text(ctx, err), "");
		nerr_ignore(&err);
	}
	return text ? text : "";
}

/* With the folds taken out. */
static const char *unfolded(const char *text)
{
	struct buf b = {.ctx = ctx};

	for (; *text; text++) {
		if (strncmp(text, "\r\n ", 3) == 0)
			text += 2;
		else
			buf_add(&b, text, 1);
	}
	return buf_text(&b);
}

static bool has(const char *text, const char *line)
{
	const char *wanted = mem_printf(ctx, "\r\n%s\r\n", line);

	return strstr(unfolded(text), wanted) != NULL;
}

static int count(const char *text, const char *part)
{
	int n = 0;

	for (; (text = strstr(text, part)) != NULL; text++)
		n++;
	return n;
}

static void byte_by_byte(void)
{
	struct ical_event e = meeting();
	struct ical_calendar c = one(ICAL_SEND_REQUEST, &e);

	CHECK_TEXT(
	    written(&c),
	    "BEGIN:VCALENDAR\r\n"
	    "VERSION:2.0\r\n"
	    "PRODID:-//Carebook//Carebook//EN\r\n"
	    "CALSCALE:GREGORIAN\r\n"
	    "METHOD:REQUEST\r\n"
	    "BEGIN:VTIMEZONE\r\n"
	    "TZID:Australia/Sydney\r\n"
	    "BEGIN:STANDARD\r\n"
	    "DTSTART:19700405T030000\r\n"
	    "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU\r\n"
	    "TZOFFSETFROM:+1100\r\n"
	    "TZOFFSETTO:+1000\r\n"
	    "END:STANDARD\r\n"
	    "BEGIN:DAYLIGHT\r\n"
	    "DTSTART:19701004T020000\r\n"
	    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU\r\n"
	    "TZOFFSETFROM:+1000\r\n"
	    "TZOFFSETTO:+1100\r\n"
	    "END:DAYLIGHT\r\n"
	    "END:VTIMEZONE\r\n"
	    "BEGIN:VEVENT\r\n"
	    "UID:abc@carebook\r\n"
	    "SEQUENCE:2\r\n"
	    "DTSTAMP:20261120T010203Z\r\n"
	    "DTSTART;TZID=Australia/Sydney:20261127T090000\r\n"
	    "DTEND;TZID=Australia/Sydney:20261127T103000\r\n"
	    "STATUS:CONFIRMED\r\n"
	    "SUMMARY:Licence visit\\; kitchen\\, stairs\r\n"
	    "LOCATION:12 O'Connell St\\\\rear\\, Newtown NSW 2042\r\n"
	    "DESCRIPTION:Bring:\\n- the key\\n- the form\r\n"
	    "URL:https://carebook.example/profiles/meeting/7?a=1&b=%C3%A9%20x"
	    "\r\n"
	    "ORGANIZER;CN=\"Aroha O'Brien, Harbour Care\":mailto:"
	    "aroha@harbour.example\r\n"
	    "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;"
	    "PARTSTAT=NEEDS-ACTION;RSVP=\r\n"
	    " TRUE;CN=\"Nguyễn Thị 'Hạnh'\":mailto:hanh+care@example.org"
	    "\r\n"
	    "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=OPT-PARTICIPANT;"
	    "PARTSTAT=NEEDS-ACTION;RSVP=\r\n"
	    " TRUE:mailto:x@example.org\r\n"
	    "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;"
	    "PARTSTAT=ACCEPTED;RSVP=TRUE\r\n"
	    " ;CN=\"𠮷田: 花子; 王\":mailto:yoshida@%E4%BE%8B%E3%81%88."
	    "example\r\n"
	    "END:VEVENT\r\n"
	    "END:VCALENDAR\r\n");
}

static void methods(void)
{
	struct ical_event e = meeting();
	struct ical_calendar c = one(ICAL_SEND_CANCEL, &e);
	const char *text = written(&c);

	CHECK(has(text, "METHOD:CANCEL"));
	CHECK(has(text, "STATUS:CANCELLED"));
	CHECK(has(text, "UID:abc@carebook"));
	CHECK(has(text, "SEQUENCE:2"));
	CHECK_INT(count(unfolded(text), "\r\nATTENDEE;"), 3);
	CHECK_INT(count(unfolded(text), "RSVP"), 0);

	e.status = ICAL_IS_TENTATIVE;
	e.private = true;
	e.organizer = NULL;
	c = one(ICAL_SEND_PUBLISH, &e);
	c.name = "Visits, Aroha";
	text = written(&c);
	CHECK(has(text, "METHOD:PUBLISH"));
	CHECK(has(text, "X-WR-CALNAME:Visits\\, Aroha"));
	CHECK(has(text, "STATUS:TENTATIVE"));
	CHECK(has(text, "CLASS:PRIVATE"));
	CHECK_INT(count(text, "ATTENDEE"), 0);
	CHECK_INT(count(text, "ORGANIZER"), 0);

	c.events_count = 0;
	CHECK_TEXT(written(&c), "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
	                        "PRODID:-//Carebook//Carebook//EN\r\n"
	                        "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
	                        "X-WR-CALNAME:Visits\\, Aroha\r\n"
	                        "END:VCALENDAR\r\n");
	CHECK_TEXT(ical_content_type(ICAL_SEND_REQUEST),
	           "text/calendar; charset=utf-8; method=REQUEST");
	CHECK_TEXT(ical_content_type(ICAL_SEND_CANCEL),
	           "text/calendar; charset=utf-8; method=CANCEL");
}

static void no_length(void)
{
	struct ical_event e = meeting();
	struct ical_calendar c = one(ICAL_SEND_REQUEST, &e);

	e.end = e.start;
	e.location = "";
	e.description = NULL;
	e.url = NULL;
	CHECK_INT(count(written(&c), "DTEND"), 0);
	CHECK_INT(count(written(&c), "LOCATION"), 0);
	CHECK_INT(count(written(&c), "DESCRIPTION"), 0);
	CHECK_INT(count(written(&c), "URL"), 0);
}

static void is_refused(const struct ical_calendar *c, const char *why)
{
	char *text = NULL;
	NEOERR *err = ical_write(ctx, c, &text);

	CHECK(text == NULL);
	CHECK(nerr_match(err, ERR_INVALID));
	CHECK_TEXT(err ? err_text(ctx, err) : NULL, why);
	nerr_ignore(&err);
}

static void refused(void)
{
	static const char *const not_addresses[] = {
	    NULL, "", "x", "@", "x@", "@x", "a@b@c"};
	struct ical_event good = meeting(), e = good, two[2] = {good, good};
	struct ical_calendar c = one(ICAL_SEND_REQUEST, &e);
	struct ical_person p = ORGANISER;
	size_t i;

	e.uid = "";
	is_refused(&c, "a calendar entry needs a uid");
	e = good, e.summary = NULL;
	is_refused(&c, "a calendar entry needs a summary");
	e = good, e.zone = NULL;
	is_refused(&c, "a calendar entry needs a zone");
	e = good, e.end = e.start - 1;
	is_refused(&c, "a calendar entry ends before it starts");
	e = good, e.end = INT64_MAX / 2;
	is_refused(&c, "a calendar entry is too far from now");
	e = good, e.start = INT64_MIN;
	is_refused(&c, "a calendar entry is too far from now");
	e = good, e.sequence = -1;
	is_refused(&c, "a calendar entry needs a sequence of 0 or more");
	e = good, e.status = ICAL_IS__MAX;
	is_refused(&c, "a calendar entry has no such status");
	e = good, e.organizer = NULL;
	is_refused(&c, "an invitation needs an organiser");
	e = good, e.attendees_count = 0;
	is_refused(&c, "an invitation needs somebody to invite");
	e = good, e.organizer = &p;
	for (i = 0; i < sizeof not_addresses / sizeof *not_addresses; i++) {
		p.email = not_addresses[i];
		is_refused(&c, "the organiser has no e-mail address");
	}
	e = good, e.attendees = &p, e.attendees_count = 1;
	is_refused(&c, "somebody who is invited has no e-mail address");
	p.email = "x@example.org", p.answer = ICAL_ANSWER__MAX;
	is_refused(&c, "there is no such answer to an invitation");
	c.events = two, c.events_count = 2;
	is_refused(&c, "an invitation is for one entry");
	c.events_count = 0;
	is_refused(&c, "an invitation is for one entry");
	c.method = ICAL_SEND__MAX;
	is_refused(&c, "no such calendar method");
}

/* ---- texts ---- */

static void nasty_texts(void)
{
	static const char *const cases[][2] = {
	    {"a\nb", "a\\nb"},
	    {"a\r\nb", "a\\nb"},
	    {"a\rb", "a\\nb"},
	    {"a\r\n\r\nb", "a\\n\\nb"},
	    {"x\r\nATTENDEE:mailto:evil@example.org",
	     "x\\nATTENDEE:mailto:evil@example.org"},
	    {"x\nEND:VEVENT", "x\\nEND:VEVENT"},
	    {"back\\slash", "back\\\\slash"},
	    {"\\n", "\\\\n"},
	    {"tab\there", "tab\there"},
	    {"bell\a, esc\x1b", "bell\\, esc"},
	    {"del\x7f c1\xc2\x85.", "del c1."},
	    {"line\xe2\x80\xa8sep\xe2\x80\xa9", "line\\nsep\\n"},
	    {"\"quotes\" : = ;", "\"quotes\" : = \\;"},
	    {"𠮷田 Þórunn Zoë", "𠮷田 Þórunn Zoë"},
	    {"latin1 \xe9t\xe9", "latin1 \xef\xbf\xbdt\xef\xbf\xbd"},
	    {"cut \xf0\xa0\xae", "cut \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
	    {"overlong \xc0\xaf \xe0\x80\xaf",
	     "overlong \xef\xbf\xbd\xef\xbf\xbd "
	     "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
	    {"surrogate \xed\xa0\x80",
	     "surrogate \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
	    {"beyond \xf4\x90\x80\x80",
	     "beyond \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
	    {"\xff", "\xef\xbf\xbd"},
	    {"last \xf4\x8f\xbf\xbf", "last \xf4\x8f\xbf\xbf"},
	};
	struct ical_event e = meeting();
	struct ical_calendar c = one(ICAL_SEND_REQUEST, &e);
	struct ical_person p = {.email = "a\r\nX:1@example.org"};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		e.summary = cases[i][0];
		if (!CHECK(has(written(&c), mem_printf(ctx, "SUMMARY:%s",
		                                       cases[i][1]))))
			printf("    %s\n", cases[i][1]);
	}
	e.organizer = &p;
	p.name = "a\"\r\nX:1\"\xe9\x01";
	e.uid = "u\r\nX:2";
	e.url = "javascript:\r\n\"<>\\^`{|}";
	CHECK(has(written(&c), "ORGANIZER;CN=\"a'  X:1'\xef\xbf\xbd \":mailto:"
	                       "a%0D%0AX%3A1@example.org"));
	CHECK(has(written(&c), "UID:u\\nX:2"));
	CHECK(has(written(&c),
	          "URL:javascript:%0D%0A%22%3C%3E%5C%5E%60%7B%7C%7D"));
	CHECK_INT(count(written(&c), "\nX:"), 0);
}

/* No line is over 75 octets, none is cut within a character, and the folds
 * come off again: for texts of every length and width. */
static void folding(void)
{
	static const char *const characters[] = {"a", "é", "花", "𠮷", ","};
	struct ical_event e = meeting();
	struct ical_calendar c = one(ICAL_SEND_REQUEST, &e);
	int kind, length, wrong = 0, longest = 0;

	for (kind = 0; kind < 5; kind++)
		for (length = 1; length < 260; length++) {
			struct buf b = {.ctx = ctx}, line_of = {.ctx = ctx};
			const char *text, *line, *end, *p;
			int i;

			for (i = 0; i < length % 5; i++)
				buf_puts(&b, "x");
			for (i = 0; i < length; i++)
				buf_puts(&b, characters[kind]);
			e.summary = buf_text(&b);
			text = written(&c);
			for (line = text; *line; line = end + 2) {
				end = strstr(line, "\r\n");
				if (end == NULL) {
					CHECK(!"an end of the line");
					return;
				}
				wrong += end - line > 75;
				if (end - line > longest)
					longest = (int)(end - line);
				wrong += !text_valid(line,
				                     (size_t)(end - line));
				for (p = line; p < end; p++)
					wrong += *p == '\r' || *p == '\n';
			}
			buf_puts(&line_of, "SUMMARY:");
			for (p = e.summary; *p; p++) {
				if (*p == ',')
					buf_puts(&line_of, "\\");
				buf_add(&line_of, p, 1);
			}
			wrong += !has(text, buf_text(&line_of));
			talloc_free_children(ctx);
		}
	CHECK_INT(wrong, 0);
	CHECK_INT(longest, 75);
}

/* ---- read back by another program ---- */

static icalproperty *property(icalcomponent *c, icalproperty_kind kind)
{
	return icalcomponent_get_first_property(c, kind);
}

static void by_libical(void)
{
	struct ical_event e = meeting();
	struct ical_calendar c = one(ICAL_SEND_REQUEST, &e);
	icalcomponent *all = icalparser_parse_string(written(&c)), *event;
	icalproperty *p;

	if (!CHECK(all != NULL))
		return;
	CHECK_INT(icalcomponent_isa(all), ICAL_VCALENDAR_COMPONENT);
	CHECK(icalrestriction_check(all) != 0);
	CHECK_INT(icalcomponent_count_errors(all), 0);
	CHECK_INT(icalcomponent_get_method(all), ICAL_METHOD_REQUEST);
	event = icalcomponent_get_first_component(all, ICAL_VEVENT_COMPONENT);
	CHECK_TEXT(icalcomponent_get_uid(event), e.uid);
	CHECK_INT(icalcomponent_get_sequence(event), 2);
	CHECK_TEXT(icalcomponent_get_summary(event), e.summary);
	CHECK_TEXT(icalcomponent_get_location(event), e.location);
	CHECK_TEXT(icalcomponent_get_description(event),
	           "Bring:\n- the key\n- the form");
	CHECK_INT(icalcomponent_get_status(event), ICAL_STATUS_CONFIRMED);
	p = property(event, ICAL_ORGANIZER_PROPERTY);
	CHECK_TEXT(icalproperty_get_organizer(p),
	           "mailto:aroha@harbour.example");
	CHECK_TEXT(icalproperty_get_parameter_as_string(p, "CN"),
	           ORGANISER.name);
	CHECK_INT(icalcomponent_count_properties(event,
	                                         ICAL_ATTENDEE_PROPERTY),
	          3);
	p = property(event, ICAL_ATTENDEE_PROPERTY);
	CHECK_TEXT(icalproperty_get_parameter_as_string(p, "CN"),
	           "Nguyễn Thị 'Hạnh'");
	p = icalcomponent_get_next_property(event, ICAL_ATTENDEE_PROPERTY);
	p = icalcomponent_get_next_property(event, ICAL_ATTENDEE_PROPERTY);
	CHECK_TEXT(icalproperty_get_parameter_as_string(p, "CN"),
	           PEOPLE[2].name);
	icalcomponent_free(all);
}

/* The instant of a time, by the VTIMEZONE that came with it. */
static int64_t instant(struct icaltimetype t)
{
	return icaltime_as_timet_with_zone(t, t.zone);
}

/* Does libical, reading only our text, find the instants again? */
static bool same_instants(const struct ical_event *e)
{
	struct ical_calendar c = one(ICAL_SEND_PUBLISH, e);
	icalcomponent *all = icalparser_parse_string(written(&c)), *event;
	bool same;

	if (!all)
		return false;
	event = icalcomponent_get_first_component(all, ICAL_VEVENT_COMPONENT);
	same = instant(icalcomponent_get_dtstart(event)) == e->start &&
	       instant(icalcomponent_get_dtend(event)) == e->end &&
	       icalcomponent_count_errors(all) == 0;
	icalcomponent_free(all);
	return same;
}

static const char *const ZONES[] = {
    "Australia/Sydney",      "Australia/Lord_Howe", "Australia/Adelaide",
    "Australia/Broken_Hill", "Australia/Brisbane",  "Australia/Eucla",
    "Australia/Perth",       "Antarctica/Troll",    "Pacific/Auckland",
    "Europe/London",         "Europe/Dublin",       "America/New_York",
    "America/St_Johns",      "Africa/Casablanca",   "Africa/Cairo",
    "Asia/Kathmandu",        "Pacific/Apia",        "UTC",
};

/* Every 97 hours of two years, and each quarter of an hour around each change
 * of the clocks. */
static void instants_by_libical(void)
{
	struct ical_event e = meeting();
	size_t i;

	e.organizer = NULL;
	for (i = 0; i < sizeof ZONES / sizeof *ZONES; i++) {
		int64_t until = at("2028-01-01T00:00:00Z"), t;
		struct zone_change change = {0};
		int wrong = 0;

		e.zone = zone_find(ZONES[i]);
		for (t = at("2026-01-01T00:00:00Z"); t < until; t += 97 * 3600) {
			e.start = t;
			e.end = t + 5400;
			wrong += !same_instants(&e);
			talloc_free_children(ctx);
		}
		t = at("2026-01-01T00:00:00Z");
		while (zone_next_change(e.zone, t, until, &change)) {
			for (t = change.at - 10800; t < change.at + 10800;
			     t += 900) {
				e.start = t;
				e.end = t + 900;
				wrong += !same_instants(&e);
				talloc_free_children(ctx);
			}
			t = change.at;
		}
		if (!CHECK_INT(wrong, 0))
			printf("    %s\n", ZONES[i]);
	}
}

/* ---- zones ---- */

static const char *for_zone(const char *name, const char *start)
{
	static struct ical_event e;
	struct ical_calendar c;

	e = meeting();
	e.zone = zone_find(name);
	e.start = at(start);
	e.end = e.start + 3600;
	c = one(ICAL_SEND_REQUEST, &e);
	return written(&c);
}

static void zones(void)
{
	const char *text = for_zone("Australia/Lord_Howe",
	                            "2026-11-26T22:00:00Z");

	CHECK(has(text, "DTSTART:19700405T020000\r\n"
	                "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU\r\n"
	                "TZOFFSETFROM:+1100\r\nTZOFFSETTO:+1030"));
	CHECK(has(text, "DTSTART:19701004T020000\r\n"
	                "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU\r\n"
	                "TZOFFSETFROM:+1030\r\nTZOFFSETTO:+1100"));

	text = for_zone("Europe/London", "2026-11-26T22:00:00Z");
	CHECK(has(text, "DTSTART:19701025T020000\r\n"
	                "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
	                "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000"));
	CHECK(has(text, "DTSTART:19700329T010000\r\n"
	                "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
	                "TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100"));

	text = for_zone("Pacific/Auckland", "2026-11-26T22:00:00Z");
	CHECK(has(text, "RRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=-1SU"));
	CHECK(has(text, "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU"));

	text = for_zone("America/New_York", "2026-11-26T22:00:00Z");
	CHECK(has(text, "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"));
	CHECK(has(text, "TZOFFSETTO:-0500"));

	/* no daylight saving: one part, no rule */
	text = for_zone("Australia/Brisbane", "2026-11-26T22:00:00Z");
	CHECK_INT(count(text, "BEGIN:STANDARD"), 1);
	CHECK_INT(count(text, "BEGIN:DAYLIGHT"), 0);
	CHECK_INT(count(text, "RRULE"), 0);
	CHECK(has(text, "DTSTART:19700101T000000\r\n"
	                "TZOFFSETFROM:+1000\r\nTZOFFSETTO:+1000"));
	text = for_zone("Australia/Eucla", "2026-11-26T22:00:00Z");
	CHECK(has(text, "TZOFFSETFROM:+0845\r\nTZOFFSETTO:+0845"));

	/* the changes follow the moon, or the rule was new that year */
	text = for_zone("Africa/Casablanca", "2026-11-26T22:00:00Z");
	CHECK_INT(count(text, "RRULE"), 0);
	CHECK(count(text, "BEGIN:DAYLIGHT") >= 2);
	text = for_zone("Australia/Sydney", "2008-03-20T00:00:00Z");
	CHECK_INT(count(text, "RRULE"), 0);
	CHECK(has(text, "DTSTART:20080406T030000\r\n"
	                "TZOFFSETFROM:+1100\r\nTZOFFSETTO:+1000"));

	text = for_zone("UTC", "2026-11-26T22:00:00Z");
	CHECK_INT(count(text, "VTIMEZONE"), 0);
	CHECK(has(text, "DTSTART:20261126T220000Z"));
	CHECK(has(text, "DTEND:20261126T230000Z"));
}

static void odd_hours(void)
{
	/* 2:30 am, the first time and the second */
	const char *text = for_zone("Australia/Sydney",
	                            "2026-04-04T15:30:00Z");

	CHECK(has(text, "DTSTART:20260404T153000Z"));
	CHECK(has(text, "DTEND:20260404T163000Z"));
	CHECK_INT(count(text, "VTIMEZONE"), 0);
	text = for_zone("Australia/Sydney", "2026-04-04T16:30:00Z");
	CHECK(has(text, "DTSTART:20260404T163000Z"));
	CHECK(has(text, "DTEND:20260404T173000Z"));
	/* just outside: to 2 am, and from 3 am */
	text = for_zone("Australia/Sydney", "2026-04-04T13:59:00Z");
	CHECK(has(text, "DTSTART;TZID=Australia/Sydney:20260405T005900"));
	CHECK(has(text, "DTEND;TZID=Australia/Sydney:20260405T015900"));
	text = for_zone("Australia/Sydney", "2026-04-04T17:00:00Z");
	CHECK(has(text, "DTSTART;TZID=Australia/Sydney:20260405T030000"));
	/* into the year that begins, and over the skipped hour */
	text = for_zone("Australia/Sydney", "2026-12-31T12:30:00Z");
	CHECK(has(text, "DTSTART;TZID=Australia/Sydney:20261231T233000"));
	CHECK(has(text, "DTEND;TZID=Australia/Sydney:20270101T003000"));
	text = for_zone("Australia/Sydney", "2026-10-03T15:30:00Z");
	CHECK(has(text, "DTSTART;TZID=Australia/Sydney:20261004T013000"));
	CHECK(has(text, "DTEND;TZID=Australia/Sydney:20261004T033000"));
}

/* A feed: each zone once, whatever the order, for the whole span. */
static void feed(void)
{
	struct ical_event e[5];
	struct ical_calendar c = {.method = ICAL_SEND_PUBLISH,
	                          .events = e,
	                          .events_count = 5};
	const char *text;
	int i;

	for (i = 0; i < 5; i++) {
		e[i] = meeting();
		e[i].uid = mem_printf(ctx, "visit-%d@carebook", i);
	}
	e[0].zone = zone_find("UTC");
	e[2].zone = e[4].zone = zone_find("Australia/Perth");
	e[3].start = at("2027-11-26T22:00:00Z");
	e[3].end = e[3].start + 900;
	text = written(&c);
	CHECK_INT(count(text, "BEGIN:VEVENT"), 5);
	CHECK_INT(count(text, "BEGIN:VTIMEZONE"), 2);
	CHECK_INT(count(text, "\r\nTZID:Australia/Sydney\r\n"), 1);
	CHECK_INT(count(text, "\r\nTZID:Australia/Perth\r\n"), 1);
}

static void uids(void)
{
	const char *a = ical_new_uid(ctx), *b = ical_new_uid(ctx);

	CHECK(strcmp(a, b) != 0);
	CHECK(strlen(a) < 80);
	CHECK(strstr(a, "@carebook") != NULL);
}

/* ---- for other programs ---- */

static void json_text(FILE *f, const char *s)
{
	fputc('"', f);
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			fprintf(f, "\\%c", *s);
		else if ((unsigned char)*s < 0x20)
			fprintf(f, "\\u%04x", (unsigned)*s);
		else
			fputc(*s, f);
	}
	fputc('"', f);
}

static void leave_sample(const char *folder, int number,
                         const struct ical_event *e)
{
	struct ical_calendar c = one(ICAL_SEND_REQUEST, e);
	FILE *ics = fopen(mem_printf(ctx, "%s/%04d.ics", folder, number), "we");
	FILE *json =
	    fopen(mem_printf(ctx, "%s/%04d.json", folder, number), "we");

	if (CHECK(ics && json)) {
		fputs(written(&c), ics);
		fprintf(json, "{\"start\": %lld, \"end\": %lld, \"summary\": ",
		        (long long)e->start, (long long)e->end);
		json_text(json, e->summary);
		fputs("}\n", json);
	}
	if (ics)
		fclose(ics);
	if (json)
		fclose(json);
}

static void samples(void)
{
	static const char *const summaries[] = {
	    "Visit", "a, b; c\\d\ne", "𠮷田さんとの会議：とても長い題名です、"
	    "とても長い題名です、とても長い題名です", "Zoë \"O'Brien\""};
	const char *folder = getenv("CAREBOOK_ICAL_SAMPLES");
	struct ical_event e = meeting();
	int number = 0;
	size_t i;

	if (!folder || !*folder) {
		unit_skip("no folder for samples (CAREBOOK_ICAL_SAMPLES)");
		return;
	}
	for (i = 0; i < sizeof ZONES / sizeof *ZONES; i++) {
		int64_t until = at("2028-01-01T00:00:00Z");
		int64_t t = at("2026-01-10T01:30:00Z");
		struct zone_change change;

		e.zone = zone_find(ZONES[i]);
		for (; t < until; t += 1319 * 3600) {
			e.start = t;
			e.end = t + 5400;
			e.summary = summaries[number % 4];
			leave_sample(folder, number++, &e);
		}
		t = at("2026-01-01T00:00:00Z");
		while (zone_next_change(e.zone, t, until, &change)) {
			for (t = change.at - 7200; t < change.at + 5400;
			     t += 1800) {
				e.start = t;
				e.end = t + 900;
				leave_sample(folder, number++, &e);
			}
			t = change.at;
		}
		talloc_free_children(ctx);
	}
	CHECK(number > 100);
}

static int prepare(void)
{
	err_init();
	ctx = talloc_new(NULL);
	return 0;
}

static int tidy(void)
{
	TALLOC_FREE(ctx);
	return 0;
}

UNIT_MAIN_WITH("ical", prepare, tidy, UNIT(byte_by_byte), UNIT(methods),
          UNIT(no_length), UNIT(refused), UNIT(nasty_texts), UNIT(folding),
          UNIT(by_libical), UNIT(instants_by_libical), UNIT(zones),
          UNIT(odd_hours), UNIT(feed), UNIT(uids), UNIT(samples))
