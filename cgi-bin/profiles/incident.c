/* The History section: incidents, and the list of all of them.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "pages.h"
#include "web/attached.h"
#include "people/incident.h"

enum { LIST_WHICH, LIST_PAGE, LIST_FIELDS };
static const struct choice which_choices[] = {
    {"open", "Open"},	  {"clock", "Clock runs"}, {"closed", "Closed"},
    {"all", "All"},	  {NULL, NULL},
};
const struct field incident_list_fields[2] = {
    [LIST_WHICH] = {.name = "which",
		    .label = "Which",
		    .type = FIELD_SELECT,
		    .choices = which_choices},
    [LIST_PAGE] = {.name = "page", .label = "Page", .type = FIELD_NUMBER, .max = 10000},
};
enum { TOLD_ON, TOLD_TIME };
const struct field incident_told_fields[2] = {
    [TOLD_ON] = {.name = "told_on",
		 .label = "Day they were told",
		 .type = FIELD_DATE,
		 .flags = FIELD_REQUIRED | FIELD_PAST},
    [TOLD_TIME] = {.name = "told_time",
		   .label = "Time",
		   .type = FIELD_TIME,
		   .flags = FIELD_REQUIRED},
};
enum { CLOSE_OUTCOME };
const struct field incident_close_fields[1] = {
    [CLOSE_OUTCOME] = {.name = "outcome",
		       .label = "Outcome",
		       .type = FIELD_LONGTEXT,
		       .flags = FIELD_REQUIRED,
		       .max = 20000,
		       .hint = "What was found, what changes, who was told"},
};

static const char *incident_url(struct req *r, int64_t provider, int64_t id)
{
	return req_url(r, "/profiles/providers/%" PRId64 "/history/%" PRId64,
		       provider, id);
}

static void show_words(struct req *r, const char *at, const char *what,
		       struct incident_words w)
{
	data_f(r, "%s.%s.tone=%s", at, what, w.tone);
	data_f(r, "%s.%s.icon=%s", at, what, w.icon);
	data_f(r, "%s.%s.text=%s", at, what, w.text);
}

static void show_incident(struct req *r, const char *at,
			  const struct rows *rows, size_t i)
{
	data_row(r, at, rows, i);
	data_f(r, "%s.href=%s", at,
	       incident_url(r, row_int(rows, i, "provider_id"),
			    row_int(rows, i, "id")));
	data_f(r, "%s.provider_href=/profiles/providers/%s", at,
	       row_text(rows, i, "provider_id"));
	show_words(r, at, "chip", incident_state_words(row_text(rows, i, "state")));
	show_words(r, at, "grade",
		   incident_severity_words(row_text(rows, i, "severity")));
	show_words(r, at, "clock",
		   incident_clock_words(
		       &r->actor, db_to_time(row_text(rows, i, "due_at")),
		       db_to_time(row_text(rows, i, "notified_at"))));
}

static void show_list(struct req *r, const struct rows *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		show_incident(r, mem_printf(r->pool, "Incidents.%zu", i), rows,
			      i);
}

NEOERR *incidents_page(struct req *r)
{
	const char *which = form_text(r, LIST_WHICH);
	int64_t page = form_int(r, LIST_PAGE);
	struct rows rows;

	if (!*which)
		which = "open";
	TRY(incident_list_all(&r->actor, which, page, &rows));
	page_title(r, "Incidents");
	for (size_t i = 0; which_choices[i].value; i++) {
		data_f(r, "Tabs.%zu.label=%s", i, which_choices[i].label);
		data_f(r, "Tabs.%zu.href=/profiles/incidents?which=%s", i,
		       which_choices[i].value);
		if (!strcmp(which, which_choices[i].value))
			data_f(r, "Tabs.%zu.current=1", i);
	}
	show_list(r, &rows);
	if (page)
		data_f(r, "Pager.prev=/profiles/incidents?which=%s&page=%" PRId64,
		       which, page - 1);
	if (rows.n == 50)
		data_f(r, "Pager.next=/profiles/incidents?which=%s&page=%" PRId64,
		       which, page + 1);
	return STATUS_OK;
}

NEOERR *history_page(struct req *r)
{
	struct rows rows;

	TRY(profile_frame(r, "history"));
	TRY(incident_list(&r->actor, req_provider(r)->id, &rows));
	show_list(r, &rows);
	data_f(r, "Add.href=%s/add", profile_url(r, "history"));
	if (actor_may(&r->actor, RIGHT_INCIDENT_EDIT))
		profile_action(r,
			       req_url(r, "%s/add", profile_url(r, "history")),
			       "plus-lg", "Report an incident", true);
	return STATUS_OK;
}

NEOERR *incident_page(struct req *r)
{
	const char *url = incident_url(r, req_provider(r)->id, r->id[1]);
	struct rows rows;

	TRY(profile_frame(r, "history"));
	TRY(incident_get(&r->actor, req_provider(r)->id, r->id[1], &rows));
	show_incident(r, "Incident", &rows, 0);
	TRY(profile_from_form(r, "incident", r->id[1]));
	TRY(attached_card(r, "incident", r->id[1]));
	data_f(r, "Incident.back=%s", profile_url(r, "history"));
	if (!actor_may(&r->actor, RIGHT_INCIDENT_EDIT))
		return STATUS_OK;
	data_f(r, "Incident.edit=%s/edit", url);
	if (!row_null(&rows, 0, "due_at") && row_null(&rows, 0, "notified_at"))
		data_f(r, "Incident.told=%s/told", url);
	if (strcmp(row_text(&rows, 0, "state"), "closed"))
		data_f(r, "Incident.close=%s/close", url);
	else
		data_f(r, "Incident.reopen=%s/reopen", url);
	if (!strcmp(row_text(&rows, 0, "state"), "open"))
		data_f(r, "Incident.review=%s/review", url);
	return STATUS_OK;
}

static NEOERR *offer_choices(struct req *r)
{
	struct rows kinds, clients;

	TRY(incident_kinds(&r->actor, &kinds));
	form_option(r, INCIDENT_KIND, "", "Choose");
	for (size_t i = 0; i < kinds.n; i++)
		form_option(r, INCIDENT_KIND, row_text(&kinds, i, "id"),
			    mem_printf(r->pool, "%s: %s",
				       row_text(&kinds, i, "scheme"),
				       row_text(&kinds, i, "name")));
	if (!actor_may(&r->actor, RIGHT_CLIENT_VIEW)) {
		form_hide(r, INCIDENT_CLIENT);
		return STATUS_OK;
	}
	TRY(incident_clients(&r->actor, req_provider(r)->id, &clients));
	form_option(r, INCIDENT_CLIENT, "", "Nobody in particular");
	form_options(r, INCIDENT_CLIENT, &clients, "id", "name");
	return STATUS_OK;
}

NEOERR *incident_add_page(struct req *r)
{
	struct wall now = zone_wall_from_utc(r->actor.zone, r->actor.now);
	char today[DATE_TEXT];

	date_format_iso(now.date, today);
	TRY(offer_choices(r));
	form_set(r, INCIDENT_HAPPENED_ON, mem_strdup(r->pool, today));
	form_set(r, INCIDENT_AWARE_ON, mem_strdup(r->pool, today));
	form_set(r, INCIDENT_AWARE_TIME,
		 mem_printf(r->pool, "%02d:%02d", now.minute / 60,
			    now.minute % 60));
	profile_form(r, "history", "Report an incident", "Report it");
	form_intro(r, "If somebody is in danger now, ring 000 first.");
	return STATUS_OK;
}

/* What must fit together. */
static NEOERR *check_incident(struct req *r)
{
	const char *happened = form_text(r, INCIDENT_HAPPENED_ON);
	const char *aware = form_text(r, INCIDENT_AWARE_ON);
	struct date d;
	int minute;

	if (strcmp(aware, happened) < 0)
		return form_refuse(r, INCIDENT_AWARE_ON,
				   "We cannot have known before it happened");
	if (date_parse_iso(aware, &d) &&
	    zone_parse_time(form_text(r, INCIDENT_AWARE_TIME), &minute) &&
	    zone_utc_from_wall(r->actor.zone, d, minute, 0) >
		r->actor.now + 3600)
		return form_refuse(r, INCIDENT_AWARE_TIME,
				   "This time is still to come");
	return STATUS_OK;
}

