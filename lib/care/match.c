/* Find Provider: a worker judged for a visit.
 * SPDX-License-Identifier: MIT */
#include "care/match.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const struct {
	const char *name, *words;
} codes[MATCH_CODES] = {
    [MATCH_CHARACTERISTIC] = {"CHARACTERISTIC",
			      "not what the client must have"},
    [MATCH_CHECK] = {"CHECK", "a check is missing or not valid then"},
    [MATCH_COMPETENCY] = {"COMPETENCY", "a training is missing"},
    [MATCH_CONDITION] = {"CONDITION",
			 "the provider's licence does not admit this client"},
    [MATCH_DAY_CAP] = {"DAY_CAP", "over the hours of a day"},
    [MATCH_FORTNIGHT_CAP] = {"FORTNIGHT_CAP", "over the hours of a fortnight"},
    [MATCH_INACTIVE] = {"INACTIVE", "does not work now"},
    [MATCH_LEAVE] = {"LEAVE", "on leave"},
    [MATCH_LICENCE] = {"LICENCE", "the provider has no licence for it then"},
    [MATCH_NOT_STATED] = {"NOT_STATED", "has not said when they are free"},
    [MATCH_OVERLAP] = {"OVERLAP", "has another visit"},
    [MATCH_PAIR] = {"PAIR", "not for this client"},
    [MATCH_PROVIDER] = {"PROVIDER", "the provider is not active"},
    [MATCH_REST] = {"REST", "too little rest between days"},
    [MATCH_TOO_FAR] = {"TOO_FAR", "too far away"},
    [MATCH_TRAVEL] = {"TRAVEL", "no time to get there"},
    [MATCH_UNAVAILABLE] = {"UNAVAILABLE", "not free"},
    [MATCH_WEEK_CAP] = {"WEEK_CAP", "over the hours of a week"},
};

const char *match_code_name(enum match_code code)
{
	return code < MATCH_CODES ? codes[code].name : "";
}

const char *match_code_words(enum match_code code)
{
	return code < MATCH_CODES ? codes[code].words : "";
}

const char *match_codes_text(const void *ctx, uint32_t set)
{
	struct buf b = {.ctx = ctx};

	for (int i = 0; i < MATCH_CODES; i++)
		if (set & MATCH_BIT(i))
			buf_printf(&b, "%s%s", b.len ? "+" : "",
				   codes[i].name);
	return buf_text(&b);
}

/* --- distances -------------------------------------------------------------------- */

int64_t match_distance(const struct match_place *a, const struct match_place *b)
{
	const double radius = 6371008.8, unit = M_PI / 180e6;
	double lat_a = a->lat_e6 * unit, lat_b = b->lat_e6 * unit, down, right,
	       h;

	if (a->lat_e6 == b->lat_e6 && a->lon_e6 == b->lon_e6)
		return 0;
	down = sin((lat_b - lat_a) / 2);
	right = sin((b->lon_e6 - a->lon_e6) * unit / 2);
	h = down * down + cos(lat_a) * cos(lat_b) * right * right;
	h = h > 1 ? 1 : h;
	return (int64_t)floor(2 * radius * asin(sqrt(h)) + 0.5);
}

int64_t match_travel(const struct match_settings *s, int64_t metres)
{
	int64_t quarter = INT64_C(250) * (s->speed_kmh > 0 ? s->speed_kmh : 1);

	return 15 * ((metres + quarter - 1) / quarter) + s->handover_min;
}

/* --- the booking on a clock --------------------------------------------------------- */

/* Its quarters as a wall shows them. */
struct face {
	size_t n;
	struct date dates[MATCH_MOST_QUARTERS];
	int minutes[MATCH_MOST_QUARTERS];
};

static void face_of(const struct zone *zone, int64_t start, int64_t end,
		    struct face *f)
{
	f->n = 0;
	for (int64_t q = start; q < end; q += MATCH_QUARTER) {
		struct wall w = zone_wall_from_utc(zone, q);

		f->dates[f->n] = w.date;
		f->minutes[f->n++] = w.minute;
	}
}

