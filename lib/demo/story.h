/* How the demo's life is told: events with named words, played in order.
 * SPDX-License-Identifier: MIT
 *
 * A line of a story file is: when, who, what, then name=value, all separated
 * by tabs. Lines that begin with # are for the reader.
 *
 *   -18 08:40  gwen  note  of=wentworth  kind=phone  text=The electrician ...
 *
 *   when    days from today, and the time of day (10:00 where it is left out);
 *           =2024-07-01 is a day of its own
 *   who     the key of a member of staff; - is the system
 *   value   a date is "+19", "-400", "2027-06-30", or "6y+111": the day on
 *           which somebody was born who turns 6 in 111 days. In running text
 *           {+19} is that day in words.
 */
#ifndef CAREBOOK_DEMO_STORY_H
#define CAREBOOK_DEMO_STORY_H

#include "base/field.h"
#include "base/mem.h"
#include "demo/demo.h"

enum { WORDS_MAX = 60 };

struct event {
	int64_t at;	  /* UTC seconds */
	size_t line;	  /* keeps the order of the same instant */
	const char *who, *what;
	const char *words[WORDS_MAX]; /* "name=value" */
	size_t n;
};

/* What was made, by the key that the story gives it. */
struct made {
	const char *kind, *key;
	int64_t id, other; /* other: its provider, where it has one */
};

struct story {
	const struct demo_options *o;
	const struct conf *conf;
	void *pool;
	struct actor actor; /* as who, and when, the present event acts */
	const struct event *now;
	uint64_t random;
	struct event *events;
	size_t n, cap;
	struct made *made;
	size_t n_made, cap_made;
};

/* --- reading and making up ------------------------------------------------ */

NEOERR *story_read(struct story *s, const char *path) MUST_CHECK;

/* Adds an event, moved off a weekend; words as "name=value" texts of the story's pool, NULL ends.
 * Returns NULL where it would lie in the future. */
struct event *story_add(struct story *s, int day, int minute, const char *who,
			const char *what, ...) __attribute__((sentinel));

/* A whole number from 0 to below n, from the seed. */
int64_t story_random(struct story *s, int64_t n);
#define story_pick(s, list) \
	((list)[story_random((s), sizeof(list) / sizeof *(list))])

/* --- what the present event says -------------------------------------------- */

/* The value of a word, "" where it is not there. */
const char *told(const struct story *s, const char *name);
/* As an ISO date, "" for none; as a day. */
const char *told_date(const struct story *s, const char *name);
struct date told_day(const struct story *s, const char *name);
/* Running text, with its {days}. */
const char *told_text(const struct story *s, const char *name);
int64_t told_int(const struct story *s, const char *name);
bool told_has(const struct story *s, const char *name);
/* Every field of a table that the event has a word for, "" for the others. */
void told_values(const struct story *s, const struct field *fields, size_t n,
		 const char **values);
/* The event's own day. */
const char *story_today(const struct story *s);

/* What was made under this key; an error where it was not. */
NEOERR *made_find(const struct story *s, const char *kind, const char *key,
		  const struct made **out) MUST_CHECK;
/* The same of the key that a word gives. */
NEOERR *made_told(const struct story *s, const char *kind, const char *name,
		  int64_t *id) MUST_CHECK;
void made_add(struct story *s, const char *kind, const char *key, int64_t id,
	      int64_t other);

/* --- the deeds ----------------------------------------------------------------- */

struct deed {
	const char *what;
	NEOERR *(*run)(struct story *s);
};
extern const struct deed story_agency_deeds[], story_provider_deeds[],
    story_daily_deeds[], story_client_deeds[], story_form_deeds[],
    story_paper_deeds[], story_media_deeds[];

/* The ordinary weeks. */
NEOERR *story_make_up(struct story *s, const char *dir) MUST_CHECK;

/* Plays all of it. */
NEOERR *story_play(struct story *s) MUST_CHECK;

/* A PDF of one page: lines of ASCII with | between, the first its title. */
void paper_page(struct buf *out, const char *text);

#endif
