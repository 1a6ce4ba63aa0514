/* Portraits: the photo of a provider, of a person, of a client.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "media.h"
#include "people/client.h"
#include "people/person.h"
#include "people/portrait.h"
#include "people/provider.h"

enum { PORTRAIT_FILE, PORTRAIT_ALT, PORTRAIT_FIELDS };
const struct field portrait_fields[PORTRAIT_FIELDS] = {
    [PORTRAIT_FILE] = {.name = "photo",
		       .label = "Photo",
		       .type = FIELD_FILE,
		       .hint = "JPEG, PNG, HEIC or WebP. The face should be in "
			       "the middle; where and with what it was taken "
			       "is removed."},
    [PORTRAIT_ALT] = {.name = "alt",
		      .label = "What can be seen in it",
		      .type = FIELD_TEXT,
		      .flags = FIELD_REQUIRED,
		      .max = 300,
		      .hint = "For those who cannot see it. For example, Mary "
			      "and Tom Mercer with their dog at the garden "
			      "gate"},
};

/* Of whom, by the path: /providers/1/portrait, /providers/1/people/2/portrait,
 * /clients/1/portrait. */
struct whose {
	enum portrait_kind kind;
	int64_t id, provider;
	const char *name, *back, *here;
};

static NEOERR *whose(struct req *r, struct whose *w)
{
	struct rows person;

	*w = (struct whose){.id = r->id[0]};
	if (r->route->object == OBJECT_CLIENT) {
		w->kind = PORTRAIT_CLIENT;
		w->name = ((struct client *)r->object)->name;
		w->back = req_url(r, "/profiles/clients/%" PRId64, w->id);
		w->here = req_url(r, "/attachments/clients/%" PRId64
				     "/portrait",
				  w->id);
		return STATUS_OK;
	}
	w->provider = r->id[0];
	if (!strstr(r->route->path, "{person}")) {
		w->kind = PORTRAIT_PROVIDER;
		w->name = ((struct provider *)r->object)->name;
		w->back = req_url(r, "/profiles/providers/%" PRId64, w->id);
		w->here = req_url(r, "/attachments/providers/%" PRId64
				     "/portrait",
				  w->id);
		return STATUS_OK;
	}
	TRY(person_get(&r->actor, w->provider, r->id[1], &person));
	w->kind = PORTRAIT_PERSON;
	w->id = r->id[1];
	w->name = row_text(&person, 0, "name");
	w->back = req_url(r, "/profiles/providers/%" PRId64 "/people/%" PRId64,
			  w->provider, w->id);
	w->here = req_url(r, "/attachments/providers/%" PRId64
			     "/people/%" PRId64 "/portrait",
			  w->provider, w->id);
	return STATUS_OK;
}

/* What became of the photo that is there, in words; "" where all is well. */
static const char *standing(const struct rows *p)
{
	const char *state = row_text(p, 0, "state");

	if (!strcmp(row_text(p, 0, "scan"), "refused"))
		return "The photo is held back: the scanner found something in "
		       "it. Choose another one.";
	if (!strcmp(state, "refused"))
		return picture_refusal_text(row_text(p, 0, "refusal"));
	if (!strcmp(state, "failed"))
		return "The photo could not be made ready. Choose it again.";
	if (strcmp(state, "done"))
		return "The photo is being made ready. It is here in a minute.";
	return "";
}

NEOERR *portrait_page(struct req *r)
{
	struct whose w;
	struct rows p;

	TRY(whose(r, &w));
	TRY(portrait_of(&r->actor, w.kind, w.id, &p));
	form_title(r, mem_printf(r->pool, "Photo: %s", w.name), "Save", w.back);
	page_crumb(r, w.back, w.name);
	page_crumb(r, NULL, "Photo");
	form_accept(r, PORTRAIT_FILE, ".jpg,.jpeg,.png,.heic,.heif,.webp");
	if (!p.n)
		return STATUS_OK;
	form_set(r, PORTRAIT_ALT, row_text(&p, 0, "alt"));
	form_label(r, PORTRAIT_FILE, "Another photo");
	data_set(r, "Portrait.standing", standing(&p));
	data_set(r, "Portrait.alt", row_text(&p, 0, "alt"));
	if (!*standing(&p))
		data_int(r, "Portrait.photo", row_int(&p, 0, "id"));
	data_f(r, "Portrait.remove=%s/remove", w.here);
	return STATUS_OK;
}

NEOERR *portrait_post(struct req *r)
{
	const struct upload *u = form_upload(r, PORTRAIT_FILE, 0);
	const char *alt = form_text(r, PORTRAIT_ALT);
	struct whose w;
	struct rows p;

	TRY(whose(r, &w));
	TRY(portrait_of(&r->actor, w.kind, w.id, &p));
	if (!u && !p.n)
		return form_refuse(r, PORTRAIT_FILE, "Choose a photo");
	if (u && strcmp(u->family, "picture"))
		return form_refuse(r, PORTRAIT_FILE,
				   "A portrait is a photo, and “%s” is none",
				   u->name);
	if (u)
		TRY(portrait_set(&r->actor, w.kind, w.id, w.provider, u->file,
				 u->type, alt));
	else
		TRY(portrait_describe(&r->actor, w.kind, w.id, w.provider,
				      alt));
	answer_flash(r, "ok",
		     u ? "The photo is saved. It is made ready now, and shows "
			 "in a minute."
		       : "The description is saved.",
		     NULL, NULL);
	return answer_go(r, w.back);
}

NEOERR *portrait_remove_post(struct req *r)
{
	struct whose w;

	TRY(whose(r, &w));
	TRY(portrait_remove(&r->actor, w.kind, w.id, w.provider));
	answer_flash(r, "ok", "The photo is removed.", NULL, NULL);
	return answer_go(r, w.back);
}

/* /portraits/7/small.webp: which, by the last part of the route's path. */
NEOERR *portrait_picture(struct req *r)
{
	const char *size, *format;
	struct rows p;

	rendition(r, &size, &format);
	TRY(portrait_get(&r->actor, r->id[0], size, format, &p));
	return nerr_pass(give_picture(r, &p, "portrait", format));
}
