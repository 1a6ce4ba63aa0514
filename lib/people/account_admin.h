/* Accounts as an administrator manages them.
 * SPDX-License-Identifier: MIT
 *
 * For the agency program and the administrator's command. None of it reads a
 * secret: an administrator sends a link, and the person chooses the password.
 * Each function writes the audit and belongs in the caller's transaction (a
 * POST is one). What may not be is ERR_INVALID, with words for the person.
 *
 * Nobody can lock the agency out: the last active account that may manage
 * accounts can be neither disabled nor stripped of that right.
 */
#ifndef CAREBOOK_PEOPLE_ACCOUNT_ADMIN_H
#define CAREBOOK_PEOPLE_ACCOUNT_ADMIN_H

#include "people/actor.h"

struct account_new {
	const char *email, *name;	      /* both needed */
	const char *phone, *title;	      /* may be NULL */
	const char *roles;   /* ids with commas: "1,3" */
	const char *regions; /* the same; "" or NULL: every region */
};

/* Adds an account in state `invited` and mails the invitation. ERR_INVALID
 * where the e-mail address has an account already. site_url: of the
 * configuration (conf_get(conf, "site_url")), never of a request. */
NEOERR *account_invite(const struct actor *a, const char *site_url,
		       struct account_new who, int64_t *id) MUST_CHECK;

/* The invitation once more, with a new link. Only in state `invited`. */
NEOERR *account_invite_again(const struct actor *a, const char *site_url,
			     int64_t id) MUST_CHECK;

/* Mails a link for a new password and signs the account out everywhere.
 * drop_factor: using the link also turns the second step off (a lost phone).
 * *address (may be NULL) gets the link itself, for the command; no mail then.
 * In state `invited` it is the invitation once more. */
NEOERR *account_reset(const struct actor *a, const char *site_url, int64_t id,
		      bool drop_factor, const char **address) MUST_CHECK;

/* Nobody signs in with it any more; its sessions end at once, its links are
 * void. */
NEOERR *account_disable(const struct actor *a, int64_t id) MUST_CHECK;

/* Takes that back: `active`, or `invited` where the person never was here
 * (send the invitation again, then). */
NEOERR *account_enable(const struct actor *a, int64_t id) MUST_CHECK;

/* Sets the roles (regions) to exactly these ids: "1,3". Effective with the
 * next request of whoever is signed in. */
NEOERR *account_set_roles(const struct actor *a, int64_t id,
			  const char *roles) MUST_CHECK;
NEOERR *account_set_regions(const struct actor *a, int64_t id,
			    const char *regions) MUST_CHECK;

/* ERR_INVALID where no active account could manage accounts any more: call it
 * after changing what a role allows, in the same transaction. */
NEOERR *account_check_managed(const struct actor *a) MUST_CHECK;

/* For the command. */
NEOERR *account_by_email(const struct actor *a, const char *email,
			 int64_t *id) MUST_CHECK;
NEOERR *role_by_name(const struct actor *a, const char *name,
		     int64_t *id) MUST_CHECK;

/* An account that needs no invitation: its password is set by the caller
 * (secret_set_password) in the same transaction. */
NEOERR *account_add_active(const struct actor *a, struct account_new who,
			   int64_t *id) MUST_CHECK;

#endif
