/* From answers to records.
 * SPDX-License-Identifier: MIT */
#include "forms/mapping.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "forms/library.h"
#include "forms/target.h"
#include "people/attachment.h"

SQL(MADE_OF, "i", "kind:s place:i object_id:i object_version:i",
    "SELECT kind, place, object_id, object_version FROM form_made"
    " WHERE answer_id = ?");
SQL(MADE_ADD, "isiiiis", "",
    "INSERT INTO form_made (answer_id, kind, place, object_id, object_version,"
    " revision, at) VALUES (?, ?, ?, ?, ?, ?, ?)");
SQL(MADE_FOLLOWED, "iiisi", "",
    "UPDATE form_made SET object_version = ?, revision = ?"
    " WHERE answer_id = ? AND kind = ? AND place = ?");
SQL(MADE_LIST, "ii",
    "kind:s place:i object_id:i provider_id:i words:s at:t",
    "SELECT m.kind, m.place, m.object_id, f.provider_id,"
    " COALESCE(t.title, i.number, p.name, c.name, n.name), m.at"
    " FROM form_made m JOIN form_answer f ON f.id = m.answer_id"
    " LEFT JOIN task t ON m.kind = 'task' AND t.id = m.object_id"
    " LEFT JOIN incident i ON m.kind = 'incident' AND i.id = m.object_id"
    " LEFT JOIN provider p ON m.kind = 'provider' AND p.id = m.object_id"
    " LEFT JOIN client c ON m.kind = 'client' AND c.id = m.object_id"
    "  AND ? & (1 << c.region_id)"
    " LEFT JOIN person n ON m.kind = 'person' AND n.id = m.object_id"
    " WHERE m.answer_id = ?"
    " ORDER BY FIELD(m.kind, 'provider', 'client', 'incident', 'note', 'task',"
    "  'person'), m.place LIMIT 200");
SQL(MADE_SOURCE, "si", "answer_id:i form_id:i title:s at:t",
    "SELECT m.answer_id, f.form_id, v.title, m.at FROM form_made m"
    " JOIN form_answer f ON f.id = m.answer_id"
    " JOIN form_version v ON v.id = f.version_id"
    " WHERE m.kind = ? AND m.object_id = ? ORDER BY m.at LIMIT 1");
SQL(APPLICATION_WAITS, "i", "state:s",
    "SELECT state FROM form_application WHERE answer_id = ?"
    " AND state <> 'taken'");
SQL(ANSWER_OF_PROVIDER, "ii", "",
    "UPDATE form_answer SET provider_id = ?, version = version + 1"
    " WHERE id = ? AND provider_id IS NULL");
SQL(ANSWER_OF_CLIENT, "ii", "",
    "UPDATE form_answer SET client_id = ?, version = version + 1"
    " WHERE id = ? AND client_id IS NULL");
SQL(WHO_LEADS, "iss", "account_id:s",
    "SELECT g.account_id FROM assignment g JOIN account s"
    " ON s.id = g.account_id AND s.state = 'active'"
    " WHERE g.provider_id = ? AND g.from_date <= ?"
    " AND (g.until_date IS NULL OR g.until_date >= ?)"
    " ORDER BY FIELD(g.role, 'cover', 'lead', 'support'), g.id LIMIT 1");
SQL(TRAITS_KNOWN, "s", "name:s",
    "SELECT name FROM trait WHERE FIND_IN_SET(name, ?) ORDER BY name"
    " LIMIT 200");
SQL(CLIENT_NAMED, "iss", "id:s",
    "SELECT DISTINCT c.id FROM placement p JOIN client c ON c.id = p.client_id"
    " WHERE p.provider_id = ? AND (c.number = ? OR c.name = ?) LIMIT 2");
SQL(TASK_VERSION, "i", "version:i state:s",
    "SELECT version, state FROM task WHERE id = ?");
SQL(INCIDENT_VERSION, "i", "version:i state:s",
    "SELECT version, state FROM incident WHERE id = ?");

