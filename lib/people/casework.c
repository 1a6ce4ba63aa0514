/* Cases and their services.
 * SPDX-License-Identifier: MIT */
#include "people/casework.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "people/audit.h"
#include "people/offer.h"
#include "people/number.h"
#include "people/placement.h"

#define CASE_COLUMNS                                                       \
	"id:i number:s title:s manager:s face:i opened:d closed:d about:s" \
	" services:i"
#define CASE_SELECT                                                         \
	"SELECT k.id, k.number, k.title, m.name, m.face, k.opened, k.closed," \
	" k.about, (SELECT COUNT(*) FROM case_service x"                    \
	"  WHERE x.case_id = k.id AND x.removed_at IS NULL"                 \
	"  AND (x.until_date IS NULL OR x.until_date >= d.today))"          \
	" FROM (SELECT CAST(? AS date) AS today) d JOIN client_case k"      \
	" LEFT JOIN account m ON m.id = k.manager_id"
SQL(CASE_LIST, "si", CASE_COLUMNS,
    CASE_SELECT " WHERE k.client_id = ?"
		" ORDER BY k.closed IS NOT NULL, k.opened DESC, k.id DESC"
		" LIMIT 200");
SQL(CASE_ONE, "sii", CASE_COLUMNS,
    CASE_SELECT " WHERE k.id = ? AND k.client_id = ?");
SQL(CASE_LOAD, "ii",
    "version:i title:s manager_id:s opened:d about:s number:s",
    "SELECT version, title, manager_id, opened, about, number"
    " FROM client_case WHERE id = ? AND client_id = ?");
SQL(CASE_INSERT, "ssssss", "",
    "INSERT INTO client_case (client_id, title, manager_id, opened, about,"
    " number) VALUES (?, ?, NULLIF(?, ''), ?, ?, ?)");
SQL(CASE_UPDATE, "sssssss", "",
    "UPDATE client_case SET title = ?, manager_id = NULLIF(?, ''),"
    " opened = ?, about = ?, number = ?, version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(CASE_CLOSE, "sii", "",
    "UPDATE client_case SET closed = NULLIF(?, ''), version = version + 1"
    " WHERE id = ? AND client_id = ?");
SQL(CASE_END_SERVICES, "siss", "",
    "UPDATE case_service SET until_date = ?, version = version + 1"
    " WHERE case_id = ? AND removed_at IS NULL AND from_date <= ?"
    " AND (until_date IS NULL OR until_date > ?)");
SQL(CASE_STILL_RUNS, "iss", "n:i",
    "SELECT COUNT(*) FROM case_service WHERE case_id = ?"
    " AND removed_at IS NULL"
    " AND (until_date IS NULL OR until_date > ? OR from_date > ?)");
SQL(CASE_ITS_PROVIDERS, "i", "provider_id:i",
    "SELECT DISTINCT provider_id FROM case_service WHERE case_id = ?");
SQL(CASE_SERVICES, "siii",
    "id:i case_id:i case_number:s provider_id:i provider:s service_id:i"
    " service:s icon:s unit:s units:s per:s funding:s remarks:s from_date:d"
    " until_date:d state:s",
    "SELECT x.id, k.id, k.number, v.id, v.name, s.id, s.name, s.icon, s.unit,"
    " TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM x.units)), x.per,"
    " x.funding, x.remarks, x.from_date, x.until_date,"
    " IF(x.until_date < d.today, 'past',"
    "  IF(x.from_date > d.today, 'to_come', 'current'))"
    " FROM (SELECT CAST(? AS date) AS today, ? AS regions, ? AS drafts) d"
    " JOIN client_case k JOIN case_service x ON x.case_id = k.id"
    " JOIN service s ON s.id = x.service_id"
    " LEFT JOIN provider v ON v.id = x.provider_id"
    "  AND d.regions & (1 << v.region_id) AND (v.state <> 'draft' OR d.drafts)"
    " WHERE k.client_id = ? AND x.removed_at IS NULL"
    " ORDER BY (x.until_date IS NOT NULL AND x.until_date < d.today),"
    " x.from_date DESC, x.id DESC LIMIT 500");
