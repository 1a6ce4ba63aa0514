/* Types of providers: their own fields.
 * SPDX-License-Identifier: MIT */
#include "people/provider_type.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/text.h"
#include "people/audit.h"
#include "people/catalogue.h"

const struct choice type_field_kinds[] = {
    {"text", "A line of text"},	       {"longtext", "Several lines of text"},
    {"number", "A number"},	       {"date", "A date"},
    {"select", "One of several choices"}, {"checks", "Any of several choices"},
    {"checkbox", "Yes or no"},	       {"url", "A web address"},
    {"tel", "A phone number"},	       {"email", "An e-mail address"},
    {NULL, NULL}};

const struct field type_field_fields[TYPE_FIELD_FIELDS] = {
    [TF_NAME] = {.name = "name", .label = "Short name", .max = 40},
    [TF_LABEL] = {.name = "label", .label = "Label", .max = 100,
		  .flags = FIELD_REQUIRED,
		  .hint = "As it stands beside the field"},
    [TF_HINT] = {.name = "hint", .label = "Hint", .max = 200,
		 .hint = "A few words that help to fill it in"},
    [TF_KIND] = {.name = "kind", .label = "What is written there",
		 .type = FIELD_SELECT, .flags = FIELD_REQUIRED,
		 .choices = type_field_kinds,
		 .hint = "This cannot be changed later"},
    [TF_CHOICES] = {.name = "choices", .label = "Choices",
		    .type = FIELD_LONGTEXT, .max = 900,
		    .hint = "One a line"},
    [TF_NEEDED] = {.name = "needed_to_publish",
		   .label = "Needed before a profile is published",
		   .type = FIELD_CHECKBOX},
};

SQL(TYPE_FACTS, "i",
    "name:s plural:s description:s icon:s tone:s person:i household:i"
    " licence_needed:i accepts:s",
    "SELECT name, plural, description, icon, tone, person, household,"
    " licence_needed, accepts FROM provider_type WHERE id = ?");
SQL(TYPE_FIELD_LIST, "i",
    "id:i label:s hint:s kind:s choices:s needed_to_publish:i",
    "SELECT id, label, hint, kind, choices, needed_to_publish"
    " FROM provider_type_field WHERE type_id = ? ORDER BY position, id");
SQL(TYPE_RULE_LIST, "i", "id:i kind:s applies:s",
    "SELECT r.id, k.name, r.applies FROM credential_rule r"
    " JOIN credential_kind k ON k.id = r.kind_id WHERE r.type_id = ?"
    " ORDER BY r.applies, k.name");
SQL(TYPE_FIELD_GET, "ii",
    "version:i name:s label:s hint:s kind:s choices:s needed_to_publish:i",
    "SELECT version, name, label, hint, kind, choices, needed_to_publish"
    " FROM provider_type_field WHERE id = ? AND type_id = ?");
SQL(TYPE_FIELD_ADD, "issssss", "",
    "INSERT INTO provider_type_field (type_id, name, label, hint, kind,"
    " choices, needed_to_publish) VALUES (?, ?, ?, ?, ?, ?, ? = '1')");
SQL(TYPE_FIELD_SAVE, "ssssssii", "",
    "UPDATE provider_type_field SET name = ?, label = ?, hint = ?, kind = ?,"
    " choices = ?, needed_to_publish = ? = '1', version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(TYPE_FIELD_SAME, "isi", "id:i",
    "SELECT id FROM provider_type_field"
    " WHERE type_id = ? AND name = ? AND id <> ?");
/* Numbers grow: so the newest stands last. */
SQL(TYPE_FIELD_LAST, "i", "",
    "UPDATE provider_type_field SET position = id WHERE id = ?");
SQL(TYPE_FIELD_PLACE, "ii", "",
    "UPDATE provider_type_field SET position = ? WHERE id = ?");
SQL(TYPE_FIELD_REMOVE, "i", "",
    "DELETE FROM provider_type_field WHERE id = ?");

static const struct record type_field_record = {
    "provider field", FIELDS(type_field_fields), &TYPE_FIELD_GET,
    &TYPE_FIELD_ADD, &TYPE_FIELD_SAVE};

NEOERR *type_get(const struct actor *a, int64_t type, struct rows *out)
{
	TRY(db_query(a->db, a->pool, &TYPE_FACTS, out, type));
	if (!out->n)
		return nerr_raise(ERR_NOT_FOUND, "no type %" PRId64, type);
	return STATUS_OK;
}

NEOERR *type_fields(const struct actor *a, int64_t type, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &TYPE_FIELD_LIST, out, type));
}