/* The making of one answer's records. */
struct making {
	const struct actor *a;
	const struct filed *f;
	const struct mapping_choice *choice;
	int64_t revision;
	int64_t provider, client; /* what it is about, or has made */
	struct targets all[TARGET__MAX];
	struct rows made; /* before */
};

/* --- values ----------------------------------------------------------------- */

/* A choice of the form may name one of ours by its value or by its words. */
static const char *match(const struct actor *a, const struct choice *list,
			 const char *value)
{
	const char *slug = target_slug(a->pool, value);

	for (; list->value; list++)
		if (text_same(list->value, value) ||
		    !strcmp(target_slug(a->pool, list->value), slug) ||
		    !strcmp(target_slug(a->pool, list->label), slug))
			return list->value;
	return value;
}

/* The same among rows of the database: the number, NULL where it is none. */
static const char *match_rows(const struct actor *a, const struct rows *r,
			      const char *value)
{
	const char *slug = target_slug(a->pool, value);

	for (size_t i = 0; i < r->n; i++)
		if (!strcmp(row_text(r, i, "id"), value) ||
		    !strcmp(target_slug(a->pool, row_text(r, i, "name")), slug))
			return row_text(r, i, "id");
	return NULL;
}

/* Holds every value to its field, as if it were typed there. */
static NEOERR *check(struct making *m, struct filled *x)
{
	const struct targets *t = &m->all[x->kind];

	for (size_t i = 0; i < t->n; i++) {
		const struct field *f = &t->fields[i];
		const char *wrong;

		if (!*x->values[i])
			continue;
		if (f->choices && f->type != FIELD_CHECKS)
			x->values[i] = match(m->a, f->choices, x->values[i]);
		wrong = field_check(m->a->pool, f, x->values[i], m->a->today,
				    &x->values[i]);
		if (wrong)
			return nerr_raise(ERR_INVALID, "%s: %s", f->label,
					  wrong);
	}
	for (size_t i = 0; i < t->n; i++)
		if (t->needed[i] && !*x->values[i])
			return nerr_raise(ERR_INVALID,
					  "%s is needed for %s: %s",
					  "An answer", t->words,
					  t->fields[i].label);
	return STATUS_OK;
}

/* --- what was made before ---------------------------------------------------- */

static int64_t found(const struct making *m, const struct filled *x,
		     int64_t *version)
{
	for (size_t i = 0; i < m->made.n; i++)
		if (!strcmp(row_text(&m->made, i, "kind"),
			    m->all[x->kind].name) &&
		    row_int(&m->made, i, "place") == x->place) {
			*version = row_int(&m->made, i, "object_version");
			return row_int(&m->made, i, "object_id");
		}
	return 0;
}

static NEOERR *remember(const struct making *m, const struct filled *x,
			int64_t id, int64_t version)
{
	return nerr_pass(db_exec(m->a->db, &MADE_ADD, m->f->id,
				 m->all[x->kind].name, x->place, id, version,
				 m->revision,
				 db_from_time(m->a->pool, m->a->now)));
}

static NEOERR *followed(const struct making *m, const struct filled *x,
			int64_t version)
{
	return nerr_pass(db_exec(m->a->db, &MADE_FOLLOWED, version, m->revision,
				 m->f->id, m->all[x->kind].name, x->place));
}

/* --- a profile ----------------------------------------------------------------- */

/* Where the form does not say it and nobody chose: of somebody who works in
 * one region only, that one. */
static NEOERR *region(struct making *m, const char **value)
{
	struct rows r;

	TRY(provider_regions(m->a, &r));
	if (m->choice && m->choice->region) {
		*value = mem_printf(m->a->pool, "%" PRId64, m->choice->region);
	} else if (**value) {
		const char *id = match_rows(m->a, &r, *value);

		*value = id ? id : "";
	}
	if (!**value && r.n)
		*value = row_text(&r, 0, "id");
	if (!**value || !match_rows(m->a, &r, *value))
		return nerr_raise(ERR_INVALID,
				  "Choose a region that you work in");
	return STATUS_OK;
}

