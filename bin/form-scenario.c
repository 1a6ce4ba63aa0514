/* carebook form scenario: whole fillings-in of forms, against what another
 * engine gave for them.
 * SPDX-License-Identifier: MIT
 *
 * A line of the table is one scenario: a form, and steps (init, answer,
 * createNewRepeat, removeRepeat, setLanguage), each with the submission there
 * is after it, and for nodes whether they are relevant, required, read-only,
 * wrong, and their label and choices. What is new at every run (ids, now) is
 * compared by its shape, numbers by their value. Where a form rests on what
 * the table does not hold (a list in a file of its own, a measured place,
 * chance) the scenario is skipped.
 */
#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "command.h"
#include "xform/answer.h"

struct run {
	void *ctx; /* of one scenario */
	const char *id;
	struct answer *a;
	struct answer_shown *page;
	int step;
	const char *op;
	int failures;
};

static void fail(struct run *r, const char *path, const char *what,
		 const char *expected, const char *got)
{
	r->failures++;
	printf("%s step %d (%s) %s: %s: expected %s, got %s\n", r->id, r->step,
	       r->op, path, what, expected, got);
}

/* --- submissions -------------------------------------------------------------------- */

static bool is_uuid(const char *s)
{
	size_t n = 0;

	if (!strncmp(s, "uuid:", 5))
		s += 5;
	for (; *s; s++, n++)
		if (!isxdigit((unsigned char)*s) && *s != '-')
			return false;
	return n == 36;
}

static bool is_instant(const char *s)
{
	return strlen(s) > 18 && s[4] == '-' && s[7] == '-' && s[10] == 'T' &&
	       s[13] == ':';
}

static bool same_number(const char *a, size_t n, const char *b, size_t m)
{
	char x[64], y[64], *end_x, *end_y;
	double u, v;

	if (!n || !m || n >= sizeof x || m >= sizeof y)
		return false;
	snprintf(x, sizeof x, "%.*s", (int)n, a);
	snprintf(y, sizeof y, "%.*s", (int)m, b);
	u = strtod(x, &end_x);
	v = strtod(y, &end_y);
	return !*end_x && !*end_y && (u > v ? u - v : v - u) <=
					 1e-9 * (u > 0 ? u : -u);
}

/* Numbers by their value, alone or several: "0 1.0; 2 3" is "0.0 1;2.0 3". */
static bool same_numbers(const char *a, const char *b)
{
	static const char between[] = " ;";

	for (;;) {
		size_t n, m;

		a += strspn(a, between);
		b += strspn(b, between);
		n = strcspn(a, between);
		m = strcspn(b, between);
		if (!n && !m)
			return true;
		if (!same_number(a, n, b, m))
			return false;
		a += n;
		b += m;
	}
}

/* expected, got. */
static bool same_value(const char *a, const char *b)
{
	if (!strcmp(a, b) || (is_uuid(a) && is_uuid(b)))
		return true;
	/* Now, here and there. */
	if (is_instant(a) && is_instant(b) && !strncmp(a, "2026-11-2", 9) &&
	    !strncmp(b, "2026-11-2", 9))
		return true;
	/* A file has no name in the table. */
	if (*a && !strcmp(b, "[object File]"))
		return true;
	return *a && *b && same_numbers(a, b);
}

static const char *text_of(void *ctx, xmlNodePtr node)
{
	xmlChar *s = xmlNodeGetContent(node);
	const char *text = text_tidy(ctx, s ? (const char *)s : "", false);

	xmlFree(s);
	return text;
}

static xmlNodePtr next_element(xmlNodePtr n)
{
	while (n && n->type != XML_ELEMENT_NODE)
		n = n->next;
	return n;
}

static const char *uri_of(xmlNsPtr ns)
{
	return ns && ns->href ? (const char *)ns->href : "";
}

static int attributes(xmlNodePtr n)
{
	int count = 0;

	for (xmlAttrPtr p = n->properties; p; p = p->next)
		count++;
	return count;
}

