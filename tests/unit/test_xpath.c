/* XPath as forms write it: what is read and refused, what an expression reads,
 * what libxml2 gets, and that none is too expensive.
 * SPDX-License-Identifier: MIT */
#include "unit.h"

#include <libxml/xpath.h>

#include "base/mem.h"
#include "xform/xpath.h"
#include "xform/xpath_tree.h"

static void *pool;

static int before(void)
{
	err_init();
	pool = mem_pool();
	return 0;
}

static int after(void)
{
	talloc_free(pool);
	return 0;
}

/* --- reading ------------------------------------------------------------------ */

static void quiet(void *data, xmlErrorPtr error)
{
	(void)data;
	(void)error;
}

static bool libxml_reads(const char *text)
{
	xmlXPathContextPtr c = xmlXPathNewContext(NULL);
	xmlXPathCompExprPtr e;

	c->error = quiet;
	e = xmlXPathCtxtCompile(c, (const xmlChar *)text);
	xmlXPathFreeCompExpr(e);
	xmlXPathFreeContext(c);
	return e;
}

static bool we_read(const char *text)
{
	void *own = talloc_new(pool);
	const char *why = NULL;
	size_t at = 0;
	bool read = xp_read(own, text, &why, &at);

	if (!read)
		CHECK(why && at <= strlen(text));
	talloc_free(own);
	return read;
}

static void reads_what_libxml_reads(void)
{
	static const char *const texts[] = {
	    "1", "1.", ".5", "1.5e3", "1e", "-1", "--1", "- - 1", "1 2", "",
	    " ", "a", "/", "//", "/a", "//a", "///a", "////a", "/////a", "/ a",
	    "/ /a", "a//b", "a///b", "a/", "a//", "./a", ".//a", "..", "../..",
	    ".[1]", "..[1]", "a[1]", "a[1][2]", "a [1] [2]", "(a)[1]",
	    "(a)[1]/b", "a[", "a]", "a[]", "@a", "@*", "@ a", "a/@b", "@a:b",
	    "@a:*", "a:b", "a:*", "a :b", "a: b", "*", "*:a", "a:b:c", ":a",
	    "child::a", "child :: a", "child", "child/self", "self::node()",
	    "foo::a", "namespace::*", "node()", "node( )", "node(1)", "text ()",
	    "comment()", "processing-instruction()",
	    "processing-instruction('a')", "processing-instruction(a)",
	    "node()/a", "a/node()", "f()", "f ()", "f(1)", "f(1,2)", "f(1,)",
	    "f(,1)", "f(1 2)", "f(", "f(1", "f(1,", "f)", "a:f()", "a/f()",
	    "f()/a", "f()//a", "f()[1]", "'a'", "\"a\"", "'a", "'a\"", "''",
	    "$a", "$a:b", "$", "$ a", "$1", "$a/b", "$a[1]", "(1)", "((1))",
	    "(1", "1)", "()", "( 1 )", "1 + 2", "1+2", "1 +", "+1", "1 - -1",
	    "1--1", "a-b", "a -b", "a- b", "1*2", "* * *", "*", "**", "***",
	    "1 div 2", "1div2", "1 divx", "a div b", "adiv b", "a divb",
	    "1 mod 2", "a = b", "a=b", "a == b", "a != b", "a ! = b", "a !b",
	    "a < b", "a <= b", "a < = b", "a > b", "a >= b", "a >> b",
	    "a and b", "a andb", "aand b", "1and1", "1 and", "and", "and and and",
	    "a or b", "or or or", "1or1", "not(a)", "div div div", "mod mod mod",
	    "a | b", "a|b", "|a", "a || b", "(a)|b", "1|2", "a,b", "a;b", "#",
	    "a\tand\nb", "\xc3\xa9", "//\xc3\xa9", "a\xc3\xa9", "\xe2\x82\xac",
	    "a.b", "a.b-c_d", "1a", "a1", "-a", "_a", ".a", "...", "....",
	    "/.", "/..", "/*", "/@a", "/[1]", "/(a)", "/1", "/'a'",
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!unit_check(we_read(texts[i]) == libxml_reads(texts[i]),
				texts[i], __FILE__, __LINE__, __func__))
			printf("    %s: libxml2 %s\n", texts[i],
			       libxml_reads(texts[i]) ? "reads it"
						      : "refuses it");
}

