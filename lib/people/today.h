/* My work: what waits for a member of staff.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_PEOPLE_TODAY_H
#define CAREBOOK_PEOPLE_TODAY_H

#include "people/actor.h"

struct today_counts {
	int64_t tasks;	   /* mine, due today or overdue */
	int64_t incidents; /* open, with a clock that runs */
};

/* The counts on the rail; one read, from indexes. */
NEOERR *today_count(const struct actor *a, struct today_counts *out) MUST_CHECK;

#endif
