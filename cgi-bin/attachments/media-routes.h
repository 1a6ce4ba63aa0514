/* The routes of portraits, of small pictures and of the media library.
 * SPDX-License-Identifier: MIT
 *
 *   /attachments/providers/1/portrait            its photo: put, change, remove
 *   /attachments/providers/1/people/2/portrait   a person's
 *   /attachments/clients/1/portrait              a client's
 *   /attachments/portraits/7/small.webp          the picture itself
 *   /attachments/7/files/1/thumb.webp            a small picture of a document
 *   /attachments/media                           the library
 *   /attachments/media/groups                    groups of clients
 *   /attachments/media/for/3                     what a client gets
 */
#ifndef CAREBOOK_ATTACHMENTS_MEDIA_ROUTES_H
#define CAREBOOK_ATTACHMENTS_MEDIA_ROUTES_H

#include "media.h"

#define PHOTO_BODY MEGABYTES(40)
#define MEDIA_BODY_MOST MEGABYTES(2052)

#define PORTRAIT_ROUTES(path_, right_, object_)                           \
	{.path = path_,                                                   \
	 .right = (right_),                                               \
	 .object = (object_),                                             \
	 .page = portrait_page,                                           \
	 .post = portrait_post,                                           \
	 .upload = PHOTO_BODY,                                            \
	 .template = "attachments/portrait.cs",                           \
	 ROUTE_FIELDS(portrait_fields)},                                  \
	{.path = path_ "/remove",                                         \
	 .right = (right_),                                               \
	 .object = (object_),                                             \
	 .post = portrait_remove_post}

/* The same picture in both formats. */
#define PICTURE_ROUTES(path_, right_, object_, handler_)                  \
	{.path = path_ ".webp",                                           \
	 .right = (right_),                                               \
	 .object = (object_),                                             \
	 .page = (handler_)},                                             \
	{.path = path_ ".jpg",                                            \
	 .right = (right_),                                               \
	 .object = (object_),                                             \
	 .page = (handler_)}

#define MEDIA_ADD_ROUTE(kind)                                             \
	{.path = "/media/add/" kind,                                      \
	 .right = RIGHT_MEDIA_EDIT,                                       \
	 .page = media_add_page,                                          \
	 .post = media_add_post,                                          \
	 .upload = MEDIA_BODY_MOST,                                       \
	 .template = "attachments/media-form.cs",                         \
	 ROUTE_FIELDS(media_fields)}

#define MEDIA_POST(path_, right_, handler_)                               \
	{.path = path_, .right = (right_), .post = (handler_)}

