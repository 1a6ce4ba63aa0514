/* The pages of the agency program.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_AGENCY_PAGES_H
#define CAREBOOK_AGENCY_PAGES_H

#include "web/web.h"

#endif
