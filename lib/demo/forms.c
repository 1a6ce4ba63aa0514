/* The demo's forms: the library, answers of staff, applications from outside.
 * SPDX-License-Identifier: MIT
 *
 * A word of an answer is the last step of a question's path and what is
 * answered there; given#2=Grace answers it in the second instance of its
 * repeat. A date is told as everywhere in the story.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "demo/story.h"
#include "forms/application.h"
#include "forms/library.h"
#include "forms/public.h"
#include "forms/shipped.h"

enum { ROUNDS = 6, REPEATS = 12 };

/* What the words of these deeds mean themselves. */
static const char *const own[] = {"form", "of",	 "about_who", "key",
				  "draft", "answer", "send", "mailbox",
				  "written_in", NULL};

static bool is_own(const char *word)
{
	for (const char *const *w = own; *w; w++)
		if (!strncmp(word, *w, strlen(*w)) && word[strlen(*w)] == '=')
			return true;
	return false;
}

/* --- the library ---------------------------------------------------------------- */

static NEOERR *load_forms(struct story *s)
{
	struct shipped out;

	TRY(shipped_load(&s->actor, conf_get(s->conf, "forms"), NULL, &out));
	if (out.n_refused)
		return nerr_raise(NERR_ASSERT, "%s", out.refused[0]);
	return STATUS_OK;
}

static NEOERR *form_publish(struct story *s)
{
	struct library_form form;
	struct rows versions;

	TRY(library_find(&s->actor, told(s, "form"), &form));
	TRY(library_versions(&s->actor, form.id, &versions));
	return nerr_pass(
	    library_publish(&s->actor, row_int(&versions, 0, "id")));
}

static NEOERR *form_open(struct story *s)
{
	const char *values[PUBLIC_FIELDS];
	struct library_form form;

	TRY(library_find(&s->actor, told(s, "form"), &form));
	values[PUBLIC_OPEN] = "1";
	values[PUBLIC_INTRO] = told_text(s, "intro");
	values[PUBLIC_THANKS] = told_text(s, "thanks");
	values[PUBLIC_TELL] = told(s, "tell");
	return nerr_pass(public_save(&s->actor, form.id, 0, values));
}

/* --- answers ---------------------------------------------------------------------- */

/* "given#2" */
struct asked {
	char name[60];
	int64_t instance;
	const char *value;
};

static NEOERR *read_word(const char *word, struct asked *out)
{
	const char *eq = strchr(word, '='), *hash;
	size_t n = eq ? (size_t)(eq - word) : 0;

	if (!n || n >= sizeof out->name)
		return nerr_raise(NERR_ASSERT, "'%s' answers nothing", word);
	memcpy(out->name, word, n);
	out->name[n] = '\0';
	out->instance = 1;
	out->value = eq + 1;
	hash = strchr(out->name, '#');
	if (!hash)
		return STATUS_OK;
	out->instance = strtoll(hash + 1, NULL, 10);
	out->name[hash - out->name] = '\0';
	return STATUS_OK;
}

static const struct xform_question *find(const struct xform *x,
					 const char *name)
{
	size_t n;
	const struct xform_question *q = xform_questions(x, &n);

	for (size_t i = 0; i < n; i++)
		if (!strcmp(strrchr(q[i].path, '/') + 1, name))
			return &q[i];
	return NULL;
}

struct repeats {
	const char *path[REPEATS];
	int64_t n[REPEATS];
};

/* Sees to it that there are so many instances; those that a count makes come by
 * themselves. */
static NEOERR *make_instances(struct answer *answer, struct repeats *have,
			      const char *repeat, int64_t wanted)
{
	size_t i = 0;

	while (i < REPEATS - 1 && have->path[i] && strcmp(have->path[i], repeat))
		i++;
	if (!have->path[i]) {
		have->path[i] = repeat;
		have->n[i] = 1;
	}
	for (; have->n[i] < wanted; have->n[i]++) {
		NEOERR *err = answer_repeat_add(answer, repeat);

		/* Not asked yet, or made by a count. */
		if (nerr_handle(&err, ERR_INVALID))
			break;
		TRY(err);
	}
	return STATUS_OK;
}

