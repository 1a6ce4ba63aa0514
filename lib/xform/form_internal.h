/* A form's definition, as form*.c builds it and answer*.c reads it.
 * SPDX-License-Identifier: MIT
 *
 * Nobody else includes this file. All of it lives below the form and does not
 * change once xform_read has returned, but for the expressions of outputs,
 * which are compiled for a place when first met there.
 */
#ifndef CAREBOOK_XFORM_FORM_INTERNAL_H
#define CAREBOOK_XFORM_FORM_INTERNAL_H

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "xform/form.h"

#define NS_XFORMS "http://www.w3.org/2002/xforms"
#define NS_JAVAROSA "http://openrosa.org/javarosa"
#define NS_OPENROSA "http://openrosa.org/xforms"
#define NS_ODK "http://www.opendatakit.org/xforms"

/* What a file may hold. */
enum {
	FORM_BYTES = 8 << 20,
	FORM_ELEMENTS = 200000,
	FORM_DEPTH = 100,
	FORM_ATTRIBUTES = 500, /* of one element */
	FORM_BINDS = 10000,
	FORM_CONTROLS = 10000,
	FORM_LANGUAGES = 60,
	FORM_LISTS = 1000,
	FORM_ACTIONS = 5000,
	FORM_REPEAT_DEPTH = 8,
	FORM_FINDINGS = 200,
	/* Of one repeat in one place; jr:count above it is cut. */
	FORM_INSTANCES = 500,
	/* Nodes of an answer. */
	FORM_NODES = 100000,
	/* Bytes of one value, and of one that names choices. */
	FORM_VALUE = 256 << 10,
	FORM_CHOSEN = 16 << 10,
};
/* Operations of XPath: of a recompute when a form is tried, and of a whole
 * request later, which may hold more instances of repeats. */
#define FORM_BUDGET_TRY INT64_C(20000000)
#define FORM_BUDGET_REQUEST INT64_C(60000000)
#define FORM_BUDGET_ONE INT64_C(5000000) /* of one evaluation */

struct xbind;
struct xaction;

/* A node of the primary instance. The instances of a repeat are one xnode. */
struct xnode {
	int id; /* index in xform.nodes */
	const char *name; /* "age", "orx:meta"; of an attribute without "@" */
	const char *path; /* "/data/person/age", "/data/@version" */
	const char *uri; /* namespace without a prefix, restored in the output;
			    NULL: none */
	struct xnode *parent, *first, *last, *next;
	bool attribute;
	bool leaf; /* holds a value: no child elements */
	/* As the form has it: what a new instance is copied from. Marked
	 * jr:template, else NULL; and the first one that is not marked. */
	xmlNodePtr template, instance;
	int depth; /* of the root: 0 */
	/* A repeat: its definition, else NULL. */
	struct xrepeat *repeat;
	/* Repeats that it stands in, outermost first; a repeat is its own
	 * innermost. */
	struct xnode **repeats;
	const char **repeat_paths;
	size_t n_repeats;
	struct xbind *bind; /* NULL: none */
	const struct xform_control *control; /* the first one that shows it */
	struct xpath_place place;
};

struct xrepeat {
	struct xnode *node;
	struct xpath *count; /* jr:count, or NULL */
	const char *count_text;
	bool fixed;	     /* jr:noAddRemove or a count: not the user's */
	int line;
};

/* A text, in pieces: what stands there, or an output. */
struct xpiece {
	const char *text;   /* NULL: an output */
	const char *output; /* its expression */
	int line;
	struct xcompiled *compiled; /* by place */
	struct xpiece *next;
};
struct xcompiled {
	const struct xpath_place *place;
	struct xpath *path; /* NULL: refused there */
	struct xcompiled *next;
};

/* <value form="long">...</value> of one language. */
struct xvalue {
	const char *form; /* "" the plain one */
	struct xpiece *pieces;
	struct xvalue *next;
};
struct xitext {
	const char *id;
	struct xvalue **values; /* by language */
};

