/* Loading the demo agency.
 * SPDX-License-Identifier: MIT */
#include <glob.h>
#include <sodium.h>

#include "base/mem.h"
#include "demo/story.h"
#include "people/search.h"
#include "people/secret.h"

#define PASSWORD "doorway and wattle"

SQL(DEMO_IS_EMPTY, "", "n:i",
    "SELECT COUNT(*) FROM (SELECT 1 FROM provider LIMIT 1) x");
SQL(DEMO_PASSWORDS, "i", "",
    "INSERT INTO account_secret (account_id, password_hash, password_at)"
    " SELECT a.id, s.password_hash, s.password_at FROM account a"
    " JOIN account_secret s ON s.account_id = ?"
    " WHERE a.state = 'active' AND a.id <> s.account_id"
    " AND NOT EXISTS (SELECT 1 FROM account_secret o"
    "  WHERE o.account_id = a.id)");
/* The first of each role who has no other and works everywhere. */
SQL(DEMO_SIGN_INS, "", "role:s email:s",
    "SELECT r.name, a.email FROM role r JOIN account a ON a.id ="
    " (SELECT MIN(ar.account_id) FROM account_role ar"
    "  JOIN account_secret s ON s.account_id = ar.account_id"
    "  WHERE ar.role_id = r.id AND NOT EXISTS (SELECT 1 FROM account_role o"
    "   WHERE o.account_id = ar.account_id AND o.role_id <> r.id)"
    "  AND NOT EXISTS (SELECT 1 FROM account_region x"
    "   WHERE x.account_id = ar.account_id))"
    " WHERE a.state = 'active' ORDER BY r.id");

/* Whatever is random in the story comes from its seed: the same every time.
 * Only for its events, which make no secret. */
static struct story *seeded;

static uint32_t seeded_random(void)
{
	return (uint32_t)story_random(seeded, (int64_t)1 << 32);
}

static void seeded_buf(void *const buf, const size_t size)
{
	unsigned char *p = buf;

	for (size_t i = 0; i < size; i++)
		p[i] = (unsigned char)story_random(seeded, 256);
}

static const char *seeded_name(void)
{
	return "demo";
}

static struct randombytes_implementation from_seed = {
    .implementation_name = seeded_name,
    .random = seeded_random,
    .buf = seeded_buf,
};

static NEOERR *play_seeded(struct story *s)
{
	NEOERR *err;

	seeded = s;
	randombytes_set_implementation(&from_seed);
	err = story_play(s);
	randombytes_set_implementation(&randombytes_sysrandom_implementation);
	return nerr_pass(err);
}

static NEOERR *read_all(struct story *s, const struct conf *conf)
{
	NEOERR *err = STATUS_OK;
	glob_t g;

	if (glob(mem_printf(s->pool, "%s/demo/story-*.tsv", conf_get(conf, "sql")), 0,
		 NULL, &g))
		return nerr_raise(ERR_UNAVAILABLE, "%s/demo: no story there",
				  conf_get(conf, "sql"));
	for (size_t i = 0; err == STATUS_OK && i < g.gl_pathc; i++)
		err = story_read(s, g.gl_pathv[i]);
	globfree(&g);
	return nerr_pass(err);
}

/* So that each is found by its people; once, at the end. */
static NEOERR *index_all(struct story *s)
{
	for (size_t i = 0; i < s->n_made; i++)
		if (!strcmp(s->made[i].kind, "provider"))
			TRY(search_index_provider(&s->actor, s->made[i].id));
	return STATUS_OK;
}

/* argon2id takes its time by intention: one password, worked out once. */
static NEOERR *let_in(struct story *s, struct demo_sign_ins *out)
{
	struct actor *a = &s->actor;
	const struct made *first;
	struct rows r;

	TRY(made_find(s, "staff", "gwen", &first));
	TRY(secret_set_password(a, first->id, PASSWORD));
	TRY(db_exec(a->db, &DEMO_PASSWORDS, first->id));
	TRY(db_query(a->db, a->pool, &DEMO_SIGN_INS, &r));
	out->list = mem_array(a->pool, r.n, sizeof *out->list);
	for (out->n = 0; out->n < r.n; out->n++)
		out->list[out->n] = (struct demo_sign_in){
		    .role = row_text(&r, out->n, "role"),
		    .email = row_text(&r, out->n, "email"),
		    .password = PASSWORD};
	return STATUS_OK;
}

struct load {
	const struct actor *actor;
	const struct conf *conf;
	const struct demo_options *o;
	struct demo_sign_ins *out;
};

static NEOERR *load(void *arg)
{
	struct load *l = arg;
	struct story s = {.o = l->o,
			  .conf = l->conf,
			  .pool = l->actor->pool,
			  .actor = *l->actor,
			  .random = l->o->seed * 0x2545f4914f6cdd1du};
	struct rows r;

	TRY(db_query(s.actor.db, s.pool, &DEMO_IS_EMPTY, &r));
	if (row_int(&r, 0, "n"))
		return nerr_raise(ERR_CONFLICT,
				  "there are providers in this database "
				  "already: the demo goes into an empty one");
	TRY(read_all(&s, l->conf));
	TRY(story_make_up(&s, conf_get(l->conf, "sql")));
	TRY(play_seeded(&s));
	s.actor.account = 0;
	s.actor.now = l->o->now;
	TRY(index_all(&s));
	return nerr_pass(let_in(&s, l->out));
}

NEOERR *demo_load(const struct actor *a, const struct conf *conf,
		  const struct demo_options *o, struct demo_sign_ins *out)
{
	struct load l = {.actor = a, .conf = conf, .o = o, .out = out};

	return nerr_pass(db_transaction(a->db, load, &l));
}
