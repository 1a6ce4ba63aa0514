/* Accounts, found, shown and changed.
 * SPDX-License-Identifier: MIT */
#include "people/account_list.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "people/account.h"
#include "people/account_admin.h"
#include "people/audit.h"
#include "people/letter.h"
#include "people/link.h"
#include "people/record.h"
#include "people/role.h"

const struct field account_fields[ACCOUNT_FIELDS] = {
    [AC_NAME] = {.name = "name", .label = "Name", .flags = FIELD_REQUIRED},
    [AC_EMAIL] = {.name = "email", .label = "E-mail address",
		  .type = FIELD_EMAIL, .flags = FIELD_REQUIRED,
		  .hint = "They sign in with it, and get their mail there"},
    [AC_TITLE] = {.name = "title", .label = "Position", .max = 100,
		  .hint = "For example, Team leader, west"},
    [AC_PHONE] = {.name = "phone", .label = "Phone", .type = FIELD_TEL,
		  .max = 40},
    [AC_ROLES] = {.name = "roles", .label = "Roles", .type = FIELD_CHECKS,
		  .flags = FIELD_REQUIRED},
    [AC_REGIONS] = {.name = "regions", .label = "Regions",
		    .type = FIELD_CHECKS,
		    .hint = "Leave all free for every region"},
};

#define ACCOUNT_COLUMNS                                                       \
	"id:i name:s email:s title:s face:i state:s last_sign_in:t"           \
	" second_factor:i roles:s regions:s mail:s"
#define ACCOUNT_SELECT                                                        \
	"SELECT a.id, a.name, a.email, a.title, a.face, a.state,"             \
	" a.last_sign_in, a.second_factor,"                                   \
	" (SELECT GROUP_CONCAT(r.name ORDER BY r.id SEPARATOR ', ')"          \
	"  FROM account_role ar JOIN role r ON r.id = ar.role_id"             \
	"  WHERE ar.account_id = a.id),"                                      \
	" (SELECT GROUP_CONCAT(r.name ORDER BY r.name SEPARATOR ', ')"        \
	"  FROM account_region ar JOIN region r ON r.id = ar.region_id"       \
	"  WHERE ar.account_id = a.id),"                                      \
	" (SELECT o.state FROM outbox o WHERE o.account_id = a.id"            \
	"  ORDER BY o.id DESC LIMIT 1)"
#define ACCOUNT_WHERE                                                         \
	" WHERE (? = '' OR INSTR(a.name, ?) OR INSTR(a.email, ?))"            \
	" AND (? = '' OR a.state = ?)"                                        \
	" AND (? = 0 OR EXISTS (SELECT 1 FROM account_role ar"                \
	"  WHERE ar.account_id = a.id AND ar.role_id = ?))"
SQL(ACCOUNT_FIND, "sssssiii", ACCOUNT_COLUMNS,
    ACCOUNT_SELECT " FROM account a" ACCOUNT_WHERE
    " ORDER BY a.state = 'disabled', a.name, a.id LIMIT 51 OFFSET ?");
SQL(ACCOUNT_COUNT, "sssssii", "n:i",
    "SELECT COUNT(*) FROM account a" ACCOUNT_WHERE);
SQL(ACCOUNT_SHOW, "i", ACCOUNT_COLUMNS " phone:s created_at:t rights:s",
    ACCOUNT_SELECT ", a.phone, a.created_at,"
    " (SELECT GROUP_CONCAT(DISTINCT rr.right_name) FROM account_role ar"
    "  JOIN role_right rr ON rr.role_id = ar.role_id"
    "  WHERE ar.account_id = a.id)"
    " FROM account a WHERE a.id = ?");
SQL(ACCOUNT_SESSIONS, "i", "created_at:t seen_at:t address:s agent:s",
    "SELECT created_at, seen_at, address, agent FROM session"
    " WHERE account_id = ? AND state = 'full' ORDER BY seen_at DESC LIMIT 20");
SQL(ACCOUNT_ROLE_OPTIONS, "i", "value:s label:s hint:s chosen:i",
    "SELECT r.id, r.name, r.description, ar.role_id IS NOT NULL FROM role r"
    " LEFT JOIN account_role ar ON ar.role_id = r.id AND ar.account_id = ?"
    " ORDER BY r.id");
