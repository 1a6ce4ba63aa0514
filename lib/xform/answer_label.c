/* What an answer says in words: labels with their outputs, choices.
 * SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "base/text.h"
#include "xform/answer_internal.h"

/* A text in a text in a text: how deep outputs may call each other. */
enum { TEXT_DEPTH = 8 };

static const struct item *standing(struct answer *a, const struct item *it)
{
	return it ? it : a->root;
}

static const char *pieces_text(void *ctx, struct answer *a,
			       const struct xpiece *pieces,
			       const struct xnode *context,
			       const struct item *it)
{
	struct buf b = {.ctx = ctx};

	if (pieces && pieces->text && !pieces->next)
		return pieces->text;
	for (const struct xpiece *p = pieces; p; p = p->next) {
		struct xpath *x;
		const char *s = "";
		NEOERR *err;

		if (p->text) {
			buf_puts(&b, p->text);
			continue;
		}
		x = xf_output(a->form, (struct xpiece *)p, &context->place);
		if (!x)
			continue;
		err = work_string(ctx, a, x, standing(a, it), &s);
		if (err != STATUS_OK) {
			nerr_ignore(&err);
			s = "";
		}
		buf_puts(&b, s);
	}
	return buf_text(&b);
}

static const struct xvalue *value_of(const struct xvalue *v, const char *form)
{
	for (; v; v = v->next)
		if (!strcmp(v->form, form))
			return v;
	return NULL;
}

/* The plain form of a text is without a name; some tools write "long". */
static const struct xvalue *value_find(const struct xvalue *v,
				       const char *form)
{
	const struct xvalue *found = value_of(v, form);

	if (!found && !*form)
		found = value_of(v, "long");
	if (!found && !*form)
		found = value_of(v, "short");
	return found;
}

const char *itext_text(void *ctx, struct answer *a, const struct xitext *t,
		       const struct xnode *context, const struct item *it,
		       const char *form)
{
	const struct xvalue *v = value_find(t->values[a->language], form);
	const char *text;

	/* What is not translated is shown as the form's own language has it. */
	if (!v)
		v = value_find(t->values[a->form->default_language], form);
	for (size_t i = 0; !v && i < a->form->n_languages; i++)
		v = value_find(t->values[i], form);
	if (!v || a->text_depth >= TEXT_DEPTH)
		return NULL;
	a->text_depth++;
	text = pieces_text(ctx, a, v->pieces, context, it);
	a->text_depth--;
	return text;
}

const char *label_text(void *ctx, struct answer *a, const struct xlabel *l,
		       const struct xnode *context, const struct item *it,
		       const char *form)
{
	const struct xitext *t;
	const char *s = NULL;
	NEOERR *err;

	if (!l)
		return NULL;
	if (l->itext)
		return itext_text(ctx, a, l->itext, context, it, form);
	if (l->pieces)
		return *form ? NULL : pieces_text(ctx, a, l->pieces, context, it);
	err = work_string(ctx, a, l->id ? l->id : l->path, standing(a, it),
			  &s);
	if (err != STATUS_OK) {
		nerr_ignore(&err);
		return NULL;
	}
	if (!l->id)
		return *form ? NULL : s;
	t = xf_itext_find(a->form, s);
	return t ? itext_text(ctx, a, t, context, it, form) : NULL;
}

/* --- choices -------------------------------------------------------------------------- */

static const char *node_text(void *ctx, xmlNodePtr node)
{
	xmlChar *s = xmlNodeGetContent(node);
	const char *text = mem_strdup(ctx, s ? (const char *)s : "");

	xmlFree(s);
	return text;
}

static xmlNodePtr child_named(xmlNodePtr node, const char *name)
{
	for (xmlNodePtr c = node->children; c; c = c->next)
		if (c->type == XML_ELEMENT_NODE &&
		    !strcmp((const char *)c->name, name))
			return c;
	return NULL;
}

/* A value or label of one item, by its child's name or by an expression. */
static const char *item_part(void *ctx, struct answer *a, xmlNodePtr node,
			     const char *name, const struct xpath *x)
{
	struct xpath_here here = {.context = node};
	const char *s = "";
	NEOERR *err;

	if (name) {
		node = child_named(node, name);
		return node ? node_text(ctx, node) : "";
	}
	if (!x)
		return "";
	err = xpath_string(ctx, &a->run, x, &here, &s);
	nerr_ignore(&err);
	return s ? s : "";
}

static void choice_texts(void *ctx, struct answer *a,
			 struct answer_choice *to, const struct xitext *t,
			 const struct xnode *context, const struct item *it)
{
	to->label = itext_text(ctx, a, t, context, it, "");
	to->image = xf_media(
	    ctx, itext_text(ctx, a, t, context, it, "image"));
	to->audio = xf_media(
	    ctx, itext_text(ctx, a, t, context, it, "audio"));
	to->video = xf_media(
	    ctx, itext_text(ctx, a, t, context, it, "video"));
}

static NEOERR *set_choices(void *ctx, struct answer *a,
			   const struct xform_control *c,
			   const struct item *it, bool texts,
			   struct answer_choice **out, size_t *n)
{
	const struct xitemset *set = c->itemset;
	struct answer_choice *list;
	xmlNodePtr *nodes = NULL;
	size_t n_nodes = 0;
	NEOERR *err = work_nodes(ctx, a, set->nodes, it, &nodes, &n_nodes);

