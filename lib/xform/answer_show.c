/* What a page shows of an answer: the relevant controls, in words.
 * SPDX-License-Identifier: MIT */
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "xform/answer_internal.h"

struct showing {
	void *ctx;
	struct answer *a;
};

static NEOERR *show_children(struct showing *s, const struct xform_control *c,
			     struct item *at, struct answer_shown *out);

static void show_texts(struct showing *s, const struct xform_control *c,
		       const struct item *it, struct answer_shown *out)
{
	void *ctx = s->ctx;
	struct answer *a = s->a;
	const struct xnode *n = c->context;

	out->label = label_text(ctx, a, c->label, n, it, "");
	out->hint = label_text(ctx, a, c->hint, n, it, "");
	out->guidance = label_text(ctx, a, c->hint, n, it, "guidance");
	out->help = label_text(ctx, a, c->help, n, it, "");
	out->image =
	    xf_media(ctx, label_text(ctx, a, c->label, n, it, "image"));
	out->big_image =
	    xf_media(ctx, label_text(ctx, a, c->label, n, it, "big-image"));
	out->audio =
	    xf_media(ctx, label_text(ctx, a, c->label, n, it, "audio"));
	out->video =
	    xf_media(ctx, label_text(ctx, a, c->label, n, it, "video"));
}

static bool holds(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = words; n && *p;) {
		p += strspn(p, " \t\r\n");
		if (!strncmp(p, word, n) && strchr(" \t\r\n", p[n]))
			return true;
		p += strcspn(p, " \t\r\n");
	}
	return false;
}

static NEOERR *show_choices(struct showing *s, const struct xform_control *c,
			    const struct item *it, struct answer_shown *out)
{
	struct answer_choice *list = NULL;
	const char *value = item_effective(it);

	TRY(label_choices(s->ctx, s->a, c, it, true, &list, &out->n_choices));
	for (size_t i = 0; i < out->n_choices; i++)
		list[i].chosen = c->kind == XFORM_SELECT1
				     ? !strcmp(value, list[i].value)
				     : holds(value, list[i].value);
	out->choices = list;
	return STATUS_OK;
}

static const char *message_of(struct showing *s, const struct item *it,
			      enum answer_violation v)
{
	const struct xbind *b = it->def->bind;

	if (!b)
		return NULL;
	if (v == ANSWER_REQUIRED)
		return label_text(s->ctx, s->a, b->required_message, it->def,
				  it, "");
	if (v == ANSWER_CONSTRAINT)
		return label_text(s->ctx, s->a, b->constraint_message, it->def,
				  it, "");
	return NULL;
}

static NEOERR *show_question(struct showing *s, const struct xform_control *c,
			     struct item *it, struct answer_shown *out)
{
	const struct xbind *b = it->def->bind;

	out->value = item_value(it);
	out->type = b ? b->type : XFORM_STRING;
	out->required = it->required;
	out->readonly =
	    it->readonly || (b && b->calculate && !b->first_value);
	out->range_start = c->range_start;
	out->range_end = c->range_end;
	out->range_step = c->range_step;
	out->media_type = c->media_type;
	if (c->kind == XFORM_SELECT || c->kind == XFORM_SELECT1 ||
	    c->kind == XFORM_RANK)
		TRY(show_choices(s, c, it, out));
	TRY(check_item(s->a, it, &out->violation));
	out->message = message_of(s, it, out->violation);
	return STATUS_OK;
}

static void show_head(struct showing *s, const struct xform_control *c,
		      const struct item *it, struct answer_shown *out)
{
	out->kind = c->kind;
	out->path = c->node && it ? tree_path(s->ctx, it) : "";
	out->name = c->node ? c->node->name : "";
	out->appearance = c->appearance;
	out->value = "";
}

static NEOERR *show_repeat(struct showing *s, const struct xform_control *c,
			   struct item *at, struct answer_shown *out)
{
	struct item *parent = tree_near(s->a, c->node->parent, at), **list;
	const struct xrepeat *r = c->node->repeat;
	size_t n, shown = 0;

	n = tree_instances(c->node, parent, &list, s->ctx);
	show_head(s, c, NULL, out);
	show_texts(s, c, n ? list[0] : parent, out);
	out->path = mem_printf(s->ctx, "%s/%s", tree_path(s->ctx, parent),
			       c->node->name);
	out->children = mem_array(s->ctx, n + 1, sizeof *out->children);
	out->may_add = !r->fixed && n < FORM_INSTANCES;
	out->may_remove = !r->fixed && n > 0;
	for (size_t i = 0; i < n; i++) {
		struct answer_shown *one = &out->children[shown];

		if (!list[i]->relevant)
			continue;
		show_head(s, c, list[i], one);
		show_texts(s, c, list[i], one);
		one->kind = XFORM_GROUP;
		one->position = (int)i + 1;
		one->may_remove = !r->fixed;
		TRY(show_children(s, c, list[i], one));
		shown++;
	}
	out->n_children = shown;
	return STATUS_OK;
}

