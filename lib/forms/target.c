/* Targets of a form's answers.
 * SPDX-License-Identifier: MIT */
#include "forms/target.h"

#include <ctype.h>
#include <inttypes.h>

#include "base/mem.h"
#include "base/text.h"

static const struct field person_more[] = {
    {.name = "role", .label = "Role", .max = 100},
    {.name = "household", .label = "Lives in the home", .type = FIELD_CHECKBOX},
    {.name = "main_contact", .label = "The person to ring first",
     .type = FIELD_CHECKBOX},
};
static const struct field incident_more[] = {
    {.name = "notified_on", .label = "Day the regulator was told",
     .type = FIELD_DATE, .flags = FIELD_PAST},
    {.name = "notified_time", .label = "Time the regulator was told",
     .type = FIELD_TIME},
};
static const struct field provider_type_target = {
    .name = "type", .label = "Type of provider", .type = FIELD_SELECT};

/* Of each kind: what a form that fills it must say. */
static const struct {
	const char *name, *words;
	size_t key;
	int needed[6]; /* ended by -1 */
} kinds[TARGET__MAX] = {
    [TARGET_PROVIDER] = {"provider", "a profile", PROVIDER_F_NAME, {-1}},
    [TARGET_CLIENT] = {"client", "a client", CLIENT_F_NAME, {-1}},
    [TARGET_PERSON] = {"person", "a person", PERSON_NAME, {PERSON_NAME, -1}},
    [TARGET_INCIDENT] = {"incident", "an incident", INCIDENT_TITLE,
			 {INCIDENT_KIND, INCIDENT_TITLE, INCIDENT_HAPPENED_ON,
			  INCIDENT_SEVERITY, INCIDENT_DESCRIPTION, -1}},
    [TARGET_NOTE] = {"note", "a note", NOTE_TEXT, {NOTE_TEXT, -1}},
    [TARGET_TASK] = {"task", "a task", TASK_TITLE, {TASK_TITLE, -1}},
};

const char *target_slug(void *pool, const char *words)
{
	char *s = mem_array(pool, strlen(words) + 1, 1), *p = s;

	for (; *words; words++)
		if (isalnum((unsigned char)*words) || (*words & 0x80))
			*p++ = (char)tolower((unsigned char)*words);
		else if (p > s && p[-1] != '_')
			*p++ = '_';
	while (p > s && p[-1] == '_')
		*--p = '\0';
	return s;
}

/* --- the table ------------------------------------------------------------ */

static struct field *join(const struct actor *a, const struct field *one,
			  size_t n, const struct field *more, size_t m)
{
	struct field *out = mem_array(a->pool, n + m, sizeof *out);

	memcpy(out, one, n * sizeof *out);
	if (m)
		memcpy(out + n, more, m * sizeof *out);
	return out;
}

/* The facts of every type, each name once. */
static NEOERR *provider_targets(const struct actor *a, struct targets *out)
{
	struct provider_type t;
	struct field *list;
	struct rows types;
	size_t n = PROVIDER_T_FACTS;

	TRY(provider_types(a, &types));
	list = join(a, provider_fields, PROVIDER_FIELDS, &provider_type_target,
		    1);
	for (size_t i = 0; i < types.n; i++) {
		TRY(provider_type_get(a, row_int(&types, i, "id"), &t));
		list = mem_grow(a->pool, list, n + t.n, sizeof *list);
		for (size_t k = PROVIDER_FIELDS; k < t.n; k++) {
			size_t j = PROVIDER_T_FACTS;

			while (j < n && strcmp(list[j].name, t.fields[k].name))
				j++;
			if (j == n)
				list[n++] = t.fields[k];
		}
	}
	out->fields = list;
	out->n = n;
	return STATUS_OK;
}

