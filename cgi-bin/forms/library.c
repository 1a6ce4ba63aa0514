/* The library of forms: what is there, one form, whom it is for.
 * SPDX-License-Identifier: MIT
 *
 * In these paths {form} is r->id[0].
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "forms/lines.h"
#include "pages.h"

enum { INDEX_AT_ONCE = 100 };

const struct field library_search_fields[SEARCH_FIELDS] = {
    [SEARCH_CHOSEN] = {.name = "search", .label = "Search and list by",
		       .type = FIELD_CHECKS, .max = 20000,
		       .hint = "At most 12. Their answers stand in lists of "
			       "answers and can be searched"},
};

static const char *form_url(struct req *r, int64_t form, const char *more)
{
	return req_url(r, "/forms/library/%" PRId64 "%s", form, more);
}

/* "English, Arabic" for languages that stand a line each. */
static const char *languages_words(struct req *r, const char *lines)
{
	struct buf b = {.ctx = r->pool};

	for (; *lines; lines++) {
		if (*lines == '\n')
			buf_puts(&b, ", ");
		else
			buf_add(&b, lines, 1);
	}
	return buf_text(&b);
}

/* --- the library ------------------------------------------------------------- */

static void show_tabs(struct req *r, const char *which)
{
	static const struct choice tabs[] = {{"published", "In use"},
					     {"draft", "Drafts"},
					     {"retired", "Retired"},
					     {"all", "All"},
					     {NULL, NULL}};

	for (size_t i = 0; tabs[i].value; i++) {
		data_f(r, "Tabs.%zu.label=%s", i, tabs[i].label);
		data_f(r, "Tabs.%zu.href=/forms/library?show=%s", i,
		       tabs[i].value);
		if (!strcmp(tabs[i].value, which))
			data_f(r, "Tabs.%zu.current=1", i);
	}
}

static const char *which_shown(struct req *r)
{
	static const char *const known[] = {"published", "draft", "retired"};
	const char *typed = req_query(r, "show");

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(known[i], typed))
			return known[i];
	return "all";
}

NEOERR *library_page(struct req *r)
{
	const char *which = which_shown(r);
	struct rows rows;

	TRY(library_list(&r->actor, which, &rows));
	forms_page(r, "Library of forms",
		   "Forms that staff and people outside fill in. A form comes "
		   "as an XML file (ODK XForms) from a form designer.");
	page_crumb(r, "/forms/answers", "Forms");
	page_crumb(r, NULL, "Library");
	forms_action(r, "/forms/library/upload", "upload", "Upload a form",
		     true);
	show_tabs(r, which);
	data_set(r, "Which", which);
	for (size_t i = 0; i < rows.n; i++) {
		const char *at = mem_printf(r->pool, "Forms.%zu", i);

		data_row(r, at, &rows, i);
		data_f(r, "%s.href=%s", at,
		       form_url(r, row_int(&rows, i, "id"), ""));
		data_f(r, "%s.languages=%s", at,
		       languages_words(r, row_text(&rows, i, "languages")));
		data_f(r, "%s.size=%s", at,
		       text_count(r->pool, row_int(&rows, i, "questions"),
				  "question", "questions"));
		show_version_state(r, mem_printf(r->pool, "%s.State", at),
				   row_text(&rows, i, "state"));
		if (row_int(&rows, i, "drafts"))
			data_f(r, "%s.waits=%s", at,
			       text_count(r->pool, row_int(&rows, i, "drafts"),
					  "draft waits", "drafts wait"));
	}
	return STATUS_OK;
}

/* --- one form ------------------------------------------------------------------- */

static void form_crumbs(struct req *r, const struct library_form *f,
			const char *label)
{
	page_crumb(r, "/forms/answers", "Forms");
	page_crumb(r, "/forms/library", "Library");
	page_crumb(r, form_url(r, f->id, ""), f->title);
	if (label)
		page_crumb(r, NULL, label);
}

