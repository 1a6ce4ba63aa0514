/* Conditions of a licence: who meets them, changing them, waivers.
 * SPDX-License-Identifier: MIT */
#include "people/condition.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "pages.h"
#include "people/placement.h"

static const char *condition_url(struct req *r, const char *what)
{
	return licence_url(r, r->id[1],
			   mem_printf(r->pool, "/conditions/%" PRId64 "%s",
				      r->id[2], what));
}

/* --- who? -------------------------------------------------------------------- */

struct who {
	struct conditions all; /* of the licence */
	const struct condition *c;
	struct served *list;
	size_t n, here;
	struct date today;
};

static NEOERR *load(struct req *r, struct who *w)
{
	int64_t provider = req_provider(r)->id;
	struct conditions every;
	struct licence *l;

	w->today = date_from_days(r->actor.today);
	TRY(licence_find(&r->actor, provider, r->id[1], &l));
	TRY(condition_list(&r->actor, provider, &every));
	TRY(placement_served(&r->actor, provider, &w->list, &w->n));
	w->all = condition_of(r->pool, &every, l->id);
	for (size_t i = 0; i < w->all.n; i++)
		if (w->all.list[i].id == r->id[2])
			w->c = &w->all.list[i];
	if (!w->c)
		return nerr_raise(ERR_NOT_FOUND, "no condition %" PRId64,
				  r->id[2]);
	for (size_t i = 0; i < w->n; i++)
		w->here += date_between(w->today, w->list[i].from,
					w->list[i].until);
	return STATUS_OK;
}

/* When it will be another answer, within a year. */
static const char *what_next(struct req *r, struct who *w,
			     const struct served *s)
{
	struct conditions one = w->all;
	struct forecast f;
	char text[DATE_TEXT];

	one.list = (struct condition *)w->c;
	one.n = 1;
	f = condition_forecast(r->pool, &one, s, 1, 0, w->today, 365);
	for (size_t i = 0; i < f.n; i++) {
		const char *day = date_format_words(f.events[i].on,
						    w->today.year, text);

		if (f.events[i].kind == FORECAST_AGES_OUT)
			return mem_printf(r->pool, "Ages out on %s", day);
		if (f.events[i].kind == FORECAST_AGES_IN)
			return mem_printf(r->pool, "Meets it from %s", day);
		if (f.events[i].kind == FORECAST_WAIVER_ENDS)
			return mem_printf(r->pool, "Waived to the day before %s",
					  day);
	}
	return "";
}

static void show_client(struct req *r, struct who *w, size_t i, bool may_see)
{
	static const struct {
		const char *tone, *icon, *text;
	} looks[] = {
	    [CONDITION_MET] = {"ok", "check", "Meets it"},
	    [CONDITION_WAIVED] = {"info", "unlock", "Waived"},
	    [CONDITION_LOOK] = {"stone", "eye", "Somebody has to look"},
	    [CONDITION_NOT_MET] = {"bad", "x-octagon", "Does not meet it"},
	    [CONDITION_UNKNOWN] = {"warn", "question-circle", "Not known"},
	};
	const struct served *s = &w->list[i];
	bool here = date_between(w->today, s->from, s->until);
	struct crowd crowd = {(int64_t)w->here - here,
			      req_provider(r)->own_children};
	struct condition_result res =
	    condition_check(r->pool, &w->all, w->c, s, w->today, crowd,
			    w->today.year);
	const char *at = mem_printf(r->pool, "Clients.%zu", i);

	may_see = may_see && s->seen;
	data_f(r, "%s.name=%s", at, may_see ? s->name : "A client");
	if (may_see)
		data_f(r, "%s.href=/profiles/clients/%" PRId64, at, s->id);
	data_f(r, "%s.tone=%s", at, looks[res.answer].tone);
	data_f(r, "%s.icon=%s", at, looks[res.answer].icon);
	data_f(r, "%s.text=%s", at, looks[res.answer].text);
	if (may_see)
		data_f(r, "%s.reason=%s", at, res.reason);
	data_f(r, "%s.next=%s", at, what_next(r, w, s));
	if (may_see && res.answer >= CONDITION_NOT_MET &&
	    actor_may(&r->actor, RIGHT_WAIVER_APPROVE))
		data_f(r, "%s.waive=%s?client=%" PRId64, at,
		       condition_url(r, "/waivers/add"), s->id);
}

