/* The media library: the list, one, adding and changing.
 * SPDX-License-Identifier: MIT */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "files/vtt.h"
#include "media.h"

static const struct choice kinds[] = {
    {"", "All kinds"},	  {"video", "Videos"}, {"audio", "Recordings"},
    {"picture", "Pictures"}, {"pdf", "PDFs"},   {"article", "Articles"},
    {NULL, NULL}};
static const struct choice states[] = {{"", "All"},
				       {"published", "Published"},
				       {"draft", "Drafts"},
				       {"withdrawn", "Withdrawn"},
				       {NULL, NULL}};
enum { FILTER_Q, FILTER_KIND, FILTER_STATE };
const struct field media_filters[MEDIA_FILTERS] = {
    [FILTER_Q] = {"q", "Search", FIELD_SEARCH, 0, 100},
    [FILTER_KIND] = {"kind", "Kind", FIELD_SELECT, .choices = kinds},
    [FILTER_STATE] = {"state", "State", FIELD_SELECT, .choices = states},
};

const char *media_url(struct req *r, const char *what)
{
	return req_url(r, "/attachments/media/%" PRId64 "%s%s", r->id[0],
		       *what ? "/" : "", what);
}

void media_crumbs(struct req *r, const struct rows *m, const char *last)
{
	page_crumb(r, "/attachments/media", "Media");
	if (m)
		page_crumb(r, last ? media_url(r, "") : NULL,
			   row_text(m, 0, "title"));
	if (last)
		page_crumb(r, NULL, last);
}

static const struct media_kind_info *kind_of(const struct rows *m, size_t i)
{
	return media_kind_info(media_kind_by_name(row_text(m, i, "kind")));
}

static void show_state(struct req *r, const char *at, const struct rows *m,
		       size_t i)
{
	static const struct {
		const char *state, *tone, *icon, *text;
	} chips[] = {
	    {"draft", "dashed", "pencil", "Draft"},
	    {"published", "ok", "broadcast", "Published"},
	    {"withdrawn", "stone", "archive", "Withdrawn"},
	};
	char today[DATE_TEXT];
	size_t c = 0;

	date_format_iso(date_from_days(r->actor.today), today);
	while (strcmp(chips[c].state, row_text(m, i, "state")))
		c++;
	data_f(r, "%s.chip.tone=%s", at, chips[c].tone);
	data_f(r, "%s.chip.icon=%s", at, chips[c].icon);
	data_f(r, "%s.chip.text=%s", at, chips[c].text);
	if (c != 1)
		return;
	if (*row_text(m, i, "from_date") &&
	    strcmp(row_text(m, i, "from_date"), today) > 0) {
		data_f(r, "%s.chip.tone=info", at);
		data_f(r, "%s.chip.icon=hourglass-split", at);
		data_f(r, "%s.chip.text=From %s", at,
		       show_date(r, row_text(m, i, "from_date")));
	}
	if (*row_text(m, i, "until_date") &&
	    strcmp(row_text(m, i, "until_date"), today) < 0) {
		data_f(r, "%s.chip.tone=stone", at);
		data_f(r, "%s.chip.icon=calendar-x", at);
		data_f(r, "%s.chip.text=Was until %s", at,
		       show_date(r, row_text(m, i, "until_date")));
	}
}

/* As a card of a list, and as the head of its page. */
static void show_card(struct req *r, const char *at, const struct rows *m,
		      size_t i)
{
	const struct media_kind_info *k = kind_of(m, i);

	data_row(r, at, m, i);
	data_f(r, "%s.href=/attachments/media/%s", at, row_text(m, i, "id"));
	data_f(r, "%s.label=%s", at, k->label);
	data_f(r, "%s.icon=%s", at, k->icon);
	if (!row_null(m, i, "thumb"))
		data_f(r, "%s.shown=/attachments/media/%s", at,
		       row_text(m, i, "id"));
	show_state(r, at, m, i);
}

