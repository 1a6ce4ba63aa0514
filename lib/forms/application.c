/* Applications from outside.
 * SPDX-License-Identifier: MIT */
#include "forms/application.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/text.h"
#include "forms/merge.h"
#include "forms/target.h"
#include "notify/outbox.h"
#include "people/account.h"
#include "people/attachment.h"
#include "people/audit.h"
#include "people/number.h"

/* Whose it is, to the byte: a comparison that takes ä for a would give one
 * person's draft to another. The first one is there for the index. */
#define OF_PERSON " AND p.email = ? AND BINARY p.email = ?"
SQL(APPLICATION_OPEN, "siss", "n:i newest:i",
    "SELECT COUNT(*), MAX(IF(p.started_at > ?, p.answer_id, 0))"
    " FROM form_application p JOIN form_answer x ON x.id = p.answer_id"
    " WHERE p.form_id = ?" OF_PERSON " AND p.state = 'draft'"
    " AND x.state = 'draft'");
SQL(APPLICATION_ADD, "iisss", "",
    "INSERT INTO form_application (answer_id, form_id, email, language,"
    " started_at) VALUES (?, ?, ?, ?, ?)");
#define APPLICATION_COLUMNS                                                   \
	"answer_id:i form_id:i version:i email:s language:s reference:s"      \
	" title:s form_title:s state:s words:s started_at:t received_at:t"    \
	" decided_at:t decided_by:s provider_id:i client_id:i provider:s"     \
	" client:s"
#define APPLICATION_SELECT                                                    \
	"SELECT p.answer_id, p.form_id, p.version, p.email, p.language,"      \
	" p.reference, p.title, v.title, p.state, p.words, p.started_at,"     \
	" p.received_at, p.decided_at, d.name, x.provider_id, x.client_id,"   \
	" o.name, c.name FROM form_application p"                             \
	" JOIN form_answer x ON x.id = p.answer_id"                           \
	" JOIN form_version v ON v.id = x.version_id"                         \
	" LEFT JOIN account d ON d.id = p.decided_by"                         \
	" LEFT JOIN provider o ON o.id = x.provider_id"                       \
	" LEFT JOIN client c ON c.id = x.client_id"
SQL(APPLICATION_MINE, "iiss", APPLICATION_COLUMNS,
    APPLICATION_SELECT " WHERE p.answer_id = ? AND p.form_id = ?" OF_PERSON
		       " AND x.state <> 'dropped'");
SQL(APPLICATION_BEGAN, "ii", "n:i",
    "SELECT EXISTS (SELECT 1 FROM form_application p"
    " JOIN form_answer x ON x.id = p.answer_id"
    " WHERE p.form_id = ? AND x.version_id = ?)");
SQL(APPLICATION_GET, "i", APPLICATION_COLUMNS,
    APPLICATION_SELECT " WHERE p.answer_id = ? AND p.state <> 'draft'");
SQL(APPLICATION_LIST_MINE, "iss",
    "answer_id:i title:s state:s reference:s started_at:t received_at:t"
    " saved_at:t done:i questions:i",
    "SELECT p.answer_id, p.title, p.state, p.reference, p.started_at,"
    " p.received_at, s.saved_at, s.done, s.questions FROM form_application p"
    " JOIN form_answer x ON x.id = p.answer_id"
    " LEFT JOIN form_draft s ON s.answer_id = p.answer_id"
    " WHERE p.form_id = ?" OF_PERSON " AND x.state <> 'dropped'"
    " ORDER BY p.state = 'draft' DESC, p.answer_id DESC LIMIT 50");
SQL(APPLICATION_SEND, "sssi", "",
    "UPDATE form_application SET state = 'received', reference = ?,"
    " title = ?, received_at = ?, version = version + 1"
    " WHERE answer_id = ? AND state = 'draft'");
/* The same rule as an answer's that is about nobody, or about whom it went to.
 * Parameters: account, account. */