/* Thirty thousand texts put together at random, always the same ones. What
 * differs: libxml2 reads "a|" by its patterns, which are not its parser, and
 * not "/\xc3\xa9". */
static void reads_what_libxml_reads_of_anything(void)
{
	static const char *const parts[] = {
	    "a", "b", "/a", "item", "/", "//", "(", ")", "[", "]", "@", "*",
	    ".", "..", "::", ":", "child", "node()", "text", "'s'", "\"",
	    "1", "2.5", ".5", "1e5", "-", "+", "=", "!=", "<", "<=", "|",
	    "and", " or ", " div ", "mod", "f(", "position()", "p:", "$v",
	    ",", " ", "\t", "[1]", "(1)", ")", "]", "a-b", "\xc3\xa9",
	};
	enum { PARTS = sizeof parts / sizeof *parts };
	unsigned state = 1;
	int read = 0, differ = 0;

	for (int i = 0; i < 30000; i++) {
		char text[200] = "";
		bool good;

		for (unsigned k = 0; k <= i % 9u; k++) {
			state = state * 1103515245 + 12345;
			strncat(text, parts[(state >> 16) % PARTS], 20);
		}
		if (strstr(text, "/\xc3\xa9") || strchr(text, '|'))
			continue;
		good = we_read(text);
		read += good;
		if (good != libxml_reads(text) && differ++ < 10)
			printf("    differs: %s\n", text);
	}
	CHECK_INT(differ, 0);
	CHECK(read > 2000);
}

static void reads_letters_of_every_language(void)
{
	CHECK(we_read("/\xc3\xa9" "cole/\xc3\xa2ge"));
	CHECK_TEXT(xpath_rewritten(xpath_parse(pool, "/\xc3\xa9" "cole", NULL,
					       NULL, NULL)),
		   "/child::\xc3\xa9" "cole");
	CHECK(!we_read("\xc3"));
	CHECK(!we_read("a\x01"));
}

/* 20,000 of anything that nests are a refusal, and 20,000 that do not nest
 * are read or too long, but never a crash. */
static void depth_is_bounded(void)
{
	static const char *const open[] = {"(", "a[", "f(", "-", "a/", "1+",
					   "a or ", "concat(1,", "a|", "not(",
					   "(1)[", "if(1,2,"};
	const char *why;
	size_t at;

	for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
		struct buf b = {.ctx = pool};
		struct xpath *x;

		for (int k = 0; k < 20000; k++)
			buf_puts(&b, open[i]);
		buf_puts(&b, "a");
		x = xpath_parse(pool, buf_text(&b), NULL, &why, &at);
		if (!x)
			CHECK(why != NULL);
		else
			CHECK(strchr("-a", open[i][0]) != NULL);
	}
	/* What somebody might write. */
	CHECK(xpath_parse(pool,
			  "if(a=1,1,if(a=2,2,if(a=3,3,if(a=4,4,if(a=5,5,if(a=6,"
			  "6,if(a=7,7,if(a=8,8,if(a=9,9,if(a=10,10,0))))))))))",
			  NULL, NULL, NULL));
}

/* --- refusing -------------------------------------------------------------------- */

