/* The nodes of an answer: made, found, repeated.
 * SPDX-License-Identifier: MIT */
#include <glib.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/text.h"
#include "xform/answer_internal.h"

const char *item_value(const struct item *it)
{
	return it->value ? it->value : "";
}

const char *item_effective(const struct item *it)
{
	if (!it->relevant || it->wrong)
		return "";
	return it->left ? it->left : item_value(it);
}

struct item *item_parent(const struct item *it)
{
	return it->xml->parent && it->xml->parent->type == XML_ELEMENT_NODE
		   ? it->xml->parent->_private
		   : NULL;
}

/* The text of a leaf, as short a way as libxml2 offers. */
void item_write(struct answer *a, struct item *it)
{
	const char *text = item_effective(it);
	xmlNodePtr child = it->xml->children;

	if (!it->def->leaf)
		return;
	if (child && !child->next && child->type == XML_TEXT_NODE &&
	    !child->children) {
		if (!strcmp((const char *)child->content, text))
			return;
		if (*text) {
			/* Of a text node: as it is, nothing is parsed. */
			xmlNodeSetContent(child, BAD_CAST text);
			return;
		}
	}
	if (child) {
		xmlFreeNodeList(child);
		it->xml->children = it->xml->last = NULL;
	}
	if (*text) {
		child = xmlNewDocText(a->doc, BAD_CAST text);
		child->parent = it->xml;
		it->xml->children = it->xml->last = child;
	}
}

static enum xform_type type_of(const struct xnode *n)
{
	return n->bind ? n->bind->type : XFORM_STRING;
}

/* The length of the character at s, 0 where it is none that XML can hold. */
static size_t xml_char(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t n = *p < 0x80 ? 1 : *p >= 0xf0 ? 4 : *p >= 0xe0 ? 3 : 2;
	uint32_t c = n == 1 ? *p : *p & (0x7fU >> n);

	if (*p >= 0x80 && (*p < 0xc2 || *p > 0xf4))
		return 0;
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3f);
	}
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r';
	if ((n == 3 && c < 0x800) || (n == 4 && c < 0x10000) || c > 0x10ffff ||
	    (c >= 0xd800 && c < 0xe000) || c == 0xfffe || c == 0xffff)
		return 0;
	return n;
}

/* s without what XML cannot hold; s itself where that is all of it. */
static const char *clean(void *ctx, const char *s)
{
	struct buf b = {.ctx = ctx};
	const char *p = s;
	size_t n;

	while (*p && (n = xml_char(p)))
		p += n;
	if (!*p)
		return s;
	buf_add(&b, s, (size_t)(p - s));
	for (; *p; p += n ? n : 1)
		if ((n = xml_char(p)))
			buf_add(&b, p, n);
	return buf_text(&b);
}

/* Letters and their accents as one character where there is one (NFC): the
 * same name is the same text, whatever keyboard it came from. */
static const char *composed(void *ctx, const char *s)
{
	const char *p = s;
	char *made;

	/* Marks begin at U+0300. */
	while (*p && (unsigned char)*p < 0xcc)
		p++;
	made = *p ? g_utf8_normalize(s, -1, G_NORMALIZE_NFC) : NULL;
	if (!made)
		return s;
	s = mem_strdup(ctx, made);
	g_free(made);
	return s;
}

void item_set(struct answer *a, struct item *it, const char *value)
{
	void *scratch = NULL;

	value = value ? value : "";
	if (*value && value[1]) {
		scratch = talloc_new(a);
		value = composed(scratch, clean(scratch, value));
	} else if (*value && !xml_char(value)) {
		value = "";
	}
	if (strcmp(item_value(it), value)) {
		talloc_free(it->value);
		it->value = *value ? mem_strdup(a, value) : NULL;
	}
	talloc_free(it->left);
	it->left = NULL;
	it->wrong = !value_fits(type_of(it->def), value);
	item_write(a, it);
	talloc_free(scratch);
}

/* --- making items ----------------------------------------------------------------- */

static bool same_name(const struct xnode *def, xmlNodePtr node)
{
	const char *name = def->name;
	size_t n;

	if (node->ns && node->ns->prefix) {
		n = strlen((const char *)node->ns->prefix);
		if (strncmp(name, (const char *)node->ns->prefix, n) ||
		    name[n] != ':')
			return false;
		name += n + 1;
	}
	return !strcmp(name, (const char *)node->name);
}

