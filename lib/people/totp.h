/* Time-based one-time codes (RFC 6238: SHA-1, six digits, 30 seconds).
 * SPDX-License-Identifier: MIT
 *
 * A secret is base32 text of 20 random bytes, as authenticator apps take it.
 */
#ifndef CAREBOOK_PEOPLE_TOTP_H
#define CAREBOOK_PEOPLE_TOTP_H

#include <stdint.h>

enum { TOTP_SECONDS = 30 };

const char *totp_secret(const void *ctx);

/* The step (30 seconds since 1970) whose code this is: that of now, or the one
 * before or after it, for clocks that are not quite right; 0 where it is none
 * of them, or not later than `after`, the last step that was used. */
int64_t totp_step(const char *secret, const char *code, int64_t now,
		  int64_t after);

/* The address in the QR code. */
const char *totp_address(const void *ctx, const char *secret,
			 const char *issuer, const char *email);

/* "ABCD EFGH ...": for typing in. */
const char *totp_groups(const void *ctx, const char *secret);

#endif
