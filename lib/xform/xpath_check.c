/* What an expression may not say: refused before anything runs.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/mem.h"
#include "xform/xpath_function.h"
#include "xform/xpath_tree.h"

struct checker {
	void *ctx;
	const struct xpath_place *place;
	const char *why;
	size_t at;
};

static void check(struct checker *c, const struct xp_node *n);

static void object(struct checker *c, const struct xp_node *n,
		   const char *why)
{
	if (!c->why) {
		c->why = why;
		c->at = n->at;
	}
}

static void check_list(struct checker *c, const struct xp_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		check(c, l->list[i]);
}

/* Can it give nodes at all? */
static bool may_be_nodes(const struct xp_node *n)
{
	const struct xp_function *f;

	switch (n->kind) {
	case XP_PATH:
	case XP_UNION:
	case XP_VARIABLE:
		return true;
	case XP_GROUP:
		return may_be_nodes(n->args.list[0]);
	case XP_CALL:
		f = xp_function_find(n->text);
		return f && f->flags & XP_NODES;
	default:
		return false;
	}
}

static const char *how_many(struct checker *c, const struct xp_function *f)
{
	if (f->min == f->max)
		return f->min == 0
			   ? "no argument"
			   : mem_printf(c->ctx, "%d argument%s", f->min,
					f->min == 1 ? "" : "s");
	if (f->max < 0)
		return mem_printf(c->ctx, "at least %d argument%s", f->min,
				  f->min == 1 ? "" : "s");
	return mem_printf(c->ctx, "%d to %d arguments", f->min, f->max);
}

/* A pattern stands in the form: nobody types one into an answer. */
static void check_pattern(struct checker *c, struct xp_node *n)
{
	n = xp_inner(n);
	if (n->kind != XP_LITERAL)
		object(c, n, "the pattern of regex() must be a text in quotes");
	else if (!xp_pattern_good(c->ctx, n->text))
		object(c, n,
		       mem_printf(c->ctx, "'%s' is no pattern for regex()",
				  n->text));
}

static void check_call(struct checker *c, const struct xp_node *n)
{
	const struct xp_function *f = xp_function_find(n->text);
	size_t args = n->args.n;

	if (!f) {
		object(c, n,
		       mem_printf(c->ctx, "there is no function %s()",
				  n->text));
		return;
	}
	if (n->open)
		object(c, n,
		       mem_printf(c->ctx,
				  "the closing bracket of %s() is missing",
				  n->text));
	if ((int)args < f->min || (f->max >= 0 && (int)args > f->max))
		object(c, n,
		       mem_printf(c->ctx, "%s() takes %s, not %zu", n->text,
				  how_many(c, f), args));
	if ((f->flags & XP_EVEN && args % 2) ||
	    (f->flags & XP_ODD && args % 2 == 0))
		object(c, n,
		       mem_printf(c->ctx, "an argument of %s() has no partner",
				  n->text));
	if (args > XP_ARGUMENTS_MAX)
		object(c, n,
		       mem_printf(c->ctx, "%s() has too many arguments",
				  n->text));
	if (c->why)
		return;
	if (f->flags & XP_FIRST && args && !may_be_nodes(n->args.list[0]))
		object(c, n,
		       mem_printf(c->ctx, "%s() takes a path, not a value",
				  n->text));
	if (f->flags & XP_SECOND && !may_be_nodes(n->args.list[1]))
		object(c, n,
		       mem_printf(c->ctx,
				  "the second argument of %s() is a path",
				  n->text));
	if (!strcmp(n->text, "regex"))
		check_pattern(c, n->args.list[1]);
}

static void check_prefix(struct checker *c, const struct xp_node *n,
			 const char *name)
{
	const char *colon = name ? strchr(name, ':') : NULL;
	size_t length = colon ? (size_t)(colon - name) : 0;
	const char *const *p = c->place->prefixes;

	if (!colon || !p || !strncmp(name, "xml:", 4))
		return;
	for (; *p; p += 2)
		if (strlen(*p) == length && !strncmp(*p, name, length))
			return;
	object(c, n,
	       mem_printf(c->ctx, "the prefix of %s is not declared", name));
}

static void check(struct checker *c, const struct xp_node *n)
{
	if (c->why)
		return;
	if (n->kind == XP_CALL)
		check_call(c, n);
	if (n->kind == XP_VARIABLE)
		object(c, n,
		       mem_printf(c->ctx, "there is no variable $%s", n->text));
	if (n->args.n > XP_ARGUMENTS_MAX)
		object(c, n, "too many values stand in one row");
	if (n->kind == XP_UNION)
		for (size_t i = 0; i < n->args.n; i++)
			if (!may_be_nodes(n->args.list[i]))
				object(c, n->args.list[i],
				       "only paths can be united with |");
	if (n->predicates.n && !may_be_nodes(n))
		object(c, n, "[ ] can only stand behind a path");
	if (n->base && !may_be_nodes(n->base))
		object(c, n, "no path can go on behind a value");
	if (n->base)
		check(c, n->base);
	check_list(c, &n->args);
	check_list(c, &n->predicates);
	for (size_t i = 0; i < n->n_steps; i++) {
		check_prefix(c, n, n->steps[i].name);
		check_list(c, &n->steps[i].predicates);
	}
}

const char *xp_check(void *ctx, const struct xp_node *tree,
		     const struct xpath_place *place, size_t *at)
{
	struct checker c = {.ctx = ctx, .place = place};

	check(&c, tree);
	*at = c.at;
	return c.why;
}
