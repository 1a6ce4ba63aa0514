/* The audit.
 * SPDX-License-Identifier: MIT */
#include "people/audit.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/mem.h"
#include "people/provider-list.h"

struct changes_owner {
	json_t *object;
};

SQL(AUDIT_ADD, "sissiiisss", "",
    "INSERT INTO audit (at, account_id, action, kind, object_id, provider_id,"
    " client_id, changes, request_id, address)"
    " VALUES (?, NULLIF(?, 0), ?, ?, ?, NULLIF(?, 0), NULLIF(?, 0), ?, ?, ?)");
SQL(AUDIT_OF_RECORD, "sii",
    "id:i at:t who:s action:s kind:s object_id:i changes:s",
    "SELECT a.id, a.at, COALESCE(p.name, 'Carebook'), a.action, a.kind,"
    " a.object_id, a.changes FROM audit a"
    " LEFT JOIN account p ON p.id = a.account_id"
    " WHERE a.kind = ? AND a.object_id = ? AND a.id < ?"
    " AND a.action NOT IN ('read', 'denied')"
    " ORDER BY a.id DESC LIMIT 50");
SQL(AUDIT_OF_PROVIDER, "ii",
    "id:i at:t who:s action:s kind:s object_id:i changes:s",
    "SELECT a.id, a.at, COALESCE(p.name, 'Carebook'), a.action, a.kind,"
    " a.object_id, a.changes FROM audit a"
    " LEFT JOIN account p ON p.id = a.account_id"
    " WHERE a.provider_id = ? AND a.id < ?"
    " AND a.action NOT IN ('read', 'denied')"
    " AND a.kind <> 'note'"
    " ORDER BY a.id DESC LIMIT 50");

SQL(AUDIT_LATEST, "si", "at:t who:s",
    "SELECT a.at, COALESCE(p.name, 'Carebook') FROM audit a"
    " LEFT JOIN account p ON p.id = a.account_id"
    " WHERE a.kind = ? AND a.object_id = ?"
    " AND a.action NOT IN ('read', 'denied') ORDER BY a.id DESC LIMIT 1");

NEOERR *audit_add(const struct actor *a, struct audit e)
{
	TRY(db_exec(a->db, &AUDIT_ADD, db_from_time(a->pool, a->now),
		    a->account, e.action, e.kind, e.id, e.provider, e.client,
		    e.changes, a->request ? a->request : "",
		    a->address ? a->address : ""));
	if (!e.provider || !strcmp(e.action, "read") ||
	    !strcmp(e.action, "denied"))
		return STATUS_OK;
	return nerr_pass(provider_list_refresh(a, e.provider));
}

NEOERR *audit_read(const struct actor *a, struct audit e)
{
	enum { RECENT = 64, WINDOW = 15 * 60 };
	static struct {
		int64_t account, id, at;
		const char *kind;
	} recent[RECENT];
	static unsigned next;

	for (unsigned i = 0; i < RECENT; i++)
		if (recent[i].account == a->account && recent[i].id == e.id &&
		    recent[i].at > a->now - WINDOW && recent[i].kind &&
		    !strcmp(recent[i].kind, e.kind))
			return STATUS_OK;
	e.action = "read";
	TRY(audit_add(a, e));
	/* A transaction may yet be undone, and the row with it. */
	if (db_in_transaction(a->db))
		return STATUS_OK;
	recent[next].account = a->account;
	recent[next].id = e.id;
	recent[next].at = a->now;
	recent[next].kind = e.kind; /* a literal of the caller's */
	next = (next + 1) % RECENT;
	return STATUS_OK;
}

NEOERR *audit_of(const struct actor *a, const char *kind, int64_t id,
		 int64_t before, struct rows *out)
{
	if (!before)
		before = INT64_MAX;
	if (*kind)
		return nerr_pass(db_query(a->db, a->pool, &AUDIT_OF_RECORD, out,
					  kind, id, before));
	return nerr_pass(
	    db_query(a->db, a->pool, &AUDIT_OF_PROVIDER, out, id, before));
}

NEOERR *audit_latest(const struct actor *a, const char *kind, int64_t id,
		     struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &AUDIT_LATEST, out, kind, id));
}

/* The object goes with the pool where an error ends the request first. */
static int drop(struct changes_owner *o)
{
	json_decref(o->object);
	return 0;
}

static const char *json_words(void *pool, const json_t *v)
{
	const char *s = json_string_value(v);

	return s ? mem_strdup(pool, s) : "";
}

size_t changes_read(void *pool, const char *text, struct changed *out,
		     size_t most)
{
	json_t *o = text ? json_loads(text, 0, NULL) : NULL, *pair;
	const char *key;
	size_t n = 0;

	json_object_foreach(o, key, pair) {
		if (n == most || !json_is_array(pair))
			break;
		out[n++] = (struct changed){
		    mem_strdup(pool, key),
		    json_words(pool, json_array_get(pair, 0)),
		    json_words(pool, json_array_get(pair, 1))};
	}
	json_decref(o);
	return n;
}

void changes_add(struct changes *c, const char *field, const char *before,
		 const char *after)
{
	if (!c->owner) {
		c->owner = mem_new(c->pool, struct changes_owner);
		c->owner->object = json_object();
		talloc_set_destructor(c->owner, drop);
	}
	if (json_object_set_new(c->owner->object, field,
				json_pack("[s, s]", before, after)))
		abort();
}

const char *changes_text(struct changes *c)
{
	char *text, *copy;

	if (!c->owner)
		return NULL;
	text = json_dumps(c->owner->object, JSON_COMPACT);
	if (!text)
		abort();
	copy = mem_strdup(c->pool, text);
	free(text);
	talloc_free(c->owner);
	c->owner = NULL;
	return copy;
}