SQL(CASE_SERVICE_LOAD, "ii",
    "version:i provider_id:s service_id:s from_date:d until_date:d units:s"
    " per:s funding:s remarks:s",
    "SELECT version, provider_id, service_id, from_date, until_date,"
    " TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM units)), per, funding,"
    " remarks FROM case_service"
    " WHERE id = ? AND case_id = ? AND removed_at IS NULL");
SQL(CASE_SERVICE_INSERT, "sssssssss", "",
    "INSERT INTO case_service (case_id, provider_id, service_id, from_date,"
    " until_date, units, per, funding, remarks) VALUES (?, ?, ?, ?,"
    " NULLIF(?, ''), NULLIF(?, ''), ?, ?, ?)");
SQL(CASE_SERVICE_UPDATE, "ssssssssss", "",
    "UPDATE case_service SET provider_id = ?, service_id = ?, from_date = ?,"
    " until_date = NULLIF(?, ''), units = NULLIF(?, ''), per = ?,"
    " funding = ?, remarks = ?, version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(CASE_SERVICE_REMOVE, "sii", "",
    "UPDATE case_service SET removed_at = ?, version = version + 1"
    " WHERE id = ? AND case_id = ? AND removed_at IS NULL");
SQL(CASE_SERVICE_TWICE, "isssis", "id:i",
    "SELECT x.id FROM client_case k JOIN case_service x ON x.case_id = k.id"
    " WHERE k.client_id = ? AND x.provider_id = ? AND x.service_id = ?"
    " AND x.removed_at IS NULL"
    " AND x.from_date <= COALESCE(NULLIF(?, ''), '9999-12-31')"
    " AND x.id <> ? AND (x.until_date IS NULL OR x.until_date >= ?) LIMIT 1");
SQL(CASE_PROVIDERS, "sisii", "id:i name:s suburb:s type:s icon:s tone:s",
    "SELECT v.id, v.name, v.suburb, t.name, t.icon, t.tone"
    " FROM (SELECT CAST(? AS date) AS day) d"
    " JOIN provider_service o ON o.service_id = ? AND o.from_date <= d.day"
    "  AND (o.until_date IS NULL OR o.until_date >= d.day)"
    " JOIN provider v ON v.id = o.provider_id"
    " JOIN provider_type t ON t.id = v.type_id"
    " WHERE v.state = 'active' AND CONCAT(' ', v.name) LIKE ?"
    " AND ? & (1 << v.region_id)"
    " GROUP BY v.id ORDER BY v.name, v.id LIMIT ?");

const struct field case_fields[CASE_FIELDS] = {
    [CASE_F_TITLE] = {"title", "What it is about", FIELD_TEXT, FIELD_REQUIRED,
		      200,
		      .hint = "For example, a place in a nursery near home"},
    [CASE_F_MANAGER] = {"manager_id", "Case manager", FIELD_SELECT, 0},
    [CASE_F_OPENED] = {"opened", "Opened on", FIELD_DATE,
		       FIELD_REQUIRED | FIELD_PAST},
    [CASE_F_ABOUT] = {"about", "Details", FIELD_LONGTEXT, 0, 4000},
    [CASE_F_NUMBER] = {"number", "Number", FIELD_HIDDEN, 0, 20},
};

const struct record case_record = {
    .kind = "case",
    .fields = case_fields,
    .n = CASE_FIELDS,
    .get = &CASE_LOAD,
    .insert = &CASE_INSERT,
    .update = &CASE_UPDATE,
};

