/* carebook form xpath: a table of expressions with what they must give.
 * SPDX-License-Identifier: MIT
 *
 * The table is tab-separated with a header; its columns are suite, expression,
 * context_xml, context_node, result_type, expected and others that are not
 * looked at; \n, \r, \t and \\ stand for themselves. An expression is read as
 * in a form and evaluated in its document, at its node. What the tables of
 * other engines assume: attributes named id are identifiers, instance('x') is
 * the element <instance id="x">, jr:itext() asks the <itext> of the document
 * in its default language; clocks are in America/Phoenix, and it is the
 * evening of 21 November 2026 (--zone, --now). Where the document is an XForm,
 * / is its primary instance.
 *
 * Each failure is a line on standard output: "failed", the line's number,
 * suite, expression, result type, expected, got, with tabs between. The last
 * line is `N passed, N failed, N skipped`. Skipped is what does not apply; with
 * --skipped each is a line too, that ends with the reason:
 *   - a result type that no form has (resultType: of a browser's interface);
 *   - a row whose document lacks the node that the row names;
 *   - a row that reads the document <simple> with an empty <node>: what the
 *     table has where the test's own document was not recorded;
 *   - a DOCTYPE among the nodes expected ("?" or "/undefined[1]"): we refuse
 *     documents that have one;
 *   - a call of a function that is not on our list, where no error is
 *     expected: CommCare's own, and those whose name is "explode";
 *   - an expression with a character that no XML document can hold;
 *   - the axis namespace: what lies along it is left to the implementation;
 *   - jr:itext(): the language that was chosen is not in the table;
 *   - an error that JavaRosa and CommCare (jr, cc) expect of a path or a union
 *     of paths: they know fewer than XPath has, and we read all of them.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <errno.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <math.h>
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "command.h"
#include "xform/xpath.h"

enum { COLUMNS_MAX = 32, BUDGET = 10000000 };

enum column { SUITE, EXPRESSION, XML, NODE, TYPE, EXPECTED, COLUMNS };
static const char *const names[COLUMNS] = {
    "suite", "expression", "context_xml", "context_node", "result_type",
    "expected"};

struct table {
	const struct zone *zone;
	int64_t now;
	bool tell_skipped;
	int where[COLUMNS]; /* which field holds a column */
	int line, passed, failed, skipped;
};

/* One row while it is tried. */
struct trial {
	void *pool;
	const char *row[COLUMNS];
	struct table *table;
	xmlDocPtr file; /* the document as it was read */
	xmlDocPtr doc;	/* what is evaluated in: it, or its primary instance */
	xmlNodePtr *lists; /* of a form: its instances, taken out of it */
	size_t n_lists;
	struct xpath_run run;
	struct xpath_here here;
	const char **spaces;
	const char *got;
};

/* --- the table -------------------------------------------------------------- */

static char *unescape(void *ctx, const char *s)
{
	char *out = mem_zalloc(ctx, strlen(s) + 1), *p = out;

	for (; *s; s++) {
		if (*s != '\\' || !s[1] || !strchr("nrt\\", s[1])) {
			*p++ = *s;
			continue;
		}
		s++;
		*p++ = *s == 'n' ? '\n' : *s == 'r' ? '\r' : *s == 't' ? '\t'
								      : '\\';
	}
	return out;
}

/* For one line of output. */
static const char *escape(void *ctx, const char *s)
{
	struct buf b = {.ctx = ctx};

	for (; *s; s++)
		if (*s == '\n')
			buf_puts(&b, "\\n");
		else if (*s == '\r')
			buf_puts(&b, "\\r");
		else if (*s == '\t')
			buf_puts(&b, "\\t");
		else if (*s == '\\')
			buf_puts(&b, "\\\\");
		else
			buf_add(&b, s, 1);
	return buf_text(&b);
}

static int split(char *line, char **out)
{
	int n = 0;

	line[strcspn(line, "\r\n")] = '\0';
	while (n < COLUMNS_MAX) {
		out[n++] = line;
		line = strchr(line, '\t');
		if (!line)
			break;
		*line++ = '\0';
	}
	return n;
}

