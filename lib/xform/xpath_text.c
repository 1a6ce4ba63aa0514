/* Functions on texts.
 * SPDX-License-Identifier: MIT
 *
 * Lengths and positions count characters (code points).
 */
#include <math.h>
#include <openssl/evp.h>
#include <sodium.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "xform/xpath_function.h"

/* --- characters ---------------------------------------------------------------- */

/* The bytes of the character at s, which is not at its end. */
static size_t width(const char *s)
{
	size_t n = 1;

	while (((unsigned char)s[n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* Where the n-th character begins, or the end. */
static const char *skip(const char *s, double n)
{
	for (; n > 0 && *s; n--)
		s += width(s);
	return s;
}

/* The characters from (counted from 0) up to, not including, until. */
static const char *cut(struct xp_call *c, const char *s, double from,
		       double until)
{
	const char *a, *b;

	if (!(from < until))
		return "";
	a = skip(s, from);
	b = skip(a, until - from);
	return mem_strndup(c->pool, a, (size_t)(b - a));
}

/* The text of the only argument, or of the node where we are. */
static const char *own_text(struct xp_call *c)
{
	return c->n ? xp_text(c, 0)
		    : xp_node_text(c, c->parser->context->node);
}

XP_FUNCTION(xp_fn_string)
{
	struct xp_call c;

	if (xp_begin(&c, parser, n_arguments))
		xp_give_text(&c, own_text(&c));
}

XP_FUNCTION(xp_fn_string_length)
{
	struct xp_call c;

	if (xp_begin(&c, parser, n_arguments))
		xp_give_number(&c, (double)text_length(own_text(&c)));
}

XP_FUNCTION(xp_fn_normalize_space)
{
	static const char blanks[] = " \t\r\n";
	struct xp_call c;
	struct buf b;
	const char *s;
	size_t n;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	b = (struct buf){.ctx = c.pool};
	for (s = own_text(&c); *(s += strspn(s, blanks)); s += n) {
		n = strcspn(s, blanks);
		if (b.len)
			buf_puts(&b, " ");
		buf_add(&b, s, n);
	}
	xp_give_text(&c, buf_text(&b));
}

/* --- putting together ------------------------------------------------------------ */

/* Adds the texts of an argument: all nodes of a set. first: none was added
 * yet, so no separator. */
static void add_all(struct xp_call *c, struct buf *b, int i,
		    const char *between, bool *first)
{
	xmlNodeSetPtr set = xp_nodes(c, i);
	int n = set ? set->nodeNr : 0;

	if (!xp_is_nodes(c, i))
		n = 1;
	for (int k = 0; k < n; k++) {
		const char *s = xp_is_nodes(c, i)
				    ? xp_node_text(c, set->nodeTab[k])
				    : xp_text(c, i);

		if (!*first)
			buf_puts(b, between);
		*first = false;
		if (!xp_spend(c, 1 + (strlen(s) + strlen(between)) / 64) ||
		    b->len > XP_TEXT_MAX)
			return; /* too long is refused when it is given */
		buf_puts(b, s);
	}
}

XP_FUNCTION(xp_fn_concat)
{
	struct xp_call c;
	struct buf b;
	bool first = true;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	b = (struct buf){.ctx = c.pool};
	for (int i = 0; i < c.n; i++)
		add_all(&c, &b, i, "", &first);
	xp_give_text(&c, buf_text(&b));
}

XP_FUNCTION(xp_fn_join)
{
	struct xp_call c;
	struct buf b;
	const char *between;
	bool first = true;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	b = (struct buf){.ctx = c.pool};
	between = xp_text(&c, 0);
	for (int i = 1; i < c.n; i++)
		add_all(&c, &b, i, between, &first);
	xp_give_text(&c, buf_text(&b));
}

/* --- parts -------------------------------------------------------------------------- */

/* substr(text, from, until): from 0, below 0 from the end. */
XP_FUNCTION(xp_fn_substr)
{
	struct xp_call c;
	const char *s;
	double length, from, until;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	s = xp_text(&c, 0);
	length = (double)text_length(s);
	from = trunc(xp_number(&c, 1));
	until = c.n > 2 ? trunc(xp_number(&c, 2)) : length;
	if (from < 0)
		from = fmax(0, length + from);
	if (until < 0)
		until = fmax(0, length + until);
	xp_give_text(&c, cut(&c, s, from, fmin(until, length)));
}

/* XPath's: positions from 1, rounded; NaN chooses nothing. */
XP_FUNCTION(xp_fn_substring)
{
	struct xp_call c;
	double from, until = INFINITY;
	const char *s;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	s = xp_text(&c, 0);
	from = floor(xp_number(&c, 1) + 0.5);
	if (c.n > 2)
		until = from + floor(xp_number(&c, 2) + 0.5);
	if (isnan(from) || isnan(until))
		from = until = 0;
	until = fmin(until, (double)text_length(s) + 1);
	xp_give_text(&c, cut(&c, s, fmax(from - 1, 0), until - 1));
}

XP_FUNCTION(xp_fn_substring_before)
{
	struct xp_call c;
	const char *s, *found;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	s = xp_text(&c, 0);
	found = strstr(s, xp_text(&c, 1));
	xp_give_text(&c, found ? mem_strndup(c.pool, s, (size_t)(found - s))
			       : "");
}

XP_FUNCTION(xp_fn_substring_after)
{
	struct xp_call c;
	const char *s, *part, *found;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	s = xp_text(&c, 0);
	part = xp_text(&c, 1);
	found = strstr(s, part);
	xp_give_text(&c, found ? found + strlen(part) : "");
}

XP_FUNCTION(xp_fn_translate)
{
	struct xp_call c;
	struct buf b;
	const char *s, *from, *to;
	size_t from_length;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	b = (struct buf){.ctx = c.pool};
	s = xp_text(&c, 0);
	from = xp_text(&c, 1);
	to = xp_text(&c, 2);
	from_length = strlen(from);
	for (; *s; s += width(s)) {
		const char *f = from, *t = to;
		size_t n = width(s);

		if (!xp_spend(&c, 1 + from_length / 64))
			break;
		while (*f && (width(f) != n || strncmp(f, s, n))) {
			f += width(f);
			if (*t)
				t += width(t);
		}
		if (!*f)
			buf_add(&b, s, n);
		else if (*t)
			buf_add(&b, t, width(t));
	}
	xp_give_text(&c, buf_text(&b));
}

/* --- asking ----------------------------------------------------------------------------- */

XP_FUNCTION(xp_fn_contains)
{
	struct xp_call c;

	if (xp_begin(&c, parser, n_arguments))
		xp_give_boolean(&c, strstr(xp_text(&c, 0), xp_text(&c, 1)));
}

XP_FUNCTION(xp_fn_starts_with)
{
	struct xp_call c;
	const char *start;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	start = xp_text(&c, 1);
	xp_give_boolean(&c,
			!strncmp(xp_text(&c, 0), start, strlen(start)));
}

XP_FUNCTION(xp_fn_ends_with)
{
	struct xp_call c;
	const char *s, *end;
	size_t n, m;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	s = xp_text(&c, 0);
	end = xp_text(&c, 1);
	n = strlen(s);
	m = strlen(end);
	xp_give_boolean(&c, m <= n && !strcmp(s + n - m, end));
}

/* --- choices of a select: words with blanks between ------------------------------------ */

/* The next word at or behind *s, its length in *n; NULL: none. */
static const char *word(const char **s, size_t *n)
{
	static const char blanks[] = " \t\r\n";
	const char *w = *s + strspn(*s, blanks);

	*n = strcspn(w, blanks);
	*s = w + *n;
	return *n ? w : NULL;
}

XP_FUNCTION(xp_fn_selected)
{
	struct xp_call c;
	const char *s, *w, *wanted;
	bool yes = false;
	size_t n;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	s = xp_text(&c, 0);
	wanted = xp_trim(c.pool, xp_text(&c, 1));
	/* Of no choice at all, the empty one is chosen. */
	if (!*wanted)
		yes = !s[strspn(s, " \t\r\n")];
	while (!yes && (w = word(&s, &n)))
		yes = strlen(wanted) == n && !strncmp(w, wanted, n);
	xp_give_boolean(&c, yes);
}

XP_FUNCTION(xp_fn_selected_at)
{
	struct xp_call c;
	const char *s, *w;
	double i;
	size_t n = 0;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	s = xp_text(&c, 0);
	i = trunc(xp_number(&c, 1));
	w = i >= 0 ? word(&s, &n) : NULL;
	while (w && i-- > 0)
		w = word(&s, &n);
	xp_give_text(&c, w ? mem_strndup(c.pool, w, n) : "");
}

XP_FUNCTION(xp_fn_count_selected)
{
	struct xp_call c;
	const char *s;
	size_t n;
	int words = 0;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	for (s = xp_text(&c, 0); word(&s, &n);)
		words++;
	xp_give_number(&c, words);
}

/* --- digests and base64 ------------------------------------------------------------------ */

static const char *base64(struct xp_call *c, const unsigned char *bytes,
			  size_t n)
{
	enum { KIND = sodium_base64_VARIANT_ORIGINAL };
	size_t size = sodium_base64_encoded_len(n, KIND);
	char *out = mem_zalloc(c->pool, size);

	return sodium_bin2base64(out, size, bytes, n, KIND);
}

XP_FUNCTION(xp_fn_digest)
{
	static const struct {
		const char *name, *known;
	} kinds[] = {{"MD5", "MD5"},
		     {"SHA-1", "SHA1"},
		     {"SHA-256", "SHA256"},
		     {"SHA-384", "SHA384"},
		     {"SHA-512", "SHA512"}};
	unsigned char out[EVP_MAX_MD_SIZE];
	char hex[2 * EVP_MAX_MD_SIZE + 1];
	const EVP_MD *md = NULL;
	const char *s, *kind, *form;
	struct xp_call c;
	unsigned n = 0;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	s = xp_text(&c, 0);
	kind = xp_text(&c, 1);
	form = c.n > 2 ? xp_text(&c, 2) : "base64";
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (text_same(kinds[i].name, kind))
			md = EVP_get_digestbyname(kinds[i].known);
	if (!md)
		xp_fail(&c, "digest() knows MD5, SHA-1, SHA-256, SHA-384 and "
			    "SHA-512");
	else if (strcmp(form, "hex") && strcmp(form, "base64"))
		xp_fail(&c, "digest() gives hex or base64");
	else if (!EVP_Digest(s, strlen(s), out, &n, md, NULL))
		xp_fail(&c, "this digest cannot be made here");
	else if (!strcmp(form, "hex"))
		xp_give_text(&c, sodium_bin2hex(hex, sizeof hex, out, n));
	else
		xp_give_text(&c, base64(&c, out, n));
}

XP_FUNCTION(xp_fn_base64_encode)
{
	struct xp_call c;
	const char *s;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	s = xp_text(&c, 0);
	xp_give_text(&c, base64(&c, (const unsigned char *)s, strlen(s)));
}

/* The bytes that s is the base64 of, with or without padding; *n: how many. A
 * NUL stands behind them. NULL: it is none. */
static unsigned char *bytes_of(struct xp_call *c, const char *s, size_t *n)
{
	size_t size = strlen(s);
	unsigned char *out = mem_zalloc(c->pool, size + 1);
	const char *end;
	int kind = strchr(s, '=') ? sodium_base64_VARIANT_ORIGINAL
				  : sodium_base64_VARIANT_ORIGINAL_NO_PADDING;

	if (sodium_base642bin(out, size, s, size, " \t\r\n", n, &end, kind) ||
	    end != s + size)
		return NULL;
	out[*n] = '\0';
	return out;
}

/* "" where the bytes are none of a text. */
static const char *text_of_bytes(struct xp_call *c, const unsigned char *bytes,
				 size_t n)
{
	return bytes && text_valid((const char *)bytes, n)
		   ? mem_strndup(c->pool, (const char *)bytes, n)
		   : "";
}

/* What is no base64 of a UTF-8 text gives "". */
XP_FUNCTION(xp_fn_base64_decode)
{
	struct xp_call c;
	unsigned char *bytes;
	size_t n = 0;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	bytes = bytes_of(&c, xp_text(&c, 0), &n);
	xp_give_text(&c, text_of_bytes(&c, bytes, n));
}

/* extract-signed(contents, key): what follows the Ed25519 signature in the
 * contents, where the key's owner signed it; else "". Both are base64. */
XP_FUNCTION(xp_fn_extract_signed)
{
	enum { SIGNATURE = crypto_sign_BYTES };
	unsigned char *bytes, *key;
	size_t n = 0, key_size = 0;
	struct xp_call c;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	bytes = bytes_of(&c, xp_text(&c, 0), &n);
	key = bytes_of(&c, xp_text(&c, 1), &key_size);
	if (!bytes || !key || n < SIGNATURE ||
	    key_size != crypto_sign_PUBLICKEYBYTES ||
	    crypto_sign_verify_detached(bytes, bytes + SIGNATURE,
					n - SIGNATURE, key))
		xp_give_text(&c, "");
	else
		xp_give_text(&c, text_of_bytes(&c, bytes + SIGNATURE,
					       n - SIGNATURE));
}
