/* Meetings: their record, who comes, and what happens to them.
 * SPDX-License-Identifier: MIT */
#include "people/meeting.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "notify/ical.h"
#include "people/audit.h"
#include "people/note.h"

static const struct choice lengths[] = {
    {"15", "15 minutes"}, {"30", "30 minutes"},	   {"45", "45 minutes"},
    {"60", "1 hour"},	  {"90", "1 and a half hours"}, {"120", "2 hours"},
    {"180", "3 hours"},	  {"240", "4 hours"},	   {"480", "8 hours"},
    {NULL, NULL},
};

const struct field meeting_fields[MEETING_FIELDS] = {
    [MEETING_TITLE] = {.name = "title", .label = "What it is about",
		       .flags = FIELD_REQUIRED, .max = 200},
    [MEETING_DATE] = {.name = "on_date", .label = "Day", .type = FIELD_DATE,
		      .flags = FIELD_REQUIRED, .hint = "For example, 27 11 2026"},
    [MEETING_TIME] = {.name = "at_time", .label = "Time", .type = FIELD_TIME,
		      .flags = FIELD_REQUIRED,
		      .hint = "For example, 10:30 am"},
    [MEETING_MINUTES] = {.name = "minutes", .label = "How long",
			 .type = FIELD_SELECT, .flags = FIELD_REQUIRED,
			 .choices = lengths},
    [MEETING_PLACE] = {.name = "place", .label = "Place", .max = 200,
		       .hint = "An address, a room, or a link to a video call"},
    [MEETING_AGENDA] = {.name = "agenda", .label = "Agenda",
			.type = FIELD_LONGTEXT, .max = 5000,
			.hint = "Everyone who is invited gets this by e-mail"},
    [MEETING_STAFF] = {.name = "staff", .label = "Colleagues",
		       .type = FIELD_CHECKS},
    [MEETING_PEOPLE] = {.name = "people", .label = "People of the provider",
			.type = FIELD_CHECKS},
    [MEETING_OTHERS] = {.name = "others", .label = "Other people",
			.type = FIELD_LONGTEXT, .max = 3000,
			.hint = "A line each: name, then e-mail, like "
				"Kim Lee, kim@example.org. Without an e-mail "
				"you tell them yourself."},
};

const struct field meeting_held_fields[HELD_FIELDS] = {
    [HELD_CAME] = {.name = "came", .label = "Who came", .type = FIELD_CHECKS},
    [HELD_OUTCOME] = {.name = "outcome", .label = "Outcome",
		      .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED,
		      .max = 2000,
		      .hint = "What was decided, in a sentence or two"},
    [HELD_MINUTES] = {.name = "minutes_text", .label = "Minutes",
		      .type = FIELD_LONGTEXT, .max = 20000,
		      .hint = "They become a note of this provider"},
    [HELD_RESTRICTED] = {.name = "restricted",
			 .label = "Keep the minutes as a restricted note",
			 .type = FIELD_CHECKBOX},
};

#define SEEN " ? & (1 << p.region_id) AND (p.state <> 'draft' OR ?)"
#define LIST_COLUMNS                                                         \
	"id:i title:s starts_at:t minutes:i place:s state:s organiser:s"     \
	" provider_id:i provider:s attendees:i"
#define LIST                                                                 \
	"SELECT m.id, m.title, m.starts_at, m.minutes, m.place, m.state,"    \
	" o.name, m.provider_id, p.name,"                                    \
	" (SELECT COUNT(*) FROM meeting_attendee x WHERE x.meeting_id = m.id)"
#define LIST_FROM                                                            \
	" FROM meeting m JOIN provider p ON p.id = m.provider_id"            \
	" LEFT JOIN account o ON o.id = m.organiser_id"

SQL(MEETING_RECORD, "ii",
    "version:i title:s on_date:d at_time:s minutes:i place:s agenda:s",
    "SELECT version, title, on_date, at_time, minutes, place, agenda"
    " FROM meeting WHERE id = ? AND provider_id = ? AND state = 'planned'");
/* uid, organiser and instant follow at once (MEETING_ADDED). */
SQL(MEETING_ADD, "issssss", "",
    "INSERT INTO meeting (provider_id, title, on_date, at_time, minutes, place,"
    " agenda, outcome, uid, starts_at, organiser_id)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, '', UUID(), '1970-01-01', 0)");
