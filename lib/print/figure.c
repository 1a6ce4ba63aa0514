/* Great figures side by side, and charts, on a sheet.
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "base/mem.h"
#include "print/chart.h"
#include "print/internal.h"

enum { FIGURES = 4, FIELD_GAP = 12, FIGURE_PAD = 8, FIGURE_GAP = 10, AXIS_WIDTH = 44 };

/* One line of them, each w wide. */
static void figure_line(struct flow *f, const struct print_block *first,
			size_t n, double w)
{
	double inner = w - 2 * FIGURE_PAD, tall = 0, h = 0;
	PangoLayout *labels[FIGURES], *texts[FIGURES];

	for (size_t i = 0; i < n; i++) {
		labels[i] = flow_text(f, STYLE_SMALL_GREY, first[i].title,
				      inner);
		texts[i] = flow_text(f, STYLE_FIGURE,
				     flow_number(f, first[i].text), inner);
		tall = fmax(tall, flow_height(labels[i]));
		h = fmax(h, flow_height(texts[i]));
	}
	h += tall + 2 * FIGURE_PAD;
	flow_need(f, h);
	for (size_t i = 0; i < n; i++) {
		double start = (w + FIGURE_GAP) * (double)i;
		double x = flow_x(f, start, w);

		flow_begin(f, "LI");
		flow_begin(f, "Lbl");
		flow_draw(f, labels[i], x + FIGURE_PAD, f->y + FIGURE_PAD, 0,
			  flow_lines(labels[i]));
		flow_end(f, "Lbl");
		flow_begin(f, "LBody");
		flow_draw(f, texts[i], x + FIGURE_PAD,
			  f->y + FIGURE_PAD + tall, 0, flow_lines(texts[i]));
		flow_end(f, "LBody");
		flow_end(f, "LI");
		if (first[i].level)
			flow_frame(f, x, f->y, w, h);
		g_object_unref(labels[i]);
		g_object_unref(texts[i]);
	}
	f->y += h + 0.5 * f->size;
}

void figure_set(struct flow *f, const struct print_block *first, size_t n)
{
	size_t side = n;
	double w = f->width;

	/* Beside each other, as long as no figure is broken. */
	for (size_t i = 0; i < n; i++) {
		PangoLayout *text =
		    flow_text(f, STYLE_FIGURE, first[i].text, 0);
		int wide, high;

		pango_layout_get_size(text, &wide, &high);
		g_object_unref(text);
		w = (f->width - FIGURE_GAP * (double)(side - 1)) / (double)side;
		while (side > 1 && pango_units_to_double(wide) >
				       w - 2 * FIGURE_PAD) {
			side = (side + 1) / 2;
			w = (f->width - FIGURE_GAP * (double)(side - 1)) /
			    (double)side;
		}
	}
	flow_begin(f, "L");
	flow_mark(f)->tag = "L";
	flow_mark(f)->numbering = "None";
	for (size_t i = 0; i < n; i += side)
		figure_line(f, first + i, n - i < side ? n - i : side, w);
	flow_end(f, "L");
	f->y += 0.4 * f->size;
}

/* --- charts -------------------------------------------------------------------- */

struct plot { /* where the chart's numbers come to lie */
	struct flow *f;
	double x, y, w, h;
};

static double px(const struct plot *p, int x)
{
	return p->x + p->w * x / CHART_WIDTH;
}

static double py(const struct plot *p, int y)
{
	return p->y + p->h * y / CHART_HEIGHT;
}

static void path(const struct plot *p, const struct chart_line *line)
{
	cairo_new_path(p->f->cr);
	for (size_t i = 0; i < line->n; i++)
		cairo_line_to(p->f->cr, px(p, line->points[i].x),
			      py(p, line->points[i].y));
}

