/* Tasks: a profile's section, all of them, one of them, and its buttons.
 * SPDX-License-Identifier: MIT */
#include "people/task.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "pages.h"
#include "web/attached.h"
#include "people/audit.h"
#include "people/staff.h"

const struct field task_buttons[1] = {
    {.name = "back", .label = "Back", .type = FIELD_HIDDEN, .max = 10},
};

static const char *task_url(struct req *r, int64_t provider, int64_t id,
			    const char *what)
{
	return req_url(r, "/profiles/providers/%" PRId64 "/tasks/%" PRId64 "%s",
		       provider, id, what);
}

/* Late, today, or a day. */
static void show_due(struct req *r, const char *at, const struct rows *rows,
		     size_t i)
{
	const char *due = row_text(rows, i, "due");
	bool open = !strcmp(row_text(rows, i, "state"), "open");
	struct date d = DATE_NONE;
	int64_t left;

	if (!date_parse_iso(due, &d))
		return;
	left = date_to_days(d) - r->actor.today;
	if (open && left < 0) {
		data_f(r, "%s.When.tone=bad", at);
		data_f(r, "%s.When.icon=%s", at, "exclamation-circle-fill");
		data_f(r, "%s.When.text=Overdue, %s", at, show_date(r, due));
	} else if (open && !left) {
		data_f(r, "%s.When.tone=warn", at);
		data_f(r, "%s.When.icon=%s", at, "hourglass-split");
		data_f(r, "%s.When.text=Due today", at);
	} else {
		data_f(r, "%s.When.text=%s", at, show_date(r, due));
	}
}

void task_show(struct req *r, const char *at, const struct rows *rows,
	       size_t i)
{
	int64_t provider = row_int(rows, i, "provider_id");
	int64_t id = row_int(rows, i, "id");
	bool open = !strcmp(row_text(rows, i, "state"), "open");
	bool done = !strcmp(row_text(rows, i, "state"), "done");

	data_row(r, at, rows, i);
	data_f(r, "%s.href=%s", at, task_url(r, provider, id, ""));
	data_f(r, "%s.provider_href=/profiles/providers/%" PRId64, at, provider);
	if (row_int(rows, i, "face"))
		data_f(r, "%s.face=%02d", at, (int)row_int(rows, i, "face"));
	data_f(r, "%s.repeats=%s", at,
	       task_rule_words(r->pool, row_text(rows, i, "recurs"),
			       row_text(rows, i, "due")));
	show_due(r, at, rows, i);
	if (!actor_may(&r->actor, RIGHT_TASK_EDIT))
		return;
	data_f(r, "%s.button=%s", at,
	       task_url(r, provider, id,
			open	? "/done"
			: !done ? "/restore"
			: row_int(rows, i, "undo") ? "/undo"
						   : "/reopen"));
	data_f(r, "%s.label=%s", at,
	       open	? "Done"
	       : !done	? "Bring back"
	       : row_int(rows, i, "undo") ? "Undo"
					  : "Open again");
	data_f(r, "%s.icon=%s", at,
	       open ? "check-lg" : "arrow-counterclockwise");
}

NEOERR *task_section_page(struct req *r)
{
	static const char *const states[] = {"open", "done", "deleted"};
	static const char *const labels[] = {"Open", "Done", "Deleted"};
	int64_t provider = req_provider(r)->id, offset;
	const char *show = req_query(r, "show"), *base;
	struct rows rows, counts;
	int now = !strcmp(show, "done") ? 1 : !strcmp(show, "deleted") ? 2 : 0;
	size_t n;

	TRY(profile_frame(r, "tasks"));
	offset = list_offset(r, TASK_PAGE);
	TRY(task_list(&r->actor, provider, states[now], offset, &rows));
	TRY(task_list_counts(&r->actor, provider, &counts));
	base = profile_url(r, "tasks");
	for (int i = 0; i < 3; i++)
		list_tab(r, (size_t)i, labels[i],
			 i ? req_url(r, "%s?show=%s", base, states[i]) : base,
			 row_int(&counts, 0, states[i]), TASK_COUNT_MAX,
			 i == now);
	if (now)
		base = req_url(r, "%s?show=%s", base, states[now]);
	n = list_pager(r, base, &rows, TASK_PAGE, offset,
		       row_int(&counts, 0, states[now]), TASK_COUNT_MAX);
	for (size_t i = 0; i < n; i++)
		task_show(r, mem_printf(r->pool, "Tasks.%zu", i), &rows, i);
	data_set(r, "Show", states[now]);
	if (actor_may(&r->actor, RIGHT_TASK_EDIT))
		data_set(r, "Add.href", req_url(r, "%s/add", profile_url(r, "tasks")));
	return STATUS_OK;
}

