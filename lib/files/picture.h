/* Pictures: small ones made of what was uploaded, by a process of its own.
 * SPDX-License-Identifier: MIT
 *
 * The decoders run in carebook-picture, which shuts itself in; this side starts
 * it, reads its answer as the stranger's text that it may be, and ends it when
 * it takes too long. The answer:
 *
 *   source WIDTH HEIGHT                       points, as the file says
 *   picture NAME FORMAT WIDTH HEIGHT BYTES    then so many bytes
 *   ...                                       each size as webp and as jpeg
 *   end
 *
 * or one line, `refused WORD`. Lines end with a line feed.
 */
#ifndef CAREBOOK_FILES_PICTURE_H
#define CAREBOOK_FILES_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

enum {
	PICTURE_SIZES = 6,  /* so many at once */
	PICTURE_NAME = 16,  /* letters of a size's name, and its end */
	PICTURE_SIDE = 8192, /* points of a side at most */
	PICTURE_WAIT = 60,  /* seconds until it is ended */
};

/* Why there is no picture, and no use in trying again. */
enum picture_refusal {
	PICTURE_MADE, /* none: it was made */
	PICTURE_UNKNOWN, /* no picture, or of a kind that is not taken */
	PICTURE_HUGE,
	PICTURE_DAMAGED,
	PICTURE_LOCKED, /* a PDF that asks for a password */
	PICTURE_WORK,	/* it broke the process, or the process' limits */
	PICTURE__REFUSALS
};

/* As it stands in the answer and in the database: "huge". */
static inline const char *picture_refusal_word(enum picture_refusal r)
{
	static const char *const words[] = {"",	       "unknown", "huge",
					    "damaged", "locked",  "work"};

	return r < PICTURE__REFUSALS ? words[r] : "";
}

#ifndef CAREBOOK_PICTURE_ALONE
#include "base/conf.h"
#include "base/err.h"

struct picture {
	char name[PICTURE_NAME];
	const char *format; /* "webp" or "jpeg" */
	int width, height;  /* points */
	size_t len;	    /* bytes */
	const char *data;
};

struct pictures {
	enum picture_refusal refused;
	int width, height; /* of the source, upright or not */
	size_t n;
	struct picture of[2 * PICTURE_SIZES];
};

/* Makes the pictures of the file that fd is open for reading: at its start, a
 * regular file. kind: "picture", or "page" for a PDF's first page. sizes: as
 * carebook-picture takes them, ended by NULL. Everything below pool.
 *
 * A file that cannot be shown is no error: out->refused says why. ERR_UNAVAILABLE
 * where the process could not be started or had trouble that is not the file's:
 * then it may be tried again. */
NEOERR *picture_make(void *pool, const struct conf *conf, int fd,
		     const char *kind, const char *const *sizes,
		     struct pictures *out) MUST_CHECK;

/* The answer taken apart; data stays where it is. False where it is not as
 * described above, to the letter. */
bool picture_read(const char *answer, size_t len, struct pictures *out);

/* Why, in words for people; "" for PICTURE_MADE. word: as in the database. */
const char *picture_refusal_text(const char *word);
#endif

#endif
