/* The section "Provider": how to reach it, where it is, what belongs to it
 * (A21, A22).
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "base/text.h"
#include "pages.h"
#include "people/search.h"

static void fact(struct req *r, const char *label, const char *text,
		 const char *href)
{
	provider_fact(r, "Contact", label, text, href);
}

static void show_contact(struct req *r, const struct provider *p)
{
	fact(r, "Phone", p->phone, provider_tel(r, p->phone));
	fact(r, "Other phone", p->phone_other, provider_tel(r, p->phone_other));
	fact(r, "E-mail", p->email,
	     *p->email ? mem_printf(r->pool, "mailto:%s", p->email) : NULL);
	fact(r, "Website", p->website, p->website);
	fact(r, "Prefers", provider_prefers(r, p), NULL);
	fact(r, "Postal address", p->postal_address, NULL);
	if (*p->abn)
		fact(r, "ABN", p->abn, NULL);
}

static void show_place(struct req *r, const struct provider *p)
{
	static const struct {
		const char *how, *words;
	} located[] = {{"postcode", "From its suburb and postcode"},
		       {"geocoder", "From its street address"},
		       {"hand", "Set by hand"},
		       {"", "Not known: no suburb of ours has this postcode"}};

	provider_fact(r, "Place", "Address", provider_address(r, p), NULL);
	provider_fact(r, "Place", "Region", p->region_name, NULL);
	provider_fact(r, "Place", "Time there", p->zone, NULL);
	for (size_t i = 0; i < sizeof located / sizeof *located; i++)
		if (!strcmp(located[i].how, p->located))
			provider_fact(r, "Place", "Location",
				      located[i].words, NULL);
}

NEOERR *provider_section_page(struct req *r)
{
	const struct provider *p = req_provider(r);
	bool edit = actor_may(&r->actor, RIGHT_PROVIDER_EDIT);
	struct rows branches;

	TRY(profile_frame(r, "provider"));
	if (actor_may(&r->actor, RIGHT_PROVIDER_EDIT))
		profile_action(r,
			       req_url(r, "/attachments/providers/%" PRId64
					  "/portrait",
				       p->id),
			       "camera", "Photo", false);
	TRY(provider_branches(&r->actor, p->id, &branches));
	show_contact(r, p);
	show_place(r, p);
	if (p->parent) {
		data_set(r, "Parent.name", p->parent_name);
		if (p->parent_seen)
			data_f(r, "Parent.href=/profiles/providers/%" PRId64,
			       p->parent);
	}
	data_rows(r, "Branches", &branches);
	for (size_t i = 0; i < branches.n; i++)
		data_f(r, "Branches.%zu.href=/profiles/providers/%s", i,
		       row_text(&branches, i, "id"));
	if (edit) {
		data_set(r, "Edit.contact", profile_url(r, "edit#f-phone"));
		data_set(r, "Edit.place", profile_url(r, "edit#f-address"));
		data_set(r, "Edit.parent", profile_url(r, "parent"));
	}
	return STATUS_OK;
}

/* --- the organisation that it belongs to ---------------------------------- */

enum { F_PARENT };
const struct field provider_parent_fields[PROVIDER_PARENT_FIELDS] = {
    [F_PARENT] = {.name = "parent", .label = "Belongs to",
		  .type = FIELD_NUMBER, .max = INT64_MAX / 4},
};

NEOERR *provider_parent_page(struct req *r)
{
	const struct provider *p = req_provider(r);
	const char *typed = req_query(r, "q");
	struct rows found;
	size_t n = 0;

	TRY(profile_frame(r, "provider"));
	profile_crumb(r, "provider", "What it belongs to");
	data_set(r, "Find.value", typed);
	data_set(r, "Find.action", profile_url(r, "parent"));
	if (p->parent)
		data_set(r, "Parent.name", p->parent_name);
	if (!*typed)
		return STATUS_OK;
	TRY(search_providers(&r->actor, typed, 20, &found));
	for (size_t i = 0; i < found.n; i++) {
		if (row_int(&found, i, "id") == p->id ||
		    row_int(&found, i, "id") == p->parent)
			continue;
		data_row(r, mem_printf(r->pool, "Found.%zu", n++), &found, i);
	}
	data_set(r, "Find.done", "1");
	return STATUS_OK;
}

NEOERR *provider_parent_post(struct req *r)
{
	struct provider *parent;

	if (form_int(r, F_PARENT))
		TRY(provider_get(&r->actor, form_int(r, F_PARENT), &parent));
	TRY(form_refuse_if(r, provider_set_parent(&r->actor, req_provider(r),
						  form_int(r, F_PARENT))));
	answer_flash(r, "ok", "Saved.", NULL, NULL);
	return answer_go(r, profile_url(r, "provider"));
}
