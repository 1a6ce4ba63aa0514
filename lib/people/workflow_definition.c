/* Definitions of workflows.
 * SPDX-License-Identifier: MIT */
#include "people/workflow_definition.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "people/audit.h"
#include "people/catalogue.h"

static const struct choice abouts[] = {
    {"provider", "The provider"},
    {"licence", "One of its licences"},
    {"incident", "One of its incidents"},
    {NULL, NULL}};
static const struct choice whos[] = {
    {"lead", "Whoever leads on this provider"},
    {"case_manager", "A case manager"},
    {"licensing_worker", "A licensing worker"},
    {"administrator", "An administrator"},
    {NULL, NULL}};
static const struct choice needs[] = {
    {"nothing", "Nothing more"},
    {"note", "A note in words"},
    {"form", "A form, filled in"},
    {"attachment", "A file"},
    {"approval", "An approval: yes or no"},
    {"date", "A date"},
    {NULL, NULL}};
static const struct choice does[] = {
    {"nothing", "Nothing by itself"},
    {"licence_grant", "Grants the licence"},
    {"licence_renew", "Renews the licence"},
    {"licence_suspend", "Suspends the licence"},
    {"licence_reinstate", "Reinstates the licence"},
    {"publish", "Publishes the profile"},
    {"incident_close", "Closes the incident"},
    {NULL, NULL}};

const struct field definition_fields[DEFINITION_FIELDS] = {
    [WD_TITLE] = {.name = "title", .label = "Name", .max = 120,
		  .flags = FIELD_REQUIRED,
		  .hint = "For example, Yearly review"},
    [WD_DESCRIPTION] = {.name = "description", .label = "When to use it",
			.type = FIELD_LONGTEXT, .max = 500},
    [WD_ABOUT] = {.name = "about", .label = "What it is about",
		  .type = FIELD_RADIO, .flags = FIELD_REQUIRED,
		  .choices = abouts},
    [WD_TYPES] = {.name = "types", .label = "For these types of providers",
		  .type = FIELD_CHECKS, .flags = FIELD_REQUIRED},
};

const struct field definition_step_fields[STEP_FIELDS] = {
    [WS_TITLE] = {.name = "title", .label = "What is to do", .max = 120,
		  .flags = FIELD_REQUIRED,
		  .hint = "Begin with a verb: Visit the home"},
    [WS_INSTRUCTIONS] = {.name = "instructions", .label = "How",
			 .type = FIELD_LONGTEXT, .max = 500},
    [WS_WHO] = {.name = "who", .label = "Who does it", .type = FIELD_SELECT,
		.flags = FIELD_REQUIRED, .choices = whos},
    [WS_DUE] = {.name = "due_days", .label = "Days until it is due",
		.type = FIELD_NUMBER, .flags = FIELD_REQUIRED, .max = 730,
		.hint = "From the day on which the workflow starts"},
    [WS_NEEDS] = {.name = "needs", .label = "What it needs to be done",
		  .type = FIELD_SELECT, .flags = FIELD_REQUIRED,
		  .choices = needs},
    [WS_FORM] = {.name = "form_id", .label = "The form",
		 .type = FIELD_SELECT,
		 .hint = "Where a form is needed. Who submits it completes the "
			 "step"},
    [WS_WHAT] = {.name = "needs_what", .label = "Which one", .max = 120,
		 .hint = "The name of the paper, the file or the date"},
    [WS_DOES] = {.name = "does", .label = "What happens when it is done",
		 .type = FIELD_SELECT, .flags = FIELD_REQUIRED,
		 .choices = does},
};

