/* Working an answer out: relevance, numbers of instances, calculations,
 * choices that are left, and the actions when something happened.
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "base/mem.h"
#include "base/text.h"
#include "xform/answer_internal.h"

/* Rounds over a form whose steps wait for each other across instances, and of
 * actions that set off others. */
enum { ROUNDS = 100, ACTION_ROUNDS = 20 };

/* --- evaluating ----------------------------------------------------------------- */

struct xpath_here item_here(const struct item *it)
{
	return (struct xpath_here){
	    .context = it->xml,
	    .repeats = it->here,
	    .n_repeats = it->def->n_repeats,
	    .position = it->position,
	    .size = it->position,
	};
}

/* What an evaluation may take of what is left, and giving back the rest. */
static int64_t budget_take(struct answer *a)
{
	int64_t left = a->run.budget;

	if (left > FORM_BUDGET_ONE)
		a->run.budget = FORM_BUDGET_ONE;
	return left - a->run.budget;
}

NEOERR *work_string(void *ctx, struct answer *a, const struct xpath *x,
		    const struct item *it, const char **out)
{
	struct xpath_here here = item_here(it);
	int64_t kept = budget_take(a);
	NEOERR *err = xpath_string(ctx, &a->run, x, &here, out);

	a->run.budget += kept;
	return nerr_pass(err);
}

NEOERR *work_nodes(void *ctx, struct answer *a, const struct xpath *x,
		   const struct item *it, xmlNodePtr **nodes, size_t *n)
{
	struct xpath_here here = item_here(it);
	int64_t kept = budget_take(a);
	NEOERR *err = xpath_nodes(ctx, &a->run, x, &here, nodes, n);

	a->run.budget += kept;
	return nerr_pass(err);
}

NEOERR *work_spend(struct answer *a, size_t operations)
{
	a->run.budget -= (int64_t)operations;
	if (a->run.budget <= 0)
		return nerr_raise(ERR_TOO_LARGE,
				  "the form takes too long to work out");
	return STATUS_OK;
}

/* An expression that cannot be worked out is false, or empty: the form was
 * accepted, and a person is in the middle of it. */
static NEOERR *forgive(NEOERR *err)
{
	if (err != STATUS_OK && nerr_match(err, ERR_INVALID))
		nerr_ignore(&err);
	return nerr_pass(err);
}

NEOERR *work_condition(struct answer *a, const struct xexpr *e,
		       const struct item *it, bool otherwise, bool *out)
{
	struct xpath_here here;
	int64_t kept;
	NEOERR *err;

	*out = otherwise;
	if (e->constant)
		*out = e->value;
	if (!e->path)
		return STATUS_OK;
	here = item_here(it);
	kept = budget_take(a);
	err = xpath_boolean(&a->run, e->path, &here, out);
	a->run.budget += kept;
	return nerr_pass(forgive(err));
}

/* --- the steps -------------------------------------------------------------------- */

static void spread(struct answer *a, struct item *it, bool above)
{
	bool now = above && it->own_relevant;

	if (now == it->relevant)
		return;
	it->relevant = now;
	item_write(a, it);
	if (it->xml->type != XML_ELEMENT_NODE)
		return;
	for (xmlAttrPtr p = it->xml->properties; p; p = p->next)
		if (p->_private)
			spread(a, p->_private, now);
	for (xmlNodePtr x = it->xml->children; x; x = x->next)
		if (x->type == XML_ELEMENT_NODE && x->_private)
			spread(a, x->_private, now);
}

static NEOERR *step_relevant(struct answer *a, struct item *it, bool *changed)
{
	const struct item *up = item_parent(it);
	bool own, before = it->relevant;

	TRY(work_condition(a, &it->def->bind->relevant, it, true, &own));
	it->own_relevant = own;
	spread(a, it, !up || up->relevant);
	*changed |= before != it->relevant;
	return STATUS_OK;
}

static NEOERR *step_calculate(struct answer *a, struct item *it, void *scratch,
			      bool *changed)
{
	const char *value = "";

	if (!it->relevant || !it->def->leaf)
		return STATUS_OK;
	TRY(forgive(work_string(scratch, a, it->def->bind->calculate, it,
				&value)));
	value = value_given(scratch, it->def->bind->type,
			    a->frozen.zone, value);
	if (!strcmp(value, item_value(it)))
		return STATUS_OK;
	item_set(a, it, value);
	*changed = true;
	return STATUS_OK;
}

