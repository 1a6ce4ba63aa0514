/* The pages of the profiles program, and what they share.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_PROFILES_PAGES_H
#define CAREBOOK_PROFILES_PAGES_H

#include "people/provider.h"
#include "web/web.h"

/* The provider that the path names; routes with OBJECT_PROVIDER only. */
static inline struct provider *req_provider(struct req *r)
{
	return r->object;
}

/* --- frame.c ------------------------------------------------------------- */

/* Fills the head of a profile page (profiles/profile-head.cs): crumbs, chips,
 * the sections with their counts. section: the key of the one that is shown. */
NEOERR *profile_frame(struct req *r, const char *section) MUST_CHECK;

/* After profile_frame, for a page below a section: one more crumb, and the
 * page's title. */
void profile_crumb(struct req *r, const char *section, const char *label);

/* Heads of a form that belongs to a section: crumbs, title, and Cancel that
 * leads back to the section. */
void profile_form(struct req *r, const char *section, const char *title,
		  const char *submit);

/* "/profiles/providers/7/tasks"; section "summary" is the profile itself. */
const char *profile_url(struct req *r, const char *section);

/* A button at the head of the profile, from left to right; the primary one
 * last. */
void profile_action(struct req *r, const char *href, const char *icon,
		    const char *label, bool primary);

/* Where an answer of a form made this record ("note", 12), and may be seen:
 * From.{href,title}. */
NEOERR *profile_from_form(struct req *r, const char *kind,
			  int64_t id) MUST_CHECK;

/* The record that the second number of the path names, below the provider. */
struct record_of profile_record(struct req *r);

/* --- provider-list.c ----------------------------------------------------- */
enum { PROVIDER_FILTERS = 8 };
extern const struct field provider_filters[PROVIDER_FILTERS];
handler provider_list_page, provider_export_page;

/* --- provider-edit.c ----------------------------------------------------- */
handler provider_kinds_page, provider_add_page, provider_add_post,
    provider_edit_page, provider_edit_post;

/* --- provider-summary.c -------------------------------------------------- */
handler provider_summary_page;

/* Adds a line to a list of facts; none without a text. */
void provider_fact(struct req *r, const char *list, const char *label,
		   const char *text, const char *href);
/* "tel:0255500142", the address in one line, "Phone, before 3 pm". */
const char *provider_tel(struct req *r, const char *phone);
const char *provider_address(struct req *r, const struct provider *p);
const char *provider_prefers(struct req *r, const struct provider *p);
/* "Case lead since 4 May 2025". until "": it goes on. */
const char *staff_words(struct req *r, const char *role, const char *from,
			const char *until, const char *reason);

/* --- provider-section.c -------------------------------------------------- */
enum { PROVIDER_PARENT_FIELDS = 1 };
extern const struct field provider_parent_fields[PROVIDER_PARENT_FIELDS];
handler provider_section_page, provider_parent_page, provider_parent_post;

/* --- form.c --------------------------------------------------------------- */
struct filed_filter;
handler provider_forms_page;

/* The card of the forms about something (template macro forms_card): the
 * youngest, and where one is started. Nothing without RIGHT_FORM_VIEW. */
NEOERR *forms_about(struct req *r, struct filed_filter *f, const char *start,
		    const char *all) MUST_CHECK;

/* --- attachment.c -------------------------------------------------------- */
handler provider_attachments_page;

/* --- provider-staff.c ---------------------------------------------------- */
handler staff_page, staff_add_page, staff_add_post, staff_edit_page,
    staff_edit_post;

/* --- provider-state.c ---------------------------------------------------- */
enum { PROVIDER_MOVE_FIELDS = 1 };
extern const struct field provider_move_fields[PROVIDER_MOVE_FIELDS],
    provider_reason_fields[PROVIDER_MOVE_FIELDS];
handler publish_page, publish_post, draft_page, draft_post, draft_drop_page,
    draft_drop_post, provider_move_page, provider_move_post;

/* --- provider-history.c -------------------------------------------------- */
handler provider_history_page;

/* --- list.c -------------------------------------------------------------- */

/* Where the page of a list begins that ?page= asks for. */
int64_t list_offset(struct req *r, int per_page);

/* The pager below a list. rows holds one more than a page where there is a next
 * one; returns how many to show. base: the list's address. A total above most
 * was not counted to its end. */
size_t list_pager(struct req *r, const char *base, const struct rows *rows,
		  int per_page, int64_t offset, int64_t total, int64_t most);

/* A tab above a list; count below 0: none is shown. */
void list_tab(struct req *r, size_t i, const char *label, const char *href,
	      int64_t count, int64_t most, bool current);

