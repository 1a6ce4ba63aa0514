/* Reads XPath 1.0, and accepts what libxml2 accepts.
 * SPDX-License-Identifier: MIT
 *
 * A descent without a tokeniser, in the order of libxml2's own (xpath.c,
 * xmlXPathCompileExpr and below), so that both decide alike where the standard
 * and libxml2 part: "1div1" and "a orb" are read, ".[1]" is not, a call whose
 * bracket never ends is (xp_check refuses it then, with a better reason). Two
 * differences: "/école" is read here, while libxml2 wants an ASCII letter
 * behind a leading slash (it gets "/child::école" to see); and "a|" is not,
 * which libxml2's streaming patterns, not its parser, let through.
 *
 * Depth is counted, so that 20,000 brackets are a refusal and not a crash.
 */
#include <libxml/chvalid.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "xform/xpath_tree.h"

struct reader {
	void *ctx;
	const char *text, *p;
	int depth;
	const char *why;
	size_t at;
};

static struct xp_node *read_expr(struct reader *r);

/* --- characters ------------------------------------------------------------ */

static void *refuse(struct reader *r, const char *why)
{
	if (!r->why) {
		r->why = why;
		r->at = (size_t)(r->p - r->text);
	}
	return NULL;
}

static void skip_blanks(struct reader *r)
{
	r->p += strspn(r->p, " \t\r\n");
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool here(const struct reader *r, const char *s)
{
	return !strncmp(r->p, s, strlen(s));
}

static bool take(struct reader *r, const char *s)
{
	if (!here(r, s))
		return false;
	r->p += strlen(s);
	return true;
}

/* The code point at s, and its length; the text is valid UTF-8. */
static int code_point(const char *s, size_t *n)
{
	const unsigned char *u = (const unsigned char *)s;

	*n = u[0] < 0x80 ? 1 : u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : 4;
	switch (*n) {
	case 1:
		return u[0];
	case 2:
		return (u[0] & 0x1f) << 6 | (u[1] & 0x3f);
	case 3:
		return (u[0] & 0x0f) << 12 | (u[1] & 0x3f) << 6 | (u[2] & 0x3f);
	default:
		return (u[0] & 0x07) << 18 | (u[1] & 0x3f) << 12 |
		       (u[2] & 0x3f) << 6 | (u[3] & 0x3f);
	}
}

/* The length of the name without colon at s, 0: none begins here. */
static size_t name_length(const char *s)
{
	size_t n, all = 0;
	int c = code_point(s, &n);

	if (!*s || (!IS_LETTER(c) && c != '_'))
		return 0;
	while (*s && (IS_LETTER(c) || IS_DIGIT(c) || c == '.' || c == '-' ||
		      c == '_' || IS_COMBINING(c) || IS_EXTENDER(c))) {
		all += n;
		s += n;
		c = code_point(s, &n);
	}
	return all;
}

static const char *read_name(struct reader *r)
{
	size_t n = name_length(r->p);

	r->p += n;
	return n ? mem_strndup(r->ctx, r->p - n, n) : NULL;
}

/* prefix:name or name; NULL: none. */
static const char *read_qualified(struct reader *r)
{
	const char *from = r->p;

	if (!read_name(r))
		return NULL;
	if (take(r, ":") && !read_name(r))
		return NULL;
	return mem_strndup(r->ctx, from, (size_t)(r->p - from));
}

/* --- nodes ------------------------------------------------------------------ */

static struct xp_node *make(struct reader *r, enum xp_kind kind)
{
	struct xp_node *n = mem_new(r->ctx, struct xp_node);

	n->kind = kind;
	n->at = (size_t)(r->p - r->text);
	return n;
}

/* The list grows in powers of two: talloc keeps no spare room. */
static void add(struct reader *r, struct xp_list *l, struct xp_node *n)
{
	if (!(l->n & (l->n - 1)))
		l->list = mem_grow(r->ctx, l->list, l->n ? l->n * 2 : 1,
				   sizeof *l->list);
	l->list[l->n++] = n;
}

static struct xp_step *add_step(struct reader *r, struct xp_node *path,
				enum xp_axis axis)
{
	struct xp_step *s;

	if (!(path->n_steps & (path->n_steps - 1)))
		path->steps =
		    mem_grow(r->ctx, path->steps,
			     path->n_steps ? path->n_steps * 2 : 1, sizeof *s);
	s = &path->steps[path->n_steps++];
	*s = (struct xp_step){.axis = axis};
	return s;
}

struct xp_node *xp_inner(struct xp_node *n)
{
	while (n->kind == XP_GROUP && !n->predicates.n)
		n = n->args.list[0];
	return n;
}

/* --- paths ------------------------------------------------------------------- */

static const char *const axes[XP_AXES] = {
    [XP_ANCESTOR] = "ancestor",
    [XP_ANCESTOR_OR_SELF] = "ancestor-or-self",
    [XP_ATTRIBUTE] = "attribute",
    [XP_CHILD] = "child",
    [XP_DESCENDANT] = "descendant",
    [XP_DESCENDANT_OR_SELF] = "descendant-or-self",
    [XP_FOLLOWING] = "following",
    [XP_FOLLOWING_SIBLING] = "following-sibling",
    [XP_NAMESPACE] = "namespace",
    [XP_PARENT] = "parent",
    [XP_PRECEDING] = "preceding",
    [XP_PRECEDING_SIBLING] = "preceding-sibling",
    [XP_SELF] = "self",
};

const char *xp_axis_name(enum xp_axis axis)
{
	return axes[axis];
}

static enum xp_axis axis_of(const char *name)
{
	for (int i = XP_ANCESTOR; i < XP_AXES; i++)
		if (!strcmp(axes[i], name))
			return i;
	return XP_AXIS_NONE;
}

static bool is_node_type(const char *name, size_t n)
{
	static const char *const types[] = {"node", "text", "comment",
					    "processing-instruction"};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strlen(types[i]) == n && !strncmp(types[i], name, n))
			return true;
	return false;
}

