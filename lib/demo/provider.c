/* The demo's providers: their facts, people, checks, licences.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "base/mem.h"
#include "demo/story.h"
#include "people/condition.h"
#include "people/credential.h"
#include "people/licence.h"
#include "people/person.h"
#include "people/provider-state.h"
#include "people/staff.h"

SQL(DEMO_TYPE, "s", "id:i", "SELECT id FROM provider_type WHERE name = ?");
SQL(DEMO_LICENCE_TYPE, "s", "id:i issuer:s",
    "SELECT id, issuer FROM licence_type WHERE name = ?");
SQL(DEMO_CREDENTIAL_KIND, "s", "id:i",
    "SELECT id FROM credential_kind WHERE name = ?");
SQL(DEMO_PERSON_FACE, "ii", "", "UPDATE person SET face = ? WHERE id = ?");

static const char *number(const struct story *s, int64_t n)
{
	return mem_printf(s->actor.pool, "%" PRId64, n);
}

/* The id of the one with this name. */
static NEOERR *by_name(struct story *s, const struct sql *sql, const char *name,
		       struct rows *r)
{
	TRY(db_query(s->actor.db, s->actor.pool, sql, r, name));
	if (!r->n)
		return nerr_raise(NERR_ASSERT, "no '%s' in the catalogue",
				  name);
	return STATUS_OK;
}

static NEOERR *provider(struct story *s)
{
	struct actor *a = &s->actor;
	struct provider_type t;
	const char **values;
	struct rows r;
	int64_t id, region, parent;
	struct provider *p;

	TRY(by_name(s, &DEMO_TYPE, told(s, "type"), &r));
	TRY(provider_type_get(a, row_int(&r, 0, "id"), &t));
	values = mem_array(a->pool, t.n, sizeof *values);
	told_values(s, t.fields, t.n, values);
	TRY(made_told(s, "region", "region", &region));
	values[PROVIDER_F_REGION] = number(s, region ? region : 1);
	TRY(provider_add(a, t.id, values, &id));
	made_add(s, "provider", told(s, "key"), id, 0);
	TRY(made_told(s, "provider", "parent", &parent));
	if (!parent)
		return STATUS_OK;
	TRY(provider_get(a, id, &p));
	return nerr_pass(provider_set_parent(a, p, parent));
}

/* The profile's facts with those that the event names over them. */
static NEOERR *edited(struct story *s, struct provider **p, int64_t *version,
		      const char ***values)
{
	struct actor *a = &s->actor;
	struct provider_edit e;
	int64_t id;

	TRY(made_told(s, "provider", "of", &id));
	TRY(provider_get(a, id, p));
	TRY(provider_edit_load(a, *p, &e));
	for (size_t i = 0; i < e.type.n; i++)
		if (told_has(s, e.type.fields[i].name))
			e.values[i] = told_text(s, e.type.fields[i].name);
	*version = e.version;
	*values = e.values;
	return STATUS_OK;
}

static NEOERR *change(struct story *s)
{
	struct provider *p;
	const char **values;
	int64_t version;

	TRY(edited(s, &p, &version, &values));
	return nerr_pass(provider_save(&s->actor, p, version, values));
}

static NEOERR *draft(struct story *s)
{
	struct provider *p;
	const char **values;
	int64_t version;

	TRY(edited(s, &p, &version, &values));
	return nerr_pass(provider_save_draft(&s->actor, p, version, values));
}

static NEOERR *publish(struct story *s)
{
	struct provider *p;
	int64_t id;

	TRY(made_told(s, "provider", "of", &id));
	TRY(provider_get(&s->actor, id, &p));
	return nerr_pass(provider_publish(&s->actor, p, p->version));
}

/* suspend, reinstate, close, reopen, archive */
static NEOERR *move(struct story *s)
{
	enum provider_move m = 0;
	struct provider *p;
	int64_t id;

	TRY(made_told(s, "provider", "of", &id));
	TRY(provider_get(&s->actor, id, &p));
	while (m < PROVIDER_MOVES &&
	       strcmp(provider_moves[m].name, s->now->what))
		m++;
	return nerr_pass(provider_change_state(&s->actor, p, m,
					       told_text(s, "reason")));
}

static NEOERR *assign(struct story *s)
{
	const char *values[ASSIGNMENT_FIELDS];
	int64_t provider_id, account, id;

	told_values(s, assignment_fields, ASSIGNMENT_FIELDS, values);
	TRY(made_told(s, "provider", "of", &provider_id));
	TRY(made_told(s, "staff", "staff", &account));
	values[ASSIGNMENT_F_ACCOUNT] = number(s, account);
	if (!*values[ASSIGNMENT_F_ROLE])
		values[ASSIGNMENT_F_ROLE] = "lead";
	if (!*values[ASSIGNMENT_F_FROM])
		values[ASSIGNMENT_F_FROM] = story_today(s);
	return nerr_pass(assignment_add(&s->actor, provider_id, values, &id));
}

