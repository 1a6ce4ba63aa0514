/* The web: a program's route table, the request, its form and its answer.
 * SPDX-License-Identifier: MIT
 *
 * A program is a table of routes. The dispatcher (route.c) takes each request
 * through the same gates in the same order, and no handler is reached round
 * them:
 *
 *   size limit -> route -> session -> right -> object -> CSRF
 *     GET:  page()                                    -> template
 *     POST: page(), fields validated, post() in one
 *           transaction                               -> redirect
 *           a field refused: page() again             -> template, 422
 *           saved by somebody else meanwhile: page()  -> template, 409
 *
 * page() fills the data set and the form's first values; post() carries out.
 * Both ask the domain (lib/people, ...) for everything else.
 */
#ifndef CAREBOOK_WEB_WEB_H
#define CAREBOOK_WEB_WEB_H

#include "base/field.h"
#include "base/mem.h"
#include "files/file.h"
#include "files/sniff.h"
#include "people/account.h"
#include "people/actor.h"
#include "people/attachment.h"
#include "people/delegate.h"
#include "people/record.h"
#include "web/params.h"

enum { IDS_MAX = 4 };

/* What the first number in a path is: the dispatcher asks the domain whether
 * this person may see it, before anything else happens. */
enum object {
	OBJECT_NONE,
	OBJECT_PROVIDER,
	OBJECT_CLIENT,
	/* A client as the portal sees one: by a grant with the route's
	 * scope (people/delegate.h). */
	OBJECT_MINE,
	OBJECT_ANSWER, /* of a form: struct filed */
	/* What attachments hang on: its kind is the path's first part
	 * ("/note/7/add"). r->object is a struct owner. */
	OBJECT_OWNER,
	/* An attachment. r->object is a struct attachment. */
	OBJECT_ATTACHMENT,
	OBJECT__MAX
};

struct req;
struct stream;
struct upload;
typedef NEOERR *handler(struct req *);

struct route {
	const char *path; /* "/providers/{provider}/tasks/{task}" */
	enum right right;
	enum object object;
	enum scope scope; /* of OBJECT_MINE */
	handler *page; /* GET; also fills the page of a POST that is refused */
	handler *post;
	const char *template;
	/* Of the body where there is a post, else of the query. */
	const struct field *fields;
	size_t n_fields;
	/* Kept out of the audit's denials and never a reason to stay signed
	 * in: a page that asks by itself. */
	bool background;
	/* What page() finds depends on nothing but the provider, the person,
	 * their rights and the day, and it asks for no form: it may be kept
	 * (kept.c). */
	bool keep;
	/* The page is for people who are signing in: half a session will do. */
	bool half;
	/* What is posted has names that come from data (the answers of a form
	 * in the library): the handler reads req_params() and checks each. So
	 * many pairs may be sent; 0: PARAMS_LIMIT, as everywhere. */
	size_t pairs;
	/* A POST that may be sent any number of times to the same effect, and
	 * is answered with what post() filled into the data set, through the
	 * template: a draft that is kept while somebody types. There is no
	 * page() before it, and no mark of its having been seen. */
	bool shows;
	/* Files may come with this POST (multipart/form-data): the most bytes of
	 * its whole body. Those that fields of FIELD_FILE or FIELD_FILES
	 * declare; with `pairs` under any name. 0: none. What each may be and
	 * how big is the agency's policy (files/sniff.h). Wherever a program
	 * may read more than 1 MB, httpd-conf/programs must say so too. */
	int64_t upload;
};
#define MEGABYTES(n) ((int64_t)(n) * 1024 * 1024)

#define ROUTE_FIELDS(table) \
	.fields = (table), .n_fields = sizeof(table) / sizeof *(table)

struct program {
	const char *name; /* also its prefix in addresses, and its account */
	bool files; /* it takes or gives files: req_store */
	const struct route *routes;
	size_t n_routes;
	handler *frame; /* fills what each of its HTML pages shows, or NULL */
};

/* Runs the program; what main returns. */
int program_main(const struct program *p, int argc, char **argv);

/* --- the request ------------------------------------------------------- */

struct form;

