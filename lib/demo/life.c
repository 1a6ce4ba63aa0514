/* The ordinary weeks of the demo agency, made up from a seed.
 * SPDX-License-Identifier: MIT
 *
 * Each provider of the story has them, as words on its line tell:
 *
 *   lead=KEY      who looks after it; without it nothing is made up
 *   keep=draft    it is never published
 *   own=lead      its assignments stand in the story (publish: its state)
 *   people=N      so many people; checks=good: all their checks are current
 *   licence=...   current, currentN (N days to go), soon, lodged, expired,
 *                 suspended, revoked, surrendered, applied, tobegin, none, own
 *   lictype=      its type, where the provider's type has no usual one
 *   clients=N past=N   so many are served now, and were
 *   serves=...    whom: child, wren, nursery, adult, man, woman, aged
 *   service=CODE  what, where it is not the usual of its type
 *   end=...       suspend, close or archive, on the day ended=, why=
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "demo/life.h"

static const struct kind kinds[] = {
    {"Foster family", "F", "Foster carer authorisation", "FCA", "child",
     "foster", "per=week"},
    {"Group home", "G", "Group home licence", "GH", "adult",
     "residential", "per=week"},
    {"Facility", "A", "", "LIC", "adult", "day-care", "per=week"},
    {"Organisation", "O", "", "REG", "aged", "personal-care", "per=week"},
    {"Sole support worker", "S", "", "", "aged", "personal-care", "per=week"},
    {"Volunteer", "V", "", "", "aged", "social", "per=month"},
};

const char *word(struct life *l, const char *name, const char *value)
{
	return mem_printf(l->s->pool, "%s=%s", name, value);
}

const char *word_day(struct life *l, const char *name, int64_t day)
{
	return mem_printf(l->s->pool, "%s=%+" PRId64, name, day);
}

int64_t between(struct life *l, int64_t from, int64_t until)
{
	return until <= from ? from
			     : from + story_random(l->s, until - from + 1);
}

/* The Friday, where it is a weekend. */
static int64_t weekday(const struct life *l, int64_t day)
{
	int n = date_weekday(date_from_days(l->s->o->today + day));

	return n > FRIDAY ? day - (n - FRIDAY) : day;
}

int work_hour(struct life *l)
{
	return (int)between(l, 8 * 60 + 30, 16 * 60 + 40);
}

/* --- the profile itself ------------------------------------------------------- */

static void profile(struct life *l)
{
	struct story *s = l->s;
	const char *own = told(s, "own");
	const char *of = l->of;

	if (strcmp(own, "lead"))
		story_add(s, (int)l->from, 11 * 60, l->lead, "assign", of,
			  word(l, "staff", l->lead), "role=lead", NULL);
	if (!l->draft && strcmp(own, "publish"))
		story_add(s, (int)l->published, 15 * 60, l->lead, "publish",
			  of, NULL);
	if (l->draft || story_random(s, 3))
		return;
	story_add(s, (int)between(l, l->published + 1, l->until), work_hour(l),
		  l->lead, "assign", of,
		  word(l, "staff", strcmp(l->lead, "tom") ? "tom" : "siobhan"),
		  "role=support", NULL);
}

static void end(struct life *l)
{
	struct story *s = l->s;

	const char *how = told(s, "end");
	const char *why = word(l, "reason", told(s, "why"));

	if (!strcmp(how, "archive"))
		story_add(s, (int)l->until, 16 * 60 + 40, "daniel", "close",
			  l->of, why, NULL);
	if (*how)
		story_add(s, (int)l->until, 16 * 60 + 45, "daniel", how, l->of,
			  why, NULL);
}

/* --- licences ------------------------------------------------------------------ */

enum { TERM = 3 * 365 };

static void licence_one(struct life *l, const char *key, const char *replaces,
			int64_t day, int64_t from, int64_t until)
{
	struct story *s = l->s;
	const char *type = told(s, "lictype");

	story_add(s, (int)day, 11 * 60 + 30, "daniel", "licence", l->of,
		  word(l, "key", key),
		  word(l, "type", *type ? type : l->kind->licence),
		  word(l, "number", key), word_day(l, "from_date", from),
		  word_day(l, "until_date", until),
		  word(l, "replaces", replaces), NULL);
}

static void condition(struct life *l, const char *key, int64_t day,
		      const char *a, const char *b, const char *c)
{
	story_add(l->s, (int)day, 11 * 60 + 40, "daniel", "condition",
		  word(l, "licence", key), a, b, c, NULL);
}

