/* XPath as forms write it: parsed by us, evaluated by libxml2.
 * SPDX-License-Identifier: MIT
 *
 * An expression passes our own parser first. It accepts what libxml2 accepts
 * as XPath 1.0 (the differences are told in xpath_parse.c), and refuses before anything runs: a function that is
 * not on the list, a wrong number of arguments, an unknown variable, brackets
 * too deep, a text too long. From its tree come the paths that it reads (the
 * order of recomputing), and the text that libxml2 gets:
 *   - operators on values (`= != < <= > >= + - * div mod`) become functions
 *     that reckon dates as dates and never print a number as "1e+06"; so do
 *     unions, and steps that can be expensive: libxml2 does not count all that
 *     they cost (xpath_guard.c);
 *   - an absolute path into a repeat that the node stands in begins at a
 *     variable that holds this repeat's instance, so that one compiled
 *     expression serves all instances (a path that ends with the repeat means
 *     all its instances);
 *   - instance('x')/root/item begins at the copied list in the same document.
 * The functions are those of the ODK XForms specification; libxml2's own of
 * the same name are overridden (xmlXPathRegisterFuncLookup).
 */
#ifndef CAREBOOK_XFORM_XPATH_H
#define CAREBOOK_XFORM_XPATH_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/zone.h"

/* A parsed expression; immutable, lives below its ctx. */
struct xpath;

/* What an expression reads. */
struct xpath_ref {
	/* Absolute, without predicates, "." and ".." worked out against the
	 * context: "/data/person/age", "/data/@version". May hold "*" and "//"
	 * steps; "/" is the root. */
	const char *path;
	/* id of instance('id'): the path then begins with the list's root
	 * element ("/root/item/name"), or is "/": all of it. NULL: the primary
	 * instance. "": an instance that is only known when it runs. */
	const char *instance;
	/* The reference asks how many or which there are (count, position, a
	 * path to a repeat or group), or holds a step that cannot be followed:
	 * it depends on everything below the path, and on whether it is there.
	 * (That a path is a group or a repeat the caller must see himself.) */
	bool below;
	/* A step on the way that has a condition, one to a sister, one back
	 * into a repeat that was left, or indexed-repeat(): what is meant may
	 * be another instance of a repeat than the one that the context stands
	 * in (running totals), so that a node that reads its own path is no
	 * circle. */
	bool other;
};

/* Where an expression stands. */
struct xpath_place {
	/* The node it belongs to, as an absolute path without predicates:
	 * "/data/person/age". NULL in the tables of `carebook form xpath`. */
	const char *context;
	/* Paths of the repeats that the context stands in, outermost first;
	 * the variables r0, r1, ... hold their instances when it runs. */
	const char *const *repeats;
	size_t n_repeats;
	/* Prefixes that the form declares, for names in paths: prefix, URI,
	 * prefix, URI, ..., NULL. Others are refused. NULL: none is refused,
	 * and what they mean is not known. */
	const char *const *prefixes;
};

/* Parses and rewrites. On refusal returns NULL and *why says the reason in
 * words for whoever wrote the form, *at the offset in bytes (either may be
 * NULL). All lives below ctx. place NULL: nowhere, with any prefix. */
struct xpath *xpath_parse(void *ctx, const char *text,
			  const struct xpath_place *place, const char **why,
			  size_t *at);

/* What it reads, each path once. */
const struct xpath_ref *xpath_refs(const struct xpath *x, size_t *n);

/* Does its value change by itself: now(), today(), random(), uuid()? */
bool xpath_volatile(const struct xpath *x);
/* Is it a bare path to a node (what setvalue and ref need)? */
bool xpath_is_path(const struct xpath *x);
/* The text as it was written, and as libxml2 gets it. */
const char *xpath_text(const struct xpath *x);
const char *xpath_rewritten(const struct xpath *x);

/* What the functions need to know while a form is worked out. One for each
 * request; the document may change between evaluations. */
struct xpath_run {
	xmlDocPtr doc;		  /* primary instance and the copied lists */
	xmlNodePtr primary;	  /* element that / means (its parent is / ) */
	const struct zone *zone;  /* the site's */
	int64_t now;		  /* frozen for a draft, UTC seconds */
	uint64_t seed;		  /* frozen: uuid(), random(), randomize() */
	void *data;		  /* the caller's, for the four below, which
				   * may evaluate expressions themselves */
	/* The label of a choice value of the select that stands at this path;
	 * NULL: unknown. */
	const char *(*choice_name)(void *data, const char *value,
				   const char *path, xmlNodePtr context);
	/* The text of this id in the language chosen; NULL: unknown. */
	const char *(*itext)(void *data, const char *id, xmlNodePtr context);
	/* The node that instance('id') gives: the one that holds the list,
	 * whose child is the list's root element (<instance>, or whatever
	 * stands in its place; for the primary instance's own id the
	 * document). NULL: there is none. */
	xmlNodePtr (*instance)(void *data, const char *id);
	/* What property('name') gives, NULL: "". May be NULL itself. */
	const char *(*property)(void *data, const char *name);
	/* Operations that are left, for all evaluations together; at 0 an
	 * evaluation ends with ERR_TOO_LARGE. One alone gets ten million at
	 * most. An operation is about 50 ns. */
	int64_t budget;
	struct xpath_engine *engine; /* xpath.c's own; xpath_run_open() */
};

/* Makes the engine's state below ctx, freed with it. doc, zone, now, seed,
 * budget are set before. */
void xpath_run_open(void *ctx, struct xpath_run *run);

/* The instances of the repeats that the context stands in, for r0, r1, ... */
struct xpath_here {
	xmlNodePtr context;
	const xmlNodePtr *repeats;
	size_t n_repeats;
	/* position() and last() at the top level; 0: 1. */
	int position, size;
};

/* Evaluate. ERR_INVALID: it cannot be worked out (the reason is for whoever
 * wrote the form); ERR_TOO_LARGE: over the budget. Texts live below ctx. */
NEOERR *xpath_string(void *ctx, struct xpath_run *run, const struct xpath *x,
		     const struct xpath_here *here,
		     const char **out) MUST_CHECK;
NEOERR *xpath_boolean(struct xpath_run *run, const struct xpath *x,
		      const struct xpath_here *here, bool *out) MUST_CHECK;
NEOERR *xpath_number(struct xpath_run *run, const struct xpath *x,
		     const struct xpath_here *here, double *out) MUST_CHECK;
/* nodes[0..n) below ctx, in document order; ERR_INVALID where it is no path. */
NEOERR *xpath_nodes(void *ctx, struct xpath_run *run, const struct xpath *x,
		    const struct xpath_here *here, xmlNodePtr **nodes,
		    size_t *n) MUST_CHECK;

/* A number as XForms writes it: 3, 0.5, never "1e+06"; "" for NaN. */
const char *xpath_number_text(const void *ctx, double number);

#endif
