/* What a file is, what it is called, and whether it is allowed.
 * SPDX-License-Identifier: MIT */
#include "files/sniff.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <magic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

enum {
	HEAD = 256 * 1024,    /* so much of a file is looked at */
	TAIL = 64 * 1024 + 22, /* where a zip keeps its list */
	NAME_MAX_BYTES = 200,
};

/* --- by content ------------------------------------------------------------ */

static bool begins(const char *s, size_t n, const char *with)
{
	size_t w = strlen(with);

	return n >= w && !strncasecmp(s, with, w);
}

static bool holds(const char *s, size_t n, const char *what, size_t m)
{
	return memmem(s, n, what, m);
}

/* What a browser that sniffs would take for a page (the WHATWG's list): it is
 * never plain text to us. NULL: none of them. */
static const char *page_type(const char *s, size_t n)
{
	static const char *const tags[] = {
	    "<!doctype html", "<html", "<head", "<script", "<iframe", "<h1",
	    "<div", "<font", "<table", "<a", "<style", "<title", "<b", "<body",
	    "<br", "<p", "<!--"};

	if (n >= 3 && !memcmp(s, "\xef\xbb\xbf", 3)) {
		s += 3;
		n -= 3;
	}
	while (n && strchr(" \t\r\n\f", *s)) {
		s++;
		n--;
	}
	if (begins(s, n, "<svg") ||
	    (begins(s, n, "<?xml") && holds(s, n < 4096 ? n : 4096, "<svg", 4)))
		return "image/svg+xml";
	if (begins(s, n, "<?xml"))
		return "text/xml";
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		size_t w = strlen(tags[i]);

		if (begins(s, n, tags[i]) &&
		    (n == w || strchr(" \t\r\n\f/>-", s[w])))
			return "text/html";
	}
	return NULL;
}

/* UTF-8 (a character may be cut at the end), or one byte a character; without
 * control characters. */
static bool is_text(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if ((c < 0x20 && !strchr("\t\n\r\f", c)) || c == 0x7f)
			return false;
	}
	return true;
}

/* Lines that a message begins with. */
static bool is_mail(const char *s, size_t n)
{
	const char *colon = memchr(s, ':', n < 80 ? n : 80);
	size_t look = n < 8192 ? n : 8192;

	if (!colon || colon == s)
		return false;
	for (const char *p = s; p < colon; p++)
		if (!isalnum((unsigned char)*p) && *p != '-')
			return false;
	return (begins(s, n, "From:") || holds(s, look, "\nFrom:", 6)) &&
	       (holds(s, look, "\nDate:", 6) || holds(s, look, "\nSubject:", 9));
}

static const char *text_type(const char *s, size_t n, const char *magic)
{
	const char *page = page_type(s, n);

	if (page)
		return page;
	if (!strcmp(magic, "text/rtf") || !strcmp(magic, "text/html") ||
	    !strcmp(magic, "text/xml") || !strcmp(magic, "image/svg+xml"))
		return magic;
	if (!is_text(s, n))
		return "application/octet-stream";
	if (is_mail(s, n) || !strcmp(magic, "message/rfc822"))
		return "message/rfc822";
	if (!strcmp(magic, "text/vtt"))
		return magic;
	if (!strcmp(magic, "text/csv") || !strcmp(magic, "application/csv"))
		return "text/csv";
	return "text/plain";
}

static uint32_t le(const unsigned char *p, int n)
{
	uint32_t v = 0;

	while (n--)
		v = v << 8 | p[n];
	return v;
}

