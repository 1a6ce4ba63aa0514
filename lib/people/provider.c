/* Providers: their facts.
 * SPDX-License-Identifier: MIT */
#include "people/provider.h"

#include <ctype.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>

#include "base/mem.h"
#include "people/audit.h"
#include "people/place.h"
#include "people/search.h"

SQL(PROVIDER_GET, "iiiii",
    "id:i type_id:i parent_id:i region_id:i version:i name:s state:s suburb:s"
    " type:s icon:s tone:s face:s accepts:s person:i household:i"
    " licence_needed:i revision:i phone:s phone_other:s email:s website:s"
    " contact_by:s contact_hint:s address:s address_state:s postcode:s"
    " postal_address:s abn:s places:s zone:s located:s own_children:i"
    " parent_name:s parent_state:s region_name:s published_at:t"
    " published_by:s state_at:t state_reason:s created_at:t changed_at:t"
    " stamp:i",
    "SELECT p.id, p.type_id, p.parent_id, p.region_id, p.version, p.name,"
    " p.state, p.suburb, t.name, t.icon, t.tone,"
    " IF(t.person, (SELECT h.face FROM provider_person l"
    "  JOIN person h ON h.id = l.person_id WHERE l.provider_id = p.id"
    "  AND h.face > 0 ORDER BY l.main_contact DESC, l.id LIMIT 1), NULL),"
    " t.accepts, t.person, t.household, t.licence_needed,"
    " v.provider_id IS NOT NULL, p.phone, p.phone_other, p.email, p.website,"
    " p.contact_by, p.contact_hint, p.address, p.address_state, p.postcode,"
    " p.postal_address, p.abn, p.places, p.zone, p.located, p.own_children,"
    " o.name, o.state, r.name, p.published_at, b.name, p.state_at,"
    " p.state_reason, p.created_at, p.changed_at, COALESCE(k.stamp, -1)"
    " FROM provider p JOIN provider_type t ON t.id = p.type_id"
    " JOIN region r ON r.id = p.region_id"
    " LEFT JOIN provider o ON o.id = p.parent_id"
    "  AND ? & (1 << o.region_id) AND (o.state <> 'draft' OR ?)"
    " LEFT JOIN account b ON b.id = p.published_by"
    " LEFT JOIN provider_list k ON k.provider_id = p.id"
    " LEFT JOIN provider_revision v ON v.provider_id = p.id"
    " WHERE p.id = ? AND ? & (1 << p.region_id)"
    " AND (p.state <> 'draft' OR ?)");
SQL(PROVIDER_TYPE_GET, "i",
    "name:s icon:s tone:s description:s accepts:s person:i household:i"
    " licence_needed:i",
    "SELECT name, icon, tone, description, accepts, person, household,"
    " licence_needed FROM provider_type WHERE id = ?");
SQL(PROVIDER_TYPE_FIELDS, "i",
    "name:s label:s hint:s kind:s choices:s needed:i",
    "SELECT name, label, hint, kind, choices, needed_to_publish"
    " FROM provider_type_field WHERE type_id = ? ORDER BY position, id"
    " LIMIT 40");
SQL(PROVIDER_TYPES, "", "id:i name:s plural:s description:s icon:s tone:s",
    "SELECT id, name, plural, description, icon, tone FROM provider_type"
    " ORDER BY id LIMIT 100");
SQL(PROVIDER_REGIONS, "i", "id:i name:s",
    "SELECT id, name FROM region WHERE ? & (1 << id) ORDER BY name");
SQL(PROVIDER_FACTS, "i",
    "version:i name:s summary:s region_id:s phone:s phone_other:s email:s"
    " website:s contact_by:s contact_hint:s address:s suburb:s"
    " address_state:s postcode:s postal_address:s abn:s places:s"
    " own_children:s facts:s parent_id:i revision:s revision_version:i"
    " author:s at:t",
    "SELECT p.version, p.name, p.summary, p.region_id, p.phone, p.phone_other,"
    " p.email, p.website, p.contact_by, p.contact_hint, p.address, p.suburb,"
    " p.address_state, p.postcode, p.postal_address, p.abn, p.places,"
    " p.own_children, p.facts, p.parent_id, v.fields, v.version, a.name, v.at"
    " FROM provider p LEFT JOIN provider_revision v ON v.provider_id = p.id"
    " LEFT JOIN account a ON a.id = v.author_id WHERE p.id = ?");
