/* What the pages for people outside share.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_FORMS_APPLY_H
#define CAREBOOK_FORMS_APPLY_H

#include "forms/application.h"
#include "web/web.h"

/* Everything that is said around a form, in the languages of the forms that
 * ship; a form in another language has English around it. */
enum say {
	SAY_LEAD,
	SAY_QUESTIONS,
	SAY_EMAIL,
	SAY_EMAIL_HINT,
	SAY_SEND_CODE,
	SAY_CODE_TITLE,
	SAY_CODE_LEAD,
	SAY_CODE,
	SAY_CODE_HINT,
	SAY_CODE_WRONG,
	SAY_GO_ON,
	SAY_OTHER_ADDRESS,
	SAY_MINE_TITLE,
	SAY_MINE_LEAD,
	SAY_BEGIN_NEW,
	SAY_BEGUN,
	SAY_SENT,
	SAY_REFERENCE,
	SAY_NOT_SENT,
	SAY_RECEIVED,
	SAY_TAKEN,
	SAY_DECLINED,
	SAY_THROW_AWAY,
	SAY_THROW_AWAY_ASK,
	SAY_KEEP,
	SAY_LEAVE,
	SAY_LEFT_TITLE,
	SAY_LEFT_TEXT,
	SAY_OPEN_AGAIN,
	SAY_SENT_TITLE,
	SAY_SENT_REFERENCE,
	SAY_SENT_MAIL,
	SAY_SENT_ALL,
	SAY_RING_US,
	SAY__MAX
};

/* The words in the language of this code ("ar", "zh-Hans"). */
const char *say(const char *code, enum say what);

/* "ar" of "العربية (ar)", "en" where a name says nothing; and the name alone. */
const char *language_code(void *pool, const char *name);
const char *language_label(void *pool, const char *name);
/* Is it written from right to left? */
bool language_rtl(const char *code);

/* The open form that the first number of the path names, and who is at the
 * browser. A GET or POST of somebody who has not proved an address is led to
 * the beginning: *go is false, and the handler returns. */
struct apply {
	struct public_form form;
	struct applicant who;
	const char *language; /* the form's name of it; the code of it: */
	const char *code;
};
NEOERR *apply_gate(struct req *r, struct apply *out, bool *go) MUST_CHECK;

/* Fills the plain frame: whose it is, in which language, the words. Not for a
 * post(). */
NEOERR *apply_frame(struct req *r, const struct apply *a) MUST_CHECK;

/* "/forms/apply/123456789/mine" */
const char *apply_url(struct req *r, const struct public_form *f,
		      const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
