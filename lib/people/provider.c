/* Providers.
 * SPDX-License-Identifier: MIT */
#include "people/provider.h"

#include <inttypes.h>

#include "base/mem.h"

SQL(PROVIDER_GET, "iii",
    "id:i type_id:i parent_id:i region_id:i version:i name:s state:s suburb:s"
    " type:s icon:s tone:s person:i household:i licence_needed:i revision:i",
    "SELECT p.id, p.type_id, p.parent_id, p.region_id, p.version, p.name,"
    " p.state, p.suburb, t.name, t.icon, t.tone, t.person, t.household,"
    " t.licence_needed, r.provider_id IS NOT NULL"
    " FROM provider p JOIN provider_type t ON t.id = p.type_id"
    " LEFT JOIN provider_revision r ON r.provider_id = p.id"
    " WHERE p.id = ? AND ? & (1 << p.region_id)"
    " AND (p.state <> 'draft' OR ?)");

NEOERR *provider_get(const struct actor *a, int64_t id, struct provider **out)
{
	struct provider *p = mem_new(a->pool, struct provider);
	struct rows r;

	TRY(db_query(a->db, a->pool, &PROVIDER_GET, &r, id, a->regions,
		     actor_may(a, RIGHT_PROVIDER_DRAFT)));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no provider %" PRId64, id);
	p->id = id;
	p->type = row_int(&r, 0, "type_id");
	p->parent = row_int(&r, 0, "parent_id");
	p->region = row_int(&r, 0, "region_id");
	p->version = row_int(&r, 0, "version");
	p->name = row_text(&r, 0, "name");
	p->state = row_text(&r, 0, "state");
	p->suburb = row_text(&r, 0, "suburb");
	p->type_name = row_text(&r, 0, "type");
	p->icon = row_text(&r, 0, "icon");
	p->tone = row_text(&r, 0, "tone");
	p->person = row_int(&r, 0, "person");
	p->household = row_int(&r, 0, "household");
	p->licence_needed = row_int(&r, 0, "licence_needed");
	p->revision = row_int(&r, 0, "revision");
	*out = p;
	return STATUS_OK;
}
