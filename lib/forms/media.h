/* Media of a form: the pictures, recordings and films that its questions show.
 * SPDX-License-Identifier: MIT
 *
 * The XML names them (jr://images/kitchen.jpg); the files are added to the
 * version, under these names and no others. Once a version was published or
 * answered, what is there stays; what is missing may still be added.
 */
#ifndef CAREBOOK_FORMS_MEDIA_H
#define CAREBOOK_FORMS_MEDIA_H

#include "people/actor.h"

/* The names that an XML asks for, each once, in its order. */
size_t form_media_wanted(void *pool, const char *xml, const char ***names);

/* What is there. Columns: id name size type added_at by */
NEOERR *form_media_list(const struct actor *a, int64_t version,
			struct rows *out) MUST_CHECK;

/* One, to be given out; ERR_NOT_FOUND, also where harm was found in it, or may
 * still be. Columns: version_id form_id name hash type */
NEOERR *form_media_get(const struct actor *a, int64_t id,
		       struct rows *out) MUST_CHECK;

/* Puts a file that came (files/file.h) under a name. ERR_INVALID, in words,
 * where the form asks for none of this name, or it is there and stays. */
NEOERR *form_media_put(const struct actor *a, int64_t version,
		       const char *name, int64_t file) MUST_CHECK;

#endif
