/* Pages: a form's questions divided for filling in, and how far one is.
 * SPDX-License-Identifier: MIT
 *
 * A short form is one page. A longer one (more than PAGING_WHOLE questions, or
 * where its author asked for pages) has a page for each group with a name and
 * each repeat of its top level, and one for each stretch of loose questions
 * between; a group with more than PAGING_LONG questions is divided in the same
 * way. Which question stands on which page follows from the definition, not
 * from what is answered: pages come and go with their questions, but no
 * question wanders while one types.
 */
#ifndef CAREBOOK_FORMS_PAGING_H
#define CAREBOOK_FORMS_PAGING_H

#include "xform/answer.h"

enum {
	PAGING_WHOLE = 20, /* questions of a form that is one page */
	PAGING_LONG = 40,  /* questions of a group that is divided */
	PAGING_LOOSE = 12, /* loose questions on a page */
	PAGING_FEW = 2	   /* loose ones that go along with their neighbours */
};

/* The key of a path, which addresses and ids of a page's elements carry: the
 * root left out, positions as "~2": "/person~2/age". Both below ctx. */
const char *paging_key(void *ctx, const char *path);
/* root: "/data", as paging_root gives it. NULL where it is no key. */
const char *paging_path(void *ctx, const char *root, const char *key);
const char *paging_root(void *ctx, const struct xform *f,
			const struct answer_shown *shown);

struct paging_count {
	int questions, answered;
	int missing; /* must be answered, and are not */
	int wrong;   /* answered, and not right */
};

struct paging_page {
	const char *key;   /* of its group or first question */
	const char *title; /* with markup; "" where it has none */
	const char *part;  /* the group that was divided, "" */
	const struct answer_shown **items;
	size_t n;
	struct paging_count count;
};

struct paging {
	struct paging_page *pages;
	size_t n; /* 1 at least */
	struct paging_count count; /* of the whole form */
};

/* Is it answered with something, or shown only? A note (read-only, without a
 * choice to make) is no question. */
bool paging_is_question(const struct answer_shown *c);
/* Counts what stands in it and below. */
void paging_count(const struct answer_shown *c, struct paging_count *count);

/* Divides the shown tree (answer_show); all below ctx, and the tree's. The
 * tree's own appearance says "pages" where the form's body has that class. */
void paging_divide(void *ctx, const struct xform *f,
		   const struct answer_shown *shown, struct paging *out);

/* The page with this key, or the one that the path behind the key stands on;
 * 0 where there is none. */
size_t paging_find(void *ctx, const struct paging *p, const char *key);

#endif
