/* Meetings: a profile's section, one meeting, and its forms.
 * SPDX-License-Identifier: MIT */
#include "people/meeting.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/text.h"
#include "forms/filing.h"
#include "pages.h"
#include "people/staff.h"

const struct field meeting_reason[1] = {
    {.name = "reason", .label = "Why", .max = 500,
     .hint = "Everyone who is invited gets this by e-mail"},
};

static const char *meeting_url(struct req *r, int64_t id, const char *what)
{
	return req_url(r, "%s/%" PRId64 "%s", profile_url(r, "meetings"), id,
		       what);
}

/* Over, and nobody wrote down what came of it. */
static bool is_waiting(struct req *r, const struct rows *rows, size_t i)
{
	return !strcmp(row_text(rows, i, "state"), "planned") &&
	       db_to_time(row_text(rows, i, "starts_at")) < r->actor.now;
}

void meeting_show(struct req *r, const char *at, const struct rows *rows,
		  size_t i)
{
	const char *state = row_text(rows, i, "state");

	data_row(r, at, rows, i);
	data_f(r, "%s.when=%s", at, meeting_when(&r->actor, rows, i));
	data_f(r, "%s.href=/profiles/providers/%" PRId64 "/meetings/%" PRId64, at,
	       row_int(rows, i, "provider_id"), row_int(rows, i, "id"));
	data_f(r, "%s.who=%s", at,
	       text_count(r->pool, row_int(rows, i, "attendees"), "person",
			  "people"));
	if (is_waiting(r, rows, i)) {
		data_f(r, "%s.Chip.tone=warn", at);
		data_f(r, "%s.Chip.icon=%s", at, "pencil-square");
		data_f(r, "%s.Chip.text=Outcome missing", at);
	} else if (!strcmp(state, "held")) {
		data_f(r, "%s.Chip.tone=ok", at);
		data_f(r, "%s.Chip.icon=%s", at, "check-lg");
		data_f(r, "%s.Chip.text=Held", at);
	} else if (!strcmp(state, "cancelled")) {
		data_f(r, "%s.Chip.tone=stone", at);
		data_f(r, "%s.Chip.icon=%s", at, "x-octagon");
		data_f(r, "%s.Chip.text=Cancelled", at);
	} else {
		data_f(r, "%s.Chip.tone=info", at);
		data_f(r, "%s.Chip.icon=%s", at, "calendar-event");
		data_f(r, "%s.Chip.text=Planned", at);
	}
}

NEOERR *meeting_section_page(struct req *r)
{
	int64_t provider = req_provider(r)->id;
	int64_t offset = list_offset(r, MEETING_PAGE);
	bool past = !strcmp(req_query(r, "show"), "past");
	const char *base = profile_url(r, "meetings"),
		   *over = req_url(r, "%s?show=past", base);
	struct rows rows, counts;
	size_t n;

	TRY(profile_frame(r, "meetings"));
	TRY(meeting_list(&r->actor, provider, past, offset, &rows));
	TRY(meeting_counts(&r->actor, provider, &counts));
	list_tab(r, 0, "To come", base, row_int(&counts, 0, "coming"), INT64_MAX,
		 !past);
	list_tab(r, 1, "Past", over, row_int(&counts, 0, "past"), INT64_MAX,
		 past);
	n = list_pager(r, past ? over : base, &rows, MEETING_PAGE, offset,
		       row_int(&counts, 0, past ? "past" : "coming"),
		       INT64_MAX);
	for (size_t i = 0; i < n; i++)
		meeting_show(r, mem_printf(r->pool, "Meetings.%zu", i), &rows,
			     i);
	data_set(r, "Show", past ? "past" : "coming");
	if (actor_may(&r->actor, RIGHT_MEETING_EDIT))
		data_set(r, "Add.href", req_url(r, "%s/add", base));
	return STATUS_OK;
}

static void show_came(struct req *r, const char *at, const char *came)
{
	if (!strcmp(came, "yes")) {
		data_f(r, "%s.Came.tone=ok", at);
		data_f(r, "%s.Came.icon=%s", at, "check-lg");
		data_f(r, "%s.Came.text=Came", at);
	} else if (!strcmp(came, "no")) {
		data_f(r, "%s.Came.tone=stone", at);
		data_f(r, "%s.Came.icon=%s", at, "x-lg");
		data_f(r, "%s.Came.text=Did not come", at);
	}
}

