/* Media: what the agency publishes to its clients.
 * SPDX-License-Identifier: MIT */
#include "people/media.h"

#include <inttypes.h>

#include "base/date.h"
#include "base/mem.h"
#include "files/job.h"
#include "files/sniff.h"
#include "people/audit.h"
#include "people/client.h"
#include "people/client_group.h"
#include "people/portrait.h"

/* In a WHERE: m is for client c. A derived table d holds today. */
#define MEDIA_REACHES                                                        \
	"(c.state = 'active' AND (m.everybody"                               \
	" OR EXISTS (SELECT 1 FROM media_client mc WHERE mc.media_id = m.id" \
	"  AND mc.client_id = c.id)"                                         \
	" OR EXISTS (SELECT 1 FROM media_group mg JOIN client_group g"       \
	"  ON g.id = mg.group_id WHERE mg.media_id = m.id"                   \
	"  AND " CLIENT_GROUP_HOLDS ")))"
/* Who never said is not asked to look at marketing. */
#define MEDIA_WANTED                                                         \
	"(m.purpose = 'information' OR COALESCE((SELECT k.given"             \
	" FROM client_consent k WHERE k.client_id = c.id"                    \
	" AND k.topic = 'marketing' ORDER BY k.id DESC LIMIT 1), 0))"
#define MEDIA_NOW                                                            \
	"(m.state = 'published'"                                             \
	" AND (m.from_date IS NULL OR m.from_date <= d.today)"               \
	" AND (m.until_date IS NULL OR m.until_date >= d.today))"
#define MEDIA_THUMB                                                          \
	"(SELECT p.file_id FROM picture p JOIN file q ON q.id = p.file_id"   \
	" WHERE p.file_id = COALESCE(m.poster_id, m.file_id)"                \
	" AND p.name = 'thumb' AND p.format = 'jpeg'"                        \
	" AND q.scan IN ('none', 'clean'))"
#define MEDIA_SELECT                                                         \
	"SELECT m.id, m.kind, m.title, m.summary, m.purpose, m.language,"    \
	" m.body, m.alt, m.file_id, m.file_name, f.hash, f.type, f.size,"    \
	" f.scan, m.poster_id, m.poster_alt, m.captions_id, v.hash, v.scan," \
	" m.everybody, m.from_date, m.until_date, m.state, m.published_at,"  \
	" b.name, m.withdrawn_at, m.withdrawn_reason, m.created_at, a.name," \
	" m.version, " MEDIA_THUMB ","                                       \
	" (SELECT COUNT(*) FROM media_group x WHERE x.media_id = m.id),"     \
	" (SELECT COUNT(*) FROM media_client x WHERE x.media_id = m.id)"     \
	" FROM media m LEFT JOIN file f ON f.id = m.file_id"                 \
	" LEFT JOIN file v ON v.id = m.captions_id"                          \
	" LEFT JOIN account a ON a.id = m.created_by"                        \
	" LEFT JOIN account b ON b.id = m.published_by"

SQL(MEDIA_ONE, "i", MEDIA_COLUMNS, MEDIA_SELECT " WHERE m.id = ?");
SQL(MEDIA_LIST, "ssssssi", MEDIA_COLUMNS,
    MEDIA_SELECT " WHERE (? = '' OR m.kind = ?) AND (? = '' OR m.state = ?)"
		 " AND (? = '' OR INSTR(CONCAT(m.title, ' ', m.summary), ?))"
		 " ORDER BY m.id DESC LIMIT 25 OFFSET ?");
SQL(MEDIA_GET, "ii",
    "version:i title:s summary:s purpose:s language:s body:s alt:s"
    " poster_alt:s",
    "SELECT version, title, summary, purpose, language, body, alt, poster_alt"
    " FROM media WHERE id = ? AND ? >= 0");
SQL(MEDIA_ADD, "ssssssss", "",
    "INSERT INTO media (created_at, kind, title, summary, purpose, language,"
    " body, alt, poster_alt) VALUES (UTC_TIMESTAMP(),"
    " ELT(?, 'video', 'audio', 'picture', 'pdf', 'article'), ?, ?, ?, ?, ?,"
    " ?, ?)");
