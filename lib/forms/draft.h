/* Drafts: an answer while it is filled in or corrected.
 * SPDX-License-Identifier: MIT
 *
 * A draft is found again on any device, and by whoever may see what it is
 * about. Each save carries the version that its page was made from; over a
 * newer one it is ERR_CONFLICT, and draft_at has what the page was made from,
 * so that the caller can take over what each of the two changed.
 *
 * The actor needs RIGHT_FORM_FILL (RIGHT_FORM_CORRECT for a correction), which
 * these functions ask; account 0 (the system, a person outside) passes.
 */
#ifndef CAREBOOK_FORMS_DRAFT_H
#define CAREBOOK_FORMS_DRAFT_H

#include "forms/filing.h"
#include "forms/library.h"

struct draft {
	int64_t answer, version;
	int64_t corrects;	 /* the revision that it corrects, 0: none */
	const char *reason;	 /* of the correction */
	const char *language;	 /* "": the form's default */
	const char *page;	 /* where its last writer was: the caller's word */
	int64_t done, questions; /* progress as last saved */
	int64_t saved_by_id;
	const char *saved_by, *saved_at;
	const char *xml;	 /* as stored */
};

/* Begins an answer with the form's published version: defaults and preloads
 * are set, now and the seed are frozen. ERR_INVALID, with words, where the form
 * is not published or not for this subject; ERR_NOT_FOUND where the subject is
 * not to be seen by the actor. */
NEOERR *draft_start(const struct actor *a, int64_t form,
		    const struct subject *about, int64_t *answer) MUST_CHECK;

/* Filling in to try any version of a form: an answer like another, which nobody
 * else sees and which is never kept. Each person has one at a time; it begins
 * afresh. draft_submit of it only says whether it could be submitted, and
 * forgets what was typed. */
NEOERR *draft_try(const struct actor *a, int64_t version,
		  int64_t *answer) MUST_CHECK;

/* The draft as it was saved last. ERR_NOT_FOUND where none is open. draft_get:
 * without working it out. */
NEOERR *draft_get(const struct actor *a, const struct filed *f,
		  struct draft *draft) MUST_CHECK;
NEOERR *draft_open(const struct actor *a, const struct filed *f,
		   struct draft *draft, struct answer **out) MUST_CHECK;

/* As it was in this version; ERR_NOT_FOUND where that is not kept any more
 * (DRAFT_SAVES_KEPT are). */
enum { DRAFT_SAVES_KEPT = 24 };
NEOERR *draft_at(const struct actor *a, const struct filed *f,
		 int64_t version, struct answer **out) MUST_CHECK;

/* Saves over draft->version (then the new one) the answer, and draft's
 * language, page, done, questions. ERR_CONFLICT where it is not that version
 * any more, or was submitted meanwhile. Nothing is written and the version
 * stays where the text is the same. */
NEOERR *draft_save(const struct actor *a, const struct filed *f,
		   struct draft *draft, struct answer *answer) MUST_CHECK;

/* Submits what is in the answer over draft->version: all of it must be right
 * (answer_check), else ERR_INVALID. In one transaction: the revision is
 * written, what is searched, what the form maps to records (mapping.h), the
 * audit; a step of a workflow that waits for it gets it, and is completed
 * where the actor may do that and nothing else happens with it. */
NEOERR *draft_submit(const struct actor *a, const struct filed *f,
		     struct draft *draft, struct answer *answer) MUST_CHECK;

/* Throws away what was never submitted, or the open correction. */
NEOERR *draft_drop(const struct actor *a, const struct filed *f) MUST_CHECK;

/* Opens a correction of the newest revision; it says why. One that is open
 * already is no fault. */
NEOERR *draft_correct(const struct actor *a, const struct filed *f,
		      const char *reason) MUST_CHECK;

/* The actor has it open now; asks again and again by the page. */
NEOERR *draft_here(const struct actor *a, const struct filed *f) MUST_CHECK;
/* Who else had it open within five minutes. Columns: id name face seen_at */
NEOERR *draft_others(const struct actor *a, const struct filed *f,
		     struct rows *out) MUST_CHECK;

#endif
