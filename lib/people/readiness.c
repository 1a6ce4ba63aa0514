/* Readiness.
 * SPDX-License-Identifier: MIT */
#include "people/readiness.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "people/credential.h"

/* Everything at once, a line a fact:
 *   credential  what is needed (text) of whom (person_id, 0: the provider), and
 *               one of it: "1" or "0" (suspended), then its last day; null
 *               where there is none. The greatest counts
 *   incident    one that pauses placements: its number
 *   placed      how many are there today
 *   condition   of a licence (ref) */
#define READINESS_TEXT(of)                                                  \
	"SELECT STRAIGHT_JOIN 'credential', p.id, k.id, k.name, 0, '', k.blocks,"         \
	" k.remind_days, CONCAT(1 - c.suspended,"                           \
	" COALESCE(c.expires, '9999-12-31')), NULL, NULL, 0, ''"            \
	" FROM " of                                                         \
	" JOIN credential_rule r ON r.type_id = p.type_id"                  \
	"  AND r.applies = 'provider'"                                      \
	" JOIN credential_kind k ON k.id = r.kind_id"                       \
	" LEFT JOIN credential c ON c.provider_id = p.id"                   \
	"  AND c.kind_id = k.id"                                            \
	" UNION ALL"                                                        \
	" SELECT STRAIGHT_JOIN 'credential', p.id, k.id, k.name, h.id, h.name, k.blocks," \
	" k.remind_days, CONCAT(1 - c.suspended,"                           \
	" COALESCE(c.expires, '9999-12-31')), NULL, NULL, 0, ''"            \
	" FROM " of                                                         \
	" JOIN provider_person l ON l.provider_id = p.id"                   \
	"  AND (l.until_date IS NULL OR l.until_date >= ?)"                 \
	" JOIN person h ON h.id = l.person_id"                              \
	" JOIN credential_rule r ON r.type_id = p.type_id"                  \
	"  AND (r.applies = 'people' AND (l.household = 0 OR l.main_contact)"\
	"   OR r.applies = 'household' AND l.household)"                    \
	" JOIN credential_kind k ON k.id = r.kind_id"                       \
	" LEFT JOIN credential c ON c.person_id = h.id AND c.kind_id = k.id"\
	" WHERE k.adults_only = 0 OR h.born IS NULL"                        \
	"  OR h.born <= ? - INTERVAL 18 YEAR"                               \
	" UNION ALL"                                                        \
	" SELECT STRAIGHT_JOIN 'incident', p.id, i.id, i.number, 0, '', 1, 0,"            \
	" NULL, NULL, NULL, 0, ''"                                          \
	" FROM " of " JOIN incident i ON i.provider_id = p.id"              \
	"  AND i.pause_placements AND i.state <> 'closed'"                  \
	" UNION ALL"                                                        \
	" SELECT STRAIGHT_JOIN 'placed', p.id, 0, COUNT(DISTINCT s.client_id), 0, '', 0," \
	" 0, NULL, NULL, NULL, 0, ''"                                       \
	" FROM " of " JOIN placement s ON s.provider_id = p.id"             \
	"  AND s.from_date <= ?"                                            \
	"  AND (s.until_date IS NULL OR s.until_date >= ?) GROUP BY p.id"   \
	" UNION ALL"                                                        \
	" SELECT STRAIGHT_JOIN 'condition', p.id, c.licence_id, c.kind, c.id,"            \
	" c.text_value, c.effect = 'blocks', c.position, NULL, c.min_value,"\
	" c.max_value, c.count_own, COALESCE(t.phrase, '')"                 \
	" FROM " of " JOIN licence l ON l.provider_id = p.id"               \
	" JOIN licence_condition c ON c.licence_id = l.id"                  \
	"  AND c.removed_at IS NULL"                                        \
	" LEFT JOIN trait t ON c.kind = 'trait' AND t.name = c.text_value"
#define READINESS_COLUMNS                                                   \
	"what:s provider_id:i ref:i text:s person_id:i person:s blocks:i"   \
	" remind:i best:s min:s max:s own:i phrase:s"

SQL(READINESS_MANY, "sssssssss", READINESS_COLUMNS,
    READINESS_TEXT("JSON_TABLE(?, '$[*]' COLUMNS (id bigint PATH '$')) j"
		   " STRAIGHT_JOIN provider p ON p.id = j.id"));
