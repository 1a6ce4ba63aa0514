/* Licences: their state on a date, and what may be done with them.
 * SPDX-License-Identifier: MIT */
#include "people/licence.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "people/audit.h"
#include "people/search.h"

/* The numbers of any list of records reach a statement as one JSON text. */
#define LICENCE_COLUMNS                                                       \
	"provider_id:i id:i type_id:i version:i replaces_id:i type:s number:s" \
	" issuer:s remarks:s replaces_number:s care:i renew_days:i"            \
	" from_date:d until_date:d soon:i"
#define LICENCE_SELECT                                                       \
	"SELECT l.provider_id, l.id, l.type_id, l.version, l.replaces_id,"   \
	" t.name, l.number, IF(l.issuer = '', t.issuer, l.issuer),"          \
	" l.remarks, COALESCE(o.number, ''), t.care, t.renew_days,"          \
	" l.from_date, l.until_date,"                                        \
	" (SELECT value FROM setting WHERE name = 'licence.soon_days')"
#define LICENCE_JOINS                                     \
	" JOIN licence_type t ON t.id = l.type_id"        \
	" LEFT JOIN licence o ON o.id = l.replaces_id"
#define LICENCE_ACTION_COLUMNS                                          \
	"licence_id:i id:i action:s on_date:d until_date:d reason:s at:t" \
	" who:s"
#define LICENCE_ACTION_SELECT                                           \
	"SELECT x.licence_id, x.id, x.action, x.on_date, x.until_date," \
	" x.reason, x.at, COALESCE(p.name, 'Carebook')"
#define LICENCE_ACTION_ORDER " ORDER BY l.provider_id, x.on_date, x.id"

SQL(LICENCE_OF_PROVIDER, "i", LICENCE_COLUMNS,
    LICENCE_SELECT " FROM licence l" LICENCE_JOINS
		   " WHERE l.provider_id = ? ORDER BY l.id");
SQL(LICENCE_ACTION_OF_PROVIDER, "i", LICENCE_ACTION_COLUMNS,
    LICENCE_ACTION_SELECT
    " FROM licence l JOIN licence_action x ON x.licence_id = l.id"
    " LEFT JOIN account p ON p.id = x.account_id"
    " WHERE l.provider_id = ?" LICENCE_ACTION_ORDER);
SQL(LICENCE_OF_PROVIDERS, "s", LICENCE_COLUMNS,
    LICENCE_SELECT
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (id bigint PATH '$')) j"
    " JOIN licence l ON l.provider_id = j.id" LICENCE_JOINS
    " ORDER BY l.provider_id, l.id");
SQL(LICENCE_ACTION_OF_PROVIDERS, "s", LICENCE_ACTION_COLUMNS,
    LICENCE_ACTION_SELECT
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (id bigint PATH '$')) j"
    " JOIN licence l ON l.provider_id = j.id"
    " JOIN licence_action x ON x.licence_id = l.id"
    " LEFT JOIN account p ON p.id = x.account_id" LICENCE_ACTION_ORDER);
SQL(LICENCE_TYPES, "", "id:i name:s issuer:s renew_days:i care:i",
    "SELECT id, name, issuer, renew_days, care FROM licence_type"
    " ORDER BY care DESC, name");
SQL(LICENCE_GET, "ii",
    "version:i type_id:s number:s issuer:s from_date:d until_date:d"
    " replaces_id:s remarks:s",
    "SELECT version, type_id, number, issuer, from_date, until_date,"
    " replaces_id, remarks FROM licence WHERE id = ? AND provider_id = ?");
SQL(LICENCE_INSERT, "ssssssss", "",
    "INSERT INTO licence (provider_id, type_id, number, issuer, from_date,"
    " until_date, replaces_id, remarks) VALUES (?, ?, ?, ?, NULLIF(?, ''),"
    " NULLIF(?, ''), NULLIF(?, ''), ?)");
