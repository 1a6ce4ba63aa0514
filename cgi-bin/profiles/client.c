/* Clients: the list, and a client's record.
 * SPDX-License-Identifier: MIT */
#include "people/client.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "forms/filing.h"
#include "pages.h"
#include "web/attached.h"
#include "people/audit.h"
#include "people/casework.h"
#include "people/condition.h"
#include "people/placement.h"
#include "people/portrait.h"

enum { CLIENT_Q, CLIENT_SHOW };
const struct field client_filters[2] = {
    [CLIENT_Q] = {"q", "Name or client number", FIELD_SEARCH, 0, 100},
    [CLIENT_SHOW] = {"show", "State", FIELD_HIDDEN, 0, 10},
};

const char *client_url(struct req *r, const char *what)
{
	return req_url(r, "/profiles/clients/%" PRId64 "%s", req_client(r)->id,
		       what);
}

void client_form(struct req *r, const char *title, const char *submit)
{
	page_crumb(r, "/profiles/clients", "Clients");
	page_crumb(r, client_url(r, ""), req_client(r)->name);
	form_title(r, title, submit, client_url(r, ""));
}

/* --- the list ------------------------------------------------------------------- */

static void show_row(struct req *r, size_t i, const struct rows *rows)
{
	const char *at = mem_printf(r->pool, "Clients.%zu", i);

	data_row(r, at, rows, i);
	data_f(r, "%s.href=/profiles/clients/%" PRId64, at,
	       row_int(rows, i, "id"));
	data_f(r, "%s.age=%s", at,
	       client_age(&r->actor, row_text(rows, i, "born")));
	if (row_int(rows, i, "face"))
		data_f(r, "%s.face=%02d", at, (int)row_int(rows, i, "face"));
	else if (!row_null(rows, i, "face"))
		data_f(r, "%s.noface=1", at);
}

NEOERR *client_list_page(struct req *r)
{
	const char *typed = form_text(r, CLIENT_Q);
	bool closed = !strcmp(form_text(r, CLIENT_SHOW), "closed");
	const char *base = closed ? "/profiles/clients?show=closed"
				  : "/profiles/clients";
	int64_t offset = *typed ? 0 : list_offset(r, CLIENT_PAGE);
	int64_t active, gone;
	struct rows rows;
	size_t n;

	TRY(client_list(&r->actor, typed, closed, offset, &rows));
	TRY(client_count(&r->actor, false, &active));
	TRY(client_count(&r->actor, true, &gone));
	list_tab(r, 0, "Active", "/profiles/clients", active, CLIENT_COUNT_MAX,
		 !closed && !*typed);
	list_tab(r, 1, "Closed", "/profiles/clients?show=closed", gone,
		 CLIENT_COUNT_MAX, closed && !*typed);
	n = *typed ? rows.n
		   : list_pager(r, base, &rows, CLIENT_PAGE, offset,
				closed ? gone : active, CLIENT_COUNT_MAX);
	for (size_t i = 0; i < n; i++)
		show_row(r, i, &rows);
	form_set(r, CLIENT_SHOW, closed ? "closed" : "");
	page_title(r, "Clients");
	page_crumb(r, NULL, "Clients");
	data_set(r, "Lead", *typed ? mem_printf(r->pool, "Found by “%s”: %s",
						typed,
						text_count(r->pool, (int64_t)n,
							   "client", "clients"))
				   : "The people whom the agency works for");
	if (*typed)
		data_set(r, "Typed", "1");
	if (actor_may(&r->actor, RIGHT_CLIENT_EDIT)) {
		data_set(r, "Actions.0.href", "/profiles/clients/add");
		data_set(r, "Actions.0.icon", "plus-lg");
		data_set(r, "Actions.0.label", "Add a client");
		data_set(r, "Actions.0.primary", "1");
	}
	return STATUS_OK;
}

/* --- one client --------------------------------------------------------------------- */

