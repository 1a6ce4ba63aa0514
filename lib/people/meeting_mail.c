/* Meetings: the mails about them, and their text for calendars.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "base/mem.h"
#include "notify/ical.h"
#include "notify/outbox.h"
#include "people/account.h"
#include "people/meeting.h"

/* What each kind of mail says. */
static const struct mail_words {
	const char *name, *subject, *opening;
	int method; /* of the calendar entry with it; -1: none */
} words[] = {
    [MEETING_INVITES] = {"invite", "Invitation", "you are invited to a meeting.",
			 ICAL_SEND_REQUEST},
    [MEETING_CHANGES] = {"change", "Changed",
			 "this meeting has changed. It is now as follows.",
			 ICAL_SEND_REQUEST},
    [MEETING_CANCELS] = {"cancel", "Cancelled",
			 "this meeting does not take place, or not with you.",
			 ICAL_SEND_CANCEL},
    [MEETING_REMINDS] = {"remind", "Reminder",
			 "a reminder of this meeting:", -1},
};

/* "Sydney time" */
static const char *place_of(const struct actor *a)
{
	const char *name = zone_name(a->zone), *slash = strrchr(name, '/');
	char *place = mem_strdup(a->pool, slash ? slash + 1 : name);

	for (char *p = place; *p; p++)
		if (*p == '_')
			*p = ' ';
	return place;
}

/* "Thursday 26 November 2026, 10:30 am to noon": a mail is read on any day, so
 * it never says "today". */
static const char *mail_when(const struct actor *a, int64_t start, int64_t end)
{
	struct wall from = zone_wall_from_utc(a->zone, start);
	struct wall to = zone_wall_from_utc(a->zone, end);
	char day[DATE_TEXT], t1[ZONE_TEXT], t2[ZONE_TEXT];

	return mem_printf(a->pool, "%s, %s to %s (%s time)",
			  date_format_long(from.date, day),
			  zone_format_time(from.minute, t1),
			  zone_format_time(to.minute, t2), place_of(a));
}

static const char *subject_when(const struct actor *a, int64_t start)
{
	struct wall from = zone_wall_from_utc(a->zone, start);
	char day[DATE_TEXT], time[ZONE_TEXT];

	return mem_printf(a->pool, "%s, %s",
			  date_format_short(from.date, 0, day),
			  zone_format_time(from.minute, time));
}

NEOERR *meeting_ical(const struct actor *a, int method,
		     const struct rows *m, const struct rows *all, char **out)
{
	struct ical_person *people =
	    mem_array(a->pool, all->n + 1, sizeof *people);
	struct ical_person organiser = {
	    .name = row_text(m, 0, "organiser"),
	    .email = row_text(m, 0, "organiser_email")};
	int64_t start = db_to_time(row_text(m, 0, "starts_at"));
	struct ical_event event = {
	    .uid = row_text(m, 0, "uid"),
	    .sequence = (int)row_int(m, 0, "sequence"),
	    .start = start,
	    .end = start + row_int(m, 0, "minutes") * 60,
	    .zone = a->zone,
	    .status = strcmp(row_text(m, 0, "state"), "cancelled")
			  ? ICAL_IS_CONFIRMED
			  : ICAL_IS_CANCELLED,
	    .summary = row_text(m, 0, "title"),
	    .location = row_text(m, 0, "place"),
	    .description = row_text(m, 0, "agenda"),
	    .organizer = &organiser,
	    .attendees = people,
	};
	struct ical_calendar calendar = {.method = (enum ical_method)method,
					 .now = a->now,
					 .events = &event,
					 .events_count = 1};

	for (size_t i = 0; i < all->n; i++) {
		const char *email = row_text(all, i, "email");

		if (*email)
			people[event.attendees_count++] = (struct ical_person){
			    .name = row_text(all, i, "name"), .email = email};
	}
	return nerr_pass(ical_write(a->pool, &calendar, out));
}

/* The entry for one person: of a cancellation they are the only attendee, since
 * who was taken off is not among the others any more. */
static NEOERR *entry(const struct actor *a, int method, const struct rows *m,
		     const struct rows *all, const char *name,
		     const char *email, char **out)
{
	static const char *names[] = {"name", "email"};
	const char *cells[] = {name, email};
	struct rows one = {.sql = all->sql, .n = 1, .columns = 2,
			   .names = names, .kinds = (char[]){'s', 's'},
			   .cells = cells};

	return nerr_pass(meeting_ical(
	    a, method, m, method == ICAL_SEND_CANCEL ? &one : all, out));
}

NEOERR *meeting_mail(const struct actor *a, enum meeting_mail what,
		     const struct rows *m, const struct rows *all,
		     const char *name, const char *email, int64_t account,
		     int64_t *n)
{
	const struct mail_words *w = &words[what];
	int64_t start = db_to_time(row_text(m, 0, "starts_at"));
	int64_t end = start + row_int(m, 0, "minutes") * 60;
	const char *reason = row_text(m, 0, "cancelled_reason");
	struct buf b = {.ctx = a->pool};
	char *calendar = NULL;
	struct rows facts;

	if (!*email)
		return STATUS_OK;
	TRY(agency_facts(a, &facts));
	if (w->method >= 0)
		TRY(entry(a, w->method, m, all, name, email, &calendar));
	buf_printf(&b, "Hello %s,\n\n%s\n\n", name, w->opening);
	buf_printf(&b, "What:  %s\nWhen:  %s\n", row_text(m, 0, "title"),
		   mail_when(a, start, end));
	if (*row_text(m, 0, "place"))
		buf_printf(&b, "Where: %s\n", row_text(m, 0, "place"));
	buf_printf(&b, "From:  %s\n", row_text(m, 0, "organiser"));
	if (what == MEETING_CANCELS && *reason)
		buf_printf(&b, "\nWhy: %s\n", reason);
	if (what != MEETING_CANCELS && *row_text(m, 0, "agenda"))
		buf_printf(&b, "\n%s\n", row_text(m, 0, "agenda"));
	if (calendar)
		buf_puts(&b, "\nThe entry for your calendar comes with this "
			     "mail.\n");
	buf_printf(&b, "\n-- \n%s\n%s\n", row_text(&facts, 0, "name"),
		   row_text(&facts, 0, "phone"));
	++*n;
	return nerr_pass(outbox_mail(
	    a->db, a->pool, a->now,
	    (struct mail){
		.to = email,
		.to_name = name,
		.account = account,
		.subject = mem_printf(a->pool, "%s: %s, %s", w->subject,
				      row_text(m, 0, "title"),
				      subject_when(a, start)),
		.body = buf_text(&b),
		.calendar = calendar,
		.method = !calendar			? NULL
			  : w->method == ICAL_SEND_CANCEL ? "CANCEL"
							  : "REQUEST",
		.about = "meeting",
		.about_id = row_int(m, 0, "id"),
	    }));
}
