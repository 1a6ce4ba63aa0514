/* The state of a profile: publishing it, suspending, closing, archiving.
 * SPDX-License-Identifier: MIT
 *
 *     draft --publish--> active <--reinstate-- suspended
 *       |                  |  ---suspend--->      |
 *       |                  +-------close----------+----> closed
 *       +--archive--> archived <--archive--------------- closed
 *
 * Closed and archived profiles are reopened as drafts, so that they are looked
 * at again before they are published. Publishing asks that what must be there
 * is there (publish_check).
 */
#ifndef CAREBOOK_PEOPLE_PROVIDER_STATE_H
#define CAREBOOK_PEOPLE_PROVIDER_STATE_H

#include "people/provider.h"

struct publish_item {
	bool there;
	const char *text, *more;
	/* Where it is put right: below the profile's address. */
	const char *where, *label;
};

struct publish_list {
	struct publish_item *items; /* what is missing first */
	size_t n, missing;
};

/* What must be there before it is published. */
NEOERR *publish_check(const struct actor *a, const struct provider *p,
		      struct publish_list *out) MUST_CHECK;

/* Makes a draft active. ERR_INVALID, with words, where something is missing;
 * ERR_CONFLICT where it is not the draft of this version any more. Also what a
 * workflow's step calls. */
NEOERR *provider_publish(const struct actor *a, const struct provider *p,
			 int64_t version) MUST_CHECK;

enum provider_move {
	MOVE_SUSPEND,
	MOVE_REINSTATE,
	MOVE_CLOSE,
	MOVE_REOPEN,
	MOVE_ARCHIVE,
	PROVIDER_MOVES
};

struct provider_move_info {
	const char *name;  /* in addresses: "suspend" */
	const char *label; /* "Suspend" */
	const char *done;  /* "suspended" */
	const char *icon;
	const char *to;	   /* the state that it leads to */
	const char *from;  /* those that it begins from, with commas */
};
extern const struct provider_move_info provider_moves[PROVIDER_MOVES];

/* Can this be done from its present state? */
bool provider_can_move(const struct provider *p, enum provider_move move);

/* What there is that the move touches: one row. Columns: clients tasks meetings
 * workflows incidents branches */
NEOERR *provider_effects(const struct actor *a, int64_t id,
			 struct rows *out) MUST_CHECK;

/* ERR_INVALID, with words, where it cannot be done; ERR_CONFLICT where somebody
 * else has just changed the state. */
NEOERR *provider_change_state(const struct actor *a, const struct provider *p,
			      enum provider_move move,
			      const char *reason) MUST_CHECK;

#endif
