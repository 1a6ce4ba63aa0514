/* Rights: what a role may allow. A route row names the one that it needs.
 * SPDX-License-Identifier: MIT
 *
 * Which role holds which right is data (table role_right), edited in the
 * browser; which rights there are is this list.
 */
#ifndef CAREBOOK_PEOPLE_RIGHT_H
#define CAREBOOK_PEOPLE_RIGHT_H

#include <stdbool.h>
#include <stdint.h>

enum right {
	RIGHT_ANYONE,	 /* also people who are not signed in */
	RIGHT_SIGNED_IN, /* anyone who is signed in */
	RIGHT_PROVIDER_VIEW,
	RIGHT_PROVIDER_DRAFT,
	RIGHT_PROVIDER_EDIT,
	RIGHT_PROVIDER_PUBLISH,
	RIGHT_PROVIDER_STATE,
	RIGHT_PROVIDER_ASSIGN,
	RIGHT_TASK_VIEW,
	RIGHT_TASK_EDIT,
	RIGHT_MEETING_VIEW,
	RIGHT_MEETING_EDIT,
	RIGHT_NOTE_VIEW,
	RIGHT_NOTE_EDIT,
	RIGHT_NOTE_RESTRICTED,
	RIGHT_PERSON_VIEW,
	RIGHT_PERSON_EDIT,
	RIGHT_INCIDENT_VIEW,
	RIGHT_INCIDENT_EDIT,
	RIGHT_CLIENT_VIEW,
	RIGHT_CLIENT_EDIT,
	RIGHT_DELEGATE_EDIT,
	RIGHT_PLACEMENT_EDIT,
	RIGHT_SERVICE_EDIT,
	RIGHT_LICENCE_VIEW,
	RIGHT_LICENCE_EDIT,
	RIGHT_LICENCE_DECIDE,
	RIGHT_WAIVER_APPROVE,
	RIGHT_WORKFLOW_VIEW,
	RIGHT_WORKFLOW_RUN,
	RIGHT_WORKFLOW_APPROVE,
	RIGHT_WORKFLOW_DEFINE,
	RIGHT_FORM_VIEW,
	RIGHT_FORM_FILL,
	RIGHT_FORM_CORRECT,
	RIGHT_FORM_DESIGN,
	RIGHT_ATTACHMENT_VIEW,
	RIGHT_ATTACHMENT_ADD,
	RIGHT_ATTACHMENT_REMOVE,
	RIGHT_MEDIA_VIEW,
	RIGHT_MEDIA_EDIT,
	RIGHT_MEDIA_PUBLISH,
	RIGHT_ACCOUNT_MANAGE,
	RIGHT_ROLE_MANAGE,
	RIGHT_SETTING_EDIT,
	RIGHT_CATALOGUE_EDIT,
	RIGHT_AUDIT_VIEW,
	RIGHT_PORTAL,
	RIGHT__MAX
};

struct right_info {
	const char *name;  /* as stored: "provider.edit" */
	const char *label; /* as people read it */
	const char *group; /* heading in the role editor */
};

/* name and label are NULL for the first two, which no role holds. */
const struct right_info *right_info(enum right r);

/* The right of this name, RIGHT__MAX where there is none. */
enum right right_by_name(const char *name);

/* A set of rights, one bit each. */
typedef uint64_t right_set;
static inline right_set right_bit(enum right r)
{
	return (right_set)1 << r;
}

/* "a.b,c.d" as a set; names that are not known (any more) count for nothing. */
right_set right_parse(const char *names);

#endif