SQL(MEETING_SAVE, "ssssssii", "",
    "UPDATE meeting SET title = ?, on_date = ?, at_time = ?, minutes = ?,"
    " place = ?, agenda = ?, version = version + 1 WHERE id = ?"
    " AND version = ? AND state = 'planned'");
SQL(MEETING_ADDED, "ssii", "",
    "UPDATE meeting SET uid = ?, starts_at = ?, organiser_id = ?"
    " WHERE id = ?");
/* A meeting that moves is one to be reminded of anew. */
SQL(MEETING_MOVED, "ssi", "",
    "UPDATE meeting SET reminded_at = IF(starts_at = ?, reminded_at, NULL),"
    " starts_at = ?, sequence = sequence + 1 WHERE id = ?");
SQL(MEETING_TOUCH, "ii", "",
    "UPDATE meeting SET version = version + 1 WHERE id = ? AND version = ?"
    " AND state = 'planned'");
SQL(MEETING_CANCEL, "sii", "",
    "UPDATE meeting SET state = 'cancelled', cancelled_reason = ?,"
    " sequence = sequence + 1, version = version + 1 WHERE id = ?"
    " AND provider_id = ? AND state = 'planned'");
SQL(MEETING_HOLD, "sii", "",
    "UPDATE meeting SET state = 'held', outcome = ?, version = version + 1"
    " WHERE id = ? AND provider_id = ? AND state <> 'cancelled'");
SQL(MEETING_NOTE, "ii", "", "UPDATE meeting SET note_id = ? WHERE id = ?");
SQL(MEETING_GET, "ii",
    LIST_COLUMNS " agenda:s outcome:s note_id:i uid:s sequence:i version:i"
    " cancelled_reason:s organiser_id:i organiser_email:s",
    LIST ", m.agenda, m.outcome, m.note_id, m.uid, m.sequence, m.version,"
    " m.cancelled_reason, m.organiser_id, o.email" LIST_FROM
    " WHERE m.id = ? AND m.provider_id = ?");
SQL(MEETING_COMING, "isi", LIST_COLUMNS,
    LIST LIST_FROM " WHERE m.provider_id = ? AND m.starts_at >= ?"
    " AND m.state = 'planned' ORDER BY m.starts_at, m.id LIMIT 26 OFFSET ?");
SQL(MEETING_PAST, "isi", LIST_COLUMNS,
    LIST LIST_FROM " WHERE m.provider_id = ? AND (m.starts_at < ?"
    " OR m.state <> 'planned') ORDER BY m.starts_at DESC, m.id DESC"
    " LIMIT 26 OFFSET ?");
SQL(MEETING_COUNTS, "isis", "coming:i past:i",
    "SELECT (SELECT COUNT(*) FROM meeting WHERE provider_id = ?"
    "  AND starts_at >= ? AND state = 'planned'),"
    " (SELECT COUNT(*) FROM meeting WHERE provider_id = ?"
    "  AND (starts_at < ? OR state <> 'planned'))");
SQL(MEETING_TODAY, "ssiiii", LIST_COLUMNS,
    LIST LIST_FROM " WHERE m.state IN ('planned', 'held') AND m.starts_at >= ?"
    " AND m.starts_at < ? AND (m.organiser_id = ? OR EXISTS (SELECT 1"
    "  FROM meeting_attendee y WHERE y.meeting_id = m.id"
    "  AND y.account_id = ?)) AND" SEEN
    " ORDER BY m.starts_at, m.id LIMIT 50");
SQL(MEETING_TO_REMIND, "ss", "id:i provider_id:i",
    "SELECT id, provider_id FROM meeting WHERE state = 'planned'"
    " AND starts_at > ? AND starts_at <= DATE_ADD(?, INTERVAL COALESCE("
    " (SELECT CAST(value AS UNSIGNED) FROM setting"
    "  WHERE name = 'meeting.remind_hours'), 24) HOUR)"
    " AND reminded_at IS NULL AND id IN (SELECT meeting_id"
    "  FROM meeting_attendee WHERE email <> '')"
    " ORDER BY starts_at LIMIT 200");
