/* Documents for paper and for screen readers: a tagged PDF from headings,
 * paragraphs, facts, lists and tables.
 * SPDX-License-Identifier: MIT
 *
 *     struct print *p = print_new(ctx, &setup);
 *     print_heading(p, 1, "Case-worker visit");
 *     print_fact(p, "Visited on", "Friday 20 November 2026");
 *     print_table(p, "Who was there", columns, 2);
 *     print_row(p, cells);
 *     print_table_end(p);
 *     TRY(print_finish(p, &bytes, &n));
 *
 * The calls only take down what is to be printed (texts are copied, so a
 * caller may use its buffers again); print_finish() lays it out twice: once to
 * learn how many pages there will be, once for good. Then one pass with
 * libqpdf adds what cairo cannot: the language, the title in the window's bar,
 * the scope of table heads, alternative texts, and that headers and footers
 * are no part of the text (artifacts).
 *
 * What comes out:
 *   - A4, upright; on its side where a table would not fit upright;
 *   - 12 point, large print 18 point; black on white, no colour has a meaning;
 *   - the agency on the first sheet; the document's name, a line of the
 *     caller's and "Page 2 of 7" on each;
 *   - a heading stays with what follows, two lines of a paragraph are not left
 *     alone, a row of a table is broken only where it is longer than a sheet,
 *     and a table's head is repeated;
 *   - structure: Document, H1-H3, P, L, Table with TH and scopes;
 *   - bookmarks for the headings of levels 1 and 2.
 *
 * Reproducible: the same calls with the same setup give the same bytes, on any
 * day and machine with the same versions of cairo, pango and of the font
 * packages. Nothing is asked of the clock, the locale or fontconfig's
 * configuration: the fonts are the files named in font.c (Debian packages
 * fonts-noto-core and fonts-droid-fallback), and no others are seen. They
 * cover the Latin, Greek, Cyrillic, Arabic, Hebrew, Indic, Thai, Lao, Khmer,
 * Burmese, Ethiopic, Armenian, Georgian and Syriac scripts and Chinese,
 * Japanese and Korean. Which way a paragraph runs is seen from its letters; a
 * document whose language runs from the right has its columns mirrored.
 *
 * Texts are UTF-8; what is not is shown as U+FFFD, control characters are left
 * out, a line feed begins a new line. NULL is "".
 *
 * Limits, so that no request can hold up a process: PRINT_MOST_TEXT bytes of
 * text, PRINT_MOST_PICTURES bytes of pictures and PRINT_MOST_BLOCKS blocks (a
 * row is one). What goes over is not taken, and print_finish() then says ERR_TOO_LARGE. Figures of a run: 5,000
 * rows of six columns (336 sheets, 1.8 MB) take three seconds and 130 MB.
 *
 * Lengths are points (1/72 inch). All is owned by the ctx of print_new().
 */
#ifndef CAREBOOK_PRINT_DOCUMENT_H
#define CAREBOOK_PRINT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct chart_run;  /* print/chart.h */
struct chart_bars;

enum {
	PRINT_MOST_TEXT = 16 * 1024 * 1024,
	PRINT_MOST_PICTURES = 32 * 1024 * 1024,
	PRINT_MOST_BLOCKS = 60000,
	PRINT_MOST_COLUMNS = 16
};

struct print; /* a document in the making */

struct print_setup {
	const char *title;    /* in the window's bar and at the head of sheets */
	const char *language; /* BCP 47, "en-AU"; NULL: that */
	const char *agency;   /* the letterhead's name */
	const char *phone;    /* beside it; NULL: none */
	const char *about;    /* "Statement for Margaret Doyle": beside the
			       * title at the head of sheets; NULL: none */
	const char *foot;     /* "Printed on 23 November 2026"; NULL: none */
	int64_t at;	      /* the document's time: UTC seconds */
	bool large;	      /* large print */
};

struct print *print_new(const void *ctx, const struct print_setup *setup);

/* What comes next is in this language; NULL: again the document's. */
void print_language(struct print *p, const char *language);

/* level 1 (the document's name, once), 2, 3. */
void print_heading(struct print *p, int level, const char *text);
void print_paragraph(struct print *p, const char *text);
/* Small and grey: what explains, and nobody needs. */
void print_small(struct print *p, const char *text);
/* In a frame: what must not be overlooked. title is bold; NULL: none. */
void print_note(struct print *p, const char *title, const char *text);
/* What it is on the left, what it says beside it; in large print below it.
 * Facts that follow each other are one list. */
void print_fact(struct print *p, const char *label, const char *text);
/* One that is missing: text says so ("No answer"), in grey. */
void print_missing(struct print *p, const char *label, const char *text);
/* One item of a list; items that follow each other are one list. */
void print_item(struct print *p, const char *text);
void print_numbered(struct print *p, const char *text);
/* The great figures of a statement, side by side: up to four that follow each
 * other. A strong one is framed. */
void print_figure(struct print *p, const char *label, const char *text,
		  bool strong);
/* Some room, and begin a new sheet. */
void print_gap(struct print *p);
void print_sheet(struct print *p);
/* A picture as JPEG, so many points wide and high, below the fact before it;
 * alt says what it shows ("" is not good enough). The bytes must live until
 * print_finish. */
void print_picture(struct print *p, const void *jpeg, size_t n, int width,
		   int height, const char *alt);
/* A chart; alt says in words what it shows. What it points to must live until
 * print_finish. */
void print_run(struct print *p, const struct chart_run *chart,
	       const char *alt);
void print_bars(struct print *p, const struct chart_bars *chart,
		const char *alt);

enum print_look { /* of a column's cells */
	PRINT_PLAIN,
	PRINT_NAMES, /* names the row (a row header), bold; what follows after
		      * a line feed is plain and grey */
	PRINT_NUMBER, /* amounts: aligned at the far end, never broken */
	PRINT_CHIP    /* a state: framed */
};

struct print_column {
	const char *label;
	enum print_look look;
};

/* A table. title stands above it and names it for a screen reader; NULL: the
 * heading before it does. Columns get room by what is in them. */
void print_table(struct print *p, const char *title,
		 const struct print_column *columns, size_t n);
void print_row(struct print *p, const char *const *cells);
/* A row in bold below a line: a sum. */
void print_sum(struct print *p, const char *const *cells);
void print_table_end(struct print *p);

/* The document. *out is owned by the ctx of print_new(), n is in bytes.
 * ERR_TOO_LARGE: over a limit. ERR_UNAVAILABLE: the fonts are not installed. */
NEOERR *print_finish(struct print *p, const char **out, size_t *n) MUST_CHECK;

/* How many of the fonts are not installed, and one of them. needed: no document
 * can be made without it; else some scripts are printed as empty boxes. */
int print_fonts_missing(const char **one, bool *needed);

#endif
