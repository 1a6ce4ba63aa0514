/* Licences: the profile's section, one licence, and the next 12 months.
 * SPDX-License-Identifier: MIT */
#include "people/licence.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "pages.h"
#include "people/condition.h"
#include "people/placement.h"

enum { YEAR = 365, LANES = 5, LABEL = 20 /* per cent of the chart */ };

/* Everything that the two pages show. */
struct view {
	struct req *r;
	struct licences all;
	struct licence *focus; /* whose conditions and year are shown */
	struct conditions conditions; /* its own */
	struct served *who;
	size_t n_who;
	struct date today;
	bool links; /* clients may be looked at */
	struct item *items; /* the list of the year */
	size_t n_items;
};

struct item {
	struct date on;
	size_t order;
	const char *tone, *icon, *what, *href;
};

const char *licence_url(struct req *r, int64_t id, const char *what)
{
	return req_url(r, "%s/%" PRId64 "%s", profile_url(r, "licence"), id,
		       what);
}

static const char *full_day(const struct view *v, struct date d)
{
	char text[DATE_TEXT];

	return mem_strdup(v->r->pool, date_format_day(d, 0, text));
}

static const char *short_day(const struct view *v, struct date d)
{
	char text[DATE_TEXT];

	return mem_strdup(v->r->pool, date_format_day(d, v->today.year, text));
}

static const char *words(const struct view *v, struct date d)
{
	char text[DATE_TEXT];

	return mem_strdup(v->r->pool,
			  date_format_words(d, v->today.year, text));
}

/* --- panels ------------------------------------------------------------------ */

static void add_fact(struct view *v, const char *at, size_t *n,
		     const char *label, const char *text, const char *href)
{
	if (!*text)
		return;
	data_f(v->r, "%s.Facts.%zu.label=%s", at, *n, label);
	data_f(v->r, "%s.Facts.%zu.text=%s", at, *n, text);
	if (href)
		data_f(v->r, "%s.Facts.%zu.href=%s", at, *n, href);
	(*n)++;
}

static void show_facts(struct view *v, const char *at, const struct licence *l)
{
	size_t n = 0;

	add_fact(v, at, &n, "Given by", l->issuer, NULL);
	add_fact(v, at, &n, "From", full_day(v, l->from), NULL);
	if (l->replaces)
		add_fact(v, at, &n, "Replaces", l->replaces_number,
			 licence_url(v->r, l->replaces, ""));
	add_fact(v, at, &n, "To",
		 !date_is_none(l->until) ? full_day(v, l->until)
		 : l->now.granted	 ? "No end"
					 : "",
		 NULL);
	add_fact(v, at, &n, "Remarks", l->remarks, NULL);
}

static void show_short(struct view *v, const char *at, const struct licence *l,
		       const struct conditions *every)
{
	struct conditions its = condition_of(v->r->pool, every, l->id);

	if (!date_is_none(l->until))
		data_f(v->r, "%s.text=To %s. %s", at, full_day(v, l->until),
		       its.n ? text_sentence(v->r->pool,
					     text_count(v->r->pool,
							(int64_t)its.n,
							"condition.",
							"conditions."))
			     : "No conditions.");
}

static const char *panel_icon(const struct licence *l,
			      const struct licence_words *w)
{
	return l->now.state == LICENCE_IN_FORCE ? "patch-check-fill" : w->icon;
}

static void show_panel(struct view *v, size_t i, const struct licence *l,
		       const struct conditions *every)
{
	struct req *r = v->r;
	struct licence_words w = licence_say(r->pool, &l->now, l->until, v->today);
	const char *at = mem_printf(r->pool, "Licences.%zu", i);

	data_f(r, "%s.tone=%s", at, w.tone);
	data_f(r, "%s.icon=%s", at, panel_icon(l, &w));
	data_f(r, "%s.question=%s, %s", at, l->type_name, l->number);
	data_f(r, "%s.answer=%s", at, w.answer);
	if (!i)
		data_f(r, "%s.at=Worked out from dates and actions", at);
	if (l == v->focus)
		show_facts(v, at, l);
	else
		show_short(v, at, l, every);
	if (!date_is_none(l->now.lodged)) {
		data_f(r, "%s.Chips.0.tone=info", at);
		data_f(r, "%s.Chips.0.icon=send", at);
		data_f(r, "%s.Chips.0.text=Renewal lodged %s", at,
		       short_day(v, l->now.lodged));
	}
}

