/* Filling in a form: its pages, and what is posted to them.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "fill.h"

/* --- opening --------------------------------------------------------------------- */

static const char *const SEND = "send";

/* "English (en)" is en; a name that looks like a tag is one. */
static const char *language_tag(struct req *r, const char *name)
{
	const char *open = strrchr(name, '('), *tag = name;
	size_t n = strlen(name);

	if (open) {
		tag = open + 1;
		n = strcspn(tag, ")");
	}
	if (n < 2 || n > 20 ||
	    strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			"0123456789-") < n ||
	    (!open && n > 3 && tag[2] != '-' && tag[3] != '-'))
		return "";
	return mem_strndup(r->pool, tag, n);
}

/* By the address, else as the draft was left. */
static void choose_language(struct fill *f)
{
	size_t n;
	const char *const *names = xform_languages(f->form, &n);
	const char *in = fill_word(f->r, "in");
	int64_t index = 0;

	f->language = n ? 0 : -1;
	f->tag = "";
	if (!n)
		return;
	if (!*in || !text_int(in, 0, (int64_t)n - 1, &index)) {
		for (size_t i = 0; i < n; i++)
			if (!strcmp(names[i], f->draft.language))
				index = (int64_t)i;
	}
	f->language = (int)index;
	f->tag = language_tag(f->r, names[index]);
	f->draft.language = names[index];
	answer_language(f->answer, names[index]);
}

/* Whose it is, and where. Outside, the request goes on as the system's: only
 * with what application_mine said is theirs. */
static NEOERR *find_filed(struct req *r, struct fill *out)
{
	struct application app;
	bool go;

	out->outside = r->route->right == RIGHT_ANYONE;
	out->base = req_url(r, "/forms/fill/%" PRId64, r->id[0]);
	out->media_base = "/forms/media";
	if (!out->outside)
		return nerr_pass(filed_get(&r->actor, r->id[0], &out->filed));
	TRY(apply_gate(r, &out->apply, &go));
	out->gone = !go;
	if (!go)
		return STATUS_OK;
	TRY(application_mine(&r->actor, &out->apply.who, r->id[1], &app));
	out->base = apply_url(r, &out->apply.form, "fill/%" PRId64, r->id[1]);
	out->media_base = apply_url(r, &out->apply.form, "media");
	out->gone = strcmp(app.state, "draft") != 0;
	if (out->gone)
		return answer_go(r, apply_url(r, &out->apply.form,
					      "sent/%" PRId64, r->id[1]));
	r->actor = applicant_actor(&r->actor, &out->apply.who);
	return nerr_pass(filed_get(&r->actor, r->id[1], &out->filed));
}

NEOERR *fill_open(struct req *r, struct fill *out)
{
	*out = (struct fill){.r = r};
	TRY(find_filed(r, out));
	if (out->gone)
		return STATUS_OK;
	if (!out->filed->drafted && r->posted)
		return nerr_raise(ERR_CONFLICT, "it was sent meanwhile");
	out->gone = !out->filed->drafted;
	if (out->gone)
		return answer_go(r, req_url(r, "/forms/answers/%" PRId64,
					    out->filed->id));
	TRY(draft_open(&r->actor, out->filed, &out->draft, &out->answer));
	TRY(library_xform(&r->actor, out->filed->version_id, &out->form));
	out->root = paging_root(r->pool, out->form, NULL);
	if (out->outside && !*out->draft.language)
		out->draft.language = out->apply.language;
	out->check = *fill_word(r, r->posted ? "_check" : "check");
	choose_language(out);
	return STATUS_OK;
}

NEOERR *fill_look(struct fill *f, const char *at)
{
	TRY(answer_show(f->r->pool, f->answer, &f->shown));
	paging_divide(f->r->pool, f->form, f->shown, &f->paging);
	f->page = !strcmp(at, SEND) ? f->paging.n
				    : paging_find(f->r->pool, &f->paging, at);
	f->draft.done = f->paging.count.answered;
	f->draft.questions = f->paging.count.questions;
	TRY(form_media_list(&f->r->actor, f->filed->version_id, &f->media));
	return nerr_pass(merge_asides(&f->r->actor, f->filed, &f->asides));
}

const char *fill_url(const struct fill *f, const char *at, bool check)
{
	bool send = !strcmp(at, SEND);
	const char *in =
	    f->language > 0 ? req_url(f->r, "&in=%d", f->language) : "";

	if (send)
		return req_url(f->r, "%s/send%s%s", f->base, *in ? "?" : "",
			       *in ? in + 1 : "");
	return req_url(f->r, "%s?at=%s%s%s", f->base,
		       text_url(f->r->pool, at), in, check ? "&check=1" : "");
}

