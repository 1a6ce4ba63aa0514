/* Filling in: the questions of a page, for the template.
 * SPDX-License-Identifier: MIT
 *
 * The tree of the engine becomes one list, Fill.Items, since a macro cannot
 * call itself: a group is an item that opens and one that ends it. Each item
 * says in `is` what it is:
 *   group, end            a group with a heading
 *   repeat, add           a repeat; `add` ends it with its button
 *   card, card-end        one instance of it
 *   q                     a question or note; `type` says how it is asked
 * Texts of the form are written by said(): plain, or as tokens of its markup.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "fill.h"
#include "forms/lines.h"
#include "forms/markup.h"

enum { LEVEL_FIRST = 3, LEVEL_LAST = 6, RECAP_MAX = 160, FOLD_QUESTIONS = 3 };

struct show {
	struct fill *f;
	void *pool;
	HDF *items;
	size_t n;
	HDF *errors;
	size_t n_errors;
	struct buf was;
	bool marks_needed; /* most are optional: mark the others */
	const char *page;  /* address of the page that errors are on; NULL: this */
	NEOERR *err;	   /* the first that was met */
};

static void must(NEOERR *err)
{
	if (err == STATUS_OK)
		return;
	nerr_log_error(err); /* without memory only */
	abort();
}

static HDF *node(HDF *h, const char *name)
{
	HDF *out;

	must(hdf_get_node(h, name, &out));
	return out;
}

static HDF *nth(HDF *h, size_t i)
{
	char name[24];

	snprintf(name, sizeof name, "%zu", i);
	return node(h, name);
}

static void put(HDF *h, const char *name, const char *value)
{
	if (value && *value)
		must(hdf_set_value(h, name, value));
}

static void put_int(HDF *h, const char *name, int64_t value)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)value);
	must(hdf_set_value(h, name, text));
}

static void put_flag(HDF *h, const char *name, bool on)
{
	if (on)
		must(hdf_set_value(h, name, "1"));
}

/* A text of the form, with its markup. */
static void said(struct show *s, HDF *h, const char *name, const char *text)
{
	struct markup *list;
	HDF *to;
	size_t n;

	if (!text || !*text)
		return;
	if (markup_is_plain(text)) {
		put(h, name, text);
		return;
	}
	put(h, name, markup_words(s->pool, text));
	n = markup_read(s->pool, text, &list);
	to = node(h, name);
	for (size_t i = 0; i < n; i++) {
		HDF *t = nth(to, i);

		put(t, "k", markup_name(list[i].kind));
		put(t, "t", list[i].text);
	}
}

static const char *label_of(struct show *s, const struct answer_shown *c)
{
	const char *words =
	    c->label ? markup_words(s->pool, c->label) : "";

	return text_cut(s->pool, *words ? words : c->name, 90);
}

static HDF *item(struct show *s, const char *is, const struct answer_shown *c)
{
	HDF *h = nth(s->items, s->n++);

	put(h, "is", is);
	if (c)
		put(h, "key", paging_key(s->pool, c->path));
	return h;
}

/* --- a question ---------------------------------------------------------------- */

/* A picture, recording or film by its name in the form; where it was added,
 * with its address. words: what stands for a picture that is not seen. */
static void put_medium(struct show *s, HDF *h, const char *what,
		       const char *name, const char *words)
{
	const struct rows *m = &s->f->media;

	if (!name || !*name)
		return;
	put(h, what, name);
	for (size_t i = 0; i < m->n; i++) {
		if (strcmp(row_text(m, i, "name"), name))
			continue;
		put(node(h, what), "src",
		    mem_printf(s->pool, "%s/%s", s->f->media_base,
			       row_text(m, i, "id")));
		put(node(h, what), "alt", label_plain(s->pool, words));
	}
}

