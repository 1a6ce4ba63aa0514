/* Notice of a cancellation: bands, thresholds, charge.
 * SPDX-License-Identifier: MIT */
#include "money/notice.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"

static const char *const bases[NOTICE_BASES] = {
    [NOTICE_ELAPSED_LOCAL] = "elapsed_local",
    [NOTICE_CLEAR_CALENDAR] = "clear_calendar",
    [NOTICE_CLEAR_BUSINESS] = "clear_business",
};

const char *notice_basis_name(enum notice_basis basis)
{
	return basis < NOTICE_BASES ? bases[basis] : "";
}

enum notice_basis notice_basis_find(const char *name)
{
	enum notice_basis b = 0;

	while (b < NOTICE_BASES && strcmp(bases[b], name) != 0)
		b++;
	return b;
}

const char *notice_reason_words(enum notice_reason reason)
{
	static const char *const words[NOTICE_REASONS] = {
	    [NOTICE_CHARGED] = "",
	    [NOTICE_FREE] = "there was enough notice",
	    [NOTICE_PROVIDER_CANCELLED] = "the agency cancelled the visit",
	    [NOTICE_REDEPLOYED] = "the worker was given other work",
	    [NOTICE_NOT_CLAIMABLE] =
		"this service may not be charged when it is cancelled",
	    [NOTICE_NO_AGREEMENT] = "there is no agreement that says so",
	    [NOTICE_WORKER_UNPAID] = "the worker need not be paid for it",
	    [NOTICE_WAIVED] = "the charge was waived",
	};

	return reason < NOTICE_REASONS ? words[reason] : "";
}

/* --- thresholds ---------------------------------------------------------------- */

static int64_t minute_of(int64_t instant)
{
	return instant - (instant % 60 + 60) % 60;
}

/* 23:59 of a date: the last minute that lies on it. (Reckoned from the next
 * midnight, for zones whose clocks go back at midnight and show 23:59 twice.) */
static int64_t end_of(const struct notice_place *place, struct date date)
{
	return date_valid(date)
		       ? zone_utc_from_wall(place->zone, date, 24 * 60, 0) - 60
		       : INT64_MIN;
}

int64_t notice_threshold(const struct notice_policy *p, size_t i,
			 const struct notice_place *place, int64_t start)
{
	const struct notice_band *b = &p->bands[i];
	struct wall at = zone_wall_from_utc(place->zone, start);

	if (b->unit == NOTICE_LAST)
		return INT64_MAX;
	if (b->unit == NOTICE_HOURS)
		return b->amount ? zone_utc_from_wall(place->zone, at.date,
						      at.minute -
							  60 * b->amount,
						      0)
				 : minute_of(start);
	switch (p->basis) {
	case NOTICE_CLEAR_CALENDAR:
		/* With no days at all between, the day itself will do. */
		return end_of(place,
			      b->amount ? date_add_days(at.date, -b->amount - 1)
					: at.date);
	case NOTICE_CLEAR_BUSINESS:
		return end_of(place, holiday_last_clear_business(
					 place->holidays, place->state,
					 at.date, b->amount));
	default:
		return b->amount ? zone_utc_from_wall(
				       place->zone,
				       date_add_days(at.date, -b->amount),
				       at.minute, 0)
				 : minute_of(start);
	}
}

size_t notice_band(const struct notice_policy *p,
		   const struct notice_place *place, int64_t start,
		   int64_t notice)
{
	size_t i;

	notice = minute_of(notice);
	if (notice > minute_of(start)) {
		for (i = 0; i < p->n; i++)
			if (strcmp(p->bands[i].name, "no_notice") == 0)
				return i;
		return 0;
	}
	for (i = 0; i + 1 < p->n; i++)
		if (notice > notice_threshold(p, i, place, start))
			break;
	return i;
}

int64_t notice_free_until(const struct notice_policy *p,
			  const struct notice_place *place, int64_t start)
{
	int64_t earliest = minute_of(start);

	for (size_t i = 0; i + 1 < p->n; i++) {
		int64_t at = notice_threshold(p, i, place, start);

		earliest = at < earliest ? at : earliest;
	}
	return earliest;
}

bool notice_window(const struct notice_policy *p, size_t i,
		   const struct notice_place *place, int64_t start,
		   int64_t *from, int64_t *until)
{
	size_t after = notice_band(p, place, start, start + 60);

	*until = minute_of(start);
	for (size_t k = 0; k < i; k++) {
		int64_t at = notice_threshold(p, k, place, start);

		*until = at < *until ? at : *until;
	}
	*from = i + 1 < p->n ? notice_threshold(p, i, place, start) : INT64_MIN;
	/* What comes after the start goes on with one of them. */
	if (i == after) {
		if (*from >= *until)
			*from = minute_of(start);
		*until = INT64_MAX;
	}
	return *from < *until;
}

/* --- the charge ------------------------------------------------------------------ */

static enum notice_reason reason_of(const struct notice_facts *f)
{
	return f->provider_cancelled ? NOTICE_PROVIDER_CANCELLED
	       : f->redeployed	     ? NOTICE_REDEPLOYED
	       : f->not_claimable    ? NOTICE_NOT_CLAIMABLE
	       : f->no_agreement     ? NOTICE_NO_AGREEMENT
	       : f->worker_unpaid    ? NOTICE_WORKER_UNPAID
	       : f->waived	     ? NOTICE_WAIVED
				     : NOTICE_CHARGED;
}

