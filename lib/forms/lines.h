/* An answer as lines: what is read, printed, compared and exported.
 * SPDX-License-Identifier: MIT
 *
 * The tree of an answer (xform/answer.h), flat, in order, with a depth; its
 * labels as plain text, its values in words. What is not relevant is not
 * there.
 */
#ifndef CAREBOOK_FORMS_LINES_H
#define CAREBOOK_FORMS_LINES_H

#include "xform/answer.h"

enum line_kind {
	LINE_GROUP,    /* a heading: label */
	LINE_REPEAT,   /* of what may come several times; its instances follow
			  with headings of the same depth */
	LINE_INSTANCE, /* one of them, with its position */
	LINE_NOTE,     /* words of the form's that ask nothing */
	LINE_ANSWER,   /* label and words */
	LINE_FILE      /* words: the file's name */
};

struct line {
	enum line_kind kind;
	int depth;	     /* of headings above it, from 0 */
	int position;	     /* of an instance, from 1 */
	const char *path;    /* with positions, "" for a group without one */
	const char *generic; /* the same without positions */
	const char *label;   /* plain text, never NULL */
	const char *words;   /* "" where nothing was answered */
	const char *value;   /* as stored */
	const char *image;   /* of the label: a file name, or NULL */
};

/* All lines of it, below ctx. */
NEOERR *lines_of(void *ctx, struct answer *a, struct line **out,
		 size_t *n) MUST_CHECK;

/* "/data/person[2]/age" as "/data/person/age". */
const char *path_generic(void *ctx, const char *path);

/* A label without the marks of the form's markdown, in one line. */
const char *label_plain(void *ctx, const char *label);

#endif
