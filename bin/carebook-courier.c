/* carebook-courier: sends the outbox, and tidies up.
 * SPDX-License-Identifier: MIT
 *
 * Several may run. Each claims one message after the other (notify/outbox.h
 * tells how nothing goes out twice) and does the chores below when they are
 * due; a chore must bear being done by two couriers at once. With the database
 * or the mail server away it waits and tries again.
 */
#include <curl/curl.h>
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
#include "forms/application.h"
#include "notify/mail.h"
#include "notify/outbox.h"
#include "notify/smtp.h"
#include "people/account.h"
#include "people/rules.h"

enum { IDLE_SECONDS = 1, AWAY_SECONDS = 5 };

struct courier {
	const struct conf *conf;
	struct db *db;
	struct smtp *smtp;
	const struct zone *zone;
	bool schema_fits;
};

static volatile sig_atomic_t ending;

static void on_term(int sig)
{
	(void)sig;
	ending = 1;
}

/* --- chores ------------------------------------------------------------ */

static NEOERR *recover(const struct actor *a)
{
	int64_t n;

	TRY(outbox_recover(a->db, a->pool, a->now, &n));
	if (n)
		log_line(LOG_BAD, "event=recovered messages=%" PRId64, n);
	return STATUS_OK;
}

static NEOERR *rules(const struct actor *a)
{
	struct rules_done done;

	TRY(rules_run(a, &done));
	if (done.tasks || done.settled || done.reminders)
		log_line(LOG_INFO,
			 "event=rules tasks=%" PRId64 " settled=%" PRId64
			 " reminders=%" PRId64,
			 done.tasks, done.settled, done.reminders);
	return STATUS_OK;
}

/* every: seconds between two runs of a courier. */
static struct chore {
	const char *name;
	int64_t every;
	NEOERR *(*run)(const struct actor *);
	int64_t last;
	int failed; /* in a row */
} chores[] = {
    {"recover", 60, recover, 0, 0},
    {"rules", 5 * 60, rules, 0, 0},
    {"tidy", 10 * 60, account_tidy, 0, 0},
    {"applications", 10 * 60, application_tidy, 0, 0},
};

/* One that fails does not keep the mail from going out. It is tried again at
 * the next pass, and after some in a row only when its time comes again. */
static NEOERR *do_chores(const struct actor *a)
{
	enum { IN_A_ROW = 5 };

	for (size_t i = 0; i < sizeof chores / sizeof *chores; i++) {
		struct chore *c = &chores[i];
		NEOERR *err;

		/* The clock of a test also goes back. */
		if (a->now >= c->last && a->now < c->last + c->every)
			continue;
		err = c->run(a);
		if (err != STATUS_OK && nerr_match(err, ERR_UNAVAILABLE))
			return nerr_pass(err);
		c->failed = err == STATUS_OK ? 0 : c->failed + 1;
		if (c->failed % IN_A_ROW == 0)
			c->last = a->now;
		if (err != STATUS_OK)
			log_line(LOG_BAD, "event=chore name=%s trace=\"%s\"",
				 c->name, err_trace(a->pool, err));
		nerr_ignore(&err);
	}
	return STATUS_OK;
}

/* --- the outbox -------------------------------------------------------- */

/* One message that is ours for now. */
struct claim {
	const struct actor *a;
	const char *claimant;
	int64_t id;
};

static bool handing(void *arg)
{
	struct claim *c = arg;
	NEOERR *err = outbox_handing(c->a->db, c->a->pool, c->a->now, c->id,
				     c->claimant);

	if (err == STATUS_OK)
		return true;
	log_line(LOG_BAD, "event=not-handed message=%" PRId64 " error=\"%s\"",
		 c->id, err_text(c->a->pool, err));
	nerr_ignore(&err);
	return false;
}

static NEOERR *compose(struct courier *k, const struct claim *c,
		       const struct rows *r, const char **text)
{
	struct rows agency;

	TRY(agency_facts(c->a, &agency));
	return nerr_pass(mail_build(
	    c->a->pool,
	    &(struct mime){
		.from = conf_get(k->conf, "mail_from"),
		.from_name = row_text(&agency, 0, "name"),
		.to = row_text(r, 0, "recipient"),
		.to_name = row_text(r, 0, "recipient_name"),
		.subject = row_text(r, 0, "subject"),
		.body = row_text(r, 0, "body"),
		.calendar = row_null(r, 0, "calendar")
				? NULL
				: row_text(r, 0, "calendar"),
		.method = row_text(r, 0, "calendar_method"),
		.id = mem_printf(c->a->pool, "carebook.%" PRId64 ".%" PRId64,
				 c->id, db_to_time(row_text(r, 0, "at"))),
		.at = db_to_time(row_text(r, 0, "at")),
	    },
	    text));
}

