/* The throttle.
 * SPDX-License-Identifier: MIT */
#include "people/throttle.h"

#include <arpa/inet.h>
#include <ctype.h>

#include "base/mem.h"
#include "base/text.h"

/* window: seconds after which a count starts anew. */
static const struct rule {
	const char *name;
	int64_t free, first, longest, window;
} rules[THROTTLE__MAX] = {
    [THROTTLE_EMAIL] = {"email", 5, 30, 15 * 60, 24 * 60 * 60},
    [THROTTLE_ADDRESS] = {"address", 30, 30, 15 * 60, 60 * 60},
    [THROTTLE_CODE] = {"code", 5, 30, 15 * 60, 24 * 60 * 60},
    [THROTTLE_MAIL_TO] = {"mail-to", 3, 15 * 60, 60 * 60, 60 * 60},
    [THROTTLE_MAIL_FROM] = {"mail-from", 20, 60, 15 * 60, 60 * 60},
    [THROTTLE_APPLY_TO] = {"apply-to", 5, 5 * 60, 60 * 60, 60 * 60},
    [THROTTLE_APPLY_FROM] = {"apply-from", 20, 60, 15 * 60, 60 * 60},
    [THROTTLE_APPLY_CODE] = {"apply-code", 10, 60, 60 * 60, 24 * 60 * 60},
};

SQL(THROTTLE_LOCK, "ss", "",
    "INSERT INTO throttle (name, failures, first_at) VALUES (?, 0, ?)"
    " ON DUPLICATE KEY UPDATE failures = failures");
SQL(THROTTLE_GET, "s", "failures:i first_at:t until_at:t",
    "SELECT failures, first_at, until_at FROM throttle WHERE name = ?");
SQL(THROTTLE_SET, "isss", "",
    "UPDATE throttle SET failures = ?, first_at = ?, until_at = ?"
    " WHERE name = ?");
SQL(THROTTLE_CLEAR, "s", "", "DELETE FROM throttle WHERE name = ?");
SQL(THROTTLE_CLEAR_UNUSED, "s", "",
    "DELETE FROM throttle WHERE name = ? AND failures = 0");

/* What was typed is not kept: some type their password there. */
static const char *row_name(const struct actor *a, enum throttle kind,
			    const char *what)
{
	char *low = mem_strdup(a->pool, what);

	for (char *p = low; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return mem_printf(a->pool, "%s:%s", rules[kind].name,
			  text_sha256(a->pool, low, strlen(low)));
}

int64_t throttle_wait(enum throttle kind, int64_t failures)
{
	const struct rule *r = &rules[kind];
	int64_t wait = r->first;

	if (failures < r->free)
		return 0;
	while (failures-- > r->free && wait < r->longest)
		wait *= 2;
	return wait < r->longest ? wait : r->longest;
}

NEOERR *throttle_enter(const struct actor *a, enum throttle kind,
		       const char *what)
{
	const char *name = row_name(a, kind, what);
	struct rows r;

	TRY(db_exec(a->db, &THROTTLE_LOCK, name,
		    db_from_time(a->pool, a->now)));
	TRY(db_query(a->db, a->pool, &THROTTLE_GET, &r, name));
	if (r.n && db_to_time(row_text(&r, 0, "until_at")) > a->now)
		return nerr_raise(ERR_TOO_OFTEN, "too many by %s",
				  rules[kind].name);
	return STATUS_OK;
}

NEOERR *throttle_fail(const struct actor *a, enum throttle kind,
		      const char *what)
{
	const char *name = row_name(a, kind, what);
	int64_t failures = 1, first = a->now, wait;
	struct rows r;

	TRY(db_query(a->db, a->pool, &THROTTLE_GET, &r, name));
	if (r.n &&
	    db_to_time(row_text(&r, 0, "first_at")) > a->now - rules[kind].window) {
		failures = row_int(&r, 0, "failures") + 1;
		first = db_to_time(row_text(&r, 0, "first_at"));
	}
	wait = throttle_wait(kind, failures);
	return nerr_pass(db_exec(
	    a->db, &THROTTLE_SET, failures, db_from_time(a->pool, first),
	    wait ? db_from_time(a->pool, a->now + wait) : NULL, name));
}

NEOERR *throttle_clear(const struct actor *a, enum throttle kind,
		       const char *what)
{
	bool place = kind == THROTTLE_ADDRESS || kind == THROTTLE_MAIL_FROM;

	return nerr_pass(db_exec(
	    a->db, place ? &THROTTLE_CLEAR_UNUSED : &THROTTLE_CLEAR,
	    row_name(a, kind, what)));
}

const char *throttle_place(const void *ctx, const char *address)
{
	struct in6_addr in;

	if (inet_pton(AF_INET6, address, &in) != 1)
		return address;
	if (IN6_IS_ADDR_V4MAPPED(&in))
		return mem_printf(ctx, "%d.%d.%d.%d", in.s6_addr[12],
				  in.s6_addr[13], in.s6_addr[14],
				  in.s6_addr[15]);
	return mem_printf(ctx, "%02x%02x:%02x%02x:%02x%02x:%02x%02x",
			  in.s6_addr[0], in.s6_addr[1], in.s6_addr[2],
			  in.s6_addr[3], in.s6_addr[4], in.s6_addr[5],
			  in.s6_addr[6], in.s6_addr[7]);
}
