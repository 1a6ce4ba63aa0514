/* Answers: who may see them, and lists of them.
 * SPDX-License-Identifier: MIT */
#include "forms/filing.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/text.h"
#include "people/audit.h"
#include "people/client.h"
#include "people/provider.h"

/* The one rule of who sees an answer x, of provider p and client c. Parameters
 * (SEEN_PARAMS): regions, drafts of providers, regions, clients, account,
 * drafts of providers, account, account, account. A try of a form is its
 * maker's alone; what somebody outside has not sent (a draft about nobody, or
 * one that was thrown away) is nobody's here. */
#define SEEN                                                                \
	" (x.provider_id IS NULL OR (? & (1 << p.region_id)"                \
	"  AND (p.state <> 'draft' OR ?)))"                                 \
	" AND (x.client_id IS NULL OR (? & (1 << c.region_id) AND ?))"      \
	" AND (x.state <> 'preview' OR x.started_by = ?)"                   \
	" AND (x.provider_id IS NOT NULL OR x.client_id IS NOT NULL"        \
	"  OR x.state = 'preview'"                                          \
	"  OR (? AND (x.state NOT IN ('draft', 'dropped') OR ? = 0)))"      \
	" AND (? = 0 OR NOT EXISTS (SELECT 1 FROM form_role fr"             \
	"  WHERE fr.form_id = x.form_id) OR EXISTS (SELECT 1"               \
	"  FROM form_role fr JOIN account_role ar ON ar.role_id = fr.role_id" \
	"  WHERE fr.form_id = x.form_id AND ar.account_id = ?))"
#define SEEN_KINDS "iiiiiiiii"
#define SEEN_PARAMS(a)                                                      \
	(a)->regions, actor_may((a), RIGHT_PROVIDER_DRAFT), (a)->regions,   \
	    actor_may((a), RIGHT_CLIENT_VIEW), (a)->account,                \
	    actor_may((a), RIGHT_PROVIDER_DRAFT), (a)->account,             \
	    (a)->account, (a)->account

#define OWNERS                                                              \
	" LEFT JOIN provider p ON p.id = x.provider_id"                     \
	" LEFT JOIN client c ON c.id = x.client_id"
#define ABOUT                                                               \
	" LEFT JOIN person n ON n.id = x.person_id"                         \
	" LEFT JOIN meeting m ON m.id = x.meeting_id"                       \
	" LEFT JOIN workflow_step w ON w.id = x.step_id"                    \
	" LEFT JOIN workflow wf ON wf.id = w.workflow_id"                   \
	" LEFT JOIN workflow_definition wd ON wd.id = wf.definition_id"     \
	" LEFT JOIN workflow_definition_step ws"                            \
	"  ON ws.definition_id = wf.definition_id"                          \
	"  AND ws.position = w.position"

SQL(FILED_GET, "i" SEEN_KINDS,
    "id:i form_id:i version_id:i revision:i version:i provider_id:i"
    " client_id:i person_id:i meeting_id:i step_id:i state:s drafted:i"
    " limited:i form_name:s title:s form_version:s version_state:s provider:s"
    " client:s client_number:s person:s meeting:s workflow:s workflow_id:i"
    " step:s started_by_id:i started_by:s started_at:t submitted_by_id:i"
    " submitted_by:s submitted_at:t state_reason:s seed:i",
    "SELECT x.id, x.form_id, x.version_id, x.revision, x.version,"
    " x.provider_id, x.client_id, x.person_id, x.meeting_id, x.step_id,"
    " x.state, d.answer_id IS NOT NULL,"
    " EXISTS (SELECT 1 FROM form_role r WHERE r.form_id = x.form_id), f.name,"
    " v.title, v.version, v.state, p.name, c.name, c.number, n.name, m.title,"
    " wd.title, wf.id, ws.title, x.started_by, sb.name, x.started_at,"
    " x.submitted_by, ub.name, x.submitted_at, x.state_reason, x.seed"
    " FROM form_answer x JOIN form f ON f.id = x.form_id"
    " JOIN form_version v ON v.id = x.version_id" OWNERS ABOUT
    " LEFT JOIN form_draft d ON d.answer_id = x.id"
    " LEFT JOIN account sb ON sb.id = x.started_by"
    " LEFT JOIN account ub ON ub.id = x.submitted_by"
    " WHERE x.id = ? AND" SEEN);