/* Of one alone, which is far cheaper so: its row is read before the plan is
 * made. */
SQL(READINESS_ONE, "iississii", READINESS_COLUMNS,
    READINESS_TEXT("provider p JOIN provider_type y ON y.id = p.type_id"
		   " AND p.id = ?"));

struct facts {
	const struct actor *a;
	const struct rows *rows;
	/* The lines of this provider, those of one person and kind together. */
	const size_t *lines;
	size_t n_lines;
	const struct ready_provider *p;
	const struct licence *licence;
	struct readiness *out;
	size_t cap;
};

static void add(struct facts *f, struct ready_check check)
{
	struct readiness *out = f->out;

	if (out->n == f->cap) {
		f->cap = f->cap ? f->cap * 2 : 8;
		out->checks = mem_grow(f->a->pool, out->checks, f->cap,
				       sizeof *out->checks);
	}
	out->in_the_way += !strcmp(check.tone, "bad");
	out->to_look_at += !strcmp(check.tone, "warn");
	out->checks[out->n++] = check;
}

static const char *day_text(const struct facts *f, struct date d)
{
	int year = date_from_days(f->a->today).year;

	if (d.year == year)
		return mem_printf(f->a->pool, "%d %s", d.day,
				  date_month_name(d.month));
	return mem_printf(f->a->pool, "%d %s %d", d.day,
			  date_month_name(d.month), d.year);
}

static void check_profile(struct facts *f)
{
	const char *state = f->p->state;
	bool may = actor_may(f->a, RIGHT_PROVIDER_STATE);

	if (!strcmp(state, "draft"))
		add(f, (struct ready_check){
			   "bad", "The profile is a draft",
			   "and not published yet",
			   actor_may(f->a, RIGHT_PROVIDER_PUBLISH) ? "publish"
								   : NULL,
			   "Publish it"});
	else if (!strcmp(state, "suspended"))
		add(f, (struct ready_check){"bad", "The profile is suspended",
					    "", may ? "reinstate" : NULL,
					    "Reinstate it"});
	else if (strcmp(state, "active"))
		add(f, (struct ready_check){
			   "bad",
			   !strcmp(state, "closed") ? "The profile is closed"
						    : "The profile is archived",
			   "", may ? "reopen" : NULL, "Reopen it"});
}

static void check_licence(struct facts *f)
{
	bool see = actor_may(f->a, RIGHT_LICENCE_VIEW);
	const struct licence *l = f->licence;
	const struct licence_status *s = l ? &l->now : NULL;
	const char *where = see ? "licence" : NULL, *more = "";
	const char *open = "Open the licence";

	if (!f->p->licence_needed && !l)
		return;
	if (!l) {
		add(f, (struct ready_check){"bad", "No licence",
					    "though its kind needs one",
					    see ? "licence" : NULL,
					    "Add a licence"});
		return;
	}
	if (s->in_force) {
		if (!date_is_none(l->until))
			more = mem_printf(f->a->pool, "to %s",
					  day_text(f, l->until));
		if (s->state == LICENCE_ENDING)
			add(f, (struct ready_check){
				   "warn",
				   s->days_left
				       ? mem_printf(f->a->pool,
						    "Licence ends in %s",
						    text_count(f->a->pool,
							       s->days_left,
							       "day", "days"))
				       : "Licence ends today",
				   "", where, open});
		else
			add(f, (struct ready_check){"ok", "Licence active",
						    more, NULL, NULL});
		return;
	}
	if (!date_is_none(s->since))
		more = mem_printf(f->a->pool, "%s %s",
				  s->state == LICENCE_TO_BEGIN  ? "from"
				  : s->state == LICENCE_APPLIED ? "applied for on"
								: "on",
				  day_text(f, s->since));
	else if (s->state == LICENCE_EXPIRED && !date_is_none(l->until))
		more = mem_printf(f->a->pool, "on %s", day_text(f, l->until));
	add(f, (struct ready_check){
		   f->p->licence_needed ? "bad" : "warn",
		   s->state == LICENCE_APPLIED	   ? "Licence not granted yet"
		   : s->state == LICENCE_TO_BEGIN  ? "Licence not begun yet"
		   : s->state == LICENCE_SUSPENDED ? "Licence suspended"
		   : s->state == LICENCE_EXPIRED   ? "Licence expired"
		   : s->state == LICENCE_REVOKED   ? "Licence revoked"
						   : "Licence surrendered",
		   more, where, open});
}

