/* One attachment: its page, its words, its versions, its bytes.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "base/mem.h"
#include "base/text.h"
#include "media.h"
#include "pages.h"

const struct field delete_fields[1] = {
    {.name = "reason", .label = "Why it is deleted", .type = FIELD_LONGTEXT,
     .flags = FIELD_REQUIRED, .max = 300,
     .hint = "For example: attached to the wrong provider"},
};

static const char *url(struct req *r, const char *what)
{
	return req_url(r, "/attachments/%" PRId64 "%s%s",
		       row_int(&req_attachment(r)->row, 0, "id"),
		       *what ? "/" : "", what);
}

NEOERR *may_give(const struct rows *v, size_t i)
{
	const char *scan = row_null(v, i, "scan") ? "" : row_text(v, i, "scan");

	if (row_null(v, i, "file_id"))
		return nerr_raise(ERR_INVALID,
				  "Its file is gone: it was deleted long ago.");
	if (!strcmp(scan, "waiting"))
		return nerr_raise(ERR_INVALID,
				  "This file is still being checked for harm. "
				  "Try again in a minute.");
	if (!strcmp(scan, "refused"))
		return nerr_raise(ERR_INVALID,
				  "This file is held back: it was found to be "
				  "harmful. Ask for it again from whoever sent "
				  "it.");
	return STATUS_OK;
}

static void fact(struct req *r, const char *label, const char *text,
		 const char *href)
{
	HDF *list = hdf_get_obj(r->hdf, "Facts");
	size_t n = 0;

	if (!text || !*text)
		return;
	for (HDF *c = list ? hdf_obj_child(list) : NULL; c; c = hdf_obj_next(c))
		n++;
	data_f(r, "Facts.%zu.label=%s", n, label);
	data_f(r, "Facts.%zu.text=%s", n, text);
	if (href)
		data_f(r, "Facts.%zu.href=%s", n, href);
}

static const char *cell(const struct rows *r, const char *name)
{
	return row_null(r, 0, name) ? "" : row_text(r, 0, name);
}

static NEOERR *show_facts(struct req *r, const struct attachment *x)
{
	const struct rows *a = &x->row;

	fact(r, "Hangs on", x->owner.name, x->owner.href);
	if (strcmp(x->owner.name, x->owner.whose))
		fact(r, "Of", x->owner.whose, x->owner.whose_href);
	fact(r, "Kind", row_text(a, 0, "kind"), NULL);
	fact(r, "Date", show_date(r, cell(a, "dated")), NULL);
	fact(r, "Last day", show_date(r, cell(a, "expires")), NULL);
	fact(r, "File",
	     mem_printf(r->pool, "%s, %s", row_text(a, 0, "name"),
			file_size_words(r->pool, row_int(a, 0, "size"))),
	     NULL);
	fact(r, "Attached",
	     mem_printf(r->pool, "%s%s%s",
			show_instant(r, cell(a, "created_at")),
			*cell(a, "creator") ? ", by " : "", cell(a, "creator")),
	     NULL);
	return STATUS_OK;
}

static void show_proof(void *arg, const char *value, const char *label)
{
	struct req *r = arg;
	const char *values[ATTACHMENT_FIELDS];

	attachment_values(&r->actor, &req_attachment(r)->row, values);
	if (!strcmp(values[ATTACHMENT_PROOF], value))
		fact(r, "Proof of", label, NULL);
}

static NEOERR *show_versions(struct req *r, int64_t id)
{
	struct rows v;

	TRY(attachment_versions(&r->actor, id, &v));
	for (size_t i = 0; i < v.n; i++) {
		const char *at = mem_printf(r->pool, "Versions.%zu", i);

		data_row(r, at, &v, i);
		data_f(r, "%s.size=%s", at,
		       file_size_words(r->pool, row_int(&v, i, "size")));
		if (row_null(&v, i, "file_id"))
			continue;
		data_f(r, "%s.href=%s", at,
		       url(r, mem_printf(r->pool, "files/%s",
					 row_text(&v, i, "number"))));
	}
	return STATUS_OK;
}

static void show_actions(struct req *r, const struct attachment *x, bool given)
{
	const struct rows *a = &x->row;
	bool changes = attachment_may_change(&r->actor, &x->owner);
	const char *file = mem_printf(r->pool, "files/%s",
				      row_text(a, 0, "number"));
	bool add = actor_may(&r->actor, RIGHT_ATTACHMENT_ADD);

	if (given && file_shows(row_text(a, 0, "type"))) {
		data_f(r, "Open.view=%s/view", url(r, file));
		data_f(r, "Actions.0.href=%s/view", url(r, file));
		data_set(r, "Actions.0.icon", "eye");
		data_set(r, "Actions.0.label", "Open");
	}
	if (given && strcmp(row_text(a, 0, "state"), "deleted") &&
	    (file_shows(row_text(a, 0, "type")) || !row_null(a, 0, "thumb")))
		data_set(r, "Open.preview", "1");
	if (given) {
		data_set(r, "Actions.1.href", url(r, file));
		data_set(r, "Actions.1.icon", "download");
		data_set(r, "Actions.1.label", "Download");
		data_set(r, "Actions.1.primary", "1");
	}
	if (!strcmp(row_text(a, 0, "state"), "deleted")) {
		if (changes && !row_null(a, 0, "file_id"))
			data_set(r, "Open.restore", url(r, "restore"));
		return;
	}
	if (add)
		data_set(r, "Open.edit", url(r, "edit"));
	if (add && changes)
		data_set(r, "Open.replace", url(r, "replace"));
	if (changes && actor_may(&r->actor, RIGHT_ATTACHMENT_REMOVE))
		data_set(r, "Open.delete", url(r, "delete"));
}

/* Where there is no picture of it yet, or never will be. */
static NEOERR *show_preview(struct req *r, const struct rows *a)
{
	const char *state;
	struct rows p;

	if (!row_null(a, 0, "thumb") || row_null(a, 0, "file_id"))
		return STATUS_OK;
	TRY(picture_state(r->actor.db, r->pool, row_int(a, 0, "file_id"),
			  JOB_SMALL, &p));
	if (!p.n)
		return STATUS_OK;
	state = row_text(&p, 0, "state");
	data_set(r, "Preview.why",
		 !strcmp(state, "refused")
		     ? picture_refusal_text(row_text(&p, 0, "refusal"))
		 : !strcmp(state, "failed") || !strcmp(state, "done")
		     ? ""
		     : "A preview is being made. It is here in a minute.");
	return STATUS_OK;
}

