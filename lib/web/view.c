/* The view: the data set, templates, and the page of an error.
 * SPDX-License-Identifier: MIT
 *
 * The only file that calls cs_*. A template is parsed once a process and
 * rendered with each request's own data set. Escaping is switched on in every
 * data set, before anything is parsed or rendered: a part that is parsed late
 * would else come out raw.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "people/today.h"
#include "web/internal.h"

enum { TEMPLATES = 128 };

static const char *template_dir;
static char asset_version[40];

static struct parsed {
	const char *name;
	CSPARSE *parse;
} parsed[TEMPLATES];

void view_init(const struct conf *conf)
{
	char path[4096];
	FILE *f;

	template_dir = conf_get(conf, "templates");
	snprintf(path, sizeof path, "%s/version", conf_get(conf, "static"));
	f = fopen(path, "re");
	if (!f || !fgets(asset_version, sizeof asset_version, f))
		snprintf(asset_version, sizeof asset_version, "0");
	asset_version[strcspn(asset_version, "\r\n")] = '\0';
	if (f)
		fclose(f);
}

static void must(NEOERR *err)
{
	if (err == STATUS_OK)
		return;
	/* The data set fails only without memory. */
	nerr_log_error(err);
	abort();
}

void data_set(struct req *r, const char *name, const char *value)
{
	if (value && *value)
		must(hdf_set_value(r->hdf, name, value));
}

void data_int(struct req *r, const char *name, int64_t value)
{
	data_set(r, name, mem_printf(r->pool, "%" PRId64, value));
}

void data_f(struct req *r, const char *fmt, ...)
{
	va_list ap;
	char *text, *eq;

	va_start(ap, fmt);
	text = mem_vprintf(r->pool, fmt, ap);
	va_end(ap);
	eq = strchr(text, '=');
	if (!eq)
		abort();
	*eq = '\0';
	data_set(r, text, eq + 1);
}

const char *show_date(struct req *r, const char *iso)
{
	char text[DATE_TEXT];
	struct date d;

	if (!iso || !date_parse_iso(iso, &d))
		return "";
	return mem_strdup(r->pool,
			  date_format_short(
			      d, date_from_days(r->actor.today).year, text));
}

const char *show_instant(struct req *r, const char *cell)
{
	char text[ZONE_TEXT];

	if (!cell || !*cell)
		return "";
	return mem_strdup(r->pool,
			  zone_format_instant(r->actor.zone, db_to_time(cell),
					      r->actor.now, text));
}

void data_row(struct req *r, const char *name, const struct rows *rows,
	      size_t i)
{
	for (size_t c = 0; c < rows->columns; c++) {
		const char *cell = rows->cells[i * rows->columns + c];
		const char *leaf;

		if (!cell || !*cell)
			continue;
		leaf = mem_printf(r->pool, "%s.%s", name, rows->names[c]);
		data_set(r, leaf, cell);
		if (rows->kinds[c] == 'd')
			data_f(r, "%s.text=%s", leaf, show_date(r, cell));
		else if (rows->kinds[c] == 't')
			data_f(r, "%s.text=%s", leaf, show_instant(r, cell));
		else if (rows->kinds[c] == 'm')
			data_f(r, "%s.text=%s", leaf,
			       money_show(r->pool, strtoll(cell, NULL, 10)));
	}
}

void data_rows(struct req *r, const char *name, const struct rows *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		data_row(r, mem_printf(r->pool, "%s.%zu", name, i), rows, i);
}

void page_title(struct req *r, const char *title)
{
	data_set(r, "Page.Title", title);
}

void page_crumb(struct req *r, const char *href, const char *label)
{
	HDF *crumbs = hdf_get_obj(r->hdf, "Page.Crumbs");
	size_t n = 0;

	for (HDF *c = crumbs ? hdf_obj_child(crumbs) : NULL; c;
	     c = hdf_obj_next(c))
		n++;
	data_f(r, "Page.Crumbs.%zu.label=%s", n, label);
	data_f(r, "Page.Crumbs.%zu.href=%s", n, href ? href : "");
}

