/* The summary of a profile: can it accept somebody, facts, who looks after it
 * (A4-A6).
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>

#include "base/text.h"
#include "pages.h"
#include "people/audit.h"
#include "people/note.h"
#include "people/provider-state.h"
#include "people/readiness.h"
#include "people/summary.h"

/* --- the answer ----------------------------------------------------------- */

static void show_check(struct req *r, size_t i, const struct ready_check *c)
{
	data_f(r, "Answer.Checks.%zu.tone=%s", i, c->tone);
	data_f(r, "Answer.Checks.%zu.text=%s", i, c->text);
	data_f(r, "Answer.Checks.%zu.more=%s", i, c->more);
	if (c->where) {
		data_f(r, "Answer.Checks.%zu.href=%s", i,
		       profile_url(r, c->where));
		data_f(r, "Answer.Checks.%zu.label=%s", i, c->label);
	}
}

static void show_answer(struct req *r, const struct readiness *ready)
{
	enum { CHECKS = 12 };
	char text[ZONE_TEXT];
	struct wall now = zone_wall_from_utc(r->actor.zone, r->actor.now);
	size_t n = ready->n < CHECKS ? ready->n : CHECKS;

	data_set(r, "Answer.tone",
		 ready->draft	      ? "stone"
		 : ready->in_the_way  ? "bad"
		 : ready->to_look_at  ? "warn"
				      : "ok");
	data_set(r, "Answer.question", ready->question);
	data_set(r, "Answer.answer", ready->answer);
	data_f(r, "Answer.at=Worked out at %s",
	       zone_format_time(now.minute, text));
	for (size_t i = 0; i < n; i++)
		show_check(r, i, &ready->checks[i]);
	if (n < ready->n) {
		struct ready_check rest = {
		    .tone = ready->checks[n].tone,
		    .text = mem_printf(r->pool, "And %s",
				       text_count(r->pool,
						  (int64_t)(ready->n - n),
						  "thing more",
						  "things more")),
		    .more = "of the same kind",
		    .where = actor_may(&r->actor, RIGHT_PERSON_VIEW) ? "people"
								     : NULL,
		    .label = "See the people"};

		show_check(r, n, &rest);
	}
	if (actor_may(&r->actor, RIGHT_CLIENT_VIEW))
		data_set(r, "Answer.Ask.action", profile_url(r, "suits"));
}

/* --- facts ---------------------------------------------------------------- */

void provider_fact(struct req *r, const char *list, const char *label,
		   const char *text, const char *href)
{
	HDF *facts = hdf_get_obj(r->hdf, list);
	size_t n = 0;

	if (!text || !*text)
		return;
	for (HDF *c = facts ? hdf_obj_child(facts) : NULL; c;
	     c = hdf_obj_next(c))
		n++;
	data_f(r, "%s.%zu.label=%s", list, n, label);
	data_f(r, "%s.%zu.text=%s", list, n, text);
	if (href && *href)
		data_f(r, "%s.%zu.href=%s", list, n, href);
}

const char *provider_tel(struct req *r, const char *phone)
{
	struct buf b = {.ctx = r->pool};

	if (!*phone)
		return "";
	buf_puts(&b, "tel:");
	for (; *phone && *phone != 'x'; phone++)
		if (strchr("+0123456789", *phone))
			buf_add(&b, phone, 1);
	return b.s;
}

const char *provider_address(struct req *r, const struct provider *p)
{
	struct buf b = {.ctx = r->pool};
	const char *parts[] = {p->address, p->suburb, p->address_state,
			       p->postcode};

	for (int i = 0; i < 4; i++)
		if (*parts[i])
			buf_printf(&b, "%s%s",
				   !b.len ? "" : i < 2 ? ", " : " ", parts[i]);
	return buf_text(&b);
}

/* What was written as a sentence of its own, within another: "While Gwen is
 * away". Only of words that are no names. */
static const char *within(struct req *r, const char *s)
{
	static const char *const words[] = {
	    "While", "Before", "After", "At", "In", "On", "For", "During",
	    "Only", "Not", "From", "Until", "By", "Any", "Phone", "Visit",
	    "Meeting", "Concern", "Note"};
	size_t n = strcspn(s, " ");

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i]) == n && !strncmp(words[i], s, n)) {
			char *copy = mem_strdup(r->pool, s);

			copy[0] = (char)(copy[0] + 'a' - 'A');
			return copy;
		}
	return s;
}

