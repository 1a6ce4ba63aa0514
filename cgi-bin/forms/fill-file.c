/* Filling in: a file for a question that asks for one.
 * SPDX-License-Identifier: MIT
 *
 * The file is attached to the answer, under the question's words; the answer
 * holds its number and name (forms/typed.h). It has a page of its own, so that
 * the questions' page can be sent again and again without it.
 */
#include <inttypes.h>

#include "base/mem.h"
#include "base/text.h"
#include "fill.h"
#include "forms/markup.h"

enum { FILE_AT, FILE_FILE };
const struct field fill_file_fields[2] = {
    [FILE_AT] = {"at", "Question", FIELD_HIDDEN, FIELD_REQUIRED, 1000},
    [FILE_FILE] = {"file", "File", FIELD_FILE, FIELD_REQUIRED},
};

/* Kinds of attachments that every agency begins with. */
enum { KIND_PHOTO = 10, KIND_RECORDING = 11, KIND_OTHER = 12 };

/* The question that the form is about; ERR_NOT_FOUND where it asks for no
 * file, or is not asked now. */
static NEOERR *find_question(struct fill *f, const char *key,
			     const struct answer_shown **out)
{
	const char *path = paging_path(f->r->pool, f->root, key);

	TRY(fill_look(f, key));
	*out = path ? fill_find(f->shown, path) : NULL;
	if (!*out || strcmp(fill_control(*out).type, "upload"))
		return nerr_raise(ERR_NOT_FOUND, "no question for a file");
	return STATUS_OK;
}

static const char *words_of(struct fill *f, const struct answer_shown *c)
{
	const char *words =
	    c->label ? markup_words(f->r->pool, c->label) : "";

	return text_cut(f->r->pool, *words ? words : c->name, 120);
}

static const char *back_to(struct fill *f, const char *key)
{
	return req_url(f->r, "%s#q-%s", fill_url(f, key, false), key);
}

/* What the question wants, of what the agency allows. */
static NEOERR *offer(struct fill *f, const struct answer_shown *c)
{
	struct req *r = f->r;
	const char *type = c->media_type ? c->media_type : "";
	struct file_policy *p;

	TRY(file_policy_get(r->actor.db, r->pool, &p));
	form_accept(r, FILE_FILE,
		    !strncmp(type, "image/", 6) ||
			    !strncmp(type, "audio/", 6) ||
			    !strncmp(type, "video/", 6)
			? type
			: file_policy_accept(p, r->pool));
	data_set(r, "Upload.types", file_policy_words(p, r->pool));
	return STATUS_OK;
}

NEOERR *file_page(struct req *r)
{
	const char *key = fill_word(r, "at");
	const struct answer_shown *c;
	struct fill f;

	TRY(fill_open(r, &f));
	if (f.gone)
		return STATUS_OK;
	TRY(find_question(&f, key, &c));
	TRY(offer(&f, c));
	form_set(r, FILE_AT, key);
	TRY(fill_frame(&f));
	form_title(r, words_of(&f, c), "Add the file", back_to(&f, key));
	if (c->hint)
		form_intro(r, "%s", markup_words(r->pool, c->hint));
	return STATUS_OK;
}

static NEOERR *attach(struct fill *f, const struct answer_shown *c,
		      const struct upload *u, int64_t *id)
{
	bool picture = !strcmp(u->family, "picture");
	bool sound = !strcmp(u->family, "audio") || !strcmp(u->family, "video");
	const char *values[ATTACHMENT_FIELDS] = {
	    [ATTACHMENT_KIND] = req_url(f->r, "%d",
					picture ? KIND_PHOTO
					: sound ? KIND_RECORDING
						: KIND_OTHER),
	    [ATTACHMENT_DESCRIPTION] = words_of(f, c),
	    [ATTACHMENT_DATED] = "",
	    [ATTACHMENT_EXPIRES] = "",
	    [ATTACHMENT_REMIND] = "",
	    [ATTACHMENT_PROOF] = "",
	};
	struct attached file = {u->file, u->name, u->type, u->family, u->size};
	struct owner owner = fill_owner(f);

	return nerr_pass(
	    attachment_add(&f->r->actor, &owner, &file, values, id));
}

struct owner fill_owner(const struct fill *f)
{
	return (struct owner){.kind = "answer",
			      .id = f->filed->id,
			      .provider = f->filed->about.provider,
			      .client = f->filed->about.client,
			      .whose = f->filed->provider,
			      .whose_href = "",
			      .name = f->filed->title,
			      .href = f->base};
}