static void refuses_with_a_reason(void)
{
	static const char *const prefixes[] = {"jr", "http://openrosa.org/javarosa",
					       NULL};
	const struct xpath_place place = {.prefixes = prefixes};
	static const struct {
		const char *text, *why;
		int at;
	} cases[] = {
	    {"1 + nope(2)", "there is no function nope()", 4},
	    {"document('a')", "there is no function document()", 0},
	    {"true(1)", "true() takes no argument, not 1", 0},
	    {"not()", "not() takes 1 argument, not 0", 0},
	    {"round(1,2,3)", "round() takes 1 to 2 arguments, not 3", 0},
	    {"checklist(1,2)", "checklist() takes at least 3 arguments, not 2", 0},
	    {"weighted-checklist(1,2,a,b,c)",
	     "an argument of weighted-checklist() has no partner", 0},
	    {"indexed-repeat(/a/b, /a, 1, /b)",
	     "an argument of indexed-repeat() has no partner", 0},
	    {"count(1)", "count() takes a path, not a value", 0},
	    {"sum('a')", "sum() takes a path, not a value", 0},
	    {"$x + 1", "there is no variable $x", 0},
	    {"true(", "the closing bracket of true() is missing", 0},
	    {"a | 1", "only paths can be united with |", 4},
	    {"'a'[1]", "[ ] can only stand behind a path", 0},
	    {"concat(a)/b", "no path can go on behind a value", 0},
	    {"/a/zz:b", "the prefix of zz:b is not declared", 0},
	    {"regex(., concat('a','b'))",
	     "the pattern of regex() must be a text in quotes", 9},
	    {"regex(., '[')", "'[' is no pattern for regex()", 9},
	    {"1 +", "it ends where a value is expected", 3},
	    {"(1", "a closing bracket is missing", 2},
	    {"'a", "a text begins and its quote is missing", 2},
	    {"1 2", "something stands behind its end", 2},
	    {"a b", "something stands behind its end", 2},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *why = NULL;
		size_t at = 99;

		CHECK(!xpath_parse(pool, cases[i].text, &place, &why, &at));
		CHECK_TEXT(why, cases[i].why);
		CHECK_INT(at, cases[i].at);
	}
	CHECK(xpath_parse(pool, "/a/jr:b/@xml:lang", &place, NULL, NULL));
}

static void tells_what_it_is(void)
{
	static const struct {
		const char *text;
		bool path, volatile_;
	} cases[] = {
	    {"/a/b", true, false},	 {"../b[1]", true, false},
	    {"(/a)", true, false},	 {"instance('a')/b", false, false},
	    {"/a + 1", false, false},	 {"today()", false, true},
	    {"if(a, now(), 1)", false, true}, {"b[. < random()]", true, true},
	    {"uuid()", false, true},	 {"once(uuid())", false, true},
	    {"date('2026-11-27')", false, false},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct xpath *x =
		    xpath_parse(pool, cases[i].text, NULL, NULL, NULL);

		if (!CHECK(x != NULL))
			continue;
		CHECK_INT(xpath_is_path(x), cases[i].path);
		CHECK_INT(xpath_volatile(x), cases[i].volatile_);
		CHECK_TEXT(xpath_text(x), cases[i].text);
	}
}

/* --- what it reads ------------------------------------------------------------------ */

static const char *const repeats[] = {"/data/house", "/data/house/person"};
static const struct xpath_place within = {
    .context = "/data/house/person/age", .repeats = repeats, .n_repeats = 2};

/* "path", then ! where it is below, ~ where other, @list of an instance. */
static const char *refs_of(const char *text)
{
	struct xpath *x = xpath_parse(pool, text, &within, NULL, NULL);
	struct buf b = {.ctx = pool};
	const struct xpath_ref *refs;
	size_t n;

	if (!x)
		return "(refused)";
	refs = xpath_refs(x, &n);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%s%s%s%s%s", i ? " " : "", refs[i].path,
			   refs[i].below ? "!" : "", refs[i].other ? "~" : "",
			   refs[i].instance ? "@" : "",
			   refs[i].instance ? refs[i].instance : "");
	return buf_text(&b);
}

