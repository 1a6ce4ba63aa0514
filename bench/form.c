/* bench-form: what a form costs, from its file to a page.
 * SPDX-License-Identifier: MIT
 *
 *     bench-form FILE...
 *
 * For each form: reading the definition (once for each version, then kept),
 * and what one request does: reading the draft, working everything out,
 * making the tree of the page, writing the draft. Beside them stands what
 * libxml2 takes to parse the same file, as a measure of the machine: the last
 * column is working out divided by parsing.
 */
#include <libxml/parser.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "xform/answer.h"

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static const struct answer_frozen frozen = {.now = 1795730400, .seed = 1};

struct work {
	void *ctx;
	const char *xml;
	size_t n;
	struct xform *f;
	struct answer *a;
	const char *draft;
};

static NEOERR *do_parse(struct work *w)
{
	xmlFreeDoc(xmlReadMemory(w->xml, (int)w->n, NULL, NULL,
				 XML_PARSE_NONET));
	return STATUS_OK;
}

static NEOERR *do_define(struct work *w)
{
	struct xform *f;

	return nerr_pass(xform_read(w->ctx, w->xml, w->n, NULL, &f));
}

static NEOERR *do_read(struct work *w)
{
	struct answer *a;

	return nerr_pass(
	    answer_read(w->ctx, w->f, w->draft, strlen(w->draft), &a));
}

static NEOERR *do_work(struct work *w)
{
	return nerr_pass(answer_update(w->a));
}

static NEOERR *do_show(struct work *w)
{
	struct answer_shown *s;

	return nerr_pass(answer_show(w->ctx, w->a, &s));
}

static NEOERR *do_write(struct work *w)
{
	answer_draft(w->ctx, w->a);
	return STATUS_OK;
}

/* Milliseconds of CPU of one run: the least of several rounds. */
static double measure(struct work *w, NEOERR *(*what)(struct work *))
{
	double best = 1e9;
	void *ctx = w->ctx;

	for (int round = 0; round < 20; round++) {
		double begun, took;
		NEOERR *err;

		/* The budget is one request's. */
		if (what == do_work || what == do_show) {
			err = answer_new(ctx, w->f, &frozen, &w->a);
			nerr_ignore(&err);
		}
		w->ctx = talloc_new(ctx);
		begun = now_ms();
		err = what(w);
		took = now_ms() - begun;
		talloc_free(w->ctx);
		if (err != STATUS_OK) {
			nerr_log_error(err);
			nerr_ignore(&err);
		}
		if (took < best)
			best = took;
	}
	w->ctx = ctx;
	return best;
}

static char *file_read(void *ctx, const char *name, size_t *n)
{
	FILE *in = fopen(name, "rb");
	struct buf b = {.ctx = ctx};
	char part[65536];
	size_t got;

	if (!in)
		return NULL;
	while ((got = fread(part, 1, sizeof part, in)) > 0)
		buf_add(&b, part, got);
	fclose(in);
	*n = b.len;
	return (char *)buf_text(&b);
}

static void bench(const char *name)
{
	struct work w = {.ctx = mem_pool()};
	double parse, define, read, work, show, write;
	const char *base = strrchr(name, '/');
	size_t questions;
	NEOERR *err;

	w.xml = file_read(w.ctx, name, &w.n);
	if (!w.xml) {
		perror(name);
		talloc_free(w.ctx);
		return;
	}
	err = xform_read(w.ctx, w.xml, w.n, NULL, &w.f);
	if (err == STATUS_OK && w.f)
		err = answer_new(w.ctx, w.f, &frozen, &w.a);
	if (err != STATUS_OK || !w.f) {
		printf("| %s | refused |\n", name);
		nerr_ignore(&err);
		talloc_free(w.ctx);
		return;
	}
	w.draft = answer_draft(w.ctx, w.a);
	xform_questions(w.f, &questions);
	parse = measure(&w, do_parse);
	define = measure(&w, do_define);
	read = measure(&w, do_read);
	work = measure(&w, do_work);
	show = measure(&w, do_show);
	write = measure(&w, do_write);
	printf("| %s | %zu | %zu | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | "
	       "%.2f |\n",
	       base ? base + 1 : name, w.n >> 10, questions, parse, define,
	       read, work, show, write, work / parse);
	talloc_free(w.ctx);
}

int main(int argc, char **argv)
{
	err_init();
	if (sodium_init() < 0)
		return 1;
	printf("| Form | KiB | Questions | parse | define | read draft | work "
	       "out | page | write draft | work out / parse |\n"
	       "|---|---|---|---|---|---|---|---|---|---|\n");
	for (int i = 1; i < argc; i++)
		bench(argv[i]);
	return 0;
}