NEOERR *meeting_page(struct req *r)
{
	int64_t provider = req_provider(r)->id, id = r->id[1];
	struct rows m, all;
	bool planned, begun;

	TRY(meeting_get(&r->actor, provider, id, &m));
	TRY(meeting_attendees(&r->actor, id, &all));
	TRY(profile_frame(r, "meetings"));
	profile_crumb(r, "meetings", row_text(&m, 0, "title"));
	meeting_show(r, "Meeting", &m, 0);
	for (size_t i = 0; i < all.n; i++) {
		const char *at = mem_printf(r->pool, "Who.%zu", i);

		data_f(r, "%s.name=%s", at, row_text(&all, i, "name"));
		if (row_int(&all, i, "account_id") ||
		    actor_may(&r->actor, RIGHT_PERSON_VIEW))
			data_f(r, "%s.what=%s", at,
			       *row_text(&all, i, "email")
				   ? row_text(&all, i, "email")
				   : "No e-mail: tell them yourself");
		if (row_int(&all, i, "face"))
			data_f(r, "%s.face=%02d", at,
			       (int)row_int(&all, i, "face"));
		else
			data_f(r, "%s.icon=%s", at, "person");
		show_came(r, at, row_text(&all, i, "came"));
	}
	data_set(r, "Meeting.ics", meeting_url(r, id, "/meeting.ics"));
	if (row_int(&m, 0, "note_id") && actor_may(&r->actor, RIGHT_NOTE_VIEW))
		data_f(r, "Meeting.note=%s/%" PRId64, profile_url(r, "notes"),
		       row_int(&m, 0, "note_id"));
	TRY(forms_about(
	    r, &(struct filed_filter){.provider = provider, .meeting = id},
	    req_url(r, "/forms/providers/%" PRId64 "/start?meeting=%" PRId64,
		    provider, id),
	    profile_url(r, "forms")));
	if (!actor_may(&r->actor, RIGHT_MEETING_EDIT))
		return STATUS_OK;
	planned = !strcmp(row_text(&m, 0, "state"), "planned");
	begun = db_to_time(row_text(&m, 0, "starts_at")) <= r->actor.now;
	if (planned) {
		data_set(r, "Meeting.edit", meeting_url(r, id, "/edit"));
		data_set(r, "Meeting.cancel", meeting_url(r, id, "/cancel"));
	}
	if (begun && strcmp(row_text(&m, 0, "state"), "cancelled"))
		data_set(r, "Meeting.outcome_href", meeting_url(r, id, "/outcome"));
	return STATUS_OK;
}

NEOERR *meeting_file(struct req *r)
{
	char *text;

	TRY(meeting_calendar(&r->actor, req_provider(r)->id, r->id[1], &text));
	buf_puts(&r->body, text);
	answer_file(r, "text/calendar; charset=utf-8", "meeting.ics");
	return STATUS_OK;
}

/* --- planning and changing --------------------------------------------------- */

/* Whom one can invite; somebody who is invited already and is not there any
 * more stays to be chosen. */
static void offer_list(struct req *r, int field, const struct rows *rows,
		       bool people, const struct rows *now, const char *column)
{
	for (size_t i = 0; i < rows->n; i++) {
		const char *name = row_text(rows, i, "name");

		if (people && *row_text(rows, i, "role"))
			name = mem_printf(r->pool, "%s, %s", name,
					  row_text(rows, i, "role"));
		if (people && !*row_text(rows, i, "email"))
			name = mem_printf(r->pool, "%s (no e-mail)", name);
		form_option(r, field, row_text(rows, i, "id"), name);
	}
	for (size_t i = 0; now && i < now->n; i++) {
		const char *id = row_text(now, i, column);
		bool listed = !*id;

		for (size_t j = 0; j < rows->n; j++)
			listed |= !strcmp(row_text(rows, j, "id"), id);
		if (!listed)
			form_option(r, field, id, row_text(now, i, "name"));
	}
}

static NEOERR *offer(struct req *r, const struct rows *now)
{
	struct rows staff, people;

	TRY(staff_list(&r->actor, 0, &staff));
	offer_list(r, MEETING_STAFF, &staff, false, now, "account_id");
	if (!actor_may(&r->actor, RIGHT_PERSON_VIEW)) {
		form_hide(r, MEETING_PEOPLE);
		return STATUS_OK;
	}
	TRY(meeting_people(&r->actor, req_provider(r)->id, &people));
	offer_list(r, MEETING_PEOPLE, &people, true, now, "person_id");
	if (!people.n && !now)
		form_hide(r, MEETING_PEOPLE);
	return STATUS_OK;
}

NEOERR *meeting_add_page(struct req *r)
{
	form_set(r, MEETING_MINUTES, "60");
	form_set_int(r, MEETING_STAFF, r->actor.account);
	form_set(r, MEETING_PEOPLE, "");
	TRY(offer(r, NULL));
	profile_form(r, "meetings", "Plan a meeting", "Plan it and invite");
	form_intro(r, "Everyone with an e-mail address gets an invitation for "
		      "their calendar.");
	return STATUS_OK;
}

