/* Letters: what Carebook writes to people about their accounts.
 * SPDX-License-Identifier: MIT
 *
 * Each goes into the outbox, within the caller's transaction.
 */
#ifndef CAREBOOK_PEOPLE_LETTER_H
#define CAREBOOK_PEOPLE_LETTER_H

#include "people/actor.h"

struct letter_to {
	int64_t account;
	const char *email, *name;
};

NEOERR *letter_invitation(const struct actor *a, struct letter_to to,
			  const char *address) MUST_CHECK;
NEOERR *letter_reset(const struct actor *a, struct letter_to to,
		     const char *address) MUST_CHECK;

/* Something that keeps the account safe was changed: "Your password was
 * changed". */
NEOERR *letter_changed(const struct actor *a, struct letter_to to,
		       const char *what) MUST_CHECK;

/* Somebody may now see a client's record in the portal; or may not any more. */
NEOERR *letter_granted(const struct actor *a, struct letter_to to,
		       const char *client, const char *site_url) MUST_CHECK;
NEOERR *letter_grant_ended(const struct actor *a, struct letter_to to,
			   const char *client) MUST_CHECK;

#endif
