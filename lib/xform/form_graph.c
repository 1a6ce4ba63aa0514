/* In which order a form is worked out.
 * SPDX-License-Identifier: MIT
 *
 * A step is: one node's relevance, how many instances a repeat has, one
 * node's calculation; each for all of its instances. A step waits for the
 * steps that settle what its expression reads: their values, their number,
 * and whether they and the groups around them are relevant. Who waits for
 * himself in the end is a circle, and the form is refused.
 *
 * Two kinds of circle are harmless and only cost further rounds: one that
 * closes by a group's relevance alone (a question that decides about its own
 * group), and one that goes through other instances of the same repeat
 * (running totals).
 */
#include "base/mem.h"
#include "base/text.h"
#include "xform/form_internal.h"

enum { EDGES_MAX = 2000000, VISITS_MAX = 20000000 };

struct wait {
	int on; /* the step */
	bool soft;
};

struct vertex {
	struct xstep step;
	struct xpath *path;
	struct wait *waits;
	size_t n;
	int colour; /* 0 not seen, 1 on the way, 2 done */
	size_t next; /* of waits, while on the way */
};

struct graph {
	struct xform *f;
	struct vertex *v;
	size_t n;
	/* By node: its step, or -1. */
	int *relevant, *count, *calculate, *choices;
	int64_t edges, visits;
};

static int vertex_add(struct graph *g, enum step_kind kind,
		      const struct xnode *n, struct xpath *path)
{
	g->v[g->n].step = (struct xstep){.kind = kind, .node = n};
	g->v[g->n].path = path;
	return (int)g->n++;
}

static void wait_for(struct graph *g, struct vertex *v, int on, bool soft)
{
	if (on < 0 || (soft && on == (int)(v - g->v)))
		return;
	for (size_t i = v->n; i && i + 8 > v->n; i--)
		if (v->waits[i - 1].on == on && v->waits[i - 1].soft <= soft)
			return;
	if (!(v->n & (v->n - 1)))
		v->waits = mem_grow(g->v, v->waits, v->n ? 2 * v->n : 1,
				    sizeof *v->waits);
	v->waits[v->n++] = (struct wait){.on = on, .soft = soft};
	g->edges++;
}

/* The value of n must be settled. other: perhaps of another instance. */
static void wait_value(struct graph *g, struct vertex *v,
		       const struct xnode *n, bool other)
{
	wait_for(g, v, g->calculate[n->id], other);
	wait_for(g, v, g->choices[n->id], true);
	wait_for(g, v, g->relevant[n->id], other);
	for (const struct xnode *up = n; up; up = up->parent) {
		if (up != n)
			wait_for(g, v, g->relevant[up->id], true);
		/* Around the step's own node there are the instances there
		 * are while it is worked out. */
		wait_for(g, v, g->count[up->id], true);
	}
}

/* Asked how many there are, or for all text of a group. Who does so mostly
 * stands within (an instance that counts its like), so that is no circle. */
static void wait_below(struct graph *g, struct vertex *v,
		       const struct xnode *n)
{
	if (g->visits++ > VISITS_MAX)
		return;
	wait_value(g, v, n, true);
	for (const struct xnode *c = n->first; c; c = c->next)
		wait_below(g, v, c);
}

/* Does the rest of a pattern ("/data//x/\*") name this node? pattern begins
 * behind the "/" before n's step. */
static void match(struct graph *g, struct vertex *v, const struct xnode *n,
		  const char *pattern, const struct xpath_ref *ref, bool other)
{
	size_t len = strcspn(pattern, "/");
	bool attribute = *pattern == '@';

	if (g->visits++ > VISITS_MAX)
		return;
	if (!len) { /* "//": here or anywhere below */
		match(g, v, n, pattern + 1, ref, other);
		for (const struct xnode *c = n->first; c; c = c->next)
			match(g, v, c, pattern, ref, other);
		return;
	}
	if (n->attribute != attribute)
		return;
	if ((len - attribute != 1 || pattern[attribute] != '*') &&
	    (strlen(n->name) != len - attribute ||
	     strncmp(n->name, pattern + attribute, len - attribute)))
		return;
	if (!pattern[len]) {
		if (ref->below || !n->leaf)
			wait_below(g, v, n);
		else
			wait_value(g, v, n, other);
		return;
	}
	for (const struct xnode *c = n->first; c; c = c->next)
		match(g, v, c, pattern + len + 1, ref, other);
}

