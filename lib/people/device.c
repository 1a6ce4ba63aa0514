/* A browser in plain words.
 * SPDX-License-Identifier: MIT */
#include "people/device.h"

#include "base/mem.h"

/* The first that fits: every browser also claims to be some others. */
static const struct {
	const char *has, *word;
} browsers[] = {
    {"Edg", "Edge"},	       {"OPR/", "Opera"},
    {"SamsungBrowser", "Samsung Internet"}, {"Firefox", "Firefox"},
    {"FxiOS", "Firefox"},      {"CriOS", "Chrome"},
    {"Chrome", "Chrome"},      {"Safari", "Safari"},
};
static const struct {
	const char *has, *word, *icon;
} systems[] = {
    {"iPhone", "an iPhone", "phone"},
    {"iPad", "an iPad", "tablet"},
    {"Android", "an Android phone or tablet", "phone"},
    {"Windows", "a Windows computer", "laptop"},
    {"CrOS", "a Chromebook", "laptop"},
    {"Mac OS X", "a Mac", "laptop"},
    {"Linux", "a Linux computer", "laptop"},
};

struct device device_words(const void *ctx, const char *agent)
{
	const char *browser = NULL;

	for (size_t i = 0; i < sizeof browsers / sizeof *browsers && !browser; i++)
		if (strstr(agent, browsers[i].has))
			browser = browsers[i].word;
	for (size_t i = 0; i < sizeof systems / sizeof *systems; i++)
		if (strstr(agent, systems[i].has))
			return (struct device){
			    mem_printf(ctx, "%s on %s",
				       browser ? browser : "A browser",
				       systems[i].word),
			    systems[i].icon};
	return (struct device){
	    browser ? browser : "A device that does not say what it is",
	    "question-circle"};
}