SQL(FILED_REVISIONS, "i",
    "number:i at:t by:s reason:s hash:s version_id:i version:s",
    "SELECT r.number, r.at, b.name, r.reason, r.hash, r.version_id, v.version"
    " FROM form_answer_revision r JOIN form_version v ON v.id = r.version_id"
    " LEFT JOIN account b ON b.id = r.account_id"
    " WHERE r.answer_id = ? ORDER BY r.number DESC LIMIT 200");
SQL(FILED_REVISION, "ii", "version_id:i xml:s hash:s at:t",
    "SELECT version_id, xml, hash, at FROM form_answer_revision"
    " WHERE answer_id = ? AND number = ?");

/* What a filter asks; parameters in FILTER_PARAMS. */
#define ASKED                                                               \
	" AND (? = '' OR EXISTS (SELECT 1 FROM form_value fv"               \
	"  WHERE fv.answer_id = x.id AND fv.path = ? AND fv.words LIKE ?))"
#define FILTER                                                              \
	" WHERE (? = 0 OR x.form_id = ?) AND (? = 0 OR x.provider_id = ?)"  \
	" AND (? = 0 OR x.client_id = ?) AND (? = 0 OR x.person_id = ?)"    \
	" AND (? = 0 OR x.meeting_id = ?) AND (? = 0 OR x.id IN"            \
	"  (SELECT s.answer_id FROM form_draft s WHERE s.saved_by = ?)"     \
	"  OR (x.state = 'draft' AND x.started_by = ?))"                    \
	" AND FIND_IN_SET(x.state, ?)"                                      \
	" AND (? = '' OR COALESCE(x.submitted_at, x.started_at) >= ?)"      \
	" AND (? = '' OR COALESCE(x.submitted_at, x.started_at) < ?)"       \
	" AND (? = '' OR f.title LIKE ? OR p.name LIKE ? OR c.name LIKE ?"  \
	"  OR n.name LIKE ? OR EXISTS (SELECT 1 FROM form_value fv"         \
	"  WHERE fv.answer_id = x.id AND fv.words LIKE ?))"                 \
	ASKED ASKED ASKED ASKED " AND" SEEN
#define FILTER_KINDS "iiiiiiiiiiiii" "s" "ssss" "ssssss" "ssssssssssss" SEEN_KINDS
/* Which answers a filter finds, first: through the newest of all, until there
 * are enough; or by the index of whose they are. */
#define NARROW_FROM(index)                                                  \
	" FROM form_answer x" index " JOIN form f ON f.id = x.form_id" OWNERS \
	" LEFT JOIN person n ON n.id = x.person_id"
#define FOUND_IN_ALL                                                        \
	"SELECT STRAIGHT_JOIN x.id" NARROW_FROM(" FORCE INDEX (PRIMARY)")
#define FOUND_OF_ONE "SELECT x.id" NARROW_FROM("")
#define LIST_COLUMNS                                                        \
	"id:i form_id:i title:s form_version:s state:s revision:i drafted:i" \
	" limited:i provider_id:i provider:s client_id:i client:s person:s" \
	" meeting:s workflow:s started_at:t started_by:s submitted_at:t"    \
	" submitted_by:s saved_at:t saved_by:s done:i questions:i found:s"
#define LIST(which)                                                         \
	"SELECT STRAIGHT_JOIN x.id, x.form_id, v.title, v.version, x.state," \
	" x.revision,"                                                      \
	" d.answer_id IS NOT NULL,"                                         \
	" EXISTS (SELECT 1 FROM form_role r WHERE r.form_id = x.form_id),"  \
	" x.provider_id, p.name, x.client_id, c.name, n.name, m.title,"     \
	" wd.title, x.started_at, sb.name, x.submitted_at, ub.name,"        \
	" d.saved_at, db.name, d.done, d.questions,"                        \
	" (SELECT GROUP_CONCAT(CONCAT(fs.label,"                            \
	"   IF(RIGHT(fs.label, 1) IN ('?', ':', '.'), ' ', ': '), fv.words)" \
	"   ORDER BY fs.position, fv.position SEPARATOR ' · ')"             \
	"  FROM form_value fv JOIN form_search fs ON fs.form_id = fv.form_id" \
	"   AND fs.path = fv.path WHERE fv.answer_id = x.id"                \
	"   AND fv.words <> '')"                                            \
	" FROM (" which FILTER " ORDER BY x.id DESC LIMIT 26 OFFSET ?) k"   \
	" JOIN form_answer x ON x.id = k.id"                                \
	" JOIN form_version v ON v.id = x.version_id" OWNERS ABOUT          \
	" LEFT JOIN form_draft d ON d.answer_id = x.id"                     \
	" LEFT JOIN account sb ON sb.id = x.started_by"                     \
	" LEFT JOIN account ub ON ub.id = x.submitted_by"                   \
	" LEFT JOIN account db ON db.id = d.saved_by ORDER BY x.id DESC"
