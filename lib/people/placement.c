/* A provider's clients.
 * SPDX-License-Identifier: MIT */
#include "people/placement.h"

#include <inttypes.h>

#include "base/mem.h"
#include "people/audit.h"
#include "people/portrait.h"

#define PLACEMENT_COLUMNS                                                 \
	"id:i client_id:i name:s number:s face:i born:d gender:s"         \
	" from_date:d until_date:d source:s remarks:s version:i state:s photo:i"
#define PLACEMENT_SELECT                                                   \
	"SELECT x.id, IF(d.regions & (1 << c.region_id), c.id, 0),"        \
	" IF(d.regions & (1 << c.region_id), c.name, ''),"                 \
	" IF(d.regions & (1 << c.region_id), c.number, ''),"               \
	" IF(d.regions & (1 << c.region_id), c.face, 0),"                  \
	" IF(d.regions & (1 << c.region_id), c.born, NULL),"               \
	" IF(d.regions & (1 << c.region_id), c.gender, ''),"               \
	" x.from_date, x.until_date, x.source,"                            \
	" IF(d.regions & (1 << c.region_id), x.remarks, ''), x.version,"   \
	" IF(x.until_date < d.today, 'past',"                              \
	"  IF(x.from_date > d.today, 'to_come', 'current')),"              \
	" IF(d.regions & (1 << c.region_id)," PORTRAIT_OF("client", "c.id") \
	", NULL)"                                                          \
	" FROM (SELECT CAST(? AS date) AS today, ? AS regions) d"          \
	" JOIN placement x JOIN client c ON c.id = x.client_id"

SQL(PLACEMENT_NOW, "siii", PLACEMENT_COLUMNS,
    PLACEMENT_SELECT " WHERE x.provider_id = ?"
		     " AND (x.until_date IS NULL OR x.until_date >= d.today)"
		     " ORDER BY c.name, x.from_date, x.id LIMIT 51 OFFSET ?");
SQL(PLACEMENT_PAST, "siii", PLACEMENT_COLUMNS,
    PLACEMENT_SELECT " WHERE x.provider_id = ? AND x.until_date < d.today"
		     " ORDER BY x.until_date DESC, x.id DESC"
		     " LIMIT 51 OFFSET ?");
SQL(PLACEMENT_GET, "siii", PLACEMENT_COLUMNS,
    PLACEMENT_SELECT " WHERE x.id = ? AND x.provider_id = ?");
SQL(PLACEMENT_COUNTS, "si", "current:i past:i here:i places:i own_children:i",
    "SELECT (SELECT COUNT(*) FROM placement x WHERE x.provider_id = p.id"
    "  AND (x.until_date IS NULL OR x.until_date >= d.today)),"
    " (SELECT COUNT(*) FROM placement x WHERE x.provider_id = p.id"
    "  AND x.until_date < d.today),"
    " (SELECT COUNT(DISTINCT x.client_id) FROM placement x"
    "  WHERE x.provider_id = p.id AND x.from_date <= d.today"
    "  AND (x.until_date IS NULL OR x.until_date >= d.today)),"
    " p.places, p.own_children"
    " FROM (SELECT CAST(? AS date) AS today) d JOIN provider p"
    " WHERE p.id = ?");
SQL(PLACEMENT_SERVICES, "sii",
    "client_id:i service:s unit:s units:s per:s funding:s from_date:d"
    " until_date:d case_id:i case_number:s current:i",
    "SELECT k.client_id, s.name, s.unit,"
    " TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM x.units)), x.per,"
    " x.funding, x.from_date, x.until_date, k.id, k.number,"
    " x.from_date <= d.today"
    "  AND (x.until_date IS NULL OR x.until_date >= d.today)"
    " FROM (SELECT CAST(? AS date) AS today) d JOIN case_service x"
    " JOIN client_case k ON k.id = x.case_id"
    " JOIN client c ON c.id = k.client_id"
    " JOIN service s ON s.id = x.service_id"
    " WHERE x.provider_id = ? AND x.removed_at IS NULL"
    " AND ? & (1 << c.region_id)"
    " ORDER BY x.until_date IS NOT NULL, x.from_date DESC, x.id DESC"
    " LIMIT 2000");
SQL(PLACEMENT_SERVED, "isi",
    "id:i seen:i name:s born:d gender:s traits:s from_date:d until_date:d",
    "SELECT c.id, ? & (1 << c.region_id) <> 0, c.name, c.born, c.gender,"
    " c.traits, x.from_date, x.until_date"
    " FROM (SELECT CAST(? AS date) AS today) d JOIN placement x"
    " JOIN client c ON c.id = x.client_id WHERE x.provider_id = ?"
    " AND (x.until_date IS NULL OR x.until_date >= d.today)"
    " ORDER BY c.name, x.from_date LIMIT 1000");