static NEOERR *show_waivers(struct req *r)
{
	struct rows w;

	TRY(waiver_list(&r->actor, r->id[2], &w));
	for (size_t i = 0; i < w.n; i++) {
		const char *at = mem_printf(r->pool, "Waivers.%zu", i);
		const char *state = row_text(&w, i, "state");

		data_row(r, at, &w, i);
		data_f(r, "%s.href=/profiles/clients/%" PRId64, at,
		       row_int(&w, i, "client_id"));
		if (strcmp(state, "past") &&
		    actor_may(&r->actor, RIGHT_WAIVER_APPROVE))
			data_f(r, "%s.end=%s", at,
			       condition_url(
				   r, mem_printf(r->pool,
						 "/waivers/%" PRId64 "/end",
						 row_int(&w, i, "id"))));
	}
	return STATUS_OK;
}

NEOERR *condition_page(struct req *r)
{
	struct who w = {0};
	bool may_see = actor_may(&r->actor, RIGHT_CLIENT_VIEW);

	TRY(load(r, &w));
	TRY(profile_frame(r, "licence"));
	profile_crumb(r, "licence", condition_rule(r->pool, &w.all, w.c));
	data_set(r, "Condition.rule", condition_rule(r->pool, &w.all, w.c));
	data_set(r, "Condition.how", condition_how(r->pool, w.c));
	data_set(r, "Condition.tone", w.c->blocks ? "bad" : "warn");
	data_set(r, "Condition.icon",
		 w.c->blocks ? "slash-circle" : "exclamation-triangle");
	data_set(r, "Condition.text", w.c->blocks ? "Blocks" : "Warns");
	data_set(r, "Condition.licence", licence_url(r, r->id[1], ""));
	if (actor_may(&r->actor, RIGHT_LICENCE_EDIT)) {
		data_set(r, "Condition.edit", condition_url(r, "/edit"));
		data_set(r, "Condition.remove", condition_url(r, "/remove"));
	}
	if (actor_may(&r->actor, RIGHT_WAIVER_APPROVE) && w.n)
		data_set(r, "Condition.waive", condition_url(r, "/waivers/add"));
	for (size_t i = 0; i < w.n; i++)
		show_client(r, &w, i, may_see);
	return nerr_pass(show_waivers(r));
}

/* --- adding and changing --------------------------------------------------------- */

static NEOERR *ask(struct req *r, enum condition_kind kind)
{
	struct rows traits;

	form_set(r, CONDITION_F_KIND, condition_kind_name(kind));
	for (int i = 0; i < CONDITION_FIELDS; i++)
		if (!condition_has_field(kind, i))
			form_hide(r, i);
	if (kind != CONDITION_TRAIT)
		return STATUS_OK;
	TRY(trait_list(&r->actor, &traits));
	form_option(r, CONDITION_F_TRAIT, "", "Choose one");
	for (size_t i = 0; i < traits.n; i++) {
		const char *phrase = row_text(&traits, i, "phrase");

		form_option(r, CONDITION_F_TRAIT, row_text(&traits, i, "name"),
			    *phrase ? phrase : row_text(&traits, i, "label"));
	}
	return STATUS_OK;
}

NEOERR *condition_add_page(struct req *r)
{
	enum condition_kind kind =
	    condition_kind_by_name(req_query(r, "kind"));
	struct licence *l;

	TRY(licence_find(&r->actor, req_provider(r)->id, r->id[1], &l));
	profile_form(r, "licence",
		     mem_printf(r->pool, "Add a condition to %s", l->number),
		     "Add the condition");
	if (kind != CONDITION_KINDS) {
		form_set(r, CONDITION_F_EFFECT, "blocks");
		return nerr_pass(ask(r, kind));
	}
	for (int i = 0; i < CONDITION_FIELDS; i++)
		form_hide(r, i);
	for (int i = 0; i < CONDITION_KINDS; i++) {
		enum condition_kind k = (enum condition_kind)i;

		data_f(r, "Kinds.%d.href=%s?kind=%s", i,
		       licence_url(r, l->id, "/conditions/add"),
		       condition_kind_name(k));
		data_f(r, "Kinds.%d.label=%s", i, condition_kind_label(k));
		data_f(r, "Kinds.%d.hint=%s", i, condition_kind_hint(k));
	}
	return STATUS_OK;
}

