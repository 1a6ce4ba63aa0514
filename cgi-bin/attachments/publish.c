/* The media library: to whom, from when and until when.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "media.h"
#include "people/client.h"
#include "people/search.h"

enum { PUBLISH_TO, PUBLISH_GROUPS, PUBLISH_FROM, PUBLISH_UNTIL };
static const struct choice to_choices[] = {
    {"chosen", "The groups ticked below, and the clients named one by one"},
    {"everybody", "Every client"},
    {NULL, NULL}};
const struct field media_publish_fields[MEDIA_PUBLISH_FIELDS] = {
    [PUBLISH_TO] = {"to", "Who gets it", FIELD_RADIO, FIELD_REQUIRED,
		    .choices = to_choices},
    [PUBLISH_GROUPS] = {"groups", "Groups", FIELD_CHECKS},
    [PUBLISH_FROM] = {"from", "From", FIELD_DATE,
		      .hint = "Left empty, from now on"},
    [PUBLISH_UNTIL] = {"until", "Until, that day included", FIELD_DATE,
		       .hint = "Left empty, until it is withdrawn"},
};
const struct field media_withdraw_fields[1] = {
    {"reason", "Why", FIELD_LONGTEXT, FIELD_REQUIRED, 300,
     .hint = "For the agency's own record: no client sees it"},
};
const struct field media_client_fields[1] = {
    {"id", "Client", FIELD_NUMBER, FIELD_REQUIRED, INT64_MAX, 1},
};
const struct field media_person_fields[MEDIA_PERSON_FIELDS] = {
    {"q", "Search", FIELD_SEARCH, 0, 100},
};

NEOERR *media_publish_page(struct req *r)
{
	struct rows m, groups, clients;
	struct buf chosen = {.ctx = r->pool};
	bool published, any = false;
	int64_t others;

	TRY(media_get(&r->actor, r->id[0], &m));
	TRY(media_groups(&r->actor, r->id[0], &groups));
	TRY(media_clients(&r->actor, r->id[0], &clients, &others));
	published = !strcmp(row_text(&m, 0, "state"), "published");
	for (size_t i = 0; i < groups.n; i++) {
		form_option(r, PUBLISH_GROUPS, row_text(&groups, i, "id"),
			    mem_printf(r->pool, "%s (%s)",
				       row_text(&groups, i, "name"),
				       text_count(r->pool,
						  row_int(&groups, i,
							  "members"),
						  "client", "clients")));
		if (row_int(&groups, i, "chosen"))
			buf_printf(&chosen, "%s%s", chosen.len ? "," : "",
				   row_text(&groups, i, "id"));
		any = true;
	}
	if (!any)
		form_hide(r, PUBLISH_GROUPS);
	form_set(r, PUBLISH_TO,
		 row_int(&m, 0, "everybody") ? "everybody" : "chosen");
	form_set(r, PUBLISH_GROUPS, buf_text(&chosen));
	form_set(r, PUBLISH_FROM, row_text(&m, 0, "from_date"));
	form_set(r, PUBLISH_UNTIL, row_text(&m, 0, "until_date"));
	form_set_version(r, row_int(&m, 0, "version"));
	form_title(r,
		   mem_printf(r->pool, "%s “%s”",
			      published ? "Who gets" : "Publish",
			      row_text(&m, 0, "title")),
		   published ? "Save" : "Publish", media_url(r, ""));
	form_intro(r, "%s named one by one%s.%s",
		   text_count(r->pool, (int64_t)clients.n + others,
			      "client is", "clients are"),
		   any ? "" : ". There are no groups yet",
		   !strcmp(row_text(&m, 0, "purpose"), "marketing")
		       ? " It is marketing: of all these, those get it who "
			 "have agreed to marketing."
		       : "");
	media_crumbs(r, &m, published ? "Who gets it" : "Publish");
	return STATUS_OK;
}

NEOERR *media_publish_post(struct req *r)
{
	struct media_audience to = {
	    .everybody = !strcmp(form_text(r, PUBLISH_TO), "everybody"),
	    .groups = form_text(r, PUBLISH_GROUPS),
	    .from = form_text(r, PUBLISH_FROM),
	    .until = form_text(r, PUBLISH_UNTIL),
	};
	int64_t clients, declined;

	TRY(form_refuse_if(r, media_publish(&r->actor, r->id[0],
					    form_version(r), &to)));
	TRY(media_reach(&r->actor, r->id[0], &clients, &declined));
	answer_flash(r, "ok",
		     mem_printf(r->pool, "It is published, and reaches %s now.",
				text_count(r->pool, clients, "client",
					   "clients")),
		     NULL, NULL);
	return answer_go(r, media_url(r, ""));
}

NEOERR *media_withdraw_page(struct req *r)
{
	struct rows m;

	TRY(media_get(&r->actor, r->id[0], &m));
	form_title(r,
		   mem_printf(r->pool, "Withdraw “%s”?",
			      row_text(&m, 0, "title")),
		   "Withdraw it", media_url(r, ""));
	form_intro(r, "Nobody gets it any more. It stays in the library and "
		      "can be published again.");
	form_danger(r);
	media_crumbs(r, &m, "Withdraw");
	return STATUS_OK;
}

NEOERR *media_withdraw_post(struct req *r)
{
	TRY(form_refuse_if(r, media_withdraw(&r->actor, r->id[0],
					     form_text(r, 0))));
	answer_flash(r, "ok", "It is withdrawn.", NULL, NULL);
	return answer_go(r, media_url(r, ""));
}

/* --- single clients ------------------------------------------------------ */

