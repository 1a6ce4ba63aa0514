/* What the administrator's commands share.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"

const char *job_option(const struct job *j, const char *name,
		       const char *fallback)
{
	for (int i = 0; i < j->argc; i++) {
		if (strcmp(j->argv[i], name))
			continue;
		return i + 1 < j->argc && strncmp(j->argv[i + 1], "--", 2)
			   ? j->argv[i + 1]
			   : "";
	}
	return fallback;
}

NEOERR *job_usage(const char *text)
{
	return nerr_raise(ERR_INVALID, "usage: carebook %s", text);
}

void job_progress(const char *what, int64_t n, int64_t of)
{
	enum { WIDTH = 30 };
	int64_t filled = of ? n * WIDTH / of : WIDTH;
	int64_t step = of / 10 ? of / 10 : 1;

	if (isatty(STDERR_FILENO)) {
		fprintf(stderr, "\r%-28.28s [", what);
		for (int i = 0; i < WIDTH; i++)
			fputc(i < filled ? '#' : ' ', stderr);
		fprintf(stderr, "] %" PRId64 "/%" PRId64, n, of);
		if (n >= of)
			fputc('\n', stderr);
	} else if (n == of || n % step == 0) {
		fprintf(stderr, "%s %" PRId64 "/%" PRId64 "\n", what, n, of);
	}
}
