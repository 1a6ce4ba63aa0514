/* Conditions: whom a licence lets its provider serve, worked out for a client
 * on a date, and a year ahead.
 * SPDX-License-Identifier: MIT
 *
 * The first half of this file knows neither database nor clock: a placement
 * and a booking are judged by the same functions. The definitions:
 *
 *   age       min <= age on the date <= max; an open end is CONDITION_OPEN.
 *             Who is born on 29 February turns on 1 March in other years.
 *   gender    the client's gender is in the list, "female,other".
 *   trait     the client has the trait.
 *   capacity  the different others who are there on the date, and this client,
 *             and where count_own says so the provider's own children, are
 *             no more than max.
 *   words     somebody has to look; it is never worked out.
 *
 * A condition that does not hold is waived when a waiver for it and this
 * client includes the date; both its ends are included.
 */
#ifndef CAREBOOK_PEOPLE_CONDITION_H
#define CAREBOOK_PEOPLE_CONDITION_H

#include "people/licence.h"

#define CONDITION_OPEN INT64_MIN

enum condition_kind {
	CONDITION_AGE,
	CONDITION_GENDER,
	CONDITION_TRAIT,
	CONDITION_CAPACITY,
	CONDITION_WORDS,
	CONDITION_KINDS
};

struct condition {
	int64_t id, licence, version;
	enum condition_kind kind;
	bool blocks;	   /* else it only warns */
	int64_t min, max;
	const char *text;  /* genders, the trait's name, own words */
	const char *phrase; /* of a trait: "with a disability" */
	bool count_own;
};

struct waiver {
	int64_t id, condition, client;
	struct date from, until;
};

/* A client as a condition sees one. */
struct served {
	int64_t id;
	const char *name;   /* as it stands in a sentence */
	struct date born;   /* none: not known */
	const char *gender; /* "": not known */
	const char *traits; /* "disability,wheelchair" */
	struct date from, until; /* the stay; until: none is open */
	bool seen;	    /* may its record be opened by whoever asks? */
};

/* Who is there beside the client. */
struct crowd {
	int64_t others, own;
};

struct conditions {
	struct condition *list;
	size_t n;
	struct waiver *waivers;
	size_t n_waivers;
};

enum condition_answer {
	CONDITION_MET,
	CONDITION_WAIVED,
	CONDITION_LOOK,	   /* own words: somebody has to look */
	CONDITION_NOT_MET,
	CONDITION_UNKNOWN, /* the record does not say; counts as not met */
};

struct condition_result {
	enum condition_answer answer;
	const char *reason;   /* "Ella is 6 on 14 March; the licence says two
				 to five" */
	struct date waived_until;
};

/* Does it hold on this date? Without a word, and without a waiver. */
enum condition_answer condition_holds(const struct condition *c,
				      const struct served *who, struct date on,
				      struct crowd crowd);

/* The waiver for it and this client that includes the date and lasts longest,
 * or NULL. */
const struct waiver *condition_waiver(const struct conditions *all,
				      const struct condition *c,
				      int64_t client, struct date on);

/* Both together, with a reason in plain words. year: years are named where
 * they are another. */
struct condition_result condition_check(const void *pool,
					const struct conditions *all,
					const struct condition *c,
					const struct served *who,
					struct date on, struct crowd crowd,
					int year);

/* Whom they speak of, by their ages: "children", "adults" or "people". */
const char *condition_people(const struct conditions *all);

/* The rule in plain words, and how it is worked out: "Aged two to five",
 * "From the 2nd birthday to the day before the 6th". */
const char *condition_rule(const void *pool, const struct conditions *all,
			   const struct condition *c);
const char *condition_how(const void *pool, const struct condition *c);

/* All in one line: "Men, 18 or older, with a disability"; "" without any. */
const char *condition_serves(const void *pool, const struct conditions *all);

/* The least of all capacities that are left for clients: INT64_MAX: none. */
int64_t condition_places(const struct conditions *all, int64_t own);

/* --- the year ahead -------------------------------------------------------- */

enum forecast_kind {
	FORECAST_AGES_OUT,    /* from this day on a blocking condition fails */
	FORECAST_AGES_IN,
	FORECAST_WAIVER_ENDS, /* its last day, where it is still needed */
	FORECAST_ARRIVES,
	FORECAST_LEAVES,      /* the last day of the stay */
	FORECAST_KINDS
};

