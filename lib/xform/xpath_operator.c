/* Operators, as functions: comparing and reckoning with dates as dates.
 * SPDX-License-Identifier: MIT
 *
 * As in XPath 1.0, but that a text which is a date is one:
 *   - two dates are compared by when they are, a date and a number by number;
 *   - the difference of two days is their days, of two instants the time
 *     that passes between;
 *   - two times of day are compared, and their difference is a part of a day;
 *   - whatever else is added to a date, adds days to its number.
 * Of a set of nodes it is enough that one fits. Where the standard makes one
 * truth of a set that is put in order with a truth ("* > true()"), this does
 * as the other engines do, and compares each node's number.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "xform/xpath_date.h"
#include "xform/xpath_function.h"

enum sign { EQ, NE, LT, LE, GT, GE };

/* One value of an operand. */
struct value {
	enum { BOOLEAN, NUMBER, TEXT } type;
	bool truth;
	double number; /* of any type, once it was asked for */
	bool has_number;
	const char *text;
	bool looked, dated; /* is the text a date? */
	struct xp_date date;
	struct xp_clock clock;
	bool looked_clock, clocked; /* a time of day? */
};

/* A number and a date that were reckoned along different ways. */
static const double near = 1e-9;

static bool is_dated(struct xp_call *c, struct value *v)
{
	if (v->looked)
		return v->dated;
	v->looked = true;
	v->dated = v->type == TEXT && v->text[0] &&
		   xp_date_read(c->run, v->text, &v->date);
	return v->dated;
}

static bool is_clocked(struct value *v)
{
	if (!v->looked_clock) {
		v->looked_clock = true;
		v->clocked = v->type == TEXT && v->text[0] &&
			     xp_clock_read(v->text, &v->clock);
	}
	return v->clocked;
}

static double number_of(struct xp_call *c, struct value *v)
{
	if (!v->has_number) {
		v->has_number = true;
		v->number = v->type == BOOLEAN ? v->truth
			    : is_dated(c, v)
				? xp_date_number(c->run, &v->date)
				: xp_read_number(c->run, v->text);
	}
	return v->number;
}

static struct value value_of(struct xp_call *c, xmlXPathObjectPtr o)
{
	struct value v = {0};

	switch (o->type) {
	case XPATH_BOOLEAN:
		v.type = BOOLEAN;
		v.truth = o->boolval;
		break;
	case XPATH_NUMBER:
		v.type = NUMBER;
		v.number = o->floatval;
		v.has_number = true;
		break;
	default:
		v.type = TEXT;
		v.text = xp_object_text(c->run, c->pool, o);
	}
	return v;
}

/* --- comparing ------------------------------------------------------------------- */

static bool by_order(enum sign sign, double order)
{
	switch (sign) {
	case EQ:
		return order == 0;
	case NE:
		return order != 0;
	case LT:
		return order < 0;
	case LE:
		return order <= 0;
	case GT:
		return order > 0;
	default:
		return order >= 0;
	}
}

static bool by_number(enum sign sign, double a, double b)
{
	if (isnan(a) || isnan(b))
		return sign == NE;
	return by_order(sign, a < b ? -1 : a > b);
}

static bool fits(struct xp_call *c, enum sign sign, struct value *a,
		 struct value *b)
{
	double x, y;

	if (sign <= NE && (a->type == BOOLEAN || b->type == BOOLEAN)) {
		bool p = a->type == BOOLEAN  ? a->truth
			 : a->type == NUMBER ? a->number != 0 &&
						   !isnan(a->number)
					     : *a->text != 0;
		bool q = b->type == BOOLEAN  ? b->truth
			 : b->type == NUMBER ? b->number != 0 &&
						   !isnan(b->number)
					     : *b->text != 0;

		return (p == q) == (sign == EQ);
	}
	if (a->type == TEXT && b->type == TEXT) {
		if (sign <= NE && !strcmp(a->text, b->text))
			return sign == EQ;
		if (is_dated(c, a) && is_dated(c, b))
			return by_order(sign,
					xp_date_compare(&a->date, &b->date));
		if (is_clocked(a) && is_clocked(b))
			return by_order(sign, -xp_clock_between(&a->clock,
								&b->clock));
		if (sign <= NE)
			return sign == NE;
	}
	x = number_of(c, a);
	y = number_of(c, b);
	if ((is_dated(c, a) || is_dated(c, b)) && fabs(x - y) < near)
		y = x;
	return by_number(sign, x, y);
}

