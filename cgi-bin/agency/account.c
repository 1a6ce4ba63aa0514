/* Accounts: who signs in, with which roles.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "pages.h"
#include "people/account_admin.h"
#include "people/account_list.h"
#include "people/device.h"
#include "people/mail_list.h"
#include "people/role.h"

static const struct choice states[] = {{"", "Any state"},
				       {"active", "Active"},
				       {"invited", "Invited"},
				       {"disabled", "Disabled"},
				       {NULL, NULL}};
enum { F_WORDS, F_STATE, F_ROLE };
const struct field account_filter_fields[3] = {
    [F_WORDS] = {.name = "q", .label = "Name or e-mail", .type = FIELD_SEARCH,
		 .max = 100},
    [F_STATE] = {.name = "state", .label = "State", .type = FIELD_SELECT,
		 .choices = states},
    [F_ROLE] = {.name = "role", .label = "Role", .type = FIELD_SELECT},
};
const struct field account_reset_fields[1] = {
    {.name = "drop_factor",
     .label = "Their phone is lost: the link also turns the second step off",
     .type = FIELD_CHECKBOX},
};

static void show_state(struct req *r, const char *at, const struct rows *rows,
		       size_t i)
{
	const char *state = row_text(rows, i, "state");
	const char *mail = row_text(rows, i, "mail");
	bool invited = !strcmp(state, "invited");

	data_f(r, "%s.State.tone=%s", at,
	       !strcmp(state, "active") ? "ok" : invited ? "info" : "stone");
	data_f(r, "%s.State.icon=%s", at,
	       !strcmp(state, "active") ? "check-lg"
	       : invited		? "send"
					: "slash-circle");
	data_f(r, "%s.State.text=%s", at, choice_label(states, state));
	/* Mail that did not reach them matters as long as they wait for it. */
	if (!strcmp(mail, "failed") || !strcmp(mail, "unknown")) {
		data_f(r, "%s.Mail.tone=bad", at);
		data_f(r, "%s.Mail.icon=envelope-exclamation", at);
		data_f(r, "%s.Mail.text=Mail not sent", at);
	} else if (!strcmp(mail, "waiting") && invited) {
		data_f(r, "%s.Mail.tone=warn", at);
		data_f(r, "%s.Mail.icon=hourglass-split", at);
		data_f(r, "%s.Mail.text=Mail waits", at);
	}
}

static void show_account(struct req *r, const char *at,
			 const struct rows *rows, size_t i)
{
	const char *regions = row_text(rows, i, "regions");
	int64_t face = row_int(rows, i, "face");

	data_row(r, at, rows, i);
	data_f(r, "%s.href=/agency/accounts/%s", at, row_text(rows, i, "id"));
	data_f(r, "%s.face=%02d", at, face ? (int)face : 1);
	if (row_int(rows, i, "id") == r->actor.account)
		data_f(r, "%s.me=1", at);
	data_f(r, "%s.regions=%s", at, *regions ? regions : "All");
	data_f(r, "%s.factor=%s", at,
	       row_int(rows, i, "second_factor") ? "On" : "");
	show_state(r, at, rows, i);
}

static int64_t page_number(struct req *r)
{
	int64_t page;

	return text_int(req_query(r, "page"), 1, 1000, &page) ? page : 1;
}

static void pager(struct req *r, const struct rows *rows, int64_t page,
		  int64_t total)
{
	const char *base = req_url(
	    r, "/agency/accounts?q=%s&state=%s&role=%s",
	    text_url(r->pool, form_text(r, F_WORDS)), form_text(r, F_STATE),
	    form_text(r, F_ROLE));
	int64_t from = (page - 1) * ACCOUNTS_PAGE, n = (int64_t)rows->n;

	if (n > ACCOUNTS_PAGE)
		n = ACCOUNTS_PAGE;
	if (!n)
		return;
	data_int(r, "Pager.from", from + 1);
	data_int(r, "Pager.to", from + n);
	data_int(r, "Pager.total", total);
	if (page > 1)
		data_f(r, "Pager.prev=%s&page=%" PRId64, base, page - 1);
	if (rows->n > ACCOUNTS_PAGE)
		data_f(r, "Pager.next=%s&page=%" PRId64, base, page + 1);
}

NEOERR *account_list_page(struct req *r)
{
	int64_t page = page_number(r), total;
	struct account_filter f = {.words = form_text(r, F_WORDS),
				   .state = form_text(r, F_STATE),
				   .role = form_int(r, F_ROLE),
				   .offset = (page - 1) * ACCOUNTS_PAGE};
	struct rows rows, roles;

	TRY(account_role_options(&r->actor, 0, &roles));
	form_option(r, F_ROLE, "", "Any role");
	form_options(r, F_ROLE, &roles, "value", "label");
	TRY(account_find(&r->actor, f, &rows, &total));
	agency_page(r, "Accounts", "Everybody who signs in.");
	agency_action(r, "/agency/accounts/add", "person-plus",
		      "Invite somebody", true);
	for (size_t i = 0; i < rows.n && i < ACCOUNTS_PAGE; i++)
		show_account(r, mem_printf(r->pool, "Accounts.%zu", i), &rows,
			     i);
	pager(r, &rows, page, total);
	return STATUS_OK;
}