NEOERR *media_list_page(struct req *r)
{
	const char *q = form_text(r, FILTER_Q), *kind = form_text(r, FILTER_KIND);
	const char *state = form_text(r, FILTER_STATE);
	int64_t page = 1;
	const char *base;
	struct rows m;

	if (!text_int(req_query(r, "page"), 1, 400, &page))
		page = 1;
	base = mem_printf(r->pool, "/attachments/media?q=%s&kind=%s&state=%s&",
			  text_url(r->pool, q), kind, state);
	TRY(media_list(&r->actor, kind, state, q, (page - 1) * MEDIA_PAGE, &m));
	page_title(r, "Media for clients");
	page_crumb(r, NULL, "Media");
	for (size_t i = 0; i < m.n && i < MEDIA_PAGE; i++)
		show_card(r, mem_printf(r->pool, "Media.%zu", i), &m, i);
	if (page > 1)
		data_f(r, "Pager.prev=%spage=%" PRId64, base, page - 1);
	if (m.n > MEDIA_PAGE)
		data_f(r, "Pager.next=%spage=%" PRId64, base, page + 1);
	data_set(r, "Filtered", *q || *kind || *state ? "1" : "");
	if (actor_may(&r->actor, RIGHT_MEDIA_PUBLISH)) {
		data_set(r, "Actions.0.href", "/attachments/media/groups");
		data_set(r, "Actions.0.icon", "people");
		data_set(r, "Actions.0.label", "Groups of clients");
	}
	if (actor_may(&r->actor, RIGHT_MEDIA_EDIT)) {
		data_set(r, "Actions.1.href", "/attachments/media/add");
		data_set(r, "Actions.1.icon", "plus-lg");
		data_set(r, "Actions.1.label", "Add");
		data_set(r, "Actions.1.primary", "1");
	}
	return STATUS_OK;
}

/* --- adding and changing ------------------------------------------------ */

/* What a kind asks, and in which words. */
static void shape(struct req *r, enum media_kind k)
{
	static const char *const bodies[MEDIA__KINDS][2] = {
	    [MEDIA_VIDEO] = {"Transcript: what is said and what happens",
			     "Needed where there are no captions; welcome "
			     "where there are"},
	    [MEDIA_AUDIO] = {"Transcript: what is said", NULL},
	    [MEDIA_PDF] = {"What it tells, in short",
			   "For those who cannot read a PDF on their device"},
	    [MEDIA_ARTICLE] = {"The text", "An empty line begins a paragraph"},
	};
	static const char *const accepts[MEDIA__KINDS] = {
	    [MEDIA_VIDEO] = ".mp4,.m4v,.webm,.mov",
	    [MEDIA_AUDIO] = ".mp3,.m4a,.ogg,.wav,.aac,.flac",
	    [MEDIA_PICTURE] = ".jpg,.jpeg,.png,.webp,.heic,.gif",
	    [MEDIA_PDF] = ".pdf",
	};
	bool plays = k == MEDIA_VIDEO || k == MEDIA_AUDIO;

	if (k == MEDIA_PICTURE)
		form_hide(r, MEDIA_BODY);
	else
		form_label(r, MEDIA_BODY, bodies[k][0]);
	if (k != MEDIA_PICTURE && bodies[k][1])
		form_hint(r, MEDIA_BODY, bodies[k][1]);
	if (k != MEDIA_PICTURE)
		form_hide(r, MEDIA_ALT);
	if (k == MEDIA_ARTICLE)
		form_hide(r, MEDIA_F_FILE);
	else
		form_accept(r, MEDIA_F_FILE, accepts[k]);
	if (!plays)
		form_hide(r, MEDIA_F_CAPTIONS);
	form_accept(r, MEDIA_F_CAPTIONS, ".vtt");
	if (k == MEDIA_PICTURE || k == MEDIA_PDF) {
		form_hide(r, MEDIA_F_POSTER);
		form_hide(r, MEDIA_POSTER_ALT);
	}
	if (k == MEDIA_ARTICLE || k == MEDIA_AUDIO) {
		form_label(r, MEDIA_F_POSTER, "A picture beside it");
		form_label(r, MEDIA_POSTER_ALT, "What can be seen in the picture");
	}
	form_accept(r, MEDIA_F_POSTER, ".jpg,.jpeg,.png,.webp,.heic");
}

