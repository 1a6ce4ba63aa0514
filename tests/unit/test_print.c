/* Printed documents and charts (lib/print).
 * SPDX-License-Identifier: MIT */
#include "print/document.h"

#include <sys/resource.h>
#include <unistd.h>

#include "base/mem.h"
#include "print/chart.h"
#include "unit.h"

static void *ctx;

static int before(void)
{
	err_init();
	ctx = mem_pool();
	return 0;
}

static const struct print_setup setup = {
    .title = "Your statement",
    .agency = "Tallowood Care",
    .phone = "Questions: ring 1800 975 707",
    .about = "Margaret Doyle, 7 Fernleigh Close, Emu Plains NSW 2750",
    .foot = "Printed on 23 November 2026. Not final, still counting.",
    .at = 1795392000,
};

static const struct print_column columns[] = {
    {"Day", PRINT_PLAIN},	{"Service", PRINT_NAMES},
    {"Price", PRINT_NUMBER},	{"You pay", PRINT_NUMBER},
    {"Package", PRINT_NUMBER}, {"State", PRINT_CHIP},
};

static const struct chart_run *run_down(void)
{
	static struct chart_step used[20], booked[8];
	struct chart_run_facts facts = {
	    .from = {2026, 10, 1},
	    .until = {2026, 12, 31},
	    .today = {2026, 11, 23},
	    .start = 668169,
	    .used = used,
	    .n_used = 20,
	    .booked = booked,
	    .n_booked = 8,
	};

	for (int i = 0; i < 20; i++)
		used[i] = (struct chart_step){
		    date_add_days((struct date){2026, 10, 2}, i * 5 / 2),
		    16000 + i * 77};
	for (int i = 0; i < 8; i++)
		booked[i] = (struct chart_step){
		    date_add_days((struct date){2026, 11, 25}, i * 4), 24830};
	return chart_run_make(ctx, &facts);
}

/* Everything there is, with rows as many as asked for. */
static struct print *sample(struct print_setup s, int rows)
{
	static const char *const row[] = {
	    "Fri 20 Nov", "Garden, 2 hours\nDaniel Okafor", "$183.00",
	    "$32.03",	  "$150.97",			    "Waiting for your word"};
	static const char *const wrong[] = {
	    "Mon 9 Nov", "Correction of 26 October: 1 hour, not 2", "−$88.00",
	    "−$15.40",	 "−$72.60", "Put right"};
	static const char *const all[] = {"", "Together", "$95.00", "$16.63",
					  "$78.37", ""};
	struct print *p = print_new(ctx, &s);
	char cell[64];

	print_heading(p, 1, "Your statement");
	print_paragraph(p, "1 October to 31 December 2026");
	print_figure(p, "For services", "$6,681.69", false);
	print_figure(p, "Used so far", "$3,412.60", false);
	print_figure(p, "Booked to come", "$1,986.40", false);
	print_figure(p, "Left to book", "$1,282.69", true);
	print_note(p, "You are on course.",
		   "If nothing changes, $1,282.69 will be left on 31 December. "
		   "You may keep up to $1,000.00 of it for the next quarter.");
	print_run(p, run_down(),
		  "What is left falls from $6,681.69 on 1 October to $3,269.09 "
		  "today and, with what is booked, to $1,282.69.");
	print_heading(p, 2, "November so far");
	print_table(p, NULL, columns, 6);
	print_row(p, row);
	print_row(p, wrong);
	for (int i = 0; i < rows; i++) {
		const char *many[] = {"Wed 18 Nov", cell,     "$204.80",
				      "$10.24",	    "$194.56", "You approved it"};

		snprintf(cell, sizeof cell,
			 "Shower and dressing %d\nAroha Ngata", i + 1);
		print_row(p, many);
	}
	print_sum(p, all);
	print_table_end(p);
	print_heading(p, 2, "What was written down");
	print_fact(p, "Who came?", "Aroha Ngata");
	print_fact(p, "What did you see in the house, and what did each of "
		      "the people who live there say about it?",
		   "The kitchen is clean.\nThe back door does not lock; they "
		   "have asked the landlord twice.");
	print_language(p, "ar");
	print_fact(p, "اسم الطفل", "ليلى حداد");
	print_language(p, "zh-Hans");
	print_fact(p, "姓名", "陈美玲");
	print_language(p, NULL);
	print_heading(p, 3, "Agreed");
	print_item(p, "Ring the landlord on Monday.");
	print_item(p, "A second visit in December, with both children there, "
		      "to see whether the door has been mended.");
	print_numbered(p, "First");
	print_numbered(p, "Then");
	print_small(p, "The agency keeps this for seven years.");
	return p;
}

