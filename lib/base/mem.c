/* Memory: talloc with one answer to "no more".
 * SPDX-License-Identifier: MIT */
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"

enum { POOL_BYTES = 16 * 1024, ALLOC_MAX = 256 * 1024 * 1024 };

static void *checked(void *p, size_t size)
{
	if (!p) {
		log_line(LOG_BAD, "event=out-of-memory bytes=%zu", size);
		abort();
	}
	return p;
}

void *mem_pool(void)
{
	return checked(talloc_pool(NULL, POOL_BYTES), POOL_BYTES);
}

void *mem_zalloc(const void *ctx, size_t size)
{
	if (size >= ALLOC_MAX)
		return checked(NULL, size);
	return checked(talloc_zero_size(ctx, size ? size : 1), size);
}

void *mem_array(const void *ctx, size_t n, size_t size)
{
	if (size && n > ALLOC_MAX / size)
		return checked(NULL, ALLOC_MAX);
	return mem_zalloc(ctx, n * size);
}

void *mem_grow(const void *ctx, void *p, size_t n, size_t size)
{
	if (size && n > ALLOC_MAX / size)
		return checked(NULL, ALLOC_MAX);
	return checked(talloc_realloc_size(ctx, p, n * size), n * size);
}

char *mem_strdup(const void *ctx, const char *s)
{
	return mem_strndup(ctx, s, strlen(s));
}

char *mem_strndup(const void *ctx, const char *s, size_t n)
{
	return checked(talloc_strndup(ctx, s, n), n);
}

char *mem_vprintf(const void *ctx, const char *fmt, va_list ap)
{
	return checked(talloc_vasprintf(ctx, fmt, ap), 0);
}

char *mem_printf(const void *ctx, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = mem_vprintf(ctx, fmt, ap);
	va_end(ap);
	return s;
}

void buf_add(struct buf *b, const char *s, size_t n)
{
	if (b->len + n + 1 > b->cap) {
		size_t cap = b->cap ? b->cap * 2 : 256;

		while (cap < b->len + n + 1)
			cap *= 2;
		b->s = mem_grow(b->ctx, b->s, cap, 1);
		b->cap = cap;
	}
	memcpy(b->s + b->len, s, n);
	b->len += n;
	b->s[b->len] = '\0';
}

void buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = mem_vprintf(b->ctx, fmt, ap);
	va_end(ap);
	buf_puts(b, s);
	talloc_free(s);
}

const char *buf_text(const struct buf *b)
{
	return b->s ? b->s : "";
}