/* What can be done with it now, as buttons. */
static void show_buttons(struct view *v, const char *at,
			 const struct licence *l)
{
	static const struct {
		enum licence_deed deed;
		const char *what, *label;
	} deeds[] = {
	    {LICENCE_LODGE_RENEWAL, "/renewal", "Renewal lodged"},
	    {LICENCE_GRANT, "/grant", "Grant"},
	    {LICENCE_SUSPEND, "/suspend", "Suspend"},
	    {LICENCE_REINSTATE, "/reinstate", "Reinstate"},
	    {LICENCE_REVOKE, "/revoke", "Revoke"},
	    {LICENCE_SURRENDER, "/surrender", "Surrender"},
	};
	struct req *r = v->r;
	size_t n = 0;

	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
		enum licence_deed d = deeds[i].deed;
		const char *label = deeds[i].label;

		if (!actor_may(&r->actor, d == LICENCE_LODGE_RENEWAL
					      ? RIGHT_LICENCE_EDIT
					      : RIGHT_LICENCE_DECIDE) ||
		    licence_refusal(&r->actor, &v->all, l, d, v->today,
				    DATE_NONE) ||
		    (d == LICENCE_SUSPEND &&
		     l->now.state == LICENCE_SUSPENDED))
			continue;
		if (l->now.granted && d == LICENCE_GRANT)
			label = "Renewal granted";
		if (!l->now.granted && d == LICENCE_REVOKE)
			label = "Refused";
		if (!l->now.granted && d == LICENCE_SURRENDER)
			label = "Withdrawn";
		data_f(r, "%s.Actions.%zu.href=%s", at, n,
		       licence_url(r, l->id, deeds[i].what));
		data_f(r, "%s.Actions.%zu.label=%s", at, n++, label);
	}
	if (actor_may(&r->actor, RIGHT_LICENCE_EDIT)) {
		data_f(r, "%s.Actions.%zu.href=%s", at, n,
		       licence_url(r, l->id, "/edit"));
		data_f(r, "%s.Actions.%zu.label=Change", at, n);
	}
}

/* --- conditions ----------------------------------------------------------------- */

static bool is_here(const struct view *v, const struct served *s)
{
	return date_between(v->today, s->from, s->until);
}

static size_t count_here(const struct view *v)
{
	size_t n = 0;

	for (size_t i = 0; i < v->n_who; i++)
		n += is_here(v, &v->who[i]);
	return n;
}

static void now_chip(struct view *v, const char *at, size_t *n,
		     const char *tone, const char *icon, const char *text)
{
	data_f(v->r, "%s.Now.%zu.tone=%s", at, *n, tone);
	data_f(v->r, "%s.Now.%zu.icon=%s", at, *n, icon);
	data_f(v->r, "%s.Now.%zu.text=%s", at, (*n)++, text);
}

static void count_capacity(struct view *v, const char *at,
			   const struct condition *c)
{
	int64_t own = c->count_own ? req_provider(v->r)->own_children : 0;
	int64_t used = (int64_t)count_here(v) + own;
	size_t n = 0;

	now_chip(v, at, &n, used > c->max ? "bad" : "ok",
		 used > c->max ? "x-octagon" : "check",
		 mem_printf(v->r->pool, "%" PRId64 " of %" PRId64 " used",
			    used, c->max));
}

