/* The list of providers.
 * SPDX-License-Identifier: MIT */
#include "people/provider-list.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "people/portrait.h"
#include "people/search.h"

/* What the list keeps. An end counts only where a licence has begun or will:
 * one that is merely applied for has no dates. */
SQL(PROVIDER_LIST_REFRESH, "si", "",
    "INSERT INTO provider_list (provider_id, region_id, type_id, state_rank,"
    " tasks, licence_until, changed_at, name)"
    " SELECT p.id, p.region_id, p.type_id,"
    " FIELD(p.state, 'active', 'draft', 'suspended', 'closed', 'archived'),"
    " (SELECT COUNT(*) FROM task t WHERE t.provider_id = p.id"
    "  AND t.state = 'open'),"
    " COALESCE((SELECT MAX(COALESCE(l.until_date, '9999-12-31'))"
    "  FROM licence l WHERE l.provider_id = p.id"
    "  AND (l.from_date IS NOT NULL OR l.until_date IS NOT NULL)),"
    "  IF(y.licence_needed, '1000-01-01', '9999-12-31')), ?, p.name"
    " FROM provider p JOIN provider_type y ON y.id = p.type_id WHERE p.id = ?"
    " ON DUPLICATE KEY UPDATE region_id = VALUES(region_id),"
    " type_id = VALUES(type_id), state_rank = VALUES(state_rank),"
    " tasks = VALUES(tasks), licence_until = VALUES(licence_until),"
    " changed_at = VALUES(changed_at), name = VALUES(name),"
    " stamp = stamp + 1");

NEOERR *provider_list_refresh(const struct actor *a, int64_t id)
{
	return nerr_pass(db_exec(a->db, &PROVIDER_LIST_REFRESH,
				 db_from_time(a->pool, a->now), id));
}

/* --- the pieces of its statements ---------------------------------------- */

struct piece {
	const char *text, *params;
};

#define WORD                                                                \
	" s.kind = 'provider' AND s.word LIKE ?"                            \
	" AND (s.source NOT IN ('person', 'pphone') OR ?)"                  \
	" AND (s.source <> 'licence' OR ?)"
#define HAS_WORD                                                            \
	" AND EXISTS (SELECT 1 FROM search_word s"                          \
	" WHERE s.object_id = l.provider_id AND" WORD ")"

static const struct piece words[SEARCH_WORDS + 1] = {
    {"", ""},
    {HAS_WORD, "sii"},
    {HAS_WORD HAS_WORD, "siisii"},
    {HAS_WORD HAS_WORD HAS_WORD, "siisiisii"},
    {HAS_WORD HAS_WORD HAS_WORD HAS_WORD, "siisiisiisii"},
};
static const struct piece word_lead = {
    " FROM (SELECT DISTINCT s.object_id FROM search_word s WHERE" WORD ") w"
    " STRAIGHT_JOIN provider_list l ON l.provider_id = w.object_id", "sii"};

#define ASSIGNED                                                            \
	" a.account_id = ? AND a.from_date <= ?"                            \
	" AND (a.until_date IS NULL OR a.until_date >= ?)"
static const struct piece staff_lead = {
    " FROM (SELECT DISTINCT a.provider_id FROM assignment a WHERE" ASSIGNED
    ") w STRAIGHT_JOIN provider_list l ON l.provider_id = w.provider_id",
    "iss"};
static const struct piece staff[2] = {
    {"", ""},
    {" AND EXISTS (SELECT 1 FROM assignment a"
     " WHERE a.provider_id = l.provider_id AND" ASSIGNED ")", "iss"},
};

/* Ends soon, and no later one of its kind is there. */
#define SOON                                                                \
	" x.until_date BETWEEN ? AND ?"                                     \
	" AND NOT EXISTS (SELECT 1 FROM licence y"                          \
	"  WHERE y.provider_id = x.provider_id AND y.type_id = x.type_id"   \
	"  AND (y.until_date > x.until_date OR (y.until_date IS NULL"       \
	"   AND y.from_date IS NOT NULL)))"                                 \
	" AND NOT EXISTS (SELECT 1 FROM licence_action z"                   \
	"  WHERE z.licence_id = x.id AND z.action IN ('revoke', 'surrender'))"
static const struct piece soon_lead = {
    " FROM (SELECT DISTINCT x.provider_id FROM licence x WHERE" SOON
    ") w STRAIGHT_JOIN provider_list l ON l.provider_id = w.provider_id", "ss"};