SQL(PROVIDER_ADD, "sssssssssssssssssssssssss", "",
    "INSERT INTO provider (type_id, name, summary, region_id, phone,"
    " phone_other, email, website, contact_by, contact_hint, address, suburb,"
    " address_state, postcode, postal_address, abn, places, own_children,"
    " facts, lat_e6, lon_e6, located, zone, created_at, changed_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULLIF(?, ''),"
    " COALESCE(NULLIF(?, ''), 0), ?, NULLIF(?, ''), NULLIF(?, ''), ?, ?, ?,"
    " ?)");
SQL(PROVIDER_SAVE, "sssssssssssssssssssssssss", "",
    "UPDATE provider SET name = ?, summary = ?, region_id = ?, phone = ?,"
    " phone_other = ?, email = ?, website = ?, contact_by = ?,"
    " contact_hint = ?, address = ?, suburb = ?, address_state = ?,"
    " postcode = ?, postal_address = ?, abn = ?, places = NULLIF(?, ''),"
    " own_children = COALESCE(NULLIF(?, ''), 0), facts = ?,"
    " lat_e6 = NULLIF(?, ''), lon_e6 = NULLIF(?, ''), located = ?, zone = ?,"
    " changed_at = ?, version = version + 1 WHERE id = ? AND version = ?");
SQL(PROVIDER_PLACED, "i", "lat_e6:s lon_e6:s located:s",
    "SELECT lat_e6, lon_e6, located FROM provider WHERE id = ?");
SQL(REVISION_KEEP, "iisis", "",
    "INSERT INTO provider_revision (provider_id, base_version, fields,"
    " author_id, at) VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
    " base_version = VALUES(base_version), fields = VALUES(fields),"
    " author_id = VALUES(author_id), at = VALUES(at), version = version + 1");
SQL(REVISION_DROP, "i", "",
    "DELETE FROM provider_revision WHERE provider_id = ?");
SQL(PROVIDER_PARENT, "i", "parent_id:i name:s",
    "SELECT parent_id, name FROM provider WHERE id = ?");
SQL(PROVIDER_SET_PARENT, "isi", "",
    "UPDATE provider SET parent_id = NULLIF(?, 0), changed_at = ?,"
    " version = version + 1 WHERE id = ?");
SQL(PROVIDER_BRANCHES, "iii",
    "id:i name:s state:s suburb:s type:s icon:s tone:s",
    "SELECT p.id, p.name, p.state, p.suburb, t.name, t.icon, t.tone"
    " FROM provider p JOIN provider_type t ON t.id = p.type_id"
    " WHERE p.parent_id = ? AND ? & (1 << p.region_id)"
    " AND (p.state <> 'draft' OR ?) ORDER BY p.name, p.id LIMIT 200");

static const struct choice contact_ways[] = {
    {"", "No matter"}, {"phone", "Phone"}, {"email", "E-mail"},
    {"sms", "Text message"}, {"letter", "Letter"}, {NULL, NULL}};
static const struct choice states[] = {
    {"", "Choose"}, {"ACT", "ACT"}, {"NSW", "NSW"}, {"NT", "NT"},
    {"QLD", "QLD"}, {"SA", "SA"}, {"TAS", "TAS"}, {"VIC", "VIC"},
    {"WA", "WA"}, {NULL, NULL}};

