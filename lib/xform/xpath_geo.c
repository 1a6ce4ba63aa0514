/* Functions on places: distance(), area(), geofence(), intersects().
 * SPDX-License-Identifier: MIT
 *
 * A point is "latitude longitude", perhaps with altitude and accuracy behind;
 * a line or a shape is points with semicolons between. The earth is a ball of
 * 6,378,100 m, as in the other tools; results are rounded to centimetres.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "xform/xpath_function.h"

static const double radius = 6378100;

struct point {
	double lat, lng; /* degrees */
};

struct points {
	struct point *list;
	size_t n;
	bool bad; /* something is no point */
};

static bool read_point(const struct xpath_run *run, void *pool, const char *s,
		       size_t length, struct point *p)
{
	const char *text = xp_trim(pool, mem_strndup(pool, s, length));
	size_t n = strcspn(text, " \t\r\n");

	p->lat = xp_read_number(run, mem_strndup(pool, text, n));
	text += n;
	text += strspn(text, " \t\r\n");
	n = strcspn(text, " \t\r\n");
	p->lng = xp_read_number(run, mem_strndup(pool, text, n));
	return fabs(p->lat) <= 90 && fabs(p->lng) <= 180;
}

static void add_points(struct xp_call *c, struct points *all, const char *s)
{
	while (s[strspn(s, " \t\r\n;")]) {
		size_t n;
		struct point p;

		s += strspn(s, " \t\r\n;");
		n = strcspn(s, ";");
		if (!xp_spend(c, 1))
			return;
		if (!read_point(c->run, c->pool, s, n, &p))
			all->bad = true;
		if (!(all->n & (all->n - 1)))
			all->list = mem_grow(c->pool, all->list,
					     all->n ? all->n * 2 : 1,
					     sizeof *all->list);
		all->list[all->n++] = p;
		s += n;
	}
}

/* The points of the arguments from i on: of each node of a set. */
static struct points points_of(struct xp_call *c, int i)
{
	struct points all = {0};

	for (; i < c->n; i++) {
		xmlNodeSetPtr set = xp_nodes(c, i);

		if (!xp_is_nodes(c, i))
			add_points(c, &all, xp_text(c, i));
		for (int k = 0; set && k < set->nodeNr; k++)
			add_points(c, &all, xp_node_text(c, set->nodeTab[k]));
	}
	return all;
}

static double radians(double degrees)
{
	return degrees * M_PI / 180;
}

static double cents(double n)
{
	return round(n * 100) / 100;
}

/* The great circle's part between two points. */
static double apart(struct point a, struct point b)
{
	double lat = sin(radians(b.lat - a.lat) / 2);
	double lng = sin(radians(b.lng - a.lng) / 2);
	double h = lat * lat +
		   cos(radians(a.lat)) * cos(radians(b.lat)) * lng * lng;

	return 2 * radius * asin(sqrt(fmin(1, h)));
}

/* Of fewer than two points there is none: NaN. */
XP_FUNCTION(xp_fn_distance)
{
	struct points p;
	struct xp_call c;
	double sum = 0;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	p = points_of(&c, 0);
	for (size_t i = 1; i < p.n; i++)
		sum += apart(p.list[i - 1], p.list[i]);
	xp_give_number(&c, p.bad || p.n < 2 ? NAN : cents(sum));
}

/* Fewer than three points enclose nothing. */
XP_FUNCTION(xp_fn_area)
{
	struct points p;
	struct xp_call c;
	double sum = 0;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	p = points_of(&c, 0);
	for (size_t i = 0; i < p.n; i++) {
		struct point a = p.list[i], b = p.list[(i + 1) % p.n];

		sum += radians(b.lng - a.lng) *
		       (2 + sin(radians(a.lat)) + sin(radians(b.lat)));
	}
	if (p.n < 3)
		xp_give_number(&c, 0);
	else
		xp_give_number(&c, p.bad ? NAN
					 : cents(fabs(sum * radius * radius /
						      2)));
}

/* Does a ray from the point cross the border an odd number of times? */
XP_FUNCTION(xp_fn_geofence)
{
	struct points p, shape;
	struct xp_call c;
	bool inside = false;
	int n;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	shape = points_of(&c, 1);
	n = c.n;
	c.n = 1;
	p = points_of(&c, 0);
	c.n = n;
	for (size_t i = 0; p.n == 1 && shape.n >= 3 && i < shape.n; i++) {
		struct point a = shape.list[i];
		struct point b = shape.list[(i + shape.n - 1) % shape.n];
		struct point at = p.list[0];

		if ((a.lng > at.lng) != (b.lng > at.lng) &&
		    at.lat < (b.lat - a.lat) * (at.lng - a.lng) /
				     (b.lng - a.lng) +
				 a.lat)
			inside = !inside;
	}
	xp_give_boolean(&c, inside && !p.bad && !shape.bad);
}

/* Which side of the line from a to b is p on: below 0, 0 (on it), above 0. */
static int side(struct point a, struct point b, struct point p)
{
	double d = (b.lng - a.lng) * (p.lat - a.lat) -
		   (b.lat - a.lat) * (p.lng - a.lng);

	return (d > 0) - (d < 0);
}

/* p lies on the line; also between its ends? */
static bool within(struct point a, struct point b, struct point p)
{
	return fmin(a.lat, b.lat) <= p.lat && p.lat <= fmax(a.lat, b.lat) &&
	       fmin(a.lng, b.lng) <= p.lng && p.lng <= fmax(a.lng, b.lng);
}

static bool cross(struct point a, struct point b, struct point c,
		  struct point d)
{
	int ac = side(a, b, c), ad = side(a, b, d);
	int ca = side(c, d, a), cb = side(c, d, b);

	if (ac != ad && ca != cb)
		return true;
	return (!ac && within(a, b, c)) || (!ad && within(a, b, d)) ||
	       (!ca && within(c, d, a)) || (!cb && within(c, d, b));
}

static bool same_point(struct point a, struct point b)
{
	return a.lat == b.lat && a.lng == b.lng;
}

/* Does a line or the border of a shape cross itself? Parts that follow each
 * other meet, and so do the first and the last one of what is closed. */
XP_FUNCTION(xp_fn_intersects)
{
	struct points p;
	struct xp_call c;
	bool crosses = false, closed;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	p = points_of(&c, 0);
	closed = p.n > 3 && same_point(p.list[0], p.list[p.n - 1]);
	for (size_t i = 0; i + 1 < p.n && !crosses; i++) {
		if (!xp_spend(&c, p.n))
			break;
		for (size_t k = i + 2; k + 1 < p.n && !crosses; k++) {
			if (closed && !i && k + 2 == p.n)
				continue;
			crosses = cross(p.list[i], p.list[i + 1], p.list[k],
					p.list[k + 1]);
		}
	}
	xp_give_boolean(&c, crosses && !p.bad);
}
