/* Lists of answers: filtered, and exported.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "forms/application.h"
#include "pages.h"

enum { PAGE_MAX = 400, COUNTED = 1000 };

static const struct choice states[] = {{"", "Submitted and drafts"},
				       {"submitted", "Submitted"},
				       {"draft", "Drafts"},
				       {"mine", "My drafts"},
				       {"withdrawn", "Withdrawn"},
				       {NULL, NULL}};

const struct field answer_filters[FILTER_FIELDS] = {
    [FILTER_WORDS] = {.name = "q", .label = "Words, names",
		      .type = FIELD_SEARCH, .max = 100},
    [FILTER_FORM] = {.name = "form", .label = "Form", .type = FIELD_SELECT},
    [FILTER_STATE] = {.name = "state", .label = "State",
		      .type = FIELD_SELECT, .choices = states},
    [FILTER_FROM] = {.name = "from", .label = "From", .type = FIELD_DATE},
    [FILTER_UNTIL] = {.name = "until", .label = "Until", .type = FIELD_DATE},
    [FILTER_PROVIDER] = {.name = "provider", .label = "Provider",
			 .type = FIELD_HIDDEN, .max = 20},
    [FILTER_CLIENT] = {.name = "client", .label = "Client",
		       .type = FIELD_HIDDEN, .max = 20},
    [FILTER_ASKED] = {.name = "a1", .label = "Answer 1",
		      .type = FIELD_SEARCH, .max = 100},
    {.name = "a2", .label = "Answer 2", .type = FIELD_SEARCH, .max = 100},
    {.name = "a3", .label = "Answer 3", .type = FIELD_SEARCH, .max = 100},
    {.name = "a4", .label = "Answer 4", .type = FIELD_SEARCH, .max = 100},
};

static int64_t number(struct req *r, int field)
{
	int64_t n;

	return text_int(form_text(r, field), 1, INT64_MAX / 4, &n) ? n : 0;
}

/* What is asked for. With a form, its first searched questions can be asked
 * one by one; asked gets how many there are. */
static NEOERR *read_filter(struct req *r, struct filed_filter *f,
			   struct rows *search)
{
	*f = (struct filed_filter){.form = form_int(r, FILTER_FORM),
				   .provider = number(r, FILTER_PROVIDER),
				   .client = number(r, FILTER_CLIENT),
				   .state = form_text(r, FILTER_STATE),
				   .from = form_text(r, FILTER_FROM),
				   .until = form_text(r, FILTER_UNTIL),
				   .text = form_text(r, FILTER_WORDS)};
	*search = (struct rows){0};
	if (!f->form)
		return STATUS_OK;
	TRY(library_search(&r->actor, f->form, search));
	for (size_t i = 0; i < search->n && i < FILED_ASKED; i++) {
		f->asked[i].path = row_text(search, i, "path");
		f->asked[i].value = form_text(r, FILTER_ASKED + (int)i);
		f->n_asked++;
	}
	return STATUS_OK;
}

/* The query of this search, from its "?" on. */
static const char *filter_query(struct req *r)
{
	struct buf b = {.ctx = r->pool};

	for (int i = 0; i < FILTER_FIELDS; i++)
		if (form_has(r, i))
			buf_printf(&b, "%s%s=%s", b.len ? "&" : "?",
				   answer_filters[i].name,
				   text_url(r->pool, form_text(r, i)));
	return b.len ? buf_text(&b) : "?";
}

static void show_row(struct req *r, const struct rows *rows, size_t i)
{
	const char *at = mem_printf(r->pool, "Answers.%zu", i);
	const char *state = row_text(rows, i, "state");
	bool drafted = row_int(rows, i, "drafted");
	int64_t of = row_int(rows, i, "questions");

	data_row(r, at, rows, i);
	data_f(r, "%s.href=%s", at,
	       answer_url(r, row_int(rows, i, "id"), ""));
	data_f(r, "%s.version=%s", at,
	       version_words(r, row_text(rows, i, "form_version")));
	show_answer_state(r, mem_printf(r->pool, "%s.State", at), state,
			  drafted);
	if (row_int(rows, i, "provider_id"))
		data_f(r, "%s.provider_href=/profiles/providers/%s/forms", at,
		       row_text(rows, i, "provider_id"));
	if (row_int(rows, i, "client_id"))
		data_f(r, "%s.client_href=/profiles/clients/%s", at,
		       row_text(rows, i, "client_id"));
	if (drafted && of)
		data_f(r, "%s.progress=%" PRId64 " of %" PRId64 " answered",
		       at, row_int(rows, i, "done"), of);
	if (row_int(rows, i, "revision") > 1)
		data_f(r, "%s.corrected=1", at);
}