const struct field case_close_fields[CASE_CLOSE_FIELDS] = {
    [CASE_CLOSE_DAY] = {"closed", "Last day", FIELD_DATE,
			FIELD_REQUIRED | FIELD_PAST},
    [CASE_CLOSE_SERVICES] = {"end_services",
			     "End its services on that day too",
			     FIELD_CHECKBOX, 0},
};

static const struct choice pers[] = {{"", "in all"},
				     {"day", "a day"},
				     {"week", "a week"},
				     {"fortnight", "a fortnight"},
				     {"month", "a month"},
				     {"once", "once"},
				     {NULL, NULL}};

const struct field case_service_fields[CASE_SERVICE_FIELDS] = {
    [CASE_SERVICE_F_PROVIDER] = {"provider_id", "Provider", FIELD_HIDDEN,
				 FIELD_REQUIRED, 20},
    [CASE_SERVICE_F_SERVICE] = {"service_id", "Service", FIELD_HIDDEN,
				FIELD_REQUIRED, 20},
    [CASE_SERVICE_F_FROM] = {"from_date", "First day", FIELD_DATE,
			     FIELD_REQUIRED},
    [CASE_SERVICE_F_UNTIL] = {"until_date", "Last day", FIELD_DATE, 0,
			      .hint = "Left empty, it has no end yet"},
    [CASE_SERVICE_F_UNITS] = {"units", "How much", FIELD_TEXT, 0, 10,
			      .hint = "A number, like 2.5"},
    [CASE_SERVICE_F_PER] = {"per", "How often", FIELD_SELECT, 0,
			    .choices = pers},
    [CASE_SERVICE_F_FUNDING] = {"funding", "Funding", FIELD_TEXT, 0, 100,
				.hint = "Who pays: a plan, a program, the "
					"family"},
    [CASE_SERVICE_F_REMARKS] = {"remarks", "Remarks", FIELD_TEXT, 0, 300},
    [CASE_SERVICE_F_SURE] = {"sure", "I have looked at the warnings above",
			     FIELD_CHECKBOX, 0},
};

static const struct record case_service_record = {
    .kind = "case_service",
    .fields = case_service_fields,
    .n = CASE_SERVICE_COLUMNS,
    .get = &CASE_SERVICE_LOAD,
    .insert = &CASE_SERVICE_INSERT,
    .update = &CASE_SERVICE_UPDATE,
};

static const char *iso(const struct actor *a, struct date d)
{
	char text[DATE_TEXT];

	return mem_strdup(a->pool, date_format_iso(d, text));
}

static const char *today(const struct actor *a)
{
	return iso(a, date_from_days(a->today));
}

/* --- cases -------------------------------------------------------------------- */

NEOERR *case_list(const struct actor *a, int64_t client, struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &CASE_LIST, out, today(a), client));
}

NEOERR *case_get(const struct actor *a, int64_t client, int64_t id,
		 struct rows *out)
{
	TRY(db_query(a->db, a->pool, &CASE_ONE, out, today(a), id, client));
	if (!out->n)
		return nerr_raise(ERR_NOT_FOUND, "no case %" PRId64, id);
	return STATUS_OK;
}

NEOERR *case_add(const struct actor *a, int64_t client,
		 const char *const *values, int64_t *id)
{
	const char *all[CASE_FIELDS];
	int year = date_from_days(a->today).year;
	int64_t n;

	memcpy(all, values, sizeof all);
	TRY(number_next(a, mem_printf(a->pool, "case-%d", year), &n));
	all[CASE_F_NUMBER] = mem_printf(a->pool, "%d-%03" PRId64, year, n);
	return nerr_pass(record_add(
	    a, &case_record,
	    (struct record_of){.owner = client, .client = client}, all, id));
}

/* The provider lists of everybody who has a part in it. */
static NEOERR *follow_all(const struct actor *a, int64_t client,
			  int64_t case_id)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &CASE_ITS_PROVIDERS, &r, case_id));
	for (size_t i = 0; i < r.n; i++)
		TRY(placement_follow(a, row_int(&r, i, "provider_id"), client));
	return STATUS_OK;
}

