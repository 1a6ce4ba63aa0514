/* Documents: what is to be printed, taken down block by block.
 * SPDX-License-Identifier: MIT */
#include "print/document.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "print/internal.h"

struct print *print_new(const void *ctx, const struct print_setup *setup)
{
	struct print *p = mem_new(ctx, struct print);

	p->ctx = p;
	p->setup = *setup;
	p->setup.language = setup->language && *setup->language
				    ? mem_strdup(p, setup->language)
				    : "en-AU";
	p->setup.title = mem_strdup(p, setup->title ? setup->title : "");
	p->setup.agency = mem_strdup(p, setup->agency ? setup->agency : "");
	p->setup.phone = setup->phone ? mem_strdup(p, setup->phone) : NULL;
	p->setup.about = setup->about ? mem_strdup(p, setup->about) : NULL;
	p->setup.foot = setup->foot ? mem_strdup(p, setup->foot) : NULL;
	return p;
}

/* A copy fit for pango: valid UTF-8 without controls, LF for every line end. */
static const char *taken(struct print *p, const char *text)
{
	size_t n = text ? strlen(text) : 0;
	char *valid, *out, *to;

	if (n == 0)
		return "";
	if (n > PRINT_MOST_TEXT - p->text) {
		p->over = true;
		return "";
	}
	p->text += n;
	valid = g_utf8_make_valid(text, (gssize)n);
	out = to = mem_strdup(p, valid);
	g_free(valid);
	for (const char *s = out; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '\r') {
			if (s[1] != '\n')
				*to++ = '\n';
		} else if (c == '\t') {
			*to++ = ' ';
		} else if ((c >= 0x20 && c != 0x7f) || c == '\n') {
			*to++ = *s;
		}
	}
	*to = '\0';
	while (to > out && (to[-1] == '\n' || to[-1] == ' '))
		*--to = '\0';
	return out;
}

static struct print_block *block(struct print *p, enum print_kind kind,
				 const char *title, const char *text)
{
	static struct print_block nowhere;
	struct print_block *b;

	if (p->n == PRINT_MOST_BLOCKS)
		p->over = true;
	if (p->over)
		return &nowhere;
	if (p->n == p->cap) {
		p->cap = p->cap ? 2 * p->cap : 64;
		p->blocks = mem_grow(p, p->blocks, p->cap, sizeof *p->blocks);
	}
	b = &p->blocks[p->n++];
	*b = (struct print_block){
	    .kind = kind,
	    .language = p->language,
	    .title = taken(p, title),
	    .text = taken(p, text),
	};
	return b;
}

void print_language(struct print *p, const char *language)
{
	p->language = language && *language &&
				      strcmp(language, p->setup.language) != 0
			      ? mem_strdup(p, language)
			      : NULL;
}

void print_heading(struct print *p, int level, const char *text)
{
	block(p, BLOCK_HEADING, NULL, text)->level =
	    level < 1 ? 1 : level > 3 ? 3 : level;
}

void print_paragraph(struct print *p, const char *text)
{
	block(p, BLOCK_PARAGRAPH, NULL, text);
}

void print_small(struct print *p, const char *text)
{
	block(p, BLOCK_SMALL, NULL, text);
}

void print_note(struct print *p, const char *title, const char *text)
{
	block(p, BLOCK_NOTE, title, text);
}

void print_fact(struct print *p, const char *label, const char *text)
{
	block(p, BLOCK_FACT, label, text);
}

void print_missing(struct print *p, const char *label, const char *text)
{
	block(p, BLOCK_FACT, label, text)->level = 1;
}

void print_item(struct print *p, const char *text)
{
	block(p, BLOCK_ITEM, NULL, text);
}

void print_numbered(struct print *p, const char *text)
{
	block(p, BLOCK_NUMBERED, NULL, text);
}

void print_figure(struct print *p, const char *label, const char *text,
		  bool strong)
{
	block(p, BLOCK_FIGURE, label, text)->level = strong;
}

void print_gap(struct print *p)
{
	block(p, BLOCK_GAP, NULL, NULL);
}

void print_sheet(struct print *p)
{
	block(p, BLOCK_SHEET, NULL, NULL);
}

void print_picture(struct print *p, const void *jpeg, size_t n, int width,
		   int height, const char *alt)
{
	struct print_block *b;

	if (width < 1 || height < 1 || n == 0)
		return;
	if (n > PRINT_MOST_PICTURES - p->pictures) {
		p->over = true;
		return;
	}
	p->pictures += n;
	b = block(p, BLOCK_PICTURE, NULL, alt);
	b->chart = jpeg;
	b->size = n;
	b->width = width;
	b->height = height;
}

void print_run(struct print *p, const struct chart_run *chart, const char *alt)
{
	block(p, BLOCK_RUN, NULL, alt)->chart = chart;
}

void print_bars(struct print *p, const struct chart_bars *chart,
		const char *alt)
{
	block(p, BLOCK_BARS, NULL, alt)->chart = chart;
}

void print_table(struct print *p, const char *title,
		 const struct print_column *columns, size_t n)
{
	struct print_column *mine;
	struct print_block *b;

	if (n > PRINT_MOST_COLUMNS)
		n = PRINT_MOST_COLUMNS;
	if (p->table)
		print_table_end(p);
	mine = mem_array(p, n, sizeof *mine);
	for (size_t i = 0; i < n; i++)
		mine[i] = (struct print_column){
		    .label = taken(p, columns[i].label),
		    .look = columns[i].look,
		};
	b = block(p, BLOCK_TABLE, title, NULL);
	b->columns = mine;
	b->n = n;
	p->table = p->n;
}

static void row(struct print *p, enum print_kind kind,
		const char *const *cells)
{
	const struct print_block *table;
	const char **mine;
	struct print_block *b;
	size_t n;

	if (!p->table || p->over)
		return;
	table = &p->blocks[p->table - 1];
	n = table->n;
	mine = mem_array(p, n, sizeof *mine);
	for (size_t i = 0; i < n; i++)
		mine[i] = taken(p, cells[i]);
	b = block(p, kind, NULL, NULL);
	b->cells = mine;
	b->n = n;
}

void print_row(struct print *p, const char *const *cells)
{
	row(p, BLOCK_ROW, cells);
}

void print_sum(struct print *p, const char *const *cells)
{
	row(p, BLOCK_SUM, cells);
}

void print_table_end(struct print *p)
{
	if (p->table)
		block(p, BLOCK_TABLE_END, NULL, NULL);
	p->table = 0;
}
