/* The functions that an expression may call; known to lib/xform/xpath*.c only.
 * SPDX-License-Identifier: MIT
 *
 * A function of libxml2's takes its arguments off the parser context's stack,
 * the last one first, and pushes what it gives. xp_arguments takes them all;
 * nothing needs to be freed then but by xp_done, whatever way is left.
 */
#ifndef CAREBOOK_XFORM_XPATH_FUNCTION_H
#define CAREBOOK_XFORM_XPATH_FUNCTION_H

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "xform/xpath.h"

enum xp_function_flag {
	XP_VOLATILE = 1, /* changes by itself */
	XP_NODES = 2,	 /* may give nodes: a path may go on behind it */
	XP_FIRST = 4,	 /* its first argument must be a path */
	XP_SECOND = 8,	 /* its second too */
	XP_BELOW = 16,	 /* it asks how many or which, not what they hold */
	XP_EVEN = 32,	 /* takes its arguments behind the first two in pairs */
	XP_ODD = 64,	 /* behind the first one in pairs */
	XP_LIBXML = 128, /* libxml2's own does well; run is NULL */
};

struct xp_function {
	const char *name; /* as a form writes it */
	int min, max;	  /* arguments; max -1: any number */
	unsigned flags;
	xmlXPathFunction run;
};

/* By the name that a form writes; NULL: not on the list. */
const struct xp_function *xp_function_find(const char *name);

/* For libxml2, which asks by the names that xp_write gave: those of the list
 * with ':' as '_', and those of operators. */
xmlXPathFunction xp_function_lookup(void *data, const xmlChar *name,
				    const xmlChar *space);

enum {
	XP_ARGUMENTS_MAX = 1000,
	XP_TEXT_MAX = 4 * 1024 * 1024, /* no function gives a longer one */
};

/* --- within a function --------------------------------------------------- */

/* One call: its arguments, a pool for what it makes on the way. */
struct xp_call {
	xmlXPathParserContextPtr parser;
	struct xpath_run *run;
	void *pool;
	xmlXPathObjectPtr *args;
	int n;
};

/* Takes the arguments off the stack. False: something was wrong already. */
bool xp_begin(struct xp_call *c, xmlXPathParserContextPtr parser, int n);

/* Each pushes the result and ends the call. */
void xp_give_text(struct xp_call *c, const char *text);
void xp_give_number(struct xp_call *c, double number);
void xp_give_boolean(struct xp_call *c, bool yes);
/* nodes: owned from here on; NULL: none. */
void xp_give_nodes(struct xp_call *c, xmlNodeSetPtr nodes);
/* Gives the i-th argument as it is. */
void xp_give_argument(struct xp_call *c, int i);
/* Any other object; owned from here on. */
void xp_give(struct xp_call *c, xmlXPathObjectPtr object);
/* It cannot be worked out; why is for whoever wrote the form. */
void xp_fail(struct xp_call *c, const char *why);

/* Counts n operations; false and failed: over the budget. */
bool xp_spend(struct xp_call *c, size_t n);
/* How many are left to this evaluation. */
size_t xp_left(const struct xp_call *c);

/* An argument as a text, number, truth, set of nodes. Texts live below the
 * call's pool. A set is NULL where it is no path (or empty). */
const char *xp_text(struct xp_call *c, int i);
double xp_number(struct xp_call *c, int i);
bool xp_truth(struct xp_call *c, int i);
xmlNodeSetPtr xp_nodes(struct xp_call *c, int i);
bool xp_is_nodes(const struct xp_call *c, int i);

/* The string value of a node: one text child is lent, others are put together
 * below the call's pool. */
const char *xp_node_text(struct xp_call *c, xmlNodePtr node);

/* The same of an object; run, where it is given, is charged for the work. */
const char *xp_object_text(struct xpath_run *run, void *pool,
			   xmlXPathObjectPtr o);
double xp_object_number(struct xpath_run *run, void *pool,
			xmlXPathObjectPtr o);
bool xp_object_truth(xmlXPathObjectPtr o);
/* The node of a set that comes first in the document; NULL: it is empty. */
xmlNodePtr xp_first(xmlNodeSetPtr nodes);

/* A text as a number: digits with a point, or a date; else NaN. */
double xp_read_number(const struct xpath_run *run, const char *text);
/* As XPath says it: "NaN", "Infinity", "-0.5". */
const char *xp_number_text(void *pool, double number);

/* White space of XML around s cut off; below pool. */
const char *xp_trim(void *pool, const char *s);

struct xp_pattern;

/* Is this a pattern for regex()? */
bool xp_pattern_good(void *ctx, const char *text);

/* What stays open while expressions are evaluated. */
struct xpath_engine {
	xmlXPathContextPtr context;
	const char *why; /* what xp_fail said, or libxml2 */
	bool over;	 /* the budget was used up */
	void *pool;	 /* of one evaluation */
	const struct xpath_here *here;
	uint64_t drawn;	/* random numbers so far in this evaluation */
	int base;	/* xp_date_base() of the run's zone */
	struct xp_pattern *patterns; /* compiled regular expressions */
};

