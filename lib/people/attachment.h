/* Attachments: documents that hang on something, in versions.
 * SPDX-License-Identifier: MIT
 *
 * An attachment hangs on a thing that has an identity (its owner: a provider, a
 * client, a note, ...). Whoever may see the owner and holds attachment.view may
 * see it; nobody else, by whatever address: one function decides
 * (attachment_get). It also stands under the provider's or client's name that
 * the owner belongs to.
 *
 * Its file is replaced by adding a version; old ones stay. Deleting is a
 * tombstone with a reason: the row stays for good, and can be brought back
 * while the bytes are kept (setting attachment.keep_days); then gc takes them.
 *
 * Giving out a file is written to the audit (attachment_read).
 */
#ifndef CAREBOOK_PEOPLE_ATTACHMENT_H
#define CAREBOOK_PEOPLE_ATTACHMENT_H

#include "files/file.h"
#include "files/sniff.h"
#include "people/record.h"

/* On what it hangs. Kinds: provider, client, note, incident, task, step (of a
 * workflow), person, answer (of a form), message; attachment.owner_kind. */
struct owner {
	const char *kind;
	int64_t id;
	int64_t provider, client; /* whose it is, 0: nobody's */
	const char *whose;	  /* "Wattle House" */
	const char *whose_href;	  /* its page */
	const char *name;	  /* as people know it: "Note of 3 Nov"; the same
				     as whose, where it is that itself */
	const char *href;	  /* its page */
	bool submitted;		  /* a form's answer that was sent in */
};

/* Fills in the rest of an owner of this kind and id, if this actor may see it;
 * else ERR_NOT_FOUND. The one function that decides about files. */
NEOERR *owner_get(const struct actor *a, const char *kind, int64_t id,
		  struct owner *out) MUST_CHECK;

/* The kinds of owners that this actor may see at all: bit n for the n-th of
 * attachment.owner_kind, from 1. */
uint64_t owner_kinds_seen(const struct actor *a);

enum attachment_field {
	ATTACHMENT_KIND,
	ATTACHMENT_DESCRIPTION,
	ATTACHMENT_DATED,
	ATTACHMENT_EXPIRES,
	ATTACHMENT_REMIND,
	ATTACHMENT_PROOF, /* "", "c12" credential, "n3-45" a check that is
			     missing (kind 3 of person 45, 0: the provider's
			     own), "l7" licence */
	ATTACHMENT_FIELDS,
	ATTACHMENT_FILES = ATTACHMENT_FIELDS, /* of the form that adds */
	ATTACHMENT_ADD_FIELDS
};
extern const struct field attachment_fields[ATTACHMENT_FIELDS];
extern const struct field attachment_add_fields[ATTACHMENT_ADD_FIELDS];
enum { REPLACE_FILE, REPLACE_DATED, REPLACE_EXPIRES, REPLACE_FIELDS };
extern const struct field attachment_replace_fields[REPLACE_FIELDS];

/* Columns of an attachment wherever one is read: */
#define ATTACHMENT_COLUMNS                                                   \
	"id:i owner_kind:s owner_id:i provider_id:i provider:s client_id:i"  \
	" client:s kind_id:i kind:s icon:s description:s dated:d expires:d"  \
	" remind_days:i credential_id:i licence_id:i current:i state:s"      \
	" created_at:t creator:s deleted_at:t deleter:s deleted_reason:s"    \
	" version:i number:i name:s size:i type:s file_id:i hash:s scan:s"   \
	" scan_words:s at:t author:s family:s thumb:i"
/* thumb: 1 where there are small pictures of it, else null. */

/* One with its current version, if this actor may: by its owner. A deleted one
 * only with attachment.remove. Else ERR_NOT_FOUND. owner may be NULL. */
NEOERR *attachment_get(const struct actor *a, int64_t id, struct rows *out,
		       struct owner *owner) MUST_CHECK;

/* Both of them together, as the gate of lib/web loads them. */
struct attachment {
	struct rows row;
	struct owner owner;
};

/* A version of one that attachment_get gave. Columns: number name size type
 * file_id hash scan scan_words at author */
NEOERR *attachment_version(const struct actor *a, int64_t id, int64_t number,
			   struct rows *out) MUST_CHECK;
NEOERR *attachment_versions(const struct actor *a, int64_t id,
			    struct rows *out) MUST_CHECK;

/* Adds one; file: file_come's id, kept here. name: as file_name_clean left it.
 * values[ATTACHMENT_FIELDS]. In the caller's transaction, or one of its own. */
struct attached {
	int64_t file;
	const char *name, *type, *family;
	int64_t size;
};
NEOERR *attachment_add(const struct actor *a, const struct owner *owner,
		       const struct attached *file, const char *const *values,
		       int64_t *id) MUST_CHECK;

