/* Licences: adding and changing them, and what is decided about them.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "pages.h"
#include "people/condition.h"
#include "people/licence.h"

static NEOERR *offer(struct req *r, const struct licences *l, int64_t self)
{
	struct rows types;

	TRY(licence_types(&r->actor, &types));
	form_option(r, LICENCE_F_TYPE, "", "Choose a type");
	for (size_t i = 0; i < types.n; i++)
		form_option(r, LICENCE_F_TYPE,
			    mem_printf(r->pool, "%" PRId64,
				       row_int(&types, i, "id")),
			    row_text(&types, i, "name"));
	form_option(r, LICENCE_F_REPLACES, "", "None, it is the first");
	for (size_t i = 0; i < l->n; i++)
		if (l->list[i].id != self)
			form_option(r, LICENCE_F_REPLACES,
				    mem_printf(r->pool, "%" PRId64,
					       l->list[i].id),
				    mem_printf(r->pool, "%s, %s",
					       l->list[i].number,
					       l->list[i].type_name));
	return STATUS_OK;
}

static NEOERR *check(struct req *r, int64_t id)
{
	struct licences l;
	const char *wrong;
	int field;

	TRY(licence_list(&r->actor, req_provider(r)->id, &l));
	wrong = licence_wrong(&r->actor, &l, id, form_values(r), &field);
	return wrong ? form_refuse(r, field, "%s", wrong) : STATUS_OK;
}

NEOERR *licence_add_page(struct req *r)
{
	int64_t replaces = strtoll(req_query(r, "replaces_id"), NULL, 10);
	struct licences l;

	TRY(licence_list(&r->actor, req_provider(r)->id, &l));
	TRY(offer(r, &l, 0));
	if (!l.n)
		form_hide(r, LICENCE_F_REPLACES);
	if (!l.n || !actor_may(&r->actor, RIGHT_LICENCE_EDIT))
		form_hide(r, LICENCE_ADD_TAKE);
	for (size_t i = 0; i < l.n; i++)
		if (l.list[i].id == replaces)
			form_set_int(r, LICENCE_F_TYPE, l.list[i].type);
	form_set(r, LICENCE_ADD_TAKE, "1");
	/* Whoever may not decide writes down what was applied for. */
	if (!actor_may(&r->actor, RIGHT_LICENCE_DECIDE)) {
		form_set(r, LICENCE_ADD_HOW, "apply");
		form_hide(r, LICENCE_ADD_HOW);
	}
	profile_form(r, "licence", "Add a licence", "Add the licence");
	return STATUS_OK;
}

NEOERR *licence_add_post(struct req *r)
{
	int64_t provider = req_provider(r)->id, id;
	int64_t old = form_int(r, LICENCE_F_REPLACES);
	bool apply = !strcmp(form_text(r, LICENCE_ADD_HOW), "apply");
	struct date on;

	TRY(check(r, 0));
	date_parse_iso(form_text(r, LICENCE_ADD_DAY), &on);
	TRY(licence_add(&r->actor, provider, form_values(r),
			apply ? LICENCE_APPLY : LICENCE_GRANT, on, &id));
	if (old && form_has(r, LICENCE_ADD_TAKE))
		TRY(condition_copy(&r->actor, provider, old, id));
	answer_flash(r, "ok", "The licence is added.", NULL, NULL);
	return answer_go(r, licence_url(r, id, ""));
}

NEOERR *licence_edit_page(struct req *r)
{
	const char *values[LICENCE_FIELDS];
	struct licences l;
	int64_t version;

	TRY(record_load(&r->actor, &licence_record, profile_record(r), values,
			&version));
	TRY(licence_list(&r->actor, req_provider(r)->id, &l));
	TRY(offer(r, &l, r->id[1]));
	form_set_record(r, values, version);
	/* Its dates are somebody's decision. */
	if (!actor_may(&r->actor, RIGHT_LICENCE_DECIDE)) {
		form_hide(r, LICENCE_F_FROM);
		form_hide(r, LICENCE_F_UNTIL);
	}
	profile_form(r, "licence", "Change the licence", "Save");
	form_intro(r, "Correct here what was written down wrongly. When "
		      "something happened to the licence, write that down "
		      "instead: then its state follows.");
	return STATUS_OK;
}

NEOERR *licence_edit_post(struct req *r)
{
	TRY(check(r, r->id[1]));
	TRY(licence_save(&r->actor, req_provider(r)->id, r->id[1],
			 form_version(r), form_values(r)));
	answer_flash(r, "ok", "The licence is saved.", NULL, NULL);
	return answer_go(r, licence_url(r, r->id[1], ""));
}

/* --- what happens to it ---------------------------------------------------- */

