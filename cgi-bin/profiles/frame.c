/* The frame of a profile: what every section's page shows around it.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "forms/mapping.h"
#include "pages.h"
#include "people/profile.h"

/* The sections of A3 in their groups. count, alarm: columns of
 * profile_counts; alarm makes the badge red where it is not 0. */
static const struct section {
	const char *group, *key, *label, *icon, *count, *alarm;
	enum right right;
} sections[] = {
    {"Overview", "summary", "Summary", "card-text", NULL, NULL,
     RIGHT_PROVIDER_VIEW},
    {"Overview", "tasks", "Tasks", "check2-square", "tasks", "tasks_late",
     RIGHT_TASK_VIEW},
    {"Overview", "meetings", "Meetings", "calendar-event", "meetings", NULL,
     RIGHT_MEETING_VIEW},
    {"Overview", "notes", "Recent notes", "journal-text", "notes", NULL,
     RIGHT_NOTE_VIEW},
    {"People", "clients", "Clients", "people", "clients", NULL,
     RIGHT_CLIENT_VIEW},
    {"People", "people", "People", "person-badge", "people", NULL,
     RIGHT_PERSON_VIEW},
    {"People", "provider", "Provider", "telephone", NULL, NULL,
     RIGHT_PROVIDER_VIEW},
    {"Records", "history", "History", "shield-exclamation", "incidents",
     "incidents_open", RIGHT_INCIDENT_VIEW},
    {"Records", "forms", "Forms", "ui-checks", "forms", NULL,
     RIGHT_FORM_VIEW},
    {"Records", "attachments", "Attachments", "paperclip", "attachments", NULL,
     RIGHT_ATTACHMENT_VIEW},
    {"Records", "workflows", "Workflows", "signpost-2", "workflows",
     "workflows_late", RIGHT_WORKFLOW_VIEW},
    {"Service and licence", "services", "Services", "basket", "services", NULL,
     RIGHT_PROVIDER_VIEW},
    {"Service and licence", "licence", "Licence", "patch-check", "licences",
     NULL, RIGHT_LICENCE_VIEW},
};
enum { SECTIONS = sizeof sections / sizeof *sections };

static const struct state_chip {
	const char *state, *tone, *icon, *text;
} state_chips[] = {
    {"draft", "dashed", "pencil", "Draft"},
    {"active", "ok", "check-lg", "Active"},
    {"suspended", "bad", "pause-fill", "Suspended"},
    {"closed", "stone", "door-closed", "Closed"},
    {"archived", "stone", "archive", "Archived"},
};

static void add_chip(struct req *r, size_t *n, const char *tone,
		     const char *icon, const char *text)
{
	data_f(r, "Profile.Chips.%zu.tone=%s", *n, tone);
	data_f(r, "Profile.Chips.%zu.icon=%s", *n, icon);
	data_f(r, "Profile.Chips.%zu.text=%s", (*n)++, text);
}

const char *profile_url(struct req *r, const char *section)
{
	bool top = !strcmp(section, "summary");

	return req_url(r, "/profiles/providers/%" PRId64 "%s%s",
		       req_provider(r)->id, top ? "" : "/", top ? "" : section);
}

struct record_of profile_record(struct req *r)
{
	return (struct record_of){.id = r->id[1],
				  .owner = req_provider(r)->id,
				  .provider = req_provider(r)->id};
}

static const struct section *find_section(const char *key)
{
	for (size_t i = 0; i < SECTIONS; i++)
		if (!strcmp(sections[i].key, key))
			return &sections[i];
	return &sections[0];
}

/* Pages that belong to the summary and are not in the list of sections. */
static const struct section below[] = {
    {.key = "staff", .label = "Looked after by"},
    {.key = "draft", .label = "Draft changes"},
};

static const char *section_label(const char *key)
{
	for (size_t i = 0; i < sizeof below / sizeof *below; i++)
		if (!strcmp(below[i].key, key))
			return below[i].label;
	return find_section(key)->label;
}

static void crumbs(struct req *r, const char *section, const char *form)
{
	const char *name = req_provider(r)->name;

	page_crumb(r, "/profiles/providers", "Providers");
	page_crumb(r, profile_url(r, "summary"), name);
	if (strcmp(section, "summary"))
		page_crumb(r, profile_url(r, section), section_label(section));
	if (form)
		page_crumb(r, NULL, form);
}