NEOERR *task_all_page(struct req *r)
{
	static const struct {
		const char *show, *label;
	} tabs[TASKS__MAX] = {
	    [TASKS_MINE] = {"mine", "Mine"},
	    [TASKS_UNASSIGNED] = {"unassigned", "Nobody's"},
	    [TASKS_TEAM] = {"team", "All"},
	    [TASKS_OVERDUE] = {"overdue", "Overdue"},
	    [TASKS_DONE] = {"done", "Done"},
	};
	const char *show = req_query(r, "show");
	enum task_filter now = TASKS_MINE;
	int64_t counts[TASKS__MAX], offset = list_offset(r, TASK_PAGE);
	struct rows rows;
	size_t n;

	for (int f = 0; f < TASKS__MAX; f++)
		if (!strcmp(show, tabs[f].show))
			now = (enum task_filter)f;
	for (int f = 0; f < TASKS__MAX; f++) {
		TRY(task_all_count(&r->actor, (enum task_filter)f, &counts[f]));
		list_tab(r, (size_t)f, tabs[f].label,
			 req_url(r, "/profiles/tasks?show=%s", tabs[f].show),
			 counts[f], TASK_COUNT_MAX, f == (int)now);
	}
	TRY(task_all(&r->actor, now, offset, &rows));
	n = list_pager(r, req_url(r, "/profiles/tasks?show=%s", tabs[now].show),
		       &rows, TASK_PAGE, offset, counts[now], TASK_COUNT_MAX);
	for (size_t i = 0; i < n; i++)
		task_show(r, mem_printf(r->pool, "Tasks.%zu", i), &rows, i);
	page_title(r, "Tasks");
	data_set(r, "Show", tabs[now].show);
	data_set(r, "Back", now == TASKS_DONE ? "all-done" : tabs[now].show);
	return STATUS_OK;
}

/* "Due, Who does it": which fields a change touched. */
static const char *touched(struct req *r, const char *changes)
{
	struct changed list[TASK_COLUMNS];
	size_t n = changes_read(r->pool, changes, list, TASK_COLUMNS);
	struct buf b = {.ctx = r->pool};

	for (size_t i = 0; i < n; i++)
		for (int f = 0; f < TASK_COLUMNS; f++)
			if (!strcmp(task_fields[f].name, list[i].field))
				buf_printf(&b, "%s%s", b.len ? ", " : ": ",
					   task_fields[f].label);
	return buf_text(&b);
}

/* Who did what to it, latest first. */
static NEOERR *show_story(struct req *r, int64_t id)
{
	static const struct {
		const char *action, *words, *icon, *tone;
	} words[] = {
	    {"added", "added the task", "plus-lg", "tint"},
	    {"raised", "raised the task by a rule", "bell", "tint"},
	    {"changed", "changed the task", "pencil", "tint"},
	    {"done", "marked it done", "check-lg", "ok"},
	    {"settled", "marked it done: its cause is gone", "check-lg", "ok"},
	    {"undone", "undid that", "arrow-counterclockwise", "stone"},
	    {"reopened", "opened it again", "arrow-counterclockwise", "warn"},
	    {"deleted", "deleted it", "trash", "bad"},
	    {"restored", "brought it back", "arrow-counterclockwise", "tint"},
	};
	struct rows rows;

	TRY(audit_of(&r->actor, "task", id, 0, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const char *action = row_text(&rows, i, "action");
		const char *at = mem_printf(r->pool, "Story.%zu", i);

		data_row(r, at, &rows, i);
		for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
			if (strcmp(action, words[w].action))
				continue;
			data_f(r, "%s.words=%s%s", at, words[w].words,
			       strcmp(action, "changed")
				   ? ""
				   : touched(r, row_text(&rows, i, "changes")));
			data_f(r, "%s.icon=%s", at, words[w].icon);
			data_f(r, "%s.tone=%s", at, words[w].tone);
		}
	}
	return STATUS_OK;
}

