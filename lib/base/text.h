/* Text: UTF-8 as people type it, and the forms it is kept in.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_BASE_TEXT_H
#define CAREBOOK_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Well-formed UTF-8 without NUL, C0 (but tab, LF, CR), DEL and C1 controls. */
bool text_valid(const char *s, size_t n);

/* Characters (code points) in valid UTF-8. */
size_t text_length(const char *s);

/* A copy below ctx: ends trimmed, CRLF as LF; in one-line text any run of
 * white space is one space. */
char *text_tidy(const void *ctx, const char *s, bool one_line);

/* The first n characters of s, with an ellipsis where it was cut. */
const char *text_cut(const void *ctx, const char *s, size_t n);

/* "1 task", "2 tasks". */
const char *text_count(const void *ctx, int64_t n, const char *one,
		       const char *many);

/* A whole decimal number within min..max, nothing else around it. */
bool text_int(const char *s, int64_t min, int64_t max, int64_t *out);

/* Same text without regard to ASCII case. */
bool text_same(const char *a, const char *b);

/* Case of the first letter made upper (ASCII only). */
const char *text_sentence(const void *ctx, const char *s);

/* s as a CSV cell: quoted where needed; a cell that a spreadsheet would run
 * (= + - @ tab) gets an apostrophe in front. */
const char *text_csv(const void *ctx, const char *s);

/* s with every byte but unreserved ones as %XX. */
const char *text_url(const void *ctx, const char *s);

/* n random bytes as URL-safe base64 without padding; n at most 48. */
const char *text_random(const void *ctx, size_t n);

/* SHA-256 of s as 64 hex digits. */
const char *text_sha256(const void *ctx, const char *s, size_t n);

/* A short digest (BLAKE2b, 32 hex digits) to tell whether a text is the same:
 * for an ETag; three times as quick. */
const char *text_digest(const void *ctx, const char *s, size_t n);

#endif
