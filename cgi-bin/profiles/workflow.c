/* The Workflows section: start one, carry it out, look back.
 * SPDX-License-Identifier: MIT
 *
 * In these paths {workflow} is r->id[1], and {step} is its position, r->id[2].
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "pages.h"
#include "web/attached.h"
#include "people/incident.h"
#include "people/licence.h"
#include "people/workflow.h"

enum { START_DEFINITION, START_LICENCE, START_INCIDENT };
const struct field workflow_start_fields[3] = {
    [START_DEFINITION] = {.name = "definition",
			  .label = "Which workflow?",
			  .type = FIELD_RADIO,
			  .flags = FIELD_REQUIRED},
    [START_LICENCE] = {.name = "licence",
		       .label = "Licence it is about",
		       .type = FIELD_SELECT,
		       .hint = "Needed for an approval or a renewal"},
    [START_INCIDENT] = {.name = "incident",
			.label = "Incident it is about",
			.type = FIELD_SELECT,
			.hint = "Needed for an incident follow-up"},
};

enum { STEP_ANSWER, STEP_REFERENCE, STEP_DATE, STEP_WORDS };
static const struct choice approvals[] = {
    {"approved", "Approve"}, {"refused", "Refuse"}, {NULL, NULL}};
const struct field workflow_step_fields[4] = {
    [STEP_ANSWER] = {.name = "answer",
		     .label = "Decision",
		     .type = FIELD_RADIO,
		     .choices = approvals},
    [STEP_REFERENCE] = {.name = "reference",
			.label = "The paper it rests on",
			.type = FIELD_TEXT,
			.max = 300,
			.hint = "Its name or number, and where it is kept"},
    [STEP_DATE] = {.name = "date", .label = "Day", .type = FIELD_DATE},
    [STEP_WORDS] = {.name = "words",
		    .label = "What was done",
		    .type = FIELD_LONGTEXT,
		    .max = 10000},
};

enum { ABANDON_REASON };
const struct field workflow_abandon_fields[1] = {
    [ABANDON_REASON] = {.name = "reason",
			.label = "Why does it end here?",
			.type = FIELD_LONGTEXT,
			.flags = FIELD_REQUIRED,
			.max = 490},
};

static const char *workflow_url(struct req *r, int64_t id)
{
	return req_url(r, "%s/%" PRId64, profile_url(r, "workflows"), id);
}

static void show_state(struct req *r, const char *at, const char *state)
{
	bool running = !strcmp(state, "running");
	bool complete = !strcmp(state, "complete");

	data_f(r, "%s.chip.tone=%s", at,
	       running ? "info" : complete ? "ok" : "stone");
	data_f(r, "%s.chip.icon=%s", at,
	       running ? "play-fill" : complete ? "check-lg" : "x-lg");
	data_f(r, "%s.chip.text=%s", at,
	       running ? "Running" : complete ? "Complete" : "Ended early");
}

NEOERR *workflows_page(struct req *r)
{
	struct rows rows;
	size_t running = 0, past = 0;

	TRY(profile_frame(r, "workflows"));
	TRY(workflow_list(&r->actor, req_provider(r)->id, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		bool runs = !strcmp(row_text(&rows, i, "state"), "running");
		const char *at =
		    mem_printf(r->pool, "%s.%zu", runs ? "Running" : "Past",
			       runs ? running++ : past++);
		int64_t steps = row_int(&rows, i, "steps");

		data_row(r, at, &rows, i);
		show_state(r, at, row_text(&rows, i, "state"));
		data_f(r, "%s.href=%s", at,
		       workflow_url(r, row_int(&rows, i, "id")));
		data_f(r, "%s.pct=%" PRId64, at,
		       steps ? row_int(&rows, i, "done") * 100 / steps : 0);
	}
	data_f(r, "Start.href=%s/start", profile_url(r, "workflows"));
	if (actor_may(&r->actor, RIGHT_WORKFLOW_RUN))
		profile_action(
		    r, req_url(r, "%s/start", profile_url(r, "workflows")),
		    "signpost-2", "Start a workflow", true);
	return STATUS_OK;
}

NEOERR *workflow_start_page(struct req *r)
{
	struct rows definitions, incidents;
	struct licences licences;

	TRY(workflow_definitions(&r->actor, req_provider(r)->type,
				 &definitions));
	form_options(r, START_DEFINITION, &definitions, "id", "title");
	TRY(licence_list(&r->actor, req_provider(r)->id, &licences));
	form_option(r, START_LICENCE, "", "None");
	for (size_t i = 0; i < licences.n; i++)
		form_option(r, START_LICENCE,
			    mem_printf(r->pool, "%" PRId64,
				       licences.list[i].id),
			    mem_printf(r->pool, "%s, %s",
				       licences.list[i].type_name,
				       licences.list[i].number));
	form_option(r, START_INCIDENT, "", "None");
	if (actor_may(&r->actor, RIGHT_INCIDENT_VIEW)) {
		TRY(incident_list(&r->actor, req_provider(r)->id, &incidents));
		for (size_t i = 0; i < incidents.n; i++)
			if (strcmp(row_text(&incidents, i, "state"), "closed"))
				form_option(
				    r, START_INCIDENT,
				    row_text(&incidents, i, "id"),
				    mem_printf(r->pool, "%s, %s",
					       row_text(&incidents, i, "number"),
					       row_text(&incidents, i, "title")));
	}
	profile_form(r, "workflows", "Start a workflow", "Start");
	if (!definitions.n)
		form_intro(r, "No workflow is defined for a provider of this "
			      "kind. An administrator can define one under "
			      "Settings.");
	return STATUS_OK;
}

NEOERR *workflow_start_post(struct req *r)
{
	NEOERR *err;
	int64_t id;

	err = workflow_start(&r->actor, req_provider(r),
			     form_int(r, START_DEFINITION),
			     form_int(r, START_LICENCE),
			     form_int(r, START_INCIDENT), &id);
	if (err != STATUS_OK && nerr_match(err, ERR_INVALID))
		form_error(r, START_DEFINITION, "%s", err_text(r->pool, err));
	TRY(err);
	answer_flash(r, "ok", "The workflow has begun. Its first step is "
			      "ready.", NULL, NULL);
	return answer_go(r, workflow_url(r, id));
}

/* Has it an answer that counts? One that was withdrawn does not. */
static bool is_answered(const struct rows *steps, size_t i)
{
	return !strcmp(row_text(steps, i, "answer_state"), "submitted");
}

