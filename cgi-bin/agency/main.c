/* agency: settings of the agency, its accounts, roles and catalogues.
 * SPDX-License-Identifier: MIT
 *
 *   /agency/                  what this person may change
 *   /agency/accounts, roles   who signs in, and what they may do
 *   /agency/audit, mail       who did what, and what was mailed
 *   /agency/settings          name, phone and the like; /agency/holidays
 *   /agency/workflows         definitions of workflows, version by version
 *   /agency/CATALOGUE         a list of the agency's own facts (people/catalogue)
 */
#include "pages.h"
#include "people/account_list.h"
#include "people/agency.h"
#include "people/provider_type.h"
#include "people/role.h"
#include "people/workflow_definition.h"

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
    /* accounts and roles */
    {.path = "/accounts",
     .right = RIGHT_ACCOUNT_MANAGE,
     .page = account_list_page,
     .template = "agency/accounts.cs",
     ROUTE_FIELDS(account_filter_fields)},
    {.path = "/accounts/add",
     .right = RIGHT_ACCOUNT_MANAGE,
     .page = account_add_page,
     .post = account_add,
     .template = "shared/form.cs",
     ROUTE_FIELDS(account_fields)},
    {.path = "/accounts/{account}",
     .right = RIGHT_ACCOUNT_MANAGE,
     .page = account_page,
     .template = "agency/account.cs"},
    {.path = "/accounts/{account}/edit",
     .right = RIGHT_ACCOUNT_MANAGE,
     .page = account_edit_page,
     .post = account_edit,
     .template = "shared/form.cs",
     ROUTE_FIELDS(account_fields)},
    {.path = "/accounts/{account}/disable",
     .right = RIGHT_ACCOUNT_MANAGE,
     .page = account_disable_page,
     .post = account_disable_post,
     .template = "shared/form.cs"},
    {.path = "/accounts/{account}/enable",
     .right = RIGHT_ACCOUNT_MANAGE,
     .post = account_enable_post},
    {.path = "/accounts/{account}/invite",
     .right = RIGHT_ACCOUNT_MANAGE,
     .post = account_invite_post},
    {.path = "/accounts/{account}/reset",
     .right = RIGHT_ACCOUNT_MANAGE,
     .page = account_reset_page,
     .post = account_reset_post,
     .template = "shared/form.cs",
     ROUTE_FIELDS(account_reset_fields)},
    {.path = "/accounts/{account}/sign-out",
     .right = RIGHT_ACCOUNT_MANAGE,
     .post = account_sign_out_post},
    {.path = "/roles",
     .right = RIGHT_ROLE_MANAGE,
     .page = role_list_page,
     .template = "agency/roles.cs"},
    {.path = "/roles/add",
     .right = RIGHT_ROLE_MANAGE,
     .page = role_add_page,
     .post = role_add,
     .template = "agency/role.cs",
     ROUTE_FIELDS(account_role_fields)},
    {.path = "/roles/{role}/edit",
     .right = RIGHT_ROLE_MANAGE,
     .page = role_edit_page,
     .post = role_edit,
     .template = "agency/role.cs",
     ROUTE_FIELDS(account_role_fields)},
    {.path = "/roles/{role}/remove",
     .right = RIGHT_ROLE_MANAGE,
     .page = role_remove_page,
     .post = role_remove_post,
     .template = "shared/form.cs"},
    /* who did what, and what was mailed */
    {.path = "/audit",
     .right = RIGHT_AUDIT_VIEW,
     .page = audit_page,
     .template = "agency/audit.cs",
     ROUTE_FIELDS(audit_filter_fields)},
    {.path = "/audit/export",
     .right = RIGHT_AUDIT_VIEW,
     .page = audit_export,
     ROUTE_FIELDS(audit_filter_fields)},
    {.path = "/mail",
     .right = RIGHT_AUDIT_VIEW,
     .page = mail_page,
     .template = "agency/mail.cs",
     ROUTE_FIELDS(mail_filter_fields)},
    {.path = "/mail/{mail}/again",
     .right = RIGHT_ACCOUNT_MANAGE,
     .post = mail_again_post},
    /* the agency */
    {.path = "/settings",
     .right = RIGHT_SETTING_EDIT,
     .page = setting_page,
     .post = setting_save,
     .template = "shared/form.cs",
     ROUTE_FIELDS(agency_fields)},
    {.path = "/holidays",
     .right = RIGHT_SETTING_EDIT,
     .page = holiday_list_page,
     .template = "agency/holidays.cs",
     ROUTE_FIELDS(holiday_filter_fields)},
    {.path = "/holidays/check",
     .right = RIGHT_SETTING_EDIT,
     .post = holiday_check_post,
     ROUTE_FIELDS(holiday_check_fields)},
    {.path = "/holidays/import",
     .right = RIGHT_SETTING_EDIT,
     .page = holiday_import_page,
     .post = holiday_import_post,
     .template = "agency/holiday-import.cs",
     ROUTE_FIELDS(holiday_import_fields)},
    CATALOGUE_FORMS("holidays", RIGHT_SETTING_EDIT, catalogue_holiday_fields),
    CATALOGUE("regions", RIGHT_SETTING_EDIT, catalogue_region_fields),
    /* catalogues */
    CATALOGUE("types", RIGHT_CATALOGUE_EDIT, catalogue_type_fields),
    {.path = "/types/{type}",
     .right = RIGHT_CATALOGUE_EDIT,
     .page = type_page,
     .template = "agency/type.cs"},
    {.path = "/types/{type}/fields/add",
     .right = RIGHT_CATALOGUE_EDIT,
     .page = type_field_add_page,
     .post = type_field_add,
     .template = "shared/form.cs",
     ROUTE_FIELDS(type_field_fields)},
    {.path = "/types/{type}/fields/{field}/edit",
     .right = RIGHT_CATALOGUE_EDIT,
     .page = type_field_edit_page,
     .post = type_field_edit,
     .template = "shared/form.cs",
     ROUTE_FIELDS(type_field_fields)},
    {.path = "/types/{type}/fields/{field}/remove",
     .right = RIGHT_CATALOGUE_EDIT,
     .page = type_field_remove_page,
     .post = type_field_remove_post,
     .template = "shared/form.cs"},
    {.path = "/types/{type}/fields/{field}/move",
     .right = RIGHT_CATALOGUE_EDIT,
     .post = type_field_move_post,
     ROUTE_FIELDS(move_fields)},
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
    CATALOGUE("file-types", RIGHT_SETTING_EDIT, catalogue_file_type_fields),
    CATALOGUE("attachment-kinds", RIGHT_CATALOGUE_EDIT,
	      catalogue_attachment_kind_fields),
    /* workflows */
    {.path = "/workflows",
     .right = RIGHT_WORKFLOW_DEFINE,
     .page = workflow_list_page,
     .template = "agency/workflows.cs"},
    {.path = "/workflows/add",
     .right = RIGHT_WORKFLOW_DEFINE,
     .page = workflow_add_page,
     .post = workflow_add,
     .template = "shared/form.cs",
     ROUTE_FIELDS(definition_fields)},
    {.path = "/workflows/{definition}",
     .right = RIGHT_WORKFLOW_DEFINE,
     .page = workflow_page,
     .template = "agency/workflow.cs"},
    {.path = "/workflows/{definition}/edit",
     .right = RIGHT_WORKFLOW_DEFINE,
     .page = workflow_edit_page,
     .post = workflow_edit,
     .template = "shared/form.cs",
     ROUTE_FIELDS(definition_fields)},
    {.path = "/workflows/{definition}/publish",
     .right = RIGHT_WORKFLOW_DEFINE,
     .post = workflow_publish},
    {.path = "/workflows/{definition}/new-version",
     .right = RIGHT_WORKFLOW_DEFINE,
     .post = workflow_new_version},
    {.path = "/workflows/{definition}/retire",
     .right = RIGHT_WORKFLOW_DEFINE,
     .page = workflow_retire_page,
     .post = workflow_retire,
     .template = "shared/form.cs"},
    {.path = "/workflows/{definition}/drop",
     .right = RIGHT_WORKFLOW_DEFINE,
     .page = workflow_drop_page,
     .post = workflow_drop,
     .template = "shared/form.cs"},
    {.path = "/workflows/{definition}/steps/add",
     .right = RIGHT_WORKFLOW_DEFINE,
     .page = workflow_step_add_page,
     .post = workflow_step_add,
     .template = "shared/form.cs",
     ROUTE_FIELDS(definition_step_fields)},
    {.path = "/workflows/{definition}/steps/{step}/edit",
     .right = RIGHT_WORKFLOW_DEFINE,
     .page = workflow_step_edit_page,
     .post = workflow_step_edit,
     .template = "shared/form.cs",
     ROUTE_FIELDS(definition_step_fields)},
    {.path = "/workflows/{definition}/steps/{step}/remove",
     .right = RIGHT_WORKFLOW_DEFINE,
     .post = workflow_step_remove},
    {.path = "/workflows/{definition}/steps/{step}/move",
     .right = RIGHT_WORKFLOW_DEFINE,
     .post = workflow_step_move,
     ROUTE_FIELDS(move_fields)},
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
