/* The history of a profile: who changed what, when, before and after (A43).
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>

#include "base/text.h"
#include "pages.h"
#include "people/attachment.h"
#include "people/audit.h"
#include "people/casework.h"
#include "people/condition.h"
#include "people/credential.h"
#include "people/incident.h"
#include "people/meeting.h"
#include "people/offer.h"
#include "people/person.h"
#include "people/placement.h"
#include "people/staff.h"
#include "people/task.h"

/* The kinds of records: what they are called, who may see them, their fields.
 * What is in none of these lines is in no history. */
static const struct kind {
	const char *kind, *label;
	enum right right;
	const struct field *fields;
	size_t n;
} kinds[] = {
    {"provider", "the profile", RIGHT_PROVIDER_VIEW, FIELDS(provider_fields)},
    {"assignment", "somebody who looks after it", RIGHT_PROVIDER_VIEW,
     FIELDS(assignment_fields)},
    {"task", "a task", RIGHT_TASK_VIEW, FIELDS(task_fields)},
    {"meeting", "a meeting", RIGHT_MEETING_VIEW, FIELDS(meeting_fields)},
    {"person", "a person", RIGHT_PERSON_VIEW, FIELDS(person_fields)},
    {"role", "a person's role", RIGHT_PERSON_VIEW, FIELDS(person_role_fields)},
    {"credential", "a check or certificate", RIGHT_PERSON_VIEW,
     FIELDS(credential_fields)},
    {"incident", "an incident", RIGHT_INCIDENT_VIEW, FIELDS(incident_fields)},
    {"placement", "the client list", RIGHT_CLIENT_VIEW,
     FIELDS(placement_add_fields)},
    {"case_service", "a client's service", RIGHT_CLIENT_VIEW,
     FIELDS(case_service_fields)},
    {"service", "a service", RIGHT_PROVIDER_VIEW, FIELDS(offer_fields)},
    {"licence", "a licence", RIGHT_LICENCE_VIEW, FIELDS(licence_fields)},
    {"condition", "a condition of a licence", RIGHT_LICENCE_VIEW,
     FIELDS(condition_fields)},
    {"waiver", "a waiver", RIGHT_LICENCE_VIEW, FIELDS(waiver_fields)},
    {"workflow", "a workflow", RIGHT_WORKFLOW_VIEW, NULL, 0},
    {"answer", "an answer to a form", RIGHT_FORM_VIEW, NULL, 0},
    {"attachment", "an attachment", RIGHT_ATTACHMENT_VIEW,
     FIELDS(attachment_fields)},
};

static const struct kind *find_kind(const char *name)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strcmp(kinds[i].kind, name))
			return &kinds[i];
	return NULL;
}

struct history {
	struct rows staff;	      /* for numbers of accounts */
	struct provider_type type;    /* for the type's own fields */
	const struct kind *kind;
};

static const struct field *find_field(const struct history *h, const char *name)
{
	for (size_t i = 0; i < h->kind->n; i++)
		if (!strcmp(h->kind->fields[i].name, name))
			return &h->kind->fields[i];
	if (!strcmp(h->kind->kind, "provider"))
		for (size_t i = PROVIDER_FIELDS; i < h->type.n; i++)
			if (!strcmp(h->type.fields[i].name, name))
				return &h->type.fields[i];
	return NULL;
}

/* A number that stands for another record says nothing to anybody, except where
 * it is a colleague's. NULL: not to be shown. */
static const char *show_value(struct req *r, const struct history *h,
			      const char *name, const struct field *f,
			      const char *value)
{
	size_t n = strlen(name);
	bool id = n > 3 && !strcmp(name + n - 3, "_id");

	if (!*value)
		return "";
	if (id && strspn(value, "0123456789") == strlen(value)) {
		for (size_t i = 0; i < h->staff.n; i++)
			if (!strcmp(row_text(&h->staff, i, "id"), value) &&
			    strcmp(name, "kind_id") && strcmp(name, "type_id"))
				return strstr(name, "account") ||
					       strstr(name, "assignee")
					   ? row_text(&h->staff, i, "name")
					   : NULL;
		return NULL;
	}
	if (f)
		value = field_show(r->pool, f, value);
	return text_cut(r->pool, value, 200);
}

