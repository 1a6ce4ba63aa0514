/* Attachments.
 * SPDX-License-Identifier: MIT */
#include "people/attachment.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "files/job.h"
#include "people/audit.h"
#include "people/credential.h"

#define DESCRIBED \
    [ATTACHMENT_KIND] = {.name = "kind_id", .label = "Kind", \
			 .type = FIELD_SELECT, .flags = FIELD_REQUIRED}, \
    [ATTACHMENT_DESCRIPTION] = {.name = "description", \
				.label = "What it is", .max = 300, \
				.hint = "For example, Fire safety certificate " \
					"2026. For a picture, what can be seen " \
					"in it"}, \
    [ATTACHMENT_DATED] = {.name = "dated", .label = "Date of the document", \
			  .type = FIELD_DATE, .flags = FIELD_PAST}, \
    [ATTACHMENT_EXPIRES] = {.name = "expires", .label = "Last day it is valid", \
			    .type = FIELD_DATE, \
			    .hint = "Only where it expires; somebody is " \
				    "reminded in time"}, \
    [ATTACHMENT_REMIND] = {.name = "remind_days", \
			   .label = "Days before that to remind", \
			   .type = FIELD_NUMBER, .min = 0, .max = 730, \
			   .hint = "Empty: as usual for its kind"}, \
    [ATTACHMENT_PROOF] = {.name = "proof", .label = "It is the proof of", \
			  .type = FIELD_SELECT}
const struct field attachment_fields[ATTACHMENT_FIELDS] = {DESCRIBED};
const struct field attachment_add_fields[ATTACHMENT_ADD_FIELDS] = {
    DESCRIBED,
    [ATTACHMENT_FILES] = {.name = "files", .label = "Files",
			  .type = FIELD_FILES, .flags = FIELD_REQUIRED},
};
const struct field attachment_replace_fields[REPLACE_FIELDS] = {
    [REPLACE_FILE] = {.name = "file", .label = "The new file",
		      .type = FIELD_FILE, .flags = FIELD_REQUIRED},
    [REPLACE_DATED] = {.name = "dated", .label = "Date of the new document",
		       .type = FIELD_DATE, .flags = FIELD_PAST},
    [REPLACE_EXPIRES] = {.name = "expires", .label = "New last day it is valid",
			 .type = FIELD_DATE},
};

static const struct choice families[] = {
    {"", "All types"},
    {"picture", "Pictures"},   {"pdf", "PDF"},	  {"document", "Documents"},
    {"sheet", "Spreadsheets"}, {"slides", "Slides"}, {"text", "Plain text"},
    {"mail", "E-mail"},	       {"audio", "Sound"}, {"video", "Video"},
    {"archive", "Archives"},   {NULL, NULL}};
const struct field attachment_filters[ATTACHMENT_FILTERS] = {
    [ATTACHMENT_F_WORDS] = {.name = "q", .label = "Words in its name or description",
		  .type = FIELD_SEARCH, .max = 100},
    [ATTACHMENT_F_KIND] = {.name = "kind", .label = "Kind", .type = FIELD_SELECT},
    [ATTACHMENT_F_FAMILY] = {.name = "family", .label = "Type",
		       .type = FIELD_SELECT, .choices = families},
};

/* What the actor may see, of attachment x with provider p and client c: the
 * same rule for one and for lists. Parameters (SEEN_PARAMS): kinds of owners,
 * regions, drafts, regions, clients, drafts, restricted notes, account,
 * account, account, deleted ones. What hangs on nobody's is an application's
 * that was sent in. */
#define SEEN                                                                 \
	" ? & (1 << (x.owner_kind + 0))"                                     \
	" AND (x.provider_id IS NULL OR (? & (1 << p.region_id)"             \
	"  AND (p.state <> 'draft' OR ?)))"                                  \
	" AND (x.client_id IS NULL OR (? & (1 << c.region_id) AND ?))"       \
	" AND (x.provider_id IS NOT NULL OR x.client_id IS NOT NULL"         \
	"  OR (? AND x.owner_kind = 'answer' AND EXISTS (SELECT 1"           \
	"  FROM form_answer s WHERE s.id = x.owner_id AND s.revision > 0"    \
	"  AND s.provider_id IS NULL AND s.client_id IS NULL)))"             \
	" AND (x.owner_kind <> 'note' OR ? OR EXISTS (SELECT 1 FROM note n"  \
	"  WHERE n.id = x.owner_id AND (n.restricted = 0"                    \
	"  OR n.author_id = ?)))"                                            \
	" AND (x.owner_kind <> 'answer' OR ? = 0 OR EXISTS (SELECT 1"        \
	"  FROM form_answer w WHERE w.id = x.owner_id AND (NOT EXISTS"       \
	"  (SELECT 1 FROM form_role fr WHERE fr.form_id = w.form_id)"        \
	"  OR EXISTS (SELECT 1 FROM form_role fr JOIN account_role ar"       \
	"  ON ar.role_id = fr.role_id WHERE fr.form_id = w.form_id"          \
	"  AND ar.account_id = ?))))"                                        \
	" AND (x.state = 'current' OR ?)"