static void references(void)
{
	static const struct {
		const char *text, *refs;
	} cases[] = {
	    {"1 + 2", ""},
	    {".", "/data/house/person/age"},
	    {". > 1 and . < 5", "/data/house/person/age"},
	    {"../name", "/data/house/person/name"},
	    {"../../street", "/data/house/street"},
	    {"../../person/name", "/data/house/person/name~"},
	    {"./../../../x", "/data/x"},
	    {"../../../../../..", "/"},
	    {"/data/x", "/data/x"},
	    {"/data/x + /data/x", "/data/x"},
	    {"/data/house/person/name", "/data/house/person/name"},
	    {"/data/house[1]/street", "/data/house/street~"},
	    {"/data/house[no = /data/x]/street",
	     "/data/house/no~ /data/x /data/house/street~"},
	    {"count(/data/house/person)", "/data/house/person!~"},
	    {"position(..)", "/data/house/person!"},
	    {"sum(../../person/age)", "/data/house/person/age~"},
	    {"/data/*/x", "/data/*/x"},
	    {"//name", "//name"},
	    {"/data//name", "/data//name"},
	    {"/data/@version", "/data/@version"},
	    {"/data/x/text()", "/data/x"},
	    {"../preceding-sibling::person[1]/age", "/data/house/person!~"},
	    {"ancestor::house/street", "/!~"},
	    {"instance('towns')/root/item", "/root/item@towns"},
	    {"instance('towns')/root/item[state = current()/../state]/name",
	     "/root/item/state~@towns /data/house/person/state "
	     "/root/item/name~@towns"},
	    {"instance('towns')/root/item[state = /data/x]",
	     "/root/item/state~@towns /data/x /root/item~@towns"},
	    {"pulldata('towns', 'name', 'code', ../code)",
	     "/data/house/person/code /!@towns"},
	    {"if(/data/a, /data/b, /data/c)", "/data/a /data/b /data/c"},
	    {"if(/data/a, /data/b, /data/c)/d", "/data/a /data/b/d /data/c/d"},
	    {"(/data/a | /data/b)/c", "/data/a/c /data/b/c"},
	    {"(/data/a)[/data/b]", "/data/b /data/a"},
	    {"jr:choice-name(., '/data/town')",
	     "/data/house/person/age /data/town"},
	    {"jr:choice-name(../x, ' ../town ')",
	     "/data/house/person/x /data/house/person/town"},
	    {"indexed-repeat(/data/house/person/name, /data/house, 2)",
	     "/data/house!~ /data/house/person/name~"},
	    {"string-length()", "/data/house/person/age"},
	    {"randomize(/data/x)", "/data/x"},
	    {"once(/data/x)", "/data/x"},
	    {"coalesce(/data/x, -/data/y)", "/data/x /data/y"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (!CHECK_TEXT(refs_of(cases[i].text), cases[i].refs))
			printf("    of %s\n", cases[i].text);
}

/* A union of unions of unions does not grow for ever. */
static void references_are_bounded(void)
{
	struct buf b = {.ctx = pool};
	struct xpath *x;
	size_t n;

	for (int i = 0; i < 15; i++)
		buf_printf(&b, "%s(a%d|b%d|c%d)", i ? "/" : "", i, i, i);
	/* A bracket cannot follow a slash: if() can hold it. */
	CHECK(!xpath_parse(pool, buf_text(&b), NULL, NULL, NULL));
	b = (struct buf){.ctx = pool};
	for (int i = 0; i < 40; i++)
		buf_puts(&b, "if(1,(");
	buf_puts(&b, "a|b");
	for (int i = 0; i < 40; i++)
		buf_puts(&b, ")|c,(d|e)/f)");
	x = xpath_parse(pool, buf_text(&b), NULL, NULL, NULL);
	if (x) {
		xpath_refs(x, &n);
		CHECK(n < 100);
	}
}

/* --- what libxml2 gets ------------------------------------------------------------------ */

static void rewriting(void)
{
	static const struct {
		const char *text, *rewritten;
	} cases[] = {
	    {"1 < 2", "_lt(1,2)"},
	    {"a = 1 and b != 2", "(_eq(child::a,1) and _ne(child::b,2))"},
	    {"1 + 2 - 3", "_sum('+-',1,2,3)"},
	    {"1 * 2 div 3 mod 4", "_product('*/%',1,2,3,4)"},
	    {"1 + 2 * 3", "_sum('+',1,_product('*',2,3))"},
	    {"-a", "_minus(child::a)"},
	    {"--a", "_plus(child::a)"},
	    {"a < b < c", "_lt(_lt(child::a,child::b),child::c)"},
	    {"0.12345678901234567", "_n('0.12345678901234567')"},
	    {"1e3", "_n('1e3')"},
	    {"\"it's\"", "\"it's\""},
	    {"(a | b)[1]", "(_union(child::a,child::b))[1]"},
	    /* Steps from many nodes that may meet are paid for. */
	    {"a/..", "_parent(child::a)/parent::node()"},
	    {"../../a", "parent::node()/parent::node()/child::a"},
	    {"/data/x//y", "_below(/child::data/child::x)/"
			   "descendant-or-self::node()/child::y"},
	    {"a/../b/preceding-sibling::c",
	     "_sisters(_parent(child::a)/parent::node()/child::b)/"
	     "preceding-sibling::c"},
	    {"current()/../x", "current()/parent::node()/child::x"},
	    {"(a)/ancestor::b", "_above((child::a))/ancestor::b"},
	    {"/data/house/street/..",
	     "_parent($r0/child::street)/parent::node()"},
	    {"..//@b", "parent::node()/descendant-or-self::node()/attribute::b"},
	    {"/", "/"},
	    {"//a", "/descendant-or-self::node()/child::a"},
	    {"a[last()]", "child::a[last()]"},
	    {"jr:itext('a')", "jr_itext('a')"},
	    {"processing-instruction('a')",
	     "child::processing-instruction(\"a\")"},
	    /* This repeat's instance. */
	    {"/data/x", "/child::data/child::x"},
	    {"/data/house/street", "$r0/child::street"},
	    {"/data/house/person/name", "$r1/child::name"},
	    {"/data/house/person", "$r0/child::person"},
	    {"/data/house", "/child::data/child::house"},
	    {"count(/data/house/person)", "count($r0/child::person)"},
	    {"position(/data/house/person)", "position($r1)"},
	    {"/data/house/other/name", "$r0/child::other/child::name"},
	    {"/data/household/x", "/child::data/child::household/child::x"},
	    {"/data/house[1]/street",
	     "/child::data/child::house[1]/child::street"},
	    {"/data/house/person[2]/name", "$r0/child::person[2]/child::name"},
	    {"/data/house/person[2]", "$r0/child::person[2]"},
	    {"//house/street",
	     "/descendant-or-self::node()/child::house/child::street"},
	    {"instance('a')/root/item[b = /data/house/street]",
	     "instance('a')/child::root/child::item[_eq(child::b,"
	     "$r0/child::street)]"},
	    {"indexed-repeat(/data/house/person/name, /data/house/person, 2)",
	     "indexed-repeat($r0/child::person/child::name,"
	     "$r0/child::person,2)"},
	    {"indexed-repeat(/data/house/person/name, /data/house, 1, "
	     "/data/house/person, /data/house/person/no)",
	     "indexed-repeat(/child::data/child::house/child::person/"
	     "child::name,/child::data/child::house,1,/child::data/"
	     "child::house/child::person,$r1/child::no)"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct xpath *x =
		    xpath_parse(pool, cases[i].text, &within, NULL, NULL);

		if (CHECK(x != NULL))
			CHECK_TEXT(xpath_rewritten(x), cases[i].rewritten);
	}
}

/* --- expense ------------------------------------------------------------------------------ */

/* <r><a>1</a><a>1</a>...</r>, or one in another */
static xmlDocPtr many(int n, bool nested)
{
	xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
	xmlNodePtr top = xmlNewNode(NULL, (const xmlChar *)"r");

	xmlDocSetRootElement(doc, top);
	for (int i = 0; i < n; i++) {
		xmlNodePtr a = xmlNewTextChild(
		    top, NULL, (const xmlChar *)"a",
		    nested ? NULL : (const xmlChar *)"1");

		if (nested) {
			xmlNodeAddContent(a, (const xmlChar *)"11111111");
			top = a;
		}
	}
	return doc;
}

static void too_expensive_with(xmlDocPtr doc, const char *text, int64_t budget)
{
	struct xpath_run run = {.doc = doc,
				.primary = xmlDocGetRootElement(doc),
				.budget = budget};
	struct xpath_here here = {.context = run.primary};
	struct xpath *x = xpath_parse(pool, text, NULL, NULL, NULL);
	void *own = talloc_new(pool);
	NEOERR *err;
	bool yes;

	xpath_run_open(own, &run);
	if (CHECK(x != NULL)) {
		err = xpath_boolean(&run, x, &here, &yes);
		if (!CHECK(err != STATUS_OK &&
			   (nerr_match(err, ERR_TOO_LARGE) ||
			    nerr_match(err, ERR_INVALID))))
			printf("    %s: %d, left %lld\n", text, yes,
			       (long long)run.budget);
		nerr_ignore(&err);
		CHECK(run.budget < budget);
	}
	talloc_free(own);
}

static void expense_is_bounded(void)
{
	static const char *const attacks[] = {
	    "count(//a[count(//a[. = 1]) = 1])",
	    "count(//a[//a[//a[. = 2]]])",
	    "//a != //a",
	    "//a < //a",
	    "count(//a/preceding::a/following::a)",
	    "count(//a/following::a)",
	    "count(//a/following-sibling::a)",
	    "count(//a/following-sibling::a[1] | //a/preceding::a)",
	    "count(//node()/ancestor::node())",
	    "string-length(join('', //a[join('', //a) = '']))",
	    "sum(//a[sum(//a) = 1])",
	    "count(//a[max(//a) = 2])",
	    "count(//a[checklist(-1, 0, //a)])",
	    "count(//a[concat(//a) = ''])",
	    "count(//a[count-non-empty(//a) = 1])",
	    "count(//a[position(.) = 0])",
	    "count(//a[indexed-repeat(//a, //a, 1) = 2])",
	    "count(//a[distance(//a) = 1])",
	};
	xmlDocPtr flat = many(10000, false), deep = many(2000, true);

	for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++)
		too_expensive_with(flat, attacks[i], 2000000);
	too_expensive_with(deep, "count(//*//*) = 1", 2000000);
	too_expensive_with(deep, "count(//*/descendant::*/..) = 1", 2000000);
	/* The text of each node is that of all below it. */
	too_expensive_with(deep, "count(//a[. = 1]) = 1 or "
				 "count(//a[//a[string-length(.) = 1]]) = 1",
			   2000000);
	xmlFreeDoc(flat);
	xmlFreeDoc(deep);
}

/* What one evaluation used is gone for the next. */
static void a_budget_is_for_all(void)
{
	xmlDocPtr doc = many(100, false);
	struct xpath_run run = {.doc = doc,
				.primary = xmlDocGetRootElement(doc),
				.budget = 20000};
	struct xpath_here here = {.context = run.primary};
	struct xpath *x = xpath_parse(pool, "count(//a) = 100", NULL, NULL, NULL);
	void *own = talloc_new(pool);
	NEOERR *err = STATUS_OK;
	int times = 0;
	bool yes;

	xpath_run_open(own, &run);
	while (err == STATUS_OK && times < 10000) {
		err = xpath_boolean(&run, x, &here, &yes);
		times++;
	}
	CHECK(times > 10 && times < 1000);
	CHECK(nerr_match(err, ERR_TOO_LARGE));
	nerr_ignore(&err);
	talloc_free(own);
	xmlFreeDoc(doc);
}

/* Nested quantifiers end by their steps, which are paid for. */
static void patterns_are_bounded(void)
{
	xmlDocPtr doc = many(10, false);

	too_expensive_with(doc, "regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', "
				"'(a+)+')", 100000000);
	too_expensive_with(doc, "regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', "
				"'(a|aa)*$')", 100000000);
	too_expensive_with(doc, "count(//a[regex(concat(., "
				"'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab'), "
				"'.(a*)*')]) = 1", 50000);
	xmlFreeDoc(doc);
}

UNIT_MAIN_WITH("xpath", before, after, UNIT(reads_what_libxml_reads),
	       UNIT(reads_what_libxml_reads_of_anything),
	       UNIT(reads_letters_of_every_language), UNIT(depth_is_bounded),
	       UNIT(refuses_with_a_reason), UNIT(tells_what_it_is),
	       UNIT(references), UNIT(references_are_bounded), UNIT(rewriting),
	       UNIT(expense_is_bounded), UNIT(a_budget_is_for_all),
	       UNIT(patterns_are_bounded))