/* An expression of a repeat is seen from an instance; where there is none,
 * from one that is there for this moment. */
struct stand_in {
	xmlNodePtr node, here[FORM_REPEAT_DEPTH + 1];
	struct xpath_here at;
};

static void stand_in(struct answer *a, const struct xnode *repeat,
		     struct item *parent, struct stand_in *s)
{
	size_t n = parent->def->n_repeats;

	s->node = NULL;
	s->at = (struct xpath_here){.repeats = s->here, .n_repeats = n + 1};
	for (xmlNodePtr x = parent->xml->children; x && !s->at.context;
	     x = x->next)
		if (x->type == XML_ELEMENT_NODE && x->_private &&
		    ((struct item *)x->_private)->def == repeat)
			s->at.context = x;
	if (!s->at.context) {
		s->node =
		    xmlNewDocNode(a->doc, NULL, BAD_CAST "cb-none", NULL);
		xmlAddChild(parent->xml, s->node);
		s->at.context = s->node;
	}
	if (n)
		memcpy(s->here, parent->here, n * sizeof *s->here);
	s->here[n] = s->at.context;
}

static void stand_down(struct stand_in *s)
{
	if (!s->node)
		return;
	xmlUnlinkNode(s->node);
	xmlFreeNode(s->node);
}

/* How many the form wants of a counted repeat below this parent. */
static NEOERR *count_wanted(struct answer *a, const struct xnode *repeat,
			    struct item *parent, size_t *out)
{
	struct stand_in s;
	double number = 0;
	int64_t kept;
	NEOERR *err;

	stand_in(a, repeat, parent, &s);
	kept = budget_take(a);
	err = forgive(
	    xpath_number(&a->run, repeat->repeat->count, &s.at, &number));
	a->run.budget += kept;
	stand_down(&s);
	*out = isnan(number) || number < 1	? 0
	       : number > (double)FORM_INSTANCES ? FORM_INSTANCES
						 : (size_t)number;
	return nerr_pass(err);
}

NEOERR *range_relevant(struct answer *a, const struct xnode *repeat,
		       struct item *parent, bool *out)
{
	const struct xbind *b = repeat->bind;
	struct stand_in s;
	int64_t kept;
	NEOERR *err;

	*out = parent->relevant;
	if (!*out || !b)
		return STATUS_OK;
	if (b->relevant.constant)
		*out = b->relevant.value;
	if (!b->relevant.path)
		return STATUS_OK;
	stand_in(a, repeat, parent, &s);
	/* Instances know it themselves, and may differ. */
	if (!s.node) {
		*out = false;
		for (xmlNodePtr x = parent->xml->children; x; x = x->next) {
			const struct item *it = x->_private;

			*out |= x->type == XML_ELEMENT_NODE && it &&
				it->def == repeat && it->relevant;
		}
		return STATUS_OK;
	}
	kept = budget_take(a);
	err = forgive(xpath_boolean(&a->run, b->relevant.path, &s.at, out));
	a->run.budget += kept;
	stand_down(&s);
	return nerr_pass(err);
}

static bool any_action(const struct answer *a, int events)
{
	for (const struct xaction *x = a->form->actions; x; x = x->next)
		if (x->events & events)
			return true;
	return false;
}

static NEOERR *step_count(struct answer *a, const struct xnode *repeat,
			  struct item *parent, bool *changed)
{
	struct item **list, *made;
	void *scratch;
	size_t wanted, n;

	if (!parent->relevant)
		return STATUS_OK;
	TRY(count_wanted(a, repeat, parent, &wanted));
	scratch = talloc_new(a);
	n = tree_instances(repeat, parent, &list, scratch);
	*changed |= n != wanted;
	while (n > wanted)
		tree_instance_aside(a, list[--n]);
	talloc_free(scratch);
	for (; n < wanted; n++) {
		if (tree_instance_back(a, repeat, parent))
			continue;
		made = tree_instance_add(a, repeat, parent);
		if (!made)
			return nerr_raise(ERR_TOO_LARGE,
					  "too many instances of %s",
					  repeat->path);
		if (a->form->preloads_repeated)
			answer_preload(a, made);
		if (any_action(a, EVENT_NEW_REPEAT)) {
			tree_index(a);
			TRY(work_event(a, EVENT_NEW_REPEAT, made));
		}
	}
	return STATUS_OK;
}