static void stroke(const struct plot *p, const struct chart_line *line,
		   double width, double dash)
{
	cairo_t *cr = p->f->cr;
	double dashes[] = {dash, dash};

	path(p, line);
	cairo_set_line_width(cr, width);
	cairo_set_dash(cr, dashes, dash > 0 ? 2 : 0, 0);
	cairo_stroke(cr);
	cairo_set_dash(cr, NULL, 0, 0);
}

/* A word at a place; anchor as in a chart's ticks. */
static void word(const struct plot *p, enum print_style style,
		 const char *text, double x, double y, char anchor)
{
	PangoLayout *layout = flow_text(p->f, style, text, 0);
	PangoRectangle box;
	double w;

	pango_layout_get_extents(layout, NULL, &box);
	w = pango_units_to_double(box.width);
	if (anchor == 'm')
		x -= w / 2;
	else if (anchor == 'e')
		x -= w;
	flow_draw(p->f, layout, x, y, 0, 1);
	g_object_unref(layout);
}

static void scale(const struct plot *p, const struct chart_tick *ticks,
		  size_t n)
{
	cairo_t *cr = p->f->cr;
	double half = 0.55 * p->f->size;

	for (size_t i = 0; i < n; i++) {
		double y = py(p, ticks[i].at);

		cairo_set_source_rgb(cr, PRINT_LINE);
		cairo_set_line_width(cr, 0.4);
		cairo_move_to(cr, p->x, y);
		cairo_line_to(cr, p->x + p->w, y);
		cairo_stroke(cr);
		word(p, STYLE_SMALL_GREY, ticks[i].label, p->x - 6, y - half,
		     'e');
	}
}

static void dot(const struct plot *p, struct chart_point at)
{
	cairo_t *cr = p->f->cr;

	cairo_new_path(cr);
	cairo_arc(cr, px(p, at.x), py(p, at.y), 4.5, 0, 2 * M_PI);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_fill_preserve(cr);
	cairo_set_source_rgb(cr, PRINT_LAGOON);
	cairo_set_line_width(cr, 2);
	cairo_stroke(cr);
}

static void today_flag(const struct plot *p, int x)
{
	cairo_t *cr = p->f->cr;
	double u = p->f->size, w = 4 * u, h = 1.5 * u, at = px(p, x);

	cairo_set_source_rgb(cr, PRINT_INK);
	cairo_set_line_width(cr, 1);
	cairo_move_to(cr, at, p->y - 0.5 * u);
	cairo_line_to(cr, at, p->y + p->h);
	cairo_stroke(cr);
	cairo_rectangle(cr, at - w / 2, p->y - 0.5 * u - h, w, h);
	cairo_set_source_rgb(cr, PRINT_WATTLE);
	cairo_fill_preserve(cr);
	cairo_set_source_rgb(cr, PRINT_INK);
	cairo_stroke(cr);
	word(p, STYLE_SMALL_BOLD, "Today", at, p->y - 0.5 * u - h + 0.15 * u,
	     'm');
}

static void draw_run(const struct plot *p, const struct chart_run *c)
{
	cairo_t *cr = p->f->cr;

	if (c->area.n) {
		path(p, &c->area);
		cairo_close_path(cr);
		cairo_set_source_rgb(cr, PRINT_TINT);
		cairo_fill(cr);
	}
	scale(p, c->up, c->n_up);
	cairo_set_source_rgb(cr, PRINT_GREY);
	stroke(p, &c->pace, 0.8, 2);
	cairo_set_source_rgb(cr, PRINT_LAGOON);
	stroke(p, &c->booked, 2, 4);
	stroke(p, &c->line, 2.2, 0);
	if (c->has_today)
		today_flag(p, c->now.x);
	if (c->line.n)
		dot(p, c->now);
	if (c->booked.n)
		dot(p, c->end);
	for (size_t i = 0; i < c->n_across; i++)
		word(p, STYLE_SMALL_GREY, c->across[i].label,
		     px(p, c->across[i].at), p->y + p->h + 0.4 * p->f->size,
		     c->across[i].anchor);
}