/* Is quarter i the first of its date? (Clocks that go back over midnight may
 * show a date again; that does no harm.) */
static bool new_date(const struct face *f, size_t i)
{
	return i == 0 || date_compare(f->dates[i], f->dates[i - 1]) != 0;
}

static int64_t work_day(const struct zone *zone, int64_t start)
{
	return date_to_days(zone_wall_from_utc(zone, start).date);
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* Day 0 was a Thursday. */
static int64_t week_of(int64_t day)
{
	return floor_div(day + 3, 7);
}

static int64_t fortnight_of(const struct match_settings *s, int64_t day)
{
	return floor_div(day - date_to_days(s->fortnight_anchor), 14);
}

/* --- one worker ------------------------------------------------------------------------ */

struct judge {
	const struct match_request *r;
	const struct match_worker *w;
	const struct match_visit *more;
	size_t n_more;
	struct face service, own; /* the booking on both clocks */
	struct match_verdict *v;
};

static void code(struct judge *j, enum match_code c)
{
	j->v->codes |= MATCH_BIT(c);
}

static bool live(const struct match_visit *v, int64_t now)
{
	return v->state == MATCH_OFFERED ? now < v->offer_until
					 : v->state != MATCH_DEAD;
}

/* The i-th of the worker's visits, those added included; NULL behind the last.
 * Dead ones are passed over. */
static const struct match_visit *next_live(const struct judge *j, size_t *i)
{
	while (*i < j->w->n_visits + j->n_more) {
		const struct match_visit *v =
		    *i < j->w->n_visits ? &j->w->visits[*i]
					: &j->more[*i - j->w->n_visits];

		++*i;
		if (live(v, j->r->now))
			return v;
	}
	return NULL;
}

static bool held_on(const struct match_paper *list, size_t n, const char *name,
		    struct date on)
{
	for (size_t i = 0; i < n; i++)
		if (!list[i].suspended && !strcmp(list[i].name, name) &&
		    date_between(on, list[i].from, list[i].until))
			return true;
	return false;
}

static bool need_met(const struct judge *j, const struct match_need *need)
{
	const struct match_worker *w = j->w;

	if (need->rule->characteristic) {
		for (size_t i = 0; i < w->n_traits; i++)
			if (!strcmp(w->traits[i].name, need->rule->name) &&
			    !strcmp(w->traits[i].value, need->rule->value))
				return true;
		return false;
	}
	for (size_t i = 0; i < j->service.n; i++)
		if (new_date(&j->service, i) &&
		    !held_on(w->competencies, w->n_competencies,
			     need->rule->name, j->service.dates[i]))
			return false;
	return true;
}

static void judge_needs(struct judge *j)
{
	for (size_t i = 0; i < j->r->n_needs; i++) {
		const struct match_need *need = &j->r->needs[i];

		j->v->met[i] = need_met(j, need);
		if (j->v->met[i]) {
			j->v->parts[0] += need->mandatory ? 0 : need->weight;
		} else if (need->mandatory) {
			j->v->lacking++;
			code(j, need->rule->characteristic
				    ? MATCH_CHARACTERISTIC
				    : MATCH_COMPETENCY);
		}
	}
}

static void judge_checks(struct judge *j)
{
	const struct match_request *r = j->r;

	for (size_t k = 0; k < r->n_checks; k++)
		for (size_t i = 0; i < j->service.n; i++) {
			struct date on = j->service.dates[i];
			int under = r->checks[k].client_under;

			/* Of whom no date of birth is known may be a child. */
			if (!new_date(&j->service, i) ||
			    (under >= 0 && !date_is_none(r->client.born) &&
			     date_age(r->client.born, on) >= under))
				continue;
			if (!held_on(j->w->checks, j->w->n_checks,
				     r->checks[k].check, on))
				code(j, MATCH_CHECK);
		}
}

/* --- the provider's licence --------------------------------------------------------------- */

/* Different other clients there at this quarter. The list is short: how often a
 * client stands before it in the list settles whether it is counted. */
static int64_t others_at(const struct judge *j, const char *type, int64_t q)
{
	const struct match_provider *p = j->w->provider;
	int64_t n = 0;

	for (size_t i = 0; i < p->n_visits; i++) {
		const struct match_visit *v = &p->visits[i];
		bool counted = v->client == j->r->client.id ||
			       !v->licence_type ||
			       strcmp(v->licence_type, type) != 0 ||
			       q < v->start || q >= v->end ||
			       !live(v, j->r->now);

		for (size_t k = 0; k < i && !counted; k++) {
			const struct match_visit *u = &p->visits[k];

			counted = u->client == v->client && u->licence_type &&
				  !strcmp(u->licence_type, type) &&
				  q >= u->start && q < u->end &&
				  live(u, j->r->now);
		}
		n += !counted;
	}
	return n;
}

static bool condition_admits(const struct judge *j,
			     const struct match_licence *l,
			     const struct condition *c, size_t first)
{
	struct crowd crowd = {.own = j->w->provider->own_children};
	struct date on = j->service.dates[first];
	enum condition_answer answer;

	if (c->kind == CONDITION_CAPACITY)
		for (size_t i = first; i < j->service.n &&
				       !date_compare(j->service.dates[i], on);
		     i++) {
			int64_t n = others_at(j, l->type,
					      j->r->start +
						  (int64_t)i * MATCH_QUARTER);

			crowd.others = n > crowd.others ? n : crowd.others;
		}
	answer = condition_holds(c, &j->r->client, on, crowd);
	/* Own words are nobody's to work out here; they do not keep a visit. */
	return answer == CONDITION_MET || answer == CONDITION_LOOK ||
	       condition_waiver(&l->conditions, c, j->r->client.id, on);
}

static bool licence_admits(const struct judge *j,
			   const struct match_licence *l, size_t first)
{
	for (size_t i = 0; i < l->conditions.n; i++)
		if (!condition_admits(j, l, &l->conditions.list[i], first))
			return false;
	return true;
}

static void judge_licence(struct judge *j)
{
	const struct match_provider *p = j->w->provider;
	bool licensed = true, admitted = true;

	if (!j->r->licence_type)
		return;
	for (size_t i = 0; i < j->service.n; i++) {
		bool there = false, admits = false;

		if (!new_date(&j->service, i))
			continue;
		for (size_t k = 0; k < p->n_licences && !admits; k++) {
			const struct match_licence *l = &p->licences[k];

			if (strcmp(l->type, j->r->licence_type) != 0 ||
			    !licence_state(l->from, l->until, l->actions,
					   l->n_actions, j->service.dates[i],
					   0)
				 .in_force)
				continue;
			there = true;
			admits = licence_admits(j, l, i);
		}
		licensed = licensed && there;
		admitted = admitted && admits;
	}
	if (!licensed)
		code(j, MATCH_LICENCE);
	else if (!admitted)
		code(j, MATCH_CONDITION);
}

/* --- availability ----------------------------------------------------------------------------- */

static bool window_fits(const struct match_window *w, struct date on)
{
	return date_weekday(on) == w->weekday &&
	       date_between(on, w->from, w->until);
}

static bool window_covers(const struct match_window *w, struct date on,
			  int minute)
{
	if (w->start < w->end)
		return minute >= w->start && minute < w->end &&
		       window_fits(w, on);
	return (minute >= w->start && window_fits(w, on)) ||
	       (minute < w->end && window_fits(w, date_add_days(on, -1)));
}

static bool spanned(const struct match_worker *w, bool blocked, int64_t q)
{
	for (size_t i = 0; i < w->n_spans; i++)
		if (w->spans[i].blocked == blocked && q >= w->spans[i].start &&
		    q < w->spans[i].end)
			return true;
	return false;
}

static bool covered(const struct judge *j, size_t i)
{
	for (size_t k = 0; k < j->w->n_windows; k++)
		if (window_covers(&j->w->windows[k], j->own.dates[i],
				  j->own.minutes[i]))
			return true;
	return spanned(j->w, false, j->r->start + (int64_t)i * MATCH_QUARTER);
}

static void judge_availability(struct judge *j)
{
	const struct match_worker *w = j->w;
	bool gap = false, stated = false;

	for (size_t i = 0; i < j->own.n; i++) {
		if (covered(j, i))
			stated = true;
		else
			gap = true;
		if (spanned(w, true, j->r->start + (int64_t)i * MATCH_QUARTER))
			code(j, MATCH_UNAVAILABLE);
		if (!new_date(&j->own, i))
			continue;
		for (size_t k = 0; k < w->n_windows; k++)
			stated = stated ||
				 date_between(j->own.dates[i],
					      w->windows[k].from,
					      w->windows[k].until);
		for (size_t k = 0; k < w->n_leave; k++)
			if (date_between(j->own.dates[i], w->leave[k].from,
					 w->leave[k].until))
				code(j, MATCH_LEAVE);
	}
	if (gap)
		code(j, stated ? MATCH_UNAVAILABLE : MATCH_NOT_STATED);
}

/* --- other visits --------------------------------------------------------------------------------- */

static int64_t cap_of(int own, int agency)
{
	return own >= 0 ? own : agency;
}

/* Overlap, rest and hours; P and N are the live visits before and after. */
static void judge_visits(struct judge *j, const struct match_visit **before,
			 const struct match_visit **after)
{
	const struct match_request *r = j->r;
	const struct match_settings *s = r->settings;
	const struct zone *zone = j->w->home->zone;
	int64_t day = work_day(zone, r->start), mine = (r->end - r->start) / 60,
		day_min = mine, week_min = 0, fortnight_min = mine;
	const struct match_visit *v;
	size_t i = 0;

	*before = *after = NULL;
	while ((v = next_live(j, &i))) {
		int64_t its = work_day(zone, v->start),
			minutes = (v->end - v->start) / 60,
			gap = v->end <= r->start ? r->start - v->end
						 : v->start - r->end;

		day_min += its == day ? minutes : 0;
		week_min += week_of(its) == week_of(day) ? minutes : 0;
		fortnight_min +=
		    fortnight_of(s, its) == fortnight_of(s, day) ? minutes : 0;
		if (v->start < r->end && v->end > r->start) {
			code(j, MATCH_OVERLAP);
			continue;
		}
		if (its != day && gap < (int64_t)s->rest_min * 60)
			code(j, MATCH_REST);
		if (v->end <= r->start && (!*before || v->end > (*before)->end))
			*before = v;
		if (v->start >= r->end &&
		    (!*after || v->start < (*after)->start))
			*after = v;
	}
	j->v->week_min = week_min;
	if (day_min > cap_of(j->w->day_cap_min, s->day_cap_min))
		code(j, MATCH_DAY_CAP);
	if (week_min + mine > cap_of(j->w->week_cap_min, s->week_cap_min))
		code(j, MATCH_WEEK_CAP);
	if (fortnight_min >
	    cap_of(j->w->fortnight_cap_min, s->fortnight_cap_min))
		code(j, MATCH_FORTNIGHT_CAP);
}

static void judge_way(struct judge *j, const struct match_visit *before,
		      const struct match_visit *after)
{
	const struct match_request *r = j->r;
	const struct match_settings *s = r->settings;
	const struct match_worker *w = j->w;
	const struct zone *zone = w->home->zone;
	int64_t most = w->max_travel_m >= 0 ? w->max_travel_m : s->max_travel_m;

	if ((before &&
	     (r->start - before->end) / 60 <
		 match_travel(s, match_distance(before->place, r->place))) ||
	    (after &&
	     (after->start - r->end) / 60 <
		 match_travel(s, match_distance(r->place, after->place))))
		code(j, MATCH_TRAVEL);
	if (before && work_day(zone, before->start) == work_day(zone, r->start) &&
	    r->start - before->end <= (int64_t)s->origin_within_min * 60)
		j->v->origin = before;
	j->v->distance_m = match_distance(
	    j->v->origin ? j->v->origin->place : w->home, r->place);
	if (j->v->distance_m > most)
		code(j, MATCH_TOO_FAR);
}

static void judge_points(struct judge *j)
{
	const struct match_request *r = j->r;
	const struct match_settings *s = r->settings;
	int64_t known = 0, near = s->points_near, *parts = j->v->parts;
	int64_t since = r->now - (int64_t)s->known_days * 86400;

	for (size_t i = 0; i < j->w->n_visits; i++) {
		const struct match_visit *v = &j->w->visits[i];

		known += v->state == MATCH_COMPLETED &&
			 v->client == r->client.id && v->start >= since;
	}
	known = known > s->known_most ? s->known_most : known;
	near -= j->v->distance_m / (s->near_step_m > 0 ? s->near_step_m : 1);
	parts[0] *= s->points_weight;
	parts[1] = s->points_known * known;
	parts[2] = near > 0 ? near : 0;
	j->v->points = parts[0] + parts[1] + parts[2];
}

struct match_verdict match_judge(const void *ctx,
				 const struct match_request *r,
				 const struct match_worker *w,
				 const struct match_visit *more, size_t n_more)
{
	struct match_verdict v = {.worker = w};
	struct judge j = {
	    .r = r, .w = w, .more = more, .n_more = n_more, .v = &v};
	const struct match_visit *before, *after;

	v.met = mem_array(ctx, r->n_needs ? r->n_needs : 1, sizeof *v.met);
	if (r->end <= r->start ||
	    r->end - r->start > MATCH_MOST_QUARTERS * MATCH_QUARTER ||
	    r->start % MATCH_QUARTER || r->end % MATCH_QUARTER) {
		v.codes = MATCH_BIT(MATCH_CODES) - 1;
		return v;
	}
	face_of(r->place->zone, r->start, r->end, &j.service);
	face_of(w->home->zone, r->start, r->end, &j.own);
	if (!w->active)
		code(&j, MATCH_INACTIVE);
	if (w->apart)
		code(&j, MATCH_PAIR);
	if (!w->provider->active)
		code(&j, MATCH_PROVIDER);
	judge_licence(&j);
	judge_checks(&j);
	judge_needs(&j);
	judge_availability(&j);
	judge_visits(&j, &before, &after);
	judge_way(&j, before, after);
	judge_points(&j);
	return v;
}

/* --- many workers ----------------------------------------------------------------------------------- */

static int by_order(const void *a, const void *b)
{
	const struct match_verdict *x = a, *y = b;

	if (!x->codes != !y->codes)
		return x->codes ? 1 : -1;
	if (!x->codes && x->points != y->points)
		return x->points > y->points ? -1 : 1;
	if (!x->codes && x->week_min != y->week_min)
		return x->week_min < y->week_min ? -1 : 1;
	return (x->worker->id > y->worker->id) -
	       (x->worker->id < y->worker->id);
}

size_t match_order(struct match_verdict *list, size_t n)
{
	size_t eligible = 0;

	if (n)
		qsort(list, n, sizeof *list, by_order);
	while (eligible < n && !list[eligible].codes)
		eligible++;
	return eligible;
}

size_t match_brings_back(const struct match_request *r,
			 const struct match_verdict *list, size_t n, size_t i)
{
	uint32_t alone = MATCH_BIT(r->needs[i].rule->characteristic
				       ? MATCH_CHARACTERISTIC
				       : MATCH_COMPETENCY);
	size_t back = 0;

	for (size_t k = 0; k < n; k++)
		back += list[k].codes == alone && list[k].lacking == 1 &&
			!list[k].met[i];
	return back;
}

void match_count(const struct match_verdict *list, size_t n,
		 enum match_code c, size_t *all, size_t *only)
{
	*all = *only = 0;
	for (size_t k = 0; k < n; k++) {
		*all += !!(list[k].codes & MATCH_BIT(c));
		*only += list[k].codes == MATCH_BIT(c);
	}
}
