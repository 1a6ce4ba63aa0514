/* Definitions of workflows: versions, and the steps of each.
 * SPDX-License-Identifier: MIT
 *
 * Only a draft is ever changed. To change a definition that is in use, a new
 * version is made as a draft, worked on, and published; then the one before it
 * is retired. Workflows that run stay with the version they began with.
 */
#ifndef CAREBOOK_PEOPLE_WORKFLOW_DEFINITION_H
#define CAREBOOK_PEOPLE_WORKFLOW_DEFINITION_H

#include "people/record.h"

enum { WD_TITLE, WD_DESCRIPTION, WD_ABOUT, WD_TYPES, DEFINITION_FIELDS };
extern const struct field definition_fields[DEFINITION_FIELDS];

enum { WS_TITLE, WS_INSTRUCTIONS, WS_WHO, WS_DUE, WS_NEEDS, WS_FORM, WS_WHAT,
       WS_DOES, STEP_FIELDS };
extern const struct field definition_step_fields[STEP_FIELDS];

struct definition {
	int64_t id, number, version, used;
	const char *name, *title, *description, *about, *state;
	bool draft; /* may be changed */
};

/* One row a definition: its newest version that is not retired, or its newest.
 * Columns: id title description number state steps running drafts */
NEOERR *definition_list(const struct actor *a, struct rows *out) MUST_CHECK;

NEOERR *definition_get(const struct actor *a, int64_t id,
		       struct definition *out) MUST_CHECK;

/* Columns: id number state created_at used */
NEOERR *definition_versions(const struct actor *a, const char *name,
			    struct rows *out) MUST_CHECK;

/* Columns: id position title instructions who due_days needs needs_what does
 * form_id form */
NEOERR *definition_steps(const struct actor *a, int64_t id,
			 struct rows *out) MUST_CHECK;

/* All provider types. Columns: value label chosen */
NEOERR *definition_types(const struct actor *a, int64_t id,
			 struct rows *out) MUST_CHECK;

NEOERR *definition_load(const struct actor *a, int64_t id, const char **values,
			int64_t *version) MUST_CHECK;
/* Adds (*id 0) a first draft, or saves a draft. */
NEOERR *definition_save(const struct actor *a, int64_t *id, int64_t version,
			const char *const *values) MUST_CHECK;

/* The draft of the same workflow; where there is none, a copy of this version
 * becomes it. */
NEOERR *definition_new_version(const struct actor *a, int64_t id,
			       int64_t *draft) MUST_CHECK;

/* What is in the way of publishing, in words, or NULL. */
NEOERR *definition_missing(const struct actor *a, int64_t id,
			   const char **missing) MUST_CHECK;
NEOERR *definition_publish(const struct actor *a, int64_t id) MUST_CHECK;
/* No new workflow starts with it any more. */
NEOERR *definition_retire(const struct actor *a, int64_t id) MUST_CHECK;
/* Drops a draft. */
NEOERR *definition_drop(const struct actor *a, int64_t id) MUST_CHECK;

/* Forms that a step (0: a new one) may name: those that are in use, and the one
 * that it names now. Columns: id title */
NEOERR *definition_forms(const struct actor *a, int64_t step,
			 struct rows *out) MUST_CHECK;

NEOERR *step_load(const struct actor *a, int64_t definition, int64_t step,
		  const char **values, int64_t *version) MUST_CHECK;
/* Adds (step 0, at the end) or saves. *wrong says what is wrong with *at. */
NEOERR *step_save(const struct actor *a, int64_t definition, int64_t step,
		  int64_t version, const char *const *values, int *at,
		  const char **wrong) MUST_CHECK;
NEOERR *step_remove(const struct actor *a, int64_t definition,
		    int64_t step) MUST_CHECK;
NEOERR *step_move(const struct actor *a, int64_t definition, int64_t step,
		  bool up) MUST_CHECK;

#endif