SQL(LICENCE_UPDATE, "sssssssss", "",
    "UPDATE licence SET type_id = ?, number = ?, issuer = ?,"
    " from_date = NULLIF(?, ''), until_date = NULLIF(?, ''),"
    " replaces_id = NULLIF(?, ''), remarks = ?, version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(LICENCE_ACTION_INSERT, "isssssii", "",
    "INSERT INTO licence_action (licence_id, action, on_date, until_date,"
    " reason, at, account_id, incident_id)"
    " VALUES (?, ?, ?, NULLIF(?, ''), ?, ?, NULLIF(?, 0), NULLIF(?, 0))");

static const struct deed {
	const char *name, *label;
} deeds[LICENCE_DEEDS] = {
    [LICENCE_APPLY] = {"apply", "Applied for"},
    [LICENCE_GRANT] = {"grant", "Granted"},
    [LICENCE_LODGE_RENEWAL] = {"lodge_renewal", "Renewal lodged"},
    [LICENCE_SUSPEND] = {"suspend", "Suspended"},
    [LICENCE_REINSTATE] = {"reinstate", "Reinstated"},
    [LICENCE_REVOKE] = {"revoke", "Revoked"},
    [LICENCE_SURRENDER] = {"surrender", "Surrendered"},
};

const char *licence_deed_name(enum licence_deed deed)
{
	return deeds[deed].name;
}

const char *licence_deed_label(enum licence_deed deed)
{
	return deeds[deed].label;
}

/* --- the state on a date -------------------------------------------------- */

/* Does a reinstatement written down after i end it by this day? */
static bool reinstated(const struct licence_action *x, size_t n, size_t i,
		       struct date on)
{
	for (size_t j = i + 1; j < n; j++)
		if (x[j].deed == LICENCE_REINSTATE &&
		    date_compare(x[j].on, on) <= 0)
			return true;
	return false;
}

static void look_at_grants(const struct licence_action *x, size_t n,
			   struct date on, struct licence_status *s)
{
	struct date applied = DATE_NONE;

	s->granted = true;
	for (size_t i = 0; i < n; i++) {
		if (x[i].deed == LICENCE_APPLY && date_is_none(applied))
			applied = x[i].on;
		if (x[i].deed == LICENCE_LODGE_RENEWAL &&
		    date_compare(x[i].on, on) <= 0)
			s->lodged = x[i].on;
		if (x[i].deed == LICENCE_GRANT &&
		    date_compare(x[i].on, on) <= 0)
			s->lodged = DATE_NONE;
	}
	if (date_is_none(applied))
		return;
	s->granted = false;
	s->since = applied;
	for (size_t i = 0; i < n; i++)
		if (x[i].deed == LICENCE_GRANT)
			s->granted = true;
}

/* The first day of the longest suspension, and the last day of all together. */
static bool is_suspended(const struct licence_action *x, size_t n,
			 struct date on, struct licence_status *s)
{
	bool found = false, open = false;

	for (size_t i = 0; i < n; i++) {
		if (x[i].deed != LICENCE_SUSPEND ||
		    !date_between(on, x[i].on, x[i].until) ||
		    reinstated(x, n, i, on))
			continue;
		if (!found)
			s->since = x[i].on;
		if (date_is_none(x[i].until))
			open = true;
		if (date_compare(x[i].until, s->until) > 0)
			s->until = x[i].until;
		found = true;
	}
	if (open)
		s->until = DATE_NONE;
	return found;
}

/* Revoked, or given back, by this day, while there was something to take? */
static bool is_ended(const struct licence_action *x, size_t n,
		     struct date until, struct date on,
		     struct licence_status *s)
{
	for (size_t i = 0; i < n; i++) {
		bool revoked = x[i].deed == LICENCE_REVOKE;

		if ((!revoked && x[i].deed != LICENCE_SURRENDER) ||
		    date_compare(x[i].on, on) > 0 ||
		    (s->granted && !date_is_none(until) &&
		     date_compare(x[i].on, until) > 0) ||
		    (revoked && reinstated(x, n, i, on)))
			continue;
		s->state = revoked ? LICENCE_REVOKED : LICENCE_SURRENDERED;
		s->since = x[i].on;
		return true;
	}
	return false;
}

