/* The answer: status, headers, cookies; security headers in one place.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "base/mem.h"
#include "base/text.h"
#include "web/internal.h"

static const char *reason(int status)
{
	switch (status) {
	case 200: return "OK";
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
	static const char *const fixed[][2] = {
	    {"Content-Security-Policy",
	     "default-src 'none'; script-src 'self'; style-src 'self'; "
	     "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
	     "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"},
	    {"X-Content-Type-Options", "nosniff"},
	    {"Referrer-Policy", "same-origin"},
	    {"Cross-Origin-Opener-Policy", "same-origin"},
	    {"Cross-Origin-Resource-Policy", "same-origin"},
	    {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
	    {"Cache-Control", "no-store"},
	};

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
				mem_printf(r->pool,
					   "attachment; filename=\"%s\"",
					   file_name));
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
	if (!head && r->body.len)
		fastcgi_write(f, r->body.s, r->body.len);
}
