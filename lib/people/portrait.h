/* Portraits: the photo of a provider, of a person there, of a client.
 * SPDX-License-Identifier: MIT
 *
 * What is shown is never the file that was uploaded, but what was made of it:
 * cut to the arch, without place and camera (files/picture.h). Until that is
 * done, and where there is none, a drawn face or the kind's icon stands there.
 *
 * A new photo is a new row, and its pictures have new addresses. Who may see
 * the owner may see its portrait: portrait_get decides, whatever asks.
 */
#ifndef CAREBOOK_PEOPLE_PORTRAIT_H
#define CAREBOOK_PEOPLE_PORTRAIT_H

#include "people/record.h"

/* In a SELECT: the number of the newest portrait of which there are pictures,
 * NULL for none. kind: "provider"; id: "p.id". */
#define PORTRAIT_OF(kind, id)                                             \
	"(SELECT MAX(po.id) FROM portrait po JOIN picture pi"             \
	" ON pi.file_id = po.file_id AND pi.name = 'small'"               \
	" AND pi.format = 'jpeg' WHERE po.owner_kind = '" kind "'"        \
	" AND po.owner_id = " id ")"

/* The same of a provider p of type t: where a person is the provider, their
 * main contact's photo does. */
#define PORTRAIT_OF_PROVIDER                                              \
	"COALESCE(" PORTRAIT_OF("provider", "p.id") ","                  \
	" IF(t.person, (SELECT MAX(po.id) FROM provider_person pl"        \
	"  JOIN portrait po ON po.owner_kind = 'person'"                  \
	"   AND po.owner_id = pl.person_id"                               \
	"  JOIN picture pi ON pi.file_id = po.file_id"                    \
	"   AND pi.name = 'small' AND pi.format = 'jpeg'"                 \
	"  WHERE pl.provider_id = p.id AND pl.main_contact), NULL))"

enum portrait_kind {
	PORTRAIT_PROVIDER,
	PORTRAIT_PERSON,
	PORTRAIT_CLIENT,
	PORTRAIT__KINDS
};
const char *portrait_kind_name(enum portrait_kind k); /* "provider" */

/* The newest of this owner, whom the caller may see. 0 rows or one.
 * Columns: id alt at:t account state (of its pictures: waiting, working, done,
 * refused, failed) refusal scan scan_words */
NEOERR *portrait_of(const struct actor *a, enum portrait_kind kind, int64_t id,
		    struct rows *out) MUST_CHECK;

/* A new photo, in the transaction that brought its file in. type: the file's;
 * one that can become no picture is ERR_INVALID. provider: whose profile it is
 * written down in, 0 for a client. */
NEOERR *portrait_set(const struct actor *a, enum portrait_kind kind,
		     int64_t id, int64_t provider, int64_t file,
		     const char *type, const char *alt) MUST_CHECK;

/* Another description of the same photo. ERR_NOT_FOUND where there is none. */
NEOERR *portrait_describe(const struct actor *a, enum portrait_kind kind,
			  int64_t id, int64_t provider,
			  const char *alt) MUST_CHECK;

/* No photo any more, and none from before. */
NEOERR *portrait_remove(const struct actor *a, enum portrait_kind kind,
			int64_t id, int64_t provider) MUST_CHECK;

/* A picture of one, if this actor may see its owner; else ERR_NOT_FOUND. size:
 * small, medium or large; format: webp or jpeg. Columns: hash size type width
 * height alt */
NEOERR *portrait_get(const struct actor *a, int64_t portrait, const char *size,
		     const char *format, struct rows *out) MUST_CHECK;

#endif
