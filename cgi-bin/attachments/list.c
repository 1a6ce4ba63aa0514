/* Lists: what hangs on one thing, what expires, several in one file.
 * SPDX-License-Identifier: MIT */
#include <archive.h>
#include <archive_entry.h>
#include <inttypes.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "pages.h"

const struct field expiry_filters[1] = {
    {.name = "kind", .label = "Kind", .type = FIELD_SELECT},
};

const char *owner_list(struct req *r, const struct owner *o)
{
	return strcmp(o->kind, "provider")
		   ? attached_url(r, o, "")
		   : req_url(r, "%s/attachments", o->href);
}

void owner_crumbs(struct req *r, const struct owner *o, const char *last)
{
	bool client = o->client && !o->provider;

	page_crumb(r, client ? "/profiles/clients" : "/profiles/providers",
		   client ? "Clients" : "Providers");
	page_crumb(r, o->whose_href, o->whose);
	if (strcmp(o->name, o->whose))
		page_crumb(r, o->href, o->name);
	page_crumb(r, owner_list(r, o), "Attachments");
	if (last)
		page_crumb(r, NULL, last);
}

NEOERR *home_page(struct req *r)
{
	r->redirect = "/attachments/expiring";
	return STATUS_OK;
}

/* The pager of a list of one more row than it shows; returns how many. */
static size_t pager(struct req *r, const char *base, const struct rows *rows,
		    int64_t offset, int64_t total)
{
	size_t n = rows->n > ATTACHMENT_PAGE ? ATTACHMENT_PAGE : rows->n;
	int64_t page = offset / ATTACHMENT_PAGE + 1;

	if (!n)
		return 0;
	data_int(r, "Pager.from", offset + 1);
	data_int(r, "Pager.to", offset + (int64_t)n);
	data_int(r, "Pager.total", total);
	if (page > 1)
		data_f(r, "Pager.prev=%spage=%" PRId64, base, page - 1);
	if (rows->n > n)
		data_f(r, "Pager.next=%spage=%" PRId64, base, page + 1);
	return n;
}

static int64_t offset_of(struct req *r)
{
	int64_t page;

	if (!text_int(req_query(r, "page"), 1, 400, &page))
		page = 1;
	return (page - 1) * ATTACHMENT_PAGE;
}

static NEOERR *offer_kinds(struct req *r, int field)
{
	struct rows kinds;

	TRY(attachment_kinds(&r->actor, &kinds));
	form_option(r, field, "", "All kinds");
	form_options(r, field, &kinds, "id", "name");
	return STATUS_OK;
}

NEOERR *owner_page(struct req *r)
{
	const struct owner *o = req_owner(r);
	struct attachment_filter f = {.owner = o, .below = true};
	int64_t offset = offset_of(r), total, gone;
	struct rows rows;
	size_t n;

	if (!strcmp(o->kind, "provider")) {
		r->redirect = owner_list(r, o);
		return STATUS_OK;
	}
	TRY(offer_kinds(r, ATTACHMENT_F_KIND));
	f.words = form_text(r, ATTACHMENT_F_WORDS);
	f.kind = form_int(r, ATTACHMENT_F_KIND);
	f.family = form_text(r, ATTACHMENT_F_FAMILY);
	f.deleted = !strcmp(req_query(r, "show"), "deleted");
	TRY(attachment_list(&r->actor, &f, offset, &rows));
	TRY(attachment_count(&r->actor, &f, &total));
	n = pager(r,
		  req_url(r, "%s?q=%s&kind=%" PRId64 "&family=%s&%s%s",
			  attached_url(r, o, ""), text_url(r->pool, f.words),
			  f.kind, f.family, f.deleted ? "show=deleted&" : "",
			  strcmp(req_query(r, "view"), "gallery") ? "" : "view=gallery&"),
		  &rows, offset, total);
	for (size_t i = 0; i < n; i++)
		attached_show(r, mem_printf(r->pool, "Attached.List.%zu", i),
			      &rows, i, o);
	if (*f.words || f.kind || *f.family)
		data_set(r, "Attached.filtered", "1");
	data_set(r, "Attached.all", attached_url(r, o, ""));
	attached_view(r, attached_url(r, o, ""));
	if (f.deleted)
		data_set(r, "Attached.deleted", "1");
	else if (actor_may(&r->actor, RIGHT_ATTACHMENT_ADD))
		data_set(r, "Attached.add", attached_url(r, o, "add"));
	f = (struct attachment_filter){.owner = o, .below = true,
				       .deleted = true};
	TRY(attachment_count(&r->actor, &f, &gone));
	if (gone)
		data_f(r, "Attached.gone=%s",
		       text_count(r->pool, gone, "deleted one", "deleted ones"));
	data_set(r, "Owner.name", o->name);
	owner_crumbs(r, o, NULL);
	page_title(r, mem_printf(r->pool, "Attachments: %s", o->name));
	return STATUS_OK;
}

