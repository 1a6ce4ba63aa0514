/* Clients.
 * SPDX-License-Identifier: MIT */
#include "people/client.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "people/audit.h"
#include "people/number.h"
#include "people/portrait.h"
#include "people/search.h"

SQL(CLIENT_GET, "ii",
    "region_id:i version:i number:s name:s preferred_name:s born:d gender:s"
    " traits:s state:s face:s",
    "SELECT region_id, version, number, name, preferred_name, born, gender,"
    " traits, state, face FROM client WHERE id = ? AND ? & (1 << region_id)");
/* Owner: the actor's regions. */
SQL(CLIENT_LOAD, "ii",
    "version:i name:s preferred_name:s number:s born:d gender:s traits:s"
    " phone:s email:s address:s suburb:s address_state:s postcode:s"
    " region_id:s about:s",
    "SELECT version, name, preferred_name, number, born, gender, traits,"
    " phone, email, address, suburb, address_state, postcode, region_id,"
    " about FROM client WHERE id = ? AND ? & (1 << region_id)");
SQL(CLIENT_INSERT, "sssssssssssssss", "",
    "INSERT INTO client (state, name, preferred_name, number, born, gender,"
    " traits, phone, email, address, suburb, address_state, postcode,"
    " region_id, about) VALUES (IF(? = '0', 'active', 'active'), ?, ?, ?,"
    " NULLIF(?, ''), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
SQL(CLIENT_UPDATE, "ssssssssssssssss", "",
    "UPDATE client SET name = ?, preferred_name = ?, number = ?,"
    " born = NULLIF(?, ''), gender = ?, traits = ?, phone = ?, email = ?,"
    " address = ?, suburb = ?, address_state = ?, postcode = ?,"
    " region_id = ?, about = ?, version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(CLIENT_NUMBER, "si", "id:i",
    "SELECT id FROM client WHERE number = ? AND id <> ?");
SQL(CLIENT_STATE, "si", "",
    "UPDATE client SET state = ?, version = version + 1 WHERE id = ?");
SQL(CLIENT_RUNNING, "sii", "n:i",
    "SELECT (SELECT COUNT(*) FROM client_case k"
    "  JOIN case_service x ON x.case_id = k.id WHERE k.client_id = c.id"
    "  AND x.removed_at IS NULL"
    "  AND (x.until_date IS NULL OR x.until_date >= d.today)) +"
    " (SELECT COUNT(*) FROM placement p WHERE p.client_id = c.id"
    "  AND (p.until_date IS NULL OR p.until_date >= d.today))"
    " FROM (SELECT CAST(? AS date) AS today) d JOIN client c"
    " WHERE c.id = ? AND ? & (1 << c.region_id)");
#define CLIENT_LIST_COLUMNS                                              \
	"id:i number:s name:s preferred_name:s born:d gender:s face:i"   \
	" suburb:s state:s manager:s providers:s photo:i"
#define CLIENT_LIST_SELECT                                                  \
	"SELECT c.id, c.number, c.name, c.preferred_name, c.born, c.gender,"\
	" c.face, c.suburb, c.state,"                                       \
	" (SELECT m.name FROM client_case k JOIN account m"                 \
	"  ON m.id = k.manager_id WHERE k.client_id = c.id"                 \
	"  AND k.closed IS NULL ORDER BY k.opened DESC LIMIT 1),"           \
	" (SELECT GROUP_CONCAT(DISTINCT v.name ORDER BY v.name"             \
	"   SEPARATOR ', ') FROM placement p"                               \
	"  JOIN provider v ON v.id = p.provider_id"                         \
	"  WHERE p.client_id = c.id AND p.from_date <= d.today"             \
	"  AND (p.until_date IS NULL OR p.until_date >= d.today)"           \
	"  AND d.regions & (1 << v.region_id)"                              \
	"  AND (v.state <> 'draft' OR d.drafts)),"                          \
	PORTRAIT_OF("client", "c.id")                                       \
	" FROM (SELECT CAST(? AS date) AS today, ? AS regions,"             \
	"  ? AS drafts) d"
SQL(CLIENT_LIST, "siisi", CLIENT_LIST_COLUMNS,
    CLIENT_LIST_SELECT " JOIN client c WHERE c.state = ?"
		       " AND d.regions & (1 << c.region_id)"
		       " ORDER BY c.name, c.id LIMIT 51 OFFSET ?");
SQL(CLIENT_LIST_FOUND, "siis", CLIENT_LIST_COLUMNS,
    CLIENT_LIST_SELECT
    " JOIN JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY,"
    "  id bigint PATH '$')) j JOIN client c ON c.id = j.id"
    " WHERE d.regions & (1 << c.region_id) ORDER BY j.n");
SQL(CLIENT_COUNT, "si", "n:i",
    "SELECT COUNT(*) FROM (SELECT 1 FROM client WHERE state = ?"
    " AND ? & (1 << region_id) LIMIT 1001) few");
SQL(CLIENT_REGIONS, "i", "id:s name:s",
    "SELECT id, name FROM region WHERE ? & (1 << id) ORDER BY name");
SQL(CLIENT_WAIVERS, "siii",
    "id:i condition_id:i licence_id:i provider_id:i provider:s"
    " licence_number:s kind:s from_date:d until_date:d reason:s approver:s"
    " state:s",
    "SELECT w.id, c.id, l.id, v.id, v.name, l.number, c.kind, w.from_date,"
    " w.until_date, w.reason, COALESCE(p.name, 'Carebook'),"
    " IF(w.ended_at IS NOT NULL OR w.until_date < d.today, 'past',"
    "  IF(w.from_date > d.today, 'to_come', 'current'))"
    " FROM (SELECT CAST(? AS date) AS today, ? AS regions, ? AS drafts) d"
    " JOIN condition_waiver w JOIN licence_condition c"
    "  ON c.id = w.condition_id JOIN licence l ON l.id = c.licence_id"
    " JOIN provider v ON v.id = l.provider_id"
    "  AND d.regions & (1 << v.region_id) AND (v.state <> 'draft' OR d.drafts)"
    " LEFT JOIN account p ON p.id = w.approved_by"
    " WHERE w.client_id = ? ORDER BY w.from_date DESC, w.id DESC LIMIT 100");

static const struct choice genders[] = {{"", "Not written down"},
					{"female", "Female"},
					{"male", "Male"},
					{"other", "Another gender"},
					{NULL, NULL}};
static const struct choice states[] = {
    {"", ""},	    {"ACT", "ACT"}, {"NSW", "NSW"}, {"NT", "NT"},
    {"QLD", "QLD"}, {"SA", "SA"},   {"TAS", "TAS"}, {"VIC", "VIC"},
    {"WA", "WA"},   {NULL, NULL}};

const struct field client_fields[CLIENT_FIELDS] = {
    [CLIENT_F_NAME] = {"name", "Full name", FIELD_TEXT, FIELD_REQUIRED, 200,
		       .autocomplete = "off"},
    [CLIENT_F_PREFERRED] = {"preferred_name", "Likes to be called",
			    FIELD_TEXT, 0, 100, .autocomplete = "off"},
    [CLIENT_F_NUMBER] = {"number", "Client number", FIELD_TEXT, 0, 20,
			 .hint = "Left empty, it gets the next one",
			 .autocomplete = "off"},
    [CLIENT_F_BORN] = {"born", "Date of birth", FIELD_DATE, FIELD_PAST,
		       .hint = "For example, 14 3 2021. Licences with ages "
			       "need it"},
    [CLIENT_F_GENDER] = {"gender", "Gender", FIELD_SELECT, 0,
			 .choices = genders},
    [CLIENT_F_TRAITS] = {"traits", "What applies", FIELD_CHECKS, 0,
			 .hint = "Licences may be for people with one of "
				 "these"},
    [CLIENT_F_PHONE] = {"phone", "Phone", FIELD_TEL, 0, 40,
			.autocomplete = "off"},
    [CLIENT_F_EMAIL] = {"email", "E-mail", FIELD_EMAIL, 0, 200,
			.autocomplete = "off"},
    [CLIENT_F_ADDRESS] = {"address", "Street and number", FIELD_TEXT, 0, 200,
			  .autocomplete = "off"},
    [CLIENT_F_SUBURB] = {"suburb", "Suburb or town", FIELD_TEXT, 0, 100,
			 .autocomplete = "off"},
    [CLIENT_F_STATE] = {"address_state", "State", FIELD_SELECT, 0,
			.choices = states},
    [CLIENT_F_POSTCODE] = {"postcode", "Postcode", FIELD_TEXT, 0, 10,
			   .autocomplete = "off"},
    [CLIENT_F_REGION] = {"region_id", "Region", FIELD_SELECT, FIELD_REQUIRED,
			 .hint = "Staff of this region see the record"},
    [CLIENT_F_ABOUT] = {"about", "About this person", FIELD_LONGTEXT, 0, 4000,
			.hint = "What somebody who meets them should know"},
};

static const struct record client_record = {
    .kind = "client",
    .fields = client_fields,
    .n = CLIENT_FIELDS,
    .get = &CLIENT_LOAD,
    .insert = &CLIENT_INSERT,
    .update = &CLIENT_UPDATE,
};

NEOERR *client_get(const struct actor *a, int64_t id, struct client **out)
{
	struct client *c = mem_new(a->pool, struct client);
	struct rows r;

	TRY(db_query(a->db, a->pool, &CLIENT_GET, &r, id, a->regions));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no client %" PRId64, id);
	c->id = id;
	c->region = row_int(&r, 0, "region_id");
	c->version = row_int(&r, 0, "version");
	c->number = row_text(&r, 0, "number");
	c->name = row_text(&r, 0, "name");
	c->preferred_name = row_text(&r, 0, "preferred_name");
	c->born = row_text(&r, 0, "born");
	c->gender = row_text(&r, 0, "gender");
	c->traits = row_text(&r, 0, "traits");
	c->state = row_text(&r, 0, "state");
	c->face = row_text(&r, 0, "face");
	*out = c;
	return STATUS_OK;
}

static const char *today(const struct actor *a)
{
	char text[DATE_TEXT];

	date_format_iso(date_from_days(a->today), text);
	return mem_strdup(a->pool, text);
}

static struct record_of record_of(const struct actor *a, int64_t id)
{
	return (struct record_of){
	    .id = id, .owner = (int64_t)a->regions, .client = id};
}

NEOERR *client_load(const struct actor *a, int64_t id, const char **values,
		    int64_t *version)
{
	return nerr_pass(
	    record_load(a, &client_record, record_of(a, id), values, version));
}

static NEOERR *check_region(const struct actor *a, const char *const *values)
{
	int64_t region = strtoll(values[CLIENT_F_REGION], NULL, 10);

	if (region < 1 || region > 62 || !(a->regions & 1ULL << region))
		return nerr_raise(ERR_INVALID, "Choose a region of yours");
	return STATUS_OK;
}

NEOERR *client_add(const struct actor *a, const char *const *values,
		   int64_t *id)
{
	const char *all[CLIENT_FIELDS];
	int64_t n;

	TRY(check_region(a, values));
	memcpy(all, values, sizeof all);
	for (bool taken = !*all[CLIENT_F_NUMBER]; taken;) {
		TRY(number_next(a, "client", &n));
		all[CLIENT_F_NUMBER] =
		    mem_printf(a->pool, "C-%" PRId64, 1000 + n);
		TRY(client_number_taken(a, all[CLIENT_F_NUMBER], 0, &taken));
	}
	TRY(record_add(a, &client_record, (struct record_of){0}, all, id));
	return nerr_pass(search_index_client(a, *id));
}

NEOERR *client_save(const struct actor *a, int64_t id, int64_t version,
		    const char *const *values)
{
	TRY(check_region(a, values));
	TRY(record_save(a, &client_record, record_of(a, id), version, values,
			NULL));
	return nerr_pass(search_index_client(a, id));
}

NEOERR *client_number_taken(const struct actor *a, const char *number,
			    int64_t id, bool *taken)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &CLIENT_NUMBER, &r, number, id));
	*taken = r.n;
	return STATUS_OK;
}

