/* The texts of a form: labels, hints, messages; in languages; with outputs.
 * SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "xform/form_internal.h"

/* --- pieces --------------------------------------------------------------------- */

static struct xpiece ***piece_add(struct xform *f, struct xpiece ***end,
				  struct xpiece piece)
{
	**end = mem_new(f, struct xpiece);
	***end = piece;
	*end = &(**end)->next;
	return end;
}

static void pieces_below(struct xform *f, xmlNodePtr node, struct xpiece ***end)
{
	for (xmlNodePtr c = node->children; c; c = c->next) {
		const char *s;

		if (c->type == XML_TEXT_NODE) {
			piece_add(f, end,
				  (struct xpiece){
				      .text = mem_strdup(
					  f, (const char *)c->content)});
		} else if (xf_is(c, "output")) {
			s = xf_attr(f, c, "value");
			if (!s)
				s = xf_attr(f, c, "ref");
			if (s && *s)
				piece_add(f, end,
					  (struct xpiece){
					      .output = s,
					      .line = xf_line(c)});
		} else if (c->type == XML_ELEMENT_NODE) {
			pieces_below(f, c, end);
		}
	}
}

struct xpiece *xf_pieces(struct xform *f, xmlNodePtr node)
{
	struct xpiece *first = NULL, **end = &first, *last = NULL;

	pieces_below(f, node, &end);
	for (struct xpiece *p = first; p; p = p->next)
		last = p;
	if (first && first->text)
		first->text += strspn(first->text, " \t\r\n");
	if (last && last->text) {
		size_t n = strlen(last->text);

		while (n && isspace((unsigned char)last->text[n - 1]))
			n--;
		last->text = mem_strndup(f, last->text, n);
	}
	return first;
}

struct xpath *xf_output(const struct xform *f, struct xpiece *piece,
			  const struct xpath_place *place)
{
	struct xcompiled *c;

	for (c = piece->compiled; c; c = c->next)
		if (c->place == place)
			return c->path;
	/* A cache, in a form that is otherwise never changed. */
	c = mem_new(f, struct xcompiled);
	c->place = place;
	c->path = xpath_parse((void *)f, piece->output, place, NULL, NULL);
	c->next = piece->compiled;
	piece->compiled = c;
	return c->path;
}

static void try_pieces(struct xform *f, struct xpiece *pieces,
		       const struct xpath_place *place, const char *bind)
{
	for (struct xpiece *p = pieces; p; p = p->next)
		if (!p->text && !p->compiled && !xf_output(f, p, place)) {
			const char *why = NULL;

			xpath_parse(f, p->output, place, &why, NULL);
			xf_finding(f, true, p->line, bind,
				     "output \"%s\": %s",
				     text_cut(f, p->output, 60),
				     why ? why : "cannot be read");
		}
}

void xf_try_label(struct xform *f, const struct xlabel *label,
		    const struct xpath_place *place, const char *bind)
{
	if (!label)
		return;
	try_pieces(f, label->pieces, place, bind);
	if (label->itext)
		for (size_t i = 0; i < f->n_languages; i++)
			for (struct xvalue *v = label->itext->values[i]; v;
			     v = v->next)
				try_pieces(f, v->pieces, place, bind);
}

/* --- itext ---------------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct xitext *)a)->id,
		      ((const struct xitext *)b)->id);
}

const struct xitext *xf_itext_find(const struct xform *f, const char *id)
{
	struct xitext key = {.id = id};

	return f->n_itext ? bsearch(&key, f->itext, f->n_itext,
				    sizeof *f->itext, by_id)
			  : NULL;
}

static struct xvalue *values_of(struct xform *f, xmlNodePtr text)
{
	struct xvalue *first = NULL, **end = &first;

	for (xmlNodePtr c = text->children; c; c = c->next) {
		const char *form;

		if (!xf_is(c, "value"))
			continue;
		form = xf_attr(f, c, "form");
		*end = mem_new(f, struct xvalue);
		(*end)->form = form ? form : "";
		(*end)->pieces = xf_pieces(f, c);
		end = &(*end)->next;
	}
	return first;
}

/* All texts of all languages as they come, each with one language's values;
 * then those with the same id become one. */
