/* The database: MariaDB Connector/C behind db.h.
 * SPDX-License-Identifier: MIT */
#include "db/db.h"

#include <ctype.h>
#include <errmsg.h>
#include <errno.h>
#include <mysql.h>
#include <mysqld_error.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

enum {
	ROWS_MAX = 10000,
	STATEMENTS = 512, /* slots of the cache, by address of the constant */
	CELL_BYTES = 256, /* first buffer of a column; longer cells refetch */
	PARAMS_MAX = 200,
	COLUMNS_MAX = 64,
	TRIES = 5,
	TRY_SECONDS = 12, /* no new try of a transaction after so long */
	ER_LOST_RACE_GALERA = 1047, /* WSREP has not yet prepared node */
};

struct cached {
	const struct sql *sql;
	MYSQL_STMT *stmt;
	size_t columns;
	const char *names[COLUMNS_MAX];
	char kinds[COLUMNS_MAX];
};

struct db {
	const struct conf *conf;
	const char *program;
	MYSQL *conn;
	struct cached cache[STATEMENTS];
	size_t cached; /* slots in use */
	int depth;    /* of db_transaction */
	bool dead;    /* the transaction has had its first error */
	bool gone;    /* the last error was a connection that had ended */
	int64_t inserted, affected;
};

static int db_destroy(struct db *db)
{
	db_close(db);
	return 0;
}

NEOERR *db_open(void *ctx, const struct conf *conf, const char *program,
		struct db **out)
{
	struct db *db = mem_new(ctx, struct db);

	db->conf = conf;
	db->program = mem_strdup(db, program);
	talloc_set_destructor(db, db_destroy);
	*out = db;
	return STATUS_OK;
}

static void forget_statements(struct db *db)
{
	for (size_t i = 0; i < STATEMENTS; i++) {
		if (db->cache[i].stmt)
			mysql_stmt_close(db->cache[i].stmt);
		talloc_free((void *)db->cache[i].names[0]);
		db->cache[i] = (struct cached){0};
	}
	db->cached = 0;
}

void db_close(struct db *db)
{
	forget_statements(db);
	if (db->conn)
		mysql_close(db->conn);
	db->conn = NULL;
}

const char *db_name(const struct db *db)
{
	return conf_get(db->conf, "db_name");
}

/* The type of ours for an error of MariaDB's. */
static NEOERR *raise_errno(struct db *db, const char *what, unsigned no,
			   const char *text)
{
	NERR_TYPE type = NERR_DB;

	db->dead = true;
	db->gone = false;
	switch (no) {
	case ER_LOCK_DEADLOCK:
	case ER_LOCK_WAIT_TIMEOUT:
		type = ERR_RETRY;
		break;
	case ER_DUP_ENTRY:
		type = ERR_CONFLICT;
		break;
	case ER_NO_REFERENCED_ROW_2:
	case ER_ROW_IS_REFERENCED_2:
	case ER_DATA_TOO_LONG:
	case ER_TRUNCATED_WRONG_VALUE:
	case ER_TRUNCATED_WRONG_VALUE_FOR_FIELD:
	case ER_WARN_DATA_OUT_OF_RANGE:
	case ER_CONSTRAINT_FAILED:
		type = ERR_INVALID;
		break;
	case CR_SERVER_GONE_ERROR:
	case ER_CONNECTION_KILLED:
		db->gone = true;
		type = ERR_UNAVAILABLE;
		db_close(db);
		break;
	case CR_SERVER_LOST:
	case CR_CONNECTION_ERROR:
	case CR_CONN_HOST_ERROR:
	case CR_COMMANDS_OUT_OF_SYNC:
	case ER_SERVER_SHUTDOWN:
	case ER_LOST_RACE_GALERA:
	case ER_CON_COUNT_ERROR:
	case ER_NORMAL_SHUTDOWN:
	case ER_DISK_FULL:
	case ER_RECORD_FILE_FULL:
		type = ERR_UNAVAILABLE;
		db_close(db);
		break;
	}
	if (type == ERR_INVALID || type == ERR_CONFLICT) {
		/* This may reach a visitor: the details are for the log. */
		log_line(LOG_USER, "event=refused-by-database statement=%s"
				   " number=%u error=\"%s\"", what, no, text);
		return nerr_raise(type, "Something in it does not fit, or what "
					"it refers to is not there any more");
	}
	return nerr_raise(type, "%s: %u %s", what, no, text);
}

