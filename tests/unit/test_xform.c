/* The form engine: definitions, and answers to them.
 * SPDX-License-Identifier: MIT */
#include "unit.h"

#include <sodium.h>

#include "base/err.h"
#include "base/mem.h"
#include "xform/answer.h"

#define ROOT                                                               \
	"<h:html xmlns='http://www.w3.org/2002/xforms' "                   \
	"xmlns:h='http://www.w3.org/1999/xhtml' "                          \
	"xmlns:jr='http://openrosa.org/javarosa' "                         \
	"xmlns:odk='http://www.opendatakit.org/xforms' "                   \
	"xmlns:orx='http://openrosa.org/xforms' "                          \
	"xmlns:cb='https://carebook.example/xforms/map'>"                  \
	"<h:head><h:title>A test</h:title><model>"
#define FORM(instance, model, body)                                        \
	ROOT "<instance>" instance "</instance>" model                     \
	     "</model></h:head><h:body>" body "</h:body></h:html>"

static void *pool;
static struct xform_findings found;

static struct xform *read_form(const char *xml)
{
	struct xform *f = NULL;
	NEOERR *err;

	found = (struct xform_findings){.ctx = pool};
	err = xform_read(pool, xml, strlen(xml), &found, &f);
	CHECK(err == STATUS_OK);
	nerr_ignore(&err);
	return f;
}

/* The first error, or warning, of the form that was read last. */
static const struct xform_finding *finding(bool error)
{
	static const struct xform_finding none = {.text = ""};

	for (size_t i = 0; i < found.n; i++)
		if (found.list[i].error == error)
			return &found.list[i];
	return &none;
}

static bool refused(const char *xml, const char *why)
{
	struct xform *f = read_form(xml);
	bool said = strstr(finding(true)->text, why) != NULL;

	if (!said)
		printf("    said: %s\n", finding(true)->text);
	return !f && said;
}

static struct answer_frozen frozen(void)
{
	return (struct answer_frozen){.now = 1795730400,
				      .seed = 5,
				      .zone = zone_find("Australia/Sydney"),
				      .username = "ann",
				      .email = "ann@example.org"};
}

static struct answer *answer_to(struct xform *f)
{
	struct answer_frozen z = frozen();
	struct answer *a = NULL;
	NEOERR *err;

	if (!f) {
		CHECK(!"accepted");
		printf("    said: %s\n", finding(true)->text);
		exit(1);
	}
	err = answer_new(pool, f, &z, &a);
	CHECK(err == STATUS_OK);
	nerr_ignore(&err);
	return a;
}

static struct answer *answer_form(const char *xml)
{
	return answer_to(read_form(xml));
}

static void set(struct answer *a, const char *path, const char *value)
{
	NEOERR *err;

	CHECK(answer_set(a, path, value));
	err = answer_update(a);
	CHECK(err == STATUS_OK);
	nerr_ignore(&err);
}

static bool done(NEOERR *err)
{
	bool ok = err == STATUS_OK;

	nerr_ignore(&err);
	return ok;
}

static const struct answer_shown *find(const struct answer_shown *s,
				       const char *path)
{
	const struct answer_shown *x = NULL;

	if (!strcmp(s->path, path) && *path)
		return s;
	for (size_t i = 0; i < s->n_children && !x; i++)
		x = find(&s->children[i], path);
	return x;
}

static const struct answer_shown *shown(struct answer *a, const char *path)
{
	static const struct answer_shown none = {.label = "(not shown)"};
	struct answer_shown *page;
	const struct answer_shown *s;

	if (!done(answer_show(pool, a, &page)))
		return &none;
	s = find(page, path);
	return s ? s : &none;
}

static enum answer_violation wrong(struct answer *a, const char *path)
{
	struct answer_state s;

	CHECK(done(answer_state(a, path, &s)));
	return s.violation;
}

/* --- definitions ---------------------------------------------------------- */

#define PLAIN FORM("<d id='t'><a/></d>", "", "<input ref='/d/a'/>")

static void definitions_are_read(void)
{
	struct xform *f = read_form(
	    FORM("<d id='visit' version='3'><a/><r><b/></r></d>",
		 "<itext><translation lang='en' default='true()'>"
		 "<text id='q'><value>What?</value></text></translation>"
		 "<translation lang='vi'><text id='q'><value>Gì?</value></text>"
		 "</translation></itext>"
		 "<bind nodeset='/d/a' type='int' cb:to='incident.what'/>",
		 "<input ref='/d/a'><label ref=\"jr:itext('q')\"/></input>"
		 "<repeat nodeset='/d/r'><input ref='b'/></repeat>"));
	const struct xform_question *q;
	const struct xform_mapping *m;
	const char *const *languages;
	size_t n;

	CHECK(f != NULL);
	if (!f)
		return;
	CHECK_TEXT(xform_id(f), "visit");
	CHECK_TEXT(xform_version(f), "3");
	CHECK_TEXT(xform_title(f), "A test");
	CHECK_INT(strlen(xform_hash(f)), 64);
	languages = xform_languages(f, &n);
	CHECK_INT(n, 2);
	CHECK_TEXT(languages[0], "en");
	q = xform_questions(f, &n);
	CHECK_INT(n, 2);
	CHECK_TEXT(q[0].path, "/d/a");
	CHECK_TEXT(q[0].label, "What?");
	CHECK(q[0].type == XFORM_INT && !q[0].repeated);
	CHECK_TEXT(q[1].path, "/d/r/b");
	CHECK(q[1].repeated);
	m = xform_mappings(f, &n);
	CHECK_INT(n, 1);
	CHECK_TEXT(m[0].path, "/d/a");
	CHECK_TEXT(m[0].name, "to");
	CHECK_TEXT(m[0].value, "incident.what");
}

