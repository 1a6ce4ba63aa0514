/* For people outside: the way in to a form that is open, and out of it.
 * SPDX-License-Identifier: MIT */
#include "apply.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "pages.h"
#include "people/account.h"

static const char cookie[] = "carebook_apply";

enum { F_EMAIL, F_LANGUAGE };
const struct field apply_fields[2] = {
    [F_EMAIL] = {.name = "email",
		 .label = "Your e-mail address",
		 .type = FIELD_EMAIL,
		 .flags = FIELD_REQUIRED,
		 .autocomplete = "email"},
    [F_LANGUAGE] = {.name = "language",
		    .label = "Language",
		    .type = FIELD_HIDDEN,
		    .max = 100},
};
enum { F_CODE };
const struct field apply_code_fields[1] = {
    [F_CODE] = {.name = "code",
		.label = "Code",
		.type = FIELD_CODE,
		.flags = FIELD_REQUIRED,
		.max = 20,
		.autocomplete = "one-time-code"},
};

enum { F_LANG };
const struct field apply_leave_fields[1] = {
    [F_LANG] = {.name = "lang", .label = "Language", .type = FIELD_HIDDEN,
		.max = 20},
};

const char *apply_url(struct req *r, const struct public_form *f,
		      const char *fmt, ...)
{
	va_list ap;
	char *rest;

	va_start(ap, fmt);
	rest = mem_vprintf(r->pool, fmt, ap);
	va_end(ap);
	return req_url(r, "/forms/apply/%" PRId64 "%s%s", f->code,
		       *rest ? "/" : "", rest);
}

/* --- languages ------------------------------------------------------------------- */

/* The form's languages, in order; at most 40. */
static size_t list_languages(struct req *r, const struct public_form *f,
			     const char **out)
{
	char *copy = mem_strdup(r->pool, f->languages), *line;
	size_t n = 0;

	while ((line = strsep(&copy, "\n")) && n < 40)
		if (*line)
			out[n++] = line;
	return n;
}

/* One of the form's languages by its code or name; its default for none. */
static const char *find_language(struct req *r, const struct public_form *f,
				 const char *wanted)
{
	const char *list[40];
	size_t n = list_languages(r, f, list);

	for (size_t i = 0; i < n && *wanted; i++)
		if (!strcmp(list[i], wanted) ||
		    !strcmp(language_code(r->pool, list[i]), wanted))
			return list[i];
	return n ? list[0] : "";
}

static void set_language(struct req *r, struct apply *a, const char *wanted)
{
	a->language = find_language(r, &a->form, wanted);
	a->code = language_code(r->pool, a->language);
}

static void show_languages(struct req *r, const struct apply *a)
{
	const char *list[40], *code;
	size_t n = list_languages(r, &a->form, list);

	if (n < 2)
		return;
	for (size_t i = 0; i < n; i++) {
		code = language_code(r->pool, list[i]);
		data_f(r, "Languages.%zu.label=%s", i,
		       language_label(r->pool, list[i]));
		data_f(r, "Languages.%zu.code=%s", i, code);
		data_f(r, "Languages.%zu.href=%s?lang=%s", i,
		       apply_url(r, &a->form, "%s", ""), code);
		if (language_rtl(code))
			data_f(r, "Languages.%zu.rtl=1", i);
		if (!strcmp(list[i], a->language))
			data_f(r, "Languages.%zu.current=1", i);
	}
}

/* --- the frame --------------------------------------------------------------------- */

static NEOERR *show_agency(struct req *r)
{
	char tel[40];
	size_t n = 0;
	struct rows facts;

	TRY(agency_facts(&r->actor, &facts));
	for (const char *p = row_text(&facts, 0, "phone"); *p; p++)
		if ((isdigit((unsigned char)*p) || *p == '+') &&
		    n < sizeof tel - 1)
			tel[n++] = *p;
	tel[n] = '\0';
	data_set(r, "Page.Agency.Name", row_text(&facts, 0, "name"));
	data_set(r, "Page.Agency.Phone", row_text(&facts, 0, "phone"));
	data_set(r, "Page.Agency.Hours", row_text(&facts, 0, "hours"));
	data_set(r, "Page.Agency.Tel", tel);
	return STATUS_OK;
}

