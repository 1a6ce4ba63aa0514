/* A place on a sheet, moving down: text, rows, structure, heads and feet.
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "print/internal.h"

enum { EDGE = 34 }; /* from a sheet's edge to its head and foot */

/* --- structure ---------------------------------------------------------------- */

void flow_begin(struct flow *f, const char *tag)
{
	if (!f->cr)
		return;
	f->marks->elements++;
	cairo_tag_begin(f->cr, tag, NULL);
}

void flow_end(struct flow *f, const char *tag)
{
	if (f->cr)
		cairo_tag_end(f->cr, tag);
}

struct print_mark *flow_mark(struct flow *f)
{
	static struct print_mark nowhere;
	struct print_marks *m = f->marks;

	if (!f->cr)
		return &nowhere;
	if (m->n && m->list[m->n - 1].element == m->elements)
		return &m->list[m->n - 1];
	if (m->n == m->cap) {
		m->cap = m->cap ? 2 * m->cap : 64;
		m->list = mem_grow(m->ctx, m->list, m->cap, sizeof *m->list);
	}
	m->list[m->n] = (struct print_mark){.element = m->elements};
	return &m->list[m->n++];
}

/* The seal knows artifacts by this name, which nothing else has. */
void flow_artifact_begin(struct flow *f)
{
	flow_begin(f, "NonStruct");
}

void flow_artifact_end(struct flow *f)
{
	flow_end(f, "NonStruct");
}

/* --- text --------------------------------------------------------------------- */

static void grey_from(PangoAttrList *list, guint from)
{
	PangoAttribute *a = pango_attr_foreground_new(0x5454, 0x5c5c, 0x5f5f);

	a->start_index = from;
	pango_attr_list_insert(list, a);
}

PangoLayout *flow_text(struct flow *f, enum print_style style,
		       const char *text, double width)
{
	PangoLayout *layout = pango_layout_new(f->pango);

	pango_layout_set_font_description(layout, f->styles[style]);
	pango_layout_set_text(layout, text, -1);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	/* For pango, left is where lines of the context's direction are said
	 * to begin; a paragraph that runs the other way is turned round. */
	if (f->rtl)
		pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
	if (width > 0)
		pango_layout_set_width(layout,
				       pango_units_from_double(width));
	if (style == STYLE_GREY || style == STYLE_SMALL_GREY) {
		PangoAttrList *list = pango_attr_list_new();

		grey_from(list, 0);
		pango_layout_set_attributes(layout, list);
		pango_attr_list_unref(list);
	}
	return layout;
}

void flow_align_end(const struct flow *f, PangoLayout *layout)
{
	pango_layout_set_alignment(layout, f->rtl ? PANGO_ALIGN_LEFT
						  : PANGO_ALIGN_RIGHT);
}

double flow_height(PangoLayout *layout)
{
	int w, h;

	pango_layout_get_size(layout, &w, &h);
	return pango_units_to_double(h);
}

int flow_lines(PangoLayout *layout)
{
	return pango_layout_get_line_count(layout);
}

/* Top and bottom of the line that an iterator stands on. */
static void line_ends(PangoLayoutIter *iter, double *top, double *bottom)
{
	int y0, y1;

	pango_layout_iter_get_line_yrange(iter, &y0, &y1);
	*top = pango_units_to_double(y0);
	*bottom = pango_units_to_double(y1);
}

int flow_fit(PangoLayout *layout, int from, double room)
{
	PangoLayoutIter *iter = pango_layout_get_iter(layout);
	double start = 0, top, bottom;
	int line = 0, n = 0;

	do {
		line_ends(iter, &top, &bottom);
		if (line == from)
			start = top;
		if (line >= from) {
			if (bottom - start > room)
				break;
			n++;
		}
		line++;
	} while (pango_layout_iter_next_line(iter));
	pango_layout_iter_free(iter);
	return n;
}

/* What an amount says must not be turned round among letters from the right:
 * the minus stays in front. */
const char *flow_number(const struct flow *f, const char *text)
{
	return f->rtl ? mem_printf(f->p, "\u2066%s\u2069", text) : text;
}

