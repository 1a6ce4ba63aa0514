/* Reading the XML of a form, from anybody: nothing but the bytes is looked at.
 * SPDX-License-Identifier: MIT
 *
 * libxml2 without network, without entities but the five of XML, without
 * XInclude. A DOCTYPE ends the reading at once, so that no entity can be
 * declared. Elements and depth are counted while they come.
 */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>

#include "base/mem.h"
#include "base/text.h"
#include "xform/form_internal.h"

void xf_finding(struct xform *f, bool error, int line, const char *bind,
		  const char *fmt, ...)
{
	struct xform_findings *to = f->findings;
	va_list ap;

	if (error)
		f->refused = true;
	/* An error is always told; of warnings not more than a person reads. */
	if (!to || to->n >= (error ? 2 * FORM_FINDINGS : FORM_FINDINGS))
		return;
	to->list = mem_grow(to->ctx, to->list, to->n + 1, sizeof *to->list);
	va_start(ap, fmt);
	to->list[to->n++] = (struct xform_finding){
	    .error = error,
	    .line = line,
	    .bind = bind ? mem_strdup(to->ctx, bind) : NULL,
	    .text = mem_vprintf(to->ctx, fmt, ap),
	};
	va_end(ap);
}

int xf_line(xmlNodePtr node)
{
	long line = xmlGetLineNo(node);

	return line > 0 && line < INT32_MAX ? (int)line : 0;
}

struct reading {
	int elements, depth;
	bool doctype, too_many, too_deep, told;
	int line;
	const char *reason; /* below ctx */
	void *ctx;
};

static struct reading *reading_of(void *parser)
{
	return ((xmlParserCtxtPtr)parser)->_private;
}

static void on_doctype(void *parser, const xmlChar *name, const xmlChar *id,
		       const xmlChar *uri)
{
	struct reading *r = reading_of(parser);

	(void)name;
	(void)id;
	(void)uri;
	r->doctype = true;
	r->line = xmlSAX2GetLineNumber(parser);
	xmlStopParser(parser);
}

static void on_start(void *parser, const xmlChar *name, const xmlChar *prefix,
		     const xmlChar *uri, int n_ns, const xmlChar **ns,
		     int n_attr, int n_default, const xmlChar **attr)
{
	struct reading *r = reading_of(parser);

	r->elements += 1 + n_attr / 8;
	r->too_many |= r->elements > FORM_ELEMENTS;
	r->too_deep |= ++r->depth > FORM_DEPTH;
	if (r->too_many || r->too_deep) {
		r->line = xmlSAX2GetLineNumber(parser);
		xmlStopParser(parser);
		return;
	}
	xmlSAX2StartElementNs(parser, name, prefix, uri, n_ns, ns, n_attr,
			      n_default, attr);
}

static void on_end(void *parser, const xmlChar *name, const xmlChar *prefix,
		   const xmlChar *uri)
{
	reading_of(parser)->depth--;
	xmlSAX2EndElementNs(parser, name, prefix, uri);
}

static void on_error(void *data, xmlErrorPtr error)
{
	xmlParserCtxtPtr parser = data;
	struct reading *r = reading_of(parser);

	if (r->told || !error || error->level < XML_ERR_ERROR ||
	    error->domain == XML_FROM_NAMESPACE)
		return;
	r->told = true;
	r->line = error->line;
	r->reason = text_tidy(r->ctx, error->message ? error->message : "",
			      true);
}

/* libxml2 compares each attribute of an element with all others before it
 * shows them to anybody, so their number is looked at beforehand. Where there
 * are too many, the line; else 0. */
static int attributes_many(const char *xml, size_t size)
{
	int line = 1, quoted = 0;
	bool tag = false;
	char quote = '\0';

	for (size_t i = 0; i < size; i++) {
		char c = xml[i];

		line += c == '\n';
		if (quote) {
			if (c == quote)
				quote = '\0';
		} else if (!tag) {
			tag = c == '<' && i + 1 < size && xml[i + 1] != '!' &&
			      xml[i + 1] != '?' && xml[i + 1] != '/';
			quoted = 0;
		} else if (c == '>') {
			tag = false;
		} else if (c == '"' || c == '\'') {
			quote = c;
			if (++quoted > FORM_ATTRIBUTES)
				return line;
		}
	}
	return 0;
}

