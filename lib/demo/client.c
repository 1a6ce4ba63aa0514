/* The demo's clients: their cases, services and stays.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "base/mem.h"
#include "demo/story.h"
#include "people/casework.h"
#include "people/client.h"
#include "people/condition.h"
#include "people/offer.h"
#include "people/placement.h"

SQL(DEMO_SERVICE, "s", "id:i", "SELECT id FROM service WHERE code = ?");
SQL(DEMO_CLIENT_FACE, "ii", "", "UPDATE client SET face = ? WHERE id = ?");
SQL(DEMO_STAY, "ii", "id:i",
    "SELECT id FROM placement WHERE provider_id = ? AND client_id = ?"
    " ORDER BY id DESC LIMIT 1");

static const char *number(const struct story *s, int64_t n)
{
	return mem_printf(s->actor.pool, "%" PRId64, n);
}

static NEOERR *service_id(struct story *s, const char **out)
{
	struct rows r;

	TRY(db_query(s->actor.db, s->actor.pool, &DEMO_SERVICE, &r,
		     told(s, "service")));
	if (!r.n)
		return nerr_raise(NERR_ASSERT, "no service '%s'",
				  told(s, "service"));
	*out = row_text(&r, 0, "id");
	return STATUS_OK;
}

/* A provider offers a service. */
static NEOERR *offers(struct story *s)
{
	const char *values[OFFER_FIELDS];
	struct record_of of = {0};
	int64_t id;

	told_values(s, offer_fields, OFFER_FIELDS, values);
	TRY(service_id(s, &values[OFFER_F_SERVICE]));
	if (!*values[OFFER_F_FROM])
		values[OFFER_F_FROM] = story_today(s);
	TRY(made_told(s, "provider", "of", &of.owner));
	of.provider = of.owner;
	return nerr_pass(record_add(&s->actor, &offer_record, of, values, &id));
}

static NEOERR *client(struct story *s)
{
	const char *values[CLIENT_FIELDS];
	int64_t region, id;

	told_values(s, client_fields, CLIENT_FIELDS, values);
	TRY(made_told(s, "region", "region", &region));
	values[CLIENT_F_REGION] = number(s, region ? region : 1);
	TRY(client_add(&s->actor, values, &id));
	if (*told(s, "face"))
		TRY(db_exec(s->actor.db, &DEMO_CLIENT_FACE, told_int(s, "face"),
			    id));
	made_add(s, "client", told(s, "key"), id, 0);
	return STATUS_OK;
}

static NEOERR *client_leaves(struct story *s)
{
	int64_t id;

	TRY(made_told(s, "client", "client", &id));
	return nerr_pass(client_close(&s->actor, id, true));
}

static NEOERR *open_case(struct story *s)
{
	const char *values[CASE_FIELDS];
	int64_t client_id, staff, id;

	told_values(s, case_fields, CASE_FIELDS, values);
	TRY(made_told(s, "client", "client", &client_id));
	TRY(made_told(s, "staff", "staff", &staff));
	values[CASE_F_MANAGER] = staff ? number(s, staff) : "";
	if (!*values[CASE_F_OPENED])
		values[CASE_F_OPENED] = story_today(s);
	TRY(case_add(&s->actor, client_id, values, &id));
	made_add(s, "case", told(s, "key"), id, client_id);
	return STATUS_OK;
}

static NEOERR *close_case(struct story *s)
{
	const struct made *m;

	TRY(made_find(s, "case", told(s, "case"), &m));
	return nerr_pass(case_close(&s->actor, m->other, m->id,
				    date_from_days(s->actor.today), true));
}

/* A service through a case: the provider's client list follows. */
static NEOERR *serve(struct story *s)
{
	const char *values[CASE_SERVICE_COLUMNS];
	const struct made *m;
	int64_t provider, id;

	told_values(s, case_service_fields, CASE_SERVICE_COLUMNS, values);
	TRY(service_id(s, &values[CASE_SERVICE_F_SERVICE]));
	TRY(made_told(s, "provider", "of", &provider));
	values[CASE_SERVICE_F_PROVIDER] = number(s, provider);
	if (!*values[CASE_SERVICE_F_FROM])
		values[CASE_SERVICE_F_FROM] = story_today(s);
	TRY(made_find(s, "case", told(s, "case"), &m));
	return nerr_pass(
	    case_service_add(&s->actor, m->other, m->id, values, &id));
}

/* By hand. */
static NEOERR *stay(struct story *s)
{
	struct date from = told_day(s, "from");
	int64_t provider, client_id, id;

	TRY(made_told(s, "provider", "of", &provider));
	TRY(made_told(s, "client", "client", &client_id));
	if (date_is_none(from))
		from = date_from_days(s->actor.today);
	return nerr_pass(placement_add(&s->actor, provider, client_id, from,
				       told_day(s, "until"),
				       told_text(s, "remarks"), &id));
}

static NEOERR *stay_ends(struct story *s)
{
	int64_t provider, client_id;
	struct rows r;

	TRY(made_told(s, "provider", "of", &provider));
	TRY(made_told(s, "client", "client", &client_id));
	TRY(db_query(s->actor.db, s->actor.pool, &DEMO_STAY, &r, provider,
		     client_id));
	if (!r.n)
		return nerr_raise(NERR_ASSERT, "no stay");
	return nerr_pass(placement_end(&s->actor, provider,
				       row_int(&r, 0, "id"),
				       date_from_days(s->actor.today),
				       told_text(s, "reason")));
}

static NEOERR *waive(struct story *s)
{
	const struct made *m;
	int64_t client_id, id;

	TRY(made_find(s, "condition", told(s, "condition"), &m));
	TRY(made_told(s, "client", "client", &client_id));
	return nerr_pass(waiver_add(&s->actor, m->other, m->id, client_id,
				    told_day(s, "from"), told_day(s, "until"),
				    told_text(s, "reason"), &id));
}

const struct deed story_client_deeds[] = {
    {"offers", offers},	  {"client", client},
    {"case", open_case},  {"case_close", close_case},
    {"serve", serve},	  {"stay", stay},
    {"stay_ends", stay_ends}, {"waive", waive},
    {"client_close", client_leaves}, {NULL, NULL},
};