static void show_choice(struct show *s, HDF *h, size_t i,
			const struct answer_choice *c)
{
	HDF *o = nth(h, i);

	put(o, "value", c->value);
	said(s, o, "label", c->label && *c->label ? c->label : c->value);
	put_medium(s, o, "image", c->image, c->label);
	put_flag(o, "chosen", c->chosen);
}

static const struct answer_choice *choice_named(const struct answer_shown *c,
						const char *name, size_t n)
{
	for (size_t i = 0; i < c->n_choices; i++)
		if (strlen(c->choices[i].value) == n &&
		    !strncmp(c->choices[i].value, name, n))
			return &c->choices[i];
	return NULL;
}

static bool is_named(const char *names, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = names; *p; p += strcspn(p, " "), p += *p == ' ')
		if (strcspn(p, " ") == n && !strncmp(p, name, n))
			return true;
	return false;
}

/* Those that are ranked in their order, then the rest. */
static void show_rank(struct show *s, HDF *h, const struct answer_shown *c)
{
	struct buf order = {.ctx = s->pool};
	HDF *options = node(h, "options");
	size_t n = 0;

	for (const char *p = c->value; *p; p += strcspn(p, " "), p += *p == ' ') {
		const struct answer_choice *o =
		    choice_named(c, p, strcspn(p, " "));

		if (o)
			show_choice(s, options, n++, o);
	}
	for (size_t i = 0; i < c->n_choices; i++)
		if (!is_named(c->value, c->choices[i].value))
			show_choice(s, options, n++, &c->choices[i]);
	for (size_t i = 0; i < n; i++)
		buf_printf(&order, "%s%s", i ? " " : "",
			   hdf_get_value(nth(options, i), "value", ""));
	put(h, "order", buf_text(&order));
	put_flag(h, "unranked", !*c->value);
}

static void show_boolean(HDF *h, const struct answer_shown *c)
{
	static const char *const both[][2] = {{"true", "Yes"}, {"false", "No"}};

	for (size_t i = 0; i < 2; i++) {
		HDF *o = nth(node(h, "options"), i);

		put(o, "value", both[i][0]);
		put(o, "label", both[i][1]);
		put_flag(o, "chosen", !strcmp(c->value, both[i][0]));
	}
}

static void show_theirs(struct show *s, HDF *h, const struct answer_shown *c)
{
	const struct rows *a = &s->f->asides;
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++) {
		HDF *t;

		if (strcmp(row_text(a, i, "path"), c->path))
			continue;
		t = nth(node(h, "theirs"), n++);
		put(t, "id", row_text(a, i, "id"));
		put(t, "words", row_text(a, i, "words"));
		put(t, "who", row_int(a, i, "account_id") ==
				      s->f->r->actor.account
				  ? "You"
				  : row_text(a, i, "who"));
		put(t, "at", show_instant(s->f->r, row_text(a, i, "at")));
	}
}

static void show_words(struct show *s, HDF *h, const struct answer_shown *c)
{
	said(s, h, "label",
	     c->label && *c->label ? c->label
	     : *c->value	   ? NULL
				   : c->name);
	said(s, h, "hint", c->hint);
	said(s, h, "guidance", c->guidance);
	said(s, h, "help", c->help);
	put_medium(s, h, "image", c->big_image ? c->big_image : c->image,
		   c->label);
	put_medium(s, h, "audio", c->audio, c->label);
	put_medium(s, h, "video", c->video, c->label);
}

/* The way to a file that hangs on this answer; a value that names another was
 * made by hand. */
static void put_file(struct show *s, HDF *h, const char *value)
{
	struct req *r = s->f->r;
	const char *name;
	int64_t id = typed_file(value, &name);
	bool hangs = false;

	put(h, "file", name);
	if (!id || s->f->outside || s->err != STATUS_OK ||
	    !actor_may(&r->actor, RIGHT_ATTACHMENT_VIEW))
		return;
	s->err = attachment_hangs(&r->actor, "answer", s->f->filed->id, id,
				  &hangs);
	if (hangs)
		put(h, "href",
		    mem_printf(s->pool, "/attachments/%" PRId64, id));
}