static struct item *item_new(struct answer *a, const struct xnode *def,
			     xmlNodePtr node)
{
	struct item *it = mem_new(a, struct item);
	struct item *up = node->parent && node->parent->_private &&
				  node->parent->type == XML_ELEMENT_NODE
			      ? node->parent->_private
			      : NULL;
	size_t outer = up ? up->def->n_repeats : 0;
	xmlChar *text;

	it->def = def;
	it->xml = node;
	it->own_relevant = !def->bind || !def->bind->relevant.constant ||
			   def->bind->relevant.value;
	it->relevant = it->own_relevant && (!up || up->relevant);
	node->_private = it;
	a->n_items++;
	if (def->repeat) {
		it->repeats = mem_array(it, outer + 1, sizeof *it->repeats);
		it->here = mem_array(it, outer + 1, sizeof *it->here);
		if (outer) {
			memcpy(it->repeats, up->repeats,
			       outer * sizeof *it->repeats);
			memcpy(it->here, up->here, outer * sizeof *it->here);
		}
		it->repeats[outer] = it;
		it->here[outer] = node;
	} else if (up) {
		it->repeats = up->repeats;
		it->here = up->here;
	}
	if (def->leaf) {
		text = xmlNodeGetContent(node);
		if (text && *text)
			it->value = mem_strdup(
			    a, composed(it, value_given(
						it, type_of(def),
						a->frozen.zone,
						(const char *)text)));
		it->wrong = !value_fits(type_of(def), item_value(it));
		item_write(a, it);
		xmlFree(text);
	}
	return it;
}

/* The definition of a child. They mostly come in its order: at is where the
 * last one was. */
static const struct xnode *child_def(const struct answer *a,
				     const struct xnode *def,
				     const struct xnode *at, xmlNodePtr x)
{
	const char *attribute = x->type == XML_ATTRIBUTE_NODE ? "@" : "";
	char path[4096];
	int near = 0;

	for (; at && near++ < 4; at = at->next)
		if (!at->attribute && same_name(at, x))
			return at;
	if (x->ns && x->ns->prefix)
		snprintf(path, sizeof path, "%s/%s%s:%s", def->path, attribute,
			 (const char *)x->ns->prefix, (const char *)x->name);
	else
		snprintf(path, sizeof path, "%s/%s%s", def->path, attribute,
			 (const char *)x->name);
	return xf_node(a->form, path);
}

void tree_adopt(struct answer *a, const struct xnode *def, xmlNodePtr node)
{
	const struct xnode *at = def->first;

	item_new(a, def, node);
	a->stale = true;
	for (xmlAttrPtr p = node->properties; p; p = p->next) {
		const struct xnode *c =
		    child_def(a, def, NULL, (xmlNodePtr)p);

		if (c)
			item_new(a, c, (xmlNodePtr)p);
	}
	for (xmlNodePtr x = node->children; x; x = x->next) {
		const struct xnode *c = x->type == XML_ELEMENT_NODE
					    ? child_def(a, def, at, x)
					    : NULL;

		if (c) {
			tree_adopt(a, c, x);
			at = c;
		}
	}
}

static void index_add(struct answer *a, struct item *it)
{
	struct items *l = &a->by_node[it->def->id];

	if (l->n == l->cap) {
		l->cap = l->cap ? 2 * l->cap : 1;
		l->list = mem_grow(a->by_node, l->list, l->cap,
				   sizeof *l->list);
	}
	l->list[l->n++] = it;
}

static void index_below(struct answer *a, struct item *it)
{
	const struct item *before = NULL;

	index_add(a, it);
	for (xmlAttrPtr p = it->xml->type == XML_ELEMENT_NODE
				? it->xml->properties
				: NULL;
	     p; p = p->next)
		if (p->_private)
			index_add(a, p->_private);
	for (xmlNodePtr x = it->xml->children; x; x = x->next) {
		struct item *c = x->type == XML_ELEMENT_NODE ? x->_private
							     : NULL;

		if (!c)
			continue;
		c->position =
		    before && before->def == c->def ? before->position + 1 : 1;
		before = c;
		index_below(a, c);
	}
}

void tree_index(struct answer *a)
{
	if (!a->stale)
		return;
	for (size_t i = 0; i < a->form->n_nodes; i++)
		a->by_node[i].n = 0;
	index_below(a, a->root);
	a->stale = false;
}

/* --- repeats -------------------------------------------------------------------------- */

size_t tree_instances(const struct xnode *repeat, const struct item *parent,
		      struct item ***out, void *ctx)
{
	size_t n = 0, cap = 0;

