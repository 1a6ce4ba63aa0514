/* WebVTT: the captions of a video or a recording.
 * SPDX-License-Identifier: MIT
 *
 * What is read here is what browsers read (W3C, WebVTT): a first line WEBVTT,
 * blocks with an empty line between them, of which those with a line
 * "00:01:02.000 --> 00:01:05.000" are cues; NOTE, STYLE and REGION blocks are
 * passed over. Stricter than a browser in one thing: a browser silently leaves
 * out a cue whose times it cannot read, and here somebody is told.
 */
#ifndef CAREBOOK_FILES_VTT_H
#define CAREBOOK_FILES_VTT_H

#include <stddef.h>
#include <stdint.h>

enum { VTT_MOST = 2 * 1024 * 1024 }; /* bytes of a file of captions */

struct vtt {
	size_t cues;
	int64_t end;	  /* of the last cue, in milliseconds */
	const char *text; /* what is said, a line a cue, without marks */
};

/* Reads it. NULL, or what is wrong in words for the person who chose the file;
 * below pool, as text is. */
const char *vtt_read(void *pool, const char *s, size_t len, struct vtt *out);

#endif
