/* Groups of clients.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "media.h"
#include "people/client.h"
#include "people/condition.h"
#include "people/offer.h"

#define LIST "/attachments/media/groups"

static const char *url(struct req *r, const char *what)
{
	return req_url(r, LIST "/%" PRId64 "%s%s", r->id[0], *what ? "/" : "",
		       what);
}

static void crumbs(struct req *r, const struct rows *g, const char *last)
{
	page_crumb(r, "/attachments/media", "Media");
	page_crumb(r, g || last ? LIST : NULL, "Groups of clients");
	if (g)
		page_crumb(r, last ? url(r, "") : NULL, row_text(g, 0, "name"));
	if (last)
		page_crumb(r, NULL, last);
}

NEOERR *group_list_page(struct req *r)
{
	bool retired = !strcmp(req_query(r, "show"), "retired");
	struct rows g;

	TRY(client_group_list(&r->actor, retired, &g));
	page_title(r, "Groups of clients");
	crumbs(r, NULL, NULL);
	for (size_t i = 0; i < g.n; i++) {
		const char *at = mem_printf(r->pool, "Groups.%zu", i);

		data_row(r, at, &g, i);
		data_f(r, "%s.href=" LIST "/%s", at, row_text(&g, i, "id"));
		data_set(r, mem_printf(r->pool, "%s.words", at),
			 client_group_words(&r->actor, &g, i));
	}
	data_set(r, "Tabs.0.label", "In use");
	data_set(r, "Tabs.0.href", LIST);
	data_set(r, "Tabs.1.label", "Out of use");
	data_set(r, "Tabs.1.href", LIST "?show=retired");
	data_set(r, retired ? "Tabs.1.current" : "Tabs.0.current", "1");
	data_set(r, "Actions.0.href", LIST "/add");
	data_set(r, "Actions.0.icon", "plus-lg");
	data_set(r, "Actions.0.label", "Add a group");
	data_set(r, "Actions.0.primary", "1");
	return STATUS_OK;
}

static NEOERR *offer(struct req *r)
{
	struct rows regions, services, traits;

	TRY(client_regions(&r->actor, &regions));
	TRY(service_list(&r->actor, &services));
	TRY(trait_list(&r->actor, &traits));
	form_option(r, CLIENT_GROUP_REGION, "", "Any region");
	form_options(r, CLIENT_GROUP_REGION, &regions, "id", "name");
	form_option(r, CLIENT_GROUP_SERVICE, "", "Any, or none");
	form_options(r, CLIENT_GROUP_SERVICE, &services, "id", "name");
	form_option(r, CLIENT_GROUP_TRAIT, "", "Any");
	form_options(r, CLIENT_GROUP_TRAIT, &traits, "name", "label");
	form_heading(r, CLIENT_GROUP_REGION, "The rule");
	form_size(r, CLIENT_GROUP_AGE_FROM, "short");
	form_size(r, CLIENT_GROUP_AGE_TO, "short");
	form_size(r, CLIENT_GROUP_POSTCODE, "short");
	return STATUS_OK;
}

NEOERR *group_add_page(struct req *r)
{
	TRY(offer(r));
	form_set(r, CLIENT_GROUP_KIND, "list");
	form_title(r, "Add a group of clients", "Add", LIST);
	crumbs(r, NULL, "Add");
	return STATUS_OK;
}

static NEOERR *check(struct req *r)
{
	int field;
	const char *wrong = client_group_check(form_values(r), &field);

	return wrong ? form_refuse(r, field, "%s", wrong) : STATUS_OK;
}

/* Another group of this name. */
static NEOERR *same_name(struct req *r, NEOERR *err)
{
	if (err == STATUS_OK || !nerr_match(err, ERR_CONFLICT) ||
	    r->actor.clash->kind)
		return nerr_pass(err);
	nerr_ignore(&err);
	return form_refuse(r, CLIENT_GROUP_NAME,
			   "There is a group of this name already");
}

NEOERR *group_add_post(struct req *r)
{
	int64_t id;

	TRY(check(r));
	TRY(same_name(r, record_add(&r->actor, &client_group_record,
				    (struct record_of){0}, form_values(r),
				    &id)));
	answer_flash(r, "ok", "The group is there.", NULL, NULL);
	return answer_go(r, req_url(r, LIST "/%" PRId64, id));
}

NEOERR *group_edit_page(struct req *r)
{
	const char *values[CLIENT_GROUP_FIELDS];
	int64_t version;
	struct rows g;

	TRY(client_group_get(&r->actor, r->id[0], &g));
	TRY(record_load(&r->actor, &client_group_record,
			(struct record_of){.id = r->id[0]}, values, &version));
	TRY(offer(r));
	form_set_record(r, values, version);
	form_title(r,
		   mem_printf(r->pool, "Change “%s”", row_text(&g, 0, "name")),
		   "Save", url(r, ""));
	crumbs(r, &g, "Change");
	return STATUS_OK;
}

NEOERR *group_edit_post(struct req *r)
{
	TRY(check(r));
	TRY(same_name(r, record_save(&r->actor, &client_group_record,
				     (struct record_of){.id = r->id[0]},
				     form_version(r), form_values(r), NULL)));
	answer_flash(r, "ok", "The group is saved.", NULL, NULL);
	return answer_go(r, url(r, ""));
}

NEOERR *group_page(struct req *r)
{
	enum { PAGE = 50 };
	struct rows g, clients;
	int64_t page;
	bool list;

	if (!text_int(req_query(r, "page"), 1, 400, &page))
		page = 1;
	TRY(client_group_get(&r->actor, r->id[0], &g));
	TRY(client_group_clients(&r->actor, r->id[0], (page - 1) * PAGE,
				 &clients));
	list = !strcmp(row_text(&g, 0, "kind"), "list");
	page_title(r, row_text(&g, 0, "name"));
	crumbs(r, &g, NULL);
	data_row(r, "Group", &g, 0);
	data_set(r, "Group.words", client_group_words(&r->actor, &g, 0));
	data_set(r, "Group.edit", url(r, "edit"));
	data_set(r, strcmp(row_text(&g, 0, "state"), "retired")
			? "Group.retire"
			: "Group.restore",
		 url(r, strcmp(row_text(&g, 0, "state"), "retired")
			    ? "retire"
			    : "restore"));
	show_clients(r, &clients, PAGE);
	if (page > 1)
		data_f(r, "Pager.prev=%s?page=%" PRId64, url(r, ""), page - 1);
	if (clients.n > PAGE)
		data_f(r, "Pager.next=%s?page=%" PRId64, url(r, ""), page + 1);
	if (!list)
		return STATUS_OK;
	data_set(r, "Take.action", url(r, "clients/remove"));
	return nerr_pass(
	    find_clients(r, form_text(r, 0), url(r, "clients/add")));
}

NEOERR *group_client_post(struct req *r)
{
	bool in = strstr(r->route->path, "/add");

	TRY(client_group_put(&r->actor, r->id[0], form_int(r, 0), in));
	answer_flash(r, "ok", in ? "The client is in the group."
				 : "The client is out of the group.",
		     NULL, NULL);
	return answer_go(r, url(r, ""));
}

NEOERR *group_retire_post(struct req *r)
{
	bool retire = strstr(r->route->path, "/retire");

	TRY(client_group_retire(&r->actor, r->id[0], retire));
	answer_flash(r, "ok", retire ? "The group is out of use."
				     : "The group is in use again.",
		     NULL, NULL);
	return answer_go(r, url(r, ""));
}
