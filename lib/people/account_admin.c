/* Accounts as an administrator manages them.
 * SPDX-License-Identifier: MIT */
#include "people/account_admin.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "people/account.h"
#include "people/audit.h"
#include "people/letter.h"
#include "people/link.h"

SQL(ADMIN_GET, "i", "email:s name:s state:s",
    "SELECT email, name, state FROM account WHERE id = ?");
SQL(ADMIN_BY_EMAIL, "s", "id:i", "SELECT id FROM account WHERE email = ?");
SQL(ADMIN_ROLE_BY_NAME, "s", "id:i", "SELECT id FROM role WHERE name = ?");
SQL(ADMIN_ADD, "ssssss", "",
    "INSERT INTO account (email, name, phone, title, state, created_at)"
    " VALUES (?, ?, ?, ?, ?, ?)");
SQL(ADMIN_STATE, "si", "",
    "UPDATE account SET state = ?, version = version + 1 WHERE id = ?");
SQL(ADMIN_ENABLE, "i", "",
    "UPDATE account SET state = IF(last_sign_in IS NULL, 'invited', 'active'),"
    " version = version + 1 WHERE id = ? AND state = 'disabled'");
SQL(ADMIN_ROLES, "i", "id:i name:s",
    "SELECT r.id, r.name FROM account_role ar JOIN role r ON r.id = ar.role_id"
    " WHERE ar.account_id = ? ORDER BY r.name");
SQL(ADMIN_ROLES_CLEAR, "i", "", "DELETE FROM account_role WHERE account_id = ?");
SQL(ADMIN_ROLE_ADD, "ii", "",
    "INSERT INTO account_role (account_id, role_id) VALUES (?, ?)");
SQL(ADMIN_REGIONS, "i", "id:i name:s",
    "SELECT r.id, r.name FROM account_region ar"
    " JOIN region r ON r.id = ar.region_id"
    " WHERE ar.account_id = ? ORDER BY r.name");
SQL(ADMIN_REGIONS_CLEAR, "i", "",
    "DELETE FROM account_region WHERE account_id = ?");
SQL(ADMIN_REGION_ADD, "ii", "",
    "INSERT INTO account_region (account_id, region_id) VALUES (?, ?)");
/* The fewer of those who manage accounts and of those who manage roles. */
SQL(ADMIN_MANAGERS, "", "n:i",
    "SELECT LEAST((SELECT COUNT(DISTINCT a.id) FROM account a"
    " JOIN account_role ar ON ar.account_id = a.id"
    " JOIN role_right rr ON rr.role_id = ar.role_id"
    " WHERE a.state = 'active' AND rr.right_name = 'account.manage'),"
    " (SELECT COUNT(DISTINCT a.id) FROM account a"
    " JOIN account_role ar ON ar.account_id = a.id"
    " JOIN role_right rr ON rr.role_id = ar.role_id"
    " WHERE a.state = 'active' AND rr.right_name = 'role.manage'))");
/* Two changes at once, each sparing the account that the other disables, would
 * both find somebody left: on this row the second waits for the first (and on
 * another node fails). */
SQL(ADMIN_IN_TURN, "", "",
    "UPDATE setting SET version = version + 1 WHERE name = 'administrators'");

struct person {
	struct letter_to to;
	const char *state;
};

static NEOERR *get(const struct actor *a, int64_t id, struct person *out)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &ADMIN_GET, &r, id));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no account %" PRId64, id);
	out->to = (struct letter_to){.account = id,
				     .email = row_text(&r, 0, "email"),
				     .name = row_text(&r, 0, "name")};
	out->state = row_text(&r, 0, "state");
	return STATUS_OK;
}

static NEOERR *audit(const struct actor *a, int64_t id, const char *action,
		     const char *changes)
{
	return nerr_pass(audit_add(a, (struct audit){.action = action,
						     .kind = "account",
						     .id = id,
						     .changes = changes}));
}

NEOERR *account_check_managed(const struct actor *a)
{
	struct rows r;

	TRY(db_exec(a->db, &ADMIN_IN_TURN));
	TRY(db_query(a->db, a->pool, &ADMIN_MANAGERS, &r));
	if (!row_int(&r, 0, "n"))
		return nerr_raise(ERR_INVALID,
				  "Then nobody could manage accounts and roles "
				  "any more. Give somebody else that right "
				  "first");
	return STATUS_OK;
}

static NEOERR *add(const struct actor *a, struct account_new who,
		   const char *state, int64_t *id)
{
	struct rows r;

	for (const char *p = who.email; *p; p++)
		if (*p & 0x80) /* not every mail server can carry it */
			return nerr_raise(ERR_INVALID,
					  "Write the e-mail address with plain "
					  "letters, without accents");
	TRY(db_query(a->db, a->pool, &ADMIN_BY_EMAIL, &r, who.email));
	if (r.n)
		return nerr_raise(ERR_INVALID,
				  "There is an account with this e-mail "
				  "address already");
	TRY(db_exec(a->db, &ADMIN_ADD, who.email, who.name,
		    who.phone ? who.phone : "", who.title ? who.title : "",
		    state, db_from_time(a->pool, a->now)));
	*id = db_inserted(a->db);
	TRY(audit(a, *id, "added", NULL));
	TRY(account_set_roles(a, *id, who.roles ? who.roles : ""));
	if (who.regions && *who.regions)
		TRY(account_set_regions(a, *id, who.regions));
	return STATUS_OK;
}

