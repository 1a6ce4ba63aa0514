/* For staff: applications from outside, and which forms are open.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "forms/application.h"
#include "forms/target.h"
#include "pages.h"
#include "people/search.h"

enum { LIST_WHICH, LIST_PAGE };
static const struct choice which_choices[] = {
    {"received", "Waiting"},
    {"taken", "Taken over"},
    {"declined", "Declined"},
    {NULL, NULL},
};
const struct field application_list_fields[2] = {
    [LIST_WHICH] = {.name = "which", .label = "Which", .type = FIELD_SELECT,
		    .choices = which_choices},
    [LIST_PAGE] = {.name = "page", .label = "Page", .type = FIELD_NUMBER,
		   .max = 10000},
};

enum { F_TYPE, F_REGION, F_WORDS };
const struct field application_take_fields[3] = {
    [F_TYPE] = {.name = "type", .label = "Type of provider",
		.type = FIELD_SELECT},
    [F_REGION] = {.name = "region", .label = "Region", .type = FIELD_SELECT,
		  .flags = FIELD_REQUIRED,
		  .hint = "Staff of this region see it"},
    [F_WORDS] = {.name = "words", .label = "What the sender is told",
		 .type = FIELD_LONGTEXT, .max = 2000,
		 .hint = "It is mailed to them. Left empty, nothing is mailed"},
};
enum { F_PROVIDER, F_AT_WORDS };
const struct field application_at_fields[2] = {
    [F_PROVIDER] = {.name = "provider", .label = "Provider",
		    .type = FIELD_RADIO, .flags = FIELD_REQUIRED},
    [F_AT_WORDS] = {.name = "words", .label = "What the sender is told",
		    .type = FIELD_LONGTEXT, .max = 2000,
		    .hint = "It is mailed to them. Left empty, nothing is "
			    "mailed"},
};
enum { F_DECLINE_WORDS };
const struct field application_decline_fields[1] = {
    [F_DECLINE_WORDS] = {.name = "words", .label = "What the sender is told",
			 .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED,
			 .max = 2000,
			 .hint = "Why, and what they can do instead. It is "
				 "mailed to them"},
};

static const char *application_url(struct req *r, int64_t answer,
				   const char *what)
{
	return req_url(r, "/forms/applications/%" PRId64 "%s%s", answer,
		       *what ? "/" : "", what);
}

static void crumbs(struct req *r)
{
	page_crumb(r, "/forms/answers", "Forms");
	page_crumb(r, "/forms/applications", "Applications");
}

/* --- the list ---------------------------------------------------------------------- */

static void show_row(struct req *r, size_t i, const struct rows *rows)
{
	const char *at = mem_printf(r->pool, "Applications.%zu", i);

	data_row(r, at, rows, i);
	data_f(r, "%s.href=%s", at,
	       application_url(r, row_int(rows, i, "answer_id"), ""));
	if (row_int(rows, i, "provider_id"))
		data_f(r, "%s.to=/profiles/providers/%s", at,
		       row_text(rows, i, "provider_id"));
	else if (row_int(rows, i, "client_id"))
		data_f(r, "%s.to=/profiles/clients/%s", at,
		       row_text(rows, i, "client_id"));
	data_f(r, "%s.to_name=%s", at,
	       row_text(rows, i, row_int(rows, i, "provider_id") ? "provider"
								 : "client"));
}

NEOERR *applications_page(struct req *r)
{
	const char *which = form_text(r, LIST_WHICH);
	int64_t page = form_int(r, LIST_PAGE), waiting;
	struct rows rows;

	if (!*which)
		which = "received";
	TRY(application_list(&r->actor, which, page * APPLICATION_PAGE, &rows));
	TRY(application_waiting(&r->actor, &waiting));
	page_title(r, "Applications");
	page_crumb(r, "/forms/answers", "Forms");
	page_crumb(r, NULL, "Applications");
	for (size_t i = 0; which_choices[i].value; i++) {
		data_f(r, "Tabs.%zu.label=%s", i, which_choices[i].label);
		data_f(r, "Tabs.%zu.href=/forms/applications?which=%s", i,
		       which_choices[i].value);
		if (!strcmp(which, which_choices[i].value))
			data_f(r, "Tabs.%zu.current=1", i);
	}
	if (waiting)
		data_f(r, "Tabs.0.count=%" PRId64 "%s", waiting,
		       waiting == 1000 ? "+" : "");
	data_set(r, "Which", which);
	for (size_t i = 0; i < rows.n && i < APPLICATION_PAGE; i++)
		show_row(r, i, &rows);
	if (page)
		data_f(r, "Pages.prev=/forms/applications?which=%s&page=%" PRId64,
		       which, page - 1);
	if (rows.n > APPLICATION_PAGE)
		data_f(r, "Pages.next=/forms/applications?which=%s&page=%" PRId64,
		       which, page + 1);
	return STATUS_OK;
}