SQL(PLACEMENT_OF_CLIENT, "siii",
    "id:i provider_id:i provider:s type:s icon:s tone:s from_date:d"
    " until_date:d source:s remarks:s state:s",
    "SELECT x.id, v.id, v.name, t.name, t.icon, t.tone, x.from_date,"
    " x.until_date, x.source, x.remarks,"
    " IF(x.until_date < d.today, 'past',"
    "  IF(x.from_date > d.today, 'to_come', 'current'))"
    " FROM (SELECT CAST(? AS date) AS today, ? AS regions, ? AS drafts) d"
    " JOIN placement x LEFT JOIN provider v ON v.id = x.provider_id"
    "  AND d.regions & (1 << v.region_id) AND (v.state <> 'draft' OR d.drafts)"
    " LEFT JOIN provider_type t ON t.id = v.type_id"
    " WHERE x.client_id = ?"
    " ORDER BY x.until_date IS NOT NULL, x.from_date DESC, x.id DESC"
    " LIMIT 200");
SQL(PLACEMENT_INSERT, "iissssis", "",
    "INSERT INTO placement (provider_id, client_id, from_date, until_date,"
    " source, remarks, created_by, created_at)"
    " VALUES (?, ?, ?, NULLIF(?, ''), ?, ?, NULLIF(?, 0), ?)");
/* Changes nothing, and holds the row. */
SQL(PLACEMENT_TURN, "i", "",
    "UPDATE provider SET own_children = own_children WHERE id = ?");
SQL(PLACEMENT_END, "sii", "",
    "UPDATE placement SET until_date = ?, version = version + 1"
    " WHERE id = ? AND provider_id = ?");
/* Services do not outlast the stay that somebody ends. */
SQL(PLACEMENT_END_SERVICES, "siiss", "",
    "UPDATE case_service x JOIN client_case k ON k.id = x.case_id"
    " SET x.until_date = ?, x.version = x.version + 1"
    " WHERE x.provider_id = ? AND k.client_id = ? AND x.removed_at IS NULL"
    " AND x.from_date <= ? AND (x.until_date IS NULL OR x.until_date > ?)");
SQL(PLACEMENT_CLIENT, "ii", "client_id:i",
    "SELECT client_id FROM placement WHERE id = ? AND provider_id = ?");
SQL(PLACEMENT_SPAN, "ssi", "",
    "UPDATE placement SET from_date = ?, until_date = NULLIF(?, ''),"
    " version = version + 1 WHERE id = ?");
/* The stay that services from a day on belong to: the last that is not over
 * before. */
SQL(PLACEMENT_FIND, "iiss", "id:i from_date:d until_date:d source:s",
    "SELECT id, from_date, until_date, source FROM placement"
    " WHERE provider_id = ? AND client_id = ?"
    " AND (until_date IS NULL OR until_date >= ?)"
    " AND from_date <= COALESCE(NULLIF(?, ''), '9999-12-31')"
    " ORDER BY until_date IS NULL DESC, until_date DESC LIMIT 1");
/* The last stay that grew out of a case, over or not. */
SQL(PLACEMENT_LAST_OF_CASE, "ii", "id:i from_date:d until_date:d",
    "SELECT id, from_date, until_date FROM placement"
    " WHERE provider_id = ? AND client_id = ? AND source = 'case'"
    " ORDER BY from_date DESC, id DESC LIMIT 1");
SQL(PLACEMENT_CASE_SERVICES, "ii", "from_date:d until_date:d",
    "SELECT x.from_date, x.until_date FROM client_case k"
    " JOIN case_service x ON x.case_id = k.id"
    " WHERE x.provider_id = ? AND k.client_id = ? AND x.removed_at IS NULL"
    " ORDER BY x.from_date");

const struct field placement_end_fields[PLACEMENT_END_FIELDS] = {
    [PLACEMENT_F_UNTIL] = {"until_date", "Last day", FIELD_DATE,
			   FIELD_REQUIRED},
    [PLACEMENT_F_REASON] = {"reason", "Why", FIELD_TEXT, 0, 300},
};

