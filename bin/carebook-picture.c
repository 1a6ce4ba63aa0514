/* carebook-picture: makes small pictures of one that a stranger sent.
 * SPDX-License-Identifier: MIT
 *
 *   carebook-picture picture|page NAME:WIDTHxHEIGHT[:crop]... <file >answer
 *
 * The file comes on standard input, which must be a regular file; `page` takes
 * the first page of a PDF. Sizes stand from the largest to the smallest: each
 * is made from the one before. A picture fits into its box and is never made
 * larger; with :crop it fills its box, and what catches the eye stays in it.
 *
 * What comes out was decoded, turned upright, made sRGB and encoded anew, as
 * WebP and as JPEG, with no field of the old one: no place, no camera, no
 * name, no picture within the picture. The answer is described in
 * lib/files/picture.h, which reads it.
 *
 * The process shuts itself in (cell.h) before it reads the first byte.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vips/vips.h>

#include "cell.h"
#include "files/picture.h"

enum {
	MB = 1024 * 1024,
	MEMORY = 1024 * MB,
	SECONDS = 30,
	JPEG_QUALITY = 82,
	WEBP_QUALITY = 80,
	/* Points of a picture that is worth decoding. A JPEG is decoded in
	 * strips and at a fraction of its size, the others whole. */
	MOST_JPEG = 250 * 1000 * 1000,
	MOST_OTHER = 80 * 1000 * 1000,
};

/* Whatever is said from here is one line of the answer. */
_Noreturn static void refuse(enum picture_refusal why)
{
	printf("refused %s\n", picture_refusal_word(why));
	fflush(stdout);
	_exit(0);
}

_Noreturn static void trouble(const char *what)
{
	fprintf(stderr, "carebook-picture: %s: %s\n", what,
		vips_error_buffer());
	_exit(1);
}

/* Libraries say on standard error what they think of a damaged file. That is
 * the stranger's text, and no news. */
static void silent(const char *domain, GLogLevelFlags level, const char *text,
		   gpointer unused)
{
	(void)domain, (void)level, (void)text, (void)unused;
}

/* Only these decoders may be used, whatever the file claims to be. */
static void choose_loaders(bool page)
{
	static const char *const pictures[] = {
	    "VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp",
	    "VipsForeignLoadNsgif", "VipsForeignLoadHeif",
	    "VipsForeignLoadTiff",
	};

	vips_operation_block_set("VipsForeignLoad", TRUE);
	if (page) {
		vips_operation_block_set("VipsForeignLoadPdf", FALSE);
		return;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(pictures); i++)
		vips_operation_block_set(pictures[i], FALSE);
}

static bool is_jpeg(VipsImage *in)
{
	const char *loader;

	return !vips_image_get_string(in, VIPS_META_LOADER, &loader) &&
	       g_str_has_prefix(loader, "jpegload");
}

/* From the header alone, before a point of it is decoded. Returns whether it
 * has a colour profile. */
static bool look(VipsSource *source, bool page)
{
	VipsImage *in = vips_image_new_from_source(
	    source, "", "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
	    VIPS_FAIL_ON_TRUNCATED, NULL);
	gint64 points;
	bool profile;

	if (!in && page && strstr(vips_error_buffer(), "ncrypted"))
		refuse(PICTURE_LOCKED);
	if (!in)
		refuse(PICTURE_UNKNOWN);
	points = (gint64)in->Xsize * in->Ysize;
	if (in->Xsize < 1 || in->Ysize < 1 ||
	    points > (is_jpeg(in) ? MOST_JPEG : MOST_OTHER))
		refuse(PICTURE_HUGE);
	/* A line of 30,000 by 1 has few points, and a thumbnail of none. */
	if (in->Xsize > 500 * in->Ysize || in->Ysize > 500 * in->Xsize)
		refuse(PICTURE_HUGE);
	printf("source %d %d\n", in->Xsize, in->Ysize);
	profile = vips_image_get_typeof(in, VIPS_META_ICC_NAME);
	g_object_unref(in);
	return profile;
}

