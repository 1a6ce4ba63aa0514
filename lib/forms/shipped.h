/* The forms that come along with Carebook.
 * SPDX-License-Identifier: MIT
 *
 * They stand as XML in a folder of the installation (configuration: forms).
 * Loading puts them into the library as drafts: what an agency asks is the
 * agency's to decide, so nothing is published by itself, and a form that is in
 * the library already is never touched.
 */
#ifndef CAREBOOK_FORMS_SHIPPED_H
#define CAREBOOK_FORMS_SHIPPED_H

#include "people/actor.h"

struct shipped {
	int64_t added, known;
	const char **refused; /* a line each: which one, and why */
	size_t n_refused;
};

/* All of the folder, or (file not NULL) this one. ERR_UNAVAILABLE where there
 * is nothing to read. */
NEOERR *shipped_load(const struct actor *a, const char *dir, const char *file,
		     struct shipped *out) MUST_CHECK;

#endif
