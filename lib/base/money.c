/* Money: whole cents, rounded in one place.
 * SPDX-License-Identifier: MIT */
#include "base/money.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

int64_t money_part(int64_t amount, int64_t part, int64_t whole)
{
	__int128 twice = (__int128)amount * part * 2, result;

	if (whole <= 0)
		abort();
	/* Half of a whole more, away from zero; what is left over is cut. */
	result = (twice + (twice < 0 ? -whole : whole)) / ((__int128)whole * 2);
	if (result > MONEY_MOST)
		return MONEY_MOST;
	if (result < -MONEY_MOST)
		return -MONEY_MOST;
	return (int64_t)result;
}

int64_t money_percent(int64_t amount, int64_t percent)
{
	return money_part(amount, percent, PERCENT_ALL);
}

bool money_parse_percent(const char *text, int64_t *percent)
{
	int64_t value = 0, unit = PERCENT_ONE;
	const char *s = text;

	*percent = 0;
	if (*s < '0' || *s > '9')
		return false;
	for (; *s >= '0' && *s <= '9'; s++) {
		value = value * 10 + (*s - '0') * PERCENT_ONE;
		if (value > 1000 * PERCENT_ONE)
			return false;
	}
	if (*s == '.') {
		s++;
		if (*s < '0' || *s > '9')
			return false;
		for (; *s >= '0' && *s <= '9'; s++) {
			unit /= 10;
			if (unit == 0)
				return false;
			value += (*s - '0') * unit;
		}
	}
	if (*s || value > 1000 * PERCENT_ONE)
		return false;
	*percent = value;
	return true;
}

char *money_format_percent(int64_t percent, char buf[PERCENT_TEXT])
{
	int n = snprintf(buf, PERCENT_TEXT, "%" PRId64 ".%06" PRId64,
			 percent / PERCENT_ONE, percent % PERCENT_ONE);

	while (n > 0 && buf[n - 1] == '0')
		buf[--n] = '\0';
	if (n > 0 && buf[n - 1] == '.')
		buf[--n] = '\0';
	return buf;
}