/* What a label, hint or message says: one of four. */
struct xlabel {
	struct xpiece *pieces;
	const struct xitext *itext; /* jr:itext('id') */
	struct xpath *id;	    /* jr:itext(expression) */
	struct xpath *path;	    /* the value of a node */
};

/* An expression of a bind. */
struct xexpr {
	struct xpath *path; /* NULL: there is none, or it is constant */
	bool constant;	    /* true() or false(), see value */
	bool value;
};

struct xbind {
	struct xnode *node;
	int line;
	enum xform_type type;
	struct xexpr relevant, readonly, required, constraint;
	struct xpath *calculate;
	/* It calculates coalesce(itself, ...): a first value, which people may
	 * change. */
	bool first_value;
	struct xlabel *constraint_message, *required_message;
	const char *preload, *preload_params; /* or NULL */
};

enum {
	EVENT_FIRST_LOAD = 1, /* odk-instance-first-load, xforms-ready */
	EVENT_LOAD = 2,	      /* odk-instance-load */
	EVENT_NEW_REPEAT = 4, /* odk-new-repeat, jr-insert */
	EVENT_CHANGED = 8,    /* xforms-value-changed */
	EVENT_SUBMIT = 16,    /* xforms-revalidate: before a submission */
};

struct xaction {
	int events, line;
	/* The control that it stands in: a question (for changed) or a repeat
	 * (for new-repeat); NULL: in the model. */
	struct xnode *source;
	struct xnode *target; /* without positions */
	struct xpath *ref;    /* with them, seen from the source; NULL: plain */
	struct xpath *value;  /* NULL: the text */
	const char *text;
	bool nothing; /* setgeopoint: nobody measures here */
	struct xaction *next;
};

struct xchoice {
	const char *value;
	struct xlabel *label;
};

struct xitemset {
	struct xpath *nodes;
	/* From an item: the name of a child, or an expression. */
	const char *value_name, *label_name;
	struct xpath *value, *label;
	bool label_itext; /* the label's expression gives an id of itext */
	struct xpath_place place;
	int line;
};

struct xform_control {
	enum xform_control_kind kind;
	int line;
	struct xnode *node;    /* NULL: a group without ref */
	struct xnode *context; /* of its expressions: node, or the parent's */
	const char *appearance;
	struct xlabel *label, *hint, *help;
	struct xchoice *choices;
	size_t n_choices;
	struct xitemset *itemset;
	const char *range_start, *range_end, *range_step;
	const char *media_type;
	struct xform_control *first, *last, *next, *parent;
};

enum step_kind { STEP_RELEVANT, STEP_COUNT, STEP_CALCULATE, STEP_CHOICES };
struct xstep {
	enum step_kind kind;
	const struct xnode *node;
};

struct xlist { /* a secondary instance */
	const char *id;
	xmlDocPtr doc; /* its root as expressions see it; NULL: empty (the file
			  is not here) */
	bool external;
	int line;
};

struct xform {
	const char *id, *version, *title, *hash;
	const char **languages;
	size_t n_languages;
	int default_language;
	const char **offered; /* languages, the default first */

	xmlDocPtr doc; /* the primary instance as expressions see it, without
			  templates */
	const char **prefixes; /* prefix, URI, ..., NULL */
	const char *primary_id; /* of its <instance>, or NULL */
	struct xnode *root, *instance_id;
	struct xnode **nodes;
	struct _xmlHashTable *by_path;
	size_t n_nodes;
	struct xbind **binds;
	size_t n_binds;
	bool preloads_repeated; /* some of them preload nodes of repeats */
	struct xitext *itext; /* by id */
	size_t n_itext;
	struct xlist *lists;
	size_t n_lists;
	bool lacks_lists; /* expressions name some that are not here */
	struct xaction *actions, *last_action;
	size_t n_actions;
	struct xform_control *body; /* a group without ref */
	size_t n_controls;
	struct xstep *steps; /* in the order of working out */
	size_t n_steps;
	bool circular; /* some of them need more than one round */

	struct xform_question *questions;
	size_t n_questions;
	struct xform_mapping *mappings;
	size_t n_mappings;

