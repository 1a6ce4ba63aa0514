/* The pages of portraits and of the media library.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_ATTACHMENTS_MEDIA_H
#define CAREBOOK_ATTACHMENTS_MEDIA_H

#include "files/job.h"
#include "files/picture.h"
#include "people/client_group.h"
#include "people/media.h"
#include "web/web.h"

/* --- rendition.c ---------------------------------------------------------- */
/* Of a route that ends with /SIZE.webp or /SIZE.jpg: "small" and "webp" or
 * "jpeg". */
void rendition(struct req *r, const char **size, const char **format);
/* The picture as the answer, kept by the browser of this person: its address
 * belongs to this content alone. p: hash type. */
NEOERR *give_picture(struct req *r, const struct rows *p, const char *name,
		     const char *format) MUST_CHECK;
/* A picture of a file that the caller may show: 404 where there is none. */
NEOERR *give_small(struct req *r, int64_t file, const char *name) MUST_CHECK;

/* --- portrait.c ----------------------------------------------------------- */
extern const struct field portrait_fields[2];
handler portrait_page, portrait_post, portrait_remove_post, portrait_picture;

/* --- rendition.c, of documents --------------------------------------------- */
handler attachment_picture;

/* --- media.c -------------------------------------------------------------- */
enum { MEDIA_FILTERS = 3 };
extern const struct field media_filters[MEDIA_FILTERS];
const char *media_url(struct req *r, const char *what);
void media_crumbs(struct req *r, const struct rows *m, const char *last);
handler media_list_page, media_kinds_page, media_add_page, media_add_post,
    media_page, media_edit_page, media_edit_post, media_drop_post,
    media_picture, media_content, media_captions;

/* --- publish.c ------------------------------------------------------------ */
enum { MEDIA_PUBLISH_FIELDS = 4, MEDIA_PERSON_FIELDS = 1 };
extern const struct field media_publish_fields[MEDIA_PUBLISH_FIELDS],
    media_withdraw_fields[1], media_person_fields[MEDIA_PERSON_FIELDS];
handler media_publish_page, media_publish_post, media_withdraw_page,
    media_withdraw_post, media_people_page, media_people_post,
    media_client_page;

static inline struct client *media_req_client(struct req *r)
{
	return r->object;
}
/* The number of a client, that a button sends. */
extern const struct field media_client_fields[1];
/* A search for clients, each with a button that sends its number to action. */
NEOERR *find_clients(struct req *r, const char *q,
		     const char *action) MUST_CHECK;
void show_clients(struct req *r, const struct rows *clients, size_t most);

/* --- group.c -------------------------------------------------------------- */
handler group_list_page, group_add_page, group_add_post, group_page,
    group_edit_page, group_edit_post, group_client_post, group_retire_post;

#endif
