/* Tests of answers as lines, and of two answers side by side.
 * SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "forms/filing.h"
#include "forms/lines.h"
#include "unit.h"

static void *pool;

static const char form_text[] =
    "<h:html xmlns=\"http://www.w3.org/2002/xforms\""
    " xmlns:h=\"http://www.w3.org/1999/xhtml\""
    " xmlns:jr=\"http://openrosa.org/javarosa\"><h:head><h:title>T</h:title>"
    "<model><instance><data id=\"t\" version=\"1\"><name/><note/><more/>"
    "<child jr:template=\"\"><age/><likes/></child><end/></data></instance>"
    "<bind nodeset=\"/data/name\" type=\"string\"/>"
    "<bind nodeset=\"/data/note\" type=\"string\" readonly=\"true()\"/>"
    "<bind nodeset=\"/data/more\" relevant=\"/data/name = 'Ann'\"/>"
    "<bind nodeset=\"/data/child/age\" type=\"int\"/>"
    "<bind nodeset=\"/data/child/likes\" type=\"string\"/>"
    "<bind nodeset=\"/data/end\" type=\"date\"/></model></h:head><h:body>"
    "<input ref=\"/data/name\"><label>**Name**</label></input>"
    "<input ref=\"/data/note\"><label>Take your time</label></input>"
    "<input ref=\"/data/more\"><label>More</label></input>"
    "<group ref=\"/data/child\"><label>Child</label>"
    "<repeat nodeset=\"/data/child\">"
    "<input ref=\"/data/child/age\"><label>Age</label></input>"
    "<select ref=\"/data/child/likes\"><label>Likes</label>"
    "<item><label>Cats _and_ kittens</label><value>c</value></item>"
    "<item><label>Dogs</label><value>d</value></item></select>"
    "</repeat></group>"
    "<input ref=\"/data/end\"><label>Until</label></input>"
    "</h:body></h:html>";

static struct answer *filled(const char *inside)
{
	static const struct xform *form;
	struct answer_frozen frozen = {.now = 1700000000,
				       .zone = zone_find("Australia/Sydney")};
	const char *xml = mem_printf(pool, "<data id=\"t\" version=\"1\">%s"
					   "</data>", inside);
	struct answer *a = NULL;
	NEOERR *err;

	if (!form) {
		struct xform_findings findings = {.ctx = pool};
		struct xform *read;

		err = xform_read(pool, form_text, strlen(form_text), &findings,
				 &read);
		CHECK(err == STATUS_OK && read);
		form = read;
	}
	err = answer_read_submission(pool, form, xml, strlen(xml), &frozen, &a);
	CHECK(err == STATUS_OK);
	return a;
}

/* All lines in one text: "name=Ann", "[Child 1", "(note". */
static const char *lines_text(const char *inside)
{
	struct buf b = {.ctx = pool};
	struct line *l;
	size_t n;
	NEOERR *err = lines_of(pool, filled(inside), &l, &n);

	CHECK(err == STATUS_OK);
	for (size_t i = 0; i < n; i++) {
		buf_printf(&b, "%s%d", i ? " " : "", l[i].depth);
		if (l[i].kind == LINE_ANSWER)
			buf_printf(&b, "%s=%s", l[i].label, l[i].words);
		else if (l[i].kind == LINE_INSTANCE)
			buf_printf(&b, "[%s#%d", l[i].label, l[i].position);
		else
			buf_printf(&b, "%c%s",
				   l[i].kind == LINE_NOTE ? '(' : '<',
				   l[i].label);
	}
	return buf_text(&b);
}

static void in_order(void)
{
	CHECK_TEXT(lines_text("<name>Bob</name>"
			      "<child><age>7</age><likes>c d</likes></child>"
			      "<child><age/><likes/></child>"
			      "<end>2026-11-27</end>"),
		   "0Name=Bob 0(Take your time 0<Child 0[Child#1 1Age=7"
		   " 1Likes=Cats and kittens; Dogs 0[Child#2 1Age= 1Likes="
		   " 0Until=Friday 27 November 2026");
	CHECK_TEXT(lines_text("<name>Ann</name><more>x</more><end/>"),
		   "0Name=Ann 0(Take your time 0More=x 0<Child 0Until=");
}

static void paths(void)
{
	CHECK_TEXT(path_generic(pool, "/data/child[2]/age"),
		   "/data/child/age");
	CHECK_TEXT(path_generic(pool, "/a[1]/b[12]/c[3]"), "/a/b/c");
	CHECK_TEXT(path_generic(pool, "/data"), "/data");
	CHECK_TEXT(path_generic(pool, "/data/x["), "/data/x");
	CHECK_TEXT(label_plain(pool, "**Was**\n_it_ so?"), "Was it so?");
	CHECK_TEXT(label_plain(pool, NULL), "");
}

/* What differs: "Name: Bob|Ann", a dash for what was not asked. */
static const char *differences(const char *left, const char *right)
{
	struct actor a = {.pool = pool};
	struct buf b = {.ctx = pool};
	struct filed_pair *p;
	size_t n;
	NEOERR *err =
	    filed_compare(&a, filled(left), filled(right), &p, &n);

	CHECK(err == STATUS_OK);
	for (size_t i = 0; i < n; i++)
		if (!p[i].heading && !p[i].same)
			buf_printf(&b, "%s%s: %s|%s", b.len ? ", " : "",
				   p[i].label, p[i].in_left ? p[i].left : "-",
				   p[i].in_right ? p[i].right : "-");
	return buf_text(&b);
}

static void side_by_side(void)
{
	static const char one[] = "<name>Ann</name><more>x</more>"
				  "<child><age>7</age><likes>c</likes></child>"
				  "<end>2026-11-27</end>";

	CHECK_TEXT(differences(one, one), "");
	CHECK_TEXT(differences(one, "<name>Bob</name><child><age>8</age>"
				    "<likes>c</likes></child><child><age>2"
				    "</age><likes/></child><end/>"),
		   "Name: Ann|Bob, More: x|-, Age: 7|8, Age: -|2, Likes: -|,"
		   " Until: Friday 27 November 2026|");
	CHECK_TEXT(differences("<name/><end/>", one),
		   "Name: |Ann, More: -|x, Age: -|7,"
		   " Likes: -|Cats and kittens,"
		   " Until: |Friday 27 November 2026");
}

static void set_up(void)
{
	pool = mem_pool();
	CHECK(pool);
}

static void tear_down(void)
{
	talloc_free(pool);
	CHECK(true);
}

UNIT_MAIN("lines", UNIT(set_up), UNIT(in_order), UNIT(paths),
	  UNIT(side_by_side), UNIT(tear_down))
