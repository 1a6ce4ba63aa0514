/* Answers on paper (forms/paper).
 * SPDX-License-Identifier: MIT */
#include "forms/paper.h"

#include <unistd.h>

#include "base/mem.h"
#include "base/zone.h"
#include "unit.h"

static void *ctx;

static const char FORM[] =
    "<h:html xmlns='http://www.w3.org/2002/xforms'"
    " xmlns:h='http://www.w3.org/1999/xhtml'"
    " xmlns:jr='http://openrosa.org/javarosa'>"
    "<h:head><h:title>Visit at home</h:title><model>"
    "<itext>"
    "<translation lang='English (en)' default='true()'>"
    "<text id='who'><value>Who was there?</value></text>"
    "<text id='home'><value>The home</value></text></translation>"
    "<translation lang='العربية (ar)'>"
    "<text id='who'><value>من كان هناك؟</value></text>"
    "<text id='home'><value>المنزل</value></text></translation>"
    "</itext>"
    "<instance><data id='visit' version='3'><who/><home><clean/><smell/>"
    "</home><note/><child jr:template=''><name/><age/></child></data>"
    "</instance>"
    "<bind nodeset='/data/who' type='string'/>"
    "<bind nodeset='/data/home/clean' type='string'/>"
    "<bind nodeset='/data/home/smell' type='string'"
    " relevant=\"/data/home/clean = 'no'\"/>"
    "<bind nodeset='/data/note' type='string' readonly='true()'/>"
    "<bind nodeset='/data/child/name' type='string'/>"
    "<bind nodeset='/data/child/age' type='int'/>"
    "</model></h:head><h:body>"
    "<input ref='/data/who'><label ref=\"jr:itext('who')\"/></input>"
    "<group ref='/data/home'><label ref=\"jr:itext('home')\"/>"
    "<select1 ref='/data/home/clean'><label>Is it **clean**?</label>"
    "<item><label>Yes, all of it</label><value>yes</value></item>"
    "<item><label>No</label><value>no</value></item></select1>"
    "<input ref='/data/home/smell'><label>Of what does it smell?</label>"
    "</input></group>"
    "<input ref='/data/note'><label>Thank them for their time.</label></input>"
    "<group ref='/data/child'><label>Child</label><repeat nodeset='/data/child'>"
    "<input ref='/data/child/name'><label>Name</label></input>"
    "<input ref='/data/child/age'><label>Age</label></input></repeat></group>"
    "</h:body></h:html>";

static int before(void)
{
	err_init();
	ctx = mem_pool();
	return 0;
}

static bool fine(NEOERR *err)
{
	bool good = err == STATUS_OK;

	if (!CHECK(good))
		printf("    %s\n", err_trace(ctx, err));
	nerr_ignore(&err);
	return good;
}

static struct answer *filled(bool children)
{
	struct xform_findings findings = {.ctx = ctx};
	struct answer_frozen frozen = {.now = 1795392000,
				       .zone = zone_find("Australia/Sydney")};
	struct xform *form;
	struct answer *a;

	if (!fine(xform_read(ctx, FORM, sizeof FORM - 1, &findings, &form)))
		return NULL;
	for (size_t i = 0; i < findings.n; i++)
		printf("    %d: %s\n", findings.list[i].line,
		       findings.list[i].text);
	if (!CHECK(form != NULL) || !fine(answer_new(ctx, form, &frozen, &a)))
		return NULL;
	answer_set(a, "/data/who", "Ruth <Okafor> & Jo\nand a dog");
	answer_set(a, "/data/home/clean", "yes");
	for (int i = 1; children && i <= 2; i++) {
		fine(answer_repeat_add(a, "/data/child"));
		answer_set(a, mem_printf(ctx, "/data/child[%d]/name", i),
			   i == 1 ? "Ella" : "ليلى");
	}
	fine(answer_update(a));
	return a;
}

static const struct paper_fact FACTS[] = {
    {"Provider", "Little Wrens Nursery"},
    {"Client", ""},
    {"Submitted", "Fri 20 Nov 2026, 2 pm, Gwen Hartley"},
};
static const struct paper PAPER = {
    .title = "Visit at home",
    .agency = "Tallowood Care",
    .about = "Little Wrens Nursery",
    .foot = "Answer 12, revision 1",
    .at = 1795392000,
    .language = "English (en)",
    .facts = FACTS,
    .n_facts = 3,
};

