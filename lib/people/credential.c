/* Credentials.
 * SPDX-License-Identifier: MIT */
#include "people/credential.h"

#include "base/mem.h"
#include "base/text.h"

const struct field credential_fields[CREDENTIAL_FIELDS] = {
    [CREDENTIAL_KIND] = {.name = "kind_id",
			 .label = "What it is",
			 .type = FIELD_SELECT,
			 .flags = FIELD_REQUIRED},
    [CREDENTIAL_NUMBER] = {.name = "number",
			   .label = "Number",
			   .type = FIELD_TEXT,
			   .max = 60},
    [CREDENTIAL_ISSUED] = {.name = "issued",
			   .label = "Given on",
			   .type = FIELD_DATE,
			   .flags = FIELD_PAST},
    [CREDENTIAL_EXPIRES] = {.name = "expires",
			    .label = "Good until",
			    .type = FIELD_DATE,
			    .hint = "Its last day. Leave empty where it has no "
				    "end"},
    [CREDENTIAL_SUSPENDED] = {.name = "suspended",
			      .label = "It is suspended now",
			      .type = FIELD_CHECKBOX},
    [CREDENTIAL_REMARKS] = {.name = "remarks",
			    .label = "Remarks",
			    .type = FIELD_TEXT,
			    .max = 300},
};

#define CREDENTIAL_COLUMNS \
	"version:i kind_id:i number:s issued:d expires:d suspended:i remarks:s"
SQL(CREDENTIAL_GET_PERSON, "ii", CREDENTIAL_COLUMNS,
    "SELECT version, kind_id, number, issued, expires, suspended, remarks"
    " FROM credential WHERE id = ? AND person_id = ?");
SQL(CREDENTIAL_GET_PROVIDER, "ii", CREDENTIAL_COLUMNS,
    "SELECT version, kind_id, number, issued, expires, suspended, remarks"
    " FROM credential WHERE id = ? AND provider_id = ?");
SQL(CREDENTIAL_ADD_PERSON, "iisssss", "",
    "INSERT INTO credential (person_id, kind_id, number, issued, expires,"
    " suspended, remarks) VALUES (?, ?, ?, NULLIF(?, ''), NULLIF(?, ''),"
    " IF(? = '1', 1, 0), ?)");
SQL(CREDENTIAL_ADD_PROVIDER, "iisssss", "",
    "INSERT INTO credential (provider_id, kind_id, number, issued, expires,"
    " suspended, remarks) VALUES (?, ?, ?, NULLIF(?, ''), NULLIF(?, ''),"
    " IF(? = '1', 1, 0), ?)");
SQL(CREDENTIAL_UPDATE, "isssssii", "",
    "UPDATE credential SET kind_id = ?, number = ?, issued = NULLIF(?, ''),"
    " expires = NULLIF(?, ''), suspended = IF(? = '1', 1, 0), remarks = ?,"
    " version = version + 1 WHERE id = ? AND version = ?");
SQL(CREDENTIAL_KINDS, "", "id:i name:s class:s months:i",
    "SELECT id, name, class, months FROM credential_kind ORDER BY class, name");
/* Who is asked for what, and of what they hold of each kind the one that lasts
 * longest: a renewal takes the place of what it renews. `people` of a rule are
 * those who work or care there: all but household members who are not a main
 * contact. Somebody whose birthday is not known counts as an adult. */