/* Of /media/add/video: which, by the last part of the path. */
static enum media_kind kind_of_path(struct req *r)
{
	return media_kind_by_name(strrchr(r->route->path, '/') + 1);
}

NEOERR *media_kinds_page(struct req *r)
{
	static const char *const tells[MEDIA__KINDS] = {
	    [MEDIA_VIDEO] = "MP4 or WebM, with captions or a transcript",
	    [MEDIA_AUDIO] = "MP3, M4A or Ogg, with a transcript",
	    [MEDIA_PICTURE] = "JPEG, PNG or WebP, with words for those who "
			      "cannot see it",
	    [MEDIA_PDF] = "A leaflet or form, with what it tells in short",
	    [MEDIA_ARTICLE] = "Text that is written here, with a picture if "
			      "you like",
	};

	page_title(r, "What do you want to add?");
	media_crumbs(r, NULL, "Add");
	for (int k = 0; k < MEDIA__KINDS; k++) {
		const struct media_kind_info *info =
		    media_kind_info((enum media_kind)k);

		data_f(r, "Kinds.%d.href=/attachments/media/add/%s", k,
		       info->name);
		data_f(r, "Kinds.%d.icon=%s", k, info->icon);
		data_f(r, "Kinds.%d.label=%s", k, info->label);
		data_f(r, "Kinds.%d.text=%s", k, tells[k]);
	}
	return STATUS_OK;
}

NEOERR *media_add_page(struct req *r)
{
	enum media_kind k = kind_of_path(r);

	form_set(r, MEDIA_PURPOSE, "information");
	form_set(r, MEDIA_LANGUAGE, "en-AU");
	shape(r, k);
	form_title(r,
		   mem_printf(r->pool, "Add %s", media_kind_info(k)->a_label),
		   "Save as a draft", "/attachments/media/add");
	media_crumbs(r, NULL, media_kind_info(k)->label);
	return STATUS_OK;
}

/* Captions are read before they are kept: a browser would leave out what it
 * does not understand, without a word. */
static NEOERR *check_captions(struct req *r, const struct upload *u)
{
	size_t size = (size_t)u->size;
	char *text = mem_zalloc(r->pool, size + 1);
	const char *wrong;
	struct vtt v;
	ssize_t n;

	if (u->size > VTT_MOST)
		return form_refuse(r, MEDIA_F_CAPTIONS,
				   "The captions are larger than 2 MB");
	n = pread(store_peek(u->in), text, size, 0);
	if (n != (ssize_t)size)
		return nerr_raise(ERR_UNAVAILABLE, "captions: %s",
				  strerror(errno));
	wrong = vtt_read(r->pool, text, size, &v);
	return wrong ? form_refuse(r, MEDIA_F_CAPTIONS, "%s", wrong)
		     : STATUS_OK;
}

static NEOERR *take_files(struct req *r, int64_t id)
{
	static const int fields[MEDIA__FILES] = {
	    [MEDIA_FILE] = MEDIA_F_FILE,
	    [MEDIA_POSTER] = MEDIA_F_POSTER,
	    [MEDIA_CAPTIONS] = MEDIA_F_CAPTIONS,
	};

	for (int i = 0; i < MEDIA__FILES; i++) {
		const struct upload *u = form_upload(r, fields[i], 0);
		NEOERR *err;

		if (!u)
			continue;
		if (i == MEDIA_CAPTIONS)
			TRY(check_captions(r, u));
		err = media_put_file(&r->actor, id, (enum media_file)i,
				     u->file, u->type, u->name);
		if (err != STATUS_OK && nerr_match(err, ERR_INVALID)) {
			const char *why = err_text(r->pool, err);

			nerr_ignore(&err);
			return form_refuse(r, fields[i], "%s", why);
		}
		TRY(err);
	}
	return STATUS_OK;
}

