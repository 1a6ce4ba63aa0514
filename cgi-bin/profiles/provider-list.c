/* The list of providers: filters, order, pages; export as CSV (A1).
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>

#include "base/text.h"
#include "pages.h"
#include "people/audit.h"
#include "people/licence.h"
#include "people/provider-list.h"
#include "people/readiness.h"
#include "people/staff.h"

enum {
	F_TYPED,
	F_TYPE,
	F_STAFF,
	F_LICENCE,
	F_REGION,
	F_STATE,
	F_SORT,
	F_DIR,
	F__MAX
};
_Static_assert((int)F__MAX == (int)PROVIDER_FILTERS, "filters");

/* The words in addresses; in the order of the enums of provider-list.h. */
static const struct choice states[] = {
    {"all", "All"},		{"active", "Active"},
    {"draft", "Draft"},		{"suspended", "Suspended"},
    {"closed", "Closed"},	{NULL, NULL}};
static const struct choice licences[] = {
    {"any", "Any licence state"}, {"soon", "Ends soon"},
    {"expired", "Has ended"},	  {"none", "None, but needed"},
    {NULL, NULL}};
static const struct choice orders[] = {
    {"changed", ""}, {"name", ""}, {"state", ""}, {"licence", ""},
    {"tasks", ""},   {NULL, NULL}};
static const struct choice directions[] = {
    {"asc", ""}, {"desc", ""}, {NULL, NULL}};

const struct field provider_filters[PROVIDER_FILTERS] = {
    [F_TYPED] = {.name = "q", .label = "Name, phone, person, licence number",
		 .type = FIELD_SEARCH, .max = 100},
    [F_TYPE] = {.name = "type", .label = "Kind", .type = FIELD_SELECT},
    [F_STAFF] = {.name = "staff", .label = "Assigned to",
		 .type = FIELD_SELECT},
    [F_LICENCE] = {.name = "licence", .label = "Licence",
		   .type = FIELD_SELECT, .choices = licences},
    [F_REGION] = {.name = "region", .label = "Region", .type = FIELD_SELECT},
    /* Chosen by links; the form of the filters keeps them. */
    [F_STATE] = {.name = "state", .type = FIELD_HIDDEN},
    [F_SORT] = {.name = "sort", .type = FIELD_HIDDEN},
    [F_DIR] = {.name = "dir", .type = FIELD_HIDDEN},
};

/* Which of the words was sent; "" is the first. */
static NEOERR *read_word(struct req *r, int field, const struct choice *list,
			 int *out)
{
	const char *value = form_text(r, field);

	for (*out = 0; list[*out].value; ++*out)
		if (!*value || !strcmp(list[*out].value, value))
			return STATUS_OK;
	return nerr_raise(ERR_MALFORMED, "a filter is not right");
}

/* A number of one of the lists, "" is any. */
static NEOERR *read_id(struct req *r, int field, int64_t *out)
{
	*out = 0;
	if (!form_has(r, field) ||
	    text_int(form_text(r, field), 1, INT64_MAX, out))
		return STATUS_OK;
	return nerr_raise(ERR_MALFORMED, "a filter is not right");
}

static bool newest_first(int order)
{
	return order == PROVIDERS_BY_CHANGED || order == PROVIDERS_BY_TASKS;
}

static NEOERR *read_filter(struct req *r, struct provider_filter *f)
{
	int state, licence, order, descending;

	TRY(read_word(r, F_STATE, states, &state));
	TRY(read_word(r, F_LICENCE, licences, &licence));
	TRY(read_word(r, F_SORT, orders, &order));
	TRY(read_word(r, F_DIR, directions, &descending));
	*f = (struct provider_filter){
	    .typed = form_text(r, F_TYPED),
	    .states = (enum provider_states)state,
	    .licences = (enum provider_licences)licence,
	    .order = (enum provider_order)order,
	    .descending = form_has(r, F_DIR) ? descending : newest_first(order),
	};
	TRY(read_id(r, F_TYPE, &f->type));
	TRY(read_id(r, F_STAFF, &f->staff));
	return nerr_pass(read_id(r, F_REGION, &f->region));
}

