/* Search.
 * SPDX-License-Identifier: MIT */
#include "people/search.h"

#include <ctype.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>

#include "base/mem.h"
#include "people/portrait.h"

/* Texts, each with the source that decides who may find the record by it. */
SQL(SEARCH_PROVIDER_TEXTS, "iiiiiii", "source:s text:s",
    "SELECT 'name', name FROM provider WHERE id = ?"
    " UNION ALL SELECT 'place', suburb FROM provider WHERE id = ?"
    " UNION ALL SELECT 'phone', phone FROM provider WHERE id = ?"
    " UNION ALL SELECT 'phone', phone_other FROM provider WHERE id = ?"
    " UNION ALL (SELECT 'person', h.name FROM provider_person l"
    "  JOIN person h ON h.id = l.person_id WHERE l.provider_id = ?"
    "  ORDER BY l.id DESC LIMIT 200)"
    " UNION ALL (SELECT 'pphone', h.phone FROM provider_person l"
    "  JOIN person h ON h.id = l.person_id WHERE l.provider_id = ?"
    "  ORDER BY l.id DESC LIMIT 200)"
    " UNION ALL (SELECT 'licence', number FROM licence WHERE provider_id = ?"
    "  ORDER BY id DESC LIMIT 50)");
SQL(SEARCH_CLIENT_TEXTS, "iiii", "source:s text:s",
    "SELECT 'name', name FROM client WHERE id = ?"
    " UNION ALL SELECT 'name', preferred_name FROM client WHERE id = ?"
    " UNION ALL SELECT 'number', number FROM client WHERE id = ?"
    " UNION ALL SELECT 'phone', phone FROM client WHERE id = ?");
SQL(SEARCH_FORGET, "si", "",
    "DELETE FROM search_word WHERE kind = ? AND object_id = ?");
/* Words that the collation takes for the same are one. */
SQL(SEARCH_KEEP, "sis", "",
    "INSERT IGNORE INTO search_word (kind, word, object_id, source)"
    " SELECT ?, j.word, ?, j.source FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (word varchar(60) PATH '$[0]', source varchar(12) PATH '$[1]')) j");
SQL(SEARCH_PROVIDERS_OF, "i", "id:i",
    "SELECT DISTINCT provider_id FROM provider_person WHERE person_id = ?"
    " LIMIT 100");

#define FOUND(kind, id)                                                      \
	" EXISTS (SELECT 1 FROM search_word s WHERE s.kind = '" kind "'"      \
	" AND s.object_id = " id " AND s.word LIKE ?"                          \
	" AND (s.source NOT IN ('person', 'pphone') OR ?)"                     \
	" AND (s.source <> 'licence' OR ?))"

SQL(SEARCH_PROVIDERS, "siisiisiisiiiii",
    "id:i name:s state:s suburb:s type:s icon:s tone:s face:s photo:i",
    "SELECT p.id, p.name, p.state, p.suburb, t.name, t.icon, t.tone,"
    " IF(t.person, (SELECT h.face FROM provider_person l"
    "  JOIN person h ON h.id = l.person_id WHERE l.provider_id = p.id"
    "  AND h.face > 0 ORDER BY l.main_contact DESC, l.id LIMIT 1), NULL),"
    PORTRAIT_OF_PROVIDER
    " FROM (SELECT DISTINCT object_id FROM search_word s"
    "  WHERE s.kind = 'provider' AND s.word LIKE ?"
    "  AND (s.source NOT IN ('person', 'pphone') OR ?)"
    "  AND (s.source <> 'licence' OR ?)) f"
    " JOIN provider p ON p.id = f.object_id"
    " JOIN provider_type t ON t.id = p.type_id"
    " WHERE" FOUND("provider", "p.id") " AND" FOUND("provider", "p.id")
    " AND" FOUND("provider", "p.id")
    " AND ? & (1 << p.region_id) AND (p.state <> 'draft' OR ?)"
    " ORDER BY p.state IN ('closed', 'archived'), p.name, p.id LIMIT ?");
