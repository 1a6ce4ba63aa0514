/* The outbox, listed.
 * SPDX-License-Identifier: MIT */
#include "people/mail_list.h"

#include "base/mem.h"
#include "notify/outbox.h"
#include "people/audit.h"

const struct choice mail_states[] = {
    {"waiting", "Waiting"},   {"sending", "Being sent"}, {"sent", "Sent"},
    {"failed", "Not sent"},   {"unknown", "Perhaps sent"}, {NULL, NULL}};

SQL(MAIL_LIST, "ssiiiii",
    "id:i at:t account_id:i recipient:s recipient_name:s subject:s state:s"
    " attempts:i next_at:t sent_at:t last_error:s secret:i",
    "SELECT id, at, account_id, recipient, recipient_name, subject, state,"
    " attempts, next_at, sent_at, last_error, secret FROM outbox"
    " WHERE (? = '' OR state = ?) AND (? = 0 OR account_id = ?)"
    " AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?");
SQL(MAIL_COUNTS, "", "waiting:i failed:i",
    "SELECT (SELECT COUNT(*) FROM outbox WHERE state IN ('waiting', 'sending')),"
    " (SELECT COUNT(*) FROM outbox WHERE state IN ('failed', 'unknown'))");

NEOERR *mail_list(const struct actor *a, const char *state, int64_t account,
		  int64_t before, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &MAIL_LIST, out, state, state,
				  account, account, before, before,
				  MAIL_PAGE + 1));
}

NEOERR *mail_counts(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &MAIL_COUNTS, out));
}

NEOERR *mail_again(const struct actor *a, int64_t id)
{
	TRY(outbox_again(a->db, a->pool, a->now, id));
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "sent again", .kind = "mail",
			      .id = id}));
}
