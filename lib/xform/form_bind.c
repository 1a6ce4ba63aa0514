/* What a form's model says of its nodes: binds, and actions.
 * SPDX-License-Identifier: MIT */
#include <ctype.h>

#include "base/mem.h"
#include "base/text.h"
#include "xform/form_internal.h"

static bool list_known(const struct xform *f, const char *id)
{
	if (f->primary_id && !strcmp(f->primary_id, id))
		return true;
	for (size_t i = 0; i < f->n_lists; i++)
		if (!strcmp(f->lists[i].id, id))
			return true;
	return false;
}

/* What an expression reads and the form does not have: a warning, since it
 * reads as empty and many forms in use have some. */
static void references_check(struct xform *f, const struct xpath *x, int line,
			     const char *bind, const char *what)
{
	const struct xpath_ref *refs;
	size_t n;

	refs = xpath_refs(x, &n);
	for (size_t i = 0; i < n; i++) {
		const char *path = refs[i].path;

		if (refs[i].instance) {
			if (!*refs[i].instance ||
			    list_known(f, refs[i].instance))
				continue;
			f->lacks_lists = true;
			xf_finding(f, false, line, bind,
				   "%s: there is no list \"%s\": it is taken "
				   "as empty",
				   what, refs[i].instance);
		} else if (path && path[0] && path[1] && !strchr(path, '*') &&
			   !strstr(path, "//") && !xf_resolve(f, NULL, path)) {
			xf_finding(f, false, line, bind,
				   "%s: there is no node %s: it reads as "
				   "empty",
				   what, path);
		}
	}
}

struct xpath *xf_expression(struct xform *f, const struct xpath_place *place,
			      const char *text, int line, const char *bind,
			      const char *what)
{
	const char *why = NULL;
	struct xpath *x;
	size_t at = 0;

	while (text && isspace((unsigned char)*text))
		text++;
	if (!text || !*text)
		return NULL;
	x = xpath_parse(f, text, place, &why, &at);
	if (!x)
		xf_finding(f, true, line, bind, "%s: %s, at \"%s\"", what,
			     why ? why : "cannot be read",
			     text_cut(f, at < strlen(text) ? text + at : text,
				      60));
	else if (place->context)
		references_check(f, x, line, bind, what);
	return x;
}

static struct xexpr condition(struct xform *f, const struct xnode *n,
			      const char *text, int line, const char *what)
{
	struct xexpr e = {0};
	const char *tidy = text_tidy(f, text, true);

	if (!strcmp(tidy, "true()") || !strcmp(tidy, "false()")) {
		e.constant = true;
		e.value = *tidy == 't';
	} else {
		e.path =
		    xf_expression(f, &n->place, text, line, n->path, what);
	}
	return e;
}

/* --- types ---------------------------------------------------------------------- */

static enum xform_type type_of(struct xform *f, const char *text, int line,
			       const char *path)
{
	static const struct {
		const char *name;
		enum xform_type type;
	} types[] = {
	    {"string", XFORM_STRING},	    {"text", XFORM_STRING},
	    {"select", XFORM_STRING},	    {"select1", XFORM_STRING},
	    {"rank", XFORM_STRING},	    {"int", XFORM_INT},
	    {"integer", XFORM_INT},	    {"long", XFORM_INT},
	    {"short", XFORM_INT},	    {"positiveInteger", XFORM_INT},
	    {"nonNegativeInteger", XFORM_INT}, {"decimal", XFORM_DECIMAL},
	    {"double", XFORM_DECIMAL},	    {"float", XFORM_DECIMAL},
	    {"number", XFORM_DECIMAL},	    {"boolean", XFORM_BOOLEAN},
	    {"date", XFORM_DATE},	    {"time", XFORM_TIME},
	    {"dateTime", XFORM_DATETIME},   {"datetime", XFORM_DATETIME},
	    {"geopoint", XFORM_GEOPOINT},   {"geotrace", XFORM_GEOTRACE},
	    {"geoshape", XFORM_GEOSHAPE},   {"binary", XFORM_BINARY},
	    {"base64Binary", XFORM_BINARY}, {"barcode", XFORM_BARCODE},
	    {"intent", XFORM_INTENT},	    {"anyURI", XFORM_STRING},
	    {"uri", XFORM_STRING},	    {"note", XFORM_STRING},
	};
	const char *name = strchr(text, ':');

	name = name ? name + 1 : text;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (!strcmp(name, types[i].name))
			return types[i].type;
	if (*text)
		xf_finding(f, false, line, path,
			     "type=\"%s\" is not known and is taken as text",
			     text);
	return XFORM_STRING;
}

/* --- binds ------------------------------------------------------------------------ */

