/* Workflows.
 * SPDX-License-Identifier: MIT */
#include "people/workflow.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/text.h"
#include "people/audit.h"
#include "people/incident.h"
#include "people/licence.h"
#include "people/provider-state.h"

SQL(WORKFLOW_DEFINITIONS, "i",
    "id:i name:s number:i title:s description:s about:s steps:i",
    "SELECT d.id, d.name, d.number, d.title, d.description, d.about,"
    " (SELECT COUNT(*) FROM workflow_definition_step s"
    "  WHERE s.definition_id = d.id)"
    " FROM workflow_definition d"
    " JOIN workflow_definition_type t ON t.definition_id = d.id"
    " WHERE d.state = 'current' AND t.type_id = ? ORDER BY d.title");
SQL(WORKFLOW_ABOUT, "ii", "about:s title:s",
    "SELECT d.about, d.title FROM workflow_definition d"
    " JOIN workflow_definition_type t ON t.definition_id = d.id"
    " WHERE d.id = ? AND d.state = 'current' AND t.type_id = ?");
SQL(WORKFLOW_ADD, "iiiiis", "",
    "INSERT INTO workflow (definition_id, provider_id, licence_id,"
    " incident_id, started_by, started_at)"
    " VALUES (?, ?, NULLIF(?, 0), NULLIF(?, 0), ?, ?)");
/* All steps at once: the first is ready, each has its day. */
SQL(WORKFLOW_ADD_STEPS, "isi", "",
    "INSERT INTO workflow_step (workflow_id, position, state, due, words)"
    " SELECT ?, position, IF(position = 1, 'ready', 'waiting'),"
    " ? + INTERVAL due_days DAY, ''"
    " FROM workflow_definition_step WHERE definition_id = ?");
SQL(WORKFLOW_INCIDENT, "ii", "id:i",
    "SELECT id FROM incident WHERE id = ? AND provider_id = ?");

SQL(WORKFLOW_LIST, "i",
    "id:i title:s number:i state:s started_at:t started_by:s ended_at:t"
    " done:i steps:i step:s step_due:d",
    "SELECT w.id, d.title, d.number, w.state, w.started_at, a.name,"
    " w.ended_at, SUM(s.state IN ('done', 'skipped')), COUNT(s.id),"
    " MAX(IF(s.state = 'ready', ds.title, NULL)),"
    " MAX(IF(s.state = 'ready', s.due, NULL))"
    " FROM workflow w JOIN workflow_definition d ON d.id = w.definition_id"
    " JOIN account a ON a.id = w.started_by"
    " JOIN workflow_step s ON s.workflow_id = w.id"
    " JOIN workflow_definition_step ds ON ds.definition_id = w.definition_id"
    "  AND ds.position = s.position"
    " WHERE w.provider_id = ?"
    " GROUP BY w.id, d.title, d.number, w.state, w.started_at, a.name,"
    " w.ended_at ORDER BY w.state = 'running' DESC, w.id DESC LIMIT 200");
SQL(WORKFLOW_GET, "ii",
    "id:i title:s number:i description:s about:s state:s started_at:t"
    " started_by:s ended_at:t ended_by:s reason:s licence_id:i licence:s"
    " incident_id:i incident:s record_hash:s version:i",
    "SELECT w.id, d.title, d.number, d.description, d.about, w.state,"
    " w.started_at, a.name, w.ended_at, e.name, w.reason, w.licence_id,"
    " l.number, w.incident_id, i.number, w.record_hash, w.version"
    " FROM workflow w JOIN workflow_definition d ON d.id = w.definition_id"
    " JOIN account a ON a.id = w.started_by"
    " LEFT JOIN account e ON e.id = w.ended_by"
    " LEFT JOIN licence l ON l.id = w.licence_id"
    " LEFT JOIN incident i ON i.id = w.incident_id"
    " WHERE w.id = ? AND w.provider_id = ?");
