/* One answer: read, compared, corrected, withdrawn.
 * SPDX-License-Identifier: MIT
 *
 * In these paths {answer} is r->id[0], and {revision} r->id[1].
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "forms/lines.h"
#include "forms/application.h"
#include "forms/typed.h"
#include "pages.h"
#include "web/attached.h"
#include "people/attachment.h"

enum { OTHERS_MAX = 50 };

const struct field answer_reason_fields[REASON_FIELDS] = {
    [REASON_WORDS] = {.name = "reason", .label = "Why?",
		      .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED,
		      .max = 290},
};

/* --- reading it ----------------------------------------------------------------- */

static bool is_answer(const struct line *l)
{
	return l->kind == LINE_ANSWER || l->kind == LINE_FILE;
}

/* Do both stand in one list? What follows a group does not belong to it. */
static bool goes_on(const struct line *a, const struct line *b)
{
	return is_answer(a) && is_answer(b) && a->depth == b->depth;
}

/* A page has h1 for its title and h2 for "Answers". */
static int heading_level(const struct line *l)
{
	return l->depth + 3 > 6 ? 6 : l->depth + 3;
}

static void show_lines(struct req *r, const struct line *lines, size_t n)
{
	const char *repeat = "";

	for (size_t i = 0; i < n; i++) {
		const struct line *l = &lines[i];
		const char *at = mem_printf(r->pool, "Lines.%zu", i);
		const char *label = l->label;

		if (l->kind == LINE_REPEAT)
			repeat = l->label;
		if (l->kind == LINE_INSTANCE &&
		    (!*label || !strcmp(label, repeat)))
			label = mem_printf(r->pool, "%s %d", repeat,
					   l->position);
		data_f(r, "%s.label=%s", at, label);
		data_f(r, "%s.words=%s", at, l->words);
		if (is_answer(l)) {
			data_f(r, "%s.answer=1", at);
			if (!i || !goes_on(&lines[i - 1], l))
				data_f(r, "%s.first=1", at);
			if (i + 1 == n || !goes_on(l, &lines[i + 1]))
				data_f(r, "%s.last=1", at);
			if (i && lines[i - 1].depth > l->depth)
				data_f(r, "%s.apart=1", at);
		} else if (l->kind == LINE_NOTE) {
			data_f(r, "%s.note=1", at);
		} else if (l->kind == LINE_REPEAT && i + 1 < n &&
			   lines[i + 1].kind == LINE_INSTANCE) {
			data_f(r, "%s.silent=1", at);
		} else {
			data_f(r, "%s.level=%d", at, heading_level(l));
			if (l->kind == LINE_REPEAT)
				data_f(r, "%s.none=1", at);
		}
	}
}

/* The languages of the form to choose from, and the chosen one. */
static NEOERR *choose_language(struct req *r, const struct filed *f,
			       struct answer *answer)
{
	const char *typed = req_query(r, "language");
	const char *const *names;
	const struct xform *x;
	size_t n;

	TRY(library_xform(&r->actor, f->version_id, &x));
	names = xform_languages(x, &n);
	for (size_t i = 0; i < n && n > 1; i++) {
		bool chosen = *typed ? !strcmp(typed, names[i]) : !i;

		data_f(r, "Languages.%zu.name=%s", i, names[i]);
		if (!chosen)
			continue;
		data_f(r, "Languages.%zu.chosen=1", i);
		answer_language(answer, names[i]);
	}
	return STATUS_OK;
}

static void show_about(struct req *r, const struct filed *f)
{
	if (f->about.provider)
		data_f(r, "Answer.provider_href=/profiles/providers/%" PRId64
			  "/forms", f->about.provider);
	data_set(r, "Answer.provider", f->provider);
	if (f->about.client)
		data_f(r, "Answer.client_href=/profiles/clients/%" PRId64,
		       f->about.client);
	data_set(r, "Answer.client", f->client);
	data_set(r, "Answer.client_number", f->client_number);
	data_set(r, "Answer.person", f->person);
	data_set(r, "Answer.meeting", f->meeting);
	if (f->about.meeting)
		data_f(r, "Answer.meeting_href=/profiles/providers/%" PRId64
			  "/meetings/%" PRId64,
		       f->about.provider, f->about.meeting);
	data_set(r, "Answer.workflow", f->workflow);
	data_set(r, "Answer.step", f->step);
	if (f->workflow_id)
		data_f(r, "Answer.workflow_href=/profiles/providers/%" PRId64
			  "/workflows/%" PRId64,
		       f->about.provider, f->workflow_id);
}