struct file {
	const char *bytes;
	size_t n;
};

static struct file made(struct print *p)
{
	struct file f = {"", 0};
	NEOERR *err = print_finish(p, &f.bytes, &f.n);

	if (!CHECK(err == STATUS_OK)) {
		printf("    %s\n", err_trace(ctx, err));
		nerr_ignore(&err);
	}
	return f;
}

static bool same(struct file a, struct file b)
{
	return a.n == b.n && memcmp(a.bytes, b.bytes, a.n) == 0;
}

/* What a program says of the document; NULL, said on the output, without the
 * program. */
static char *asked(struct file f, const char *program, const char *options)
{
	char path[] = "/tmp/carebook-print-XXXXXX", command[256];
	struct buf out = {.ctx = ctx};
	char line[4096];
	FILE *pipe;
	int fd, status;

	snprintf(command, sizeof command, "command -v %s >/dev/null", program);
	if (system(command) != 0) {
		unit_skip("a program that reads PDF is not installed");
		return NULL;
	}
	fd = mkstemp(path);
	if (fd < 0 || write(fd, f.bytes, f.n) != (ssize_t)f.n)
		abort();
	close(fd);
	snprintf(command, sizeof command, "%s %s 2>&1", program, options);
	for (char *at = strstr(command, "FILE"); at;
	     at = strstr(command, "FILE")) {
		char with[320];

		snprintf(with, sizeof with, "%.*s%s%s", (int)(at - command),
			 command, path, at + 4);
		snprintf(command, sizeof command, "%.255s", with);
	}
	pipe = popen(command, "r");
	while (pipe && fgets(line, sizeof line, pipe))
		buf_puts(&out, line);
	status = pipe ? pclose(pipe) : -1;
	CHECK_INT(status, 0);
	unlink(path);
	return (char *)buf_text(&out);
}

static int times(const char *text, const char *what)
{
	int n = 0;

	for (const char *s = strstr(text, what); s; s = strstr(s + 1, what))
		n++;
	return n;
}

static void the_same_twice(void)
{
	struct print_setup other = setup;
	struct file one = made(sample(setup, 30)), two = made(sample(setup, 30));

	CHECK(one.n > 1000);
	CHECK(same(one, two));
	other.at++;
	CHECK(!same(one, made(sample(other, 30))));
	other = setup;
	other.large = true;
	CHECK(!same(one, made(sample(other, 30))));
}

/* Whatever the environment says of languages, zones and fonts. */
static void the_same_anywhere(void)
{
	struct file one = made(sample(setup, 3));

	setenv("TZ", "Pacific/Auckland", 1);
	setenv("LANG", "de_DE.UTF-8", 1);
	setenv("FONTCONFIG_FILE", "/nowhere", 1);
	CHECK(same(one, made(sample(setup, 3))));
	unsetenv("TZ");
	unsetenv("LANG");
	unsetenv("FONTCONFIG_FILE");
}

static void well_formed(void)
{
	struct print_setup large = setup;
	char *said = asked(made(sample(setup, 60)), "qpdf", "--check FILE");

	if (!said)
		return;
	CHECK(strstr(said, "No syntax or stream encoding errors found"));
	CHECK(!strstr(said, "WARNING"));
	large.large = true;
	large.language = "ar";
	said = asked(made(sample(large, 60)), "qpdf", "--check FILE");
	CHECK(!strstr(said, "WARNING"));
	/* Language, title bar, scopes: in the catalogue and the tree. */
	said = asked(made(sample(setup, 3)), "qpdf",
		     "--qdf --object-streams=disable FILE - | strings");
	CHECK_INT(times(said, "/Lang (en-AU)"), 1);
	CHECK_INT(times(said, "/DisplayDocTitle true"), 1);
	CHECK_INT(times(said, "/Lang (ar)"), 1);
	CHECK_INT(times(said, "/Lang (zh-Hans)"), 1);
	CHECK_INT(times(said, "/Scope /Column"), 6);
	CHECK_INT(times(said, "/Alt (What is left falls"), 1);
	CHECK_INT(times(said, "/NonStruct"), 0);
	CHECK(times(said, "/Artifact BMC") >= 2); /* a sheet has one */
	CHECK_INT(times(said, "/Title (November so far)"), 1);
}