NEOERR *targets_load(const struct actor *a, struct targets *all)
{
	static const struct {
		const struct field *one;
		size_t n;
		const struct field *more;
		size_t m;
	} parts[TARGET__MAX] = {
	    [TARGET_CLIENT] = {client_fields, CLIENT_FIELDS, NULL, 0},
	    [TARGET_PERSON] = {person_fields, PERSON_FIELDS, person_more,
			       PERSON_TARGETS - PERSON_FIELDS},
	    [TARGET_INCIDENT] = {incident_fields, INCIDENT_FIELDS,
				 incident_more,
				 INCIDENT_TARGETS - INCIDENT_FIELDS},
	    [TARGET_NOTE] = {note_fields, NOTE_FIELDS, NULL, 0},
	    /* A rule of repetition is not asked of a form. */
	    [TARGET_TASK] = {task_fields, TASK_RECURS, NULL, 0},
	};

	for (int k = 0; k < TARGET__MAX; k++) {
		struct targets *t = &all[k];
		bool *needed;

		*t = (struct targets){.name = kinds[k].name,
				      .words = kinds[k].words,
				      .key = kinds[k].key};
		if (k == TARGET_PROVIDER) {
			TRY(provider_targets(a, t));
		} else {
			t->fields = join(a, parts[k].one, parts[k].n,
					 parts[k].more, parts[k].m);
			t->n = parts[k].n + parts[k].m;
		}
		needed = mem_array(a->pool, t->n, sizeof *needed);
		for (const int *i = kinds[k].needed; *i >= 0; i++)
			needed[*i] = true;
		t->needed = needed;
	}
	return STATUS_OK;
}

/* "kind_id" in a record is "kind" to a form: so many letters of its name. */
static size_t name_length(const struct field *f)
{
	size_t n = strlen(f->name);

	return n > 3 && !strcmp(f->name + n - 3, "_id") ? n - 3 : n;
}

static bool is_named(const struct field *f, const char *name)
{
	size_t n = name_length(f);

	return strlen(name) == n && !strncmp(f->name, name, n);
}

bool target_find(const struct targets *all, const char *name,
		 enum target_kind *kind, size_t *field)
{
	const char *dot = strchr(name, '.');

	for (int k = 0; dot && k < TARGET__MAX; k++) {
		if (strlen(all[k].name) != (size_t)(dot - name) ||
		    strncmp(all[k].name, name, (size_t)(dot - name)))
			continue;
		for (size_t i = 0; i < all[k].n; i++)
			if (is_named(&all[k].fields[i], dot + 1)) {
				*kind = (enum target_kind)k;
				*field = i;
				return true;
			}
	}
	return false;
}

unsigned target_kinds(const struct targets *all, const struct xform *x)
{
	unsigned found = 0;
	size_t n;
	const struct xform_mapping *m = xform_mappings(x, &n);

	for (size_t i = 0; i < n; i++) {
		enum target_kind kind;
		size_t field;

		if (!strcmp(m[i].name, "to") &&
		    target_find(all, m[i].value, &kind, &field))
			found |= 1u << kind;
	}
	return found;
}

/* --- an answer's values ---------------------------------------------------- */

/* The instances of repeats as they stand in an answer. */
struct instances {
	void *pool;
	const char **paths; /* "/data/house[2]/person[1]" */
	const char **plain; /* "/data/house/person" */
	size_t n;
};

static const char *without_positions(void *pool, const char *path)
{
	char *s = mem_strdup(pool, path), *to = s;

	for (const char *p = s; *p; p++) {
		if (*p == '[')
			p += strcspn(p, "]");
		else
			*to++ = *p;
	}
	*to = '\0';
	return s;
}

static void find_instances(const struct answer_shown *s, struct instances *all)
{
	for (size_t i = 0; i < s->n_children; i++) {
		const struct answer_shown *c = &s->children[i];

		if (s->kind == XFORM_REPEAT && *c->path) {
			all->paths = mem_grow(all->pool, all->paths,
					      all->n + 1, sizeof *all->paths);
			all->plain = mem_grow(all->pool, all->plain,
					      all->n + 1, sizeof *all->plain);
			all->paths[all->n] = c->path;
			all->plain[all->n++] =
			    without_positions(all->pool, c->path);
		}
		find_instances(c, all);
	}
}

