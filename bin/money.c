/* carebook cancellation cases, carebook price cases: tables of worked cases
 * for notice, charge and price, through the rules that bookings use.
 * SPDX-License-Identifier: MIT
 *
 * Neither configuration nor database is looked at; the holidays come from a
 * table too. money/cases.h says what the tables look like. The exit status is
 * 0 only if all passed, 2 for wrong arguments.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "command.h"
#include "money/cases.h"

typedef NEOERR *cases_of(const void *ctx, FILE *table,
			 const struct holidays *holidays, FILE *say,
			 struct cases_tally *tally);

static NEOERR *open_table(const char *path, FILE **out)
{
	*out = fopen(path, "re");
	if (!*out)
		return nerr_raise_errno(ERR_NOT_FOUND, "%s", path);
	return STATUS_OK;
}

static NEOERR *holidays_of(struct job *job, const char *path,
			   struct holidays *out)
{
	NEOERR *err;
	FILE *file;

	TRY(open_table(path, &file));
	err = cases_holidays(job->pool, file, out);
	fclose(file);
	return nerr_pass_ctx(err, "%s", path);
}

/* The table: what is neither an option nor its value. NULL: none. */
static const char *table_of(const struct job *job)
{
	int i = 1;

	while (i < job->argc && !strncmp(job->argv[i], "--", 2))
		i += 2;
	return i < job->argc ? job->argv[i] : NULL;
}

static NEOERR *money_cases(struct job *job, const char *name, cases_of *of)
{
	const char *holidays = job_option(job, "--holidays", NULL);
	struct holidays list;
	struct cases_tally tally = {0, 0, 0};
	FILE *file;
	NEOERR *err;

	const char *table = table_of(job);

	if (job->argc < 4 || strcmp(job->argv[0], "cases") != 0 || !holidays ||
	    !*holidays || !table) {
		job->status = 2;
		return job_usage(mem_printf(
		    job->pool, "%s cases FILE --holidays FILE", name));
	}
	TRY(holidays_of(job, holidays, &list));
	TRY(open_table(table, &file));
	err = of(job->pool, file, &list, stdout, &tally);
	fclose(file);
	if (err != STATUS_OK)
		return nerr_pass_ctx(err, "%s", table);
	printf("%d passed, %d failed, %d skipped\n", tally.passed,
	       tally.failed, tally.skipped);
	job->status = tally.failed ? 1 : 0;
	return STATUS_OK;
}

NEOERR *command_cancellation(struct job *job)
{
	return nerr_pass(money_cases(job, "cancellation", cases_cancel));
}

NEOERR *command_price(struct job *job)
{
	return nerr_pass(money_cases(job, "price", cases_price));
}
