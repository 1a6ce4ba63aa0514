/* The request: limits first, then what the web server and the visitor sent.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "web/internal.h"

enum { BODY_MAX = 1024 * 1024, QUERY_MAX = 8 * 1024, READ_BYTES = 16 * 1024 };

const char *request_cookie(const char *cookies, void *pool, const char *name)
{
	size_t n = strlen(name);

	while (*cookies) {
		size_t len;

		cookies += strspn(cookies, "; ");
		len = strcspn(cookies, ";");
		if (len > n && !strncmp(cookies, name, n) && cookies[n] == '=')
			return mem_strndup(pool, cookies + n + 1, len - n - 1);
		cookies += len;
	}
	return "";
}

/* The body, counted as it comes: CONTENT_LENGTH may lie or be missing. */
static NEOERR *read_body(struct fastcgi *f, struct req *r, struct buf *body)
{
	const char *length = fastcgi_param(f, "CONTENT_LENGTH");
	char *chunk = mem_zalloc(r->pool, READ_BYTES);
	int64_t said = -1;
	int n;

	if (*length && !text_int(length, 0, INT64_MAX, &said))
		return nerr_raise(ERR_MALFORMED, "a broken length");
	if (said > BODY_MAX)
		return nerr_raise(ERR_TOO_LARGE, "more than 1 MB was sent");
	while ((n = fastcgi_read(f, chunk, READ_BYTES)) > 0) {
		if (body->len + (size_t)n > BODY_MAX)
			return nerr_raise(ERR_TOO_LARGE,
					  "more than 1 MB was sent");
		buf_add(body, chunk, (size_t)n);
	}
	if (n < 0)
		return nerr_raise(ERR_MALFORMED, "the body broke off");
	if (said >= 0 && (size_t)said != body->len)
		return nerr_raise(ERR_MALFORMED, "the body is not as long as "
						 "announced");
	return STATUS_OK;
}

NEOERR *request_read(struct fastcgi *f, struct req *r, struct buf *text)
{
	const char *type = fastcgi_param(f, "CONTENT_TYPE");
	const char *query = fastcgi_param(f, "QUERY_STRING");

	text->ctx = r->pool;
	if (strlen(query) > QUERY_MAX)
		return nerr_raise(ERR_MALFORMED, "the address is too long");
	if (!r->posted) {
		buf_puts(text, query);
		return STATUS_OK;
	}
	/* Read it in any case: a body left over is a broken connection. */
	TRY(read_body(f, r, text));
	if (strncmp(type, "application/x-www-form-urlencoded", 33) ||
	    (type[33] && type[33] != ';' && type[33] != ' '))
		return nerr_raise(ERR_MALFORMED, "not a form of ours");
	return STATUS_OK;
}