NEOERR *client_close(const struct actor *a, int64_t id, bool close)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &CLIENT_RUNNING, &r, today(a), id,
		     a->regions));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no client %" PRId64, id);
	if (close && row_int(&r, 0, "n"))
		return nerr_raise(ERR_INVALID,
				  "Services or stays still run. End them "
				  "first, then close the record.");
	TRY(db_exec(a->db, &CLIENT_STATE, close ? "closed" : "active", id));
	return nerr_pass(
	    audit_add(a, (struct audit){.action = close ? "closed" : "reopened",
					.kind = "client",
					.id = id,
					.client = id}));
}

/* --- lists ------------------------------------------------------------------------- */

NEOERR *client_list(const struct actor *a, const char *typed, bool closed,
		    int64_t offset, struct rows *out)
{
	bool drafts = actor_may(a, RIGHT_PROVIDER_DRAFT);
	struct buf ids = {.ctx = a->pool};
	struct rows found;

	if (!*typed)
		return nerr_pass(db_query(a->db, a->pool, &CLIENT_LIST, out,
					  today(a), a->regions, drafts,
					  closed ? "closed" : "active",
					  offset));
	TRY(search_clients(a, typed, CLIENT_PAGE, &found));
	for (size_t i = 0; i < found.n; i++)
		buf_printf(&ids, "%c%s", i ? ',' : '[',
			   row_text(&found, i, "id"));
	buf_puts(&ids, found.n ? "]" : "[]");
	return nerr_pass(db_query(a->db, a->pool, &CLIENT_LIST_FOUND, out,
				  today(a), a->regions, drafts,
				  buf_text(&ids)));
}

NEOERR *client_count(const struct actor *a, bool closed, int64_t *n)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &CLIENT_COUNT, &r,
		     closed ? "closed" : "active", a->regions));
	*n = row_int(&r, 0, "n");
	return STATUS_OK;
}

NEOERR *client_find(const struct actor *a, const char *typed, struct rows *out)
{
	return nerr_pass(search_clients(a, typed, 10, out));
}

NEOERR *client_regions(const struct actor *a, struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &CLIENT_REGIONS, out, a->regions));
}

NEOERR *client_waivers(const struct actor *a, int64_t client, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &CLIENT_WAIVERS, out,
				  today(a), a->regions,
				  actor_may(a, RIGHT_PROVIDER_DRAFT), client));
}

const char *client_age(const struct actor *a, const char *born)
{
	struct date d;
	int age;

	if (!date_parse_iso(born, &d))
		return "";
	age = date_age(d, date_from_days(a->today));
	if (age < 1)
		return "under 1 year old";
	return mem_printf(a->pool, age == 1 ? "%d year old" : "%d years old",
			  age);
}

const char *client_gender(const char *gender)
{
	return choice_label(genders, gender);
}
