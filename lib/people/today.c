/* My work.
 * SPDX-License-Identifier: MIT */
#include "people/today.h"

#include "base/mem.h"

#define SEEN " ? & (1 << p.region_id) AND (p.state <> 'draft' OR ?)"
/* The providers of one person, today. Parameters: account, today, today. */
#define MINE                                                                 \
	" (SELECT DISTINCT provider_id FROM assignment WHERE account_id = ?" \
	" AND from_date <= ? AND (until_date IS NULL OR until_date >= ?))"

SQL(TODAY_COUNT, "isiiiii", "tasks:i incidents:i",
    "SELECT (SELECT COUNT(*) FROM task t JOIN provider p"
    "  ON p.id = t.provider_id WHERE t.assignee_id = ?"
    "  AND t.state = 'open' AND t.due_order <= ? AND" SEEN "),"
    " (SELECT COUNT(*) FROM incident i JOIN provider p ON p.id = i.provider_id"
    "  WHERE i.state IN ('open', 'review') AND i.due_at IS NOT NULL"
    "  AND i.notified_at IS NULL AND ? AND" SEEN ")");
SQL(TODAY_LICENCES, "issiisss",
    "what:s provider_id:i provider:s subject:s name:s expires:d person_id:i",
    "SELECT 'licence', p.id, p.name, l.number, t.name, l.until_date, NULL"
    " FROM" MINE " m JOIN provider p ON p.id = m.provider_id"
    " JOIN licence l ON l.provider_id = p.id"
    " JOIN licence_type t ON t.id = l.type_id"
    " WHERE" SEEN " AND p.state IN ('draft', 'active', 'suspended')"
    " AND l.until_date >= DATE_SUB(?, INTERVAL 1 YEAR)"
    " AND l.until_date <= DATE_ADD(?, INTERVAL GREATEST(t.renew_days,"
    "  COALESCE((SELECT CAST(value AS UNSIGNED) FROM setting"
    "   WHERE name = 'licence.soon_days'), 60)) DAY)"
    " AND NOT EXISTS (SELECT 1 FROM licence n WHERE n.replaces_id = l.id)"
    " AND NOT EXISTS (SELECT 1 FROM licence_action x WHERE x.licence_id = l.id"
    "  AND x.action IN ('revoke', 'surrender') AND x.on_date <= ?)"
    " ORDER BY l.until_date, l.id LIMIT 12");
/* A check that a newer one of its kind follows does not count. */
SQL(TODAY_CHECKS, "issiississsiiss",
    "what:s provider_id:i provider:s subject:s name:s expires:d person_id:i",
    "SELECT * FROM ("
    "SELECT 'check' what, p.id provider_id, p.name provider, '' subject,"
    " k.name, c.expires, NULL person_id FROM" MINE " m"
    " JOIN provider p ON p.id = m.provider_id"
    " JOIN credential c ON c.provider_id = p.id"
    " JOIN credential_kind k ON k.id = c.kind_id"
    " WHERE" SEEN " AND p.state IN ('draft', 'active', 'suspended')"
    " AND c.expires >= DATE_SUB(?, INTERVAL 1 YEAR)"
    " AND c.expires <= DATE_ADD(?, INTERVAL k.remind_days DAY)"
    " AND NOT EXISTS (SELECT 1 FROM credential n"
    "  WHERE n.provider_id = c.provider_id AND n.kind_id = c.kind_id"
    "  AND (n.expires > c.expires OR n.expires IS NULL))"
    " UNION ALL "
    "SELECT 'check', p.id, p.name, e.name, k.name, c.expires, e.id FROM" MINE
    " m JOIN provider p ON p.id = m.provider_id"
    " JOIN (SELECT DISTINCT provider_id, person_id FROM provider_person"
    "  WHERE until_date IS NULL OR until_date >= ?) l"
    "  ON l.provider_id = p.id"
    " JOIN person e ON e.id = l.person_id"
    " JOIN credential c ON c.person_id = e.id"
    " JOIN credential_kind k ON k.id = c.kind_id"
    " WHERE" SEEN " AND p.state IN ('draft', 'active', 'suspended')"
    " AND c.expires >= DATE_SUB(?, INTERVAL 1 YEAR)"
    " AND c.expires <= DATE_ADD(?, INTERVAL k.remind_days DAY)"
    " AND NOT EXISTS (SELECT 1 FROM credential n"
    "  WHERE n.person_id = c.person_id AND n.kind_id = c.kind_id"
    "  AND (n.expires > c.expires OR n.expires IS NULL))"
    ") x ORDER BY expires, provider_id LIMIT 12");
