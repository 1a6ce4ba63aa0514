/* account: signing in and out, and one's own settings.
 * SPDX-License-Identifier: MIT
 *
 *   /account/sign-in      the way in
 *   /account/sign-out     and out
 */
#include "pages.h"

static const struct route routes[] = {
    {.path = "/sign-in",
     .right = RIGHT_ANYONE,
     .page = sign_in_page,
     .post = sign_in,
     .template = "account/sign-in.cs",
     ROUTE_FIELDS(sign_in_fields)},
    {.path = "/sign-out", .right = RIGHT_SIGNED_IN, .post = sign_out},
};

int main(int argc, char **argv)
{
	static const struct program account = {
	    .name = "account",
	    .routes = routes,
	    .n_routes = sizeof routes / sizeof *routes,
	};

	return program_main(&account, argc, argv);
}
