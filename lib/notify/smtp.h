/* Handing a mail to the mail server (SMTP, by libcurl).
 * SPDX-License-Identifier: MIT
 *
 * Over TLS where the server offers it; with a name and a password only over
 * TLS, unless the server is on this machine.
 */
#ifndef CAREBOOK_NOTIFY_SMTP_H
#define CAREBOOK_NOTIFY_SMTP_H

#include "base/conf.h"
#include "notify/outbox.h"

struct smtp;

NEOERR *smtp_open(void *ctx, const struct conf *conf,
		  struct smtp **out) MUST_CHECK;

struct smtp_mail {
	const char *from, *to, *text;
	/* Called just before the first byte of the text goes out: false keeps
	 * it here. */
	bool (*handing)(void *arg);
	void *arg;
};

/* What became of it; *error in words where it was not sent, below ctx.
 *   OUTCOME_RETRY    the server is away, said "later" (4xx), or the connection
 *                    broke before the server had the whole text
 *   OUTCOME_FAILED   the server said "never" (5xx)
 *   OUTCOME_UNKNOWN  it had the whole text and then said nothing */
enum outcome smtp_send(struct smtp *s, void *ctx, const struct smtp_mail *m,
		       const char **error);

/* Does the server answer, and let us in? Sends no mail. *error: why not. */
bool smtp_try(struct smtp *s, void *ctx, const char **error);

#endif