	if (out)
		*out = NULL;
	for (xmlNodePtr x = parent->xml->children; x; x = x->next) {
		struct item *it =
		    x->type == XML_ELEMENT_NODE ? x->_private : NULL;

		if (!it || it->def != repeat)
			continue;
		if (out) {
			if (n == cap) {
				cap = cap ? 2 * cap : 8;
				*out = mem_grow(ctx, *out, cap, sizeof **out);
			}
			(*out)[n] = it;
		}
		n++;
	}
	return n;
}

/* The last node of the document that stands before where an instance of the
 * repeat belongs; NULL: it is the first below its parent. */
static xmlNodePtr node_before(const struct xnode *repeat,
			      const struct item *parent)
{
	xmlNodePtr found = NULL;

	for (xmlNodePtr x = parent->xml->children; x; x = x->next) {
		const struct item *it =
		    x->type == XML_ELEMENT_NODE ? x->_private : NULL;

		/* Numbers of nodes rise in the order of the definition. */
		if (it && it->def->id <= repeat->id)
			found = x;
	}
	return found;
}

/* What the form has at this position of a counted repeat, or the template. */
static xmlNodePtr source_of(const struct xnode *repeat, size_t position)
{
	xmlNodePtr x = repeat->instance;

	if (repeat->repeat->count && x && x->parent &&
	    repeat->n_repeats == 1) {
		for (; x; x = x->next)
			if (x->type == XML_ELEMENT_NODE &&
			    same_name(repeat, x) && !--position)
				return x;
	}
	return repeat->template ? repeat->template : repeat->instance;
}

static void insert(const struct xnode *repeat, struct item *parent,
		   xmlNodePtr node)
{
	xmlNodePtr before = node_before(repeat, parent);

	if (before)
		xmlAddNextSibling(before, node);
	else if (parent->xml->children)
		xmlAddPrevSibling(parent->xml->children, node);
	else
		xmlAddChild(parent->xml, node);
}

struct item *tree_instance_add(struct answer *a, const struct xnode *repeat,
			       struct item *parent)
{
	size_t n = tree_instances(repeat, parent, NULL, NULL);
	xmlNodePtr from = source_of(repeat, n + 1), node;

	if (n >= FORM_INSTANCES || a->n_items >= FORM_NODES || !from)
		return NULL;
	node = xmlDocCopyNode(from, a->doc, 1);
	if (!node)
		abort();
	insert(repeat, parent, node);
	tree_adopt(a, repeat, node);
	return node->_private;
}

static void items_free(xmlNodePtr node, struct answer *a);

