/* The pages of the forms program, and what they share.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_FORMS_PAGES_H
#define CAREBOOK_FORMS_PAGES_H

#include "web/web.h"

/* --- home.c ------------------------------------------------------------- */
handler home_page;

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

#endif