/* Granted, but on this day nobody had said so yet, and it had not begun. */
static bool not_granted_yet(const struct licence_action *x, size_t n,
			    struct date on)
{
	bool applied = false;

	for (size_t i = 0; i < n; i++) {
		if (x[i].deed == LICENCE_APPLY)
			applied = true;
		if (x[i].deed == LICENCE_GRANT &&
		    date_compare(x[i].on, on) <= 0)
			return false;
	}
	return applied;
}

struct licence_status licence_state(struct date from, struct date until,
				    const struct licence_action *actions,
				    size_t n, struct date on, int64_t soon)
{
	struct licence_status s = {.state = LICENCE_IN_FORCE, .days_left = -1};
	struct licence_status suspended = {.days_left = -1};

	look_at_grants(actions, n, on, &s);
	if (!date_is_none(until) && date_compare(on, until) <= 0)
		s.days_left = date_days_between(on, until);
	if (is_ended(actions, n, until, on, &s))
		return s;
	if (!s.granted) {
		s.state = LICENCE_APPLIED;
		return s;
	}
	if (!date_is_none(from) && date_compare(on, from) < 0) {
		if (not_granted_yet(actions, n, on)) {
			s.state = LICENCE_APPLIED;
			return s;
		}
		s.state = LICENCE_TO_BEGIN;
		s.since = from;
		return s;
	}
	if (!date_is_none(until) && date_compare(on, until) > 0) {
		s.state = LICENCE_EXPIRED;
		s.since = date_add_days(until, 1);
		s.until = until;
		return s;
	}
	if (is_suspended(actions, n, on, &suspended)) {
		s.state = LICENCE_SUSPENDED;
		s.since = suspended.since;
		s.until = suspended.until;
		return s;
	}
	s.in_force = true;
	s.since = from;
	s.until = until;
	if (s.days_left >= 0 && s.days_left <= soon)
		s.state = LICENCE_ENDING;
	return s;
}

/* --- in words --------------------------------------------------------------- */

static const char *day(const void *pool, struct date d, struct date today)
{
	char text[DATE_TEXT];

	return mem_strdup(pool, date_format_day(d, today.year, text));
}

static const char *words(const void *pool, struct date d, struct date today)
{
	char text[DATE_TEXT];

	return mem_strdup(pool, date_format_words(d, today.year, text));
}

static const char *days(const void *pool, int64_t n, const char *more)
{
	return n == 1 ? mem_printf(pool, "1%s day", more)
		      : mem_printf(pool, "%" PRId64 "%s days", n, more);
}

static struct licence_words say_in_force(const void *pool,
					 const struct licence_status *s,
					 struct date until)
{
	struct licence_words w = {"ok", "shield-check", "No end", "Active, with no end"};
	char text[DATE_TEXT];

	if (s->days_left < 0)
		return w;
	/* The end of a licence is a date to rely on: with its year, always. */
	w.chip = mem_printf(pool, "To %s", date_format_day(until, 0, text));
	if (s->state != LICENCE_ENDING) {
		w.answer = mem_printf(pool, "Active for %s",
				      days(pool, s->days_left, " more"));
		return w;
	}
	w.tone = "warn";
	w.icon = "hourglass-split";
	w.chip = !s->days_left ? "Ends today"
			       : mem_printf(pool, "%s left",
					    days(pool, s->days_left, ""));
	w.answer = !s->days_left ? "Active, today is its last day"
				 : mem_printf(pool, "Active, %s left",
					      days(pool, s->days_left, ""));
	return w;
}

