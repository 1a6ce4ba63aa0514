/* Fields: the checks, one a type.
 * SPDX-License-Identifier: MIT */
#include "base/field.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/zone.h"

enum { TEXT_MAX = 200 };

const char *field_type_name(enum field_type type)
{
	static const char *const names[FIELD_TYPES] = {
	    [FIELD_TEXT] = "text",	   [FIELD_LONGTEXT] = "longtext",
	    [FIELD_EMAIL] = "email",	   [FIELD_TEL] = "tel",
	    [FIELD_URL] = "url",	   [FIELD_PASSWORD] = "password",
	    [FIELD_NUMBER] = "number",	   [FIELD_MONEY] = "money",
	    [FIELD_DATE] = "date",	   [FIELD_TIME] = "time",
	    [FIELD_SELECT] = "select",	   [FIELD_RADIO] = "radio",
	    [FIELD_CHECKBOX] = "checkbox", [FIELD_CHECKS] = "checks",
	    [FIELD_HIDDEN] = "hidden",	   [FIELD_CODE] = "code",
	    [FIELD_SEARCH] = "search",
	    [FIELD_FILE] = "file",
	    [FIELD_FILES] = "files",
	};

	return names[type];
}

static const char *check_email(const char *s)
{
	const char *at = strrchr(s, '@');

	if (!at || at == s || !strchr(at, '.') || strpbrk(s, " <>,;\"()") ||
	    at[1] == '.' || at[strlen(at) - 1] == '.' || strchr(s, '@') != at)
		return "Write an e-mail address like name@example.com";
	return NULL;
}

static const char *check_tel(const char *s)
{
	size_t digits = 0;

	for (const char *p = s; *p; p++) {
		if (isdigit((unsigned char)*p))
			digits++;
		else if (!strchr(" ()+-./x", *p))
			return "Write a phone number with digits, like 02 5550 "
			       "0142";
	}
	return digits < 6 || digits > 20
		   ? "Write the whole phone number, area code first"
		   : NULL;
}

static const char *check_url(const char *s)
{
	bool http = !strncmp(s, "https://", 8) || !strncmp(s, "http://", 7);

	if (!http || strpbrk(s, " <>\"'\\^`{|}") || !strchr(s, '.'))
		return "Write a web address that begins with https://";
	return NULL;
}

static const char *check_number(const void *ctx, const struct field *f,
				const char *s, const char **value)
{
	int64_t max = f->max ? f->max : INT32_MAX, n;

	if (!text_int(s, INT64_MIN / 2, INT64_MAX / 2, &n))
		return "Write a whole number, like 12";
	if (n < f->min)
		return mem_printf(ctx, "Write %" PRId64 " or more", f->min);
	if (n > max)
		return mem_printf(ctx, "Write %" PRId64 " or less", max);
	*value = mem_printf(ctx, "%" PRId64, n);
	return NULL;
}

static const char *check_money(const void *ctx, const struct field *f,
			       const char *s, const char **value)
{
	int64_t max = f->max ? f->max : 100000000000, cents = 0;
	int places = -1, digits = 0;
	int group = -1; /* digits since the last , or space; -1: there is none */
	bool good = true;

	if (*s == '$')
		s++;
	for (; *s && good; s++) {
		if (isdigit((unsigned char)*s)) {
			good = places < 2 && cents <= max;
			cents = cents * 10 + (*s - '0');
			digits++;
			places += places >= 0;
			group += group >= 0 && places < 0;
		} else if (*s == '.') {
			good = places < 0 && (group < 0 || group == 3);
			places = 0;
		} else if (*s == ',' || *s == ' ') {
			/* Between thousands only: 1,5 may mean 1.50. */
			good = digits && places < 0 && (group < 0 || group == 3);
			group = 0;
		} else {
			good = false;
		}
	}
	if (!good || !digits || (group >= 0 && group != 3))
		return "Write an amount like 1250.00";
	for (places = places < 0 ? 0 : places; places < 2; places++)
		cents *= 10;
	if (cents < f->min || cents > max)
		return mem_printf(ctx, "Write an amount from %s to %s",
				  money_show(ctx, f->min),
				  money_show(ctx, max));
	*value = mem_printf(ctx, "%" PRId64, cents);
	return NULL;
}

static const char *check_date(const void *ctx, const struct field *f,
			      const char *s, int64_t today, const char **value)
{
	struct date d, now = date_from_days(today);
	char text[DATE_TEXT];
	int latest = f->flags & FIELD_PAST ? now.year : now.year + 50;

	if (!date_parse_typed(s, latest, &d))
		return "Write a day that exists, like 27 11 2026";
	if (d.year < 1850 || d.year > 2200)
		return "Write the year with four digits, like 2026";
	if (f->flags & FIELD_PAST && date_to_days(d) > today)
		return "This day must be today or in the past";
	if (f->flags & FIELD_FUTURE && date_to_days(d) < today)
		return "This day must be today or later";
	*value = mem_strdup(ctx, date_format_iso(d, text));
	return NULL;
}

