/* Media: what the agency publishes to its clients.
 * SPDX-License-Identifier: MIT
 *
 * A video, a recording, a picture, a PDF or an article; a draft until it is
 * published to everybody, to groups or to single clients, for certain days.
 * Nothing is published that some could not get at: video and sound need
 * captions or a transcript, a picture an alternative text, a PDF its text in
 * short (media_wants tells). Information goes to whom it is for; marketing only
 * to those who have agreed to get it.
 *
 * media_for is what a client gets, and media_reach how many clients get
 * something: one condition, written once (MEDIA_REACHES in media.c).
 */
#ifndef CAREBOOK_PEOPLE_MEDIA_H
#define CAREBOOK_PEOPLE_MEDIA_H

#include "people/record.h"

enum media_kind {
	MEDIA_VIDEO,
	MEDIA_AUDIO,
	MEDIA_PICTURE,
	MEDIA_PDF,
	MEDIA_ARTICLE,
	MEDIA__KINDS
};
/* name as stored; label "Video"; family: of its file, NULL for none. */
struct media_kind_info {
	const char *name, *label, *a_label, *icon, *family;
};
const struct media_kind_info *media_kind_info(enum media_kind k);
/* MEDIA__KINDS where there is none. */
enum media_kind media_kind_by_name(const char *name);

enum media_field {
	MEDIA_TITLE,
	MEDIA_SUMMARY,
	MEDIA_PURPOSE,
	MEDIA_LANGUAGE,
	MEDIA_BODY, /* the article; what is said; what the PDF tells */
	MEDIA_ALT,
	MEDIA_POSTER_ALT,
	MEDIA_FIELDS, /* the record's; the form has its files too */
	MEDIA_F_FILE = MEDIA_FIELDS,
	MEDIA_F_CAPTIONS,
	MEDIA_F_POSTER,
	MEDIA_FORM
};
extern const struct field media_fields[MEDIA_FORM];
extern const struct record media_record; /* owner 0 */

/* A new one, a draft. values[MEDIA_FIELDS]. */
NEOERR *media_add(const struct actor *a, enum media_kind kind,
		  const char *const *values, int64_t *id) MUST_CHECK;

/* Which of its files. */
enum media_file {
	MEDIA_FILE,
	MEDIA_POSTER,
	MEDIA_CAPTIONS,
	MEDIA__FILES
};

#define MEDIA_COLUMNS                                                       \
	"id:i kind:s title:s summary:s purpose:s language:s body:s alt:s"  \
	" file_id:i file_name:s file_hash:s file_type:s file_size:i scan:s" \
	" poster_id:i poster_alt:s captions_id:i captions_hash:s"           \
	" captions_scan:s"                                                  \
	" everybody:i from_date:d until_date:d state:s published_at:t"      \
	" publisher:s withdrawn_at:t withdrawn_reason:s created_at:t"       \
	" creator:s version:i thumb:i groups:i clients:i"
/* thumb: the file of which there are small pictures to show it by (its poster,
 * or itself), null for none, or where harm was found in it or may be. */

/* One. ERR_NOT_FOUND. */
NEOERR *media_get(const struct actor *a, int64_t id,
		  struct rows *out) MUST_CHECK;

/* All, newest first, 25 at a time and one more where there are more. kind ""
 * and state "": any; words: in title and summary. */
enum { MEDIA_PAGE = 24 };
NEOERR *media_list(const struct actor *a, const char *kind, const char *state,
		   const char *words, int64_t offset,
		   struct rows *out) MUST_CHECK;

/* Gives it a file, in the transaction that brought it in. name: shown when it
 * is saved. A file of another family than its kind's is ERR_INVALID; captions
 * must have been read by vtt_read before. */
NEOERR *media_put_file(const struct actor *a, int64_t id,
		       enum media_file which, int64_t file, const char *type,
		       const char *name) MUST_CHECK;
/* Takes poster or captions off. ERR_INVALID where it is published and cannot
 * do without. */
NEOERR *media_drop_file(const struct actor *a, int64_t id,
			enum media_file which) MUST_CHECK;

/* What it still needs, in words for the person who publishes: n of them. */
enum { MEDIA_WANTS = 6 };
size_t media_wants(const struct rows *m, size_t i,
		   const char *wants[MEDIA_WANTS]);

/* --- to whom ------------------------------------------------------------- */

struct media_audience {
	bool everybody;
	const char *groups; /* "3,7" */
	const char *from, *until; /* dates, "" none */
};

/* Publishes it, or changes to whom and until when it is. ERR_INVALID where
 * something is wanting or nobody would get it. version: as it was read. */
NEOERR *media_publish(const struct actor *a, int64_t id, int64_t version,
		      const struct media_audience *to) MUST_CHECK;

/* Nobody gets it any more; it can be published again. */
NEOERR *media_withdraw(const struct actor *a, int64_t id,
		       const char *reason) MUST_CHECK;

/* Its groups: all that are in use. Columns: id name members chosen */
NEOERR *media_groups(const struct actor *a, int64_t id,
		     struct rows *out) MUST_CHECK;

/* Single clients whom this actor may see; others: how many of other regions.
 * Columns: id name number suburb photo */
NEOERR *media_clients(const struct actor *a, int64_t id, struct rows *out,
		      int64_t *others) MUST_CHECK;
/* Adds a client, or takes one off. A published one must keep somebody. */
NEOERR *media_put_client(const struct actor *a, int64_t id, int64_t client,
			 bool in) MUST_CHECK;

/* How many clients get it today (if it were published and its days were now).
 * declined: of them how many do not, since they want no marketing. */
NEOERR *media_reach(const struct actor *a, int64_t id, int64_t *clients,
		    int64_t *declined) MUST_CHECK;

/* --- the client's side --------------------------------------------------- */

/* What this client gets today, newest first, at most 100. The caller has seen
 * to it that the actor may see the client. Columns: id kind title summary
 * purpose language file_id file_type poster_id poster_alt captions_id
 * published_at until_date thumb alt */
NEOERR *media_for(const struct actor *a, int64_t client,
		  struct rows *out) MUST_CHECK;

/* One of these; ERR_NOT_FOUND where this client does not get it. Columns
 * MEDIA_COLUMNS. */
NEOERR *media_for_one(const struct actor *a, int64_t client, int64_t id,
		      struct rows *out) MUST_CHECK;

/* Whether a client wants marketing, as they last said; how: "by phone". */
NEOERR *media_consent(const struct actor *a, int64_t client, bool given,
		      const char *how) MUST_CHECK;
/* 0 rows where they never said. Columns: given at how account */
NEOERR *media_consent_of(const struct actor *a, int64_t client,
			 struct rows *out) MUST_CHECK;

#endif