SQL(MEETING_REMINDED, "si", "",
    "UPDATE meeting SET reminded_at = ? WHERE id = ? AND reminded_at IS NULL"
    " AND state = 'planned'");
SQL(MEETING_PEOPLE_OF, "iss", "id:i name:s role:s email:s",
    "SELECT e.id, e.name, MIN(l.role), e.email FROM provider_person l"
    " JOIN person e ON e.id = l.person_id WHERE l.provider_id = ?"
    " AND (l.from_date IS NULL OR l.from_date <= ?)"
    " AND (l.until_date IS NULL OR l.until_date >= ?)"
    " GROUP BY e.id, e.name, e.email ORDER BY e.name, e.id LIMIT 200");

SQL(ATTENDEES, "i",
    "id:i account_id:i person_id:i name:s email:s came:s face:i",
    "SELECT t.id, t.account_id, t.person_id, t.name, t.email, t.came, s.face"
    " FROM meeting_attendee t LEFT JOIN account s ON s.id = t.account_id"
    " WHERE t.meeting_id = ?"
    " ORDER BY t.account_id IS NULL, t.person_id IS NULL, t.name, t.id"
    " LIMIT 200");
SQL(ATTENDEE_ADD, "iiiss", "",
    "INSERT INTO meeting_attendee (meeting_id, account_id, person_id, name,"
    " email) VALUES (?, NULLIF(?, 0), NULLIF(?, 0), ?, ?)");
SQL(ATTENDEE_REMOVE, "ii", "",
    "DELETE FROM meeting_attendee WHERE id = ? AND meeting_id = ?");
SQL(ATTENDEE_CAME, "sii", "",
    "UPDATE meeting_attendee SET came = ? WHERE id = ? AND meeting_id = ?");
SQL(ATTENDEE_ACCOUNT, "i", "name:s email:s",
    "SELECT name, email FROM account WHERE id = ?");
SQL(ATTENDEE_PERSON, "i", "name:s email:s",
    "SELECT name, email FROM person WHERE id = ?");

const struct record meeting_record = {
    .kind = "meeting",
    .fields = meeting_fields,
    .n = MEETING_COLUMNS,
    .get = &MEETING_RECORD,
    .insert = &MEETING_ADD,
    .update = &MEETING_SAVE,
};

static const char *now_text(const struct actor *a)
{
	return db_from_time(a->pool, a->now);
}

static NEOERR *happened(const struct actor *a, const char *action,
			int64_t provider, int64_t id)
{
	return nerr_pass(audit_add(a, (struct audit){.action = action,
						     .kind = "meeting",
						     .id = id,
						     .provider = provider}));
}

/* --- who comes --------------------------------------------------------------- */

struct attendee {
	int64_t id, account, person;
	const char *name, *email;
};

struct attendees {
	struct attendee list[MEETING_ATTENDEES_MAX];
	size_t n;
};

static bool same_attendee(const struct attendee *x, const struct attendee *y)
{
	if (x->account || y->account)
		return x->account == y->account;
	if (x->person || y->person)
		return x->person == y->person;
	return text_same(x->email, y->email) && text_same(x->name, y->name);
}

/* Nobody is invited twice, also not as colleague and as person. */
static bool is_listed(const struct attendees *l, const struct attendee *one)
{
	for (size_t i = 0; i < l->n; i++)
		if (same_attendee(&l->list[i], one) ||
		    (*one->email && text_same(l->list[i].email, one->email)))
			return true;
	return false;
}

/* A line: "Kim Lee, kim@example.org", "Kim Lee <kim@example.org>", "Kim Lee", or
 * an address alone. False where the address is none. */
static bool read_line(void *pool, const char *line, struct attendee *out)
{
	static const struct field email = {.name = "email", .label = "E-mail",
					   .type = FIELD_EMAIL};
	char *copy = mem_strdup(pool, line), *at = strchr(copy, '@'), *start;
	const char *value;

	*out = (struct attendee){.name = "", .email = ""};
	if (!at) {
		copy[strcspn(copy, ",;<")] = '\0';
		out->name = text_tidy(pool, copy, true);
		return *out->name;
	}
	for (start = at; start > copy && !strchr(" ,;<\t", start[-1]);)
		start--;
	at = start + strcspn(start, " ,;>\t");
	if (field_check(pool, &email, mem_strndup(pool, start, (size_t)(at - start)),
			0, &value))
		return false;
	out->email = value;
	while (start > copy && strchr(" ,;<\t", start[-1]))
		start--;
	*start = '\0';
	out->name = text_tidy(pool, copy, true);
	if (!*out->name)
		out->name = out->email;
	return text_length(out->name) <= 200;
}

