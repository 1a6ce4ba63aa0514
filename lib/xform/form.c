/* A form's definition: read, checked, tried; and what others ask of it.
 * SPDX-License-Identifier: MIT */
#include <libxml/hash.h>

#include "base/mem.h"
#include "base/text.h"
#include "xform/form_internal.h"

static int xf_free(struct xform *f)
{
	for (size_t i = 0; i < f->n_nodes; i++)
		if (f->nodes[i]->template && !f->nodes[i]->template->parent)
			xmlFreeNodeList(f->nodes[i]->template);
	for (size_t i = 0; i < f->n_lists; i++)
		if (f->lists[i].doc)
			xmlFreeDoc(f->lists[i].doc);
	if (f->by_path)
		xmlHashFree(f->by_path, NULL);
	if (f->doc)
		xmlFreeDoc(f->doc);
	if (f->source)
		xmlFreeDoc(f->source);
	return 0;
}

/* The first element of this name at or below node, not far down. */
static xmlNodePtr find(xmlNodePtr node, const char *name, int depth)
{
	xmlNodePtr found;

	if (xf_is(node, name))
		return node;
	for (xmlNodePtr c = node->children; c && depth; c = c->next)
		if (c->type == XML_ELEMENT_NODE &&
		    (found = find(c, name, depth - 1)))
			return found;
	return NULL;
}

static const char *root_attr(struct xform *f, const char *name)
{
	for (struct xnode *n = f->root->first; n; n = n->next)
		if (n->attribute &&
		    (!strcmp(n->name, name) ||
		     (strchr(n->name, ':') &&
		      !strcmp(strchr(n->name, ':') + 1, name)))) {
			const char *local = strchr(n->name, ':');
			xmlChar *s = xmlGetProp(
			    xmlDocGetRootElement(f->doc),
			    BAD_CAST(local ? local + 1 : n->name));
			const char *text =
			    text_tidy(f, s ? (const char *)s : "", true);

			xmlFree(s);
			return text;
		}
	return "";
}

static void head_read(struct xform *f, xmlNodePtr root)
{
	xmlNodePtr title = find(root, "title", 2);
	xmlNodePtr submission = xf_child(f->model, "submission");

	f->id = root_attr(f, "id");
	f->version = root_attr(f, "version");
	if (!*f->id && f->root->uri)
		f->id = f->root->uri;
	if (!*f->id) {
		xf_finding(f, false, 0, f->root->path,
			     "the form has no id: it is known as \"%s\"",
			     f->root->name);
		f->id = f->root->name;
	}
	f->title = title ? text_tidy(f, xf_text(f, title), true) : "";
	if (!*f->title)
		f->title = f->id;
	if (submission && xf_attr(f, submission, "base64RsaPublicKey") &&
	    *xf_attr(f, submission, "base64RsaPublicKey"))
		xf_finding(f, true, xf_line(submission), NULL,
			     "the form wants its answers encrypted with a key "
			     "of its own, which is not done here");
}

static void questions_below(struct xform *f, const struct xform_control *c)
{
	for (; c; c = c->next) {
		questions_below(f, c->first);
		if (!c->node || c->kind == XFORM_GROUP ||
		    c->kind == XFORM_REPEAT || c->node->control != c)
			continue;
		if (!(f->n_questions & (f->n_questions - 1)))
			f->questions = mem_grow(
			    f, f->questions,
			    f->n_questions ? 2 * f->n_questions : 1,
			    sizeof *f->questions);
		f->questions[f->n_questions++] = (struct xform_question){
		    .path = c->node->path,
		    .label = c->label ? xf_plain(f, c->label)
				      : c->node->name,
		    .kind = c->kind,
		    .type = c->node->bind ? c->node->bind->type
					  : XFORM_STRING,
		    .repeated = c->node->n_repeats > 0,
		};
	}
}