static void wait_refs(struct graph *g, struct vertex *v)
{
	const struct xnode *own = v->step.node;
	const struct xpath_ref *refs;
	size_t n;

	refs = v->path ? xpath_refs(v->path, &n) : NULL;
	for (size_t i = 0; refs && i < n && g->edges < EDGES_MAX; i++) {
		const struct xnode *at;
		bool other;

		if (refs[i].instance || !refs[i].path || !*refs[i].path)
			continue;
		other = (refs[i].other && own->n_repeats > 0) ||
			v->step.kind == STEP_CHOICES ||
			(v->step.kind == STEP_CALCULATE &&
			 own->bind->first_value &&
			 !strcmp(refs[i].path, own->path));

		if (!refs[i].path[1]) {
			wait_below(g, v, g->f->root);
			continue;
		}
		at = strpbrk(refs[i].path, "*") || strstr(refs[i].path, "//")
			 ? NULL
			 : xf_resolve(g->f, NULL, refs[i].path);
		if (!at)
			match(g, v, g->f->root, refs[i].path + 1, &refs[i],
			      other);
		else if (refs[i].below || !at->leaf)
			wait_below(g, v, at);
		else
			wait_value(g, v, at, other);
	}
	/* And it must be known whether it stands there at all. */
	for (const struct xnode *up = own; up; up = up->parent) {
		if (g->count[up->id] != (int)(v - g->v))
			wait_for(g, v, g->count[up->id], true);
		if (g->relevant[up->id] != (int)(v - g->v))
			wait_for(g, v, g->relevant[up->id],
				 up != own ||
				     v->step.kind == STEP_RELEVANT);
	}
	if (v->step.kind == STEP_CHOICES)
		wait_for(g, v, g->calculate[own->id], true);
}

static const char *const kind_names[] = {"relevant", "jr:count", "calculate",
					 "itemset"};

/* The way leads round from `to` to its end, and back to `to`. */
static void circle_told(struct graph *g, const int *way, size_t n, int to)
{
	struct buf b = {.ctx = g->f};
	const struct xnode *node = g->v[to].step.node;
	size_t from = 0;

	while (way[from] != to)
		from++;
	for (size_t i = from; i < n; i++) {
		const struct vertex *v = &g->v[way[i]];

		if (i - from == 6) {
			buf_puts(&b, "... needs ");
			break;
		}
		buf_printf(&b, "%s of %s needs ", kind_names[v->step.kind],
			   v->step.node->path);
	}
	buf_printf(&b, "%s of %s", kind_names[g->v[to].step.kind],
		   node->path);
	xf_finding(g->f, true, node->bind ? node->bind->line : 0, node->path,
		   "a circle: %s", buf_text(&b));
}

/* Depth first along the waits. Without soft ones: tells circles. With them:
 * writes the order down. */
static void walk(struct graph *g, bool soft)
{
	int *way = mem_array(g->v, g->n + 1, sizeof *way);
	size_t n = 0, told = 0;

	for (size_t i = 0; i < g->n; i++) {
		g->v[i].colour = 0;
		g->v[i].next = 0;
	}
	for (size_t i = 0; i < g->n; i++) {
		if (g->v[i].colour)
			continue;
		way[n++] = (int)i;
		g->v[i].colour = 1;
		while (n) {
			struct vertex *v = &g->v[way[n - 1]];
			const struct wait *w =
			    v->next < v->n ? &v->waits[v->next++] : NULL;

			if (!w) {
				v->colour = 2;
				if (soft)
					g->f->steps[g->f->n_steps++] = v->step;
				n--;
			} else if (w->soft && !soft) {
				continue;
			} else if (!g->v[w->on].colour) {
				g->v[w->on].colour = 1;
				way[n++] = w->on;
			} else if (g->v[w->on].colour == 1) {
				if (soft)
					g->f->circular = true;
				else if (told++ < 5)
					circle_told(g, way, n, w->on);
			}
		}
	}
	talloc_free(way);
}

void xf_order(struct xform *f)
{
	struct graph g = {.f = f};

	g.v = mem_array(f, 4 * f->n_nodes + 1, sizeof *g.v);
	g.relevant = mem_array(g.v, f->n_nodes, sizeof *g.relevant);
	g.count = mem_array(g.v, f->n_nodes, sizeof *g.count);
	g.calculate = mem_array(g.v, f->n_nodes, sizeof *g.calculate);
	g.choices = mem_array(g.v, f->n_nodes, sizeof *g.choices);
	for (size_t i = 0; i < f->n_nodes; i++) {
		const struct xnode *n = f->nodes[i];
		const struct xbind *b = n->bind;
		struct xpath *set = n->control && n->control->itemset
					? n->control->itemset->nodes
					: NULL;

		g.relevant[i] = b && b->relevant.path
				    ? vertex_add(&g, STEP_RELEVANT, n,
						 b->relevant.path)
				    : -1;
		g.count[i] = n->repeat && n->repeat->count
				 ? vertex_add(&g, STEP_COUNT, n,
					      n->repeat->count)
				 : -1;
		g.calculate[i] =
		    b && b->calculate
			? vertex_add(&g, STEP_CALCULATE, n, b->calculate)
			: -1;
		g.choices[i] =
		    set ? vertex_add(&g, STEP_CHOICES, n, set) : -1;
	}
	for (size_t i = 0; i < g.n; i++)
		wait_refs(&g, &g.v[i]);
	if (g.edges >= EDGES_MAX || g.visits > VISITS_MAX)
		xf_finding(f, true, 0, NULL,
			     "the expressions depend on each other in too "
			     "many ways");
	f->steps = mem_array(f, g.n + 1, sizeof *f->steps);
	walk(&g, false);
	walk(&g, true);
	talloc_free(g.v);
}
