/* Functions on numbers, and chance.
 * SPDX-License-Identifier: MIT
 *
 * Chance is frozen: what random() and uuid() give follows from the run's seed,
 * the node that asks, and how often it asked. So the same draft gives the same
 * each time that it is worked out, and two nodes do not give the same.
 */
#include <math.h>
#include <sodium.h>
#include <string.h>

#include "base/mem.h"
#include "xform/xpath_function.h"

XP_FUNCTION(xp_fn_number)
{
	struct xp_call c;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	xp_give_number(&c, c.n ? xp_number(&c, 0)
			       : xp_read_number(
				     c.run,
				     xp_node_text(&c, parser->context->node)));
}

/* Towards zero. A number that misses the next whole one by less than anybody
 * writes is that one: 41 days that came out as 40.999999999998. */
XP_FUNCTION(xp_fn_int)
{
	struct xp_call c;
	double n;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	n = xp_number(&c, 0);
	xp_give_number(&c, fabs(n - nearbyint(n)) < 1e-9 ? nearbyint(n)
							 : trunc(n));
}

/* Half away from zero, in decimal: round(2.15, 1) is 2.2, though the number
 * nearest to 2.15 lies below it. */
static double rounded(double n, int places)
{
	double power = pow(10, abs(places));
	double scaled = places < 0 ? n / power : n * power;
	double whole = trunc(scaled);

	if (!isfinite(scaled))
		return isfinite(n) && places < 0 ? 0 : n;
	if (fabs(scaled - whole) + fabs(scaled) * 1e-15 >= 0.5)
		whole += scaled < 0 ? -1 : 1;
	return places < 0 ? whole * power : whole / power;
}

XP_FUNCTION(xp_fn_round)
{
	struct xp_call c;
	double places;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	places = c.n > 1 ? xp_number(&c, 1) : 0;
	if (isnan(places))
		xp_give_number(&c, NAN);
	else if (places < -300)
		xp_give_number(&c, 0);
	else if (places > 300)
		xp_give_number(&c, xp_number(&c, 0));
	else
		xp_give_number(&c, rounded(xp_number(&c, 0), (int)places));
}

#define OF_ONE(name, expression)                        \
	XP_FUNCTION(name)                               \
	{                                               \
		struct xp_call c;                       \
		double n;                               \
                                                        \
		if (!xp_begin(&c, parser, n_arguments)) \
			return;                         \
		n = xp_number(&c, 0);                   \
		xp_give_number(&c, expression);         \
	}
OF_ONE(xp_fn_floor, floor(n))
OF_ONE(xp_fn_ceiling, ceil(n))
OF_ONE(xp_fn_abs, fabs(n))
OF_ONE(xp_fn_exp, exp(n))
OF_ONE(xp_fn_exp10, pow(10, n))
OF_ONE(xp_fn_log, log(n))
OF_ONE(xp_fn_log10, log10(n))
OF_ONE(xp_fn_sqrt, sqrt(n))
OF_ONE(xp_fn_sin, sin(n))
OF_ONE(xp_fn_cos, cos(n))
OF_ONE(xp_fn_tan, tan(n))
OF_ONE(xp_fn_asin, asin(n))
OF_ONE(xp_fn_acos, acos(n))
OF_ONE(xp_fn_atan, atan(n))

XP_FUNCTION(xp_fn_pow)
{
	struct xp_call c;

	if (xp_begin(&c, parser, n_arguments))
		xp_give_number(&c, pow(xp_number(&c, 0), xp_number(&c, 1)));
}

XP_FUNCTION(xp_fn_atan2)
{
	struct xp_call c;

	if (xp_begin(&c, parser, n_arguments))
		xp_give_number(&c, atan2(xp_number(&c, 0), xp_number(&c, 1)));
}

XP_FUNCTION(xp_fn_pi)
{
	struct xp_call c;

	if (xp_begin(&c, parser, n_arguments))
		xp_give_number(&c, M_PI);
}

/* --- of many ------------------------------------------------------------------------- */

/* Folds all numbers of all arguments; empty ones are left out. *n: how many
 * there were. */
static double fold(struct xp_call *c, double (*two)(double, double), int *n)
{
	double all = 0;

	*n = 0;
	for (int i = 0; i < c->n; i++) {
		xmlNodeSetPtr set = xp_nodes(c, i);
		int count = xp_is_nodes(c, i) ? (set ? set->nodeNr : 0) : 1;

		for (int k = 0; k < count; k++) {
			const char *s = xp_is_nodes(c, i)
					    ? xp_node_text(c, set->nodeTab[k])
					    : xp_text(c, i);
			double next;

			if (!xp_spend(c, 1))
				return NAN;
			if (!s[strspn(s, " \t\r\n")])
				continue;
			next = xp_is_nodes(c, i) ? xp_read_number(c->run, s)
						 : xp_number(c, i);
			all = (*n)++ ? two(all, next) : next;
		}
	}
	return all;
}

static double add(double a, double b)
{
	return a + b;
}

static double smaller(double a, double b)
{
	return isnan(a) || isnan(b) ? NAN : fmin(a, b);
}

static double greater(double a, double b)
{
	return isnan(a) || isnan(b) ? NAN : fmax(a, b);
}

XP_FUNCTION(xp_fn_sum)
{
	struct xp_call c;
	int n;

	if (xp_begin(&c, parser, n_arguments))
		xp_give_number(&c, fold(&c, add, &n));
}

