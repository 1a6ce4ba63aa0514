/* Who did what, and what was mailed.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "pages.h"
#include "people/audit.h"
#include "people/audit_log.h"
#include "people/mail_list.h"

static const struct choice whats[] = {{"", "Everything"},
				      {"changes", "Changes"},
				      {"read", "Readings"},
				      {"denied", "Refusals"},
				      {NULL, NULL}};
enum { F_WHO, F_KIND, F_WHAT, F_FROM, F_UNTIL };
const struct field audit_filter_fields[5] = {
    [F_WHO] = {.name = "who", .label = "Person", .type = FIELD_SELECT},
    [F_KIND] = {.name = "kind", .label = "Kind", .type = FIELD_SELECT},
    [F_WHAT] = {.name = "what", .label = "What happened", .type = FIELD_SELECT,
		.choices = whats},
    [F_FROM] = {.name = "from", .label = "From", .type = FIELD_DATE},
    [F_UNTIL] = {.name = "until", .label = "Until", .type = FIELD_DATE},
};

static int64_t before(struct req *r)
{
	int64_t id;

	return text_int(req_query(r, "before"), 1, INT64_MAX, &id) ? id : 0;
}

static struct audit_filter filter(struct req *r, int64_t most)
{
	return (struct audit_filter){.account = form_int(r, F_WHO),
				     .kind = form_text(r, F_KIND),
				     .what = form_text(r, F_WHAT),
				     .from = form_text(r, F_FROM),
				     .until = form_text(r, F_UNTIL),
				     .before = before(r),
				     .most = most};
}

/* The address of this search. */
static const char *search_url(struct req *r, const char *path)
{
	return req_url(r, "/agency/audit%s?who=%s&kind=%s&what=%s&from=%s"
			  "&until=%s", path, form_text(r, F_WHO),
		       text_url(r->pool, form_text(r, F_KIND)),
		       form_text(r, F_WHAT), form_text(r, F_FROM),
		       form_text(r, F_UNTIL));
}

static void show_row(struct req *r, const struct rows *rows, size_t i)
{
	const char *at = mem_printf(r->pool, "Rows.%zu", i);
	const char *kind = row_text(rows, i, "kind");
	const char *action = row_text(rows, i, "action");
	int64_t object = row_int(rows, i, "object_id");
	struct audit_change *changes;
	size_t n;

	data_row(r, at, rows, i);
	/* Not the JSON that data_row brought along. */
	hdf_remove_tree(r->hdf, mem_printf(r->pool, "%s.changes", at));
	data_f(r, "%s.action=%s", at, audit_action_words(r->pool, action));
	data_f(r, "%s.kind=%s", at,
	       strcmp(action, "denied") ? audit_kind_words(r->pool, kind)
					: "A page");
	if (object && strcmp(action, "denied"))
		data_f(r, "%s.number=%" PRId64, at, object);
	data_f(r, "%s.tone=%s", at,
	       !strcmp(action, "denied") ? "bad"
	       : !strcmp(action, "read") ? "stone"
					 : "info");
	if (*row_text(rows, i, "name"))
		data_f(r, "%s.name_href=/agency/accounts/%" PRId64, at, object);
	if (row_int(rows, i, "provider_id"))
		data_f(r, "%s.provider_href=/profiles/providers/%" PRId64, at,
		       row_int(rows, i, "provider_id"));
	n = audit_changes(&r->actor, kind, row_text(rows, i, "changes"),
			  &changes);
	for (size_t c = 0; c < n; c++) {
		data_f(r, "%s.Changes.%zu.field=%s", at, c, changes[c].field);
		data_f(r, "%s.Changes.%zu.before=%s", at, c,
		       text_cut(r->pool, changes[c].before, 300));
		data_f(r, "%s.Changes.%zu.after=%s", at, c,
		       text_cut(r->pool, changes[c].after, 300));
	}
}

static NEOERR *offer(struct req *r)
{
	struct rows people;

	TRY(audit_people(&r->actor, &people));
	form_option(r, F_WHO, "", "Anybody");
	form_options(r, F_WHO, &people, "value", "label");
	form_option(r, F_KIND, "", "Any kind");
	for (const struct choice *c = audit_kinds; c->value; c++)
		form_option(r, F_KIND, c->value, c->label);
	return STATUS_OK;
}

NEOERR *audit_page(struct req *r)
{
	struct rows rows;
	size_t n;

	TRY(offer(r));
	TRY(audit_search(&r->actor, filter(r, AUDIT_PAGE + 1), &rows));
	agency_page(r, "Who did what",
		    "Every change, and every look at what is sensitive. Nobody "
		    "can alter this list.");
	data_set(r, "Export", search_url(r, "/export"));
	n = rows.n > AUDIT_PAGE ? AUDIT_PAGE : rows.n;
	for (size_t i = 0; i < n; i++)
		show_row(r, &rows, i);
	if (rows.n > n)
		data_f(r, "Older=%s&before=%s", search_url(r, ""),
		       row_text(&rows, n - 1, "id"));
	if (before(r))
		data_set(r, "Newest", search_url(r, ""));
	return STATUS_OK;
}

