/* The services of a provider.
 * SPDX-License-Identifier: MIT */
#include "people/offer.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/text.h"
#include "pages.h"
#include "people/licence.h"

static void show_offer(struct req *r, size_t i, const struct rows *rows,
		       const struct licences *l)
{
	const char *at = mem_printf(r->pool, "Services.%zu", i);
	int64_t type = row_int(rows, i, "licence_type_id");
	int64_t clients = row_int(rows, i, "clients");
	struct date today = date_from_days(r->actor.today);

	data_row(r, at, rows, i);
	data_f(r, "%s.unit=%s", at, service_unit(row_text(rows, i, "unit")));
	if (clients)
		data_f(r, "%s.served=%s", at,
		       text_count(r->pool, clients, "client", "clients"));
	if (type && strcmp(row_text(rows, i, "state"), "past")) {
		bool held = licence_in_force(l, req_provider(r)->id, type,
					     today);

		data_f(r, "%s.Licence.tone=%s", at, held ? "ok" : "bad");
		data_f(r, "%s.Licence.icon=%s", at,
		       held ? "shield-check" : "shield-x");
		data_f(r, "%s.Licence.text=%s%s", at,
		       row_text(rows, i, "licence_type"),
		       held ? "" : " is not in force");
	}
	if (actor_may(&r->actor, RIGHT_SERVICE_EDIT))
		data_f(r, "%s.edit=%s/%" PRId64 "/edit", at,
		       profile_url(r, "services"), row_int(rows, i, "id"));
}

NEOERR *offer_section_page(struct req *r)
{
	bool past = !strcmp(req_query(r, "show"), "past");
	int64_t provider = req_provider(r)->id;
	const char *base = profile_url(r, "services");
	struct licences l;
	struct rows now, before;
	size_t lacking = 0;

	TRY(profile_frame(r, "services"));
	TRY(licence_list(&r->actor, provider, &l));
	TRY(offer_list(&r->actor, provider, false, &now));
	TRY(offer_list(&r->actor, provider, true, &before));
	list_tab(r, 0, "Offered", base, (int64_t)now.n, 500, !past);
	list_tab(r, 1, "Before", req_url(r, "%s?show=past", base),
		 (int64_t)before.n, 500, past);
	for (size_t i = 0; i < (past ? before.n : now.n); i++)
		show_offer(r, i, past ? &before : &now, &l);
	for (size_t i = 0; i < now.n; i++)
		lacking += row_int(&now, i, "licence_type_id") &&
			   strcmp(row_text(&now, i, "state"), "to_come") &&
			   !licence_in_force(
			       &l, provider,
			       row_int(&now, i, "licence_type_id"),
			       date_from_days(r->actor.today));
	if (lacking) {
		data_f(r, "Lacking=%s a licence that is not in force. Nobody "
			  "new can get %s until it is.",
		       lacking == 1 ? "1 service needs"
				    : mem_printf(r->pool, "%zu services need",
						 lacking),
		       lacking == 1 ? "it" : "them");
		data_set(r, "Lacking_href", profile_url(r, "licence"));
	}
	if (past)
		data_set(r, "Past", "1");
	if (actor_may(&r->actor, RIGHT_SERVICE_EDIT))
		data_set(r, "Add.href", req_url(r, "%s/add", base));
	return STATUS_OK;
}

static NEOERR *offer(struct req *r, const char *now)
{
	struct rows rows;
	bool listed = !*now;

	TRY(service_list(&r->actor, &rows));
	form_option(r, OFFER_F_SERVICE, "", "Choose a service");
	for (size_t i = 0; i < rows.n; i++) {
		const char *id = mem_printf(r->pool, "%" PRId64,
					    row_int(&rows, i, "id"));

		form_option(r, OFFER_F_SERVICE, id,
			    mem_printf(r->pool, "%s: %s (by %s)",
				       row_text(&rows, i, "category"),
				       row_text(&rows, i, "name"),
				       row_text(&rows, i, "unit")));
		listed |= !strcmp(id, now);
	}
	if (!listed)
		form_option(r, OFFER_F_SERVICE, now,
			    "As it is now (no longer in the catalogue)");
	return STATUS_OK;
}

static NEOERR *check(struct req *r, int64_t id)
{
	const char *wrong;
	int field;

	TRY(offer_wrong(&r->actor, req_provider(r)->id, id, form_values(r),
			&field, &wrong));
	return wrong ? form_refuse(r, field, "%s", wrong) : STATUS_OK;
}

NEOERR *offer_add_page(struct req *r)
{
	char today[DATE_TEXT];

	TRY(offer(r, ""));
	form_set(r, OFFER_F_FROM,
		 mem_strdup(r->pool,
			    date_format_iso(date_from_days(r->actor.today),
					    today)));
	profile_form(r, "services", "Add a service", "Add the service");
	return STATUS_OK;
}

NEOERR *offer_add_post(struct req *r)
{
	int64_t id;

	TRY(check(r, 0));
	TRY(record_add(&r->actor, &offer_record, profile_record(r),
		       form_values(r), &id));
	answer_flash(r, "ok", "The service is added.", NULL, NULL);
	return answer_go(r, profile_url(r, "services"));
}

NEOERR *offer_edit_page(struct req *r)
{
	const char *values[OFFER_FIELDS];
	int64_t version;

	TRY(record_load(&r->actor, &offer_record, profile_record(r), values,
			&version));
	TRY(offer(r, values[OFFER_F_SERVICE]));
	form_set_record(r, values, version);
	profile_form(r, "services", "Change or end a service", "Save");
	form_intro(r, "To end it, write its last day. Clients who get it keep "
		      "it until their own last day: look at each of them.");
	return STATUS_OK;
}

NEOERR *offer_edit_post(struct req *r)
{
	TRY(check(r, r->id[1]));
	TRY(record_save(&r->actor, &offer_record, profile_record(r),
			form_version(r), form_values(r), NULL));
	answer_flash(r, "ok", "The service is saved.", NULL, NULL);
	return answer_go(r, profile_url(r, "services"));
}
