/* The configuration file.
 * SPDX-License-Identifier: MIT */
#include "base/conf.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

/* Every key there is, with its default. */
static const struct {
	const char *key, *value;
} known[] = {
    {"site_url", "http://127.0.0.1:8080"},
    {"db_socket", "/run/mysqld/mysqld.sock"},
    {"db_name", "carebook"},
    {"db_user_prefix", "carebook_"},
    {"db_password_dir", NULL},
    {"smtp_url", "smtp://127.0.0.1:25"},
    {"smtp_user", NULL},
    {"smtp_password_file", NULL},
    {"mail_from", "carebook@localhost"},
    {"templates", CAREBOOK_DATADIR "/templates"},
    {"static", CAREBOOK_DATADIR "/static"},
    {"sql", CAREBOOK_DATADIR "/sql"},
    {"forms", CAREBOOK_DATADIR "/forms"},
    {"libexec", CAREBOOK_LIBEXECDIR},
    {"run", "/run/carebook"},
    {"files", "/var/lib/carebook/files"},
    {"clamd_socket", NULL},
    {"zone", "Australia/Sydney"},
    {"clock_file", NULL},
    {"log_level", "info"},
};
enum { KNOWN = sizeof known / sizeof *known };

struct conf {
	const char *path;
	const char *values[KNOWN];
};

static int key_index(const char *key)
{
	for (int i = 0; i < KNOWN; i++)
		if (!strcmp(known[i].key, key))
			return i;
	return -1;
}

static char *trim(char *s)
{
	char *end;

	while (isspace((unsigned char)*s))
		s++;
	end = s + strlen(s);
	while (end > s && isspace((unsigned char)end[-1]))
		*--end = '\0';
	return s;
}

NEOERR *conf_load(void *ctx, const char *path, struct conf **out)
{
	struct conf *c = mem_new(ctx, struct conf);
	NEOERR *err = STATUS_OK;
	char *line = NULL;
	size_t cap = 0;
	FILE *f;

	if (!path)
		path = getenv("CAREBOOK_CONF");
	if (!path)
		path = CAREBOOK_SYSCONFDIR "/carebook.conf";
	c->path = mem_strdup(c, path);
	for (int i = 0; i < KNOWN; i++)
		c->values[i] = known[i].value;
	f = fopen(path, "re");
	if (!f)
		return nerr_raise(ERR_UNAVAILABLE, "%s: %s", path,
				  strerror(errno));
	for (int n = 1; getline(&line, &cap, f) >= 0; n++) {
		char *key = trim(line), *eq;
		int i;

		if (!*key || *key == '#')
			continue;
		eq = strchr(key, '=');
		if (eq)
			*eq = '\0';
		i = eq ? key_index(trim(key)) : -1;
		if (i < 0) {
			err = nerr_raise(ERR_INVALID,
					 "%s:%d: '%s' is no setting", path, n,
					 trim(key));
			break;
		}
		c->values[i] = mem_strdup(c, trim(eq + 1));
	}
	free(line);
	fclose(f);
	*out = c;
	return err;
}

const char *conf_get(const struct conf *c, const char *key)
{
	int i = key_index(key);

	if (i < 0)
		abort(); /* a key of ours, misspelt */
	return c->values[i];
}

const char *conf_path(const struct conf *c)
{
	return c->path;
}
