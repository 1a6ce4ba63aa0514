/* The list of providers.
 * SPDX-License-Identifier: MIT */
#include "people/provider-list.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "people/search.h"

/* What the list keeps. An end counts only where a licence has begun or will:
 * one that is merely applied for has no dates. */
SQL(PROVIDER_LIST_REFRESH, "si", "",
    "INSERT INTO provider_list (provider_id, state_rank, tasks, licence_until,"
    " changed_at) SELECT p.id,"
    " FIELD(p.state, 'active', 'draft', 'suspended', 'closed', 'archived'),"
    " (SELECT COUNT(*) FROM task t WHERE t.provider_id = p.id"
    "  AND t.state = 'open'),"
    " COALESCE((SELECT MAX(COALESCE(l.until_date, '9999-12-31'))"
    "  FROM licence l WHERE l.provider_id = p.id"
    "  AND (l.from_date IS NOT NULL OR l.until_date IS NOT NULL)),"
    " '9999-12-31'), ? FROM provider p WHERE p.id = ?"
    " ON DUPLICATE KEY UPDATE state_rank = VALUES(state_rank),"
    " tasks = VALUES(tasks), licence_until = VALUES(licence_until),"
    " changed_at = VALUES(changed_at)");

NEOERR *provider_list_refresh(const struct actor *a, int64_t id)
{
	return nerr_pass(db_exec(a->db, &PROVIDER_LIST_REFRESH,
				 db_from_time(a->pool, a->now), id));
}

/* --- the pieces of its statements ---------------------------------------- */

struct piece {
	const char *text, *params;
};

/* The word that is looked up leads; the others are asked of each row. */
#define WORD                                                                \
	" s.kind = 'provider' AND s.word LIKE ?"                            \
	" AND (s.source NOT IN ('person', 'pphone') OR ?)"                  \
	" AND (s.source <> 'licence' OR ?)"
#define HAS_WORD                                                            \
	" AND EXISTS (SELECT 1 FROM search_word s"                          \
	" WHERE s.object_id = p.id AND" WORD ")"

static const struct piece words[SEARCH_WORDS + 1] = {
    {"", ""},
    {"", ""},
    {HAS_WORD, "sii"},
    {HAS_WORD HAS_WORD, "siisii"},
    {HAS_WORD HAS_WORD HAS_WORD, "siisiisii"},
};
static const struct piece word_lead = {
    " FROM (SELECT DISTINCT s.object_id FROM search_word s WHERE" WORD ") w"
    " STRAIGHT_JOIN provider p ON p.id = w.object_id"
    " JOIN provider_list l ON l.provider_id = p.id", "sii"};

#define ASSIGNED                                                            \
	" a.account_id = ? AND a.from_date <= ?"                            \
	" AND (a.until_date IS NULL OR a.until_date >= ?)"
static const struct piece staff_lead = {
    " FROM (SELECT DISTINCT a.provider_id FROM assignment a WHERE" ASSIGNED
    ") w STRAIGHT_JOIN provider p ON p.id = w.provider_id"
    " JOIN provider_list l ON l.provider_id = p.id", "iss"};
static const struct piece staff[2] = {
    {"", ""},
    {" AND EXISTS (SELECT 1 FROM assignment a WHERE a.provider_id = p.id AND"
     ASSIGNED ")", "iss"},
};

/* Without either, the index of the order leads, and its first rows will do. */
static const struct piece name_lead = {
    " FROM provider p FORCE INDEX (by_name) STRAIGHT_JOIN provider_list l"
    " ON l.provider_id = p.id", ""};
static const struct piece list_lead = {
    " FROM provider_list l STRAIGHT_JOIN provider p ON p.id = l.provider_id",
    ""};

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
    ") w STRAIGHT_JOIN provider p ON p.id = w.provider_id"
    " JOIN provider_list l ON l.provider_id = p.id", "ss"};
static const struct piece licences[PROVIDER_LICENCES] = {
    [LICENCES_ANY] = {"", ""},
    [LICENCES_SOON] = {" AND EXISTS (SELECT 1 FROM licence x"
		       " WHERE x.provider_id = p.id AND" SOON ")", "ss"},
    [LICENCES_EXPIRED] = {" AND l.licence_until < ?", "s"},
    [LICENCES_NONE] = {" AND p.type_id IN (SELECT id FROM provider_type"
		       " WHERE licence_needed) AND NOT EXISTS (SELECT 1"
		       " FROM licence x WHERE x.provider_id = p.id)", ""},
};

