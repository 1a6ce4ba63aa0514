/* Who looks after a provider: the history of it, assigning, changing, ending
 * (A6).
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "base/text.h"
#include "pages.h"
#include "people/staff.h"

NEOERR *staff_page(struct req *r)
{
	bool may = actor_may(&r->actor, RIGHT_PROVIDER_ASSIGN);
	size_t now = 0, past = 0;
	struct rows rows;
	char today[DATE_TEXT];

	TRY(profile_frame(r, "summary"));
	profile_crumb(r, "summary", "Looked after by");
	TRY(assignment_list(&r->actor, req_provider(r)->id, &rows));
	date_format_iso(date_from_days(r->actor.today), today);
	for (size_t i = 0; i < rows.n; i++) {
		const char *until = row_text(&rows, i, "until_date");
		bool over = *until && strcmp(until, today) < 0;
		const char *at =
		    over ? mem_printf(r->pool, "Past.%zu", past++)
			 : mem_printf(r->pool, "Staff.%zu", now++);

		data_f(r, "%s.name=%s", at, row_text(&rows, i, "name"));
		data_f(r, "%s.title=%s", at, row_text(&rows, i, "title"));
		data_f(r, "%s.face=%02d", at,
		       (int)row_int(&rows, i, "face") ?: 1);
		data_f(r, "%s.what=%s", at,
		       staff_words(r, row_text(&rows, i, "role"),
				   row_text(&rows, i, "from_date"), until,
				   row_text(&rows, i, "reason")));
		if (may && !over)
			data_f(r, "%s.href=%s", at,
			       profile_url(r, mem_printf(r->pool,
							 "staff/%s/edit",
							 row_text(&rows, i,
								  "id"))));
	}
	if (may)
		data_set(r, "Staff_add", profile_url(r, "staff/add"));
	return STATUS_OK;
}

static NEOERR *offer(struct req *r, int64_t also, const char *title,
		     const char *submit)
{
	struct rows staff;

	TRY(staff_list(&r->actor, also, &staff));
	form_option(r, ASSIGNMENT_F_ACCOUNT, "", "Choose");
	form_options(r, ASSIGNMENT_F_ACCOUNT, &staff, "id", "name");
	profile_form(r, "staff", title, submit);
	return STATUS_OK;
}

static NEOERR *check(struct req *r)
{
	int field;
	const char *words = assignment_wrong(form_values(r), &field);

	if (words)
		return nerr_pass(form_refuse(r, field, "%s", words));
	return STATUS_OK;
}

NEOERR *staff_add_page(struct req *r)
{
	char today[DATE_TEXT];

	TRY(offer(r, 0, "Assign somebody", "Assign"));
	form_intro(r, "A new case lead takes over from the one before, whose "
		      "time ends the day before.");
	form_set(r, ASSIGNMENT_F_ROLE, "lead");
	form_set(r, ASSIGNMENT_F_FROM,
		 mem_strdup(r->pool,
			    date_format_iso(date_from_days(r->actor.today),
					    today)));
	return STATUS_OK;
}

NEOERR *staff_add_post(struct req *r)
{
	int64_t id;

	TRY(check(r));
	TRY(assignment_add(&r->actor, req_provider(r)->id, form_values(r),
			   &id));
	answer_flash(r, "ok", "Assigned.", NULL, NULL);
	return answer_go(r, profile_url(r, "staff"));
}

NEOERR *staff_edit_page(struct req *r)
{
	const char *values[ASSIGNMENT_FIELDS];
	int64_t version, also = 0;

	TRY(record_load(&r->actor, &assignment_record, profile_record(r),
			values, &version));
	text_int(values[ASSIGNMENT_F_ACCOUNT], 1, INT64_MAX, &also);
	TRY(offer(r, also, "Change or end", "Save"));
	form_intro(r, "To end it, write down the last day. It stays in the "
		      "history.");
	form_set_record(r, values, version);
	return STATUS_OK;
}

NEOERR *staff_edit_post(struct req *r)
{
	TRY(check(r));
	TRY(assignment_save(&r->actor, req_provider(r)->id, r->id[1],
			    form_version(r), form_values(r)));
	answer_flash(r, "ok", "Saved.", NULL, NULL);
	return answer_go(r, profile_url(r, "staff"));
}