SQL(FILED_LIST, FILTER_KINDS "i", LIST_COLUMNS, LIST(FOUND_IN_ALL));
SQL(FILED_LIST_OF, FILTER_KINDS "i", LIST_COLUMNS, LIST(FOUND_OF_ONE));
SQL(FILED_PHOTO, "iis",
    "id:i provider_id:i client_id:i number:i hash:s size:i width:i height:i",
    "SELECT x.id, x.provider_id, x.client_id, v.number, m.hash, m.size,"
    " p.width, p.height FROM attachment x"
    " JOIN attachment_version v ON v.attachment_id = x.id"
    " JOIN file f ON f.id = v.file_id AND f.scan IN ('none', 'clean')"
    " JOIN picture p ON p.file_id = f.id AND p.name = 'view'"
    "  AND p.format = 'jpeg'"
    " JOIN file m ON m.id = p.made_id"
    " WHERE x.id = ? AND x.owner_kind = 'answer' AND x.owner_id = ?"
    " AND x.state = 'current' AND v.at <= ? AND v.family = 'picture'"
    " ORDER BY v.number DESC LIMIT 1");
SQL(FILED_COUNT, FILTER_KINDS, "n:i",
    "SELECT COUNT(*) FROM (" FOUND_IN_ALL FILTER
    " ORDER BY x.id DESC LIMIT 1001) k");
SQL(FILED_COUNT_OF, FILTER_KINDS, "n:i",
    "SELECT COUNT(*) FROM (" FOUND_OF_ONE FILTER " LIMIT 1001) k");
SQL(FILED_COUNTS, SEEN_KINDS "i", "submitted:i drafts:i",
    "SELECT COALESCE(SUM(x.state = 'submitted'), 0),"
    " COALESCE(SUM(x.state = 'draft'), 0) FROM form_answer x" OWNERS
    " WHERE" SEEN " AND x.provider_id = ?"
    " AND x.state IN ('submitted', 'draft')");
#define FILTER_FROM                                                         \
	" FROM form_answer x JOIN form f ON f.id = x.form_id"               \
	" JOIN form_version v ON v.id = x.version_id" OWNERS ABOUT
/* For the export: the same filter, oldest first. */
SQL(FILED_EXPORT, FILTER_KINDS,
    "id:i version_id:i title:s form_version:s revision:i provider:s client:s"
    " client_number:s person:s workflow:s started_at:t submitted_at:t submitted_by:s seed:i xml:s",
    "SELECT x.id, v.id, v.title, v.version, x.revision, p.name, c.name,"
    " c.number, n.name, wd.title, x.started_at, x.submitted_at, ub.name, x.seed,"
    " fr.xml" FILTER_FROM
    " JOIN form_answer_revision fr ON fr.answer_id = x.id"
    "  AND fr.number = x.revision"
    " LEFT JOIN account ub ON ub.id = x.submitted_by"
    FILTER " ORDER BY x.id LIMIT 1001");

