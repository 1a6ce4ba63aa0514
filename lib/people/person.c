/* People of a provider.
 * SPDX-License-Identifier: MIT */
#include "people/person.h"

#include <inttypes.h>

#include "base/mem.h"
#include "people/audit.h"
#include "people/portrait.h"

static const struct choice genders[] = {
    {"", "Not said"},	{"female", "Female"}, {"male", "Male"},
    {"other", "Other"}, {NULL, NULL},
};

const struct field person_fields[PERSON_FIELDS] = {
    [PERSON_NAME] = {.name = "name",
		     .label = "Full name",
		     .type = FIELD_TEXT,
		     .flags = FIELD_REQUIRED},
    [PERSON_BORN] = {.name = "born",
		     .label = "Date of birth",
		     .type = FIELD_DATE,
		     .flags = FIELD_PAST,
		     .hint = "For example, 27 3 1984. It decides which checks "
			     "are needed"},
    [PERSON_GENDER] = {.name = "gender",
		       .label = "Gender",
		       .type = FIELD_SELECT,
		       .choices = genders},
    [PERSON_PHONE] = {.name = "phone", .label = "Phone", .type = FIELD_TEL, .max = 40},
    [PERSON_EMAIL] = {.name = "email", .label = "E-mail", .type = FIELD_EMAIL},
};

const struct field person_role_fields[ROLE_FIELDS] = {
    [ROLE_NAME] = {.name = "role",
		   .label = "Role",
		   .type = FIELD_TEXT,
		   .flags = FIELD_REQUIRED,
		   .max = 100,
		   .hint = "For example, house manager, carer, son of the "
			   "family"},
    [ROLE_HOUSEHOLD] = {.name = "household",
			.label = "Lives in the home",
			.type = FIELD_CHECKBOX},
    [ROLE_MAIN_CONTACT] = {.name = "main_contact",
			   .label = "The person to ring first",
			   .type = FIELD_CHECKBOX},
    [ROLE_FROM] = {.name = "from_date", .label = "From", .type = FIELD_DATE},
    [ROLE_UNTIL] = {.name = "until_date",
		    .label = "Until",
		    .type = FIELD_DATE,
		    .hint = "Leave empty while it goes on"},
};

SQL(PERSON_RECORD_GET, "ii",
    "version:i name:s born:d gender:s phone:s email:s",
    "SELECT version, name, born, gender, phone, email FROM person n"
    " WHERE id = ? AND EXISTS (SELECT 1 FROM provider_person l"
    " WHERE l.person_id = n.id AND l.provider_id = ?)");
SQL(PERSON_UPDATE, "sssssii", "",
    "UPDATE person SET name = ?, born = NULLIF(?, ''), gender = ?, phone = ?,"
    " email = ?, version = version + 1 WHERE id = ? AND version = ?");
SQL(PERSON_ADD, "sssss", "",
    "INSERT INTO person (name, born, gender, phone, email)"
    " VALUES (?, NULLIF(?, ''), ?, ?, ?)");

SQL(ROLE_GET, "ii",
    "version:i role:s household:i main_contact:i from_date:d until_date:d",
    "SELECT version, role, household, main_contact, from_date, until_date"
    " FROM provider_person WHERE id = ? AND provider_id = ?");
SQL(ROLE_ADD, "iisiiss", "",
    "INSERT INTO provider_person (provider_id, person_id, role, household,"
    " main_contact, from_date, until_date)"
    " VALUES (?, ?, ?, ?, ?, NULLIF(?, ''), NULLIF(?, ''))");
SQL(ROLE_UPDATE, "siissii", "",
    "UPDATE provider_person SET role = ?, household = IF(? = '1', 1, 0),"
    " main_contact = IF(? = '1', 1, 0), from_date = NULLIF(?, ''),"
    " until_date = NULLIF(?, ''), version = version + 1"
    " WHERE id = ? AND version = ?");

