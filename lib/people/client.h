/* Clients: their record as staff keep it.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_PEOPLE_CLIENT_H
#define CAREBOOK_PEOPLE_CLIENT_H

#include "people/record.h"

/* What every page of a client needs. Texts are never NULL. */
struct client {
	int64_t id, region, version;
	const char *number, *name, *preferred_name, *born, *gender, *traits,
	    *state, *face;
};

/* The client, if this actor may see it: of a region of theirs. Everything else
 * is ERR_NOT_FOUND. */
NEOERR *client_get(const struct actor *a, int64_t id,
		   struct client **out) MUST_CHECK;

enum {
	CLIENT_F_NAME,
	CLIENT_F_PREFERRED,
	CLIENT_F_NUMBER, /* left empty, the next one is taken */
	CLIENT_F_BORN,
	CLIENT_F_GENDER,
	CLIENT_F_TRAITS,
	CLIENT_F_PHONE,
	CLIENT_F_EMAIL,
	CLIENT_F_ADDRESS,
	CLIENT_F_SUBURB,
	CLIENT_F_STATE,
	CLIENT_F_POSTCODE,
	CLIENT_F_REGION,
	CLIENT_F_ABOUT,
	CLIENT_FIELDS
};
extern const struct field client_fields[CLIENT_FIELDS];

NEOERR *client_load(const struct actor *a, int64_t id, const char **values,
		    int64_t *version) MUST_CHECK;
/* The region must be one of the actor's. */
NEOERR *client_add(const struct actor *a, const char *const *values,
		   int64_t *id) MUST_CHECK;
NEOERR *client_save(const struct actor *a, int64_t id, int64_t version,
		    const char *const *values) MUST_CHECK;

/* Is the number another client's? */
NEOERR *client_number_taken(const struct actor *a, const char *number,
			    int64_t id, bool *taken) MUST_CHECK;

/* Closed: no services any more; ERR_INVALID while some run. */
NEOERR *client_close(const struct actor *a, int64_t id,
		     bool close) MUST_CHECK;

/* The list, by name; a page at a time, one more where there is a next one.
 * typed: what somebody looks for, "" for all. closed: those with a closed
 * record.
 * Columns: id number name preferred_name born gender face suburb state
 * manager providers (names with a comma, as the actor may see them) */
enum { CLIENT_PAGE = 50, CLIENT_COUNT_MAX = 1000 };
NEOERR *client_list(const struct actor *a, const char *typed, bool closed,
		    int64_t offset, struct rows *out) MUST_CHECK;
NEOERR *client_count(const struct actor *a, bool closed,
		     int64_t *n) MUST_CHECK;

/* Whom somebody means by a name or a number; at most ten. Columns: id number
 * name born gender face suburb */
NEOERR *client_find(const struct actor *a, const char *typed,
		    struct rows *out) MUST_CHECK;

/* The regions that this actor works in. Columns: id name */
NEOERR *client_regions(const struct actor *a, struct rows *out) MUST_CHECK;

/* Waivers for a client, latest first. Columns: id condition_id licence_id
 * provider_id provider licence_number kind from_date until_date reason
 * approver state */
NEOERR *client_waivers(const struct actor *a, int64_t client,
		       struct rows *out) MUST_CHECK;

/* "4 years old", "" where the birth date is not known. */
const char *client_age(const struct actor *a, const char *born);
const char *client_gender(const char *gender);

#endif
