/* Signing in and out.
 * SPDX-License-Identifier: MIT */
#include "pages.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "people/signin.h"

enum { F_EMAIL, F_PASSWORD, F_NEXT };
const struct field sign_in_fields[3] = {
    [F_EMAIL] = {.name = "email",
		 .label = "Email",
		 .type = FIELD_EMAIL,
		 .flags = FIELD_REQUIRED,
		 .autocomplete = "username"},
    [F_PASSWORD] = {.name = "password",
		    .label = "Password",
		    .type = FIELD_PASSWORD,
		    .flags = FIELD_REQUIRED,
		    .autocomplete = "current-password"},
    [F_NEXT] = {.name = "next", .label = "Next", .type = FIELD_HIDDEN, .max = 2000},
};

enum { F_CODE, F_CODE_NEXT };
const struct field code_fields[2] = {
    [F_CODE] = {.name = "code",
		.label = "Code",
		.type = FIELD_CODE,
		.flags = FIELD_REQUIRED,
		.max = 20,
		.autocomplete = "one-time-code"},
    [F_CODE_NEXT] = {.name = "next", .label = "Next", .type = FIELD_HIDDEN, .max = 2000},
};

static const char home[] = "/profiles/today";

const char *safe_next(const char *next)
{
	/* Browsers read \ as /, and leave out tabs and line ends. */
	if (next[0] != '/' || next[1] == '/')
		return home;
	for (const char *p = next; *p; p++)
		if (*p == '\\' || (unsigned char)*p <= 0x20 || *p == 0x7f)
			return home;
	if (!strncmp(next, "/account/", 9) && strncmp(next, "/account/me", 11))
		return home;
	return next;
}

/* The pages before signing in show whose Carebook it is. */
NEOERR *account_frame(struct req *r)
{
	char tel[40];
	size_t n = 0;
	struct rows facts;

	if (r->session && r->session->full)
		return STATUS_OK;
	TRY(agency_facts(&r->actor, &facts));
	for (const char *p = row_text(&facts, 0, "phone"); *p; p++)
		if ((isdigit((unsigned char)*p) || *p == '+') && n < sizeof tel - 1)
			tel[n++] = *p;
	tel[n] = '\0';
	data_set(r, "Page.Agency.Name", row_text(&facts, 0, "name"));
	data_set(r, "Page.Agency.Phone", row_text(&facts, 0, "phone"));
	data_set(r, "Page.Agency.Hours", row_text(&facts, 0, "hours"));
	data_set(r, "Page.Agency.Tel", tel);
	return STATUS_OK;
}

static void sign_in_says(struct req *r)
{
	const char *after = req_query(r, "after");

	if (!strcmp(after, "out"))
		data_set(r, "Done", "You are signed out.");
	else if (!strcmp(after, "password"))
		data_set(r, "Done", "Your password is saved. Sign in with it now.");
	else if (*req_cookie(r, "carebook") && !r->session)
		data_set(r, "Waits",
			 "You were signed out: you were away for a while, or "
			 "you ended it on another device.");
}

NEOERR *sign_in_page(struct req *r)
{
	if (r->session && r->session->full && !r->posted)
		return answer_go(r, safe_next(req_query(r, "next")));
	page_title(r, "Sign in");
	if (!r->posted)
		sign_in_says(r);
	/* In this order on the page. */
	data_set(r, "Form.Fields.email.name", "email");
	data_set(r, "Form.Fields.password.aside.href", "/account/forgot");
	data_set(r, "Form.Fields.password.aside.label", "I forgot it");
	return STATUS_OK;
}

/* After either step: into the house, or to the second step. */
static NEOERR *go_in(struct req *r, enum signin how, const char *token,
		     const char *next)
{
	r->new_token = token;
	if (how == SIGNIN_FULL)
		return answer_go(r, safe_next(next));
	return answer_go(r, req_url(r, "/account/second-step?next=%s",
				    text_url(r->pool, safe_next(next))));
}

NEOERR *sign_in(struct req *r)
{
	const char *token;
	enum signin how;

	TRY(signin_password(&r->actor, r->session, form_text(r, F_EMAIL),
			    form_text(r, F_PASSWORD), r->agent, &how, &token));
	if (how == SIGNIN_WRONG) {
		form_error(r, F_EMAIL, "The email and the password do not go "
				       "together. Try again");
		return STATUS_OK;
	}
	return go_in(r, how, token, form_text(r, F_NEXT));
}

/* Both ways through the second step look alike. */
static NEOERR *step_page(struct req *r, const char *title, const char *intro,
			 const char *label, const char *other,
			 const char *other_label)
{
	if (r->session->full)
		return answer_go(r, home);
	form_title(r, title, "Go on", NULL);
	form_intro(r, "%s", intro);
	form_label(r, F_CODE, label);
	data_f(r, "Other.href=%s?next=%s", other,
	       text_url(r->pool, safe_next(req_query(r, "next"))));
	data_set(r, "Other.label", other_label);
	return STATUS_OK;
}

NEOERR *second_step_page(struct req *r)
{
	return step_page(r, "One more step",
			 "Open the app on your phone that shows codes for "
			 "Carebook, and type the one that it shows now.",
			 "The six digits", "/account/recovery",
			 "I do not have my phone");
}

NEOERR *recovery_page(struct req *r)
{
	return step_page(r, "Without your phone",
			 "Type one of the recovery codes that you kept when "
			 "you set up the second step. Each works once.",
			 "Recovery code", "/account/second-step",
			 "I do have my phone");
}

NEOERR *second_step(struct req *r)
{
	const char *token;
	enum signin how;

	if (r->session->full)
		return answer_go(r, home);
	TRY(signin_code(&r->actor, r->session, form_text(r, F_CODE), r->agent,
			&how, &token));
	if (how == SIGNIN_WRONG) {
		form_error(r, F_CODE, "That is not the code of now. Wait for "
				      "the next one, and type that");
		return STATUS_OK;
	}
	return go_in(r, how, token, form_text(r, F_CODE_NEXT));
}

NEOERR *recovery(struct req *r)
{
	const char *token;
	enum signin how;

	if (r->session->full)
		return answer_go(r, home);
	TRY(signin_recovery(&r->actor, r->session, form_text(r, F_CODE),
			    r->agent, &how, &token));
	if (how == SIGNIN_WRONG) {
		form_error(r, F_CODE, "That is none of your recovery codes, or "
				      "it was used before");
		return STATUS_OK;
	}
	return go_in(r, how, token, form_text(r, F_CODE_NEXT));
}

NEOERR *sign_out(struct req *r)
{
	TRY(signin_out(&r->actor, r->session));
	r->new_token = "";
	return answer_go(r, "/account/sign-in?after=out");
}
