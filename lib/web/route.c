/* The dispatcher: takes each request through the gates, in one order.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/migrate.h"
#include "forms/filing.h"
#include "people/audit.h"
#include "people/client.h"
#include "people/provider.h"
#include "web/internal.h"
#include "web/multipart.h"

struct server {
	const struct program *program;
	const struct conf *conf;
	struct db *db;
	struct store *store; /* of a program with files */
	bool schema_fits;
};

bool path_fits(const char *pattern, const char *path, int64_t *ids)
{
	size_t n = 0;

	while (*pattern) {
		if (*pattern == '{') {
			char digits[20];
			size_t len = strspn(path, "0123456789");

			if (!len || len >= sizeof digits || n == IDS_MAX)
				return false;
			memcpy(digits, path, len);
			digits[len] = '\0';
			if (!text_int(digits, 1, INT64_MAX, &ids[n++]))
				return false;
			path += len;
			pattern += strcspn(pattern, "}") + 1;
		} else if (*pattern++ != *path++) {
			return false;
		}
	}
	return !*path;
}

static NEOERR *find_route(struct req *r, const char *method)
{
	const struct program *p = r->program;
	const struct route *other = NULL;
	int64_t ids[IDS_MAX];

	for (size_t i = 0; i < p->n_routes; i++) {
		const struct route *route = &p->routes[i];

		memset(ids, 0, sizeof ids);
		if (!path_fits(route->path, r->path, ids))
			continue;
		other = route;
		if (r->posted ? !route->post : !route->page)
			continue;
		memcpy(r->id, ids, sizeof ids);
		r->route = route;
		return STATUS_OK;
	}
	if (!other)
		return nerr_raise(ERR_NOT_FOUND, "no such address");
	r->status = 405;
	response_header(r, "Allow", !other->post   ? "GET, HEAD"
				    : !other->page ? "POST"
						   : "GET, HEAD, POST");
	return nerr_raise(ERR_MALFORMED, "not with %s", method);
}

/* Whose request is this? Nobody's, where there is no session. */
static NEOERR *find_session(struct req *r, struct fastcgi *f)
{
	const char *token;
	NEOERR *err;

	r->cookies = mem_strdup(r->pool, fastcgi_param(f, "HTTP_COOKIE"));
	token = req_cookie(r, "carebook");
	r->anonymous = req_cookie(r, "carebook_form");
	if (!*token)
		return STATUS_OK;
	err = session_find(r->actor.db, r->pool, token, r->actor.now,
			   !r->route || !r->route->background, &r->session);
	if (nerr_handle(&err, ERR_NOT_FOUND))
		return STATUS_OK;
	TRY(err);
	r->actor.account = r->session->account;
	r->actor.name = r->session->name;
	r->actor.email = r->session->email;
	if (r->session->full) {
		r->actor.rights = right_parse(r->session->rights);
		r->actor.regions = r->session->regions;
	}
	log_request(r->actor.request, r->actor.account);
	return STATUS_OK;
}

/* Where to go after signing in: this page, or for a POST the page before. */
static NEOERR *send_to_sign_in(struct req *r)
{
	const char *here = mem_printf(r->pool, "/%s%s%s%s", r->program->name,
				      r->path, *r->query ? "?" : "", r->query);

	if (r->posted) {
		/* Not carried out; the words are still in the browser. */
		r->status = 401;
		view_common(r);
		data_set(r, "Page.Title", "You were signed out");
		data_set(r, "Page.Error.title", "You were signed out");
		data_set(r, "Page.Error.text",
			 "You were away a while, so we signed you out, and "
			 "nothing was saved. Sign in in a new window, then "
			 "come back here with your browser's Back button: what "
			 "you wrote is still there.");
		data_set(r, "Page.Error.signin", "/account/sign-in");
		data_set(r, "Page.Frame", "error");
		return nerr_pass(view_render(r, "shared/error.cs"));
	}
	r->redirect = mem_printf(r->pool, "/account/sign-in?next=%s",
				 text_url(r->pool, here));
	return STATUS_OK;
}

