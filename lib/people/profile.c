/* The profile as a whole.
 * SPDX-License-Identifier: MIT */
#include "people/profile.h"

#include "base/mem.h"
#include "people/portrait.h"

/* One read for all sections; every count comes from an index of the provider's
 * own rows, so that it costs the same in a large agency. */
SQL(PROFILE_COUNTS, "isisiiiisiisiiisiiiiiiiii",
    "tasks:i tasks_late:i meetings:i notes:i clients:i people:i incidents:i"
    " incidents_open:i workflows:i workflows_late:i services:i licences:i"
    " attachments:i forms:i photo:i photo_alt:s",
    "SELECT"
    " (SELECT COUNT(*) FROM task WHERE provider_id = ? AND state = 'open'),"
    " (SELECT COUNT(*) FROM task WHERE due < ? AND provider_id = ?"
    "  AND state = 'open'),"
    " (SELECT COUNT(*) FROM meeting WHERE starts_at >= ? AND provider_id = ?"
    "  AND state = 'planned'),"
    " (SELECT COUNT(*) FROM note WHERE provider_id = ? AND state = 'current'"
    "  AND (restricted = 0 OR author_id = ? OR ?)),"
    " (SELECT COUNT(*) FROM placement WHERE (until_date IS NULL"
    "  OR until_date >= ?) AND provider_id = ?),"
    " (SELECT COUNT(*) FROM provider_person WHERE provider_id = ?"
    "  AND (until_date IS NULL OR until_date >= ?)),"
    " (SELECT COUNT(*) FROM incident WHERE provider_id = ?),"
    " (SELECT COUNT(*) FROM incident WHERE provider_id = ?"
    "  AND state <> 'closed'),"
    " (SELECT COUNT(*) FROM workflow WHERE provider_id = ?"
    "  AND state = 'running'),"
    " (SELECT COUNT(*) FROM workflow w JOIN workflow_step s"
    "  ON s.workflow_id = w.id WHERE s.due < ? AND w.provider_id = ?"
    "  AND w.state = 'running' AND s.state = 'ready'),"
    " (SELECT COUNT(*) FROM provider_service WHERE provider_id = ?"
    "  AND until_date IS NULL),"
    " (SELECT COUNT(*) FROM licence WHERE provider_id = ?),"
    " (SELECT COUNT(*) FROM attachment WHERE provider_id = ?"
    "  AND state = 'current' AND owner_kind NOT IN ('note', 'answer')),"
    " (SELECT COUNT(*) FROM form_answer x"
    "  LEFT JOIN client c ON c.id = x.client_id"
    "  WHERE x.provider_id = ? AND x.state = 'submitted'"
    "  AND (x.client_id IS NULL OR (? & (1 << c.region_id) AND ?))"
    "  AND (NOT EXISTS (SELECT 1 FROM form_role fr"
    "    WHERE fr.form_id = x.form_id) OR EXISTS (SELECT 1"
    "    FROM form_role fr JOIN account_role ar ON ar.role_id = fr.role_id"
    "    WHERE fr.form_id = x.form_id AND ar.account_id = ?))),"
    " o.id, o.alt"
    " FROM provider p JOIN provider_type t ON t.id = p.type_id"
    " LEFT JOIN portrait o ON o.id = " PORTRAIT_OF_PROVIDER
    " WHERE p.id = ?");

NEOERR *profile_counts(const struct actor *a, int64_t provider,
		       struct rows *out)
{
	char today[DATE_TEXT];
	const char *now = db_from_time(a->pool, a->now);

	date_format_iso(date_from_days(a->today), today);
	return nerr_pass(db_query(
	    a->db, a->pool, &PROFILE_COUNTS, out, provider, today, provider,
	    now, provider, provider, a->account,
	    actor_may(a, RIGHT_NOTE_RESTRICTED), today, provider, provider,
	    today, provider, provider, provider, today, provider, provider,
	    provider, provider, provider, a->regions,
	    actor_may(a, RIGHT_CLIENT_VIEW), a->account, provider));
}
