/* Forms that are open to people outside.
 * SPDX-License-Identifier: MIT */
#include "forms/public.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "forms/library.h"
#include "notify/outbox.h"
#include "people/account.h"
#include "people/audit.h"
#include "people/throttle.h"

const struct field public_fields[PUBLIC_FIELDS] = {
    [PUBLIC_OPEN] = {.name = "open",
		     .label = "People outside may fill this form in",
		     .type = FIELD_CHECKBOX,
		     .hint = "Whoever has the link. They prove their e-mail "
			     "address by a code"},
    [PUBLIC_INTRO] = {.name = "intro",
		      .label = "Words before the form",
		      .type = FIELD_LONGTEXT,
		      .max = 2000,
		      .hint = "For whom it is, what happens afterwards, whom "
			      "to ring with questions"},
    [PUBLIC_THANKS] = {.name = "thanks",
		       .label = "Words of thanks",
		       .type = FIELD_LONGTEXT,
		       .max = 1000,
		       .hint = "Shown and mailed when it has been sent: when "
			       "they will hear from you"},
    [PUBLIC_TELL] = {.name = "tell",
		     .label = "Who is mailed when one comes in",
		     .type = FIELD_EMAIL,
		     .hint = "An address of the agency's. Left empty, look "
			     "into Applications"},
};

#define PUBLIC_COLUMNS                                                       \
	"form_id:i code:i version_id:i title:s description:s intro:s"        \
	" thanks:s tell:s languages:s questions:i"
#define PUBLIC_SELECT                                                        \
	"SELECT p.form_id, p.code, v.id, v.title, f.description, p.intro,"   \
	" p.thanks, p.tell, v.languages, v.questions FROM form_public p"     \
	" JOIN form f ON f.id = p.form_id JOIN form_version v"               \
	" ON v.form_id = p.form_id AND v.current = 1 WHERE p.open = 1"
SQL(PUBLIC_BY_CODE, "i", PUBLIC_COLUMNS, PUBLIC_SELECT " AND p.code = ?");
SQL(PUBLIC_BY_FORM, "i", PUBLIC_COLUMNS, PUBLIC_SELECT " AND p.form_id = ?");
SQL(PUBLIC_LOAD, "i", "code:i version:i open:s intro:s thanks:s tell:s",
    "SELECT code, version, IF(open, '1', ''), intro, thanks, tell"
    " FROM form_public WHERE form_id = ?");
SQL(PUBLIC_ADD, "iissssis", "",
    "INSERT INTO form_public (form_id, code, open, intro, thanks, tell,"
    " opened_by, opened_at) VALUES (?, ?, IF(? = '1', 1, 0), ?, ?, ?,"
    " NULLIF(?, 0), ?)");
SQL(PUBLIC_SAVE, "ssssisii", "",
    "UPDATE form_public SET open = IF(? = '1', 1, 0), intro = ?, thanks = ?,"
    " tell = ?, opened_by = NULLIF(?, 0), opened_at = ?,"
    " version = version + 1 WHERE form_id = ? AND version = ?");

SQL(APPLICANT_ADD, "sissssss", "",
    "INSERT INTO form_applicant (token_hash, form_id, email, language,"
    " code_hash, code_until, seen_at, made_at) VALUES (?, ?, ?, ?, ?, ?, ?,"
    " ?)");
SQL(APPLICANT_GET, "sis",
    "id:i form_id:i email:s language:s confirmed:i seen_at:t",
    "SELECT id, form_id, email, language, confirmed_at IS NOT NULL, seen_at"
    " FROM form_applicant WHERE token_hash = ? AND form_id = ?"
    " AND seen_at > ?");
SQL(APPLICANT_SEEN, "ssi", "",
    "UPDATE form_applicant SET seen_at = ? WHERE seen_at < ? AND id = ?");
SQL(APPLICANT_CODE, "i", "code_hash:s code_until:t tries:i",
    "SELECT code_hash, code_until, tries FROM form_applicant WHERE id = ?");
SQL(APPLICANT_TRY, "i", "",
    "UPDATE form_applicant SET tries = tries + 1 WHERE id = ?");
SQL(APPLICANT_CONFIRM, "sssis", "",
    "UPDATE form_applicant SET token_hash = ?, confirmed_at = ?, seen_at = ?,"
    " code_hash = NULL, code_until = NULL WHERE id = ? AND token_hash = ?");
SQL(APPLICANT_LANGUAGE, "si", "",
    "UPDATE form_applicant SET language = ? WHERE id = ?");
SQL(APPLICANT_FORGET, "s", "",
    "DELETE FROM form_applicant WHERE token_hash = ?");
SQL(APPLICANT_TIDY, "s", "",
    "DELETE FROM form_applicant WHERE seen_at < ? LIMIT 1000");