NEOERR *case_close(const struct actor *a, int64_t client, int64_t id,
		   struct date on, bool end_services)
{
	const char *day = iso(a, on);
	struct changes c = {.pool = a->pool};
	struct rows r;

	TRY(case_get(a, client, id, &r));
	if (strcmp(day, row_text(&r, 0, "opened")) < 0)
		return nerr_raise(ERR_INVALID, "It was opened after this day");
	if (end_services)
		TRY(db_exec(a->db, &CASE_END_SERVICES, day, id, day, day));
	TRY(db_query(a->db, a->pool, &CASE_STILL_RUNS, &r, id, day, day));
	if (row_int(&r, 0, "n"))
		return nerr_raise(ERR_INVALID,
				  "%" PRId64 " of its services go on after "
				  "this day. End them, or tick the box below",
				  row_int(&r, 0, "n"));
	TRY(db_exec(a->db, &CASE_CLOSE, day, id, client));
	TRY(follow_all(a, client, id));
	changes_add(&c, "closed", "", day);
	return nerr_pass(audit_add(a, (struct audit){.action = "closed",
						     .kind = "case",
						     .id = id,
						     .client = client,
						     .changes =
							 changes_text(&c)}));
}

NEOERR *case_reopen(const struct actor *a, int64_t client, int64_t id)
{
	struct rows r;

	TRY(case_get(a, client, id, &r));
	TRY(db_exec(a->db, &CASE_CLOSE, "", id, client));
	return nerr_pass(audit_add(a, (struct audit){.action = "reopened",
						     .kind = "case",
						     .id = id,
						     .client = client}));
}

/* --- their services -------------------------------------------------------------- */

NEOERR *case_services(const struct actor *a, int64_t client, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &CASE_SERVICES, out, today(a),
				  a->regions,
				  actor_may(a, RIGHT_PROVIDER_DRAFT), client));
}

static struct record_of record_of(int64_t client, int64_t case_id, int64_t id,
				  const char *const *values)
{
	return (struct record_of){
	    .id = id,
	    .owner = case_id,
	    .provider =
		strtoll(values[CASE_SERVICE_F_PROVIDER], NULL, 10),
	    .client = client};
}

NEOERR *case_service_load(const struct actor *a, int64_t client,
			  int64_t case_id, int64_t id, const char **values,
			  int64_t *version)
{
	struct rows r;

	TRY(case_get(a, client, case_id, &r));
	return nerr_pass(
	    record_load(a, &case_service_record,
			(struct record_of){.id = id, .owner = case_id}, values,
			version));
}

/* A number with at most two places, as the database writes it. */
static const char *read_units(const void *pool, const char *typed)
{
	int64_t whole = 0;
	int places = -1, part = 0;

	for (const char *p = typed; *p; p++) {
		if ((*p == '.' || *p == ',') && places < 0) {
			places = 0;
		} else if (!isdigit((unsigned char)*p) || places >= 2) {
			return NULL;
		} else if (places < 0) {
			whole = whole * 10 + (*p - '0');
			if (whole > 99999)
				return NULL;
		} else {
			part += (*p - '0') * (places ? 1 : 10);
			places++;
		}
	}
	if (!whole && !part)
		return NULL;
	if (!part)
		return mem_printf(pool, "%" PRId64, whole);
	return part % 10
		   ? mem_printf(pool, "%" PRId64 ".%02d", whole, part)
		   : mem_printf(pool, "%" PRId64 ".%d", whole, part / 10);
}

