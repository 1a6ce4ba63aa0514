/* The agency's settings.
 * SPDX-License-Identifier: MIT */
#include "people/agency.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "people/audit.h"
#include "people/record.h"

const struct field agency_fields[AGENCY_FIELDS] = {
    [AG_NAME] = {.name = "name", .label = "Name of the agency", .max = 100,
		 .flags = FIELD_REQUIRED},
    [AG_PHONE] = {.name = "phone", .label = "Phone", .type = FIELD_TEL,
		  .max = 40,
		  .hint = "Stands on every page that tells people to ring"},
    [AG_HOURS] = {.name = "hours", .label = "Hours of that phone", .max = 100,
		  .hint = "For example, Monday to Friday 8 am to 6 pm"},
    [AG_EMAIL] = {.name = "email", .label = "E-mail address",
		  .type = FIELD_EMAIL},
    [AG_ADDRESS] = {.name = "address", .label = "Address"},
    [AG_WEBSITE] = {.name = "website", .label = "Website", .type = FIELD_URL},
    [AG_SCHEME] = {.name = "scheme", .label = "Scheme whose rules come first",
		   .type = FIELD_SELECT, .flags = FIELD_REQUIRED,
		   .hint = "Kinds of incidents of this scheme stand first"},
    [AG_UNDO] = {.name = "undo_hours",
		 .label = "Hours in which a finished task can be undone",
		 .type = FIELD_NUMBER, .flags = FIELD_REQUIRED, .min = 0,
		 .max = 168},
    [AG_SOON] = {.name = "soon_days",
		 .label = "Days before its end that a licence is shown as "
			  "“soon to expire”",
		 .type = FIELD_NUMBER, .flags = FIELD_REQUIRED, .min = 1,
		 .max = 365},
    [AG_REMIND] = {.name = "remind_hours",
		   .label = "Hours before a meeting that people are reminded",
		   .type = FIELD_NUMBER, .flags = FIELD_REQUIRED, .min = 0,
		   .max = 168, .hint = "0: nobody is reminded"},
};

/* Where each is kept. */
static const char *const names[AGENCY_FIELDS] = {
    [AG_NAME] = "agency.name",	     [AG_PHONE] = "agency.phone",
    [AG_HOURS] = "agency.hours",     [AG_EMAIL] = "agency.email",
    [AG_ADDRESS] = "agency.address", [AG_WEBSITE] = "agency.website",
    [AG_SCHEME] = "agency.scheme",   [AG_UNDO] = "task.undo_hours",
    [AG_SOON] = "licence.soon_days", [AG_REMIND] = "meeting.remind_hours",
};

SQL(SETTING_ALL, "", "name:s value:s version:i",
    "SELECT name, value, version FROM setting");
SQL(SETTING_SAVE, "sssi", "",
    "INSERT INTO setting (name, value) VALUES (?, ?) ON DUPLICATE KEY UPDATE"
    " value = ?, version = version + ?");
SQL(SETTING_SCHEMES, "", "value:s label:s",
    "SELECT DISTINCT scheme, scheme FROM incident_kind ORDER BY scheme");

/* The row of a setting, or SIZE_MAX. */
static size_t row_of(const struct rows *r, const char *name)
{
	for (size_t i = 0; i < r->n; i++)
		if (!strcmp(row_text(r, i, "name"), name))
			return i;
	return SIZE_MAX;
}

NEOERR *agency_load(const struct actor *a, const char **values,
		    int64_t *version)
{
	struct rows r;

	*version = 0;
	TRY(db_query(a->db, a->pool, &SETTING_ALL, &r));
	for (int f = 0; f < AGENCY_FIELDS; f++) {
		size_t i = row_of(&r, names[f]);

		values[f] = i == SIZE_MAX ? "" : row_text(&r, i, "value");
		*version += i == SIZE_MAX ? 0 : row_int(&r, i, "version");
	}
	return STATUS_OK;
}

NEOERR *agency_save(const struct actor *a, int64_t version,
		    const char *const *values)
{
	const char *old[AGENCY_FIELDS];
	struct changes changes = {.pool = a->pool};
	bool differs = false;
	int64_t now;

	TRY(agency_load(a, old, &now));
	for (int f = 0; f < AGENCY_FIELDS; f++)
		differs |= strcmp(old[f], values[f]) != 0;
	if (!differs)
		return STATUS_OK;
	if (now != version) {
		record_clash(a, "agency", 0);
		return nerr_raise(ERR_CONFLICT, "settings are at %" PRId64, now);
	}
	for (int f = 0; f < AGENCY_FIELDS; f++)
		if (strcmp(old[f], values[f]))
			TRY(db_exec(a->db, &SETTING_SAVE, names[f], values[f],
				    values[f], 1));
	for (int f = 0; f < AGENCY_FIELDS; f++)
		if (strcmp(old[f], values[f]))
			changes_add(&changes, agency_fields[f].name, old[f],
				    values[f]);
	return nerr_pass(audit_add(
	    a, (struct audit){.action = "changed",
			      .kind = "agency",
			      .changes = changes_text(&changes)}));
}

NEOERR *agency_schemes(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &SETTING_SCHEMES, out));
}
