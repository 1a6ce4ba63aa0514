/* The demo's daily work: tasks, notes, meetings, incidents.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "base/mem.h"
#include "demo/story.h"
#include "people/incident.h"
#include "people/meeting.h"
#include "people/note.h"
#include "people/provider.h"
#include "people/rules.h"
#include "people/task.h"
#include "people/workflow.h"

SQL(DEMO_INCIDENT_KIND, "s", "id:i",
    "SELECT id FROM incident_kind WHERE name = ?");

SQL(DEMO_WORKFLOW, "s", "id:i",
    "SELECT id FROM workflow_definition WHERE name = ? AND state = 'current'"
    " ORDER BY number DESC LIMIT 1");
SQL(DEMO_TASK_NEXT, "i", "id:i", "SELECT id FROM task WHERE follows_id = ?");
SQL(DEMO_CAME, "i", "id:i name:s",
    "SELECT id, name FROM meeting_attendee WHERE meeting_id = ? ORDER BY id");
SQL(DEMO_DELIVERED, "s", "",
    "UPDATE outbox SET state = 'sent', sent_at = at, attempts = 1"
    " WHERE state = 'waiting' AND at < ?");

/* "gwen,tom" of this kind to "1,2". */
static NEOERR *keys(struct story *s, const char *kind, const char *name,
		    const char **out)
{
	char *copy = mem_strdup(s->actor.pool, told(s, name)), *save, *word;
	struct buf b = {.ctx = s->actor.pool};
	const struct made *m;

	for (word = strtok_r(copy, ",", &save); word;
	     word = strtok_r(NULL, ",", &save)) {
		TRY(made_find(s, kind, word, &m));
		buf_printf(&b, "%s%" PRId64, b.len ? "," : "", m->id);
	}
	*out = mem_strdup(s->actor.pool, buf_text(&b));
	return STATUS_OK;
}

static NEOERR *task(struct story *s)
{
	const char *values[TASK_COLUMNS];
	int64_t provider, staff, id;

	told_values(s, task_fields, TASK_COLUMNS, values);
	TRY(made_told(s, "provider", "of", &provider));
	TRY(made_told(s, "staff", "staff", &staff));
	if (staff)
		values[TASK_ASSIGNEE] =
		    mem_printf(s->actor.pool, "%" PRId64, staff);
	TRY(task_add(&s->actor, provider, values, &id));
	made_add(s, "task", told(s, "key"), id, provider);
	return STATUS_OK;
}

static NEOERR *task_is_done(struct story *s)
{
	const struct made *m;
	struct rows r;
	bool did;

	TRY(made_find(s, "task", told(s, "task"), &m));
	TRY(task_done(&s->actor, m->other, m->id, &did));
	/* Of one that repeats, the next goes by the same name. */
	TRY(db_query(s->actor.db, s->actor.pool, &DEMO_TASK_NEXT, &r, m->id));
	if (r.n)
		made_add(s, "task", m->key, row_int(&r, 0, "id"), m->other);
	return STATUS_OK;
}

static NEOERR *note(struct story *s)
{
	const char *values[NOTE_FIELDS];
	int64_t provider, id;

	told_values(s, note_fields, NOTE_FIELDS, values);
	if (!*values[NOTE_KIND])
		values[NOTE_KIND] = "note";
	TRY(made_told(s, "provider", "of", &provider));
	TRY(note_add(&s->actor, provider, values, &id));
	made_add(s, "note", told(s, "key"), id, provider);
	return STATUS_OK;
}

/* A second version of a note. */
static NEOERR *note_again(struct story *s)
{
	const char *values[NOTE_FIELDS];
	const struct made *m;

	told_values(s, note_fields, NOTE_FIELDS, values);
	TRY(made_find(s, "note", told(s, "note"), &m));
	return nerr_pass(note_save(&s->actor, m->other, m->id, 1, values));
}

static NEOERR *incident(struct story *s)
{
	const char *values[INCIDENT_FIELDS];
	int64_t provider, client, id;
	struct rows r;

	told_values(s, incident_fields, INCIDENT_FIELDS, values);
	TRY(db_query(s->actor.db, s->actor.pool, &DEMO_INCIDENT_KIND, &r,
		     told(s, "kind")));
	if (!r.n)
		return nerr_raise(NERR_ASSERT, "kind of incident");
	values[INCIDENT_KIND] = row_text(&r, 0, "id");
	TRY(made_told(s, "provider", "of", &provider));
	TRY(made_told(s, "client", "client", &client));
	values[INCIDENT_CLIENT] =
	    client ? mem_printf(s->actor.pool, "%" PRId64, client) : "";
	TRY(incident_add(&s->actor, provider, values, &id));
	made_add(s, "incident", told(s, "key"), id, provider);
	return STATUS_OK;
}

static NEOERR *incident_told(struct story *s)
{
	const struct made *m;

	TRY(made_find(s, "incident", told(s, "incident"), &m));
	return nerr_pass(
	    incident_notified(&s->actor, m->other, m->id, s->actor.now));
}