struct req {
	struct actor actor; /* on whose behalf; actor.pool, actor.db */
	void *pool;
	HDF *hdf;
	const struct conf *conf;
	const struct program *program;
	const struct route *route;
	struct session *session; /* NULL: nobody */
	struct form *form;
	bool posted; /* a POST */
	bool htmx;   /* wants a part of the page */
	bool asked;  /* the web server asks, before it takes a body in */
	const char *path, *query; /* path below the program's prefix */
	const char *agent, *cookies; /* as the browser sent them */
	int64_t id[IDS_MAX]; /* the numbers in the path, in order */
	/* The answer. */
	int status;
	const char *redirect; /* 303, after a POST */
	struct buf headers;   /* set through answer_ functions only */
	const char *type;     /* of a body that is not a template's */
	const char *page_type; /* of a template that is no HTML, or NULL */
	struct buf body;
	const char *flash;
	const char *new_token; /* a session's cookie to set; "" ends it */
	const char *anonymous; /* the cookie for forms before sign-in */
	void *object;	       /* what the object gate loaded */
	struct grant *grant;   /* by which it may be seen: OBJECT_MINE */
	struct clash clash;    /* what the POST came too late for */
	/* Files. */
	struct store *store;
	struct upload *uploads;
	size_t n_uploads;
	const char *policy;   /* Content-Security-Policy, NULL: of pages */
	const char *cache;    /* Cache-Control, NULL: nothing is kept */
	const char *sendfile; /* how the web server takes an object */
	NEOERR *(*stream)(void *arg, struct stream *to);
	void *stream_arg;
};