const struct field provider_fields[PROVIDER_FIELDS] = {
    [PROVIDER_F_NAME] = {.name = "name", .label = "Name",
			 .flags = FIELD_REQUIRED, .max = 200},
    [PROVIDER_F_SUMMARY] = {.name = "summary", .label = "In a few words",
			    .type = FIELD_LONGTEXT, .max = 2000,
			    .hint = "What somebody should know who has never "
				    "heard of them"},
    [PROVIDER_F_REGION] = {.name = "region_id", .label = "Region",
			   .type = FIELD_SELECT, .flags = FIELD_REQUIRED},
    [PROVIDER_F_PHONE] = {.name = "phone", .label = "Phone",
			  .type = FIELD_TEL, .max = 40,
			  .hint = "Area code first"},
    [PROVIDER_F_PHONE_OTHER] = {.name = "phone_other", .label = "Other phone",
				.type = FIELD_TEL, .max = 40},
    [PROVIDER_F_EMAIL] = {.name = "email", .label = "E-mail",
			  .type = FIELD_EMAIL},
    [PROVIDER_F_WEBSITE] = {.name = "website", .label = "Website",
			    .type = FIELD_URL,
			    .hint = "Begins with https://"},
    [PROVIDER_F_CONTACT_BY] = {.name = "contact_by",
			       .label = "Likes to be reached by",
			       .type = FIELD_SELECT, .choices = contact_ways},
    [PROVIDER_F_CONTACT_HINT] = {.name = "contact_hint", .label = "When, how",
				 .hint = "For example, before 3 pm"},
    [PROVIDER_F_ADDRESS] = {.name = "address", .label = "Street address"},
    [PROVIDER_F_SUBURB] = {.name = "suburb", .label = "Suburb", .max = 100},
    [PROVIDER_F_ADDRESS_STATE] = {.name = "address_state", .label = "State or territory",
				  .type = FIELD_SELECT, .choices = states},
    [PROVIDER_F_POSTCODE] = {.name = "postcode", .label = "Postcode",
			     .max = 4},
    [PROVIDER_F_POSTAL_ADDRESS] = {.name = "postal_address",
				   .label = "Postal address", .max = 300,
				   .hint = "Where letters go, if elsewhere"},
    [PROVIDER_F_ABN] = {.name = "abn", .label = "ABN", .max = 14,
			.hint = "11 digits"},
    [PROVIDER_F_PLACES] = {.name = "places", .label = "Places",
			   .type = FIELD_NUMBER, .max = 999,
			   .hint = "How many people it can take at one time"},
    [PROVIDER_F_OWN_CHILDREN] = {.name = "own_children",
				 .label = "Own children at home",
				 .type = FIELD_NUMBER, .max = 30},
};

NEOERR *provider_get(const struct actor *a, int64_t id, struct provider **out)
{
	struct provider *p = mem_new(a->pool, struct provider);
	bool drafts = actor_may(a, RIGHT_PROVIDER_DRAFT);
	struct rows r;

	TRY(db_query(a->db, a->pool, &PROVIDER_GET, &r, a->regions, drafts, id,
		     a->regions, drafts));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no provider %" PRId64, id);
	p->id = id;
#define INT(member, column) p->member = row_int(&r, 0, #column)
#define TEXT(member) p->member = row_text(&r, 0, #member)
	INT(type, type_id);
	INT(parent, parent_id);
	INT(region, region_id);
	INT(version, version);
	INT(person, person);
	INT(household, household);
	INT(licence_needed, licence_needed);
	INT(revision, revision);
	INT(own_children, own_children);
	INT(stamp, stamp);
	p->type_name = row_text(&r, 0, "type");
	TEXT(name);
	TEXT(state);
	TEXT(suburb);
	TEXT(icon);
	TEXT(tone);
	TEXT(face);
	TEXT(accepts);
	TEXT(phone);
	TEXT(phone_other);
	TEXT(email);
	TEXT(website);
	TEXT(contact_by);
	TEXT(contact_hint);
	TEXT(address);
	TEXT(address_state);
	TEXT(postcode);
	TEXT(postal_address);
	TEXT(abn);
	TEXT(places);
	TEXT(zone);
	TEXT(located);
	TEXT(parent_name);
	p->parent_seen = *p->parent_name;
	if (p->parent && !p->parent_seen)
		p->parent_name = "A provider that is not yours to see";
	TEXT(parent_state);
	TEXT(region_name);
	TEXT(published_at);
	TEXT(published_by);
	TEXT(state_at);
	TEXT(state_reason);
	TEXT(created_at);
	TEXT(changed_at);
#undef INT
#undef TEXT
	*out = p;
	return STATUS_OK;
}

/* --- types --------------------------------------------------------------- */

/* "House|Flat|Farm" as choices; of a list to choose one from, also none. */
static const struct choice *read_choices(const struct actor *a,
					 enum field_type type, const char *text)
{
	char *copy = mem_strdup(a->pool, text), *word;
	struct choice *list;
	size_t n = 0, max = 3;

	for (const char *s = text; *s; s++)
		max += *s == '|';
	list = mem_array(a->pool, max, sizeof *list);
	if (type == FIELD_SELECT)
		list[n++] = (struct choice){"", "Not said"};
	while ((word = strsep(&copy, "|")))
		if (*word)
			list[n++] = (struct choice){word, word};
	return list;
}

