/* Captions, the scanner's answers and the pictures' (files/vtt, clamd, picture).
 * SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "files/clamd.h"
#include "files/picture.h"
#include "files/vtt.h"
#include "unit.h"

static void *ctx;

/* NULL where it is right. */
static const char *vtt(const char *s, struct vtt *out)
{
	return vtt_read(ctx, s, strlen(s), out);
}

static void captions(void)
{
	struct vtt v;

	ctx = mem_pool();
	CHECK(!vtt("WEBVTT\n\n00:01.000 --> 00:02.500\nHello\n", &v));
	CHECK_INT(v.cues, 1);
	CHECK_INT(v.end, 2500);
	CHECK_TEXT(v.text, "Hello\n");
	/* A mark of byte order, a header, CR and CRLF, a name, settings, notes. */
	CHECK(!vtt("\xef\xbb\xbfWEBVTT - Title\r\nKind: captions\r\n\r\n"
		   "NOTE two\r\nlines\r\n\r\n"
		   "intro\r\n01:00:00.000 --> 01:00:01.000 align:start\r\n"
		   "<v Nora>Hello &amp; welcome</v>\rto <i>us</i>\r\n\r\n"
		   "STYLE\n::cue { color: red }\n\n"
		   "01:00:02.000 --> 01:00:03.000\n家",
		   &v));
	CHECK_INT(v.cues, 2);
	CHECK_INT(v.end, 3603000);
	CHECK_TEXT(v.text, "Hello & welcome to us\n家\n");
	/* A caption without words is one. */
	CHECK(!vtt("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", &v));
	CHECK_TEXT(v.text, "");
	talloc_free(ctx);
}

static void wrong_captions(void)
{
	static const struct {
		const char *text, *says;
	} wrong[] = {
	    {"", "begins with a line WEBVTT"},
	    {"1\n00:00:01,000 --> 00:00:02,000\nHello\n", "SRT"},
	    {"WEBVTTX\n\n00:01.000 --> 00:02.000\n", "begins with a line"},
	    {"WEBVTT\n", "There is no caption"},
	    {"WEBVTT\n\nHello\nthere\n", "times of a caption are missing"},
	    {"WEBVTT\n\n00:01,000 --> 00:02.000\nx\n", "Line 3: times look"},
	    {"WEBVTT\n\n00:01.000 -> 00:02.000\nx\n", "times of a caption"},
	    {"WEBVTT\n\n00:61.000 --> 02:00.000\nx\n", "Line 3: times look"},
	    {"WEBVTT\n\n00:01.000 --> 00:02.0000\nx\n", "Line 3: times look"},
	    {"WEBVTT\n\n00:03.000 --> 00:02.000\nx\n", "before it begins"},
	    {"WEBVTT\n\n00:01.000 --> 00:02.000\nx\n"
	     "00:03.000 --> 00:04.000\ny\n",
	     "an empty line is missing"},
	    {"WEBVTT\n\n00:01.000 --> 00:02.000\n\xff\n", "not text in UTF-8"},
	};
	struct vtt v;

	ctx = mem_pool();
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		const char *says = vtt(wrong[i].text, &v);

		if (!CHECK(says && strstr(says, wrong[i].says)))
			printf("  %zu: %s\n", i, says ? says : "nothing");
	}
	CHECK(vtt_read(ctx, mem_zalloc(ctx, VTT_MOST + 1), VTT_MOST + 1, &v));
	talloc_free(ctx);
}

static enum clamd_says clamd(const char *s, const char **name)
{
	return clamd_read(ctx, s, strlen(s) + 1, name);
}

