/* Fuzz targets of the form engine: a definition from anybody, and what is
 * posted to a form.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/mem.h"
#include "targets.h"
#include "xform/answer.h"

#define MUST(condition)                                              \
	do {                                                         \
		if (!(condition)) {                                  \
			fprintf(stderr, "%s:%d: %s\n", __FILE__,     \
				__LINE__, #condition);               \
			abort();                                     \
		}                                                    \
	} while (0)

static const struct answer_frozen frozen = {.now = 1795730400, .seed = 3};

static bool done(NEOERR *err)
{
	bool ok = err == STATUS_OK;

	nerr_ignore(&err);
	return ok;
}

static bool is_xml(const char *s)
{
	xmlDocPtr doc = xmlReadMemory(s, (int)strlen(s), NULL, NULL,
				      XML_PARSE_NONET | XML_PARSE_NOERROR |
					  XML_PARSE_NOWARNING);
	bool well = doc != NULL;

	if (doc)
		xmlFreeDoc(doc);
	return well;
}

/* What holds of every answer: it shows, it is sent as XML, and its draft is
 * read as it was written. */
static void answer_holds(void *pool, const struct xform *f, struct answer *a)
{
	struct answer_shown *page;
	struct answer *again;
	const char *draft, *first;
	size_t wrong;

	if (!done(answer_show(pool, a, &page)) ||
	    !done(answer_check(a, &wrong, &first)))
		return; /* too much work */
	MUST(!wrong == !first);
	MUST(is_xml(answer_submission(pool, a)));
	draft = answer_draft(pool, a);
	MUST(is_xml(draft));
	if (done(answer_read(pool, f, draft, strlen(draft), &again)))
		MUST(!strcmp(draft, answer_draft(pool, again)));
}

void fuzz_definition(void *pool, const uint8_t *data, size_t size)
{
	struct xform_findings found = {.ctx = pool};
	struct xform *f;
	struct answer *a;
	bool refused = false;

	MUST(done(xform_read(pool, (const char *)data, size, &found, &f)));
	for (size_t i = 0; i < found.n; i++)
		refused |= found.list[i].error;
	/* Refused with a reason, or accepted and of use. */
	MUST(refused == !f);
	if (f && done(answer_new(pool, f, &frozen, &a)))
		answer_holds(pool, f, a);
}

/* A form with something of everything. */
static const char form[] =
    "<h:html xmlns='http://www.w3.org/2002/xforms' "
    "xmlns:h='http://www.w3.org/1999/xhtml' "
    "xmlns:jr='http://openrosa.org/javarosa'><h:head><h:title>f</h:title>"
    "<model><instance><d id='f'><n>2</n><on/><s/><c/><m/><k/><t/><sum/>"
    "<g><a/></g><p jr:template=''><q/><w>x</w></p><p><q/><w/></p>"
    "<r jr:template=''><x/></r></d></instance><instance id='l'><root>"
    "<item><v>a</v><l>A</l><of>s</of></item><item><v>b</v><l>B</l><of>t</of>"
    "</item></root></instance>"
    "<bind nodeset='/d/n' type='int' constraint='. &lt; 9'/>"
    "<bind nodeset='/d/on' type='date'/>"
    "<bind nodeset='/d/g' relevant=\"/d/s != 'z'\"/>"
    "<bind nodeset='/d/g/a' type='dateTime' required='true()'/>"
    "<bind nodeset='/d/sum' calculate='sum(/d/p/q) + count(/d/r)'/>"
    "<bind nodeset='/d/p/q' type='decimal' readonly='/d/n = 7'/>"
    "</model></h:head><h:body><input ref='/d/n'/><input ref='/d/on'/>"
    "<input ref='/d/s'><setvalue event='xforms-value-changed' ref='/d/k' "
    "value='concat(/d/k, 1)'/></input><select1 ref='/d/c'><itemset "
    "nodeset=\"instance('l')/root/item[of = /d/s]\"><value ref='v'/>"
    "<label ref='l'/></itemset></select1><select ref='/d/m'><itemset "
    "nodeset=\"instance('l')/root/item\"><value ref='v'/><label ref='l'/>"
    "</itemset></select><trigger ref='/d/t'/><group ref='/d/g'>"
    "<input ref='/d/g/a'/></group><repeat nodeset='/d/p'><input ref='q'/>"
    "<input ref='w'/></repeat><repeat nodeset='/d/r' jr:count='/d/n'>"
    "<input ref='/d/r/x'/></repeat></h:body></h:html>";

/* Lines: "path=value", "+path" one more, "-path" one less. */
void fuzz_posted(void *pool, const uint8_t *data, size_t size)
{
	struct xform *f;
	struct answer *a;
	char *text = mem_strndup(pool, (const char *)data, size);
	char *line, *save;
	int lines = 0;

	MUST(done(xform_read(pool, form, sizeof form - 1, NULL, &f)) && f);
	MUST(done(answer_new(pool, f, &frozen, &a)));
	for (line = strtok_r(text, "\n", &save); line && lines++ < 100;
	     line = strtok_r(NULL, "\n", &save)) {
		char *is = strchr(line, '=');

		if (*line == '+') {
			done(answer_repeat_add(a, line + 1));
		} else if (*line == '-') {
			done(answer_repeat_remove(a, line + 1));
		} else if (is) {
			*is = '\0';
			/* Nobody types a sum. */
			if (answer_set(a, line, is + 1))
				MUST(strcmp(line, "/d/sum") &&
				     strcmp(line, "/d/k"));
			if (!done(answer_update(a)))
				return;
		}
	}
	answer_holds(pool, f, a);
}
