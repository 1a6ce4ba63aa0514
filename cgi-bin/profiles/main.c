/* profiles: providers and their profiles; staff's view of clients and cases.
 * SPDX-License-Identifier: MIT
 *
 *   /profiles/providers                     the list
 *   /profiles/providers/add                 a new one
 *   /profiles/providers/{provider}          its profile: the summary
 *   /profiles/providers/{provider}/SECTION  one of its sections
 */
#include "pages.h"

static const struct route routes[] = {
    {.path = "/providers",
     .right = RIGHT_PROVIDER_VIEW,
     .page = provider_list_page,
     .template = "profiles/providers.cs"},
    {.path = "/providers/{provider}",
     .right = RIGHT_PROVIDER_VIEW,
     .object = OBJECT_PROVIDER,
     .page = provider_summary_page,
     .template = "profiles/summary.cs"},
};

int main(int argc, char **argv)
{
	static const struct program profiles = {
	    .name = "profiles",
	    .routes = routes,
	    .n_routes = sizeof routes / sizeof *routes,
	};

	return program_main(&profiles, argc, argv);
}