/* --- showing ---------------------------------------------------------------------- */

/* Somebody only tries the form; nothing is kept. */
static bool is_try(const struct fill *f)
{
	return !strcmp(f->filed->state, "preview");
}

static const char *home_of(const struct fill *f)
{
	if (f->outside)
		return apply_url(f->r, &f->apply.form, "mine");
	if (is_try(f))
		return req_url(f->r, "/forms/versions/%" PRId64,
			       f->filed->version_id);
	return f->filed->about.provider
		   ? req_url(f->r, "/profiles/providers/%" PRId64 "/forms",
			     f->filed->about.provider)
		   : "/forms/answers";
}

/* Whom it is about, in a line. */
static const char *about_words(const struct fill *f)
{
	const struct filed *d = f->filed;
	const char *parts[] = {d->provider, d->client, d->person, d->meeting,
			       d->step};
	struct buf b = {.ctx = f->r->pool};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (*parts[i])
			buf_printf(&b, "%s%s", b.len ? ", " : "", parts[i]);
	if (b.len)
		buf_puts(&b, ". ");
	if (*d->form_version)
		buf_printf(&b, "Form version %s.", d->form_version);
	return buf_text(&b);
}

/* A mark that is lost to a race is nobody's loss: the page makes another. */
static NEOERR *mark_here(struct fill *f)
{
	NEOERR *err;

	if (f->r->posted)
		return STATUS_OK;
	err = draft_here(&f->r->actor, f->filed);
	nerr_handle(&err, ERR_RETRY);
	return nerr_pass(err);
}

static NEOERR *show_frame_outside(struct fill *f)
{
	struct req *r = f->r;

	f->apply.code = *f->tag ? f->tag : "en";
	TRY(apply_frame(r, &f->apply));
	data_set(r, "Page.Wide", "1");
	data_set(r, "Fill.home", home_of(f));
	data_set(r, "Fill.drop", apply_url(r, &f->apply.form, "drop/%" PRId64,
					   f->filed->id));
	return STATUS_OK;
}

NEOERR *fill_frame(struct fill *f)
{
	struct req *r = f->r;
	struct rows others;

	if (f->outside)
		return nerr_pass(show_frame_outside(f));
	page_title(r, xform_title(f->form));
	if (f->filed->about.provider) {
		page_crumb(r, "/profiles/providers", "Providers");
		page_crumb(r, req_url(r, "/profiles/providers/%" PRId64,
				      f->filed->about.provider),
			   f->filed->provider);
		page_crumb(r, home_of(f), "Forms");
	} else {
		page_crumb(r, "/forms/answers", "Forms");
	}
	page_crumb(r, NULL, xform_title(f->form));
	data_set(r, "Fill.lead", about_words(f));
	data_set(r, "Fill.home", home_of(f));
	if (is_try(f))
		data_set(r, "Fill.try", "1");
	else
		data_set(r, "Fill.drop",
			 req_url(r, "/forms/answers/%" PRId64 "/drop",
				 f->filed->id));
	TRY(mark_here(f));
	TRY(draft_others(&r->actor, f->filed, &others));
	data_rows(r, "Fill.Others", &others);
	return STATUS_OK;
}

NEOERR *fill_page(struct req *r)
{
	const char *at = fill_word(r, "at"), *ask = fill_word(r, "ask");
	struct fill f;

	TRY(fill_open(r, &f));
	if (f.gone)
		return STATUS_OK;
	TRY(fill_look(&f, *at ? at : f.draft.page));
	if (f.page == f.paging.n) {
		r->redirect = fill_url(&f, SEND, false);
		return STATUS_OK;
	}
	if (*ask)
		f.asked = paging_path(r->pool, f.root, ask);
	TRY(fill_export(&f));
	data_set(r, "Page.Script", "fill");
	return nerr_pass(fill_frame(&f));
}

/* --- what is posted ----------------------------------------------------------------- */

NEOERR *fill_save(struct fill *f)
{
	struct req *r = f->r;
	int64_t before = f->draft.version;
	NEOERR *err = draft_save(&r->actor, f->filed, &f->draft, f->answer);

	if (nerr_handle(&err, ERR_CONFLICT))
		return nerr_raise(ERR_RETRY, "the draft was saved meanwhile");
	TRY(err);
	if (f->draft.version != before) {
		f->draft.saved_at = db_from_time(r->pool, r->actor.now);
		f->draft.saved_by_id = r->actor.account;
	}
	return STATUS_OK;
}