static void show_change(struct req *r, const struct history *h, const char *at,
			const struct changed *c)
{
	static const struct {
		const char *name, *label;
	} others[] = {{"state", "State"},	{"state_reason", "Reason"},
		      {"parent", "Belongs to"}, {"until_date", "Last day"},
		      {"reason", "Reason"},	{"outcome", "Outcome"},
		      {"done_at", "Done"},	{"name", "Name"}};
	const struct field *f = find_field(h, c->field);
	const char *label = f ? f->label : NULL;
	const char *before = show_value(r, h, c->field, f, c->before);
	const char *after = show_value(r, h, c->field, f, c->after);

	for (size_t i = 0; !label && i < sizeof others / sizeof *others; i++)
		if (!strcmp(others[i].name, c->field))
			label = others[i].label;
	if (!label) {
		char *copy = mem_strdup(r->pool, c->field);

		if (!strncmp(copy, PROVIDER_FACT, strlen(PROVIDER_FACT)))
			copy += strlen(PROVIDER_FACT);
		for (char *s = copy; *s; s++)
			if (*s == '_')
				*s = ' ';
		label = text_sentence(r->pool, copy);
	}
	data_f(r, "%s.label=%s", at, label);
	data_set(r, mem_printf(r->pool, "%s.before", at), before);
	data_set(r, mem_printf(r->pool, "%s.after", at), after);
	if (!before || !after)
		data_f(r, "%s.changed=1", at);
}

/* Of something new, that it refers to another record says nothing. */
static bool is_number_only(const struct changed *c, const char *action)
{
	size_t n = strlen(c->field);

	return !strcmp(action, "added") && n > 3 &&
	       !strcmp(c->field + n - 3, "_id") &&
	       !strstr(c->field, "account") && !strstr(c->field, "assignee") &&
	       strspn(c->after, "0123456789") == strlen(c->after);
}

/* As it stands in a sentence: somebody ... something. */
static const char *verb(const char *action)
{
	static const char *const words[][2] = {
	    {"done", "completed"},
	    {"undone", "took back the completing of"},
	    {"told the regulator", "told the regulator about"},
	    {"held", "wrote the outcome of"},
	    {"moved", "moved"},
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strcmp(words[i][0], action))
			return words[i][1];
	return action;
}

/* "changed the profile", "published the profile" */
static void show_entry(struct req *r, const struct history *h,
		       const struct rows *rows, size_t i, size_t n)
{
	enum { CHANGES = 60 };
	struct changed changes[CHANGES];
	const char *at = mem_printf(r->pool, "Changes.%zu", n);
	const char *action = row_text(rows, i, "action");
	bool provider = !strcmp(h->kind->kind, "provider");
	size_t count = changes_read(r->pool, row_text(rows, i, "changes"),
				     changes, CHANGES);

	data_f(r, "%s.who=%s", at, row_text(rows, i, "who"));
	data_f(r, "%s.at=%s", at, show_instant(r, row_text(rows, i, "at")));
	if (provider && !strncmp(action, "changes ", 8))
		data_f(r, "%s.what=%s draft changes of the profile", at,
		       !strcmp(action + 8, "drafted") ? "wrote" : action + 8);
	else
		data_f(r, "%s.what=%s %s", at, verb(action), h->kind->label);
	data_f(r, "%s.icon=%s", at,
	       !strcmp(action, "added")	      ? "plus-lg"
	       : !strcmp(action, "published") ? "check-lg"
					      : "pencil");
	for (size_t k = 0; k < count; k++)
		if (!is_number_only(&changes[k], action))
			show_change(r, h,
				    mem_printf(r->pool, "%s.Fields.%zu", at, k),
				    &changes[k]);
}

NEOERR *provider_history_page(struct req *r)
{
	enum { PAGE = 50 };
	const struct provider *p = req_provider(r);
	const char *typed = req_query(r, "before");
	struct history h = {.kind = NULL};
	struct rows rows;
	int64_t before = 0;
	size_t n = 0;

	if (*typed && !text_int(typed, 1, INT64_MAX, &before))
		return nerr_raise(ERR_MALFORMED, "no such page");
	TRY(profile_frame(r, "summary"));
	profile_crumb(r, "summary", "Change history");
	TRY(audit_of(&r->actor, "", p->id, before, &rows));
	TRY(staff_list(&r->actor, 0, &h.staff));
	TRY(provider_type_get(&r->actor, p->type, &h.type));
	for (size_t i = 0; i < rows.n; i++) {
		h.kind = find_kind(row_text(&rows, i, "kind"));
		if (h.kind && actor_may(&r->actor, h.kind->right))
			show_entry(r, &h, &rows, i, n++);
	}
	if (before)
		data_set(r, "Newest", profile_url(r, "changes"));
	if (rows.n == PAGE)
		data_f(r, "Older=%s?before=%s", profile_url(r, "changes"),
		       row_text(&rows, rows.n - 1, "id"));
	return STATUS_OK;
}
