/* Rules.
 * SPDX-License-Identifier: MIT */
#include "people/rules.h"

#include "base/mem.h"
#include "people/audit.h"
#include "people/meeting.h"

/* Whose task it is. Parameters: today, today. */
#define WHOSE                                                                \
	" (SELECT g.account_id FROM assignment g JOIN account s"             \
	"  ON s.id = g.account_id AND s.state = 'active'"                    \
	"  WHERE g.provider_id = p.id AND g.from_date <= ?"                  \
	"  AND (g.until_date IS NULL OR g.until_date >= ?)"                  \
	"  ORDER BY FIELD(g.role, 'cover', 'lead', 'support'), g.id LIMIT 1)"
#define LIVING " p.state IN ('draft', 'active', 'suspended')"
#define NOT_RAISED(key)                                                      \
	" AND NOT EXISTS (SELECT 1 FROM task z WHERE z.raised_key = " key ")"
#define LICENCE_KEY "CONCAT('licence:', l.id, ':', l.until_date)"
#define CREDENTIAL_KEY "CONCAT('credential:', c.id, ':', c.expires, ':', p.id)"
#define INCIDENT_KEY "CONCAT('incident:', i.id)"
#define ATTACHMENT_KEY "CONCAT('attachment:', x.id, ':', x.expires)"

SQL(RULE_LICENCES, "sssss",
    "raised:s provider:i who:i name:s number:s last:d",
    "SELECT " LICENCE_KEY ", p.id," WHOSE ", t.name, l.number, l.until_date"
    " FROM licence l JOIN licence_type t ON t.id = l.type_id"
    " JOIN provider p ON p.id = l.provider_id"
    " WHERE l.until_date >= DATE_SUB(?, INTERVAL 30 DAY)"
    " AND l.until_date <= DATE_ADD(?, INTERVAL"
    "  (SELECT GREATEST(366, MAX(renew_days)) FROM licence_type) DAY)"
    " AND l.until_date <= DATE_ADD(?, INTERVAL GREATEST(t.renew_days,"
    "  COALESCE((SELECT CAST(value AS UNSIGNED) FROM setting"
    "   WHERE name = 'licence.soon_days'), 60)) DAY) AND" LIVING
    " AND NOT EXISTS (SELECT 1 FROM licence n WHERE n.replaces_id = l.id)"
    " AND NOT EXISTS (SELECT 1 FROM licence_action x WHERE x.licence_id = l.id"
    "  AND (x.action IN ('revoke', 'surrender')"
    "   OR (x.action = 'lodge_renewal'"
    "    AND x.on_date >= DATE_SUB(l.until_date, INTERVAL 400 DAY))))"
    NOT_RAISED(LICENCE_KEY)
    " ORDER BY l.until_date, l.id LIMIT 500");
#define CREDENTIALS(from, same)                                              \
	"SELECT " CREDENTIAL_KEY ", p.id," WHOSE ", k.name, c.expires"       \
	" FROM credential c JOIN credential_kind k ON k.id = c.kind_id"      \
	from                                                                 \
	" WHERE c.expires >= DATE_SUB(?, INTERVAL 30 DAY)"                   \
	" AND c.expires <= DATE_ADD(?, INTERVAL"                             \
	"  (SELECT MAX(remind_days) FROM credential_kind) DAY)"              \
	" AND c.expires <= DATE_ADD(?, INTERVAL k.remind_days DAY) AND" LIVING \
	" AND NOT EXISTS (SELECT 1 FROM credential n"                        \
	"  WHERE n.kind_id = c.kind_id AND " same                            \
	"  AND (n.expires > c.expires OR n.expires IS NULL))"                \
	NOT_RAISED(CREDENTIAL_KEY) " ORDER BY c.expires, c.id LIMIT 500"
#define CREDENTIAL_COLUMNS "raised:s provider:i who:i name:s last:d"
SQL(RULE_PROVIDERS_OWN, "sssss", CREDENTIAL_COLUMNS,
    CREDENTIALS(" JOIN provider p ON p.id = c.provider_id",
		"n.provider_id = c.provider_id"));
