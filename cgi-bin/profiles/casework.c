/* A client's cases, and the services added through them.
 * SPDX-License-Identifier: MIT */
#include "people/casework.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "pages.h"
#include "people/offer.h"
#include "people/placement.h"
#include "people/provider.h"
#include "people/staff.h"
#include "people/suit.h"

static const char *iso_today(struct req *r)
{
	char text[DATE_TEXT];

	return mem_strdup(r->pool,
			  date_format_iso(date_from_days(r->actor.today),
					  text));
}

static struct record_of case_of(struct req *r)
{
	return (struct record_of){.id = r->id[1],
				  .owner = req_client(r)->id,
				  .client = req_client(r)->id};
}

static NEOERR *offer_staff(struct req *r, const char *now)
{
	struct rows staff;

	TRY(staff_list(&r->actor, strtoll(now, NULL, 10), &staff));
	form_option(r, CASE_F_MANAGER, "", "Nobody yet");
	for (size_t i = 0; i < staff.n; i++)
		form_option(r, CASE_F_MANAGER,
			    mem_printf(r->pool, "%" PRId64,
				       row_int(&staff, i, "id")),
			    row_text(&staff, i, "name"));
	return STATUS_OK;
}

NEOERR *case_add_page(struct req *r)
{
	TRY(offer_staff(r, ""));
	form_hide(r, CASE_F_NUMBER);
	form_set_int(r, CASE_F_MANAGER, r->actor.account);
	form_set(r, CASE_F_OPENED, iso_today(r));
	client_form(r, "Open a case", "Open the case");
	return STATUS_OK;
}

NEOERR *case_add_post(struct req *r)
{
	int64_t id;

	if (!strcmp(req_client(r)->state, "closed"))
		return form_refuse(r, CASE_F_TITLE,
				   "The client's record is closed");
	TRY(case_add(&r->actor, req_client(r)->id, form_values(r), &id));
	answer_flash(r, "ok", "The case is open.", NULL, NULL);
	return answer_go(r, client_url(r, ""));
}

NEOERR *case_edit_page(struct req *r)
{
	const char *values[CASE_FIELDS];
	int64_t version;

	TRY(record_load(&r->actor, &case_record, case_of(r), values, &version));
	TRY(offer_staff(r, values[CASE_F_MANAGER]));
	form_set_record(r, values, version);
	form_hide(r, CASE_F_NUMBER);
	client_form(r, "Change the case", "Save");
	return STATUS_OK;
}

NEOERR *case_edit_post(struct req *r)
{
	TRY(record_save(&r->actor, &case_record, case_of(r), form_version(r),
			form_values(r), NULL));
	answer_flash(r, "ok", "The case is saved.", NULL, NULL);
	return answer_go(r, client_url(r, ""));
}

NEOERR *case_close_page(struct req *r)
{
	struct rows one;

	TRY(case_get(&r->actor, req_client(r)->id, r->id[1], &one));
	form_set(r, CASE_CLOSE_DAY, iso_today(r));
	if (!row_int(&one, 0, "services"))
		form_hide(r, CASE_CLOSE_SERVICES);
	client_form(r, mem_printf(r->pool, "Close case %s",
				  row_text(&one, 0, "number")),
		    "Close the case");
	form_intro(r, "%s. It stays on the record, with all its services.",
		   row_text(&one, 0, "title"));
	return STATUS_OK;
}

NEOERR *case_close_post(struct req *r)
{
	NEOERR *err;
	struct date on;
	const char *why;

	date_parse_iso(form_text(r, CASE_CLOSE_DAY), &on);
	err = case_close(&r->actor, req_client(r)->id, r->id[1], on,
			 form_has(r, CASE_CLOSE_SERVICES));
	if (nerr_match(err, ERR_INVALID)) {
		why = err_text(r->pool, err);
		nerr_ignore(&err);
		return form_refuse(r, CASE_CLOSE_DAY, "%s", why);
	}
	TRY(err);
	answer_flash(r, "ok", "The case is closed.", NULL, NULL);
	return answer_go(r, client_url(r, ""));
}

NEOERR *case_reopen_post(struct req *r)
{
	TRY(case_reopen(&r->actor, req_client(r)->id, r->id[1]));
	answer_flash(r, "ok", "The case is open again.", NULL, NULL);
	return answer_go(r, client_url(r, ""));
}

/* --- adding a service ------------------------------------------------------------ */

