/* The demo's papers: attachments, each a page of text as PDF or a plain text.
 * SPDX-License-Identifier: MIT
 *
 * -40  gwen  attach  of=wentworth  paper=fire.pdf  type=Certificate
 *      description=Fire certificate  expires=+26  text=FIRE SAFETY|Wentworth ...
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "demo/story.h"
#include "people/attachment.h"

SQL(DEMO_ATTACHMENT_KIND, "s", "id:i",
    "SELECT id FROM attachment_kind WHERE name = ?");
/* The check or certificate of this kind that the provider itself holds. */
SQL(DEMO_CERTIFICATE, "is", "id:i",
    "SELECT c.id FROM credential c JOIN credential_kind k ON k.id = c.kind_id"
    " WHERE c.provider_id = ? AND k.name = ? ORDER BY c.expires DESC LIMIT 1");

/* Lines of ASCII, with | between, on a page: the first is its title. */
void paper_page(struct buf *out, const char *text)
{
	struct buf page = {.ctx = out->ctx};
	size_t at[6];
	int size = 20;

	buf_puts(&page, "BT 70 760 Td\n");
	while (*text) {
		size_t n = strcspn(text, "|");

		buf_printf(&page, "/F1 %d Tf (", size);
		for (size_t i = 0; i < n; i++) {
			if (strchr("()\\", text[i]))
				buf_puts(&page, "\\");
			buf_add(&page, text + i, 1);
		}
		buf_puts(&page, ") Tj 0 -26 Td\n");
		size = 12;
		text += n;
		text += *text == '|';
	}
	buf_puts(&page, "ET\n");
	buf_puts(out, "%PDF-1.4\n");
	at[1] = out->len;
	buf_puts(out, "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
	at[2] = out->len;
	buf_puts(out, "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n");
	at[3] = out->len;
	buf_puts(out, "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
		      "/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>\n"
		      "endobj\n");
	at[4] = out->len;
	buf_printf(out, "4 0 obj\n<</Length %zu>>\nstream\n%sendstream\nendobj\n",
		   page.len, buf_text(&page));
	at[5] = out->len;
	buf_puts(out, "5 0 obj\n<</Type/Font/Subtype/Type1"
		      "/BaseFont/Helvetica>>\nendobj\n");
	size = (int)out->len;
	buf_puts(out, "xref\n0 6\n0000000000 65535 f \n");
	for (int i = 1; i < 6; i++)
		buf_printf(out, "%010zu 00000 n \n", at[i]);
	buf_printf(out, "trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n",
		   size);
}

static void write_text(struct buf *out, const char *text)
{
	for (; *text; text++)
		buf_add(out, *text == '|' ? "\n" : text, 1);
	buf_puts(out, "\n");
}

/* On what it hangs: a note, an incident, a client, or the provider. */
static NEOERR *paper_owner(struct story *s, struct owner *out)
{
	static const char *const kinds[] = {"note", "incident", "client"};
	int64_t id;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!told_has(s, kinds[i]))
			continue;
		TRY(made_told(s, kinds[i], kinds[i], &id));
		return nerr_pass(owner_get(&s->actor, kinds[i], id, out));
	}
	TRY(made_told(s, "provider", "of", &id));
	return nerr_pass(owner_get(&s->actor, "provider", id, out));
}

static NEOERR *attach(struct story *s)
{
	static struct store *store;
	const struct actor *a = &s->actor;
	const char *values[ATTACHMENT_FIELDS], *name = told(s, "paper");
	struct attached file = {.name = name};
	struct buf bytes = {.ctx = a->pool};
	struct incoming *in;
	struct owner owner;
	struct rows r;
	int64_t id;
	bool pdf = !strcmp(file_extension(a->pool, name), "pdf");

	if (!store)
		TRY(store_open(s->pool, s->conf, &store));
	told_values(s, attachment_fields, ATTACHMENT_FIELDS, values);
	TRY(db_query(a->db, a->pool, &DEMO_ATTACHMENT_KIND, &r,
		     told(s, "type")));
	if (!r.n)
		return nerr_raise(NERR_ASSERT, "kind of attachment");
	values[ATTACHMENT_KIND] = row_text(&r, 0, "id");
	TRY(paper_owner(s, &owner));
	if (told_has(s, "proves")) {
		TRY(db_query(a->db, a->pool, &DEMO_CERTIFICATE, &r,
			     owner.provider, told(s, "proves")));
		values[ATTACHMENT_PROOF] =
		    r.n ? mem_printf(a->pool, "c%s", row_text(&r, 0, "id"))
			: "";
	}
	(pdf ? paper_page : write_text)(&bytes, told(s, "text"));
	TRY(store_put(store, a->pool, -1, &in));
	TRY(store_write(in, bytes.s, bytes.len));
	TRY(store_done(in));
	TRY(sniff_type(a->pool, store_peek(in), &file.type));
	file.family = file_family(file.type);
	file.size = store_size(in);
	TRY(file_come(a->db, a->pool, a->now, store, in, file.type,
		      conf_get(s->conf, "clamd_socket"), &file.file));
	return nerr_pass(attachment_add(a, &owner, &file, values, &id));
}

const struct deed story_paper_deeds[] = {
    {"attach", attach},
    {NULL, NULL},
};
