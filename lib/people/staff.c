/* Staff of a provider.
 * SPDX-License-Identifier: MIT */
#include "people/staff.h"

#include "base/mem.h"
#include "people/audit.h"

SQL(STAFF_LIST, "i", "id:i name:s title:s face:i",
    "SELECT id, name, title, face FROM account"
    " WHERE state = 'active' OR id = ? ORDER BY name, id LIMIT 1000");
SQL(ASSIGNMENT_GET, "ii",
    "version:i account_id:s role:s from_date:d until_date:d reason:s",
    "SELECT version, account_id, role, from_date, until_date, reason"
    " FROM assignment WHERE id = ? AND provider_id = ?");
SQL(ASSIGNMENT_ADD, "ssssss", "",
    "INSERT INTO assignment (provider_id, account_id, role, from_date,"
    " until_date, reason) VALUES (?, ?, ?, ?, NULLIF(?, ''), ?)");
SQL(ASSIGNMENT_SAVE, "sssssss", "",
    "UPDATE assignment SET account_id = ?, role = ?, from_date = ?,"
    " until_date = NULLIF(?, ''), reason = ?, version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(ASSIGNMENT_LIST, "ssi",
    "id:i account_id:i name:s face:i title:s role:s from_date:d until_date:d"
    " reason:s current:i",
    "SELECT s.id, s.account_id, a.name, a.face, a.title, s.role, s.from_date,"
    " s.until_date, s.reason,"
    " s.from_date <= ? AND (s.until_date IS NULL OR s.until_date >= ?) AS now"
    " FROM assignment s JOIN account a ON a.id = s.account_id"
    " WHERE s.provider_id = ?"
    " ORDER BY now DESC, s.role, s.from_date DESC, s.id DESC LIMIT 200");
/* Case leads whose time goes on into the day from which there is another. */
SQL(ASSIGNMENT_LEADS, "iiss", "id:i version:i account_id:s from_date:d",
    "SELECT id, version, account_id, from_date FROM assignment"
    " WHERE provider_id = ? AND role = 'lead' AND id <> ?"
    " AND from_date < ? AND (until_date IS NULL OR until_date >= ?)");

static const struct choice roles[] = {{"lead", "Case lead"},
				      {"support", "Supports"},
				      {"cover", "Covers while somebody is away"},
				      {NULL, NULL}};

const struct field assignment_fields[ASSIGNMENT_FIELDS] = {
    [ASSIGNMENT_F_ACCOUNT] = {.name = "account_id", .label = "Who",
			      .type = FIELD_SELECT, .flags = FIELD_REQUIRED},
    [ASSIGNMENT_F_ROLE] = {.name = "role", .label = "As what",
			   .type = FIELD_RADIO, .flags = FIELD_REQUIRED,
			   .choices = roles},
    [ASSIGNMENT_F_FROM] = {.name = "from_date", .label = "From",
			   .type = FIELD_DATE, .flags = FIELD_REQUIRED},
    [ASSIGNMENT_F_UNTIL] = {.name = "until_date", .label = "Last day",
			    .type = FIELD_DATE,
			    .hint = "Leave it free while it goes on"},
    [ASSIGNMENT_F_REASON] = {.name = "reason", .label = "Why",
			     .hint = "For example, while Gwen is away"},
};

const struct record assignment_record = {
    .kind = "assignment",
    .fields = assignment_fields,
    .n = ASSIGNMENT_FIELDS,
    .get = &ASSIGNMENT_GET,
    .insert = &ASSIGNMENT_ADD,
    .update = &ASSIGNMENT_SAVE,
};

NEOERR *staff_list(const struct actor *a, int64_t also, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &STAFF_LIST, out, also));
}

const char *assignment_wrong(const char *const *v, int *field)
{
	*field = ASSIGNMENT_F_UNTIL;
	if (*v[*field] && strcmp(v[*field], v[ASSIGNMENT_F_FROM]) < 0)
		return "The last day cannot lie before the first";
	if (!*v[*field] && !strcmp(v[ASSIGNMENT_F_ROLE], "cover"))
		return "Say until when they cover";
	return NULL;
}

static struct record_of of(int64_t provider, int64_t id)
{
	return (struct record_of){
	    .id = id, .owner = provider, .provider = provider};
}

/* The leads before this one end the day before it begins. */
static NEOERR *end_other_leads(const struct actor *a, int64_t provider,
			       int64_t id, const char *const *values)
{
	const char *from = values[ASSIGNMENT_F_FROM];
	const char *old[ASSIGNMENT_FIELDS];
	char until[DATE_TEXT];
	struct rows r;
	struct date d;
	int64_t version;

	if (strcmp(values[ASSIGNMENT_F_ROLE], "lead") ||
	    !date_parse_iso(from, &d))
		return STATUS_OK;
	date_format_iso(date_add_days(d, -1), until);
	TRY(db_query(a->db, a->pool, &ASSIGNMENT_LEADS, &r, provider, id, from,
		     from));
	for (size_t i = 0; i < r.n; i++) {
		struct record_of one = of(provider, row_int(&r, i, "id"));

		TRY(record_load(a, &assignment_record, one, old, &version));
		old[ASSIGNMENT_F_UNTIL] = mem_strdup(a->pool, until);
		TRY(record_save(a, &assignment_record, one, version, old,
				NULL));
	}
	return STATUS_OK;
}

NEOERR *assignment_add(const struct actor *a, int64_t provider,
		       const char *const *values, int64_t *id)
{
	TRY(record_add(a, &assignment_record, of(provider, 0), values, id));
	return nerr_pass(end_other_leads(a, provider, *id, values));
}

NEOERR *assignment_save(const struct actor *a, int64_t provider, int64_t id,
			int64_t version, const char *const *values)
{
	TRY(record_save(a, &assignment_record, of(provider, id), version,
			values, NULL));
	return nerr_pass(end_other_leads(a, provider, id, values));
}

NEOERR *assignment_list(const struct actor *a, int64_t provider,
			struct rows *out)
{
	char today[DATE_TEXT];

	date_format_iso(date_from_days(a->today), today);
	return nerr_pass(db_query(a->db, a->pool, &ASSIGNMENT_LIST, out, today,
				  today, provider));
}
