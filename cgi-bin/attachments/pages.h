/* The pages of the attachments program.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_ATTACHMENTS_PAGES_H
#define CAREBOOK_ATTACHMENTS_PAGES_H

#include "web/attached.h"
#include "web/web.h"

/* Routes with OBJECT_OWNER, and with OBJECT_ATTACHMENT, only. */
static inline struct owner *req_owner(struct req *r)
{
	return r->object;
}
static inline struct attachment *req_attachment(struct req *r)
{
	return r->object;
}

/* Crumbs down to the list that this owner's attachments stand in; last: the
 * page itself. */
void owner_crumbs(struct req *r, const struct owner *o, const char *last);

/* Where that list is. */
const char *owner_list(struct req *r, const struct owner *o);

/* --- list.c -------------------------------------------------------------- */
extern const struct field expiry_filters[1];
handler home_page, owner_page, expiring_page, zip_page;

/* --- add.c --------------------------------------------------------------- */
handler add_page, add_post, replace_page, replace_post;

/* --- attachment.c -------------------------------------------------------- */
extern const struct field delete_fields[1];
handler attachment_page, edit_page, edit_post, delete_page, delete_post,
    restore_post, file_page, view_page;

/* May its bytes be given out? ERR_INVALID, in words, where not yet or never. */
NEOERR *may_give(const struct rows *version, size_t i) MUST_CHECK;

#endif
