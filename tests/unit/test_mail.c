/* Tests of lib/notify/mail and outbox: headers that cannot be broken out of,
 * encodings, the pauses between tries.
 * SPDX-License-Identifier: MIT
 */
#include "notify/mail.h"

#include "base/mem.h"
#include "notify/outbox.h"
#include "unit.h"

static void *ctx;

static void addresses(void)
{
	CHECK(mail_address("jo@example.org"));
	CHECK(mail_address("jo+box.2@sub.example.org"));
	CHECK(!mail_address("jo"));
	CHECK(!mail_address("@example.org"));
	CHECK(!mail_address("jo@"));
	CHECK(!mail_address("jo@a@b"));
	CHECK(!mail_address("jo @example.org"));
	CHECK(!mail_address("jo@example.org\r\nBcc: x@y.z"));
	CHECK(!mail_address("jo@example.org>,<x@y.z"));
	CHECK(!mail_address("zo\xc3\xab@example.org"));
	CHECK(!mail_address(""));
}

static void words(void)
{
	CHECK_TEXT(mail_words(ctx, "A meeting"), "A meeting");
	CHECK_TEXT(mail_words(ctx, "A\r\nBcc: x@y.z"), "A  Bcc: x@y.z");
	CHECK_TEXT(mail_words(ctx, "Zo\xc3\xab"), "=?UTF-8?B?Wm/Dqw==?=");
	/* What looks encoded is encoded, or it would be read as something
	 * else. */
	CHECK_TEXT(mail_words(ctx, "=?x?="), "=?UTF-8?B?PT94Pz0=?=");
	CHECK_TEXT(mail_words(ctx, ""), "");
}

static void long_words(void)
{
	char text[400] = "";
	const char *out;
	size_t longest = 0;

	for (int i = 0; i < 99; i++)
		strcat(text, "\xe2\x82\xac"); /* three bytes each */
	out = mail_words(ctx, text);
	for (const char *p = out; *p;) {
		size_t n = strcspn(p, "\r");

		longest = n > longest ? n : longest;
		p += n;
		p += strspn(p, "\r\n");
	}
	CHECK(longest <= 76);
	/* Each word begins and ends with whole characters: 14 of them. */
	CHECK(!strncmp(out, "=?UTF-8?B?4oKs", 14));
	CHECK(strstr(out, "?=\r\n =?UTF-8?B?4oKs") != NULL);
	memset(text, 'x', 300);
	text[300] = '\0';
	CHECK(strstr(mail_words(ctx, text), "=?UTF-8?B?") != NULL);
	for (int i = 0; i < 300; i += 7)
		text[i] = ' ';
	CHECK(strstr(mail_words(ctx, text), "\r\n x") != NULL);
}

static void names(void)
{
	CHECK_TEXT(mail_name(ctx, "Jo Wren"), "Jo Wren");
	CHECK_TEXT(mail_name(ctx, "Wren, Jo"), "\"Wren, Jo\"");
	CHECK_TEXT(mail_name(ctx, "Jo \"J\" \\ Wren"),
		   "\"Jo \\\"J\\\" \\\\ Wren\"");
	CHECK_TEXT(mail_name(ctx, "x> Bcc: <y@z.a"), "\"x> Bcc: <y@z.a\"");
	CHECK_TEXT(mail_name(ctx, "a\nb"), "a b");
	CHECK_TEXT(mail_name(ctx, "Zo\xc3\xab <x>"), "=?UTF-8?B?Wm/DqyA8eD4=?=");
}

static void quoted(void)
{
	char text[300];
	const char *out;

	CHECK_TEXT(mail_quoted(ctx, "a=b\n"), "a=3Db\r\n");
	CHECK_TEXT(mail_quoted(ctx, "a \nb\t\n"), "a=20\r\nb=09\r\n");
	CHECK_TEXT(mail_quoted(ctx, "no end"), "no end\r\n");
	CHECK_TEXT(mail_quoted(ctx, "a\r\nb\n"), "a\r\nb\r\n");
	CHECK_TEXT(mail_quoted(ctx, "\xc3\xab\n"), "=C3=AB\r\n");
	CHECK_TEXT(mail_quoted(ctx, ".\n"), ".\r\n");
	memset(text, 'x', 200);
	text[200] = '\0';
	out = mail_quoted(ctx, text);
	CHECK_INT(strcspn(out, "\r"), 76);
	CHECK(out[75] == '=');
}

static void whole(void)
{
	struct mime m = {
	    .from = "carebook@example.org",
	    .from_name = "Tallowood Care",
	    .to = "jo@example.org",
	    .to_name = "Jo\r\nBcc: eve@example.org",
	    .subject = "Hello\r\n\r\n<script>",
	    .body = "One.\n",
	    .id = "carebook.7.1",
	    .at = 1795737600, /* 27 November 2026 */
	};
	const char *text;
	NEOERR *err = mail_build(ctx, &m, &text);

	CHECK(err == STATUS_OK);
	CHECK_TEXT(text,
		   "From: Tallowood Care <carebook@example.org>\r\n"
		   "To: \"Jo  Bcc: eve@example.org\" <jo@example.org>\r\n"
		   "Subject: Hello    <script>\r\n"
		   "Date: Fri, 27 Nov 2026 00:00:00 +0000\r\n"
		   "Message-ID: <carebook.7.1@example.org>\r\n"
		   "Auto-Submitted: auto-generated\r\n"
		   "MIME-Version: 1.0\r\n"
		   "Content-Type: text/plain; charset=utf-8\r\n"
		   "Content-Transfer-Encoding: quoted-printable\r\n"
		   "\r\n"
		   "One.\r\n");
	m.calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
	m.method = "REQUEST";
	err = mail_build(ctx, &m, &text);
	CHECK(err == STATUS_OK);
	CHECK(strstr(text, "Content-Type: text/calendar; charset=utf-8; "
			   "method=REQUEST;\r\n") != NULL);
	CHECK(strstr(text, "\r\n--=_carebook_part--\r\n") != NULL);
	m.method = "REQUEST\r\nX: y";
	err = mail_build(ctx, &m, &text);
	CHECK(err != STATUS_OK && nerr_match(err, ERR_INVALID));
	nerr_ignore(&err);
	m.method = "REQUEST";
	m.to = "jo@example.org\r\nRCPT TO:<eve@example.org>";
	err = mail_build(ctx, &m, &text);
	CHECK(err != STATUS_OK);
	nerr_ignore(&err);
}

static void pauses(void)
{
	int64_t sum = 0, tries = 0;

	CHECK_INT(outbox_pause(1), 60);
	CHECK_INT(outbox_pause(2), 120);
	CHECK_INT(outbox_pause(3), 240);
	CHECK_INT(outbox_pause(8), 7680);
	CHECK_INT(outbox_pause(9), 4 * 3600);
	CHECK_INT(outbox_pause(1000000), 4 * 3600);
	while (sum < OUTBOX_GIVE_UP)
		sum += outbox_pause(++tries);
	CHECK_INT(tries, 19);
}

static void begin(void)
{
	err_init();
	ctx = talloc_new(NULL);
}

static void end(void)
{
	talloc_free(ctx);
}

UNIT_MAIN("mail", UNIT(begin), UNIT(addresses), UNIT(words), UNIT(long_words),
	  UNIT(names), UNIT(quoted), UNIT(whole), UNIT(pauses), UNIT(end))
