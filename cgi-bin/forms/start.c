/* Choosing a form for a provider, one of its people, a meeting, a step of a
 * workflow, or a client; going on with one that was begun.
 * SPDX-License-Identifier: MIT
 *
 * /forms/providers/7/start?person=3   what it is about stands in the query
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "pages.h"
#include "people/client.h"
#include "people/provider.h"

const struct field start_fields[START_FIELDS] = {
    [START_FORM] = {.name = "form", .label = "The form", .type = FIELD_NUMBER,
		    .max = INT64_MAX / 4},
    [START_PERSON] = {.name = "person", .label = "The person",
		      .type = FIELD_NUMBER, .max = INT64_MAX / 4},
    [START_MEETING] = {.name = "meeting", .label = "The meeting",
		       .type = FIELD_NUMBER, .max = INT64_MAX / 4},
    [START_STEP] = {.name = "step", .label = "The step",
		    .type = FIELD_NUMBER, .max = INT64_MAX / 4},
};

static int64_t number(struct req *r, const char *name)
{
	int64_t n;

	return text_int(req_query(r, name), 1, INT64_MAX / 4, &n) ? n : 0;
}

static void show_form(struct req *r, const struct rows *rows, size_t i)
{
	const char *at = mem_printf(r->pool, "Forms.%zu", i);
	const char *lines = row_text(rows, i, "languages");
	int64_t of = row_int(rows, i, "of_questions");

	data_row(r, at, rows, i);
	data_f(r, "%s.size=%s", at,
	       text_count(r->pool, row_int(rows, i, "questions"), "question",
			  "questions"));
	if (strchr(lines, '\n')) {
		struct buf b = {.ctx = r->pool};

		for (; *lines; lines++)
			buf_puts(&b, *lines == '\n'
					 ? ", "
					 : mem_strndup(r->pool, lines, 1));
		data_f(r, "%s.languages=%s", at, buf_text(&b));
	} else {
		hdf_remove_tree(r->hdf,
				mem_printf(r->pool, "%s.languages", at));
	}
	if (!row_int(rows, i, "draft_id"))
		return;
	data_f(r, "%s.draft=/forms/fill/%s", at, row_text(rows, i, "draft_id"));
	if (of)
		data_f(r, "%s.progress=%" PRId64 " of %" PRId64 " answered",
		       at, row_int(rows, i, "done"), of);
}

/* What it is about, in words; the names of its parts come with the rows of
 * whoever may be chosen. */
static NEOERR *show_about(struct req *r, const struct subject *s)
{
	struct rows parts;

	TRY(subject_parts(&r->actor, s, &parts));
	if (s->person)
		data_set(r, "About.person", row_text(&parts, 0, "person"));
	if (s->meeting)
		data_set(r, "About.meeting", row_text(&parts, 0, "meeting"));
	if (s->step) {
		data_set(r, "About.workflow", row_text(&parts, 0, "workflow"));
		data_set(r, "About.step", row_text(&parts, 0, "step"));
	}
	return STATUS_OK;
}

static NEOERR *show_start(struct req *r, const struct subject *s)
{
	struct rows rows;

	TRY(filed_startable(&r->actor, s, &rows));
	TRY(show_about(r, s));
	for (size_t i = 0; i < rows.n; i++)
		show_form(r, &rows, i);
	data_f(r, "Start.href=/forms%s", r->path);
	if (s->person)
		data_int(r, "Start.person", s->person);
	if (s->meeting)
		data_int(r, "Start.meeting", s->meeting);
	if (s->step)
		data_int(r, "Start.step", s->step);
	if (actor_may(&r->actor, RIGHT_FORM_DESIGN))
		data_set(r, "Start.library", "/forms/library");
	return STATUS_OK;
}

static NEOERR *begin(struct req *r, const struct subject *s)
{
	int64_t answer;

	TRY(form_refuse_if(r, draft_start(&r->actor, form_int(r, START_FORM), s,
					  &answer)));
	return answer_go(r, req_url(r, "/forms/fill/%" PRId64, answer));
}

/* --- for a provider ------------------------------------------------------------- */

static struct subject provider_subject(struct req *r)
{
	return (struct subject){.provider = r->id[0],
				.person = number(r, "person"),
				.meeting = number(r, "meeting"),
				.step = number(r, "step")};
}

NEOERR *start_provider_page(struct req *r)
{
	const struct provider *p = r->object;
	struct subject s = provider_subject(r);
	const char *at = req_url(r, "/profiles/providers/%" PRId64, p->id);
	struct rows people;

	page_crumb(r, "/profiles/providers", "Providers");
	page_crumb(r, at, p->name);
	page_crumb(r, req_url(r, "%s/forms", at), "Forms");
	page_crumb(r, NULL, "Start a form");
	forms_page(r, "Start a form", NULL);
	data_set(r, "About.name", p->name);
	TRY(show_start(r, &s));
	if (s.meeting || s.step || !actor_may(&r->actor, RIGHT_PERSON_VIEW))
		return STATUS_OK;
	TRY(subject_people(&r->actor, p->id, &people));
	data_rows(r, "People", &people);
	for (size_t i = 0; i < people.n; i++)
		if (row_int(&people, i, "id") == s.person)
			data_f(r, "People.%zu.chosen=1", i);
	return STATUS_OK;
}

NEOERR *start_provider(struct req *r)
{
	struct subject s = {.provider = r->id[0],
			    .person = form_int(r, START_PERSON),
			    .meeting = form_int(r, START_MEETING),
			    .step = form_int(r, START_STEP)};

	return nerr_pass(begin(r, &s));
}

/* --- for a client ----------------------------------------------------------------- */

NEOERR *start_client_page(struct req *r)
{
	const struct client *c = r->object;
	struct subject s = {.client = c->id};

	page_crumb(r, "/profiles/clients", "Clients");
	page_crumb(r, req_url(r, "/profiles/clients/%" PRId64, c->id), c->name);
	page_crumb(r, NULL, "Start a form");
	forms_page(r, "Start a form", NULL);
	data_set(r, "About.name", c->name);
	return nerr_pass(show_start(r, &s));
}

NEOERR *start_client(struct req *r)
{
	struct subject s = {.client = r->id[0]};

	return nerr_pass(begin(r, &s));
}
