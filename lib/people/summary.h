/* The summary of a profile: what it shows beside the provider's own facts.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_PEOPLE_SUMMARY_H
#define CAREBOOK_PEOPLE_SUMMARY_H

#include "people/provider.h"

/* One read for all of it, a line a thing; `what` says which columns count:
 *   fact     text: the field's label, more: its value; detail: its kind
 *   staff    text: the name; more: why; detail: the role; face from until
 *   meeting  the next one: id, text: its title, more: its place, at, n people
 * Columns: what id text more detail face from_date until_date at n */
NEOERR *summary_read(const struct actor *a, const struct provider *p,
		     struct rows *out) MUST_CHECK;

#endif