static const struct piece licences[PROVIDER_LICENCES] = {
    [LICENCES_ANY] = {"", ""},
    [LICENCES_SOON] = {" AND EXISTS (SELECT 1 FROM licence x"
		       " WHERE x.provider_id = l.provider_id AND" SOON ")",
		       "ss"},
    [LICENCES_EXPIRED] = {" AND l.licence_until > '1000-01-01'"
			  " AND l.licence_until < ?", "s"},
    [LICENCES_NONE] = {" AND l.licence_until = '1000-01-01'", ""},
};

/* Without any of these the index of the order leads, and its first rows will
 * do. */
static const struct piece list_lead = {" FROM provider_list l", ""};

static const char *const states[PROVIDERS_STATES] = {
    [PROVIDERS_CURRENT] = " AND l.state_rank <= 3",
    [PROVIDERS_ACTIVE] = " AND l.state_rank = 1",
    [PROVIDERS_DRAFT] = " AND l.state_rank = 2",
    [PROVIDERS_SUSPENDED] = " AND l.state_rank = 3",
    [PROVIDERS_CLOSED] = " AND l.state_rank >= 4",
};

static const struct piece always = {
    " WHERE ? & (1 << l.region_id) AND (l.state_rank <> 2 OR ?)"
    " AND (? = 0 OR l.type_id = ?) AND (? = 0 OR l.region_id = ?)", "iiiiii"};

static const char *const keys[PROVIDER_ORDERS] = {
    [PROVIDERS_BY_CHANGED] = "l.changed_at",
    [PROVIDERS_BY_NAME] = "l.name",
    [PROVIDERS_BY_STATE] = "l.state_rank",
    [PROVIDERS_BY_LICENCE] = "l.licence_until",
    [PROVIDERS_BY_TASKS] = "l.tasks",
};

/* What a row of the page shows: read for its rows only. */
static const char page_columns[] =
    "photo:i id:i key:s name:s state:s suburb:s type_id:i region_id:i type:s icon:s"
    " tone:s face:s licence_needed:i accepts:s person:i places:s"
    " own_children:i revision:i tasks:i tasks_late:i lead:s changed_at:t"
    " phone:s email:s region:s address:s address_state:s postcode:s";
static const char page_head[] =
    "SELECT " PORTRAIT_OF_PROVIDER ", p.id, d.k, p.name, p.state, p.suburb, p.type_id, p.region_id,"
    " t.name, t.icon, t.tone,"
    " IF(t.person, (SELECT h.face FROM provider_person i"
    "  JOIN person h ON h.id = i.person_id WHERE i.provider_id = p.id"
    "  AND h.face > 0 ORDER BY i.main_contact DESC, i.id LIMIT 1), NULL),"
    " t.licence_needed, t.accepts, t.person, p.places, p.own_children,"
    " v.provider_id IS NOT NULL, l.tasks,"
    " (SELECT COUNT(*) FROM task k WHERE k.provider_id = p.id"
    "  AND k.state = 'open' AND k.due < ?),"
    " (SELECT c.name FROM assignment a JOIN account c ON c.id = a.account_id"
    "  WHERE a.provider_id = p.id AND a.from_date <= ?"
    "  AND (a.until_date IS NULL OR a.until_date >= ?)"
    "  ORDER BY a.role, a.from_date DESC, a.id DESC LIMIT 1),"
    " l.changed_at, p.phone, p.email, r.name, p.address, p.address_state,"
    " p.postcode FROM (SELECT l.provider_id AS id, ";
static const char page_tail[] =
    " LIMIT ?) d STRAIGHT_JOIN provider p ON p.id = d.id"
    " JOIN provider_list l ON l.provider_id = p.id"
    " JOIN provider_type t ON t.id = p.type_id"
    " JOIN region r ON r.id = p.region_id"
    " LEFT JOIN provider_revision v ON v.provider_id = p.id ORDER BY d.k";

/* --- putting them together ------------------------------------------------ */

/* Which pieces: a statement's number in the set, digit by digit. */
struct chosen {
	unsigned words; /* to ask of each row */
	unsigned lead, staff, licences, states, order, descending, after, count;
};

/* What leads: what there is least of. */
enum { LEAD_ORDER, LEAD_WORD, LEAD_STAFF, LEAD_SOON, LEADS };

enum {
	FILTERS = (SEARCH_WORDS + 1) * LEADS * 2 * PROVIDER_LICENCES,
	PAGES = FILTERS * PROVIDERS_STATES * PROVIDER_ORDERS * 2 * 2,
	STATEMENTS = PAGES + FILTERS,
};

