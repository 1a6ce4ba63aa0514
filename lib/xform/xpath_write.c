/* Writes the text that libxml2 gets.
 * SPDX-License-Identifier: MIT
 *
 * Operators on values become functions of ours, a chain of them one function
 * (so that a sum of a thousand terms is not a thousand calls deep). Steps are
 * written in full ("child::age"), which also keeps libxml2 from its streaming
 * patterns: these read a few expressions differently.
 *
 * An absolute path into a repeat that we stand in begins at the variable that
 * holds its instance: "/data/person/age" within /data/person is "$r0/age". A
 * path that ends with the repeat means all its instances (how else could one
 * count them there?), but in position().
 */
#include <string.h>

#include "base/mem.h"
#include "xform/xpath_function.h"
#include "xform/xpath_tree.h"

/* libxml2 refuses 500 levels of brackets. */
enum { WRITE_DEPTH_MAX = 400 };

struct writer {
	struct buf out;
	const struct xpath_place *place;
	int depth;
	bool too_deep;
	/* Repeats from here on are not bound: those that indexed-repeat()
	 * chooses an instance of. */
	size_t bound;
	/* A path to a repeat itself means the instance that we stand in. */
	bool this_one;
};

static void write_node(struct writer *w, const struct xp_node *n);

static void write_args(struct writer *w, const struct xp_list *l,
		       const char *between)
{
	for (size_t i = 0; i < l->n; i++) {
		if (i)
			buf_puts(&w->out, between);
		write_node(w, l->list[i]);
	}
}

static void write_predicates(struct writer *w, const struct xp_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		buf_puts(&w->out, "[");
		write_node(w, l->list[i]);
		buf_puts(&w->out, "]");
	}
}

static void write_step(struct writer *w, const struct xp_step *s)
{
	if (s->name)
		buf_printf(&w->out, "%s::%s", xp_axis_name(s->axis), s->name);
	else if (s->literal)
		buf_printf(&w->out, "%s::%s(%c%s%c)", xp_axis_name(s->axis),
			   s->type, strchr(s->literal, '"') ? '\'' : '"',
			   s->literal, strchr(s->literal, '"') ? '\'' : '"');
	else
		buf_printf(&w->out, "%s::%s()", xp_axis_name(s->axis),
			   s->type);
	write_predicates(w, &s->predicates);
}

/* How many steps of the path this repeat's path has, where the path comes to
 * the repeat without choosing an instance itself; 0: it does not. */
static size_t comes_to(const struct xp_node *path, const char *repeat)
{
	size_t i = 0;

	while (*repeat == '/') {
		const char *name = repeat + 1;
		size_t length = strcspn(name, "/");
		const struct xp_step *s = i < path->n_steps ? path->steps + i
							    : NULL;

		if (!s || s->axis != XP_CHILD || !s->name ||
		    s->predicates.n || strlen(s->name) != length ||
		    strncmp(s->name, name, length))
			return 0;
		i++;
		repeat = name + length;
	}
	return i;
}

/* The function that pays for a step before it is made (xpath_guard.c); NULL:
 * the axis comes to each node by one way only. */
static const char *guard_of(const struct xp_step *s)
{
	switch (s->axis) {
	case XP_PARENT:
		return "_parent";
	case XP_ANCESTOR:
	case XP_ANCESTOR_OR_SELF:
		return "_above";
	case XP_DESCENDANT:
	case XP_DESCENDANT_OR_SELF:
		return "_below";
	case XP_FOLLOWING_SIBLING:
	case XP_PRECEDING_SIBLING:
		return "_sisters";
	case XP_FOLLOWING:
	case XP_PRECEDING:
	case XP_NAMESPACE:
		return "_everywhere";
	default:
		return NULL;
	}
}

/* Does it give one node at most? */
static bool is_one(const struct xp_node *n)
{
	return n->kind == XP_CALL && !n->predicates.n &&
	       (!strcmp(n->text, "current") || !strcmp(n->text, "instance"));
}

/* The first step that may begin at more than one node, from the i-th on. */
static size_t many_from(const struct xp_node *n, size_t i)
{
	if (n->base && !is_one(n->base))
		return 0;
	while (i < n->n_steps && (n->steps[i].axis == XP_PARENT ||
				  n->steps[i].axis == XP_SELF))
		i++;
	return i + 1;
}

/* Opens the guards of the steps from i on, the last one outside. */
static void open_guards(struct writer *w, const struct xp_node *n, size_t i)
{
	int guards = 0;

	for (size_t k = n->n_steps; k-- > i;)
		if (guard_of(&n->steps[k])) {
			buf_printf(&w->out, "%s(", guard_of(&n->steps[k]));
			guards++;
		}
	if (w->depth + guards > WRITE_DEPTH_MAX)
		w->too_deep = true;
}