struct licence_words licence_say(const void *pool,
				 const struct licence_status *s,
				 struct date until, struct date today)
{
	struct licence_words w = {.tone = "bad", .icon = "shield-x"};
	const char *since = day(pool, s->since, today);
	const char *long_since = words(pool, s->since, today);

	switch (s->state) {
	case LICENCE_IN_FORCE:
	case LICENCE_ENDING:
		return say_in_force(pool, s, until);
	case LICENCE_APPLIED:
		w.tone = "info";
		w.icon = "send";
		w.chip = mem_printf(pool, "Applied %s", since);
		w.answer = mem_printf(pool, "Applied for on %s", long_since);
		return w;
	case LICENCE_TO_BEGIN:
		w.tone = "info";
		w.icon = "calendar-event";
		w.chip = mem_printf(pool, "From %s", since);
		w.answer = mem_printf(pool, "Granted, begins on %s",
				      long_since);
		return w;
	case LICENCE_SUSPENDED:
		w.chip = mem_printf(pool, "Suspended %s", since);
		w.answer = date_is_none(s->until)
			       ? "Suspended until further notice"
			       : mem_printf(pool, "Suspended until %s",
					    words(pool, s->until, today));
		return w;
	case LICENCE_EXPIRED:
		w.icon = "calendar-x";
		w.chip = mem_printf(pool, "Expired %s",
				    day(pool, s->until, today));
		w.answer = mem_printf(pool, "Expired on %s",
				      words(pool, s->until, today));
		return w;
	case LICENCE_REVOKED:
		w.chip = mem_printf(pool, s->granted ? "Revoked %s"
						     : "Refused %s", since);
		w.answer = mem_printf(pool, s->granted
						? "Revoked on %s"
						: "Refused on %s", long_since);
		return w;
	default:
		w.tone = "stone";
		w.icon = "door-closed";
		w.chip = mem_printf(pool, s->granted ? "Surrendered %s"
						     : "Withdrawn %s", since);
		w.answer = mem_printf(pool, s->granted ? "Surrendered on %s"
						       : "Withdrawn on %s",
				      long_since);
		return w;
	}
}

/* --- reading them ------------------------------------------------------------ */

static struct date cell_date(const struct rows *r, size_t i, const char *name)
{
	struct date d;

	if (!date_parse_iso(row_text(r, i, name), &d))
		return DATE_NONE;
	return d;
}

static enum licence_deed deed_by_name(const char *name)
{
	for (int i = 0; i < LICENCE_DEEDS; i++)
		if (!strcmp(deeds[i].name, name))
			return (enum licence_deed)i;
	abort(); /* the column is an enum of these */
}

static int rank(const struct licence *l)
{
	static const int ranks[LICENCE_STATES] = {
	    [LICENCE_SUSPENDED] = 1, [LICENCE_TO_BEGIN] = 2,
	    [LICENCE_APPLIED] = 3,   [LICENCE_EXPIRED] = 4,
	    [LICENCE_REVOKED] = 4,   [LICENCE_SURRENDERED] = 4,
	};

	return ranks[l->now.state];
}

static int by_rank(const void *va, const void *vb)
{
	const struct licence *a = va, *b = vb;
	int64_t end_a = date_is_none(a->until) ? INT64_MAX
					       : date_to_days(a->until);
	int64_t end_b = date_is_none(b->until) ? INT64_MAX
					       : date_to_days(b->until);

	if (a->provider != b->provider)
		return a->provider < b->provider ? -1 : 1;
	if (a->care != b->care)
		return a->care ? -1 : 1;
	if (rank(a) != rank(b))
		return rank(a) - rank(b);
	if (end_a != end_b)
		return end_a > end_b ? -1 : 1;
	return (a->id < b->id) - (a->id > b->id);
}