static struct chosen choose(size_t i)
{
	struct chosen c = {.count = i >= PAGES};

	if (c.count)
		i -= PAGES;
#define DIGIT(member, base) c.member = (unsigned)(i % (base)), i /= (base)
	DIGIT(words, SEARCH_WORDS + 1);
	DIGIT(lead, LEADS);
	DIGIT(staff, 2);
	DIGIT(licences, PROVIDER_LICENCES);
	if (!c.count) {
		DIGIT(states, PROVIDERS_STATES);
		DIGIT(order, PROVIDER_ORDERS);
		DIGIT(descending, 2);
		DIGIT(after, 2);
	}
#undef DIGIT
	return c;
}

static size_t number_of(struct chosen c)
{
	size_t n = 0;

	if (!c.count)
		n = ((c.after * 2u + c.descending) * PROVIDER_ORDERS +
		     c.order) * PROVIDERS_STATES + c.states;
	n = (n * PROVIDER_LICENCES + c.licences) * 2 + c.staff;
	n = (n * LEADS + c.lead) * (SEARCH_WORDS + 1) + c.words;
	return c.count ? PAGES + n : n;
}

struct texts {
	struct buf text, params;
};

static void put(struct texts *t, const struct piece *p)
{
	buf_puts(&t->text, p->text);
	buf_puts(&t->params, p->params);
}

/* The tables, and what every row must meet; in the order of give_where. */
static void put_where(struct texts *t, const struct chosen *c)
{
	static const struct piece *const leads[LEADS] = {
	    [LEAD_ORDER] = &list_lead,
	    [LEAD_WORD] = &word_lead,
	    [LEAD_STAFF] = &staff_lead,
	    [LEAD_SOON] = &soon_lead,
	};

	put(t, leads[c->lead]);
	put(t, &always);
	put(t, &words[c->words]);
	put(t, &staff[c->staff]);
	put(t, &licences[c->licences]);
}

/* Without a lead every state is counted as far as is told, and no further. */
static void put_counts(struct texts *t, const struct chosen *c)
{
	if (c->lead != LEAD_ORDER) {
		buf_puts(&t->text, "SELECT l.state_rank, COUNT(*)");
		put_where(t, c);
		buf_puts(&t->text, " GROUP BY l.state_rank");
		return;
	}
	buf_puts(&t->text, "SELECT state, COUNT(*) FROM (");
	for (int rank = 1; rank <= 5; rank++) {
		buf_printf(&t->text, "%s(SELECT %d AS state",
			   rank > 1 ? " UNION ALL " : "", rank);
		put_where(t, c);
		buf_printf(&t->text, " AND l.state_rank = %d LIMIT %d)", rank,
			   PROVIDER_COUNT_MAX + 1);
	}
	buf_puts(&t->text, ") n GROUP BY state");
}

static void put_page(struct texts *t, const struct chosen *c)
{
	const char *key = keys[c->order], *to = c->descending ? " DESC" : "";
	const char *than = c->descending ? "<" : ">";

	buf_puts(&t->params, "sss");
	buf_printf(&t->text, "%s%s AS k", page_head, key);
	put_where(t, c);
	buf_puts(&t->text, states[c->states]);
	if (c->after) {
		buf_printf(&t->text,
			   " AND %s %s= ? AND (%s %s ? OR l.provider_id %s ?)",
			   key, than, key, than, than);
		buf_puts(&t->params, "ssi");
	}
	buf_printf(&t->text, " ORDER BY %s%s, l.provider_id%s%s%s, d.id%s", key,
		   to, to, page_tail, to, to);
	buf_puts(&t->params, "i");
}

static struct sql *compose(size_t i)
{
	struct chosen c = choose(i);
	struct sql *sql = mem_new(NULL, struct sql);
	struct texts t = {.text.ctx = sql, .params.ctx = sql};

	sql->name = c.count ? "PROVIDER_COUNT" : "PROVIDER_LIST";
	sql->columns = c.count ? "state:i n:i" : page_columns;
	if (c.count)
		put_counts(&t, &c);
	else
		put_page(&t, &c);
	sql->text = t.text.s;
	sql->params = buf_text(&t.params);
	return sql;
}

const struct sql *provider_list_sql(size_t i)
{
	static struct sql *made[STATEMENTS];

	if (i >= STATEMENTS)
		return NULL;
	if (!made[i])
		made[i] = compose(i);
	return made[i];
}

/* --- asking --------------------------------------------------------------- */