static bool among(const struct answer_choice *list, size_t n, const char *s,
		  size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (!strncmp(list[i].value, s, len) && !list[i].value[len])
			return true;
	return false;
}

static bool holds(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = words; n && *p; p += strcspn(p, " \t\r\n")) {
		p += strspn(p, " \t\r\n");
		if (!strncmp(p, word, n) && strchr(" \t\r\n", p[n]))
			return true;
	}
	return false;
}

/* What was chosen and is not offered any more does not count. */
static NEOERR *step_choices(struct answer *a, struct item *it, void *scratch,
			    bool *changed)
{
	const struct xform_control *c = it->def->control;
	struct answer_choice *list = NULL;
	struct buf left = {.ctx = scratch};
	const char *p = item_value(it), *before = item_effective(it);
	size_t n = 0;

	if (!*p || !it->relevant)
		return STATUS_OK;
	before = mem_strdup(scratch, before);
	TRY(label_choices(scratch, a, c, it, false, &list, &n));
	TRY(work_spend(a, n * (strlen(p) / 2 + 1) / 8));
	if (c->kind == XFORM_SELECT1) {
		if (among(list, n, p, strlen(p)))
			buf_puts(&left, p);
	} else {
		for (size_t len; *p; p += len) {
			p += strspn(p, " \t\r\n");
			len = strcspn(p, " \t\r\n");
			if (len && among(list, n, p, len)) {
				if (left.len)
					buf_puts(&left, " ");
				buf_add(&left, p, len);
			}
		}
	}
	/* Who has ranked something has ranked all: what came in since comes
	 * last. */
	for (size_t i = 0; c->kind == XFORM_RANK && i < n; i++)
		if (!holds(buf_text(&left), list[i].value)) {
			if (left.len)
				buf_puts(&left, " ");
			buf_puts(&left, list[i].value);
		}
	talloc_free(it->left);
	it->left = strcmp(buf_text(&left), item_value(it))
		       ? mem_strdup(a, buf_text(&left))
		       : NULL;
	item_write(a, it);
	*changed |= strcmp(before, item_effective(it)) != 0;
	return STATUS_OK;
}

static NEOERR *step_run(struct answer *a, const struct xstep *s, bool *changed)
{
	const struct xnode *node =
	    s->kind == STEP_COUNT ? s->node->parent : s->node;
	struct items *l;
	void *scratch = NULL;
	NEOERR *err = STATUS_OK;

	/* Putting nodes in and in order is work too. */
	TRY(work_spend(a, a->stale ? a->n_items : 0));
	tree_index(a);
	l = &a->by_node[node->id];
	if (s->kind == STEP_CALCULATE || s->kind == STEP_CHOICES)
		scratch = talloc_new(a);
	/* The list of the parent's items stays as it is while instances come
	 * and go below them. */
	for (size_t i = 0; i < l->n && err == STATUS_OK; i++) {
		struct item *it = l->list[i];

		switch (s->kind) {
		case STEP_RELEVANT:
			err = step_relevant(a, it, changed);
			break;
		case STEP_COUNT:
			err = step_count(a, s->node, it, changed);
			break;
		case STEP_CALCULATE:
			err = step_calculate(a, it, scratch, changed);
			break;
		case STEP_CHOICES:
			err = step_choices(a, it, scratch, changed);
			break;
		}
		if (scratch && i % 64 == 63)
			talloc_free_children(scratch);
	}
	talloc_free(scratch);
	return nerr_pass(err);
}

/* Who must answer, who may: these nobody else waits for. */
static NEOERR *settle(struct answer *a)
{
	tree_index(a);
	for (size_t i = 0; i < a->form->n_nodes; i++) {
		const struct xbind *b = a->form->nodes[i]->bind;
		const struct items *l = &a->by_node[i];

		for (size_t k = 0; k < l->n; k++) {
			struct item *it = l->list[k];
			const struct item *up = item_parent(it);
			bool readonly = false, required = false;

			if (b && it->relevant) {
				TRY(work_condition(a, &b->required, it, false,
						   &required));
				TRY(work_condition(a, &b->readonly, it, false,
						   &readonly));
			}
			it->required = required;
			it->readonly = readonly || (up && up->readonly);
		}
	}
	return STATUS_OK;
}

