/* Find Provider: which workers may do a visit, in which order, and why the
 * others may not.
 * SPDX-License-Identifier: MIT
 *
 * Nothing here knows database or clock: whoever asks loads a worker's facts
 * (all of them, or those that an index leaves over, some dozens at a time) and
 * has them judged by match_judge(). The same function judges the short list, a
 * nomination, the acceptance of an offer and a move in the Day Manager.
 *
 * Words:
 *   instant   UTC seconds. Visits and requests lie on a grid of quarters of an
 *             hour and last at most 24 hours; [start, end).
 *   clocks    the worker's (of their home: availability, leave, work days) and
 *             the service's (of the client's place: dates of papers, ages).
 *   dates     of a visit: the local dates of its quarters. A visit that ends
 *             at 00:00 does not touch the next date. Ranges of dates include
 *             both ends; DATE_NONE is open.
 *   on every  a paper is good if each date of the visit lies in the range of
 *   date      some row; different dates may use different rows.
 *   live      accepted, in progress, completed, or offered with now before the
 *             offer's end. Other visits count for nothing.
 *   work day  the local date (worker's clock) on which a visit starts; all of
 *             it belongs to that day. Weeks run from Monday; fortnights are 14
 *             work days from an anchor, in both directions.
 *   distance  haversine on a sphere of 6371008.8 m, to whole metres.
 *   travel    15 minutes for each begun 250 m x speed, and the handover.
 *
 * Each code is judged by itself: a worker has every one that applies, and is
 * eligible with none. No score ever offsets a code. The codes:
 *
 *   INACTIVE   the worker does not work now
 *   PAIR       worker and client are kept apart, whoever said it
 *   PROVIDER   the worker's provider is not active
 *   LICENCE    on some date no licence of the service's type is in force
 *   CONDITION  not LICENCE, and on some date none of those in force admits the
 *              client: every condition of one holds or is waived that day;
 *              capacity at every quarter of it
 *   CHECK      a check that is asked for is not held, or suspended, on some
 *              date on which it is asked for
 *   COMPETENCY, CHARACTERISTIC  one that is mandatory is missing
 *   NOT_STATED some quarter is not covered, and nothing at all was said
 *   UNAVAILABLE  some quarter is blocked; or not covered, though something was
 *              said about these dates
 *   LEAVE      some quarter's date is a day of leave
 *   OVERLAP    a live visit shares a quarter
 *   TRAVEL     too little time from the visit before, or to the one after
 *   REST       too little time to a visit of another work day
 *   DAY_CAP, WEEK_CAP, FORTNIGHT_CAP  too many minutes with this visit
 *   TOO_FAR    from where the worker comes from
 *
 * Where the worker comes from (origin): the visit before, if it is of the same
 * work day and ended at most origin_within_min earlier; else home.
 *
 * Order: points, most first; minutes in that week, fewest first; worker's
 * number, lowest first. Nothing is random and nothing is hidden.
 */
#ifndef CAREBOOK_CARE_MATCH_H
#define CAREBOOK_CARE_MATCH_H

#include "base/zone.h"
#include "people/condition.h"

enum match_code { /* in the order of their names' bytes */
	MATCH_CHARACTERISTIC,
	MATCH_CHECK,
	MATCH_COMPETENCY,
	MATCH_CONDITION,
	MATCH_DAY_CAP,
	MATCH_FORTNIGHT_CAP,
	MATCH_INACTIVE,
	MATCH_LEAVE,
	MATCH_LICENCE,
	MATCH_NOT_STATED,
	MATCH_OVERLAP,
	MATCH_PAIR,
	MATCH_PROVIDER,
	MATCH_REST,
	MATCH_TOO_FAR,
	MATCH_TRAVEL,
	MATCH_UNAVAILABLE,
	MATCH_WEEK_CAP,
	MATCH_CODES
};
#define MATCH_BIT(code) (UINT32_C(1) << (code))

/* "DAY_CAP", and in words for the roster: "over the hours of a day". */
const char *match_code_name(enum match_code code);
const char *match_code_words(enum match_code code);

enum { MATCH_QUARTER = 900, MATCH_MOST_QUARTERS = 24 * 4, MATCH_PARTS = 3 };

struct match_settings {
	int speed_kmh, handover_min, rest_min;
	int day_cap_min, week_cap_min, fortnight_cap_min;
	struct date fortnight_anchor;
	int64_t max_travel_m;
	int origin_within_min;
	int points_weight, points_known, known_most, known_days, points_near;
	int near_step_m;
};

/* --- facts of a worker; all borrowed ---------------------------------------- */

struct match_place {
	int64_t id;
	int lat_e6, lon_e6; /* millionths of a degree */
	const struct zone *zone;
};

enum match_state { /* of a visit; the rest are dead */
	MATCH_DEAD,
	MATCH_OFFERED,
	MATCH_ACCEPTED,
	MATCH_IN_PROGRESS,
	MATCH_COMPLETED
};

struct match_visit {
	int64_t id, client;
	const char *licence_type; /* of its service, NULL: none */
	const struct match_place *place;
	int64_t start, end, offer_until;
	enum match_state state;
};

struct match_window { /* of every week */
	int weekday;	/* MONDAY .. SUNDAY */
	int start, end; /* minutes of the day; end <= start: over midnight */
	struct date from, until;
};

