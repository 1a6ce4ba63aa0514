/* From answers to records: what a form says about where its answers go.
 * SPDX-License-Identifier: MIT
 *
 * Declared in the form by attributes of binds in a namespace of ours
 * (xform/form.h: XFORM_MAP_NS; doc/forms.md), checked when the form is uploaded,
 * carried out in the transaction that submits an answer.
 *
 * An answer makes each record once, however often it is corrected: form_made
 * says which. A record of it that nobody has touched since follows a
 * correction (an incident and its clock, a task); one that somebody changed
 * stays as it is.
 *
 * Whoever may send in the form makes these records by it, whatever their other
 * rights: that is what the form is for. Where the answer is about no provider,
 * what belongs to one (a note, a task, an incident) is not made.
 */
#ifndef CAREBOOK_FORMS_MAPPING_H
#define CAREBOOK_FORMS_MAPPING_H

#include "forms/filing.h"
#include "xform/form.h"

/* What is wrong with a form's mappings is added to findings. */
NEOERR *mapping_check(const struct actor *a, const struct xform *f,
		      struct xform_findings *findings) MUST_CHECK;

/* Carries them out for an answer that is being submitted as this revision (1:
 * for the first time). ERR_INVALID, with words for whoever submits, where a
 * record refuses it. An application from outside makes nothing before somebody
 * takes it over (forms/application.h). */
NEOERR *mapping_apply(const struct actor *a, const struct xform *x,
		      const struct filed *f, struct answer *answer,
		      int64_t revision) MUST_CHECK;

/* What whoever takes an application over decides; 0: as the form says. */
struct mapping_choice {
	int64_t type, region; /* of a new profile or client */
};
/* The same for an application that is taken over by the actor. */
NEOERR *mapping_take(const struct actor *a, const struct xform *x,
		     const struct filed *f, struct answer *answer,
		     const struct mapping_choice *choice) MUST_CHECK;

/* What an answer made. Columns: kind (target.h's names) place object_id
 * provider_id words (a title or a name, "") at */
NEOERR *mapping_made(const struct actor *a, int64_t answer,
		     struct rows *out) MUST_CHECK;

/* Which answer made this record ("incident", 12), where this actor may see it:
 * one row or none. Columns: answer_id form_id title at */
NEOERR *mapping_source(const struct actor *a, const char *kind, int64_t id,
		       struct rows *out) MUST_CHECK;

#endif
