/* Pages: dividing a form, and counting.
 * SPDX-License-Identifier: MIT */
#include "forms/paging.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

const char *paging_key(void *ctx, const char *path)
{
	const char *below = *path == '/' ? strchr(path + 1, '/') : NULL;
	struct buf b = {.ctx = ctx};

	for (const char *p = below ? below : ""; *p; p++) {
		if (*p == '[')
			buf_puts(&b, "~");
		else if (*p != ']')
			buf_add(&b, p, 1);
	}
	return buf_text(&b);
}

const char *paging_path(void *ctx, const char *root, const char *key)
{
	struct buf b = {.ctx = ctx};

	if (*key != '/' || !key[1])
		return NULL;
	buf_puts(&b, root);
	while (*key) {
		size_t digits;

		if (*key != '~') {
			/* Nothing that XPath would take for more than a name. */
			if (strchr("[]()'\"*@|=<>$,+! \t\n", *key))
				return NULL;
			buf_add(&b, key++, 1);
			continue;
		}
		digits = strspn(key + 1, "0123456789");
		if (!digits || digits > 6 || (key[digits + 1] &&
					      key[digits + 1] != '/'))
			return NULL;
		buf_add(&b, "[", 1);
		buf_add(&b, key + 1, digits);
		buf_add(&b, "]", 1);
		key += digits + 1;
	}
	return buf_text(&b);
}

/* The first path that stands in it. */
static const char *any_path(const struct answer_shown *c)
{
	const char *path;

	if (*c->path)
		return c->path;
	for (size_t i = 0; i < c->n_children; i++)
		if (*(path = any_path(&c->children[i])))
			return path;
	return "";
}

const char *paging_root(void *ctx, const struct xform *f,
			const struct answer_shown *shown)
{
	const char *path = shown ? any_path(shown) : "", *end;
	const struct xform_question *q;
	size_t n;

	q = xform_questions(f, &n);
	if (!*path)
		path = n ? q[0].path : "/data";
	end = strchr(path + 1, '/');
	return end ? mem_strndup(ctx, path, (size_t)(end - path)) : path;
}

bool paging_is_question(const struct answer_shown *c)
{
	return c->kind != XFORM_GROUP && c->kind != XFORM_REPEAT &&
	       !c->readonly;
}

void paging_count(const struct answer_shown *c, struct paging_count *count)
{
	if (paging_is_question(c)) {
		count->questions++;
		count->answered += *c->value != '\0';
		if (c->violation == ANSWER_REQUIRED)
			count->missing++;
		else if (c->violation != ANSWER_OK)
			count->wrong++;
	}
	for (size_t i = 0; i < c->n_children; i++)
		paging_count(&c->children[i], count);
}

/* --- where the definition has a question ------------------------------------ */

struct place {
	const char *path; /* without positions */
	size_t index;
};

struct divider {
	void *ctx;
	struct place *places; /* sorted by path */
	size_t n_places;
	struct paging *out;
	size_t cap;
	bool loose;	/* the last page is one of loose questions */
	size_t stretch; /* which one of PAGING_LOOSE questions */
};

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct place *)a)->path,
		      ((const struct place *)b)->path);
}

static const char *without_positions(void *ctx, const char *path)
{
	char *out = mem_strdup(ctx, path), *o = out;

	for (const char *p = path; *p; p++) {
		if (*p == '[')
			p += strcspn(p, "]");
		else
			*o++ = *p;
		if (!*p)
			break;
	}
	*o = '\0';
	return out;
}

/* Which question of the definition this is, the first below it for a group. */
static size_t index_of(const struct divider *d, const struct answer_shown *c)
{
	struct place key = {.path = without_positions(d->ctx, any_path(c))};
	const struct place *found = NULL;

	if (d->n_places)
		found = bsearch(&key, d->places, d->n_places,
				sizeof *d->places, by_path);
	if (found)
		return found->index;
	for (size_t i = 0; i < c->n_children; i++) {
		size_t index = index_of(d, &c->children[i]);

		if (index)
			return index;
	}
	return 0;
}

/* --- dividing ------------------------------------------------------------------ */

static bool has_word(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = words; (p = strstr(p, word)); p += n)
		if ((p == words || isspace((unsigned char)p[-1])) &&
		    (!p[n] || isspace((unsigned char)p[n])))
			return true;
	return false;
}

static bool has_repeat(const struct answer_shown *c)
{
	if (c->kind == XFORM_REPEAT)
		return true;
	for (size_t i = 0; i < c->n_children; i++)
		if (has_repeat(&c->children[i]))
			return true;
	return false;
}

/* Does it get a page of its own? */
static bool stands_alone(const struct answer_shown *c)
{
	return c->kind == XFORM_REPEAT ||
	       (c->kind == XFORM_GROUP &&
		((c->label && *c->label) || has_repeat(c)));
}

static struct paging_page *new_page(struct divider *d, const char *title,
				    const char *part)
{
	struct paging *p = d->out;

	if (p->n == d->cap) {
		d->cap = d->cap ? d->cap * 2 : 8;
		p->pages = mem_grow(d->ctx, p->pages, d->cap, sizeof *p->pages);
	}
	p->pages[p->n] = (struct paging_page){.key = "",
					      .title = title ? title : "",
					      .part = part};
	d->loose = false;
	return &p->pages[p->n++];
}