SQL(DEFINITION_LIST, "",
    "id:i title:s description:s number:i state:s steps:i running:i drafts:i",
    "SELECT d.id, d.title, d.description, d.number, d.state,"
    " (SELECT COUNT(*) FROM workflow_definition_step s"
    "  WHERE s.definition_id = d.id),"
    " (SELECT COUNT(*) FROM workflow w JOIN workflow_definition o"
    "  ON o.id = w.definition_id WHERE o.name = d.name"
    "  AND w.state = 'running'),"
    " (SELECT COUNT(*) FROM workflow_definition o WHERE o.name = d.name"
    "  AND o.state = 'draft' AND o.id <> d.id)"
    " FROM workflow_definition d WHERE d.id ="
    " (SELECT o.id FROM workflow_definition o WHERE o.name = d.name"
    "  ORDER BY o.state = 'current' DESC, o.number DESC LIMIT 1)"
    " ORDER BY d.state = 'retired', d.title");
SQL(DEFINITION_GET, "i",
    "id:i name:s number:i version:i title:s description:s about:s state:s"
    " used:i",
    "SELECT d.id, d.name, d.number, d.version, d.title, d.description, d.about,"
    " d.state, (SELECT COUNT(*) FROM workflow w WHERE w.definition_id = d.id)"
    " FROM workflow_definition d WHERE d.id = ?");
SQL(DEFINITION_VERSIONS, "s", "id:i number:i state:s created_at:t used:i",
    "SELECT d.id, d.number, d.state, d.created_at,"
    " (SELECT COUNT(*) FROM workflow w WHERE w.definition_id = d.id)"
    " FROM workflow_definition d WHERE d.name = ? ORDER BY d.number DESC");
SQL(DEFINITION_STEPS, "i",
    "id:i position:i title:s instructions:s who:s due_days:i needs:s"
    " needs_what:s does:s form_id:i form:s",
    "SELECT s.id, s.position, s.title, s.instructions, s.who, s.due_days,"
    " s.needs, s.needs_what, s.does, s.form_id, f.title"
    " FROM workflow_definition_step s LEFT JOIN form f ON f.id = s.form_id"
    " WHERE s.definition_id = ? ORDER BY s.position");
SQL(DEFINITION_FORMS, "i", "id:i title:s",
    "SELECT f.id, f.title FROM form f"
    " WHERE EXISTS (SELECT 1 FROM form_version v WHERE v.form_id = f.id"
    "  AND v.current = 1) OR f.id = (SELECT s.form_id"
    "  FROM workflow_definition_step s WHERE s.id = ?) ORDER BY f.title");
SQL(DEFINITION_TYPES, "i", "value:s label:s chosen:i",
    "SELECT t.id, t.name, d.type_id IS NOT NULL FROM provider_type t"
    " LEFT JOIN workflow_definition_type d ON d.type_id = t.id"
    " AND d.definition_id = ? ORDER BY t.name");
SQL(DEFINITION_SAME, "s", "id:i",
    "SELECT id FROM workflow_definition WHERE name = ?");
SQL(DEFINITION_LOAD, "ii", "version:i title:s description:s about:s",
    "SELECT version, title, description, about FROM workflow_definition"
    " WHERE id = ? AND ? = 0");
SQL(DEFINITION_ADD, "sssss", "",
    "INSERT INTO workflow_definition (name, title, number, description, about,"
    " created_at) VALUES (?, ?, 1, ?, ?, ?)");
SQL(DEFINITION_SAVE, "sssii", "",
    "UPDATE workflow_definition SET title = ?, description = ?, about = ?,"
    " version = version + 1 WHERE id = ? AND version = ? AND state = 'draft'");
SQL(DEFINITION_CHANGED, "i", "",
    "UPDATE workflow_definition SET version = version + 1"
    " WHERE id = ? AND state = 'draft'");
SQL(DEFINITION_NO_TYPES, "i", "",
    "DELETE FROM workflow_definition_type WHERE definition_id = ?");
SQL(DEFINITION_TYPE, "ii", "",
    "INSERT INTO workflow_definition_type (definition_id, type_id)"
    " VALUES (?, ?)");
SQL(DEFINITION_DRAFT, "s", "id:i",
    "SELECT id FROM workflow_definition WHERE name = ? AND state = 'draft'"
    " ORDER BY number DESC LIMIT 1");
