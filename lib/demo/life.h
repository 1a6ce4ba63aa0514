/* The ordinary weeks of one provider of the demo, while they are made up.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_DEMO_LIFE_H
#define CAREBOOK_DEMO_LIFE_H

#include "demo/names.h"

/* What a type of provider usually has. */
struct kind {
	const char *type, *letter, *licence, *prefix, *serves, *service, *per;
};

enum { LIFE_NAMES = 32, LIFE_SHARED = 200 };

/* Days are counted from today. */
struct life {
	struct story *s;
	struct names *names;
	const struct table *notes, *tasks;
	const char *key, *of, *lead, *serves;
	const struct kind *kind;
	bool draft;
	int64_t from, published; /* of the profile */
	int64_t life, until;	 /* of its ordinary weeks */
	/* As its notes call them. */
	const char *people[LIFE_NAMES], *clients[LIFE_NAMES];
	size_t n_people, n_clients;
	/* Clients at home, who may have several providers. */
	struct {
		const char *key, *first, *region, *at;
	} shared[LIFE_SHARED];
	size_t n_shared;
};

/* "name=value", "name=+12" */
const char *word(struct life *l, const char *name, const char *value);
const char *word_day(struct life *l, const char *name, int64_t day);
/* A number in the range, both ends included. */
int64_t between(struct life *l, int64_t from, int64_t until);
/* A minute of a working day. */
int work_hour(struct life *l);

void life_people(struct life *l);
void life_clients(struct life *l);

#endif
