/* Jobs: what carebook-porter does with files behind the scenes.
 * SPDX-License-Identifier: MIT
 *
 * A job is a row, one a file and kind of work, written in the transaction that
 * brings the file in or found by the porter itself (what waits for the
 * scanner). Porters claim jobs by an update, so that several may run; what a
 * dead one had claimed is taken on after JOB_STALE seconds. A job may be
 * carried out twice, and comes to the same.
 *
 * No picture is made of a file before the scanner has let it pass.
 */
#ifndef CAREBOOK_FILES_JOB_H
#define CAREBOOK_FILES_JOB_H

#include "files/file.h"

enum job_work {
	JOB_SCAN,     /* clamd looks at it */
	JOB_SMALL,    /* pictures "view" (1600 points at most) and "thumb" (480) */
	JOB_PORTRAIT, /* "large" 400 x 472, "medium" 200 x 236, "small" 100 x 118 */
	JOB__WORKS
};

enum { JOB_STALE = 600 }; /* seconds */

/* Asks for it; nothing where it was asked for before, or where nothing could
 * come of it (pictures of sound). type: the file's. In the caller's
 * transaction. It waits from now by the clock, also where a past is played
 * back (the demo agency's). */
NEOERR *job_ask(struct db *db, void *pool, int64_t file, const char *type,
		enum job_work work) MUST_CHECK;

/* The next job that is due, ours from now on; id 0: none. claimant: a name that
 * nobody else has. */
struct job_claim {
	int64_t id, file, attempts;
	enum job_work work;
	const char *claimant, *hash, *type;
	int64_t size;
};
NEOERR *job_claim(struct db *db, void *pool, int64_t now, const char *claimant,
		  struct job_claim *out) MUST_CHECK;

/* What became of it. In one transaction with the result; ERR_CONFLICT where it
 * is not ours any more. */
NEOERR *job_done(struct db *db, const struct job_claim *c) MUST_CHECK;
NEOERR *job_refused(struct db *db, const struct job_claim *c,
		    const char *refusal) MUST_CHECK;
/* Trouble that is not the file's: again after a while (a minute, twice as long
 * each time, four hours at most), or never after a week of it. What waits for
 * the scanner is tried each minute, for ever. */
NEOERR *job_again(struct db *db, void *pool, int64_t now,
		  const struct job_claim *c, const char *error) MUST_CHECK;

/* A chore: jobs for what waits for the scanner and has none (scan), and jobs
 * back that dead porters had. */
NEOERR *job_recover(struct db *db, void *pool, int64_t now,
		    bool scan) MUST_CHECK;

/* Shows every file to the scanner again; what people may have stays as it is
 * until it has spoken. *n: so many. */
NEOERR *job_rescan(struct db *db, void *pool, int64_t now,
		   int64_t *n) MUST_CHECK;

/* For people: jobs that wait or were given up. Columns: waiting oldest:t
 * failed */
NEOERR *job_counts(struct db *db, void *pool, struct rows *out) MUST_CHECK;

/* --- the pictures -------------------------------------------------------- */

/* In the transaction of job_done: a picture that was made, as file made. */
struct picture;
NEOERR *picture_keep(struct db *db, void *pool, int64_t of,
		     const struct picture *p, int64_t made) MUST_CHECK;

/* One picture of a file: name and format as above. 0 rows or one.
 * Columns: hash size type width height */
NEOERR *picture_get(struct db *db, void *pool, int64_t file, const char *name,
		    const char *format, struct rows *out) MUST_CHECK;

/* How far it is: state of the job ("" for none: there will be no picture),
 * refusal. 0 rows or one. Columns: state refusal */
NEOERR *picture_state(struct db *db, void *pool, int64_t file,
		      enum job_work work, struct rows *out) MUST_CHECK;

#endif
