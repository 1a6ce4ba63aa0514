/* The second step: set up, recovery codes, off.
 * SPDX-License-Identifier: MIT */
#include "pages.h"

#include <inttypes.h>
#include <qrencode.h>
#include <string.h>

#include "base/mem.h"
#include "people/audit.h"
#include "people/letter.h"
#include "people/secret.h"
#include "people/signin.h"
#include "people/totp.h"

static const char over[] = "/account/me";
static const char set_up_url[] = "/account/me/second-step/set-up";
static const char codes_url[] = "/account/me/second-step/codes";

const struct field confirm_fields[1] = {
    {.name = "password",
     .label = "Your password",
     .type = FIELD_PASSWORD,
     .flags = FIELD_REQUIRED,
     .autocomplete = "current-password"},
};
const struct field app_code_fields[1] = {
    {.name = "code",
     .label = "The six digits that the app shows now",
     .type = FIELD_CODE,
     .flags = FIELD_REQUIRED,
     .max = 10,
     .autocomplete = "one-time-code"},
};

/* Each change here asks the password first; a wrong one is counted. */
static NEOERR *confirmed(struct req *r, bool *right)
{
	TRY(signin_confirm(&r->actor, form_text(r, 0), right));
	if (!*right)
		form_error(r, 0, "That is not your password");
	return STATUS_OK;
}

static NEOERR *tell(struct req *r, const char *action, const char *what)
{
	TRY(audit_add(&r->actor, (struct audit){.action = action,
						.kind = "account",
						.id = r->actor.account}));
	return nerr_pass(letter_changed(
	    &r->actor,
	    (struct letter_to){r->actor.account, r->actor.email, r->actor.name},
	    what));
}

NEOERR *factor_page(struct req *r)
{
	struct factor f;

	TRY(factor_get(&r->actor, r->actor.account, &f));
	if (f.on && !r->posted)
		return answer_go(r, over);
	own_page(r, "A second step");
	form_title(r, "A second step when you sign in", "Go on", over);
	form_intro(r, "Besides your password you then type a code that an app "
		      "on your phone shows. So nobody gets in with your "
		      "password alone. You need an app for such codes: your "
		      "password manager may have one, or take any "
		      "\"authenticator\" app.");
	return STATUS_OK;
}

NEOERR *factor_start(struct req *r)
{
	bool right;

	TRY(confirmed(r, &right));
	if (!right)
		return STATUS_OK;
	TRY(factor_begin(&r->actor, r->actor.account));
	return answer_go(r, set_up_url);
}

/* The secret that waits for its first code; ERR_NOT_FOUND: there is none. */
static NEOERR *pending(struct req *r, struct factor *f)
{
	TRY(factor_get(&r->actor, r->actor.account, f));
	if (f->on || !*f->secret)
		return nerr_raise(ERR_NOT_FOUND, "nothing to set up");
	return STATUS_OK;
}

NEOERR *factor_set_up_page(struct req *r)
{
	struct factor f;
	NEOERR *err = pending(r, &f);

	if (nerr_handle(&err, ERR_NOT_FOUND))
		return answer_go(r, over);
	TRY(err);
	own_page(r, "A second step");
	form_title(r, "Connect your app", "Turn it on", over);
	data_set(r, "Secret", totp_groups(r->pool, f.secret));
	return STATUS_OK;
}

/* The dark modules of a QR code as one path, four of light ground around. */
static void show_qr(struct req *r, const QRcode *qr)
{
	const int quiet = 4;
	struct buf path = {.ctx = r->pool};

	for (int y = 0; y < qr->width; y++)
		for (int x = 0; x < qr->width; x++)
			if (qr->data[y * qr->width + x] & 1)
				buf_printf(&path, "M%d %dh1v1h-1z", x + quiet,
					   y + quiet);
	data_int(r, "Qr.size", qr->width + 2 * quiet);
	data_set(r, "Qr.path", buf_text(&path));
}

NEOERR *factor_qr(struct req *r)
{
	struct factor f;
	QRcode *qr;

	TRY(pending(r, &f));
	qr = QRcode_encodeString(totp_address(r->pool, f.secret, "Carebook",
					      r->actor.email),
				 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	if (!qr)
		return nerr_raise(ERR_UNAVAILABLE, "no QR code");
	show_qr(r, qr);
	QRcode_free(qr);
	r->page_type = "image/svg+xml";
	return STATUS_OK;
}

NEOERR *factor_set_up(struct req *r)
{
	bool right;

	TRY(factor_confirm(&r->actor, r->actor.account, form_text(r, 0), &right));
	if (!right)
		return form_refuse(r, 0,
				   "That is not the code of now. Is the time on "
				   "your phone right? Type the next one");
	TRY(recovery_make(&r->actor, r->actor.account, r->session->token));
	TRY(session_end_others(&r->actor, r->actor.account, r->session->hash));
	TRY(tell(r, "second-step-on", "Your second step was turned on"));
	return answer_go(r, codes_url);
}

NEOERR *codes_page(struct req *r)
{
	const char *codes[RECOVERY_CODES];
	NEOERR *err = recovery_show(&r->actor, r->actor.account,
				    r->session->token, codes);

	if (nerr_handle(&err, ERR_NOT_FOUND))
		return answer_go(r, over);
	TRY(err);
	own_page(r, "Recovery codes");
	page_title(r, "Your recovery codes");
	for (int i = 0; i < RECOVERY_CODES; i++)
		data_f(r, "Codes.%d=%s", i, codes[i]);
	return STATUS_OK;
}

NEOERR *codes_file(struct req *r)
{
	const char *codes[RECOVERY_CODES];

	TRY(recovery_show(&r->actor, r->actor.account, r->session->token,
			  codes));
	buf_printf(&r->body, "Carebook: recovery codes of %s\r\n"
			     "Each works once, instead of the app's code.\r\n\r\n",
		   r->actor.email);
	for (int i = 0; i < RECOVERY_CODES; i++)
		buf_printf(&r->body, "%s\r\n", codes[i]);
	answer_file(r, "text/plain; charset=utf-8", "carebook-recovery.txt");
	return STATUS_OK;
}

NEOERR *new_codes_page(struct req *r)
{
	struct factor f;

	TRY(factor_get(&r->actor, r->actor.account, &f));
	if (!f.on)
		return answer_go(r, over);
	own_page(r, "Recovery codes");
	form_title(r, "Make new recovery codes?", "Make new codes", over);
	form_intro(r, "You have %" PRId64 " left. They stop working when there "
		      "are new ones.", f.codes_left);
	return STATUS_OK;
}

NEOERR *new_codes(struct req *r)
{
	bool right;

	TRY(confirmed(r, &right));
	if (!right)
		return STATUS_OK;
	TRY(recovery_make(&r->actor, r->actor.account, r->session->token));
	TRY(tell(r, "recovery-codes", "You have new recovery codes"));
	return answer_go(r, codes_url);
}

NEOERR *factor_off_page(struct req *r)
{
	own_page(r, "A second step");
	form_title(r, "Turn the second step off?", "Turn it off", over);
	form_intro(r, "Then your password alone is enough to sign in.");
	form_danger(r);
	return STATUS_OK;
}

NEOERR *factor_turn_off(struct req *r)
{
	bool right;

	TRY(confirmed(r, &right));
	if (!right)
		return STATUS_OK;
	TRY(factor_off(&r->actor, r->actor.account));
	TRY(tell(r, "second-step-off", "Your second step was turned off"));
	answer_flash(r, "ok", "The second step is off.", NULL, NULL);
	return answer_go(r, over);
}
