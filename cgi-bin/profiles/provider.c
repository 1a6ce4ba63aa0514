/* The list of providers, and a provider's own facts.
 * SPDX-License-Identifier: MIT */
#include "pages.h"

NEOERR *provider_list_page(struct req *r)
{
	page_title(r, "Providers");
	return STATUS_OK;
}

NEOERR *provider_summary_page(struct req *r)
{
	return nerr_pass(profile_frame(r, "summary"));
}
