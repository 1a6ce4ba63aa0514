/* Definitions of workflows: versions and their steps.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "pages.h"
#include "people/workflow_definition.h"

static const struct state {
	const char *state, *tone, *icon, *text;
} states[] = {
    {"draft", "dashed", "pencil", "Draft"},
    {"current", "ok", "check-lg", "In use"},
    {"retired", "stone", "archive", "Retired"},
};

static void show_state(struct req *r, const char *at, const char *state)
{
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		if (strcmp(states[i].state, state))
			continue;
		data_f(r, "%s.State.tone=%s", at, states[i].tone);
		data_f(r, "%s.State.icon=%s", at, states[i].icon);
		data_f(r, "%s.State.text=%s", at, states[i].text);
	}
}

static const char *url(struct req *r, int64_t definition, const char *below)
{
	return req_url(r, "/agency/workflows/%" PRId64 "%s", definition, below);
}

NEOERR *workflow_list_page(struct req *r)
{
	struct rows rows;

	TRY(definition_list(&r->actor, &rows));
	agency_page(r, "Workflows",
		    "Steps that are done in order, and kept as a record.");
	agency_action(r, "/agency/workflows/add", "plus-lg", "Add a workflow",
		      true);
	for (size_t i = 0; i < rows.n; i++) {
		const char *at = mem_printf(r->pool, "Workflows.%zu", i);

		data_row(r, at, &rows, i);
		data_f(r, "%s.href=%s", at,
		       url(r, row_int(&rows, i, "id"), ""));
		show_state(r, at, row_text(&rows, i, "state"));
	}
	return STATUS_OK;
}

static void show_step(struct req *r, const struct rows *steps, size_t i)
{
	static const int shown[] = {WS_WHO, WS_NEEDS, WS_DOES};
	const char *at = mem_printf(r->pool, "Steps.%zu", i);
	const char *id = row_text(steps, i, "id");

	data_row(r, at, steps, i);
	for (int n = 0; n < 3; n++) {
		const struct field *f = &definition_step_fields[shown[n]];
		const char *value = row_text(steps, i, f->name);

		if (strcmp(value, "nothing"))
			data_f(r, "%s.Words.%s=%s", at, f->name,
			       choice_label(f->choices, value));
	}
	data_f(r, "%s.due=%s", at,
	       text_count(r->pool, row_int(steps, i, "due_days"), "day",
			  "days"));
	data_f(r, "%s.href=%s", at,
	       url(r, r->id[0], req_url(r, "/steps/%s/edit", id)));
	data_f(r, "%s.remove=%s", at,
	       url(r, r->id[0], req_url(r, "/steps/%s/remove", id)));
	data_f(r, "%s.move=%s", at,
	       url(r, r->id[0], req_url(r, "/steps/%s/move", id)));
	if (i == 0)
		data_f(r, "%s.first=1", at);
	if (i + 1 == steps->n)
		data_f(r, "%s.last=1", at);
}

static NEOERR *show_versions(struct req *r, const struct definition *d)
{
	struct rows rows;

	TRY(definition_versions(&r->actor, d->name, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const char *at = mem_printf(r->pool, "Versions.%zu", i);
		int64_t id = row_int(&rows, i, "id");

		data_row(r, at, &rows, i);
		data_f(r, "%s.href=%s", at, url(r, id, ""));
		data_f(r, "%s.used=%s", at,
		       text_count(r->pool, row_int(&rows, i, "used"), "time",
				  "times"));
		show_state(r, at, row_text(&rows, i, "state"));
		if (id == d->id)
			data_f(r, "%s.current=1", at);
	}
	return STATUS_OK;
}

static NEOERR *show_types(struct req *r, int64_t id)
{
	struct buf b = {.ctx = r->pool};
	struct rows rows;

	TRY(definition_types(&r->actor, id, &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (row_int(&rows, i, "chosen"))
			buf_printf(&b, "%s%s", b.len ? ", " : "",
				   row_text(&rows, i, "label"));
	data_set(r, "Workflow.types", buf_text(&b));
	return STATUS_OK;
}

static void crumbs(struct req *r, const struct definition *d, const char *title)
{
	page_crumb(r, "/agency/", "Settings");
	page_crumb(r, "/agency/workflows", "Workflows");
	page_crumb(r, title ? url(r, d->id, "") : NULL, d->title);
	if (title)
		page_crumb(r, NULL, title);
}

static void show_definition(struct req *r, const struct definition *d)
{
	data_set(r, "Workflow.title", d->title);
	data_set(r, "Workflow.description", d->description);
	data_set(r, "Workflow.about",
		 choice_label(definition_fields[WD_ABOUT].choices, d->about));
	data_int(r, "Workflow.number", d->number);
	data_set(r, "Workflow.state", d->state);
	data_set(r, "Workflow.href", url(r, d->id, ""));
	show_state(r, "Workflow", d->state);
	if (d->draft) {
		data_set(r, "Workflow.draft", "1");
		agency_action(r, url(r, d->id, "/edit"), "pencil", "Change",
			      false);
		agency_action(r, url(r, d->id, "/steps/add"), "plus-lg",
			      "Add a step", false);
	}
}

NEOERR *workflow_page(struct req *r)
{
	struct definition d;
	struct rows steps;
	const char *missing = NULL;

	TRY(definition_get(&r->actor, r->id[0], &d));
	TRY(definition_steps(&r->actor, d.id, &steps));
	if (d.draft)
		TRY(definition_missing(&r->actor, d.id, &missing));
	crumbs(r, &d, NULL);
	page_title(r, d.title);
	show_definition(r, &d);
	TRY(show_types(r, d.id));
	TRY(show_versions(r, &d));
	for (size_t i = 0; i < steps.n; i++)
		show_step(r, &steps, i);
	data_set(r, "Missing", missing);
	return STATUS_OK;
}

static NEOERR *offer_types(struct req *r, int64_t id)
{
	struct rows types;

	TRY(definition_types(&r->actor, id, &types));
	form_options(r, WD_TYPES, &types, "value", "label");
	return STATUS_OK;
}

NEOERR *workflow_add_page(struct req *r)
{
	TRY(offer_types(r, 0));
	form_set(r, WD_ABOUT, "provider");
	agency_form(r, "/agency/workflows", "Workflows", "Add a workflow",
		    "Go on to its steps");
	return STATUS_OK;
}

NEOERR *workflow_edit_page(struct req *r)
{
	const char *values[DEFINITION_FIELDS];
	struct definition d;
	int64_t version;

	TRY(definition_get(&r->actor, r->id[0], &d));
	TRY(definition_load(&r->actor, d.id, values, &version));
	TRY(offer_types(r, d.id));
	form_set_record(r, values, version);
	crumbs(r, &d, "Change");
	form_title(r, "Change the workflow", "Save", url(r, d.id, ""));
	return STATUS_OK;
}

NEOERR *workflow_add(struct req *r)
{
	int64_t id = 0;

	TRY(definition_save(&r->actor, &id, 0, form_values(r)));
	answer_flash(r, "ok", "The workflow is a draft now. Add its steps, "
			      "then publish it.", NULL, NULL);
	return answer_go(r, url(r, id, ""));
}

NEOERR *workflow_edit(struct req *r)
{
	int64_t id = r->id[0];

	TRY(definition_save(&r->actor, &id, form_version(r), form_values(r)));
	answer_flash(r, "ok", "The workflow is saved.", NULL, NULL);
	return answer_go(r, url(r, id, ""));
}

NEOERR *workflow_publish(struct req *r)
{
	TRY(definition_publish(&r->actor, r->id[0]));
	answer_flash(r, "ok", "This version is in use from now on. Workflows "
			      "that run stay with the version they began with.",
		     NULL, NULL);
	return answer_go(r, url(r, r->id[0], ""));
}

NEOERR *workflow_new_version(struct req *r)
{
	int64_t draft;

	TRY(definition_new_version(&r->actor, r->id[0], &draft));
	answer_flash(r, "info", "This is a draft of the next version. Change "
				"it as you like, then publish it.", NULL, NULL);
	return answer_go(r, url(r, draft, ""));
}

/* A page that asks first. */
static NEOERR *ask(struct req *r, const char *title, const char *submit,
		   const char *words)
{
	struct definition d;

	TRY(definition_get(&r->actor, r->id[0], &d));
	crumbs(r, &d, title);
	form_title(r, title, submit, url(r, d.id, ""));
	form_intro(r, "“%s”, version %" PRId64 ". %s", d.title, d.number,
		   words);
	form_danger(r);
	return STATUS_OK;
}