static void show_value(struct show *s, HDF *h, const struct answer_shown *c,
		       const struct fill_control *control)
{
	struct typed t;

	typed_split(s->pool, control->kind, c->value, s->f->r->actor.zone, &t);
	put(h, "value", c->value);
	put(h, "day", t.day);
	put(h, "month", t.month);
	put(h, "year", t.year);
	put(h, "time", t.time);
	if (!strcmp(control->type, "upload")) {
		put_file(s, h, c->value);
		return;
	}
	buf_printf(&s->was, "%s%s:%c:%x", s->was.len ? " " : "",
		   hdf_get_value(h, "key", ""), (char)control->kind,
		   typed_mark(s->pool, control->kind, &t));
}

static void show_choices(struct show *s, HDF *h, const struct answer_shown *c)
{
	size_t chosen = 0;

	for (size_t i = 0; i < c->n_choices; i++) {
		show_choice(s, node(h, "options"), i, &c->choices[i]);
		chosen += c->choices[i].chosen;
	}
	put_int(h, "n", (int64_t)c->n_choices);
	put_int(h, "n_chosen", (int64_t)chosen);
}

static void note_error(struct show *s, HDF *h, const struct answer_shown *c,
		       const char *within)
{
	const char *error = fill_error(s->f, c);
	HDF *e;

	if (!error)
		return;
	said(s, h, "error", error);
	e = nth(s->errors, s->n_errors++);
	put(e, "href", mem_printf(s->pool, "%s#f-%s", s->page ? s->page : "",
				  hdf_get_value(h, "key", "")));
	put(e, "message",
	    mem_printf(s->pool, "%s%s%s: %s", within, *within ? ": " : "",
		       label_of(s, c), markup_words(s->pool, error)));
}

static void show_question(struct show *s, const struct answer_shown *c,
			  const char *within)
{
	struct fill_control control = fill_control(c);
	HDF *h = item(s, "q", c);

	put(h, "type", control.type);
	put(h, "layout", control.layout);
	show_words(s, h, c);
	if (!strcmp(control.type, "note")) {
		if (*c->value)
			put(h, "words",
			    answer_words(s->pool, s->f->answer, c->path));
		return;
	}
	put_flag(h, "required", c->required);
	put_flag(h, "mark_needed", c->required && s->marks_needed);
	put_flag(h, "mark_optional", !c->required && !s->marks_needed);
	put_flag(h, "answered", *c->value);
	put_flag(h, "may_clear", *c->value && !c->required);
	show_value(s, h, c, &control);
	if (c->kind == XFORM_RANK)
		show_rank(s, h, c);
	else if (!strcmp(control.type, "boolean"))
		show_boolean(h, c);
	else if (c->kind == XFORM_TRIGGER)
		put_flag(h, "chosen", *c->value);
	else
		show_choices(s, h, c);
	put(h, "from", c->range_start);
	put(h, "to", c->range_end);
	put(h, "step", c->range_step);
	show_theirs(s, h, c);
	note_error(s, h, c, within);
}

/* --- groups and repeats --------------------------------------------------------- */

static void show_item(struct show *s, const struct answer_shown *c, int level,
		      const char *within, bool headed);

static void show_children(struct show *s, const struct answer_shown *c,
			  int level, const char *within)
{
	for (size_t i = 0; i < c->n_children; i++)
		show_item(s, &c->children[i], level, within, false);
}

/* The words of the first answers in an instance: what one knows it by, and
 * what is said of it when it is folded. */
struct recap {
	struct show *s;
	struct buf name, more;
	int seen;
};

