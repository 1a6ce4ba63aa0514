/* carebook migrate: the schema, then each program's account and its grants.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "command.h"
#include "db/migrate.h"

static void say(void *arg, const char *name, int n, int of)
{
	(void)arg;
	job_progress(name, n, of);
}

NEOERR *command_migrate(struct job *j)
{
	int applied;

	TRY(migrate_up(j->db, j->conf, say, NULL, &applied));
	TRY(migrate_grants(j->db, j->conf));
	printf("%d migrations applied; accounts and grants are set\n", applied);
	return STATUS_OK;
}
