/* Merge: two people in one draft.
 * SPDX-License-Identifier: MIT */
#include "forms/merge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* Of one post; more is no person's typing. */
enum { KEPT_MAX = 50 };
/* So long may a save of a page be on its way. */
enum { OWN_SECONDS = 30 };

SQL(SAVED_SINCE, "isii", "n:i others:i",
    "SELECT COUNT(*), COALESCE(SUM(COALESCE(saved_by, 0) <> ?"
    " OR saved_at < ?), 0) FROM form_draft_save"
    " WHERE answer_id = ? AND version > ?");
SQL(DRAFT_TURN, "i", "version:i",
    "SELECT version FROM form_draft WHERE answer_id = ? FOR UPDATE");
SQL(ASIDE_LIST, "i",
    "id:i path:s value:s words:s who:s account_id:i at:t",
    "SELECT x.id, x.path, x.value, x.words, a.name, x.account_id, x.at"
    " FROM form_draft_aside x LEFT JOIN account a ON a.id = x.account_id"
    " WHERE x.answer_id = ? ORDER BY x.id LIMIT 500");
/* The same words again are nothing new. */
SQL(ASIDE_ADD, "issiisiss", "",
    "INSERT INTO form_draft_aside (answer_id, path, value, words, account_id,"
    " at) SELECT ?, ?, ?, ?, NULLIF(?, 0), ? FROM DUAL WHERE NOT EXISTS"
    " (SELECT 1 FROM form_draft_aside WHERE answer_id = ? AND path = ?"
    "  AND value = ?)");
SQL(ASIDE_GET, "ii", "path:s value:s",
    "SELECT path, value FROM form_draft_aside WHERE id = ? AND answer_id = ?");
SQL(ASIDE_MOVE, "sii", "",
    "UPDATE form_draft_aside SET path = ? WHERE id = ? AND answer_id = ?");
SQL(ASIDE_DROP, "ii", "",
    "DELETE FROM form_draft_aside WHERE id = ? AND answer_id = ?");
SQL(ASIDE_CLEAR, "i", "",
    "DELETE FROM form_draft_aside WHERE answer_id = ?");
SQL(SHIFT_LIST, "ii", "path:s",
    "SELECT path FROM form_draft_shift WHERE answer_id = ? AND version > ?"
    " ORDER BY version LIMIT 1000");
SQL(SHIFT_ADD, "iis", "",
    "INSERT INTO form_draft_shift (answer_id, version, path)"
    " VALUES (?, ?, ?)");
SQL(SHIFT_CLEAR, "i", "",
    "DELETE FROM form_draft_shift WHERE answer_id = ?");

const char *merge_shift(void *ctx, const char *path, const char *removed)
{
	const char *open = strrchr(removed, '['), *rest;
	size_t n = open ? (size_t)(open - removed) : 0;
	long gone, position;
	char *end;

	if (!n || strncmp(path, removed, n + 1))
		return path;
	gone = strtol(open + 1, NULL, 10);
	position = strtol(path + n + 1, &end, 10);
	if (*end != ']' || position < gone)
		return path;
	if (position == gone)
		return NULL;
	rest = end;
	return mem_printf(ctx, "%.*s[%ld%s", (int)n, path, position - 1, rest);
}

static const char *shifted(const struct actor *a, const struct rows *shifts,
			   const char *path)
{
	for (size_t i = 0; path && i < shifts->n; i++)
		path = merge_shift(a->pool, path, row_text(shifts, i, "path"));
	return path;
}

NEOERR *merge_path(const struct actor *a, const struct filed *f, int64_t since,
		   const char *path, const char **out)
{
	struct rows shifts;

	TRY(db_query(a->db, a->pool, &SHIFT_LIST, &shifts, f->id, since));
	*out = shifted(a, &shifts, path);
	return STATUS_OK;
}

static NEOERR *keep_aside(const struct actor *a, const struct filed *f,
			  const char *path, const char *value,
			  const char *words, int64_t who)
{
	return nerr_pass(db_exec(a->db, &ASIDE_ADD, f->id, path, value, words,
				 who, db_from_time(a->pool, a->now), f->id,
				 path, value));
}

/* The place that an instance stood in: the path of the first group around it
 * that is there still. */
static const char *around(const struct actor *a, const struct rows *shifts,
			  const char *path)
{
	char *up = mem_strdup(a->pool, path), *slash;
	const char *now;

	while ((slash = strrchr(up + 1, '/'))) {
		*slash = '\0';
		now = shifted(a, shifts, up);
		if (now)
			return now;
	}
	return up;
}

struct merging {
	const struct actor *a;
	const struct filed *f;
	const struct draft *d;
	struct answer *answer;
	struct rows shifts;
	struct merge_result *out;
	int kept; /* of what is not asked any more */
	bool own; /* all that was saved meanwhile came from this page itself */
};