static void conditions(struct life *l, const char *key, int64_t day)
{
	const char *serves = l->serves, *places = told(l->s, "places");

	if (!strcmp(serves, "child"))
		condition(l, key, day, "kind=age", "min=0", "max=17");
	if (!strcmp(serves, "nursery"))
		condition(l, key, day, "kind=age", "min=0", "max=5");
	if (!strcmp(serves, "adult") || !strcmp(serves, "man") ||
	    !strcmp(serves, "woman"))
		condition(l, key, day, "kind=age", "min=18", "max=");
	if (!strcmp(serves, "man"))
		condition(l, key, day, "kind=gender", "genders=male", "max=");
	if (!strcmp(serves, "woman"))
		condition(l, key, day, "kind=gender", "genders=female", "max=");
	if (!strcmp(l->kind->letter, "G"))
		condition(l, key, day, "kind=trait", "trait=disability",
			  "max=");
	if (!strcmp(serves, "aged"))
		condition(l, key, day, "kind=age", "min=60", "effect=warns");
	if (*places)
		condition(l, key, day, "kind=capacity",
			  word(l, "places", places), "effect=blocks");
	if (!story_random(l->s, 3))
		condition(l, key, day, "kind=words",
			  "words=A second worker in the building at night",
			  "effect=warns");
}

static void licence_done(struct life *l, const char *key, int64_t day,
			 const char *deed, const char *why)
{
	story_add(l->s, (int)day, 14 * 60, "daniel", "licence_do",
		  word(l, "licence", key), word(l, "do", deed),
		  word(l, "reason", why), NULL);
}

static const char *licence_number(struct life *l)
{
	return mem_printf(l->s->pool, "%s-%05d", l->kind->prefix,
			  (int)(10000 + story_random(l->s, 89999)));
}

static void licences(struct life *l)
{
	struct story *s = l->s;
	const char *how = told(s, "licence"), *key, *before = "";
	int64_t until = between(l, 120, 900), from, day;

	if (!*how || !strcmp(how, "own") || !strcmp(how, "none"))
		return;
	key = licence_number(l);
	if (!strcmp(how, "applied")) {
		story_add(s, (int)between(l, l->from + 3, -2), 11 * 60 + 30,
			  l->lead, "licence", l->of,
			  word(l, "type", *told(s, "lictype")
					      ? told(s, "lictype")
					      : l->kind->licence),
			  word(l, "number", key), "applied=1", NULL);
		return;
	}
	if (!strncmp(how, "current", 7) && how[7])
		until = atoi(how + 7);
	if (!strcmp(how, "soon") || !strcmp(how, "lodged"))
		until = between(l, 12, 52);
	if (!strcmp(how, "tobegin"))
		until = 18;
	if (!strcmp(how, "expired"))
		until = l->until < -30 ? l->until : -between(l, 8, 60);
	from = until - TERM + 1;
	/* Those before it, back to the day when the provider came. */
	for (day = l->from + 7; from > day; from -= TERM)
		;
	for (; from < until - TERM; from += TERM) {
		const char *number = licence_number(l);

		licence_one(l, number, before, day, from, from + TERM - 1);
		conditions(l, number, day);
		before = number;
		day = from + TERM - 20 > day ? from + TERM - 20 : day;
	}
	licence_one(l, key, before, day, from, until);
	conditions(l, key, day);
	if (!strcmp(how, "lodged"))
		licence_done(l, key, -between(l, 4, 10), "lodge_renewal",
			     "Papers complete");
	if (!strcmp(how, "suspended"))
		licence_done(l, key, -27, "suspend",
			     "Questions of the audit not answered in time");
	if (!strcmp(how, "revoked"))
		licence_done(l, key, l->until - 2, "revoke",
			     "Nobody on shift at night, twice");
	if (!strcmp(how, "surrendered"))
		licence_done(l, key, l->until - 2, "surrender",
			     "Given back by the family");
	if (!strcmp(how, "tobegin")) {
		licence_one(l, licence_number(l), key, -5, until + 1,
			    until + TERM);
	}
}

/* --- tasks and notes --------------------------------------------------------------- */

static bool for_kind(const struct life *l, const char *types)
{
	return *types == '*' || strstr(types, l->kind->letter);
}

static const char *const *pick_row(struct life *l, const struct table *t,
				   size_t column)
{
	for (;;) {
		size_t i = (size_t)story_random(l->s, (int64_t)t->n);

		if (for_kind(l, t->rows[i][column]))
			return t->rows[i];
	}
}

static void task(struct life *l, int n)
{
	struct story *s = l->s;
	const char *const *row = pick_row(l, l->tasks, 0);
	int64_t day = between(l, l->life, l->until - 1);
	int64_t due = weekday(l, day + atoi(row[1]));
	int64_t done = between(l, day + 1, due + 4);
	const char *key = mem_printf(s->pool, "%s-t%d", l->key, n);
	bool monthly = !strcmp(row[2], "Monthly home visit");
	struct event *e =
	    story_add(s, (int)day, 8 * 60 + 30 + n * 7, l->lead, "task", l->of,
		      word(l, "key", key), word(l, "title", row[2]),
		      word_day(l, "due", due), word(l, "staff", l->lead),
		      monthly ? "recurs=FREQ=MONTHLY" : "recurs=", NULL);

	if (!e)
		return;
	/* Some stay open, and a few of those are late. */
	if (l->until < 0 && done >= l->until)
		done = l->until - 1;
	if (done >= l->until || (done > -8 && !story_random(s, 3)))
		return;
	for (; done < l->until; done += 30) {
		story_add(s, (int)done, 15 * 60 + (int)story_random(s, 90),
			  l->lead, "done", word(l, "task", key), NULL);
		if (!monthly)
			break;
	}
}

