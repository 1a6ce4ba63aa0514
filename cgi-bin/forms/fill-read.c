/* Filling in: what was posted.
 * SPDX-License-Identifier: MIT
 *
 * The field "_was" lists the questions of the page: KEY:KIND:MARK, a blank
 * between. Values have the key as their name; of a date and a time each box,
 * KEY!d KEY!m KEY!y KEY!t. A key says nothing of what may be done to it: the
 * engine ignores what is no question of the form, or not open to answers.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "fill.h"

struct named {
	const char *name, *value;
	size_t order;
};

struct posted {
	void *ctx;
	struct named *list; /* by name, in their order */
	size_t n;
};

static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	return c ? c : x->order < y->order ? -1 : 1;
}

static void sort_posted(struct posted *p, const struct params *params)
{
	p->list = mem_array(p->ctx, params->n, sizeof *p->list);
	for (size_t i = 0; i < params->n; i++) {
		const struct param_pair *pair = &params->pairs[i];

		if (*pair->name == '/')
			p->list[p->n++] =
			    (struct named){pair->name, pair->value, i};
	}
	if (p->n)
		qsort(p->list, p->n, sizeof *p->list, by_name);
}

static const struct named *find(const struct posted *p, const char *name)
{
	size_t low = 0, high = p->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (strcmp(p->list[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < p->n && !strcmp(p->list[low].name, name) ? &p->list[low]
							       : NULL;
}

static const char *box(const struct posted *p, const char *key, char which)
{
	const struct named *n =
	    find(p, mem_printf(p->ctx, "%s!%c", key, which));

	return n ? n->value : NULL;
}

static const char *all(const struct posted *p, const char *key)
{
	const struct named *n = find(p, key);
	struct buf b = {.ctx = p->ctx};

	for (; n && n < p->list + p->n && !strcmp(n->name, key); n++) {
		if (b.len)
			buf_puts(&b, " ");
		buf_puts(&b, n->value);
	}
	return buf_text(&b);
}

/* What was sent for this question; false: nothing. */
static bool read_typed(const struct posted *p, const char *key,
		       enum typed_kind kind, struct typed *t)
{
	const struct named *n;

	*t = (struct typed){0};
	if (typed_has_boxes(kind)) {
		t->day = box(p, key, 'd');
		t->month = box(p, key, 'm');
		t->year = box(p, key, 'y');
		t->time = box(p, key, 't');
		return t->day || t->month || t->year || t->time;
	}
	/* Boxes that are not ticked are not sent. */
	if (kind == TYPED_CHOICES) {
		t->whole = all(p, key);
		return true;
	}
	n = find(p, key);
	if (n)
		t->whole = kind == TYPED_ORDER ? all(p, key) : n->value;
	return n;
}

/* "/person~2/age:n:1a2b3c4d"; false where it is not like that. */
static bool read_was(char *text, const char **key, enum typed_kind *kind,
		     uint32_t *mark)
{
	char *last = strrchr(text, ':'), *end;

	if (!last || last - text < 4 || last[-2] != ':' ||
	    !typed_is_kind(last[-1]))
		return false;
	*kind = (enum typed_kind)last[-1];
	*mark = (uint32_t)strtoul(last + 1, &end, 16);
	if (*end || end == last + 1)
		return false;
	last[-2] = '\0';
	*key = text;
	return true;
}

void fill_read(struct fill *f, struct merge_field **fields, size_t *n)
{
	struct req *r = f->r;
	struct posted p = {.ctx = r->pool};
	char *was = mem_strdup(r->pool, fill_word(r, "_was")), *one;
	size_t cap = 0;

	*fields = NULL;
	*n = 0;
	sort_posted(&p, req_params(r));
	while ((one = strsep(&was, " "))) {
		struct merge_field field = {0};
		const char *key;

		if (!read_was(one, &key, &field.kind, &field.mark))
			continue;
		field.path = paging_path(r->pool, f->root, key);
		if (!field.path || !read_typed(&p, key, field.kind, &field.typed))
			continue;
		if (*n == cap) {
			cap = cap ? cap * 2 : 64;
			*fields = mem_grow(r->pool, *fields, cap,
					   sizeof **fields);
		}
		(*fields)[(*n)++] = field;
	}
}

const char *fill_word(struct req *r, const char *name)
{
	const char *value = params_get(req_params(r), name);

	return value ? value : "";
}

void fill_command(struct fill *f, struct fill_command *out)
{
	char *words = mem_strdup(f->r->pool, fill_word(f->r, "do"));
	char *verb = strsep(&words, " "), *key = NULL;

	*out = (struct fill_command){.verb = *verb ? verb : "update",
				     .key = "", .value = ""};
	if (words)
		key = strsep(&words, " ");
	if (!key)
		return;
	out->key = key;
	if (*key == '/')
		out->path = paging_path(f->r->pool, f->root, key);
	if (words)
		out->value = words;
}

const char *fill_moved(struct req *r, const char *order, const char *name,
		       bool up)
{
	char *copy = mem_strdup(r->pool, order), *one;
	const char **list = mem_array(r->pool, strlen(order) / 2 + 1,
				      sizeof *list);
	struct buf b = {.ctx = r->pool};
	size_t n = 0;

	while ((one = strsep(&copy, " ")))
		if (*one)
			list[n++] = one;
	for (size_t i = 0; i < n; i++) {
		size_t with = up ? i - 1 : i + 1;

		if (strcmp(list[i], name))
			continue;
		if ((up && !i) || with >= n)
			break;
		one = (char *)(uintptr_t)list[with];
		list[with] = list[i];
		list[i] = one;
		break;
	}
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%s", i ? " " : "", list[i]);
	return buf_text(&b);
}