/* Lays what the form says over the values of a profile, in the order of its
 * type's fields. */
static void lay_over(struct making *m, const struct filled *x,
		     const struct provider_type *t, const char **values)
{
	const struct targets *targets = &m->all[TARGET_PROVIDER];

	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < targets->n; k++) {
			if (strcmp(targets->fields[k].name, t->fields[i].name) ||
			    !*x->values[k] ||
			    (i < PROVIDER_FIELDS && !provider_asks(t, (int)i)))
				continue;
			values[i] = x->values[k];
			if (t->fields[i].choices &&
			    t->fields[i].type == FIELD_SELECT)
				values[i] = match(m->a, t->fields[i].choices,
						  values[i]);
		}
}

static NEOERR *refuse_wrong(const struct provider_type *t,
			    const char *const *values)
{
	const char *wrong;
	int field;

	wrong = provider_wrong(t, values, &field);
	return wrong ? nerr_raise(ERR_INVALID, "%s", wrong) : STATUS_OK;
}

static NEOERR *change_provider(struct making *m, struct filled *x)
{
	struct provider_edit e;
	struct provider *p;
	const char **values;
	bool differs = false;

	TRY(provider_get(m->a, m->provider, &p));
	TRY(provider_edit_load(m->a, p, &e));
	values = mem_array(m->a->pool, e.type.n, sizeof *values);
	memcpy(values, e.values, e.type.n * sizeof *values);
	/* Nobody's name or region is changed by a form about them. */
	x->values[PROVIDER_F_REGION] = "";
	lay_over(m, x, &e.type, values);
	for (size_t i = 0; i < e.type.n; i++)
		differs |= strcmp(values[i], e.values[i]) != 0;
	if (!differs)
		return STATUS_OK;
	TRY(refuse_wrong(&e.type, values));
	if (!strcmp(p->state, "draft"))
		TRY(provider_save(m->a, p, e.version, values));
	else
		TRY(provider_save_draft(m->a, p, e.version, values));
	return nerr_pass(remember(m, x, p->id, 0));
}

static NEOERR *make_provider(struct making *m, struct filled *x)
{
	struct provider_type t;
	const char **values;
	struct rows types;
	const char *type;
	int64_t id, type_id = m->choice ? m->choice->type : 0;

	if (m->provider)
		return nerr_pass(change_provider(m, x));
	TRY(provider_types(m->a, &types));
	type = match_rows(m->a, &types, x->values[PROVIDER_T_TYPE]);
	if (!type_id && type)
		type_id = strtoll(type, NULL, 10);
	if (!type_id || !*x->values[PROVIDER_F_NAME])
		return nerr_raise(ERR_INVALID,
				  "A new profile needs a name and a type of "
				  "provider");
	TRY(provider_type_get(m->a, type_id, &t));
	TRY(region(m, &x->values[PROVIDER_F_REGION]));
	values = mem_array(m->a->pool, t.n, sizeof *values);
	for (size_t i = 0; i < t.n; i++)
		values[i] = "";
	lay_over(m, x, &t, values);
	TRY(refuse_wrong(&t, values));
	TRY(provider_add(m->a, type_id, values, &id));
	TRY(db_exec(m->a->db, &ANSWER_OF_PROVIDER, id, m->f->id));
	m->provider = id;
	return nerr_pass(remember(m, x, id, 0));
}

/* --- a client -------------------------------------------------------------------- */

static NEOERR *known_traits(const struct actor *a, const char **value)
{
	struct buf b = {.ctx = a->pool};
	struct rows r;

	TRY(db_query(a->db, a->pool, &TRAITS_KNOWN, &r, *value));
	for (size_t i = 0; i < r.n; i++)
		buf_printf(&b, "%s%s", i ? "," : "", row_text(&r, i, "name"));
	*value = buf_text(&b);
	return STATUS_OK;
}

