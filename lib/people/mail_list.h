/* The outbox as an administrator sees it; never the text of a message.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_PEOPLE_MAIL_LIST_H
#define CAREBOOK_PEOPLE_MAIL_LIST_H

#include "base/field.h"
#include "people/actor.h"

enum { MAIL_PAGE = 50 };

/* Newest first, at most MAIL_PAGE + 1 older than `before` (0: the newest).
 * state "" any; account 0 anybody's. Columns: id at account_id recipient
 * recipient_name subject state attempts next_at sent_at last_error secret */
NEOERR *mail_list(const struct actor *a, const char *state, int64_t account,
		  int64_t before, struct rows *out) MUST_CHECK;

/* One row: waiting sent failed */
NEOERR *mail_counts(const struct actor *a, struct rows *out) MUST_CHECK;

/* Sends a failed one once more. */
NEOERR *mail_again(const struct actor *a, int64_t id) MUST_CHECK;

extern const struct choice mail_states[];

#endif
