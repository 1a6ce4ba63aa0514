/* carebook account: people who sign in, from the command line.
 * SPDX-License-Identifier: MIT
 *
 *   add EMAIL NAME [--role ROLE]... [--password-file FILE]
 *   disable EMAIL
 *   reset EMAIL [--print-link]
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/field.h"
#include "base/mem.h"
#include "command.h"
#include "people/account_admin.h"
#include "people/secret.h"

static const char *site_url(const struct job *j)
{
	return conf_get(j->conf, "site_url");
}

/* Each --role of the arguments, as ids with commas. */
static NEOERR *read_roles(struct job *j, const char **out)
{
	struct buf b = {.ctx = j->pool};
	int64_t id;

	for (int i = 0; i + 1 < j->argc; i++) {
		if (strcmp(j->argv[i], "--role"))
			continue;
		TRY(role_by_name(&j->actor, j->argv[i + 1], &id));
		buf_printf(&b, "%s%" PRId64, b.len ? "," : "", id);
	}
	if (!b.len) {
		TRY(role_by_name(&j->actor, "Read-only", &id));
		buf_printf(&b, "%" PRId64, id);
	}
	*out = buf_text(&b);
	return STATUS_OK;
}

static NEOERR *read_password(const char *file, char *out, size_t size)
{
	FILE *f = fopen(file, "re");

	if (!f)
		return nerr_raise(ERR_NOT_FOUND, "%s cannot be read", file);
	if (!fgets(out, (int)size, f))
		*out = '\0';
	fclose(f);
	out[strcspn(out, "\r\n")] = '\0';
	return STATUS_OK;
}

static NEOERR *add(void *arg)
{
	static const struct field email = {.label = "E-mail", .type = FIELD_EMAIL};
	struct job *j = arg;
	const char *file = job_option(j, "--password-file", NULL), *wrong;
	struct account_new who = {.name = j->argv[2]};
	char password[256];
	int64_t id;

	wrong = field_check(j->pool, &email, j->argv[1], 0, &who.email);
	if (wrong)
		return nerr_raise(ERR_INVALID, "%s", wrong);
	TRY(read_roles(j, &who.roles));
	if (!file)
		return nerr_pass(
		    account_invite(&j->actor, site_url(j), who, &id));
	TRY(read_password(file, password, sizeof password));
	TRY(account_add_active(&j->actor, who, &id));
	return nerr_pass(secret_set_password(&j->actor, id, password));
}

static NEOERR *disable(void *arg)
{
	struct job *j = arg;
	int64_t id;

	TRY(account_by_email(&j->actor, j->argv[1], &id));
	return nerr_pass(account_disable(&j->actor, id));
}

static NEOERR *reset(void *arg)
{
	struct job *j = arg;
	const char *address = NULL;
	bool print = job_option(j, "--print-link", NULL);
	int64_t id;

	TRY(account_by_email(&j->actor, j->argv[1], &id));
	TRY(account_reset(&j->actor, site_url(j), id, true,
			  print ? &address : NULL));
	j->said = address;
	return STATUS_OK;
}

NEOERR *command_account(struct job *j)
{
	static const struct {
		const char *name;
		int argc;
		NEOERR *(*run)(void *);
		const char *done;
	} verbs[] = {
	    {"add", 3, add, NULL},
	    {"disable", 2, disable, "The account is disabled."},
	    {"reset", 2, reset, "A link for a new password is in the mail."},
	};

	for (size_t i = 0; j->argc && i < sizeof verbs / sizeof *verbs; i++) {
		if (strcmp(j->argv[0], verbs[i].name))
			continue;
		if (j->argc < verbs[i].argc)
			break;
		TRY(db_transaction(j->db, verbs[i].run, j));
		if (j->said)
			puts(j->said);
		else if (verbs[i].done)
			puts(verbs[i].done);
		return STATUS_OK;
	}
	return job_usage("account add EMAIL NAME [--role ROLE]... "
			 "[--password-file FILE]\n"
			 "       carebook account disable EMAIL\n"
			 "       carebook account reset EMAIL [--print-link]");
}