/* --- meeting.c ----------------------------------------------------------- */
handler meeting_section_page, meeting_page, meeting_file, meeting_add_page,
    meeting_add_post, meeting_edit_page, meeting_edit_post,
    meeting_cancel_page, meeting_cancel_post, meeting_outcome_page,
    meeting_outcome_post;
extern const struct field meeting_reason[1];

/* Exports the i-th row of a list of meetings as `at`. */
void meeting_show(struct req *r, const char *at, const struct rows *rows,
		  size_t i);

/* --- note.c -------------------------------------------------------------- */
handler note_section_page, note_page, note_add_post, note_edit_page,
    note_edit_post, note_withdraw_page, note_withdraw_post;
extern const struct field note_reason[1];

/* --- today.c, search.c ---------------------------------------------------- */
handler today_page, search_page;

/* --- task.c -------------------------------------------------------------- */
handler task_all_page, task_section_page, task_page, task_add_page,
    task_add_post, task_edit_page, task_edit_post, task_done_post,
    task_undo_post, task_reopen_post, task_delete_post, task_restore_post;
extern const struct field task_buttons[1]; /* where a button stood */

/* Exports the i-th row of a task list as `at` (profiles/profile-tasks.cs). */
void task_show(struct req *r, const char *at, const struct rows *rows,
	       size_t i);

/* --- person.c ------------------------------------------------------------ */
handler people_page, person_page, person_add_page, person_add_post,
    person_edit_page, person_edit_post, role_add_page, role_add_post,
    role_edit_page, role_edit_post, credential_add_page, credential_add_post,
    credential_edit_page, credential_edit_post, certificate_add_page,
    certificate_add_post, certificate_edit_page, certificate_edit_post;

/* --- incident.c ---------------------------------------------------------- */
extern const struct field incident_list_fields[2], incident_told_fields[2],
    incident_close_fields[1];
handler incidents_page, history_page, incident_page, incident_add_page,
    incident_add_post, incident_edit_page, incident_edit_post,
    incident_told_page, incident_told_post, incident_close_page,
    incident_close_post, incident_review_post, incident_reopen_post;

/* --- workflow.c ---------------------------------------------------------- */
extern const struct field workflow_start_fields[3], workflow_step_fields[4],
    workflow_abandon_fields[1];
handler workflows_page, workflow_start_page, workflow_start_post, workflow_page,
    workflow_step_page, workflow_step_post, workflow_abandon_page,
    workflow_abandon_post;

/* --- licence.c ----------------------------------------------------------- */
handler licence_section_page, licence_page;

/* "/profiles/providers/7/licence/12/suspend" */
const char *licence_url(struct req *r, int64_t id, const char *what);

/* --- licence-edit.c ------------------------------------------------------ */
handler licence_add_page, licence_add_post, licence_edit_page,
    licence_edit_post, licence_act_page, licence_act_post;

/* --- condition.c --------------------------------------------------------- */
handler condition_page, condition_add_page, condition_add_post,
    condition_edit_page, condition_edit_post, condition_remove_post,
    waiver_add_page, waiver_add_post, waiver_end_post;

/* --- suit.c -------------------------------------------------------------- */
struct suit;
extern const struct field suit_fields[2];
handler suit_page;

/* Exports an answer as `Answer` (macros answer_head, answer_checks). where: the
 * provider whose conditions and waivers the lines lead to. */
void suit_show(struct req *r, const struct suit *s, int64_t where,
	       int64_t client, const char *question);

/* The day in a form's date field, or else: for page(), before and after the
 * fields are checked. */
struct date typed_day(struct req *r, const char *name, struct date other);

/* --- offer.c ------------------------------------------------------------- */
handler offer_section_page, offer_add_page, offer_add_post, offer_edit_page,
    offer_edit_post;

/* --- placement.c --------------------------------------------------------- */
handler placement_section_page, placement_add_page, placement_add_post,
    placement_end_page, placement_end_post;

/* --- client.c ------------------------------------------------------------ */
struct client;
static inline struct client *req_client(struct req *r)
{
	return r->object;
}
extern const struct field client_filters[2];
handler client_list_page, client_page, client_add_page, client_add_post,
    client_edit_page, client_edit_post, client_close_post, client_reopen_post;

/* "/profiles/clients/7/cases" */
const char *client_url(struct req *r, const char *what);

/* Heads of a form that belongs to a client. */
void client_form(struct req *r, const char *title, const char *submit);

/* --- casework.c ---------------------------------------------------------- */
handler case_add_page, case_add_post, case_edit_page, case_edit_post,
    case_close_page, case_close_post, case_reopen_post, case_service_add_page,
    case_service_add_post, case_service_edit_page, case_service_edit_post,
    case_service_remove_post;

#endif
