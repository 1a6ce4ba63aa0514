/* Jobs: what carebook-porter does with files behind the scenes.
 * SPDX-License-Identifier: MIT */
#include "files/job.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "files/picture.h"
#include "files/sniff.h"
#include "notify/outbox.h"

SQL(JOB_ASK, "isss", "",
    "INSERT IGNORE INTO file_job (file_id, work, at, next_at)"
    " VALUES (?, ?, ?, ?)");
/* A picture is made of what was let pass only. The subquery is there since an
 * UPDATE of two tables knows no LIMIT. */
SQL(JOB_CLAIM, "sss", "",
    "UPDATE file_job SET state = 'working', claimed_by = ?, claimed_at = ?,"
    " attempts = attempts + 1 WHERE state = 'waiting' AND next_at <= ?"
    " AND (work = 'scan' OR EXISTS (SELECT 1 FROM file f"
    "  WHERE f.id = file_job.file_id AND f.scan IN ('none', 'clean')))"
    " ORDER BY next_at, id LIMIT 1");
SQL(JOB_CLAIMED, "s", "id:i file_id:i work:s attempts:i hash:s size:i type:s",
    "SELECT j.id, j.file_id, j.work, j.attempts, f.hash, f.size, f.type"
    " FROM file_job j JOIN file f ON f.id = j.file_id"
    " WHERE j.state = 'working' AND j.claimed_by = ?");
SQL(JOB_OVER, "ssis", "",
    "UPDATE file_job SET state = ?, refusal = ?, last_error = '',"
    " claimed_by = NULL WHERE id = ? AND state = 'working'"
    " AND claimed_by = ?");
SQL(JOB_AGAIN, "sssis", "",
    "UPDATE file_job SET state = IF(at < ? AND work <> 'scan', 'failed',"
    "  'waiting'),"
    " last_error = ?, next_at = ?, claimed_by = NULL"
    " WHERE id = ? AND state = 'working' AND claimed_by = ?");
SQL(JOB_STALE_BACK, "s", "",
    "UPDATE file_job SET state = 'waiting', claimed_by = NULL,"
    " last_error = 'the porter ended before it was done'"
    " WHERE state = 'working' AND claimed_at < ?");
SQL(JOB_SCANS, "ss", "",
    "INSERT IGNORE INTO file_job (file_id, work, at, next_at)"
    " SELECT id, 'scan', ?, ? FROM file"
    " WHERE scan = 'waiting' AND state = 'kept' ORDER BY id LIMIT 1000");
SQL(JOB_RESCAN, "ss", "",
    "INSERT INTO file_job (file_id, work, at, next_at)"
    " SELECT id, 'scan', ?, ? FROM file WHERE state = 'kept'"
    " ON DUPLICATE KEY UPDATE state = 'waiting', attempts = 0,"
    " at = VALUES(at), next_at = VALUES(next_at), claimed_by = NULL");
SQL(JOB_RESCAN_COUNT, "", "n:i",
    "SELECT COUNT(*) FROM file_job WHERE work = 'scan'"
    " AND state = 'waiting'");
SQL(JOB_COUNTS, "", "waiting:i oldest:t failed:i",
    "SELECT COALESCE(SUM(state IN ('waiting', 'working')), 0),"
    " MIN(IF(state IN ('waiting', 'working'), at, NULL)),"
    " COALESCE(SUM(state = 'failed'), 0) FROM file_job"
    " WHERE state IN ('waiting', 'working', 'failed')");
SQL(PICTURE_KEEP, "issiii", "",
    "INSERT INTO picture (file_id, name, format, width, height, made_id)"
    " VALUES (?, ?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE width = VALUES(width),"
    " height = VALUES(height), made_id = VALUES(made_id)");
SQL(PICTURE_GET, "iss", "hash:s size:i type:s width:i height:i",
    "SELECT f.hash, f.size, f.type, p.width, p.height FROM picture p"
    " JOIN file f ON f.id = p.made_id"
    " WHERE p.file_id = ? AND p.name = ? AND p.format = ?");
SQL(PICTURE_STATE, "is", "state:s refusal:s",
    "SELECT state, refusal FROM file_job WHERE file_id = ? AND work = ?");

static const char *const works[JOB__WORKS] = {"scan", "small", "portrait"};

/* Of what carebook-picture knows how to open. */
static bool has_picture(const char *type, enum job_work work)
{
	const char *family = file_family(type);

	return !strcmp(family, "picture") ||
	       (work == JOB_SMALL && !strcmp(family, "pdf"));
}

