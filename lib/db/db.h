/* The database: one connection a process, prepared statements, transactions.
 * SPDX-License-Identifier: MIT
 *
 * A statement is a named constant (SQL below) and always bound. A query's rows
 * are read whole into the caller's pool before it returns: so an error that
 * MariaDB reports only while rows are fetched is never taken for the end of
 * the rows, and no result is ever left open on the connection.
 *
 * After the first error of a transaction it is dead: nothing more is sent, it
 * is rolled back, and db_transaction runs the whole function again where the
 * error says that it lost a race (1213, 1205, Galera's certification).
 */
#ifndef CAREBOOK_DB_DB_H
#define CAREBOOK_DB_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/conf.h"
#include "base/err.h"

/* A statement.
 *   params   a letter a parameter: i whole number, s text or null
 *   columns  "name:kind ..." in the order of the SELECT, empty for others;
 *            kinds: i whole number, s text, d date, t instant (UTC), m cents
 * Each constant is also collected in a section of its own, so that a test can
 * prepare every one of them against a fresh schema. */
struct sql {
	const char *name, *params, *columns, *text;
};
#define SQL(name_, params_, columns_, text_)                             \
	static const struct sql name_ = {#name_, params_, columns_, text_}; \
	static const struct sql *const name_##_listed                      \
	    __attribute__((section("carebook_sql"), used)) = &name_

/* What a query answered. Cells are text as MariaDB wrote them (a date as
 * 2026-11-27, an instant as 2026-11-27 08:40:00), NULL for null; they live in
 * the pool that was given. */
struct rows {
	const struct sql *sql;
	size_t n, columns;
	const char **names; /* [columns] */
	char *kinds;        /* [columns] */
	const char **cells; /* [n * columns] */
};

struct db;

/* A handle; the connection itself is made when first needed and made again
 * after it was lost. program: the account's name behind db_user_prefix. */
NEOERR *db_open(void *ctx, const struct conf *conf, const char *program,
		struct db **out) MUST_CHECK;

/* Closes the connection; the next statement opens another. */
void db_close(struct db *db);

/* A parameter, typed by what the caller gives: whole numbers of any size, text
 * (NULL: null). Number and kinds are held against the constant's `params`. */
struct param {
	char kind; /* i or s */
	int64_t number;
	const char *text;
};
static inline struct param param_int(int64_t n)
{
	return (struct param){'i', n, NULL};
}
static inline struct param param_text(const char *s)
{
	return (struct param){'s', 0, s};
}
static inline struct param param_null(const void *null)
{
	(void)null;
	return (struct param){'s', 0, NULL};
}
#define DB_PARAM(x)                                                       \
	_Generic((x), char *: param_text, const char *: param_text,       \
		 void *: param_null, default: param_int)(x)
#define DB_PARENS ()
#define DB_EXPAND(...) DB_EXPAND2(DB_EXPAND2(DB_EXPAND2(__VA_ARGS__)))
#define DB_EXPAND2(...) DB_EXPAND1(DB_EXPAND1(DB_EXPAND1(__VA_ARGS__)))
#define DB_EXPAND1(...) DB_EXPAND0(DB_EXPAND0(DB_EXPAND0(__VA_ARGS__)))
#define DB_EXPAND0(...) __VA_ARGS__
#define DB_EACH(...) __VA_OPT__(DB_EXPAND(DB_EACH_ONE(__VA_ARGS__)))
#define DB_EACH_ONE(x, ...) \
	, DB_PARAM(x) __VA_OPT__(DB_EACH_AGAIN DB_PARENS (__VA_ARGS__))
#define DB_EACH_AGAIN() DB_EACH_ONE
#define DB_PARAMS(...) ((const struct param[]){{'-', 0, NULL} DB_EACH(__VA_ARGS__)})
#define DB_COUNT(...) (sizeof(DB_PARAMS(__VA_ARGS__)) / sizeof(struct param) - 1)

/* Runs a SELECT: db_query(db, pool, &CONSTANT, &rows, parameters...). More than
 * 10,000 rows are refused: page instead. */
#define db_query(db, ctx, sql, out, ...)                           \
	db_query_params((db), (ctx), (sql), (out),                 \
			DB_PARAMS(__VA_ARGS__) + 1, DB_COUNT(__VA_ARGS__))
NEOERR *db_query_params(struct db *db, void *ctx, const struct sql *sql,
			struct rows *out, const struct param *params,
			size_t n) MUST_CHECK;

/* Runs any other statement: db_exec(db, &CONSTANT, parameters...). A duplicate
 * key is ERR_CONFLICT, a broken reference or a value that does not fit
 * ERR_INVALID. */
#define db_exec(db, sql, ...)                                      \
	db_exec_params((db), (sql), DB_PARAMS(__VA_ARGS__) + 1,    \
		       DB_COUNT(__VA_ARGS__))
NEOERR *db_exec_params(struct db *db, const struct sql *sql,
		       const struct param *params, size_t n) MUST_CHECK;

/* The same with the parameters in an array of text (NULL: null): for callers
 * that build their lists from data (record.c). */
NEOERR *db_query_v(struct db *db, void *ctx, const struct sql *sql,
		   struct rows *out, const char *const *params,
		   size_t n) MUST_CHECK;
NEOERR *db_exec_v(struct db *db, const struct sql *sql,
		  const char *const *params, size_t n) MUST_CHECK;

/* Prepares a constant and no more: is it right on this schema? For the test
 * that asks it of every one. */
NEOERR *db_prepare(struct db *db, const struct sql *sql) MUST_CHECK;

/* Of the last db_exec. */
int64_t db_inserted(const struct db *db);
int64_t db_affected(const struct db *db);

/* Runs fn in a transaction and commits; rolls back on its error. Runs it again
 * (5 times, with a random pause) where it lost a race. Within a transaction
 * it joins the outer one. fn must be able to run twice. */
NEOERR *db_transaction(struct db *db, NEOERR *(*fn)(void *), void *arg)
    MUST_CHECK;
bool db_in_transaction(const struct db *db);

/* Statement text that is not one of the constants: migrations, grants. May
 * hold several statements, each ended by ; at a line's end. */
NEOERR *db_script(struct db *db, const char *text) MUST_CHECK;

/* The name of the database on this server. */
const char *db_name(const struct db *db);

/* Cells by column name; a name that is not there is a bug and aborts. */
const char *row_text(const struct rows *r, size_t i, const char *name);
int64_t row_int(const struct rows *r, size_t i, const char *name); /* null: 0 */
bool row_null(const struct rows *r, size_t i, const char *name);

/* An instant as MariaDB writes it, to seconds since 1970, and back. */
int64_t db_to_time(const char *cell);
const char *db_from_time(const void *ctx, int64_t t);

#endif