static NEOERR *read_header(struct table *t, char *line)
{
	char *fields[COLUMNS_MAX];
	int n = split(line, fields);

	for (int c = 0; c < COLUMNS; c++) {
		t->where[c] = -1;
		for (int i = 0; i < n; i++)
			if (!strcmp(fields[i], names[c]))
				t->where[c] = i;
		if (t->where[c] < 0)
			return nerr_raise(ERR_INVALID,
					  "the table has no column %s",
					  names[c]);
	}
	return STATUS_OK;
}

/* --- its documents ---------------------------------------------------------------- */

static void add_space(struct trial *t, size_t *n, const char *prefix,
		      const char *uri)
{
	for (size_t i = 0; i < *n; i += 2)
		if (!strcmp(t->spaces[i], prefix))
			return;
	t->spaces = mem_grow(t->pool, t->spaces, *n + 3, sizeof *t->spaces);
	t->spaces[(*n)++] = mem_strdup(t->pool, prefix);
	t->spaces[(*n)++] = mem_strdup(t->pool, uri);
	t->spaces[*n] = NULL;
}

static xmlNodePtr next_element(xmlNodePtr n, xmlNodePtr top)
{
	if (n->children && n->type == XML_ELEMENT_NODE)
		return n->children;
	while (n && n != top && !n->next)
		n = n->parent;
	return n && n != top ? n->next : NULL;
}

/* The first element of this name with this attribute, below top; value NULL:
 * whatever it holds. */
static xmlNodePtr named(xmlNodePtr top, const char *name, const char *attribute,
			const char *value)
{
	for (xmlNodePtr e = top; e; e = next_element(e, top)) {
		xmlChar *is;
		bool same;

		if (e->type != XML_ELEMENT_NODE ||
		    strcmp((const char *)e->name, name))
			continue;
		if (!attribute)
			return e;
		is = xmlGetProp(e, (const xmlChar *)attribute);
		same = is && (!value || !strcmp((const char *)is, value));
		xmlFree(is);
		if (same)
			return e;
	}
	return NULL;
}

static const char *node_path(void *ctx, xmlNodePtr n, bool sections);

/* Notes where each node stood, before a form is taken apart. */
static void note_paths(struct trial *t, xmlNodePtr n)
{
	for (; n; n = n->next) {
		n->_private = (void *)node_path(t->pool, n, true);
		if (n->type == XML_ELEMENT_NODE) {
			for (xmlAttrPtr a = n->properties; a; a = a->next)
				a->_private = (void *)node_path(
				    t->pool, (xmlNodePtr)a, true);
			note_paths(t, n->children);
		}
	}
}

/* Names of an instance are written without the namespace of XForms. */
static void bare_names(xmlNodePtr n)
{
	for (; n; n = n->next)
		if (n->type == XML_ELEMENT_NODE) {
			if (n->ns && !n->ns->prefix)
				n->ns = NULL;
			bare_names(n->children);
		}
}

static xmlNodePtr first_element(xmlNodePtr n)
{
	n = n ? n->children : NULL;
	while (n && n->type != XML_ELEMENT_NODE)
		n = n->next;
	return n;
}

/* The document of an XForm: its first instance becomes the document, the
 * others are lists beside it. */
static void take_apart(struct trial *t)
{
	xmlNodePtr top = xmlDocGetRootElement(t->file), n, next, primary = NULL;
	xmlNodePtr model = strcmp((const char *)top->name, "html")
			       ? NULL
			       : named(top, "model", NULL, NULL);

	for (n = model ? model->children : NULL; n; n = next) {
		next = n->next;
		if (n->type != XML_ELEMENT_NODE ||
		    strcmp((const char *)n->name, "instance"))
			continue;
		if (!t->n_lists) {
			primary = first_element(n);
			if (!primary)
				return;
			note_paths(t, t->file->children);
			t->doc = xmlNewDoc((const xmlChar *)"1.0");
			xmlUnlinkNode(primary);
			xmlDocSetRootElement(t->doc, primary);
			bare_names(primary);
		}
		xmlUnlinkNode(n);
		xmlSetTreeDoc(n, t->doc);
		bare_names(n);
		t->lists = mem_grow(t->pool, t->lists, t->n_lists + 1,
				    sizeof *t->lists);
		t->lists[t->n_lists++] = n;
	}
}

