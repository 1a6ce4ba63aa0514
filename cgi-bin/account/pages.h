/* The pages of the account program.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_ACCOUNT_PAGES_H
#define CAREBOOK_ACCOUNT_PAGES_H

#include "web/web.h"

extern const struct field sign_in_fields[3];

handler sign_in_page, sign_in, sign_out;

#endif