static void structure(void)
{
	char *said = asked(made(sample(setup, 60)), "pdfinfo",
			   "-struct-text FILE");

	if (!said)
		return;
	CHECK_INT(times(said, "H1 (block)\n    \"Your statement\""), 1);
	CHECK_INT(times(said, "  H2 (block)"), 2);
	CHECK_INT(times(said, "Table (block)"), 1);
	CHECK_INT(times(said, "    TR\n"), 1 + 2 + 60 + 1);
	CHECK_INT(times(said, "/Scope /Column"), 6); /* not those repeated */
	CHECK_INT(times(said, "/Scope /Row"), 2 + 60 + 1);
	CHECK_INT(times(said, "      Lbl (block)"), 4 + 4 + 2 + 2);
	CHECK_INT(times(said, "/ListNumbering /Decimal"), 1);
	/* Over the end of a line nothing is lost or run together. */
	CHECK(strstr(said, "\"Correction of 26 October: 1 hour, not 2\""));
	CHECK(strstr(said, "keep up to $1,000.00 of it for the next"));
	/* Heads and feet are not part of the text. */
	CHECK(!strstr(said, "Page 1 of"));
	CHECK(!strstr(said, "Printed on"));
}

static void on_paper(void)
{
	struct file f = made(sample(setup, 60));
	char *said = asked(f, "pdftotext", "-layout FILE -");
	int pages;

	if (!said)
		return;
	pages = times(said, "\f");
	CHECK(pages >= 4);
	CHECK(strstr(said, mem_printf(ctx, "Page 1 of %d\n", pages)));
	CHECK(strstr(said, mem_printf(ctx, "Page %d of %d\n", pages, pages)));
	CHECK_INT(times(said, "Printed on 23 November 2026"), pages);
	/* The table's head, on each of its sheets. */
	CHECK(times(said, "Package") >= pages - 1);
	CHECK(strstr(said, "陈美玲"));
	said = asked(f, "pdfinfo", "FILE");
	CHECK(strstr(said, "Title:           Your statement\n"));
	CHECK(strstr(said, "Tagged:          yes"));
	CHECK(strstr(said, "595.28 x 841.89 pts (A4)"));
	said = asked(f, "pdffonts", "FILE");
	CHECK_INT(times(said, " yes yes yes "), times(said, "NotoSans") +
						    times(said, "DroidSans"));
}

static void sheets(void)
{
	static const struct print_column many[9] = {
	    {"One", PRINT_PLAIN},   {"Two", PRINT_PLAIN},
	    {"Three", PRINT_PLAIN}, {"Four", PRINT_PLAIN},
	    {"Five", PRINT_PLAIN},  {"Six", PRINT_PLAIN},
	    {"Seven", PRINT_PLAIN}, {"Eight", PRINT_PLAIN},
	    {"Nine", PRINT_PLAIN}};
	const char *cells[16];
	struct print *p = print_new(ctx, &setup);
	char *said;

	/* A wide table lays the sheet on its side. */
	for (int i = 0; i < 16; i++)
		cells[i] = "Administrator";
	print_table(p, "Wide", many, 7);
	print_row(p, cells);
	said = asked(made(p), "pdfinfo", "FILE");
	if (!said)
		return;
	CHECK(strstr(said, "841.89 x 595.28 pts (A4)"));
	/* One that is too wide even so is written as lists. */
	for (int i = 0; i < 16; i++)
		cells[i] = "Donaudampfschifffahrtsgesellschaft";
	p = print_new(ctx, &setup);
	print_table(p, "Too wide", many, 9);
	print_row(p, cells);
	print_table_end(p);
	said = asked(made(p), "pdfinfo", "-struct-text FILE");
	CHECK_INT(times(said, "Table"), 0);
	CHECK_INT(times(said, "LBody"), 9);
	/* A text longer than a sheet, by itself and in a row: nothing is lost. */
	struct buf text = {.ctx = ctx};

	for (int i = 0; i < 700; i++)
		buf_printf(&text, "word%d ", i);
	p = print_new(ctx, &setup);
	print_paragraph(p, buf_text(&text));
	print_fact(p, "Long", buf_text(&text));
	print_note(p, "Note", buf_text(&text));
	said = asked(made(p), "pdftotext", "FILE -");
	for (int i = 0; i < 700; i++)
		CHECK_INT(times(said, mem_printf(ctx, "word%d\n", i)) +
			      times(said, mem_printf(ctx, "word%d ", i)),
			  3);
}