static void definitions_are_refused(void)
{
	struct buf deep = {.ctx = pool};

	CHECK(refused("", "not well-formed"));
	CHECK(refused("<a><b></a>", "not well-formed"));
	CHECK(refused("<html/>", "not an XForm"));
	CHECK(refused("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
		      "<x>&e;</x>",
		      "DOCTYPE"));
	CHECK(refused("<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd'><x/>",
		      "DOCTYPE"));
	for (int i = 0; i < 20000; i++)
		buf_puts(&deep, "<a>");
	CHECK(refused(buf_text(&deep), "deep"));
	CHECK(refused(FORM("", "", ""), "empty"));
	CHECK(refused(FORM("<d id='t'><a/></d>",
			   "<bind nodeset='/d/a' calculate='nope(1)'/>", ""),
		      "nope()"));
	CHECK_TEXT(finding(true)->bind, "/d/a");
	CHECK_INT(finding(true)->line, 1);
	CHECK(refused(FORM("<d id='t'><a/></d>",
			   "<bind nodeset='/d/a' calculate='1 +'/>", ""),
		      "calculate"));
	CHECK(refused(FORM("<d id='t'><a/></d>",
			   "<submission base64RsaPublicKey='MII'/>", ""),
		      "encrypted"));
}

static void circles_are_refused(void)
{
	CHECK(refused(FORM("<d id='t'><a/><b/></d>",
			   "<bind nodeset='/d/a' calculate='/d/b + 1'/>"
			   "<bind nodeset='/d/b' calculate='../a'/>",
			   ""),
		      "circle"));
	CHECK(refused(FORM("<d id='t'><a/></d>",
			   "<bind nodeset='/d/a' calculate='. + 1'/>", ""),
		      "circle"));
	CHECK(refused(FORM("<d id='t'><a/></d>",
			   "<bind nodeset='/d/a' relevant=\". = 'x'\"/>",
			   "<input ref='/d/a'/>"),
		      "circle"));
	/* What is no circle. */
	CHECK(read_form(FORM("<d id='t'><a/></d>",
			     "<bind nodeset='/d/a' constraint='. > 3'/>",
			     "<input ref='/d/a'/>")) != NULL);
	CHECK(read_form(FORM("<d id='t'><g><a/></g></d>",
			     "<bind nodeset='/d/g' relevant=\"/d/g/a != 'x'\"/>",
			     "<input ref='/d/g/a'/>")) != NULL);
	CHECK(read_form(FORM(
		  "<d id='t'><r><n/><sum/></r></d>",
		  "<bind nodeset='/d/r/sum' calculate='../n + "
		  "sum(/d/r[position() = position(current()/..) - 1]/sum)'/>",
		  "<repeat nodeset='/d/r'><input ref='n'/></repeat>")) != NULL);
}

static void odd_things_are_warnings(void)
{
	CHECK(read_form(FORM("<d id='t'><a/></d>",
			     "<bind nodeset='/d/a' type='what'/>",
			     "<input ref='/d/a' appearance='strange'/>")) !=
	      NULL);
	CHECK(strstr(finding(false)->text, "type=") != NULL);
	CHECK(read_form(FORM("<d id='t'><a/></d>",
			     "<bind nodeset='/d/none'/>",
			     "<input ref='/d/none'/><unknown/>")) != NULL);
	CHECK_INT(found.n, 3);
	CHECK(read_form(FORM("<d id='t'><a/></d>",
			     "<instance id='l'><r/></instance>"
			     "<instance id='l'><r/></instance>",
			     "<repeat nodeset='/d/none'/>"
			     "<select ref='/d/a'><itemset/></select>")) !=
	      NULL);
	CHECK(read_form(FORM("<d id='t'><a/></d>",
			     "<instance id='l' src='jr://file-csv/l.csv'/>",
			     "<select1 ref='/d/a'><itemset nodeset=\""
			     "instance('l')/root/item\"><value ref='name'/>"
			     "<label ref='label'/></itemset></select1>")) !=
	      NULL);
	CHECK(strstr(finding(false)->text, "file of its own") != NULL);
}