SQL(MEDIA_BY, "sii", "",
    "UPDATE media SET created_at = ?, created_by = NULLIF(?, 0)"
    " WHERE id = ?");
SQL(MEDIA_SAVE, "sssssssss", "",
    "UPDATE media SET title = ?, summary = ?, purpose = ?, language = ?,"
    " body = ?, alt = ?, poster_alt = ?, version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(MEDIA_SET_FILE, "isi", "",
    "UPDATE media SET file_id = ?, file_name = ?, version = version + 1"
    " WHERE id = ?");
SQL(MEDIA_SET_POSTER, "ii", "",
    "UPDATE media SET poster_id = NULLIF(?, 0), version = version + 1"
    " WHERE id = ?");
SQL(MEDIA_SET_CAPTIONS, "ii", "",
    "UPDATE media SET captions_id = NULLIF(?, 0), version = version + 1"
    " WHERE id = ?");
SQL(MEDIA_PUBLISH, "issisii", "",
    "UPDATE media SET state = 'published', everybody = ?,"
    " from_date = NULLIF(?, ''), until_date = NULLIF(?, ''),"
    " published_by = NULLIF(?, 0), published_at = COALESCE("
    "  IF(state = 'published', published_at, NULL), ?), withdrawn_at = NULL,"
    " withdrawn_by = NULL, withdrawn_reason = '', version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(MEDIA_WITHDRAW, "sisi", "",
    "UPDATE media SET state = 'withdrawn', withdrawn_at = ?,"
    " withdrawn_by = NULLIF(?, 0), withdrawn_reason = ?,"
    " version = version + 1 WHERE id = ? AND state = 'published'");
SQL(MEDIA_GROUPS_CLEAR, "i", "", "DELETE FROM media_group WHERE media_id = ?");
SQL(MEDIA_GROUPS_SET, "is", "",
    "INSERT INTO media_group (media_id, group_id)"
    " SELECT ?, id FROM client_group WHERE FIND_IN_SET(id, ?)");
SQL(MEDIA_GROUPS, "is", "id:i name:s members:i chosen:i",
    "SELECT g.id, g.name, (SELECT COUNT(*) FROM client c"
    " WHERE " CLIENT_GROUP_HOLDS "), EXISTS (SELECT 1 FROM media_group x"
    " WHERE x.group_id = g.id AND x.media_id = d.media)"
    " FROM (SELECT ? AS media, CAST(? AS date) AS today) d"
    " JOIN client_group g WHERE g.state = 'active' ORDER BY g.name LIMIT 200");
SQL(MEDIA_CLIENTS, "ii", "id:i name:s number:s suburb:s photo:i",
    "SELECT c.id, c.name, c.number, c.suburb, " PORTRAIT_OF("client", "c.id")
    " FROM media_client x JOIN client c ON c.id = x.client_id"
    " WHERE x.media_id = ? AND ? & (1 << c.region_id)"
    " ORDER BY c.name, c.id LIMIT 500");
SQL(MEDIA_CLIENT_COUNT, "i", "n:i",
    "SELECT COUNT(*) FROM media_client WHERE media_id = ?");
SQL(MEDIA_CLIENT_PUT, "ii", "",
    "INSERT IGNORE INTO media_client (client_id, media_id) VALUES (?, ?)");
SQL(MEDIA_CLIENT_TAKE, "ii", "",
    "DELETE FROM media_client WHERE client_id = ? AND media_id = ?");
SQL(MEDIA_REACH, "si", "clients:i declined:i",
    "SELECT COALESCE(SUM(" MEDIA_WANTED "), 0),"
    " COALESCE(SUM(NOT " MEDIA_WANTED "), 0)"
    " FROM (SELECT CAST(? AS date) AS today) d JOIN media m JOIN client c"
    " WHERE m.id = ? AND " MEDIA_REACHES);
