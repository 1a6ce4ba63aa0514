/* Attaching: new ones, and new versions of one.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "base/mem.h"
#include "base/text.h"
#include "pages.h"

/* What may be chosen, in the browser's own dialog and in words. */
static NEOERR *offer_types(struct req *r, int field)
{
	struct file_policy *p;

	TRY(file_policy_get(r->actor.db, r->pool, &p));
	form_accept(r, field, file_policy_accept(p, r->pool));
	data_set(r, "Upload.types", file_policy_words(p, r->pool));
	return STATUS_OK;
}

static void add_proof(void *arg, const char *value, const char *label)
{
	struct req *r = arg;

	form_option(r, ATTACHMENT_PROOF, value, label);
}

/* Choices of a form whose fields begin as attachment_fields do. */
static NEOERR *offer(struct req *r, const struct owner *o)
{
	struct rows kinds;

	TRY(attachment_kinds(&r->actor, &kinds));
	form_option(r, ATTACHMENT_KIND, "", "Choose a kind");
	form_options(r, ATTACHMENT_KIND, &kinds, "id", "name");
	form_option(r, ATTACHMENT_PROOF, "", "Nothing in particular");
	return nerr_pass(attachment_proofs(&r->actor, o, add_proof, r));
}

static struct attached taken(const struct upload *u)
{
	return (struct attached){u->file, u->name, u->type, u->family, u->size};
}

NEOERR *add_page(struct req *r)
{
	const struct owner *o = req_owner(r);

	TRY(offer(r, o));
	TRY(offer_types(r, ATTACHMENT_FILES));
	if (!o->provider)
		form_hide(r, ATTACHMENT_PROOF);
	form_title(r, "Attach documents", "Attach", owner_list(r, o));
	form_intro(r, "For %s.", o->name);
	form_heading(r, ATTACHMENT_KIND, "About them");
	form_hint(r, ATTACHMENT_DESCRIPTION,
		  "For example, Fire safety certificate 2026; for a picture, "
		  "what can be seen in it. Left empty, each file's name");
	owner_crumbs(r, o, "Attach documents");
	return STATUS_OK;
}

NEOERR *add_post(struct req *r)
{
	const struct owner *o = req_owner(r);
	const char *values[ATTACHMENT_FIELDS];
	const struct upload *u;
	size_t n = 0;

	for (int i = 0; i < ATTACHMENT_FIELDS; i++)
		values[i] = form_text(r, i);
	if (*values[ATTACHMENT_DATED] && *values[ATTACHMENT_EXPIRES] &&
	    strcmp(values[ATTACHMENT_DATED], values[ATTACHMENT_EXPIRES]) > 0)
		return form_refuse(r, ATTACHMENT_EXPIRES,
				   "It cannot end before its own date");
	while ((u = form_upload(r, ATTACHMENT_FILES, n))) {
		struct attached file = taken(u);
		struct rows made;
		int64_t id;

		TRY(form_refuse_if(r, attachment_add(&r->actor, o, &file,
						     values, &id)));
		/* A check that was missing is there now: the next file is a
		 * proof of that one. */
		if (!n++ && *values[ATTACHMENT_PROOF] == 'n') {
			const char *now[ATTACHMENT_FIELDS];

			TRY(attachment_get(&r->actor, id, &made, NULL));
			attachment_values(&r->actor, &made, now);
			values[ATTACHMENT_PROOF] = now[ATTACHMENT_PROOF];
		}
	}
	answer_flash(r, "ok",
		     mem_printf(r->pool, "%s attached%s.",
				n == 1 ? "It is"
				       : text_count(r->pool, (int64_t)n, "",
						    "files are"),
				conf_get(r->conf, "clamd_socket")
				    ? ", and can be opened once checked"
				    : ""),
		     NULL, NULL);
	return answer_go(r, owner_list(r, o));
}

/* --- a new version ------------------------------------------------------------- */

NEOERR *replace_page(struct req *r)
{
	const struct attachment *x = req_attachment(r);
	const char *what = row_text(&x->row, 0, "description");

	if (!attachment_may_change(&r->actor, &x->owner))
		return nerr_raise(ERR_FORBIDDEN, "of an answer that was sent");
	form_set_version(r, row_int(&x->row, 0, "version"));
	TRY(offer_types(r, REPLACE_FILE));
	form_title(r, mem_printf(r->pool, "Replace “%s”", what), "Replace",
		   req_url(r, "/attachments/%" PRId64,
			   row_int(&x->row, 0, "id")));
	form_intro(r, "The file that is there now stays as version %" PRId64
		      ", and can still be opened.",
		   row_int(&x->row, 0, "current"));
	if (row_null(&x->row, 0, "expires"))
		form_hide(r, REPLACE_EXPIRES);
	else
		form_hint(r, REPLACE_EXPIRES,
			  mem_printf(r->pool, "Until now: %s",
				     show_date(r, row_text(&x->row, 0,
							   "expires"))));
	owner_crumbs(r, &x->owner, "Replace");
	return STATUS_OK;
}

NEOERR *replace_post(struct req *r)
{
	const struct attachment *x = req_attachment(r);
	const struct upload *u = form_upload(r, REPLACE_FILE, 0);
	const char *values[ATTACHMENT_FIELDS];
	int64_t id = row_int(&x->row, 0, "id");
	struct attached file = taken(u);

	TRY(form_refuse_if(r, attachment_replace(&r->actor, id, form_version(r),
						 &file)));
	if (form_has(r, REPLACE_DATED) || form_has(r, REPLACE_EXPIRES)) {
		attachment_values(&r->actor, &x->row, values);
		if (form_has(r, REPLACE_DATED))
			values[ATTACHMENT_DATED] = form_text(r, REPLACE_DATED);
		if (form_has(r, REPLACE_EXPIRES))
			values[ATTACHMENT_EXPIRES] =
			    form_text(r, REPLACE_EXPIRES);
		TRY(form_refuse_if(r, attachment_save(&r->actor, id,
						      form_version(r) + 1,
						      values)));
	}
	answer_flash(r, "ok", "It is replaced.", NULL, NULL);
	return answer_go(r, req_url(r, "/attachments/%" PRId64, id));
}
