/* Applications: what people outside sent in, and what became of it.
 * SPDX-License-Identifier: MIT
 *
 * An application is an answer about nobody yet. Its sender sees it by the
 * e-mail address that was proved (public.h), and nobody else's; staff see it
 * when it has been sent. Then it is taken over, which makes what its form maps
 * to (a draft profile, a client, an incident at a provider) in the name of
 * whoever takes it over; or it is declined, with words that are mailed.
 *
 *   draft -> received -> taken
 *                     -> declined
 */
#ifndef CAREBOOK_FORMS_APPLICATION_H
#define CAREBOOK_FORMS_APPLICATION_H

#include "forms/draft.h"
#include "forms/mapping.h"
#include "forms/public.h"

struct application {
	int64_t answer, form, version;
	const char *email, *language, *reference, *title, *form_title;
	const char *state, *words; /* what was answered */
	const char *started_at, *received_at, *decided_at, *decided_by;
	int64_t provider, client; /* once it was taken over, 0: none */
	const char *provider_name, *client_name;
};

/* On behalf of somebody outside: sees drafts and answers of nobody's, acts as
 * the system, and is called by the address that was proved. */
struct actor applicant_actor(const struct actor *a,
			     const struct applicant *who);

/* --- for its sender ---------------------------------------------------------- */

enum { APPLICATION_DRAFTS = 5 }; /* of one form, by one address */

/* Begins one; ERR_INVALID, with words, where so many wait to be finished. One
 * that was begun within a minute is taken for the same (a double click). */
NEOERR *application_start(const struct actor *a, const struct public_form *f,
			  const struct applicant *who,
			  int64_t *answer) MUST_CHECK;

/* One of theirs; ERR_NOT_FOUND for everybody else's. */
NEOERR *application_mine(const struct actor *a, const struct applicant *who,
			 int64_t answer, struct application *out) MUST_CHECK;
/* Did anybody outside begin an application with this version of the form? */
NEOERR *application_began(const struct actor *a, int64_t form, int64_t version,
			  bool *out) MUST_CHECK;
/* All of theirs, newest first. Columns: answer_id title state reference
 * started_at received_at saved_at done questions */
NEOERR *application_list_mine(const struct actor *a,
			      const struct applicant *who,
			      struct rows *out) MUST_CHECK;

/* Sends it: as draft_submit, and both sides are mailed. */
NEOERR *application_send(const struct actor *a, const struct public_form *f,
			 const struct applicant *who, const struct filed *filed,
			 struct draft *draft, struct answer *answer) MUST_CHECK;
/* Throws away what was not sent, and what was attached to it. */
NEOERR *application_drop(const struct actor *a, const struct filed *filed,
			 const struct application *app) MUST_CHECK;

/* For the courier: forgets browsers that were away too long, and what nobody
 * has gone on with for three months (APPLICATION_KEEP), the address with it. */
enum { APPLICATION_KEEP = 90 * 24 * 60 * 60 };
NEOERR *application_tidy(const struct actor *a) MUST_CHECK;

/* --- for staff ------------------------------------------------------------------ */

enum { APPLICATION_PAGE = 25 };

/* state: "received", "taken", "declined"; oldest first where it waits, else
 * newest. Those whose form is for some roles only: for these. Columns:
 * answer_id form_id form title reference state received_at decided_at
 * decided_by provider_id provider client_id client language */
NEOERR *application_list(const struct actor *a, const char *state,
			 int64_t offset, struct rows *out) MUST_CHECK;
/* How many wait, up to 1,000. */
NEOERR *application_waiting(const struct actor *a, int64_t *n) MUST_CHECK;

/* One that was sent, where this actor may see the answer. */
NEOERR *application_get(const struct actor *a, int64_t answer,
			struct application *out) MUST_CHECK;

/* What it can become, by what its form fills: bits 1 << TARGET_... */
NEOERR *application_becomes(const struct actor *a, const struct filed *filed,
			    unsigned *kinds) MUST_CHECK;

/* Takes it over. provider: whose it is from now on (its mapping fills what
 * belongs to one there), 0: what its form makes. words: for the sender, ""
 * sends none. ERR_CONFLICT where somebody was faster; ERR_INVALID, with
 * words, where a record refuses it. */
NEOERR *application_take(const struct actor *a, const struct application *app,
			 int64_t provider, const struct mapping_choice *choice,
			 const char *words) MUST_CHECK;
NEOERR *application_decline(const struct actor *a,
			    const struct application *app,
			    const char *words) MUST_CHECK;

#endif
