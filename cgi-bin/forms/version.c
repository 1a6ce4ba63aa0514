/* Uploading a form, and one version of it: what was found, publishing,
 * retiring, dropping.
 * SPDX-License-Identifier: MIT
 *
 * In these paths {version} is r->id[0].
 */
#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#include "base/text.h"
#include "forms/lines.h"
#include "pages.h"

enum { FINDINGS_SHOWN = 100 };

const struct field upload_fields[UPLOAD_FIELDS] = {
    [UPLOAD_FILE] = {.name = "file", .label = "The form's file",
		     .type = FIELD_FILE, .flags = FIELD_READS,
		     .max = LIBRARY_XML_MAX,
		     .hint = "An XForm, as ODK Build, XLSForm (pyxform) or "
			     "KoboToolbox write it: its name ends in .xml"},
    [UPLOAD_XML] = {.name = "xml", .label = "Or the XML as text",
		    .type = FIELD_LONGTEXT, .max = 1000000,
		    .hint = "Pasted from a text editor, all of it"},
};

static const char *version_url(struct req *r, int64_t version,
			       const char *more)
{
	return req_url(r, "/forms/versions/%" PRId64 "%s", version, more);
}

static void show_finding(struct req *r, const char *list, size_t i, bool error,
			 int line, const char *bind, const char *text)
{
	const char *at = mem_printf(r->pool, "%s.%zu", list, i);

	data_f(r, "%s.tone=%s", at, error ? "bad" : "warn");
	if (line)
		data_f(r, "%s.line=%d", at, line);
	data_f(r, "%s.bind=%s", at, bind ? bind : "");
	data_f(r, "%s.text=%s", at, text);
}

/* --- uploading --------------------------------------------------------------- */

NEOERR *upload_page(struct req *r)
{
	/* What was found in the file that was refused: this page is made anew
	 * after the POST, in the same request. */
	const struct xform_findings *refused = r->object;

	forms_page(r, "Upload a form",
		   "The form is checked, and kept as a draft: nobody sees it "
		   "before it is published.");
	page_crumb(r, "/forms/answers", "Forms");
	page_crumb(r, "/forms/library", "Library");
	page_crumb(r, NULL, "Upload a form");
	form_title(r, "Upload a form", "Check and keep", "/forms/library");
	form_accept(r, UPLOAD_FILE, ".xml");
	for (size_t i = 0; refused && i < refused->n && i < FINDINGS_SHOWN;
	     i++) {
		const struct xform_finding *f = &refused->list[i];

		show_finding(r, "Findings", i, f->error, f->line, f->bind,
			     f->text);
	}
	return STATUS_OK;
}

NEOERR *upload_post(struct req *r)
{
	const struct upload *file = form_upload(r, UPLOAD_FILE, 0);
	const char *xml = file ? file->bytes : form_text(r, UPLOAD_XML);
	int field = file ? UPLOAD_FILE : UPLOAD_XML;
	struct xform_findings *findings =
	    mem_new(r->pool, struct xform_findings);
	size_t errors = 0;
	int64_t version;
	bool known;

	if (!file && !form_has(r, UPLOAD_XML))
		return form_refuse(r, UPLOAD_FILE, "Choose the form's file");
	findings->ctx = r->pool;
	TRY(library_upload(&r->actor, xml,
			   file ? (size_t)file->size : strlen(xml), findings,
			   &version, &known));
	if (!version) {
		for (size_t i = 0; i < findings->n; i++)
			errors += findings->list[i].error;
		r->object = findings;
		return form_refuse(r, field,
				   "This form cannot be used: %s to mend",
				   text_count(r->pool, (int64_t)errors,
					      "thing", "things"));
	}
	answer_flash(r, known ? "info" : "ok",
		     known ? "This very file is here already."
			   : "The form is kept as a draft. Try it, then "
			     "publish it.",
		     NULL, NULL);
	return answer_go(r, version_url(r, version, ""));
}

/* --- one version --------------------------------------------------------------- */

static NEOERR *load(struct req *r, struct library_version *v)
{
	return nerr_pass(library_version_get(&r->actor, r->id[0], v));
}