NEOERR *workflow_retire_page(struct req *r)
{
	return nerr_pass(ask(r, "Retire this workflow?", "Retire",
			     "Nobody can start it any more. Those that run go "
			     "on to their end."));
}

NEOERR *workflow_retire(struct req *r)
{
	TRY(definition_retire(&r->actor, r->id[0]));
	answer_flash(r, "ok", "The workflow is retired.", NULL, NULL);
	return answer_go(r, url(r, r->id[0], ""));
}

NEOERR *workflow_drop_page(struct req *r)
{
	return nerr_pass(ask(r, "Drop this draft?", "Drop the draft",
			     "Its steps go with it. Published versions stay."));
}

NEOERR *workflow_drop(struct req *r)
{
	TRY(definition_drop(&r->actor, r->id[0]));
	answer_flash(r, "ok", "The draft is dropped.", NULL, NULL);
	return answer_go(r, "/agency/workflows");
}

/* --- steps ----------------------------------------------------------------- */

static NEOERR *step_form(struct req *r, int64_t step, const char *title,
			 const char *submit)
{
	struct definition d;
	struct rows forms;

	TRY(definition_get(&r->actor, r->id[0], &d));
	TRY(definition_forms(&r->actor, step, &forms));
	form_option(r, WS_FORM, "", "Another paper, named below");
	form_options(r, WS_FORM, &forms, "id", "title");
	crumbs(r, &d, title);
	form_title(r, title, submit, url(r, d.id, ""));
	return STATUS_OK;
}

