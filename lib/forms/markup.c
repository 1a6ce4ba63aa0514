/* Markup: reading the Markdown of labels into tokens.
 * SPDX-License-Identifier: MIT */
#include "forms/markup.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* How far the end of a mark is looked for, and how deep marks may nest: both
 * keep the work in proportion to the text. */
enum { REACH = 2000, DEPTH = 4, TAG_MAX = 12 };

struct reader {
	void *ctx;
	struct markup *list;
	size_t n, cap;
	struct buf text; /* words that are not put out yet */
};

static void put(struct reader *r, enum markup_kind kind, const char *text)
{
	if (r->n == r->cap) {
		r->cap = r->cap ? r->cap * 2 : 8;
		r->list = mem_grow(r->ctx, r->list, r->cap, sizeof *r->list);
	}
	r->list[r->n++] = (struct markup){.kind = kind, .text = text};
}

static void flush(struct reader *r)
{
	if (!r->text.len)
		return;
	put(r, MARKUP_TEXT, mem_strndup(r->ctx, r->text.s, r->text.len));
	r->text.len = 0;
}

static void mark(struct reader *r, enum markup_kind kind, const char *text)
{
	flush(r);
	put(r, kind, text);
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || (c & 0x80);
}

/* Where the closing mark (one or two of c) begins, NULL where there is none on
 * this line. The words may not end in a blank; an underscore closes only
 * before something that is no letter. */
static const char *closing(const char *s, const char *end, char c, size_t n)
{
	if (s >= end || isspace((unsigned char)*s) || *s == c)
		return NULL;
	if (end - s > REACH)
		end = s + REACH;
	for (const char *p = s + 1; p + n <= end && *p != '\n'; p++) {
		if (*p == '\\') {
			p++;
			continue;
		}
		if (*p != c || (n == 2 && p[1] != c))
			continue;
		if (n == 1 && p + 1 < end && p[1] == c) {
			p++;
			continue;
		}
		if (isspace((unsigned char)p[-1]))
			continue;
		if (c == '_' && p + n < end && is_word(p[n]))
			continue;
		return p;
	}
	return NULL;
}

static const struct tag {
	const char *name;
	int kind; /* of its beginning, -1: left out */
} tags[] = {
    {"b", MARKUP_BOLD},  {"strong", MARKUP_BOLD}, {"i", MARKUP_SLANT},
    {"em", MARKUP_SLANT}, {"br", MARKUP_BREAK},	  {"p", MARKUP_BREAK},
    {"span", -1},	  {"font", -1},		  {"u", -1},
    {"div", -1},	  {"center", -1},	  {"small", -1},
};

/* The tag at s ("<b>", "</span>", "<br/>"); its end in *after. */
static const struct tag *tag_at(const char *s, const char *end,
				const char **after, bool *closes)
{
	char name[TAG_MAX + 1];
	const char *p = s + 1, *stop;
	size_t n = 0;

	if (end - s > REACH)
		end = s + REACH;
	*closes = p < end && *p == '/';
	p += *closes;
	while (p < end && n < TAG_MAX && isalpha((unsigned char)*p))
		name[n++] = (char)tolower((unsigned char)*p++);
	name[n] = '\0';
	if (!n || p == end || !strchr(" />\t\n", *p))
		return NULL;
	stop = memchr(p, '>', (size_t)(end - p));
	if (!stop || memchr(p, '<', (size_t)(stop - p)))
		return NULL;
	*after = stop + 1;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (!strcmp(tags[i].name, name))
			return &tags[i];
	return NULL;
}

static bool is_address(const char *s, size_t n)
{
	static const char *const begins[] = {"http://", "https://", "mailto:",
					     "tel:"};

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] <= ' ' || strchr("\"<>\\^`{|}", s[i]))
			return false;
	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
		if (n > strlen(begins[i]) &&
		    !strncmp(s, begins[i], strlen(begins[i])))
			return true;
	return false;
}

static void inline_marks(struct reader *r, const char *s, const char *end,
			 int depth);

/* [words](address) at s; the place after it, NULL where it is none. */
static const char *try_link(struct reader *r, const char *s, const char *end,
			    int depth)
{
	const char *stop = end - s > REACH ? s + REACH : end;
	const char *words = memchr(s, ']', (size_t)(stop - s)), *close;

	if (!words || words == s + 1 || words + 1 >= stop || words[1] != '(')
		return NULL;
	if (memchr(s + 1, '[', (size_t)(words - s - 1)))
		return NULL; /* that one may be a link */
	close = memchr(words, ')', (size_t)(stop - words));
	if (!close || memchr(s, '\n', (size_t)(close - s)) ||
	    !is_address(words + 2, (size_t)(close - words - 2)))
		return NULL;
	mark(r, MARKUP_LINK,
	     mem_strndup(r->ctx, words + 2, (size_t)(close - words - 2)));
	/* No link within a link. */
	inline_marks(r, s + 1, words, depth + DEPTH);
	mark(r, MARKUP_LINK_END, "");
	return close + 1;
}

/* **words** and the like at s; the place after it, NULL where it is none. */
static const char *try_emphasis(struct reader *r, const char *begin,
				const char *s, const char *end, int depth)
{
	size_t n = s + 1 < end && s[1] == *s ? 2 : 1;
	const char *close;

	/* snake_case is a word, not a slant. */
	if (*s == '_' && s > begin && is_word(s[-1]))
		return NULL;
	close = closing(s + n, end, *s, n);
	if (!close)
		return NULL;
	mark(r, n == 2 ? MARKUP_BOLD : MARKUP_SLANT, "");
	inline_marks(r, s + n, close, depth + 1);
	mark(r, n == 2 ? MARKUP_BOLD_END : MARKUP_SLANT_END, "");
	return close + n;
}

