/* Attachments as pages show them.
 * SPDX-License-Identifier: MIT */
#include "web/attached.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/text.h"

const char *attached_url(struct req *r, const struct owner *o, const char *what)
{
	return req_url(r, "/attachments/%s/%" PRId64 "%s%s", o->kind, o->id,
		       *what ? "/" : "", what);
}

struct attached_chip attached_expiry(struct req *r, const char *expires,
				     int64_t remind)
{
	struct date d = DATE_NONE;
	int64_t left;
	const char *day;

	date_parse_iso(expires, &d);
	left = date_to_days(d) - r->actor.today;
	day = show_date(r, expires);
	if (left < 0)
		return (struct attached_chip){
		    "bad", "calendar-x",
		    mem_printf(r->pool, "Expired %s", day)};
	if (left <= remind)
		return (struct attached_chip){
		    "warn", "hourglass-split",
		    left ? mem_printf(r->pool, "%s left",
				      text_count(r->pool, left, "day", "days"))
			 : "Last day today"};
	return (struct attached_chip){"ok", "check-lg",
				      mem_printf(r->pool, "To %s", day)};
}

static void put_chip(struct req *r, const char *at, struct attached_chip c)
{
	data_f(r, "%s.tone=%s", at, c.tone);
	data_f(r, "%s.icon=%s", at, c.icon);
	data_f(r, "%s.text=%s", at, c.text);
}

/* Where its page is, and what to call it in a list of many. */
static void put_owner(struct req *r, const char *at, const struct rows *rows,
		      size_t i)
{
	static const struct {
		const char *kind, *text, *below;
	} kinds[] = {
	    {"note", "a note", "notes"},
	    {"incident", "an incident", "history"},
	    {"task", "a task", "tasks"},
	    {"person", "a person", "people"},
	    {"step", "a workflow's step", NULL},
	    {"answer", "a filled-in form", NULL},
	};
	const char *kind = row_text(rows, i, "owner_kind");
	int64_t id = row_int(rows, i, "owner_id");

	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		if (strcmp(kinds[k].kind, kind))
			continue;
		data_f(r, "%s.owner.text=%s", at, kinds[k].text);
		if (kinds[k].below)
			data_f(r,
			       "%s.owner.href=/profiles/providers/%" PRId64
			       "/%s/%" PRId64,
			       at, row_int(rows, i, "provider_id"),
			       kinds[k].below, id);
		else
			data_f(r, "%s.owner.href=/attachments/%s/%" PRId64, at,
			       kind, id);
	}
}

void attached_show(struct req *r, const char *at, const struct rows *rows,
		   size_t i, const struct owner *of)
{
	const char *scan = row_null(rows, i, "scan") ? ""
						     : row_text(rows, i, "scan");
	int64_t id = row_int(rows, i, "id");
	const char *chip = mem_printf(r->pool, "%s.chip", at);
	const char *state = mem_printf(r->pool, "%s.state", at);

	data_row(r, at, rows, i);
	/* What the columns of these names hold is not what the page shows. */
	hdf_remove_tree(r->hdf, state);
	data_f(r, "%s.href=/attachments/%" PRId64, at, id);
	data_f(r, "%s.type_icon=%s", at, file_icon(row_text(rows, i, "type")));
	data_f(r, "%s.picture=/attachments/%" PRId64 "/files/%s", at, id,
	       row_text(rows, i, "number"));
	if (!row_null(rows, i, "thumb"))
		data_f(r, "%s.thumb=/attachments/%" PRId64
		       "/files/%s/thumb.jpg",
		       at, id, row_text(rows, i, "number"));
	data_f(r, "%s.size=%s", at,
	       file_size_words(r->pool, row_int(rows, i, "size")));
	if (!row_null(rows, i, "expires"))
		put_chip(r, chip,
			 attached_expiry(r, row_text(rows, i, "expires"),
					 row_int(rows, i, "remind_days")));
	if (row_null(rows, i, "file_id"))
		put_chip(r, state,
			 (struct attached_chip){"stone", "archive",
						"Its file is gone"});
	else if (!strcmp(scan, "waiting"))
		put_chip(r, state,
			 (struct attached_chip){"dashed", "shield",
						"Being checked"});
	else if (!strcmp(scan, "refused"))
		put_chip(r, state,
			 (struct attached_chip){"bad", "shield-x",
						"Held back: harmful"});
	if (!of || strcmp(of->kind, row_text(rows, i, "owner_kind")) ||
	    of->id != row_int(rows, i, "owner_id"))
		put_owner(r, at, rows, i);
	if (row_int(rows, i, "provider_id"))
		data_f(r, "%s.provider_href=/profiles/providers/%" PRId64, at,
		       row_int(rows, i, "provider_id"));
	if (row_int(rows, i, "client_id"))
		data_f(r, "%s.client_href=/profiles/clients/%" PRId64, at,
		       row_int(rows, i, "client_id"));
}

void attached_view(struct req *r, const char *href)
{
	bool gallery = !strcmp(req_query(r, "view"), "gallery");

	data_set(r, "Attached.View.0.label", "List");
	data_set(r, "Attached.View.0.href", href);
	data_set(r, "Attached.View.1.label", "Gallery");
	data_f(r, "Attached.View.1.href=%s?view=gallery", href);
	data_set(r, gallery ? "Attached.View.1.current"
			    : "Attached.View.0.current",
		 "1");
	if (gallery)
		data_set(r, "Attached.gallery", "1");
}

NEOERR *attached_card(struct req *r, const char *kind, int64_t id)
{
	enum { SHOWN = 6 };
	struct owner o;
	struct attachment_filter f = {.owner = &o};
	struct rows rows;

	if (!actor_may(&r->actor, RIGHT_ATTACHMENT_VIEW))
		return STATUS_OK;
	TRY(owner_get(&r->actor, kind, id, &o));
	TRY(attachment_list(&r->actor, &f, 0, &rows));
	data_set(r, "Attached.all", attached_url(r, &o, ""));
	if (actor_may(&r->actor, RIGHT_ATTACHMENT_ADD))
		data_set(r, "Attached.add", attached_url(r, &o, "add"));
	for (size_t i = 0; i < rows.n && i < SHOWN; i++)
		attached_show(r, mem_printf(r->pool, "Attached.List.%zu", i),
			      &rows, i, &o);
	if (rows.n > SHOWN)
		data_set(r, "Attached.more", "1");
	return STATUS_OK;
}