SQL(ACCOUNT_REGION_OPTIONS, "i", "value:s label:s chosen:i",
    "SELECT r.id, r.name, ar.region_id IS NOT NULL FROM region r"
    " LEFT JOIN account_region ar ON ar.region_id = r.id"
    " AND ar.account_id = ? ORDER BY r.name");
SQL(ACCOUNT_EDIT_GET, "i", "version:i name:s email:s title:s phone:s",
    "SELECT version, name, email, title, phone FROM account WHERE id = ?");
SQL(ACCOUNT_EDIT_SAVE, "ssssii", "",
    "UPDATE account SET name = ?, email = ?, title = ?, phone = ?,"
    " version = version + 1 WHERE id = ? AND version = ?");
SQL(ACCOUNT_EMAIL_TAKEN, "si", "id:i",
    "SELECT id FROM account WHERE email = ? AND id <> ?");

NEOERR *account_find(const struct actor *a, struct account_filter f,
		     struct rows *out, int64_t *total)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &ACCOUNT_FIND, out, f.words, f.words,
		     f.words, f.state, f.state, f.role, f.role, f.offset));
	TRY(db_query(a->db, a->pool, &ACCOUNT_COUNT, &r, f.words, f.words,
		     f.words, f.state, f.state, f.role, f.role));
	*total = row_int(&r, 0, "n");
	return STATUS_OK;
}

NEOERR *account_show(const struct actor *a, int64_t id, struct rows *out)
{
	TRY(db_query(a->db, a->pool, &ACCOUNT_SHOW, out, id));
	if (!out->n)
		return nerr_raise(ERR_NOT_FOUND, "no account %" PRId64, id);
	return STATUS_OK;
}

NEOERR *account_sessions(const struct actor *a, int64_t id, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &ACCOUNT_SESSIONS, out, id));
}

NEOERR *account_role_options(const struct actor *a, int64_t id,
			     struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &ACCOUNT_ROLE_OPTIONS, out, id));
}

NEOERR *account_region_options(const struct actor *a, int64_t id,
			       struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &ACCOUNT_REGION_OPTIONS, out, id));
}

NEOERR *account_check_mine(const struct actor *a, int64_t id)
{
	struct rows r;

	TRY(account_show(a, id, &r));
	if (!actor_may(a, RIGHT_ROLE_MANAGE) &&
	    right_parse(row_text(&r, 0, "rights")) & ~a->rights)
		return nerr_raise(ERR_INVALID,
				  "%s may do things that you may not. Only "
				  "somebody who manages roles can change this "
				  "account.",
				  row_text(&r, 0, "name"));
	return STATUS_OK;
}

/* "1,3" as a mask of bits. */
static uint64_t region_mask(const char *ids)
{
	uint64_t mask = 0;

	for (char *end; *ids; ids = *end ? end + 1 : end) {
		int64_t id = strtoll(ids, &end, 10);

		if (end == ids)
			break;
		if (id > 0 && id < 64)
			mask |= (uint64_t)1 << id;
	}
	return mask;
}

NEOERR *account_check_grant(const struct actor *a, const char *roles,
			    const char *regions, int *field,
			    const char **wrong)
{
	right_set rights;

	*wrong = NULL;
	if (actor_may(a, RIGHT_ROLE_MANAGE))
		return STATUS_OK;
	TRY(role_rights(a, roles, &rights));
	if (rights & ~a->rights) {
		*field = AC_ROLES;
		*wrong = "You cannot give a role that may do more than you "
			 "may yourself";
	} else if (a->regions != ~(uint64_t)0 &&
		   (!*regions || region_mask(regions) & ~a->regions)) {
		*field = AC_REGIONS;
		*wrong = "Choose among your own regions";
	}
	return STATUS_OK;
}

static const char *chosen(const struct actor *a, const struct rows *r)
{
	struct buf b = {.ctx = a->pool};

	for (size_t i = 0; i < r->n; i++)
		if (row_int(r, i, "chosen"))
			buf_printf(&b, "%s%s", b.len ? "," : "",
				   row_text(r, i, "value"));
	return buf_text(&b);
}

