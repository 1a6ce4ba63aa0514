/* Tasks.
 * SPDX-License-Identifier: MIT */
#include "people/task.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/recur.h"
#include "people/audit.h"

static const struct choice units[] = {
    {"DAILY", "days"},
    {"WEEKLY", "weeks"},
    {"MONTHLY", "months"},
    {"YEARLY", "years"},
    {NULL, NULL},
};

const struct choice task_repeats[] = {
    {"", "Does not repeat"},
    {"FREQ=DAILY", "Every day"},
    {"FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "Every weekday"},
    {"FREQ=WEEKLY", "Every week"},
    {"FREQ=WEEKLY;INTERVAL=2", "Every fortnight"},
    {"FREQ=MONTHLY", "Every month"},
    {"FREQ=YEARLY", "Every year"},
    {TASK_CUSTOM, "Otherwise: every few days, weeks or months"},
    {NULL, NULL},
};

const struct field task_fields[TASK_FIELDS] = {
    [TASK_TITLE] = {.name = "title", .label = "What has to be done",
		    .flags = FIELD_REQUIRED, .max = 200},
    [TASK_DETAILS] = {.name = "details", .label = "Details",
		      .type = FIELD_LONGTEXT, .max = 5000},
    [TASK_DUE] = {.name = "due", .label = "Due", .type = FIELD_DATE,
		  .hint = "For example, 27 11 2026"},
    [TASK_ASSIGNEE] = {.name = "assignee_id", .label = "Who does it",
		       .type = FIELD_SELECT},
    [TASK_RECURS] = {.name = "recurs", .label = "Repeats",
		     .type = FIELD_SELECT,
		     .hint = "When it is done, the next one is made by itself"},
    [TASK_EVERY] = {.name = "every", .label = "Repeats every",
		    .type = FIELD_NUMBER, .min = 1, .max = RECUR_INTERVAL_MAX,
		    .hint = "Only where you chose “Otherwise”, like 3"},
    [TASK_UNIT] = {.name = "unit", .label = "Days, weeks, months or years",
		   .hint = "Only where you chose “Otherwise”",
		   .type = FIELD_SELECT, .choices = units},
    [TASK_UNTIL] = {.name = "until", .label = "Repeats until",
		    .type = FIELD_DATE,
		    .hint = "Leave it free where it goes on for good"},
};

SQL(TASK_RECORD, "ii",
    "version:i title:s details:s due:d assignee_id:i recurs:s",
    "SELECT version, title, details, due, assignee_id, recurs FROM task"
    " WHERE id = ? AND provider_id = ? AND state <> 'deleted'");
SQL(TASK_ADD, "isssss", "",
    "INSERT INTO task (provider_id, title, details, due, assignee_id, recurs)"
    " VALUES (?, ?, ?, NULLIF(?, ''), NULLIF(?, ''), ?)");
SQL(TASK_SAVE, "sssssii", "",
    "UPDATE task SET title = ?, details = ?, due = NULLIF(?, ''),"
    " assignee_id = NULLIF(?, ''), recurs = ?, version = version + 1"
    " WHERE id = ? AND version = ?");
/* The day that the rule counts from. */
SQL(TASK_ADDED, "isi", "",
    "UPDATE task SET created_by = NULLIF(?, 0), created_at = ?,"
    " recurs_from = due WHERE id = ?");
SQL(TASK_ANCHOR, "i", "", "UPDATE task SET recurs_from = due WHERE id = ?");

const struct record task_record = {
    .kind = "task",
    .fields = task_fields,
    .n = TASK_COLUMNS,
    .get = &TASK_RECORD,
    .insert = &TASK_ADD,
    .update = &TASK_SAVE,
};

/* Is a task that was done then still to be undone? Parameter: now. */
#define UNDO                                                              \
	" t.state = 'done' AND t.done_at >= DATE_SUB(?, INTERVAL COALESCE(" \
	"(SELECT CAST(value AS UNSIGNED) FROM setting"                      \
	" WHERE name = 'task.undo_hours'), 24) HOUR)"
#define LIST_COLUMNS                                                       \
	"id:i title:s due:d recurs:s state:s assignee_id:i assignee:s"     \
	" face:i done_at:t done_by:s raised:s provider_id:i provider:s"    \
	" undo:i"
#define LIST                                                               \
	"SELECT t.id, t.title, t.due, t.recurs, t.state, t.assignee_id,"   \
	" s.name, s.face, t.done_at, d.name,"                              \
	" SUBSTRING_INDEX(t.raised_key, ':', 1), t.provider_id, p.name,"   \
	UNDO                                                               \
	" FROM task t JOIN provider p ON p.id = t.provider_id"             \
	" LEFT JOIN account s ON s.id = t.assignee_id"                     \
	" LEFT JOIN account d ON d.id = t.done_by"
/* Of the providers that somebody may see: regions, may he see drafts? */
#define SEEN " ? & (1 << p.region_id) AND (p.state <> 'draft' OR ?)"

SQL(TASK_GET, "sii",
    "id:i title:s due:d recurs:s state:s assignee_id:i assignee:s face:i"
    " done_at:t done_by:s raised:s details:s created_by:s created_at:t"
    " recurs_from:d version:i follows_id:i next_id:i undo:i",
    "SELECT t.id, t.title, t.due, t.recurs, t.state, t.assignee_id, s.name,"
    " s.face, t.done_at, d.name, SUBSTRING_INDEX(t.raised_key, ':', 1),"
    " t.details, c.name, t.created_at, t.recurs_from, t.version, t.follows_id,"
    " (SELECT n.id FROM task n WHERE n.follows_id = t.id"
    "  AND n.state <> 'deleted'),"
    UNDO
    " FROM task t LEFT JOIN account s ON s.id = t.assignee_id"
    " LEFT JOIN account d ON d.id = t.done_by"
    " LEFT JOIN account c ON c.id = t.created_by"
    " WHERE t.id = ? AND t.provider_id = ?");
SQL(TASK_OPEN_LIST, "sii", LIST_COLUMNS,
    LIST " WHERE t.provider_id = ? AND t.state = 'open'"
    " ORDER BY t.due_order, t.id LIMIT 26 OFFSET ?");
SQL(TASK_DONE_LIST, "sii", LIST_COLUMNS,
    LIST " WHERE t.provider_id = ? AND t.state = 'done'"
    " ORDER BY t.done_at DESC, t.id DESC LIMIT 26 OFFSET ?");
SQL(TASK_DELETED_LIST, "sii", LIST_COLUMNS,
    LIST " WHERE t.provider_id = ? AND t.state = 'deleted'"
    " ORDER BY t.id DESC LIMIT 26 OFFSET ?");
SQL(TASK_LIST_COUNTS, "iii", "open:i done:i deleted:i",
    "SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM task WHERE provider_id = ?"
    "  AND state = 'open' LIMIT 1001) x),"
    " (SELECT COUNT(*) FROM (SELECT 1 FROM task WHERE provider_id = ?"
    "  AND state = 'done' LIMIT 1001) x),"
    " (SELECT COUNT(*) FROM (SELECT 1 FROM task WHERE provider_id = ?"
    "  AND state = 'deleted' LIMIT 1001) x)");

SQL(TASKS_OF_MINE, "siiii", LIST_COLUMNS,
    LIST " WHERE t.assignee_id = ? AND t.state = 'open' AND" SEEN
    " ORDER BY t.due_order, t.id LIMIT 26 OFFSET ?");
SQL(TASKS_OF_NOBODY, "siii", LIST_COLUMNS,
    LIST " WHERE t.assignee_id IS NULL AND t.state = 'open' AND" SEEN
    " ORDER BY t.due_order, t.id LIMIT 26 OFFSET ?");
SQL(TASKS_OF_ALL, "siii", LIST_COLUMNS,
    LIST " WHERE t.state = 'open' AND" SEEN
    " ORDER BY t.due_order, t.id LIMIT 26 OFFSET ?");
SQL(TASKS_LATE, "ssiii", LIST_COLUMNS,
    LIST " WHERE t.state = 'open' AND t.due_order < ? AND" SEEN
    " ORDER BY t.due_order, t.id LIMIT 26 OFFSET ?");
SQL(TASKS_OVER, "siii", LIST_COLUMNS,
    LIST " WHERE t.state = 'done' AND" SEEN
    " ORDER BY t.done_at DESC, t.id DESC LIMIT 26 OFFSET ?");
SQL(TASKS_MINE_DUE, "sisii", LIST_COLUMNS,
    LIST " WHERE t.assignee_id = ? AND t.state = 'open' AND t.due_order <= ?"
    " AND" SEEN " ORDER BY t.due_order, t.id LIMIT 12");

#define COUNTED(where)                                                    \
	"SELECT COUNT(*) FROM (SELECT 1 FROM task t"                      \
	" JOIN provider p ON p.id = t.provider_id WHERE " where " AND" SEEN \
	" LIMIT 1001) x"
SQL(TASKS_N_MINE, "iii", "n:i",
    COUNTED("t.assignee_id = ? AND t.state = 'open'"));
SQL(TASKS_N_NOBODY, "ii", "n:i",
    COUNTED("t.assignee_id IS NULL AND t.state = 'open'"));
SQL(TASKS_N_ALL, "ii", "n:i", COUNTED("t.state = 'open'"));
SQL(TASKS_N_LATE, "sii", "n:i",
    COUNTED("t.state = 'open' AND t.due_order < ?"));
SQL(TASKS_N_OVER, "ii", "n:i", COUNTED("t.state = 'done'"));

SQL(TASK_DONE, "siii", "",
    "UPDATE task SET state = 'done', done_at = ?, done_by = NULLIF(?, 0),"
    " version = version + 1 WHERE id = ? AND provider_id = ?"
    " AND state = 'open'");
SQL(TASK_NEXT, "sisi", "",
    "INSERT INTO task (provider_id, title, details, due, assignee_id, recurs,"
    " recurs_from, follows_id, created_by, created_at)"
    " SELECT w.provider_id, w.title, w.details, ?, w.assignee_id, w.recurs,"
    " w.recurs_from, w.id, NULLIF(?, 0), ? FROM task w WHERE w.id = ?"
    " ON DUPLICATE KEY UPDATE"
    " due = IF(task.state = 'deleted', VALUES(due), task.due),"
    " state = IF(task.state = 'deleted', 'open', task.state)");
SQL(TASK_UNDONE, "ii", "",
    "UPDATE task SET state = 'open', done_at = NULL, done_by = NULL,"
    " version = version + 1 WHERE id = ? AND provider_id = ?"
    " AND state = 'done'");
/* Untouched: nobody has changed it since it was made. */
SQL(TASK_NEXT_GONE, "i", "",
    "UPDATE task SET state = 'deleted' WHERE follows_id = ? AND state = 'open'"
    " AND version = 1");
SQL(TASK_DELETED, "ii", "",
    "UPDATE task SET state = 'deleted', version = version + 1 WHERE id = ?"
    " AND provider_id = ? AND state <> 'deleted'");
SQL(TASK_RESTORED, "ii", "",
    "UPDATE task SET state = IF(done_at IS NULL, 'open', 'done'),"
    " version = version + 1 WHERE id = ? AND provider_id = ?"
    " AND state = 'deleted'");

/* --- the rule in plain words --------------------------------------------- */

static bool is_preset(const char *rule)
{
	for (const struct choice *c = task_repeats; c->value; c++)
		if (!strcmp(c->value, rule))
			return true;
	return false;
}

/* The end of each month, where the first one was due on a month's last day. */
static bool is_month_end(const struct recur *r)
{
	return r->freq == RECUR_MONTHLY && r->monthdays_count == 1 &&
	       r->monthdays[0] == -1;
}

void task_rule_show(void *pool, const char *rule, const char **out)
{
	struct recur r;
	const char *why, *text;
	char until[DATE_TEXT];

	out[TASK_RECURS] = out[TASK_EVERY] = out[TASK_UNTIL] = "";
	out[TASK_UNIT] = units[1].value;
	if (!*rule || !recur_parse(rule, &r, &why))
		return;
	out[TASK_UNTIL] = mem_strdup(pool, date_format_iso(r.until, until));
	r.until = DATE_NONE;
	if (is_month_end(&r))
		r.monthdays_count = 0;
	text = recur_text(pool, &r);
	if (is_preset(text)) {
		out[TASK_RECURS] = text;
	} else if (!r.days_count && !r.monthdays_count && !r.count) {
		out[TASK_RECURS] = TASK_CUSTOM;
		out[TASK_EVERY] = mem_printf(pool, "%d", r.interval);
		out[TASK_UNIT] = units[r.freq].value;
	} else {
		out[TASK_RECURS] = TASK_KEEP;
	}
}

/* The rule without its end. */
static const char *base_rule(void *pool, const char *const *values,
			     const char *keep)
{
	const char *chosen = values[TASK_RECURS];

	if (!strcmp(chosen, TASK_KEEP))
		return keep;
	if (strcmp(chosen, TASK_CUSTOM))
		return chosen;
	return mem_printf(pool, "FREQ=%s;INTERVAL=%s", values[TASK_UNIT],
			  values[TASK_EVERY]);
}

/* Does the form say what it said at first? Then the rule stays as it is, with
 * the day that it counts from. */
static bool is_as_shown(void *pool, const char *const *values, const char *keep)
{
	const char *shown[TASK_FIELDS];

	task_rule_show(pool, keep, shown);
	return *keep && !strcmp(values[TASK_RECURS], shown[TASK_RECURS]) &&
	       !strcmp(values[TASK_UNTIL], shown[TASK_UNTIL]) &&
	       (strcmp(values[TASK_RECURS], TASK_CUSTOM) ||
		(!strcmp(values[TASK_EVERY], shown[TASK_EVERY]) &&
		 !strcmp(values[TASK_UNIT], shown[TASK_UNIT])));
}

const char *task_rule_read(void *pool, const char *const *values,
			   const char *keep, const char **rule, int *field)
{
	struct date due = DATE_NONE;
	struct recur r;
	const char *why;

	*rule = "";
	*field = TASK_RECURS;
	if (!*values[TASK_RECURS])
		return NULL;
	*field = TASK_DUE;
	if (!date_parse_iso(values[TASK_DUE], &due))
		return "Say when it is due for the first time: a task that "
		       "repeats counts from there";
	if (is_as_shown(pool, values, keep)) {
		*rule = keep;
		return NULL;
	}
	*field = TASK_EVERY;
	if (!strcmp(values[TASK_RECURS], TASK_CUSTOM) && !*values[TASK_EVERY])
		return "Write a number, like 3 for every 3 weeks";
	*field = TASK_UNIT;
	if (!strcmp(values[TASK_RECURS], TASK_CUSTOM) && !*values[TASK_UNIT])
		return "Choose days, weeks, months or years";
	*field = TASK_RECURS;
	if (!recur_parse(base_rule(pool, values, keep), &r, &why))
		return why;
	if (strcmp(values[TASK_RECURS], TASK_KEEP) &&
	    r.freq == RECUR_MONTHLY && due.day > 28 &&
	    due.day == date_days_in_month(due.year, due.month)) {
		r.monthdays_count = 1;
		r.monthdays[0] = -1;
	}
	r.until = DATE_NONE;
	if (*values[TASK_UNTIL] && !r.count) {
		*field = TASK_UNTIL;
		if (!date_parse_iso(values[TASK_UNTIL], &r.until) ||
		    date_to_days(r.until) < date_to_days(due))
			return "This must not be before the day that it is due";
	}
	if (!recur_check(&r, &why))
		return why;
	*rule = recur_text(pool, &r);
	return NULL;
}

const char *task_rule_words(void *pool, const char *rule, const char *from)
{
	struct date start = DATE_NONE;
	struct recur r;
	const char *why;

	if (!*rule || !recur_parse(rule, &r, &why))
		return "";
	date_parse_iso(from, &start);
	return recur_describe(pool, &r, start);
}

/* --- adding and saving ----------------------------------------------------- */

NEOERR *task_add(const struct actor *a, int64_t provider,
		 const char *const *values, int64_t *id)
{
	struct record_of of = {.owner = provider, .provider = provider};

	TRY(record_add(a, &task_record, of, values, id));
	return nerr_pass(db_exec(a->db, &TASK_ADDED, a->account,
				 db_from_time(a->pool, a->now), *id));
}

NEOERR *task_save(const struct actor *a, struct record_of of, int64_t version,
		  const char *const *values)
{
	const char *old[TASK_COLUMNS];
	int64_t now;

	TRY(record_load(a, &task_record, of, old, &now));
	TRY(record_save(a, &task_record, of, version, values, NULL));
	if (!strcmp(old[TASK_RECURS], values[TASK_RECURS]))
		return STATUS_OK;
	return nerr_pass(db_exec(a->db, &TASK_ANCHOR, of.id));
}

/* --- reading --------------------------------------------------------------- */

static const char *now_text(const struct actor *a)
{
	return db_from_time(a->pool, a->now);
}

static const char *today_text(const struct actor *a)
{
	char text[DATE_TEXT];

	return mem_strdup(a->pool,
			  date_format_iso(date_from_days(a->today), text));
}

NEOERR *task_get(const struct actor *a, int64_t provider, int64_t id,
		 struct rows *out)
{
	TRY(db_query(a->db, a->pool, &TASK_GET, out, now_text(a), id,
		     provider));
	if (!out->n)
		return nerr_raise(ERR_NOT_FOUND, "no task %" PRId64, id);
	return STATUS_OK;
}

NEOERR *task_list(const struct actor *a, int64_t provider, const char *state,
		  int64_t offset, struct rows *out)
{
	const struct sql *sql = !strcmp(state, "done")	    ? &TASK_DONE_LIST
				: !strcmp(state, "deleted") ? &TASK_DELETED_LIST
							    : &TASK_OPEN_LIST;

	return nerr_pass(db_query(a->db, a->pool, sql, out, now_text(a),
				  provider, offset));
}

NEOERR *task_list_counts(const struct actor *a, int64_t provider,
			 struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &TASK_LIST_COUNTS, out,
				  provider, provider, provider));
}

