/* Tables: columns by what is in them, a head that comes again, rows.
 * SPDX-License-Identifier: MIT
 *
 * The width of a column lies between its longest word and its longest line.
 * Of a long table the first SAMPLE rows and the last are looked at; a longer
 * word further on is broken, in the worst case. Where even the longest words
 * do not fit beside each other, each row is written as a list of facts. */
#include <math.h>

#include "base/mem.h"
#include "base/text.h"
#include "print/internal.h"

enum { SAMPLE = 200, GUTTER = 12, CELL_PAD = 4 };

struct table {
	const struct print_block *block; /* BLOCK_TABLE */
	const struct print_block *end;	 /* the one after its last row */
	size_t n;
	double x[PRINT_MOST_COLUMNS], w[PRINT_MOST_COLUMNS];
	double least[PRINT_MOST_COLUMNS], good[PRINT_MOST_COLUMNS],
	    most[PRINT_MOST_COLUMNS];
	bool again; /* the head in hand comes again */
};

static void chip_room(enum print_look look, double *w)
{
	if (look == PRINT_CHIP && *w > 0)
		*w += 8;
}

static PangoLayout *cell_text(struct flow *f, const struct print_column *c,
			      const char *text, bool sum, double width)
{
	bool strong = sum || c->look == PRINT_CHIP;
	PangoLayout *layout;

	if (c->look == PRINT_NUMBER)
		text = flow_number(f, text);
	layout = flow_text(f, strong ? STYLE_BOLD : STYLE_BODY, text, width);

	if (c->look == PRINT_NAMES && !sum) {
		const char *line = strchr(text, '\n');
		PangoAttrList *list = pango_attr_list_new();
		PangoAttribute *a = pango_attr_weight_new(PANGO_WEIGHT_BOLD);

		if (line) {
			PangoAttribute *grey = pango_attr_foreground_new(
			    0x5454, 0x5c5c, 0x5f5f);

			a->end_index = (guint)(line - text);
			grey->start_index = a->end_index;
			pango_attr_list_insert(list, grey);
		}
		pango_attr_list_insert(list, a);
		pango_layout_set_attributes(layout, list);
		pango_attr_list_unref(list);
	}
	if (c->look == PRINT_NUMBER)
		flow_align_end(f, layout);
	return layout;
}

static double text_width(PangoLayout *layout)
{
	PangoRectangle box;

	pango_layout_get_extents(layout, NULL, &box);
	return pango_units_to_double(box.width);
}

/* Widens least and most of a column by one of its texts. */
static void column_measure(struct table *t, size_t i, PangoLayout *layout,
			   enum print_look look)
{
	double least, most;

	pango_layout_set_width(layout, -1);
	most = text_width(layout);
	if (look == PRINT_NUMBER) {
		least = most; /* amounts are not broken */
	} else {
		/* A width of nothing breaks at every word. */
		pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
		pango_layout_set_width(layout, 0);
		least = text_width(layout);
	}
	chip_room(look, &least);
	chip_room(look, &most);
	t->least[i] = fmax(t->least[i], least);
	t->most[i] = fmax(t->most[i], most);
	g_object_unref(layout);
}

static void table_measure(struct flow *f, const struct print_block *block,
			  struct table *t)
{
	const struct print_block *row = block + 1;
	const struct print_block *last = f->p->blocks + f->p->n;

	*t = (struct table){.block = block, .n = block->n};
	for (size_t i = 0; i < t->n; i++)
		column_measure(t, i,
			       flow_text(f, STYLE_SMALL_BOLD,
					 block->columns[i].label, 0),
			       PRINT_PLAIN);
	for (; row < last && (row->kind == BLOCK_ROW || row->kind == BLOCK_SUM);
	     row++) {
		bool after = row + 1 == last || (row[1].kind != BLOCK_ROW &&
						 row[1].kind != BLOCK_SUM);

		if (row - block > SAMPLE && row->kind == BLOCK_ROW && !after)
			continue;
		for (size_t i = 0; i < t->n; i++)
			column_measure(
			    t, i,
			    cell_text(f, &block->columns[i], row->cells[i],
				      row->kind == BLOCK_SUM, 0),
			    block->columns[i].look);
	}
	t->end = row < last && row->kind == BLOCK_TABLE_END ? row + 1 : row;
}

static double gutters(const struct table *t)
{
	return t->n ? GUTTER * (double)(t->n - 1) : 0;
}

static double sum(const double *list, size_t n)
{
	double all = 0;

	for (size_t i = 0; i < n; i++)
		all += list[i];
	return all;
}

/* A cell of up to eight letters' breadth looks broken when it is. */
static void table_good(const struct flow *f, struct table *t)
{
	for (size_t i = 0; i < t->n; i++)
		t->good[i] = fmax(t->least[i],
				  fmin(t->most[i], 8 * f->size));
}

void table_needs(struct flow *f, const struct print_block *table,
		 double *least, double *good)
{
	struct table t;

	table_measure(f, table, &t);
	table_good(f, &t);
	*least = sum(t.least, t.n) + gutters(&t);
	*good = sum(t.good, t.n) + gutters(&t);
}

/* Each its longest line, if there is room; else the least it needs and a share
 * of what is left by how much more it would like. */