/* A space at the end of a line that goes on: pango leaves it out, and whoever
 * reads the text aloud or copies it would run two words into one. */
static void draw_space(struct flow *f, double x, double y)
{
	cairo_move_to(f->cr, x, y);
	pango_cairo_show_layout_line(
	    f->cr, pango_layout_get_line_readonly(f->space, 0));
}

double flow_draw(struct flow *f, PangoLayout *layout, double x, double y,
		 int from, int n)
{
	PangoLayoutIter *iter = pango_layout_get_iter(layout);
	double start = 0, end = 0, top, bottom;
	int line = 0, lines = flow_lines(layout);

	if (f->cr)
		cairo_set_source_rgb(f->cr, PRINT_INK);
	do {
		line_ends(iter, &top, &bottom);
		if (line == from)
			start = top;
		if (line >= from && line < from + n) {
			end = bottom;
			if (f->cr) {
				PangoRectangle box;
				int base =
				    pango_layout_iter_get_baseline(iter);

				pango_layout_iter_get_line_extents(iter, NULL,
								   &box);
				cairo_move_to(
				    f->cr, x + pango_units_to_double(box.x),
				    y + pango_units_to_double(base) - start);
				pango_cairo_show_layout_line(
				    f->cr,
				    pango_layout_iter_get_line_readonly(iter));
				if (line + 1 < lines)
					draw_space(
					    f,
					    x + pango_units_to_double(
						    box.x + box.width),
					    y + pango_units_to_double(base) -
						start);
			}
		}
		line++;
	} while (line < from + n && pango_layout_iter_next_line(iter));
	pango_layout_iter_free(iter);
	return end - start;
}

double flow_label(struct flow *f, enum print_style style, const char *text,
		  struct flow_box box, bool end)
{
	PangoLayout *layout = flow_text(f, style, text, box.w);
	double h;

	pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
	pango_layout_set_height(layout, box.lines > 1 ? -box.lines : -1);
	if (end)
		flow_align_end(f, layout);
	h = flow_draw(f, layout, box.x, box.y, 0, flow_lines(layout));
	g_object_unref(layout);
	return h;
}

/* --- sheets ------------------------------------------------------------------- */

double flow_x(const struct flow *f, double start, double w)
{
	return f->rtl ? f->left + f->width - start - w : f->left + start;
}

double flow_room(const struct flow *f)
{
	return f->bottom - f->y;
}

static void shape(struct flow *f, struct flow_shape s)
{
	if (!f->cr)
		return;
	if (f->n_shapes == f->cap_shapes) {
		f->cap_shapes = f->cap_shapes ? 2 * f->cap_shapes : 64;
		f->shapes = mem_grow(f->p, f->shapes, f->cap_shapes,
				     sizeof *f->shapes);
	}
	f->shapes[f->n_shapes++] = s;
}

void flow_line(struct flow *f, double y, double weight)
{
	shape(f, (struct flow_shape){f->left, y, f->width, 0, weight});
}

void flow_frame(struct flow *f, double x, double y, double w, double h)
{
	shape(f, (struct flow_shape){x, y, w, h, 0.8});
}

static void draw_shape(cairo_t *cr, const struct flow_shape *s)
{
	double r = fmin(4, s->h / 3);

	cairo_set_line_width(cr, s->weight);
	if (s->weight < 0.8)
		cairo_set_source_rgb(cr, PRINT_LINE);
	else
		cairo_set_source_rgb(cr, PRINT_INK);
	if (s->h <= 0) {
		cairo_move_to(cr, s->x, s->y);
		cairo_line_to(cr, s->x + s->w, s->y);
	} else {
		cairo_new_sub_path(cr);
		cairo_arc(cr, s->x + s->w - r, s->y + r, r, -M_PI / 2, 0);
		cairo_arc(cr, s->x + s->w - r, s->y + s->h - r, r, 0, M_PI / 2);
		cairo_arc(cr, s->x + r, s->y + s->h - r, r, M_PI / 2, M_PI);
		cairo_arc(cr, s->x + r, s->y + r, r, M_PI, 3 * M_PI / 2);
		cairo_close_path(cr);
	}
	cairo_stroke(cr);
}