static void recap_walk(struct recap *k, const struct answer_shown *c)
{
	const char *words;

	for (size_t i = 0; i < c->n_children; i++)
		recap_walk(k, &c->children[i]);
	if (!paging_is_question(c) || !*c->value ||
	    c->kind == XFORM_UPLOAD || k->more.len > RECAP_MAX)
		return;
	words = answer_words(k->s->pool, k->s->f->answer, c->path);
	if (!words || !*words)
		return;
	if (k->seen < 2 && c->kind == XFORM_INPUT && c->type == XFORM_STRING &&
	    !k->more.len && strlen(words) < 40) {
		buf_printf(&k->name, "%s%s", k->name.len ? " " : "", words);
		k->seen++;
	} else if (k->seen == 0 && !k->name.len) {
		buf_puts(&k->name, text_cut(k->s->pool, words, 40));
		k->seen = 2;
	} else {
		buf_printf(&k->more, "%s%s: %s", k->more.len ? ". " : "",
			   label_of(k->s, c), text_cut(k->s->pool, words, 40));
	}
}

static void card_state(struct show *s, HDF *h, const struct paging_count *count,
		       size_t errors)
{
	const char *tone = "", *icon = "", *text = "";

	if (errors || count->wrong) {
		size_t n = errors ? errors : (size_t)count->wrong;

		tone = "bad";
		icon = "exclamation-circle";
		text = mem_printf(s->pool, fill_say(s->f, FW_TO_FIX), (int)n);
	} else if (count->answered && !count->missing) {
		tone = "ok";
		icon = "check-lg";
		text = fill_say(s->f, FW_COMPLETE);
	} else if (count->answered) {
		tone = "stone";
		icon = "pencil";
		text = mem_printf(s->pool, fill_say(s->f, FW_ANSWERED),
				  count->answered, count->questions);
	}
	put(h, "chip.tone", tone);
	put(h, "chip.icon", icon);
	put(h, "chip.text", text);
}

static void show_card(struct show *s, const struct answer_shown *repeat,
		      const struct answer_shown *c, const char *label,
		      int level, const char *within)
{
	struct recap k = {.s = s, .name.ctx = s->pool, .more.ctx = s->pool};
	struct paging_count count = {0};
	size_t errors = s->n_errors;
	bool asked;
	HDF *h = item(s, "card", c);
	const char *title = mem_printf(s->pool, "%s %d", label, c->position);

	paging_count(c, &count);
	recap_walk(&k, c);
	put_int(h, "level", level);
	put(h, "title", title);
	put(h, "name", buf_text(&k.name));
	put(h, "recap", text_cut(s->pool, buf_text(&k.more), RECAP_MAX));
	show_children(s, c, level + 1,
		      *within ? mem_printf(s->pool, "%s, %s", within, title)
			      : title);
	errors = s->n_errors - errors;
	card_state(s, h, &count, errors);
	asked = s->f->asked && !strcmp(s->f->asked, c->path);
	put_flag(h, "folded",
		 count.questions >= FOLD_QUESTIONS && count.answered &&
		     !count.missing && !count.wrong && !errors && !asked);
	h = item(s, "card-end", c);
	put(h, "title", title);
	put(h, "name", buf_text(&k.name));
	/* repeat->may_remove: of the range as a whole. */
	put_flag(h, "may_remove", c->may_remove || repeat->may_remove);
	put_flag(h, "asked", asked);
}

/* "Person" within a sentence; "NDIS plan" stays. */
static const char *lower_first(void *ctx, const char *words)
{
	char *out = mem_strdup(ctx, words);

	if (*out >= 'A' && *out <= 'Z' && !(out[1] >= 'A' && out[1] <= 'Z'))
		*out |= 0x20;
	return out;
}

