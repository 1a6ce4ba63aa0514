/* On what an attachment hangs: what it is, and who may see it.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "base/mem.h"
#include "people/attachment.h"
#include "people/client.h"
#include "people/note.h"
#include "people/provider.h"

SQL(OWNER_NOTE, "iii", "provider_id:i at:t kind:s",
    "SELECT provider_id, at, kind FROM note WHERE id = ?"
    " AND (restricted = 0 OR author_id = ? OR ?)");
SQL(OWNER_INCIDENT, "i", "provider_id:i number:s title:s",
    "SELECT provider_id, number, title FROM incident WHERE id = ?");
SQL(OWNER_TASK, "i", "provider_id:i title:s",
    "SELECT provider_id, title FROM task WHERE id = ?"
    " AND state <> 'deleted' AND provider_id IS NOT NULL");
SQL(OWNER_STEP, "i", "provider_id:i workflow_id:i title:s",
    "SELECT w.provider_id, w.id, d.title FROM workflow_step s"
    " JOIN workflow w ON w.id = s.workflow_id"
    " JOIN workflow_definition_step d ON d.definition_id = w.definition_id"
    "  AND d.position = s.position WHERE s.id = ?");
/* Of the providers that somebody belongs to, one that the actor may see. */
SQL(OWNER_PERSON, "iii", "provider_id:i name:s",
    "SELECT l.provider_id, n.name FROM person n"
    " JOIN provider_person l ON l.person_id = n.id"
    " JOIN provider p ON p.id = l.provider_id WHERE n.id = ?"
    " AND ? & (1 << p.region_id) AND (p.state <> 'draft' OR ?)"
    " ORDER BY l.until_date IS NULL DESC, l.id LIMIT 1");
/* As lib/forms says who may see an answer: its owner, and its form's roles.
 * One that is nobody's is an application that was sent. */
SQL(OWNER_ANSWER, "iii", "provider_id:i client_id:i title:s submitted:i",
    "SELECT x.provider_id, x.client_id, f.title, x.revision > 0"
    " FROM form_answer x"
    " JOIN form f ON f.id = x.form_id WHERE x.id = ?"
    " AND (x.provider_id IS NOT NULL OR x.client_id IS NOT NULL"
    "  OR x.revision > 0)"
    " AND (? = 0 OR NOT EXISTS (SELECT 1 FROM form_role r"
    "  WHERE r.form_id = x.form_id) OR EXISTS (SELECT 1 FROM form_role r"
    "  JOIN account_role g ON g.role_id = r.role_id"
    "  WHERE r.form_id = x.form_id AND g.account_id = ?))");

static NEOERR *of_provider(const struct actor *a, int64_t id, struct owner *o)
{
	struct provider *p;

	TRY(provider_get(a, id, &p));
	o->provider = id;
	o->name = o->whose = p->name;
	o->href = o->whose_href =
	    mem_printf(a->pool, "/profiles/providers/%" PRId64, id);
	return STATUS_OK;
}

static NEOERR *of_client(const struct actor *a, int64_t id, struct owner *o)
{
	struct client *c;

	if (!actor_may(a, RIGHT_CLIENT_VIEW))
		return nerr_raise(ERR_NOT_FOUND, "needs client.view");
	TRY(client_get(a, id, &c));
	o->client = id;
	o->name = o->whose = c->name;
	o->href = o->whose_href =
	    mem_printf(a->pool, "/profiles/clients/%" PRId64, id);
	return STATUS_OK;
}

static NEOERR *find(const struct actor *a, NEOERR *err, const struct rows *r)
{
	(void)a;
	TRY(err);
	return r->n ? STATUS_OK : nerr_raise(ERR_NOT_FOUND, "no such owner");
}

static void named(const struct actor *a, struct owner *o, const char *below,
		  int64_t id, const char *name)
{
	o->name = name;
	o->href = mem_printf(a->pool, "%s/%s/%" PRId64, o->whose_href, below,
			     id);
}

static NEOERR *of_note(const struct actor *a, int64_t id, struct owner *o)
{
	char text[ZONE_TEXT];
	struct rows r;

	TRY(find(a,
		 db_query(a->db, a->pool, &OWNER_NOTE, &r, id, a->account,
			  actor_may(a, RIGHT_NOTE_RESTRICTED)),
		 &r));
	TRY(of_provider(a, row_int(&r, 0, "provider_id"), o));
	named(a, o, "notes", id,
	      mem_printf(a->pool, "%s, %s",
			 note_kind_label(row_text(&r, 0, "kind")),
			 zone_format_instant(a->zone,
					     db_to_time(row_text(&r, 0, "at")),
					     a->now, text)));
	return STATUS_OK;
}