NEOERR *apply_frame(struct req *r, const struct apply *a)
{
	TRY(show_agency(r));
	data_set(r, "Page.Frame", "plain");
	data_set(r, "Page.Lang", *a->code ? a->code : "en-AU");
	if (!strcmp(a->code, "en"))
		data_set(r, "Page.Lang", "en-AU");
	data_set(r, "Page.Dir", language_rtl(a->code) ? "rtl" : NULL);
	data_set(r, "Apply.title", a->form.title);
	data_set(r, "Apply.intro", a->form.intro);
	data_set(r, "Apply.description", a->form.description);
	data_set(r, "Apply.email", a->who.email);
	data_set(r, "Apply.ring", say(a->code, SAY_RING_US));
	data_set(r, "Apply.leave", say(a->code, SAY_LEAVE));
	data_set(r, "Apply.leave_href", apply_url(r, &a->form, "leave"));
	page_title(r, a->form.title);
	return STATUS_OK;
}

/* --- who is there --------------------------------------------------------------------- */

static NEOERR *find_applicant(struct req *r, struct apply *a, bool *there)
{
	NEOERR *err = applicant_find(&r->actor, req_cookie(r, cookie),
				     a->form.form, &a->who);

	*there = err == STATUS_OK;
	if (nerr_handle(&err, ERR_NOT_FOUND))
		a->who = (struct applicant){.email = "", .language = ""};
	set_language(r, a, a->who.language);
	return nerr_pass(err);
}

NEOERR *apply_gate(struct req *r, struct apply *a, bool *go)
{
	*a = (struct apply){0};
	TRY(public_find(&r->actor, r->id[0], &a->form));
	TRY(find_applicant(r, a, go));
	*go = *go && a->who.confirmed;
	if (!*go)
		return answer_go(r, apply_url(r, &a->form, "%s", ""));
	return STATUS_OK;
}

/* --- the e-mail address -------------------------------------------------------------------- */

NEOERR *apply_page(struct req *r)
{
	const char *lang = req_query(r, "lang");
	struct apply a = {0};
	bool there;

	TRY(public_find(&r->actor, r->id[0], &a.form));
	TRY(find_applicant(r, &a, &there));
	if (there && a.who.confirmed && !r->posted && !*lang)
		return answer_go(r, apply_url(r, &a.form, "mine"));
	if (*lang || !there)
		set_language(r, &a, *lang ? lang : req_query(r, "language"));
	a.who.email = "";
	TRY(apply_frame(r, &a));
	show_languages(r, &a);
	form_title(r, a.form.title, say(a.code, SAY_SEND_CODE), NULL);
	form_set(r, F_LANGUAGE, a.language);
	form_label(r, F_EMAIL, say(a.code, SAY_EMAIL));
	form_hint(r, F_EMAIL, say(a.code, SAY_EMAIL_HINT));
	data_set(r, "Apply.lead", say(a.code, SAY_LEAD));
	data_set(r, "Apply.questions_label", say(a.code, SAY_QUESTIONS));
	data_int(r, "Apply.questions", a.form.questions);
	return STATUS_OK;
}

NEOERR *apply_ask(struct req *r)
{
	struct public_form f;
	const char *token;

	TRY(public_find(&r->actor, r->id[0], &f));
	TRY(applicant_ask(&r->actor, &f, form_text(r, F_EMAIL),
			  find_language(r, &f, form_text(r, F_LANGUAGE)),
			  &token));
	answer_cookie(r, cookie, token);
	return answer_go(r, apply_url(r, &f, "code"));
}

/* --- the code --------------------------------------------------------------------------------- */

NEOERR *apply_code_page(struct req *r)
{
	struct apply a = {0};
	bool there;

	TRY(public_find(&r->actor, r->id[0], &a.form));
	TRY(find_applicant(r, &a, &there));
	if (!there)
		return answer_go(r, apply_url(r, &a.form, "%s", ""));
	if (a.who.confirmed && !r->posted)
		return answer_go(r, apply_url(r, &a.form, "mine"));
	TRY(apply_frame(r, &a));
	form_title(r, say(a.code, SAY_CODE_TITLE), say(a.code, SAY_GO_ON), NULL);
	form_label(r, F_CODE, say(a.code, SAY_CODE));
	form_hint(r, F_CODE, say(a.code, SAY_CODE_HINT));
	data_set(r, "Apply.step", "code");
	data_set(r, "Apply.lead", say(a.code, SAY_CODE_LEAD));
	data_set(r, "Other.href",
		 req_url(r, "%s?lang=%s", apply_url(r, &a.form, "%s", ""),
			 *a.code ? a.code : "en"));
	data_set(r, "Other.label", say(a.code, SAY_OTHER_ADDRESS));
	return STATUS_OK;
}