#define SEEN_KINDS "iiiiiiiiiii"
#define SEEN_PARAMS(a)                                                       \
	(int64_t)owner_kinds_seen(a), (a)->regions,                          \
	    actor_may((a), RIGHT_PROVIDER_DRAFT), (a)->regions,              \
	    actor_may((a), RIGHT_CLIENT_VIEW),                               \
	    actor_may((a), RIGHT_PROVIDER_DRAFT),                            \
	    actor_may((a), RIGHT_NOTE_RESTRICTED), (a)->account,             \
	    (a)->account, (a)->account,                                      \
	    actor_may((a), RIGHT_ATTACHMENT_REMOVE)

#define FROM                                                                 \
	" FROM attachment x JOIN attachment_kind k ON k.id = x.kind_id"      \
	" JOIN attachment_version v ON v.attachment_id = x.id"               \
	"  AND v.number = x.current"                                         \
	" LEFT JOIN file f ON f.id = v.file_id"                              \
	" LEFT JOIN provider p ON p.id = x.provider_id"                      \
	" LEFT JOIN client c ON c.id = x.client_id"                          \
	" LEFT JOIN account cb ON cb.id = x.created_by"                      \
	" LEFT JOIN account db ON db.id = x.deleted_by"                      \
	" LEFT JOIN account vb ON vb.id = v.account_id"
#define SELECT_ALL                                                           \
	"SELECT x.id, x.owner_kind, x.owner_id, x.provider_id, p.name,"      \
	" x.client_id, c.name, x.kind_id, k.name, k.icon, x.description,"    \
	" x.dated, x.expires, x.remind_days, x.credential_id, x.licence_id," \
	" x.current, x.state, x.created_at, cb.name, x.deleted_at, db.name," \
	" x.deleted_reason, x.version, v.number, v.name, v.size, v.type,"    \
	" v.file_id, f.hash, f.scan, f.scan_words, v.at, vb.name, v.family,"  \
	" (SELECT 1 FROM picture pi WHERE pi.file_id = v.file_id"            \
	"  AND pi.name = 'thumb' AND pi.format = 'jpeg')" FROM

/* Filters; each falls away where it is not set. */
#define FILTER                                                               \
	" AND (? = '' OR (x.owner_kind = ? AND x.owner_id = ?)"              \
	"  OR (? AND ((? = 'provider' AND x.provider_id = ?)"                \
	"   OR (? = 'client' AND x.client_id = ?))))"                        \
	" AND (? = 0 OR x.kind_id = ?) AND (? = '' OR v.family = ?)"         \
	" AND (? = '' OR x.description LIKE ? OR v.name LIKE ?)"             \
	" AND x.state = ?"
#define FILTER_KINDS "ssiisisiiissssss"

SQL(ATTACHMENT_GET, "i" SEEN_KINDS, ATTACHMENT_COLUMNS,
    SELECT_ALL " WHERE x.id = ? AND" SEEN);
SQL(ATTACHMENT_LIST, SEEN_KINDS FILTER_KINDS "i", ATTACHMENT_COLUMNS,
    SELECT_ALL " WHERE" SEEN FILTER " ORDER BY x.id DESC LIMIT 51 OFFSET ?");
SQL(ATTACHMENT_COUNT, SEEN_KINDS FILTER_KINDS, "n:i",
    "SELECT COUNT(*)" FROM " WHERE" SEEN FILTER);
SQL(ATTACHMENT_EXPIRING, SEEN_KINDS "iisi", ATTACHMENT_COLUMNS,
    SELECT_ALL " WHERE" SEEN " AND x.state = 'current'"
    " AND x.expires IS NOT NULL AND (? = 0 OR x.kind_id = ?)"
    " AND x.expires <= ? ORDER BY x.expires, x.id LIMIT 51 OFFSET ?");
#define VERSION_COLUMNS                                                      \
	"number:i name:s size:i type:s family:s file_id:i hash:s scan:s"     \
	" scan_words:s at:t author:s"
#define VERSIONS                                                             \
	"SELECT v.number, v.name, v.size, v.type, v.family, v.file_id,"      \
	" f.hash, f.scan, f.scan_words, v.at, b.name"                        \
	" FROM attachment_version v LEFT JOIN file f ON f.id = v.file_id"    \
	" LEFT JOIN account b ON b.id = v.account_id WHERE v.attachment_id = ?"
