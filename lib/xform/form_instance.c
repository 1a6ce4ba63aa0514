/* A form's instances as expressions see them.
 * SPDX-License-Identifier: MIT
 *
 * The primary instance mostly inherits the namespace of XForms from the file
 * around it, and often has one of its own; the expressions of the form name
 * its nodes without a prefix. So everything is copied: what has no prefix has
 * no namespace in the copy, what has one keeps it. The output puts the own
 * namespaces back (xnode.uri).
 */
#include <libxml/hash.h>
#include <stdio.h>

#include "base/mem.h"
#include "xform/form_internal.h"

struct xnode *xf_node(const struct xform *f, const char *path)
{
	return xmlHashLookup(f->by_path, BAD_CAST path);
}

/* --- copying ----------------------------------------------------------------- */

static void set_ns(xmlNodePtr node, xmlAttrPtr attr, xmlNsPtr from)
{
	xmlNsPtr ns;

	if (!from || !from->prefix || !from->href)
		return;
	ns = xmlSearchNs(node->doc, node, from->prefix);
	if (!ns || xmlStrcmp(ns->href, from->href))
		ns = xmlNewNs(node, from->href, from->prefix);
	if (attr)
		attr->ns = ns;
	else
		xmlSetNs(node, ns);
}

static bool is_template(xmlAttrPtr a)
{
	const char *name = (const char *)a->name;

	return a->ns ? !strcmp(name, "template") &&
			   !strcmp((const char *)a->ns->href, NS_JAVAROSA)
		     : !strcmp(name, "jr:template");
}

static bool has_elements(xmlNodePtr node)
{
	for (xmlNodePtr c = node->children; c; c = c->next)
		if (c->type == XML_ELEMENT_NODE)
			return true;
	return false;
}

/* The element alone, with its attributes, and its text where it is a leaf. */
static xmlNodePtr copy_element(xmlDocPtr doc, xmlNodePtr parent,
			       xmlNodePtr from)
{
	xmlNodePtr node = xmlNewDocNode(doc, NULL, from->name, NULL);

	if (!node)
		abort();
	if (parent)
		xmlAddChild(parent, node);
	set_ns(node, NULL, from->ns);
	for (xmlAttrPtr a = from->properties; a; a = a->next) {
		xmlChar *value;
		xmlAttrPtr made;

		/* What is said to whoever reads the form is no answer. */
		if (is_template(a) ||
		    (a->ns &&
		     !strcmp((const char *)a->ns->href, XFORM_MAP_NS)))
			continue;
		value = xmlNodeListGetString(a->doc, a->children, 1);
		made = xmlNewProp(node, a->name, value ? value : BAD_CAST "");
		set_ns(node, made, a->ns);
		xmlFree(value);
	}
	if (!has_elements(from)) {
		xmlChar *text = xmlNodeGetContent(from);
		const xmlChar *p = text;

		while (p && *p && strchr(" \t\r\n", *p))
			p++;
		if (p && *p)
			xmlAddChild(node, xmlNewDocText(doc, text));
		xmlFree(text);
	}
	return node;
}

static void copy_children(xmlDocPtr doc, xmlNodePtr to, xmlNodePtr from)
{
	for (xmlNodePtr c = from->children; c; c = c->next)
		if (c->type == XML_ELEMENT_NODE)
			copy_children(doc, copy_element(doc, to, c), c);
}

static const char *qname(struct xform *f, xmlNsPtr ns, const xmlChar *name)
{
	return ns && ns->prefix
		   ? mem_printf(f, "%s:%s", (const char *)ns->prefix,
				(const char *)name)
		   : mem_strdup(f, (const char *)name);
}

static struct xnode *node_add(struct xform *f, struct xnode *parent,
			      const char *name, bool attribute)
{
	const char *path = mem_printf(f, "%s/%s%s", parent ? parent->path : "",
				      attribute ? "@" : "", name);
	struct xnode *n = xf_node(f, path);

	if (n)
		return n;
	n = mem_new(f, struct xnode);
	n->name = name;
	n->path = path;
	n->parent = parent;
	n->attribute = attribute;
	n->leaf = true;
	n->depth = parent ? parent->depth + 1 : 0;
	if (parent) {
		if (!attribute)
			parent->leaf = false;
		if (parent->last)
			parent->last->next = n;
		else
			parent->first = n;
		parent->last = n;
	}
	xmlHashAddEntry(f->by_path, BAD_CAST path, n);
	if (!(f->n_nodes & (f->n_nodes - 1)))
		f->nodes = mem_grow(f, f->nodes,
				    f->n_nodes ? 2 * f->n_nodes : 1,
				    sizeof *f->nodes);
	n->id = (int)f->n_nodes;
	f->nodes[f->n_nodes++] = n;
	return n;
}