static const struct rail {
	const char *key, *href, *label, *icon;
	enum right right;
} rail[] = {
    {"today", "/profiles/today", "Today", "sunrise", RIGHT_PROVIDER_VIEW},
    {"providers", "/profiles/providers", "Providers", "house-heart",
     RIGHT_PROVIDER_VIEW},
    {"clients", "/profiles/clients", "Clients", "people", RIGHT_CLIENT_VIEW},
    {"tasks", "/profiles/tasks", "Tasks", "check2-square", RIGHT_TASK_VIEW},
    {"incidents", "/profiles/incidents", "Incidents", "shield-exclamation",
     RIGHT_INCIDENT_VIEW},
    {"forms", "/forms/answers", "Forms", "ui-checks", RIGHT_FORM_VIEW},
    {"attachments", "/attachments/expiring", "Documents", "paperclip",
     RIGHT_ATTACHMENT_VIEW},
    {"media", "/attachments/media", "Media", "collection-play",
     RIGHT_MEDIA_VIEW},
    {"agency", "/agency/", "Settings", "gear", RIGHT_SIGNED_IN},
};

/* The first part of the path below the program, or the program's name. */
static bool rail_is_current(const struct req *r, const struct rail *item)
{
	size_t n = strlen(item->key);

	/* Of attachments' own pages those of media, and portraits, belong
	 * elsewhere. */
	if (!strcmp(r->program->name, item->key))
		return strcmp(item->key, "attachments") ||
		       (strncmp(r->path, "/media", 6) &&
			strncmp(r->path, "/providers/", 11) &&
			strncmp(r->path, "/clients/", 9));
	return (!strcmp(r->program->name, "profiles") ||
		!strcmp(r->program->name, "attachments")) &&
	       *r->path == '/' &&
	       !strncmp(r->path + 1, item->key, n) &&
	       (!r->path[n + 1] || r->path[n + 1] == '/');
}

static void view_flash(struct req *r)
{
	static const char *const parts[] = {"tone", "text", "href", "link"};
	char *copy = mem_strdup(r->pool, r->session->flash), *part;

	for (int i = 0; i < 4 && (part = strsep(&copy, "|")); i++)
		data_f(r, "Page.Flash.%s=%s", parts[i], part);
}

static void view_person(struct req *r)
{
	const struct session *s = r->session;
	size_t n = 0;

	data_set(r, "Page.User.Name", s->name);
	data_set(r, "Page.User.Email", s->email);
	data_int(r, "Page.User.Id", s->account);
	if (strcmp(s->face, "0"))
		data_f(r, "Page.User.Face=%02d", atoi(s->face));
	data_set(r, "Page.TextSize", s->text_size);
	data_set(r, "Page.Theme", s->theme);
	data_set(r, "Page.Contrast", s->contrast);
	for (int right = RIGHT_PROVIDER_VIEW; right < RIGHT__MAX; right++) {
		char *name;

		if (!actor_may(&r->actor, (enum right)right))
			continue;
		name = mem_strdup(r->pool, right_info((enum right)right)->name);
		for (char *p = name; *p; p++)
			if (*p == '.')
				*p = '_';
		data_f(r, "Page.Can.%s=1", name);
	}
	for (size_t i = 0; i < sizeof rail / sizeof *rail; i++) {
		if (!actor_may(&r->actor, rail[i].right))
			continue;
		data_f(r, "Page.Rail.%zu.key=%s", n, rail[i].key);
		data_f(r, "Page.Rail.%zu.href=%s", n, rail[i].href);
		data_f(r, "Page.Rail.%zu.label=%s", n, rail[i].label);
		data_f(r, "Page.Rail.%zu.icon=%s", n, rail[i].icon);
		if (rail_is_current(r, &rail[i]))
			data_f(r, "Page.Rail.%zu.current=1", n);
		n++;
	}
}

