/* Records.
 * SPDX-License-Identifier: MIT */
#include "people/record.h"

#include <inttypes.h>

#include "base/mem.h"
#include "people/audit.h"

/* A value as the form's canonical text: MariaDB writes times with seconds. */
static const char *canonical(const struct actor *a, const struct field *f,
			     const char *cell)
{
	if (!cell)
		return "";
	if (f->type == FIELD_TIME && strlen(cell) >= 5)
		return mem_strndup(a->pool, cell, 5);
	if (f->type == FIELD_CHECKBOX)
		return strcmp(cell, "0") ? "1" : "";
	return cell;
}

NEOERR *record_load(const struct actor *a, const struct record *r,
		    struct record_of of, const char **values, int64_t *version)
{
	struct rows rows;

	TRY(db_query(a->db, a->pool, r->get, &rows, of.id, of.owner));
	if (!rows.n)
		return nerr_raise(ERR_NOT_FOUND, "no %s %" PRId64, r->kind,
				  of.id);
	if (rows.columns != r->n + 1)
		return nerr_raise(NERR_ASSERT, "%s: columns", r->get->name);
	*version = row_int(&rows, 0, rows.names[0]);
	for (size_t i = 0; i < r->n; i++)
		values[i] = canonical(a, &r->fields[i], rows.cells[i + 1]);
	return STATUS_OK;
}

NEOERR *record_add(const struct actor *a, const struct record *r,
		   struct record_of of, const char *const *values, int64_t *id)
{
	const char **params = mem_array(a->pool, r->n + 1, sizeof *params);
	struct changes changes = {.pool = a->pool};

	params[0] = mem_printf(a->pool, "%" PRId64, of.owner);
	for (size_t i = 0; i < r->n; i++) {
		params[i + 1] = values[i];
		if (*values[i])
			changes_add(&changes, r->fields[i].name, "", values[i]);
	}
	TRY(db_exec_v(a->db, r->insert, params, r->n + 1));
	*id = db_inserted(a->db);
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "added",
			      .kind = r->kind,
			      .id = *id,
			      .provider = of.provider,
			      .client = of.client,
			      .changes = changes_text(&changes)}));
}

void record_clash(const struct actor *a, const char *kind, int64_t id)
{
	if (a->clash)
		*a->clash = (struct clash){kind, id};
}

NEOERR *record_save(const struct actor *a, const struct record *r,
		    struct record_of of, int64_t version,
		    const char *const *values, bool *changed)
{
	const char **old = mem_array(a->pool, r->n, sizeof *old);
	const char **params = mem_array(a->pool, r->n + 2, sizeof *params);
	struct changes changes = {.pool = a->pool};
	bool differs = false;
	int64_t now;

	TRY(record_load(a, r, of, old, &now));
	for (size_t i = 0; i < r->n; i++) {
		params[i] = values[i];
		if (strcmp(old[i], values[i])) {
			differs = true;
			changes_add(&changes, r->fields[i].name, old[i],
				    values[i]);
		}
	}
	if (changed)
		*changed = differs;
	if (!differs)
		return STATUS_OK;
	if (now != version) {
		record_clash(a, r->kind, of.id);
		return nerr_raise(ERR_CONFLICT, "%s %" PRId64 " is at %" PRId64
				  ", not %" PRId64, r->kind, of.id, now,
				  version);
	}
	params[r->n] = mem_printf(a->pool, "%" PRId64, of.id);
	params[r->n + 1] = mem_printf(a->pool, "%" PRId64, version);
	TRY(db_exec_v(a->db, r->update, params, r->n + 2));
	if (db_affected(a->db) != 1) {
		record_clash(a, r->kind, of.id);
		return nerr_raise(ERR_CONFLICT, "%s %" PRId64 " changed now",
				  r->kind, of.id);
	}
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "changed",
			      .kind = r->kind,
			      .id = of.id,
			      .provider = of.provider,
			      .client = of.client,
			      .changes = changes_text(&changes)}));
}