SQL(MEDIA_FOR, "si",
    "id:i kind:s title:s summary:s purpose:s language:s file_id:i file_type:s"
    " poster_id:i poster_alt:s captions_id:i published_at:t until_date:d"
    " thumb:i alt:s",
    "SELECT m.id, m.kind, m.title, m.summary, m.purpose, m.language,"
    " m.file_id, f.type, m.poster_id, m.poster_alt, m.captions_id,"
    " m.published_at, m.until_date, " MEDIA_THUMB ", m.alt"
    " FROM (SELECT CAST(? AS date) AS today) d JOIN client c JOIN media m"
    " LEFT JOIN file f ON f.id = m.file_id WHERE c.id = ? AND " MEDIA_NOW
    " AND (f.id IS NULL OR f.scan IN ('none', 'clean'))"
    " AND " MEDIA_WANTED " AND " MEDIA_REACHES
    " ORDER BY m.published_at DESC, m.id DESC LIMIT 100");
SQL(MEDIA_FOR_ONE, "sii", "id:i",
    "SELECT m.id FROM (SELECT CAST(? AS date) AS today) d JOIN client c"
    " JOIN media m LEFT JOIN file f ON f.id = m.file_id"
    " WHERE c.id = ? AND m.id = ? AND " MEDIA_NOW
    " AND (f.id IS NULL OR f.scan IN ('none', 'clean'))"
    " AND " MEDIA_WANTED " AND " MEDIA_REACHES);
SQL(CONSENT_ADD, "iisis", "",
    "INSERT INTO client_consent (client_id, given, how, account_id, at)"
    " VALUES (?, ?, ?, NULLIF(?, 0), ?)");
SQL(CONSENT_OF, "i", "given:i at:t how:s account:s",
    "SELECT k.given, k.at, k.how, a.name FROM client_consent k"
    " LEFT JOIN account a ON a.id = k.account_id"
    " WHERE k.client_id = ? AND k.topic = 'marketing'"
    " ORDER BY k.id DESC LIMIT 1");

/* --- kinds and fields --------------------------------------------------- */

static const struct media_kind_info infos[MEDIA__KINDS] = {
    [MEDIA_VIDEO] = {"video", "Video", "a video", "film", "video"},
    [MEDIA_AUDIO] = {"audio", "Recording", "a recording", "mic", "audio"},
    [MEDIA_PICTURE] = {"picture", "Picture", "a picture", "image", "picture"},
    [MEDIA_PDF] = {"pdf", "PDF", "a PDF", "file-earmark-pdf", "pdf"},
    [MEDIA_ARTICLE] = {"article", "Article", "an article", "newspaper", NULL},
};

const struct media_kind_info *media_kind_info(enum media_kind k)
{
	return &infos[k];
}

enum media_kind media_kind_by_name(const char *name)
{
	int k = 0;

	while (k < MEDIA__KINDS && strcmp(infos[k].name, name))
		k++;
	return (enum media_kind)k;
}

static const struct choice purposes[] = {
    {"information", "Information about their care: everybody whom it is for "
		    "gets it"},
    {"marketing", "Marketing: only those get it who have agreed to"},
    {NULL, NULL}};
static const struct choice languages[] = {
    {"en-AU", "English"},    {"ar", "Arabic"},	   {"el", "Greek"},
    {"hi", "Hindi"},	     {"it", "Italian"},	   {"pa", "Punjabi"},
    {"vi", "Vietnamese"},    {"yue", "Cantonese"}, {"zh", "Mandarin"},
    {NULL, NULL}};

