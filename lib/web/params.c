/* Parameters: application/x-www-form-urlencoded.
 * SPDX-License-Identifier: MIT */
#include "web/params.h"

#include "base/mem.h"
#include "base/text.h"

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes n bytes; NULL where they are broken. */
static const char *decode(void *ctx, const char *s, size_t n)
{
	char *out = mem_zalloc(ctx, n + 1), *o = out;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == '+') {
			*o++ = ' ';
		} else if (s[i] == '%') {
			int high = i + 2 < n ? hex(s[i + 1]) : -1;
			int low = i + 2 < n ? hex(s[i + 2]) : -1;

			if (high < 0 || low < 0)
				return NULL;
			*o++ = (char)(high << 4 | low);
			i += 2;
		} else {
			*o++ = s[i];
		}
	}
	return text_valid(out, (size_t)(o - out)) ? out : NULL;
}

NEOERR *params_read(void *ctx, const char *text, size_t n, size_t limit,
		    struct params *out)
{
	const char *end = text + n;
	size_t cap = 0;

	*out = (struct params){0};
	while (text < end) {
		const char *stop = memchr(text, '&', (size_t)(end - text));
		const char *eq;
		struct param_pair pair;

		if (!stop)
			stop = end;
		if (stop == text) {
			text = stop + 1;
			continue;
		}
		eq = memchr(text, '=', (size_t)(stop - text));
		pair.name = decode(ctx, text, (size_t)((eq ? eq : stop) - text));
		pair.value = eq ? decode(ctx, eq + 1, (size_t)(stop - eq - 1))
				: "";
		if (!pair.name || !pair.value)
			return nerr_raise(ERR_MALFORMED,
					  "a field is not well-formed UTF-8");
		if (out->n == limit)
			return nerr_raise(ERR_MALFORMED, "too many fields");
		if (out->n == cap) {
			cap = cap ? cap * 2 : 16;
			out->pairs = mem_grow(ctx, out->pairs, cap,
					      sizeof *out->pairs);
		}
		out->pairs[out->n++] = pair;
		text = stop + 1;
	}
	return STATUS_OK;
}

const char *params_get(const struct params *p, const char *name)
{
	for (size_t i = 0; i < p->n; i++)
		if (!strcmp(p->pairs[i].name, name))
			return p->pairs[i].value;
	return NULL;
}

size_t params_count(const struct params *p, const char *name)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += !strcmp(p->pairs[i].name, name);
	return n;
}

const char *params_join(const void *ctx, const struct params *p,
			const char *name)
{
	struct buf b = {.ctx = ctx};

	for (size_t i = 0; i < p->n; i++) {
		if (strcmp(p->pairs[i].name, name) || !*p->pairs[i].value)
			continue;
		if (b.len)
			buf_puts(&b, ",");
		buf_puts(&b, p->pairs[i].value);
	}
	return buf_text(&b);
}
