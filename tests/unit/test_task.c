/* How a task repeats, between the form and the rule (people/task).
 * SPDX-License-Identifier: MIT */
#include "people/task.h"

#include "base/mem.h"
#include "unit.h"

static void *ctx;

/* The rule of a form that was filled in so; "!field: words" where wrong. */
static const char *rule(const char *due, const char *choice, const char *every,
			const char *unit, const char *until, const char *keep)
{
	const char *values[TASK_FIELDS] = {
	    [TASK_TITLE] = "x",	      [TASK_DETAILS] = "",
	    [TASK_DUE] = due,	      [TASK_ASSIGNEE] = "",
	    [TASK_RECURS] = choice,   [TASK_EVERY] = every,
	    [TASK_UNIT] = unit,	      [TASK_UNTIL] = until};
	const char *text, *wrong;
	int field;

	wrong = task_rule_read(ctx, values, keep, &text, &field);
	return wrong ? mem_printf(ctx, "!%s", task_fields[field].name) : text;
}

/* A rule as the form shows it: "choice|every|unit|until". */
static const char *form(const char *text)
{
	const char *v[TASK_FIELDS];

	task_rule_show(ctx, text, v);
	return mem_printf(ctx, "%s|%s|%s|%s", v[TASK_RECURS], v[TASK_EVERY],
			  v[TASK_UNIT], v[TASK_UNTIL]);
}

static void from_the_form(void)
{
	ctx = mem_pool();
	CHECK_TEXT(rule("", "", "", "WEEKLY", "", ""), "");
	CHECK_TEXT(rule("2026-11-27", "FREQ=WEEKLY", "", "", "", ""), "FREQ=WEEKLY");
	CHECK_TEXT(rule("2026-11-27", "FREQ=WEEKLY;INTERVAL=2", "", "", "", ""),
		   "FREQ=WEEKLY;INTERVAL=2");
	CHECK_TEXT(rule("2026-11-27", "custom", "3", "MONTHLY", "2027-11-27", ""),
		   "FREQ=MONTHLY;INTERVAL=3;UNTIL=20271127");
	CHECK_TEXT(rule("2026-11-27", "FREQ=DAILY", "", "", "2026-11-27", ""),
		   "FREQ=DAILY;UNTIL=20261127");
	/* The last of a month stays the last; the 28th of February 2027 too. */
	CHECK_TEXT(rule("2026-11-30", "FREQ=MONTHLY", "", "", "", ""),
		   "FREQ=MONTHLY;BYMONTHDAY=-1");
	CHECK_TEXT(rule("2026-11-29", "FREQ=MONTHLY", "", "", "", ""),
		   "FREQ=MONTHLY");
	talloc_free(ctx);
}

static void what_is_wrong(void)
{
	ctx = mem_pool();
	CHECK_TEXT(rule("", "FREQ=WEEKLY", "", "", "", ""), "!due");
	CHECK_TEXT(rule("2026-11-27", "custom", "", "WEEKLY", "", ""), "!every");
	CHECK_TEXT(rule("2026-11-27", "custom", "2", "", "", ""), "!unit");
	CHECK_TEXT(rule("2026-11-27", "FREQ=DAILY", "", "", "2026-11-26", ""),
		   "!until");
	CHECK_TEXT(rule("2026-11-27", "FREQ=SECONDLY", "", "", "", ""), "!recurs");
	CHECK_TEXT(rule("2026-11-27", "keep", "", "", "", ""), "!recurs");
	talloc_free(ctx);
}

static void and_back(void)
{
	ctx = mem_pool();
	CHECK_TEXT(form(""), "||WEEKLY|");
	CHECK_TEXT(form("FREQ=WEEKLY"), "FREQ=WEEKLY||WEEKLY|");
	CHECK_TEXT(form("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"),
		   "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR||WEEKLY|");
	CHECK_TEXT(form("FREQ=MONTHLY;BYMONTHDAY=-1"), "FREQ=MONTHLY||WEEKLY|");
	CHECK_TEXT(form("FREQ=MONTHLY;INTERVAL=3;UNTIL=20271127"),
		   "custom|3|MONTHLY|2027-11-27");
	CHECK_TEXT(form("FREQ=MONTHLY;BYDAY=1FR"), "keep||WEEKLY|");
	CHECK_TEXT(form("FREQ=WEEKLY;COUNT=4"), "keep||WEEKLY|");
	CHECK_TEXT(form("nonsense"), "||WEEKLY|");
	talloc_free(ctx);
}

/* A form that is saved as it was shown keeps the rule, to the letter. */
static void untouched(void)
{
	static const char *const rules[] = {
	    "FREQ=WEEKLY", "FREQ=MONTHLY;BYMONTHDAY=-1",
	    "FREQ=MONTHLY;INTERVAL=3;UNTIL=20271127", "FREQ=MONTHLY;BYDAY=1FR",
	    "FREQ=WEEKLY;COUNT=4", "FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20270301"};

	ctx = mem_pool();
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		const char *v[TASK_FIELDS];

		task_rule_show(ctx, rules[i], v);
		CHECK_TEXT(rule("2026-12-02", v[TASK_RECURS], v[TASK_EVERY],
				v[TASK_UNIT], v[TASK_UNTIL], rules[i]),
			   rules[i]);
	}
	CHECK_TEXT(task_rule_words(ctx, "FREQ=WEEKLY;INTERVAL=2", "2026-11-27"),
		   "every second Friday");
	CHECK_TEXT(task_rule_words(ctx, "", "2026-11-27"), "");
	talloc_free(ctx);
}

UNIT_MAIN("task", UNIT(from_the_form), UNIT(what_is_wrong), UNIT(and_back),
	  UNIT(untouched))
