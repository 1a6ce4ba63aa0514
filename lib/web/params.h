/* Parameters: what a query string or a form's body holds, taken apart.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_WEB_PARAMS_H
#define CAREBOOK_WEB_PARAMS_H

#include "base/err.h"

/* How many pairs a request may hold; a route of long forms allows more. */
enum { PARAMS_LIMIT = 1000 };

struct param_pair {
	const char *name, *value;
};

struct params {
	struct param_pair *pairs;
	size_t n;
};

/* Reads application/x-www-form-urlencoded text of n bytes. ERR_MALFORMED on a
 * broken %XX, on text that is not UTF-8 or holds control characters, and on
 * more than limit pairs. Everything lives below ctx. */
NEOERR *params_read(void *ctx, const char *text, size_t n, size_t limit,
		    struct params *out) MUST_CHECK;

/* The first value of this name, NULL where there is none. */
const char *params_get(const struct params *p, const char *name);

/* All values of this name with commas between; "" where there is none. */
const char *params_join(const void *ctx, const struct params *p,
			const char *name);

/* How often the name stands there. */
size_t params_count(const struct params *p, const char *name);

#endif