static void mappings_of(struct xform *f, xmlNodePtr node, const char *path)
{
	for (xmlAttrPtr a = node->properties; a; a = a->next) {
		xmlChar *value;

		if (!a->ns || strcmp((const char *)a->ns->href, XFORM_MAP_NS))
			continue;
		value = xmlNodeListGetString(a->doc, a->children, 1);
		f->mappings = mem_grow(f, f->mappings, f->n_mappings + 1,
				       sizeof *f->mappings);
		f->mappings[f->n_mappings++] = (struct xform_mapping){
		    .path = path,
		    .name = mem_strdup(f, (const char *)a->name),
		    .value = text_tidy(f, value ? (const char *)value : "",
				       true),
		    .line = xf_line(node),
		};
		xmlFree(value);
	}
}

static struct xbind *bind_for(struct xform *f, struct xnode *n, int line)
{
	struct xbind *b = n->bind;

	if (b) {
		xf_finding(f, false, line, n->path,
			     "a second bind for this node: both count");
		return b;
	}
	n->bind = b = mem_new(f, struct xbind);
	b->node = n;
	b->line = line;
	if (!(f->n_binds & (f->n_binds - 1)))
		f->binds = mem_grow(f, f->binds,
				    f->n_binds ? 2 * f->n_binds : 1,
				    sizeof *f->binds);
	f->binds[f->n_binds++] = b;
	return b;
}

static const char *attr_jr(struct xform *f, xmlNodePtr node, const char *name)
{
	const char *s = xf_attr_ns(f, node, NS_JAVAROSA, "jr", name);

	return s ? s : xf_attr(f, node, name);
}

/* Is it coalesce(the node itself, ...)? */
static bool keeps_own(struct xform *f, const struct xnode *n, const char *text)
{
	const char *s = text_tidy(f, text, true), *comma;

	if (strncmp(s, "coalesce(", 9))
		return false;
	s += 9;
	comma = strchr(s, ',');
	if (!comma || memchr(s, '(', (size_t)(comma - s)))
		return false;
	s = text_tidy(f, mem_strndup(f, s, (size_t)(comma - s)), true);
	return xf_resolve(f, n, s) == n;
}

static void bind_read(struct xform *f, xmlNodePtr node, struct xnode *context,
		      int *left)
{
	const char *nodeset = xf_attr(f, node, "nodeset"), *s;
	int line = xf_line(node);
	struct xbind *b;
	struct xnode *n;

	if (--*left <= 0) {
		if (!*left)
			xf_finding(f, true, line, NULL, "more than %d binds",
				   FORM_BINDS);
		return;
	}
	if (!nodeset)
		nodeset = xf_attr(f, node, "ref");
	if (!nodeset || !*nodeset) {
		xf_finding(f, false, line, NULL, "a bind without nodeset");
		return;
	}
	n = xf_resolve(f, context, nodeset);
	if (!n) {
		xf_finding(f, false, line, nodeset,
			     "there is no such node in the instance: this "
			     "bind does nothing");
		return;
	}
	b = bind_for(f, n, line);
	if ((s = xf_attr(f, node, "type")))
		b->type = type_of(f, s, line, n->path);
	if ((s = xf_attr(f, node, "relevant")))
		b->relevant = condition(f, n, s, line, "relevant");
	if ((s = xf_attr(f, node, "readonly")))
		b->readonly = condition(f, n, s, line, "readonly");
	if ((s = xf_attr(f, node, "required")))
		b->required = condition(f, n, s, line, "required");
	if ((s = xf_attr(f, node, "constraint")))
		b->constraint = condition(f, n, s, line, "constraint");
	if ((s = xf_attr(f, node, "calculate"))) {
		b->calculate = xf_expression(f, &n->place, s, line, n->path,
					     "calculate");
		b->first_value = keeps_own(f, n, s);
	}
	if ((s = attr_jr(f, node, "constraintMsg")))
		b->constraint_message =
		    xf_message(f, s, &n->place, line, n->path);
	if ((s = attr_jr(f, node, "requiredMsg")))
		b->required_message =
		    xf_message(f, s, &n->place, line, n->path);
	if ((s = attr_jr(f, node, "preload")) && *s) {
		b->preload = s;
		f->preloads_repeated |= n->n_repeats > 0;
		b->preload_params = attr_jr(f, node, "preloadParams");
	}
	mappings_of(f, node, n->path);
	for (xmlNodePtr c = node->children; c; c = c->next)
		if (xf_is(c, "bind"))
			bind_read(f, c, n, left);
}

