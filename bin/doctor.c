/* carebook doctor: what is wrong with this installation, and how to mend it.
 * SPDX-License-Identifier: MIT
 *
 * One line a check: ok, warn or bad, what was looked at, and what was found;
 * under it, what to do. A check that cannot be made because an earlier one
 * failed is left out.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/zone.h"
#include "command.h"
#include "db/migrate.h"
#include "files/clamd.h"
#include "files/job.h"
#include "notify/smtp.h"
#include "people/health.h"
#include "print/document.h"
#include "probe.h"

struct doctor {
	struct job *job;
	const struct conf *conf;
	void *pool;
	int bad, warned;
};

enum verdict { OK, WARN, BAD };

/* remedy: NULL where all is well. */
static void say(struct doctor *d, enum verdict v, const char *what,
		const char *remedy, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

static void say(struct doctor *d, enum verdict v, const char *what,
		const char *remedy, const char *fmt, ...)
{
	static const char *const words[] = {"ok", "warn", "bad"};
	va_list ap;

	d->bad += v == BAD;
	d->warned += v == WARN;
	printf("%-5s %s: ", words[v], what);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n");
	if (remedy)
		printf("      > %s\n", remedy);
}

/* The reason of an error, which ends here. */
static const char *reason(struct doctor *d, NEOERR *err)
{
	const char *text = err_text(d->pool, err);

	nerr_ignore(&err);
	return text;
}

/* --- configuration and folders ------------------------------------------------ */

static void look_at_site(struct doctor *d)
{
	const char *url = conf_get(d->conf, "site_url");
	bool secure = !strncmp(url, "https://", 8);

	if (secure)
		say(d, OK, "site_url", NULL, "%s", url);
	else if (strstr(url, "//127.0.0.1") || strstr(url, "//localhost"))
		say(d, WARN, "site_url",
		    "for other machines set it to the https address that "
		    "people type; links in mails are made from it",
		    "%s: good for this machine only", url);
	else
		say(d, BAD, "site_url",
		    "put the site under https (doc/administrator.md) and "
		    "change site_url",
		    "%s: passwords would travel in clear text", url);
	if (conf_get(d->conf, "clock_file"))
		say(d, WARN, "clock_file",
		    "take this line out of the configuration: it is for tests",
		    "the clock is read from %s",
		    conf_get(d->conf, "clock_file"));
}

static void look_at_zone(struct doctor *d)
{
	const char *name = conf_get(d->conf, "zone");
	char text[ZONE_TEXT];

	if (!zone_find(name) || !zone_find("Australia/Adelaide"))
		say(d, BAD, "time zones",
		    "install the package tzdata; names look like "
		    "Australia/Sydney",
		    "'%s' is not known", name);
	else
		say(d, OK, "time zones", NULL, "%s, where it is %s", name,
		    zone_format_instant(zone_find(name), clock_now(),
					clock_now(), text));
}

/* A file that must be readable below a folder of the configuration. */
static bool is_there(struct doctor *d, const char *key, const char *file)
{
	return !access(mem_printf(d->pool, "%s/%s", conf_get(d->conf, key),
				  file),
		       R_OK);
}

static void look_at_folders(struct doctor *d)
{
	static const char *const parts[][3] = {
	    {"templates", "shared/head.cs", "profiles/summary.cs"},
	    {"static", "version", "carebook.css"},
	    {"sql", "first.sql.in", "migrations/0001-house.sql"},
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const char *key = parts[i][0], *dir = conf_get(d->conf, key);

		if (is_there(d, key, parts[i][1]) &&
		    is_there(d, key, parts[i][2]))
			say(d, OK, key, NULL, "%s", dir);
		else
			say(d, BAD, key,
			    "run 'make install' again, or correct the path in "
			    "the configuration",
			    "%s is not there, not whole or not readable", dir);
	}
}

static void look_at_fonts(struct doctor *d)
{
	const char *one;
	bool needed;
	int n = print_fonts_missing(&one, &needed);

	if (!n)
		say(d, OK, "fonts for printing", NULL, "all are there");
	else
		say(d, needed ? BAD : WARN, "fonts for printing",
		    "install the packages fonts-noto-core and "
		    "fonts-droid-fallback",
		    "%d of them are missing, %s for one", n, one);
}

static void look_at_room(struct doctor *d, const char *what, const char *path)
{
	struct statvfs v;
	uint64_t mb;

	if (statvfs(path, &v))
		return; /* not ours to see */
	mb = (uint64_t)v.f_bavail * v.f_frsize >> 20;
	say(d, mb < 200 ? BAD : mb < 2000 ? WARN : OK, what,
	    mb < 2000 ? "make room: without it nothing can be saved" : NULL,
	    "%" PRIu64 " MB free at %s", mb, path);
}

/* --- the database -------------------------------------------------------------------- */

static bool look_at_database(struct doctor *d)
{
	struct rows r;
	NEOERR *err = health_server(&d->job->actor, &r);

	if (err != STATUS_OK) {
		say(d, BAD, "database",
		    "is MariaDB running, is db_socket right, and did "
		    "sql/first.sql make the account?",
		    "%s", reason(d, err));
		return false;
	}
	say(d, OK, "database", NULL, "MariaDB %s at %s",
	    row_text(&r, 0, "version"), conf_get(d->conf, "db_socket"));
	if (strcmp(row_text(&r, 0, "charset"), "utf8mb4"))
		say(d, BAD, "character set",
		    "change the database and each of its tables to utf8mb4, "
		    "collation utf8mb4_unicode_520_ci",
		    "the database is %s: some people's names cannot be kept",
		    row_text(&r, 0, "charset"));
	else
		say(d, OK, "character set", NULL, "utf8mb4, %s",
		    row_text(&r, 0, "collation"));
	if (!row_int(&r, 0, "strict") || !row_int(&r, 0, "innodb"))
		say(d, BAD, "storage",
		    "look for init_connect and default_storage_engine in "
		    "MariaDB's configuration",
		    "%s", row_int(&r, 0, "strict")
			      ? "some tables are not InnoDB"
			      : "strict mode is switched off behind our back");
	else
		say(d, OK, "storage", NULL, "strict, InnoDB");
	if (row_int(&r, 0, "read_only"))
		say(d, BAD, "writing", "SET GLOBAL read_only = 0",
		    "MariaDB is read-only");
	look_at_room(d, "room for the database", row_text(&r, 0, "datadir"));
	return true;
}

static bool look_at_schema(struct doctor *d)
{
	NEOERR *err = migrate_check(d->job->db, d->conf);

	if (err != STATUS_OK) {
		say(d, BAD, "schema", "carebook migrate", "%s",
		    reason(d, err));
		return false;
	}
	say(d, OK, "schema", NULL, "the newest that this version knows");
	return true;
}

/* Each program's way in, where its password is for us to read. */
static void look_at_account(struct doctor *d, const char *program)
{
	const char *dir = conf_get(d->conf, "db_password_dir");
	const char *what = mem_printf(d->pool, "database account %s%s",
				      conf_get(d->conf, "db_user_prefix"),
				      program);
	struct stat file;
	struct db *db;
	NEOERR *err;

	if (!stat(mem_printf(d->pool, "%s/%s", dir, program), &file) &&
	    file.st_mode & 077)
		say(d, WARN, what,
		    mem_printf(d->pool, "chmod 600 %s/%s", dir, program),
		    "others may read its password");
	err = db_open(d->pool, d->conf, program, &db);
	if (err == STATUS_OK)
		err = migrate_check(db, d->conf);
	if (err != STATUS_OK)
		say(d, BAD, what,
		    "carebook migrate: it makes the accounts and their rights "
		    "from the password files",
		    "%s", reason(d, err));
	else
		say(d, OK, what, NULL, "signs in and reads");
}

static void look_at_accounts(struct doctor *d)
{
	const char **programs;
	NEOERR *err;
	size_t n;

	if (!conf_get(d->conf, "db_password_dir")) {
		say(d, OK, "database accounts", NULL,
		    "each is a system user's; whether it works shows below, in "
		    "the program's answer");
		return;
	}
	err = migrate_programs(d->pool, d->conf, &programs, &n);
	if (err != STATUS_OK) {
		say(d, BAD, "database accounts", "run 'make install' again",
		    "%s", reason(d, err));
		return;
	}
	for (size_t i = 0; i < n; i++)
		look_at_account(d, programs[i]);
}

static void look_at_people(struct doctor *d)
{
	struct rows r;
	NEOERR *err = health_accounts(&d->job->actor, &r);
	int64_t old;

	if (err != STATUS_OK) {
		say(d, BAD, "administrators", "carebook migrate", "%s",
		    reason(d, err));
		return;
	}
	if (!row_int(&r, 0, "managers") && row_int(&r, 0, "invited"))
		say(d, WARN, "administrators",
		    "follow the link of the invitation mail; carebook account "
		    "reset EMAIL sends another",
		    "invited, no password chosen yet");
	else if (!row_int(&r, 0, "managers"))
		say(d, BAD, "administrators",
		    "carebook account add EMAIL NAME --role Administrator",
		    "nobody can manage accounts");
	else
		say(d, OK, "administrators", NULL,
		    "%s of %s active accounts may manage accounts",
		    row_text(&r, 0, "managers"), row_text(&r, 0, "accounts"));
	old = row_int(&r, 0, "sessions_old");
	say(d, old > 1000 ? WARN : OK, "sessions",
	    old > 1000 ? "the courier tidies them up: is it running?" : NULL,
	    "%s, %" PRId64 " of them over", row_text(&r, 0, "sessions"), old);
	err = health_list(&d->job->actor, &r);
	if (err != STATUS_OK)
		say(d, BAD, "list of providers", "carebook migrate", "%s",
		    reason(d, err));
	else if (row_int(&r, 0, "unsettled"))
		say(d, WARN, "list of providers",
		    "let the courier run for some minutes",
		    "%s profiles are not in it",
		    row_text(&r, 0, "unsettled"));
}

/* --- mail ----------------------------------------------------------------------------------- */

static void look_at_outbox(struct doctor *d)
{
	struct rows r;
	NEOERR *err = health_outbox(&d->job->actor, &r);
	int64_t late, lost;

	if (err != STATUS_OK) {
		say(d, BAD, "outbox", "carebook migrate", "%s",
		    reason(d, err));
		return;
	}
	late = row_int(&r, 0, "late") + row_int(&r, 0, "stuck");
	lost = row_int(&r, 0, "failed") + row_int(&r, 0, "unknown");
	if (late)
		say(d, BAD, "outbox",
		    "is the courier running? systemctl status "
		    "carebook-courier",
		    "%" PRId64 " mails wait that should be gone", late);
	else if (lost)
		say(d, WARN, "outbox",
		    "Settings, Mail shows which and why, and sends them again",
		    "%s mails failed, of %s nobody knows",
		    row_text(&r, 0, "failed"), row_text(&r, 0, "unknown"));
	else
		say(d, OK, "outbox", NULL, "nothing waits, nothing failed");
}

/* --- files ---------------------------------------------------------------------------------- */

static void look_at_scanner(struct doctor *d)
{
	NEOERR *err;

	if (!clamd_wanted(d->conf)) {
		say(d, OK, "scanner", NULL,
		    "none is configured: files are given out as they came");
		return;
	}
	err = clamd_ping(d->conf);
	if (err != STATUS_OK)
		say(d, BAD, "scanner",
		    "is clamd running, and is clamd_socket right? Until then "
		    "nobody gets a new file",
		    "%s", reason(d, err));
	else
		say(d, OK, "scanner", NULL, "clamd answers");
}

static void look_at_jobs(struct doctor *d)
{
	enum { LATE = 1800 };
	struct rows r;
	NEOERR *err = job_counts(d->job->db, d->pool, &r);
	int64_t waiting, failed;

	if (err != STATUS_OK) {
		say(d, BAD, "files in work", "carebook migrate", "%s",
		    reason(d, err));
		return;
	}
	waiting = row_int(&r, 0, "waiting");
	failed = row_int(&r, 0, "failed");
	if (waiting &&
	    db_to_time(row_text(&r, 0, "oldest")) < d->job->actor.now - LATE)
		say(d, BAD, "files in work",
		    "is the porter running? systemctl status carebook-porter",
		    "%" PRId64 " wait, some for more than half an hour",
		    waiting);
	else if (failed)
		say(d, WARN, "files in work",
		    "journalctl -u carebook-porter tells why",
		    "%" PRId64 " were given up", failed);
	else
		say(d, OK, "files in work", NULL, "%" PRId64 " wait", waiting);
}

static void look_at_mail(struct doctor *d)
{
	struct smtp *s;
	NEOERR *err = smtp_open(d->pool, d->conf, &s);
	const char *error;

	if (err != STATUS_OK)
		say(d, BAD, "mail server", "see smtp_password_file", "%s",
		    reason(d, err));
	else if (!smtp_try(s, d->pool, &error))
		say(d, BAD, "mail server",
		    "correct smtp_url, smtp_user and smtp_password_file; until "
		    "then invitations do not arrive",
		    "%s: %s", conf_get(d->conf, "smtp_url"), error);
	else
		say(d, OK, "mail server", NULL, "%s answers",
		    conf_get(d->conf, "smtp_url"));
}

/* --- the programs ------------------------------------------------------------------------------ */

static void look_at_programs(struct doctor *d)
{
	static const char *const pages[][2] = {
	    {"account", "/sign-in"}, {"profiles", "/today"}, {"agency", "/"},
	    {"forms", "/"}, {"attachments", "/"}};

	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		const char *path =
		    mem_printf(d->pool, "%s/%s.sock", conf_get(d->conf, "run"),
			       pages[i][0]);
		struct probe p = probe_program(d->pool, path, pages[i][0],
					       pages[i][1]);
		const char *what =
		    mem_printf(d->pool, "program %s", pages[i][0]);

		if (p.status && p.status < 500)
			say(d, OK, what, NULL, "answers (%d)", p.status);
		else if (p.denied)
			say(d, WARN, what, "run the doctor as root to see",
			    "%s is not for this account to ask", path);
		else
			say(d, BAD, what,
			    p.status ? "its log says why: journalctl -u "
				       "'carebook-*'"
				     : "systemctl start carebook.target",
			    "%s: %s", path, p.words);
	}
}

static int look(struct job *j)
{
	struct doctor d = {.job = j, .conf = j->conf, .pool = j->pool};

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (!j->conf) {
		say(&d, BAD, "configuration",
		    "write the file (carebook.conf(5)), or name it by --conf",
		    "%s", j->said);
		return 1;
	}
	say(&d, OK, "configuration", NULL, "%s", conf_path(j->conf));
	look_at_site(&d);
	look_at_zone(&d);
	look_at_folders(&d);
	look_at_fonts(&d);
	look_at_room(&d, "room for temporary files", "/tmp");
	if (look_at_database(&d) && look_at_schema(&d)) {
		look_at_accounts(&d);
		look_at_people(&d);
		look_at_outbox(&d);
		look_at_jobs(&d);
	}
	look_at_mail(&d);
	look_at_scanner(&d);
	look_at_programs(&d);
	printf("%d bad, %d to look at\n", d.bad, d.warned);
	return d.bad ? 1 : 0;
}

NEOERR *command_doctor(struct job *j)
{
	j->status = look(j);
	return STATUS_OK;
}
