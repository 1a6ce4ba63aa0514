/* XPath as forms write it: the way from a text to a value.
 * SPDX-License-Identifier: MIT */
#include "xform/xpath.h"

#include <string.h>

#include "base/mem.h"
#include "xform/xpath_date.h"
#include "xform/xpath_function.h"
#include "xform/xpath_tree.h"

/* One evaluation may use this much of a run's budget: about a second. */
enum { EVALUATION_MAX = 10000000 };

/* --- reading ----------------------------------------------------------------- */

static int forget(struct xpath *x)
{
	xmlXPathFreeCompExpr(x->compiled);
	return 0;
}

static void set_spaces(void *ctx, struct xpath *x, const char *const *p)
{
	size_t n = 0;

	for (; p && p[n * 2]; n++)
		;
	x->spaces = mem_array(ctx, n + 1, sizeof *x->spaces);
	x->space_list = mem_array(ctx, n + 1, sizeof *x->space_list);
	for (size_t i = 0; i < n; i++) {
		x->spaces[i] = (xmlNs){
		    .type = XML_NAMESPACE_DECL,
		    .prefix = (const xmlChar *)mem_strdup(ctx, p[i * 2]),
		    .href = (const xmlChar *)mem_strdup(ctx, p[i * 2 + 1])};
		x->space_list[i] = &x->spaces[i];
	}
	x->n_spaces = n;
}


static struct xpath *refuse(const char **why, size_t *at, const char *reason,
			    size_t offset)
{
	if (why)
		*why = reason;
	if (at)
		*at = offset;
	return NULL;
}

struct xpath *xpath_parse(void *ctx, const char *text,
			  const struct xpath_place *place, const char **why,
			  size_t *at)
{
	static const struct xpath_place nowhere = {0};
	struct xpath *x = mem_new(ctx, struct xpath);
	const struct xp_node *inner;
	const char *reason;
	size_t offset = 0;

	place = place ? place : &nowhere;
	x->tree = xp_read(x, text, &reason, &offset);
	if (!x->tree)
		return refuse(why, at, reason, offset);
	reason = xp_check(x, x->tree, place, &offset);
	if (reason)
		return refuse(why, at, reason, offset);
	x->text = mem_strdup(x, text);
	x->rewritten = xp_write(x, x->tree, place);
	if (!x->rewritten)
		return refuse(why, at, "the brackets are too deep", 0);
	xp_collect(x, x, place);
	inner = xp_inner(x->tree);
	x->is_path = inner->kind == XP_PATH && !inner->base;
	x->variables = place->n_repeats;
	set_spaces(x, x, place->prefixes);
	x->compiled = xmlXPathCompile((const xmlChar *)x->rewritten);
	if (!x->compiled)
		return refuse(why, at, "it is too deep or too long", 0);
	talloc_set_destructor(x, forget);
	return x;
}

const struct xpath_ref *xpath_refs(const struct xpath *x, size_t *n)
{
	*n = x->n_refs;
	return x->refs;
}

bool xpath_volatile(const struct xpath *x)
{
	return x->is_volatile;
}

bool xpath_is_path(const struct xpath *x)
{
	return x->is_path;
}

const char *xpath_text(const struct xpath *x)
{
	return x->text;
}

const char *xpath_rewritten(const struct xpath *x)
{
	return x->rewritten;
}

const char *xpath_number_text(const void *ctx, double number)
{
	return number != number ? "" : xp_number_text((void *)ctx, number);
}

/* --- running ------------------------------------------------------------------ */

static void hear(void *data, xmlErrorPtr error)
{
	struct xpath_run *run = data;
	struct xpath_engine *e = run->engine;
	int code = error->code - XML_XPATH_EXPRESSION_OK;

	if (code == XPATH_OP_LIMIT_EXCEEDED)
		e->over = true;
	if (e->why)
		return;
	switch (code) {
	case XPATH_UNDEF_PREFIX_ERROR:
		e->why = "it uses a prefix that is not declared";
		break;
	case XPATH_INVALID_TYPE:
		e->why = "it uses a value where a path is needed";
		break;
	case XPATH_UNDEF_VARIABLE_ERROR:
		e->why = "it uses a variable that there is none of";
		break;
	case XPATH_RECURSION_LIMIT_EXCEEDED:
		e->why = "it is too deep";
		break;
	default:
		e->why = "it cannot be worked out";
	}
}