/* The address below this site of a path of ours: "/profiles/today". */
const char *req_url(struct req *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* A query parameter that no field declares (paging), "" where absent. */
const char *req_query(struct req *r, const char *name);

/* All that was sent, as it was sent: well-formed UTF-8 without controls, and
 * nothing else is known of it. For a route with `pairs`; others declare their
 * fields. */
const struct params *req_params(const struct req *r);

/* A cookie that answer_cookie set, "" where there is none. */
const char *req_cookie(struct req *r, const char *name);

/* --- its form ---------------------------------------------------------- */

/* What was typed, checked: "" where it is nothing. Only for post(). */
const char *form_text(struct req *r, int field);
int64_t form_int(struct req *r, int field);
bool form_has(struct req *r, int field);
/* All canonical values in the order of the fields, for record_add/save. */
const char *const *form_values(struct req *r);
/* The version that the page was made from. */
int64_t form_version(struct req *r);

/* For page(): the first values. What was typed stays as it is; where somebody
 * else saved meanwhile, a value that differs is shown beside it. */
void form_set(struct req *r, int field, const char *value);
void form_set_int(struct req *r, int field, int64_t value);
void form_set_record(struct req *r, const char *const *values, int64_t version);
/* The version alone, of a form without fields of the record's. */
void form_set_version(struct req *r, int64_t version);

/* For page(): the choices of a field, from the database. A posted value that is
 * none of them is refused. */
void form_option(struct req *r, int field, const char *value,
		 const char *label);
void form_options(struct req *r, int field, const struct rows *rows,
		  const char *value, const char *label);

/* For page(): heads and buttons of templates/shared/form.cs. */
void form_title(struct req *r, const char *title, const char *submit,
		const char *cancel);
void form_intro(struct req *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void form_danger(struct req *r); /* the button is red */
/* For page(): this field is not asked here. */
void form_hide(struct req *r, int field);
/* For page(): another label or hint than the table's. */
void form_label(struct req *r, int field, const char *label);
void form_hint(struct req *r, int field, const char *hint);
/* For page(): a heading above this field; its box "half" or "short". */
void form_heading(struct req *r, int field, const char *heading);
void form_size(struct req *r, int field, const char *size);
/* For page(): the extensions that a field of files offers to choose from
 * (file_policy_accept). */
void form_accept(struct req *r, int field, const char *extensions);
/* For page(): another table of fields, made from data. Keeps what was typed. */
void form_use(struct req *r, const struct field *fields, size_t n);
/* For post(): does the form begin with these fields? A table made from data may
 * be another one by then, and an index into it lead astray. */
bool form_asks(struct req *r, const struct field *fields, size_t n);

/* --- its files --------------------------------------------------------- */

/* A file that came with the POST. Its bytes are in the store's keeping, on
 * their way: they stay if post() refers to `file` in its transaction
 * (file_keep, or a function of the domain that calls it), and are forgotten
 * otherwise. */
struct upload {
	const char *field;  /* the name of the field */
	const char *name;   /* as the person called it, safe to show and keep */
	const char *type;   /* by its bytes: "application/pdf" */
	const char *family; /* by the policy: "pdf" */
	const char *hash;   /* SHA-256 */
	int64_t size;
	/* All of it, where the field has FIELD_READS: such a file never comes
	 * into the store, and the agency's policy does not ask after it. */
	const char *bytes;
	/* Its row, only in post(). */
	int64_t file;
	/* What is wrong with it, in words; NULL: nothing. The form refuses such
	 * a file by itself where a field declares it. */
	const char *error;
	struct incoming *in; /* lib/web's own; its bytes: store_peek */
};

/* The i-th file of a field, NULL behind the last. */
const struct upload *form_upload(struct req *r, int field, size_t i);
/* All of them, for routes whose names come from data. */
const struct upload *req_uploads(const struct req *r, size_t *n);
/* The store, in a program with `files`. */
struct store *req_store(struct req *r);

/* Marks a field as wrong. From post(): `return form_refuse(...)` undoes all and
 * shows the page again. form_error alone commits what was done so far (a
 * counted failure) and shows the page again. field -1: the form as a whole. */
void form_error(struct req *r, int field, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
NEOERR *form_refuse(struct req *r, int field, const char *fmt, ...)
    __attribute__((format(printf, 3, 4))) MUST_CHECK;
/* An error of the domain's: ERR_INVALID's words are shown above the form, as by
 * form_refuse. Takes err, which may be STATUS_OK. */
NEOERR *form_refuse_if(struct req *r, NEOERR *err) MUST_CHECK;

/* --- the data set ------------------------------------------------------ */

/* Nothing is set for NULL or "", so that `if` in a template asks "is there
 * any". */
void data_set(struct req *r, const char *name, const char *value);
void data_int(struct req *r, const char *name, int64_t value);
/* "Tasks.%zu.href=/profiles/%d": the name up to the first =. */
void data_f(struct req *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* All rows as name.0.column ...; a date and an instant also as .text, in
 * words; money as .text. */
void data_rows(struct req *r, const char *name, const struct rows *rows);
void data_row(struct req *r, const char *name, const struct rows *rows,
	      size_t i);
/* Page.Title and a crumb for each pair of href and label (NULL ends). */
void page_title(struct req *r, const char *title);
void page_crumb(struct req *r, const char *href, const char *label);

/* --- the answer -------------------------------------------------------- */

/* After a POST: where to go, and what to say there. tone: ok, warn, info. */
NEOERR *answer_go(struct req *r, const char *href) MUST_CHECK;
void answer_flash(struct req *r, const char *tone, const char *text,
		  const char *href, const char *link);
/* A file instead of a page. file_name NULL: shown, not saved. The body is
 * r->body. */
void answer_file(struct req *r, const char *type, const char *file_name);

/* An object of the store as the answer: sent by the web server (with ranges and
 * an ETag), or by us where it cannot. type: sniff_type's. Shown in the page only
 * where inline_ and no browser could run it; else saved, under name. The address
 * must be of this content alone (a version's), since it is what is cached by. */
NEOERR *answer_object(struct req *r, const char *key, const char *type,
		      const char *name, bool inline_) MUST_CHECK;

/* A body that is made piece by piece: fill is called once the headers are out,
 * and writes until it is done. An error of its breaks the answer off, so that
 * nobody takes half for the whole. name: as which it is saved. */
void answer_stream(struct req *r, const char *type, const char *name,
		   NEOERR *(*fill)(void *arg, struct stream *to), void *arg);
/* ERR_UNAVAILABLE where the visitor is gone. */
NEOERR *stream_write(struct stream *to, const void *bytes,
		     size_t n) MUST_CHECK;

/* A cookie until the browser is closed, which no script can read; "" takes it
 * away. */
void answer_cookie(struct req *r, const char *name, const char *value);

/* Dates and instants in words, as this person reads them. */
const char *show_date(struct req *r, const char *iso);
const char *show_instant(struct req *r, const char *cell);

#endif
