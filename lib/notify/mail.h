/* A mail as it goes over the wire (RFC 5322, MIME).
 * SPDX-License-Identifier: MIT
 *
 * Plain text, and an iCalendar object beside it where there is one. Whatever
 * stands in a name, a subject or a body stays there: nothing of it can end a
 * header line or a part.
 */
#ifndef CAREBOOK_NOTIFY_MAIL_H
#define CAREBOOK_NOTIFY_MAIL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct mime {
	const char *from, *from_name; /* from_name may be "" */
	const char *to, *to_name;
	const char *subject;
	const char *body;	  /* UTF-8, lines ended by \n */
	const char *calendar, *method; /* NULL: none */
	const char *id;	  /* left of the @ of its Message-ID; stable */
	int64_t at;	  /* its date */
};

/* The whole text, lines ended by CRLF. ERR_INVALID where an address is none
 * that can be sent to. */
NEOERR *mail_build(const void *ctx, const struct mime *m,
		   const char **out) MUST_CHECK;

/* One address of plain ASCII, without a name. */
bool mail_address(const char *address);

/* One header's text: encoded words (RFC 2047) where it is not plain ASCII,
 * folded. */
const char *mail_words(const void *ctx, const char *text);

/* A name before an address: plain, quoted or encoded. */
const char *mail_name(const void *ctx, const char *name);

/* Quoted-printable text of lines ended by \n. */
const char *mail_quoted(const void *ctx, const char *text);

#endif
