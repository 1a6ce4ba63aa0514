/* Is what was entered a value of its type, and does the form allow it?
 * SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "xform/answer_internal.h"

static size_t digits(const char *s)
{
	return strspn(s, "0123456789");
}

/* Exactly n digits, between min and max; moves on behind them. */
static bool number_of(const char **s, size_t n, int min, int max)
{
	int v = 0;

	for (size_t i = 0; i < n; i++, (*s)++) {
		if (!isdigit((unsigned char)**s))
			return false;
		v = 10 * v + (**s - '0');
	}
	return v >= min && v <= max;
}

static bool is_whole(const char *s)
{
	bool minus = *s == '-';
	size_t n;
	long long v;

	s += minus || *s == '+';
	n = digits(s);
	if (!n || s[n] || n > 18)
		return false;
	v = strtoll(s, NULL, 10);
	return v <= (long long)INT32_MAX + minus;
}

static bool is_decimal(const char *s)
{
	size_t whole, part = 0;

	s += *s == '-' || *s == '+';
	s += whole = digits(s);
	if (*s == '.')
		s += 1 + (part = digits(s + 1));
	if (!whole && !part)
		return false;
	if ((*s == 'e' || *s == 'E') && whole + part) {
		s += 1 + (s[1] == '-' || s[1] == '+');
		if (!digits(s))
			return false;
		s += digits(s);
	}
	return !*s;
}

/* "2026-11-27", perhaps more behind it. */
static bool date_at(const char **s)
{
	char text[11];
	struct date d;

	if (strnlen(*s, 10) < 10)
		return false;
	memcpy(text, *s, 10);
	text[10] = '\0';
	*s += 10;
	return date_parse_iso(text, &d);
}

/* "14:30:00.000+11:00"; seconds may be missing where said. */
static bool time_at(const char **s, bool short_too)
{
	if (!number_of(s, 2, 0, 23) || *(*s)++ != ':' ||
	    !number_of(s, 2, 0, 59))
		return false;
	if (**s != ':')
		return short_too && !**s;
	(*s)++;
	if (!number_of(s, 2, 0, 59))
		return false;
	if (**s == '.') {
		if (!digits(++*s))
			return false;
		*s += digits(*s);
	}
	if (**s == 'Z') {
		(*s)++;
	} else if (**s == '+' || **s == '-') {
		(*s)++;
		if (!number_of(s, 2, 0, 14))
			return false;
		if (**s == ':')
			(*s)++;
		if (**s && !number_of(s, 2, 0, 59))
			return false;
	}
	return !**s;
}

static bool is_point(const char *s, size_t n)
{
	double part[4];
	size_t parts = 0;
	char text[200], *save, *word;

	if (n >= sizeof text)
		return false;
	memcpy(text, s, n);
	text[n] = '\0';
	for (word = strtok_r(text, " \t\r\n", &save); word;
	     word = strtok_r(NULL, " \t\r\n", &save)) {
		if (parts == 4 || !is_decimal(word))
			return false;
		part[parts++] = strtod(word, NULL);
	}
	return parts >= 2 && fabs(part[0]) <= 90 && fabs(part[1]) <= 180;
}

static bool is_points(const char *s)
{
	while (*s) {
		size_t n = strcspn(s, ";");

		if (strspn(s, " \t\r\n") < n && !is_point(s, n))
			return false;
		s += n + (s[n] == ';');
	}
	return true;
}

bool value_fits(enum xform_type type, const char *s)
{
	if (!*s)
		return true;
	switch (type) {
	case XFORM_INT:
		return is_whole(s);
	case XFORM_DECIMAL:
		return is_decimal(s);
	case XFORM_BOOLEAN:
		return !strcmp(s, "true") || !strcmp(s, "false") ||
		       !strcmp(s, "1") || !strcmp(s, "0");
	case XFORM_DATE:
		return date_at(&s) && !*s;
	case XFORM_TIME:
		return time_at(&s, false);
	case XFORM_DATETIME:
		return date_at(&s) && *s++ == 'T' && time_at(&s, false);
	case XFORM_GEOPOINT:
		return is_point(s, strlen(s));
	case XFORM_GEOTRACE:
	case XFORM_GEOSHAPE:
		return is_points(s);
	default:
		return true;
	}
}

