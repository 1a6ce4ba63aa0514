/* A type of providers: what is asked of it, and which checks it must have.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "pages.h"
#include "people/provider_type.h"

const struct field move_fields[1] = {
    {.name = "to", .label = "Where to", .type = FIELD_HIDDEN,
     .flags = FIELD_REQUIRED},
};

bool moves_up(struct req *r)
{
	return !strcmp(form_text(r, 0), "up");
}

static const char *here(struct req *r)
{
	return req_url(r, "/agency/types/%" PRId64, r->id[0]);
}

/* Choices as people read them: "House, Flat". */
static const char *choices_words(struct req *r, const char *choices)
{
	struct buf b = {.ctx = r->pool};

	for (; *choices; choices++) {
		if (*choices == '|')
			buf_puts(&b, ", ");
		else
			buf_add(&b, choices, 1);
	}
	return buf_text(&b);
}

static void show_field(struct req *r, const struct rows *rows, size_t i)
{
	const char *id = row_text(rows, i, "id");
	const char *at = mem_printf(r->pool, "Fields.%zu", i);

	data_row(r, at, rows, i);
	data_f(r, "%s.kind=%s", at,
	       choice_label(type_field_kinds, row_text(rows, i, "kind")));
	data_f(r, "%s.choices=%s", at,
	       choices_words(r, row_text(rows, i, "choices")));
	data_f(r, "%s.href=%s/fields/%s/edit", at, here(r), id);
	data_f(r, "%s.remove=%s/fields/%s/remove", at, here(r), id);
	data_f(r, "%s.move=%s/fields/%s/move", at, here(r), id);
	if (i == 0)
		data_f(r, "%s.first=1", at);
	if (i + 1 == rows->n)
		data_f(r, "%s.last=1", at);
}

static const char *rule_words(const char *applies)
{
	return !strcmp(applies, "provider") ? "The provider itself"
	       : !strcmp(applies, "people") ? "Everybody who works there"
					    : "Everybody who lives there";
}

NEOERR *type_page(struct req *r)
{
	struct rows type, fields, rules;

	TRY(type_get(&r->actor, r->id[0], &type));
	TRY(type_fields(&r->actor, r->id[0], &fields));
	TRY(type_rules(&r->actor, r->id[0], &rules));
	page_crumb(r, "/agency/", "Settings");
	page_crumb(r, "/agency/types", "Provider types");
	page_crumb(r, NULL, row_text(&type, 0, "plural"));
	page_title(r, row_text(&type, 0, "plural"));
	data_row(r, "Type", &type, 0);
	agency_action(r, req_url(r, "%s/edit", here(r)), "pencil",
		      "Change the type", false);
	agency_action(r, req_url(r, "%s/fields/add", here(r)), "plus-lg",
		      "Add a field", true);
	for (size_t i = 0; i < fields.n; i++)
		show_field(r, &fields, i);
	data_rows(r, "Rules", &rules);
	for (size_t i = 0; i < rules.n; i++)
		data_f(r, "Rules.%zu.who=%s", i,
		       rule_words(row_text(&rules, i, "applies")));
	return STATUS_OK;
}

static NEOERR *field_form(struct req *r, const char *title, const char *submit)
{
	struct rows type;

	TRY(type_get(&r->actor, r->id[0], &type));
	page_crumb(r, "/agency/", "Settings");
	page_crumb(r, "/agency/types", "Provider types");
	page_crumb(r, here(r), row_text(&type, 0, "plural"));
	page_crumb(r, NULL, title);
	form_title(r, title, submit, here(r));
	return STATUS_OK;
}

NEOERR *type_field_add_page(struct req *r)
{
	form_hide(r, TF_NAME);
	return nerr_pass(field_form(r, "Add a field", "Add"));
}

NEOERR *type_field_edit_page(struct req *r)
{
	const char *values[TYPE_FIELD_FIELDS];
	int64_t version;

	TRY(type_field_load(&r->actor, r->id[0], r->id[1], values, &version));
	form_set_record(r, values, version);
	form_hide(r, TF_NAME);
	form_hide(r, TF_KIND);
	if (strcmp(values[TF_KIND], "select") && strcmp(values[TF_KIND], "checks"))
		form_hide(r, TF_CHOICES);
	return nerr_pass(field_form(r, "Change the field", "Save"));
}

static NEOERR *save(struct req *r, int64_t field)
{
	const char *wrong;
	int at;

	TRY(type_field_save(&r->actor, r->id[0], field, form_version(r),
			    form_values(r), &at, &wrong));
	if (wrong)
		return form_refuse(r, at, "%s", wrong);
	answer_flash(r, "ok", "The field is saved.", NULL, NULL);
	return answer_go(r, here(r));
}

NEOERR *type_field_add(struct req *r)
{
	struct rows type;

	TRY(type_get(&r->actor, r->id[0], &type));
	return nerr_pass(save(r, 0));
}

NEOERR *type_field_edit(struct req *r)
{
	return nerr_pass(save(r, r->id[1]));
}

NEOERR *type_field_remove_page(struct req *r)
{
	const char *values[TYPE_FIELD_FIELDS];
	int64_t version;

	TRY(type_field_load(&r->actor, r->id[0], r->id[1], values, &version));
	TRY(field_form(r, "Remove this field?", "Remove"));
	form_intro(r, "“%s” is not asked any more, and what was written there "
		      "is not shown any more.",
		   values[TF_LABEL]);
	form_danger(r);
	return STATUS_OK;
}

NEOERR *type_field_remove_post(struct req *r)
{
	TRY(type_field_remove(&r->actor, r->id[0], r->id[1]));
	answer_flash(r, "ok", "The field is removed.", NULL, NULL);
	return answer_go(r, here(r));
}

NEOERR *type_field_move_post(struct req *r)
{
	TRY(type_field_move(&r->actor, r->id[0], r->id[1], moves_up(r)));
	return answer_go(r, here(r));
}