static NEOERR *incident_goes_on(struct story *s)
{
	const struct made *m;

	TRY(made_find(s, "incident", told(s, "incident"), &m));
	return nerr_pass(incident_set_state(&s->actor, m->other, m->id,
					    told(s, "state"),
					    told_text(s, "outcome")));
}

static NEOERR *meeting(struct story *s)
{
	const char *values[MEETING_FIELDS];
	const char *wrong;
	int64_t provider, id;
	int field;

	told_values(s, meeting_fields, MEETING_FIELDS, values);
	if (!*values[MEETING_MINUTES])
		values[MEETING_MINUTES] = "60";
	TRY(keys(s, "staff", "staff", &values[MEETING_STAFF]));
	TRY(keys(s, "person", "people", &values[MEETING_PEOPLE]));
	TRY(made_told(s, "provider", "of", &provider));
	wrong = meeting_wrong(&s->actor, values, &field);
	if (wrong)
		return nerr_raise(NERR_ASSERT, "%s", wrong);
	TRY(meeting_add(&s->actor, provider, values, &id));
	made_add(s, "meeting", told(s, "key"), id, provider);
	return STATUS_OK;
}

/* Everybody came but those that `away` names. */
static NEOERR *held(struct story *s)
{
	const char *values[HELD_FIELDS];
	struct buf came = {.ctx = s->actor.pool};
	const struct made *m;
	struct rows r;

	TRY(made_find(s, "meeting", told(s, "meeting"), &m));
	told_values(s, meeting_held_fields, HELD_FIELDS, values);
	TRY(db_query(s->actor.db, s->actor.pool, &DEMO_CAME, &r, m->id));
	for (size_t i = 0; i < r.n; i++)
		if (strcmp(row_text(&r, i, "name"), told(s, "away")))
			buf_printf(&came, "%s%s", came.len ? "," : "",
				   row_text(&r, i, "id"));
	values[HELD_CAME] = buf_text(&came);
	return nerr_pass(meeting_hold(&s->actor, m->other, m->id, values));
}

static NEOERR *called_off(struct story *s)
{
	const struct made *m;

	TRY(made_find(s, "meeting", told(s, "meeting"), &m));
	return nerr_pass(meeting_cancel(&s->actor, m->other, m->id,
					told_text(s, "reason")));
}

/* What was in the mail up to now has arrived long ago. */
static NEOERR *delivered(struct story *s)
{
	return nerr_pass(db_exec(s->actor.db, &DEMO_DELIVERED,
				 db_from_time(s->actor.pool, s->actor.now)));
}

static NEOERR *workflow(struct story *s)
{
	int64_t provider, licence, incident_id, id;
	struct provider *p;
	struct rows r;

	TRY(db_query(s->actor.db, s->actor.pool, &DEMO_WORKFLOW, &r,
		     told(s, "name")));
	if (!r.n)
		return nerr_raise(NERR_ASSERT, "no workflow '%s'",
				  told(s, "name"));
	TRY(made_told(s, "provider", "of", &provider));
	TRY(made_told(s, "licence", "licence", &licence));
	TRY(made_told(s, "incident", "incident", &incident_id));
	TRY(provider_get(&s->actor, provider, &p));
	TRY(workflow_start(&s->actor, p, row_int(&r, 0, "id"), licence,
			   incident_id, &id));
	made_add(s, "workflow", told(s, "key"), id, provider);
	return STATUS_OK;
}

static NEOERR *step(struct story *s)
{
	struct workflow_answer answer = {
	    .words = told_text(s, "words"),
	    .reference = told_text(s, "reference"),
	    .date = told_date(s, "date"),
	    .refused = *told(s, "refused"),
	};
	const struct made *m;
	struct provider *p;

	TRY(made_find(s, "workflow", told(s, "workflow"), &m));
	TRY(provider_get(&s->actor, m->other, &p));
	return nerr_pass(workflow_complete(&s->actor, p, m->id,
					   told_int(s, "step"), &answer));
}

static NEOERR *abandoned(struct story *s)
{
	const struct made *m;

	TRY(made_find(s, "workflow", told(s, "workflow"), &m));
	return nerr_pass(workflow_abandon(&s->actor, m->other, m->id,
					  told_text(s, "reason")));
}

/* What the courier does day by day. */
static NEOERR *rules(struct story *s)
{
	struct rules_done done;

	return nerr_pass(rules_run(&s->actor, &done));
}

const struct deed story_daily_deeds[] = {
    {"task", task},
    {"done", task_is_done},
    {"note", note},
    {"note_again", note_again},
    {"incident", incident},
    {"incident_told", incident_told},
    {"incident_state", incident_goes_on},
    {"meeting", meeting},
    {"held", held},
    {"called_off", called_off},
    {"delivered", delivered},
    {"rules", rules},
    {"workflow", workflow},
    {"step", step},
    {"abandoned", abandoned},
    {NULL, NULL},
};