SQL(ATTACHMENT_VERSION, "ii", VERSION_COLUMNS, VERSIONS " AND v.number = ?");
SQL(ATTACHMENT_VERSIONS, "i", VERSION_COLUMNS,
    VERSIONS " ORDER BY v.number DESC LIMIT 200");
SQL(ATTACHMENT_ADD, "siiissssiiiis", "",
    "INSERT INTO attachment (owner_kind, owner_id, provider_id, client_id,"
    " kind_id, description, dated, expires, remind_days, credential_id,"
    " licence_id, created_by, created_at) VALUES (?, ?, NULLIF(?, 0),"
    " NULLIF(?, 0), ?, ?, NULLIF(?, ''), NULLIF(?, ''), ?, NULLIF(?, 0),"
    " NULLIF(?, 0), NULLIF(?, 0), ?)");
SQL(ATTACHMENT_ADD_VERSION, "iiisissis", "",
    "INSERT INTO attachment_version (attachment_id, number, file_id, name,"
    " size, type, family, account_id, at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, NULLIF(?, 0), ?)");
SQL(ATTACHMENT_SAVE, "isssiiiii", "",
    "UPDATE attachment SET kind_id = ?, description = ?,"
    " dated = NULLIF(?, ''), expires = NULLIF(?, ''), remind_days = ?,"
    " credential_id = NULLIF(?, 0), licence_id = NULLIF(?, 0),"
    " version = version + 1 WHERE id = ? AND version = ?");
SQL(ATTACHMENT_CURRENT, "iii", "",
    "UPDATE attachment SET current = ?, version = version + 1"
    " WHERE id = ? AND version = ? AND state = 'current'");
SQL(ATTACHMENT_DELETE, "sisi", "",
    "UPDATE attachment SET state = 'deleted', deleted_at = ?, deleted_by = ?,"
    " deleted_reason = ?, version = version + 1"
    " WHERE id = ? AND state = 'current'");
SQL(ATTACHMENT_TAKE_BACK, "sisisi", "",
    "UPDATE attachment SET state = 'deleted', deleted_at = ?,"
    " deleted_by = NULLIF(?, 0), deleted_reason = ?, version = version + 1"
    " WHERE id = ? AND owner_kind = ? AND owner_id = ? AND state = 'current'");
SQL(ATTACHMENT_BELONG, "iisi", "",
    "UPDATE attachment SET provider_id = COALESCE(provider_id, NULLIF(?, 0)),"
    " client_id = COALESCE(client_id, NULLIF(?, 0)), version = version + 1"
    " WHERE owner_kind = ? AND owner_id = ?"
    " AND (provider_id IS NULL OR client_id IS NULL)");
SQL(ATTACHMENT_OF, "isi", "id:i",
    "SELECT id FROM attachment WHERE id = ? AND owner_kind = ?"
    " AND owner_id = ?");
SQL(ATTACHMENT_WEIGHT, "si", "n:i bytes:i",
    "SELECT COUNT(*), COALESCE(SUM(v.size), 0) FROM attachment x"
    " JOIN attachment_version v ON v.attachment_id = x.id"
    " WHERE x.owner_kind = ? AND x.owner_id = ? AND v.file_id IS NOT NULL");
SQL(ATTACHMENT_RESTORE, "i", "",
    "UPDATE attachment SET state = 'current', deleted_at = NULL,"
    " deleted_by = NULL, deleted_reason = '', version = version + 1"
    " WHERE id = ? AND state = 'deleted'");
SQL(ATTACHMENT_KINDS, "", "id:i name:s icon:s expires:i remind_days:i",
    "SELECT id, name, icon, expires, remind_days FROM attachment_kind"
    " ORDER BY name = 'Other', name");
SQL(ATTACHMENT_REMIND_OF, "i", "days:i",
    "SELECT remind_days FROM attachment_kind WHERE id = ?");
SQL(ATTACHMENT_LICENCES, "i", "id:i number:s type:s until_date:d",
    "SELECT l.id, l.number, t.name, l.until_date FROM licence l"
    " JOIN licence_type t ON t.id = l.type_id WHERE l.provider_id = ?"
    " ORDER BY l.until_date IS NULL DESC, l.until_date DESC LIMIT 20");
/* Is this licence or check one of the provider's or of its people? */
SQL(ATTACHMENT_LICENCE_OF, "ii", "id:i",
    "SELECT id FROM licence WHERE id = ? AND provider_id = ?");