/* "[p]" and "[c]" become people. */
static const char *with_names(struct life *l, const char *text)
{
	struct buf b = {.ctx = l->s->pool};
	const char *open;

	while ((open = strchr(text, '['))) {
		const char *const *list = open[1] == 'p' ? l->people
							 : l->clients;
		size_t n = open[1] == 'p' ? l->n_people : l->n_clients;

		buf_add(&b, text, (size_t)(open - text));
		buf_puts(&b, list[story_random(l->s, (int64_t)n)]);
		text = open + 3;
	}
	buf_puts(&b, text);
	return buf_text(&b);
}

static void note(struct life *l)
{
	struct story *s = l->s;
	const char *const *row;
	const char *who = story_random(s, 6) ? l->lead : "siobhan";

	do
		row = pick_row(l, l->notes, 1);
	while ((strstr(row[3], "[c]") && !l->n_clients) ||
	       (strstr(row[3], "[p]") && !l->n_people));
	story_add(s, (int)between(l, l->life, l->until - 1), work_hour(l), who,
		  "note", l->of, word(l, "kind", row[0]),
		  word(l, "restricted", strcmp(row[2], "1") ? "" : "1"),
		  word(l, "text", with_names(l, row[3])), NULL);
}

static void meeting(struct life *l)
{
	static const char *const titles[] = {"Quarterly review", "Yearly talk",
					     "Roster and holidays",
					     "Planning the next months"};
	static const char *const outcomes[] = {
	    "All goes on as it is; next time in three months.",
	    "Two things agreed, both are tasks now.",
	    "They would like more notice of changes. So would we.",
	    "Good talk. Nothing that waits."};
	struct story *s = l->s;
	int64_t day = between(l, l->life, l->until - 20);
	int64_t on = weekday(l, day + 11);
	int start = 9 * 60 + 30 * (int)story_random(s, 12);
	const char *key = mem_printf(s->pool, "%s-m", l->key);
	struct event *e;

	if (on >= l->until - 1 || on <= day)
		return;
	e = story_add(s, (int)day, work_hour(l), l->lead, "meeting", l->of,
		      word(l, "key", key), word(l, "title", story_pick(s, titles)),
		      word_day(l, "on_date", on),
		      mem_printf(s->pool, "at_time=%02d:%02d", start / 60,
				 start % 60),
		      "place=At their place", word(l, "staff", l->lead), NULL);
	if (e)
		story_add(s, (int)on, start + 75, l->lead, "held",
			  word(l, "meeting", key),
			  word(l, "outcome", story_pick(s, outcomes)),
			  story_random(s, 2)
			      ? "minutes_text="
			      : "minutes_text=Went through the list of last "
				"time, the people, the rooms and the money. "
				"What came of it stands in the tasks.",
			  NULL);
}

/* --- a provider ---------------------------------------------------------------------- */

static NEOERR *provider_life(struct life *l, const struct event *e)
{
	struct story *s = l->s;

	s->now = e;
	l->lead = told(s, "lead");
	if (!*l->lead)
		return STATUS_OK;
	l->key = told(s, "key");
	l->of = word(l, "of", l->key);
	l->kind = NULL;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strcmp(kinds[i].type, told(s, "type")))
			l->kind = &kinds[i];
	if (!l->kind)
		return nerr_raise(NERR_PARSE, "type %s", told(s, "type"));
	l->serves = *told(s, "serves") ? told(s, "serves") : l->kind->serves;
	l->draft = *told(s, "keep");
	l->from = date_to_days(zone_today(s->actor.zone, e->at)) - s->o->today;
	l->published = l->from + 14;
	l->until = *told(s, "end") ? told_int(s, "ended") : 0;
	l->life = l->published > -182 ? l->published : -182;
	if (l->draft)
		l->life = l->from + 3;
	l->n_people = l->n_clients = 0;
	profile(l);
	licences(l);
	life_people(l);
	life_clients(l);
	for (int64_t i = between(l, 3, 7); i > 0; i--)
		task(l, (int)i);
	for (int64_t i = between(l, 3, 11); i > 0; i--)
		note(l);
	if (!l->draft && story_random(s, 2))
		meeting(l);
	end(l);
	return STATUS_OK;
}

NEOERR *story_make_up(struct story *s, const char *dir)
{
	struct life l = {.s = s};
	struct table notes, tasks;
	size_t told_n = s->n;

	TRY(names_read(s, dir, &l.names));
	TRY(table_read(s, dir, "notes.tsv", &notes));
	TRY(table_read(s, dir, "tasks.tsv", &tasks));
	l.notes = &notes;
	l.tasks = &tasks;
	for (size_t i = 0; i < told_n; i++) {
		struct event e = s->events[i];

		if (strcmp(e.what, "provider"))
			continue;
		TRY(provider_life(&l, &e));
	}
	s->now = NULL;
	return STATUS_OK;
}
