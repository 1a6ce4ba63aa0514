/* Money: whole cents, and the one place where a part of them is rounded.
 * SPDX-License-Identifier: MIT
 *
 * An amount is an int64_t in cents; below 0 it is owed the other way. There is
 * no floating point in any amount: rates are cents an hour, percentages
 * millionths of a per cent, quantities minutes or thousandths, and what is
 * worked out of them goes through money_part().
 *
 * Shown by money_show() and typed by FIELD_MONEY (base/field.h).
 */
#ifndef CAREBOOK_BASE_MONEY_H
#define CAREBOOK_BASE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

/* The greatest amount that is reckoned with: ten million million dollars. */
#define MONEY_MOST INT64_C(1000000000000000)

/* A percentage: millionths of a per cent. 100 % is PERCENT_ALL. */
#define PERCENT_ONE INT64_C(1000000)
#define PERCENT_ALL (100 * PERCENT_ONE)

/* amount x part / whole, rounded to the cent, half away from zero: 12.5 is 13,
 * -12.5 is -13. Exact up to there (128 bits within). whole must be above 0;
 * a result beyond MONEY_MOST is MONEY_MOST with its sign. */
int64_t money_part(int64_t amount, int64_t part, int64_t whole);

/* amount x percent / 100, rounded so. */
int64_t money_percent(int64_t amount, int64_t percent);

/* A percentage as people write it: "50", "12.5", "33.333333": at most six
 * places, 0 to 1000. False, and *percent is 0, for anything else. */
bool money_parse_percent(const char *text, int64_t *percent);

/* "12.5", "100": as short as it is exact. */
#define PERCENT_TEXT 24
char *money_format_percent(int64_t percent, char buf[PERCENT_TEXT]);

#endif
