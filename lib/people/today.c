/* My work.
 * SPDX-License-Identifier: MIT */
#include "people/today.h"

#include "base/mem.h"

SQL(TODAY_COUNT, "isi", "tasks:i incidents:i",
    "SELECT (SELECT COUNT(*) FROM task WHERE assignee_id = ?"
    "  AND state = 'open' AND due <= ?),"
    " (SELECT COUNT(*) FROM incident i JOIN provider p ON p.id = i.provider_id"
    "  WHERE i.state IN ('open', 'review') AND i.due_at IS NOT NULL"
    "  AND i.notified_at IS NULL AND ? & (1 << p.region_id))");

NEOERR *today_count(const struct actor *a, struct today_counts *out)
{
	char today[DATE_TEXT];
	struct rows r;

	date_format_iso(date_from_days(a->today), today);
	TRY(db_query(a->db, a->pool, &TODAY_COUNT, &r, a->account, today,
		     a->regions));
	out->tasks = row_int(&r, 0, "tasks");
	out->incidents = row_int(&r, 0, "incidents");
	return STATUS_OK;
}
