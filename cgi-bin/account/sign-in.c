/* Signing in and out.
 * SPDX-License-Identifier: MIT */
#include "pages.h"

#include <string.h>

#include "people/secret.h"

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
    [F_NEXT] = {.name = "next", .label = "Next", .type = FIELD_HIDDEN, .max = 500},
};

/* Only a path of ours: never another site's address. */
static const char *safe_next(const char *next)
{
	if (next[0] != '/' || next[1] == '/' || strchr(next, '\\'))
		return "/profiles/today";
	return next;
}

NEOERR *sign_in_page(struct req *r)
{
	page_title(r, "Sign in");
	return STATUS_OK;
}

NEOERR *sign_in(struct req *r)
{
	const char *token;
	int64_t account;

	TRY(secret_check_password(&r->actor, form_text(r, F_EMAIL),
				  form_text(r, F_PASSWORD), &account));
	if (!account) {
		form_error(r, F_PASSWORD,
			   "The e-mail address and the password do not match");
		return STATUS_OK;
	}
	if (r->session)
		TRY(session_end(&r->actor, r->session->hash));
	TRY(session_start(&r->actor, account, true, r->agent, &token));
	r->new_token = token;
	return answer_go(r, safe_next(form_text(r, F_NEXT)));
}

NEOERR *sign_out(struct req *r)
{
	TRY(session_end(&r->actor, r->session->hash));
	r->new_token = "";
	return answer_go(r, "/account/sign-in");
}
