/* The fuzz targets. Each feeds a part of the library that reads what people
 * send, and asserts what must hold whatever that was.
 * SPDX-License-Identifier: MIT */
#include "targets.h"

#include <ctype.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/field.h"
#include "base/mem.h"
#include "base/recur.h"
#include "base/text.h"
#include "base/zone.h"
#include "files/clamd.h"
#include "files/picture.h"
#include "files/sniff.h"
#include "files/vtt.h"
#include "notify/ical.h"
#include "notify/mail.h"
#include "people/search.h"
#include "web/internal.h"
#include "web/multipart.h"
#include "web/params.h"
#include "xform/xpath.h"
#include "xform/xpath_tree.h"

#define MUST(condition)                                              \
	do {                                                         \
		if (!(condition)) {                                  \
			fprintf(stderr, "%s:%d: %s\n", __FILE__,     \
				__LINE__, #condition);               \
			abort();                                     \
		}                                                    \
	} while (0)

static void *pool;

/* The data as a text that the gates let through, or NULL. */
static const char *as_text(const uint8_t *data, size_t size)
{
	if (!text_valid((const char *)data, size))
		return NULL;
	return mem_strndup(pool, (const char *)data, size);
}

/* --- a query or a body --------------------------------------------------- */

static void params(const uint8_t *data, size_t size)
{
	struct params p;
	NEOERR *err = params_read(pool, (const char *)data, size,
				  PARAMS_LIMIT, &p);

	if (err != STATUS_OK) {
		nerr_ignore(&err);
		return;
	}
	MUST(p.n <= PARAMS_LIMIT);
	for (size_t i = 0; i < p.n; i++) {
		const char *name = p.pairs[i].name;

		MUST(text_valid(name, strlen(name)));
		MUST(text_valid(p.pairs[i].value, strlen(p.pairs[i].value)));
		MUST(params_get(&p, name) != NULL);
		MUST(params_count(&p, name) >= 1);
	}
}

/* --- a body with files ------------------------------------------------------ */

/* What the parser made of it, as one text; and that it keeps to its order. */
struct heard {
	struct buf text;
	bool inside;
	size_t parts;
};

static NEOERR *hear_begin(void *arg, const char *name, const char *file)
{
	struct heard *h = arg;

	MUST(!h->inside && ++h->parts <= MULTIPART_PARTS);
	MUST(*name && text_valid(name, strlen(name)) && !strpbrk(name, "\r\n"));
	MUST(!file || (text_valid(file, strlen(file)) &&
		       !strpbrk(file, "/\\\r\n")));
	h->inside = true;
	buf_printf(&h->text, "[%s|%s]", name, file ? file : "-");
	return STATUS_OK;
}

static NEOERR *hear_data(void *arg, const char *bytes, size_t n)
{
	struct heard *h = arg;

	MUST(h->inside && n);
	buf_add(&h->text, bytes, n);
	return STATUS_OK;
}

static NEOERR *hear_end(void *arg)
{
	struct heard *h = arg;

	MUST(h->inside);
	h->inside = false;
	buf_puts(&h->text, "[/]");
	return STATUS_OK;
}

/* Fed in pieces of `step` bytes; false: refused. */
static bool hear(const char *type, const char *body, size_t n, size_t step,
		 struct heard *h)
{
	struct multipart *m;
	NEOERR *err;

	*h = (struct heard){.text.ctx = pool};
	err = multipart_new(pool, type,
			    (struct multipart_sink){hear_begin, hear_data,
						    hear_end, h},
			    &m);
	for (size_t i = 0; err == STATUS_OK && i < n; i += step)
		err = multipart_feed(m, body + i, n - i < step ? n - i : step);
	if (err == STATUS_OK)
		err = multipart_end(m);
	if (err == STATUS_OK)
		return true;
	MUST(nerr_match(err, ERR_MALFORMED));
	nerr_ignore(&err);
	return false;
}

/* The first line is the Content-Type, the rest the body. However it is cut up,
 * the same comes out. */
static void multipart(const uint8_t *data, size_t size)
{
	const char *line = memchr(data, '\n', size), *body;
	const char *type;
	struct heard whole, byte, odd;
	size_t n;
	bool ok;

	if (!line)
		return;
	type = mem_strndup(pool, (const char *)data,
			   (size_t)(line - (const char *)data));
	body = line + 1;
	n = size - (size_t)(body - (const char *)data);
	ok = hear(type, body, n, n ? n : 1, &whole);
	MUST(hear(type, body, n, 1, &byte) == ok);
	MUST(hear(type, body, n, 7, &odd) == ok);
	if (!ok)
		return;
	MUST(!whole.inside);
	MUST(whole.text.len == byte.text.len && whole.text.len == odd.text.len);
	MUST(!memcmp(whole.text.s, byte.text.s, whole.text.len));
	MUST(!memcmp(whole.text.s, odd.text.s, whole.text.len));
}

/* --- what a file is, and how it is called ------------------------------------ */

static void file(const uint8_t *data, size_t size)
{
	static int fd = -1;
	const char *name = mem_strndup(pool, (const char *)data, size);
	const char *clean = file_name_clean(pool, name), *type, *header;

	MUST(*clean && *clean != '.' && strlen(clean) <= 212);
	MUST(text_valid(clean, strlen(clean)) && !strpbrk(clean, "/\\\r\n\t"));
	MUST(!strcmp(clean, file_name_clean(pool, clean)));
	header = file_disposition(pool, clean, size & 1);
	for (const char *p = header; *p; p++)
		MUST(*p >= ' ' && *p < 0x7f);
	if (fd < 0)
		fd = memfd_create("file", MFD_CLOEXEC);
	if (ftruncate(fd, 0) || pwrite(fd, data, size, 0) != (ssize_t)size)
		abort();
	MUST(sniff_type(pool, fd, &type) == STATUS_OK);
	MUST(strchr(type, '/') || !strcmp(type, "inode/x-empty"));
	/* Nothing that a browser would run is ever sent as what it is. */
	MUST(!file_shows("text/html") && !file_shows("image/svg+xml"));
	if (!strcmp(type, "text/plain"))
		MUST(size < 6 ||
		     strncasecmp((const char *)data, "<html", 5) ||
		     !strchr(" >", data[5]));
}

static void cookie(const uint8_t *data, size_t size)
{
	const char *all = mem_strndup(pool, (const char *)data, size);
	const char *value = request_cookie(all, pool, "carebook");

	MUST(!value || !strchr(value, ';'));
}

/* --- a path ---------------------------------------------------------------- */

/* A path that fits is the pattern with digits for each of its numbers. */
static void path(const uint8_t *data, size_t size)
{
	static const char *const patterns[] = {
	    "/", "/providers", "/providers/{provider}", "/providers/{provider}/edit",
	    "/providers/{provider}/people/{person}/roles/{role}/edit",
	    "/a/{b}/{c}/{d}/{e}", "/a/{b}/{c}/{d}/{e}/{f}", "{a}"};
	const char *typed = mem_strndup(pool, (const char *)data, size);

	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		int64_t ids[IDS_MAX + 1] = {0};
		const char *at = typed;

		ids[IDS_MAX] = 42;
		if (!path_fits(patterns[i], typed, ids))
			continue;
		MUST(ids[IDS_MAX] == 42);
		for (const char *p = patterns[i]; *p; p++) {
			if (*p != '{') {
				MUST(*at++ == *p);
				continue;
			}
			MUST(isdigit((unsigned char)*at));
			at += strspn(at, "0123456789");
			p = strchr(p, '}');
		}
		MUST(!*at);
		for (size_t k = 0; k < IDS_MAX; k++)
			MUST(ids[k] >= 0);
	}
}

