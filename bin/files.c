/* carebook files: is everything there that was entrusted to it?
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "command.h"
#include "files/clamd.h"
#include "files/job.h"
#include "files/sniff.h"
#include "files/verify.h"
#include "people/attachment.h"

static void say_find(enum verify_find what, const char *name,
		     const char *detail)
{
	static const char *const words[VERIFY__FINDS] = {"lost", "damaged",
							 "stray", "left over"};

	printf("%s: %s: %s\n", words[what], name, detail);
}

static NEOERR *verify(struct job *j, struct verify *v)
{
	struct verified did;

	TRY(files_verify(v, &did));
	printf("%" PRId64 " files, %s: %" PRId64 " lost, %" PRId64
	       " damaged, %" PRId64 " stray, %" PRId64 " left over\n",
	       did.files, file_size_words(j->pool, did.bytes),
	       did.found[VERIFY_LOST], did.found[VERIFY_DAMAGED],
	       did.found[VERIFY_STRAY], did.found[VERIFY_LEFT]);
	if (did.coming)
		printf("%" PRId64 " are on their way\n", did.coming);
	for (int i = 0; i < VERIFY__FINDS; i++)
		if (did.found[i])
			j->status = 1;
	if (did.found[VERIFY_STRAY] || did.found[VERIFY_LEFT])
		printf("`carebook files gc` removes what is stray or left "
		       "over.\n");
	return STATUS_OK;
}

static NEOERR *gc(struct job *j, struct verify *v)
{
	enum { DAY = 24 * 60 * 60 };
	const char *age = job_option(j, "--age", "1");
	int64_t days, emptied, strays, swept, removed = 0, bytes = 0, of;
	struct file_settled did;

	if (!text_int(age, 0, 3650, &days))
		return job_usage("files gc [--age DAYS]");
	do
		TRY(attachment_purge(&j->actor, &emptied));
	while (emptied);
	TRY(files_adopt(v, j->actor.now, days * DAY, &strays));
	TRY(files_count(j->db, j->pool, &of));
	do {
		TRY(file_settle(j->db, j->pool, v->store, j->actor.now, true,
				days * DAY, &did));
		removed += did.removed;
		bytes += did.bytes;
		job_progress("Removing", removed < of ? removed : of, of);
	} while (did.removed);
	TRY(store_sweep(v->store, true, &swept));
	printf("%" PRId64 " files removed, %s\n", removed + swept,
	       file_size_words(j->pool, bytes));
	return STATUS_OK;
}

static NEOERR *rescan(struct job *j)
{
	int64_t n;

	if (!clamd_wanted(j->conf))
		return nerr_raise(ERR_INVALID,
				  "no scanner is configured (clamd_socket in %s)",
				  conf_path(j->conf));
	TRY(job_rescan(j->db, j->pool, j->actor.now, &n));
	printf("%" PRId64 " files will be shown to the scanner\n", n);
	return STATUS_OK;
}

NEOERR *command_files(struct job *j)
{
	struct verify v = {.db = j->db,
			   .read = !job_option(j, "--quick", NULL),
			   .progress = job_progress,
			   .found = say_find};
	const char *what = j->argc ? j->argv[0] : "";

	if (!strcmp(what, "rescan"))
		return nerr_pass(rescan(j));
	if (strcmp(what, "verify") && strcmp(what, "gc"))
		return job_usage("files verify [--quick] | gc [--age DAYS] | "
				 "rescan");
	TRY(store_open(j->pool, j->conf, &v.store));
	return nerr_pass(!strcmp(what, "gc") ? gc(j, &v) : verify(j, &v));
}