SQL(RULE_PEOPLES, "sssssss", CREDENTIAL_COLUMNS,
    CREDENTIALS(" JOIN (SELECT DISTINCT provider_id, person_id"
		"  FROM provider_person WHERE (from_date IS NULL"
		"  OR from_date <= ?) AND (until_date IS NULL"
		"  OR until_date >= ?)) l ON l.person_id = c.person_id"
		" JOIN provider p ON p.id = l.provider_id",
		"n.person_id = c.person_id"));
SQL(RULE_INCIDENTS, "ss",
    "raised:s provider:i who:i number:s due_at:t",
    "SELECT " INCIDENT_KEY ", p.id," WHOSE ", i.number, i.due_at"
    " FROM incident i JOIN provider p ON p.id = i.provider_id"
    " WHERE i.state IN ('open', 'review') AND i.due_at IS NOT NULL"
    " AND i.notified_at IS NULL" NOT_RAISED(INCIDENT_KEY)
    " ORDER BY i.due_at, i.id LIMIT 500");
/* What is the proof of a check or licence has a rule of its own above. */
SQL(RULE_ATTACHMENTS, "ssss", "raised:s provider:i who:i name:s last:d",
    "SELECT " ATTACHMENT_KEY ", p.id," WHOSE ", k.name, x.expires"
    " FROM attachment x JOIN attachment_kind k ON k.id = x.kind_id"
    " JOIN provider p ON p.id = x.provider_id"
    " WHERE x.state = 'current' AND x.credential_id IS NULL"
    " AND x.licence_id IS NULL AND x.expires >= DATE_SUB(?, INTERVAL 30 DAY)"
    " AND x.expires <= DATE_ADD(?, INTERVAL x.remind_days DAY) AND" LIVING
    NOT_RAISED(ATTACHMENT_KEY) " ORDER BY x.expires, x.id LIMIT 500");
/* Open tasks of a rule whose cause is gone. The number in a key is its second
 * part. */
#define KEY_ID "SUBSTRING_INDEX(SUBSTRING_INDEX(t.raised_key, ':', 2), ':', -1)"
#define SOLVED(rule, cause)                                                  \
	"SELECT t.id, t.provider_id FROM task t WHERE t.state = 'open'"      \
	" AND t.raised_key LIKE '" rule ":%' AND NOT EXISTS (SELECT 1 FROM " \
	cause ") ORDER BY t.id LIMIT 500"
SQL(RULE_INCIDENTS_OVER, "", "id:i provider:i",
    SOLVED("incident", "incident i WHERE i.id = " KEY_ID
	   " AND i.state IN ('open', 'review') AND i.notified_at IS NULL"
	   " AND i.due_at IS NOT NULL"));
SQL(RULE_LICENCES_OVER, "", "id:i provider:i",
    SOLVED("licence", "licence l WHERE l.id = " KEY_ID
	   " AND t.raised_key = " LICENCE_KEY
	   " AND NOT EXISTS (SELECT 1 FROM licence n WHERE n.replaces_id = l.id)"
	   " AND NOT EXISTS (SELECT 1 FROM licence_action x"
	   "  WHERE x.licence_id = l.id AND (x.action IN ('revoke', 'surrender')"
	   "   OR (x.action = 'lodge_renewal'"
	   "    AND x.on_date >= DATE_SUB(l.until_date, INTERVAL 400 DAY))))"));
SQL(RULE_CREDENTIALS_OVER, "", "id:i provider:i",
    SOLVED("credential", "credential c WHERE c.id = " KEY_ID
	   " AND t.raised_key = CONCAT('credential:', c.id, ':', c.expires,"
	   " ':', t.provider_id)"
	   " AND NOT EXISTS (SELECT 1 FROM credential n"
	   "  WHERE n.kind_id = c.kind_id AND n.person_id = c.person_id"
	   "  AND (n.expires > c.expires OR n.expires IS NULL))"
	   " AND NOT EXISTS (SELECT 1 FROM credential o"
	   "  WHERE o.kind_id = c.kind_id AND o.provider_id = c.provider_id"
	   "  AND (o.expires > c.expires OR o.expires IS NULL))"));