/* The values of an operand: one, or those of its nodes. */
static size_t values_of(struct xp_call *c, int i, struct value **out)
{
	xmlNodeSetPtr set = xp_nodes(c, i);
	size_t n = set ? (size_t)set->nodeNr : 0;

	if (!xp_is_nodes(c, i)) {
		*out = mem_new(c->pool, struct value);
		**out = value_of(c, c->args[i]);
		return 1;
	}
	*out = mem_array(c->pool, n + 1, sizeof **out);
	for (size_t k = 0; k < n; k++) {
		(*out)[k].type = TEXT;
		(*out)[k].text = xp_node_text(c, set->nodeTab[k]);
	}
	return n;
}

static void compare(xmlXPathParserContextPtr parser, enum sign sign)
{
	struct value *a, *b, truth;
	struct xp_call c;
	size_t n_a, n_b;
	bool yes = false;

	if (!xp_begin(&c, parser, 2))
		return;
	/* Against a truth, a set is one itself: is there any? */
	for (int i = 0; i < 2; i++)
		if (sign <= NE && c.args[1 - i]->type == XPATH_BOOLEAN &&
		    xp_is_nodes(&c, i)) {
			truth = (struct value){.type = BOOLEAN,
					       .truth = xp_truth(&c, i)};
			b = mem_new(c.pool, struct value);
			*b = value_of(&c, c.args[1 - i]);
			xp_give_boolean(&c, i ? fits(&c, sign, b, &truth)
					      : fits(&c, sign, &truth, b));
			return;
		}
	n_a = values_of(&c, 0, &a);
	n_b = values_of(&c, 1, &b);
	for (size_t i = 0; i < n_a && !yes; i++) {
		if (!xp_spend(&c, n_b))
			break;
		for (size_t k = 0; k < n_b && !yes; k++)
			yes = fits(&c, sign, &a[i], &b[k]);
	}
	xp_give_boolean(&c, yes);
}

#define COMPARE(name, sign)   \
	XP_FUNCTION(name)     \
	{                     \
		(void)n_arguments; \
		compare(parser, sign); \
	}
COMPARE(xp_equal, EQ)
COMPARE(xp_unequal, NE)
COMPARE(xp_less, LT)
COMPARE(xp_less_equal, LE)
COMPARE(xp_more, GT)
COMPARE(xp_more_equal, GE)

/* --- reckoning ---------------------------------------------------------------------- */

/* a - b, of two days or two instants. */
static double between(const struct value *a, const struct value *b)
{
	if (a->date.timed)
		return (double)(a->date.utc - b->date.utc) / 86400000.0;
	return (double)date_days_between(b->date.date, a->date.date);
}

/* _sum('+-', a, b, c): a + b - c. */
XP_FUNCTION(xp_sum_chain)
{
	struct xp_call c;
	struct value first, next;
	const char *signs;
	double sum;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	signs = xp_text(&c, 0);
	first = value_of(&c, c.args[1]);
	sum = number_of(&c, &first);
	for (int i = 2; i < c.n; i++) {
		next = value_of(&c, c.args[i]);
		if (i == 2 && signs[0] == '-' && is_dated(&c, &first) &&
		    is_dated(&c, &next) &&
		    first.date.timed == next.date.timed)
			sum = between(&first, &next);
		else if (i == 2 && signs[0] == '-' && is_clocked(&first) &&
			 is_clocked(&next))
			sum = xp_clock_between(&next.clock, &first.clock) /
			      86400000.0;
		else if (signs[i - 2] == '-')
			sum -= number_of(&c, &next);
		else
			sum += number_of(&c, &next);
	}
	xp_give_number(&c, sum);
}

/* _product('*' '/' '%', a, b, c). */
XP_FUNCTION(xp_product_chain)
{
	struct xp_call c;
	const char *signs;
	double product, next;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	signs = xp_text(&c, 0);
	product = xp_number(&c, 1);
	for (int i = 2; i < c.n; i++) {
		next = xp_number(&c, i);
		product = signs[i - 2] == '*'	? product * next
			  : signs[i - 2] == '/' ? product / next
						: fmod(product, next);
	}
	xp_give_number(&c, product);
}

XP_FUNCTION(xp_minus)
{
	struct xp_call c;

	if (xp_begin(&c, parser, n_arguments))
		xp_give_number(&c, -xp_number(&c, 0));
}

/* Two minus signs: a number, unchanged. */
XP_FUNCTION(xp_plus)
{
	struct xp_call c;

	if (xp_begin(&c, parser, n_arguments))
		xp_give_number(&c, xp_number(&c, 0));
}

/* A number that libxml2 would read less exactly. */
XP_FUNCTION(xp_precise)
{
	struct xp_call c;

	if (xp_begin(&c, parser, n_arguments))
		xp_give_number(&c, strtod(xp_text(&c, 0), NULL));
}