SQL(SEARCH_CLIENTS, "siisiisiisiiii",
    "id:i name:s number:s born:d state:s face:s photo:i",
    "SELECT c.id, c.name, c.number, c.born, c.state, c.face,"
    PORTRAIT_OF("client", "c.id")
    " FROM (SELECT DISTINCT object_id FROM search_word s"
    "  WHERE s.kind = 'client' AND s.word LIKE ?"
    "  AND (s.source NOT IN ('person', 'pphone') OR ?)"
    "  AND (s.source <> 'licence' OR ?)) f"
    " JOIN client c ON c.id = f.object_id"
    " WHERE" FOUND("client", "c.id") " AND" FOUND("client", "c.id")
    " AND" FOUND("client", "c.id")
    " AND ? & (1 << c.region_id)"
    " ORDER BY c.state = 'closed', c.name, c.id LIMIT ?");
/* The providers that somebody's name leads to, then the people themselves. */
SQL(SEARCH_PEOPLE, "ssssiii",
    "id:i name:s role:s provider_id:i provider:s face:s photo:i",
    "SELECT h.id, h.name, l.role, p.id, p.name, h.face,"
    PORTRAIT_OF("person", "h.id")
    " FROM (SELECT DISTINCT object_id FROM search_word s"
    "  WHERE s.kind = 'provider' AND s.word LIKE ?"
    "  AND s.source IN ('person', 'pphone')) f"
    " JOIN provider p ON p.id = f.object_id"
    " JOIN provider_person l ON l.provider_id = p.id"
    " JOIN person h ON h.id = l.person_id"
    " WHERE CONCAT(' ', h.name, ' ', REPLACE(h.phone, ' ', ''))"
    "  COLLATE utf8mb4_unicode_520_ci LIKE ?"
    " AND CONCAT(' ', h.name, ' ', REPLACE(h.phone, ' ', ''))"
    "  COLLATE utf8mb4_unicode_520_ci LIKE ?"
    " AND CONCAT(' ', h.name, ' ', REPLACE(h.phone, ' ', ''))"
    "  COLLATE utf8mb4_unicode_520_ci LIKE ?"
    " AND ? & (1 << p.region_id) AND (p.state <> 'draft' OR ?)"
    " ORDER BY h.name, h.id, p.id LIMIT ?");

/* --- words ---------------------------------------------------------------- */

/* The next character of valid UTF-8; *s goes on behind it. */
static uint32_t next_char(const char **s)
{
	const unsigned char *p = (const unsigned char *)*s;
	int more = *p < 0x80 ? 0 : *p < 0xe0 ? 1 : *p < 0xf0 ? 2 : 3;
	uint32_t c = more ? *p & (0x3f >> more) : *p;

	for (int i = 0; i < more && p[1]; i++)
		c = c << 6 | (*++p & 0x3f);
	*s = (const char *)p + 1;
	return c;
}

/* Is this part of a word? Letters and digits of every script are; punctuation
 * and white space, wherever Unicode keeps them, are not. */
static bool is_word(uint32_t c)
{
	if (c < 0x80)
		return isalnum((int)c);
	if (c < 0xc0)
		return c == 0xaa || c == 0xb5 || c == 0xba;
	if (c == 0xd7 || c == 0xf7)
		return false;
	if (c >= 0x2000 && c <= 0x2bff)
		return false; /* punctuation, symbols, arrows */
	if (c >= 0x3000 && c <= 0x3004)
		return false;
	if (c >= 0x3008 && c <= 0x3020)
		return false;
	if (c == 0x30fb || (c >= 0xff00 && c <= 0xff0f) ||
	    (c >= 0xff1a && c <= 0xff20))
		return false;
	if (c == 0x0964 || c == 0x060c || c == 0x061b || c == 0x061f)
		return false;
	return c != 0xfeff;
}