/* Puts what the page held into the draft; not yet worked out. */
static NEOERR *take_fields(struct fill *f, struct merge_result *result)
{
	struct merge_field *fields;
	int64_t since;
	size_t n;

	if (!text_int(fill_word(f->r, "_version"), 0, INT64_MAX, &since))
		since = f->draft.version;
	fill_read(f, &fields, &n);
	return nerr_pass(merge_apply(&f->r->actor, f->filed, &f->draft,
				     f->answer, since, fields, n, result));
}

/* What a post has come to. */
struct outcome {
	bool changed;	     /* the answer is to be worked out anew */
	const char *removed; /* path of the instance that was taken out */
	const char *place;   /* path to go to on the page, or NULL */
	const char *prefix;  /* of its id: "q-" for a question, "c-" for a card */
	const char *ask;     /* key of the instance to ask about */
};

const struct answer_shown *fill_find(const struct answer_shown *c,
				     const char *path)
{
	const struct answer_shown *found;

	if (!strcmp(c->path, path) && c->kind != XFORM_REPEAT)
		return c;
	for (size_t i = 0; i < c->n_children; i++)
		if ((found = fill_find(&c->children[i], path)))
			return found;
	return NULL;
}

static NEOERR *remove_instance(struct fill *f, const char *path,
			       struct outcome *o)
{
	NEOERR *err;

	if (!*path || path[strlen(path) - 1] != ']')
		return nerr_raise(ERR_MALFORMED, "no instance of a repeat");
	err = answer_repeat_remove(f->answer, path);
	if (nerr_handle(&err, ERR_INVALID)) {
		answer_flash(f->r, "warn",
			     "This one cannot be taken out any more.", NULL,
			     NULL);
		return STATUS_OK;
	}
	TRY(err);
	o->removed = path;
	o->place = mem_strndup(f->r->pool, path,
			       (size_t)(strrchr(path, '[') - path));
	o->prefix = "r-";
	o->changed = false; /* worked out */
	return STATUS_OK;
}

/* Nothing is asked where nothing was answered. */
static NEOERR *ask_or_remove(struct fill *f, const char *path,
			     struct outcome *o)
{
	struct paging_count count = {0};
	struct answer_shown *shown;
	const struct answer_shown *c;

	if (o->changed)
		TRY(answer_update(f->answer));
	o->changed = false;
	TRY(answer_show(f->r->pool, f->answer, &shown));
	c = fill_find(shown, path);
	if (!c || !c->position)
		return STATUS_OK;
	paging_count(c, &count);
	if (!count.answered)
		return nerr_pass(remove_instance(f, path, o));
	o->ask = paging_key(f->r->pool, path);
	o->place = path;
	o->prefix = "c-";
	return STATUS_OK;
}

static NEOERR *add_instance(struct fill *f, const char *path,
			    struct outcome *o)
{
	NEOERR *err = answer_repeat_add(f->answer, path);

	if (nerr_handle(&err, ERR_INVALID)) {
		answer_flash(f->r, "warn", "No more can be added here.", NULL,
			     NULL);
		return STATUS_OK;
	}
	TRY(err);
	o->changed = false;
	o->place = path; /* the last one of it, see place_of */
	o->prefix = "new";
	return STATUS_OK;
}

static NEOERR *rank(struct fill *f, const struct fill_command *c,
		    struct outcome *o)
{
	const struct params *params = req_params(f->r);
	const char *name = mem_printf(f->r->pool, "%s!o", c->key);
	struct buf order = {.ctx = f->r->pool};
	const char *value;

	for (size_t i = 0; i < params->n; i++)
		if (!strcmp(params->pairs[i].name, name))
			buf_printf(&order, "%s%s", order.len ? " " : "",
				   params->pairs[i].value);
	value = buf_text(&order);
	if (strcmp(c->verb, "order"))
		value = fill_moved(f->r, value, c->value,
				   !strcmp(c->verb, "up"));
	if (!answer_asks_file(f->answer, c->path))
		o->changed |= answer_set(f->answer, c->path, value);
	o->place = c->path;
	o->prefix = "q-";
	return STATUS_OK;
}

static NEOERR *choose_aside(struct fill *f, const struct fill_command *c,
			    struct outcome *o)
{
	int64_t id;
	NEOERR *err;

	if (!text_int(c->key, 1, INT64_MAX, &id))
		return nerr_raise(ERR_MALFORMED, "no number");
	err = merge_choose(&f->r->actor, f->filed, f->answer, id,
			   !strcmp(c->verb, "use"), &o->place);
	/* The other one was quicker. */
	if (nerr_handle(&err, ERR_NOT_FOUND))
		return STATUS_OK;
	TRY(err);
	o->changed = true;
	o->prefix = "q-";
	return STATUS_OK;
}