/* --- one size ---------------------------------------------------------- */

struct size {
	char name[PICTURE_NAME];
	int width, height;
	bool crop;
};

static bool size_read(const char *s, struct size *out)
{
	char crop[8] = "";
	int used = 0;

	if (sscanf(s, "%15[a-z0-9]:%5dx%5d%n", out->name, &out->width,
		   &out->height, &used) != 3)
		return false;
	if (s[used] && sscanf(s + used, ":%7s", crop) != 1)
		return false;
	out->crop = !strcmp(crop, "crop");
	return out->width > 0 && out->height > 0 && (out->crop || !*crop);
}

static void *field_name(VipsImage *in, const char *name, GValue *value,
			void *list)
{
	(void)in, (void)value;
	g_ptr_array_add(list, g_strdup(name));
	return NULL;
}

/* A copy without any field: the savers would keep some, whatever they are told
 * (webpsave of 8.14 keeps the EXIF with strip set). */
static VipsImage *bare(VipsImage *in)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	VipsImage *out;

	if (vips_copy(in, &out, NULL))
		trouble("copy");
	vips_image_map(out, field_name, names);
	for (guint i = 0; i < names->len; i++)
		vips_image_remove(out, g_ptr_array_index(names, i));
	g_ptr_array_free(names, TRUE);
	return out;
}

/* Eight bits, three bands, on white, all in memory. */
static VipsImage *plain(VipsImage *in)
{
	VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
	VipsImage *rgb, *flat, *eight, *out, *clean;

	if (vips_colourspace(in, &rgb, VIPS_INTERPRETATION_sRGB, NULL))
		trouble("colours");
	if (vips_image_hasalpha(rgb)) {
		if (vips_flatten(rgb, &flat, "background", white, NULL))
			trouble("flatten");
	} else {
		flat = rgb;
		g_object_ref(flat);
	}
	if (vips_cast_uchar(flat, &eight, NULL))
		trouble("cast");
	clean = bare(eight);
	/* Here the decoder runs: what is damaged shows now. */
	out = vips_image_copy_memory(clean);
	if (!out)
		refuse(strstr(vips_error_buffer(), "out of memory")
			   ? PICTURE_HUGE
			   : PICTURE_DAMAGED);
	g_object_unref(clean);
	g_object_unref(eight);
	g_object_unref(flat);
	g_object_unref(rgb);
	vips_area_unref(VIPS_AREA(white));
	return out;
}

static VipsImage *first_size(VipsSource *source, bool page, const struct size *s)
{
	bool profile = look(source, page);
	VipsImage *small, *out;

	/* Asked for a profile where there is none, it makes white grey (8.14);
	 * plain() knows what to do then. */
	/* Its own fail_on does not reach the decoder of a source (8.14): only
	 * an option of the decoder's does. */
	if (vips_thumbnail_source(
		source, &small, s->width, "height", s->height, "size",
		s->crop || page ? VIPS_SIZE_BOTH : VIPS_SIZE_DOWN, "crop",
		s->crop ? VIPS_INTERESTING_ATTENTION : VIPS_INTERESTING_NONE,
		"option_string", "[fail_on=truncated]",
		profile ? "export_profile" : NULL, "srgb", NULL))
		refuse(PICTURE_DAMAGED);
	out = plain(small);
	g_object_unref(small);
	return out;
}

static VipsImage *next_size(VipsImage *larger, const struct size *s)
{
	VipsImage *small, *out;

	if (vips_thumbnail_image(
		larger, &small, s->width, "height", s->height, "size",
		VIPS_SIZE_DOWN, "crop",
		s->crop ? VIPS_INTERESTING_CENTRE : VIPS_INTERESTING_NONE,
		NULL))
		trouble("smaller");
	out = plain(small);
	g_object_unref(small);
	return out;
}

/* --- the answer -------------------------------------------------------- */

