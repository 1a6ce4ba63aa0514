/* A form's definition: what an ODK XForm says, read once and never changed.
 * SPDX-License-Identifier: MIT
 *
 * Reading is safe for a file from anybody: no network, no entities, any
 * DOCTYPE refused; bytes, depth, nodes and binds are bounded. A definition
 * that was accepted has no broken reference, no circle, and was tried: its
 * first recompute kept within the budget.
 */
#ifndef CAREBOOK_XFORM_FORM_H
#define CAREBOOK_XFORM_FORM_H

#include <libxml/tree.h>

#include "xform/xpath.h"

/* What was found wrong or odd. A definition with an error is refused; with
 * warnings it works. */
struct xform_finding {
	bool error;
	int line;	  /* in the file; 0: unknown */
	const char *bind; /* the nodeset or ref concerned, or NULL */
	const char *text;
};

struct xform_findings {
	void *ctx; /* where texts live; set by the caller */
	struct xform_finding *list;
	size_t n;
};

enum xform_type { /* of a bind */
	XFORM_STRING,
	XFORM_INT,
	XFORM_DECIMAL,
	XFORM_BOOLEAN,
	XFORM_DATE,
	XFORM_TIME,
	XFORM_DATETIME,
	XFORM_GEOPOINT,
	XFORM_GEOTRACE,
	XFORM_GEOSHAPE,
	XFORM_BINARY,
	XFORM_BARCODE,
	XFORM_INTENT
};

enum xform_control_kind {
	XFORM_GROUP,
	XFORM_REPEAT,
	XFORM_INPUT,
	XFORM_SELECT,
	XFORM_SELECT1,
	XFORM_RANK,
	XFORM_RANGE,
	XFORM_TRIGGER,
	XFORM_UPLOAD
};

struct xform;	/* form.c; the accessors below */
struct xform_control;

/* Reads a definition. *out is NULL when it was refused: the reasons stand in
 * findings (in both cases). An error is returned only for what is not the
 * file's fault. name is for messages. All lives below ctx. */
NEOERR *xform_read(void *ctx, const char *xml, size_t size,
		   struct xform_findings *findings,
		   struct xform **out) MUST_CHECK;

const char *xform_id(const struct xform *f);
const char *xform_version(const struct xform *f); /* "" where it has none */
const char *xform_title(const struct xform *f);
/* SHA-256 of the file, 64 hex digits. */
const char *xform_hash(const struct xform *f);
/* Names of the languages as the form writes them ("English (en)"), the default
 * first; n = 0: the form has none. */
const char *const *xform_languages(const struct xform *f, size_t *n);
/* Does it have lists in files of their own, which are taken as empty? */
bool xform_lacks_files(const struct xform *f);
/* The questions, in order: for choosing columns. Repeats included. */
struct xform_question {
	const char *path;  /* "/data/person/age" */
	const char *label; /* in the default language, plain text, or the name */
	enum xform_control_kind kind;
	enum xform_type type;
	bool repeated;
};
const struct xform_question *xform_questions(const struct xform *f, size_t *n);

/* The innermost repeat that the node of this path stands in, as a path; NULL:
 * in none, or there is no such node. */
const char *xform_repeat_of(const struct xform *f, const char *path);
/* The path of a node of the meta block ("instanceName"), or NULL. */
const char *xform_meta(const struct xform *f, const char *name);

/* Attributes of binds in our own namespace (XFORM_MAP_NS, usual prefix cb):
 * cb:to="incident.what" says where the answer goes. */
#define XFORM_MAP_NS "https://carebook.example/xforms/map"
struct xform_mapping {
	const char *path; /* of the node, "" for one on the primary instance's root */
	const char *name, *value; /* "to", "incident.what" */
	int line;
};
const struct xform_mapping *xform_mappings(const struct xform *f, size_t *n);

#endif