static void write_path(struct writer *w, const struct xp_node *n)
{
	size_t i = 0, repeat = 0, many;

	for (size_t k = w->bound; n->absolute && k-- > 0 && !i;) {
		i = comes_to(n, w->place->repeats[k]);
		/* The repeat itself means all of its instances:
		 * count(/data/person) is the same everywhere. */
		if (i == n->n_steps && !w->this_one)
			i = 0;
		repeat = k;
	}
	many = many_from(n, i);
	open_guards(w, n, many);
	if (n->base)
		write_node(w, n->base);
	else if (i)
		buf_printf(&w->out, "$r%zu", repeat);
	else if (n->absolute && !n->n_steps)
		buf_puts(&w->out, "/");
	for (; i < n->n_steps; i++) {
		if (i >= many && guard_of(&n->steps[i]))
			buf_puts(&w->out, ")");
		if (i || n->base || n->absolute)
			buf_puts(&w->out, "/");
		write_step(w, &n->steps[i]);
	}
}

/* The repeats that we stand in, as far as indexed-repeat() does not choose the
 * instance. */
static size_t outside(const struct writer *w, const struct xp_node *call)
{
	size_t bound = w->bound;

	for (size_t i = 1; i < call->args.n; i += 2) {
		const struct xp_node *p = xp_inner(call->args.list[i]);

		for (size_t k = 0; k < bound; k++)
			if (p->kind == XP_PATH && p->absolute && !p->base &&
			    comes_to(p, w->place->repeats[k]) == p->n_steps)
				bound = k;
	}
	return bound;
}

static void write_call(struct writer *w, const struct xp_node *n)
{
	const char *colon = strchr(n->text, ':');
	size_t bound = w->bound;
	bool indexed = !strcmp(n->text, "indexed-repeat");

	if (colon)
		buf_printf(&w->out, "%.*s_%s(", (int)(colon - n->text), n->text,
			   colon + 1);
	else
		buf_printf(&w->out, "%s(", n->text);
	w->this_one = !strcmp(n->text, "position");
	for (size_t i = 0; i < n->args.n; i++) {
		if (i)
			buf_puts(&w->out, ",");
		/* The paths of indexed-repeat(), not its numbers. */
		if (indexed && (!i || i % 2))
			w->bound = outside(w, n);
		write_node(w, n->args.list[i]);
		w->bound = bound;
	}
	w->this_one = false;
	buf_puts(&w->out, ")");
}

static void write_number(struct writer *w, const char *text)
{
	/* libxml2 adds up digit by digit, which is exact for a few only, and
	 * no form writes exponents. */
	if (strlen(text) <= 15 && !strpbrk(text, "eE"))
		buf_puts(&w->out, text);
	else
		buf_printf(&w->out, "_n('%s')", text);
}

static void write_comparison(struct writer *w, const struct xp_node *n)
{
	static const struct {
		const char *sign, *name;
	} signs[] = {{"=", "_eq"},  {"!=", "_ne"}, {"<", "_lt"},
		     {"<=", "_le"}, {">", "_gt"},  {">=", "_ge"}};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (!strcmp(signs[i].sign, n->text))
			buf_puts(&w->out, signs[i].name);
	buf_puts(&w->out, "(");
	write_args(w, &n->args, ",");
	buf_puts(&w->out, ")");
}

static void write_plain(struct writer *w, const struct xp_node *n)
{
	switch (n->kind) {
	case XP_OR:
	case XP_AND:
		/* In brackets: what stands around may bind tighter now. */
		buf_puts(&w->out, "(");
		write_args(w, &n->args, n->kind == XP_OR ? " or " : " and ");
		buf_puts(&w->out, ")");
		break;
	case XP_COMPARE:
		write_comparison(w, n);
		break;
	case XP_SUM:
	case XP_PRODUCT:
		buf_printf(&w->out, "%s('%s',",
			   n->kind == XP_SUM ? "_sum" : "_product", n->text);
		write_args(w, &n->args, ",");
		buf_puts(&w->out, ")");
		break;
	case XP_MINUS:
		buf_puts(&w->out, n->text[0] == '-' ? "_minus(" : "_plus(");
		write_args(w, &n->args, ",");
		buf_puts(&w->out, ")");
		break;
	case XP_UNION:
		buf_puts(&w->out, "_union(");
		write_args(w, &n->args, ",");
		buf_puts(&w->out, ")");
		break;
	case XP_PATH:
		write_path(w, n);
		break;
	case XP_CALL:
		write_call(w, n);
		break;
	case XP_LITERAL:
		buf_printf(&w->out, "%c%s%c", n->quote, n->text, n->quote);
		break;
	case XP_NUMBER:
		write_number(w, n->text);
		break;
	case XP_VARIABLE:
		buf_printf(&w->out, "$%s", n->text);
		break;
	case XP_GROUP:
		buf_puts(&w->out, "(");
		write_args(w, &n->args, "");
		buf_puts(&w->out, ")");
		break;
	}
}

static void write_node(struct writer *w, const struct xp_node *n)
{
	if (++w->depth > WRITE_DEPTH_MAX)
		w->too_deep = true;
	if (!w->too_deep) {
		write_plain(w, n);
		write_predicates(w, &n->predicates);
	}
	w->depth--;
}

const char *xp_write(void *ctx, const struct xp_node *tree,
		     const struct xpath_place *place)
{
	struct writer w = {.out = {.ctx = ctx},
			   .place = place,
			   .bound = place->n_repeats};

	write_node(&w, tree);
	return w.too_deep ? NULL : buf_text(&w.out);
}