struct match_span {
	bool blocked; /* else extra */
	int64_t start, end;
};

struct match_paper { /* a competency, a check, a day of leave */
	const char *name;
	struct date from, until;
	bool suspended; /* of a check: counts for nothing */
};

struct match_trait {
	const char *name, *value;
};

struct match_licence {
	int64_t id;
	const char *type;
	struct date from, until;
	const struct licence_action *actions; /* see licence_state() */
	size_t n_actions;
	struct conditions conditions;
};

struct match_provider {
	int64_t id, own_children;
	bool active;
	const struct match_licence *licences;
	size_t n_licences;
	/* Of all its workers, as far as they touch the booking. */
	const struct match_visit *visits;
	size_t n_visits;
};

struct match_worker {
	int64_t id;
	const struct match_provider *provider;
	const struct match_place *home;
	bool active;
	bool apart; /* from this client */
	int64_t max_travel_m; /* -1: the agency's; also the caps */
	int day_cap_min, week_cap_min, fortnight_cap_min;
	const struct match_paper *competencies, *checks, *leave;
	size_t n_competencies, n_checks, n_leave;
	const struct match_trait *traits;
	size_t n_traits;
	const struct match_window *windows;
	size_t n_windows;
	const struct match_span *spans;
	size_t n_spans;
	/* In any order; those of known_days, and of the fortnights and the
	 * neighbours of the booking. */
	const struct match_visit *visits;
	size_t n_visits;
};

/* --- what is asked for --------------------------------------------------------- */

enum match_level { /* in the order in which they are listed */
	MATCH_GLOBAL,
	MATCH_PROGRAM,
	MATCH_CLIENT,
	MATCH_CLIENT_SERVICE,
	MATCH_THIS_TIME,
	MATCH_LEVELS
};
const char *match_level_name(enum match_level level);

/* One row of the requirements. Which rows count for a booking (level, program,
 * client, service, used when) is the caller's to choose. */
struct match_rule {
	enum match_level level;
	bool characteristic; /* else a competency */
	const char *name, *value;
	bool mandatory;
	int weight; /* of a desirable one, 1 to 9 */
	bool by_client; /* who set it */
};

/* "This time only": takes the client's own rows of its item away, and unless it
 * is off, is a row itself. */
struct match_wish {
	struct match_rule rule; /* level is not looked at */
	bool off;
};

/* What is asked for of one item, after merging: the strictest wins. */
struct match_need {
	const char *item; /* "competency:NAME", "characteristic:NAME=VALUE" */
	const struct match_rule *rule; /* of the item; name and value */
	bool mandatory;
	int weight;		/* the greatest of a desirable; else 0 */
	enum match_level level; /* the first with a row of this strength */
	unsigned levels;	/* bits: all that ask for it */
};

/* Merged, by item in the order of its bytes. Below ctx. */
struct match_need *match_merge(const void *ctx, const struct match_rule *rules,
			       size_t n, const struct match_wish *wishes,
			       size_t n_wishes, size_t *count);

struct match_check_rule {
	const char *check;
	int client_under; /* asked for while the client is younger; -1: always */
};

struct match_request {
	const struct match_settings *settings;
	int64_t start, end, now;
	struct served client; /* id, born, gender, traits */
	const struct match_place *place; /* the client's */
	const char *licence_type; /* of the service, NULL: none is needed */
	const struct match_need *needs;
	size_t n_needs;
	const struct match_check_rule *checks; /* for its program */
	size_t n_checks;
};

/* --- the judgement --------------------------------------------------------------- */

struct match_verdict {
	const struct match_worker *worker;
	uint32_t codes; /* MATCH_BIT; 0: eligible */
	bool *met;	/* of each need */
	size_t lacking; /* mandatory needs that are not met */
	int64_t distance_m;
	const struct match_visit *origin; /* NULL: home */
	int64_t points;
	int64_t parts[MATCH_PARTS]; /* wishes, known, near */
	int64_t week_min; /* live minutes in that week, without the booking */
};

/* One worker. more: visits besides those of the worker (the other occurrences
 * of a series). The request's interval must be a visit as told above, else the
 * verdict is one with every code. */
struct match_verdict match_judge(const void *ctx,
				 const struct match_request *r,
				 const struct match_worker *w,
				 const struct match_visit *more,
				 size_t n_more);

/* Sorts those that are eligible to the front, in order; returns how many. The
 * others follow by number. */
size_t match_order(struct match_verdict *list, size_t n);

/* How many would be brought back by waiving need i: those whose only code is
 * its code, and who lack no other mandatory one. */
size_t match_brings_back(const struct match_request *r,
			 const struct match_verdict *list, size_t n, size_t i);

/* For a code: how many have it, and how many have it alone. */
void match_count(const struct match_verdict *list, size_t n,
		 enum match_code code, size_t *all, size_t *only);

/* "LEAVE+REST"; "" for none. Below ctx. */
const char *match_codes_text(const void *ctx, uint32_t codes);

/* In whole metres; the same coordinates are 0. */
int64_t match_distance(const struct match_place *a, const struct match_place *b);
/* Minutes on the way, with the handover. */
int64_t match_travel(const struct match_settings *s, int64_t metres);

#endif
