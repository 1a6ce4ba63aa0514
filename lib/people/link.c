/* One-time links.
 * SPDX-License-Identifier: MIT */
#include "people/link.h"

#include "base/mem.h"
#include "base/text.h"

SQL(LINK_ADD, "sissis", "",
    "INSERT INTO link (token_hash, account_id, purpose, expires_at,"
    " drop_factor, made_at) VALUES (?, ?, ?, ?, ?, ?)");
SQL(LINK_VOID, "si", "",
    "UPDATE link SET used_at = ? WHERE account_id = ? AND used_at IS NULL");
SQL(LINK_FIND, "ss", "account:i purpose:s drop_factor:i email:s name:s",
    "SELECT l.account_id, l.purpose, l.drop_factor, a.email, a.name"
    " FROM link l JOIN account a ON a.id = l.account_id"
    " WHERE l.token_hash = ? AND l.used_at IS NULL AND l.expires_at > ?"
    " AND a.state = IF(l.purpose = 'invitation', 'invited', 'active')");
SQL(LINK_USE, "sss", "",
    "UPDATE link SET used_at = ?"
    " WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?");

NEOERR *link_make(const struct actor *a, const char *site_url, int64_t account,
		  enum link_purpose purpose, bool drop_factor,
		  const char **address)
{
	const char *token = text_random(a->pool, 32);

	TRY(link_void(a, account));
	TRY(db_exec(a->db, &LINK_ADD,
		    text_sha256(a->pool, token, strlen(token)), account,
		    purpose == LINK_INVITATION ? "invitation" : "reset",
		    db_from_time(a->pool, a->now + LINK_SECONDS), drop_factor,
		    db_from_time(a->pool, a->now)));
	*address = mem_printf(a->pool, "%s/account/link?token=%s", site_url,
			      token);
	return STATUS_OK;
}

NEOERR *link_void(const struct actor *a, int64_t account)
{
	return nerr_pass(db_exec(a->db, &LINK_VOID,
				 db_from_time(a->pool, a->now), account));
}

NEOERR *link_find(const struct actor *a, const char *token, struct link *out)
{
	struct rows r;

	*out = (struct link){
	    .hash = text_sha256(a->pool, token, strlen(token))};
	TRY(db_query(a->db, a->pool, &LINK_FIND, &r, out->hash,
		     db_from_time(a->pool, a->now)));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no such link, or not now");
	out->account = row_int(&r, 0, "account");
	out->purpose = strcmp(row_text(&r, 0, "purpose"), "invitation")
			   ? LINK_RESET
			   : LINK_INVITATION;
	out->drop_factor = row_int(&r, 0, "drop_factor");
	out->email = row_text(&r, 0, "email");
	out->name = row_text(&r, 0, "name");
	return STATUS_OK;
}

NEOERR *link_use(const struct actor *a, const struct link *l)
{
	const char *now = db_from_time(a->pool, a->now);

	TRY(db_exec(a->db, &LINK_USE, now, l->hash, now));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_NOT_FOUND, "the link was used meanwhile");
	return STATUS_OK;
}
