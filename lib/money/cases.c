/* Tables of worked cases, run through the rules of notice and price.
 * SPDX-License-Identifier: MIT */
#include "money/cases.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "money/price.h"

enum { COLUMNS = 64, ROWS_MOST = 1000000 };

struct table {
	const void *ctx;
	FILE *file;
	char *line; /* getline's */
	size_t cap;
	int number; /* of the line, from 1 */
	char *heads;
	const char *names[COLUMNS], *values[COLUMNS];
	int columns;
};

static int split(char *line, const char **out)
{
	int n = 0;

	line[strcspn(line, "\r\n")] = '\0';
	while (n < COLUMNS) {
		char *tab = strchr(line, '\t');

		out[n++] = line;
		if (!tab)
			break;
		*tab = '\0';
		line = tab + 1;
	}
	return n;
}

/* needs: names that the table must have, with spaces between. */
static NEOERR *table_open(struct table *t, const char *needs)
{
	char *list = mem_strdup(t->ctx, needs), *rest = list, *name;

	if (getline(&t->line, &t->cap, t->file) < 0)
		return nerr_raise(ERR_INVALID, "the table is empty");
	t->number = 1;
	t->heads = mem_strdup(t->ctx, t->line);
	t->columns = split(t->heads, t->names);
	while ((name = strsep(&rest, " "))) {
		int i = 0;

		while (i < t->columns && strcmp(t->names[i], name) != 0)
			i++;
		if (i == t->columns)
			return nerr_raise(ERR_INVALID,
					  "the table has no column %s", name);
	}
	return STATUS_OK;
}

/* The next row; values that are missing at its end are "". Empty lines are
 * passed over. */
static bool table_next(struct table *t)
{
	int n;

	do {
		if (t->number > ROWS_MOST ||
		    getline(&t->line, &t->cap, t->file) < 0)
			return false;
		t->number++;
		n = split(t->line, t->values);
	} while (n == 1 && !*t->values[0]);
	while (n < COLUMNS)
		t->values[n++] = "";
	return true;
}

static const char *get(const struct table *t, const char *name)
{
	for (int i = 0; i < t->columns; i++)
		if (strcmp(t->names[i], name) == 0)
			return t->values[i];
	return "";
}

/* --- one case -------------------------------------------------------------------- */

struct case_run {
	const struct table *t;
	const void *ctx; /* of this case */
	FILE *say;
	bool bad;
};

static void differs(struct case_run *c, const char *what, const char *expected,
		    const char *got)
{
	fprintf(c->say, "%s: %s: expected %s, got %s\n", get(c->t, "case_id"),
		what, *expected ? expected : "nothing", *got ? got : "nothing");
	c->bad = true;
}

static void compare(struct case_run *c, const char *column, const char *got)
{
	if (strcmp(get(c->t, column), got) != 0)
		differs(c, column, get(c->t, column), got);
}

static int64_t number(struct case_run *c, const char *column)
{
	int64_t value = 0;

	if (!text_int(get(c->t, column), -MONEY_MOST, MONEY_MOST, &value))
		differs(c, column, "a whole number", get(c->t, column));
	return value;
}

static const char *utc_text(struct case_run *c, int64_t instant)
{
	char buf[ZONE_TEXT];
	char *text;

	if (instant == INT64_MIN)
		return "";
	text = mem_strdup(c->ctx, zone_format_utc(instant, buf));
	text[16] = 'Z'; /* without seconds */
	text[17] = '\0';
	return text;
}