static void add_item(struct divider *d, struct paging_page *page,
		     const struct answer_shown *c)
{
	if (!page->n)
		page->key = paging_key(d->ctx, any_path(c));
	page->items = mem_grow(d->ctx, page->items, page->n + 1,
			       sizeof *page->items);
	page->items[page->n++] = c;
	paging_count(c, &page->count);
}

static void add_loose(struct divider *d, const struct answer_shown *c,
		      const char *part)
{
	size_t stretch = index_of(d, c) / PAGING_LOOSE;
	struct paging_page *page;

	if (d->loose && d->stretch == stretch &&
	    !strcmp(d->out->pages[d->out->n - 1].part, part)) {
		page = &d->out->pages[d->out->n - 1];
	} else {
		page = new_page(d, "", part);
		d->loose = true;
		d->stretch = stretch;
	}
	add_item(d, page, c);
}

static void divide(struct divider *d, const struct answer_shown *group,
		   const char *part)
{
	for (size_t i = 0; i < group->n_children; i++) {
		const struct answer_shown *c = &group->children[i];
		struct paging_count count = {0};

		if (!stands_alone(c)) {
			add_loose(d, c, part);
			continue;
		}
		paging_count(c, &count);
		if (c->kind == XFORM_GROUP && count.questions > PAGING_LONG &&
		    c->n_children > 1 && !has_word(c->appearance, "field-list")) {
			divide(d, c, c->label && *c->label ? c->label : part);
			d->loose = false;
			continue;
		}
		add_item(d, new_page(d, c->label, part), c);
	}
}

/* A stretch of very few loose questions goes along with the group behind it,
 * at the end with the page before. */
static void join_few(struct divider *d)
{
	struct paging *p = d->out;
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++) {
		struct paging_page *page = &p->pages[i], *next = page + 1;
		bool few = !*page->title &&
			   page->count.questions <= PAGING_FEW;

		if (few && i + 1 < p->n && !strcmp(page->part, next->part)) {
			const struct paging_page behind = *next;

			*next = (struct paging_page){.key = behind.key,
						     .title = behind.title,
						     .part = behind.part};
			for (size_t k = 0; k < page->n; k++)
				add_item(d, next, page->items[k]);
			for (size_t k = 0; k < behind.n; k++)
				add_item(d, next, behind.items[k]);
			next->key = behind.key;
			continue;
		}
		if (few && n && i + 1 == p->n &&
		    !strcmp(page->part, p->pages[n - 1].part)) {
			for (size_t k = 0; k < page->n; k++)
				add_item(d, &p->pages[n - 1], page->items[k]);
			continue;
		}
		p->pages[n++] = *page;
	}
	p->n = n;
}

static void one_page(struct divider *d, const struct answer_shown *shown)
{
	struct paging_page *page = new_page(d, "", "");

	for (size_t i = 0; i < shown->n_children; i++)
		add_item(d, page, &shown->children[i]);
}

void paging_divide(void *ctx, const struct xform *f,
		   const struct answer_shown *shown, struct paging *out)
{
	struct divider d = {.ctx = ctx, .out = out};
	bool pages = has_word(shown->appearance, "pages");
	const struct xform_question *q;
	size_t n;

	*out = (struct paging){0};
	q = xform_questions(f, &n);
	/* A form may stand in one group as a whole. */
	while (shown->n_children == 1 &&
	       shown->children[0].kind == XFORM_GROUP &&
	       shown->children[0].n_children > 1 &&
	       !has_word(shown->children[0].appearance, "field-list"))
		shown = &shown->children[0];
	if (n <= PAGING_WHOLE && !pages) {
		one_page(&d, shown);
	} else {
		d.places = mem_array(ctx, n, sizeof *d.places);
		for (size_t i = 0; i < n; i++)
			d.places[i] =
			    (struct place){.path = q[i].path, .index = i};
		d.n_places = n;
		qsort(d.places, n, sizeof *d.places, by_path);
		divide(&d, shown, "");
		join_few(&d);
		if (!out->n)
			one_page(&d, shown);
	}
	for (size_t i = 0; i < out->n; i++) {
		out->count.questions += out->pages[i].count.questions;
		out->count.answered += out->pages[i].count.answered;
		out->count.missing += out->pages[i].count.missing;
		out->count.wrong += out->pages[i].count.wrong;
	}
}

static bool stands_in(void *ctx, const struct answer_shown *c, const char *key)
{
	const char *own = paging_key(ctx, c->path);
	size_t n = strlen(own);

	/* Nothing below another path can be it. */
	if (n && (strncmp(own, key, n) || (key[n] && !strchr("/~", key[n]))))
		return false;
	if (n && !key[n])
		return true;
	for (size_t i = 0; i < c->n_children; i++)
		if (stands_in(ctx, &c->children[i], key))
			return true;
	/* A group's own questions may be hidden at present. */
	return n && key[n];
}

size_t paging_find(void *ctx, const struct paging *p, const char *key)
{
	for (size_t i = 0; i < p->n; i++)
		if (!strcmp(p->pages[i].key, key))
			return i;
	for (size_t i = 0; *key && i < p->n; i++)
		for (size_t k = 0; k < p->pages[i].n; k++)
			if (stands_in(ctx, p->pages[i].items[k], key))
				return i;
	return 0;
}