static xmlXPathObjectPtr variable(void *data, const xmlChar *name,
				  const xmlChar *space)
{
	const struct xpath_run *run = data;
	const struct xpath_here *at = run->engine->here;
	size_t i = 0;

	if (space || name[0] != 'r' || !name[1])
		return NULL;
	for (const xmlChar *p = name + 1; *p; p++) {
		if (*p < '0' || *p > '9' || i > 1000)
			return NULL;
		i = i * 10 + (size_t)(*p - '0');
	}
	if (i >= at->n_repeats)
		return NULL;
	return xmlXPathNewNodeSet(at->repeats[i]);
}

static int close_engine(struct xpath_engine *e)
{
	xmlXPathFreeContext(e->context);
	return 0;
}

void xpath_run_open(void *ctx, struct xpath_run *run)
{
	struct xpath_engine *e = mem_new(ctx, struct xpath_engine);

	run->engine = e;
	e->base = xp_date_base(run);
	e->context = xmlXPathNewContext(run->doc);
	if (!e->context)
		abort();
	talloc_set_destructor(e, close_engine);
	e->context->userData = run;
	e->context->error = hear;
	xmlXPathContextSetCache(e->context, 1, 200, 0);
	xmlXPathRegisterFuncLookup(e->context, xp_function_lookup, run);
	xmlXPathRegisterVariableLookup(e->context, variable, run);
}

/* What an evaluation sets, put back after it: one of the run's callbacks may
 * evaluate something itself (the filter of the choices that a label is looked
 * for in). */
struct kept {
	struct xpath_engine engine;
	xmlDocPtr doc;
	xmlNodePtr node;
	xmlNsPtr *namespaces;
	int size, position, n_spaces, depth;
};

static struct kept keep(const struct xpath_engine *e)
{
	xmlXPathContextPtr c = e->context;

	return (struct kept){.engine = *e,
			     .doc = c->doc,
			     .node = c->node,
			     .namespaces = c->namespaces,
			     .size = c->contextSize,
			     .position = c->proximityPosition,
			     .n_spaces = c->nsNr,
			     .depth = c->depth};
}

/* But what was compiled meanwhile stays. */
static void put_back(struct xpath_engine *e, const struct kept *k)
{
	xmlXPathContextPtr c = e->context;
	struct xp_pattern *patterns = e->patterns;

	*e = k->engine;
	e->patterns = patterns;
	c->doc = k->doc;
	c->node = k->node;
	c->namespaces = k->namespaces;
	c->contextSize = k->size;
	c->proximityPosition = k->position;
	c->nsNr = k->n_spaces;
	c->depth = k->depth;
}

static void set_place(struct xpath_run *run, const struct xpath *x,
		      const struct xpath_here *here)
{
	xmlXPathContextPtr c = run->engine->context;

	c->doc = run->doc;
	c->node = here->context ? here->context : (xmlNodePtr)run->doc;
	c->contextSize = here->size ? here->size : 1;
	c->proximityPosition = here->position ? here->position : 1;
	c->namespaces = x->n_spaces ? x->space_list : NULL;
	c->nsNr = (int)x->n_spaces;
	c->depth = 0;
	xmlResetError(&c->lastError);
	/* One within another uses up what is left to that. */
	if (run->engine->here)
		return;
	c->opLimit = (unsigned long)(run->budget < EVALUATION_MAX
					 ? run->budget
					 : EVALUATION_MAX);
	c->opCount = 0;
}

static NEOERR *too_expensive(const struct xpath *x)
{
	return nerr_raise(ERR_TOO_LARGE, "%s: takes too long to work out",
			  x->text);
}

