/* Portraits.
 * SPDX-License-Identifier: MIT */
#include "people/portrait.h"

#include "base/mem.h"
#include "files/job.h"
#include "files/sniff.h"
#include "people/audit.h"
#include "people/client.h"
#include "people/provider.h"

SQL(PORTRAIT_NEWEST, "si",
    "id:i alt:s at:t account:s state:s refusal:s scan:s scan_words:s",
    "SELECT o.id, o.alt, o.at, a.name, j.state, j.refusal, f.scan,"
    " f.scan_words FROM portrait o JOIN file f ON f.id = o.file_id"
    " LEFT JOIN file_job j ON j.file_id = o.file_id AND j.work = 'portrait'"
    " LEFT JOIN account a ON a.id = o.account_id"
    " WHERE o.owner_kind = ? AND o.owner_id = ? ORDER BY o.id DESC LIMIT 1");
SQL(PORTRAIT_ADD, "siisis", "",
    "INSERT INTO portrait (owner_kind, owner_id, file_id, alt, account_id, at)"
    " VALUES (?, ?, ?, ?, NULLIF(?, 0), ?)");
SQL(PORTRAIT_REMOVE, "si", "",
    "DELETE FROM portrait WHERE owner_kind = ? AND owner_id = ?");
SQL(PORTRAIT_ALT, "si", "",
    "UPDATE portrait SET alt = ?, version = version + 1 WHERE id = ?");
SQL(PORTRAIT_PICTURE, "ssi",
    "owner_kind:s owner_id:i alt:s hash:s size:i type:s width:i height:i",
    "SELECT o.owner_kind, o.owner_id, o.alt, f.hash, f.size, f.type, p.width,"
    " p.height FROM portrait o JOIN picture p ON p.file_id = o.file_id"
    " AND p.name = ? AND p.format = ? JOIN file f ON f.id = p.made_id"
    " WHERE o.id = ?");
/* A person is seen where a provider of theirs is. */
SQL(PORTRAIT_PERSON_AT, "iii", "provider:i",
    "SELECT p.id FROM provider_person l JOIN provider p"
    " ON p.id = l.provider_id WHERE l.person_id = ?"
    " AND ? & (1 << p.region_id) AND (p.state <> 'draft' OR ?) LIMIT 1");

static const char *const kinds[PORTRAIT__KINDS] = {"provider", "person",
						   "client"};

const char *portrait_kind_name(enum portrait_kind k)
{
	return kinds[k];
}

NEOERR *portrait_of(const struct actor *a, enum portrait_kind kind, int64_t id,
		    struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &PORTRAIT_NEWEST, out,
				  kinds[kind], id));
}

static NEOERR *write_down(const struct actor *a, const char *action,
			  enum portrait_kind kind, int64_t id,
			  int64_t provider, const char *before,
			  const char *after)
{
	struct changes c = {.pool = a->pool};

	changes_add(&c, "portrait", before, after);
	return nerr_pass(audit_add(
	    a, (struct audit){.action = action,
			      .kind = kinds[kind],
			      .id = id,
			      .provider = provider,
			      .client = kind == PORTRAIT_CLIENT ? id : 0,
			      .changes = changes_text(&c)}));
}

static const char *alt_before(const struct rows *r)
{
	return r->n ? row_text(r, 0, "alt") : "";
}

NEOERR *portrait_set(const struct actor *a, enum portrait_kind kind,
		     int64_t id, int64_t provider, int64_t file,
		     const char *type, const char *alt)
{
	const char *at = db_from_time(a->pool, a->now);
	struct rows before;

	if (strcmp(file_family(type), "picture"))
		return nerr_raise(ERR_INVALID,
				  "A portrait is a photo: a JPEG, PNG, HEIC or "
				  "WebP picture.");
	TRY(portrait_of(a, kind, id, &before));
	TRY(file_keep(a->db, a->pool, file));
	TRY(db_exec(a->db, &PORTRAIT_REMOVE, kinds[kind], id));
	TRY(db_exec(a->db, &PORTRAIT_ADD, kinds[kind], id, file, alt,
		    a->account, at));
	TRY(job_ask(a->db, a->pool, file, type, JOB_PORTRAIT));
	return nerr_pass(write_down(a, "portrait", kind, id, provider,
				    alt_before(&before), alt));
}

NEOERR *portrait_describe(const struct actor *a, enum portrait_kind kind,
			  int64_t id, int64_t provider, const char *alt)
{
	struct rows r;

	TRY(portrait_of(a, kind, id, &r));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no portrait");
	if (!strcmp(row_text(&r, 0, "alt"), alt))
		return STATUS_OK;
	TRY(db_exec(a->db, &PORTRAIT_ALT, alt, row_int(&r, 0, "id")));
	return nerr_pass(write_down(a, "portrait", kind, id, provider,
				    row_text(&r, 0, "alt"), alt));
}

NEOERR *portrait_remove(const struct actor *a, enum portrait_kind kind,
			int64_t id, int64_t provider)
{
	struct rows r;

	TRY(portrait_of(a, kind, id, &r));
	if (!r.n)
		return STATUS_OK;
	TRY(db_exec(a->db, &PORTRAIT_REMOVE, kinds[kind], id));
	return nerr_pass(write_down(a, "portrait", kind, id, provider,
				    row_text(&r, 0, "alt"), ""));
}

static NEOERR *may_see(const struct actor *a, const char *kind, int64_t id)
{
	struct provider *p;
	struct client *c;
	struct rows r;

	if (!strcmp(kind, kinds[PORTRAIT_CLIENT])) {
		if (!actor_may(a, RIGHT_CLIENT_VIEW))
			return nerr_raise(ERR_NOT_FOUND, "no such portrait");
		return nerr_pass(client_get(a, id, &c));
	}
	if (!actor_may(a, RIGHT_PROVIDER_VIEW))
		return nerr_raise(ERR_NOT_FOUND, "no such portrait");
	if (!strcmp(kind, kinds[PORTRAIT_PROVIDER]))
		return nerr_pass(provider_get(a, id, &p));
	TRY(db_query(a->db, a->pool, &PORTRAIT_PERSON_AT, &r, id,
		     (int64_t)a->regions,
		     (int64_t)actor_may(a, RIGHT_PROVIDER_DRAFT)));
	return r.n ? STATUS_OK
		   : nerr_raise(ERR_NOT_FOUND, "no such portrait");
}

NEOERR *portrait_get(const struct actor *a, int64_t portrait, const char *size,
		     const char *format, struct rows *out)
{
	TRY(db_query(a->db, a->pool, &PORTRAIT_PICTURE, out, size, format,
		     portrait));
	if (!out->n)
		return nerr_raise(ERR_NOT_FOUND, "no such portrait");
	return nerr_pass(may_see(a, row_text(out, 0, "owner_kind"),
				 row_int(out, 0, "owner_id")));
}