static enum field_type read_kind(const char *kind)
{
	for (int t = 0; t < FIELD_TYPES; t++)
		if (!strcmp(field_type_name((enum field_type)t), kind))
			return (enum field_type)t;
	return FIELD_TEXT;
}

static struct field read_field(const struct actor *a, const struct rows *r,
			       size_t i)
{
	struct field f = {
	    .name = mem_printf(a->pool, PROVIDER_FACT "%s",
			       row_text(r, i, "name")),
	    .label = row_text(r, i, "label"),
	    .type = read_kind(row_text(r, i, "kind")),
	    .hint = row_text(r, i, "hint"),
	};

	if (!*f.hint)
		f.hint = NULL;
	if (f.type == FIELD_SELECT || f.type == FIELD_CHECKS)
		f.choices = read_choices(a, f.type, row_text(r, i, "choices"));
	if (f.type == FIELD_LONGTEXT)
		f.max = 2000;
	return f;
}

NEOERR *provider_type_get(const struct actor *a, int64_t type,
			  struct provider_type *t)
{
	struct field *fields;
	struct rows r;

	*t = (struct provider_type){.id = type};
	TRY(db_query(a->db, a->pool, &PROVIDER_TYPE_GET, &r, type));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no type %" PRId64, type);
	t->name = row_text(&r, 0, "name");
	t->icon = row_text(&r, 0, "icon");
	t->tone = row_text(&r, 0, "tone");
	t->description = row_text(&r, 0, "description");
	t->accepts = row_text(&r, 0, "accepts");
	t->person = row_int(&r, 0, "person");
	t->household = row_int(&r, 0, "household");
	t->licence_needed = row_int(&r, 0, "licence_needed");
	TRY(db_query(a->db, a->pool, &PROVIDER_TYPE_FIELDS, &r, type));
	t->n = PROVIDER_FIELDS + r.n;
	fields = mem_array(a->pool, t->n, sizeof *fields);
	t->needed = mem_array(a->pool, t->n, sizeof *t->needed);
	memcpy(fields, provider_fields, sizeof provider_fields);
	for (size_t i = 0; i < r.n; i++) {
		fields[PROVIDER_FIELDS + i] = read_field(a, &r, i);
		t->needed[PROVIDER_FIELDS + i] = row_int(&r, i, "needed");
	}
	t->needed[PROVIDER_F_SUBURB] = t->needed[PROVIDER_F_POSTCODE] = true;
	t->needed[PROVIDER_F_ADDRESS] = !t->person;
	t->needed[PROVIDER_F_PLACES] = provider_asks(t, PROVIDER_F_PLACES);
	t->fields = fields;
	return STATUS_OK;
}

NEOERR *provider_types(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &PROVIDER_TYPES, out));
}

NEOERR *provider_regions(const struct actor *a, struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &PROVIDER_REGIONS, out, a->regions));
}

bool provider_asks(const struct provider_type *t, int field)
{
	switch (field) {
	case PROVIDER_F_PLACES:
		return !strcmp(t->accepts, "placement");
	case PROVIDER_F_OWN_CHILDREN:
		return t->household;
	case PROVIDER_F_ABN:
		return !t->household;
	default:
		return true;
	}
}

/* --- reading ------------------------------------------------------------- */

static json_t *read_json(const char *text)
{
	json_t *o = text ? json_loads(text, 0, NULL) : NULL;

	return o ? o : json_object();
}

static const char *json_text(const struct actor *a, const json_t *v)
{
	const char *s = json_string_value(v);

	return s ? mem_strdup(a->pool, s) : "";
}

/* Lays the waiting changes, {"field": ["before", "after"]}, over the values. */
static void lay_over(const struct actor *a, struct provider_edit *e,
		     const char *text)
{
	json_t *o = read_json(text);

	for (size_t i = 0; i < e->type.n; i++) {
		const json_t *pair = json_object_get(o, e->type.fields[i].name);

		if (!pair)
			continue;
		e->before[i] = json_text(a, json_array_get(pair, 0));
		e->values[i] = json_text(a, json_array_get(pair, 1));
	}
	json_decref(o);
}

NEOERR *provider_edit_load(const struct actor *a, const struct provider *p,
			   struct provider_edit *e)
{
	struct rows r;
	json_t *facts;
	size_t skip = strlen(PROVIDER_FACT);