/* What became of it must be written down, however long the database is away:
 * until then the message counts as handed over. */
static void write_down(struct claim *c, enum outcome outcome,
		       const char *error)
{
	static const char *const words[] = {"sent", "retry", "failed",
					    "unknown"};
	NEOERR *err;

	log_line(outcome == OUTCOME_SENT ? LOG_INFO : LOG_BAD,
		 "event=mail message=%" PRId64 " outcome=%s error=\"%s\"",
		 c->id, words[outcome], outcome == OUTCOME_SENT ? "" : error);
	while ((err = outbox_done(c->a->db, c->a->pool, c->a->now, c->id,
				  c->claimant, outcome, error)) != STATUS_OK) {
		log_line(LOG_BAD, "event=not-written-down message=%" PRId64
				  " error=\"%s\"",
			 c->id, err_text(c->a->pool, err));
		nerr_ignore(&err);
		if (ending)
			return;
		sleep(AWAY_SECONDS);
	}
}

/* Sends the next message; *found: there was one. */
static NEOERR *send_next(struct courier *k, const struct actor *a, bool *found)
{
	struct claim c = {.a = a};
	struct smtp_mail m = {.handing = handing, .arg = &c};
	const char *error = "";
	enum outcome outcome;
	struct rows r;
	NEOERR *err;

	c.claimant = mem_printf(a->pool, "%d.%s", (int)getpid(),
				text_random(a->pool, 24));
	TRY(outbox_claim(a->db, a->pool, a->now, c.claimant, &c.id, &r));
	*found = c.id;
	if (!c.id)
		return STATUS_OK;
	err = compose(k, &c, &r, &m.text);
	if (err != STATUS_OK) {
		outcome = nerr_match(err, ERR_INVALID) ? OUTCOME_FAILED
						       : OUTCOME_RETRY;
		error = err_text(a->pool, err);
		nerr_ignore(&err);
	} else {
		m.from = conf_get(k->conf, "mail_from");
		m.to = row_text(&r, 0, "recipient");
		outcome = smtp_send(k->smtp, a->pool, &m, &error);
	}
	write_down(&c, outcome, error);
	return STATUS_OK;
}

/* All that is due. */
static NEOERR *make_round(struct courier *k)
{
	bool found = true;

	while (found && !ending) {
		void *pool = mem_pool();
		struct actor a;
		NEOERR *err;

		clock_tick();
		a = actor_system(pool, k->db, k->zone);
		err = k->schema_fits ? STATUS_OK
				     : migrate_check(k->db, k->conf);
		k->schema_fits = err == STATUS_OK;
		if (err == STATUS_OK)
			err = do_chores(&a);
		if (err == STATUS_OK)
			err = send_next(k, &a, &found);
		if (err != STATUS_OK) {
			log_line(LOG_BAD, "event=round trace=\"%s\"",
				 err_trace(pool, err));
			talloc_free(pool);
			return nerr_pass(err);
		}
		talloc_free(pool);
	}
	return STATUS_OK;
}

static int run(struct courier *k, bool once)
{
	while (!ending) {
		NEOERR *err = make_round(k);
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
	fprintf(stderr, "usage: carebook-courier [--conf FILE] [--once]\n");
	return 2;
}

int main(int argc, char **argv)
{
	struct sigaction sa = {.sa_handler = on_term};
	struct courier k = {0};
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
	log_init("courier", LOG_INFO);
	if (sodium_init() < 0 || curl_global_init(CURL_GLOBAL_DEFAULT))
		return 1;
	ctx = talloc_new(NULL);
	srand((unsigned)randombytes_random());
	sigaction(SIGTERM, &sa, NULL); /* the message under way is finished */
	sigaction(SIGINT, &sa, NULL);
	signal(SIGPIPE, SIG_IGN);
	err = conf_load(ctx, path, &conf);
	if (err == STATUS_OK)
		err = db_open(ctx, conf, "courier", &k.db);
	if (err == STATUS_OK)
		err = smtp_open(ctx, conf, &k.smtp);
	if (err == STATUS_OK) {
		k.conf = conf;
		k.zone = zone_find(conf_get(conf, "zone"));
		clock_init(conf_get(conf, "clock_file"));
		status = run(&k, once);
	} else {
		log_line(LOG_BAD, "event=start error=\"%s\"",
			 err_text(ctx, err));
		nerr_ignore(&err);
	}
	talloc_free(ctx);
	curl_global_cleanup();
	return status;
}