/* The first difference of two elements; NULL: none. */
static const char *differ(void *ctx, xmlNodePtr x, xmlNodePtr y,
			  const char *path)
{
	xmlNodePtr a, b;
	const char *why, *s, *t;

	path = mem_printf(ctx, "%s/%s", path, (const char *)x->name);
	if (xmlStrcmp(x->name, y->name) || strcmp(uri_of(x->ns), uri_of(y->ns)))
		return mem_printf(ctx, "%s: <%s> of \"%s\" is <%s> of \"%s\"",
				  path, (const char *)x->name, uri_of(x->ns),
				  (const char *)y->name, uri_of(y->ns));
	if (attributes(x) != attributes(y))
		return mem_printf(ctx, "%s: %d attributes are %d", path,
				  attributes(x), attributes(y));
	for (xmlAttrPtr p = x->properties; p; p = p->next) {
		xmlChar *v = xmlNodeListGetString(p->doc, p->children, 1);
		xmlChar *w = p->ns ? xmlGetNsProp(y, p->name, p->ns->href)
				   : xmlGetNoNsProp(y, p->name);
		bool same = w && same_value(v ? (const char *)v : "",
					    (const char *)w);

		xmlFree(v);
		xmlFree(w);
		if (!same)
			return mem_printf(ctx, "%s/@%s differs", path,
					  (const char *)p->name);
	}
	a = next_element(x->children);
	b = next_element(y->children);
	if (!a && !b) {
		s = text_of(ctx, x);
		t = text_of(ctx, y);
		/* Ours always has an id. */
		if (!*s && !strcmp((const char *)x->name, "instanceID") &&
		    is_uuid(t))
			return NULL;
		return same_value(s, t) ? NULL
					: mem_printf(ctx,
						     "%s: \"%s\" is \"%s\"",
						     path, s, t);
	}
	while (a && b) {
		why = differ(ctx, a, b, path);
		if (why)
			return why;
		a = next_element(a->next);
		b = next_element(b->next);
	}
	if (a || b)
		return mem_printf(ctx, "%s: <%s> %s", path,
				  (const char *)(a ? a : b)->name,
				  a ? "is missing" : "is too much");
	return NULL;
}

static void compare_submission(struct run *r, const char *expected)
{
	const char *got = answer_submission(r->ctx, r->a);
	xmlDocPtr x = xmlReadMemory(expected, (int)strlen(expected), NULL,
				    NULL, XML_PARSE_NONET);
	xmlDocPtr y = xmlReadMemory(got, (int)strlen(got), NULL, NULL,
				    XML_PARSE_NONET);
	const char *why = x && y ? differ(r->ctx, xmlDocGetRootElement(x),
					  xmlDocGetRootElement(y), "")
				 : "not XML";

	if (why) {
		fail(r, "", "submission", expected, got);
		printf("    %s\n", why);
	}
	if (x)
		xmlFreeDoc(x);
	if (y)
		xmlFreeDoc(y);
}

/* --- nodes ------------------------------------------------------------------------------ */

static const struct answer_shown *shown_find(const struct answer_shown *s,
					     const char *path)
{
	const struct answer_shown *found = NULL;

	if (!strcmp(s->path, path) && *path)
		return s;
	for (size_t i = 0; i < s->n_children && !found; i++)
		found = shown_find(&s->children[i], path);
	return found;
}

static bool flag_of(json_t *node, const char *key)
{
	return json_is_true(json_object_get(node, key));
}

static void compare_flag(struct run *r, const char *path, const char *what,
			 bool expected, bool got)
{
	if (expected != got)
		fail(r, path, what, expected ? "yes" : "no",
		     got ? "yes" : "no");
}

static void compare_choices(struct run *r, const char *path, json_t *expected,
			    const struct answer_shown *s)
{
	struct buf x = {.ctx = r->ctx}, y = {.ctx = r->ctx};
	json_t *one;
	size_t i;

	/* An item without a value is no choice here, and one without a label
	 * is shown by its value. */
	json_array_foreach(expected, i, one)
	{
		const char *label = json_string_value(json_array_get(one, 1));
		const char *value = json_string_value(json_array_get(one, 0));

		if (value && *value)
			buf_printf(&x, "[%s|%s]", value,
				   label && *label
				       ? text_tidy(r->ctx, label, true)
				       : value);
	}
	for (i = 0; i < s->n_choices; i++)
		buf_printf(&y, "[%s|%s]", s->choices[i].value,
			   text_tidy(r->ctx, s->choices[i].label, true));
	if (strcmp(buf_text(&x), buf_text(&y)))
		fail(r, path, "choices", buf_text(&x), buf_text(&y));
}

static void compare_violation(struct run *r, const char *path,
			      const char *expected, enum answer_violation got)
{
	static const char *const names[] = {"none", "required", "type",
					    "constraint", "choice"};

	/* The other engine clears what is no choice or no value, and so finds
	 * nothing wrong in it. */
	if (!expected && (got == ANSWER_TYPE || got == ANSWER_CHOICE))
		return;
	if (expected && !strcmp(expected, "condition"))
		expected = "constraint";
	if (strcmp(expected ? expected : "none", names[got]))
		fail(r, path, "violation", expected ? expected : "none",
		     names[got]);
}