static const char *read_others(void *pool, const char *lines,
			       struct attendees *out)
{
	char *copy = mem_strdup(pool, lines), *save, *line;

	for (line = strtok_r(copy, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		struct attendee one;

		line = text_tidy(pool, line, true);
		if (!*line)
			continue;
		if (!read_line(pool, line, &one))
			return mem_printf(pool,
					  "Write “%s” as name, then e-mail, "
					  "like Kim Lee, kim@example.org",
					  text_cut(pool, line, 60));
		if (out->n == MEETING_ATTENDEES_MAX)
			return "Invite at most 100 people";
		if (!is_listed(out, &one))
			out->list[out->n++] = one;
	}
	return NULL;
}

/* How many numbers with commas. */
static size_t count_numbers(const char *list)
{
	size_t n = *list ? 1 : 0;

	for (; *list; list++)
		n += *list == ',';
	return n;
}

static bool has_number(const char *list, int64_t number)
{
	char *end;

	while (*list) {
		if (strtoll(list, &end, 10) == number)
			return true;
		if (end == list)
			break;
		list = end + (*end == ',');
	}
	return false;
}

static NEOERR *take_numbers(const struct actor *a, const char *list,
			    bool accounts, struct attendees *out)
{
	while (*list && out->n < MEETING_ATTENDEES_MAX) {
		struct attendee one = {0};
		struct rows r;
		char *end;
		int64_t id = strtoll(list, &end, 10);

		if (end == list)
			break;
		list = end + (*end == ',');
		TRY(db_query(a->db, a->pool,
			     accounts ? &ATTENDEE_ACCOUNT : &ATTENDEE_PERSON, &r,
			     id));
		if (!r.n)
			continue;
		one.account = accounts ? id : 0;
		one.person = accounts ? 0 : id;
		one.name = row_text(&r, 0, "name");
		one.email = row_text(&r, 0, "email");
		if (!is_listed(out, &one))
			out->list[out->n++] = one;
	}
	return STATUS_OK;
}

static NEOERR *wanted(const struct actor *a, const char *const *values,
		      struct attendees *out)
{
	const char *wrong;

	out->n = 0;
	TRY(take_numbers(a, values[MEETING_STAFF], true, out));
	TRY(take_numbers(a, values[MEETING_PEOPLE], false, out));
	wrong = read_others(a->pool, values[MEETING_OTHERS], out);
	if (wrong)
		return nerr_raise(ERR_INVALID, "%s", wrong);
	return STATUS_OK;
}

static struct attendee of_row(const struct rows *r, size_t i)
{
	return (struct attendee){.id = row_int(r, i, "id"),
				 .account = row_int(r, i, "account_id"),
				 .person = row_int(r, i, "person_id"),
				 .name = row_text(r, i, "name"),
				 .email = row_text(r, i, "email")};
}

/* Writes down who comes now. */
static NEOERR *sync_attendees(const struct actor *a, int64_t id,
			      const char *const *values,
			      struct attendees *added,
			      struct attendees *removed)
{
	struct attendees *want = mem_new(a->pool, struct attendees);
	struct rows now;

	added->n = removed->n = 0;
	TRY(wanted(a, values, want));
	TRY(meeting_attendees(a, id, &now));
	for (size_t i = 0; i < now.n; i++) {
		struct attendee one = of_row(&now, i);
		bool stays = false;

		for (size_t j = 0; j < want->n; j++)
			stays |= same_attendee(&one, &want->list[j]);
		if (stays)
			continue;
		TRY(db_exec(a->db, &ATTENDEE_REMOVE, one.id, id));
		if (removed->n < MEETING_ATTENDEES_MAX)
			removed->list[removed->n++] = one;
	}
	for (size_t j = 0; j < want->n; j++) {
		const struct attendee *one = &want->list[j];
		bool there = false;

		for (size_t i = 0; i < now.n; i++) {
			struct attendee old = of_row(&now, i);

			there |= same_attendee(&old, one);
		}
		if (there)
			continue;
		TRY(db_exec(a->db, &ATTENDEE_ADD, id, one->account, one->person,
			    one->name, one->email));
		added->list[added->n++] = *one;
	}
	return STATUS_OK;
}

NEOERR *meeting_attendees(const struct actor *a, int64_t id, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &ATTENDEES, out, id));
}