const char *provider_prefers(struct req *r, const struct provider *p)
{
	const char *by = choice_label(
	    provider_fields[PROVIDER_F_CONTACT_BY].choices, p->contact_by);

	if (!*p->contact_by)
		return p->contact_hint;
	return *p->contact_hint
		   ? mem_printf(r->pool, "%s, %s", by,
				within(r, p->contact_hint))
		   : by;
}

static const char *show_day(struct req *r, const char *at)
{
	struct date d = zone_today(r->actor.zone, db_to_time(at));

	return mem_printf(r->pool, "%d %.3s %d", d.day,
			  date_month_name(d.month), d.year);
}

static void show_facts(struct req *r, const struct rows *rows,
		       const struct readiness *ready)
{
	const struct provider *p = req_provider(r);

	provider_fact(r, "Facts", "Type", p->type_name, NULL);
	provider_fact(r, "Facts", "Serves",
		      condition_serves(r->pool, &ready->conditions), NULL);
	provider_fact(r, "Facts", "Phone", p->phone, provider_tel(r, p->phone));
	provider_fact(r, "Facts", "Other phone", p->phone_other,
		      provider_tel(r, p->phone_other));
	provider_fact(r, "Facts", "Prefers", provider_prefers(r, p), NULL);
	provider_fact(r, "Facts", "Address", provider_address(r, p), NULL);
	if (p->parent)
		provider_fact(r, "Facts", "Belongs to", p->parent_name,
			      profile_url(r, "provider"));
	for (size_t i = 0; i < rows->n; i++) {
		const char *more = row_text(rows, i, "more");
		const char *kind = row_text(rows, i, "detail");
		struct field f = {.type = FIELD_TEXT};

		if (strcmp(row_text(rows, i, "what"), "fact") || !*more)
			continue;
		for (int t = 0; t < FIELD_TYPES; t++)
			if (!strcmp(kind, field_type_name((enum field_type)t)))
				f.type = (enum field_type)t;
		provider_fact(r, "Facts", row_text(rows, i, "text"),
			      field_show(r->pool, &f, more), NULL);
	}
	provider_fact(r, "Facts", "Region", p->region_name, NULL);
	if (*p->published_at)
		provider_fact(r, "Facts", "Published",
			      *p->published_by
				  ? mem_printf(r->pool, "%s, %s",
					       show_day(r, p->published_at),
					       p->published_by)
				  : show_day(r, p->published_at),
			      NULL);
	data_set(r, "Facts_href", profile_url(r, "changes"));
}

/* --- who looks after it, and the next meeting ----------------------------- */

static const char *iso_day(struct req *r, const char *iso, bool year)
{
	struct date d;

	if (!date_parse_iso(iso, &d))
		return "";
	if (!year && d.year == date_from_days(r->actor.today).year)
		return mem_printf(r->pool, "%d %.3s", d.day,
				  date_month_name(d.month));
	return mem_printf(r->pool, "%d %.3s %d", d.day,
			  date_month_name(d.month), d.year);
}

const char *staff_words(struct req *r, const char *role, const char *from,
			const char *until, const char *reason)
{
	bool ends = *until;
	const char *begin = iso_day(r, from, !ends);
	const char *span = ends ? mem_printf(r->pool, "%s to %s", begin,
					      iso_day(r, until, false))
				 : begin;
	bool cover = !strcmp(role, "cover");

	return mem_printf(
	    r->pool, "%s %s%s%s",
	    cover		      ? "Covers"
	    : !strcmp(role, "lead") ? ends ? "Case lead" : "Case lead since"
	    : ends		      ? "Supports"
				      : "Supports since",
	    span, *reason ? (cover ? " " : ", ") : "", within(r, reason));
}

static void show_staff(struct req *r, const struct rows *rows, size_t i,
		       size_t n)
{
	data_f(r, "Staff.%zu.name=%s", n, row_text(rows, i, "text"));
	data_f(r, "Staff.%zu.face=%02d", n,
	       (int)(row_int(rows, i, "face") ? row_int(rows, i, "face") : 1));
	data_f(r, "Staff.%zu.what=%s", n,
	       staff_words(r, row_text(rows, i, "detail"),
			   row_text(rows, i, "from_date"),
			   row_text(rows, i, "until_date"),
			   row_text(rows, i, "more")));
}

