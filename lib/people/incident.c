/* Incidents.
 * SPDX-License-Identifier: MIT */
#include "people/incident.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "people/audit.h"
#include "people/number.h"

const struct choice incident_severities[] = {
    {"low", "Low"},
    {"medium", "Medium"},
    {"high", "High"},
    {"critical", "Critical"},
    {NULL, NULL},
};

const struct field incident_fields[INCIDENT_FIELDS] = {
    [INCIDENT_KIND] = {.name = "kind_id",
		       .label = "What kind of incident is it?",
		       .type = FIELD_SELECT,
		       .flags = FIELD_REQUIRED,
		       .hint = "The kind decides how soon a regulator must be "
			       "told"},
    [INCIDENT_TITLE] = {.name = "title",
			.label = "In one line",
			.type = FIELD_TEXT,
			.flags = FIELD_REQUIRED},
    [INCIDENT_HAPPENED_ON] = {.name = "happened_on",
			      .label = "Day it happened",
			      .type = FIELD_DATE,
			      .flags = FIELD_REQUIRED | FIELD_PAST},
    [INCIDENT_HAPPENED_TIME] = {.name = "happened_time",
				.label = "Time it happened, if known",
				.type = FIELD_TIME},
    [INCIDENT_AWARE_ON] = {.name = "aware_on",
			   .label = "Day we became aware",
			   .type = FIELD_DATE,
			   .flags = FIELD_REQUIRED | FIELD_PAST},
    [INCIDENT_AWARE_TIME] = {.name = "aware_time",
			     .label = "Time we became aware",
			     .type = FIELD_TIME,
			     .flags = FIELD_REQUIRED,
			     .hint = "The clock starts here"},
    [INCIDENT_SEVERITY] = {.name = "severity",
			   .label = "How severe is it?",
			   .type = FIELD_RADIO,
			   .flags = FIELD_REQUIRED,
			   .choices = incident_severities},
    [INCIDENT_HARM] = {.name = "harm",
		       .label = "Somebody was harmed",
		       .type = FIELD_CHECKBOX},
    [INCIDENT_DESCRIPTION] = {.name = "description",
			      .label = "What happened",
			      .type = FIELD_LONGTEXT,
			      .flags = FIELD_REQUIRED,
			      .max = 20000,
			      .hint = "Who, what, where. Facts first, opinions "
				      "marked as such"},
    [INCIDENT_ACTIONS] = {.name = "actions",
			  .label = "What was done at once",
			  .type = FIELD_LONGTEXT,
			  .max = 20000},
    [INCIDENT_CLIENT] = {.name = "client_id",
			 .label = "Client it is about",
			 .type = FIELD_SELECT},
    [INCIDENT_PAUSE] = {.name = "pause_placements",
			.label = "No new placements until this is closed",
			.type = FIELD_CHECKBOX},
};

SQL(INCIDENT_RECORD, "ii",
    "version:i kind_id:i title:s happened_on:d happened_time:s aware_on:d"
    " aware_time:s severity:s harm:i description:s actions:s client_id:i"
    " pause_placements:i",
    "SELECT version, kind_id, title, happened_on, happened_time, aware_on,"
    " aware_time, severity, harm, description, actions, client_id,"
    " pause_placements FROM incident WHERE id = ? AND provider_id = ?");
SQL(INCIDENT_INSERT, "issssssssssss", "",
    "INSERT INTO incident (number, aware_at, outcome, provider_id, kind_id,"
    " title, happened_on, happened_time, aware_on, aware_time, severity, harm,"
    " description, actions, client_id, pause_placements)"
    " VALUES (HEX(UUID_SHORT()), utc_timestamp(), '', ?, ?, ?, ?,"
    " NULLIF(?, ''), ?, ?, ?, IF(? = '1', 1, 0), ?, ?, NULLIF(?, ''),"
    " IF(? = '1', 1, 0))");
SQL(INCIDENT_UPDATE, "ssssssssssssii", "",
    "UPDATE incident SET kind_id = ?, title = ?, happened_on = ?,"
    " happened_time = NULLIF(?, ''), aware_on = ?, aware_time = ?,"
    " severity = ?, harm = IF(? = '1', 1, 0), description = ?, actions = ?,"
    " client_id = NULLIF(?, ''), pause_placements = IF(? = '1', 1, 0),"
    " version = version + 1 WHERE id = ? AND version = ?");
SQL(INCIDENT_NUMBER, "sii", "",
    "UPDATE incident SET number = ?, reported_by = NULLIF(?, 0) WHERE id = ?");
SQL(INCIDENT_CLOCK, "ssi", "",
    "UPDATE incident SET aware_at = ?, due_at = ? WHERE id = ?");
