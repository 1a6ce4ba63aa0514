/* forms: the library of forms, filling them in, and what was answered.
 * SPDX-License-Identifier: MIT
 *
 *   /forms/library...         definitions, versions, whom each is for
 *   /forms/answers...         lists of answers; viewing, comparing, exporting
 *   /forms/fill/ANSWER        filling in, page by page
 */
#include "pages.h"

static const struct route routes[] = {
    {.path = "/",
     .right = RIGHT_SIGNED_IN,
     .page = home_page},
};

int main(int argc, char **argv)
{
	static const struct program forms = {
	    .name = "forms",
	    .routes = routes,
	    .n_routes = sizeof routes / sizeof *routes,
	};

	return program_main(&forms, argc, argv);
}