static void show_pager(struct req *r, const struct rows *rows, int64_t page,
		       int64_t total)
{
	const char *base = req_url(r, "/forms/answers%s", filter_query(r));
	const char *sep = base[strlen(base) - 1] == '?' ? "" : "&";
	int64_t n = (int64_t)rows->n;

	if (n > FILED_PAGE)
		n = FILED_PAGE;
	if (!n)
		return;
	data_int(r, "Pager.from", (page - 1) * FILED_PAGE + 1);
	data_int(r, "Pager.to", (page - 1) * FILED_PAGE + n);
	if (total > COUNTED)
		data_f(r, "Pager.total=more than %d", COUNTED);
	else
		data_int(r, "Pager.total", total);
	if (page > 1)
		data_f(r, "Pager.prev=%s%spage=%" PRId64, base, sep, page - 1);
	if (rows->n > FILED_PAGE && page < PAGE_MAX)
		data_f(r, "Pager.next=%s%spage=%" PRId64, base, sep, page + 1);
}

/* The boxes of the filter: all forms, and the questions of the chosen one. */
static NEOERR *show_filters(struct req *r, const struct filed_filter *f,
			    const struct rows *search)
{
	struct rows forms;

	TRY(filed_forms(&r->actor, &forms));
	form_option(r, FILTER_FORM, "", "Any form");
	form_options(r, FILTER_FORM, &forms, "id", "title");
	for (size_t i = 0; i < FILED_ASKED; i++) {
		int field = FILTER_ASKED + (int)i;

		if (i < search->n)
			form_label(r, field, row_text(search, i, "label"));
		else
			form_hide(r, field);
	}
	if (!f->provider)
		form_hide(r, FILTER_PROVIDER);
	if (!f->client)
		form_hide(r, FILTER_CLIENT);
	return STATUS_OK;
}

/* What people outside have sent in, for those who may take it over. */
static NEOERR *offer_applications(struct req *r)
{
	int64_t n;

	if (!actor_may(&r->actor, RIGHT_PROVIDER_DRAFT))
		return STATUS_OK;
	TRY(application_waiting(&r->actor, &n));
	forms_action(r, "/forms/applications", "inbox",
		     n ? mem_printf(r->pool, "Applications: %" PRId64 "%s waiting",
				    n, n == 1000 ? "+" : "")
		       : "Applications",
		     false);
	return STATUS_OK;
}

NEOERR *answers_page(struct req *r)
{
	struct filed_filter f;
	struct rows rows, search;
	int64_t page, total;

	if (!text_int(req_query(r, "page"), 1, PAGE_MAX, &page))
		page = 1;
	TRY(read_filter(r, &f, &search));
	f.offset = (page - 1) * FILED_PAGE;
	TRY(filed_list(&r->actor, &f, &rows));
	/* All that there is was read already. */
	total = f.offset + (int64_t)rows.n;
	if (rows.n > FILED_PAGE)
		TRY(filed_count(&r->actor, &f, &total));
	TRY(show_filters(r, &f, &search));
	forms_page(r, "Forms",
		   "What was filled in about providers and clients, newest "
		   "first. A new one is started from a profile.");
	form_title(r, NULL, NULL, NULL);
	for (size_t i = 0; i < rows.n && i < FILED_PAGE; i++)
		show_row(r, &rows, i);
	show_pager(r, &rows, page, total);
	if (f.form && rows.n)
		data_f(r, "Export=/forms/answers/export%s", filter_query(r));
	TRY(offer_applications(r));
	if (actor_may(&r->actor, RIGHT_FORM_DESIGN))
		forms_action(r, "/forms/library", "collection", "Library",
			     false);
	return STATUS_OK;
}

NEOERR *answers_export(struct req *r)
{
	struct library_form form;
	struct filed_filter f;
	struct rows search;
	char *csv;
	bool cut;

	TRY(read_filter(r, &f, &search));
	if (!f.form)
		return nerr_raise(ERR_INVALID, "Choose one form: each has "
					       "questions of its own.");
	TRY(library_get(&r->actor, f.form, &form));
	TRY(filed_csv(&r->actor, &f, &csv, &cut));
	/* Spreadsheets take a file without it for one of another alphabet. */
	buf_puts(&r->body, "\xEF\xBB\xBF");
	buf_puts(&r->body, csv);
	if (cut)
		buf_printf(&r->body,
			   "\"The first %d only: narrow it by dates.\"\r\n",
			   FILED_EXPORT_MAX);
	answer_file(r, "text/csv; charset=utf-8",
		    file_name(r, form.name, "csv"));
	return STATUS_OK;
}