NEOERR *meeting_attendee_values(const struct actor *a, int64_t id,
				const char **values)
{
	struct buf staff = {.ctx = a->pool}, people = {.ctx = a->pool},
		   others = {.ctx = a->pool};
	struct rows r;

	TRY(meeting_attendees(a, id, &r));
	for (size_t i = 0; i < r.n; i++) {
		struct attendee one = of_row(&r, i);
		struct buf *b = one.account ? &staff : &people;

		if (one.account || one.person)
			buf_printf(b, "%s%" PRId64, b->len ? "," : "",
				   one.account ? one.account : one.person);
		else if (!*one.email || !strcmp(one.email, one.name))
			buf_printf(&others, "%s\n", one.name);
		else
			buf_printf(&others, "%s, %s\n", one.name, one.email);
	}
	values[MEETING_STAFF] = buf_text(&staff);
	values[MEETING_PEOPLE] = buf_text(&people);
	values[MEETING_OTHERS] = text_tidy(a->pool, buf_text(&others), false);
	return STATUS_OK;
}

/* --- when ---------------------------------------------------------------------- */

/* The instant that a form's day and time mean. */
static int64_t instant(const struct actor *a, const char *const *values)
{
	struct date d = DATE_NONE;
	int minute = 0;

	date_parse_iso(values[MEETING_DATE], &d);
	zone_parse_time(values[MEETING_TIME], &minute);
	return zone_utc_from_wall(a->zone, d, minute, 0);
}

const char *meeting_wrong(const struct actor *a, const char *const *values,
			  int *field)
{
	struct attendees *others = mem_new(a->pool, struct attendees);
	char time[ZONE_TEXT], moved[ZONE_TEXT];
	struct wall wall;
	const char *wrong;
	int minute;

	*field = MEETING_TIME;
	wall = zone_wall_from_utc(a->zone, instant(a, values));
	if (zone_parse_time(values[MEETING_TIME], &minute) &&
	    wall.minute != minute)
		return mem_printf(a->pool,
				  "The clocks go forward that night: there is "
				  "no %s. Write %s, for example",
				  zone_format_time(minute, time),
				  zone_format_time(wall.minute, moved));
	*field = MEETING_OTHERS;
	wrong = read_others(a->pool, values[MEETING_OTHERS], others);
	if (wrong)
		return wrong;
	if (others->n + count_numbers(values[MEETING_STAFF]) +
		count_numbers(values[MEETING_PEOPLE]) >
	    MEETING_ATTENDEES_MAX)
		return "Invite at most 100 people";
	return NULL;
}

const char *meeting_when(const struct actor *a, const struct rows *r, size_t i)
{
	int64_t start = db_to_time(row_text(r, i, "starts_at"));
	int64_t end = start + row_int(r, i, "minutes") * 60;
	char text[ZONE_TEXT];

	return mem_strdup(a->pool,
			  zone_format_span(a->zone, start, end, a->now, text));
}

/* --- adding, changing, calling off -------------------------------------------- */

/* Mails those of a list. */
static NEOERR *mail_some(const struct actor *a, enum meeting_mail what,
			 int64_t provider, int64_t id,
			 const struct attendees *some, int64_t *n)
{
	struct rows m, all;

	TRY(meeting_get(a, provider, id, &m));
	TRY(meeting_attendees(a, id, &all));
	for (size_t i = 0; i < some->n; i++)
		TRY(meeting_mail(a, what, &m, &all, some->list[i].name,
				 some->list[i].email, some->list[i].account, n));
	return STATUS_OK;
}

