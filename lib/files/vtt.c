/* WebVTT: the captions of a video or a recording.
 * SPDX-License-Identifier: MIT */
#include "files/vtt.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

struct reader {
	void *pool;
	const char *at, *end;
	int line; /* the one that was read last, from 1 */
};

struct line {
	const char *s;
	size_t len;
};

/* Lines end with LF, CR or both. */
static bool next_line(struct reader *r, struct line *out)
{
	const char *p = r->at;

	if (p >= r->end)
		return false;
	while (p < r->end && *p != '\n' && *p != '\r')
		p++;
	*out = (struct line){r->at, (size_t)(p - r->at)};
	if (p < r->end && *p == '\r' && p + 1 < r->end && p[1] == '\n')
		p++;
	r->at = p < r->end ? p + 1 : p;
	r->line++;
	return true;
}

static bool starts(const struct line *l, const char *word)
{
	size_t n = strlen(word);

	return l->len >= n && !memcmp(l->s, word, n) &&
	       (l->len == n || l->s[n] == ' ' || l->s[n] == '\t');
}

static bool is_timing(const struct line *l)
{
	return memmem(l->s, l->len, "-->", 3);
}

/* --- times ------------------------------------------------------------- */

/* So many digits at least and at most, as a number; -1. */
static int64_t digits(const char **p, const char *end, int least, int most)
{
	int64_t n = 0;
	int seen = 0;

	for (; *p < end && isdigit((unsigned char)**p) && seen < most; seen++)
		n = n * 10 + (*(*p)++ - '0');
	return seen >= least ? n : -1;
}

static bool sign(const char **p, const char *end, char c)
{
	if (*p >= end || **p != c)
		return false;
	(*p)++;
	return true;
}

/* "01:02.003", "00:01:02.003"; -1. */
static int64_t time_read(const char **p, const char *end)
{
	int64_t a = digits(p, end, 2, 6), b, c = -1, ms;

	if (a < 0 || !sign(p, end, ':') || (b = digits(p, end, 2, 2)) < 0)
		return -1;
	if (*p < end && **p == ':') {
		(*p)++;
		c = digits(p, end, 2, 2);
		if (c < 0)
			return -1;
	} else {
		c = b;
		b = a;
		a = 0;
	}
	if (b > 59 || c > 59 || !sign(p, end, '.'))
		return -1;
	ms = digits(p, end, 3, 3);
	return ms < 0 ? -1 : ((a * 60 + b) * 60 + c) * 1000 + ms;
}

static void blanks(const char **p, const char *end)
{
	while (*p < end && (**p == ' ' || **p == '\t'))
		(*p)++;
}

static bool timing_read(const struct line *l, int64_t *from, int64_t *to)
{
	const char *p = l->s, *end = l->s + l->len;

	blanks(&p, end);
	*from = time_read(&p, end);
	blanks(&p, end);
	if (*from < 0 || end - p < 3 || memcmp(p, "-->", 3))
		return false;
	p += 3;
	blanks(&p, end);
	*to = time_read(&p, end);
	return *to >= 0 && (p == end || *p == ' ' || *p == '\t');
}

/* --- what is said ------------------------------------------------------ */

static size_t entity(const char *s, size_t len, const char **as)
{
	static const char *const known[][2] = {
	    {"&amp;", "&"},   {"&lt;", "<"},	{"&gt;", ">"},
	    {"&nbsp;", " "},  {"&lrm;", ""},	{"&rlm;", ""},
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		size_t n = strlen(known[i][0]);

		if (len >= n && !memcmp(s, known[i][0], n)) {
			*as = known[i][1];
			return n;
		}
	}
	return 0;
}

/* A line of a cue without its marks: "<v Nora>Hello &amp; welcome</v>". */
static void add_said(struct buf *b, const struct line *l)
{
	const char *as;

	for (size_t i = 0; i < l->len;) {
		size_t n = entity(l->s + i, l->len - i, &as);

		if (n) {
			buf_puts(b, as);
			i += n;
		} else if (l->s[i] == '<') {
			const char *end = memchr(l->s + i, '>', l->len - i);

			i = end ? (size_t)(end - l->s) + 1 : l->len;
		} else {
			buf_add(b, l->s + i++, 1);
		}
	}
}

/* The lines of a cue below its times. */
static bool read_said(struct reader *r, struct buf *b)
{
	size_t before = b->len;
	struct line l;

	while (next_line(r, &l) && l.len) {
		if (is_timing(&l))
			return false;
		if (b->len > before)
			buf_puts(b, " ");
		add_said(b, &l);
	}
	if (b->len > before)
		buf_puts(b, "\n");
	return true;
}

/* --- blocks ------------------------------------------------------------ */

static void pass_over(struct reader *r)
{
	struct line l;

	while (next_line(r, &l) && l.len)
		;
}

static const char *wrong_times(struct reader *r, const struct line *l)
{
	return mem_printf(r->pool,
			  "Line %d: times look like 00:01:02.000 --> "
			  "00:01:05.000, and this is “%s”.",
			  r->line,
			  text_cut(r->pool, mem_strndup(r->pool, l->s, l->len),
				   60));
}

static const char *read_cue(struct reader *r, struct line *l, struct vtt *out,
			    struct buf *said)
{
	int64_t from, to;

	/* A line above the times is the cue's name. */
	if (!is_timing(l) && (!next_line(r, l) || !is_timing(l)))
		return mem_printf(r->pool,
				  "Line %d: here the times of a caption are "
				  "missing.",
				  r->line);
	if (!timing_read(l, &from, &to))
		return wrong_times(r, l);
	if (to <= from)
		return mem_printf(r->pool,
				  "Line %d: this caption ends before it "
				  "begins.",
				  r->line);
	if (!read_said(r, said))
		return mem_printf(r->pool,
				  "Line %d: above this caption an empty line "
				  "is missing.",
				  r->line);
	out->cues++;
	if (to > out->end)
		out->end = to;
	return NULL;
}

const char *vtt_read(void *pool, const char *s, size_t len, struct vtt *out)
{
	struct reader r = {.pool = pool, .at = s, .end = s + len};
	struct buf said = {.ctx = pool};
	const char *wrong = NULL;
	struct line l;

	memset(out, 0, sizeof *out);
	if (len > VTT_MOST)
		return "The captions are larger than 2 MB.";
	if (!text_valid(s, len))
		return "The captions are not text in UTF-8.";
	if (len >= 3 && !memcmp(s, "\xef\xbb\xbf", 3))
		r.at += 3;
	if (!next_line(&r, &l) || !starts(&l, "WEBVTT"))
		return "A file of captions begins with a line WEBVTT. (Captions "
		       "in another format, such as SRT, are saved as WebVTT "
		       "by most caption editors.)";
	if (l.len && next_line(&r, &l) && l.len)
		pass_over(&r); /* a header */
	while (!wrong && next_line(&r, &l)) {
		if (!l.len)
			continue;
		if (starts(&l, "NOTE") || starts(&l, "STYLE") ||
		    starts(&l, "REGION"))
			pass_over(&r);
		else
			wrong = read_cue(&r, &l, out, &said);
	}
	if (!wrong && !out->cues)
		wrong = "There is no caption in it.";
	out->text = buf_text(&said);
	return wrong;
}
