/* From answers to records.
 * SPDX-License-Identifier: MIT */
#include "forms/mapping.h"

NEOERR *mapping_check(const struct actor *a, const struct xform *f,
		      struct xform_findings *findings)
{
	(void)a;
	(void)f;
	(void)findings;
	return STATUS_OK;
}

NEOERR *mapping_apply(const struct actor *a, const struct xform *x,
		      const struct filed *f, struct answer *answer,
		      int64_t revision)
{
	(void)a;
	(void)x;
	(void)f;
	(void)answer;
	(void)revision;
	return STATUS_OK;
}