static const char *read_literal(struct reader *r)
{
	char quote = *r->p;
	const char *from = r->p + 1;

	if (quote != '\'' && quote != '"')
		return refuse(r, "a text in quotes is expected here");
	for (r->p++; *r->p && *r->p != quote; r->p++)
		;
	if (!*r->p)
		return refuse(r, "a text begins and its quote is missing");
	r->p++;
	return mem_strndup(r->ctx, from, (size_t)(r->p - 1 - from));
}

/* The test behind an axis; name: what was read already. */
static bool read_node_test(struct reader *r, struct xp_step *s,
			   const char *name)
{
	bool blanks;

	skip_blanks(r);
	if (!name && take(r, "*")) {
		s->name = "*";
		return true;
	}
	if (!name)
		name = read_name(r);
	if (!name)
		return refuse(r, *r->p ? "a name is expected here"
				       : "it ends where a name is expected");
	blanks = *r->p && strchr(" \t\r\n", *r->p);
	skip_blanks(r);
	if (take(r, "(")) {
		if (!is_node_type(name, strlen(name)))
			return refuse(r, "no function can stand here");
		s->type = name;
		skip_blanks(r);
		if (name[0] == 'p' && *r->p != ')') {
			s->literal = read_literal(r);
			if (!s->literal)
				return false;
			skip_blanks(r);
		}
		if (!take(r, ")"))
			return refuse(r, "a closing bracket is missing");
		return true;
	}
	s->name = name;
	if (blanks || !take(r, ":"))
		return true;
	if (take(r, "*")) {
		s->name = mem_printf(r->ctx, "%s:*", name);
		return true;
	}
	s->name = read_name(r);
	if (!s->name)
		return refuse(r, "a name is expected behind the colon");
	s->name = mem_printf(r->ctx, "%s:%s", name, s->name);
	return true;
}

