/* Tasks: what has to be done about a provider, by whom, until when.
 * SPDX-License-Identifier: MIT
 *
 * A task is open, done or deleted. Deleting only marks it, so that it can be
 * brought back. A task that repeats is followed by the next one when it is
 * done: once, whoever presses the button how often (task.follows_id is
 * unique). Its rule counts from the day that it was first due, so that one
 * that was put off does not move those after it.
 *
 * Done can be undone for some hours (setting task.undo_hours): that is as if
 * it had never been pressed, and the next one goes away again if nobody has
 * touched it. Later a task can be opened again, which leaves the next one.
 */
#ifndef CAREBOOK_PEOPLE_TASK_H
#define CAREBOOK_PEOPLE_TASK_H

#include "people/record.h"

/* The first TASK_COLUMNS are the record's; the others say in plain words what
 * becomes the rule in `recurs`. */
enum task_field {
	TASK_TITLE,
	TASK_DETAILS,
	TASK_DUE,
	TASK_ASSIGNEE,
	TASK_RECURS,
	TASK_COLUMNS,
	TASK_EVERY = TASK_COLUMNS,
	TASK_UNIT,
	TASK_UNTIL,
	TASK_FIELDS
};
extern const struct field task_fields[TASK_FIELDS];
extern const struct record task_record;

/* What the form offers for `recurs`: rules, and these two words. */
#define TASK_CUSTOM "custom" /* every N units, as the next fields say */
#define TASK_KEEP "keep"     /* a rule that the form has no words for */
extern const struct choice task_repeats[]; /* without TASK_KEEP */

/* The rule as the form asks it: out[TASK_RECURS] and the fields behind it. */
void task_rule_show(void *pool, const char *rule, const char **out);

/* And back: *rule is what to store ("" for none). keep: the rule that stands
 * now. Returns what is wrong in plain words, or NULL; *field is where. */
const char *task_rule_read(void *pool, const char *const *values,
			   const char *keep, const char **rule, int *field);

/* "every second Friday", "" for no rule. */
const char *task_rule_words(void *pool, const char *rule, const char *from);

/* Adds one; values[TASK_COLUMNS], the rule in its own text. */
NEOERR *task_add(const struct actor *a, int64_t provider,
		 const char *const *values, int64_t *id) MUST_CHECK;
NEOERR *task_save(const struct actor *a, struct record_of of, int64_t version,
		  const char *const *values) MUST_CHECK;

/* One task of this provider, whole; ERR_NOT_FOUND where it is none. Columns as
 * of a list (below), and: details created_by created_at recurs_from version
 * follows_id next_id undo (1: Done can still be undone). */
NEOERR *task_get(const struct actor *a, int64_t provider, int64_t id,
		 struct rows *out) MUST_CHECK;

/* What can happen to it, each audited. *did is false where it was in that
 * state already. task_undo is ERR_INVALID once the hours are over. */
NEOERR *task_done(const struct actor *a, int64_t provider, int64_t id,
		  bool *did) MUST_CHECK;
NEOERR *task_undo(const struct actor *a, int64_t provider, int64_t id,
		  bool *did) MUST_CHECK;
NEOERR *task_reopen(const struct actor *a, int64_t provider, int64_t id,
		    bool *did) MUST_CHECK;
NEOERR *task_delete(const struct actor *a, int64_t provider, int64_t id,
		    bool *did) MUST_CHECK;
NEOERR *task_restore(const struct actor *a, int64_t provider, int64_t id,
		     bool *did) MUST_CHECK;

/* Lists, a page at a time. Columns: id title due recurs state assignee_id
 * assignee face done_at done_by raised provider_id provider undo */
enum { TASK_PAGE = 25, TASK_COUNT_MAX = 1000 };

/* Of one provider: "open" (overdue first), "done" (latest first), "deleted". */
NEOERR *task_list(const struct actor *a, int64_t provider, const char *state,
		  int64_t offset, struct rows *out) MUST_CHECK;
/* How many, up to TASK_COUNT_MAX; columns: open done deleted */
NEOERR *task_list_counts(const struct actor *a, int64_t provider,
			 struct rows *out) MUST_CHECK;

/* Of all providers that this person may see. */
enum task_filter {
	TASKS_MINE,
	TASKS_UNASSIGNED,
	TASKS_TEAM, /* everybody's */
	TASKS_OVERDUE,
	TASKS_DONE,
	TASKS__MAX
};
NEOERR *task_all(const struct actor *a, enum task_filter f, int64_t offset,
		 struct rows *out) MUST_CHECK;
/* How many, up to TASK_COUNT_MAX. */
NEOERR *task_all_count(const struct actor *a, enum task_filter f,
		       int64_t *out) MUST_CHECK;

/* Mine, due today or overdue; the first few. Columns as of a list. */
NEOERR *task_mine_due(const struct actor *a, struct rows *out) MUST_CHECK;

#endif
