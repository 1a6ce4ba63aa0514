/* The summary of a profile.
 * SPDX-License-Identifier: MIT */
#include "pages.h"

NEOERR *provider_summary_page(struct req *r)
{
	return nerr_pass(profile_frame(r, "summary"));
}