NEOERR *account_add_active(const struct actor *a, struct account_new who,
			   int64_t *id)
{
	return nerr_pass(add(a, who, "active", id));
}

NEOERR *account_invite(const struct actor *a, const char *site_url,
		       struct account_new who, int64_t *id)
{
	TRY(add(a, who, "invited", id));
	return nerr_pass(account_invite_again(a, site_url, *id));
}

NEOERR *account_invite_again(const struct actor *a, const char *site_url,
			     int64_t id)
{
	const char *address;
	struct person p;

	TRY(get(a, id, &p));
	if (strcmp(p.state, "invited"))
		return nerr_raise(ERR_INVALID, "%s is here already", p.to.name);
	TRY(link_make(a, site_url, id, LINK_INVITATION, false, &address));
	TRY(letter_invitation(a, p.to, address));
	return nerr_pass(audit(a, id, "invited", NULL));
}

NEOERR *account_reset(const struct actor *a, const char *site_url, int64_t id,
		      bool drop_factor, const char **address)
{
	const char *link;
	struct person p;
	bool invited;

	TRY(get(a, id, &p));
	if (!strcmp(p.state, "disabled"))
		return nerr_raise(ERR_INVALID, "The account is disabled");
	invited = !strcmp(p.state, "invited");
	TRY(link_make(a, site_url, id, invited ? LINK_INVITATION : LINK_RESET,
		      drop_factor, &link));
	TRY(session_end_others(a, id, ""));
	if (address)
		*address = link;
	else if (invited)
		TRY(letter_invitation(a, p.to, link));
	else
		TRY(letter_reset(a, p.to, link));
	return nerr_pass(audit(a, id, "reset", NULL));
}

NEOERR *account_disable(const struct actor *a, int64_t id)
{
	struct person p;

	TRY(get(a, id, &p));
	if (id == a->account)
		return nerr_raise(ERR_INVALID,
				  "You cannot disable your own account");
	if (!strcmp(p.state, "disabled"))
		return STATUS_OK;
	TRY(db_exec(a->db, &ADMIN_STATE, "disabled", id));
	TRY(account_check_managed(a));
	TRY(session_end_others(a, id, ""));
	TRY(link_void(a, id));
	return nerr_pass(audit(a, id, "disabled", NULL));
}

NEOERR *account_enable(const struct actor *a, int64_t id)
{
	struct person p;

	TRY(get(a, id, &p));
	TRY(db_exec(a->db, &ADMIN_ENABLE, id));
	if (!db_affected(a->db))
		return STATUS_OK;
	return nerr_pass(audit(a, id, "enabled", NULL));
}

/* The names of what an account has, for the audit. */
static NEOERR *names(const struct actor *a, const struct sql *sql, int64_t id,
		     const char **out)
{
	struct buf b = {.ctx = a->pool};
	struct rows r;

	TRY(db_query(a->db, a->pool, sql, &r, id));
	for (size_t i = 0; i < r.n; i++)
		buf_printf(&b, "%s%s", i ? ", " : "", row_text(&r, i, "name"));
	*out = buf_text(&b);
	return STATUS_OK;
}

/* Sets a list of an account's to exactly these ids. */
static NEOERR *set_list(const struct actor *a, int64_t id, const char *ids,
			const char *field, const struct sql *all,
			const struct sql *clear, const struct sql *one)
{
	struct changes changes = {.pool = a->pool};
	const char *before, *after;

	TRY(names(a, all, id, &before));
	TRY(db_exec(a->db, clear, id));
	while (*ids) {
		char *end;
		int64_t other = strtoll(ids, &end, 10);

		if (end == ids || (*end && *end != ','))
			return nerr_raise(ERR_MALFORMED, "a broken list");
		TRY(db_exec(a->db, one, id, other));
		ids = end + (*end == ',');
	}
	TRY(names(a, all, id, &after));
	if (!strcmp(before, after))
		return STATUS_OK;
	changes_add(&changes, field, before, after);
	return nerr_pass(audit(a, id, "changed", changes_text(&changes)));
}

NEOERR *account_set_roles(const struct actor *a, int64_t id, const char *roles)
{
	struct rows r;
	int64_t before;

	TRY(db_query(a->db, a->pool, &ADMIN_MANAGERS, &r));
	before = row_int(&r, 0, "n");
	TRY(set_list(a, id, roles, "roles", &ADMIN_ROLES, &ADMIN_ROLES_CLEAR,
		     &ADMIN_ROLE_ADD));
	/* The very first account of an installation may be anybody's. */
	if (before)
		TRY(account_check_managed(a));
	return STATUS_OK;
}

NEOERR *account_set_regions(const struct actor *a, int64_t id,
			    const char *regions)
{
	return nerr_pass(set_list(a, id, regions, "regions", &ADMIN_REGIONS,
				  &ADMIN_REGIONS_CLEAR, &ADMIN_REGION_ADD));
}

NEOERR *account_by_email(const struct actor *a, const char *email, int64_t *id)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &ADMIN_BY_EMAIL, &r, email));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "there is no account %s",
				  email);
	*id = row_int(&r, 0, "id");
	return STATUS_OK;
}

NEOERR *role_by_name(const struct actor *a, const char *name, int64_t *id)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &ADMIN_ROLE_BY_NAME, &r, name));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "there is no role '%s'", name);
	*id = row_int(&r, 0, "id");
	return STATUS_OK;
}
