/* The agency's own settings, and its public holidays.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "pages.h"
#include "people/agency.h"
#include "people/holiday_list.h"

NEOERR *setting_page(struct req *r)
{
	const char *values[AGENCY_FIELDS];
	bool listed = false;
	struct rows schemes;
	int64_t version;

	TRY(agency_load(&r->actor, values, &version));
	TRY(agency_schemes(&r->actor, &schemes));
	for (size_t i = 0; i < schemes.n; i++)
		listed |= !strcmp(row_text(&schemes, i, "value"),
				  values[AG_SCHEME]);
	if (!listed)
		form_option(r, AG_SCHEME, values[AG_SCHEME], values[AG_SCHEME]);
	form_options(r, AG_SCHEME, &schemes, "value", "label");
	form_set_record(r, values, version);
	form_heading(r, AG_SCHEME, "How things are done");
	page_crumb(r, "/agency/", "Settings");
	page_crumb(r, NULL, "Agency");
	form_title(r, "Agency", "Save", "/agency/");
	form_intro(r, "Times are shown as they are in %s. That is set where "
		      "Carebook is installed, in its configuration file.",
		   zone_name(r->actor.zone));
	return STATUS_OK;
}

NEOERR *setting_save(struct req *r)
{
	TRY(agency_save(&r->actor, form_version(r), form_values(r)));
	answer_flash(r, "ok", "The settings are saved.", NULL, NULL);
	return answer_go(r, "/agency/settings");
}

/* --- public holidays ------------------------------------------------------- */

enum { H_STATE, H_YEAR };
const struct field holiday_filter_fields[2] = {
    [H_STATE] = {.name = "state", .label = "State or territory",
		 .type = FIELD_SELECT},
    [H_YEAR] = {.name = "year", .label = "Year", .type = FIELD_NUMBER,
		.min = 1990, .max = 2200},
};
/* The same, behind a button. */
const struct field holiday_check_fields[2] = {
    [H_STATE] = {.name = "state", .label = "State or territory",
		 .type = FIELD_HIDDEN, .max = 3},
    [H_YEAR] = {.name = "year", .label = "Year", .type = FIELD_NUMBER,
		.flags = FIELD_REQUIRED, .min = 1990, .max = 2200},
};
const struct field holiday_import_fields[1] = {
    {.name = "lines", .label = "Holidays, one a line", .type = FIELD_LONGTEXT,
     .max = 40000, .flags = FIELD_REQUIRED,
     .hint = "State, day, name, and for part of a day the time from which: "
	     "QLD, 24 12 2028, Christmas Eve, 18:00. A day that is there "
	     "already is changed."},
};

static const char *holidays_url(struct req *r, int year, const char *state)
{
	return req_url(r, "/agency/holidays?year=%d%s%s", year,
		       *state ? "&state=" : "", state);
}

static NEOERR *show_years(struct req *r, int year, const char *state)
{
	struct rows years;

	TRY(holiday_years(&r->actor, &years));
	for (size_t i = 0; i < years.n; i++) {
		int y = (int)row_int(&years, i, "year");

		data_f(r, "Tabs.%zu.label=%d", i, y);
		data_f(r, "Tabs.%zu.href=%s", i, holidays_url(r, y, state));
		data_f(r, "Tabs.%zu.count=%s", i, row_text(&years, i, "n"));
		if (y == year)
			data_f(r, "Tabs.%zu.current=1", i);
	}
	return STATUS_OK;
}

static void show_holiday(struct req *r, const struct rows *rows, size_t i)
{
	const char *id = row_text(rows, i, "id");
	const char *from = row_text(rows, i, "from_time");
	char text[ZONE_TEXT];
	int minute;

	data_row(r, mem_printf(r->pool, "Holidays.%zu", i), rows, i);
	data_f(r, "Holidays.%zu.href=/agency/holidays/%s/edit", i, id);
	data_f(r, "Holidays.%zu.remove=/agency/holidays/%s/remove", i, id);
	data_f(r, "Holidays.%zu.state_name=%s", i,
	       choice_label(catalogue_states, row_text(rows, i, "state")));
	if (strlen(from) >= 5 &&
	    zone_parse_time(mem_strndup(r->pool, from, 5), &minute))
		data_f(r, "Holidays.%zu.from=From %s", i,
		       zone_format_time(minute, text));
}

NEOERR *holiday_list_page(struct req *r)
{
	int year = (int)form_int(r, H_YEAR);
	const char *state = form_text(r, H_STATE);
	int64_t unchecked = 0;
	struct rows rows;

	if (!year)
		year = date_from_days(r->actor.today).year;
	form_option(r, H_STATE, "", "Every state");
	for (const struct choice *c = catalogue_states; c->value; c++)
		form_option(r, H_STATE, c->value, c->label);
	TRY(holiday_list(&r->actor, year, state, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		show_holiday(r, &rows, i);
		unchecked += !row_int(&rows, i, "checked");
	}
	agency_page(r, "Public holidays",
		    "They count for business days and for prices.");
	agency_action(r, "/agency/holidays/import", "clipboard-plus",
		      "Paste a list", false);
	agency_action(r, "/agency/holidays/add", "plus-lg", "Add a holiday",
		      true);
	TRY(show_years(r, year, state));
	data_int(r, "Year", year);
	data_set(r, "State", state);
	if (unchecked)
		data_set(r, "Unchecked",
			 text_count(r->pool, unchecked, "holiday", "holidays"));
	return STATUS_OK;
}

NEOERR *holiday_check_post(struct req *r)
{
	int year = (int)form_int(r, H_YEAR);
	const char *state = form_text(r, H_STATE);

	TRY(holiday_check(&r->actor, year, state));
	answer_flash(r, "ok", "Marked as looked at.", NULL, NULL);
	return answer_go(r, holidays_url(r, year, state));
}

NEOERR *holiday_import_page(struct req *r)
{
	struct holiday_line *lines;
	size_t n, wrong = 0;

	agency_form(r, "/agency/holidays", "Public holidays", "Paste a list",
		    "Add these");
	if (!r->posted)
		return STATUS_OK;
	n = holiday_parse(&r->actor, req_query(r, "lines"), &lines);
	for (size_t i = 0; i < n; i++)
		if (lines[i].wrong)
			data_f(r, "Wrong.%zu=Line %d: %s.", wrong++,
			       lines[i].line, lines[i].wrong);
	return STATUS_OK;
}

NEOERR *holiday_import_post(struct req *r)
{
	struct holiday_line *lines;
	int64_t added, changed, wrong = 0;
	size_t n = holiday_parse(&r->actor, form_text(r, 0), &lines);

	for (size_t i = 0; i < n; i++)
		wrong += lines[i].wrong != NULL;
	if (wrong)
		return form_refuse(
		    r, 0, "%s cannot be read; nothing was added yet",
		    text_count(r->pool, wrong, "line", "lines"));
	if (!n)
		return form_refuse(r, 0, "There is no line to add");
	TRY(holiday_import(&r->actor, lines, n, &added, &changed));
	answer_flash(r, "ok",
		     req_url(r, "%" PRId64 " added, %" PRId64 " changed.",
			     added, changed),
		     NULL, NULL);
	return answer_go(r, holidays_url(r, atoi(lines[0].date), ""));
}