static NEOERR *carry_out(struct fill *f, const struct fill_command *c,
			 struct outcome *o)
{
	const char *verb = c->verb, *path = c->path;

	if (!strcmp(verb, "use") || !strcmp(verb, "leave"))
		return nerr_pass(choose_aside(f, c, o));
	if (!path)
		return STATUS_OK;
	if (!strcmp(verb, "remove") || !strcmp(verb, "drop")) {
		TRY(merge_path(&f->r->actor, f->filed,
			       strtoll(fill_word(f->r, "_version"), NULL, 10),
			       path, &path));
		if (!path)
			return STATUS_OK;
		if (!strcmp(verb, "remove"))
			return nerr_pass(ask_or_remove(f, path, o));
		return nerr_pass(remove_instance(f, path, o));
	}
	if (!strcmp(verb, "add"))
		return nerr_pass(add_instance(f, path, o));
	if (!strcmp(verb, "up") || !strcmp(verb, "down") ||
	    !strcmp(verb, "order"))
		return nerr_pass(rank(f, c, o));
	if (!strcmp(verb, "clear")) {
		TRY(fill_file_gone(f, answer_as_typed(f->answer, path)));
		o->changed |= answer_set(f->answer, path, "");
		o->place = path;
		o->prefix = "q-";
	}
	return STATUS_OK;
}

/* Which page comes next. *check: what is missing there is said. */
static const char *where_next(struct fill *f, const struct fill_command *c,
			      bool *check)
{
	const struct paging *p = &f->paging;
	size_t page = f->page < p->n ? f->page : p->n - 1;
	const struct paging_count *count = &p->pages[page].count;

	*check = f->check;
	if (!strcmp(c->verb, "next")) {
		/* Once it was said what is not right, one may go on. */
		if (!f->check && count->missing + count->wrong) {
			*check = true;
			return p->pages[page].key;
		}
		*check = false;
		return page + 1 < p->n ? p->pages[page + 1].key : SEND;
	}
	if (!strcmp(c->verb, "back")) {
		*check = false;
		return p->pages[page ? page - 1 : 0].key;
	}
	if (!strcmp(c->verb, "go")) {
		*check = false;
		return !strcmp(c->key, SEND)
			   ? SEND
			   : p->pages[paging_find(f->r->pool, p, c->key)].key;
	}
	return p->pages[page].key;
}

static const struct answer_shown *find_repeat(const struct answer_shown *c,
					      const char *path)
{
	const struct answer_shown *found;

	if (c->kind == XFORM_REPEAT && !strcmp(c->path, path))
		return c;
	for (size_t i = 0; i < c->n_children; i++)
		if ((found = find_repeat(&c->children[i], path)))
			return found;
	return NULL;
}

/* The place on the page: "#c-/person~3". */
static const char *anchor(struct fill *f, const struct outcome *o)
{
	const char *key = paging_key(f->r->pool, o->place);

	if (!strcmp(o->prefix, "new")) {
		const struct answer_shown *repeat =
		    find_repeat(f->shown, o->place);

		return req_url(f->r, "#c-%s~%zu", key,
			       repeat ? repeat->n_children : 1);
	}
	return req_url(f->r, "#%s%s", o->prefix, key);
}

static NEOERR *go_on(struct fill *f, const struct fill_command *c,
		     const struct outcome *o, const struct merge_result *merged)
{
	struct req *r = f->r;
	const char *url, *at;
	bool check;

	at = where_next(f, c, &check);
	if (merged->aside)
		at = paging_key(r->pool, merged->first);
	f->draft.page = at;
	TRY(fill_save(f));
	if (o->removed)
		TRY(merge_removed(&r->actor, f->filed, f->draft.version,
				  o->removed));
	if (!strcmp(c->verb, "later")) {
		answer_flash(r, "ok",
			     "The draft is saved. It waits here for you.",
			     fill_url(f, at, false), "Go on with it");
		return answer_go(r, home_of(f));
	}
	if (merged->aside) {
		/* Somebody typed in the same place: look before going on. */
		answer_flash(r, "warn",
			     "Somebody else wrote here while you were typing. "
			     "Nothing is lost: both answers are shown. Choose "
			     "one of them.",
			     NULL, NULL);
		return answer_go(r, req_url(r, "%s#q-%s",
					    fill_url(f, at, f->check), at));
	}
	if (!strcmp(c->verb, "file") && c->path)
		return answer_go(r, req_url(r, "%s/file?at=%s%s", f->base,
					    text_url(r->pool, c->key),
					    f->language > 0
						? req_url(r, "&in=%d",
							  f->language)
						: ""));
	if (!strcmp(c->verb, "save"))
		answer_flash(r, "ok", "The draft is saved.", NULL, NULL);
	url = fill_url(f, at, check);
	if (o->ask)
		url = req_url(r, "%s&ask=%s", url, text_url(r->pool, o->ask));
	if (o->place)
		url = req_url(r, "%s%s", url, anchor(f, o));
	else if (!strcmp(c->verb, "go") && c->path && strcmp(c->key, at))
		url = req_url(r, "%s#q-%s", url, c->key);
	else if (check && !f->check)
		url = req_url(r, "%s#errors", url);
	return answer_go(r, url);
}

