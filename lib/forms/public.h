/* Forms that are open to people outside, and who those people are.
 * SPDX-License-Identifier: MIT
 *
 * The agency opens a form; whoever has its link fills it in. They prove an
 * e-mail address by a code that is mailed to it: so a draft is found again on
 * another device, and nobody else's ever is. There is no account and no
 * password.
 *
 * What an outsider can learn: that a form is open. Asking for a code gets the
 * same answer for every address, and who guesses or asks too often has to wait
 * (people/throttle.h). A code holds a quarter of an hour, for five tries; a
 * browser that proved an address stays known for a week after its last visit.
 */
#ifndef CAREBOOK_FORMS_PUBLIC_H
#define CAREBOOK_FORMS_PUBLIC_H

#include "base/field.h"
#include "people/actor.h"

/* --- which forms ---------------------------------------------------------- */

enum { PUBLIC_OPEN, PUBLIC_INTRO, PUBLIC_THANKS, PUBLIC_TELL, PUBLIC_FIELDS };
extern const struct field public_fields[PUBLIC_FIELDS];

/* An open form. Texts are never NULL. */
struct public_form {
	int64_t form, code, version_id;
	const char *title, *description, *intro, *thanks, *tell;
	const char *languages; /* a line each, the default first */
	int64_t questions;
};

/* The form of this address; ERR_NOT_FOUND where none is open there. */
NEOERR *public_find(const struct actor *a, int64_t code,
		    struct public_form *out) MUST_CHECK;
/* The same by the form's own number. */
NEOERR *public_of(const struct actor *a, int64_t form,
		  struct public_form *out) MUST_CHECK;

/* What the agency chose; *code is its address, 0 before it was first saved,
 * *version that of the row (0: none). */
NEOERR *public_load(const struct actor *a, int64_t form, const char **values,
		    int64_t *code, int64_t *version) MUST_CHECK;
/* ERR_CONFLICT where somebody was faster. An address stays for good. */
NEOERR *public_save(const struct actor *a, int64_t form, int64_t version,
		    const char *const *values) MUST_CHECK;

/* --- who ------------------------------------------------------------------- */

enum {
	CODE_DIGITS = 6,
	CODE_SECONDS = 15 * 60,
	CODE_TRIES = 5,
	APPLICANT_SECONDS = 7 * 24 * 60 * 60
};

struct applicant {
	int64_t id, form;
	const char *email, *language; /* of the form, "" its default */
	bool confirmed;
};

/* Somebody says that this address is theirs: mails a code to it. *token is for
 * the browser's cookie. In a transaction that is committed whatever comes of
 * it; ERR_TOO_OFTEN. */
NEOERR *applicant_ask(const struct actor *a, const struct public_form *f,
		      const char *email, const char *language,
		      const char **token) MUST_CHECK;

/* The browser of this token, for this form; ERR_NOT_FOUND where it is none or
 * was away too long. */
NEOERR *applicant_find(const struct actor *a, const char *token, int64_t form,
		       struct applicant *out) MUST_CHECK;

/* Is this the code? *right, and then *token is the browser's from now on; the
 * one before is void. Commit it where it is wrong, too. */
NEOERR *applicant_confirm(const struct actor *a, const char *before,
			  const struct applicant *who, const char *code,
			  bool *right, const char **token) MUST_CHECK;

NEOERR *applicant_language(const struct actor *a, const struct applicant *who,
			   const char *language) MUST_CHECK;

/* The browser is not theirs any more. */
NEOERR *applicant_forget(const struct actor *a,
			 const char *token) MUST_CHECK;

/* Takes away what is over: browsers that were away too long. */
NEOERR *applicant_tidy(const struct actor *a) MUST_CHECK;

#endif