SQL(FILED_STARTABLE, "iiiiiiiiiisiiii",
    "form_id:i version_id:i name:s title:s description:s version:s"
    " languages:s questions:i draft_id:i draft_by:s draft_at:t done:i"
    " of_questions:i submitted_at:t"
    " limited:i",
    "SELECT f.id, v.id, f.name, v.title, f.description, v.version,"
    " v.languages, v.questions, d.answer_id, b.name, d.saved_at, d.done,"
    " d.questions, (SELECT MAX(y.submitted_at) FROM form_answer y"
    "  WHERE y.form_id = f.id AND y.state = 'submitted'"
    "  AND y.provider_id <=> NULLIF(?, 0) AND y.client_id <=> NULLIF(?, 0)),"
    " EXISTS (SELECT 1 FROM form_role r WHERE r.form_id = f.id)"
    " FROM form f JOIN form_version v ON v.form_id = f.id AND v.current = 1"
    " LEFT JOIN form_draft d ON d.answer_id ="
    "  (SELECT MAX(x.id) FROM form_answer x WHERE x.form_id = f.id"
    "   AND x.state = 'draft' AND x.provider_id <=> NULLIF(?, 0)"
    "   AND x.client_id <=> NULLIF(?, 0) AND x.person_id <=> NULLIF(?, 0)"
    "   AND x.meeting_id <=> NULLIF(?, 0) AND x.step_id <=> NULLIF(?, 0))"
    " LEFT JOIN account b ON b.id = d.saved_by"
    " WHERE (? = 0 OR f.id = ?) AND (? OR FIND_IN_SET(?, f.about))"
    " AND (? = 0 OR NOT EXISTS (SELECT 1 FROM form_type t"
    "  WHERE t.form_id = f.id) OR EXISTS (SELECT 1 FROM form_type t"
    "  JOIN provider g ON g.type_id = t.type_id"
    "  WHERE t.form_id = f.id AND g.id = ?))"
    " AND (? = 0 OR NOT EXISTS (SELECT 1 FROM form_role fr"
    "  WHERE fr.form_id = f.id) OR EXISTS (SELECT 1 FROM form_role fr"
    "  JOIN account_role ar ON ar.role_id = fr.role_id"
    "  WHERE fr.form_id = f.id AND ar.account_id = ?))"
    " ORDER BY v.title LIMIT 200");
SQL(FILED_STEP_FORM, "i", "form_id:i",
    "SELECT ds.form_id FROM workflow_step s"
    " JOIN workflow w ON w.id = s.workflow_id"
    " JOIN workflow_definition_step ds ON ds.definition_id = w.definition_id"
    "  AND ds.position = s.position"
    " WHERE s.id = ? AND ds.needs = 'form'");
/* Forms that were filled in and whose answers the actor may see, in use or
 * not. */
SQL(FILED_FORMS, "ii", "id:i title:s",
    "SELECT f.id, f.title FROM form f WHERE EXISTS (SELECT 1"
    "  FROM form_answer x WHERE x.form_id = f.id"
    "  AND x.state IN ('submitted', 'draft', 'withdrawn')) AND (? = 0"
    " OR NOT EXISTS (SELECT 1 FROM form_role fr WHERE fr.form_id = f.id)"
    " OR EXISTS (SELECT 1 FROM form_role fr JOIN account_role ar"
    "  ON ar.role_id = fr.role_id WHERE fr.form_id = f.id"
    "  AND ar.account_id = ?)) ORDER BY f.title LIMIT 500");
SQL(FILED_PARTS, "iii", "person:s meeting:s workflow:s step:s",
    "SELECT n.name, m.title, wd.title, ws.title FROM"
    " (SELECT ? AS person_id, ? AS meeting_id, ? AS step_id) x" ABOUT);
SQL(FILED_PEOPLE, "is", "id:i name:s role:s",
    "SELECT h.id, h.name, MIN(l.role) FROM provider_person l"
    " JOIN person h ON h.id = l.person_id WHERE l.provider_id = ?"
    " AND (l.until_date IS NULL OR l.until_date >= ?)"
    " GROUP BY h.id, h.name ORDER BY h.name LIMIT 200");
SQL(FILED_STATE, "ssiis", "",
    "UPDATE form_answer SET state = ?, state_reason = ?, version = version + 1"
    " WHERE id = ? AND version = ? AND state = ?");
SQL(FILED_PERSON, "ii", "id:i",
    "SELECT id FROM provider_person WHERE person_id = ? AND provider_id = ?");
SQL(FILED_MEETING, "ii", "id:i",
    "SELECT id FROM meeting WHERE id = ? AND provider_id = ?");
SQL(FILED_STEP, "ii", "id:i",
    "SELECT s.id FROM workflow_step s JOIN workflow w ON w.id = s.workflow_id"
    " WHERE s.id = ? AND w.provider_id = ? AND w.state = 'running'");