static void show_head(struct req *r, const struct filed *f)
{
	show_about(r, f);
	show_answer_state(r, "Answer.State", f->state, f->drafted);
	data_int(r, "Answer.id", f->id);
	data_int(r, "Answer.revision", f->revision);
	data_set(r, "Answer.version", version_words(r, f->form_version));
	data_set(r, "Answer.href", answer_url(r, f->id, ""));
	data_set(r, "Answer.started_by", f->started_by);
	data_set(r, "Answer.started_at", show_instant(r, f->started_at));
	if (f->revision) {
		data_set(r, "Answer.submitted_by", *f->submitted_by
						       ? f->submitted_by
						       : "Somebody outside");
		data_set(r, "Answer.submitted_at",
			 show_instant(r, f->submitted_at));
	}
	data_set(r, "Answer.reason", f->state_reason);
	if (f->limited)
		data_set(r, "Answer.limited", "1");
}

static NEOERR *show_revisions(struct req *r, const struct filed *f,
			      int64_t shown)
{
	struct rows rows;

	TRY(filed_revisions(&r->actor, f, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const char *at = mem_printf(r->pool, "Revisions.%zu", i);
		int64_t number = row_int(&rows, i, "number");

		data_row(r, at, &rows, i);
		data_f(r, "%s.href=%s", at,
		       answer_url(r, f->id, mem_printf(r->pool,
						       "/revisions/%" PRId64,
						       number)));
		if (number == shown)
			data_f(r, "%s.shown=1", at);
		if (number > 1)
			data_f(r, "%s.compare=%s", at,
			       answer_url(r, f->id,
					  mem_printf(r->pool,
						     "/compare?left=%" PRId64
						     "&right=%" PRId64,
						     number - 1, number)));
	}
	return STATUS_OK;
}

/* The PDF of what is shown, in the language that is shown. */
static void pdf_action(struct req *r, const struct filed *f, const char *path)
{
	const char *language = req_query(r, "language");
	const char *url = answer_url(r, f->id, path);

	if (*language)
		url = mem_printf(r->pool, "%s?language=%s", url,
				 text_url(r->pool, language));
	forms_action(r, url, "filetype-pdf", "PDF", false);
}

static void show_actions(struct req *r, const struct filed *f)
{
	bool corrects = actor_may(&r->actor, RIGHT_FORM_CORRECT);
	bool submitted = !strcmp(f->state, "submitted");
	bool draft = !strcmp(f->state, "draft");
	bool fills = draft ? actor_may(&r->actor, RIGHT_FORM_FILL) : corrects;

	if (f->revision || f->drafted)
		pdf_action(r, f, "/pdf");
	if (f->revision) {
		forms_action(r, answer_url(r, f->id, "/compare"),
			     "layout-split", "Compare", false);
		forms_action(r, answer_url(r, f->id, "/xml"), "filetype-xml",
			     "XML", false);
	}
	if (f->drafted && fills) {
		data_set(r, "Answer.drop", answer_url(r, f->id, "/drop"));
		forms_action(r, req_url(r, "/forms/fill/%" PRId64, f->id),
			     "pencil", draft ? "Go on" : "Go on correcting",
			     true);
	} else if (submitted && corrects) {
		data_set(r, "Answer.withdraw",
			 answer_url(r, f->id, "/withdraw"));
		forms_action(r, answer_url(r, f->id, "/correct"), "pencil",
			     "Correct", false);
	}
	if (!strcmp(f->state, "withdrawn") && corrects)
		data_set(r, "Answer.restore", answer_url(r, f->id, "/restore"));
}

/* The way to each file that hangs on this answer: a value that names another was
 * made by hand. */
static NEOERR *show_files(struct req *r, const struct filed *f,
			  const struct line *lines, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *name;
		int64_t id;
		bool hangs;

		if (lines[i].kind != LINE_FILE)
			continue;
		id = typed_file(lines[i].value, &name);
		if (!id || !actor_may(&r->actor, RIGHT_ATTACHMENT_VIEW))
			continue;
		TRY(attachment_hangs(&r->actor, "answer", f->id, id, &hangs));
		if (hangs)
			data_f(r, "Lines.%zu.file=/attachments/%" PRId64, i,
			       id);
	}
	return STATUS_OK;
}

