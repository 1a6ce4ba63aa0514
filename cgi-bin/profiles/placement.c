/* A provider's clients: who is there, who was, the plus sign.
 * SPDX-License-Identifier: MIT */
#include "people/placement.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "pages.h"
#include "people/audit.h"
#include "people/casework.h"

static void show_service(struct req *r, const char *at, size_t n,
			 const struct rows *s, size_t i)
{
	const char *amount =
	    case_amount(r->pool, row_text(s, i, "units"), row_text(s, i, "unit"),
			row_text(s, i, "per"));

	data_f(r, "%s.Services.%zu.name=%s", at, n, row_text(s, i, "service"));
	data_f(r, "%s.Services.%zu.amount=%s", at, n, amount);
	data_f(r, "%s.Services.%zu.funding=%s", at, n,
	       row_text(s, i, "funding"));
	data_f(r, "%s.Services.%zu.from=%s", at, n,
	       show_date(r, row_text(s, i, "from_date")));
	data_f(r, "%s.Services.%zu.until=%s", at, n,
	       show_date(r, row_text(s, i, "until_date")));
	if (!row_int(s, i, "current"))
		data_f(r, "%s.Services.%zu.over=1", at, n);
}

static void show_client(struct req *r, size_t i, const struct rows *rows,
			const struct rows *services)
{
	const char *at = mem_printf(r->pool, "Clients.%zu", i);
	int64_t client = row_int(rows, i, "client_id");
	size_t n = 0;

	data_row(r, at, rows, i);
	if (row_int(rows, i, "face"))
		data_f(r, "%s.face=%02d", at, (int)row_int(rows, i, "face"));
	else
		data_f(r, "%s.noface=1", at);
	if (client) {
		data_f(r, "%s.href=/profiles/clients/%" PRId64, at, client);
		data_f(r, "%s.age=%s", at,
		       client_age(&r->actor, row_text(rows, i, "born")));
	}
	for (size_t k = 0; k < services->n && client && n < 6; k++)
		if (row_int(services, k, "client_id") == client)
			show_service(r, at, n++, services, k);
	if (actor_may(&r->actor, RIGHT_PLACEMENT_EDIT) && client &&
	    strcmp(row_text(rows, i, "state"), "past"))
		data_f(r, "%s.end=%s/%" PRId64 "/end", at,
		       profile_url(r, "clients"), row_int(rows, i, "id"));
}

/* "4 of 5 places used" */
static NEOERR *show_capacity(struct req *r, const struct rows *counts)
{
	int64_t own = row_int(counts, 0, "own_children");
	int64_t used = row_int(counts, 0, "here"), most, licensed;
	struct conditions every, its;
	struct licences l;
	const struct licence *speaks;

	TRY(licence_list(&r->actor, req_provider(r)->id, &l));
	TRY(condition_list(&r->actor, req_provider(r)->id, &every));
	speaks = licence_main(&l, req_provider(r)->id);
	its = condition_of(r->pool, &every, speaks ? speaks->id : 0);
	licensed = condition_places(&its, own);
	most = row_null(counts, 0, "places") ? INT64_MAX
					     : row_int(counts, 0, "places");
	if (licensed < most) {
		most = licensed;
		data_set(r, "Capacity.why",
			 own && condition_places(&its, 0) != licensed
			     ? "as the licence allows, own children counted"
			     : "as the licence allows");
	}
	if (most == INT64_MAX)
		return STATUS_OK;
	data_f(r, "Capacity.text=%" PRId64 " of %" PRId64, used, most);
	data_int(r, "Capacity.pct",
		 !most		 ? 100
		 : used >= most ? 100
				 : used * 100 / most);
	data_set(r, "Capacity.tone",
		 used > most ? "bad" : used == most ? "warn" : "ok");
	data_set(r, "Capacity.free",
		 used >= most
		     ? "No place is free"
		     : mem_printf(r->pool, "%s free",
				  text_count(r->pool, most - used, "place",
					     "places")));
	return STATUS_OK;
}