static void put_query(struct buf *b, const char *name, const char *value)
{
	buf_printf(b, "%s%s=%s", strchr(b->s, '?') ? "&" : "?", name,
		   text_url(b->ctx, value));
}

/* The address of this list under a filter. */
static const char *filter_url(struct req *r, const char *path,
			      const struct provider_filter *f, bool ordered)
{
	struct buf b = {.ctx = r->pool};
	bool usual = f->order == PROVIDERS_BY_CHANGED && f->descending;

	buf_puts(&b, path);
	if (*f->typed)
		put_query(&b, "q", f->typed);
	if (f->states)
		put_query(&b, "state", states[f->states].value);
	if (f->licences)
		put_query(&b, "licence", licences[f->licences].value);
	if (f->type)
		put_query(&b, "type", mem_printf(r->pool, "%" PRId64, f->type));
	if (f->staff)
		put_query(&b, "staff",
			  mem_printf(r->pool, "%" PRId64, f->staff));
	if (f->region)
		put_query(&b, "region",
			  mem_printf(r->pool, "%" PRId64, f->region));
	if (ordered && !usual) {
		put_query(&b, "sort", orders[f->order].value);
		put_query(&b, "dir", directions[f->descending].value);
	}
	return b.s;
}

static const char list_path[] = "/profiles/providers";

static NEOERR *show_filters(struct req *r, const struct provider_filter *f)
{
	struct rows types, staff, regions;

	TRY(provider_types(&r->actor, &types));
	TRY(staff_list(&r->actor, f->staff, &staff));
	TRY(provider_regions(&r->actor, &regions));
	form_option(r, F_TYPE, "", "All kinds");
	form_options(r, F_TYPE, &types, "id", "name");
	form_option(r, F_STAFF, "", "Assigned to anyone");
	form_options(r, F_STAFF, &staff, "id", "name");
	form_option(r, F_REGION, "", "All regions");
	form_options(r, F_REGION, &regions, "id", "name");
	if (regions.n < 2)
		form_hide(r, F_REGION);
	form_set(r, F_LICENCE, licences[f->licences].value);
	form_set(r, F_STATE, states[f->states].value);
	form_set(r, F_SORT, orders[f->order].value);
	form_set(r, F_DIR, directions[f->descending].value);
	data_set(r, "List.path", list_path);
	return STATUS_OK;
}

static void show_tabs(struct req *r, struct provider_filter f,
		      const int64_t *counts)
{
	static const enum provider_states order[] = {
	    PROVIDERS_ACTIVE, PROVIDERS_DRAFT, PROVIDERS_SUSPENDED,
	    PROVIDERS_CURRENT, PROVIDERS_CLOSED};
	enum provider_states current = f.states;
	size_t n = 0;

	for (size_t i = 0; i < PROVIDERS_STATES; i++) {
		f.states = order[i];
		if (f.states == PROVIDERS_DRAFT &&
		    !actor_may(&r->actor, RIGHT_PROVIDER_DRAFT))
			continue;
		list_tab(r, n++, states[f.states].label,
			 filter_url(r, list_path, &f, true), counts[f.states],
			 PROVIDER_COUNT_MAX, f.states == current);
	}
}

static void show_order(struct req *r, struct provider_filter f)
{
	enum provider_order now = f.order;
	bool descending = f.descending;

	for (int i = 0; i < PROVIDER_ORDERS; i++) {
		const char *name = orders[i].value;

		f.order = (enum provider_order)i;
		f.descending = f.order == now ? !descending
					      : newest_first(i);
		data_f(r, "Sort.%s.href=%s", name,
		       filter_url(r, list_path, &f, true));
		if (f.order == now)
			data_f(r, "Sort.%s.dir=%s", name,
			       directions[descending].value);
	}
}

static const struct chip {
	const char *state, *tone, *icon, *text;
} chips[] = {
    {"draft", "dashed", "pencil", "Draft"},
    {"active", "ok", "check-lg", "Active"},
    {"suspended", "bad", "pause-fill", "Suspended"},
    {"closed", "stone", "door-closed", "Closed"},
    {"archived", "stone", "archive", "Archived"},
};