/* --- the configuration file ---------------------------------------------- */

static void conf(const uint8_t *data, size_t size)
{
	int fd = memfd_create("conf", MFD_CLOEXEC);
	const char *name = mem_printf(pool, "/proc/self/fd/%d", fd);
	struct conf *c;
	NEOERR *err;

	MUST(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	err = conf_load(pool, name, &c);
	close(fd);
	if (err != STATUS_OK) {
		MUST(*err_text(pool, err));
		nerr_ignore(&err);
		return;
	}
	MUST(conf_get(c, "site_url") && conf_get(c, "zone"));
	MUST(!strcmp(conf_path(c), name));
}

/* --- a field ------------------------------------------------------------- */

/* What was accepted is accepted again, and does not change any more. */
static void field(const uint8_t *data, size_t size)
{
	static const struct choice choices[] = {
	    {"a", "One"}, {"b", "Two"}, {NULL, NULL}};
	struct field f = {.name = "f", .label = "F", .choices = choices};
	const char *typed, *value, *again;

	if (size < 2 || !(typed = as_text(data + 2, size - 2)))
		return;
	f.type = data[0] % FIELD_TYPES;
	f.flags = data[1] & 7;
	f.max = f.type == FIELD_NUMBER || f.type == FIELD_MONEY ? 100000 : 0;
	if (field_check(pool, &f, typed, 20000, &value))
		return;
	MUST(value && text_valid(value, strlen(value)));
	/* Money is typed in dollars and kept in cents. */
	if (f.type != FIELD_MONEY) {
		MUST(!field_check(pool, &f, value, 20000, &again));
		MUST(!strcmp(value, again));
	}
	MUST(field_show(pool, &f, value) != NULL);
}

static void date(const uint8_t *data, size_t size)
{
	const char *typed = as_text(data, size);
	struct date d, again;
	char text[DATE_TEXT];

	if (!typed || !date_parse_typed(typed, 2026, &d))
		return;
	MUST(date_valid(d));
	MUST(date_parse_iso(date_format_iso(d, text), &again));
	MUST(!date_compare(d, again));
	MUST(!date_compare(d, date_from_days(date_to_days(d))));
}

/* A time of day, an instant, a reading of a wall clock. */
static void clock_text(const uint8_t *data, size_t size)
{
	const char *typed = as_text(data, size);
	char text[ZONE_TEXT];
	struct date d;
	int minute, again;
	int64_t utc, same;

	if (!typed)
		return;
	if (zone_parse_time(typed, &minute)) {
		MUST(minute >= 0 && minute <= 24 * 60);
		MUST(zone_parse_time(zone_format_time(minute % 1440, text),
				     &again));
		MUST(again == minute % 1440);
	}
	if (zone_parse_utc(typed, &utc)) {
		MUST(zone_parse_utc(zone_format_utc(utc, text), &same));
		MUST(utc == same);
	}
	if (zone_parse_wall(typed, &d, &minute)) {
		MUST(date_valid(d));
		MUST(minute >= 0 && minute <= 24 * 60);
	}
}

/* What somebody looks for: a few patterns, and nothing in them but what LIKE
 * may be given. */
static void search(const uint8_t *data, size_t size)
{
	const char *typed = as_text(data, size);
	struct search s;

	if (!typed)
		return;
	s = search_read(pool, typed);
	MUST(s.n <= SEARCH_WORDS);
	for (size_t i = 0; i < s.n; i++) {
		MUST(text_valid(s.like[i], strlen(s.like[i])));
		MUST(strlen(s.like[i]) <= 4 * (SEARCH_WORD_MAX + 1));
		MUST(strcmp(s.like[i], "%") && *s.like[i]);
	}
}

/* --- a rule for what repeats --------------------------------------------- */

static void recur(const uint8_t *data, size_t size)
{
	enum { MAX = 60 };
	const char *text = mem_strndup(pool, (const char *)data, size), *why;
	struct date start = {2026, 1, 31}, days[MAX], next;
	struct recur r, again;
	size_t n;

	if (!recur_parse(text, &r, &why)) {
		MUST(why);
		return;
	}
	MUST(recur_parse(recur_text(pool, &r), &again, &why));
	MUST(!strcmp(recur_text(pool, &r), recur_text(pool, &again)));
	n = recur_expand(&r, start, DATE_NONE, DATE_NONE, days, MAX);
	MUST(n <= MAX);
	for (size_t i = 0; i < n; i++) {
		MUST(date_valid(days[i]));
		MUST(date_compare(days[i], start) >= 0);
		MUST(!i || date_compare(days[i - 1], days[i]) < 0);
	}
	if (n > 1) {
		next = recur_next(&r, start, days[0]);
		MUST(!date_compare(next, days[1]));
	}
	MUST(*recur_describe(pool, &r, start));
}

/* --- a mail -------------------------------------------------------------- */

/* A part of the data, up to the next NUL; the rest stays in *data, *size. */
static const char *piece(const uint8_t **data, size_t *size)
{
	const uint8_t *end = memchr(*data, 0, *size);
	size_t n = end ? (size_t)(end - *data) : *size;
	const char *text = as_text(*data, n);

	*data += end ? n + 1 : n;
	*size -= end ? n + 1 : n;
	return text ? text : "";
}

static bool header_known(const char *line)
{
	static const char *const names[] = {
	    "From:", "To:",   "Subject:", "Date:", "Message-ID:",
	    "MIME-Version:", "Content-", "Auto-Submitted:", "X-",
	};

	if (*line == ' ' || *line == '\t')
		return true;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strncasecmp(line, names[i], strlen(names[i])))
			return true;
	return false;
}