NEOERR *fill_file_gone(struct fill *f, const char *value)
{
	struct owner owner = fill_owner(f);
	const char *name;
	int64_t id = typed_file(value, &name);

	/* What was sent before still refers to it. */
	return id && !f->draft.corrects ? nerr_pass(attachment_take_back(&f->r->actor, &owner, id,
						   "Taken out of the form"))
		  : STATUS_OK;
}

/* What one application of somebody outside may hold, with what was taken out
 * of it again: whoever has the link could else fill the disk. */
enum { OUTSIDE_FILES = 100, OUTSIDE_MB = 500 };

static NEOERR *check_weight(struct fill *f, const struct upload *u)
{
	int64_t n, bytes;

	if (!f->outside)
		return STATUS_OK;
	TRY(attachment_weight(&f->r->actor, "answer", f->filed->id, &n,
			      &bytes));
	if (n < OUTSIDE_FILES &&
	    bytes + u->size <= (int64_t)OUTSIDE_MB * 1024 * 1024)
		return STATUS_OK;
	return form_refuse(f->r, FILE_FILE,
			   "No more files fit into this form. Send it without "
			   "this one, and mail us the file");
}

/* Does a file of this type do for one of the form's words, a type or all of its
 * main type? What XLSForm writes for any file is all of "application". A sound
 * in a film's wrapping is a sound. */
static bool does_for(const char *word, const char *type)
{
	size_t main = strcspn(word, "/");
	bool same = !strncmp(word, type, main + 1);

	if (!strcmp(word, "*/*") || !strcmp(word, "application/*"))
		return true;
	if (!strncmp(word, "audio/", 6))
		return same || !strcmp(type, "video/mp4") ||
		       !strcmp(type, "video/webm") ||
		       !strcmp(type, "video/3gpp") ||
		       !strcmp(type, "application/ogg");
	if (!strncmp(word, "video/", 6) || !strncmp(word, "text/", 5))
		return same;
	if (!strcmp(word, "image/jpg"))
		word = "image/jpeg";
	return !strcmp(word, type) || (same && !strcmp(word + main, "/*"));
}

static const char *word_for(const char *word)
{
	return !strncmp(word, "image/", 6)	    ? "a picture"
	       : !strncmp(word, "audio/", 6)	    ? "a recording"
	       : !strncmp(word, "video/", 6)	    ? "a film"
	       : !strcmp(word, "application/pdf")   ? "a PDF"
	       : !strncmp(word, "text/", 5)	    ? "a plain text"
						    : word;
}

/* What the form asks for here, beside what the agency allows at all. */
static NEOERR *check_type(struct fill *f, const struct answer_shown *c,
			  const struct upload *u)
{
	struct buf wanted = {.ctx = f->r->pool};
	char *rest = mem_strdup(f->r->pool, c->media_type ? c->media_type : "");
	char *word;

	while ((word = strsep(&rest, ", "))) {
		const char *words = word_for(word);

		if (!*word)
			continue;
		/* No type, perhaps an extension: nothing to hold it to. */
		if (!strchr(word, '/') || does_for(word, u->type))
			return STATUS_OK;
		if (!strstr(buf_text(&wanted), words))
			buf_printf(&wanted, "%s%s", wanted.len ? " or " : "",
				   words);
	}
	if (!wanted.len)
		return STATUS_OK;
	return form_refuse(f->r, FILE_FILE,
			   "“%s” does not fit here: the question asks for %s",
			   u->name, buf_text(&wanted));
}

NEOERR *file_post(struct req *r)
{
	const struct upload *u = form_upload(r, FILE_FILE, 0);
	const struct answer_shown *c;
	struct fill f;
	int64_t id;

	TRY(fill_open(r, &f));
	if (f.gone)
		return STATUS_OK;
	TRY(find_question(&f, form_text(r, FILE_AT), &c));
	TRY(check_type(&f, c, u));
	TRY(check_weight(&f, u));
	TRY(attach(&f, c, u, &id));
	TRY(fill_file_gone(&f, c->value));
	/* find_question let pass none that is read-only or not asked. */
	if (!answer_set(f.answer, c->path,
			mem_printf(r->pool, "a%" PRId64 "-%s", id, u->name)))
		return nerr_raise(ERR_NOT_FOUND, "not open to answers");
	TRY(answer_update(f.answer));
	TRY(fill_look(&f, form_text(r, FILE_AT)));
	TRY(fill_save(&f));
	answer_flash(r, "ok", "The file is added.", NULL, NULL);
	return answer_go(r, back_to(&f, form_text(r, FILE_AT)));
}
