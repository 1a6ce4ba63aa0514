/* Filling in: which control a question gets, and what is said when its answer
 * is not right.
 * SPDX-License-Identifier: MIT
 *
 * Kind and type come from the form; the appearance is its author's wish, in
 * the words of ODK. A wish that is not known is passed over.
 */
#include <ctype.h>

#include "base/mem.h"
#include "base/text.h"
#include "fill.h"
#include "forms/markup.h"

/* More choices than this are a list to choose from, not a row of buttons. */
enum { RADIOS_MAX = 15 };

static bool wishes(const struct answer_shown *c, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = c->appearance; (p = strstr(p, word)); p += n)
		if ((p == c->appearance || isspace((unsigned char)p[-1])) &&
		    (!p[n] || isspace((unsigned char)p[n])))
			return true;
	return false;
}

/* "columns-3", "columns", "columns-pack", "horizontal", "likert", ... */
static const char *layout(const struct answer_shown *c)
{
	static const char *const known[][2] = {
	    {"likert", "likert"},	 {"columns-1", ""},
	    {"columns-2", "columns-2"},	 {"columns-3", "columns-3"},
	    {"columns-4", "columns-4"},	 {"columns-5", "columns-4"},
	    {"columns-6", "columns-4"},	 {"columns-pack", "row"},
	    {"columns", "columns-3"},	 {"horizontal", "row"},
	    {"horizontal-compact", "row"}, {"compact", "row"},
	    {"quickcompact", "row"},	 {"list-nolabel", "row"},
	    {"list", "row"},
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (wishes(c, known[i][0]))
			return known[i][1];
	return "";
}

static struct fill_control input(const struct answer_shown *c)
{
	switch (c->type) {
	case XFORM_INT:
	case XFORM_DECIMAL:
		return (struct fill_control){"number", TYPED_NUMBER, false, ""};
	case XFORM_BOOLEAN:
		return (struct fill_control){"boolean", TYPED_TEXT, true, "row"};
	case XFORM_DATE:
		if (wishes(c, "year"))
			return (struct fill_control){"year", TYPED_YEAR, false,
						     ""};
		if (wishes(c, "month-year"))
			return (struct fill_control){"month", TYPED_MONTH, true,
						     ""};
		return (struct fill_control){"date", TYPED_DATE, true, ""};
	case XFORM_TIME:
		return (struct fill_control){"time", TYPED_TIME, false, ""};
	case XFORM_DATETIME:
		if (wishes(c, "no-time"))
			return (struct fill_control){"date", TYPED_DATE, true,
						     ""};
		return (struct fill_control){"instant", TYPED_INSTANT, true, ""};
	case XFORM_GEOPOINT:
	case XFORM_GEOTRACE:
	case XFORM_GEOSHAPE:
		return (struct fill_control){
		    c->type == XFORM_GEOPOINT ? "place" : "places",
		    c->type == XFORM_GEOPOINT ? TYPED_TEXT : TYPED_LINES, false,
		    ""};
	case XFORM_BINARY:
		return (struct fill_control){"upload", TYPED_TEXT, false, ""};
	default:
		if (wishes(c, "multiline") || wishes(c, "multi-line") ||
		    wishes(c, "textarea") || strchr(c->value, '\n'))
			return (struct fill_control){"lines", TYPED_LINES, false,
						     ""};
		if (wishes(c, "numbers"))
			return (struct fill_control){"number", TYPED_TEXT, false,
						     ""};
		return (struct fill_control){"text", TYPED_TEXT, false, ""};
	}
}

struct fill_control fill_control(const struct answer_shown *c)
{
	if (c->readonly)
		return (struct fill_control){"note", TYPED_TEXT, false, ""};
	switch (c->kind) {
	case XFORM_SELECT:
		return (struct fill_control){
		    wishes(c, "minimal") ? "checks-folded" : "checks",
		    TYPED_CHOICES, true, layout(c)};
	case XFORM_SELECT1:
		if (wishes(c, "minimal") || wishes(c, "search") ||
		    wishes(c, "autocomplete") || c->n_choices > RADIOS_MAX)
			return (struct fill_control){"select", TYPED_TEXT, false,
						     ""};
		return (struct fill_control){"radio", TYPED_TEXT, true,
					     layout(c)};
	case XFORM_RANK:
		return (struct fill_control){"rank", TYPED_ORDER, true, ""};
	case XFORM_RANGE:
		return (struct fill_control){"range", TYPED_NUMBER, false, ""};
	case XFORM_TRIGGER:
		return (struct fill_control){"tick", TYPED_CHOICES, false, ""};
	case XFORM_UPLOAD:
		return (struct fill_control){"upload", TYPED_TEXT, false, ""};
	default:
		return input(c);
	}
}

static enum fill_words needed(const struct answer_shown *c, const char *type)
{
	if (c->kind == XFORM_SELECT)
		return FW_E_CHOOSE_ANY;
	if (c->kind == XFORM_SELECT1 || !strcmp(type, "boolean"))
		return FW_E_CHOOSE;
	if (c->kind == XFORM_TRIGGER)
		return FW_E_TICK;
	if (c->kind == XFORM_RANK)
		return FW_E_ORDER;
	if (c->kind == XFORM_UPLOAD)
		return FW_E_FILE;
	if (!strcmp(type, "date") || !strcmp(type, "month") ||
	    !strcmp(type, "year") || !strcmp(type, "instant"))
		return FW_E_DATE;
	if (!strcmp(type, "time"))
		return FW_E_TIME;
	if (!strcmp(type, "number") || !strcmp(type, "range"))
		return FW_E_NUMBER;
	return FW_E_ANSWER;
}

static enum fill_words no_such_value(const struct answer_shown *c)
{
	switch (c->type) {
	case XFORM_INT:
		return FW_E_WHOLE;
	case XFORM_DECIMAL:
		return FW_E_DECIMAL;
	case XFORM_DATE:
		return FW_E_DAY;
	case XFORM_TIME:
		return FW_E_CLOCK;
	case XFORM_DATETIME:
		return FW_E_INSTANT;
	case XFORM_GEOPOINT:
		return FW_E_PLACE;
	case XFORM_GEOTRACE:
	case XFORM_GEOSHAPE:
		return FW_E_PLACES;
	default:
		return FW_E_KIND;
	}
}

const char *fill_error(const struct fill *f, const struct answer_shown *c)
{
	const char *own = c->message && *c->message ? c->message : NULL;

	switch (c->violation) {
	case ANSWER_OK:
		return NULL;
	case ANSWER_REQUIRED:
		if (!f->check)
			return NULL;
		return own ? own
			   : fill_say(f, needed(c, fill_control(c).type));
	case ANSWER_TYPE:
		return fill_say(f, no_such_value(c));
	case ANSWER_CONSTRAINT:
		return own ? own : fill_say(f, FW_E_LIMITS);
	case ANSWER_CHOICE:
		return fill_say(f, FW_E_OFFERED);
	}
	return NULL;
}
