/* Values of expressions: texts, numbers, truths, nodes, and what a function
 * takes and gives.
 * SPDX-License-Identifier: MIT
 *
 * libxml2's own conversions are not used: they print 1e+06, cut numbers after
 * 15 digits, read "1e5", and know no dates.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "xform/xpath_date.h"
#include "xform/xpath_function.h"

/* --- the budget ---------------------------------------------------------------- */

static bool charge(struct xpath_run *run, size_t n)
{
	xmlXPathContextPtr c = run->engine->context;

	if (!c->opLimit || n <= c->opLimit - c->opCount) {
		c->opCount += n;
		return true;
	}
	c->opCount = c->opLimit;
	run->engine->over = true;
	return false;
}

bool xp_spend(struct xp_call *c, size_t n)
{
	if (charge(c->run, n))
		return true;
	if (!c->parser->error)
		xmlXPathErr(c->parser, XPATH_OP_LIMIT_EXCEEDED);
	return false;
}

size_t xp_left(const struct xp_call *c)
{
	xmlXPathContextPtr x = c->run->engine->context;

	return x->opLimit - x->opCount;
}

/* --- one call -------------------------------------------------------------------- */

bool xp_begin(struct xp_call *c, xmlXPathParserContextPtr parser, int n)
{
	struct xpath_run *run = parser->context->userData;

	*c = (struct xp_call){.parser = parser, .run = run};
	if (parser->error)
		return false;
	c->pool = talloc_new(run->engine->pool);
	c->args = mem_array(c->pool, (size_t)n + 1, sizeof *c->args);
	c->n = n;
	for (int i = n; i-- > 0;) {
		c->args[i] = valuePop(parser);
		if (!c->args[i]) {
			xp_fail(c, "an argument is missing");
			return false;
		}
	}
	return true;
}

static void done(struct xp_call *c, xmlXPathObjectPtr result)
{
	for (int i = 0; i < c->n; i++)
		xmlXPathFreeObject(c->args[i]);
	talloc_free(c->pool);
	c->n = 0;
	c->pool = NULL;
	if (result)
		valuePush(c->parser, result);
}

void xp_give_text(struct xp_call *c, const char *text)
{
	if (strlen(text) > XP_TEXT_MAX)
		xp_fail(c, "it gives a text that is too long");
	else
		done(c, xmlXPathNewString((const xmlChar *)text));
}

void xp_give_number(struct xp_call *c, double number)
{
	done(c, xmlXPathNewFloat(number));
}

void xp_give_boolean(struct xp_call *c, bool yes)
{
	done(c, xmlXPathNewBoolean(yes));
}

void xp_give_nodes(struct xp_call *c, xmlNodeSetPtr nodes)
{
	done(c, xmlXPathWrapNodeSet(nodes ? nodes
					  : xmlXPathNodeSetCreate(NULL)));
}

void xp_give(struct xp_call *c, xmlXPathObjectPtr object)
{
	done(c, object);
}

void xp_give_argument(struct xp_call *c, int i)
{
	xmlXPathObjectPtr o = c->args[i];

	c->args[i] = NULL;
	done(c, o);
}

void xp_fail(struct xp_call *c, const char *why)
{
	struct xpath_engine *e = c->run->engine;

	if (!e->why)
		e->why = mem_strdup(e->pool, why);
	if (!c->parser->error)
		xmlXPathErr(c->parser, XPATH_EXPR_ERROR);
	done(c, NULL);
}

/* --- nodes -------------------------------------------------------------------------- */

static void add_text(struct xpath_run *run, struct buf *b, xmlNodePtr top)
{
	xmlNodePtr n = top->children;

	while (n && charge(run, 1)) {
		if ((n->type == XML_TEXT_NODE ||
		     n->type == XML_CDATA_SECTION_NODE) &&
		    n->content) {
			size_t length = strlen((const char *)n->content);

			if (!charge(run, length / 64))
				return;
			buf_add(b, (const char *)n->content, length);
		}
		if (n->children && n->type == XML_ELEMENT_NODE) {
			n = n->children;
			continue;
		}
		while (n != top && !n->next)
			n = n->parent;
		n = n == top ? NULL : n->next;
	}
}

static const char *text_of(struct xpath_run *run, void *pool,
			   xmlNodePtr node)
{
	struct buf b = {.ctx = pool};
	xmlNodePtr only = NULL;

	switch (node->type) {
	case XML_ELEMENT_NODE:
	case XML_ATTRIBUTE_NODE:
	case XML_DOCUMENT_NODE:
	case XML_HTML_DOCUMENT_NODE:
		only = node->children;
		break;
	case XML_NAMESPACE_DECL: {
		const xmlNs *ns = (const xmlNs *)node;

		return ns->href ? (const char *)ns->href : "";
	}
	default:
		return node->content ? (const char *)node->content : "";
	}
	if (!only)
		return "";
	if (!only->next && only->type == XML_TEXT_NODE)
		return only->content ? (const char *)only->content : "";
	add_text(run, &b, node);
	return buf_text(&b);
}

const char *xp_node_text(struct xp_call *c, xmlNodePtr node)
{
	return text_of(c->run, c->pool, node);
}

xmlNodePtr xp_first(xmlNodeSetPtr nodes)
{
	if (!nodes || !nodes->nodeNr)
		return NULL;
	/* Sets that are a function's arguments are sorted. */
	return nodes->nodeTab[0];
}