static void count_met(struct view *v, const char *at,
		      const struct condition *c)
{
	size_t met = 0, waived = 0, here = 0, leave = 0, n = 0;
	struct conditions one = v->conditions;
	struct forecast f;

	for (size_t i = 0; i < v->n_who; i++) {
		const struct served *s = &v->who[i];
		struct crowd nobody = {0, 0};

		if (!is_here(v, s))
			continue;
		here++;
		if (condition_holds(c, s, v->today, nobody) == CONDITION_MET)
			met++;
		else if (condition_waiver(&v->conditions, c, s->id, v->today))
			waived++;
	}
	one.list = (struct condition *)c;
	one.n = 1;
	f = condition_forecast(v->r->pool, &one, v->who, v->n_who, 0, v->today,
			       c->kind == CONDITION_AGE ? YEAR : 1);
	for (size_t i = 0; i < f.n; i++)
		leave += f.events[i].kind == FORECAST_AGES_OUT ||
			 f.events[i].kind == FORECAST_WAIVER_ENDS;
	if (met)
		now_chip(v, at, &n, "ok", "check",
			 mem_printf(v->r->pool, "%zu of %zu%s", met, here,
				    leave ? "" : " meet it"));
	if (waived)
		now_chip(v, at, &n, "info", "unlock",
			 mem_printf(v->r->pool, "%zu waived", waived));
	if (here > met + waived)
		now_chip(v, at, &n, c->blocks ? "bad" : "warn",
			 "exclamation-triangle",
			 mem_printf(v->r->pool, "%zu of %zu do not meet it",
				    here - met - waived, here));
	if (leave)
		now_chip(v, at, &n, "warn", "hourglass-split",
			 mem_printf(v->r->pool, "%zu age%s out within a year",
				    leave, leave == 1 ? "s" : ""));
	if (!here)
		now_chip(v, at, &n, "stone", "dash", "Nobody here now");
}

static void show_condition(struct view *v, size_t i)
{
	const struct condition *c = &v->conditions.list[i];
	struct req *r = v->r;
	const char *at = mem_printf(r->pool, "Conditions.List.%zu", i);
	size_t n = 0;

	data_f(r, "%s.n=%zu", at, i + 1);
	data_f(r, "%s.rule=%s", at,
	       condition_rule(r->pool, &v->conditions, c));
	data_f(r, "%s.how=%s", at, condition_how(r->pool, c));
	data_f(r, "%s.else.tone=%s", at, c->blocks ? "bad" : "warn");
	data_f(r, "%s.else.icon=%s", at,
	       c->blocks ? "slash-circle" : "exclamation-triangle");
	data_f(r, "%s.else.text=%s", at, c->blocks ? "Blocks" : "Warns");
	data_f(r, "%s.href=%s", at,
	       licence_url(r, c->licence,
			   mem_printf(r->pool, "/conditions/%" PRId64, c->id)));
	if (c->kind == CONDITION_CAPACITY)
		count_capacity(v, at, c);
	else if (c->kind == CONDITION_WORDS)
		now_chip(v, at, &n, "stone", "eye", "Somebody has to look");
	else
		count_met(v, at, c);
}

static void show_conditions(struct view *v)
{
	struct req *r = v->r;
	const char *people = condition_people(&v->conditions);
	size_t here = count_here(v);

	data_f(r, "Conditions.with=of %s: whom it lets the provider serve",
	       v->focus->number);
	if (here == 1)
		people = !strcmp(people, "children") ? "child"
			 : !strcmp(people, "adults") ? "adult"
						     : "person";
	if (here)
		data_f(r, "Conditions.now=The %zu %s now", here, people);
	if (actor_may(&r->actor, RIGHT_LICENCE_EDIT))
		data_set(r, "Conditions.add",
			 licence_url(r, v->focus->id, "/conditions/add"));
	for (size_t i = 0; i < v->conditions.n; i++)
		show_condition(v, i);
}

/* --- the next 12 months -------------------------------------------------------------- */

/* A day's place across the chart, in per cent. */
static double x_of(const struct view *v, struct date d)
{
	return (double)date_days_between(v->today, d) * 100 / YEAR;
}

static void show_months(struct view *v)
{
	struct date d = {v->today.year, v->today.month, 1};

	for (int i = 0, n = 0; i < 13; i++) {
		struct date m = date_add_months(d, i);
		double x = i ? x_of(v, m) : 0;
		char year[8] = "";

		/* A word needs its room. */
		if (x > 96 || (!i && x_of(v, date_add_months(d, 1)) < 5))
			continue;
		if (m.month == 1 && i)
			snprintf(year, sizeof year, " %02d", m.year % 100);
		data_f(v->r, "Forecast.Months.%d.x=%.2f", n, x);
		data_f(v->r, "Forecast.Months.%d.label=%.3s%s", n++,
		       date_month_name(m.month), year);
	}
}

