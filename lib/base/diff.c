/* What differs between two texts.
 * SPDX-License-Identifier: MIT */
#include "base/diff.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"

struct word {
	const char *s;
	size_t n;
};

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Bytes of the character that begins here. */
static size_t character(const char *s)
{
	size_t n = 1;

	while (((unsigned char)s[n] & 0xC0) == 0x80)
		n++;
	return n;
}

/* Of a script without spaces: from Thai on, but for the letters between. */
static bool stands_alone(const char *s)
{
	unsigned char c = (unsigned char)s[0], d = (unsigned char)s[1];

	if (c >= 0xE3) /* from U+3000: kana, han, hangul, emoji */
		return true;
	/* U+0E00 to U+0EFF: Thai and Lao */
	return c == 0xE0 && d >= 0xB8 && d <= 0xBB;
}

static size_t cut(const void *ctx, const char *s, struct word **out)
{
	struct word *words = NULL;
	size_t n = 0, cap = 0;

	while (*s) {
		const char *start = s;

		while (is_space(*s))
			s++;
		if (*s && stands_alone(s))
			s += character(s);
		else
			while (*s && !is_space(*s) && !stands_alone(s))
				s += character(s);
		if (n == cap) {
			cap = cap ? cap * 2 : 64;
			words = mem_grow(ctx, words, cap, sizeof *words);
		}
		words[n++] = (struct word){start, (size_t)(s - start)};
	}
	*out = words;
	return n;
}

static bool same(struct word a, struct word b)
{
	return a.n == b.n && !memcmp(a.s, b.s, a.n);
}

struct parts {
	const void *ctx;
	struct diff_part *list;
	size_t n, cap;
	struct buf text;
	enum diff_kind kind;
};

static void end_part(struct parts *p)
{
	if (!p->text.len)
		return;
	if (p->n == p->cap) {
		p->cap = p->cap ? p->cap * 2 : 16;
		p->list = mem_grow(p->ctx, p->list, p->cap, sizeof *p->list);
	}
	p->list[p->n].kind = p->kind;
	p->list[p->n++].text = mem_strndup(p->ctx, p->text.s, p->text.len);
	p->text.len = 0;
}

static void add(struct parts *p, enum diff_kind kind, struct word w)
{
	if (kind != p->kind)
		end_part(p);
	p->kind = kind;
	buf_add(&p->text, w.s, w.n);
}

/* The words between: the table holds, for each pair of ends, how many words
 * can stay. */
static void middle(struct parts *p, const struct word *a, size_t n,
		   const struct word *b, size_t m)
{
	size_t i = 0, j = 0, row = m + 1;
	uint16_t *stay;

	if (n && m && n <= DIFF_WORDS_MAX && m <= DIFF_WORDS_MAX) {
		stay = mem_array(p->ctx, (n + 1) * row, sizeof *stay);
		for (size_t x = n; x-- > 0;)
			for (size_t y = m; y-- > 0;) {
				uint16_t down = stay[(x + 1) * row + y];
				uint16_t right = stay[x * row + y + 1];

				stay[x * row + y] =
				    same(a[x], b[y])
					? (uint16_t)(stay[(x + 1) * row + y + 1] + 1)
				    : down > right ? down
						   : right;
			}
		while (i < n && j < m) {
			if (same(a[i], b[j])) {
				add(p, DIFF_SAME, a[i]);
				i++;
				j++;
			} else if (stay[(i + 1) * row + j] >=
				   stay[i * row + j + 1]) {
				add(p, DIFF_GONE, a[i++]);
			} else {
				add(p, DIFF_NEW, b[j++]);
			}
		}
	}
	while (i < n)
		add(p, DIFF_GONE, a[i++]);
	while (j < m)
		add(p, DIFF_NEW, b[j++]);
}

size_t diff_words(const void *ctx, const char *before, const char *after,
		  struct diff_part **out)
{
	struct parts p = {.ctx = ctx, .text = {.ctx = ctx}};
	struct word *a, *b;
	size_t n = cut(ctx, before, &a), m = cut(ctx, after, &b), head = 0,
	       tail = 0;

	while (head < n && head < m && same(a[head], b[head]))
		add(&p, DIFF_SAME, a[head++]);
	while (tail < n - head && tail < m - head &&
	       same(a[n - tail - 1], b[m - tail - 1]))
		tail++;
	middle(&p, a + head, n - head - tail, b + head, m - head - tail);
	for (size_t i = n - tail; i < n; i++)
		add(&p, DIFF_SAME, a[i]);
	end_part(&p);
	*out = p.list;
	return p.n;
}