static bool lies_in(const char *path, const char *repeat)
{
	size_t n = strlen(repeat);

	return !strncmp(path, repeat, n) && path[n] == '/';
}

static const struct xform_question *question_of(const struct xform *x,
						const char *path)
{
	size_t n;
	const struct xform_question *q = xform_questions(x, &n);

	for (size_t i = 0; i < n; i++)
		if (!strcmp(q[i].path, path) && q[i].kind != XFORM_GROUP &&
		    q[i].kind != XFORM_REPEAT)
			return &q[i];
	return NULL;
}

/* --- scopes ------------------------------------------------------------------ */

/* Of people and tasks a form may fill several: each node that fills the key is
 * one, and what stands beside it is its own. */
struct scope {
	const struct xform_mapping *key;
	const char *repeat; /* that the key stands in, or NULL */
	const char *path;   /* what lies below belongs to it; NULL: all does */
};
enum { SCOPES_MAX = 20 };

static bool once(enum target_kind kind)
{
	return kind != TARGET_PERSON && kind != TARGET_TASK;
}

static size_t find_scopes(const struct targets *all, const struct xform *x,
			  enum target_kind kind, void *pool, struct scope *out)
{
	size_t n, found = 0;
	const struct xform_mapping *m = xform_mappings(x, &n);

	for (size_t i = 0; i < n && found < SCOPES_MAX; i++) {
		enum target_kind k;
		size_t field;

		if (!strcmp(m[i].name, "to") &&
		    target_find(all, m[i].value, &k, &field) && k == kind &&
		    field == all[kind].key && (!found || !once(kind)))
			out[found++] = (struct scope){
			    &m[i], xform_repeat_of(x, m[i].path), NULL};
	}
	for (size_t i = 0; i < found; i++) {
		const char *path = out[i].key->path;

		out[i].path = out[i].repeat;
		if (found > 1 && !out[i].repeat)
			out[i].path = mem_strndup(
			    pool, path, (size_t)(strrchr(path, '/') - path));
	}
	return found;
}

/* Whose is a node? The innermost scope that it lies in; n: everybody's. */
static size_t scope_of(const struct scope *s, size_t n, const char *path)
{
	size_t found = n;

	for (size_t i = 0; i < n; i++)
		if (s[i].path && lies_in(path, s[i].path) &&
		    (found == n ||
		     strlen(s[i].path) > strlen(s[found].path)))
			found = i;
	return found;
}

/* --- checking a form ------------------------------------------------------- */

static bool fits(const struct field *f, const struct xform_question *q)
{
	bool one = q->kind == XFORM_SELECT1;

	switch (f->type) {
	case FIELD_DATE:
		return q->type == XFORM_DATE || q->type == XFORM_DATETIME;
	case FIELD_TIME:
		return q->type == XFORM_TIME || q->type == XFORM_DATETIME;
	case FIELD_NUMBER:
	case FIELD_MONEY:
		return q->type == XFORM_INT || q->type == XFORM_DECIMAL;
	case FIELD_CHECKBOX:
		return one || q->kind == XFORM_TRIGGER ||
		       q->type == XFORM_BOOLEAN;
	case FIELD_CHECKS:
		return one || q->kind == XFORM_SELECT;
	case FIELD_SELECT:
	case FIELD_RADIO:
		return one || (q->kind == XFORM_INPUT && !f->choices &&
			       q->type == XFORM_STRING);
	default:
		return q->kind != XFORM_UPLOAD;
	}
}