SQL(DEFINITION_COPY, "si", "",
    "INSERT INTO workflow_definition (name, number, title, description, about,"
    " created_at) SELECT d.name, (SELECT MAX(o.number) + 1"
    "  FROM workflow_definition o WHERE o.name = d.name), d.title,"
    " d.description, d.about, ? FROM workflow_definition d WHERE d.id = ?");
SQL(DEFINITION_COPY_STEPS, "ii", "",
    "INSERT INTO workflow_definition_step (definition_id, position, title,"
    " instructions, who, due_days, needs, form_id, needs_what, does)"
    " SELECT ?, position, title, instructions, who, due_days, needs, form_id,"
    " needs_what, does FROM workflow_definition_step WHERE definition_id = ?");
SQL(DEFINITION_COPY_TYPES, "ii", "",
    "INSERT INTO workflow_definition_type (definition_id, type_id)"
    " SELECT ?, type_id FROM workflow_definition_type WHERE definition_id = ?");
SQL(DEFINITION_RETIRE_OTHERS, "s", "",
    "UPDATE workflow_definition SET state = 'retired', version = version + 1"
    " WHERE name = ? AND state = 'current'");
SQL(DEFINITION_STATE, "si", "",
    "UPDATE workflow_definition SET state = ?, version = version + 1"
    " WHERE id = ?");
SQL(DEFINITION_DROP_STEPS, "i", "",
    "DELETE FROM workflow_definition_step WHERE definition_id = ?");
SQL(DEFINITION_DROP, "i", "",
    "DELETE FROM workflow_definition WHERE id = ? AND state = 'draft'");
SQL(STEP_GET, "ii",
    "version:i title:s instructions:s who:s due_days:i needs:s form_id:i"
    " needs_what:s does:s",
    "SELECT version, title, instructions, who, due_days, needs, form_id,"
    " needs_what, does FROM workflow_definition_step WHERE id = ? AND definition_id = ?");
/* The number of the row is not known yet: a place after every other for now. */
SQL(STEP_ADD, "issssssss", "",
    "INSERT INTO workflow_definition_step (definition_id, position, title,"
    " instructions, who, due_days, needs, form_id, needs_what, does)"
    " VALUES (?, 1000000, ?, ?, ?, ?, ?, NULLIF(?, ''), ?, ?)");
SQL(STEP_SAVE, "ssssssssii", "",
    "UPDATE workflow_definition_step SET title = ?, instructions = ?, who = ?,"
    " due_days = ?, needs = ?, form_id = NULLIF(?, ''), needs_what = ?,"
    " does = ?, version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(STEP_PLACE, "ii", "",
    "UPDATE workflow_definition_step SET position = ? WHERE id = ?");
SQL(STEP_REMOVE, "i", "", "DELETE FROM workflow_definition_step WHERE id = ?");

static const struct record definition_record = {
    "workflow definition", definition_fields, WD_TYPES, &DEFINITION_LOAD, NULL,
    &DEFINITION_SAVE};
static const struct record step_record = {
    "workflow step definition", FIELDS(definition_step_fields), &STEP_GET,
    &STEP_ADD, &STEP_SAVE};

NEOERR *definition_list(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &DEFINITION_LIST, out));
}

NEOERR *definition_get(const struct actor *a, int64_t id,
		       struct definition *d)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &DEFINITION_GET, &r, id));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no workflow %" PRId64, id);
	d->id = id;
	d->number = row_int(&r, 0, "number");
	d->version = row_int(&r, 0, "version");
	d->used = row_int(&r, 0, "used");
	d->name = row_text(&r, 0, "name");
	d->title = row_text(&r, 0, "title");
	d->description = row_text(&r, 0, "description");
	d->about = row_text(&r, 0, "about");
	d->state = row_text(&r, 0, "state");
	d->draft = !strcmp(d->state, "draft");
	return STATUS_OK;
}