	/* While reading. */
	struct xform_findings *findings;
	bool refused;
	size_t n_findings;
	xmlDocPtr source;
	xmlNodePtr model; /* its element in source */
};

/* Notes a finding. bind may be NULL. */
void xf_finding(struct xform *f, bool error, int line, const char *bind,
		  const char *fmt, ...) __attribute__((format(printf, 5, 6)));
int xf_line(xmlNodePtr node);

/* --- form_source.c: reading XML safely, looking at it ----------------------- */
/* NULL, with a finding: refused. */
xmlDocPtr xf_parse(struct xform *f, const char *xml, size_t size);
/* Is it an element of this local name, of whatever namespace? */
bool xf_is(xmlNodePtr node, const char *name);
xmlNodePtr xf_child(xmlNodePtr node, const char *name);
/* An attribute without namespace, or NULL; below f. */
const char *xf_attr(struct xform *f, xmlNodePtr node, const char *name);
/* One of the namespace, or of the prefix where nobody declared it. */
const char *xf_attr_ns(struct xform *f, xmlNodePtr node, const char *uri,
			 const char *prefix, const char *name);
/* The text of an element and all below, ends trimmed. */
const char *xf_text(struct xform *f, xmlNodePtr node);

/* --- form_instance.c: the primary instance and the lists -------------------- */
bool xf_instances(struct xform *f);
/* What a path without conditions names, seen from the context (NULL: from
 * outside, a relative path begins at the root). Conditions are passed over.
 * NULL: nothing there. */
struct xnode *xf_resolve(const struct xform *f, const struct xnode *context,
			   const char *path);
struct xnode *xf_node(const struct xform *f, const char *path);
/* Once the body has said which nodes repeat: their templates and places. */
void xf_repeats(struct xform *f);

/* --- form_bind.c: binds, actions; form_text.c: texts ------------------------------------- */
void xf_itext(struct xform *f);
void xf_binds(struct xform *f);
void xf_model_actions(struct xform *f);
/* A setvalue or setgeopoint below a control (NULL: in the model). */
void xf_action(struct xform *f, xmlNodePtr node, struct xnode *source,
		 const struct xnode *context);
bool xf_is_action(xmlNodePtr node);
/* The nodeset of the bind with this id, or NULL. */
const char *xf_bind_ref(struct xform *f, const char *id);
/* An expression; NULL where the text is empty or was refused (a finding, in
 * which what says of which kind it is). */
struct xpath *xf_expression(struct xform *f, const struct xpath_place *place,
			      const char *text, int line, const char *bind,
			      const char *what);
struct xpiece *xf_pieces(struct xform *f, xmlNodePtr node);
/* A label from its element: ref or content. */
struct xlabel *xf_label(struct xform *f, xmlNodePtr node,
			  const struct xpath_place *place, const char *bind);
/* A label from an attribute: a text, or jr:itext(...). */
struct xlabel *xf_message(struct xform *f, const char *text,
			    const struct xpath_place *place, int line,
			    const char *bind);
const struct xitext *xf_itext_find(const struct xform *f, const char *id);
/* The expression of an output at a place, NULL: refused there. */
struct xpath *xf_output(const struct xform *f, struct xpiece *piece,
			  const struct xpath_place *place);
/* Has the label's outputs compiled, so that what is wrong in them is found. */
void xf_try_label(struct xform *f, const struct xlabel *label,
		    const struct xpath_place *place, const char *bind);

/* --- form_body.c ------------------------------------------------------------ */
/* First which nodes repeat, then everything. */
void xf_body_repeats(struct xform *f, xmlNodePtr body);
void xf_body(struct xform *f, xmlNodePtr body);

/* --- form_graph.c: the order of working out --------------------------------- */
void xf_order(struct xform *f);

/* --- form_try.c: is it too expensive? ---------------------------------------- */
NEOERR *xf_try(struct xform *f) MUST_CHECK;
/* The pieces as plain text, outputs as "...". */
const char *xf_plain(struct xform *f, const struct xlabel *label);

#endif