static const char *wanted(const struct field *f)
{
	switch (f->type) {
	case FIELD_DATE:
		return "a date";
	case FIELD_TIME:
		return "a time";
	case FIELD_NUMBER:
	case FIELD_MONEY:
		return "a number";
	case FIELD_CHECKBOX:
		return "one choice of yes and no";
	case FIELD_CHECKS:
		return "choices";
	case FIELD_SELECT:
	case FIELD_RADIO:
		return "one choice";
	default:
		return "text";
	}
}

static void find(struct xform_findings *out, const struct xform_mapping *m,
		 const char *fmt, ...) __attribute__((format(printf, 3, 4)));
static void find(struct xform_findings *out, const struct xform_mapping *m,
		 const char *fmt, ...)
{
	struct xform_finding *f;
	va_list ap;

	out->list = mem_grow(out->ctx, out->list, out->n + 1,
			     sizeof *out->list);
	f = &out->list[out->n++];
	va_start(ap, fmt);
	*f = (struct xform_finding){
	    .error = true,
	    .line = m->line,
	    .bind = *m->path ? mem_strdup(out->ctx, m->path) : NULL,
	    .text = mem_vprintf(out->ctx, fmt, ap)};
	va_end(ap);
}

/* What stands where it cannot stand. */
static void check_one(const struct targets *all, const struct xform *x,
		      const struct xform_mapping *m,
		      struct xform_findings *out)
{
	const struct xform_question *q = question_of(x, m->path);
	enum target_kind kind;
	const struct field *f;
	size_t i;

	if (strcmp(m->name, "to")) {
		find(out, m, "cb:%s means nothing: only cb:to does", m->name);
		return;
	}
	if (!*m->path) {
		find(out, m, "cb:to belongs on a bind, not on the form");
		return;
	}
	if (!target_find(all, m->value, &kind, &i)) {
		find(out, m, "there is no \"%s\" to fill", m->value);
		return;
	}
	f = &all[kind].fields[i];
	if (q && !fits(f, q))
		find(out, m, "\"%s\" takes %s", m->value, wanted(f));
	if (once(kind) && f->type != FIELD_LONGTEXT && xform_repeat_of(x, m->path))
		find(out, m,
		     "an answer fills \"%s\" once, and this question is asked "
		     "again and again", m->value);
}

/* Of one kind: what is missing, and what is said twice. */
static void check_kind(const struct targets *all, const struct xform *x,
		       enum target_kind kind, struct xform_findings *out)
{
	const struct targets *t = &all[kind];
	const struct xform_mapping *m, *any = NULL;
	struct scope scopes[SCOPES_MAX];
	const char **by;
	size_t n, n_scopes;

	n_scopes = find_scopes(all, x, kind, out->ctx, scopes);
	/* The first to fill a field in a scope; the last row: in all of them. */
	by = mem_array(out->ctx, (n_scopes + 1) * t->n, sizeof *by);
	m = xform_mappings(x, &n);
	for (size_t i = 0; i < n; i++) {
		enum target_kind k;
		size_t field, s;

		if (strcmp(m[i].name, "to") ||
		    !target_find(all, m[i].value, &k, &field) || k != kind)
			continue;
		any = any ? any : &m[i];
		s = scope_of(scopes, n_scopes, m[i].path);
		if (by[s * t->n + field] &&
		    t->fields[field].type != FIELD_LONGTEXT)
			find(out, &m[i], "\"%s\" is filled by %s already",
			     m[i].value, by[s * t->n + field]);
		by[s * t->n + field] = m[i].path;
		if (s == n_scopes && !once(kind) && xform_repeat_of(x, m[i].path))
			find(out, &m[i],
			     "this stands in another repeat than the "
			     "\"%s.%s\" that it belongs to",
			     t->name, t->fields[t->key].name);
	}
	for (size_t i = 0; any && i < t->n; i++) {
		bool said = by[n_scopes * t->n + i];

		for (size_t s = 0; s < n_scopes; s++)
			said |= by[s * t->n + i] != NULL;
		if (t->needed[i] && !said)
			find(out, any,
			     "%s needs \"%s.%.*s\" too: no bind fills it",
			     t->words, t->name, (int)name_length(&t->fields[i]),
			     t->fields[i].name);
	}
}

