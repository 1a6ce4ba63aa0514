/* regex(): a text against a pattern, as a whole.
 * SPDX-License-Identifier: MIT
 *
 * PCRE2, with a limit on its steps. What a match costs is charged to the
 * evaluation's budget: it is tried with few steps first and with ten times as
 * many each time that they do not do, so that what is charged is not far from
 * what was spent. Patterns are compiled once for a run.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#include "base/mem.h"
#include "xform/xpath_function.h"

enum {
	PATTERN_MAX = 5000, /* bytes */
	PATTERNS_KEPT = 200,
	STEPS_MIN = 1000,
	STEPS_MAX = 1000000,
};

struct xp_pattern {
	struct xp_pattern *next;
	const char *text;
	pcre2_code *code; /* NULL: it is no pattern */
	pcre2_match_data *data;
	pcre2_match_context *limits;
};

static int forget(struct xp_pattern *p)
{
	pcre2_match_context_free(p->limits);
	pcre2_match_data_free(p->data);
	pcre2_code_free(p->code);
	return 0;
}

static struct xp_pattern *make(void *ctx, const char *text)
{
	struct xp_pattern *p = mem_new(ctx, struct xp_pattern);
	size_t at;
	int error;

	p->text = mem_strdup(p, text);
	if (strlen(text) <= PATTERN_MAX)
		p->code = pcre2_compile(
		    (PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED,
		    PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_ANCHORED |
			PCRE2_ENDANCHORED | PCRE2_DOLLAR_ENDONLY |
			PCRE2_NEVER_BACKSLASH_C | PCRE2_ALT_BSUX,
		    &error, &at, NULL);
	if (p->code) {
		p->data = pcre2_match_data_create(1, NULL);
		p->limits = pcre2_match_context_create(NULL);
	}
	talloc_set_destructor(p, forget);
	return p;
}

bool xp_pattern_good(void *ctx, const char *text)
{
	struct xp_pattern *p = make(ctx, text);
	bool good = p->code;

	talloc_free(p);
	return good;
}

static struct xp_pattern *find(struct xpath_engine *e, const char *text)
{
	struct xp_pattern *p;
	int n = 0;

	for (p = e->patterns; p; p = p->next, n++)
		if (!strcmp(p->text, text))
			return p;
	if (n >= PATTERNS_KEPT)
		return make(e->pool, text);
	p = make(e, text);
	p->next = e->patterns;
	e->patterns = p;
	return p;
}

XP_FUNCTION(xp_fn_regex)
{
	struct xp_pattern *p;
	struct xp_call c;
	const char *s;
	int result;

	if (!xp_begin(&c, parser, n_arguments))
		return;
	s = xp_text(&c, 0);
	p = find(c.run->engine, xp_text(&c, 1));
	if (!p->code || !p->data || !p->limits) {
		xp_fail(&c, "regex() has a pattern that is none");
		return;
	}
	for (uint32_t steps = STEPS_MIN; steps <= STEPS_MAX; steps *= 10) {
		pcre2_set_match_limit(p->limits, steps);
		pcre2_set_depth_limit(p->limits, steps);
		pcre2_set_heap_limit(p->limits, 20000); /* KiB */
		result = pcre2_match(p->code, (PCRE2_SPTR)s, strlen(s), 0,
				     PCRE2_NO_UTF_CHECK, p->data, p->limits);
		if (result != PCRE2_ERROR_MATCHLIMIT &&
		    result != PCRE2_ERROR_DEPTHLIMIT) {
			if (result >= 0 || result == PCRE2_ERROR_NOMATCH)
				xp_give_boolean(&c, result >= 0);
			else
				xp_fail(&c, "regex() takes too long");
			return;
		}
		if (!xp_spend(&c, steps / 10))
			break;
	}
	xp_fail(&c, "regex() takes too long");
}
