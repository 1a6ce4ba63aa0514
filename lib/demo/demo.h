/* The demo agency: Tallowood Care, its providers, and six months of its life.
 * SPDX-License-Identifier: MIT
 *
 * What happened there stands in sql/demo/: one line an event, with its day
 * reckoned from today. Ordinary weeks are made up from a seed. All of it is
 * played back in the order of time, each event at its own "now" and by the
 * person who did it, through the functions that the programs use: so audit,
 * search words and what follows from what come along. The same seed and the
 * same day give the same data.
 */
#ifndef CAREBOOK_DEMO_DEMO_H
#define CAREBOOK_DEMO_DEMO_H

#include "people/actor.h"

/* Says how far it is. */
typedef void demo_progress(const char *what, int64_t n, int64_t of);

struct demo_options {
	uint64_t seed;
	int64_t today;	/* day number; the life ends there */
	int64_t now;	/* nothing has happened after this */
	demo_progress *progress;
};

/* One way in for each role. */
struct demo_sign_in {
	const char *role, *email, *password;
};
struct demo_sign_ins {
	struct demo_sign_in *list; /* below the actor's pool */
	size_t n;
};

/* Loads the agency in one transaction. ERR_CONFLICT where there are providers
 * already. Needs the administrator's database account. */
NEOERR *demo_load(const struct actor *a, const struct conf *conf,
		  const struct demo_options *o,
		  struct demo_sign_ins *out) MUST_CHECK;

/* Adds so many active providers with people, licences, tasks and notes, in
 * bulk and without a history: for measuring. */
NEOERR *demo_grow(const struct actor *a, int64_t providers,
		  demo_progress *progress) MUST_CHECK;

#endif
