/* Signing in.
 * SPDX-License-Identifier: MIT */
#include "people/signin.h"

#include <inttypes.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "people/account.h"
#include "people/audit.h"
#include "people/letter.h"
#include "people/secret.h"
#include "people/throttle.h"

enum { EVEN_MS = 250, INVITATION_SECONDS = 7 * 24 * 60 * 60 };

SQL(SIGNIN_MARK, "si", "", "UPDATE account SET last_sign_in = ? WHERE id = ?");
SQL(SIGNIN_WHO, "s", "id:i email:s name:s state:s",
    "SELECT id, email, name, state FROM account WHERE email = ?");
SQL(SIGNIN_JOIN, "i", "",
    "UPDATE account SET state = 'active' WHERE id = ? AND state = 'invited'");
SQL(SIGNIN_OLD_LINK, "ss", "id:i email:s name:s",
    "SELECT a.id, a.email, a.name FROM link l"
    " JOIN account a ON a.id = l.account_id"
    " WHERE l.token_hash = ? AND l.purpose = 'invitation'"
    " AND l.used_at IS NULL AND l.made_at > ? AND a.state = 'invited'");

/* Nobody is signed in yet, or not wholly: the row names whose account it is. */
static NEOERR *note(const struct actor *a, int64_t account, const char *action)
{
	struct actor who = *a;

	who.account = account;
	return nerr_pass(audit_add(&who, (struct audit){.action = action,
							.kind = "account",
							.id = account}));
}

/* The hash of a session as the database knows it: from its token, since the
 * request may be run again after a lost race. */
static const char *hash_of(const struct actor *a, const struct session *s)
{
	return text_sha256(a->pool, s->token, strlen(s->token));
}

static NEOERR *begin(const struct actor *a, const struct session *before,
		     int64_t account, const char *agent, enum signin how,
		     const char **token)
{
	if (before)
		TRY(session_end(a, hash_of(a, before)));
	TRY(session_start(a, account, how == SIGNIN_FULL, agent, token));
	if (how != SIGNIN_FULL)
		return STATUS_OK;
	TRY(db_exec(a->db, &SIGNIN_MARK, db_from_time(a->pool, a->now),
		    account));
	return nerr_pass(note(a, account, "signed-in"));
}

NEOERR *signin_password(const struct actor *a, const struct session *before,
			const char *email, const char *password,
			const char *agent, enum signin *out,
			const char **token)
{
	const char *place = throttle_place(a->pool, a->address);
	struct proof proof;

	*out = SIGNIN_WRONG;
	*token = NULL;
	TRY(throttle_enter(a, THROTTLE_ADDRESS, place));
	TRY(throttle_enter(a, THROTTLE_EMAIL, email));
	TRY(secret_check_password(a, email, password, &proof));
	if (!proof.right) {
		TRY(throttle_fail(a, THROTTLE_ADDRESS, place));
		TRY(throttle_fail(a, THROTTLE_EMAIL, email));
		return nerr_pass(note(a, proof.account, "sign-in-failed"));
	}
	TRY(throttle_clear(a, THROTTLE_ADDRESS, place));
	TRY(throttle_clear(a, THROTTLE_EMAIL, email));
	*out = proof.factor ? SIGNIN_HALF : SIGNIN_FULL;
	return nerr_pass(
	    begin(a, before, proof.account, agent, *out, token));
}

typedef NEOERR *check(const struct actor *, int64_t, const char *, bool *);

static NEOERR *second_step(const struct actor *a, const struct session *half,
			   check *is_right, const char *code,
			   const char *agent, enum signin *out,
			   const char **token)
{
	const char *who = mem_printf(a->pool, "%" PRId64, half->account);
	bool right;

	*out = SIGNIN_WRONG;
	*token = NULL;
	TRY(throttle_enter(a, THROTTLE_CODE, who));
	TRY(is_right(a, half->account, code, &right));
	if (!right) {
		TRY(throttle_fail(a, THROTTLE_CODE, who));
		return nerr_pass(note(a, half->account, "sign-in-failed"));
	}
	TRY(throttle_clear(a, THROTTLE_CODE, who));
	*out = SIGNIN_FULL;
	return nerr_pass(
	    begin(a, half, half->account, agent, SIGNIN_FULL, token));
}

NEOERR *signin_code(const struct actor *a, const struct session *half,
		    const char *code, const char *agent, enum signin *out,
		    const char **token)
{
	return nerr_pass(
	    second_step(a, half, factor_check, code, agent, out, token));
}

NEOERR *signin_recovery(const struct actor *a, const struct session *half,
			const char *code, const char *agent, enum signin *out,
			const char **token)
{
	TRY(second_step(a, half, recovery_use, code, agent, out, token));
	if (*out == SIGNIN_FULL)
		TRY(letter_changed(a,
				   (struct letter_to){half->account,
						      half->email, half->name},
				   "A recovery code of yours was used"));
	return STATUS_OK;
}