static NEOERR *raise_conn(struct db *db, const char *what)
{
	char text[256];

	snprintf(text, sizeof text, "%s", mysql_error(db->conn));
	return raise_errno(db, what, mysql_errno(db->conn), text);
}

static NEOERR *raise_stmt(struct db *db, struct cached *c)
{
	/* A connection that breaks while rows come leaves the statement's own
	 * number at 0. */
	unsigned no = mysql_stmt_errno(c->stmt);
	char text[256];

	if (!no)
		return raise_conn(db, c->sql->name);
	snprintf(text, sizeof text, "%s", mysql_stmt_error(c->stmt));
	return raise_errno(db, c->sql->name, no, text);
}

static NEOERR *read_password(struct db *db, char *out, size_t size)
{
	const char *dir = conf_get(db->conf, "db_password_dir");
	char *path;
	FILE *f;

	*out = '\0';
	if (!dir)
		return STATUS_OK;
	path = mem_printf(NULL, "%s/%s", dir, db->program);
	f = fopen(path, "re");
	talloc_free(path);
	if (!f)
		return nerr_raise(ERR_UNAVAILABLE, "%s/%s: %s", dir,
				  db->program, strerror(errno));
	if (!fgets(out, (int)size, f))
		*out = '\0';
	fclose(f);
	out[strcspn(out, "\r\n")] = '\0';
	return STATUS_OK;
}

