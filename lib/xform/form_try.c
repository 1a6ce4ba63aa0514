/* Is a form too expensive? It is tried before it is accepted.
 * SPDX-License-Identifier: MIT
 *
 * A new answer, one instance more of each repeat, its page: what is over the
 * budget here would be over it for the person who opens the form.
 */
#include "base/mem.h"
#include "base/text.h"
#include "xform/answer_internal.h"

static NEOERR *try_repeats(struct answer *a, const struct xform *f)
{
	for (size_t i = 0; i < f->n_nodes; i++) {
		const struct xnode *n = f->nodes[i];
		const struct items *l;
		NEOERR *err;

		if (!n->repeat || n->repeat->fixed)
			continue;
		tree_index(a);
		l = &a->by_node[n->parent->id];
		if (!l->n)
			continue;
		err = answer_repeat_add(
		    a, mem_printf(a, "%s/%s", tree_path(a, l->list[0]),
				  n->name));
		/* One that is not relevant now cannot be tried. */
		if (err != STATUS_OK && nerr_match(err, ERR_INVALID)) {
			nerr_ignore(&err);
			continue;
		}
		TRY(err);
	}
	return STATUS_OK;
}

NEOERR *xf_try(struct xform *f)
{
	/* 2026-11-27, 9 am in Sydney: any instant would do. */
	struct answer_frozen frozen = {.now = INT64_C(1795730400),
				       .seed = 1,
				       .zone = zone_find("Australia/Sydney")};
	void *scratch = talloc_new(NULL);
	struct answer *a = answer_blank(scratch, f, &frozen);
	struct answer_shown *shown;
	size_t wrong;
	NEOERR *err;

	a->run.budget = FORM_BUDGET_TRY;
	answer_preload(a, NULL);
	err = work_load(a, EVENT_FIRST_LOAD | EVENT_LOAD);
	if (err == STATUS_OK)
		err = try_repeats(a, f);
	if (err == STATUS_OK)
		err = answer_show(scratch, a, &shown);
	if (err == STATUS_OK)
		err = answer_check(a, &wrong, NULL);
	if (err != STATUS_OK && nerr_match(err, ERR_TOO_LARGE)) {
		xf_finding(f, true, 0, NULL,
			     "working the form out takes too long: %s",
			     err_text(f, err));
		nerr_ignore(&err);
	}
	talloc_free(scratch);
	return nerr_pass(err);
}
