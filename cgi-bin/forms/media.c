/* Media of a form: what a version asks for, adding it, giving it out.
 * SPDX-License-Identifier: MIT
 *
 * {version} or {medium} is r->id[0]; for people outside {code} is r->id[0] and
 * {medium} r->id[1].
 */
#include "forms/media.h"

#include <inttypes.h>
#include <string.h>

#include "files/sniff.h"
#include "forms/application.h"
#include "forms/public.h"
#include "pages.h"

const struct field media_fields[MEDIA_FIELDS] = {
    [MEDIA_FILES] = {.name = "files", .label = "The files",
		     .type = FIELD_FILES, .flags = FIELD_REQUIRED,
		     .hint = "Called as the form calls them"},
};

/* The names that the form asks for, with what is there. */
static NEOERR *show_media(struct req *r, int64_t version)
{
	const char *xml, **names;
	struct rows there;
	size_t n, missing = 0;

	TRY(library_xml(&r->actor, version, &xml));
	TRY(form_media_list(&r->actor, version, &there));
	n = form_media_wanted(r->pool, xml, &names);
	for (size_t i = 0; i < n; i++) {
		const char *at = mem_printf(r->pool, "Media.%zu", i);
		size_t k = 0;

		while (k < there.n && strcmp(row_text(&there, k, "name"), names[i]))
			k++;
		if (k < there.n) {
			data_row(r, at, &there, k);
			data_f(r, "%s.href=/forms/media/%s", at,
			       row_text(&there, k, "id"));
			data_f(r, "%s.size=%s", at,
			       file_size_words(r->pool,
					       row_int(&there, k, "size")));
			data_f(r, "%s.icon=%s", at,
			       file_icon(row_text(&there, k, "type")));
		} else {
			missing++;
		}
		data_f(r, "%s.name=%s", at, names[i]);
	}
	if (missing)
		data_int(r, "Missing", (int64_t)missing);
	return STATUS_OK;
}

NEOERR *media_summary(struct req *r, int64_t version)
{
	const char *xml, **names;
	struct rows there;
	size_t n;

	TRY(library_xml(&r->actor, version, &xml));
	n = form_media_wanted(r->pool, xml, &names);
	if (!n)
		return STATUS_OK;
	TRY(form_media_list(&r->actor, version, &there));
	data_f(r, "Version.media=%zu of %zu", there.n, n);
	data_f(r, "Version.media_href=/forms/versions/%" PRId64 "/media",
	       version);
	return STATUS_OK;
}

NEOERR *media_page(struct req *r)
{
	struct library_version v;
	struct file_policy *policy;

	TRY(library_version_get(&r->actor, r->id[0], &v));
	TRY(file_policy_get(r->actor.db, r->pool, &policy));
	TRY(show_media(r, v.id));
	forms_page(r, "Pictures and recordings",
		   "What the form shows beside its questions. It works without "
		   "them too.");
	page_crumb(r, "/forms/answers", "Forms");
	page_crumb(r, "/forms/library", "Library");
	page_crumb(r, req_url(r, "/forms/library/%" PRId64, v.form), v.title);
	page_crumb(r, req_url(r, "/forms/versions/%" PRId64, v.id),
		   *v.version ? mem_printf(r->pool, "Version %s", v.version)
			      : "Version without a name");
	page_crumb(r, NULL, "Pictures and recordings");
	form_accept(r, MEDIA_FILES, file_policy_accept(policy, r->pool));
	form_title(r, "Pictures and recordings", "Add",
		   req_url(r, "/forms/versions/%" PRId64, v.id));
	return STATUS_OK;
}

NEOERR *media_post(struct req *r)
{
	const struct upload *u;
	size_t n = 0;

	while ((u = form_upload(r, MEDIA_FILES, n))) {
		NEOERR *err;

		if (strcmp(u->family, "picture") && strcmp(u->family, "audio") &&
		    strcmp(u->family, "video"))
			return form_refuse(r, MEDIA_FILES,
					   "“%s” is neither a picture nor a "
					   "recording", u->name);
		err = form_media_put(&r->actor, r->id[0], u->name, u->file);
		if (err != STATUS_OK && nerr_match(err, ERR_INVALID))
			form_error(r, MEDIA_FILES, "%s",
				   err_text(r->pool, err));
		TRY(err);
		n++;
	}
	answer_flash(r, "ok", "Added.", NULL, NULL);
	return answer_go(
	    r, req_url(r, "/forms/versions/%" PRId64 "/media", r->id[0]));
}

static NEOERR *give(struct req *r, const struct rows *m)
{
	return nerr_pass(answer_object(r, row_text(m, 0, "hash"),
				       row_text(m, 0, "type"),
				       row_text(m, 0, "name"), true));
}

NEOERR *media_give(struct req *r)
{
	struct rows m;
	bool open;

	TRY(form_media_get(&r->actor, r->id[0], &m));
	TRY(library_open_to(&r->actor, row_int(&m, 0, "form_id"), &open));
	if (!open && !actor_may(&r->actor, RIGHT_FORM_DESIGN))
		return nerr_raise(ERR_NOT_FOUND, "for some roles only");
	return nerr_pass(give(r, &m));
}

/* Of the version in use, and of those that people outside have begun with:
 * not of one that the agency is still at work on. */
NEOERR *media_give_outside(struct req *r)
{
	struct public_form form;
	int64_t version;
	struct rows m;
	bool began;

	TRY(public_find(&r->actor, r->id[0], &form));
	TRY(form_media_get(&r->actor, r->id[1], &m));
	if (row_int(&m, 0, "form_id") != form.form)
		return nerr_raise(ERR_NOT_FOUND, "of another form");
	version = row_int(&m, 0, "version_id");
	if (version != form.version_id) {
		TRY(application_began(&r->actor, form.form, version, &began));
		if (!began)
			return nerr_raise(ERR_NOT_FOUND,
					  "of a version for nobody outside");
	}
	return nerr_pass(give(r, &m));
}
