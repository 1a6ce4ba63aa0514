/* Tests of what filling in a form rests on: markup, typed values, keys, shifts.
 * SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "forms/markup.h"
#include "forms/merge.h"
#include "forms/paging.h"
#include "unit.h"

static void *pool;

/* Its tokens in a line: words as they stand, marks as <b>, </b>, <a x>. */
static const char *tokens(const char *text)
{
	struct buf b = {.ctx = pool};
	struct markup *list;
	size_t n = markup_read(pool, text, &list);

	for (size_t i = 0; i < n; i++) {
		if (list[i].kind == MARKUP_TEXT)
			buf_puts(&b, list[i].text);
		else
			buf_printf(&b, "{%s%s%s}", markup_name(list[i].kind),
				   *list[i].text ? " " : "", list[i].text);
	}
	return buf_text(&b);
}

static void marks(void)
{
	CHECK_TEXT(tokens("plain words"), "plain words");
	CHECK_TEXT(tokens("a **b** c"), "a {b}b{b-end} c");
	CHECK_TEXT(tokens("__b__ and _s_"), "{b}b{b-end} and {i}s{i-end}");
	CHECK_TEXT(tokens("**b _both_**"), "{b}b {i}both{i-end}{b-end}");
	CHECK_TEXT(tokens("# Head #\nwords"), "{h 1}Head{h-end}words");
	CHECK_TEXT(tokens("a\nb\n\nc"), "a{br}b{br}{br}c");
	CHECK_TEXT(tokens("- one\n- two"), "{item}one{br}{item}two");
	CHECK_TEXT(tokens("[us](https://a.example/x?y=1)"),
		   "{a https://a.example/x?y=1}us{a-end}");
	CHECK_TEXT(tokens("<b>b</b><br/>x <span style=\"color:red\">y</span>"),
		   "{b}b{b-end}{br}x y");
	CHECK_TEXT(tokens("\\*no\\*"), "*no*");
	CHECK_TEXT(markup_words(pool, "# Who\n**lives** _here_"),
		   "Who lives here");
}

static void text_that_is_none(void)
{
	static const char *const same[] = {
	    "snake_case_name", "2 * 3 * 4", "a ** b", "5 < 6 and 7 > 3",
	    "[x](javascript:alert(1))", "[x](http://a b)", "[x](/there)",
	    "<script>alert(1)</script>", "<img src=x onerror=y>", "**never ends",
	    "#5", "100 %", "<?cs var:x ?>"};

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		CHECK_TEXT(tokens(same[i]), same[i]);
	CHECK_TEXT(tokens("</b>x<b>y"), "xy");
	CHECK_TEXT(tokens("[a [b](https://c.example)](https://d.example)"),
		   "[a {a https://c.example}b{a-end}](https://d.example)");
	CHECK(markup_is_plain("What is it?"));
	CHECK(!markup_is_plain("What **is** it?"));
}

/* Every begin has its end, in order, whatever the text. */
static void marks_are_balanced(void)
{
	static const char letters[] = "*_[]()<>b/ \n#\\ahttps:i-p";
	unsigned seed = 7;

	for (int round = 0; round < 3000; round++) {
		char text[60];
		enum markup_kind open[64];
		struct markup *list;
		size_t n, depth = 0;
		bool right = true;

		for (size_t i = 0; i < sizeof text - 1; i++) {
			seed = seed * 1103515245 + 12345;
			text[i] = letters[(seed >> 16) % (sizeof letters - 1)];
		}
		text[sizeof text - 1] = '\0';
		n = markup_read(pool, text, &list);
		for (size_t i = 0; i < n && right; i++) {
			switch (list[i].kind) {
			case MARKUP_BOLD:
			case MARKUP_SLANT:
			case MARKUP_LINK:
			case MARKUP_HEAD:
				right = depth < 64;
				open[depth++] = list[i].kind;
				break;
			case MARKUP_BOLD_END:
			case MARKUP_SLANT_END:
			case MARKUP_LINK_END:
			case MARKUP_HEAD_END:
				right = depth && open[--depth] + 1 ==
						     list[i].kind;
				break;
			default:
				break;
			}
		}
		if (!right || depth)
			CHECK_TEXT(text, "balanced");
	}
	CHECK(true);
}

