/* The library of forms: definitions, their versions, and whom each is for.
 * SPDX-License-Identifier: MIT
 *
 * A form is known by the id that its XML gives it (library_form.name). Each
 * upload is a version; the XML of a version never changes, and one id and
 * version with another content is refused. A version is a draft until it is
 * published; then new answers begin with it, and the one before it is retired.
 * Answers that were begun stay with the version they were begun with.
 *
 * Who may: a page asks for RIGHT_FORM_DESIGN before it changes anything here.
 * A form may be for some roles only (form_role); then nobody else fills it in
 * or sees its answers, whatever their rights.
 */
#ifndef CAREBOOK_FORMS_LIBRARY_H
#define CAREBOOK_FORMS_LIBRARY_H

#include "people/record.h"
#include "xform/form.h"

/* Greatest upload, in bytes: what the engine reads. */
enum { LIBRARY_XML_MAX = 8 * 1024 * 1024 };

/* What is chosen for a form besides its XML. TYPES and ROLES are numbers with
 * commas; none: all. */
enum library_field {
	LIBRARY_DESCRIPTION,
	LIBRARY_ABOUT,
	LIBRARY_TYPES,
	LIBRARY_ROLES,
	LIBRARY_FIELDS
};
extern const struct field library_fields[LIBRARY_FIELDS];

struct library_form {
	int64_t id;
	int64_t version;     /* of the row, for saving over it */
	int64_t current;     /* its published version's id, 0: none */
	const char *name;    /* the id in the XML */
	const char *title, *description;
	const char *about;   /* "provider,workflow" */
};

struct library_version {
	int64_t id, form;
	const char *name;      /* the form's */
	const char *version;   /* as the XML says, may be "" */
	const char *hash;      /* 64 hex digits */
	const char *title;
	const char *state;     /* draft, published, retired */
	const char *languages; /* a line each */
	const char *warnings;  /* JSON: [{"line", "bind", "text"}], or "" */
	int64_t questions;
	int64_t answers;       /* begun or submitted with it */
	const char *uploaded_at, *uploaded_by, *published_at, *published_by,
	    *retired_at, *retired_by; /* "" where it was not */
};

/* All forms by title. which: "published", "draft" (has a version that waits),
 * "retired" (no version is published, none waits), "all". Columns: id name
 * title description about state version_id version languages questions answers
 * drafts (versions that wait) changed_at limited (to some roles) */
NEOERR *library_list(const struct actor *a, const char *which,
		     struct rows *out) MUST_CHECK;

/* A form by its number, or by the id of its XML; ERR_NOT_FOUND. */
NEOERR *library_get(const struct actor *a, int64_t form,
		    struct library_form *out) MUST_CHECK;
NEOERR *library_find(const struct actor *a, const char *name,
		     struct library_form *out) MUST_CHECK;

/* Does what is for some roles only let this actor through? The system (account
 * 0) always. */
NEOERR *library_open_to(const struct actor *a, int64_t form,
			bool *open) MUST_CHECK;

/* Its versions, newest first. Columns: id version hash title state languages
 * questions uploaded_at uploaded_by published_at published_by retired_at
 * answers */
NEOERR *library_versions(const struct actor *a, int64_t form,
			 struct rows *out) MUST_CHECK;
NEOERR *library_version_get(const struct actor *a, int64_t version,
			    struct library_version *out) MUST_CHECK;
/* The XML as it was uploaded. */
NEOERR *library_xml(const struct actor *a, int64_t version,
		    const char **out) MUST_CHECK;

/* The definition, read. The process keeps those that were used last; it stays
 * whole as long as a->pool. Take it anew in each request. */
NEOERR *library_xform(const struct actor *a, int64_t version,
		      const struct xform **out) MUST_CHECK;

/* Its languages as they are stored: a line each. */
const char *library_languages_text(void *pool, const struct xform *f);

/* --- changing it --------------------------------------------------------- */

/* Reads, checks and keeps an XML as a draft version; the form itself is made
 * with the first one. *version 0: it was refused, and findings say why (among
 * them: this id and version are here already with another content). The very
 * same file again is no fault: *version is the one that is here, *known true. */
NEOERR *library_upload(const struct actor *a, const char *xml, size_t n,
		       struct xform_findings *findings, int64_t *version,
		       bool *known) MUST_CHECK;

/* New answers begin with it from now on; the one before it is retired. A
 * retired one may be published again. */
NEOERR *library_publish(const struct actor *a, int64_t version) MUST_CHECK;
/* No new answer begins with it; drafts that were begun may be finished. */
NEOERR *library_retire(const struct actor *a, int64_t version) MUST_CHECK;
/* Throws a draft version away; ERR_INVALID once it was published or answered. */
NEOERR *library_drop(const struct actor *a, int64_t version) MUST_CHECK;

/* What is chosen for it, as values of library_fields. */
NEOERR *library_load(const struct actor *a, int64_t form, const char **values,
		     int64_t *version) MUST_CHECK;
NEOERR *library_save(const struct actor *a, int64_t form, int64_t version,
		     const char *const *values) MUST_CHECK;

/* What may be chosen. Columns: id name */
NEOERR *library_all_types(const struct actor *a, struct rows *out) MUST_CHECK;
NEOERR *library_all_roles(const struct actor *a, struct rows *out) MUST_CHECK;
/* What is chosen, in words: "Foster family, Nursery"; "": all. */
NEOERR *library_for(const struct actor *a, int64_t form, const char **types,
		    const char **roles) MUST_CHECK;

/* Where it is asked for: steps of workflows that name it. Columns: id title
 * number state position step */
NEOERR *library_workflows(const struct actor *a, int64_t form,
			  struct rows *out) MUST_CHECK;

/* --- searching ----------------------------------------------------------- */

/* The questions by which its answers are searched, in order. Columns: path
 * label */
enum { LIBRARY_SEARCH_MAX = 12 };
NEOERR *library_search(const struct actor *a, int64_t form,
		       struct rows *out) MUST_CHECK;
/* Chooses them: paths of questions of this version. What is submitted later is
 * kept by them at once; filing_index does what was submitted before. */
NEOERR *library_search_set(const struct actor *a, int64_t form,
			   int64_t version, const char *const *paths,
			   size_t n) MUST_CHECK;

#endif
