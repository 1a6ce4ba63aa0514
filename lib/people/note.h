/* Notes: what was said and seen, kept in all its versions.
 * SPDX-License-Identifier: MIT
 *
 * A note belongs to its author: only the author changes it, and each version
 * stays (note_version). Nothing is deleted; a note that does not belong there
 * is withdrawn, with the reason.
 *
 * A restricted note exists only for its author and for those with the right
 * note.restricted: for everybody else it is in no list, count, search or
 * address. Reading one leaves a mark in the audit. The audit never holds a
 * note's text.
 */
#ifndef CAREBOOK_PEOPLE_NOTE_H
#define CAREBOOK_PEOPLE_NOTE_H

#include "base/field.h"
#include "people/actor.h"

enum note_field { NOTE_KIND, NOTE_TEXT, NOTE_RESTRICTED, NOTE_FIELDS };
extern const struct field note_fields[NOTE_FIELDS];

/* "phone call", for "phone". */
const char *note_kind_label(const char *kind);

/* Writes one; values[NOTE_FIELDS] in canonical form. */
NEOERR *note_add(const struct actor *a, int64_t provider,
		 const char *const *values, int64_t *id) MUST_CHECK;

/* One that this person may read, else ERR_NOT_FOUND; a reading is written down
 * where it is restricted. Columns as of the list, and: withdrawn_reason
 * withdrawn_at withdrawn_by */
NEOERR *note_get(const struct actor *a, int64_t provider, int64_t id,
		 struct rows *out) MUST_CHECK;

/* A new version. ERR_FORBIDDEN for anybody but the author, ERR_CONFLICT where
 * version is not the newest, ERR_INVALID where it is withdrawn. */
NEOERR *note_save(const struct actor *a, int64_t provider, int64_t id,
		  int64_t version, const char *const *values) MUST_CHECK;

/* Takes it out of the lists; it stays to be read under "withdrawn". */
NEOERR *note_withdraw(const struct actor *a, int64_t provider, int64_t id,
		      const char *reason) MUST_CHECK;

enum { NOTE_PAGE = 20, NOTE_WORDS = 4 };

/* Newest first, a page (and one more) from offset. words: only those that hold
 * each of its first NOTE_WORDS words; kind: only these; both "" for all.
 * withdrawn: those instead. Readings of restricted ones are written down.
 * Columns: id kind at text restricted state author_id author face version
 * changed_at (of the newest version, where there are several) */
NEOERR *note_list(const struct actor *a, int64_t provider, const char *words,
		  const char *kind, bool withdrawn, int64_t offset,
		  struct rows *out) MUST_CHECK;
NEOERR *note_count(const struct actor *a, int64_t provider, const char *words,
		   const char *kind, bool withdrawn, int64_t *out) MUST_CHECK;

/* The newest few, for the summary of a profile: as a list. */
NEOERR *note_recent(const struct actor *a, int64_t provider,
		    struct rows *out) MUST_CHECK;

/* All versions of one that note_get gave, newest first. Columns: version kind
 * text restricted at author face */
NEOERR *note_versions(const struct actor *a, int64_t id,
		      struct rows *out) MUST_CHECK;

#endif