SQL(ATTACHMENT_CREDENTIAL_OF, "iii",
    "id:i provider_id:i person_id:i version:i kind_id:s number:s issued:s"
    " expires:s suspended:s remarks:s",
    "SELECT c.id, c.provider_id, c.person_id, c.version, c.kind_id, c.number,"
    " c.issued, c.expires, IF(c.suspended, '1', ''), c.remarks"
    " FROM credential c WHERE c.id = ? AND (c.provider_id = ?"
    " OR c.person_id IN (SELECT l.person_id FROM provider_person l"
    "  WHERE l.provider_id = ?))");
SQL(ATTACHMENT_PURGE, "si", "id:i provider_id:i client_id:i",
    "SELECT x.id, x.provider_id, x.client_id FROM attachment x"
    " WHERE x.state = 'deleted'"
    " AND x.deleted_at < ? - INTERVAL ? DAY AND EXISTS (SELECT 1"
    "  FROM attachment_version v WHERE v.attachment_id = x.id"
    "  AND v.file_id IS NOT NULL) ORDER BY x.id LIMIT 500");
SQL(ATTACHMENT_EMPTY, "i", "",
    "UPDATE attachment_version SET file_id = NULL WHERE attachment_id = ?");
SQL(ATTACHMENT_KEEP_DAYS, "", "days:i",
    "SELECT CAST(value AS UNSIGNED) FROM setting"
    " WHERE name = 'attachment.keep_days'");

/* More people read a profile's history than may see each note or incident of
 * it: of what hangs on those, only that something happened is written there. */
static const char *told(const struct owner *o, struct changes *changes)
{
	const char *text = changes_text(changes);

	return !strcmp(o->kind, "provider") || !strcmp(o->kind, "client")
		   ? text
		   : NULL;
}

static NEOERR *log_it(const struct actor *a, const char *action, int64_t id,
		      int64_t provider, int64_t client, const char *changes)
{
	return nerr_pass(audit_add(a, (struct audit){.action = action,
						     .kind = "attachment",
						     .id = id,
						     .provider = provider,
						     .client = client,
						     .changes = changes}));
}

NEOERR *attachment_get(const struct actor *a, int64_t id, struct rows *out,
		       struct owner *owner)
{
	struct owner o;

	TRY(db_query(a->db, a->pool, &ATTACHMENT_GET, out, id, SEEN_PARAMS(a)));
	if (!out->n)
		return nerr_raise(ERR_NOT_FOUND, "no attachment %" PRId64, id);
	/* The same rule again, as everybody else asks it. */
	return nerr_pass(owner_get(a, row_text(out, 0, "owner_kind"),
				   row_int(out, 0, "owner_id"),
				   owner ? owner : &o));
}

NEOERR *attachment_version(const struct actor *a, int64_t id, int64_t number,
			   struct rows *out)
{
	TRY(db_query(a->db, a->pool, &ATTACHMENT_VERSION, out, id, number));
	return out->n ? STATUS_OK
		      : nerr_raise(ERR_NOT_FOUND, "no version %" PRId64,
				   number);
}

NEOERR *attachment_versions(const struct actor *a, int64_t id, struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &ATTACHMENT_VERSIONS, out, id));
}

/* --- what it is the proof of -------------------------------------------------- */

struct proof {
	int64_t credential, licence;
};

/* A check that stands there gets the newer last day of its proof; an older one
 * changes nothing. */
static NEOERR *renew_credential(const struct actor *a, const struct rows *c,
				const char *const *values,
				const struct owner *owner)
{
	static const char *const columns[CREDENTIAL_FIELDS] = {
	    "kind_id", "number", "issued", "expires", "suspended", "remarks"};
	const char *expires = values[ATTACHMENT_EXPIRES];
	const char *old = row_text(c, 0, "expires");
	bool own = row_int(c, 0, "provider_id");
	const char *next[CREDENTIAL_FIELDS];
	struct record_of of = {
	    .id = row_int(c, 0, "id"),
	    .owner = own ? owner->provider : row_int(c, 0, "person_id"),
	    .provider = owner->provider};

	if (!*expires || !old || strcmp(expires, old) <= 0 ||
	    !actor_may(a, RIGHT_PERSON_EDIT))
		return STATUS_OK;
	for (int i = 0; i < CREDENTIAL_FIELDS; i++) {
		const char *v = row_text(c, 0, columns[i]);

		next[i] = v ? v : "";
	}
	next[CREDENTIAL_EXPIRES] = expires;
	if (*values[ATTACHMENT_DATED])
		next[CREDENTIAL_ISSUED] = values[ATTACHMENT_DATED];
	return nerr_pass(record_save(
	    a, own ? &provider_credential_record : &person_credential_record,
	    of, row_int(c, 0, "version"), next, NULL));
}