static void read_licence(const struct rows *r, size_t i, struct licence *l)
{
	l->id = row_int(r, i, "id");
	l->provider = row_int(r, i, "provider_id");
	l->type = row_int(r, i, "type_id");
	l->version = row_int(r, i, "version");
	l->replaces = row_int(r, i, "replaces_id");
	l->type_name = row_text(r, i, "type");
	l->number = row_text(r, i, "number");
	l->issuer = row_text(r, i, "issuer");
	l->remarks = row_text(r, i, "remarks");
	l->replaces_number = row_text(r, i, "replaces_number");
	l->care = row_int(r, i, "care");
	l->renew_days = row_int(r, i, "renew_days");
	l->from = cell_date(r, i, "from_date");
	l->until = cell_date(r, i, "until_date");
}

static void add_action(const struct actor *a, struct licence *l,
		       const struct rows *r, size_t i)
{
	struct licence_action *x;

	l->actions = mem_grow(a->pool, l->actions, l->n_actions + 1,
			      sizeof *l->actions);
	x = &l->actions[l->n_actions++];
	x->id = row_int(r, i, "id");
	x->deed = deed_by_name(row_text(r, i, "action"));
	x->on = cell_date(r, i, "on_date");
	x->until = cell_date(r, i, "until_date");
	x->reason = row_text(r, i, "reason");
	x->who = row_text(r, i, "who");
	x->at = row_text(r, i, "at");
}

static struct licence *by_id(const struct licences *l, int64_t id)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->list[i].id == id)
			return &l->list[i];
	return NULL;
}

static void put_together(const struct actor *a, const struct rows *rows,
			 const struct rows *actions, struct licences *out)
{
	struct date today = date_from_days(a->today);

	out->n = rows->n;
	out->list = mem_array(a->pool, rows->n, sizeof *out->list);
	out->soon = rows->n ? row_int(rows, 0, "soon") : 0;
	for (size_t i = 0; i < rows->n; i++)
		read_licence(rows, i, &out->list[i]);
	for (size_t i = 0; i < actions->n; i++) {
		struct licence *l =
		    by_id(out, row_int(actions, i, "licence_id"));

		/* Written down between the two reads? Then next time. */
		if (l)
			add_action(a, l, actions, i);
	}
	for (size_t i = 0; i < out->n; i++)
		out->list[i].now = licence_on(out, &out->list[i], today);
	for (size_t i = 0; i < out->n; i++) {
		struct licence *old = by_id(out, out->list[i].replaces);

		if (old && out->list[i].now.granted &&
		    out->list[i].id > old->replaced_by)
			old->replaced_by = out->list[i].id;
	}
	if (out->n)
		qsort(out->list, out->n, sizeof *out->list, by_rank);
}

NEOERR *licence_list(const struct actor *a, int64_t provider,
		     struct licences *out)
{
	struct rows rows, actions;

	TRY(db_query(a->db, a->pool, &LICENCE_OF_PROVIDER, &rows, provider));
	TRY(db_query(a->db, a->pool, &LICENCE_ACTION_OF_PROVIDER, &actions,
		     provider));
	put_together(a, &rows, &actions, out);
	return STATUS_OK;
}

NEOERR *licence_list_batch(const struct actor *a, const int64_t *providers,
			   size_t n, struct licences *out)
{
	struct buf ids = {.ctx = a->pool};
	struct rows rows, actions;

	for (size_t i = 0; i < n; i++)
		buf_printf(&ids, "%c%" PRId64, i ? ',' : '[', providers[i]);
	buf_puts(&ids, n ? "]" : "[]");
	TRY(db_query(a->db, a->pool, &LICENCE_OF_PROVIDERS, &rows,
		     buf_text(&ids)));
	TRY(db_query(a->db, a->pool, &LICENCE_ACTION_OF_PROVIDERS, &actions,
		     buf_text(&ids)));
	put_together(a, &rows, &actions, out);
	return STATUS_OK;
}

