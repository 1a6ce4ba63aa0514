/* The library of forms: uploading, publishing, retiring a version.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "forms/library.h"
#include "forms/lines.h"
#include "forms/mapping.h"
#include "people/audit.h"

enum { NAME_MAX_CHARS = 120, VERSION_MAX_CHARS = 100, TITLE_MAX_CHARS = 199,
       LANGUAGES_MAX = 2000, PATH_MAX_BYTES = 190, LABEL_MAX_CHARS = 199 };

SQL(VERSION_SAME, "ss", "id:i hash:s state:s uploaded_at:t",
    "SELECT v.id, v.hash, v.state, v.uploaded_at FROM form_version v"
    " JOIN form f ON f.id = v.form_id WHERE f.name = ? AND v.version = ?");
SQL(VERSION_FORM_ADD, "ssis", "",
    "INSERT INTO form (name, title, created_by, created_at)"
    " VALUES (?, ?, NULLIF(?, 0), ?)");
SQL(VERSION_ADD, "issssssisis", "",
    "INSERT INTO form_version (form_id, version, hash, title, xml, languages,"
    " warnings, questions, state, uploaded_by, uploaded_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULLIF(?, 0), ?)");
/* A form is called as its published version is, or as its newest. */
SQL(VERSION_TITLE, "ii", "",
    "UPDATE form f SET f.title = (SELECT v.title FROM form_version v"
    " WHERE v.form_id = ? ORDER BY v.state = 'published' DESC,"
    " v.state = 'draft' DESC, v.id DESC LIMIT 1) WHERE f.id = ?");
SQL(VERSION_RETIRE_OTHERS, "isii", "",
    "UPDATE form_version SET state = 'retired', retired_by = NULLIF(?, 0),"
    " retired_at = ? WHERE form_id = ? AND state = 'published' AND id <> ?");
SQL(VERSION_PUBLISH, "isi", "",
    "UPDATE form_version SET state = 'published', published_by = NULLIF(?, 0),"
    " published_at = ?, retired_by = NULL, retired_at = NULL"
    " WHERE id = ? AND state <> 'published'");
SQL(VERSION_RETIRE, "isi", "",
    "UPDATE form_version SET state = 'retired', retired_by = NULLIF(?, 0),"
    " retired_at = ? WHERE id = ? AND state = 'published'");
SQL(VERSION_DROP, "i", "",
    "DELETE FROM form_version WHERE id = ? AND state = 'draft'"
    " AND published_at IS NULL");
SQL(VERSION_USED, "i", "n:i",
    "SELECT COUNT(*) FROM form_answer WHERE version_id = ?");
SQL(SEARCH_OF, "i", "path:s label:s",
    "SELECT path, label FROM form_search WHERE form_id = ?"
    " ORDER BY position");
SQL(SEARCH_NONE, "i", "", "DELETE FROM form_search WHERE form_id = ?");
SQL(SEARCH_ADD, "isis", "",
    "INSERT INTO form_search (form_id, path, position, label)"
    " VALUES (?, ?, ?, ?)");
SQL(SEARCH_STALE, "i", "",
    "UPDATE form_answer SET indexed = 0 WHERE form_id = ?");
SQL(SEARCH_FORGET, "i", "", "DELETE FROM form_value WHERE form_id = ?");

/* --- the definitions that this process keeps --------------------------------- */

enum { KEPT = 16, KEPT_BYTES = 4 * 1024 * 1024 };
static struct kept {
	int64_t version;
	uint64_t used; /* when last, in calls */
	size_t bytes;
	void *ctx; /* 0: free */
	struct xform *form;
} kept[KEPT];

static void forget(struct kept *k)
{
	/* Pools that use it still hold a reference of their own. */
	talloc_unlink(NULL, k->ctx);
	*k = (struct kept){0};
}