NEOERR *target_check(const struct actor *a, const struct xform *x,
		     struct xform_findings *out)
{
	struct targets all[TARGET__MAX];
	const struct xform_mapping *m;
	size_t n;

	m = xform_mappings(x, &n);
	if (!n)
		return STATUS_OK;
	TRY(targets_load(a, all));
	for (size_t i = 0; i < n; i++)
		check_one(all, x, &m[i], out);
	for (int k = 0; k < TARGET__MAX; k++)
		check_kind(all, x, (enum target_kind)k, out);
	return STATUS_OK;
}

/* --- filling ---------------------------------------------------------------- */

struct filling {
	const struct actor *a;
	const struct targets *all;
	const struct xform *x;
	struct answer *answer;
	struct instances instances;
	struct filled *list;
	size_t n;
};

/* yes, true, OK: a tick. */
static const char *tick(const char *value)
{
	static const char *const no[] = {"", "no", "false", "0", "off", "none"};

	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (text_same(value, no[i]))
			return "";
	return "1";
}

/* What the node says, as the field takes it. */
static const char *value_of(struct filling *f, const struct field *field,
			    const char *path)
{
	const char *value = answer_value(f->answer, path), *t;
	char *s;

	switch (field->type) {
	case FIELD_DATE:
		return mem_printf(f->a->pool, "%.10s", value);
	case FIELD_TIME:
		t = strchr(value, 'T');
		return mem_printf(f->a->pool, "%.5s", t ? t + 1 : value);
	case FIELD_NUMBER:
		/* 3.0 is 3; what is no whole number is refused later. */
		t = strchr(value, '.');
		if (t && strspn(t + 1, "0") == strlen(t + 1))
			return mem_strndup(f->a->pool, value,
					   (size_t)(t - value));
		return mem_strdup(f->a->pool, value);
	case FIELD_CHECKBOX:
		return tick(value);
	case FIELD_CHECKS:
		s = mem_strdup(f->a->pool, value);
		for (char *p = s; *p; p++)
			if (*p == ' ')
				*p = ',';
		return s;
	case FIELD_SELECT:
	case FIELD_RADIO:
		return mem_strdup(f->a->pool, value);
	default:
		return *value ? answer_words(f->a->pool, f->answer, path) : "";
	}
}

/* Several questions fill one text: a paragraph each, below what was asked. */
static const char *add_paragraph(struct filling *f, const char *before,
				 const char *path, const char *value,
				 bool several)
{
	const struct xform_question *q =
	    question_of(f->x, without_positions(f->a->pool, path));

	if (!*value)
		return before;
	if (several && q && q->label)
		value = mem_printf(f->a->pool, "%s\n%s", q->label, value);
	return *before ? mem_printf(f->a->pool, "%s\n\n%s", before, value)
		       : value;
}

static bool is_several(const struct filling *f, const char *target)
{
	size_t n, found = 0;
	const struct xform_mapping *m = xform_mappings(f->x, &n);

	for (size_t i = 0; i < n; i++)
		if (!strcmp(m[i].name, "to") && !strcmp(m[i].value, target))
			found += xform_repeat_of(f->x, m[i].path) ? 2 : 1;
	return found > 1;
}

static void take(struct filling *f, struct filled *to, size_t field,
		 const char *path, const char *target)
{
	const struct field *d = &f->all[to->kind].fields[field];
	const char *value = value_of(f, d, path);

	if (d->type == FIELD_LONGTEXT)
		value = add_paragraph(f, to->values[field], path, value,
				      is_several(f, target));
	else if (!*value)
		return;
	to->values[field] = value;
}

/* The node of a mapping in this instance; in every instance where the record
 * stands in no repeat, or in another one. */
