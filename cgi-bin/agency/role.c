/* Roles: which rights go together.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "base/text.h"
#include "pages.h"
#include "people/role.h"

NEOERR *role_list_page(struct req *r)
{
	struct rows rows;

	TRY(role_list(&r->actor, &rows));
	agency_page(r, "Roles",
		    "What people of each role may see and do. A change holds "
		    "from their next click.");
	agency_action(r, "/agency/roles/add", "plus-lg", "Add a role", true);
	data_rows(r, "Roles", &rows);
	for (size_t i = 0; i < rows.n; i++) {
		const char *id = row_text(&rows, i, "id");

		data_f(r, "Roles.%zu.href=/agency/roles/%s/edit", i, id);
		data_f(r, "Roles.%zu.people=/agency/accounts?role=%s", i, id);
		data_f(r, "Roles.%zu.rights=%s of %d", i,
		       row_text(&rows, i, "rights"),
		       RIGHT__MAX - RIGHT_PROVIDER_VIEW);
		if (!row_int(&rows, i, "accounts"))
			data_f(r, "Roles.%zu.remove=/agency/roles/%s/remove", i,
			       id);
	}
	return STATUS_OK;
}

static void role_form(struct req *r, const char *title, const char *submit)
{
	for (int i = 0; i < RIGHT__MAX; i++) {
		enum right right = (enum right)i;

		if (right_info(right)->name)
			form_option(r, role_field_of(right),
				    right_info(right)->name,
				    right_info(right)->label);
	}
	agency_form(r, "/agency/roles", "Roles", title, submit);
}

NEOERR *role_add_page(struct req *r)
{
	role_form(r, "Add a role", "Add");
	return STATUS_OK;
}

NEOERR *role_edit_page(struct req *r)
{
	const char *values[AR_FIELDS];
	int64_t version;

	TRY(role_load(&r->actor, r->id[0], values, &version));
	form_set_record(r, values, version);
	role_form(r, req_url(r, "Role: %s", values[AR_NAME]), "Save");
	return STATUS_OK;
}

static NEOERR *save(struct req *r, int64_t id, const char *words)
{
	const char *wrong = NULL;
	NEOERR *err = role_save(&r->actor, &id, form_version(r),
				form_values(r), &wrong);

	if (err != STATUS_OK && nerr_match(err, ERR_INVALID))
		form_error(r, -1, "%s", err_text(r->pool, err));
	TRY(err);
	if (wrong)
		return form_refuse(r, AR_NAME, "%s", wrong);
	answer_flash(r, "ok", words, NULL, NULL);
	return answer_go(r, "/agency/roles");
}

NEOERR *role_add(struct req *r)
{
	return nerr_pass(save(r, 0, "The role is added."));
}

NEOERR *role_edit(struct req *r)
{
	return nerr_pass(save(r, r->id[0], "The role is saved."));
}

NEOERR *role_remove_page(struct req *r)
{
	const char *values[AR_FIELDS];
	int64_t version;

	TRY(role_load(&r->actor, r->id[0], values, &version));
	agency_form(r, "/agency/roles", "Roles", "Remove this role?", "Remove");
	form_intro(r, "“%s” can be removed when nobody has it.",
		   values[AR_NAME]);
	form_danger(r);
	return STATUS_OK;
}

NEOERR *role_remove_post(struct req *r)
{
	NEOERR *err = role_remove(&r->actor, r->id[0]);

	if (err != STATUS_OK && nerr_match(err, ERR_INVALID))
		form_error(r, -1, "%s", err_text(r->pool, err));
	TRY(err);
	answer_flash(r, "ok", "The role is removed.", NULL, NULL);
	return answer_go(r, "/agency/roles");
}