/* How one requirement stands; *text and *more say it. */
static enum credential_state
credential_line(const struct facts *f, size_t i, const char **text,
		const char **more)
{
	const char *kind = row_text(f->rows, i, "text");
	const char *best = row_text(f->rows, i, "best");
	enum credential_state state = CREDENTIAL_MISSING;
	int64_t expires = INT64_MAX;
	struct date d;

	*more = "";
	*text = mem_printf(f->a->pool, "%s missing", kind);
	if (!*best)
		return state;
	if (date_parse_iso(best + 1, &d) && d.year < 9999)
		expires = date_to_days(d);
	state = credential_state(expires, *best == '0',
				 row_int(f->rows, i, "remind"), f->a->today);
	switch (state) {
	case CREDENTIAL_IS_SUSPENDED:
		*text = mem_printf(f->a->pool, "%s suspended", kind);
		break;
	case CREDENTIAL_EXPIRED:
		*text = mem_printf(f->a->pool, "%s expired", kind);
		*more = mem_printf(f->a->pool, "on %s", day_text(f, d));
		break;
	case CREDENTIAL_SOON:
		*text = expires == f->a->today
			    ? mem_printf(f->a->pool, "%s ends today", kind)
			    : mem_printf(f->a->pool, "%s ends in %s", kind,
					 text_count(f->a->pool,
						    expires - f->a->today,
						    "day", "days"));
		break;
	default:
		*text = kind;
		if (expires != INT64_MAX)
			*more = mem_printf(f->a->pool, "to %s", day_text(f, d));
	}
	return state;
}

static bool is(const struct facts *f, size_t i, const char *what)
{
	return !strcmp(row_text(f->rows, i, "what"), what);
}

static void check_credential(struct facts *f, size_t i)
{
	int64_t person = row_int(f->rows, i, "person_id");
	bool see = actor_may(f->a, RIGHT_PERSON_VIEW);
	struct ready_check c = {.tone = "ok"};
	enum credential_state state = credential_line(f, i, &c.text, &c.more);

	if (state == CREDENTIAL_CURRENT && person)
		return; /* counted, below */
	if (state == CREDENTIAL_SOON)
		c.tone = "warn";
	else if (state != CREDENTIAL_CURRENT)
		c.tone = row_int(f->rows, i, "blocks") ? "bad" : "warn";
	if (person)
		c.more = mem_printf(f->a->pool, "%s%sfor %s", c.more,
				    *c.more ? ", " : "",
				    see ? row_text(f->rows, i, "person")
					: "somebody there");
	if (state != CREDENTIAL_CURRENT && see && person) {
		c.where = mem_printf(f->a->pool, "people/%" PRId64, person);
		c.label = "See their checks";
	} else if (state != CREDENTIAL_CURRENT &&
		   actor_may(f->a, RIGHT_PERSON_EDIT)) {
		c.where = "certificates/add";
		c.label = "Write down a new one";
	}
	add(f, c);
}

/* "11 of 11 people": those who have all that they must have. */
static void check_people(struct facts *f)
{
	int64_t people = 0, good = 0, last = 0, seen = -1, kind = 0;
	bool fine = false;
	const char *text, *more;

	for (size_t k = 0; k < f->n_lines; k++) {
		size_t i = f->lines[k];
		int64_t person = row_int(f->rows, i, "person_id");

		if (!is(f, i, "credential"))
			continue;
		/* Of several of one kind the one that lasts longest is first;
		 * and somebody with two roles is asked for it once. */
		if (person == seen && row_int(f->rows, i, "ref") == kind)
			continue;
		seen = person;
		kind = row_int(f->rows, i, "ref");
		if (person && person != last) {
			good += fine;
			people++;
			fine = true;
			last = person;
		}
		if (person && credential_line(f, i, &text, &more) <
				  CREDENTIAL_SOON)
			fine = false;
		check_credential(f, i);
	}
	good += fine;
	if (people && good == people)
		add(f, (struct ready_check){
			   "ok", "Staff checks current",
			   mem_printf(f->a->pool, "%" PRId64 " of %s", good,
				      text_count(f->a->pool, people, "person",
						 "people")),
			   NULL, NULL});
}

