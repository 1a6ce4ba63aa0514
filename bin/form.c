/* carebook form: tries form definitions, expressions and whole scenarios; loads
 * the forms that ship.
 * SPDX-License-Identifier: MIT
 *
 * None of its parts but load looks at the configuration or the database, so
 * that a form can be tried on any machine. Each part has a file of its own: form-xpath.c,
 * ...
 */
#include <string.h>

#include "command.h"

static const struct part {
	const char *name;
	NEOERR *(*run)(struct job *);
} parts[] = {
    {"check", form_check},
    {"load", form_load},
    {"scenario", form_scenario},
    {"xpath", form_xpath},
};

NEOERR *command_form(struct job *job)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct job part = *job;
		NEOERR *err;

		if (!job->argc || strcmp(parts[i].name, job->argv[0]))
			continue;
		part.argc--;
		part.argv++;
		err = parts[i].run(&part);
		job->status = part.status;
		return nerr_pass(err);
	}
	job->status = 2;
	return job_usage("form load [FILE...]\n"
			 "       carebook form check FILE...\n"
			 "       carebook form xpath CASES.tsv [--zone ZONE]\n"
			 "       carebook form scenario SCENARIOS.jsonl[.gz] --forms DIR");
}
