/* What the administrator's commands share.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_BIN_COMMAND_H
#define CAREBOOK_BIN_COMMAND_H

#include "people/actor.h"

/* One run: argv holds what stands behind the command's name. */
struct job {
	void *pool;
	const struct conf *conf;
	struct db *db;
	struct actor actor; /* with every right */
	int argc;
	char **argv;
	const char *said; /* what a transaction has to say once it is committed */
	int status; /* of the process, where it is not the error's */
};

struct command {
	const char *name, *arguments, *what;
	NEOERR *(*run)(struct job *);
	bool anyway; /* also without a configuration: conf is NULL then, and
			said tells why */
	bool bare; /* looks at neither configuration nor database: conf, db and
		      actor are empty ... */
	const char *bare_but; /* ... but this part of it does */
};

/* The value behind --name, or fallback; --name without value: "". */
const char *job_option(const struct job *j, const char *name,
		       const char *fallback);

/* Wrong arguments: an error that shows the usage. */
NEOERR *job_usage(const char *text) MUST_CHECK;

/* A line on standard error that counts up, redrawn in place on a terminal and
 * said at every tenth elsewhere. */
void job_progress(const char *what, int64_t n, int64_t of);

NEOERR *command_migrate(struct job *);
NEOERR *command_account(struct job *);
NEOERR *command_demo(struct job *);
NEOERR *command_doctor(struct job *);
NEOERR *command_files(struct job *);
NEOERR *command_form(struct job *);
NEOERR *command_cancellation(struct job *);
NEOERR *command_price(struct job *);

/* The parts of `carebook form`, each in a file of its own. argv begins behind
 * the part's name. */
NEOERR *form_check(struct job *);
NEOERR *form_load(struct job *);
NEOERR *form_xpath(struct job *);
NEOERR *form_scenario(struct job *);
/* The bytes of a file below ctx, with a NUL behind them; NULL, with errno. */
char *form_file(void *ctx, const char *name, size_t *n);

#endif
