/* Charts: scales, steps and bars, in whole numbers.
 * SPDX-License-Identifier: MIT */
#include "print/chart.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"

/* --- scales ------------------------------------------------------------------- */

/* A round step (1, 2 or 5 with noughts) of which at most `most` make up span. */
static int64_t round_step(int64_t span, int64_t least, int most)
{
	static const int64_t times[] = {1, 2, 5};
	int64_t ten = least;

	for (;;) {
		for (size_t i = 0; i < 3; i++)
			if (span / (ten * times[i]) <= most)
				return ten * times[i];
		ten *= 10;
	}
}

/* "$6k", "$2,500", "$600", "$2.50", "−$200". */
static const char *money_tick(const void *ctx, int64_t cents, int64_t step)
{
	const char *sign = cents < 0 ? "−" : "";
	uint64_t n = cents < 0 ? -(uint64_t)cents : (uint64_t)cents;

	if (n && step % 100000 == 0)
		return mem_printf(ctx, "%s$%" PRIu64 "k", sign, n / 100000);
	if (n >= 100000)
		return mem_printf(ctx, "%s$%" PRIu64 ",%03" PRIu64, sign,
				  n / 100000, n / 100 % 1000);
	return mem_printf(ctx, "%s$%" PRIu64, sign, n / 100);
}

static int down(int64_t value, int64_t low, int64_t high)
{
	/* Amounts are below 10^15 cents, so that this stays in range. */
	return high > low
		       ? (int)((high - value) * CHART_HEIGHT / (high - low))
		       : CHART_HEIGHT;
}

/* Ticks from low to high; both are moved outwards to a round figure where
 * there is something below nothing. */
static size_t ticks_up(const void *ctx, int64_t *low, int64_t high, bool money,
		       struct chart_tick *out)
{
	int64_t step = round_step(high - *low, money ? 100 : 1, 5), value;
	size_t n = 0;

	if (*low < 0)
		*low = -((-*low + step - 1) / step * step);
	for (value = *low; value <= high && n < CHART_MOST_TICKS;
	     value += step)
		out[n++] = (struct chart_tick){
		    .at = down(value, *low, high),
		    .anchor = 'e',
		    .label = money ? money_tick(ctx, value, step)
				   : mem_printf(ctx, "%" PRId64, value),
		};
	return n;
}

/* --- the run-down ------------------------------------------------------------- */

struct run {
	const struct chart_run_facts *f;
	int64_t low, high, days;
};

static int across(const struct run *r, struct date d, bool middle)
{
	int64_t day = date_days_between(r->f->from, d);

	return (int)((2 * day + middle) * CHART_WIDTH / (2 * r->days));
}

static void point(struct chart_line *line, int x, int y)
{
	line->points[line->n++] = (struct chart_point){x, y};
}

static bool within(const struct chart_run_facts *f, struct date d)
{
	return date_between(d, f->from, f->until);
}

/* The least that will be left, and the day it first fell below nothing. */
static int64_t least_left(const struct chart_run_facts *f, int64_t left,
			  const struct chart_step *steps, size_t n,
			  int64_t *least, struct date *empty)
{
	for (size_t i = 0; i < n; i++) {
		if (!within(f, steps[i].date))
			continue;
		left -= steps[i].cents;
		if (left < *least)
			*least = left;
		if (left < 0 && date_is_none(*empty))
			*empty = steps[i].date;
	}
	return left;
}

/* Steps down from (x, left); a booked visit before today is drawn today. */
static int64_t steps_draw(const struct run *r, struct chart_line *line, int x,
			  int64_t left, const struct chart_step *steps,
			  size_t n)
{
	point(line, x, down(left, r->low, r->high));
	for (size_t i = 0; i < n; i++) {
		int at;

		if (!within(r->f, steps[i].date))
			continue;
		at = across(r, steps[i].date, true);
		at = at < x ? x : at;
		point(line, at, down(left, r->low, r->high));
		left -= steps[i].cents;
		point(line, at, down(left, r->low, r->high));
	}
	return left;
}

static void across_tick(const void *ctx, struct chart_run *c,
			const struct run *r, struct date d, char anchor)
{
	char buf[DATE_TEXT];

	c->across[c->n_across++] = (struct chart_tick){
	    .at = anchor == 'e' ? CHART_WIDTH : across(r, d, false),
	    .anchor = anchor,
	    .label = mem_strdup(
		ctx, date_format_day(d, r->f->from.year, buf)),
	};
}

