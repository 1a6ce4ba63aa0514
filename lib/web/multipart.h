/* multipart/form-data, taken apart as it comes.
 * SPDX-License-Identifier: MIT
 *
 * What a browser sends for a form with files (RFC 7578, and the WHATWG's form
 * encoding where they differ), and nothing else. Bytes are fed in pieces of any
 * size and handed on at once, so a body of any size takes the same memory: one
 * header block and one boundary.
 *
 * Strict: refused (ERR_MALFORMED) are a missing end, bytes before the first
 * boundary or behind the last, folded or nameless headers, a part without a
 * name, parameters twice, controls in names, NUL, text that is not UTF-8, any
 * Content-Transfer-Encoding, more than MULTIPART_PARTS parts, a header block of
 * more than MULTIPART_HEADER bytes. A part's Content-Type is read and believed
 * by nobody: a file that is itself multipart or a message stays bytes.
 *
 * Names: %22, %0D and %0A are what browsers make of a quote and line ends;
 * %22 (and \") becomes a quote again, the line ends are refused. Nothing else
 * is decoded, and filename* counts for nothing. Of a path in a file name the
 * last part stays.
 */
#ifndef CAREBOOK_WEB_MULTIPART_H
#define CAREBOOK_WEB_MULTIPART_H

#include <stddef.h>

#include "base/err.h"

enum { MULTIPART_PARTS = 2000, MULTIPART_HEADER = 8192, MULTIPART_BOUNDARY = 70 };

/* Who gets the parts. The texts of begin live below the parser's ctx until it
 * is freed; file is NULL for a field, else the name of a file ("" where none
 * was chosen). An error ends it all and is passed on. */
struct multipart_sink {
	NEOERR *(*begin)(void *arg, const char *name, const char *file);
	NEOERR *(*data)(void *arg, const char *bytes, size_t n);
	NEOERR *(*end)(void *arg);
	void *arg;
};

struct multipart;

/* Is this Content-Type one for us? */
int multipart_is(const char *content_type);

/* From the request's Content-Type, which names the boundary. */
NEOERR *multipart_new(void *ctx, const char *content_type,
		      struct multipart_sink sink,
		      struct multipart **out) MUST_CHECK;

NEOERR *multipart_feed(struct multipart *m, const char *bytes,
		       size_t n) MUST_CHECK;

/* The body is over: was it whole? */
NEOERR *multipart_end(struct multipart *m) MUST_CHECK;

#endif
