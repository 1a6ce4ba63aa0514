/* Licences: what a provider holds, and its state on a date.
 * SPDX-License-Identifier: MIT
 *
 * The state of a licence is stored nowhere. It is worked out, for any date,
 * from the dates of the licence and the actions written down about it:
 *
 *   - Both ends of a range of dates are included: a licence to 30 June is in
 *     force on 30 June, a suspension until 12 June suspends on 12 June. An end
 *     that is missing is open.
 *   - A licence is granted when a grant is among its actions, or when nobody
 *     wrote down that it was applied for. A grant may reach back: its dates
 *     hold, whenever it was decided.
 *   - Suspensions add up: it is suspended as long as any of them lasts.
 *     Reinstating it on a date ends every suspension and every revocation that
 *     was written down before, from that date on.
 *   - Revoked or surrendered counts from its date on, unless the licence had
 *     ended before.
 *
 * A licence is IN FORCE on a date when the date is in its range and it is
 * neither suspended, revoked nor surrendered then: the definition by which a
 * placement, and later a booking, is judged.
 */
#ifndef CAREBOOK_PEOPLE_LICENCE_H
#define CAREBOOK_PEOPLE_LICENCE_H

#include "people/record.h"

enum licence_state {
	LICENCE_APPLIED,   /* applied for, not granted */
	LICENCE_TO_BEGIN,  /* granted, not yet begun */
	LICENCE_IN_FORCE,
	LICENCE_ENDING,	   /* in force, and its end is near */
	LICENCE_SUSPENDED,
	LICENCE_EXPIRED,
	LICENCE_REVOKED,   /* not granted: the application was refused */
	LICENCE_SURRENDERED, /* not granted: it was withdrawn */
	LICENCE_STATES
};

enum licence_deed {
	LICENCE_APPLY,
	LICENCE_GRANT,
	LICENCE_LODGE_RENEWAL,
	LICENCE_SUSPEND,
	LICENCE_REINSTATE,
	LICENCE_REVOKE,
	LICENCE_SURRENDER,
	LICENCE_DEEDS
};

struct licence_action {
	int64_t id;
	enum licence_deed deed;
	struct date on, until;	 /* until: a suspension's last day */
	const char *reason, *who; /* never NULL */
	const char *at;		 /* when it was written down */
};

struct licence_status {
	enum licence_state state;
	bool in_force; /* LICENCE_IN_FORCE or LICENCE_ENDING */
	bool granted;
	struct date since;   /* the day of what made it so; may be none */
	struct date until;   /* suspended: its last day, none: open */
	struct date lodged;  /* a renewal was lodged, and nothing granted since */
	int64_t days_left;   /* to the last day: 0 on it; -1: no end */
};

/* The state on a date. actions in the order of their dates, then of being
 * written down. soon: how many days before the last one it counts as ending. */
struct licence_status licence_state(struct date from, struct date until,
				    const struct licence_action *actions,
				    size_t n, struct date on, int64_t soon);

struct licence {
	int64_t id, provider, type, version;
	int64_t replaces, replaced_by; /* 0: none; by: the newest granted one */
	const char *type_name, *number, *issuer, *remarks, *replaces_number;
	bool care;	 /* of a type that lets people be served */
	int64_t renew_days; /* how long before its end a renewal is lodged */
	struct date from, until;
	struct licence_action *actions;
	size_t n_actions;
	struct licence_status now; /* on the actor's today */
};

struct licences {
	struct licence *list;
	size_t n;
	int64_t soon; /* the agency's setting */
};

/* Of this provider, those that count first: in force before others, the
 * later end first. With their actions. */
NEOERR *licence_list(const struct actor *a, int64_t provider,
		     struct licences *out) MUST_CHECK;

/* Of several providers at once, in two reads; grouped by provider, in the
 * order above. For a page of a list. */
NEOERR *licence_list_batch(const struct actor *a, const int64_t *providers,
			   size_t n, struct licences *out) MUST_CHECK;

