/* A mail as it goes over the wire.
 * SPDX-License-Identifier: MIT */
#include "notify/mail.h"

#include <ctype.h>
#include <sodium.h>
#include <stdio.h>
#include <time.h>

#include "base/mem.h"

enum { LINE = 76, WORD_BYTES = 42 /* 56 of base64, 68 with its frame */ };

bool mail_address(const char *s)
{
	const char *at = strchr(s, '@');

	if (!at || at == s || !at[1] || strchr(at + 1, '@') || strlen(s) > 254)
		return false;
	for (; *s; s++)
		if (*s <= 0x20 || *s == 0x7f || strchr("<>()[],;:\\\"", *s))
			return false;
	return true;
}

/* A copy of one line: a control character, which none of these texts needs,
 * is a space. */
static char *one_line(const void *ctx, const char *s)
{
	char *out = mem_strdup(ctx, s);

	for (char *p = out; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = ' ';
	return out;
}

static bool is_ascii(const char *s)
{
	for (; *s; s++)
		if (*s & 0x80)
			return false;
	return true;
}

static void add_base64(struct buf *b, const char *s, size_t n)
{
	char out[sodium_base64_ENCODED_LEN(57, sodium_base64_VARIANT_ORIGINAL)];

	sodium_bin2base64(out, sizeof out, (const unsigned char *)s, n,
			  sodium_base64_VARIANT_ORIGINAL);
	buf_puts(b, out);
}

/* =?UTF-8?B?...?= as many as it needs, none cutting a character. */
static void add_encoded(struct buf *b, const char *s)
{
	const char *between = "";

	while (*s) {
		size_t n = strlen(s);

		if (n > WORD_BYTES) {
			n = WORD_BYTES;
			while (n && (s[n] & 0xc0) == 0x80)
				n--;
		}
		buf_printf(b, "%s=?UTF-8?B?", between);
		add_base64(b, s, n);
		buf_puts(b, "?=");
		between = "\r\n ";
		s += n;
	}
}

/* Breaks at spaces, where a line grows too long. */
static void add_folded(struct buf *b, const char *s)
{
	size_t column = 20; /* behind the header's name */

	while (*s) {
		size_t word = strspn(s, " ");

		word += strcspn(s + word, " ");
		if (column + word > LINE && *s == ' ') {
			buf_puts(b, "\r\n");
			column = 0;
		}
		buf_add(b, s, word);
		column += word;
		s += word;
	}
}

const char *mail_words(const void *ctx, const char *text)
{
	char *line = one_line(ctx, text);
	struct buf b = {.ctx = ctx};
	size_t longest = 0;

	for (const char *p = line; *p; p += strcspn(p, " "), p += *p == ' ')
		longest = strcspn(p, " ") > longest ? strcspn(p, " ") : longest;
	if (is_ascii(line) && !strstr(line, "=?") && longest < LINE - 20)
		add_folded(&b, line);
	else
		add_encoded(&b, line);
	return buf_text(&b);
}

const char *mail_name(const void *ctx, const char *name)
{
	char *line = one_line(ctx, name);
	struct buf b = {.ctx = ctx};
	bool plain = true;

	if (!is_ascii(line) || strstr(line, "=?") || strlen(line) > LINE) {
		add_encoded(&b, line);
		return buf_text(&b);
	}
	for (const char *p = line; *p; p++)
		plain = plain && (isalnum((unsigned char)*p) ||
				  strchr(" !#$%&'*+-/=?^_`{|}~", *p));
	if (plain)
		return line;
	buf_puts(&b, "\"");
	for (const char *p = line; *p; p++)
		buf_printf(&b, *p == '"' || *p == '\\' ? "\\%c" : "%c", *p);
	buf_puts(&b, "\"");
	return buf_text(&b);
}

const char *mail_quoted(const void *ctx, const char *text)
{
	struct buf b = {.ctx = ctx};
	size_t column = 0;

	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		bool last = !text[1] || text[1] == '\n';
		bool raw = (c > 0x20 && c < 0x7f && c != '=') ||
			   ((c == ' ' || c == '\t') && !last);

		if (c == '\r')
			continue;
		if (c == '\n') {
			buf_puts(&b, "\r\n");
			column = 0;
			continue;
		}
		if (column + (raw ? 1 : 3) > LINE - 1) {
			buf_puts(&b, "=\r\n");
			column = 0;
		}
		if (raw)
			buf_add(&b, text, 1);
		else
			buf_printf(&b, "=%02X", c);
		column += raw ? 1 : 3;
	}
	if (column)
		buf_puts(&b, "\r\n");
	return buf_text(&b);
}

static void add_block(struct buf *b, const char *s)
{
	size_t left = strlen(s);

	while (left) {
		size_t n = left < 57 ? left : 57;

		add_base64(b, s, n);
		buf_puts(b, "\r\n");
		s += n;
		left -= n;
	}
}

static void add_text(struct buf *b, const struct mime *m)
{
	buf_puts(b, "Content-Type: text/plain; charset=utf-8\r\n"
		    "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
	buf_puts(b, mail_quoted(b->ctx, m->body));
}

/* Mail programs offer to accept when the invitation is an alternative to the
 * text. The boundary can stand in neither encoding. */
static void add_invitation(struct buf *b, const struct mime *m)
{
	static const char boundary[] = "=_carebook_part";

	buf_printf(b, "Content-Type: multipart/alternative;\r\n"
		      " boundary=\"%s\"\r\n\r\n--%s\r\n", boundary, boundary);
	add_text(b, m);
	buf_printf(b, "--%s\r\n"
		      "Content-Type: text/calendar; charset=utf-8; method=%s;\r\n"
		      " name=\"invitation.ics\"\r\n"
		      "Content-Transfer-Encoding: base64\r\n\r\n",
		   boundary, m->method);
	add_block(b, m->calendar);
	buf_printf(b, "--%s--\r\n", boundary);
}

static bool is_method(const char *s)
{
	return s && strlen(s) && strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen(s);
}

NEOERR *mail_build(const void *ctx, const struct mime *m, const char **out)
{
	struct buf b = {.ctx = ctx};
	char date[64];
	time_t at = (time_t)m->at;
	struct tm tm;

	if (!mail_address(m->to) || !mail_address(m->from))
		return nerr_raise(ERR_INVALID, "no address to send to");
	if (m->calendar && !is_method(m->method))
		return nerr_raise(ERR_INVALID, "an invitation without method");
	gmtime_r(&at, &tm); /* names of days are English in the C locale */
	strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", &tm);
	buf_printf(&b, "From: %s%s<%s>\r\n", mail_name(ctx, m->from_name),
		   *m->from_name ? " " : "", m->from);
	buf_printf(&b, "To: %s%s<%s>\r\n", mail_name(ctx, m->to_name),
		   *m->to_name ? " " : "", m->to);
	buf_printf(&b, "Subject: %s\r\n", mail_words(ctx, m->subject));
	buf_printf(&b, "Date: %s\r\n", date);
	buf_printf(&b, "Message-ID: <%s%s>\r\n", m->id, strchr(m->from, '@'));
	buf_puts(&b, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n");
	if (m->calendar)
		add_invitation(&b, m);
	else
		add_text(&b, m);
	*out = buf_text(&b);
	return STATUS_OK;
}
