/* Small pictures as answers.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/mem.h"
#include "media.h"
#include "pages.h"

/* "preview" of a document is the size "view": its /view is the bytes. */
void rendition(struct req *r, const char **size, const char **format)
{
	const char *last = strrchr(r->route->path, '/') + 1;
	const char *dot = strrchr(last, '.');

	*size = mem_strndup(r->pool, last, (size_t)(dot - last));
	if (!strcmp(*size, "preview"))
		*size = "view";
	*format = strcmp(dot, ".webp") ? "jpeg" : "webp";
}

NEOERR *give_picture(struct req *r, const struct rows *p, const char *name,
		     const char *format)
{
	TRY(answer_object(r, row_text(p, 0, "hash"), row_text(p, 0, "type"),
			  mem_printf(r->pool, "%s.%s", name,
				     strcmp(format, "jpeg") ? format : "jpg"),
			  true));
	r->cache = "private, max-age=3600";
	return STATUS_OK;
}

NEOERR *give_small(struct req *r, int64_t file, const char *name)
{
	const char *size, *format;
	struct rows p;

	rendition(r, &size, &format);
	TRY(picture_get(r->actor.db, r->pool, file, size, format, &p));
	if (!p.n)
		return nerr_raise(ERR_NOT_FOUND, "no such picture");
	return nerr_pass(give_picture(r, &p, name, format));
}

/* /7/files/1/thumb.webp; what may not be given out has none to be seen. */
NEOERR *attachment_picture(struct req *r)
{
	struct rows v;

	TRY(attachment_version(&r->actor, r->id[0], r->id[1], &v));
	TRY(may_give(&v, 0));
	return nerr_pass(give_small(r, row_int(&v, 0, "file_id"), "preview"));
}
