/* An answer on paper: the PDF of what was filled in.
 * SPDX-License-Identifier: MIT
 *
 * It is made of the same lines as the page (lines.h): whom it is about, then
 * the form's groups as headings, its questions with their answers. What is not
 * relevant is not there; a question without an answer says so, since a blank
 * can be overlooked. Photos stand below their questions. The same answer gives
 * the same bytes each time (once its photos have been looked at and made
 * small).
 */
#ifndef CAREBOOK_FORMS_PAPER_H
#define CAREBOOK_FORMS_PAPER_H

#include "xform/answer.h"

struct paper_fact {
	const char *label, *text;
};

/* A picture that was brought for a question: a JPEG, bytes below the caller's
 * pool; n 0: there is none to show. */
struct paper_picture {
	const void *jpeg;
	size_t n;
	int width, height;
};

struct paper {
	const char *title;    /* of the form */
	const char *agency, *phone;
	const char *about;    /* the provider's or client's name */
	const char *foot;     /* which answer and revision this is */
	int64_t at;	      /* when it was submitted or saved: UTC seconds */
	bool large;	      /* large print */
	const char *language; /* of the form, as it writes it: "Italiano (it)";
			       * NULL or without a code: English */
	const char *warning;  /* "This is a draft: ..."; NULL: none */
	const struct paper_fact *facts; /* who, when; empty ones are left out */
	size_t n_facts;
	/* What an answer that is a file shows; NULL: its name will do. Called
	 * PAPER_PICTURES times at most. */
	NEOERR *(*picture)(void *arg, const char *value,
			   struct paper_picture *out);
	void *arg;
};

enum { PAPER_PICTURES = 24 };

/* The language's code: "it" of "Italiano (it)", "pt-BR" of "pt-BR"; NULL where
 * there is none. Below ctx. */
const char *paper_language(void *ctx, const char *name);

/* The PDF below ctx. ERR_TOO_LARGE, ERR_UNAVAILABLE: see print/document.h. */
NEOERR *paper_answer(void *ctx, const struct paper *what, struct answer *answer,
		     const char **out, size_t *n) MUST_CHECK;

#endif
