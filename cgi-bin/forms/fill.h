/* Filling in: what the files of the filling pages know of each other.
 * SPDX-License-Identifier: MIT
 *
 *   fill.c          the pages and what is posted to them
 *   fill-read.c     what was posted, as fields of the draft and a command
 *   fill-control.c  how a question is asked: which control, in which words
 *   fill-show.c     the questions of a page, for the template
 *   fill-file.c     a file for a question that asks for one
 *   fill-words.c    our own words around the questions
 *
 * A page is a form of the draft's questions, their names made from their paths
 * (forms/paging.h: keys). All that was typed is saved with each post, whatever
 * its button; then the command is carried out, and the browser is sent to the
 * page that follows. Nothing that is wrong keeps a draft from being saved.
 */
#ifndef CAREBOOK_FORMS_FILL_H
#define CAREBOOK_FORMS_FILL_H

#include "apply.h"
#include "forms/media.h"
#include "forms/merge.h"
#include "forms/paging.h"
#include "pages.h"

/* A draft that is open in this request. */
struct fill {
	struct req *r;
	struct filed *filed;
	struct draft draft;
	struct answer *answer;
	const struct xform *form;
	const char *root;   /* "/data" */
	const char *base;   /* "/forms/fill/12" */
	int language;	    /* index of xform_languages, -1: it has none */
	const char *tag;    /* its language tag, "" where it is not known */
	bool check;	    /* say also what is missing */
	struct rows asides; /* what others typed over */
	struct rows media;  /* form_media_list: what its questions show */
	const char *media_base; /* "/forms/media" */
	struct answer_shown *shown;
	struct paging paging;
	size_t page;	    /* which of the pages */
	const char *asked;  /* path of the instance to be taken out, or NULL */
	bool outside;	    /* somebody outside fills it in, by a link: */
	struct apply apply;
	bool gone;	    /* who must prove an address first: led there */
};

/* Opens the answer that the path names, with what the address (or the form)
 * says of page and language. Where it leads elsewhere (it was sent), gone is
 * true and the answer NULL. */
NEOERR *fill_open(struct req *r, struct fill *out) MUST_CHECK;
/* Works out what is shown, and on which page. at: a page's key. */
NEOERR *fill_look(struct fill *f, const char *at) MUST_CHECK;
/* The address of a page, with the language; "#..." may follow. */
const char *fill_url(const struct fill *f, const char *at, bool check);

/* The question or instance at a path; NULL where it is not shown. */
const struct answer_shown *fill_find(const struct answer_shown *c,
				     const char *path);

/* Saves over the version that was read. Who lost a race runs again. */
NEOERR *fill_save(struct fill *f) MUST_CHECK;
/* Title, crumbs, whose it is, who else has it open. */
NEOERR *fill_frame(struct fill *f) MUST_CHECK;

/* --- fill-file.c: files for questions that ask for one ---------------------- */

/* The answer, as what its files hang on. */
struct owner fill_owner(const struct fill *f);
/* A value that named a file is taken out of the draft. */
NEOERR *fill_file_gone(struct fill *f, const char *value) MUST_CHECK;

/* --- fill-read.c ----------------------------------------------------------- */

/* The button that was pressed: "add", "next", ... with what it is about. */
struct fill_command {
	const char *verb; /* "update" where none was */
	const char *path; /* of the key behind it, or NULL */
	const char *key, *value; /* the words behind the verb, "" */
};

/* The fields of the page that was posted. */
void fill_read(struct fill *f, struct merge_field **fields, size_t *n);
void fill_command(struct fill *f, struct fill_command *out);
/* One word of the form: its hidden fields and the address. "" */
const char *fill_word(struct req *r, const char *name);
/* The choices of a rank in their order, with one of them moved. */
const char *fill_moved(struct req *r, const char *order, const char *name,
		       bool up);

/* --- fill-control.c -------------------------------------------------------- */

/* How a question is asked. */
struct fill_control {
	const char *type; /* the template's word for it */
	enum typed_kind kind;
	bool boxes;	  /* several controls: a fieldset with a legend */
	const char *layout; /* class of its choices, "" */
};
struct fill_control fill_control(const struct answer_shown *c);
/* What is wrong with it, in words; NULL where nothing is, or not to be said
 * yet. */
const char *fill_error(const struct fill *f, const struct answer_shown *c);

/* --- fill-words.c: our own words, in the language of who fills in --------- */

enum fill_words {
	FW_PAGE,
	FW_ANSWERED,
	FW_TO_FIX,
	FW_TO_READ,
	FW_PART,
	FW_QUESTIONS,
	FW_CHECK,
	FW_NEXT,
	FW_LAST,
	FW_UPDATE,
	FW_SAVE,
	FW_LATER,
	FW_DROP,
	FW_PAGES,
	FW_SAVED,
	FW_OPTIONAL,
	FW_NEEDED,
	FW_MARKS,
	FW_DAY,
	FW_MONTH,
	FW_YEAR,
	FW_TIME,
	FW_LIKE_DATE,
	FW_LIKE_MONTH,
	FW_LIKE_TIME,
	FW_LIKE_INSTANT,
	FW_LIKE_PLACE,
	FW_LIKE_PLACES,
	FW_CLEAR,
	FW_MORE,
	FW_ORDER,
	FW_UP,
	FW_DOWN,
	FW_FILE,
	FW_OTHER_FILE,
	FW_REMOVE,
	FW_COMPLETE,
	FW_NONE,
	FW_ADD,
	FW_ENTRY,
	FW_GONE,
	FW_TAKE_OUT,
	FW_KEEP,
	FW_ERRORS,
	FW_KEPT,
	FW_CHANGE,
	FW_NO_ANSWER,
	FW_NOT_YET,
	FW_SEND,
	FW_E_ANSWER,
	FW_E_CHOOSE,
	FW_E_CHOOSE_ANY,
	FW_E_TICK,
	FW_E_ORDER,
	FW_E_FILE,
	FW_E_DATE,
	FW_E_TIME,
	FW_E_NUMBER,
	FW_E_WHOLE,
	FW_E_DECIMAL,
	FW_E_DAY,
	FW_E_CLOCK,
	FW_E_INSTANT,
	FW_E_PLACE,
	FW_E_PLACES,
	FW_E_KIND,
	FW_E_LIMITS,
	FW_E_OFFERED,
	FW__MAX
};
const char *fill_say(const struct fill *f, enum fill_words which);
/* All of them, for templates: W.next, ... */
void fill_export_words(const struct fill *f);

/* --- fill-show.c ----------------------------------------------------------- */

/* The page's questions as Fill.Items, and what goes along with them. */
NEOERR *fill_export(struct fill *f) MUST_CHECK;
/* All questions with their answers, by page, as Review. */
void fill_export_review(struct fill *f);

#endif
