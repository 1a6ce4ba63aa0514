/* A browser in plain words.
 * SPDX-License-Identifier: MIT */
#ifndef CAREBOOK_PEOPLE_DEVICE_H
#define CAREBOOK_PEOPLE_DEVICE_H

struct device {
	const char *words; /* "Firefox on a Windows computer" */
	const char *icon;  /* "laptop", "phone", "tablet", "question-circle" */
};

/* From what a browser says of itself (User-Agent), which is a guess. */
struct device device_words(const void *ctx, const char *agent);

#endif
