/* carebook form xpath: a table of expressions with what they must give.
 * SPDX-License-Identifier: MIT */
#include "command.h"

NEOERR *form_xpath(struct job *job)
{
	(void)job;
	return nerr_raise(ERR_UNAVAILABLE, "not in this version");
}
