/* Roles.
 * SPDX-License-Identifier: MIT */
#include "people/role.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "people/account_admin.h"
#include "people/audit.h"
#include "people/record.h"

const struct field account_role_fields[AR_FIELDS] = {
    [AR_NAME] = {.name = "name", .label = "Name", .max = 60,
		   .flags = FIELD_REQUIRED},
    [AR_DESCRIPTION] = {.name = "description", .label = "What these people do",
			  .max = 300},
    {.name = "providers", .label = "Providers", .type = FIELD_CHECKS},
    {.name = "days", .label = "Tasks and meetings", .type = FIELD_CHECKS},
    {.name = "notes", .label = "Notes", .type = FIELD_CHECKS},
    {.name = "people", .label = "People", .type = FIELD_CHECKS},
    {.name = "incidents", .label = "Incidents", .type = FIELD_CHECKS},
    {.name = "clients", .label = "Clients", .type = FIELD_CHECKS},
    {.name = "licences", .label = "Services and licences", .type = FIELD_CHECKS},
    {.name = "workflows", .label = "Workflows", .type = FIELD_CHECKS},
    {.name = "forms", .label = "Forms", .type = FIELD_CHECKS},
    {.name = "attachments", .label = "Attachments", .type = FIELD_CHECKS},
    {.name = "agency", .label = "Agency", .type = FIELD_CHECKS},
    {.name = "portal", .label = "Portal", .type = FIELD_CHECKS},
};

SQL(ROLE_LIST, "", "id:i name:s description:s rights:i accounts:i",
    "SELECT r.id, r.name, r.description,"
    " (SELECT COUNT(*) FROM role_right rr WHERE rr.role_id = r.id),"
    " (SELECT COUNT(*) FROM account_role ar JOIN account p"
    "  ON p.id = ar.account_id WHERE ar.role_id = r.id"
    "  AND p.state <> 'disabled') FROM role r ORDER BY r.id");
SQL(ROLE_GET, "i", "version:i name:s description:s",
    "SELECT version, name, description FROM role WHERE id = ?");
SQL(ROLE_RIGHTS, "i", "name:s",
    "SELECT right_name FROM role_right WHERE role_id = ? ORDER BY right_name");
SQL(ROLE_SAME, "si", "id:i", "SELECT id FROM role WHERE name = ? AND id <> ?");
SQL(ROLE_ADD, "ss", "", "INSERT INTO role (name, description) VALUES (?, ?)");
SQL(ROLE_SAVE, "ssii", "",
    "UPDATE role SET name = ?, description = ?, version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(ROLE_NO_RIGHTS, "i", "", "DELETE FROM role_right WHERE role_id = ?");
SQL(ROLE_RIGHT, "is", "",
    "INSERT INTO role_right (role_id, right_name) VALUES (?, ?)");
SQL(ROLE_REMOVE, "i", "", "DELETE FROM role WHERE id = ?");
SQL(ROLE_RIGHTS_OF, "i", "rights:s",
    "SELECT GROUP_CONCAT(DISTINCT rr.right_name) FROM account_role ar"
    " JOIN role_right rr ON rr.role_id = ar.role_id WHERE ar.account_id = ?");

int role_field_of(enum right r)
{
	const struct right_info *info = right_info(r);

	for (int f = AR_GROUP; f < AR_FIELDS; f++)
		if (!strcmp(account_role_fields[f].label, info->group))
			return f;
	return AR_FIELDS - 1;
}

NEOERR *role_list(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &ROLE_LIST, out));
}

/* A set as the fields of checks keep it. */
static void set_to_values(const struct actor *a, right_set set,
			  const char **values)
{
	for (int f = AR_GROUP; f < AR_FIELDS; f++)
		values[f] = "";
	for (int i = 0; i < RIGHT__MAX; i++) {
		enum right r = (enum right)i;
		int f;

		if (!right_info(r)->name || !(set & right_bit(r)))
			continue;
		f = role_field_of(r);
		values[f] = mem_printf(a->pool, "%s%s%s", values[f],
				       *values[f] ? "," : "",
				       right_info(r)->name);
	}
}

static right_set values_to_set(const char *const *values)
{
	right_set set = 0;

	for (int f = AR_GROUP; f < AR_FIELDS; f++)
		set |= right_parse(values[f]);
	return set;
}

static NEOERR *load_set(const struct actor *a, int64_t id, right_set *out)
{
	struct rows r;

	*out = right_parse("");
	TRY(db_query(a->db, a->pool, &ROLE_RIGHTS, &r, id));
	for (size_t i = 0; i < r.n; i++)
		*out |= right_parse(row_text(&r, i, "name"));
	return STATUS_OK;
}

NEOERR *role_load(const struct actor *a, int64_t id, const char **values,
		  int64_t *version)
{
	struct rows r;
	right_set set;

	TRY(db_query(a->db, a->pool, &ROLE_GET, &r, id));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no role %" PRId64, id);
	*version = row_int(&r, 0, "version");
	values[AR_NAME] = row_text(&r, 0, "name");
	values[AR_DESCRIPTION] = row_text(&r, 0, "description");
	TRY(load_set(a, id, &set));
	set_to_values(a, set, values);
	return STATUS_OK;
}

