/* Replays what a fuzzer once found, and the seeds: each file of
 * tests/fuzz/finds/TARGET and tests/fuzz/seeds/TARGET, in any build.
 * SPDX-License-Identifier: MIT */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

#include "targets.h"

static int replay(const struct target *t, const char *path)
{
	static uint8_t data[1 << 20];
	FILE *f = fopen(path, "rb");
	size_t size;

	if (!f)
		return 0;
	size = fread(data, 1, sizeof data, f);
	fclose(f);
	printf("%s %s\n", t->name, path);
	fflush(stdout);
	target_run(t, data, size);
	return 1;
}

int main(void)
{
	static const char *const folders[] = {"finds", "seeds"};
	const char *source = getenv("srcdir");
	int n = 0;

	for (const struct target *t = targets; t->name; t++)
		for (int i = 0; i < 2; i++) {
			char pattern[4096];
			glob_t g;

			snprintf(pattern, sizeof pattern, "%s/tests/fuzz/%s/%s/*",
				 source ? source : ".", folders[i], t->name);
			if (glob(pattern, 0, NULL, &g))
				continue;
			for (size_t k = 0; k < g.gl_pathc; k++)
				n += replay(t, g.gl_pathv[k]);
			globfree(&g);
		}
	/* Whoever gets here has not been aborted. */
	printf("%d passed, %d failed\n", n, n ? 0 : 1);
	return n ? 0 : 1;
}
