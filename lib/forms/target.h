/* Targets: the places in our records that a form's answers may go to.
 * SPDX-License-Identifier: MIT
 *
 * A bind names one by cb:to="RECORD.FIELD" (doc/forms.md). The fields are those
 * of the record's own form, so that what is written through a form is held to
 * the same rules as what is typed in a page.
 */
#ifndef CAREBOOK_FORMS_TARGET_H
#define CAREBOOK_FORMS_TARGET_H

#include "people/client.h"
#include "people/incident.h"
#include "people/note.h"
#include "people/person.h"
#include "people/provider.h"
#include "people/task.h"
#include "xform/answer.h"

/* In the order in which they are made: what is later may belong to what is
 * earlier. */
enum target_kind {
	TARGET_PROVIDER,
	TARGET_CLIENT,
	TARGET_PERSON,
	TARGET_INCIDENT,
	TARGET_NOTE,
	TARGET_TASK,
	TARGET__MAX
};

/* Beyond the fields of the records themselves, and in the same arrays. */
enum { PROVIDER_T_TYPE = PROVIDER_FIELDS, PROVIDER_T_FACTS };
enum {
	PERSON_T_ROLE = PERSON_FIELDS,
	PERSON_T_HOUSEHOLD,
	PERSON_T_MAIN_CONTACT,
	PERSON_TARGETS
};
enum {
	INCIDENT_T_NOTIFIED_ON = INCIDENT_FIELDS,
	INCIDENT_T_NOTIFIED_TIME,
	INCIDENT_TARGETS
};

struct targets {
	const char *name;	    /* "incident" */
	const char *words;	    /* "an incident" */
	const struct field *fields; /* those of a provider: with every type's */
	size_t n;
	size_t key;		    /* filled in: the record is made */
	const bool *needed;	    /* [n]: a form must say it */
};

/* All kinds: out[TARGET__MAX], below a->pool. */
NEOERR *targets_load(const struct actor *a, struct targets *out) MUST_CHECK;

/* Which field "incident.kind" is; false: there is none. */
bool target_find(const struct targets *all, const char *name,
		 enum target_kind *kind, size_t *field);

/* The kinds that a form fills, a bit each. */
unsigned target_kinds(const struct targets *all, const struct xform *x);

/* What is wrong with what a form says about its targets is added to findings. */
NEOERR *target_check(const struct actor *a, const struct xform *x,
		     struct xform_findings *findings) MUST_CHECK;

/* What an answer says for one record: values[targets.n], not yet checked, ""
 * where it says nothing. place: 0, or of a repeat the instance, from 1; of the
 * second person or task that a form has nodes for, 1000 more. */
struct filled {
	enum target_kind kind;
	int64_t place;
	const char **values;
};

/* The records that an answer fills: those whose key has a value, in the order
 * of the kinds. A choice goes into running text by its words. */
NEOERR *target_fill(const struct actor *a, const struct targets *all,
		    const struct xform *x, struct answer *answer,
		    struct filled **out, size_t *n) MUST_CHECK;

/* The name of something as a choice of a form calls it: "Serious injury" is
 * serious_injury. */
const char *target_slug(void *pool, const char *words);

#endif