const struct field media_fields[MEDIA_FORM] = {
    [MEDIA_TITLE] = {"title", "Title", FIELD_TEXT, FIELD_REQUIRED, 150},
    [MEDIA_SUMMARY] = {"summary", "What it is about, in a sentence or two",
		       FIELD_LONGTEXT, 0, 500,
		       .hint = "Shown beside it, before it is opened"},
    [MEDIA_PURPOSE] = {"purpose", "What it is", FIELD_RADIO, FIELD_REQUIRED,
		       .choices = purposes},
    [MEDIA_LANGUAGE] = {"language", "Language", FIELD_SELECT, FIELD_REQUIRED,
			.choices = languages},
    [MEDIA_BODY] = {"body", "Transcript", FIELD_LONGTEXT, 0, 100000},
    [MEDIA_ALT] = {"alt", "What can be seen in it", FIELD_TEXT, 0, 300,
		   .hint = "For those who cannot see it: what you would tell "
			   "them on the phone"},
    [MEDIA_POSTER_ALT] = {"poster_alt", "What can be seen in the still",
			  FIELD_TEXT, 0, 300,
			  .hint = "For those who cannot see it"},
    [MEDIA_F_FILE] = {"file", "Its file", FIELD_FILE},
    [MEDIA_F_CAPTIONS] = {"captions", "Captions", FIELD_FILE,
			  .hint = "A WebVTT file (.vtt), as caption editors "
				  "make"},
    [MEDIA_F_POSTER] = {"poster", "A still picture to show before it plays",
			FIELD_FILE},
};

const struct record media_record = {
    .kind = "media",
    .fields = media_fields,
    .n = MEDIA_FIELDS,
    .get = &MEDIA_GET,
    .insert = &MEDIA_ADD,
    .update = &MEDIA_SAVE,
};

static const char *today(const struct actor *a)
{
	char *text = mem_zalloc(a->pool, DATE_TEXT);

	date_format_iso(date_from_days(a->today), text);
	return text;
}

NEOERR *media_get(const struct actor *a, int64_t id, struct rows *out)
{
	TRY(db_query(a->db, a->pool, &MEDIA_ONE, out, id));
	return out->n ? STATUS_OK : nerr_raise(ERR_NOT_FOUND, "no such media");
}

NEOERR *media_list(const struct actor *a, const char *kind, const char *state,
		   const char *words, int64_t offset, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &MEDIA_LIST, out, kind, kind,
				  state, state, words, words, offset));
}

NEOERR *media_add(const struct actor *a, enum media_kind kind,
		  const char *const *values, int64_t *id)
{
	TRY(record_add(a, &media_record,
		       (struct record_of){.owner = (int64_t)kind + 1}, values,
		       id));
	return nerr_pass(db_exec(a->db, &MEDIA_BY,
				 db_from_time(a->pool, a->now), a->account,
				 *id));
}

/* --- files -------------------------------------------------------------- */

static NEOERR *note_down(const struct actor *a, const char *action, int64_t id,
			 const char *field, const char *before,
			 const char *after)
{
	struct changes c = {.pool = a->pool};

	if (field)
		changes_add(&c, field, before, after);
	return nerr_pass(
	    audit_add(a, (struct audit){.action = action,
					.kind = "media",
					.id = id,
					.changes = changes_text(&c)}));
}

static NEOERR *check_family(const struct rows *m, enum media_file which,
			    const char *type)
{
	const char *family = file_family(type);
	const struct media_kind_info *k =
	    &infos[media_kind_by_name(row_text(m, 0, "kind"))];
	/* A recording often comes in a video's box. */
	bool fits = k->family &&
		    (!strcmp(family, k->family) ||
		     (!strcmp(k->family, "audio") && !strcmp(type, "video/mp4")));

	if (which == MEDIA_FILE && !fits)
		return nerr_raise(ERR_INVALID, "This is not %s", k->a_label);
	if (which == MEDIA_POSTER && strcmp(family, "picture"))
		return nerr_raise(ERR_INVALID, "The still must be a picture");
	if (which == MEDIA_CAPTIONS && strcmp(type, "text/vtt"))
		return nerr_raise(ERR_INVALID, "Captions are a WebVTT file");
	return STATUS_OK;
}