static void draw_bars(const struct plot *p, const struct chart_bars *c)
{
	cairo_t *cr = p->f->cr;

	scale(p, c->up, c->n_up);
	for (size_t i = 0; i < c->n; i++) {
		const struct chart_bar *b = &c->bars[i];
		double x = px(p, b->x), w = px(p, b->x + b->w) - x,
		       top = py(p, b->top), more = py(p, b->more),
		       foot = p->y + p->h;

		cairo_rectangle(cr, x, top, w, foot - top);
		cairo_set_source_rgb(cr, PRINT_LAGOON);
		cairo_fill(cr);
		if (more < top) {
			cairo_rectangle(cr, x, more, w, top - more);
			cairo_set_source_rgb(cr, PRINT_TINT);
			cairo_fill_preserve(cr);
			cairo_set_source_rgb(cr, PRINT_LAGOON);
			cairo_set_line_width(cr, 1);
			cairo_stroke(cr);
		}
		if (!c->crowded)
			word(p, STYLE_SMALL_BOLD, b->text, x + w / 2,
			     more - 1.25 * p->f->size, 'm');
		word(p, STYLE_SMALL_GREY, b->label, x + w / 2,
		     foot + 0.4 * p->f->size, 'm');
	}
}

void figure_chart(struct flow *f, const struct print_block *b)
{
	double above = 2.4 * f->size, below = 2 * f->size;
	struct plot p = {.f = f,
			 .x = f->left + AXIS_WIDTH,
			 .w = f->width - AXIS_WIDTH - 8,
			 .h = 150};

	flow_need(f, above + p.h + below);
	p.y = f->y + above;
	flow_begin(f, "Figure");
	flow_mark(f)->tag = "Figure";
	flow_mark(f)->alt = b->text;
	if (f->cr && b->kind == BLOCK_RUN)
		draw_run(&p, b->chart);
	else if (f->cr)
		draw_bars(&p, b->chart);
	flow_end(f, "Figure");
	f->y = p.y + p.h + below + 0.4 * f->size;
}

/* --- pictures ------------------------------------------------------------------- */

/* The JPEG as it is: cairo puts its bytes into the file and never looks at the
 * surface's own (which stay untouched, and cost nothing). */
static void draw_picture(struct flow *f, const struct print_block *b, double x,
			 double w)
{
	cairo_surface_t *s = cairo_image_surface_create(
	    CAIRO_FORMAT_RGB24, b->width, b->height);

	if (cairo_surface_set_mime_data(s, CAIRO_MIME_TYPE_JPEG, b->chart,
					b->size, NULL, NULL) ==
	    CAIRO_STATUS_SUCCESS) {
		cairo_save(f->cr);
		cairo_translate(f->cr, x, f->y);
		cairo_scale(f->cr, w / b->width, w / b->width);
		cairo_set_source_surface(f->cr, s, 0, 0);
		cairo_paint(f->cr);
		cairo_restore(f->cr);
	}
	cairo_surface_destroy(s);
}

/* Below the answers of the facts before it; at most a third of a sheet high,
 * and never larger than at 100 points an inch. */
void figure_picture(struct flow *f, const struct print_block *b)
{
	double start = f->p->setup.large ? 0 : 0.38 * f->width + FIELD_GAP;
	double w = f->width - start, h;

	w = fmin(w, b->width * 0.72);
	h = w * b->height / b->width;
	if (h > f->sheet_height / 3) {
		h = f->sheet_height / 3;
		w = h * b->width / b->height;
	}
	flow_need(f, h);
	flow_begin(f, "Figure");
	flow_mark(f)->tag = "Figure";
	flow_mark(f)->alt = b->text;
	if (f->cr)
		draw_picture(f, b, flow_x(f, start, w), w);
	flow_end(f, "Figure");
	f->y += h + 0.8 * f->size;
}
