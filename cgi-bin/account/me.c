/* One's own page: who one is, how it looks, where one is signed in.
 * SPDX-License-Identifier: MIT */
#include "pages.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "people/audit.h"
#include "people/device.h"
#include "people/secret.h"

void own_page(struct req *r, const char *title)
{
	page_crumb(r, "/account/me", "Your account");
	page_crumb(r, NULL, title);
}

static struct record_of own(const struct req *r)
{
	return (struct record_of){.id = r->actor.account,
				  .owner = r->actor.account};
}

static void fact(struct req *r, size_t *n, const char *label, const char *text)
{
	data_f(r, "Facts.%zu.label=%s", *n, label);
	data_f(r, "Facts.%zu.text=%s", (*n)++, *text ? text : "Not given");
}

static const char *comfort_word(int field, const char *value)
{
	return choice_label(comfort_fields[field].choices, value);
}

static NEOERR *show_sessions(struct req *r)
{
	struct rows rows;

	TRY(session_list(&r->actor, r->actor.account, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		struct device d =
		    device_words(r->pool, row_text(&rows, i, "agent"));
		bool this = !strcmp(row_text(&rows, i, "hash"), r->session->hash);

		data_f(r, "Sessions.%zu.id=%s", i, row_text(&rows, i, "id"));
		data_f(r, "Sessions.%zu.device=%s", i, d.words);
		data_f(r, "Sessions.%zu.icon=%s", i, d.icon);
		data_f(r, "Sessions.%zu.place=%s", i,
		       row_text(&rows, i, "address"));
		data_f(r, "Sessions.%zu.seen=%s", i,
		       show_instant(r, row_text(&rows, i, "seen_at")));
		data_f(r, "Sessions.%zu.since=%s", i,
		       show_instant(r, row_text(&rows, i, "created_at")));
		if (this)
			data_f(r, "Sessions.%zu.this=1", i);
	}
	if (rows.n > 1)
		data_set(r, "Others", "1");
	return STATUS_OK;
}

NEOERR *me_page(struct req *r)
{
	const struct session *s = r->session;
	const char *values[OWN_FIELDS];
	struct factor f;
	int64_t version;
	size_t n = 0;

	TRY(record_load(&r->actor, &own_record, own(r), values, &version));
	TRY(factor_get(&r->actor, r->actor.account, &f));
	page_title(r, "Your account");
	fact(r, &n, "Name", values[OWN_NAME]);
	fact(r, &n, "What you do here", values[OWN_TITLE]);
	fact(r, &n, "Phone", values[OWN_PHONE]);
	fact(r, &n, "Email", s->email);
	data_set(r, "Comfort.text", comfort_word(COMFORT_TEXT, s->text_size));
	data_set(r, "Comfort.theme", comfort_word(COMFORT_THEME, s->theme));
	data_set(r, "Comfort.contrast",
		 comfort_word(COMFORT_CONTRAST, s->contrast));
	if (f.on) {
		data_set(r, "Factor.on", "1");
		data_f(r, "Factor.left=%" PRId64, f.codes_left);
		if (f.codes_left < 3)
			data_set(r, "Factor.few", "1");
	}
	return show_sessions(r);
}

NEOERR *details_page(struct req *r)
{
	const char *values[OWN_FIELDS];
	int64_t version;

	TRY(record_load(&r->actor, &own_record, own(r), values, &version));
	form_set_record(r, values, version);
	own_page(r, "About you");
	form_title(r, "About you", "Save", "/account/me");
	form_hint(r, OWN_FACE, "Stands beside what you write.");
	return STATUS_OK;
}

NEOERR *details(struct req *r)
{
	TRY(record_save(&r->actor, &own_record, own(r), form_version(r),
			form_values(r), NULL));
	answer_flash(r, "ok", "Saved.", NULL, NULL);
	return answer_go(r, "/account/me");
}

NEOERR *comfort_page(struct req *r)
{
	form_set(r, COMFORT_TEXT, r->session->text_size);
	form_set(r, COMFORT_THEME, r->session->theme);
	form_set(r, COMFORT_CONTRAST, r->session->contrast);
	own_page(r, "How it looks");
	form_title(r, "How it looks", "Save", "/account/me");
	form_intro(r, "It is kept with your account, on every device.");
	return STATUS_OK;
}

NEOERR *comfort(struct req *r)
{
	TRY(comfort_save(&r->actor, form_values(r)));
	answer_flash(r, "ok", "Saved. This is how it looks now.", NULL, NULL);
	return answer_go(r, "/account/me");
}

const struct field end_session_fields[1] = {
    {.name = "session",
     .label = "Session",
     .type = FIELD_HIDDEN,
     .flags = FIELD_REQUIRED,
     .max = 16},
};

static NEOERR *ended(struct req *r, const char *says)
{
	TRY(audit_add(&r->actor, (struct audit){.action = "sessions-ended",
						.kind = "account",
						.id = r->actor.account}));
	answer_flash(r, "ok", says, NULL, NULL);
	return answer_go(r, "/account/me");
}

NEOERR *end_session(struct req *r)
{
	if (!strncmp(form_text(r, 0), r->session->hash, 16))
		return nerr_raise(ERR_INVALID, "To end this one, sign out");
	TRY(session_end_one(&r->actor, r->actor.account, form_text(r, 0)));
	return ended(r, "That device is signed out.");
}

NEOERR *end_other_sessions(struct req *r)
{
	TRY(session_end_others(&r->actor, r->actor.account, r->session->hash));
	return ended(r, "All other devices are signed out.");
}
