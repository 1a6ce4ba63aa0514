/* A form's body: its controls, in order.
 * SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "base/text.h"
#include "xform/form_internal.h"

static const struct {
	const char *name;
	enum xform_control_kind kind;
} kinds[] = {
    {"group", XFORM_GROUP},   {"repeat", XFORM_REPEAT},
    {"input", XFORM_INPUT},   {"secret", XFORM_INPUT},
    {"textarea", XFORM_INPUT}, {"select", XFORM_SELECT},
    {"select1", XFORM_SELECT1}, {"rank", XFORM_RANK},
    {"range", XFORM_RANGE},   {"trigger", XFORM_TRIGGER},
    {"upload", XFORM_UPLOAD},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static int kind_of(xmlNodePtr node)
{
	for (int i = 0; i < KINDS; i++)
		if (xf_is(node, kinds[i].name))
			return i;
	return -1;
}

/* ref, nodeset or bind="id" of a control, as it stands; NULL: none. */
static const char *ref_of(struct xform *f, xmlNodePtr node)
{
	const char *s = xf_attr(f, node, "nodeset");

	if (!s)
		s = xf_attr(f, node, "ref");
	if (!s && (s = xf_attr(f, node, "bind")))
		s = xf_bind_ref(f, s);
	return s && *s ? s : NULL;
}

/* --- which nodes repeat ---------------------------------------------------------- */

static void repeats_below(struct xform *f, xmlNodePtr node,
			  const struct xnode *context)
{
	for (xmlNodePtr c = node->children; c; c = c->next) {
		const struct xnode *here = context;
		const char *ref, *s;
		struct xnode *n;
		int kind = kind_of(c);

		if (c->type != XML_ELEMENT_NODE || kind_of(c) < 0)
			continue;
		ref = ref_of(f, c);
		n = ref ? xf_resolve(f, context, ref) : NULL;
		if (n)
			here = n;
		if (kinds[kind].kind == XFORM_REPEAT && n && n != f->root &&
		    !n->attribute && !n->repeat) {
			struct xrepeat *r = mem_new(f, struct xrepeat);

			r->node = n;
			r->line = xf_line(c);
			r->count_text =
			    xf_attr_ns(f, c, NS_JAVAROSA, "jr", "count");
			s = xf_attr_ns(f, c, NS_JAVAROSA, "jr",
					 "noAddRemove");
			s = s ? text_tidy(f, s, true) : "";
			r->fixed = (r->count_text && *r->count_text) ||
				   !strcmp(s, "true()") ||
				   !strcmp(s, "true") || !strcmp(s, "1");
			n->repeat = r;
			n->leaf = false;
		}
		repeats_below(f, c, here);
	}
}

void xf_body_repeats(struct xform *f, xmlNodePtr body)
{
	repeats_below(f, body, f->root);
}

/* --- choices --------------------------------------------------------------------- */

static bool is_name(const char *s)
{
	return *s && s[strcspn(s, "/.[]()@:*'\" \t\r\n|+=<>,$")] == '\0';
}

/* The reference of a value or label within an itemset. */
static struct xpath *item_ref(struct xform *f, struct xitemset *set,
			      const char *ref, const char **name, bool *itext,
			      const char *bind)
{
	const char *s = text_tidy(f, ref, true);

	/* Enketo's older forms say translate(label) for jr:itext(label). */
	if (itext && s[strlen(s) - 1] == ')' && !strchr(s, ',') &&
	    (!strncmp(s, "jr:itext(", 9) || !strncmp(s, "translate(", 10))) {
		const char *inner = strchr(s, '(') + 1;

		*itext = true;
		s = text_tidy(f, mem_strndup(f, inner, strlen(inner) - 1),
			      true);
	}
	if (!strncmp(s, "./", 2))
		s += 2;
	if (is_name(s)) {
		*name = s;
		return NULL;
	}
	return xf_expression(f, &set->place, s, set->line, bind, "itemset");
}

static void itemset_read(struct xform *f, struct xform_control *c,
			 xmlNodePtr node)
{
	const char *nodeset = xf_attr(f, node, "nodeset");
	const char *bind = c->context->path;
	xmlNodePtr value = xf_child(node, "value");
	xmlNodePtr label = xf_child(node, "label");
	struct xitemset *set = mem_new(f, struct xitemset);
	const char *s;

	if (!nodeset)
		nodeset = xf_attr(f, node, "ref");
	set->line = xf_line(node);
	set->place.prefixes = f->prefixes;
	set->nodes = xf_expression(f, &c->context->place,
				     nodeset ? nodeset : "", set->line, bind,
				     "itemset");
	if (!set->nodes) {
		if (!nodeset || !*nodeset)
			xf_finding(f, false, set->line, bind,
				   "an itemset without nodeset: there are no "
				   "choices");
		return;
	}
	s = value ? xf_attr(f, value, "ref") : NULL;
	if (!value || !s || !*s)
		xf_finding(f, false, set->line, bind,
			     "an itemset without a value: the item itself "
			     "is taken");
	set->value = item_ref(f, set, s && *s ? s : ".", &set->value_name,
			      NULL, bind);
	s = label ? xf_attr(f, label, "ref") : NULL;
	if (s && *s)
		set->label = item_ref(f, set, s, &set->label_name,
				      &set->label_itext, bind);
	else {
		set->label = set->value;
		set->label_name = set->value_name;
	}
	c->itemset = set;
}