NEOERR *attachment_page(struct req *r)
{
	const struct attachment *x = req_attachment(r);
	const struct rows *a = &x->row;
	NEOERR *err;

	owner_crumbs(r, &x->owner, row_text(a, 0, "description"));
	page_title(r, row_text(a, 0, "description"));
	attached_show(r, "It", a, 0, &x->owner);
	if (!strcmp(row_text(a, 0, "state"), "deleted")) {
		data_set(r, "It.deleted", "1");
		data_f(r, "It.deleted.text=Deleted %s%s%s: %s",
		       show_instant(r, cell(a, "deleted_at")),
		       *cell(a, "deleter") ? " by " : "", cell(a, "deleter"),
		       row_text(a, 0, "deleted_reason"));
	}
	err = may_give(a, 0);
	show_actions(r, x, err == STATUS_OK);
	if (err != STATUS_OK)
		data_set(r, "Open.why", err_text(r->pool, err));
	nerr_ignore(&err);
	TRY(show_preview(r, a));
	TRY(show_facts(r, x));
	TRY(attachment_proofs(&r->actor, &x->owner, show_proof, r));
	return nerr_pass(show_versions(r, row_int(a, 0, "id")));
}

/* --- words ----------------------------------------------------------------------- */

static void add_proof(void *arg, const char *value, const char *label)
{
	struct req *r = arg;

	form_option(r, ATTACHMENT_PROOF, value, label);
}

NEOERR *edit_page(struct req *r)
{
	const struct attachment *x = req_attachment(r);
	const char *values[ATTACHMENT_FIELDS];
	struct rows kinds;

	TRY(attachment_kinds(&r->actor, &kinds));
	form_options(r, ATTACHMENT_KIND, &kinds, "id", "name");
	form_option(r, ATTACHMENT_PROOF, "", "Nothing in particular");
	TRY(attachment_proofs(&r->actor, &x->owner, add_proof, r));
	if (!x->owner.provider)
		form_hide(r, ATTACHMENT_PROOF);
	attachment_values(&r->actor, &x->row, values);
	form_set_record(r, values, row_int(&x->row, 0, "version"));
	form_title(r, "Change what is said of it", "Save", url(r, ""));
	owner_crumbs(r, &x->owner, "Change");
	return STATUS_OK;
}

NEOERR *edit_post(struct req *r)
{
	TRY(form_refuse_if(r, attachment_save(&r->actor, r->id[0],
					      form_version(r),
					      form_values(r))));
	answer_flash(r, "ok", "It is saved.", NULL, NULL);
	return answer_go(r, url(r, ""));
}

NEOERR *delete_page(struct req *r)
{
	const struct attachment *x = req_attachment(r);

	if (!attachment_may_change(&r->actor, &x->owner))
		return nerr_raise(ERR_FORBIDDEN, "of an answer that was sent");
	form_title(r,
		   mem_printf(r->pool, "Delete “%s”?",
			      row_text(&x->row, 0, "description")),
		   "Delete it", url(r, ""));
	form_intro(r, "It leaves the lists. That it was there, who deleted it "
		      "and why is kept; for a while it can be brought back.");
	form_danger(r);
	owner_crumbs(r, &x->owner, "Delete");
	return STATUS_OK;
}

NEOERR *delete_post(struct req *r)
{
	TRY(form_refuse_if(r, attachment_delete(&r->actor, r->id[0],
						form_text(r, 0))));
	answer_flash(r, "ok", "It is deleted.", url(r, ""), "Look at it");
	return answer_go(r, owner_list(r, &req_attachment(r)->owner));
}

NEOERR *restore_post(struct req *r)
{
	TRY(form_refuse_if(r, attachment_restore(&r->actor, r->id[0])));
	answer_flash(r, "ok", "It is back.", NULL, NULL);
	return answer_go(r, url(r, ""));
}

/* --- its bytes ---------------------------------------------------------------------- */

static NEOERR *give(struct req *r, bool inline_)
{
	const struct attachment *x = req_attachment(r);
	struct rows v;

	TRY(attachment_version(&r->actor, r->id[0], r->id[1], &v));
	TRY(may_give(&v, 0));
	TRY(attachment_read(&r->actor, &x->row, r->id[1],
			    inline_ ? "viewed" : "downloaded"));
	return nerr_pass(answer_object(r, row_text(&v, 0, "hash"),
				       row_text(&v, 0, "type"),
				       row_text(&v, 0, "name"), inline_));
}

NEOERR *file_page(struct req *r)
{
	return nerr_pass(give(r, false));
}

NEOERR *view_page(struct req *r)
{
	return nerr_pass(give(r, true));
}