static void give_extreme(xmlXPathParserContextPtr parser, int n_arguments,
			 double (*two)(double, double))
{
	struct xp_call c;
	double found;
	int n;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	found = fold(&c, two, &n);
	xp_give_number(&c, n ? found : NAN);
}

XP_FUNCTION(xp_fn_min)
{
	give_extreme(parser, n_arguments, smaller);
}

XP_FUNCTION(xp_fn_max)
{
	give_extreme(parser, n_arguments, greater);
}

/* --- chance ---------------------------------------------------------------------------- */

/* n bytes that follow from the seed, the node and how many were drawn. */
static void draw(struct xp_call *c, unsigned char *out, size_t n)
{
	struct xpath_engine *e = c->run->engine;
	xmlNodePtr node = e->here->context;
	xmlChar *path = node ? xmlGetNodePath(node) : NULL;
	const char *where = path ? (const char *)path : "";
	crypto_generichash_state state;

	e->drawn++;
	crypto_generichash_init(&state, NULL, 0, n);
	crypto_generichash_update(&state, (unsigned char *)&c->run->seed,
				  sizeof c->run->seed);
	crypto_generichash_update(&state, (unsigned char *)&e->drawn,
				  sizeof e->drawn);
	crypto_generichash_update(&state, (const unsigned char *)where,
				  strlen(where));
	crypto_generichash_final(&state, out, n);
	xmlFree(path);
}

/* 0 to below 1. */
static double drawn(struct xp_call *c)
{
	unsigned char bytes[crypto_generichash_BYTES_MIN];
	uint64_t n;

	draw(c, bytes, sizeof bytes);
	memcpy(&n, bytes, sizeof n);
	return (double)(n >> 11) / 9007199254740992.0;
}

XP_FUNCTION(xp_fn_random)
{
	struct xp_call c;

	if (xp_begin(&c, parser, n_arguments))
		xp_give_number(&c, drawn(&c));
}

/* uuid(): a random one (RFC 4122, version 4); uuid(n): n letters and digits. */
XP_FUNCTION(xp_fn_uuid)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	unsigned char b[16];
	struct xp_call c;
	double length;
	char *out;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	if (c.n) {
		length = trunc(xp_number(&c, 0));
		if (!(length >= 0 && length <= 1000)) {
			xp_fail(&c, "uuid() takes a length of up to 1000");
			return;
		}
		out = mem_zalloc(c.pool, (size_t)length + 1);
		for (size_t i = 0; i < (size_t)length; i++)
			out[i] = letters[(size_t)(drawn(&c) *
						  (sizeof letters - 1))];
		xp_give_text(&c, out);
		return;
	}
	draw(&c, b, sizeof b);
	b[6] = (b[6] & 0x0f) | 0x40;
	b[8] = (b[8] & 0x3f) | 0x80;
	xp_give_text(
	    &c, mem_printf(c.pool,
			   "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
			   "%02x%02x%02x%02x%02x%02x",
			   b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8],
			   b[9], b[10], b[11], b[12], b[13], b[14], b[15]));
}

/* The seed as a whole number: any number without its fraction; of a text that
 * is none, what the other tools make of it: the first 64 bits of its SHA-256. */
static int64_t seed_of(struct xp_call *c, int i)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	double n = trunc(xp_number(c, i));
	uint64_t bits = 0;
	const char *s;

	if (!isnan(n))
		return fabs(n) < 9e18 ? (int64_t)n : 0;
	s = xp_text(c, i);
	if (!*s)
		return 0;
	crypto_hash_sha256(hash, (const unsigned char *)s, strlen(s));
	for (int k = 0; k < 8; k++)
		bits = bits << 8 | hash[k];
	return (int64_t)bits;
}

/* randomize(nodes, seed): Fisher and Yates's shuffle, from the inside out, with
 * the generator that the specification names (Park and Miller's), so that a
 * seed gives the order that other tools give. The result is not a set but a
 * "tree" (libxml2 would put a set back into the document's order). */
XP_FUNCTION(xp_fn_randomize)
{
	xmlXPathObjectPtr out;
	xmlNodeSetPtr set;
	xmlNodePtr *from;
	struct xp_call c;
	int64_t state;
	int n;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	if (!xp_is_nodes(&c, 0)) {
		xp_fail(&c, "randomize() takes a path");
		return;
	}
	state = c.n > 1 ? seed_of(&c, 1) : (int64_t)(drawn(&c) * 2147483646) + 1;
	state %= 2147483647;
	if (state <= 0)
		state += 2147483646;
	set = xmlXPathNodeSetMerge(NULL, xp_nodes(&c, 0));
	n = set ? set->nodeNr : 0;
	if (!xp_spend(&c, (size_t)n))
		n = 0;
	from = mem_array(c.pool, (size_t)n + 1, sizeof *from);
	if (n)
		memcpy(from, set->nodeTab, (size_t)n * sizeof *from);
	for (int i = 0; i < n; i++) {
		int k;

		state = state * 16807 % 2147483647;
		k = (int)((double)(state - 1) / 2147483646.0 * (i + 1));
		set->nodeTab[i] = set->nodeTab[k];
		set->nodeTab[k] = from[i];
	}
	out = xmlXPathWrapNodeSet(set ? set : xmlXPathNodeSetCreate(NULL));
	if (out) {
		out->type = XPATH_XSLT_TREE;
		out->boolval = 0;
	}
	xp_give(&c, out);
}