static void choice_read(struct xform *f, struct xform_control *c,
			xmlNodePtr node)
{
	xmlNodePtr value = xf_child(node, "value");
	xmlNodePtr label = xf_child(node, "label");
	struct xchoice choice = {.value = value ? xf_text(f, value) : ""};

	if (!value) {
		xf_finding(f, false, xf_line(node), c->context->path,
			     "a choice without a value is left out");
		return;
	}
	if (*choice.value && c->kind != XFORM_SELECT1 &&
	    choice.value[strcspn(choice.value, " \t\r\n")])
		xf_finding(f, false, xf_line(node), c->context->path,
			     "the choice \"%s\" has a space in its value, "
			     "where several may be chosen",
			     choice.value);
	if (label)
		choice.label =
		    xf_label(f, label, &c->context->place, c->context->path);
	if (!(c->n_choices & (c->n_choices - 1)))
		c->choices = mem_grow(f, c->choices,
				      c->n_choices ? 2 * c->n_choices : 1,
				      sizeof *c->choices);
	c->choices[c->n_choices++] = choice;
}

/* --- controls --------------------------------------------------------------------- */

static void control_append(struct xform *f, struct xform_control *parent,
			   struct xform_control *c)
{
	c->parent = parent;
	if (parent->last)
		parent->last->next = c;
	else
		parent->first = c;
	parent->last = c;
	if (++f->n_controls == FORM_CONTROLS + 1)
		xf_finding(f, true, c->line, NULL, "more than %d controls",
			     FORM_CONTROLS);
}

/* What CommCare's forms have instead of jr:constraintMsg. */
static void alert_read(struct xform *f, struct xform_control *c,
		       xmlNodePtr node)
{
	struct xbind *b = c->node ? c->node->bind : NULL;

	if (b && !b->constraint_message)
		b->constraint_message =
		    xf_label(f, node, &c->node->place, c->node->path);
}

static void controls_below(struct xform *f, struct xform_control *parent,
			   xmlNodePtr node);

/* What the tools of the field write. Also any with a colon ("ex:..."), with a
 * bracket, and the widths w1 to w12. */
static const char *const appearances[] = {
    "analog-scale", "annotate", "audio", "autocomplete",
    "autocomplete_chars", "autocomplete_contains", "bearing", "bikram-sambat",
    "buddhist", "coptic", "columns", "columns-pack", "comment", "compact", "counter",
    "distress", "draw", "email", "ethiopian", "face", "field-list", "first",
    "front", "geopoint", "grid", "hidden", "hidden-answer", "hide-input",
    "horizontal", "horizontal-compact", "image-map", "islamic", "label",
    "label-no-label", "likert", "list", "list-nolabel", "literacy", "logic",
    "map", "maps", "masked", "minimal", "month-year", "multiline", "myanmar",
    "new", "new-front", "new-rear", "no-buttons", "no-calendar",
    "no-collapse", "no-ticks", "note", "numbers", "numeric", "page-break",
    "pages", "persian", "picker", "placement-map", "printer", "quick", "quickcompact",
    "randomized", "rating", "search", "selfie", "show_formatted", "show-scale",
    "signature", "spinner", "streets", "summary", "table-list", "tel",
    "text", "textarea", "thousands-sep", "time", "timer", "trafficlight",
    "url", "vertical", "video", "year",
};

static bool appearance_known(const char *word, size_t n)
{
	size_t stem = n;

	if (memchr(word, ':', n) || memchr(word, '(', n) ||
	    memchr(word, ')', n) || memchr(word, '\'', n) ||
	    memchr(word, '/', n))
		return true;
	/* columns-3, compact-2, w4. */
	while (stem && word[stem - 1] >= '0' && word[stem - 1] <= '9')
		stem--;
	if (stem < n && stem == 1 && *word == 'w')
		return true;
	if (stem < n && stem && word[stem - 1] == '-')
		n = stem - 1;
	for (size_t i = 0; i < sizeof appearances / sizeof *appearances; i++)
		if (strlen(appearances[i]) == n &&
		    !strncmp(appearances[i], word, n))
			return true;
	return false;
}

static void appearance_check(struct xform *f, const struct xform_control *c)
{
	for (const char *p = c->appearance; *p;) {
		size_t n = strcspn(p, " ");

		if (n && !appearance_known(p, n))
			xf_finding(f, false, c->line,
				   c->node ? c->node->path : NULL,
				   "appearance \"%.*s\" is not known and "
				   "changes nothing",
				   (int)n, p);
		p += n + strspn(p + n, " ");
	}
}