/* Nothing that stands in a mail ends a header, or makes a line too long. */
static void mail(const uint8_t *data, size_t size)
{
	const char *out, *line, *end;
	struct mime m = {.from = "carebook@example.org",
			 .to = "jo@example.org",
			 .id = "carebook.1.1",
			 .at = 1790000000};
	bool in_head = true;
	NEOERR *err;

	m.from_name = piece(&data, &size);
	m.to_name = piece(&data, &size);
	m.subject = piece(&data, &size);
	m.body = piece(&data, &size);
	err = mail_build(pool, &m, &out);
	if (err != STATUS_OK) {
		nerr_ignore(&err);
		return;
	}
	for (line = out; *line; line = end + 2) {
		end = strstr(line, "\r\n");
		MUST(end);
		MUST(end - line <= 998);
		MUST(!memchr(line, '\n', (size_t)(end - line)));
		MUST(!memchr(line, '\r', (size_t)(end - line)));
		if (end == line)
			in_head = false;
		MUST(!in_head || header_known(line));
		for (const char *c = line; c < end; c++)
			MUST((unsigned char)*c < 0x80);
	}
	MUST(!in_head);
}

/* --- an invitation ------------------------------------------------------- */

/* Each line of the calendar, once unfolded, begins with a property's name, and
 * what begins also ends. */
