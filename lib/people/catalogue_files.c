/* The catalogues of attachments: what may be attached, and kinds of them.
 * SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "people/attachment.h"
#include "people/catalogue.h"

/* --- types of files: the policy ------------------------------------------------- */

static const struct choice families[] = {
    {"picture", "Picture"},   {"pdf", "PDF"},	       {"document", "Document"},
    {"sheet", "Spreadsheet"}, {"slides", "Slides"},    {"text", "Plain text"},
    {"mail", "E-mail"},	      {"audio", "Sound"},      {"video", "Video"},
    {"archive", "Archive"},   {NULL, NULL}};
enum { FT_NAME, FT_FAMILY, FT_EXTENSIONS, FT_TYPES, FT_MAX, FT_ALLOWED };
const struct field catalogue_file_type_fields[6] = {
    [FT_NAME] = {.name = "name", .label = "Name", .max = 60,
		 .flags = FIELD_REQUIRED,
		 .hint = "As it is told to whoever attaches something. For "
			 "example, Photos and pictures"},
    [FT_FAMILY] = {.name = "family", .label = "Shown among",
		   .type = FIELD_SELECT, .flags = FIELD_REQUIRED,
		   .choices = families},
    [FT_EXTENSIONS] = {.name = "extensions", .label = "Endings of its name",
		       .flags = FIELD_REQUIRED, .max = 200,
		       .hint = "With spaces between. For example, jpg jpeg png"},
    [FT_TYPES] = {.name = "types", .label = "What the content must be",
		  .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED, .max = 600,
		  .hint = "Media types, with spaces between. For example, "
			  "image/jpeg image/png. A file is taken if its content "
			  "is one of these and its name has one of the endings"},
    [FT_MAX] = {.name = "max_mb", .label = "Greatest size in MB",
		.type = FIELD_NUMBER, .flags = FIELD_REQUIRED, .min = 1,
		.max = 2048},
    [FT_ALLOWED] = {.name = "allowed", .label = "May be attached",
		    .type = FIELD_CHECKBOX},
};
SQL(FILE_TYPE_GET, "ii",
    "version:i name:s family:s extensions:s types:s max_mb:i allowed:i",
    "SELECT version, name, family, extensions, types, max_mb,"
    " NULLIF(allowed, 0) FROM file_type WHERE id = ? AND ? = 0");
SQL(FILE_TYPE_ADD, "issssss", "",
    "INSERT INTO file_type (id, name, family, extensions, types, max_mb,"
    " allowed) VALUES (NULLIF(?, 0), ?, ?, ?, ?, ?, ? = '1')");
SQL(FILE_TYPE_SAVE, "ssssssii", "",
    "UPDATE file_type SET name = ?, family = ?, extensions = ?, types = ?,"
    " max_mb = ?, allowed = ? = '1', version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(FILE_TYPE_SAME, "si", "id:i",
    "SELECT id FROM file_type WHERE name = ? AND id <> ?");
SQL(FILE_TYPE_LIST, "",
    "id:i title:s what:s icon:s max_mb:i allowed:i",
    "SELECT id, name, extensions, 'file-earmark', max_mb, allowed"
    " FROM file_type ORDER BY id");
SQL(FILE_TYPE_REMOVE, "i", "", "DELETE FROM file_type WHERE id = ?");
static const struct record file_type_record = {
    "file type", FIELDS(catalogue_file_type_fields), &FILE_TYPE_GET,
    &FILE_TYPE_ADD, &FILE_TYPE_SAVE};

/* Words of letters, digits and what media types are made of. */
static bool words_of(const char *s, const char *also)
{
	for (; *s; s++)
		if (!isalnum((unsigned char)*s) && !strchr(" \n", *s) &&
		    !strchr(also, *s))
			return false;
	return true;
}

static void check_file_type(const struct actor *a, const char *const *values,
			    int *field, const char **wrong)
{
	(void)a;
	if (!words_of(values[FT_EXTENSIONS], "")) {
		*field = FT_EXTENSIONS;
		*wrong = "Letters and digits, with spaces between: jpg png";
	} else if (!words_of(values[FT_TYPES], "/.+-") ||
		   !strchr(values[FT_TYPES], '/')) {
		*field = FT_TYPES;
		*wrong = "Media types, with spaces between: image/jpeg image/png";
	}
}

