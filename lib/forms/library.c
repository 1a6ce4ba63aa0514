/* The library of forms: what is there, and whom each is for.
 * SPDX-License-Identifier: MIT */
#include "forms/library.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "people/audit.h"

static const struct choice abouts[] = {
    {"provider", "A provider"},
    {"client", "A client"},
    {"person", "One person of a provider"},
    {"meeting", "A meeting about a provider"},
    {"workflow", "A step of a workflow"},
    {NULL, NULL}};

const struct field library_fields[LIBRARY_FIELDS] = {
    [LIBRARY_DESCRIPTION] = {.name = "description", .label = "When to use it",
			     .type = FIELD_LONGTEXT, .max = 500,
			     .hint = "Whoever starts a form reads this under "
				     "its title"},
    [LIBRARY_ABOUT] = {.name = "about", .label = "What it is started for",
		       .type = FIELD_CHECKS, .flags = FIELD_REQUIRED,
		       .choices = abouts},
    [LIBRARY_TYPES] = {.name = "types", .label = "For these types of providers",
		       .type = FIELD_CHECKS,
		       .hint = "None ticked: for every type"},
    [LIBRARY_ROLES] = {.name = "roles", .label = "Only for these roles",
		       .type = FIELD_CHECKS,
		       .hint = "Nobody else fills it in or sees its answers, "
			       "not even an administrator. None ticked: "
			       "everyone who may work with forms"},
};

#define VERSION_STATE(which)                                               \
	" EXISTS (SELECT 1 FROM form_version s WHERE s.form_id = f.id"     \
	" AND s.state = '" which "')"
SQL(LIBRARY_LIST, "sss",
    "id:i name:s title:s description:s about:s state:s version_id:i version:s"
    " languages:s questions:i answers:i drafts:i changed_at:t limited:i",
    "SELECT f.id, f.name, f.title, f.description, f.about, v.state, v.id,"
    " v.version, v.languages, v.questions,"
    " (SELECT COUNT(*) FROM form_answer x WHERE x.form_id = f.id"
    "  AND x.state = 'submitted'),"
    " (SELECT COUNT(*) FROM form_version d WHERE d.form_id = f.id"
    "  AND d.state = 'draft' AND d.id <> v.id),"
    " GREATEST(v.uploaded_at, COALESCE(v.published_at, v.uploaded_at),"
    "  COALESCE(v.retired_at, v.uploaded_at)),"
    " EXISTS (SELECT 1 FROM form_role r WHERE r.form_id = f.id)"
    " FROM form f JOIN form_version v ON v.id ="
    " (SELECT b.id FROM form_version b WHERE b.form_id = f.id"
    "  ORDER BY b.state = 'published' DESC, b.state = 'draft' DESC, b.id DESC"
    "  LIMIT 1) WHERE"
    " (? <> 'published' OR" VERSION_STATE("published") ")"
    " AND (? <> 'draft' OR" VERSION_STATE("draft") ")"
    " AND (? <> 'retired' OR NOT" VERSION_STATE("published")
    "  AND NOT" VERSION_STATE("draft") ")"
    " ORDER BY f.title, f.id LIMIT 500");
#define LIBRARY_FORM                                                       \
	"SELECT f.id, f.name, f.title, f.description, f.about, f.version," \
	" (SELECT v.id FROM form_version v WHERE v.form_id = f.id"         \
	"  AND v.current = 1) FROM form f"
#define LIBRARY_FORM_COLUMNS                                               \
	"id:i name:s title:s description:s about:s version:i current:i"
SQL(LIBRARY_GET, "i", LIBRARY_FORM_COLUMNS, LIBRARY_FORM " WHERE f.id = ?");
SQL(LIBRARY_FIND, "s", LIBRARY_FORM_COLUMNS, LIBRARY_FORM " WHERE f.name = ?");
SQL(LIBRARY_OPEN, "ii", "open:i",
    "SELECT NOT EXISTS (SELECT 1 FROM form_role r WHERE r.form_id = f.id)"
    " OR EXISTS (SELECT 1 FROM form_role r JOIN account_role h"
    "  ON h.role_id = r.role_id WHERE r.form_id = f.id AND h.account_id = ?)"
    " FROM form f WHERE f.id = ?");
SQL(LIBRARY_VERSIONS, "i",
    "id:i version:s hash:s title:s state:s languages:s questions:i"
    " uploaded_at:t uploaded_by:s published_at:t published_by:s retired_at:t"
    " answers:i",
    "SELECT v.id, v.version, v.hash, v.title, v.state, v.languages,"
    " v.questions, v.uploaded_at, u.name, v.published_at, p.name,"
    " v.retired_at, (SELECT COUNT(*) FROM form_answer x"
    "  WHERE x.version_id = v.id AND x.state <> 'dropped')"
    " FROM form_version v LEFT JOIN account u ON u.id = v.uploaded_by"
    " LEFT JOIN account p ON p.id = v.published_by"
    " WHERE v.form_id = ? ORDER BY v.id DESC LIMIT 200");
