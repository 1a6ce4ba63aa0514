/* Answers: what they say. Searched, compared, exported.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "forms/filing.h"
#include "forms/library.h"
#include "forms/lines.h"
#include "people/audit.h"

enum { VALUE_MAX_CHARS = 299, REPEATS_MAX = 200 };

SQL(VALUES_NONE, "i", "", "DELETE FROM form_value WHERE answer_id = ?");
SQL(VALUE_ADD, "isiiss", "",
    "INSERT INTO form_value (answer_id, path, position, form_id, value, words)"
    " VALUES (?, ?, ?, ?, ?, ?)");
SQL(VALUES_ARE_NEW, "i", "",
    "UPDATE form_answer SET indexed = 1 WHERE id = ?");
SQL(VALUES_OLD, "i", "id:i version_id:i xml:s seed:i started_at:t",
    "SELECT x.id, r.version_id, r.xml, x.seed, x.started_at"
    " FROM form_answer x"
    " JOIN form_answer_revision r ON r.answer_id = x.id"
    "  AND r.number = x.revision"
    " WHERE x.form_id = ? AND x.indexed = 0"
    " AND x.state IN ('submitted', 'withdrawn') ORDER BY x.id DESC LIMIT 200");
SQL(VALUES_LEFT, "i", "n:i",
    "SELECT COUNT(*) FROM form_answer WHERE form_id = ? AND indexed = 0"
    " AND state IN ('submitted', 'withdrawn')");

/* --- one answer ------------------------------------------------------------------ */

/* A submission is worked out with what was frozen when it was begun. */
static NEOERR *read_xml(const struct actor *a, int64_t version,
			const char *xml, int64_t seed, const char *started,
			struct answer **out)
{
	struct answer_frozen frozen = {.now = db_to_time(started),
				       .seed = (uint64_t)seed,
				       .zone = a->zone};
	const struct xform *x;

	TRY(library_xform(a, version, &x));
	return nerr_pass(answer_read_submission(a->pool, x, xml, strlen(xml),
						&frozen, out));
}

NEOERR *filed_answer(const struct actor *a, const struct filed *f,
		     int64_t revision, struct answer **out)
{
	struct rows r;

	TRY(filed_revision(a, f, revision, &r));
	return nerr_pass(read_xml(a, row_int(&r, 0, "version_id"),
				  row_text(&r, 0, "xml"), f->seed,
				  f->started_at, out));
}

/* --- what is searched -------------------------------------------------------------- */

static NEOERR *put_value(const struct actor *a, int64_t id, int64_t form,
			 const char *path, int position, const char *value,
			 const char *words)
{
	return nerr_pass(db_exec(a->db, &VALUE_ADD, id, path, position, form,
				 text_cut(a->pool, value, VALUE_MAX_CHARS),
				 text_cut(a->pool, words, VALUE_MAX_CHARS)));
}

/* One question's answers: of each repeat. What is worked out and never shown
 * is searched too. */
static NEOERR *put_question(const struct actor *a, int64_t id, int64_t form,
			    const char *path, struct answer *answer,
			    const struct line *lines, size_t n)
{
	int position = 0;
	const char *value;

	for (size_t i = 0; i < n && position < REPEATS_MAX; i++)
		if ((lines[i].kind == LINE_ANSWER ||
		     lines[i].kind == LINE_FILE) &&
		    *lines[i].words && !strcmp(lines[i].generic, path))
			TRY(put_value(a, id, form, path, ++position,
				      lines[i].value, lines[i].words));
	value = position ? "" : answer_value(answer, path);
	if (!*value)
		return STATUS_OK;
	return nerr_pass(put_value(a, id, form, path, 1, value,
				   answer_words(a->pool, answer, path)));
}

NEOERR *filing_values(const struct actor *a, int64_t id, int64_t form,
		      struct answer *answer)
{
	struct rows search;
	struct line *lines;
	size_t n;

	TRY(db_exec(a->db, &VALUES_NONE, id));
	TRY(library_search(a, form, &search));
	if (search.n)
		TRY(lines_of(a->pool, answer, &lines, &n));
	for (size_t i = 0; i < search.n; i++)
		TRY(put_question(a, id, form, row_text(&search, i, "path"),
				 answer, lines, n));
	return nerr_pass(db_exec(a->db, &VALUES_ARE_NEW, id));
}

