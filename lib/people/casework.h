/* Cases: the work with a client, and the services added through it.
 * SPDX-License-Identifier: MIT
 *
 * A service is added from a provider who offers it; it is looked at with
 * suit_check at that moment. The provider's client list follows by itself
 * (placement_follow) whenever a service is added, changed, ended or removed.
 */
#ifndef CAREBOOK_PEOPLE_CASEWORK_H
#define CAREBOOK_PEOPLE_CASEWORK_H

#include "people/record.h"

enum {
	CASE_F_TITLE,
	CASE_F_MANAGER,
	CASE_F_OPENED,
	CASE_F_ABOUT,
	CASE_F_NUMBER, /* given, never typed */
	CASE_FIELDS
};
extern const struct field case_fields[CASE_FIELDS];
extern const struct record case_record;

/* A client's, open ones first. Columns: id number title manager face opened
 * closed about services (that run) */
NEOERR *case_list(const struct actor *a, int64_t client,
		  struct rows *out) MUST_CHECK;
/* One of a client's; ERR_NOT_FOUND. The same columns. */
NEOERR *case_get(const struct actor *a, int64_t client, int64_t id,
		 struct rows *out) MUST_CHECK;
NEOERR *case_add(const struct actor *a, int64_t client,
		 const char *const *values, int64_t *id) MUST_CHECK;

enum { CASE_CLOSE_DAY, CASE_CLOSE_SERVICES, CASE_CLOSE_FIELDS };
extern const struct field case_close_fields[CASE_CLOSE_FIELDS];

/* Closes it on a day. Its services end on that day where end_services says so;
 * else ERR_INVALID while some go on. */
NEOERR *case_close(const struct actor *a, int64_t client, int64_t id,
		   struct date on, bool end_services) MUST_CHECK;
NEOERR *case_reopen(const struct actor *a, int64_t client,
		    int64_t id) MUST_CHECK;

enum {
	CASE_SERVICE_F_PROVIDER, /* chosen before */
	CASE_SERVICE_F_SERVICE,
	CASE_SERVICE_F_FROM,
	CASE_SERVICE_F_UNTIL,
	CASE_SERVICE_F_UNITS,
	CASE_SERVICE_F_PER,
	CASE_SERVICE_F_FUNDING,
	CASE_SERVICE_F_REMARKS,
	CASE_SERVICE_COLUMNS,
	CASE_SERVICE_F_SURE = CASE_SERVICE_COLUMNS,
	CASE_SERVICE_FIELDS
};
extern const struct field case_service_fields[CASE_SERVICE_FIELDS];

/* Of all cases of a client, those that run first. Columns: id case_id
 * case_number provider_id provider service_id service icon unit units per
 * funding remarks from_date until_date state (to_come, current, past);
 * provider_id 0: one that the actor may not see. */
NEOERR *case_services(const struct actor *a, int64_t client,
		      struct rows *out) MUST_CHECK;

/* The stored values of one; ERR_NOT_FOUND. */
NEOERR *case_service_load(const struct actor *a, int64_t client,
			  int64_t case_id, int64_t id, const char **values,
			  int64_t *version) MUST_CHECK;

/* What is wrong with them: *field and words, or NULL. Writes the units in
 * their canonical form. */
const char *case_service_wrong(const void *pool, const char **values,
			       int *field);

/* The same service of the same provider on a shared day, in any of the
 * client's cases? id: itself, 0 for a new one. */
NEOERR *case_service_twice(const struct actor *a, int64_t client, int64_t id,
			   const char *const *values, bool *twice) MUST_CHECK;

NEOERR *case_service_add(const struct actor *a, int64_t client,
			 int64_t case_id, const char *const *values,
			 int64_t *id) MUST_CHECK;
NEOERR *case_service_save(const struct actor *a, int64_t client,
			  int64_t case_id, int64_t id, int64_t version,
			  const char *const *values) MUST_CHECK;
/* It was a mistake; what the provider's list shows of it stays. */
NEOERR *case_service_remove(const struct actor *a, int64_t client,
			    int64_t case_id, int64_t id) MUST_CHECK;

/* Active providers who offer a service on a day, as the actor may see them;
 * typed narrows by the beginning of words. At most 20. Columns: id name
 * suburb type icon tone */
NEOERR *case_providers(const struct actor *a, int64_t service,
		       struct date on, const char *typed,
		       struct rows *out) MUST_CHECK;

/* "2.5 hours a week" */
const char *case_amount(const void *pool, const char *units, const char *unit,
			const char *per);

#endif
