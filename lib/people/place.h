/* Places: where a suburb lies and which clock it keeps, without asking anybody.
 * SPDX-License-Identifier: MIT
 *
 * The table of postcodes comes with Carebook. An address is looked up once,
 * when it is saved, and its place is kept with it.
 */
#ifndef CAREBOOK_PEOPLE_PLACE_H
#define CAREBOOK_PEOPLE_PLACE_H

#include "people/actor.h"

struct place {
	bool known;
	const char *lat_e6, *lon_e6; /* millionths of a degree; "" unknown */
};

/* The suburb of this postcode; else the middle of the postcode. */
NEOERR *place_find(const struct actor *a, const char *suburb,
		   const char *postcode, struct place *out) MUST_CHECK;

/* The IANA zone of a state ("NSW"); of an unknown one the agency's. */
const char *place_zone(const struct actor *a, const char *state);

#endif