static void put(const struct size *s, const char *format, VipsImage *in,
		const void *data, size_t len)
{
	printf("picture %s %s %d %d %zu\n", s->name, format, in->Xsize,
	       in->Ysize, len);
	if (fwrite(data, 1, len, stdout) != len)
		_exit(1);
}

static guint32 le32(const guchar *p)
{
	return p[0] | (guint32)p[1] << 8 | (guint32)p[2] << 16 |
	       (guint32)p[3] << 24;
}

/* Of a WebP file only the chunk that holds the picture; the saver adds an EXIF
 * chunk of its own. Returns its new length. */
static size_t webp_bare(guchar *data, size_t len)
{
	enum { HEAD = 12 };

	for (size_t at = HEAD; at + 8 <= len;) {
		size_t size = le32(data + at + 4), whole = 8 + size + (size & 1);

		if (whole > len - at)
			break;
		if (!memcmp(data + at, "VP8 ", 4)) {
			guint32 riff = (guint32)(4 + whole);

			memmove(data + HEAD, data + at, whole);
			for (int i = 0; i < 4; i++)
				data[4 + i] = (guchar)(riff >> 8 * i);
			return HEAD + whole;
		}
		at += whole;
	}
	trouble("the WebP file has no picture");
}

static void write_out(const struct size *s, VipsImage *in)
{
	size_t len;
	void *data;

	if (vips_webpsave_buffer(in, &data, &len, "Q", WEBP_QUALITY, "strip",
				 TRUE, NULL))
		trouble("WebP");
	put(s, "webp", in, data, webp_bare(data, len));
	g_free(data);
	if (vips_jpegsave_buffer(in, &data, &len, "Q", JPEG_QUALITY, "strip",
				 TRUE, "optimize_coding", TRUE, NULL))
		trouble("JPEG");
	put(s, "jpeg", in, data, len);
	g_free(data);
}

_Noreturn static void usage(void)
{
	fprintf(stderr, "usage: carebook-picture picture|page "
			"NAME:WIDTHxHEIGHT[:crop]... <file >answer\n");
	_exit(2);
}

int main(int argc, char **argv)
{
	/* What a PDF does not bring along: fonts, and tables of characters. */
	static const char *const fonts[] = {
	    "/usr/share/fonts",	   "/usr/local/share/fonts", "/etc/fonts",
	    "/usr/share/poppler",  "/usr/share/fontconfig",
	    "/var/cache/fontconfig", NULL,
	};
	struct size sizes[PICTURE_SIZES];
	VipsImage *done = NULL;
	VipsSource *source;
	const char *wrong;
	struct stat file;
	bool page;
	int n = 0;

	if (argc < 3 || argc > 2 + PICTURE_SIZES)
		usage();
	page = !strcmp(argv[1], "page");
	if (!page && strcmp(argv[1], "picture"))
		usage();
	for (; n < argc - 2; n++)
		if (!size_read(argv[2 + n], &sizes[n]))
			usage();
	g_log_set_default_handler(silent, NULL);
	if (vips_init(argv[0]))
		trouble("start");
	choose_loaders(page);
	vips_concurrency_set(1);
	vips_cache_set_max(0);
	wrong = cell_enter(&(struct cell){.memory = MEMORY,
					  .seconds = SECONDS,
					  .readable = page ? fonts : NULL});
	if (wrong)
		trouble(wrong);
	if (fstat(0, &file) || !S_ISREG(file.st_mode))
		usage();
	if (!file.st_size)
		refuse(PICTURE_UNKNOWN); /* libvips would abort */
	source = vips_source_new_from_descriptor(0);
	if (!source)
		trouble("the file");
	for (int i = 0; i < n; i++) {
		VipsImage *next = i ? next_size(done, &sizes[i])
				    : first_size(source, page, &sizes[i]);

		if (done)
			g_object_unref(done);
		done = next;
		write_out(&sizes[i], done);
	}
	printf("end\n");
	/* No tidying up: whatever a stranger's file left in memory is not
	 * walked through again. */
	_exit(fflush(stdout) ? 1 : 0);
}
