/* multipart/form-data.
 * SPDX-License-Identifier: MIT */
#include "web/multipart.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"

/* CRLF -- boundary */
enum { MARK_MAX = 4 + MULTIPART_BOUNDARY };

enum where {
	AT_START,  /* the first boundary must come, and nothing before it */
	AT_TAIL,   /* behind a boundary: CRLF, or -- and the end */
	IN_HEADER,
	IN_BODY,
	AT_CLOSE,  /* behind the last boundary: CRLF or nothing */
	AT_END,
};

struct multipart {
	void *ctx;
	struct multipart_sink sink;
	enum where where;
	char mark[MARK_MAX + 1];
	size_t mark_n;
	/* How much of the mark the bytes before these were. */
	size_t seen;
	char tail[2];
	size_t tail_n, parts, header_n;
	char header[MULTIPART_HEADER];
};

static NEOERR *bad(const char *what)
{
	return nerr_raise(ERR_MALFORMED, "multipart: %s", what);
}

int multipart_is(const char *type)
{
	return !strncasecmp(type, "multipart/form-data", 19) &&
	       (!type[19] || type[19] == ';' || type[19] == ' ');
}

/* --- parameters of a header -------------------------------------------------- */

static bool is_token(char c)
{
	return c > ' ' && c < 0x7f && !strchr("()<>@,;:\\\"/[]?={}", c);
}

static const char *skip(const char *s)
{
	while (*s == ' ' || *s == '\t')
		s++;
	return s;
}

/* One `; name=value` at *s, which moves behind it. name and value live in the
 * buffers given, cut to nothing: too long is an error. False: none is there, or
 * it is broken (then *s is not at the end of the text). */
static bool next_param(const char **s, char *name, size_t name_max, char *value,
		       size_t value_max)
{
	const char *p = skip(*s);
	size_t n = 0;

	if (*p != ';')
		return false;
	p = skip(p + 1);
	while (is_token(*p) && n + 1 < name_max)
		name[n++] = (char)tolower((unsigned char)*p++);
	name[n] = '\0';
	if (!n || *p++ != '=')
		return false;
	n = 0;
	if (*p != '"') {
		while (is_token(*p) && n + 1 < value_max)
			value[n++] = *p++;
		value[n] = '\0';
	} else {
		for (p++; *p && *p != '"' && n + 1 < value_max; p++) {
			if (p[0] == '\\' && p[1] == '"')
				p++;
			value[n++] = *p;
		}
		value[n] = '\0';
		if (*p++ != '"')
			return false;
	}
	*s = skip(p);
	return !**s || **s == ';';
}

NEOERR *multipart_new(void *ctx, const char *type, struct multipart_sink sink,
		      struct multipart **out)
{
	struct multipart *m = mem_new(ctx, struct multipart);
	char name[40], value[MULTIPART_BOUNDARY + 2];
	const char *s = type + 19;
	bool found = false;

	if (!multipart_is(type))
		return bad("it is something else");
	while (*s) {
		if (!next_param(&s, name, sizeof name, value, sizeof value))
			return bad("a broken Content-Type");
		if (strcmp(name, "boundary"))
			continue;
		if (found)
			return bad("two boundaries");
		found = true;
		m->mark_n = 4 + strlen(value);
		if (m->mark_n == 4 || m->mark_n > MARK_MAX)
			return bad("a boundary that is none");
		for (const char *c = value; *c; c++)
			if (!isalnum((unsigned char)*c) &&
			    !strchr("'()+_,-./:=? ", *c))
				return bad("a boundary that is none");
		memcpy(m->mark, "\r\n--", 4);
		memcpy(m->mark + 4, value, m->mark_n - 4);
	}
	if (!found || m->mark[m->mark_n - 1] == ' ')
		return bad("no boundary");
	m->ctx = ctx;
	m->sink = sink;
	/* The first one has no line before it. */
	m->seen = 2;
	*out = m;
	return STATUS_OK;
}

/* --- the headers of a part ---------------------------------------------------- */

/* A quote comes as %22; what would end a line must not come at all. NULL: it
 * did, or it is no text. */
