/* The pages of the forms program, and what they share.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_FORMS_PAGES_H
#define CAREBOOK_FORMS_PAGES_H

#include "base/mem.h"
#include "forms/draft.h"
#include "web/web.h"

/* The answer that the path names; routes with OBJECT_ANSWER only. */
static inline struct filed *req_filed(struct req *r)
{
	return r->object;
}

/* --- home.c ------------------------------------------------------------- */
handler home_page;

/* A page's title and the sentence below it (may be NULL). */
void forms_page(struct req *r, const char *title, const char *lead);
/* Buttons beside the title, from left to right; the primary one last. */
void forms_action(struct req *r, const char *href, const char *icon,
		  const char *label, bool primary);
/* at.{tone,icon,text}: the state of a version of a form, of an answer. */
void show_version_state(struct req *r, const char *at, const char *state);
void show_answer_state(struct req *r, const char *at, const char *state,
		       bool drafted);
/* "3", "the version without a name". */
const char *version_words(struct req *r, const char *version);
/* A name for a download, of plain letters, digits, . _ and - only. */
const char *file_name(struct req *r, const char *name, const char *ending);
/* The records that it made, as Made.N.{what,words,href} (forms/mapping.h). */
NEOERR *answer_made(struct req *r, int64_t answer) MUST_CHECK;
/* The crumbs of an answer: those of what it is about. */
void answer_crumbs(struct req *r, const struct filed *f, const char *label);
/* "/forms/answers/7" and what stands behind it. */
const char *answer_url(struct req *r, int64_t id, const char *more);

/* --- library.c: the library, one form ------------------------------------ */
handler library_page, library_form_page, library_edit_page, library_edit,
    library_search_page, library_search_post, library_index_page,
    library_index;
enum { SEARCH_CHOSEN, SEARCH_FIELDS };
extern const struct field library_search_fields[SEARCH_FIELDS];

/* --- version.c: uploading, and one version -------------------------------- */
handler upload_page, upload_post, version_page, version_publish_page,
    version_publish, version_retire_page, version_retire, version_drop_page,
    version_drop, version_xml, version_try;
enum { UPLOAD_FILE, UPLOAD_XML, UPLOAD_FIELDS };
extern const struct field upload_fields[UPLOAD_FIELDS];

/* --- media.c: what questions show ------------------------------------------ */
handler media_page, media_post, media_give, media_give_outside;
enum { MEDIA_FILES, MEDIA_FIELDS };
extern const struct field media_fields[MEDIA_FIELDS];
/* Version.{media,media_href}, where a version asks for any. */
NEOERR *media_summary(struct req *r, int64_t version) MUST_CHECK;

/* --- start.c: choosing a form for somebody -------------------------------- */
handler start_provider_page, start_provider, start_client_page, start_client;
enum { START_FORM, START_PERSON, START_MEETING, START_STEP, START_FIELDS };
extern const struct field start_fields[START_FIELDS];

/* --- answers.c: lists, exports --------------------------------------------- */
handler answers_page, answers_export;
enum { FILTER_WORDS, FILTER_FORM, FILTER_STATE, FILTER_FROM, FILTER_UNTIL,
       FILTER_PROVIDER, FILTER_CLIENT, FILTER_ASKED,
       FILTER_FIELDS = FILTER_ASKED + FILED_ASKED };
extern const struct field answer_filters[FILTER_FIELDS];

/* --- answer.c: one answer --------------------------------------------------- */
handler answer_page, answer_revision_page, answer_compare_page, answer_xml,
    answer_correct_page, answer_correct, answer_withdraw_page,
    answer_withdraw, answer_restore, answer_drop_page, answer_drop;
enum { REASON_WORDS, REASON_FIELDS };
extern const struct field answer_reason_fields[REASON_FIELDS];

/* --- paper.c: the same as PDF ------------------------------------------------ */
handler answer_pdf, answer_revision_pdf;

/* --- apply.c: people outside ---------------------------------------------- */
extern const struct field apply_fields[2], apply_code_fields[1],
    apply_leave_fields[1];
handler apply_page, apply_ask, apply_code_page, apply_code, apply_mine_page,
    apply_begin, apply_drop_page, apply_drop, apply_leave, apply_left_page,
    apply_sent_page;

/* --- inbox.c: what they sent in, for staff --------------------------------- */
extern const struct field application_list_fields[2],
    application_take_fields[3], application_at_fields[2],
    application_decline_fields[1];
handler applications_page, application_page, application_profile_page,
    application_profile, application_client_page, application_client,
    application_at_page, application_at, application_decline_page,
    application_refuse, form_public_page, form_public;
/* --- fill.c ------------------------------------------------------------- */
/* What a page of a long form may send. */
enum { FILL_PAIRS = 20000 };
/* A file for one question. */
#define FILL_UPLOAD MEGABYTES(60)
extern const struct field fill_file_fields[2];
handler fill_page, fill_post, fill_live, send_page, send_post, file_page,
    file_post;

#endif
