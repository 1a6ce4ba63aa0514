/* Tests of licences and conditions against the worked worlds of Find Provider:
 * for each request and worker, whether LICENCE and CONDITION stand in the way.
 * SPDX-License-Identifier: MIT
 *
 * The worlds lie outside the source tree: in $CAREBOOK_MATCHING, else in
 * ../shared/matching beside the checkout. Booking will be judged by the same
 * functions as a placement; so they are held against the same answers.
 */
#include "people/condition.h"
#include "people/licence.h"

#include <dirent.h>
#include <jansson.h>
#include <talloc.h>

#include "base/mem.h"
#include "base/zone.h"
#include "unit.h"

struct world {
	void *pool;
	json_t *tables;
	struct licences licences;
	struct conditions conditions;
};

static size_t column(json_t *table, const char *name)
{
	json_t *columns = json_object_get(table, "columns");
	size_t i;

	for (i = 0; i < json_array_size(columns); i++)
		if (!strcmp(json_string_value(json_array_get(columns, i)), name))
			return i;
	abort();
}

static json_t *cell(const struct world *w, const char *name, json_t *row,
                    const char *column_name)
{
	json_t *table = json_object_get(w->tables, name);

	return json_array_get(row, column(table, column_name));
}

#define EACH(w, name, i, row)                                                \
	json_array_foreach(json_object_get(json_object_get((w)->tables, name), \
	                                   "rows"),                          \
	                   i, row)
#define INT(name, row, c) json_integer_value(cell(w, name, row, c))
#define TEXT(name, row, c) json_string_value(cell(w, name, row, c))

static json_t *find(const struct world *w, const char *name, int64_t id)
{
	json_t *row;
	size_t i;

	EACH(w, name, i, row)
		if (INT(name, row, "id") == id)
			return row;
	abort();
}

static struct date day(const char *iso)
{
	struct date d = DATE_NONE;

	if (iso)
		date_parse_iso(iso, &d);
	return d;
}

/* A number for each type's name. */
static int64_t type_number(const char *name)
{
	int64_t n = 0;

	while (*name)
		n = n * 131 + *name++;
	return n;
}

static int64_t or_open(json_t *value)
{
	return json_is_null(value) ? CONDITION_OPEN : json_integer_value(value);
}

static void load_licences(struct world *w)
{
	struct licence *l;
	json_t *row;
	size_t i;

	w->licences.list = mem_array(w->pool, 4096, sizeof *l);
	EACH(w, "licences", i, row) {
		l = &w->licences.list[w->licences.n++];
		l->id = INT("licences", row, "id");
		l->provider = INT("licences", row, "provider_id");
		l->type = type_number(TEXT("licences", row, "type"));
		l->from = day(TEXT("licences", row, "from_date"));
		l->until = day(TEXT("licences", row, "until_date"));
		if (!TEXT("licences", row, "suspended_from"))
			continue;
		l->actions = mem_new(w->pool, struct licence_action);
		l->n_actions = 1;
		l->actions->deed = LICENCE_SUSPEND;
		l->actions->on = day(TEXT("licences", row, "suspended_from"));
		l->actions->until = day(TEXT("licences", row, "suspended_until"));
	}
}

static void load_conditions(struct world *w)
{
	struct condition *c;
	struct waiver *v;
	const char *text;
	json_t *row;
	size_t i;

	w->conditions.list = mem_array(w->pool, 4096, sizeof *c);
	w->conditions.waivers = mem_array(w->pool, 4096, sizeof *v);
	EACH(w, "conditions", i, row) {
		c = &w->conditions.list[w->conditions.n++];
		text = TEXT("conditions", row, "text_value");
		c->id = INT("conditions", row, "id");
		c->licence = INT("conditions", row, "licence_id");
		c->kind = condition_kind_by_name(TEXT("conditions", row, "kind"));
		c->blocks = true;
		c->min = or_open(cell(w, "conditions", row, "min_value"));
		c->max = or_open(cell(w, "conditions", row, "max_value"));
		c->text = text ? text : "";
		c->count_own = INT("conditions", row, "count_own");
	}
	EACH(w, "waivers", i, row) {
		v = &w->conditions.waivers[w->conditions.n_waivers++];
		v->id = INT("waivers", row, "id");
		v->condition = INT("waivers", row, "condition_id");
		v->client = INT("waivers", row, "client_id");
		v->from = day(TEXT("waivers", row, "from_date"));
		v->until = day(TEXT("waivers", row, "until_date"));
	}
}