static void costly_forms_are_refused(void)
{
	struct buf b = {.ctx = pool};

	buf_puts(&b, ROOT "<instance><d id='t'><r/>");
	for (int i = 0; i < 10000; i++)
		buf_puts(&b, "<a/>");
	buf_puts(&b, "</d></instance><bind nodeset='/d/r' calculate='"
		     "count(//a[count(//a[. = 1]) = 1])'/></model></h:head>"
		     "<h:body/></h:html>");
	CHECK(refused(buf_text(&b), "too long"));
	CHECK(refused(FORM("<d id='t'><a><b><c/></b></a></d>", "",
			   "<repeat nodeset='/d/a' jr:count='999999'>"
			   "<repeat nodeset='/d/a/b' jr:count='999999'>"
			   "<input ref='c'/></repeat></repeat>"),
		      "too long"));
}

/* --- namespaces ------------------------------------------------------------ */

static void namespaces_come_back(void)
{
	struct answer *a = answer_form(
	    FORM("<d xmlns='http://example.org/own' id='t'><a>1</a>"
		 "<orx:meta><orx:instanceID/></orx:meta></d>",
		 "<bind nodeset='/d/a' constraint='/d/a &gt; 0'/>",
		 "<input ref='/d/a'/>"));
	const char *s = answer_submission(pool, a);

	CHECK(strstr(s, "<d xmlns=\"http://example.org/own\"") != NULL);
	CHECK(strstr(s, "xmlns:orx=\"http://openrosa.org/xforms\"") != NULL);
	CHECK(strstr(s, "<a>1</a>") != NULL);
	CHECK(strstr(s, "<orx:instanceID>uuid:") != NULL);
	a = answer_form(FORM("<d id='t'><a/></d>", "", "<input ref='/d/a'/>"));
	s = answer_submission(pool, a);
	CHECK(strstr(s, "www.w3.org/2002/xforms") == NULL);
	CHECK(strstr(s, "<orx:meta><orx:instanceID>uuid:") != NULL);
}

/* --- relevance ---------------------------------------------------------------- */

#define GATED                                                              \
	FORM("<d id='t'><ask/><g><a>7</a></g><copy/></d>",                 \
	     "<bind nodeset='/d/g' relevant=\"/d/ask = 'yes'\"/>"          \
	     "<bind nodeset='/d/g/a' type='int' required='true()'/>"       \
	     "<bind nodeset='/d/copy' calculate='/d/g/a'/>",               \
	     "<input ref='/d/ask'/><group ref='/d/g'><input ref='/d/g/a'/>" \
	     "</group>")

static void hidden_values_are_kept_and_not_sent(void)
{
	struct answer *a = answer_form(GATED), *again;
	const char *draft;

	CHECK(strstr(answer_submission(pool, a), "<g>") == NULL);
	CHECK_TEXT(answer_value(a, "/d/copy"), "");
	CHECK(!answer_set(a, "/d/g/a", "8"));
	CHECK_TEXT(shown(a, "/d/g/a")->label, "(not shown)");
	set(a, "/d/ask", "yes");
	CHECK_TEXT(answer_value(a, "/d/copy"), "7");
	set(a, "/d/g/a", "12");
	CHECK_TEXT(answer_value(a, "/d/copy"), "12");
	set(a, "/d/ask", "no");
	CHECK_TEXT(answer_value(a, "/d/copy"), "");
	draft = answer_draft(pool, a);
	CHECK(strstr(draft, "<a>12</a>") != NULL);
	CHECK(strstr(answer_submission(pool, a), "12") == NULL);
	CHECK(done(answer_read(pool, read_form(GATED), draft, strlen(draft),
			       &again)));
	set(again, "/d/ask", "yes");
	CHECK_TEXT(answer_value(again, "/d/g/a"), "12");
	set(again, "/d/g/a", "");
	CHECK(wrong(again, "/d/g/a") == ANSWER_REQUIRED);
	set(again, "/d/ask", "");
	CHECK(wrong(again, "/d/g/a") == ANSWER_OK);
}

/* --- what may be set, and what is wrong ---------------------------------------- */

static void the_server_decides_what_may_be_set(void)
{
	struct answer *a = answer_form(
	    FORM("<d id='t'><a/><sum/><fix>1</fix><hidden/><lock/></d>",
		 "<bind nodeset='/d/sum' calculate='/d/a * 2'/>"
		 "<bind nodeset='/d/fix' readonly='true()'/>"
		 "<bind nodeset='/d/lock' readonly=\"/d/a = '5'\"/>",
		 "<input ref='/d/a'/><input ref='/d/sum'/><input ref='/d/fix'/>"
		 "<input ref='/d/lock'/>"));

	set(a, "/d/lock", "open");
	set(a, "/d/a", "5");
	CHECK_TEXT(answer_value(a, "/d/sum"), "10");
	CHECK(!answer_set(a, "/d/sum", "99"));
	CHECK(!answer_set(a, "/d/fix", "99"));
	CHECK(!answer_set(a, "/d/lock", "99"));
	CHECK(!answer_set(a, "/d/hidden", "no control shows it"));
	CHECK(!answer_set(a, "/d", "a group"));
	CHECK(!answer_set(a, "/d/a[2]", "1"));
	CHECK(!answer_set(a, "/d/a/..", "1"));
	CHECK(!answer_set(a, "//a", "1"));
	CHECK(!answer_set(a, "", "1"));
	CHECK(shown(a, "/d/sum")->readonly);
}