/* [expr] [expr] ... */
static bool read_predicates(struct reader *r, struct xp_list *l)
{
	struct xp_node *n;

	while (take(r, "[")) {
		skip_blanks(r);
		n = read_expr(r);
		if (!n)
			return false;
		if (!take(r, "]"))
			return refuse(r, "] is expected here");
		add(r, l, n);
		skip_blanks(r);
	}
	return true;
}

static bool read_step(struct reader *r, struct xp_node *path)
{
	enum xp_axis axis = XP_CHILD;
	const char *name = NULL;
	struct xp_list predicates = {0};
	struct xp_step *s;

	skip_blanks(r);
	if (take(r, "..")) {
		add_step(r, path, XP_PARENT)->type = "node";
		skip_blanks(r);
		return true;
	}
	if (take(r, ".")) {
		add_step(r, path, XP_SELF)->type = "node";
		skip_blanks(r);
		return true;
	}
	if (*r->p != '*') {
		name = read_name(r);
		if (name && axis_of(name)) {
			skip_blanks(r);
			if (take(r, "::")) {
				axis = axis_of(name);
				name = NULL;
			}
		} else if (!name && take(r, "@")) {
			axis = XP_ATTRIBUTE;
		}
	}
	s = add_step(r, path, axis);
	if (!read_node_test(r, s, name))
		return false;
	skip_blanks(r);
	if (!read_predicates(r, &predicates))
		return false;
	path->steps[path->n_steps - 1].predicates = predicates;
	return true;
}

/* "//" between two steps. */
static void add_any(struct reader *r, struct xp_node *path)
{
	add_step(r, path, XP_DESCENDANT_OR_SELF)->type = "node";
	skip_blanks(r);
}

static bool read_relative(struct reader *r, struct xp_node *path)
{
	skip_blanks(r);
	if (take(r, "//"))
		add_any(r, path);
	else if (take(r, "/"))
		skip_blanks(r);
	if (!read_step(r, path))
		return false;
	skip_blanks(r);
	while (*r->p == '/') {
		if (take(r, "//"))
			add_any(r, path);
		else if (take(r, "/"))
			skip_blanks(r);
		if (!read_step(r, path))
			return false;
		skip_blanks(r);
	}
	return true;
}

static bool read_location(struct reader *r, struct xp_node *path)
{
	skip_blanks(r);
	if (*r->p != '/')
		return read_relative(r, path);
	path->absolute = true;
	while (*r->p == '/') {
		if (take(r, "//")) {
			add_any(r, path);
			if (!read_relative(r, path))
				return false;
		} else if (take(r, "/")) {
			skip_blanks(r);
			if ((*r->p && strchr(".@*", *r->p)) ||
			    name_length(r->p))
				if (!read_relative(r, path))
					return false;
		}
	}
	return true;
}

/* --- what is no path --------------------------------------------------------- */

static struct xp_node *read_number(struct reader *r)
{
	struct xp_node *n = make(r, XP_NUMBER);
	const char *from = r->p;

	r->p += strspn(r->p, "0123456789");
	if (take(r, "."))
		r->p += strspn(r->p, "0123456789");
	if (take(r, "e") || take(r, "E")) {
		if (!take(r, "-"))
			take(r, "+");
		r->p += strspn(r->p, "0123456789");
	}
	n->text = mem_strndup(r->ctx, from, (size_t)(r->p - from));
	return n;
}

static struct xp_node *read_call(struct reader *r)
{
	struct xp_node *n = make(r, XP_CALL), *arg;

	n->text = read_qualified(r);
	if (!n->text)
		return refuse(r, "a name is expected here");
	skip_blanks(r);
	if (!take(r, "("))
		return refuse(r, "an opening bracket is expected here");
	skip_blanks(r);
	n->open = !*r->p;
	while (*r->p && *r->p != ')') {
		arg = read_expr(r);
		if (!arg)
			return NULL;
		add(r, &n->args, arg);
		if (*r->p == ')')
			break;
		if (!take(r, ","))
			return refuse(
			    r, *r->p ? "a comma or ) is expected here"
				     : "a closing bracket is missing");
		skip_blanks(r);
		/* libxml2 reads "f(1,)" as far as the missing argument, and
		 * "f(1," as a whole. */
		if (*r->p == ')')
			return refuse(r, "an argument is missing here");
		n->open = !*r->p;
	}
	take(r, ")");
	return n;
}