/* Which service, and who gives it? */
static NEOERR *choose_provider(struct req *r, int64_t service)
{
	const char *typed = req_query(r, "q");
	const char *here = client_url(
	    r, mem_printf(r->pool, "/cases/%" PRId64 "/services/add", r->id[1]));
	struct rows services, found;

	TRY(service_list(&r->actor, &services));
	data_set(r, "Find.active", "1");
	data_set(r, "Find.action", here);
	data_set(r, "Find.value", typed);
	data_set(r, "Find.label", "Name of the provider, if you know it");
	for (size_t i = 0; i < services.n; i++) {
		int64_t id = row_int(&services, i, "id");

		data_f(r, "Find.Services.%zu.id=%" PRId64, i, id);
		data_f(r, "Find.Services.%zu.label=%s: %s (by %s)", i,
		       row_text(&services, i, "category"),
		       row_text(&services, i, "name"),
		       row_text(&services, i, "unit"));
		if (id == service)
			data_f(r, "Find.Services.%zu.selected=1", i);
	}
	if (!service)
		return STATUS_OK;
	TRY(case_providers(&r->actor, service, date_from_days(r->actor.today),
			   typed, &found));
	for (size_t i = 0; i < found.n; i++) {
		const char *at = mem_printf(r->pool, "Found.%zu", i);

		data_row(r, at, &found, i);
		data_f(r, "%s.what=%s%s%s", at, row_text(&found, i, "type"),
		       *row_text(&found, i, "suburb") ? ", " : "",
		       row_text(&found, i, "suburb"));
		data_f(r, "%s.href=%s?service_id=%" PRId64
			  "&provider_id=%" PRId64, at, here, service,
		       row_int(&found, i, "id"));
	}
	if (!found.n)
		data_set(r, "Find.nobody", "1");
	return STATUS_OK;
}

/* Provider and service as the form has them, and whether they fit. */
static NEOERR *check(struct req *r, struct date from, struct date until,
		     struct provider **p, struct suit *s)
{
	struct suit_ask ask = {.client = req_client(r), .from = from,
			       .until = until, .listed = true};

	TRY(provider_get(&r->actor,
			 strtoll(req_query(r, "provider_id"), NULL, 10), p));
	ask.provider = (*p)->id;
	ask.service = strtoll(req_query(r, "service_id"), NULL, 10);
	return nerr_pass(suit_check(&r->actor, &ask, s));
}

static const char *service_name(struct req *r, const struct rows *services,
				int64_t id)
{
	for (size_t i = 0; i < services->n; i++)
		if (row_int(services, i, "id") == id)
			return row_text(services, i, "name");
	(void)r;
	return "A service";
}

NEOERR *case_service_add_page(struct req *r)
{
	int64_t service = strtoll(req_query(r, "service_id"), NULL, 10);
	struct date from =
	    typed_day(r, "from_date", date_from_days(r->actor.today));
	struct date until = typed_day(r, "until_date", DATE_NONE);
	struct rows one, services;
	struct provider *p;
	struct suit s;
	char text[DATE_TEXT];

	TRY(case_get(&r->actor, req_client(r)->id, r->id[1], &one));
	client_form(r, "Add a service", "Add the service");
	form_intro(r, "For %s, in case %s: %s", req_client(r)->name,
		   row_text(&one, 0, "number"), row_text(&one, 0, "title"));
	if (!service || !*req_query(r, "provider_id")) {
		for (int i = 0; i < CASE_SERVICE_FIELDS; i++)
			form_hide(r, i);
		return nerr_pass(choose_provider(r, service));
	}
	TRY(service_list(&r->actor, &services));
	TRY(check(r, from, until, &p, &s));
	form_set_int(r, CASE_SERVICE_F_PROVIDER, p->id);
	form_set_int(r, CASE_SERVICE_F_SERVICE, service);
	form_set(r, CASE_SERVICE_F_FROM,
		 mem_strdup(r->pool, date_format_iso(from, text)));
	if (!s.warns || s.blocks)
		form_hide(r, CASE_SERVICE_F_SURE);
	suit_show(r, &s, p->id, req_client(r)->id,
		  mem_printf(r->pool, "%s by %s, from %s?",
			     service_name(r, &services, service), p->name,
			     date_format_words(
				 from, date_from_days(r->actor.today).year,
				 text)));
	return STATUS_OK;
}

/* The values, once they are right in themselves. */
static NEOERR *read_values(struct req *r, int64_t id, const char **values)
{
	const char *wrong;
	bool twice;
	int field;

	memcpy(values, form_values(r),
	       CASE_SERVICE_COLUMNS * sizeof *values);
	wrong = case_service_wrong(r->pool, values, &field);
	if (wrong)
		return form_refuse(r, field, "%s", wrong);
	TRY(case_service_twice(&r->actor, req_client(r)->id, id, values,
			       &twice));
	if (twice)
		return form_refuse(r, CASE_SERVICE_F_FROM,
				   "This client gets this service from this "
				   "provider on some of these days already");
	return STATUS_OK;
}

