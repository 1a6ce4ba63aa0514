/* Tables of worked cases for notice and price, run through the product's own
 * rules: `carebook cancellation cases`, `carebook price cases`, and the tests.
 * SPDX-License-Identifier: MIT
 *
 * Tables are UTF-8, tab separated, with one row of headings and no quoting;
 * columns are found by their names, in any order, and others are passed over.
 * Each row is one case; for each difference a line is printed with the case,
 * what was expected and what came out. A row that cannot be read is a failure.
 *
 * Local times (YYYY-MM-DDTHH:MM in the row's zone; fold 1: the second of a
 * doubled hour) are what counts; where a *_utc column stands beside one, it
 * must be the same instant.
 */
#ifndef CAREBOOK_MONEY_CASES_H
#define CAREBOOK_MONEY_CASES_H

#include <stdio.h>

#include "base/err.h"
#include "base/holiday.h"

struct cases_tally {
	int passed, failed, skipped;
};

/* Reads a table of holidays: state, date, from_time (empty: the whole day),
 * name. Below ctx. ERR_INVALID names the line that is wrong. */
NEOERR *cases_holidays(const void *ctx, FILE *table,
		       struct holidays *out) MUST_CHECK;

/* Columns case_id basis bands zone state notice_local notice_fold start_local
 * start_fold price_cents cap_cents provider_cancelled redeployed
 * item_claimable expect_band expect_charge_cents expect_free_until_local;
 * may have notice_utc start_utc expect_free_until_utc. */
NEOERR *cases_cancel(const void *ctx, FILE *table,
		     const struct holidays *holidays, FILE *say,
		     struct cases_tally *tally) MUST_CHECK;

/* Columns case_id policy rate_weekday_day rate_evening rate_night
 * rate_saturday rate_sunday rate_public_holiday zone state start_local
 * start_fold end_local end_fold expect_minutes expect_lines
 * expect_total_cents; may have start_utc end_utc. */
NEOERR *cases_price(const void *ctx, FILE *table,
		    const struct holidays *holidays, FILE *say,
		    struct cases_tally *tally) MUST_CHECK;

#endif
