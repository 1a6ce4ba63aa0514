/* An answer: one filling-in of a form, worked out anew after each change.
 * SPDX-License-Identifier: MIT
 *
 * Nodes are named by paths with positions for repeats: "/data/person[2]/age".
 * What a page shows is a tree (answer_show) that holds everything in words
 * already: labels with outputs filled in, in the language asked for; choices
 * after their filter; what is wrong. A template only draws it.
 */
#ifndef CAREBOOK_XFORM_ANSWER_H
#define CAREBOOK_XFORM_ANSWER_H

#include "xform/form.h"

struct answer;

/* What is frozen for the life of a draft. */
struct answer_frozen {
	int64_t now;   /* UTC seconds */
	uint64_t seed;
	const struct zone *zone;
	/* For preloads and jr:preload="property": username, email, phonenumber,
	 * deviceid; NULL: "". */
	const char *username, *email, *phone, *device;
};

/* A fresh answer: defaults, preloads, first-load events, all worked out. */
NEOERR *answer_new(void *ctx, const struct xform *f,
		   const struct answer_frozen *frozen,
		   struct answer **out) MUST_CHECK;

/* A draft that answer_draft wrote; ERR_INVALID where it does not fit the form. */
NEOERR *answer_read(void *ctx, const struct xform *f, const char *draft,
		    size_t n, struct answer **out) MUST_CHECK;
/* A submission (ours or another tool's), shown again or edited. */
NEOERR *answer_read_submission(void *ctx, const struct xform *f,
			       const char *xml, size_t n,
			       const struct answer_frozen *frozen,
			       struct answer **out) MUST_CHECK;

/* Somebody begins to correct a submission: odk-instance-load happens. (Neither
 * when it is only looked at, nor at each reading of a draft.) */
NEOERR *answer_reopened(struct answer *a) MUST_CHECK;

/* The draft as XML: all values, of hidden questions and of instances that a
 * count took out too, and what is frozen. */
const char *answer_draft(void *ctx, const struct answer *a);
/* What is submitted: relevant nodes only, namespaces as in the form. */
const char *answer_submission(void *ctx, const struct answer *a);

/* Sets what was typed. Ignored (false) where the node is calculated,
 * read-only, not relevant, unknown or shown by no control, or the value longer
 * than 256 KiB (choices: 16 KiB). A text that is no value of the node's type
 * is kept as typed and found by answer_check; what XML cannot hold (broken
 * UTF-8, control characters) is left out. A select's or rank's value is the
 * names of its choices with spaces between. Work out afterwards. */
bool answer_set(struct answer *a, const char *path, const char *value);

/* Does the question at this path ask for a file? Its value names what was taken
 * in, so it is set by whoever took it, and never by what a page sent. */
bool answer_asks_file(struct answer *a, const char *path);

/* One more instance of the repeat at "/data/person" (within an outer one:
 * "/data/house[2]/person"), or this instance less ("/data/person[2]").
 * ERR_INVALID where the form does not allow it. Works everything out. */
NEOERR *answer_repeat_add(struct answer *a, const char *path) MUST_CHECK;
NEOERR *answer_repeat_remove(struct answer *a, const char *path) MUST_CHECK;

/* Recomputes everything in dependency order, with value-changed events.
 * ERR_TOO_LARGE: over the budget of a request. */
NEOERR *answer_update(struct answer *a) MUST_CHECK;

/* Before answer_check of a submission: what the form has for its end (the
 * time, xforms-revalidate), then everything anew. now: UTC seconds. */
NEOERR *answer_finish(struct answer *a, int64_t now) MUST_CHECK;

/* One of xform_languages; another one changes nothing. Shown from then on. */
void answer_language(struct answer *a, const char *language);

enum answer_violation {
	ANSWER_OK,
	ANSWER_REQUIRED,
	ANSWER_TYPE,	   /* what was typed is no date, no number */
	ANSWER_CONSTRAINT,
	ANSWER_CHOICE	   /* none of the choices there are now */
};

struct answer_choice {
	const char *value;
	const char *label; /* plain or with the form's markdown, as label below */
	const char *image, *audio, *video; /* file names, or NULL */
	bool chosen;
};

/* What is shown of a control, in one of its instances. Texts are as the form
 * has them (perhaps with markdown) and not escaped. */
struct answer_shown {
	enum xform_control_kind kind;
	enum xform_type type;
	const char *path;	/* with positions; "" for a group without ref */
	const char *name;	/* last step of the path */
	const char *appearance; /* words with spaces between, "" */
	const char *label, *hint, *guidance, *help; /* or NULL */
	const char *image, *big_image, *audio, *video; /* of the label, or NULL */
	const char *value;	/* canonical, or as typed where it is wrong */
	bool required, readonly;
	enum answer_violation violation;
	const char *message;	/* the form's own, or NULL: the caller's words */
	const struct answer_choice *choices;
	size_t n_choices;
	const char *range_start, *range_end, *range_step;
	const char *media_type; /* of an upload, as the form says */
	/* A repeat is shown as one XFORM_REPEAT (the whole range), whose
	 * children are XFORM_GROUPs, one an instance. */
	bool may_add, may_remove;
	int position;		/* of an instance, from 1; else 0 */
	struct answer_shown *children;
	size_t n_children;
};

/* The relevant controls, below ctx: a group whose children are the form's
 * body (its appearance is the body's class: "pages"). Violations are filled in for all of them. */
NEOERR *answer_show(void *ctx, struct answer *a,
		    struct answer_shown **out) MUST_CHECK;

/* How many are wrong; first gets the path of the first one (may be NULL).
 * The server asks this before it takes a submission. */
NEOERR *answer_check(struct answer *a, size_t *wrong,
		     const char **first) MUST_CHECK;

/* How a node stands, whether or not a control shows it. The path may name a
 * repeat without position. */
struct answer_state {
	bool exists, relevant, required, readonly;
	enum answer_violation violation;
};
NEOERR *answer_state(struct answer *a, const char *path,
		     struct answer_state *out) MUST_CHECK;

/* The value at a path, "" where it is not relevant or not there. */
const char *answer_value(struct answer *a, const char *path);
/* The same, as it was typed where it is no value of its type: what
 * answer_shown.value says. */
const char *answer_as_typed(struct answer *a, const char *path);
/* Its words: the chosen labels, a date in words. */
const char *answer_words(void *ctx, struct answer *a, const char *path);

#endif
