/* Accounts and their sessions.
 * SPDX-License-Identifier: MIT */
#include "people/account.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "people/audit.h"

/* Everything that a request needs to know of its account, in one read. */
SQL(SESSION_FIND, "s",
    "state:s created_at:t seen_at:t account_id:i name:s email:s face:s"
    " text_size:s theme:s contrast:s flash:s rights:s regions:s agency:s"
    " phone:s posts:i",
    "SELECT s.state, s.created_at, s.seen_at, a.id, a.name, a.email, a.face,"
    " a.text_size, a.theme, a.contrast, s.flash,"
    " (SELECT GROUP_CONCAT(DISTINCT rr.right_name) FROM account_role ar"
    "  JOIN role_right rr ON rr.role_id = ar.role_id"
    "  WHERE ar.account_id = a.id),"
    " (SELECT BIT_OR(1 << region_id) FROM account_region"
    "  WHERE account_id = a.id),"
    " (SELECT value FROM setting WHERE name = 'agency.name'),"
    " (SELECT value FROM setting WHERE name = 'agency.phone'), s.posts"
    " FROM session s JOIN account a ON a.id = s.account_id"
    " WHERE s.id_hash = ? AND a.state = 'active'");
SQL(SESSION_TOUCH, "ss", "",
    "UPDATE session SET seen_at = ? WHERE id_hash = ?");
SQL(SESSION_ADD, "sisssss", "",
    "INSERT INTO session (id_hash, account_id, state, created_at, seen_at,"
    " address, agent) VALUES (?, ?, ?, ?, ?, ?, ?)");
SQL(SESSION_END, "s", "", "DELETE FROM session WHERE id_hash = ?");
SQL(SESSION_END_OTHERS, "is", "",
    "DELETE FROM session WHERE account_id = ? AND id_hash <> ?");
SQL(SESSION_FLASH, "ss", "", "UPDATE session SET flash = ? WHERE id_hash = ?");
SQL(SESSION_POSTED, "ss", "",
    "UPDATE session SET flash = ?, posts = posts + 1 WHERE id_hash = ?");
SQL(POSTED_ADD, "iss", "",
    "INSERT INTO posted (account_id, post_key, at) VALUES (?, ?, ?)"
    " ON DUPLICATE KEY UPDATE account_id = account_id");
SQL(POSTED_WHERE, "is", "location:s",
    "SELECT location FROM posted WHERE account_id = ? AND post_key = ?");
SQL(POSTED_LED, "sis", "",
    "UPDATE posted SET location = ? WHERE account_id = ? AND post_key = ?");

struct actor actor_system(void *pool, struct db *db, const struct zone *zone)
{
	return (struct actor){.db = db,
			      .pool = pool,
			      .name = "Carebook",
			      .email = "",
			      .rights = ~(right_set)0,
			      .regions = ~(uint64_t)0,
			      .request = "",
			      .address = "",
			      .zone = zone,
			      .now = clock_now(),
			      .today = date_to_days(zone_today(zone, clock_now()))};
}

NEOERR *session_find(struct db *db, void *pool, const char *token, int64_t now,
		     bool touch, struct session **out)
{
	enum { TOUCH_AFTER = 60 };
	struct session *s = mem_new(pool, struct session);
	struct rows r;
	int64_t created, seen;

	s->token = token;
	s->hash = text_sha256(pool, token, strlen(token));
	TRY(db_query(db, pool, &SESSION_FIND, &r, s->hash));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no such session");
	created = db_to_time(row_text(&r, 0, "created_at"));
	seen = db_to_time(row_text(&r, 0, "seen_at"));
	s->full = !strcmp(row_text(&r, 0, "state"), "full");
	if (now - seen > SESSION_IDLE || now - created > SESSION_ABSOLUTE ||
	    (!s->full && now - created > SESSION_SECOND_FACTOR)) {
		TRY(db_exec(db, &SESSION_END, s->hash));
		return nerr_raise(ERR_NOT_FOUND, "the session is over");
	}
	if (touch && now - seen > TOUCH_AFTER)
		TRY(db_exec(db, &SESSION_TOUCH, db_from_time(pool, now),
			    s->hash));
	s->account = row_int(&r, 0, "account_id");
	s->name = row_text(&r, 0, "name");
	s->email = row_text(&r, 0, "email");
	s->face = row_text(&r, 0, "face");
	s->text_size = row_text(&r, 0, "text_size");
	s->theme = row_text(&r, 0, "theme");
	s->contrast = row_text(&r, 0, "contrast");
	s->flash = row_text(&r, 0, "flash");
	s->rights = row_text(&r, 0, "rights");
	s->regions = strtoull(row_text(&r, 0, "regions"), NULL, 10);
	if (!s->regions)
		s->regions = ~(uint64_t)0;
	s->posts = row_int(&r, 0, "posts");
	s->agency = row_text(&r, 0, "agency");
	s->agency_phone = row_text(&r, 0, "phone");
	*out = s;
	return STATUS_OK;
}

NEOERR *session_start(const struct actor *a, int64_t account, bool full,
		      const char *agent, const char **token)
{
	const char *now = db_from_time(a->pool, a->now);

	*token = text_random(a->pool, 32);
	TRY(db_exec(a->db, &SESSION_ADD,
		    text_sha256(a->pool, *token, strlen(*token)), account,
		    full ? "full" : "second_factor", now, now,
		    a->address ? a->address : "",
		    text_cut(a->pool, agent, 190)));
	return STATUS_OK;
}

NEOERR *session_end(const struct actor *a, const char *hash)
{
	return nerr_pass(db_exec(a->db, &SESSION_END, hash));
}

NEOERR *session_end_others(const struct actor *a, int64_t account,
			   const char *keep_hash)
{
	return nerr_pass(
	    db_exec(a->db, &SESSION_END_OTHERS, account, keep_hash));
}

NEOERR *session_clear_flash(struct db *db, const char *hash)
{
	return nerr_pass(db_exec(db, &SESSION_FLASH, "", hash));
}

NEOERR *posted_begin(const struct actor *a, const char *key, const char **led)
{
	struct rows r;

	*led = NULL;
	TRY(db_exec(a->db, &POSTED_ADD, a->account, key,
		    db_from_time(a->pool, a->now)));
	if (db_affected(a->db) == 1)
		return STATUS_OK;
	TRY(db_query(a->db, a->pool, &POSTED_WHERE, &r, a->account, key));
	*led = r.n ? row_text(&r, 0, "location") : "";
	return STATUS_OK;
}

NEOERR *posted_end(const struct actor *a, const char *hash, const char *key,
		   const char *location, const char *flash)
{
	TRY(db_exec(a->db, &POSTED_LED, location, a->account, key));
	return nerr_pass(db_exec(a->db, &SESSION_POSTED, flash, hash));
}