NEOERR *task_all(const struct actor *a, enum task_filter f, int64_t offset,
		 struct rows *out)
{
	bool drafts = actor_may(a, RIGHT_PROVIDER_DRAFT);
	const char *now = now_text(a);

	switch (f) {
	case TASKS_MINE:
		return nerr_pass(db_query(a->db, a->pool, &TASKS_OF_MINE, out,
					  now, a->account, a->regions, drafts,
					  offset));
	case TASKS_UNASSIGNED:
		return nerr_pass(db_query(a->db, a->pool, &TASKS_OF_NOBODY, out,
					  now, a->regions, drafts, offset));
	case TASKS_OVERDUE:
		return nerr_pass(db_query(a->db, a->pool, &TASKS_LATE, out, now,
					  today_text(a), a->regions, drafts,
					  offset));
	case TASKS_DONE:
		return nerr_pass(db_query(a->db, a->pool, &TASKS_OVER, out, now,
					  a->regions, drafts, offset));
	default:
		return nerr_pass(db_query(a->db, a->pool, &TASKS_OF_ALL, out,
					  now, a->regions, drafts, offset));
	}
}

NEOERR *task_all_count(const struct actor *a, enum task_filter f, int64_t *out)
{
	bool drafts = actor_may(a, RIGHT_PROVIDER_DRAFT);
	struct rows r;

	switch (f) {
	case TASKS_MINE:
		TRY(db_query(a->db, a->pool, &TASKS_N_MINE, &r, a->account,
			     a->regions, drafts));
		break;
	case TASKS_OVERDUE:
		TRY(db_query(a->db, a->pool, &TASKS_N_LATE, &r, today_text(a),
			     a->regions, drafts));
		break;
	default: {
		const struct sql *sql = f == TASKS_UNASSIGNED ? &TASKS_N_NOBODY
					: f == TASKS_DONE     ? &TASKS_N_OVER
							      : &TASKS_N_ALL;

		TRY(db_query(a->db, a->pool, sql, &r, a->regions, drafts));
	}
	}
	*out = row_int(&r, 0, "n");
	return STATUS_OK;
}

