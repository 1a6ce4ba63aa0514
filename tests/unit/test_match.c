/* Find Provider (care/match): the worked worlds, and rules one by one.
 * SPDX-License-Identifier: MIT
 *
 * The worlds are the .jsonl files of the folder matching/ in $CAREBOOK_SHARED
 * (default ../shared beside the checkout); without it they are skipped.
 */
#include "care/match.h"

#include <glob.h>
#include <jansson.h>

#include "base/mem.h"
#include "unit.h"

static void *ctx;

static int before(void)
{
	err_init();
	ctx = mem_pool();
	return 0;
}

/* --- reading a world -------------------------------------------------------------- */

/* Rows of a table as objects; all of them belong to the world. */
static json_t *table(json_t *world, const char *name)
{
	json_t *t = json_object_get(json_object_get(world, "tables"), name);
	json_t *columns = json_object_get(t, "columns"), *row, *list = json_array();
	size_t i, k;
	json_t *column;

	json_array_foreach(json_object_get(t, "rows"), i, row) {
		json_t *o = json_object();

		json_array_foreach(columns, k, column)
			json_object_set(o, json_string_value(column),
					json_array_get(row, k));
		json_array_append_new(list, o);
	}
	return list;
}

static const char *text(json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? mem_strdup(ctx, s) : NULL;
}

static int64_t integer(json_t *o, const char *key, int64_t none)
{
	json_t *v = json_object_get(o, key);

	return json_is_integer(v) ? json_integer_value(v) : none;
}

static struct date date(json_t *o, const char *key)
{
	struct date d;
	const char *s = text(o, key);

	if (!s)
		return DATE_NONE;
	CHECK(date_parse_iso(s, &d));
	return d;
}

static int64_t instant(const char *s)
{
	int64_t at = 0;

	if (s)
		CHECK(zone_parse_utc(s, &at));
	return at;
}

static int minute(const char *s)
{
	return ((s[0] - '0') * 10 + s[1] - '0') * 60 + (s[3] - '0') * 10 + s[4] -
	       '0';
}

/* Everything of a world, in arrays found by number. */
enum { MOST = 4000 };
struct world {
	struct match_settings settings;
	json_t *clients, *traits, *client_services, *requirements,
	    *check_rules, *pairs;
	struct match_place places[MOST];
	struct match_provider providers[MOST];
	struct match_worker workers[MOST];
	size_t n_places, n_providers, n_workers;
	json_t *services;
};

static struct match_place *place(struct world *w, int64_t id)
{
	for (size_t i = 0; i < w->n_places; i++)
		if (w->places[i].id == id)
			return &w->places[i];
	return NULL;
}

static json_t *find(json_t *list, const char *key, int64_t id)
{
	size_t i;
	json_t *o;

	json_array_foreach(list, i, o)
		if (integer(o, key, -1) == id)
			return o;
	return NULL;
}

static const char *licence_type(struct world *w, int64_t service)
{
	return text(find(w->services, "id", service), "licence_type");
}

static void read_settings(struct world *w, json_t *s)
{
	w->settings = (struct match_settings){
	    .speed_kmh = (int)integer(s, "speed_kmh", 0),
	    .handover_min = (int)integer(s, "handover_min", 0),
	    .rest_min = (int)integer(s, "rest_min", 0),
	    .day_cap_min = (int)integer(s, "day_cap_min", 0),
	    .week_cap_min = (int)integer(s, "week_cap_min", 0),
	    .fortnight_cap_min = (int)integer(s, "fortnight_cap_min", 0),
	    .fortnight_anchor = date(s, "fortnight_anchor"),
	    .max_travel_m = integer(s, "max_travel_m", 0),
	    .origin_within_min = (int)integer(s, "origin_within_min", 0),
	    .points_weight = (int)integer(s, "points_weight", 0),
	    .points_known = (int)integer(s, "points_known", 0),
	    .known_most = (int)integer(s, "known_most", 0),
	    .known_days = (int)integer(s, "known_days", 0),
	    .points_near = (int)integer(s, "points_near", 0),
	    .near_step_m = (int)integer(s, "near_step_m", 0),
	};
}

static void read_conditions(json_t *conditions, json_t *waivers, int64_t licence,
			    struct conditions *out)
{
	size_t i;
	json_t *o;

	out->list = mem_array(ctx, json_array_size(conditions) + 1,
			      sizeof *out->list);
	out->waivers = mem_array(ctx, json_array_size(waivers) + 1,
				 sizeof *out->waivers);
	json_array_foreach(conditions, i, o) {
		if (integer(o, "licence_id", 0) != licence)
			continue;
		out->list[out->n++] = (struct condition){
		    .id = integer(o, "id", 0),
		    .licence = licence,
		    .kind = condition_kind_by_name(text(o, "kind")),
		    .blocks = true,
		    .min = integer(o, "min_value", CONDITION_OPEN),
		    .max = integer(o, "max_value", CONDITION_OPEN),
		    .text = text(o, "text_value") ? text(o, "text_value") : "",
		    .count_own = integer(o, "count_own", 0),
		};
	}
	json_array_foreach(waivers, i, o)
		out->waivers[out->n_waivers++] = (struct waiver){
		    .id = integer(o, "id", 0),
		    .condition = integer(o, "condition_id", 0),
		    .client = integer(o, "client_id", 0),
		    .from = date(o, "from_date"),
		    .until = date(o, "until_date"),
		};
}