/* --- one ------------------------------------------------------------------------ */

NEOERR *filed_get(const struct actor *a, int64_t id, struct filed **out)
{
	struct filed *f;
	struct rows r;

	TRY(db_query(a->db, a->pool, &FILED_GET, &r, id, SEEN_PARAMS(a)));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no answer %" PRId64, id);
	f = mem_new(a->pool, struct filed);
#define INT(member, column) f->member = row_int(&r, 0, #column)
#define TEXT(member) f->member = row_text(&r, 0, #member)
	INT(id, id);
	INT(form, form_id);
	INT(version_id, version_id);
	INT(revision, revision);
	INT(version, version);
	INT(about.provider, provider_id);
	INT(about.client, client_id);
	INT(about.person, person_id);
	INT(about.meeting, meeting_id);
	INT(about.step, step_id);
	INT(drafted, drafted);
	INT(limited, limited);
	INT(workflow_id, workflow_id);
	INT(seed, seed);
	INT(started_by_id, started_by_id);
	INT(submitted_by_id, submitted_by_id);
	TEXT(state);
	TEXT(form_name);
	TEXT(title);
	TEXT(form_version);
	TEXT(version_state);
	TEXT(provider);
	TEXT(client);
	TEXT(client_number);
	TEXT(person);
	TEXT(meeting);
	TEXT(workflow);
	TEXT(step);
	TEXT(started_by);
	TEXT(started_at);
	TEXT(submitted_by);
	TEXT(submitted_at);
	TEXT(state_reason);
#undef INT
#undef TEXT
	*out = f;
	return STATUS_OK;
}

const char *filed_kind(const struct filed *f)
{
	return f->limited ? "limited answer" : "answer";
}

NEOERR *filed_read(const struct actor *a, const struct filed *f)
{
	return nerr_pass(
	    audit_read(a, (struct audit){.kind = filed_kind(f),
					 .id = f->id,
					 .provider = f->about.provider,
					 .client = f->about.client}));
}

NEOERR *filed_photo(const struct actor *a, const struct filed *f,
		    int64_t attachment, int64_t at, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &FILED_PHOTO, out, attachment,
				  f->id, db_from_time(a->pool, at)));
}

NEOERR *filed_revisions(const struct actor *a, const struct filed *f,
			struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &FILED_REVISIONS, out, f->id));
}

NEOERR *filed_revision(const struct actor *a, const struct filed *f,
		       int64_t revision, struct rows *out)
{
	TRY(db_query(a->db, a->pool, &FILED_REVISION, out, f->id,
		     revision ? revision : f->revision));
	if (!out->n)
		return nerr_raise(ERR_NOT_FOUND,
				  "no revision %" PRId64 " of answer %" PRId64,
				  revision, f->id);
	return STATUS_OK;
}

NEOERR *filed_xml(const struct actor *a, const struct filed *f,
		  int64_t revision, const char **xml, const char **hash)
{
	struct rows r;

	TRY(filed_revision(a, f, revision, &r));
	*xml = row_text(&r, 0, "xml");
	if (hash)
		*hash = row_text(&r, 0, "hash");
	return STATUS_OK;
}

/* --- lists ------------------------------------------------------------------------ */

/* A text as a pattern that finds it anywhere; "" stays: no question. */
static const char *pattern(const struct actor *a, const char *text)
{
	struct buf b = {.ctx = a->pool};

	text = text_tidy(a->pool, text ? text : "", true);
	if (!*text)
		return "";
	buf_puts(&b, "%");
	for (; *text; text++) {
		if (strchr("%_\\", *text))
			buf_puts(&b, "\\");
		buf_add(&b, text, 1);
	}
	buf_puts(&b, "%");
	return buf_text(&b);
}

/* The instant at which a day begins at the agency's place; after: the next. */
static const char *midnight(const struct actor *a, const char *iso, int after)
{
	struct date d;

	if (!iso || !date_parse_iso(iso, &d))
		return "";
	d = date_from_days(date_to_days(d) + after);
	return db_from_time(a->pool, zone_utc_from_wall(a->zone, d, 0, 0));
}

