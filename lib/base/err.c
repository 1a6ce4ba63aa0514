/* Errors: registration of our types, and their texts.
 * SPDX-License-Identifier: MIT */
#include "base/err.h"

#include <stdlib.h>

#include "base/mem.h"

NERR_TYPE ERR_NOT_FOUND, ERR_FORBIDDEN, ERR_INVALID, ERR_MALFORMED,
    ERR_CONFLICT, ERR_TOO_LARGE, ERR_NO_ROOM, ERR_TOO_OFTEN, ERR_UNAVAILABLE,
    ERR_RETRY;

void err_init(void)
{
	static const struct {
		NERR_TYPE *type;
		const char *name;
	} types[] = {
	    {&ERR_NOT_FOUND, "NotFound"},
	    {&ERR_FORBIDDEN, "Forbidden"},
	    {&ERR_INVALID, "Invalid"},
	    {&ERR_MALFORMED, "Malformed"},
	    {&ERR_CONFLICT, "Conflict"},
	    {&ERR_TOO_LARGE, "TooLarge"},
	    {&ERR_NO_ROOM, "NoRoom"},
	    {&ERR_TOO_OFTEN, "TooOften"},
	    {&ERR_UNAVAILABLE, "Unavailable"},
	    {&ERR_RETRY, "Retry"},
	};
	static bool done;

	if (done)
		return;
	done = true;
	if (nerr_init() != STATUS_OK)
		abort();
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (nerr_register(types[i].type, types[i].name) != STATUS_OK)
			abort();
}

static const char *err_string(const void *ctx, NEOERR *err,
			      void (*write)(NEOERR *, STRING *))
{
	STRING s;
	char *text;

	string_init(&s);
	write(err, &s);
	text = mem_strdup(ctx, s.buf ? s.buf : "");
	string_clear(&s);
	for (char *p = text; *p; p++)
		if (*p == '\n')
			*p = p[1] ? '|' : '\0';
	return text;
}

const char *err_text(const void *ctx, NEOERR *err)
{
	const char *text = err_string(ctx, err, nerr_error_string);
	const char *colon = strchr(text, ':');

	/* "Invalid: reason": the type's name is for the log only. */
	return colon && colon[1] == ' ' ? colon + 2 : text;
}

const char *err_trace(const void *ctx, NEOERR *err)
{
	return err_string(ctx, err, nerr_error_traceback);
}