/* Leaves a mark of a refusal, whichever gate or handler it came from. What the
 * request did is rolled back by now: this is a row of its own. */
static void note_refusal(struct req *r, NEOERR *refused)
{
	struct audit row = {.action = "denied",
			    .kind = mem_printf(r->pool, "%.30s",
					       r->program->name),
			    .id = r->id[0]};
	NEOERR *err;

	if (!r->session || !r->route || r->route->background ||
	    !(nerr_match(refused, ERR_NOT_FOUND) ||
	      nerr_match(refused, ERR_FORBIDDEN)))
		return;
	err = audit_add(&r->actor, row);
	if (err != STATUS_OK)
		log_line(LOG_BAD, "event=denial-not-kept error=\"%s\"",
			 err_text(r->pool, err));
	nerr_ignore(&err);
}

/* "/note/7/add": on what kind of thing does it hang? */
static NEOERR *check_owner(struct req *r)
{
	const char *kind = r->path + 1;
	struct owner *o = mem_new(r->pool, struct owner);

	kind = mem_strndup(r->pool, kind, strcspn(kind, "/"));
	TRY(owner_get(&r->actor, kind, r->id[0], o));
	r->object = o;
	return STATUS_OK;
}

static NEOERR *check_object(struct req *r)
{
	struct attachment *x;
	struct provider *p;
	struct client *c;
	struct filed *f;

	switch (r->route->object) {
	case OBJECT_PROVIDER:
		TRY(provider_get(&r->actor, r->id[0], &p));
		r->object = p;
		return STATUS_OK;
	case OBJECT_CLIENT:
		TRY(client_get(&r->actor, r->id[0], &c));
		r->object = c;
		return STATUS_OK;
	case OBJECT_MINE:
		TRY(delegate_gate(&r->actor, r->id[0], r->route->scope, &c,
				  &r->grant));
		r->object = c;
		return STATUS_OK;
	case OBJECT_ANSWER:
		TRY(filed_get(&r->actor, r->id[0], &f));
		r->object = f;
		return STATUS_OK;
	case OBJECT_OWNER:
		return nerr_pass(check_owner(r));
	case OBJECT_ATTACHMENT:
		x = mem_new(r->pool, struct attachment);
		TRY(attachment_get(&r->actor, r->id[0], &x->row, &x->owner));
		r->object = x;
		return STATUS_OK;
	default:
		return STATUS_OK;
	}
}

/* The token that a form of this visitor's must carry: a keyed hash of the
 * session's secret, which no other site can read. */
static const char *csrf_token(struct req *r)
{
	const char *secret = r->session ? r->session->token : r->anonymous;
	char *text = mem_printf(r->pool, "csrf\1%s", secret);

	return mem_strndup(r->pool, text_sha256(r->pool, text, strlen(text)),
			   32);
}

bool csrf_fits(struct req *r, const char *token)
{
	const char *right = csrf_token(r);

	return strlen(token) == strlen(right) &&
	       !sodium_memcmp(token, right, strlen(right));
}

/* What the browser says of where the form stood. */
static NEOERR *check_origin(struct req *r, struct fastcgi *f)
{
	const char *origin = fastcgi_param(f, "HTTP_ORIGIN");
	const char *site = fastcgi_param(f, "HTTP_SEC_FETCH_SITE");

	if (*site && strcmp(site, "same-origin") && strcmp(site, "none"))
		return nerr_raise(ERR_FORBIDDEN, "sent by another site");
	if (*origin && strcmp(origin, conf_get(r->conf, "site_url")))
		return nerr_raise(ERR_FORBIDDEN, "origin %.100s", origin);
	if (!r->session && !*r->anonymous)
		return nerr_raise(ERR_FORBIDDEN, "no cookie");
	return STATUS_OK;
}

static NEOERR *check_csrf(struct req *r, struct fastcgi *f)
{
	TRY(check_origin(r, f));
	if (!csrf_fits(r, form_param(r, "_csrf")))
		return nerr_raise(ERR_FORBIDDEN, "the form's token is not ours");
	return STATUS_OK;
}