	*e = (struct provider_edit){0};
	TRY(provider_type_get(a, p->type, &e->type));
	TRY(db_query(a->db, a->pool, &PROVIDER_FACTS, &r, p->id));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no provider");
	e->published = mem_array(a->pool, e->type.n, sizeof *e->published);
	e->values = mem_array(a->pool, e->type.n, sizeof *e->values);
	e->before = mem_array(a->pool, e->type.n, sizeof *e->before);
	facts = read_json(row_text(&r, 0, "facts"));
	for (size_t i = 0; i < e->type.n; i++) {
		const char *name = e->type.fields[i].name, *cell;

		if (i < PROVIDER_FIELDS)
			cell = row_text(&r, 0, name);
		else
			cell = json_text(a, json_object_get(facts, name + skip));
		e->values[i] = e->published[i] = cell;
	}
	json_decref(facts);
	e->version = row_int(&r, 0, "version") * 1000000;
	if (row_null(&r, 0, "revision"))
		return STATUS_OK;
	e->version += row_int(&r, 0, "revision_version");
	e->author = row_text(&r, 0, "author");
	e->at = row_text(&r, 0, "at");
	lay_over(a, e, row_text(&r, 0, "revision"));
	return STATUS_OK;
}

/* --- checking ------------------------------------------------------------ */

bool abn_valid(const char *s)
{
	static const int weights[11] = {10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19};
	int n = 0, sum = 0;

	for (; *s; s++) {
		if (*s == ' ')
			continue;
		if (!isdigit((unsigned char)*s) || n == 11)
			return false;
		sum += (*s - '0' - (n == 0)) * weights[n];
		n++;
	}
	return n == 11 && sum % 89 == 0;
}

const char *provider_wrong(const struct provider_type *t,
			   const char *const *v, int *field)
{
	const char *by = v[PROVIDER_F_CONTACT_BY];

	(void)t;
	*field = PROVIDER_F_POSTCODE;
	if (*v[*field] && (strlen(v[*field]) != 4 ||
			   strspn(v[*field], "0123456789") != 4))
		return "Write the postcode with four digits, like 2750";
	*field = PROVIDER_F_ADDRESS_STATE;
	if (*v[PROVIDER_F_POSTCODE] && !*v[*field])
		return "Choose the state of this address";
	*field = PROVIDER_F_ABN;
	if (*v[*field] && !abn_valid(v[*field]))
		return "This is not an ABN: look for a mistyped digit. It has "
		       "11";
	*field = PROVIDER_F_CONTACT_BY;
	if ((!strcmp(by, "phone") || !strcmp(by, "sms")) &&
	    !*v[PROVIDER_F_PHONE])
		return "Write down the phone number by which they like to be "
		       "reached";
	if (!strcmp(by, "email") && !*v[PROVIDER_F_EMAIL])
		return "Write down the e-mail address by which they like to be "
		       "reached";
	return NULL;
}

/* --- saving -------------------------------------------------------------- */

static const char *facts_text(const struct actor *a,
			      const struct provider_type *t,
			      const char *const *values)
{
	json_t *o = json_object();
	char *text;
	const char *copy;

	for (size_t i = PROVIDER_FIELDS; i < t->n; i++)
		if (*values[i] &&
		    json_object_set_new(o,
					t->fields[i].name +
					    strlen(PROVIDER_FACT),
					json_string(values[i])))
			abort();
	text = json_dumps(o, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(o);
	if (!text)
		abort();
	copy = mem_strdup(a->pool, text);
	free(text);
	return copy;
}

static const char *number(const struct actor *a, int64_t n)
{
	return mem_printf(a->pool, "%" PRId64, n);
}

static bool same_place(const char *const *a, const char *const *b)
{
	static const int fields[] = {PROVIDER_F_SUBURB,
				     PROVIDER_F_ADDRESS_STATE,
				     PROVIDER_F_POSTCODE};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcmp(a[fields[i]], b[fields[i]]))
			return false;
	return true;
}

/* What the address says about place and clock: four parameters. An address
 * that stays keeps the place that somebody may have set by hand. */
