/* The outbox.
 * SPDX-License-Identifier: MIT */
#include "notify/outbox.h"

#include "base/mem.h"
#include "base/text.h"

/* The programs may add rows and see the keys, no more: so not ON DUPLICATE KEY
 * UPDATE. Two at the same instant: the unique key refuses the second. */
SQL(OUTBOX_ADD, "ssisssssssiiss", "",
    "INSERT INTO outbox (message_key, at, account_id, recipient,"
    " recipient_name, subject, body, calendar, calendar_method, about_kind,"
    " about_id, secret, next_at)"
    " SELECT ?, ?, NULLIF(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM DUAL"
    " WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE message_key = ?)");
SQL(OUTBOX_CLAIM, "sss", "",
    "UPDATE outbox SET state = 'sending', claimed_by = ?, claimed_at = ?,"
    " handed_at = NULL, attempts = attempts + 1"
    " WHERE state = 'waiting' AND next_at <= ?"
    " ORDER BY next_at, id LIMIT 1");
SQL(OUTBOX_CLAIMED, "s",
    "id:i at:t recipient:s recipient_name:s subject:s body:s calendar:s"
    " calendar_method:s attempts:i",
    "SELECT id, at, recipient, recipient_name, subject, body, calendar,"
    " calendar_method, attempts FROM outbox"
    " WHERE state = 'sending' AND claimed_by = ?");
SQL(OUTBOX_HANDING, "sis", "",
    "UPDATE outbox SET handed_at = ?"
    " WHERE id = ? AND state = 'sending' AND claimed_by = ?");
SQL(OUTBOX_SENT, "sis", "",
    "UPDATE outbox SET state = 'sent', sent_at = ?, last_error = '',"
    " body = IF(secret, '', body)"
    " WHERE id = ? AND state IN ('sending', 'unknown') AND claimed_by = ?");
SQL(OUTBOX_RETRY, "ssiss", "",
    "UPDATE outbox SET state = 'waiting', last_error = ?, next_at = ?"
    " WHERE id = ? AND state = 'sending' AND claimed_by = ? AND at > ?");
SQL(OUTBOX_OVER, "ssis", "",
    "UPDATE outbox SET state = ?, last_error = ?,"
    " body = IF(secret, '', body)"
    " WHERE id = ? AND state = 'sending' AND claimed_by = ?");
SQL(OUTBOX_RECOVER_WAITING, "s", "",
    "UPDATE outbox SET state = 'waiting', claimed_by = NULL,"
    " last_error = 'the courier ended before it was sent'"
    " WHERE state = 'sending' AND handed_at IS NULL AND claimed_at < ?");
SQL(OUTBOX_RECOVER_UNKNOWN, "s", "",
    "UPDATE outbox SET state = 'unknown', body = IF(secret, '', body),"
    " last_error = 'the courier ended while the mail server had it'"
    " WHERE state = 'sending' AND handed_at IS NOT NULL AND claimed_at < ?");
SQL(OUTBOX_AGAIN, "si", "",
    "UPDATE outbox SET state = 'waiting', next_at = ?, attempts = 0"
    " WHERE id = ? AND state IN ('failed', 'unknown') AND secret = 0");

NEOERR *outbox_mail(struct db *db, void *pool, int64_t now, struct mail m)
{
	const char *at = db_from_time(pool, now);

	return nerr_pass(db_exec(
	    db, &OUTBOX_ADD, m.key, at, m.account, m.to,
	    m.to_name ? m.to_name : "", text_cut(pool, m.subject, 290), m.body,
	    m.calendar, m.method, m.about ? m.about : "", m.about_id, m.secret,
	    at, m.key));
}

int64_t outbox_pause(int64_t attempts)
{
	enum { FIRST = 60, LONGEST = 4 * 60 * 60 };
	int64_t pause = FIRST;

	while (--attempts > 0 && pause < LONGEST)
		pause *= 2;
	return pause < LONGEST ? pause : LONGEST;
}

NEOERR *outbox_claim(struct db *db, void *pool, int64_t now,
		     const char *claimant, int64_t *id, struct rows *out)
{
	const char *at = db_from_time(pool, now);

	*id = 0;
	TRY(db_exec(db, &OUTBOX_CLAIM, claimant, at, at));
	if (!db_affected(db))
		return STATUS_OK;
	TRY(db_query(db, pool, &OUTBOX_CLAIMED, out, claimant));
	if (out->n == 1)
		*id = row_int(out, 0, "id");
	return STATUS_OK;
}

NEOERR *outbox_handing(struct db *db, void *pool, int64_t now, int64_t id,
		       const char *claimant)
{
	TRY(db_exec(db, &OUTBOX_HANDING, db_from_time(pool, now), id,
		    claimant));
	if (db_affected(db) != 1)
		return nerr_raise(ERR_CONFLICT, "another courier has it");
	return STATUS_OK;
}

NEOERR *outbox_done(struct db *db, void *pool, int64_t now, int64_t id,
		    const char *claimant, enum outcome outcome,
		    const char *error)
{
	struct rows r;
	const char *at = db_from_time(pool, now);

	error = text_cut(pool, error, 290);
	if (outcome == OUTCOME_SENT)
		return nerr_pass(
		    db_exec(db, &OUTBOX_SENT, at, id, claimant));
	if (outcome == OUTCOME_RETRY) {
		TRY(db_query(db, pool, &OUTBOX_CLAIMED, &r, claimant));
		if (!r.n)
			return STATUS_OK;
		at = db_from_time(
		    pool, now + outbox_pause(row_int(&r, 0, "attempts")));
		TRY(db_exec(db, &OUTBOX_RETRY, error, at, id, claimant,
			    db_from_time(pool, now - OUTBOX_GIVE_UP)));
		if (db_affected(db) == 1)
			return STATUS_OK;
	}
	return nerr_pass(db_exec(
	    db, &OUTBOX_OVER,
	    outcome == OUTCOME_UNKNOWN ? "unknown" : "failed", error, id,
	    claimant));
}

NEOERR *outbox_recover(struct db *db, void *pool, int64_t now, int64_t *n)
{
	const char *before = db_from_time(pool, now - OUTBOX_STALE);

	TRY(db_exec(db, &OUTBOX_RECOVER_WAITING, before));
	*n = db_affected(db);
	TRY(db_exec(db, &OUTBOX_RECOVER_UNKNOWN, before));
	*n += db_affected(db);
	return STATUS_OK;
}

NEOERR *outbox_again(struct db *db, void *pool, int64_t now, int64_t id)
{
	TRY(db_exec(db, &OUTBOX_AGAIN, db_from_time(pool, now), id));
	if (db_affected(db) != 1)
		return nerr_raise(ERR_INVALID,
				  "This message cannot be sent again");
	return STATUS_OK;
}