/* What was filled into the data set, through the template. */
static NEOERR *render_page(struct req *r)
{
	if (r->session || *r->anonymous)
		data_set(r, "Page.Csrf", csrf_token(r));
	if (r->session)
		data_f(r, "Page.Key=k%" PRId64, r->session->posts);
	TRY(form_export(r));
	return nerr_pass(view_render(r, r->route->template));
}

/* Makes the page: the program's frame, the handler, the form, the template. */
static NEOERR *show_page(struct req *r)
{
	view_common(r);
	if (r->program->frame)
		TRY(r->program->frame(r));
	if (r->route->page)
		TRY(kept_page(r));
	if (r->type || r->redirect)
		return STATUS_OK;
	return nerr_pass(render_page(r));
}

/* Empties the data set, so that a page can be made anew. */
static void forget_page(struct req *r)
{
	hdf_destroy(&r->hdf);
	if (hdf_init(&r->hdf) != STATUS_OK)
		abort();
}

struct post {
	struct req *r;
	const char *key;
};

static NEOERR *carry_out(void *arg)
{
	struct post *p = arg;
	struct req *r = p->r;
	const char *led = NULL;

	r->flash = NULL;
	r->redirect = NULL;
	if (r->session && !r->route->shows)
		TRY(posted_begin(&r->actor, p->key, &led));
	/* "": it was seen, but refused and counted; so is this one. */
	if (led && *led) {
		r->redirect = led;
		return STATUS_OK;
	}
	if (r->route->shows) {
		forget_page(r);
		view_basics(r);
	}
	TRY(r->route->post(r));
	if (r->session && r->redirect)
		TRY(posted_end(&r->actor, r->session->hash, p->key,
			       r->redirect, r->flash ? r->flash : ""));
	return STATUS_OK;
}

static NEOERR *show_again(struct req *r, int status, bool conflict)
{
	forget_page(r);
	form_again(r, conflict);
	r->status = status;
	return nerr_pass(show_page(r));
}

static NEOERR *handle_post(struct req *r, struct fastcgi *f)
{
	struct post p = {.r = r};
	const char *digest;
	NEOERR *err;

	TRY(check_csrf(r, f));
	if (r->route->page)
		TRY(r->route->page(r));
	if (!form_check(r)) {
		if (r->route->page)
			return nerr_pass(show_again(r, 422, false));
		return nerr_raise(ERR_INVALID, "something was missing");
	}
	/* The token is nowhere in the database: so what was typed, a password
	 * among it, cannot be guessed from the hash that is kept. */
	digest = mem_printf(r->pool, "%s\1%s\1%s",
			    r->session ? r->session->token : "", r->path,
			    form_digest(r));
	p.key = text_sha256(r->pool, digest, strlen(digest));
	err = upload_come(r);
	if (err == STATUS_OK)
		err = db_transaction(r->actor.db, carry_out, &p);
	upload_leave(r);
	if (err == STATUS_OK && form_bad(r))
		return nerr_pass(show_again(r, 422, false));
	if (r->route->page && form_bad(r) && nerr_handle(&err, ERR_INVALID))
		return nerr_pass(show_again(r, 422, false));
	if (r->route->page && nerr_handle(&err, ERR_CONFLICT))
		return nerr_pass(show_again(r, 409, true));
	TRY(err);
	if (r->route->shows && !r->redirect && !r->type)
		return nerr_pass(render_page(r));
	if (!r->redirect && !r->type)
		return nerr_raise(NERR_ASSERT, "the POST led nowhere");
	return STATUS_OK;
}

/* The query, or a body that is a form without files. */
static NEOERR *read_text(struct fastcgi *f, struct req *r,
			 struct params *params)
{
	struct buf text = {0};

	TRY(request_read(f, r, &text));
	return nerr_pass(params_read(
	    r->pool, buf_text(&text), text.len,
	    r->route && r->route->pairs ? r->route->pairs : PARAMS_LIMIT,
	    params));
}

