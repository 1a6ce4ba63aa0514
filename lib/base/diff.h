/* What differs between two texts, word by word.
 * SPDX-License-Identifier: MIT
 *
 * The texts are cut into words with the white space before them; in scripts
 * that write no spaces (Chinese, Japanese, Thai) each character is a word. The
 * parts in order, without the new ones, are the old text; without the gone
 * ones, the new text. The longest common run of words stays; where both texts
 * are so long that this would cost too much (DIFF_WORDS_MAX words after what
 * they begin and end with alike), all between is gone and new.
 */
#ifndef CAREBOOK_BASE_DIFF_H
#define CAREBOOK_BASE_DIFF_H

#include <stddef.h>

enum { DIFF_WORDS_MAX = 2000 };

enum diff_kind { DIFF_SAME, DIFF_GONE, DIFF_NEW };

struct diff_part {
	enum diff_kind kind;
	const char *text;
};

/* Both texts are valid UTF-8. *out gets the parts, neighbours of one kind
 * joined, below ctx; returns how many. */
size_t diff_words(const void *ctx, const char *before, const char *after,
		  struct diff_part **out);

#endif
