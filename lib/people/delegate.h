/* Delegates: who may see a client's record in the portal, and what they may do.
 * SPDX-License-Identifier: MIT
 *
 * A grant is person x client x scopes x dates x basis. The client is one of
 * them, on the basis "self": so there is one rule for everybody, and whoever
 * helps several clients has one account. Which bases there are and what each
 * usually allows is data (table delegate_basis).
 *
 * A grant counts on the days from..until, both included, at the agency's place,
 * until it is ended. It is looked at anew in each request, so ending it works
 * with the next one, in pages, feeds and mails alike.
 */
#ifndef CAREBOOK_PEOPLE_DELEGATE_H
#define CAREBOOK_PEOPLE_DELEGATE_H

#include "people/client.h"

/* What a grant may allow. Each but SCOPE_NONE needs SCOPE_PROFILE too. */
enum scope {
	SCOPE_PROFILE, /* see the record, the calendar, the history */
	SCOPE_CHANGE,  /* ask for changes of the record, set preferences */
	SCOPE_MONEY,   /* see packages, prices, statements */
	SCOPE_BOOK,    /* ask for visits */
	SCOPE_CANCEL,  /* change and cancel visits */
	SCOPE_APPROVE, /* approve visits or query them */
	SCOPE_MESSAGE, /* be written to, and write, about the client */
	SCOPE_SHARE,   /* say who else may see the record */
	SCOPE__MAX
};
typedef unsigned scope_set;
static inline scope_set scope_bit(enum scope s)
{
	return 1u << s;
}

/* "profile" and what people read: "See the record and the calendar". */
const char *scope_name(enum scope s);
const char *scope_label(enum scope s);
/* "profile,money" as a set, and back (below ctx); unknown names are left out. */
scope_set scope_parse(const char *names);
const char *scope_names(const void *ctx, scope_set set);

/* A grant that counts today. Texts are never NULL. */
struct grant {
	int64_t id, client, account, version;
	scope_set scopes;
	bool self; /* the client's own */
	const char *basis, *basis_label, *until;
};

static inline bool grant_may(const struct grant *g, enum scope s)
{
	return g->scopes & scope_bit(s);
}

/* The gate of every portal page: what this actor may do with this client.
 * ERR_NOT_FOUND where no grant counts today or it does not even let them see
 * the record; ERR_FORBIDDEN where it does, but has not the scope. */
NEOERR *delegate_gate(const struct actor *a, int64_t client, enum scope scope,
		      struct client **c, struct grant **g) MUST_CHECK;

/* Whom this actor may see today, their own record first, then by name; at most
 * 200. Columns: client_id name preferred_name face born suburb basis
 * basis_label scopes self until_date */
NEOERR *delegate_clients(const struct actor *a, struct rows *out) MUST_CHECK;

/* Who has this scope for the client today and is to be told: those with an
 * active account. Columns: account_id name email self */
NEOERR *delegate_with(const struct actor *a, int64_t client, enum scope scope,
		      struct rows *out) MUST_CHECK;

/* All grants of a client, current first, then the latest; at most 200.
 * Columns: id account_id name email basis basis_label scopes from_date
 * until_date evidence remarks granted_by granted_at ended_at ended_by
 * ended_reason version self state (current to_come over ended) account
 * (invited active disabled) last_sign_in */
NEOERR *delegate_list(const struct actor *a, int64_t client,
		      struct rows *out) MUST_CHECK;

/* Who looked at the client's record in the last 90 days, a row a person and
 * day, the latest first; at most 200. Columns: day name staff (1: of the
 * agency) n at */
NEOERR *delegate_looks(const struct actor *a, int64_t client,
		       struct rows *out) MUST_CHECK;

/* The bases for a choice; by_client: only those that a client may give.
 * Columns: id name label about scopes evidence */
NEOERR *delegate_bases(const struct actor *a, bool by_client,
		       struct rows *out) MUST_CHECK;

/* What a form asks for. */
enum {
	DELEGATE_NAME,
	DELEGATE_EMAIL,
	DELEGATE_PHONE,
	DELEGATE_BASIS, /* id of a delegate_basis */
	DELEGATE_SCOPES,
	DELEGATE_FROM,
	DELEGATE_UNTIL,
	DELEGATE_EVIDENCE,
	DELEGATE_REMARKS,
	DELEGATE_FIELDS
};
extern const struct field delegate_fields[DELEGATE_FIELDS];
/* The fields of a change: scopes and what follows. */
enum { DELEGATE_CHANGE_FIRST = DELEGATE_SCOPES };

/* Grants: to the account of this e-mail address, or to a new one that is
 * invited by mail (site_url: of the configuration). Whoever is already there
 * is told by mail too. Scopes "" begin as the basis has them. by_client: the
 * actor is a client or delegate with SCOPE_SHARE, not staff: then only bases
 * that a client may give, and no scope that the actor has not.
 * ERR_INVALID, with words: an account of staff; a grant there already; a basis
 * that needs a paper and none is named; an end before the start. */
NEOERR *delegate_add(const struct actor *a, const char *site_url,
		     int64_t client, const char *const *values, bool by_client,
		     int64_t *id) MUST_CHECK;

/* The grant as values, for a form; ERR_NOT_FOUND where it is not this
 * client's. */
NEOERR *delegate_load(const struct actor *a, int64_t client, int64_t id,
		      const char **values, int64_t *version) MUST_CHECK;

/* Other scopes, dates or remarks. by_client: see above; the client's own grant
 * is the agency's to change. */
NEOERR *delegate_save(const struct actor *a, int64_t client, int64_t id,
		      int64_t version, const char *const *values,
		      bool by_client) MUST_CHECK;

/* Ends it at once, with a reason; the person is told by mail. A delegate may
 * end their own grant, the client anybody's but one that needs a paper. */
NEOERR *delegate_end(const struct actor *a, int64_t client, int64_t id,
		     const char *reason, bool by_client) MUST_CHECK;

/* The client's own sign-in: an account on the basis "self", with all scopes,
 * invited by mail. ERR_INVALID where the client has one. */
NEOERR *delegate_invite_client(const struct actor *a, const char *site_url,
			       int64_t client, const char *email,
			       int64_t *id) MUST_CHECK;

#endif