static void node_free(xmlNodePtr node, struct answer *a)
{
	items_free(node, a);
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

/* Forgets what was put aside below an item that goes. */
static void aside_forget(struct answer *a, const struct item *parent)
{
	for (size_t i = 0; i < a->n_aside; i++)
		if (a->aside[i].parent == parent) {
			xmlNodePtr node = a->aside[i].it->xml;

			memmove(&a->aside[i], &a->aside[i + 1],
				(a->n_aside - i - 1) * sizeof *a->aside);
			a->n_aside--;
			node_free(node, a);
			/* That may have forgotten others. */
			i = (size_t)-1;
		}
}

static void items_free(xmlNodePtr node, struct answer *a)
{
	struct item *it = node->_private;

	for (xmlNodePtr x = node->children; x; x = x->next)
		if (x->type == XML_ELEMENT_NODE)
			items_free(x, a);
	for (xmlAttrPtr p = node->properties; p; p = p->next) {
		a->n_items -= p->_private != NULL;
		talloc_free(p->_private);
	}
	if (!it)
		return;
	aside_forget(a, it);
	a->n_items--;
	talloc_free(it);
}

void tree_instance_remove(struct answer *a, struct item *it)
{
	node_free(it->xml, a);
	a->stale = true;
}

void tree_instance_aside(struct answer *a, struct item *it)
{
	a->aside = mem_grow(a, a->aside, a->n_aside + 1, sizeof *a->aside);
	a->aside[a->n_aside++] = (struct aside){
	    .repeat = it->def, .parent = item_parent(it), .it = it};
	xmlUnlinkNode(it->xml);
	a->stale = true;
}

/* As relevant as what is around it lets it be, to begin with. */
static void relevance_anew(struct answer *a, struct item *it, bool above)
{
	it->relevant = above && it->own_relevant;
	item_write(a, it);
	for (xmlAttrPtr p = it->xml->type == XML_ELEMENT_NODE
				? it->xml->properties
				: NULL;
	     p; p = p->next)
		if (p->_private)
			relevance_anew(a, p->_private, it->relevant);
	for (xmlNodePtr x = it->xml->children; x; x = x->next)
		if (x->type == XML_ELEMENT_NODE && x->_private)
			relevance_anew(a, x->_private, it->relevant);
}

struct item *tree_instance_back(struct answer *a, const struct xnode *repeat,
				struct item *parent)
{
	for (size_t i = a->n_aside; i-- > 0;) {
		struct item *it = a->aside[i].it;

		if (a->aside[i].repeat != repeat ||
		    a->aside[i].parent != parent)
			continue;
		memmove(&a->aside[i], &a->aside[i + 1],
			(a->n_aside - i - 1) * sizeof *a->aside);
		a->n_aside--;
		insert(repeat, parent, it->xml);
		relevance_anew(a, it, parent->relevant);
		a->stale = true;
		return it;
	}
	return NULL;
}

/* --- finding --------------------------------------------------------------------------- */

static struct item *child_item(const struct item *it, const struct xnode *def)
{
	if (def->attribute) {
		for (xmlAttrPtr p = it->xml->properties; p; p = p->next) {
			struct item *c = p->_private;

			if (c && c->def == def)
				return c;
		}
		return NULL;
	}
	for (xmlNodePtr x = it->xml->children; x; x = x->next) {
		struct item *c =
		    x->type == XML_ELEMENT_NODE ? x->_private : NULL;

		if (c && c->def == def)
			return c;
	}
	return NULL;
}

struct item *tree_near(struct answer *a, const struct xnode *def,
		       const struct item *at)
{
	const struct item *up = at;
	const struct xnode *n = def;
	struct item *parent;

	if (!def->n_repeats) {
		tree_index(a);
		return a->by_node[def->id].n ? a->by_node[def->id].list[0]
					     : NULL;
	}
	for (; n && up && n->depth > up->def->depth; n = n->parent)
		;
	while (up && n && up->def->depth > n->depth)
		up = item_parent(up);
	if (up && up->def == def)
		return (struct item *)up;
	if (!def->parent)
		return a->root;
	parent = tree_near(a, def->parent, at);
	return parent ? child_item(parent, def) : NULL;
}

bool tree_together(const struct item *x, const struct item *y)
{
	for (size_t i = 0; i < x->def->n_repeats && i < y->def->n_repeats; i++) {
		if (x->def->repeats[i] != y->def->repeats[i])
			break;
		if (x->repeats[i] != y->repeats[i])
			return false;
	}
	return true;
}

static struct item *find_step(struct item *at, const char *name, size_t len,
			      long position)
{
	bool attribute = len && *name == '@';

	for (const struct xnode *d = at->def->first; d; d = d->next) {
		if (d->attribute != attribute ||
		    strlen(d->name) != len - attribute ||
		    strncmp(d->name, name + attribute, len - attribute))
			continue;
		if (attribute || position == 1)
			return child_item(at, d);
		for (xmlNodePtr x = at->xml->children; x; x = x->next) {
			struct item *c =
			    x->type == XML_ELEMENT_NODE ? x->_private : NULL;

			if (c && c->def == d && !--position)
				return c;
		}
		return NULL;
	}
	return NULL;
}

struct item *tree_find(struct answer *a, const char *path)
{
	struct item *at = NULL;

	if (strlen(path) > 4000)
		return NULL;
	while (*path == '/') {
		size_t len = strcspn(++path, "/[");
		const char *name = path;
		long position = 1;

		path += len;
		if (*path == '[') {
			char *end;

			position = strtol(path + 1, &end, 10);
			if (*end != ']' || position < 1)
				return NULL;
			path = end + 1;
		}
		if (at)
			at = at->xml->type == XML_ELEMENT_NODE
				 ? find_step(at, name, len, position)
				 : NULL;
		else if (strlen(a->root->def->name) == len &&
			 !strncmp(a->root->def->name, name, len) &&
			 position == 1)
			at = a->root;
		if (!at)
			return NULL;
	}
	return *path ? NULL : at;
}

const char *tree_path(void *ctx, const struct item *it)
{
	const struct item *up = item_parent(it);
	const char *head = up ? tree_path(ctx, up) : "";

	if (it->def->repeat)
		return mem_printf(ctx, "%s/%s[%d]", head, it->def->name,
				  it->position);
	return mem_printf(ctx, "%s/%s%s", head, it->def->attribute ? "@" : "",
			  it->def->name);
}