static NEOERR *place_params(const struct actor *a, const char *const *values,
			    const char *const *old, int64_t id,
			    const char **params)
{
	struct place place;
	struct rows r;

	params[3] = place_zone(a, values[PROVIDER_F_ADDRESS_STATE]);
	if (old && same_place(values, old)) {
		TRY(db_query(a->db, a->pool, &PROVIDER_PLACED, &r, id));
		params[0] = row_text(&r, 0, "lat_e6");
		params[1] = row_text(&r, 0, "lon_e6");
		params[2] = row_text(&r, 0, "located");
		return STATUS_OK;
	}
	TRY(place_find(a, values[PROVIDER_F_SUBURB],
		       values[PROVIDER_F_POSTCODE], &place));
	params[0] = place.lat_e6;
	params[1] = place.lon_e6;
	params[2] = place.known ? "postcode" : "";
	return STATUS_OK;
}

/* The regions are few and are changed by name: the history reads like that. */
static NEOERR *region_name(const struct actor *a, const char *id,
			   const char **name)
{
	struct actor everywhere = *a;
	struct rows r;

	*name = id;
	everywhere.regions = ~(uint64_t)0;
	TRY(provider_regions(&everywhere, &r));
	for (size_t i = 0; i < r.n; i++)
		if (!strcmp(row_text(&r, i, "id"), id))
			*name = row_text(&r, i, "name");
	return STATUS_OK;
}

static NEOERR *add_change(const struct actor *a, struct changes *c,
			  const struct provider_type *t, size_t i,
			  const char *before, const char *after)
{
	if (i == PROVIDER_F_REGION) {
		if (*before)
			TRY(region_name(a, before, &before));
		TRY(region_name(a, after, &after));
	}
	changes_add(c, t->fields[i].name, before, after);
	return STATUS_OK;
}

NEOERR *provider_add(const struct actor *a, int64_t type,
		     const char *const *values, int64_t *id)
{
	const char *params[PROVIDER_FIELDS + 8];
	struct changes changes = {.pool = a->pool};
	struct provider_type t;
	size_t n = 0;

	TRY(provider_type_get(a, type, &t));
	params[n++] = number(a, type);
	for (size_t i = 0; i < PROVIDER_FIELDS; i++)
		params[n++] = values[i];
	params[n++] = facts_text(a, &t, values);
	TRY(place_params(a, values, NULL, 0, params + n));
	n += 4;
	params[n++] = db_from_time(a->pool, a->now);
	params[n++] = db_from_time(a->pool, a->now);
	TRY(db_exec_v(a->db, &PROVIDER_ADD, params, n));
	*id = db_inserted(a->db);
	for (size_t i = 0; i < t.n; i++)
		if (*values[i])
			TRY(add_change(a, &changes, &t, i, "", values[i]));
	TRY(audit_add(a, (struct audit){.action = "added",
					.kind = "provider",
					.id = *id,
					.provider = *id,
					.changes = changes_text(&changes)}));
	return nerr_pass(search_index_provider(a, *id));
}

static NEOERR *check_version(const struct actor *a, const struct provider *p,
			     const struct provider_edit *e, int64_t version)
{
	if (e->version == version)
		return STATUS_OK;
	record_clash(a, "provider", p->id);
	return nerr_raise(ERR_CONFLICT,
			  "provider %" PRId64 " is at %" PRId64 ", not %" PRId64,
			  p->id, e->version, version);
}

static NEOERR *write_facts(const struct actor *a, const struct provider *p,
			   const struct provider_edit *e,
			   const char *const *values)
{
	const char *params[PROVIDER_FIELDS + 8];
	size_t n = 0;

	for (size_t i = 0; i < PROVIDER_FIELDS; i++)
		params[n++] = values[i];
	params[n++] = facts_text(a, &e->type, values);
	TRY(place_params(a, values, e->published, p->id, params + n));
	n += 4;
	params[n++] = db_from_time(a->pool, a->now);
	params[n++] = number(a, p->id);
	params[n++] = number(a, e->version / 1000000);
	TRY(db_exec_v(a->db, &PROVIDER_SAVE, params, n));
	if (db_affected(a->db) == 1)
		return STATUS_OK;
	record_clash(a, "provider", p->id);
	return nerr_raise(ERR_CONFLICT, "provider %" PRId64 " changed now",
			  p->id);
}

