/* The price of a visit: runs of one band, each rounded once.
 * SPDX-License-Identifier: MIT */
#include "money/price.h"

#include <string.h>

#include "base/mem.h"

enum { MORNING = 6 * 60, EVENING = 20 * 60, DAY = 24 * 60 };

static const struct {
	const char *name, *words;
} bands[PRICE_BANDS] = {
    [PRICE_WEEKDAY_DAY] = {"weekday_day", "weekday, day"},
    [PRICE_EVENING] = {"evening", "weekday, evening"},
    [PRICE_NIGHT] = {"night", "weekday, night"},
    [PRICE_SATURDAY] = {"saturday", "Saturday"},
    [PRICE_SUNDAY] = {"sunday", "Sunday"},
    [PRICE_PUBLIC_HOLIDAY] = {"public_holiday", "public holiday"},
};

const char *price_band_name(enum price_band band)
{
	return band < PRICE_BANDS ? bands[band].name : "";
}

const char *price_band_words(enum price_band band)
{
	return band < PRICE_BANDS ? bands[band].words : "";
}

enum price_band price_band_find(const char *name)
{
	enum price_band b = 0;

	while (b < PRICE_BANDS && strcmp(bands[b].name, name) != 0)
		b++;
	return b;
}

/* The band of a reading, and the minute of the day at which it may end. */
static enum price_band band_of(const struct notice_place *place,
			       struct wall at, int *until)
{
	const struct holiday *h =
	    holiday_on(place->holidays, place->state, at.date);
	int weekday = date_weekday(at.date), holiday = DAY;
	enum price_band band;

	if (h)
		holiday = h->from_minute > 0 ? h->from_minute : 0;
	*until = DAY;
	if (at.minute >= holiday)
		return PRICE_PUBLIC_HOLIDAY;
	if (weekday == SUNDAY) {
		band = PRICE_SUNDAY;
	} else if (weekday == SATURDAY) {
		band = PRICE_SATURDAY;
	} else if (at.minute < MORNING) {
		band = PRICE_NIGHT;
		*until = MORNING;
	} else if (at.minute < EVENING) {
		band = PRICE_WEEKDAY_DAY;
		*until = EVENING;
	} else {
		band = PRICE_EVENING;
	}
	*until = holiday < *until ? holiday : *until;
	return band;
}

enum price_band price_band_at(const struct notice_place *place, int64_t instant)
{
	int until;

	return band_of(place, zone_wall_from_utc(place->zone, instant), &until);
}

/* The instant at which the band that holds at `at` may end: the clock shows
 * the end of the band, or is changed, or the visit is over. */
static int64_t run_end(const struct notice_place *place, int64_t at,
		       int64_t end, enum price_band *band)
{
	struct wall wall = zone_wall_from_utc(place->zone, at);
	struct zone_change change;
	int64_t next;
	int until;

	*band = band_of(place, wall, &until);
	next = at + (int64_t)(until - wall.minute) * 60;
	next = next < end ? next : end;
	/* Within the run the clock may jump, and then shows another minute. */
	if (zone_next_change(place->zone, at, next, &change) &&
	    change.at < next)
		next = change.at;
	return next;
}

static struct price_line *line_add(const void *ctx, struct price *p)
{
	p->lines = mem_grow(ctx, p->lines, p->n + 1, sizeof *p->lines);
	memset(&p->lines[p->n], 0, sizeof *p->lines);
	return &p->lines[p->n++];
}

bool price_visit(const void *ctx, const struct price_rates *rates,
		 enum price_policy policy, const struct notice_place *place,
		 int64_t start, int64_t end, struct price *out)
{
	struct price_line *line = NULL;
	int64_t at = start;

	*out = (struct price){.lines = NULL};
	if (end <= start || end - start > (int64_t)PRICE_MOST_MINUTES * 60 ||
	    start % 60 || end % 60)
		return false;
	if (policy == PRICE_WHOLE) {
		line = line_add(ctx, out);
		*line = (struct price_line){
		    .band = price_band_at(place, end - 60),
		    .start = start,
		    .minutes = (int)((end - start) / 60),
		};
		at = end;
	}
	while (at < end) {
		enum price_band band;
		int64_t next = run_end(place, at, end, &band);

		if (!line || line->band != band) {
			line = line_add(ctx, out);
			line->band = band;
			line->start = at;
		}
		line->minutes += (int)((next - at) / 60);
		at = next;
	}
	for (size_t i = 0; i < out->n; i++) {
		line = &out->lines[i];
		line->cents =
		    money_part(rates->hour[line->band], line->minutes, 60);
		out->minutes += line->minutes;
		out->cents += line->cents;
	}
	return true;
}