static const char *version_title(struct req *r,
				 const struct library_version *v)
{
	return *v->version ? mem_printf(r->pool, "Version %s", v->version)
			   : "Version without a name";
}

static void version_crumbs(struct req *r, const struct library_version *v,
			   const char *label)
{
	page_crumb(r, "/forms/answers", "Forms");
	page_crumb(r, "/forms/library", "Library");
	page_crumb(r, req_url(r, "/forms/library/%" PRId64, v->form), v->title);
	page_crumb(r, version_url(r, v->id, ""), version_title(r, v));
	if (label)
		page_crumb(r, NULL, label);
}

static void show_warnings(struct req *r, const char *text)
{
	json_t *list = *text ? json_loads(text, 0, NULL) : NULL, *one;
	size_t i;

	json_array_foreach(list, i, one) {
		const char *bind = json_string_value(json_object_get(one,
								     "bind"));
		const char *words = json_string_value(json_object_get(one,
								      "text"));

		if (i == FINDINGS_SHOWN)
			break;
		show_finding(r, "Findings", i, false,
			     (int)json_integer_value(
				 json_object_get(one, "line")),
			     bind, words ? words : "");
	}
	json_decref(list);
}

static const char *kind_words(const struct xform_question *q)
{
	switch (q->kind) {
	case XFORM_SELECT:
		return "Several of a list";
	case XFORM_SELECT1:
		return "One of a list";
	case XFORM_RANK:
		return "A list in order";
	case XFORM_RANGE:
		return "A number on a scale";
	case XFORM_TRIGGER:
		return "A tick";
	case XFORM_UPLOAD:
		return "A file";
	default:
		break;
	}
	switch (q->type) {
	case XFORM_INT:
		return "A whole number";
	case XFORM_DECIMAL:
		return "A number";
	case XFORM_DATE:
		return "A date";
	case XFORM_TIME:
		return "A time";
	case XFORM_DATETIME:
		return "A date and time";
	case XFORM_GEOPOINT:
	case XFORM_GEOTRACE:
	case XFORM_GEOSHAPE:
		return "A place";
	case XFORM_BARCODE:
		return "A code";
	default:
		return "Text";
	}
}

static NEOERR *show_questions(struct req *r, int64_t version)
{
	const struct xform_question *q;
	const struct xform *x;
	size_t n;

	TRY(library_xform(&r->actor, version, &x));
	q = xform_questions(x, &n);
	for (size_t i = 0; i < n; i++) {
		data_f(r, "Questions.%zu.label=%s", i,
		       label_plain(r->pool, q[i].label));
		data_f(r, "Questions.%zu.kind=%s", i, kind_words(&q[i]));
		data_f(r, "Questions.%zu.path=%s", i, q[i].path);
		if (q[i].repeated)
			data_f(r, "Questions.%zu.repeated=1", i);
	}
	return STATUS_OK;
}

static void show_languages(struct req *r, const char *lines)
{
	char *copy = mem_strdup(r->pool, lines), *one;
	size_t i = 0;

	while ((one = strsep(&copy, "\n")) != NULL)
		if (*one)
			data_f(r, "Languages.%zu.name=%s", i++, one);
}