#define MEDIA_ROUTES                                                      \
    PORTRAIT_ROUTES("/providers/{provider}/portrait",                     \
		    RIGHT_PROVIDER_EDIT, OBJECT_PROVIDER),                \
    PORTRAIT_ROUTES("/providers/{provider}/people/{person}/portrait",     \
		    RIGHT_PERSON_EDIT, OBJECT_PROVIDER),                  \
    PORTRAIT_ROUTES("/clients/{client}/portrait", RIGHT_CLIENT_EDIT,      \
		    OBJECT_CLIENT),                                       \
    PICTURE_ROUTES("/portraits/{portrait}/small", RIGHT_SIGNED_IN,        \
		   OBJECT_NONE, portrait_picture),                        \
    PICTURE_ROUTES("/portraits/{portrait}/medium", RIGHT_SIGNED_IN,       \
		   OBJECT_NONE, portrait_picture),                        \
    PICTURE_ROUTES("/portraits/{portrait}/large", RIGHT_SIGNED_IN,        \
		   OBJECT_NONE, portrait_picture),                        \
    PICTURE_ROUTES("/{attachment}/files/{number}/thumb",                  \
		   RIGHT_ATTACHMENT_VIEW, OBJECT_ATTACHMENT,              \
		   attachment_picture),                                   \
    PICTURE_ROUTES("/{attachment}/files/{number}/preview",                \
		   RIGHT_ATTACHMENT_VIEW, OBJECT_ATTACHMENT,              \
		   attachment_picture),                                   \
    {.path = "/media",                                                    \
     .right = RIGHT_MEDIA_VIEW,                                           \
     .page = media_list_page,                                             \
     .template = "attachments/media.cs",                                  \
     ROUTE_FIELDS(media_filters)},                                        \
    {.path = "/media/add",                                                \
     .right = RIGHT_MEDIA_EDIT,                                           \
     .page = media_kinds_page,                                            \
     .template = "attachments/media-kinds.cs"},                           \
    MEDIA_ADD_ROUTE("video"),                                             \
    MEDIA_ADD_ROUTE("audio"),                                             \
    MEDIA_ADD_ROUTE("picture"),                                           \
    MEDIA_ADD_ROUTE("pdf"),                                               \
    MEDIA_ADD_ROUTE("article"),                                           \
    {.path = "/media/for/{client}",                                       \
     .right = RIGHT_MEDIA_VIEW,                                           \
     .object = OBJECT_CLIENT,                                             \
     .page = media_client_page,                                           \
     .template = "attachments/media-client.cs"},                          \
    {.path = "/media/groups",                                             \
     .right = RIGHT_MEDIA_PUBLISH,                                        \
     .page = group_list_page,                                             \
     .template = "attachments/groups.cs"},                                \
    {.path = "/media/groups/add",                                         \
     .right = RIGHT_MEDIA_PUBLISH,                                        \
     .page = group_add_page,                                              \
     .post = group_add_post,                                              \
     .template = "shared/form.cs",                                        \
     ROUTE_FIELDS(client_group_fields)},                                  \
    {.path = "/media/groups/{group}",                                     \
     .right = RIGHT_MEDIA_PUBLISH,                                        \
     .page = group_page,                                                  \
     .template = "attachments/group.cs",                                  \
     ROUTE_FIELDS(media_person_fields)},                                  \
    {.path = "/media/groups/{group}/edit",                                \
     .right = RIGHT_MEDIA_PUBLISH,                                        \
     .page = group_edit_page,                                             \
     .post = group_edit_post,                                             \
     .template = "shared/form.cs",                                        \
     ROUTE_FIELDS(client_group_fields)},                                  \
    {.path = "/media/groups/{group}/clients/add",                         \
     .right = RIGHT_MEDIA_PUBLISH,                                        \
     .post = group_client_post,                                           \
     ROUTE_FIELDS(media_client_fields)},                                  \
    {.path = "/media/groups/{group}/clients/remove",                      \
     .right = RIGHT_MEDIA_PUBLISH,                                        \
     .post = group_client_post,                                           \
     ROUTE_FIELDS(media_client_fields)},                                  \
    MEDIA_POST("/media/groups/{group}/retire", RIGHT_MEDIA_PUBLISH,       \
	       group_retire_post),                                        \
    MEDIA_POST("/media/groups/{group}/restore", RIGHT_MEDIA_PUBLISH,      \
	       group_retire_post),                                        \
    {.path = "/media/{media}",                                            \
     .right = RIGHT_MEDIA_VIEW,                                           \
     .page = media_page,                                                  \
     .template = "attachments/media-one.cs"},                             \
    {.path = "/media/{media}/edit",                                       \
     .right = RIGHT_MEDIA_EDIT,                                           \
     .page = media_edit_page,                                             \
     .post = media_edit_post,                                             \
     .upload = MEDIA_BODY_MOST,                                           \
     .template = "attachments/media-form.cs",                             \
     ROUTE_FIELDS(media_fields)},                                         \
    MEDIA_POST("/media/{media}/captions/remove", RIGHT_MEDIA_EDIT,        \
	       media_drop_post),                                          \
    MEDIA_POST("/media/{media}/poster/remove", RIGHT_MEDIA_EDIT,          \
	       media_drop_post),                                          \
    {.path = "/media/{media}/publish",                                    \
     .right = RIGHT_MEDIA_PUBLISH,                                        \
     .page = media_publish_page,                                          \
     .post = media_publish_post,                                          \
     .template = "shared/form.cs",                                        \
     ROUTE_FIELDS(media_publish_fields)},                                 \
    {.path = "/media/{media}/withdraw",                                   \
     .right = RIGHT_MEDIA_PUBLISH,                                        \
     .page = media_withdraw_page,                                         \
     .post = media_withdraw_post,                                         \
     .template = "shared/form.cs",                                        \
     ROUTE_FIELDS(media_withdraw_fields)},                                \
    {.path = "/media/{media}/people",                                     \
     .right = RIGHT_MEDIA_PUBLISH,                                        \
     .page = media_people_page,                                           \
     .template = "attachments/media-people.cs",                           \
     ROUTE_FIELDS(media_person_fields)},                                  \
    {.path = "/media/{media}/people/add",                                 \
     .right = RIGHT_MEDIA_PUBLISH,                                        \
     .post = media_people_post,                                           \
     ROUTE_FIELDS(media_client_fields)},                                  \
    {.path = "/media/{media}/people/remove",                              \
     .right = RIGHT_MEDIA_PUBLISH,                                        \
     .post = media_people_post,                                           \
     ROUTE_FIELDS(media_client_fields)},                                  \
    {.path = "/media/{media}/content",                                    \
     .right = RIGHT_MEDIA_VIEW,                                           \
     .page = media_content},                                              \
    {.path = "/media/{media}/captions.vtt",                               \
     .right = RIGHT_MEDIA_VIEW,                                           \
     .page = media_captions},                                             \
    PICTURE_ROUTES("/media/{media}/thumb", RIGHT_MEDIA_VIEW, OBJECT_NONE, \
		   media_picture),                                        \
    PICTURE_ROUTES("/media/{media}/view", RIGHT_MEDIA_VIEW, OBJECT_NONE,  \
		   media_picture),

#endif
