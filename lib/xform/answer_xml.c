/* An answer as XML: the draft that is kept, the submission that is sent.
 * SPDX-License-Identifier: MIT
 *
 * A draft is the instance as the form writes it, but with the values of all
 * nodes and without what belongs to namespaces only, below one element that
 * holds what is frozen. Instances that a count took out stand behind the
 * others, marked cb:aside.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "xform/answer_internal.h"

#define DRAFT_NS "https://carebook.example/xforms/draft"

/* --- writing ----------------------------------------------------------------------- */

/* Values hold nothing that XML cannot (item_set). */

static void escape(struct buf *b, const char *s)
{
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '&')
			buf_puts(b, "&amp;");
		else if (c == '<')
			buf_puts(b, "&lt;");
		else if (c == '>')
			buf_puts(b, "&gt;");
		else if (c == '"')
			buf_puts(b, "&quot;");
		else if (c == '\r')
			buf_puts(b, "&#13;");
		else
			buf_add(b, s, 1);
	}
}

struct writing {
	struct buf b;
	const struct answer *a;
	bool draft;
};

static const char *prefix_uri(const struct xform *f, const char *name)
{
	size_t n = strcspn(name, ":");

	for (const char **p = f->prefixes; name[n] && *p; p += 2)
		if (strlen(*p) == n && !strncmp(*p, name, n))
			return p[1];
	return NULL;
}

/* Prefixes of nodes and attributes, told once at the root. */
static void prefixes_write(struct writing *w)
{
	const struct xform *f = w->a->form;

	for (const char **p = f->prefixes; *p; p += 2) {
		size_t n = strlen(*p);
		bool used = false;

		for (size_t i = 0; i < f->n_nodes && !used; i++)
			used = !strncmp(f->nodes[i]->name, *p, n) &&
			       f->nodes[i]->name[n] == ':';
		if (!used || !strcmp(*p, "xml"))
			continue;
		buf_printf(&w->b, " xmlns:%s=\"", *p);
		escape(&w->b, p[1]);
		buf_puts(&w->b, "\"");
	}
}

static const char *value_to_write(const struct writing *w,
				  const struct item *it)
{
	return w->draft ? item_value(it) : item_effective(it);
}

/* standard: the namespace of names without a prefix around this element. */
static void element_write(struct writing *w, const struct item *it,
			  const char *standard)
{
	const struct xnode *n = it->def;
	const char *own = strchr(n->name, ':') || w->draft ? standard
			  : n->uri			   ? n->uri
							   : "";
	bool empty = true;

	buf_printf(&w->b, "<%s", n->name);
	if (!it->xml->parent)
		buf_puts(&w->b, " cb:aside=\"1\"");
	if (strcmp(own, standard)) {
		buf_puts(&w->b, " xmlns=\"");
		escape(&w->b, own);
		buf_puts(&w->b, "\"");
	}
	if (!n->parent)
		prefixes_write(w);
	for (xmlAttrPtr p = it->xml->properties; p; p = p->next) {
		const struct item *a = p->_private;

		if (!a || (!w->draft && !a->own_relevant))
			continue;
		if (strchr(a->def->name, ':') &&
		    !prefix_uri(w->a->form, a->def->name))
			continue;
		buf_printf(&w->b, " %s=\"", a->def->name);
		escape(&w->b, value_to_write(w, a));
		buf_puts(&w->b, "\"");
	}
	if (n->leaf) {
		const char *value = value_to_write(w, it);

		if (*value) {
			buf_puts(&w->b, ">");
			escape(&w->b, value);
			buf_printf(&w->b, "</%s>", n->name);
			return;
		}
	}
	for (xmlNodePtr x = it->xml->children; x; x = x->next) {
		const struct item *c =
		    x->type == XML_ELEMENT_NODE ? x->_private : NULL;

		if (!c || (!w->draft && !c->relevant))
			continue;
		if (empty)
			buf_puts(&w->b, ">");
		empty = false;
		element_write(w, c, own);
	}
	for (size_t i = 0; w->draft && i < w->a->n_aside; i++) {
		if (w->a->aside[i].parent != it)
			continue;
		if (empty)
			buf_puts(&w->b, ">");
		empty = false;
		element_write(w, w->a->aside[i].it, own);
	}
	if (empty)
		buf_puts(&w->b, "/>");
	else
		buf_printf(&w->b, "</%s>", n->name);
}

const char *answer_submission(void *ctx, const struct answer *a)
{
	struct writing w = {.b = {.ctx = ctx}, .a = a};

	element_write(&w, a->root, "");
	return buf_text(&w.b);
}

static void attribute(struct buf *b, const char *name, const char *value)
{
	if (!value)
		return;
	buf_printf(b, " %s=\"", name);
	escape(b, value);
	buf_puts(b, "\"");
}

