/* Conditions: the pure rules, in words, and the year ahead.
 * SPDX-License-Identifier: MIT */
#include "people/condition.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

/* Is name one of the list "a,b,c"? */
static bool in_list(const char *list, const char *name)
{
	size_t want = strlen(name);

	while (*list) {
		size_t n = strcspn(list, ",");

		if (n == want && !strncmp(list, name, n))
			return true;
		list += n;
		list += *list == ',';
	}
	return false;
}

static enum condition_answer answer_of(bool met)
{
	return met ? CONDITION_MET : CONDITION_NOT_MET;
}

enum condition_answer condition_holds(const struct condition *c,
				      const struct served *who, struct date on,
				      struct crowd crowd)
{
	int64_t age;

	switch (c->kind) {
	case CONDITION_AGE:
		if (date_is_none(who->born))
			return CONDITION_UNKNOWN;
		age = date_age(who->born, on);
		return answer_of(age >= 0 &&
				 (c->min == CONDITION_OPEN || age >= c->min) &&
				 (c->max == CONDITION_OPEN || age <= c->max));
	case CONDITION_GENDER:
		if (!*who->gender)
			return CONDITION_UNKNOWN;
		return answer_of(in_list(c->text, who->gender));
	case CONDITION_TRAIT:
		return answer_of(in_list(who->traits, c->text));
	case CONDITION_CAPACITY:
		return answer_of(crowd.others + 1 +
				     (c->count_own ? crowd.own : 0) <=
				 c->max);
	default:
		return CONDITION_LOOK;
	}
}

const struct waiver *condition_waiver(const struct conditions *all,
				      const struct condition *c,
				      int64_t client, struct date on)
{
	const struct waiver *found = NULL;

	for (size_t i = 0; i < all->n_waivers; i++) {
		const struct waiver *w = &all->waivers[i];

		if (w->condition == c->id && w->client == client &&
		    date_between(on, w->from, w->until) &&
		    (!found || date_is_none(w->until) ||
		     (!date_is_none(found->until) &&
		      date_compare(w->until, found->until) > 0)))
			found = w;
	}
	return found;
}

/* --- in words ----------------------------------------------------------------- */

/* Small numbers as words, as people say ages. */
static const char *number(const void *pool, int64_t n)
{
	static const char *const names[] = {
	    "none", "one", "two",   "three", "four", "five",   "six",
	    "seven", "eight", "nine", "ten",   "eleven", "twelve"};

	if (n >= 0 && n < (int64_t)(sizeof names / sizeof *names))
		return names[n];
	return mem_printf(pool, "%" PRId64, n);
}

/* "two to five", "18 or older", "17 or younger", "any age". */
static const char *ages(const void *pool, const struct condition *c)
{
	if (c->min == CONDITION_OPEN && c->max == CONDITION_OPEN)
		return "any age";
	if (c->max == CONDITION_OPEN)
		return mem_printf(pool, "%s or older", number(pool, c->min));
	if (c->min == CONDITION_OPEN || c->min == 0)
		return mem_printf(pool, "%s or younger", number(pool, c->max));
	if (c->min == c->max)
		return number(pool, c->min);
	return mem_printf(pool, "%s to %s", number(pool, c->min),
			  number(pool, c->max));
}

/* "female", "female or other" */
static const char *genders(const void *pool, const char *list)
{
	struct buf b = {.ctx = pool};
	size_t left = strlen(list);

	while (*list) {
		size_t n = strcspn(list, ",");

		left -= n + (list[n] == ',');
		if (b.len)
			buf_puts(&b, left ? ", " : " or ");
		buf_add(&b, list, n);
		list += n;
		list += *list == ',';
	}
	return buf_text(&b);
}

static const char *phrase(const struct condition *c)
{
	return c->phrase && *c->phrase ? c->phrase : c->text;
}

