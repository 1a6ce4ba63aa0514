/* The profile as a whole: its sections and how much is in each.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_PEOPLE_PROFILE_H
#define CAREBOOK_PEOPLE_PROFILE_H

#include "people/actor.h"

/* One row: the counts on the section list, as this actor may see them.
 * Columns: tasks tasks_late meetings notes clients people incidents
 * incidents_open workflows workflows_late services licences forms (submitted
 * answers) photo photo_alt
 * (the portrait to show, null where there is none). None where there is no such
 * provider. */
NEOERR *profile_counts(const struct actor *a, int64_t provider,
		       struct rows *out) MUST_CHECK;

#endif
