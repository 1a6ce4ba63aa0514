/* A large agency, in bulk, for measuring.
 * SPDX-License-Identifier: MIT
 *
 * Each two hundred providers have a member of staff of their own, who cannot
 * sign in. Each provider gets a lead, three people with checks, a licence with two
 * conditions, three tasks, four notes and the words by which it is found.
 * Everything follows from its number by arithmetic, so that two runs are
 * alike. There is no history of it, and nobody is told.
 */
#include "base/mem.h"
#include "demo/demo.h"

/* Providers of a statement; a transaction does this many. */
enum { CHUNK = 1000 };

/* n counts the new providers from 1; ids go on behind the highest. Parameters
 * of each statement: n before this chunk, how many, then ids. */
#define OF_CHUNK " FROM (SELECT ? + CAST(seq AS SIGNED) AS n FROM seq_1_to_1000 WHERE seq <= ?) x"
#define TIMES_3 " CROSS JOIN (SELECT 0 AS k UNION SELECT 1 UNION SELECT 2) y"
#define LEAD "? + 1 + (n - 1) DIV 200"
#define FIRST                                                               \
	"ELT(1 + MOD(n, 20), 'Acacia', 'Banksia', 'Callistemon', 'Dianella'," \
	" 'Eucalypt', 'Fernleigh', 'Grevillea', 'Hakea', 'Ironbark',"        \
	" 'Jacaranda', 'Kunzea', 'Lilly Pilly', 'Melaleuca', 'Nandina',"     \
	" 'Orchid', 'Pandorea', 'Quandong', 'Rosella', 'Sassafras',"         \
	" 'Tallow')"
#define SECOND                                                              \
	"ELT(1 + MOD(n DIV 20, 12), 'House', 'Lodge', 'Cottage', 'Court',"   \
	" 'Services', 'Support', 'Place', 'Rise', 'Terrace', 'Corner',"      \
	" 'Gate', 'Green')"
#define GIVEN                                                               \
	"ELT(1 + MOD(n * 3 + k, 16), 'Anna', 'Ben', 'Chau', 'Dina', 'Emeka',"  \
	" 'Fatima', 'Grace', 'Hoa', 'Ivan', 'Jarrah', 'Kiri', 'Leo', 'Mei',"  \
	" 'Noor', 'Oscar', 'Priya')"
#define FAMILY                                                              \
	"ELT(1 + MOD(n * 7 + k * 5, 18), 'Adams', 'Brown', 'Chen', 'Diaz',"   \
	" 'Evans', 'Fonua', 'Garcia', 'Haddad', 'Ivanov', 'Jones', 'Kaur',"   \
	" 'Lam', 'Marsh', 'Nguyen', 'Okoro', 'Petrov', 'Quinn', 'Rossi')"
#define SUBURB                                                              \
	"ELT(1 + MOD(n, 8), 'Penrith', 'Katoomba', 'Richmond', 'Windsor',"     \
	" 'Blacktown', 'Parramatta', 'Springwood', 'Liverpool')"
#define POSTCODE                                                            \
	"ELT(1 + MOD(n, 8), '2750', '2780', '2753', '2756', '2148', '2150',"   \
	" '2777', '2170')"

SQL(GROW_BASES, "", "provider:i person:i licence:i account:i",
    "SELECT (SELECT COALESCE(MAX(id), 0) FROM provider),"
    " (SELECT COALESCE(MAX(id), 0) FROM person),"
    " (SELECT COALESCE(MAX(id), 0) FROM licence),"
    " (SELECT COALESCE(MAX(id), 0) FROM account)");

SQL(GROW_STAFF, "iiii", "",
    "INSERT INTO account (id, email, name, title, face, state)"
    " SELECT ? + n, CONCAT('lead', ? + n, '@grown.example'),"
    " CONCAT(ELT(1 + MOD(n, 8), 'Alex', 'Bo', 'Cam', 'Dale', 'Eli', 'Fran',"
    " 'Gray', 'Hunter'), ' ', ELT(1 + MOD(n DIV 8, 6), 'Archer', 'Baker',"
    " 'Carter', 'Draper', 'Fisher', 'Glover'), ' ', n), 'Case manager',"
    " 1 + MOD(n, 24), 'active'" OF_CHUNK);
