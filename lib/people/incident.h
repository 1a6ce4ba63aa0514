/* Incidents: any situation at a provider that needs a look, and its clock.
 * SPDX-License-Identifier: MIT
 *
 * A kind of incident may carry a clock: so many hours, days or business days
 * from the moment the agency became aware until the regulator must be told
 * (rules of the schemes: dated data, table incident_kind). Hours run on
 * weekends too. Business days are those of the provider's state; days and
 * business days end when their last day ends, at the provider's place.
 */
#ifndef CAREBOOK_PEOPLE_INCIDENT_H
#define CAREBOOK_PEOPLE_INCIDENT_H

#include "base/holiday.h"
#include "people/record.h"

enum incident_field {
	INCIDENT_KIND,
	INCIDENT_TITLE,
	INCIDENT_HAPPENED_ON,
	INCIDENT_HAPPENED_TIME,
	INCIDENT_AWARE_ON,
	INCIDENT_AWARE_TIME,
	INCIDENT_SEVERITY,
	INCIDENT_HARM,
	INCIDENT_DESCRIPTION,
	INCIDENT_ACTIONS,
	INCIDENT_CLIENT,
	INCIDENT_PAUSE,
	INCIDENT_FIELDS
};
extern const struct field incident_fields[INCIDENT_FIELDS];
extern const struct choice incident_severities[];
extern const struct record incident_record; /* owner: the provider */

/* A kind's clock. */
struct incident_clock {
	const char *unit; /* none, hours, days, business_days */
	int amount;
	int harm_hours; /* in force instead where somebody was harmed; 0: none */
};

/* When the regulator must have been told, in UTC seconds; 0 where no clock
 * runs. state: whose public holidays count. */
int64_t incident_due(struct incident_clock clock, int64_t aware, bool harm,
		     const struct zone *zone, const char *state,
		     const struct holidays *holidays);

/* Adds one with the next number of its year; starts its clock. */
NEOERR *incident_add(const struct actor *a, int64_t provider,
		     const char *const *values, int64_t *id) MUST_CHECK;

/* Changes one and works its clock out anew. */
NEOERR *incident_save(const struct actor *a, int64_t provider, int64_t id,
		      int64_t version, const char *const *values) MUST_CHECK;

/* The regulator was told, at this instant. Stops the clock. */
NEOERR *incident_notified(const struct actor *a, int64_t provider, int64_t id,
			  int64_t at) MUST_CHECK;

/* open -> review -> closed, and open again. Closing needs an outcome in words
 * and lets placements go on. */
NEOERR *incident_set_state(const struct actor *a, int64_t provider, int64_t id,
			   const char *state, const char *outcome) MUST_CHECK;

#define INCIDENT_COLUMNS                                                     \
	"id:i number:s provider_id:i provider:s kind:s scheme:s title:s"     \
	" happened_on:d happened_time:s aware_at:t due_at:t notified_at:t"   \
	" severity:s harm:i state:s description:s actions:s outcome:s"       \
	" client_id:i client:s pause_placements:i closed_at:t closed_by:s"   \
	" reported_by:s version:i"

/* One provider's, newest first; columns INCIDENT_COLUMNS. */
NEOERR *incident_list(const struct actor *a, int64_t provider,
		      struct rows *out) MUST_CHECK;

/* Everyone's that this actor may see. which: "open", "clock" (one runs),
 * "closed" or "all"; 50 a page, page from 0. */
NEOERR *incident_list_all(const struct actor *a, const char *which,
			  int64_t page, struct rows *out) MUST_CHECK;

/* One; the reading is audited. */
NEOERR *incident_get(const struct actor *a, int64_t provider, int64_t id,
		     struct rows *out) MUST_CHECK;

/* The kinds in force today. Columns: id name scheme clock amount harm_hours */
NEOERR *incident_kinds(const struct actor *a, struct rows *out) MUST_CHECK;

/* Whom an incident there may be about: everyone who is or was on the
 * provider's client list. Columns: id name */
NEOERR *incident_clients(const struct actor *a, int64_t provider,
			 struct rows *out) MUST_CHECK;

/* "23 hours left", "Told 4 Nov", "Late since yesterday": chip for a clock. */
struct incident_words {
	const char *tone, *icon, *text;
};
struct incident_words incident_clock_words(const struct actor *a, int64_t due,
					   int64_t notified);
struct incident_words incident_state_words(const char *state);
struct incident_words incident_severity_words(const char *severity);

#endif