#define OPEN_TO_ROLE                                                        \
	" (NOT EXISTS (SELECT 1 FROM form_role fr"                          \
	"   WHERE fr.form_id = p.form_id) OR ? = 0 OR EXISTS (SELECT 1"     \
	"  FROM form_role fr JOIN account_role ar ON ar.role_id = fr.role_id" \
	"  WHERE fr.form_id = p.form_id AND ar.account_id = ?))"
#define SEEN                                                                \
	" (x.provider_id IS NULL OR ? & (1 << o.region_id))"                \
	" AND (x.client_id IS NULL OR (? & (1 << c.region_id) AND ?)) AND"  \
	OPEN_TO_ROLE
SQL(APPLICATION_WAITING, "iisi",
    "answer_id:i form_id:i form:s title:s reference:s state:s received_at:t"
    " decided_at:t decided_by:s provider_id:i provider:s client_id:i client:s"
    " language:s",
    "SELECT p.answer_id, p.form_id, v.title, p.title, p.reference, p.state,"
    " p.received_at, NULL, NULL, NULL, NULL, NULL, NULL, p.language"
    " FROM form_application p JOIN form_answer x ON x.id = p.answer_id"
    " JOIN form_version v ON v.id = x.version_id WHERE" OPEN_TO_ROLE
    " AND p.state = ? AND x.state = 'submitted'"
    " ORDER BY p.received_at, p.answer_id LIMIT 26 OFFSET ?");
SQL(APPLICATION_DECIDED, "iiiiisi",
    "answer_id:i form_id:i form:s title:s reference:s state:s received_at:t"
    " decided_at:t decided_by:s provider_id:i provider:s client_id:i client:s"
    " language:s",
    "SELECT p.answer_id, p.form_id, v.title, p.title, p.reference, p.state,"
    " p.received_at, p.decided_at, d.name, x.provider_id, o.name, x.client_id,"
    " c.name, p.language FROM form_application p"
    " JOIN form_answer x ON x.id = p.answer_id"
    " JOIN form_version v ON v.id = x.version_id"
    " LEFT JOIN account d ON d.id = p.decided_by"
    " LEFT JOIN provider o ON o.id = x.provider_id"
    " LEFT JOIN client c ON c.id = x.client_id WHERE" SEEN
    " AND p.state = ? ORDER BY p.decided_at DESC, p.answer_id DESC"
    " LIMIT 26 OFFSET ?");
SQL(APPLICATION_COUNT, "ii", "n:i",
    "SELECT COUNT(*) FROM (SELECT 1 FROM form_application p"
    " JOIN form_answer x ON x.id = p.answer_id WHERE" OPEN_TO_ROLE
    " AND p.state = 'received' AND x.state = 'submitted' LIMIT 1000) few");
SQL(APPLICATION_DECIDE, "ssisii", "",
    "UPDATE form_application SET state = ?, decided_at = ?,"
    " decided_by = NULLIF(?, 0), words = ?, version = version + 1"
    " WHERE answer_id = ? AND state = 'received' AND version = ?");
SQL(APPLICATION_PROVIDER, "ii", "",
    "UPDATE form_answer SET provider_id = ?, version = version + 1"
    " WHERE id = ? AND provider_id IS NULL");

SQL(APPLICATION_STALE, "s", "answer_id:i",
    "SELECT p.answer_id FROM form_application p"
    " JOIN form_draft d ON d.answer_id = p.answer_id"
    " WHERE p.state = 'draft' AND d.saved_at < ? ORDER BY d.saved_at LIMIT 50");
SQL(STALE_DRAFT, "is", "",
    "DELETE FROM form_draft WHERE answer_id = ? AND saved_at < ?");
SQL(STALE_SAVES, "i", "", "DELETE FROM form_draft_save WHERE answer_id = ?");
SQL(STALE_ANSWER, "i", "",
    "UPDATE form_answer SET state = 'dropped', version = version + 1"
    " WHERE id = ? AND state = 'draft'");
SQL(STALE_APPLICATION, "i", "",
    "UPDATE form_application SET email = '', title = '',"
    " version = version + 1 WHERE answer_id = ?");
SQL(STALE_FILES, "i", "id:i",
    "SELECT id FROM attachment WHERE owner_kind = 'answer' AND owner_id = ?"
    " AND state = 'current' LIMIT 200");