SQL(GROW_PROVIDER, "iii", "",
    "INSERT INTO provider (id, type_id, region_id, state, name, summary, phone,"
    " email, contact_by, address, suburb, address_state, postcode, places,"
    " facts, lat_e6, lon_e6, located, published_at, published_by, created_at,"
    " changed_at)"
    " SELECT ? + n, 1 + MOD(n, 6), 1, 'active',"
    " CONCAT(" FIRST ", ' ', " SECOND ", ' ', n),"
    " 'Made for measuring: a provider with all that a provider has.',"
    " CONCAT('(02) ', LPAD(n, 8, '4')), CONCAT('p', n, '@grown.example'),"
    " 'phone', CONCAT(1 + MOD(n, 200), ' Acacia Avenue')," SUBURB ", 'NSW',"
    POSTCODE ", 3 + MOD(n, 5), '{\"bedrooms\":\"4\"}',"
    " -33750000 - MOD(n * 37, 200000), 150700000 + MOD(n * 53, 400000),"
    " 'postcode', '2024-03-04 01:00:00', 2, '2024-02-05 01:00:00',"
    " '2024-03-04 01:00:00' + INTERVAL MOD(n, 900) DAY" OF_CHUNK);
SQL(GROW_LIST, "iii", "",
    "INSERT INTO provider_list (provider_id, region_id, type_id, state_rank,"
    " tasks, licence_until, changed_at, name)"
    " SELECT p.id, p.region_id, p.type_id, 1, 1,"
    " '2027-01-01' + INTERVAL MOD(n, 900) DAY, p.changed_at, p.name"
    " FROM (SELECT ? + CAST(seq AS SIGNED) AS n FROM seq_1_to_1000 WHERE seq <= ?) x"
    " JOIN provider p ON p.id = ? + n");
SQL(GROW_LEAD, "iiii", "",
    "INSERT INTO assignment (provider_id, account_id, role, from_date)"
    " SELECT ? + n, " LEAD ", 'lead', '2024-03-04'" OF_CHUNK);
SQL(GROW_PERSON, "iii", "",
    "INSERT INTO person (id, name, born, gender, phone, email)"
    " SELECT ? + n * 3 + k - 2, CONCAT(" GIVEN ", ' ', " FAMILY "),"
    " '1970-01-01' + INTERVAL MOD(n * 31 + k, 12000) DAY,"
    " ELT(1 + MOD(n + k, 2), 'female', 'male'),"
    " CONCAT('0491 ', LPAD(n, 6, '3')), ''" OF_CHUNK TIMES_3);
SQL(GROW_ROLE, "iiii", "",
    "INSERT INTO provider_person (provider_id, person_id, role, main_contact,"
    " from_date)"
    " SELECT ? + n, ? + n * 3 + k - 2,"
    " ELT(1 + k, 'Manager', 'Worker', 'Worker'), k = 0, '2024-03-04'"
    OF_CHUNK TIMES_3);
SQL(GROW_CHECK, "iii", "",
    "INSERT INTO credential (person_id, kind_id, number, issued, expires)"
    " SELECT ? + n * 3 + k - 2, 1 + MOD(n + k, 5), CONCAT('C', n, k),"
    " '2024-03-04', '2027-01-01' + INTERVAL MOD(n * 11 + k, 1200) DAY"
    OF_CHUNK TIMES_3);
SQL(GROW_LICENCE, "iiii", "",
    "INSERT INTO licence (id, provider_id, type_id, number, from_date,"
    " until_date)"
    " SELECT ? + n, ? + n, 1 + MOD(n, 5), CONCAT('GR-', n), '2024-01-01',"
    " '2027-01-01' + INTERVAL MOD(n, 900) DAY" OF_CHUNK);
SQL(GROW_GRANT, "iii", "",
    "INSERT INTO licence_action (licence_id, action, on_date, account_id)"
    " SELECT ? + n, 'grant', '2024-01-01', 2" OF_CHUNK);
SQL(GROW_CONDITION, "iii", "",
    "INSERT INTO licence_condition (licence_id, kind, min_value, max_value,"
    " position)"
    " SELECT ? + n, ELT(1 + k, 'age', 'capacity'), IF(k, NULL, 18),"
    " IF(k, 6, NULL), k" OF_CHUNK
    " CROSS JOIN (SELECT 0 AS k UNION SELECT 1) y");
SQL(GROW_TASK, "iiii", "",
    "INSERT INTO task (provider_id, title, details, due, assignee_id, state,"
    " done_at, done_by, created_by, created_at)"
    " SELECT ? + n, ELT(1 + k, 'Yearly review', 'Ask for the certificate',"
    " 'Ring back'), '', '2027-02-01' + INTERVAL MOD(n + k, 400) DAY, "
    LEAD ", IF(k, 'done', 'open'), IF(k, '2026-05-05 03:00:00', NULL),"
    " IF(k, 2, NULL), 2, '2026-04-01 03:00:00'" OF_CHUNK TIMES_3);