/* Somebody new, or (person=key) another role of somebody known. */
static NEOERR *person(struct story *s)
{
	const char *person_values[PERSON_FIELDS], *role[ROLE_FIELDS];
	int64_t provider_id, id;

	TRY(made_told(s, "provider", "of", &provider_id));
	told_values(s, person_fields, PERSON_FIELDS, person_values);
	told_values(s, person_role_fields, ROLE_FIELDS, role);
	if (!*role[ROLE_FROM])
		role[ROLE_FROM] = story_today(s);
	TRY(made_told(s, "person", "person", &id));
	if (id)
		return nerr_pass(
		    person_role_add(&s->actor, provider_id, id, role));
	TRY(person_add(&s->actor, provider_id, person_values, role, &id));
	if (*told(s, "face"))
		TRY(db_exec(s->actor.db, &DEMO_PERSON_FACE,
			    told_int(s, "face"), id));
	made_add(s, "person", told(s, "key"), id, provider_id);
	return STATUS_OK;
}

/* of=provider or person=key */
static NEOERR *credential(struct story *s)
{
	const char *values[CREDENTIAL_FIELDS];
	struct record_of of = {0};
	const struct made *m;
	struct rows r;
	int64_t id;

	told_values(s, credential_fields, CREDENTIAL_FIELDS, values);
	TRY(by_name(s, &DEMO_CREDENTIAL_KIND, told(s, "kind"), &r));
	values[CREDENTIAL_KIND] = number(s, row_int(&r, 0, "id"));
	if (*told(s, "person")) {
		TRY(made_find(s, "person", told(s, "person"), &m));
		of.owner = m->id;
		of.provider = m->other;
		return nerr_pass(record_add(&s->actor, &person_credential_record,
					    of, values, &id));
	}
	TRY(made_told(s, "provider", "of", &of.owner));
	of.provider = of.owner;
	return nerr_pass(record_add(&s->actor, &provider_credential_record, of,
				    values, &id));
}

static NEOERR *licence(struct story *s)
{
	const char *values[LICENCE_FIELDS];
	int64_t provider_id, replaces, id;
	struct rows r;
	struct date on = told_day(s, "on");

	told_values(s, licence_fields, LICENCE_FIELDS, values);
	TRY(by_name(s, &DEMO_LICENCE_TYPE, told(s, "type"), &r));
	values[LICENCE_F_TYPE] = number(s, row_int(&r, 0, "id"));
	if (!*values[LICENCE_F_ISSUER])
		values[LICENCE_F_ISSUER] = row_text(&r, 0, "issuer");
	TRY(made_told(s, "provider", "of", &provider_id));
	TRY(made_told(s, "licence", "replaces", &replaces));
	values[LICENCE_F_REPLACES] = replaces ? number(s, replaces) : "";
	if (date_is_none(on))
		on = date_from_days(s->actor.today);
	TRY(licence_add(&s->actor, provider_id, values,
			*told(s, "applied") ? LICENCE_APPLY : LICENCE_GRANT, on,
			&id));
	made_add(s, "licence", *told(s, "key") ? told(s, "key")
					       : values[LICENCE_F_NUMBER],
		 id, provider_id);
	return STATUS_OK;
}

static NEOERR *licence_deed(struct story *s)
{
	struct licence_act act = {.on = told_day(s, "on"),
				  .from = told_day(s, "from"),
				  .until = told_day(s, "until"),
				  .reason = told_text(s, "reason")};
	const struct made *m;

	TRY(made_find(s, "licence", told(s, "licence"), &m));
	TRY(made_told(s, "incident", "incident", &act.incident));
	while (act.deed < LICENCE_DEEDS &&
	       strcmp(licence_deed_name(act.deed), told(s, "do")))
		act.deed++;
	if (date_is_none(act.on))
		act.on = date_from_days(s->actor.today);
	return nerr_pass(licence_do(&s->actor, m->other, m->id, &act));
}

static NEOERR *condition(struct story *s)
{
	const char *values[CONDITION_FIELDS];
	const struct made *m;
	int64_t id;

	told_values(s, condition_fields, CONDITION_FIELDS, values);
	if (!*values[CONDITION_F_EFFECT])
		values[CONDITION_F_EFFECT] = "blocks";
	TRY(made_find(s, "licence", told(s, "licence"), &m));
	TRY(condition_save(&s->actor, m->other, m->id, 0, 0, values, &id));
	made_add(s, "condition", told(s, "key"), id, m->other);
	return STATUS_OK;
}

const struct deed story_provider_deeds[] = {
    {"provider", provider}, {"change", change},
    {"draft", draft},	    {"publish", publish},
    {"suspend", move},	    {"reinstate", move},
    {"close", move},	    {"reopen", move},
    {"archive", move},
    {"assign", assign},	    {"person", person},
    {"credential", credential}, {"licence", licence},
    {"licence_do", licence_deed}, {"condition", condition},
    {NULL, NULL},
};