/* The values of one that attachment_get gave. */
void attachment_values(const struct actor *a, const struct rows *r,
		       const char **values);

/* Changes what is said of it (not the file). */
NEOERR *attachment_save(const struct actor *a, int64_t id, int64_t version,
			const char *const *values) MUST_CHECK;

/* May this actor put another file in its place, delete it, bring it back? What
 * hangs on an answer that was sent in is part of it: correcting that is a right
 * of its own. */
bool attachment_may_change(const struct actor *a, const struct owner *owner);

/* A new version of its file. version: of the attachment, ERR_CONFLICT.
 * ERR_FORBIDDEN by attachment_may_change; the two below likewise. */
NEOERR *attachment_replace(const struct actor *a, int64_t id, int64_t version,
			   const struct attached *file) MUST_CHECK;

/* The tombstone, and back while its bytes are there. */
NEOERR *attachment_delete(const struct actor *a, int64_t id,
			  const char *reason) MUST_CHECK;
NEOERR *attachment_restore(const struct actor *a, int64_t id) MUST_CHECK;

/* The same for one that hangs on this owner, by whoever fills the owner in (a
 * form's draft): whoever calls has decided that they may. */
NEOERR *attachment_take_back(const struct actor *a, const struct owner *owner,
			     int64_t id, const char *reason) MUST_CHECK;

/* What hangs on this owner is the provider's and client's from now on, where it
 * was nobody's (0 leaves either alone). */
NEOERR *attachment_belong(const struct actor *a, const struct owner *owner,
			  int64_t provider, int64_t client) MUST_CHECK;

/* Does this one hang on it, deleted or not? */
NEOERR *attachment_hangs(const struct actor *a, const char *kind, int64_t owner,
			 int64_t id, bool *out) MUST_CHECK;
/* How many files were attached to it, all versions and those taken back too
 * while their bytes are kept, and how many bytes they are. */
NEOERR *attachment_weight(const struct actor *a, const char *kind,
			  int64_t owner, int64_t *n, int64_t *bytes) MUST_CHECK;

/* Somebody got the bytes of a version: how is "viewed" or "downloaded". */
NEOERR *attachment_read(const struct actor *a, const struct rows *of,
			int64_t number, const char *how) MUST_CHECK;

/* --- lists --------------------------------------------------------------- */

enum { ATTACHMENT_PAGE = 50 };

struct attachment_filter {
	const struct owner *owner; /* NULL: of all providers that one may see */
	int64_t kind;		   /* 0: all */
	const char *family;	   /* "" all; "picture", "pdf", ... */
	const char *words;	   /* "" all */
	bool deleted;		   /* those instead */
	bool below;		   /* also what hangs on what is the owner's */
};

/* The same as a form of filters. */
enum {
	ATTACHMENT_F_WORDS,
	ATTACHMENT_F_KIND, /* choices: attachment_kinds */
	ATTACHMENT_F_FAMILY,
	ATTACHMENT_FILTERS
};
extern const struct field attachment_filters[ATTACHMENT_FILTERS];

/* Newest first, only what this actor may see (a restricted note's are left out
 * for others). Columns
 * ATTACHMENT_COLUMNS. One more than a page where there is a next one. */
NEOERR *attachment_list(const struct actor *a,
			const struct attachment_filter *f, int64_t offset,
			struct rows *out) MUST_CHECK;
NEOERR *attachment_count(const struct actor *a,
			 const struct attachment_filter *f,
			 int64_t *out) MUST_CHECK;

/* The expiry board: what expires, soonest first, over all providers that this
 * actor may see. days: until when from today (0: what has expired).
 * Columns ATTACHMENT_COLUMNS. */
NEOERR *attachment_expiring(const struct actor *a, int64_t kind, int64_t days,
			    int64_t offset, struct rows *out) MUST_CHECK;

/* Kinds. Columns: id name icon expires remind_days */
NEOERR *attachment_kinds(const struct actor *a, struct rows *out) MUST_CHECK;

/* What one hung on this owner may be the proof of, for a choice: calls each
 * with value and label. What is missing is among it, if this actor may write it
 * down (person.edit): attachment_add makes it then. */
NEOERR *attachment_proofs(const struct actor *a, const struct owner *owner,
			  void (*each)(void *arg, const char *value,
				       const char *label),
			  void *arg) MUST_CHECK;

/* Takes the bytes of what was deleted longer ago than the setting
 * attachment.keep_days says, at most 500 of them; the tombstones stay. For
 * `carebook files gc`, before file_settle. */
NEOERR *attachment_purge(const struct actor *a, int64_t *n) MUST_CHECK;

#endif
