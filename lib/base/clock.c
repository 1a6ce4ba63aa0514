/* The one clock.
 * SPDX-License-Identifier: MIT */
#include "base/clock.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *clock_path;
static int64_t current;
static bool fixed;

void clock_init(const char *path)
{
	clock_path = path;
	clock_tick();
}

static int64_t file_time(int64_t real)
{
	char text[64] = "";
	FILE *f = fopen(clock_path, "re");
	struct tm tm = {0};

	if (!f)
		return real;
	if (!fgets(text, sizeof text, f))
		*text = '\0';
	fclose(f);
	if (*text == '+' || *text == '-')
		return real + strtoll(text, NULL, 10);
	if (strptime(text, "%Y-%m-%dT%H:%M:%SZ", &tm))
		return timegm(&tm);
	return real;
}

void clock_tick(void)
{
	if (fixed)
		return;
	current = time(NULL);
	if (clock_path)
		current = file_time(current);
}

int64_t clock_now(void)
{
	if (!current)
		clock_tick();
	return current;
}

void clock_set(int64_t now)
{
	fixed = true;
	current = now;
}

int64_t clock_steady(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}