static void list_event(struct view *v, struct date on, const char *tone,
		       const char *icon, const char *what, const char *href)
{
	v->items = mem_grow(v->r->pool, v->items, v->n_items + 1,
			    sizeof *v->items);
	v->items[v->n_items] = (struct item){on, v->n_items, tone, icon, what,
					     href};
	v->n_items++;
}

static int by_date(const void *va, const void *vb)
{
	const struct item *a = va, *b = vb;
	int order = date_compare(a->on, b->on);

	return order ? order : (a->order > b->order) - (a->order < b->order);
}

static void show_list(struct view *v)
{
	if (v->n_items)
		qsort(v->items, v->n_items, sizeof *v->items, by_date);
	for (size_t i = 0; i < v->n_items; i++) {
		const struct item *e = &v->items[i];
		const char *at =
		    mem_printf(v->r->pool, "Forecast.List.%zu", i);

		data_f(v->r, "%s.date=%s", at, full_day(v, e->on));
		data_f(v->r, "%s.what=%s", at, e->what);
		data_f(v->r, "%s.tone=%s", at, e->tone);
		data_f(v->r, "%s.icon=%s", at, e->icon);
		if (e->href)
			data_f(v->r, "%s.href=%s", at, e->href);
	}
}

enum bar { BAR_IN_FORCE, BAR_SUSPENDED, BAR_NONE };

/* Of any licence of the same type: a renewal that begins goes on. */
static enum bar bar_on(const struct view *v, struct date d)
{
	enum bar best = BAR_NONE;

	for (size_t i = 0; i < v->all.n; i++) {
		const struct licence *l = &v->all.list[i];
		struct licence_status s;

		if (l->type != v->focus->type)
			continue;
		s = licence_on(&v->all, l, d);
		if (s.in_force)
			return BAR_IN_FORCE;
		if (s.state == LICENCE_SUSPENDED)
			best = BAR_SUSPENDED;
	}
	return best;
}

static void show_bar(struct view *v, int n, enum bar kind, int from, int until)
{
	static const struct {
		const char *tone, *text, *list, *icon;
	} bars[] = {
	    {"ok", "Active", "The licence is active", "patch-check"},
	    {"warn", "Suspended", "The licence is suspended", "shield-x"},
	    {"bad", "No licence unless renewed",
	     "No licence any more, unless it is renewed", "calendar-x"},
	};
	struct req *r = v->r;
	double w = (double)(until - from) * 100 / YEAR;

	data_f(r, "Forecast.Bars.%d.x=%.2f", n, (double)from * 100 / YEAR);
	data_f(r, "Forecast.Bars.%d.w=%.2f", n, w);
	data_f(r, "Forecast.Bars.%d.tone=%s", n, bars[kind].tone);
	if (w > (kind == BAR_NONE ? 24 : 10))
		data_f(r, "Forecast.Bars.%d.text=%s", n, bars[kind].text);
	if (kind == BAR_NONE)
		data_f(r, "Forecast.Bars.%d.hatch=1", n);
	if (n)
		list_event(v, date_add_days(v->today, from), bars[kind].tone,
			   bars[kind].icon, bars[kind].list, NULL);
}

static void show_bars(struct view *v)
{
	enum bar kind = bar_on(v, v->today);
	int from = 0, n = 0;

	for (int day = 1; day <= YEAR; day++) {
		enum bar next = day == YEAR
				    ? kind
				    : bar_on(v, date_add_days(v->today, day));

		if (day < YEAR && next == kind)
			continue;
		show_bar(v, n++, kind, from, day);
		from = day;
		kind = next;
	}
}

static void show_lodge(struct view *v)
{
	const struct licence *l = v->focus;
	struct date by;
	double x;

	if (date_is_none(l->until) || !l->renew_days || l->replaced_by ||
	    !date_is_none(l->now.lodged) || !l->now.in_force)
		return;
	by = date_add_days(l->until, -l->renew_days);
	x = x_of(v, by);
	if (x < 0 || x > 100)
		return;
	data_f(v->r, "Forecast.Marks.0.x=%.2f", x);
	data_f(v->r, "Forecast.Marks.0.tone=warn");
	if (x > 20)
		data_f(v->r, "Forecast.Marks.0.text=Lodge by %d %.3s", by.day,
		       date_month_name(by.month));
	list_event(v, by, "warn", "send", "The renewal must be lodged",
		   actor_may(&v->r->actor, RIGHT_LICENCE_EDIT)
		       ? licence_url(v->r, l->id, "/renewal")
		       : NULL);
}

