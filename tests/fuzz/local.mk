# The fuzzer. `make fuzz` builds it apart with clang and runs each target for a
# while; what it once found is replayed by `make check` for ever.
tests_fuzz_replay_SOURCES = tests/fuzz/replay.c tests/fuzz/form.c \
	tests/fuzz/paper.c \
	tests/fuzz/targets.c tests/fuzz/targets.h
check_PROGRAMS += tests/fuzz/replay
TESTS += tests/fuzz/replay

EXTRA_PROGRAMS += tests/fuzz/fuzz
tests_fuzz_fuzz_SOURCES = tests/fuzz/fuzz.c tests/fuzz/form.c \
	tests/fuzz/paper.c \
	tests/fuzz/targets.c tests/fuzz/targets.h
tests_fuzz_fuzz_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer

FUZZ_SECONDS = 60
fuzz:
	cd "$(srcdir)" && tests/fuzz/run --seconds $(FUZZ_SECONDS)
.PHONY: fuzz
