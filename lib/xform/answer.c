/* An answer: begun, changed, worked out.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "xform/answer_internal.h"

static int answer_free(struct answer *a)
{
	for (size_t i = 0; a->lists && i < a->form->n_lists; i++)
		if (a->lists[i])
			xmlFreeNode(a->lists[i]);
	for (size_t i = 0; i < a->n_aside; i++)
		xmlFreeNode(a->aside[i].it->xml);
	if (a->doc)
		xmlFreeDoc(a->doc);
	return 0;
}

struct answer *answer_blank(void *ctx, const struct xform *f,
			    const struct answer_frozen *frozen)
{
	struct answer *a = mem_new(ctx, struct answer);
	xmlNodePtr root;

	a->form = f;
	a->frozen = *frozen;
	if (frozen->username)
		a->frozen.username = mem_strdup(a, frozen->username);
	if (frozen->email)
		a->frozen.email = mem_strdup(a, frozen->email);
	if (frozen->phone)
		a->frozen.phone = mem_strdup(a, frozen->phone);
	if (frozen->device)
		a->frozen.device = mem_strdup(a, frozen->device);
	if (!a->frozen.zone)
		a->frozen.zone = zone_find("UTC");
	a->language = f->default_language;
	a->texts = talloc_new(a);
	a->lists = mem_array(a, f->n_lists + 1, sizeof *a->lists);
	a->by_node = mem_array(a, f->n_nodes, sizeof *a->by_node);
	a->doc = xmlNewDoc(BAD_CAST "1.0");
	if (!a->doc)
		abort();
	talloc_set_destructor(a, answer_free);
	root = xmlDocCopyNode(xmlDocGetRootElement(f->doc), a->doc, 1);
	if (!root)
		abort();
	xmlDocSetRootElement(a->doc, root);
	tree_adopt(a, f->root, root);
	a->root = root->_private;
	tree_index(a);
	a->run = (struct xpath_run){
	    .doc = a->doc,
	    .primary = root,
	    .zone = a->frozen.zone,
	    .now = a->frozen.now,
	    .seed = a->frozen.seed,
	    .budget = FORM_BUDGET_REQUEST,
	};
	label_callbacks(a);
	xpath_run_open(a, &a->run);
	return a;
}

/* --- preloads -------------------------------------------------------------------- */

/* The same for the same draft and node, so that reading it again changes
 * nothing; from the draft's random seed. */
static const char *uuid_of(struct answer *a, const struct item *it)
{
	char text[512], *s;
	const char *hex;

	snprintf(text, sizeof text, "%016llx %s",
		 (unsigned long long)a->frozen.seed, tree_path(a, it));
	hex = text_sha256(a, text, strlen(text));
	s = mem_printf(a, "uuid:%.8s-%.4s-4%.3s-%c%.3s-%.12s", hex, hex + 8,
		       hex + 13, "89ab"[hex[16] & 3], hex + 17, hex + 20);
	return s;
}

const char *answer_property(struct answer *a, const char *name)
{
	const struct answer_frozen *z = &a->frozen;
	const char *bare = !strncmp(name, "uri:", 4) ? name + 4 : name;
	const char *s = "", *scheme = "";

	if (text_same(bare, "username") || text_same(bare, "UserID")) {
		s = z->username;
		scheme = "username:";
	} else if (text_same(bare, "email")) {
		s = z->email;
		scheme = "mailto:";
	} else if (text_same(bare, "phonenumber")) {
		s = z->phone;
		scheme = "tel:";
	} else if (text_same(bare, "deviceid") ||
		   text_same(bare, "device_id")) {
		s = z->device;
		scheme = "";
	}
	if (!s || !*s)
		return "";
	return bare == name ? s : mem_printf(a, "%s%s", scheme, s);
}

