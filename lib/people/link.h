/* One-time links: an invitation, or a new password.
 * SPDX-License-Identifier: MIT
 *
 * Whoever holds the token may choose the password of one account, once, within
 * an hour. The database knows only its SHA-256; a new link makes those before
 * it void. Opening a link changes nothing (mail programs look at links by
 * themselves); choosing the password uses it up.
 */
#ifndef CAREBOOK_PEOPLE_LINK_H
#define CAREBOOK_PEOPLE_LINK_H

#include "people/actor.h"

enum { LINK_SECONDS = 60 * 60 };
enum link_purpose { LINK_INVITATION, LINK_RESET };

struct link {
	int64_t account;
	enum link_purpose purpose;
	bool drop_factor;  /* using it turns the second step off */
	const char *email, *name;
	const char *hash;
};

/* Makes one and its address, built from the configuration alone. drop_factor:
 * see struct link. Needs no right to read links. */
NEOERR *link_make(const struct actor *a, const char *site_url, int64_t account,
		  enum link_purpose purpose, bool drop_factor,
		  const char **address) MUST_CHECK;

/* All of the account's links become void. */
NEOERR *link_void(const struct actor *a, int64_t account) MUST_CHECK;

/* The link of this token; ERR_NOT_FOUND where it is none, is used, void or
 * over, or its account is disabled. */
NEOERR *link_find(const struct actor *a, const char *token,
		  struct link *out) MUST_CHECK;

/* Uses it up; ERR_NOT_FOUND where somebody was faster. */
NEOERR *link_use(const struct actor *a, const struct link *l) MUST_CHECK;

#endif
