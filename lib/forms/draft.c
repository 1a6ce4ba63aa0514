/* Drafts: beginning, saving, submitting, correcting.
 * SPDX-License-Identifier: MIT */
#include "forms/draft.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "forms/mapping.h"
#include "forms/merge.h"
#include "people/audit.h"
#include "people/workflow.h"

enum { HERE_SECONDS = 5 * 60 };

SQL(DRAFT_ANSWER_ADD, "iiiiiiiiis", "",
    "INSERT INTO form_answer (form_id, version_id, provider_id, client_id,"
    " person_id, meeting_id, step_id, seed, started_by, started_at)"
    " VALUES (?, ?, NULLIF(?, 0), NULLIF(?, 0), NULLIF(?, 0), NULLIF(?, 0),"
    " NULLIF(?, 0), ?, NULLIF(?, 0), ?)");
SQL(DRAFT_TRY_FIND, "i", "id:i",
    "SELECT id FROM form_answer WHERE started_by = ? AND state = 'preview'"
    " ORDER BY id LIMIT 1");
SQL(DRAFT_TRY_ADD, "iiiis", "",
    "INSERT INTO form_answer (form_id, version_id, seed, started_by,"
    " started_at, state) VALUES (?, ?, ?, ?, ?, 'preview')");
SQL(DRAFT_TRY_AGAIN, "iiisi", "",
    "UPDATE form_answer SET form_id = ?, version_id = ?, seed = ?,"
    " started_at = ?, version = version + 1 WHERE id = ?");
SQL(DRAFT_GONE, "i", "", "DELETE FROM form_draft WHERE answer_id = ?");
SQL(DRAFT_ADD, "iissis", "",
    "INSERT INTO form_draft (answer_id, corrects, reason, xml, saved_by,"
    " saved_at) VALUES (?, ?, ?, ?, NULLIF(?, 0), ?)");
SQL(DRAFT_GET, "i",
    "version:i corrects:i reason:s xml:s language:s page:s done:i questions:i"
    " saved_by_id:i saved_by:s saved_at:t",
    "SELECT d.version, d.corrects, d.reason, d.xml, d.language, d.page, d.done,"
    " d.questions, d.saved_by, b.name, d.saved_at FROM form_draft d"
    " LEFT JOIN account b ON b.id = d.saved_by WHERE d.answer_id = ?");
SQL(DRAFT_SAVE, "sssiiisii", "",
    "UPDATE form_draft SET xml = ?, language = ?, page = ?, done = ?,"
    " questions = ?, saved_by = NULLIF(?, 0), saved_at = ?,"
    " version = version + 1 WHERE answer_id = ? AND version = ?");
SQL(DRAFT_PLACE, "ssiiii", "",
    "UPDATE form_draft SET language = ?, page = ?, done = ?, questions = ?"
    " WHERE answer_id = ? AND version = ?");
SQL(DRAFT_SAVE_ADD, "iisis", "",
    "INSERT INTO form_draft_save (answer_id, version, xml, saved_by, saved_at)"
    " VALUES (?, ?, ?, NULLIF(?, 0), ?)");
SQL(DRAFT_SAVE_FORGET, "ii", "",
    "DELETE FROM form_draft_save WHERE answer_id = ? AND version <= ?");
SQL(DRAFT_SAVE_GET, "ii", "xml:s",
    "SELECT xml FROM form_draft_save WHERE answer_id = ? AND version = ?");
SQL(DRAFT_END, "ii", "",
    "DELETE FROM form_draft WHERE answer_id = ? AND version = ?");
SQL(DRAFT_SAVES_DROP, "i", "",
    "DELETE FROM form_draft_save WHERE answer_id = ?");
SQL(DRAFT_READERS_DROP, "i", "",
    "DELETE FROM form_draft_reader WHERE answer_id = ?");
SQL(DRAFT_DROPPED, "i", "",
    "UPDATE form_answer SET state = 'dropped', version = version + 1"
    " WHERE id = ? AND state = 'draft'");