NEOERR *placement_section_page(struct req *r)
{
	bool past = !strcmp(req_query(r, "show"), "past");
	int64_t provider = req_provider(r)->id;
	int64_t offset = list_offset(r, PLACEMENT_PAGE);
	const char *base = profile_url(r, "clients");
	struct rows counts, rows, services;
	size_t n;

	TRY(profile_frame(r, "clients"));
	TRY(placement_counts(&r->actor, provider, &counts));
	TRY(placement_list(&r->actor, provider, past, offset, &rows));
	TRY(placement_services(&r->actor, provider, &services));
	TRY(audit_read(&r->actor, (struct audit){.kind = "clients",
						 .id = provider,
						 .provider = provider}));
	list_tab(r, 0, "Now", base, row_int(&counts, 0, "current"),
		 PLACEMENT_COUNT_MAX, !past);
	list_tab(r, 1, "Before", req_url(r, "%s?show=past", base),
		 row_int(&counts, 0, "past"), PLACEMENT_COUNT_MAX, past);
	n = list_pager(r, past ? req_url(r, "%s?show=past", base) : base, &rows,
		       PLACEMENT_PAGE, offset,
		       row_int(&counts, 0, past ? "past" : "current"),
		       PLACEMENT_COUNT_MAX);
	for (size_t i = 0; i < n; i++)
		show_client(r, i, &rows, &services);
	TRY(show_capacity(r, &counts));
	if (past)
		data_set(r, "Past", "1");
	if (actor_may(&r->actor, RIGHT_PLACEMENT_EDIT))
		data_set(r, "Add.href", req_url(r, "%s/add", base));
	return STATUS_OK;
}

/* --- the plus sign ------------------------------------------------------------- */

/* Whom? Those who fit what was typed. */
static NEOERR *choose_client(struct req *r)
{
	const char *typed = req_query(r, "q");
	struct rows found;

	data_set(r, "Find.action",
		 req_url(r, "%s/add", profile_url(r, "clients")));
	data_set(r, "Find.value", typed);
	data_set(r, "Find.active", "1");
	if (actor_may(&r->actor, RIGHT_CLIENT_EDIT))
		data_set(r, "Find.add", "/profiles/clients/add");
	if (!*typed)
		return STATUS_OK;
	TRY(client_find(&r->actor, typed, &found));
	for (size_t i = 0; i < found.n; i++) {
		const char *at = mem_printf(r->pool, "Found.%zu", i);

		data_row(r, at, &found, i);
		data_f(r, "%s.age=%s", at,
		       client_age(&r->actor, row_text(&found, i, "born")));
		data_f(r, "%s.href=%s/add?client=%" PRId64, at,
		       profile_url(r, "clients"), row_int(&found, i, "id"));
	}
	if (!found.n)
		data_set(r, "Find.nobody", "1");
	return STATUS_OK;
}

static NEOERR *check(struct req *r, struct date from, struct date until,
		     struct client **client, struct suit *s)
{
	struct suit_ask ask = {.provider = req_provider(r)->id,
			       .from = from, .until = until};
	int64_t id = strtoll(req_query(r, "client"), NULL, 10);

	TRY(client_get(&r->actor, id, client));
	ask.client = *client;
	return nerr_pass(suit_check(&r->actor, &ask, s));
}

NEOERR *placement_add_page(struct req *r)
{
	struct date from = typed_day(r, "from_date",
				     date_from_days(r->actor.today));
	struct date until = typed_day(r, "until_date", DATE_NONE);
	struct client *c;
	struct suit s;
	char text[DATE_TEXT];

	profile_form(r, "clients", "Add a client", "Add to the list");
	if (!*req_query(r, "client")) {
		for (int i = 0; i < PLACEMENT_ADD_FIELDS; i++)
			form_hide(r, i);
		return nerr_pass(choose_client(r));
	}
	TRY(check(r, from, until, &c, &s));
	form_set_int(r, PLACEMENT_F_CLIENT, c->id);
	form_set(r, PLACEMENT_F_FROM,
		 mem_strdup(r->pool, date_format_iso(from, text)));
	if (!s.warns || s.blocks)
		form_hide(r, PLACEMENT_F_SURE);
	suit_show(r, &s, req_provider(r)->id, c->id,
		  mem_printf(r->pool, "%s from %s?", c->name,
			     date_format_words(
				 from, date_from_days(r->actor.today).year,
				 text)));
	form_intro(r, "%s, at %s", c->name, req_provider(r)->name);
	return STATUS_OK;
}