/* The day on which a row was changed: a time would be too much here. */
static const char *day_changed(struct req *r, const char *at)
{
	struct date d = zone_today(r->actor.zone, db_to_time(at));
	struct date today = date_from_days(r->actor.today);
	char text[DATE_TEXT];

	if (!date_compare(d, today))
		return "Today";
	return mem_strdup(r->pool, date_format_short(d, today.year, text));
}

static void show_licence(struct req *r, const char *row,
			 const struct licences *all, int64_t id, bool needed)
{
	const struct licence *l = licence_main(all, id);
	struct licence_words w = {"stone", "dash", "Not needed", ""};

	if (l)
		w = licence_say(r->pool, &l->now, l->until,
				date_from_days(r->actor.today));
	else if (needed)
		w = (struct licence_words){"bad", "shield-x", "None", ""};
	data_f(r, "%s.licence.tone=%s", row, w.tone);
	data_f(r, "%s.licence.icon=%s", row, w.icon);
	data_f(r, "%s.licence.text=%s", row, w.chip);
}

static void show_row(struct req *r, const struct rows *rows, size_t i,
		     const struct licences *all)
{
	const char *row = mem_printf(r->pool, "Providers.%zu", i);
	const char *state = row_text(rows, i, "state");
	const char *face = row_text(rows, i, "face");
	int64_t id = row_int(rows, i, "id");

	data_f(r, "%s.id=%" PRId64, row, id);
	data_f(r, "%s.href=/profiles/providers/%" PRId64, row, id);
	data_f(r, "%s.name=%s", row, row_text(rows, i, "name"));
	data_f(r, "%s.kind=%s", row, row_text(rows, i, "type"));
	data_f(r, "%s.place=%s", row, row_text(rows, i, "suburb"));
	data_f(r, "%s.icon=%s", row, row_text(rows, i, "icon"));
	data_f(r, "%s.tone=%s", row, row_text(rows, i, "tone"));
	data_set(r, mem_printf(r->pool, "%s.photo", row),
		 row_text(rows, i, "photo"));
	if (*face)
		data_f(r, "%s.face=%02d", row, atoi(face));
	for (size_t c = 0; c < sizeof chips / sizeof *chips; c++)
		if (!strcmp(chips[c].state, state)) {
			data_f(r, "%s.state.tone=%s", row, chips[c].tone);
			data_f(r, "%s.state.icon=%s", row, chips[c].icon);
			data_f(r, "%s.state.text=%s", row, chips[c].text);
		}
	if (row_int(rows, i, "revision"))
		data_f(r, "%s.draft_changes=1", row);
	show_licence(r, row, all, id, row_int(rows, i, "licence_needed"));
	data_f(r, "%s.assigned=%s", row, row_text(rows, i, "lead"));
	data_f(r, "%s.tasks=%s", row, row_text(rows, i, "tasks"));
	if (row_int(rows, i, "tasks_late"))
		data_f(r, "%s.tasks_tone=bad", row);
	data_f(r, "%s.changed=%s", row,
	       day_changed(r, row_text(rows, i, "changed_at")));
}

static int64_t *ids_of(struct req *r, const struct rows *rows)
{
	int64_t *ids = mem_array(r->pool, rows->n + 1, sizeof *ids);

	for (size_t i = 0; i < rows->n; i++)
		ids[i] = row_int(rows, i, "id");
	return ids;
}

/* The licences of the rows, and whether each can accept somebody. */
static NEOERR *look_at(const struct actor *a, const struct rows *rows,
		       const int64_t *ids, struct licences *all,
		       struct readiness **ready)
{
	struct ready_provider *about =
	    mem_array(a->pool, rows->n + 1, sizeof *about);

	*all = (struct licences){0};
	*ready = mem_array(a->pool, rows->n + 1, sizeof **ready);
	if (!rows->n)
		return STATUS_OK;
	for (size_t i = 0; i < rows->n; i++)
		about[i] = (struct ready_provider){
		    .id = ids[i],
		    .state = row_text(rows, i, "state"),
		    .accepts = row_text(rows, i, "accepts"),
		    .licence_needed = row_int(rows, i, "licence_needed"),
		    .places = row_null(rows, i, "places")
				  ? -1
				  : row_int(rows, i, "places"),
		    .own_children = row_int(rows, i, "own_children")};
	TRY(licence_list_batch(a, ids, rows->n, all));
	return nerr_pass(readiness_of(a, about, rows->n, all, *ready));
}

