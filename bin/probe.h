/* Asks a FastCGI program for a page, without a web server.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_BIN_PROBE_H
#define CAREBOOK_BIN_PROBE_H

#include <stdbool.h>

struct probe {
	int status;	   /* of HTTP; 0: none came */
	bool denied;	   /* the socket is not for us */
	const char *words; /* what was in the way, or the status in words */
};

/* GET of script "/program" with this path, over its unix socket; waits some
 * seconds at most. */
struct probe probe_program(void *pool, const char *socket_path,
			   const char *program, const char *path);

#endif
