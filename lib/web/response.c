/* The answer: status, headers, cookies; security headers in one place.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "web/internal.h"

static const char *reason(int status)
{
	switch (status) {
	case 200: return "OK";
	case 204: return "No Content";
	case 303: return "See Other";
	case 304: return "Not Modified";
	case 400: return "Bad Request";
	case 401: return "Unauthorized";
	case 403: return "Forbidden";
	case 404: return "Not Found";
	case 405: return "Method Not Allowed";
	case 409: return "Conflict";
	case 413: return "Content Too Large";
	case 415: return "Unsupported Media Type";
	case 422: return "Unprocessable Content";
	case 429: return "Too Many Requests";
	case 507: return "Insufficient Storage";
	case 503: return "Service Unavailable";
	default: return "Internal Server Error";
	}
}

bool site_is_https(const struct req *r)
{
	return !strncmp(conf_get(r->conf, "site_url"), "https://", 8);
}

/* __Host-: the browser keeps it to this host, this scheme, every path. */
const char *cookie_name(const struct req *r, const char *base)
{
	return site_is_https(r) ? mem_printf(r->pool, "__Host-%s", base) : base;
}

/* A value never ends its line: whatever could is left out. */
void response_header(struct req *r, const char *name, const char *value)
{
	buf_printf(&r->headers, "%s: ", name);
	for (; *value; value++)
		if ((unsigned char)*value >= 0x20 && *value != 0x7f)
			buf_add(&r->headers, value, 1);
	buf_puts(&r->headers, "\r\n");
}

void response_cookie(struct req *r, const char *base, const char *value,
		     bool strict)
{
	response_header(
	    r, "Set-Cookie",
	    mem_printf(r->pool, "%s=%s; Path=/; HttpOnly; SameSite=%s%s%s",
		       cookie_name(r, base), value, strict ? "Strict" : "Lax",
		       site_is_https(r) ? "; Secure" : "",
		       *value ? "" : "; Max-Age=0"));
}

void answer_cookie(struct req *r, const char *name, const char *value)
{
	response_cookie(r, name, value, false);
}

const char *req_cookie(struct req *r, const char *name)
{
	return request_cookie(r->cookies, r->pool, cookie_name(r, name));
}

