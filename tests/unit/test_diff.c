/* What differs between two texts (base/diff).
 * SPDX-License-Identifier: MIT */
#include "base/diff.h"

#include "base/mem.h"
#include "unit.h"

/* "same [-gone-] [+new+]" */
static const char *shown(void *ctx, const char *before, const char *after)
{
	static const char *const around[][2] = {
	    [DIFF_SAME] = {"", ""},
	    [DIFF_GONE] = {"[-", "-]"},
	    [DIFF_NEW] = {"[+", "+]"},
	};
	struct buf b = {.ctx = ctx};
	struct diff_part *parts;
	size_t n = diff_words(ctx, before, after, &parts);

	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%s%s", around[parts[i].kind][0],
			   parts[i].text, around[parts[i].kind][1]);
	return buf_text(&b);
}

static void words(void)
{
	void *ctx = mem_pool();

	CHECK_TEXT(shown(ctx, "", ""), "");
	CHECK_TEXT(shown(ctx, "a b", "a b"), "a b");
	CHECK_TEXT(shown(ctx, "", "a b"), "[+a b+]");
	CHECK_TEXT(shown(ctx, "a b", ""), "[-a b-]");
	CHECK_TEXT(shown(ctx, "Leo comes at 10.", "Leo comes at 11."),
		   "Leo comes at[- 10.-][+ 11.+]");
	CHECK_TEXT(shown(ctx, "one two three four", "one three five four"),
		   "one[- two-] three[+ five+] four");
	CHECK_TEXT(shown(ctx, "a\n\nb", "a\nb"), "a[-\n\nb-][+\nb+]");
	CHECK_TEXT(shown(ctx, "café über", "café unter"),
		   "café[- über-][+ unter+]");
	talloc_free(ctx);
}

static void scripts_without_spaces(void)
{
	void *ctx = mem_pool();

	CHECK_TEXT(shown(ctx, "孩子很高兴", "孩子不高兴"),
		   "孩子[-很-][+不+]高兴");
	CHECK_TEXT(shown(ctx, "สวัสดี", "สวัสดี"), "สวัสดี");
	CHECK_TEXT(shown(ctx, "ok 👍", "ok 👎"), "ok[- 👍-][+ 👎+]");
	talloc_free(ctx);
}

/* The parts are the texts again, whatever these are. */
static void nothing_is_lost(void)
{
	static const char *const texts[] = {
	    "a b c a b c d", "d c b a", " lead", "trail \n", "a a a a b", "b a a",
	    "x\ty z", "家里 ok 家", "", "\n\n\n", "a  b   c"};
	enum { N = sizeof texts / sizeof *texts };
	void *ctx = mem_pool();

	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			struct buf old = {.ctx = ctx}, new = {.ctx = ctx};
			struct diff_part *p;
			size_t n = diff_words(ctx, texts[i], texts[j], &p);

			for (size_t k = 0; k < n; k++) {
				if (p[k].kind != DIFF_NEW)
					buf_puts(&old, p[k].text);
				if (p[k].kind != DIFF_GONE)
					buf_puts(&new, p[k].text);
				CHECK(k == 0 || p[k].kind != p[k - 1].kind);
			}
			CHECK_TEXT(buf_text(&old), texts[i]);
			CHECK_TEXT(buf_text(&new), texts[j]);
		}
	talloc_free(ctx);
}

/* Long texts that share nothing cost no more than what they are. */
static void long_texts(void)
{
	void *ctx = mem_pool();
	struct buf a = {.ctx = ctx}, b = {.ctx = ctx};
	struct diff_part *p;

	for (int i = 0; i < 10000; i++) {
		buf_printf(&a, " a%d", i);
		buf_printf(&b, " b%d", i);
	}
	CHECK_INT(diff_words(ctx, a.s, b.s, &p), 2);
	CHECK_TEXT(p[0].text, a.s);
	CHECK_TEXT(p[1].text, b.s);
	talloc_free(ctx);
}

UNIT_MAIN("diff", UNIT(words), UNIT(scripts_without_spaces),
	  UNIT(nothing_is_lost), UNIT(long_texts))