NEOERR *task_mine_due(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &TASKS_MINE_DUE, out,
				  now_text(a), a->account, today_text(a),
				  a->regions,
				  actor_may(a, RIGHT_PROVIDER_DRAFT)));
}

/* --- what happens to it ---------------------------------------------------- */

static NEOERR *happened(const struct actor *a, int64_t provider, int64_t id,
			const char *action)
{
	return nerr_pass(audit_add(a, (struct audit){.action = action,
						     .kind = "task",
						     .id = id,
						     .provider = provider}));
}

/* When the next one is due: the first day of the rule after this one was, and
 * not before today, so that a task that was left lying does not leave a heap. */
static struct date next_due(const struct actor *a, const struct rows *task)
{
	struct date due = DATE_NONE, from = DATE_NONE, after;
	struct recur rule;
	const char *why;

	if (!recur_parse(row_text(task, 0, "recurs"), &rule, &why) ||
	    !date_parse_iso(row_text(task, 0, "due"), &due))
		return DATE_NONE;
	if (!date_parse_iso(row_text(task, 0, "recurs_from"), &from))
		from = due;
	after = due;
	if (date_to_days(due) < a->today - 1)
		after = date_from_days(a->today - 1);
	return recur_next(&rule, from, after);
}

NEOERR *task_done(const struct actor *a, int64_t provider, int64_t id,
		  bool *did)
{
	struct rows task;
	struct date next;
	char text[DATE_TEXT];

	*did = false;
	TRY(task_get(a, provider, id, &task));
	TRY(db_exec(a->db, &TASK_DONE, now_text(a), a->account, id, provider));
	if (db_affected(a->db) != 1)
		return STATUS_OK;
	*did = true;
	next = *row_text(&task, 0, "recurs") ? next_due(a, &task) : DATE_NONE;
	if (!date_is_none(next)) {
		TRY(db_exec(a->db, &TASK_NEXT, date_format_iso(next, text),
			    a->account, now_text(a), id));
		if (db_affected(a->db) == 1)
			TRY(happened(a, provider, db_inserted(a->db), "added"));
	}
	return nerr_pass(happened(a, provider, id, "done"));
}

