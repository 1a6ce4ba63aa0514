/* What libxml2 does without counting: putting sets of nodes together.
 * SPDX-License-Identifier: MIT
 *
 * libxml2's limit counts the nodes that it looks at. It does not count that
 * each node that joins a set is compared with all that are in it already: of
 * ten thousand nodes, //a/following::a takes half a minute within the limit.
 * So
 *   - unions are made here, by hashing;
 *   - before a step along an axis that may come to one node by several ways,
 *     from more than one node, what it may cost is reckoned and charged.
 * xp_write puts the calls in.
 */
#include <string.h>

#include "base/mem.h"
#include "xform/xpath_function.h"

/* So many comparisons of pointers take as long as one operation. */
enum { COMPARISONS = 50 };

/* --- a set of pointers ----------------------------------------------------------- */

struct pointers {
	xmlNodePtr *slots;
	size_t size; /* a power of two, more than twice what goes in */
};

static struct pointers make(void *pool, size_t n)
{
	struct pointers p = {.size = 16};

	while (p.size < n * 2 + 2)
		p.size *= 2;
	p.slots = mem_array(pool, p.size, sizeof *p.slots);
	return p;
}

/* Where the node is, or would be. */
static xmlNodePtr *slot(const struct pointers *p, xmlNodePtr node)
{
	size_t i = ((uintptr_t)node >> 4) * 0x9e3779b97f4a7c15u >> 20;

	for (i &= p->size - 1; p->slots[i] && p->slots[i] != node;)
		i = (i + 1) & (p->size - 1);
	return &p->slots[i];
}

/* --- unions ------------------------------------------------------------------------- */

static xmlNodePtr top_of(xmlNodePtr n)
{
	while (n->parent)
		n = n->parent;
	return n;
}

/* The next node in the document's order below top, attributes first. */
static xmlNodePtr next(xmlNodePtr n, xmlNodePtr top)
{
	if (n->type == XML_ATTRIBUTE_NODE) {
		if (n->next)
			return n->next;
		n = n->parent;
		if (n->children)
			return n->children;
	} else {
		if (n->type == XML_ELEMENT_NODE && n->properties)
			return (xmlNodePtr)n->properties;
		if (n->type != XML_ENTITY_REF_NODE && n->children)
			return n->children;
	}
	while (n != top && !n->next)
		n = n->parent;
	return n == top ? NULL : n->next;
}

/* Adds what is in `all` and below top, in order; takes it out of `left`. */
static void add_in_order(struct xp_call *c, xmlNodeSetPtr out,
			 const struct pointers *all, xmlNodePtr top,
			 size_t *left)
{
	for (xmlNodePtr n = top; n && *left && xp_spend(c, 1);
	     n = next(n, top))
		if (*slot(all, n)) {
			xmlXPathNodeSetAddUnique(out, n);
			(*left)--;
		}
}

/* _union(a, b, ...): each node once, in the order of the document. */
XP_FUNCTION(xp_union)
{
	size_t n = 0, left = 0;
	xmlNodeSetPtr out, set;
	struct pointers all, tops;
	struct xp_call c;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	for (int i = 0; i < c.n; i++) {
		if (!xp_is_nodes(&c, i)) {
			xp_fail(&c, "only paths can be united with |");
			return;
		}
		set = xp_nodes(&c, i);
		n += set ? (size_t)set->nodeNr : 0;
	}
	out = xmlXPathNodeSetCreate(NULL);
	all = make(c.pool, n);
	tops = make(c.pool, n);
	for (int i = 0; i < c.n && xp_spend(&c, n); i++) {
		set = xp_nodes(&c, i);
		for (int k = 0; set && k < set->nodeNr; k++) {
			xmlNodePtr node = set->nodeTab[k], *at;

			/* The copies of namespaces that sets hold have no
			 * place in the document. */
			if (node->type == XML_NAMESPACE_DECL) {
				xmlXPathNodeSetAdd(out, node);
				continue;
			}
			at = slot(&all, node);
			left += !*at;
			*at = node;
		}
	}
	for (int i = 0; i < c.n && left; i++) {
		set = xp_nodes(&c, i);
		for (int k = 0; set && k < set->nodeNr && left; k++) {
			xmlNodePtr top, *at;

			if (set->nodeTab[k]->type == XML_NAMESPACE_DECL)
				continue;
			top = top_of(set->nodeTab[k]);
			at = slot(&tops, top);
			if (*at)
				continue;
			*at = top;
			add_in_order(&c, out, &all, top, &left);
		}
	}
	xp_give_nodes(&c, out);
}

/* --- steps ------------------------------------------------------------------------------ */

/* From here on, how many nodes lie along an axis; each one is charged. */
typedef size_t count_of(struct xp_call *c, xmlNodePtr node);

static size_t count_above(struct xp_call *c, xmlNodePtr node)
{
	size_t n = 1;

	for (; node->parent && xp_spend(c, 1); node = node->parent)
		n++;
	return n;
}

static size_t count_below(struct xp_call *c, xmlNodePtr node)
{
	size_t n = 1;

	if (node->type == XML_ATTRIBUTE_NODE)
		return n;
	for (xmlNodePtr at = node; at && xp_spend(c, 1); at = next(at, node))
		n++;
	return n;
}

static size_t count_sisters(struct xp_call *c, xmlNodePtr node)
{
	size_t n = 1;

	if (node->type == XML_ATTRIBUTE_NODE)
		return n;
	for (xmlNodePtr at = node; at && xp_spend(c, 1); at = at->prev)
		n++;
	for (xmlNodePtr at = node; at && xp_spend(c, 1); at = at->next)
		n++;
	return n;
}

static size_t count_everywhere(struct xp_call *c, xmlNodePtr node)
{
	return count_below(c, top_of(node));
}

static size_t count_parent(struct xp_call *c, xmlNodePtr node)
{
	(void)c;
	(void)node;
	return 1;
}

/* Gives the set on, once the step is paid for: each node that it comes to is
 * compared with all that it came to before. */
static void guard(xmlXPathParserContextPtr parser, int n_arguments,
		  count_of *count)
{
	xmlNodeSetPtr set;
	struct xp_call c;
	double sum = 0;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	set = xp_nodes(&c, 0);
	for (int i = 0; set && set->nodeNr > 1 && i < set->nodeNr; i++)
		if (set->nodeTab[i]->type != XML_NAMESPACE_DECL)
			sum += (double)count(&c, set->nodeTab[i]);
	sum = sum * sum / 2 / COMPARISONS;
	if (xp_spend(&c, sum < 1e15 ? (size_t)sum : (size_t)1e15))
		xp_give_argument(&c, 0);
	else
		xp_give_nodes(&c, NULL);
}

XP_FUNCTION(xp_guard_parent)
{
	guard(parser, n_arguments, count_parent);
}

XP_FUNCTION(xp_guard_above)
{
	guard(parser, n_arguments, count_above);
}

XP_FUNCTION(xp_guard_below)
{
	guard(parser, n_arguments, count_below);
}

XP_FUNCTION(xp_guard_sisters)
{
	guard(parser, n_arguments, count_sisters);
}

XP_FUNCTION(xp_guard_everywhere)
{
	guard(parser, n_arguments, count_everywhere);
}
