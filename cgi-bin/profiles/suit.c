/* Would this provider suit a particular client?
 * SPDX-License-Identifier: MIT */
#include "people/suit.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/text.h"
#include "pages.h"
#include "people/audit.h"

enum { SUIT_F_CLIENT, SUIT_F_ON };
const struct field suit_fields[2] = {
    [SUIT_F_CLIENT] = {"client", "Name or client number", FIELD_SEARCH, 0,
		       100},
    [SUIT_F_ON] = {"on", "From which day", FIELD_DATE, 0},
};

struct date typed_day(struct req *r, const char *name, struct date other)
{
	struct date d;
	const char *day = req_query(r, mem_printf(r->pool, "%s_d", name));
	const char *month = req_query(r, mem_printf(r->pool, "%s_m", name));
	const char *year = req_query(r, mem_printf(r->pool, "%s_y", name));
	int latest = date_from_days(r->actor.today).year + 50;

	if (date_parse_parts(day, month, year, latest, &d) ||
	    date_parse_typed(req_query(r, name), latest, &d))
		return d;
	return other;
}

void suit_show(struct req *r, const struct suit *s, int64_t where,
	       int64_t client, const char *question)
{
	static const char *const tones[] = {
	    [SUIT_BLOCKS] = "bad", [SUIT_WARNS] = "warn",
	    [SUIT_NOTE] = "info",  [SUIT_OK] = "ok"};
	bool waive = actor_may(&r->actor, RIGHT_WAIVER_APPROVE);

	data_set(r, "Answer.tone", s->tone);
	data_set(r, "Answer.question", question);
	data_set(r, "Answer.answer", s->answer);
	data_set(r, "Answer.at", "Worked out now");
	for (size_t i = 0; i < s->n; i++) {
		const struct suit_line *l = &s->lines[i];
		const char *at = mem_printf(r->pool, "Answer.Checks.%zu", i);

		data_f(r, "%s.tone=%s", at, tones[l->tone]);
		data_f(r, "%s.text=%s", at, l->text);
		data_f(r, "%s.more=%s", at, l->more);
		if (l->waivable && waive) {
			data_f(r,
			       "%s.href=/profiles/providers/%" PRId64
			       "/licence/%" PRId64 "/conditions/%" PRId64
			       "/waivers/add?client=%" PRId64,
			       at, where, l->licence, l->condition, client);
			data_f(r, "%s.label=Waive it", at);
		}
	}
}

static NEOERR *answer(struct req *r, int64_t id, struct date from)
{
	struct suit_ask ask = {.provider = req_provider(r)->id, .from = from};
	struct client *c;
	struct suit s;

	TRY(client_get(&r->actor, id, &c));
	ask.client = c;
	TRY(audit_read(&r->actor, (struct audit){.kind = "client",
						 .id = c->id,
						 .provider = ask.provider,
						 .client = c->id}));
	TRY(suit_check(&r->actor, &ask, &s));
	suit_show(r, &s, ask.provider, c->id,
		  mem_printf(r->pool, "Would %s suit %s?",
			     req_provider(r)->name, c->name));
	data_set(r, "Client.name", c->name);
	data_f(r, "Client.href=/profiles/clients/%" PRId64, c->id);
	if (actor_may(&r->actor, RIGHT_PLACEMENT_EDIT))
		data_f(r, "Client.add=%s/add?client=%" PRId64,
		       profile_url(r, "clients"), c->id);
	return STATUS_OK;
}

NEOERR *suit_page(struct req *r)
{
	const char *typed = req_query(r, "client");
	struct date from = typed_day(r, "on", date_from_days(r->actor.today));
	struct rows found;
	int64_t id;

	TRY(profile_frame(r, "summary"));
	profile_crumb(r, "summary", "Would it suit?");
	data_set(r, "Ask.value", typed);
	data_set(r, "Ask.action", req_url(r, "%s", profile_url(r, "suits")));
	if (!*typed)
		return STATUS_OK;
	/* A number alone may be the record's own, from a link of ours. */
	if (text_int(typed, 1, INT64_MAX, &id) && *req_query(r, "id"))
		return nerr_pass(answer(r, id, from));
	TRY(client_find(&r->actor, typed, &found));
	if (found.n == 1)
		return nerr_pass(answer(r, row_int(&found, 0, "id"), from));
	for (size_t i = 0; i < found.n; i++) {
		const char *at = mem_printf(r->pool, "Found.%zu", i);

		data_row(r, at, &found, i);
		data_f(r, "%s.age=%s", at,
		       client_age(&r->actor, row_text(&found, i, "born")));
		data_f(r, "%s.href=%s?client=%" PRId64 "&id=1", at,
		       profile_url(r, "suits"), row_int(&found, i, "id"));
	}
	data_set(r, "Nobody", found.n ? "" : "1");
	return STATUS_OK;
}