/* A version that is or was in use is never changed. */
static NEOERR *get_draft(const struct actor *a, int64_t id,
			 struct definition *d)
{
	TRY(definition_get(a, id, d));
	if (!d->draft)
		return nerr_raise(ERR_INVALID,
				  "This version was published and does not "
				  "change any more. Make a new version of it.");
	return STATUS_OK;
}

NEOERR *definition_versions(const struct actor *a, const char *name,
			    struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &DEFINITION_VERSIONS, out, name));
}

NEOERR *definition_steps(const struct actor *a, int64_t id, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &DEFINITION_STEPS, out, id));
}

NEOERR *definition_types(const struct actor *a, int64_t id, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &DEFINITION_TYPES, out, id));
}

/* The chosen types, as a field of checks keeps them. */
static NEOERR *chosen_types(const struct actor *a, int64_t id, const char **out)
{
	struct buf b = {.ctx = a->pool};
	struct rows r;

	TRY(definition_types(a, id, &r));
	for (size_t i = 0; i < r.n; i++)
		if (row_int(&r, i, "chosen"))
			buf_printf(&b, "%s%s", b.len ? "," : "",
				   row_text(&r, i, "value"));
	*out = buf_text(&b);
	return STATUS_OK;
}

NEOERR *definition_load(const struct actor *a, int64_t id, const char **values,
			int64_t *version)
{
	TRY(record_load(a, &definition_record, (struct record_of){.id = id},
			values, version));
	return nerr_pass(chosen_types(a, id, &values[WD_TYPES]));
}

static NEOERR *put_types(const struct actor *a, int64_t id, const char *types)
{
	char *copy = mem_strdup(a->pool, types), *type;

	TRY(db_exec(a->db, &DEFINITION_NO_TYPES, id));
	while ((type = strsep(&copy, ",")) != NULL)
		if (*type)
			TRY(db_exec(a->db, &DEFINITION_TYPE, id,
				    (int64_t)strtoll(type, NULL, 10)));
	return STATUS_OK;
}

static NEOERR *note(const struct actor *a, const char *action, int64_t id,
		    const char *changes)
{
	return nerr_pass(audit_add(
	    a, (struct audit){.action = action,
			      .kind = "workflow definition",
			      .id = id,
			      .changes = changes}));
}

/* A name that no other workflow has. */
static NEOERR *free_name(const struct actor *a, const char *title,
			 const char **name)
{
	const char *word = catalogue_word(a->pool, title, 50);
	struct rows r;

	*name = word;
	for (int n = 2;; n++) {
		TRY(db_query(a->db, a->pool, &DEFINITION_SAME, &r, *name));
		if (!r.n)
			return STATUS_OK;
		*name = mem_printf(a->pool, "%s_%d", word, n);
	}
}

static NEOERR *add_definition(const struct actor *a, const char *const *values,
			      int64_t *id)
{
	struct changes changes = {.pool = a->pool};
	const char *name;

	TRY(free_name(a, values[WD_TITLE], &name));
	TRY(db_exec(a->db, &DEFINITION_ADD, name, values[WD_TITLE],
		    values[WD_DESCRIPTION], values[WD_ABOUT],
		    db_from_time(a->pool, a->now)));
	*id = db_inserted(a->db);
	TRY(put_types(a, *id, values[WD_TYPES]));
	for (int i = 0; i < DEFINITION_FIELDS; i++)
		changes_add(&changes, definition_fields[i].name, "", values[i]);
	return nerr_pass(note(a, "added", *id, changes_text(&changes)));
}

NEOERR *definition_save(const struct actor *a, int64_t *id, int64_t version,
			const char *const *values)
{
	struct changes changes = {.pool = a->pool};
	struct definition d;
	const char *types;

	if (!*id)
		return nerr_pass(add_definition(a, values, id));
	TRY(get_draft(a, *id, &d));
	TRY(chosen_types(a, *id, &types));
	TRY(record_save(a, &definition_record, (struct record_of){.id = *id},
			version, values, NULL));
	if (!strcmp(types, values[WD_TYPES]))
		return STATUS_OK;
	TRY(put_types(a, *id, values[WD_TYPES]));
	changes_add(&changes, "types", types, values[WD_TYPES]);
	return nerr_pass(note(a, "changed", *id, changes_text(&changes)));
}