SQL(PERSON_LIST, "si",
    "link_id:i person_id:i name:s born:d role:s household:i main_contact:i"
    " from_date:d until_date:d phone:s email:s face:s current:i"
    " photo:i",
    "SELECT l.id, n.id, n.name, n.born, l.role, l.household, l.main_contact,"
    " l.from_date, l.until_date, n.phone, n.email,"
    " IF(n.face = 0, NULL, LPAD(n.face, 2, '0')),"
    " (l.until_date IS NULL OR l.until_date >= ?),"
    PORTRAIT_OF("person", "n.id")
    " FROM provider_person l JOIN person n ON n.id = l.person_id"
    " WHERE l.provider_id = ?"
    " ORDER BY 13 DESC, l.main_contact DESC, n.name, l.id LIMIT 500");
SQL(PERSON_GET, "ii",
    "id:i name:s born:d gender:s phone:s email:s face:s version:i photo:i",
    "SELECT id, name, born, gender, phone, email,"
    " IF(face = 0, NULL, LPAD(face, 2, '0')), version,"
    PORTRAIT_OF("person", "n.id") " FROM person n"
    " WHERE id = ? AND EXISTS (SELECT 1 FROM provider_person l"
    " WHERE l.person_id = n.id AND l.provider_id = ?)");
SQL(PERSON_ROLES, "sii",
    "id:i role:s household:i main_contact:i from_date:d until_date:d"
    " current:i version:i",
    "SELECT id, role, household, main_contact, from_date, until_date,"
    " (until_date IS NULL OR until_date >= ?), version FROM provider_person"
    " WHERE provider_id = ? AND person_id = ?"
    " ORDER BY from_date DESC, id DESC LIMIT 100");

const struct record person_record = {
    .kind = "person",
    .fields = person_fields,
    .n = PERSON_FIELDS,
    .get = &PERSON_RECORD_GET,
    .update = &PERSON_UPDATE,
};

const struct record person_role_record = {
    .kind = "role",
    .fields = person_role_fields,
    .n = ROLE_FIELDS,
    .get = &ROLE_GET,
    .update = &ROLE_UPDATE,
};

static const char *today_iso(const struct actor *a)
{
	char text[DATE_TEXT];

	return mem_strdup(a->pool,
			  date_format_iso(date_from_days(a->today), text));
}

static NEOERR *add_audit(const struct actor *a, const struct record *r,
			 int64_t id, int64_t provider,
			 const char *const *values)
{
	struct changes changes = {.pool = a->pool};

	for (size_t i = 0; i < r->n; i++)
		if (*values[i])
			changes_add(&changes, r->fields[i].name, "", values[i]);
	return nerr_pass(audit_add(a, (struct audit){
					  .action = "added",
					  .kind = r->kind,
					  .id = id,
					  .provider = provider,
					  .changes = changes_text(&changes)}));
}

NEOERR *person_role_add(const struct actor *a, int64_t provider,
			int64_t person, const char *const *role)
{
	TRY(db_exec(a->db, &ROLE_ADD, provider, person, role[ROLE_NAME],
		    *role[ROLE_HOUSEHOLD] != '\0',
		    *role[ROLE_MAIN_CONTACT] != '\0', role[ROLE_FROM],
		    role[ROLE_UNTIL]));
	return nerr_pass(add_audit(a, &person_role_record, db_inserted(a->db),
				   provider, role));
}

NEOERR *person_add(const struct actor *a, int64_t provider,
		   const char *const *p, const char *const *role, int64_t *id)
{
	TRY(db_exec(a->db, &PERSON_ADD, p[PERSON_NAME], p[PERSON_BORN],
		    p[PERSON_GENDER], p[PERSON_PHONE], p[PERSON_EMAIL]));
	*id = db_inserted(a->db);
	TRY(add_audit(a, &person_record, *id, provider, p));
	return nerr_pass(person_role_add(a, provider, *id, role));
}

NEOERR *person_list(const struct actor *a, int64_t provider, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &PERSON_LIST, out,
				  today_iso(a), provider));
}

NEOERR *person_get(const struct actor *a, int64_t provider, int64_t person,
		   struct rows *out)
{
	TRY(db_query(a->db, a->pool, &PERSON_GET, out, person, provider));
	if (!out->n)
		return nerr_raise(ERR_NOT_FOUND, "no person %" PRId64, person);
	return STATUS_OK;
}

NEOERR *person_roles(const struct actor *a, int64_t provider, int64_t person,
		     struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &PERSON_ROLES, out,
				  today_iso(a), provider, person));
}
