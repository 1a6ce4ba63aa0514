/* My work: what waits for whoever signs in.
 * SPDX-License-Identifier: MIT */
#include "people/today.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/text.h"
#include "pages.h"
#include "people/credential.h"
#include "people/incident.h"
#include "people/meeting.h"
#include "people/task.h"
#include "people/workflow.h"

static const char *greeting(int minute)
{
	return minute < 12 * 60	  ? "Good morning"
	       : minute < 18 * 60 ? "Good afternoon"
				  : "Good evening";
}

static void greet(struct req *r)
{
	struct wall now = zone_wall_from_utc(r->actor.zone, r->actor.now);
	const char *name = r->actor.name;
	char day[DATE_TEXT];

	data_f(r, "Today.greeting=%s, %s", greeting(now.minute),
	       mem_strndup(r->pool, name, strcspn(name, " ")));
	data_set(r, "Today.day", date_format_long(now.date, day));
	page_title(r, "Today");
}

static NEOERR *show_tasks(struct req *r)
{
	struct rows rows;
	struct today_counts counts;
	int64_t late = 0;

	TRY(task_mine_due(&r->actor, &rows));
	TRY(today_count(&r->actor, &counts));
	for (size_t i = 0; i < rows.n; i++) {
		const char *at = mem_printf(r->pool, "Tasks.%zu", i);
		struct date due = DATE_NONE;

		task_show(r, at, &rows, i);
		date_parse_iso(row_text(&rows, i, "due"), &due);
		late += date_to_days(due) < r->actor.today;
	}
	data_int(r, "TasksN.all", counts.tasks);
	if (late)
		data_set(r, "TasksN.tone", "bad");
	if (counts.tasks > (int64_t)rows.n)
		data_f(r, "TasksN.more=%" PRId64 " more",
		       counts.tasks - (int64_t)rows.n);
	return STATUS_OK;
}

static NEOERR *show_meetings(struct req *r)
{
	struct rows rows;

	TRY(meeting_mine_today(&r->actor, &rows));
	for (size_t i = 0; i < rows.n; i++)
		meeting_show(r, mem_printf(r->pool, "Meetings.%zu", i), &rows,
			     i);
	if (rows.n)
		data_int(r, "MeetingsN.all", (int64_t)rows.n);
	return STATUS_OK;
}

static NEOERR *show_incidents(struct req *r)
{
	struct today_counts counts;
	struct rows rows;

	TRY(today_incidents(&r->actor, &rows));
	TRY(today_count(&r->actor, &counts));
	for (size_t i = 0; i < rows.n; i++) {
		const char *at = mem_printf(r->pool, "Incidents.%zu", i);
		struct incident_words w = incident_clock_words(
		    &r->actor, db_to_time(row_text(&rows, i, "due_at")), 0);

		data_row(r, at, &rows, i);
		data_f(r, "%s.href=/profiles/providers/%" PRId64
			  "/history/%" PRId64,
		       at, row_int(&rows, i, "provider_id"),
		       row_int(&rows, i, "id"));
		data_f(r, "%s.Chip.tone=%s", at, w.tone);
		data_f(r, "%s.Chip.icon=%s", at, w.icon);
		data_f(r, "%s.Chip.text=%s", at, w.text);
	}
	if (counts.incidents)
		data_int(r, "IncidentsN.all", counts.incidents);
	return STATUS_OK;
}

static NEOERR *show_expiring(struct req *r)
{
	struct rows rows;
	int64_t mine;

	TRY(today_providers(&r->actor, &mine));
	TRY(today_expiring(&r->actor, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const char *at = mem_printf(r->pool, "Expiring.%zu", i);
		bool licence = !strcmp(row_text(&rows, i, "what"), "licence");
		struct date last = DATE_NONE;
		struct credential_words w;

		date_parse_iso(row_text(&rows, i, "expires"), &last);
		w = credential_words(&r->actor,
				     date_to_days(last) < r->actor.today
					 ? CREDENTIAL_EXPIRED
					 : CREDENTIAL_SOON,
				     date_to_days(last));
		data_row(r, at, &rows, i);
		data_f(r, "%s.Chip.tone=%s", at, w.tone);
		data_f(r, "%s.Chip.icon=%s", at, w.icon);
		data_f(r, "%s.Chip.text=%s", at, w.text);
		if (row_int(&rows, i, "person_id"))
			data_f(r, "%s.href=/profiles/providers/%" PRId64
				  "/people/%" PRId64,
			       at, row_int(&rows, i, "provider_id"),
			       row_int(&rows, i, "person_id"));
		else
			data_f(r, "%s.href=/profiles/providers/%" PRId64 "%s", at,
			       row_int(&rows, i, "provider_id"),
			       licence ? "/licence" : "/people");
	}
	if (rows.n)
		data_int(r, "ExpiringN.all", (int64_t)rows.n);
	if (!mine)
		data_set(r, "ExpiringN.none", "1");
	return STATUS_OK;
}

static NEOERR *show_steps(struct req *r)
{
	struct rows rows;
	size_t n;

	TRY(workflow_waiting(&r->actor, &rows));
	n = rows.n < TODAY_ROWS ? rows.n : TODAY_ROWS;
	for (size_t i = 0; i < n; i++) {
		const char *at = mem_printf(r->pool, "Steps.%zu", i);
		struct date due = DATE_NONE;

		data_row(r, at, &rows, i);
		data_f(r, "%s.href=/profiles/providers/%" PRId64
			  "/workflows/%" PRId64,
		       at, row_int(&rows, i, "provider_id"),
		       row_int(&rows, i, "workflow_id"));
		if (date_parse_iso(row_text(&rows, i, "due"), &due) &&
		    date_to_days(due) < r->actor.today)
			data_f(r, "%s.late=1", at);
	}
	if (rows.n)
		data_int(r, "StepsN.all", (int64_t)rows.n);
	return STATUS_OK;
}

static NEOERR *show_drafts(struct req *r)
{
	struct rows rows;

	TRY(today_drafts(&r->actor, &rows));
	data_rows(r, "Drafts", &rows);
	if (rows.n)
		data_int(r, "DraftsN.all", (int64_t)rows.n);
	return STATUS_OK;
}

NEOERR *today_page(struct req *r)
{
	greet(r);
	if (actor_may(&r->actor, RIGHT_TASK_VIEW))
		TRY(show_tasks(r));
	if (actor_may(&r->actor, RIGHT_MEETING_VIEW))
		TRY(show_meetings(r));
	if (actor_may(&r->actor, RIGHT_INCIDENT_VIEW))
		TRY(show_incidents(r));
	if (actor_may(&r->actor, RIGHT_LICENCE_VIEW) ||
	    actor_may(&r->actor, RIGHT_PERSON_VIEW))
		TRY(show_expiring(r));
	if (actor_may(&r->actor, RIGHT_WORKFLOW_RUN))
		TRY(show_steps(r));
	if (actor_may(&r->actor, RIGHT_PROVIDER_DRAFT) &&
	    actor_may(&r->actor, RIGHT_PROVIDER_EDIT))
		TRY(show_drafts(r));
	return STATUS_OK;
}