static void types_are_checked(void)
{
	struct answer *a = answer_form(
	    FORM("<d id='t'><n/><x/><on/><at/><when/><where/></d>",
		 "<bind nodeset='/d/n' type='int'/>"
		 "<bind nodeset='/d/x' type='xsd:decimal'/>"
		 "<bind nodeset='/d/on' type='date'/>"
		 "<bind nodeset='/d/at' type='time'/>"
		 "<bind nodeset='/d/when' type='dateTime'/>"
		 "<bind nodeset='/d/where' type='geopoint'/>",
		 "<input ref='/d/n'/><input ref='/d/x'/><input ref='/d/on'/>"
		 "<input ref='/d/at'/><input ref='/d/when'/>"
		 "<input ref='/d/where'/>"));
	static const struct {
		const char *path, *value;
		bool right;
	} cases[] = {
	    {"/d/n", "12", true},	     {"/d/n", " -3 ", true},
	    {"/d/n", "1.5", false},	     {"/d/n", "2147483648", false},
	    {"/d/n", "twelve", false},	     {"/d/x", "1.50", true},
	    {"/d/x", "1,5", false},	     {"/d/on", "2024-02-29", true},
	    {"/d/on", "2023-02-29", false},  {"/d/on", "29/02/2024", false},
	    {"/d/at", "14:30", true},	     {"/d/at", "25:00", false},
	    {"/d/when", "2026-11-27T14:30", true},
	    {"/d/when", "2026-11-27", false}, {"/d/when", "soon", false},
	    {"/d/where", "-33.8 151.2", true},
	    {"/d/where", "-33.8 151.2 0 5", true},
	    {"/d/where", "91 0", false},     {"/d/where", "here", false},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		set(a, cases[i].path, cases[i].value);
		CHECK_INT(wrong(a, cases[i].path),
			  cases[i].right ? ANSWER_OK : ANSWER_TYPE);
		if (!cases[i].right) {
			/* Shown as typed, and worth nothing. */
			CHECK_TEXT(shown(a, cases[i].path)->value,
				   cases[i].value);
			CHECK_TEXT(answer_value(a, cases[i].path), "");
		}
	}
	set(a, "/d/when", "2026-11-27T14:30");
	CHECK_TEXT(answer_value(a, "/d/when"),
		   "2026-11-27T14:30:00.000+11:00");
	set(a, "/d/on", "2026-11-27");
	CHECK(strstr(answer_words(pool, a, "/d/on"), "27") != NULL);
}

static void constraints_have_messages(void)
{
	struct answer *a = answer_form(FORM(
	    "<d id='t'><min>5</min><a/><b/></d>",
	    "<bind nodeset='/d/a' type='int' constraint='. &gt;= /d/min' "
	    "jr:constraintMsg=\"jr:itext('m')\"/>"
	    "<bind nodeset='/d/b' required=\"/d/a != ''\" "
	    "jr:requiredMsg='Please say'/>"
	    "<itext><translation lang='en'><text id='m'><value>At least "
	    "<output value='/d/min'/></value></text></translation>"
	    "<translation lang='fr'><text id='m'><value>Au moins "
	    "<output value='/d/min'/></value></text></translation></itext>",
	    "<input ref='/d/a'/><input ref='/d/b'/>"));
	const char *first;
	size_t n;

	CHECK_INT(wrong(a, "/d/a"), ANSWER_OK);
	set(a, "/d/a", "4");
	CHECK_INT(wrong(a, "/d/a"), ANSWER_CONSTRAINT);
	CHECK_TEXT(shown(a, "/d/a")->message, "At least 5");
	CHECK_TEXT(shown(a, "/d/b")->message, "Please say");
	answer_language(a, "fr");
	CHECK_TEXT(shown(a, "/d/a")->message, "Au moins 5");
	CHECK(done(answer_check(a, &n, &first)));
	CHECK_INT(n, 2);
	CHECK_TEXT(first, "/d/a");
	set(a, "/d/a", "5");
	set(a, "/d/b", "x");
	CHECK(done(answer_check(a, &n, &first)));
	CHECK_INT(n, 0);
	CHECK(first == NULL);
}

/* --- choices ------------------------------------------------------------------- */