static void fact(struct req *r, size_t *n, const char *label, const char *text,
		 const char *href)
{
	if (!*text)
		return;
	data_f(r, "Facts.%zu.label=%s", *n, label);
	data_f(r, "Facts.%zu.text=%s", *n, text);
	if (href)
		data_f(r, "Facts.%zu.href=%s", *n, href);
	(*n)++;
}

static const char *link_to(struct req *r, const char *scheme, const char *to)
{
	struct buf b = {.ctx = r->pool};

	if (!strcmp(scheme, "mailto"))
		return mem_printf(r->pool, "mailto:%s", to);
	for (; *to; to++)
		if ((*to >= '0' && *to <= '9') || *to == '+')
			buf_add(&b, to, 1);
	return mem_printf(r->pool, "%s:%s", scheme, buf_text(&b));
}

static void show_facts(struct req *r, const char *const *v,
		       const struct rows *regions)
{
	const char *born = v[CLIENT_F_BORN], *place;
	size_t n = 0;

	fact(r, &n, "Number", v[CLIENT_F_NUMBER], NULL);
	fact(r, &n, "Likes to be called", v[CLIENT_F_PREFERRED], NULL);
	if (*born) {
		struct date d;
		char text[DATE_TEXT];

		date_parse_iso(born, &d);
		fact(r, &n, "Born",
		     mem_printf(r->pool, "%s, %s", date_format_day(d, 0, text),
				client_age(&r->actor, born)),
		     NULL);
	}
	fact(r, &n, "Gender",
	     *v[CLIENT_F_GENDER] ? client_gender(v[CLIENT_F_GENDER]) : "",
	     NULL);
	fact(r, &n, "Phone", v[CLIENT_F_PHONE],
	     link_to(r, "tel", v[CLIENT_F_PHONE]));
	fact(r, &n, "E-mail", v[CLIENT_F_EMAIL],
	     link_to(r, "mailto", v[CLIENT_F_EMAIL]));
	place = mem_printf(r->pool, "%s%s%s %s %s", v[CLIENT_F_ADDRESS],
			   *v[CLIENT_F_ADDRESS] && *v[CLIENT_F_SUBURB] ? ", "
								       : "",
			   v[CLIENT_F_SUBURB], v[CLIENT_F_STATE],
			   v[CLIENT_F_POSTCODE]);
	fact(r, &n, "Address", text_tidy(r->pool, place, true), NULL);
	for (size_t i = 0; i < regions->n; i++)
		if (!strcmp(row_text(regions, i, "id"), v[CLIENT_F_REGION]))
			fact(r, &n, "Region", row_text(regions, i, "name"),
			     NULL);
}

static void show_traits(struct req *r, const char *traits,
			const struct rows *all)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		const char *name = row_text(all, i, "name"), *s = traits;

		while (*s) {
			size_t len = strcspn(s, ",");

			if (len == strlen(name) && !strncmp(s, name, len))
				data_f(r, "Traits.%zu.label=%s", n++,
				       row_text(all, i, "label"));
			s += len;
			s += *s == ',';
		}
	}
}

static void show_service(struct req *r, const char *at, const struct rows *s,
			 size_t i, bool may)
{
	const char *one = client_url(
	    r, mem_printf(r->pool, "/cases/%" PRId64 "/services/%" PRId64,
			  row_int(s, i, "case_id"), row_int(s, i, "id")));

	data_row(r, at, s, i);
	data_f(r, "%s.amount=%s", at,
	       case_amount(r->pool, row_text(s, i, "units"),
			   row_text(s, i, "unit"), row_text(s, i, "per")));
	if (row_int(s, i, "provider_id"))
		data_f(r, "%s.provider_href=/profiles/providers/%" PRId64, at,
		       row_int(s, i, "provider_id"));
	if (may && row_int(s, i, "provider_id"))
		data_f(r, "%s.edit=%s/edit", at, one);
}

