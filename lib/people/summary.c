/* The summary of a profile.
 * SPDX-License-Identifier: MIT */
#include "people/summary.h"

#include "base/mem.h"

SQL(SUMMARY_READ, "iisis",
    "what:s id:i text:s more:s detail:s face:i from_date:d until_date:d at:t"
    " n:i",
    "(SELECT 'fact', f.id, f.label, JSON_VALUE(p.facts, CONCAT('$.', f.name)),"
    " f.kind, 0, NULL, NULL, NULL, 0"
    " FROM provider p JOIN provider_type_field f ON f.type_id = p.type_id"
    " WHERE p.id = ? AND p.facts IS NOT NULL ORDER BY f.position, f.id"
    " LIMIT 40)"
    " UNION ALL"
    " (SELECT 'staff', s.id, a.name, s.reason, s.role, a.face, s.from_date,"
    " s.until_date, NULL, 0"
    " FROM assignment s JOIN account a ON a.id = s.account_id"
    " WHERE s.provider_id = ? AND (s.until_date IS NULL OR s.until_date >= ?)"
    " ORDER BY s.role, s.from_date, s.id LIMIT 6)"
    " UNION ALL"
    " (SELECT 'meeting', m.id, m.title, m.place, '', 0, NULL, NULL,"
    " m.starts_at,"
    " (SELECT COUNT(*) FROM meeting_attendee t WHERE t.meeting_id = m.id)"
    " FROM meeting m WHERE m.provider_id = ? AND m.starts_at >= ?"
    " AND m.state = 'planned' ORDER BY m.starts_at, m.id LIMIT 1)");

NEOERR *summary_read(const struct actor *a, const struct provider *p,
		     struct rows *out)
{
	char today[DATE_TEXT];

	date_format_iso(date_from_days(a->today), today);
	return nerr_pass(db_query(a->db, a->pool, &SUMMARY_READ, out, p->id,
				  p->id, today, p->id,
				  db_from_time(a->pool, a->now)));
}