/* NULL: leaves what there is. */
static const char *preload_value(struct answer *a, const struct item *it)
{
	const struct xbind *b = it->def->bind;
	const char *what = b->preload;
	const char *params = b->preload_params ? b->preload_params : "";
	char buf[DATE_TEXT];

	if (!strcmp(what, "uid"))
		return *item_value(it) ? NULL : uuid_of(a, it);
	if (!strcmp(what, "timestamp"))
		return !strcmp(params, "start")
			   ? value_now(a, a->frozen.zone, a->frozen.now)
			   : NULL;
	if (!strcmp(what, "date"))
		return mem_strdup(a, date_format_iso(
					 zone_today(a->frozen.zone,
						    a->frozen.now),
					 buf));
	if (!strcmp(what, "property"))
		return answer_property(a, params);
	if (!strcmp(what, "context"))
		return answer_property(
		    a, !strcmp(params, "UserName") ? "username" : params);
	return NULL;
}

void answer_preload(struct answer *a, struct item *below)
{
	tree_index(a);
	for (size_t i = 0; i < a->form->n_binds; i++) {
		const struct xbind *b = a->form->binds[i];
		const struct items *l = &a->by_node[b->node->id];

		for (size_t k = 0; b->preload && k < l->n; k++) {
			struct item *it = l->list[k];
			const char *value;

			if (!it->def->leaf ||
			    (below && !tree_together(it, below)))
				continue;
			/* An instance beside the new one keeps what it has. */
			if (below && it->def->n_repeats < below->def->n_repeats)
				continue;
			value = preload_value(a, it);
			if (value)
				item_set(a, it, value);
		}
	}
}

/* --- the answer's life ------------------------------------------------------------- */

NEOERR *answer_new(void *ctx, const struct xform *f,
		   const struct answer_frozen *frozen, struct answer **out)
{
	struct answer *a = answer_blank(ctx, f, frozen);

	*out = a;
	answer_preload(a, NULL);
	return nerr_pass(work_load(a, EVENT_FIRST_LOAD | EVENT_LOAD));
}

NEOERR *answer_reopened(struct answer *a)
{
	return nerr_pass(work_load(a, EVENT_LOAD));
}

NEOERR *answer_update(struct answer *a)
{
	talloc_free_children(a->texts);
	return nerr_pass(work_all(a));
}

NEOERR *answer_finish(struct answer *a, int64_t now)
{
	TRY(work_event(a, EVENT_SUBMIT, NULL));
	tree_index(a);
	for (size_t i = 0; i < a->form->n_binds; i++) {
		const struct xbind *b = a->form->binds[i];
		const struct items *l = &a->by_node[b->node->id];

		if (!b->preload || strcmp(b->preload, "timestamp") ||
		    !b->preload_params || strcmp(b->preload_params, "end"))
			continue;
		for (size_t k = 0; k < l->n; k++)
			if (l->list[k]->def->leaf)
				item_set(a, l->list[k],
					 value_now(a, a->frozen.zone, now));
	}
	return nerr_pass(answer_update(a));
}

/* May somebody answer here? */
static bool open_to_people(const struct item *it)
{
	const struct xbind *b = it ? it->def->bind : NULL;

	return it && it->def->leaf && it->def->control && it->relevant &&
	       !it->readonly && !(b && b->calculate && !b->first_value);
}

struct chosen {
	struct buf text;
	const char **words;
	size_t n;
};

static void chosen_add(struct chosen *c, const char *word)
{
	buf_printf(&c->text, c->text.len ? " %s" : "%s", word);
}

/* Each word once. */
static void chosen_read(void *ctx, struct chosen *c, char *rest)
{
	char *word, *save;

	c->words = mem_array(ctx, strlen(rest) / 2 + 1, sizeof *c->words);
	for (word = strtok_r(rest, " ", &save); word;
	     word = strtok_r(NULL, " ", &save)) {
		size_t i = 0;

		while (i < c->n && strcmp(c->words[i], word))
			i++;
		if (i == c->n)
			c->words[c->n++] = word;
	}
}

/* Several choices: each once, in the order of the list; what is not on it
 * comes last and is found by the check. The order of a rank is its answer;
 * what it does not name comes last. */
