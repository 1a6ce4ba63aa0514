/* One answer as a PDF: its newest revision or any other, a draft as far as it
 * got; in any language of the form, in large print on demand.
 * SPDX-License-Identifier: MIT
 *
 * Whoever uses large print on the screen gets it on paper too. Nothing on the
 * paper tells when it was printed: the same revision is the same file.
 */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "files/store.h"
#include "forms/paper.h"
#include "forms/typed.h"
#include "pages.h"
#include "people/attachment.h"

enum { FACTS_MOST = 10, PHOTO_MOST = 1024 * 1024 };

/* "Friday 20 November 2026, 2 pm" */
static const char *when_words(struct req *r, const char *cell)
{
	char day[DATE_TEXT], time[ZONE_TEXT];
	struct wall at = zone_wall_from_utc(r->actor.zone, db_to_time(cell));

	return mem_printf(r->pool, "%s, %s", date_format_long(at.date, day),
			  zone_format_time(at.minute, time));
}

static const char *when_and_who(struct req *r, const char *at, const char *who)
{
	return mem_printf(r->pool, "%s, %s", when_words(r, at),
			  *who ? who : "somebody outside");
}

static void fact(struct paper *p, const char *label, const char *text)
{
	struct paper_fact *facts = (struct paper_fact *)p->facts;

	if (text && *text && p->n_facts < FACTS_MOST)
		facts[p->n_facts++] = (struct paper_fact){label, text};
}

static void paper_about(struct req *r, const struct filed *f, struct paper *p)
{
	p->title = f->title;
	p->agency = r->session->agency;
	p->phone = r->session->agency_phone;
	p->about = *f->provider ? f->provider : f->client;
	p->facts = mem_array(r->pool, FACTS_MOST, sizeof *p->facts);
	fact(p, "Provider", f->provider);
	if (*f->client)
		fact(p, "Client",
		     mem_printf(r->pool, "%s %s", f->client,
				f->client_number));
	fact(p, "Person", f->person);
	fact(p, "Meeting", f->meeting);
	if (*f->step)
		fact(p, "Workflow",
		     mem_printf(r->pool, "%s: %s", f->workflow, f->step));
	fact(p, "Form",
	     mem_printf(r->pool, "%s, %s", f->title,
			version_words(r, f->form_version)));
}

/* The language that was asked for, if the form has it; else its first. */
static NEOERR *paper_tongue(struct req *r, int64_t version, struct paper *p,
			    struct answer *answer)
{
	const char *typed = req_query(r, "language");
	const char *const *names;
	const struct xform *x;
	size_t n;

	TRY(library_xform(&r->actor, version, &x));
	names = xform_languages(x, &n);
	for (size_t i = 0; i < n; i++)
		if (*typed ? !strcmp(typed, names[i]) : !i) {
			p->language = names[i];
			answer_language(answer, names[i]);
		}
	return STATUS_OK;
}

static NEOERR *read_all(struct req *r, const char *key, size_t n,
			const void **out)
{
	char *bytes = mem_array(r->pool, n, 1);
	size_t got = 0;
	ssize_t more = 1;
	int fd;

	TRY(store_get(req_store(r), key, &fd));
	while (got < n && (more = read(fd, bytes + got, n - got)) > 0)
		got += (size_t)more;
	close(fd);
	if (got != n)
		return nerr_raise(ERR_UNAVAILABLE, "a picture is cut short");
	*out = bytes;
	return STATUS_OK;
}

/* What is asked for a photo: by whom, and as of when. */
struct photos {
	struct req *r;
	int64_t at;
};

/* None where there is none (yet), where it was taken away, where it is another
 * answer's, or too large to be printed. */
static NEOERR *paper_photo(void *arg, const char *value,
			   struct paper_picture *out)
{
	const struct photos *photos = arg;
	struct req *r = photos->r;
	const char *name;
	int64_t id = typed_file(value, &name);
	struct rows row;

