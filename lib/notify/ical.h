/* iCalendar: meetings and visits as text that calendars understand (RFC 5545,
 * and RFC 5546 for what may be sent with which method).
 * SPDX-License-Identifier: MIT
 *
 * One VCALENDAR is written whole, CRLF at the end of each line, folded at 75
 * octets between characters. Texts may hold anything: what would end a line or
 * a value is escaped, control characters are left out, bytes that are not
 * UTF-8 become U+FFFD.
 *
 * What makes a calendar move an entry instead of adding a second one:
 *   - uid is made once (ical_new_uid), kept with the record, and sent
 *     unchanged in the invitation, each change and the cancellation;
 *   - sequence goes up by one with each change that is sent, the
 *     cancellation included.
 *
 * Times are written on the wall clock of the event's zone, with a VTIMEZONE of
 * our own: libical's has all of history since 1895 and a name that no other
 * program knows. Ours has one STANDARD and, where there is daylight saving, one
 * DAYLIGHT part that repeat every year from 1970 by the rule which holds
 * around the events; Outlook takes no other form. Where the years around do
 * not follow one rule, the changes themselves are listed. A reading that comes
 * twice in autumn means the first by the RFC, and the second to libical and to
 * ical.js: an event that starts or ends in such an hour is written in UTC.
 */
#ifndef CAREBOOK_NOTIFY_ICAL_H
#define CAREBOOK_NOTIFY_ICAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/zone.h"

enum ical_method {
	ICAL_SEND_REQUEST, /* an invitation, or a change of it */
	ICAL_SEND_CANCEL,  /* it does not take place */
	ICAL_SEND_PUBLISH, /* for information: a feed, a file to import */
	ICAL_SEND__MAX
};

enum ical_status {
	ICAL_IS_CONFIRMED,
	ICAL_IS_TENTATIVE,
	ICAL_IS_CANCELLED,
	ICAL_IS__MAX
};

enum ical_answer {
	ICAL_HAS_NOT_ANSWERED,
	ICAL_HAS_ACCEPTED,
	ICAL_HAS_DECLINED,
	ICAL_MAY_COME,
	ICAL_ANSWER__MAX
};

struct ical_person {
	const char *name;  /* may be NULL */
	const char *email; /* an address as in mail, "x@example.org" */
	bool optional;     /* need not come */
	enum ical_answer answer;
};

/* Everything is borrowed for the call. Texts may be NULL or empty (then they
 * are left out) but for uid and summary. */
struct ical_event {
	const char *uid;
	int sequence;       /* 0 at first */
	int64_t start, end; /* instants; end == start: no length is stated */
	const struct zone *zone;
	enum ical_status status; /* under ICAL_SEND_CANCEL always cancelled */
	const char *summary;
	const char *location;
	const char *description; /* may have several lines */
	const char *url;         /* where it can be looked at */
	bool private;            /* not for those who may see the calendar */
	const struct ical_person *organizer;
	const struct ical_person *attendees; /* not sent when publishing */
	size_t attendees_count;
};

struct ical_calendar {
	enum ical_method method;
	int64_t now;      /* when this text is made: clock_now() */
	const char *name; /* the name of a feed, or NULL */
	const struct ical_event *events;
	size_t events_count; /* exactly 1 unless publishing */
};

/* Writes the calendar; *out belongs to ctx. ERR_INVALID, with the reason, where
 * something is missing or impossible: no uid, summary or zone, an end before
 * the start, an address that is none, an invitation without organiser or
 * attendees. */
NEOERR *ical_write(const void *ctx, const struct ical_calendar *calendar,
                   char **out) MUST_CHECK;

/* A uid that nobody has yet, below 80 characters; belongs to ctx. */
const char *ical_new_uid(const void *ctx);

/* "text/calendar; charset=utf-8; method=REQUEST". Static. */
const char *ical_content_type(enum ical_method method);

#endif