NEOERR *licence_find(const struct actor *a, int64_t provider, int64_t id,
		     struct licence **out)
{
	struct licences l;

	TRY(licence_list(a, provider, &l));
	*out = by_id(&l, id);
	if (!*out)
		return nerr_raise(ERR_NOT_FOUND, "no licence %" PRId64, id);
	return STATUS_OK;
}

struct licence *licence_main(const struct licences *l, int64_t provider)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->list[i].provider == provider)
			return &l->list[i];
	return NULL;
}

struct licence_status licence_on(const struct licences *l,
				 const struct licence *one, struct date on)
{
	return licence_state(one->from, one->until, one->actions,
			     one->n_actions, on, l->soon);
}

bool licence_in_force(const struct licences *l, int64_t provider, int64_t type,
		      struct date on)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct licence *one = &l->list[i];

		if (one->provider == provider &&
		    (type ? one->type == type : one->care) &&
		    licence_on(l, one, on).in_force)
			return true;
	}
	return false;
}

/* --- changing them ------------------------------------------------------------ */

#define LICENCE_FIELD_ROWS \
    [LICENCE_F_TYPE] = {"type_id", "Type", FIELD_SELECT, FIELD_REQUIRED}, \
    [LICENCE_F_NUMBER] = {"number", "Number", FIELD_TEXT, FIELD_REQUIRED, 60, \
                          .hint = "As it stands on the licence or on the " \
                                  "application"}, \
    [LICENCE_F_ISSUER] = {"issuer", "Given by", FIELD_TEXT, 0, 120, \
                          .hint = "Left empty, it is who usually gives this " \
                                  "type"}, \
    [LICENCE_F_FROM] = {"from_date", "First day", FIELD_DATE, 0, \
                        .hint = "For example, 1 7 2024"}, \
    [LICENCE_F_UNTIL] = {"until_date", "Last day", FIELD_DATE, 0, \
                         .hint = "It is still in force on this day. Left " \
                                 "empty, it has no end"}, \
    [LICENCE_F_REPLACES] = {"replaces_id", "Replaces", FIELD_SELECT, 0}, \
    [LICENCE_F_REMARKS] = {"remarks", "Remarks", FIELD_LONGTEXT, 0, 500}

const struct field licence_fields[LICENCE_FIELDS] = {LICENCE_FIELD_ROWS};

static const struct choice hows[] = {{"grant", "It is granted"},
				     {"apply", "It is applied for"},
				     {NULL, NULL}};
const struct field licence_add_fields[LICENCE_ADD_FIELDS] = {
    LICENCE_FIELD_ROWS,
    [LICENCE_ADD_HOW] = {"how", "How far is it?", FIELD_RADIO, FIELD_REQUIRED,
			 .choices = hows},
    [LICENCE_ADD_DAY] = {"on_date", "Since which day?", FIELD_DATE,
			 FIELD_REQUIRED | FIELD_PAST,
			 .hint = "When it was decided, or applied for"},
    [LICENCE_ADD_TAKE] = {"take", "Take over the conditions of the one that "
				  "it replaces",
			  FIELD_CHECKBOX, 0},
};

const struct field licence_act_fields[LICENCE_ACT_FIELDS] = {
    [LICENCE_ACT_DAY] = {"on_date", "On which day?", FIELD_DATE,
			 FIELD_REQUIRED},
    [LICENCE_ACT_FROM] = {"from_date", "First day", FIELD_DATE,
			  FIELD_REQUIRED},
    [LICENCE_ACT_UNTIL] = {"until_date", "Last day", FIELD_DATE, 0},
    [LICENCE_ACT_REASON] = {"reason", "Why", FIELD_LONGTEXT, 0, 500},
};

const struct record licence_record = {
    .kind = "licence",
    .fields = licence_fields,
    .n = LICENCE_FIELDS,
    .get = &LICENCE_GET,
    .insert = &LICENCE_INSERT,
    .update = &LICENCE_UPDATE,
};

