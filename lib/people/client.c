/* Clients.
 * SPDX-License-Identifier: MIT */
#include "people/client.h"

#include <inttypes.h>

#include "base/mem.h"

SQL(CLIENT_GET, "ii",
    "region_id:i version:i number:s name:s preferred_name:s born:d gender:s"
    " traits:s state:s face:s",
    "SELECT region_id, version, number, name, preferred_name, born, gender,"
    " traits, state, face FROM client WHERE id = ? AND ? & (1 << region_id)");

NEOERR *client_get(const struct actor *a, int64_t id, struct client **out)
{
	struct client *c = mem_new(a->pool, struct client);
	struct rows r;

	TRY(db_query(a->db, a->pool, &CLIENT_GET, &r, id, a->regions));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no client %" PRId64, id);
	c->id = id;
	c->region = row_int(&r, 0, "region_id");
	c->version = row_int(&r, 0, "version");
	c->number = row_text(&r, 0, "number");
	c->name = row_text(&r, 0, "name");
	c->preferred_name = row_text(&r, 0, "preferred_name");
	c->born = row_text(&r, 0, "born");
	c->gender = row_text(&r, 0, "gender");
	c->traits = row_text(&r, 0, "traits");
	c->state = row_text(&r, 0, "state");
	c->face = row_text(&r, 0, "face");
	*out = c;
	return STATUS_OK;
}