static const char *const states[PROVIDERS_STATES] = {
    [PROVIDERS_CURRENT] = " AND p.state IN ('active', 'draft', 'suspended')",
    [PROVIDERS_ACTIVE] = " AND p.state = 'active'",
    [PROVIDERS_DRAFT] = " AND p.state = 'draft'",
    [PROVIDERS_SUSPENDED] = " AND p.state = 'suspended'",
    [PROVIDERS_CLOSED] = " AND p.state IN ('closed', 'archived')",
};

static const struct piece always = {
    " WHERE ? & (1 << p.region_id) AND (p.state <> 'draft' OR ?)"
    " AND (? = 0 OR p.type_id = ?) AND (? = 0 OR p.region_id = ?)", "iiiiii"};

static const char *const keys[PROVIDER_ORDERS] = {
    [PROVIDERS_BY_CHANGED] = "l.changed_at",
    [PROVIDERS_BY_NAME] = "p.name",
    [PROVIDERS_BY_STATE] = "l.state_rank",
    [PROVIDERS_BY_LICENCE] = "l.licence_until",
    [PROVIDERS_BY_TASKS] = "l.tasks",
};

/* What a row of the page shows: read for its rows only. */
static const char page_columns[] =
    "id:i key:s name:s state:s suburb:s type_id:i region_id:i type:s icon:s"
    " tone:s face:s licence_needed:i accepts:s person:i places:s"
    " own_children:i revision:i tasks:i tasks_late:i lead:s changed_at:t"
    " phone:s email:s region:s address:s address_state:s postcode:s";
static const char page_head[] =
    "SELECT p.id, d.k, p.name, p.state, p.suburb, p.type_id, p.region_id,"
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
    " p.postcode FROM (SELECT p.id, ";
static const char page_tail[] =
    " LIMIT ?) d STRAIGHT_JOIN provider p ON p.id = d.id"
    " JOIN provider_list l ON l.provider_id = p.id"
    " JOIN provider_type t ON t.id = p.type_id"
    " JOIN region r ON r.id = p.region_id"
    " LEFT JOIN provider_revision v ON v.provider_id = p.id ORDER BY d.k";

/* --- putting them together ------------------------------------------------ */

/* Which pieces: a statement's number in the set, digit by digit. */
struct chosen {
	unsigned words, staff, licences, states, order, descending, after,
	    count;
};
enum {
	PAGES = (SEARCH_WORDS + 1) * 2 * PROVIDER_LICENCES * PROVIDERS_STATES *
		PROVIDER_ORDERS * 2 * 2,
	COUNTS = (SEARCH_WORDS + 1) * 2 * PROVIDER_LICENCES,
	STATEMENTS = PAGES + COUNTS,
};

static struct chosen choose(size_t i)
{
	struct chosen c = {.count = i >= PAGES};

	if (c.count)
		i -= PAGES;
#define DIGIT(member, base) c.member = (unsigned)(i % (base)), i /= (base)
	DIGIT(words, SEARCH_WORDS + 1);
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
	n = n * (SEARCH_WORDS + 1) + c.words;
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

/* The tables, and what every row must meet; in the order of fill_where. */
static void put_where(struct texts *t, const struct chosen *c)
{
	static const struct piece count_lead = {
	    " FROM provider p JOIN provider_list l ON l.provider_id = p.id", ""};
	static const struct piece count_only = {" FROM provider p", ""};

	if (c->words)
		put(t, &word_lead);
	else if (c->staff)
		put(t, &staff_lead);
	else if (c->licences == LICENCES_SOON)
		put(t, &soon_lead);
	else if (c->count)
		put(t, c->licences == LICENCES_EXPIRED ? &count_lead
						       : &count_only);
	else
		put(t, c->order == PROVIDERS_BY_NAME ? &name_lead : &list_lead);
	put(t, &always);
	put(t, &words[c->words]);
	put(t, &staff[c->staff]);
	put(t, &licences[c->licences]);
}

static struct sql *compose(size_t i)
{
	struct chosen c = choose(i);
	struct sql *sql = mem_new(NULL, struct sql);
	struct texts t = {.text.ctx = sql, .params.ctx = sql};
	const char *key = keys[c.order], *to = c.descending ? " DESC" : "";

