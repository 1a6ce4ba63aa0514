/* Accounts and their sessions.
 * SPDX-License-Identifier: MIT */
#include "people/account.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "people/audit.h"

/* Everything that a request needs to know of its account, in one read. A right
 * of two roles comes twice: to sort that out here would cost more than all the
 * rest. */
SQL(SESSION_FIND, "s",
    "state:s created_at:t seen_at:t account_id:i name:s email:s face:s"
    " text_size:s theme:s contrast:s flash:s rights:s regions:s agency:s"
    " phone:s posts:i",
    "SELECT s.state, s.created_at, s.seen_at, a.id, a.name, a.email, a.face,"
    " a.text_size, a.theme, a.contrast, s.flash,"
    " (SELECT GROUP_CONCAT(rr.right_name) FROM account_role ar"
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
SQL(SESSION_LIST, "i",
    "id:s hash:s created_at:t seen_at:t address:s agent:s",
    "SELECT LEFT(id_hash, 16), id_hash, created_at, seen_at, address, agent"
    " FROM session WHERE account_id = ? AND state = 'full'"
    " ORDER BY seen_at DESC, id_hash LIMIT 50");
SQL(SESSION_END_ONE, "is", "",
    "DELETE FROM session WHERE account_id = ? AND LEFT(id_hash, 16) = ?");
SQL(TIDY_SESSIONS, "ss", "",
    "DELETE FROM session WHERE seen_at < ? OR created_at < ? LIMIT 5000");
SQL(TIDY_POSTED, "s", "", "DELETE FROM posted WHERE at < ? LIMIT 5000");
SQL(TIDY_THROTTLE, "ss", "",
    "DELETE FROM throttle WHERE first_at < ?"
    " AND (until_at IS NULL OR until_at < ?) LIMIT 5000");
SQL(TIDY_LINKS, "s", "", "DELETE FROM link WHERE expires_at < ? LIMIT 5000");
SQL(AGENCY_FACTS, "", "name:s phone:s hours:s",
    "SELECT COALESCE(MAX(CASE name WHEN 'agency.name' THEN value END), ''),"
    " COALESCE(MAX(CASE name WHEN 'agency.phone' THEN value END), ''),"
    " COALESCE(MAX(CASE name WHEN 'agency.hours' THEN value END), '')"
    " FROM setting"
    " WHERE name IN ('agency.name', 'agency.phone', 'agency.hours')");
SQL(OWN_GET, "ii", "version:i name:s title:s phone:s face:s",
    "SELECT version, name, title, phone, NULLIF(LPAD(face, 2, '0'), '00')"
    " FROM account"
    " WHERE id = ? AND id = ?");
SQL(OWN_UPDATE, "ssssii", "",
    "UPDATE account SET name = ?, title = ?, phone = ?,"
    " face = COALESCE(NULLIF(?, ''), 0), version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(COMFORT_SAVE, "sssi", "",
    "UPDATE account SET text_size = ?, theme = ?, contrast = ? WHERE id = ?");
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

NEOERR *session_list(const struct actor *a, int64_t account, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &SESSION_LIST, out, account));
}

NEOERR *session_end_one(const struct actor *a, int64_t account, const char *id)
{
	TRY(db_exec(a->db, &SESSION_END_ONE, account, id));
	if (!db_affected(a->db))
		return nerr_raise(ERR_NOT_FOUND, "no such session");
	return STATUS_OK;
}

NEOERR *agency_facts(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &AGENCY_FACTS, out));
}

static const struct choice faces[] = {
    {"01", "Long auburn hair, glasses"},
    {"02", "Black hair in a bun"},
    {"03", "Ginger hair, freckles"},
    {"04", "White curls, glasses"},
    {"05", "Grey beard, glasses"},
    {"06", "Short black hair, blue top"},
    {"07", "Dark bob"},
    {"08", "Black afro"},
    {"09", "Short dark hair"},
    {"10", "Purple headscarf"},
    {"11", "Red turban, beard"},
    {"12", "Fair hair with a fringe"},
    {"13", "Grey hair, moustache"},
    {"14", "Black braids"},
    {"15", "Black hair with a fringe, glasses"},
    {"16", "Dark curls"},
    {"17", "Bald, grey beard"},
    {"18", "Short black hair, glasses"},
    {"19", "Brown ponytail, freckles"},
    {"20", "Grey bob, glasses"},
    {"21", "Short black hair, beard"},
    {"22", "Long black hair"},
    {"23", "Short fair hair, glasses"},
    {"24", "Silver hair in a bun"},
    {NULL, NULL},
};

const struct field own_fields[OWN_FIELDS] = {
    [OWN_NAME] = {.name = "name",
		  .label = "Your name",
		  .flags = FIELD_REQUIRED,
		  .autocomplete = "name"},
    [OWN_TITLE] = {.name = "title",
		   .label = "What you do here",
		   .max = 100,
		   .autocomplete = "organization-title"},
    [OWN_PHONE] = {.name = "phone",
		   .label = "Phone",
		   .type = FIELD_TEL,
		   .max = 40,
		   .autocomplete = "tel"},
    [OWN_FACE] = {.name = "face",
		  .label = "Your picture",
		  .type = FIELD_RADIO,
		  .choices = faces},
};

const struct record own_record = {
    .kind = "account",
    .fields = own_fields,
    .n = OWN_FIELDS,
    .get = &OWN_GET,
    .update = &OWN_UPDATE,
};

static const struct choice text_sizes[] = {
    {"normal", "Normal"}, {"large", "Large"}, {NULL, NULL}};
static const struct choice themes[] = {{"auto", "As this device is set"},
				       {"light", "Light"},
				       {"dark", "Dark"},
				       {NULL, NULL}};
static const struct choice contrasts[] = {{"auto", "As this device is set"},
					  {"more", "Strong"},
					  {NULL, NULL}};

const struct field comfort_fields[COMFORT_FIELDS] = {
    [COMFORT_TEXT] = {.name = "text_size",
		      .label = "Letters",
		      .type = FIELD_RADIO,
		      .flags = FIELD_REQUIRED,
		      .choices = text_sizes},
    [COMFORT_THEME] = {.name = "theme",
		       .label = "Colours",
		       .type = FIELD_RADIO,
		       .flags = FIELD_REQUIRED,
		       .choices = themes},
    [COMFORT_CONTRAST] = {.name = "contrast",
			  .label = "Contrast",
			  .type = FIELD_RADIO,
			  .flags = FIELD_REQUIRED,
			  .choices = contrasts},
};

NEOERR *comfort_save(const struct actor *a, const char *const *values)
{
	return nerr_pass(db_exec(a->db, &COMFORT_SAVE, values[COMFORT_TEXT],
				 values[COMFORT_THEME],
				 values[COMFORT_CONTRAST], a->account));
}

NEOERR *account_tidy(const struct actor *a)
{
	enum { DAY = 24 * 60 * 60 };
	const char *two_days = db_from_time(a->pool, a->now - 2 * DAY);

	TRY(db_exec(a->db, &TIDY_SESSIONS,
		    db_from_time(a->pool, a->now - SESSION_IDLE),
		    db_from_time(a->pool, a->now - SESSION_ABSOLUTE)));
	TRY(db_exec(a->db, &TIDY_POSTED, two_days));
	TRY(db_exec(a->db, &TIDY_THROTTLE, two_days,
		    db_from_time(a->pool, a->now)));
	return nerr_pass(db_exec(a->db, &TIDY_LINKS,
				 db_from_time(a->pool, a->now - 30 * DAY)));
}