static NEOERR *change_client(struct making *m, struct filled *x)
{
	const char *values[CLIENT_FIELDS];
	bool differs = false;
	int64_t version;

	TRY(client_load(m->a, m->client, values, &version));
	for (int i = 0; i < CLIENT_FIELDS; i++) {
		if (!*x->values[i] || i == CLIENT_F_REGION ||
		    i == CLIENT_F_NUMBER || !strcmp(values[i], x->values[i]))
			continue;
		values[i] = x->values[i];
		differs = true;
	}
	if (!differs)
		return STATUS_OK;
	TRY(client_save(m->a, m->client, version, values));
	return nerr_pass(remember(m, x, m->client, 0));
}

static NEOERR *make_client(struct making *m, struct filled *x)
{
	int64_t id;

	TRY(known_traits(m->a, &x->values[CLIENT_F_TRAITS]));
	if (m->client)
		return nerr_pass(change_client(m, x));
	if (!*x->values[CLIENT_F_NAME])
		return nerr_raise(ERR_INVALID, "A new client needs a name");
	TRY(region(m, &x->values[CLIENT_F_REGION]));
	TRY(client_add(m->a, x->values, &id));
	TRY(db_exec(m->a->db, &ANSWER_OF_CLIENT, id, m->f->id));
	m->client = id;
	return nerr_pass(remember(m, x, id, 0));
}

/* --- a person, an incident, a note, a task ---------------------------------------- */

static NEOERR *make_person(struct making *m, struct filled *x)
{
	const char *role[ROLE_FIELDS];
	char text[DATE_TEXT];
	int64_t id;

	role[ROLE_NAME] = *x->values[PERSON_T_ROLE] ? x->values[PERSON_T_ROLE]
						    : "Not said yet";
	role[ROLE_HOUSEHOLD] = x->values[PERSON_T_HOUSEHOLD];
	role[ROLE_MAIN_CONTACT] = x->values[PERSON_T_MAIN_CONTACT];
	role[ROLE_FROM] = mem_strdup(
	    m->a->pool, date_format_iso(date_from_days(m->a->today), text));
	role[ROLE_UNTIL] = "";
	TRY(person_add(m->a, m->provider, x->values, role, &id));
	return nerr_pass(remember(m, x, id, 0));
}

static const struct zone *zone_of(const struct making *m,
				  const struct provider *p)
{
	const struct zone *zone = zone_find(p->zone);

	return zone ? zone : m->a->zone;
}

/* When the agency became aware: as the form says, else when it got the
 * answer. */
static void fill_aware(struct making *m, const struct zone *zone,
		       const char **v)
{
	int64_t at = *m->f->submitted_at ? db_to_time(m->f->submitted_at)
					 : m->a->now;
	struct wall w = zone_wall_from_utc(zone, at);
	char text[DATE_TEXT];

	if (*v[INCIDENT_AWARE_ON] && *v[INCIDENT_AWARE_TIME])
		return;
	v[INCIDENT_AWARE_ON] =
	    mem_strdup(m->a->pool, date_format_iso(w.date, text));
	v[INCIDENT_AWARE_TIME] =
	    mem_printf(m->a->pool, "%02d:%02d", w.minute / 60, w.minute % 60);
}

/* The kind as a number; and the client, where the words name exactly one. */
static NEOERR *fill_references(struct making *m, const char **v)
{
	const char *kind, *who = v[INCIDENT_CLIENT];
	struct rows r;

	TRY(incident_kinds(m->a, &r));
	kind = match_rows(m->a, &r, v[INCIDENT_KIND]);
	if (!kind)
		return nerr_raise(ERR_INVALID,
				  "The agency has no kind of incident \"%s\"",
				  v[INCIDENT_KIND]);
	v[INCIDENT_KIND] = kind;
	v[INCIDENT_CLIENT] = "";
	if (m->client) {
		v[INCIDENT_CLIENT] =
		    mem_printf(m->a->pool, "%" PRId64, m->client);
		return STATUS_OK;
	}
	if (!*who)
		return STATUS_OK;
	TRY(db_query(m->a->db, m->a->pool, &CLIENT_NAMED, &r, m->provider, who,
		     who));
	if (r.n == 1)
		v[INCIDENT_CLIENT] = row_text(&r, 0, "id");
	else
		v[INCIDENT_DESCRIPTION] =
		    mem_printf(m->a->pool, "Client: %s\n\n%s", who,
			       v[INCIDENT_DESCRIPTION]);
	return STATUS_OK;
}