static NEOERR *show_rows(struct req *r, const struct rows *rows)
{
	struct readiness *ready;
	struct licences all;

	TRY(look_at(&r->actor, rows, ids_of(r, rows), &all, &ready));
	for (size_t i = 0; i < rows->n; i++) {
		show_row(r, rows, i, &all);
		data_f(r, "Providers.%zu.accept.text=%s", i, ready[i].brief);
		if (ready[i].draft)
			continue;
		data_f(r, "Providers.%zu.accept.tone=%s", i,
		       ready[i].in_the_way ? "bad" : "ok");
		data_f(r, "Providers.%zu.accept.yes=%s", i,
		       ready[i].in_the_way ? "No," : "Yes,");
	}
	return STATUS_OK;
}

/* A page's address: the row that it goes on from, and how many are before it. */
static void pager_link(struct req *r, const struct provider_filter *f,
		       const char *name, const struct rows *rows, size_t i,
		       int64_t before, bool backward)
{
	const char *url = filter_url(r, list_path, f, true);

	data_f(r, "Pager.%s=%s%s%s=%s&n=%" PRId64, name, url,
	       strchr(url, '?') ? "&" : "?", backward ? "before" : "after",
	       text_url(r->pool,
			mem_printf(r->pool, "%s~%s", row_text(rows, i, "key"),
				   row_text(rows, i, "id"))),
	       before);
}

static void show_pager(struct req *r, const struct provider_filter *f,
		       const struct provider_page *page,
		       const struct rows *rows, bool more, int64_t total)
{
	int64_t before = 0;
	bool prev = page->backward ? more : *page->at, next;

	if (!text_int(req_query(r, "n"), 0, INT32_MAX, &before))
		before = 0;
	if (page->backward && !more)
		before = 0;
	next = page->backward || more;
	if (!rows->n)
		return;
	data_int(r, "Pager.from", before + 1);
	data_int(r, "Pager.to", before + (int64_t)rows->n);
	if (total < 0)
		data_set(r, "Pager.total", "very many");
	else if (total > PROVIDER_COUNT_MAX)
		data_f(r, "Pager.total=more than %d", PROVIDER_COUNT_MAX);
	else
		data_int(r, "Pager.total", total);
	if (prev)
		pager_link(r, f, "prev", rows, 0,
			   before > PROVIDER_PAGE ? before - PROVIDER_PAGE : 0,
			   true);
	if (next)
		pager_link(r, f, "next", rows, rows->n - 1,
			   before + (int64_t)rows->n, false);
}

static void show_actions(struct req *r, const struct provider_filter *f)
{
	data_set(r, "Actions.0.href",
		 filter_url(r, "/profiles/providers.csv", f, false));
	data_set(r, "Actions.0.icon", "download");
	data_set(r, "Actions.0.label", "Export");
	if (!actor_may(&r->actor, RIGHT_PROVIDER_EDIT))
		return;
	data_set(r, "Actions.1.href", "/profiles/providers/add");
	data_set(r, "Actions.1.icon", "plus-lg");
	data_set(r, "Actions.1.label", "Add a provider");
	data_set(r, "Actions.1.primary", "1");
}

static const char *lead(struct req *r, int64_t n)
{
	if (n < 0)
		return "Very many fit. Type more of it.";
	if (n > PROVIDER_COUNT_MAX)
		return mem_printf(r->pool, "More than %d providers.",
				  PROVIDER_COUNT_MAX);
	return text_count(r->pool, n, "provider.", "providers.");
}

NEOERR *provider_list_page(struct req *r)
{
	const char *before = req_query(r, "before");
	struct provider_page page = {
	    .at = *before ? before : req_query(r, "after"),
	    .backward = *before,
	    .limit = PROVIDER_PAGE};
	int64_t counts[PROVIDERS_STATES];
	struct provider_filter f;
	struct rows rows;
	bool more;

	TRY(read_filter(r, &f));
	TRY(show_filters(r, &f));
	TRY(provider_list(&r->actor, &f, page, &rows, &more));
	TRY(provider_count(&r->actor, &f, counts));
	page_title(r, "Providers");
	data_set(r, "Lead", lead(r, counts[f.states]));
	show_actions(r, &f);
	show_tabs(r, f, counts);
	show_order(r, f);
	TRY(show_rows(r, &rows));
	show_pager(r, &f, &page, &rows, more, counts[f.states]);
	data_set(r, "Empty.title", "Nobody fits");
	data_set(r, "Empty.text",
		 *f.typed ? "Every word that you typed must begin a name, a "
			    "phone number or a licence number. Try fewer of "
			    "them, or look in all states."
			  : "No provider has all of what you chose. Choose "
			    "less, or add a provider.");
	return STATUS_OK;
}

