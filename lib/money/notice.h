/* Notice of a cancellation: in which band it is, and what it costs.
 * SPDX-License-Identifier: MIT
 *
 * A policy is a row of bands, the strictest first ("no_notice<2h=100;
 * short_notice<12h=50;with_notice=0"). All of it is dated data of an agency:
 * which policy holds for a visit is looked up elsewhere (by program, service
 * and date); nothing here knows an hour, a percentage or a holiday of its own,
 * and nothing asks the clock or the database.
 *
 * Times are instants; what people read on a wall clock counts nevertheless, in
 * the zone of the place where the visit is (struct notice_place). Seconds are
 * left out of account: notice at 10:00:59 is notice at 10:00.
 *
 * The definitions (those of the worked cases for notice):
 *
 *   1. Notice later than the start is in the band named "no_notice" (without
 *      such a band: in the strictest). Notice at the start is not later.
 *   2. Otherwise the first band, strictest first, whose threshold the notice
 *      does not meet; if it meets them all, the last band.
 *   3. Exactly at the threshold is enough. The threshold is
 *      - hours, under every basis: the start's reading of the wall clock less
 *        that many hours of wall clock; 0 hours: the start itself;
 *      - days, elapsed_local: the same reading that many dates earlier (not n
 *        times 24 hours across a change of the clocks);
 *      - days, clear_calendar: so many dates lie strictly between the date of
 *        the notice and the date of the start;
 *      - days, clear_business: the same, counting only Monday to Friday
 *        without the full-day public holidays of the client's state. A
 *        holiday for part of a day leaves it a business day. Notice may be
 *        given on any day.
 *      A computed reading that does not exist or comes twice is resolved as
 *      base/zone.h says: shifted forward by the gap; the first.
 *   4. The charge is the price times the band's percentage, rounded half away
 *      from zero to a cent, or the band's fixed fee; then the cap. It is 0
 *      where one of the conditions for charging at all does not hold; the band
 *      is still the band by time.
 *   5. Free until: the last minute at which notice would still be in the last
 *      band: the earliest of all thresholds, for clear days 23:59 of the last
 *      good date. It depends on neither the notice nor the price.
 */
#ifndef CAREBOOK_MONEY_NOTICE_H
#define CAREBOOK_MONEY_NOTICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/holiday.h"
#include "base/money.h"
#include "base/zone.h"

enum { NOTICE_MOST_BANDS = 8, NOTICE_MOST_AMOUNT = 1000 };

enum notice_basis {
	NOTICE_ELAPSED_LOCAL,
	NOTICE_CLEAR_CALENDAR,
	NOTICE_CLEAR_BUSINESS,
	NOTICE_BASES
};

/* "elapsed_local", and back: NOTICE_BASES where it is none. */
const char *notice_basis_name(enum notice_basis basis);
enum notice_basis notice_basis_find(const char *name);

enum notice_unit { NOTICE_LAST, NOTICE_HOURS, NOTICE_DAYS };

struct notice_band {
	const char *name;      /* "no_notice", "short_notice", "with_notice" */
	enum notice_unit unit; /* NOTICE_LAST: the last one, no threshold */
	int amount;	       /* less notice than this many of them */
	int64_t percent;       /* of the price (base/money.h) */
	int64_t fixed;	       /* cents instead, where above 0 */
};

struct notice_policy {
	enum notice_basis basis;
	const struct notice_band *bands; /* strictest first */
	size_t n;
	bool has_cap;
	int64_t cap; /* cents */
};

/* Where the visit is (clock) and which holidays count (client's state). They
 * are independent of each other. Borrowed. */
struct notice_place {
	const struct zone *zone;
	const char *state;
	const struct holidays *holidays;
};

/* Why a cancellation may not be charged, whatever its band. Zeroes: it may. */
struct notice_facts {
	bool provider_cancelled; /* not the client */
	bool redeployed;	 /* the worker was given other billable work */
	bool not_claimable;	 /* the item is not flagged so */
	bool no_agreement;	 /* none was made beforehand that says so */
	bool worker_unpaid;	 /* the worker need not be paid for it */
	bool waived;		 /* evidence was accepted */
};

enum notice_reason { /* for what the charge is */
	NOTICE_CHARGED,
	NOTICE_FREE, /* the band costs nothing */
	NOTICE_PROVIDER_CANCELLED,
	NOTICE_REDEPLOYED,
	NOTICE_NOT_CLAIMABLE,
	NOTICE_NO_AGREEMENT,
	NOTICE_WORKER_UNPAID,
	NOTICE_WAIVED,
	NOTICE_REASONS
};

/* In words for a person: "the agency cancelled the visit"; "" for the first. */
const char *notice_reason_words(enum notice_reason reason);

struct notice_quote {
	size_t band;	    /* of the policy */
	int64_t charge;	    /* cents */
	int64_t by_band;    /* before the cap and the facts */
	bool capped;
	enum notice_reason reason;
	int64_t free_until; /* instant; see notice_free_until */
};

/* Reads "NAME<AMOUNT UNIT=PERCENT;...;NAME=PERCENT" (unit h or d; a fixed fee
 * is written $12.50 instead of a percentage). NULL, or what is wrong with it
 * in words, below ctx; bands lie below ctx too. */
const char *notice_bands_read(const void *ctx, const char *text,
			      const struct notice_band **bands, size_t *n);
/* And writes it. */
const char *notice_bands_write(const void *ctx,
			       const struct notice_band *bands, size_t n);

/* What an administrator should look at again ("later notice may cost less"),
 * or NULL. Such a policy works nevertheless. */
const char *notice_policy_odd(const void *ctx, const struct notice_policy *p,
			      const struct notice_place *place,
			      int64_t start);

/* The last minute (its instant) that meets band i's threshold for a visit that
 * starts then. INT64_MAX for the last band; INT64_MIN where no date does (a
 * table that calls every day a holiday). */
int64_t notice_threshold(const struct notice_policy *p, size_t i,
			 const struct notice_place *place, int64_t start);

/* The band of a notice. */
size_t notice_band(const struct notice_policy *p,
		   const struct notice_place *place, int64_t start,
		   int64_t notice);

/* INT64_MIN: never. */
int64_t notice_free_until(const struct notice_policy *p,
			  const struct notice_place *place, int64_t start);

/* From when until when notice falls into band i: (from, until], instants of
 * whole minutes; INT64_MIN and INT64_MAX for the ends that are open. False:
 * never (a stricter band covers it). For "You are here" on the page. */
bool notice_window(const struct notice_policy *p, size_t i,
		   const struct notice_place *place, int64_t start,
		   int64_t *from, int64_t *until);

/* All of it: band, charge and the reason for it. price is in cents. */
struct notice_quote notice_quote(const struct notice_policy *p,
				 const struct notice_place *place,
				 int64_t start, int64_t notice, int64_t price,
				 const struct notice_facts *facts);

#endif