/* Scripts that are written without spaces: each character is a word. */
static bool is_alone(uint32_t c)
{
	return (c >= 0x0e00 && c <= 0x0eff) || /* Thai, Lao */
	       (c >= 0x1000 && c <= 0x109f) || /* Burmese */
	       (c >= 0x1780 && c <= 0x17ff) || /* Khmer */
	       (c >= 0x2e80 && c <= 0x2fdf) || (c >= 0x3005 && c <= 0x3007) ||
	       (c >= 0x3041 && c <= 0x30ff) || /* kana */
	       (c >= 0x3400 && c <= 0x9fff) || /* Han */
	       (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

/* An apostrophe within a word is left out: "O'Brien" is found as "obrien". */
static bool is_skipped(uint32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0x02bc || c == 0x00ad ||
	       c == 0x200c || c == 0x200d;
}

static void keep(struct words *w, const char *word)
{
	for (size_t i = 0; i < w->n; i++)
		if (!strcmp(w->list[i], word))
			return;
	if (w->n == w->cap) {
		w->cap = w->cap ? w->cap * 2 : 16;
		w->list = mem_grow(w->pool, w->list, w->cap, sizeof *w->list);
	}
	w->list[w->n++] = word;
}

/* Reads the next word, in lower case as far as ASCII goes; NULL at the end. */
static const char *next_word(const void *pool, const char **s)
{
	struct buf b = {.ctx = pool};
	size_t chars = 0;

	while (**s) {
		const char *at = *s;
		uint32_t c = next_char(s);

		if (is_skipped(c) && b.len)
			continue;
		if (!is_word(c)) {
			if (b.len)
				break;
			continue;
		}
		if (is_alone(c)) {
			if (b.len)
				*s = at;
			else
				buf_add(&b, at, (size_t)(*s - at));
			break;
		}
		if (chars == SEARCH_WORD_MAX)
			continue;
		chars++;
		if (c < 0x80) {
			char lower = (char)tolower((int)c);

			buf_add(&b, &lower, 1);
		} else {
			buf_add(&b, at, (size_t)(*s - at));
		}
	}
	return b.len ? b.s : NULL;
}

void words_add(struct words *w, const char *text)
{
	struct buf whole = {.ctx = w->pool};
	const char *s = text, *word;
	bool digits = false;
	size_t parts = 0;

	while ((word = next_word(w->pool, &s))) {
		keep(w, word);
		buf_puts(&whole, word);
		digits |= strpbrk(word, "0123456789") != NULL;
		parts++;
	}
	/* A number such as GH-2041/7 is also typed without its strokes. */
	if (digits && parts > 1 && parts < 6 && whole.len <= SEARCH_WORD_MAX &&
	    !strchr(text, ' '))
		keep(w, whole.s);
}

/* The digits of a phone number as they are dialled within the country. */
static const char *phone_digits(const void *pool, const char *phone)
{
	struct buf b = {.ctx = pool};
	const char *s = phone;

	for (; *s; s++)
		if (isdigit((unsigned char)*s))
			buf_add(&b, s, 1);
	s = buf_text(&b);
	if (strchr(phone, '+') && !strncmp(s, "61", 2)) {
		s += s[2] == '0' ? 2 : 1; /* +61 (0)2, and +61 2 as 02 */
		if (*s == '1') {
			char *own = mem_strdup(pool, s);

			*own = '0';
			return own;
		}
	}
	return s;
}

void words_add_phone(struct words *w, const char *phone)
{
	enum { SHORTEST = 4 };
	const char *digits = phone_digits(w->pool, phone);
	size_t n = strlen(digits);

	if (n > 20 || n < SHORTEST)
		return;
	if (n == 10 && *digits == '0')
		keep(w, mem_printf(w->pool, "61%s", digits + 1));
	for (size_t i = 0; i + SHORTEST <= n; i++)
		keep(w, digits + i);
}

/* --- what was typed ------------------------------------------------------- */

static bool all_digits(const char *s)
{
	return strspn(s, "0123456789") == strlen(s);
}

/* Parts of a phone number that stand side by side are one: "5550 0142". */
static const char *join_digits(const void *pool, const char **s,
			       const char *word)
{
	const char *behind = *s, *next;

	if (!all_digits(word))
		return word;
	while ((next = next_word(pool, &behind)) && all_digits(next) &&
	       strlen(word) + strlen(next) <= 20) {
		word = mem_printf(pool, "%s%s", word, next);
		*s = behind;
	}
	return word;
}

struct search search_read(const void *pool, const char *typed)
{
	struct words w = {.pool = pool};
	struct search q = {0};
	const char *s = typed, *word;
	bool plus = false;

	for (const char *c = typed; *c; c++)
		plus |= *c == '+';
	while (w.n < 16 && (word = next_word(pool, &s))) {
		word = join_digits(pool, &s, word);
		if (plus && !strncmp(word, "610", 3) && all_digits(word))
			word = mem_printf(pool, "61%s", word + 3);
		keep(&w, word);
	}
	/* The longest first: it is what the database looks up. */
	for (size_t i = 0; i < SEARCH_WORDS && i < w.n; i++) {
		size_t best = 0;

		for (size_t j = 1; j < w.n; j++)
			if (strlen(w.list[j]) > strlen(w.list[best]))
				best = j;
		if (!*w.list[best])
			break;
		q.like[q.n++] = mem_printf(pool, "%s%%", w.list[best]);
		w.list[best] = "";
	}
	return q;
}

/* --- the index ------------------------------------------------------------ */

static NEOERR *keep_words(const struct actor *a, const char *kind, int64_t id,
			  const struct rows *texts)
{
	json_t *list = json_array();
	const char *copy;
	char *text;

	for (size_t i = 0; i < texts->n; i++) {
		const char *source = row_text(texts, i, "source");
		const char *s = row_text(texts, i, "text");
		struct words w = {.pool = a->pool};

		if (!s || !*s)
			continue;
		if (strstr(source, "phone"))
			words_add_phone(&w, s);
		else
			words_add(&w, s);
		for (size_t j = 0; j < w.n; j++)
			if (json_array_append_new(
				list, json_pack("[s, s]", w.list[j], source)))
				abort();
	}
	text = json_dumps(list, JSON_COMPACT);
	json_decref(list);
	if (!text)
		abort();
	copy = mem_strdup(a->pool, text);
	free(text);
	TRY(db_exec(a->db, &SEARCH_FORGET, kind, id));
	return nerr_pass(db_exec(a->db, &SEARCH_KEEP, kind, id, copy));
}

NEOERR *search_index_provider(const struct actor *a, int64_t id)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &SEARCH_PROVIDER_TEXTS, &r, id, id, id, id,
		     id, id, id));
	return nerr_pass(keep_words(a, "provider", id, &r));
}