/* Names side by side, as long as they do not meet; else a line below. */
static void show_ages(struct view *v, const struct forecast *f)
{
	double end[LANES] = {0};
	struct req *r = v->r;
	int n = 0, used = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct forecast_event *e = &f->events[i];
		double x = x_of(v, e->on);
		bool left = x > 100 - LABEL;
		int lane = 0;

		if (e->kind != FORECAST_AGES_OUT &&
		    e->kind != FORECAST_WAIVER_ENDS)
			continue;
		while (lane < LANES && (left ? x - LABEL : x) < end[lane])
			lane++;
		if (lane == LANES)
			continue; /* it stands in the list */
		end[lane] = left ? x + 4 : x + LABEL;
		if (lane + 1 > used)
			used = lane + 1;
		data_f(r, "Forecast.Ages.%d.x=%.2f", n, x);
		data_f(r, "Forecast.Ages.%d.y=%d", n, lane * 42);
		if (left)
			data_f(r, "Forecast.Ages.%d.left=1", n);
		data_f(r, "Forecast.Ages.%d.date=%d %.3s", n, e->on.day,
		       date_month_name(e->on.month));
		data_f(r, "Forecast.Ages.%d.name=%s", n++, e->who->name);
	}
	data_int(r, "Forecast.ages_height", 6 + used * 42);
}

static void list_ages(struct view *v, const struct forecast *f)
{
	static const struct {
		const char *tone, *icon, *what;
	} kinds[FORECAST_KINDS] = {
	    [FORECAST_AGES_OUT] = {"plum", "person", "%s ages out"},
	    [FORECAST_AGES_IN] = {"ok", "person-check", "%s meets the ages"},
	    [FORECAST_WAIVER_ENDS] = {"plum", "unlock",
				      "The waiver for %s is over"},
	    [FORECAST_ARRIVES] = {"info", "person-plus", "%s comes"},
	    [FORECAST_LEAVES] = {"stone", "door-open", "Last day of %s"},
	};

	for (size_t i = 0; i < f->n; i++) {
		const struct forecast_event *e = &f->events[i];
		const char *what = kinds[e->kind].what;
		const char *s = strstr(what, "%s");
		const char *text =
		    mem_printf(v->r->pool, "%.*s%s%s", (int)(s - what), what,
			       e->who->name, s + 2);

		if (e->turns)
			text = mem_printf(v->r->pool, "%s, and turns %" PRId64,
					  text, e->turns);
		list_event(v, e->on, kinds[e->kind].tone, kinds[e->kind].icon,
			   text,
			   v->links && e->who->seen
			       ? req_url(v->r, "/profiles/clients/%" PRId64,
					 e->who->id)
			       : NULL);
	}
}

static void show_places(struct view *v, const struct forecast *f)
{
	struct req *r = v->r;

	for (size_t i = 0; i < f->n_spans; i++) {
		const struct forecast_span *s = &f->spans[i];
		double x = x_of(v, s->from);
		double next = i + 1 < f->n_spans ? x_of(v, s[1].from) : 100;
		int64_t free = s->max > s->used ? s->max - s->used : 0;

		data_f(r, "Forecast.Places.%zu.x=%.2f", i, x);
		data_f(r, "Forecast.Places.%zu.w=%.2f", i, next - x);
		data_f(r, "Forecast.Places.%zu.level=%d", i,
		       free > (f->spans[0].max > f->spans[0].used
				   ? f->spans[0].max - f->spans[0].used
				   : 0));
		if (next - x > 9)
			data_f(r, "Forecast.Places.%zu.text=%" PRId64
				  " of %" PRId64, i, free, s->max);
		else if (next - x > 3)
			data_f(r, "Forecast.Places.%zu.text=%" PRId64, i, free);
	}
}

static const char *number_word(struct view *v, int64_t n)
{
	static const char *const names[] = {
	    "", "one", "two", "three", "four", "five", "six", "seven", "eight",
	    "nine", "ten", "eleven", "twelve"};

	return n < 13 ? names[n] : mem_printf(v->r->pool, "%" PRId64, n);
}