static void show_cases(struct req *r, const struct rows *cases,
		       const struct rows *services)
{
	bool may = actor_may(&r->actor, RIGHT_CLIENT_EDIT);

	for (size_t i = 0; i < cases->n; i++) {
		const char *at = mem_printf(r->pool, "Cases.%zu", i);
		int64_t id = row_int(cases, i, "id");
		bool open = row_null(cases, i, "closed");
		const char *one = client_url(
		    r, mem_printf(r->pool, "/cases/%" PRId64, id));
		size_t n = 0;

		data_row(r, at, cases, i);
		for (size_t k = 0; k < services->n; k++)
			if (row_int(services, k, "case_id") == id)
				show_service(r,
					     mem_printf(r->pool,
							"%s.Services.%zu", at,
							n++),
					     services, k, may && open);
		if (!may)
			continue;
		data_f(r, "%s.edit=%s/edit", at, one);
		data_f(r, "%s.%s=%s/%s", at, open ? "close" : "reopen", one,
		       open ? "close" : "reopen");
		if (open)
			data_f(r, "%s.add=%s/services/add", at, one);
	}
}

static void show_stays(struct req *r, const struct rows *stays)
{
	for (size_t i = 0; i < stays->n; i++) {
		const char *at = mem_printf(r->pool, "Stays.%zu", i);

		data_row(r, at, stays, i);
		if (row_int(stays, i, "provider_id"))
			data_f(r, "%s.href=/profiles/providers/%" PRId64
				  "/clients", at,
			       row_int(stays, i, "provider_id"));
	}
}

static void show_waivers(struct req *r, const struct rows *w)
{
	for (size_t i = 0; i < w->n; i++) {
		const char *at = mem_printf(r->pool, "Waivers.%zu", i);

		data_row(r, at, w, i);
		data_f(r, "%s.what=%s", at,
		       condition_kind_label(condition_kind_by_name(
			   row_text(w, i, "kind"))));
		data_f(r,
		       "%s.href=/profiles/providers/%" PRId64
		       "/licence/%" PRId64 "/conditions/%" PRId64,
		       at, row_int(w, i, "provider_id"),
		       row_int(w, i, "licence_id"),
		       row_int(w, i, "condition_id"));
	}
}

NEOERR *client_page(struct req *r)
{
	const struct client *c = req_client(r);
	const char *values[CLIENT_FIELDS];
	struct rows regions, traits, cases, services, stays, waivers, photo;
	int64_t version;

	TRY(audit_read(&r->actor, (struct audit){.kind = "client",
						 .id = c->id,
						 .client = c->id}));
	TRY(client_load(&r->actor, c->id, values, &version));
	TRY(client_regions(&r->actor, &regions));
	TRY(trait_list(&r->actor, &traits));
	TRY(case_list(&r->actor, c->id, &cases));
	TRY(case_services(&r->actor, c->id, &services));
	TRY(placement_of_client(&r->actor, c->id, &stays));
	TRY(client_waivers(&r->actor, c->id, &waivers));
	TRY(attached_card(r, "client", c->id));
	TRY(portrait_of(&r->actor, PORTRAIT_CLIENT, c->id, &photo));
	page_title(r, c->name);
	page_crumb(r, "/profiles/clients", "Clients");
	page_crumb(r, NULL, c->name);
	data_set(r, "Client.name", c->name);
	data_set(r, "Client.number", c->number);
	data_set(r, "Client.age", client_age(&r->actor, c->born));
	data_set(r, "Client.state", c->state);
	data_set(r, "Client.about", values[CLIENT_F_ABOUT]);
	if (photo.n && !strcmp(row_text(&photo, 0, "state"), "done")) {
		data_int(r, "Client.photo", row_int(&photo, 0, "id"));
		data_set(r, "Client.photo_alt", row_text(&photo, 0, "alt"));
	}
	if (strcmp(c->face, "0"))
		data_f(r, "Client.face=%02d", atoi(c->face));
	if (actor_may(&r->actor, RIGHT_MEDIA_VIEW))
		data_f(r, "Client.media=/attachments/media/for/%" PRId64,
		       c->id);
	if (actor_may(&r->actor, RIGHT_CLIENT_EDIT)) {
		bool closed = !strcmp(c->state, "closed");

		data_f(r, "Client.picture=/attachments/clients/%" PRId64
			  "/portrait",
		       c->id);
		data_set(r, "Client.edit", client_url(r, "/edit"));
		data_set(r, closed ? "Client.reopen" : "Client.close",
			 client_url(r, closed ? "/reopen" : "/close"));
		if (!closed)
			data_set(r, "Add.href", client_url(r, "/cases/add"));
	}
	show_facts(r, values, &regions);
	show_traits(r, c->traits, &traits);
	show_cases(r, &cases, &services);
	show_stays(r, &stays);
	show_waivers(r, &waivers);
	return nerr_pass(
	    forms_about(r, &(struct filed_filter){.client = c->id},
			req_url(r, "/forms/clients/%" PRId64 "/start", c->id),
			req_url(r, "/forms/answers?client=%" PRId64, c->id)));
}