/* --- conversions ------------------------------------------------------------------------ */

static bool is_set(const xmlXPathObject *o)
{
	return o->type == XPATH_NODESET || o->type == XPATH_XSLT_TREE;
}

const char *xp_trim(void *pool, const char *s)
{
	static const char blanks[] = " \t\r\n";
	size_t n;

	s += strspn(s, blanks);
	n = strlen(s);
	if (!n || !strchr(blanks, s[n - 1]))
		return s;
	while (n && strchr(blanks, s[n - 1]))
		n--;
	return mem_strndup(pool, s, n);
}

double xp_read_number(const struct xpath_run *run, const char *text)
{
	static const char blanks[] = " \t\r\n";
	const char *s = text + strspn(text, blanks), *p = s;
	size_t digits;
	struct xp_date d;

	p += *p == '-';
	digits = strspn(p, "0123456789");
	p += digits;
	if (*p == '.') {
		size_t more = strspn(p + 1, "0123456789");

		digits += more;
		p += 1 + more;
	}
	if (digits && !p[strspn(p, blanks)])
		return strtod(s, NULL);
	/* "2026-11-27" */
	if (*s >= '0' && *s <= '9' && xp_date_read(run, s, &d))
		return xp_date_number(run, &d);
	return NAN;
}

/* The fewest digits that mean this number: JavaScript's, and every other
 * engine's, way. */
const char *xp_number_text(void *pool, double number)
{
	char digits[40], text[420], *out = text;
	int precision = 15, exponent, n;
	char *e;

	if (isnan(number))
		return "NaN";
	if (isinf(number))
		return number > 0 ? "Infinity" : "-Infinity";
	if (number == 0)
		return "0";
	if (fabs(number) < 1e15 && number == trunc(number))
		return mem_printf(pool, "%.0f", number);
	if (number < 0)
		*out++ = '-';
	number = fabs(number);
	do
		snprintf(digits, sizeof digits, "%.*e", precision - 1, number);
	while (strtod(digits, NULL) != number && ++precision <= 17);
	e = strchr(digits, 'e');
	exponent = atoi(e + 1);
	*e = '\0';
	/* "d.ddd" becomes "dddd", without zeros at the end. */
	if (digits[1])
		memmove(digits + 1, digits + 2, strlen(digits + 1));
	for (n = (int)strlen(digits); n > 1 && digits[n - 1] == '0'; n--)
		;
	digits[n] = '\0';
	if (exponent < 0) {
		snprintf(out, sizeof text - 1, "0.%.*s%s", -exponent - 1,
			 "00000000000000000000000000000000000000000000000000"
			 "00000000000000000000000000000000000000000000000000"
			 "00000000000000000000000000000000000000000000000000"
			 "00000000000000000000000000000000000000000000000000"
			 "00000000000000000000000000000000000000000000000000"
			 "00000000000000000000000000000000000000000000000000"
			 "000000000000000000000000000000",
			 digits);
	} else if (exponent + 1 >= n) {
		memcpy(out, digits, (size_t)n);
		memset(out + n, '0', (size_t)(exponent + 1 - n));
		out[exponent + 1] = '\0';
	} else {
		snprintf(out, sizeof text - 1, "%.*s.%s", exponent + 1, digits,
			 digits + exponent + 1);
	}
	return mem_strdup(pool, text);
}

const char *xp_object_text(struct xpath_run *run, void *pool,
			   xmlXPathObjectPtr o)
{
	xmlNodePtr node;

	if (is_set(o)) {
		node = xp_first(o->nodesetval);
		return node ? text_of(run, pool, node) : "";
	}
	switch (o->type) {
	case XPATH_BOOLEAN:
		return o->boolval ? "true" : "false";
	case XPATH_NUMBER:
		return xp_number_text(pool, o->floatval);
	case XPATH_STRING:
		return o->stringval ? (const char *)o->stringval : "";
	default:
		return "";
	}
}

double xp_object_number(struct xpath_run *run, void *pool,
			xmlXPathObjectPtr o)
{
	if (o->type == XPATH_NUMBER)
		return o->floatval;
	if (o->type == XPATH_BOOLEAN)
		return o->boolval ? 1 : 0;
	return xp_read_number(run, xp_object_text(run, pool, o));
}

bool xp_object_truth(xmlXPathObjectPtr o)
{
	if (is_set(o))
		return o->nodesetval && o->nodesetval->nodeNr;
	switch (o->type) {
	case XPATH_BOOLEAN:
		return o->boolval;
	case XPATH_NUMBER:
		return o->floatval != 0 && !isnan(o->floatval);
	case XPATH_STRING:
		return o->stringval && *o->stringval;
	default:
		return false;
	}
}

const char *xp_text(struct xp_call *c, int i)
{
	const char *s = xp_object_text(c->run, c->pool, c->args[i]);

	charge(c->run, strlen(s) / 64);
	return s;
}

double xp_number(struct xp_call *c, int i)
{
	return xp_object_number(c->run, c->pool, c->args[i]);
}

bool xp_truth(struct xp_call *c, int i)
{
	return xp_object_truth(c->args[i]);
}

bool xp_is_nodes(const struct xp_call *c, int i)
{
	return is_set(c->args[i]);
}

xmlNodeSetPtr xp_nodes(struct xp_call *c, int i)
{
	return is_set(c->args[i]) ? c->args[i]->nodesetval : NULL;
}