NEOERR *search_index_person(const struct actor *a, int64_t person)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &SEARCH_PROVIDERS_OF, &r, person));
	for (size_t i = 0; i < r.n; i++)
		TRY(search_index_provider(a, row_int(&r, i, "id")));
	return STATUS_OK;
}

NEOERR *search_index_client(const struct actor *a, int64_t id)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &SEARCH_CLIENT_TEXTS, &r, id, id, id, id));
	return nerr_pass(keep_words(a, "client", id, &r));
}

/* --- finding -------------------------------------------------------------- */

/* A word that was not typed is one that all have. */
static struct search whole(struct search q)
{
	for (size_t i = q.n; i < SEARCH_WORDS; i++)
		q.like[i] = q.like[0];
	return q;
}

static void nothing(const struct sql *sql, struct rows *out)
{
	*out = (struct rows){.sql = sql};
}

NEOERR *search_providers(const struct actor *a, const char *typed, int limit,
			 struct rows *out)
{
	struct search q = whole(search_read(a->pool, typed));
	bool h = actor_may(a, RIGHT_PERSON_VIEW);
	bool l = actor_may(a, RIGHT_LICENCE_VIEW);

	nothing(&SEARCH_PROVIDERS, out);
	if (!q.n)
		return STATUS_OK;
	return nerr_pass(db_query(a->db, a->pool, &SEARCH_PROVIDERS, out,
				  q.like[0], h, l, q.like[1], h, l, q.like[2],
				  h, l, q.like[3], h, l, a->regions,
				  actor_may(a, RIGHT_PROVIDER_DRAFT), limit));
}

NEOERR *search_clients(const struct actor *a, const char *typed, int limit,
		       struct rows *out)
{
	struct search q = whole(search_read(a->pool, typed));

	nothing(&SEARCH_CLIENTS, out);
	if (!q.n || !actor_may(a, RIGHT_CLIENT_VIEW))
		return STATUS_OK;
	return nerr_pass(db_query(a->db, a->pool, &SEARCH_CLIENTS, out,
				  q.like[0], 1, 1, q.like[1], 1, 1, q.like[2],
				  1, 1, q.like[3], 1, 1, a->regions, limit));
}

NEOERR *search_people(const struct actor *a, const char *typed, int limit,
		      struct rows *out)
{
	struct search q = whole(search_read(a->pool, typed));
	const char *in[3];

	nothing(&SEARCH_PEOPLE, out);
	if (!q.n || !actor_may(a, RIGHT_PERSON_VIEW))
		return STATUS_OK;
	/* Within a name a word may begin behind anything. */
	for (int i = 0; i < 3; i++)
		in[i] = mem_printf(a->pool, "%%%s", q.like[i]);
	return nerr_pass(db_query(a->db, a->pool, &SEARCH_PEOPLE, out,
				  q.like[0], in[0], in[1], in[2], a->regions,
				  actor_may(a, RIGHT_PROVIDER_DRAFT), limit));
}