/* --- adding and changing ---------------------------------------------------------------- */

static NEOERR *offer(struct req *r)
{
	struct rows regions, traits;

	TRY(client_regions(&r->actor, &regions));
	TRY(trait_list(&r->actor, &traits));
	if (regions.n != 1)
		form_option(r, CLIENT_F_REGION, "", "Choose a region");
	form_options(r, CLIENT_F_REGION, &regions, "id", "name");
	form_options(r, CLIENT_F_TRAITS, &traits, "name", "label");
	if (regions.n == 1)
		form_set(r, CLIENT_F_REGION, row_text(&regions, 0, "id"));
	return STATUS_OK;
}

static NEOERR *check(struct req *r, int64_t id)
{
	const char *number = form_text(r, CLIENT_F_NUMBER);
	bool taken;

	if (id && !*number)
		return form_refuse(r, CLIENT_F_NUMBER,
				   "A client keeps a number");
	TRY(client_number_taken(&r->actor, number, id, &taken));
	if (*number && taken)
		return form_refuse(r, CLIENT_F_NUMBER,
				   "Another client has this number");
	return STATUS_OK;
}

NEOERR *client_add_page(struct req *r)
{
	TRY(offer(r));
	page_crumb(r, "/profiles/clients", "Clients");
	form_title(r, "Add a client", "Add the client", "/profiles/clients");
	return STATUS_OK;
}

NEOERR *client_add_post(struct req *r)
{
	int64_t id;

	TRY(check(r, 0));
	TRY(client_add(&r->actor, form_values(r), &id));
	answer_flash(r, "ok", "The client is added. Open a case to add "
			      "services.", NULL, NULL);
	return answer_go(r, req_url(r, "/profiles/clients/%" PRId64, id));
}

NEOERR *client_edit_page(struct req *r)
{
	const char *values[CLIENT_FIELDS];
	int64_t version;

	TRY(client_load(&r->actor, req_client(r)->id, values, &version));
	TRY(offer(r));
	form_set_record(r, values, version);
	client_form(r, "Change the record", "Save");
	return STATUS_OK;
}

NEOERR *client_edit_post(struct req *r)
{
	TRY(check(r, req_client(r)->id));
	TRY(client_save(&r->actor, req_client(r)->id, form_version(r),
			form_values(r)));
	answer_flash(r, "ok", "The record is saved.", NULL, NULL);
	return answer_go(r, client_url(r, ""));
}

NEOERR *client_close_post(struct req *r)
{
	TRY(client_close(&r->actor, req_client(r)->id, true));
	answer_flash(r, "ok", "The record is closed.", NULL, NULL);
	return answer_go(r, client_url(r, ""));
}

NEOERR *client_reopen_post(struct req *r)
{
	TRY(client_close(&r->actor, req_client(r)->id, false));
	answer_flash(r, "ok", "The record is open again.", NULL, NULL);
	return answer_go(r, client_url(r, ""));
}
