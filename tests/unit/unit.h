/* What the unit tests share: a program of CUnit tests with one main line.
 * SPDX-License-Identifier: MIT
 *
 *     static void leap_years(void)
 *     {
 *             CHECK(date_is_leap_year(2028));
 *             CHECK_INT(date_days_in_month(2026, 2), 28);
 *             CHECK_TEXT(date_format_iso(d, buf), "2026-11-27");
 *     }
 *     UNIT_MAIN("date", UNIT(leap_years), UNIT(other_test))
 *
 * Each CHECK counts as one assertion; a failed one shows both values and the
 * test goes on. The program prints CUnit's summary and, last, the line
 * `N passed, N failed` (assertions), and its exit status is 0 only if
 * something was asserted and nothing failed. A part that cannot run here calls
 * unit_skip() with the reason. With arguments only the tests so named run.
 */
#ifndef CAREBOOK_TESTS_UNIT_H
#define CAREBOOK_TESTS_UNIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>
#include <CUnit/CUnit.h>

struct unit_test {
	const char *name;
	void (*run)(void);
};

#define UNIT(function)      \
	{                   \
		#function, function \
	}

#define CHECK(condition) \
	unit_check((condition), #condition, __FILE__, __LINE__, __func__)
#define CHECK_INT(actual, expected)                                        \
	unit_int((long long)(actual), (long long)(expected), #actual, __FILE__, \
	         __LINE__, __func__)
#define CHECK_TEXT(actual, expected) \
	unit_text((actual), (expected), #actual, __FILE__, __LINE__, __func__)

static inline bool unit_check(bool good, const char *what, const char *file,
                              int line, const char *function)
{
	CU_assertImplementation(good ? CU_TRUE : CU_FALSE, (unsigned)line,
	                        what, file, function, CU_FALSE);
	return good;
}

static inline bool unit_int(long long actual, long long expected,
                            const char *what, const char *file, int line,
                            const char *function)
{
	char text[512];

	snprintf(text, sizeof text, "%.400s is %lld, not %lld", what, actual,
	         expected);
	return unit_check(actual == expected, text, file, line, function);
}

/* NULL equals only NULL. Of long texts the place where they part is shown. */
static inline bool unit_text(const char *actual, const char *expected,
                             const char *what, const char *file, int line,
                             const char *function)
{
	bool same = actual && expected ? strcmp(actual, expected) == 0
	                               : actual == expected;
	char text[2048];
	size_t skip = 0;

	if (!same && actual && expected) {
		while (actual[skip] && actual[skip] == expected[skip])
			skip++;
		skip = skip > 200 ? skip - 200 : 0;
	}
	snprintf(text, sizeof text, "%.200s is %s\"%.600s\", not %s\"%.600s\"",
	         what, skip ? "..." : "", actual ? actual + skip : "(null)",
	         skip ? "..." : "", expected ? expected + skip : "(null)");
	return unit_check(same, text, file, line, function);
}

static inline void unit_skip(const char *why)
{
	printf("\n    skipped: %s\n", why);
}

static inline int unit_run(const char *suite_name, int (*before)(void),
                           int (*after)(void), const struct unit_test *tests,
                           size_t count, int argc, char **argv)
{
	CU_pSuite suite;
	unsigned good, bad;
	size_t i;
	int k;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (CU_initialize_registry() != CUE_SUCCESS ||
	    !(suite = CU_add_suite(suite_name, before, after)))
		return 99;
	for (i = 0; i < count; i++) {
		bool wanted = argc < 2;

		for (k = 1; k < argc; k++)
			wanted = wanted || strcmp(argv[k], tests[i].name) == 0;
		if (wanted && !CU_add_test(suite, tests[i].name, tests[i].run))
			return 99;
	}
	CU_basic_set_mode(CU_BRM_VERBOSE);
	CU_basic_run_tests();
	good = CU_get_number_of_successes();
	bad = CU_get_number_of_failures();
	CU_cleanup_registry();
	printf("%u passed, %u failed\n", good, bad);
	return bad > 0 || good == 0;
}

/* before and after: int (*)(void) that run once around all tests and return 0,
 * or NULL. */
#define UNIT_MAIN_WITH(suite_name, before, after, ...)                 \
	int main(int argc, char **argv)                                \
	{                                                              \
		static const struct unit_test tests[] = {__VA_ARGS__}; \
                                                                       \
		return unit_run(suite_name, before, after, tests,      \
		                sizeof tests / sizeof *tests, argc,    \
		                argv);                                 \
	}
#define UNIT_MAIN(suite_name, ...) \
	UNIT_MAIN_WITH(suite_name, NULL, NULL, __VA_ARGS__)

#endif