/* --- which forms -------------------------------------------------------------- */

static NEOERR *read_public(const struct rows *r, struct public_form *out)
{
	if (!r->n)
		return nerr_raise(ERR_NOT_FOUND, "no open form there");
	*out = (struct public_form){
	    .form = row_int(r, 0, "form_id"),
	    .code = row_int(r, 0, "code"),
	    .version_id = row_int(r, 0, "version_id"),
	    .title = row_text(r, 0, "title"),
	    .description = row_text(r, 0, "description"),
	    .intro = row_text(r, 0, "intro"),
	    .thanks = row_text(r, 0, "thanks"),
	    .tell = row_text(r, 0, "tell"),
	    .languages = row_text(r, 0, "languages"),
	    .questions = row_int(r, 0, "questions"),
	};
	return STATUS_OK;
}

NEOERR *public_find(const struct actor *a, int64_t code,
		    struct public_form *out)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &PUBLIC_BY_CODE, &r, code));
	return nerr_pass(read_public(&r, out));
}

NEOERR *public_of(const struct actor *a, int64_t form, struct public_form *out)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &PUBLIC_BY_FORM, &r, form));
	return nerr_pass(read_public(&r, out));
}

NEOERR *public_load(const struct actor *a, int64_t form, const char **values,
		    int64_t *code, int64_t *version)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &PUBLIC_LOAD, &r, form));
	*code = *version = 0;
	for (int i = 0; i < PUBLIC_FIELDS; i++)
		values[i] = r.n ? row_text(&r, 0, public_fields[i].name) : "";
	if (!r.n)
		return STATUS_OK;
	*code = row_int(&r, 0, "code");
	*version = row_int(&r, 0, "version");
	return STATUS_OK;
}

NEOERR *public_save(const struct actor *a, int64_t form, int64_t version,
		    const char *const *values)
{
	const char *now = db_from_time(a->pool, a->now);
	const char *before[PUBLIC_FIELDS];
	struct changes changes = {.pool = a->pool};
	int64_t code, stands;

	TRY(public_load(a, form, before, &code, &stands));
	if (stands != version) {
		record_clash(a, "form", form);
		return nerr_raise(ERR_CONFLICT, "form %" PRId64, form);
	}
	for (int i = 0; i < PUBLIC_FIELDS; i++)
		changes_add(&changes, public_fields[i].name, before[i],
			    values[i]);
	if (version) {
		TRY(db_exec(a->db, &PUBLIC_SAVE, values[PUBLIC_OPEN],
			    values[PUBLIC_INTRO], values[PUBLIC_THANKS],
			    values[PUBLIC_TELL], a->account, now, form,
			    version));
		if (db_affected(a->db) != 1)
			return nerr_raise(ERR_CONFLICT, "form %" PRId64, form);
	} else {
		/* Nine digits that nobody guesses: an address for those who
		 * were given it. */
		code = 100000000 + randombytes_uniform(900000000);
		TRY(db_exec(a->db, &PUBLIC_ADD, form, code,
			    values[PUBLIC_OPEN], values[PUBLIC_INTRO],
			    values[PUBLIC_THANKS], values[PUBLIC_TELL],
			    a->account, now));
	}
	return nerr_pass(audit_add(a, (struct audit){
					  .action = "changed",
					  .kind = "form",
					  .id = form,
					  .changes = changes_text(&changes)}));
}

/* --- who ------------------------------------------------------------------------ */

static const char *hash(const struct actor *a, const char *text)
{
	return text_sha256(a->pool, text, strlen(text));
}

/* A code is too short to be kept by its hash alone: it is mixed with the
 * browser's token, which the database does not know. */
static const char *code_hash(const struct actor *a, const char *token,
			     const char *code)
{
	return hash(a, mem_printf(a->pool, "code\1%s\1%s", token, code));
}

/* An address is the same however its letters are typed; only those of ASCII,
 * since any other may stand in another person's address. */
