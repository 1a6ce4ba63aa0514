/* carebook account: people who sign in, from the command line.
 * SPDX-License-Identifier: MIT
 *
 *   add EMAIL NAME --role ROLE [--password-file FILE]
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "command.h"
#include "people/secret.h"

SQL(COMMAND_ACCOUNT_ADD, "sss", "",
    "INSERT INTO account (email, name, state) VALUES (?, ?, ?)");
SQL(COMMAND_ACCOUNT_ROLE, "is", "",
    "INSERT INTO account_role (account_id, role_id)"
    " SELECT ?, id FROM role WHERE name = ?");

static NEOERR *add(void *arg)
{
	struct job *j = arg;
	const char *role = job_option(j, "--role", "Read-only");
	const char *file = job_option(j, "--password-file", NULL);
	char password[256] = "";
	int64_t id;
	FILE *f;

	TRY(db_exec(j->db, &COMMAND_ACCOUNT_ADD, j->argv[1], j->argv[2],
		    file ? "active" : "invited"));
	id = db_inserted(j->db);
	TRY(db_exec(j->db, &COMMAND_ACCOUNT_ROLE, id, role));
	if (db_affected(j->db) != 1)
		return nerr_raise(ERR_INVALID, "there is no role '%s'", role);
	if (!file)
		return STATUS_OK;
	f = fopen(file, "re");
	if (!f || !fgets(password, sizeof password, f))
		*password = '\0';
	if (f)
		fclose(f);
	password[strcspn(password, "\r\n")] = '\0';
	return nerr_pass(secret_set_password(&j->actor, id, password));
}

NEOERR *command_account(struct job *j)
{
	if (j->argc >= 3 && !strcmp(j->argv[0], "add"))
		return nerr_pass(db_transaction(j->db, add, j));
	return job_usage("account add EMAIL NAME --role ROLE "
			 "[--password-file FILE]");
}