SQL(RULE_ATTACHMENTS_OVER, "", "id:i provider:i",
    SOLVED("attachment", "attachment x WHERE x.id = " KEY_ID
	   " AND x.state = 'current' AND x.credential_id IS NULL"
	   " AND x.licence_id IS NULL AND t.raised_key = " ATTACHMENT_KEY));
SQL(RULE_SETTLE, "si", "",
    "UPDATE task SET state = 'done', done_at = ?, done_by = NULL,"
    " version = version + 1 WHERE id = ? AND state = 'open'");
SQL(RULE_RAISE, "isssiss", "",
    "INSERT INTO task (provider_id, title, details, due, assignee_id,"
    " raised_key, created_at) VALUES (?, ?, ?, ?, NULLIF(?, 0), ?, ?)");

struct raise {
	const struct actor *a;
	const char *key, *title, *details, *due;
	int64_t provider, who;
};

static NEOERR *write_task(void *arg)
{
	const struct raise *r = arg;
	const struct actor *a = r->a;

	TRY(db_exec(a->db, &RULE_RAISE, r->provider, r->title, r->details,
		    r->due, r->who, r->key, db_from_time(a->pool, a->now)));
	return nerr_pass(audit_add(a, (struct audit){.action = "raised",
						     .kind = "task",
						     .id = db_inserted(a->db),
						     .provider = r->provider}));
}

/* Another courier may have been faster: then the key is there already. */
static NEOERR *raise_task(const struct rows *rows, size_t i, struct raise r,
			  struct rules_done *out)
{
	NEOERR *err;

	r.key = row_text(rows, i, "raised");
	r.provider = row_int(rows, i, "provider");
	r.who = row_int(rows, i, "who");
	err = db_transaction(r.a->db, write_task, &r);
	if (nerr_handle(&err, ERR_CONFLICT))
		return STATUS_OK;
	TRY(err);
	out->tasks++;
	return STATUS_OK;
}

static const char *day(const struct actor *a, const char *iso)
{
	struct date d = DATE_NONE;
	char text[DATE_TEXT];

	date_parse_iso(iso, &d);
	return mem_strdup(a->pool, date_format_short(d, 0, text));
}

static NEOERR *raise_licences(const struct actor *a, const char *today,
			      struct rules_done *out)
{
	struct rows rows;

	TRY(db_query(a->db, a->pool, &RULE_LICENCES, &rows, today, today, today,
		     today, today));
	for (size_t i = 0; i < rows.n; i++) {
		const char *last = row_text(&rows, i, "last");
		struct raise r = {
		    .a = a,
		    .due = last,
		    .title = mem_printf(a->pool, "Renew the licence %s (%s)",
					row_text(&rows, i, "number"),
					row_text(&rows, i, "name")),
		    .details = mem_printf(a->pool,
					  "It ends on %s. When the renewal is "
					  "lodged, write that down under "
					  "Licence.",
					  day(a, last))};

		TRY(raise_task(&rows, i, r, out));
	}
	return STATUS_OK;
}

static NEOERR *raise_checks(const struct actor *a, const struct rows *rows,
			    const char *whose, struct rules_done *out)
{
	for (size_t i = 0; i < rows->n; i++) {
		const char *last = row_text(rows, i, "last");
		struct raise r = {
		    .a = a,
		    .due = last,
		    .title = mem_printf(a->pool, "%s ends on %s: renew it%s",
					row_text(rows, i, "name"),
					day(a, last), whose),
		    .details = "It is marked under People. Write the new one "
			       "down there."};

		TRY(raise_task(rows, i, r, out));
	}
	return STATUS_OK;
}

static NEOERR *raise_credentials(const struct actor *a, const char *today,
				 struct rules_done *out)
{
	struct rows own, people;

