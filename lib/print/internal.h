/* What the parts of lib/print share and nobody else sees.
 * SPDX-License-Identifier: MIT
 *
 * document.c takes the blocks down, set.c sets them, flow.c draws on sheets,
 * table.c and figure.c do tables, figures and charts, seal.c is the pass with
 * libqpdf, font.c knows the letters.
 */
#ifndef CAREBOOK_PRINT_INTERNAL_H
#define CAREBOOK_PRINT_INTERNAL_H

#include <pango/pangocairo.h>

#include "print/document.h"

enum print_kind {
	BLOCK_HEADING,
	BLOCK_PARAGRAPH,
	BLOCK_SMALL,
	BLOCK_NOTE,
	BLOCK_FACT,
	BLOCK_ITEM,
	BLOCK_NUMBERED,
	BLOCK_FIGURE,
	BLOCK_GAP,
	BLOCK_SHEET,
	BLOCK_PICTURE,
	BLOCK_RUN,
	BLOCK_BARS,
	BLOCK_TABLE,
	BLOCK_ROW,
	BLOCK_SUM,
	BLOCK_TABLE_END
};

struct print_block {
	enum print_kind kind;
	int level;	       /* of a heading; a figure: strong; a fact: missing */
	const char *language;  /* NULL: the document's */
	const char *title;     /* of a note, a fact, a table */
	const char *text;      /* or the alternative text of a chart */
	const char *const *cells;
	const struct print_column *columns; /* of a table */
	size_t n;			     /* columns */
	const void *chart;     /* or a picture's bytes */
	size_t size;	       /* of the picture */
	int width, height;     /* of the picture, in its own points */
};

struct print {
	const void *ctx;
	struct print_setup setup;
	struct print_block *blocks;
	size_t n, cap;
	size_t text;	      /* bytes taken down */
	size_t pictures;      /* bytes of them */
	const char *language; /* for what comes next */
	size_t table;	      /* 1 + the open table's block, 0: none */
	bool over;	      /* a limit was passed */
};

/* A structure element that needs more than cairo wrote: the seal finds it by
 * its number in the order of their beginnings. */
struct print_mark {
	size_t element;
	const char *tag;      /* for certainty: what it must be */
	const char *scope;    /* of a TH: "Column", "Row" */
	const char *language; /* or NULL */
	const char *alt;      /* or NULL */
	const char *summary;  /* of a table, or NULL */
	const char *numbering; /* of a list: "Disc", "Decimal", "None" */
};

struct print_marks {
	const void *ctx;
	struct print_mark *list;
	size_t n, cap;
	size_t elements; /* begun so far */
};

/* A chunk of bytes that grows; cairo writes into it. */
struct print_bytes {
	const void *ctx;
	unsigned char *s;
	size_t n, cap;
};

/* font.c: a context with the named fonts, at one point a unit. Belongs to the
 * caller (g_object_unref). ERR_UNAVAILABLE without the fonts. */
NEOERR *print_font_context(PangoContext **out) MUST_CHECK;
/* Their families in order of preference. */
extern const char print_families[];

/* seal.c: cairo's file with what it lacks. *out belongs to ctx. */
NEOERR *print_seal(const void *ctx, const struct print_setup *setup,
		   const struct print_bytes *made,
		   const struct print_marks *marks, const char **out,
		   size_t *n) MUST_CHECK;

/* --- flow.c: a place on a sheet, moving down ------------------------------- */

enum print_style {
	STYLE_BODY,
	STYLE_BOLD,
	STYLE_GREY,
	STYLE_SMALL,
	STYLE_SMALL_GREY,
	STYLE_SMALL_BOLD,
	STYLE_FIGURE,
	STYLE_H1,
	STYLE_H2,
	STYLE_H3,
	STYLE__MAX
};

struct flow_shape { /* a line (h 0) or a frame, drawn when the sheet ends */
	double x, y, w, h, weight;
};