/* What a step that waits for a form rests on, or where it is filled in. */
static void show_form(struct req *r, const char *at, const struct rows *steps,
		      size_t i, bool ready)
{
	bool sees = actor_may(&r->actor, RIGHT_FORM_VIEW);
	bool fills = ready && actor_may(&r->actor, RIGHT_FORM_FILL);

	if (is_answered(steps, i) || (row_int(steps, i, "answer_id") && !ready)) {
		if (sees)
			data_f(r, "%s.form_href=/forms/answers/%s", at,
			       row_text(steps, i, "answer_id"));
		return;
	}
	if (!fills || strcmp(row_text(steps, i, "needs"), "form"))
		return;
	if (row_int(steps, i, "draft_id"))
		data_f(r, "%s.draft_href=/forms/fill/%s", at,
		       row_text(steps, i, "draft_id"));
	else
		data_f(r, "%s.start_href=/forms/providers/%" PRId64
			  "/start?step=%s",
		       at, req_provider(r)->id, row_text(steps, i, "id"));
}

static void show_step(struct req *r, const char *at, const struct rows *steps,
		      size_t i)
{
	const char *state = row_text(steps, i, "state");
	char today[DATE_TEXT];

	date_format_iso(date_from_days(r->actor.today), today);
	data_row(r, at, steps, i);
	data_f(r, "%s.who_text=%s", at,
	       workflow_who(row_text(steps, i, "who")));
	if (!strcmp(state, "ready") &&
	    strcmp(row_text(steps, i, "due"), today) < 0)
		data_f(r, "%s.late=1", at);
}

