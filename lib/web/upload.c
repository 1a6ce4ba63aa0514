/* Files in a POST: taken in as they come, into the store's keeping.
 * SPDX-License-Identifier: MIT
 *
 * All gates but one stand before the first byte of the body is read (route.c).
 * The last one is in here: a file is taken in only once the form's token has
 * come, so the token's field stands before every file (macro form_hidden).
 *
 * What is wrong with one file (its type, its size) is a remark beside its
 * field, and the rest of the body is still read, so that the person sees the
 * page again and not a broken connection. Its bytes are not kept.
 */
#include <stdio.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "web/internal.h"
#include "web/multipart.h"

enum { TEXT_MAX = 1024 * 1024, FILES_MAX = 100, READ_BYTES = 64 * 1024 };

struct taking {
	struct req *r;
	struct params *params;
	size_t limit, cap, text_n;
	int64_t announced;
	bool trusted; /* the token came, and is right */
	struct file_policy *policy;
	/* The part that comes. */
	const char *name;
	struct upload *file; /* NULL: a field, or a file that is not chosen */
	bool none;	     /* no file was chosen: no byte may come */
	int64_t most;	     /* bytes that this file may have */
	bool reads;	     /* it is read, not kept: into text */
	struct buf text;
};

static const struct field *find_field(const struct req *r, const char *name)
{
	for (size_t i = 0; i < r->route->n_fields; i++)
		if (field_is_file(&r->route->fields[i]) &&
		    !strcmp(r->route->fields[i].name, name))
			return &r->route->fields[i];
	return NULL;
}

static NEOERR *begin_file(struct taking *t, const char *name, const char *file)
{
	struct req *r = t->r;
	const struct field *field = find_field(r, name);
	struct upload *u;

	if (!field && !r->route->pairs)
		return nerr_raise(ERR_MALFORMED, "no file is asked for there");
	if (!t->trusted)
		return nerr_raise(ERR_FORBIDDEN,
				  "a file before the form's token");
	if (r->n_uploads == FILES_MAX)
		return nerr_raise(ERR_TOO_LARGE, "more than %d files",
				  FILES_MAX);
	r->uploads = mem_grow(r->pool, r->uploads, r->n_uploads + 1,
			      sizeof *r->uploads);
	u = &r->uploads[r->n_uploads++];
	*u = (struct upload){.field = name,
			     .name = file_name_clean(r->pool, file)};
	t->file = u;
	t->reads = field && field->flags & FIELD_READS;
	if (t->reads) {
		t->most = field->max;
		return STATUS_OK;
	}
	if (!t->policy)
		TRY(file_policy_get(r->actor.db, r->pool, &t->policy));
	t->most = file_policy_most(t->policy, u->name);
	if (!t->most) {
		u->error = file_policy_refuses(t->policy, r->pool, u->name, "",
					       0, NULL);
		return STATUS_OK;
	}
	return nerr_pass(store_put(r->store, r->pool, t->announced, &u->in));
}

static NEOERR *begin_part(void *arg, const char *name, const char *file)
{
	struct taking *t = arg;

	t->name = name;
	t->file = NULL;
	t->none = file && !*file;
	t->text = (struct buf){.ctx = t->r->pool};
	if (t->params->n == t->limit)
		return nerr_raise(ERR_MALFORMED, "too many fields");
	return file && *file ? nerr_pass(begin_file(t, name, file)) : STATUS_OK;
}

static NEOERR *part_data(void *arg, const char *bytes, size_t n)
{
	struct taking *t = arg;
	struct upload *u = t->file;

	if (t->none)
		return nerr_raise(ERR_MALFORMED, "a file without a name");
	if (!u) {
		t->text_n += n;
		if (t->text_n > TEXT_MAX)
			return nerr_raise(ERR_TOO_LARGE,
					  "more than 1 MB of text");
		buf_add(&t->text, bytes, n);
		return STATUS_OK;
	}
	u->size += (int64_t)n;
	if (!u->in && !t->reads)
		return STATUS_OK;
	if (u->size > t->most) {
		if (u->in)
			store_drop(u->in);
		u->in = NULL;
		t->reads = false;
		u->error = mem_printf(
		    t->r->pool,
		    "“%s” is too big: such a file may have up to %s",
		    u->name, file_size_words(t->r->pool, t->most));
		return STATUS_OK;
	}
	if (t->reads) {
		buf_add(&t->text, bytes, n);
		return STATUS_OK;
	}
	return nerr_pass(store_write(u->in, bytes, n));
}

