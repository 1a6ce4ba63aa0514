/* Credentials: checks, trainings and certificates, which expire.
 * SPDX-License-Identifier: MIT
 *
 * A credential belongs to a person, or to a provider itself (a fire
 * certificate). Which ones a provider's type must have is data
 * (credential_rule). One is good through its last day; one that is suspended
 * counts for nothing, since nobody knows when that ends.
 */
#ifndef CAREBOOK_PEOPLE_CREDENTIAL_H
#define CAREBOOK_PEOPLE_CREDENTIAL_H

#include "people/record.h"

enum credential_field {
	CREDENTIAL_KIND,
	CREDENTIAL_NUMBER,
	CREDENTIAL_ISSUED,
	CREDENTIAL_EXPIRES,
	CREDENTIAL_SUSPENDED,
	CREDENTIAL_REMARKS,
	CREDENTIAL_FIELDS
};
extern const struct field credential_fields[CREDENTIAL_FIELDS];

/* Owner: the person, or the provider. */
extern const struct record person_credential_record,
    provider_credential_record;

/* How a credential stands on a day. */
enum credential_state {
	CREDENTIAL_MISSING,
	CREDENTIAL_IS_SUSPENDED,
	CREDENTIAL_EXPIRED,
	CREDENTIAL_SOON,    /* good, and within its reminder days */
	CREDENTIAL_CURRENT, /* good, or without an end */
};

/* expires: day number, INT64_MAX for none. remind: days before the end. */
enum credential_state credential_state(int64_t expires, bool suspended,
				       int64_t remind, int64_t today);

/* Chip for a state: tone, icon, and words ("To 30 Jun 2027", "19 days left"). */
struct credential_words {
	const char *tone, *icon, *text;
};
struct credential_words credential_words(const struct actor *a,
					 enum credential_state state,
					 int64_t expires);

/* The kinds. Columns: id name class months */
NEOERR *credential_kinds(const struct actor *a, struct rows *out) MUST_CHECK;

/* What must be there and what is, for the provider itself and for each of its
 * current people: a row a requirement, and one for each further credential.
 * person_id 0: the provider itself. credential_id 0: it is missing.
 * Columns: person_id person kind_id kind class needed credential_id number
 * issued expires suspended remind_days blocks version */
NEOERR *credential_standing(const struct actor *a, int64_t provider,
			    struct rows *out) MUST_CHECK;

/* The state of one row of credential_standing. */
enum credential_state credential_row_state(const struct actor *a,
					   const struct rows *r, size_t i);

/* The last day of that row's credential, INT64_MAX where it has no end. */
int64_t credential_row_expires(const struct rows *r, size_t i);

#endif