/* libxml2 tells some errors to nobody in particular, and then prints them. */
static void on_stray_error(void *data, xmlErrorPtr error)
{
	(void)data;
	(void)error;
}

xmlDocPtr xf_parse(struct xform *f, const char *xml, size_t size)
{
	struct reading r = {.ctx = f};
	xmlStructuredErrorFunc stray = xmlStructuredError;
	void *stray_data = xmlStructuredErrorContext;
	xmlParserCtxtPtr parser;
	xmlDocPtr doc = NULL;
	bool well;

	if (size > FORM_BYTES) {
		xf_finding(f, true, 0, NULL,
			     "the file is larger than %d MB", FORM_BYTES >> 20);
		return NULL;
	}
	r.line = attributes_many(xml, size);
	if (r.line) {
		xf_finding(f, true, r.line, NULL,
			   "an element with more than %d attributes",
			   FORM_ATTRIBUTES);
		return NULL;
	}
	parser = xmlNewParserCtxt();
	if (!parser)
		abort();
	parser->_private = &r;
	parser->sax->internalSubset = on_doctype;
	parser->sax->externalSubset = NULL;
	parser->sax->startElementNs = on_start;
	parser->sax->endElementNs = on_end;
	parser->sax->serror = on_error;
	xmlSetStructuredErrorFunc(NULL, on_stray_error);
	doc = xmlCtxtReadMemory(parser, xml, (int)size, NULL, NULL,
				XML_PARSE_NONET | XML_PARSE_NOCDATA |
				    XML_PARSE_BIG_LINES);
	xmlSetStructuredErrorFunc(stray_data, stray);
	well = parser->wellFormed && doc;
	if (!well && doc) {
		xmlFreeDoc(doc);
		doc = NULL;
	}
	if (!well && parser->myDoc && parser->myDoc != doc) {
		xmlFreeDoc(parser->myDoc);
		parser->myDoc = NULL;
	}
	xmlFreeParserCtxt(parser);
	if (r.doctype)
		xf_finding(f, true, r.line, NULL,
			     "a DOCTYPE is not allowed in a form");
	else if (r.too_many)
		xf_finding(f, true, r.line, NULL, "more than %d elements",
			     FORM_ELEMENTS);
	else if (r.too_deep)
		xf_finding(f, true, r.line, NULL,
			     "elements within elements, more than %d deep",
			     FORM_DEPTH);
	else if (!well)
		xf_finding(f, true, r.line, NULL, "not well-formed XML: %s",
			     r.reason && *r.reason ? r.reason : "no XML at all");
	else
		return doc;
	if (doc)
		xmlFreeDoc(doc);
	return NULL;
}

bool xf_is(xmlNodePtr node, const char *name)
{
	return node && node->type == XML_ELEMENT_NODE &&
	       !strcmp((const char *)node->name, name);
}

xmlNodePtr xf_child(xmlNodePtr node, const char *name)
{
	for (xmlNodePtr c = node ? node->children : NULL; c; c = c->next)
		if (xf_is(c, name))
			return c;
	return NULL;
}

static const char *attr_text(struct xform *f, xmlAttrPtr a)
{
	xmlChar *s = xmlNodeListGetString(a->doc, a->children, 1);
	const char *text = mem_strdup(f, s ? (const char *)s : "");

	xmlFree(s);
	return text;
}

const char *xf_attr(struct xform *f, xmlNodePtr node, const char *name)
{
	for (xmlAttrPtr a = node->properties; a; a = a->next)
		if (!a->ns && !strcmp((const char *)a->name, name))
			return attr_text(f, a);
	return NULL;
}

const char *xf_attr_ns(struct xform *f, xmlNodePtr node, const char *uri,
			 const char *prefix, const char *name)
{
	for (xmlAttrPtr a = node->properties; a; a = a->next) {
		const char *local = (const char *)a->name;
		size_t n = strlen(prefix);

		if (a->ns && a->ns->href
			? !strcmp((const char *)a->ns->href, uri) &&
			      !strcmp(local, name)
			: !strncmp(local, prefix, n) && local[n] == ':' &&
			      !strcmp(local + n + 1, name))
			return attr_text(f, a);
	}
	return NULL;
}

const char *xf_text(struct xform *f, xmlNodePtr node)
{
	xmlChar *s = xmlNodeGetContent(node);
	const char *text = text_tidy(f, s ? (const char *)s : "", false);

	xmlFree(s);
	return text;
}