NEOERR *job_ask(struct db *db, void *pool, int64_t file, const char *type,
		enum job_work work)
{
	const char *at = db_from_time(pool, clock_now());

	if (work != JOB_SCAN && !has_picture(type, work))
		return STATUS_OK;
	return nerr_pass(db_exec(db, &JOB_ASK, file, works[work], at, at));
}

NEOERR *job_claim(struct db *db, void *pool, int64_t now, const char *claimant,
		  struct job_claim *out)
{
	const char *at = db_from_time(pool, now);
	struct rows r;

	memset(out, 0, sizeof *out);
	TRY(db_exec(db, &JOB_CLAIM, claimant, at, at));
	if (!db_affected(db))
		return STATUS_OK;
	TRY(db_query(db, pool, &JOB_CLAIMED, &r, claimant));
	if (r.n != 1)
		return STATUS_OK;
	*out = (struct job_claim){
	    .id = row_int(&r, 0, "id"),
	    .file = row_int(&r, 0, "file_id"),
	    .attempts = row_int(&r, 0, "attempts"),
	    .claimant = claimant,
	    .hash = row_text(&r, 0, "hash"),
	    .type = row_text(&r, 0, "type"),
	    .size = row_int(&r, 0, "size"),
	};
	while (strcmp(works[out->work], row_text(&r, 0, "work")))
		out->work++;
	return STATUS_OK;
}

static NEOERR *over(struct db *db, const struct job_claim *c,
		    const char *state, const char *refusal)
{
	TRY(db_exec(db, &JOB_OVER, state, refusal, c->id, c->claimant));
	if (db_affected(db) != 1)
		return nerr_raise(ERR_CONFLICT, "another porter has it");
	return STATUS_OK;
}

NEOERR *job_done(struct db *db, const struct job_claim *c)
{
	return nerr_pass(over(db, c, "done", ""));
}

NEOERR *job_refused(struct db *db, const struct job_claim *c,
		    const char *refusal)
{
	return nerr_pass(over(db, c, "refused", refusal));
}

NEOERR *job_again(struct db *db, void *pool, int64_t now,
		  const struct job_claim *c, const char *error)
{
	enum { GIVE_UP = 7 * 24 * 60 * 60, SCANNER_AWAY = 60 };
	int64_t pause = c->work == JOB_SCAN ? SCANNER_AWAY
					    : outbox_pause(c->attempts);

	return nerr_pass(
	    db_exec(db, &JOB_AGAIN, db_from_time(pool, now - GIVE_UP),
		    text_cut(pool, error, 290),
		    db_from_time(pool, now + pause), c->id,
		    c->claimant));
}

NEOERR *job_recover(struct db *db, void *pool, int64_t now, bool scan)
{
	const char *at = db_from_time(pool, now);

	TRY(db_exec(db, &JOB_STALE_BACK, db_from_time(pool, now - JOB_STALE)));
	if (scan)
		TRY(db_exec(db, &JOB_SCANS, at, at));
	return STATUS_OK;
}

NEOERR *job_rescan(struct db *db, void *pool, int64_t now, int64_t *n)
{
	const char *at = db_from_time(pool, now);
	struct rows r;

	TRY(db_exec(db, &JOB_RESCAN, at, at));
	TRY(db_query(db, pool, &JOB_RESCAN_COUNT, &r));
	*n = row_int(&r, 0, "n");
	return STATUS_OK;
}

NEOERR *job_counts(struct db *db, void *pool, struct rows *out)
{
	return nerr_pass(db_query(db, pool, &JOB_COUNTS, out));
}

NEOERR *picture_keep(struct db *db, void *pool, int64_t of,
		     const struct picture *p, int64_t made)
{
	TRY(file_keep(db, pool, made));
	return nerr_pass(db_exec(db, &PICTURE_KEEP, of, p->name, p->format,
				 (int64_t)p->width, (int64_t)p->height, made));
}

NEOERR *picture_get(struct db *db, void *pool, int64_t file, const char *name,
		    const char *format, struct rows *out)
{
	return nerr_pass(
	    db_query(db, pool, &PICTURE_GET, out, file, name, format));
}

NEOERR *picture_state(struct db *db, void *pool, int64_t file,
		      enum job_work work, struct rows *out)
{
	return nerr_pass(
	    db_query(db, pool, &PICTURE_STATE, out, file, works[work]));
}