static const char *check_time(const void *ctx, const char *s,
			      const char **value)
{
	int minute;

	if (!zone_parse_time(s, &minute))
		return "Write a time like 8:40 am or 14:00";
	*value = mem_printf(ctx, "%02d:%02d", minute / 60 % 24, minute % 60);
	return NULL;
}

static bool is_choice(const struct choice *choices, const char *value,
		      size_t n)
{
	for (; choices->value; choices++)
		if (strlen(choices->value) == n &&
		    !strncmp(choices->value, value, n))
			return true;
	return false;
}

static const char *check_choices(const struct field *f, const char *s)
{
	while (*s) {
		size_t n = f->type == FIELD_CHECKS ? strcspn(s, ",")
						   : strlen(s);

		if (f->choices && !is_choice(f->choices, s, n))
			return "Choose one of the answers";
		s += n;
		s += *s == ',';
	}
	return NULL;
}

static bool is_text(enum field_type type)
{
	return type <= FIELD_PASSWORD || type == FIELD_SEARCH ||
	       type == FIELD_HIDDEN;
}

const char *field_check(const void *ctx, const struct field *f,
			const char *typed, int64_t today, const char **value)
{
	size_t max = f->max ? (size_t)f->max : TEXT_MAX;
	const char *s = typed;

	*value = "";
	if (f->type != FIELD_PASSWORD)
		s = text_tidy(ctx, typed, f->type != FIELD_LONGTEXT);
	if (!*s) {
		if (!(f->flags & FIELD_REQUIRED))
			return NULL;
		if (f->type == FIELD_SELECT || f->type == FIELD_RADIO ||
		    f->type == FIELD_CHECKS)
			return mem_printf(ctx, "Choose an answer for “%s”",
					  f->label);
		if (f->type == FIELD_CHECKBOX)
			return mem_printf(ctx, "Tick “%s”", f->label);
		return mem_printf(ctx, "Fill in “%s”", f->label);
	}
	if (is_text(f->type) && text_length(s) > max)
		return mem_printf(ctx,
				  "Use at most %zu characters (this has %zu)",
				  max, text_length(s));
	*value = s;
	switch (f->type) {
	case FIELD_EMAIL:
		return check_email(s);
	case FIELD_TEL:
		return check_tel(s);
	case FIELD_URL:
		return check_url(s);
	case FIELD_NUMBER:
		return check_number(ctx, f, s, value);
	case FIELD_MONEY:
		return check_money(ctx, f, s, value);
	case FIELD_DATE:
		return check_date(ctx, f, s, today, value);
	case FIELD_TIME:
		return check_time(ctx, s, value);
	case FIELD_SELECT:
	case FIELD_RADIO:
	case FIELD_CHECKS:
		return text_length(s) > 1000 ? "Choose one of the answers"
					     : check_choices(f, s);
	case FIELD_CHECKBOX:
		*value = "1";
		return strcmp(s, "1") && strcmp(s, "on") ? "Tick or leave free"
							 : NULL;
	default:
		return NULL;
	}
}

const char *choice_label(const struct choice *choices, const char *value)
{
	for (; choices && choices->value; choices++)
		if (!strcmp(choices->value, value))
			return choices->label;
	return value;
}

const char *money_show(const void *ctx, int64_t cents)
{
	uint64_t n = cents < 0 ? -(uint64_t)cents : (uint64_t)cents;
	char digits[32];
	struct buf b = {.ctx = ctx};
	size_t len = (size_t)snprintf(digits, sizeof digits, "%" PRIu64,
				      n / 100);

	buf_puts(&b, cents < 0 ? "−$" : "$");
	for (size_t i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			buf_puts(&b, ",");
		buf_add(&b, digits + i, 1);
	}
	buf_printf(&b, ".%02d", (int)(n % 100));
	return buf_text(&b);
}

const char *field_show(const void *ctx, const struct field *f,
		       const char *value)
{
	struct date d;
	char text[DATE_TEXT];

	if (!*value)
		return "";
	switch (f->type) {
	case FIELD_DATE:
		if (!date_parse_iso(value, &d))
			return value;
		return mem_strdup(ctx, date_format_short(d, 0, text));
	case FIELD_MONEY:
		return money_show(ctx, strtoll(value, NULL, 10));
	case FIELD_CHECKBOX:
		return "Yes";
	case FIELD_SELECT:
	case FIELD_RADIO:
		return choice_label(f->choices, value);
	case FIELD_CHECKS: {
		struct buf b = {.ctx = ctx};
		char *copy = mem_strdup(ctx, value), *save;

		for (char *w = strtok_r(copy, ",", &save); w;
		     w = strtok_r(NULL, ",", &save)) {
			if (b.len)
				buf_puts(&b, ", ");
			buf_puts(&b, choice_label(f->choices, w));
		}
		return buf_text(&b);
	}
	default:
		return value;
	}
}