/* Does the chain of what this one replaces lead back to id? */
static bool leads_to(const struct licences *l, const struct licence *one,
		     int64_t id)
{
	for (size_t i = 0; one && i <= l->n; i++) {
		if (one->id == id)
			return true;
		one = by_id(l, one->replaces);
	}
	return false;
}

const char *licence_wrong(const struct actor *a, const struct licences *l,
			  int64_t id, const char *const *values, int *field)
{
	int64_t replaces = strtoll(values[LICENCE_F_REPLACES], NULL, 10);
	const struct licence *old = by_id(l, replaces);
	struct date from, until;

	if (date_parse_iso(values[LICENCE_F_FROM], &from) &&
	    date_parse_iso(values[LICENCE_F_UNTIL], &until) &&
	    date_compare(until, from) < 0) {
		*field = LICENCE_F_UNTIL;
		return mem_printf(a->pool,
				  "The last day must not be before the first, "
				  "%s",
				  words(a->pool, from, DATE_NONE));
	}
	for (size_t i = 0; i < l->n; i++) {
		const struct licence *other = &l->list[i];

		if (other->id == id ||
		    !text_same(other->number, values[LICENCE_F_NUMBER]) ||
		    other->type != strtoll(values[LICENCE_F_TYPE], NULL, 10))
			continue;
		*field = LICENCE_F_NUMBER;
		return "A licence of this type and number is already here: "
		       "open it to renew it";
	}
	if (!replaces)
		return NULL;
	*field = LICENCE_F_REPLACES;
	if (!old)
		return "Choose a licence of this provider";
	if (id && leads_to(l, old, id))
		return "A licence cannot replace itself or one that replaced "
		       "it";
	if (old->type != strtoll(values[LICENCE_F_TYPE], NULL, 10))
		return "A licence replaces one of its own type";
	return NULL;
}

/* What stands in the way, by state; the words fit after the number. */
static const char *refusal_of_state(const struct licence_status *s,
				    enum licence_deed deed)
{
	bool suspended = s->state == LICENCE_SUSPENDED;
	bool running = s->in_force || suspended;
	bool ended = s->state == LICENCE_REVOKED ||
		     s->state == LICENCE_SURRENDERED ||
		     s->state == LICENCE_EXPIRED;

	switch (deed) {
	case LICENCE_APPLY:
		return "It is already written down; an application comes "
		       "first or not at all";
	case LICENCE_GRANT:
		return s->state == LICENCE_EXPIRED
			   ? "It had ended by that day. A lapse cannot be "
			     "closed by an extension: add a new licence that "
			     "replaces this one"
		       : ended ? "It was revoked or given back by that day. "
				 "Add a new licence that replaces it"
			       : NULL;
	case LICENCE_LODGE_RENEWAL:
		return running ? NULL
			       : "A renewal can be lodged only while the "
				 "licence runs. Add a new licence that is "
				 "applied for";
	case LICENCE_SUSPEND:
		return running ? NULL : "It is not in force on that day";
	case LICENCE_REINSTATE:
		return suspended || s->state == LICENCE_REVOKED
			   ? NULL
			   : "It is neither suspended nor revoked on that day";
	default:
		return ended ? "It has already ended by that day" : NULL;
	}
}

const char *licence_refusal(const struct actor *a, const struct licences *l,
			    const struct licence *one, enum licence_deed deed,
			    struct date on, struct date until)
{
	struct licence_status s = licence_on(l, one, on);
	const char *why = refusal_of_state(&s, deed);
	bool past = deed == LICENCE_APPLY || deed == LICENCE_GRANT ||
		    deed == LICENCE_LODGE_RENEWAL;

