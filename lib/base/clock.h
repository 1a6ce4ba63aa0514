/* The one clock: whoever asks "now" asks here.
 * SPDX-License-Identifier: MIT
 *
 * The instant is the same all through a request (clock_tick at its start), so
 * that one page never shows two "now". Tests set it through the configuration
 * key clock_file: a file that holds an instant (2026-03-08T02:30:00Z) or an
 * offset from the real time (+3600).
 */
#ifndef CAREBOOK_BASE_CLOCK_H
#define CAREBOOK_BASE_CLOCK_H

#include <stdint.h>

/* path: the clock_file, or NULL for the real time. Not copied. */
void clock_init(const char *path);

/* Looks at the time anew. Called at the start of each request. */
void clock_tick(void);

/* Seconds since 1970-01-01T00:00:00Z, as of the last tick. */
int64_t clock_now(void);

/* Seconds that only ever run forward, to measure how long something takes; no
 * test sets them. */
int64_t clock_steady(void);

/* For unit tests: the clock stands still at this instant. */
void clock_set(int64_t now);

#endif