static NEOERR *read_all(struct xform *f, const char *xml, size_t size)
{
	xmlNodePtr root, body;

	f->source = xf_parse(f, xml, size);
	if (!f->source)
		return STATUS_OK;
	root = xmlDocGetRootElement(f->source);
	f->model = find(root, "model", 2);
	body = xf_child(root, "body");
	if (!f->model || !body) {
		xf_finding(f, true, xf_line(root), NULL,
			     "this is not an XForm: <%s> holds no <%s>",
			     (const char *)root->name,
			     f->model ? "body" : "model");
		return STATUS_OK;
	}
	if (!xf_instances(f))
		return STATUS_OK;
	head_read(f, root);
	xf_body_repeats(f, body);
	xf_repeats(f);
	xf_itext(f);
	xf_binds(f);
	xf_model_actions(f);
	xf_body(f, body);
	if (!f->refused)
		xf_order(f);
	f->offered = mem_array(f, f->n_languages + 1, sizeof *f->offered);
	for (size_t i = 0, n = 1; i < f->n_languages; i++)
		f->offered[(int)i == f->default_language ? 0 : n++] =
		    f->languages[i];
	xmlFreeDoc(f->source);
	f->source = NULL;
	if (f->refused)
		return STATUS_OK;
	questions_below(f, f->body->first);
	return nerr_pass(xf_try(f));
}

NEOERR *xform_read(void *ctx, const char *xml, size_t size,
		   struct xform_findings *findings, struct xform **out)
{
	struct xform *f = mem_new(ctx, struct xform);
	NEOERR *err;

	*out = NULL;
	talloc_set_destructor(f, xf_free);
	f->findings = findings;
	f->hash = text_sha256(f, xml, size);
	err = read_all(f, xml, size);
	f->findings = NULL;
	if (err == STATUS_OK && !f->refused)
		*out = f;
	else
		talloc_free(f);
	return nerr_pass(err);
}

const char *xform_id(const struct xform *f) { return f->id; }
const char *xform_version(const struct xform *f) { return f->version; }
const char *xform_title(const struct xform *f) { return f->title; }
const char *xform_hash(const struct xform *f) { return f->hash; }

const char *const *xform_languages(const struct xform *f, size_t *n)
{
	*n = f->n_languages;
	return f->offered;
}

bool xform_lacks_files(const struct xform *f)
{
	for (size_t i = 0; i < f->n_lists; i++)
		if (f->lists[i].external)
			return true;
	return f->lacks_lists;
}

const struct xform_question *xform_questions(const struct xform *f, size_t *n)
{
	*n = f->n_questions;
	return f->questions;
}

const char *xform_repeat_of(const struct xform *f, const char *path)
{
	const struct xnode *n = xf_node(f, path);
	size_t depth = n ? n->n_repeats : 0;

	/* A repeat is its own innermost. */
	if (n && n->repeat)
		depth--;
	return depth ? n->repeats[depth - 1]->path : NULL;
}

const char *xform_meta(const struct xform *f, const char *name)
{
	for (const struct xnode *m = f->root->first; m; m = m->next) {
		const char *local = strchr(m->name, ':');

		if (strcmp(local ? local + 1 : m->name, "meta"))
			continue;
		for (const struct xnode *n = m->first; n; n = n->next) {
			local = strchr(n->name, ':');
			if (!strcmp(local ? local + 1 : n->name, name))
				return n->path;
		}
	}
	return NULL;
}

const struct xform_mapping *xform_mappings(const struct xform *f, size_t *n)
{
	*n = f->n_mappings;
	return f->mappings;
}

static void plain_pieces(struct buf *b, const struct xpiece *p)
{
	for (; p; p = p->next)
		buf_puts(b, p->text ? p->text : "...");
}

const char *xf_plain(struct xform *f, const struct xlabel *label)
{
	struct buf b = {.ctx = f};

	plain_pieces(&b, label->pieces);
	if (label->itext) {
		const struct xvalue *v =
		    label->itext->values[f->default_language], *best = NULL;

		for (; v; v = v->next)
			if (!*v->form || (!best && !strcmp(v->form, "long")) ||
			    (!best && !strcmp(v->form, "short")))
				best = v;
		if (best)
			plain_pieces(&b, best->pieces);
	}
	return text_tidy(f, buf_text(&b), true);
}