static void compare_node(struct run *r, const char *path, json_t *node)
{
	const char *label = json_string_value(json_object_get(node, "label"));
	json_t *choices = json_object_get(node, "choices");
	const struct answer_shown *s = shown_find(r->page, path);
	struct answer_state state = {0};
	const char *text;
	NEOERR *err = answer_state(r->a, path, &state);

	nerr_ignore(&err);
	if (!state.exists) {
		if (flag_of(node, "rel"))
			fail(r, path, "node", "there", "nothing");
		return;
	}
	compare_flag(r, path, "relevant", flag_of(node, "rel"),
		     state.relevant);
	if (!state.relevant)
		return;
	compare_flag(r, path, "required", flag_of(node, "req"),
		     state.required);
	compare_flag(r, path, "read-only", flag_of(node, "ro"),
		     state.readonly);
	compare_violation(
	    r, path, json_string_value(json_object_get(node, "viol")),
	    state.violation);
	if (!s)
		return;
	text = json_string_value(json_object_get(node, "msg"));
	if (text && s->message && strcmp(text, s->message))
		fail(r, path, "message", text, s->message);
	if (label) {
		label = text_tidy(r->ctx, label, true);
		text = text_tidy(r->ctx, s->label ? s->label : "", true);
		if (strcmp(label, text))
			fail(r, path, "label", label, text);
	}
	if (choices)
		compare_choices(r, path, choices, s);
}

/* --- steps ------------------------------------------------------------------------------- */

static void point_part(struct buf *b, json_t *point, const char *key)
{
	json_t *part = json_object_get(point, key);

	if (json_is_number(part))
		buf_printf(b, b->len ? " %.15g" : "%.15g",
			   json_number_value(part));
}

static const char *value_text(struct run *r, json_t *value)
{
	struct buf b = {.ctx = r->ctx};
	json_t *one;
	size_t i;

	if (json_is_object(value)) {
		point_part(&b, value, "latitude");
		point_part(&b, value, "longitude");
		point_part(&b, value, "altitude");
		point_part(&b, value, "accuracy");
		return buf_text(&b);
	}
	if (json_is_string(value))
		return json_string_value(value);
	if (json_is_integer(value))
		return mem_printf(r->ctx, "%lld",
				  (long long)json_integer_value(value));
	if (json_is_real(value))
		return mem_printf(r->ctx, "%.15g", json_real_value(value));
	json_array_foreach(value, i, one)
	{
		if (i)
			buf_puts(&b, " ");
		buf_puts(&b, value_text(r, one));
	}
	return buf_text(&b);
}

static void answer_typed(struct run *r, const char *ref, json_t *value)
{
	json_t *one = json_array_size(value) == 1 ? json_array_get(value, 0)
						  : NULL;
	const struct answer_shown *s = shown_find(r->page, ref);

	/* A tick is "OK" in a trigger, and a number elsewhere. */
	if (json_is_boolean(one) && s && s->kind == XFORM_TRIGGER)
		answer_set(r->a, ref, json_is_true(one) ? "OK" : "");
	else if (json_is_boolean(one))
		answer_set(r->a, ref, json_is_true(one) ? "1" : "0");
	else
		answer_set(r->a, ref, value_text(r, value));
}

static NEOERR *step_run(struct run *r, json_t *step)
{
	const char *ref = json_string_value(json_object_get(step, "ref"));
	json_t *value = json_object_get(step, "value");

	ref = ref ? ref : "";
	if (!strcmp(r->op, "answer")) {
		answer_typed(r, ref, value);
		return nerr_pass(answer_update(r->a));
	}
	if (!strcmp(r->op, "createNewRepeat"))
		return nerr_pass(answer_repeat_add(r->a, ref));
	if (!strcmp(r->op, "removeRepeat"))
		return nerr_pass(answer_repeat_remove(r->a, ref));
	if (!strcmp(r->op, "setLanguage")) {
		answer_language(r->a, ref);
		return nerr_pass(answer_update(r->a));
	}
	return STATUS_OK;
}

static NEOERR *scenario_steps(struct run *r, json_t *all, struct xform *f,
			      const struct answer_frozen *frozen)
{
	json_t *step, *node;
	size_t i, k;

	TRY(answer_new(r->ctx, f, frozen, &r->a));
	json_array_foreach(json_object_get(all, "steps"), i, step)
	{
		const char *sent =
		    json_string_value(json_object_get(step, "submission"));
		NEOERR *err;

		r->step = (int)i;
		r->op = json_string_value(json_object_get(step, "op"));
		err = step_run(r, step);
		if (err != STATUS_OK && nerr_match(err, ERR_INVALID))
			nerr_ignore(&err);
		TRY(err);
		TRY(answer_show(r->ctx, r->a, &r->page));
		if (sent)
			compare_submission(r, sent);
		json_array_foreach(json_object_get(step, "nodes"), k, node)
		    compare_node(r, json_string_value(json_array_get(node, 0)),
				 json_array_get(node, 1));
	}
	return STATUS_OK;
}