const struct field placement_add_fields[PLACEMENT_ADD_FIELDS] = {
    [PLACEMENT_F_CLIENT] = {"client", "Client", FIELD_HIDDEN, FIELD_REQUIRED,
			    20},
    [PLACEMENT_F_FROM] = {"from_date", "First day", FIELD_DATE,
			  FIELD_REQUIRED},
    [PLACEMENT_F_TO] = {"until_date", "Last day", FIELD_DATE, 0,
			.hint = "Left empty, it has no end yet"},
    [PLACEMENT_F_REMARKS] = {"remarks", "Remarks", FIELD_TEXT, 0, 300},
    [PLACEMENT_F_SURE] = {"sure", "I have looked at the warnings above",
			  FIELD_CHECKBOX, 0},
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

NEOERR *placement_list(const struct actor *a, int64_t provider, bool past,
		       int64_t offset, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool,
				  past ? &PLACEMENT_PAST : &PLACEMENT_NOW, out,
				  today(a), a->regions, provider, offset));
}

NEOERR *placement_counts(const struct actor *a, int64_t provider,
			 struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &PLACEMENT_COUNTS, out,
				  today(a), provider));
}

NEOERR *placement_services(const struct actor *a, int64_t provider,
			   struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &PLACEMENT_SERVICES, out,
				  today(a), provider, a->regions));
}

NEOERR *placement_served(const struct actor *a, int64_t provider,
			 struct served **out, size_t *n)
{
	struct rows r;
	struct served *list;

	TRY(db_query(a->db, a->pool, &PLACEMENT_SERVED, &r, a->regions,
		     today(a), provider));
	list = mem_array(a->pool, r.n, sizeof *list);
	for (size_t i = 0; i < r.n; i++) {
		list[i] = (struct served){
		    .id = row_int(&r, i, "id"),
		    .seen = row_int(&r, i, "seen"),
		    .name = row_int(&r, i, "seen")
				? row_text(&r, i, "name")
				: "A client of another region",
		    .gender = row_text(&r, i, "gender"),
		    .traits = row_text(&r, i, "traits"),
		};
		date_parse_iso(row_text(&r, i, "born"), &list[i].born);
		date_parse_iso(row_text(&r, i, "from_date"), &list[i].from);
		date_parse_iso(row_text(&r, i, "until_date"), &list[i].until);
	}
	*out = list;
	*n = r.n;
	return STATUS_OK;
}

NEOERR *placement_of_client(const struct actor *a, int64_t client,
			    struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &PLACEMENT_OF_CLIENT, out,
				  today(a), a->regions,
				  actor_may(a, RIGHT_PROVIDER_DRAFT), client));
}

NEOERR *placement_get(const struct actor *a, int64_t provider, int64_t id,
		      struct rows *out)
{
	TRY(db_query(a->db, a->pool, &PLACEMENT_GET, out, today(a), a->regions,
		     id, provider));
	if (!out->n)
		return nerr_raise(ERR_NOT_FOUND, "no placement %" PRId64, id);
	return STATUS_OK;
}

static NEOERR *insert(const struct actor *a, int64_t provider, int64_t client,
		      const char *from, const char *until, const char *source,
		      const char *remarks, int64_t *id)
{
	struct changes c = {.pool = a->pool};

	TRY(db_exec(a->db, &PLACEMENT_INSERT, provider, client, from, until,
		    source, remarks, a->account,
		    db_from_time(a->pool, a->now)));
	*id = db_inserted(a->db);
	changes_add(&c, "from_date", "", from);
	if (*until)
		changes_add(&c, "until_date", "", until);
	changes_add(&c, "source", "", source);
	return nerr_pass(audit_add(a, (struct audit){.action = "added",
						     .kind = "placement",
						     .id = *id,
						     .provider = provider,
						     .client = client,
						     .changes =
							 changes_text(&c)}));
}

NEOERR *placement_turn(const struct actor *a, int64_t provider)
{
	return nerr_pass(db_exec(a->db, &PLACEMENT_TURN, provider));
}

NEOERR *placement_add(const struct actor *a, int64_t provider, int64_t client,
		      struct date from, struct date until, const char *remarks,
		      int64_t *id)
{
	return nerr_pass(insert(a, provider, client, iso(a, from),
				iso(a, until), "hand", remarks, id));
}

NEOERR *placement_end(const struct actor *a, int64_t provider, int64_t id,
		      struct date until, const char *reason)
{
	struct changes c = {.pool = a->pool};
	struct rows r, who;
	int64_t client;