/* Search words lead to clients with a button each. */
NEOERR *find_clients(struct req *r, const char *q, const char *action)
{
	enum { FOUND = 20 };
	struct rows found;

	data_set(r, "Find.q", q);
	data_set(r, "Find.action", action);
	if (!*q)
		return STATUS_OK;
	TRY(search_clients(&r->actor, q, FOUND, &found));
	for (size_t i = 0; i < found.n && i < FOUND; i++) {
		const char *at = mem_printf(r->pool, "Find.List.%zu", i);

		data_f(r, "%s.id=%s", at, row_text(&found, i, "id"));
		data_set(r, mem_printf(r->pool, "%s.name", at),
			 row_text(&found, i, "name"));
		data_set(r, mem_printf(r->pool, "%s.what", at),
			 row_text(&found, i, "number"));
		data_set(r, mem_printf(r->pool, "%s.photo", at),
			 row_text(&found, i, "photo"));
		if (row_int(&found, i, "face"))
			data_f(r, "%s.face=%02d", at,
			       (int)row_int(&found, i, "face"));
		data_f(r, "%s.icon=person", at);
	}
	data_set(r, "Find.none", found.n ? "" : "1");
	return STATUS_OK;
}

void show_clients(struct req *r, const struct rows *clients, size_t most)
{
	for (size_t i = 0; i < clients->n && i < most; i++) {
		const char *at = mem_printf(r->pool, "Clients.%zu", i);

		data_row(r, at, clients, i);
		data_set(r, mem_printf(r->pool, "%s.what", at),
			 row_text(clients, i, "number"));
		data_f(r, "%s.icon=person", at);
		data_f(r, "%s.href=/profiles/clients/%s", at,
		       row_text(clients, i, "id"));
	}
}

NEOERR *media_people_page(struct req *r)
{
	struct rows m, clients;
	int64_t others;

	TRY(media_get(&r->actor, r->id[0], &m));
	TRY(media_clients(&r->actor, r->id[0], &clients, &others));
	page_title(r, mem_printf(r->pool, "Single clients: %s",
				 row_text(&m, 0, "title")));
	media_crumbs(r, &m, "Single clients");
	data_set(r, "Back", media_url(r, ""));
	data_set(r, "Take.action", media_url(r, "people/remove"));
	if (others)
		data_int(r, "Others", others);
	show_clients(r, &clients, clients.n);
	return nerr_pass(find_clients(r, form_text(r, 0),
				      media_url(r, "people/add")));
}

/* /media/7/people/add and .../remove, with the number of a client. */
NEOERR *media_people_post(struct req *r)
{
	bool in = strstr(r->route->path, "/add");

	TRY(form_refuse_if(r, media_put_client(&r->actor, r->id[0],
					       form_int(r, 0), in)));
	answer_flash(r, "ok", in ? "The client is on the list."
				 : "The client is off the list.",
		     NULL, NULL);
	return answer_go(r, media_url(r, "people"));
}

/* What one client gets: what staff look at when somebody rings. */
NEOERR *media_client_page(struct req *r)
{
	const struct client *c = media_req_client(r);
	struct rows m, consent;

	TRY(media_for(&r->actor, c->id, &m));
	TRY(media_consent_of(&r->actor, c->id, &consent));
	page_title(r, mem_printf(r->pool, "What %s gets", c->name));
	page_crumb(r, "/profiles/clients", "Clients");
	page_crumb(r, req_url(r, "/profiles/clients/%" PRId64, c->id),
		   c->name);
	page_crumb(r, NULL, "Media");
	data_set(r, "Consent",
		 !consent.n ? "They have not said whether they want marketing, "
			      "and get none."
		 : row_int(&consent, 0, "given")
		     ? "They have agreed to marketing."
		     : "They want no marketing.");
	for (size_t i = 0; i < m.n; i++) {
		const struct media_kind_info *k = media_kind_info(
		    media_kind_by_name(row_text(&m, i, "kind")));
		const char *at = mem_printf(r->pool, "Media.%zu", i);

		data_row(r, at, &m, i);
		data_f(r, "%s.href=/attachments/media/%s", at,
		       row_text(&m, i, "id"));
		data_f(r, "%s.label=%s", at, k->label);
		data_f(r, "%s.icon=%s", at, k->icon);
		if (!row_null(&m, i, "thumb"))
			data_f(r, "%s.shown=/attachments/media/%s", at,
			       row_text(&m, i, "id"));
	}
	return STATUS_OK;
}