static const struct act {
	const char *path;
	enum licence_deed deed;
	const char *title, *title_applied, *submit, *intro, *done;
	bool danger;
} acts[] = {
    {"renewal", LICENCE_LODGE_RENEWAL, "Renewal lodged", NULL, "Save",
     "The licence does not last longer by that; it only shows that somebody "
     "has asked.",
     "The renewal is written down.", false},
    {"grant", LICENCE_GRANT, "Renewal granted", "Licence granted", "Save",
     NULL, "The grant is written down.", false},
    {"suspend", LICENCE_SUSPEND, "Suspend the licence", NULL, "Suspend",
     "Nobody new can be placed while it is suspended. Who is there already "
     "stays on the list: look at each of them.",
     "The suspension is written down.", true},
    {"reinstate", LICENCE_REINSTATE, "Reinstate the licence", NULL,
     "Reinstate",
     "From this day on it is in force again, until its own last day.",
     "The licence is reinstated.", false},
    {"revoke", LICENCE_REVOKE, "Revoke the licence", "Application refused",
     "Revoke", "It ends on this day, and a new one has to be applied for.",
     "It is written down.", true},
    {"surrender", LICENCE_SURRENDER, "Licence surrendered",
     "Application withdrawn", "Save",
     "The provider gave it back. It ends on this day.", "It is written down.",
     true},
};

static const struct act *find_act(struct req *r)
{
	const char *last = strrchr(r->path, '/') + 1;

	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		if (!strcmp(acts[i].path, last))
			return &acts[i];
	abort(); /* a route without its row above */
}

static void ask_until(struct req *r, const struct act *act,
		      const struct licence *l)
{
	char text[DATE_TEXT];

	if (act->deed == LICENCE_SUSPEND) {
		form_hint(r, LICENCE_ACT_UNTIL,
			  "Still suspended on this day. Left empty, until "
			  "further notice");
	} else if (act->deed != LICENCE_GRANT) {
		form_hide(r, LICENCE_ACT_UNTIL);
	} else if (l->now.granted && !date_is_none(l->until)) {
		form_label(r, LICENCE_ACT_UNTIL, "New last day");
		form_hint(r, LICENCE_ACT_UNTIL,
			  mem_printf(r->pool, "It runs to %s so far. Left "
				     "empty, it has no end",
				     date_format_words(l->until, 0, text)));
	} else {
		form_hint(r, LICENCE_ACT_UNTIL,
			  "It is still in force on this day. Left empty, it "
			  "has no end");
		form_set(r, LICENCE_ACT_UNTIL,
			 mem_strdup(r->pool, date_format_iso(l->until, text)));
	}
}

NEOERR *licence_act_page(struct req *r)
{
	const struct act *act = find_act(r);
	struct licence *l;
	char text[DATE_TEXT];
	const char *title;

	TRY(licence_find(&r->actor, req_provider(r)->id, r->id[1], &l));
	title = l->now.granted || !act->title_applied ? act->title
						      : act->title_applied;
	form_set(r, LICENCE_ACT_DAY,
		 mem_strdup(r->pool,
			    date_format_iso(date_from_days(r->actor.today),
					    text)));
	if (act->deed == LICENCE_GRANT && !l->now.granted)
		form_set(r, LICENCE_ACT_FROM,
			 mem_strdup(r->pool, date_format_iso(l->from, text)));
	else
		form_hide(r, LICENCE_ACT_FROM);
	ask_until(r, act, l);
	profile_form(r, "licence",
		     mem_printf(r->pool, "%s: %s", title, l->number),
		     l->now.granted ? act->submit : "Save");
	if (act->intro && l->now.granted)
		form_intro(r, "%s", act->intro);
	if (act->danger)
		form_danger(r);
	return STATUS_OK;
}

NEOERR *licence_act_post(struct req *r)
{
	const struct act *act = find_act(r);
	int64_t provider = req_provider(r)->id, id = r->id[1];
	struct licence_act what = {.deed = act->deed,
				   .reason = form_text(r, LICENCE_ACT_REASON)};
	struct licences l;
	const char *wrong;

	date_parse_iso(form_text(r, LICENCE_ACT_DAY), &what.on);
	date_parse_iso(form_text(r, LICENCE_ACT_FROM), &what.from);
	date_parse_iso(form_text(r, LICENCE_ACT_UNTIL), &what.until);
	if (!date_is_none(what.from) && !date_is_none(what.until) &&
	    date_compare(what.until, what.from) < 0)
		return form_refuse(r, LICENCE_ACT_UNTIL,
				   "The last day must not be before the first");
	TRY(licence_list(&r->actor, provider, &l));
	for (size_t i = 0; i < l.n; i++) {
		if (l.list[i].id != id)
			continue;
		wrong = licence_refusal(&r->actor, &l, &l.list[i], act->deed,
					what.on, DATE_NONE);
		if (wrong)
			return form_refuse(r, LICENCE_ACT_DAY, "%s", wrong);
		wrong = licence_refusal(&r->actor, &l, &l.list[i], act->deed,
					what.on, what.until);
		if (wrong)
			return form_refuse(r, LICENCE_ACT_UNTIL, "%s", wrong);
	}
	TRY(licence_do(&r->actor, provider, id, &what));
	answer_flash(r, "ok", act->done, NULL, NULL);
	return answer_go(r, licence_url(r, id, ""));
}