/* The first who ages out, so that somebody plans it. */
static void show_note(struct view *v, const struct forecast *f)
{
	enum { WEEKS = 12 };
	struct req *r = v->r;

	for (size_t i = 0; i < f->n; i++) {
		const struct forecast_event *e = &f->events[i];
		struct date plan = date_add_days(e->on, -WEEKS * 7);
		char due[DATE_TEXT];

		if (e->kind != FORECAST_AGES_OUT)
			continue;
		if (date_compare(plan, v->today) < 0)
			plan = v->today;
		data_f(r,
		       "Forecast.Note.text=%s turns %s on %s. The move is "
		       "best planned %d weeks before, from %s.",
		       e->who->name, number_word(v, e->turns), words(v, e->on),
		       WEEKS, words(v, plan));
		if (!actor_may(&r->actor, RIGHT_TASK_EDIT))
			return;
		data_f(r, "Forecast.Note.label=Plan it now");
		data_f(r, "Forecast.Note.href=%s/add?title=%s&due=%s",
		       profile_url(r, "tasks"),
		       text_url(r->pool,
				mem_printf(r->pool, "Plan the move of %s, who "
					   "ages out on %s",
					   e->who->name, words(v, e->on))),
		       date_format_iso(plan, due));
		return;
	}
}

static void show_forecast(struct view *v)
{
	struct forecast f;

	if (bar_on(v, v->today) == BAR_NONE &&
	    v->focus->now.state != LICENCE_TO_BEGIN)
		return;
	f = condition_forecast(v->r->pool, &v->conditions, v->who, v->n_who,
			       req_provider(v->r)->own_children, v->today,
			       YEAR);
	show_months(v);
	show_bars(v);
	show_lodge(v);
	show_ages(v, &f);
	list_ages(v, &f);
	show_places(v, &f);
	show_note(v, &f);
	data_f(v->r, "Forecast.sentence=The chart shows what the list below "
		     "says.");
	if (!v->n_items)
		list_event(v, date_add_days(v->today, YEAR), "ok", "check",
			   "Until then nothing changes that is known today",
			   NULL);
	show_list(v);
}

/* --- history ------------------------------------------------------------------------ */

static void show_history(struct view *v)
{
	static const struct {
		const char *tone, *icon;
	} looks[LICENCE_DEEDS] = {
	    [LICENCE_APPLY] = {"info", "send"},
	    [LICENCE_GRANT] = {"ok", "check"},
	    [LICENCE_LODGE_RENEWAL] = {"info", "send"},
	    [LICENCE_SUSPEND] = {"bad", "pause-fill"},
	    [LICENCE_REINSTATE] = {"ok", "arrow-counterclockwise"},
	    [LICENCE_REVOKE] = {"bad", "shield-x"},
	    [LICENCE_SURRENDER] = {"stone", "door-closed"},
	};
	struct req *r = v->r;

	for (size_t n = 0, i = v->focus->n_actions; i--; n++) {
		const struct licence_action *x = &v->focus->actions[i];
		const char *at = mem_printf(r->pool, "History.%zu", n);

		data_f(r, "%s.tone=%s", at, looks[x->deed].tone);
		data_f(r, "%s.icon=%s", at, looks[x->deed].icon);
		data_f(r, "%s.date=%s", at, full_day(v, x->on));
		data_f(r, "%s.what=%s%s%s", at, licence_deed_label(x->deed),
		       date_is_none(x->until) ? "" : ", until ",
		       full_day(v, x->until));
		data_f(r, "%s.why=%s", at, x->reason);
		data_f(r, "%s.who=%s, %s", at, x->who,
		       show_instant(r, x->at));
	}
}

/* Those that were replaced, or ended long ago. */
static bool is_earlier(const struct licence *l)
{
	return l->replaced_by && !l->now.in_force &&
	       l->now.state != LICENCE_SUSPENDED;
}

