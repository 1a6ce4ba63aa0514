/* The last pass over a document, with libqpdf: what cairo cannot say.
 * SPDX-License-Identifier: MIT
 *
 * cairo 1.16 writes a structure tree, but no language, no scope for table
 * heads, no alternative text, and it knows no artifacts: heads, feet, lines
 * and repeated table heads come as elements of a kind that we use for nothing
 * else (NonStruct). Here they are taken out of the tree, and in the sheets'
 * content marked as artifacts. The ID is made from the content, so that the
 * file is the same each time. */
#include <qpdf/qpdf-c.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "print/internal.h"

static const char artifact[] = "/NonStruct";

struct seal {
	const void *ctx;
	qpdf_data pdf;
	const struct print_marks *marks;
	size_t mark;	/* the next to be found */
	size_t element; /* begun so far */
	bool broken;	/* a mark met another element than its own */
};

static const char *mark_key(const char *name, char *buf, size_t size)
{
	snprintf(buf, size, "/%s", name);
	return buf;
}

static void mark_apply(struct seal *s, qpdf_oh element,
		       const struct print_mark *m)
{
	qpdf_data q = s->pdf;
	char name[32];

	if (m->tag && !qpdf_oh_is_name_and_equals(
			  q, qpdf_oh_get_key(q, element, "/S"),
			  mark_key(m->tag, name, sizeof name)))
		s->broken = true;
	if (m->language)
		qpdf_oh_replace_key(q, element, "/Lang",
				    qpdf_oh_new_unicode_string(q, m->language));
	if (m->alt)
		qpdf_oh_replace_key(q, element, "/Alt",
				    qpdf_oh_new_unicode_string(q, m->alt));
	if (m->scope || m->numbering || m->summary) {
		qpdf_oh a = qpdf_oh_new_dictionary(q);

		qpdf_oh_replace_key(
		    q, a, "/O",
		    qpdf_oh_new_name(q, m->numbering ? "/List" : "/Table"));
		if (m->scope)
			qpdf_oh_replace_key(
			    q, a, "/Scope",
			    qpdf_oh_new_name(
				q, mark_key(m->scope, name, sizeof name)));
		if (m->numbering)
			qpdf_oh_replace_key(
			    q, a, "/ListNumbering",
			    qpdf_oh_new_name(
				q, mark_key(m->numbering, name, sizeof name)));
		if (m->summary)
			qpdf_oh_replace_key(
			    q, a, "/Summary",
			    qpdf_oh_new_unicode_string(q, m->summary));
		qpdf_oh_replace_key(q, element, "/A", a);
	}
}

/* The elements in the order of their beginnings, as flow_begin counted them.
 * Artifacts leave the tree. Depth is that of our own nesting: below ten. */
static void walk(struct seal *s, qpdf_oh parent)
{
	qpdf_data q = s->pdf;
	qpdf_oh kids = qpdf_oh_get_key(q, parent, "/K"), left;
	int n;

	/* cairo writes one child without the brackets of an array. */
	if (qpdf_oh_is_dictionary(q, kids)) {
		qpdf_oh one = qpdf_oh_wrap_in_array(q, kids);

		qpdf_oh_release(q, kids);
		kids = one;
	}
	if (!qpdf_oh_is_array(q, kids)) {
		qpdf_oh_release(q, kids);
		return;
	}
	left = qpdf_oh_new_array(q);
	n = qpdf_oh_get_array_n_items(q, kids);
	for (int i = 0; i < n; i++) {
		qpdf_oh kid = qpdf_oh_get_array_item(q, kids, i), kind;
		bool out = false;

		if (qpdf_oh_is_dictionary(q, kid)) {
			s->element++;
			kind = qpdf_oh_get_key(q, kid, "/S");
			out = qpdf_oh_is_name_and_equals(q, kind, artifact);
			qpdf_oh_release(q, kind);
			if (s->mark < s->marks->n &&
			    s->marks->list[s->mark].element == s->element)
				mark_apply(s, kid,
					   &s->marks->list[s->mark++]);
			if (!out)
				walk(s, kid);
		}
		if (!out)
			qpdf_oh_append_item(q, left, kid);
		qpdf_oh_release(q, kid);
	}
	qpdf_oh_replace_key(q, parent, "/K", left);
	qpdf_oh_release(q, left);
	qpdf_oh_release(q, kids);
}