SQL(INCIDENT_NOTIFIED, "sii", "",
    "UPDATE incident SET notified_at = ?, version = version + 1"
    " WHERE id = ? AND provider_id = ?");
SQL(INCIDENT_STATE, "ssssiii", "",
    "UPDATE incident SET state = ?, outcome = IF(? = '', outcome, ?),"
    " closed_at = ?, closed_by = NULLIF(?, 0), version = version + 1"
    " WHERE id = ? AND provider_id = ?");
SQL(KIND_CLOCK, "i", "clock:s amount:i harm_hours:i",
    "SELECT clock, amount, harm_hours FROM incident_kind WHERE id = ?");
SQL(INCIDENT_KINDS, "ss", "id:i name:s scheme:s clock:s amount:i harm_hours:i",
    "SELECT id, name, scheme, clock, amount, harm_hours FROM incident_kind"
    " WHERE from_date <= ? AND (until_date IS NULL OR until_date >= ?)"
    " ORDER BY scheme = 'Agency', scheme, id");
SQL(PROVIDER_PLACE, "i", "address_state:s zone:s",
    "SELECT address_state, zone FROM provider WHERE id = ?");
SQL(HOLIDAYS_OF, "ss", "on_date:d from_time:s name:s",
    "SELECT on_date, from_time, name FROM holiday"
    " WHERE state = ? AND on_date >= ? ORDER BY on_date LIMIT 500");

/* Of another region: only one who is named in an incident already, so that it
 * can be saved; and no name. */
SQL(INCIDENT_CLIENTS, "iii", "id:i name:s",
    "SELECT DISTINCT c.id, IF(? & (1 << c.region_id), c.name,"
    "  'A client of another region') name FROM placement p"
    " JOIN client c ON c.id = p.client_id WHERE p.provider_id = ?"
    " AND (? & (1 << c.region_id) OR EXISTS (SELECT 1 FROM incident i"
    "  WHERE i.provider_id = p.provider_id AND i.client_id = c.id))"
    " ORDER BY name LIMIT 1000");

#define INCIDENT_SELECT                                                       \
	"SELECT i.id, i.number, i.provider_id, p.name, k.name, k.scheme,"     \
	" i.title, i.happened_on, i.happened_time, i.aware_at, i.due_at,"     \
	" i.notified_at, i.severity, i.harm, i.state, i.description,"         \
	" i.actions, i.outcome, i.client_id, IF(c.id IS NULL"                 \
	"  OR ? & (1 << c.region_id), c.name, 'A client of another region')," \
	" i.pause_placements,"                                                \
	" i.closed_at, x.name, w.name, i.version"                             \
	" FROM incident i JOIN provider p ON p.id = i.provider_id"            \
	" JOIN incident_kind k ON k.id = i.kind_id"                           \
	" LEFT JOIN client c ON c.id = i.client_id"                           \
	" LEFT JOIN account x ON x.id = i.closed_by"                          \
	" LEFT JOIN account w ON w.id = i.reported_by "
SQL(INCIDENT_GET, "iii", INCIDENT_COLUMNS,
    INCIDENT_SELECT "WHERE i.id = ? AND i.provider_id = ?");
SQL(INCIDENT_LIST, "ii", INCIDENT_COLUMNS,
    INCIDENT_SELECT "WHERE i.provider_id = ?"
		    " ORDER BY i.happened_on DESC, i.id DESC LIMIT 200");
/* Which: the states with commas, and whether a clock must run. */
SQL(INCIDENT_LIST_ALL, "iisiii", INCIDENT_COLUMNS,
    INCIDENT_SELECT
    "WHERE ? & (1 << p.region_id) AND FIND_IN_SET(i.state, ?)"
    " AND (? = 0 OR (i.due_at IS NOT NULL AND i.notified_at IS NULL))"
    " AND (p.state <> 'draft' OR ?)"
    " ORDER BY i.notified_at IS NULL DESC, i.due_at IS NULL, i.due_at,"
    " i.happened_on DESC, i.id DESC LIMIT 50 OFFSET ?");

const struct record incident_record = {
    .kind = "incident",
    .fields = incident_fields,
    .n = INCIDENT_FIELDS,
    .get = &INCIDENT_RECORD,
    .insert = &INCIDENT_INSERT,
    .update = &INCIDENT_UPDATE,
};

int64_t incident_due(struct incident_clock clock, int64_t aware, bool harm,
		     const struct zone *zone, const char *state,
		     const struct holidays *holidays)
{
	struct date day = zone_today(zone, aware);

	if (harm && clock.harm_hours)
		return aware + clock.harm_hours * INT64_C(3600);
	if (!strcmp(clock.unit, "hours"))
		return aware + clock.amount * INT64_C(3600);
	if (!strcmp(clock.unit, "days"))
		day = date_add_days(day, clock.amount);
	else if (!strcmp(clock.unit, "business_days"))
		day = holiday_add_business_days(holidays, state, day,
						clock.amount);
	else
		return 0;
	/* The end of that day is the next midnight. */
	return zone_utc_from_wall(zone, day, 24 * 60, 0);
}

