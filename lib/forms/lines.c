/* An answer as lines.
 * SPDX-License-Identifier: MIT */
#include "forms/lines.h"

#include "base/mem.h"
#include "base/text.h"
#include "forms/typed.h"
#include "forms/markup.h"

struct lines {
	void *ctx;
	struct answer *answer;
	struct line *list;
	size_t n, room;
};

const char *path_generic(void *ctx, const char *path)
{
	struct buf b = {.ctx = ctx};

	for (const char *s = path; *s; s++) {
		if (*s == '[')
			while (s[1] && *s != ']')
				s++;
		else
			buf_add(&b, s, 1);
	}
	return buf_text(&b);
}

const char *label_plain(void *ctx, const char *label)
{
	return text_tidy(ctx, markup_words(ctx, label ? label : ""), true);
}

static struct line *add(struct lines *l)
{
	if (l->n == l->room) {
		l->room = l->room ? 2 * l->room : 64;
		l->list = mem_grow(l->ctx, l->list, l->room, sizeof *l->list);
	}
	l->list[l->n] = (struct line){
	    .path = "", .generic = "", .label = "", .words = "", .value = ""};
	return &l->list[l->n++];
}

static const char *chosen_words(void *ctx, const struct answer_shown *s)
{
	struct buf b = {.ctx = ctx};

	for (size_t i = 0; i < s->n_choices; i++)
		if (s->choices[i].chosen)
			buf_printf(&b, "%s%s", b.len ? "; " : "",
				   label_plain(ctx, s->choices[i].label));
	return buf_text(&b);
}

/* A question that is read only and holds nothing is words of the form's. */
static bool is_note(const struct answer_shown *s)
{
	return s->readonly && !*s->value && s->kind == XFORM_INPUT;
}

static void add_control(struct lines *l, const struct answer_shown *s,
			int depth)
{
	struct line *x = add(l);

	x->kind = is_note(s)			? LINE_NOTE
		  : s->kind == XFORM_UPLOAD	? LINE_FILE
						: LINE_ANSWER;
	x->depth = depth;
	x->path = s->path;
	x->generic = path_generic(l->ctx, s->path);
	x->label = label_plain(l->ctx, s->label ? s->label : s->name);
	x->value = s->value ? s->value : "";
	x->image = s->image;
	switch (s->kind) {
	case XFORM_SELECT:
	case XFORM_SELECT1:
		x->words = chosen_words(l->ctx, s);
		break;
	case XFORM_TRIGGER:
		x->words = *x->value ? "Yes" : "";
		break;
	case XFORM_UPLOAD:
		(void)typed_file(x->value, &x->words);
		break;
	default:
		x->words = *x->value
			       ? answer_words(l->ctx, l->answer, s->path)
			       : "";
	}
	if (!*x->words)
		x->words = x->value;
}

static void add_all(struct lines *l, const struct answer_shown *s, int depth)
{
	struct line *x;
	size_t at = l->n;
	bool heading = s->kind == XFORM_REPEAT || s->position ||
		       (s->label && *s->label);

	if (s->kind != XFORM_GROUP && s->kind != XFORM_REPEAT) {
		add_control(l, s, depth);
		return;
	}
	if (heading) {
		x = add(l);
		x->kind = s->position		     ? LINE_INSTANCE
			  : s->kind == XFORM_REPEAT ? LINE_REPEAT
						     : LINE_GROUP;
		x->depth = depth;
		x->position = s->position;
		x->path = s->path ? s->path : "";
		x->generic = path_generic(l->ctx, x->path);
		x->label = label_plain(l->ctx, s->label);
		x->image = s->image;
	}
	/* The headings of a repeat's instances stand for its own. */
	for (size_t i = 0; i < s->n_children; i++)
		add_all(l, &s->children[i],
			depth + (heading && s->kind != XFORM_REPEAT));
	/* A heading with nothing below it says nothing. */
	if (heading && l->n == at + 1 && s->kind != XFORM_REPEAT)
		l->n = at;
}

NEOERR *lines_of(void *ctx, struct answer *a, struct line **out, size_t *n)
{
	struct lines l = {.ctx = ctx, .answer = a};
	struct answer_shown *root;

	TRY(answer_show(ctx, a, &root));
	for (size_t i = 0; i < root->n_children; i++)
		add_all(&l, &root->children[i], 0);
	*out = l.list;
	*n = l.n;
	return STATUS_OK;
}