NEOERR *media_put_file(const struct actor *a, int64_t id,
		       enum media_file which, int64_t file, const char *type,
		       const char *name)
{
	static const char *const fields[MEDIA__FILES] = {"file", "poster",
							 "captions"};
	struct rows m;

	TRY(media_get(a, id, &m));
	TRY(check_family(&m, which, type));
	TRY(file_keep(a->db, a->pool, file));
	if (which == MEDIA_FILE)
		TRY(db_exec(a->db, &MEDIA_SET_FILE, file, name, id));
	else
		TRY(db_exec(a->db,
			    which == MEDIA_POSTER ? &MEDIA_SET_POSTER
						  : &MEDIA_SET_CAPTIONS,
			    file, id));
	if (which != MEDIA_CAPTIONS)
		TRY(job_ask(a->db, a->pool, file, type, JOB_SMALL));
	return nerr_pass(note_down(a, "file", id, fields[which], "", name));
}

/* --- what is wanting ---------------------------------------------------- */

size_t media_wants(const struct rows *m, size_t i,
		   const char *wants[MEDIA_WANTS])
{
	enum media_kind k = media_kind_by_name(row_text(m, i, "kind"));
	bool file = !row_null(m, i, "file_id");
	bool words = *row_text(m, i, "body") || !row_null(m, i, "captions_id");
	size_t n = 0;

	if (infos[k].family && !file)
		wants[n++] = "Its file";
	if (file && !strcmp(row_text(m, i, "scan"), "refused"))
		wants[n++] = "Another file: this one is held back, since the "
			     "scanner found something in it";
	if ((k == MEDIA_VIDEO || k == MEDIA_AUDIO) && !words)
		wants[n++] = "Captions, or a transcript of what is said, for "
			     "those who cannot hear it";
	if (k == MEDIA_PICTURE && !*row_text(m, i, "alt"))
		wants[n++] = "What can be seen in it, for those who cannot see "
			     "it";
	if (k == MEDIA_PDF && !*row_text(m, i, "body"))
		wants[n++] = "What it tells, in short, for those who cannot "
			     "read it on their device";
	if (k == MEDIA_ARTICLE && !*row_text(m, i, "body"))
		wants[n++] = "Its text";
	if (!row_null(m, i, "poster_id") && !*row_text(m, i, "poster_alt"))
		wants[n++] = "What can be seen in the still picture";
	return n;
}

static NEOERR *must_want_nothing(const struct rows *m)
{
	const char *wants[MEDIA_WANTS];

	if (!media_wants(m, 0, wants))
		return STATUS_OK;
	return nerr_raise(ERR_INVALID, "Before it can be published it needs: %s",
			  wants[0]);
}

NEOERR *media_drop_file(const struct actor *a, int64_t id,
			enum media_file which)
{
	struct rows m;

	if (which == MEDIA_FILE)
		return nerr_raise(ERR_INVALID, "Its file can be replaced only");
	TRY(db_exec(a->db,
		    which == MEDIA_POSTER ? &MEDIA_SET_POSTER
					  : &MEDIA_SET_CAPTIONS,
		    0, id));
	TRY(media_get(a, id, &m));
	if (!strcmp(row_text(&m, 0, "state"), "published"))
		TRY(must_want_nothing(&m));
	return nerr_pass(note_down(a, "file", id,
				   which == MEDIA_POSTER ? "poster"
							 : "captions",
				   "there", ""));
}

/* --- to whom ------------------------------------------------------------ */

static NEOERR *somebody_gets_it(const struct actor *a, int64_t id)
{
	struct rows m;

	TRY(media_get(a, id, &m));
	if (row_int(&m, 0, "everybody") || row_int(&m, 0, "groups") ||
	    row_int(&m, 0, "clients"))
		return STATUS_OK;
	return nerr_raise(ERR_INVALID, "Say who gets it: everybody, a group, or "
				       "single clients");
}