#define CITIES                                                             \
	FORM("<d id='t'><state/><city/><several/></d>",                    \
	     "<instance id='c'><root>"                                     \
	     "<item><name>syd</name><label>Sydney</label><in>nsw</in></item>" \
	     "<item><name>orange</name><label>Orange</label><in>nsw</in></item>" \
	     "<item><name>mel</name><label>Melbourne</label><in>vic</in></item>" \
	     "</root></instance>",                                         \
	     "<select1 ref='/d/state'><item><label>NSW</label>"            \
	     "<value>nsw</value></item><item><label>Victoria</label>"      \
	     "<value>vic</value></item></select1>"                         \
	     "<select1 ref='/d/city'><itemset nodeset=\""                  \
	     "instance('c')/root/item[in = /d/state]\"><value ref='name'/>" \
	     "<label ref='label'/></itemset></select1>"                    \
	     "<select ref='/d/several'><itemset nodeset=\""                \
	     "instance('c')/root/item\"><value ref='name'/>"               \
	     "<label ref='label'/></itemset></select>")

static void choices_are_filtered(void)
{
	struct answer *a = answer_form(CITIES);
	const struct answer_shown *s;

	CHECK_INT(shown(a, "/d/city")->n_choices, 0);
	set(a, "/d/state", "nsw");
	s = shown(a, "/d/city");
	CHECK_INT(s->n_choices, 2);
	CHECK_TEXT(s->choices[1].label, "Orange");
	set(a, "/d/city", "syd");
	CHECK_INT(wrong(a, "/d/city"), ANSWER_OK);
	CHECK_TEXT(answer_words(pool, a, "/d/city"), "Sydney");
	CHECK(shown(a, "/d/city")->choices[0].chosen);
	/* Another state: the city is no choice any more, and comes back. */
	set(a, "/d/state", "vic");
	CHECK_INT(wrong(a, "/d/city"), ANSWER_CHOICE);
	CHECK_TEXT(answer_value(a, "/d/city"), "");
	CHECK(strstr(answer_submission(pool, a), "syd") == NULL);
	set(a, "/d/state", "nsw");
	CHECK_INT(wrong(a, "/d/city"), ANSWER_OK);
	CHECK_TEXT(answer_value(a, "/d/city"), "syd");
	set(a, "/d/city", "mel");
	CHECK_INT(wrong(a, "/d/city"), ANSWER_CHOICE);
	set(a, "/d/state", "tas");
	CHECK_INT(wrong(a, "/d/state"), ANSWER_CHOICE);
	/* Several: in the order of the list, each once. */
	set(a, "/d/several", " mel syd  mel");
	CHECK_TEXT(answer_value(a, "/d/several"), "syd mel");
	CHECK_TEXT(answer_words(pool, a, "/d/several"), "Sydney, Melbourne");
	set(a, "/d/several", "syd per");
	CHECK_INT(wrong(a, "/d/several"), ANSWER_CHOICE);
}

static void controls_have_values_of_their_own(void)
{
	struct answer *a = answer_form(FORM(
	    "<d id='t'><r/><t/><k/></d>", "",
	    "<range ref='/d/r' start='5' end='-5' step='1'/>"
	    "<trigger ref='/d/t'/><odk:rank ref='/d/k'>"
	    "<item><label>A</label><value>a</value></item>"
	    "<item><label>B</label><value>b</value></item>"
	    "<item><label>C</label><value>c</value></item></odk:rank>"));

	set(a, "/d/r", "-5");
	CHECK_INT(wrong(a, "/d/r"), ANSWER_OK);
	set(a, "/d/r", "6");
	CHECK_INT(wrong(a, "/d/r"), ANSWER_CONSTRAINT);
	set(a, "/d/r", "high");
	CHECK_INT(wrong(a, "/d/r"), ANSWER_CONSTRAINT);
	set(a, "/d/t", "anything");
	CHECK_TEXT(answer_value(a, "/d/t"), "OK");
	set(a, "/d/k", "c a c");
	CHECK_TEXT(answer_value(a, "/d/k"), "c a b");
	CHECK_INT(wrong(a, "/d/k"), ANSWER_OK);
	set(a, "/d/k", "c x");
	CHECK_INT(wrong(a, "/d/k"), ANSWER_CHOICE);
	set(a, "/d/k", "");
	CHECK_TEXT(answer_value(a, "/d/k"), "");
}

/* --- repeats --------------------------------------------------------------------- */

#define HOUSES                                                             \
	FORM("<d id='t'><sum/><house jr:template=''><name>new</name>"      \
	     "<person jr:template=''><age/><double/></person></house></d>", \
	     "<bind nodeset='/d/house/person/age' type='int'/>"            \
	     "<bind nodeset='/d/house/person/double' "                     \
	     "calculate='/d/house/person/age * 2'/>"                       \
	     "<bind nodeset='/d/sum' calculate='sum(/d/house/person/age)'/>", \
	     "<group ref='/d/house'><label>House</label>"                  \
	     "<repeat nodeset='/d/house'><input ref='/d/house/name'/>"     \
	     "<repeat nodeset='/d/house/person'>"                          \
	     "<input ref='/d/house/person/age'><label>Of <output "         \
	     "value='/d/house/name'/></label></input></repeat></repeat></group>")

