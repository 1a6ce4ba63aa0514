/* Charts: the places of lines, bars and words, worked out here and drawn by a
 * template (macros chart_run, chart_bars) and in printed documents alike.
 * SPDX-License-Identifier: MIT
 *
 * No picture is made here: what comes out are numbers. Across, a place is in
 * thousandths of the plot's width (0 at the first day or bar); down, in units
 * of the plot's height (0 at the top, CHART_HEIGHT at the foot), which on a
 * page are pixels. A page stretches the plot to the room that it has, while
 * its words keep their size.
 *
 * A chart is never the only way to the facts: beside it stands a sentence with
 * what it says, and a table with the same figures.
 */
#ifndef CAREBOOK_PRINT_CHART_H
#define CAREBOOK_PRINT_CHART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

enum { CHART_WIDTH = 1000, CHART_HEIGHT = 200, CHART_MOST_TICKS = 12 };

struct chart_point {
	int x, y;
};

struct chart_line {
	struct chart_point *points;
	size_t n;
};

/* A word beside an axis. anchor: 's'tart, 'm'iddle or 'e'nd of the word is at
 * this place. */
struct chart_tick {
	int at; /* across or down, by the axis */
	char anchor;
	const char *label;
};

/* --- the run-down of money over a period ------------------------------------ */

struct chart_step { /* what a day takes away (or, below 0, gives back) */
	struct date date;
	int64_t cents;
};

struct chart_run_facts {
	struct date from, until; /* the period, both included */
	struct date today;	 /* DATE_NONE, or outside: all is past */
	int64_t start;		 /* cents there at the beginning */
	/* In order of date. Those outside the period are passed over. */
	const struct chart_step *used;
	size_t n_used;
	const struct chart_step *booked; /* drawn from today on */
	size_t n_booked;
};

struct chart_run {
	struct chart_line line;	  /* what was left, in steps, until today */
	struct chart_line area;	  /* the same, closed at the zero line */
	struct chart_line booked; /* what will be left, from today on; n 0: no */
	struct chart_line pace;	  /* an even pace: two points */
	struct chart_tick up[CHART_MOST_TICKS], across[CHART_MOST_TICKS];
	size_t n_up, n_across;
	int zero;		  /* where the zero line is */
	bool has_today;		  /* today lies within the period */
	struct chart_point now;	  /* the end of the solid line */
	struct chart_point end;	  /* the end of the booked line */
	int64_t left_now, left_end; /* cents */
	struct date empty;	  /* the first day with less than nothing left;
				   * DATE_NONE: none */
};

/* Below ctx. from must not be after until (else all of it is empty). */
struct chart_run *chart_run_make(const void *ctx,
				 const struct chart_run_facts *facts);

/* Puts it into a data set as NAME.{line,area,booked,pace} (attribute values of
 * an SVG path), NAME.up.N.{y,label}, NAME.across.N.{x,anchor,label} (x in per
 * cent), NAME.{zero,height}, NAME.now.{x,y}, NAME.end.{x,y}, NAME.today,
 * NAME.now_label, NAME.end_label (the caller's words, may be NULL). */
NEOERR *chart_run_export(HDF *data, const char *name,
			 const struct chart_run *chart, const char *now_label,
			 const char *end_label) MUST_CHECK;

/* --- bars ---------------------------------------------------------------------- */

struct chart_bar_facts {
	const char *label;     /* below the bar */
	int64_t cents;	       /* solid */
	int64_t more;	       /* on top, striped: booked, not final; 0: none */
	const char *text;      /* the figure above it, in words */
};

struct chart_bar {
	int x, w;	 /* across */
	int top, more;	 /* of the solid and of the striped part */
	const char *label, *text;
};

struct chart_bars {
	struct chart_bar *bars;
	size_t n;
	struct chart_tick up[CHART_MOST_TICKS];
	size_t n_up;
	bool crowded; /* no room for the figures above the bars */
};

/* Below ctx. Values are 0 or more; less counts as 0. money: the scale says
 * dollars, otherwise plain numbers. */
struct chart_bars *chart_bars_make(const void *ctx,
				   const struct chart_bar_facts *facts,
				   size_t n, bool money);

/* NAME.bars.N.{x,w,mid,y,h,more.y,more.h,label,text}, NAME.up.N.{y,label},
 * NAME.{height,crowded}; x, w and mid in per cent. */
NEOERR *chart_bars_export(HDF *data, const char *name,
			  const struct chart_bars *chart) MUST_CHECK;

#endif