static NEOERR *apply_one(struct merging *m, const struct merge_field *field)
{
	const struct actor *a = m->a;
	const char *path, *now, *value, *words = NULL;
	struct typed there;
	uint32_t mark;

	if (typed_mark(a->pool, field->kind, &field->typed) == field->mark)
		return STATUS_OK;
	value = typed_join(a->pool, field->kind, &field->typed, a->zone,
			   a->now);
	path = shifted(a, &m->shifts, field->path);
	if (!path)
		return *value ? nerr_pass(keep_aside(
				    a, m->f,
				    around(a, &m->shifts, field->path), value,
				    value, a->account))
			      : STATUS_OK;
	/* No page of ours has a box for it: made by hand. */
	if (answer_asks_file(m->answer, path))
		return STATUS_OK;
	now = mem_strdup(a->pool, answer_as_typed(m->answer, path));
	if (!strcmp(now, value))
		return STATUS_OK;
	typed_split(a->pool, field->kind, now, a->zone, &there);
	mark = typed_mark(a->pool, field->kind, &there);
	if (mark != field->mark && *now)
		words = answer_words(a->pool, m->answer, path);
	words = words ? mem_strdup(a->pool, words) : "";
	if (!answer_set(m->answer, path, value)) {
		/* Not asked any more, by what another answered meanwhile. */
		if (*now || !*value || m->kept++ >= KEPT_MAX)
			return STATUS_OK;
		return nerr_pass(keep_aside(a, m->f, path, value, value,
					    a->account));
	}
	m->out->set++;
	if (mark == field->mark || m->own)
		return STATUS_OK;
	if (!m->out->first)
		m->out->first = path;
	m->out->aside++;
	return nerr_pass(keep_aside(a, m->f, path, now,
				    *words ? words : now,
				    m->d->saved_by_id));
}

NEOERR *merge_turn(const struct actor *a, int64_t answer)
{
	struct rows r;

	return nerr_pass(db_query(a->db, a->pool, &DRAFT_TURN, &r, answer));
}

/* What a page saves by itself may still be on its way when a button of it is
 * pressed: the same person wrote both, one after the other. */
static NEOERR *find_own(struct merging *m, int64_t since)
{
	const struct actor *a = m->a;
	struct rows r;

	TRY(db_query(a->db, a->pool, &SAVED_SINCE, &r, a->account,
		     db_from_time(a->pool, a->now - OWN_SECONDS), m->f->id,
		     since));
	m->own = row_int(&r, 0, "n") == m->d->version - since &&
		 !row_int(&r, 0, "others");
	return STATUS_OK;
}

NEOERR *merge_apply(const struct actor *a, const struct filed *f,
		    const struct draft *d, struct answer *answer,
		    int64_t since, const struct merge_field *fields, size_t n,
		    struct merge_result *out)
{
	struct merging m = {
	    .a = a, .f = f, .d = d, .answer = answer, .out = out};

	*out = (struct merge_result){0};
	if (since < d->version)
		TRY(db_query(a->db, a->pool, &SHIFT_LIST, &m.shifts, f->id,
			     since));
	if (since < d->version)
		TRY(find_own(&m, since));
	for (size_t i = 0; i < n; i++)
		TRY(apply_one(&m, &fields[i]));
	return STATUS_OK;
}

NEOERR *merge_removed(const struct actor *a, const struct filed *f,
		      int64_t version, const char *path)
{
	struct rows asides;

	TRY(db_exec(a->db, &SHIFT_ADD, f->id, version, path));
	TRY(merge_asides(a, f, &asides));
	for (size_t i = 0; i < asides.n; i++) {
		const char *was = row_text(&asides, i, "path");
		const char *now = merge_shift(a->pool, was, path);
		int64_t id = row_int(&asides, i, "id");

		if (!now)
			TRY(db_exec(a->db, &ASIDE_DROP, id, f->id));
		else if (now != was)
			TRY(db_exec(a->db, &ASIDE_MOVE, now, id, f->id));
	}
	return STATUS_OK;
}

NEOERR *merge_asides(const struct actor *a, const struct filed *f,
		     struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &ASIDE_LIST, out, f->id));
}

NEOERR *merge_choose(const struct actor *a, const struct filed *f,
		     struct answer *answer, int64_t aside, bool take,
		     const char **path)
{
	struct rows row;

	TRY(db_query(a->db, a->pool, &ASIDE_GET, &row, aside, f->id));
	if (!row.n)
		return nerr_raise(ERR_NOT_FOUND, "nothing is kept aside");
	*path = row_text(&row, 0, "path");
	if (take && !answer_asks_file(answer, *path))
		(void)answer_set(answer, *path, row_text(&row, 0, "value"));
	return nerr_pass(db_exec(a->db, &ASIDE_DROP, aside, f->id));
}

NEOERR *merge_done(const struct actor *a, int64_t answer)
{
	TRY(db_exec(a->db, &ASIDE_CLEAR, answer));
	return nerr_pass(db_exec(a->db, &SHIFT_CLEAR, answer));
}