SQL(DRAFT_REVISION_ADD, "iiisssis", "",
    "INSERT INTO form_answer_revision (answer_id, number, version_id, xml,"
    " hash, reason, account_id, at)"
    " VALUES (?, ?, ?, ?, ?, ?, NULLIF(?, 0), ?)");
SQL(DRAFT_SUBMITTED, "iisii", "",
    "UPDATE form_answer SET state = 'submitted', revision = ?,"
    " submitted_by = NULLIF(?, 0), submitted_at = ?, version = version + 1"
    " WHERE id = ? AND version = ? AND state IN ('draft', 'submitted')");
SQL(DRAFT_HERE, "iis", "",
    "INSERT INTO form_draft_reader (answer_id, account_id, seen_at)"
    " VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at)");
SQL(DRAFT_OTHERS, "iis", "id:i name:s face:s seen_at:t",
    "SELECT b.id, b.name, b.face, r.seen_at FROM form_draft_reader r"
    " JOIN account b ON b.id = r.account_id"
    " WHERE r.answer_id = ? AND r.account_id <> ? AND r.seen_at >= ?"
    " ORDER BY b.name LIMIT 20");

static const char *now_text(const struct actor *a)
{
	return db_from_time(a->pool, a->now);
}

static NEOERR *need(const struct actor *a, enum right right)
{
	if (a->account && !actor_may(a, right))
		return nerr_raise(ERR_FORBIDDEN, "needs %s",
				  right_info(right)->name);
	return STATUS_OK;
}

static NEOERR *note(const struct actor *a, const struct filed *f,
		    const char *action, const char *changes)
{
	return nerr_pass(audit_add(a, (struct audit){
					  .action = action,
					  .kind = filed_kind(f),
					  .id = f->id,
					  .provider = f->about.provider,
					  .client = f->about.client,
					  .changes = f->limited ? NULL
								: changes}));
}

/* --- beginning -------------------------------------------------------------------- */

static NEOERR *forget_draft(const struct actor *a, int64_t answer)
{
	TRY(db_exec(a->db, &DRAFT_SAVES_DROP, answer));
	TRY(db_exec(a->db, &DRAFT_READERS_DROP, answer));
	return nerr_pass(merge_done(a, answer));
}

static NEOERR *add_draft(const struct actor *a, int64_t answer,
			 int64_t corrects, const char *reason, const char *xml)
{
	TRY(db_exec(a->db, &DRAFT_ADD, answer, corrects, reason, xml,
		    a->account, now_text(a)));
	return nerr_pass(db_exec(a->db, &DRAFT_SAVE_ADD, answer, 1, xml,
				 a->account, now_text(a)));
}

static uint64_t new_seed(void)
{
	uint64_t seed = 0;

	randombytes_buf(&seed, sizeof seed);
	return seed >> 1; /* kept in a signed column */
}

static NEOERR *new_answer(const struct actor *a, int64_t version,
			  uint64_t seed, struct answer **out)
{
	struct answer_frozen frozen = {.now = a->now,
				       .seed = seed,
				       .zone = a->zone,
				       .username = a->name,
				       .email = a->email};
	const struct xform *x;

	TRY(library_xform(a, version, &x));
	return nerr_pass(answer_new(a->pool, x, &frozen, out));
}

NEOERR *draft_try(const struct actor *a, int64_t version, int64_t *answer)
{
	struct library_version v;
	uint64_t seed = new_seed();
	struct answer *fresh;
	struct rows mine;

	TRY(library_version_get(a, version, &v));
	TRY(new_answer(a, version, seed, &fresh));
	TRY(db_query(a->db, a->pool, &DRAFT_TRY_FIND, &mine, a->account));
	if (mine.n) {
		*answer = row_int(&mine, 0, "id");
		TRY(db_exec(a->db, &DRAFT_TRY_AGAIN, v.form, version,
			    (int64_t)seed, now_text(a), *answer));
		TRY(db_exec(a->db, &DRAFT_GONE, *answer));
		TRY(forget_draft(a, *answer));
	} else {
		TRY(db_exec(a->db, &DRAFT_TRY_ADD, v.form, version,
			    (int64_t)seed, a->account, now_text(a)));
		*answer = db_inserted(a->db);
	}
	return nerr_pass(
	    add_draft(a, *answer, 0, "", answer_draft(a->pool, fresh)));
}