/* Copies a node of the primary instance, and what is below it. Templates are
 * kept aside: they hang below the root's xnode, not in the document. */
static void primary_copy(struct xform *f, struct xnode *parent, xmlNodePtr to,
			 xmlNodePtr from)
{
	struct xnode *n =
	    node_add(f, parent, qname(f, from->ns, from->name), false);
	bool template = false;
	xmlNodePtr node;

	for (xmlAttrPtr a = from->properties; a; a = a->next)
		template |= is_template(a);
	node = copy_element(f->doc, template ? NULL : to, from);
	if (!to)
		xmlDocSetRootElement(f->doc, node);
	for (xmlAttrPtr a = node->properties; a; a = a->next)
		node_add(f, n, qname(f, a->ns, a->name), true);
	if (from->ns && !from->ns->prefix && from->ns->href &&
	    strcmp((const char *)from->ns->href, NS_XFORMS))
		n->uri = mem_strdup(f, (const char *)from->ns->href);
	if (template) {
		if (n->template)
			xf_finding(f, false, xf_line(from), n->path,
				     "a second jr:template is passed over");
		/* Nodes below it may be the first of their kind: all are kept,
		 * one beside the other. */
		if (n->template)
			xmlAddNextSibling(n->template, node);
		else
			n->template = node;
	} else if (!n->instance) {
		n->instance = node;
	}
	for (xmlNodePtr c = from->children; c; c = c->next)
		if (c->type == XML_ELEMENT_NODE)
			primary_copy(f, n, node, c);
}

/* --- the meta block ----------------------------------------------------------- */

static const char *local_name(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon ? colon + 1 : name;
}

static struct xnode *child_local(struct xnode *n, const char *local)
{
	for (struct xnode *c = n->first; c; c = c->next)
		if (!c->attribute && !strcmp(local_name(c->name), local))
			return c;
	return NULL;
}

static const char *prefix_uri(const struct xform *f, const char *prefix,
			      size_t n)
{
	for (const char **p = f->prefixes; *p; p += 2)
		if (strlen(*p) == n && !strncmp(*p, prefix, n))
			return p[1];
	return NULL;
}

static void prefix_add(struct xform *f, const char *prefix, const char *uri)
{
	size_t n = 0;

	while (f->prefixes && f->prefixes[n])
		n += 2;
	if (n > 200)
		return;
	f->prefixes = mem_grow(f, f->prefixes, n + 3, sizeof *f->prefixes);
	f->prefixes[n] = mem_strdup(f, prefix);
	f->prefixes[n + 1] = mem_strdup(f, uri);
	f->prefixes[n + 2] = NULL;
}

static void prefixes_below(struct xform *f, xmlNodePtr node)
{
	for (xmlNsPtr ns = node->nsDef; ns; ns = ns->next)
		if (ns->prefix && ns->href &&
		    !prefix_uri(f, (const char *)ns->prefix,
				strlen((const char *)ns->prefix)))
			prefix_add(f, (const char *)ns->prefix,
				   (const char *)ns->href);
	for (xmlNodePtr c = node->children; c; c = c->next)
		if (c->type == XML_ELEMENT_NODE)
			prefixes_below(f, c);
}

/* The form's prefix for OpenRosa's own names, or NULL. */
static const char *openrosa_prefix(const struct xform *f)
{
	for (const char **p = f->prefixes; *p; p += 2)
		if (!strcmp(p[1], NS_OPENROSA))
			return *p;
	return NULL;
}

/* An element of the meta block that the form does not have. */
static struct xnode *meta_add(struct xform *f, struct xnode *parent,
			      const char *prefix, size_t n, const char *name)
{
	xmlNodePtr node = xmlNewDocNode(f->doc, NULL, BAD_CAST name, NULL);
	struct xnode *made;

	xmlAddChild(parent->instance, node);
	if (n) {
		char *p = mem_strndup(f, prefix, n);
		const char *uri = prefix_uri(f, p, n);
		struct _xmlNs ns = {.prefix = BAD_CAST p,
				    .href = BAD_CAST(uri ? uri : NS_OPENROSA)};

		set_ns(node, NULL, &ns);
	}
	made = node_add(f, parent, qname(f, node->ns, node->name), false);
	made->instance = node;
	if (!n)
		made->uri = parent->uri; /* as the element around it */
	return made;
}