static void ical(const uint8_t *data, size_t size)
{
	struct ical_person people[] = {{.email = "a@example.org"},
				       {.email = "b@example.org"}};
	struct ical_event e = {.uid = "1@example.org",
			       .start = 1790000000,
			       .end = 1790003600,
			       .zone = zone_find("Australia/Sydney"),
			       .organizer = &people[0],
			       .attendees = &people[1],
			       .attendees_count = 1};
	struct ical_calendar c = {.method = ICAL_SEND_REQUEST,
				  .now = 1790000000,
				  .events = &e,
				  .events_count = 1};
	int depth = 0, events = 0;
	char *out, *line, *end;
	NEOERR *err;

	people[0].name = piece(&data, &size);
	people[1].name = piece(&data, &size);
	e.summary = piece(&data, &size);
	e.location = piece(&data, &size);
	e.description = piece(&data, &size);
	err = ical_write(pool, &c, &out);
	if (err != STATUS_OK) {
		nerr_ignore(&err);
		return;
	}
	for (line = out; *line; line = end + 2) {
		end = strstr(line, "\r\n");
		MUST(end);
		MUST(end - line <= 75);
		MUST(end > line);
		MUST(text_valid(line, (size_t)(end - line)));
		MUST(*line == ' ' || isupper((unsigned char)*line));
		depth += !strncmp(line, "BEGIN:", 6);
		depth -= !strncmp(line, "END:", 4);
		MUST(depth >= 0);
		events += !strncmp(line, "BEGIN:VEVENT", 12);
	}
	MUST(!depth && events == 1);
}