static const char *decoded(void *ctx, const char *s)
{
	char *out = mem_strdup(ctx, s), *o = out;

	while (*s) {
		if (!strncasecmp(s, "%0d", 3) || !strncasecmp(s, "%0a", 3))
			return NULL;
		if (!strncmp(s, "%22", 3)) {
			*o++ = '"';
			s += 3;
		} else {
			*o++ = *s++;
		}
	}
	*o = '\0';
	/* text_valid lets line ends and tabs through. */
	return text_valid(out, (size_t)(o - out)) && !strpbrk(out, "\r\n\t")
		   ? out
		   : NULL;
}

/* Behind `Content-Disposition:`. */
static NEOERR *read_disposition(struct multipart *m, const char *s,
				const char **name, const char **file)
{
	char key[40];
	char *value = mem_zalloc(m->ctx, MULTIPART_HEADER);

	s = skip(s);
	if (strncasecmp(s, "form-data", 9) || (s[9] && !strchr("; \t", s[9])))
		return bad("a part that is no field");
	s = skip(s + 9);
	while (*s) {
		const char **into;

		if (!next_param(&s, key, sizeof key, value, MULTIPART_HEADER))
			return bad("a broken Content-Disposition");
		into = !strcmp(key, "name")	  ? name
		       : !strcmp(key, "filename") ? file
						  : NULL;
		if (!into)
			continue;
		if (*into)
			return bad("a parameter twice");
		*into = decoded(m->ctx, value);
		if (!*into)
			return bad("a name that is none");
	}
	talloc_free(value);
	if (!*name || !**name)
		return bad("a part without a name");
	return STATUS_OK;
}

/* The last part of a path, as some browsers send one. */
static const char *last_part(const char *name)
{
	const char *last = name;

	for (const char *p = name; *p; p++)
		if (*p == '/' || *p == '\\')
			last = p + 1;
	return last;
}

/* m->header holds all lines, each ended by CRLF. */
static NEOERR *read_header(struct multipart *m)
{
	const char *name = NULL, *file = NULL;
	char *line = m->header, *end = m->header + m->header_n;
	bool disposition = false;

	if (memchr(m->header, '\0', m->header_n))
		return bad("a NUL in a header");
	while (line < end) {
		char *stop = memmem(line, (size_t)(end - line), "\r\n", 2);
		char *colon;
		size_t n;

		if (!stop)
			return bad("a broken header");
		*stop = '\0';
		if (strpbrk(line, "\r\n"))
			return bad("a bare line end in a header");
		colon = strchr(line, ':');
		if (!colon || *line == ' ' || *line == '\t')
			return bad("a folded or nameless header");
		n = (size_t)(colon - line);
		for (size_t i = 0; i < n; i++)
			if (!is_token(line[i]))
				return bad("a broken header");
		if (n == 25 && !strncasecmp(line, "Content-Transfer-Encoding", n))
			return bad("an encoded part");
		if (n == 19 && !strncasecmp(line, "Content-Disposition", n)) {
			if (disposition)
				return bad("a header twice");
			disposition = true;
			TRY(read_disposition(m, colon + 1, &name, &file));
		}
		line = stop + 2;
	}
	if (!name)
		return bad("a part without a name");
	if (++m->parts > MULTIPART_PARTS)
		return bad("too many parts");
	return nerr_pass(m->sink.begin(m->sink.arg, name,
				       file ? last_part(file) : NULL));
}

/* --- the bytes ------------------------------------------------------------------ */

/* Takes header bytes until the empty line. Returns how many it took. */
static NEOERR *feed_header(struct multipart *m, const char *s, size_t n,
			   size_t *took)
{
	*took = 0;
	while (*took < n) {
		char *h = m->header;

		if (m->header_n == MULTIPART_HEADER)
			return bad("too long a header");
		h[m->header_n++] = s[(*took)++];
		if (m->header_n == 2 && !memcmp(h, "\r\n", 2))
			return bad("a part without a header");
		if (m->header_n >= 4 &&
		    !memcmp(h + m->header_n - 4, "\r\n\r\n", 4)) {
			m->header_n -= 2;
			TRY(read_header(m));
			m->where = IN_BODY;
			m->seen = 0;
			return STATUS_OK;
		}
	}
	return STATUS_OK;
}