/* Room for one more: the oldest go until it fits. */
static struct kept *make_room(size_t bytes)
{
	for (;;) {
		struct kept *free = NULL, *oldest = NULL;
		size_t all = bytes;

		for (struct kept *k = kept; k < kept + KEPT; k++) {
			all += k->bytes;
			if (!k->ctx)
				free = k;
			else if (!oldest || k->used < oldest->used)
				oldest = k;
		}
		if (free && (all <= KEPT_BYTES || !oldest))
			return free;
		forget(oldest);
	}
}

NEOERR *library_xform(const struct actor *a, int64_t version,
		      const struct xform **out)
{
	static uint64_t calls;
	struct xform_findings findings = {.ctx = a->pool};
	struct xform *form;
	struct kept *k;
	const char *xml;
	NEOERR *err;
	void *ctx;

	calls++;
	for (k = kept; k < kept + KEPT; k++)
		if (k->ctx && k->version == version)
			goto found;
	TRY(library_xml(a, version, &xml));
	ctx = talloc_new(NULL);
	err = xform_read(ctx, xml, strlen(xml), &findings, &form);
	if (err == STATUS_OK && !form)
		err = nerr_raise(NERR_ASSERT,
				 "form version %" PRId64 " cannot be read "
				 "any more: %s",
				 version,
				 findings.n ? findings.list[0].text : "?");
	if (err != STATUS_OK) {
		talloc_free(ctx);
		return nerr_pass(err);
	}
	k = make_room(strlen(xml));
	*k = (struct kept){version, 0, strlen(xml), ctx, form};
found:
	k->used = calls;
	if (!talloc_reference(a->pool, k->ctx))
		abort();
	*out = k->form;
	return STATUS_OK;
}

/* --- uploading ----------------------------------------------------------------- */

static void find_wrong(struct xform_findings *f, const char *text)
{
	f->list = mem_grow(f->ctx, f->list, f->n + 1, sizeof *f->list);
	f->list[f->n++] = (struct xform_finding){
	    .error = true, .text = mem_strdup(f->ctx, text)};
}

static bool has_errors(const struct xform_findings *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->list[i].error)
			return true;
	return false;
}

/* What cannot be kept, though the engine would work with it. */
static void check_size(const struct xform *f, struct xform_findings *findings)
{
	if (!*xform_id(f))
		find_wrong(findings, "The form has no id: the first element of "
				     "its data needs the attribute id");
	if (text_length(xform_id(f)) > NAME_MAX_CHARS)
		find_wrong(findings, "The form's id is longer than 120 "
				     "characters");
	if (text_length(xform_version(f)) > VERSION_MAX_CHARS)
		find_wrong(findings, "The form's version is longer than 100 "
				     "characters");
}

const char *library_languages_text(void *pool, const struct xform *f)
{
	struct buf b = {.ctx = pool};
	size_t n;
	const char *const *names = xform_languages(f, &n);

	for (size_t i = 0; i < n && b.len + strlen(names[i]) < LANGUAGES_MAX;
	     i++)
		buf_printf(&b, "%s%s", i ? "\n" : "", names[i]);
	return buf_text(&b);
}

static const char *warnings_text(const struct actor *a,
				 const struct xform_findings *f)
{
	json_t *list = json_array();
	char *text, *copy = NULL;

	for (size_t i = 0; i < f->n && i < 500; i++)
		if (!f->list[i].error)
			json_array_append_new(
			    list, json_pack("{s:i, s:s, s:s}", "line",
					    f->list[i].line, "bind",
					    f->list[i].bind ? f->list[i].bind
							    : "",
					    "text", f->list[i].text));
	text = json_array_size(list) ? json_dumps(list, JSON_COMPACT) : NULL;
	if (text)
		copy = mem_strdup(a->pool, text);
	free(text);
	json_decref(list);
	return copy;
}

/* Is this id and version here already? *version: the very same file;
 * otherwise a finding, which leaves it 0. */
static NEOERR *find_same(const struct actor *a, const struct xform *f,
			 struct xform_findings *findings, int64_t *version)
{
	const char *number = xform_version(f);
	struct rows r;