static NEOERR *make_incident(struct making *m, struct filled *x)
{
	const char **v = x->values;
	const struct zone *zone;
	struct provider *p;
	int64_t id, version;
	struct date day;
	struct rows r;
	int minute;

	TRY(provider_get(m->a, m->provider, &p));
	zone = zone_of(m, p);
	fill_aware(m, zone, v);
	TRY(fill_references(m, v));
	id = found(m, x, &version);
	if (id) {
		TRY(db_query(m->a->db, m->a->pool, &INCIDENT_VERSION, &r, id));
		if (!r.n || row_int(&r, 0, "version") != version ||
		    strcmp(row_text(&r, 0, "state"), "open"))
			return STATUS_OK;
		TRY(incident_save(m->a, m->provider, id, version, v));
		TRY(db_query(m->a->db, m->a->pool, &INCIDENT_VERSION, &r, id));
		return nerr_pass(followed(m, x, row_int(&r, 0, "version")));
	}
	TRY(incident_add(m->a, m->provider, v, &id));
	if (date_parse_iso(v[INCIDENT_T_NOTIFIED_ON], &day) &&
	    zone_parse_time(v[INCIDENT_T_NOTIFIED_TIME], &minute))
		TRY(incident_notified(m->a, m->provider, id,
				      zone_utc_from_wall(zone, day, minute, 0)));
	TRY(db_query(m->a->db, m->a->pool, &INCIDENT_VERSION, &r, id));
	return nerr_pass(remember(m, x, id, row_int(&r, 0, "version")));
}

static NEOERR *make_note(struct making *m, struct filled *x)
{
	int64_t id;

	if (!*x->values[NOTE_KIND])
		x->values[NOTE_KIND] = "note";
	TRY(note_add(m->a, m->provider, x->values, &id));
	return nerr_pass(remember(m, x, id, 1));
}

/* "me", "lead"; anybody else is nobody. */
static NEOERR *fill_assignee(struct making *m, const char **v)
{
	const char *who = v[TASK_ASSIGNEE];
	char text[DATE_TEXT];
	struct rows r;

	v[TASK_ASSIGNEE] = "";
	if (!strcmp(who, "me") && m->a->account)
		v[TASK_ASSIGNEE] =
		    mem_printf(m->a->pool, "%" PRId64, m->a->account);
	if (strcmp(who, "lead"))
		return STATUS_OK;
	date_format_iso(date_from_days(m->a->today), text);
	TRY(db_query(m->a->db, m->a->pool, &WHO_LEADS, &r, m->provider, text,
		     text));
	if (r.n)
		v[TASK_ASSIGNEE] = row_text(&r, 0, "account_id");
	return STATUS_OK;
}

static NEOERR *make_task(struct making *m, struct filled *x)
{
	const char *v[TASK_COLUMNS];
	int64_t id, version;
	struct rows r;

	memcpy(v, x->values, TASK_RECURS * sizeof *v);
	v[TASK_RECURS] = "";
	TRY(fill_assignee(m, v));
	id = found(m, x, &version);
	if (id) {
		TRY(db_query(m->a->db, m->a->pool, &TASK_VERSION, &r, id));
		/* Which instance of a repeat it was cannot be told any more. */
		if (x->place || !r.n || row_int(&r, 0, "version") != version ||
		    strcmp(row_text(&r, 0, "state"), "open"))
			return STATUS_OK;
		TRY(task_save(m->a,
			      (struct record_of){.id = id,
						 .owner = m->provider,
						 .provider = m->provider},
			      version, v));
	} else {
		TRY(task_add(m->a, m->provider, v, &id));
		TRY(remember(m, x, id, 1));
	}
	TRY(db_query(m->a->db, m->a->pool, &TASK_VERSION, &r, id));
	return nerr_pass(followed(m, x, row_int(&r, 0, "version")));
}