static NEOERR *give(struct multipart *m, const char *s, size_t n)
{
	return n ? nerr_pass(m->sink.data(m->sink.arg, s, n)) : STATUS_OK;
}

static NEOERR *at_mark(struct multipart *m)
{
	m->where = AT_TAIL;
	m->tail_n = 0;
	return nerr_pass(m->sink.end(m->sink.arg));
}

/* Goes on with a mark that the bytes before these began. Where it breaks off,
 * what had matched was data: its only CR is its first byte, so it can begin
 * anew here at the earliest. Returns how many bytes were of the mark. */
static NEOERR *feed_mark(struct multipart *m, const char *s, size_t n,
			 size_t *took)
{
	size_t seen;

	*took = 0;
	while (*took < n && m->seen < m->mark_n &&
	       s[*took] == m->mark[m->seen]) {
		m->seen++;
		++*took;
	}
	if (m->seen == m->mark_n) {
		m->seen = 0;
		return nerr_pass(at_mark(m));
	}
	if (*took == n)
		return STATUS_OK;
	seen = m->seen;
	m->seen = 0;
	return nerr_pass(give(m, m->mark, seen));
}

/* Takes data until the mark, or what may be the beginning of one. */
static NEOERR *feed_body(struct multipart *m, const char *s, size_t n,
			 size_t *took)
{
	const char *p = s, *end = s + n;

	if (m->seen)
		return nerr_pass(feed_mark(m, s, n, took));
	*took = n;
	while ((p = memchr(p, '\r', (size_t)(end - p)))) {
		size_t rest = (size_t)(end - p);

		if (memcmp(p, m->mark, rest < m->mark_n ? rest : m->mark_n)) {
			if (++p == end)
				break;
			continue;
		}
		TRY(give(m, s, (size_t)(p - s)));
		if (rest < m->mark_n) {
			m->seen = rest;
			return STATUS_OK;
		}
		*took = (size_t)(p - s) + m->mark_n;
		return nerr_pass(at_mark(m));
	}
	return nerr_pass(give(m, s, n));
}

/* Behind a boundary: CRLF begins a part, -- ends all. */
static NEOERR *feed_tail(struct multipart *m, char c)
{
	m->tail[m->tail_n++] = c;
	if (m->tail_n < 2)
		return STATUS_OK;
	m->tail_n = 0;
	if (!memcmp(m->tail, "--", 2)) {
		m->where = AT_CLOSE;
	} else if (!memcmp(m->tail, "\r\n", 2)) {
		m->where = IN_HEADER;
		m->header_n = 0;
	} else {
		return bad("a broken boundary");
	}
	return STATUS_OK;
}

NEOERR *multipart_feed(struct multipart *m, const char *s, size_t n)
{
	while (n) {
		size_t took = 1;

		switch (m->where) {
		case AT_START:
			if (*s != m->mark[m->seen++])
				return bad("it does not begin with its boundary");
			if (m->seen == m->mark_n) {
				m->seen = 0;
				m->where = AT_TAIL;
			}
			break;
		case AT_TAIL:
			TRY(feed_tail(m, *s));
			break;
		case IN_HEADER:
			TRY(feed_header(m, s, n, &took));
			break;
		case IN_BODY:
			TRY(feed_body(m, s, n, &took));
			break;
		case AT_CLOSE:
			if (*s != "\r\n"[m->tail_n++])
				return bad("bytes behind the end");
			if (m->tail_n == 2)
				m->where = AT_END;
			break;
		case AT_END:
			return bad("bytes behind the end");
		}
		s += took;
		n -= took;
	}
	return STATUS_OK;
}

NEOERR *multipart_end(struct multipart *m)
{
	if (m->where == AT_END || (m->where == AT_CLOSE && !m->tail_n))
		return STATUS_OK;
	return bad("it breaks off");
}