NEOERR *task_page(struct req *r)
{
	int64_t provider = req_provider(r)->id, id = r->id[1];
	struct rows t;
	bool open, deleted;

	TRY(task_get(&r->actor, provider, id, &t));
	TRY(profile_frame(r, "tasks"));
	profile_crumb(r, "tasks", row_text(&t, 0, "title"));
	TRY(profile_from_form(r, "task", id));
	data_row(r, "Task", &t, 0);
	show_due(r, "Task", &t, 0);
	data_f(r, "Task.repeats=%s",
	       task_rule_words(r->pool, row_text(&t, 0, "recurs"),
			       row_text(&t, 0, "recurs_from")));
	if (row_int(&t, 0, "follows_id"))
		data_f(r, "Task.before=%s",
		       task_url(r, provider, row_int(&t, 0, "follows_id"), ""));
	if (row_int(&t, 0, "next_id"))
		data_f(r, "Task.next=%s",
		       task_url(r, provider, row_int(&t, 0, "next_id"), ""));
	open = !strcmp(row_text(&t, 0, "state"), "open");
	deleted = !strcmp(row_text(&t, 0, "state"), "deleted");
	if (!deleted)
		TRY(attached_card(r, "task", id));
	if (actor_may(&r->actor, RIGHT_TASK_EDIT)) {
		data_f(r, "Task.%s=1", open	 ? "can_done"
				       : deleted ? "can_restore"
				       : row_int(&t, 0, "undo") ? "can_undo"
								: "can_reopen");
		data_set(r, "Task.href", task_url(r, provider, id, ""));
		if (!deleted)
			data_set(r, "Task.can_delete", "1");
		if (!deleted)
			data_set(r, "Task.edit", task_url(r, provider, id, "/edit"));
	}
	return nerr_pass(show_story(r, id));
}

/* --- adding and changing --------------------------------------------------- */

static NEOERR *offer(struct req *r, const char *assignee)
{
	struct rows staff;

	TRY(staff_list(&r->actor, strtoll(assignee, NULL, 10), &staff));
	form_option(r, TASK_ASSIGNEE, "", "Nobody yet");
	form_options(r, TASK_ASSIGNEE, &staff, "id", "name");
	return STATUS_OK;
}

static void offer_repeats(struct req *r, const char *keep, const char *words)
{
	for (const struct choice *c = task_repeats; c->value; c++)
		form_option(r, TASK_RECURS, c->value, c->label);
	if (!strcmp(keep, TASK_KEEP))
		form_option(r, TASK_RECURS, TASK_KEEP,
			    mem_printf(r->pool, "As it is now: %s", words));
}

/* The form's values as the record keeps them. */
static NEOERR *read_form(struct req *r, const char *keep, const char **values)
{
	const char *const *typed = form_values(r);
	const char *wrong, *rule;
	int field;

	wrong = task_rule_read(r->pool, typed, keep, &rule, &field);
	if (wrong)
		return form_refuse(r, field, "%s", wrong);
	memcpy(values, typed, TASK_COLUMNS * sizeof *values);
	values[TASK_RECURS] = rule;
	return STATUS_OK;
}

NEOERR *task_add_page(struct req *r)
{
	const char *values[TASK_FIELDS] = {
	    [TASK_TITLE] = "", [TASK_DETAILS] = "", [TASK_DUE] = ""};

	task_rule_show(r->pool, "", values);
	values[TASK_ASSIGNEE] =
	    mem_printf(r->pool, "%" PRId64, r->actor.account);
	TRY(offer(r, ""));
	offer_repeats(r, "", "");
	form_set_record(r, values, 0);
	profile_form(r, "tasks", "Add a task", "Add the task");
	return STATUS_OK;
}

