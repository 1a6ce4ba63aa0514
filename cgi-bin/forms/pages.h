/* The pages of the forms program, and what they share.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_FORMS_PAGES_H
#define CAREBOOK_FORMS_PAGES_H

#include "web/web.h"

/* --- home.c ------------------------------------------------------------- */
handler home_page;

#endif