static void show_repeat(struct show *s, const struct answer_shown *c,
			const char *label, const char *hint, int level,
			const char *within, bool headed)
{
	const char *words = label ? markup_words(s->pool, label) : "";
	HDF *h = item(s, "repeat", c);

	words = *words ? text_cut(s->pool, words, 60)
		       : fill_say(s->f, FW_ENTRY);
	put_int(h, "level", level);
	if (!headed)
		said(s, h, "label", label);
	said(s, h, "hint", hint);
	put_flag(h, "none", !c->n_children);
	for (size_t i = 0; i < c->n_children; i++)
		show_card(s, c, &c->children[i], words, level + !headed, within);
	h = item(s, "add", c);
	put_flag(h, "may_add", c->may_add);
	put(h, "label",
	    mem_printf(s->pool, fill_say(s->f, FW_ADD),
		       lower_first(s->pool, words), (int)c->n_children + 1));
}

/* A group around one repeat says what the repeat is called. */
static const struct answer_shown *only_repeat(const struct answer_shown *c)
{
	return c->kind == XFORM_GROUP && c->n_children == 1 &&
		       c->children[0].kind == XFORM_REPEAT &&
		       !(c->children[0].label && *c->children[0].label)
		   ? &c->children[0]
		   : NULL;
}

/* headed: its label stands above already, as the page's title. */
static void show_item(struct show *s, const struct answer_shown *c, int level,
		      const char *within, bool headed)
{
	const struct answer_shown *repeat = only_repeat(c);
	HDF *h;

	if (level > LEVEL_LAST)
		level = LEVEL_LAST;
	if (repeat) {
		show_repeat(s, repeat, c->label, c->hint, level, within,
			    headed);
	} else if (c->kind == XFORM_REPEAT) {
		show_repeat(s, c, c->label, c->hint, level, within, headed);
	} else if (c->kind == XFORM_GROUP) {
		bool bare = headed || !c->label || !*c->label;

		h = item(s, "group", c);
		put_int(h, "level", level);
		/* A group of ours without a name still needs one for weaving. */
		put_flag(h, "bare", bare);
		if (!headed)
			said(s, h, "label", c->label);
		said(s, h, "hint", c->hint);
		show_children(s, c, level + !bare, within);
		item(s, "end", NULL);
	} else {
		show_question(s, c, within);
	}
}

/* --- the page ---------------------------------------------------------------------- */

static void count_required(const struct answer_shown *c, int *required,
			   int *all)
{
	if (paging_is_question(c)) {
		++*all;
		*required += c->required;
	}
	for (size_t i = 0; i < c->n_children; i++)
		count_required(&c->children[i], required, all);
}

static const char *page_name(struct show *s, size_t i)
{
	const struct paging_page *p = &s->f->paging.pages[i];

	if (*p->title)
		return text_cut(s->pool, markup_words(s->pool, p->title), 70);
	if (s->f->paging.n == 1)
		return fill_say(s->f, FW_QUESTIONS);
	return mem_printf(s->pool, fill_say(s->f, FW_PART), (int)i + 1);
}

static void show_step(struct show *s, HDF *h, size_t i)
{
	const struct fill *f = s->f;
	const struct paging_count *c = &f->paging.pages[i].count;
	bool current = i == f->page;
	int missing;

	put_int(h, "number", (int64_t)i + 1);
	put(h, "key", f->paging.pages[i].key);
	put(h, "title", page_name(s, i));
	put_flag(h, "current", current);
	/* Of a page that nobody has come to yet nothing is missing. */
	missing = f->check && (current || f->page == f->paging.n) ? c->missing
								  : 0;
	if (c->wrong + missing) {
		put(h, "state", "wrong");
		put(h, "text", mem_printf(s->pool, fill_say(f, FW_TO_FIX),
					  c->wrong + missing));
	} else if (!c->questions) {
		put(h, "text", fill_say(f, FW_TO_READ));
	} else {
		if (c->answered && !c->missing)
			put(h, "state", "done");
		put(h, "text", mem_printf(s->pool, fill_say(f, FW_ANSWERED),
					  c->answered, c->questions));
	}
}