static void repeats_are_added_and_removed(void)
{
	struct answer *a = answer_form(HOUSES), *again;
	const struct answer_shown *s;
	const char *draft;

	s = shown(a, "/d/house");
	CHECK(s->kind == XFORM_REPEAT && s->may_add && !s->n_children);
	CHECK_TEXT(s->label, "House");
	CHECK(done(answer_repeat_add(a, "/d/house")));
	CHECK(done(answer_repeat_add(a, "/d/house")));
	CHECK(done(answer_repeat_add(a, "/d/house[2]/person")));
	CHECK(done(answer_repeat_add(a, "/d/house[1]/person")));
	CHECK(done(answer_repeat_add(a, "/d/house[1]/person")));
	CHECK(!done(answer_repeat_add(a, "/d/house[3]/person")));
	CHECK(!done(answer_repeat_add(a, "/d/name")));
	CHECK(!done(answer_repeat_add(a, "house")));
	set(a, "/d/house[2]/name", "Second");
	set(a, "/d/house[1]/person[1]/age", "1");
	set(a, "/d/house[1]/person[2]/age", "2");
	set(a, "/d/house[2]/person[1]/age", "3");
	CHECK_TEXT(answer_value(a, "/d/sum"), "6");
	/* An absolute path means this repeat's instance. */
	CHECK_TEXT(answer_value(a, "/d/house[1]/person[2]/double"), "4");
	CHECK_TEXT(answer_value(a, "/d/house[2]/person[1]/double"), "6");
	CHECK_TEXT(shown(a, "/d/house[2]/person[1]/age")->label, "Of Second");
	CHECK_INT(shown(a, "/d/house[1]/person[2]")->position, 2);
	draft = answer_draft(pool, a);
	CHECK(done(answer_read(pool, read_form(HOUSES), draft, strlen(draft),
			       &again)));
	CHECK_TEXT(answer_draft(pool, again), draft);
	CHECK(done(answer_repeat_remove(a, "/d/house[1]")));
	CHECK_TEXT(answer_value(a, "/d/sum"), "3");
	CHECK_TEXT(answer_value(a, "/d/house[1]/name"), "Second");
	CHECK(!done(answer_repeat_remove(a, "/d/house[2]")));
	CHECK(!done(answer_repeat_remove(a, "/d/sum")));
}

static void counted_repeats_are_the_forms(void)
{
	struct xform *f = read_form(FORM(
	    "<d id='t'><n>2</n><r jr:template=''><a/></r><s/></d>",
	    "<bind nodeset='/d/n' type='int'/>"
	    "<bind nodeset='/d/s' calculate='count(/d/r)'/>",
	    "<input ref='/d/n'/><repeat nodeset='/d/r' jr:count='/d/n'>"
	    "<input ref='/d/r/a'/></repeat>"));
	struct answer *a = answer_to(f), *again;
	const char *draft;

	CHECK_TEXT(answer_value(a, "/d/s"), "2");
	set(a, "/d/r[2]/a", "x");
	set(a, "/d/n", "3");
	CHECK_TEXT(answer_value(a, "/d/s"), "3");
	CHECK_TEXT(answer_value(a, "/d/r[2]/a"), "x");
	CHECK(!shown(a, "/d/r")->may_add);
	CHECK(!done(answer_repeat_add(a, "/d/r")));
	CHECK(!done(answer_repeat_remove(a, "/d/r[1]")));
	/* Who corrects the number finds what was entered. */
	set(a, "/d/r[3]/a", "z");
	set(a, "/d/n", "");
	CHECK_TEXT(answer_value(a, "/d/s"), "0");
	CHECK(strstr(answer_submission(pool, a), "<r>") == NULL);
	draft = answer_draft(pool, a);
	CHECK(done(answer_read(pool, f, draft, strlen(draft), &again)));
	CHECK_TEXT(answer_draft(pool, again), draft);
	for (int i = 0; i < 2; i++) {
		struct answer *x = i ? again : a;

		set(x, "/d/n", "4");
		CHECK_TEXT(answer_value(x, "/d/r[2]/a"), "x");
		CHECK_TEXT(answer_value(x, "/d/r[3]/a"), "z");
		CHECK_TEXT(answer_value(x, "/d/r[4]/a"), "");
	}
	set(a, "/d/n", "1000000");
	CHECK_TEXT(answer_value(a, "/d/s"), "500");
}

