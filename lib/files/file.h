/* Files: the rows behind the store, and the way in and out of it.
 * SPDX-License-Identifier: MIT
 *
 * A file is a content, not a document: one row a SHA-256. Who may have it is
 * decided by what refers to it (an attachment, an answer, a picture), never by
 * its number.
 *
 * Its life, such that a process may die at any point and nothing is lost and
 * nothing stays behind:
 *
 *   file_come   a row `coming` with this process's claim, committed by itself;
 *               then the object gets its name. Before the transaction.
 *   file_keep   in the transaction that refers to it: `coming` -> `kept`.
 *   file_settle whatever is `coming` and whose process is dead, or that nothing
 *               refers to any more, becomes `going`; then its bytes are
 *               removed, then its row. Whoever dies in between leaves `going`,
 *               which the next one takes on.
 *
 * A row that is `going` is never kept again: file_come waits until it is gone.
 * Both changes are made to the row itself, so that on a cluster one of two
 * that meet fails at commit.
 *
 * To refer to files from a new table: a foreign key to file (id), a line in
 * FILE_UNUSED (file.c), and file_keep in the transaction.
 */
#ifndef CAREBOOK_FILES_FILE_H
#define CAREBOOK_FILES_FILE_H

#include "db/db.h"
#include "files/store.h"

/* Brings what came into the store: within no transaction. type: sniff_type's.
 * now: UTC seconds. *id: its row. scan: somebody looks for harm here
 * (clamd is configured), so that a content that is new begins as `waiting`. */
NEOERR *file_come(struct db *db, void *pool, int64_t now, struct store *s,
		  struct incoming *in, const char *type, bool scan,
		  int64_t *id) MUST_CHECK;

/* Nobody wants what came after all: removed, unless somebody keeps it. */
NEOERR *file_leave(struct db *db, void *pool, struct store *s,
		   int64_t id) MUST_CHECK;

/* In the transaction that adds a reference. ERR_UNAVAILABLE where the file is
 * being removed. */
NEOERR *file_keep(struct db *db, void *pool, int64_t id) MUST_CHECK;

/* One; ERR_NOT_FOUND. Columns: id hash size type state scan scan_words */
NEOERR *file_get(struct db *db, void *pool, int64_t id,
		 struct rows *out) MUST_CHECK;

/* What a scanner found; pictures of it are made, or not, accordingly. In a
 * transaction. ERR_NOT_FOUND. */
NEOERR *file_scanned(struct db *db, void *pool, int64_t now, int64_t id,
		     bool clean, const char *words) MUST_CHECK;

/* Those that wait for the scanner, oldest first, at most 100.
 * Columns: id hash size type */
NEOERR *file_waiting(struct db *db, void *pool, struct rows *out) MUST_CHECK;

/* Rows after this id, 1000 at a time, for `carebook files verify`.
 * Columns: id hash size type state at */
NEOERR *file_list(struct db *db, void *pool, int64_t after,
		  struct rows *out) MUST_CHECK;
/* The row of a key. 0 rows or one; columns as file_list. */
NEOERR *file_by_key(struct db *db, void *pool, const char *key,
		    struct rows *out) MUST_CHECK;

/* An object that has no row gets one that nobody claims, so that the next
 * file_settle removes it, in the order in which all removing is safe. */
NEOERR *file_stray(struct db *db, void *pool, int64_t now, const char *key,
		   int64_t size) MUST_CHECK;

struct file_settled {
	int64_t removed, bytes;
};

/* Removes what nobody wants: at most 500. unused: also what is `kept` and
 * nothing refers to since `age` seconds (gc); else only what dead processes
 * left behind, which is quick and done at each start. */
NEOERR *file_settle(struct db *db, void *pool, struct store *s, int64_t now,
		    bool unused, int64_t age,
		    struct file_settled *out) MUST_CHECK;

#endif
