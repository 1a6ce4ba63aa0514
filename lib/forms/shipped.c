/* The forms that come along.
 * SPDX-License-Identifier: MIT */
#include "forms/shipped.h"

#include <errno.h>
#include <glob.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "forms/library.h"
#include "people/provider.h"

/* What the library asks for besides the XML. */
static const struct {
	const char *name, *description, *about;
	const char *type; /* of provider; "" all */
} said[] = {
    {"annual-review", "The yearly review: brings the profile up to date",
     "provider,workflow", ""},
    {"client-intake", "The first assessment of somebody who asks for support",
     "provider,client", ""},
    {"complaint", "A complaint or a suggestion, from anybody",
     "provider,client", ""},
    {"foster-application", "From families who want to foster", "provider",
     "Foster family"},
    {"home-visit", "What you saw and agreed on a visit",
     "provider,meeting,workflow", ""},
    {"incident-report", "Any incident: starts its clock", "provider", ""},
    {"licence-inspection", "An inspection against the licence's conditions",
     "provider,workflow", ""},
    {"nursery-admission", "From parents who want a place for their child",
     "provider,client", "Facility"},
};

static NEOERR *read_file(const struct actor *a, const char *path, char **text,
			 size_t *n)
{
	struct buf b = {.ctx = a->pool};
	char block[16384];
	size_t got;
	FILE *f = fopen(path, "re");
	bool bad;

	if (!f)
		return nerr_raise(ERR_UNAVAILABLE, "%s: %s", path,
				  strerror(errno));
	while (b.len <= LIBRARY_XML_MAX &&
	       (got = fread(block, 1, sizeof block, f)))
		buf_add(&b, block, got);
	bad = ferror(f);
	fclose(f);
	if (bad)
		return nerr_raise(ERR_UNAVAILABLE, "%s: cannot be read", path);
	*text = mem_strndup(a->pool, buf_text(&b), b.len);
	*n = b.len;
	return STATUS_OK;
}

static NEOERR *type_number(const struct actor *a, const char *name,
			   const char **out)
{
	struct rows r;

	*out = "";
	TRY(provider_types(a, &r));
	for (size_t i = 0; i < r.n; i++)
		if (!strcmp(row_text(&r, i, "name"), name))
			*out = row_text(&r, i, "id");
	return STATUS_OK;
}

/* Of a form that has just come in. */
static NEOERR *describe(const struct actor *a, int64_t version)
{
	const char *values[LIBRARY_FIELDS];
	struct library_version v;
	int64_t row;

	TRY(library_version_get(a, version, &v));
	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		if (strcmp(said[i].name, v.name))
			continue;
		TRY(library_load(a, v.form, values, &row));
		if (*values[LIBRARY_DESCRIPTION])
			return STATUS_OK;
		values[LIBRARY_DESCRIPTION] = said[i].description;
		values[LIBRARY_ABOUT] = said[i].about;
		TRY(type_number(a, said[i].type, &values[LIBRARY_TYPES]));
		return nerr_pass(library_save(a, v.form, row, values));
	}
	return STATUS_OK;
}

static void refuse(const struct actor *a, struct shipped *out,
		   const char *path, const struct xform_findings *f)
{
	const char *name = strrchr(path, '/');
	const struct xform_finding *first = NULL;

	for (size_t i = 0; i < f->n && !first; i++)
		if (f->list[i].error)
			first = &f->list[i];
	out->refused = mem_grow(a->pool, out->refused, out->n_refused + 1,
				sizeof *out->refused);
	out->refused[out->n_refused++] = mem_printf(
	    a->pool, "%s:%d: %s", name ? name + 1 : path,
	    first ? first->line : 0, first ? first->text : "refused");
}

struct loading {
	const struct actor *a;
	const char *path;
	struct shipped *out;
};

static NEOERR *load_one(void *arg)
{
	struct loading *l = arg;
	struct xform_findings findings = {.ctx = l->a->pool};
	int64_t version;
	size_t n;
	char *xml;
	bool known;

	TRY(read_file(l->a, l->path, &xml, &n));
	TRY(library_upload(l->a, xml, n, &findings, &version, &known));
	if (!version) {
		refuse(l->a, l->out, l->path, &findings);
		return STATUS_OK;
	}
	if (known) {
		l->out->known++;
		return STATUS_OK;
	}
	l->out->added++;
	return nerr_pass(describe(l->a, version));
}

NEOERR *shipped_load(const struct actor *a, const char *dir, const char *file,
		     struct shipped *out)
{
	struct loading l = {.a = a, .path = file, .out = out};
	NEOERR *err = STATUS_OK;
	glob_t g;

	*out = (struct shipped){0};
	if (file)
		return nerr_pass(db_transaction(a->db, load_one, &l));
	if (glob(mem_printf(a->pool, "%s/*.xml", dir), 0, NULL, &g))
		return nerr_raise(ERR_UNAVAILABLE, "%s: no forms there", dir);
	for (size_t i = 0; err == STATUS_OK && i < g.gl_pathc; i++) {
		l.path = g.gl_pathv[i];
		err = db_transaction(a->db, load_one, &l);
	}
	globfree(&g);
	return nerr_pass(err);
}
