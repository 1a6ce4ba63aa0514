/* The demo's daily work: tasks, notes, meetings, incidents.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "base/mem.h"
#include "demo/story.h"
#include "people/incident.h"
#include "people/note.h"
#include "people/task.h"

SQL(DEMO_INCIDENT_KIND, "s", "id:i",
    "SELECT id FROM incident_kind WHERE name = ?");

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
	bool did;

	TRY(made_find(s, "task", told(s, "task"), &m));
	return nerr_pass(task_done(&s->actor, m->other, m->id, &did));
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

const struct deed story_daily_deeds[] = {
    {"task", task},
    {"done", task_is_done},
    {"note", note},
    {"note_again", note_again},
    {"incident", incident},
    {"incident_told", incident_told},
    {"incident_state", incident_goes_on},
    {NULL, NULL},
};