/* "3-45": kind 3 of person 45, which was missing. */
static NEOERR *make_credential(const struct actor *a, const char *text,
			       const char *const *values,
			       const struct owner *owner, struct proof *out)
{
	const char *next[CREDENTIAL_FIELDS] = {"", "", "", "", "", ""};
	struct record_of of = {.provider = owner->provider};
	struct rows standing;
	int64_t kind = strtoll(text, NULL, 10), person;

	if (!actor_may(a, RIGHT_PERSON_EDIT))
		return nerr_raise(ERR_FORBIDDEN, "needs person.edit");
	text = strchr(text, '-');
	person = text ? strtoll(text + 1, NULL, 10) : -1;
	/* Only what this provider is asked for. */
	TRY(credential_standing(a, owner->provider, &standing));
	for (size_t i = 0; i < standing.n; i++) {
		if (row_int(&standing, i, "person_id") != person ||
		    row_int(&standing, i, "kind_id") != kind)
			continue;
		of.owner = person ? person : owner->provider;
		next[CREDENTIAL_KIND] = mem_printf(a->pool, "%" PRId64, kind);
		next[CREDENTIAL_ISSUED] = values[ATTACHMENT_DATED];
		next[CREDENTIAL_EXPIRES] = values[ATTACHMENT_EXPIRES];
		return nerr_pass(record_add(a,
					    person ? &person_credential_record
						   : &provider_credential_record,
					    of, next, &out->credential));
	}
	return nerr_raise(ERR_INVALID, "Nobody asks for that check any more");
}

static NEOERR *take_proof(const struct actor *a, const struct owner *owner,
			  const char *const *values, struct proof *out)
{
	const char *text = values[ATTACHMENT_PROOF];
	int64_t id = *text ? strtoll(text + 1, NULL, 10) : 0;
	struct rows r;

	*out = (struct proof){0};
	if (!*text)
		return STATUS_OK;
	if (*text == 'l') {
		TRY(db_query(a->db, a->pool, &ATTACHMENT_LICENCE_OF, &r, id,
			     owner->provider));
		out->licence = id;
	} else if (*text == 'n') {
		return nerr_pass(
		    make_credential(a, text + 1, values, owner, out));
	} else {
		TRY(db_query(a->db, a->pool, &ATTACHMENT_CREDENTIAL_OF, &r, id,
			     owner->provider, owner->provider));
		out->credential = id;
		if (r.n)
			TRY(renew_credential(a, &r, values, owner));
	}
	return r.n ? STATUS_OK
		   : nerr_raise(ERR_INVALID, "That is not this provider's");
}

static const char *proof_label(const struct actor *a, const struct rows *r,
			       size_t i)
{
	const char *person = row_text(r, i, "person");
	struct credential_words words =
	    credential_words(a, credential_row_state(a, r, i),
			     credential_row_expires(r, i));

	return mem_printf(a->pool, "%s%s%s (%s)", row_text(r, i, "kind"),
			  *person ? ": " : "", person, words.text);
}

NEOERR *attachment_proofs(const struct actor *a, const struct owner *owner,
			  void (*each)(void *arg, const char *value,
				       const char *label),
			  void *arg)
{
	char text[DATE_TEXT];
	struct rows r;

	if (!owner->provider)
		return STATUS_OK;
	if (actor_may(a, RIGHT_PERSON_VIEW)) {
		TRY(credential_standing(a, owner->provider, &r));
		for (size_t i = 0; i < r.n; i++) {
			int64_t id = row_int(&r, i, "credential_id");

			if (!id && !actor_may(a, RIGHT_PERSON_EDIT))
				continue;
			each(arg,
			     id ? mem_printf(a->pool, "c%" PRId64, id)
				: mem_printf(a->pool, "n%" PRId64 "-%" PRId64,
					     row_int(&r, i, "kind_id"),
					     row_int(&r, i, "person_id")),
			     proof_label(a, &r, i));
		}
	}
	if (!actor_may(a, RIGHT_LICENCE_VIEW))
		return STATUS_OK;
	TRY(db_query(a->db, a->pool, &ATTACHMENT_LICENCES, &r,
		     owner->provider));
	for (size_t i = 0; i < r.n; i++) {
		struct date d = DATE_NONE;
		bool ends = date_parse_iso(
		    row_null(&r, i, "until_date") ? ""
						  : row_text(&r, i, "until_date"),
		    &d);

		each(arg,
		     mem_printf(a->pool, "l%" PRId64, row_int(&r, i, "id")),
		     mem_printf(a->pool, "Licence %s, %s%s%s",
				row_text(&r, i, "number"),
				row_text(&r, i, "type"), ends ? ", to " : "",
				ends ? date_format_short(d, 0, text) : ""));
	}
	return STATUS_OK;
}

/* --- adding and changing ---------------------------------------------------------- */