static NEOERR *show_answer(struct req *r, const struct filed *f,
			   struct answer *answer)
{
	struct line *lines;
	size_t n;

	TRY(choose_language(r, f, answer));
	TRY(lines_of(r->pool, answer, &lines, &n));
	show_lines(r, lines, n);
	return nerr_pass(show_files(r, f, lines, n));
}

/* One that came from outside: what became of it is said elsewhere. */
static NEOERR *show_application(struct req *r, const struct filed *f)
{
	struct application app;
	NEOERR *err;

	if (!actor_may(&r->actor, RIGHT_PROVIDER_DRAFT))
		return STATUS_OK;
	err = application_get(&r->actor, f->id, &app);
	if (nerr_handle(&err, ERR_NOT_FOUND))
		return STATUS_OK;
	TRY(err);
	data_f(r, "Application.href=/forms/applications/%" PRId64, f->id);
	data_set(r, "Application.reference", app.reference);
	if (!strcmp(app.state, "received"))
		data_set(r, "Application.waits", "1");
	return STATUS_OK;
}

NEOERR *answer_page(struct req *r)
{
	const struct filed *f = req_filed(r);
	struct answer *answer;
	struct draft draft;

	if (!strcmp(f->state, "preview")) {
		r->redirect = req_url(r, "/forms/versions/%" PRId64,
				      f->version_id);
		return STATUS_OK;
	}
	forms_page(r, f->title, NULL);
	answer_crumbs(r, f, NULL);
	show_head(r, f);
	if (f->about.provider || f->about.client)
		TRY(attached_card(r, "answer", f->id));
	if (f->drafted) {
		TRY(draft_open(&r->actor, f, &draft, &answer));
		data_set(r, "Draft.saved_at", show_instant(r, draft.saved_at));
		data_set(r, "Draft.saved_by", draft.saved_by);
		data_set(r, "Draft.reason", draft.reason);
		if (draft.questions)
			data_f(r, "Draft.progress=%" PRId64 " of %" PRId64
				  " questions are answered",
			       draft.done, draft.questions);
	}
	if (f->revision)
		TRY(filed_answer(&r->actor, f, 0, &answer));
	else if (!f->drafted)
		answer = NULL;
	if (answer)
		TRY(show_answer(r, f, answer));
	TRY(show_revisions(r, f, f->revision));
	TRY(answer_made(r, f->id));
	TRY(show_application(r, f));
	show_actions(r, f);
	return nerr_pass(filed_read(&r->actor, f));
}

NEOERR *answer_revision_page(struct req *r)
{
	const struct filed *f = req_filed(r);
	struct filed old = *f;
	struct rows row;
	struct answer *answer;
	const char *title = mem_printf(r->pool, "Revision %" PRId64, r->id[1]);

	TRY(filed_revision(&r->actor, f, r->id[1], &row));
	old.version_id = row_int(&row, 0, "version_id");
	forms_page(r, mem_printf(r->pool, "%s, revision %" PRId64, f->title,
				 r->id[1]),
		   NULL);
	answer_crumbs(r, f, title);
	show_head(r, f);
	if (r->id[1] != f->revision)
		data_set(r, "Answer.old", "1");
	data_set(r, "Answer.hash", row_text(&row, 0, "hash"));
	TRY(filed_answer(&r->actor, f, r->id[1], &answer));
	TRY(show_answer(r, &old, answer));
	TRY(show_revisions(r, f, r->id[1]));
	pdf_action(r, f, mem_printf(r->pool, "/revisions/%" PRId64 "/pdf",
				    r->id[1]));
	return nerr_pass(filed_read(&r->actor, f));
}

NEOERR *answer_xml(struct req *r)
{
	const struct filed *f = req_filed(r);
	const char *xml;

	TRY(filed_xml(&r->actor, f, 0, &xml, NULL));
	buf_puts(&r->body, xml);
	answer_file(r, "application/xml; charset=utf-8",
		    file_name(r, mem_printf(r->pool, "%s-%" PRId64,
					    f->form_name, f->id),
			      "xml"));
	return nerr_pass(filed_read(&r->actor, f));
}

