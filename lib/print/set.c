/* Sets a document: its blocks one after the other, twice.
 * SPDX-License-Identifier: MIT */
#include <cairo-pdf.h>
#include <math.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/zone.h"
#include "print/internal.h"

#define MARGIN 51.0 /* 18 mm */
#define A4_SHORT 595.28
#define A4_LONG 841.89

enum { GUTTER = 12 };

static void mark_language(struct flow *f, const char *tag)
{
	if (f->language) {
		flow_mark(f)->tag = tag;
		flow_mark(f)->language = f->language;
	}
}

/* Text that may run over sheets; never a single line of it by itself. */
static void set_text(struct flow *f, const char *tag, enum print_style style,
		     const char *text, double start, double width)
{
	PangoLayout *layout = flow_text(f, style, text, width);
	int lines = flow_lines(layout), from = 0;
	double x = flow_x(f, start, width);
	bool split = flow_height(layout) > flow_room(f);

	if (split && flow_fit(layout, 0, flow_room(f)) < 2) {
		flow_turn(f);
		split = flow_height(layout) > flow_room(f);
	}
	flow_begin(f, tag);
	mark_language(f, tag);
	if (!split) {
		f->y += flow_draw(f, layout, x, f->y, 0, lines);
	}
	while (split && from < lines) {
		int n = flow_fit(layout, from, flow_room(f));

		if (from + n == lines - 1 && n > 2)
			n--;
		n = n < 1 ? 1 : n;
		flow_begin(f, "Span");
		f->y += flow_draw(f, layout, x, f->y, from, n);
		flow_end(f, "Span");
		from += n;
		if (from < lines)
			flow_turn(f);
	}
	flow_end(f, tag);
	g_object_unref(layout);
}

static void set_heading(struct flow *f, const struct print_block *b)
{
	static const char *const tags[] = {"H1", "H2", "H3"};
	enum print_style style = STYLE_H1 + (enum print_style)(b->level - 1);
	PangoLayout *layout = flow_text(f, style, b->text, f->width);
	double before = b->level == 2 ? 1.3 * f->size : 0.9 * f->size;
	double h = flow_height(layout);

	g_object_unref(layout);
	if (f->y > f->top && b->level > 1)
		f->y += before;
	flow_need(f, h + 4.5 * f->size);
	if (f->cr && b->level < 3) {
		char place[64];

		snprintf(place, sizeof place, "page=%d pos=[%d %d]", f->sheet,
			 (int)f->left, (int)f->y);
		cairo_pdf_surface_add_outline(
		    f->surface, CAIRO_PDF_OUTLINE_ROOT, b->text, place,
		    b->level == 1 ? CAIRO_PDF_OUTLINE_FLAG_BOLD : 0);
	}
	set_text(f, tags[b->level - 1], style, b->text, 0, f->width);
	f->y += 0.35 * f->size;
}

static void set_note(struct flow *f, const struct print_block *b)
{
	double pad = 0.8 * f->size, w = f->width - 2 * pad, h = 0, start;
	const char *parts[] = {b->title, b->text};
	double sheet = f->bottom - flow_top(f, 2);

	f->y += 0.3 * f->size;
	for (int i = 0; i < 2; i++) {
		PangoLayout *layout =
		    flow_text(f, i ? STYLE_BODY : STYLE_BOLD, parts[i], w);

		h += *parts[i] ? flow_height(layout) : 0;
		g_object_unref(layout);
	}
	if (h + 2 * pad <= sheet)
		flow_need(f, h + 2 * pad);
	start = f->y;
	if (h + 2 * pad <= flow_room(f))
		flow_frame(f, f->left, start, f->width, h + 2 * pad);
	f->y += pad;
	if (*b->title)
		set_text(f, "P", STYLE_BOLD, b->title, pad, w);
	if (*b->text)
		set_text(f, "P", STYLE_BODY, b->text, pad, w);
	f->y += pad + 0.7 * f->size;
}

static bool same_list(const struct print_block *a, const struct print_block *b)
{
	return a->kind == b->kind;
}

static void fact_cells(struct flow *f, const struct print_block *b)
{
	double w = 0.38 * f->width, wide = f->width - w - GUTTER;
	struct flow_cell cells[2] = {
	    {.tag = "Lbl",
	     .layout = flow_text(f, STYLE_GREY, b->title, w),
	     .x = flow_x(f, 0, w)},
	    {.tag = "LBody",
	     .layout = flow_text(f, b->level ? STYLE_GREY : STYLE_BODY, b->text,
				 wide),
	     .x = flow_x(f, w + GUTTER, wide)},
	};

	flow_row(f, "LI", cells, 2, 3);
	flow_line(f, f->y, 0.4);
	g_object_unref(cells[0].layout);
	g_object_unref(cells[1].layout);
}