/* Mails all; to those who are new it is an invitation. */
static NEOERR *mail_all(const struct actor *a, enum meeting_mail what,
			int64_t provider, int64_t id,
			const struct attendees *new, int64_t *n)
{
	struct rows m, all;

	TRY(meeting_get(a, provider, id, &m));
	TRY(meeting_attendees(a, id, &all));
	for (size_t i = 0; i < all.n; i++) {
		struct attendee one = of_row(&all, i);
		enum meeting_mail kind = what;

		for (size_t j = 0; new && j < new->n; j++)
			if (same_attendee(&new->list[j], &one))
				kind = MEETING_INVITES;
		TRY(meeting_mail(a, kind, &m, &all, one.name, one.email,
				 one.account, n));
	}
	return STATUS_OK;
}

NEOERR *meeting_add(const struct actor *a, int64_t provider,
		    const char *const *values, int64_t *id)
{
	struct record_of of = {.owner = provider, .provider = provider};
	struct attendees *added = mem_new(a->pool, struct attendees);
	struct attendees *removed = mem_new(a->pool, struct attendees);
	int64_t n = 0;

	TRY(record_add(a, &meeting_record, of, values, id));
	TRY(db_exec(a->db, &MEETING_ADDED, ical_new_uid(a->pool),
		    db_from_time(a->pool, instant(a, values)), a->account,
		    *id));
	TRY(sync_attendees(a, *id, values, added, removed));
	if (instant(a, values) < a->now)
		return STATUS_OK; /* written down afterwards */
	return nerr_pass(mail_all(a, MEETING_INVITES, provider, *id, NULL, &n));
}

NEOERR *meeting_save(const struct actor *a, struct record_of of,
		     int64_t version, const char *const *values, int64_t *told)
{
	struct attendees *added = mem_new(a->pool, struct attendees);
	struct attendees *removed = mem_new(a->pool, struct attendees);
	const char *starts = db_from_time(a->pool, instant(a, values));
	bool changed, tell = instant(a, values) >= a->now;

	*told = 0;
	TRY(record_save(a, &meeting_record, of, version, values, &changed));
	TRY(sync_attendees(a, of.id, values, added, removed));
	if (!changed && !added->n && !removed->n)
		return STATUS_OK;
	if (!changed) {
		TRY(db_exec(a->db, &MEETING_TOUCH, of.id, version));
		if (db_affected(a->db) != 1)
			return nerr_raise(ERR_CONFLICT, "meeting %" PRId64,
					  of.id);
		TRY(happened(a, "attendees", of.provider, of.id));
	}
	if (changed || removed->n)
		TRY(db_exec(a->db, &MEETING_MOVED, starts, starts, of.id));
	if (!tell)
		return STATUS_OK;
	TRY(mail_some(a, MEETING_CANCELS, of.provider, of.id, removed, told));
	if (!changed)
		return nerr_pass(mail_some(a, MEETING_INVITES, of.provider,
					   of.id, added, told));
	return nerr_pass(mail_all(a, MEETING_CHANGES, of.provider, of.id, added,
				  told));
}

NEOERR *meeting_cancel(const struct actor *a, int64_t provider, int64_t id,
		       const char *reason)
{
	struct rows m;
	int64_t n = 0;

	TRY(meeting_get(a, provider, id, &m));
	TRY(db_exec(a->db, &MEETING_CANCEL, reason, id, provider));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_INVALID, "This meeting is not planned "
					       "any more: it was held or "
					       "cancelled meanwhile.");
	TRY(happened(a, "cancelled", provider, id));
	if (db_to_time(row_text(&m, 0, "starts_at")) < a->now)
		return STATUS_OK;
	return nerr_pass(mail_all(a, MEETING_CANCELS, provider, id, NULL, &n));
}