/* The first day, firsts of months (or weeks) between, the last day. */
static void ticks_across(const void *ctx, struct chart_run *c,
			 const struct run *r)
{
	const struct chart_run_facts *f = r->f;
	int64_t months = (f->until.year - f->from.year) * 12 + f->until.month -
			 f->from.month;
	int64_t every = months / 5 + 1;
	struct date d, first = f->from;

	across_tick(ctx, c, r, f->from, 's');
	first.day = 1;
	for (int i = 1; i <= 6; i++) {
		d = r->days > 45 ? date_add_months(first, i * every)
				 : date_add_days(f->from,
						 i * (r->days > 14 ? 7 : 3));
		if (date_compare(d, f->until) > 0 ||
		    across(r, d, false) > CHART_WIDTH * 85 / 100)
			break;
		if (across(r, d, false) > CHART_WIDTH * 12 / 100)
			across_tick(ctx, c, r, d, 'm');
	}
	across_tick(ctx, c, r, f->until, 'e');
}

static struct chart_line line_room(const void *ctx, size_t steps)
{
	return (struct chart_line){
	    .points = mem_array(ctx, 2 * steps + 4, sizeof(struct chart_point)),
	};
}

struct chart_run *chart_run_make(const void *ctx,
				 const struct chart_run_facts *f)
{
	struct chart_run *c = mem_new(ctx, struct chart_run);
	struct run r = {.f = f, .high = f->start > 0 ? f->start : 100};
	int64_t left = f->start, least = 0, most = r.high;
	bool before = !date_is_none(f->today) &&
		      date_compare(f->today, f->from) < 0;
	bool after = date_is_none(f->today) ||
		     date_compare(f->today, f->until) > 0;

	if (!date_valid(f->from) || !date_valid(f->until) ||
	    date_compare(f->from, f->until) > 0)
		return c;
	r.days = date_days_between(f->from, f->until) + 1;
	left = least_left(f, left, f->used, f->n_used, &least, &c->empty);
	c->left_now = left;
	left = after ? left
		     : least_left(f, left, f->booked, f->n_booked, &least,
				  &c->empty);
	c->left_end = left;
	/* What is given back can lie above the beginning. */
	for (int64_t i = 0, at = f->start; i < (int64_t)f->n_used; i++) {
		at -= within(f, f->used[i].date) ? f->used[i].cents : 0;
		most = at > most ? at : most;
	}
	r.low = least;
	r.high = most;
	c->n_up = ticks_up(ctx, &r.low, r.high, true, c->up);
	c->zero = down(0, r.low, r.high);
	c->has_today = !before && !after;
	c->line = line_room(ctx, f->n_used);
	c->area = line_room(ctx, f->n_used + 1);
	c->booked = line_room(ctx, f->n_booked);
	c->pace = line_room(ctx, 0);
	c->now = (struct chart_point){
	    before  ? 0
	    : after ? CHART_WIDTH
		    : across(&r, f->today, true),
	    down(c->left_now, r.low, r.high)};
	if (!before) {
		steps_draw(&r, &c->line, 0, f->start, f->used, f->n_used);
		point(&c->line, c->now.x, c->now.y);
		for (size_t i = 0; i < c->line.n; i++)
			c->area.points[c->area.n++] = c->line.points[i];
		point(&c->area, c->now.x, c->zero);
		point(&c->area, 0, c->zero);
	}
	c->end = (struct chart_point){CHART_WIDTH,
				      down(c->left_end, r.low, r.high)};
	if (!after) {
		steps_draw(&r, &c->booked, c->now.x, c->left_now, f->booked,
			   f->n_booked);
		point(&c->booked, c->end.x, c->end.y);
	}
	point(&c->pace, 0, down(f->start, r.low, r.high));
	point(&c->pace, CHART_WIDTH, c->zero);
	ticks_across(ctx, c, &r);
	return c;
}

/* --- into the data set --------------------------------------------------------- */

/* "M0 12L40 12L40 60": thousandths across, as they are. */
static NEOERR *set_path(HDF *data, const char *name, const char *part,
			const struct chart_line *line)
{
	void *tmp = talloc_new(NULL);
	struct buf b = {.ctx = tmp};
	NEOERR *err;

	for (size_t i = 0; i < line->n; i++)
		buf_printf(&b, "%c%d %d", i ? 'L' : 'M', line->points[i].x,
			   line->points[i].y);
	err = hdf_set_valuef(data, "%s.%s=%s", name, part, buf_text(&b));
	talloc_free(tmp);
	return nerr_pass(err);
}

static NEOERR *set_share(HDF *data, const char *name, const char *part, int x)
{
	return nerr_pass(hdf_set_valuef(data, "%s.%s=%d.%d%%", name, part,
					x / 10, x % 10));
}

static NEOERR *set_up(HDF *data, const char *name,
		      const struct chart_tick *ticks, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		TRY(hdf_set_valuef(data, "%s.up.%zu.y=%d", name, i,
				   ticks[i].at));
		TRY(hdf_set_valuef(data, "%s.up.%zu.label=%s", name, i,
				   ticks[i].label));
	}
	return nerr_pass(
	    hdf_set_valuef(data, "%s.height=%d", name, CHART_HEIGHT));
}

static const char *anchor_word(char anchor)
{
	return anchor == 's' ? "start" : anchor == 'm' ? "middle" : "end";
}

