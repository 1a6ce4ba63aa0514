/* Adding a provider, and changing its facts (A1, A2, A40-A43).
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "pages.h"

/* The fields of the type, and behind them what was pressed. */
static const struct field then_field = {.name = "then", .type = FIELD_HIDDEN,
					.max = 10};

/* Makes the form of a type; each part of it under a heading. */
static NEOERR *ask(struct req *r, const struct provider_type *t)
{
	static const struct {
		int field;
		const char *heading;
	} parts[] = {{PROVIDER_F_PHONE, "How to reach them"},
		     {PROVIDER_F_ADDRESS, "Where"},
		     {PROVIDER_FIELDS, "More"}};
	struct field *fields = mem_array(r->pool, t->n + 1, sizeof *fields);
	struct rows regions;

	memcpy(fields, t->fields, t->n * sizeof *fields);
	fields[t->n] = then_field;
	form_use(r, fields, t->n + 1);
	TRY(provider_regions(&r->actor, &regions));
	form_options(r, PROVIDER_F_REGION, &regions, "id", "name");
	for (int f = 0; f < PROVIDER_FIELDS; f++)
		if (!provider_asks(t, f))
			form_hide(r, f);
	if (t->person)
		form_label(r, PROVIDER_F_NAME, "Full name");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if ((size_t)parts[i].field < t->n)
			form_heading(r, parts[i].field, parts[i].heading);
	form_size(r, PROVIDER_F_SUBURB, "half");
	form_size(r, PROVIDER_F_POSTCODE, "short");
	form_size(r, PROVIDER_F_ABN, "half");
	return STATUS_OK;
}

static NEOERR *check(struct req *r, const struct provider_type *t)
{
	int field;
	const char *words;

	/* The type was changed while this was on its way. */
	if (!form_asks(r, t->fields, t->n))
		return nerr_raise(ERR_CONFLICT, "%s has other fields now",
				  t->name);
	words = provider_wrong(t, form_values(r), &field);
	if (words)
		return nerr_pass(form_refuse(r, field, "%s", words));
	return STATUS_OK;
}

/* --- a new one ------------------------------------------------------------ */

NEOERR *provider_kinds_page(struct req *r)
{
	struct rows types;

	TRY(provider_types(&r->actor, &types));
	page_title(r, "Add a provider");
	page_crumb(r, "/profiles/providers", "Providers");
	page_crumb(r, NULL, "Add a provider");
	data_rows(r, "Kinds", &types);
	for (size_t i = 0; i < types.n; i++)
		data_f(r, "Kinds.%zu.href=/profiles/providers/add/%s", i,
		       row_text(&types, i, "id"));
	return STATUS_OK;
}

NEOERR *provider_add_page(struct req *r)
{
	struct provider_type t;

	TRY(provider_type_get(&r->actor, r->id[0], &t));
	TRY(ask(r, &t));
	page_crumb(r, "/profiles/providers", "Providers");
	page_crumb(r, "/profiles/providers/add", "Add a provider");
	page_crumb(r, NULL, t.name);
	form_title(r, mem_printf(r->pool, "Add: %s", t.name), "Save as a draft",
		   "/profiles/providers");
	form_intro(r, "%s. It begins as a draft, which only staff who may see "
		      "drafts see. You publish it when all is there.",
		   t.description);
	return STATUS_OK;
}

NEOERR *provider_add_post(struct req *r)
{
	struct provider_type t;
	int64_t id;

	TRY(provider_type_get(&r->actor, r->id[0], &t));
	TRY(check(r, &t));
	TRY(provider_add(&r->actor, r->id[0], form_values(r), &id));
	answer_flash(r, "ok", "The draft is saved.", NULL, NULL);
	return nerr_pass(
	    answer_go(r, req_url(r, "/profiles/providers/%" PRId64, id)));
}

/* --- changing one --------------------------------------------------------- */

static bool is_published(const struct provider *p)
{
	return strcmp(p->state, "draft") != 0;
}

NEOERR *provider_edit_page(struct req *r)
{
	const struct provider *p = req_provider(r);
	bool published = is_published(p);
	struct provider_edit e;
	const char **first;

	TRY(provider_edit_load(&r->actor, p, &e));
	TRY(ask(r, &e.type));
	first = mem_array(r->pool, e.type.n + 1, sizeof *first);
	memcpy(first, e.values, e.type.n * sizeof *first);
	first[e.type.n] = "";
	form_set_record(r, first, e.version);
	profile_form(r, "summary", "Edit the profile",
		     published ? "Save and publish" : "Save the draft");
	if (published)
		data_set(r, "Form.Draft", "1");
	if (published && !actor_may(&r->actor, RIGHT_PROVIDER_PUBLISH))
		data_set(r, "Form.OnlyDraft", "1");
	if (e.author)
		form_intro(r, "These are the draft changes of %s, %s. They are "
			      "not published yet.", e.author,
			   show_instant(r, e.at));
	return STATUS_OK;
}

NEOERR *provider_edit_post(struct req *r)
{
	const struct provider *p = req_provider(r);
	bool published = is_published(p), draft;
	struct provider_edit e;

	TRY(provider_edit_load(&r->actor, p, &e));
	TRY(check(r, &e.type));
	draft = published &&
		(!strcmp(form_text(r, (int)e.type.n), "draft") ||
		 !actor_may(&r->actor, RIGHT_PROVIDER_PUBLISH));
	if (draft) {
		TRY(provider_save_draft(&r->actor, p, form_version(r),
					form_values(r)));
		answer_flash(r, "ok",
			     "Your changes are kept as a draft. Nobody sees "
			     "them in the profile until they are published.",
			     NULL, NULL);
	} else {
		TRY(provider_save(&r->actor, p, form_version(r),
				  form_values(r)));
		answer_flash(r, "ok",
			     published ? "Your changes are published."
				       : "The draft is saved.",
			     NULL, NULL);
	}
	return answer_go(r, profile_url(r, "summary"));
}
