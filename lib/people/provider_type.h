/* The fields that a type of provider asks for, beyond those of every provider.
 * SPDX-License-Identifier: MIT
 *
 * A field's word ("home_kind") names the fact in a provider's profile, so it
 * is made once from the label and never changes; nor does its kind.
 */
#ifndef CAREBOOK_PEOPLE_PROVIDER_TYPE_H
#define CAREBOOK_PEOPLE_PROVIDER_TYPE_H

#include "people/record.h"

enum { TF_NAME, TF_LABEL, TF_HINT, TF_KIND, TF_CHOICES, TF_NEEDED, TYPE_FIELD_FIELDS };
/* In a form the choices stand one a line. */
extern const struct field type_field_fields[TYPE_FIELD_FIELDS];
extern const struct choice type_field_kinds[];

/* The type itself: columns name plural description icon person household
 * licence_needed accepts. */
NEOERR *type_get(const struct actor *a, int64_t type, struct rows *out) MUST_CHECK;

/* Its fields in order. Columns: id label hint kind choices needed_to_publish */
NEOERR *type_fields(const struct actor *a, int64_t type, struct rows *out) MUST_CHECK;

/* Which checks and trainings it must have. Columns: id kind applies */
NEOERR *type_rules(const struct actor *a, int64_t type, struct rows *out) MUST_CHECK;

NEOERR *type_field_load(const struct actor *a, int64_t type, int64_t field,
			const char **values, int64_t *version) MUST_CHECK;

/* Adds (field 0, at the end) or saves. *wrong says what is wrong with *at. */
NEOERR *type_field_save(const struct actor *a, int64_t type, int64_t field,
			int64_t version, const char *const *values, int *at,
			const char **wrong) MUST_CHECK;

/* Takes the field from the form; what was written in it stays in the profiles'
 * records and history. */
NEOERR *type_field_remove(const struct actor *a, int64_t type,
			  int64_t field) MUST_CHECK;

/* One place up or down; at the end nothing happens. */
NEOERR *type_field_move(const struct actor *a, int64_t type, int64_t field,
			bool up) MUST_CHECK;

#endif