	if (!id)
		return STATUS_OK;
	TRY(filed_photo(&r->actor, req_filed(r), id, photos->at, &row));
	if (!row.n || row_int(&row, 0, "size") > PHOTO_MOST)
		return STATUS_OK;
	out->n = (size_t)row_int(&row, 0, "size");
	out->width = (int)row_int(&row, 0, "width");
	out->height = (int)row_int(&row, 0, "height");
	TRY(read_all(r, row_text(&row, 0, "hash"), out->n, &out->jpeg));
	return nerr_pass(attachment_read(&r->actor, &row,
					 row_int(&row, 0, "number"),
					 "viewed"));
}

static NEOERR *paper_send(struct req *r, const struct filed *f,
			  int64_t version, struct paper *p,
			  struct answer *answer)
{
	const char *large = req_query(r, "large"), *bytes;
	struct photos photos = {r, p->at};
	size_t n;

	p->large = *large ? !strcmp(large, "1")
			  : !strcmp(r->session->text_size, "large");
	p->picture = paper_photo;
	p->arg = &photos;
	TRY(paper_tongue(r, version, p, answer));
	TRY(paper_answer(r->pool, p, answer, &bytes, &n));
	buf_add(&r->body, bytes, n);
	answer_file(r, "application/pdf",
		    file_name(r, mem_printf(r->pool, "%s-%" PRId64,
					    f->form_name, f->id),
			      "pdf"));
	return nerr_pass(filed_read(&r->actor, f));
}

static NEOERR *paper_revision(struct req *r, int64_t revision)
{
	const struct filed *f = req_filed(r);
	struct paper p = {.title = ""};
	struct answer *answer;
	struct rows row;

	TRY(filed_revision(&r->actor, f, revision, &row));
	TRY(filed_answer(&r->actor, f, revision, &answer));
	if (revision && revision != f->revision)
		p.warning = "This is an older revision. A newer one corrects "
			    "it.";
	else if (!strcmp(f->state, "withdrawn"))
		p.warning = mem_printf(r->pool, "This was withdrawn: %s",
				       f->state_reason);
	paper_about(r, f, &p);
	fact(&p, "Submitted",
	     !revision || revision == f->revision
		 ? when_and_who(r, f->submitted_at, f->submitted_by)
		 : when_words(r, row_text(&row, 0, "at")));
	fact(&p, "Checksum (SHA-256)", row_text(&row, 0, "hash"));
	p.at = db_to_time(row_text(&row, 0, "at"));
	p.foot = mem_printf(r->pool, "Answer %" PRId64 ", revision %" PRId64,
			    f->id, revision ? revision : f->revision);
	return nerr_pass(paper_send(r, f, row_int(&row, 0, "version_id"),
				    &p, answer));
}

static NEOERR *paper_draft(struct req *r)
{
	const struct filed *f = req_filed(r);
	struct paper p = {.title = ""};
	struct answer *answer;
	struct draft draft;

	TRY(draft_open(&r->actor, f, &draft, &answer));
	p.warning = "This is a draft: nothing was submitted yet.";
	p.at = db_to_time(draft.saved_at);
	p.foot = mem_printf(r->pool, "Answer %" PRId64 ", draft", f->id);
	paper_about(r, f, &p);
	fact(&p, "Last saved", when_and_who(r, draft.saved_at, draft.saved_by));
	if (draft.questions)
		fact(&p, "Answered",
		     mem_printf(r->pool,
				"%" PRId64 " of %" PRId64 " questions",
				draft.done, draft.questions));
	return nerr_pass(paper_send(r, f, f->version_id, &p, answer));
}

NEOERR *answer_pdf(struct req *r)
{
	const struct filed *f = req_filed(r);

	if (f->revision)
		return nerr_pass(paper_revision(r, 0));
	if (f->drafted)
		return nerr_pass(paper_draft(r));
	return nerr_raise(ERR_NOT_FOUND, "there is nothing to print");
}

NEOERR *answer_revision_pdf(struct req *r)
{
	return nerr_pass(paper_revision(r, r->id[1]));
}