/* One of a provider's; ERR_NOT_FOUND. */
NEOERR *licence_find(const struct actor *a, int64_t provider, int64_t id,
		     struct licence **out) MUST_CHECK;

/* The one that speaks for the provider: of those to serve people (else of
 * all) the first in the order above that is not replaced. NULL: none. */
struct licence *licence_main(const struct licences *l, int64_t provider);

/* Its state on another day. */
struct licence_status licence_on(const struct licences *l,
				 const struct licence *one, struct date on);

/* Is one of this provider's of this type in force then? type 0: of any type
 * to serve people. */
bool licence_in_force(const struct licences *l, int64_t provider,
		      int64_t type, struct date on);

/* In words. tone and icon as templates know them. */
struct licence_words {
	const char *tone, *icon;
	const char *chip;   /* "To 30 Jun 2027", "23 days left", "Suspended 9 Nov" */
	const char *answer; /* "Active for 219 more days" */
};
struct licence_words licence_say(const void *pool,
				 const struct licence_status *s,
				 struct date until, struct date today);

/* May this be done, on this day? NULL, or why not, for the person who tries.
 * until: of a grant the new last day, of a suspension its last one. */
const char *licence_refusal(const struct actor *a, const struct licences *l,
			    const struct licence *one, enum licence_deed deed,
			    struct date on, struct date until);

/* --- changing them ------------------------------------------------------- */

enum {
	LICENCE_F_TYPE,
	LICENCE_F_NUMBER,
	LICENCE_F_ISSUER,
	LICENCE_F_FROM,
	LICENCE_F_UNTIL,
	LICENCE_F_REPLACES,
	LICENCE_F_REMARKS,
	LICENCE_FIELDS
};
extern const struct field licence_fields[LICENCE_FIELDS];
extern const struct record licence_record;

/* For a new one also: how far it is, since when, and whether the conditions of
 * the one that it replaces come along. */
enum {
	LICENCE_ADD_HOW = LICENCE_FIELDS,
	LICENCE_ADD_DAY,
	LICENCE_ADD_TAKE,
	LICENCE_ADD_FIELDS
};
extern const struct field licence_add_fields[LICENCE_ADD_FIELDS];

/* Of an action. */
enum {
	LICENCE_ACT_DAY,
	LICENCE_ACT_FROM,
	LICENCE_ACT_UNTIL,
	LICENCE_ACT_REASON,
	LICENCE_ACT_FIELDS
};
extern const struct field licence_act_fields[LICENCE_ACT_FIELDS];

/* What is wrong with the values as a whole: *field, and words; NULL: nothing.
 * id: the licence itself, 0 for a new one. */
const char *licence_wrong(const struct actor *a, const struct licences *l,
			  int64_t id, const char *const *values, int *field);

/* A new one, applied for or granted on a day. */
NEOERR *licence_add(const struct actor *a, int64_t provider,
		    const char *const *values, enum licence_deed how,
		    struct date on, int64_t *id) MUST_CHECK;

/* Saves its facts. */
NEOERR *licence_save(const struct actor *a, int64_t provider, int64_t id,
		     int64_t version, const char *const *values) MUST_CHECK;

/* Writes an action down; of a grant also its dates (from: only where it was
 * applied for). Raises ERR_INVALID with licence_refusal's words. Also what a
 * workflow's step calls. */
struct licence_act {
	enum licence_deed deed;
	struct date on, from, until;
	const char *reason;
	int64_t incident; /* that led to it, 0: none */
};
NEOERR *licence_do(const struct actor *a, int64_t provider, int64_t id,
		   const struct licence_act *act) MUST_CHECK;

/* "suspend", and as people read it: "Suspended". */
const char *licence_deed_name(enum licence_deed deed);
const char *licence_deed_label(enum licence_deed deed);

/* The types, for a form. Columns: id name issuer renew_days care */
NEOERR *licence_types(const struct actor *a, struct rows *out) MUST_CHECK;

#endif
