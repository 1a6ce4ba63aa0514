/* The configuration file: `key = value` lines, `#` comments.
 * SPDX-License-Identifier: MIT
 *
 * carebook.conf(5) lists the keys. What an agency decides (its name, prices,
 * periods) is not here but in the database, where it is edited in a browser.
 */
#ifndef CAREBOOK_BASE_CONF_H
#define CAREBOOK_BASE_CONF_H

#include "base/err.h"

struct conf;

/* Reads path, or $CAREBOOK_CONF, or the file of the installation. An unknown
 * key is an error that names file and line. The result lives below ctx. */
NEOERR *conf_load(void *ctx, const char *path, struct conf **out) MUST_CHECK;

/* The value, or the key's default; NULL where neither is. */
const char *conf_get(const struct conf *c, const char *key);

/* The file that was read. */
const char *conf_path(const struct conf *c);

#endif
