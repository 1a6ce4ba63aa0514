/* Answers: what was filled in, about whom, in which version and revision.
 * SPDX-License-Identifier: MIT
 *
 * An answer is about a provider or a client (or both), perhaps also about one
 * person, meeting or step of a workflow of that provider. Whoever may see what
 * it is about, has RIGHT_FORM_VIEW and is let through by the form's roles sees
 * it; for everybody else there is none. One that is about nobody yet (an
 * application from outside) is seen by those who see drafts of providers.
 *
 * What was submitted is never changed: a correction is a draft of its own
 * (draft.h) that becomes the next revision; the one before it is kept.
 */
#ifndef CAREBOOK_FORMS_FILING_H
#define CAREBOOK_FORMS_FILING_H

#include "people/actor.h"
#include "xform/answer.h"

/* What an answer is about; 0: not about one. person, meeting and step are the
 * provider's. */
struct subject {
	int64_t provider, client, person, meeting, step;
};

/* An answer without its text. Texts are never NULL. */
struct filed {
	int64_t id, form, version_id;
	int64_t revision;	/* the newest, 0: never submitted */
	int64_t version;	/* of the row */
	struct subject about;
	const char *state;	/* draft, submitted, withdrawn, dropped; preview:
				   somebody tries the form */
	bool drafted;		/* a draft or a correction is open */
	bool limited;		/* the form is for some roles only */
	const char *form_name, *title, *form_version, *version_state;
	const char *provider, *client, *client_number, *person, *meeting,
	    *workflow, *step;	/* names, "" */
	int64_t workflow_id;	/* of the step */
	int64_t started_by_id, submitted_by_id;
	int64_t seed;		/* what random() and uuid() begin with */
	const char *started_by, *started_at, *submitted_by, *submitted_at,
	    *state_reason;
};

/* The answer, if this actor may see it; else ERR_NOT_FOUND. */
NEOERR *filed_get(const struct actor *a, int64_t id,
		  struct filed **out) MUST_CHECK;

/* The stored row of a revision (0: the newest). Columns: version_id xml hash
 * at */
NEOERR *filed_revision(const struct actor *a, const struct filed *f,
		       int64_t revision, struct rows *out) MUST_CHECK;
/* What a revision (0: the newest) says, in the form of its version. Whoever
 * shows it audits the reading (filed_read). */
NEOERR *filed_answer(const struct actor *a, const struct filed *f,
		     int64_t revision, struct answer **out) MUST_CHECK;
/* The submitted XML; *hash (may be NULL) its SHA-256. ERR_NOT_FOUND. */
NEOERR *filed_xml(const struct actor *a, const struct filed *f,
		  int64_t revision, const char **xml,
		  const char **hash) MUST_CHECK;
/* What its rows in the audit are called. An answer to a form for some roles only
 * has a name of its own, which no profile's history shows; and its rows do not
 * say which form it is, or why. */
const char *filed_kind(const struct filed *f);
/* The small picture ("view", JPEG) of a photo that was attached to this very
 * answer, as it was at that time (UTC seconds). No row: it is no photo, none
 * was made (yet), or it was taken away. Columns: id provider_id client_id number
 * hash size width height */
NEOERR *filed_photo(const struct actor *a, const struct filed *f,
		    int64_t attachment, int64_t at,
		    struct rows *out) MUST_CHECK;

/* Somebody reads it. */
NEOERR *filed_read(const struct actor *a, const struct filed *f) MUST_CHECK;

/* Columns: number at by reason hash version, newest first. */
NEOERR *filed_revisions(const struct actor *a, const struct filed *f,
			struct rows *out) MUST_CHECK;

/* --- lists ---------------------------------------------------------------- */

enum { FILED_PAGE = 25, FILED_ASKED = 4 };

struct filed_filter {
	int64_t form, provider, client, person, meeting; /* 0: any */
	const char *state;  /* "" submitted and drafts, else one of the states;
			       "mine": drafts that the actor began or saved */
	const char *from, *until; /* ISO, "": of the submission, else start */
	const char *text;   /* in what is searched, the title, the names */
	/* With a form: what its searched questions are answered with. */
	struct {
		const char *path, *value;
	} asked[FILED_ASKED];
	size_t n_asked;
	int64_t offset;
};