SQL(CREDENTIAL_STANDING, "sisisi",
    "person_id:i person:s kind_id:i kind:s class:s needed:i credential_id:i"
    " number:s issued:d expires:d suspended:i remind_days:i blocks:i"
    " version:i",
    "WITH owners AS ("
    " SELECT 0 AS person_id, '' AS name, 0 AS household, 0 AS works,"
    "  1 AS adult"
    " UNION ALL"
    " SELECT n.id, n.name, MAX(l.household),"
    "  MAX(l.household = 0 OR l.main_contact),"
    "  n.born IS NULL OR n.born <= ? - INTERVAL 18 YEAR"
    "  FROM provider_person l JOIN person n ON n.id = l.person_id"
    "  WHERE l.provider_id = ?"
    "  AND (l.until_date IS NULL OR l.until_date >= ?)"
    "  GROUP BY n.id, n.name, n.born),"
    " needed AS ("
    " SELECT DISTINCT o.person_id, r.kind_id FROM owners o"
    "  JOIN provider p ON p.id = ?"
    "  JOIN credential_rule r ON r.type_id = p.type_id"
    "  JOIN credential_kind k ON k.id = r.kind_id"
    "  WHERE (o.adult OR NOT k.adults_only)"
    "  AND CASE r.applies WHEN 'provider' THEN o.person_id = 0"
    "  WHEN 'people' THEN o.works ELSE o.household END),"
    " held AS ("
    " SELECT c.id, c.kind_id, c.number, c.issued, c.expires, c.suspended,"
    "  c.version, COALESCE(c.person_id, 0) AS owner,"
    "  ROW_NUMBER() OVER (PARTITION BY COALESCE(c.person_id, 0), c.kind_id"
    "   ORDER BY c.suspended, COALESCE(c.expires, ?) DESC, c.id DESC) AS nth"
    "  FROM credential c WHERE c.provider_id = ?"
    "  OR c.person_id IN (SELECT person_id FROM owners WHERE person_id > 0))"
    " SELECT o.person_id, o.name, k.id, k.name, k.class, w.needed, h.id,"
    " h.number, h.issued, h.expires, h.suspended, k.remind_days, k.blocks,"
    " h.version"
    " FROM (SELECT person_id, kind_id, 1 AS needed FROM needed"
    "  UNION ALL SELECT owner, kind_id, 0 FROM held WHERE nth = 1"
    "  AND NOT EXISTS (SELECT 1 FROM needed WHERE person_id = held.owner"
    "   AND kind_id = held.kind_id)) w"
    " JOIN owners o ON o.person_id = w.person_id"
    " JOIN credential_kind k ON k.id = w.kind_id"
    " LEFT JOIN held h ON h.owner = w.person_id AND h.kind_id = w.kind_id"
    "  AND h.nth = 1"
    " ORDER BY o.person_id > 0, o.name, o.person_id, w.needed DESC, k.class,"
    " k.name LIMIT 5000");

const struct record person_credential_record = {
    .kind = "credential",
    .fields = credential_fields,
    .n = CREDENTIAL_FIELDS,
    .get = &CREDENTIAL_GET_PERSON,
    .insert = &CREDENTIAL_ADD_PERSON,
    .update = &CREDENTIAL_UPDATE,
};

const struct record provider_credential_record = {
    .kind = "credential",
    .fields = credential_fields,
    .n = CREDENTIAL_FIELDS,
    .get = &CREDENTIAL_GET_PROVIDER,
    .insert = &CREDENTIAL_ADD_PROVIDER,
    .update = &CREDENTIAL_UPDATE,
};

enum credential_state credential_state(int64_t expires, bool suspended,
				       int64_t remind, int64_t today)
{
	if (suspended)
		return CREDENTIAL_IS_SUSPENDED;
	if (expires < today)
		return CREDENTIAL_EXPIRED;
	if (expires != INT64_MAX && expires - today <= remind)
		return CREDENTIAL_SOON;
	return CREDENTIAL_CURRENT;
}

struct credential_words credential_words(const struct actor *a,
					 enum credential_state state,
					 int64_t expires)
{
	char text[DATE_TEXT];
	const char *day = "";
	int64_t left = expires - a->today;

	if (expires != INT64_MAX)
		day = mem_strdup(a->pool,
				 date_format_short(
				     date_from_days(expires),
				     date_from_days(a->today).year, text));
	switch (state) {
	case CREDENTIAL_MISSING:
		return (struct credential_words){"bad", "x-octagon-fill",
						 "Missing"};
	case CREDENTIAL_IS_SUSPENDED:
		return (struct credential_words){"bad", "pause-fill",
						 "Suspended"};
	case CREDENTIAL_EXPIRED:
		return (struct credential_words){
		    "bad", "calendar-x", mem_printf(a->pool, "Expired %s", day)};
	case CREDENTIAL_SOON:
		return (struct credential_words){
		    "warn", "hourglass-split",
		    left ? mem_printf(a->pool, "%s left",
				      text_count(a->pool, left, "day", "days"))
			 : "Last day today"};
	default:
		return (struct credential_words){
		    "ok", "check-lg",
		    *day ? mem_printf(a->pool, "To %s", day) : "No end"};
	}
}

NEOERR *credential_kinds(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &CREDENTIAL_KINDS, out));
}

NEOERR *credential_standing(const struct actor *a, int64_t provider,
			    struct rows *out)
{
	char text[DATE_TEXT];
	const char *today = date_format_iso(date_from_days(a->today), text);

	return nerr_pass(db_query(a->db, a->pool, &CREDENTIAL_STANDING, out,
				  today, provider, today, provider,
				  "9999-12-31", provider));
}

int64_t credential_row_expires(const struct rows *r, size_t i)
{
	struct date d;

	return date_parse_iso(row_text(r, i, "expires"), &d) ? date_to_days(d)
							     : INT64_MAX;
}

enum credential_state credential_row_state(const struct actor *a,
					   const struct rows *r, size_t i)
{
	if (row_null(r, i, "credential_id"))
		return CREDENTIAL_MISSING;
	return credential_state(credential_row_expires(r, i),
				row_int(r, i, "suspended"),
				row_int(r, i, "remind_days"), a->today);
}