void xf_binds(struct xform *f)
{
	xmlNodePtr root = xf_child(f->model, "instance")->children;
	int left = FORM_BINDS + 1;

	while (root && root->type != XML_ELEMENT_NODE)
		root = root->next;

	if (root)
		mappings_of(f, root, "");
	for (xmlNodePtr c = f->model->children; c; c = c->next)
		if (xf_is(c, "bind"))
			bind_read(f, c, NULL, &left);
	/* Nobody can type it: no control shows it. */
	if (f->instance_id && !f->instance_id->bind) {
		struct xbind *b = bind_for(f, f->instance_id, 0);

		b->preload = "uid";
	}
}

/* --- actions ----------------------------------------------------------------------- */

bool xf_is_action(xmlNodePtr node)
{
	return xf_is(node, "setvalue") || xf_is(node, "setgeopoint") ||
	       xf_is(node, "recordaudio") || xf_is(node, "pollsensor") ||
	       xf_is(node, "send") || xf_is(node, "insert") ||
	       xf_is(node, "delete");
}

static int events_of(struct xform *f, const char *text, int line)
{
	static const struct {
		const char *name;
		int event;
	} events[] = {
	    {"odk-instance-first-load", EVENT_FIRST_LOAD},
	    {"xforms-ready", EVENT_FIRST_LOAD},
	    {"odk-instance-load", EVENT_LOAD},
	    {"odk-new-repeat", EVENT_NEW_REPEAT},
	    {"jr-insert", EVENT_NEW_REPEAT},
	    {"xforms-value-changed", EVENT_CHANGED},
	    {"xforms-revalidate", EVENT_SUBMIT},
	};
	int all = 0;

	for (const char *p = text; *p;) {
		size_t n, i;

		p += strspn(p, " \t\r\n");
		n = strcspn(p, " \t\r\n");
		for (i = 0; n && i < sizeof events / sizeof *events; i++)
			if (strlen(events[i].name) == n &&
			    !strncmp(events[i].name, p, n))
				break;
		if (n && i < sizeof events / sizeof *events)
			all |= events[i].event;
		else if (n)
			xf_finding(f, false, line, NULL,
				     "the event \"%.*s\" never happens here",
				     (int)n, p);
		p += n;
	}
	return all;
}

void xf_action(struct xform *f, xmlNodePtr node, struct xnode *source,
		 const struct xnode *context)
{
	int line = xf_line(node);
	const char *event = xf_attr(f, node, "event");
	const char *ref = xf_attr(f, node, "ref");
	const char *value = xf_attr(f, node, "value");
	struct xaction *a;

	if (!event)
		event = xf_attr_ns(f, node,
				     "http://www.w3.org/2001/xml-events", "ev",
				     "event");
	if (!xf_is(node, "setvalue") && !xf_is(node, "setgeopoint")) {
		xf_finding(f, false, line, ref,
			     "the action <%s> is not carried out here",
			     (const char *)node->name);
		return;
	}
	if (++f->n_actions > FORM_ACTIONS) {
		if (f->n_actions == FORM_ACTIONS + 1)
			xf_finding(f, true, line, NULL,
				   "more than %d actions", FORM_ACTIONS);
		return;
	}
	if (!ref && (ref = xf_attr(f, node, "bind")))
		ref = xf_bind_ref(f, ref);
	a = mem_new(f, struct xaction);
	a->line = line;
	a->events = events_of(f, event ? event : "", line);
	a->source = source;
	a->target = ref ? xf_resolve(f, context, ref) : NULL;
	if (!a->target) {
		xf_finding(f, false, line, ref,
			     "this action has no node in the instance to set: "
			     "it does nothing");
		return;
	}
	if (strchr(ref, '['))
		a->ref = xf_expression(
		    f, context ? &context->place : &f->root->place, ref, line,
		    a->target->path, "ref");
	a->nothing = xf_is(node, "setgeopoint");
	if (!a->nothing && value)
		a->value = xf_expression(f, &a->target->place, value, line,
					   a->target->path, "setvalue");
	if (!a->value)
		a->text = a->nothing || value ? "" : xf_text(f, node);
	if (f->last_action)
		f->last_action->next = a;
	else
		f->actions = a;
	f->last_action = a;
}

const char *xf_bind_ref(struct xform *f, const char *id)
{
	for (xmlNodePtr c = f->model->children; c; c = c->next) {
		const char *s =
		    xf_is(c, "bind") ? xf_attr(f, c, "id") : NULL;

		if (s && !strcmp(s, id)) {
			s = xf_attr(f, c, "nodeset");
			return s ? s : xf_attr(f, c, "ref");
		}
	}
	return NULL;
}

void xf_model_actions(struct xform *f)
{
	for (xmlNodePtr c = f->model->children; c; c = c->next)
		if (xf_is_action(c))
			xf_action(f, c, NULL, NULL);
}