struct actor applicant_actor(const struct actor *a, const struct applicant *who)
{
	struct actor inside = actor_system(a->pool, a->db, a->zone);

	inside.now = a->now;
	inside.today = a->today;
	inside.request = a->request;
	inside.address = a->address;
	inside.clash = a->clash;
	inside.name = "";
	inside.email = who->email;
	return inside;
}

/* --- its sender --------------------------------------------------------------------- */

NEOERR *application_start(const struct actor *a, const struct public_form *f,
			  const struct applicant *who, int64_t *answer)
{
	struct actor inside = applicant_actor(a, who);
	struct subject nobody = {0};
	struct rows r;

	TRY(db_query(a->db, a->pool, &APPLICATION_OPEN, &r,
		     db_from_time(a->pool, a->now - 60), f->form, who->email,
		     who->email));
	*answer = row_int(&r, 0, "newest");
	if (*answer)
		return STATUS_OK;
	if (row_int(&r, 0, "n") >= APPLICATION_DRAFTS)
		return nerr_raise(ERR_INVALID,
				  "You have begun several of these already. "
				  "Finish one, or throw one away, before you "
				  "begin another");
	TRY(draft_start(&inside, f->form, &nobody, answer));
	return nerr_pass(db_exec(a->db, &APPLICATION_ADD, *answer, f->form,
				 who->email, who->language,
				 db_from_time(a->pool, a->now)));
}

static NEOERR *read_one(const struct rows *r, struct application *out)
{
	if (!r->n)
		return nerr_raise(ERR_NOT_FOUND, "no such application");
	*out = (struct application){
	    .answer = row_int(r, 0, "answer_id"),
	    .form = row_int(r, 0, "form_id"),
	    .version = row_int(r, 0, "version"),
	    .email = row_text(r, 0, "email"),
	    .language = row_text(r, 0, "language"),
	    .reference = row_text(r, 0, "reference"),
	    .title = row_text(r, 0, "title"),
	    .form_title = row_text(r, 0, "form_title"),
	    .state = row_text(r, 0, "state"),
	    .words = row_text(r, 0, "words"),
	    .started_at = row_text(r, 0, "started_at"),
	    .received_at = row_text(r, 0, "received_at"),
	    .decided_at = row_text(r, 0, "decided_at"),
	    .decided_by = row_text(r, 0, "decided_by"),
	    .provider = row_int(r, 0, "provider_id"),
	    .client = row_int(r, 0, "client_id"),
	    .provider_name = row_text(r, 0, "provider"),
	    .client_name = row_text(r, 0, "client"),
	};
	return STATUS_OK;
}

NEOERR *application_mine(const struct actor *a, const struct applicant *who,
			 int64_t answer, struct application *out)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &APPLICATION_MINE, &r, answer, who->form,
		     who->email, who->email));
	return nerr_pass(read_one(&r, out));
}

NEOERR *application_began(const struct actor *a, int64_t form, int64_t version,
			  bool *out)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &APPLICATION_BEGAN, &r, form, version));
	*out = row_int(&r, 0, "n");
	return STATUS_OK;
}

NEOERR *application_list_mine(const struct actor *a,
			      const struct applicant *who, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &APPLICATION_LIST_MINE, out,
				  who->form, who->email, who->email));
}

/* --- letters ------------------------------------------------------------------------- */

/* To the sender, or to the agency itself. */
static NEOERR *letter(const struct actor *a, const char *to,
		      const char *subject, const char *text, int64_t answer)
{
	const char *agency, *phone;
	struct rows r;

	TRY(agency_facts(a, &r));
	agency = row_text(&r, 0, "name");
	phone = row_text(&r, 0, "phone");
	return nerr_pass(outbox_mail(
	    a->db, a->pool, a->now,
	    (struct mail){
		.to = to,
		.subject = mem_printf(a->pool, "%s: %s", agency, subject),
		.body = mem_printf(a->pool, "Hello,\n\n%s\n-- \n%s\n%s%s",
				   text, agency, phone, *phone ? "\n" : ""),
		.about = "application",
		.about_id = answer,
	    }));
}