static NEOERR *remind_days(const struct actor *a, const char *const *values,
			   int64_t *days)
{
	struct rows r;

	if (*values[ATTACHMENT_REMIND]) {
		*days = strtoll(values[ATTACHMENT_REMIND], NULL, 10);
		return STATUS_OK;
	}
	TRY(db_query(a->db, a->pool, &ATTACHMENT_REMIND_OF, &r,
		     strtoll(values[ATTACHMENT_KIND], NULL, 10)));
	if (!r.n)
		return nerr_raise(ERR_INVALID, "Choose a kind");
	*days = row_int(&r, 0, "days");
	return STATUS_OK;
}

/* "Fire certificate 2026" of "Fire_certificate 2026.pdf". */
static const char *described(const struct actor *a, const char *description,
			     const char *name)
{
	char *text;
	const char *dot = strrchr(name, '.');

	if (*description)
		return description;
	text = mem_strndup(a->pool, name,
			   dot && dot > name ? (size_t)(dot - name)
					     : strlen(name));
	for (char *p = text; *p; p++)
		if (*p == '_')
			*p = ' ';
	return text;
}

struct adding {
	const struct actor *a;
	const struct owner *owner;
	const struct attached *file;
	const char *const *values;
	int64_t id;
};

static NEOERR *add_version(const struct actor *a, int64_t id, int64_t number,
			   const struct attached *file)
{
	TRY(file_keep(a->db, a->pool, file->file));
	TRY(job_ask(a->db, a->pool, file->file, file->type, JOB_SMALL));
	return nerr_pass(db_exec(a->db, &ATTACHMENT_ADD_VERSION, id, number,
				 file->file, file->name, file->size, file->type,
				 file->family, a->account,
				 db_from_time(a->pool, a->now)));
}

static NEOERR *add(void *arg)
{
	struct adding *x = arg;
	const struct actor *a = x->a;
	const char *const *v = x->values;
	struct changes changes = {.pool = a->pool};
	struct proof proof;
	int64_t days;
	const char *words = described(a, v[ATTACHMENT_DESCRIPTION],
				      x->file->name);

	TRY(remind_days(a, v, &days));
	TRY(take_proof(a, x->owner, v, &proof));
	TRY(db_exec(a->db, &ATTACHMENT_ADD, x->owner->kind, x->owner->id,
		    x->owner->provider, x->owner->client,
		    strtoll(v[ATTACHMENT_KIND], NULL, 10), words,
		    v[ATTACHMENT_DATED], v[ATTACHMENT_EXPIRES], days,
		    proof.credential, proof.licence, a->account,
		    db_from_time(a->pool, a->now)));
	x->id = db_inserted(a->db);
	TRY(add_version(a, x->id, 1, x->file));
	changes_add(&changes, "name", "", x->file->name);
	changes_add(&changes, "description", "", words);
	return nerr_pass(log_it(a, "added", x->id, x->owner->provider,
				x->owner->client, told(x->owner, &changes)));
}

NEOERR *attachment_add(const struct actor *a, const struct owner *owner,
		       const struct attached *file, const char *const *values,
		       int64_t *id)
{
	struct adding x = {a, owner, file, values, 0};

	TRY(db_transaction(a->db, add, &x));
	*id = x.id;
	return STATUS_OK;
}

void attachment_values(const struct actor *a, const struct rows *r,
		       const char **values)
{
	static const char *const columns[] = {"kind_id", "description", "dated",
					      "expires", "remind_days"};

	for (int i = 0; i < ATTACHMENT_PROOF; i++)
		values[i] = row_null(r, 0, columns[i])
				? ""
				: row_text(r, 0, columns[i]);
	values[ATTACHMENT_PROOF] =
	    row_int(r, 0, "credential_id")
		? mem_printf(a->pool, "c%" PRId64,
			     row_int(r, 0, "credential_id"))
	    : row_int(r, 0, "licence_id")
		? mem_printf(a->pool, "l%" PRId64, row_int(r, 0, "licence_id"))
		: "";
}

NEOERR *attachment_save(const struct actor *a, int64_t id, int64_t version,
			const char *const *values)
{
	struct changes changes = {.pool = a->pool};
	const char *old[ATTACHMENT_FIELDS];
	struct owner owner;
	struct proof proof;
	struct rows r;
	int64_t days;

	TRY(attachment_get(a, id, &r, &owner));
	attachment_values(a, &r, old);
	TRY(remind_days(a, values, &days));
	/* What it proved and still proves is not asked about again. */
	if (!strcmp(old[ATTACHMENT_PROOF], values[ATTACHMENT_PROOF]) &&
	    !strcmp(old[ATTACHMENT_EXPIRES], values[ATTACHMENT_EXPIRES]))
		proof = (struct proof){row_int(&r, 0, "credential_id"),
				       row_int(&r, 0, "licence_id")};
	else
		TRY(take_proof(a, &owner, values, &proof));
	TRY(db_exec(a->db, &ATTACHMENT_SAVE,
		    strtoll(values[ATTACHMENT_KIND], NULL, 10),
		    described(a, values[ATTACHMENT_DESCRIPTION],
			      row_text(&r, 0, "name")),
		    values[ATTACHMENT_DATED], values[ATTACHMENT_EXPIRES], days,
		    proof.credential, proof.licence, id, version));
	if (!db_affected(a->db)) {
		record_clash(a, "attachment", id);
		return nerr_raise(ERR_CONFLICT, "changed meanwhile");
	}
	for (int i = 0; i < ATTACHMENT_FIELDS; i++)
		changes_add(&changes, attachment_fields[i].name, old[i],
			    values[i]);
	return nerr_pass(log_it(a, "changed", id, owner.provider, owner.client,
				told(&owner, &changes)));
}