const char *case_service_wrong(const void *pool, const char **values,
			       int *field)
{
	const char *from = values[CASE_SERVICE_F_FROM];
	const char *until = values[CASE_SERVICE_F_UNTIL];
	const char *units = values[CASE_SERVICE_F_UNITS];

	if (*until && strcmp(until, from) < 0) {
		*field = CASE_SERVICE_F_UNTIL;
		return "The last day must not be before the first";
	}
	if (!*units)
		return NULL;
	units = read_units(pool, units);
	if (!units) {
		*field = CASE_SERVICE_F_UNITS;
		return "Write a number like 3 or 2.5";
	}
	values[CASE_SERVICE_F_UNITS] = units;
	return NULL;
}

NEOERR *case_service_twice(const struct actor *a, int64_t client, int64_t id,
			   const char *const *values, bool *twice)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &CASE_SERVICE_TWICE, &r, client,
		     values[CASE_SERVICE_F_PROVIDER],
		     values[CASE_SERVICE_F_SERVICE],
		     values[CASE_SERVICE_F_UNTIL], id,
		     values[CASE_SERVICE_F_FROM]));
	*twice = r.n;
	return STATUS_OK;
}

NEOERR *case_service_add(const struct actor *a, int64_t client,
			 int64_t case_id, const char *const *values,
			 int64_t *id)
{
	struct record_of of = record_of(client, case_id, 0, values);
	struct rows r;

	TRY(case_get(a, client, case_id, &r));
	if (!row_null(&r, 0, "closed"))
		return nerr_raise(ERR_INVALID,
				  "The case is closed. Open it again first.");
	TRY(record_add(a, &case_service_record, of, values, id));
	return nerr_pass(placement_follow(a, of.provider, client));
}

NEOERR *case_service_save(const struct actor *a, int64_t client,
			  int64_t case_id, int64_t id, int64_t version,
			  const char *const *values)
{
	struct record_of of = record_of(client, case_id, id, values);
	struct rows r;

	TRY(case_get(a, client, case_id, &r));
	TRY(record_save(a, &case_service_record, of, version, values, NULL));
	return nerr_pass(placement_follow(a, of.provider, client));
}

NEOERR *case_service_remove(const struct actor *a, int64_t client,
			    int64_t case_id, int64_t id)
{
	const char *values[CASE_SERVICE_COLUMNS];
	struct record_of of;
	int64_t version;

	TRY(case_service_load(a, client, case_id, id, values, &version));
	of = record_of(client, case_id, id, values);
	TRY(db_exec(a->db, &CASE_SERVICE_REMOVE,
		    db_from_time(a->pool, a->now), id, case_id));
	TRY(audit_add(a, (struct audit){.action = "removed",
					.kind = "case_service",
					.id = id,
					.provider = of.provider,
					.client = client}));
	return nerr_pass(placement_follow(a, of.provider, client));
}

/* What was typed, as a pattern that finds the beginnings of words. */
static const char *pattern(const void *pool, const char *typed)
{
	struct buf b = {.ctx = pool};

	buf_puts(&b, "% ");
	for (; *typed; typed++) {
		if (strchr("%_\\", *typed))
			buf_puts(&b, "\\");
		buf_add(&b, typed, 1);
	}
	buf_puts(&b, "%");
	return buf_text(&b);
}

NEOERR *case_providers(const struct actor *a, int64_t service, struct date on,
		       const char *typed, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &CASE_PROVIDERS, out,
				  iso(a, on), service,
				  pattern(a->pool, typed), a->regions, 20));
}

const char *case_amount(const void *pool, const char *units, const char *unit,
			const char *per)
{
	const char *one = service_unit(unit);
	bool often = *per && strcmp(per, "once");

	if (!*units)
		return "";
	/* "an hour", "1 hour" */
	if (!strcmp(units, "1") && strcmp(unit, "each"))
		one = strchr(one, ' ') ? mem_printf(pool, "1%s",
						    strchr(one, ' '))
				       : one;
	else
		one = mem_printf(pool, "%s %s", units, service_units(unit));
	return often ? mem_printf(pool, "%s %s", one,
				  choice_label(pers, per))
		     : one;
}
