/* Notes: a profile's section, one note with its versions, and its forms.
 * SPDX-License-Identifier: MIT */
#include "people/note.h"

#include <ctype.h>
#include <inttypes.h>

#include "base/diff.h"
#include "base/mem.h"
#include "base/text.h"
#include "pages.h"
#include "web/attached.h"

const struct field note_reason[1] = {
    {.name = "reason", .label = "Why it is withdrawn", .type = FIELD_LONGTEXT,
     .flags = FIELD_REQUIRED, .max = 500,
     .hint = "For example: written in the wrong profile. Everyone who could "
	     "read the note can read this."},
};

static const char *note_url(struct req *r, int64_t id, const char *what)
{
	return req_url(r, "%s/%" PRId64 "%s", profile_url(r, "notes"), id, what);
}

static void note_show(struct req *r, const char *at, const struct rows *rows,
		      size_t i)
{
	const char *kind = row_text(rows, i, "kind");

	data_row(r, at, rows, i);
	if (row_int(rows, i, "face"))
		data_f(r, "%s.face=%02d", at, (int)row_int(rows, i, "face"));
	if (strcmp(kind, "note")) {
		char *what = mem_strdup(r->pool, note_kind_label(kind));

		what[0] = (char)tolower((unsigned char)what[0]);
		data_f(r, "%s.what=%s", at, what);
	}
	data_f(r, "%s.href=%s", at, note_url(r, row_int(rows, i, "id"), ""));
	if (row_int(rows, i, "version") > 1)
		data_f(r, "%s.changed=changed %s", at,
		       show_instant(r, row_text(rows, i, "changed_at")));
	if (row_int(rows, i, "author_id") == r->actor.account &&
	    actor_may(&r->actor, RIGHT_NOTE_EDIT) &&
	    !strcmp(row_text(rows, i, "state"), "current"))
		data_f(r, "%s.edit=%s", at,
		       note_url(r, row_int(rows, i, "id"), "/edit"));
}

NEOERR *note_section_page(struct req *r)
{
	int64_t provider = req_provider(r)->id, offset, total, gone;
	const char *words = text_cut(r->pool, req_query(r, "q"), 100), *base;
	const char *kind = req_query(r, "of");
	bool withdrawn = !strcmp(req_query(r, "show"), "withdrawn");
	struct rows rows;
	size_t n;

	TRY(profile_frame(r, "notes"));
	if (!r->route->fields)
		form_use(r, FIELDS(note_fields));
	offset = list_offset(r, NOTE_PAGE);
	TRY(note_list(&r->actor, provider, words, kind, withdrawn, offset,
		      &rows));
	TRY(note_count(&r->actor, provider, words, kind, withdrawn, &total));
	TRY(note_count(&r->actor, provider, "", "", true, &gone));
	base = req_url(r, "%s?q=%s&of=%s%s", profile_url(r, "notes"),
		       text_url(r->pool, words), text_url(r->pool, kind),
		       withdrawn ? "&show=withdrawn" : "");
	n = list_pager(r, base, &rows, NOTE_PAGE, offset, total, total);
	for (size_t i = 0; i < n; i++)
		note_show(r, mem_printf(r->pool, "Notes.%zu", i), &rows, i);
	data_set(r, "Notes_href", profile_url(r, "notes"));
	data_set(r, "Find.q", words);
	data_set(r, "Find.kind", kind);
	for (const struct choice *c = note_fields[NOTE_KIND].choices; c->value;
	     c++) {
		data_f(r, "Find.Kinds.%s.label=%s", c->value, c->label);
		if (!strcmp(c->value, kind))
			data_f(r, "Find.Kinds.%s.selected=1", c->value);
	}
	if (withdrawn)
		data_set(r, "Withdrawn.shown", "1");
	if (gone)
		data_f(r, "Withdrawn.text=%s", text_count(r->pool, gone,
							  "withdrawn note",
							  "withdrawn notes"));
	form_set(r, NOTE_KIND, "note");
	return STATUS_OK;
}

