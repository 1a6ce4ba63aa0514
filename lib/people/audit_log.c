/* The audit, searched and said in words.
 * SPDX-License-Identifier: MIT */
#include "people/audit_log.h"

#include <jansson.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "people/account_list.h"
#include "people/agency.h"
#include "people/attachment.h"
#include "people/catalogue.h"
#include "people/credential.h"
#include "people/incident.h"
#include "people/licence.h"
#include "people/person.h"
#include "people/provider_type.h"
#include "people/role.h"
#include "people/task.h"
#include "people/workflow_definition.h"

/* Each condition is dropped by the optimiser where its filter is not set: it
 * plans anew with the values of every execution. */
SQL(AUDIT_SEARCH, "iissssssssiiiii",
    "id:i at:t who:s email:s action:s kind:s object_id:i provider_id:i"
    " provider:s client_id:i name:s changes:s request_id:s address:s",
    "SELECT a.id, a.at, COALESCE(p.name, 'Carebook'), COALESCE(p.email, ''),"
    " a.action, a.kind, a.object_id, a.provider_id, v.name, a.client_id,"
    " COALESCE(t.name, ''), a.changes, a.request_id, a.address FROM audit a"
    " LEFT JOIN account p ON p.id = a.account_id"
    " LEFT JOIN account t ON a.kind = 'account' AND t.id = a.object_id"
    " LEFT JOIN provider v ON v.id = a.provider_id"
    " LEFT JOIN client c ON c.id = a.client_id"
    " WHERE (? = 0 OR a.account_id = ?) AND (? = '' OR a.kind = ?)"
    " AND (? = '' OR (? = 'read' AND a.action = 'read')"
    "  OR (? = 'denied' AND a.action = 'denied')"
    "  OR (? = 'changes' AND a.action NOT IN ('read', 'denied')))"
    " AND a.at >= ? AND a.at < ? AND (? = 0 OR a.id < ?)"
    " AND (v.id IS NULL OR ? & (1 << v.region_id))"
    " AND (c.id IS NULL OR ? & (1 << c.region_id))"
    " ORDER BY a.id DESC LIMIT ?");
SQL(AUDIT_PEOPLE, "", "value:s label:s",
    "SELECT id, name FROM account ORDER BY name, id LIMIT 2000");

const struct choice audit_kinds[] = {
    {"provider", "Provider"},
    {"task", "Task"},
    {"meeting", "Meeting"},
    {"note", "Note"},
    {"person", "Person"},
    {"role", "Role of a person"},
    {"credential", "Check or training"},
    {"incident", "Incident"},
    {"licence", "Licence"},
    {"condition", "Licence condition"},
    {"waiver", "Waiver"},
    {"client", "Client"},
    {"case", "Case"},
    {"placement", "Place of a client"},
    {"workflow", "Workflow"},
    {"attachment", "Attachment"},
    {"attachment kind", "Kind of attachment"},
    {"file type", "Type of files"},
    {"form", "Form"},
    {"answer", "Answer to a form"},
    {"limited answer", "Answer for some roles only"},
    {"account", "Account"},
    {"account role", "Role of accounts"},
    {"agency", "Agency settings"},
    {"holiday", "Public holiday"},
    {"region", "Region"},
    {"service", "Service"},
    {"trait", "Client trait"},
    {"provider type", "Provider type"},
    {"provider field", "Field of a provider type"},
    {"licence type", "Licence type"},
    {"credential kind", "Kind of check or training"},
    {"credential rule", "Rule: who must have what"},
    {"incident kind", "Kind of incident"},
    {"workflow definition", "Workflow definition"},
    {"workflow step definition", "Step of a workflow"},
    {"mail", "Mail"},
    {NULL, NULL}};

/* Fields of the kinds that are no struct record of a header. */
static const struct known {
	const char *kind;
	const struct field *fields;
	size_t n;
} known[] = {
    {"account", FIELDS(account_fields)},
    {"account role", FIELDS(account_role_fields)},
    {"agency", FIELDS(agency_fields)},
    {"attachment", FIELDS(attachment_fields)},
    {"provider field", FIELDS(type_field_fields)},
    {"workflow definition", FIELDS(definition_fields)},
    {"workflow step definition", FIELDS(definition_step_fields)},
};
static const struct record *const records[] = {
    &task_record,	&person_record,		  &person_role_record,
    &incident_record,	&person_credential_record, &provider_credential_record,
    &licence_record,
};

NEOERR *audit_search(const struct actor *a, struct audit_filter f,
		     struct rows *out)
{
	struct date from = {1970, 1, 2}, until = {9000, 1, 1};
	int64_t lo, hi;