static void show_button(struct req *r, size_t *n, const char *path,
			const char *icon, const char *label, bool post)
{
	data_f(r, "Buttons.%zu.href=/agency/accounts/%" PRId64 "/%s", *n,
	       r->id[0], path);
	data_f(r, "Buttons.%zu.icon=%s", *n, icon);
	if (post)
		data_f(r, "Buttons.%zu.post=1", *n);
	data_f(r, "Buttons.%zu.label=%s", (*n)++, label);
}

static void show_buttons(struct req *r, const char *state, bool signed_in)
{
	bool me = r->id[0] == r->actor.account;
	size_t n = 0;

	if (!strcmp(state, "disabled")) {
		show_button(r, &n, "enable", "arrow-counterclockwise",
			    "Let them in again", true);
		return;
	}
	if (!strcmp(state, "invited"))
		show_button(r, &n, "invite", "envelope",
			    "Send the invitation again", true);
	else
		show_button(r, &n, "reset", "key", "Send a link for a new password",
			    false);
	if (signed_in)
		show_button(r, &n, "sign-out", "box-arrow-right",
			    me ? "Sign out everywhere else"
			       : "Sign them out everywhere",
			    true);
	if (!me)
		show_button(r, &n, "disable", "slash-circle", "Disable", false);
}

NEOERR *account_page(struct req *r)
{
	struct rows rows, sessions, mails;
	const char *name;

	TRY(account_show(&r->actor, r->id[0], &rows));
	TRY(account_sessions(&r->actor, r->id[0], &sessions));
	TRY(mail_list(&r->actor, "", r->id[0], 0, &mails));
	name = row_text(&rows, 0, "name");
	page_crumb(r, "/agency/", "Settings");
	page_crumb(r, "/agency/accounts", "Accounts");
	page_crumb(r, NULL, name);
	page_title(r, name);
	data_set(r, "Title", name);
	data_set(r, "Lead", row_text(&rows, 0, "title"));
	agency_action(r, req_url(r, "/agency/accounts/%" PRId64 "/edit",
				 r->id[0]),
		      "pencil", "Change", true);
	show_account(r, "Account", &rows, 0);
	data_rows(r, "Sessions", &sessions);
	for (size_t i = 0; i < sessions.n; i++)
		data_f(r, "Sessions.%zu.device=%s", i,
		       device_words(r->pool, row_text(&sessions, i, "agent"))
			   .words);
	for (size_t i = 0; i < mails.n && i < 10; i++)
		mail_show(r, mem_printf(r->pool, "Mails.%zu", i), &mails, i);
	show_buttons(r, row_text(&rows, 0, "state"), sessions.n > 0);
	return STATUS_OK;
}

static NEOERR *offer(struct req *r, int64_t id)
{
	struct rows roles, regions;

	TRY(account_role_options(&r->actor, id, &roles));
	form_options(r, AC_ROLES, &roles, "value", "label");
	TRY(account_region_options(&r->actor, id, &regions));
	form_options(r, AC_REGIONS, &regions, "value", "label");
	return STATUS_OK;
}

NEOERR *account_add_page(struct req *r)
{
	TRY(offer(r, 0));
	agency_form(r, "/agency/accounts", "Accounts", "Invite somebody",
		    "Send the invitation");
	form_intro(r, "They get a mail with a link, and choose a password "
		      "themselves. The link holds for an hour; you can send "
		      "another at any time.");
	return STATUS_OK;
}

NEOERR *account_add(struct req *r)
{
	struct account_new who = {.email = form_text(r, AC_EMAIL),
				  .name = form_text(r, AC_NAME),
				  .phone = form_text(r, AC_PHONE),
				  .title = form_text(r, AC_TITLE),
				  .roles = form_text(r, AC_ROLES),
				  .regions = form_text(r, AC_REGIONS)};
	const char *wrong;
	int64_t id;
	int field;
	NEOERR *err;

	TRY(account_check_grant(&r->actor, who.roles, who.regions, &field,
				&wrong));
	if (wrong)
		return form_refuse(r, field, "%s", wrong);
	err = account_invite(&r->actor, conf_get(r->conf, "site_url"), who,
			     &id);
	if (err != STATUS_OK && nerr_match(err, ERR_INVALID)) {
		form_error(r, AC_EMAIL, "%s", err_text(r->pool, err));
		return nerr_pass(err);
	}
	TRY(err);
	answer_flash(r, "ok",
		     req_url(r, "An invitation is on its way to %s.",
			     who.email),
		     NULL, NULL);
	return answer_go(r, req_url(r, "/agency/accounts/%" PRId64, id));
}