/* Where the papers of a step that needs some stand, and more are added. */
static NEOERR *show_papers(struct req *r, const char *at,
			   const struct rows *steps, size_t i, bool ready)
{
	struct owner o = {.kind = "step", .id = row_int(steps, i, "id")};
	struct attachment_filter f = {.owner = &o};
	int64_t n;

	if (!actor_may(&r->actor, RIGHT_ATTACHMENT_VIEW))
		return STATUS_OK;
	if (ready && !strcmp(row_text(steps, i, "needs"), "attachment") &&
	    actor_may(&r->actor, RIGHT_ATTACHMENT_ADD))
		data_set(r, mem_printf(r->pool, "%s.attach", at),
			 attached_url(r, &o, "add"));
	TRY(attachment_count(&r->actor, &f, &n));
	if (n)
		data_set(r, mem_printf(r->pool, "%s.papers", at),
			 attached_url(r, &o, ""));
	return STATUS_OK;
}

NEOERR *workflow_page(struct req *r)
{
	struct rows w, steps;
	const char *url = workflow_url(r, r->id[1]);
	bool running, same;

	TRY(profile_frame(r, "workflows"));
	TRY(workflow_get(&r->actor, req_provider(r)->id, r->id[1], &w));
	TRY(workflow_steps(&r->actor, r->id[1], &steps));
	running = !strcmp(row_text(&w, 0, "state"), "running");
	data_row(r, "Workflow", &w, 0);
	show_state(r, "Workflow", row_text(&w, 0, "state"));
	data_f(r, "Workflow.back=%s", profile_url(r, "workflows"));
	if (row_int(&w, 0, "licence_id"))
		data_f(r, "Workflow.licence_href=%s", profile_url(r, "licence"));
	if (row_int(&w, 0, "incident_id"))
		data_f(r, "Workflow.incident_href=%s/%s",
		       profile_url(r, "history"), row_text(&w, 0, "incident_id"));
	for (size_t i = 0; i < steps.n; i++) {
		const char *at = mem_printf(r->pool, "Steps.%zu", i);
		bool ready = running &&
			     !strcmp(row_text(&steps, i, "state"), "ready");

		show_step(r, at, &steps, i);
		show_form(r, at, &steps, i, ready);
		/* One that names its form is carried out by filling it in. */
		if (ready && actor_may(&r->actor, RIGHT_WORKFLOW_RUN) &&
		    (!row_int(&steps, i, "form_id") || is_answered(&steps, i)))
			data_f(r, "%s.href=%s/steps/%s", at, url,
			       row_text(&steps, i, "position"));
		TRY(show_papers(r, at, &steps, i, ready));
	}
	if (running && actor_may(&r->actor, RIGHT_WORKFLOW_RUN))
		data_f(r, "Workflow.abandon=%s/end", url);
	if (!strcmp(row_text(&w, 0, "state"), "complete")) {
		TRY(workflow_verify(&r->actor, req_provider(r)->id, r->id[1],
				    &same));
		data_set(r, "Workflow.sealed", same ? "same" : "changed");
	}
	return STATUS_OK;
}

/* Descriptions of what hangs on a step, with ; between; "" for nothing. */
static NEOERR *papers(struct req *r, int64_t step, const char **out)
{
	struct owner o = {.kind = "step", .id = step};
	struct attachment_filter f = {.owner = &o};
	struct buf b = {.ctx = r->pool};
	struct rows rows;

	TRY(attachment_list(&r->actor, &f, 0, &rows));
	for (size_t i = 0; i < rows.n; i++)
		buf_printf(&b, "%s%s", i ? "; " : "",
			   row_text(&rows, i, "description"));
	*out = text_cut(r->pool, buf_text(&b), 280);
	return STATUS_OK;
}

/* The step of this path; *i is its row. */
static NEOERR *load_step(struct req *r, struct rows *steps, size_t *i)
{
	struct rows w;

	TRY(workflow_get(&r->actor, req_provider(r)->id, r->id[1], &w));
	TRY(workflow_steps(&r->actor, r->id[1], steps));
	for (*i = 0; *i < steps->n; ++*i)
		if (row_int(steps, *i, "position") == r->id[2])
			return STATUS_OK;
	return nerr_raise(ERR_NOT_FOUND, "no such step");
}

