/* The store: bytes under the name of their content, wherever they lie.
 * SPDX-License-Identifier: MIT
 *
 * An object is named by the SHA-256 of its bytes (64 hex digits, its key), is
 * written once and never changed. So the same file brought twice is kept once,
 * and what was read can be held against its name. The store knows nothing of
 * people, rights or file names: lib/files/file.h keeps the rows, and is what
 * programs bring files in by; lib/people/attachment.h says who may have what.
 *
 * Nothing outside lib/files/store.c knows where an object lies. Today that is
 * a folder (`files` in carebook.conf):
 *
 *   objects/ab/cdef...   an object; complete from the moment it has its name
 *   coming/              bytes on their way, where the file system has no
 *                        files without a name (O_TMPFILE)
 *   claims/              a file for each process that brings something, locked
 *                        while that process lives
 *
 * A service for objects (S3) needs other insides of the same functions: a
 * multi-part upload for store_put, its completion for store_name, a presigned
 * address for store_serve, age instead of a lock for store_lives.
 *
 * Bringing one:
 *
 *   store_put        bytes come, and are counted and hashed; nobody sees them
 *   store_write
 *   store_done       all there: flushed to the disk; its key and size are known
 *   store_name       it gets its name (rename; the folder flushed): from here
 *                    on it exists. Nothing is done where it exists already.
 *   or store_drop    or its pool is freed, or the process dies: nothing stays
 *
 * A process that dies between store_name and the commit of what refers to the
 * object leaves it behind; that is why a row (file.h) is written before
 * store_name, and says who claims it.
 */
#ifndef CAREBOOK_FILES_STORE_H
#define CAREBOOK_FILES_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/conf.h"

enum { STORE_KEY = 64 }; /* characters */

struct store;

/* The store of this configuration; makes its folders where they are missing.
 * Lives below ctx. ERR_UNAVAILABLE where it cannot be reached. */
NEOERR *store_open(void *ctx, const struct conf *conf,
		   struct store **out) MUST_CHECK;

/* --- bringing ------------------------------------------------------------ */

struct incoming; /* bytes on their way; freed with ctx */

/* Begins. expected: bytes announced, -1 where nobody knows. ERR_UNAVAILABLE,
 * with words for the person, where there is no room: what is expected must fit
 * and leave STORE_RESERVE free (more of it where files are big). */
NEOERR *store_put(struct store *s, void *ctx, int64_t expected,
		  struct incoming **out) MUST_CHECK;
enum { STORE_RESERVE_MB = 256 };

NEOERR *store_write(struct incoming *in, const void *bytes, size_t n) MUST_CHECK;

/* All bytes are there. Flushes them; afterwards store_key and store_size. */
NEOERR *store_done(struct incoming *in) MUST_CHECK;
const char *store_key(const struct incoming *in);
int64_t store_size(const struct incoming *in); /* bytes so far */

/* The bytes that came, to be looked at (libmagic, a scanner) before they have
 * a name: a descriptor for reading, which stays the store's. Its offset is
 * the caller's to set. After store_done. */
int store_peek(const struct incoming *in);

/* Gives it its name. May be called again; the object is whole or not there. */
NEOERR *store_name(struct incoming *in) MUST_CHECK;

/* Forgets the bytes. Freeing the pool does the same. */
void store_drop(struct incoming *in);

/* --- what is there -------------------------------------------------------- */

struct store_stat {
	int64_t size;
	int64_t at; /* since when, UTC seconds */
};

/* ERR_NOT_FOUND. */
NEOERR *store_stat(struct store *s, const char *key,
		   struct store_stat *out) MUST_CHECK;

/* An open descriptor at the first byte, for reading, the caller's to close;
 * close-on-exec. ERR_NOT_FOUND. */
NEOERR *store_get(struct store *s, const char *key, int *fd) MUST_CHECK;

/* Removes an object; none there is no error. Only lib/files/file.c calls it:
 * whoever else removed bytes could take them from somebody who is just being
 * promised them. */
NEOERR *store_delete(struct store *s, const char *key) MUST_CHECK;

/* Calls each for every object, in the order of the keys, with constant memory;
 * ends with the first error that it returns. after: begins behind this key
 * (NULL: at the first). Names that are no keys come with stat NULL. */
NEOERR *store_list(struct store *s, const char *after,
		   NEOERR *(*each)(void *arg, const char *name,
				   const struct store_stat *stat),
		   void *arg) MUST_CHECK;

/* What lies in coming/ and belongs to nobody who lives; removes it where
 * `remove`. *n counts. Without O_TMPFILE only; else there is never any. */
NEOERR *store_sweep(struct store *s, bool remove, int64_t *n) MUST_CHECK;

/* Bytes free for files. */
NEOERR *store_room(struct store *s, int64_t *bytes) MUST_CHECK;

/* --- giving it to the web server ----------------------------------------- */

/* How the web server that a request came by gets at an object: the header that
 * it looks for, and what to put there. By what it says of itself (variable
 * CAREBOOK_SENDFILE): "accel" nginx, "sendfile" Apache. *header NULL: it
 * cannot; then the program sends the bytes itself. */
NEOERR *store_serve(struct store *s, void *ctx, const char *key,
		    const char *how, const char **header,
		    const char **value) MUST_CHECK;

/* --- claims --------------------------------------------------------------- */

/* This process, by a name that stays its own while it lives; for file.claim. */
NEOERR *store_claim(struct store *s, const char **claim) MUST_CHECK;

/* Does the process of this claim live? Nobody's ("") does not. */
bool store_lives(struct store *s, const char *claim);

#endif
