/* The form of a page: what was typed, what is wrong, what is shown.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "people/audit.h"
#include "web/internal.h"

struct option {
	const char *value, *label;
	struct option *next;
};

struct box {
	const char *typed;  /* as typed, NULL: nothing was */
	const char *value;  /* checked, NULL until then */
	const char *first;  /* what page() set */
	const char *theirs; /* saved by somebody else meanwhile */
	const char *error;
	const char *label, *hint, *heading, *size, *accept;
	bool hidden;
	struct option *options, **last;
};

struct form {
	const struct params *params;
	const struct field *fields;
	size_t n;
	struct box *boxes;
	int64_t version;
	const char *title, *submit, *cancel, *intro, *error;
	bool danger, bad, conflict;
};

/* A date is typed in three boxes, or whole. */
static const char *typed_date(struct req *r, const struct params *p,
			      const char *name)
{
	static const char *const ends[] = {"d", "m", "y"};
	struct buf b = {.ctx = r->pool};

	for (int i = 0; i < 3; i++) {
		const char *v = params_get(
		    p, mem_printf(r->pool, "%s_%s", name, ends[i]));

		if (!v)
			return params_get(p, name);
		if (*v && b.len)
			buf_puts(&b, " ");
		buf_puts(&b, v);
	}
	return buf_text(&b);
}

static void read_typed(struct req *r)
{
	struct form *f = r->form;

	for (size_t i = 0; i < f->n; i++) {
		const struct field *field = &f->fields[i];
		struct box *box = &f->boxes[i];

		if (field->type == FIELD_DATE)
			box->typed = typed_date(r, f->params, field->name);
		else if (field->type == FIELD_CHECKS)
			box->typed = r->posted ? params_join(r->pool, f->params,
							     field->name)
					       : params_get(f->params,
							    field->name);
		else
			box->typed = params_get(f->params, field->name);
		if (field_is_file(field))
			box->typed = "";
		/* A box that is not ticked is not sent. */
		if (!box->typed && r->posted)
			box->typed = "";
		box->last = &box->options;
	}
}

void form_begin(struct req *r, const struct params *params)
{
	struct form *f = mem_new(r->pool, struct form);
	const char *version;

	r->form = f;
	f->params = params;
	version = params_get(params, "_version");
	if (version && !text_int(version, 0, INT64_MAX, &f->version))
		f->version = 0;
	form_use(r, r->route->fields, r->route->n_fields);
}

