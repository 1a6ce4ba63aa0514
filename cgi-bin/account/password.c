/* Passwords: forgotten, chosen by a mailed link, changed.
 * SPDX-License-Identifier: MIT
 *
 * A mailed link holds a secret in its address. /account/link takes it out of
 * there at once, into a cookie, and leads on: so it stands in no Referer, no
 * history and no log behind it.
 */
#include "pages.h"

#include <string.h>

#include "base/text.h"
#include "people/secret.h"
#include "people/signin.h"

static const char cookie[] = "carebook_link";

static const char good_password[] =
    "At least 10 characters. Three or four words that do not belong together "
    "are good, and easy to keep in mind.";

const struct field forgot_fields[1] = {
    {.name = "email",
     .label = "Email",
     .type = FIELD_EMAIL,
     .flags = FIELD_REQUIRED,
     .autocomplete = "username"},
};

NEOERR *forgot_page(struct req *r)
{
	form_title(r, "Choose a new password", "Mail me a link",
		   "/account/sign-in");
	form_intro(r, "We mail you a link. With it you choose a new password.");
	return STATUS_OK;
}

NEOERR *forgot(struct req *r)
{
	TRY(signin_forgot(&r->actor, conf_get(r->conf, "site_url"),
			  form_text(r, 0)));
	return answer_go(r, "/account/forgot/sent");
}

NEOERR *forgot_sent_page(struct req *r)
{
	page_title(r, "Look into your mail");
	data_set(r, "Told.icon", "envelope");
	data_set(r, "Told.title", "Look into your mail");
	data_set(r, "Told.text",
		 "If there is an account with that e-mail address, a link is "
		 "on its way to it. It works once, within one hour.");
	data_set(r, "Told.more",
		 "Nothing there after some minutes? Look where your mail "
		 "program puts spam, and whether it is the address that your "
		 "agency knows.");
	data_set(r, "Told.href", "/account/sign-in");
	data_set(r, "Told.label", "Back to signing in");
	return STATUS_OK;
}

NEOERR *link_open(struct req *r)
{
	const char *token = req_query(r, "token");

	answer_cookie(r, cookie, strlen(token) == 43 ? text_url(r->pool, token)
						     : "none");
	return answer_go(r, "/account/choose-password");
}

NEOERR *link_again(struct req *r)
{
	TRY(signin_link_again(&r->actor, conf_get(r->conf, "site_url"),
			      req_cookie(r, cookie)));
	answer_cookie(r, cookie, "");
	return answer_go(r, "/account/forgot/sent");
}

const struct field choose_fields[1] = {
    {.name = "password",
     .label = "New password",
     .type = FIELD_PASSWORD,
     .flags = FIELD_REQUIRED,
     .hint = good_password,
     .autocomplete = "new-password"},
};

NEOERR *choose_page(struct req *r)
{
	struct link l;
	NEOERR *err = link_find(&r->actor, req_cookie(r, cookie), &l);

	data_set(r, "Page.Frame", "plain");
	form_title(r, "Choose your password", "Save the password", NULL);
	if (nerr_handle(&err, ERR_NOT_FOUND)) {
		page_title(r, "This link does not work any more");
		data_set(r, "Over", "1");
		r->status = 404;
		return STATUS_OK;
	}
	TRY(err);
	form_intro(r, "It is for the account of %s.", l.name);
	data_set(r, "Link.email", l.email);
	if (l.drop_factor)
		data_set(r, "Link.drop", "1");
	return STATUS_OK;
}

NEOERR *choose(struct req *r)
{
	NEOERR *err = signin_choose(&r->actor, req_cookie(r, cookie),
				    form_text(r, 0));

	if (err != STATUS_OK && nerr_match(err, ERR_INVALID)) {
		const char *why = err_text(r->pool, err);

		nerr_ignore(&err);
		return form_refuse(r, 0, "%s", why);
	}
	TRY(err);
	answer_cookie(r, cookie, "");
	if (r->session) {
		TRY(session_end(&r->actor, r->session->hash));
		r->new_token = "";
	}
	return answer_go(r, "/account/sign-in?after=password");
}

enum { F_NOW, F_NEW };
const struct field change_password_fields[2] = {
    [F_NOW] = {.name = "now",
	       .label = "Your password now",
	       .type = FIELD_PASSWORD,
	       .flags = FIELD_REQUIRED,
	       .autocomplete = "current-password"},
    [F_NEW] = {.name = "password",
	       .label = "New password",
	       .type = FIELD_PASSWORD,
	       .flags = FIELD_REQUIRED,
	       .hint = good_password,
	       .autocomplete = "new-password"},
};

NEOERR *change_password_page(struct req *r)
{
	own_page(r, "Change your password");
	form_title(r, "Change your password", "Save the password",
		   "/account/me");
	form_intro(r, "Wherever else you are signed in, you are signed out.");
	return STATUS_OK;
}

NEOERR *change_password(struct req *r)
{
	const char *token;
	NEOERR *err;
	bool right;

	TRY(signin_confirm(&r->actor, form_text(r, F_NOW), &right));
	if (!right) {
		form_error(r, F_NOW, "That is not your password");
		return STATUS_OK;
	}
	err = signin_change(&r->actor, r->session, form_text(r, F_NEW),
			    r->agent, &token);
	if (err != STATUS_OK && nerr_match(err, ERR_INVALID)) {
		const char *why = err_text(r->pool, err);

		nerr_ignore(&err);
		return form_refuse(r, F_NEW, "%s", why);
	}
	TRY(err);
	r->new_token = token;
	r->session->hash = text_sha256(r->pool, token, strlen(token));
	answer_flash(r, "ok",
		     "Your password is changed. You are signed in on this "
		     "device only.", NULL, NULL);
	return answer_go(r, "/account/me");
}