/* A count has the same five times over. */
enum { PARAMS = 200 };
struct given {
	struct param list[PARAMS];
	size_t n;
};

static void give_int(struct given *g, int64_t n)
{
	g->list[g->n++] = param_int(n);
}

static void give_text(struct given *g, const char *s)
{
	g->list[g->n++] = param_text(s);
}

static const char *day(const struct actor *a, int64_t days)
{
	char text[DATE_TEXT];

	return mem_strdup(a->pool,
			  date_format_iso(date_from_days(days), text));
}

SQL(LICENCE_SOON_DAYS, "", "days:i",
    "SELECT COALESCE((SELECT CAST(value AS SIGNED) FROM setting"
    " WHERE name = 'licence.soon_days'), 60)");
/* How many have each word, as far as it matters. */
#define FEW "5000"
#define HOW_MANY                                                            \
	"(SELECT COUNT(*) FROM (SELECT 1 FROM search_word"                  \
	" WHERE kind = 'provider' AND word LIKE ? LIMIT " FEW ") x)"
SQL(WORDS_PROBE, "ssss", "a:i b:i c:i d:i",
    "SELECT " HOW_MANY ", " HOW_MANY ", " HOW_MANY ", " HOW_MANY);

static void give_word(const struct actor *a, struct given *g, const char *like)
{
	give_text(g, like);
	give_int(g, actor_may(a, RIGHT_PERSON_VIEW));
	give_int(g, actor_may(a, RIGHT_LICENCE_VIEW));
}

static void give_staff(struct given *g, int64_t account, const char *today)
{
	give_int(g, account);
	give_text(g, today);
	give_text(g, today);
}

/* What was asked for, and how it will be found. */
struct asked {
	const struct provider_filter *f;
	struct search q; /* the word that leads first */
	struct chosen c;
	const char *today, *soon;
};

/* The rarest word leads, where it is rare; words that very many have are asked
 * of the rows in their order, of which the first soon have them. */
static NEOERR *choose_words(const struct actor *a, struct asked *k)
{
	const char *like[SEARCH_WORDS];
	int64_t least = atoi(FEW);
	struct rows r;
	size_t best = 0;

	for (size_t i = 0; i < SEARCH_WORDS; i++)
		like[i] = i < k->q.n ? k->q.like[i] : "";
	TRY(db_query(a->db, a->pool, &WORDS_PROBE, &r, like[0], like[1],
		     like[2], like[3]));
	for (size_t i = 0; i < k->q.n; i++) {
		int64_t n = row_int(&r, 0, r.names[i]);

		if (n < least) {
			least = n;
			best = i;
			k->c.lead = LEAD_WORD;
		}
	}
	k->c.words = (unsigned)k->q.n;
	if (k->c.lead != LEAD_WORD)
		return STATUS_OK;
	k->c.words--;
	like[0] = k->q.like[best];
	k->q.like[best] = k->q.like[0];
	k->q.like[0] = like[0];
	return STATUS_OK;
}

static NEOERR *read_asked(const struct actor *a,
			  const struct provider_filter *f, struct asked *k)
{
	struct rows r;

	*k = (struct asked){.f = f,
			    .q = search_read(a->pool, f->typed),
			    .c = {.staff = f->staff != 0,
				  .licences = f->licences},
			    .today = day(a, a->today)};
	if (k->q.n)
		TRY(choose_words(a, k));
	if (k->c.lead == LEAD_ORDER && k->c.staff) {
		k->c.lead = LEAD_STAFF;
		k->c.staff = 0;
	}
	if (f->licences != LICENCES_SOON)
		return STATUS_OK;
	TRY(db_query(a->db, a->pool, &LICENCE_SOON_DAYS, &r));
	k->soon = day(a, a->today + row_int(&r, 0, "days"));
	if (k->c.lead == LEAD_ORDER) {
		k->c.lead = LEAD_SOON;
		k->c.licences = LICENCES_ANY;
	}
	return STATUS_OK;
}

/* The parameters of put_where, in its order. */
static void give_where(const struct actor *a, const struct asked *k,
		       struct given *g)
{
	const struct provider_filter *f = k->f;
	size_t first = k->c.lead == LEAD_WORD;

