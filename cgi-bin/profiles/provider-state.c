/* Publishing a profile and its draft changes; suspending, closing, archiving
 * (A40-A42).
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "base/text.h"
#include "pages.h"
#include "people/provider-state.h"

/* --- publishing a draft --------------------------------------------------- */

NEOERR *publish_page(struct req *r)
{
	const struct provider *p = req_provider(r);
	struct publish_list list;

	if (strcmp(p->state, "draft") && !r->posted)
		return answer_go(r, profile_url(r, "summary"));
	TRY(publish_check(&r->actor, p, &list));
	TRY(profile_frame(r, "summary"));
	profile_crumb(r, "summary", "Publish");
	form_set_version(r, p->version);
	data_set(r, "Answer.tone", list.missing ? "warn" : "ok");
	data_set(r, "Answer.question", "Can it be published?");
	data_f(r, "Answer.answer=%s",
	       list.missing ? mem_printf(r->pool, "Not yet, %s missing",
					 text_count(r->pool,
						    (int64_t)list.missing,
						    "thing is", "things are"))
			    : "Yes, everything is there");
	for (size_t i = 0; i < list.n; i++) {
		const struct publish_item *it = &list.items[i];

		data_f(r, "Items.%zu.tone=%s", i, it->there ? "ok" : "bad");
		data_f(r, "Items.%zu.text=%s", i, it->text);
		data_f(r, "Items.%zu.more=%s", i, it->more);
		if (!it->there && it->where) {
			data_f(r, "Items.%zu.href=%s", i,
			       profile_url(r, it->where));
			data_f(r, "Items.%zu.label=%s", i, it->label);
		}
	}
	if (!list.missing)
		data_set(r, "Publish.ready", "1");
	return STATUS_OK;
}

NEOERR *publish_post(struct req *r)
{
	TRY(form_refuse_if(r, provider_publish(&r->actor, req_provider(r),
					       form_version(r))));
	answer_flash(r, "ok", "The profile is published.", NULL, NULL);
	return answer_go(r, profile_url(r, "summary"));
}

/* --- draft changes -------------------------------------------------------- */

/* A value in words; of the region its name. */
static const char *words(struct req *r, const struct provider_edit *e, size_t i,
			 const char *value, const struct rows *regions)
{
	if (i == PROVIDER_F_REGION)
		for (size_t k = 0; k < regions->n; k++)
			if (!strcmp(row_text(regions, k, "id"), value))
				return row_text(regions, k, "name");
	return field_show(r->pool, &e->type.fields[i], value);
}

static void show_draft(struct req *r, const struct provider_edit *e,
		       const struct rows *regions)
{
	size_t n = 0;

	for (size_t i = 0; i < e->type.n; i++) {
		const char *at;

		if (!e->before[i] || !strcmp(e->published[i], e->values[i]))
			continue;
		at = mem_printf(r->pool, "Draft.List.%zu", n++);
		data_f(r, "%s.label=%s", at, e->type.fields[i].label);
		data_f(r, "%s.now=%s", at,
		       words(r, e, i, e->published[i], regions));
		data_f(r, "%s.then=%s", at,
		       words(r, e, i, e->values[i], regions));
		if (strcmp(e->before[i], e->published[i]))
			data_f(r, "%s.was=%s", at,
			       *e->before[i]
				   ? words(r, e, i, e->before[i], regions)
				   : "nothing");
	}
}

NEOERR *draft_page(struct req *r)
{
	const struct provider *p = req_provider(r);
	struct provider_edit e;
	struct rows regions;

	TRY(provider_edit_load(&r->actor, p, &e));
	TRY(provider_regions(&r->actor, &regions));
	TRY(profile_frame(r, "summary"));
	profile_crumb(r, "summary", "Draft changes");
	form_set_version(r, e.version);
	show_draft(r, &e, &regions);
	if (e.author)
		data_f(r, "Draft.lead=Written by %s, %s.", e.author,
		       show_instant(r, e.at));
	if (actor_may(&r->actor, RIGHT_PROVIDER_PUBLISH))
		data_set(r, "Draft.publish", profile_url(r, "draft/publish"));
	data_set(r, "Draft.edit", profile_url(r, "edit"));
	data_set(r, "Draft.drop", profile_url(r, "draft/drop"));
	return STATUS_OK;
}

NEOERR *draft_post(struct req *r)
{
	const struct provider *p = req_provider(r);
	struct provider_edit e;

	TRY(provider_edit_load(&r->actor, p, &e));
	if (e.author)
		TRY(provider_save(&r->actor, p, form_version(r), e.values));
	answer_flash(r, "ok", "The changes are published.", NULL, NULL);
	return answer_go(r, profile_url(r, "summary"));
}