NEOERR *role_rights(const struct actor *a, const char *ids, right_set *out)
{
	char *copy = mem_strdup(a->pool, ids), *id;
	right_set one;

	*out = 0;
	while ((id = strsep(&copy, ",")) != NULL) {
		if (!*id)
			continue;
		TRY(load_set(a, strtoll(id, NULL, 10), &one));
		*out |= one;
	}
	return STATUS_OK;
}

NEOERR *role_check_change(const struct actor *a)
{
	static const enum right kept[] = {RIGHT_ACCOUNT_MANAGE,
					  RIGHT_ROLE_MANAGE};
	struct rows r;
	right_set now;

	TRY(account_check_managed(a));
	if (!a->account)
		return STATUS_OK;
	TRY(db_query(a->db, a->pool, &ROLE_RIGHTS_OF, &r, a->account));
	now = right_parse(row_text(&r, 0, "rights"));
	for (int i = 0; i < 2; i++)
		if (actor_may(a, kept[i]) && !(now & right_bit(kept[i])))
			return nerr_raise(
			    ERR_INVALID,
			    "That would take “%s” from you yourself. Ask "
			    "another administrator to do it.",
			    right_info(kept[i])->label);
	return STATUS_OK;
}

static NEOERR *put_rights(const struct actor *a, int64_t id, right_set set)
{
	TRY(db_exec(a->db, &ROLE_NO_RIGHTS, id));
	for (int i = 0; i < RIGHT__MAX; i++)
		if (right_info((enum right)i)->name &&
		    set & right_bit((enum right)i))
			TRY(db_exec(a->db, &ROLE_RIGHT, id,
				    right_info((enum right)i)->name));
	return STATUS_OK;
}

static NEOERR *save_over(const struct actor *a, int64_t id, int64_t version,
			 const char *const *values)
{
	const char *old[AR_FIELDS];
	struct changes changes = {.pool = a->pool};
	bool differs = false;
	int64_t now;

	TRY(role_load(a, id, old, &now));
	for (int i = 0; i < AR_FIELDS; i++) {
		if (!strcmp(old[i], values[i]))
			continue;
		differs = true;
		changes_add(&changes, account_role_fields[i].name, old[i], values[i]);
	}
	if (!differs)
		return STATUS_OK;
	TRY(db_exec(a->db, &ROLE_SAVE, values[AR_NAME],
		    values[AR_DESCRIPTION], id, version));
	if (db_affected(a->db) != 1) {
		changes_text(&changes);
		record_clash(a, "account role", id);
		return nerr_raise(ERR_CONFLICT, "role %" PRId64 " is at %" PRId64,
				  id, now);
	}
	TRY(put_rights(a, id, values_to_set(values)));
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "changed",
			      .kind = "account role",
			      .id = id,
			      .changes = changes_text(&changes)}));
}

NEOERR *role_save(const struct actor *a, int64_t *id, int64_t version,
		  const char *const *typed, const char **wrong)
{
	const char *values[AR_FIELDS];
	struct changes changes = {.pool = a->pool};
	struct rows r;

	memcpy(values, typed, sizeof values);
	/* In the order of the list, whatever the browser sent. */
	set_to_values(a, values_to_set(typed), values);
	TRY(db_query(a->db, a->pool, &ROLE_SAME, &r, values[AR_NAME], *id));
	*wrong = r.n ? "There is a role of this name already" : NULL;
	if (*wrong)
		return STATUS_OK;
	if (*id) {
		TRY(save_over(a, *id, version, values));
		return nerr_pass(role_check_change(a));
	}
	TRY(db_exec(a->db, &ROLE_ADD, values[AR_NAME],
		    values[AR_DESCRIPTION]));
	*id = db_inserted(a->db);
	TRY(put_rights(a, *id, values_to_set(values)));
	for (int i = 0; i < AR_FIELDS; i++)
		if (*values[i])
			changes_add(&changes, account_role_fields[i].name, "",
				    values[i]);
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "added",
			      .kind = "account role",
			      .id = *id,
			      .changes = changes_text(&changes)}));
}

NEOERR *role_remove(const struct actor *a, int64_t id)
{
	const char *old[AR_FIELDS];
	struct changes changes = {.pool = a->pool};
	int64_t version;
	NEOERR *err;

	TRY(role_load(a, id, old, &version));
	TRY(db_exec(a->db, &ROLE_NO_RIGHTS, id));
	err = db_exec(a->db, &ROLE_REMOVE, id);
	if (nerr_handle(&err, ERR_INVALID))
		return nerr_raise(ERR_INVALID,
				  "Somebody still has this role. Give them "
				  "another one first.");
	TRY(err);
	for (int i = 0; i < AR_FIELDS; i++)
		if (*old[i])
			changes_add(&changes, account_role_fields[i].name, old[i], "");
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "removed",
			      .kind = "account role",
			      .id = id,
			      .changes = changes_text(&changes)}));
}
