/* bench: a page of one provider by eight bare prepared SELECTs: no session, no
 * rights, no templates. What a profile page may cost at the most.
 * SPDX-License-Identifier: MIT
 *
 * usage: eight SOCKET DATABASE USER PASSWORD; the page is asked with ?id=N
 */
#include <mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web/fastcgi.h"

enum { SELECTS = 8, COLUMNS = 5, CELL = 1024, PAGE = 1 << 18 };

static const char *const texts[SELECTS] = {
    "SELECT id, name, phone, address, suburb FROM provider WHERE id = ?",
    "SELECT id, title, state, due, version FROM task WHERE provider_id = ?"
    " AND state = 'open' ORDER BY due LIMIT 20",
    "SELECT id, kind, at, text, version FROM note WHERE provider_id = ?"
    " AND state = 'current' ORDER BY at DESC LIMIT 20",
    "SELECT m.id, m.title, m.starts_at, m.place, m.state FROM meeting m"
    " WHERE m.provider_id = ? ORDER BY m.starts_at DESC LIMIT 20",
    "SELECT c.id, c.name, c.born, p.from_date, p.until_date FROM placement p"
    " JOIN client c ON c.id = p.client_id WHERE p.provider_id = ? LIMIT 30",
    "SELECT n.id, n.name, l.role, l.from_date, l.until_date"
    " FROM provider_person l JOIN person n ON n.id = l.person_id"
    " WHERE l.provider_id = ? LIMIT 30",
    "SELECT id, number, title, happened_on, state FROM incident"
    " WHERE provider_id = ? ORDER BY happened_on DESC LIMIT 20",
    "SELECT l.id, l.number, t.name, l.from_date, l.until_date FROM licence l"
    " JOIN licence_type t ON t.id = l.type_id WHERE l.provider_id = ?",
};

struct page {
	MYSQL_STMT *statements[SELECTS];
	char text[PAGE];
	size_t n;
};

static void add(struct page *p, const char *s, size_t n)
{
	if (p->n + n < PAGE) {
		memcpy(p->text + p->n, s, n);
		p->n += n;
	}
}

static void add_escaped(struct page *p, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '<')
			add(p, "&lt;", 4);
		else if (s[i] == '&')
			add(p, "&amp;", 5);
		else if (s[i] == '"')
			add(p, "&quot;", 6);
		else
			add(p, s + i, 1);
	}
}

static void fail(const char *what, const char *why)
{
	fprintf(stderr, "eight: %s: %s\n", what, why);
	exit(1);
}

static void run(struct page *p, MYSQL_STMT *s, long long id)
{
	static char cells[COLUMNS][CELL];
	unsigned long lengths[COLUMNS];
	my_bool nulls[COLUMNS];
	MYSQL_BIND in = {.buffer_type = MYSQL_TYPE_LONGLONG, .buffer = &id};
	MYSQL_BIND out[COLUMNS] = {0};
	int rc;

	for (int i = 0; i < COLUMNS; i++) {
		out[i].buffer_type = MYSQL_TYPE_STRING;
		out[i].buffer = cells[i];
		out[i].buffer_length = CELL;
		out[i].length = &lengths[i];
		out[i].is_null = &nulls[i];
	}
	if (mysql_stmt_bind_param(s, &in) || mysql_stmt_execute(s) ||
	    mysql_stmt_bind_result(s, out) || mysql_stmt_store_result(s))
		fail("select", mysql_stmt_error(s));
	add(p, "<table class=\"table\">\n", 22);
	while (!(rc = mysql_stmt_fetch(s)) || rc == MYSQL_DATA_TRUNCATED) {
		add(p, "<tr>", 4);
		for (int i = 0; i < COLUMNS; i++) {
			add(p, "<td class=\"cell\">", 17);
			if (!nulls[i])
				add_escaped(p, cells[i],
					    lengths[i] < CELL ? lengths[i]
							      : CELL);
			add(p, "</td>", 5);
		}
		add(p, "</tr>\n", 6);
	}
	add(p, "</table>\n", 9);
	mysql_stmt_free_result(s);
}

static void serve(struct fastcgi *f, void *arg)
{
	/* The rest of the 17 KB: what a page's frame would be. */
	static char frame[] = "<p class=\"frame\">The frame of a page, its "
			      "navigation and its words.</p>\n";
	struct page *p = arg;
	long long id = 1;
	const char *q = strstr(fastcgi_param(f, "QUERY_STRING"), "id=");

	if (q)
		id = atoll(q + 3);
	p->n = 0;
	add(p, "Content-Type: text/html; charset=utf-8\r\n\r\n", 42);
	add(p, "<!DOCTYPE html><title>Eight</title>\n", 36);
	for (int i = 0; i < SELECTS; i++)
		run(p, p->statements[i], id);
	while (p->n < 17 * 1024)
		add(p, frame, sizeof frame - 1);
	fastcgi_write(f, p->text, p->n);
}

int main(int argc, char **argv)
{
	static struct page page;
	MYSQL *db = mysql_init(NULL);

	if (argc != 5)
		fail("usage", "eight SOCKET DATABASE USER PASSWORD");
	mysql_options(db, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	if (!mysql_real_connect(db, NULL, argv[3], argv[4], argv[2], 0, argv[1],
				0))
		fail("connect", mysql_error(db));
	for (int i = 0; i < SELECTS; i++) {
		page.statements[i] = mysql_stmt_init(db);
		if (mysql_stmt_prepare(page.statements[i], texts[i],
				       strlen(texts[i])))
			fail(texts[i], mysql_stmt_error(page.statements[i]));
	}
	return fastcgi_serve(serve, &page);
}
