/* Health.
 * SPDX-License-Identifier: MIT */
#include "people/health.h"

SQL(HEALTH_SERVER, "",
    "version:s charset:s collation:s sql_mode:s strict:i time_zone:s"
    " datadir:s read_only:i max_connections:i innodb:i",
    "SELECT VERSION(), @@character_set_database, @@collation_database,"
    " @@sql_mode, @@sql_mode LIKE '%STRICT_ALL_TABLES%', @@time_zone,"
    " @@datadir, @@read_only, @@max_connections,"
    " (SELECT COUNT(*) = 0 FROM information_schema.tables"
    "  WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'"
    "  AND engine <> 'InnoDB')");
SQL(HEALTH_ACCOUNTS, "s",
    "managers:i invited:i accounts:i sessions:i sessions_old:i",
    "SELECT (SELECT COUNT(DISTINCT a.id) FROM account a"
    "  JOIN account_role r ON r.account_id = a.id"
    "  JOIN role_right g ON g.role_id = r.role_id"
    "  WHERE a.state = 'active' AND g.right_name = 'account.manage'),"
    " (SELECT COUNT(DISTINCT a.id) FROM account a"
    "  JOIN account_role r ON r.account_id = a.id"
    "  JOIN role_right g ON g.role_id = r.role_id"
    "  WHERE a.state = 'invited' AND g.right_name = 'account.manage'),"
    " (SELECT COUNT(*) FROM account WHERE state = 'active'),"
    " (SELECT COUNT(*) FROM session),"
    " (SELECT COUNT(*) FROM session WHERE seen_at < ?)");
SQL(HEALTH_OUTBOX, "ss", "late:i stuck:i failed:i unknown:i",
    "SELECT (SELECT COUNT(*) FROM outbox WHERE state = 'waiting'"
    "  AND attempts = 0 AND next_at < ?),"
    " (SELECT COUNT(*) FROM outbox WHERE state = 'sending'"
    "  AND claimed_at < ?),"
    " (SELECT COUNT(*) FROM outbox WHERE state = 'failed'),"
    " (SELECT COUNT(*) FROM outbox WHERE state = 'unknown')");
SQL(HEALTH_LIST, "", "unsettled:i",
    "SELECT COUNT(*) FROM provider p"
    " LEFT JOIN provider_list l ON l.provider_id = p.id"
    " WHERE l.provider_id IS NULL");

NEOERR *health_server(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &HEALTH_SERVER, out));
}

NEOERR *health_accounts(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &HEALTH_ACCOUNTS, out,
				  db_from_time(a->pool, a->now - 2 * 86400)));
}

NEOERR *health_outbox(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &HEALTH_OUTBOX, out,
				  db_from_time(a->pool, a->now - 1800),
				  db_from_time(a->pool, a->now - 3600)));
}

NEOERR *health_list(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &HEALTH_LIST, out));
}
