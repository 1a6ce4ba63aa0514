/* The ordinary weeks of the demo agency, made up from a seed.
 * SPDX-License-Identifier: MIT */
#include "demo/story.h"

NEOERR *story_make_up(struct story *s)
{
	(void)s;
	return STATUS_OK;
}