NEOERR *draft_start(const struct actor *a, int64_t form,
		    const struct subject *about, int64_t *answer)
{
	struct changes changes = {.pool = a->pool};
	struct filed filed = {.about = *about};
	uint64_t seed = new_seed();
	struct answer *fresh;
	struct rows may;
	int64_t version;

	TRY(need(a, RIGHT_FORM_FILL));
	if (a->account && !about->provider && !about->client)
		return nerr_raise(ERR_INVALID, "Say whom it is about");
	TRY(filed_startable_one(a, form, about, &may));
	if (!may.n)
		return nerr_raise(ERR_INVALID,
				  "This form is not in use, or not for this.");
	version = row_int(&may, 0, "version_id");
	filed.limited = row_int(&may, 0, "limited");
	TRY(new_answer(a, version, seed, &fresh));
	TRY(db_exec(a->db, &DRAFT_ANSWER_ADD, form, version, about->provider,
		    about->client, about->person, about->meeting, about->step,
		    (int64_t)seed, a->account, now_text(a)));
	filed.id = *answer = db_inserted(a->db);
	TRY(add_draft(a, *answer, 0, "", answer_draft(a->pool, fresh)));
	changes_add(&changes, "form", "", row_text(&may, 0, "title"));
	return nerr_pass(note(a, &filed, "started", changes_text(&changes)));
}

/* --- opening and saving -------------------------------------------------------------- */

static NEOERR *read_draft(const struct actor *a, const struct filed *f,
			  const char *xml, struct answer **out)
{
	const struct xform *x;

	TRY(library_xform(a, f->version_id, &x));
	return nerr_pass(answer_read(a->pool, x, xml, strlen(xml), out));
}

static NEOERR *get_row(const struct actor *a, const struct filed *f,
		       struct rows *r)
{
	TRY(db_query(a->db, a->pool, &DRAFT_GET, r, f->id));
	if (!r->n)
		return nerr_raise(ERR_NOT_FOUND, "no draft of answer %" PRId64,
				  f->id);
	return STATUS_OK;
}

NEOERR *draft_get(const struct actor *a, const struct filed *f,
		  struct draft *d)
{
	struct rows r;

	TRY(get_row(a, f, &r));
	*d = (struct draft){.answer = f->id,
			    .version = row_int(&r, 0, "version"),
			    .corrects = row_int(&r, 0, "corrects"),
			    .reason = row_text(&r, 0, "reason"),
			    .language = row_text(&r, 0, "language"),
			    .page = row_text(&r, 0, "page"),
			    .done = row_int(&r, 0, "done"),
			    .questions = row_int(&r, 0, "questions"),
			    .saved_by_id = row_int(&r, 0, "saved_by_id"),
			    .saved_by = row_text(&r, 0, "saved_by"),
			    .saved_at = row_text(&r, 0, "saved_at"),
			    .xml = row_text(&r, 0, "xml")};
	return STATUS_OK;
}

NEOERR *draft_open(const struct actor *a, const struct filed *f,
		   struct draft *d, struct answer **out)
{
	TRY(draft_get(a, f, d));
	TRY(read_draft(a, f, d->xml, out));
	if (*d->language)
		answer_language(*out, d->language);
	return STATUS_OK;
}

NEOERR *draft_at(const struct actor *a, const struct filed *f,
		 int64_t version, struct answer **out)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &DRAFT_SAVE_GET, &r, f->id, version));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "version %" PRId64
				  " of a draft is not kept", version);
	return nerr_pass(read_draft(a, f, row_text(&r, 0, "xml"), out));
}