NEOERR *type_rules(const struct actor *a, int64_t type, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &TYPE_RULE_LIST, out, type));
}

/* Lines as "a|b|c": trimmed, without empty ones. */
static const char *join_lines(void *pool, const char *lines)
{
	struct buf b = {.ctx = pool};
	char *copy = mem_strdup(pool, lines), *line;

	while ((line = strsep(&copy, "\n|")) != NULL) {
		line = text_tidy(pool, line, true);
		if (*line)
			buf_printf(&b, "%s%s", b.len ? "|" : "", line);
	}
	return buf_text(&b);
}

static const char *split_lines(void *pool, const char *joined)
{
	char *copy = mem_strdup(pool, joined);

	for (char *p = copy; *p; p++)
		if (*p == '|')
			*p = '\n';
	return copy;
}

static bool has_choices(const char *kind)
{
	return !strcmp(kind, "select") || !strcmp(kind, "checks");
}

NEOERR *type_field_load(const struct actor *a, int64_t type, int64_t field,
			const char **values, int64_t *version)
{
	TRY(record_load(a, &type_field_record,
			(struct record_of){.id = field, .owner = type}, values,
			version));
	values[TF_CHOICES] = split_lines(a->pool, values[TF_CHOICES]);
	return STATUS_OK;
}

static const char *look_at(const char *const *values, int *at)
{
	*at = TF_CHOICES;
	if (!has_choices(values[TF_KIND]))
		return *values[TF_CHOICES]
			   ? "Only a field with choices has any" : NULL;
	if (!strchr(values[TF_CHOICES], '|'))
		return "Write at least two choices, one a line";
	if (strchr(values[TF_CHOICES], ','))
		return "Write the choices without commas";
	return NULL;
}

NEOERR *type_field_save(const struct actor *a, int64_t type, int64_t field,
			int64_t version, const char *const *typed, int *at,
			const char **wrong)
{
	const char *values[TYPE_FIELD_FIELDS];
	struct record_of of = {.id = field, .owner = type};
	struct rows r;

	memcpy(values, typed, sizeof values);
	values[TF_CHOICES] = join_lines(a->pool, values[TF_CHOICES]);
	if (!field)
		values[TF_NAME] = catalogue_word(a->pool, values[TF_LABEL], 40);
	*wrong = look_at(values, at);
	if (*wrong)
		return STATUS_OK;
	TRY(db_query(a->db, a->pool, &TYPE_FIELD_SAME, &r, type,
		     values[TF_NAME], field));
	if (r.n) {
		*at = TF_LABEL;
		*wrong = "This type has a field like this already";
		return STATUS_OK;
	}
	if (field)
		return nerr_pass(record_save(a, &type_field_record, of, version,
					     values, NULL));
	TRY(record_add(a, &type_field_record, of, values, &field));
	return nerr_pass(db_exec(a->db, &TYPE_FIELD_LAST, field));
}

NEOERR *type_field_remove(const struct actor *a, int64_t type, int64_t field)
{
	const char *values[TYPE_FIELD_FIELDS];
	struct changes changes = {.pool = a->pool};
	int64_t version;

	TRY(type_field_load(a, type, field, values, &version));
	TRY(db_exec(a->db, &TYPE_FIELD_REMOVE, field));
	changes_add(&changes, "label", values[TF_LABEL], "");
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "removed",
			      .kind = "provider field",
			      .id = field,
			      .changes = changes_text(&changes)}));
}

NEOERR *type_field_move(const struct actor *a, int64_t type, int64_t field,
			bool up)
{
	struct rows r;
	int64_t *ids;
	size_t at = 0;

	TRY(type_fields(a, type, &r));
	ids = mem_array(a->pool, r.n + 1, sizeof *ids);
	for (size_t i = 0; i < r.n; i++)
		ids[i] = row_int(&r, i, "id");
	while (at < r.n && ids[at] != field)
		at++;
	if (at == r.n)
		return nerr_raise(ERR_NOT_FOUND, "no such field");
	if (up ? at == 0 : at + 1 == r.n)
		return STATUS_OK;
	ids[at] = ids[up ? at - 1 : at + 1];
	ids[up ? at - 1 : at + 1] = field;
	for (size_t i = 0; i < r.n; i++)
		TRY(db_exec(a->db, &TYPE_FIELD_PLACE, (int64_t)i + 1, ids[i]));
	return nerr_pass(audit_add(a, (struct audit){.action = "moved",
						     .kind = "provider field",
						     .id = field}));
}