/* The states that a filter means. */
static const char *states(const char *state)
{
	if (!state || !*state)
		return "draft,submitted";
	if (!strcmp(state, "mine"))
		return "draft,submitted";
	return state;
}

/* The parameters of FILTER, as typed text for db_query_v. */
struct filter_params {
	struct param list[48];
	size_t n;
};

static void put_int(struct filter_params *p, int64_t n)
{
	p->list[p->n++] = param_int(n);
}

static void put_text(struct filter_params *p, const char *s)
{
	p->list[p->n++] = param_text(s);
}

static void put_filter(const struct actor *a, const struct filed_filter *f,
		       struct filter_params *p)
{
	bool mine = f->state && !strcmp(f->state, "mine");
	const char *from = midnight(a, f->from, 0),
		   *until = midnight(a, f->until, 1),
		   *text = pattern(a, f->text);
	const int64_t numbers[] = {f->form,	f->form,   f->provider,
				   f->provider, f->client, f->client,
				   f->person,	f->person, f->meeting,
				   f->meeting,	mine,	   a->account,
				   a->account};
	const struct param seen[] = {
	    param_int((int64_t)a->regions),
	    param_int(actor_may(a, RIGHT_PROVIDER_DRAFT)),
	    param_int((int64_t)a->regions),
	    param_int(actor_may(a, RIGHT_CLIENT_VIEW)),
	    param_int(a->account),
	    param_int(actor_may(a, RIGHT_PROVIDER_DRAFT)),
	    param_int(a->account),
	    param_int(a->account),
	    param_int(a->account)};

	p->n = 0;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		put_int(p, numbers[i]);
	put_text(p, states(f->state));
	for (int i = 0; i < 2; i++)
		put_text(p, from);
	for (int i = 0; i < 2; i++)
		put_text(p, until);
	for (int i = 0; i < 6; i++)
		put_text(p, text);
	for (size_t i = 0; i < FILED_ASKED; i++) {
		const char *value =
		    i < f->n_asked ? pattern(a, f->asked[i].value) : "";

		put_text(p, value);
		put_text(p, *value ? f->asked[i].path : "");
		put_text(p, value);
	}
	for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
		p->list[p->n++] = seen[i];
}

/* One's own answers are few, and have an index. */
static bool is_of_one(const struct filed_filter *f)
{
	return f->provider || f->client || f->meeting;
}

NEOERR *filed_list(const struct actor *a, const struct filed_filter *f,
		   struct rows *out)
{
	struct filter_params p;

	put_filter(a, f, &p);
	put_int(&p, f->offset);
	return nerr_pass(db_query_params(
	    a->db, a->pool, is_of_one(f) ? &FILED_LIST_OF : &FILED_LIST, out,
	    p.list, p.n));
}

NEOERR *filed_count(const struct actor *a, const struct filed_filter *f,
		    int64_t *n)
{
	struct filter_params p;
	struct rows r;

	put_filter(a, f, &p);
	TRY(db_query_params(a->db, a->pool,
			    is_of_one(f) ? &FILED_COUNT_OF : &FILED_COUNT, &r,
			    p.list, p.n));
	*n = row_int(&r, 0, "n");
	return STATUS_OK;
}

NEOERR *filed_forms(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &FILED_FORMS, out, a->account,
				  a->account));
}

NEOERR *filed_export(const struct actor *a, const struct filed_filter *f,
		     struct rows *out)
{
	struct filter_params p;

	put_filter(a, f, &p);
	return nerr_pass(db_query_params(a->db, a->pool, &FILED_EXPORT, out,
					 p.list, p.n));
}

NEOERR *filed_counts(const struct actor *a, int64_t provider,
		     int64_t *submitted, int64_t *drafts)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &FILED_COUNTS, &r, SEEN_PARAMS(a),
		     provider));
	*submitted = row_int(&r, 0, "submitted");
	*drafts = row_int(&r, 0, "drafts");
	return STATUS_OK;
}

/* --- what may be started ------------------------------------------------------------ */

/* Is each part of it there, the provider's, and to be seen? */
static NEOERR *check_part(const struct actor *a, const struct sql *sql,
			  int64_t id, int64_t provider, const char *what)
{
	struct rows r;

	if (!id)
		return STATUS_OK;
	TRY(db_query(a->db, a->pool, sql, &r, id, provider));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no such %s", what);
	return STATUS_OK;
}