/* Newest first, FILED_PAGE and one more where there is a next page. Columns:
 * id form_id title form_version state revision drafted limited provider_id
 * provider client_id client person meeting workflow started_at started_by
 * submitted_at submitted_by saved_at saved_by done questions found (words of
 * the searched questions) */
NEOERR *filed_list(const struct actor *a, const struct filed_filter *f,
		   struct rows *out) MUST_CHECK;
/* Up to 1,000. */
NEOERR *filed_count(const struct actor *a, const struct filed_filter *f,
		    int64_t *n) MUST_CHECK;

/* The forms that were filled in and whose answers this actor may see. Columns: id title */
NEOERR *filed_forms(const struct actor *a, struct rows *out) MUST_CHECK;

/* How many a provider's profile counts: submitted, and open drafts. */
NEOERR *filed_counts(const struct actor *a, int64_t provider,
		     int64_t *submitted, int64_t *drafts) MUST_CHECK;

/* Is it there, do its parts belong together, and may the actor see it? Else
 * ERR_NOT_FOUND. */
NEOERR *subject_check(const struct actor *a,
		      const struct subject *about) MUST_CHECK;

/* The names of its parts, of a subject that was checked. One row. Columns:
 * person meeting workflow step */
NEOERR *subject_parts(const struct actor *a, const struct subject *about,
		      struct rows *out) MUST_CHECK;
/* A provider's people of today. Columns: id name role */
NEOERR *subject_people(const struct actor *a, int64_t provider,
		       struct rows *out) MUST_CHECK;

/* The forms that this actor may start for it: published, for its type of
 * provider, for a role of the actor's; for a step that names its form, that
 * one. Columns: form_id version_id name title description version languages
 * questions draft_id draft_by draft_at done of_questions (of the youngest draft
 * about the same subject) submitted_at (last one) limited (to some roles) */
NEOERR *filed_startable(const struct actor *a, const struct subject *about,
			struct rows *out) MUST_CHECK;
/* The same of one form: no row where it may not be started. */
NEOERR *filed_startable_one(const struct actor *a, int64_t form,
			    const struct subject *about,
			    struct rows *out) MUST_CHECK;

/* --- withdrawing, searching ------------------------------------------------ */

/* It was filed by mistake: kept, marked, out of searches. Needs a reason. */
NEOERR *filed_withdraw(const struct actor *a, const struct filed *f,
		       const char *reason) MUST_CHECK;
NEOERR *filed_restore(const struct actor *a, const struct filed *f) MUST_CHECK;

/* Writes what is searched anew: of one answer; for at most `most` (200) answers
 * of a form whose values are older than what was chosen, *left: how many
 * remain. */
NEOERR *filing_values(const struct actor *a, int64_t id, int64_t form,
		      struct answer *answer) MUST_CHECK;
NEOERR *filing_index(const struct actor *a, int64_t form, int64_t most,
		     int64_t *left) MUST_CHECK;

/* --- comparing, exporting --------------------------------------------------- */

/* Two answers side by side, question by question in the first one's order. */
struct filed_pair {
	const char *label;	/* of the question or group */
	int depth;		/* of groups, from 0 */
	int position;		/* of a repeat's instance, from 1 */
	bool heading;		/* a group: no answers */
	bool same;
	const char *left, *right; /* in words, "" where nothing */
	bool in_left, in_right;	/* is it there at all? */
};
NEOERR *filed_compare(const struct actor *a, struct answer *left,
		      struct answer *right, struct filed_pair **out,
		      size_t *n) MUST_CHECK;

/* The submitted answers of one form that the filter finds, a line each, as CSV;
 * cells that a spreadsheet would run are quoted. At most FILED_EXPORT_MAX, *cut
 * says whether there were more. Audited. */
enum { FILED_EXPORT_MAX = 1000 };
NEOERR *filed_export(const struct actor *a, const struct filed_filter *f,
		     struct rows *out) MUST_CHECK;
NEOERR *filed_csv(const struct actor *a, const struct filed_filter *f,
		  char **out, bool *cut) MUST_CHECK;

#endif
