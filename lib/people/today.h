/* My work: what waits for a member of staff.
 * SPDX-License-Identifier: MIT
 *
 * Tasks and meetings of the day come from task.h and meeting.h, the steps of
 * workflows from workflow.h. Each list is bounded, and holds only what this
 * person may see.
 */
#ifndef CAREBOOK_PEOPLE_TODAY_H
#define CAREBOOK_PEOPLE_TODAY_H

#include "people/actor.h"

struct today_counts {
	int64_t tasks;	   /* mine, due today or overdue */
	int64_t incidents; /* open, with a clock that runs */
};

/* The counts on the rail; one read, from indexes. */
NEOERR *today_count(const struct actor *a, struct today_counts *out) MUST_CHECK;

enum { TODAY_ROWS = 12 }; /* each list holds at most so many */

/* Licences (with licence.view) and checks (with person.view) of the providers
 * that this person looks after, expired within a year or expiring within the
 * days that their kind is reminded of; the earliest first. Columns: what
 * (licence, check) provider_id provider subject name expires person_id */
NEOERR *today_expiring(const struct actor *a, struct rows *out) MUST_CHECK;

/* Open incidents whose clock runs, the first to end first. Columns: id number
 * title provider_id provider due_at */
NEOERR *today_incidents(const struct actor *a, struct rows *out) MUST_CHECK;

/* Drafts of this person's: profiles not published that they look after, and
 * changes of theirs that are not published. Columns: provider_id provider
 * changes (1: the profile is published, changes wait) at */
NEOERR *today_drafts(const struct actor *a, struct rows *out) MUST_CHECK;

/* How many providers this person looks after. */
NEOERR *today_providers(const struct actor *a, int64_t *out) MUST_CHECK;

#endif
