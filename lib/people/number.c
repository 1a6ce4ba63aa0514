/* Numbers in a series.
 * SPDX-License-Identifier: MIT */
#include "people/number.h"

SQL(NUMBER_TAKE, "s", "",
    "INSERT INTO numbering (series, last) VALUES (?, 1)"
    " ON DUPLICATE KEY UPDATE last = last + 1");
SQL(NUMBER_LAST, "s", "last:i", "SELECT last FROM numbering WHERE series = ?");

NEOERR *number_next(const struct actor *a, const char *series, int64_t *n)
{
	struct rows r;

	TRY(db_exec(a->db, &NUMBER_TAKE, series));
	TRY(db_query(a->db, a->pool, &NUMBER_LAST, &r, series));
	*n = row_int(&r, 0, "last");
	return STATUS_OK;
}