static const char *value_whole(void *ctx, const char *value)
{
	double d;

	if (is_whole(value) || !is_decimal(value))
		return value;
	d = trunc(strtod(value, NULL));
	return mem_printf(ctx, "%.0f", d == 0 ? 0.0 : d);
}

static const char *zone_text(void *ctx, const struct zone *zone, int64_t utc)
{
	int offset = zone_offset(zone, utc) / 60;

	return mem_printf(ctx, "%c%02d:%02d", offset < 0 ? '-' : '+',
			  abs(offset) / 60, abs(offset) % 60);
}

const char *value_now(void *ctx, const struct zone *zone, int64_t utc)
{
	struct wall w = zone_wall_from_utc(zone, utc);
	char buf[DATE_TEXT];

	return mem_printf(ctx, "%sT%02d:%02d:%02d.000%s",
			  date_format_iso(w.date, buf), w.minute / 60,
			  w.minute % 60, w.second, zone_text(ctx, zone, utc));
}

/* Browsers send times without seconds, and neither seconds nor zone with a
 * date and time. */
const char *value_typed(void *ctx, enum xform_type type,
			const struct zone *zone, const char *value)
{
	const char *s = value, *rest;
	struct date d;
	char text[11];
	int minute;

	switch (type) {
	case XFORM_INT:
	case XFORM_DECIMAL:
	case XFORM_DATE:
	case XFORM_GEOPOINT:
		return text_tidy(ctx, value, true);
	case XFORM_TIME:
		s = text_tidy(ctx, value, true);
		rest = s;
		if (strlen(s) == 5 && time_at(&rest, true))
			return mem_printf(ctx, "%s:00.000", s);
		return s;
	case XFORM_DATETIME:
		s = text_tidy(ctx, value, true);
		rest = s;
		if (strlen(s) != 16 || !date_at(&rest) ||
		    (*rest != 'T' && *rest != ' '))
			return s;
		rest++;
		if (!time_at(&rest, true))
			return s;
		memcpy(text, s, 10);
		text[10] = '\0';
		if (!date_parse_iso(text, &d))
			return s;
		minute = atoi(s + 11) * 60 + atoi(s + 14);
		return value_now(ctx, zone,
				 zone_utc_from_wall(zone, d, minute, 0));
	default:
		return value;
	}
}

const char *value_given(void *ctx, enum xform_type type,
			const struct zone *zone, const char *value)
{
	const char *s = value;

	if (type == XFORM_INT)
		return value_whole(ctx, value);
	/* A date with a time is that day; a day begins at midnight. */
	if (type == XFORM_DATE && strlen(value) > 10 && value[10] == 'T')
		return mem_strndup(ctx, value, 10);
	if (type == XFORM_DATETIME && date_at(&s) && !*s)
		return value_typed(ctx, type, zone,
				   mem_printf(ctx, "%sT00:00", value));
	return value;
}

/* --- violations ----------------------------------------------------------------------- */

static bool one_of(const struct answer_choice *list, size_t n, const char *s,
		   size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (!strncmp(list[i].value, s, len) && !list[i].value[len])
			return true;
	return false;
}

static NEOERR *check_choices(struct answer *a, const struct item *it,
			     bool *wrong)
{
	const struct xform_control *c = it->def->control;
	struct answer_choice *list = NULL;
	const char *p = item_value(it);
	void *scratch;
	size_t n = 0;
	NEOERR *err;

	*wrong = it->left && c && c->kind != XFORM_RANK;
	if (*wrong || !c ||
	    (c->kind != XFORM_SELECT && c->kind != XFORM_SELECT1 &&
	     c->kind != XFORM_RANK))
		return STATUS_OK;
	scratch = talloc_new(a);
	err = label_choices(scratch, a, c, it, false, &list, &n);
	if (err == STATUS_OK && c->kind != XFORM_SELECT1)
		err = work_spend(a, n * (strlen(p) / 2 + 1) / 8);
	if (err != STATUS_OK)
		*wrong = true;
	else if (c->kind == XFORM_SELECT1)
		*wrong = !one_of(list, n, p, strlen(p));
	else
		for (size_t len; *p; p += len) {
			p += strspn(p, " \t\r\n");
			len = strcspn(p, " \t\r\n");
			*wrong |= len && !one_of(list, n, p, len);
		}
	talloc_free(scratch);
	return nerr_pass(err);
}

