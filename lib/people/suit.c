/* Would this provider suit this client?
 * SPDX-License-Identifier: MIT */
#include "people/suit.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

/* Of the provider, and of the service if it is about one. */
SQL(SUIT_FACTS, "iisi",
    "name:s state:s places:i own_children:i licence_needed:i paused:s"
    " service:s service_type:i service_type_name:s offered:i",
    "SELECT p.name, p.state, p.places, p.own_children, t.licence_needed,"
    " (SELECT i.number FROM incident i WHERE i.provider_id = p.id"
    "  AND i.pause_placements = 1 AND i.state <> 'closed' LIMIT 1),"
    " s.name, s.licence_type_id, lt.name,"
    " (SELECT COUNT(*) FROM provider_service o WHERE o.provider_id = p.id"
    "  AND o.service_id = ? AND o.from_date <= d.day"
    "  AND (o.until_date IS NULL OR o.until_date >= d.day))"
    " FROM provider p JOIN provider_type t ON t.id = p.type_id"
    " LEFT JOIN service s ON s.id = ?"
    " LEFT JOIN licence_type lt ON lt.id = s.licence_type_id"
    " JOIN (SELECT CAST(? AS date) AS day) d"
    " WHERE p.id = ?");
/* The types of licence that its services need on a day. */
SQL(SUIT_TYPES, "iss", "id:i name:s",
    "SELECT DISTINCT t.id, t.name FROM provider_service o"
    " JOIN service s ON s.id = o.service_id"
    " JOIN licence_type t ON t.id = s.licence_type_id"
    " WHERE o.provider_id = ? AND o.from_date <= ?"
    " AND (o.until_date IS NULL OR o.until_date >= ?) AND t.care = 1");
/* Everybody who is there during a stay. */
SQL(SUIT_THERE, "iss", "client_id:i from_date:d until_date:d",
    "SELECT client_id, from_date, until_date FROM placement"
    " WHERE provider_id = ? AND (until_date IS NULL OR until_date >= ?)"
    " AND from_date <= COALESCE(NULLIF(?, ''), '9999-12-31')");

struct work {
	const struct actor *a;
	const struct suit_ask *ask;
	struct suit *out;
	struct rows facts, types, there;
	struct licences licences;
	struct conditions conditions;
	struct served who;
	int64_t own, most; /* most others at once, and when */
	struct date fullest;
	int year;
};

static void __attribute__((format(printf, 4, 5)))
say(struct work *w, enum suit_tone tone, const char *text, const char *fmt, ...)
{
	struct suit *s = w->out;
	struct suit_line *line;
	va_list ap;

	s->lines = mem_grow(w->a->pool, s->lines, s->n + 1, sizeof *s->lines);
	line = &s->lines[s->n++];
	*line = (struct suit_line){.tone = tone, .text = text};
	va_start(ap, fmt);
	line->more = mem_vprintf(w->a->pool, fmt, ap);
	va_end(ap);
}

static struct suit_line *last_line(struct work *w)
{
	return &w->out->lines[w->out->n - 1];
}

static const char *words(const struct work *w, struct date d)
{
	char text[DATE_TEXT];

	return mem_strdup(w->a->pool, date_format_words(d, w->year, text));
}

static const char *iso(const struct work *w, struct date d)
{
	char text[DATE_TEXT];

	return mem_strdup(w->a->pool, date_format_iso(d, text));
}

static struct date cell_date(const struct rows *r, size_t i, const char *name)
{
	struct date d;

	if (!date_parse_iso(row_text(r, i, name), &d))
		return DATE_NONE;
	return d;
}

struct served suit_client(const struct client *c)
{
	struct served s = {.id = c->id,
			   .name = *c->preferred_name ? c->preferred_name
						      : c->name,
			   .gender = c->gender,
			   .traits = c->traits};

	date_parse_iso(c->born, &s.born);
	return s;
}

