# The unit tests: one program of CUnit tests for each part of the library.
# They run by `make check`, or one by one: tests/unit/test_date [TEST]...

UNIT_TESTS = \
	tests/unit/test_admission \
	tests/unit/test_diff \
	tests/unit/test_task \
	tests/unit/test_account \
	tests/unit/test_media \
	tests/unit/test_condition \
	tests/unit/test_date \
	tests/unit/test_field \
	tests/unit/test_fill \
	tests/unit/test_holiday \
	tests/unit/test_ical \
	tests/unit/test_incident \
	tests/unit/test_licence \
	tests/unit/test_lines \
	tests/unit/test_mail \
	tests/unit/test_match \
	tests/unit/test_notice \
	tests/unit/test_paper \
	tests/unit/test_price \
	tests/unit/test_print \
	tests/unit/test_provider \
	tests/unit/test_recur \
	tests/unit/test_search \
	tests/unit/test_xpath \
	tests/unit/test_xpath_value \
	tests/unit/test_xform \
	tests/unit/test_zone
UNIT_LDADD = $(LDADD) $(CUNIT_LIBS)
tests_unit_test_media_SOURCES = tests/unit/test_media.c tests/unit/unit.h
tests_unit_test_media_LDADD = $(UNIT_LDADD)
tests_unit_test_diff_SOURCES = tests/unit/test_diff.c tests/unit/unit.h
tests_unit_test_diff_LDADD = $(UNIT_LDADD)
tests_unit_test_task_SOURCES = tests/unit/test_task.c tests/unit/unit.h
tests_unit_test_task_LDADD = $(UNIT_LDADD)
tests_unit_test_account_SOURCES = tests/unit/test_account.c tests/unit/unit.h
tests_unit_test_account_LDADD = $(UNIT_LDADD)
tests_unit_test_admission_SOURCES = tests/unit/test_admission.c tests/unit/unit.h
tests_unit_test_admission_LDADD = $(UNIT_LDADD)
tests_unit_test_condition_SOURCES = tests/unit/test_condition.c tests/unit/unit.h
tests_unit_test_condition_LDADD = $(UNIT_LDADD)
tests_unit_test_provider_SOURCES = tests/unit/test_provider.c tests/unit/unit.h
tests_unit_test_provider_LDADD = $(UNIT_LDADD)
tests_unit_test_search_SOURCES = tests/unit/test_search.c tests/unit/unit.h
tests_unit_test_search_LDADD = $(UNIT_LDADD)
tests_unit_test_lines_SOURCES = tests/unit/test_lines.c tests/unit/unit.h
tests_unit_test_lines_LDADD = $(UNIT_LDADD)
tests_unit_test_licence_SOURCES = tests/unit/test_licence.c tests/unit/unit.h
tests_unit_test_licence_LDADD = $(UNIT_LDADD)
tests_unit_test_xform_SOURCES = tests/unit/test_xform.c tests/unit/unit.h
tests_unit_test_xform_LDADD = $(UNIT_LDADD)
tests_unit_test_date_SOURCES = tests/unit/test_date.c tests/unit/unit.h
tests_unit_test_date_LDADD = $(UNIT_LDADD)
tests_unit_test_field_SOURCES = tests/unit/test_field.c tests/unit/unit.h
tests_unit_test_field_LDADD = $(UNIT_LDADD)
tests_unit_test_fill_SOURCES = tests/unit/test_fill.c tests/unit/unit.h
tests_unit_test_fill_LDADD = $(UNIT_LDADD)
tests_unit_test_holiday_SOURCES = tests/unit/test_holiday.c \
	tests/unit/cases.h tests/unit/unit.h
tests_unit_test_holiday_LDADD = $(UNIT_LDADD)
tests_unit_test_ical_SOURCES = tests/unit/test_ical.c tests/unit/unit.h
tests_unit_test_ical_LDADD = $(UNIT_LDADD)
tests_unit_test_incident_SOURCES = tests/unit/test_incident.c tests/unit/unit.h
tests_unit_test_incident_LDADD = $(UNIT_LDADD)
tests_unit_test_mail_SOURCES = tests/unit/test_mail.c tests/unit/unit.h
tests_unit_test_mail_LDADD = $(UNIT_LDADD)
tests_unit_test_notice_SOURCES = tests/unit/test_notice.c \
	tests/unit/cases.h tests/unit/unit.h
tests_unit_test_notice_LDADD = $(UNIT_LDADD)
tests_unit_test_paper_SOURCES = tests/unit/test_paper.c tests/unit/unit.h
tests_unit_test_paper_LDADD = $(UNIT_LDADD)
tests_unit_test_price_SOURCES = tests/unit/test_price.c \
	tests/unit/cases.h tests/unit/unit.h
tests_unit_test_price_LDADD = $(UNIT_LDADD)
tests_unit_test_print_SOURCES = tests/unit/test_print.c tests/unit/unit.h
tests_unit_test_print_LDADD = $(UNIT_LDADD)
tests_unit_test_match_SOURCES = tests/unit/test_match.c tests/unit/unit.h
tests_unit_test_match_LDADD = $(UNIT_LDADD)
tests_unit_test_recur_SOURCES = tests/unit/test_recur.c tests/unit/unit.h
tests_unit_test_recur_LDADD = $(UNIT_LDADD)
tests_unit_test_xpath_SOURCES = tests/unit/test_xpath.c tests/unit/unit.h
tests_unit_test_xpath_LDADD = $(UNIT_LDADD)
tests_unit_test_xpath_value_SOURCES = tests/unit/test_xpath_value.c \
	tests/unit/unit.h
tests_unit_test_xpath_value_LDADD = $(UNIT_LDADD)
tests_unit_test_zone_SOURCES = tests/unit/test_zone.c tests/unit/cases.h \
	tests/unit/unit.h
tests_unit_test_zone_LDADD = $(UNIT_LDADD)

check_PROGRAMS = $(UNIT_TESTS)
TESTS = $(UNIT_TESTS)
