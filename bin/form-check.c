/* carebook form check: is a form definition accepted, and why not?
 * SPDX-License-Identifier: MIT
 *
 * A line for each file: "ok FILE", or "rejected FILE:LINE: reason"; warnings
 * go to standard error with --warnings. Nothing else is needed, no
 * configuration and no database.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "command.h"
#include "xform/answer.h"

/* More than a form may have: the reader says so itself. */
enum { FILE_MAX = 16 << 20 };

/* The bytes of a file below ctx; NULL, with errno, where it cannot be read. */
char *form_file(void *ctx, const char *name, size_t *n)
{
	FILE *in = fopen(name, "rb");
	struct buf b = {.ctx = ctx};
	char part[65536];
	size_t got;
	bool bad;

	*n = 0;
	if (!in)
		return NULL;
	while (b.len < FILE_MAX &&
	       (got = fread(part, 1, sizeof part, in)) > 0)
		buf_add(&b, part, got);
	bad = ferror(in) != 0;
	fclose(in);
	*n = b.len;
	return bad ? NULL : (char *)buf_text(&b);
}

static void tell(const char *file, const struct xform_finding *x,
		 const char *what, FILE *to)
{
	fprintf(to, "%s%s:%d: %s%s%s%s\n", what, file, x->line,
		x->error ? "" : "warning: ", x->bind ? x->bind : "",
		x->bind ? ": " : "", x->text);
}

/* Everything that a person does with a form that was accepted. */
static NEOERR *open_and_send(void *ctx, const struct xform *f,
			     const char **why)
{
	struct answer_frozen frozen = {.now = INT64_C(1795730400),
				       .seed = 7,
				       .zone = zone_find("Australia/Sydney")};
	struct answer *a, *again;
	struct answer_shown *page;
	const char *draft, *sent;

	*why = NULL;
	TRY(answer_new(ctx, f, &frozen, &a));
	TRY(answer_show(ctx, a, &page));
	draft = answer_draft(ctx, a);
	TRY(answer_read(ctx, f, draft, strlen(draft), &again));
	sent = answer_submission(ctx, a);
	if (strcmp(draft, answer_draft(ctx, again)))
		*why = "a draft of it is not read as it was written";
	else if (strcmp(sent, answer_submission(ctx, again)))
		*why = "a draft of it gives another submission";
	TRY(answer_read_submission(ctx, f, sent, strlen(sent), &frozen,
				   &again));
	TRY(answer_finish(again, frozen.now + 60));
	return STATUS_OK;
}

static NEOERR *check_one(void *ctx, const char *file, bool warnings, bool *ok)
{
	struct xform_findings found = {.ctx = ctx};
	struct xform *f;
	const char *why;
	size_t n;
	char *xml = form_file(ctx, file, &n);

	*ok = false;
	if (!xml) {
		printf("rejected %s:0: %s\n", file, strerror(errno));
		return STATUS_OK;
	}
	TRY(xform_read(ctx, xml, n, &found, &f));
	for (size_t i = 0; i < found.n; i++) {
		const struct xform_finding *x = &found.list[i];

		if (x->error && !f && !*ok) {
			tell(file, x, "rejected ", stdout);
			*ok = true; /* the first one is told here */
		} else if (warnings) {
			tell(file, x, "", stderr);
		}
	}
	*ok = false;
	if (!f)
		return STATUS_OK;
	TRY(open_and_send(ctx, f, &why));
	if (why) {
		printf("rejected %s:0: %s\n", file, why);
		return STATUS_OK;
	}
	printf("ok %s\n", file);
	*ok = true;
	return STATUS_OK;
}

NEOERR *form_check(struct job *job)
{
	bool warnings = job_option(job, "--warnings", NULL) != NULL;
	int files = 0;

	for (int i = 0; i < job->argc; i++) {
		void *ctx;
		NEOERR *err;
		bool ok;

		if (!strcmp(job->argv[i], "--warnings"))
			continue;
		files++;
		ctx = mem_pool();
		err = check_one(ctx, job->argv[i], warnings, &ok);
		if (err != STATUS_OK) {
			printf("rejected %s:0: %s\n", job->argv[i],
			       err_text(ctx, err));
			nerr_ignore(&err);
			ok = false;
		}
		fflush(stdout);
		if (!ok)
			job->status = 1;
		talloc_free(ctx);
	}
	if (!files) {
		job->status = 2;
		return job_usage("form check [--warnings] FILE...");
	}
	return STATUS_OK;
}
