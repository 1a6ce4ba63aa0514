/* Tests of lib/people/search: the words that are kept, and those looked for.
 * SPDX-License-Identifier: MIT */
#include "people/search.h"

#include "base/mem.h"
#include "unit.h"

static void *pool;

static const char *joined(const struct words *w)
{
	struct buf b = {.ctx = pool};

	for (size_t i = 0; i < w->n; i++)
		buf_printf(&b, "%s%s", i ? " " : "", w->list[i]);
	return buf_text(&b);
}

static const char *kept(const char *text)
{
	struct words w = {.pool = pool};

	words_add(&w, text);
	return joined(&w);
}

static const char *phone(const char *text)
{
	struct words w = {.pool = pool};

	words_add_phone(&w, text);
	return joined(&w);
}

static const char *typed(const char *text)
{
	struct search q = search_read(pool, text);
	struct buf b = {.ctx = pool};

	for (size_t i = 0; i < q.n; i++)
		buf_printf(&b, "%s%s", i ? " " : "", q.like[i]);
	return buf_text(&b);
}

static void names(void)
{
	CHECK_TEXT(kept("The Mercer household"), "the mercer household");
	CHECK_TEXT(kept("  Hannah & Luis  Ferreira, Jr. "),
	           "hannah luis ferreira jr");
	/* Once each, however often it is said. */
	CHECK_TEXT(kept("Smith and Smith"), "smith and");
	CHECK_TEXT(kept("O'Brien O’Hara"), "obrien ohara");
	/* Letters of every script stay as they are: the collation folds them. */
	CHECK_TEXT(kept("Åse Müller-Łuk"), "Åse müller Łuk");
	CHECK_TEXT(kept("“Bluegum”—Transport…"), "bluegum transport");
	CHECK_TEXT(kept(""), "");
	CHECK_TEXT(kept(" - ... 🙂"), "🙂");
}

static void characters(void)
{
	CHECK_TEXT(kept("王小明"), "王 小 明");
	CHECK_TEXT(kept("王小明 Wang"), "王 小 明 wang");
	CHECK_TEXT(kept("Wang王"), "wang 王");
	CHECK_TEXT(kept("さくら・ハウス"), "さ く ら ハ ウ ス");
	CHECK_TEXT(typed("小明"), "小% 明%");
}

static void numbers(void)
{
	CHECK_TEXT(kept("GH-2041/7"), "gh 2041 7 gh20417");
	CHECK_TEXT(kept("GH2041"), "gh2041");
	CHECK_TEXT(kept("Unit 12 Smith"), "unit 12 smith");
}

static void phones(void)
{
	CHECK_TEXT(phone("(02) 5550 0142"),
	           "61255500142 0255500142 255500142 55500142 5500142 500142 "
	           "00142 0142");
	/* However it was written down, the same. */
	CHECK_TEXT(phone("+61 2 5550 0142"), phone("02 5550 0142"));
	CHECK_TEXT(phone("+61 (0)2 5550 0142"), phone("0255500142"));
	CHECK_TEXT(phone("13 12"), "1312");
	CHECK_TEXT(phone("123"), "");
	CHECK_TEXT(phone(""), "");
}

static void typing(void)
{
	CHECK_TEXT(typed("went lod"), "went% lod%");
	/* The longest leads. */
	CHECK_TEXT(typed("al wentworth"), "wentworth% al%");
	CHECK_TEXT(typed("5550 0142"), "55500142%");
	CHECK_TEXT(typed("(02) 5550 0142"), "0255500142%");
	CHECK_TEXT(typed("+61 2 5550"), "6125550%");
	CHECK_TEXT(typed("a b c d e f"), "a% b% c% d%");
	/* What LIKE would read as a sign of its own is no part of a word. */
	CHECK_TEXT(typed("100%_x"), "100% x%");
	CHECK_TEXT(typed("%"), "");
	CHECK_TEXT(typed("' OR 1=1 --"), "or% 11%");
}

static void long_words(void)
{
	char text[200];

	memset(text, 'a', sizeof text);
	text[199] = '\0';
	CHECK_INT(strlen(kept(text)), SEARCH_WORD_MAX);
}

static int begin(void)
{
	pool = mem_pool();
	return 0;
}

static int end(void)
{
	talloc_free(pool);
	return 0;
}

UNIT_MAIN_WITH("search", begin, end, UNIT(names), UNIT(characters),
               UNIT(numbers), UNIT(phones), UNIT(typing), UNIT(long_words))
