/* Merge: what a page sent, put into a draft that others may have saved since.
 * SPDX-License-Identifier: MIT
 *
 * A page carries, for each question that it shows, a mark of what stood there
 * (typed.h). What comes back with the same mark was not touched, and leaves
 * the draft as it is: so two people on one draft each save what they typed,
 * and see the other's on their next answer. Where both typed in one question,
 * the later one stands in the draft and the earlier is kept aside, with its
 * writer's name, until somebody chooses between them. Nothing is lost.
 *
 * An instance of a repeat that was taken out moves those behind it up. A page
 * that was made before speaks of their old places; shifts are remembered for
 * as long as the draft lives, and such a page's answers go to the right ones.
 * What it sends for the instance that is gone is kept aside at the repeat.
 */
#ifndef CAREBOOK_FORMS_MERGE_H
#define CAREBOOK_FORMS_MERGE_H

#include "forms/draft.h"
#include "forms/typed.h"

/* A question as a page sent it. */
struct merge_field {
	const char *path; /* as it was on the page */
	enum typed_kind kind;
	uint32_t mark;
	struct typed typed;
};

struct merge_result {
	size_t set;	/* values that were put into the answer */
	size_t aside;	/* that another had typed in, too */
	const char *first; /* path of the first of these, now; or NULL */
};

/* Waits until whoever saves this draft just now is done. First thing in the
 * transaction, before anything is read. A courtesy that saves running again:
 * that nothing is lost rests on the draft's version. */
NEOERR *merge_turn(const struct actor *a, int64_t answer) MUST_CHECK;

/* Sets the fields in the answer; it is neither worked out anew nor saved.
 * since: the draft's version that the page was made from. In a transaction. */
NEOERR *merge_apply(const struct actor *a, const struct filed *f,
		    const struct draft *d, struct answer *answer,
		    int64_t since, const struct merge_field *fields, size_t n,
		    struct merge_result *out) MUST_CHECK;

/* Where this path of an older page is now; NULL: the instance is gone. */
NEOERR *merge_path(const struct actor *a, const struct filed *f,
		   int64_t since, const char *path,
		   const char **out) MUST_CHECK;

/* An instance of a repeat was taken out; the draft is saved as this version.
 * What was kept aside moves up with the rest. */
NEOERR *merge_removed(const struct actor *a, const struct filed *f,
		      int64_t version, const char *path) MUST_CHECK;

/* What is kept aside. Columns: id path value words who account_id at. */
NEOERR *merge_asides(const struct actor *a, const struct filed *f,
		     struct rows *out) MUST_CHECK;
/* Takes one out, for the answer (take) or for good. ERR_NOT_FOUND. Where the
 * answer held something else, that is gone: it was chosen against. */
NEOERR *merge_choose(const struct actor *a, const struct filed *f,
		     struct answer *answer, int64_t aside, bool take,
		     const char **path) MUST_CHECK;

/* The draft is submitted or thrown away: nothing is kept aside any more. */
NEOERR *merge_done(const struct actor *a, int64_t answer) MUST_CHECK;

/* Exported for the tests: path after the instance `removed` was taken out; NULL
 * where it stood in that one. */
const char *merge_shift(void *ctx, const char *path, const char *removed);

#endif
