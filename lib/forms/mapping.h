/* From answers to records: what a form says about where its answers go.
 * SPDX-License-Identifier: MIT
 *
 * Declared in the form by attributes of binds in a namespace of ours
 * (xform/form.h: XFORM_MAP_NS), checked when the form is uploaded, carried out
 * in the transaction that submits an answer.
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
 * record refuses it. */
NEOERR *mapping_apply(const struct actor *a, const struct xform *x,
		      const struct filed *f, struct answer *answer,
		      int64_t revision) MUST_CHECK;

#endif