struct notice_quote notice_quote(const struct notice_policy *p,
				 const struct notice_place *place,
				 int64_t start, int64_t notice, int64_t price,
				 const struct notice_facts *facts)
{
	struct notice_quote q = {
	    .band = notice_band(p, place, start, notice),
	    .free_until = notice_free_until(p, place, start),
	    .reason = reason_of(facts),
	};
	const struct notice_band *b = &p->bands[q.band];

	q.by_band = b->fixed > 0 ? b->fixed : money_percent(price, b->percent);
	q.charge = q.by_band;
	if (p->has_cap && q.charge > p->cap) {
		q.charge = p->cap;
		q.capped = true;
	}
	if (q.reason != NOTICE_CHARGED)
		q.charge = 0;
	else if (q.charge == 0)
		q.reason = NOTICE_FREE;
	return q;
}

/* --- bands as text ----------------------------------------------------------------- */

static bool name_good(const char *s, size_t n)
{
	return n > 0 && n <= 40 &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") >= n;
}

/* "2h" or "12d", up to '='. */
static bool threshold_read(const char *s, const char *end,
			   struct notice_band *b)
{
	int amount = 0;

	if (s == end || *s < '0' || *s > '9')
		return false;
	for (; s < end && *s >= '0' && *s <= '9'; s++) {
		amount = amount * 10 + (*s - '0');
		if (amount > NOTICE_MOST_AMOUNT)
			return false;
	}
	if (end - s != 1 || (*s != 'h' && *s != 'd'))
		return false;
	b->amount = amount;
	b->unit = *s == 'h' ? NOTICE_HOURS : NOTICE_DAYS;
	return true;
}

/* "$12.50" */
static bool fee_read(const char *s, int64_t *cents)
{
	int64_t value;

	/* Dollars are read as per cents are; a cent is a hundredth of them. */
	if (*s != '$' || !money_parse_percent(s + 1, &value) ||
	    value % (PERCENT_ONE / 100))
		return false;
	*cents = value / (PERCENT_ONE / 100);
	return *cents > 0;
}

static const char *band_read(const void *ctx, char *text, bool last,
			     struct notice_band *b)
{
	char *is = strchr(text, '='), *less = strchr(text, '<');

	if (!is)
		return mem_printf(ctx, "\"%s\" has no percentage", text);
	*is = '\0';
	if (less && less > is)
		less = NULL;
	if (!name_good(text, less ? (size_t)(less - text) : strlen(text)))
		return mem_printf(ctx, "\"%s\" does not begin with a name",
				  text);
	if (!less != last)
		return last ? "the last band has no threshold"
			    : mem_printf(ctx, "\"%s\" has no threshold", text);
	if (less && !threshold_read(less + 1, is, b))
		return mem_printf(ctx,
				  "\"%s\" is not a number of hours or days",
				  less + 1);
	if (!fee_read(is + 1, &b->fixed) &&
	    !money_parse_percent(is + 1, &b->percent))
		return mem_printf(ctx, "\"%s\" is not a percentage", is + 1);
	if (less)
		*less = '\0';
	b->name = text;
	return NULL;
}

const char *notice_bands_read(const void *ctx, const char *text,
			      const struct notice_band **bands, size_t *n)
{
	struct notice_band *list =
	    mem_array(ctx, NOTICE_MOST_BANDS, sizeof *list);
	char *copy = mem_strdup(ctx, text), *end;

	*bands = list;
	*n = 0;
	for (char *s = copy; s; s = end ? end + 1 : NULL) {
		const char *wrong;

		end = strchr(s, ';');
		if (end)
			*end = '\0';
		if (*n == NOTICE_MOST_BANDS)
			return "there are too many bands";
		wrong = band_read(ctx, s, !end, &list[*n]);
		if (wrong)
			return wrong;
		++*n;
	}
	return NULL;
}

const char *notice_bands_write(const void *ctx,
			       const struct notice_band *bands, size_t n)
{
	struct buf b = {.ctx = ctx};
	char percent[PERCENT_TEXT];

	for (size_t i = 0; i < n; i++) {
		buf_printf(&b, "%s%s", i ? ";" : "", bands[i].name);
		if (bands[i].unit != NOTICE_LAST)
			buf_printf(&b, "<%d%c", bands[i].amount,
				   bands[i].unit == NOTICE_HOURS ? 'h' : 'd');
		if (bands[i].fixed > 0)
			buf_printf(&b, "=$%" PRId64 ".%02" PRId64,
				   bands[i].fixed / 100, bands[i].fixed % 100);
		else
			buf_printf(&b, "=%s",
				   money_format_percent(bands[i].percent,
							percent));
	}
	return buf_text(&b);
}

const char *notice_policy_odd(const void *ctx, const struct notice_policy *p,
			      const struct notice_place *place, int64_t start)
{
	int64_t from, until;

	for (size_t i = 0; i + 1 < p->n; i++) {
		const struct notice_band *b = &p->bands[i], *next = b + 1;

		if (b->fixed <= 0 && next->fixed <= 0 &&
		    b->percent < next->percent)
			return mem_printf(ctx,
					  "later notice may cost less: %s is "
					  "cheaper than %s",
					  b->name, next->name);
		if (next->fixed > 0 && b->fixed > 0 && b->fixed < next->fixed)
			return mem_printf(ctx,
					  "later notice may cost less: %s is "
					  "cheaper than %s",
					  b->name, next->name);
	}
	for (size_t i = 0; i < p->n; i++)
		if (!notice_window(p, i, place, start, &from, &until))
			return mem_printf(ctx,
					  "%s is never reached: a band before "
					  "it asks for as much notice",
					  p->bands[i].name);
	return NULL;
}