static void table_widths(struct flow *f, struct table *t)
{
	double room = f->width - gutters(t), x = 0, base,
	       most = sum(t->most, t->n);
	const double *least = t->good;

	if (sum(least, t->n) > room)
		least = t->least;
	base = sum(least, t->n);
	for (size_t i = 0; i < t->n; i++) {
		if (most <= room) /* what is left over widens all alike */
			t->w[i] = t->most[i] + (room - most) / (double)t->n;
		else if (most > base)
			t->w[i] = least[i] + (room - base) *
						 (t->most[i] - least[i]) /
						 (most - base);
		else
			t->w[i] = room / (double)t->n;
	}
	for (size_t i = 0; i < t->n; i++) {
		t->x[i] = flow_x(f, x, t->w[i]);
		x += t->w[i] + GUTTER;
	}
}

static void table_head(struct flow *f, void *data)
{
	struct table *t = data;
	struct flow_cell cells[PRINT_MOST_COLUMNS];
	double start = f->y;

	for (size_t i = 0; i < t->n; i++) {
		const struct print_column *c = &t->block->columns[i];

		cells[i] = (struct flow_cell){
		    .tag = t->again ? NULL : "TH",
		    .scope = t->again ? NULL : "Column",
		    .layout = flow_text(f, STYLE_SMALL_BOLD, c->label,
					t->w[i]),
		    .x = t->x[i],
		};
		if (c->look == PRINT_NUMBER)
			flow_align_end(f, cells[i].layout);
		if (c->look == PRINT_CHIP)
			cells[i].x += f->rtl ? -4 : 4;
	}
	flow_row(f, t->again ? NULL : "TR", cells, t->n, CELL_PAD);
	flow_line(f, f->y, 1);
	for (size_t i = 0; i < t->n; i++)
		g_object_unref(cells[i].layout);
	t->again = true;
	f->again_height = f->y - start;
}

static void table_row(struct flow *f, const struct table *t,
		      const struct print_block *row)
{
	struct flow_cell cells[PRINT_MOST_COLUMNS];
	bool is_sum = row->kind == BLOCK_SUM;

	f->language = row->language;
	for (size_t i = 0; i < t->n; i++) {
		const struct print_column *c = &t->block->columns[i];
		bool names = c->look == PRINT_NAMES;
		double w = t->w[i];

		if (c->look == PRINT_CHIP)
			w -= 8;
		cells[i] = (struct flow_cell){
		    .tag = names ? "TH" : "TD",
		    .scope = names ? "Row" : NULL,
		    .layout = cell_text(f, c, row->cells[i], is_sum, w),
		    .x = t->x[i] + (c->look == PRINT_CHIP ? 4 : 0),
		    .framed = c->look == PRINT_CHIP,
		};
	}
	flow_row(f, "TR", cells, t->n, is_sum ? CELL_PAD + 1 : CELL_PAD);
	flow_line(f, f->y, is_sum ? 1 : 0.4);
	for (size_t i = 0; i < t->n; i++)
		g_object_unref(cells[i].layout);
}

/* A row whose columns have no room side by side: its facts one below the
 * other. */
static void table_stack(struct flow *f, const struct table *t,
			const struct print_block *row)
{
	f->language = row->language;
	flow_need(f, 5 * f->size);
	flow_begin(f, "L");
	flow_mark(f)->tag = "L";
	flow_mark(f)->numbering = "None";
	for (size_t i = 0; i < t->n; i++) {
		struct flow_cell cells[2];
		double w = 0.38 * f->width, wide = f->width - w - GUTTER;

		if (!*row->cells[i])
			continue;
		cells[0] = (struct flow_cell){
		    .tag = "Lbl",
		    .layout = flow_text(f, STYLE_SMALL_GREY,
					t->block->columns[i].label, w),
		    .x = flow_x(f, 0, w),
		};
		cells[1] = (struct flow_cell){
		    .tag = "LBody",
		    .layout = flow_text(f,
					i == 0 || row->kind == BLOCK_SUM
					    ? STYLE_BOLD
					    : STYLE_BODY,
					row->cells[i], wide),
		    .x = flow_x(f, w + GUTTER, wide),
		};
		flow_row(f, "LI", cells, 2, 2);
		g_object_unref(cells[0].layout);
		g_object_unref(cells[1].layout);
	}
	flow_end(f, "L");
	flow_line(f, f->y + 3, 0.6);
	f->y += 8;
}

const struct print_block *table_set(struct flow *f,
				    const struct print_block *block)
{
	const struct print_block *row;
	struct table t;

	table_measure(f, block, &t);
	table_good(f, &t);
	if (*block->title) {
		PangoLayout *title =
		    flow_text(f, STYLE_BOLD, block->title, f->width);
		double h = flow_height(title);

		flow_need(f, h + 6 * f->size);
		flow_begin(f, "P");
		if (f->language) {
			flow_mark(f)->tag = "P";
			flow_mark(f)->language = f->language;
		}
		f->y += flow_draw(f, title, f->left, f->y, 0,
				  flow_lines(title));
		flow_end(f, "P");
		g_object_unref(title);
		f->y += 0.2 * f->size;
	}
	if (sum(t.least, t.n) + gutters(&t) > f->width + 0.5) {
		for (row = block + 1; row < t.end; row++)
			if (row->kind != BLOCK_TABLE_END)
				table_stack(f, &t, row);
		return t.end;
	}
	table_widths(f, &t);
	flow_need(f, 6 * f->size); /* the head and a row */
	flow_begin(f, "Table");
	flow_mark(f)->tag = "Table";
	flow_mark(f)->summary = *block->title ? block->title : NULL;
	flow_mark(f)->language = block->language;
	table_head(f, &t);
	f->again = table_head;
	f->again_data = &t;
	for (row = block + 1; row < t.end; row++)
		if (row->kind != BLOCK_TABLE_END)
			table_row(f, &t, row);
	f->again = NULL;
	f->again_height = 0;
	flow_end(f, "Table");
	return t.end;
}