static void read_provider(json_t *world, json_t *o, struct match_provider *p)
{
	json_t *licences = table(world, "licences"),
	       *conditions = table(world, "conditions"),
	       *waivers = table(world, "waivers");
	struct match_licence *list = mem_array(
	    ctx, json_array_size(licences) + 1, sizeof *list);
	size_t i;
	json_t *l;

	*p = (struct match_provider){
	    .id = integer(o, "id", 0),
	    .own_children = integer(o, "own_children", 0),
	    .active = !strcmp(text(o, "state"), "active"),
	    .licences = list,
	};
	json_array_foreach(licences, i, l) {
		struct match_licence *m = &list[p->n_licences];
		struct licence_action *act = mem_array(ctx, 1, sizeof *act);

		if (integer(l, "provider_id", 0) != p->id)
			continue;
		*m = (struct match_licence){
		    .id = integer(l, "id", 0),
		    .type = text(l, "type"),
		    .from = date(l, "from_date"),
		    .until = date(l, "until_date"),
		    .actions = act,
		};
		if (text(l, "suspended_from")) {
			*act = (struct licence_action){
			    .deed = LICENCE_SUSPEND,
			    .on = date(l, "suspended_from"),
			    .until = date(l, "suspended_until"),
			    .reason = "",
			    .who = "",
			    .at = "",
			};
			m->n_actions = 1;
		}
		read_conditions(conditions, waivers, m->id, &m->conditions);
		p->n_licences++;
	}
	json_decref(licences);
	json_decref(conditions);
	json_decref(waivers);
}

static struct match_visit visit(struct world *w, json_t *o)
{
	static const char *const states[] = {"", "offered", "accepted",
					     "in_progress", "completed"};
	struct match_visit v = {
	    .id = integer(o, "id", 0),
	    .client = integer(o, "client_id", 0),
	    .licence_type = licence_type(w, integer(o, "service_id", 0)),
	    .place = place(w, integer(o, "place_id", 0)),
	    .start = instant(text(o, "start_at")),
	    .end = instant(text(o, "end_at")),
	    .offer_until = instant(text(o, "offer_until")),
	    .state = MATCH_DEAD,
	};

	for (int s = MATCH_OFFERED; s <= MATCH_COMPLETED; s++)
		if (!strcmp(text(o, "state"), states[s]))
			v.state = (enum match_state)s;
	return v;
}

/* The rows of a table that are this worker's. */
static json_t *of_worker(json_t *world, const char *name, int64_t id)
{
	json_t *all = table(world, name), *mine = json_array(), *o;
	size_t i;

	json_array_foreach(all, i, o)
		if (integer(o, "worker_id", 0) == id)
			json_array_append(mine, o);
	json_decref(all);
	return mine;
}

static const struct match_paper *papers(json_t *world, const char *name,
					const char *key, int64_t id, size_t *n)
{
	json_t *rows = of_worker(world, name, id), *o;
	struct match_paper *list =
	    mem_array(ctx, json_array_size(rows) + 1, sizeof *list);
	size_t i;

	*n = json_array_size(rows);

	json_array_foreach(rows, i, o)
		list[i] = (struct match_paper){
		    .name = key ? text(o, key) : "",
		    .from = date(o, "from_date"),
		    .until = date(o, "until_date"),
		    .suspended = integer(o, "suspended", 0),
		};
	json_decref(rows);
	return list;
}

static void read_times(struct world *w, json_t *world, struct match_worker *m)
{
	json_t *windows = of_worker(world, "weekly_windows", m->id),
	       *spans = of_worker(world, "exceptions", m->id),
	       *visits = of_worker(world, "visits", m->id), *o;
	struct match_window *a =
	    mem_array(ctx, json_array_size(windows) + 1, sizeof *a);
	struct match_span *b =
	    mem_array(ctx, json_array_size(spans) + 1, sizeof *b);
	struct match_visit *c =
	    mem_array(ctx, json_array_size(visits) + 1, sizeof *c);

	json_array_foreach(windows, m->n_windows, o)
		a[m->n_windows] = (struct match_window){
		    .weekday = (int)integer(o, "weekday", 0),
		    .start = minute(text(o, "start_time")),
		    .end = minute(text(o, "end_time")),
		    .from = date(o, "from_date"),
		    .until = date(o, "until_date"),
		};
	json_array_foreach(spans, m->n_spans, o)
		b[m->n_spans] = (struct match_span){
		    .blocked = !strcmp(text(o, "kind"), "blocked"),
		    .start = instant(text(o, "start_at")),
		    .end = instant(text(o, "end_at")),
		};
	json_array_foreach(visits, m->n_visits, o)
		c[m->n_visits] = visit(w, o);
	m->windows = a;
	m->spans = b;
	m->visits = c;
	json_decref(windows);
	json_decref(spans);
	json_decref(visits);
}

static void read_worker(struct world *w, json_t *world, json_t *o,
			struct match_worker *m)
{
	int64_t id = integer(o, "id", 0);
	json_t *traits = of_worker(world, "worker_characteristics", id), *t;
	struct match_trait *list =
	    mem_array(ctx, json_array_size(traits) + 1, sizeof *list);