static void take_all(struct filling *f, struct filled *to, size_t field,
		     const struct xform_mapping *m, const struct scope *scope,
		     const char *instance)
{
	const char *in = xform_repeat_of(f->x, m->path);

	if (in && instance && !strcmp(in, scope->repeat)) {
		take(f, to, field,
		     mem_printf(f->a->pool, "%s%s", instance,
				m->path + strlen(in)),
		     m->value);
		return;
	}
	if (!in)
		take(f, to, field, m->path, m->value);
	for (size_t j = 0; in && j < f->instances.n; j++)
		if (!strcmp(f->instances.plain[j], in))
			take(f, to, field,
			     mem_printf(f->a->pool, "%s%s",
					f->instances.paths[j],
					m->path + strlen(in)),
			     m->value);
}

/* One record: that of scopes[s], in this instance of its repeat. */
static void fill_one(struct filling *f, enum target_kind kind,
		     const struct scope *scopes, size_t n_scopes, size_t s,
		     int64_t place, const char *instance)
{
	const struct targets *t = &f->all[kind];
	struct filled new = {kind, place, NULL};
	const struct xform_mapping *m;
	size_t n;

	new.values = mem_array(f->a->pool, t->n, sizeof *new.values);
	for (size_t i = 0; i < t->n; i++)
		new.values[i] = "";
	m = xform_mappings(f->x, &n);
	for (size_t i = 0; i < n; i++) {
		enum target_kind k;
		size_t field, whose;

		if (strcmp(m[i].name, "to") ||
		    !target_find(f->all, m[i].value, &k, &field) || k != kind)
			continue;
		whose = scope_of(scopes, n_scopes, m[i].path);
		if (whose == s || whose == n_scopes)
			take_all(f, &new, field, &m[i], &scopes[s], instance);
	}
	if (!*new.values[t->key] &&
	    !(kind == TARGET_PROVIDER || kind == TARGET_CLIENT))
		return;
	f->list = mem_grow(f->a->pool, f->list, f->n + 1, sizeof *f->list);
	f->list[f->n++] = new;
}

enum { PLACES = 1000 }; /* for each of a form's people and tasks */

static void fill_kind(struct filling *f, enum target_kind kind)
{
	/* A profile or a client is changed without its name, too. */
	struct scope scopes[SCOPES_MAX] = {{NULL, NULL, NULL}};
	size_t n = find_scopes(f->all, f->x, kind, f->a->pool, scopes);

	for (size_t s = 0; s < (n ? n : 1); s++) {
		int64_t place = (int64_t)s * PLACES;

		if (!scopes[s].repeat)
			fill_one(f, kind, scopes, n, s, place, NULL);
		for (size_t i = 0; scopes[s].repeat && i < f->instances.n; i++)
			if (!strcmp(f->instances.plain[i], scopes[s].repeat))
				fill_one(f, kind, scopes, n, s, ++place,
					 f->instances.paths[i]);
	}
}

NEOERR *target_fill(const struct actor *a, const struct targets *all,
		    const struct xform *x, struct answer *answer,
		    struct filled **out, size_t *n)
{
	struct filling f = {.a = a, .all = all, .x = x, .answer = answer};
	unsigned kinds_filled = target_kinds(all, x);
	struct answer_shown *shown;
	const char *const *languages;
	size_t n_languages;

	/* Records are written in the form's own language, whatever language
	 * it was filled in. */
	languages = xform_languages(x, &n_languages);
	if (n_languages)
		answer_language(answer, languages[0]);
	TRY(answer_show(a->pool, answer, &shown));
	f.instances.pool = a->pool;
	find_instances(shown, &f.instances);
	for (int k = 0; k < TARGET__MAX; k++)
		if (kinds_filled & (1u << k))
			fill_kind(&f, (enum target_kind)k);
	*out = f.list;
	*n = f.n;
	return STATUS_OK;
}