/* The doorway, our mark: 24 to 31. */
static void draw_mark(cairo_t *cr, double x, double y, double h)
{
	cairo_save(cr);
	cairo_translate(cr, x, y);
	cairo_scale(cr, h / 31, h / 31);
	cairo_set_source_rgb(cr, 0.184, 0.463, 0.510);
	cairo_move_to(cr, 0, 31);
	cairo_arc(cr, 12, 12, 12, M_PI, 0);
	cairo_line_to(cr, 24, 31);
	cairo_fill(cr);
	cairo_set_source_rgb(cr, PRINT_WATTLE);
	cairo_move_to(cr, 5.6, 31);
	cairo_arc(cr, 12, 15.4, 6.4, M_PI, 0);
	cairo_line_to(cr, 18.4, 31);
	cairo_fill(cr);
	cairo_set_source_rgb(cr, PRINT_LAGOON);
	cairo_rectangle(cr, 11.4, 9.1, 1.2, 21.9);
	cairo_fill(cr);
	cairo_restore(cr);
}

static const char *named(const struct flow *f)
{
	const struct print_setup *s = &f->p->setup;

	if (s->about && *s->about && *s->title)
		return mem_printf(f->p, "%s, %s", s->title, s->about);
	return s->about && *s->about ? s->about : s->title;
}

/* Head and foot: of the first sheet the letterhead, of others the name. */
static void draw_edges(struct flow *f)
{
	const struct print_setup *s = &f->p->setup;
	double u = f->size, y = EDGE, half = f->width / 2 - 6;
	char page[64];

	if (f->sheet == 1) {
		double mark = 2.9 * u, beside = 24.0 / 31 * mark + 0.7 * u,
		       w = half - beside, x = flow_x(f, beside, w);

		draw_mark(f->cr, flow_x(f, 0, 24.0 / 31 * mark), y, mark);
		flow_label(f, STYLE_H3, s->agency,
			   (struct flow_box){
			       x, y + (s->phone ? -0.1 : 0.7) * u, w, 1},
			   false);
		if (s->phone)
			flow_label(f, STYLE_SMALL_GREY, s->phone,
				   (struct flow_box){x, y + 1.5 * u, w, 2},
				   false);
		if (s->about)
			flow_label(f, STYLE_SMALL, s->about,
				   (struct flow_box){flow_x(f, half + 12, half),
						     y, half, 3},
				   true);
	} else {
		flow_label(f, STYLE_SMALL_BOLD, named(f),
			   (struct flow_box){flow_x(f, 0, 1.4 * half), y,
					     1.4 * half, 1},
			   false);
		flow_label(f, STYLE_SMALL, s->agency,
			   (struct flow_box){flow_x(f, 1.4 * half + 12,
						    0.6 * half),
					     y, 0.6 * half, 1},
			   true);
	}
	flow_line(f, f->top - 0.9 * u, 0.6);
	y = f->bottom + 1.1 * u;
	flow_line(f, y - 0.5 * u, 0.6);
	if (s->foot)
		flow_label(f, STYLE_SMALL_GREY, s->foot,
			   (struct flow_box){flow_x(f, 0, 1.5 * half), y,
					     1.5 * half, 2},
			   false);
	snprintf(page, sizeof page, "Page %d of %d", f->sheet, f->sheets);
	flow_label(f, STYLE_SMALL, page,
		   (struct flow_box){flow_x(f, 1.5 * half + 12, 0.5 * half), y,
				     0.5 * half, 1},
		   true);
}

double flow_top(const struct flow *f, int sheet)
{
	return EDGE + (sheet == 1 ? 4.8 : 2.6) * f->size;
}

static void sheet_begin(struct flow *f)
{
	f->sheet++;
	f->top = flow_top(f, f->sheet);
	f->bottom = f->sheet_height - EDGE - 1.2 * f->size - f->foot;
	f->y = f->top;
	f->n_shapes = 0;
}

static void sheet_end(struct flow *f)
{
	if (!f->cr)
		return;
	flow_artifact_begin(f);
	draw_edges(f);
	for (size_t i = 0; i < f->n_shapes; i++)
		draw_shape(f->cr, &f->shapes[i]);
	flow_artifact_end(f);
	cairo_show_page(f->cr);
}

