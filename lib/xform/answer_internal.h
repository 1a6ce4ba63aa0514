/* An answer's parts, between the files answer*.c.
 * SPDX-License-Identifier: MIT
 *
 * The document holds what expressions see: the value of a node that is not
 * relevant, or is no value of its type, is empty there. What was entered
 * stands in the item. A node's item hangs at its _private.
 */
#ifndef CAREBOOK_XFORM_ANSWER_INTERNAL_H
#define CAREBOOK_XFORM_ANSWER_INTERNAL_H

#include "xform/answer.h"
#include "xform/form_internal.h"

struct item {
	const struct xnode *def;
	xmlNodePtr xml; /* an attribute too */
	char *value;	/* as entered or worked out; NULL: "" */
	char *left;	/* what of it is among the choices now; NULL: all of it */
	char *seen; /* as of the last look for changes; NULL: never looked */
	bool own_relevant, relevant, required, readonly;
	bool wrong; /* no value of the type */
	int position;	  /* among the instances of its repeat, from 1 */
	/* Instances of repeats that it stands in, outermost first; its own
	 * last. */
	struct item **repeats;
	xmlNodePtr *here;
};

struct items {
	struct item **list;
	size_t n, cap;
};

/* An instance that a count took out: whoever corrects a number finds what was
 * entered when it is as high again. */
struct aside {
	const struct xnode *repeat;
	struct item *parent;
	struct item *it; /* its node stands in no document */
};

struct answer {
	const struct xform *form;
	struct answer_frozen frozen;
	xmlDocPtr doc;
	struct item *root;
	struct items *by_node; /* of each xnode, in document order */
	size_t n_items;
	struct aside *aside; /* the one to come back first is last */
	size_t n_aside;
	xmlNodePtr *lists; /* copies, as form->lists; freed with the answer */
	struct xpath_run run;
	int language;
	bool stale; /* by_node is not up to date */
	int text_depth; /* texts that are being put together within texts */
	void *texts;	/* those that expressions asked for */
};

/* As entered. */
const char *item_value(const struct item *it);
/* As expressions and the submission have it. */
const char *item_effective(const struct item *it);
struct item *item_parent(const struct item *it);
/* What is entered (value NULL: ""); the document follows. */
void item_set(struct answer *a, struct item *it, const char *value);
/* Writes what expressions see into the document. */
void item_write(struct answer *a, struct item *it);

/* --- answer_tree.c ----------------------------------------------------------- */
/* Items for a node of the document and everything below. */
void tree_adopt(struct answer *a, const struct xnode *def, xmlNodePtr node);
/* Lists of the items by node, with positions and repeats, where stale. */
void tree_index(struct answer *a);
/* One more instance of the repeat below parent, at the end; NULL: too many. */
struct item *tree_instance_add(struct answer *a, const struct xnode *repeat,
			       struct item *parent);
void tree_instance_remove(struct answer *a, struct item *it);
/* Takes an instance out and keeps it, and puts the last one back (NULL: there
 * is none). */
void tree_instance_aside(struct answer *a, struct item *it);
struct item *tree_instance_back(struct answer *a, const struct xnode *repeat,
				struct item *parent);
/* Instances of a repeat below the item of its parent. */
size_t tree_instances(const struct xnode *repeat, const struct item *parent,
		      struct item ***out, void *ctx);
/* "/data/person[2]/age"; NULL: nothing there. */
struct item *tree_find(struct answer *a, const char *path);
const char *tree_path(void *ctx, const struct item *it);
/* The item of def nearest to at: it stands in the same instances of the
 * repeats that both stand in. NULL: none; the first of several. */
struct item *tree_near(struct answer *a, const struct xnode *def,
		       const struct item *at);
/* Are both in the same instances of the repeats that their nodes share? */
bool tree_together(const struct item *x, const struct item *y);

/* --- answer_work.c ------------------------------------------------------------ */
struct xpath_here item_here(const struct item *it);
/* One evaluation, within its own budget and the request's. */
NEOERR *work_string(void *ctx, struct answer *a, const struct xpath *x,
		    const struct item *it, const char **out) MUST_CHECK;
NEOERR *work_nodes(void *ctx, struct answer *a, const struct xpath *x,
		   const struct item *it, xmlNodePtr **nodes,
		   size_t *n) MUST_CHECK;
/* Takes operations of ours off the request's budget. */
NEOERR *work_spend(struct answer *a, size_t operations) MUST_CHECK;
NEOERR *work_condition(struct answer *a, const struct xexpr *e,
		       const struct item *it, bool otherwise,
		       bool *out) MUST_CHECK;
/* Everything anew, in order, until nothing changes. */
NEOERR *work_all(struct answer *a) MUST_CHECK;
/* Is a repeat relevant below this parent, where it may have no instance? */
NEOERR *range_relevant(struct answer *a, const struct xnode *repeat,
		       struct item *parent, bool *out) MUST_CHECK;
/* The actions for events; at: the instance or the question concerned. */
NEOERR *work_event(struct answer *a, int events, struct item *at) MUST_CHECK;
/* The first time, or after reading: with the events of loading, and without
 * taking anything for changed. */
NEOERR *work_load(struct answer *a, int events) MUST_CHECK;

/* --- answer_check.c -------------------------------------------------------------- */
/* Is it a value of the type? "" is one of every type. */
bool value_fits(enum xform_type type, const char *value);
/* What a calculation, an action or the form itself gives, as the type has it:
 * whole numbers without fraction, dates without time, days with midnight.
 */
const char *value_given(void *ctx, enum xform_type type,
			const struct zone *zone, const char *value);
/* An instant as dateTime has it, in the zone. */
const char *value_now(void *ctx, const struct zone *zone, int64_t utc);
/* What somebody typed, or a browser sent, as the type writes it; a text that
 * is no value of the type stays as it is. */
const char *value_typed(void *ctx, enum xform_type type,
			const struct zone *zone, const char *value);
NEOERR *check_item(struct answer *a, struct item *it,
		   enum answer_violation *out) MUST_CHECK;

/* --- answer.c ------------------------------------------------------------------- */
/* An answer as the form has it, nothing worked out. */
struct answer *answer_blank(void *ctx, const struct xform *f,
			    const struct answer_frozen *frozen);
const char *answer_property(struct answer *a, const char *name);
void answer_preload(struct answer *a, struct item *below);

/* --- answer_label.c --------------------------------------------------------------- */
const char *label_text(void *ctx, struct answer *a, const struct xlabel *l,
		       const struct xnode *context, const struct item *it,
		       const char *form);
const char *itext_text(void *ctx, struct answer *a, const struct xitext *t,
		       const struct xnode *context, const struct item *it,
		       const char *form);
/* The choices of a control where it stands; it: the item of the control's
 * context. chosen is not filled in where texts is false, nor labels. */
NEOERR *label_choices(void *ctx, struct answer *a,
		      const struct xform_control *c, const struct item *it,
		      bool texts, struct answer_choice **out,
		      size_t *n) MUST_CHECK;
void label_callbacks(struct answer *a);
/* "jr://images/a.png": "a.png"; NULL for nothing. */
const char *xf_media(void *ctx, const char *text);

#endif