static NEOERR *set_one(struct story *s, const struct xform *x,
		       struct answer *answer, const char *word,
		       struct repeats *have, bool *taken)
{
	const struct xform_question *q;
	const char *repeat, *path, *value;
	struct asked a;

	TRY(read_word(word, &a));
	q = find(x, a.name);
	if (!q)
		return nerr_raise(NERR_ASSERT, "no question '%s'", a.name);
	path = q->path;
	repeat = xform_repeat_of(x, q->path);
	if (repeat) {
		TRY(make_instances(answer, have, repeat, a.instance));
		path = mem_printf(s->actor.pool, "%s[%" PRId64 "]%s", repeat,
				  a.instance, q->path + strlen(repeat));
	}
	value = q->type == XFORM_DATE
		    ? told_date(s, mem_strndup(s->actor.pool, word,
					       (size_t)(a.value - word) - 1))
		    : told_text(s, mem_strndup(s->actor.pool, word,
					       (size_t)(a.value - word) - 1));
	if (!strcmp(answer_value(answer, path), value))
		*taken = true;
	else
		*taken = answer_set(answer, path, value);
	return STATUS_OK;
}

/* What one answer lets another be asked: so it goes round until all are in. */
static NEOERR *set_all(struct story *s, const struct xform *x,
		       struct answer *answer)
{
	struct repeats have = {{NULL}, {0}};
	const char *left = NULL;

	for (int round = 0; round < ROUNDS; round++) {
		left = NULL;
		for (size_t i = 0; i < s->now->n; i++) {
			bool taken = false;

			if (is_own(s->now->words[i]))
				continue;
			TRY(set_one(s, x, answer, s->now->words[i], &have,
				    &taken));
			if (!taken)
				left = s->now->words[i];
		}
		TRY(answer_update(answer));
		if (!left)
			return STATUS_OK;
	}
	return nerr_raise(NERR_ASSERT, "not asked: '%s'", left);
}

static NEOERR *check_all(struct story *s, const struct filed *f,
			 struct answer *answer)
{
	const char *first;
	size_t wrong;

	(void)s;
	TRY(answer_check(answer, &wrong, &first));
	if (wrong)
		return nerr_raise(NERR_ASSERT, "%s: %s is not right",
				  f->form_name, first);
	return STATUS_OK;
}

/* How much of it is answered, as the pages would say. */
static void count(struct answer *answer, const struct xform *x,
		  struct draft *draft)
{
	size_t n;
	const struct xform_question *q = xform_questions(x, &n);

	draft->done = 0;
	draft->questions = (int64_t)n;
	for (size_t i = 0; i < n; i++)
		draft->done += !q[i].repeated && *answer_value(answer, q[i].path);
}

/* Takes the event's words into the draft; sends it where it is to be sent. */
static NEOERR *fill(struct story *s, const struct actor *a, int64_t id,
		    bool send, struct filed **filed, struct draft *draft,
		    struct answer **answer)
{
	const struct xform *x;

	TRY(filed_get(a, id, filed));
	TRY(draft_open(a, *filed, draft, answer));
	TRY(library_xform(a, (*filed)->version_id, &x));
	TRY(set_all(s, x, *answer));
	count(*answer, x, draft);
	TRY(draft_save(a, *filed, draft, *answer));
	if (send)
		TRY(check_all(s, *filed, *answer));
	return STATUS_OK;
}

static NEOERR *go_on(struct story *s, int64_t id, bool send)
{
	struct answer *answer;
	struct filed *filed;
	struct draft draft;

	TRY(fill(s, &s->actor, id, send, &filed, &draft, &answer));
	if (!send)
		return STATUS_OK;
	return nerr_pass(draft_submit(&s->actor, filed, &draft, answer));
}