static struct served client_of(const struct world *w, int64_t id)
{
	json_t *client = find(w, "clients", id), *row;
	struct served s = {.id = id, .name = "",
	                   .born = day(TEXT("clients", client, "born")),
	                   .gender = TEXT("clients", client, "gender"),
	                   .traits = ""};
	size_t i;

	EACH(w, "client_traits", i, row)
		if (INT("client_traits", row, "client_id") == id)
			s.traits = mem_printf(w->pool, "%s%s%s", s.traits,
			                      *s.traits ? "," : "",
			                      TEXT("client_traits", row, "trait"));
	return s;
}

static int64_t instant(const char *text)
{
	int64_t t;

	if (!text || !zone_parse_utc(text, &t))
		return INT64_MAX;
	return t;
}

/* Different other clients of this provider at an instant, in services of the
 * same type of licence. */
static int64_t others_at(const struct world *w, int64_t provider,
                         const char *type, int64_t client, int64_t at,
                         int64_t now)
{
	int64_t seen[256];
	size_t i, n = 0, k;
	json_t *row;

	EACH(w, "visits", i, row) {
		const char *state = TEXT("visits", row, "state");
		int64_t who = INT("visits", row, "client_id");
		bool live = !strcmp(state, "accepted") ||
		            !strcmp(state, "in_progress") ||
		            !strcmp(state, "completed") ||
		            (!strcmp(state, "offered") &&
		             now < instant(TEXT("visits", row, "offer_until")));
		json_t *worker = find(w, "workers", INT("visits", row, "worker_id"));
		json_t *service = find(w, "services", INT("visits", row, "service_id"));
		const char *its = TEXT("services", service, "licence_type");

		if (!live || who == client || !its || strcmp(its, type) ||
		    INT("workers", worker, "provider_id") != provider ||
		    instant(TEXT("visits", row, "start_at")) > at ||
		    instant(TEXT("visits", row, "end_at")) <= at)
			continue;
		for (k = 0; k < n && seen[k] != who; k++)
			;
		if (k == n && n < 256)
			seen[n++] = who;
	}
	return (int64_t)n;
}

struct asked {
	int64_t client, start, end, now, provider, own;
	const struct zone *zone;
	const char *type;
};

/* Does a licence admit the client at each quarter of this date? */
static bool admits(const struct world *w, const struct asked *a,
                   const struct licence *l, const struct served *s,
                   struct date on)
{
	size_t i;
	int64_t q;

	for (i = 0; i < w->conditions.n; i++) {
		const struct condition *c = &w->conditions.list[i];

		if (c->licence != l->id ||
		    condition_waiver(&w->conditions, c, s->id, on))
			continue;
		for (q = a->start; q < a->end; q += 900) {
			struct crowd crowd = {
			    others_at(w, a->provider, a->type, s->id, q, a->now),
			    a->own};

			if (date_compare(zone_wall_from_utc(a->zone, q).date, on))
				continue;
			if (condition_holds(c, s, on, crowd) != CONDITION_MET)
				return false;
		}
	}
	return true;
}

/* Sets the two codes for one provider. */
static void judge(const struct world *w, const struct asked *a, bool *licence,
                  bool *condition)
{
	struct served s = client_of(w, a->client);
	int64_t type = type_number(a->type), q;
	size_t i;

	*licence = *condition = false;
	for (q = a->start; q < a->end; q += 900) {
		struct date on = zone_wall_from_utc(a->zone, q).date;
		bool admitted = false;

		if (!licence_in_force(&w->licences, a->provider, type, on)) {
			*licence = true;
			*condition = false;
			return;
		}
		for (i = 0; i < w->licences.n && !admitted; i++) {
			const struct licence *l = &w->licences.list[i];

			admitted = l->provider == a->provider && l->type == type &&
			           licence_on(&w->licences, l, on).in_force &&
			           admits(w, a, l, &s, on);
		}
		*condition |= !admitted;
	}
}

