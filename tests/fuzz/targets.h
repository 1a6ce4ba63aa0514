/* The fuzz targets: what is fed with anything at all, and must bear it.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_TESTS_FUZZ_TARGETS_H
#define CAREBOOK_TESTS_FUZZ_TARGETS_H

#include <stddef.h>
#include <stdint.h>

struct target {
	const char *name;
	void (*run)(const uint8_t *data, size_t size);
};

/* Ends with a NULL name. */
extern const struct target targets[];

/* form.c: all memory below pool. */
void fuzz_definition(void *pool, const uint8_t *data, size_t size);
void fuzz_posted(void *pool, const uint8_t *data, size_t size);

/* paper.c: all memory below pool. */
void fuzz_document(void *pool, const uint8_t *data, size_t size);
void fuzz_notice(void *pool, const uint8_t *data, size_t size);

/* NULL where there is none of that name. */
const struct target *target_find(const char *name);

/* Runs it once, with memory of its own. */
void target_run(const struct target *t, const uint8_t *data, size_t size);

#endif