static void csv_row(struct req *r, const struct rows *rows, size_t i,
		    const char *field, const char *old, const char *new)
{
	const char *cells[] = {row_text(rows, i, "at"),
			       row_text(rows, i, "who"),
			       row_text(rows, i, "email"),
			       row_text(rows, i, "action"),
			       row_text(rows, i, "kind"),
			       row_text(rows, i, "object_id"),
			       row_text(rows, i, "provider"),
			       field,
			       old,
			       new,
			       row_text(rows, i, "address")};

	for (size_t c = 0; c < sizeof cells / sizeof *cells; c++)
		buf_printf(&r->body, "%s%s", c ? "," : "",
			   text_csv(r->pool, cells[c]));
	buf_puts(&r->body, "\r\n");
}

NEOERR *audit_export(struct req *r)
{
	struct rows rows;

	TRY(audit_search(&r->actor, filter(r, AUDIT_EXPORT), &rows));
	/* The mark by which spreadsheets know UTF-8. */
	buf_puts(&r->body, "\xef\xbb\xbf" "Time (UTC),Who,E-mail,Action,Kind,"
			   "Number,Provider,Field,Before,After,Address\r\n");
	for (size_t i = 0; i < rows.n; i++) {
		struct audit_change *changes;
		size_t n = audit_changes(&r->actor, row_text(&rows, i, "kind"),
					 row_text(&rows, i, "changes"),
					 &changes);

		if (!n)
			csv_row(r, &rows, i, "", "", "");
		for (size_t c = 0; c < n; c++)
			csv_row(r, &rows, i, changes[c].field,
				changes[c].before, changes[c].after);
	}
	TRY(audit_add(&r->actor,
		      (struct audit){.action = "exported", .kind = "audit"}));
	answer_file(r, "text/csv; charset=utf-8", "who-did-what.csv");
	return STATUS_OK;
}

/* --- mail ------------------------------------------------------------------- */

enum { F_STATE };
const struct field mail_filter_fields[1] = {
    [F_STATE] = {.name = "state", .label = "State", .type = FIELD_SELECT},
};

void mail_show(struct req *r, const char *at, const struct rows *rows, size_t i)
{
	const char *state = row_text(rows, i, "state");
	bool sent = !strcmp(state, "sent");
	bool bad = !strcmp(state, "failed") || !strcmp(state, "unknown");

	data_row(r, at, rows, i);
	data_f(r, "%s.State.tone=%s", at, sent ? "ok" : bad ? "bad" : "warn");
	data_f(r, "%s.State.icon=%s", at,
	       sent  ? "check-lg"
	       : bad ? "envelope-exclamation"
		     : "hourglass-split");
	data_f(r, "%s.State.text=%s", at, choice_label(mail_states, state));
	if (row_int(rows, i, "account_id"))
		data_f(r, "%s.account=/agency/accounts/%s", at,
		       row_text(rows, i, "account_id"));
	if (bad && !row_int(rows, i, "secret"))
		data_f(r, "%s.again=/agency/mail/%s/again", at,
		       row_text(rows, i, "id"));
	else if (bad)
		data_f(r, "%s.link=1", at);
}

NEOERR *mail_page(struct req *r)
{
	struct rows rows, counts;
	const char *state = form_text(r, F_STATE);
	size_t n;

	form_option(r, F_STATE, "", "All mail");
	for (const struct choice *c = mail_states; c->value; c++)
		form_option(r, F_STATE, c->value, c->label);
	TRY(mail_list(&r->actor, state, 0, before(r), &rows));
	TRY(mail_counts(&r->actor, &counts));
	agency_page(r, "Mail",
		    req_url(r, "%s waiting, %s not sent.",
			    row_text(&counts, 0, "waiting"),
			    row_text(&counts, 0, "failed")));
	n = rows.n > MAIL_PAGE ? MAIL_PAGE : rows.n;
	for (size_t i = 0; i < n; i++)
		mail_show(r, mem_printf(r->pool, "Mails.%zu", i), &rows, i);
	if (rows.n > n)
		data_f(r, "Older=/agency/mail?state=%s&before=%s", state,
		       row_text(&rows, n - 1, "id"));
	if (before(r))
		data_f(r, "Newest=/agency/mail?state=%s", state);
	return STATUS_OK;
}

NEOERR *mail_again_post(struct req *r)
{
	TRY(mail_again(&r->actor, r->id[0]));
	answer_flash(r, "ok", "It will be tried again within a minute.", NULL,
		     NULL);
	return answer_go(r, "/agency/mail");
}