NEOERR *filing_index(const struct actor *a, int64_t form, int64_t most,
		     int64_t *left)
{
	struct rows old, count;

	TRY(db_query(a->db, a->pool, &VALUES_OLD, &old, form));
	for (size_t i = 0; i < old.n && (int64_t)i < most; i++) {
		struct answer *answer;

		TRY(read_xml(a, row_int(&old, i, "version_id"),
			     row_text(&old, i, "xml"), row_int(&old, i, "seed"),
			     row_text(&old, i, "started_at"), &answer));
		TRY(filing_values(a, row_int(&old, i, "id"), form, answer));
	}
	TRY(db_query(a->db, a->pool, &VALUES_LEFT, &count, form));
	*left = row_int(&count, 0, "n");
	return STATUS_OK;
}

/* --- comparing ------------------------------------------------------------------------ */

/* What names a line in both answers. */
static bool is_same_line(const struct line *a, const struct line *b)
{
	return a->kind == b->kind && !strcmp(a->path, b->path) &&
	       (*a->path || !strcmp(a->label, b->label));
}

static size_t find_line(const struct line *wanted, const struct line *list,
			size_t from, size_t n)
{
	for (size_t i = from; i < n; i++)
		if (is_same_line(wanted, &list[i]))
			return i;
	return n;
}

static bool is_heading(const struct line *l)
{
	return l->kind == LINE_GROUP || l->kind == LINE_INSTANCE;
}

/* The form's own words, and a repeat, whose instances follow. */
static bool says_nothing(const struct line *l)
{
	return l->kind == LINE_NOTE || l->kind == LINE_REPEAT;
}

static struct filed_pair pair(const struct line *l, const struct line *r)
{
	const struct line *any = l ? l : r;

	return (struct filed_pair){
	    .label = any->label,
	    .depth = any->depth,
	    .position = any->position,
	    .heading = is_heading(any),
	    .same = l && r && !strcmp(l->words, r->words),
	    .left = l ? l->words : "",
	    .right = r ? r->words : "",
	    .in_left = l != NULL,
	    .in_right = r != NULL};
}

NEOERR *filed_compare(const struct actor *a, struct answer *left,
		      struct answer *right, struct filed_pair **out, size_t *n)
{
	struct line *l, *r;
	struct filed_pair *list;
	size_t n_l, n_r, at = 0, made = 0;

	TRY(lines_of(a->pool, left, &l, &n_l));
	TRY(lines_of(a->pool, right, &r, &n_r));
	list = mem_array(a->pool, n_l + n_r + 1, sizeof *list);
	for (size_t i = 0; i < n_l; i++) {
		size_t to = find_line(&l[i], r, at, n_r);

		if (says_nothing(&l[i]))
			continue;
		if (to == n_r) {
			list[made++] = pair(&l[i], NULL);
			continue;
		}
		/* What only the right one has stands before the next line that
		 * both have. */
		for (; at < to; at++)
			if (!says_nothing(&r[at]))
				list[made++] = pair(NULL, &r[at]);
		list[made++] = pair(&l[i], &r[at++]);
	}
	for (; at < n_r; at++)
		if (!says_nothing(&r[at]))
			list[made++] = pair(NULL, &r[at]);
	*out = list;
	*n = made;
	return STATUS_OK;
}

/* --- exporting ------------------------------------------------------------------------ */

/* The columns of an export: every question of every version that occurs. */
struct columns {
	const char **paths, **labels;
	size_t n, room;
};

static size_t find_column(const struct columns *c, const char *path)
{
	for (size_t i = 0; i < c->n; i++)
		if (!strcmp(c->paths[i], path))
			return i;
	return c->n;
}

static size_t add_column(void *pool, struct columns *c, const char *path,
			 const char *label)
{
	size_t at = find_column(c, path);

	if (at < c->n)
		return at;
	if (c->n == c->room) {
		c->room = c->room ? 2 * c->room : 64;
		c->paths = mem_grow(pool, c->paths, c->room, sizeof *c->paths);
		c->labels =
		    mem_grow(pool, c->labels, c->room, sizeof *c->labels);
	}
	c->paths[c->n] = path;
	c->labels[c->n] = label;
	return c->n++;
}

/* Labels that occur twice get their name in the form behind them. */
static const char *column_head(void *pool, const struct columns *c, size_t at)
{
	const char *path = c->paths[at], *name;

	for (size_t i = 0; i < c->n; i++)
		if (i != at && !strcmp(c->labels[i], c->labels[at])) {
			name = strchr(path + 1, '/');
			return mem_printf(pool, "%s (%s)", c->labels[at],
					  name ? name + 1 : path);
		}
	return c->labels[at];
}

struct table {
	struct columns columns;
	char ***cells; /* [row][column], NULL: none */
	size_t n;
};

