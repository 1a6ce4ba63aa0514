/* Rights: their names.
 * SPDX-License-Identifier: MIT */
#include "people/right.h"

#include <string.h>

static const struct right_info infos[RIGHT__MAX] = {
    [RIGHT_PROVIDER_VIEW] = {"provider.view", "See providers", "Providers"},
    [RIGHT_PROVIDER_DRAFT] = {"provider.draft", "See drafts", "Providers"},
    [RIGHT_PROVIDER_EDIT] = {"provider.edit", "Add and change", "Providers"},
    [RIGHT_PROVIDER_PUBLISH] = {"provider.publish", "Publish", "Providers"},
    [RIGHT_PROVIDER_STATE] = {"provider.state", "Suspend, close, archive", "Providers"},
    [RIGHT_PROVIDER_ASSIGN] = {"provider.assign", "Assign staff", "Providers"},
    [RIGHT_TASK_VIEW] = {"task.view", "See tasks", "Tasks and meetings"},
    [RIGHT_TASK_EDIT] = {"task.edit", "Change tasks", "Tasks and meetings"},
    [RIGHT_MEETING_VIEW] = {"meeting.view", "See meetings", "Tasks and meetings"},
    [RIGHT_MEETING_EDIT] = {"meeting.edit", "Plan meetings", "Tasks and meetings"},
    [RIGHT_NOTE_VIEW] = {"note.view", "Read notes", "Notes"},
    [RIGHT_NOTE_EDIT] = {"note.edit", "Write notes", "Notes"},
    [RIGHT_NOTE_RESTRICTED] = {"note.restricted", "Read restricted notes", "Notes"},
    [RIGHT_PERSON_VIEW] = {"person.view", "See people and their checks", "People"},
    [RIGHT_PERSON_EDIT] = {"person.edit", "Change people and their checks", "People"},
    [RIGHT_INCIDENT_VIEW] = {"incident.view", "See incidents", "Incidents"},
    [RIGHT_INCIDENT_EDIT] = {"incident.edit", "Report and follow up", "Incidents"},
    [RIGHT_CLIENT_VIEW] = {"client.view", "See clients", "Clients"},
    [RIGHT_CLIENT_EDIT] = {"client.edit", "Change clients and cases", "Clients"},
    [RIGHT_DELEGATE_EDIT] = {"delegate.edit", "Say who sees a client's record in the portal", "Clients"},
    [RIGHT_PLACEMENT_EDIT] = {"placement.edit", "Change a provider's client list", "Clients"},
    [RIGHT_SERVICE_EDIT] = {"service.edit", "Change a provider's services", "Services and licences"},
    [RIGHT_LICENCE_VIEW] = {"licence.view", "See licences", "Services and licences"},
    [RIGHT_LICENCE_EDIT] = {"licence.edit", "Change licences and conditions", "Services and licences"},
    [RIGHT_LICENCE_DECIDE] = {"licence.decide", "Suspend, revoke, reinstate", "Services and licences"},
    [RIGHT_WAIVER_APPROVE] = {"waiver.approve", "Approve a waiver", "Services and licences"},
    [RIGHT_WORKFLOW_VIEW] = {"workflow.view", "See workflows", "Workflows"},
    [RIGHT_WORKFLOW_RUN] = {"workflow.run", "Start and carry out", "Workflows"},
    [RIGHT_WORKFLOW_APPROVE] = {"workflow.approve", "Approve a step", "Workflows"},
    [RIGHT_WORKFLOW_DEFINE] = {"workflow.define", "Define workflows", "Workflows"},
    [RIGHT_FORM_VIEW] = {"form.view", "See forms and their answers", "Forms"},
    [RIGHT_FORM_FILL] = {"form.fill", "Fill in and submit", "Forms"},
    [RIGHT_FORM_CORRECT] = {"form.correct", "Correct and withdraw what was submitted", "Forms"},
    [RIGHT_FORM_DESIGN] = {"form.design", "Upload and publish forms", "Forms"},
    [RIGHT_ATTACHMENT_VIEW] = {"attachment.view", "See and download", "Attachments"},
    [RIGHT_ATTACHMENT_ADD] = {"attachment.add", "Attach, describe and replace", "Attachments"},
    [RIGHT_ATTACHMENT_REMOVE] = {"attachment.remove", "Delete and bring back", "Attachments"},
    [RIGHT_MEDIA_VIEW] = {"media.view", "See the library", "Media for clients"},
    [RIGHT_MEDIA_EDIT] = {"media.edit", "Add and change", "Media for clients"},
    [RIGHT_MEDIA_PUBLISH] = {"media.publish", "Publish, withdraw, keep groups", "Media for clients"},
    [RIGHT_ACCOUNT_MANAGE] = {"account.manage", "Invite, change and disable accounts", "Agency"},
    [RIGHT_ROLE_MANAGE] = {"role.manage", "Change roles", "Agency"},
    [RIGHT_SETTING_EDIT] = {"setting.edit", "Change settings", "Agency"},
    [RIGHT_CATALOGUE_EDIT] = {"catalogue.edit", "Change types, services and kinds", "Agency"},
    [RIGHT_AUDIT_VIEW] = {"audit.view", "See who did what", "Agency"},
    [RIGHT_PORTAL] = {"portal.use", "Use the portal as a client or carer", "Portal"},
};

const struct right_info *right_info(enum right r)
{
	return &infos[r];
}

enum right right_by_name(const char *name)
{
	for (int r = 0; r < RIGHT__MAX; r++)
		if (infos[r].name && !strcmp(infos[r].name, name))
			return (enum right)r;
	return RIGHT__MAX;
}

right_set right_parse(const char *names)
{
	right_set set = right_bit(RIGHT_ANYONE) | right_bit(RIGHT_SIGNED_IN);
	char name[64];

	while (*names) {
		size_t n = strcspn(names, ",");
		enum right r;

		if (n < sizeof name) {
			memcpy(name, names, n);
			name[n] = '\0';
			r = right_by_name(name);
			if (r != RIGHT__MAX)
				set |= right_bit(r);
		}
		names += n;
		names += *names == ',';
	}
	return set;
}
