/* Migrations: brings a database to the schema that the programs expect.
 * SPDX-License-Identifier: MIT
 *
 * sql/migrations/NNNN-what.sql are applied in order, each once. MariaDB
 * commits at every change of a table, so each statement in them can be run
 * again (CREATE TABLE IF NOT EXISTS, ...): a run that broke off is run again.
 */
#ifndef CAREBOOK_DB_MIGRATE_H
#define CAREBOOK_DB_MIGRATE_H

#include "db/db.h"

/* Says what is applied: name, number of it, how many there are. */
typedef void migrate_progress(void *arg, const char *name, int n, int of);

/* Applies what is missing; *applied counts it. */
NEOERR *migrate_up(struct db *db, const struct conf *conf,
		   migrate_progress *progress, void *arg,
		   int *applied) MUST_CHECK;

/* ERR_UNAVAILABLE where the database is not at the newest migration: a program
 * does not serve on a schema that it does not know. */
NEOERR *migrate_check(struct db *db, const struct conf *conf) MUST_CHECK;

/* Creates the programs' accounts and gives them what sql/grants says. */
NEOERR *migrate_grants(struct db *db, const struct conf *conf) MUST_CHECK;

/* The names of the programs that have grants. */
NEOERR *migrate_programs(void *ctx, const struct conf *conf,
			 const char ***names, size_t *n) MUST_CHECK;

#endif
