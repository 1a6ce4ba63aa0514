/* Time zones: from wall clocks to instants and back, and times as people
 * read and type them.
 * SPDX-License-Identifier: MIT
 *
 * An instant is an int64_t: seconds since 1970-01-01T00:00:00Z, without leap
 * seconds. The database holds instants; a wall clock reading (date and minute
 * of the day) means something only together with a zone, the one of the place
 * that is spoken of (a visit: where it takes place).
 *
 * Two readings of a year are odd, and zone_utc_from_wall() is the one place
 * that decides them (RFC 5545 3.3.5, and the definitions for notice and
 * price):
 *   - a reading that the clock skips in spring moves forward by the length of
 *     the gap: 02:30 becomes 03:30; on Lord Howe, whose gap is half an hour,
 *     02:15 becomes 02:45. It does not move to the first minute after the gap;
 *   - a reading that comes twice in autumn is the first; fold = 1 asks for the
 *     second.
 * libical's own conversions decide both the other way; they are not used. From
 * libical comes only the offset that holds at an instant, out of the system's
 * tzdata. It is right as far as the table of tzdata goes, to the end of 2037;
 * from the rule behind the table libical 3.0.16 works out some zones wrongly
 * (Lord Howe, Norfolk, St John's: the hour of the change, or the offset).
 *
 * Texts are written into the caller's buffer, which is returned.
 */
#ifndef CAREBOOK_BASE_ZONE_H
#define CAREBOOK_BASE_ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"

#define ZONE_TEXT 128

struct zone; /* belongs to zone.c, lives as long as the process */

/* A reading of a wall clock. */
struct wall {
	struct date date;
	int minute; /* of the day, 0 to 1439 */
	int second; /* 0 to 59 */
};

/* A zone by its IANA name ("Australia/Sydney", "UTC"), as tzdata writes it,
 * case included. NULL for an unknown name: a name may come from outside. The
 * first call for a zone reads its file; later ones walk down a short list. */
const struct zone *zone_find(const char *name);

/* The name that it was found by. */
const char *zone_name(const struct zone *zone);

/* Seconds that wall clocks are ahead of UTC at this instant. */
int zone_offset(const struct zone *zone, int64_t utc);

/* The instant at which clocks of the zone show this reading; odd readings as
 * told above. minute may lie outside the day and is then counted on along the
 * face of the clock: 1440 is the next midnight, -120 is 22:00 of the day
 * before ("hours of wall clock" in notice periods). fold matters only for a
 * doubled reading. INT64_MIN for a date that is not valid. */
int64_t zone_utc_from_wall(const struct zone *zone, struct date date,
                           int minute, int fold);

/* What clocks of the zone show at this instant. The date is DATE_NONE where it
 * would leave the years 1 to 9999. */
struct wall zone_wall_from_utc(const struct zone *zone, int64_t utc);

/* The date there at this instant: "today" is zone_today(zone, clock_now()). */
struct date zone_today(const struct zone *zone, int64_t utc);

/* Is this instant within the second pass of a doubled hour? Its wall clock
 * reading alone then means an earlier instant. */
bool zone_is_second(const struct zone *zone, int64_t utc);

/* A change of the clocks: from `at` on they are `after` seconds ahead of UTC,
 * until then `before`. */
struct zone_change {
	int64_t at;
	int before, after;
};

/* The first change after `after` and not after `until`; false: none. Changes
 * that are undone within six days may be missed (there are none in use). */
bool zone_next_change(const struct zone *zone, int64_t after, int64_t until,
                      struct zone_change *out);

/* "8:40 am", "2 pm", "noon", "midnight": minute is 0 to 1439 (1440 is
 * "midnight" too: an end). "" for anything else. */
char *zone_format_time(int minute, char buf[ZONE_TEXT]);

/* When that was or will be, as somebody in the zone says it at `now`:
 * "today, 8:40 am", "tomorrow, 2 pm", "yesterday, noon", "Fri 20 Nov, 2 pm",
 * in another year "Fri 20 Nov 2026, 2 pm". */
char *zone_format_instant(const struct zone *zone, int64_t utc, int64_t now,
                          char buf[ZONE_TEXT]);

/* From and to: "today, 2 pm to 3:30 pm", "Fri 20 Nov, 10 pm to Sat 21 Nov,
 * 6 am"; an end at midnight stays with the day it ends: "10 pm to midnight". */
char *zone_format_span(const struct zone *zone, int64_t start, int64_t end,
                       int64_t now, char buf[ZONE_TEXT]);

/* "2026-11-27T08:40:00Z", whatever the zone. */
char *zone_format_utc(int64_t utc, char buf[ZONE_TEXT]);

/* That form, or without seconds ("2026-11-27T08:40Z"). False for other text;
 * *utc is then 0. */
bool zone_parse_utc(const char *text, int64_t *utc);

/* "2026-11-27T08:40", a wall reading in the same manner. */
bool zone_parse_wall(const char *text, struct date *date, int *minute);

/* A time that a person types: "8:40", "8.40 am", "2pm", "14:00", "1400",
 * "8:40 p.m.", "noon", "12 noon", "midday", "midnight" (0:00). Without am or
 * pm it is read on the 24-hour clock, and then the minutes are needed: a bare
 * "8" is refused, since nobody knows which half of the day is meant. False,
 * and *minute is -1, where it is no time. */
bool zone_parse_time(const char *text, int *minute);

#endif
