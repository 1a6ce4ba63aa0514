/* Notes.
 * SPDX-License-Identifier: MIT */
#include "people/note.h"

#include <inttypes.h>

#include "base/mem.h"
#include "people/audit.h"

static const struct choice kinds[] = {
    {"note", "Note"},	    {"phone", "Phone call"},
    {"visit", "Visit"},	    {"email", "E-mail"},
    {"meeting", "Meeting"}, {"concern", "Concern"},
    {NULL, NULL},
};

const struct field note_fields[NOTE_FIELDS] = {
    [NOTE_KIND] = {.name = "kind", .label = "Kind", .type = FIELD_SELECT,
		   .flags = FIELD_REQUIRED, .choices = kinds},
    [NOTE_TEXT] = {.name = "text", .label = "What was said or seen",
		   .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED,
		   .max = 20000},
    [NOTE_RESTRICTED] = {.name = "restricted",
			 .label = "Restricted: only I and those with the right "
				  "to restricted notes read it",
			 .type = FIELD_CHECKBOX},
};

/* May this person know of it? Parameters: account, has the right. */
#define MAY_READ " (n.restricted = 0 OR n.author_id = ? OR ?)"
#define NOTE_COLUMNS                                                      \
	"id:i kind:s at:t text:s restricted:i state:s author_id:i"         \
	" author:s face:i version:i changed_at:t"
#define NOTES                                                             \
	"SELECT n.id, n.kind, n.at, n.text, n.restricted, n.state,"       \
	" n.author_id, w.name, w.face, n.version,"                        \
	" IF(n.version > 1, (SELECT v.at FROM note_version v"             \
	"  WHERE v.note_id = n.id AND v.version = n.version), NULL)"
#define NOTES_FROM                                                        \
	" FROM note n LEFT JOIN account w ON w.id = n.author_id"
#define WANTED                                                            \
	" WHERE n.provider_id = ? AND n.state = ? AND" MAY_READ           \
	" AND (? = '' OR n.kind = ?) AND n.text LIKE ? AND n.text LIKE ?" \
	" AND n.text LIKE ? AND n.text LIKE ?"

SQL(NOTE_ADD, "isssii", "",
    "INSERT INTO note (provider_id, kind, at, text, restricted, author_id)"
    " VALUES (?, ?, ?, ?, ?, ?)");
SQL(NOTE_VERSION_ADD, "iissiis", "",
    "INSERT INTO note_version (note_id, version, kind, text, restricted,"
    " author_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)");
SQL(NOTE_GET, "iiii",
    NOTE_COLUMNS " withdrawn_reason:s withdrawn_at:t withdrawn_by:s",
    NOTES ", n.withdrawn_reason, n.withdrawn_at, b.name" NOTES_FROM
    " LEFT JOIN account b ON b.id = n.withdrawn_by"
    " WHERE n.id = ? AND n.provider_id = ? AND" MAY_READ);
SQL(NOTE_SAVE, "ssiiii", "",
    "UPDATE note SET kind = ?, text = ?, restricted = ?, version = version + 1"
    " WHERE id = ? AND provider_id = ? AND version = ? AND state = 'current'");
SQL(NOTE_WITHDRAW, "sisii", "",
    "UPDATE note SET state = 'withdrawn', withdrawn_at = ?, withdrawn_by = ?,"
    " withdrawn_reason = ? WHERE id = ? AND provider_id = ?"
    " AND state = 'current'");
SQL(NOTE_LIST, "isiissssssi", NOTE_COLUMNS,
    NOTES NOTES_FROM WANTED " ORDER BY n.at DESC, n.id DESC LIMIT 21 OFFSET ?");
SQL(NOTE_COUNT, "isiissssss", "n:i", "SELECT COUNT(*) FROM note n" WANTED);
SQL(NOTE_RECENT, "iii", NOTE_COLUMNS,
    NOTES NOTES_FROM " WHERE n.provider_id = ? AND n.state = 'current' AND"
    MAY_READ " ORDER BY n.at DESC, n.id DESC LIMIT 3");
SQL(NOTE_VERSIONS, "i",
    "version:i kind:s text:s restricted:i at:t author:s face:i",
    "SELECT v.version, v.kind, v.text, v.restricted, v.at, w.name, w.face"
    " FROM note_version v LEFT JOIN account w ON w.id = v.author_id"
    " WHERE v.note_id = ? ORDER BY v.version DESC LIMIT 100");

const char *note_kind_label(const char *kind)
{
	return choice_label(kinds, kind);
}

static bool may_read_all(const struct actor *a)
{
	return actor_may(a, RIGHT_NOTE_RESTRICTED);
}

/* The audit of a note says that, and how it was classed; never its text. */
static NEOERR *happened(const struct actor *a, const char *action,
			int64_t provider, int64_t id, const char *changes)
{
	return nerr_pass(audit_add(a, (struct audit){.action = action,
						     .kind = "note",
						     .id = id,
						     .provider = provider,
						     .changes = changes}));
}

static NEOERR *add_version(const struct actor *a, int64_t id, int64_t version,
			   const char *const *values)
{
	return nerr_pass(db_exec(a->db, &NOTE_VERSION_ADD, id, version,
				 values[NOTE_KIND], values[NOTE_TEXT],
				 *values[NOTE_RESTRICTED] ? 1 : 0, a->account,
				 db_from_time(a->pool, a->now)));
}

NEOERR *note_add(const struct actor *a, int64_t provider,
		 const char *const *values, int64_t *id)
{
	TRY(db_exec(a->db, &NOTE_ADD, provider, values[NOTE_KIND],
		    db_from_time(a->pool, a->now), values[NOTE_TEXT],
		    *values[NOTE_RESTRICTED] ? 1 : 0, a->account));
	*id = db_inserted(a->db);
	TRY(add_version(a, *id, 1, values));
	return nerr_pass(happened(a, "added", provider, *id, NULL));
}