static struct xp_node *read_primary(struct reader *r)
{
	struct xp_node *n, *inner;

	skip_blanks(r);
	if (*r->p == '$') {
		n = make(r, XP_VARIABLE);
		r->p++;
		n->text = read_qualified(r);
		if (!n->text)
			return refuse(r, "a variable's name is expected here");
	} else if (*r->p == '(') {
		n = make(r, XP_GROUP);
		r->p++;
		skip_blanks(r);
		inner = read_expr(r);
		if (!inner)
			return NULL;
		if (!take(r, ")"))
			return refuse(r, "a closing bracket is missing");
		add(r, &n->args, inner);
	} else if (is_digit(*r->p) || (*r->p == '.' && is_digit(r->p[1]))) {
		n = read_number(r);
	} else if (*r->p == '\'' || *r->p == '"') {
		n = make(r, XP_LITERAL);
		n->quote = *r->p;
		n->text = read_literal(r);
		if (!n->text)
			return NULL;
	} else {
		n = read_call(r);
		if (!n)
			return NULL;
	}
	skip_blanks(r);
	return n;
}

/* Does a location path begin here, or a primary expression? 1, 0, -1: neither.
 * Looks ahead as libxml2 does. */
static int is_location(const struct reader *r)
{
	const char *p = r->p;
	size_t n;

	if (strchr("$('\"", *p) && *p)
		return 0;
	if (is_digit(*p) || (*p == '.' && is_digit(p[1])))
		return 0;
	if (*p && strchr("*/@.", *p))
		return 1;
	if (*p == ':')
		return 1; /* refused further on */
	n = name_length(p);
	if (!n)
		return -1;
	if (p[n] == ':' && p[n + 1] != ':')
		n += 1 + name_length(p + n + 1);
	if (p[n] == ':')
		return 1;
	p += n;
	p += strspn(p, " \t\r\n");
	if (*p != '(')
		return 1;
	return is_node_type(r->p, n);
}

static struct xp_node *read_path(struct reader *r)
{
	struct xp_node *n, *base;
	int location;

	skip_blanks(r);
	location = is_location(r);
	if (location < 0)
		return refuse(r, *r->p ? "this cannot stand here"
				       : "it ends where a value is expected");
	if (location) {
		n = make(r, XP_PATH);
		if (!read_location(r, n))
			return NULL;
		skip_blanks(r);
		return n;
	}
	base = read_primary(r);
	if (!base || !read_predicates(r, &base->predicates))
		return NULL;
	if (*r->p != '/')
		return base;
	n = make(r, XP_PATH);
	n->at = base->at;
	n->base = base;
	/* read_relative takes one slash, or both, by itself. */
	if (take(r, "//"))
		add_any(r, n);
	if (!read_relative(r, n))
		return NULL;
	skip_blanks(r);
	return n;
}

/* --- operators, from the tightest to the loosest ------------------------------ */

static struct xp_node *join(struct reader *r, enum xp_kind kind,
			    struct xp_node *first)
{
	struct xp_node *n = make(r, kind);

	n->at = first->at;
	add(r, &n->args, first);
	return n;
}

static struct xp_node *read_union(struct reader *r)
{
	struct xp_node *n = read_path(r), *next;

	if (!n)
		return NULL;
	skip_blanks(r);
	if (*r->p == '|')
		n = join(r, XP_UNION, n);
	while (take(r, "|")) {
		skip_blanks(r);
		next = read_path(r);
		if (!next)
			return NULL;
		add(r, &n->args, next);
		skip_blanks(r);
	}
	return n;
}

static struct xp_node *read_unary(struct reader *r)
{
	bool minus = false, found = false;
	struct xp_node *n, *outer;