static void instances_have_ids_of_their_own(void)
{
	struct answer *a = answer_form(FORM(
	    "<d id='t'><n>2</n><r jr:template=''><k/></r>"
	    "<s jr:template=''><k/></s></d>",
	    "<bind nodeset='/d/r/k' jr:preload='uid'/>"
	    "<bind nodeset='/d/s/k' jr:preload='uid'/>",
	    "<input ref='/d/n'/><repeat nodeset='/d/r' jr:count='/d/n'/>"
	    "<repeat nodeset='/d/s'/>"));
	const char *one = answer_value(a, "/d/r[1]/k");

	CHECK_INT(strlen(one), 41);
	CHECK_INT(strlen(answer_value(a, "/d/r[2]/k")), 41);
	CHECK(strcmp(one, answer_value(a, "/d/r[2]/k")) != 0);
	one = mem_strdup(pool, one);
	CHECK(done(answer_repeat_add(a, "/d/s")));
	CHECK(done(answer_repeat_add(a, "/d/s")));
	CHECK_INT(strlen(answer_value(a, "/d/s[2]/k")), 41);
	CHECK_TEXT(answer_value(a, "/d/r[1]/k"), one);
}

static void fixed_repeats_stay(void)
{
	struct answer *a = answer_form(
	    FORM("<d id='t'><r><a>1</a></r><r><a>2</a></r></d>", "",
		 "<repeat nodeset='/d/r' jr:noAddRemove='true()'>"
		 "<input ref='/d/r/a'/></repeat>"));

	CHECK_INT(shown(a, "/d/r")->n_children, 2);
	CHECK(!shown(a, "/d/r")->may_add);
	CHECK(!done(answer_repeat_add(a, "/d/r")));
	CHECK(!done(answer_repeat_remove(a, "/d/r[1]")));
	CHECK_TEXT(answer_value(a, "/d/r[2]/a"), "2");
}

/* --- actions and preloads ----------------------------------------------------------- */

static void actions_happen(void)
{
	struct answer *a = answer_form(FORM(
	    "<d id='t'><first/><src/><dst/><times>0</times>"
	    "<r jr:template=''><k/></r></d>",
	    "<setvalue event='odk-instance-first-load' ref='/d/first' "
	    "value=\"concat('a', 'b')\"/>"
	    "<setvalue event='odk-new-repeat' ref='/d/r/k' "
	    "value='position(..)'/>",
	    "<input ref='/d/src'><setvalue event='xforms-value-changed' "
	    "ref='/d/dst'>seen</setvalue><setvalue "
	    "event='xforms-value-changed' ref='/d/times' "
	    "value='/d/times + 1'/></input><input ref='/d/first'/>"
	    "<repeat nodeset='/d/r'><input ref='/d/r/k'/></repeat>"));

	CHECK_TEXT(answer_value(a, "/d/first"), "ab");
	CHECK_TEXT(answer_value(a, "/d/dst"), "");
	set(a, "/d/src", "x");
	CHECK_TEXT(answer_value(a, "/d/dst"), "seen");
	set(a, "/d/src", "x");
	CHECK_TEXT(answer_value(a, "/d/times"), "1");
	set(a, "/d/src", "y");
	CHECK_TEXT(answer_value(a, "/d/times"), "2");
	CHECK(done(answer_repeat_add(a, "/d/r")));
	CHECK(done(answer_repeat_add(a, "/d/r")));
	CHECK_TEXT(answer_value(a, "/d/r[2]/k"), "2");
	set(a, "/d/first", "mine");
	CHECK_TEXT(answer_value(a, "/d/first"), "mine");
}

#define PRELOADED                                                          \
	FORM("<d id='t'><s/><e/><t/><u/><id/><n/></d>",                    \
	     "<bind nodeset='/d/s' type='dateTime' jr:preload='timestamp' " \
	     "jr:preloadParams='start'/><bind nodeset='/d/e' "             \
	     "type='dateTime' jr:preload='timestamp' "                     \
	     "jr:preloadParams='end'/><bind nodeset='/d/t' type='date' "   \
	     "jr:preload='date' jr:preloadParams='today'/>"                \
	     "<bind nodeset='/d/u' jr:preload='property' "                 \
	     "jr:preloadParams='username'/><bind nodeset='/d/id' "         \
	     "jr:preload='uid'/><bind nodeset='/d/n' "                     \
	     "calculate='concat(uuid(), random(), now())'/>",              \
	     "<input ref='/d/t'/>")

static void preloads_and_chance_are_frozen(void)
{
	struct answer *a = answer_form(PRELOADED), *again;
	const char *draft = answer_draft(pool, a);

	CHECK_TEXT(answer_value(a, "/d/s"), "2026-11-27T09:00:00.000+11:00");
	CHECK_TEXT(answer_value(a, "/d/e"), "");
	CHECK_TEXT(answer_value(a, "/d/t"), "2026-11-27");
	CHECK_TEXT(answer_value(a, "/d/u"), "ann");
	CHECK_INT(strlen(answer_value(a, "/d/id")), 41);
	CHECK(done(answer_read(pool, read_form(PRELOADED), draft,
			       strlen(draft), &again)));
	CHECK_TEXT(answer_draft(pool, again), draft);
	CHECK_TEXT(answer_submission(pool, again), answer_submission(pool, a));
	CHECK(done(answer_finish(again, 1795730400 + 90)));
	CHECK_TEXT(answer_value(again, "/d/e"),
		   "2026-11-27T09:01:30.000+11:00");
}