/* Every submission has an instanceID, whether or not the form asks for it. */
static void meta_complete(struct xform *f)
{
	struct xnode *meta = child_local(f->root, "meta");
	const char *colon;

	/* With OpenRosa's prefix where the form has one, else as it was used to
	 * be written: without. */
	if (!meta) {
		const char *prefix = openrosa_prefix(f);

		meta = meta_add(f, f->root, prefix, prefix ? strlen(prefix) : 0,
				"meta");
	}
	if (!meta->instance)
		return;
	f->instance_id = child_local(meta, "instanceID");
	if (f->instance_id)
		return;
	colon = strchr(meta->name, ':');
	f->instance_id = meta_add(f, meta, meta->name,
				  colon ? (size_t)(colon - meta->name) : 0,
				  "instanceID");
}

/* --- the lists ---------------------------------------------------------------- */

static xmlNodePtr first_element(xmlNodePtr node)
{
	for (xmlNodePtr c = node->children; c; c = c->next)
		if (c->type == XML_ELEMENT_NODE)
			return c;
	return NULL;
}

static void list_read(struct xform *f, xmlNodePtr instance)
{
	const char *id = xf_attr(f, instance, "id");
	const char *src = xf_attr(f, instance, "src");
	xmlNodePtr root = first_element(instance);
	struct xlist list = {.line = xf_line(instance)};

	if (!id) {
		xf_finding(f, false, list.line, NULL,
			     "a further instance without an id is never read");
		return;
	}
	for (size_t i = 0; i < f->n_lists; i++)
		if (!strcmp(f->lists[i].id, id)) {
			xf_finding(f, false, list.line, NULL,
				   "a second instance with the id \"%s\" is "
				   "passed over",
				   id);
			return;
		}
	if (f->n_lists == FORM_LISTS) {
		xf_finding(f, true, list.line, NULL, "more than %d instances",
			   FORM_LISTS);
		return;
	}
	list.id = id;
	if (!root) {
		list.external = src != NULL;
		xf_finding(f, false, list.line, NULL,
			     src ? "the list \"%s\" is a file of its own (%s), "
				   "which is not here: it is taken as empty"
				 : "the list \"%s\" is empty%s",
			     id, src ? src : "");
	} else {
		list.doc = xmlNewDoc(BAD_CAST "1.0");
		if (!list.doc)
			abort();
		xmlNodePtr top = copy_element(list.doc, NULL, root);
		xmlDocSetRootElement(list.doc, top);
		copy_children(list.doc, top, root);
	}
	f->lists = mem_grow(f, f->lists, f->n_lists + 1, sizeof *f->lists);
	f->lists[f->n_lists++] = list;
}

bool xf_instances(struct xform *f)
{
	xmlNodePtr primary = xf_child(f->model, "instance");
	xmlNodePtr root = primary ? first_element(primary) : NULL;
	int line = xf_line(primary ? primary : f->model);

	if (!root) {
		xf_finding(f, true, line, NULL,
			     primary ? "the primary instance is empty"
				     : "the model has no instance");
		return false;
	}
	f->prefixes = mem_zalloc(f, sizeof *f->prefixes);
	prefixes_below(f, xmlDocGetRootElement(f->source));
	f->by_path = xmlHashCreate(512);
	f->doc = xmlNewDoc(BAD_CAST "1.0");
	if (!f->by_path || !f->doc)
		abort();
	f->primary_id = xf_attr(f, primary, "id");
	primary_copy(f, NULL, NULL, root);
	f->root = f->nodes[0];
	if (f->root->template) {
		xf_finding(f, true, line, NULL,
			     "the root of the instance cannot be a template");
		return false;
	}
	meta_complete(f);
	for (xmlNodePtr c = primary->next; c; c = c->next)
		if (xf_is(c, "instance"))
			list_read(f, c);
	return true;
}

/* --- paths ---------------------------------------------------------------------- */

