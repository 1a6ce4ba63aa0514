/* What the files of lib/web know of each other, and no program does.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_WEB_INTERNAL_H
#define CAREBOOK_WEB_INTERNAL_H

#include "web/fastcgi.h"
#include "web/web.h"

/* form.c */
struct params; /* of the body or the query */
void form_begin(struct req *r, const struct params *params);
/* Checks every field; false where one is wrong. */
bool form_check(struct req *r);
bool form_bad(const struct req *r);
/* Before page() runs again: forgets what it set, keeps what was typed. */
void form_again(struct req *r, bool conflict);
NEOERR *form_export(struct req *r) MUST_CHECK;
/* All that was typed, for the key of a POST. */
const char *form_digest(struct req *r);
const char *form_param(const struct req *r, const char *name);

const char *form_field_name(const struct req *r, int field);

/* upload.c */
/* Takes a multipart body in: its fields, and its files into r->uploads. */
NEOERR *upload_read(struct fastcgi *f, struct req *r,
		    struct params *params) MUST_CHECK;
/* Before post(): each gets its row. After it: forgets those that it did not
 * keep. */
NEOERR *upload_come(struct req *r) MUST_CHECK;
void upload_leave(struct req *r);

/* kept.c */
/* page() of the route, or what it found a moment ago. */
NEOERR *kept_page(struct req *r) MUST_CHECK;

/* view.c */
void view_init(const struct conf *conf);
/* What the templates themselves need. */
void view_basics(struct req *r);
/* What every page holds, and what the frame of the signed-in person needs. */
void view_common(struct req *r);
/* Renders a template into r->body. */
NEOERR *view_render(struct req *r, const char *template) MUST_CHECK;
/* Turns an error into its page; takes the error. Returns the status. */
int view_error(struct req *r, NEOERR *err);

/* route.c: does the path fit the pattern? Then ids[IDS_MAX] gets its numbers. */
bool path_fits(const char *pattern, const char *path, int64_t *ids);
/* Is this the token of this visitor's forms? */
bool csrf_fits(struct req *r, const char *token);

/* request.c */
/* The text of its parameters: the query, or the body of a POST. */
NEOERR *request_read(struct fastcgi *f, struct req *r,
		     struct buf *text) MUST_CHECK;
const char *request_cookie(const char *cookies, void *pool, const char *name);

/* response.c */
void response_send(struct fastcgi *f, struct req *r, bool head);
const char *cookie_name(const struct req *r, const char *base);
bool site_is_https(const struct req *r);
void response_header(struct req *r, const char *name, const char *value);
void response_cookie(struct req *r, const char *base, const char *value,
		     bool strict);

#endif