static NEOERR *end_file(struct taking *t)
{
	struct req *r = t->r;
	struct upload *u = t->file;

	if (t->reads && u->size) {
		u->bytes = buf_text(&t->text);
		u->hash = text_sha256(r->pool, u->bytes, t->text.len);
		return STATUS_OK;
	}
	if (t->reads)
		u->error = mem_printf(r->pool, "“%s” is empty", u->name);
	if (!u->in)
		return STATUS_OK;
	if (u->size) {
		TRY(store_done(u->in));
		u->hash = store_key(u->in);
		TRY(sniff_type(r->pool, store_peek(u->in), &u->type));
		u->error = file_policy_refuses(t->policy, r->pool, u->name,
					       u->type, u->size, &u->family);
	} else {
		u->error = mem_printf(r->pool, "“%s” is empty", u->name);
	}
	if (u->error) {
		store_drop(u->in);
		u->in = NULL;
	}
	return STATUS_OK;
}

static NEOERR *end_part(void *arg)
{
	struct taking *t = arg;
	struct params *p = t->params;

	if (t->file)
		return nerr_pass(end_file(t));
	if (t->none)
		return STATUS_OK;
	if (t->text.len && !text_valid(t->text.s, t->text.len))
		return nerr_raise(ERR_MALFORMED,
				  "a field is not well-formed UTF-8");
	if (p->n == t->cap) {
		t->cap = t->cap ? t->cap * 2 : 16;
		p->pairs = mem_grow(t->r->pool, p->pairs, t->cap,
				    sizeof *p->pairs);
	}
	p->pairs[p->n].name = t->name;
	p->pairs[p->n++].value = buf_text(&t->text);
	if (!strcmp(t->name, "_csrf"))
		t->trusted = csrf_fits(t->r, buf_text(&t->text));
	return STATUS_OK;
}

NEOERR *upload_read(struct fastcgi *f, struct req *r, struct params *params)
{
	struct taking t = {
	    .r = r,
	    .params = params,
	    .limit = r->route->pairs ? r->route->pairs : PARAMS_LIMIT,
	    .announced = -1,
	};
	struct multipart_sink sink = {begin_part, part_data, end_part, &t};
	const char *length = fastcgi_param(f, "CONTENT_LENGTH");
	char *chunk = mem_zalloc(r->pool, READ_BYTES);
	struct multipart *m;
	int64_t came = 0;
	int n;

	if (*length && !text_int(length, 0, INT64_MAX, &t.announced))
		return nerr_raise(ERR_MALFORMED, "a broken length");
	if (t.announced > r->route->upload)
		return nerr_raise(ERR_TOO_LARGE, "more than is taken here");
	TRY(multipart_new(r->pool, fastcgi_param(f, "CONTENT_TYPE"), sink, &m));
	while ((n = fastcgi_read(f, chunk, READ_BYTES)) > 0) {
		came += n;
		if (came > r->route->upload)
			return nerr_raise(ERR_TOO_LARGE,
					  "more than is taken here");
		TRY(multipart_feed(m, chunk, (size_t)n));
	}
	if (n < 0)
		return nerr_raise(ERR_MALFORMED, "the body broke off");
	if (t.announced >= 0 && t.announced != came)
		return nerr_raise(ERR_MALFORMED, "the body is not as long as "
						 "announced");
	return nerr_pass(multipart_end(m));
}

/* --- into the store, and out again ----------------------------------------- */

NEOERR *upload_come(struct req *r)
{
	bool scan = conf_get(r->conf, "clamd_socket");

	for (size_t i = 0; i < r->n_uploads; i++) {
		struct upload *u = &r->uploads[i];

		if (u->in)
			TRY(file_come(r->actor.db, r->pool, r->actor.now,
				      r->store, u->in, u->type, scan,
				      &u->file));
	}
	return STATUS_OK;
}

void upload_leave(struct req *r)
{
	for (size_t i = 0; i < r->n_uploads; i++) {
		struct upload *u = &r->uploads[i];
		NEOERR *err;

		if (!u->file)
			continue;
		err = file_leave(r->actor.db, r->pool, r->store, u->file);
		/* The next start of a program sets it right. */
		if (err != STATUS_OK)
			log_line(LOG_BAD, "event=leave-file error=\"%s\"",
				 err_text(r->pool, err));
		nerr_ignore(&err);
		u->file = 0;
	}
}

/* --- what handlers ask -------------------------------------------------------- */

const struct upload *req_uploads(const struct req *r, size_t *n)
{
	*n = r->n_uploads;
	return r->uploads;
}

const struct upload *form_upload(struct req *r, int field, size_t i)
{
	const char *name = form_field_name(r, field);

	for (size_t k = 0; k < r->n_uploads; k++)
		if (!strcmp(r->uploads[k].field, name) && !i--)
			return &r->uploads[k];
	return NULL;
}

struct store *req_store(struct req *r)
{
	return r->store;
}
