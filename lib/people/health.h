/* Health: what the administrator's command asks the database about itself.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_PEOPLE_HEALTH_H
#define CAREBOOK_PEOPLE_HEALTH_H

#include "people/actor.h"

/* One row: version charset collation sql_mode strict time_zone datadir
 * read_only max_connections innodb (1: every table of ours is) */
NEOERR *health_server(const struct actor *a, struct rows *out) MUST_CHECK;

/* One row: managers (active accounts that may manage accounts) invited (the
 * same, not active yet: no password was chosen) accounts sessions
 * sessions_old (nobody has removed them for two days) */
NEOERR *health_accounts(const struct actor *a, struct rows *out) MUST_CHECK;

/* One row: late (waiting for more than 30 minutes) stuck (claimed, and nothing
 * heard of it for an hour) failed unknown */
NEOERR *health_outbox(const struct actor *a, struct rows *out) MUST_CHECK;

/* One row: unsettled (provider profiles that the list does not know) */
NEOERR *health_list(const struct actor *a, struct rows *out) MUST_CHECK;

#endif