static NEOERR *fill_columns(const struct actor *a, const struct rows *r,
			    struct columns *c)
{
	for (size_t i = 0; i < r->n; i++) {
		int64_t version = row_int(r, i, "version_id");
		const struct xform_question *q;
		const struct xform *x;
		bool seen = false;
		size_t n;

		for (size_t k = 0; k < i && !seen; k++)
			seen = row_int(r, k, "version_id") == version;
		if (seen)
			continue;
		TRY(library_xform(a, version, &x));
		q = xform_questions(x, &n);
		for (size_t k = 0; k < n; k++)
			add_column(a->pool, c, q[k].path,
				   label_plain(a->pool, q[k].label));
	}
	return STATUS_OK;
}

/* The cells of one answer; a repeat's values stand in one cell, with
 * semicolons. */
static NEOERR *fill_cells(const struct actor *a, const struct rows *r,
			  size_t row, const struct columns *c, char **cells)
{
	struct answer *answer;
	struct line *lines;
	size_t n;

	TRY(read_xml(a, row_int(r, row, "version_id"),
		     row_text(r, row, "xml"), row_int(r, row, "seed"),
		     row_text(r, row, "started_at"), &answer));
	TRY(lines_of(a->pool, answer, &lines, &n));
	for (size_t i = 0; i < n; i++) {
		size_t at = find_column(c, lines[i].generic);

		if (at == c->n || !*lines[i].words)
			continue;
		cells[at] = cells[at] ? mem_printf(a->pool, "%s; %s", cells[at],
						   lines[i].words)
				      : mem_strdup(a->pool, lines[i].words);
	}
	return STATUS_OK;
}

static void put_cell(const struct actor *a, struct buf *b, const char *text)
{
	if (b->len && b->s[b->len - 1] != '\n')
		buf_puts(b, ",");
	buf_puts(b, text_csv(a->pool, text ? text : ""));
}

static const char *csv_time(const struct actor *a, const char *cell)
{
	struct wall w;
	char day[DATE_TEXT];

	if (!cell || !*cell)
		return "";
	w = zone_wall_from_utc(a->zone, db_to_time(cell));
	return mem_printf(a->pool, "%s %02d:%02d",
			  date_format_iso(w.date, day), w.minute / 60,
			  w.minute % 60);
}

static const struct {
	const char *head, *column;
} fixed[] = {
    {"Answer", "id"},		 {"Version", "form_version"},
    {"Revision", "revision"},	 {"Submitted", "submitted_at"},
    {"Submitted by", "submitted_by"}, {"Provider", "provider"},
    {"Client", "client"},	 {"Client number", "client_number"},
    {"Person", "person"},	 {"Workflow", "workflow"},
};
enum { FIXED = sizeof fixed / sizeof *fixed };

NEOERR *filed_csv(const struct actor *a, const struct filed_filter *f,
		  char **out, bool *cut)
{
	struct columns columns = {0};
	struct buf b = {.ctx = a->pool};
	struct rows r;

	TRY(filed_export(a, f, &r));
	*cut = r.n > FILED_EXPORT_MAX;
	if (*cut)
		r.n = FILED_EXPORT_MAX;
	TRY(fill_columns(a, &r, &columns));
	for (size_t k = 0; k < FIXED; k++)
		put_cell(a, &b, fixed[k].head);
	for (size_t k = 0; k < columns.n; k++)
		put_cell(a, &b, column_head(a->pool, &columns, k));
	buf_puts(&b, "\r\n");
	for (size_t i = 0; i < r.n; i++) {
		struct actor one = *a;
		char **cells;

		/* What reading one answer takes is given back before the next:
		 * there may be many. */
		one.pool = talloc_new(a->pool);
		cells = mem_array(one.pool, columns.n + 1, sizeof *cells);
		TRY(fill_cells(&one, &r, i, &columns, cells));
		for (size_t k = 0; k < FIXED; k++)
			put_cell(&one, &b,
				 strcmp(fixed[k].column, "submitted_at")
				     ? row_text(&r, i, fixed[k].column)
				     : csv_time(a, row_text(&r, i,
							    "submitted_at")));
		for (size_t k = 0; k < columns.n; k++)
			put_cell(&one, &b, cells[k]);
		buf_puts(&b, "\r\n");
		talloc_free(one.pool);
	}
	*out = mem_strndup(a->pool, buf_text(&b), b.len);
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "exported",
			      .kind = "form",
			      .id = f->form,
			      .provider = f->provider,
			      .client = f->client}));
}