static void odd_texts(void)
{
	struct print *p = print_new(ctx, &(struct print_setup){.title = NULL});
	char *said;

	print_heading(p, 9, NULL);
	print_paragraph(p, "");
	print_paragraph(p, "broken \xff\xfe bytes, a \x01 control\r\nline\ttab");
	print_fact(p, NULL, NULL);
	print_item(p, "");
	print_row(p, NULL); /* no table is open */
	print_table_end(p);
	print_table(p, NULL, NULL, 0);
	print_table(p, "left open", columns, 6);
	print_paragraph(p, "/NonStruct << /MCID 1 >> BDC ) ( \\");
	said = asked(made(p), "pdftotext", "FILE -");
	if (!said)
		return;
	CHECK(strstr(said, "broken \xef\xbf\xbd\xef\xbf\xbd bytes, a control"));
	CHECK(strstr(said, "line tab"));
	CHECK(strstr(said, "/NonStruct << /MCID 1 >> BDC ) ( \\"));
	/* Nothing at all is a sheet. */
	said = asked(made(print_new(ctx, &setup)), "pdfinfo", "FILE");
	CHECK(strstr(said, "Pages:           1\n"));
}

static NEOERR *finish(struct print *p)
{
	const char *out;
	size_t n;

	return nerr_pass(print_finish(p, &out, &n));
}

static void limits(void)
{
	struct print *p = print_new(ctx, &setup);
	char *large = mem_array(ctx, 4000001, 1);
	NEOERR *err;

	for (int i = 0; i <= PRINT_MOST_BLOCKS; i++)
		print_gap(p);
	err = finish(p);
	CHECK(nerr_handle(&err, ERR_TOO_LARGE));
	memset(large, 'a', 4000000);
	p = print_new(ctx, &setup);
	for (int i = 0; i < 5; i++)
		print_paragraph(p, large);
	err = finish(p);
	CHECK(nerr_handle(&err, ERR_TOO_LARGE));
}

static void fonts(void)
{
	const char *one;
	bool needed;
	int n = print_fonts_missing(&one, &needed);

	if (n)
		printf("\n    missing: %d, %s\n", n, one);
	CHECK(!needed);
}

static void five_thousand_rows(void)
{
	struct file f = made(sample(setup, 5000));
	struct rusage used;
	char *said = asked(f, "pdfinfo", "FILE");

	getrusage(RUSAGE_SELF, &used);
	printf("\n    %zu bytes, %ld MB at most, %ld s\n", f.n,
	       used.ru_maxrss / 1024, used.ru_utime.tv_sec);
	if (said)
		CHECK(strstr(said, "Tagged:          yes"));
}

/* --- charts -------------------------------------------------------------------- */

static void run_of_steps(void)
{
	static const struct chart_step used[] = {
	    {{2026, 9, 30}, 99900}, /* outside: passed over */
	    {{2026, 10, 1}, 10000},
	    {{2026, 11, 15}, 20000},
	    {{2026, 11, 20}, -5000}, /* given back */
	};
	static const struct chart_step booked[] = {
	    {{2026, 12, 1}, 50000}, {{2026, 12, 20}, 30000}};
	struct chart_run_facts facts = {
	    .from = {2026, 10, 1},
	    .until = {2026, 12, 31},
	    .today = {2026, 11, 30},
	    .start = 100000,
	    .used = used,
	    .n_used = 4,
	    .booked = booked,
	    .n_booked = 2,
	};
	struct chart_run *c = chart_run_make(ctx, &facts);

	CHECK_INT(c->left_now, 75000);
	CHECK_INT(c->left_end, -5000);
	CHECK_INT(date_compare(c->empty, (struct date){2026, 12, 20}), 0);
	CHECK(c->has_today);
	CHECK_INT(c->line.points[0].x, 0);
	CHECK_INT(c->line.points[0].y, 0);
	CHECK_INT(c->now.x, (2 * 60 + 1) * 1000 / (2 * 92));
	CHECK_INT(c->end.x, 1000);
	CHECK(c->end.y > c->zero); /* below nothing */
	CHECK_INT(c->up[0].at, CHART_HEIGHT);
	CHECK_TEXT(c->up[0].label, "−$200");
	CHECK_TEXT(c->up[1].label, "$0");
	CHECK_TEXT(c->up[6].label, "$1,000");
	CHECK_TEXT(c->across[0].label, "1 Oct");
	CHECK_TEXT(c->across[1].label, "1 Nov");
	CHECK_TEXT(c->across[c->n_across - 1].label, "31 Dec");
	for (size_t i = 1; i < c->line.n; i++) /* never backwards */
		CHECK(c->line.points[i].x >= c->line.points[i - 1].x);
	/* Past, and not begun yet. */
	facts.today = DATE_NONE;
	c = chart_run_make(ctx, &facts);
	CHECK(!c->has_today && c->booked.n == 0 && c->now.x == 1000);
	CHECK_INT(c->left_end, 75000);
	facts.today = (struct date){2026, 1, 1};
	c = chart_run_make(ctx, &facts);
	CHECK(!c->has_today && c->line.n == 0 && c->booked.points[0].x == 0);
	/* A single day; a period turned round. */
	facts.from = facts.until = facts.today = (struct date){2026, 11, 15};
	c = chart_run_make(ctx, &facts);
	CHECK_INT(c->left_now, 80000);
	facts.until = (struct date){2026, 11, 14};
	CHECK_INT(chart_run_make(ctx, &facts)->line.n, 0);
	/* Nothing to begin with. */
	facts = (struct chart_run_facts){.from = {2026, 10, 1},
					 .until = {2026, 10, 31},
					 .today = {2026, 10, 9}};
	c = chart_run_make(ctx, &facts);
	CHECK_INT(c->left_end, 0);
	CHECK_INT(c->zero, CHART_HEIGHT);
}

