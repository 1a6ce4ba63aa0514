/* Markup: the little Markdown that a form's labels and hints may hold.
 * SPDX-License-Identifier: MIT
 *
 * What form designers write: **bold** or __bold__, *slanted* or _slanted_,
 * [words](https://address), # headings, lists with - or *, line ends; and of
 * HTML, since XLSForm has it too, b strong i em br p; the tags span, font, u,
 * div and center are left out and their words kept. A backslash before a mark
 * makes it a letter. Everything else is text, shown as it stands.
 *
 * A list of tokens comes out, for a template that writes the elements and
 * escapes the words; no HTML is made here. Ends are always in their order,
 * each begin has one, and links are http, https, mailto or tel only (others
 * are shown as text). A heading ends with its line. In a text of more than
 * MARKUP_MAX bytes (somebody's long answer, put into a label) marks are text.
 */
#ifndef CAREBOOK_FORMS_MARKUP_H
#define CAREBOOK_FORMS_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

enum { MARKUP_MAX = 8000 };

enum markup_kind {
	MARKUP_TEXT,
	MARKUP_BREAK,
	MARKUP_BOLD,
	MARKUP_BOLD_END,
	MARKUP_SLANT,
	MARKUP_SLANT_END,
	MARKUP_LINK, /* text: its address */
	MARKUP_LINK_END,
	MARKUP_HEAD, /* text: "1" to "6" */
	MARKUP_HEAD_END,
	MARKUP_ITEM, /* of a list: stands in place of its bullet */
	MARKUP__MAX
};

struct markup {
	enum markup_kind kind;
	const char *text; /* below ctx; "" where the kind has none */
};

/* Is there anything but text in it? Most labels are plain. */
bool markup_is_plain(const char *text);

/* Its tokens, below ctx. */
size_t markup_read(void *ctx, const char *text, struct markup **out);

/* The words alone, on one line: for a title, a message, an attribute. */
const char *markup_words(void *ctx, const char *text);

/* The name of a kind for templates: "text", "br", "b", "b-end", ... */
const char *markup_name(enum markup_kind kind);

#endif