bool attachment_may_change(const struct actor *a, const struct owner *owner)
{
	return !owner->submitted || actor_may(a, RIGHT_FORM_CORRECT);
}

static NEOERR *need_change(const struct actor *a, const struct owner *owner)
{
	if (attachment_may_change(a, owner))
		return STATUS_OK;
	return nerr_raise(ERR_FORBIDDEN, "the answer it belongs to was sent");
}

NEOERR *attachment_replace(const struct actor *a, int64_t id, int64_t version,
			   const struct attached *file)
{
	struct changes changes = {.pool = a->pool};
	struct owner owner;
	struct rows r;
	int64_t next;

	TRY(attachment_get(a, id, &r, &owner));
	TRY(need_change(a, &owner));
	if (strcmp(row_text(&r, 0, "state"), "current"))
		return nerr_raise(ERR_INVALID, "It is deleted");
	next = row_int(&r, 0, "current") + 1;
	TRY(db_exec(a->db, &ATTACHMENT_CURRENT, next, id, version));
	if (!db_affected(a->db)) {
		record_clash(a, "attachment", id);
		return nerr_raise(ERR_CONFLICT, "changed meanwhile");
	}
	TRY(add_version(a, id, next, file));
	changes_add(&changes, "name", row_text(&r, 0, "name"), file->name);
	changes_add(&changes, "number", row_text(&r, 0, "current"),
		    mem_printf(a->pool, "%" PRId64, next));
	return nerr_pass(log_it(a, "replaced", id, owner.provider, owner.client,
				told(&owner, &changes)));
}

NEOERR *attachment_delete(const struct actor *a, int64_t id, const char *reason)
{
	struct changes changes = {.pool = a->pool};
	struct owner owner;
	struct rows r;

	TRY(attachment_get(a, id, &r, &owner));
	TRY(need_change(a, &owner));
	TRY(db_exec(a->db, &ATTACHMENT_DELETE, db_from_time(a->pool, a->now),
		    a->account, reason, id));
	if (!db_affected(a->db))
		return nerr_raise(ERR_INVALID, "It is deleted already");
	changes_add(&changes, "reason", "", reason);
	return nerr_pass(log_it(a, "deleted", id, owner.provider, owner.client,
				told(&owner, &changes)));
}

NEOERR *attachment_take_back(const struct actor *a, const struct owner *owner,
			     int64_t id, const char *reason)
{
	struct changes changes = {.pool = a->pool};

	TRY(db_exec(a->db, &ATTACHMENT_TAKE_BACK,
		    db_from_time(a->pool, a->now), a->account, reason, id,
		    owner->kind, owner->id));
	if (!db_affected(a->db))
		return STATUS_OK;
	changes_add(&changes, "reason", "", reason);
	return nerr_pass(log_it(a, "deleted", id, owner->provider,
				owner->client, told(owner, &changes)));
}

NEOERR *attachment_belong(const struct actor *a, const struct owner *owner,
			  int64_t provider, int64_t client)
{
	return nerr_pass(db_exec(a->db, &ATTACHMENT_BELONG, provider, client,
				 owner->kind, owner->id));
}

NEOERR *attachment_hangs(const struct actor *a, const char *kind, int64_t owner,
			 int64_t id, bool *out)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &ATTACHMENT_OF, &r, id, kind, owner));
	*out = r.n;
	return STATUS_OK;
}

NEOERR *attachment_weight(const struct actor *a, const char *kind,
			  int64_t owner, int64_t *n, int64_t *bytes)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &ATTACHMENT_WEIGHT, &r, kind, owner));
	*n = row_int(&r, 0, "n");
	*bytes = row_int(&r, 0, "bytes");
	return STATUS_OK;
}

