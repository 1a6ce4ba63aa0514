/* Search: the words by which a provider or a client is found as one types.
 * SPDX-License-Identifier: MIT
 *
 * Every record has its words in the table search_word: of names each word, of
 * scripts without spaces each character, of a phone number every end of it
 * from which somebody may begin to type ("0255500142", "55500142", "0142"), of
 * a licence number its parts and the whole. Somebody searches with the
 * beginnings of words, and a record is found that has all of them. Case and
 * accents do not matter (the table's collation).
 *
 * Whoever changes a name, a phone number or a licence number calls
 * search_index_ in the same transaction.
 */
#ifndef CAREBOOK_PEOPLE_SEARCH_H
#define CAREBOOK_PEOPLE_SEARCH_H

#include "people/actor.h"

/* Reads everything again that the provider is found by: its own name, suburb
 * and phone numbers, its people, its licences. */
NEOERR *search_index_provider(const struct actor *a, int64_t id) MUST_CHECK;

/* The same of all providers of a person, and of a client. */
NEOERR *search_index_person(const struct actor *a, int64_t person) MUST_CHECK;
NEOERR *search_index_client(const struct actor *a, int64_t id) MUST_CHECK;

enum { SEARCH_WORDS = 4, SEARCH_WORD_MAX = 60 };

/* What somebody typed, as patterns for LIKE, the most telling first. None
 * where nothing that was typed can be searched for. */
struct search {
	size_t n;
	const char *like[SEARCH_WORDS];
};
struct search search_read(const void *pool, const char *typed);

/* Whom somebody may mean, best known first (name, id), at most `limit`
 * (up to 50), as this actor may see them.
 * Providers: id name state suburb type icon tone face
 * Clients: id name number born state face */
NEOERR *search_providers(const struct actor *a, const char *typed, int limit,
			 struct rows *out) MUST_CHECK;
NEOERR *search_clients(const struct actor *a, const char *typed, int limit,
		       struct rows *out) MUST_CHECK;

/* People of providers. Columns: id name role provider_id provider face */
NEOERR *search_people(const struct actor *a, const char *typed, int limit,
		      struct rows *out) MUST_CHECK;

/* --- words ---------------------------------------------------------------- */

struct words {
	const void *pool;
	const char **list;
	size_t n, cap;
};

/* Adds the words of a name or a number, as they are kept. */
void words_add(struct words *w, const char *text);
/* Adds every end of a phone number that somebody may begin with. */
void words_add_phone(struct words *w, const char *phone);

#endif