/* <b>words</b> at s. A tag without its other half is left out. */
static const char *try_tag(struct reader *r, const char *s, const char *end,
			   int depth)
{
	bool closes, other_closes;
	const char *after, *p;
	const struct tag *t = tag_at(s, end, &after, &closes);

	if (!t)
		return NULL;
	if (t->kind == MARKUP_BREAK) {
		if (!closes || t->name[0] == 'p')
			mark(r, MARKUP_BREAK, "");
		return after;
	}
	if (t->kind < 0 || closes || depth >= DEPTH)
		return after;
	for (p = after; p < end && p - after < REACH; p++) {
		const char *past;
		const struct tag *o =
		    *p == '<' ? tag_at(p, end, &past, &other_closes) : NULL;

		if (!o || o->kind != t->kind || !other_closes)
			continue;
		mark(r, (enum markup_kind)t->kind, "");
		inline_marks(r, after, p, depth + 1);
		mark(r, (enum markup_kind)(t->kind + 1), "");
		return past;
	}
	return after;
}

static void inline_marks(struct reader *r, const char *s, const char *end,
			 int depth)
{
	const char *begin = s;

	while (s < end) {
		const char *next = NULL;

		if (*s == '\\' && s + 1 < end && ispunct((unsigned char)s[1])) {
			buf_add(&r->text, s + 1, 1);
			s += 2;
			continue;
		}
		if (*s == '<')
			next = try_tag(r, s, end, depth);
		else if ((*s == '*' || *s == '_') && depth % DEPTH + 1 < DEPTH)
			next = try_emphasis(r, begin, s, end, depth);
		else if (*s == '[' && depth < DEPTH)
			next = try_link(r, s, end, depth);
		if (!next)
			buf_add(&r->text, next = s, 1), next++;
		s = next;
	}
}

static void line(struct reader *r, const char *s, const char *end)
{
	size_t level = 0;

	while (s < end && (*s == ' ' || *s == '\t'))
		s++;
	while (s + level < end && s[level] == '#' && level < 7)
		level++;
	if (level > 0 && level < 7 && s + level < end && s[level] == ' ') {
		static const char *const levels[] = {"1", "2", "3",
						     "4", "5", "6"};

		s += level + 1;
		while (end > s && (end[-1] == '#' || end[-1] == ' '))
			end--;
		mark(r, MARKUP_HEAD, levels[level - 1]);
		inline_marks(r, s, end, 0);
		mark(r, MARKUP_HEAD_END, "");
		return;
	}
	if (end - s > 2 && (*s == '-' || *s == '*') && s[1] == ' ') {
		mark(r, MARKUP_ITEM, "");
		s += 2;
	}
	inline_marks(r, s, end, 0);
}

bool markup_is_plain(const char *text)
{
	size_t n = strcspn(text, "\\*_[<\n");

	return !text[n] && !(*text == '#' || *text == ' ') &&
	       !(*text == '-' && text[1] == ' ');
}

size_t markup_read(void *ctx, const char *text, struct markup **out)
{
	struct reader r = {.ctx = ctx, .text.ctx = ctx};
	const char *end = text + strlen(text);
	bool first = true, gap = false, marks = end - text <= MARKUP_MAX;

	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		const char *last;

		if (!stop)
			stop = end;
		last = stop;
		while (last > text && strchr(" \t\r", last[-1]))
			last--;
		if (last == text) {
			gap = !first;
		} else {
			/* A heading is a line by itself. */
			bool after_head =
			    r.n && r.list[r.n - 1].kind == MARKUP_HEAD_END &&
			    !r.text.len;

			if (!first && !after_head)
				mark(&r, MARKUP_BREAK, "");
			if (gap && !after_head)
				mark(&r, MARKUP_BREAK, "");
			if (marks)
				line(&r, text, last);
			else
				buf_add(&r.text, text, (size_t)(last - text));
			first = gap = false;
		}
		text = stop + (stop < end);
	}
	flush(&r);
	*out = r.list;
	return r.n;
}

const char *markup_words(void *ctx, const char *text)
{
	struct buf b = {.ctx = ctx};
	struct markup *list;
	size_t n;

	if (markup_is_plain(text))
		return text;
	n = markup_read(ctx, text, &list);
	for (size_t i = 0; i < n; i++) {
		if (list[i].kind == MARKUP_TEXT)
			buf_puts(&b, list[i].text);
		else if (list[i].kind == MARKUP_BREAK ||
			 list[i].kind == MARKUP_HEAD_END)
			buf_puts(&b, " ");
	}
	return text_tidy(ctx, buf_text(&b), true);
}

const char *markup_name(enum markup_kind kind)
{
	static const char *const names[MARKUP__MAX] = {
	    [MARKUP_TEXT] = "text",	  [MARKUP_BREAK] = "br",
	    [MARKUP_BOLD] = "b",	  [MARKUP_BOLD_END] = "b-end",
	    [MARKUP_SLANT] = "i",	  [MARKUP_SLANT_END] = "i-end",
	    [MARKUP_LINK] = "a",	  [MARKUP_LINK_END] = "a-end",
	    [MARKUP_HEAD] = "h",	  [MARKUP_HEAD_END] = "h-end",
	    [MARKUP_ITEM] = "item",
	};

	return names[kind];
}