/* Different others who are there on a day. */
static int64_t others_on(const struct work *w, struct date day)
{
	const struct rows *r = &w->there;
	int64_t n = 0;

	for (size_t i = 0; i < r->n; i++) {
		int64_t client = row_int(r, i, "client_id");
		bool seen = client == w->who.id;

		if (!date_between(day, cell_date(r, i, "from_date"),
				  cell_date(r, i, "until_date")))
			continue;
		for (size_t k = 0; k < i && !seen; k++)
			seen = row_int(r, k, "client_id") == client &&
			       date_between(day, cell_date(r, k, "from_date"),
					    cell_date(r, k, "until_date"));
		n += !seen;
	}
	return n;
}

/* It can only get fuller on a day on which somebody comes. */
static void find_fullest(struct work *w)
{
	const struct suit_ask *ask = w->ask;

	w->fullest = ask->from;
	w->most = others_on(w, ask->from);
	for (size_t i = 0; i < w->there.n; i++) {
		struct date day = cell_date(&w->there, i, "from_date");
		int64_t n;

		if (!date_between(day, ask->from, ask->until))
			continue;
		n = others_on(w, day);
		if (n > w->most) {
			w->most = n;
			w->fullest = day;
		}
	}
}

static void look_at_provider(struct work *w)
{
	const char *state = row_text(&w->facts, 0, "state");
	const char *paused = row_text(&w->facts, 0, "paused");

	if (strcmp(state, "active"))
		say(w, SUIT_BLOCKS,
		    !strcmp(state, "draft")
			? "Not published yet"
			: mem_printf(w->a->pool, "The profile is %s", state),
		    "only an active provider takes somebody on");
	if (*paused)
		say(w, SUIT_BLOCKS, "New placements paused",
		    "by the review of incident %s", paused);
	if (!strcmp(w->ask->client->state, "closed"))
		say(w, SUIT_BLOCKS, "The client's record is closed",
		    "open it again first");
	if (w->ask->service && !row_int(&w->facts, 0, "offered"))
		say(w, SUIT_BLOCKS, "Service not offered",
		    "%s is not among its services on %s",
		    row_text(&w->facts, 0, "service"), words(w, w->ask->from));
	for (size_t i = 0; i < w->there.n && !w->ask->listed; i++)
		if (row_int(&w->there, i, "client_id") == w->who.id)
			say(w, SUIT_BLOCKS, "On the list already",
			    "since %s",
			    words(w, cell_date(&w->there, i, "from_date")));
}

static void look_at_places(struct work *w)
{
	int64_t places = row_int(&w->facts, 0, "places");
	int64_t licensed = condition_places(&w->conditions, w->own);

	/* What a licence allows is told with its conditions. */
	if (row_null(&w->facts, 0, "places"))
		return;
	if (w->most + 1 > places)
		say(w, licensed <= places ? SUIT_NOTE : SUIT_WARNS,
		    "No place free",
		    "%" PRId64 " of %" PRId64 " places of the profile are "
		    "used on %s",
		    w->most, places, words(w, w->fullest));
	else
		say(w, SUIT_OK, "A place is free",
		    "%" PRId64 " of %" PRId64 " are used", w->most, places);
}

/* Does this licence admit the client: is every blocking condition met? */
static bool admits(const struct work *w, const struct licence *l)
{
	for (size_t i = 0; i < w->conditions.n; i++) {
		const struct condition *c = &w->conditions.list[i];
		bool places = c->kind == CONDITION_CAPACITY;
		struct date on = places ? w->fullest : w->ask->from;
		struct crowd crowd = {w->most, w->own};
		enum condition_answer answer;

		if (c->licence != l->id || !c->blocks)
			continue;
		answer = condition_holds(c, &w->who, on, crowd);
		if (answer != CONDITION_MET && answer != CONDITION_LOOK &&
		    !condition_waiver(&w->conditions, c, w->who.id, on))
			return false;
	}
	return true;
}

