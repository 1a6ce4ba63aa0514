/* Numbers in a series: the next client, the next case of a year.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_PEOPLE_NUMBER_H
#define CAREBOOK_PEOPLE_NUMBER_H

#include "people/actor.h"

/* The next number of a series, from 1, taken in the transaction that is open;
 * one that is rolled back is taken again. */
NEOERR *number_next(const struct actor *a, const char *series,
		    int64_t *n) MUST_CHECK;

#endif