/* What the names of a zip's entries say. end: the file's last bytes. */
static const char *zip_type(int fd, off_t size)
{
	static const struct {
		const char *prefix, *type, *macros;
	} kinds[] = {
	    {"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	     "application/vnd.ms-word.document.macroenabled.12"},
	    {"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	     "application/vnd.ms-excel.sheet.macroenabled.12"},
	    {"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	     "application/vnd.ms-powerpoint.presentation.macroenabled.12"},
	};
	unsigned char *end = mem_zalloc(NULL, TAIL), *list = NULL;
	const char *found = "application/zip";
	ssize_t n = pread(fd, end, TAIL, size > TAIL ? size - TAIL : 0);
	bool types = false, macros = false;
	int kind = -1;
	uint32_t length = 0, at = 0;

	for (ssize_t i = n - 22; i >= 0; i--) {
		if (memcmp(end + i, "PK\5\6", 4))
			continue;
		length = le(end + i + 12, 4);
		at = le(end + i + 16, 4);
		break;
	}
	talloc_free(end);
	if (!length || length > 4 * 1024 * 1024)
		return found;
	list = mem_zalloc(NULL, length);
	n = pread(fd, list, length, at);
	for (ssize_t i = 0; i + 46 <= n && !memcmp(list + i, "PK\1\2", 4);) {
		uint32_t name = le(list + i + 28, 2);
		const char *s = (const char *)list + i + 46;

		if (i + 46 + (ssize_t)name > n)
			break;
		types |= name == 19 && !memcmp(s, "[Content_Types].xml", 19);
		macros |= holds(s, name, "vbaProject.bin", 14);
		for (int k = 0; k < 3; k++)
			if (begins(s, name, kinds[k].prefix))
				kind = k;
		i += 46 + (ssize_t)name + le(list + i + 30, 2) +
		     le(list + i + 32, 2);
	}
	talloc_free(list);
	if (types && kind >= 0)
		found = macros ? kinds[kind].macros : kinds[kind].type;
	return found;
}

/* An old Office file is a little file system; its names are UTF-16. */
static const char *ole_type(const char *s, size_t n, const char *magic)
{
	static const struct {
		const char *name;
		size_t n;
		const char *type;
	} streams[] = {
	    {"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t", 24, "application/msword"},
	    {"W\0o\0r\0k\0b\0o\0o\0k", 16, "application/vnd.ms-excel"},
	    {"P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0 \0D\0o\0c", 28,
	     "application/vnd.ms-powerpoint"},
	    {"_\0_\0s\0u\0b\0s\0t\0g\0001\0.\0000", 22,
	     "application/vnd.ms-outlook"},
	};

	for (size_t i = 0; i < sizeof streams / sizeof *streams; i++)
		if (holds(s, n, streams[i].name, streams[i].n))
			return streams[i].type;
	return magic;
}

NEOERR *sniff_type(void *ctx, int fd, const char **type)
{
	static magic_t magic;
	char *head = mem_zalloc(ctx, HEAD);
	off_t size = lseek(fd, 0, SEEK_END);
	const char *said;
	ssize_t n;

	if (!magic) {
		magic = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS |
				   MAGIC_NO_CHECK_TAR | MAGIC_NO_CHECK_ELF);
		if (!magic || magic_load(magic, NULL))
			return nerr_raise(ERR_UNAVAILABLE, "libmagic: %s",
					  magic ? magic_error(magic)
						: strerror(errno));
	}
	n = pread(fd, head, HEAD, 0);
	lseek(fd, 0, SEEK_SET);
	if (n < 0)
		return nerr_raise(ERR_UNAVAILABLE, "reading a file: %s",
				  strerror(errno));
	said = magic_buffer(magic, head, (size_t)n);
	if (!said)
		said = "application/octet-stream";
	/* A script that somebody called text is text: it is never run. */
	if (!strncmp(said, "text/", 5) || !strcmp(said, "message/rfc822") ||
	    !strcmp(said, "image/svg+xml") ||
	    !strcmp(said, "application/json") ||
	    !strcmp(said, "application/javascript") ||
	    !strcmp(said, "application/csv") ||
	    !strcmp(said, "application/x-subrip"))
		*type = text_type(head, (size_t)n, said);
	else if (n > 4 && !memcmp(head, "PK\3\4", 4) &&
		 strncmp(said, "application/vnd.oasis", 21) &&
		 strcmp(said, "application/epub+zip"))
		*type = zip_type(fd, size);
	else if (n > 8 && !memcmp(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8))
		*type = ole_type(head, (size_t)n, said);
	else
		*type = said;
	*type = mem_strdup(ctx, *type);
	talloc_free(head);
	return STATUS_OK;
}

/* --- names ------------------------------------------------------------------- */

/* Bytes of a character that may stand in a name, 0 for one that may not:
 * controls, and those that turn the direction of writing or are not seen. */
static size_t name_char(const unsigned char *s)
{
	size_t n = *s < 0x80 ? 1 : *s < 0xe0 ? 2 : *s < 0xf0 ? 3 : 4;

	if (*s < 0x20 || *s == 0x7f || strchr("/\\", *s))
		return 0;
	/* U+0080..9F, U+061C, U+200B..200F, U+2028..202E, U+2060..206F, U+FEFF */
	if (s[0] == 0xc2 && s[1] < 0xa0)
		return 0;
	if (s[0] == 0xd8 && s[1] == 0x9c)
		return 0;
	if (s[0] == 0xe2 && s[1] == 0x80 &&
	    ((s[2] >= 0x8b && s[2] <= 0x8f) || (s[2] >= 0xa8 && s[2] <= 0xae)))
		return 0;
	if (s[0] == 0xe2 && s[1] == 0x81 && s[2] >= 0xa0 && s[2] <= 0xaf)
		return 0;
	if (s[0] == 0xef && s[1] == 0xbb && s[2] == 0xbf)
		return 0;
	return n;
}

const char *file_extension(void *ctx, const char *name)
{
	const char *dot = strrchr(name, '.');
	char *out;

	if (!dot || dot == name || strlen(dot) > 12)
		return "";
	out = mem_strdup(ctx, dot + 1);
	for (char *p = out; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return out;
}

const char *file_name_clean(void *ctx, const char *name)
{
	struct buf b = {.ctx = ctx};
	const char *last = name, *dot, *tidy;
	size_t n, keep;

	if (!text_valid(name, strlen(name)))
		return "file";
	for (const char *p = name; *p; p++)
		if (*p == '/' || *p == '\\')
			last = p + 1;
	for (const char *p = last; *p;) {
		n = name_char((const unsigned char *)p);
		if (n)
			buf_add(&b, p, n);
		p += n ? n
		       : (unsigned char)*p < 0x80 ? 1
		       : (unsigned char)*p < 0xe0 ? 2
						  : 3;
	}
	tidy = text_tidy(ctx, buf_text(&b), true);
	/* Neither hidden nor a folder's name. */
	while (*tidy == '.' || *tidy == ' ')
		tidy++;
	n = strlen(tidy);
	if (!n)
		return "file";
	if (n <= NAME_MAX_BYTES)
		return tidy;
	dot = strrchr(tidy, '.');
	if (!dot || strlen(dot) > 12)
		dot = "";
	keep = NAME_MAX_BYTES - strlen(dot);
	while (keep && ((unsigned char)tidy[keep] & 0xc0) == 0x80)
		keep--;
	return text_tidy(
	    ctx, mem_printf(ctx, "%.*s%s", (int)keep, tidy, dot), true);
}

const char *file_disposition(void *ctx, const char *name, bool inline_)
{
	struct buf plain = {.ctx = ctx};
	bool same = true;

	for (const unsigned char *p = (const unsigned char *)name; *p; p++) {
		bool ok = *p >= 0x20 && *p < 0x7f && !strchr("\"\\%", *p);

		same &= ok;
		if (ok)
			buf_add(&plain, (const char *)p, 1);
		else if (*p < 0x80 || *p >= 0xc0)
			buf_puts(&plain, "_");
	}
	return mem_printf(ctx, "%s; filename=\"%s\"%s%s",
			  inline_ ? "inline" : "attachment", buf_text(&plain),
			  same ? "" : "; filename*=UTF-8''",
			  same ? "" : text_url(ctx, name));
}

/* --- the policy ---------------------------------------------------------------- */

SQL(FILE_POLICY, "",
    "name:s family:s extensions:s types:s max_mb:i allowed:i",
    "SELECT name, family, extensions, types, max_mb, allowed FROM file_type"
    " ORDER BY id");

struct file_policy {
	struct rows rows;
};

NEOERR *file_policy_get(struct db *db, void *ctx, struct file_policy **out)
{
	*out = mem_new(ctx, struct file_policy);
	return nerr_pass(db_query(db, ctx, &FILE_POLICY, &(*out)->rows));
}

/* Is this word one of the list, which has spaces (or commas) between? */
static bool listed(const char *list, const char *word)
{
	size_t n = strlen(word);

	while (n && *list) {
		size_t w;

		list += strspn(list, " ,;\n\r\t.");
		w = strcspn(list, " ,;\n\r\t");
		if (w == n && !strncasecmp(list, word, n))
			return true;
		list += w;
	}
	return false;
}

static int64_t row_most(const struct rows *r, size_t i)
{
	return row_int(r, i, "allowed")
		   ? row_int(r, i, "max_mb") * 1024 * 1024
		   : 0;
}

int64_t file_policy_most(const struct file_policy *p, const char *name)
{
	void *ctx = talloc_new(NULL);
	const char *extension = file_extension(ctx, name);
	int64_t most = 0;

	for (size_t i = 0; i < p->rows.n; i++)
		if (listed(row_text(&p->rows, i, "extensions"), extension) &&
		    row_most(&p->rows, i) > most)
			most = row_most(&p->rows, i);
	talloc_free(ctx);
	return most;
}

const char *file_policy_refuses(const struct file_policy *p, void *ctx,
				const char *name, const char *type,
				int64_t size, const char **family)
{
	const char *extension = file_extension(ctx, name);
	const struct rows *r = &p->rows;
	int64_t most = 0;

	if (!file_policy_most(p, name))
		return *extension ? mem_printf(ctx,
					       "“%s”: files of this kind (.%s) "
					       "are not taken here",
					       name, extension)
				  : mem_printf(ctx,
					       "“%s”: its name does not say "
					       "what kind of file it is, like "
					       ".pdf or .jpg",
					       name);
	for (size_t i = 0; i < r->n; i++) {
		if (!listed(row_text(r, i, "extensions"), extension) ||
		    !listed(row_text(r, i, "types"), type))
			continue;
		if (size <= row_most(r, i)) {
			if (family)
				*family = row_text(r, i, "family");
			return NULL;
		}
		if (row_most(r, i) > most)
			most = row_most(r, i);
	}
	if (most)
		return mem_printf(ctx,
				  "“%s” is too big: such a file may have up to "
				  "%s",
				  name, file_size_words(ctx, most));
	return mem_printf(ctx,
			  "“%s” is not what its name says: what is in it is no "
			  ".%s. Save it again under the right name, or send it "
			  "as PDF",
			  name, extension);
}

const char *file_policy_accept(const struct file_policy *p, void *ctx)
{
	struct buf b = {.ctx = ctx};

	for (size_t i = 0; i < p->rows.n; i++) {
		const char *s = row_text(&p->rows, i, "extensions");

		if (!row_most(&p->rows, i))
			continue;
		while (*(s += strspn(s, " ,;\n\r\t."))) {
			size_t w = strcspn(s, " ,;\n\r\t");

			buf_printf(&b, "%s.%.*s", b.len ? "," : "", (int)w, s);
			s += w;
		}
	}
	return buf_text(&b);
}

const char *file_policy_words(const struct file_policy *p, void *ctx)
{
	struct buf b = {.ctx = ctx};

	for (size_t i = 0; i < p->rows.n; i++)
		if (row_most(&p->rows, i))
			buf_printf(&b, "%s%s up to %s", b.len ? ", " : "",
				   row_text(&p->rows, i, "name"),
				   file_size_words(ctx, row_most(&p->rows, i)));
	return buf_text(&b);
}

/* --- how it is given out -------------------------------------------------------- */

static const struct {
	const char *type, *family, *sent; /* sent: NULL: never in the page */
} known[] = {
    {"image/jpeg", "picture", "image/jpeg"},
    {"image/png", "picture", "image/png"},
    {"image/gif", "picture", "image/gif"},
    {"image/webp", "picture", "image/webp"},
    {"image/bmp", "picture", "image/bmp"},
    {"image/x-ms-bmp", "picture", "image/bmp"},
    {"application/pdf", "pdf", "application/pdf"},
    {"text/plain", "text", "text/plain; charset=utf-8"},
    {"text/csv", "text", "text/plain; charset=utf-8"},
    {"text/vtt", "text", "text/vtt; charset=utf-8"},
    {"audio/mpeg", "audio", "audio/mpeg"},
    {"audio/mp4", "audio", "audio/mp4"},
    {"audio/x-m4a", "audio", "audio/mp4"},
    {"audio/aac", "audio", "audio/aac"},
    {"audio/x-hx-aac-adts", "audio", "audio/aac"},
    {"audio/ogg", "audio", "audio/ogg"},
    {"audio/x-wav", "audio", "audio/wav"},
    {"audio/wav", "audio", "audio/wav"},
    {"audio/flac", "audio", "audio/flac"},
    {"audio/x-flac", "audio", "audio/flac"},
    {"audio/amr", "audio", NULL},
    {"video/mp4", "video", "video/mp4"},
    {"video/x-m4v", "video", "video/mp4"},
    {"video/quicktime", "video", "video/quicktime"},
    {"video/webm", "video", "video/webm"},
    {"video/ogg", "video", "video/ogg"},
    {"application/msword", "document", NULL},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "document", NULL},
    {"application/vnd.oasis.opendocument.text", "document", NULL},
    {"text/rtf", "document", NULL},
    {"application/vnd.ms-excel", "sheet", NULL},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "sheet", NULL},
    {"application/vnd.oasis.opendocument.spreadsheet", "sheet", NULL},
    {"application/vnd.ms-powerpoint", "slides", NULL},
    {"application/vnd.openxmlformats-officedocument.presentationml.presentation", "slides", NULL},
    {"application/vnd.oasis.opendocument.presentation", "slides", NULL},
    {"message/rfc822", "mail", NULL},
    {"application/vnd.ms-outlook", "mail", NULL},
    {"application/zip", "archive", NULL},
};
enum { KNOWN = sizeof known / sizeof *known };

static int known_index(const char *type)
{
	for (int i = 0; i < KNOWN; i++)
		if (!strcmp(known[i].type, type))
			return i;
	return -1;
}

bool file_shows(const char *type)
{
	int i = known_index(type);

	return i >= 0 && known[i].sent;
}

const char *file_sent_type(const char *type)
{
	int i = known_index(type);

	return i >= 0 && known[i].sent ? known[i].sent
				       : "application/octet-stream";
}

const char *file_family(const char *type)
{
	int i = known_index(type);

	return i >= 0			      ? known[i].family
	       : !strncmp(type, "image/", 6) ? "picture"
	       : !strncmp(type, "video/", 6) ? "video"
	       : !strncmp(type, "audio/", 6) ? "audio"
					      : "other";
}

const char *file_icon(const char *type)
{
	static const char *const icons[][2] = {
	    {"picture", "file-earmark-image"},
	    {"pdf", "file-earmark-pdf"},
	    {"document", "file-earmark-word"},
	    {"sheet", "file-earmark-spreadsheet"},
	    {"slides", "file-earmark-slides"},
	    {"text", "file-earmark-text"},
	    {"mail", "envelope"},
	    {"audio", "file-earmark-music"},
	    {"video", "file-earmark-play"},
	    {"archive", "file-earmark-zip"}};
	const char *family = file_family(type);

	for (size_t i = 0; i < sizeof icons / sizeof *icons; i++)
		if (!strcmp(icons[i][0], family))
			return icons[i][1];
	return "file-earmark";
}

const char *file_size_words(void *ctx, int64_t bytes)
{
	static const char *const units[] = {"KB", "MB", "GB", "TB"};
	int64_t tenths = bytes * 10 / 1024;
	int unit = 0;

	if (bytes < 1024)
		return mem_printf(ctx, "%" PRId64 " bytes", bytes);
	while (tenths >= 10240 && unit < 3) {
		tenths /= 1024;
		unit++;
	}
	if (tenths % 10 && tenths < 1000)
		return mem_printf(ctx, "%" PRId64 ".%d %s", tenths / 10,
				  (int)(tenths % 10), units[unit]);
	return mem_printf(ctx, "%" PRId64 " %s", tenths / 10, units[unit]);
}
