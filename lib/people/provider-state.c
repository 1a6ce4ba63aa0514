/* The state of a profile.
 * SPDX-License-Identifier: MIT */
#include "people/provider-state.h"

#include "base/mem.h"
#include "base/text.h"
#include "people/audit.h"
#include "people/licence.h"

SQL(PROVIDER_LEAD_NOW, "iss", "name:s",
    "SELECT a.name FROM assignment s JOIN account a ON a.id = s.account_id"
    " WHERE s.provider_id = ? AND s.role = 'lead' AND s.from_date <= ?"
    " AND (s.until_date IS NULL OR s.until_date >= ?) LIMIT 1");
SQL(PROVIDER_PUBLISH, "sissii", "",
    "UPDATE provider SET state = 'active', published_at = ?,"
    " published_by = NULLIF(?, 0), state_reason = '', version = version + 1,"
    " state_at = ?, changed_at = ?"
    " WHERE id = ? AND state = 'draft' AND version = ?");
SQL(PROVIDER_SET_STATE, "sssssis", "",
    "UPDATE provider SET state = ?, state_at = ?, state_reason = ?,"
    " published_at = IF(? = 'draft', NULL, published_at), changed_at = ?,"
    " version = version + 1 WHERE id = ? AND state = ?");
SQL(PROVIDER_EFFECTS, "sisiiii",
    "clients:i tasks:i meetings:i workflows:i incidents:i branches:i",
    "SELECT (SELECT COUNT(*) FROM placement WHERE (until_date IS NULL"
    "  OR until_date >= ?) AND provider_id = ?),"
    " (SELECT COUNT(*) FROM task WHERE state = 'open' AND provider_id = w.id),"
    " (SELECT COUNT(*) FROM meeting WHERE state = 'planned'"
    "  AND starts_at >= ? AND provider_id = ?),"
    " (SELECT COUNT(*) FROM workflow WHERE state = 'running'"
    "  AND provider_id = ?),"
    " (SELECT COUNT(*) FROM incident WHERE state <> 'closed'"
    "  AND provider_id = ?),"
    " (SELECT COUNT(*) FROM provider WHERE parent_id = w.id)"
    " FROM (SELECT CAST(? AS SIGNED) AS id) w");

/* --- publishing ----------------------------------------------------------- */

static void put(const struct actor *a, struct publish_list *list,
		struct publish_item item)
{
	list->items = mem_grow(a->pool, list->items, list->n + 1,
			       sizeof *list->items);
	list->missing += !item.there;
	list->items[list->n++] = item;
}

static NEOERR *check_lead(const struct actor *a, const struct provider *p,
			  struct publish_list *list)
{
	char today[DATE_TEXT];
	struct rows r;

	date_format_iso(date_from_days(a->today), today);
	TRY(db_query(a->db, a->pool, &PROVIDER_LEAD_NOW, &r, p->id, today,
		     today));
	put(a, list,
	    (struct publish_item){
		.there = r.n,
		.text = "A case lead",
		.more = r.n ? row_text(&r, 0, "name")
			    : "somebody who looks after them",
		.where = actor_may(a, RIGHT_PROVIDER_ASSIGN) ? "staff/add"
							     : NULL,
		.label = "Assign somebody"});
	return STATUS_OK;
}

static NEOERR *check_licence(const struct actor *a, const struct provider *p,
			     struct publish_list *list)
{
	const struct licence *l;
	struct licences all;
	struct licence_words w = {.chip = "none is written down"};

	if (!p->licence_needed)
		return STATUS_OK;
	TRY(licence_list(a, p->id, &all));
	l = licence_main(&all, p->id);
	if (l)
		w = licence_say(a->pool, &l->now, l->until,
				date_from_days(a->today));
	put(a, list,
	    (struct publish_item){
		.there = licence_in_force(&all, p->id, 0,
					  date_from_days(a->today)),
		.text = "A licence that is active",
		.more = w.chip,
		.where = actor_may(a, RIGHT_LICENCE_VIEW) ? "licence" : NULL,
		.label = "Open the licence"});
	return STATUS_OK;
}

NEOERR *publish_check(const struct actor *a, const struct provider *p,
		      struct publish_list *out)
{
	struct publish_list list = {0}, sorted = {0};
	struct provider_edit e;
	bool reach;

