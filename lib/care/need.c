/* Find Provider: what is asked for, merged from its levels.
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "care/match.h"

const char *match_level_name(enum match_level level)
{
	static const char *const names[MATCH_LEVELS] = {
	    "global", "program", "client", "client_service", "this_time"};

	return level < MATCH_LEVELS ? names[level] : "";
}

static bool same_item(const struct match_rule *a, const struct match_rule *b)
{
	return a->characteristic == b->characteristic &&
	       !strcmp(a->name, b->name) &&
	       (!a->characteristic || !strcmp(a->value, b->value));
}

static const char *item_text(const void *ctx, const struct match_rule *r)
{
	return r->characteristic ? mem_printf(ctx, "characteristic:%s=%s",
					      r->name, r->value)
				 : mem_printf(ctx, "competency:%s", r->name);
}

/* A row joins what is asked for of its item. The strictest wins; its level is
 * the first, in the order of levels, of a row as strict as that. */
static void need_join(struct match_need *need, const struct match_rule *rule,
		      enum match_level level)
{
	if (rule->mandatory && !need->mandatory) {
		need->mandatory = true;
		need->weight = 0;
		need->level = level;
	} else if (rule->mandatory == need->mandatory && level < need->level) {
		need->level = level;
	}
	if (!need->mandatory && rule->weight > need->weight)
		need->weight = rule->weight;
	need->levels |= 1u << level;
}

static struct match_need *need_of(const void *ctx, struct match_need *list,
				  size_t *n, const struct match_rule *rule,
				  enum match_level level)
{
	for (size_t i = 0; i < *n; i++)
		if (same_item(list[i].rule, rule))
			return &list[i];
	list[*n] = (struct match_need){
	    .item = item_text(ctx, rule),
	    .rule = rule,
	    .mandatory = rule->mandatory,
	    .level = level,
	};
	return &list[(*n)++];
}

static int by_item(const void *a, const void *b)
{
	const struct match_need *x = a, *y = b;

	return strcmp(x->item, y->item);
}

struct match_need *match_merge(const void *ctx, const struct match_rule *rules,
			       size_t n, const struct match_wish *wishes,
			       size_t n_wishes, size_t *count)
{
	struct match_need *list =
	    mem_array(ctx, n + n_wishes + 1, sizeof *list);

	*count = 0;
	for (size_t i = 0; i < n; i++) {
		bool varied = false;

		for (size_t k = 0; k < n_wishes && rules[i].by_client; k++)
			varied = varied || same_item(&wishes[k].rule, &rules[i]);
		if (!varied)
			need_join(need_of(ctx, list, count, &rules[i],
					  rules[i].level),
				  &rules[i], rules[i].level);
	}
	for (size_t k = 0; k < n_wishes; k++)
		if (!wishes[k].off)
			need_join(need_of(ctx, list, count, &wishes[k].rule,
					  MATCH_THIS_TIME),
				  &wishes[k].rule, MATCH_THIS_TIME);
	if (*count)
		qsort(list, *count, sizeof *list, by_item);
	return list;
}
