/* The demo's clients, their cases and stays.
 * SPDX-License-Identifier: MIT */
#include "demo/story.h"

const struct deed story_client_deeds[] = {
    {NULL, NULL},
};