/* --- one of them --------------------------------------------------------------------- */

static NEOERR *load(struct req *r, struct application *app,
		    struct filed **filed)
{
	TRY(application_get(&r->actor, r->id[0], app));
	return nerr_pass(filed_get(&r->actor, r->id[0], filed));
}

static const char *name_of(const struct application *app)
{
	return *app->title ? app->title : app->form_title;
}

static void offer(struct req *r, size_t *n, const struct application *app,
		  const char *what, const char *icon, const char *label,
		  const char *text)
{
	data_f(r, "Offers.%zu.href=%s", *n,
	       application_url(r, app->answer, what));
	data_f(r, "Offers.%zu.icon=%s", *n, icon);
	data_f(r, "Offers.%zu.label=%s", *n, label);
	data_f(r, "Offers.%zu.text=%s", *n, text);
	if (!*n)
		data_f(r, "Offers.%zu.primary=1", *n);
	(*n)++;
}

NEOERR *application_page(struct req *r)
{
	struct application app;
	struct filed *filed;
	unsigned kinds;
	size_t n = 0;

	TRY(load(r, &app, &filed));
	TRY(filed_read(&r->actor, filed));
	TRY(application_becomes(&r->actor, filed, &kinds));
	page_title(r, name_of(&app));
	crumbs(r);
	page_crumb(r, NULL, app.reference);
	data_set(r, "Application.title", name_of(&app));
	data_set(r, "Application.form", app.form_title);
	data_set(r, "Application.reference", app.reference);
	data_set(r, "Application.email", app.email);
	data_set(r, "Application.language",
		 *app.language ? app.language : "English");
	data_set(r, "Application.state", app.state);
	data_set(r, "Application.received", show_instant(r, app.received_at));
	data_set(r, "Application.decided", show_instant(r, app.decided_at));
	data_set(r, "Application.decided_by", app.decided_by);
	data_set(r, "Application.words", app.words);
	data_f(r, "Application.answer=/forms/answers/%" PRId64, app.answer);
	TRY(answer_made(r, app.answer));
	if (strcmp(app.state, "received") ||
	    !actor_may(&r->actor, RIGHT_PROVIDER_EDIT))
		return STATUS_OK;
	if (kinds & 1u << TARGET_PROVIDER)
		offer(r, &n, &app, "profile", "house-add",
		      "Make a draft profile",
		      "A new provider, filled in by this application. Nobody "
		      "outside the agency sees it before it is published.");
	if (kinds & 1u << TARGET_CLIENT &&
	    actor_may(&r->actor, RIGHT_CLIENT_EDIT))
		offer(r, &n, &app, "client", "person-plus", "Make a client",
		      "A new client record, filled in by this application.");
	offer(r, &n, &app, "at", "signpost-2", "Put it to a provider",
	      kinds & 1u << TARGET_INCIDENT
		  ? "It goes into the provider's History and Forms, and its "
		    "clock starts from the moment we received it."
		  : "It goes to a provider that is here already, among its "
		    "Forms.");
	data_set(r, "Application.decline",
		 application_url(r, app.answer, "decline"));
	return STATUS_OK;
}

/* --- taking it over --------------------------------------------------------------------- */

/* Still to be decided? Else back to where it says what was. */
static NEOERR *load_waiting(struct req *r, struct application *app, bool *go)
{
	struct filed *filed;

	TRY(load(r, app, &filed));
	*go = !strcmp(app->state, "received");
	if (!*go)
		return answer_go(r, application_url(r, app->answer, ""));
	form_set_version(r, app->version);
	return STATUS_OK;
}

