/* How the demo's life is told and played.
 * SPDX-License-Identifier: MIT */
#include "demo/story.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

/* Columns that default to the time of the server follow the story's. */
SQL(STORY_CLOCK, "i", "", "SET timestamp = ?");
SQL(STORY_CLOCK_REAL, "", "", "SET timestamp = DEFAULT");

int64_t story_random(struct story *s, int64_t n)
{
	uint64_t z = s->random += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (int64_t)((z ^ (z >> 31)) % (uint64_t)n);
}

/* --- events -------------------------------------------------------------------- */

/* Work in the office is done on weekdays: on the Monday, or on the Friday
 * before where that is not over yet. */
static int64_t workday(const struct story *s, int64_t day)
{
	int over = date_weekday(date_from_days(day)) - FRIDAY;

	if (over <= 0)
		return day;
	return day + 3 - over < s->o->today ? day + 3 - over : day - over;
}

static struct event *add_event(struct story *s, int64_t day, int minute)
{
	struct event *e;
	int64_t at = zone_utc_from_wall(s->actor.zone, date_from_days(day),
					minute, 0);

	/* What is told of this morning has happened by now. */
	if (day == s->o->today && at > s->o->now)
		at = s->o->now;
	if (at > s->o->now)
		return NULL;
	if (s->n == s->cap) {
		s->cap = s->cap ? s->cap * 2 : 512;
		s->events = mem_grow(s->pool, s->events, s->cap,
				     sizeof *s->events);
	}
	e = &s->events[s->n];
	*e = (struct event){.at = at, .line = s->n};
	s->n++;
	return e;
}

struct event *story_add(struct story *s, int day, int minute, const char *who,
			const char *what, ...)
{
	struct event *e =
	    add_event(s, workday(s, s->o->today + day), minute);
	const char *word;
	va_list ap;

	if (!e)
		return NULL;
	e->who = who;
	e->what = what;
	va_start(ap, what);
	while ((word = va_arg(ap, const char *)))
		if (e->n < WORDS_MAX)
			e->words[e->n++] = word;
	va_end(ap);
	return e;
}

static bool read_when(const struct story *s, const char *text, int64_t *day,
		      int *minute)
{
	char *end;
	struct date d;

	*minute = 10 * 60;
	if (*text == '=') {
		if (strlen(text) < 11 ||
		    !date_parse_iso(mem_strndup(s->pool, text + 1, 10), &d))
			return false;
		*day = date_to_days(d);
		end = (char *)text + 11;
	} else {
		*day = s->o->today + strtol(text, &end, 10);
		if (end == text)
			return false;
	}
	if (*end == ' ' && !zone_parse_time(end + 1, minute))
		return false;
	return true;
}

static NEOERR *read_line(struct story *s, char *line)
{
	char *save, *word = strtok_r(line, "\t", &save);
	struct event *e;
	int64_t day;
	int minute;

	if (!word || !read_when(s, word, &day, &minute))
		return nerr_raise(NERR_PARSE, "no day: %s", line);
	e = add_event(s, day, minute);
	if (!e)
		return nerr_raise(NERR_PARSE, "in the future: %s", line);
	e->who = strtok_r(NULL, "\t", &save);
	e->what = strtok_r(NULL, "\t", &save);
	if (!e->who || !e->what)
		return nerr_raise(NERR_PARSE, "who, and what? %s", line);
	while ((word = strtok_r(NULL, "\t", &save))) {
		if (!strchr(word, '=') || e->n == WORDS_MAX)
			return nerr_raise(NERR_PARSE, "%s: %s", e->what, word);
		e->words[e->n++] = word;
	}
	return STATUS_OK;
}

NEOERR *story_read(struct story *s, const char *path)
{
	FILE *f = fopen(path, "re");
	NEOERR *err = STATUS_OK;
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	if (!f)
		return nerr_raise(ERR_UNAVAILABLE, "%s: %s", path,
				  strerror(errno));
	for (int n = 1; err == STATUS_OK && (len = getline(&line, &cap, f)) > 0;
	     n++) {
		char *copy;

		while (len && (line[len - 1] == '\n' || line[len - 1] == '\t'))
			line[--len] = '\0';
		if (!len || *line == '#')
			continue;
		copy = mem_strdup(s->pool, line);
		err = read_line(s, copy);
		if (err != STATUS_OK)
			err = nerr_pass_ctx(err, "%s, line %d", path, n);
	}
	free(line);
	fclose(f);
	return nerr_pass(err);
}

/* --- what an event says ------------------------------------------------------------ */

const char *told(const struct story *s, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < s->now->n; i++) {
		const char *word = s->now->words[i];

		if (!strncmp(word, name, len) && word[len] == '=')
			return word + len + 1;
	}
	return "";
}

int64_t told_int(const struct story *s, const char *name)
{
	return strtoll(told(s, name), NULL, 10);
}

static struct date read_day(const struct story *s, const char *text)
{
	struct date d = DATE_NONE;
	char *end;
	long n;

	if (!*text || date_parse_iso(text, &d))
		return d;
	n = strtol(text, &end, 10);
	if (*end == 'y') {
		d = date_from_days(s->o->today + strtol(end + 1, NULL, 10));
		return date_add_months(d, -12 * n);
	}
	return date_from_days(s->o->today + n);
}

struct date told_day(const struct story *s, const char *name)
{
	return read_day(s, told(s, name));
}