/* Whoever has read a restricted note is known. */
static NEOERR *mark_readings(const struct actor *a, int64_t provider,
			     const struct rows *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		if (row_int(rows, i, "restricted"))
			TRY(audit_read(a, (struct audit){
					      .kind = "note",
					      .id = row_int(rows, i, "id"),
					      .provider = provider}));
	return STATUS_OK;
}

NEOERR *note_get(const struct actor *a, int64_t provider, int64_t id,
		 struct rows *out)
{
	TRY(db_query(a->db, a->pool, &NOTE_GET, out, id, provider, a->account,
		     may_read_all(a)));
	if (!out->n)
		return nerr_raise(ERR_NOT_FOUND, "no note %" PRId64, id);
	return nerr_pass(mark_readings(a, provider, out));
}

NEOERR *note_save(const struct actor *a, int64_t provider, int64_t id,
		  int64_t version, const char *const *values)
{
	struct changes changes = {.pool = a->pool};
	struct rows now;
	bool restricted;

	TRY(note_get(a, provider, id, &now));
	if (row_int(&now, 0, "author_id") != a->account)
		return nerr_raise(ERR_FORBIDDEN, "not the author's");
	if (strcmp(row_text(&now, 0, "state"), "current"))
		return nerr_raise(ERR_INVALID, "This note was withdrawn. Write "
					       "a new one instead.");
	restricted = row_int(&now, 0, "restricted");
	if (!strcmp(row_text(&now, 0, "text"), values[NOTE_TEXT]) &&
	    !strcmp(row_text(&now, 0, "kind"), values[NOTE_KIND]) &&
	    restricted == (*values[NOTE_RESTRICTED] != '\0'))
		return STATUS_OK;
	TRY(db_exec(a->db, &NOTE_SAVE, values[NOTE_KIND], values[NOTE_TEXT],
		    *values[NOTE_RESTRICTED] ? 1 : 0, id, provider, version));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_CONFLICT, "note %" PRId64 " has changed",
				  id);
	TRY(add_version(a, id, version + 1, values));
	if (strcmp(row_text(&now, 0, "kind"), values[NOTE_KIND]))
		changes_add(&changes, "kind", row_text(&now, 0, "kind"),
			    values[NOTE_KIND]);
	if (restricted != (*values[NOTE_RESTRICTED] != '\0'))
		changes_add(&changes, "restricted", restricted ? "1" : "",
			    values[NOTE_RESTRICTED]);
	return nerr_pass(
	    happened(a, "changed", provider, id, changes_text(&changes)));
}

NEOERR *note_withdraw(const struct actor *a, int64_t provider, int64_t id,
		      const char *reason)
{
	struct rows now;

	TRY(note_get(a, provider, id, &now));
	TRY(db_exec(a->db, &NOTE_WITHDRAW, db_from_time(a->pool, a->now),
		    a->account, reason, id, provider));
	if (db_affected(a->db) != 1)
		return STATUS_OK; /* somebody else was faster */
	return nerr_pass(happened(a, "withdrawn", provider, id, NULL));
}

/* A word as a pattern that finds it anywhere; its own % and _ mean themselves.
 * So words of any length are found, and those of scripts without spaces. */
static const char *pattern(const struct actor *a, const char **words)
{
	struct buf b = {.ctx = a->pool};
	const char *s = *words;

	buf_puts(&b, "%");
	while (*s == ' ' || *s == '\t')
		s++;
	for (; *s && *s != ' ' && *s != '\t'; s++) {
		if (*s == '%' || *s == '_' || *s == '\\')
			buf_puts(&b, "\\");
		buf_add(&b, s, 1);
	}
	if (b.len > 1)
		buf_puts(&b, "%");
	*words = s;
	return buf_text(&b);
}

static void patterns(const struct actor *a, const char *words,
		     const char *out[NOTE_WORDS])
{
	for (int i = 0; i < NOTE_WORDS; i++)
		out[i] = pattern(a, &words);
}

NEOERR *note_list(const struct actor *a, int64_t provider, const char *words,
		  const char *kind, bool withdrawn, int64_t offset,
		  struct rows *out)
{
	const char *p[NOTE_WORDS];

	patterns(a, words, p);
	TRY(db_query(a->db, a->pool, &NOTE_LIST, out, provider,
		     withdrawn ? "withdrawn" : "current", a->account,
		     may_read_all(a), kind, kind, p[0], p[1], p[2], p[3],
		     offset));
	return nerr_pass(mark_readings(a, provider, out));
}

NEOERR *note_count(const struct actor *a, int64_t provider, const char *words,
		   const char *kind, bool withdrawn, int64_t *out)
{
	const char *p[NOTE_WORDS];
	struct rows r;

	patterns(a, words, p);
	TRY(db_query(a->db, a->pool, &NOTE_COUNT, &r, provider,
		     withdrawn ? "withdrawn" : "current", a->account,
		     may_read_all(a), kind, kind, p[0], p[1], p[2], p[3]));
	*out = row_int(&r, 0, "n");
	return STATUS_OK;
}

NEOERR *note_recent(const struct actor *a, int64_t provider, struct rows *out)
{
	TRY(db_query(a->db, a->pool, &NOTE_RECENT, out, provider, a->account,
		     may_read_all(a)));
	return nerr_pass(mark_readings(a, provider, out));
}

NEOERR *note_versions(const struct actor *a, int64_t id, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &NOTE_VERSIONS, out, id));
}