struct flow {
	struct print *p;
	bool rtl;	      /* columns from the right */
	cairo_surface_t *surface;
	cairo_t *cr;	      /* NULL: it is only measured, nothing is drawn */
	PangoContext *pango;
	PangoLayout *space;   /* one space */
	PangoFontDescription *styles[STYLE__MAX];
	double size;	      /* of the body's letters */
	double sheet_width, sheet_height;
	double left, width;   /* of the body */
	double top, bottom;   /* of the body on this sheet */
	double foot;	      /* height of the foot */
	double y;
	int sheet, sheets;    /* this one, from 1; of how many */
	const char *language; /* of the block in hand, NULL: the document's */
	struct print_marks *marks;
	/* Drawn again at the head of a new sheet, or NULL. */
	void (*again)(struct flow *f, void *data);
	void *again_data;
	double again_height;
	struct flow_shape *shapes;
	size_t n_shapes, cap_shapes;
};

/* Colours, for cairo_set_source_rgb. */
#define PRINT_INK 0.0, 0.0, 0.0
#define PRINT_GREY 0.329, 0.361, 0.373	 /* 545c5f */
#define PRINT_LINE 0.502, 0.467, 0.420	 /* 80776b */
#define PRINT_LAGOON 0.078, 0.329, 0.373 /* 14545f */
#define PRINT_TINT 0.804, 0.890, 0.902	 /* cde3e6 */
#define PRINT_WATTLE 0.961, 0.757, 0.259 /* f5c142 */

/* Begins and ends the sheets of a document. */
void flow_open(struct flow *f);
void flow_close(struct flow *f);

/* Structure. cairo knows the content of the innermost elements only, so text
 * is drawn in leaves. flow_mark: more about the element begun last. */
void flow_begin(struct flow *f, const char *tag);
void flow_end(struct flow *f, const char *tag);
struct print_mark *flow_mark(struct flow *f);

/* What is drawn and is no part of the text. */
void flow_artifact_begin(struct flow *f);
void flow_artifact_end(struct flow *f);

/* A text set in a width; belongs to the caller (g_object_unref). */
PangoLayout *flow_text(struct flow *f, enum print_style style,
		       const char *text, double width);
void flow_align_end(const struct flow *f, PangoLayout *layout);
double flow_height(PangoLayout *layout);
int flow_lines(PangoLayout *layout);
/* Draws n lines of a layout from line `from` on, the first at y. Returns their
 * height. */
double flow_draw(struct flow *f, PangoLayout *layout, double x, double y,
		 int from, int n);
/* How many of the lines from `from` on fit into room. */
int flow_fit(PangoLayout *layout, int from, double room);
/* A text of so many lines at most, cut where it is longer; end: at the far
 * end of the box. Returns its height. */
struct flow_box {
	double x, y, w;
	int lines;
};
double flow_label(struct flow *f, enum print_style style, const char *text,
		  struct flow_box box, bool end);
/* An amount, fit to stand in text from the right. */
const char *flow_number(const struct flow *f, const char *text);

/* x of a box w wide that stands `start` from where lines begin. */
double flow_x(const struct flow *f, double start, double w);
double flow_room(const struct flow *f);
/* Where the body of a sheet begins. */
double flow_top(const struct flow *f, int sheet);
/* To a new sheet; to one where h fits, if this has no such room. */
void flow_turn(struct flow *f);
void flow_need(struct flow *f, double h);
void flow_line(struct flow *f, double y, double weight);
void flow_frame(struct flow *f, double x, double y, double w, double h);

/* Cells side by side from y on, kept together where a sheet can hold them. */
struct flow_cell {
	const char *tag; /* of the leaf; NULL: an artifact */
	const char *scope;
	PangoLayout *layout;
	double x;      /* from the left of the sheet */
	bool framed;
};
void flow_row(struct flow *f, const char *tag, const struct flow_cell *cells,
	      size_t n, double pad);

/* --- table.c ---------------------------------------------------------------- */

/* The width that a table needs for its words to stand unbroken, and its short
 * cells as well. */
void table_needs(struct flow *f, const struct print_block *table,
		 double *least, double *good);
/* Sets the table; returns the block after it. */
const struct print_block *table_set(struct flow *f,
				    const struct print_block *table);

/* --- figure.c --------------------------------------------------------------- */

/* Figures side by side; a chart. */
void figure_set(struct flow *f, const struct print_block *first, size_t n);
void figure_chart(struct flow *f, const struct print_block *block);
void figure_picture(struct flow *f, const struct print_block *block);

#endif