/* The counts, of a minute ago at most; anew after each POST of this session,
 * so that what somebody has just done shows at once. */
static NEOERR *find_counts(struct req *r, struct today_counts *out)
{
	enum { SLOTS = 64, SECONDS = 60 };
	static struct {
		int64_t account, posts, today, at;
		right_set rights;
		struct today_counts counts;
	} known[SLOTS], *k;
	const struct actor *a = &r->actor;

	k = &known[(uint64_t)a->account % SLOTS];
	if (k->account != a->account || k->posts != r->session->posts ||
	    k->today != a->today || k->rights != a->rights ||
	    k->at <= a->now - SECONDS || k->at > a->now) {
		TRY(today_count(a, &k->counts));
		k->account = a->account;
		k->posts = r->session->posts;
		k->today = a->today;
		k->rights = a->rights;
		k->at = a->now;
	}
	*out = k->counts;
	return STATUS_OK;
}

/* What waits for this person, on the rail. */
static NEOERR *view_counts(struct req *r)
{
	struct today_counts c = {0};
	HDF *items = hdf_get_obj(r->hdf, "Page.Rail");

	TRY(find_counts(r, &c));
	for (HDF *i = items ? hdf_obj_child(items) : NULL; i;
	     i = hdf_obj_next(i)) {
		const char *key = hdf_get_value(i, "key", "");
		int64_t n = !strcmp(key, "tasks")	? c.tasks
			    : !strcmp(key, "incidents") ? c.incidents
							: 0;

		if (n)
			must(hdf_set_int_value(i, "count", (int)n));
	}
	return STATUS_OK;
}

void view_basics(struct req *r)
{
	must(hdf_set_value(r->hdf, "Config.VarEscapeMode", "html"));
	must(hdf_set_value(r->hdf, "Config.TimeFooter", "0"));
	must(hdf_set_value(r->hdf, "hdf.loadpaths.0", template_dir));
	data_set(r, "Page.Lang", "en-AU");
	data_set(r, "Page.Asset", asset_version);
	data_set(r, "Page.Program", r->program->name);
	data_f(r, "Page.Path=/%s%s", r->program->name, r->path);
}

/* Is it one of staff, by their own rights? Not so in a form for people outside,
 * which is filled in as the system, whoever has signed in. */
static bool is_staff(const struct req *r)
{
	return r->session && r->session->full &&
	       r->actor.account == r->session->account;
}

void view_common(struct req *r)
{
	NEOERR *err;

	view_basics(r);
	data_set(r, "Page.Frame", is_staff(r) ? "staff" : "plain");
	data_set(r, "Page.Theme", "auto");
	data_set(r, "Page.Contrast", "auto");
	data_set(r, "Page.TextSize", "normal");
	if (!r->session)
		return;
	data_set(r, "Page.Agency.Name", r->session->agency);
	data_set(r, "Page.Agency.Phone", r->session->agency_phone);
	if (*r->session->flash) {
		view_flash(r);
		err = session_clear_flash(r->actor.db, r->session->hash);
		nerr_ignore(&err); /* shown twice at worst */
	}
	if (!is_staff(r))
		return;
	view_person(r);
	if (actor_may(&r->actor, RIGHT_PROVIDER_VIEW)) {
		err = view_counts(r);
		if (err != STATUS_OK)
			log_line(LOG_BAD, "event=counts error=\"%s\"",
				 err_text(r->pool, err));
		nerr_ignore(&err); /* a page without its badges is a page */
	}
}

static NEOERR *find_parsed(struct req *r, const char *name, CSPARSE **out)
{
	CSPARSE *cs = NULL;
	NEOERR *err;
	size_t i;

	for (i = 0; i < TEMPLATES && parsed[i].name; i++) {
		if (!strcmp(parsed[i].name, name)) {
			*out = parsed[i].parse;
			return STATUS_OK;
		}
	}
	if (i == TEMPLATES)
		return nerr_raise(NERR_ASSERT, "too many templates");
	TRY(cs_init(&cs, r->hdf));
	err = cs_parse_file(cs, name);
	if (err != STATUS_OK) {
		cs_destroy(&cs);
		return nerr_pass(err);
	}
	parsed[i].name = strdup(name);
	parsed[i].parse = *out = cs;
	return STATUS_OK;
}

