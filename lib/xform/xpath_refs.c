/* What an expression reads: the paths, worked out against where it stands.
 * SPDX-License-Identifier: MIT
 *
 * The tree is walked with the set of places that "." may be. A place is an
 * absolute path without predicates; a step that cannot be told beforehand (an
 * ancestor, what follows) leaves the nearest place above it, and whatever lies
 * below that is taken to be read.
 */
#include <string.h>

#include "base/mem.h"
#include "xform/xpath_function.h"
#include "xform/xpath_tree.h"

struct spots {
	struct xpath_ref *list; /* path "": the root above the first element */
	size_t n;
};

struct collector {
	void *ctx;
	struct xpath *x;
	struct spots start; /* the node that the expression belongs to */
	size_t left;	    /* spots that may still be made: unions of unions */
	const struct xpath_place *place;
};

static struct spots walk(struct collector *c, const struct xp_node *n,
			 const struct spots *dot, bool below);

static void add_spot(struct collector *c, struct spots *s,
		     struct xpath_ref spot)
{
	if (!c->left)
		return;
	c->left--;
	s->list = mem_grow(c->ctx, s->list, s->n + 1, sizeof *s->list);
	s->list[s->n++] = spot;
}

static void add_spots(struct collector *c, struct spots *s,
		      const struct spots *more)
{
	for (size_t i = 0; i < more->n; i++)
		add_spot(c, s, more->list[i]);
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static void record(struct collector *c, const struct xpath_ref *spot)
{
	struct xpath *x = c->x;
	struct xpath_ref ref = *spot;
	size_t n;

	ref.path = *ref.path ? ref.path : "/";
	/* "//" that nothing came of. */
	n = strlen(ref.path);
	if (n > 1 && ref.path[n - 1] == '/') {
		ref.path = n > 2 ? mem_strndup(c->ctx, ref.path, n - 1) : "/";
		ref.below = true;
	}
	for (size_t i = 0; i < x->n_refs; i++)
		if (same_text(x->refs[i].instance, ref.instance) &&
		    !strcmp(x->refs[i].path, ref.path)) {
			x->refs[i].below |= ref.below;
			x->refs[i].other |= ref.other;
			return;
		}
	x->refs = mem_grow(c->ctx, x->refs, x->n_refs + 1, sizeof *x->refs);
	x->refs[x->n_refs++] = ref;
}

/* The place above; after "//" or at the top, as far as it is known. */
static struct xpath_ref above(struct collector *c, struct xpath_ref spot)
{
	const char *any = strstr(spot.path, "//");
	const char *slash = strrchr(spot.path, '/');

	if (any) {
		spot.path = mem_strndup(c->ctx, spot.path,
					(size_t)(any - spot.path));
		spot.below = true;
	} else if (slash) {
		spot.path = mem_strndup(c->ctx, spot.path,
					(size_t)(slash - spot.path));
	}
	return spot;
}

static struct xpath_ref step(struct collector *c, struct xpath_ref spot,
			     const struct xp_step *s)
{
	size_t length = strlen(spot.path);

	spot.other |= s->predicates.n > 0;
	if (spot.below)
		return spot;
	switch (s->axis) {
	case XP_SELF:
		return spot;
	case XP_CHILD:
		if (s->name)
			spot.path = mem_printf(c->ctx, "%s/%s", spot.path,
					       s->name);
		else if (!strcmp(s->type, "node"))
			spot.path = mem_printf(c->ctx, "%s/*", spot.path);
		return spot;
	case XP_ATTRIBUTE:
		if (length && spot.path[length - 1] != '/') {
			spot.path = mem_printf(c->ctx, "%s/@%s", spot.path,
					       s->name ? s->name : "*");
			return spot;
		}
		break;
	case XP_PARENT:
		return above(c, spot);
	case XP_DESCENDANT:
		spot.path = mem_printf(c->ctx, "%s//%s", spot.path,
				       s->name ? s->name : "*");
		return spot;
	case XP_DESCENDANT_OR_SELF:
		if (!s->name && !strstr(spot.path, "//")) {
			spot.path = mem_printf(c->ctx, "%s/", spot.path);
			return spot;
		}
		break;
	case XP_FOLLOWING_SIBLING:
	case XP_PRECEDING_SIBLING:
		spot.other = true;
		spot = above(c, spot);
		if (s->name && !spot.below)
			spot.path = mem_printf(c->ctx, "%s/%s", spot.path,
					       s->name);
		break;
	default:
		spot.path = "";
		spot.other = true;
	}
	spot.below = true;
	return spot;
}

/* Back into a repeat that the path has left: perhaps into another instance.
 * (An absolute path is bound to the instance, but where it ends with it.) */
static bool goes_back(const struct collector *c, bool bound,
		      const struct xpath_ref *spot)
{
	for (size_t i = 0; i < c->place->n_repeats; i++)
		if (!bound && !spot->instance &&
		    !strcmp(c->place->repeats[i], spot->path))
			return true;
	return false;
}

static void read_all(struct collector *c, const struct xp_list *l,
		     const struct spots *dot)
{
	for (size_t i = 0; i < l->n; i++)
		walk(c, l->list[i], dot, false);
}

/* What n may give, where it gives nodes; recorded by the caller. */
static struct spots places(struct collector *c, const struct xp_node *n,
			   const struct spots *dot);

static struct spots path_places(struct collector *c, const struct xp_node *n,
				const struct spots *dot)
{
	struct spots now = {0}, next;

	if (n->base)
		now = places(c, n->base, dot);
	else if (n->absolute)
		add_spot(c, &now, (struct xpath_ref){.path = ""});
	else
		add_spots(c, &now, dot);
	for (size_t i = 0; i < n->n_steps; i++) {
		next = (struct spots){0};
		for (size_t k = 0; k < now.n; k++) {
			struct xpath_ref spot =
			    step(c, now.list[k], &n->steps[i]);

			if (n->steps[i].axis == XP_CHILD)
				spot.other |= goes_back(
				    c, n->absolute && i + 1 < n->n_steps,
				    &spot);
			add_spot(c, &next, spot);
		}
		now = next;
		read_all(c, &n->steps[i].predicates, &now);
	}
	return now;
}

/* The path that stands as a text in the second argument. */
static void read_named(struct collector *c, const struct xp_node *n,
		       const struct spots *dot)
{
	const char *why;
	struct xp_node *path;
	size_t at;

	if (n->kind != XP_LITERAL)
		return;
	path = xp_read(c->ctx, n->text, &why, &at);
	if (path && path->kind == XP_PATH)
		walk(c, path, dot, false);
}

static struct spots call_places(struct collector *c, const struct xp_node *n,
				const struct spots *dot)
{
	const struct xp_function *f = xp_function_find(n->text);
	struct spots s = {0}, more;
	struct xpath_ref list = {.path = "", .instance = ""};

	if (n->args.n && n->args.list[0]->kind == XP_LITERAL)
		list.instance = n->args.list[0]->text;
	if (f->flags & XP_VOLATILE)
		c->x->is_volatile = true;
	if (!strcmp(f->name, "current")) {
		add_spots(c, &s, &c->start);
	} else if (!strcmp(f->name, "instance")) {
		read_all(c, &n->args, dot);
		add_spot(c, &s, list);
	} else if (!strcmp(f->name, "if")) {
		walk(c, n->args.list[0], dot, false);
		s = places(c, n->args.list[1], dot);
		more = places(c, n->args.list[2], dot);
		add_spots(c, &s, &more);
	} else if (!strcmp(f->name, "randomize") ||
		   !strcmp(f->name, "indexed-repeat")) {
		s = places(c, n->args.list[0], dot);
		for (size_t i = 0; i < s.n; i++)
			s.list[i].other |= (f->flags & XP_ODD) != 0;
		for (size_t i = 1; i < n->args.n; i++)
			walk(c, n->args.list[i], dot, i % 2);
	} else {
		for (size_t i = 0; i < n->args.n; i++)
			walk(c, n->args.list[i], dot, (f->flags & XP_BELOW) != 0);
		/* string(), number(): of the node itself; not uuid(). */
		if (!n->args.n && !f->min && f->max == 1 &&
		    !(f->flags & (XP_BELOW | XP_VOLATILE)))
			for (size_t i = 0; i < dot->n; i++)
				record(c, &dot->list[i]);
	}
	if (!strcmp(f->name, "pulldata")) {
		list.below = true;
		record(c, &list);
	}
	if (!strcmp(f->name, "jr:choice-name"))
		read_named(c, n->args.list[1], dot);
	return s;
}

static struct spots places(struct collector *c, const struct xp_node *n,
			   const struct spots *dot)
{
	struct spots s = {0}, more;

	switch (n->kind) {
	case XP_PATH:
		return path_places(c, n, dot);
	case XP_CALL:
		s = call_places(c, n, dot);
		break;
	case XP_UNION:
	case XP_GROUP:
		for (size_t i = 0; i < n->args.n; i++) {
			more = places(c, n->args.list[i], dot);
			add_spots(c, &s, &more);
		}
		break;
	default:
		read_all(c, &n->args, dot);
	}
	read_all(c, &n->predicates, &s);
	return s;
}

static struct spots walk(struct collector *c, const struct xp_node *n,
			 const struct spots *dot, bool below)
{
	struct spots s = places(c, n, dot);

	for (size_t i = 0; i < s.n; i++) {
		s.list[i].below |= below;
		record(c, &s.list[i]);
	}
	return s;
}

void xp_collect(void *ctx, struct xpath *x, const struct xpath_place *place)
{
	struct collector c = {.ctx = ctx, .x = x, .left = 10000,
			      .place = place};

	add_spot(&c, &c.start,
		 (struct xpath_ref){
		     .path = place->context ? place->context : ""});
	walk(&c, x->tree, &c.start, false);
}