static void attributes_read(struct xform *f, struct xform_control *c,
			    xmlNodePtr node)
{
	const char *s = xf_attr(f, node, "appearance");

	c->appearance = s ? text_tidy(f, s, true) : "";
	appearance_check(f, c);
	if (c->kind == XFORM_RANGE) {
		s = xf_attr(f, node, "start");
		c->range_start = s && *s ? s : "0";
		s = xf_attr(f, node, "end");
		c->range_end = s && *s ? s : "10";
		s = xf_attr(f, node, "step");
		c->range_step = s && *s ? s : "1";
	}
	if (c->kind == XFORM_UPLOAD) {
		s = xf_attr(f, node, "mediatype");
		c->media_type = s && *s ? s : "application/*";
	}
}

static void parts_read(struct xform *f, struct xform_control *c,
		       xmlNodePtr node)
{
	const struct xpath_place *place = &c->context->place;
	const char *path = c->context->path;

	for (xmlNodePtr x = node->children; x; x = x->next) {
		if (xf_is(x, "label"))
			c->label = xf_label(f, x, place, path);
		else if (xf_is(x, "hint"))
			c->hint = xf_label(f, x, place, path);
		else if (xf_is(x, "help"))
			c->help = xf_label(f, x, place, path);
		else if (xf_is(x, "alert"))
			alert_read(f, c, x);
		else if (xf_is_action(x))
			xf_action(f, x, c->node, c->context);
		else if (xf_is(x, "item"))
			choice_read(f, c, x);
		else if (xf_is(x, "itemset"))
			itemset_read(f, c, x);
	}
}

/* A repeat mostly stands in a group of its own, which holds its label: in
 * that case the two are one. */
static struct xform_control *lone_repeat(struct xform_control *group)
{
	struct xform_control *r = group->first;

	return r && !r->next && r->kind == XFORM_REPEAT && !r->label &&
		       (!group->node || group->node == r->node)
		   ? r
		   : NULL;
}

static void control_read(struct xform *f, struct xform_control *parent,
			 xmlNodePtr node, int kind)
{
	struct xform_control *c = mem_new(f, struct xform_control);
	const char *ref = ref_of(f, node);
	struct xform_control *repeat;

	if (f->n_controls > FORM_CONTROLS)
		return;
	c->kind = kinds[kind].kind;
	c->line = xf_line(node);
	c->node = ref ? xf_resolve(f, parent->context, ref) : NULL;
	c->context = c->node ? c->node : parent->context;
	c->parent = parent;
	if (!c->node && (ref || c->kind != XFORM_GROUP)) {
		xf_finding(f, false, c->line, ref,
			     "<%s>: there is no such node in the instance%s",
			     (const char *)node->name,
			     c->kind == XFORM_GROUP
				 ? ""
				 : ": nothing can be answered here");
		if (c->kind != XFORM_GROUP)
			return;
	}
	if (c->kind == XFORM_REPEAT && !c->node->repeat) {
		xf_finding(f, true, c->line, c->node->path,
			     "this node cannot repeat");
		return;
	}
	attributes_read(f, c, node);
	parts_read(f, c, node);
	if (c->kind == XFORM_REPEAT && !c->node->repeat->count)
		c->node->repeat->count = xf_expression(
		    f, &c->node->place, c->node->repeat->count_text, c->line, c->node->path,
		    "jr:count");
	if (c->kind == XFORM_GROUP || c->kind == XFORM_REPEAT) {
		controls_below(f, c, node);
		repeat = c->kind == XFORM_GROUP ? lone_repeat(c) : NULL;
		if (repeat) {
			repeat->label = c->label;
			if (!*repeat->appearance)
				repeat->appearance = c->appearance;
			if (!repeat->hint)
				repeat->hint = c->hint;
			c = repeat;
		}
	} else if (!c->node->control) {
		c->node->control = c;
	}
	control_append(f, parent, c);
}

static void controls_below(struct xform *f, struct xform_control *parent,
			   xmlNodePtr node)
{
	static const char *const parts[] = {
	    "label", "hint", "help", "alert",  "item", "itemset",
	    "output", "value", "extra", "copy", "chooseCaption",
	};

	for (xmlNodePtr c = node->children; c; c = c->next) {
		int kind = kind_of(c);
		bool part = xf_is_action(c);

		if (c->type != XML_ELEMENT_NODE)
			continue;
		for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
			part |= xf_is(c, parts[i]);
		if (kind >= 0)
			control_read(f, parent, c, kind);
		else if (!part && c->ns && c->ns->href &&
			 !strcmp((const char *)c->ns->href, NS_JAVAROSA))
			continue; /* captions of CommCare's repeats */
		else if (!part)
			xf_finding(f, false, xf_line(c), NULL,
				     "<%s> is not known: it is left out",
				     (const char *)c->name);
	}
}

void xf_body(struct xform *f, xmlNodePtr body)
{
	const char *style = xf_attr(f, body, "class");

	f->body = mem_new(f, struct xform_control);
	f->body->kind = XFORM_GROUP;
	f->body->context = f->root;
	/* "pages": its groups are to be filled in one by one. */
	f->body->appearance = style ? text_tidy(f, style, true) : "";
	for (xmlNodePtr c = body->children; c; c = c->next)
		if (xf_is_action(c))
			xf_action(f, c, NULL, f->root);
	controls_below(f, f->body, body);
}