SQL(WORKFLOW_STEPS, "i",
    "id:i position:i title:s instructions:s who:s needs:s needs_what:s does:s"
    " state:s due:d done_at:t done_by:s answer:s words:s reference:s"
    " answer_date:d version:i form_id:i form:s answer_id:i answer_revision:i"
    " answer_hash:s answer_state:s answer_title:s draft_id:i",
    "SELECT s.id, s.position, ds.title, ds.instructions, ds.who, ds.needs,"
    " ds.needs_what, ds.does, s.state, s.due, s.done_at, a.name, s.answer,"
    " s.words, s.reference, s.answer_date, s.version, ds.form_id, f.title,"
    " s.answer_id, s.answer_revision, r.hash, x.state, v.title,"
    " (SELECT MAX(y.id) FROM form_answer y WHERE y.step_id = s.id"
    "  AND y.state = 'draft')"
    " FROM workflow_step s JOIN workflow w ON w.id = s.workflow_id"
    " JOIN workflow_definition_step ds ON ds.definition_id = w.definition_id"
    "  AND ds.position = s.position"
    " LEFT JOIN account a ON a.id = s.done_by"
    " LEFT JOIN form f ON f.id = ds.form_id"
    " LEFT JOIN form_answer x ON x.id = s.answer_id"
    " LEFT JOIN form_version v ON v.id = x.version_id"
    " LEFT JOIN form_answer_revision r ON r.answer_id = s.answer_id"
    "  AND r.number = s.answer_revision"
    " WHERE s.workflow_id = ? ORDER BY s.position");
/* Nothing but a ready step of a running workflow is ever written. */
SQL(STEP_DONE, "sssssssii", "",
    "UPDATE workflow_step s JOIN workflow w ON w.id = s.workflow_id"
    " SET s.state = ?, s.answer = ?, s.words = ?, s.reference = ?,"
    " s.answer_date = NULLIF(?, ''), s.done_at = ?, s.done_by = NULLIF(?, ''),"
    " s.version = s.version + 1"
    " WHERE s.workflow_id = ? AND s.position = ? AND s.state = 'ready'"
    " AND w.state = 'running'");
/* The form that a step waits for; where it waits for any, form_id is null. */
SQL(STEP_BY_ID, "ii",
    "workflow_id:i position:i state:s does:s form_id:i version:i",
    "SELECT s.workflow_id, s.position, s.state, ds.does, ds.form_id, s.version"
    " FROM workflow_step s JOIN workflow w ON w.id = s.workflow_id"
    " JOIN workflow_definition_step ds ON ds.definition_id = w.definition_id"
    "  AND ds.position = s.position"
    " WHERE s.id = ? AND w.provider_id = ? AND ds.needs = 'form'"
    " AND w.state = 'running' AND s.state IN ('waiting', 'ready')");
SQL(STEP_ANSWER, "iiii", "",
    "UPDATE workflow_step SET answer_id = ?, answer_revision = ?,"
    " version = version + 1 WHERE id = ? AND version = ?");
SQL(STEP_ANSWER_TITLE, "ii", "title:s form_id:i",
    "SELECT v.title, x.form_id FROM form_answer x"
    " JOIN form_version v ON v.id = x.version_id"
    " WHERE x.id = ? AND x.provider_id = ?");
SQL(STEP_READY, "ii", "",
    "UPDATE workflow_step SET state = 'ready', version = version + 1"
    " WHERE workflow_id = ? AND position = ? AND state = 'waiting'");
SQL(WORKFLOW_END, "sssssii", "",
    "UPDATE workflow SET state = ?, ended_at = ?, ended_by = NULLIF(?, ''),"
    " reason = ?, record_hash = ?, version = version + 1"
    " WHERE id = ? AND provider_id = ? AND state = 'running'");
SQL(WORKFLOW_WAITING, "issisi",
    "workflow_id:i provider_id:i provider:s title:s step:s due:d",
    "SELECT w.id, p.id, p.name, d.title, ds.title, s.due"
    " FROM assignment g JOIN provider p ON p.id = g.provider_id"
    " JOIN workflow w ON w.provider_id = p.id AND w.state = 'running'"
    " JOIN workflow_definition d ON d.id = w.definition_id"
    " JOIN workflow_step s ON s.workflow_id = w.id AND s.state = 'ready'"
    " JOIN workflow_definition_step ds ON ds.definition_id = w.definition_id"
    "  AND ds.position = s.position"
    " WHERE g.account_id = ? AND g.from_date <= ?"
    " AND (g.until_date IS NULL OR g.until_date >= ?)"
    " AND ? & (1 << p.region_id)"
    " AND (ds.needs <> 'approval' OR ? = '1') AND (p.state <> 'draft' OR ?)"
    " GROUP BY w.id, s.id ORDER BY s.due LIMIT 50");