static NEOERR *may_write(const struct actor *a, int64_t corrects)
{
	return nerr_pass(
	    need(a, corrects ? RIGHT_FORM_CORRECT : RIGHT_FORM_FILL));
}

NEOERR *draft_save(const struct actor *a, const struct filed *f,
		   struct draft *d, struct answer *answer)
{
	const char *xml = answer_draft(a->pool, answer);
	struct draft now;
	NEOERR *err = draft_get(a, f, &now);

	if (nerr_handle(&err, ERR_NOT_FOUND))
		return nerr_raise(ERR_CONFLICT, "submitted meanwhile");
	TRY(err);
	TRY(may_write(a, now.corrects));
	if (now.version != d->version)
		return nerr_raise(ERR_CONFLICT, "saved meanwhile by %s",
				  now.saved_by);
	if (!strcmp(now.xml, xml))
		return nerr_pass(db_exec(a->db, &DRAFT_PLACE, d->language,
					 d->page, d->done, d->questions, f->id,
					 d->version));
	TRY(db_exec(a->db, &DRAFT_SAVE, xml, d->language, d->page, d->done,
		    d->questions, a->account, now_text(a), f->id, d->version));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_CONFLICT, "saved meanwhile");
	d->version++;
	TRY(db_exec(a->db, &DRAFT_SAVE_ADD, f->id, d->version, xml, a->account,
		    now_text(a)));
	TRY(db_exec(a->db, &DRAFT_SAVE_FORGET, f->id,
		    d->version - DRAFT_SAVES_KEPT));
	if (now.saved_by_id == a->account || !strcmp(f->state, "preview"))
		return STATUS_OK;
	return nerr_pass(note(a, f, "continued", NULL));
}

/* --- submitting ------------------------------------------------------------------------ */

/* How much a correction changed, and why. What it changed stands in the two
 * revisions, for those who may read them; the audit has more readers. */
static NEOERR *corrected(const struct actor *a, const struct filed *f,
			 const char *reason, struct answer *answer,
			 const char **out)
{
	struct changes changes = {.pool = a->pool};
	struct filed_pair *pairs;
	struct answer *before;
	size_t n;
	int64_t differ = 0;

	TRY(filed_answer(a, f, 0, &before));
	TRY(filed_compare(a, before, answer, &pairs, &n));
	for (size_t i = 0; i < n; i++)
		differ += !pairs[i].heading && !pairs[i].same;
	changes_add(&changes, "reason", "", reason);
	changes_add(&changes, "answers", "",
		    text_count(a->pool, differ, "answer changed",
			       "answers changed"));
	*out = changes_text(&changes);
	return STATUS_OK;
}

static NEOERR *put_revision(const struct actor *a, const struct filed *f,
			    const struct draft *d, struct answer *answer)
{
	const char *xml = answer_submission(a->pool, answer);

	TRY(db_exec(a->db, &DRAFT_REVISION_ADD, f->id, f->revision + 1,
		    f->version_id, xml,
		    text_sha256(a->pool, xml, strlen(xml)), d->reason,
		    a->account, now_text(a)));
	TRY(db_exec(a->db, &DRAFT_SUBMITTED, f->revision + 1, a->account,
		    now_text(a), f->id, f->version));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_CONFLICT, "submitted meanwhile");
	return STATUS_OK;
}

/* A step of a workflow that waited for it has it now. */
static NEOERR *tell_step(const struct actor *a, const struct filed *f)
{
	struct provider *p;

	if (!f->about.step || f->revision)
		return STATUS_OK;
	TRY(provider_get(a, f->about.provider, &p));
	return nerr_pass(
	    workflow_answered(a, p, f->about.step, f->id, f->revision + 1));
}