/* --- comparing --------------------------------------------------------------------- */

/* One side: of an answer, one revision. */
struct side {
	struct filed *filed;
	int64_t revision;
	struct answer *answer;
};

static int64_t number(struct req *r, const char *name)
{
	int64_t n;

	return text_int(req_query(r, name), 1, INT64_MAX / 4, &n) ? n : 0;
}

static NEOERR *open_side(struct req *r, const char *at, struct side *s)
{
	struct rows row;

	if (!s->revision)
		s->revision = s->filed->revision;
	TRY(filed_revision(&r->actor, s->filed, s->revision, &row));
	TRY(filed_answer(&r->actor, s->filed, s->revision, &s->answer));
	TRY(filed_read(&r->actor, s->filed));
	data_f(r, "%s.title=Answer %" PRId64 ", revision %" PRId64, at,
	       s->filed->id, s->revision);
	data_f(r, "%s.at=%s", at,
	       show_instant(r, row_text(&row, 0, "at")));
	data_f(r, "%s.about=%s", at,
	       *s->filed->provider ? s->filed->provider : s->filed->client);
	data_f(r, "%s.href=%s", at,
	       answer_url(r, s->filed->id,
			  mem_printf(r->pool, "/revisions/%" PRId64,
				     s->revision)));
	return STATUS_OK;
}

static void show_pairs(struct req *r, const struct filed_pair *p, size_t n,
		       bool only)
{
	size_t differ = 0, shown = 0;

	for (size_t i = 0; i < n; i++) {
		const char *at = mem_printf(r->pool, "Pairs.%zu", shown);

		differ += !p[i].heading && !p[i].same;
		if (only && (p[i].heading || p[i].same))
			continue;
		shown++;
		data_f(r, "%s.label=%s%s%.0d", at, p[i].label,
		       *p[i].label && p[i].position ? " " : "",
		       p[i].position);
		data_f(r, "%s.left=%s", at, p[i].left);
		data_f(r, "%s.right=%s", at, p[i].right);
		data_f(r, "%s.left_asked=%s", at, p[i].in_left ? "1" : "");
		data_f(r, "%s.right_asked=%s", at, p[i].in_right ? "1" : "");
		if (p[i].heading)
			data_f(r, "%s.heading=1", at);
		else if (!p[i].same)
			data_f(r, "%s.differs=1", at);
	}
	data_set(r, "Lead", differ ? text_count(r->pool, (int64_t)differ,
						"answer differs",
						"answers differ")
				   : "Nothing differs.");
}

/* What it may be compared with: other answers to the form, of the same
 * provider or client first. */
static NEOERR *show_others(struct req *r, const struct filed *f,
			   const struct side *right)
{
	struct filed_filter same = {.form = f->form,
				    .provider = f->about.provider,
				    .client = f->about.client,
				    .state = "submitted"};
	struct rows rows;
	size_t n = 0;

	TRY(filed_list(&r->actor, &same, &rows));
	for (size_t i = 0; i < rows.n && n < OTHERS_MAX; i++) {
		const char *at = mem_printf(r->pool, "Others.%zu", n);
		int64_t id = row_int(&rows, i, "id");

		if (id == f->id)
			continue;
		n++;
		data_f(r, "%s.id=%" PRId64, at, id);
		data_f(r, "%s.label=%" PRId64 ", %s", at, id,
		       show_instant(r, row_text(&rows, i, "submitted_at")));
		if (right->filed && right->filed->id == id)
			data_f(r, "%s.chosen=1", at);
	}
	return STATUS_OK;
}