static const char *reason(const void *pool, const struct condition *c,
			  const struct served *who, struct date on,
			  struct crowd crowd, int year,
			  enum condition_answer answer)
{
	char text[DATE_TEXT];
	const char *then = date_format_words(on, year, text);
	int64_t used = crowd.others + (c->count_own ? crowd.own : 0);
	int age = date_age(who->born, on);

	switch (c->kind) {
	case CONDITION_AGE:
		if (answer == CONDITION_UNKNOWN)
			return mem_printf(pool,
					  "The date of birth of %s is not "
					  "written down; the licence says %s",
					  who->name, ages(pool, c));
		if (age < 0)
			return mem_printf(pool,
					  "%s is not born yet on %s; the "
					  "licence says %s",
					  who->name, then, ages(pool, c));
		return mem_printf(pool, "%s is %d on %s; the licence says %s",
				  who->name, age, then, ages(pool, c));
	case CONDITION_GENDER:
		if (answer == CONDITION_UNKNOWN)
			return mem_printf(pool,
					  "The gender of %s is not written "
					  "down; the licence says %s",
					  who->name, genders(pool, c->text));
		return mem_printf(pool,
				  "The record of %s says %s; the licence "
				  "says %s",
				  who->name, who->gender,
				  genders(pool, c->text));
	case CONDITION_TRAIT:
		return mem_printf(pool,
				  answer == CONDITION_MET
				      ? "The record of %s says so: %s"
				      : "The record of %s does not say so; "
					"the licence is for people %s",
				  who->name, phrase(c));
	case CONDITION_CAPACITY:
		if (c->count_own && crowd.own)
			return mem_printf(
			    pool,
			    "%" PRId64 " of %" PRId64 " places are used on "
			    "%s, %" PRId64 " of them by own children",
			    used, c->max, then, crowd.own);
		return mem_printf(pool,
				  "%" PRId64 " of %" PRId64
				  " places are used on %s",
				  used, c->max, then);
	default:
		return "Somebody has to look at this";
	}
}

struct condition_result condition_check(const void *pool,
					const struct conditions *all,
					const struct condition *c,
					const struct served *who,
					struct date on, struct crowd crowd,
					int year)
{
	struct condition_result r = {condition_holds(c, who, on, crowd), NULL,
				     DATE_NONE};
	const struct waiver *w;
	char text[DATE_TEXT];

	r.reason = reason(pool, c, who, on, crowd, year, r.answer);
	if (r.answer == CONDITION_MET)
		return r;
	w = condition_waiver(all, c, who->id, on);
	if (!w)
		return r;
	r.answer = CONDITION_WAIVED;
	r.waived_until = w->until;
	r.reason = mem_printf(pool, "%s. Waived%s%s", r.reason,
			      date_is_none(w->until) ? "" : " until ",
			      date_format_words(w->until, year, text));
	return r;
}

static const struct condition *of_kind(const struct conditions *all,
				       enum condition_kind kind)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->list[i].kind == kind)
			return &all->list[i];
	return NULL;
}

const char *condition_people(const struct conditions *all)
{
	const struct condition *c = of_kind(all, CONDITION_AGE);

	if (c && c->max != CONDITION_OPEN && c->max < 18)
		return "children";
	if (c && c->min != CONDITION_OPEN && c->min >= 18)
		return "adults";
	return "people";
}

/* "Girls", "Men", "Females", for one gender; else the list. */
static const char *gender_name(const void *pool, const struct conditions *all,
			       const struct condition *c)
{
	static const char *const names[2][3] = {
	    {"Girls", "Women", "Females"}, {"Boys", "Men", "Males"}};
	const char *people = condition_people(all);
	int age = !strcmp(people, "children") ? 0
		  : !strcmp(people, "adults") ? 1
					      : 2;

	if (!strcmp(c->text, "female"))
		return names[0][age];
	if (!strcmp(c->text, "male"))
		return names[1][age];
	return text_sentence(pool, genders(pool, c->text));
}