NEOERR *account_load(const struct actor *a, int64_t id, const char **values,
		     int64_t *version)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &ACCOUNT_EDIT_GET, &r, id));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no account %" PRId64, id);
	*version = row_int(&r, 0, "version");
	values[AC_NAME] = row_text(&r, 0, "name");
	values[AC_EMAIL] = row_text(&r, 0, "email");
	values[AC_TITLE] = row_text(&r, 0, "title");
	values[AC_PHONE] = row_text(&r, 0, "phone");
	TRY(account_role_options(a, id, &r));
	values[AC_ROLES] = chosen(a, &r);
	TRY(account_region_options(a, id, &r));
	values[AC_REGIONS] = chosen(a, &r);
	return STATUS_OK;
}

/* Whoever reads the old address must learn of it; whoever has a link that was
 * mailed there must not use it. */
static NEOERR *address_changed(const struct actor *a, int64_t id,
			       const char *const *old)
{
	TRY(link_void(a, id));
	return nerr_pass(letter_changed(
	    a,
	    (struct letter_to){.account = id,
			       .email = old[AC_EMAIL],
			       .name = old[AC_NAME]},
	    "The e-mail address with which you sign in was changed"));
}

static NEOERR *save_facts(const struct actor *a, int64_t id, int64_t version,
			  const char *const *old, const char *const *values)
{
	struct changes changes = {.pool = a->pool};

	if (strcmp(old[AC_EMAIL], values[AC_EMAIL]))
		TRY(address_changed(a, id, old));
	TRY(db_exec(a->db, &ACCOUNT_EDIT_SAVE, values[AC_NAME],
		    values[AC_EMAIL], values[AC_TITLE], values[AC_PHONE], id,
		    version));
	if (db_affected(a->db) != 1) {
		record_clash(a, "account", id);
		return nerr_raise(ERR_CONFLICT, "account %" PRId64 " changed",
				  id);
	}
	for (int i = AC_NAME; i <= AC_PHONE; i++)
		if (strcmp(old[i], values[i]))
			changes_add(&changes, account_fields[i].name, old[i],
				    values[i]);
	if (!changes.owner)
		return STATUS_OK;
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "changed",
			      .kind = "account",
			      .id = id,
			      .changes = changes_text(&changes)}));
}

static NEOERR *check_save(const struct actor *a, int64_t id,
			  const char *const *values, int *field,
			  const char **wrong)
{
	struct rows r;

	TRY(account_check_mine(a, id));
	TRY(account_check_grant(a, values[AC_ROLES], values[AC_REGIONS], field,
				wrong));
	if (*wrong)
		return STATUS_OK;
	TRY(db_query(a->db, a->pool, &ACCOUNT_EMAIL_TAKEN, &r,
		     values[AC_EMAIL], id));
	*field = AC_EMAIL;
	if (r.n)
		*wrong = "Another account has this e-mail address";
	for (const char *p = values[AC_EMAIL]; *p; p++)
		if (*p & 0x80)
			*wrong = "Write the e-mail address with plain letters, "
				 "without accents";
	return STATUS_OK;
}

NEOERR *account_save(const struct actor *a, int64_t id, int64_t version,
		     const char *const *values, int *field,
		     const char **wrong)
{
	const char *old[ACCOUNT_FIELDS];
	bool differs = false;
	int64_t now;

	TRY(check_save(a, id, values, field, wrong));
	if (*wrong)
		return STATUS_OK;
	TRY(account_load(a, id, old, &now));
	for (int i = 0; i < ACCOUNT_FIELDS; i++)
		differs |= strcmp(old[i], values[i]) != 0;
	if (!differs)
		return STATUS_OK;
	TRY(save_facts(a, id, version, old, values));
	if (strcmp(old[AC_REGIONS], values[AC_REGIONS]))
		TRY(account_set_regions(a, id, values[AC_REGIONS]));
	if (!strcmp(old[AC_ROLES], values[AC_ROLES]))
		return STATUS_OK;
	TRY(account_set_roles(a, id, values[AC_ROLES]));
	return nerr_pass(role_check_change(a));
}

NEOERR *account_end_sessions(const struct actor *a, int64_t id,
			     const char *keep_hash)
{
	TRY(account_check_mine(a, id));
	TRY(session_end_others(a, id, id == a->account ? keep_hash : ""));
	return nerr_pass(audit_add(a, (struct audit){.action = "signed out",
						     .kind = "account",
						     .id = id}));
}