const char *told_date(const struct story *s, const char *name)
{
	char text[DATE_TEXT];

	return mem_strdup(s->actor.pool,
			  date_format_iso(told_day(s, name), text));
}

const char *told_text(const struct story *s, const char *name)
{
	const char *text = told(s, name), *open, *close;
	struct buf b = {.ctx = s->actor.pool};
	char words[DATE_TEXT];

	while ((open = strpbrk(text, "{|"))) {
		close = *open == '{' ? strchr(open, '}') : open;
		buf_add(&b, text, (size_t)(open - text));
		if (*open == '|') /* a new line */
			buf_puts(&b, "\n");
		else if (close)
			buf_puts(&b, date_format_words(
					 read_day(s, mem_strndup(
							 s->actor.pool, open + 1,
							 (size_t)(close - open) -
							     1)),
					 zone_today(s->actor.zone, s->now->at)
					     .year,
					 words));
		else
			break;
		text = close + 1;
	}
	buf_puts(&b, text);
	return mem_strdup(s->actor.pool, buf_text(&b));
}

bool told_has(const struct story *s, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < s->now->n; i++)
		if (!strncmp(s->now->words[i], name, len) &&
		    s->now->words[i][len] == '=')
			return true;
	return false;
}

void told_values(const struct story *s, const struct field *fields, size_t n,
		 const char **values)
{
	for (size_t i = 0; i < n; i++)
		if (fields[i].type == FIELD_DATE)
			values[i] = told_date(s, fields[i].name);
		else if (fields[i].type == FIELD_TEXT ||
			 fields[i].type == FIELD_LONGTEXT)
			values[i] = told_text(s, fields[i].name);
		else
			values[i] = told(s, fields[i].name);
}

const char *story_today(const struct story *s)
{
	char text[DATE_TEXT];

	return mem_strdup(s->actor.pool,
			  date_format_iso(date_from_days(s->actor.today),
					  text));
}

/* --- what was made -------------------------------------------------------------------- */

void made_add(struct story *s, const char *kind, const char *key, int64_t id,
	      int64_t other)
{
	if (!*key)
		return;
	if (s->n_made == s->cap_made) {
		s->cap_made = s->cap_made ? s->cap_made * 2 : 256;
		s->made = mem_grow(s->pool, s->made, s->cap_made,
				   sizeof *s->made);
	}
	s->made[s->n_made++] = (struct made){.kind = kind,
					     .key = mem_strdup(s->pool, key),
					     .id = id, .other = other};
}

NEOERR *made_find(const struct story *s, const char *kind, const char *key,
		  const struct made **out)
{
	for (size_t i = s->n_made; i-- > 0;)
		if (!strcmp(s->made[i].key, key) &&
		    !strcmp(s->made[i].kind, kind)) {
			*out = &s->made[i];
			return STATUS_OK;
		}
	return nerr_raise(NERR_ASSERT, "no %s '%s' yet", kind, key);
}

NEOERR *made_told(const struct story *s, const char *kind, const char *name,
		  int64_t *id)
{
	const struct made *m;

	*id = 0;
	if (!*told(s, name))
		return STATUS_OK;
	TRY(made_find(s, kind, told(s, name), &m));
	*id = m->id;
	return STATUS_OK;
}

/* --- playing ----------------------------------------------------------------------------- */

static int by_time(const void *left, const void *right)
{
	const struct event *a = left, *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->line < b->line ? -1 : 1;
}

static NEOERR *run_deed(struct story *s)
{
	static const struct deed *const tables[] = {
	    story_agency_deeds, story_provider_deeds, story_daily_deeds,
	    story_client_deeds, story_form_deeds, story_paper_deeds,
	    story_media_deeds};

	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
		for (const struct deed *d = tables[t]; d->what; d++)
			if (!strcmp(d->what, s->now->what))
				return nerr_pass(d->run(s));
	return nerr_raise(NERR_PARSE, "nobody can '%s'", s->now->what);
}

/* The actor becomes who the event says, at its time. */
static NEOERR *become(struct story *s)
{
	const struct event *e = s->now;
	const struct made *m;

	s->actor.now = e->at;
	s->actor.today = date_to_days(zone_today(s->actor.zone, e->at));
	s->actor.account = 0;
	if (strcmp(e->who, "-")) {
		TRY(made_find(s, "staff", e->who, &m));
		s->actor.account = m->id;
	}
	return nerr_pass(db_exec(s->actor.db, &STORY_CLOCK, e->at));
}

static NEOERR *play_one(struct story *s, const struct event *e)
{
	NEOERR *err;
	void *pool = mem_pool();

	s->now = e;
	s->actor.pool = pool;
	err = become(s);
	if (err == STATUS_OK)
		err = run_deed(s);
	s->actor.pool = s->pool;
	talloc_free(pool);
	if (err != STATUS_OK)
		return nerr_pass_ctx(err, "event %zu, %s by %s, %s %s", e->line,
				     e->what, e->who, e->n ? e->words[0] : "",
				     e->n > 1 ? e->words[1] : "");
	return STATUS_OK;
}

NEOERR *story_play(struct story *s)
{
	qsort(s->events, s->n, sizeof *s->events, by_time);
	for (size_t i = 0; i < s->n; i++) {
		TRY(play_one(s, &s->events[i]));
		s->o->progress("the agency's life", (int64_t)i + 1,
			       (int64_t)s->n);
	}
	return nerr_pass(db_exec(s->actor.db, &STORY_CLOCK_REAL));
}