static const char *here(struct req *r)
{
	return req_url(r, "/agency/accounts/%" PRId64, r->id[0]);
}

NEOERR *account_edit_page(struct req *r)
{
	const char *values[ACCOUNT_FIELDS];
	int64_t version;

	TRY(account_load(&r->actor, r->id[0], values, &version));
	TRY(offer(r, r->id[0]));
	form_set_record(r, values, version);
	page_crumb(r, "/agency/", "Settings");
	page_crumb(r, "/agency/accounts", "Accounts");
	page_crumb(r, here(r), values[AC_NAME]);
	page_crumb(r, NULL, "Change");
	form_title(r, "Change the account", "Save", here(r));
	return STATUS_OK;
}

NEOERR *account_edit(struct req *r)
{
	const char *wrong = NULL;
	int field;
	NEOERR *err = account_save(&r->actor, r->id[0], form_version(r),
				   form_values(r), &field, &wrong);

	if (err != STATUS_OK && nerr_match(err, ERR_INVALID)) {
		form_error(r, AC_ROLES, "%s", err_text(r->pool, err));
		return nerr_pass(err);
	}
	TRY(err);
	if (wrong)
		return form_refuse(r, field, "%s", wrong);
	answer_flash(r, "ok", "The account is saved.", NULL, NULL);
	return answer_go(r, here(r));
}

/* A page that asks before something happens to an account. */
static NEOERR *ask(struct req *r, const char *title, const char *submit,
		   const char *words)
{
	struct rows rows;
	const char *name;

	TRY(account_show(&r->actor, r->id[0], &rows));
	name = row_text(&rows, 0, "name");
	page_crumb(r, "/agency/", "Settings");
	page_crumb(r, "/agency/accounts", "Accounts");
	page_crumb(r, here(r), name);
	page_crumb(r, NULL, title);
	form_title(r, req_url(r, "%s: %s", title, name), submit, here(r));
	form_intro(r, "%s", words);
	return STATUS_OK;
}

NEOERR *account_disable_page(struct req *r)
{
	TRY(ask(r, "Disable", "Disable",
		"They are signed out at once and cannot sign in any more. What "
		"they wrote stays. You can let them in again at any time."));
	form_danger(r);
	return STATUS_OK;
}

/* Beside no field: what stands in the way of the whole. */
static NEOERR *refuse_whole(struct req *r, NEOERR *err)
{
	if (err != STATUS_OK && nerr_match(err, ERR_INVALID))
		form_error(r, -1, "%s", err_text(r->pool, err));
	return nerr_pass(err);
}

static NEOERR *done(struct req *r, const char *words)
{
	answer_flash(r, "ok", words, NULL, NULL);
	return answer_go(r, here(r));
}

NEOERR *account_disable_post(struct req *r)
{
	TRY(refuse_whole(r, account_check_mine(&r->actor, r->id[0])));
	TRY(refuse_whole(r, account_disable(&r->actor, r->id[0])));
	return done(r, "The account is disabled.");
}

NEOERR *account_enable_post(struct req *r)
{
	TRY(account_check_mine(&r->actor, r->id[0]));
	TRY(account_enable(&r->actor, r->id[0]));
	return done(r, "The account is open again.");
}

NEOERR *account_invite_post(struct req *r)
{
	TRY(account_check_mine(&r->actor, r->id[0]));
	TRY(account_invite_again(&r->actor, conf_get(r->conf, "site_url"),
				 r->id[0]));
	return done(r, "Another invitation is on its way. The link sent "
		       "before does not work any more.");
}

NEOERR *account_reset_page(struct req *r)
{
	return nerr_pass(
	    ask(r, "New password", "Send the link",
		"They get a mail with a link that holds for an hour, and are "
		"signed out everywhere."));
}

NEOERR *account_reset_post(struct req *r)
{
	TRY(refuse_whole(r, account_check_mine(&r->actor, r->id[0])));
	TRY(refuse_whole(r, account_reset(&r->actor,
					  conf_get(r->conf, "site_url"),
					  r->id[0], form_has(r, 0), NULL)));
	return done(r, "A link for a new password is on its way.");
}

NEOERR *account_sign_out_post(struct req *r)
{
	TRY(account_end_sessions(&r->actor, r->id[0], r->session->hash));
	return done(r, r->id[0] == r->actor.account
			   ? "You are signed out everywhere else."
			   : "They are signed out everywhere.");
}
