/* The pages of the account program.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_ACCOUNT_PAGES_H
#define CAREBOOK_ACCOUNT_PAGES_H

#include "web/web.h"

/* sign-in.c */
extern const struct field sign_in_fields[3], code_fields[2];
handler account_frame, sign_in_page, sign_in, second_step_page, second_step,
    recovery_page, recovery, sign_out;

/* password.c */
extern const struct field forgot_fields[1], choose_fields[1],
    change_password_fields[2];
handler forgot_page, forgot, forgot_sent_page, link_open, link_again,
    choose_page, choose, change_password_page, change_password;

/* me.c */
extern const struct field end_session_fields[1];
handler me_page, details_page, details, comfort_page, comfort, end_session,
    end_other_sessions;

/* factor.c */
extern const struct field confirm_fields[1], app_code_fields[1];
handler factor_page, factor_start, factor_set_up_page, factor_set_up,
    factor_qr, codes_page, codes_file, new_codes_page, new_codes,
    factor_off_page, factor_turn_off;

/* Only a path of ours: never another site's address. */
const char *safe_next(const char *next);

/* The crumbs of a page below one's own. */
void own_page(struct req *r, const char *title);

#endif
