/* The tree of a parsed XPath expression; known to lib/xform/xpath*.c only.
 * SPDX-License-Identifier: MIT
 *
 * xpath_parse.c makes it, xpath_check.c looks for what is not allowed,
 * xpath_refs.c collects what is read, xpath_write.c writes the text for
 * libxml2. All nodes live below one ctx and are never freed one by one.
 */
#ifndef CAREBOOK_XFORM_XPATH_TREE_H
#define CAREBOOK_XFORM_XPATH_TREE_H

#include "xform/xpath.h"

enum {
	XPATH_TEXT_MAX = 100000, /* bytes of one expression */
	XPATH_DEPTH_MAX = 200,	 /* brackets within brackets */
};

enum xp_kind {
	XP_OR,	     /* args: two or more */
	XP_AND,
	XP_COMPARE,  /* two args; text: "=", "!=", "<", "<=", ">", ">=" */
	XP_SUM,	     /* two or more; text: one of "+-" for each but the first */
	XP_PRODUCT,  /* two or more; text: one of "*", "/" (div), "%" (mod) */
	XP_MINUS,    /* one */
	XP_UNION,    /* two or more */
	XP_PATH,     /* steps, from base or from / or from where we stand */
	XP_CALL,     /* text: the name as written; args */
	XP_LITERAL,  /* text, without its quotes */
	XP_NUMBER,   /* text as written */
	XP_VARIABLE, /* text: name */
	XP_GROUP     /* one, in brackets; perhaps with predicates */
};

enum xp_axis {
	XP_AXIS_NONE,
	XP_ANCESTOR,
	XP_ANCESTOR_OR_SELF,
	XP_ATTRIBUTE,
	XP_CHILD,
	XP_DESCENDANT,
	XP_DESCENDANT_OR_SELF,
	XP_FOLLOWING,
	XP_FOLLOWING_SIBLING,
	XP_NAMESPACE,
	XP_PARENT,
	XP_PRECEDING,
	XP_PRECEDING_SIBLING,
	XP_SELF,
	XP_AXES
};

struct xp_node;

struct xp_list {
	struct xp_node **list;
	size_t n;
};

struct xp_step {
	enum xp_axis axis;
	/* The name test: "age", "jr:age", "*", "jr:*"; NULL: a node type. */
	const char *name;
	const char *type;    /* "node", "text", "comment", ... or NULL */
	const char *literal; /* of processing-instruction('literal'), or NULL */
	struct xp_list predicates;
};

struct xp_node {
	enum xp_kind kind;
	size_t at; /* where it begins, in bytes */
	const char *text;
	char quote; /* of a literal */
	bool open;  /* of a call: the text ended before its bracket did */
	struct xp_list args;
	/* of a path: */
	struct xp_node *base; /* a primary expression that it begins at */
	bool absolute;
	struct xp_step *steps;
	size_t n_steps;
	/* of any primary expression: base[1] */
	struct xp_list predicates;
};

struct xpath {
	const char *text, *rewritten;
	struct xp_node *tree;
	struct xpath_ref *refs;
	size_t n_refs;
	bool is_volatile, is_path;
	size_t variables; /* how many of r0, r1, ... it may ask for */
	void *compiled;	  /* xmlXPathCompExprPtr */
	xmlNs *spaces;	  /* what the prefixes mean, spaces[0..n_spaces) */
	xmlNsPtr *space_list;
	size_t n_spaces;
};

/* What stands in brackets only to group. */
struct xp_node *xp_inner(struct xp_node *n);

const char *xp_axis_name(enum xp_axis axis);

/* Reads a text as libxml2's xmlXPathCompile reads it, and accepts what that
 * accepts. NULL: refused; *why in words, *at the byte. */
struct xp_node *xp_read(void *ctx, const char *text, const char **why,
			size_t *at);

/* Functions, arguments, variables, prefixes: what may not be? NULL: all may. */
const char *xp_check(void *ctx, const struct xp_node *tree,
		     const struct xpath_place *place, size_t *at);

/* Fills in refs and is_volatile. */
void xp_collect(void *ctx, struct xpath *x, const struct xpath_place *place);

/* The text for libxml2; NULL: too deep for it. */
const char *xp_write(void *ctx, const struct xp_node *tree,
		     const struct xpath_place *place);

#endif