static NEOERR *load_holidays(const struct actor *a, const char *state,
			     int64_t from, struct holidays *out)
{
	struct holiday *list;
	char text[DATE_TEXT];
	struct rows r;

	TRY(db_query(a->db, a->pool, &HOLIDAYS_OF, &r, state,
		     date_format_iso(date_from_days(from), text)));
	list = mem_array(a->pool, r.n, sizeof *list);
	for (size_t i = 0; i < r.n; i++) {
		list[i].state = state;
		if (!date_parse_iso(row_text(&r, i, "on_date"), &list[i].date))
			list[i].date = DATE_NONE;
		list[i].from_minute = -1;
		if (!row_null(&r, i, "from_time"))
			list[i].from_minute =
			    atoi(row_text(&r, i, "from_time")) * 60 +
			    atoi(row_text(&r, i, "from_time") + 3);
		list[i].name = row_text(&r, i, "name");
	}
	*out = (struct holidays){list, r.n};
	return STATUS_OK;
}

/* Works out when the agency became aware, and when the time is over. */
static NEOERR *start_clock(const struct actor *a, int64_t provider, int64_t id,
			   const char *const *values)
{
	const struct zone *zone;
	struct incident_clock clock;
	struct holidays holidays;
	struct rows kind, place;
	struct date day;
	int minute;
	int64_t aware, due;

	TRY(db_query(a->db, a->pool, &KIND_CLOCK, &kind,
		     strtoll(values[INCIDENT_KIND], NULL, 10)));
	if (!kind.n)
		return nerr_raise(ERR_INVALID, "no such kind of incident");
	TRY(db_query(a->db, a->pool, &PROVIDER_PLACE, &place, provider));
	if (!place.n || !date_parse_iso(values[INCIDENT_AWARE_ON], &day) ||
	    !zone_parse_time(values[INCIDENT_AWARE_TIME], &minute))
		return nerr_raise(ERR_INVALID, "when did we become aware?");
	zone = zone_find(row_text(&place, 0, "zone"));
	if (!zone)
		zone = a->zone;
	aware = zone_utc_from_wall(zone, day, minute, 0);
	TRY(load_holidays(a, row_text(&place, 0, "address_state"),
			  date_to_days(day), &holidays));
	clock.unit = row_text(&kind, 0, "clock");
	clock.amount = (int)row_int(&kind, 0, "amount");
	clock.harm_hours = (int)row_int(&kind, 0, "harm_hours");
	due = incident_due(clock, aware, *values[INCIDENT_HARM], zone,
			   row_text(&place, 0, "address_state"), &holidays);
	return nerr_pass(db_exec(a->db, &INCIDENT_CLOCK,
				 db_from_time(a->pool, aware),
				 due ? db_from_time(a->pool, due) : NULL, id));
}

NEOERR *incident_add(const struct actor *a, int64_t provider,
		     const char *const *values, int64_t *id)
{
	int year = date_from_days(a->today).year;
	int64_t n;

	TRY(record_add(a, &incident_record,
		       (struct record_of){.owner = provider,
					  .provider = provider},
		       values, id));
	TRY(number_next(a, mem_printf(a->pool, "incident-%d", year), &n));
	TRY(db_exec(a->db, &INCIDENT_NUMBER,
		    mem_printf(a->pool, "%d-%03" PRId64, year,
			       n),
		    a->account, *id));
	return nerr_pass(start_clock(a, provider, *id, values));
}

NEOERR *incident_save(const struct actor *a, int64_t provider, int64_t id,
		      int64_t version, const char *const *values)
{
	TRY(record_save(a, &incident_record,
			(struct record_of){.id = id,
					   .owner = provider,
					   .provider = provider},
			version, values, NULL));
	return nerr_pass(start_clock(a, provider, id, values));
}

static NEOERR *note_change(const struct actor *a, int64_t provider, int64_t id,
			   const char *action, const char *field,
			   const char *before, const char *after)
{
	struct changes changes = {.pool = a->pool};

	changes_add(&changes, field, before, after);
	return nerr_pass(audit_add(a, (struct audit){
					  .action = action,
					  .kind = "incident",
					  .id = id,
					  .provider = provider,
					  .changes = changes_text(&changes)}));
}

NEOERR *incident_notified(const struct actor *a, int64_t provider, int64_t id,
			  int64_t at)
{
	const char *when = db_from_time(a->pool, at);

	TRY(db_exec(a->db, &INCIDENT_NOTIFIED, when, id, provider));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_NOT_FOUND, "no incident %" PRId64, id);
	return nerr_pass(note_change(a, provider, id, "told the regulator",
				     "notified_at", "", when));
}

