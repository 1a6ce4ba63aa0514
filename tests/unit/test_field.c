/* Unit tests of what people type into fields.
 * SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/err.h"
#include "base/field.h"
#include "base/mem.h"

static void *ctx;

/* The canonical value, or "no". */
static const char *typed(enum field_type type, const char *text)
{
	struct field f = {.name = "f", .label = "F", .type = type};
	const char *value;

	return field_check(ctx, &f, text, 20000, &value) ? "no" : value;
}

static void begin(void)
{
	err_init();
	ctx = talloc_new(NULL);
}

static void money(void)
{
	CHECK_TEXT(typed(FIELD_MONEY, "1250"), "125000");
	CHECK_TEXT(typed(FIELD_MONEY, "$1,250.50"), "125050");
	CHECK_TEXT(typed(FIELD_MONEY, "1 250 000"), "125000000");
	CHECK_TEXT(typed(FIELD_MONEY, ".5"), "50");
	CHECK_TEXT(typed(FIELD_MONEY, "12."), "1200");
	CHECK_TEXT(typed(FIELD_MONEY, "0"), "0");
	CHECK_TEXT(typed(FIELD_MONEY, ""), "");
	/* Might be 1.80 or 18: nobody guesses. */
	CHECK_TEXT(typed(FIELD_MONEY, "1,8"), "no");
	CHECK_TEXT(typed(FIELD_MONEY, "1,2500"), "no");
	CHECK_TEXT(typed(FIELD_MONEY, "1,,250"), "no");
	CHECK_TEXT(typed(FIELD_MONEY, "1.250,00"), "no");
	CHECK_TEXT(typed(FIELD_MONEY, "1.2.3"), "no");
	CHECK_TEXT(typed(FIELD_MONEY, "1.234"), "no");
	CHECK_TEXT(typed(FIELD_MONEY, "-5"), "no");
	CHECK_TEXT(typed(FIELD_MONEY, "."), "no");
	CHECK_TEXT(typed(FIELD_MONEY, ","), "no");
	CHECK_TEXT(typed(FIELD_MONEY, "$"), "no");
	CHECK_TEXT(typed(FIELD_MONEY, "12345678901234567890"), "no");
}

static void end(void)
{
	talloc_free(ctx);
}

UNIT_MAIN("field", UNIT(begin), UNIT(money), UNIT(end))
