/* Functions of truth, of nodes and of the form around them.
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "xform/xpath_function.h"

/* --- truth --------------------------------------------------------------------- */

XP_FUNCTION(xp_fn_boolean)
{
	struct xp_call c;

	if (xp_begin(&c, parser, n_arguments))
		xp_give_boolean(&c, xp_truth(&c, 0));
}

XP_FUNCTION(xp_fn_not)
{
	struct xp_call c;

	if (xp_begin(&c, parser, n_arguments))
		xp_give_boolean(&c, !xp_truth(&c, 0));
}

XP_FUNCTION(xp_fn_boolean_from_string)
{
	struct xp_call c;
	const char *s;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	s = xp_text(&c, 0);
	xp_give_boolean(&c, !strcmp(s, "true") || !strcmp(s, "1"));
}

/* Both ways were worked out already: nothing that is on the list of functions
 * has an effect. */
XP_FUNCTION(xp_fn_if)
{
	struct xp_call c;

	if (xp_begin(&c, parser, n_arguments))
		xp_give_argument(&c, xp_truth(&c, 0) ? 1 : 2);
}

/* The first that is not empty; what cannot be reckoned is empty. */
XP_FUNCTION(xp_fn_coalesce)
{
	struct xp_call c;
	bool empty;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	empty = c.args[0]->type == XPATH_NUMBER ? isnan(xp_number(&c, 0))
						: !*xp_text(&c, 0);
	if (empty && c.args[1]->type == XPATH_NUMBER &&
	    isnan(xp_number(&c, 1)))
		xp_give_text(&c, "");
	else
		xp_give_text(&c, xp_text(&c, empty ? 1 : 0));
}

/* What the node holds already; the argument only where it holds nothing. */
XP_FUNCTION(xp_fn_once)
{
	struct xp_call c;
	const char *held = "";
	xmlNodePtr node;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	node = c.run->engine->here->context;
	if (node && node->type != XML_DOCUMENT_NODE)
		held = xp_node_text(&c, node);
	xp_give_text(&c, *held ? held : xp_text(&c, 0));
}

/* --- checklists ---------------------------------------------------------------- */

/* How many values an argument has: one, or its nodes. */
static int count(const struct xp_call *c, int i)
{
	xmlNodeSetPtr set;

	if (!xp_is_nodes(c, i))
		return 1;
	set = xp_nodes((struct xp_call *)c, i);
	return set ? set->nodeNr : 0;
}

/* Is the k-th value of an argument true? A node is where it holds anything. */
static bool truth_at(struct xp_call *c, int i, int k)
{
	return xp_is_nodes(c, i)
		   ? *xp_node_text(c, xp_nodes(c, i)->nodeTab[k]) != '\0'
		   : xp_truth(c, i);
}

static double number_at(struct xp_call *c, int i, int k)
{
	return xp_is_nodes(c, i)
		   ? xp_read_number(
			 c->run, xp_node_text(c, xp_nodes(c, i)->nodeTab[k]))
		   : xp_number(c, i);
}

/* Within the first two arguments; below 0: no limit. */
static bool within(struct xp_call *c, double n)
{
	double least = xp_number(c, 0), most = xp_number(c, 1);

	return (least < 0 || n >= least) && (most < 0 || n <= most);
}

XP_FUNCTION(xp_fn_checklist)
{
	struct xp_call c;
	double yes = 0;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	for (int i = 2; i < c.n; i++)
		for (int k = 0; k < count(&c, i); k++)
			yes += truth_at(&c, i, k);
	xp_give_boolean(&c, within(&c, yes));
}

/* Values and their weights in turn; a set of values has a set of weights. */
XP_FUNCTION(xp_fn_weighted_checklist)
{
	struct xp_call c;
	double yes = 0;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	for (int i = 2; i + 1 < c.n; i += 2)
		for (int k = 0; k < count(&c, i); k++)
			if (truth_at(&c, i, k) && count(&c, i + 1))
				yes += number_at(
				    &c, i + 1,
				    k < count(&c, i + 1) ? k : 0);
	xp_give_boolean(&c, within(&c, yes));
}

/* --- nodes ------------------------------------------------------------------------- */

XP_FUNCTION(xp_fn_count_non_empty)
{
	struct xp_call c;
	double n = 0;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	for (int k = 0; k < count(&c, 0) && xp_spend(&c, 1); k++)
		n += truth_at(&c, 0, k);
	xp_give_number(&c, n);
}

/* Which one among its sisters of the same name; from 1. */
static int place_of(struct xp_call *c, xmlNodePtr node)
{
	int n = 1;

	for (xmlNodePtr s = node->prev; s && xp_spend(c, 1); s = s->prev)
		n += s->type == XML_ELEMENT_NODE &&
		     node->type == XML_ELEMENT_NODE &&
		     xmlStrEqual(s->name, node->name);
	return n;
}

XP_FUNCTION(xp_fn_position)
{
	struct xp_call c;
	xmlNodePtr node;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	if (!c.n) {
		xp_give_number(&c, parser->context->proximityPosition);
		return;
	}
	node = xp_first(xp_nodes(&c, 0));
	if (!node || node->type == XML_NAMESPACE_DECL)
		xp_give_number(&c, NAN);
	else
		xp_give_number(&c, place_of(&c, node));
}