NEOERR *incident_add_post(struct req *r)
{
	int64_t id;

	TRY(check_incident(r));
	TRY(incident_add(&r->actor, req_provider(r)->id, form_values(r), &id));
	answer_flash(r, "ok", "The incident is reported. Its clock runs as "
			      "shown.", NULL, NULL);
	return answer_go(r, incident_url(r, req_provider(r)->id, id));
}

NEOERR *incident_edit_page(struct req *r)
{
	const char *values[INCIDENT_FIELDS];
	int64_t version;

	TRY(record_load(&r->actor, &incident_record, profile_record(r), values,
			&version));
	TRY(offer_choices(r));
	form_set_record(r, values, version);
	profile_form(r, "history", "Change the incident", "Save");
	return STATUS_OK;
}

NEOERR *incident_edit_post(struct req *r)
{
	TRY(check_incident(r));
	TRY(incident_save(&r->actor, req_provider(r)->id, r->id[1],
			  form_version(r), form_values(r)));
	answer_flash(r, "ok", "Saved.", NULL, NULL);
	return answer_go(r, incident_url(r, req_provider(r)->id, r->id[1]));
}

/* The incident must be this provider's before any form about it opens. */
static NEOERR *must_exist(struct req *r)
{
	struct rows rows;

	return nerr_pass(incident_get(&r->actor, req_provider(r)->id, r->id[1],
				      &rows));
}

