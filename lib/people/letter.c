/* Letters about accounts.
 * SPDX-License-Identifier: MIT */
#include "people/letter.h"

#include "base/mem.h"
#include "notify/outbox.h"
#include "people/account.h"

/* The first lines, and the last, which say whose letter it is. */
static NEOERR *send_letter(const struct actor *a, struct letter_to to,
			   const char *about, bool secret, const char *subject,
			   const char *text)
{
	const char *agency, *phone;
	struct rows r;

	TRY(agency_facts(a, &r));
	agency = row_text(&r, 0, "name");
	phone = row_text(&r, 0, "phone");
	return nerr_pass(outbox_mail(
	    a->db, a->pool, a->now,
	    (struct mail){
		.to = to.email,
		.to_name = to.name,
		.account = to.account,
		.subject = mem_printf(a->pool, "%s: %s", agency, subject),
		.body = mem_printf(a->pool, "Hello %s,\n\n%s\n-- \n%s\n%s%s",
				   to.name, text, agency, phone,
				   *phone ? "\n" : ""),
		.about = about,
		.about_id = to.account,
		.secret = secret,
	    }));
}

NEOERR *letter_invitation(const struct actor *a, struct letter_to to,
			  const char *address)
{
	return nerr_pass(send_letter(
	    a, to, "invitation", true, "your account in Carebook",
	    mem_printf(
		a->pool,
		"you have an account in Carebook now. Choose your password "
		"here:\n\n%s\n\n"
		"The link works once, within one hour. If you are later, open "
		"it all the\nsame: the page there can mail you a new one.\n\n"
		"You sign in with this e-mail address: %s\n",
		address, to.email)));
}

NEOERR *letter_reset(const struct actor *a, struct letter_to to,
		     const char *address)
{
	return nerr_pass(send_letter(
	    a, to, "reset", true, "choose a new password",
	    mem_printf(
		a->pool,
		"somebody asked for a new password for your account in "
		"Carebook. If it was\nyou, choose one here:\n\n%s\n\n"
		"The link works once, within one hour.\n\n"
		"If it was not you, you need do nothing: your password stays "
		"as it is.\n",
		address)));
}

NEOERR *letter_changed(const struct actor *a, struct letter_to to,
		       const char *what)
{
	char when[ZONE_TEXT];

	return nerr_pass(send_letter(
	    a, to, "account", false, what,
	    mem_printf(a->pool,
		       "%s (%s).\n\n"
		       "If it was you, all is well. If it was not, tell your "
		       "agency at once.\n",
		       what, zone_format_instant(a->zone, a->now, a->now, when))));
}

NEOERR *letter_granted(const struct actor *a, struct letter_to to,
		       const char *client, const char *site_url)
{
	return nerr_pass(send_letter(
	    a, to, "grant", false,
	    mem_printf(a->pool, "you can see %s's record now", client),
	    mem_printf(a->pool,
		       "you can now see %s's record. Sign in as you always do:"
		       "\n\n%s/portal/\n",
		       client, site_url)));
}

NEOERR *letter_grant_ended(const struct actor *a, struct letter_to to,
			   const char *client)
{
	return nerr_pass(send_letter(
	    a, to, "grant", false,
	    mem_printf(a->pool, "you do not see %s's record any more", client),
	    mem_printf(a->pool,
		       "you could see %s's record. That has ended. If you did "
		       "not expect this,\nplease ring us.\n",
		       client)));
}