/* What a program says of the answer's PDF, "" without the program. */
static const char *said(const struct paper *what, struct answer *a,
			const char *program, const char *options,
			const char *after)
{
	char path[] = "/tmp/carebook-paper-XXXXXX", line[4096];
	struct buf b = {.ctx = ctx};
	const char *bytes;
	size_t n;
	FILE *pipe;
	int fd;

	if (system(mem_printf(ctx, "command -v %s >/dev/null", program)) != 0) {
		unit_skip("a program that reads PDF is not installed");
		return "";
	}
	if (!fine(paper_answer(ctx, what, a, &bytes, &n)))
		return "";
	fd = mkstemp(path);
	CHECK(write(fd, bytes, n) == (ssize_t)n);
	close(fd);
	pipe = popen(mem_printf(ctx, "%s %s %s %s 2>&1", program, options, path,
				after),
		     "r");
	while (pipe && fgets(line, sizeof line, pipe))
		buf_puts(&b, line);
	CHECK_INT(pipe ? pclose(pipe) : -1, 0);
	unlink(path);
	return buf_text(&b);
}

static void languages(void)
{
	CHECK_TEXT(paper_language(ctx, "English (en)"), "en");
	CHECK_TEXT(paper_language(ctx, "中文 (zh-Hans)"), "zh-Hans");
	CHECK_TEXT(paper_language(ctx, "pt-BR"), "pt-BR");
	CHECK_TEXT(paper_language(ctx, "Français (parlé) (fr)"), "fr");
	CHECK(paper_language(ctx, "English") == NULL);
	CHECK(paper_language(ctx, "English (Australia)") == NULL);
	CHECK(paper_language(ctx, "x (e)") == NULL);
	CHECK(paper_language(ctx, "x (en-)") == NULL);
	CHECK(paper_language(ctx, "x (en_AU)") == NULL);
	CHECK(paper_language(ctx, "") == NULL);
	CHECK(paper_language(ctx, NULL) == NULL);
}

static void all_of_it(void)
{
	const char *text =
	    said(&PAPER, filled(true), "pdfinfo", "-struct-text",
		 "");

	if (!*text)
		return;
	CHECK(strstr(text, "  H1 (block)\n    \"Visit at home\""));
	CHECK(strstr(text, "\"Little Wrens Nursery\""));
	CHECK(!strstr(text, "\"Client\"")); /* there is none */
	CHECK(strstr(text, "\"Who was there?\""));
	CHECK(strstr(text, "\"Ruth <Okafor> & Jo and a dog\""));
	CHECK(strstr(text, "  H2 (block)\n    \"The home\""));
	CHECK(strstr(text, "\"Is it clean?\""));
	CHECK(strstr(text, "\"Yes, all of it\""));
	CHECK(!strstr(text, "smell")); /* is not relevant */
	CHECK(strstr(text, "\"Thank them for their time.\""));
	CHECK(strstr(text, "\"Child 1\"") && strstr(text, "\"Child 2\""));
	CHECK(strstr(text, "\"Ella\""));
	CHECK(strstr(text, "\"No answer\"")); /* her age */
}

static void none_of_them(void)
{
	struct paper draft = PAPER;
	const char *text;

	draft.warning = "This is a draft: nothing was submitted yet.";
	text = said(&draft, filled(false), "pdftotext", "", "-");
	if (!*text)
		return;
	CHECK(strstr(text, "This is a draft"));
	CHECK(strstr(text, "None"));
}

static void another_language(void)
{
	struct paper arabic = PAPER;
	struct answer *a = filled(true);
	const char *text;

	arabic.language = "العربية (ar)";
	answer_language(a, arabic.language);
	text = said(&arabic, a, "qpdf", "--qdf --object-streams=disable",
		    "- | strings");
	if (!*text)
		return;
	CHECK(strstr(text, "/Lang (ar)"));
	CHECK(strstr(text, "/Lang (en-AU)"));
}

static void the_same_twice(void)
{
	const char *one, *two;
	size_t n, m;

	CHECK(fine(paper_answer(ctx, &PAPER, filled(true), &one, &n)));
	CHECK(fine(paper_answer(ctx, &PAPER, filled(true), &two, &m)));
	CHECK_INT(n, m);
	CHECK(n == m && memcmp(one, two, n) == 0);
}

UNIT_MAIN_WITH("paper", before, NULL, UNIT(languages), UNIT(all_of_it),
	       UNIT(none_of_them), UNIT(another_language),
	       UNIT(the_same_twice))
