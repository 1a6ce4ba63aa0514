/* Secrets of an account.
 * SPDX-License-Identifier: MIT */
#include "people/secret.h"

#include <ctype.h>
#include <inttypes.h>
#include <sodium.h>

#include "base/mem.h"
#include "base/text.h"
#include "people/password.h"
#include "people/totp.h"

SQL(SECRET_OWNER, "i", "email:s name:s",
    "SELECT email, name FROM account WHERE id = ?");
SQL(PASSWORD_SET, "iss", "",
    "INSERT INTO account_secret (account_id, password_hash, password_at)"
    " VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE"
    " password_hash = VALUES(password_hash),"
    " password_at = VALUES(password_at)");
SQL(PASSWORD_GET, "s", "id:i hash:s factor:i",
    "SELECT a.id, s.password_hash, s.totp_confirmed_at IS NOT NULL"
    " FROM account a LEFT JOIN account_secret s ON s.account_id = a.id"
    " WHERE a.email = ? AND a.state = 'active'");
SQL(FACTOR_GET, "i",
    "secret:s since:t last_step:i batch:s batch_at:t codes:i",
    "SELECT s.totp_secret, s.totp_confirmed_at, s.totp_last_step,"
    " s.recovery_batch, s.recovery_at, (SELECT COUNT(*) FROM recovery_code r"
    "  WHERE r.account_id = s.account_id AND r.used_at IS NULL)"
    " FROM account_secret s WHERE s.account_id = ?");
SQL(FACTOR_BEGIN, "is", "",
    "INSERT INTO account_secret (account_id, totp_secret) VALUES (?, ?)"
    " ON DUPLICATE KEY UPDATE totp_last_step = 0,"
    " totp_secret = IF(totp_confirmed_at IS NULL, VALUES(totp_secret),"
    "  totp_secret)");
SQL(FACTOR_CONFIRM, "sii", "",
    "UPDATE account_secret SET totp_confirmed_at = ?, totp_last_step = ?"
    " WHERE account_id = ? AND totp_confirmed_at IS NULL"
    " AND totp_secret IS NOT NULL");
/* Two requests with the same code: one of them changes a row. */
SQL(FACTOR_STEP, "iii", "",
    "UPDATE account_secret SET totp_last_step = ?"
    " WHERE account_id = ? AND totp_last_step < ?"
    " AND totp_confirmed_at IS NOT NULL");
SQL(FACTOR_OFF, "i", "",
    "UPDATE account_secret SET totp_secret = NULL, totp_confirmed_at = NULL,"
    " totp_last_step = 0, recovery_batch = '', recovery_at = NULL"
    " WHERE account_id = ?");
SQL(FACTOR_MARK, "ii", "",
    "UPDATE account SET second_factor = ? WHERE id = ?");
SQL(RECOVERY_CLEAR, "i", "", "DELETE FROM recovery_code WHERE account_id = ?");
SQL(RECOVERY_BATCH, "ssi", "",
    "UPDATE account_secret SET recovery_batch = ?, recovery_at = ?"
    " WHERE account_id = ?");
SQL(RECOVERY_ADD, "is", "",
    "INSERT INTO recovery_code (account_id, code_hash) VALUES (?, ?)");
SQL(RECOVERY_HAS, "is", "n:i",
    "SELECT COUNT(*) FROM recovery_code WHERE account_id = ?"
    " AND code_hash = ?");
SQL(RECOVERY_USE, "sis", "",
    "UPDATE recovery_code SET used_at = ?"
    " WHERE account_id = ? AND code_hash = ? AND used_at IS NULL");

