/* FastCGI: accepts connections, one request at a time, and ends without loss.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_WEB_FASTCGI_H
#define CAREBOOK_WEB_FASTCGI_H

#include <stddef.h>

/* One request as the web server gave it. Everything is gone when serve
 * returns. */
struct fastcgi {
	void *impl;
};

/* A CGI variable, "" where it is not set. Belongs to the request. */
const char *fastcgi_param(const struct fastcgi *f, const char *name);

/* Up to size bytes of the body; 0 at its end, -1 where the connection broke or
 * the time for the body ran out, which grows with what came. What is left of
 * the body when serve returns is thrown away. */
int fastcgi_read(struct fastcgi *f, char *out, int size);

/* False where the visitor is gone. */
int fastcgi_write(struct fastcgi *f, const char *data, size_t size);

/* What was written is not all, and must not be taken for all: the connection
 * breaks off instead of ending. */
void fastcgi_break(struct fastcgi *f);

/* Listens on file descriptor 0 and calls serve for each request until SIGTERM;
 * a request under way is finished first. Returns the exit status. */
int fastcgi_serve(void (*serve)(struct fastcgi *, void *), void *arg);

#endif