NEOERR *workflow_step_page(struct req *r)
{
	const char *needs, *what;
	struct rows steps;
	size_t i;

	TRY(load_step(r, &steps, &i));
	needs = row_text(&steps, i, "needs");
	what = row_text(&steps, i, "needs_what");
	if (!strcmp(needs, "approval") &&
	    !actor_may(&r->actor, RIGHT_WORKFLOW_APPROVE))
		return nerr_raise(ERR_FORBIDDEN, "needs workflow.approve");
	if (strcmp(needs, "approval"))
		form_hide(r, STEP_ANSWER);
	if ((strcmp(needs, "form") && strcmp(needs, "attachment")) ||
	    row_int(&steps, i, "form_id") || is_answered(&steps, i))
		form_hide(r, STEP_REFERENCE);
	else if (*what)
		form_label(r, STEP_REFERENCE, what);
	if (!strcmp(needs, "attachment"))
		form_hint(r, STEP_REFERENCE,
			  "Leave it empty where the papers are attached to "
			  "this step");
	if (strcmp(needs, "date"))
		form_hide(r, STEP_DATE);
	else if (*what)
		form_label(r, STEP_DATE, what);
	if (!strcmp(needs, "note") && *what)
		form_label(r, STEP_WORDS, what);
	profile_form(r, "workflows", row_text(&steps, i, "title"),
		     "Complete this step");
	form_intro(r, "%s%s%s%s", row_text(&steps, i, "instructions"),
		   is_answered(&steps, i) ? " It rests on the form “" : "",
		   is_answered(&steps, i) ? row_text(&steps, i, "answer_title")
					  : "",
		   is_answered(&steps, i) ? "”." : "");
	return STATUS_OK;
}

NEOERR *workflow_step_post(struct req *r)
{
	struct workflow_answer answer = {
	    .words = form_text(r, STEP_WORDS),
	    .reference = form_text(r, STEP_REFERENCE),
	    .date = form_text(r, STEP_DATE),
	    .refused = !strcmp(form_text(r, STEP_ANSWER), "refused"),
	};
	struct rows steps;
	NEOERR *err;
	size_t i;

	TRY(load_step(r, &steps, &i));
	/* What is attached to it needs no other words. */
	if (!strcmp(row_text(&steps, i, "needs"), "attachment") &&
	    !*answer.reference)
		TRY(papers(r, row_int(&steps, i, "id"), &answer.reference));
	if (!strcmp(row_text(&steps, i, "needs"), "approval") &&
	    !form_has(r, STEP_ANSWER))
		return form_refuse(r, STEP_ANSWER, "Approve or refuse");
	err = workflow_complete(&r->actor, req_provider(r), r->id[1], r->id[2],
				&answer);
	if (err != STATUS_OK && nerr_match(err, ERR_INVALID)) {
		const char *needs = row_text(&steps, i, "needs");
		int field = !strcmp(needs, "date") ? STEP_DATE
			    : !strcmp(needs, "form") ||
				    !strcmp(needs, "attachment")
				? STEP_REFERENCE
				: STEP_WORDS;

		if (row_int(&steps, i, "form_id"))
			field = -1;

		form_error(r, field, "%s", err_text(r->pool, err));
	}
	TRY(err);
	answer_flash(r, "ok",
		     answer.refused ? "Refused. The workflow ends here."
		     : i + 1 == steps.n
			 ? "That was the last step. The workflow is complete."
			 : "The step is complete; the next one is ready.",
		     NULL, NULL);
	return answer_go(r, workflow_url(r, r->id[1]));
}

NEOERR *workflow_abandon_page(struct req *r)
{
	struct rows w;

	TRY(workflow_get(&r->actor, req_provider(r)->id, r->id[1], &w));
	profile_form(r, "workflows", "End the workflow early", "End it");
	form_danger(r);
	return STATUS_OK;
}

NEOERR *workflow_abandon_post(struct req *r)
{
	TRY(workflow_abandon(&r->actor, req_provider(r)->id, r->id[1],
			     form_text(r, ABANDON_REASON)));
	answer_flash(r, "ok", "The workflow has ended.", NULL, NULL);
	return answer_go(r, workflow_url(r, r->id[1]));
}