NEOERR *answer_compare_page(struct req *r)
{
	struct filed *f = req_filed(r);
	struct side left = {.filed = f, .revision = number(r, "left")};
	struct side right = {.filed = f, .revision = number(r, "right")};
	int64_t with = number(r, "with");
	struct filed_pair *pairs;
	bool only = *req_query(r, "only");
	size_t n;

	if (!f->revision)
		return nerr_raise(ERR_NOT_FOUND, "nothing was submitted");
	if (with)
		TRY(filed_get(&r->actor, with, &right.filed));
	if (right.filed->form != f->form || !right.filed->revision)
		return nerr_raise(ERR_NOT_FOUND, "another form's answer");
	/* Of one answer: its newest against the one before. */
	if (!with && !left.revision && !right.revision)
		left.revision = f->revision > 1 ? f->revision - 1 : 1;
	answer_crumbs(r, f, "Compare");
	forms_page(r, "Compare", NULL);
	data_set(r, "Compare.title", f->title);
	data_set(r, "Compare.action", answer_url(r, f->id, "/compare"));
	data_set(r, "Compare.only", only ? "1" : "");
	TRY(show_others(r, f, &right));
	TRY(open_side(r, "Left", &left));
	TRY(open_side(r, "Right", &right));
	data_int(r, "Compare.left", left.revision);
	data_int(r, "Compare.right", right.revision);
	if (with)
		data_int(r, "Compare.with", with);
	else if (left.revision == right.revision)
		data_set(r, "Compare.alone", "1");
	TRY(filed_compare(&r->actor, left.answer, right.answer, &pairs, &n));
	show_pairs(r, pairs, n, only);
	return STATUS_OK;
}

/* --- correcting, withdrawing --------------------------------------------------------- */

static void ask(struct req *r, const char *title, const char *submit)
{
	const struct filed *f = req_filed(r);

	answer_crumbs(r, f, title);
	form_title(r, title, submit, answer_url(r, f->id, ""));
}

NEOERR *answer_correct_page(struct req *r)
{
	ask(r, "Correct this answer", "Open it for correction");
	form_intro(r, "A correction is a revision of its own: what was "
		      "submitted stays, and both can be compared.");
	form_label(r, REASON_WORDS, "Why is it corrected?");
	return STATUS_OK;
}

NEOERR *answer_correct(struct req *r)
{
	const struct filed *f = req_filed(r);

	TRY(form_refuse_if(r, draft_correct(&r->actor, f,
					    form_text(r, REASON_WORDS))));
	return answer_go(r, req_url(r, "/forms/fill/%" PRId64, f->id));
}

NEOERR *answer_withdraw_page(struct req *r)
{
	ask(r, "Withdraw this answer", "Withdraw it");
	form_intro(r, "It was filed by mistake, or about somebody else. It is "
		      "kept and marked, and left out of lists. What it led to "
		      "(an incident, a note) stays.");
	form_label(r, REASON_WORDS, "Why is it withdrawn?");
	form_danger(r);
	return STATUS_OK;
}

NEOERR *answer_withdraw(struct req *r)
{
	const struct filed *f = req_filed(r);

	TRY(form_refuse_if(r, filed_withdraw(&r->actor, f,
					     form_text(r, REASON_WORDS))));
	answer_flash(r, "ok", "The answer is withdrawn.", NULL, NULL);
	return answer_go(r, answer_url(r, f->id, ""));
}

NEOERR *answer_restore(struct req *r)
{
	const struct filed *f = req_filed(r);

	TRY(filed_restore(&r->actor, f));
	answer_flash(r, "ok", "The answer counts again.", NULL, NULL);
	return answer_go(r, answer_url(r, f->id, ""));
}

NEOERR *answer_drop_page(struct req *r)
{
	const struct filed *f = req_filed(r);
	bool draft = !strcmp(f->state, "draft");

	if (!f->drafted)
		return nerr_raise(ERR_NOT_FOUND, "no draft");
	ask(r, draft ? "Throw this draft away" : "Throw this correction away",
	    "Throw it away");
	form_intro(r, "%s", draft ? "What was filled in so far is gone, for "
				    "everybody."
				  : "What was submitted stays as it was.");
	form_danger(r);
	return STATUS_OK;
}

NEOERR *answer_drop(struct req *r)
{
	const struct filed *f = req_filed(r);
	bool draft = !strcmp(f->state, "draft");

	TRY(form_refuse_if(r, draft_drop(&r->actor, f)));
	answer_flash(r, "ok", draft ? "The draft is gone."
				    : "The correction is gone; the answer "
				      "stands as it was submitted.",
		     NULL, NULL);
	return answer_go(r, !draft		? answer_url(r, f->id, "")
			    : f->about.provider
				? req_url(r, "/profiles/providers/%" PRId64
					     "/forms", f->about.provider)
				: "/forms/answers");
}