/* Who has nothing here yet goes straight to the form. */
static NEOERR *go_in(struct req *r, struct apply *a)
{
	struct rows rows;
	int64_t answer;

	TRY(application_list_mine(&r->actor, &a->who, &rows));
	if (rows.n)
		return answer_go(r, apply_url(r, &a->form, "mine"));
	TRY(application_start(&r->actor, &a->form, &a->who, &answer));
	return answer_go(r, apply_url(r, &a->form, "fill/%" PRId64, answer));
}

NEOERR *apply_code(struct req *r)
{
	const char *before = req_cookie(r, cookie), *token;
	struct apply a = {0};
	bool there, right;

	TRY(public_find(&r->actor, r->id[0], &a.form));
	TRY(find_applicant(r, &a, &there));
	if (!there)
		return answer_go(r, apply_url(r, &a.form, "%s", ""));
	TRY(applicant_confirm(&r->actor, before, &a.who, form_text(r, F_CODE),
			      &right, &token));
	if (!right) {
		form_error(r, F_CODE, "%s", say(a.code, SAY_CODE_WRONG));
		return STATUS_OK;
	}
	answer_cookie(r, cookie, token);
	return go_in(r, &a);
}

/* --- what is theirs ------------------------------------------------------------------------------- */

static void show_application(struct req *r, const struct apply *a, size_t i,
			     const struct rows *rows)
{
	const char *state = row_text(rows, i, "state");
	const char *at = mem_printf(r->pool, "Mine.%zu", i);
	int64_t answer = row_int(rows, i, "answer_id");
	bool draft = !strcmp(state, "draft");
	enum say what = draft			       ? SAY_NOT_SENT
			: !strcmp(state, "received")  ? SAY_RECEIVED
			: !strcmp(state, "declined") ? SAY_DECLINED
						      : SAY_TAKEN;

	data_row(r, at, rows, i);
	data_f(r, "%s.state_text=%s", at, say(a->code, what));
	data_f(r, "%s.tone=%s", at, draft ? "dashed" : "ok");
	data_f(r, "%s.icon=%s", at, draft ? "pencil" : "check2");
	data_f(r, "%s.when=%s %s", at,
	       say(a->code, draft ? SAY_BEGUN : SAY_SENT),
	       show_instant(r, row_text(rows, i,
					draft ? "started_at" : "received_at")));
	if (draft) {
		data_f(r, "%s.go=%s", at,
		       apply_url(r, &a->form, "fill/%" PRId64, answer));
		data_f(r, "%s.go_label=%s", at, say(a->code, SAY_GO_ON));
		data_f(r, "%s.drop=%s", at,
		       apply_url(r, &a->form, "drop/%" PRId64, answer));
		data_f(r, "%s.drop_label=%s", at, say(a->code, SAY_THROW_AWAY));
	} else {
		data_f(r, "%s.sent=%s", at,
		       apply_url(r, &a->form, "sent/%" PRId64, answer));
		data_f(r, "%s.reference_label=%s", at,
		       say(a->code, SAY_REFERENCE));
	}
}

NEOERR *apply_mine_page(struct req *r)
{
	struct apply a;
	struct rows rows;
	bool go;

	TRY(apply_gate(r, &a, &go));
	if (!go)
		return STATUS_OK;
	TRY(application_list_mine(&r->actor, &a.who, &rows));
	TRY(apply_frame(r, &a));
	for (size_t i = 0; i < rows.n; i++)
		show_application(r, &a, i, &rows);
	data_set(r, "Apply.mine_title", say(a.code, SAY_MINE_TITLE));
	data_set(r, "Apply.lead", say(a.code, SAY_MINE_LEAD));
	data_set(r, "Apply.begin", apply_url(r, &a.form, "begin"));
	data_set(r, "Apply.begin_label", say(a.code, SAY_BEGIN_NEW));
	return STATUS_OK;
}