NEOERR *workflow_step_add_page(struct req *r)
{
	form_set(r, WS_DUE, "7");
	return nerr_pass(step_form(r, 0, "Add a step", "Add"));
}

NEOERR *workflow_step_edit_page(struct req *r)
{
	const char *values[STEP_FIELDS];
	int64_t version;

	TRY(step_load(&r->actor, r->id[0], r->id[1], values, &version));
	form_set_record(r, values, version);
	return nerr_pass(step_form(r, r->id[1], "Change the step", "Save"));
}

static NEOERR *save_step(struct req *r, int64_t step)
{
	const char *wrong;
	int at;

	TRY(step_save(&r->actor, r->id[0], step, form_version(r),
		      form_values(r), &at, &wrong));
	if (wrong)
		return form_refuse(r, at, "%s", wrong);
	answer_flash(r, "ok", "The step is saved.", NULL, NULL);
	return answer_go(r, url(r, r->id[0], ""));
}

NEOERR *workflow_step_add(struct req *r)
{
	return nerr_pass(save_step(r, 0));
}

NEOERR *workflow_step_edit(struct req *r)
{
	return nerr_pass(save_step(r, r->id[1]));
}

NEOERR *workflow_step_remove(struct req *r)
{
	TRY(step_remove(&r->actor, r->id[0], r->id[1]));
	answer_flash(r, "ok", "The step is removed.", NULL, NULL);
	return answer_go(r, url(r, r->id[0], ""));
}

NEOERR *workflow_step_move(struct req *r)
{
	TRY(step_move(&r->actor, r->id[0], r->id[1], moves_up(r)));
	return answer_go(r, url(r, r->id[0], ""));
}