struct forecast_event {
	struct date on;
	enum forecast_kind kind;
	const struct served *who;
	int64_t turns;	      /* the age reached on this day, 0: no birthday */
};

/* Places from a day on, until the next span begins. */
struct forecast_span {
	struct date from;
	int64_t used, max;
};

struct forecast {
	struct forecast_event *events; /* by date */
	size_t n;
	struct forecast_span *spans; /* none where there is no capacity */
	size_t n_spans;
};

/* From this day, for so many days; who ages out is taken to leave that day. */
struct forecast condition_forecast(const void *pool,
				   const struct conditions *all,
				   const struct served *who, size_t n,
				   int64_t own, struct date from, int days);

/* --- kept in the database --------------------------------------------------- */

/* Of all licences of a provider, with their waivers; the removed ones not. */
NEOERR *condition_list(const struct actor *a, int64_t provider,
		       struct conditions *out) MUST_CHECK;

/* Only those of one licence. */
struct conditions condition_of(const void *pool, const struct conditions *all,
			       int64_t licence);

enum {
	CONDITION_F_KIND, /* by name, below */
	CONDITION_F_MIN,
	CONDITION_F_MAX,
	CONDITION_F_PLACES,
	CONDITION_F_OWN,
	CONDITION_F_GENDERS,
	CONDITION_F_TRAIT,
	CONDITION_F_WORDS,
	CONDITION_F_EFFECT,
	CONDITION_FIELDS
};
extern const struct field condition_fields[CONDITION_FIELDS];

/* "age"; and from it, CONDITION_KINDS where it is none. */
const char *condition_kind_name(enum condition_kind kind);
enum condition_kind condition_kind_by_name(const char *name);
/* "Age", and what a rule of this kind says. */
const char *condition_kind_label(enum condition_kind kind);
const char *condition_kind_hint(enum condition_kind kind);

/* Does a rule of this kind have this field? */
bool condition_has_field(enum condition_kind kind, int field);

/* The form's values of a stored condition; ERR_NOT_FOUND. licence and provider
 * must fit. */
NEOERR *condition_load(const struct actor *a, int64_t provider,
		       int64_t licence, int64_t id, const char **values,
		       int64_t *version) MUST_CHECK;

/* What is wrong with them together: *field and words, or NULL. */
const char *condition_wrong(const void *pool, const char *const *values,
			    int *field);

/* id 0: a new one. */
NEOERR *condition_save(const struct actor *a, int64_t provider,
		       int64_t licence, int64_t id, int64_t version,
		       const char *const *values, int64_t *saved) MUST_CHECK;

/* It stays in the history. */
NEOERR *condition_remove(const struct actor *a, int64_t provider,
			 int64_t licence, int64_t id) MUST_CHECK;

/* All conditions of one licence also for another. */
NEOERR *condition_copy(const struct actor *a, int64_t provider, int64_t from,
		       int64_t to) MUST_CHECK;

/* The traits that a client may have. Columns: name label phrase */
NEOERR *trait_list(const struct actor *a, struct rows *out) MUST_CHECK;

/* Those of a condition, newest first, also the ended.
 * Columns: id client_id client client_number from_date until_date reason
 * approver approved_at ended_at state (to_come, current, past) */
NEOERR *waiver_list(const struct actor *a, int64_t condition,
		    struct rows *out) MUST_CHECK;

enum {
	WAIVER_F_CLIENT,
	WAIVER_F_FROM,
	WAIVER_F_UNTIL,
	WAIVER_F_REASON,
	WAIVER_FIELDS
};
extern const struct field waiver_fields[WAIVER_FIELDS];

/* The actor approves it; RIGHT_WAIVER_APPROVE is asked here too. */
NEOERR *waiver_add(const struct actor *a, int64_t provider, int64_t condition,
		   int64_t client, struct date from, struct date until,
		   const char *reason, int64_t *id) MUST_CHECK;

/* Ends it: yesterday was its last day at the latest. */
NEOERR *waiver_end(const struct actor *a, int64_t provider, int64_t condition,
		   int64_t id) MUST_CHECK;

#endif