static void say_conditions(struct work *w, const struct licence *l)
{
	struct conditions its = condition_of(w->a->pool, &w->conditions, l->id);

	for (size_t i = 0; i < its.n; i++) {
		const struct condition *c = &its.list[i];
		bool places = c->kind == CONDITION_CAPACITY;
		struct condition_result r = condition_check(
		    w->a->pool, &its, c, &w->who,
		    places ? w->fullest : w->ask->from,
		    (struct crowd){w->most, w->own}, w->year);
		enum suit_tone tone = r.answer == CONDITION_MET	 ? SUIT_OK
				      : r.answer == CONDITION_WAIVED ? SUIT_NOTE
				      : c->blocks		     ? SUIT_BLOCKS
								     : SUIT_WARNS;

		say(w, tone, condition_rule(w->a->pool, &its, c), "%s",
		    r.reason);
		last_line(w)->licence = l->id;
		last_line(w)->condition = c->id;
		last_line(w)->waivable = tone == SUIT_BLOCKS;
	}
}

/* What will change within a year, as far as it is known. */
static void say_year(struct work *w, const struct licence *l)
{
	struct conditions its = condition_of(w->a->pool, &w->conditions, l->id);
	struct forecast f;

	w->who.from = w->ask->from;
	w->who.until = w->ask->until;
	f = condition_forecast(w->a->pool, &its, &w->who, 1, w->own,
			       w->ask->from, 365);
	for (size_t i = 0; i < f.n; i++) {
		const struct forecast_event *e = &f.events[i];

		if (e->kind == FORECAST_AGES_OUT)
			say(w, SUIT_NOTE, "Ages out within a year",
			    "%s turns %" PRId64 " on %s", w->who.name,
			    e->turns, words(w, e->on));
		else if (e->kind == FORECAST_WAIVER_ENDS)
			say(w, SUIT_NOTE, "The waiver ends within a year",
			    "it is needed again on %s", words(w, e->on));
	}
	if (!date_is_none(l->until) && !l->replaced_by &&
	    date_between(l->until, w->ask->from, w->ask->until) &&
	    date_days_between(w->ask->from, l->until) < 365)
		say(w, SUIT_NOTE, "The licence ends",
		    "on %s unless it is renewed", words(w, l->until));
}

static const char *why_not_in_force(const struct work *w, int64_t type)
{
	for (size_t i = 0; i < w->licences.n; i++) {
		const struct licence *l = &w->licences.list[i];
		struct licence_status s;
		const char *answer;

		if (l->type != type)
			continue;
		s = licence_on(&w->licences, l, w->ask->from);
		answer = licence_say(w->a->pool, &s, l->until, w->ask->from)
			     .answer;
		return mem_printf(w->a->pool, "%s is %c%s", l->number,
				  answer[0] | 0x20, answer + 1);
	}
	return "it holds no licence of this type";
}

static void look_at_type(struct work *w, int64_t type, const char *name,
			 enum suit_tone missing)
{
	const struct licence *found = NULL, *admitting = NULL;

	for (size_t i = 0; i < w->licences.n; i++) {
		const struct licence *l = &w->licences.list[i];

		if (l->type != type ||
		    !licence_on(&w->licences, l, w->ask->from).in_force)
			continue;
		if (!found)
			found = l;
		if (!admitting && admits(w, l))
			admitting = l;
	}
	if (!found) {
		say(w, missing,
		    mem_printf(w->a->pool, "%s not in force on %s", name,
			       words(w, w->ask->from)),
		    "%s", why_not_in_force(w, type));
		return;
	}
	if (admitting)
		found = admitting;
	say(w, SUIT_OK, mem_printf(w->a->pool, "%s in force", name), "%s%s%s",
	    found->number, date_is_none(found->until) ? "" : ", to ",
	    words(w, found->until));
	last_line(w)->licence = found->id;
	say_conditions(w, found);
	say_year(w, found);
}

static bool needs_type(const struct work *w, int64_t type)
{
	for (size_t i = 0; i < w->types.n; i++)
		if (row_int(&w->types, i, "id") == type)
			return true;
	return false;
}

