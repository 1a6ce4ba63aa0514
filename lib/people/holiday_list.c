/* Public holidays, listed and pasted.
 * SPDX-License-Identifier: MIT */
#include "people/holiday_list.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "people/audit.h"
#include "people/catalogue.h"

enum { LINES_MAX = 500 };

SQL(HOLIDAY_LIST, "ssss",
    "id:i on_date:d state:s name:s from_time:s checked:i version:i",
    "SELECT id, on_date, state, name, from_time, checked, version FROM holiday"
    " WHERE on_date >= ? AND on_date <= ? AND (? = '' OR state = ?)"
    " ORDER BY on_date, state");
SQL(HOLIDAY_YEARS, "", "year:i n:i unchecked:i",
    "SELECT YEAR(on_date), COUNT(*), SUM(checked = 0) FROM holiday"
    " GROUP BY YEAR(on_date) ORDER BY YEAR(on_date)");
SQL(HOLIDAY_CHECKED, "ssss", "",
    "UPDATE holiday SET checked = 1, version = version + 1 WHERE checked = 0"
    " AND on_date >= ? AND on_date <= ? AND (? = '' OR state = ?)");
SQL(HOLIDAY_PUT, "ssss", "",
    "INSERT INTO holiday (state, on_date, from_time, name)"
    " VALUES (?, ?, NULLIF(?, ''), ?) ON DUPLICATE KEY UPDATE"
    " version = version + 1, checked = 1, from_time = VALUES(from_time),"
    " name = VALUES(name)");

NEOERR *holiday_list(const struct actor *a, int year, const char *state,
		     struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &HOLIDAY_LIST, out,
				  mem_printf(a->pool, "%04d-01-01", year),
				  mem_printf(a->pool, "%04d-12-31", year),
				  state, state));
}

NEOERR *holiday_years(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &HOLIDAY_YEARS, out));
}

NEOERR *holiday_check(const struct actor *a, int year, const char *state)
{
	struct changes changes = {.pool = a->pool};

	TRY(db_exec(a->db, &HOLIDAY_CHECKED,
		    mem_printf(a->pool, "%04d-01-01", year),
		    mem_printf(a->pool, "%04d-12-31", year), state, state));
	if (!db_affected(a->db))
		return STATUS_OK;
	changes_add(&changes, "checked", "",
		    mem_printf(a->pool, "%d %s", year, state));
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "checked",
			      .kind = "holiday",
			      .changes = changes_text(&changes)}));
}

/* Cuts the next cell off the line; "quoted, with a comma" is one. */
static const char *next_cell(void *pool, char **line, char between)
{
	struct buf b = {.ctx = pool};
	bool quoted = false;
	char *p = *line;

	if (!p)
		return "";
	for (; *p && (quoted || *p != between); p++) {
		if (*p == '"')
			quoted = !quoted;
		else
			buf_add(&b, p, 1);
	}
	*line = *p ? p + 1 : NULL;
	return text_tidy(pool, buf_text(&b), true);
}

static char separator(const char *line)
{
	return strchr(line, '\t')  ? '\t'
	       : strchr(line, ';') ? ';'
				   : ',';
}

static const char *state_code(const char *typed)
{
	for (const struct choice *c = catalogue_states; c->value; c++)
		if (text_same(typed, c->value) || text_same(typed, c->label))
			return c->value;
	return NULL;
}

static void read_line(const struct actor *a, char *text,
		      struct holiday_line *l)
{
	char between = separator(text);
	char iso[DATE_TEXT];
	struct date d;
	int minute;

	l->state = next_cell(a->pool, &text, between);
	l->date = next_cell(a->pool, &text, between);
	l->name = next_cell(a->pool, &text, between);
	l->from = next_cell(a->pool, &text, between);
	if (!state_code(l->state)) {
		l->wrong = mem_printf(a->pool, "“%s” is not a state",
				      text_cut(a->pool, l->state, 30));
		return;
	}
	l->state = state_code(l->state);
	if (!date_parse_typed(l->date, 0, &d)) {
		l->wrong = mem_printf(a->pool, "“%s” is not a day",
				      text_cut(a->pool, l->date, 30));
		return;
	}
	l->date = mem_strdup(a->pool, date_format_iso(d, iso));
	if (!*l->name || text_length(l->name) > 100)
		l->wrong = *l->name ? "the name has more than 100 characters"
				    : "the name is missing";
	if (!*l->from)
		return;
	if (!zone_parse_time(l->from, &minute))
		l->wrong = mem_printf(a->pool, "“%s” is not a time",
				      text_cut(a->pool, l->from, 30));
	else
		l->from = mem_printf(a->pool, "%02d:%02d", minute / 60 % 24,
				     minute % 60);
}

size_t holiday_parse(const struct actor *a, const char *text,
		     struct holiday_line **out)
{
	struct holiday_line *lines =
	    mem_array(a->pool, LINES_MAX + 1, sizeof *lines);
	char *copy = mem_strdup(a->pool, text), *line;
	int number = 0;
	size_t n = 0;

	while ((line = strsep(&copy, "\n")) != NULL && n <= LINES_MAX) {
		const char *tidy = text_tidy(a->pool, line, true);

		number++;
		if (!*tidy)
			continue;
		if (!n && !strncasecmp(tidy, "state", 5))
			continue; /* headings */
		lines[n] = (struct holiday_line){.line = number};
		read_line(a, line, &lines[n]);
		if (n == LINES_MAX)
			lines[n].wrong = "at most 500 lines at once";
		n++;
	}
	*out = lines;
	return n;
}

NEOERR *holiday_import(const struct actor *a, const struct holiday_line *lines,
		       size_t n, int64_t *added, int64_t *changed)
{
	struct changes changes = {.pool = a->pool};

	*added = *changed = 0;
	for (size_t i = 0; i < n; i++) {
		TRY(db_exec(a->db, &HOLIDAY_PUT, lines[i].state, lines[i].date,
			    lines[i].from, lines[i].name));
		if (db_affected(a->db) == 1)
			++*added;
		else
			++*changed;
	}
	changes_add(&changes, "added", "",
		    mem_printf(a->pool, "%" PRId64, *added));
	changes_add(&changes, "changed", "",
		    mem_printf(a->pool, "%" PRId64, *changed));
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "imported",
			      .kind = "holiday",
			      .changes = changes_text(&changes)}));
}