/* --- all of it ------------------------------------------------------------------ */

static NEOERR *make(struct making *m, struct filled *x)
{
	static const struct {
		NEOERR *(*run)(struct making *, struct filled *);
		bool of_provider; /* is nothing without one */
		bool follows;	  /* a correction */
	} how[TARGET__MAX] = {
	    [TARGET_PROVIDER] = {make_provider, false, false},
	    [TARGET_CLIENT] = {make_client, false, false},
	    [TARGET_PERSON] = {make_person, true, false},
	    [TARGET_INCIDENT] = {make_incident, true, true},
	    [TARGET_NOTE] = {make_note, true, false},
	    [TARGET_TASK] = {make_task, true, true},
	};
	int64_t version;

	if ((how[x->kind].of_provider && !m->provider) ||
	    (!how[x->kind].follows && found(m, x, &version)))
		return STATUS_OK;
	TRY(check(m, x));
	return nerr_pass(how[x->kind].run(m, x));
}

/* The files that came with the answer are theirs, too. */
static NEOERR *own_files(const struct making *m)
{
	const struct owner answer = {.kind = "answer", .id = m->f->id};

	if (!m->provider && !m->client)
		return STATUS_OK;
	return nerr_pass(
	    attachment_belong(m->a, &answer, m->provider, m->client));
}

static NEOERR *carry_out(const struct actor *a, const struct xform *x,
			 const struct filed *f, struct answer *answer,
			 int64_t revision, const struct mapping_choice *choice)
{
	struct making m = {.a = a,
			   .f = f,
			   .choice = choice,
			   .revision = revision,
			   .provider = f->about.provider,
			   .client = f->about.client};
	struct filled *list;
	size_t n;

	xform_mappings(x, &n);
	if (!n)
		return nerr_pass(own_files(&m));
	TRY(targets_load(a, m.all));
	TRY(target_fill(a, m.all, x, answer, &list, &n));
	TRY(db_query(a->db, a->pool, &MADE_OF, &m.made, f->id));
	for (size_t i = 0; i < n; i++)
		TRY(make(&m, &list[i]));
	return nerr_pass(own_files(&m));
}

NEOERR *mapping_check(const struct actor *a, const struct xform *x,
		      struct xform_findings *findings)
{
	return nerr_pass(target_check(a, x, findings));
}

NEOERR *mapping_apply(const struct actor *a, const struct xform *x,
		      const struct filed *f, struct answer *answer,
		      int64_t revision)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &APPLICATION_WAITS, &r, f->id));
	if (r.n)
		return STATUS_OK;
	return nerr_pass(carry_out(a, x, f, answer, revision, NULL));
}

NEOERR *mapping_take(const struct actor *a, const struct xform *x,
		     const struct filed *f, struct answer *answer,
		     const struct mapping_choice *choice)
{
	return nerr_pass(
	    carry_out(a, x, f, answer, f->revision, choice));
}

NEOERR *mapping_made(const struct actor *a, int64_t answer, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &MADE_LIST, out, a->regions,
				  answer));
}

NEOERR *mapping_source(const struct actor *a, const char *kind, int64_t id,
		       struct rows *out)
{
	bool open = actor_may(a, RIGHT_FORM_VIEW);

	TRY(db_query(a->db, a->pool, &MADE_SOURCE, out, kind, id));
	if (out->n && open)
		TRY(library_open_to(a, row_int(out, 0, "form_id"), &open));
	if (!open)
		out->n = 0;
	return STATUS_OK;
}