NEOERR *draft_submit(const struct actor *a, const struct filed *f,
		     struct draft *d, struct answer *answer)
{
	struct changes changes = {.pool = a->pool};
	const struct xform *x;
	const char *text;
	struct draft now;
	size_t wrong;
	NEOERR *err = draft_get(a, f, &now);

	if (nerr_handle(&err, ERR_NOT_FOUND))
		return nerr_raise(ERR_CONFLICT, "submitted meanwhile");
	TRY(err);
	TRY(may_write(a, now.corrects));
	TRY(answer_finish(answer, a->now));
	TRY(answer_check(answer, &wrong, NULL));
	if (wrong)
		return nerr_raise(ERR_INVALID, "%s before this can be submitted",
				  text_count(a->pool, (int64_t)wrong,
					     "answer needs a look",
					     "answers need a look"));
	if (!strcmp(f->state, "preview")) {
		TRY(db_exec(a->db, &DRAFT_GONE, f->id));
		return nerr_pass(forget_draft(a, f->id));
	}
	d->reason = now.reason;
	if (now.corrects) {
		TRY(corrected(a, f, now.reason, answer, &text));
	} else {
		changes_add(&changes, "form", "", f->title);
		changes_add(&changes, "version", "", f->form_version);
		text = changes_text(&changes);
	}
	TRY(db_exec(a->db, &DRAFT_END, f->id, d->version));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_CONFLICT, "saved meanwhile by %s",
				  now.saved_by);
	TRY(forget_draft(a, f->id));
	TRY(put_revision(a, f, d, answer));
	TRY(filing_values(a, f->id, f->form, answer));
	TRY(library_xform(a, f->version_id, &x));
	TRY(mapping_apply(a, x, f, answer, f->revision + 1));
	TRY(tell_step(a, f));
	return nerr_pass(
	    note(a, f, now.corrects ? "corrected" : "submitted", text));
}

/* --- dropping, correcting ------------------------------------------------------------------ */

NEOERR *draft_drop(const struct actor *a, const struct filed *f)
{
	struct draft d;

	TRY(draft_get(a, f, &d));
	TRY(may_write(a, d.corrects));
	TRY(db_exec(a->db, &DRAFT_END, f->id, d.version));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_INVALID, "Somebody saved it meanwhile. "
					       "Look at it again first.");
	TRY(forget_draft(a, f->id));
	if (!d.corrects)
		TRY(db_exec(a->db, &DRAFT_DROPPED, f->id));
	return nerr_pass(note(a, f, "dropped", NULL));
}

NEOERR *draft_correct(const struct actor *a, const struct filed *f,
		      const char *reason)
{
	struct changes changes = {.pool = a->pool};
	struct answer *answer;

	TRY(need(a, RIGHT_FORM_CORRECT));
	if (strcmp(f->state, "submitted"))
		return nerr_raise(ERR_INVALID,
				  "Only what was submitted is corrected");
	if (f->drafted)
		return STATUS_OK;
	if (!*reason)
		return nerr_raise(ERR_INVALID, "Say why it is corrected");
	TRY(filed_answer(a, f, 0, &answer));
	TRY(answer_reopened(answer));
	TRY(add_draft(a, f->id, f->revision, text_cut(a->pool, reason, 299),
		      answer_draft(a->pool, answer)));
	changes_add(&changes, "reason", "", reason);
	return nerr_pass(note(a, f, "reopened", changes_text(&changes)));
}

/* --- who is in it ---------------------------------------------------------------------------- */

NEOERR *draft_here(const struct actor *a, const struct filed *f)
{
	if (!a->account)
		return STATUS_OK;
	return nerr_pass(
	    db_exec(a->db, &DRAFT_HERE, f->id, a->account, now_text(a)));
}

NEOERR *draft_others(const struct actor *a, const struct filed *f,
		     struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &DRAFT_OTHERS, out, f->id, a->account,
		     db_from_time(a->pool, a->now - HERE_SECONDS)));
}