NEOERR *draft_drop_page(struct req *r)
{
	struct provider_edit e;

	TRY(provider_edit_load(&r->actor, req_provider(r), &e));
	profile_form(r, "draft", "Drop the draft changes?", "Drop them");
	form_intro(r, "The profile stays as it is published. What was in the "
		      "draft is kept in the history.");
	form_set_version(r, e.version);
	form_danger(r);
	return STATUS_OK;
}

NEOERR *draft_drop_post(struct req *r)
{
	TRY(provider_drop_draft(&r->actor, req_provider(r), form_version(r)));
	answer_flash(r, "ok", "The draft changes are dropped.", NULL, NULL);
	return answer_go(r, profile_url(r, "summary"));
}

/* --- the other moves ------------------------------------------------------ */

enum { F_REASON };
const struct field provider_move_fields[PROVIDER_MOVE_FIELDS] = {
    [F_REASON] = {.name = "reason", .label = "Why", .type = FIELD_LONGTEXT,
		  .max = 500},
};
const struct field provider_reason_fields[PROVIDER_MOVE_FIELDS] = {
    [F_REASON] = {.name = "reason", .label = "Why", .type = FIELD_LONGTEXT,
		  .flags = FIELD_REQUIRED, .max = 500,
		  .hint = "Others will ask"},
};

static enum provider_move move_of(struct req *r)
{
	const char *name = strrchr(r->path, '/') + 1;
	int m = 0;

	while (m < PROVIDER_MOVES && strcmp(provider_moves[m].name, name))
		m++;
	return (enum provider_move)m;
}

/* What it means, and what is there that it touches. */
static const char *effects(struct req *r, enum provider_move m,
			   const struct rows *e)
{
	static const char *const says[PROVIDER_MOVES] = {
	    [MOVE_SUSPEND] = "Nobody new can be placed or booked there until "
			     "it is reinstated.",
	    [MOVE_REINSTATE] = "It can be asked for places again, as far as "
			       "its licence and checks allow.",
	    [MOVE_CLOSE] = "It takes nobody any more. All that is written "
			   "down stays, and it can be reopened.",
	    [MOVE_REOPEN] = "It becomes a draft: look at it, then publish it "
			    "again.",
	    [MOVE_ARCHIVE] = "It leaves the lists. It is still found under "
			     "“Closed”, and can be reopened.",
	};
	static const char *const things[][3] = {
	    {"clients", "person has a place there", "people have a place there"},
	    {"tasks", "open task", "open tasks"},
	    {"meetings", "planned meeting", "planned meetings"},
	    {"workflows", "running workflow", "running workflows"},
	    {"incidents", "open incident", "open incidents"},
	    {"branches", "branch below it", "branches below it"},
	};
	struct buf b = {.ctx = r->pool};
	size_t n = 0;

	buf_printf(&b, "%s", says[m]);
	for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
		int64_t count = row_int(e, 0, things[i][0]);

		if (!count || m == MOVE_REINSTATE || m == MOVE_REOPEN)
			continue;
		buf_printf(&b, "%s%s", n++ ? ", " : " Now: ",
			   text_count(r->pool, count, things[i][1],
				      things[i][2]));
	}
	if (n)
		buf_puts(&b, ". These stay as they are: look at each.");
	return b.s;
}

NEOERR *provider_move_page(struct req *r)
{
	static const char *const questions[PROVIDER_MOVES] = {
	    [MOVE_SUSPEND] = "Suspend this provider?",
	    [MOVE_REINSTATE] = "Reinstate this provider?",
	    [MOVE_CLOSE] = "Close this provider?",
	    [MOVE_REOPEN] = "Reopen it as a draft?",
	    [MOVE_ARCHIVE] = "Archive this provider?",
	};
	const struct provider *p = req_provider(r);
	enum provider_move m = move_of(r);
	struct rows rows;

	if (!provider_can_move(p, m) && !r->posted)
		return answer_go(r, profile_url(r, "summary"));
	TRY(provider_effects(&r->actor, p->id, &rows));
	profile_form(r, "summary", questions[m], provider_moves[m].label);
	form_intro(r, "%s: %s", p->name, effects(r, m, &rows));
	if (m == MOVE_SUSPEND || m == MOVE_CLOSE || m == MOVE_ARCHIVE)
		form_danger(r);
	return STATUS_OK;
}

NEOERR *provider_move_post(struct req *r)
{
	const struct provider *p = req_provider(r);
	enum provider_move m = move_of(r);

	TRY(form_refuse_if(r, provider_change_state(&r->actor, p, m,
						    form_text(r, F_REASON))));
	answer_flash(r, "ok",
		     mem_printf(r->pool, "%s is %s.", p->name,
				provider_moves[m].done),
		     NULL, NULL);
	return answer_go(r, profile_url(r, "summary"));
}