const char *answer_draft(void *ctx, const struct answer *a)
{
	const struct answer_frozen *z = &a->frozen;
	struct writing w = {.b = {.ctx = ctx}, .a = a, .draft = true};

	buf_printf(&w.b,
		   "<cb:draft xmlns:cb=\"" DRAFT_NS "\" now=\"%" PRId64
		   "\" seed=\"%016" PRIx64 "\"",
		   z->now, z->seed);
	attribute(&w.b, "zone", zone_name(z->zone));
	attribute(&w.b, "username", z->username);
	attribute(&w.b, "email", z->email);
	attribute(&w.b, "phone", z->phone);
	attribute(&w.b, "device", z->device);
	if (a->form->n_languages)
		attribute(&w.b, "language",
			  a->form->languages[a->language]);
	buf_puts(&w.b, ">");
	element_write(&w, a->root, "");
	buf_puts(&w.b, "</cb:draft>");
	return buf_text(&w.b);
}

/* --- reading ------------------------------------------------------------------------- */

/* The XML of an answer, read as safely as a form's. */
static xmlDocPtr read_xml(struct answer *a, const char *xml, size_t n)
{
	struct xform *f = mem_new(a, struct xform);
	xmlDocPtr doc = xf_parse(f, xml, n);

	talloc_free(f);
	return doc;
}

static const char *local(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon ? colon + 1 : name;
}

/* Another tool may use another prefix; a child's local name says enough. */
static bool is_node(const struct xnode *n, xmlNodePtr x)
{
	return x->type == XML_ELEMENT_NODE && !n->attribute &&
	       !strcmp(local(n->name), (const char *)x->name);
}

static NEOERR *fill(struct answer *a, struct item *it, xmlNodePtr from,
		    bool strict);

static NEOERR *fill_repeat(struct answer *a, struct item *parent,
			   const struct xnode *repeat, xmlNodePtr from,
			   bool strict)
{
	struct item **list;
	void *scratch = talloc_new(a);
	size_t have = tree_instances(repeat, parent, &list, scratch), n = 0;
	NEOERR *err = STATUS_OK;

	for (xmlNodePtr x = from->children; x && err == STATUS_OK;
	     x = x->next) {
		struct item *it;
		bool aside;

		if (!is_node(repeat, x))
			continue;
		aside = strict && xmlHasNsProp(x, BAD_CAST "aside",
					       BAD_CAST DRAFT_NS);
		it = n < have && !aside
			 ? list[n]
			 : tree_instance_add(a, repeat, parent);
		n += !aside;
		if (!it)
			err = nerr_raise(ERR_INVALID,
					 "too many instances of %s",
					 repeat->path);
		else
			err = fill(a, it, x, strict);
		if (it && aside && err == STATUS_OK)
			tree_instance_aside(a, it);
	}
	for (size_t i = n; i < have && err == STATUS_OK; i++)
		tree_instance_remove(a, list[i]);
	talloc_free(scratch);
	return nerr_pass(err);
}

/* Which node of the form an element below parent is; NULL: none. */
static const struct xnode *node_of(struct answer *a, const struct xnode *parent,
				   xmlNodePtr x)
{
	const struct xnode *n = NULL;
	char path[4096];

	if (x->ns && x->ns->prefix) {
		snprintf(path, sizeof path, "%s/%s:%s", parent->path,
			 (const char *)x->ns->prefix, (const char *)x->name);
		n = xf_node(a->form, path);
	}
	if (!n) {
		snprintf(path, sizeof path, "%s/%s", parent->path,
			 (const char *)x->name);
		n = xf_node(a->form, path);
	}
	for (const struct xnode *c = n ? NULL : parent->first; c && !n;
	     c = c->next) {
		a->run.budget--;
		if (is_node(c, x))
			n = c;
	}
	return n && !n->attribute ? n : NULL;
}

static struct item *item_of(xmlNodePtr y)
{
	return y->type == XML_ELEMENT_NODE ? y->_private : NULL;
}

/* The next item of n from at on, else from the first one on. */
static struct item *next_item(struct answer *a, xmlNodePtr first,
			      xmlNodePtr at, const struct xnode *n)
{
	for (int turn = 0; turn < 2; turn++)
		for (xmlNodePtr y = turn ? first : at; y; y = y->next) {
			struct item *c = item_of(y);

			a->run.budget--;
			if (c && c->def == n)
				return c;
		}
	return NULL;
}

/* The attributes of an element; what the form does not have is left out. */
static void fill_attributes(struct answer *a, struct item *it, xmlNodePtr from)
{
	for (xmlAttrPtr p = it->xml->properties; p; p = p->next) {
		struct item *to = p->_private;

		for (xmlAttrPtr q = to ? from->properties : NULL; q;
		     q = q->next) {
			xmlChar *s;

			if (xmlStrcmp(p->name, q->name))
				continue;
			s = xmlNodeListGetString(q->doc, q->children, 1);
			item_set(a, to, s ? (const char *)s : "");
			xmlFree(s);
		}
	}
}