static NEOERR *add_audit(const struct actor *a, int64_t provider, int64_t id,
			 const char *action, const char *field,
			 const char *words)
{
	struct changes changes = {.pool = a->pool};

	changes_add(&changes, field, "", words);
	return nerr_pass(audit_add(a, (struct audit){
					  .action = action,
					  .kind = "workflow",
					  .id = id,
					  .provider = provider,
					  .changes = changes_text(&changes)}));
}

NEOERR *workflow_definitions(const struct actor *a, int64_t type,
			     struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &WORKFLOW_DEFINITIONS, out, type));
}

/* Is what it shall be about there, and this provider's? */
static NEOERR *check_about(const struct actor *a, const struct provider *p,
			   const char *about, int64_t licence,
			   int64_t incident)
{
	struct licence *found;
	struct rows r;

	if (!strcmp(about, "licence")) {
		if (!licence)
			return nerr_raise(ERR_INVALID,
					  "Choose the licence it is about");
		return nerr_pass(licence_find(a, p->id, licence, &found));
	}
	if (!strcmp(about, "incident")) {
		if (!incident)
			return nerr_raise(ERR_INVALID,
					  "Choose the incident it is about");
		TRY(db_query(a->db, a->pool, &WORKFLOW_INCIDENT, &r, incident,
			     p->id));
		if (!r.n)
			return nerr_raise(ERR_NOT_FOUND, "no such incident");
	}
	return STATUS_OK;
}

NEOERR *workflow_start(const struct actor *a, const struct provider *p,
		       int64_t definition, int64_t licence, int64_t incident,
		       int64_t *id)
{
	char text[DATE_TEXT];
	struct rows d;
	const char *about;

	TRY(db_query(a->db, a->pool, &WORKFLOW_ABOUT, &d, definition, p->type));
	if (!d.n)
		return nerr_raise(ERR_INVALID, "This workflow is not for a "
					       "provider of this kind");
	about = row_text(&d, 0, "about");
	TRY(check_about(a, p, about, licence, incident));
	TRY(db_exec(a->db, &WORKFLOW_ADD, definition, p->id,
		    strcmp(about, "licence") ? 0 : licence,
		    strcmp(about, "incident") ? 0 : incident, a->account,
		    db_from_time(a->pool, a->now)));
	*id = db_inserted(a->db);
	TRY(db_exec(a->db, &WORKFLOW_ADD_STEPS, *id,
		    date_format_iso(date_from_days(a->today), text),
		    definition));
	if (!db_affected(a->db))
		return nerr_raise(ERR_INVALID, "This workflow has no steps");
	return nerr_pass(add_audit(a, p->id, *id, "started", "workflow",
				   row_text(&d, 0, "title")));
}

NEOERR *workflow_list(const struct actor *a, int64_t provider,
		      struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &WORKFLOW_LIST, out, provider));
}

NEOERR *workflow_get(const struct actor *a, int64_t provider, int64_t id,
		     struct rows *out)
{
	TRY(db_query(a->db, a->pool, &WORKFLOW_GET, out, id, provider));
	if (!out->n)
		return nerr_raise(ERR_NOT_FOUND, "no workflow %" PRId64, id);
	return STATUS_OK;
}

NEOERR *workflow_steps(const struct actor *a, int64_t workflow,
		       struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &WORKFLOW_STEPS, out, workflow));
}

/* Everything that a complete workflow says, in one text, and its hash. */
static const char *record_hash(const struct actor *a, const struct rows *steps)
{
	static const char *const columns[] = {
	    "position", "title",     "needs", "does",	 "state",
	    "due",	"done_at",   "done_by", "answer", "words",
	    "reference", "answer_date"};
	struct buf b = {.ctx = a->pool};

	for (size_t i = 0; i < steps->n; i++) {
		for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
			buf_puts(&b, row_text(steps, i, columns[c]));
			buf_add(&b, "\1", 1);
		}
		if (row_int(steps, i, "answer_id"))
			buf_printf(&b, "answer %s revision %s %s",
				   row_text(steps, i, "answer_id"),
				   row_text(steps, i, "answer_revision"),
				   row_text(steps, i, "answer_hash"));
		buf_add(&b, "\2", 1);
	}
	return text_sha256(a->pool, buf_text(&b), b.len);
}