SQL(TODAY_INCIDENTS, "ii",
    "id:i number:s title:s provider_id:i provider:s due_at:t",
    "SELECT i.id, i.number, i.title, p.id, p.name, i.due_at FROM incident i"
    " JOIN provider p ON p.id = i.provider_id"
    " WHERE i.state IN ('open', 'review') AND i.due_at IS NOT NULL"
    " AND i.notified_at IS NULL AND" SEEN
    " ORDER BY i.due_at, i.id LIMIT 12");
SQL(TODAY_DRAFTS, "issiiiii",
    "provider_id:i provider:s changes:i at:t",
    "SELECT p.id, p.name, 0, p.changed_at FROM" MINE " m"
    " JOIN provider p ON p.id = m.provider_id WHERE p.state = 'draft' AND" SEEN
    " UNION ALL SELECT p.id, p.name, 1, r.at FROM provider_revision r"
    " JOIN provider p ON p.id = r.provider_id WHERE r.author_id = ? AND" SEEN
    " ORDER BY 4 DESC LIMIT 12");
SQL(TODAY_PROVIDERS, "iss", "n:i", "SELECT COUNT(*) FROM" MINE " m");

static const char *today_text(const struct actor *a)
{
	char text[DATE_TEXT];

	return mem_strdup(a->pool,
			  date_format_iso(date_from_days(a->today), text));
}

NEOERR *today_count(const struct actor *a, struct today_counts *out)
{
	bool drafts = actor_may(a, RIGHT_PROVIDER_DRAFT);
	struct rows r;

	TRY(db_query(a->db, a->pool, &TODAY_COUNT, &r, a->account,
		     today_text(a), a->regions, drafts,
		     actor_may(a, RIGHT_INCIDENT_VIEW), a->regions, drafts));
	out->tasks = row_int(&r, 0, "tasks");
	out->incidents = row_int(&r, 0, "incidents");
	return STATUS_OK;
}

/* Both lists as one, the earliest first. */
static void merge(const struct actor *a, const struct rows *x,
		  const struct rows *y, struct rows *out)
{
	const char **cells;
	size_t i = 0, j = 0, c = x->columns;

	*out = *x;
	cells = mem_array(a->pool, (x->n + y->n + 1) * c, sizeof *cells);
	for (out->n = 0; out->n < TODAY_ROWS && (i < x->n || j < y->n);
	     out->n++) {
		bool first = j == y->n ||
			     (i < x->n && strcmp(row_text(x, i, "expires"),
						 row_text(y, j, "expires")) <= 0);
		const char **from = first ? x->cells + i++ * c
					  : y->cells + j++ * c;

		memcpy(cells + out->n * c, from, c * sizeof *cells);
	}
	out->cells = cells;
}

NEOERR *today_expiring(const struct actor *a, struct rows *out)
{
	const char *t = today_text(a);
	bool drafts = actor_may(a, RIGHT_PROVIDER_DRAFT);
	struct rows licences, checks;

	TRY(db_query(a->db, a->pool, &TODAY_LICENCES, &licences,
		     actor_may(a, RIGHT_LICENCE_VIEW) ? a->account : 0, t, t,
		     a->regions, drafts, t, t, t));
	TRY(db_query(a->db, a->pool, &TODAY_CHECKS, &checks,
		     actor_may(a, RIGHT_PERSON_VIEW) ? a->account : 0, t, t,
		     a->regions, drafts, t, t,
		     actor_may(a, RIGHT_PERSON_VIEW) ? a->account : 0, t, t, t,
		     a->regions, drafts, t, t));
	merge(a, &licences, &checks, out);
	return STATUS_OK;
}

NEOERR *today_incidents(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &TODAY_INCIDENTS, out,
				  a->regions,
				  actor_may(a, RIGHT_PROVIDER_DRAFT)));
}

NEOERR *today_drafts(const struct actor *a, struct rows *out)
{
	bool drafts = actor_may(a, RIGHT_PROVIDER_DRAFT);
	const char *t = today_text(a);

	return nerr_pass(db_query(a->db, a->pool, &TODAY_DRAFTS, out,
				  a->account, t, t, a->regions, drafts,
				  a->account, a->regions, drafts));
}

NEOERR *today_providers(const struct actor *a, int64_t *out)
{
	const char *t = today_text(a);
	struct rows r;

	TRY(db_query(a->db, a->pool, &TODAY_PROVIDERS, &r, a->account, t, t));
	*out = row_int(&r, 0, "n");
	return STATUS_OK;
}
