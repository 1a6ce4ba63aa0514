/* The front page of the forms program.
 * SPDX-License-Identifier: MIT */
#include "pages.h"

NEOERR *home_page(struct req *r)
{
	r->redirect = "/profiles/today";
	return STATUS_OK;
}
