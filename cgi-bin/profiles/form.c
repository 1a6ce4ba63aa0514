/* The Forms section: what was filled in about a provider (A25). The forms
 * program shows, fills in and corrects them.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "forms/filing.h"
#include "pages.h"

static const struct choice shown[] = {{"", "All"},
				      {"submitted", "Submitted"},
				      {"draft", "Drafts"},
				      {"withdrawn", "Withdrawn"},
				      {NULL, NULL}};

static const char *state_shown(struct req *r)
{
	const char *typed = req_query(r, "show");

	for (size_t i = 0; shown[i].value; i++)
		if (!strcmp(shown[i].value, typed))
			return shown[i].value;
	return "";
}

static const char *tab_url(struct req *r, const char *state)
{
	return req_url(r, "%s%s%s", profile_url(r, "forms"),
		       *state ? "?show=" : "", state);
}

/* State, progress and who is at work stand in one cell. */
static void show_answer(struct req *r, const struct rows *rows, size_t i)
{
	const char *at = mem_printf(r->pool, "Answers.%zu", i);
	const char *state = row_text(rows, i, "state");
	const char *version = row_text(rows, i, "form_version");
	bool drafted = row_int(rows, i, "drafted");
	bool draft = !strcmp(state, "draft");
	bool withdrawn = !strcmp(state, "withdrawn");

	data_row(r, at, rows, i);
	data_f(r, "%s.href=/forms/answers/%s", at, row_text(rows, i, "id"));
	data_f(r, "%s.version=%s", at, *version ? version : "no name");
	data_f(r, "%s.Chip.tone=%s", at,
	       draft	   ? "dashed"
	       : drafted   ? "warn"
	       : withdrawn ? "stone"
			   : "ok");
	data_f(r, "%s.Chip.icon=%s", at,
	       draft || drafted ? "pencil"
	       : withdrawn	? "slash-circle"
				: "check-lg");
	data_f(r, "%s.Chip.text=%s", at,
	       draft	   ? "Draft"
	       : drafted   ? "Being corrected"
	       : withdrawn ? "Withdrawn"
			   : "Submitted");
	if (draft && actor_may(&r->actor, RIGHT_FORM_FILL))
		data_f(r, "%s.fill=/forms/fill/%s", at,
		       row_text(rows, i, "id"));
	if (drafted && row_int(rows, i, "questions"))
		data_f(r, "%s.progress=%s of %s answered", at,
		       row_text(rows, i, "done"),
		       row_text(rows, i, "questions"));
	if (row_int(rows, i, "revision") > 1)
		data_f(r, "%s.corrected=1", at);
}

NEOERR *provider_forms_page(struct req *r)
{
	const char *state = state_shown(r);
	int64_t offset = list_offset(r, FILED_PAGE), total;
	struct filed_filter f = {.provider = req_provider(r)->id,
				 .state = state,
				 .offset = offset};
	struct rows rows;
	size_t n;

	TRY(profile_frame(r, "forms"));
	TRY(filed_list(&r->actor, &f, &rows));
	total = offset + (int64_t)rows.n;
	if (rows.n > FILED_PAGE)
		TRY(filed_count(&r->actor, &f, &total));
	for (size_t i = 0; shown[i].value; i++)
		list_tab(r, i, shown[i].label, tab_url(r, shown[i].value), -1,
			 0, !strcmp(shown[i].value, state));
	data_set(r, "Show", state);
	n = list_pager(r, tab_url(r, state), &rows, FILED_PAGE, offset, total,
		       1000);
	for (size_t i = 0; i < n; i++)
		show_answer(r, &rows, i);
	data_f(r, "Search.href=/forms/answers?provider=%" PRId64,
	       req_provider(r)->id);
	if (actor_may(&r->actor, RIGHT_FORM_FILL))
		data_f(r, "Start.href=/forms/providers/%" PRId64 "/start",
		       req_provider(r)->id);
	return STATUS_OK;
}

NEOERR *forms_about(struct req *r, struct filed_filter *f, const char *start,
		    const char *all)
{
	enum { SHOWN = 5 };
	struct rows rows;

	if (!actor_may(&r->actor, RIGHT_FORM_VIEW))
		return STATUS_OK;
	TRY(filed_list(&r->actor, f, &rows));
	data_set(r, "Forms.card", "1");
	for (size_t i = 0; i < rows.n && i < SHOWN; i++)
		show_answer(r, &rows, i);
	if (rows.n > SHOWN)
		data_set(r, "Forms.all", all);
	if (actor_may(&r->actor, RIGHT_FORM_FILL))
		data_set(r, "Forms.start", start);
	return STATUS_OK;
}
