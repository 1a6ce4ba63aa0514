/* A large agency, in bulk, for measuring.
 * SPDX-License-Identifier: MIT */
#include "demo/demo.h"

NEOERR *demo_grow(const struct actor *a, int64_t providers,
		  demo_progress *progress)
{
	(void)a;
	progress("providers", providers, providers);
	return STATUS_OK;
}