/* Identifiers, and the prefixes that the document declares. */
static void prepare(struct trial *t)
{
	xmlNodePtr top = xmlDocGetRootElement(t->file);
	size_t n = 0;

	for (xmlNodePtr e = top; e; e = next_element(e, top)) {
		xmlAttrPtr id;

		if (e->type != XML_ELEMENT_NODE)
			continue;
		for (xmlNsPtr ns = e->nsDef; ns; ns = ns->next)
			if (ns->prefix)
				add_space(t, &n, (const char *)ns->prefix,
					  (const char *)ns->href);
		id = xmlHasProp(e, (const xmlChar *)"id");
		if (id && id->children)
			xmlAddID(NULL, t->file, id->children->content, id);
	}
	add_space(t, &n, "xhtml", "http://www.w3.org/1999/xhtml");
	add_space(t, &n, "h", "http://www.w3.org/1999/xhtml");
	add_space(t, &n, "xf", "http://www.w3.org/2002/xforms");
	add_space(t, &n, "jr", "http://openrosa.org/javarosa");
	add_space(t, &n, "orx", "http://openrosa.org/xforms");
	add_space(t, &n, "odk", "http://www.opendatakit.org/xforms");
	add_space(t, &n, "ev", "http://www.w3.org/2001/xml-events");
}

static xmlNodePtr find_node(struct trial *t, const char *path)
{
	xmlXPathContextPtr c = xmlXPathNewContext(t->file);
	xmlXPathObjectPtr o;
	xmlNodePtr found = NULL;

	if (!*path || !strcmp(path, "/"))
		path = "/";
	for (size_t i = 0; t->spaces[i]; i += 2)
		xmlXPathRegisterNs(c, (const xmlChar *)t->spaces[i],
				   (const xmlChar *)t->spaces[i + 1]);
	o = xmlXPathEval((const xmlChar *)path, c);
	if (o && o->nodesetval && o->nodesetval->nodeNr)
		found = o->nodesetval->nodeTab[0];
	xmlXPathFreeObject(o);
	xmlXPathFreeContext(c);
	return found;
}

static xmlNodePtr instance(void *data, const char *id)
{
	struct trial *t = data;

	for (size_t i = 0; i < t->n_lists; i++)
		if (named(t->lists[i], "instance", "id", id))
			return t->lists[i];
	return named(xmlDocGetRootElement(t->file), "instance", "id", id);
}

static const char *itext(void *data, const char *id, xmlNodePtr context)
{
	struct trial *t = data;
	xmlNodePtr top = xmlDocGetRootElement(t->file), n;
	const char *text = NULL;
	xmlChar *content;

	(void)context;
	n = named(top, "translation", "default", NULL);
	n = n ? n : named(top, "translation", NULL, NULL);
	n = n ? named(n, "text", "id", id) : NULL;
	n = n ? named(n, "value", NULL, NULL) : NULL;
	content = n ? xmlNodeGetContent(n) : NULL;
	if (content)
		text = mem_strdup(t->pool, (const char *)content);
	xmlFree(content);
	return text;
}

/* --- what came of it -------------------------------------------------------------- */

static bool is_text(const xmlNode *n, bool sections)
{
	return n->type == XML_TEXT_NODE ||
	       (sections && n->type == XML_CDATA_SECTION_NODE);
}

/* A node as the tables write it: a path of positions. Some tables count CDATA
 * sections among the texts, others do not. */
static const char *node_path(void *ctx, xmlNodePtr n, bool sections)
{
	const char *name = "?";
	int place = 1;

	if (n->_private)
		return n->_private;
	switch (n->type) {
	case XML_DOCUMENT_NODE:
		return "";
	case XML_ELEMENT_NODE:
		name = "*";
		break;
	case XML_TEXT_NODE:
	case XML_CDATA_SECTION_NODE:
		name = "text()";
		break;
	case XML_COMMENT_NODE:
		name = "comment()";
		break;
	case XML_PI_NODE:
		name = "processing-instruction()";
		break;
	case XML_ATTRIBUTE_NODE:
		return mem_printf(
		    ctx, "%s/@%s%s%s", node_path(ctx, n->parent, sections),
		    n->ns && n->ns->prefix ? (const char *)n->ns->prefix : "",
		    n->ns && n->ns->prefix ? ":" : "", n->name);
	default:
		return "?";
	}
	for (xmlNodePtr s = n->prev; s; s = s->prev)
		place += is_text(n, true) ? is_text(s, sections)
					  : s->type == n->type;
	return mem_printf(ctx, "%s/%s[%d]",
			  n->parent ? node_path(ctx, n->parent, sections) : "", name,
			  place);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *node_list(struct trial *t, xmlNodePtr *nodes, size_t n,
			     bool sorted, bool sections)
{
	const char **paths = mem_array(t->pool, n + 1, sizeof *paths);
	struct buf b = {.ctx = t->pool};

	for (size_t i = 0; i < n; i++) {
		paths[i] = node_path(t->pool, nodes[i], sections);
		paths[i] = *paths[i] ? paths[i] : "/";
	}
	if (sorted)
		qsort(paths, n, sizeof *paths, by_text);
	buf_puts(&b, "[");
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s\"%s\"", i ? "," : "", paths[i]);
	buf_puts(&b, "]");
	return buf_text(&b);
}

