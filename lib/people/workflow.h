/* Workflows: a definition's steps, carried out at one provider.
 * SPDX-License-Identifier: MIT
 *
 * A definition has versions; one that was used never changes, and a workflow
 * stays with the version it was started from. Its steps are done in order: one
 * is ready, those behind it wait. What a step does (grants a licence, closes
 * an incident, publishes the profile) happens in the transaction that
 * completes it, or the step is not complete. A step that needs an approval and
 * is refused ends the workflow there, with the reason. When the last step is
 * done, the record is sealed by a hash, and nothing in it is changed again.
 */
#ifndef CAREBOOK_PEOPLE_WORKFLOW_H
#define CAREBOOK_PEOPLE_WORKFLOW_H

#include "people/provider.h"
#include "people/record.h"

/* Current definitions that fit a provider's type. Columns: id name number title
 * description about steps */
NEOERR *workflow_definitions(const struct actor *a, int64_t type,
			     struct rows *out) MUST_CHECK;

/* Starts one. licence and incident: what it is about, 0 where the definition
 * asks for none; both must be the provider's. */
NEOERR *workflow_start(const struct actor *a, const struct provider *p,
		       int64_t definition, int64_t licence, int64_t incident,
		       int64_t *id) MUST_CHECK;

/* A provider's, running ones first. Columns: id title number state started_at
 * started_by ended_at done steps step step_due */
NEOERR *workflow_list(const struct actor *a, int64_t provider,
		      struct rows *out) MUST_CHECK;

/* One. Columns: id title number description about state started_at started_by
 * ended_at ended_by reason licence_id licence incident_id incident record_hash
 * version */
NEOERR *workflow_get(const struct actor *a, int64_t provider, int64_t id,
		     struct rows *out) MUST_CHECK;

/* Its steps in order. Columns: id position title instructions who needs
 * needs_what does state due done_at done_by answer words reference
 * answer_date version; form_id form (that it names) answer_id answer_revision
 * answer_hash answer_state answer_title (that it rests on) draft_id (one that
 * is being filled in for it) */
NEOERR *workflow_steps(const struct actor *a, int64_t workflow,
		       struct rows *out) MUST_CHECK;

/* How a step is answered. */
struct workflow_answer {
	const char *words;     /* what was done, or why it is refused */
	const char *reference; /* the form or paper that it rests on */
	const char *date;      /* ISO, where the step needs one */
	bool refused;	       /* of an approval */
};

/* Completes the step that is ready, at this position. ERR_INVALID, with words,
 * where something it needs is missing or what it does cannot be done;
 * ERR_FORBIDDEN where it is an approval and the actor may not give it;
 * ERR_CONFLICT where it is not ready any more. */
NEOERR *workflow_complete(const struct actor *a, const struct provider *p,
			  int64_t workflow, int64_t position,
			  const struct workflow_answer *answer) MUST_CHECK;

/* A form was submitted for this step (its row's id), as this revision of this
 * answer. The step keeps it; one that is ready, that the actor may carry out
 * and that does nothing else is completed by it. A step that does not wait for
 * this form (any more) is left alone. */
NEOERR *workflow_answered(const struct actor *a, const struct provider *p,
			  int64_t step, int64_t answer,
			  int64_t revision) MUST_CHECK;

/* Ends a running workflow without completing it. */
NEOERR *workflow_abandon(const struct actor *a, int64_t provider,
			 int64_t workflow, const char *reason) MUST_CHECK;

/* Is a complete one still as it was sealed? */
NEOERR *workflow_verify(const struct actor *a, int64_t provider,
			int64_t workflow, bool *same) MUST_CHECK;

/* Ready steps of all providers this actor may see, due first: those of
 * providers that the actor leads or covers. Columns: workflow_id provider_id
 * provider title step due */
NEOERR *workflow_waiting(const struct actor *a, struct rows *out) MUST_CHECK;

/* "Licensing worker" for licensing_worker. */
const char *workflow_who(const char *who);

#endif