NEOERR *workflow_verify(const struct actor *a, int64_t provider,
			int64_t workflow, bool *same)
{
	struct rows w, steps;

	TRY(workflow_get(a, provider, workflow, &w));
	TRY(workflow_steps(a, workflow, &steps));
	*same = !strcmp(row_text(&w, 0, "record_hash"), record_hash(a, &steps));
	return STATUS_OK;
}

static NEOERR *end(const struct actor *a, int64_t provider, int64_t workflow,
		   const char *state, const char *reason, const char *hash)
{
	TRY(db_exec(a->db, &WORKFLOW_END, state, db_from_time(a->pool, a->now),
		    mem_printf(a->pool, "%" PRId64, a->account), reason, hash,
		    workflow, provider));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_CONFLICT, "it has ended already");
	return nerr_pass(add_audit(a, provider, workflow, state, "reason",
				   reason));
}

/* Is everything there that the step asks for? */
static NEOERR *check_answer(const struct actor *a, const struct rows *steps,
			    size_t i, const struct workflow_answer *answer)
{
	const char *needs = row_text(steps, i, "needs");
	const char *form = row_text(steps, i, "form");
	bool answered =
	    !strcmp(row_text(steps, i, "answer_state"), "submitted");
	struct date d;

	if (!strcmp(needs, "approval") &&
	    !actor_may(a, RIGHT_WORKFLOW_APPROVE))
		return nerr_raise(ERR_FORBIDDEN, "needs workflow.approve");
	if (answer->refused && strcmp(needs, "approval"))
		return nerr_raise(ERR_INVALID, "This step asks for no "
					       "approval");
	if (answer->refused && !*answer->words)
		return nerr_raise(ERR_INVALID, "Say why it is refused");
	if (!strcmp(needs, "note") && !*answer->words)
		return nerr_raise(ERR_INVALID, "Write down what was done");
	if (!strcmp(needs, "form") && *form && !answered)
		return nerr_raise(ERR_INVALID, "Fill in the form “%s” first",
				  form);
	if ((!strcmp(needs, "form") || !strcmp(needs, "attachment")) &&
	    !answered && !*answer->reference)
		return nerr_raise(ERR_INVALID,
				  "Say which paper this rests on");
	if (!strcmp(needs, "date") && !date_parse_iso(answer->date, &d))
		return nerr_raise(ERR_INVALID, "Give the day");
	return STATUS_OK;
}

/* What the step does to the provider, in the same transaction. */
static NEOERR *carry_out(const struct actor *a, const struct provider *p,
			 const struct rows *w, const char *does,
			 const struct workflow_answer *answer)
{
	static const struct {
		const char *does;
		enum licence_deed deed;
	} deeds[] = {
	    {"licence_grant", LICENCE_GRANT},
	    {"licence_renew", LICENCE_GRANT},
	    {"licence_suspend", LICENCE_SUSPEND},
	    {"licence_reinstate", LICENCE_REINSTATE},
	};
	struct licence_act act = {.on = date_from_days(a->today),
				  .reason = row_text(w, 0, "title")};

	/* One that is published already needs nothing more. */
	if (!strcmp(does, "publish"))
		return strcmp(p->state, "draft")
			   ? STATUS_OK
			   : nerr_pass(provider_publish(a, p, p->version));
	if (!strcmp(does, "incident_close"))
		return nerr_pass(incident_set_state(
		    a, p->id, row_int(w, 0, "incident_id"), "closed",
		    answer->words));
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
		if (strcmp(does, deeds[i].does))
			continue;
		act.deed = deeds[i].deed;
		if (act.deed == LICENCE_GRANT) {
			act.from = act.on;
			if (!date_parse_iso(answer->date, &act.until))
				act.until = DATE_NONE;
		}
		return nerr_pass(licence_do(
		    a, p->id, row_int(w, 0, "licence_id"), &act));
	}
	return STATUS_OK;
}

static size_t find_step(const struct rows *steps, int64_t position)
{
	for (size_t i = 0; i < steps->n; i++)
		if (row_int(steps, i, "position") == position)
			return i;
	return steps->n;
}

