/* Media of a form.
 * SPDX-License-Identifier: MIT */
#include "forms/media.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "files/file.h"
#include "forms/library.h"
#include "people/audit.h"

enum { NAMES_MAX = 500, NAME_MAX_BYTES = 190 };

SQL(FORM_MEDIA_LIST, "i", "id:i name:s size:i type:s scan:s added_at:t by:s",
    "SELECT m.id, m.name, f.size, f.type, f.scan, m.added_at, b.name"
    " FROM form_media m JOIN file f ON f.id = m.file_id"
    " LEFT JOIN account b ON b.id = m.added_by"
    " WHERE m.version_id = ? ORDER BY m.name LIMIT 500");
SQL(FORM_MEDIA_GET, "i", "version_id:i form_id:i name:s hash:s type:s",
    "SELECT m.version_id, v.form_id, m.name, f.hash, f.type"
    " FROM form_media m JOIN file f ON f.id = m.file_id"
    " JOIN form_version v ON v.id = m.version_id"
    " WHERE m.id = ? AND f.scan IN ('none', 'clean')");
SQL(FORM_MEDIA_NAMED, "is", "id:i",
    "SELECT id FROM form_media WHERE version_id = ? AND name = ?");
SQL(FORM_MEDIA_ADD, "isiis", "",
    "INSERT INTO form_media (version_id, name, file_id, added_by, added_at)"
    " VALUES (?, ?, ?, NULLIF(?, 0), ?)");
SQL(FORM_MEDIA_REPLACE, "iisi", "",
    "UPDATE form_media SET file_id = ?, added_by = NULLIF(?, 0), added_at = ?"
    " WHERE id = ?");

static bool is_known(const char **names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

size_t form_media_wanted(void *pool, const char *xml, const char ***names)
{
	static const char begin[] = "jr://";
	size_t n = 0;

	*names = mem_array(pool, NAMES_MAX, sizeof **names);
	while (n < NAMES_MAX && (xml = strstr(xml, begin))) {
		const char *name;
		size_t len;

		xml += sizeof begin - 1;
		len = strcspn(xml, "/<>\"' \t\r\n");
		/* Lists from outside and the answer itself are no media. */
		if (xml[len] != '/' || (strncmp(xml, "images/", 7) &&
					strncmp(xml, "audio/", 6) &&
					strncmp(xml, "video/", 6)))
			continue;
		xml += len + 1;
		len = strcspn(xml, "<>\"'\r\n");
		if (!len || len > NAME_MAX_BYTES)
			continue;
		name = mem_strndup(pool, xml, len);
		if (!is_known(*names, n, name))
			(*names)[n++] = name;
	}
	return n;
}

NEOERR *form_media_list(const struct actor *a, int64_t version,
			struct rows *out)
{
	return nerr_pass(
	    db_query(a->db, a->pool, &FORM_MEDIA_LIST, out, version));
}

NEOERR *form_media_get(const struct actor *a, int64_t id, struct rows *out)
{
	TRY(db_query(a->db, a->pool, &FORM_MEDIA_GET, out, id));
	if (!out->n)
		return nerr_raise(ERR_NOT_FOUND, "no medium %" PRId64, id);
	return STATUS_OK;
}

NEOERR *form_media_put(const struct actor *a, int64_t version,
		       const char *name, int64_t file)
{
	const char *now = db_from_time(a->pool, a->now), *xml, **names;
	struct changes changes = {.pool = a->pool};
	struct library_version v;
	struct rows there;
	size_t n;

	TRY(library_version_get(a, version, &v));
	TRY(library_xml(a, version, &xml));
	n = form_media_wanted(a->pool, xml, &names);
	if (!is_known(names, n, name))
		return nerr_raise(ERR_INVALID,
				  "The form shows no file named “%s”", name);
	TRY(db_query(a->db, a->pool, &FORM_MEDIA_NAMED, &there, version, name));
	if (there.n && (strcmp(v.state, "draft") || v.answers))
		return nerr_raise(ERR_INVALID,
				  "“%s” is there, and stays: this version was "
				  "in use. Give the form a new version.",
				  name);
	TRY(file_keep(a->db, a->pool, file));
	if (there.n)
		TRY(db_exec(a->db, &FORM_MEDIA_REPLACE, file, a->account, now,
			    row_int(&there, 0, "id")));
	else
		TRY(db_exec(a->db, &FORM_MEDIA_ADD, version, name, file,
			    a->account, now));
	changes_add(&changes, "media", "", name);
	changes_add(&changes, "version", "", v.version);
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "changed",
			      .kind = "form",
			      .id = v.form,
			      .changes = changes_text(&changes)}));
}
