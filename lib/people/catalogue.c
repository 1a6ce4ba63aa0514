/* Catalogues: how an entry is listed, saved and removed.
 * SPDX-License-Identifier: MIT */
#include "people/catalogue.h"

#include <ctype.h>
#include <inttypes.h>

#include "base/mem.h"
#include "people/audit.h"

const struct catalogue *catalogue_find(const char *key, size_t len)
{
	for (size_t i = 0; catalogues[i]; i++)
		if (strlen(catalogues[i]->key) == len &&
		    !strncmp(catalogues[i]->key, key, len))
			return catalogues[i];
	return NULL;
}

NEOERR *catalogue_list(const struct actor *a, const struct catalogue *c,
		       struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, c->list, out));
}

NEOERR *catalogue_options(const struct actor *a,
			  const struct catalogue_choices *c, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, c->from, out));
}

const char *catalogue_word(const void *ctx, const char *words, size_t max)
{
	struct buf b = {.ctx = ctx};

	for (; *words && b.len < max; words++) {
		char ch = (char)tolower((unsigned char)*words);

		if (isascii((unsigned char)ch) && isalnum((unsigned char)ch))
			buf_add(&b, &ch, 1);
		else if (b.len && b.s[b.len - 1] != '_')
			buf_puts(&b, "_");
	}
	while (b.len && b.s[b.len - 1] == '_')
		b.s[--b.len] = '\0';
	return b.len ? buf_text(&b) : "other";
}

static NEOERR *is_taken(const struct actor *a, const struct catalogue *c,
			const char *const *values, int64_t id, bool *taken)
{
	struct buf value = {.ctx = a->pool};
	struct rows r;

	*taken = false;
	if (!c->same)
		return STATUS_OK;
	for (size_t i = 0; i < c->record->n; i++)
		if ((c->same_of ? c->same_of : 1u << c->name) & 1u << i)
			buf_printf(&value, "%s%s", value.len ? "|" : "",
				   values[i]);
	TRY(db_query(a->db, a->pool, c->same, &r, buf_text(&value), id));
	*taken = r.n > 0;
	return STATUS_OK;
}

NEOERR *catalogue_save(const struct actor *a, const struct catalogue *c,
		       int64_t *id, int64_t version, const char *const *typed,
		       int *field, const char **wrong)
{
	const char **values = mem_array(a->pool, c->record->n, sizeof *values);
	struct record_of of = {.id = *id};
	bool taken;

	*wrong = NULL;
	*field = c->name;
	memcpy(values, typed, c->record->n * sizeof *values);
	if (c->word >= 0 && !*id)
		values[c->word] = catalogue_word(a->pool, values[c->name], 40);
	if (c->check)
		c->check(a, values, field, wrong);
	if (*wrong)
		return STATUS_OK;
	TRY(is_taken(a, c, values, *id, &taken));
	if (taken) {
		*wrong = "There is one like this already";
		return STATUS_OK;
	}
	if (*id)
		return nerr_pass(record_save(a, c->record, of, version, values,
					     NULL));
	return nerr_pass(record_add(a, c->record, of, values, id));
}

NEOERR *catalogue_remove(const struct actor *a, const struct catalogue *c,
			 int64_t id)
{
	const char **old = mem_array(a->pool, c->record->n, sizeof *old);
	struct changes changes = {.pool = a->pool};
	int64_t version;

	TRY(record_load(a, c->record, (struct record_of){.id = id}, old,
			&version));
	for (size_t i = 0; c->remove[i]; i++) {
		NEOERR *err = db_exec(a->db, c->remove[i], id);

		if (nerr_handle(&err, ERR_INVALID))
			return nerr_raise(
			    ERR_INVALID,
			    "Something still uses this %s, so it stays.",
			    c->one);
		TRY(err);
	}
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_INVALID,
				  "Something still uses this %s, so it stays.",
				  c->one);
	for (size_t i = 0; i < c->record->n; i++)
		if (*old[i])
			changes_add(&changes, c->record->fields[i].name, old[i],
				    "");
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "removed",
			      .kind = c->record->kind,
			      .id = id,
			      .changes = changes_text(&changes)}));
}