NEOERR *secret_set_password(const struct actor *a, int64_t account,
			    const char *password)
{
	char hash[crypto_pwhash_STRBYTES];
	const char *wrong;
	struct rows r;

	TRY(db_query(a->db, a->pool, &SECRET_OWNER, &r, account));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no account %" PRId64, account);
	wrong = password_wrong(a->pool, password, row_text(&r, 0, "email"),
			       row_text(&r, 0, "name"));
	if (wrong)
		return nerr_raise(ERR_INVALID, "%s", wrong);
	if (crypto_pwhash_str(hash, password, strlen(password),
			      crypto_pwhash_OPSLIMIT_INTERACTIVE,
			      crypto_pwhash_MEMLIMIT_INTERACTIVE))
		return nerr_raise(ERR_UNAVAILABLE, "no memory for a password");
	return nerr_pass(db_exec(a->db, &PASSWORD_SET, account, hash,
				 db_from_time(a->pool, a->now)));
}

NEOERR *secret_check_password(const struct actor *a, const char *email,
			      const char *password, struct proof *out)
{
	/* A hash of nothing that anybody types: costs what a real one does. */
	static char nobody[crypto_pwhash_STRBYTES];
	const char *hash = nobody;
	struct rows r;

	*out = (struct proof){0};
	if (!*nobody &&
	    crypto_pwhash_str(nobody, text_random(a->pool, 32), 43,
			      crypto_pwhash_OPSLIMIT_INTERACTIVE,
			      crypto_pwhash_MEMLIMIT_INTERACTIVE))
		return nerr_raise(ERR_UNAVAILABLE, "no memory for a password");
	TRY(db_query(a->db, a->pool, &PASSWORD_GET, &r, email));
	if (r.n) {
		out->account = row_int(&r, 0, "id");
		out->factor = row_int(&r, 0, "factor");
		if (!row_null(&r, 0, "hash"))
			hash = row_text(&r, 0, "hash");
	}
	out->right =
	    !crypto_pwhash_str_verify(hash, password, strlen(password)) &&
	    hash != nobody;
	return STATUS_OK;
}

NEOERR *factor_get(const struct actor *a, int64_t account, struct factor *out)
{
	struct rows r;

	*out = (struct factor){.secret = "", .batch = ""};
	TRY(db_query(a->db, a->pool, &FACTOR_GET, &r, account));
	if (!r.n)
		return STATUS_OK;
	out->secret = row_text(&r, 0, "secret");
	out->on = !row_null(&r, 0, "since");
	out->since = db_to_time(row_text(&r, 0, "since"));
	out->last_step = row_int(&r, 0, "last_step");
	out->codes_left = row_int(&r, 0, "codes");
	out->batch = row_text(&r, 0, "batch");
	out->batch_at = db_to_time(row_text(&r, 0, "batch_at"));
	return STATUS_OK;
}

NEOERR *factor_begin(const struct actor *a, int64_t account)
{
	struct factor f;

	TRY(factor_get(a, account, &f));
	if (f.on)
		return nerr_raise(ERR_CONFLICT, "the second step is on");
	return nerr_pass(
	    db_exec(a->db, &FACTOR_BEGIN, account, totp_secret(a->pool)));
}

NEOERR *factor_confirm(const struct actor *a, int64_t account,
		       const char *code, bool *right)
{
	struct factor f;
	int64_t step = 0;

	*right = false;
	TRY(factor_get(a, account, &f));
	if (*f.secret && !f.on)
		step = totp_step(f.secret, code, a->now, 0);
	if (!step)
		return STATUS_OK;
	TRY(db_exec(a->db, &FACTOR_CONFIRM, db_from_time(a->pool, a->now), step,
		    account));
	*right = db_affected(a->db) == 1;
	return nerr_pass(db_exec(a->db, &FACTOR_MARK, 1, account));
}

NEOERR *factor_check(const struct actor *a, int64_t account, const char *code,
		     bool *right)
{
	struct factor f;
	int64_t step = 0;

	*right = false;
	TRY(factor_get(a, account, &f));
	if (f.on)
		step = totp_step(f.secret, code, a->now, f.last_step);
	if (!step)
		return STATUS_OK;
	TRY(db_exec(a->db, &FACTOR_STEP, step, account, step));
	*right = db_affected(a->db) == 1;
	return STATUS_OK;
}

