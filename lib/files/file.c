/* Files: the rows behind the store.
 * SPDX-License-Identifier: MIT */
#include "files/file.h"

#include <time.h>

#include "base/mem.h"

enum {
	WAIT_TRIES = 50, /* for a file that is being removed, 0.1 s each */
	/* A request takes minutes at most: what came earlier and is not kept
	 * by now never will be, even if its process lives. */
	COMING_SECONDS = 24 * 60 * 60,
};

/* What refers to files, each with a foreign key: file f. Every account that
 * brings files in must be allowed to read these columns (sql/grants). */
#define UNUSED                                                               \
	" NOT EXISTS (SELECT 1 FROM attachment_version v"                    \
	"  WHERE v.file_id = f.id)"                                           \
	" AND NOT EXISTS (SELECT 1 FROM picture c WHERE c.made_id = f.id)"    \
	" AND NOT EXISTS (SELECT 1 FROM portrait o WHERE o.file_id = f.id)"   \
	" AND NOT EXISTS (SELECT 1 FROM media m WHERE m.file_id = f.id)"      \
	" AND NOT EXISTS (SELECT 1 FROM media m WHERE m.poster_id = f.id)"    \
	" AND NOT EXISTS (SELECT 1 FROM media m WHERE m.captions_id = f.id)" \
	" AND NOT EXISTS (SELECT 1 FROM form_media d WHERE d.file_id = f.id)"

SQL(FILE_COME, "sissss", "",
    "INSERT INTO file (hash, size, type, claim, scan, at)"
    " VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
    " claim = IF(state = 'coming', VALUES(claim), claim), at = VALUES(at),"
    " version = version + 1");
SQL(FILE_BY_HASH, "s", "id:i hash:s size:i type:s state:s at:t claim:s",
    "SELECT id, hash, size, type, state, at, claim FROM file WHERE hash = ?");
SQL(FILE_KEEP, "i", "",
    "UPDATE file SET state = 'kept', claim = '', version = version + 1"
    " WHERE id = ? AND state <> 'going'");
SQL(FILE_GET, "i",
    "id:i hash:s size:i type:s state:s scan:s scan_words:s",
    "SELECT id, hash, size, type, state, scan, scan_words FROM file"
    " WHERE id = ?");
SQL(FILE_SCANNED, "sssi", "",
    "UPDATE file SET scan = ?, scan_words = ?, scanned_at = ?,"
    " version = version + 1 WHERE id = ?");
/* No picture is made of what is harmful, until it is found to be clean after
 * all: else its job would wait for ever. */
SQL(FILE_PICTURES_OFF, "i", "",
    "UPDATE file_job SET state = 'refused', refusal = 'harm'"
    " WHERE file_id = ? AND work <> 'scan' AND state = 'waiting'");
SQL(FILE_PICTURES_ON, "ssi", "",
    "UPDATE file_job SET state = 'waiting', refusal = '', attempts = 0,"
    " at = ?, next_at = ? WHERE file_id = ? AND work <> 'scan'"
    " AND state = 'refused' AND refusal = 'harm'");
SQL(FILE_WAITING, "", "id:i hash:s size:i type:s",
    "SELECT id, hash, size, type FROM file WHERE scan = 'waiting'"
    " AND state = 'kept' ORDER BY id LIMIT 100");
SQL(FILE_LIST, "i", "id:i hash:s size:i type:s state:s at:t claim:s",
    "SELECT id, hash, size, type, state, at, claim FROM file WHERE id > ?"
    " ORDER BY id LIMIT 1000");
SQL(FILE_UNFINISHED, "", "id:i hash:s size:i state:s at:t claim:s",
    "SELECT id, hash, size, state, at, claim FROM file"
    " WHERE state IN ('coming', 'going') ORDER BY id LIMIT 500");
SQL(FILE_MINE, "is", "id:i hash:s size:i state:s at:t claim:s",
    "SELECT id, hash, size, state, at, claim FROM file"
    " WHERE id = ? AND state = 'coming' AND claim = ?");
SQL(FILE_STRAY, "sis", "",
    "INSERT IGNORE INTO file (hash, size, type, at)"
    " VALUES (?, ?, 'application/octet-stream', ?)");
SQL(FILE_UNUSED, "s", "id:i hash:s size:i state:s at:t claim:s",
    "SELECT f.id, f.hash, f.size, f.state, f.at, f.claim FROM file f"
    " WHERE f.state = 'kept' AND f.at <= ? AND" UNUSED
    " ORDER BY f.id LIMIT 500");
/* Parameters: my claim, id, its state and claim as they were read. */
SQL(FILE_TAKE, "siss", "",
    "UPDATE file f SET f.state = 'going', f.claim = ?,"
    " f.version = f.version + 1 WHERE f.id = ? AND f.state = ?"
    " AND f.claim = ? AND" UNUSED);
SQL(FILE_GONE, "is", "",
    "DELETE FROM file WHERE id = ? AND state = 'going' AND claim = ?");

/* Removes bytes and row of one that is `going` by our claim. */
static NEOERR *finish(struct db *db, struct store *s, const char *claim,
		      int64_t id, const char *hash)
{
	TRY(store_delete(s, hash));
	return nerr_pass(db_exec(db, &FILE_GONE, id, claim));
}