NEOERR *media_publish(const struct actor *a, int64_t id, int64_t version,
		      const struct media_audience *to)
{
	struct rows m;

	TRY(media_get(a, id, &m));
	TRY(must_want_nothing(&m));
	if (*to->from && *to->until && strcmp(to->until, to->from) < 0)
		return nerr_raise(ERR_INVALID,
				  "The last day must not be before the first");
	TRY(db_exec(a->db, &MEDIA_GROUPS_CLEAR, id));
	TRY(db_exec(a->db, &MEDIA_GROUPS_SET, id, to->groups));
	TRY(db_exec(a->db, &MEDIA_PUBLISH, (int64_t)to->everybody, to->from,
		    to->until, a->account, db_from_time(a->pool, a->now), id,
		    version));
	if (db_affected(a->db) != 1) {
		record_clash(a, "media", id);
		return nerr_raise(ERR_CONFLICT, "it has changed meanwhile");
	}
	TRY(somebody_gets_it(a, id));
	return nerr_pass(note_down(
	    a, "published", id, "to", "",
	    mem_printf(a->pool, "%s%s%s", to->everybody ? "everybody" : "",
		       *to->groups ? " groups " : "", to->groups)));
}

NEOERR *media_withdraw(const struct actor *a, int64_t id, const char *reason)
{
	TRY(db_exec(a->db, &MEDIA_WITHDRAW, db_from_time(a->pool, a->now),
		    a->account, reason, id));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_INVALID, "It is not published");
	return nerr_pass(
	    note_down(a, "withdrawn", id, "reason", "", reason));
}

NEOERR *media_groups(const struct actor *a, int64_t id, struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &MEDIA_GROUPS, out, id, today(a)));
}

NEOERR *media_clients(const struct actor *a, int64_t id, struct rows *out,
		      int64_t *others)
{
	struct rows all;

	TRY(db_query(a->db, a->pool, &MEDIA_CLIENTS, out, id,
		     (int64_t)a->regions));
	TRY(db_query(a->db, a->pool, &MEDIA_CLIENT_COUNT, &all, id));
	*others = row_int(&all, 0, "n") - (int64_t)out->n;
	return STATUS_OK;
}

NEOERR *media_put_client(const struct actor *a, int64_t id, int64_t client,
			 bool in)
{
	struct client *c;
	struct rows m;

	TRY(client_get(a, client, &c));
	TRY(media_get(a, id, &m));
	TRY(db_exec(a->db, in ? &MEDIA_CLIENT_PUT : &MEDIA_CLIENT_TAKE, client,
		    id));
	if (!db_affected(a->db))
		return STATUS_OK;
	if (!strcmp(row_text(&m, 0, "state"), "published"))
		TRY(somebody_gets_it(a, id));
	return nerr_pass(
	    audit_add(a, (struct audit){.action = in ? "put in" : "taken out",
					.kind = "media",
					.id = id,
					.client = client}));
}

NEOERR *media_reach(const struct actor *a, int64_t id, int64_t *clients,
		    int64_t *declined)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &MEDIA_REACH, &r, today(a), id));
	*clients = row_int(&r, 0, "clients");
	*declined = row_int(&r, 0, "declined");
	return STATUS_OK;
}

/* --- the client's side -------------------------------------------------- */

NEOERR *media_for(const struct actor *a, int64_t client, struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &MEDIA_FOR, out, today(a), client));
}

NEOERR *media_for_one(const struct actor *a, int64_t client, int64_t id,
		      struct rows *out)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &MEDIA_FOR_ONE, &r, today(a), client,
		     id));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "not for this client");
	return nerr_pass(media_get(a, id, out));
}

NEOERR *media_consent(const struct actor *a, int64_t client, bool given,
		      const char *how)
{
	struct changes c = {.pool = a->pool};

	TRY(db_exec(a->db, &CONSENT_ADD, client, (int64_t)given, how,
		    a->account, db_from_time(a->pool, a->now)));
	changes_add(&c, "marketing", "", given ? "yes" : "no");
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "consent",
			      .kind = "client",
			      .id = client,
			      .client = client,
			      .changes = changes_text(&c)}));
}

NEOERR *media_consent_of(const struct actor *a, int64_t client,
			 struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &CONSENT_OF, out, client));
}