static NEOERR *mail_receipt(const struct actor *a, const struct public_form *f,
			    const struct applicant *who, int64_t answer,
			    const char *reference)
{
	const char *subject =
	    mem_printf(a->pool, "we have it, reference %s", reference);

	TRY(letter(a, who->email, subject,
		   mem_printf(a->pool,
			      "thank you. We have received your \"%s\".\n\n"
			      "Your reference is %s. Name it when you ring or "
			      "write.\n%s%s%s",
			      f->title, reference, *f->thanks ? "\n" : "",
			      f->thanks, *f->thanks ? "\n" : ""),
		   answer));
	if (!*f->tell)
		return STATUS_OK;
	/* Nothing of what was written: a mail is read by more people. */
	return nerr_pass(letter(
	    a, f->tell, mem_printf(a->pool, "new: %s, %s", f->title, reference),
	    mem_printf(a->pool,
		       "\"%s\" was sent in from outside, reference %s.\n"
		       "It waits in Carebook under Forms, Applications.\n",
		       f->title, reference),
	    answer));
}

NEOERR *application_send(const struct actor *a, const struct public_form *f,
			 const struct applicant *who, const struct filed *filed,
			 struct draft *draft, struct answer *answer)
{
	struct actor inside = applicant_actor(a, who);
	int year = date_from_days(a->today).year;
	const char *reference, *title, *path;
	const struct xform *x;
	int64_t n;

	TRY(draft_submit(&inside, filed, draft, answer));
	TRY(number_next(a, mem_printf(a->pool, "application-%d", year), &n));
	reference = mem_printf(a->pool, "A-%d-%04" PRId64, year, n);
	/* What the form itself says it should be called. */
	TRY(library_xform(a, filed->version_id, &x));
	path = xform_meta(x, "instanceName");
	title = path ? answer_value(answer, path) : "";
	TRY(db_exec(a->db, &APPLICATION_SEND, reference,
		    text_cut(a->pool, title, 190),
		    db_from_time(a->pool, a->now), filed->id));
	return nerr_pass(mail_receipt(a, f, who, filed->id, reference));
}

static NEOERR *take_files_back(const struct actor *a, int64_t answer)
{
	const struct owner owner = {.kind = "answer", .id = answer,
				    .whose = "", .name = "", .href = "",
				    .whose_href = ""};
	struct rows r;

	TRY(db_query(a->db, a->pool, &STALE_FILES, &r, answer));
	for (size_t i = 0; i < r.n; i++)
		TRY(attachment_take_back(a, &owner, row_int(&r, i, "id"),
					 "The application was thrown away"));
	return STATUS_OK;
}

NEOERR *application_drop(const struct actor *a, const struct filed *filed,
			 const struct application *app)
{
	struct applicant who = {.email = app->email};
	struct actor inside = applicant_actor(a, &who);

	if (strcmp(app->state, "draft"))
		return nerr_raise(ERR_INVALID, "It has been sent already");
	TRY(take_files_back(&inside, filed->id));
	return nerr_pass(draft_drop(&inside, filed));
}

/* --- tidying ---------------------------------------------------------------------------- */

struct stale {
	const struct actor *a;
	int64_t answer;
	const char *before;
};

static NEOERR *forget_one(void *arg)
{
	const struct stale *s = arg;
	const struct actor *a = s->a;

	TRY(db_exec(a->db, &STALE_DRAFT, s->answer, s->before));
	/* Somebody went on with it just now. */
	if (!db_affected(a->db))
		return STATUS_OK;
	TRY(db_exec(a->db, &STALE_SAVES, s->answer));
	TRY(merge_done(a, s->answer));
	TRY(db_exec(a->db, &STALE_ANSWER, s->answer));
	TRY(db_exec(a->db, &STALE_APPLICATION, s->answer));
	TRY(take_files_back(a, s->answer));
	return nerr_pass(audit_add(a, (struct audit){.action = "dropped",
						     .kind = "answer",
						     .id = s->answer}));
}