	*m = (struct match_worker){
	    .id = id,
	    .home = place(w, integer(o, "home_place_id", 0)),
	    .active = integer(o, "active", 0),
	    .max_travel_m = integer(o, "max_travel_m", -1),
	    .day_cap_min = (int)integer(o, "day_cap_min", -1),
	    .week_cap_min = (int)integer(o, "week_cap_min", -1),
	    .fortnight_cap_min = (int)integer(o, "fortnight_cap_min", -1),
	    .traits = list,
	};
	for (size_t i = 0; i < w->n_providers; i++)
		if (w->providers[i].id == integer(o, "provider_id", 0))
			m->provider = &w->providers[i];
	json_array_foreach(traits, m->n_traits, t)
		list[m->n_traits] =
		    (struct match_trait){text(t, "name"), text(t, "value")};
	m->competencies = papers(world, "worker_competencies", "competency",
				 id, &m->n_competencies);
	m->checks = papers(world, "worker_checks", "check_kind", id,
			   &m->n_checks);
	m->leave = papers(world, "leave_days", NULL, id, &m->n_leave);
	read_times(w, world, m);
	json_decref(traits);
}

static void read_world(struct world *w, json_t *world)
{
	json_t *places = table(world, "places"),
	       *providers = table(world, "providers"),
	       *workers = table(world, "workers"),
	       *visits = table(world, "visits"), *o;
	size_t i, k;

	read_settings(w, json_object_get(world, "settings"));
	w->services = table(world, "services");
	w->clients = table(world, "clients");
	w->traits = table(world, "client_traits");
	w->client_services = table(world, "client_services");
	w->requirements = table(world, "requirements");
	w->check_rules = table(world, "check_rules");
	w->pairs = table(world, "pairs");
	json_array_foreach(places, w->n_places, o)
		w->places[w->n_places] = (struct match_place){
		    integer(o, "id", 0), (int)integer(o, "lat_e6", 0),
		    (int)integer(o, "lon_e6", 0), zone_find(text(o, "zone"))};
	json_array_foreach(providers, w->n_providers, o)
		read_provider(world, o, &w->providers[w->n_providers]);
	json_array_foreach(workers, w->n_workers, o)
		read_worker(w, world, o, &w->workers[w->n_workers]);
	for (i = 0; i < w->n_providers; i++) {
		struct match_visit *list = mem_array(
		    ctx, json_array_size(visits) + 1, sizeof *list);
		size_t n = 0;

		json_array_foreach(visits, k, o)
			for (size_t m = 0; m < w->n_workers; m++)
				if (w->workers[m].id ==
					integer(o, "worker_id", 0) &&
				    w->workers[m].provider == &w->providers[i])
					list[n++] = visit(w, o);
		w->providers[i].visits = list;
		w->providers[i].n_visits = n;
	}
	json_decref(places);
	json_decref(providers);
	json_decref(workers);
	json_decref(visits);
}

static void drop_world(struct world *w)
{
	json_decref(w->services);
	json_decref(w->clients);
	json_decref(w->traits);
	json_decref(w->client_services);
	json_decref(w->requirements);
	json_decref(w->check_rules);
	json_decref(w->pairs);
}

/* --- asking ------------------------------------------------------------------------- */

static struct match_rule rule(json_t *o)
{
	struct match_rule r = {
	    .characteristic = !strcmp(text(o, "kind"), "characteristic"),
	    .name = text(o, "name"),
	    .value = text(o, "value") ? text(o, "value") : "",
	    .mandatory = !strcmp(text(o, "strength"), "mandatory"),
	    .weight = (int)integer(o, "weight", 0),
	};

	return r;
}

/* Which rows count is the caller's to choose: here it is done. */
static void read_needs(struct world *w, json_t *req, int64_t program,
		       struct match_request *r)
{
	int64_t client = integer(req, "client_id", 0),
		service = integer(req, "service_id", 0);
	json_t *wishes = json_object_get(req, "this_time"), *o;
	struct match_rule *rules = mem_array(
	    ctx, json_array_size(w->requirements) + 1, sizeof *rules);
	struct match_wish *list =
	    mem_array(ctx, json_array_size(wishes) + 1, sizeof *list);
	size_t n = 0, i;

	json_array_foreach(w->requirements, i, o) {
		const char *level = text(o, "level"), *when = text(o, "used_when");
		enum match_level l = MATCH_GLOBAL;

		while (strcmp(match_level_name(l), level) != 0)
			l++;
		if ((l == MATCH_PROGRAM &&
		     integer(o, "program_id", 0) != program) ||
		    (l >= MATCH_CLIENT &&
		     integer(o, "client_id", 0) != client) ||
		    (l == MATCH_CLIENT_SERVICE &&
		     integer(o, "service_id", 0) != service) ||
		    (strcmp(when, "any") != 0 &&
		     strcmp(when, text(req, "asked_by")) != 0))
			continue;
		rules[n] = rule(o);
		rules[n].level = l;
		rules[n++].by_client = !strcmp(text(o, "set_by"), "client");
	}
	json_array_foreach(wishes, i, o)
		list[i] = (struct match_wish){
		    rule(o), !strcmp(text(o, "strength"), "off")};
	r->needs = match_merge(ctx, rules, n, list, json_array_size(wishes),
			       &r->n_needs);
}

