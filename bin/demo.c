/* carebook demo: a made-up agency, to look around in and to measure with.
 * SPDX-License-Identifier: MIT
 *
 *   load [--seed N] [--today DATE]     into an empty database
 *   grow --providers N                 so many more providers, in bulk
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "command.h"
#include "demo/demo.h"

#define USAGE                                       \
	"demo load [--seed N] [--today YYYY-MM-DD]\n" \
	"       carebook demo grow --providers N"

/* --today D is nine in the morning of that day. */
static NEOERR *read_options(struct job *j, struct demo_options *o)
{
	const char *seed = job_option(j, "--seed", "1");
	const char *today = job_option(j, "--today", NULL);
	struct date d;
	int64_t n;

	if (!text_int(seed, 0, INT64_MAX, &n))
		return job_usage(USAGE);
	*o = (struct demo_options){.seed = (uint64_t)n,
				   .now = j->actor.now,
				   .today = j->actor.today,
				   .progress = job_progress};
	if (!today)
		return STATUS_OK;
	if (!date_parse_iso(today, &d))
		return job_usage(USAGE);
	o->today = date_to_days(d);
	o->now = zone_utc_from_wall(j->actor.zone, d, 9 * 60, 0);
	return STATUS_OK;
}

static NEOERR *load(struct job *j)
{
	struct demo_options o;
	struct demo_sign_ins in;

	TRY(read_options(j, &o));
	TRY(demo_load(&j->actor, j->conf, &o, &in));
	puts("role\te-mail\tpassword");
	for (size_t i = 0; i < in.n; i++)
		printf("%s\t%s\t%s\n", in.list[i].role, in.list[i].email,
		       in.list[i].password);
	return STATUS_OK;
}

static NEOERR *grow(struct job *j)
{
	int64_t n;

	if (!text_int(job_option(j, "--providers", ""), 1, 1000000, &n))
		return job_usage(USAGE);
	return nerr_pass(demo_grow(&j->actor, n, job_progress));
}

NEOERR *command_demo(struct job *j)
{
	if (j->argc && !strcmp(j->argv[0], "load"))
		return nerr_pass(load(j));
	if (j->argc && !strcmp(j->argv[0], "grow"))
		return nerr_pass(grow(j));
	return job_usage(USAGE);
}