	if (k->c.lead == LEAD_WORD)
		give_word(a, g, k->q.like[0]);
	if (k->c.lead == LEAD_STAFF)
		give_staff(g, f->staff, k->today);
	if (k->c.lead == LEAD_SOON)
		give_text(g, k->today), give_text(g, k->soon);
	give_int(g, (int64_t)a->regions);
	give_int(g, actor_may(a, RIGHT_PROVIDER_DRAFT));
	give_int(g, f->type);
	give_int(g, f->type);
	give_int(g, f->region);
	give_int(g, f->region);
	for (size_t i = 0; i < k->c.words; i++)
		give_word(a, g, k->q.like[first + i]);
	if (k->c.staff)
		give_staff(g, f->staff, k->today);
	if (k->c.licences == LICENCES_SOON)
		give_text(g, k->today), give_text(g, k->soon);
	if (k->c.licences == LICENCES_EXPIRED)
		give_text(g, k->today);
}

/* "2026-11-20 08:40:00~17" as a key of this order and a number. */
static bool read_at(const struct actor *a, enum provider_order order,
		    const char *at, const char **key, int64_t *id)
{
	const char *tilde = strrchr(at, '~');
	struct date d;
	int64_t n;

	if (!tilde || !text_int(tilde + 1, 1, INT64_MAX, id))
		return false;
	*key = mem_strndup(a->pool, at, (size_t)(tilde - at));
	switch (order) {
	case PROVIDERS_BY_NAME:
		return true;
	case PROVIDERS_BY_STATE:
	case PROVIDERS_BY_TASKS:
		return text_int(*key, 0, INT32_MAX, &n);
	case PROVIDERS_BY_LICENCE:
		return date_parse_iso(*key, &d);
	default:
		return strlen(*key) == 19 && (*key)[10] == ' ' &&
		       strspn(*key, "0123456789-: ") == 19 &&
		       date_parse_iso(mem_strndup(a->pool, *key, 10), &d);
	}
}

static void turn_round(struct rows *r)
{
	for (size_t i = 0; i < r->n / 2; i++)
		for (size_t c = 0; c < r->columns; c++) {
			const char **x = &r->cells[i * r->columns + c];
			const char **y =
			    &r->cells[(r->n - 1 - i) * r->columns + c];
			const char *keep = *x;

			*x = *y;
			*y = keep;
		}
}

NEOERR *provider_list(const struct actor *a, const struct provider_filter *f,
		      struct provider_page page, struct rows *out, bool *more)
{
	struct given g = {.n = 0};
	const char *key = "";
	struct asked k;
	int64_t id = 0;

	if (*page.at && !read_at(a, f->order, page.at, &key, &id))
		return nerr_raise(ERR_MALFORMED, "no such page");
	TRY(read_asked(a, f, &k));
	k.c.states = f->states;
	k.c.order = f->order;
	k.c.descending = f->descending ^ page.backward;
	k.c.after = *page.at != '\0';
	for (int i = 0; i < 3; i++)
		give_text(&g, k.today); /* tasks_late, lead */
	give_where(a, &k, &g);
	if (k.c.after) {
		give_text(&g, key);
		give_text(&g, key);
		give_int(&g, id);
	}
	give_int(&g, (int64_t)page.limit + 1);
	TRY(db_query_params(a->db, a->pool, provider_list_sql(number_of(k.c)),
			    out, g.list, g.n));
	*more = out->n > page.limit;
	if (*more)
		out->n = page.limit;
	if (page.backward)
		turn_round(out);
	return STATUS_OK;
}

NEOERR *provider_count(const struct actor *a, const struct provider_filter *f,
		       int64_t counts[PROVIDERS_STATES])
{
	struct given g = {.n = 0};
	struct asked k;
	struct rows r;

	TRY(read_asked(a, f, &k));
	for (int s = 0; s < PROVIDERS_STATES; s++)
		counts[s] = k.c.words && k.c.lead == LEAD_ORDER ? -1 : 0;
	/* Words that very many have: to count them takes too long. */
	if (counts[0] < 0)
		return STATUS_OK;
	k.c.count = 1;
	for (int rank = 1; rank <= (k.c.lead == LEAD_ORDER ? 5 : 1); rank++)
		give_where(a, &k, &g);
	TRY(db_query_params(a->db, a->pool, provider_list_sql(number_of(k.c)),
			    &r, g.list, g.n));
	for (size_t i = 0; i < r.n; i++) {
		int64_t state = row_int(&r, i, "state");
		int64_t n = row_int(&r, i, "n");

		if (state > PROVIDERS_SUSPENDED)
			state = PROVIDERS_CLOSED;
		else
			counts[PROVIDERS_CURRENT] += n;
		counts[state] += n;
	}
	return STATUS_OK;
}