NEOERR *signin_out(const struct actor *a, const struct session *s)
{
	TRY(session_end(a, hash_of(a, s)));
	return nerr_pass(note(a, s->account, "signed-out"));
}

NEOERR *signin_confirm(const struct actor *a, const char *password,
		       bool *right)
{
	struct proof proof;

	TRY(throttle_enter(a, THROTTLE_EMAIL, a->email));
	TRY(secret_check_password(a, a->email, password, &proof));
	*right = proof.right && proof.account == a->account;
	if (*right)
		return nerr_pass(throttle_clear(a, THROTTLE_EMAIL, a->email));
	TRY(throttle_fail(a, THROTTLE_EMAIL, a->email));
	return nerr_pass(note(a, a->account, "sign-in-failed"));
}

static int64_t monotonic_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Waits until so long after start: what was done meanwhile cannot be told
 * from the time that it took. */
static void even_out(int64_t start)
{
	int64_t left = start + EVEN_MS - monotonic_ms();

	if (left > 0)
		usleep((useconds_t)left * 1000);
}

static NEOERR *mail_link(const struct actor *a, const char *site_url,
			 struct letter_to to, enum link_purpose purpose)
{
	const char *address;

	TRY(link_make(a, site_url, to.account, purpose, false, &address));
	if (purpose == LINK_INVITATION)
		TRY(letter_invitation(a, to, address));
	else
		TRY(letter_reset(a, to, address));
	return nerr_pass(note(a, to.account, "link-mailed"));
}

NEOERR *signin_forgot(const struct actor *a, const char *site_url,
		      const char *email)
{
	const char *place = throttle_place(a->pool, a->address);
	int64_t start = monotonic_ms();
	const char *state;
	struct rows r;

	TRY(throttle_enter(a, THROTTLE_MAIL_FROM, place));
	TRY(throttle_enter(a, THROTTLE_MAIL_TO, email));
	TRY(throttle_fail(a, THROTTLE_MAIL_FROM, place));
	TRY(throttle_fail(a, THROTTLE_MAIL_TO, email));
	TRY(db_query(a->db, a->pool, &SIGNIN_WHO, &r, email));
	state = r.n ? row_text(&r, 0, "state") : "disabled";
	if (strcmp(state, "disabled"))
		TRY(mail_link(a, site_url,
			      (struct letter_to){row_int(&r, 0, "id"),
						 row_text(&r, 0, "email"),
						 row_text(&r, 0, "name")},
			      strcmp(state, "invited") ? LINK_RESET
						       : LINK_INVITATION));
	even_out(start);
	return STATUS_OK;
}

NEOERR *signin_link_again(const struct actor *a, const char *site_url,
			  const char *token)
{
	const char *place = throttle_place(a->pool, a->address);
	int64_t start = monotonic_ms();
	struct rows r;

	TRY(throttle_enter(a, THROTTLE_MAIL_FROM, place));
	TRY(throttle_fail(a, THROTTLE_MAIL_FROM, place));
	TRY(db_query(a->db, a->pool, &SIGNIN_OLD_LINK, &r,
		     text_sha256(a->pool, token, strlen(token)),
		     db_from_time(a->pool, a->now - INVITATION_SECONDS)));
	if (r.n)
		TRY(mail_link(a, site_url,
			      (struct letter_to){row_int(&r, 0, "id"),
						 row_text(&r, 0, "email"),
						 row_text(&r, 0, "name")},
			      LINK_INVITATION));
	even_out(start);
	return STATUS_OK;
}

NEOERR *signin_choose(const struct actor *a, const char *token,
		      const char *password)
{
	struct letter_to to;
	struct link l;

	TRY(link_find(a, token, &l));
	to = (struct letter_to){l.account, l.email, l.name};
	TRY(secret_set_password(a, l.account, password));
	TRY(link_use(a, &l));
	TRY(link_void(a, l.account));
	TRY(session_end_others(a, l.account, ""));
	if (l.drop_factor)
		TRY(factor_off(a, l.account));
	TRY(db_exec(a->db, &SIGNIN_JOIN, l.account));
	TRY(throttle_clear(a, THROTTLE_EMAIL, l.email));
	if (l.purpose == LINK_INVITATION)
		return nerr_pass(note(a, l.account, "joined"));
	TRY(letter_changed(a, to, "Your password was changed"));
	return nerr_pass(note(a, l.account, "password-changed"));
}

NEOERR *signin_change(const struct actor *a, const struct session *s,
		      const char *password, const char *agent,
		      const char **token)
{
	TRY(secret_set_password(a, a->account, password));
	TRY(session_end_others(a, a->account, ""));
	TRY(session_start(a, a->account, true, agent, token));
	TRY(link_void(a, a->account));
	TRY(letter_changed(a,
			   (struct letter_to){s->account, s->email, s->name},
			   "Your password was changed"));
	return nerr_pass(note(a, a->account, "password-changed"));
}
