/* Fuzz targets of printed documents and of notice: whatever is written comes
 * out, as a whole; and a policy in whatever words keeps its promises.
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "money/notice.h"
#include "print/document.h"
#include "targets.h"

#define MUST(good)               \
	do {                     \
		if (!(good))     \
			abort(); \
	} while (0)

/* A line is a block, by its first letter. */
static void put(struct print *p, const char *line)
{
	static const struct print_column columns[] = {
	    {"One", PRINT_NAMES}, {"Two", PRINT_NUMBER}, {"Three", PRINT_CHIP}};
	const char *cells[3] = {line, line + strlen(line) / 2, ""};

	switch (*line) {
	case '1' ... '3':
		print_heading(p, *line - '0', line + 1);
		break;
	case '!':
		print_note(p, line + 1, line);
		break;
	case '=':
		print_fact(p, line + 1, line);
		break;
	case '*':
		print_item(p, line + 1);
		break;
	case '#':
		print_numbered(p, line + 1);
		break;
	case '$':
		print_figure(p, line + 1, line, line[1]);
		break;
	case '[':
		print_table(p, line + 1, columns, 3);
		break;
	case '|':
		print_row(p, cells);
		break;
	case '+':
		print_sum(p, cells);
		break;
	case ']':
		print_table_end(p);
		break;
	case '@':
		print_language(p, line + 1);
		break;
	case '~':
		print_sheet(p);
		break;
	default:
		print_paragraph(p, line);
	}
}

void fuzz_document(void *pool, const uint8_t *data, size_t size)
{
	char *text = mem_strndup(pool, (const char *)data, size), *rest = text,
	     *line;
	struct print_setup setup = {.title = "A title", .agency = "An agency"};
	struct print *p;
	const char *bytes;
	size_t n;
	NEOERR *err;

	setup.large = size % 2;
	setup.language = size % 3 ? "en-AU" : "ar";
	p = print_new(pool, &setup);
	while ((line = strsep(&rest, "\n")))
		put(p, line);
	err = print_finish(p, &bytes, &n);
	MUST(err == STATUS_OK);
	MUST(n > 500 && !memcmp(bytes, "%PDF-1.7", 8));
}

/* The first bytes choose the times, the rest is the policy. */
void fuzz_notice(void *pool, const uint8_t *data, size_t size)
{
	static const struct holiday list[] = {
	    {"NSW", {2026, 12, 25}, -1, "Christmas Day"},
	    {"NSW", {2026, 12, 28}, 1080, "an evening"}};
	static const struct holidays all = {list, 2};
	struct notice_place place = {zone_find("Australia/Sydney"), "NSW",
				     &all};
	struct notice_policy p = {.basis = NOTICE_ELAPSED_LOCAL};
	struct notice_facts none = {false};
	struct notice_quote q;
	int64_t start, notice, from, until;
	const char *text, *again;
	const struct notice_band *bands;
	size_t n;

	if (size < 6)
		return;
	start = 1790000000 + (data[0] * 256 + data[1]) * INT64_C(600);
	notice = start - (data[2] * 256 + data[3] - 1000) * INT64_C(60);
	p.basis = data[4] % NOTICE_BASES;
	text = mem_strndup(pool, (const char *)data + 5, size - 5);
	if (notice_bands_read(pool, text, &p.bands, &p.n))
		return;
	again = notice_bands_write(pool, p.bands, p.n);
	MUST(!notice_bands_read(pool, again, &bands, &n));
	MUST(!strcmp(notice_bands_write(pool, bands, n), again));
	q = notice_quote(&p, &place, start, notice, 12345, &none);
	MUST(q.band < p.n && q.charge >= 0);
	MUST(q.free_until <= start);
	if (q.free_until != INT64_MIN)
		MUST(notice_band(&p, &place, start, q.free_until) == p.n - 1);
	for (size_t i = 0; i < p.n; i++)
		if (notice_window(&p, i, &place, start, &from, &until) &&
		    notice - notice % 60 > from && notice - notice % 60 <= until)
			MUST(q.band == i);
}