	TRY(provider_edit_load(a, p, &e));
	put(a, &list, (struct publish_item){true, "A name", p->name, NULL, ""});
	reach = *e.values[PROVIDER_F_PHONE] || *e.values[PROVIDER_F_EMAIL];
	put(a, &list,
	    (struct publish_item){
		reach, "A way to reach them",
		reach ? *e.values[PROVIDER_F_PHONE]
			    ? e.values[PROVIDER_F_PHONE]
			    : e.values[PROVIDER_F_EMAIL]
		      : "a phone number or an e-mail address",
		"edit#f-phone", "Write it down"});
	for (size_t i = 0; i < e.type.n; i++) {
		const struct field *f = &e.type.fields[i];

		if (!e.type.needed[i] || i == PROVIDER_F_NAME)
			continue;
		put(a, &list,
		    (struct publish_item){
			*e.values[i], f->label,
			text_cut(a->pool,
				 field_show(a->pool, f, e.values[i]), 80),
			mem_printf(a->pool, "edit#f-%s", f->name),
			"Write it down"});
	}
	TRY(check_lead(a, p, &list));
	TRY(check_licence(a, p, &list));
	for (int there = 0; there < 2; there++)
		for (size_t i = 0; i < list.n; i++)
			if (list.items[i].there == there)
				put(a, &sorted, list.items[i]);
	*out = sorted;
	return STATUS_OK;
}

NEOERR *provider_publish(const struct actor *a, const struct provider *p,
			 int64_t version)
{
	const char *now = db_from_time(a->pool, a->now);
	struct changes changes = {.pool = a->pool};
	struct publish_list list;

	if (strcmp(p->state, "draft"))
		return nerr_raise(ERR_INVALID, "It is published already.");
	TRY(publish_check(a, p, &list));
	if (list.missing)
		return nerr_raise(ERR_INVALID, "Not yet: %s is missing.",
				  list.items[0].text);
	TRY(db_exec(a->db, &PROVIDER_PUBLISH, now, a->account, now, now,
		    p->id, version));
	if (db_affected(a->db) != 1) {
		record_clash(a, "provider", p->id);
		return nerr_raise(ERR_CONFLICT, "changed while publishing");
	}
	changes_add(&changes, "state", p->state, "active");
	return nerr_pass(
	    audit_add(a, (struct audit){.action = "published",
					.kind = "provider",
					.id = p->id,
					.provider = p->id,
					.changes = changes_text(&changes)}));
}

/* --- the other moves ------------------------------------------------------ */

const struct provider_move_info provider_moves[PROVIDER_MOVES] = {
    [MOVE_SUSPEND] = {"suspend", "Suspend", "suspended", "pause-fill",
		      "suspended", "active"},
    [MOVE_REINSTATE] = {"reinstate", "Reinstate", "reinstated", "check-lg",
			"active", "suspended"},
    [MOVE_CLOSE] = {"close", "Close", "closed", "door-closed", "closed",
		    "active,suspended"},
    [MOVE_REOPEN] = {"reopen", "Reopen as a draft", "reopened", "pencil",
		     "draft", "closed,archived"},
    [MOVE_ARCHIVE] = {"archive", "Archive", "archived", "archive", "archived",
		      "draft,closed"},
};

bool provider_can_move(const struct provider *p, enum provider_move move)
{
	const char *s = provider_moves[move].from;
	size_t n = strlen(p->state);

	for (; *s; s += strcspn(s, ","), s += *s == ',')
		if (strcspn(s, ",") == n && !strncmp(s, p->state, n))
			return true;
	return false;
}

NEOERR *provider_effects(const struct actor *a, int64_t id, struct rows *out)
{
	char today[DATE_TEXT];

	date_format_iso(date_from_days(a->today), today);
	return nerr_pass(db_query(a->db, a->pool, &PROVIDER_EFFECTS, out, today,
				  id, db_from_time(a->pool, a->now), id, id, id,
				  id));
}

NEOERR *provider_change_state(const struct actor *a, const struct provider *p,
			      enum provider_move move, const char *reason)
{
	const struct provider_move_info *m = &provider_moves[move];
	const char *now = db_from_time(a->pool, a->now);
	struct changes changes = {.pool = a->pool};

	if (!provider_can_move(p, move))
		return nerr_raise(ERR_INVALID, "It is %s, so that cannot be "
					       "done now.", p->state);
	TRY(db_exec(a->db, &PROVIDER_SET_STATE, m->to, now, reason, m->to, now,
		    p->id, p->state));
	if (db_affected(a->db) != 1) {
		record_clash(a, "provider", p->id);
		return nerr_raise(ERR_CONFLICT, "its state changed meanwhile");
	}
	changes_add(&changes, "state", p->state, m->to);
	if (*reason)
		changes_add(&changes, "state_reason", "", reason);
	return nerr_pass(
	    audit_add(a, (struct audit){.action = m->done,
					.kind = "provider",
					.id = p->id,
					.provider = p->id,
					.changes = changes_text(&changes)}));
}