NEOERR *case_service_add_post(struct req *r)
{
	const char *values[CASE_SERVICE_COLUMNS];
	struct date from, until;
	struct provider *p;
	struct suit s;
	int64_t id;

	TRY(read_values(r, 0, values));
	date_parse_iso(values[CASE_SERVICE_F_FROM], &from);
	date_parse_iso(values[CASE_SERVICE_F_UNTIL], &until);
	TRY(placement_turn(&r->actor, form_int(r, CASE_SERVICE_F_PROVIDER)));
	TRY(check(r, from, until, &p, &s));
	if (s.blocks)
		return form_refuse(r, CASE_SERVICE_F_FROM,
				   "%s. Above stands what and why", s.answer);
	if (s.warns && !form_has(r, CASE_SERVICE_F_SURE))
		return form_refuse(r, CASE_SERVICE_F_SURE,
				   "Look at the warnings above, then tick this");
	TRY(case_service_add(&r->actor, req_client(r)->id, r->id[1], values,
			     &id));
	answer_flash(r, "ok",
		     mem_printf(r->pool, "The service is added, and %s is on "
				"the client list of %s.",
				req_client(r)->name, p->name),
		     req_url(r, "/profiles/providers/%" PRId64 "/clients",
			     p->id),
		     "Look at the list");
	return answer_go(r, client_url(r, ""));
}

/* --- changing one ---------------------------------------------------------------------- */

NEOERR *case_service_edit_page(struct req *r)
{
	const char *values[CASE_SERVICE_FIELDS] = {
	    [CASE_SERVICE_F_SURE] = ""};
	struct provider *p;
	struct rows services;
	int64_t version;

	TRY(case_service_load(&r->actor, req_client(r)->id, r->id[1], r->id[2],
			      values, &version));
	TRY(provider_get(&r->actor,
			 strtoll(values[CASE_SERVICE_F_PROVIDER], NULL, 10),
			 &p));
	TRY(service_list(&r->actor, &services));
	form_set_record(r, values, version);
	form_hide(r, CASE_SERVICE_F_PROVIDER);
	form_hide(r, CASE_SERVICE_F_SERVICE);
	form_hide(r, CASE_SERVICE_F_SURE);
	client_form(r, "Change or end a service", "Save");
	form_intro(r, "%s by %s, for %s. To end it, write its last day.",
		   service_name(r, &services,
				strtoll(values[CASE_SERVICE_F_SERVICE], NULL,
					10)),
		   p->name, req_client(r)->name);
	data_set(r, "Remove.href",
		 client_url(r, mem_printf(r->pool,
					  "/cases/%" PRId64
					  "/services/%" PRId64 "/remove",
					  r->id[1], r->id[2])));
	return STATUS_OK;
}

/* Longer than before, it is looked at anew. */
static NEOERR *check_again(struct req *r, const char *const *values,
			   const char *const *now)
{
	struct suit_ask ask = {.client = req_client(r), .listed = true};
	const char *until = values[CASE_SERVICE_F_UNTIL];
	const char *before = now[CASE_SERVICE_F_UNTIL];
	bool earlier = strcmp(values[CASE_SERVICE_F_FROM],
			      now[CASE_SERVICE_F_FROM]) < 0;
	bool longer = *before && (!*until || strcmp(until, before) > 0);
	struct suit s;

	if (!earlier && !longer)
		return STATUS_OK;
	ask.provider = strtoll(values[CASE_SERVICE_F_PROVIDER], NULL, 10);
	ask.service = strtoll(values[CASE_SERVICE_F_SERVICE], NULL, 10);
	date_parse_iso(values[CASE_SERVICE_F_FROM], &ask.from);
	if (!earlier && date_to_days(ask.from) < r->actor.today)
		ask.from = date_from_days(r->actor.today);
	date_parse_iso(until, &ask.until);
	TRY(suit_check(&r->actor, &ask, &s));
	if (!s.blocks)
		return STATUS_OK;
	return form_refuse(r, earlier ? CASE_SERVICE_F_FROM
				      : CASE_SERVICE_F_UNTIL,
			   "%s: %s", s.lines[0].text, s.lines[0].more);
}

NEOERR *case_service_edit_post(struct req *r)
{
	const char *values[CASE_SERVICE_COLUMNS], *now[CASE_SERVICE_COLUMNS];
	int64_t version;

	TRY(case_service_load(&r->actor, req_client(r)->id, r->id[1], r->id[2],
			      now, &version));
	TRY(read_values(r, r->id[2], values));
	TRY(check_again(r, values, now));
	TRY(case_service_save(&r->actor, req_client(r)->id, r->id[1], r->id[2],
			      form_version(r), values));
	answer_flash(r, "ok", "The service is saved.", NULL, NULL);
	return answer_go(r, client_url(r, ""));
}

NEOERR *case_service_remove_post(struct req *r)
{
	TRY(case_service_remove(&r->actor, req_client(r)->id, r->id[1],
				r->id[2]));
	answer_flash(r, "ok", "The service is taken off the case. What the "
			      "provider's list shows of it stays there.",
		     NULL, NULL);
	return answer_go(r, client_url(r, ""));
}