/* o is the caller's to free, with xmlXPathFreeObject. */
static NEOERR *evaluate(void *pool, struct xpath_run *run,
			const struct xpath *x, const struct xpath_here *here,
			xmlXPathObjectPtr *o)
{
	struct xpath_engine *e = run->engine;
	struct kept kept = keep(e);
	const char *why;
	bool over;

	*o = NULL;
	if (run->budget <= 0)
		return too_expensive(x);
	set_place(run, x, here);
	e->why = NULL;
	e->over = false;
	e->pool = pool;
	e->here = here;
	e->drawn = 0;
	*o = xmlXPathCompiledEval(x->compiled, e->context);
	why = e->why;
	over = e->over;
	put_back(e, &kept);
	if (!e->here)
		run->budget -= (int64_t)e->context->opCount;
	if (*o && !why && !over)
		return STATUS_OK;
	xmlXPathFreeObject(*o);
	*o = NULL;
	if (over)
		return too_expensive(x);
	return nerr_raise(ERR_INVALID, "%s: %s", x->text,
			  why ? why : "it cannot be worked out");
}

NEOERR *xpath_string(void *ctx, struct xpath_run *run, const struct xpath *x,
		     const struct xpath_here *here, const char **out)
{
	void *pool = talloc_new(ctx);
	xmlXPathObjectPtr o;
	NEOERR *err = evaluate(pool, run, x, here, &o);

	*out = "";
	if (err == STATUS_OK) {
		*out = o->type == XPATH_NUMBER
			   ? xpath_number_text(ctx, o->floatval)
			   : mem_strdup(ctx, xp_object_text(run, pool, o));
		xmlXPathFreeObject(o);
	}
	talloc_free(pool);
	return nerr_pass(err);
}

NEOERR *xpath_boolean(struct xpath_run *run, const struct xpath *x,
		      const struct xpath_here *here, bool *out)
{
	void *pool = talloc_new(run->engine);
	xmlXPathObjectPtr o;
	NEOERR *err = evaluate(pool, run, x, here, &o);

	*out = false;
	if (err == STATUS_OK) {
		*out = xp_object_truth(o);
		xmlXPathFreeObject(o);
	}
	talloc_free(pool);
	return nerr_pass(err);
}

NEOERR *xpath_number(struct xpath_run *run, const struct xpath *x,
		     const struct xpath_here *here, double *out)
{
	void *pool = talloc_new(run->engine);
	xmlXPathObjectPtr o;
	NEOERR *err = evaluate(pool, run, x, here, &o);

	*out = 0;
	if (err == STATUS_OK) {
		*out = xp_object_number(run, pool, o);
		xmlXPathFreeObject(o);
	}
	talloc_free(pool);
	return nerr_pass(err);
}

NEOERR *xpath_nodes(void *ctx, struct xpath_run *run, const struct xpath *x,
		    const struct xpath_here *here, xmlNodePtr **nodes,
		    size_t *n)
{
	void *pool = talloc_new(ctx);
	xmlXPathObjectPtr o;
	NEOERR *err = evaluate(pool, run, x, here, &o);

	*nodes = NULL;
	*n = 0;
	if (err == STATUS_OK && o->type != XPATH_NODESET &&
	    o->type != XPATH_XSLT_TREE)
		err = nerr_raise(ERR_INVALID, "%s: gives a value, no nodes",
				 x->text);
	else if (err == STATUS_OK && o->nodesetval) {
		*nodes = mem_array(ctx, (size_t)o->nodesetval->nodeNr + 1,
				   sizeof **nodes);
		/* The set owns its namespace nodes: they go with it. */
		for (int i = 0; i < o->nodesetval->nodeNr; i++)
			if (o->nodesetval->nodeTab[i]->type !=
			    XML_NAMESPACE_DECL)
				(*nodes)[(*n)++] = o->nodesetval->nodeTab[i];
	}
	xmlXPathFreeObject(o);
	talloc_free(pool);
	return nerr_pass(err);
}
