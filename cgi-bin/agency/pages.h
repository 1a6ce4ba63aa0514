/* The pages of the agency program, and what they share.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_AGENCY_PAGES_H
#define CAREBOOK_AGENCY_PAGES_H

#include "people/catalogue.h"
#include "web/web.h"

/* --- home.c: the front page, and the head of every other ------------------- */

/* Title, the sentence below it, and the way back to Settings. */
void agency_page(struct req *r, const char *title, const char *lead);

/* The same for a form that belongs to the page `href` called `label`; Cancel
 * leads there. */
void agency_form(struct req *r, const char *href, const char *label,
		 const char *title, const char *submit);

/* A button beside the title, from left to right; the primary one last. */
void agency_action(struct req *r, const char *href, const char *icon,
		   const char *label, bool primary);

handler home_page;

/* --- catalogue.c ------------------------------------------------------------ */

/* The catalogue that the path names. */
const struct catalogue *req_catalogue(struct req *r);
const char *catalogue_url(struct req *r, const struct catalogue *c);

handler catalogue_list_page, catalogue_add_page, catalogue_add,
    catalogue_edit_page, catalogue_edit, catalogue_remove_page,
    catalogue_remove_entry;

/* --- account.c ---------------------------------------------------------------- */
extern const struct field account_filter_fields[3], account_reset_fields[1];
handler account_list_page, account_page, account_add_page, account_add,
    account_edit_page, account_edit, account_disable_page,
    account_disable_post, account_enable_post, account_invite_post,
    account_reset_page, account_reset_post, account_sign_out_post;

/* --- role.c ------------------------------------------------------------------- */
handler role_list_page, role_add_page, role_add, role_edit_page, role_edit,
    role_remove_page, role_remove_post;

/* --- setting.c ---------------------------------------------------------------- */
extern const struct field holiday_filter_fields[2], holiday_check_fields[2],
    holiday_import_fields[1];
handler setting_page, setting_save, holiday_list_page, holiday_check_post,
    holiday_import_page, holiday_import_post;

/* --- type.c ------------------------------------------------------------------- */
extern const struct field move_fields[1];
bool moves_up(struct req *r); /* a form of move_fields says so */
handler type_page, type_field_add_page, type_field_add, type_field_edit_page,
    type_field_edit, type_field_remove_page, type_field_remove_post,
    type_field_move_post;

/* --- workflow.c --------------------------------------------------------------- */
handler workflow_list_page, workflow_page, workflow_add_page, workflow_add,
    workflow_edit_page, workflow_edit, workflow_publish, workflow_new_version,
    workflow_retire_page, workflow_retire, workflow_drop_page, workflow_drop,
    workflow_step_add_page, workflow_step_add, workflow_step_edit_page,
    workflow_step_edit, workflow_step_remove, workflow_step_move;

/* --- audit.c ------------------------------------------------------------------ */
extern const struct field audit_filter_fields[5], mail_filter_fields[1];
handler audit_page, audit_export, mail_page, mail_again_post;

/* Exports the i-th row of a list of mails as `at`. */
void mail_show(struct req *r, const char *at, const struct rows *rows,
	       size_t i);

#endif
