/* Settings: the front page, with what this person may change.
 * SPDX-License-Identifier: MIT */
#include "pages.h"

#include <string.h>

#include "base/mem.h"

static const struct card {
	const char *group, *href, *icon, *label, *text;
	enum right right;
} cards[] = {
    {"You", "/account/me", "person-circle", "Your account",
     "Your name, password, second step and how pages look.",
     RIGHT_SIGNED_IN},
    {"People and access", "/agency/accounts", "people", "Accounts",
     "Who signs in: invite, change, disable.", RIGHT_ACCOUNT_MANAGE},
    {"People and access", "/agency/roles", "key", "Roles",
     "What each role may see and do.", RIGHT_ROLE_MANAGE},
    {"People and access", "/agency/audit", "clock-history", "Who did what",
     "Every change, with before and after.", RIGHT_AUDIT_VIEW},
    {"People and access", "/agency/mail", "envelope", "Mail",
     "What was sent, what waits, what failed.", RIGHT_AUDIT_VIEW},
    {"The agency", "/agency/settings", "sliders", "Agency",
     "Name, phone, hours, and how long things take.", RIGHT_SETTING_EDIT},
    {"The agency", "/agency/regions", "geo-alt", "Regions",
     "Parts of the agency; staff see their own.", RIGHT_SETTING_EDIT},
    {"The agency", "/agency/holidays", "calendar-event", "Public holidays",
     "By state and day, whole or part.", RIGHT_SETTING_EDIT},
    {"Providers", "/agency/types", "house-heart", "Provider types",
     "Kinds of providers and what is asked of each.", RIGHT_CATALOGUE_EDIT},
    {"Providers", "/agency/services", "basket", "Services",
     "What can be offered, and how it is counted.", RIGHT_CATALOGUE_EDIT},
    {"Providers", "/agency/licence-types", "patch-check", "Licence types",
     "Licences and approvals that are kept.", RIGHT_CATALOGUE_EDIT},
    {"Providers", "/agency/credential-kinds", "shield-check",
     "Checks and trainings", "What may be asked for, and how long it lasts.",
     RIGHT_CATALOGUE_EDIT},
    {"Providers", "/agency/credential-rules", "list-check",
     "Who must have what", "Checks and trainings by type of provider.",
     RIGHT_CATALOGUE_EDIT},
    {"Clients and incidents", "/agency/traits", "person-lines-fill",
     "Client traits", "What a licence's conditions can name.",
     RIGHT_CATALOGUE_EDIT},
    {"Clients and incidents", "/agency/incident-kinds", "shield-exclamation",
     "Kinds of incidents", "What must be told, and how soon.",
     RIGHT_CATALOGUE_EDIT},
    {"Attachments", "/agency/file-types", "file-earmark-check",
     "Types of files", "What may be attached, and how big.",
     RIGHT_SETTING_EDIT},
    {"Attachments", "/agency/attachment-kinds", "paperclip",
     "Kinds of attachments", "How they are told apart, and when to remind.",
     RIGHT_CATALOGUE_EDIT},
    {"Forms and workflows", "/forms/library", "ui-checks", "Forms",
     "Upload, try, publish; whom each form is for.", RIGHT_FORM_DESIGN},
    {"Forms and workflows", "/agency/workflows", "signpost-2", "Workflows",
     "Steps, who does them, and when they are due.", RIGHT_WORKFLOW_DEFINE},
};

NEOERR *home_page(struct req *r)
{
	const char *group = "";
	int g = -1, n = 0;

	agency_page(r, "Settings", NULL);
	for (size_t i = 0; i < sizeof cards / sizeof *cards; i++) {
		const struct card *c = &cards[i];
		const char *at;

		if (!actor_may(&r->actor, c->right))
			continue;
		if (strcmp(group, c->group)) {
			group = c->group;
			n = 0;
			data_f(r, "Groups.%d.label=%s", ++g, group);
		}
		at = mem_printf(r->pool, "Groups.%d.Cards.%d", g, n++);
		data_f(r, "%s.href=%s", at, c->href);
		data_f(r, "%s.icon=%s", at, c->icon);
		data_f(r, "%s.label=%s", at, c->label);
		data_f(r, "%s.text=%s", at, c->text);
	}
	if (!g)
		data_set(r, "Lead", "Your role changes nothing of the agency's "
				    "own settings. An administrator can.");
	return STATUS_OK;
}

void agency_page(struct req *r, const char *title, const char *lead)
{
	page_title(r, title);
	data_set(r, "Title", title);
	data_set(r, "Lead", lead);
	if (strcmp(r->path, "/")) {
		page_crumb(r, "/agency/", "Settings");
		page_crumb(r, NULL, title);
	}
}

void agency_form(struct req *r, const char *href, const char *label,
		 const char *title, const char *submit)
{
	page_crumb(r, "/agency/", "Settings");
	page_crumb(r, href, label);
	page_crumb(r, NULL, title);
	form_title(r, title, submit, href);
}

void agency_action(struct req *r, const char *href, const char *icon,
		   const char *label, bool primary)
{
	HDF *list = hdf_get_obj(r->hdf, "Actions");
	size_t n = 0;

	for (HDF *c = list ? hdf_obj_child(list) : NULL; c; c = hdf_obj_next(c))
		n++;
	data_f(r, "Actions.%zu.href=%s", n, href);
	data_f(r, "Actions.%zu.icon=%s", n, icon);
	data_f(r, "Actions.%zu.label=%s", n, label);
	if (primary)
		data_f(r, "Actions.%zu.primary=1", n);
}