/* NAME_local with NAME_fold, held against NAME_utc where there is one. */
static int64_t instant(struct case_run *c, const struct zone *zone,
		       const char *name)
{
	const char *local = mem_printf(c->ctx, "%s_local", name),
		   *fold = mem_printf(c->ctx, "%s_fold", name),
		   *utc = mem_printf(c->ctx, "%s_utc", name);
	struct date date;
	int minute;
	int64_t at;

	if (!zone_parse_wall(get(c->t, local), &date, &minute)) {
		differs(c, local, "a local time", get(c->t, local));
		return 0;
	}
	at = zone_utc_from_wall(zone, date, minute,
				strcmp(get(c->t, fold), "1") == 0);
	if (*get(c->t, utc))
		compare(c, utc, utc_text(c, at));
	return at;
}

static bool place_read(struct case_run *c, const struct holidays *holidays,
		       struct notice_place *place)
{
	*place = (struct notice_place){
	    .zone = zone_find(get(c->t, "zone")),
	    .state = get(c->t, "state"),
	    .holidays = holidays,
	};
	if (!place->zone)
		differs(c, "zone", "a zone", get(c->t, "zone"));
	return place->zone;
}

static const char *cents_text(struct case_run *c, int64_t cents)
{
	return mem_printf(c->ctx, "%" PRId64, cents);
}

static bool flag(struct case_run *c, const char *column)
{
	const char *value = get(c->t, column);

	if (strcmp(value, "0") != 0 && strcmp(value, "1") != 0)
		differs(c, column, "0 or 1", value);
	return *value == '1';
}

static void cancel_compare(struct case_run *c, const struct notice_policy *p,
			   const struct notice_place *place,
			   const struct notice_quote *q)
{
	char date[DATE_TEXT];
	struct wall at;

	compare(c, "expect_band", p->bands[q->band].name);
	compare(c, "expect_charge_cents", cents_text(c, q->charge));
	at = zone_wall_from_utc(place->zone, q->free_until);
	compare(c, "expect_free_until_local",
		q->free_until == INT64_MIN
		    ? ""
		    : mem_printf(c->ctx, "%sT%02d:%02d",
				 date_format_iso(at.date, date),
				 at.minute / 60, at.minute % 60));
	if (*get(c->t, "expect_free_until_utc"))
		compare(c, "expect_free_until_utc",
			utc_text(c, q->free_until));
}

static void cancel_case(struct case_run *c, const struct holidays *holidays)
{
	struct notice_policy p = {
	    .basis = notice_basis_find(get(c->t, "basis")),
	    .has_cap = *get(c->t, "cap_cents"),
	};
	struct notice_facts facts = {
	    .provider_cancelled = flag(c, "provider_cancelled"),
	    .redeployed = flag(c, "redeployed"),
	    .not_claimable = !flag(c, "item_claimable"),
	};
	struct notice_place place;
	struct notice_quote q;
	int64_t start, notice;
	const char *wrong =
	    notice_bands_read(c->ctx, get(c->t, "bands"), &p.bands, &p.n);

	if (wrong)
		differs(c, "bands", "bands", wrong);
	if (p.basis == NOTICE_BASES)
		differs(c, "basis", "a basis", get(c->t, "basis"));
	if (!place_read(c, holidays, &place) || c->bad)
		return;
	p.cap = p.has_cap ? number(c, "cap_cents") : 0;
	start = instant(c, place.zone, "start");
	notice = instant(c, place.zone, "notice");
	q = notice_quote(&p, &place, start, notice, number(c, "price_cents"),
			 &facts);
	cancel_compare(c, &p, &place, &q);
}