/* In large print there is no room beside it. */
static void fact_stacked(struct flow *f, const struct print_block *b)
{
	f->y += 3;
	flow_need(f, 4 * f->size);
	flow_begin(f, "LI");
	mark_language(f, "LI");
	set_text(f, "Lbl", STYLE_SMALL_GREY, b->title, 0, f->width);
	set_text(f, "LBody", b->level ? STYLE_GREY : STYLE_BODY, b->text, 0,
		 f->width);
	flow_end(f, "LI");
	f->y += 4;
	flow_line(f, f->y, 0.4);
}

static void item_cells(struct flow *f, const struct print_block *b, int number)
{
	char label[32];
	double w = number ? 2.4 * f->size : 1.3 * f->size, wide = f->width - w;

	snprintf(label, sizeof label, "%d.", number);
	struct flow_cell cells[2] = {
	    {.tag = "Lbl",
	     .layout = flow_text(f, STYLE_BODY, number ? label : "•", w),
	     .x = flow_x(f, 0, w)},
	    {.tag = "LBody",
	     .layout = flow_text(f, STYLE_BODY, b->text, wide),
	     .x = flow_x(f, w, wide)},
	};

	flow_row(f, "LI", cells, 2, 1.5);
	g_object_unref(cells[0].layout);
	g_object_unref(cells[1].layout);
}

/* All blocks of one list, from b on; returns the one after them. */
static const struct print_block *set_list(struct flow *f,
					  const struct print_block *b,
					  const struct print_block *end)
{
	const struct print_block *first = b;

	flow_begin(f, "L");
	flow_mark(f)->tag = "L";
	flow_mark(f)->numbering = b->kind == BLOCK_NUMBERED ? "Decimal"
				  : b->kind == BLOCK_ITEM   ? "Disc"
							    : "None";
	for (; b < end && same_list(b, first); b++) {
		f->language = b->language;
		if (b->kind == BLOCK_FACT && f->p->setup.large)
			fact_stacked(f, b);
		else if (b->kind == BLOCK_FACT)
			fact_cells(f, b);
		else
			item_cells(f, b,
				   b->kind == BLOCK_NUMBERED
				       ? (int)(b - first) + 1
				       : 0);
	}
	flow_end(f, "L");
	f->y += 0.6 * f->size;
	return b;
}

/* Sets one block, or those that belong together; returns the next. */
static const struct print_block *set_block(struct flow *f,
					   const struct print_block *b,
					   const struct print_block *end)
{
	size_t n = 1;

	f->language = b->language;
	switch (b->kind) {
	case BLOCK_HEADING:
		set_heading(f, b);
		break;
	case BLOCK_PARAGRAPH:
		set_text(f, "P", STYLE_BODY, b->text, 0, f->width);
		f->y += 0.6 * f->size;
		break;
	case BLOCK_SMALL:
		set_text(f, "P", STYLE_SMALL_GREY, b->text, 0, f->width);
		f->y += 0.5 * f->size;
		break;
	case BLOCK_NOTE:
		set_note(f, b);
		break;
	case BLOCK_FACT:
	case BLOCK_ITEM:
	case BLOCK_NUMBERED:
		return set_list(f, b, end);
	case BLOCK_FIGURE:
		while (n < 4 && b + n < end && same_list(b + n, b))
			n++;
		figure_set(f, b, n);
		return b + n;
	case BLOCK_PICTURE:
		figure_picture(f, b);
		break;
	case BLOCK_RUN:
	case BLOCK_BARS:
		figure_chart(f, b);
		break;
	case BLOCK_TABLE:
		b = table_set(f, b);
		f->y += 0.8 * f->size;
		return b;
	case BLOCK_GAP:
		f->y += f->size;
		break;
	case BLOCK_SHEET:
		if (f->y > f->top)
			flow_turn(f);
		break;
	case BLOCK_ROW:
	case BLOCK_SUM:
	case BLOCK_TABLE_END:
		break;
	}
	return b + 1;
}

static void set_all(struct flow *f)
{
	const struct print *p = f->p;
	const struct print_block *b = p->blocks, *end = p->blocks + p->n;

	flow_open(f);
	flow_begin(f, "Document");
	while (b < end)
		b = set_block(f, b, end);
	flow_close(f);
	flow_end(f, "Document");
}

static void flow_styles(struct flow *f)
{
	static const struct {
		double size;
		bool bold;
	} styles[STYLE__MAX] = {
	    [STYLE_BODY] = {1, false},
	    [STYLE_BOLD] = {1, true},
	    [STYLE_GREY] = {1, false},
	    [STYLE_SMALL] = {0.8, false},
	    [STYLE_SMALL_GREY] = {0.8, false},
	    [STYLE_SMALL_BOLD] = {0.8, true},
	    [STYLE_FIGURE] = {1.4, true},
	    [STYLE_H1] = {1.75, true},
	    [STYLE_H2] = {1.3, true},
	    [STYLE_H3] = {1.1, true},
	};

	for (int i = 0; i < STYLE__MAX; i++) {
		PangoFontDescription *d = pango_font_description_new();

		pango_font_description_set_family_static(d, print_families);
		pango_font_description_set_weight(
		    d, styles[i].bold ? PANGO_WEIGHT_BOLD
				      : PANGO_WEIGHT_NORMAL);
		pango_font_description_set_absolute_size(
		    d, round(styles[i].size * f->size * PANGO_SCALE));
		f->styles[i] = d;
	}
}