static NEOERR *handle(struct req *r, struct fastcgi *f, const char *method)
{
	struct params *params = mem_new(r->pool, struct params);
	NEOERR *lost = find_route(r, method);
	const struct route *route = r->route;
	/* Files are read once all gates are passed; all else before, since a
	 * body left over is a broken connection. */
	bool files = route && r->posted && route->upload &&
		     multipart_is(fastcgi_param(f, "CONTENT_TYPE"));

	if (!files) {
		NEOERR *err = read_text(f, r, params);

		if (err != STATUS_OK) {
			nerr_ignore(&lost);
			return nerr_pass(err);
		}
	}
	TRY(lost);
	TRY(find_session(r, f));
	if (route->right != RIGHT_ANYONE) {
		bool in = r->session && (r->session->full || route->half);

		if (!in)
			return nerr_pass(send_to_sign_in(r));
		if (route->right != RIGHT_SIGNED_IN &&
		    !actor_may(&r->actor, route->right))
			return nerr_raise(ERR_FORBIDDEN, "needs %s",
					  right_info(route->right)->name);
	}
	TRY(check_object(r));
	if (r->posted && (files || r->asked))
		TRY(check_origin(r, f));
	if (r->asked) {
		r->type = "text/plain";
		r->status = 204;
		return STATUS_OK;
	}
	if (files)
		TRY(upload_read(f, r, params));
	form_begin(r, params);
	if (!r->session && !*r->anonymous && !r->posted &&
	    route->right == RIGHT_ANYONE) {
		r->anonymous = text_random(r->pool, 18);
		response_cookie(r, "carebook_form", r->anonymous, false);
	}
	if (r->posted)
		return nerr_pass(handle_post(r, f));
	/* A list's filters come by the query and must be right at once. */
	if (!route->post && !form_check(r))
		return nerr_raise(ERR_MALFORMED, "a filter is not right");
	return nerr_pass(show_page(r));
}

/* What a process that died under way has left of files: at each start. */
static void settle_files(struct server *s, void *pool)
{
	struct file_settled done;
	NEOERR *err = file_settle(s->db, pool, s->store, clock_now(), false, 0,
				  &done);

	if (err != STATUS_OK)
		log_line(LOG_BAD, "event=settle-files error=\"%s\"",
			 err_text(pool, err));
	nerr_ignore(&err);
}

static void serve_request(struct fastcgi *f, void *arg)
{
	struct server *s = arg;
	void *pool = mem_pool();
	struct req *r = mem_new(pool, struct req);
	const char *method = fastcgi_param(f, "REQUEST_METHOD");
	struct timespec start, end;
	NEOERR *err = STATUS_OK;
	bool head;

	clock_gettime(CLOCK_MONOTONIC, &start);
	clock_tick();
	r->pool = pool;
	r->conf = s->conf;
	r->program = s->program;
	r->actor = actor_system(pool, s->db,
				zone_find(conf_get(s->conf, "zone")));
	r->actor.rights = right_bit(RIGHT_ANYONE);
	r->actor.regions = 0;
	r->actor.clash = &r->clash;
	r->actor.request = text_random(pool, 9);
	r->actor.address = mem_printf(pool, "%.45s",
				      fastcgi_param(f, "REMOTE_ADDR"));
	r->path = mem_strdup(pool, fastcgi_param(f, "PATH_INFO"));
	r->query = mem_strdup(pool, fastcgi_param(f, "QUERY_STRING"));
	r->agent = mem_strdup(pool, fastcgi_param(f, "HTTP_USER_AGENT"));
	if (!text_valid(r->agent, strlen(r->agent)))
		r->agent = "";
	r->htmx = *fastcgi_param(f, "HTTP_HX_REQUEST");
	r->store = s->store;
	r->sendfile = fastcgi_param(f, "CAREBOOK_SENDFILE");
	r->asked = *fastcgi_param(f, "CAREBOOK_ASK");
	r->status = 200;
	r->headers.ctx = r->body.ctx = pool;
	r->anonymous = r->cookies = "";
	if (hdf_init(&r->hdf) != STATUS_OK)
		abort();
	head = !strcmp(method, "HEAD");
	r->posted = !strcmp(method, "POST");
	log_request(r->actor.request, 0);

	if (!*r->path)
		r->path = "/";
	if (!s->schema_fits) {
		err = migrate_check(s->db, s->conf);
		s->schema_fits = err == STATUS_OK;
		if (s->schema_fits && s->store)
			settle_files(s, pool);
	}
	if (err == STATUS_OK && !head && !r->posted && strcmp(method, "GET")) {
		err = nerr_raise(ERR_MALFORMED, "method %.20s", method);
		r->status = 405;
		response_header(r, "Allow", "GET, HEAD, POST");
	}
	if (err == STATUS_OK)
		err = handle(r, f, method);
	if (err != STATUS_OK) {
		int status = r->status;

		note_refusal(r, err);
		if (r->route && r->status != 405)
			forget_page(r);
		view_common(r);
		view_error(r, err);
		if (status == 405)
			r->status = 405;
	}
	/* The web server understands these two: not signed in, and no. */
	if (r->asked && r->status != 204 && r->status != 401)
		r->status = 403;
	if (r->new_token)
		response_cookie(r, "carebook", r->new_token, false);
	response_send(f, r, head);
	clock_gettime(CLOCK_MONOTONIC, &end);
	log_line(LOG_INFO, "event=request method=%.10s route=%s status=%d us=%ld",
		 method, r->route ? r->route->path : "-", r->status,
		 (long)((end.tv_sec - start.tv_sec) * 1000000 +
			(end.tv_nsec - start.tv_nsec) / 1000));
	hdf_destroy(&r->hdf);
	talloc_free(pool);
	log_request(NULL, 0);
}