NEOERR *factor_off(const struct actor *a, int64_t account)
{
	TRY(db_exec(a->db, &FACTOR_OFF, account));
	TRY(db_exec(a->db, &RECOVERY_CLEAR, account));
	return nerr_pass(db_exec(a->db, &FACTOR_MARK, 0, account));
}

enum { CODE_LENGTH = 12, CODE_GROUP = 4 };

/* No letter that looks like a digit: 5 bits each. */
static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";

/* The code of this number, without its dashes. */
static char *recovery_code(const struct actor *a, const char *token,
			   const char *batch, int number)
{
	unsigned char raw[crypto_auth_hmacsha256_BYTES];
	char *text = mem_printf(a->pool, "recovery\1%s\1%d", batch, number);
	char *code = mem_zalloc(a->pool, CODE_LENGTH + 1);
	crypto_auth_hmacsha256_state state;

	crypto_auth_hmacsha256_init(&state, (const unsigned char *)token,
				    strlen(token));
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)text,
				      strlen(text));
	crypto_auth_hmacsha256_final(&state, raw);
	for (int i = 0; i < CODE_LENGTH; i++)
		code[i] = letters[raw[i] & 31];
	return code;
}

static const char *recovery_hash(const struct actor *a, int64_t account,
				 const char *code)
{
	char *text =
	    mem_printf(a->pool, "recovery\1%" PRId64 "\1%s", account, code);

	return text_sha256(a->pool, text, strlen(text));
}

NEOERR *recovery_make(const struct actor *a, int64_t account,
		      const char *session_token)
{
	const char *batch = text_random(a->pool, 24);

	TRY(db_exec(a->db, &RECOVERY_CLEAR, account));
	TRY(db_exec(a->db, &RECOVERY_BATCH, batch,
		    db_from_time(a->pool, a->now), account));
	for (int i = 0; i < RECOVERY_CODES; i++)
		TRY(db_exec(a->db, &RECOVERY_ADD, account,
			    recovery_hash(a, account,
					  recovery_code(a, session_token, batch,
							i))));
	return STATUS_OK;
}

NEOERR *recovery_show(const struct actor *a, int64_t account,
		      const char *session_token, const char **codes)
{
	struct factor f;
	struct rows r;

	TRY(factor_get(a, account, &f));
	if (!f.on || !*f.batch || f.batch_at + RECOVERY_SHOWN < a->now)
		return nerr_raise(ERR_NOT_FOUND, "no codes to show");
	for (int i = 0; i < RECOVERY_CODES; i++) {
		const char *code =
		    recovery_code(a, session_token, f.batch, i);

		TRY(db_query(a->db, a->pool, &RECOVERY_HAS, &r, account,
			     recovery_hash(a, account, code)));
		if (!row_int(&r, 0, "n"))
			return nerr_raise(ERR_NOT_FOUND,
					  "another session made the codes");
		codes[i] = mem_printf(a->pool, "%.4s-%.4s-%.4s", code,
				      code + CODE_GROUP, code + 2 * CODE_GROUP);
	}
	return STATUS_OK;
}

NEOERR *recovery_use(const struct actor *a, int64_t account, const char *typed,
		     bool *right)
{
	char code[CODE_LENGTH + 1];
	size_t n = 0;

	*right = false;
	for (; *typed; typed++) {
		char c = (char)tolower((unsigned char)*typed);

		if (c == ' ' || c == '-')
			continue;
		if (n == CODE_LENGTH)
			return STATUS_OK;
		code[n++] = c == 'o'		   ? '0'
			    : c == 'i' || c == 'l' ? '1'
						   : c;
	}
	code[n] = '\0';
	TRY(db_exec(a->db, &RECOVERY_USE, db_from_time(a->pool, a->now), account,
		    recovery_hash(a, account, code)));
	*right = db_affected(a->db) == 1;
	return STATUS_OK;
}
