/* Errors: the types that every folder raises, on top of ClearSilver's NEOERR.
 * SPDX-License-Identifier: MIT
 *
 * A function that can fail returns NEOERR *; STATUS_OK is success. Who gets an
 * error passes it on (TRY), or handles it (nerr_handle, nerr_ignore): an error
 * that is dropped leaks 300 bytes a level.
 *
 * "The user did wrong" and "we did wrong" differ in type. lib/web/view.c maps
 * each type to one HTTP status; whatever is not named here is a 500.
 */
#ifndef CAREBOOK_BASE_ERR_H
#define CAREBOOK_BASE_ERR_H

#include <ClearSilver.h>

extern NERR_TYPE ERR_NOT_FOUND;   /* no such thing, or not for this person: 404 */
extern NERR_TYPE ERR_FORBIDDEN;   /* this person may not do this: 403 */
extern NERR_TYPE ERR_INVALID;     /* what was sent cannot be accepted: 422 */
extern NERR_TYPE ERR_MALFORMED;   /* the request itself is broken: 400 */
extern NERR_TYPE ERR_CONFLICT;    /* somebody else changed it meanwhile: 409 */
extern NERR_TYPE ERR_TOO_LARGE;   /* the body is over the limit: 413 */
extern NERR_TYPE ERR_NO_ROOM;    /* the disk for files is full: 507 */
extern NERR_TYPE ERR_TOO_OFTEN;   /* throttled: 429 */
extern NERR_TYPE ERR_UNAVAILABLE; /* a thing that we need is away: 503 */
extern NERR_TYPE ERR_RETRY;       /* the transaction lost a race: run it again */

#define MUST_CHECK __attribute__((warn_unused_result))

/* Leaves the function with the error, if there is one. */
#define TRY(call)                                   \
	do {                                        \
		NEOERR *try_err_ = (call);          \
		if (try_err_ != STATUS_OK)          \
			return nerr_pass(try_err_); \
	} while (0)

/* Registers the types; once, before anything else. Aborts without memory. */
void err_init(void);

/* The one-line reason of an error, for people and for the log. The text
 * belongs to ctx. */
const char *err_text(const void *ctx, NEOERR *err);

/* The whole traceback, in one line; belongs to ctx. */
const char *err_trace(const void *ctx, NEOERR *err);

#endif