void xf_itext(struct xform *f)
{
	xmlNodePtr itext = xf_child(f->model, "itext");
	size_t cap = 0, n = 0;
	struct xitext *all = NULL;

	for (xmlNodePtr t = itext ? itext->children : NULL; t; t = t->next)
		f->n_languages += xf_is(t, "translation");
	if (f->n_languages > FORM_LANGUAGES) {
		xf_finding(f, true, xf_line(itext), NULL,
			     "more than %d languages", FORM_LANGUAGES);
		f->n_languages = 0;
		return;
	}
	f->languages = mem_array(f, f->n_languages + 1, sizeof *f->languages);
	f->n_languages = 0;
	for (xmlNodePtr t = itext ? itext->children : NULL; t; t = t->next) {
		const char *lang, *standard;

		if (!xf_is(t, "translation"))
			continue;
		lang = xf_attr(f, t, "lang");
		standard = xf_attr(f, t, "default");
		if (standard && strcmp(standard, "false()") &&
		    strcmp(standard, "false"))
			f->default_language = (int)f->n_languages;
		f->languages[f->n_languages] =
		    lang && *lang ? lang
				  : mem_printf(f, "%zu", f->n_languages + 1);
		for (xmlNodePtr x = t->children; x; x = x->next) {
			const char *id =
			    xf_is(x, "text") ? xf_attr(f, x, "id") : NULL;

			if (!id)
				continue;
			if (n == cap) {
				cap = cap ? 2 * cap : 256;
				all = mem_grow(f, all, cap, sizeof *all);
			}
			all[n].id = id;
			all[n].values = mem_array(
			    f, f->n_languages + 1,
			    sizeof *all[n].values);
			all[n++].values[f->n_languages] = values_of(f, x);
		}
		f->n_languages++;
	}
	if (n)
		qsort(all, n, sizeof *all, by_id);
	for (size_t i = 0; i < n; i++) {
		struct xitext *to =
		    f->n_itext ? &all[f->n_itext - 1] : NULL;

		if (!to || strcmp(to->id, all[i].id)) {
			struct xvalue **values = mem_array(
			    f, f->n_languages, sizeof *values);
			const struct xitext from = all[i];

			memcpy(values, from.values,
			       talloc_array_length(from.values) *
				   sizeof *values);
			talloc_free(from.values);
			to = &all[f->n_itext++];
			to->id = from.id;
			to->values = values;
			continue;
		}
		for (size_t l = 0; l < talloc_array_length(all[i].values); l++)
			if (all[i].values[l] && !to->values[l])
				to->values[l] = all[i].values[l];
	}
	f->itext = all;
}

/* --- labels ---------------------------------------------------------------------- */

/* "jr:itext(...)": what stands between the brackets; NULL: it is not that. */
static const char *itext_call(struct xform *f, const char *text)
{
	const char *s = text_tidy(f, text, true);
	size_t n = strlen(s);

	if (strncmp(s, "jr:itext", 8))
		return NULL;
	s += 8 + strspn(s + 8, " ");
	n = strlen(s);
	if (n < 2 || *s != '(' || s[n - 1] != ')')
		return NULL;
	return text_tidy(f, mem_strndup(f, s + 1, n - 2), true);
}

/* 'x' or "x" and nothing else: x. */
static const char *literal(struct xform *f, const char *s)
{
	size_t n = strlen(s);

	if (n < 2 || (*s != '\'' && *s != '"') ||
	    strchr(s + 1, *s) != s + n - 1)
		return NULL;
	return mem_strndup(f, s + 1, n - 2);
}

static bool label_ref(struct xform *f, struct xlabel *l, const char *ref,
		      const struct xpath_place *place, int line,
		      const char *bind)
{
	const char *inner = itext_call(f, ref);
	const char *id = inner ? literal(f, inner) : NULL;

	if (id) {
		l->itext = xf_itext_find(f, id);
		if (!l->itext)
			xf_finding(f, false, line, bind,
				     "no language has a text \"%s\"", id);
		return l->itext != NULL;
	}
	if (inner)
		l->id = xf_expression(f, place, inner, line, bind, "jr:itext");
	else
		l->path = xf_expression(f, place, ref, line, bind, "label");
	return l->id || l->path;
}

struct xlabel *xf_label(struct xform *f, xmlNodePtr node,
			  const struct xpath_place *place, const char *bind)
{
	struct xlabel *l = mem_new(f, struct xlabel);
	const char *ref = xf_attr(f, node, "ref");

	if (!ref || !*ref ||
	    !label_ref(f, l, ref, place, xf_line(node), bind))
		l->pieces = xf_pieces(f, node);
	if (!l->pieces && !l->itext && !l->id && !l->path)
		return NULL;
	xf_try_label(f, l, place, bind);
	return l;
}

struct xlabel *xf_message(struct xform *f, const char *text,
			    const struct xpath_place *place, int line,
			    const char *bind)
{
	struct xlabel *l = mem_new(f, struct xlabel);

	if (itext_call(f, text)) {
		if (!label_ref(f, l, text, place, line, bind))
			return NULL;
		xf_try_label(f, l, place, bind);
		return l;
	}
	text = text_tidy(f, text, false);
	if (!*text)
		return NULL;
	l->pieces = mem_new(f, struct xpiece);
	l->pieces->text = text;
	return l;
}
