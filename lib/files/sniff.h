/* What a file is: by its bytes, in agreement with its extension.
 * SPDX-License-Identifier: MIT
 *
 * libmagic says what the bytes are. What the browser said of it (the part's
 * Content-Type) counts for nothing, and a name alone neither: a file is taken
 * where one row of the policy (table file_type) holds both its type and its
 * extension, and its size. So HTML named x.jpg, and a JPEG named x.html, are
 * refused with words.
 *
 * libmagic is helped where it is known to be vague: an Office document is a
 * zip, and is looked into; text is text only where it is valid UTF-8 or a
 * single-byte text without control characters; and what begins like a page
 * (HTML, SVG, XML) is never "text/plain".
 */
#ifndef CAREBOOK_FILES_SNIFF_H
#define CAREBOOK_FILES_SNIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct db;

/* The type of what fd holds ("image/jpeg"), by its content alone;
 * "application/octet-stream" where nobody knows. Belongs to ctx. The offset of
 * fd is at 0 afterwards. */
NEOERR *sniff_type(void *ctx, int fd, const char **type) MUST_CHECK;

/* The name as it may be kept and shown: the last part of a path, valid UTF-8,
 * without control characters and those that turn the direction of writing, in
 * one line, at most 200 bytes with its extension kept; "file" where nothing is
 * left. */
const char *file_name_clean(void *ctx, const char *name);

/* The extension in lower case without the dot, "" for none. */
const char *file_extension(void *ctx, const char *name);

/* Content-Disposition for a name in any script (RFC 6266, RFC 8187):
 * attachment; filename="Zeugnis _.pdf"; filename*=UTF-8''Zeugnis%20%C3%BC.pdf */
const char *file_disposition(void *ctx, const char *name, bool inline_);

/* The policy, whole. Fetched once a request. */
struct file_policy;
NEOERR *file_policy_get(struct db *db, void *ctx,
			struct file_policy **out) MUST_CHECK;

/* NULL: it is allowed, and *family (may be NULL) says of which family. Else
 * what is wrong, in words for the person who chose it. Names are quoted. */
const char *file_policy_refuses(const struct file_policy *p, void *ctx,
				const char *name, const char *type,
				int64_t size, const char **family);

/* The most bytes that a file of this name may have, by its extension; 0: none
 * of that extension is allowed. */
int64_t file_policy_most(const struct file_policy *p, const char *name);

/* ".jpg,.jpeg,.pdf ..." for the accept attribute, and "Photos up to 25 MB,
 * PDF up to 50 MB ..." for the hint. */
const char *file_policy_accept(const struct file_policy *p, void *ctx);
const char *file_policy_words(const struct file_policy *p, void *ctx);

/* May a browser show this type in the page, if it is sent with nosniff and a
 * policy that lets nothing run? Pictures, PDF, sound, video, plain text; never
 * HTML, SVG, XML or a script. A list in the code: no setting can widen it. */
bool file_shows(const char *type);

/* The type to send: file_shows() ones as they are (text with its charset), all
 * else application/octet-stream. */
const char *file_sent_type(const char *type);

/* picture, pdf, document, sheet, slides, text, mail, audio, video, archive or
 * "other", and its icon (bootstrap-icons). */
const char *file_family(const char *type);
const char *file_icon(const char *type);

/* "3.4 MB". */
const char *file_size_words(void *ctx, int64_t bytes);

#endif