void profile_crumb(struct req *r, const char *section, const char *label)
{
	HDF *list = hdf_get_obj(r->hdf, "Page.Crumbs"), *last = NULL;
	const char *name = req_provider(r)->name;

	for (HDF *c = list ? hdf_obj_child(list) : NULL; c; c = hdf_obj_next(c))
		last = c;
	if (last)
		data_f(r, "Page.Crumbs.%s.href=%s", hdf_obj_name(last),
		       profile_url(r, section));
	page_crumb(r, NULL, label);
	page_title(r, mem_printf(r->pool, "%s: %s", label, name));
}

void profile_form(struct req *r, const char *section, const char *title,
		  const char *submit)
{
	crumbs(r, section, title);
	form_title(r, title, submit, profile_url(r, section));
}

void profile_action(struct req *r, const char *href, const char *icon,
		    const char *label, bool primary)
{
	HDF *list = hdf_get_obj(r->hdf, "Profile.Actions");
	size_t n = 0;

	for (HDF *c = list ? hdf_obj_child(list) : NULL; c; c = hdf_obj_next(c))
		n++;
	data_f(r, "Profile.Actions.%zu.href=%s", n, href);
	data_f(r, "Profile.Actions.%zu.icon=%s", n, icon);
	data_f(r, "Profile.Actions.%zu.label=%s", n, label);
	if (primary)
		data_f(r, "Profile.Actions.%zu.primary=1", n);
}

NEOERR *profile_from_form(struct req *r, const char *kind, int64_t id)
{
	struct rows from;

	TRY(mapping_source(&r->actor, kind, id, &from));
	if (!from.n)
		return STATUS_OK;
	data_f(r, "From.href=/forms/answers/%s", row_text(&from, 0, "answer_id"));
	data_set(r, "From.title", row_text(&from, 0, "title"));
	return STATUS_OK;
}

static void show_sections(struct req *r, const struct rows *counts,
			  const char *current)
{
	const char *group = "";
	int g = -1, n = 0;

	for (size_t i = 0; i < SECTIONS; i++) {
		const struct section *s = &sections[i];
		const char *at;

		if (!actor_may(&r->actor, s->right))
			continue;
		if (strcmp(group, s->group)) {
			group = s->group;
			n = 0;
			data_f(r, "Profile.Groups.%d.label=%s", ++g, group);
		}
		at = mem_printf(r->pool, "Profile.Groups.%d.Sections.%d", g,
				n++);
		data_f(r, "%s.key=%s", at, s->key);
		data_f(r, "%s.href=%s", at, profile_url(r, s->key));
		data_f(r, "%s.label=%s", at, s->label);
		data_f(r, "%s.icon=%s", at, s->icon);
		if (s->count && row_int(counts, 0, s->count))
			data_f(r, "%s.count=%s", at,
			       row_text(counts, 0, s->count));
		if (s->alarm && row_int(counts, 0, s->alarm))
			data_f(r, "%s.tone=bad", at);
		if (!strcmp(s->key, current))
			data_f(r, "%s.current=1", at);
	}
}

NEOERR *profile_frame(struct req *r, const char *section)
{
	const struct provider *p = req_provider(r);
	const struct section *s = find_section(section);
	struct rows counts;
	size_t chips = 0;

	TRY(profile_counts(&r->actor, p->id, &counts));
	crumbs(r, section, NULL);
	page_title(r, s == &sections[0]
			  ? p->name
			  : mem_printf(r->pool, "%s: %s", s->label, p->name));
	data_int(r, "Profile.id", p->id);
	data_set(r, "Profile.name", p->name);
	data_set(r, "Profile.href", profile_url(r, "summary"));
	data_set(r, "Profile.kind", p->type_name);
	data_set(r, "Profile.place", p->suburb);
	data_set(r, "Profile.icon", p->icon);
	data_set(r, "Profile.tone", p->tone);
	data_set(r, "Profile.photo", row_text(&counts, 0, "photo"));
	data_set(r, "Profile.photo_alt", row_text(&counts, 0, "photo_alt"));
	data_set(r, "Profile.state", p->state);
	data_set(r, "Profile.Section.label", s->label);
	data_set(r, "Profile.Section.icon", s->icon);
	for (size_t i = 0; i < sizeof state_chips / sizeof *state_chips; i++)
		if (!strcmp(state_chips[i].state, p->state))
			add_chip(r, &chips, state_chips[i].tone,
				 state_chips[i].icon, state_chips[i].text);
	if (p->revision)
		add_chip(r, &chips, "dashed", "pencil", "Draft changes");
	show_sections(r, &counts, section);
	return STATUS_OK;
}