NEOERR *incident_set_state(const struct actor *a, int64_t provider, int64_t id,
			   const char *state, const char *outcome)
{
	bool closing = !strcmp(state, "closed");
	struct rows r;

	TRY(db_query(a->db, a->pool, &INCIDENT_GET, &r, a->regions, id,
		     provider));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no incident %" PRId64, id);
	if (!strcmp(row_text(&r, 0, "state"), state))
		return STATUS_OK;
	if (closing && !*outcome)
		return nerr_raise(ERR_INVALID, "Write down the outcome first");
	TRY(db_exec(a->db, &INCIDENT_STATE, state, outcome, outcome,
		    closing ? db_from_time(a->pool, a->now) : NULL,
		    closing ? a->account : 0, id, provider));
	return nerr_pass(note_change(a, provider, id, "changed", "state",
				     row_text(&r, 0, "state"), state));
}

NEOERR *incident_list(const struct actor *a, int64_t provider,
		      struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &INCIDENT_LIST, out, a->regions,
			 provider));
}

NEOERR *incident_list_all(const struct actor *a, const char *which,
			  int64_t page, struct rows *out)
{
	const char *states = !strcmp(which, "all")	? "open,review,closed"
			     : !strcmp(which, "closed") ? "closed"
							: "open,review";

	return nerr_pass(db_query(a->db, a->pool, &INCIDENT_LIST_ALL, out,
				  a->regions, a->regions, states, !strcmp(which, "clock"),
				  actor_may(a, RIGHT_PROVIDER_DRAFT),
				  page * 50));
}

NEOERR *incident_get(const struct actor *a, int64_t provider, int64_t id,
		     struct rows *out)
{
	TRY(db_query(a->db, a->pool, &INCIDENT_GET, out, a->regions, id,
		     provider));
	if (!out->n)
		return nerr_raise(ERR_NOT_FOUND, "no incident %" PRId64, id);
	return nerr_pass(audit_read(
	    a, (struct audit){.kind = "incident",
			      .id = id,
			      .provider = provider,
			      .client = row_int(out, 0, "client_id")}));
}

NEOERR *incident_kinds(const struct actor *a, struct rows *out)
{
	char text[DATE_TEXT];
	const char *today = date_format_iso(date_from_days(a->today), text);

	return nerr_pass(
	    db_query(a->db, a->pool, &INCIDENT_KINDS, out, today, today));
}

NEOERR *incident_clients(const struct actor *a, int64_t provider,
			 struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &INCIDENT_CLIENTS, out, a->regions,
			 provider, a->regions));
}

/* "3 days", "5 hours", "20 minutes" */
static const char *span(const struct actor *a, int64_t seconds)
{
	if (seconds >= 2 * 24 * 3600)
		return text_count(a->pool, seconds / (24 * 3600), "day",
				  "days");
	if (seconds >= 3600)
		return text_count(a->pool, seconds / 3600, "hour", "hours");
	return text_count(a->pool, seconds / 60, "minute", "minutes");
}

struct incident_words incident_clock_words(const struct actor *a, int64_t due,
					   int64_t notified)
{
	char text[ZONE_TEXT];
	int64_t left = due - a->now;

	if (notified)
		return (struct incident_words){
		    notified <= due || !due ? "ok" : "warn", "send-check",
		    mem_printf(a->pool, "Told %s",
			       zone_format_instant(a->zone, notified, a->now,
						   text))};
	if (!due)
		return (struct incident_words){"stone", "dash-lg", "No clock"};
	if (left <= 0)
		return (struct incident_words){
		    "bad", "alarm",
		    mem_printf(a->pool, "Late by %s", span(a, -left))};
	return (struct incident_words){
	    left < 24 * 3600 ? "bad" : "warn", "hourglass-split",
	    mem_printf(a->pool, "%s left", span(a, left))};
}

struct incident_words incident_state_words(const char *state)
{
	if (!strcmp(state, "open"))
		return (struct incident_words){"bad", "exclamation-octagon",
					       "Open"};
	if (!strcmp(state, "review"))
		return (struct incident_words){"warn", "search", "In review"};
	return (struct incident_words){"stone", "check-lg", "Closed"};
}

struct incident_words incident_severity_words(const char *severity)
{
	const char *label = choice_label(incident_severities, severity);

	if (!strcmp(severity, "critical"))
		return (struct incident_words){"bad", "exclamation-octagon-fill",
					       label};
	if (!strcmp(severity, "high"))
		return (struct incident_words){"bad", "chevron-double-up",
					       label};
	if (!strcmp(severity, "medium"))
		return (struct incident_words){"warn", "chevron-up", label};
	return (struct incident_words){"stone", "chevron-down", label};
}