NEOERR *media_add_post(struct req *r)
{
	enum media_kind k = kind_of_path(r);
	int64_t id;

	if (media_kind_info(k)->family && !form_upload(r, MEDIA_F_FILE, 0))
		return form_refuse(r, MEDIA_F_FILE, "Choose its file");
	TRY(media_add(&r->actor, k, form_values(r), &id));
	TRY(take_files(r, id));
	answer_flash(r, "ok", "It is saved as a draft.", NULL, NULL);
	return answer_go(r, req_url(r, "/attachments/media/%" PRId64, id));
}

NEOERR *media_edit_page(struct req *r)
{
	const char *values[MEDIA_FIELDS];
	int64_t version;
	struct rows m;

	TRY(media_get(&r->actor, r->id[0], &m));
	TRY(record_load(&r->actor, &media_record,
			(struct record_of){.id = r->id[0]}, values, &version));
	for (int i = 0; i < MEDIA_FIELDS; i++)
		form_set(r, i, values[i]);
	form_set_version(r, version);
	shape(r, media_kind_by_name(row_text(&m, 0, "kind")));
	form_label(r, MEDIA_F_FILE, "Another file");
	form_hint(r, MEDIA_F_FILE,
		  mem_printf(r->pool, "Now: %s", row_text(&m, 0, "file_name")));
	if (!row_null(&m, 0, "captions_id"))
		form_label(r, MEDIA_F_CAPTIONS, "Other captions");
	form_title(r,
		   mem_printf(r->pool, "Change “%s”", row_text(&m, 0, "title")),
		   "Save", media_url(r, ""));
	media_crumbs(r, &m, "Change");
	return STATUS_OK;
}

NEOERR *media_edit_post(struct req *r)
{
	const char *wants[MEDIA_WANTS];
	struct rows m;

	TRY(record_save(&r->actor, &media_record,
			(struct record_of){.id = r->id[0]}, form_version(r),
			form_values(r), NULL));
	TRY(take_files(r, r->id[0]));
	TRY(media_get(&r->actor, r->id[0], &m));
	if (!strcmp(row_text(&m, 0, "state"), "published") &&
	    media_wants(&m, 0, wants))
		return form_refuse(r, -1,
				   "It is published, and would then need: %s",
				   wants[0]);
	answer_flash(r, "ok", "It is saved.", NULL, NULL);
	return answer_go(r, media_url(r, ""));
}

/* /media/7/captions/remove, /media/7/poster/remove */
NEOERR *media_drop_post(struct req *r)
{
	bool poster = strstr(r->route->path, "/poster/");

	TRY(media_drop_file(&r->actor, r->id[0],
			    poster ? MEDIA_POSTER : MEDIA_CAPTIONS));
	answer_flash(r, "ok",
		     poster ? "The picture is removed."
			    : "The captions are removed.",
		     NULL, NULL);
	return answer_go(r, media_url(r, ""));
}

/* --- one ---------------------------------------------------------------- */

static void fact(struct req *r, size_t *n, const char *label, const char *text)
{
	if (!*text)
		return;
	data_f(r, "Facts.%zu.label=%s", *n, label);
	data_f(r, "Facts.%zu.text=%s", (*n)++, text);
}