static NEOERR *into_body(void *body, char *text)
{
	buf_puts(body, text);
	return STATUS_OK;
}

NEOERR *view_render(struct req *r, const char *template)
{
	CSPARSE *cs;

	r->body.len = 0;
	TRY(find_parsed(r, template, &cs));
	cs->hdf = r->hdf;
	return nerr_pass(cs_render(cs, &r->body, into_body));
}

/* The one table from our errors to HTTP's statuses and to plain words. */
static const struct mapped {
	const NERR_TYPE *type;
	int status;
	const char *title, *text;
} mapped[] = {
    {&ERR_NOT_FOUND, 404, "We cannot find that page",
     "It may have been moved or removed, or it may not be yours to see."},
    {&ERR_FORBIDDEN, 403, "You cannot do that",
     "Your role does not allow it. An administrator of your agency can "
     "change that."},
    {&ERR_MALFORMED, 400, "We could not read that",
     "Something in the address or in what was sent is not as we expect it. "
     "Go back, and try again."},
    {&ERR_INVALID, 422, "That cannot be done", ""},
    {&ERR_CONFLICT, 409, "Somebody else was faster",
     "What you see has changed meanwhile. Go back, load the page again, and "
     "look before you go on."},
    {&ERR_TOO_LARGE, 413, "That is too much at once",
     "What you sent is larger than we can take here."},
    {&ERR_NO_ROOM, 507, "There is no room for that at the moment",
     "The disk for files is full, so nothing was kept. Tell your "
     "administrator; what you chose is still on your device."},
    {&ERR_TOO_OFTEN, 429, "That was too often",
     "Wait a few minutes, then try again."},
    {&ERR_RETRY, 503, "We are very busy at the moment",
     "Too many people change the same thing at once. Nothing of yours is "
     "lost. Try again in a minute."},
    {&ERR_UNAVAILABLE, 503, "We are away for a moment",
     "Something that we need does not answer. Nothing of yours is lost. Try "
     "again in a minute."},
};

int view_error(struct req *r, NEOERR *err)
{
	static const struct mapped broken = {
	    NULL, 500, "Something went wrong on our side",
	    "We have written it down. Try again, and if it stays so, tell your "
	    "administrator the number below."};
	const struct mapped *m = &broken;
	const char *words;

	for (size_t i = 0; i < sizeof mapped / sizeof *mapped; i++)
		if (nerr_match(err, *mapped[i].type))
			m = &mapped[i];
	log_line(m->status >= 500 ? LOG_BAD : LOG_USER,
		 "event=refused status=%d trace=\"%s\"", m->status,
		 err_trace(r->pool, err));
	words = m->status == 422 ? err_text(r->pool, err) : m->text;
	nerr_ignore(&err);
	r->status = m->status;
	r->redirect = NULL;
	r->type = r->page_type = r->policy = NULL;
	r->stream = NULL;
	data_set(r, "Page.Title", m->title);
	data_set(r, "Page.Error.title", m->title);
	data_set(r, "Page.Error.text", words);
	data_set(r, "Page.Error.id", r->actor.request);
	data_int(r, "Page.Error.status", m->status);
	data_set(r, "Page.Frame",
		 m->status < 500 && r->session && r->session->full ? "staff"
								   : "error");
	err = view_render(r, "shared/error.cs");
	if (err != STATUS_OK) {
		log_line(LOG_BAD, "event=error-page trace=\"%s\"",
			 err_trace(r->pool, err));
		nerr_ignore(&err);
		r->type = "text/plain; charset=utf-8";
		r->body.len = 0;
		buf_printf(&r->body, "%s\n%s\n%s\n", m->title, words,
			   r->actor.request);
	}
	return m->status;
}