static void read_request(struct world *w, json_t *req, struct match_request *r)
{
	json_t *client = find(w->clients, "id", integer(req, "client_id", 0)),
	       *o;
	struct match_check_rule *checks = mem_array(
	    ctx, json_array_size(w->check_rules) + 1, sizeof *checks);
	struct buf traits = {.ctx = ctx};
	int64_t program = 0;
	size_t i;

	json_array_foreach(w->client_services, i, o)
		if (integer(o, "client_id", 0) == integer(req, "client_id", 0) &&
		    integer(o, "service_id", 0) == integer(req, "service_id", 0))
			program = integer(o, "program_id", 0);
	json_array_foreach(w->traits, i, o)
		if (integer(o, "client_id", 0) == integer(client, "id", 0))
			buf_printf(&traits, "%s%s", traits.len ? "," : "",
				   text(o, "trait"));
	*r = (struct match_request){
	    .settings = &w->settings,
	    .start = instant(text(req, "start_at")),
	    .end = instant(text(req, "end_at")),
	    .now = instant(text(req, "now")),
	    .client = {.id = integer(client, "id", 0),
		       .name = "",
		       .born = date(client, "born"),
		       .gender = text(client, "gender"),
		       .traits = buf_text(&traits)},
	    .place = place(w, integer(client, "place_id", 0)),
	    .licence_type = licence_type(w, integer(req, "service_id", 0)),
	    .checks = checks,
	};
	json_array_foreach(w->check_rules, i, o)
		if (integer(o, "program_id", program) == program)
			checks[r->n_checks++] = (struct match_check_rule){
			    text(o, "check_kind"),
			    (int)integer(o, "client_under", -1)};
	read_needs(w, req, program, r);
}

static bool apart(struct world *w, int64_t worker, int64_t client)
{
	size_t i;
	json_t *o;

	json_array_foreach(w->pairs, i, o)
		if (integer(o, "worker_id", 0) == worker &&
		    integer(o, "client_id", 0) == client)
			return true;
	return false;
}

static struct match_verdict *judge_all(struct world *w,
				       const struct match_request *r,
				       const struct match_visit *more,
				       size_t n_more)
{
	struct match_verdict *list =
	    mem_array(ctx, w->n_workers + 1, sizeof *list);

	for (size_t i = 0; i < w->n_workers; i++) {
		w->workers[i].apart =
		    apart(w, w->workers[i].id, r->client.id);
		list[i] = match_judge(ctx, r, &w->workers[i], more, n_more);
	}
	return list;
}

/* --- the answer, as the worlds have it ------------------------------------------------ */

static json_t *codes_json(const struct match_verdict *v, size_t n)
{
	json_t *o = json_object();

	for (int c = 0; c < MATCH_CODES; c++) {
		size_t all, only;

		match_count(v, n, (enum match_code)c, &all, &only);
		if (all)
			json_object_set_new(
			    o, match_code_name((enum match_code)c),
			    json_pack("{s:i,s:i}", "all", (int)all, "only",
				      (int)only));
	}
	return o;
}

static json_t *needs_json(const struct match_request *r,
			  const struct match_verdict *v, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < r->n_needs; i++) {
		const struct match_need *need = &r->needs[i];
		json_t *levels = json_array();

		for (int l = 0; l < MATCH_LEVELS; l++)
			if (need->levels & 1u << l)
				json_array_append_new(
				    levels,
				    json_string(match_level_name(
					(enum match_level)l)));
		json_array_append_new(
		    list,
		    json_pack("{s:s,s:s,s:o,s:s,s:o,s:o}", "item", need->item,
			      "strength",
			      need->mandatory ? "mandatory" : "desirable",
			      "weight",
			      need->mandatory ? json_null()
					      : json_integer(need->weight),
			      "level", match_level_name(need->level), "levels",
			      levels, "brings_back",
			      need->mandatory
				  ? json_integer((json_int_t)match_brings_back(
					r, v, n, i))
				  : json_null()));
	}
	return list;
}

static json_t *entry_json(const struct match_request *r,
			  const struct match_verdict *v)
{
	json_t *met = json_array(), *missed = json_array();

	for (size_t i = 0; i < r->n_needs; i++)
		if (!r->needs[i].mandatory)
			json_array_append_new(v->met[i] ? met : missed,
					      json_string(r->needs[i].item));
	return json_pack(
	    "{s:I,s:I,s:[I,I,I],s:I,s:o,s:o,s:o,s:I}", "worker_id",
	    (json_int_t)v->worker->id, "points", (json_int_t)v->points,
	    "parts", (json_int_t)v->parts[0], (json_int_t)v->parts[1],
	    (json_int_t)v->parts[2], "distance_m", (json_int_t)v->distance_m,
	    "origin",
	    v->origin ? json_integer(v->origin->id) : json_string("home"),
	    "desirable_met", met, "desirable_missed", missed,
	    "minutes_week_after",
	    (json_int_t)(v->week_min + (r->end - r->start) / 60));
}

