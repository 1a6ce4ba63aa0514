/* An answer on paper.
 * SPDX-License-Identifier: MIT */
#include "forms/paper.h"

#include <string.h>

#include "base/mem.h"
#include "forms/lines.h"
#include "print/document.h"

enum { PAPER_DEPTH = 16 }; /* of headings that are remembered */

/* Two or three letters, and parts of letters and digits after hyphens. */
static bool is_code(const char *s, size_t n)
{
	size_t first = strspn(s, "abcdefghijklmnopqrstuvwxyz");

	if (n > 20 || first < 2 || first > 3 || first > n)
		return false;
	for (size_t i = first; i < n; i++) {
		bool letter = (s[i] >= 'a' && s[i] <= 'z') ||
			      (s[i] >= 'A' && s[i] <= 'Z') ||
			      (s[i] >= '0' && s[i] <= '9');

		if (s[i] == '-' ? i + 1 == n || s[i - 1] == '-'
				: !letter || i == first)
			return false;
	}
	return true;
}

const char *paper_language(void *ctx, const char *name)
{
	const char *open, *end;

	if (!name)
		return NULL;
	open = strrchr(name, '(');
	end = open ? strchr(open, ')') : NULL;
	if (end && is_code(open + 1, (size_t)(end - open - 1)))
		return mem_strndup(ctx, open + 1, (size_t)(end - open - 1));
	return is_code(name, strlen(name)) ? mem_strdup(ctx, name) : NULL;
}

/* The headings above the line in hand, the form's title first. */
struct above {
	const char *labels[PAPER_DEPTH];
};

static void put_heading(struct print *p, struct above *above,
			const struct line *l, const char *label)
{
	print_heading(p, l->depth + 2, label);
	if (l->depth + 1 < PAPER_DEPTH)
		above->labels[l->depth + 1] = label;
}

static NEOERR *put_picture(struct print *p, const struct paper *what,
			   const struct line *l, int *pictures)
{
	struct paper_picture picture = {.n = 0};

	if (l->kind != LINE_FILE || !*l->value || !what->picture ||
	    *pictures == PAPER_PICTURES)
		return STATUS_OK;
	++*pictures;
	TRY(what->picture(what->arg, l->value, &picture));
	/* What it shows nobody has said; what it was asked for is known. */
	if (picture.n)
		print_picture(p, picture.jpeg, picture.n, picture.width,
			      picture.height, l->label);
	return STATUS_OK;
}

static void put_line(struct print *p, void *ctx, struct above *above,
		     const struct line *l, const struct line *next,
		     const char **repeat)
{
	switch (l->kind) {
	case LINE_GROUP:
		put_heading(p, above, l, l->label);
		break;
	case LINE_REPEAT:
		*repeat = l->label;
		if (next && next->kind == LINE_INSTANCE) {
			if (l->depth + 1 < PAPER_DEPTH)
				above->labels[l->depth + 1] = l->label;
			break; /* they are numbered below */
		}
		put_heading(p, above, l, l->label);
		print_paragraph(p, "None");
		break;
	case LINE_INSTANCE:
		put_heading(p, above, l,
			    *l->label && strcmp(l->label, *repeat) != 0
				? l->label
				: mem_printf(ctx, "%s %d", *repeat,
					     l->position));
		break;
	case LINE_NOTE:
		print_small(p, l->label);
		break;
	case LINE_ANSWER:
	case LINE_FILE:
		if (*l->words)
			print_fact(p, l->label, l->words);
		else
			print_missing(p, l->label, "No answer");
		break;
	}
}

static bool is_heading(const struct line *l)
{
	return l->kind == LINE_GROUP || l->kind == LINE_REPEAT ||
	       l->kind == LINE_INSTANCE;
}

static NEOERR *put_lines(struct print *p, void *ctx, const struct paper *what,
			 const struct line *lines, size_t n)
{
	struct above above = {{what->title}};
	const char *repeat = "";
	int pictures = 0;

	for (size_t i = 0; i < n; i++) {
		const struct line *l = &lines[i];

		/* What follows a group does not belong to it: the heading that
		 * it stands under comes again. */
		if (i && lines[i - 1].depth > l->depth && !is_heading(l) &&
		    l->depth < PAPER_DEPTH && above.labels[l->depth])
			print_heading(p, l->depth ? l->depth + 1 : 2,
				      above.labels[l->depth]);
		put_line(p, ctx, &above, l, i + 1 < n ? l + 1 : NULL, &repeat);
		TRY(put_picture(p, what, l, &pictures));
	}
	return STATUS_OK;
}

NEOERR *paper_answer(void *ctx, const struct paper *what, struct answer *answer,
		     const char **out, size_t *n)
{
	const char *language = paper_language(ctx, what->language);
	struct print_setup setup = {
	    .title = what->title,
	    .language = language,
	    .agency = what->agency,
	    .phone = what->phone,
	    .about = what->about,
	    .foot = what->foot,
	    .at = what->at,
	    .large = what->large,
	};
	struct print *p = print_new(ctx, &setup);
	struct line *lines;
	size_t n_lines;

	TRY(lines_of(ctx, answer, &lines, &n_lines));
	print_heading(p, 1, what->title);
	print_language(p, "en-AU"); /* our own words */
	if (what->warning)
		print_note(p, NULL, what->warning);
	for (size_t i = 0; i < what->n_facts; i++)
		if (what->facts[i].text && *what->facts[i].text)
			print_fact(p, what->facts[i].label,
				   what->facts[i].text);
	print_language(p, NULL);
	TRY(put_lines(p, ctx, what, lines, n_lines));
	if (!n_lines)
		print_paragraph(p, "Nothing was filled in.");
	return nerr_pass(print_finish(p, out, n));
}
