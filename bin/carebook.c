/* carebook: the administrator's command.
 * SPDX-License-Identifier: MIT
 *
 * It connects as the administrator's database account, which may do anything
 * to this one database. carebook(1) tells each command.
 */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "command.h"

static const struct command commands[] = {
    {"migrate", "", "bring the database to this version's schema",
     command_migrate},
    {"account", "add|disable|reset ...", "people who sign in",
     command_account},
    {"demo", "load|grow ...", "a made-up agency", command_demo},
    {"files", "verify|gc|rescan", "are all files there, and none too many",
     command_files, false},
    {"doctor", "", "what is wrong here, and how to mend it", command_doctor,
     .anyway = true},
    {"form", "load|check|xpath|scenario ...",
     "load the forms that ship; try form definitions", command_form,
     .bare = true, .bare_but = "load"},
    {"cancellation", "cases FILE --holidays FILE",
     "try worked cases of notice and charge", command_cancellation,
     .bare = true},
    {"price", "cases FILE --holidays FILE", "try worked cases of prices",
     command_price, .bare = true},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static int usage(void)
{
	fprintf(stderr, "usage: carebook [--conf FILE] COMMAND ...\n");
	for (size_t i = 0; i < COMMANDS; i++)
		fprintf(stderr, "  %-12s %-28s %s\n", commands[i].name,
			commands[i].arguments, commands[i].what);
	return 2;
}

static int run(const struct command *c, const char *path, int argc,
	       char **argv)
{
	void *pool = talloc_new(NULL);
	struct job job = {.pool = pool, .argc = argc, .argv = argv};
	const struct zone *zone;
	struct conf *conf;
	struct db *db;
	NEOERR *err = STATUS_OK;

	if (c->bare &&
	    !(argc && c->bare_but && !strcmp(argv[0], c->bare_but))) {
		err = c->run(&job);
		goto done;
	}
	err = conf_load(pool, path, &conf);
	if (err == STATUS_OK)
		err = db_open(pool, conf, "admin", &db);
	if (err == STATUS_OK) {
		clock_init(conf_get(conf, "clock_file"));
		zone = zone_find(conf_get(conf, "zone"));
		job.conf = conf;
		job.db = db;
		job.actor =
		    actor_system(pool, db, zone ? zone : zone_find("UTC"));
		err = zone || c->anyway
			  ? c->run(&job)
			  : nerr_raise(ERR_INVALID, "zone = %s: no such zone",
				       conf_get(conf, "zone"));
	} else if (c->anyway) {
		job.said = err_text(pool, err);
		nerr_ignore(&err);
		err = c->run(&job);
	}
done:
	if (err != STATUS_OK) {
		fprintf(stderr, "carebook %s: %s\n", c->name,
			err_text(pool, err));
		if (getenv("CAREBOOK_TRACE"))
			fprintf(stderr, "%s\n", err_trace(pool, err));
		nerr_ignore(&err);
		job.status = job.status ? job.status : 1;
	}
	talloc_free(pool);
	return job.status;
}

int main(int argc, char **argv)
{
	const char *path = NULL;
	int i = 1;

	err_init();
	log_init("carebook", LOG_BAD);
	if (sodium_init() < 0)
		return 1;
	if (i + 1 < argc && !strcmp(argv[i], "--conf")) {
		path = argv[i + 1];
		i += 2;
	}
	if (i >= argc)
		return usage();
	for (size_t n = 0; n < COMMANDS; n++)
		if (!strcmp(commands[n].name, argv[i]))
			return run(&commands[n], path, argc - i - 1,
				   argv + i + 1);
	return usage();
}