static struct xnode *step(const struct xform *f, const struct xnode *n,
			  const char *name, size_t len)
{
	bool attribute = len && *name == '@';
	const char *colon, *uri;
	struct xnode *found;
	char path[4096];

	if (!len || (n ? strlen(n->path) : 0) + len + 2 > sizeof path)
		return NULL;
	snprintf(path, sizeof path, "%s/%.*s", n ? n->path : "", (int)len,
		 name);
	found = xf_node(f, path);
	if (found)
		return found;
	/* Another prefix for the same namespace, or one for a node that has it
	 * without a prefix. */
	colon = memchr(name, ':', len);
	name += attribute;
	len -= attribute;
	uri = colon ? prefix_uri(f, name, (size_t)(colon - name)) : NULL;
	if (!uri)
		return NULL;
	len -= (size_t)(colon + 1 - name);
	name = colon + 1;
	for (struct xnode *c = n ? n->first : f->root; c;
	     c = n ? c->next : NULL) {
		const char *local = local_name(c->name);
		const char *own =
		    local == c->name
			? c->uri
			: prefix_uri(f, c->name,
				     (size_t)(local - c->name - 1));

		if (c->attribute == attribute && own && !strcmp(own, uri) &&
		    strlen(local) == len && !strncmp(local, name, len))
			return c;
	}
	return NULL;
}

/* The end of a step's name, and the end of its conditions. */
static const char *step_end(const char *s, size_t *len)
{
	int depth = 0;
	char quote = '\0';

	*len = strcspn(s, "/[ \t\r\n");
	for (s += *len; *s; s++) {
		if (quote) {
			if (*s == quote)
				quote = '\0';
		} else if (*s == '"' || *s == '\'') {
			quote = *s;
		} else if (*s == '[') {
			depth++;
		} else if (*s == ']') {
			depth--;
		} else if (*s == '/' && depth <= 0) {
			break;
		}
	}
	return s;
}

struct xnode *xf_resolve(const struct xform *f, const struct xnode *context,
			   const char *path)
{
	const struct xnode *n = context ? context : f->root;
	size_t len;

	while (*path && strchr(" \t\r\n", *path))
		path++;
	if (!strncmp(path, "current()", 9))
		path = path[9] ? path + 9 + (path[9] == '/') : ".";
	else if (*path == '/') {
		n = NULL;
		path++;
	}
	if (!*path)
		return NULL;
	if (!n) {
		struct xnode *at = xf_node(f, path - 1);

		if (at)
			return at;
	}
	for (;;) {
		const char *end = step_end(path, &len);

		if (len == 2 && !strncmp(path, "..", 2)) {
			n = n ? n->parent : NULL;
			if (!n)
				return NULL;
		} else if (len != 1 || *path != '.') {
			n = len ? step(f, n, path, len) : NULL;
			if (!n)
				return NULL;
		}
		if (*end != '/')
			return (struct xnode *)n;
		path = end + 1;
	}
}

void xf_repeats(struct xform *f)
{
	/* A parent stands in f->nodes before its children. */
	for (size_t i = 0; i < f->n_nodes; i++) {
		struct xnode *n = f->nodes[i], *up = n->parent;
		size_t outer = up ? up->n_repeats : 0;

		if (n->repeat) {
			n->repeats = mem_array(f, outer + 1,
					       sizeof *n->repeats);
			n->repeat_paths = mem_array(f, outer + 1,
						    sizeof *n->repeat_paths);
			if (outer) {
				memcpy(n->repeats, up->repeats,
				       outer * sizeof *n->repeats);
				memcpy(n->repeat_paths, up->repeat_paths,
				       outer * sizeof *n->repeat_paths);
			}
			n->repeats[outer] = n;
			n->repeat_paths[outer] = n->path;
			n->n_repeats = outer + 1;
			if (n->n_repeats > FORM_REPEAT_DEPTH)
				xf_finding(f, true, n->repeat->line, n->path,
					     "repeats within repeats, more "
					     "than %d deep",
					     FORM_REPEAT_DEPTH);
		} else if (up) {
			n->repeats = up->repeats;
			n->repeat_paths = up->repeat_paths;
			n->n_repeats = outer;
		}
		n->place = (struct xpath_place){
		    .context = n->path,
		    .repeats = n->repeat_paths,
		    .n_repeats = n->n_repeats,
		    .prefixes = f->prefixes,
		};
	}
}