static void show_meeting(struct req *r, const struct rows *rows, size_t i)
{
	const char *place = row_text(rows, i, "more");
	int64_t n = row_int(rows, i, "n");

	data_set(r, "Meeting.href",
		 profile_url(r, mem_printf(r->pool, "meetings/%s",
					   row_text(rows, i, "id"))));
	data_set(r, "Meeting.title", row_text(rows, i, "text"));
	data_f(r, "Meeting.text=%s%s%s.%s%s%s",
	       show_instant(r, row_text(rows, i, "at")), *place ? ", " : "",
	       within(r, place), n ? " " : "",
	       n ? text_count(r->pool, n, "person", "people") : "",
	       n ? "." : "");
}

static void show_people(struct req *r, const struct rows *rows)
{
	size_t staff = 0;

	for (size_t i = 0; i < rows->n; i++) {
		const char *what = row_text(rows, i, "what");

		if (!strcmp(what, "staff"))
			show_staff(r, rows, i, staff++);
		if (!strcmp(what, "meeting") &&
		    actor_may(&r->actor, RIGHT_MEETING_VIEW))
			show_meeting(r, rows, i);
	}
	data_set(r, "Staff_href", profile_url(r, "staff"));
	if (!staff && actor_may(&r->actor, RIGHT_PROVIDER_ASSIGN))
		data_set(r, "Staff_add", profile_url(r, "staff/add"));
}

/* --- the licence ---------------------------------------------------------- */

static void show_chip(struct req *r, const struct licence *l)
{
	struct licence_words w = licence_say(
	    r->pool, &l->now, l->until, date_from_days(r->actor.today));
	const char *text = w.chip;

	if (l->now.state == LICENCE_IN_FORCE)
		text = date_is_none(l->until)
			   ? "Licence active"
			   : mem_printf(r->pool, "Licence active %c%s",
					w.chip[0] + ('a' - 'A'), w.chip + 1);
	else
		text = mem_printf(r->pool, "Licence: %s", w.chip);
	data_set(r, "Profile.Chips.5.tone", w.tone);
	data_set(r, "Profile.Chips.5.icon", w.icon);
	data_set(r, "Profile.Chips.5.text", text);
}

static void show_licence(struct req *r, const struct licence *l,
			 const struct readiness *ready)
{
	struct date today = date_from_days(r->actor.today);
	const char *renew = "";
	int64_t all, gone;
	char iso[DATE_TEXT];

	show_chip(r, l);
	if (date_is_none(l->from) || date_is_none(l->until))
		return;
	all = date_days_between(l->from, l->until) + 1;
	gone = date_days_between(l->from, today);
	gone = gone < 0 ? 0 : gone > all ? all : gone;
	data_set(r, "Licence.href", profile_url(r, "licence"));
	data_set(r, "Licence.from",
		 iso_day(r, date_format_iso(l->from, iso), true));
	data_set(r, "Licence.to",
		 iso_day(r, date_format_iso(l->until, iso), true));
	data_int(r, "Licence.pct", gone * 100 / all);
	data_set(r, "Licence.tone", !l->now.in_force		      ? "bad"
				    : l->now.state == LICENCE_ENDING ? "warn"
								      : "ok");
	data_f(r, "Licence.label=%" PRId64 "%% of the licence has run",
	       gone * 100 / all);
	if (l->renew_days && l->now.in_force && date_is_none(l->now.lodged)) {
		struct date opens = date_add_days(l->until, -l->renew_days);

		renew = date_compare(opens, today) > 0
			    ? mem_printf(r->pool, " Renewal opens %s.",
					 iso_day(r, date_format_iso(opens, iso),
						 true))
			    : " Renewal is open.";
	}
	data_f(r, "Licence.text=%s.%s",
	       ready->conditions.n
		   ? text_count(r->pool, (int64_t)ready->conditions.n,
				"condition", "conditions")
		   : "No conditions",
	       renew);
}

/* --- notes, and what is to be said about the state ------------------------ */