static NEOERR *answer(struct story *s)
{
	struct subject about = {0};
	struct library_form form;
	int64_t id;

	TRY(library_find(&s->actor, told(s, "form"), &form));
	TRY(made_told(s, "provider", "of", &about.provider));
	/* A question may be called client, too. */
	if (told_has(s, "about_who"))
		TRY(made_told(s, "client", "about_who", &about.client));
	TRY(draft_start(&s->actor, form.id, &about, &id));
	made_add(s, "answer", told(s, "key"), id, about.provider);
	return nerr_pass(go_on(s, id, !told_has(s, "draft")));
}

static NEOERR *more(struct story *s)
{
	const struct made *m;

	TRY(made_find(s, "answer", told(s, "answer"), &m));
	return nerr_pass(go_on(s, m->id, told_has(s, "send")));
}

/* --- applications ------------------------------------------------------------------- */

static NEOERR *somebody(struct story *s, const char *form,
			struct public_form *f, struct applicant *who)
{
	struct library_form found;

	TRY(library_find(&s->actor, form, &found));
	TRY(public_of(&s->actor, found.id, f));
	*who = (struct applicant){.form = found.id,
				  .email = told(s, "mailbox"),
				  .language = told(s, "written_in"),
				  .confirmed = true};
	return STATUS_OK;
}

static NEOERR *application_go_on(struct story *s, const struct public_form *f,
				 const struct applicant *who, int64_t id,
				 bool send)
{
	struct actor inside = applicant_actor(&s->actor, who);
	struct answer *filled;
	struct filed *filed;
	struct draft draft;

	TRY(fill(s, &inside, id, send, &filed, &draft, &filled));
	if (!send)
		return STATUS_OK;
	return nerr_pass(
	    application_send(&inside, f, who, filed, &draft, filled));
}

static NEOERR *application(struct story *s)
{
	struct public_form f;
	struct applicant who;
	int64_t id;

	TRY(somebody(s, told(s, "form"), &f, &who));
	TRY(application_start(&s->actor, &f, &who, &id));
	made_add(s, "application", told(s, "key"), id, 0);
	return nerr_pass(
	    application_go_on(s, &f, &who, id, told_has(s, "send")));
}

static NEOERR *application_more(struct story *s)
{
	const struct made *m;
	struct public_form f;
	struct applicant who;

	TRY(made_find(s, "application", told(s, "answer"), &m));
	TRY(somebody(s, told(s, "form"), &f, &who));
	return nerr_pass(application_go_on(s, &f, &who, m->id,
					   told_has(s, "send")));
}

static NEOERR *application_taken(struct story *s)
{
	struct mapping_choice choice = {0};
	struct application app;
	const struct made *m;
	int64_t provider;

	TRY(made_find(s, "application", told(s, "application"), &m));
	TRY(application_get(&s->actor, m->id, &app));
	TRY(made_told(s, "provider", "at", &provider));
	TRY(made_told(s, "region", "region", &choice.region));
	TRY(application_take(&s->actor, &app, provider, &choice,
			     told_text(s, "words")));
	TRY(application_get(&s->actor, m->id, &app));
	if (*told(s, "key"))
		made_add(s, app.provider ? "provider" : "client",
			 told(s, "key"), app.provider ? app.provider : app.client,
			 0);
	return STATUS_OK;
}

static NEOERR *application_declined(struct story *s)
{
	struct application app;
	const struct made *m;

	TRY(made_find(s, "application", told(s, "application"), &m));
	TRY(application_get(&s->actor, m->id, &app));
	return nerr_pass(
	    application_decline(&s->actor, &app, told_text(s, "words")));
}

const struct deed story_form_deeds[] = {
    {"forms", load_forms},
    {"form_publish", form_publish},
    {"form_open", form_open},
    {"answer", answer},
    {"answer_more", more},
    {"application", application},
    {"application_more", application_more},
    {"application_take", application_taken},
    {"application_decline", application_declined},
    {NULL, NULL},
};
