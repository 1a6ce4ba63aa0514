/* Groups of clients.
 * SPDX-License-Identifier: MIT */
#include "people/client_group.h"

#include <inttypes.h>

#include "base/date.h"
#include "base/mem.h"
#include "people/audit.h"
#include "people/client.h"
#include "people/portrait.h"

#define GROUP_COLUMNS                                                      \
	"id:i name:s description:s kind:s state:s version:i region:s"      \
	" service:s trait:s age_from:s age_to:s postcode:s members:i"
#define GROUP_SELECT                                                         \
	"SELECT g.id, g.name, g.description, g.kind, g.state, g.version,"    \
	" r.name, s.name, t.label, g.age_from, g.age_to, g.postcode,"        \
	" (SELECT COUNT(*) FROM client c WHERE " CLIENT_GROUP_HOLDS ")"      \
	" FROM (SELECT CAST(? AS date) AS today) d JOIN client_group g"      \
	" LEFT JOIN region r ON r.id = g.region_id"                          \
	" LEFT JOIN service s ON s.id = g.service_id"                        \
	" LEFT JOIN trait t ON t.name = g.trait"

SQL(GROUP_LIST, "ss", GROUP_COLUMNS,
    GROUP_SELECT " WHERE g.state = ? ORDER BY g.name, g.id LIMIT 200");
SQL(GROUP_ONE, "si", GROUP_COLUMNS, GROUP_SELECT " WHERE g.id = ?");
SQL(GROUP_GET, "ii",
    "version:i name:s description:s kind:s region_id:s service_id:s trait:s"
    " age_from:s age_to:s postcode:s",
    "SELECT version, name, description, kind, region_id, service_id, trait,"
    " age_from, age_to, postcode FROM client_group WHERE id = ? AND ? = 0");
SQL(GROUP_ADD, "ssssssssss", "",
    "INSERT INTO client_group (state, name, description, kind, region_id,"
    " service_id, trait, age_from, age_to, postcode) VALUES"
    " (IF(? = '0', 'active', 'active'), ?, ?, ?, NULLIF(?, ''),"
    " NULLIF(?, ''), ?, NULLIF(?, ''), NULLIF(?, ''), ?)");
SQL(GROUP_SAVE, "sssssssssss", "",
    "UPDATE client_group SET name = ?, description = ?, kind = ?,"
    " region_id = NULLIF(?, ''), service_id = NULLIF(?, ''), trait = ?,"
    " age_from = NULLIF(?, ''), age_to = NULLIF(?, ''), postcode = ?,"
    " version = version + 1 WHERE id = ? AND version = ?");
SQL(GROUP_CLIENTS, "siii", "id:i name:s number:s suburb:s photo:i named:i",
    "SELECT c.id, c.name, c.number, c.suburb, " PORTRAIT_OF(
	"client", "c.id") ", g.kind = 'list'"
    " FROM (SELECT CAST(? AS date) AS today) d JOIN client_group g"
    " JOIN client c WHERE g.id = ? AND ? & (1 << c.region_id)"
    " AND " CLIENT_GROUP_HOLDS " ORDER BY c.name, c.id LIMIT 51 OFFSET ?");
SQL(GROUP_PUT, "ii", "",
    "INSERT IGNORE INTO client_group_member (group_id, client_id)"
    " SELECT id, ? FROM client_group WHERE id = ? AND kind = 'list'");
SQL(GROUP_TAKE, "ii", "",
    "DELETE FROM client_group_member WHERE client_id = ? AND group_id = ?");
SQL(GROUP_STATE, "si", "",
    "UPDATE client_group SET state = ?, version = version + 1 WHERE id = ?");

static const struct choice kinds[] = {
    {"list", "A list: clients who are named one by one"},
    {"rule", "A rule: all clients to whom what is said below applies"},
    {NULL, NULL}};

const struct field client_group_fields[CLIENT_GROUP_FIELDS] = {
    [CLIENT_GROUP_NAME] = {"name", "Name", FIELD_TEXT, FIELD_REQUIRED, 100,
			   .hint = "For example, Garden lovers; or Clients in "
				   "the mountains over 80"},
    [CLIENT_GROUP_DESCRIPTION] = {"description", "What it is for",
				  FIELD_LONGTEXT, 0, 500},
    [CLIENT_GROUP_KIND] = {"kind", "Who belongs to it", FIELD_RADIO,
			   FIELD_REQUIRED, .choices = kinds},
    [CLIENT_GROUP_REGION] = {"region_id", "Region", FIELD_SELECT,
			     .hint = "For a rule"},
    [CLIENT_GROUP_SERVICE] = {"service_id", "Service they get now",
			      FIELD_SELECT, .hint = "For a rule"},
    [CLIENT_GROUP_TRAIT] = {"trait", "Trait", FIELD_SELECT,
			    .hint = "For a rule"},
    [CLIENT_GROUP_AGE_FROM] = {"age_from", "From this age", FIELD_NUMBER, 0,
			       130, 0, .hint = "For a rule; whole years"},
    [CLIENT_GROUP_AGE_TO] = {"age_to", "To this age", FIELD_NUMBER, 0, 130, 0,
			     .hint = "For a rule; whole years"},
    [CLIENT_GROUP_POSTCODE] = {"postcode", "Postcode begins with", FIELD_TEXT,
			       0, 4, .hint = "For a rule: 2780, or 27"},
};