static NEOERR *save(struct req *r, int64_t id, const char *words)
{
	int64_t saved;
	int field;
	const char *wrong = condition_wrong(r->pool, form_values(r), &field);

	if (wrong)
		return form_refuse(r, field, "%s", wrong);
	TRY(condition_save(&r->actor, req_provider(r)->id, r->id[1], id,
			   form_version(r), form_values(r), &saved));
	answer_flash(r, "ok", words, NULL, NULL);
	return answer_go(r, licence_url(r, r->id[1],
					mem_printf(r->pool,
						   "/conditions/%" PRId64,
						   saved)));
}

NEOERR *condition_add_post(struct req *r)
{
	return nerr_pass(save(r, 0, "The condition is added."));
}

NEOERR *condition_edit_page(struct req *r)
{
	const char *values[CONDITION_FIELDS];
	int64_t version;

	TRY(condition_load(&r->actor, req_provider(r)->id, r->id[1], r->id[2],
			   values, &version));
	TRY(ask(r, condition_kind_by_name(values[CONDITION_F_KIND])));
	form_set_record(r, values, version);
	profile_form(r, "licence", "Change the condition", "Save");
	return STATUS_OK;
}

NEOERR *condition_edit_post(struct req *r)
{
	return nerr_pass(save(r, r->id[2], "The condition is saved."));
}

NEOERR *condition_remove_post(struct req *r)
{
	TRY(condition_remove(&r->actor, req_provider(r)->id, r->id[1],
			     r->id[2]));
	answer_flash(r, "ok", "The condition is removed.", NULL, NULL);
	return answer_go(r, licence_url(r, r->id[1], ""));
}

/* --- waivers ---------------------------------------------------------------------- */

NEOERR *waiver_add_page(struct req *r)
{
	int64_t asked = strtoll(req_query(r, "client"), NULL, 10);
	struct who w = {0};
	bool listed = false;
	struct client *c;
	char text[DATE_TEXT];

	TRY(load(r, &w));
	form_option(r, WAIVER_F_CLIENT, "", "Choose a client");
	for (size_t i = 0; i < w.n; i++) {
		/* Of another region: somebody else's to waive for. */
		if (!w.list[i].seen)
			continue;
		form_option(r, WAIVER_F_CLIENT,
			    mem_printf(r->pool, "%" PRId64, w.list[i].id),
			    w.list[i].name);
		listed |= w.list[i].id == asked;
	}
	if (asked && !listed) {
		TRY(client_get(&r->actor, asked, &c));
		form_option(r, WAIVER_F_CLIENT,
			    mem_printf(r->pool, "%" PRId64, c->id), c->name);
	}
	form_set(r, WAIVER_F_FROM,
		 mem_strdup(r->pool, date_format_iso(w.today, text)));
	profile_form(r, "licence", "Waive a condition", "Approve the waiver");
	form_intro(r, "%s. You approve that it does not count for one client, "
		      "for a while.",
		   condition_rule(r->pool, &w.all, w.c));
	return STATUS_OK;
}

NEOERR *waiver_add_post(struct req *r)
{
	struct date from, until;
	struct client *c;
	int64_t id;

	date_parse_iso(form_text(r, WAIVER_F_FROM), &from);
	date_parse_iso(form_text(r, WAIVER_F_UNTIL), &until);
	if (date_compare(until, from) < 0)
		return form_refuse(r, WAIVER_F_UNTIL,
				   "The last day must not be before the first");
	TRY(client_get(&r->actor, form_int(r, WAIVER_F_CLIENT), &c));
	TRY(waiver_add(&r->actor, req_provider(r)->id, r->id[2], c->id, from,
		       until, form_text(r, WAIVER_F_REASON), &id));
	answer_flash(r, "ok", "The waiver is approved.", NULL, NULL);
	return answer_go(r, condition_url(r, ""));
}

NEOERR *waiver_end_post(struct req *r)
{
	struct who w = {0};

	TRY(load(r, &w));
	TRY(waiver_end(&r->actor, req_provider(r)->id, r->id[2], r->id[3]));
	answer_flash(r, "ok", "The waiver has ended.", NULL, NULL);
	return answer_go(r, condition_url(r, ""));
}