static void show_steps(struct show *s, HDF *fill)
{
	const struct fill *f = s->f;
	HDF *steps = node(fill, "Steps");
	HDF *h;

	for (size_t i = 0; i < f->paging.n; i++)
		show_step(s, nth(steps, i), i);
	h = nth(steps, f->paging.n);
	put_int(h, "number", (int64_t)f->paging.n + 1);
	put(h, "key", "send");
	put(h, "title", fill_say(f, FW_CHECK));
	put_flag(h, "current", f->page == f->paging.n);
	put(fill, "where",
	    mem_printf(s->pool, fill_say(f, FW_PAGE), (int)f->page + 1,
		       (int)f->paging.n + 1));
	put(fill, "progress",
	    mem_printf(s->pool, fill_say(f, FW_ANSWERED), f->paging.count.answered,
		       f->paging.count.questions));
	put_int(fill, "percent",
		f->paging.count.questions
		    ? f->paging.count.answered * 100 / f->paging.count.questions
		    : 100);
	if (f->page) {
		put(fill, "Prev.key", f->paging.pages[f->page - 1].key);
		put(fill, "Prev.title", page_name(s, f->page - 1));
	}
	if (f->page + 1 < f->paging.n) {
		put(fill, "Next.key", f->paging.pages[f->page + 1].key);
		put(fill, "Next.title", page_name(s, f->page + 1));
	}
}

/* "Saved 8:41 am" */
static const char *saved_words(struct fill *f)
{
	const char *at = show_instant(f->r, f->draft.saved_at);

	if (!strncmp(at, "today, ", 7))
		at += 7;
	return mem_printf(f->r->pool, fill_say(f, FW_SAVED), at);
}

static void show_languages(struct fill *f, HDF *fill)
{
	size_t n;
	const char *const *names = xform_languages(f->form, &n);

	for (size_t i = 0; n > 1 && i < n; i++) {
		HDF *h = nth(node(fill, "Languages"), i);

		put_int(h, "index", (int64_t)i);
		put(h, "name", names[i]);
		put_flag(h, "current", (int)i == f->language);
	}
}

static struct show begin(struct fill *f, HDF *fill)
{
	int required = 0, all = 0;
	struct show s = {.f = f,
			 .pool = f->r->pool,
			 .items = node(fill, "Items"),
			 .errors = node(fill, "Errors"),
			 .was.ctx = f->r->pool};

	count_required(f->shown, &required, &all);
	s.marks_needed = required * 2 < all;
	put_flag(fill, "marks_needed", s.marks_needed && required);
	put(fill, "base", f->base);
	put_flag(fill, "rtl", language_rtl(f->tag));
	fill_export_words(f);
	put(fill, "title", xform_title(f->form));
	/* The page is English already. */
	if (strncmp(f->tag, "en", 2))
		put(fill, "lang", f->tag);
	put_flag(fill, "check", f->check);
	put_int(fill, "version", f->draft.version);
	put(fill, "saved", saved_words(f));
	put_flag(fill, "correction", f->draft.corrects);
	if (f->language >= 0)
		put_int(fill, "in", f->language);
	show_languages(f, fill);
	show_steps(&s, fill);
	return s;
}

/* What is kept aside where no question of this page shows it. */
static void show_elsewhere(struct show *s, HDF *fill)
{
	const struct rows *a = &s->f->asides;
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++) {
		const char *key =
		    paging_key(s->pool, row_text(a, i, "path"));
		char *mark = mem_printf(s->pool, " %s:", key);
		const struct answer_shown *c;
		HDF *t;

		if (strstr(buf_text(&s->was), mark) ||
		    !strncmp(buf_text(&s->was), mark + 1, strlen(mark + 1)))
			continue;
		t = nth(node(fill, "Elsewhere"), n++);
		c = fill_find(s->f->shown, row_text(a, i, "path"));
		if (c) {
			put(t, "key", key);
			put(t, "label", label_of(s, c));
		}
		put(t, "id", row_text(a, i, "id"));
		put(t, "words", row_text(a, i, "words"));
		put(t, "who", row_text(a, i, "who"));
		put(t, "at", show_instant(s->f->r, row_text(a, i, "at")));
	}
}

