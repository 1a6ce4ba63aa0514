/* all-sql: prepares every SQL constant of libcarebook against a database.
 * SPDX-License-Identifier: MIT
 *
 * usage: all-sql CONF. Prints TAP, a line a statement. A statement that does
 * not fit the schema, or whose parameters and columns are declared wrongly,
 * fails here and not before a case worker.
 */
#include <stdio.h>

#include "base/mem.h"
#include "db/db.h"
#include "people/provider-list.h"

extern const struct sql *const __start_carebook_sql[];
extern const struct sql *const __stop_carebook_sql[];

/* The list of providers puts its statements together from pieces: each that it
 * can ask for is prepared too; only those that fail are told. */
static int composed(void *ctx, struct db *db)
{
	const struct sql *s;
	int failed = 0;

	for (size_t i = 0; (s = provider_list_sql(i)); i++) {
		NEOERR *err = db_prepare(db, s);

		if (err != STATUS_OK) {
			failed++;
			printf("# %s %zu: %s\n", s->name, i, err_text(ctx, err));
		}
		nerr_ignore(&err);
	}
	return failed;
}

int main(int argc, char **argv)
{
	void *ctx = talloc_new(NULL);
	struct conf *conf;
	struct db *db;
	NEOERR *err;
	int n = 0, failed = 0;

	err_init();
	err = conf_load(ctx, argc > 1 ? argv[1] : NULL, &conf);
	if (err == STATUS_OK)
		err = db_open(ctx, conf, "admin", &db);
	if (err != STATUS_OK) {
		nerr_log_error(err);
		return 1;
	}
	for (const struct sql *const *s = __start_carebook_sql;
	     s < __stop_carebook_sql; s++) {
		err = db_prepare(db, *s);
		failed += err != STATUS_OK;
		printf("%s %d - %s\n", err == STATUS_OK ? "ok" : "not ok", ++n,
		       (*s)->name);
		if (err != STATUS_OK)
			printf("# %s\n", err_text(ctx, err));
		nerr_ignore(&err);
	}
	failed += composed(ctx, db) != 0;
	printf("%s %d - the list of providers\n", failed ? "not ok" : "ok", ++n);
	printf("1..%d\n%d passed, %d failed\n", n, n - failed, failed);
	talloc_free(ctx);
	return failed || !n;
}