NEOERR *workflow_complete(const struct actor *a, const struct provider *p,
			  int64_t workflow, int64_t position,
			  const struct workflow_answer *answer)
{
	const char *needs, *kind, *reference;
	struct rows w, steps;
	size_t i;

	TRY(workflow_get(a, p->id, workflow, &w));
	TRY(workflow_steps(a, workflow, &steps));
	i = find_step(&steps, position);
	if (i == steps.n)
		return nerr_raise(ERR_NOT_FOUND, "no such step");
	if (strcmp(row_text(&steps, i, "state"), "ready"))
		return nerr_raise(ERR_CONFLICT, "the step is not ready");
	needs = row_text(&steps, i, "needs");
	TRY(check_answer(a, &steps, i, answer));
	reference = *answer->reference ||
			    strcmp(row_text(&steps, i, "answer_state"),
				   "submitted")
			? answer->reference
			: row_text(&steps, i, "answer_title");
	kind = answer->refused		     ? "refused"
	       : !strcmp(needs, "approval") ? "approved"
					     : "done";
	TRY(db_exec(a->db, &STEP_DONE, answer->refused ? "refused" : "done",
		    kind, answer->words, reference, answer->date,
		    db_from_time(a->pool, a->now),
		    mem_printf(a->pool, "%" PRId64, a->account), workflow,
		    position));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_CONFLICT, "the step is done already");
	TRY(add_audit(a, p->id, workflow, kind, "step",
		      row_text(&steps, i, "title")));
	if (answer->refused)
		return nerr_pass(end(a, p->id, workflow, "abandoned",
				     text_cut(a->pool, answer->words, 490),
				     NULL));
	TRY(carry_out(a, p, &w, row_text(&steps, i, "does"), answer));
	if (i + 1 < steps.n)
		return nerr_pass(db_exec(a->db, &STEP_READY, workflow,
					 row_int(&steps, i + 1, "position")));
	TRY(workflow_steps(a, workflow, &steps));
	return nerr_pass(end(a, p->id, workflow, "complete", "",
			     record_hash(a, &steps)));
}

NEOERR *workflow_answered(const struct actor *a, const struct provider *p,
			  int64_t step, int64_t answer, int64_t revision)
{
	struct workflow_answer done = {.words = "", .date = ""};
	struct rows s, x;

	TRY(db_query(a->db, a->pool, &STEP_BY_ID, &s, step, p->id));
	TRY(db_query(a->db, a->pool, &STEP_ANSWER_TITLE, &x, answer, p->id));
	if (!s.n || !x.n ||
	    (row_int(&s, 0, "form_id") &&
	     row_int(&s, 0, "form_id") != row_int(&x, 0, "form_id")))
		return STATUS_OK;
	TRY(db_exec(a->db, &STEP_ANSWER, answer, revision, step,
		    row_int(&s, 0, "version")));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_CONFLICT, "the step was changed");
	if (strcmp(row_text(&s, 0, "state"), "ready") ||
	    strcmp(row_text(&s, 0, "does"), "nothing") ||
	    !actor_may(a, RIGHT_WORKFLOW_RUN))
		return nerr_pass(add_audit(a, p->id,
					   row_int(&s, 0, "workflow_id"),
					   "answered", "form",
					   row_text(&x, 0, "title")));
	done.reference = row_text(&x, 0, "title");
	return nerr_pass(workflow_complete(a, p, row_int(&s, 0, "workflow_id"),
					   row_int(&s, 0, "position"), &done));
}

NEOERR *workflow_abandon(const struct actor *a, int64_t provider,
			 int64_t workflow, const char *reason)
{
	struct rows w;

	TRY(workflow_get(a, provider, workflow, &w));
	return nerr_pass(
	    end(a, provider, workflow, "abandoned", reason, NULL));
}

NEOERR *workflow_waiting(const struct actor *a, struct rows *out)
{
	char text[DATE_TEXT];
	const char *today = date_format_iso(date_from_days(a->today), text);

	return nerr_pass(
	    db_query(a->db, a->pool, &WORKFLOW_WAITING, out, a->account, today,
		     today, a->regions,
		     actor_may(a, RIGHT_WORKFLOW_APPROVE) ? "1" : "",
		     actor_may(a, RIGHT_PROVIDER_DRAFT)));
}

const char *workflow_who(const char *who)
{
	static const struct choice names[] = {
	    {"lead", "Whoever looks after the provider"},
	    {"case_manager", "A case manager"},
	    {"licensing_worker", "A licensing worker"},
	    {"administrator", "An administrator"},
	    {NULL, NULL},
	};

	return choice_label(names, who);
}