static NEOERR *show_facts(struct req *r, const struct rows *m)
{
	const char *language = row_text(m, 0, "language");
	int64_t clients, declined;
	size_t n = 0;

	fact(r, &n, "Kind", kind_of(m, 0)->label);
	fact(r, &n, "For", !strcmp(row_text(m, 0, "purpose"), "marketing")
			       ? "Marketing, for those who agreed"
			       : "Information about care");
	fact(r, &n, "Language", field_show(r->pool, &media_fields[MEDIA_LANGUAGE], language));
	if (!row_null(m, 0, "file_id"))
		fact(r, &n, "File",
		     mem_printf(r->pool, "%s, %s", row_text(m, 0, "file_name"),
				file_size_words(r->pool,
						row_int(m, 0, "file_size"))));
	fact(r, &n, "From", show_date(r, row_text(m, 0, "from_date")));
	fact(r, &n, "Until", show_date(r, row_text(m, 0, "until_date")));
	fact(r, &n, "Published",
	     *row_text(m, 0, "published_at")
		 ? mem_printf(r->pool, "%s, %s",
			      show_instant(r, row_text(m, 0, "published_at")),
			      row_text(m, 0, "publisher"))
		 : "");
	fact(r, &n, "Withdrawn", row_text(m, 0, "withdrawn_reason"));
	TRY(media_reach(&r->actor, r->id[0], &clients, &declined));
	if (!strcmp(row_text(m, 0, "state"), "draft"))
		return STATUS_OK;
	fact(r, &n, "Reaches",
	     mem_printf(r->pool, "%s%s",
			text_count(r->pool, clients, "client", "clients"),
			declined ? mem_printf(r->pool,
					      "; %" PRId64 " more have not "
					      "agreed to marketing",
					      declined)
				 : ""));
	return STATUS_OK;
}

static NEOERR *show_audience(struct req *r)
{
	struct rows groups, clients;
	int64_t others;
	size_t n = 0;

	TRY(media_groups(&r->actor, r->id[0], &groups));
	TRY(media_clients(&r->actor, r->id[0], &clients, &others));
	for (size_t i = 0; i < groups.n; i++)
		if (row_int(&groups, i, "chosen")) {
			data_row(r, mem_printf(r->pool, "Groups.%zu", n++),
				 &groups, i);
			data_f(r, "Groups.%zu.count=%s", n - 1,
			       text_count(r->pool,
					  row_int(&groups, i, "members"),
					  "client", "clients"));
		}
	data_int(r, "Singles", (int64_t)clients.n + others);
	return STATUS_OK;
}

/* The text in paragraphs, as it was typed. */
static void show_text(struct req *r, const char *text)
{
	size_t n = 0;

	while (*text) {
		const char *end = strstr(text, "\n\n");
		size_t len = end ? (size_t)(end - text) : strlen(text);

		data_set(r, mem_printf(r->pool, "Text.%zu", n++),
			 mem_strndup(r->pool, text, len));
		text += len;
		text += strspn(text, "\n");
	}
}

/* The captions as text, a line each. */
static NEOERR *captions_text(struct req *r, const struct rows *m,
			     const char **said)
{
	char *text = mem_zalloc(r->pool, VTT_MOST + 1);
	struct vtt v;
	ssize_t n;
	int fd;

	TRY(store_get(req_store(r), row_text(m, 0, "captions_hash"), &fd));
	n = pread(fd, text, VTT_MOST, 0);
	close(fd);
	if (n < 0)
		return nerr_raise(ERR_UNAVAILABLE, "captions: %s",
				  strerror(errno));
	*said = vtt_read(r->pool, text, (size_t)n, &v) ? "" : v.text;
	return STATUS_OK;
}

/* Harm was looked for in them, or nobody looks for it here. */
static bool has_captions(const struct rows *m)
{
	const char *scan;

	if (row_null(m, 0, "captions_id"))
		return false;
	scan = row_text(m, 0, "captions_scan");
	return !strcmp(scan, "none") || !strcmp(scan, "clean");
}

static NEOERR *show_captions(struct req *r, const struct rows *m)
{
	const char *text = "";

	if (!has_captions(m))
		return STATUS_OK;
	data_f(r, "It.captions=%s?v=%s", media_url(r, "captions.vtt"),
	       row_text(m, 0, "captions_id"));
	TRY(captions_text(r, m, &text));
	data_set(r, "It.said", text);
	return STATUS_OK;
}

