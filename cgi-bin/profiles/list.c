/* What lists share: their pages, and how a task stands in one.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "pages.h"

enum { PAGE_MAX = 400 };

int64_t list_offset(struct req *r, int per_page)
{
	int64_t page;

	if (!text_int(req_query(r, "page"), 1, PAGE_MAX, &page))
		page = 1;
	return (page - 1) * per_page;
}

size_t list_pager(struct req *r, const char *base, const struct rows *rows,
		  int per_page, int64_t offset, int64_t total, int64_t most)
{
	int64_t page = offset / per_page + 1;
	size_t n = rows->n;
	const char *sep = strchr(base, '?') ? "&" : "?";

	if (n > (size_t)per_page)
		n = (size_t)per_page;
	if (!n)
		return 0;
	data_int(r, "Pager.from", offset + 1);
	data_int(r, "Pager.to", offset + (int64_t)n);
	if (total > most)
		data_f(r, "Pager.total=more than %" PRId64, most);
	else
		data_int(r, "Pager.total", total);
	if (page > 1)
		data_f(r, "Pager.prev=%s%spage=%" PRId64, base, sep, page - 1);
	if (rows->n > n && page < PAGE_MAX)
		data_f(r, "Pager.next=%s%spage=%" PRId64, base, sep, page + 1);
	return n;
}

void list_tab(struct req *r, size_t i, const char *label, const char *href,
	      int64_t count, int64_t most, bool current)
{
	data_f(r, "Tabs.%zu.label=%s", i, label);
	data_f(r, "Tabs.%zu.href=%s", i, href);
	if (count > most)
		data_f(r, "Tabs.%zu.count=%" PRId64 "+", i, most);
	else if (count >= 0)
		data_f(r, "Tabs.%zu.count=%" PRId64, i, count);
	if (current)
		data_f(r, "Tabs.%zu.current=1", i);
}