	if (*f.from)
		date_parse_iso(f.from, &from);
	if (*f.until) {
		date_parse_iso(f.until, &until);
		until = date_from_days(date_to_days(until) + 1);
	}
	lo = zone_utc_from_wall(a->zone, from, 0, 0);
	hi = zone_utc_from_wall(a->zone, until, 0, 0);
	return nerr_pass(db_query(
	    a->db, a->pool, &AUDIT_SEARCH, out, f.account, f.account, f.kind,
	    f.kind, f.what, f.what, f.what, f.what, db_from_time(a->pool, lo),
	    db_from_time(a->pool, hi), f.before, f.before, a->regions,
	    a->regions, f.most));
}

NEOERR *audit_people(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &AUDIT_PEOPLE, out));
}

const char *audit_action_words(void *pool, const char *action)
{
	if (!strcmp(action, "read"))
		return "Read";
	if (!strcmp(action, "denied"))
		return "Was refused";
	return text_sentence(pool, action);
}

const char *audit_kind_words(void *pool, const char *kind)
{
	const char *label = choice_label(audit_kinds, kind);

	return label == kind ? text_sentence(pool, kind) : label;
}

static const struct field *in_table(const struct field *fields, size_t n,
				    const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(fields[i].name, name))
			return &fields[i];
	return NULL;
}

static const struct field *find_field(const char *kind, const char *name)
{
	const struct field *f = NULL;

	for (size_t i = 0; !f && i < sizeof known / sizeof *known; i++)
		if (!strcmp(known[i].kind, kind))
			f = in_table(known[i].fields, known[i].n, name);
	for (size_t i = 0; !f && i < sizeof records / sizeof *records; i++)
		if (!strcmp(records[i]->kind, kind))
			f = in_table(records[i]->fields, records[i]->n, name);
	for (size_t i = 0; !f && catalogues[i]; i++)
		if (!strcmp(catalogues[i]->record->kind, kind))
			f = in_table(catalogues[i]->record->fields,
				     catalogues[i]->record->n, name);
	return f;
}

/* A column's name as a label: "until_date" -> "Until date". */
static const char *name_words(void *pool, const char *name)
{
	char *words = mem_strdup(pool, name);

	for (char *p = words; *p; p++)
		if (*p == '_')
			*p = ' ';
	return text_sentence(pool, words);
}

/* "task.edit,note.view" as people read it. */
static const char *rights_words(void *pool, const char *names)
{
	char *copy = mem_strdup(pool, names), *name;
	struct buf b = {.ctx = pool};

	while ((name = strsep(&copy, ",")) != NULL) {
		enum right r = right_by_name(name);

		if (*name)
			buf_printf(&b, "%s%s", b.len ? ", " : "",
				   r == RIGHT__MAX ? name : right_info(r)->label);
	}
	return buf_text(&b);
}

static const char *value_words(void *pool, const struct field *f,
			       const char *value)
{
	if (!value || !*value)
		return "";
	if (f && f->type == FIELD_CHECKS && !f->choices && strchr(value, '.'))
		return rights_words(pool, value);
	return f ? field_show(pool, f, value) : value;
}

/* What may not be read where it stands is not read here either. */
static bool may_read(const struct actor *a, const char *kind)
{
	static const struct {
		const char *kind;
		enum right right;
	} needs[] = {
	    {"note", RIGHT_NOTE_RESTRICTED},   {"incident", RIGHT_INCIDENT_VIEW},
	    {"client", RIGHT_CLIENT_VIEW},     {"case", RIGHT_CLIENT_VIEW},
	    {"person", RIGHT_PERSON_VIEW},     {"credential", RIGHT_PERSON_VIEW},
	    {"waiver", RIGHT_CLIENT_VIEW},     {"placement", RIGHT_CLIENT_VIEW},
	    {"attachment", RIGHT_ATTACHMENT_VIEW},
	};

	for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
		if (!strcmp(needs[i].kind, kind))
			return actor_may(a, needs[i].right);
	return true;
}

size_t audit_changes(const struct actor *a, const char *kind,
		     const char *changes, struct audit_change **out)
{
	json_t *object = json_loads(changes ? changes : "", 0, NULL), *pair;
	bool may = may_read(a, kind);
	void *pool = a->pool;
	size_t n = 0, most = object ? json_object_size(object) : 0;
	const char *name;

	*out = mem_array(pool, most + 1, sizeof **out);
	json_object_foreach(object, name, pair)
	{
		const struct field *f = find_field(kind, name);
		const char *before = json_string_value(json_array_get(pair, 0));
		const char *after = json_string_value(json_array_get(pair, 1));

		(*out)[n++] = (struct audit_change){
		    .field = f ? f->label
			       : name_words(pool, mem_strdup(pool, name)),
		    .before = may ? mem_strdup(pool, value_words(pool, f, before))
				  : "",
		    .after = may ? mem_strdup(pool, value_words(pool, f, after))
				 : "(not yours to read)"};
	}
	json_decref(object);
	return n;
}