static int by_key(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static json_t *excluded_json(const struct match_verdict *v, size_t n)
{
	const char **keys = mem_array(ctx, n + 1, sizeof *keys);
	json_t *list = json_array();
	size_t n_keys = 0;

	for (size_t i = 0; i < n; i++)
		if (v[i].codes)
			keys[n_keys++] = match_codes_text(ctx, v[i].codes);
	qsort(keys, n_keys, sizeof *keys, by_key);
	for (size_t k = 0; k < n_keys; k++) {
		json_t *names = json_array(), *ids = json_array();
		char *copy = mem_strdup(ctx, keys[k]), *name;

		if (k && !strcmp(keys[k], keys[k - 1])) {
			json_decref(names);
			json_decref(ids);
			continue;
		}
		while ((name = strsep(&copy, "+")))
			json_array_append_new(names, json_string(name));
		for (size_t i = 0; i < n; i++) /* those are by number */
			if (v[i].codes &&
			    !strcmp(match_codes_text(ctx, v[i].codes),
				    keys[k]))
				json_array_append_new(
				    ids, json_integer(v[i].worker->id));
		json_array_append_new(list, json_pack("{s:o,s:o}", "codes",
						      names, "workers", ids));
	}
	return list;
}

static json_t *match_json(struct world *w, json_t *req)
{
	struct match_request r;
	struct match_verdict *v;
	json_t *list = json_array();
	size_t eligible;

	read_request(w, req, &r);
	v = judge_all(w, &r, NULL, 0);
	eligible = match_order(v, w->n_workers);
	for (size_t i = 0;
	     i < eligible && (int64_t)i < integer(req, "top", 0); i++)
		json_array_append_new(list, entry_json(&r, &v[i]));
	return json_pack("{s:o,s:i,s:o,s:o,s:o}", "requirements",
			 needs_json(&r, v, w->n_workers), "eligible",
			 (int)eligible, "list", list, "codes",
			 codes_json(v, w->n_workers), "excluded",
			 excluded_json(v, w->n_workers));
}

static json_t *series_json(struct world *w, json_t *req)
{
	json_t *times = json_object_get(req, "occurrences"), *at,
	       *occurrences = json_array(), *each = json_array(),
	       *all = json_array();
	bool *in_each = mem_array(ctx, w->n_workers, 1),
	     *in_all = mem_array(ctx, w->n_workers, 1);
	size_t n = json_array_size(times), i;
	struct match_request r;

	memset(in_each, true, w->n_workers);
	memset(in_all, true, w->n_workers);
	json_object_set(req, "start_at", json_array_get(json_array_get(times, 0), 0));
	json_object_set(req, "end_at", json_array_get(json_array_get(times, 0), 1));
	read_request(w, req, &r);
	json_array_foreach(times, i, at) {
		struct match_visit *more = mem_array(ctx, n, sizeof *more);
		struct match_verdict *v, *together;
		json_t *ids = json_array();
		size_t k, m = 0;
		json_t *other;

		json_array_foreach(times, k, other)
			if (k != i)
				more[m++] = (struct match_visit){
				    .client = r.client.id,
				    .licence_type = r.licence_type,
				    .place = r.place,
				    .start = instant(json_string_value(
					json_array_get(other, 0))),
				    .end = instant(json_string_value(
					json_array_get(other, 1))),
				    .state = MATCH_ACCEPTED};
		r.start = instant(json_string_value(json_array_get(at, 0)));
		r.end = instant(json_string_value(json_array_get(at, 1)));
		v = judge_all(w, &r, NULL, 0);
		together = judge_all(w, &r, more, m);
		for (k = 0; k < w->n_workers; k++) {
			in_each[k] = in_each[k] && !v[k].codes;
			in_all[k] = in_all[k] && !together[k].codes;
			if (!v[k].codes)
				json_array_append_new(
				    ids, json_integer(v[k].worker->id));
		}
		json_array_append_new(
		    occurrences,
		    json_pack("{s:o,s:o}", "eligible", ids, "codes",
			      codes_json(v, w->n_workers)));
	}
	for (i = 0; i < w->n_workers; i++) {
		if (in_each[i])
			json_array_append_new(each,
					      json_integer(w->workers[i].id));
		if (in_all[i])
			json_array_append_new(all,
					      json_integer(w->workers[i].id));
	}
	return json_pack("{s:o,s:o,s:o}", "occurrences", occurrences, "each",
			 each, "all", all);
}

static void world_file(const char *path, int *requests)
{
	static struct world w;
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t cap = 0;
	bool first = true;

	memset(&w, 0, sizeof w);
	if (!CHECK(file != NULL))
		return;
	while (getline(&line, &cap, file) > 0) {
		json_t *o = json_loads(line, 0, NULL), *got, *want;

		if (!CHECK(o != NULL))
			break;
		if (first) {
			read_world(&w, o);
			first = false;
			json_decref(o);
			continue;
		}
		want = json_object_get(o, "expect");
		got = !strcmp(text(o, "kind"), "series")
			  ? series_json(&w, json_object_get(o, "request"))
			  : match_json(&w, json_object_get(o, "request"));
		if (!CHECK(json_equal(got, want))) {
			char *a = json_dumps(got, JSON_SORT_KEYS),
			     *b = json_dumps(want, JSON_SORT_KEYS);

			printf("    %s %s\n    got  %s\n    want %s\n", path,
			       text(o, "id"), a, b);
			free(a);
			free(b);
		}
		++*requests;
		json_decref(got);
		json_decref(o);
	}
	free(line);
	fclose(file);
	drop_world(&w);
}

static void worked_worlds(void)
{
	const char *shared = getenv("CAREBOOK_SHARED"), *source = getenv("srcdir");
	const char *folder =
	    shared && *shared
		? mem_printf(ctx, "%s/matching", shared)
		: mem_printf(ctx, "%s/../shared/matching",
			     source && *source ? source : ".");
	glob_t found;
	int requests = 0;

	if (glob(mem_printf(ctx, "%s/*.jsonl", folder), 0, NULL, &found) != 0) {
		unit_skip("there are no worked worlds (set CAREBOOK_SHARED)");
		return;
	}
	for (size_t i = 0; i < found.gl_pathc; i++)
		world_file(found.gl_pathv[i], &requests);
	globfree(&found);
	CHECK(requests >= 46);
}

/* --- rules one by one ----------------------------------------------------------------- */

/* A worker who may do everything, and a visit on Wednesday 25 November 2026,
 * 10 to 12 in Sydney; each test spoils one thing. */
struct plain {
	struct match_settings settings;
	struct match_place home, place;
	struct match_provider provider;
	struct match_window always[7];
	struct match_worker worker;
	struct match_request request;
};

static int64_t sydney(int month, int day, int minute_of_day)
{
	return zone_utc_from_wall(zone_find("Australia/Sydney"),
				  (struct date){2026, month, day},
				  minute_of_day, 0);
}

static struct plain *plain(void)
{
	struct plain *p = mem_new(ctx, struct plain);
	const struct zone *zone = zone_find("Australia/Sydney");

	p->settings = (struct match_settings){
	    40, 0, 600, 600, 2280, 4560, {2026, 1, 5}, 50000, 240,
	    10, 5, 6,	90,  20,   1000};
	p->home = (struct match_place){1, -33870000, 151200000, zone};
	p->place = p->home;
	p->place.id = 2;
	p->provider = (struct match_provider){.id = 1, .active = true};
	for (int d = 0; d < 7; d++)
		p->always[d] = (struct match_window){.weekday = d + 1};
	p->worker = (struct match_worker){
	    .id = 1,		.provider = &p->provider,
	    .home = &p->home,	.active = true,
	    .max_travel_m = -1, .day_cap_min = -1,
	    .week_cap_min = -1, .fortnight_cap_min = -1,
	    .windows = p->always, .n_windows = 7};
	p->request = (struct match_request){
	    .settings = &p->settings,
	    .start = sydney(11, 25, 600),
	    .end = sydney(11, 25, 720),
	    .now = sydney(11, 20, 600),
	    .client = {.id = 1, .name = "", .born = {1940, 2, 29},
		       .gender = "female", .traits = ""},
	    .place = &p->place};
	return p;
}

static const char *verdict(struct plain *p)
{
	return match_codes_text(
	    ctx, match_judge(ctx, &p->request, &p->worker, NULL, 0).codes);
}

static void nothing_in_the_way(void)
{
	struct plain *p = plain();
	struct match_verdict v =
	    match_judge(ctx, &p->request, &p->worker, NULL, 0);

	CHECK_TEXT(match_codes_text(ctx, v.codes), "");
	CHECK_INT(v.points, 20);
	CHECK_INT(v.distance_m, 0);
	CHECK(v.origin == NULL);
	p->worker.active = false;
	CHECK_TEXT(verdict(p), "INACTIVE");
	p->worker.apart = true;
	p->provider.active = false;
	CHECK_TEXT(verdict(p), "INACTIVE+PAIR+PROVIDER");
	/* The names are in the order of their bytes; each has its words. */
	for (int c = 0; c < MATCH_CODES; c++) {
		CHECK(*match_code_words((enum match_code)c));
		CHECK(c == 0 || strcmp(match_code_name((enum match_code)c),
				       match_code_name((enum match_code)(c - 1))) > 0);
	}
}

static void no_visit(void)
{
	struct plain *p = plain();
	uint32_t all = MATCH_BIT(MATCH_CODES) - 1;

	p->request.end = p->request.start;
	CHECK_INT(match_judge(ctx, &p->request, &p->worker, NULL, 0).codes,
		  all);
	p->request.end = p->request.start + 24 * 3600 + 900;
	CHECK_INT(match_judge(ctx, &p->request, &p->worker, NULL, 0).codes,
		  all);
	p->request.end = p->request.start + 1000;
	CHECK_INT(match_judge(ctx, &p->request, &p->worker, NULL, 0).codes,
		  all);
	p->request.end = p->request.start + 24 * 3600;
	CHECK_TEXT(verdict(p), "DAY_CAP");
}

static void silence(void)
{
	struct plain *p = plain();
	struct match_span span = {true, p->request.start,
				  p->request.start + 900};

	p->worker.n_windows = 0;
	CHECK_TEXT(verdict(p), "NOT_STATED");
	/* Blocked, and nothing said: both. */
	p->worker.spans = &span;
	p->worker.n_spans = 1;
	CHECK_TEXT(verdict(p), "NOT_STATED+UNAVAILABLE");
	span.blocked = false; /* extra for the first quarter only */
	CHECK_TEXT(verdict(p), "UNAVAILABLE");
	span.end = p->request.end;
	CHECK_TEXT(verdict(p), "");
	/* A window of another day is something said, if its range holds. */
	p->worker.n_spans = 0;
	p->worker.n_windows = 1;
	p->always[0].weekday = MONDAY;
	CHECK_TEXT(verdict(p), "UNAVAILABLE");
	p->always[0].until = (struct date){2026, 11, 24};
	CHECK_TEXT(verdict(p), "NOT_STATED");
	/* Over midnight, by the range of the day on which it begins. */
	p->always[0] = (struct match_window){.weekday = TUESDAY,
					     .start = 22 * 60,
					     .end = 13 * 60,
					     .until = {2026, 11, 24}};
	CHECK_TEXT(verdict(p), "");
}

static void papers_on_every_date(void)
{
	struct plain *p = plain();
	struct match_rule rule = {.level = MATCH_GLOBAL, .name = "first_aid",
				  .mandatory = true};
	struct match_check_rule check = {"children", 18};
	struct match_paper held[] = {
	    {"first_aid", {2026, 1, 1}, {2026, 11, 25}, false},
	    {"first_aid", {2026, 11, 26}, {0, 0, 0}, false}};

	/* A night's visit: the old paper and the one that follows it. */
	p->request.start = sydney(11, 25, 23 * 60);
	p->request.end = sydney(11, 26, 60);
	p->request.needs =
	    match_merge(ctx, &rule, 1, NULL, 0, &p->request.n_needs);
	p->worker.competencies = held;
	p->worker.n_competencies = 2;
	CHECK_TEXT(verdict(p), "");
	p->worker.n_competencies = 1;
	CHECK_TEXT(verdict(p), "COMPETENCY");
	p->request.end = sydney(11, 26, 0); /* midnight is not the next day */
	CHECK_TEXT(verdict(p), "");
	/* A check that is asked for with children only. */
	p->request.checks = &check;
	p->request.n_checks = 1;
	CHECK_TEXT(verdict(p), "");
	p->request.client.born = (struct date){2008, 11, 26};
	CHECK_TEXT(verdict(p), "CHECK"); /* 17 until midnight */
	p->request.client.born = (struct date){2008, 11, 25};
	CHECK_TEXT(verdict(p), "");
	p->request.client.born = DATE_NONE; /* not known: asked for */
	CHECK_TEXT(verdict(p), "CHECK");
	struct match_paper papers[] = {{"children", DATE_NONE, DATE_NONE, true},
				       {"children", DATE_NONE, DATE_NONE, false}};

	p->worker.checks = papers;
	p->worker.n_checks = 1;
	CHECK_TEXT(verdict(p), "CHECK"); /* suspended counts for nothing */
	p->worker.n_checks = 2;
	CHECK_TEXT(verdict(p), "");
}

static void other_visits(void)
{
	struct plain *p = plain();
	struct match_place far = {3, -33870000, 151415000,
				  zone_find("Australia/Sydney")};
	struct match_visit v = {.id = 9, .client = 2, .place = &far,
				.state = MATCH_ACCEPTED,
				.start = sydney(11, 25, 8 * 60),
				.end = sydney(11, 25, 9 * 60 + 30)};

	p->worker.visits = &v;
	p->worker.n_visits = 1;
	/* 20 km at 40 km/h are two quarters: 9:30 is just in time. */
	CHECK_INT(match_distance(&far, &p->place), 19850);
	CHECK_INT(match_travel(&p->settings, 20000), 30);
	CHECK_INT(match_travel(&p->settings, 20001), 45);
	CHECK_INT(match_travel(&p->settings, 0), 0);
	CHECK_TEXT(verdict(p), "");
	CHECK(match_judge(ctx, &p->request, &p->worker, NULL, 0).origin == &v);
	p->settings.handover_min = 1;
	CHECK_TEXT(verdict(p), "TRAVEL");
	p->settings.handover_min = 0;
	v.end += 900;
	CHECK_TEXT(verdict(p), "TRAVEL");
	v.end = p->request.start + 900;
	CHECK_TEXT(verdict(p), "OVERLAP");
	/* An offer counts until its end, and not at it. */
	v.state = MATCH_OFFERED;
	v.offer_until = p->request.now + 1;
	CHECK_TEXT(verdict(p), "OVERLAP");
	v.offer_until = p->request.now;
	CHECK_TEXT(verdict(p), "");
	v.state = MATCH_DEAD;
	CHECK_TEXT(verdict(p), "");
	/* Rest is owed between days only: the evening before. */
	v.state = MATCH_COMPLETED;
	v.place = &p->place;
	v.start = sydney(11, 24, 20 * 60);
	v.end = sydney(11, 25, 15);
	CHECK_TEXT(verdict(p), "REST");
	v.end = sydney(11, 25, 0);
	CHECK_TEXT(verdict(p), "");
	v.start = sydney(11, 25, 0);
	v.end = sydney(11, 25, 15);
	CHECK_TEXT(verdict(p), "");
}

static void hours(void)
{
	struct plain *p = plain();
	struct match_visit v = {.id = 9, .client = 2, .place = &p->place,
				.state = MATCH_ACCEPTED,
				.start = sydney(11, 22, 60),
				.end = sydney(11, 22, 180)};

	p->worker.visits = &v;
	p->worker.n_visits = 1;
	p->worker.week_cap_min = 120;
	CHECK_TEXT(verdict(p), ""); /* that was the Sunday before */
	p->worker.week_cap_min = 119;
	CHECK_TEXT(verdict(p), "WEEK_CAP");
	p->worker.week_cap_min = -1;
	/* 23 November begins a fortnight of the anchor's: 46 weeks after it. */
	p->worker.fortnight_cap_min = 239;
	CHECK_TEXT(verdict(p), "");
	p->settings.fortnight_anchor = (struct date){2026, 11, 30};
	CHECK_TEXT(verdict(p), "FORTNIGHT_CAP");
	p->settings.fortnight_anchor = (struct date){2027, 1, 11};
	CHECK_TEXT(verdict(p), "FORTNIGHT_CAP"); /* backwards alike */
	p->worker.fortnight_cap_min = 0; /* 0 is a cap */
	CHECK_TEXT(verdict(p), "FORTNIGHT_CAP");
}

static void licences(void)
{
	struct plain *p = plain();
	struct licence_action suspended = {.deed = LICENCE_SUSPEND,
					   .on = {2026, 11, 25},
					   .reason = "", .who = "", .at = ""};
	struct condition two = {.id = 1, .kind = CONDITION_CAPACITY,
				.blocks = true, .max = 2, .text = ""},
			 looks = {.id = 2, .kind = CONDITION_WORDS,
				  .blocks = true, .text = "a quiet room"};
	struct waiver waiver = {1, 1, 1, {2026, 11, 25}, {2026, 11, 25}};
	struct match_licence l = {.id = 1, .type = "home",
				  .until = {2026, 11, 25}};
	struct match_visit others[] = {
	    {.id = 1, .client = 2, .licence_type = "home",
	     .state = MATCH_ACCEPTED, .start = p->request.start,
	     .end = p->request.start + 900},
	    {.id = 2, .client = 3, .licence_type = "home",
	     .state = MATCH_ACCEPTED, .start = p->request.start + 900,
	     .end = p->request.end},
	    {.id = 3, .client = 3, .licence_type = "home", /* once only */
	     .state = MATCH_ACCEPTED, .start = p->request.start + 900,
	     .end = p->request.end},
	    {.id = 4, .client = 4, .licence_type = "other",
	     .state = MATCH_ACCEPTED, .start = p->request.start,
	     .end = p->request.end},
	    {.id = 5, .client = 5, .licence_type = "home",
	     .state = MATCH_ACCEPTED, .start = p->request.start + 900,
	     .end = p->request.start + 1800}};

	p->request.licence_type = "home";
	CHECK_TEXT(verdict(p), "LICENCE");
	p->provider.licences = &l;
	p->provider.n_licences = 1;
	CHECK_TEXT(verdict(p), "");
	l.actions = &suspended;
	l.n_actions = 1;
	CHECK_TEXT(verdict(p), "LICENCE");
	l.n_actions = 0;
	l.conditions = (struct conditions){&looks, 1, NULL, 0};
	CHECK_TEXT(verdict(p), ""); /* somebody has to look, later */
	l.conditions = (struct conditions){&two, 1, NULL, 0};
	p->provider.visits = others;
	p->provider.n_visits = 4;
	CHECK_TEXT(verdict(p), ""); /* never two at once */
	p->provider.n_visits = 5;
	CHECK_TEXT(verdict(p), "CONDITION");
	l.conditions = (struct conditions){&two, 1, &waiver, 1};
	CHECK_TEXT(verdict(p), "");
	p->provider.n_visits = 4;
	l.conditions.n_waivers = 0;
	p->provider.own_children = 1;
	CHECK_TEXT(verdict(p), "");
	two.count_own = true;
	CHECK_TEXT(verdict(p), "CONDITION");
}

static void merging(void)
{
	static const struct match_rule rules[] = {
	    {MATCH_CLIENT, true, "gender", "female", false, 3, true},
	    {MATCH_GLOBAL, false, "first_aid", "", false, 2, false},
	    {MATCH_PROGRAM, false, "first_aid", "", true, 0, false},
	    {MATCH_CLIENT_SERVICE, true, "gender", "female", false, 7, false},
	    {MATCH_CLIENT, false, "cooking", "", true, 0, true}};
	static const struct match_wish wishes[] = {
	    {{MATCH_GLOBAL, false, "cooking", "", false, 0, true}, true},
	    {{MATCH_GLOBAL, true, "gender", "female", true, 0, true}, false},
	    {{MATCH_GLOBAL, true, "gender", "male", false, 9, true}, false}};
	struct match_need *list;
	size_t n;

	list = match_merge(ctx, rules, 5, NULL, 0, &n);
	CHECK_INT(n, 3);
	CHECK_TEXT(list[0].item, "characteristic:gender=female");
	CHECK_INT(list[0].weight, 7);
	CHECK_INT(list[0].level, MATCH_CLIENT);
	CHECK_TEXT(list[2].item, "competency:first_aid");
	CHECK(list[2].mandatory);
	CHECK_INT(list[2].weight, 0);
	CHECK_INT(list[2].level, MATCH_PROGRAM);
	CHECK_INT(list[2].levels, 1 << MATCH_GLOBAL | 1 << MATCH_PROGRAM);
	/* This time: the client's own rows go, the agency's stay. */
	list = match_merge(ctx, rules, 5, wishes, 3, &n);
	CHECK_INT(n, 3);
	CHECK_TEXT(list[0].item, "characteristic:gender=female");
	CHECK(list[0].mandatory);
	CHECK_INT(list[0].level, MATCH_THIS_TIME);
	CHECK_INT(list[0].levels,
		  1 << MATCH_CLIENT_SERVICE | 1 << MATCH_THIS_TIME);
	CHECK_TEXT(list[1].item, "characteristic:gender=male");
	match_merge(ctx, NULL, 0, NULL, 0, &n);
	CHECK_INT(n, 0);
}

/* The same workers, whatever order they come in, give the same list. */
static void order(void)
{
	struct match_worker workers[40];
	struct match_verdict a[40], b[40];
	size_t n = 40;

	for (size_t i = 0; i < n; i++) {
		workers[i] = (struct match_worker){.id = (int64_t)i + 1};
		a[i] = (struct match_verdict){
		    .worker = &workers[i],
		    .codes = i % 5 == 4 ? MATCH_BIT(i % MATCH_CODES) : 0,
		    .points = (int64_t)(i * 7 % 4),
		    .week_min = (int64_t)(i * 5 % 3) * 60};
		b[n - 1 - i] = a[i];
	}
	CHECK_INT(match_order(a, n), 32);
	CHECK_INT(match_order(b, n), 32);
	for (size_t i = 0; i < n; i++)
		CHECK(a[i].worker == b[i].worker);
	for (size_t i = 1; i < 32; i++) {
		CHECK(a[i - 1].points >= a[i].points);
		CHECK(a[i - 1].points > a[i].points ||
		      a[i - 1].week_min <= a[i].week_min);
	}
	CHECK_INT(match_order(NULL, 0), 0);
}

UNIT_MAIN_WITH("match", before, NULL, UNIT(nothing_in_the_way), UNIT(no_visit),
	       UNIT(silence), UNIT(papers_on_every_date), UNIT(other_visits),
	       UNIT(hours), UNIT(licences), UNIT(merging), UNIT(order),
	       UNIT(worked_worlds))