NEOERR *definition_new_version(const struct actor *a, int64_t id,
			       int64_t *draft)
{
	struct definition d;
	struct rows r;

	TRY(definition_get(a, id, &d));
	TRY(db_query(a->db, a->pool, &DEFINITION_DRAFT, &r, d.name));
	if (r.n) {
		*draft = row_int(&r, 0, "id");
		return STATUS_OK;
	}
	TRY(db_exec(a->db, &DEFINITION_COPY, db_from_time(a->pool, a->now),
		    id));
	*draft = db_inserted(a->db);
	TRY(db_exec(a->db, &DEFINITION_COPY_STEPS, *draft, id));
	TRY(db_exec(a->db, &DEFINITION_COPY_TYPES, *draft, id));
	return nerr_pass(note(a, "added", *draft, NULL));
}

/* A licence's step in a workflow that is not about a licence does nothing. */
static const char *misplaced(const struct actor *a, const struct definition *d,
			     const struct rows *steps, size_t i)
{
	const char *what = row_text(steps, i, "does");
	bool licence = !strncmp(what, "licence_", 8);
	bool incident = !strcmp(what, "incident_close");

	if ((licence && !strcmp(d->about, "incident")) ||
	    (incident && strcmp(d->about, "incident")))
		return mem_printf(
		    a->pool,
		    "Step %zu, “%s”, does something that a workflow about %s "
		    "cannot do.",
		    i + 1, row_text(steps, i, "title"),
		    !strcmp(d->about, "incident")  ? "an incident"
		    : !strcmp(d->about, "licence") ? "a licence"
						   : "a provider");
	return NULL;
}

NEOERR *definition_missing(const struct actor *a, int64_t id,
			   const char **missing)
{
	struct definition d;
	struct rows steps;
	const char *types;

	*missing = NULL;
	TRY(definition_get(a, id, &d));
	TRY(definition_steps(a, id, &steps));
	TRY(chosen_types(a, id, &types));
	if (!steps.n)
		*missing = "It has no steps yet.";
	else if (!*types)
		*missing = "It is not for any type of provider yet.";
	for (size_t i = 0; !*missing && i < steps.n; i++)
		*missing = misplaced(a, &d, &steps, i);
	return STATUS_OK;
}

NEOERR *definition_publish(const struct actor *a, int64_t id)
{
	const char *missing;
	struct definition d;

	TRY(get_draft(a, id, &d));
	TRY(definition_missing(a, id, &missing));
	if (missing)
		return nerr_raise(ERR_INVALID, "%s", missing);
	TRY(db_exec(a->db, &DEFINITION_RETIRE_OTHERS, d.name));
	TRY(db_exec(a->db, &DEFINITION_STATE, "current", id));
	return nerr_pass(note(a, "published", id, NULL));
}

NEOERR *definition_retire(const struct actor *a, int64_t id)
{
	struct definition d;

	TRY(definition_get(a, id, &d));
	if (strcmp(d.state, "current"))
		return nerr_raise(ERR_INVALID, "This version is not in use.");
	TRY(db_exec(a->db, &DEFINITION_STATE, "retired", id));
	return nerr_pass(note(a, "retired", id, NULL));
}

NEOERR *definition_drop(const struct actor *a, int64_t id)
{
	struct definition d;

	TRY(get_draft(a, id, &d));
	TRY(db_exec(a->db, &DEFINITION_DROP_STEPS, id));
	TRY(db_exec(a->db, &DEFINITION_NO_TYPES, id));
	TRY(db_exec(a->db, &DEFINITION_DROP, id));
	return nerr_pass(note(a, "removed", id, NULL));
}

NEOERR *definition_forms(const struct actor *a, int64_t step,
			 struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &DEFINITION_FORMS, out, step));
}