	TRY(placement_get(a, provider, id, &r));
	if (strcmp(iso(a, until), row_text(&r, 0, "from_date")) < 0)
		return nerr_raise(ERR_INVALID, "The last day must not be "
					       "before the first");
	TRY(db_query(a->db, a->pool, &PLACEMENT_CLIENT, &who, id, provider));
	client = row_int(&who, 0, "client_id");
	TRY(db_exec(a->db, &PLACEMENT_END, iso(a, until), id, provider));
	TRY(db_exec(a->db, &PLACEMENT_END_SERVICES, iso(a, until), provider,
		    client, iso(a, until), iso(a, until)));
	if (db_affected(a->db))
		changes_add(&c, "services", "",
			    mem_printf(a->pool, "%" PRId64 " ended too",
				       db_affected(a->db)));
	changes_add(&c, "until_date", row_text(&r, 0, "until_date"),
		    iso(a, until));
	if (*reason)
		changes_add(&c, "reason", "", reason);
	return nerr_pass(
	    audit_add(a, (struct audit){.action = "ended",
					.kind = "placement",
					.id = id,
					.provider = provider,
					.client = client,
					.changes = changes_text(&c)}));
}

/* Gives a stay other days, if they are others. */
static NEOERR *set_span(const struct actor *a, int64_t provider,
			int64_t client, const struct rows *stay,
			const char *from, const char *until)
{
	struct changes c = {.pool = a->pool};
	const char *old_from = row_text(stay, 0, "from_date");
	const char *old_until = row_text(stay, 0, "until_date");
	int64_t id = row_int(stay, 0, "id");

	if (!strcmp(from, old_from) && !strcmp(until, old_until))
		return STATUS_OK;
	TRY(db_exec(a->db, &PLACEMENT_SPAN, from, until, id));
	if (strcmp(from, old_from))
		changes_add(&c, "from_date", old_from, from);
	if (strcmp(until, old_until))
		changes_add(&c, "until_date", old_until, until);
	return nerr_pass(audit_add(a, (struct audit){.action = "changed",
						     .kind = "placement",
						     .id = id,
						     .provider = provider,
						     .client = client,
						     .changes =
							 changes_text(&c)}));
}

/* Is a later than b? "" is no end: the latest of all. */
static bool later(const char *a, const char *b)
{
	if (!*b)
		return false;
	return !*a || strcmp(a, b) > 0;
}

/* A stay for each service that has none, and each stay long enough. */
static NEOERR *cover(const struct actor *a, int64_t provider, int64_t client,
		     const char *from, const char *until)
{
	const char *start, *end;
	struct rows stay;
	int64_t id;

	TRY(db_query(a->db, a->pool, &PLACEMENT_FIND, &stay, provider, client,
		     from, until));
	if (!stay.n)
		return nerr_pass(insert(a, provider, client, from, until,
					"case", "", &id));
	start = row_text(&stay, 0, "from_date");
	end = row_text(&stay, 0, "until_date");
	return nerr_pass(set_span(a, provider, client, &stay,
				  strcmp(from, start) < 0 ? from : start,
				  later(until, end) ? until : end));
}

/* The stay that a case began ends with its last service; where none is left
 * that it stood for, today, or before it began. */
static NEOERR *shorten(const struct actor *a, int64_t provider, int64_t client,
		       const struct rows *services)
{
	const char *last = NULL, *start, *end;
	struct rows stay;

	TRY(db_query(a->db, a->pool, &PLACEMENT_LAST_OF_CASE, &stay, provider,
		     client));
	if (!stay.n)
		return STATUS_OK;
	start = row_text(&stay, 0, "from_date");
	end = row_text(&stay, 0, "until_date");
	for (size_t i = 0; i < services->n; i++) {
		const char *until = row_text(services, i, "until_date");

		if (*until && strcmp(until, start) < 0)
			continue; /* of a stay before this one */
		if (!last || later(until, last))
			last = until;
	}
	if (!last) {
		struct date first;

		last = today(a);
		if (date_parse_iso(start, &first) && strcmp(last, start) < 0)
			last = iso(a, date_add_days(first, -1));
	}
	if (!later(end, last))
		return STATUS_OK;
	return nerr_pass(set_span(a, provider, client, &stay, start, last));
}

NEOERR *placement_follow(const struct actor *a, int64_t provider,
			 int64_t client)
{
	struct rows services;

	TRY(db_query(a->db, a->pool, &PLACEMENT_CASE_SERVICES, &services,
		     provider, client));
	for (size_t i = 0; i < services.n; i++)
		TRY(cover(a, provider, client,
			  row_text(&services, i, "from_date"),
			  row_text(&services, i, "until_date")));
	return nerr_pass(shorten(a, provider, client, &services));
}