void flow_open(struct flow *f)
{
	const char *foot = f->p->setup.foot;
	PangoLayout *layout;

	/* Room for two lines of the foot, where it needs them. */
	layout = flow_text(f, STYLE_SMALL, foot ? foot : "",
			   1.5 * (f->width / 2 - 6));
	f->foot = flow_lines(layout) > 1 ? 2.3 * f->size : 1.2 * f->size;
	g_object_unref(layout);
	f->sheet = 0;
	sheet_begin(f);
}

void flow_close(struct flow *f)
{
	sheet_end(f);
}

void flow_turn(struct flow *f)
{
	sheet_end(f);
	sheet_begin(f);
	if (f->again)
		f->again(f, f->again_data);
}

void flow_need(struct flow *f, double h)
{
	if (flow_room(f) < h && f->y > f->top)
		flow_turn(f);
}

/* --- rows --------------------------------------------------------------------- */

static void draw_cell(struct flow *f, const struct flow_cell *c, double y,
		      int from, int n)
{
	PangoRectangle box;

	if (c->tag)
		flow_begin(f, c->tag);
	else
		flow_artifact_begin(f);
	if (c->scope) {
		struct print_mark *mark = flow_mark(f);

		mark->tag = c->tag;
		mark->scope = c->scope;
	}
	flow_draw(f, c->layout, c->x, y, from, n);
	if (c->tag)
		flow_end(f, c->tag);
	else
		flow_artifact_end(f);
	pango_layout_get_extents(c->layout, NULL, &box);
	if (c->framed && box.width > 0)
		flow_frame(f, c->x + pango_units_to_double(box.x) - 4, y - 1,
			   pango_units_to_double(box.width) + 8,
			   pango_units_to_double(box.height) + 2);
}

static void row_begin(struct flow *f, const char *tag)
{
	if (!tag)
		return;
	flow_begin(f, tag);
	if (f->language) {
		struct print_mark *mark = flow_mark(f);

		mark->tag = tag;
		mark->language = f->language;
	}
}

/* A row that is longer than a sheet: what fits, and the rest as a further row
 * on the next one. */
static void row_split(struct flow *f, const char *tag,
		      const struct flow_cell *cells, size_t n, double pad)
{
	int *done = mem_array(f->p, n, sizeof *done);
	bool more = true;

	if (flow_room(f) < 8 * f->size)
		flow_turn(f);
	while (more) {
		double room = flow_room(f) - 2 * pad, used = 0;

		more = false;
		row_begin(f, tag);
		for (size_t i = 0; i < n; i++) {
			int fit = flow_fit(cells[i].layout, done[i], room);
			double h;

			/* A letter that is higher than a sheet: go on. */
			if (fit == 0 && done[i] < flow_lines(cells[i].layout))
				fit = 1;
			if (f->cr)
				draw_cell(f, &cells[i], f->y + pad, done[i],
					  fit);
			h = flow_draw(&(struct flow){.cr = NULL},
				      cells[i].layout, 0, 0, done[i], fit);
			used = fmax(used, h);
			done[i] += fit;
			more = more || done[i] < flow_lines(cells[i].layout);
		}
		if (tag)
			flow_end(f, tag);
		f->y += used + 2 * pad;
		if (more)
			flow_turn(f);
	}
	talloc_free(done);
}

void flow_row(struct flow *f, const char *tag, const struct flow_cell *cells,
	      size_t n, double pad)
{
	double h = 0;

	for (size_t i = 0; i < n; i++)
		h = fmax(h, flow_height(cells[i].layout));
	h += 2 * pad;
	if (h > flow_room(f)) {
		double sheet = f->bottom - flow_top(f, 2) - f->again_height;

		if (h > sheet) {
			row_split(f, tag, cells, n, pad);
			return;
		}
		flow_turn(f);
	}
	if (f->cr) {
		row_begin(f, tag);
		for (size_t i = 0; i < n; i++)
			draw_cell(f, &cells[i], f->y + pad, 0,
				  flow_lines(cells[i].layout));
		if (tag)
			flow_end(f, tag);
	}
	f->y += h;
}