static bool has_code(json_t *excluded, int64_t worker, const char *code)
{
	json_t *set, *one;
	size_t i, k;

	json_array_foreach(excluded, i, set) {
		bool its = false, named = false;

		json_array_foreach(json_object_get(set, "workers"), k, one)
			its |= json_integer_value(one) == worker;
		json_array_foreach(json_object_get(set, "codes"), k, one)
			named |= !strcmp(json_string_value(one), code);
		if (its)
			return named;
	}
	return false;
}

static void try_request(const struct world *w, const char *file, json_t *line)
{
	json_t *request = json_object_get(line, "request"), *row;
	json_t *excluded = json_object_get(json_object_get(line, "expect"),
	                                   "excluded");
	struct asked a = {
	    .client = json_integer_value(json_object_get(request, "client_id")),
	    .start = instant(json_string_value(json_object_get(request, "start_at"))),
	    .end = instant(json_string_value(json_object_get(request, "end_at"))),
	    .now = instant(json_string_value(json_object_get(request, "now")))};
	json_t *service = find(w, "services", json_integer_value(json_object_get(
	                                          request, "service_id")));
	json_t *place = find(w, "places",
	                     INT("clients", find(w, "clients", a.client),
	                         "place_id"));
	size_t i;

	a.type = TEXT("services", service, "licence_type");
	a.zone = zone_find(TEXT("places", place, "zone"));
	if (!a.type || !CHECK(a.zone != NULL))
		return;
	EACH(w, "workers", i, row) {
		int64_t worker = INT("workers", row, "id");
		bool licence, condition;

		a.provider = INT("workers", row, "provider_id");
		a.own = INT("providers", find(w, "providers", a.provider),
		            "own_children");
		judge(w, &a, &licence, &condition);
		if (!CHECK(licence == has_code(excluded, worker, "LICENCE")) ||
		    !CHECK(condition == has_code(excluded, worker, "CONDITION")))
			printf("    %s, request %lld, worker %lld\n", file,
			       json_integer_value(json_object_get(line, "id")),
			       (long long)worker);
	}
}

static void try_file(const char *path)
{
	static char line[1 << 20];
	FILE *f = fopen(path, "re");
	struct world w = {.pool = talloc_new(NULL)};
	json_t *first = NULL, *one;

	if (!CHECK(f != NULL))
		return;
	while (fgets(line, sizeof line, f)) {
		one = json_loads(line, 0, NULL);
		if (!CHECK(one != NULL))
			break;
		if (!first) {
			first = one;
			w.tables = json_object_get(first, "tables");
			load_licences(&w);
			load_conditions(&w);
			continue;
		}
		if (!strcmp(json_string_value(json_object_get(one, "kind")),
		            "match"))
			try_request(&w, path, one);
		json_decref(one);
	}
	json_decref(first);
	talloc_free(w.pool);
	fclose(f);
}

static void worlds(void)
{
	const char *folder = getenv("CAREBOOK_MATCHING");
	const char *source = getenv("srcdir");
	char base[2048], path[4096];
	struct dirent *e;
	DIR *d;

	CHECK(condition_kind_by_name("age") == CONDITION_AGE);
	if (folder && *folder)
		snprintf(base, sizeof base, "%s", folder);
	else
		snprintf(base, sizeof base, "%s/../shared/matching",
		         source && *source ? source : ".");
	d = opendir(base);
	if (!d) {
		unit_skip("no worked worlds (set CAREBOOK_MATCHING)");
		return;
	}
	while ((e = readdir(d))) {
		size_t n = strlen(e->d_name);

		if (n < 7 || strcmp(e->d_name + n - 6, ".jsonl"))
			continue;
		snprintf(path, sizeof path, "%s/%s", base, e->d_name);
		try_file(path);
	}
	closedir(d);
}

UNIT_MAIN("admission", UNIT(worlds))