/* --- what expires -------------------------------------------------------------- */

static const struct span {
	const char *key, *label;
	int64_t days;
} spans[] = {
    {"30", "Within 30 days", 30},
    {"90", "Within 90 days", 90},
    {"365", "Within a year", 365},
    {"expired", "Expired", 0},
};

NEOERR *expiring_page(struct req *r)
{
	const char *within = req_query(r, "within");
	const struct span *span = &spans[1];
	int64_t offset = offset_of(r), kind;
	struct rows rows;
	size_t n;

	TRY(offer_kinds(r, 0));
	kind = form_int(r, 0);
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
		if (!strcmp(spans[i].key, within))
			span = &spans[i];
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
		data_f(r, "Tabs.%zu.label=%s", i, spans[i].label);
		data_f(r, "Tabs.%zu.href=/attachments/expiring?within=%s&kind=%s",
		       i, spans[i].key, form_text(r, 0));
		if (&spans[i] == span)
			data_f(r, "Tabs.%zu.current=1", i);
	}
	TRY(attachment_expiring(&r->actor, kind, span->days, offset, &rows));
	n = pager(r,
		  req_url(r, "/attachments/expiring?within=%s&kind=%s&",
			  span->key, form_text(r, 0)),
		  &rows, offset,
		  offset + (int64_t)rows.n);
	for (size_t i = 0; i < n; i++)
		attached_show(r, mem_printf(r->pool, "Attached.List.%zu", i),
			      &rows, i, NULL);
	data_set(r, "Within", span->key);
	page_title(r, "Documents that expire");
	return STATUS_OK;
}

/* --- several in one file --------------------------------------------------------- */

struct zip {
	struct req *r;
	struct rows *rows; /* [n], one row each */
	const char **names;
	size_t n;
	struct stream *to;
	NEOERR *err; /* what writing met */
};

/* Libarchive's way of writing: the error itself is kept for us. */
static la_ssize_t zip_write(struct archive *a, void *arg, const void *bytes,
			    size_t n)
{
	struct zip *z = arg;

	z->err = stream_write(z->to, bytes, n);
	if (z->err == STATUS_OK)
		return (la_ssize_t)n;
	archive_set_error(a, ARCHIVE_FATAL, "the visitor is gone");
	return -1;
}

static NEOERR *zip_failed(struct zip *z, struct archive *a)
{
	NEOERR *err = z->err;

	z->err = STATUS_OK;
	return err != STATUS_OK
		   ? nerr_pass(err)
		   : nerr_raise(ERR_UNAVAILABLE, "zip: %s",
				archive_error_string(a));
}