NEOERR *step_load(const struct actor *a, int64_t definition, int64_t step,
		  const char **values, int64_t *version)
{
	return nerr_pass(record_load(
	    a, &step_record,
	    (struct record_of){.id = step, .owner = definition}, values,
	    version));
}

/* Steps are numbered from 1 without gaps; places are unique, so first all are
 * moved out of the way. */
static NEOERR *renumber(const struct actor *a, const int64_t *ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		TRY(db_exec(a->db, &STEP_PLACE, -(int64_t)i - 1, ids[i]));
	for (size_t i = 0; i < n; i++)
		TRY(db_exec(a->db, &STEP_PLACE, (int64_t)i + 1, ids[i]));
	return STATUS_OK;
}

static NEOERR *step_ids(const struct actor *a, int64_t definition,
			int64_t **ids, size_t *n)
{
	struct rows r;

	TRY(definition_steps(a, definition, &r));
	*n = r.n;
	*ids = mem_array(a->pool, r.n + 1, sizeof **ids);
	for (size_t i = 0; i < r.n; i++)
		(*ids)[i] = row_int(&r, i, "id");
	return STATUS_OK;
}

NEOERR *step_save(const struct actor *a, int64_t definition, int64_t step,
		  int64_t version, const char *const *typed, int *at,
		  const char **wrong)
{
	struct record_of of = {.id = step, .owner = definition};
	bool form = !strcmp(typed[WS_NEEDS], "form");
	bool named = (form && !*typed[WS_FORM]) ||
		     !strcmp(typed[WS_NEEDS], "attachment") ||
		     !strcmp(typed[WS_NEEDS], "date");
	const char *values[STEP_FIELDS];
	struct definition d;
	int64_t *ids;
	size_t n;

	memcpy(values, typed, sizeof values);
	if (!form)
		values[WS_FORM] = "";
	TRY(get_draft(a, definition, &d));
	*at = WS_WHAT;
	*wrong = named && !*values[WS_WHAT] ? "Say which one" : NULL;
	if (*wrong)
		return STATUS_OK;
	TRY(db_exec(a->db, &DEFINITION_CHANGED, definition));
	if (step)
		return nerr_pass(record_save(a, &step_record, of, version,
					     values, NULL));
	TRY(record_add(a, &step_record, of, values, &step));
	TRY(step_ids(a, definition, &ids, &n));
	return nerr_pass(renumber(a, ids, n));
}

NEOERR *step_remove(const struct actor *a, int64_t definition, int64_t step)
{
	const char *values[STEP_FIELDS];
	struct changes changes = {.pool = a->pool};
	struct definition d;
	int64_t version, *ids;
	size_t n;

	TRY(get_draft(a, definition, &d));
	TRY(step_load(a, definition, step, values, &version));
	TRY(db_exec(a->db, &STEP_REMOVE, step));
	TRY(db_exec(a->db, &DEFINITION_CHANGED, definition));
	TRY(step_ids(a, definition, &ids, &n));
	TRY(renumber(a, ids, n));
	changes_add(&changes, "title", values[WS_TITLE], "");
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "removed",
			      .kind = step_record.kind,
			      .id = step,
			      .changes = changes_text(&changes)}));
}

NEOERR *step_move(const struct actor *a, int64_t definition, int64_t step,
		  bool up)
{
	struct definition d;
	size_t n, at = 0, to;
	int64_t *ids;

	TRY(get_draft(a, definition, &d));
	TRY(step_ids(a, definition, &ids, &n));
	while (at < n && ids[at] != step)
		at++;
	if (at == n)
		return nerr_raise(ERR_NOT_FOUND, "no such step");
	if (up ? at == 0 : at + 1 == n)
		return STATUS_OK;
	to = up ? at - 1 : at + 1;
	ids[at] = ids[to];
	ids[to] = step;
	TRY(db_exec(a->db, &DEFINITION_CHANGED, definition));
	TRY(renumber(a, ids, n));
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "moved", .kind = step_record.kind,
			      .id = step}));
}
