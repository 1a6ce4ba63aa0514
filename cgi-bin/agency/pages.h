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

#endif