static void take_form(struct req *r, const struct application *app,
		      const char *title, const char *submit)
{
	crumbs(r);
	page_crumb(r, application_url(r, app->answer, ""), app->reference);
	form_title(r, title, submit, application_url(r, app->answer, ""));
	page_crumb(r, NULL, title);
}

static NEOERR *offer_regions(struct req *r)
{
	struct rows rows;

	TRY(provider_regions(&r->actor, &rows));
	form_options(r, F_REGION, &rows, "id", "name");
	if (rows.n)
		form_set(r, F_REGION, row_text(&rows, 0, "id"));
	return STATUS_OK;
}

NEOERR *application_profile_page(struct req *r)
{
	struct application app;
	struct rows types;
	bool go;

	TRY(load_waiting(r, &app, &go));
	if (!go)
		return STATUS_OK;
	TRY(offer_regions(r));
	TRY(provider_types(&r->actor, &types));
	form_option(r, F_TYPE, "", "As the form says");
	form_options(r, F_TYPE, &types, "id", "name");
	take_form(r, &app, "Make a draft profile", "Make the draft profile");
	form_intro(r, "From “%s”, reference %s. The application stays "
		      "with the profile, among its Forms.",
		   name_of(&app), app.reference);
	return STATUS_OK;
}

NEOERR *application_client_page(struct req *r)
{
	struct application app;
	bool go;

	if (!actor_may(&r->actor, RIGHT_PROVIDER_EDIT))
		return nerr_raise(ERR_FORBIDDEN, "needs provider.edit");
	TRY(load_waiting(r, &app, &go));
	if (!go)
		return STATUS_OK;
	TRY(offer_regions(r));
	form_hide(r, F_TYPE);
	take_form(r, &app, "Make a client", "Make the client");
	form_intro(r, "From “%s”, reference %s. The application stays "
		      "with the client's record.",
		   name_of(&app), app.reference);
	return STATUS_OK;
}

/* Where to go when it is done: to what was made. */
static NEOERR *go_there(struct req *r, int64_t answer, const char *said)
{
	struct filed *filed;

	TRY(filed_get(&r->actor, answer, &filed));
	answer_flash(r, "ok", said, application_url(r, answer, ""),
		     "The application");
	if (filed->about.provider)
		return answer_go(r, req_url(r, "/profiles/providers/%" PRId64,
					    filed->about.provider));
	if (filed->about.client)
		return answer_go(r, req_url(r, "/profiles/clients/%" PRId64,
					    filed->about.client));
	return answer_go(r, application_url(r, answer, ""));
}

static NEOERR *take(struct req *r, const char *said)
{
	struct mapping_choice choice = {.type = form_int(r, F_TYPE),
					.region = form_int(r, F_REGION)};
	struct application app;
	bool go;

	TRY(load_waiting(r, &app, &go));
	if (!go)
		return STATUS_OK;
	TRY(form_refuse_if(r, application_take(&r->actor, &app, 0, &choice,
					       form_text(r, F_WORDS))));
	return go_there(r, app.answer, said);
}

NEOERR *application_profile(struct req *r)
{
	return take(r, "The draft profile is made. Look through it, then "
		       "publish it.");
}

NEOERR *application_client(struct req *r)
{
	return take(r, "The client is made. Look through the record.");
}

/* --- to a provider that is here already -------------------------------------------------- */

/* The one that was chosen on the page before. */
static NEOERR *offer_chosen(struct req *r)
{
	struct provider *p;
	int64_t id;
	NEOERR *err;

	if (!text_int(req_query(r, "provider"), 1, INT64_MAX, &id))
		return STATUS_OK;
	err = provider_get(&r->actor, id, &p);
	if (nerr_handle(&err, ERR_NOT_FOUND))
		return STATUS_OK;
	TRY(err);
	form_option(r, F_PROVIDER, req_query(r, "provider"),
		    mem_printf(r->pool, "%s, %s", p->name, p->suburb));
	data_set(r, "Search.q", p->name);
	return STATUS_OK;
}