NEOERR *attachment_restore(const struct actor *a, int64_t id)
{
	struct owner owner;
	struct rows r;

	TRY(attachment_get(a, id, &r, &owner));
	TRY(need_change(a, &owner));
	if (row_null(&r, 0, "file_id"))
		return nerr_raise(ERR_INVALID, "Its file is gone: it was "
					       "deleted too long ago");
	TRY(db_exec(a->db, &ATTACHMENT_RESTORE, id));
	if (!db_affected(a->db))
		return nerr_raise(ERR_INVALID, "It is not deleted");
	return nerr_pass(
	    log_it(a, "restored", id, owner.provider, owner.client, NULL));
}

NEOERR *attachment_read(const struct actor *a, const struct rows *of,
			int64_t number, const char *how)
{
	struct changes changes = {.pool = a->pool};

	changes_add(&changes, "how", "", how);
	changes_add(&changes, "number", "",
		    mem_printf(a->pool, "%" PRId64, number));
	return nerr_pass(audit_read(
	    a, (struct audit){.action = "read",
			      .kind = "attachment",
			      .id = row_int(of, 0, "id"),
			      .provider = row_int(of, 0, "provider_id"),
			      .client = row_int(of, 0, "client_id"),
			      .changes = changes_text(&changes)}));
}

/* --- lists ------------------------------------------------------------------------ */

/* Text as LIKE takes it: its own signs mean themselves. */
static const char *like(const struct actor *a, const char *words)
{
	struct buf b = {.ctx = a->pool};

	buf_puts(&b, "%");
	for (; *words; words++) {
		if (strchr("%_\\", *words))
			buf_puts(&b, "\\");
		buf_add(&b, words, 1);
	}
	buf_puts(&b, "%");
	return buf_text(&b);
}

#define FILTER_PARAMS(a, f, kind, id, words)                                 \
	kind, kind, id, (f)->below, kind, id, kind, id, (f)->kind,           \
	    (f)->kind, (f)->family ? (f)->family : "",                       \
	    (f)->family ? (f)->family : "", words, like(a, words),           \
	    like(a, words), (f)->deleted ? "deleted" : "current"

NEOERR *attachment_list(const struct actor *a,
			const struct attachment_filter *f, int64_t offset,
			struct rows *out)
{
	const char *kind = f->owner ? f->owner->kind : "";
	const char *words = f->words ? f->words : "";
	int64_t id = f->owner ? f->owner->id : 0;

	return nerr_pass(db_query(a->db, a->pool, &ATTACHMENT_LIST, out,
				  SEEN_PARAMS(a),
				  FILTER_PARAMS(a, f, kind, id, words), offset));
}

NEOERR *attachment_count(const struct actor *a,
			 const struct attachment_filter *f, int64_t *out)
{
	const char *kind = f->owner ? f->owner->kind : "";
	const char *words = f->words ? f->words : "";
	int64_t id = f->owner ? f->owner->id : 0;
	struct rows r;

	TRY(db_query(a->db, a->pool, &ATTACHMENT_COUNT, &r, SEEN_PARAMS(a),
		     FILTER_PARAMS(a, f, kind, id, words)));
	*out = row_int(&r, 0, "n");
	return STATUS_OK;
}

NEOERR *attachment_expiring(const struct actor *a, int64_t kind, int64_t days,
			    int64_t offset, struct rows *out)
{
	char until[DATE_TEXT];

	date_format_iso(date_from_days(days ? a->today + days : a->today - 1),
			until);
	return nerr_pass(db_query(a->db, a->pool, &ATTACHMENT_EXPIRING, out,
				  SEEN_PARAMS(a), kind, kind, until, offset));
}

NEOERR *attachment_kinds(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &ATTACHMENT_KINDS, out));
}

/* --- the end of a tombstone's bytes -------------------------------------------- */

struct purging {
	const struct actor *a;
	int64_t id, provider, client;
};

static NEOERR *purge_one(void *arg)
{
	const struct purging *p = arg;

	TRY(db_exec(p->a->db, &ATTACHMENT_EMPTY, p->id));
	return nerr_pass(log_it(p->a, "emptied", p->id, p->provider, p->client,
				NULL));
}

NEOERR *attachment_purge(const struct actor *a, int64_t *n)
{
	struct rows r, days;

	*n = 0;
	TRY(db_query(a->db, a->pool, &ATTACHMENT_KEEP_DAYS, &days));
	TRY(db_query(a->db, a->pool, &ATTACHMENT_PURGE, &r,
		     db_from_time(a->pool, a->now),
		     days.n ? row_int(&days, 0, "days") : 90));
	for (size_t i = 0; i < r.n; i++) {
		struct purging p = {a, row_int(&r, i, "id"),
				    row_int(&r, i, "provider_id"),
				    row_int(&r, i, "client_id")};

		TRY(db_transaction(a->db, purge_one, &p));
		++*n;
	}
	return STATUS_OK;
}