const struct record client_group_record = {
    .kind = "client_group",
    .fields = client_group_fields,
    .n = CLIENT_GROUP_FIELDS,
    .get = &GROUP_GET,
    .insert = &GROUP_ADD,
    .update = &GROUP_SAVE,
};

static const char *today(const struct actor *a)
{
	char *text = mem_zalloc(a->pool, DATE_TEXT);

	date_format_iso(date_from_days(a->today), text);
	return text;
}

NEOERR *client_group_list(const struct actor *a, bool retired,
			  struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &GROUP_LIST, out, today(a),
				  retired ? "retired" : "active"));
}

NEOERR *client_group_get(const struct actor *a, int64_t id, struct rows *out)
{
	TRY(db_query(a->db, a->pool, &GROUP_ONE, out, today(a), id));
	return out->n ? STATUS_OK : nerr_raise(ERR_NOT_FOUND, "no such group");
}

static void add_word(struct buf *b, const char *before, const char *word,
		     const char *after)
{
	if (!*word)
		return;
	buf_printf(b, "%s%s%s%s", b->len ? ", " : "", before, word, after);
}

const char *client_group_words(const struct actor *a, const struct rows *r,
			       size_t i)
{
	struct buf b = {.ctx = a->pool};

	if (!strcmp(row_text(r, i, "kind"), "list"))
		return "Named one by one";
	add_word(&b, "in the region ", row_text(r, i, "region"), "");
	add_word(&b, "who get ", row_text(r, i, "service"), "");
	add_word(&b, "", row_text(r, i, "trait"), "");
	add_word(&b, "from ", row_text(r, i, "age_from"), " years");
	add_word(&b, "to ", row_text(r, i, "age_to"), " years");
	add_word(&b, "postcode ", row_text(r, i, "postcode"), "…");
	return mem_printf(a->pool, "Clients %s", buf_text(&b));
}

const char *client_group_check(const char *const *values, int *field)
{
	const char *from = values[CLIENT_GROUP_AGE_FROM];
	const char *to = values[CLIENT_GROUP_AGE_TO];
	bool asks = false;

	*field = CLIENT_GROUP_AGE_TO;
	if (*from && *to && atoll(to) < atoll(from))
		return "The second age must not be below the first";
	*field = CLIENT_GROUP_POSTCODE;
	if (values[CLIENT_GROUP_POSTCODE]
	    [strspn(values[CLIENT_GROUP_POSTCODE], "0123456789")])
		return "A postcode has digits only";
	for (int i = CLIENT_GROUP_REGION; i < CLIENT_GROUP_FIELDS; i++)
		asks = asks || *values[i];
	*field = CLIENT_GROUP_KIND;
	if (!strcmp(values[CLIENT_GROUP_KIND], "rule") && !asks)
		return "Say at least one thing that applies to its clients. To "
		       "reach everybody no group is needed";
	return NULL;
}

NEOERR *client_group_clients(const struct actor *a, int64_t group,
			     int64_t offset, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &GROUP_CLIENTS, out,
				  today(a), group, (int64_t)a->regions,
				  offset));
}

NEOERR *client_group_put(const struct actor *a, int64_t group, int64_t client,
			 bool in)
{
	struct client *c;
	struct rows g;

	TRY(client_group_get(a, group, &g));
	TRY(client_get(a, client, &c));
	TRY(db_exec(a->db, in ? &GROUP_PUT : &GROUP_TAKE, client, group));
	if (!db_affected(a->db))
		return STATUS_OK;
	return nerr_pass(
	    audit_add(a, (struct audit){.action = in ? "put in" : "taken out",
					.kind = "client_group",
					.id = group,
					.client = client}));
}

NEOERR *client_group_retire(const struct actor *a, int64_t group, bool retired)
{
	TRY(db_exec(a->db, &GROUP_STATE, retired ? "retired" : "active",
		    group));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_NOT_FOUND, "no such group");
	return nerr_pass(audit_add(
	    a, (struct audit){.action = retired ? "retired" : "restored",
			      .kind = "client_group",
			      .id = group}));
}
