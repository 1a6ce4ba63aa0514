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

/* The record that the second number of the path names, below the provider. */
struct record_of profile_record(struct req *r);

/* --- provider.c ---------------------------------------------------------- */
handler provider_list_page, provider_summary_page;

#endif