static void show_earlier(struct view *v)
{
	struct req *r = v->r;
	size_t n = 0;

	for (size_t i = 0; i < v->all.n; i++) {
		const struct licence *l = &v->all.list[i];
		const char *at = mem_printf(r->pool, "Earlier.%zu", n);
		struct licence_words w;

		if (!is_earlier(l) || l == v->focus)
			continue;
		w = licence_say(r->pool, &l->now, l->until, v->today);
		data_f(r, "%s.href=%s", at, licence_url(r, l->id, ""));
		data_f(r, "%s.number=%s", at, l->number);
		data_f(r, "%s.type=%s", at, l->type_name);
		data_f(r, "%s.from=%s", at, full_day(v, l->from));
		data_f(r, "%s.until=%s", at, full_day(v, l->until));
		data_f(r, "%s.tone=%s", at, w.tone);
		data_f(r, "%s.icon=%s", at, w.icon);
		data_f(r, "%s.text=%s", at, w.chip);
		n++;
	}
}

/* --- the pages -------------------------------------------------------------------------- */

static NEOERR *load(struct view *v, struct conditions *every, int64_t focus)
{
	struct req *r = v->r;
	int64_t provider = req_provider(r)->id;

	v->today = date_from_days(r->actor.today);
	TRY(licence_list(&r->actor, provider, &v->all));
	TRY(condition_list(&r->actor, provider, every));
	TRY(placement_served(&r->actor, provider, &v->who, &v->n_who));
	v->links = actor_may(&r->actor, RIGHT_CLIENT_VIEW);
	for (size_t i = 0; i < v->n_who && !v->links; i++)
		v->who[i].name = "A client";
	v->focus = licence_main(&v->all, provider);
	for (size_t i = 0; focus && i < v->all.n; i++)
		if (v->all.list[i].id == focus)
			v->focus = &v->all.list[i];
	if (focus && (!v->focus || v->focus->id != focus))
		return nerr_raise(ERR_NOT_FOUND, "no licence %" PRId64, focus);
	if (v->focus)
		v->conditions = condition_of(r->pool, every, v->focus->id);
	return STATUS_OK;
}

static void show_actions(struct view *v)
{
	struct req *r = v->r;
	bool may = actor_may(&r->actor, RIGHT_LICENCE_EDIT);
	bool renew = v->focus && v->focus->now.in_force &&
		     !v->focus->replaced_by &&
		     date_is_none(v->focus->now.lodged);

	if (may)
		profile_action(r, req_url(r, "%s/add", profile_url(r, "licence")),
			       "file-earmark-plus", "Add a licence",
			       !renew);
	if (renew && actor_may(&r->actor, RIGHT_WORKFLOW_RUN))
		profile_action(r, req_url(r, "%s/start?licence=%" PRId64,
					  profile_url(r, "workflows"),
					  v->focus->id),
			       "arrow-repeat", "Start the renewal", true);
	if (may)
		data_set(r, "Add.href",
			 req_url(r, "%s/add", profile_url(r, "licence")));
}

NEOERR *licence_section_page(struct req *r)
{
	struct view v = {.r = r};
	struct conditions every;
	size_t n = 0;

	TRY(profile_frame(r, "licence"));
	TRY(load(&v, &every, 0));
	show_actions(&v);
	for (size_t i = 0; i < v.all.n; i++) {
		const char *at = mem_printf(r->pool, "Licences.%zu", n);

		if (is_earlier(&v.all.list[i]))
			continue;
		show_panel(&v, n++, &v.all.list[i], &every);
		data_f(r, "%s.Actions.0.href=%s", at,
		       licence_url(r, v.all.list[i].id, ""));
		data_f(r, "%s.Actions.0.label=Open %s", at,
		       v.all.list[i].number);
	}
	show_earlier(&v);
	if (v.focus) {
		show_conditions(&v);
		show_forecast(&v);
	}
	return STATUS_OK;
}

NEOERR *licence_page(struct req *r)
{
	struct view v = {.r = r};
	struct conditions every;

	TRY(load(&v, &every, r->id[1]));
	TRY(profile_frame(r, "licence"));
	profile_crumb(r, "licence", v.focus->number);
	data_f(r, "One=1");
	show_panel(&v, 0, v.focus, &every);
	show_buttons(&v, "Licences.0", v.focus);
	show_conditions(&v);
	show_forecast(&v);
	show_history(&v);
	return STATUS_OK;
}
