/* clamd: a virus scanner in another process, spoken to over its unix socket.
 * SPDX-License-Identifier: MIT
 *
 * Optional: configured by `clamd_socket = PATH`. The file goes there in pieces
 * (INSTREAM), so that the scanner needs no right to read the store. What it
 * says is one line: "stream: OK", "stream: NAME FOUND" or "... ERROR".
 */
#ifndef CAREBOOK_FILES_CLAMD_H
#define CAREBOOK_FILES_CLAMD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/conf.h"
#include "base/err.h"

enum clamd_says {
	CLAMD_CLEAN,
	CLAMD_FOUND,
	CLAMD_TOO_LARGE, /* above the scanner's own StreamMaxLength */
	CLAMD_ERROR,
};

/* Is there one configured? */
bool clamd_wanted(const struct conf *conf);

/* Shows it what fd holds, from its beginning. name: what was found, or what it
 * said; below pool. ERR_UNAVAILABLE where it is away or does not answer: the
 * file then waits. */
NEOERR *clamd_scan(void *pool, const struct conf *conf, int fd,
		   enum clamd_says *out, const char **name) MUST_CHECK;

/* Is it there? ERR_UNAVAILABLE, in words. */
NEOERR *clamd_ping(const struct conf *conf) MUST_CHECK;

/* Its answer, taken apart: up to the first NUL or line feed. */
enum clamd_says clamd_read(void *pool, const char *answer, size_t len,
			   const char **name);

#endif
