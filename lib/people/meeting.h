/* Meetings about a provider: planned, moved, cancelled, held.
 * SPDX-License-Identifier: MIT
 *
 * Day and time are those on the wall at the agency's place; starts_at is the
 * instant that they mean (base/zone.h). Each meeting has one uid for its life
 * and a sequence that grows with every change that a calendar must know of, so
 * that the invitation in somebody's calendar moves instead of doubling.
 *
 * Mails go out by themselves, in the transaction of the change: an invitation
 * to who is added; the change to everybody when what, when, where or how long
 * changed; a cancellation to who is taken off, and to all when it is called
 * off. Whoever has no e-mail address is told by hand.
 */
#ifndef CAREBOOK_PEOPLE_MEETING_H
#define CAREBOOK_PEOPLE_MEETING_H

#include "people/record.h"

/* The first MEETING_COLUMNS are the record's; the others say who comes. */
enum meeting_field {
	MEETING_TITLE,
	MEETING_DATE,
	MEETING_TIME,
	MEETING_MINUTES,
	MEETING_PLACE,
	MEETING_AGENDA,
	MEETING_COLUMNS,
	MEETING_STAFF = MEETING_COLUMNS, /* account numbers with commas */
	MEETING_PEOPLE,			 /* person numbers with commas */
	MEETING_OTHERS,			 /* a line each: name, e-mail */
	MEETING_FIELDS
};
extern const struct field meeting_fields[MEETING_FIELDS];
extern const struct record meeting_record; /* planned ones only */

enum held_field { HELD_CAME, HELD_OUTCOME, HELD_MINUTES, HELD_RESTRICTED, HELD_FIELDS };
extern const struct field meeting_held_fields[HELD_FIELDS];

enum { MEETING_ATTENDEES_MAX = 100 };

/* What is wrong with a form's values (MEETING_FIELDS of them), in plain words,
 * or NULL; *field is where. A time that the clocks skip, somebody who is
 * nobody, a line that cannot be read. */
const char *meeting_wrong(const struct actor *a, const char *const *values,
			  int *field);

/* Plans one and invites. values as above, found right by meeting_wrong. */
NEOERR *meeting_add(const struct actor *a, int64_t provider,
		    const char *const *values, int64_t *id) MUST_CHECK;

/* Changes a planned one and tells who must know. *told: how many mails. */
NEOERR *meeting_save(const struct actor *a, struct record_of of,
		     int64_t version, const char *const *values,
		     int64_t *told) MUST_CHECK;

/* Its attendees as the form's three values. */
NEOERR *meeting_attendee_values(const struct actor *a, int64_t id,
				const char **values) MUST_CHECK;

/* Calls a planned one off; ERR_INVALID where it is not planned any more. */
NEOERR *meeting_cancel(const struct actor *a, int64_t provider, int64_t id,
		       const char *reason) MUST_CHECK;

/* It took place: who came (attendees' numbers with commas), the outcome; the
 * minutes become a note. Can be written again. ERR_INVALID before it begins. */
NEOERR *meeting_hold(const struct actor *a, int64_t provider, int64_t id,
		     const char *const *values) MUST_CHECK;

/* One of this provider's; ERR_NOT_FOUND. Columns of a list, and: agenda outcome
 * note_id uid sequence version cancelled_reason organiser_id organiser_email */
NEOERR *meeting_get(const struct actor *a, int64_t provider, int64_t id,
		    struct rows *out) MUST_CHECK;

/* Columns: id account_id person_id name email came face */
NEOERR *meeting_attendees(const struct actor *a, int64_t id,
			  struct rows *out) MUST_CHECK;

/* Lists: those to come, the next first; or those that are over or cancelled,
 * the latest first. Columns: id title starts_at minutes place state organiser
 * provider_id provider attendees */
enum { MEETING_PAGE = 25 };
NEOERR *meeting_list(const struct actor *a, int64_t provider, bool past,
		     int64_t offset, struct rows *out) MUST_CHECK;
/* Columns: coming past */
NEOERR *meeting_counts(const struct actor *a, int64_t provider,
		       struct rows *out) MUST_CHECK;

/* Those of today at the agency's place that this person organises or attends,
 * of providers that they may see. */
NEOERR *meeting_mine_today(const struct actor *a, struct rows *out) MUST_CHECK;

/* The provider's people of today, for the form. Columns: id name role email */
NEOERR *meeting_people(const struct actor *a, int64_t provider,
		       struct rows *out) MUST_CHECK;

/* "Thu 26 Nov, 10:30 am to noon" */
const char *meeting_when(const struct actor *a, const struct rows *r, size_t i);

/* The file for somebody's calendar. */
NEOERR *meeting_calendar(const struct actor *a, int64_t provider, int64_t id,
			 char **out) MUST_CHECK;

/* Mails a reminder for each meeting that begins within the setting
 * meeting.remind_hours, once; *n counts the meetings. Each is a transaction of
 * its own. */
NEOERR *meeting_remind(const struct actor *a, int64_t *n) MUST_CHECK;

/* --- meeting_mail.c ------------------------------------------------------ */

enum meeting_mail {
	MEETING_INVITES,
	MEETING_CHANGES,
	MEETING_CANCELS,
	MEETING_REMINDS,
};

/* Mails one attendee; nothing where there is no address. meeting: a row of
 * meeting_get; all: of meeting_attendees. *n goes up by one for a mail. */
NEOERR *meeting_mail(const struct actor *a, enum meeting_mail what,
		     const struct rows *meeting, const struct rows *all,
		     const char *name, const char *email, int64_t account,
		     int64_t *n) MUST_CHECK;

/* The iCalendar text of it; method as of notify/ical.h. */
NEOERR *meeting_ical(const struct actor *a, int method,
		     const struct rows *meeting, const struct rows *all,
		     char **out) MUST_CHECK;

#endif