NEOERR *note_add_post(struct req *r)
{
	int64_t id;

	TRY(note_add(&r->actor, req_provider(r)->id, form_values(r), &id));
	answer_flash(r, "ok", "The note is kept.", NULL, NULL);
	return answer_go(r, profile_url(r, "notes"));
}

/* The versions, newest first, each with what it changed. */
static NEOERR *show_versions(struct req *r, int64_t id)
{
	struct rows v;

	TRY(note_versions(&r->actor, id, &v));
	if (v.n < 2)
		return STATUS_OK;
	for (size_t i = 0; i < v.n; i++) {
		const char *at = mem_printf(r->pool, "Versions.%zu", i);
		const char *before = i + 1 < v.n ? row_text(&v, i + 1, "text")
						 : row_text(&v, i, "text");
		struct diff_part *parts;
		size_t n;

		data_row(r, at, &v, i);
		data_f(r, "%s.what=%s", at,
		       note_kind_label(row_text(&v, i, "kind")));
		n = diff_words(r->pool, before, row_text(&v, i, "text"), &parts);
		for (size_t p = 0; p < n; p++) {
			static const char *const names[] = {"same", "gone",
							    "new"};

			data_f(r, "%s.Parts.%zu.%s=%s", at, p,
			       names[parts[p].kind], parts[p].text);
		}
	}
	return STATUS_OK;
}

NEOERR *note_page(struct req *r)
{
	int64_t provider = req_provider(r)->id;
	struct rows n;

	TRY(note_get(&r->actor, provider, r->id[1], &n));
	TRY(profile_frame(r, "notes"));
	profile_crumb(r, "notes", show_instant(r, row_text(&n, 0, "at")));
	note_show(r, "Note", &n, 0);
	TRY(profile_from_form(r, "note", r->id[1]));
	if (actor_may(&r->actor, RIGHT_NOTE_EDIT) &&
	    !strcmp(row_text(&n, 0, "state"), "current"))
		data_set(r, "Note.withdraw", note_url(r, r->id[1], "/withdraw"));
	TRY(attached_card(r, "note", r->id[1]));
	return nerr_pass(show_versions(r, r->id[1]));
}

NEOERR *note_edit_page(struct req *r)
{
	const char *values[NOTE_FIELDS];
	struct rows n;

	TRY(note_get(&r->actor, req_provider(r)->id, r->id[1], &n));
	if (row_int(&n, 0, "author_id") != r->actor.account)
		return nerr_raise(ERR_FORBIDDEN, "not the author's");
	values[NOTE_KIND] = row_text(&n, 0, "kind");
	values[NOTE_TEXT] = row_text(&n, 0, "text");
	values[NOTE_RESTRICTED] = row_int(&n, 0, "restricted") ? "1" : "";
	form_set_record(r, values, row_int(&n, 0, "version"));
	profile_form(r, "notes", "Change the note", "Save");
	form_intro(r, "What it said before stays with it, as an older version.");
	return STATUS_OK;
}

NEOERR *note_edit_post(struct req *r)
{
	TRY(note_save(&r->actor, req_provider(r)->id, r->id[1], form_version(r),
		      form_values(r)));
	answer_flash(r, "ok", "The note is saved.", NULL, NULL);
	return answer_go(r, note_url(r, r->id[1], ""));
}

NEOERR *note_withdraw_page(struct req *r)
{
	struct rows n;

	TRY(note_get(&r->actor, req_provider(r)->id, r->id[1], &n));
	profile_form(r, "notes", "Withdraw the note", "Withdraw it");
	form_danger(r);
	form_intro(r, "It is not deleted: it leaves the list and the search, "
		      "and stays to be read among the withdrawn notes.");
	return STATUS_OK;
}

NEOERR *note_withdraw_post(struct req *r)
{
	TRY(note_withdraw(&r->actor, req_provider(r)->id, r->id[1],
			  form_text(r, 0)));
	answer_flash(r, "ok", "The note is withdrawn.",
		     note_url(r, r->id[1], ""), "Read it");
	return answer_go(r, profile_url(r, "notes"));
}