/* Nodes that do not repeat. Mostly there is one of each name, and they come in
 * the form's order; what is not there was not relevant, and stays as the form
 * has it. */
static NEOERR *fill_children(struct answer *a, struct item *it,
			     xmlNodePtr from, bool strict)
{
	xmlNodePtr at = it->xml->children;

	for (xmlNodePtr x = from->children; x; x = x->next) {
		const struct xnode *n;
		struct item *to;

		if (x->type != XML_ELEMENT_NODE)
			continue;
		n = node_of(a, it->def, x);
		if (!n && strict)
			return nerr_raise(ERR_INVALID,
					  "%s has no <%s> in this form",
					  it->def->path,
					  (const char *)x->name);
		if (!n || n->repeat)
			continue;
		if (a->run.budget <= 0)
			return nerr_raise(ERR_TOO_LARGE,
					  "this takes too long to read");
		to = next_item(a, it->xml->children, at, n);
		if (!to)
			continue;
		at = to->xml->next;
		TRY(fill(a, to, x, strict));
	}
	return STATUS_OK;
}

static NEOERR *fill(struct answer *a, struct item *it, xmlNodePtr from,
		    bool strict)
{
	if (it->def->parent)
		fill_attributes(a, it, from);
	if (it->def->leaf) {
		xmlChar *s = xmlNodeGetContent(from);

		item_set(a, it, s ? (const char *)s : "");
		xmlFree(s);
		return STATUS_OK;
	}
	for (const struct xnode *n = it->def->first; n; n = n->next)
		if (n->repeat)
			TRY(fill_repeat(a, it, n, from, strict));
	return nerr_pass(fill_children(a, it, from, strict));
}

static NEOERR *fill_root(struct answer *a, xmlNodePtr from, bool strict)
{
	if (!from || !is_node(a->form->root, from))
		return nerr_raise(ERR_INVALID,
				  "this is not an answer to this form");
	return nerr_pass(fill(a, a->root, from, strict));
}

static const char *frozen_text(void *ctx, xmlNodePtr root, const char *name)
{
	xmlChar *s = xmlGetNoNsProp(root, BAD_CAST name);
	const char *text = s ? mem_strdup(ctx, (const char *)s) : NULL;

	xmlFree(s);
	return text;
}

NEOERR *answer_read(void *ctx, const struct xform *f, const char *draft,
		    size_t n, struct answer **out)
{
	struct answer *scratch = mem_new(ctx, struct answer), *a;
	struct answer_frozen frozen = {0};
	xmlDocPtr doc = read_xml(scratch, draft, n);
	xmlNodePtr root = doc ? xmlDocGetRootElement(doc) : NULL, from;
	const char *now, *seed, *zone, *language;
	NEOERR *err;

	*out = NULL;
	if (!xf_is(root, "draft")) {
		if (doc)
			xmlFreeDoc(doc);
		talloc_free(scratch);
		return nerr_raise(ERR_INVALID, "this is not a draft");
	}
	now = frozen_text(scratch, root, "now");
	seed = frozen_text(scratch, root, "seed");
	zone = frozen_text(scratch, root, "zone");
	language = frozen_text(scratch, root, "language");
	frozen.now = now ? strtoll(now, NULL, 10) : 0;
	frozen.seed = seed ? strtoull(seed, NULL, 16) : 0;
	frozen.zone = zone ? zone_find(zone) : NULL;
	frozen.username = frozen_text(scratch, root, "username");
	frozen.email = frozen_text(scratch, root, "email");
	frozen.phone = frozen_text(scratch, root, "phone");
	frozen.device = frozen_text(scratch, root, "device");
	for (from = root->children; from && from->type != XML_ELEMENT_NODE;)
		from = from->next;
	a = answer_blank(ctx, f, &frozen);
	if (language)
		answer_language(a, language);
	err = fill_root(a, from, true);
	xmlFreeDoc(doc);
	talloc_free(scratch);
	if (err == STATUS_OK)
		err = work_load(a, 0);
	if (err == STATUS_OK)
		*out = a;
	return nerr_pass(err);
}

NEOERR *answer_read_submission(void *ctx, const struct xform *f,
			       const char *xml, size_t n,
			       const struct answer_frozen *frozen,
			       struct answer **out)
{
	struct answer *a = answer_blank(ctx, f, frozen);
	xmlDocPtr doc = read_xml(a, xml, n);
	NEOERR *err =
	    fill_root(a, doc ? xmlDocGetRootElement(doc) : NULL, false);

	*out = NULL;
	if (doc)
		xmlFreeDoc(doc);
	if (err == STATUS_OK)
		err = work_load(a, 0);
	if (err == STATUS_OK)
		*out = a;
	return nerr_pass(err);
}