enum outcome { PASSED, FAILED, SKIPPED };

/* Was a value that somebody entered lost when the table was made? */
static bool values_lost(json_t *all)
{
	json_t *step, *value;
	size_t i, k;

	json_array_foreach(json_object_get(all, "steps"), i, step)
		json_array_foreach(json_object_get(step, "value"), k, value)
	{
		const char *s = json_string_value(value);

		if (s && !strcmp(s, "[object Object]"))
			return true;
	}
	return false;
}

/* What a scenario rests on and the table does not hold; NULL: nothing. */
static const char *needs_more(const struct xform *f, const char *xml)
{
	if (f && xform_lacks_files(f))
		return "the form has lists in files of their own";
	if (strstr(xml, "setgeopoint"))
		return "the form has a place measured";
	if (strstr(xml, "random()"))
		return "the form goes by chance";
	return NULL;
}

static enum outcome scenario(json_t *all, const char *forms,
			     const struct answer_frozen *frozen)
{
	void *ctx = mem_pool();
	struct run r = {.ctx = ctx, .op = "init"};
	const char *file = json_string_value(json_object_get(all, "form"));
	struct xform_findings found = {.ctx = ctx};
	struct xform *f = NULL;
	const char *why;
	char *xml;
	size_t n;
	NEOERR *err = STATUS_OK;

	r.id = json_string_value(json_object_get(all, "id"));
	r.id = r.id ? r.id : "?";
	if (values_lost(all)) {
		printf("%s skipped: a value is not in the table\n", r.id);
		talloc_free(ctx);
		return SKIPPED;
	}
	xml = file ? form_file(ctx, mem_printf(ctx, "%s/%s", forms, file), &n)
		   : NULL;
	if (!xml) {
		fail(&r, file ? file : "", "form", "a file", strerror(errno));
	} else {
		err = xform_read(ctx, xml, n, &found, &f);
		why = err == STATUS_OK ? needs_more(f, xml) : NULL;
		if (why) {
			printf("%s skipped: %s\n", r.id, why);
			talloc_free(ctx);
			return SKIPPED;
		}
		if (err == STATUS_OK && !f) {
			size_t i = 0;

			while (i + 1 < found.n && !found.list[i].error)
				i++;
			fail(&r, file, "form", "accepted",
			     found.n ? found.list[i].text : "refused");
		}
		if (err == STATUS_OK && f)
			err = scenario_steps(&r, all, f, frozen);
	}
	if (err != STATUS_OK) {
		fail(&r, "", "evaluation", "no error", err_text(ctx, err));
		nerr_ignore(&err);
	}
	talloc_free(ctx);
	return r.failures ? FAILED : PASSED;
}

/* A line of any length; false at the end. */
static bool line_read(gzFile in, struct buf *b)
{
	char part[65536];

	b->len = 0;
	while (gzgets(in, part, sizeof part)) {
		buf_puts(b, part);
		if (b->len && b->s[b->len - 1] == '\n')
			return true;
	}
	return b->len > 0;
}

NEOERR *form_scenario(struct job *job)
{
	const char *forms = job_option(job, "--forms", NULL);
	const char *zone = job_option(job, "--zone", "UTC");
	const char *only = job_option(job, "--only", NULL);
	/* 2026-11-22, 06:52 UTC. */
	struct answer_frozen frozen = {.now = INT64_C(1795330350),
				       .seed = 42,
				       .zone = zone_find(zone)};
	struct buf line = {.ctx = job->pool};
	int count[3] = {0};
	gzFile in;

	if (job->argc < 1 || !forms || !*forms || !frozen.zone) {
		job->status = 2;
		return job_usage("form scenario SCENARIOS.jsonl[.gz] --forms "
				 "DIR [--zone ZONE] [--only ID]");
	}
	in = gzopen(job->argv[0], "rb");
	if (!in)
		return nerr_raise(ERR_INVALID, "%s: %s", job->argv[0],
				  strerror(errno));
	while (line_read(in, &line)) {
		json_error_t error;
		json_t *all = json_loads(buf_text(&line), 0, &error);
		const char *id;

		if (!all) {
			printf("a line that is no JSON: %s\n", error.text);
			count[FAILED]++;
			continue;
		}
		id = json_string_value(json_object_get(all, "id"));
		if (!only || (id && !strcmp(id, only)))
			count[scenario(all, forms, &frozen)]++;
		json_decref(all);
	}
	gzclose(in);
	printf("%d passed, %d failed, %d skipped\n", count[PASSED],
	       count[FAILED], count[SKIPPED]);
	job->status = count[FAILED] ? 1 : 0;
	return STATUS_OK;
}