NEOERR *fill_export(struct fill *f)
{
	HDF *fill = node(f->r->hdf, "Fill");
	struct show s = begin(f, fill);
	const struct paging_page *p = &f->paging.pages[f->page];

	said(&s, fill, "Page.title", *p->title ? p->title : NULL);
	put(fill, "Page.name", page_name(&s, f->page));
	put(fill, "Page.part", markup_words(s.pool, p->part));
	put(fill, "at", p->key);
	for (size_t i = 0; i < p->n; i++) {
		bool named = p->items[i]->label &&
			     !strcmp(p->items[i]->label, p->title);

		show_item(&s, p->items[i], LEVEL_FIRST, "", named);
	}
	show_elsewhere(&s, fill);
	put(fill, "was", buf_text(&s.was));
	if (s.n_errors)
		data_set(f->r, "Page.HasErrors", "1");
	return nerr_pass(s.err);
}

/* --- checking before it is sent ------------------------------------------------ */

/* A block of a page: the questions of an instance, or those between. */
struct review {
	struct show *s;
	HDF *blocks, *rows;
	size_t n_blocks, n_rows;
	const char *within; /* of the block that is open */
};

static HDF *review_row(struct review *v, const char *within)
{
	if (!v->rows || strcmp(v->within, within)) {
		HDF *block = nth(v->blocks, v->n_blocks++);

		put(block, "title", within);
		v->rows = node(block, "Rows");
		v->n_rows = 0;
		v->within = within;
	}
	return nth(v->rows, v->n_rows++);
}

/* label: of the repeat around. */
static void review_item(struct review *v, const struct answer_shown *c,
			const char *label, const char *within)
{
	struct show *s = v->s;
	const char *words;
	HDF *h;

	if (c->kind == XFORM_GROUP || c->kind == XFORM_REPEAT) {
		if (c->label && *c->label && !c->position)
			label = label_of(s, c);
		if (c->position)
			within = mem_printf(s->pool, "%s%s%s %d", within,
					    *within ? ", " : "",
					    *label ? label
						   : fill_say(s->f, FW_ENTRY),
					    c->position);
		for (size_t i = 0; i < c->n_children; i++)
			review_item(v, &c->children[i], label, within);
		return;
	}
	if (!paging_is_question(c))
		return;
	h = review_row(v, within);
	put(h, "key", paging_key(s->pool, c->path));
	said(s, h, "label", c->label && *c->label ? c->label : c->name);
	words = *c->value ? answer_words(s->pool, s->f->answer, c->path) : "";
	if (!words || !*words)
		words = c->value;
	if (c->kind == XFORM_UPLOAD)
		(void)typed_file(c->value, &words);
	put(h, "words", words);
	note_error(s, h, c, within);
}

void fill_export_review(struct fill *f)
{
	HDF *fill = node(f->r->hdf, "Fill");
	struct show s;

	f->check = true;
	s = begin(f, fill);
	for (size_t i = 0; i < f->paging.n; i++) {
		const struct paging_page *p = &f->paging.pages[i];
		HDF *h = nth(node(fill, "Review"), i);
		struct review v = {.s = &s, .blocks = node(h, "Blocks")};

		s.page = fill_url(f, p->key, p->count.missing + p->count.wrong);
		put(h, "key", p->key);
		put(h, "title", page_name(&s, i));
		put(h, "href", s.page);
		for (size_t k = 0; k < p->n; k++)
			review_item(&v, p->items[k], "", "");
	}
	show_elsewhere(&s, fill);
	if (s.n_errors)
		data_set(f->r, "Page.HasErrors", "1");
}
