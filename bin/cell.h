/* A cell: a process that shuts itself in before it opens what a stranger sent.
 * SPDX-License-Identifier: MIT
 *
 * Decoders of pictures and PDF files are large, and now and then wrong. So the
 * process that runs them can do nothing but read its standard input, compute,
 * and write to its standard output: no network, no other program, no other
 * process, no file written, no file read but the fonts that it is allowed.
 * What breaks a decoder gets a processor for some seconds, and no more.
 *
 * Three walls, each for itself: resource limits; Landlock (files, Linux 5.13
 * and later); a seccomp filter that lists what is allowed. Whatever is not on
 * the list fails with EPERM, so that a library that only asks goes on without.
 */
#ifndef CAREBOOK_BIN_CELL_H
#define CAREBOOK_BIN_CELL_H

#include <stdbool.h>
#include <stddef.h>

struct cell {
	size_t memory;	 /* bytes of address space */
	unsigned seconds; /* of processor time */
	const char *const *readable; /* folders that may be read, ends with
					NULL; NULL: no file may be opened */
};

/* Shuts the process in, for good. Returns NULL, or what could not be done: then
 * nothing foreign may be opened. A kernel without Landlock is no fault where
 * `readable` is NULL, since the filter refuses every opening by itself. */
const char *cell_enter(const struct cell *c);

#endif