/* ["a","b"] in the order of the texts. */
static const char *sort_list(struct trial *t, const char *list)
{
	char *copy = mem_strdup(t->pool, list), *p = copy;
	const char **items = mem_array(t->pool, strlen(list) + 1,
				       sizeof *items);
	struct buf b = {.ctx = t->pool};
	size_t n = 0;

	while ((p = strchr(p, '"'))) {
		char *end = strchr(p + 1, '"');

		if (!end)
			break;
		*end = '\0';
		items[n++] = p + 1;
		p = end + 1;
	}
	qsort(items, n, sizeof *items, by_text);
	buf_puts(&b, "[");
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s\"%s\"", i ? "," : "", items[i]);
	buf_puts(&b, "]");
	return buf_text(&b);
}

/* Does "/pattern/" or "/pattern/i" stand for this text? */
static bool matches(const char *pattern, const char *text)
{
	const char *end = strrchr(pattern, '/');
	pcre2_match_data *data;
	pcre2_code *code;
	size_t at;
	int error;
	bool yes;

	if (*pattern != '/' || end == pattern)
		return false;
	code = pcre2_compile((PCRE2_SPTR)pattern + 1,
			     (size_t)(end - pattern - 1),
			     strchr(end, 'i') ? PCRE2_CASELESS : 0, &error, &at,
			     NULL);
	if (!code)
		return false;
	data = pcre2_match_data_create_from_pattern(code, NULL);
	yes = pcre2_match(code, (PCRE2_SPTR)text, strlen(text), 0, 0, data,
			  NULL) >= 0;
	pcre2_match_data_free(data);
	pcre2_code_free(code);
	return yes;
}

static bool same_number(double got, const char *expected)
{
	double wanted = strtod(expected, NULL);

	if (!strcmp(expected, "NaN") || isnan(got))
		return !strcmp(expected, "NaN") && isnan(got);
	if (isinf(wanted) || isinf(got))
		return wanted == got;
	return fabs(got - wanted) <= 1e-12 * fmax(1, fabs(wanted));
}

static const char *number_text(void *ctx, double n)
{
	return isnan(n) ? "NaN" : xpath_number_text(ctx, n);
}

static NEOERR *try_nodes(struct trial *t, const struct xpath *x, bool *good)
{
	const char *type = t->row[TYPE], *wanted = t->row[EXPECTED];
	bool sorted = !strcmp(type, "nodeset-unordered");
	xmlNodePtr *nodes;
	size_t n;

	TRY(xpath_nodes(t->pool, &t->run, x, &t->here, &nodes, &n));
	wanted = sorted ? sort_list(t, wanted) : wanted;
	t->got = !strcmp(type, "snapshotLength")
		     ? mem_printf(t->pool, "%zu", n)
		     : node_list(t, nodes, n, sorted, true);
	*good = !strcmp(t->got, wanted) ||
		!strcmp(node_list(t, nodes, n, sorted, false), wanted);
	return STATUS_OK;
}

static NEOERR *try_number(struct trial *t, const struct xpath *x, bool *good)
{
	const char *unit = t->row[TYPE] + strlen("number");
	double n, factor;

	TRY(xpath_number(&t->run, x, &t->here, &n));
	if (!strncmp(unit, "-rounded-", 9)) {
		factor = strtod(unit + 9, NULL);
		n = round(n * factor) / factor;
	}
	t->got = number_text(t->pool, n);
	*good = t->row[EXPECTED][0] == '/'
		    ? matches(t->row[EXPECTED], t->got)
		    : same_number(n, t->row[EXPECTED]);
	return STATUS_OK;
}