/* --- text ---------------------------------------------------------------- */

static void text(const uint8_t *data, size_t size)
{
	const char *s = as_text(data, size), *tidy, *cut;

	if (!s)
		return;
	tidy = text_tidy(pool, s, size & 1);
	MUST(text_valid(tidy, strlen(tidy)));
	MUST(!strcmp(tidy, text_tidy(pool, tidy, size & 1)));
	cut = text_cut(pool, s, 10);
	MUST(text_valid(cut, strlen(cut)) && text_length(cut) <= 11);
	cut = text_csv(pool, s);
	cut += *cut == '"';
	MUST(!*cut || !strchr("=+-@\t\r", *cut));
	cut = text_url(pool, s);
	for (; *cut; cut++)
		MUST(*cut > ' ' && *cut < 0x7f && !strchr("<>\"'&", *cut));
}

/* --- files --------------------------------------------------------------- */

static void captions(const uint8_t *data, size_t size)
{
	struct vtt v, again;

	if (vtt_read(pool, (const char *)data, size, &v))
		return;
	MUST(v.cues && v.end > 0);
	MUST(text_valid(v.text, strlen(v.text)));
	/* What it found is found again in a copy without the mark at its head. */
	if (size >= 3 && !memcmp(data, "\xef\xbb\xbf", 3))
		MUST(!vtt_read(pool, (const char *)data + 3, size - 3,
			       &again) &&
		     again.cues == v.cues);
}

static void scanner(const uint8_t *data, size_t size)
{
	const char *name;
	enum clamd_says says =
	    clamd_read(pool, (const char *)data, size, &name);

	MUST(text_valid(name, strlen(name)) && text_length(name) <= 151);
	/* Nothing but the one answer lets a file through. */
	if (says == CLAMD_CLEAN)
		MUST(size >= 10 && !memcmp(data, "stream: OK", 10) &&
		     (size == 10 || !data[10] || data[10] == '\n'));
}

static void pictures(const uint8_t *data, size_t size)
{
	const char *s = (const char *)data;
	struct pictures p;

	if (!picture_read(s, size, &p))
		return;
	MUST(p.refused ? !p.n : p.n > 0);
	for (size_t i = 0; i < p.n; i++) {
		const struct picture *of = &p.of[i];

		MUST(of->data > s && of->len < size &&
		     of->data + of->len < s + size);
		MUST(*of->name && strlen(of->name) < PICTURE_NAME);
		MUST(of->width > 0 && of->width <= PICTURE_SIDE);
		MUST(!strcmp(of->format, "jpeg") || !strcmp(of->format, "webp"));
	}
}

/* --- an expression --------------------------------------------------------- */

static void be_quiet(void *data, xmlErrorPtr error)
{
	(void)data;
	(void)error;
}

static bool libxml_reads(const char *expression)
{
	xmlXPathContextPtr c = xmlXPathNewContext(NULL);
	xmlXPathCompExprPtr e;

	c->error = be_quiet;
	e = xmlXPathCtxtCompile(c, (const xmlChar *)expression);
	xmlXPathFreeCompExpr(e);
	xmlXPathFreeContext(c);
	return e;
}

/* Each of the four values of an expression, in a small document, at a node of
 * a repeat. */