	TRY(db_query(a->db, a->pool, &VERSION_SAME, &r, xform_id(f), number));
	if (!r.n)
		return STATUS_OK;
	if (!strcmp(row_text(&r, 0, "hash"), xform_hash(f))) {
		*version = row_int(&r, 0, "id");
		return STATUS_OK;
	}
	find_wrong(
	    findings,
	    mem_printf(a->pool,
		       "The form “%s” is here already in %s%s%s, with another "
		       "content. What a version says never changes: give this "
		       "one another version%s",
		       xform_id(f), *number ? "the version “" : "a version",
		       *number ? number : " without a name", *number ? "”" : "",
		       strcmp(row_text(&r, 0, "state"), "draft")
			   ? ""
			   : ", or drop the draft that is here first"));
	return STATUS_OK;
}

static NEOERR *add_form(const struct actor *a, const struct xform *f,
			const char *title, int64_t *form)
{
	struct changes changes = {.pool = a->pool};
	struct library_form found;
	NEOERR *err = library_find(a, xform_id(f), &found);

	if (err == STATUS_OK) {
		*form = found.id;
		return STATUS_OK;
	}
	if (!nerr_handle(&err, ERR_NOT_FOUND))
		return nerr_pass(err);
	TRY(db_exec(a->db, &VERSION_FORM_ADD, xform_id(f), title, a->account,
		    db_from_time(a->pool, a->now)));
	*form = db_inserted(a->db);
	changes_add(&changes, "title", "", title);
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "added",
			      .kind = "form",
			      .id = *form,
			      .changes = changes_text(&changes)}));
}

static NEOERR *note_version(const struct actor *a, const char *action,
			    int64_t form, const char *version,
			    const char *hash)
{
	struct changes changes = {.pool = a->pool};

	changes_add(&changes, "version", "", version);
	if (hash)
		changes_add(&changes, "hash", "", hash);
	return nerr_pass(audit_add(
	    a, (struct audit){.action = action,
			      .kind = "form",
			      .id = form,
			      .changes = changes_text(&changes)}));
}

static NEOERR *keep(const struct actor *a, const char *xml,
		    const struct xform *f,
		    const struct xform_findings *findings, int64_t *version)
{
	const char *title = *xform_title(f) ? xform_title(f) : xform_id(f);
	int64_t form;
	size_t questions;

	title = text_cut(a->pool, title, TITLE_MAX_CHARS);
	xform_questions(f, &questions);
	TRY(add_form(a, f, title, &form));
	TRY(db_exec(a->db, &VERSION_ADD, form, xform_version(f), xform_hash(f),
		    title, xml, library_languages_text(a->pool, f),
		    warnings_text(a, findings), questions, "draft", a->account,
		    db_from_time(a->pool, a->now)));
	*version = db_inserted(a->db);
	TRY(db_exec(a->db, &VERSION_TITLE, form, form));
	return nerr_pass(note_version(a, "uploaded", form, xform_version(f),
				      xform_hash(f)));
}

NEOERR *library_upload(const struct actor *a, const char *xml, size_t n,
		       struct xform_findings *findings, int64_t *version,
		       bool *known)
{
	struct xform *f = NULL;

	*version = 0;
	*known = false;
	if (n > LIBRARY_XML_MAX)
		find_wrong(findings, "The file is larger than 8 MB");
	else if (!text_valid(xml, n))
		find_wrong(findings, "The file is not text in UTF-8: save it "
				     "as UTF-8 in the form designer");
	else
		TRY(xform_read(a->pool, xml, n, findings, &f));
	if (!f)
		return STATUS_OK;
	check_size(f, findings);
	TRY(mapping_check(a, f, findings));
	if (has_errors(findings))
		return STATUS_OK;
	TRY(find_same(a, f, findings, version));
	*known = *version != 0;
	if (*known || has_errors(findings))
		return STATUS_OK;
	return nerr_pass(keep(a, mem_strndup(a->pool, xml, n), f, findings,
			      version));
}

/* --- its life ------------------------------------------------------------------- */