static NEOERR *check(struct req *r)
{
	int field;
	const char *wrong = meeting_wrong(&r->actor, form_values(r), &field);

	return wrong ? form_refuse(r, field, "%s", wrong) : STATUS_OK;
}

NEOERR *meeting_add_post(struct req *r)
{
	int64_t id;

	TRY(check(r));
	TRY(meeting_add(&r->actor, req_provider(r)->id, form_values(r), &id));
	answer_flash(r, "ok", "The meeting is planned. Invitations are on "
			      "their way.", NULL, NULL);
	return answer_go(r, meeting_url(r, id, ""));
}

NEOERR *meeting_edit_page(struct req *r)
{
	const char *values[MEETING_FIELDS];
	struct rows all;
	int64_t version;

	TRY(record_load(&r->actor, &meeting_record, profile_record(r), values,
			&version));
	TRY(meeting_attendee_values(&r->actor, r->id[1], values));
	TRY(meeting_attendees(&r->actor, r->id[1], &all));
	TRY(offer(r, &all));
	form_set_record(r, values, version);
	profile_form(r, "meetings", "Change the meeting", "Save and tell everyone");
	form_intro(r, "Where something changes, everyone gets a mail that moves "
		      "the entry in their calendar.");
	return STATUS_OK;
}

NEOERR *meeting_edit_post(struct req *r)
{
	int64_t told;

	TRY(check(r));
	TRY(meeting_save(&r->actor, profile_record(r), form_version(r),
			 form_values(r), &told));
	answer_flash(r, "ok",
		     told ? mem_printf(r->pool, "The meeting is saved. %s on "
					       "the way.",
				       text_count(r->pool, told,
						  "mail is", "mails are"))
			  : "The meeting is saved.",
		     NULL, NULL);
	return answer_go(r, meeting_url(r, r->id[1], ""));
}

NEOERR *meeting_cancel_page(struct req *r)
{
	struct rows m;

	TRY(meeting_get(&r->actor, req_provider(r)->id, r->id[1], &m));
	if (strcmp(row_text(&m, 0, "state"), "planned"))
		return nerr_raise(ERR_INVALID, "This meeting is not planned "
					       "any more.");
	profile_form(r, "meetings", "Cancel the meeting", "Cancel the meeting");
	form_danger(r);
	form_intro(r, "“%s”, %s. Everyone who is invited gets a mail that takes "
		      "it out of their calendar.",
		   row_text(&m, 0, "title"), meeting_when(&r->actor, &m, 0));
	return STATUS_OK;
}

NEOERR *meeting_cancel_post(struct req *r)
{
	TRY(meeting_cancel(&r->actor, req_provider(r)->id, r->id[1],
			   form_text(r, 0)));
	answer_flash(r, "ok", "The meeting is cancelled.", NULL, NULL);
	return answer_go(r, meeting_url(r, r->id[1], ""));
}

NEOERR *meeting_outcome_page(struct req *r)
{
	struct buf came = {.ctx = r->pool};
	struct rows m, all;

	TRY(meeting_get(&r->actor, req_provider(r)->id, r->id[1], &m));
	TRY(meeting_attendees(&r->actor, r->id[1], &all));
	form_options(r, HELD_CAME, &all, "id", "name");
	for (size_t i = 0; i < all.n; i++)
		if (strcmp(row_text(&all, i, "came"), "no"))
			buf_printf(&came, "%s%s", came.len ? "," : "",
				   row_text(&all, i, "id"));
	form_set(r, HELD_CAME, buf_text(&came));
	form_set(r, HELD_OUTCOME, row_text(&m, 0, "outcome"));
	if (!all.n)
		form_hide(r, HELD_CAME);
	if (!actor_may(&r->actor, RIGHT_NOTE_EDIT)) {
		form_hide(r, HELD_MINUTES);
		form_hide(r, HELD_RESTRICTED);
	}
	profile_form(r, "meetings", "What came of it", "Save");
	form_intro(r, "“%s”, %s", row_text(&m, 0, "title"),
		   meeting_when(&r->actor, &m, 0));
	if (row_int(&m, 0, "note_id"))
		form_hint(r, HELD_MINUTES, "There are minutes already, as a "
					   "note. What you write here becomes "
					   "another note.");
	return STATUS_OK;
}

NEOERR *meeting_outcome_post(struct req *r)
{
	TRY(meeting_hold(&r->actor, req_provider(r)->id, r->id[1],
			 form_values(r)));
	answer_flash(r, "ok", "The outcome is saved.", NULL, NULL);
	return answer_go(r, meeting_url(r, r->id[1], ""));
}