const struct catalogue catalogue_file_types = {
    .key = "file-types", .one = "type of files", .many = "Types of files",
    .lead = "What may be attached, and how big. A browser is never given "
	    "anything that it could run, whatever is allowed here.",
    .empty = "Without any, nothing can be attached.",
    .icon = "file-earmark-check", .record = &file_type_record,
    .list = &FILE_TYPE_LIST,
    .columns = {{"max_mb", "MB at most", CELL_TEXT, NULL},
		{"allowed", "May be attached", CELL_YES, NULL}},
    .same = &FILE_TYPE_SAME, .name = FT_NAME, .word = -1,
    .remove = {&FILE_TYPE_REMOVE}, .check = check_file_type};

/* --- kinds of attachments ----------------------------------------------------------- */

enum { AK_NAME, AK_EXPIRES, AK_REMIND };
const struct field catalogue_attachment_kind_fields[3] = {
    [AK_NAME] = {.name = "name", .label = "Name", .max = 60,
		 .flags = FIELD_REQUIRED,
		 .hint = "For example, Certificate"},
    [AK_EXPIRES] = {.name = "expires", .label = "Usually has a last day",
		    .type = FIELD_CHECKBOX},
    [AK_REMIND] = {.name = "remind_days",
		   .label = "Days before that day to remind",
		   .type = FIELD_NUMBER, .flags = FIELD_REQUIRED, .max = 730},
};
SQL(ATTACHMENT_KIND_GET, "ii", "version:i name:s expires:i remind_days:i",
    "SELECT version, name, NULLIF(expires, 0), remind_days"
    " FROM attachment_kind WHERE id = ? AND ? = 0");
SQL(ATTACHMENT_KIND_ADD, "isss", "",
    "INSERT INTO attachment_kind (id, name, expires, remind_days)"
    " VALUES (NULLIF(?, 0), ?, ? = '1', ?)");
SQL(ATTACHMENT_KIND_SAVE, "sssii", "",
    "UPDATE attachment_kind SET name = ?, expires = ? = '1',"
    " remind_days = ?, version = version + 1 WHERE id = ? AND version = ?");
SQL(ATTACHMENT_KIND_SAME, "si", "id:i",
    "SELECT id FROM attachment_kind WHERE name = ? AND id <> ?");
SQL(ATTACHMENT_KIND_LIST, "",
    "id:i title:s what:s icon:s used:i expires:i remind_days:i",
    "SELECT k.id, k.name, '', k.icon, (SELECT COUNT(*) FROM attachment x"
    "  WHERE x.kind_id = k.id), k.expires, k.remind_days"
    " FROM attachment_kind k ORDER BY k.name");
SQL(ATTACHMENT_KIND_REMOVE, "i", "",
    "DELETE FROM attachment_kind WHERE id = ?");
static const struct record attachment_kind_record = {
    "attachment kind", FIELDS(catalogue_attachment_kind_fields),
    &ATTACHMENT_KIND_GET, &ATTACHMENT_KIND_ADD, &ATTACHMENT_KIND_SAVE};
const struct catalogue catalogue_attachment_kinds = {
    .key = "attachment-kinds", .one = "kind of attachments",
    .many = "Kinds of attachments",
    .lead = "How documents are told apart, and when somebody is reminded that "
	    "one expires.",
    .empty = "Without any, nothing can be attached.",
    .icon = "paperclip", .record = &attachment_kind_record,
    .list = &ATTACHMENT_KIND_LIST,
    .columns = {{"used", "Attachments", CELL_COUNT, NULL},
		{"expires", "Has a last day", CELL_YES, NULL},
		{"remind_days", "Days to remind", CELL_TEXT, NULL}},
    .same = &ATTACHMENT_KIND_SAME, .name = AK_NAME, .word = -1,
    .remove = {&ATTACHMENT_KIND_REMOVE}};
