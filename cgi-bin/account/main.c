/* account: signing in and out, and one's own settings.
 * SPDX-License-Identifier: MIT
 *
 *   /account/sign-in            the way in
 *   /account/second-step        the app's code; /recovery without the app
 *   /account/sign-out           and out
 *   /account/forgot             a mailed link for a new password
 *   /account/link               where that link, or an invitation, leads
 *   /account/choose-password    what it is for
 *   /account/me                 one's own page
 *   /account/me/...             what can be changed there
 */
#include "pages.h"

#define IN .right = RIGHT_SIGNED_IN
#define FORM "shared/form.cs"

static const struct route routes[] = {
    {.path = "/sign-in", .right = RIGHT_ANYONE, .page = sign_in_page,
     .post = sign_in, .template = "account/sign-in.cs",
     ROUTE_FIELDS(sign_in_fields)},
    {.path = "/second-step", IN, .half = true, .page = second_step_page,
     .post = second_step, .template = "account/second-step.cs",
     ROUTE_FIELDS(code_fields)},
    {.path = "/recovery", IN, .half = true, .page = recovery_page,
     .post = recovery, .template = "account/second-step.cs",
     ROUTE_FIELDS(code_fields)},
    {.path = "/sign-out", IN, .half = true, .post = sign_out},

    {.path = "/forgot", .right = RIGHT_ANYONE, .page = forgot_page,
     .post = forgot, .template = FORM, ROUTE_FIELDS(forgot_fields)},
    {.path = "/forgot/sent", .right = RIGHT_ANYONE, .page = forgot_sent_page,
     .template = "account/told.cs"},
    {.path = "/link", .right = RIGHT_ANYONE, .page = link_open},
    {.path = "/link/again", .right = RIGHT_ANYONE, .post = link_again},
    {.path = "/choose-password", .right = RIGHT_ANYONE, .page = choose_page,
     .post = choose, .template = "account/choose.cs",
     ROUTE_FIELDS(choose_fields)},

    {.path = "/me", IN, .page = me_page, .template = "account/me.cs"},
    {.path = "/me/details", IN, .page = details_page, .post = details,
     .template = "account/details.cs", ROUTE_FIELDS(own_fields)},
    {.path = "/me/comfort", IN, .page = comfort_page, .post = comfort,
     .template = FORM, ROUTE_FIELDS(comfort_fields)},
    {.path = "/me/password", IN, .page = change_password_page,
     .post = change_password, .template = FORM,
     ROUTE_FIELDS(change_password_fields)},
    {.path = "/me/sessions/end", IN, .post = end_session,
     ROUTE_FIELDS(end_session_fields)},
    {.path = "/me/sessions/end-others", IN, .post = end_other_sessions},

    {.path = "/me/second-step", IN, .page = factor_page, .post = factor_start,
     .template = FORM, ROUTE_FIELDS(confirm_fields)},
    {.path = "/me/second-step/set-up", IN, .page = factor_set_up_page,
     .post = factor_set_up, .template = "account/set-up.cs",
     ROUTE_FIELDS(app_code_fields)},
    {.path = "/me/second-step/qr", IN, .page = factor_qr,
     .template = "shared/qr.cs"},
    {.path = "/me/second-step/codes", IN, .page = codes_page,
     .template = "account/codes.cs"},
    {.path = "/me/second-step/codes/file", IN, .page = codes_file},
    {.path = "/me/second-step/codes/new", IN, .page = new_codes_page,
     .post = new_codes, .template = FORM, ROUTE_FIELDS(confirm_fields)},
    {.path = "/me/second-step/off", IN, .page = factor_off_page,
     .post = factor_turn_off, .template = FORM, ROUTE_FIELDS(confirm_fields)},
};

int main(int argc, char **argv)
{
	static const struct program account = {
	    .name = "account",
	    .routes = routes,
	    .n_routes = sizeof routes / sizeof *routes,
	    .frame = account_frame,
	};

	return program_main(&account, argc, argv);
}
