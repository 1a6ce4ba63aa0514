/* The demo agency itself: settings, regions, its staff.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "base/mem.h"
#include "demo/story.h"
#include "people/account_admin.h"

SQL(DEMO_SETTING, "ss", "",
    "INSERT INTO setting (name, value) VALUES (?, ?)"
    " ON DUPLICATE KEY UPDATE value = VALUES(value)");
SQL(DEMO_REGION, "is", "",
    "INSERT INTO region (id, name) VALUES (?, ?)"
    " ON DUPLICATE KEY UPDATE name = VALUES(name)");
SQL(DEMO_FACE, "iissi", "",
    "UPDATE account SET face = ?, second_factor = ?,"
    " state = IF(? = '', state, ?) WHERE id = ?");

static NEOERR *setting(struct story *s)
{
	return nerr_pass(db_exec(s->actor.db, &DEMO_SETTING, told(s, "name"),
				 told(s, "value")));
}

static NEOERR *region(struct story *s)
{
	int64_t id = told_int(s, "id");

	TRY(db_exec(s->actor.db, &DEMO_REGION, id, told(s, "name")));
	made_add(s, "region", told(s, "key"), id, 0);
	return STATUS_OK;
}

/* role=Case manager,Licensing worker to ids. */
static NEOERR *roles(struct story *s, const char **out)
{
	char *copy = mem_strdup(s->actor.pool, told(s, "role")), *save, *word;
	struct buf b = {.ctx = s->actor.pool};
	int64_t id;

	for (word = strtok_r(copy, ",", &save); word;
	     word = strtok_r(NULL, ",", &save)) {
		TRY(role_by_name(&s->actor, word, &id));
		buf_printf(&b, "%s%" PRId64, b.len ? "," : "", id);
	}
	*out = buf_text(&b);
	return STATUS_OK;
}

static NEOERR *staff(struct story *s)
{
	struct account_new who = {.name = told(s, "name"),
				  .email = told(s, "email"),
				  .phone = told(s, "phone"),
				  .title = told(s, "title")};
	const char *state = told(s, "state");
	int64_t id, only;

	TRY(roles(s, &who.roles));
	TRY(made_told(s, "region", "only", &only));
	if (only)
		who.regions = mem_printf(s->actor.pool, "%" PRId64, only);
	TRY(account_add_active(&s->actor, who, &id));
	TRY(db_exec(s->actor.db, &DEMO_FACE, told_int(s, "face"), 0, state,
		    state, id));
	made_add(s, "staff", told(s, "key"), id, 0);
	return STATUS_OK;
}

const struct deed story_agency_deeds[] = {
    {"setting", setting},
    {"region", region},
    {"staff", staff},
    {NULL, NULL},
};