static void show_versions(struct req *r, const struct rows *v)
{
	for (size_t i = 0; i < v->n; i++) {
		const char *at = mem_printf(r->pool, "Versions.%zu", i);
		const char *version = row_text(v, i, "version");

		data_row(r, at, v, i);
		data_f(r, "%s.href=/forms/versions/%s", at,
		       row_text(v, i, "id"));
		data_f(r, "%s.label=%s", at,
		       *version ? mem_printf(r->pool, "Version %s", version)
				: "Version without a name");
		show_version_state(r, mem_printf(r->pool, "%s.State", at),
				   row_text(v, i, "state"));
	}
}

static const char *about_words(struct req *r, const char *about)
{
	const struct choice *c = library_fields[LIBRARY_ABOUT].choices;
	struct buf b = {.ctx = r->pool};
	char *copy = mem_strdup(r->pool, about), *one;

	while ((one = strsep(&copy, ",")) != NULL)
		if (*one)
			buf_printf(&b, "%s%s", b.len ? ". " : "",
				   choice_label(c, one));
	return buf_text(&b);
}

/* Versions that wait stand on top, with what is to do. */
static NEOERR *show_search(struct req *r, int64_t form)
{
	struct buf b = {.ctx = r->pool};
	struct rows search;

	TRY(library_search(&r->actor, form, &search));
	for (size_t i = 0; i < search.n; i++)
		buf_printf(&b, "%s%s", i ? "; " : "",
			   row_text(&search, i, "label"));
	data_set(r, "Library.search", buf_text(&b));
	return STATUS_OK;
}

NEOERR *library_form_page(struct req *r)
{
	const char *types, *roles;
	struct library_form f;
	struct rows versions, flows;

	TRY(library_get(&r->actor, r->id[0], &f));
	TRY(library_versions(&r->actor, f.id, &versions));
	TRY(library_for(&r->actor, f.id, &types, &roles));
	TRY(library_workflows(&r->actor, f.id, &flows));
	TRY(show_search(r, f.id));
	forms_page(r, f.title, f.description);
	form_crumbs(r, &f, NULL);
	data_set(r, "Library.name", f.name);
	data_set(r, "Library.about", about_words(r, f.about));
	data_set(r, "Library.types", types);
	data_set(r, "Library.roles", roles);
	data_set(r, "Library.href", form_url(r, f.id, ""));
	if (f.current)
		data_int(r, "Library.current", f.current);
	if (actor_may(&r->actor, RIGHT_FORM_VIEW))
		data_f(r, "Library.answers=/forms/answers?form=%" PRId64, f.id);
	show_versions(r, &versions);
	data_rows(r, "Flows", &flows);
	for (size_t i = 0; i < flows.n && actor_may(&r->actor,
						    RIGHT_WORKFLOW_DEFINE);
	     i++)
		data_f(r, "Flows.%zu.href=/agency/workflows/%s", i,
		       row_text(&flows, i, "id"));
	forms_action(r, form_url(r, f.id, "/edit"), "pencil",
		     "Whom it is for", false);
	forms_action(r, form_url(r, f.id, "/public"), "globe",
		     "Open to people outside", false);
	forms_action(r, "/forms/library/upload", "upload",
		     "Upload a new version", true);
	return STATUS_OK;
}

NEOERR *library_edit_page(struct req *r)
{
	const char *values[LIBRARY_FIELDS];
	struct library_form f;
	struct rows types, roles;
	int64_t version;

	TRY(library_get(&r->actor, r->id[0], &f));
	TRY(library_load(&r->actor, f.id, values, &version));
	TRY(library_all_types(&r->actor, &types));
	TRY(library_all_roles(&r->actor, &roles));
	form_options(r, LIBRARY_TYPES, &types, "id", "name");
	form_options(r, LIBRARY_ROLES, &roles, "id", "name");
	form_set_record(r, values, version);
	form_crumbs(r, &f, "Whom it is for");
	form_title(r, "Whom it is for", "Save", form_url(r, f.id, ""));
	form_intro(r, "Where the form fills records (a note, a task, a "
		      "profile), whoever may fill it in makes them, whatever "
		      "else they may do. Choose roles where that is too much "
		      "for everybody.");
	return STATUS_OK;
}

