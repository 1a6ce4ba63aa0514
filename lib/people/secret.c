/* Secrets of an account.
 * SPDX-License-Identifier: MIT */
#include "people/secret.h"

#include <sodium.h>

#include "base/mem.h"
#include "base/text.h"

enum { PASSWORD_LEAST = 10 };

SQL(PASSWORD_SET, "iss", "",
    "INSERT INTO account_secret (account_id, password_hash, password_at)"
    " VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE"
    " password_hash = VALUES(password_hash),"
    " password_at = VALUES(password_at)");
SQL(PASSWORD_GET, "s", "id:i hash:s",
    "SELECT a.id, s.password_hash FROM account a"
    " JOIN account_secret s ON s.account_id = a.id"
    " WHERE a.email = ? AND a.state = 'active'"
    " AND s.password_hash IS NOT NULL");

NEOERR *secret_set_password(const struct actor *a, int64_t account,
			    const char *password)
{
	char hash[crypto_pwhash_STRBYTES];

	if (text_length(password) < PASSWORD_LEAST)
		return nerr_raise(ERR_INVALID, "Use at least %d characters",
				  PASSWORD_LEAST);
	if (crypto_pwhash_str(hash, password, strlen(password),
			      crypto_pwhash_OPSLIMIT_INTERACTIVE,
			      crypto_pwhash_MEMLIMIT_INTERACTIVE))
		return nerr_raise(ERR_UNAVAILABLE, "no memory for a password");
	return nerr_pass(db_exec(a->db, &PASSWORD_SET, account, hash,
				 db_from_time(a->pool, a->now)));
}

NEOERR *secret_check_password(const struct actor *a, const char *email,
			      const char *password, int64_t *account)
{
	/* A hash of nothing that anybody types: costs what a real one does. */
	static char nobody[crypto_pwhash_STRBYTES];
	const char *hash = nobody;
	struct rows r;
	bool right;

	*account = 0;
	if (!*nobody &&
	    crypto_pwhash_str(nobody, text_random(a->pool, 32), 43,
			      crypto_pwhash_OPSLIMIT_INTERACTIVE,
			      crypto_pwhash_MEMLIMIT_INTERACTIVE))
		return nerr_raise(ERR_UNAVAILABLE, "no memory for a password");
	TRY(db_query(a->db, a->pool, &PASSWORD_GET, &r, email));
	if (r.n)
		hash = row_text(&r, 0, "hash");
	right = !crypto_pwhash_str_verify(hash, password, strlen(password));
	if (right && r.n)
		*account = row_int(&r, 0, "id");
	return STATUS_OK;
}