SQL(LIBRARY_VERSION_GET, "i",
    "form_id:i name:s version:s hash:s title:s state:s languages:s warnings:s"
    " questions:i uploaded_at:t uploaded_by:s published_at:t published_by:s"
    " retired_at:t retired_by:s answers:i",
    "SELECT v.form_id, f.name, v.version, v.hash, v.title, v.state,"
    " v.languages, v.warnings, v.questions, v.uploaded_at, u.name,"
    " v.published_at, p.name, v.retired_at, t.name,"
    " (SELECT COUNT(*) FROM form_answer x WHERE x.version_id = v.id"
    "  AND x.state <> 'dropped')"
    " FROM form_version v JOIN form f ON f.id = v.form_id"
    " LEFT JOIN account u ON u.id = v.uploaded_by"
    " LEFT JOIN account p ON p.id = v.published_by"
    " LEFT JOIN account t ON t.id = v.retired_by WHERE v.id = ?");
SQL(LIBRARY_XML, "i", "xml:s", "SELECT xml FROM form_version WHERE id = ?");
SQL(LIBRARY_LOAD, "ii", "version:i description:s about:s",
    "SELECT version, description, about FROM form WHERE id = ? AND ? = 0");
SQL(LIBRARY_SAVE, "ssii", "",
    "UPDATE form SET description = ?, about = ?, version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(LIBRARY_TYPES_OF, "i", "id:i name:s",
    "SELECT t.id, t.name FROM form_type k JOIN provider_type t"
    " ON t.id = k.type_id WHERE k.form_id = ? ORDER BY t.id");
SQL(LIBRARY_ROLES_OF, "i", "id:i name:s",
    "SELECT r.id, r.name FROM form_role k JOIN role r ON r.id = k.role_id"
    " WHERE k.form_id = ? ORDER BY r.id");
SQL(LIBRARY_NO_TYPES, "i", "", "DELETE FROM form_type WHERE form_id = ?");
SQL(LIBRARY_TYPE, "ii", "",
    "INSERT INTO form_type (form_id, type_id) VALUES (?, ?)");
SQL(LIBRARY_NO_ROLES, "i", "", "DELETE FROM form_role WHERE form_id = ?");
SQL(LIBRARY_ROLE, "ii", "",
    "INSERT INTO form_role (form_id, role_id) VALUES (?, ?)");
SQL(LIBRARY_ALL_TYPES, "", "id:i name:s",
    "SELECT id, name FROM provider_type ORDER BY name");
SQL(LIBRARY_ALL_ROLES, "", "id:i name:s",
    "SELECT id, name FROM role ORDER BY name");
SQL(LIBRARY_WORKFLOWS, "i",
    "id:i title:s number:i state:s position:i step:s",
    "SELECT d.id, d.title, d.number, d.state, s.position, s.title"
    " FROM workflow_definition_step s JOIN workflow_definition d"
    " ON d.id = s.definition_id WHERE s.form_id = ? AND d.state <> 'retired'"
    " ORDER BY d.title, d.number, s.position LIMIT 100");

static const struct record library_record = {
    "form", library_fields, LIBRARY_TYPES, &LIBRARY_LOAD, NULL, &LIBRARY_SAVE};

/* --- reading ---------------------------------------------------------------- */

NEOERR *library_list(const struct actor *a, const char *which,
		     struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &LIBRARY_LIST, out, which,
				  which, which));
}

static void read_form(const struct rows *r, struct library_form *out)
{
	out->id = row_int(r, 0, "id");
	out->version = row_int(r, 0, "version");
	out->current = row_int(r, 0, "current");
	out->name = row_text(r, 0, "name");
	out->title = row_text(r, 0, "title");
	out->description = row_text(r, 0, "description");
	out->about = row_text(r, 0, "about");
}

NEOERR *library_get(const struct actor *a, int64_t form,
		    struct library_form *out)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &LIBRARY_GET, &r, form));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no form %" PRId64, form);
	read_form(&r, out);
	return STATUS_OK;
}

NEOERR *library_find(const struct actor *a, const char *name,
		     struct library_form *out)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &LIBRARY_FIND, &r, name));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no form %.100s", name);
	read_form(&r, out);
	return STATUS_OK;
}

NEOERR *library_open_to(const struct actor *a, int64_t form, bool *open)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &LIBRARY_OPEN, &r, a->account, form));
	*open = !a->account || (r.n && row_int(&r, 0, "open"));
	return STATUS_OK;
}

NEOERR *library_versions(const struct actor *a, int64_t form,
			 struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &LIBRARY_VERSIONS, out, form));
}