NEOERR *placement_add_post(struct req *r)
{
	struct date from, until;
	struct client *c;
	struct suit s;
	int64_t id;

	date_parse_iso(form_text(r, PLACEMENT_F_FROM), &from);
	date_parse_iso(form_text(r, PLACEMENT_F_TO), &until);
	if (!date_is_none(until) && date_compare(until, from) < 0)
		return form_refuse(r, PLACEMENT_F_TO,
				   "The last day must not be before the first");
	TRY(placement_turn(&r->actor, req_provider(r)->id));
	TRY(check(r, from, until, &c, &s));
	if (s.blocks)
		return form_refuse(r, PLACEMENT_F_FROM,
				   "%s. Above stands what and why",
				   s.answer);
	if (s.warns && !form_has(r, PLACEMENT_F_SURE))
		return form_refuse(r, PLACEMENT_F_SURE,
				   "Look at the warnings above, then tick this");
	TRY(placement_add(&r->actor, req_provider(r)->id, c->id, from, until,
			  form_text(r, PLACEMENT_F_REMARKS), &id));
	answer_flash(r, "ok", mem_printf(r->pool, "%s is on the list.", c->name),
		     NULL, NULL);
	return answer_go(r, profile_url(r, "clients"));
}

/* --- its end ------------------------------------------------------------------------ */

NEOERR *placement_end_page(struct req *r)
{
	int64_t provider = req_provider(r)->id;
	struct rows stay, services;
	size_t running = 0;
	char text[DATE_TEXT];

	TRY(placement_get(&r->actor, provider, r->id[1], &stay));
	TRY(placement_services(&r->actor, provider, &services));
	for (size_t i = 0; i < services.n; i++)
		running += row_int(&services, i, "client_id") ==
			       row_int(&stay, 0, "client_id") &&
			   row_int(&services, i, "current");
	if (!row_int(&stay, 0, "client_id"))
		return nerr_raise(ERR_NOT_FOUND, "a client of another region");
	form_set(r, PLACEMENT_F_UNTIL,
		 mem_strdup(r->pool,
			    date_format_iso(date_from_days(r->actor.today),
					    text)));
	profile_form(r, "clients",
		     mem_printf(r->pool, "End the stay of %s",
				row_text(&stay, 0, "name")),
		     "End the stay");
	form_intro(r, "On the list since %s. It moves to “Before”, and stays "
		      "there.%s",
		   show_date(r, row_text(&stay, 0, "from_date")),
		   !running ? ""
			    : mem_printf(r->pool, " %s through a case %s on "
					 "that day too.",
					 text_count(r->pool, (int64_t)running,
						    "service", "services"),
					 running == 1 ? "ends" : "end"));
	return STATUS_OK;
}

NEOERR *placement_end_post(struct req *r)
{
	struct date until;
	struct rows stay;

	date_parse_iso(form_text(r, PLACEMENT_F_UNTIL), &until);
	TRY(placement_get(&r->actor, req_provider(r)->id, r->id[1], &stay));
	if (strcmp(form_text(r, PLACEMENT_F_UNTIL),
		   row_text(&stay, 0, "from_date")) < 0)
		return form_refuse(r, PLACEMENT_F_UNTIL,
				   "The last day must not be before the first, "
				   "%s",
				   show_date(r, row_text(&stay, 0,
							 "from_date")));
	TRY(placement_end(&r->actor, req_provider(r)->id, r->id[1], until,
			  form_text(r, PLACEMENT_F_REASON)));
	answer_flash(r, "ok", "The stay has its last day.", NULL, NULL);
	return answer_go(r, profile_url(r, "clients"));
}