static NEOERR *show_notes(struct req *r)
{
	struct rows rows;

	data_set(r, "Notes.href", profile_url(r, "notes"));
	if (actor_may(&r->actor, RIGHT_NOTE_EDIT))
		data_set(r, "Notes.add", profile_url(r, "notes/add"));
	TRY(note_recent(&r->actor, req_provider(r)->id, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const char *at = mem_printf(r->pool, "Notes.List.%zu", i);

		data_f(r, "%s.who=%s", at, row_text(&rows, i, "author"));
		data_f(r, "%s.face=%02d", at,
		       (int)row_int(&rows, i, "face") ?: 1);
		data_f(r, "%s.at=%s", at,
		       show_instant(r, row_text(&rows, i, "at")));
		data_f(r, "%s.kind=%s", at,
		       within(r, note_kind_label(row_text(&rows, i, "kind"))));
		if (row_int(&rows, i, "restricted"))
			data_f(r, "%s.restricted=1", at);
		data_f(r, "%s.text=%s", at,
		       text_cut(r->pool, row_text(&rows, i, "text"), 400));
	}
	data_set(r, "Notes.shown", "1");
	return STATUS_OK;
}

static void message(struct req *r, const char *tone, const char *text,
		    const char *where, const char *label)
{
	data_set(r, "State.tone", tone);
	data_set(r, "State.text", text);
	if (where) {
		data_set(r, "State.href", profile_url(r, where));
		data_set(r, "State.label", label);
	}
}

static void show_state(struct req *r)
{
	const struct provider *p = req_provider(r);
	bool publish = actor_may(&r->actor, RIGHT_PROVIDER_PUBLISH);

	if (!strcmp(p->state, "draft"))
		message(r, "info",
			"This is a draft. Only staff who may see drafts see it.",
			publish ? "publish" : NULL,
			"See what is missing, and publish it");
	else if (strcmp(p->state, "active"))
		message(r, !strcmp(p->state, "suspended") ? "bad" : "info",
			mem_printf(r->pool, "%s on %s%s%s",
				   !strcmp(p->state, "suspended") ? "Suspended"
				   : !strcmp(p->state, "closed")  ? "Closed"
								  : "Archived",
				   show_day(r, p->state_at),
				   *p->state_reason ? ": " : ".",
				   p->state_reason),
			NULL, NULL);
	else if (p->revision)
		message(r, "info", "There are draft changes to this profile.",
			actor_may(&r->actor, RIGHT_PROVIDER_EDIT) ? "draft"
								  : NULL,
			"Compare them with what is published");
	if (!actor_may(&r->actor, RIGHT_PROVIDER_STATE))
		return;
	for (int m = 0, n = 0; m < PROVIDER_MOVES; m++) {
		if (!provider_can_move(p, (enum provider_move)m))
			continue;
		data_f(r, "Moves.%d.href=%s", n,
		       profile_url(r, provider_moves[m].name));
		data_f(r, "Moves.%d.icon=%s", n, provider_moves[m].icon);
		data_f(r, "Moves.%d.label=%s", n++, provider_moves[m].label);
	}
}

static void show_buttons(struct req *r)
{
	const struct provider *p = req_provider(r);
	bool edit = actor_may(&r->actor, RIGHT_PROVIDER_EDIT);

	if (actor_may(&r->actor, RIGHT_NOTE_EDIT))
		profile_action(r, profile_url(r, "notes/add"), "journal-plus",
			       "Add a note", false);
	if (actor_may(&r->actor, RIGHT_WORKFLOW_RUN))
		profile_action(r, profile_url(r, "workflows"),
			       "signpost-split", "Start a workflow", false);
	if (edit)
		profile_action(r, profile_url(r, "edit"), "pencil",
			       strcmp(p->state, "draft") ? "Edit profile"
							 : "Edit draft",
			       true);
}

NEOERR *provider_summary_page(struct req *r)
{
	const struct provider *p = req_provider(r);
	struct ready_provider about = {
	    .id = p->id,
	    .state = p->state,
	    .accepts = p->accepts,
	    .licence_needed = p->licence_needed,
	    .places = *p->places ? strtoll(p->places, NULL, 10) : -1,
	    .own_children = p->own_children};
	struct readiness ready;
	struct licences licences;
	const struct licence *l;
	struct rows rows;

	TRY(profile_frame(r, "summary"));
	TRY(licence_list(&r->actor, p->id, &licences));
	TRY(readiness_of(&r->actor, &about, 1, &licences, &ready));
	TRY(summary_read(&r->actor, p, &rows));
	show_buttons(r);
	show_state(r);
	show_answer(r, &ready);
	show_facts(r, &rows, &ready);
	show_people(r, &rows);
	l = licence_main(&licences, p->id);
	if (l && actor_may(&r->actor, RIGHT_LICENCE_VIEW))
		show_licence(r, l, &ready);
	if (actor_may(&r->actor, RIGHT_NOTE_VIEW))
		TRY(show_notes(r));
	return nerr_pass(audit_read(
	    &r->actor, (struct audit){.kind = "provider",
				      .id = p->id,
				      .provider = p->id}));
}
