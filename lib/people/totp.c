/* Time-based one-time codes, by liboath.
 * SPDX-License-Identifier: MIT */
#include "people/totp.h"

#include <ctype.h>
#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

enum { SECRET_BYTES = 20, DIGITS = 6 };

const char *totp_secret(const void *ctx)
{
	char raw[SECRET_BYTES], *text;
	size_t n;
	const char *out;

	randombytes_buf(raw, sizeof raw);
	if (oath_base32_encode(raw, sizeof raw, &text, &n))
		abort(); /* only without memory */
	out = mem_strndup(ctx, text, n);
	sodium_memzero(raw, sizeof raw);
	sodium_memzero(text, n);
	free(text);
	return out;
}

/* Six digits; people type spaces between them. */
static int read_code(const char *typed, char *out)
{
	int n = 0;

	for (; *typed; typed++) {
		if (*typed == ' ')
			continue;
		if (!isdigit((unsigned char)*typed) || n == DIGITS)
			return 0;
		out[n++] = *typed;
	}
	out[n] = '\0';
	return n == DIGITS;
}

int64_t totp_step(const char *secret, const char *typed, int64_t now,
		  int64_t after)
{
	static const int around[] = {0, -1, 1};
	char code[DIGITS + 1], right[DIGITS + 1], *raw;
	int64_t found = 0;
	size_t n;

	if (!read_code(typed, code) ||
	    oath_base32_decode(secret, strlen(secret), &raw, &n))
		return 0;
	for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
		int64_t step = now / TOTP_SECONDS + around[i];

		if (oath_totp_generate(raw, n, (time_t)(step * TOTP_SECONDS),
				       TOTP_SECONDS, 0, DIGITS, right))
			break;
		if (!sodium_memcmp(code, right, DIGITS) && step > after &&
		    !found)
			found = step;
	}
	sodium_memzero(raw, n);
	free(raw);
	return found;
}

const char *totp_address(const void *ctx, const char *secret,
			 const char *issuer, const char *email)
{
	return mem_printf(ctx, "otpauth://totp/%s:%s?secret=%s&issuer=%s",
			  text_url(ctx, issuer), text_url(ctx, email), secret,
			  text_url(ctx, issuer));
}

const char *totp_groups(const void *ctx, const char *secret)
{
	struct buf b = {.ctx = ctx};

	for (size_t i = 0; secret[i]; i++) {
		if (i && i % 4 == 0)
			buf_puts(&b, " ");
		buf_add(&b, secret + i, 1);
	}
	return buf_text(&b);
}
