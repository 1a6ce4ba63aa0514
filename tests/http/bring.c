/* Brings a file in, or takes one away, and dies on the way if told so.
 * SPDX-License-Identifier: MIT
 *
 *   carebook-bring CONF add FILE TYPE KIND OWNER      as the portrait of provider 1, say
 *   carebook-bring CONF remove KIND OWNER             the portrait, then what is unused
 *
 * With DIE_AT=N in the environment it is killed, as by kill -9, just before
 * the Nth call by which it would change the disk or ask the database. Ends with
 * 0 where it came to its end, so that a test can try N = 1, 2, 3 ... until
 * then: every point at which a process may die. The linker puts these functions
 * in the place of the library's calls (Makefile.am, --wrap). */
#include <mysql.h>
#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "files/clamd.h"
#include "files/file.h"
#include "people/portrait.h"

static long left; /* calls to live, 0: for ever */

static void step(void)
{
	if (left && !--left)
		raise(SIGKILL);
}

#define WRAP(type, name, params, args)        \
	type __real_##name params;            \
	type __wrap_##name params;            \
	type __wrap_##name params             \
	{                                     \
		step();                       \
		return __real_##name args;    \
	}
WRAP(int, fsync, (int fd), (fd))
WRAP(int, linkat, (int a, const char *b, int c, const char *d, int e),
     (a, b, c, d, e))
WRAP(int, unlinkat, (int a, const char *b, int c), (a, b, c))
WRAP(int, renameat, (int a, const char *b, int c, const char *d),
     (a, b, c, d))
WRAP(int, mkdirat, (int a, const char *b, mode_t c), (a, b, c))
WRAP(ssize_t, write, (int a, const void *b, size_t c), (a, b, c))
WRAP(int, mysql_stmt_execute, (MYSQL_STMT * a), (a))
WRAP(int, mysql_real_query, (MYSQL * a, const char *b, unsigned long c),
     (a, b, c))

struct job {
	struct actor a;
	struct store *store;
	enum portrait_kind kind;
	int64_t owner, file;
	const char *type;
};

static NEOERR *keep(void *arg)
{
	struct job *j = arg;

	return nerr_pass(portrait_set(&j->a, j->kind, j->owner,
				      j->kind == PORTRAIT_PROVIDER ? j->owner
								   : 0,
				      j->file, j->type, "A photo"));
}

static NEOERR *add(struct job *j, const struct conf *conf, const char *path)
{
	static char piece[65536];
	struct incoming *in;
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f)
		return nerr_raise(ERR_NOT_FOUND, "%s", path);
	TRY(store_put(j->store, j->a.pool, -1, &in));
	while ((n = fread(piece, 1, sizeof piece, f)) > 0)
		TRY(store_write(in, piece, n));
	fclose(f);
	TRY(store_done(in));
	TRY(file_come(j->a.db, j->a.pool, j->a.now, j->store, in, j->type,
		      clamd_wanted(conf), &j->file));
	return nerr_pass(db_transaction(j->a.db, keep, j));
}

static NEOERR *forget(void *arg)
{
	struct job *j = arg;

	return nerr_pass(portrait_remove(&j->a, j->kind, j->owner,
					 j->kind == PORTRAIT_PROVIDER
					     ? j->owner
					     : 0));
}

static NEOERR *take_away(struct job *j)
{
	struct file_settled did;

	TRY(db_transaction(j->a.db, forget, j));
	return nerr_pass(file_settle(j->a.db, j->a.pool, j->store, j->a.now,
				     true, 0, &did));
}

static NEOERR *run(struct job *j, int argc, char **argv)
{
	bool adds = argc == 7 && !strcmp(argv[2], "add");
	const char *die = getenv("DIE_AT");
	struct conf *conf;
	struct db *db;

	if (!adds && (argc != 5 || strcmp(argv[2], "remove")))
		return nerr_raise(ERR_INVALID, "add FILE TYPE KIND OWNER, or "
					       "remove KIND OWNER");
	TRY(conf_load(j->a.pool, argv[1], &conf));
	TRY(db_open(j->a.pool, conf, "admin", &db));
	TRY(store_open(j->a.pool, conf, &j->store));
	clock_init(conf_get(conf, "clock_file"));
	j->a = actor_system(j->a.pool, db, zone_find(conf_get(conf, "zone")));
	j->owner = atoll(argv[argc - 1]);
	while (strcmp(portrait_kind_name(j->kind), argv[argc - 2]))
		if (++j->kind == PORTRAIT__KINDS)
			return nerr_raise(ERR_INVALID, "kind");
	left = die ? atol(die) : 0;
	if (!adds)
		return nerr_pass(take_away(j));
	j->type = argv[4];
	return nerr_pass(add(j, conf, argv[3]));
}

int main(int argc, char **argv)
{
	struct job j = {0};
	NEOERR *err;
	int status = 0;

	err_init();
	log_init("bring", LOG_BAD);
	if (sodium_init() < 0)
		return 1;
	j.a.pool = talloc_new(NULL);
	err = run(&j, argc, argv);
	left = 0;
	if (err != STATUS_OK) {
		fprintf(stderr, "bring: %s\n", err_trace(j.a.pool, err));
		nerr_ignore(&err);
		status = 1;
	}
	talloc_free(j.a.pool);
	return status;
}