NEOERR *apply_begin(struct req *r)
{
	struct apply a;
	int64_t answer;
	bool go;

	TRY(apply_gate(r, &a, &go));
	if (!go)
		return STATUS_OK;
	TRY(application_start(&r->actor, &a.form, &a.who, &answer));
	return answer_go(r, apply_url(r, &a.form, "fill/%" PRId64, answer));
}

/* --- throwing away, leaving --------------------------------------------------------------------------- */

static NEOERR *load_mine(struct req *r, const struct apply *a,
			 struct application *app, struct filed **filed)
{
	struct actor inside = applicant_actor(&r->actor, &a->who);

	TRY(application_mine(&r->actor, &a->who, r->id[1], app));
	return nerr_pass(filed_get(&inside, app->answer, filed));
}

NEOERR *apply_drop_page(struct req *r)
{
	struct application app;
	struct filed *filed;
	struct apply a;
	bool go;

	TRY(apply_gate(r, &a, &go));
	if (!go)
		return STATUS_OK;
	TRY(load_mine(r, &a, &app, &filed));
	if (strcmp(app.state, "draft"))
		return answer_go(r, apply_url(r, &a.form, "mine"));
	TRY(apply_frame(r, &a));
	form_title(r, say(a.code, SAY_THROW_AWAY), say(a.code, SAY_THROW_AWAY),
		   NULL);
	form_danger(r);
	data_set(r, "Apply.step", "drop");
	data_set(r, "Apply.email", NULL);
	data_set(r, "Apply.lead", say(a.code, SAY_THROW_AWAY_ASK));
	data_set(r, "Other.href", apply_url(r, &a.form, "mine"));
	data_set(r, "Other.label", say(a.code, SAY_KEEP));
	return STATUS_OK;
}

NEOERR *apply_drop(struct req *r)
{
	struct application app;
	struct filed *filed;
	struct apply a;
	bool go;

	TRY(apply_gate(r, &a, &go));
	if (!go)
		return STATUS_OK;
	TRY(load_mine(r, &a, &app, &filed));
	TRY(application_drop(&r->actor, filed, &app));
	return answer_go(r, apply_url(r, &a.form, "mine"));
}

NEOERR *apply_leave(struct req *r)
{
	struct public_form f;

	TRY(public_find(&r->actor, r->id[0], &f));
	TRY(applicant_forget(&r->actor, req_cookie(r, cookie)));
	answer_cookie(r, cookie, "");
	return answer_go(r, apply_url(r, &f, "left?lang=%s",
				      text_url(r->pool, form_text(r, F_LANG))));
}

NEOERR *apply_left_page(struct req *r)
{
	struct apply a = {.who = {.email = "", .language = ""}};

	TRY(public_find(&r->actor, r->id[0], &a.form));
	set_language(r, &a, req_query(r, "lang"));
	TRY(apply_frame(r, &a));
	data_set(r, "Told.icon", "door-closed");
	data_set(r, "Told.title", say(a.code, SAY_LEFT_TITLE));
	data_set(r, "Told.text", say(a.code, SAY_LEFT_TEXT));
	data_set(r, "Told.href", apply_url(r, &a.form, "%s", ""));
	data_set(r, "Told.label", say(a.code, SAY_OPEN_AGAIN));
	return STATUS_OK;
}

/* --- the receipt ----------------------------------------------------------------------------------------- */

NEOERR *apply_sent_page(struct req *r)
{
	struct application app;
	struct filed *filed;
	struct apply a;
	bool go;

	TRY(apply_gate(r, &a, &go));
	if (!go)
		return STATUS_OK;
	TRY(load_mine(r, &a, &app, &filed));
	if (!strcmp(app.state, "draft"))
		return answer_go(r, apply_url(r, &a.form, "fill/%" PRId64,
					      app.answer));
	TRY(apply_frame(r, &a));
	data_set(r, "Sent.title", say(a.code, SAY_SENT_TITLE));
	data_set(r, "Sent.label", say(a.code, SAY_SENT_REFERENCE));
	data_set(r, "Sent.reference", app.reference);
	data_set(r, "Sent.mail", say(a.code, SAY_SENT_MAIL));
	data_set(r, "Sent.thanks", a.form.thanks);
	data_set(r, "Sent.at", show_instant(r, app.received_at));
	data_set(r, "Sent.all", say(a.code, SAY_SENT_ALL));
	data_set(r, "Sent.all_href", apply_url(r, &a.form, "mine"));
	return STATUS_OK;
}