NEOERR *meeting_hold(const struct actor *a, int64_t provider, int64_t id,
		     const char *const *values)
{
	const char *note[NOTE_FIELDS] = {
	    [NOTE_KIND] = "meeting",
	    [NOTE_TEXT] = values[HELD_MINUTES],
	    [NOTE_RESTRICTED] = values[HELD_RESTRICTED]};
	struct rows m, all;
	int64_t note_id;

	TRY(meeting_get(a, provider, id, &m));
	if (db_to_time(row_text(&m, 0, "starts_at")) > a->now)
		return nerr_raise(ERR_INVALID, "This meeting has not begun yet. "
					       "Write its outcome afterwards.");
	TRY(db_exec(a->db, &MEETING_HOLD, values[HELD_OUTCOME], id, provider));
	if (db_affected(a->db) != 1)
		return nerr_raise(ERR_INVALID, "This meeting was cancelled.");
	TRY(meeting_attendees(a, id, &all));
	for (size_t i = 0; i < all.n; i++) {
		int64_t one = row_int(&all, i, "id");

		TRY(db_exec(a->db, &ATTENDEE_CAME,
			    has_number(values[HELD_CAME], one) ? "yes" : "no",
			    one, id));
	}
	TRY(happened(a, "held", provider, id));
	if (!*values[HELD_MINUTES])
		return STATUS_OK;
	note[NOTE_TEXT] = mem_printf(a->pool, "Minutes of “%s”, %s\n\n%s",
				     row_text(&m, 0, "title"),
				     meeting_when(a, &m, 0),
				     values[HELD_MINUTES]);
	TRY(note_add(a, provider, note, &note_id));
	return nerr_pass(db_exec(a->db, &MEETING_NOTE, note_id, id));
}

/* --- reading --------------------------------------------------------------------- */

NEOERR *meeting_get(const struct actor *a, int64_t provider, int64_t id,
		    struct rows *out)
{
	TRY(db_query(a->db, a->pool, &MEETING_GET, out, id, provider));
	if (!out->n)
		return nerr_raise(ERR_NOT_FOUND, "no meeting %" PRId64, id);
	return STATUS_OK;
}

NEOERR *meeting_list(const struct actor *a, int64_t provider, bool past,
		     int64_t offset, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool,
				  past ? &MEETING_PAST : &MEETING_COMING, out,
				  provider, now_text(a), offset));
}

NEOERR *meeting_counts(const struct actor *a, int64_t provider,
		       struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &MEETING_COUNTS, out,
				  provider, now_text(a), provider,
				  now_text(a)));
}

NEOERR *meeting_mine_today(const struct actor *a, struct rows *out)
{
	struct date today = date_from_days(a->today);
	int64_t from = zone_utc_from_wall(a->zone, today, 0, 0);
	int64_t until = zone_utc_from_wall(a->zone, today, 24 * 60, 0);

	return nerr_pass(db_query(a->db, a->pool, &MEETING_TODAY, out,
				  db_from_time(a->pool, from),
				  db_from_time(a->pool, until), a->account,
				  a->account, a->regions,
				  actor_may(a, RIGHT_PROVIDER_DRAFT)));
}

NEOERR *meeting_people(const struct actor *a, int64_t provider,
		       struct rows *out)
{
	char today[DATE_TEXT];

	date_format_iso(date_from_days(a->today), today);
	return nerr_pass(db_query(a->db, a->pool, &MEETING_PEOPLE_OF, out,
				  provider, today, today));
}

NEOERR *meeting_calendar(const struct actor *a, int64_t provider, int64_t id,
			 char **out)
{
	struct rows m, all;

	TRY(meeting_get(a, provider, id, &m));
	TRY(meeting_attendees(a, id, &all));
	return nerr_pass(meeting_ical(a, ICAL_SEND_PUBLISH, &m, &all, out));
}

/* --- reminders --------------------------------------------------------------------- */

struct reminder {
	const struct actor *a;
	int64_t provider, id;
	bool did;
};

static NEOERR *remind_one(void *arg)
{
	struct reminder *r = arg;
	int64_t n = 0;

	r->did = false;
	TRY(db_exec(r->a->db, &MEETING_REMINDED, now_text(r->a), r->id));
	if (db_affected(r->a->db) != 1)
		return STATUS_OK; /* another courier does it */
	r->did = true;
	return nerr_pass(
	    mail_all(r->a, MEETING_REMINDS, r->provider, r->id, NULL, &n));
}

NEOERR *meeting_remind(const struct actor *a, int64_t *n)
{
	struct rows due;

	*n = 0;
	TRY(db_query(a->db, a->pool, &MEETING_TO_REMIND, &due, now_text(a),
		     now_text(a)));
	for (size_t i = 0; i < due.n; i++) {
		struct reminder r = {.a = a,
				     .provider = row_int(&due, i, "provider_id"),
				     .id = row_int(&due, i, "id")};

		TRY(db_transaction(a->db, remind_one, &r));
		*n += r.did;
	}
	return STATUS_OK;
}