static bool from_the_right(const char *language)
{
	static const char *const those[] = {"ar", "fa", "he", "ur", "ps",
					    "sd", "yi", "dv", "syr", "ckb",
					    "prs", "aii"};
	size_t n = strcspn(language, "-_");

	for (size_t i = 0; i < sizeof those / sizeof *those; i++)
		if (strlen(those[i]) == n && strncmp(language, those[i], n) == 0)
			return true;
	return false;
}

/* Upright, or on its side for a table that looks better so: one whose short
 * cells would be broken upright. */
static void flow_sheet(struct flow *f)
{
	const struct print *p = f->p;
	double upright = A4_SHORT - 2 * MARGIN, side = A4_LONG - 2 * MARGIN;
	bool turned = false;

	for (size_t i = 0; i < p->n; i++) {
		double least, good;

		if (p->blocks[i].kind != BLOCK_TABLE)
			continue;
		table_needs(f, &p->blocks[i], &least, &good);
		turned = turned || (good > upright && good <= side) ||
			 (least > upright && least <= side);
	}
	f->sheet_width = turned ? A4_LONG : A4_SHORT;
	f->sheet_height = turned ? A4_SHORT : A4_LONG;
	f->left = MARGIN;
	f->width = turned ? side : upright;
}

static cairo_status_t bytes_take(void *closure, const unsigned char *data,
				 unsigned int length)
{
	struct print_bytes *b = closure;

	if (length > b->cap - b->n) {
		size_t cap = b->cap ? b->cap : 65536;

		while (length > cap - b->n)
			cap *= 2;
		b->s = mem_grow(b->ctx, b->s, cap, 1);
		b->cap = cap;
	}
	memcpy(b->s + b->n, data, length);
	b->n += length;
	return CAIRO_STATUS_SUCCESS;
}

static void surface_names(struct flow *f)
{
	const struct print_setup *s = &f->p->setup;
	char at[ZONE_TEXT];

	zone_format_utc(s->at, at);
	cairo_pdf_surface_set_metadata(f->surface, CAIRO_PDF_METADATA_TITLE,
				       s->title);
	cairo_pdf_surface_set_metadata(f->surface, CAIRO_PDF_METADATA_AUTHOR,
				       s->agency);
	if (s->about)
		cairo_pdf_surface_set_metadata(
		    f->surface, CAIRO_PDF_METADATA_SUBJECT, s->about);
	cairo_pdf_surface_set_metadata(f->surface, CAIRO_PDF_METADATA_CREATOR,
				       "Carebook");
	cairo_pdf_surface_set_metadata(f->surface,
				       CAIRO_PDF_METADATA_CREATE_DATE, at);
	cairo_pdf_surface_set_metadata(f->surface, CAIRO_PDF_METADATA_MOD_DATE,
				       at);
}

static NEOERR *flow_draw_all(struct flow *f, struct print_bytes *made)
{
	cairo_status_t status;

	f->surface = cairo_pdf_surface_create_for_stream(
	    bytes_take, made, f->sheet_width, f->sheet_height);
	f->cr = cairo_create(f->surface);
	surface_names(f);
	set_all(f);
	status = cairo_status(f->cr);
	cairo_destroy(f->cr);
	cairo_surface_finish(f->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(f->surface);
	cairo_surface_destroy(f->surface);
	if (status != CAIRO_STATUS_SUCCESS)
		return nerr_raise(NERR_ASSERT, "cairo: %s",
				  cairo_status_to_string(status));
	return STATUS_OK;
}

NEOERR *print_finish(struct print *p, const char **out, size_t *n)
{
	struct print_marks marks = {.ctx = p};
	struct print_bytes made = {.ctx = p};
	struct flow f = {
	    .p = p,
	    .size = p->setup.large ? 18 : 12,
	    .marks = &marks,
	    .rtl = from_the_right(p->setup.language),
	};
	NEOERR *err;

	if (p->table)
		print_table_end(p);
	if (p->over)
		return nerr_raise(ERR_TOO_LARGE,
				  "this is too long for one document");
	TRY(print_font_context(&f.pango));
	pango_context_set_language(
	    f.pango, pango_language_from_string(p->setup.language));
	if (f.rtl)
		pango_context_set_base_dir(f.pango, PANGO_DIRECTION_RTL);
	flow_styles(&f);
	f.space = flow_text(&f, STYLE_SMALL, " ", 0);
	flow_sheet(&f);
	set_all(&f);
	f.sheets = f.sheet;
	err = flow_draw_all(&f, &made);
	for (int i = 0; i < STYLE__MAX; i++)
		pango_font_description_free(f.styles[i]);
	g_object_unref(f.space);
	g_object_unref(f.pango);
	if (err == STATUS_OK)
		err = print_seal(p->ctx, &p->setup, &made, &marks, out, n);
	talloc_free(made.s);
	return nerr_pass(err);
}