bool form_asks(struct req *r, const struct field *fields, size_t n)
{
	const struct form *f = r->form;

	if (!f->boxes || f->n < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (strcmp(f->fields[i].name, fields[i].name))
			return false;
	return true;
}

void form_use(struct req *r, const struct field *fields, size_t n)
{
	/* page() may run again for the same POST: what was found out about
	 * each field stays. */
	if (r->form->n == n && form_asks(r, fields, n)) {
		r->form->fields = fields;
		return;
	}
	r->form->fields = fields;
	r->form->n = n;
	r->form->boxes = mem_array(r->pool, n, sizeof *r->form->boxes);
	read_typed(r);
}

static struct box *box(struct req *r, int field)
{
	if (field < 0 || (size_t)field >= r->form->n)
		abort(); /* an index of another form's */
	return &r->form->boxes[field];
}

const char *form_param(const struct req *r, const char *name)
{
	const char *v = params_get(r->form->params, name);

	return v ? v : "";
}

const struct params *req_params(const struct req *r)
{
	return r->form->params;
}

static bool is_option(const struct box *b, const char *value, size_t n)
{
	for (const struct option *o = b->options; o; o = o->next)
		if (strlen(o->value) == n && !strncmp(o->value, value, n))
			return true;
	return false;
}

/* Choices that page() gave: every value must be one of them. */
static bool options_fit(const struct req *r, const struct field *field,
			const struct box *b)
{
	const char *s = b->value;

	/* A list's filters are checked before its page knows the choices. */
	if (!r->posted && !b->options)
		return true;
	if (field->choices || (field->type != FIELD_SELECT &&
			       field->type != FIELD_RADIO &&
			       field->type != FIELD_CHECKS))
		return true;
	while (*s) {
		size_t n = field->type == FIELD_CHECKS ? strcspn(s, ",")
						       : strlen(s);

		if (!is_option(b, s, n))
			return false;
		s += n;
		s += *s == ',';
	}
	return true;
}

const char *form_field_name(const struct req *r, int field)
{
	if (field < 0 || (size_t)field >= r->form->n)
		abort(); /* an index of another form's */
	return r->form->fields[field].name;
}

/* Every file of a field must be right; one must be there where it is asked. */
static void check_files(struct req *r, int i)
{
	const struct field *field = &r->form->fields[i];
	const struct upload *u = NULL;
	size_t n = 0;

	box(r, i)->value = "";
	while ((u = form_upload(r, i, n))) {
		if (u->error)
			form_error(r, i, "%s", u->error);
		n++;
	}
	if (!n && (field->flags & FIELD_REQUIRED))
		form_error(r, i, field->type == FIELD_FILES
				     ? "Choose one file or more"
				     : "Choose a file");
	if (n > 1 && field->type == FIELD_FILE)
		form_error(r, i, "Choose one file only");
}

bool form_check(struct req *r)
{
	struct form *f = r->form;

	for (size_t i = 0; i < f->n; i++) {
		const struct field *field = &f->fields[i];
		struct box *b = &f->boxes[i];
		const char *error;

		if (b->hidden) {
			b->value = b->first ? b->first : "";
			continue;
		}
		if (field_is_file(field)) {
			check_files(r, (int)i);
			continue;
		}
		error = field_check(r->pool, field, b->typed ? b->typed : "",
				    r->actor.today, &b->value);
		if (!error && field->type != FIELD_CHECKS &&
		    params_count(f->params, field->name) > 1)
			error = "This was sent twice";
		if (!error && !options_fit(r, field, b))
			error = "Choose one of the answers";
		if (error)
			form_error(r, (int)i, "%s", error);
	}
	return !f->bad;
}

bool form_bad(const struct req *r)
{
	return r->form && r->form->bad;
}

void form_again(struct req *r, bool conflict)
{
	struct form *f = r->form;

	f->conflict = conflict;
	for (size_t i = 0; i < f->n; i++) {
		f->boxes[i].options = NULL;
		f->boxes[i].last = &f->boxes[i].options;
	}
}

const char *form_digest(struct req *r)
{
	struct buf b = {.ctx = r->pool};

	for (size_t i = 0; i < r->form->params->n; i++) {
		const struct param_pair *p = &r->form->params->pairs[i];

		if (!strcmp(p->name, "_csrf"))
			continue;
		buf_puts(&b, p->name);
		buf_add(&b, "\1", 1);
		buf_puts(&b, p->value);
		buf_add(&b, "\2", 1);
	}
	for (size_t i = 0; i < r->n_uploads; i++)
		buf_printf(&b, "%s\1%s\1%s\2", r->uploads[i].field,
			   r->uploads[i].name,
			   r->uploads[i].hash ? r->uploads[i].hash : "");
	return buf_text(&b);
}

const char *form_text(struct req *r, int field)
{
	const char *v = box(r, field)->value;

	return v ? v : "";
}

int64_t form_int(struct req *r, int field)
{
	return strtoll(form_text(r, field), NULL, 10);
}

bool form_has(struct req *r, int field)
{
	return *form_text(r, field);
}

const char *const *form_values(struct req *r)
{
	const char **values =
	    mem_array(r->pool, r->form->n, sizeof *values);

	for (size_t i = 0; i < r->form->n; i++)
		values[i] = form_text(r, (int)i);
	return values;
}

int64_t form_version(struct req *r)
{
	return r->form->version;
}

void form_set(struct req *r, int field, const char *value)
{
	struct box *b = box(r, field);

	b->first = value ? value : "";
	if (r->form->conflict && b->value && strcmp(b->value, b->first))
		b->theirs = b->first;
}

void form_set_int(struct req *r, int field, int64_t value)
{
	form_set(r, field, mem_printf(r->pool, "%" PRId64, value));
}

void form_set_record(struct req *r, const char *const *values, int64_t version)
{
	for (size_t i = 0; i < r->form->n; i++)
		form_set(r, (int)i, values[i]);
	form_set_version(r, version);
}

void form_set_version(struct req *r, int64_t version)
{
	/* Once both were shown, saving again is a decision. */
	if (!r->posted || r->form->conflict)
		r->form->version = version;
}

void form_option(struct req *r, int field, const char *value, const char *label)
{
	struct box *b = box(r, field);
	struct option *o = mem_new(r->pool, struct option);

	o->value = value;
	o->label = label;
	*b->last = o;
	b->last = &o->next;
}

void form_options(struct req *r, int field, const struct rows *rows,
		  const char *value, const char *label)
{
	for (size_t i = 0; i < rows->n; i++)
		form_option(r, field, row_text(rows, i, value),
			    row_text(rows, i, label));
}

void form_title(struct req *r, const char *title, const char *submit,
		const char *cancel)
{
	r->form->title = title;
	r->form->submit = submit;
	r->form->cancel = cancel;
	page_title(r, title);
}

void form_intro(struct req *r, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	r->form->intro = mem_vprintf(r->pool, fmt, ap);
	va_end(ap);
}

void form_danger(struct req *r)
{
	r->form->danger = true;
}

void form_hide(struct req *r, int field)
{
	box(r, field)->hidden = true;
}

void form_label(struct req *r, int field, const char *label)
{
	box(r, field)->label = label;
}

void form_hint(struct req *r, int field, const char *hint)
{
	box(r, field)->hint = hint;
}

void form_heading(struct req *r, int field, const char *heading)
{
	box(r, field)->heading = heading;
}

void form_accept(struct req *r, int field, const char *extensions)
{
	box(r, field)->accept = extensions;
}

void form_size(struct req *r, int field, const char *size)
{
	box(r, field)->size = size;
}

void form_error(struct req *r, int field, const char *fmt, ...)
{
	va_list ap;
	const char *text;

	va_start(ap, fmt);
	text = mem_vprintf(r->pool, fmt, ap);
	va_end(ap);
	r->form->bad = true;
	if (field < 0)
		r->form->error = text;
	else
		box(r, field)->error = text;
}

NEOERR *form_refuse(struct req *r, int field, const char *fmt, ...)
{
	va_list ap;
	const char *text;

	va_start(ap, fmt);
	text = mem_vprintf(r->pool, fmt, ap);
	va_end(ap);
	form_error(r, field, "%s", text);
	return nerr_raise(ERR_INVALID, "%.200s", text);
}

NEOERR *form_refuse_if(struct req *r, NEOERR *err)
{
	if (err != STATUS_OK && nerr_match(err, ERR_INVALID))
		form_error(r, -1, "%s", err_text(r->pool, err));
	return nerr_pass(err);
}

/* What the box shows: as typed, else as page() set it. */
static const char *shown(const struct req *r, const struct field *field,
			 const struct box *b)
{
	if (field->type == FIELD_PASSWORD || field->type == FIELD_CODE)
		return "";
	if (r->posted || (b->typed && *b->typed))
		return b->typed ? b->typed : "";
	return b->first ? b->first : "";
}

static void export_date(struct req *r, const char *name, const char *value,
			const struct params *p, bool typed)
{
	int y, m, d;

	if (typed && params_get(p, mem_printf(r->pool, "%s_d", name))) {
		static const char *const ends[] = {"d", "m", "y"};
		static const char *const parts[] = {"day", "month", "year"};

		for (int i = 0; i < 3; i++)
			data_f(r, "Form.Fields.%s.parts.%s=%s", name, parts[i],
			       params_get(p, mem_printf(r->pool, "%s_%s", name,
							ends[i])));
	} else if (sscanf(value, "%d-%d-%d", &y, &m, &d) == 3) {
		data_f(r, "Form.Fields.%s.parts.day=%d", name, d);
		data_f(r, "Form.Fields.%s.parts.month=%d", name, m);
		data_f(r, "Form.Fields.%s.parts.year=%d", name, y);
	} else {
		data_f(r, "Form.Fields.%s.parts.day=%s", name, value);
	}
}

static bool chosen(const struct field *field, const char *value,
		   const char *choice)
{
	size_t n = strlen(choice);

	if (field->type != FIELD_CHECKS)
		return !strcmp(value, choice);
	for (const char *s = value; *s; s += strcspn(s, ","), s += *s == ',')
		if (strcspn(s, ",") == n && !strncmp(s, choice, n))
			return true;
	return false;
}

static void export_option(struct req *r, const struct field *field, size_t i,
			  const char *value, const char *choice,
			  const char *label)
{
	data_f(r, "Form.Fields.%s.options.%zu.value=%s", field->name, i, choice);
	data_f(r, "Form.Fields.%s.options.%zu.label=%s", field->name, i, label);
	if (chosen(field, value, choice))
		data_f(r, "Form.Fields.%s.options.%zu.selected=1", field->name,
		       i);
}

/* In words; a choice from the database by its label. */
static const char *show_theirs(struct req *r, const struct field *f,
			       const struct box *b)
{
	for (const struct option *o = b->options; o; o = o->next)
		if (!strcmp(o->value, b->theirs))
			return o->label;
	return *b->theirs ? field_show(r->pool, f, b->theirs) : "(nothing)";
}

static void export_field(struct req *r, size_t i, size_t *errors)
{
	const struct field *f = &r->form->fields[i];
	const struct box *b = &r->form->boxes[i];
	const char *name = f->name;
	const char *value = shown(r, f, b);
	size_t n = 0;

	data_f(r, "Form.Fields.%s.name=%s", name, name);
	data_f(r, "Form.Fields.%s.label=%s", name, b->label ? b->label : f->label);
	data_f(r, "Form.Fields.%s.type=%s", name, field_type_name(f->type));
	data_f(r, "Form.Fields.%s.value=%s", name, value);
	if (b->heading)
		data_f(r, "Form.Fields.%s.heading=%s", name, b->heading);
	if (b->size)
		data_f(r, "Form.Fields.%s.size=%s", name, b->size);
	if (field_is_file(f)) {
		data_set(r, "Form.Upload", "1");
		if (b->accept)
			data_f(r, "Form.Fields.%s.accept=%s", name, b->accept);
	}
	if (f->flags & FIELD_REQUIRED)
		data_f(r, "Form.Fields.%s.required=1", name);
	if (b->hint || f->hint)
		data_f(r, "Form.Fields.%s.hint=%s", name,
		       b->hint ? b->hint : f->hint);
	if (f->max && !field_is_file(f))
		data_f(r, "Form.Fields.%s.max=%" PRId64, name, f->max);
	if (f->autocomplete)
		data_f(r, "Form.Fields.%s.autocomplete=%s", name,
		       f->autocomplete);
	if (b->theirs)
		data_f(r, "Form.Fields.%s.theirs=%s", name,
		       show_theirs(r, f, b));
	if (f->type == FIELD_DATE)
		export_date(r, name, value, r->form->params, r->posted);
	if (f->type == FIELD_MONEY && !r->posted && *value) {
		int64_t cents = strtoll(value, NULL, 10);

		data_f(r, "Form.Fields.%s.value=%" PRId64 ".%02d", name,
		       cents / 100, (int)(cents % 100));
	}
	for (const struct choice *c = f->choices; c && c->value; c++)
		export_option(r, f, n++, value, c->value, c->label);
	for (const struct option *o = b->options; o; o = o->next)
		export_option(r, f, n++, value, o->value, o->label);
	if (b->error) {
		data_f(r, "Form.Fields.%s.error=%s", name, b->error);
		data_f(r, "Form.Errors.%zu.field=%s", *errors, name);
		data_f(r, "Form.Errors.%zu.message=%s", (*errors)++, b->error);
	}
}

/* Who saved meanwhile, and when. */
static NEOERR *export_clash(struct req *r)
{
	struct rows rows;

	data_set(r, "Form.Conflict.now", "1");
	if (!r->clash.kind)
		return STATUS_OK;
	TRY(audit_latest(&r->actor, r->clash.kind, r->clash.id, &rows));
	if (rows.n) {
		data_set(r, "Form.Conflict.who", row_text(&rows, 0, "who"));
		data_set(r, "Form.Conflict.when",
			 show_instant(r, row_text(&rows, 0, "at")));
	}
	return STATUS_OK;
}

NEOERR *form_export(struct req *r)
{
	struct form *f = r->form;
	size_t errors = 0;

	data_f(r, "Form.Action=/%s%s", r->program->name, r->path);
	data_set(r, "Form.Title", f->title);
	data_set(r, "Form.Intro", f->intro);
	data_set(r, "Form.Submit", f->submit);
	data_set(r, "Form.Cancel", f->cancel);
	if (f->danger)
		data_set(r, "Form.Danger", "1");
	if (f->version)
		data_int(r, "Form.Version", f->version);
	if (f->error)
		data_f(r, "Form.Errors.%zu.message=%s", errors++, f->error);
	for (size_t i = 0; i < f->n; i++)
		if (!f->boxes[i].hidden)
			export_field(r, i, &errors);
	if (errors)
		data_set(r, "Page.HasErrors", "1");
	if (f->conflict)
		TRY(export_clash(r));
	return STATUS_OK;
}