NEOERR *task_undo(const struct actor *a, int64_t provider, int64_t id,
		  bool *did)
{
	struct rows task;

	*did = false;
	TRY(task_get(a, provider, id, &task));
	if (!strcmp(row_text(&task, 0, "state"), "open"))
		return STATUS_OK;
	if (!row_int(&task, 0, "undo"))
		return nerr_raise(ERR_INVALID,
				  "It is too late to undo this. Open the task "
				  "again instead.");
	TRY(db_exec(a->db, &TASK_UNDONE, id, provider));
	if (db_affected(a->db) != 1)
		return STATUS_OK;
	*did = true;
	TRY(db_exec(a->db, &TASK_NEXT_GONE, id));
	return nerr_pass(happened(a, provider, id, "undone"));
}

/* Runs a change of state; nothing where it was so already. */
static NEOERR *change(const struct actor *a, const struct sql *sql,
		      int64_t provider, int64_t id, const char *action,
		      bool *did)
{
	struct rows task;

	*did = false;
	TRY(task_get(a, provider, id, &task));
	TRY(db_exec(a->db, sql, id, provider));
	if (db_affected(a->db) != 1)
		return STATUS_OK;
	*did = true;
	return nerr_pass(happened(a, provider, id, action));
}

NEOERR *task_reopen(const struct actor *a, int64_t provider, int64_t id,
		    bool *did)
{
	return nerr_pass(
	    change(a, &TASK_UNDONE, provider, id, "reopened", did));
}

NEOERR *task_delete(const struct actor *a, int64_t provider, int64_t id,
		    bool *did)
{
	return nerr_pass(
	    change(a, &TASK_DELETED, provider, id, "deleted", did));
}

NEOERR *task_restore(const struct actor *a, int64_t provider, int64_t id,
		     bool *did)
{
	return nerr_pass(
	    change(a, &TASK_RESTORED, provider, id, "restored", did));
}