/* The language of the buttons "language 1". */
static void switch_language(struct fill *f, const struct fill_command *c)
{
	size_t n;
	const char *const *names = xform_languages(f->form, &n);
	int64_t index;

	if (strcmp(c->verb, "language") || !n ||
	    !text_int(c->key, 0, (int64_t)n - 1, &index))
		return;
	f->language = (int)index;
	f->draft.language = names[index];
	answer_language(f->answer, names[index]);
}

/* Its number in the path: behind the code of an open form, outside. */
static int64_t fill_answer(const struct req *r)
{
	return r->id[r->route->right == RIGHT_ANYONE];
}

NEOERR *fill_post(struct req *r)
{
	struct merge_result merged;
	struct outcome o = {0};
	struct fill_command c;
	struct fill f;

	TRY(merge_turn(&r->actor, fill_answer(r)));
	TRY(fill_open(r, &f));
	if (f.gone)
		return STATUS_OK;
	fill_command(&f, &c);
	TRY(take_fields(&f, &merged));
	o.changed = merged.set;
	switch_language(&f, &c);
	TRY(carry_out(&f, &c, &o));
	if (o.changed)
		TRY(answer_update(f.answer));
	TRY(fill_look(&f, fill_word(r, "_at")));
	return nerr_pass(go_on(&f, &c, &o, &merged));
}

NEOERR *fill_live(struct req *r)
{
	struct merge_result merged;
	struct fill f;

	TRY(merge_turn(&r->actor, fill_answer(r)));
	TRY(fill_open(r, &f));
	if (f.gone)
		return STATUS_OK;
	TRY(take_fields(&f, &merged));
	if (merged.set)
		TRY(answer_update(f.answer));
	TRY(fill_look(&f, fill_word(r, "_at")));
	if (f.page >= f.paging.n)
		f.page = f.paging.n - 1;
	f.draft.page = f.paging.pages[f.page].key;
	TRY(fill_save(&f));
	return nerr_pass(fill_export(&f));
}

/* --- sending ------------------------------------------------------------------------ */

NEOERR *send_page(struct req *r)
{
	struct fill f;

	TRY(fill_open(r, &f));
	if (f.gone)
		return STATUS_OK;
	TRY(fill_look(&f, SEND));
	fill_export_review(&f);
	form_set_version(r, f.draft.version);
	return nerr_pass(fill_frame(&f));
}

NEOERR *send_post(struct req *r)
{
	size_t wrong;
	struct fill f;

	TRY(fill_open(r, &f));
	if (f.gone)
		return STATUS_OK;
	/* What one has looked at is what is sent. */
	if (f.draft.version != form_version(r))
		return nerr_raise(ERR_CONFLICT, "changed since it was shown");
	TRY(answer_check(f.answer, &wrong, NULL));
	if (wrong)
		return nerr_pass(
		    form_refuse(r, -1, "There is still something to fix."));
	if (f.outside) {
		TRY(form_refuse_if(
		    r, application_send(&r->actor, &f.apply.form, &f.apply.who,
					f.filed, &f.draft, f.answer)));
		return answer_go(r, apply_url(r, &f.apply.form,
					      "sent/%" PRId64, f.filed->id));
	}
	TRY(form_refuse_if(r, draft_submit(&r->actor, f.filed, &f.draft,
					   f.answer)));
	if (is_try(&f)) {
		answer_flash(r, "ok",
			     "It could be sent like this. Nothing was kept.",
			     NULL, NULL);
		return answer_go(r, home_of(&f));
	}
	answer_flash(r, "ok", "The form is sent and filed.", NULL, NULL);
	return answer_go(r, req_url(r, "/forms/answers/%" PRId64, f.filed->id));
}
