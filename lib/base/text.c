/* Text.
 * SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

/* Bytes of the well-formed code point at s, 0 if there is none; *cp gets it. */
static size_t decode(const unsigned char *s, size_t n, uint32_t *cp)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t len = *s < 0x80   ? 1
		     : *s < 0xc2 ? 0
		     : *s < 0xe0 ? 2
		     : *s < 0xf0 ? 3
		     : *s < 0xf5 ? 4
				 : 0;

	if (!len || len > n)
		return 0;
	*cp = len == 1 ? *s : *s & (0xff >> (len + 1));
	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*cp = *cp << 6 | (s[i] & 0x3f);
	}
	if (*cp < least[len] || *cp > 0x10ffff ||
	    (*cp >= 0xd800 && *cp <= 0xdfff))
		return 0;
	return len;
}

bool text_valid(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	uint32_t cp;

	for (size_t len; n; p += len, n -= len) {
		len = decode(p, n, &cp);
		if (!len)
			return false;
		if (cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r')
			return false;
		if (cp >= 0x7f && cp < 0xa0)
			return false;
	}
	return true;
}

size_t text_length(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += (*s & 0xc0) != 0x80;
	return n;
}

char *text_tidy(const void *ctx, const char *s, bool one_line)
{
	char *out = mem_zalloc(ctx, strlen(s) + 1), *o = out;

	while (isspace((unsigned char)*s))
		s++;
	for (; *s; s++) {
		if (*s == '\r')
			continue;
		if (one_line && isspace((unsigned char)*s)) {
			if (o > out && o[-1] != ' ')
				*o++ = ' ';
		} else {
			*o++ = *s;
		}
	}
	while (o > out && isspace((unsigned char)o[-1]))
		o--;
	*o = '\0';
	return out;
}

const char *text_cut(const void *ctx, const char *s, size_t n)
{
	const char *p = s;

	if (text_length(s) <= n)
		return s;
	for (; *p; p++)
		if ((*p & 0xc0) != 0x80 && n-- == 0)
			break;
	while (p > s && p[-1] == ' ')
		p--;
	return mem_printf(ctx, "%.*s…", (int)(p - s), s);
}

const char *text_count(const void *ctx, int64_t n, const char *one,
		       const char *many)
{
	return mem_printf(ctx, "%" PRId64 " %s", n, n == 1 ? one : many);
}

bool text_int(const char *s, int64_t min, int64_t max, int64_t *out)
{
	char *end;
	long long v;

	if (!isdigit((unsigned char)*s) &&
	    !(*s == '-' && isdigit((unsigned char)s[1])))
		return false;
	errno = 0;
	v = strtoll(s, &end, 10);
	if (errno || *end || v < min || v > max)
		return false;
	*out = v;
	return true;
}

bool text_same(const char *a, const char *b)
{
	return !strcasecmp(a, b);
}

const char *text_sentence(const void *ctx, const char *s)
{
	char *out = mem_strdup(ctx, s);

	*out = (char)toupper((unsigned char)*out);
	return out;
}

const char *text_csv(const void *ctx, const char *s)
{
	struct buf b = {.ctx = ctx};
	bool runs = *s && strchr("=+-@\t\r", *s);

	if (!runs && !strpbrk(s, ",\"\n\r"))
		return s;
	buf_puts(&b, runs ? "\"'" : "\"");
	for (; *s; s++)
		buf_add(&b, *s == '"' ? "\"\"" : s, *s == '"' ? 2 : 1);
	buf_puts(&b, "\"");
	return buf_text(&b);
}

const char *text_url(const void *ctx, const char *s)
{
	struct buf b = {.ctx = ctx};

	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (isalnum(c) || strchr("-._~", c))
			buf_add(&b, s, 1);
		else
			buf_printf(&b, "%%%02X", c);
	}
	return buf_text(&b);
}

const char *text_random(const void *ctx, size_t n)
{
	unsigned char raw[48];
	char out[sodium_base64_ENCODED_LEN(
	    sizeof raw, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

	if (n > sizeof raw)
		abort();
	randombytes_buf(raw, n);
	sodium_bin2base64(out, sizeof out, raw, n,
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return mem_strdup(ctx, out);
}

const char *text_sha256(const void *ctx, const char *s, size_t n)
{
	unsigned char raw[crypto_hash_sha256_BYTES];
	char out[2 * sizeof raw + 1];

	crypto_hash_sha256(raw, (const unsigned char *)s, n);
	sodium_bin2hex(out, sizeof out, raw, sizeof raw);
	return mem_strdup(ctx, out);
}

const char *text_digest(const void *ctx, const char *s, size_t n)
{
	unsigned char raw[16];
	char out[2 * sizeof raw + 1];

	crypto_generichash(raw, sizeof raw, (const unsigned char *)s, n, NULL,
			   0);
	sodium_bin2hex(out, sizeof out, raw, sizeof raw);
	return mem_strdup(ctx, out);
}