NEOERR *application_tidy(const struct actor *a)
{
	struct stale s = {.a = a,
			  .before = db_from_time(a->pool,
						 a->now - APPLICATION_KEEP)};
	struct rows r;

	TRY(applicant_tidy(a));
	TRY(db_query(a->db, a->pool, &APPLICATION_STALE, &r, s.before));
	for (size_t i = 0; i < r.n; i++) {
		s.answer = row_int(&r, i, "answer_id");
		TRY(db_transaction(a->db, forget_one, &s));
	}
	return STATUS_OK;
}

/* --- staff ---------------------------------------------------------------------------- */

NEOERR *application_list(const struct actor *a, const char *state,
			 int64_t offset, struct rows *out)
{
	if (!strcmp(state, "received"))
		return nerr_pass(db_query(a->db, a->pool, &APPLICATION_WAITING,
					  out, a->account, a->account, state,
					  offset));
	return nerr_pass(db_query(a->db, a->pool, &APPLICATION_DECIDED, out,
				  a->regions, a->regions,
				  actor_may(a, RIGHT_CLIENT_VIEW), a->account,
				  a->account, state, offset));
}

NEOERR *application_waiting(const struct actor *a, int64_t *n)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &APPLICATION_COUNT, &r, a->account,
		     a->account));
	*n = row_int(&r, 0, "n");
	return STATUS_OK;
}

NEOERR *application_get(const struct actor *a, int64_t answer,
			struct application *out)
{
	struct filed *filed;
	struct rows r;

	TRY(filed_get(a, answer, &filed));
	TRY(db_query(a->db, a->pool, &APPLICATION_GET, &r, answer));
	return nerr_pass(read_one(&r, out));
}

NEOERR *application_becomes(const struct actor *a, const struct filed *filed,
			    unsigned *kinds)
{
	struct targets all[TARGET__MAX];
	const struct xform *x;

	TRY(library_xform(a, filed->version_id, &x));
	TRY(targets_load(a, all));
	*kinds = target_kinds(all, x);
	return STATUS_OK;
}

static NEOERR *decide(const struct actor *a, const struct application *app,
		      const char *state, const char *words)
{
	struct changes changes = {.pool = a->pool};

	TRY(db_exec(a->db, &APPLICATION_DECIDE, state,
		    db_from_time(a->pool, a->now), a->account, words,
		    app->answer, app->version));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_CONFLICT,
				  "Somebody decided about it meanwhile");
	changes_add(&changes, "state", app->state, state);
	return nerr_pass(audit_add(a, (struct audit){
					  .action = state,
					  .kind = "application",
					  .id = app->answer,
					  .changes = changes_text(&changes)}));
}

static NEOERR *mail_words(const struct actor *a, const struct application *app,
			  const char *subject, const char *words)
{
	return nerr_pass(letter(
	    a, app->email, mem_printf(a->pool, "%s, reference %s", subject,
				      app->reference),
	    mem_printf(a->pool, "this is about your \"%s\", reference %s.\n\n"
				"%s\n",
		       app->form_title, app->reference, words),
	    app->answer));
}

NEOERR *application_take(const struct actor *a, const struct application *app,
			 int64_t provider, const struct mapping_choice *choice,
			 const char *words)
{
	struct answer *answer;
	const struct xform *x;
	struct provider *p;
	struct filed *filed;

	TRY(decide(a, app, "taken", words));
	if (provider) {
		TRY(provider_get(a, provider, &p));
		TRY(db_exec(a->db, &APPLICATION_PROVIDER, provider,
			    app->answer));
	}
	TRY(filed_get(a, app->answer, &filed));
	TRY(filed_answer(a, filed, 0, &answer));
	TRY(library_xform(a, filed->version_id, &x));
	TRY(mapping_take(a, x, filed, answer, choice));
	if (!*words)
		return STATUS_OK;
	return nerr_pass(mail_words(a, app, "news", words));
}

NEOERR *application_decline(const struct actor *a,
			    const struct application *app, const char *words)
{
	if (!*words)
		return nerr_raise(ERR_INVALID,
				  "Write to the sender why, and what they can "
				  "do instead");
	TRY(decide(a, app, "declined", words));
	return nerr_pass(mail_words(a, app, "our answer", words));
}