/* The way from marked content back to the tree: none for artifacts. */
static void parents(struct seal *s, qpdf_oh tree)
{
	qpdf_data q = s->pdf;
	qpdf_oh nums = qpdf_oh_get_key(
	    q, qpdf_oh_get_key(q, tree, "/ParentTree"), "/Nums");
	int n = qpdf_oh_get_array_n_items(q, nums);

	for (int i = 1; i < n; i += 2) {
		qpdf_oh list = qpdf_oh_get_array_item(q, nums, i);
		int m = qpdf_oh_get_array_n_items(q, list);

		for (int k = 0; k < m; k++) {
			qpdf_oh e = qpdf_oh_get_array_item(q, list, k);
			qpdf_oh kind = qpdf_oh_get_key_if_dict(q, e, "/S");

			if (qpdf_oh_is_name_and_equals(q, kind, artifact)) {
				qpdf_oh none = qpdf_oh_new_null(q);

				qpdf_oh_set_array_item(q, list, k, none);
				qpdf_oh_release(q, none);
			}
			qpdf_oh_release(q, kind);
			qpdf_oh_release(q, e);
		}
		qpdf_oh_release(q, list);
	}
	qpdf_oh_release(q, nums);
}

/* At rest, one of these at the head of it: how many bytes to pass over, and
 * what to write instead. 0: none of them.
 *   - "/NonStruct << /MCID 3 >> BDC" is "/Artifact BMC" from now on;
 *   - the space at the end of a line, which flow.c has drawn: as cairo says it
 *     (text for no glyph) some readers lose what follows in the element.
 * Text can look so too, but it stands in strings: see string_length. */
static size_t rewritten(const char *rest, size_t n, const char **instead)
{
	static const char begin[] = "/NonStruct << /MCID ", end[] = " >> BDC",
			  space[] = "/Span << /ActualText <feff0020> >> BDC"
				    "\nEMC\n";
	size_t at = sizeof begin - 1;

	if (n >= sizeof space - 1 &&
	    memcmp(rest, space, sizeof space - 1) == 0) {
		*instead = "";
		return sizeof space - 1;
	}
	if (n < at || memcmp(rest, begin, at) != 0)
		return 0;
	while (at < n && rest[at] >= '0' && rest[at] <= '9')
		at++;
	if (n - at < sizeof end - 1 ||
	    memcmp(rest + at, end, sizeof end - 1) != 0)
		return 0;
	*instead = "/Artifact BMC";
	return at + sizeof end - 1;
}

/* The bytes of a string "(...)" at the head of rest: brackets in pairs, or
 * with a backslash before them. */
static size_t string_length(const unsigned char *rest, size_t n)
{
	int depth = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (rest[i] == '\\')
			i++;
		else if (rest[i] == '(')
			depth++;
		else if (rest[i] == ')' && --depth == 0)
			return i + 1;
	}
	return n;
}

static void sheet_content(struct seal *s, qpdf_oh sheet)
{
	qpdf_data q = s->pdf;
	qpdf_oh stream = qpdf_oh_get_key(q, sheet, "/Contents");
	unsigned char *data = NULL;
	size_t n = 0, kept = 0;
	QPDF_BOOL plain = QPDF_FALSE;
	char *to;

	if (qpdf_oh_get_stream_data(q, stream, qpdf_dl_generalized, &plain,
				    &data, &n) & QPDF_ERRORS ||
	    !plain) {
		s->broken = true;
		free(data);
		return;
	}
	to = mem_zalloc(s->ctx, n); /* what is written is never longer */
	for (size_t i = 0; i < n;) {
		const char *instead;
		size_t over = 0;

		if (data[i] == '(') {
			size_t length = string_length(data + i, n - i);

			memcpy(to + kept, data + i, length);
			kept += length;
			i += length;
			continue;
		}
		if (data[i] == '/')
			over = rewritten((const char *)data + i, n - i,
					 &instead);
		if (over) {
			memcpy(to + kept, instead, strlen(instead));
			kept += strlen(instead);
			i += over;
		} else {
			to[kept++] = (char)data[i++];
		}
	}
	qpdf_oh_replace_stream_data(q, stream, (unsigned char *)to, kept,
				    qpdf_oh_new_null(q), qpdf_oh_new_null(q));
	talloc_free(to);
	free(data);
	qpdf_oh_release(q, stream);
}