static NEOERR *show_control(struct showing *s, const struct xform_control *c,
			    struct item *at, struct answer_shown *out,
			    bool *shown)
{
	struct item *it = c->node && c->kind != XFORM_REPEAT
			      ? tree_near(s->a, c->node, at)
			      : at;
	bool relevant;

	*shown = it && it->relevant;
	if (*shown && c->kind == XFORM_REPEAT) {
		TRY(range_relevant(s->a, c->node, at, &relevant));
		*shown = relevant;
		if (relevant)
			TRY(show_repeat(s, c, at, out));
		return STATUS_OK;
	}
	if (!*shown)
		return STATUS_OK;
	show_head(s, c, it, out);
	show_texts(s, c, it, out);
	if (c->kind == XFORM_GROUP)
		return nerr_pass(show_children(s, c, it, out));
	return nerr_pass(show_question(s, c, it, out));
}

static NEOERR *show_children(struct showing *s, const struct xform_control *c,
			     struct item *at, struct answer_shown *out)
{
	size_t n = 0;
	bool shown;

	for (const struct xform_control *x = c->first; x; x = x->next)
		n++;
	out->children = mem_array(s->ctx, n + 1, sizeof *out->children);
	for (const struct xform_control *x = c->first; x; x = x->next) {
		struct answer_shown *to = &out->children[out->n_children];

		TRY(show_control(s, x, at, to, &shown));
		out->n_children += shown;
	}
	return STATUS_OK;
}

NEOERR *answer_show(void *ctx, struct answer *a, struct answer_shown **out)
{
	struct showing s = {.ctx = ctx, .a = a};

	tree_index(a);
	*out = mem_new(ctx, struct answer_shown);
	(*out)->path = (*out)->name = (*out)->value = "";
	(*out)->appearance = a->form->body->appearance;
	return nerr_pass(show_children(&s, a->form->body, a->root, *out));
}

const char *answer_value(struct answer *a, const char *path)
{
	const struct item *it = tree_find(a, path);

	return it && it->def->leaf ? item_effective(it) : "";
}

const char *answer_as_typed(struct answer *a, const char *path)
{
	const struct item *it = tree_find(a, path);

	return it && it->def->leaf && it->relevant ? item_value(it) : "";
}

static const char *choice_words(void *ctx, struct answer *a,
				const struct item *it)
{
	const struct xform_control *c = it->def->control;
	struct answer_choice *list = NULL;
	struct buf b = {.ctx = ctx};
	size_t n = 0;
	NEOERR *err = label_choices(ctx, a, c, it, true, &list, &n);
	const char *p = item_effective(it);

	nerr_ignore(&err);
	if (c->kind == XFORM_SELECT1) {
		for (size_t i = 0; i < n; i++)
			if (!strcmp(list[i].value, p))
				return list[i].label;
		return p;
	}
	for (size_t len; *p; p += len) {
		const char *label = NULL;

		p += strspn(p, " \t\r\n");
		len = strcspn(p, " \t\r\n");
		for (size_t i = 0; i < n && !label; i++)
			if (!strncmp(list[i].value, p, len) &&
			    !list[i].value[len])
				label = list[i].label;
		if (!len)
			continue;
		if (b.len)
			buf_puts(&b, ", ");
		if (label)
			buf_puts(&b, label);
		else
			buf_add(&b, p, len);
	}
	return buf_text(&b);
}

/* "2026-11-27T14:30:00.000+11:00": the day and the hour as written there. */
static const char *time_words(void *ctx, const char *value, bool date)
{
	char day[11], buf[DATE_TEXT], clock[ZONE_TEXT];
	const char *t = date ? strchr(value, 'T') : value;
	struct date d;
	int minute;

	if (t && date)
		t++;
	minute = t ? atoi(t) * 60 + (strlen(t) > 3 ? atoi(t + 3) : 0) : 0;
	if (minute < 0 || minute > 1439)
		return value;
	zone_format_time(minute, clock);
	if (!date)
		return mem_strdup(ctx, clock);
	if (strlen(value) < 10)
		return value;
	memcpy(day, value, 10);
	day[10] = '\0';
	if (!date_parse_iso(day, &d))
		return value;
	date_format_long(d, buf);
	return t ? mem_printf(ctx, "%s, %s", buf, clock) : mem_strdup(ctx, buf);
}

const char *answer_words(void *ctx, struct answer *a, const char *path)
{
	const struct item *it = tree_find(a, path);
	const char *value = it && it->def->leaf ? item_effective(it) : "";
	const struct xform_control *c = it ? it->def->control : NULL;
	enum xform_type type =
	    it && it->def->bind ? it->def->bind->type : XFORM_STRING;

	if (!*value)
		return value;
	if (c && (c->kind == XFORM_SELECT || c->kind == XFORM_SELECT1 ||
		  c->kind == XFORM_RANK))
		return choice_words(ctx, a, it);
	switch (type) {
	case XFORM_DATE:
		value = mem_strndup(ctx, value, 10);
		return time_words(ctx, value, true);
	case XFORM_DATETIME:
		return time_words(ctx, value, true);
	case XFORM_TIME:
		return time_words(ctx, value, false);
	default:
		return value;
	}
}
