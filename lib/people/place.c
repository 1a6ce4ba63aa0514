/* Places.
 * SPDX-License-Identifier: MIT */
#include "people/place.h"

#include "base/mem.h"

/* The suburb itself before its neighbours of the same postcode. */
SQL(PLACE_FIND, "ssss", "exact:i lat_e6:s lon_e6:s",
    "SELECT MAX(suburb = ?) AS exact,"
    " COALESCE(CAST(AVG(CASE WHEN suburb = ? THEN lat_e6 END) AS SIGNED),"
    "  CAST(AVG(lat_e6) AS SIGNED)),"
    " COALESCE(CAST(AVG(CASE WHEN suburb = ? THEN lon_e6 END) AS SIGNED),"
    "  CAST(AVG(lon_e6) AS SIGNED))"
    " FROM postcode WHERE postcode = ?");

NEOERR *place_find(const struct actor *a, const char *suburb,
		   const char *postcode, struct place *out)
{
	struct rows r;

	*out = (struct place){.lat_e6 = "", .lon_e6 = ""};
	if (!*postcode)
		return STATUS_OK;
	TRY(db_query(a->db, a->pool, &PLACE_FIND, &r, suburb, suburb, suburb,
		     postcode));
	if (!r.n || row_null(&r, 0, "lat_e6"))
		return STATUS_OK;
	out->known = true;
	out->lat_e6 = row_text(&r, 0, "lat_e6");
	out->lon_e6 = row_text(&r, 0, "lon_e6");
	return STATUS_OK;
}

const char *place_zone(const struct actor *a, const char *state)
{
	static const char *const zones[][2] = {
	    {"NSW", "Australia/Sydney"},    {"VIC", "Australia/Melbourne"},
	    {"QLD", "Australia/Brisbane"},  {"SA", "Australia/Adelaide"},
	    {"WA", "Australia/Perth"},	    {"TAS", "Australia/Hobart"},
	    {"NT", "Australia/Darwin"},	    {"ACT", "Australia/Sydney"},
	};

	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
		if (!strcmp(zones[i][0], state))
			return zones[i][1];
	return zone_name(a->zone);
}