	if (c.count) {
		sql->name = "PROVIDER_COUNT";
		sql->columns = "state:s n:i";
		buf_puts(&t.text, "SELECT p.state, COUNT(*)");
		put_where(&t, &c);
		buf_puts(&t.text, " GROUP BY p.state");
	} else {
		sql->name = "PROVIDER_LIST";
		sql->columns = page_columns;
		buf_puts(&t.params, "sss");
		buf_printf(&t.text, "%s%s AS k", page_head, key);
		put_where(&t, &c);
		buf_puts(&t.text, states[c.states]);
		if (c.after) {
			buf_printf(&t.text,
				   " AND %s %s= ? AND (%s %s ? OR p.id %s ?)",
				   key, c.descending ? "<" : ">", key,
				   c.descending ? "<" : ">",
				   c.descending ? "<" : ">");
			buf_puts(&t.params, "ssi");
		}
		buf_printf(&t.text, " ORDER BY %s%s, p.id%s%s%s, d.id%s", key,
			   to, to, page_tail, to, to);
		buf_puts(&t.params, "i");
	}
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

enum { PARAMS = 40 };
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

/* The parameters of put_where, in its order. */
static NEOERR *give_where(const struct actor *a,
			  const struct provider_filter *f,
			  const struct search *q, const struct chosen *c,
			  struct given *g)
{
	const char *today = day(a, a->today), *soon = today;
	struct rows r;

	if (c->licences == LICENCES_SOON) {
		TRY(db_query(a->db, a->pool, &LICENCE_SOON_DAYS, &r));
		soon = day(a, a->today + row_int(&r, 0, "days"));
	}
	if (c->words) {
		give_word(a, g, q->like[0]);
	} else if (c->staff) {
		give_staff(g, f->staff, today);
	} else if (c->licences == LICENCES_SOON) {
		give_text(g, today);
		give_text(g, soon);
	}
	give_int(g, (int64_t)a->regions);
	give_int(g, actor_may(a, RIGHT_PROVIDER_DRAFT));
	give_int(g, f->type);
	give_int(g, f->type);
	give_int(g, f->region);
	give_int(g, f->region);
	for (size_t i = 1; i < c->words; i++)
		give_word(a, g, q->like[i]);
	if (c->staff)
		give_staff(g, f->staff, today);
	if (c->licences == LICENCES_SOON)
		give_text(g, today), give_text(g, soon);
	if (c->licences == LICENCES_EXPIRED)
		give_text(g, today);
	return STATUS_OK;
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
	struct search q = search_read(a->pool, f->typed);
	struct chosen c = {.words = (unsigned)q.n,
			   .staff = f->staff != 0,
			   .licences = f->licences,
			   .states = f->states,
			   .order = f->order,
			   .descending = f->descending ^ page.backward,
			   .after = *page.at != '\0'};
	const char *today = day(a, a->today), *key = "";
	struct given g = {.n = 0};
	const struct sql *sql;
	int64_t id = 0;

	if (c.after && !read_at(a, f->order, page.at, &key, &id))
		return nerr_raise(ERR_MALFORMED, "no such page");
	sql = provider_list_sql(number_of(c));
	for (int i = 0; i < 3; i++)
		give_text(&g, today); /* tasks_late, lead */
	TRY(give_where(a, f, &q, &c, &g));
	if (c.after) {
		give_text(&g, key);
		give_text(&g, key);
		give_int(&g, id);
	}
	give_int(&g, (int64_t)page.limit + 1);
	TRY(db_query_params(a->db, a->pool, sql, out, g.list, g.n));
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
	static const char *const names[] = {
	    [PROVIDERS_ACTIVE] = "active",
	    [PROVIDERS_DRAFT] = "draft",
	    [PROVIDERS_SUSPENDED] = "suspended",
	};
	struct search q = search_read(a->pool, f->typed);
	struct chosen c = {.words = (unsigned)q.n,
			   .staff = f->staff != 0,
			   .licences = f->licences,
			   .count = 1};
	struct given g = {.n = 0};
	struct rows r;

	TRY(give_where(a, f, &q, &c, &g));
	TRY(db_query_params(a->db, a->pool, provider_list_sql(number_of(c)),
			    &r, g.list, g.n));
	memset(counts, 0, PROVIDERS_STATES * sizeof *counts);
	for (size_t i = 0; i < r.n; i++) {
		const char *state = row_text(&r, i, "state");
		int64_t n = row_int(&r, i, "n");
		int to = PROVIDERS_CLOSED;

		for (int s = PROVIDERS_ACTIVE; s <= PROVIDERS_SUSPENDED; s++)
			if (!strcmp(names[s], state))
				to = s;
		counts[to] += n;
		if (to != PROVIDERS_CLOSED)
			counts[PROVIDERS_CURRENT] += n;
	}
	return STATUS_OK;
}