NEOERR *incident_told_page(struct req *r)
{
	struct wall now = zone_wall_from_utc(r->actor.zone, r->actor.now);
	char today[DATE_TEXT];

	TRY(must_exist(r));
	form_set(r, TOLD_ON,
		 mem_strdup(r->pool, date_format_iso(now.date, today)));
	form_set(r, TOLD_TIME,
		 mem_printf(r->pool, "%02d:%02d", now.minute / 60,
			    now.minute % 60));
	profile_form(r, "history", "The regulator (or management) was told", "Stop the clock");
	return STATUS_OK;
}

NEOERR *incident_told_post(struct req *r)
{
	struct date day;
	int minute;
	int64_t at;

	if (!date_parse_iso(form_text(r, TOLD_ON), &day) ||
	    !zone_parse_time(form_text(r, TOLD_TIME), &minute))
		return form_refuse(r, TOLD_ON, "When was that?");
	at = zone_utc_from_wall(r->actor.zone, day, minute, 0);
	if (at > r->actor.now + 60)
		return form_refuse(r, TOLD_TIME, "This time is still to come");
	TRY(incident_notified(&r->actor, req_provider(r)->id, r->id[1], at));
	answer_flash(r, "ok", "The clock is stopped.", NULL, NULL);
	return answer_go(r, incident_url(r, req_provider(r)->id, r->id[1]));
}

NEOERR *incident_close_page(struct req *r)
{
	TRY(must_exist(r));
	profile_form(r, "history", "Close the incident", "Close it");
	return STATUS_OK;
}

static NEOERR *set_state(struct req *r, const char *state, const char *outcome,
			 const char *say)
{
	TRY(incident_set_state(&r->actor, req_provider(r)->id, r->id[1], state,
			       outcome));
	answer_flash(r, "ok", say, NULL, NULL);
	return answer_go(r, incident_url(r, req_provider(r)->id, r->id[1]));
}

NEOERR *incident_close_post(struct req *r)
{
	return set_state(r, "closed", form_text(r, CLOSE_OUTCOME),
			 "The incident is closed.");
}

NEOERR *incident_review_post(struct req *r)
{
	return set_state(r, "review", "", "The incident is in review.");
}

NEOERR *incident_reopen_post(struct req *r)
{
	return set_state(r, "open", "", "The incident is open again.");
}
