/* Memory: one talloc pool a request; out of memory ends the process.
 * SPDX-License-Identifier: MIT
 *
 * Everything that a request makes hangs below its pool and dies with it, so
 * no function of ours frees piece by piece. What a request can hold is bounded
 * before it is read (body size, fields, rows of a query), so that an
 * allocation that fails means that the machine is out of memory: the process
 * says so and aborts, its successor serves the next request.
 */
#ifndef CAREBOOK_BASE_MEM_H
#define CAREBOOK_BASE_MEM_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <talloc.h>

/* A pool for one request: a first block of 16 KiB, more as needed. */
void *mem_pool(void);

/* Zeroed memory below ctx. size is in bytes, below 256 MiB. */
void *mem_zalloc(const void *ctx, size_t size);
#define mem_new(ctx, type) ((type *)mem_zalloc((ctx), sizeof(type)))

/* n zeroed elements; aborts where n * size would overflow. */
void *mem_array(const void *ctx, size_t n, size_t size);

/* Resizes p (NULL: makes one) to n elements; new bytes are not zeroed. */
void *mem_grow(const void *ctx, void *p, size_t n, size_t size);

char *mem_strdup(const void *ctx, const char *s);
char *mem_strndup(const void *ctx, const char *s, size_t n);
char *mem_printf(const void *ctx, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
char *mem_vprintf(const void *ctx, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

/* A growing text; text.s is always terminated. Zero-initialise but for ctx. */
struct buf {
	const void *ctx;
	char *s;
	size_t len, cap;
};
void buf_add(struct buf *b, const char *s, size_t n);
void buf_puts(struct buf *b, const char *s);
void buf_printf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* The text so far, never NULL. */
const char *buf_text(const struct buf *b);

#endif
