/* The demo's media for clients, and groups of clients.
 * SPDX-License-Identifier: MIT
 *
 * -60  gwen  group   key=garden  name=Garden lovers  kind=list  clients=will,pete
 * -30  gwen  media   kind=article  title=...  summary=...  text=...  to=everybody
 *      (or to=garden,seniors)  until=+60
 * -20  gwen  agrees  client=will  how=by phone
 */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "demo/story.h"
#include "files/file.h"
#include "files/sniff.h"
#include "people/client_group.h"
#include "people/media.h"

/* Calls each for every part of a word's list. */
static NEOERR *each_part(struct story *s, const char *word, void *arg,
			 NEOERR *(*each)(struct story *s, const char *key,
					 void *arg))
{
	char *list = mem_strdup(s->actor.pool, told(s, word)), *part;

	while ((part = strsep(&list, ",")))
		if (*part)
			TRY(each(s, part, arg));
	return STATUS_OK;
}

static NEOERR *put_in(struct story *s, const char *key, void *arg)
{
	const struct made *client;

	TRY(made_find(s, "client", key, &client));
	return nerr_pass(
	    client_group_put(&s->actor, *(int64_t *)arg, client->id, true));
}

static NEOERR *group(struct story *s)
{
	const char *values[CLIENT_GROUP_FIELDS];
	int64_t id;

	told_values(s, client_group_fields, CLIENT_GROUP_FIELDS, values);
	TRY(record_add(&s->actor, &client_group_record, (struct record_of){0},
		       values, &id));
	made_add(s, "client_group", told(s, "key"), id, 0);
	return nerr_pass(each_part(s, "clients", &id, put_in));
}

static NEOERR *name_group(struct story *s, const char *key, void *arg)
{
	const struct made *g;
	struct buf *b = arg;

	TRY(made_find(s, "client_group", key, &g));
	buf_printf(b, "%s%" PRId64, b->len ? "," : "", g->id);
	return STATUS_OK;
}

static NEOERR *publish(struct story *s, int64_t id)
{
	bool everybody = !strcmp(told(s, "to"), "everybody");
	struct buf groups = {.ctx = s->actor.pool};
	struct rows m;

	if (!everybody)
		TRY(each_part(s, "to", &groups, name_group));
	TRY(media_get(&s->actor, id, &m));
	return nerr_pass(
	    media_publish(&s->actor, id, row_int(&m, 0, "version"),
			  &(struct media_audience){
			      .everybody = everybody,
			      .groups = buf_text(&groups),
			      .from = story_today(s),
			      .until = told_date(s, "until")}));
}

/* A leaflet: a page of text. */
static NEOERR *put_leaflet(struct story *s, int64_t id)
{
	static struct store *store;
	const struct actor *a = &s->actor;
	struct buf bytes = {.ctx = a->pool};
	struct incoming *in;
	const char *type;
	int64_t file;

	if (!store)
		TRY(store_open(s->pool, s->conf, &store));
	paper_page(&bytes, told(s, "page"));
	TRY(store_put(store, a->pool, -1, &in));
	TRY(store_write(in, bytes.s, bytes.len));
	TRY(store_done(in));
	TRY(sniff_type(a->pool, store_peek(in), &type));
	TRY(file_come(a->db, a->pool, a->now, store, in, type,
		      conf_get(s->conf, "clamd_socket"), &file));
	return nerr_pass(media_put_file(a, id, MEDIA_FILE, file, type,
					told(s, "file")));
}

static NEOERR *media(struct story *s)
{
	enum media_kind kind = media_kind_by_name(told(s, "kind"));
	const char *values[MEDIA_FIELDS];
	int64_t id;

	if (kind == MEDIA__KINDS)
		return nerr_raise(NERR_ASSERT, "kind of media");
	told_values(s, media_fields, MEDIA_FIELDS, values);
	if (!*values[MEDIA_PURPOSE])
		values[MEDIA_PURPOSE] = "information";
	if (!*values[MEDIA_LANGUAGE])
		values[MEDIA_LANGUAGE] = "en-AU";
	values[MEDIA_BODY] = told_text(s, "text");
	TRY(media_add(&s->actor, kind, values, &id));
	if (told_has(s, "page"))
		TRY(put_leaflet(s, id));
	return told_has(s, "to") ? nerr_pass(publish(s, id)) : STATUS_OK;
}

static NEOERR *agrees(struct story *s)
{
	int64_t client;

	TRY(made_told(s, "client", "client", &client));
	return nerr_pass(media_consent(&s->actor, client, !told_has(s, "no"),
				       told(s, "how")));
}

const struct deed story_media_deeds[] = {
    {"group", group},
    {"media", media},
    {"agrees", agrees},
    {NULL, NULL},
};