static NEOERR *zip_add(struct zip *z, struct archive *a, size_t i)
{
	static char chunk[65536];
	const struct rows *row = &z->rows[i];
	struct archive_entry *e = archive_entry_new();
	NEOERR *err = STATUS_OK;
	ssize_t n = 0;
	int fd, bad;

	archive_entry_set_pathname_utf8(e, z->names[i]);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, 0644);
	archive_entry_set_size(e, row_int(row, 0, "size"));
	archive_entry_set_mtime(e, db_to_time(row_text(row, 0, "at")), 0);
	bad = archive_write_header(a, e);
	archive_entry_free(e);
	if (bad < ARCHIVE_WARN)
		return nerr_pass(zip_failed(z, a));
	TRY(store_get(req_store(z->r), row_text(row, 0, "hash"), &fd));
	while (err == STATUS_OK && (n = read(fd, chunk, sizeof chunk)) > 0)
		if (archive_write_data(a, chunk, (size_t)n) < 0)
			err = zip_failed(z, a);
	close(fd);
	if (err == STATUS_OK && n < 0)
		err = nerr_raise(ERR_UNAVAILABLE, "reading a file");
	return nerr_pass(err);
}

/* Nothing is pressed: what people attach is pressed already. */
static NEOERR *zip_fill(void *arg, struct stream *to)
{
	struct zip *z = arg;
	struct archive *a = archive_write_new();
	NEOERR *err = STATUS_OK;

	z->to = to;
	archive_write_set_format_zip(a);
	archive_write_set_options(a, "zip:compression=store,hdrcharset=UTF-8");
	archive_write_set_bytes_per_block(a, 0);
	if (archive_write_open(a, z, NULL, zip_write, NULL) < ARCHIVE_WARN)
		err = zip_failed(z, a);
	for (size_t i = 0; err == STATUS_OK && i < z->n; i++)
		err = zip_add(z, a, i);
	if (err == STATUS_OK && archive_write_close(a) < ARCHIVE_WARN)
		err = zip_failed(z, a);
	if (err != STATUS_OK)
		archive_write_fail(a);
	archive_write_free(a);
	nerr_ignore(&z->err);
	return nerr_pass(err);
}

/* "a.pdf", "a (2).pdf": two of one name are two files. */
static const char *zip_name(struct zip *z, const char *name)
{
	const char *dot = strrchr(name, '.'), *out = name;
	size_t stem = dot ? (size_t)(dot - name) : strlen(name);

	for (int k = 2; k < 1000; k++) {
		size_t i = 0;

		while (i < z->n && !text_same(z->names[i], out))
			i++;
		if (i == z->n)
			break;
		out = mem_printf(z->r->pool, "%.*s (%d)%s", (int)stem, name, k,
				 dot ? dot : "");
	}
	return out;
}

/* Of all files of one zip: a zip without extensions ends there, and so does
 * the patience of most who wait for it. */
static const int64_t zip_most = (int64_t)4 * 1024 * 1024 * 1024;

NEOERR *zip_page(struct req *r)
{
	int64_t bytes = 0;
	const struct params *p = req_params(r);
	struct zip *z = mem_new(r->pool, struct zip);

	z->r = r;
	z->rows = mem_array(r->pool, p->n + 1, sizeof *z->rows);
	z->names = mem_array(r->pool, p->n + 1, sizeof *z->names);
	for (size_t i = 0; i < p->n; i++) {
		int64_t id;

		if (strcmp(p->pairs[i].name, "a"))
			continue;
		if (!text_int(p->pairs[i].value, 1, INT64_MAX, &id))
			return nerr_raise(ERR_MALFORMED, "no number");
		TRY(attachment_get(&r->actor, id, &z->rows[z->n], NULL));
		TRY(may_give(&z->rows[z->n], 0));
		z->names[z->n] =
		    zip_name(z, row_text(&z->rows[z->n], 0, "name"));
		bytes += row_int(&z->rows[z->n], 0, "size");
		if (bytes > zip_most)
			return nerr_raise(ERR_INVALID,
					  "Together these documents are more "
					  "than 4 GB. Tick fewer of them, and "
					  "download the rest afterwards.");
		z->n++;
	}
	if (!z->n)
		return nerr_raise(ERR_INVALID,
				  "Tick at least one document, then download "
				  "them again.");
	for (size_t i = 0; i < z->n; i++)
		TRY(attachment_read(&r->actor, &z->rows[i],
				    row_int(&z->rows[i], 0, "number"),
				    "downloaded"));
	answer_stream(r, "application/zip", "documents.zip", zip_fill, z);
	return STATUS_OK;
}