static void security_headers(struct req *r)
{
	const char *const fixed[][2] = {
	    {"X-Content-Type-Options", "nosniff"},
	    {"Referrer-Policy", "same-origin"},
	    {"Cross-Origin-Opener-Policy", "same-origin"},
	    {"Cross-Origin-Resource-Policy", "same-origin"},
	    {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
	    {"Cache-Control", r->cache ? r->cache : "no-store"},
	};

	response_header(
	    r, "Content-Security-Policy",
	    r->policy ? r->policy
		      : "default-src 'none'; script-src 'self'; style-src "
			"'self'; img-src 'self' data:; media-src 'self'; "
			"font-src 'self'; connect-src 'self'; form-action "
			"'self'; frame-ancestors 'none'; base-uri 'none'");
	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
		response_header(r, fixed[i][0], fixed[i][1]);
	if (site_is_https(r))
		response_header(r, "Strict-Transport-Security",
				"max-age=31536000");
}

NEOERR *answer_go(struct req *r, const char *href)
{
	r->redirect = href;
	return STATUS_OK;
}

void answer_flash(struct req *r, const char *tone, const char *text,
		  const char *href, const char *link)
{
	char *words = mem_strdup(r->pool, text_cut(r->pool, text, 300)), *flash;

	/* A bar would end the text, and what follows it be the address. */
	for (char *p = words; *p; p++)
		if (*p == '|')
			*p = '/';
	flash = mem_printf(r->pool, "%s|%s|%s|%s", tone, words,
			   href ? href : "", link ? link : "");
	r->flash = flash;
}

void answer_file(struct req *r, const char *type, const char *file_name)
{
	r->type = type;
	if (file_name)
		response_header(r, "Content-Disposition",
				file_disposition(r->pool, file_name, false));
}

/* --- objects of the store, and bodies made piece by piece ------------------- */

struct stream {
	struct fastcgi *f;
};

NEOERR *stream_write(struct stream *to, const void *bytes, size_t n)
{
	if (!fastcgi_write(to->f, bytes, n))
		return nerr_raise(ERR_UNAVAILABLE, "the visitor is gone");
	return STATUS_OK;
}

void answer_stream(struct req *r, const char *type, const char *name,
		   NEOERR *(*fill)(void *arg, struct stream *to), void *arg)
{
	r->type = type;
	if (name)
		response_header(r, "Content-Disposition",
				file_disposition(r->pool, name, false));
	r->stream = fill;
	r->stream_arg = arg;
}

struct sending {
	int fd;
};

static int close_sending(struct sending *s)
{
	close(s->fd);
	return 0;
}

static NEOERR *send_object(void *arg, struct stream *to)
{
	static char chunk[65536];
	struct sending *s = arg;
	ssize_t n;

	while ((n = read(s->fd, chunk, sizeof chunk)) > 0)
		TRY(stream_write(to, chunk, (size_t)n));
	return n < 0 ? nerr_raise(ERR_UNAVAILABLE, "reading a file")
		     : STATUS_OK;
}

/* Nothing of it may run, wherever it is opened. A browser's own viewer of PDF
 * is a thing apart that a sandbox would keep from starting; what a PDF runs,
 * runs in there. */
static const char *object_policy(const char *type)
{
	return strcmp(type, "application/pdf")
		   ? "default-src 'none'; img-src 'self'; media-src 'self'; "
		     "style-src 'unsafe-inline'; form-action 'none'; "
		     "frame-ancestors 'self'; base-uri 'none'; sandbox"
		   : "default-src 'none'; style-src 'unsafe-inline'; "
		     "form-action 'none'; frame-ancestors 'self'; "
		     "base-uri 'none'";
}

NEOERR *answer_object(struct req *r, const char *key, const char *type,
		      const char *name, bool inline_)
{
	const char *header, *value;
	struct store_stat st;
	struct sending *s;

	inline_ = inline_ && file_shows(type);
	TRY(store_stat(r->store, key, &st));
	TRY(store_serve(r->store, r->pool, key, r->sendfile, &header, &value));
	r->type = inline_ ? file_sent_type(type) : "application/octet-stream";
	r->policy = object_policy(inline_ ? type : "");
	response_header(r, "Content-Disposition",
			file_disposition(r->pool, name, inline_));
	if (header) {
		response_header(r, header, value);
		return STATUS_OK;
	}
	response_header(r, "Content-Length",
			mem_printf(r->pool, "%" PRId64, st.size));
	s = mem_new(r->pool, struct sending);
	TRY(store_get(r->store, key, &s->fd));
	talloc_set_destructor(s, close_sending);
	r->stream = send_object;
	r->stream_arg = s;
	return STATUS_OK;
}

/* Behind the headers. What breaks off must not look whole. */
static void send_stream(struct fastcgi *f, struct req *r)
{
	struct stream to = {f};
	NEOERR *err = r->stream(r->stream_arg, &to);

	if (err == STATUS_OK)
		return;
	log_line(nerr_match(err, ERR_UNAVAILABLE) ? LOG_USER : LOG_BAD,
		 "event=broke-off trace=\"%s\"", err_trace(r->pool, err));
	nerr_ignore(&err);
	fastcgi_break(f);
}

void response_send(struct fastcgi *f, struct req *r, bool head)
{
	struct buf out = {.ctx = r->pool};
	bool page = !r->type;

	if (r->redirect) {
		r->status = 303;
		r->body.len = 0;
		if (r->htmx) {
			/* A 303 would be followed inside the page. */
			r->status = 200;
			response_header(r, "HX-Redirect", r->redirect);
		} else {
			response_header(r, "Location", r->redirect);
		}
	}
	security_headers(r);
	if (r->status == 200 && r->body.len && !r->posted) {
		const char *tag = mem_printf(
		    r->pool, "\"%.32s\"",
		    text_digest(r->pool, r->body.s, r->body.len));

		response_header(r, "ETag", tag);
		if (!strcmp(fastcgi_param(f, "HTTP_IF_NONE_MATCH"), tag)) {
			r->status = 304;
			r->body.len = 0;
		}
	}
	if (r->status == 503)
		response_header(r, "Retry-After", "10");
	if (r->status == 429)
		response_header(r, "Retry-After", "60");
	buf_printf(&out, "Status: %d %s\r\n", r->status, reason(r->status));
	if (r->status != 304)
		buf_printf(&out, "Content-Type: %s\r\n",
			   !page	  ? r->type
			   : r->page_type ? r->page_type
					  : "text/html; charset=utf-8");
	buf_puts(&out, buf_text(&r->headers));
	buf_puts(&out, "\r\n");
	if (!fastcgi_write(f, out.s, out.len))
		return;
	if (!head && r->stream && r->status == 200)
		send_stream(f, r);
	else if (!head && r->body.len)
		fastcgi_write(f, r->body.s, r->body.len);
}
