/* The front page of the forms program, and what its pages share.
 * SPDX-License-Identifier: MIT */
#include "pages.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "forms/mapping.h"

NEOERR *home_page(struct req *r)
{
	r->redirect = actor_may(&r->actor, RIGHT_FORM_VIEW) ? "/forms/answers"
		      : actor_may(&r->actor, RIGHT_FORM_DESIGN)
			  ? "/forms/library"
			  : "/profiles/today";
	return STATUS_OK;
}

void forms_page(struct req *r, const char *title, const char *lead)
{
	page_title(r, title);
	data_set(r, "Title", title);
	data_set(r, "Lead", lead);
}

void forms_action(struct req *r, const char *href, const char *icon,
		  const char *label, bool primary)
{
	HDF *list = hdf_get_obj(r->hdf, "Actions");
	size_t n = 0;

	for (HDF *c = list ? hdf_obj_child(list) : NULL; c; c = hdf_obj_next(c))
		n++;
	data_f(r, "Actions.%zu.href=%s", n, href);
	data_f(r, "Actions.%zu.icon=%s", n, icon);
	data_f(r, "Actions.%zu.label=%s", n, label);
	if (primary)
		data_f(r, "Actions.%zu.primary=1", n);
}

struct chip {
	const char *state, *tone, *icon, *text;
};

static void show_chip(struct req *r, const char *at, const struct chip *list,
		      const char *state)
{
	while (list->state && strcmp(list->state, state))
		list++;
	if (!list->state)
		return;
	data_f(r, "%s.tone=%s", at, list->tone);
	data_f(r, "%s.icon=%s", at, list->icon);
	data_f(r, "%s.text=%s", at, list->text);
}

void show_version_state(struct req *r, const char *at, const char *state)
{
	static const struct chip chips[] = {
	    {"draft", "dashed", "pencil", "Draft"},
	    {"published", "ok", "check-lg", "In use"},
	    {"retired", "stone", "archive", "Retired"},
	    {NULL, NULL, NULL, NULL}};

	show_chip(r, at, chips, state);
}

void show_answer_state(struct req *r, const char *at, const char *state,
		       bool drafted)
{
	static const struct chip chips[] = {
	    {"draft", "dashed", "pencil", "Draft"},
	    {"submitted", "ok", "check-lg", "Submitted"},
	    {"correcting", "warn", "pencil", "Being corrected"},
	    {"withdrawn", "stone", "slash-circle", "Withdrawn"},
	    {"dropped", "stone", "x-lg", "Thrown away"},
	    {NULL, NULL, NULL, NULL}};
	bool correcting = drafted && strcmp(state, "draft");

	show_chip(r, at, chips, correcting ? "correcting" : state);
}

const char *version_words(struct req *r, const char *version)
{
	return *version ? mem_printf(r->pool, "version %s", version)
			: "no version name";
}

const char *file_name(struct req *r, const char *name, const char *ending)
{
	struct buf b = {.ctx = r->pool};

	for (; *name && b.len < 100; name++) {
		bool plain = isascii((unsigned char)*name) &&
			     (isalnum((unsigned char)*name) ||
			      strchr("._-", *name));

		if (plain)
			buf_add(&b, name, 1);
		else if (!b.len || b.s[b.len - 1] != '-')
			buf_puts(&b, "-");
	}
	return mem_printf(r->pool, "%s.%s", buf_text(&b), ending);
}

const char *answer_url(struct req *r, int64_t id, const char *more)
{
	return req_url(r, "/forms/answers/%" PRId64 "%s", id, more);
}

void answer_crumbs(struct req *r, const struct filed *f, const char *label)
{
	if (f->about.provider) {
		const char *at = req_url(r, "/profiles/providers/%" PRId64,
					 f->about.provider);

		page_crumb(r, "/profiles/providers", "Providers");
		page_crumb(r, at, f->provider);
		page_crumb(r, req_url(r, "%s/forms", at), "Forms");
	} else if (f->about.client) {
		page_crumb(r, "/profiles/clients", "Clients");
		page_crumb(r,
			   req_url(r, "/profiles/clients/%" PRId64,
				   f->about.client),
			   f->client);
	} else {
		page_crumb(r, "/forms/answers", "Forms");
	}
	if (!label) {
		page_crumb(r, NULL, f->title);
		return;
	}
	page_crumb(r, answer_url(r, f->id, ""), f->title);
	page_crumb(r, NULL, label);
}

NEOERR *answer_made(struct req *r, int64_t answer)
{
	static const struct {
		const char *kind, *what, *path;
	} kinds[] = {
	    {"provider", "Profile", NULL},    {"client", "Client", NULL},
	    {"incident", "Incident", "history"}, {"note", "Note", "notes"},
	    {"task", "Task", "tasks"},	      {"person", "Person", "people"},
	};
	struct rows made;

	TRY(mapping_made(&r->actor, answer, &made));
	for (size_t i = 0; i < made.n; i++)
		for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
			int64_t id = row_int(&made, i, "object_id");

			if (strcmp(kinds[k].kind, row_text(&made, i, "kind")))
				continue;
			data_row(r, mem_printf(r->pool, "Made.%zu", i), &made,
				 i);
			data_f(r, "Made.%zu.what=%s", i, kinds[k].what);
			if (kinds[k].path)
				data_f(r,
				       "Made.%zu.href=/profiles/providers/%s/%s"
				       "/%" PRId64,
				       i, row_text(&made, i, "provider_id"),
				       kinds[k].path, id);
			else
				data_f(r, "Made.%zu.href=/profiles/%ss/%" PRId64,
				       i, kinds[k].kind, id);
		}
	return STATUS_OK;
}