static NEOERR *work_round(struct answer *a)
{
	for (int round = 0; round < ROUNDS; round++) {
		bool changed = false;

		for (size_t i = 0; i < a->form->n_steps; i++)
			TRY(step_run(a, &a->form->steps[i], &changed));
		if (!changed || !a->form->circular)
			break;
	}
	return STATUS_OK;
}

/* --- actions ------------------------------------------------------------------------ */

static NEOERR *action_set(struct answer *a, const struct xaction *action,
			  struct item *target)
{
	const char *value = action->text;
	void *scratch;
	NEOERR *err = STATUS_OK;

	/* What is not there for people is not there for actions. */
	if (!target->relevant)
		return STATUS_OK;
	scratch = talloc_new(a);
	if (action->value)
		err = forgive(
		    work_string(scratch, a, action->value, target, &value));
	if (err == STATUS_OK && target->def->leaf) {
		if (target->def->bind)
			value = value_given(scratch, target->def->bind->type,
					    a->frozen.zone, value ? value : "");
		item_set(a, target, value);
	}
	talloc_free(scratch);
	return nerr_pass(err);
}

static NEOERR *action_run(struct answer *a, const struct xaction *action,
			  struct item *at)
{
	struct items *l;

	tree_index(a);
	if (action->ref) {
		void *scratch = talloc_new(a);
		const struct item *from = at;
		xmlNodePtr *nodes = NULL;
		size_t n = 0;
		NEOERR *err;

		/* Its place is the control's, or the root. */
		if (!from || !action->source)
			from = a->root;
		err = forgive(work_nodes(scratch, a, action->ref, from,
					 &nodes, &n));
		for (size_t i = 0; i < n && err == STATUS_OK; i++)
			if (nodes[i]->_private &&
			    ((struct item *)nodes[i]->_private)->def ==
				action->target)
				err = action_set(a, action,
						 nodes[i]->_private);
		talloc_free(scratch);
		return nerr_pass(err);
	}
	l = &a->by_node[action->target->id];
	for (size_t i = 0; i < l->n; i++)
		if (!at || tree_together(l->list[i], at))
			TRY(action_set(a, action, l->list[i]));
	return STATUS_OK;
}

/* The repeat whose new instances an action waits for. */
static const struct xnode *action_repeat(const struct xaction *action)
{
	const struct xnode *n =
	    action->source ? action->source : action->target;

	return n->n_repeats ? n->repeats[n->n_repeats - 1] : NULL;
}

NEOERR *work_event(struct answer *a, int events, struct item *at)
{
	for (const struct xaction *x = a->form->actions; x; x = x->next) {
		if (!(x->events & events))
			continue;
		if (events & EVENT_NEW_REPEAT &&
		    (!at || action_repeat(x) != at->def))
			continue;
		if (events & EVENT_CHANGED && (!at || x->source != at->def))
			continue;
		TRY(action_run(a, x, at));
	}
	return STATUS_OK;
}

/* Notes the values whose changes are waited for; changed: calls the actions
 * of those that are others than at the last look. */
static NEOERR *look(struct answer *a, bool act, bool *acted)
{
	for (const struct xaction *x = a->form->actions; x; x = x->next) {
		struct items *l;

		if (!(x->events & EVENT_CHANGED) || !x->source)
			continue;
		tree_index(a);
		l = &a->by_node[x->source->id];
		for (size_t i = 0; i < l->n; i++) {
			struct item *it = l->list[i];
			const char *now = item_effective(it);
			bool differs = it->seen && strcmp(it->seen, now);

			if (it->seen && !differs)
				continue;
			talloc_free(it->seen);
			it->seen = mem_strdup(it, now);
			if (!differs || !act)
				continue;
			*acted = true;
			TRY(work_event(a, EVENT_CHANGED, it));
			/* An action does not add or remove nodes. */
		}
	}
	return STATUS_OK;
}

NEOERR *work_all(struct answer *a)
{
	TRY(work_round(a));
	for (int round = 0; round < ACTION_ROUNDS; round++) {
		bool acted = false;

		TRY(look(a, true, &acted));
		if (!acted)
			break;
		TRY(work_round(a));
	}
	return nerr_pass(settle(a));
}

NEOERR *work_load(struct answer *a, int events)
{
	bool acted;

	TRY(work_round(a));
	if (any_action(a, events)) {
		TRY(work_event(a, events, NULL));
		TRY(work_round(a));
	}
	TRY(look(a, false, &acted));
	return nerr_pass(settle(a));
}
