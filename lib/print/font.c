/* The letters of printed documents: named files, whatever else is installed.
 * SPDX-License-Identifier: MIT
 *
 * fontconfig is given these files and nothing else: neither the machine's
 * configuration nor its other fonts can change how a document looks. */
#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <unistd.h>

#include "base/log.h"
#include "print/internal.h"

/* Noto Sans first; the others stand in for what it lacks, in this order. */
static const struct {
	const char *regular, *bold;
} files[] = {
#define NOTO "/usr/share/fonts/truetype/noto/NotoSans"
#define SCRIPT(name) {NOTO name "-Regular.ttf", NOTO name "-Bold.ttf"}
    SCRIPT(""),
    SCRIPT("Arabic"),
    SCRIPT("Hebrew"),
    SCRIPT("Devanagari"),
    SCRIPT("Gurmukhi"),
    SCRIPT("Bengali"),
    SCRIPT("Gujarati"),
    SCRIPT("Tamil"),
    SCRIPT("Telugu"),
    SCRIPT("Kannada"),
    SCRIPT("Malayalam"),
    SCRIPT("Sinhala"),
    SCRIPT("Thai"),
    SCRIPT("Lao"),
    SCRIPT("Khmer"),
    SCRIPT("Myanmar"),
    SCRIPT("Ethiopic"),
    SCRIPT("Armenian"),
    SCRIPT("Georgian"),
    {NOTO "Syriac-Regular.ttf", NULL},
    SCRIPT("Thaana"),
    SCRIPT("Symbols"),
    {NOTO "Symbols2-Regular.ttf", NULL},
    {NOTO "Math-Regular.ttf", NULL},
    /* Chinese, Japanese, Korean. */
    {"/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", NULL},
};

const char print_families[] =
    "Noto Sans,Noto Sans Arabic,Noto Sans Hebrew,Noto Sans Devanagari,"
    "Noto Sans Gurmukhi,Noto Sans Bengali,Noto Sans Gujarati,Noto Sans Tamil,"
    "Noto Sans Telugu,Noto Sans Kannada,Noto Sans Malayalam,"
    "Noto Sans Sinhala,Noto Sans Thai,Noto Sans Lao,Noto Sans Khmer,"
    "Noto Sans Myanmar,Noto Sans Ethiopic,Noto Sans Armenian,"
    "Noto Sans Georgian,Noto Sans Syriac,Noto Sans Thaana,"
    "Droid Sans Fallback,Noto Sans Symbols,Noto Sans Symbols2,Noto Sans Math";

int print_fonts_missing(const char **one, bool *needed)
{
	int n = 0;

	*one = NULL;
	*needed = false;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		for (int k = 0; k < 2; k++) {
			const char *file = k ? files[i].bold : files[i].regular;

			if (!file || access(file, R_OK) == 0)
				continue;
			*one = n ? *one : file;
			*needed = *needed || i == 0;
			n++;
		}
	return n;
}

/* Made once and kept: reading the files takes ten milliseconds. */
static PangoFontMap *map;

static bool font_add(FcConfig *config, const char *file)
{
	bool good = FcConfigAppFontAddFile(config, (const FcChar8 *)file);

	if (!good)
		log_line(LOG_BAD, "event=font-missing file=%s", file);
	return good;
}

#ifdef __has_feature /* clang */
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
/* fontconfig keeps offsets where others keep pointers, so that what hangs on
 * the map for the life of the process looks lost. Valgrind is told the same by
 * tests/lib/valgrind.supp. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}
#endif

static NEOERR *font_map(void)
{
	FcConfig *config = FcConfigCreate();

	if (!font_add(config, files[0].regular) ||
	    !font_add(config, files[0].bold)) {
		FcConfigDestroy(config);
		return nerr_raise(ERR_UNAVAILABLE,
				  "the fonts for printing are not installed "
				  "(Debian package fonts-noto-core)");
	}
	for (size_t i = 1; i < sizeof files / sizeof *files; i++) {
		font_add(config, files[i].regular);
		if (files[i].bold)
			font_add(config, files[i].bold);
	}
	map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
	FcConfigDestroy(config); /* the map holds its own reference */
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
	return STATUS_OK;
}

NEOERR *print_font_context(PangoContext **out)
{
	cairo_font_options_t *options;

	if (!map)
		TRY(font_map());
	*out = pango_font_map_create_context(map);
	/* Where letters stand must not depend on a screen. */
	options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(*out, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(*out, FALSE);
	return STATUS_OK;
}