static void check_incidents(struct facts *f)
{
	bool see = actor_may(f->a, RIGHT_INCIDENT_VIEW);

	for (size_t k = 0; k < f->n_lines; k++) {
		size_t i = f->lines[k];
		struct ready_check c = {.tone = "bad",
					.text = "New placements paused",
					.more = "while an incident is looked "
						"into"};

		if (!is(f, i, "incident"))
			continue;
		if (see) {
			c.more = mem_printf(f->a->pool,
					    "by the review of incident %s",
					    row_text(f->rows, i, "text"));
			c.where = mem_printf(f->a->pool, "history/%s",
					     row_text(f->rows, i, "ref"));
			c.label = "Open the review";
		}
		add(f, c);
	}
}

static void read_conditions(struct facts *f)
{
	struct conditions *all = &f->out->conditions;

	all->list = mem_array(f->a->pool, f->n_lines, sizeof *all->list);
	for (size_t k = 0; k < f->n_lines; k++) {
		const struct rows *r = f->rows;
		size_t i = f->lines[k];
		const char *min = row_text(r, i, "min"), *max;

		if (!is(f, i, "condition") || !f->licence ||
		    row_int(r, i, "ref") != f->licence->id)
			continue;
		max = row_text(r, i, "max");
		all->list[all->n++] = (struct condition){
		    .id = row_int(r, i, "person_id"),
		    .licence = f->licence->id,
		    .kind = condition_kind_by_name(row_text(r, i, "text")),
		    .blocks = row_int(r, i, "blocks"),
		    .min = *min ? strtoll(min, NULL, 10) : CONDITION_OPEN,
		    .max = *max ? strtoll(max, NULL, 10) : CONDITION_OPEN,
		    .text = row_text(r, i, "person"),
		    .phrase = row_text(r, i, "phrase"),
		    .count_own = row_int(r, i, "own"),
		};
	}
}

static void check_places(struct facts *f)
{
	struct readiness *out = f->out;
	int64_t limit =
	    condition_places(&out->conditions, f->p->own_children), left;

	out->limit = f->p->places;
	if (limit != INT64_MAX && (out->limit < 0 || limit < out->limit))
		out->limit = limit;
	for (size_t k = 0; k < f->n_lines; k++)
		if (is(f, f->lines[k], "placed"))
			out->used = strtoll(
			    row_text(f->rows, f->lines[k], "text"), NULL, 10);
	if (out->limit < 0)
		return;
	left = out->limit - out->used;
	add(f, (struct ready_check){
		   left > 0 ? "ok" : "bad",
		   left > 0 ? mem_printf(f->a->pool, "%s free",
					 text_count(f->a->pool, left, "place",
						    "places"))
			    : "No place free",
		   mem_printf(f->a->pool, "%" PRId64 " of %" PRId64 " used",
			      out->used, out->limit),
		   left <= 0 && actor_may(f->a, RIGHT_CLIENT_VIEW) ? "clients"
								   : NULL,
		   "Who is there"});
}

static int rank(const struct ready_check *c)
{
	return !strcmp(c->tone, "bad") ? 0 : !strcmp(c->tone, "warn") ? 1 : 2;
}

/* Failures first, else in the order in which they were found. */
static void sort_checks(struct readiness *out)
{
	for (size_t i = 1; i < out->n; i++) {
		struct ready_check c = out->checks[i];
		size_t k = i;

		for (; k && rank(&out->checks[k - 1]) > rank(&c); k--)
			out->checks[k] = out->checks[k - 1];
		out->checks[k] = c;
	}
}

/* "Licence expired" within a sentence. */
static const char *lower_first(void *pool, const char *s)
{
	char *copy = mem_strdup(pool, s);

	/* Not of what is an abbreviation: "NDIS worker screening missing". */
	if (copy[0] >= 'A' && copy[0] <= 'Z' &&
	    !(copy[1] >= 'A' && copy[1] <= 'Z'))
		copy[0] = (char)(copy[0] + 'a' - 'A');
	return copy;
}