NEOERR *library_publish(const struct actor *a, int64_t version)
{
	const char *now = db_from_time(a->pool, a->now);
	struct library_version v;

	TRY(library_version_get(a, version, &v));
	if (!strcmp(v.state, "published"))
		return nerr_raise(ERR_INVALID, "This version is published "
					       "already.");
	TRY(db_exec(a->db, &VERSION_RETIRE_OTHERS, a->account, now, v.form,
		    version));
	TRY(db_exec(a->db, &VERSION_PUBLISH, a->account, now, version));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_CONFLICT, "published meanwhile");
	TRY(db_exec(a->db, &VERSION_TITLE, v.form, v.form));
	return nerr_pass(note_version(a, "published", v.form, v.version, NULL));
}

NEOERR *library_retire(const struct actor *a, int64_t version)
{
	struct library_version v;

	TRY(library_version_get(a, version, &v));
	TRY(db_exec(a->db, &VERSION_RETIRE, a->account,
		    db_from_time(a->pool, a->now), version));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_INVALID, "This version is not in use.");
	return nerr_pass(note_version(a, "retired", v.form, v.version, NULL));
}

NEOERR *library_drop(const struct actor *a, int64_t version)
{
	struct library_version v;
	struct rows used;

	TRY(library_version_get(a, version, &v));
	TRY(db_query(a->db, a->pool, &VERSION_USED, &used, version));
	if (strcmp(v.state, "draft") || row_int(&used, 0, "n"))
		return nerr_raise(ERR_INVALID, "This version was in use and "
					       "is kept. Retire it instead.");
	TRY(db_exec(a->db, &VERSION_DROP, version));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_CONFLICT, "published meanwhile");
	TRY(db_exec(a->db, &VERSION_TITLE, v.form, v.form));
	return nerr_pass(note_version(a, "removed", v.form, v.version, NULL));
}

/* --- what is searched -------------------------------------------------------------- */

NEOERR *library_search(const struct actor *a, int64_t form, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &SEARCH_OF, out, form));
}

static const struct xform_question *
find_question(const struct xform_question *list, size_t n, const char *path)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(list[i].path, path))
			return &list[i];
	return NULL;
}

NEOERR *library_search_set(const struct actor *a, int64_t form,
			   int64_t version, const char *const *paths, size_t n)
{
	const struct xform_question *questions;
	struct changes changes = {.pool = a->pool};
	struct buf before = {.ctx = a->pool}, after = {.ctx = a->pool};
	const struct xform *f;
	struct rows old;
	size_t all;

	if (n > LIBRARY_SEARCH_MAX)
		return nerr_raise(ERR_INVALID, "Choose at most %d questions",
				  LIBRARY_SEARCH_MAX);
	TRY(library_xform(a, version, &f));
	questions = xform_questions(f, &all);
	TRY(library_search(a, form, &old));
	for (size_t i = 0; i < old.n; i++)
		buf_printf(&before, "%s%s", i ? ", " : "",
			   row_text(&old, i, "label"));
	TRY(db_exec(a->db, &SEARCH_NONE, form));
	for (size_t i = 0; i < n; i++) {
		const struct xform_question *q =
		    find_question(questions, all, paths[i]);
		const char *label;

		if (!q || strlen(q->path) > PATH_MAX_BYTES)
			return nerr_raise(ERR_INVALID,
					  "A question that was chosen cannot "
					  "be searched by");
		label = text_cut(a->pool, label_plain(a->pool, q->label),
				 LABEL_MAX_CHARS);
		TRY(db_exec(a->db, &SEARCH_ADD, form, q->path, i, label));
		buf_printf(&after, "%s%s", i ? ", " : "", label);
	}
	if (!strcmp(buf_text(&before), buf_text(&after)))
		return STATUS_OK;
	TRY(db_exec(a->db, &SEARCH_FORGET, form));
	TRY(db_exec(a->db, &SEARCH_STALE, form));
	changes_add(&changes, "search", buf_text(&before), buf_text(&after));
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "changed",
			      .kind = "form",
			      .id = form,
			      .changes = changes_text(&changes)}));
}