/* Is it outside of what a range offers? Either end may be the greater. */
static bool out_of_range(const struct item *it)
{
	const struct xform_control *c = it->def->control;
	double v, start, end;

	if (!c || c->kind != XFORM_RANGE)
		return false;
	if (!is_decimal(item_value(it)))
		return true;
	v = strtod(item_value(it), NULL);
	start = strtod(c->range_start, NULL);
	end = strtod(c->range_end, NULL);
	return v < fmin(start, end) || v > fmax(start, end);
}

NEOERR *check_item(struct answer *a, struct item *it,
		   enum answer_violation *out)
{
	const struct xbind *b = it->def->bind;
	bool right, wrong;

	*out = ANSWER_OK;
	if (!it->relevant || !it->def->leaf)
		return STATUS_OK;
	if (it->wrong) {
		*out = ANSWER_TYPE;
		return STATUS_OK;
	}
	/* Also where nothing is left of what was chosen. */
	if (!*item_effective(it) && it->required) {
		*out = ANSWER_REQUIRED;
		return STATUS_OK;
	}
	if (!*item_value(it))
		return STATUS_OK;
	TRY(check_choices(a, it, &wrong));
	if (wrong) {
		*out = ANSWER_CHOICE;
		return STATUS_OK;
	}
	if (out_of_range(it)) {
		*out = ANSWER_CONSTRAINT;
		return STATUS_OK;
	}
	if (b) {
		TRY(work_condition(a, &b->constraint, it, true, &right));
		if (!right)
			*out = ANSWER_CONSTRAINT;
	}
	return STATUS_OK;
}

NEOERR *answer_check(struct answer *a, size_t *wrong, const char **first)
{
	struct item *earliest = NULL;

	*wrong = 0;
	if (first)
		*first = NULL;
	tree_index(a);
	for (size_t i = 0; i < a->form->n_nodes; i++) {
		const struct items *l = &a->by_node[i];

		/* Only what somebody can mend. */
		if (!a->form->nodes[i]->control)
			continue;
		for (size_t k = 0; k < l->n; k++) {
			enum answer_violation v;

			TRY(check_item(a, l->list[k], &v));
			if (v == ANSWER_OK)
				continue;
			if (!earliest)
				earliest = l->list[k];
			++*wrong;
		}
	}
	if (first && earliest)
		*first = tree_path(a, earliest);
	return STATUS_OK;
}

NEOERR *answer_state(struct answer *a, const char *path,
		     struct answer_state *out)
{
	const char *slash = strrchr(path, '/');
	struct item *it, *parent;

	*out = (struct answer_state){0};
	tree_index(a);
	it = tree_find(a, path);
	parent = slash && slash > path && !strchr(slash, '[')
		     ? tree_find(a, mem_strndup(a, path,
						(size_t)(slash - path)))
		     : NULL;
	for (const struct xnode *n = parent ? parent->def->first : NULL; n;
	     n = n->next)
		if (n->repeat && !strcmp(n->name, slash + 1)) {
			out->exists = true;
			return nerr_pass(
			    range_relevant(a, n, parent, &out->relevant));
		}
	if (!it)
		return STATUS_OK;
	out->exists = true;
	out->relevant = it->relevant;
	out->required = it->required;
	out->readonly = it->readonly;
	return nerr_pass(it->def->control ? check_item(a, it, &out->violation)
					  : STATUS_OK);
}