static NEOERR *of_incident(const struct actor *a, int64_t id, struct owner *o)
{
	struct rows r;

	TRY(find(a, db_query(a->db, a->pool, &OWNER_INCIDENT, &r, id), &r));
	TRY(of_provider(a, row_int(&r, 0, "provider_id"), o));
	named(a, o, "history", id,
	      mem_printf(a->pool, "Incident %s", row_text(&r, 0, "number")));
	return STATUS_OK;
}

static NEOERR *of_task(const struct actor *a, int64_t id, struct owner *o)
{
	struct rows r;

	TRY(find(a, db_query(a->db, a->pool, &OWNER_TASK, &r, id), &r));
	TRY(of_provider(a, row_int(&r, 0, "provider_id"), o));
	named(a, o, "tasks", id, row_text(&r, 0, "title"));
	return STATUS_OK;
}

static NEOERR *of_step(const struct actor *a, int64_t id, struct owner *o)
{
	struct rows r;

	TRY(find(a, db_query(a->db, a->pool, &OWNER_STEP, &r, id), &r));
	TRY(of_provider(a, row_int(&r, 0, "provider_id"), o));
	named(a, o, "workflows", row_int(&r, 0, "workflow_id"),
	      row_text(&r, 0, "title"));
	return STATUS_OK;
}

static NEOERR *of_person(const struct actor *a, int64_t id, struct owner *o)
{
	struct rows r;

	TRY(find(a,
		 db_query(a->db, a->pool, &OWNER_PERSON, &r, id, a->regions,
			  actor_may(a, RIGHT_PROVIDER_DRAFT)),
		 &r));
	TRY(of_provider(a, row_int(&r, 0, "provider_id"), o));
	named(a, o, "people", id, row_text(&r, 0, "name"));
	return STATUS_OK;
}

static NEOERR *of_answer(const struct actor *a, int64_t id, struct owner *o)
{
	struct rows r;

	TRY(find(a,
		 db_query(a->db, a->pool, &OWNER_ANSWER, &r, id, a->account,
			  a->account),
		 &r));
	if (row_int(&r, 0, "provider_id"))
		TRY(of_provider(a, row_int(&r, 0, "provider_id"), o));
	if (row_int(&r, 0, "client_id"))
		TRY(of_client(a, row_int(&r, 0, "client_id"), o));
	if (!o->provider && !o->client) {
		if (!actor_may(a, RIGHT_PROVIDER_DRAFT))
			return nerr_raise(ERR_NOT_FOUND, "an application");
		o->whose = "Applications";
		o->whose_href = "/forms/applications";
	}
	o->submitted = row_int(&r, 0, "submitted");
	o->name = row_text(&r, 0, "title");
	o->href = mem_printf(a->pool, "/forms/answers/%" PRId64, id);
	return STATUS_OK;
}

/* In the order of the enum of attachment.owner_kind: attachment.c counts on
 * it. Nobody sees messages yet. */
static const struct owner_kind {
	const char *name;
	enum right right;
	NEOERR *(*get)(const struct actor *, int64_t, struct owner *);
} kinds[] = {
    {"provider", RIGHT_PROVIDER_VIEW, of_provider},
    {"client", RIGHT_CLIENT_VIEW, of_client},
    {"note", RIGHT_NOTE_VIEW, of_note},
    {"incident", RIGHT_INCIDENT_VIEW, of_incident},
    {"task", RIGHT_TASK_VIEW, of_task},
    {"step", RIGHT_WORKFLOW_VIEW, of_step},
    {"person", RIGHT_PERSON_VIEW, of_person},
    {"answer", RIGHT_FORM_VIEW, of_answer},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

uint64_t owner_kinds_seen(const struct actor *a)
{
	uint64_t set = 0;

	for (int i = 0; i < KINDS; i++)
		if (actor_may(a, kinds[i].right))
			set |= (uint64_t)1 << (i + 1);
	return set;
}

NEOERR *owner_get(const struct actor *a, const char *kind, int64_t id,
		  struct owner *out)
{
	for (int i = 0; i < KINDS; i++) {
		if (strcmp(kinds[i].name, kind))
			continue;
		if (!actor_may(a, kinds[i].right))
			break;
		*out = (struct owner){.kind = kinds[i].name, .id = id};
		return nerr_pass(kinds[i].get(a, id, out));
	}
	return nerr_raise(ERR_NOT_FOUND, "no owner %.20s", kind);
}