static void show_player(struct req *r, const struct rows *m)
{
	const char *scan = row_text(m, 0, "scan");
	const char *type = row_text(m, 0, "file_type");

	if (row_null(m, 0, "file_id"))
		return;
	if (!strcmp(scan, "waiting"))
		data_set(r, "It.standing", "The file is being checked. It is "
					   "here in a minute.");
	else if (!strcmp(scan, "refused"))
		data_set(r, "It.standing",
			 "The file is held back: the scanner found something "
			 "in it.");
	else
		data_f(r, "It.content=%s?v=%s", media_url(r, "content"),
		       row_text(m, 0, "file_id"));
	data_set(r, "It.type", file_sent_type(type));
	if (!file_shows(type))
		data_set(r, "It.unseen", "Browsers do not play this kind of "
					 "file: convert it to MP4 or MP3.");
}

NEOERR *media_page(struct req *r)
{
	bool edits = actor_may(&r->actor, RIGHT_MEDIA_EDIT);
	bool publishes = actor_may(&r->actor, RIGHT_MEDIA_PUBLISH);
	const char *wants[MEDIA_WANTS];
	struct rows m;
	size_t n;

	TRY(media_get(&r->actor, r->id[0], &m));
	page_title(r, row_text(&m, 0, "title"));
	media_crumbs(r, &m, NULL);
	show_card(r, "It", &m, 0);
	n = media_wants(&m, 0, wants);
	for (size_t i = 0; i < n; i++)
		data_set(r, mem_printf(r->pool, "Wants.%zu", i), wants[i]);
	show_player(r, &m);
	show_text(r, row_text(&m, 0, "body"));
	TRY(show_captions(r, &m));
	TRY(show_facts(r, &m));
	TRY(show_audience(r));
	if (edits)
		data_set(r, "It.edit", media_url(r, "edit"));
	if (edits && !row_null(&m, 0, "captions_id"))
		data_set(r, "It.drop_captions", media_url(r, "captions/remove"));
	if (edits && !row_null(&m, 0, "poster_id"))
		data_set(r, "It.drop_poster", media_url(r, "poster/remove"));
	if (publishes) {
		data_set(r, "It.people", media_url(r, "people"));
		if (!n)
			data_set(r, "It.publish", media_url(r, "publish"));
		if (!strcmp(row_text(&m, 0, "state"), "published"))
			data_set(r, "It.withdraw", media_url(r, "withdraw"));
	}
	return STATUS_OK;
}

/* --- its bytes ---------------------------------------------------------- */

NEOERR *media_picture(struct req *r)
{
	struct rows m;

	TRY(media_get(&r->actor, r->id[0], &m));
	if (row_null(&m, 0, "thumb"))
		return nerr_raise(ERR_NOT_FOUND, "it has no picture");
	return nerr_pass(give_small(r, row_int(&m, 0, "thumb"), "picture"));
}

NEOERR *media_content(struct req *r)
{
	const char *scan;
	struct rows m;

	TRY(media_get(&r->actor, r->id[0], &m));
	scan = row_text(&m, 0, "scan");
	if (row_null(&m, 0, "file_id") ||
	    (strcmp(scan, "none") && strcmp(scan, "clean")))
		return nerr_raise(ERR_NOT_FOUND, "it has no file to be had");
	return nerr_pass(answer_object(r, row_text(&m, 0, "file_hash"),
				       row_text(&m, 0, "file_type"),
				       row_text(&m, 0, "file_name"), true));
}

NEOERR *media_captions(struct req *r)
{
	struct rows m;

	TRY(media_get(&r->actor, r->id[0], &m));
	if (!has_captions(&m))
		return nerr_raise(ERR_NOT_FOUND, "no captions to be had");
	return nerr_pass(answer_object(r, row_text(&m, 0, "captions_hash"),
				       "text/vtt", "captions.vtt", true));
}