static const char *joined(enum typed_kind kind, struct typed t)
{
	return typed_join(pool, kind, &t, zone_find("Australia/Sydney"),
			  1795500000); /* November 2026: +11:00 */
}

static const char *boxes(enum typed_kind kind, const char *value)
{
	struct typed t;

	typed_split(pool, kind, value, zone_find("Australia/Sydney"), &t);
	return mem_printf(pool, "%s|%s|%s|%s|%s", t.day ? t.day : "-",
			  t.month ? t.month : "-", t.year ? t.year : "-",
			  t.time ? t.time : "-", t.whole ? t.whole : "-");
}

static void dates(void)
{
	CHECK_TEXT(joined(TYPED_DATE, (struct typed){"27", "3", "2026"}),
		   "2026-03-27");
	CHECK_TEXT(joined(TYPED_DATE, (struct typed){" 4", "july", "2062"}),
		   "2062-07-04");
	CHECK_TEXT(joined(TYPED_DATE, (struct typed){"31", "2", "2026"}),
		   "31/2/2026");
	CHECK_TEXT(joined(TYPED_DATE, (struct typed){"", "", ""}), "");
	CHECK_TEXT(joined(TYPED_DATE, (struct typed){"4", "", ""}), "4//");
	CHECK_TEXT(joined(TYPED_MONTH, (struct typed){NULL, "3", "2026"}),
		   "2026-03-01");
	CHECK_TEXT(joined(TYPED_YEAR, (struct typed){.year = "1984"}),
		   "1984-01-01");
	CHECK_TEXT(boxes(TYPED_DATE, "2026-03-27"), "27|3|2026|-|-");
	CHECK_TEXT(boxes(TYPED_DATE, "31/2/2026"), "31|2|2026|-|-");
	CHECK_TEXT(boxes(TYPED_DATE, "4//"), "4|||-|-");
	CHECK_TEXT(boxes(TYPED_DATE, ""), "|||-|-");
	CHECK_TEXT(boxes(TYPED_MONTH, "2026-03-01"), "-|3|2026|-|-");
	CHECK_TEXT(boxes(TYPED_YEAR, "1984-01-01"), "-|-|1984|-|-");
}

static void times(void)
{
	CHECK_TEXT(joined(TYPED_TIME, (struct typed){.time = "2:30 pm"}),
		   "14:30:00.000+11:00");
	CHECK_TEXT(joined(TYPED_TIME, (struct typed){.time = "half past"}),
		   "half past");
	CHECK_TEXT(boxes(TYPED_TIME, "14:30:00.000+11:00"), "-|-|-|2:30 pm|-");
	CHECK_TEXT(joined(TYPED_INSTANT,
			  (struct typed){"1", "7", "2026", "9 am"}),
		   "2026-07-01T09:00:00.000+10:00");
	CHECK_TEXT(boxes(TYPED_INSTANT, "2026-07-01T09:00:00.000+10:00"),
		   "1|7|2026|9 am|-");
	/* From another zone, as clocks here show it. */
	CHECK_TEXT(boxes(TYPED_INSTANT, "2026-06-30T23:00:00.000Z"),
		   "1|7|2026|9 am|-");
	CHECK_TEXT(joined(TYPED_INSTANT, (struct typed){"1", "7", "", "9 am"}),
		   "1/7/ 9 am");
	CHECK_TEXT(boxes(TYPED_INSTANT, "1/7/ 9 am"), "1|7||9 am|-");
}

