/* The outbox: what is to be told to somebody, and what became of it.
 * SPDX-License-Identifier: MIT
 *
 * A message is a row, written in the transaction of the change that causes it:
 * it goes out if and only if the change was made. bin/carebook-courier sends
 * it. Its life:
 *
 *   waiting -> sending -> sent
 *                      -> waiting   refused for now, or nobody answered
 *                      -> failed    refused for good, or for two days
 *                      -> unknown   the server had all of it, and then the
 *                                   connection broke: a person decides
 *
 * A courier that dies leaves `sending` behind. What had not been handed over
 * by then (handed_at is null) waits again; what had is `unknown`. So nothing
 * is sent twice, and nothing is lost without a trace.
 */
#ifndef CAREBOOK_NOTIFY_OUTBOX_H
#define CAREBOOK_NOTIFY_OUTBOX_H

#include "db/db.h"

struct mail {
	const char *to;	     /* address */
	const char *to_name; /* may be NULL */
	int64_t account;     /* of the recipient, 0: none */
	const char *subject;
	const char *body;    /* plain text, lines ended by \n */
	/* An iCalendar object (notify/ical.h) and its METHOD, or NULL. */
	const char *calendar, *method;
	/* A message of this key is written once ("meeting-12-v3"); NULL: every
	 * time. */
	const char *key;
	/* What it is about, for whoever looks it up: "meeting", 12. */
	const char *about;
	int64_t about_id;
	/* The body holds a secret (a link): it is wiped once it is sent. */
	bool secret;
};

/* Writes a message: within the caller's transaction.
 *   TRY(outbox_mail(a->db, a->pool, a->now, (struct mail){...})); */
NEOERR *outbox_mail(struct db *db, void *pool, int64_t now,
		    struct mail m) MUST_CHECK;

/* --- for the courier --------------------------------------------------- */

enum {
	OUTBOX_STALE = 15 * 60,	       /* seconds: its courier is dead */
	OUTBOX_GIVE_UP = 48 * 60 * 60, /* seconds after it was written */
};

/* Seconds until the next try after this many: 1 min, 2, 4 ... 4 hours. */
int64_t outbox_pause(int64_t attempts);

/* Claims the message that waits longest for claimant (a name that is unlike
 * any other claim's); *id is 0 where nothing is due. Columns of *out: id at
 * recipient recipient_name subject body calendar calendar_method attempts */
NEOERR *outbox_claim(struct db *db, void *pool, int64_t now,
		     const char *claimant, int64_t *id,
		     struct rows *out) MUST_CHECK;

/* The server is about to get the text; ERR_CONFLICT where the claim is not
 * ours any more. */
NEOERR *outbox_handing(struct db *db, void *pool, int64_t now, int64_t id,
		       const char *claimant) MUST_CHECK;

enum outcome { OUTCOME_SENT, OUTCOME_RETRY, OUTCOME_FAILED, OUTCOME_UNKNOWN };

/* Writes down what became of it; error: in words, for the administrator. */
NEOERR *outbox_done(struct db *db, void *pool, int64_t now, int64_t id,
		    const char *claimant, enum outcome outcome,
		    const char *error) MUST_CHECK;

/* Sets right what dead couriers left; *n counts it. */
NEOERR *outbox_recover(struct db *db, void *pool, int64_t now,
		       int64_t *n) MUST_CHECK;

/* A person decided about an `unknown` or `failed` message: once more. The body
 * of a secret one is gone by then; ERR_INVALID. */
NEOERR *outbox_again(struct db *db, void *pool, int64_t now,
		     int64_t id) MUST_CHECK;

#endif
