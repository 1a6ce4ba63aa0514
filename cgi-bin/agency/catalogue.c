/* Catalogues: one set of pages for all of them.
 * SPDX-License-Identifier: MIT
 *
 * Which catalogue it is says the first part of the path; the number behind it
 * is the entry.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "pages.h"

const struct catalogue *req_catalogue(struct req *r)
{
	return catalogue_find(r->path + 1, strcspn(r->path + 1, "/"));
}

const char *catalogue_url(struct req *r, const struct catalogue *c)
{
	return req_url(r, "/agency/%s", c->key);
}

static void show_columns(struct req *r, const struct catalogue *c)
{
	for (int i = 0; c->columns[i].cell != CELL_END; i++) {
		data_f(r, "Columns.%d.label=%s", i, c->columns[i].label);
		if (c->columns[i].cell == CELL_COUNT)
			data_f(r, "Columns.%d.number=1", i);
	}
}

static const char *cell_text(const struct catalogue_column *col,
			     const char *value)
{
	switch (col->cell) {
	case CELL_CHOICE:
		return choice_label(col->choices, value);
	case CELL_YES:
		return strcmp(value, "0") ? "Yes" : "";
	default:
		return value;
	}
}

static void show_entry(struct req *r, const struct catalogue *c,
		       const struct rows *rows, size_t i)
{
	const char *id = row_text(rows, i, "id");

	data_f(r, "Rows.%zu.title=%s", i, row_text(rows, i, "title"));
	data_f(r, "Rows.%zu.what=%s", i, row_text(rows, i, "what"));
	data_f(r, "Rows.%zu.icon=%s", i, row_text(rows, i, "icon"));
	data_f(r, "Rows.%zu.href=/agency/%s/%s%s", i, c->key, id,
	       c->own_page ? "" : "/edit");
	data_f(r, "Rows.%zu.remove=/agency/%s/%s/remove", i, c->key, id);
	for (int n = 0; c->columns[n].cell != CELL_END; n++) {
		const struct catalogue_column *col = &c->columns[n];

		data_f(r, "Rows.%zu.Cells.%d.label=%s", i, n, col->label);
		data_f(r, "Rows.%zu.Cells.%d.text=%s", i, n,
		       cell_text(col, row_text(rows, i, col->name)));
		if (col->cell == CELL_COUNT)
			data_f(r, "Rows.%zu.Cells.%d.number=1", i, n);
	}
}

NEOERR *catalogue_list_page(struct req *r)
{
	const struct catalogue *c = req_catalogue(r);
	struct rows rows;

	TRY(catalogue_list(&r->actor, c, &rows));
	agency_page(r, c->many, c->lead);
	agency_action(r, req_url(r, "/agency/%s/add", c->key), "plus-lg",
		      req_url(r, "Add a %s", c->one), true);
	show_columns(r, c);
	for (size_t i = 0; i < rows.n; i++)
		show_entry(r, c, &rows, i);
	data_set(r, "Empty.icon", c->icon);
	data_f(r, "Empty.title=No %s yet",
	       text_sentence(r->pool, c->many));
	data_set(r, "Empty.text", c->empty);
	return STATUS_OK;
}

static NEOERR *offer_choices(struct req *r, const struct catalogue *c)
{
	for (int i = 0; i < 3 && c->choices[i].from; i++) {
		const struct catalogue_choices *ch = &c->choices[i];
		struct rows rows;

		TRY(catalogue_options(&r->actor, ch, &rows));
		form_option(r, ch->field, "",
			    ch->none ? ch->none : "Choose");
		form_options(r, ch->field, &rows, "value", "label");
	}
	return STATUS_OK;
}

static NEOERR *catalogue_form(struct req *r, const char *title,
			      const char *submit)
{
	const struct catalogue *c = req_catalogue(r);

	TRY(offer_choices(r, c));
	if (c->word >= 0)
		form_hide(r, c->word);
	agency_form(r, catalogue_url(r, c), c->many, title, submit);
	return STATUS_OK;
}

NEOERR *catalogue_add_page(struct req *r)
{
	const struct catalogue *c = req_catalogue(r);

	for (size_t i = 0; i < c->record->n; i++)
		if (c->record->fields[i].choices &&
		    c->record->fields[i].flags & FIELD_REQUIRED)
			form_set(r, (int)i, c->record->fields[i].choices->value);
	return nerr_pass(catalogue_form(
	    r, req_url(r, "Add a %s", c->one), "Add"));
}

NEOERR *catalogue_edit_page(struct req *r)
{
	const struct catalogue *c = req_catalogue(r);
	const char **values = mem_array(r->pool, c->record->n, sizeof *values);
	int64_t version;

	TRY(record_load(&r->actor, c->record,
			(struct record_of){.id = r->id[0]}, values, &version));
	form_set_record(r, values, version);
	return nerr_pass(catalogue_form(
	    r, req_url(r, "Change the %s", c->one), "Save"));
}

static NEOERR *save(struct req *r, int64_t id, const char *said)
{
	const struct catalogue *c = req_catalogue(r);
	const char *wrong;
	bool new = !id;
	int field;

	TRY(catalogue_save(&r->actor, c, &id, form_version(r), form_values(r),
			   &field, &wrong));
	if (wrong)
		return form_refuse(r, field, "%s", wrong);
	answer_flash(r, "ok",
		     req_url(r, "The %s is %s.", c->one, said), NULL, NULL);
	if (new && c->own_page)
		return answer_go(r, req_url(r, "/agency/%s/%" PRId64, c->key,
					    id));
	return answer_go(r, catalogue_url(r, c));
}

NEOERR *catalogue_add(struct req *r)
{
	return nerr_pass(save(r, 0, "added"));
}

NEOERR *catalogue_edit(struct req *r)
{
	return nerr_pass(save(r, r->id[0], "saved"));
}

NEOERR *catalogue_remove_page(struct req *r)
{
	const struct catalogue *c = req_catalogue(r);
	const char *title = NULL;
	struct rows rows;

	TRY(catalogue_list(&r->actor, c, &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (row_int(&rows, i, "id") == r->id[0])
			title = row_text(&rows, i, "title");
	if (!title)
		return nerr_raise(ERR_NOT_FOUND, "no such %s", c->one);
	agency_form(r, catalogue_url(r, c), c->many,
		    req_url(r, "Remove this %s?", c->one), "Remove");
	form_intro(r, "“%s” is taken away. As long as something uses it, "
		      "that is refused.", title);
	form_danger(r);
	return STATUS_OK;
}

NEOERR *catalogue_remove_entry(struct req *r)
{
	const struct catalogue *c = req_catalogue(r);
	NEOERR *err = catalogue_remove(&r->actor, c, r->id[0]);

	if (nerr_handle(&err, ERR_INVALID))
		return form_refuse(
		    r, -1, "Something still uses this %s, so it stays.",
		    c->one);
	TRY(err);
	answer_flash(r, "ok", req_url(r, "The %s is removed.", c->one), NULL,
		     NULL);
	return answer_go(r, catalogue_url(r, c));
}