static void numbers(void)
{
	CHECK_TEXT(joined(TYPED_NUMBER, (struct typed){.whole = " 1,200 "}),
		   "1200");
	CHECK_TEXT(joined(TYPED_NUMBER, (struct typed){.whole = "1 234 567.5"}),
		   "1234567.5");
	CHECK_TEXT(joined(TYPED_NUMBER, (struct typed){.whole = "+3"}), "3");
	CHECK_TEXT(joined(TYPED_NUMBER, (struct typed){.whole = "1,2"}), "1,2");
	CHECK_TEXT(joined(TYPED_NUMBER, (struct typed){.whole = "many"}),
		   "many");
	CHECK_TEXT(joined(TYPED_CHOICES, (struct typed){.whole = " a  b "}),
		   "a b");
}

static uint32_t mark(enum typed_kind kind, struct typed t)
{
	return typed_mark(pool, kind, &t);
}

static void marks_of_values(void)
{
	struct typed shown;

	typed_split(pool, TYPED_DATE, "2026-03-27",
		    zone_find("Australia/Sydney"), &shown);
	CHECK(typed_mark(pool, TYPED_DATE, &shown) ==
	      mark(TYPED_DATE, (struct typed){"27", "3", "2026"}));
	CHECK(mark(TYPED_DATE, (struct typed){"", "", ""}) ==
	      mark(TYPED_DATE, (struct typed){0}));
	CHECK(mark(TYPED_CHOICES, (struct typed){.whole = "b a"}) ==
	      mark(TYPED_CHOICES, (struct typed){.whole = "a b"}));
	CHECK(mark(TYPED_ORDER, (struct typed){.whole = "b a"}) !=
	      mark(TYPED_ORDER, (struct typed){.whole = "a b"}));
	CHECK(mark(TYPED_LINES, (struct typed){.whole = "a\r\nb"}) ==
	      mark(TYPED_LINES, (struct typed){.whole = "a\nb"}));
}

static void keys(void)
{
	CHECK_TEXT(paging_key(pool, "/data/person[2]/age"), "/person~2/age");
	CHECK_TEXT(paging_path(pool, "/data", "/person~2/age"),
		   "/data/person[2]/age");
	CHECK_TEXT(paging_path(pool, "/d", "/a~1/b~12/orx:c"),
		   "/d/a[1]/b[12]/orx:c");
	CHECK(!paging_path(pool, "/data", "person"));
	CHECK(!paging_path(pool, "/data", "/person~"));
	CHECK(!paging_path(pool, "/data", "/person~2x"));
	CHECK(!paging_path(pool, "/data", "/person[1]"));
	CHECK(!paging_path(pool, "/data", "/a|/b"));
	CHECK(!paging_path(pool, "/data", "/"));
}

static void shifts(void)
{
	const char *gone = "/data/person[2]";

	CHECK_TEXT(merge_shift(pool, "/data/person[1]/age", gone),
		   "/data/person[1]/age");
	CHECK(!merge_shift(pool, "/data/person[2]/age", gone));
	CHECK_TEXT(merge_shift(pool, "/data/person[3]/age", gone),
		   "/data/person[2]/age");
	CHECK_TEXT(merge_shift(pool, "/data/person[12]/pet[2]", gone),
		   "/data/person[11]/pet[2]");
	CHECK_TEXT(merge_shift(pool, "/data/personal[3]", gone),
		   "/data/personal[3]");
	CHECK_TEXT(merge_shift(pool, "/data/house[1]/room[3]/x",
			       "/data/house[1]/room[1]"),
		   "/data/house[1]/room[2]/x");
	CHECK_TEXT(merge_shift(pool, "/data/house[2]/room[3]/x",
			       "/data/house[1]/room[1]"),
		   "/data/house[2]/room[3]/x");
}

static void set_up(void)
{
	pool = mem_pool();
	CHECK(pool);
}

UNIT_MAIN("fill", UNIT(set_up), UNIT(marks), UNIT(text_that_is_none),
	  UNIT(marks_are_balanced), UNIT(dates), UNIT(times), UNIT(numbers),
	  UNIT(marks_of_values), UNIT(keys), UNIT(shifts))