/* --- drafts of others ----------------------------------------------------------------- */

static void what_does_not_fit_is_refused(void)
{
	static const char *const bad[] = {
	    "", "<x/>", "<draft/>", "<draft><e><a/></e></draft>",
	    "<draft><d><b/></d></draft>",
	    "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
	    "<draft><d><a>&e;</a></d></draft>",
	};
	struct xform *f = read_form(PLAIN);
	struct answer *a;
	struct answer_frozen z = frozen();

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!done(answer_read(pool, f, bad[i], strlen(bad[i]), &a)));
	CHECK(done(answer_read_submission(
	    pool, f, "<d id='t'><a>5</a><other/></d>", 30, &z, &a)));
	CHECK_TEXT(answer_value(a, "/d/a"), "5");
	/* Letters and accents are one character. */
	set(a, "/d/a", "Rene\xcc\x81");
	CHECK_TEXT(answer_value(a, "/d/a"), "Ren\xc3\xa9");
	/* What XML cannot hold is left out; markup stays text. */
	set(a, "/d/a", "<b>\x01&\"'");
	CHECK(strstr(answer_submission(pool, a), "&lt;b&gt;&amp;&quot;'") !=
	      NULL);
}

static void labels_speak_languages(void)
{
	struct answer *a = answer_form(FORM(
	    "<d id='t'><who/><a/></d>",
	    "<itext><translation lang='English (en)'>"
	    "<text id='a'><value>Hello <output value='/d/who'/>!</value>"
	    "<value form='image'>jr://images/a.png</value></text>"
	    "<text id='h'><value>hint</value>"
	    "<value form='guidance'>more</value></text></translation>"
	    "<translation lang='Vietnamese (vi)'><text id='a'><value>Chào "
	    "<output value='/d/who'/></value></text></translation></itext>",
	    "<input ref='/d/who'/><input ref='/d/a'><label "
	    "ref=\"jr:itext('a')\"/><hint ref=\"jr:itext('h')\"/></input>"));
	const struct answer_shown *s;

	set(a, "/d/who", "Ann");
	s = shown(a, "/d/a");
	CHECK_TEXT(s->label, "Hello Ann!");
	CHECK_TEXT(s->image, "a.png");
	CHECK_TEXT(s->hint, "hint");
	CHECK_TEXT(s->guidance, "more");
	answer_language(a, "Vietnamese (vi)");
	s = shown(a, "/d/a");
	CHECK_TEXT(s->label, "Chào Ann");
	/* What is not translated is in the form's own language. */
	CHECK_TEXT(s->hint, "hint");
	answer_language(a, "Klingon");
	CHECK_TEXT(shown(a, "/d/a")->label, "Chào Ann");
}

static void once(void (*test)(void))
{
	err_init();
	if (sodium_init() < 0)
		exit(1);
	pool = mem_pool();
	test();
	talloc_free(pool);
}

#define EACH(test)                      \
	static void test##_(void)       \
	{                               \
		once(test);             \
	}
EACH(definitions_are_read)
EACH(definitions_are_refused)
EACH(circles_are_refused)
EACH(odd_things_are_warnings)
EACH(costly_forms_are_refused)
EACH(namespaces_come_back)
EACH(hidden_values_are_kept_and_not_sent)
EACH(the_server_decides_what_may_be_set)
EACH(types_are_checked)
EACH(constraints_have_messages)
EACH(choices_are_filtered)
EACH(controls_have_values_of_their_own)
EACH(repeats_are_added_and_removed)
EACH(counted_repeats_are_the_forms)
EACH(instances_have_ids_of_their_own)
EACH(fixed_repeats_stay)
EACH(actions_happen)
EACH(preloads_and_chance_are_frozen)
EACH(what_does_not_fit_is_refused)
EACH(labels_speak_languages)

UNIT_MAIN("xform", UNIT(definitions_are_read_), UNIT(definitions_are_refused_),
	  UNIT(circles_are_refused_), UNIT(odd_things_are_warnings_),
	  UNIT(costly_forms_are_refused_), UNIT(namespaces_come_back_),
	  UNIT(hidden_values_are_kept_and_not_sent_),
	  UNIT(the_server_decides_what_may_be_set_), UNIT(types_are_checked_),
	  UNIT(constraints_have_messages_), UNIT(choices_are_filtered_),
	  UNIT(controls_have_values_of_their_own_),
	  UNIT(repeats_are_added_and_removed_),
	  UNIT(counted_repeats_are_the_forms_), UNIT(fixed_repeats_stay_),
	  UNIT(instances_have_ids_of_their_own_),
	  UNIT(actions_happen_), UNIT(preloads_and_chance_are_frozen_),
	  UNIT(what_does_not_fit_is_refused_), UNIT(labels_speak_languages_))
