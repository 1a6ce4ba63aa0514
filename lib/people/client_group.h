/* Groups of clients, to whom something is published together.
 * SPDX-License-Identifier: MIT
 *
 * A group is a list of clients named one by one, or a rule: all clients of a
 * region, who get a service now, of a trait, of an age, of a postcode. What a
 * rule asks is asked anew each time, so that a client who moves or grows older
 * belongs by themselves. Only clients whose record is open belong to any.
 */
#ifndef CAREBOOK_PEOPLE_CLIENT_GROUP_H
#define CAREBOOK_PEOPLE_CLIENT_GROUP_H

#include "people/record.h"

enum client_group_field {
	CLIENT_GROUP_NAME,
	CLIENT_GROUP_DESCRIPTION,
	CLIENT_GROUP_KIND,
	CLIENT_GROUP_REGION,
	CLIENT_GROUP_SERVICE,
	CLIENT_GROUP_TRAIT,
	CLIENT_GROUP_AGE_FROM,
	CLIENT_GROUP_AGE_TO,
	CLIENT_GROUP_POSTCODE,
	CLIENT_GROUP_FIELDS
};
extern const struct field client_group_fields[CLIENT_GROUP_FIELDS];
extern const struct record client_group_record; /* owner 0 */

/* In a WHERE: client c belongs to group g today. One parameter before it, in a
 * derived table d: today. */
#define CLIENT_GROUP_HOLDS                                                    \
	"(g.state = 'active' AND c.state = 'active' AND"                      \
	" IF(g.kind = 'list', EXISTS (SELECT 1 FROM client_group_member gm"   \
	"  WHERE gm.group_id = g.id AND gm.client_id = c.id),"                \
	"  (g.region_id IS NULL OR g.region_id = c.region_id)"                \
	"  AND (g.trait = '' OR FIND_IN_SET(g.trait, c.traits))"              \
	"  AND (g.postcode = '' OR c.postcode LIKE CONCAT(g.postcode, '%'))"  \
	"  AND (g.age_from IS NULL"                                           \
	"   OR TIMESTAMPDIFF(YEAR, c.born, d.today) >= g.age_from)"           \
	"  AND (g.age_to IS NULL"                                             \
	"   OR TIMESTAMPDIFF(YEAR, c.born, d.today) <= g.age_to)"             \
	"  AND (g.service_id IS NULL OR EXISTS (SELECT 1 FROM client_case gk" \
	"   JOIN case_service gs ON gs.case_id = gk.id"                       \
	"   WHERE gk.client_id = c.id AND gs.service_id = g.service_id"       \
	"   AND gs.removed_at IS NULL AND gs.from_date <= d.today"            \
	"   AND (gs.until_date IS NULL OR gs.until_date >= d.today)))))"

/* All that are in use, by name; retired: those instead. At most 200.
 * Columns: id name description kind state version members */
NEOERR *client_group_list(const struct actor *a, bool retired,
			  struct rows *out) MUST_CHECK;

/* One, with its rule in words. ERR_NOT_FOUND. Columns: id name description kind
 * state version region service trait age_from age_to postcode members */
NEOERR *client_group_get(const struct actor *a, int64_t id,
			 struct rows *out) MUST_CHECK;
const char *client_group_words(const struct actor *a, const struct rows *r,
			       size_t i);

/* What the fields say together is wrong, in words; NULL: it is right. A rule
 * that asks nothing is everybody, which is said elsewhere. */
const char *client_group_check(const char *const *values, int *field);

/* Clients who belong today and whom this actor may see, 50 at a time by name.
 * Columns: id name number suburb photo named (1: by the list) */
NEOERR *client_group_clients(const struct actor *a, int64_t group,
			     int64_t offset, struct rows *out) MUST_CHECK;

/* Puts a client on the list, or takes one off; of a region of the actor's. */
NEOERR *client_group_put(const struct actor *a, int64_t group, int64_t client,
			 bool in) MUST_CHECK;

/* Out of use and back; what was published to it reaches nobody by it. */
NEOERR *client_group_retire(const struct actor *a, int64_t group,
			    bool retired) MUST_CHECK;

#endif
