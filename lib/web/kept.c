/* Kept pages: what a page put into the data set, kept while it holds.
 * SPDX-License-Identifier: MIT
 *
 * A profile's summary takes many reads to work out, and is opened again and
 * again: by the way back from a section, by colleagues, by a page that asks
 * whether it is still so. What it found is kept by this process for the same
 * person with the same rights, on the same day, while the provider's stamp
 * stands: every change in the profile raises it, in the change's own
 * transaction (audit_add). What comes from elsewhere (a colleague's new name,
 * a catalogue) shows after a minute at the latest.
 *
 * The gates are passed anew each time, and so are the frame, the form's token
 * and the rendering. It is never the only copy of anything.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "people/provider.h"
#include "web/internal.h"

enum { SLOTS = 64, SECONDS = 60 };

static struct kept {
	char key[65];
	int64_t at;
	HDF *data;
} kept[SLOTS];

static void must(NEOERR *err)
{
	if (err == STATUS_OK)
		return;
	nerr_log_error(err); /* without memory only */
	abort();
}

/* For whom, of what, as of when; NULL where nothing may be kept. */
static const char *make_key(const struct req *r)
{
	const struct provider *p = r->object;
	const char *text;

	if (!r->route->keep || r->posted || *r->query ||
	    r->route->object != OBJECT_PROVIDER || p->stamp < 0)
		return NULL;
	text = mem_printf(r->pool,
			  "%s %" PRId64 " %d %" PRId64 " %" PRIx64 " %" PRIx64
			  " %" PRId64,
			  r->route->path, p->id, (int)p->stamp,
			  r->actor.account, r->actor.rights, r->actor.regions,
			  r->actor.today);
	return text_sha256(r->pool, text, strlen(text));
}

static struct kept *slot(const char *key)
{
	/* The last of 64 hex digits. */
	return &kept[strtoul(key + 56, NULL, 16) % SLOTS];
}

NEOERR *kept_page(struct req *r)
{
	const char *key = make_key(r);
	struct kept *k;
	HDF *common = r->hdf;
	NEOERR *err;

	if (!key)
		return nerr_pass(r->route->page(r));
	k = slot(key);
	if (!strcmp(k->key, key) && k->at > r->actor.now - SECONDS &&
	    k->at <= r->actor.now) {
		must(hdf_copy(r->hdf, "", k->data));
		return STATUS_OK;
	}
	must(hdf_init(&r->hdf));
	err = r->route->page(r);
	if (err != STATUS_OK || r->type || r->redirect) {
		hdf_destroy(&r->hdf);
		r->hdf = common;
		return nerr_pass(err);
	}
	if (k->data)
		hdf_destroy(&k->data);
	memcpy(k->key, key, sizeof k->key);
	k->at = r->actor.now;
	k->data = r->hdf;
	r->hdf = common;
	must(hdf_copy(r->hdf, "", k->data));
	return STATUS_OK;
}