static void price_case(struct case_run *c, const struct holidays *holidays)
{
	const char *policy = get(c->t, "policy");
	struct price_rates rates;
	struct notice_place place;
	struct price price;
	struct buf lines = {.ctx = c->ctx};
	int64_t start, end;

	if (strcmp(policy, "split") != 0 && strcmp(policy, "whole") != 0)
		differs(c, "policy", "split or whole", policy);
	for (int i = 0; i < PRICE_BANDS; i++)
		rates.hour[i] = number(
		    c, mem_printf(c->ctx, "rate_%s", price_band_name(i)));
	if (!place_read(c, holidays, &place) || c->bad)
		return;
	start = instant(c, place.zone, "start");
	end = instant(c, place.zone, "end");
	if (!price_visit(c->ctx, &rates,
			 *policy == 's' ? PRICE_SPLIT : PRICE_WHOLE, &place,
			 start, end, &price)) {
		differs(c, "end_local", "an end after the start",
			get(c->t, "end_local"));
		return;
	}
	for (size_t i = 0; i < price.n; i++)
		buf_printf(&lines, "%s%s:%d:%" PRId64, i ? ";" : "",
			   price_band_name(price.lines[i].band),
			   price.lines[i].minutes, price.lines[i].cents);
	compare(c, "expect_minutes", cents_text(c, price.minutes));
	compare(c, "expect_lines", buf_text(&lines));
	compare(c, "expect_total_cents", cents_text(c, price.cents));
}

/* --- whole tables ----------------------------------------------------------------- */

static NEOERR *run(const void *ctx, FILE *file, const char *needs,
		   const struct holidays *holidays, FILE *say,
		   void (*one)(struct case_run *, const struct holidays *),
		   struct cases_tally *tally)
{
	struct table t = {.ctx = talloc_new(ctx), .file = file};
	NEOERR *err = table_open(&t, needs);

	while (err == STATUS_OK && table_next(&t)) {
		struct case_run c = {
		    .t = &t, .ctx = talloc_new(t.ctx), .say = say};

		one(&c, holidays);
		tally->passed += !c.bad;
		tally->failed += c.bad;
		talloc_free((void *)c.ctx);
	}
	free(t.line);
	talloc_free((void *)t.ctx);
	return nerr_pass(err);
}

NEOERR *cases_cancel(const void *ctx, FILE *table,
		     const struct holidays *holidays, FILE *say,
		     struct cases_tally *tally)
{
	return nerr_pass(run(
	    ctx, table,
	    "case_id basis bands zone state notice_local notice_fold "
	    "start_local start_fold price_cents cap_cents provider_cancelled "
	    "redeployed item_claimable expect_band expect_charge_cents "
	    "expect_free_until_local",
	    holidays, say, cancel_case, tally));
}

NEOERR *cases_price(const void *ctx, FILE *table,
		    const struct holidays *holidays, FILE *say,
		    struct cases_tally *tally)
{
	return nerr_pass(
	    run(ctx, table,
		"case_id policy rate_weekday_day rate_evening rate_night "
		"rate_saturday rate_sunday rate_public_holiday zone state "
		"start_local start_fold end_local end_fold expect_minutes "
		"expect_lines expect_total_cents",
		holidays, say, price_case, tally));
}

static NEOERR *holiday_read(const struct table *t, struct holiday *h)
{
	const char *from = get(t, "from_time");

	*h = (struct holiday){
	    .state = mem_strdup(t->ctx, get(t, "state")),
	    .name = mem_strdup(t->ctx, get(t, "name")),
	    .from_minute = -1,
	};
	if (!date_parse_iso(get(t, "date"), &h->date))
		return nerr_raise(ERR_INVALID, "line %d: \"%s\" is no date",
				  t->number, get(t, "date"));
	if (*from && !zone_parse_time(from, &h->from_minute))
		return nerr_raise(ERR_INVALID, "line %d: \"%s\" is no time",
				  t->number, from);
	return STATUS_OK;
}

NEOERR *cases_holidays(const void *ctx, FILE *file, struct holidays *out)
{
	struct table t = {.ctx = ctx, .file = file};
	struct holiday *list = NULL;
	size_t n = 0;
	NEOERR *err = table_open(&t, "state date from_time name");

	while (err == STATUS_OK && table_next(&t)) {
		list = mem_grow(ctx, list, n + 1, sizeof *list);
		err = holiday_read(&t, &list[n++]);
	}
	free(t.line);
	*out = (struct holidays){list, n};
	return nerr_pass(err);
}