	skip_blanks(r);
	outer = make(r, XP_MINUS);
	while (take(r, "-")) {
		minus = !minus;
		found = true;
		skip_blanks(r);
	}
	n = read_union(r);
	if (!n || !found)
		return n;
	/* Two minus signs still make a number of it. */
	add(r, &outer->args, n);
	outer->text = minus ? "-" : "+";
	return outer;
}

/* A chain of operands with signs between; how: which sign stands here, 0. */
static struct xp_node *read_chain(struct reader *r, enum xp_kind kind,
				  struct xp_node *(*operand)(struct reader *),
				  char (*how)(struct reader *))
{
	struct xp_node *n = operand(r), *next;
	struct buf signs = {.ctx = r->ctx};
	char sign;

	if (!n)
		return NULL;
	skip_blanks(r);
	while ((sign = how(r))) {
		skip_blanks(r);
		if (!signs.len)
			n = join(r, kind, n);
		buf_add(&signs, &sign, 1);
		next = operand(r);
		if (!next)
			return NULL;
		add(r, &n->args, next);
		skip_blanks(r);
	}
	if (signs.len)
		n->text = buf_text(&signs);
	return n;
}

static char product_sign(struct reader *r)
{
	return take(r, "*") ? '*' : take(r, "div") ? '/' : take(r, "mod") ? '%'
									  : 0;
}

static struct xp_node *read_product(struct reader *r)
{
	return read_chain(r, XP_PRODUCT, read_unary, product_sign);
}

static char sum_sign(struct reader *r)
{
	return take(r, "+") ? '+' : take(r, "-") ? '-' : 0;
}

static struct xp_node *read_sum(struct reader *r)
{
	return read_chain(r, XP_SUM, read_product, sum_sign);
}

static struct xp_node *read_comparison(
    struct reader *r, const char *const *signs,
    struct xp_node *(*operand)(struct reader *))
{
	struct xp_node *n = operand(r), *next;
	const char *sign = NULL;

	if (!n)
		return NULL;
	skip_blanks(r);
	for (;;) {
		for (size_t i = 0; signs[i]; i++)
			if (take(r, signs[i])) {
				sign = signs[i];
				break;
			}
		if (!sign)
			return n;
		skip_blanks(r);
		n = join(r, XP_COMPARE, n);
		n->text = sign;
		next = operand(r);
		if (!next)
			return NULL;
		add(r, &n->args, next);
		skip_blanks(r);
		sign = NULL;
	}
}

static struct xp_node *read_relation(struct reader *r)
{
	static const char *const signs[] = {"<=", ">=", "<", ">", NULL};

	return read_comparison(r, signs, read_sum);
}

static struct xp_node *read_equality(struct reader *r)
{
	static const char *const signs[] = {"=", "!=", NULL};

	return read_comparison(r, signs, read_relation);
}

static char and_sign(struct reader *r)
{
	return take(r, "and") ? 'a' : 0;
}

static struct xp_node *read_and(struct reader *r)
{
	return read_chain(r, XP_AND, read_equality, and_sign);
}

static char or_sign(struct reader *r)
{
	return take(r, "or") ? 'o' : 0;
}

static struct xp_node *read_expr(struct reader *r)
{
	struct xp_node *n;

	if (++r->depth > XPATH_DEPTH_MAX)
		return refuse(r, "the brackets are too deep");
	n = read_chain(r, XP_OR, read_and, or_sign);
	r->depth--;
	return n;
}

struct xp_node *xp_read(void *ctx, const char *text, const char **why,
			size_t *at)
{
	struct reader r = {.ctx = ctx, .text = text, .p = text};
	struct xp_node *n = NULL;
	size_t size = strnlen(text, XPATH_TEXT_MAX + 1);

	if (size > XPATH_TEXT_MAX)
		refuse(&r, "it is too long");
	else if (!text_valid(text, size))
		refuse(&r, "it holds a character that no text may hold");
	else
		n = read_expr(&r);
	if (n && *r.p)
		n = refuse(&r, "something stands behind its end");
	if (!n) {
		*why = r.why;
		*at = r.at;
	}
	return n;
}
