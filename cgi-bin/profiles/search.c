/* The search of the top bar: providers, clients, people.
 * SPDX-License-Identifier: MIT */
#include "people/search.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "pages.h"

enum { FOUND = 10 };

static void show_face(struct req *r, const char *at, const struct rows *rows,
		      size_t i)
{
	const char *face = row_text(rows, i, "face");

	data_set(r, mem_printf(r->pool, "%s.photo", at),
		 row_text(rows, i, "photo"));
	if (atoi(face))
		data_f(r, "%s.face=%02d", at, atoi(face));
	else
		data_f(r, "%s.face=", at);
}

static NEOERR *find_providers(struct req *r, const char *q, size_t *n)
{
	struct rows rows;

	TRY(search_providers(&r->actor, q, FOUND, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const char *at = mem_printf(r->pool, "Providers.%zu", i);
		const char *suburb = row_text(&rows, i, "suburb");

		data_set(r, mem_printf(r->pool, "%s.name", at),
			 row_text(&rows, i, "name"));
		data_f(r, "%s.href=/profiles/providers/%" PRId64, at,
		       row_int(&rows, i, "id"));
		data_f(r, "%s.what=%s%s%s%s", at, row_text(&rows, i, "type"),
		       *suburb ? ", " : "", suburb,
		       strcmp(row_text(&rows, i, "state"), "draft")
			   ? ""
			   : " (draft)");
		data_f(r, "%s.icon=%s", at, row_text(&rows, i, "icon"));
		data_f(r, "%s.tone=%s", at, row_text(&rows, i, "tone"));
		show_face(r, at, &rows, i);
	}
	*n += rows.n;
	return STATUS_OK;
}

static NEOERR *find_clients(struct req *r, const char *q, size_t *n)
{
	struct rows rows;

	TRY(search_clients(&r->actor, q, FOUND, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const char *at = mem_printf(r->pool, "Clients.%zu", i);

		data_set(r, mem_printf(r->pool, "%s.name", at),
			 row_text(&rows, i, "name"));
		data_f(r, "%s.href=/profiles/clients/%" PRId64, at,
		       row_int(&rows, i, "id"));
		data_f(r, "%s.what=%s", at, row_text(&rows, i, "number"));
		data_f(r, "%s.icon=%s", at, "person");
		show_face(r, at, &rows, i);
	}
	*n += rows.n;
	return STATUS_OK;
}

static NEOERR *find_people(struct req *r, const char *q, size_t *n)
{
	struct rows rows;

	TRY(search_people(&r->actor, q, FOUND, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const char *at = mem_printf(r->pool, "People.%zu", i);

		data_set(r, mem_printf(r->pool, "%s.name", at),
			 row_text(&rows, i, "name"));
		data_f(r, "%s.href=/profiles/providers/%" PRId64
			  "/people/%" PRId64,
		       at, row_int(&rows, i, "provider_id"),
		       row_int(&rows, i, "id"));
		data_f(r, "%s.what=%s, %s", at, row_text(&rows, i, "role"),
		       row_text(&rows, i, "provider"));
		data_f(r, "%s.icon=%s", at, "person-badge");
		show_face(r, at, &rows, i);
	}
	*n += rows.n;
	return STATUS_OK;
}

NEOERR *search_page(struct req *r)
{
	const char *q = text_tidy(r->pool, text_cut(r->pool, req_query(r, "q"), 100),
				  true);
	size_t n = 0;

	page_title(r, *q ? mem_printf(r->pool, "Search: %s", q) : "Search");
	data_set(r, "Page.Search.value", q);
	data_set(r, "Search.q", q);
	if (!*q)
		return STATUS_OK;
	if (actor_may(&r->actor, RIGHT_PROVIDER_VIEW))
		TRY(find_providers(r, q, &n));
	if (actor_may(&r->actor, RIGHT_CLIENT_VIEW))
		TRY(find_clients(r, q, &n));
	if (actor_may(&r->actor, RIGHT_PERSON_VIEW))
		TRY(find_people(r, q, &n));
	if (n)
		data_set(r, "Search.found", "1");
	return STATUS_OK;
}
