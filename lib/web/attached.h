/* Attachments as pages show them: rows of a list, and the card of a record.
 * SPDX-License-Identifier: MIT
 *
 * What several programs need of the data set: a profile's section, a note, an
 * incident, a client; templates/shared/attachments.cs draws it. */
#ifndef CAREBOOK_WEB_ATTACHED_H
#define CAREBOOK_WEB_ATTACHED_H

#include "web/web.h"

/* "/attachments/note/7/add"; what "" is the list. */
const char *attached_url(struct req *r, const struct owner *o,
			 const char *what);

/* The i-th row of a list (ATTACHMENT_COLUMNS) as `at`: {id, description, name,
 * href, icon, kind, size, at.text, author, dated.text, expires.text,
 * chip.{tone,icon,text} (its last day), state.{tone,icon,text} (where it cannot
 * be had), owner.{text,href} (what it hangs on, where that is not `of`),
 * provider, provider_href, client, client_href, thumb (a small picture, where
 * there is one), picture (.../files/N, below which the larger are)}. of: whose list it is, or
 * NULL. */
void attached_show(struct req *r, const char *at, const struct rows *rows,
		   size_t i, const struct owner *of);

/* Chip of a last day: "Expired 31 Oct", "23 days left", "To 30 Jun 2027". */
struct attached_chip {
	const char *tone, *icon, *text;
};
struct attached_chip attached_expiry(struct req *r, const char *expires,
				     int64_t remind_days);

/* The list of a section as a list or as a gallery, by ?view=: `Attached.gallery`
 * and `Attached.View` (tabs). href: the section. */
void attached_view(struct req *r, const char *href);

/* The card of a record that attachments may hang on, as `Attached`: {add, all,
 * more, List.N}. Nothing for those who may not see any. */
NEOERR *attached_card(struct req *r, const char *kind, int64_t id) MUST_CHECK;

#endif