	if (date_is_none(on))
		return "The day is missing";
	if (past && date_to_days(on) > a->today)
		return "This day must be today or in the past";
	if (why)
		return why;
	if (date_is_none(until))
		return NULL;
	if (date_compare(until, on) < 0)
		return "The last day must not be before the first";
	if (deed == LICENCE_GRANT && s.granted && !date_is_none(one->until) &&
	    date_compare(until, one->until) <= 0)
		return mem_printf(a->pool,
				  "It already runs to %s: the new last day "
				  "must be later",
				  words(a->pool, one->until, DATE_NONE));
	return NULL;
}

static const char *iso(const struct actor *a, struct date d)
{
	char text[DATE_TEXT];

	return mem_strdup(a->pool, date_format_iso(d, text));
}

static NEOERR *write_action(const struct actor *a, int64_t provider,
			    int64_t id, const struct licence_act *act)
{
	struct changes c = {.pool = a->pool};

	TRY(db_exec(a->db, &LICENCE_ACTION_INSERT, id, deeds[act->deed].name,
		    iso(a, act->on), iso(a, act->until),
		    act->reason ? act->reason : "",
		    db_from_time(a->pool, a->now), a->account, act->incident));
	changes_add(&c, "on_date", "", iso(a, act->on));
	if (!date_is_none(act->until))
		changes_add(&c, "until_date", "", iso(a, act->until));
	if (act->reason && *act->reason)
		changes_add(&c, "reason", "", act->reason);
	return nerr_pass(
	    audit_add(a, (struct audit){.action = deeds[act->deed].name,
					.kind = "licence",
					.id = id,
					.provider = provider,
					.changes = changes_text(&c)}));
}

NEOERR *licence_add(const struct actor *a, int64_t provider,
		    const char *const *values, enum licence_deed how,
		    struct date on, int64_t *id)
{
	struct licence_act act = {.deed = how, .on = on};

	if (how == LICENCE_GRANT)
		date_parse_iso(values[LICENCE_F_UNTIL], &act.until);
	TRY(record_add(a, &licence_record,
		       (struct record_of){.owner = provider,
					  .provider = provider},
		       values, id));
	TRY(write_action(a, provider, *id, &act));
	return nerr_pass(search_index_provider(a, provider));
}

NEOERR *licence_save(const struct actor *a, int64_t provider, int64_t id,
		     int64_t version, const char *const *values)
{
	TRY(record_save(a, &licence_record,
			(struct record_of){.id = id,
					   .owner = provider,
					   .provider = provider},
			version, values, NULL));
	return nerr_pass(search_index_provider(a, provider));
}

/* A grant brings its dates into the licence. */
static NEOERR *take_dates(const struct actor *a, int64_t provider, int64_t id,
			  const struct licence *one,
			  const struct licence_act *act)
{
	const char *values[LICENCE_FIELDS];
	int64_t version;

	TRY(record_load(a, &licence_record,
			(struct record_of){.id = id, .owner = provider},
			values, &version));
	if (!one->now.granted && !date_is_none(act->from))
		values[LICENCE_F_FROM] = iso(a, act->from);
	values[LICENCE_F_UNTIL] = iso(a, act->until);
	return nerr_pass(licence_save(a, provider, id, version, values));
}

NEOERR *licence_do(const struct actor *a, int64_t provider, int64_t id,
		   const struct licence_act *act)
{
	struct licences l;
	const struct licence *one;
	const char *why;

	TRY(licence_list(a, provider, &l));
	one = by_id(&l, id);
	if (!one)
		return nerr_raise(ERR_NOT_FOUND, "no licence %" PRId64, id);
	why = licence_refusal(a, &l, one, act->deed, act->on, act->until);
	if (why)
		return nerr_raise(ERR_INVALID, "%s", why);
	if (act->deed == LICENCE_GRANT)
		TRY(take_dates(a, provider, id, one, act));
	return nerr_pass(write_action(a, provider, id, act));
}

NEOERR *licence_types(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &LICENCE_TYPES, out));
}