const char *condition_rule(const void *pool, const struct conditions *all,
			   const struct condition *c)
{
	switch (c->kind) {
	case CONDITION_AGE:
		return mem_printf(pool, "Aged %s", ages(pool, c));
	case CONDITION_GENDER:
		return mem_printf(pool, "%s only", gender_name(pool, all, c));
	case CONDITION_TRAIT:
		return mem_printf(pool, "Only people %s", phrase(c));
	case CONDITION_CAPACITY:
		return mem_printf(pool, "No more than %" PRId64 " %s", c->max,
				  condition_people(all));
	default:
		return c->text;
	}
}

static const char *how_of_age(const void *pool, const struct condition *c)
{
	char from[DATE_TEXT], until[DATE_TEXT];

	if (c->max != CONDITION_OPEN)
		date_ordinal((int)c->max + 1, until);
	if (c->min != CONDITION_OPEN)
		date_ordinal((int)c->min, from);
	if (c->max == CONDITION_OPEN)
		return mem_printf(pool, "From the %s birthday", from);
	if (c->min == CONDITION_OPEN || c->min == 0)
		return mem_printf(pool, "To the day before the %s birthday",
				  until);
	return mem_printf(pool,
			  "From the %s birthday to the day before the %s",
			  from, until);
}

const char *condition_how(const void *pool, const struct condition *c)
{
	switch (c->kind) {
	case CONDITION_AGE:
		return how_of_age(pool, c);
	case CONDITION_GENDER:
		return mem_printf(pool, "The client's record says %s",
				  genders(pool, c->text));
	case CONDITION_TRAIT:
		return "The client's record says so";
	case CONDITION_CAPACITY:
		return c->count_own ? "Counted over places held on any one "
				      "day, own children counted"
				    : "Counted over places held on any one "
				      "day";
	default:
		return "Not worked out: somebody has to look";
	}
}

const char *condition_serves(const void *pool, const struct conditions *all)
{
	static const enum condition_kind order[] = {
	    CONDITION_GENDER, CONDITION_AGE, CONDITION_TRAIT};
	struct buf b = {.ctx = pool};

	for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
		for (size_t i = 0; i < all->n; i++) {
			const struct condition *c = &all->list[i];

			if (c->kind != order[k])
				continue;
			if (b.len)
				buf_puts(&b, ", ");
			buf_puts(&b, c->kind == CONDITION_GENDER
					 ? gender_name(pool, all, c)
				     : c->kind == CONDITION_AGE
					 ? ages(pool, c)
					 : phrase(c));
		}
	}
	return b.len ? text_sentence(pool, buf_text(&b)) : "";
}

int64_t condition_places(const struct conditions *all, int64_t own)
{
	int64_t least = INT64_MAX;

	for (size_t i = 0; i < all->n; i++) {
		const struct condition *c = &all->list[i];
		int64_t places = c->max - (c->count_own ? own : 0);

		if (c->kind != CONDITION_CAPACITY || !c->blocks)
			continue;
		if (places < 0)
			places = 0;
		if (places < least)
			least = places;
	}
	return least;
}

/* --- the year ahead -------------------------------------------------------------- */

static bool may_stay(const struct conditions *all, const struct served *who,
		     struct date on, bool waivers)
{
	struct crowd nobody = {0, 0};

	for (size_t i = 0; i < all->n; i++) {
		const struct condition *c = &all->list[i];

		/* The others do not change with the days. */
		if (c->kind != CONDITION_AGE || !c->blocks)
			continue;
		if (condition_holds(c, who, on, nobody) != CONDITION_MET &&
		    (!waivers || !condition_waiver(all, c, who->id, on)))
			return false;
	}
	return true;
}

static void add_event(const void *pool, struct forecast *f, struct date on,
		      enum forecast_kind kind, const struct served *who)
{
	struct forecast_event *e;
	int age = date_age(who->born, on);

