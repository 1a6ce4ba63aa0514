/* carebook-porter: shows files to the scanner, and has small pictures made.
 * SPDX-License-Identifier: MIT
 *
 * Several may run: each claims one job after the other (files/job.h). With the
 * database, the store or the scanner away it waits and tries again. What a
 * porter that was killed had begun is done again by the next; nothing of it
 * stays behind (files/file.h).
 */
#include <inttypes.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/migrate.h"
#include "files/clamd.h"
#include "files/job.h"
#include "files/picture.h"

enum { IDLE_SECONDS = 1, AWAY_SECONDS = 5, CHORES_SECONDS = 5 };

struct porter {
	const struct conf *conf;
	struct db *db;
	struct store *store;
	bool schema_fits;
	int64_t chores_at;
};

/* One job under way. */
struct work {
	struct porter *k;
	void *pool;
	int64_t now;
	struct job_claim claim;
	struct pictures made;
	int64_t files[2 * PICTURE_SIZES]; /* of made, in the store */
	bool clean;
	const char *words;
};

static volatile sig_atomic_t ending;

static void on_term(int sig)
{
	(void)sig;
	ending = 1;
}

/* --- the scanner ------------------------------------------------------- */

static NEOERR *scanned(void *arg)
{
	struct work *w = arg;

	TRY(file_scanned(w->k->db, w->pool, w->now, w->claim.file, w->clean,
			 w->words));
	return nerr_pass(job_done(w->k->db, &w->claim));
}

static NEOERR *scan(struct work *w, int fd)
{
	enum clamd_says says;

	if (!clamd_wanted(w->k->conf))
		return nerr_raise(ERR_UNAVAILABLE, "no scanner is configured");
	TRY(clamd_scan(w->pool, w->k->conf, fd, &says, &w->words));
	w->clean = says == CLAMD_CLEAN;
	if (w->clean)
		w->words = "";
	if (says == CLAMD_TOO_LARGE)
		w->words = "too large for the virus scanner";
	if (!w->clean)
		log_line(LOG_BAD, "event=refused file=%" PRId64 " words=\"%s\"",
			 w->claim.file, w->words);
	return nerr_pass(db_transaction(w->k->db, scanned, w));
}

/* --- pictures ---------------------------------------------------------- */

/* What each kind of work makes, from the largest to the smallest. */
static const char *const *sizes_of(enum job_work work)
{
	static const char *const small[] = {"view:1600x1600", "thumb:480x480",
					    NULL};
	static const char *const portrait[] = {
	    "large:400x472:crop", "medium:200x236:crop", "small:100x118:crop",
	    NULL};

	return work == JOB_PORTRAIT ? portrait : small;
}

static NEOERR *bring(struct work *w, size_t i)
{
	const struct picture *p = &w->made.of[i];
	struct incoming *in;

	TRY(store_put(w->k->store, w->pool, (int64_t)p->len, &in));
	TRY(store_write(in, p->data, p->len));
	TRY(store_done(in));
	return nerr_pass(file_come(
	    w->k->db, w->pool, w->now, w->k->store, in,
	    mem_printf(w->pool, "image/%s", p->format), false, &w->files[i]));
}

static NEOERR *pictures_made(void *arg)
{
	struct work *w = arg;

	for (size_t i = 0; i < w->made.n; i++)
		TRY(picture_keep(w->k->db, w->pool, w->claim.file,
				 &w->made.of[i], w->files[i]));
	return nerr_pass(job_done(w->k->db, &w->claim));
}

static NEOERR *bring_all(struct work *w)
{
	for (size_t i = 0; i < w->made.n; i++)
		TRY(bring(w, i));
	return nerr_pass(db_transaction(w->k->db, pictures_made, w));
}

/* What came before something failed is of no use: the job makes all of them
 * anew. Where even that fails, file_settle finds it. */
static void leave_all(struct work *w)
{
	for (size_t i = 0; i < w->made.n; i++) {
		NEOERR *err = STATUS_OK;

		if (w->files[i])
			err = file_leave(w->k->db, w->pool, w->k->store,
					 w->files[i]);
		nerr_ignore(&err);
	}
}

static NEOERR *make(struct work *w, int fd)
{
	NEOERR *err;
	bool page = !strcmp(w->claim.type, "application/pdf");

	TRY(picture_make(w->pool, w->k->conf, fd, page ? "page" : "picture",
			 sizes_of(w->claim.work), &w->made));
	if (w->made.refused)
		return nerr_pass(
		    job_refused(w->k->db, &w->claim,
				picture_refusal_word(w->made.refused)));
	err = bring_all(w);
	if (err != STATUS_OK)
		leave_all(w);
	return nerr_pass(err);
}