static NEOERR *try_string(struct trial *t, const struct xpath *x, bool *good)
{
	const char *type = t->row[TYPE];

	TRY(xpath_string(t->pool, &t->run, x, &t->here, &t->got));
	if (!strcmp(type, "string-length"))
		*good = (size_t)atol(t->row[EXPECTED]) == text_length(t->got);
	else if (!strcmp(type, "string/match"))
		*good = matches(t->row[EXPECTED], t->got);
	else
		*good = !strcmp(t->got, t->row[EXPECTED]);
	return STATUS_OK;
}

static NEOERR *try_result(struct trial *t, const struct xpath *x, bool *good)
{
	const char *type = t->row[TYPE];
	bool yes;

	if (!strncmp(type, "nodeset", 7) || !strcmp(type, "snapshotLength"))
		return nerr_pass(try_nodes(t, x, good));
	if (!strncmp(type, "number", 6))
		return nerr_pass(try_number(t, x, good));
	if (!strcmp(type, "boolean")) {
		TRY(xpath_boolean(&t->run, x, &t->here, &yes));
		t->got = yes ? "true" : "false";
		*good = !strcmp(t->got, t->row[EXPECTED]);
		return STATUS_OK;
	}
	return nerr_pass(try_string(t, x, good));
}

/* --- one row ------------------------------------------------------------------------- */

enum verdict { PASSED, FAILED, SKIPPED };

static enum verdict skip(struct trial *t, const char *why)
{
	t->got = why;
	return SKIPPED;
}

/* The document that stands in where none was recorded. */
static bool is_stand_in(xmlDocPtr doc)
{
	xmlNodePtr n = xmlDocGetRootElement(doc);

	return n && !strcmp((const char *)n->name, "simple") &&
	       (n = first_element(n)) && (n = first_element(n)) &&
	       (n = first_element(n)) &&
	       !strcmp((const char *)n->name, "node") && !n->children;
}

/* What cannot be judged by its text alone; NULL: it can. */
static const char *beyond(const struct trial *t)
{
	const char *text = t->row[EXPRESSION];

	if (!text_valid(text, strlen(text)))
		return "no XML document can hold it";
	if (strstr(text, "namespace::"))
		return "the axis namespace";
	if (strstr(text, "jr:itext("))
		return "the language was not recorded";
	return NULL;
}

static bool knows_fewer_paths(const struct trial *t, const struct xpath *x)
{
	return (!strcmp(t->row[SUITE], "jr") || !strcmp(t->row[SUITE], "cc")) &&
	       (xpath_is_path(x) || strchr(t->row[EXPRESSION], '|'));
}

static enum verdict try_expression(struct trial *t)
{
	struct xpath_place place = {.prefixes = t->spaces};
	bool fails = !strcmp(t->row[TYPE], "error"), good = false;
	const char *why = NULL;
	struct xpath *x;
	NEOERR *err;
	size_t n;

	x = xpath_parse(t->pool, t->row[EXPRESSION], &place, &why, NULL);
	if (!x) {
		t->got = mem_printf(t->pool, "refused: %s", why);
		if (!fails && !strncmp(why, "there is no function", 20))
			return skip(t, why);
		return fails ? PASSED : FAILED;
	}
	if (fails && knows_fewer_paths(t, x))
		return skip(t, "XPath has more paths than JavaRosa");
	xpath_refs(x, &n);
	if ((n || strstr(t->row[EXPRESSION], "once(")) && is_stand_in(t->file))
		return skip(t, "its document was not recorded");
	err = try_result(t, x, &good);
	if (err != STATUS_OK) {
		t->got = mem_printf(t->pool, "error: %s",
				    err_text(t->pool, err));
		nerr_ignore(&err);
		return fails ? PASSED : FAILED;
	}
	return good && !fails ? PASSED : FAILED;
}

static enum verdict try_row(struct trial *t)
{
	enum verdict v;