NEOERR *library_edit(struct req *r)
{
	TRY(library_save(&r->actor, r->id[0], form_version(r),
			 form_values(r)));
	answer_flash(r, "ok", "Saved.", NULL, NULL);
	return answer_go(r, form_url(r, r->id[0], ""));
}

/* --- what is searched --------------------------------------------------------------- */

/* The version whose questions are chosen from: the one in use, or the newest. */
static NEOERR *find_version(struct req *r, const struct library_form *f,
			    int64_t *version)
{
	struct rows versions;

	*version = f->current;
	if (*version)
		return STATUS_OK;
	TRY(library_versions(&r->actor, f->id, &versions));
	if (!versions.n)
		return nerr_raise(ERR_NOT_FOUND, "no version");
	*version = row_int(&versions, 0, "id");
	return STATUS_OK;
}

NEOERR *library_search_page(struct req *r)
{
	const struct xform_question *questions;
	struct buf chosen = {.ctx = r->pool};
	struct library_form f;
	const struct xform *x;
	struct rows now;
	int64_t version;
	size_t n;

	TRY(library_get(&r->actor, r->id[0], &f));
	TRY(find_version(r, &f, &version));
	TRY(library_xform(&r->actor, version, &x));
	TRY(library_search(&r->actor, f.id, &now));
	questions = xform_questions(x, &n);
	for (size_t i = 0; i < n; i++)
		if (questions[i].kind != XFORM_TRIGGER &&
		    !strchr(questions[i].path, ','))
			form_option(r, SEARCH_CHOSEN, questions[i].path,
				    label_plain(r->pool, questions[i].label));
	for (size_t i = 0; i < now.n; i++)
		buf_printf(&chosen, "%s%s", i ? "," : "",
			   row_text(&now, i, "path"));
	form_set(r, SEARCH_CHOSEN, buf_text(&chosen));
	form_crumbs(r, &f, "What is searched");
	form_title(r, "What is searched", "Save", form_url(r, f.id, ""));
	return STATUS_OK;
}

/* Writes the values of answers that were there before; many take several
 * turns. */
static NEOERR *index_some(struct req *r)
{
	int64_t left;

	TRY(filing_index(&r->actor, r->id[0], INDEX_AT_ONCE, &left));
	if (left)
		answer_flash(r, "info",
			     mem_printf(r->pool,
					"%s to be searched by it.",
					text_count(r->pool, left,
						   "older answer waits",
						   "older answers wait")),
			     form_url(r, r->id[0], "/index"), "Go on");
	else
		answer_flash(r, "ok", "Saved. All answers are searched by it.",
			     NULL, NULL);
	return answer_go(r, form_url(r, r->id[0], ""));
}

NEOERR *library_search_post(struct req *r)
{
	const char *paths[LIBRARY_SEARCH_MAX + 1];
	char *copy = mem_strdup(r->pool, form_text(r, SEARCH_CHOSEN)), *one;
	struct library_form f;
	int64_t version;
	size_t n = 0;

	TRY(library_get(&r->actor, r->id[0], &f));
	TRY(find_version(r, &f, &version));
	while ((one = strsep(&copy, ",")) != NULL &&
	       n <= LIBRARY_SEARCH_MAX)
		if (*one)
			paths[n++] = one;
	if (n > LIBRARY_SEARCH_MAX)
		return form_refuse(r, SEARCH_CHOSEN,
				   "Choose at most %d questions",
				   LIBRARY_SEARCH_MAX);
	TRY(form_refuse_if(r, library_search_set(&r->actor, f.id, version,
						 paths, n)));
	return nerr_pass(index_some(r));
}

NEOERR *library_index_page(struct req *r)
{
	struct library_form f;

	TRY(library_get(&r->actor, r->id[0], &f));
	form_crumbs(r, &f, "Older answers");
	form_title(r, "Older answers", "Go on", form_url(r, f.id, ""));
	form_intro(r, "What older answers say is made ready for searching, "
		      "100 at a time.");
	return STATUS_OK;
}

NEOERR *library_index(struct req *r)
{
	struct library_form f;

	TRY(library_get(&r->actor, r->id[0], &f));
	return nerr_pass(index_some(r));
}
