/* Tests of accounts: passwords that are refused, the throttle's waits, the
 * second step's window, devices in words.
 * SPDX-License-Identifier: MIT
 */
#include <sodium.h>

#include "base/mem.h"
#include "people/device.h"
#include "people/password.h"
#include "people/throttle.h"
#include "people/totp.h"
#include "unit.h"

static void *ctx;

static bool good(const char *password)
{
	return !password_wrong(ctx, password, "priya.nair@example.org",
			       "Priya Nair");
}

static void passwords(void)
{
	CHECK(good("otter lantern prairie"));
	CHECK(good("k7-Vn2!qLx"));
	CHECK(good("\xe5\xaf\x86\xe7\xa0\x81\xe5\xaf\x86\xe7\xa0\x81"
		   "abcxyz")); /* ten characters */
	CHECK(good("priya walks to the harbour"));
	CHECK(!good("k7-Vn2!qL"));
	CHECK(!good(""));
	CHECK(!good("password12"));
	CHECK(!good("Password123!"));
	CHECK(!good("P@ssw0rd2026"));
	CHECK(!good("!!welcome!!"));
	CHECK(!good("Summer2026!"));
	CHECK(!good("ChangeMeNow1"));
	CHECK(!good("qwertyuiop"));
	CHECK(!good("1q2w3e4r5t"));
	CHECK(!good("1234567890"));
	CHECK(!good("123456789012"));
	CHECK(!good("abcdefghijk"));
	CHECK(!good("aaaaaaaaaaaaaaa"));
	CHECK(!good("abababababab"));
	CHECK(!good("abcabcabcabc"));
	CHECK(!good("priyanair1"));
	CHECK(!good("PriyaNair99"));
	CHECK(!good("priya.nair1"));
	CHECK(!good("priya.nair@example.org"));
}

static void waits(void)
{
	CHECK_INT(throttle_wait(THROTTLE_EMAIL, 4), 0);
	CHECK_INT(throttle_wait(THROTTLE_EMAIL, 5), 30);
	CHECK_INT(throttle_wait(THROTTLE_EMAIL, 6), 60);
	CHECK_INT(throttle_wait(THROTTLE_EMAIL, 9), 480);
	CHECK_INT(throttle_wait(THROTTLE_EMAIL, 10), 900);
	CHECK_INT(throttle_wait(THROTTLE_EMAIL, 1000000000), 900);
	CHECK_INT(throttle_wait(THROTTLE_ADDRESS, 29), 0);
	CHECK_INT(throttle_wait(THROTTLE_ADDRESS, 30), 30);
	CHECK_TEXT(throttle_place(ctx, "192.0.2.7"), "192.0.2.7");
	CHECK_TEXT(throttle_place(ctx, "::ffff:192.0.2.7"), "192.0.2.7");
	CHECK_TEXT(throttle_place(ctx, "2001:db8:1:2:3:4:5:6"),
		   "2001:0db8:0001:0002");
	CHECK_TEXT(throttle_place(ctx, "2001:db8:1:2:ffff::1"),
		   "2001:0db8:0001:0002");
	CHECK_TEXT(throttle_place(ctx, ""), "");
}

/* RFC 6238's key, "12345678901234567890", and its codes' last six digits. */
static const char key[] = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

static void codes(void)
{
	CHECK_INT(totp_step(key, "287082", 59, 0), 1);
	CHECK_INT(totp_step(key, "081804", 1111111109, 0), 1111111109 / 30);
	CHECK_INT(totp_step(key, "005924", 1234567890, 0), 1234567890 / 30);
	CHECK_INT(totp_step(key, "353130", 20000000000, 0), 20000000000 / 30);
	CHECK_INT(totp_step(key, "005 924", 1234567890, 0), 1234567890 / 30);
}

static void window(void)
{
	const int64_t at = 1234567890, step = at / 30; /* the step's start */

	CHECK_INT(totp_step(key, "005924", at + 29, 0), step);
	CHECK_INT(totp_step(key, "005924", at + 30, 0), step);
	CHECK_INT(totp_step(key, "005924", at + 59, 0), step);
	CHECK_INT(totp_step(key, "005924", at + 60, 0), 0);
	CHECK_INT(totp_step(key, "005924", at - 30, 0), step);
	CHECK_INT(totp_step(key, "005924", at - 31, 0), 0);
	/* Used once, it is none any more; nor is one before it. */
	CHECK_INT(totp_step(key, "005924", at, step - 1), step);
	CHECK_INT(totp_step(key, "005924", at, step), 0);
	CHECK_INT(totp_step(key, "005924", at + 30, step), 0);
	CHECK_INT(totp_step(key, "005924", at, step + 1), 0);
}

static void no_codes(void)
{
	CHECK_INT(totp_step(key, "", 1234567890, 0), 0);
	CHECK_INT(totp_step(key, "5924", 1234567890, 0), 0);
	CHECK_INT(totp_step(key, "0059240", 1234567890, 0), 0);
	CHECK_INT(totp_step(key, "00592a", 1234567890, 0), 0);
	CHECK_INT(totp_step(key, "-05924", 1234567890, 0), 0);
	CHECK_INT(totp_step("", "005924", 1234567890, 0), 0);
	CHECK_INT(totp_step("0189", "005924", 1234567890, 0), 0);
}

static void secrets(void)
{
	const char *a = totp_secret(ctx), *b = totp_secret(ctx);

	CHECK_INT(strlen(a), 32);
	CHECK(strcmp(a, b) != 0);
	CHECK_TEXT(totp_groups(ctx, "ABCDEFGHI"), "ABCD EFGH I");
	CHECK_TEXT(totp_address(ctx, "ABCD", "Carebook", "a+b@example.org"),
		   "otpauth://totp/Carebook:a%2Bb%40example.org?secret=ABCD"
		   "&issuer=Carebook");
}

static void devices(void)
{
	CHECK_TEXT(device_words(ctx, "Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
				     "AppleWebKit/537.36 Chrome/130.0 "
				     "Safari/537.36 Edg/130.0").words,
		   "Edge on a Windows computer");
	CHECK_TEXT(device_words(ctx, "Mozilla/5.0 (Macintosh; Intel Mac OS X "
				     "10_15) AppleWebKit/605 Version/18 "
				     "Safari/605").words,
		   "Safari on a Mac");
	CHECK_TEXT(device_words(ctx, "Mozilla/5.0 (Android 15; Mobile) "
				     "Gecko/132 Firefox/132").icon, "phone");
	CHECK_TEXT(device_words(ctx, "").words,
		   "A device that does not say what it is");
}

static void begin(void)
{
	CHECK(sodium_init() >= 0);
	ctx = talloc_new(NULL);
}

static void end(void)
{
	talloc_free(ctx);
}

UNIT_MAIN("account", UNIT(begin), UNIT(passwords), UNIT(waits), UNIT(codes),
	  UNIT(window), UNIT(no_codes), UNIT(secrets), UNIT(devices), UNIT(end))