/* The functions, by file. */
#define XP_FUNCTION(name) \
	void name(xmlXPathParserContextPtr parser, int n_arguments)

/* xpath_operator.c */
XP_FUNCTION(xp_equal);
XP_FUNCTION(xp_unequal);
XP_FUNCTION(xp_less);
XP_FUNCTION(xp_less_equal);
XP_FUNCTION(xp_more);
XP_FUNCTION(xp_more_equal);
XP_FUNCTION(xp_sum_chain);
XP_FUNCTION(xp_product_chain);
XP_FUNCTION(xp_minus);
XP_FUNCTION(xp_plus);
XP_FUNCTION(xp_precise);

/* xpath_guard.c */
XP_FUNCTION(xp_union);
XP_FUNCTION(xp_guard_parent);
XP_FUNCTION(xp_guard_above);
XP_FUNCTION(xp_guard_below);
XP_FUNCTION(xp_guard_sisters);
XP_FUNCTION(xp_guard_everywhere);

/* xpath_text.c */
XP_FUNCTION(xp_fn_string);
XP_FUNCTION(xp_fn_concat);
XP_FUNCTION(xp_fn_join);
XP_FUNCTION(xp_fn_substr);
XP_FUNCTION(xp_fn_substring);
XP_FUNCTION(xp_fn_substring_before);
XP_FUNCTION(xp_fn_substring_after);
XP_FUNCTION(xp_fn_translate);
XP_FUNCTION(xp_fn_normalize_space);
XP_FUNCTION(xp_fn_string_length);
XP_FUNCTION(xp_fn_contains);
XP_FUNCTION(xp_fn_starts_with);
XP_FUNCTION(xp_fn_ends_with);
XP_FUNCTION(xp_fn_digest);
XP_FUNCTION(xp_fn_base64_encode);
XP_FUNCTION(xp_fn_base64_decode);
XP_FUNCTION(xp_fn_extract_signed);
XP_FUNCTION(xp_fn_selected);
XP_FUNCTION(xp_fn_selected_at);
XP_FUNCTION(xp_fn_count_selected);

/* xpath_regex.c */
XP_FUNCTION(xp_fn_regex);

/* xpath_math.c */
XP_FUNCTION(xp_fn_number);
XP_FUNCTION(xp_fn_int);
XP_FUNCTION(xp_fn_round);
XP_FUNCTION(xp_fn_floor);
XP_FUNCTION(xp_fn_ceiling);
XP_FUNCTION(xp_fn_abs);
XP_FUNCTION(xp_fn_pow);
XP_FUNCTION(xp_fn_exp);
XP_FUNCTION(xp_fn_exp10);
XP_FUNCTION(xp_fn_log);
XP_FUNCTION(xp_fn_log10);
XP_FUNCTION(xp_fn_sqrt);
XP_FUNCTION(xp_fn_sin);
XP_FUNCTION(xp_fn_cos);
XP_FUNCTION(xp_fn_tan);
XP_FUNCTION(xp_fn_asin);
XP_FUNCTION(xp_fn_acos);
XP_FUNCTION(xp_fn_atan);
XP_FUNCTION(xp_fn_atan2);
XP_FUNCTION(xp_fn_pi);
XP_FUNCTION(xp_fn_sum);
XP_FUNCTION(xp_fn_min);
XP_FUNCTION(xp_fn_max);
XP_FUNCTION(xp_fn_random);
XP_FUNCTION(xp_fn_uuid);
XP_FUNCTION(xp_fn_randomize);

/* xpath_logic.c */
XP_FUNCTION(xp_fn_boolean);
XP_FUNCTION(xp_fn_boolean_from_string);
XP_FUNCTION(xp_fn_not);
XP_FUNCTION(xp_fn_if);
XP_FUNCTION(xp_fn_coalesce);
XP_FUNCTION(xp_fn_once);
XP_FUNCTION(xp_fn_checklist);
XP_FUNCTION(xp_fn_weighted_checklist);
XP_FUNCTION(xp_fn_count_non_empty);
XP_FUNCTION(xp_fn_position);
XP_FUNCTION(xp_fn_current);
XP_FUNCTION(xp_fn_instance);
XP_FUNCTION(xp_fn_indexed_repeat);
XP_FUNCTION(xp_fn_choice_name);
XP_FUNCTION(xp_fn_itext);
XP_FUNCTION(xp_fn_pulldata);
XP_FUNCTION(xp_fn_version);
XP_FUNCTION(xp_fn_property);

/* xpath_date.c */
XP_FUNCTION(xp_fn_today);
XP_FUNCTION(xp_fn_now);
XP_FUNCTION(xp_fn_date);
XP_FUNCTION(xp_fn_decimal_date_time);
XP_FUNCTION(xp_fn_decimal_time);
XP_FUNCTION(xp_fn_format_date);

/* xpath_geo.c */
XP_FUNCTION(xp_fn_area);
XP_FUNCTION(xp_fn_distance);
XP_FUNCTION(xp_fn_geofence);
XP_FUNCTION(xp_fn_intersects);

#endif