NEOERR *provider_save(const struct actor *a, const struct provider *p,
		      int64_t version, const char *const *values)
{
	struct changes changes = {.pool = a->pool};
	struct provider_edit e;
	bool differs = false;

	TRY(provider_edit_load(a, p, &e));
	for (size_t i = 0; i < e.type.n; i++) {
		if (!strcmp(e.published[i], values[i]))
			continue;
		differs = true;
		TRY(add_change(a, &changes, &e.type, i, e.published[i],
			       values[i]));
	}
	if (!differs && !e.author)
		return STATUS_OK;
	TRY(check_version(a, p, &e, version));
	if (e.author)
		TRY(db_exec(a->db, &REVISION_DROP, p->id));
	if (differs)
		TRY(write_facts(a, p, &e, values));
	TRY(audit_add(
	    a, (struct audit){.action = e.author ? "changes published"
						 : "changed",
			      .kind = "provider",
			      .id = p->id,
			      .provider = p->id,
			      .changes = changes_text(&changes)}));
	return nerr_pass(search_index_provider(a, p->id));
}

NEOERR *provider_save_draft(const struct actor *a, const struct provider *p,
			    int64_t version, const char *const *values)
{
	struct changes kept = {.pool = a->pool}, shown = {.pool = a->pool};
	struct provider_edit e;
	const char *fields;
	bool differs = false, any = false;

	TRY(provider_edit_load(a, p, &e));
	for (size_t i = 0; i < e.type.n; i++) {
		if (strcmp(e.published[i], values[i])) {
			any = true;
			changes_add(&kept, e.type.fields[i].name,
				    e.published[i], values[i]);
		}
		if (strcmp(e.values[i], values[i])) {
			differs = true;
			TRY(add_change(a, &shown, &e.type, i, e.values[i],
				       values[i]));
		}
	}
	if (!differs)
		return STATUS_OK;
	TRY(check_version(a, p, &e, version));
	fields = changes_text(&kept);
	if (any)
		TRY(db_exec(a->db, &REVISION_KEEP, p->id, p->version, fields,
			    a->account, db_from_time(a->pool, a->now)));
	else
		TRY(db_exec(a->db, &REVISION_DROP, p->id));
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "changes drafted",
			      .kind = "provider",
			      .id = p->id,
			      .provider = p->id,
			      .changes = changes_text(&shown)}));
}

NEOERR *provider_drop_draft(const struct actor *a, const struct provider *p,
			    int64_t version)
{
	struct changes changes = {.pool = a->pool};
	struct provider_edit e;

	TRY(provider_edit_load(a, p, &e));
	if (!e.author)
		return STATUS_OK;
	TRY(check_version(a, p, &e, version));
	for (size_t i = 0; i < e.type.n; i++)
		if (strcmp(e.published[i], e.values[i]))
			TRY(add_change(a, &changes, &e.type, i, e.values[i],
				       e.published[i]));
	TRY(db_exec(a->db, &REVISION_DROP, p->id));
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "changes dropped",
			      .kind = "provider",
			      .id = p->id,
			      .provider = p->id,
			      .changes = changes_text(&changes)}));
}

/* --- organisations ------------------------------------------------------- */

NEOERR *provider_set_parent(const struct actor *a, const struct provider *p,
			    int64_t parent)
{
	enum { LEVELS = 10 };
	struct changes changes = {.pool = a->pool};
	const char *name = "";
	struct rows r;
	int64_t up = parent;

	if (parent == p->parent)
		return STATUS_OK;
	for (int level = 0; up; level++) {
		if (up == p->id)
			return nerr_raise(
			    ERR_INVALID,
			    "%s belongs to %s already, so it cannot be the "
			    "other way round", name, p->name);
		if (level == LEVELS)
			return nerr_raise(ERR_INVALID,
					  "There are too many levels above");
		TRY(db_query(a->db, a->pool, &PROVIDER_PARENT, &r, up));
		if (!r.n)
			return nerr_raise(ERR_INVALID, "There is no such "
						       "organisation");
		if (!level)
			name = row_text(&r, 0, "name");
		up = row_int(&r, 0, "parent_id");
	}
	TRY(db_exec(a->db, &PROVIDER_SET_PARENT, parent,
		    db_from_time(a->pool, a->now), p->id));
	changes_add(&changes, "parent", p->parent_name, name);
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "changed",
			      .kind = "provider",
			      .id = p->id,
			      .provider = p->id,
			      .changes = changes_text(&changes)}));
}

NEOERR *provider_branches(const struct actor *a, int64_t id, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &PROVIDER_BRANCHES, out, id,
				  a->regions,
				  actor_may(a, RIGHT_PROVIDER_DRAFT)));
}