const char *req_url(struct req *r, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = mem_vprintf(r->pool, fmt, ap);
	va_end(ap);
	return s;
}

const char *req_query(struct req *r, const char *name)
{
	return form_param(r, name);
}

static int usage(const struct program *p)
{
	fprintf(stderr,
		"carebook-%s: a FastCGI program; its socket is file "
		"descriptor 0.\nusage: carebook-%s [--conf FILE] [--routes]\n",
		p->name, p->name);
	return 2;
}

/* For the tests: every route, with what it needs. */
static int print_routes(const struct program *p)
{
	for (size_t i = 0; i < p->n_routes; i++) {
		const struct route *route = &p->routes[i];
		const char *right = right_info(route->right)->name;

		printf("/%s%s\t%s%s%s\t%s\t%d\n", p->name, route->path,
		       route->page ? "GET" : "",
		       route->page && route->post ? "," : "",
		       route->post ? "POST" : "",
		       right			       ? right
		       : route->right == RIGHT_ANYONE  ? "-"
						       : "signed-in",
		       (int)route->object);
	}
	return 0;
}

int program_main(const struct program *p, int argc, char **argv)
{
	struct server s = {.program = p};
	const char *path = NULL;
	struct conf *conf;
	NEOERR *err;
	int status;
	void *ctx;

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--conf") && i + 1 < argc)
			path = argv[++i];
		else if (!strcmp(argv[i], "--routes"))
			return print_routes(p);
		else
			return usage(p);
	}
	err_init();
	log_init(p->name, LOG_INFO);
	if (sodium_init() < 0)
		return 1;
	ctx = talloc_new(NULL);
	srand((unsigned)randombytes_random());
	err = conf_load(ctx, path, &conf);
	if (err == STATUS_OK)
		err = db_open(ctx, conf, p->name, &s.db);
	if (err == STATUS_OK && !zone_find(conf_get(conf, "zone")))
		err = nerr_raise(ERR_INVALID, "%s: zone '%s' is not known",
				 conf_path(conf), conf_get(conf, "zone"));
	if (err == STATUS_OK && p->files)
		err = store_open(ctx, conf, &s.store);
	if (err != STATUS_OK) {
		log_line(LOG_BAD, "event=start error=\"%s\"",
			 err_text(ctx, err));
		nerr_ignore(&err);
		return 1;
	}
	s.conf = conf;
	if (!strcmp(conf_get(conf, "log_level"), "bad"))
		log_init(p->name, LOG_BAD);
	clock_init(conf_get(conf, "clock_file"));
	view_init(conf);
	status = fastcgi_serve(serve_request, &s);
	talloc_free(ctx);
	return status;
}