static void scales(void)
{
	static const struct {
		int64_t most;
		const char *last;
	} cases[] = {{668169, "$6k"},  {2500000, "$25k"}, {250000, "$2,500"},
		     {120000, "$1,000"}, {99, "$0"},	     {4700, "$40"}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct chart_run_facts facts = {.from = {2026, 10, 1},
						.until = {2026, 12, 31},
						.start = cases[i].most};
		struct chart_run *c = chart_run_make(ctx, &facts);

		CHECK_TEXT(c->up[c->n_up - 1].label, cases[i].last);
		CHECK(c->n_up <= 6);
	}
}

static void bars(void)
{
	static const struct chart_bar_facts facts[] = {
	    {"Sep", 120000, 0, "$1,200"},
	    {"Oct", 60000, 0, "$600"},
	    {"Nov", 30000, 30000, "$600"},
	    {"Dec", -5, 0, NULL}};
	struct chart_bars *c = chart_bars_make(ctx, facts, 4, true);
	HDF *data = NULL;

	CHECK_INT(c->bars[1].top, CHART_HEIGHT - CHART_HEIGHT * 6 / 15);
	CHECK_INT(c->bars[2].more, c->bars[1].top);
	CHECK_INT(c->bars[3].top, CHART_HEIGHT);
	CHECK(hdf_init(&data) == STATUS_OK);
	CHECK(chart_bars_export(data, "Bars", c) == STATUS_OK);
	CHECK_TEXT(hdf_get_value(data, "Bars.bars.1.label", ""), "Oct");
	CHECK_TEXT(hdf_get_value(data, "Bars.bars.1.x", ""), "30.0%");
	CHECK_TEXT(hdf_get_value(data, "Bars.bars.3.h", ""), "0");
	CHECK_TEXT(hdf_get_value(data, "Bars.up.3.label", ""), "$1,500");
	CHECK(chart_run_export(data, "Run", run_down(), "$1 now", NULL) ==
	      STATUS_OK);
	CHECK(strncmp(hdf_get_value(data, "Run.line", ""), "M0 0L", 5) == 0);
	CHECK_TEXT(hdf_get_value(data, "Run.now_label", ""), "$1 now");
	CHECK_TEXT(hdf_get_value(data, "Run.now.anchor", ""), "start");
	hdf_destroy(&data);
	CHECK_INT(chart_bars_make(ctx, NULL, 0, true)->n, 0);
}

/* With PRINT_SAMPLES=FOLDER in the environment: files to look at. */
static void to_look_at(void)
{
	const char *folder = getenv("PRINT_SAMPLES");
	struct print_setup large = setup, arabic = setup;
	struct {
		const char *name;
		const struct print_setup *setup;
	} all[] = {{"plain", &setup}, {"large", &large}, {"arabic", &arabic}};

	large.large = true;
	arabic.language = "ar";
	for (size_t i = 0; folder && i < sizeof all / sizeof *all; i++) {
		struct file f = made(sample(*all[i].setup, 30));
		FILE *out = fopen(mem_printf(ctx, "%s/%s.pdf", folder,
					     all[i].name),
				  "wb");

		CHECK(out && fwrite(f.bytes, 1, f.n, out) == f.n);
		if (out)
			fclose(out);
	}
	CHECK(true);
}

UNIT_MAIN_WITH("print", before, NULL, UNIT(the_same_twice),
	       UNIT(the_same_anywhere), UNIT(well_formed), UNIT(structure),
	       UNIT(on_paper), UNIT(sheets), UNIT(odd_texts), UNIT(limits), UNIT(fonts),
	       UNIT(five_thousand_rows), UNIT(run_of_steps), UNIT(scales),
	       UNIT(bars), UNIT(to_look_at))