XP_FUNCTION(xp_fn_current)
{
	struct xp_call c;
	xmlNodePtr node;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	node = c.run->engine->here->context;
	xp_give_nodes(&c, xmlXPathNodeSetCreate(
			      node ? node : (xmlNodePtr)c.run->doc));
}

/* The n-th instance of each repeat that is named: of the nodes of the first
 * argument those that stand in it. */
static bool stands_in(struct xp_call *c, xmlNodePtr node, int pair,
		      double wanted)
{
	xmlNodeSetPtr repeats = xp_nodes(c, pair);

	for (; node; node = node->parent)
		for (int i = 0; repeats && i < repeats->nodeNr; i++) {
			if (!xp_spend(c, 1))
				return false;
			if (repeats->nodeTab[i] == node)
				return place_of(c, node) == wanted;
		}
	return false;
}

XP_FUNCTION(xp_fn_indexed_repeat)
{
	struct xp_call c;
	xmlNodeSetPtr all, found;
	double *wanted;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	all = xp_nodes(&c, 0);
	found = xmlXPathNodeSetCreate(NULL);
	wanted = mem_array(c.pool, (size_t)c.n, sizeof *wanted);
	for (int i = 2; i < c.n; i += 2)
		wanted[i] = trunc(xp_number(&c, i));
	for (int k = 0; all && k < all->nodeNr; k++) {
		bool fits = all->nodeTab[k]->type != XML_NAMESPACE_DECL;

		for (int i = 1; fits && i + 1 < c.n; i += 2)
			fits = stands_in(&c, all->nodeTab[k], i,
					 wanted[i + 1]);
		if (fits)
			xmlXPathNodeSetAddUnique(found, all->nodeTab[k]);
	}
	xp_give_nodes(&c, found);
}

/* --- the form around ------------------------------------------------------------------ */

static xmlNodePtr instance(struct xp_call *c, const char *id)
{
	return c->run->instance ? c->run->instance(c->run->data, id) : NULL;
}

XP_FUNCTION(xp_fn_instance)
{
	struct xp_call c;
	const char *id;
	xmlNodePtr node;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	id = xp_text(&c, 0);
	node = instance(&c, id);
	if (node)
		xp_give_nodes(&c, xmlXPathNodeSetCreate(node));
	else
		xp_fail(&c, mem_printf(c.pool, "there is no instance('%s')",
				       id));
}

static xmlNodePtr child(xmlNodePtr parent, const char *name)
{
	xmlNodePtr n = parent->children;

	while (n && (n->type != XML_ELEMENT_NODE ||
		     (name && strcmp((const char *)n->name, name))))
		n = n->next;
	return n;
}

/* A column of an item: a child of this name, or "@name". */
static xmlNodePtr column_of(xmlNodePtr item, const char *name)
{
	return *name == '@'
		   ? (xmlNodePtr)xmlHasProp(item, BAD_CAST(name + 1))
		   : child(item, name);
}

/* pulldata('list', 'column', 'key column', key): of the first item whose key
 * column holds the key, the other column. "" where there is none. */
XP_FUNCTION(xp_fn_pulldata)
{
	struct xp_call c;
	const char *column, *key_column, *key, *found = "";
	xmlNodePtr list, n;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	list = instance(&c, xp_text(&c, 0));
	if (!list) {
		xp_fail(&c, mem_printf(c.pool, "there is no list '%s'",
				       xp_text(&c, 0)));
		return;
	}
	column = xp_text(&c, 1);
	key_column = xp_text(&c, 2);
	key = xp_text(&c, 3);
	n = child(list, NULL);
	for (n = n ? n->children : NULL; n && xp_spend(&c, 1); n = n->next) {
		xmlNodePtr k = n->type == XML_ELEMENT_NODE
				   ? column_of(n, key_column)
				   : NULL;

		if (!k || strcmp(xp_node_text(&c, k), key))
			continue;
		k = column_of(n, column);
		found = k ? xp_node_text(&c, k) : "";
		break;
	}
	xp_give_text(&c, found);
}

XP_FUNCTION(xp_fn_choice_name)
{
	struct xp_call c;
	const char *name = NULL;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	if (c.run->choice_name)
		name = c.run->choice_name(c.run->data, xp_text(&c, 0),
					  xp_trim(c.pool, xp_text(&c, 1)),
					  c.run->engine->here->context);
	xp_give_text(&c, name ? name : "");
}

XP_FUNCTION(xp_fn_itext)
{
	struct xp_call c;
	const char *text = NULL;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	if (c.run->itext)
		text = c.run->itext(c.run->data, xp_text(&c, 0),
				    c.run->engine->here->context);
	xp_give_text(&c, text ? text : "");
}

/* The version of the form: of its primary instance's root element. */
XP_FUNCTION(xp_fn_version)
{
	struct xp_call c;
	const char *version = "";
	xmlAttrPtr a;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	for (a = c.run->primary ? c.run->primary->properties : NULL; a;
	     a = a->next)
		if (!strcmp((const char *)a->name, "version"))
			version = xp_node_text(&c, (xmlNodePtr)a);
	xp_give_text(&c, version);
}

XP_FUNCTION(xp_fn_property)
{
	struct xp_call c;
	const char *value = NULL;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	if (c.run->property)
		value = c.run->property(c.run->data, xp_text(&c, 0));
	xp_give_text(&c, value ? value : "");
}
