/* carebook form load: puts the forms that ship into the library, as drafts.
 * SPDX-License-Identifier: MIT
 *
 * Without a file: all of the installation's. What is there already stays.
 */
#include <stdio.h>

#include "command.h"
#include "forms/shipped.h"

static void tell(struct job *job, const struct shipped *s)
{
	for (size_t i = 0; i < s->n_refused; i++) {
		fprintf(stderr, "rejected %s\n", s->refused[i]);
		job->status = 1;
	}
}

NEOERR *form_load(struct job *job)
{
	const char *dir = conf_get(job->conf, "forms");
	struct shipped one, all = {0};

	if (!job->argc) {
		TRY(shipped_load(&job->actor, dir, NULL, &all));
		tell(job, &all);
	}
	for (int i = 0; i < job->argc; i++) {
		TRY(shipped_load(&job->actor, dir, job->argv[i], &one));
		all.added += one.added;
		all.known += one.known;
		tell(job, &one);
	}
	printf("%lld added as drafts, %lld here already\n",
	       (long long)all.added, (long long)all.known);
	if (all.added)
		puts("Look at them under Forms, then publish those that you "
		     "want.");
	return STATUS_OK;
}