SQL(GROW_NOTE, "iiii", "",
    "INSERT INTO note (provider_id, kind, at, text, author_id)"
    " SELECT ? + n, ELT(1 + k, 'phone', 'visit', 'note'),"
    " '2026-01-05 01:00:00' + INTERVAL MOD(n * 7 + k * 40, 300) DAY,"
    " CONCAT('Talked about the month, the roster and what is to be repaired. ',"
    " 'Nothing that waits. We see each other again in some weeks; number ', n,"
    " '.'), " LEAD OF_CHUNK TIMES_3);
SQL(GROW_WORD, "iii", "",
    "INSERT INTO search_word (kind, word, object_id, source)"
    " SELECT 'provider', CASE k WHEN 0 THEN LOWER(SUBSTRING_INDEX(" FIRST
    ", ' ', 1)) WHEN 1 THEN LOWER(" SECOND ") WHEN 2 THEN n"
    " WHEN 3 THEN CONCAT('02', LPAD(n, 8, '4'))"
    " WHEN 4 THEN RIGHT(LPAD(n, 8, '4'), 4)"
    " WHEN 5 THEN CONCAT('gr', n) ELSE LOWER(" SUBURB ") END, ? + n,"
    " CASE WHEN k < 3 THEN 'name' WHEN k < 5 THEN 'phone'"
    " WHEN k = 5 THEN 'licence' ELSE 'place' END" OF_CHUNK
    " CROSS JOIN (SELECT 0 AS k UNION SELECT 1 UNION SELECT 2 UNION SELECT 3"
    " UNION SELECT 4 UNION SELECT 5 UNION SELECT 6) y");
SQL(GROW_PERSON_WORD, "iii", "",
    "INSERT IGNORE INTO search_word (kind, word, object_id, source)"
    " SELECT 'provider', LOWER(IF(z.j, " GIVEN ", " FAMILY ")), ? + n,"
    " 'person'" OF_CHUNK TIMES_3
    " CROSS JOIN (SELECT 0 AS j UNION SELECT 1) z");
SQL(GROW_ANALYSE, "", "t:s op:s kind:s words:s",
    "ANALYZE TABLE provider, provider_list, provider_person, person, licence,"
    " task, note, search_word, credential");

struct grow {
	const struct actor *a;
	int64_t provider, person, licence, account; /* the highest ids before */
	int64_t from, n;
};

static NEOERR *grow_chunk(void *arg)
{
	struct grow *g = arg;
	struct db *db = g->a->db;

	/* The parameters stand in the order of the text. */
	TRY(db_exec(db, &GROW_PROVIDER, g->provider, g->from, g->n));
	TRY(db_exec(db, &GROW_LIST, g->from, g->n, g->provider));
	TRY(db_exec(db, &GROW_LEAD, g->provider, g->account, g->from, g->n));
	TRY(db_exec(db, &GROW_PERSON, g->person, g->from, g->n));
	TRY(db_exec(db, &GROW_ROLE, g->provider, g->person, g->from, g->n));
	TRY(db_exec(db, &GROW_CHECK, g->person, g->from, g->n));
	TRY(db_exec(db, &GROW_LICENCE, g->licence, g->provider, g->from, g->n));
	TRY(db_exec(db, &GROW_GRANT, g->licence, g->from, g->n));
	TRY(db_exec(db, &GROW_CONDITION, g->licence, g->from, g->n));
	TRY(db_exec(db, &GROW_TASK, g->provider, g->account, g->from, g->n));
	TRY(db_exec(db, &GROW_NOTE, g->provider, g->account, g->from, g->n));
	TRY(db_exec(db, &GROW_WORD, g->provider, g->from, g->n));
	return nerr_pass(
	    db_exec(db, &GROW_PERSON_WORD, g->provider, g->from, g->n));
}

NEOERR *demo_grow(const struct actor *a, int64_t providers,
		  demo_progress *progress)
{
	struct grow g = {.a = a};
	struct rows r;

	TRY(db_query(a->db, a->pool, &GROW_BASES, &r));
	g.provider = row_int(&r, 0, "provider");
	g.person = row_int(&r, 0, "person");
	g.licence = row_int(&r, 0, "licence");
	g.account = row_int(&r, 0, "account");
	if (!g.provider)
		return nerr_raise(ERR_INVALID,
				  "load the demo first: its staff look after "
				  "what is added here");
	for (int64_t n = (providers - 1) / 200 + 1, i = 0; i < n; i += CHUNK)
		TRY(db_exec(a->db, &GROW_STAFF, g.account, g.account, i,
			    n - i < CHUNK ? n - i : CHUNK));
	for (; g.from < providers; g.from += g.n) {
		g.n = providers - g.from < CHUNK ? providers - g.from : CHUNK;
		TRY(db_transaction(a->db, grow_chunk, &g));
		progress("providers", g.from + g.n, providers);
	}
	return nerr_pass(db_query(a->db, a->pool, &GROW_ANALYSE, &r));
}
