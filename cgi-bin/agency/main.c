/* agency: settings of the agency, its accounts, roles and catalogues.
 * SPDX-License-Identifier: MIT
 *
 *   /agency/                  what this person may change
 *   /agency/CATALOGUE         a list of the agency's own facts (people/catalogue)
 */
#include "pages.h"

/* A catalogue is listed, added to, changed and removed from at addresses that
 * begin with its key. */
#define CATALOGUE(key, needs, table)                            \
	{.path = "/" key,                                       \
	 .right = (needs),                                      \
	 .page = catalogue_list_page,                           \
	 .template = "agency/catalogue.cs"},                    \
	CATALOGUE_FORMS(key, needs, table)
#define CATALOGUE_FORMS(key, needs, table)                      \
	{.path = "/" key "/add",                                \
	 .right = (needs),                                      \
	 .page = catalogue_add_page,                            \
	 .post = catalogue_add,                                 \
	 .template = "shared/form.cs",                          \
	 ROUTE_FIELDS(table)},                                  \
	{.path = "/" key "/{entry}/edit",                       \
	 .right = (needs),                                      \
	 .page = catalogue_edit_page,                           \
	 .post = catalogue_edit,                                \
	 .template = "shared/form.cs",                          \
	 ROUTE_FIELDS(table)},                                  \
	{.path = "/" key "/{entry}/remove",                     \
	 .right = (needs),                                      \
	 .page = catalogue_remove_page,                         \
	 .post = catalogue_remove_entry,                        \
	 .template = "shared/form.cs"}

static const struct route routes[] = {
    {.path = "/",
     .right = RIGHT_SIGNED_IN,
     .page = home_page,
     .template = "agency/home.cs"},
    /* the agency */
    CATALOGUE("regions", RIGHT_SETTING_EDIT, catalogue_region_fields),
    /* catalogues */
    CATALOGUE("types", RIGHT_CATALOGUE_EDIT, catalogue_type_fields),
    CATALOGUE("services", RIGHT_CATALOGUE_EDIT, catalogue_service_fields),
    CATALOGUE("licence-types", RIGHT_CATALOGUE_EDIT,
	      catalogue_licence_type_fields),
    CATALOGUE("credential-kinds", RIGHT_CATALOGUE_EDIT,
	      catalogue_credential_kind_fields),
    CATALOGUE("credential-rules", RIGHT_CATALOGUE_EDIT,
	      catalogue_credential_rule_fields),
    CATALOGUE("traits", RIGHT_CATALOGUE_EDIT, catalogue_trait_fields),
    CATALOGUE("incident-kinds", RIGHT_CATALOGUE_EDIT,
	      catalogue_incident_kind_fields),
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