NEOERR *version_page(struct req *r)
{
	struct library_version v;
	bool draft;

	TRY(load(r, &v));
	TRY(show_questions(r, v.id));
	draft = !strcmp(v.state, "draft");
	forms_page(r, mem_printf(r->pool, "%s, %s", v.title,
				 version_words(r, v.version)),
		   NULL);
	version_crumbs(r, &v, NULL);
	show_version_state(r, "Version.State", v.state);
	data_set(r, "Version.name", v.name);
	data_set(r, "Version.version", v.version);
	data_set(r, "Version.hash", v.hash);
	data_set(r, "Version.state", v.state);
	data_int(r, "Version.questions", v.questions);
	data_int(r, "Version.answers", v.answers);
	data_set(r, "Version.uploaded_at", show_instant(r, v.uploaded_at));
	data_set(r, "Version.uploaded_by", v.uploaded_by);
	if (*v.published_at)
		data_set(r, "Version.published_at",
			 show_instant(r, v.published_at));
	data_set(r, "Version.published_by", v.published_by);
	if (*v.retired_at)
		data_set(r, "Version.retired_at",
			 show_instant(r, v.retired_at));
	data_set(r, "Version.retired_by", v.retired_by);
	data_set(r, "Version.href", version_url(r, v.id, ""));
	if (draft && !v.answers)
		data_set(r, "Version.drop", version_url(r, v.id, "/drop"));
	TRY(media_summary(r, v.id));
	show_languages(r, v.languages);
	show_warnings(r, v.warnings);
	if (strcmp(v.state, "published"))
		forms_action(r, version_url(r, v.id, "/publish"), "check-lg",
			     "Publish", true);
	return STATUS_OK;
}

static NEOERR *ask(struct req *r, struct library_version *v, const char *title,
		   const char *submit)
{
	TRY(load(r, v));
	version_crumbs(r, v, title);
	form_title(r, title, submit, version_url(r, v->id, ""));
	return STATUS_OK;
}

NEOERR *version_publish_page(struct req *r)
{
	struct library_version v;
	struct library_form f;

	TRY(ask(r, &v, "Publish this version", "Publish"));
	TRY(library_get(&r->actor, v.form, &f));
	form_intro(r, "“%s”, %s. New answers begin with it from now on.%s "
		      "Answers that were begun before stay as they are.",
		   v.title, version_words(r, v.version),
		   f.current && f.current != v.id
		       ? " The version in use is retired."
		       : "");
	return STATUS_OK;
}

static NEOERR *done(struct req *r, const char *text)
{
	struct library_version v;

	TRY(load(r, &v));
	answer_flash(r, "ok", text, NULL, NULL);
	return answer_go(r, req_url(r, "/forms/library/%" PRId64, v.form));
}

NEOERR *version_publish(struct req *r)
{
	TRY(form_refuse_if(r, library_publish(&r->actor, r->id[0])));
	return nerr_pass(done(r, "Published. Staff can fill it in now."));
}

NEOERR *version_retire_page(struct req *r)
{
	struct library_version v;

	TRY(ask(r, &v, "Retire this version", "Retire"));
	form_intro(r, "Nobody can begin “%s” any more. Answers stay, and "
		      "drafts can be finished. It can be published again.",
		   v.title);
	form_danger(r);
	return STATUS_OK;
}

NEOERR *version_retire(struct req *r)
{
	TRY(form_refuse_if(r, library_retire(&r->actor, r->id[0])));
	return nerr_pass(done(r, "Retired. Nobody begins it any more."));
}

NEOERR *version_drop_page(struct req *r)
{
	struct library_version v;

	TRY(ask(r, &v, "Drop this draft", "Drop it"));
	form_intro(r, "The draft of “%s”, %s, goes. It was never in use.",
		   v.title, version_words(r, v.version));
	form_danger(r);
	return STATUS_OK;
}

NEOERR *version_drop(struct req *r)
{
	struct library_version v;

	TRY(load(r, &v));
	TRY(form_refuse_if(r, library_drop(&r->actor, r->id[0])));
	answer_flash(r, "ok", "The draft is gone.", NULL, NULL);
	return answer_go(r, req_url(r, "/forms/library/%" PRId64, v.form));
}

NEOERR *version_xml(struct req *r)
{
	struct library_version v;
	const char *xml;

	TRY(load(r, &v));
	TRY(library_xml(&r->actor, v.id, &xml));
	buf_puts(&r->body, xml);
	answer_file(r, "application/xml; charset=utf-8",
		    file_name(r, mem_printf(r->pool, "%s%s%s", v.name,
					    *v.version ? "-" : "", v.version),
			      "xml"));
	return STATUS_OK;
}

NEOERR *version_try(struct req *r)
{
	int64_t answer;

	TRY(draft_try(&r->actor, r->id[0], &answer));
	return answer_go(r, req_url(r, "/forms/fill/%" PRId64, answer));
}