static void evaluate(const struct xpath *x)
{
	static const char form[] =
	    "<data version='1'><age>41</age><none/><day>2026-11-27</day>"
	    "<person><name>Ann</name></person><person><name>Bo</name></person>"
	    "<list>a b c</list></data>";
	xmlDocPtr doc = xmlReadMemory(form, sizeof form - 1, "form", NULL, 0);
	xmlNodePtr top = xmlDocGetRootElement(doc), *nodes,
		   repeat = xmlGetLastChild(top)->prev;
	struct xpath_run run = {.doc = doc,
				.primary = top,
				.zone = zone_find("Australia/Sydney"),
				.now = 1790000000,
				.budget = 200000};
	struct xpath_here here = {.context = repeat->children,
				  .repeats = &repeat,
				  .n_repeats = 1};
	const char *string;
	double number;
	bool yes;
	size_t n;
	NEOERR *err;

	xpath_run_open(pool, &run);
	err = xpath_string(pool, &run, x, &here, &string);
	if (err == STATUS_OK)
		MUST(text_valid(string, strlen(string)) || !*string);
	nerr_ignore(&err);
	err = xpath_number(&run, x, &here, &number);
	if (err == STATUS_OK)
		MUST(*xpath_number_text(pool, number) || number != number);
	nerr_ignore(&err);
	err = xpath_boolean(&run, x, &here, &yes);
	nerr_ignore(&err);
	err = xpath_nodes(pool, &run, x, &here, &nodes, &n);
	for (size_t i = 0; err == STATUS_OK && i < n; i++)
		MUST(nodes[i]->doc == doc);
	nerr_ignore(&err);
	xmlFreeDoc(doc);
}

/* We read what libxml2 reads (the two differences are told in
 * lib/xform/xpath_parse.c); what passes is compiled, tells what it reads, and
 * ends. */
static void expression(const uint8_t *data, size_t size)
{
	static const char *const repeats[] = {"/data/person"};
	const struct xpath_place place = {.context = "/data/person/name",
					  .repeats = repeats,
					  .n_repeats = 1};
	const char *typed = as_text(data, size), *why = NULL;
	const struct xpath_ref *refs;
	struct xpath *x;
	size_t at = 0, n;

	if (!typed)
		return;
	x = xpath_parse(pool, typed, &place, &why, &at);
	if (!x) {
		MUST(why && at <= strlen(typed));
		if (xp_read(pool, typed, &why, &at))
			return; /* for what it says */
		MUST(strchr(typed, '|') || strstr(why, "deep") ||
		     !libxml_reads(typed));
		return;
	}
	for (const char *s = typed; *s; s++)
		if ((unsigned char)*s >= 0x80)
			why = "";
	MUST(why || libxml_reads(typed));
	refs = xpath_refs(x, &n);
	for (size_t i = 0; i < n; i++)
		MUST(refs[i].path[0] == '/');
	evaluate(x);
}

/* --- forms (form.c) --------------------------------------------------------- */

static void definition(const uint8_t *data, size_t size)
{
	fuzz_definition(pool, data, size);
}

static void posted(const uint8_t *data, size_t size)
{
	fuzz_posted(pool, data, size);
}

/* --- paper, notice (paper.c) -------------------------------------------------- */

static void document(const uint8_t *data, size_t size)
{
	fuzz_document(pool, data, size);
}

static void notice(const uint8_t *data, size_t size)
{
	fuzz_notice(pool, data, size);
}

const struct target targets[] = {
    {"document", document}, {"notice", notice},
    {"definition", definition}, {"posted", posted},
    {"clock", clock_text}, {"conf", conf},     {"cookie", cookie},
    {"date", date},	   {"field", field},   {"file", file},   {"ical", ical},
    {"mail", mail},	   {"multipart", multipart}, {"params", params}, {"path", path},
    {"recur", recur},	   {"search", search}, {"text", text},
    {"xpath", expression},
    {"clamd", scanner},	   {"picture", pictures}, {"vtt", captions},
    {NULL, NULL},
};

const struct target *target_find(const char *name)
{
	for (const struct target *t = targets; t->name; t++)
		if (!strcmp(t->name, name))
			return t;
	return NULL;
}

void target_run(const struct target *t, const uint8_t *data, size_t size)
{
	static bool begun;

	if (!begun) {
		err_init();
		begun = true;
	}
	pool = mem_pool();
	t->run(data, size);
	talloc_free(pool);
	pool = NULL;
}