/* --- export --------------------------------------------------------------- */

static void csv_line(struct buf *b, const char *const *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_puts(b, ",");
		buf_puts(b, text_csv(b->ctx, cells[i]));
	}
	buf_puts(b, "\r\n");
}

static void csv_row(struct buf *b, const struct actor *a,
		    const struct rows *rows, size_t i,
		    const struct licences *all, const struct readiness *ready)
{
	static const char *const names[] = {
	    "id", "name", "type", "state", "region", "phone", "email",
	    "address", "suburb", "address_state", "postcode", "places", "lead",
	    "tasks", "tasks_late"};
	enum { NAMES = sizeof names / sizeof *names };
	const struct licence *l = licence_main(all, row_int(rows, i, "id"));
	const char *cells[NAMES + 5];
	size_t n = 0;

	for (; n < NAMES; n++)
		cells[n] = row_text(rows, i, names[n]);
	cells[n++] = l ? l->number : "";
	cells[n++] = l ? licence_say(a->pool, &l->now, l->until,
				     date_from_days(a->today)).chip
		     : row_int(rows, i, "licence_needed") ? "None"
							  : "Not needed";
	cells[n++] = ready->draft ? ready->brief
				  : mem_printf(a->pool, "%s %s",
					       ready->in_the_way ? "No,"
								 : "Yes,",
					       ready->brief);
	cells[n++] = row_text(rows, i, "changed_at");
	csv_line(b, cells, n);
}

/* All rows, some hundred at a time, each time in a memory of its own. */
static NEOERR *csv_rows(struct req *r, const struct provider_filter *f,
			int64_t *n)
{
	struct provider_page page = {.at = "", .limit = 200};
	bool more = true;

	for (*n = 0; more;) {
		struct actor part = r->actor;
		struct readiness *ready;
		struct licences all;
		struct rows rows;
		struct req here = *r;

		part.pool = here.pool = talloc_steal(r->pool, mem_pool());
		TRY(provider_list(&part, f, page, &rows, &more));
		TRY(look_at(&part, &rows, ids_of(&here, &rows), &all, &ready));
		for (size_t i = 0; i < rows.n; i++)
			csv_row(&r->body, &part, &rows, i, &all, &ready[i]);
		*n += (int64_t)rows.n;
		if (more)
			page.at = mem_printf(
			    r->pool, "%s~%s",
			    row_text(&rows, rows.n - 1, "key"),
			    row_text(&rows, rows.n - 1, "id"));
		talloc_free(part.pool);
	}
	return STATUS_OK;
}

NEOERR *provider_export_page(struct req *r)
{
	static const char *const heads[] = {
	    "Number", "Name", "Kind", "State", "Region", "Phone", "E-mail",
	    "Address", "Suburb", "In", "Postcode", "Places", "Assigned to",
	    "Open tasks", "Overdue", "Licence number", "Licence",
	    "Can accept now", "Changed (UTC)"};
	struct provider_filter f;
	int64_t n;

	TRY(read_filter(r, &f));
	f.order = PROVIDERS_BY_NAME;
	f.descending = false;
	buf_puts(&r->body, "\xef\xbb\xbf"); /* for spreadsheets: UTF-8 */
	csv_line(&r->body, heads, sizeof heads / sizeof *heads);
	TRY(csv_rows(r, &f, &n));
	TRY(audit_add(&r->actor,
		      (struct audit){.action = "exported",
				     .kind = "provider",
				     .changes = mem_printf(
					 r->pool,
					 "{\"rows\":[\"\",\"%" PRId64 "\"]}",
					 n)}));
	answer_file(r, "text/csv; charset=utf-8", "providers.csv");
	return STATUS_OK;
}