static void scanner(void)
{
	const char *name;

	ctx = mem_pool();
	CHECK_INT(clamd("stream: OK", &name), CLAMD_CLEAN);
	CHECK_INT(clamd_read(ctx, "stream: OK", 10, &name), CLAMD_CLEAN);
	CHECK_INT(clamd("stream: OK\n", &name), CLAMD_CLEAN);
	CHECK_INT(clamd("stream: Eicar-Signature FOUND", &name), CLAMD_FOUND);
	CHECK_TEXT(name, "Eicar-Signature");
	CHECK_INT(clamd("stream: OK FOUND", &name), CLAMD_FOUND);
	CHECK_INT(clamd("INSTREAM size limit exceeded. ERROR", &name),
		  CLAMD_TOO_LARGE);
	/* Whatever else it says is no leave to pass. */
	CHECK_INT(clamd("", &name), CLAMD_ERROR);
	CHECK_INT(clamd("OK", &name), CLAMD_ERROR);
	CHECK_INT(clamd("stream: OK ", &name), CLAMD_ERROR);
	CHECK_INT(clamd("stream:  OK", &name), CLAMD_ERROR);
	CHECK_INT(clamd("stream: OKAY", &name), CLAMD_ERROR);
	CHECK_INT(clamd("stream: FOUND", &name), CLAMD_ERROR);
	CHECK_INT(clamd("UNKNOWN COMMAND", &name), CLAMD_ERROR);
	CHECK_INT(clamd("stream: a\x1b[2Jb\xff FOUND", &name), CLAMD_FOUND);
	CHECK_TEXT(name, "a?[2Jb?");
	talloc_free(ctx);
}

#define JPEG "\xff\xd8\xff.."
#define WEBP "RIFF....WEBPVP8 ...."

static void pictures(void)
{
	static const struct {
		const char *text;
		int pictures; /* -1: not understood */
	} answers[] = {
	    {"source 9 8\npicture a jpeg 3 2 5\n" JPEG "end\n", 1},
	    {"source 9 8\npicture a webp 3 2 20\n" WEBP
	     "picture a jpeg 3 2 5\n" JPEG "end\n",
	     2},
	    {"refused huge\n", 0},
	    {"source 9 8\nrefused damaged\n", 0},
	    {"source 9 8\npicture a jpeg 3 2 5\n" JPEG "refused work\n", 0},
	    {"", -1},
	    {"end\n", -1},
	    {"source 9 8\nend\n", -1},
	    {"source 9\nend\n", -1},
	    {"source 0 8\npicture a jpeg 3 2 5\n" JPEG "end\n", -1},
	    {"picture a jpeg 3 2 5\n" JPEG "end\n", -1},
	    {"source 9 8\npicture a jpeg 3 2 5\n" JPEG, -1},
	    {"source 9 8\npicture a jpeg 3 2 5\n" JPEG "end\nmore", -1},
	    {"source 9 8\npicture a jpeg 3 2 6\n" JPEG "end\n", -1},
	    {"source 9 8\npicture a jpeg 3 2 4\n" JPEG "end\n", -1},
	    {"source 9 8\npicture a jpeg 3 2 999\n" JPEG "end\n", -1},
	    {"source 9 8\npicture a jpeg 3 2 -5\n" JPEG "end\n", -1},
	    {"source 9 8\npicture a jpeg 3 2 +5\n" JPEG "end\n", -1},
	    {"source 9 8\npicture a jpeg 3 9999 5\n" JPEG "end\n", -1},
	    {"source 9 8\npicture ../a jpeg 3 2 5\n" JPEG "end\n", -1},
	    {"source 9 8\npicture abcdefghijklmnopq jpeg 3 2 5\n" JPEG "end\n",
	     -1},
	    {"source 9 8\npicture a html 3 2 5\n<htmlend\n", -1},
	    {"source 9 8\npicture a jpeg 3 2 5\n<htmlend\n", -1},
	    {"source 9 8\npicture a webp 3 2 5\n" JPEG "end\n", -1},
	    {"refused because\n", -1},
	    {"refused \n", -1},
	    {"refused huge\nend\n", -1},
	};
	struct pictures p;

	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		const char *s = answers[i].text;
		bool read_it = picture_read(s, strlen(s), &p);

		if (!CHECK_INT(read_it ? (int)p.n : -1, answers[i].pictures))
			printf("  %zu: %s\n", i, s);
	}
	CHECK(picture_read(answers[0].text, strlen(answers[0].text), &p));
	CHECK_INT(p.of[0].width, 3);
	CHECK_INT(p.of[0].len, 5);
	CHECK_TEXT(p.of[0].name, "a");
	CHECK(*picture_refusal_text("locked") && !*picture_refusal_text(""));
}

UNIT_MAIN("media", UNIT(captions), UNIT(wrong_captions), UNIT(scanner),
	  UNIT(pictures))