static void catalogue(struct seal *s, const struct print_setup *setup)
{
	qpdf_data q = s->pdf;
	qpdf_oh root = qpdf_get_root(q), shown = qpdf_oh_new_dictionary(q),
		tree = qpdf_oh_get_key(q, root, "/StructTreeRoot");
	int sheets;

	qpdf_oh_replace_key(q, root, "/Lang",
			    qpdf_oh_new_unicode_string(q, setup->language));
	qpdf_oh_replace_key(q, shown, "/DisplayDocTitle",
			    qpdf_oh_new_bool(q, QPDF_TRUE));
	qpdf_oh_replace_key(q, root, "/ViewerPreferences", shown);
	walk(s, tree);
	parents(s, tree);
	sheets = qpdf_get_num_pages(q);
	for (int i = 0; i < sheets; i++) {
		qpdf_oh sheet = qpdf_get_page_n(q, (size_t)i);

		/* A reader's tab key follows the structure. */
		qpdf_oh_replace_key(q, sheet, "/Tabs", qpdf_oh_new_name(q, "/S"));
		sheet_content(s, sheet);
	}
	if (s->mark != s->marks->n || s->element != s->marks->elements)
		s->broken = true;
}

static NEOERR *seal_write(struct seal *s, const char **out, size_t *n)
{
	qpdf_data q = s->pdf;
	char *copy;

	if (qpdf_init_write_memory(q) & QPDF_ERRORS)
		return nerr_raise(NERR_ASSERT, "qpdf: no memory to write to");
	qpdf_set_deterministic_ID(q, QPDF_TRUE);
	qpdf_set_object_stream_mode(q, qpdf_o_generate);
	qpdf_set_compress_streams(q, QPDF_TRUE);
	qpdf_set_minimum_pdf_version(q, "1.7");
	if (qpdf_write(q) & QPDF_ERRORS)
		return nerr_raise(
		    NERR_ASSERT, "qpdf: %s",
		    qpdf_get_error_full_text(q, qpdf_get_error(q)));
	*n = qpdf_get_buffer_length(q);
	copy = mem_array(s->ctx, *n + 1, 1);
	memcpy(copy, qpdf_get_buffer(q), *n);
	*out = copy;
	return STATUS_OK;
}

NEOERR *print_seal(const void *ctx, const struct print_setup *setup,
		   const struct print_bytes *made,
		   const struct print_marks *marks, const char **out, size_t *n)
{
	struct seal s = {.ctx = ctx, .pdf = qpdf_init(), .marks = marks};
	NEOERR *err = STATUS_OK;

	qpdf_set_suppress_warnings(s.pdf, QPDF_TRUE);
	if (qpdf_read_memory(s.pdf, "made", (const char *)made->s, made->n,
			     NULL) & QPDF_ERRORS)
		err = nerr_raise(
		    NERR_ASSERT, "qpdf: %s",
		    qpdf_get_error_full_text(s.pdf, qpdf_get_error(s.pdf)));
	if (err == STATUS_OK) {
		catalogue(&s, setup);
		if (s.broken || qpdf_has_error(s.pdf))
			err = nerr_raise(NERR_ASSERT,
					 "the document's structure is not the "
					 "one that was written");
	}
	if (err == STATUS_OK)
		err = seal_write(&s, out, n);
	qpdf_cleanup(&s.pdf);
	return nerr_pass(err);
}
