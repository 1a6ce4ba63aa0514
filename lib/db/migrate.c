/* Migrations.
 * SPDX-License-Identifier: MIT */
#include "db/migrate.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

SQL(MIGRATED, "", "name:s", "SELECT name FROM schema_migration");
SQL(MIGRATED_ADD, "s", "",
    "INSERT IGNORE INTO schema_migration (name, at)"
    " VALUES (?, utc_timestamp())");

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static NEOERR *read_file(void *ctx, const char *path, char **out)
{
	struct buf b = {.ctx = ctx};
	FILE *f = fopen(path, "re");
	char chunk[4096];
	size_t n;

	if (!f)
		return nerr_raise(ERR_UNAVAILABLE, "%s: %s", path,
				  strerror(errno));
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
		buf_add(&b, chunk, n);
	fclose(f);
	*out = mem_strdup(ctx, buf_text(&b));
	return STATUS_OK;
}

static NEOERR *list_files(const struct conf *conf, const char *what, glob_t *g)
{
	char *pattern =
	    mem_printf(NULL, "%s/%s/*.sql", conf_get(conf, "sql"), what);
	int rc = glob(pattern, 0, NULL, g);

	talloc_free(pattern);
	if (rc)
		return nerr_raise(ERR_UNAVAILABLE, "%s/%s: no files",
				  conf_get(conf, "sql"), what);
	return STATUS_OK;
}

static bool is_listed(const struct rows *r, const char *name)
{
	for (size_t i = 0; i < r->n; i++)
		if (!strcmp(row_text(r, i, "name"), name))
			return true;
	return false;
}

static NEOERR *apply(struct db *db, void *ctx, const char *path)
{
	char *text;

	TRY(read_file(ctx, path, &text));
	TRY(db_script(db, text));
	return nerr_pass(db_exec(db, &MIGRATED_ADD, base_name(path)));
}

NEOERR *migrate_up(struct db *db, const struct conf *conf,
		   migrate_progress *progress, void *arg, int *applied)
{
	void *ctx = talloc_new(NULL);
	struct rows done;
	NEOERR *err;
	glob_t g;

	*applied = 0;
	TRY(list_files(conf, "migrations", &g));
	err = db_script(db, "CREATE TABLE IF NOT EXISTS schema_migration ("
			    "name varchar(100) NOT NULL PRIMARY KEY,"
			    " at datetime NOT NULL)");
	if (err == STATUS_OK)
		err = db_query(db, ctx, &MIGRATED, &done);
	for (size_t i = 0; err == STATUS_OK && i < g.gl_pathc; i++) {
		const char *path = g.gl_pathv[i];

		if (is_listed(&done, base_name(path)))
			continue;
		progress(arg, base_name(path), (int)i + 1, (int)g.gl_pathc);
		err = apply(db, ctx, path);
		if (err != STATUS_OK)
			err = nerr_pass_ctx(err, "in %s", base_name(path));
		else
			++*applied;
	}
	globfree(&g);
	talloc_free(ctx);
	return nerr_pass(err);
}

NEOERR *migrate_check(struct db *db, const struct conf *conf)
{
	void *ctx = talloc_new(NULL);
	struct rows done;
	NEOERR *err;
	glob_t g;

	err = list_files(conf, "migrations", &g);
	if (err != STATUS_OK) {
		talloc_free(ctx);
		return nerr_pass(err);
	}
	err = db_query(db, ctx, &MIGRATED, &done);
	for (size_t i = 0; err == STATUS_OK && i < g.gl_pathc; i++)
		if (!is_listed(&done, base_name(g.gl_pathv[i])))
			err = nerr_raise(ERR_UNAVAILABLE,
					 "the database lacks %s: run "
					 "'carebook migrate'",
					 base_name(g.gl_pathv[i]));
	if (err == STATUS_OK && done.n > g.gl_pathc)
		err = nerr_raise(ERR_UNAVAILABLE, "the database is newer than "
						  "this program");
	globfree(&g);
	talloc_free(ctx);
	return nerr_pass(err);
}

/* In a grants file, @account@ is the program's account and @db@ the database:
 * each program's file says what it needs, this says for whom. */
static char *fill_in(void *ctx, const char *text, const char *account,
		     const char *database)
{
	struct buf b = {.ctx = ctx};

	while (*text) {
		if (!strncmp(text, "@account@", 9)) {
			buf_puts(&b, account);
			text += 9;
		} else if (!strncmp(text, "@db@", 4)) {
			buf_puts(&b, database);
			text += 4;
		} else {
			buf_add(&b, text++, 1);
		}
	}
	return mem_strdup(ctx, buf_text(&b));
}

static NEOERR *grant(struct db *db, const struct conf *conf, void *ctx,
		     const char *path)
{
	char *program = mem_strdup(ctx, base_name(path)), *dot, *text;
	const char *prefix = conf_get(conf, "db_user_prefix");
	const char *dir = conf_get(conf, "db_password_dir");
	const char *account, *by = "unix_socket";

	dot = strrchr(program, '.');
	if (dot)
		*dot = '\0';
	account = mem_printf(ctx, "`%s%s`@`localhost`", prefix, program);
	if (dir) {
		char *file = mem_printf(ctx, "%s/%s", dir, program), *word;

		TRY(read_file(ctx, file, &word));
		word[strcspn(word, "\r\n'\\")] = '\0';
		by = mem_printf(ctx,
				"mysql_native_password USING PASSWORD('%s')",
				word);
	}
	TRY(db_script(db, mem_printf(ctx,
				     "CREATE USER IF NOT EXISTS %s;\n"
				     "ALTER USER %s IDENTIFIED VIA %s;\n"
				     "REVOKE ALL PRIVILEGES, GRANT OPTION FROM"
				     " %s;\n",
				     account, account, by, account)));
	TRY(read_file(ctx, path, &text));
	return nerr_pass(db_script(
	    db, fill_in(ctx, text, account,
			mem_printf(ctx, "`%s`", db_name(db)))));
}

NEOERR *migrate_grants(struct db *db, const struct conf *conf)
{
	void *ctx = talloc_new(NULL);
	NEOERR *err;
	glob_t g;

	err = list_files(conf, "grants", &g);
	if (err != STATUS_OK) {
		talloc_free(ctx);
		return nerr_pass(err);
	}
	for (size_t i = 0; err == STATUS_OK && i < g.gl_pathc; i++)
		err = grant(db, conf, ctx, g.gl_pathv[i]);
	globfree(&g);
	talloc_free(ctx);
	return nerr_pass(err);
}

NEOERR *migrate_programs(void *ctx, const struct conf *conf,
			 const char ***names, size_t *n)
{
	glob_t g;

	TRY(list_files(conf, "grants", &g));
	*names = mem_array(ctx, g.gl_pathc, sizeof **names);
	for (*n = 0; *n < g.gl_pathc; ++*n) {
		const char *name = base_name(g.gl_pathv[*n]);

		(*names)[*n] = mem_strndup(ctx, name, strcspn(name, "."));
	}
	globfree(&g);
	return STATUS_OK;
}