NEOERR *chart_run_export(HDF *data, const char *name,
			 const struct chart_run *c, const char *now_label,
			 const char *end_label)
{
	TRY(set_path(data, name, "line", &c->line));
	TRY(set_path(data, name, "area", &c->area));
	TRY(set_path(data, name, "booked", &c->booked));
	TRY(set_path(data, name, "pace", &c->pace));
	TRY(set_up(data, name, c->up, c->n_up));
	for (size_t i = 0; i < c->n_across; i++) {
		const struct chart_tick *t = &c->across[i];
		char part[48];

		snprintf(part, sizeof part, "across.%zu.x", i);
		TRY(set_share(data, name, part, t->at));
		TRY(hdf_set_valuef(data, "%s.across.%zu.anchor=%s", name, i,
				   anchor_word(t->anchor)));
		TRY(hdf_set_valuef(data, "%s.across.%zu.label=%s", name, i,
				   t->label));
	}
	TRY(hdf_set_valuef(data, "%s.zero=%d", name, c->zero));
	TRY(hdf_set_valuef(data, "%s.today=%d", name, c->has_today));
	TRY(set_share(data, name, "now.x", c->now.x));
	TRY(hdf_set_valuef(data, "%s.now.y=%d", name, c->now.y));
	/* Its word stands where there is room for it. */
	TRY(hdf_set_valuef(data, "%s.now.anchor=%s", name,
			   c->now.x > CHART_WIDTH * 6 / 10 ? "end" : "start"));
	TRY(set_share(data, name, "end.x", c->end.x));
	TRY(hdf_set_valuef(data, "%s.end.y=%d", name, c->end.y));
	TRY(hdf_set_valuef(data, "%s.now_label=%s", name,
			   now_label ? now_label : ""));
	TRY(hdf_set_valuef(data, "%s.end_label=%s", name,
			   end_label ? end_label : ""));
	return STATUS_OK;
}

/* --- bars ----------------------------------------------------------------------- */

struct chart_bars *chart_bars_make(const void *ctx,
				   const struct chart_bar_facts *facts,
				   size_t n, bool money)
{
	struct chart_bars *c = mem_new(ctx, struct chart_bars);
	int64_t high = 0, low = 0, step;

	c->bars = mem_array(ctx, n, sizeof *c->bars);
	c->n = n;
	c->crowded = n > 8;
	for (size_t i = 0; i < n; i++) {
		int64_t all = (facts[i].cents > 0 ? facts[i].cents : 0) +
			      (facts[i].more > 0 ? facts[i].more : 0);

		high = all > high ? all : high;
	}
	if (high == 0)
		high = money ? 100 : 1;
	step = round_step(high, money ? 100 : 1, 5);
	high = (high + step - 1) / step * step;
	c->n_up = ticks_up(ctx, &low, high, money, c->up);
	for (size_t i = 0; i < n; i++) {
		int64_t solid = facts[i].cents > 0 ? facts[i].cents : 0,
			more = facts[i].more > 0 ? facts[i].more : 0;
		int slot = CHART_WIDTH / (int)n,
		    left = (int)(i * CHART_WIDTH / n);

		c->bars[i] = (struct chart_bar){
		    .x = left + slot / 5,
		    .w = slot * 3 / 5,
		    .top = down(solid, 0, high),
		    .more = down(solid + more, 0, high),
		    .label = mem_strdup(ctx, facts[i].label),
		    .text = mem_strdup(ctx, facts[i].text ? facts[i].text : ""),
		};
	}
	return c;
}

NEOERR *chart_bars_export(HDF *data, const char *name,
			  const struct chart_bars *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct chart_bar *b = &c->bars[i];
		char bar[64];

		snprintf(bar, sizeof bar, "bars.%zu.x", i);
		TRY(set_share(data, name, bar, b->x));
		snprintf(bar, sizeof bar, "bars.%zu.w", i);
		TRY(set_share(data, name, bar, b->w));
		snprintf(bar, sizeof bar, "bars.%zu.mid", i);
		TRY(set_share(data, name, bar, b->x + b->w / 2));
		snprintf(bar, sizeof bar, "%s.bars.%zu", name, i);
		TRY(hdf_set_valuef(data, "%s.y=%d", bar, b->top));
		TRY(hdf_set_valuef(data, "%s.h=%d", bar,
				   CHART_HEIGHT - b->top));
		TRY(hdf_set_valuef(data, "%s.more.y=%d", bar, b->more));
		TRY(hdf_set_valuef(data, "%s.more.h=%d", bar,
				   b->top - b->more));
		TRY(hdf_set_valuef(data, "%s.label=%s", bar, b->label));
		TRY(hdf_set_valuef(data, "%s.text=%s", bar, b->text));
	}
	TRY(hdf_set_valuef(data, "%s.crowded=%d", name, c->crowded));
	return nerr_pass(set_up(data, name, c->up, c->n_up));
}