NEOERR *task_add_post(struct req *r)
{
	const char *values[TASK_COLUMNS];
	int64_t id;

	TRY(read_form(r, "", values));
	TRY(task_add(&r->actor, req_provider(r)->id, values, &id));
	answer_flash(r, "ok", "The task is added.", NULL, NULL);
	return answer_go(r, profile_url(r, "tasks"));
}

NEOERR *task_edit_page(struct req *r)
{
	const char *values[TASK_FIELDS], *rule;
	int64_t version;

	TRY(record_load(&r->actor, &task_record, profile_record(r), values,
			&version));
	rule = values[TASK_RECURS];
	task_rule_show(r->pool, rule, values);
	TRY(offer(r, values[TASK_ASSIGNEE]));
	offer_repeats(r, values[TASK_RECURS],
		      task_rule_words(r->pool, rule, values[TASK_DUE]));
	form_set_record(r, values, version);
	profile_form(r, "tasks", "Change the task", "Save");
	return STATUS_OK;
}

NEOERR *task_edit_post(struct req *r)
{
	const char *values[TASK_COLUMNS], *now[TASK_COLUMNS];
	int64_t version;

	TRY(record_load(&r->actor, &task_record, profile_record(r), now,
			&version));
	TRY(read_form(r, now[TASK_RECURS], values));
	TRY(task_save(&r->actor, profile_record(r), form_version(r), values));
	answer_flash(r, "ok", "The task is saved.", NULL, NULL);
	return answer_go(r, task_url(r, req_provider(r)->id, r->id[1], ""));
}

/* --- its buttons ------------------------------------------------------------- */

/* Back to where the button stood. */
static NEOERR *go_back(struct req *r)
{
	const char *back = form_text(r, 0);
	int64_t provider = req_provider(r)->id;

	if (!strcmp(back, "today"))
		return answer_go(r, "/profiles/today");
	if (!strcmp(back, "task"))
		return answer_go(r, task_url(r, provider, r->id[1], ""));
	if (!strcmp(back, "mine") || !strcmp(back, "unassigned") ||
	    !strcmp(back, "team") || !strcmp(back, "overdue"))
		return answer_go(r, req_url(r, "/profiles/tasks?show=%s", back));
	if (!strcmp(back, "all-done"))
		return answer_go(r, "/profiles/tasks?show=done");
	if (!strcmp(back, "done") || !strcmp(back, "deleted"))
		return answer_go(r, req_url(r, "%s?show=%s",
					    profile_url(r, "tasks"), back));
	return answer_go(r, profile_url(r, "tasks"));
}

typedef NEOERR *task_change(const struct actor *, int64_t, int64_t, bool *);

static NEOERR *press(struct req *r, task_change *change, const char *did_words,
		     const char *else_words, const char *link)
{
	int64_t provider = req_provider(r)->id;
	struct rows t;
	bool did;

	TRY(task_get(&r->actor, provider, r->id[1], &t));
	TRY(change(&r->actor, provider, r->id[1], &did));
	answer_flash(r, did ? "ok" : "info",
		     mem_printf(r->pool, "“%s” %s", row_text(&t, 0, "title"),
				did ? did_words : else_words),
		     task_url(r, provider, r->id[1], ""), link);
	return go_back(r);
}

NEOERR *task_done_post(struct req *r)
{
	return press(r, task_done, "is done.", "was done already.",
		     "Open it, or undo");
}

NEOERR *task_undo_post(struct req *r)
{
	return press(r, task_undo, "is open again, as if it had not been done.",
		     "is open already.", "Open it");
}

NEOERR *task_reopen_post(struct req *r)
{
	return press(r, task_reopen, "is open again.", "is open already.",
		     "Open it");
}

NEOERR *task_delete_post(struct req *r)
{
	return press(r, task_delete, "is deleted.", "was deleted already.",
		     "Bring it back");
}

NEOERR *task_restore_post(struct req *r)
{
	return press(r, task_restore, "is back.", "is there already.",
		     "Open it");
}