NEOERR *subject_check(const struct actor *a, const struct subject *s)
{
	struct provider *p;
	struct client *c;

	if (s->provider)
		TRY(provider_get(a, s->provider, &p));
	if (s->client && !actor_may(a, RIGHT_CLIENT_VIEW))
		return nerr_raise(ERR_NOT_FOUND, "no such client");
	if (s->client)
		TRY(client_get(a, s->client, &c));
	TRY(check_part(a, &FILED_PERSON, s->person, s->provider, "person"));
	TRY(check_part(a, &FILED_MEETING, s->meeting, s->provider, "meeting"));
	return nerr_pass(
	    check_part(a, &FILED_STEP, s->step, s->provider, "step"));
}

NEOERR *subject_parts(const struct actor *a, const struct subject *s,
		      struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &FILED_PARTS, out, s->person,
				  s->meeting, s->step));
}

NEOERR *subject_people(const struct actor *a, int64_t provider,
		       struct rows *out)
{
	char today[DATE_TEXT];

	date_format_iso(date_from_days(a->today), today);
	return nerr_pass(
	    db_query(a->db, a->pool, &FILED_PEOPLE, out, provider, today));
}

/* As form.about has it. */
static const char *subject_kind(const struct subject *s)
{
	return s->step	    ? "workflow"
	       : s->meeting ? "meeting"
	       : s->person  ? "person"
	       : s->client  ? "client"
			    : "provider";
}

NEOERR *filed_startable_one(const struct actor *a, int64_t form,
			    const struct subject *s, struct rows *out)
{
	const char *kind = subject_kind(s);
	int64_t named = 0;
	struct rows step;

	TRY(subject_check(a, s));
	/* A step that names its form asks for that one alone, whatever else
	 * the form is started for. */
	if (s->step) {
		TRY(db_query(a->db, a->pool, &FILED_STEP_FORM, &step, s->step));
		named = step.n ? row_int(&step, 0, "form_id") : -1;
		form = !named || form == named || !form ? form : -1;
		form = form ? form : named;
	}
	return nerr_pass(db_query(
	    a->db, a->pool, &FILED_STARTABLE, out, s->provider, s->client,
	    s->provider, s->client, s->person, s->meeting, s->step, form, form,
	    named > 0, kind, named > 0 ? 0 : s->provider, s->provider,
	    a->account, a->account));
}

NEOERR *filed_startable(const struct actor *a, const struct subject *about,
			struct rows *out)
{
	return nerr_pass(filed_startable_one(a, 0, about, out));
}

/* --- withdrawing ---------------------------------------------------------------------- */

static NEOERR *set_state(const struct actor *a, const struct filed *f,
			 const char *from, const char *to, const char *reason,
			 const char *action)
{
	struct changes changes = {.pool = a->pool};
	const char *text;

	if (!actor_may(a, RIGHT_FORM_CORRECT))
		return nerr_raise(ERR_FORBIDDEN, "needs form.correct");
	TRY(db_exec(a->db, &FILED_STATE, to, reason, f->id, f->version, from));
	if (db_affected(a->db) != 1) {
		return nerr_raise(ERR_INVALID, "Somebody changed this answer "
					       "meanwhile. Look at it again.");
	}
	changes_add(&changes, "state", from, to);
	if (*reason && !f->limited)
		changes_add(&changes, "reason", "", reason);
	text = changes_text(&changes);
	return nerr_pass(
	    audit_add(a, (struct audit){.action = action,
					.kind = filed_kind(f),
					.id = f->id,
					.provider = f->about.provider,
					.client = f->about.client,
					.changes = text}));
}

NEOERR *filed_withdraw(const struct actor *a, const struct filed *f,
		       const char *reason)
{
	if (!*reason)
		return nerr_raise(ERR_INVALID, "Say why it is withdrawn");
	if (f->drafted)
		return nerr_raise(ERR_INVALID,
				  "A correction is open: finish it or drop it "
				  "first");
	return nerr_pass(
	    set_state(a, f, "submitted", "withdrawn", reason, "withdrawn"));
}

NEOERR *filed_restore(const struct actor *a, const struct filed *f)
{
	return nerr_pass(
	    set_state(a, f, "withdrawn", "submitted", "", "restored"));
}