	if (!strcmp(t->row[TYPE], "resultType"))
		return skip(t, "no form has this result type");
	if (beyond(t))
		return skip(t, beyond(t));
	if (!strncmp(t->row[TYPE], "nodeset", 7) &&
	    (strstr(t->row[EXPECTED], "\"?\"") ||
	     strstr(t->row[EXPECTED], "\"/undefined[1]\"")))
		return skip(t, "a DOCTYPE is expected among the nodes");
	t->file = xmlReadMemory(t->row[XML], (int)strlen(t->row[XML]),
				"context.xml", NULL,
				XML_PARSE_NONET | XML_PARSE_NODICT |
				    XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (!t->file) {
		t->got = "the document cannot be read";
		return FAILED;
	}
	prepare(t);
	t->here.context = find_node(t, t->row[NODE]);
	if (!t->here.context)
		return skip(t, "its document lacks the node named");
	t->doc = t->file;
	take_apart(t);
	if (t->here.context->type == XML_DOCUMENT_NODE)
		t->here.context = (xmlNodePtr)t->doc;
	t->run.doc = t->doc;
	t->run.primary = xmlDocGetRootElement(t->doc);
	xpath_run_open(t->pool, &t->run);
	v = try_expression(t);
	return v;
}

static void take_row(struct table *table, char *line)
{
	char *fields[COLUMNS_MAX];
	struct trial t = {.pool = mem_pool(),
			  .table = table,
			  .got = "",
			  .run = {.zone = table->zone,
				  .now = table->now,
				  .seed = 1,
				  .budget = BUDGET,
				  .instance = instance,
				  .itext = itext}};
	enum verdict v = FAILED;
	int n = split(line, fields);

	t.run.data = &t;
	for (int i = 0; i < COLUMNS; i++)
		t.row[i] = table->where[i] < n
			       ? unescape(t.pool, fields[table->where[i]])
			       : "";
	if (!*t.row[XML])
		t.row[XML] = "<root/>";
	v = try_row(&t);
	table->passed += v == PASSED;
	table->failed += v == FAILED;
	table->skipped += v == SKIPPED;
	if (v == FAILED || (v == SKIPPED && table->tell_skipped))
		printf("%s\t%d\t%s\t%s\t%s\t%s\t%s\n",
		       v == FAILED ? "failed" : "skipped", table->line, t.row[SUITE],
		       escape(t.pool, t.row[EXPRESSION]), t.row[TYPE],
		       escape(t.pool, t.row[EXPECTED]),
		       escape(t.pool, t.got));
	for (size_t i = 0; i < t.n_lists; i++)
		xmlFreeNode(t.lists[i]);
	talloc_free(t.pool);
	if (t.doc != t.file)
		xmlFreeDoc(t.doc);
	xmlFreeDoc(t.file);
}

static NEOERR *run_table(struct table *t, FILE *file)
{
	char *line = NULL;
	size_t size = 0;
	NEOERR *err = STATUS_OK;

	while (err == STATUS_OK && getline(&line, &size, file) > 0) {
		if (!t->line++)
			err = read_header(t, line);
		else
			take_row(t, line);
	}
	free(line);
	return nerr_pass(err);
}

NEOERR *form_xpath(struct job *job)
{
	const char *zone = job_option(job, "--zone", "America/Phoenix");
	/* When the tables of the other engines were made. */
	const char *now = job_option(job, "--now", "2026-11-22T06:44:19Z");
	struct table t = {.zone = zone_find(zone)};
	NEOERR *err;
	FILE *file;

	job->status = 2;
	if (!job->argc || job->argv[0][0] == '-')
		return job_usage("form xpath CASES.tsv [--zone ZONE] "
				 "[--now INSTANT] [--skipped]");
	t.tell_skipped = job_option(job, "--skipped", NULL);
	if (!t.zone)
		return nerr_raise(ERR_INVALID, "--zone %s: no such zone", zone);
	if (!zone_parse_utc(now, &t.now))
		return nerr_raise(ERR_INVALID,
				  "--now %s: write it as 2026-11-27T08:40:00Z",
				  now);
	file = fopen(job->argv[0], "re");
	if (!file)
		return nerr_raise(ERR_NOT_FOUND, "%s: %s", job->argv[0],
				  strerror(errno));
	err = run_table(&t, file);
	fclose(file);
	if (err != STATUS_OK)
		return nerr_pass(err);
	printf("%d passed, %d failed, %d skipped\n", t.passed, t.failed,
	       t.skipped);
	job->status = t.failed > 0;
	return STATUS_OK;
}