/* --- one job after the other ------------------------------------------- */

static NEOERR *carry_out(struct work *w)
{
	NEOERR *err;
	int fd;

	TRY(store_get(w->k->store, w->claim.hash, &fd));
	err = w->claim.work == JOB_SCAN ? scan(w, fd) : make(w, fd);
	close(fd);
	return nerr_pass(err);
}

/* Trouble is written down beside the job, which is tried again later. */
static NEOERR *do_next(struct work *w, bool *found)
{
	const char *claimant = mem_printf(w->pool, "%d.%s", (int)getpid(),
					  text_random(w->pool, 24));
	const char *why;
	NEOERR *err;

	TRY(job_claim(w->k->db, w->pool, w->now, claimant, &w->claim));
	*found = w->claim.id;
	if (!w->claim.id)
		return STATUS_OK;
	err = carry_out(w);
	if (err == STATUS_OK)
		return STATUS_OK;
	why = err_text(w->pool, err);
	log_line(LOG_BAD, "event=job file=%" PRId64 " trace=\"%s\"",
		 w->claim.file, err_trace(w->pool, err));
	nerr_ignore(&err);
	return nerr_pass(job_again(w->k->db, w->pool, w->now, &w->claim, why));
}

static NEOERR *do_chores(struct work *w)
{
	struct file_settled settled;
	struct porter *k = w->k;

	/* The clock of a test also goes back. */
	if (w->now >= k->chores_at && w->now < k->chores_at + CHORES_SECONDS)
		return STATUS_OK;
	TRY(job_recover(k->db, w->pool, w->now, clamd_wanted(k->conf)));
	TRY(file_settle(k->db, w->pool, k->store, w->now, false, 0, &settled));
	k->chores_at = w->now;
	return STATUS_OK;
}

static NEOERR *ready(struct porter *k, void *ctx)
{
	if (!k->store)
		TRY(store_open(ctx, k->conf, &k->store));
	if (!k->schema_fits)
		TRY(migrate_check(k->db, k->conf));
	k->schema_fits = true;
	return STATUS_OK;
}

/* All that is due. */
static NEOERR *make_round(struct porter *k, void *ctx)
{
	bool found = true;

	while (found && !ending) {
		struct work w = {.k = k, .pool = mem_pool()};
		NEOERR *err;

		clock_tick();
		w.now = clock_now();
		err = ready(k, ctx);
		if (err == STATUS_OK)
			err = do_chores(&w);
		if (err == STATUS_OK)
			err = do_next(&w, &found);
		if (err != STATUS_OK) {
			k->schema_fits = false;
			log_line(LOG_BAD, "event=round trace=\"%s\"",
				 err_trace(w.pool, err));
		}
		talloc_free(w.pool);
		if (err != STATUS_OK)
			return nerr_pass(err);
	}
	return STATUS_OK;
}

static int run(struct porter *k, void *ctx, bool once)
{
	while (!ending) {
		NEOERR *err = make_round(k, ctx);
		bool away = err != STATUS_OK;

		nerr_ignore(&err);
		if (once)
			return away;
		if (!ending)
			sleep(away ? AWAY_SECONDS : IDLE_SECONDS);
	}
	return 0;
}

static int usage(void)
{
	fprintf(stderr, "usage: carebook-porter [--conf FILE] [--once]\n");
	return 2;
}

int main(int argc, char **argv)
{
	struct sigaction sa = {.sa_handler = on_term};
	struct porter k = {0};
	const char *path = NULL;
	struct conf *conf;
	bool once = false;
	NEOERR *err;
	int status = 1;
	void *ctx;

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--conf") && i + 1 < argc)
			path = argv[++i];
		else if (!strcmp(argv[i], "--once"))
			once = true;
		else
			return usage();
	}
	err_init();
	log_init("porter", LOG_INFO);
	if (sodium_init() < 0)
		return 1;
	ctx = talloc_new(NULL);
	srand((unsigned)randombytes_random());
	sigaction(SIGTERM, &sa, NULL); /* the job under way is finished */
	sigaction(SIGINT, &sa, NULL);
	signal(SIGPIPE, SIG_IGN);
	err = conf_load(ctx, path, &conf);
	if (err == STATUS_OK)
		err = db_open(ctx, conf, "porter", &k.db);
	if (err == STATUS_OK) {
		k.conf = conf;
		clock_init(conf_get(conf, "clock_file"));
		status = run(&k, ctx, once);
	} else {
		log_line(LOG_BAD, "event=start error=\"%s\"",
			 err_text(ctx, err));
		nerr_ignore(&err);
	}
	talloc_free(ctx);
	return status;
}