static NEOERR *connect_now(struct db *db)
{
	unsigned seconds = 5, long_seconds = 60;
	my_bool no = 0;
	char password[128];
	char *user;
	MYSQL *ok;

	TRY(read_password(db, password, sizeof password));
	db->conn = mysql_init(NULL);
	if (!db->conn)
		return nerr_raise(NERR_NOMEM, "mysql_init");
	mysql_options(db->conn, MYSQL_OPT_RECONNECT, &no);
	mysql_options(db->conn, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
	mysql_options(db->conn, MYSQL_OPT_READ_TIMEOUT, &long_seconds);
	mysql_options(db->conn, MYSQL_OPT_WRITE_TIMEOUT, &long_seconds);
	mysql_options(db->conn, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	/* Strict: a value that does not fit is an error, never cut. Times are
	 * UTC. A read that follows one's own write on another Galera node
	 * waits for it. group_concat: lists that a page shows whole. */
	mysql_options(
	    db->conn, MYSQL_INIT_COMMAND,
	    "SET time_zone='+00:00', "
	    "sql_mode='STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,"
	    "ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE', "
	    "innodb_lock_wait_timeout=5, wsrep_sync_wait=1, "
	    "tx_isolation='READ-COMMITTED', group_concat_max_len=65535");
	user = mem_printf(NULL, "%s%s", conf_get(db->conf, "db_user_prefix"),
			  db->program);
	ok = mysql_real_connect(db->conn, NULL, user,
				*password ? password : NULL,
				conf_get(db->conf, "db_name"), 0,
				conf_get(db->conf, "db_socket"), 0);
	explicit_bzero(password, sizeof password);
	talloc_free(user);
	if (!ok) {
		NEOERR *err = nerr_raise(ERR_UNAVAILABLE, "database: %s",
					 mysql_error(db->conn));
		mysql_close(db->conn);
		db->conn = NULL;
		return err;
	}
	return STATUS_OK;
}

static NEOERR *ready(struct db *db)
{
	if (db->conn)
		return STATUS_OK;
	/* The transaction went with its connection: never go on with half. */
	if (db->depth)
		return nerr_raise(ERR_UNAVAILABLE,
				  "connection lost in a transaction");
	return nerr_pass(connect_now(db));
}

/* "id:i name:s" into names and kinds. */
static void read_columns(struct cached *c)
{
	char *copy, *word, *save;

	if (!*c->sql->columns)
		return;
	copy = mem_strdup(NULL, c->sql->columns);
	for (word = strtok_r(copy, " \n\t", &save); word;
	     word = strtok_r(NULL, " \n\t", &save)) {
		char *colon = strchr(word, ':');

		if (!colon || c->columns == COLUMNS_MAX ||
		    !strchr("isdtm", colon[1]))
			abort(); /* a constant of ours, misspelt */
		*colon = '\0';
		c->names[c->columns] = word;
		c->kinds[c->columns++] = colon[1];
	}
	/* names[0] is the start of the copy, freed with the cache. */
	if (c->names[0] != copy)
		abort();
}

static NEOERR *prepare(struct db *db, const struct sql *sql,
		       struct cached **out)
{
	size_t i = ((uintptr_t)sql >> 4) % STATEMENTS;
	struct cached *c = NULL;

	TRY(ready(db));
	/* More of them than any program has in use: begin anew. */
	if (db->cached > STATEMENTS * 3 / 4)
		forget_statements(db);
	while (db->cache[i].sql && db->cache[i].sql != sql)
		i = (i + 1) % STATEMENTS;
	c = &db->cache[i];
	*out = c;
	if (c->stmt)
		return STATUS_OK;
	if (!c->sql) {
		db->cached++;
		c->sql = sql;
		read_columns(c);
	}
	c->stmt = mysql_stmt_init(db->conn);
	if (!c->stmt)
		return raise_conn(db, sql->name);
	if (mysql_stmt_prepare(c->stmt, sql->text, strlen(sql->text))) {
		NEOERR *err = raise_stmt(db, c);

		if (c->stmt) /* not closed with the connection */
			mysql_stmt_close(c->stmt);
		c->stmt = NULL;
		return err;
	}
	if (mysql_stmt_param_count(c->stmt) != strlen(sql->params) ||
	    mysql_stmt_field_count(c->stmt) != c->columns)
		return nerr_raise(NERR_ASSERT,
				  "%s: %lu parameters and %u columns in the "
				  "text, %zu and %zu in the constant",
				  sql->name, mysql_stmt_param_count(c->stmt),
				  mysql_stmt_field_count(c->stmt),
				  strlen(sql->params), c->columns);
	return STATUS_OK;
}

NEOERR *db_prepare(struct db *db, const struct sql *sql)
{
	struct cached *c = NULL;

	return nerr_pass(prepare(db, sql, &c));
}

/* Binds and executes. */
static NEOERR *execute(struct db *db, const struct sql *sql,
		       const struct param *params, size_t n,
		       struct cached **out)
{
	MYSQL_BIND bind[PARAMS_MAX] = {0};
	unsigned long lengths[PARAMS_MAX];
	struct cached *c = NULL;

	if (n > PARAMS_MAX || n != strlen(sql->params))
		return nerr_raise(NERR_ASSERT, "%s: %zu parameters given",
				  sql->name, n);
	if (db->depth && db->dead)
		return nerr_raise(ERR_UNAVAILABLE, "the transaction is dead");
	TRY(prepare(db, sql, &c));
	for (size_t i = 0; i < n; i++) {
		const struct param *p = &params[i];

		if (p->kind == 'i') {
			bind[i].buffer_type = MYSQL_TYPE_LONGLONG;
			bind[i].buffer = (void *)&p->number;
		} else if (p->text) {
			bind[i].buffer_type = MYSQL_TYPE_STRING;
			bind[i].buffer = (void *)p->text;
			lengths[i] = strlen(p->text);
			bind[i].length = &lengths[i];
			bind[i].buffer_length = lengths[i];
		} else {
			bind[i].buffer_type = MYSQL_TYPE_NULL;
		}
	}
	if (n && mysql_stmt_bind_param(c->stmt, bind))
		return raise_stmt(db, c);
	if (mysql_stmt_execute(c->stmt))
		return raise_stmt(db, c);
	*out = c;
	return STATUS_OK;
}

static NEOERR *fetch_all(struct db *db, void *ctx, struct cached *c,
			 struct rows *out)
{
	MYSQL_BIND bind[COLUMNS_MAX] = {0};
	char cells[COLUMNS_MAX][CELL_BYTES];
	unsigned long lengths[COLUMNS_MAX];
	my_bool nulls[COLUMNS_MAX], cut[COLUMNS_MAX];
	size_t cap = 0;
	int rc;

	*out = (struct rows){.sql = c->sql, .columns = c->columns};
	/* Names are copied: the cache dies with the connection. */
	out->names = mem_array(ctx, c->columns, sizeof *out->names);
	out->kinds = mem_array(ctx, c->columns, 1);
	for (size_t i = 0; i < c->columns; i++) {
		out->names[i] = mem_strdup(ctx, c->names[i]);
		out->kinds[i] = c->kinds[i];
		bind[i].buffer_type = MYSQL_TYPE_STRING;
		bind[i].buffer = cells[i];
		bind[i].buffer_length = CELL_BYTES;
		bind[i].length = &lengths[i];
		bind[i].is_null = &nulls[i];
		bind[i].error = &cut[i];
	}
	if (mysql_stmt_bind_result(c->stmt, bind))
		return raise_stmt(db, c);
	/* Errors of a range under lock, and of a row, come here. */
	if (mysql_stmt_store_result(c->stmt))
		return raise_stmt(db, c);
	while (!(rc = mysql_stmt_fetch(c->stmt)) || rc == MYSQL_DATA_TRUNCATED) {
		const char **row;

		if (out->n == ROWS_MAX)
			return nerr_raise(NERR_ASSERT, "%s: too many rows",
					  c->sql->name);
		if (out->n == cap) {
			cap = cap ? cap * 2 : 8;
			out->cells = mem_grow(ctx, out->cells,
					      cap * c->columns,
					      sizeof *out->cells);
		}
		row = out->cells + out->n++ * c->columns;
		for (size_t i = 0; i < c->columns; i++) {
			if (nulls[i]) {
				row[i] = NULL;
			} else if (lengths[i] <= CELL_BYTES) {
				row[i] = mem_strndup(ctx, cells[i], lengths[i]);
			} else {
				char *whole = mem_zalloc(ctx, lengths[i] + 1);
				MYSQL_BIND more = {
				    .buffer_type = MYSQL_TYPE_STRING,
				    .buffer = whole,
				    .buffer_length = lengths[i],
				    .length = &lengths[i],
				    .is_null = &nulls[i],
				    .error = &cut[i],
				};

				if (mysql_stmt_fetch_column(c->stmt, &more,
							    (unsigned)i, 0))
					return raise_stmt(db, c);
				row[i] = whole;
			}
		}
	}
	/* Only this is the end; anything else lost rows. */
	if (rc != MYSQL_NO_DATA)
		return raise_stmt(db, c);
	return STATUS_OK;
}

static NEOERR *query_once(struct db *db, void *ctx, const struct sql *sql,
			  struct rows *out, const struct param *params,
			  size_t n)
{
	struct cached *c = NULL;
	NEOERR *err;

	TRY(execute(db, sql, params, n, &c));
	err = fetch_all(db, ctx, c, out);
	if (c->stmt)
		mysql_stmt_free_result(c->stmt);
	return nerr_pass(err);
}

/* A connection that ended while nothing was asked of it (the server's idle
 * limit, its restart, a KILL) shows only at the next statement. That may be
 * sent once more, by a new connection; but not within a transaction. */
static bool again(struct db *db, bool connected, NEOERR **err)
{
	if (*err == STATUS_OK || !connected || !db->gone || db->depth ||
	    !nerr_match(*err, ERR_UNAVAILABLE))
		return false;
	nerr_ignore(err);
	return true;
}

NEOERR *db_query_params(struct db *db, void *ctx, const struct sql *sql,
			struct rows *out, const struct param *params, size_t n)
{
	bool connected = db->conn;
	NEOERR *err;

	db->gone = false;
	err = query_once(db, ctx, sql, out, params, n);
	if (again(db, connected, &err))
		err = query_once(db, ctx, sql, out, params, n);
	return nerr_pass(err);
}

NEOERR *db_exec_params(struct db *db, const struct sql *sql,
		       const struct param *params, size_t n)
{
	bool connected = db->conn;
	struct cached *c = NULL;
	NEOERR *err;

	db->gone = false;
	err = execute(db, sql, params, n, &c);
	if (again(db, connected, &err))
		err = execute(db, sql, params, n, &c);
	TRY(err);
	db->inserted = (int64_t)mysql_stmt_insert_id(c->stmt);
	db->affected = (int64_t)mysql_stmt_affected_rows(c->stmt);
	return STATUS_OK;
}

static void texts_as_params(const char *const *texts, size_t n,
			    struct param *params)
{
	for (size_t i = 0; i < n && i < PARAMS_MAX; i++)
		params[i] = param_text(texts[i]);
}

NEOERR *db_query_v(struct db *db, void *ctx, const struct sql *sql,
		   struct rows *out, const char *const *texts, size_t n)
{
	struct param params[PARAMS_MAX];

	texts_as_params(texts, n, params);
	return nerr_pass(db_query_params(db, ctx, sql, out, params, n));
}

NEOERR *db_exec_v(struct db *db, const struct sql *sql,
		  const char *const *texts, size_t n)
{
	struct param params[PARAMS_MAX];

	texts_as_params(texts, n, params);
	return nerr_pass(db_exec_params(db, sql, params, n));
}

int64_t db_inserted(const struct db *db)
{
	return db->inserted;
}

int64_t db_affected(const struct db *db)
{
	return db->affected;
}

bool db_in_transaction(const struct db *db)
{
	return db->depth > 0;
}

static NEOERR *start(struct db *db)
{
	TRY(ready(db));
	if (mysql_real_query(db->conn, "START TRANSACTION", 17))
		return raise_conn(db, "start");
	return STATUS_OK;
}

/* One try. Afterwards no transaction is open, whatever happened. */
static NEOERR *attempt(struct db *db, NEOERR *(*fn)(void *), void *arg)
{
	bool connected = db->conn;
	NEOERR *err;

	db->gone = false;
	err = start(db);
	if (again(db, connected, &err))
		err = start(db);
	TRY(err);
	db->dead = false;
	db->depth = 1;
	err = fn(arg);
	db->depth = 0;
	if (err == STATUS_OK) {
		if (!db->conn || db->dead)
			err = nerr_raise(NERR_ASSERT,
					 "an error was dropped on the way");
		else if (mysql_real_query(db->conn, "COMMIT", 6))
			err = raise_conn(db, "commit");
		else
			return STATUS_OK;
	}
	if (db->conn && mysql_real_query(db->conn, "ROLLBACK", 8))
		db_close(db); /* closing rolls back too */
	return nerr_pass(err);
}

NEOERR *db_transaction(struct db *db, NEOERR *(*fn)(void *), void *arg)
{
	int64_t began = clock_steady();
	NEOERR *err;

	if (db->depth)
		return nerr_pass(fn(arg));
	for (int try = 1;; try++) {
		err = attempt(db, fn, arg);
		if (err == STATUS_OK || try == TRIES ||
		    !nerr_match(err, ERR_RETRY) ||
		    clock_steady() - began >= TRY_SECONDS)
			break;
		nerr_ignore(&err);
		usleep((useconds_t)(1000 * try + rand() % 20000));
	}
	if (err != STATUS_OK && nerr_match(err, ERR_RETRY)) {
		nerr_ignore(&err);
		return nerr_raise(ERR_UNAVAILABLE,
				  "too busy: lost one race after another");
	}
	return nerr_pass(err);
}

NEOERR *db_script(struct db *db, const char *text)
{
	char *copy = mem_strdup(NULL, text), *start = copy;
	NEOERR *err = ready(db);

	while (err == STATUS_OK && *start) {
		char *end = strstr(start, ";\n");
		size_t len = end ? (size_t)(end - start) : strlen(start);
		char *s = start;

		start = end ? end + 2 : start + len;
		while (len && isspace((unsigned char)s[len - 1]))
			len--;
		while (len && (isspace((unsigned char)*s) ||
			       !strncmp(s, "-- ", 3) || !strncmp(s, "--\n", 3))) {
			size_t skip = *s == '-' ? strcspn(s, "\n") : 1;

			skip = skip > len ? len : skip;
			s += skip;
			len -= skip;
		}
		if (len && s[len - 1] == ';')
			len--;
		if (len && mysql_real_query(db->conn, s, len))
			err = raise_conn(db, mem_strndup(copy, s,
							 len > 60 ? 60 : len));
	}
	talloc_free(copy);
	return nerr_pass(err);
}

static size_t column(const struct rows *r, const char *name)
{
	for (size_t i = 0; i < r->columns; i++)
		if (!strcmp(r->names[i], name))
			return i;
	log_line(LOG_BAD, "event=no-such-column statement=%s column=%s",
		 r->sql->name, name);
	abort();
}

const char *row_text(const struct rows *r, size_t i, const char *name)
{
	const char *cell = r->cells[i * r->columns + column(r, name)];

	return cell ? cell : "";
}

int64_t row_int(const struct rows *r, size_t i, const char *name)
{
	return strtoll(row_text(r, i, name), NULL, 10);
}

bool row_null(const struct rows *r, size_t i, const char *name)
{
	return !r->cells[i * r->columns + column(r, name)];
}

int64_t db_to_time(const char *cell)
{
	struct tm tm = {0};

	if (!cell || !strptime(cell, "%Y-%m-%d %H:%M:%S", &tm))
		return 0;
	return timegm(&tm);
}

const char *db_from_time(const void *ctx, int64_t t)
{
	time_t tt = (time_t)t;
	struct tm tm;
	char text[32];

	gmtime_r(&tt, &tm);
	strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &tm);
	return mem_strdup(ctx, text);
}