	*n = 0;
	if (err != STATUS_OK && nerr_match(err, ERR_INVALID)) {
		nerr_ignore(&err);
		return STATUS_OK;
	}
	TRY(err);
	*out = list = mem_array(ctx, n_nodes + 1, sizeof *list);
	for (size_t i = 0; i < n_nodes; i++) {
		struct answer_choice *to = &list[*n];
		const struct item *node = nodes[i]->_private;
		const char *label;
		const struct xitext *t;

		/* An instance that is not relevant is no choice. */
		if (node && nodes[i]->doc == a->doc && !node->relevant)
			continue;
		to->value =
		    item_part(ctx, a, nodes[i], set->value_name, set->value);
		if (!*to->value)
			continue;
		(*n)++;
		if (!texts)
			continue;
		label =
		    item_part(ctx, a, nodes[i], set->label_name, set->label);
		t = set->label_itext ? xf_itext_find(a->form, label) : NULL;
		if (t)
			choice_texts(ctx, a, to, t, c->context, it);
		else
			to->label = label;
		if (!to->label || !*to->label)
			to->label = to->value;
	}
	return STATUS_OK;
}

NEOERR *label_choices(void *ctx, struct answer *a,
		      const struct xform_control *c, const struct item *it,
		      bool texts, struct answer_choice **out, size_t *n)
{
	struct answer_choice *list;

	it = standing(a, it);
	if (c->itemset) {
		TRY(set_choices(ctx, a, c, it, texts, out, n));
		return STATUS_OK;
	}
	*out = list = mem_array(ctx, c->n_choices + 1, sizeof *list);
	*n = c->n_choices;
	for (size_t i = 0; i < c->n_choices; i++) {
		const struct xlabel *l = c->choices[i].label;

		list[i].value = c->choices[i].value;
		if (!texts)
			continue;
		if (l && l->itext)
			choice_texts(ctx, a, &list[i], l->itext, c->context,
				     it);
		else
			list[i].label =
			    label_text(ctx, a, l, c->context, it, "");
		if (!list[i].label || !*list[i].label)
			list[i].label = list[i].value;
	}
	return STATUS_OK;
}

/* --- what expressions ask ----------------------------------------------------------------- */

static const char *on_choice_name(void *data, const char *value,
				  const char *path, xmlNodePtr context)
{
	struct answer *a = data;
	const struct item *from = context ? context->_private : NULL;
	const struct xnode *n;
	const struct item *it;
	struct answer_choice *list = NULL;
	void *scratch;
	const char *found = NULL;
	size_t count = 0;
	NEOERR *err;

	from = standing(a, from);
	n = xf_resolve(a->form, from->def, path);
	if (!n || !n->control || a->text_depth >= TEXT_DEPTH)
		return NULL;
	it = tree_near(a, n, from);
	scratch = talloc_new(a);
	a->text_depth++;
	err = label_choices(scratch, a, n->control, it, true, &list, &count);
	a->text_depth--;
	nerr_ignore(&err);
	for (size_t i = 0; i < count && !found; i++)
		if (!strcmp(list[i].value, value))
			found = mem_strdup(a->texts, list[i].label);
	talloc_free(scratch);
	return found;
}

static const char *on_itext(void *data, const char *id, xmlNodePtr context)
{
	struct answer *a = data;
	const struct item *it = context ? context->_private : NULL;
	const struct xitext *t = xf_itext_find(a->form, id);

	it = standing(a, it);
	return t ? itext_text(a->texts, a, t, it->def, it, "") : NULL;
}

static xmlNodePtr on_instance(void *data, const char *id)
{
	struct answer *a = data;

	for (size_t i = 0; i < a->form->n_lists; i++) {
		const struct xlist *l = &a->form->lists[i];

		if (strcmp(l->id, id))
			continue;
		if (!a->lists[i]) {
			xmlNodePtr root =
			    l->doc ? xmlDocCopyNode(
					 xmlDocGetRootElement(l->doc), a->doc,
					 1)
				   : xmlNewDocNode(a->doc, NULL,
						   BAD_CAST "root", NULL);

			a->lists[i] = xmlNewDocNode(a->doc, NULL,
						    BAD_CAST "instance", NULL);
			if (!root || !a->lists[i])
				abort();
			xmlAddChild(a->lists[i], root);
		}
		return a->lists[i];
	}
	return a->form->primary_id && !strcmp(a->form->primary_id, id)
		   ? (xmlNodePtr)a->doc
		   : NULL;
}

static const char *on_property(void *data, const char *name)
{
	return answer_property(data, name);
}

void label_callbacks(struct answer *a)
{
	a->run.data = a;
	a->run.choice_name = on_choice_name;
	a->run.itext = on_itext;
	a->run.instance = on_instance;
	a->run.property = on_property;
}

const char *xf_media(void *ctx, const char *text)
{
	const char *name;

	if (!text || !*text)
		return NULL;
	if (strncmp(text, "jr://", 5))
		return text;
	name = strrchr(text, '/');
	return name[1] ? mem_strdup(ctx, name + 1) : NULL;
}
