/* Providers: who they are, who may see them, and how their facts are changed.
 * SPDX-License-Identifier: MIT
 *
 * A provider has facts that every kind has (provider_fields, the columns of
 * its table) and those that its type asks for (provider_type_field), which are
 * kept in provider.facts as JSON. Both are one table of fields to the form, to
 * the history and to the check before publishing.
 *
 * A draft is changed in place. An active profile is changed in place too
 * ("save and publish"), or its changes wait as a draft of their own
 * (provider_revision) until they are published or dropped.
 */
#ifndef CAREBOOK_PEOPLE_PROVIDER_H
#define CAREBOOK_PEOPLE_PROVIDER_H

#include "people/record.h"

/* What every page of a profile needs. Texts are never NULL. */
struct provider {
	int64_t stamp; /* goes up with each change in the profile; -1: unknown */
	int64_t id, type, parent, region, version;
	const char *name, *state, *suburb;
	const char *type_name, *icon, *tone, *face, *accepts;
	bool person, household, licence_needed;
	bool parent_seen; /* the actor may see what it belongs to */
	bool revision; /* changes wait to be published */
	const char *phone, *phone_other, *email, *website, *contact_by,
	    *contact_hint, *address, *address_state, *postcode,
	    *postal_address, *abn, *places, *zone, *located;
	int64_t own_children;
	const char *parent_name, *parent_state, *region_name;
	const char *published_at, *published_by, *state_at, *state_reason,
	    *created_at, *changed_at;
};

/* The provider, if this actor may see it: of a region of theirs, and a draft
 * only with RIGHT_PROVIDER_DRAFT. Everything else is ERR_NOT_FOUND, so that an
 * address tells nobody which providers there are. */
NEOERR *provider_get(const struct actor *a, int64_t id,
		     struct provider **out) MUST_CHECK;

/* --- its facts ----------------------------------------------------------- */

enum {
	PROVIDER_F_NAME,
	PROVIDER_F_SUMMARY,
	PROVIDER_F_REGION,
	PROVIDER_F_PHONE,
	PROVIDER_F_PHONE_OTHER,
	PROVIDER_F_EMAIL,
	PROVIDER_F_WEBSITE,
	PROVIDER_F_CONTACT_BY,
	PROVIDER_F_CONTACT_HINT,
	PROVIDER_F_ADDRESS,
	PROVIDER_F_SUBURB,
	PROVIDER_F_ADDRESS_STATE,
	PROVIDER_F_POSTCODE,
	PROVIDER_F_POSTAL_ADDRESS,
	PROVIDER_F_ABN,
	PROVIDER_F_PLACES,
	PROVIDER_F_OWN_CHILDREN,
	PROVIDER_FIELDS
};
extern const struct field provider_fields[PROVIDER_FIELDS];

/* The names of the fields of a type begin with this. */
#define PROVIDER_FACT "fact_"

struct provider_type {
	int64_t id;
	const char *name, *icon, *tone, *description, *accepts;
	bool person, household, licence_needed;
	const struct field *fields; /* the core ones, then the type's own */
	size_t n;
	bool *needed; /* [n]: asked for before it is published */
};

/* A type with its fields; ERR_NOT_FOUND. */
NEOERR *provider_type_get(const struct actor *a, int64_t type,
			  struct provider_type *out) MUST_CHECK;

/* All types. Columns: id name plural description icon tone */
NEOERR *provider_types(const struct actor *a, struct rows *out) MUST_CHECK;

/* The regions that this actor works in. Columns: id name */
NEOERR *provider_regions(const struct actor *a, struct rows *out) MUST_CHECK;

/* Does this type ask for this core field? */
bool provider_asks(const struct provider_type *t, int field);

/* A profile as it is being changed. */
struct provider_edit {
	struct provider_type type;
	const char **published; /* [type.n]: what stands in the profile */
	const char **values;	/* with the waiting changes over it */
	int64_t version;	/* of both together, for the form */
	/* The waiting changes: whose, since when; NULL: none. */
	const char *author, *at;
	/* [type.n]: what stood there when they were written, NULL where they
	 * leave a field alone. */
	const char **before;
};
NEOERR *provider_edit_load(const struct actor *a, const struct provider *p,
			   struct provider_edit *out) MUST_CHECK;

/* What is wrong with the values as a whole: *field, and words; NULL: nothing. */
const char *provider_wrong(const struct provider_type *t,
			   const char *const *values, int *field);

/* A new draft. values in the order of the type's fields. */
NEOERR *provider_add(const struct actor *a, int64_t type,
		     const char *const *values, int64_t *id) MUST_CHECK;

/* Saves over version: into the profile itself; waiting changes end with it.
 * ERR_CONFLICT where it is not that version any more. */
NEOERR *provider_save(const struct actor *a, const struct provider *p,
		      int64_t version, const char *const *values) MUST_CHECK;

/* Keeps the values as waiting changes. */
NEOERR *provider_save_draft(const struct actor *a, const struct provider *p,
			    int64_t version,
			    const char *const *values) MUST_CHECK;

/* Drops the waiting changes. */
NEOERR *provider_drop_draft(const struct actor *a, const struct provider *p,
			    int64_t version) MUST_CHECK;

/* The organisation that it belongs to, 0: none. ERR_INVALID, with words, where
 * that would make a circle. */
NEOERR *provider_set_parent(const struct actor *a, const struct provider *p,
			    int64_t parent) MUST_CHECK;

/* What belongs to it. Columns: id name state suburb type icon tone */
NEOERR *provider_branches(const struct actor *a, int64_t id,
			  struct rows *out) MUST_CHECK;

/* An Australian business number with a right check digit; spaces allowed. */
bool abn_valid(const char *s);

#endif
