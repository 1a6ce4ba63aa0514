/* Attachments: a profile's section.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "base/mem.h"
#include "base/text.h"
#include "pages.h"
#include "web/attached.h"

NEOERR *provider_attachments_page(struct req *r)
{
	struct owner o = {.kind = "provider", .id = req_provider(r)->id};
	struct attachment_filter f = {.owner = &o, .below = true};
	int64_t offset, total, gone;
	struct rows rows, kinds;
	const char *base;
	size_t n;

	TRY(profile_frame(r, "attachments"));
	TRY(attachment_kinds(&r->actor, &kinds));
	form_option(r, ATTACHMENT_F_KIND, "", "All kinds");
	form_options(r, ATTACHMENT_F_KIND, &kinds, "id", "name");
	f.words = form_text(r, ATTACHMENT_F_WORDS);
	f.kind = form_int(r, ATTACHMENT_F_KIND);
	f.family = form_text(r, ATTACHMENT_F_FAMILY);
	f.deleted = !strcmp(req_query(r, "show"), "deleted");
	offset = list_offset(r, ATTACHMENT_PAGE);
	TRY(attachment_list(&r->actor, &f, offset, &rows));
	TRY(attachment_count(&r->actor, &f, &total));
	base = req_url(r, "%s?q=%s&kind=%s&family=%s%s%s",
		       profile_url(r, "attachments"),
		       text_url(r->pool, f.words), form_text(r, ATTACHMENT_F_KIND),
		       f.family, f.deleted ? "&show=deleted" : "",
		       strcmp(req_query(r, "view"), "gallery") ? "" : "&view=gallery");
	n = list_pager(r, base, &rows, ATTACHMENT_PAGE, offset, total, total);
	for (size_t i = 0; i < n; i++)
		attached_show(r, mem_printf(r->pool, "Attached.List.%zu", i),
			      &rows, i, &o);
	if (*f.words || f.kind || *f.family)
		data_set(r, "Attached.filtered", "1");
	data_set(r, "Attached.all", profile_url(r, "attachments"));
	attached_view(r, profile_url(r, "attachments"));
	if (f.deleted) {
		data_set(r, "Attached.deleted", "1");
		return STATUS_OK;
	}
	if (actor_may(&r->actor, RIGHT_ATTACHMENT_ADD)) {
		data_set(r, "Attached.add", attached_url(r, &o, "add"));
		profile_action(r, attached_url(r, &o, "add"), "paperclip",
			       "Attach documents", true);
	}
	f = (struct attachment_filter){.owner = &o, .below = true,
				       .deleted = true};
	TRY(attachment_count(&r->actor, &f, &gone));
	if (gone)
		data_f(r, "Attached.gone=%s",
		       text_count(r->pool, gone, "deleted one", "deleted ones"));
	return STATUS_OK;
}