NEOERR *library_version_get(const struct actor *a, int64_t version,
			    struct library_version *out)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &LIBRARY_VERSION_GET, &r, version));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no version %" PRId64,
				  version);
	*out = (struct library_version){
	    .id = version,
	    .form = row_int(&r, 0, "form_id"),
	    .name = row_text(&r, 0, "name"),
	    .version = row_text(&r, 0, "version"),
	    .hash = row_text(&r, 0, "hash"),
	    .title = row_text(&r, 0, "title"),
	    .state = row_text(&r, 0, "state"),
	    .languages = row_text(&r, 0, "languages"),
	    .warnings = row_text(&r, 0, "warnings"),
	    .questions = row_int(&r, 0, "questions"),
	    .answers = row_int(&r, 0, "answers"),
	    .uploaded_at = row_text(&r, 0, "uploaded_at"),
	    .uploaded_by = row_text(&r, 0, "uploaded_by"),
	    .published_at = row_text(&r, 0, "published_at"),
	    .published_by = row_text(&r, 0, "published_by"),
	    .retired_at = row_text(&r, 0, "retired_at"),
	    .retired_by = row_text(&r, 0, "retired_by")};
	return STATUS_OK;
}

NEOERR *library_xml(const struct actor *a, int64_t version, const char **out)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &LIBRARY_XML, &r, version));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no version %" PRId64,
				  version);
	*out = row_text(&r, 0, "xml");
	return STATUS_OK;
}

NEOERR *library_workflows(const struct actor *a, int64_t form,
			  struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &LIBRARY_WORKFLOWS, out, form));
}

/* --- what is chosen for it --------------------------------------------------- */

NEOERR *library_all_types(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &LIBRARY_ALL_TYPES, out));
}

NEOERR *library_all_roles(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &LIBRARY_ALL_ROLES, out));
}

/* One column of the rows, with commas: as a field of checks keeps it. */
static const char *joined(const struct actor *a, const struct rows *r,
			  const char *column, const char *comma)
{
	struct buf b = {.ctx = a->pool};

	for (size_t i = 0; i < r->n; i++)
		buf_printf(&b, "%s%s", i ? comma : "", row_text(r, i, column));
	return buf_text(&b);
}

NEOERR *library_for(const struct actor *a, int64_t form, const char **types,
		    const char **roles)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &LIBRARY_TYPES_OF, &r, form));
	*types = joined(a, &r, "name", ", ");
	TRY(db_query(a->db, a->pool, &LIBRARY_ROLES_OF, &r, form));
	*roles = joined(a, &r, "name", ", ");
	return STATUS_OK;
}

NEOERR *library_load(const struct actor *a, int64_t form, const char **values,
		     int64_t *version)
{
	struct rows r;

	TRY(record_load(a, &library_record, (struct record_of){.id = form},
			values, version));
	TRY(db_query(a->db, a->pool, &LIBRARY_TYPES_OF, &r, form));
	values[LIBRARY_TYPES] = joined(a, &r, "id", ",");
	TRY(db_query(a->db, a->pool, &LIBRARY_ROLES_OF, &r, form));
	values[LIBRARY_ROLES] = joined(a, &r, "id", ",");
	return STATUS_OK;
}

static NEOERR *put_list(const struct actor *a, int64_t form,
			const struct sql *none, const struct sql *add,
			const char *numbers)
{
	char *copy = mem_strdup(a->pool, numbers), *number;

	TRY(db_exec(a->db, none, form));
	while ((number = strsep(&copy, ",")) != NULL)
		if (*number)
			TRY(db_exec(a->db, add, form,
				    (int64_t)strtoll(number, NULL, 10)));
	return STATUS_OK;
}

NEOERR *library_save(const struct actor *a, int64_t form, int64_t version,
		     const char *const *values)
{
	struct record_of of = {.id = form};
	struct changes changes = {.pool = a->pool};
	const char *before[LIBRARY_FIELDS], *text, *types[2], *roles[2];
	int64_t now;
	bool changed;

	TRY(library_load(a, form, before, &now));
	TRY(record_save(a, &library_record, of, version, values, &changed));
	if (!strcmp(before[LIBRARY_TYPES], values[LIBRARY_TYPES]) &&
	    !strcmp(before[LIBRARY_ROLES], values[LIBRARY_ROLES]))
		return STATUS_OK;
	TRY(library_for(a, form, &types[0], &roles[0]));
	TRY(put_list(a, form, &LIBRARY_NO_TYPES, &LIBRARY_TYPE,
		     values[LIBRARY_TYPES]));
	TRY(put_list(a, form, &LIBRARY_NO_ROLES, &LIBRARY_ROLE,
		     values[LIBRARY_ROLES]));
	TRY(library_for(a, form, &types[1], &roles[1]));
	/* Their numbers stand in other tables: this row's number goes up too. */
	if (!changed)
		TRY(db_exec(a->db, &LIBRARY_SAVE, values[LIBRARY_DESCRIPTION],
			    values[LIBRARY_ABOUT], form, version));
	if (!changed && db_affected(a->db) != 1)
		return nerr_raise(ERR_CONFLICT, "the form was changed");
	if (strcmp(types[0], types[1]))
		changes_add(&changes, "types", types[0], types[1]);
	if (strcmp(roles[0], roles[1]))
		changes_add(&changes, "roles", roles[0], roles[1]);
	text = changes_text(&changes);
	return nerr_pass(audit_add(a, (struct audit){.action = "changed",
						     .kind = "form",
						     .id = form,
						     .changes = text}));
}