static void look_at_licences(struct work *w)
{
	bool any = licence_in_force(&w->licences, w->ask->provider, 0,
				    w->ask->from);
	size_t before = w->out->n;

	if (w->ask->service) {
		int64_t type = row_int(&w->facts, 0, "service_type");

		if (type)
			look_at_type(w, type,
				     row_text(&w->facts, 0,
					      "service_type_name"),
				     SUIT_BLOCKS);
		return;
	}
	for (size_t i = 0; i < w->types.n; i++)
		look_at_type(w, row_int(&w->types, i, "id"),
			     row_text(&w->types, i, "name"),
			     any ? SUIT_WARNS : SUIT_BLOCKS);
	/* Beyond what services need: each type to serve people, once. */
	for (size_t i = 0; i < w->licences.n; i++) {
		const struct licence *l = &w->licences.list[i];
		bool first = l->care && !needs_type(w, l->type) &&
			     licence_on(&w->licences, l, w->ask->from).in_force;

		for (size_t k = 0; k < i && first; k++)
			first = w->licences.list[k].type != l->type;
		if (first)
			look_at_type(w, l->type, l->type_name, SUIT_BLOCKS);
	}
	if (w->out->n == before && row_int(&w->facts, 0, "licence_needed"))
		say(w, SUIT_BLOCKS, "No licence in force",
		    "this type of provider needs one on %s",
		    words(w, w->ask->from));
}

static void sum_up(struct work *w)
{
	struct suit *s = w->out;
	struct suit_line *sorted =
	    mem_array(w->a->pool, s->n, sizeof *sorted);
	size_t n = 0;

	for (int tone = SUIT_BLOCKS; tone <= SUIT_OK; tone++)
		for (size_t i = 0; i < s->n; i++)
			if ((int)s->lines[i].tone == tone)
				sorted[n++] = s->lines[i];
	s->lines = sorted;
	for (size_t i = 0; i < s->n; i++) {
		s->blocks += s->lines[i].tone == SUIT_BLOCKS;
		s->warns += s->lines[i].tone == SUIT_WARNS;
	}
	s->tone = s->blocks ? "bad" : s->warns ? "warn" : "ok";
	s->answer =
	    s->blocks == 1 ? "No, 1 thing stands in the way"
	    : s->blocks	   ? mem_printf(w->a->pool,
					"No, %zu things stand in the way",
					s->blocks)
	    : s->warns == 1 ? "Yes, after a look at 1 thing"
	    : s->warns	    ? mem_printf(w->a->pool,
					 "Yes, after a look at %zu things",
					 s->warns)
			    : "Yes, nothing stands in the way";
}

NEOERR *suit_check(const struct actor *a, const struct suit_ask *ask,
		   struct suit *out)
{
	struct work w = {.a = a, .ask = ask, .out = out,
			 .year = date_from_days(a->today).year};

	*out = (struct suit){0};
	w.who = suit_client(ask->client);
	TRY(db_query(a->db, a->pool, &SUIT_FACTS, &w.facts, ask->service,
		     ask->service, iso(&w, ask->from), ask->provider));
	if (!w.facts.n)
		return nerr_raise(ERR_NOT_FOUND, "no provider %" PRId64,
				  ask->provider);
	TRY(db_query(a->db, a->pool, &SUIT_TYPES, &w.types, ask->provider,
		     iso(&w, ask->from), iso(&w, ask->from)));
	TRY(db_query(a->db, a->pool, &SUIT_THERE, &w.there, ask->provider,
		     iso(&w, ask->from), iso(&w, ask->until)));
	TRY(licence_list(a, ask->provider, &w.licences));
	TRY(condition_list(a, ask->provider, &w.conditions));
	w.own = row_int(&w.facts, 0, "own_children");
	find_fullest(&w);
	look_at_provider(&w);
	look_at_licences(&w);
	look_at_places(&w);
	sum_up(&w);
	return STATUS_OK;
}