static void say(struct facts *f)
{
	struct readiness *out = f->out;
	void *pool = f->a->pool;
	bool booking = !strcmp(f->p->accepts, "booking");

	out->question = booking ? "Can it accept a booking now?"
				: "Can it accept a placement now?";
	out->draft = !strcmp(f->p->state, "draft");
	if (out->draft) {
		out->answer = "Not yet, the profile is a draft";
		out->brief = "Not yet, profile is a draft";
	} else if (out->in_the_way) {
		out->answer =
		    out->in_the_way == 1
			? "No, 1 thing stands in the way"
			: mem_printf(pool, "No, %zu things stand in the way",
				     out->in_the_way);
		out->brief = lower_first(pool, out->checks[0].text);
	} else {
		out->answer = out->to_look_at
				  ? mem_printf(pool, "Yes, but look at %s",
					       text_count(pool,
							  (int64_t)
							      out->to_look_at,
							  "thing", "things"))
				  : "Yes";
		out->brief =
		    out->limit < 0
			? "no limit set"
			: mem_printf(pool, "%" PRId64 " of %s",
				     out->limit - out->used,
				     text_count(pool, out->limit, "place",
						"places"));
	}
}

struct line {
	int64_t provider, person, ref;
	const char *best;
	size_t row;
};

static int compare_lines(const void *x, const void *y)
{
	const struct line *a = x, *b = y;

	if (a->provider != b->provider)
		return a->provider < b->provider ? -1 : 1;
	if (a->person != b->person)
		return a->person < b->person ? -1 : 1;
	if (a->ref != b->ref)
		return a->ref < b->ref ? -1 : 1;
	if (strcmp(a->best, b->best))
		return -strcmp(a->best, b->best);
	return a->row < b->row ? -1 : a->row > b->row;
}

/* The rows by provider and person: their numbers, and whose each is. */
static struct line *sort_lines(const struct actor *a, const struct rows *rows)
{
	struct line *lines = mem_array(a->pool, rows->n + 1, sizeof *lines);

	for (size_t i = 0; i < rows->n; i++)
		lines[i] = (struct line){row_int(rows, i, "provider_id"),
					 row_int(rows, i, "person_id"),
					 row_int(rows, i, "ref"),
					 row_text(rows, i, "best"), i};
	qsort(lines, rows->n, sizeof *lines, compare_lines);
	return lines;
}

static void find_lines(struct facts *f, const struct line *lines)
{
	size_t low = 0, high = f->rows->n, n = 0, *mine;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (lines[middle].provider < f->p->id)
			low = middle + 1;
		else
			high = middle;
	}
	while (low + n < f->rows->n && lines[low + n].provider == f->p->id)
		n++;
	mine = mem_array(f->a->pool, n + 1, sizeof *mine);
	for (size_t i = 0; i < n; i++)
		mine[i] = lines[low + i].row;
	f->lines = mine;
	f->n_lines = n;
}

NEOERR *readiness_of(const struct actor *a, const struct ready_provider *list,
		     size_t n, const struct licences *licences,
		     struct readiness *out)
{
	struct buf ids = {.ctx = a->pool};
	char today[DATE_TEXT];
	struct line *lines;
	struct rows rows;

	if (!n)
		return STATUS_OK;
	date_format_iso(date_from_days(a->today), today);
	if (n == 1) {
		int64_t id = list->id;

		TRY(db_query(a->db, a->pool, &READINESS_ONE, &rows, id, id,
			     today, today, id, id, today, today, id));
	} else {
		for (size_t i = 0; i < n; i++)
			buf_printf(&ids, "%c%" PRId64, i ? ',' : '[',
				   list[i].id);
		buf_puts(&ids, "]");
		TRY(db_query(a->db, a->pool, &READINESS_MANY, &rows, ids.s,
			     ids.s, today, today, ids.s, ids.s, today, today,
			     ids.s));
	}
	lines = sort_lines(a, &rows);
	for (size_t i = 0; i < n; i++) {
		struct facts f = {.a = a,
				  .rows = &rows,
				  .p = &list[i],
				  .licence = licence_main(licences, list[i].id),
				  .out = &out[i]};

		find_lines(&f, lines);
		out[i] = (struct readiness){.limit = -1};
		check_profile(&f);
		check_licence(&f);
		check_incidents(&f);
		read_conditions(&f);
		check_places(&f);
		check_people(&f);
		sort_checks(&out[i]);
		say(&f);
	}
	return STATUS_OK;
}
