/* forms: the library of forms, filling them in, and what was answered.
 * SPDX-License-Identifier: MIT
 *
 *   /forms/library...         definitions, versions, whom each is for
 *   /forms/answers...         lists of answers; viewing, comparing, exporting
 *   /forms/fill/ANSWER        filling in, page by page
 *   /forms/apply/CODE         the same for people outside, by a link
 *   /forms/applications       what they sent in
 */
#include "forms/public.h"
#include "pages.h"

#define OUTSIDE .right = RIGHT_ANYONE
#define INBOX .right = RIGHT_PROVIDER_DRAFT
#define TAKE .right = RIGHT_PROVIDER_EDIT
#define FORM "shared/form.cs"

static const struct route routes[] = {
    {.path = "/",
     .right = RIGHT_SIGNED_IN,
     .page = home_page},

    /* People outside, by the code of a form that is open. */
    {.path = "/apply/{code}", OUTSIDE, .page = apply_page, .post = apply_ask,
     .template = "forms/apply.cs", ROUTE_FIELDS(apply_fields)},
    {.path = "/apply/{code}/code", OUTSIDE, .page = apply_code_page,
     .post = apply_code, .template = "forms/apply.cs",
     ROUTE_FIELDS(apply_code_fields)},
    {.path = "/apply/{code}/mine", OUTSIDE, .page = apply_mine_page,
     .template = "forms/apply-mine.cs"},
    {.path = "/apply/{code}/begin", OUTSIDE, .post = apply_begin},
    {.path = "/apply/{code}/drop/{answer}", OUTSIDE, .page = apply_drop_page,
     .post = apply_drop, .template = "forms/apply.cs"},
    {.path = "/apply/{code}/leave", OUTSIDE, .post = apply_leave,
     ROUTE_FIELDS(apply_leave_fields)},
    {.path = "/apply/{code}/left", OUTSIDE, .page = apply_left_page,
     .template = "account/told.cs"},
    {.path = "/apply/{code}/sent/{answer}", OUTSIDE, .page = apply_sent_page,
     .template = "forms/apply-sent.cs"},

    /* Applications, and which forms are open. */
    {.path = "/applications", INBOX, .page = applications_page,
     .template = "forms/applications.cs",
     ROUTE_FIELDS(application_list_fields)},
    {.path = "/applications/{answer}", INBOX, .page = application_page,
     .template = "forms/application.cs"},
    {.path = "/applications/{answer}/profile", TAKE,
     .page = application_profile_page, .post = application_profile,
     .template = FORM, ROUTE_FIELDS(application_take_fields)},
    {.path = "/applications/{answer}/client", TAKE,
     .page = application_client_page, .post = application_client,
     .template = FORM, ROUTE_FIELDS(application_take_fields)},
    {.path = "/applications/{answer}/at", TAKE, .page = application_at_page,
     .post = application_at, .template = "forms/application-at.cs",
     ROUTE_FIELDS(application_at_fields)},
    {.path = "/applications/{answer}/decline", TAKE,
     .page = application_decline_page, .post = application_refuse,
     .template = FORM, ROUTE_FIELDS(application_decline_fields)},
    {.path = "/library/{form}/public", .right = RIGHT_FORM_DESIGN,
     .page = form_public_page, .post = form_public,
     .template = "forms/public.cs", ROUTE_FIELDS(public_fields)},
};

int main(int argc, char **argv)
{
	static const struct program forms = {
	    .name = "forms",
	    .routes = routes,
	    .n_routes = sizeof routes / sizeof *routes,
	};

	return program_main(&forms, argc, argv);
}