static const char *folded(const struct actor *a, const char *email)
{
	char *low = mem_strdup(a->pool, email);

	for (char *p = low; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return low;
}

static NEOERR *mail_code(const struct actor *a, const struct public_form *f,
			 const char *email, const char *code)
{
	struct rows r;

	TRY(agency_facts(a, &r));
	return nerr_pass(outbox_mail(
	    a->db, a->pool, a->now,
	    (struct mail){
		.to = email,
		/* Not the code: a subject is kept. */
		.subject = mem_printf(a->pool, "%s: your code",
				      row_text(&r, 0, "name")),
		.body = mem_printf(
		    a->pool,
		    "Hello,\n\nyour code for \"%s\" is\n\n    %.3s %s\n\n"
		    "Type it where you were asked for it, within a quarter of "
		    "an hour. We never ask\nfor it by phone.\n\n"
		    "If you did not ask for a code, you need do nothing.\n\n"
		    "-- \n%s\n%s%s",
		    f->title, code, code + 3, row_text(&r, 0, "name"),
		    row_text(&r, 0, "phone"),
		    *row_text(&r, 0, "phone") ? "\n" : ""),
		.about = "application code",
		.secret = true,
	    }));
}

NEOERR *applicant_ask(const struct actor *a, const struct public_form *f,
		      const char *email, const char *language,
		      const char **token)
{
	const char *place = throttle_place(a->pool, a->address);
	const char *now = db_from_time(a->pool, a->now), *code;

	email = folded(a, email);
	TRY(throttle_enter(a, THROTTLE_APPLY_FROM, place));
	TRY(throttle_enter(a, THROTTLE_APPLY_TO, email));
	TRY(throttle_fail(a, THROTTLE_APPLY_FROM, place));
	TRY(throttle_fail(a, THROTTLE_APPLY_TO, email));
	code = mem_printf(a->pool, "%06" PRIu32, randombytes_uniform(1000000));
	*token = text_random(a->pool, 24);
	TRY(db_exec(a->db, &APPLICANT_ADD, hash(a, *token), f->form, email,
		    language, code_hash(a, *token, code),
		    db_from_time(a->pool, a->now + CODE_SECONDS), now, now));
	return nerr_pass(mail_code(a, f, email, code));
}

NEOERR *applicant_find(const struct actor *a, const char *token, int64_t form,
		       struct applicant *out)
{
	struct rows r;

	if (!*token)
		return nerr_raise(ERR_NOT_FOUND, "no applicant");
	TRY(db_query(a->db, a->pool, &APPLICANT_GET, &r, hash(a, token), form,
		     db_from_time(a->pool, a->now - APPLICANT_SECONDS)));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no applicant");
	*out = (struct applicant){
	    .id = row_int(&r, 0, "id"),
	    .form = form,
	    .email = row_text(&r, 0, "email"),
	    .language = row_text(&r, 0, "language"),
	    .confirmed = row_int(&r, 0, "confirmed"),
	};
	/* Once an hour is enough. */
	if (db_to_time(row_text(&r, 0, "seen_at")) < a->now - 3600)
		TRY(db_exec(a->db, &APPLICANT_SEEN,
			    db_from_time(a->pool, a->now),
			    db_from_time(a->pool, a->now), out->id));
	return STATUS_OK;
}

/* Only the digits of what was typed: "123 456" is right, too. */
static const char *digits(const struct actor *a, const char *typed)
{
	char *s = mem_array(a->pool, strlen(typed) + 1, 1), *p = s;

	for (; *typed; typed++)
		if (*typed >= '0' && *typed <= '9')
			*p++ = *typed;
	return s;
}

NEOERR *applicant_confirm(const struct actor *a, const char *before,
			  const struct applicant *who, const char *code,
			  bool *right, const char **token)
{
	const char *now = db_from_time(a->pool, a->now), *mine, *theirs;
	struct rows r;

	*right = false;
	*token = NULL;
	TRY(throttle_enter(a, THROTTLE_APPLY_CODE, who->email));
	TRY(db_query(a->db, a->pool, &APPLICANT_CODE, &r, who->id));
	if (r.n && !row_null(&r, 0, "code_hash") &&
	    db_to_time(row_text(&r, 0, "code_until")) > a->now &&
	    row_int(&r, 0, "tries") < CODE_TRIES) {
		theirs = code_hash(a, before, digits(a, code));
		mine = row_text(&r, 0, "code_hash");
		*right = strlen(mine) == strlen(theirs) &&
			 !sodium_memcmp(mine, theirs, strlen(mine));
	}
	if (!*right) {
		TRY(throttle_fail(a, THROTTLE_APPLY_CODE, who->email));
		return nerr_pass(db_exec(a->db, &APPLICANT_TRY, who->id));
	}
	TRY(throttle_clear(a, THROTTLE_APPLY_CODE, who->email));
	*token = text_random(a->pool, 24);
	return nerr_pass(db_exec(a->db, &APPLICANT_CONFIRM, hash(a, *token),
				 now, now, who->id, hash(a, before)));
}

NEOERR *applicant_language(const struct actor *a, const struct applicant *who,
			   const char *language)
{
	return nerr_pass(
	    db_exec(a->db, &APPLICANT_LANGUAGE, language, who->id));
}

NEOERR *applicant_forget(const struct actor *a, const char *token)
{
	return nerr_pass(db_exec(a->db, &APPLICANT_FORGET, hash(a, token)));
}

NEOERR *applicant_tidy(const struct actor *a)
{
	return nerr_pass(
	    db_exec(a->db, &APPLICANT_TIDY,
		    db_from_time(a->pool, a->now - APPLICANT_SECONDS)));
}