	TRY(db_query(a->db, a->pool, &RULE_PROVIDERS_OWN, &own, today, today,
		     today, today, today));
	TRY(raise_checks(a, &own, "", out));
	TRY(db_query(a->db, a->pool, &RULE_PEOPLES, &people, today, today,
		     today, today, today, today, today));
	return nerr_pass(
	    raise_checks(a, &people, ", for one of the people", out));
}

static NEOERR *raise_attachments(const struct actor *a, const char *today,
				 struct rules_done *out)
{
	struct rows rows;

	TRY(db_query(a->db, a->pool, &RULE_ATTACHMENTS, &rows, today, today,
		     today, today));
	for (size_t i = 0; i < rows.n; i++) {
		const char *last = row_text(&rows, i, "last");
		struct raise r = {
		    .a = a,
		    .due = last,
		    .title = mem_printf(a->pool,
					"%s ends on %s: replace the document",
					row_text(&rows, i, "name"),
					day(a, last)),
		    .details = "It stands under Attachments. Replace it there, "
			       "with its new last day."};

		TRY(raise_task(&rows, i, r, out));
	}
	return STATUS_OK;
}

static NEOERR *raise_incidents(const struct actor *a, const char *today,
			       struct rules_done *out)
{
	struct rows rows;

	TRY(db_query(a->db, a->pool, &RULE_INCIDENTS, &rows, today, today));
	for (size_t i = 0; i < rows.n; i++) {
		int64_t due = db_to_time(row_text(&rows, i, "due_at"));
		char text[DATE_TEXT], when[ZONE_TEXT];
		struct wall wall = zone_wall_from_utc(a->zone, due);
		const char *due_on = date_format_iso(wall.date, text);
		struct raise r = {
		    .a = a,
		    .due = due_on,
		    .title = mem_printf(a->pool,
					"Tell the regulator about incident %s",
					row_text(&rows, i, "number")),
		    .details = mem_printf(
			a->pool,
			"The clock ends on %s at %s. When it is done, write "
			"that down in the incident.",
			day(a, due_on), zone_format_time(wall.minute, when))};

		TRY(raise_task(&rows, i, r, out));
	}
	return STATUS_OK;
}

struct settle {
	const struct actor *a;
	int64_t id, provider;
	bool did;
};

static NEOERR *settle_task(void *arg)
{
	struct settle *s = arg;

	TRY(db_exec(s->a->db, &RULE_SETTLE, db_from_time(s->a->pool, s->a->now),
		    s->id));
	s->did = db_affected(s->a->db) == 1;
	if (!s->did)
		return STATUS_OK;
	return nerr_pass(audit_add(s->a, (struct audit){.action = "settled",
							.kind = "task",
							.id = s->id,
							.provider = s->provider}));
}

static NEOERR *settle(const struct actor *a, const struct sql *sql,
		      struct rules_done *out)
{
	struct rows rows;

	TRY(db_query(a->db, a->pool, sql, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		struct settle s = {.a = a,
				   .id = row_int(&rows, i, "id"),
				   .provider = row_int(&rows, i, "provider")};

		TRY(db_transaction(a->db, settle_task, &s));
		out->settled += s.did;
	}
	return STATUS_OK;
}

NEOERR *rules_run(const struct actor *a, struct rules_done *out)
{
	char today[DATE_TEXT];

	*out = (struct rules_done){0};
	date_format_iso(date_from_days(a->today), today);
	TRY(settle(a, &RULE_LICENCES_OVER, out));
	TRY(settle(a, &RULE_CREDENTIALS_OVER, out));
	TRY(settle(a, &RULE_INCIDENTS_OVER, out));
	TRY(settle(a, &RULE_ATTACHMENTS_OVER, out));
	TRY(raise_licences(a, today, out));
	TRY(raise_credentials(a, today, out));
	TRY(raise_incidents(a, today, out));
	TRY(raise_attachments(a, today, out));
	return nerr_pass(meeting_remind(a, &out->reminders));
}