static const char *choices_tidy(void *ctx, struct answer *a,
				const struct item *it, const char *value)
{
	bool rank = it->def->control->kind == XFORM_RANK;
	struct answer_choice *list = NULL;
	struct chosen c = {.text = {.ctx = ctx}};
	char *rest = text_tidy(ctx, value, true);
	size_t n = 0;
	NEOERR *err;

	if (!*rest || (!rank && !strchr(rest, ' ')))
		return rest;
	err = label_choices(ctx, a, it->def->control, it, false, &list, &n);
	if (err == STATUS_OK)
		err = work_spend(a, n * (strlen(rest) / 2 + 1) / 8);
	if (err != STATUS_OK) {
		/* The next one that works it out says so. */
		nerr_ignore(&err);
		return rest;
	}
	chosen_read(ctx, &c, rest);
	for (size_t k = 0; rank && k < c.n; k++)
		chosen_add(&c, c.words[k]);
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < c.n &&
		       (!c.words[k] || strcmp(c.words[k], list[i].value)))
			k++;
		if (rank == (k == c.n))
			chosen_add(&c, list[i].value);
		if (k < c.n)
			c.words[k] = NULL;
	}
	for (size_t k = 0; !rank && k < c.n; k++)
		if (c.words[k])
			chosen_add(&c, c.words[k]);
	return buf_text(&c.text);
}

bool answer_set(struct answer *a, const char *path, const char *value)
{
	struct item *it;
	const struct xform_control *c;
	void *scratch;

	tree_index(a);
	it = tree_find(a, path);
	if (!open_to_people(it))
		return false;
	scratch = talloc_new(a);
	c = it->def->control;
	value = value ? value : "";
	if (strnlen(value, FORM_VALUE + 1) >
	    (c->kind == XFORM_SELECT || c->kind == XFORM_RANK ? FORM_CHOSEN
							      : FORM_VALUE)) {
		talloc_free(scratch);
		return false;
	}
	if (c->kind == XFORM_SELECT || c->kind == XFORM_RANK)
		value = choices_tidy(scratch, a, it, value);
	else if (c->kind == XFORM_TRIGGER)
		value = *value ? "OK" : "";
	else if (it->def->bind)
		value = value_typed(scratch, it->def->bind->type,
				    a->frozen.zone, value);
	item_set(a, it, value);
	talloc_free(scratch);
	return true;
}

bool answer_asks_file(struct answer *a, const char *path)
{
	const struct item *it;

	tree_index(a);
	it = tree_find(a, path);
	return it && it->def->control && it->def->control->kind == XFORM_UPLOAD;
}

NEOERR *answer_repeat_add(struct answer *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct item *parent, *made;
	const struct xnode *repeat = NULL;
	bool relevant = false;

	tree_index(a);
	parent = slash && slash > path
		     ? tree_find(a, mem_strndup(a, path, (size_t)(slash - path)))
		     : NULL;
	for (const struct xnode *n = parent ? parent->def->first : NULL; n;
	     n = n->next)
		if (n->repeat && !strcmp(n->name, slash + 1))
			repeat = n;
	if (repeat)
		TRY(range_relevant(a, repeat, parent, &relevant));
	if (!relevant || repeat->repeat->fixed)
		return nerr_raise(ERR_INVALID, "%s cannot be added to", path);
	made = tree_instance_add(a, repeat, parent);
	if (!made)
		return nerr_raise(ERR_INVALID, "%s: no more than %d", path,
				  FORM_INSTANCES);
	tree_index(a);
	answer_preload(a, made);
	TRY(work_event(a, EVENT_NEW_REPEAT, made));
	return nerr_pass(answer_update(a));
}

NEOERR *answer_repeat_remove(struct answer *a, const char *path)
{
	struct item *it;

	tree_index(a);
	it = tree_find(a, path);
	if (!it || !it->def->repeat || it->def->repeat->fixed || !it->relevant)
		return nerr_raise(ERR_INVALID, "%s cannot be removed", path);
	tree_instance_remove(a, it);
	return nerr_pass(answer_update(a));
}

void answer_language(struct answer *a, const char *language)
{
	for (size_t i = 0; i < a->form->n_languages; i++)
		if (!strcmp(a->form->languages[i], language))
			a->language = (int)i;
}