NEOERR *application_at_page(struct req *r)
{
	const char *typed = req_query(r, "q");
	struct application app;
	struct rows found;
	bool go;

	TRY(load_waiting(r, &app, &go));
	if (!go)
		return STATUS_OK;
	take_form(r, &app, "Put it to a provider", "Put it there");
	data_f(r, "Search.action=%s", application_url(r, app.answer, "at"));
	data_set(r, "Search.q", typed);
	data_set(r, "Application.title", name_of(&app));
	data_set(r, "Application.reference", app.reference);
	if (!*typed)
		return nerr_pass(offer_chosen(r));
	TRY(search_providers(&r->actor, typed, 12, &found));
	for (size_t i = 0; i < found.n; i++)
		form_option(r, F_PROVIDER, row_text(&found, i, "id"),
			    mem_printf(r->pool, "%s, %s",
				       row_text(&found, i, "name"),
				       row_text(&found, i, "suburb")));
	data_int(r, "Found", (int64_t)found.n);
	return STATUS_OK;
}

NEOERR *application_at(struct req *r)
{
	struct mapping_choice choice = {0};
	struct application app;
	bool go;

	TRY(load_waiting(r, &app, &go));
	if (!go)
		return STATUS_OK;
	TRY(form_refuse_if(
	    r, application_take(&r->actor, &app, form_int(r, F_PROVIDER),
				&choice, form_text(r, F_AT_WORDS))));
	return go_there(r, app.answer, "It is with this provider now.");
}

/* --- declining ------------------------------------------------------------------------------ */

NEOERR *application_decline_page(struct req *r)
{
	struct application app;
	bool go;

	TRY(load_waiting(r, &app, &go));
	if (!go)
		return STATUS_OK;
	take_form(r, &app, "Decline", "Decline and mail it");
	form_danger(r);
	form_intro(r, "“%s”, reference %s, from %s.", name_of(&app),
		   app.reference, app.email);
	return STATUS_OK;
}

NEOERR *application_refuse(struct req *r)
{
	struct application app;
	bool go;

	TRY(load_waiting(r, &app, &go));
	if (!go)
		return STATUS_OK;
	TRY(form_refuse_if(
	    r, application_decline(&r->actor, &app,
				   form_text(r, F_DECLINE_WORDS))));
	answer_flash(r, "ok", "It is declined, and the sender is told.", NULL,
		     NULL);
	return answer_go(r, "/forms/applications");
}

/* --- which forms are open ------------------------------------------------------------------- */

NEOERR *form_public_page(struct req *r)
{
	const char *values[PUBLIC_FIELDS];
	struct library_form form;
	int64_t code, version;

	TRY(library_get(&r->actor, r->id[0], &form));
	TRY(public_load(&r->actor, r->id[0], values, &code, &version));
	form_set_record(r, values, version);
	page_crumb(r, "/forms/answers", "Forms");
	page_crumb(r, "/forms/library", "Library");
	page_crumb(r, req_url(r, "/forms/library/%" PRId64, r->id[0]),
		   form.title);
	form_title(r, "Open to people outside", "Save",
		   req_url(r, "/forms/library/%" PRId64, r->id[0]));
	page_crumb(r, NULL, "Open to people outside");
	data_set(r, "Form.name", form.title);
	if (!code)
		return STATUS_OK;
	data_f(r, "Link.href=%s/forms/apply/%" PRId64,
	       conf_get(r->conf, "site_url"), code);
	data_f(r, "Link.path=/forms/apply/%" PRId64, code);
	if (*values[PUBLIC_OPEN] && form.current)
		data_set(r, "Link.open", "1");
	else if (!form.current)
		data_set(r, "Link.unpublished", "1");
	return STATUS_OK;
}

NEOERR *form_public(struct req *r)
{
	struct library_form form;

	TRY(library_get(&r->actor, r->id[0], &form));
	TRY(public_save(&r->actor, r->id[0], form_version(r), form_values(r)));
	answer_flash(r, "ok",
		     form_has(r, PUBLIC_OPEN)
			 ? "Saved. Whoever has the link can fill it in now."
			 : "Saved. The form is closed to people outside.",
		     NULL, NULL);
	return answer_go(r, req_url(r, "/forms/library/%" PRId64 "/public",
				    r->id[0]));
}