/* Takes the i-th row over, if it is still as it was read, and removes it. */
static NEOERR *take(struct db *db, struct store *s, const struct rows *r,
		    size_t i, struct file_settled *out)
{
	const char *claim;
	int64_t id = row_int(r, i, "id");

	TRY(store_claim(s, &claim));
	TRY(db_exec(db, &FILE_TAKE, claim, id, row_text(r, i, "state"),
		    row_text(r, i, "claim")));
	if (!db_affected(db))
		return STATUS_OK;
	TRY(finish(db, s, claim, id, row_text(r, i, "hash")));
	out->removed++;
	out->bytes += row_int(r, i, "size");
	return STATUS_OK;
}

/* Waits until nobody removes this content, or finishes that for the dead. */
static NEOERR *await(struct db *db, void *pool, struct store *s,
		     const char *key, struct rows *r)
{
	static const struct timespec pause = {.tv_nsec = 100 * 1000 * 1000};
	struct file_settled done = {0};

	for (int i = 0; i < WAIT_TRIES; i++) {
		TRY(db_query(db, pool, &FILE_BY_HASH, r, key));
		if (r->n && strcmp(row_text(r, 0, "state"), "going"))
			return STATUS_OK;
		if (!r->n)
			return STATUS_OK;
		if (!store_lives(s, row_text(r, 0, "claim")))
			TRY(take(db, s, r, 0, &done));
		else
			nanosleep(&pause, NULL);
	}
	return nerr_raise(ERR_UNAVAILABLE, "the same file is being removed");
}

NEOERR *file_come(struct db *db, void *pool, int64_t now, struct store *s,
		  struct incoming *in, const char *type, bool scan, int64_t *id)
{
	const char *claim, *key;
	struct rows r;

	TRY(store_done(in));
	TRY(store_claim(s, &claim));
	key = store_key(in);
	TRY(await(db, pool, s, key, &r));
	TRY(db_exec(db, &FILE_COME, key, store_size(in), type, claim,
		    scan ? "waiting" : "none", db_from_time(pool, now)));
	TRY(db_query(db, pool, &FILE_BY_HASH, &r, key));
	/* Between the two somebody may have begun to remove it. */
	if (!r.n || !strcmp(row_text(&r, 0, "state"), "going"))
		return nerr_raise(ERR_UNAVAILABLE,
				  "the same file is being removed");
	*id = row_int(&r, 0, "id");
	return nerr_pass(store_name(in));
}

NEOERR *file_leave(struct db *db, void *pool, struct store *s, int64_t id)
{
	struct file_settled done = {0};
	const char *claim;
	struct rows r;

	TRY(store_claim(s, &claim));
	TRY(db_query(db, pool, &FILE_MINE, &r, id, claim));
	return r.n ? nerr_pass(take(db, s, &r, 0, &done)) : STATUS_OK;
}

NEOERR *file_keep(struct db *db, void *pool, int64_t id)
{
	(void)pool;
	TRY(db_exec(db, &FILE_KEEP, id));
	if (!db_affected(db))
		return nerr_raise(ERR_UNAVAILABLE, "the file is being removed");
	return STATUS_OK;
}

NEOERR *file_get(struct db *db, void *pool, int64_t id, struct rows *out)
{
	TRY(db_query(db, pool, &FILE_GET, out, id));
	return out->n ? STATUS_OK : nerr_raise(ERR_NOT_FOUND, "no such file");
}

NEOERR *file_scanned(struct db *db, void *pool, int64_t now, int64_t id,
		     bool clean, const char *words)
{
	const char *at = db_from_time(pool, now);

	TRY(db_exec(db, &FILE_SCANNED, clean ? "clean" : "refused", words, at,
		    id));
	if (!db_affected(db))
		return nerr_raise(ERR_NOT_FOUND, "no such file");
	return nerr_pass(clean ? db_exec(db, &FILE_PICTURES_ON, at, at, id)
			       : db_exec(db, &FILE_PICTURES_OFF, id));
}

NEOERR *file_waiting(struct db *db, void *pool, struct rows *out)
{
	return nerr_pass(db_query(db, pool, &FILE_WAITING, out));
}

NEOERR *file_list(struct db *db, void *pool, int64_t after, struct rows *out)
{
	return nerr_pass(db_query(db, pool, &FILE_LIST, out, after));
}

NEOERR *file_by_key(struct db *db, void *pool, const char *key,
		    struct rows *out)
{
	return nerr_pass(db_query(db, pool, &FILE_BY_HASH, out, key));
}

NEOERR *file_stray(struct db *db, void *pool, int64_t now, const char *key,
		   int64_t size)
{
	return nerr_pass(
	    db_exec(db, &FILE_STRAY, key, size, db_from_time(pool, now)));
}

NEOERR *file_settle(struct db *db, void *pool, struct store *s, int64_t now,
		    bool unused, int64_t age, struct file_settled *out)
{
	struct rows r;

	*out = (struct file_settled){0};
	TRY(db_query(db, pool, &FILE_UNFINISHED, &r));
	for (size_t i = 0; i < r.n; i++) {
		bool coming = !strcmp(row_text(&r, i, "state"), "coming");
		bool old = coming && db_to_time(row_text(&r, i, "at")) <
					 now - COMING_SECONDS;

		if (old || !store_lives(s, row_text(&r, i, "claim")))
			TRY(take(db, s, &r, i, out));
	}
	if (!unused)
		return STATUS_OK;
	TRY(db_query(db, pool, &FILE_UNUSED, &r, db_from_time(pool, now - age)));
	for (size_t i = 0; i < r.n; i++)
		TRY(take(db, s, &r, i, out));
	return STATUS_OK;
}
