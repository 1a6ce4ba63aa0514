/* The log: one line an event on standard error, `key=value` words.
 * SPDX-License-Identifier: MIT
 *
 * The supervisor (systemd, or the demo's shell) keeps standard error. Control
 * characters are shown as \xNN, so that nobody forges a line. Passwords,
 * tokens and what people wrote about others never go here: the audit table
 * holds those facts under its own rights.
 */
#ifndef CAREBOOK_BASE_LOG_H
#define CAREBOOK_BASE_LOG_H

#include <stdint.h>

enum log_level {
	LOG_DEBUG,
	LOG_INFO, /* it works: requests, starts, mails */
	LOG_USER, /* the user did wrong: refused, not found */
	LOG_BAD,  /* we did wrong, or a thing that we need is away */
};

/* program: the name in each line. min: lines below this level are dropped. */
void log_init(const char *program, enum log_level min);

/* What stands in each line until the next call: the request's id and the
 * account (0: nobody). id is copied. */
void log_request(const char *id, int64_t account);

void log_line(enum log_level level, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
