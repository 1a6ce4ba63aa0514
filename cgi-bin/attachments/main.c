/* attachments: documents that hang on providers, clients and what is theirs.
 * SPDX-License-Identifier: MIT
 *
 *   /attachments/KIND/{owner}            what hangs on it
 *   /attachments/KIND/{owner}/add        attach some more
 *   /attachments/{attachment}            one, with its versions
 *   /attachments/{attachment}/files/{n}  a version's bytes, saved;
 *   .../files/{n}/view                   or shown
 *   /attachments/expiring                what expires, over all providers
 *   /attachments/zip?a=1&a=2             several in one file
 *   /attachments/portraits, /media       see media-routes.h
 *
 * KIND: provider, client, note, incident, task, step, person, answer.
 */
#include "media-routes.h"
#include "pages.h"

/* All that an owner may have: as big as the biggest that the policy may allow,
 * with some room for the form around it (httpd-conf/programs says the same). */
#define BODY MEGABYTES(2052)

#define OWNER(kind)                                                  \
	{.path = "/" kind "/{" kind "}",                             \
	 .right = RIGHT_ATTACHMENT_VIEW,                             \
	 .object = OBJECT_OWNER,                                     \
	 .page = owner_page,                                         \
	 .template = "attachments/list.cs",                          \
	 ROUTE_FIELDS(attachment_filters)},                          \
	{                                                            \
		.path = "/" kind "/{" kind "}/add",                  \
		.right = RIGHT_ATTACHMENT_ADD,                       \
		.object = OBJECT_OWNER, .page = add_page,            \
		.post = add_post, .upload = BODY,                    \
		.template = "attachments/add.cs",                    \
		ROUTE_FIELDS(attachment_add_fields)                  \
	}

static const struct route routes[] = {
    {.path = "/", .right = RIGHT_ATTACHMENT_VIEW, .page = home_page},

    OWNER("provider"),
    OWNER("client"),
    OWNER("note"),
    OWNER("incident"),
    OWNER("task"),
    OWNER("step"),
    OWNER("person"),
    OWNER("answer"),

    {.path = "/expiring",
     .right = RIGHT_ATTACHMENT_VIEW,
     .page = expiring_page,
     .template = "attachments/expiring.cs",
     ROUTE_FIELDS(expiry_filters)},
    {.path = "/zip",
     .right = RIGHT_ATTACHMENT_VIEW,
     .page = zip_page,
     .pairs = 400},

    MEDIA_ROUTES

    {.path = "/{attachment}",
     .right = RIGHT_ATTACHMENT_VIEW,
     .object = OBJECT_ATTACHMENT,
     .page = attachment_page,
     .template = "attachments/attachment.cs"},
    {.path = "/{attachment}/edit",
     .right = RIGHT_ATTACHMENT_ADD,
     .object = OBJECT_ATTACHMENT,
     .page = edit_page,
     .post = edit_post,
     .template = "shared/form.cs",
     ROUTE_FIELDS(attachment_fields)},
    {.path = "/{attachment}/replace",
     .right = RIGHT_ATTACHMENT_ADD,
     .object = OBJECT_ATTACHMENT,
     .page = replace_page,
     .post = replace_post,
     .upload = BODY,
     .template = "attachments/add.cs",
     ROUTE_FIELDS(attachment_replace_fields)},
    {.path = "/{attachment}/delete",
     .right = RIGHT_ATTACHMENT_REMOVE,
     .object = OBJECT_ATTACHMENT,
     .page = delete_page,
     .post = delete_post,
     .template = "shared/form.cs",
     ROUTE_FIELDS(delete_fields)},
    {.path = "/{attachment}/restore",
     .right = RIGHT_ATTACHMENT_REMOVE,
     .object = OBJECT_ATTACHMENT,
     .post = restore_post},
    {.path = "/{attachment}/files/{number}",
     .right = RIGHT_ATTACHMENT_VIEW,
     .object = OBJECT_ATTACHMENT,
     .page = file_page},
    {.path = "/{attachment}/files/{number}/view",
     .right = RIGHT_ATTACHMENT_VIEW,
     .object = OBJECT_ATTACHMENT,
     .page = view_page},
};

int main(int argc, char **argv)
{
	static const struct program attachments = {
	    .name = "attachments",
	    .files = true,
	    .routes = routes,
	    .n_routes = sizeof routes / sizeof *routes,
	};

	return program_main(&attachments, argc, argv);
}