	f->events = mem_grow(pool, f->events, f->n + 1, sizeof *f->events);
	e = &f->events[f->n++];
	*e = (struct forecast_event){.on = on, .kind = kind, .who = who};
	if (age > 0 && !date_compare(date_next_birthday(who->born, age), on))
		e->turns = age;
}

/* Can anything about this client be other than the day before? */
static bool may_change(const struct conditions *all, const struct served *who,
		       struct date day)
{
	struct date before = date_add_days(day, -1);
	bool birthday = day.month == who->born.month &&
			day.day == who->born.day;

	/* Who is born on 29 February may turn on 1 March. */
	if (birthday || (day.month == 3 && day.day == 1) ||
	    !date_compare(day, who->from) || !date_compare(day, who->until) ||
	    !date_compare(before, who->until))
		return true;
	for (size_t i = 0; i < all->n_waivers; i++)
		if (all->waivers[i].client == who->id &&
		    (!date_compare(day, all->waivers[i].from) ||
		     !date_compare(before, all->waivers[i].until)))
			return true;
	return false;
}

/* What happens to one client from one day to the next. */
static void look_at_day(const void *pool, const struct conditions *all,
			const struct served *who, struct date day,
			struct forecast *f)
{
	struct date before = date_add_days(day, -1);
	bool was, is;

	if (!date_compare(day, who->from))
		add_event(pool, f, day, FORECAST_ARRIVES, who);
	if (!date_is_none(who->until) && !date_compare(day, who->until))
		add_event(pool, f, day, FORECAST_LEAVES, who);
	if (!date_between(day, who->from, who->until))
		return;
	was = may_stay(all, who, before, true);
	is = may_stay(all, who, day, true);
	if (was && !is)
		add_event(pool, f, day,
			  may_stay(all, who, before, false)
			      ? FORECAST_AGES_OUT
			      : FORECAST_WAIVER_ENDS,
			  who);
	else if (!was && is && may_stay(all, who, day, false))
		add_event(pool, f, day, FORECAST_AGES_IN, who);
}

static void count_day(const void *pool, const struct conditions *all,
		      const struct served *who, size_t n, int64_t max,
		      struct date start, struct date day, struct forecast *f)
{
	int64_t used = 0;

	for (size_t i = 0; i < n; i++)
		/* Who fails already today is there all the same. */
		if (date_between(day, who[i].from, who[i].until) &&
		    (may_stay(all, &who[i], day, true) ||
		     !may_stay(all, &who[i], start, true)))
			used++;
	if (f->n_spans && f->spans[f->n_spans - 1].used == used)
		return;
	f->spans = mem_grow(pool, f->spans, f->n_spans + 1, sizeof *f->spans);
	f->spans[f->n_spans++] = (struct forecast_span){day, used, max};
}

struct forecast condition_forecast(const void *pool,
				   const struct conditions *all,
				   const struct served *who, size_t n,
				   int64_t own, struct date from, int days)
{
	int64_t max = condition_places(all, own);
	struct forecast f = {0};

	for (int i = 0; i < days; i++) {
		struct date day = date_add_days(from, i);
		bool changed = !i;

		for (size_t k = 0; i && k < n; k++) {
			if (!may_change(all, &who[k], day))
				continue;
			look_at_day(pool, all, &who[k], day, &f);
			changed = true;
		}
		if (changed && max != INT64_MAX)
			count_day(pool, all, who, n, max, from, day, &f);
	}
	return f;
}

struct conditions condition_of(const void *pool, const struct conditions *all,
			       int64_t licence)
{
	struct conditions out = *all;

	out.n = 0;
	out.list = mem_array(pool, all->n, sizeof *out.list);
	for (size_t i = 0; i < all->n; i++)
		if (all->list[i].licence == licence)
			out.list[out.n++] = all->list[i];
	return out;
}
