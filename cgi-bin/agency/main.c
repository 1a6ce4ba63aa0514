/* agency: settings of the agency, its accounts, roles and catalogues.
 * SPDX-License-Identifier: MIT */
#include "pages.h"

static NEOERR *home_page(struct req *r)
{
	page_title(r, "Settings");
	form_title(r, "Settings", NULL, NULL);
	return STATUS_OK;
}

static const struct route routes[] = {
    {.path = "/",
     .right = RIGHT_SIGNED_IN,
     .page = home_page,
     .template = "shared/form.cs"},
};

int main(int argc, char **argv)
{
	static const struct program agency = {
	    .name = "agency",
	    .routes = routes,
	    .n_routes = sizeof routes / sizeof *routes,
	};

	return program_main(&agency, argc, argv);
}
