/* The catalogue, and what a provider offers of it.
 * SPDX-License-Identifier: MIT */
#include "people/offer.h"

#include "base/mem.h"

SQL(SERVICE_LIST, "",
    "id:i name:s category:s unit:s icon:s licence_type_id:i licence_type:s"
    " label:s",
    "SELECT s.id, s.name, s.category, s.unit, s.icon, s.licence_type_id,"
    " t.name, CONCAT(s.category, ': ', s.name, ' (by the ', s.unit, ')')"
    " FROM service s LEFT JOIN licence_type t ON t.id = s.licence_type_id"
    " WHERE s.state = 'offered' ORDER BY s.category, s.name LIMIT 1000");
#define OFFER_COLUMNS                                                    \
	"id:i service_id:i name:s description:s category:s unit:s icon:s" \
	" from_date:d until_date:d details:s licence_type_id:i"          \
	" licence_type:s clients:i state:s"
SQL(OFFER_LIST, "sii", OFFER_COLUMNS,
    "SELECT o.id, o.service_id, s.name, s.description, s.category, s.unit,"
    " s.icon, o.from_date, o.until_date, o.details, s.licence_type_id,"
    " t.name,"
    " (SELECT COUNT(DISTINCT c.client_id) FROM case_service x"
    "  JOIN client_case c ON c.id = x.case_id"
    "  WHERE x.provider_id = o.provider_id AND x.service_id = o.service_id"
    "  AND x.removed_at IS NULL AND x.from_date <= d.today"
    "  AND (x.until_date IS NULL OR x.until_date >= d.today)),"
    " IF(o.until_date < d.today, 'past',"
    "  IF(o.from_date > d.today, 'to_come', 'current'))"
    " FROM (SELECT CAST(? AS date) AS today) d JOIN provider_service o"
    " JOIN service s ON s.id = o.service_id"
    " LEFT JOIN licence_type t ON t.id = s.licence_type_id"
    " WHERE o.provider_id = ?"
    " AND (o.until_date IS NOT NULL AND o.until_date < d.today) = ?"
    " ORDER BY s.category, s.name, o.from_date DESC, o.id LIMIT 500");
SQL(OFFER_GET, "ii",
    "version:i service_id:s from_date:d until_date:d details:s",
    "SELECT version, service_id, from_date, until_date, details"
    " FROM provider_service WHERE id = ? AND provider_id = ?");
SQL(OFFER_INSERT, "sssss", "",
    "INSERT INTO provider_service (provider_id, service_id, from_date,"
    " until_date, details) VALUES (?, ?, ?, NULLIF(?, ''), ?)");
SQL(OFFER_UPDATE, "ssssss", "",
    "UPDATE provider_service SET service_id = ?, from_date = ?,"
    " until_date = NULLIF(?, ''), details = ?, version = version + 1"
    " WHERE id = ? AND version = ?");
/* Another row of the same service that shares a day. */
SQL(OFFER_TWICE, "iisss", "from_date:d",
    "SELECT from_date FROM provider_service WHERE provider_id = ?"
    " AND id <> ? AND service_id = ?"
    " AND from_date <= COALESCE(NULLIF(?, ''), '9999-12-31')"
    " AND (until_date IS NULL OR until_date >= ?) LIMIT 1");

const struct field offer_fields[OFFER_FIELDS] = {
    [OFFER_F_SERVICE] = {"service_id", "Service", FIELD_SELECT,
			 FIELD_REQUIRED},
    [OFFER_F_FROM] = {"from_date", "First day", FIELD_DATE, FIELD_REQUIRED},
    [OFFER_F_UNTIL] = {"until_date", "Last day", FIELD_DATE, 0,
		       .hint = "Left empty, it is offered until further "
			       "notice"},
    [OFFER_F_DETAILS] = {"details", "Details", FIELD_TEXT, 0, 300,
			 .hint = "What is special here: times, places, "
				 "conditions"},
};

const struct record offer_record = {
    .kind = "service",
    .fields = offer_fields,
    .n = OFFER_FIELDS,
    .get = &OFFER_GET,
    .insert = &OFFER_INSERT,
    .update = &OFFER_UPDATE,
};

static const struct unit {
	const char *unit, *one, *many;
} units[] = {
    {"hour", "an hour", "hours"},   {"session", "a session", "sessions"},
    {"day", "a day", "days"},	    {"night", "a night", "nights"},
    {"week", "a week", "weeks"},    {"each", "each", "times"},
    {"km", "a kilometre", "km"},
};

const char *service_unit(const char *unit)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (!strcmp(units[i].unit, unit))
			return units[i].one;
	return unit;
}

const char *service_units(const char *unit)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (!strcmp(units[i].unit, unit))
			return units[i].many;
	return unit;
}

NEOERR *service_list(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &SERVICE_LIST, out));
}

NEOERR *offer_list(const struct actor *a, int64_t provider, bool past,
		   struct rows *out)
{
	char today[DATE_TEXT];

	date_format_iso(date_from_days(a->today), today);
	return nerr_pass(db_query(a->db, a->pool, &OFFER_LIST, out, today,
				  provider, past));
}

NEOERR *offer_wrong(const struct actor *a, int64_t provider, int64_t id,
		    const char *const *values, int *field, const char **words)
{
	const char *from = values[OFFER_F_FROM], *until = values[OFFER_F_UNTIL];
	struct rows r;

	*words = NULL;
	if (*until && strcmp(until, from) < 0) {
		*field = OFFER_F_UNTIL;
		*words = "The last day must not be before the first";
		return STATUS_OK;
	}
	TRY(db_query(a->db, a->pool, &OFFER_TWICE, &r, provider, id,
		     values[OFFER_F_SERVICE], until, from));
	if (r.n) {
		*field = OFFER_F_SERVICE;
		*words = "This service is offered on some of these days "
			 "already: change that row, or end it first";
	}
	return STATUS_OK;
}
