/* The list of functions that an expression may call.
 * SPDX-License-Identifier: MIT
 *
 * Source: the ODK XForms specification, "XPath functions", and XPath 1.0. What
 * is not on the list is refused when a form is read.
 */
#include <stdlib.h>
#include <string.h>

#include "xform/xpath_function.h"

/* In the order of strcmp. */
static const struct xp_function functions[] = {
    {"abs", 1, 1, 0, xp_fn_abs},
    {"acos", 1, 1, 0, xp_fn_acos},
    {"area", 1, 1, 0, xp_fn_area},
    {"asin", 1, 1, 0, xp_fn_asin},
    {"atan", 1, 1, 0, xp_fn_atan},
    {"atan2", 2, 2, 0, xp_fn_atan2},
    {"base64-decode", 1, 1, 0, xp_fn_base64_decode},
    {"base64-encode", 1, 1, 0, xp_fn_base64_encode},
    {"boolean", 1, 1, 0, xp_fn_boolean},
    {"boolean-from-string", 1, 1, 0, xp_fn_boolean_from_string},
    {"ceiling", 1, 1, 0, xp_fn_ceiling},
    {"checklist", 3, -1, 0, xp_fn_checklist},
    {"coalesce", 2, 2, 0, xp_fn_coalesce},
    {"concat", 0, -1, 0, xp_fn_concat},
    {"contains", 2, 2, 0, xp_fn_contains},
    {"cos", 1, 1, 0, xp_fn_cos},
    {"count", 1, 1, XP_FIRST | XP_BELOW | XP_LIBXML, NULL},
    {"count-non-empty", 1, 1, XP_FIRST | XP_BELOW, xp_fn_count_non_empty},
    {"count-selected", 1, 1, 0, xp_fn_count_selected},
    {"current", 0, 0, XP_NODES, xp_fn_current},
    {"date", 1, 1, 0, xp_fn_date},
    {"date-time", 1, 1, 0, xp_fn_date},
    {"decimal-date-time", 1, 1, 0, xp_fn_decimal_date_time},
    {"decimal-time", 1, 1, 0, xp_fn_decimal_time},
    {"digest", 2, 3, 0, xp_fn_digest},
    {"distance", 1, -1, 0, xp_fn_distance},
    {"enclosed-area", 1, 1, 0, xp_fn_area},
    {"ends-with", 2, 2, 0, xp_fn_ends_with},
    {"exp", 1, 1, 0, xp_fn_exp},
    {"exp10", 1, 1, 0, xp_fn_exp10},
    {"extract-signed", 2, 2, 0, xp_fn_extract_signed},
    {"false", 0, 0, XP_LIBXML, NULL},
    {"floor", 1, 1, 0, xp_fn_floor},
    {"format-date", 2, 2, 0, xp_fn_format_date},
    {"format-date-time", 2, 2, 0, xp_fn_format_date},
    {"geofence", 2, 2, 0, xp_fn_geofence},
    {"id", 1, 1, XP_NODES | XP_LIBXML, NULL},
    {"if", 3, 3, XP_NODES, xp_fn_if},
    {"indexed-repeat", 3, -1, XP_NODES | XP_FIRST | XP_SECOND | XP_ODD,
     xp_fn_indexed_repeat},
    {"instance", 1, 1, XP_NODES, xp_fn_instance},
    {"int", 1, 1, 0, xp_fn_int},
    {"intersects", 1, 1, 0, xp_fn_intersects},
    {"join", 1, -1, 0, xp_fn_join},
    {"jr:choice-name", 2, 2, 0, xp_fn_choice_name},
    {"jr:itext", 1, 1, 0, xp_fn_itext},
    {"lang", 1, 1, XP_LIBXML, NULL},
    {"last", 0, 0, XP_LIBXML, NULL},
    {"local-name", 0, 1, XP_FIRST | XP_LIBXML, NULL},
    {"log", 1, 1, 0, xp_fn_log},
    {"log10", 1, 1, 0, xp_fn_log10},
    {"max", 1, -1, 0, xp_fn_max},
    {"min", 1, -1, 0, xp_fn_min},
    {"name", 0, 1, XP_FIRST | XP_LIBXML, NULL},
    {"namespace-uri", 0, 1, XP_FIRST | XP_LIBXML, NULL},
    {"normalize-space", 0, 1, 0, xp_fn_normalize_space},
    {"not", 1, 1, 0, xp_fn_not},
    {"now", 0, 0, XP_VOLATILE, xp_fn_now},
    {"number", 0, 1, 0, xp_fn_number},
    {"once", 1, 1, 0, xp_fn_once},
    {"pi", 0, 0, 0, xp_fn_pi},
    {"position", 0, 1, XP_FIRST | XP_BELOW, xp_fn_position},
    {"pow", 2, 2, 0, xp_fn_pow},
    {"property", 1, 1, 0, xp_fn_property},
    {"pulldata", 4, 4, 0, xp_fn_pulldata},
    {"random", 0, 0, XP_VOLATILE, xp_fn_random},
    {"randomize", 1, 2, XP_NODES | XP_FIRST, xp_fn_randomize},
    {"regex", 2, 2, 0, xp_fn_regex},
    {"round", 1, 2, 0, xp_fn_round},
    {"selected", 2, 2, 0, xp_fn_selected},
    {"selected-at", 2, 2, 0, xp_fn_selected_at},
    {"sin", 1, 1, 0, xp_fn_sin},
    {"sqrt", 1, 1, 0, xp_fn_sqrt},
    {"starts-with", 2, 2, 0, xp_fn_starts_with},
    {"string", 0, 1, 0, xp_fn_string},
    {"string-length", 0, 1, 0, xp_fn_string_length},
    {"substr", 2, 3, 0, xp_fn_substr},
    {"substring", 2, 3, 0, xp_fn_substring},
    {"substring-after", 2, 2, 0, xp_fn_substring_after},
    {"substring-before", 2, 2, 0, xp_fn_substring_before},
    {"sum", 1, 1, XP_FIRST, xp_fn_sum},
    {"tan", 1, 1, 0, xp_fn_tan},
    {"today", 0, 0, XP_VOLATILE, xp_fn_today},
    {"translate", 3, 3, 0, xp_fn_translate},
    {"true", 0, 0, XP_LIBXML, NULL},
    {"uuid", 0, 1, XP_VOLATILE, xp_fn_uuid},
    {"version", 0, 0, 0, xp_fn_version},
    {"weighted-checklist", 4, -1, XP_EVEN, xp_fn_weighted_checklist},
};

static int by_name(const void *name, const void *f)
{
	return strcmp(name, ((const struct xp_function *)f)->name);
}

const struct xp_function *xp_function_find(const char *name)
{
	return bsearch(name, functions, sizeof functions / sizeof *functions,
		       sizeof *functions, by_name);
}

/* What xp_write makes of operators. No form can write these names: they are
 * not on the list. */
static const struct {
	const char *name;
	xmlXPathFunction run;
} operators[] = {
    {"_eq", xp_equal},	    {"_ne", xp_unequal},
    {"_lt", xp_less},	    {"_le", xp_less_equal},
    {"_gt", xp_more},	    {"_ge", xp_more_equal},
    {"_sum", xp_sum_chain}, {"_product", xp_product_chain},
    {"_minus", xp_minus},   {"_plus", xp_plus},
    {"_n", xp_precise},	    {"jr_itext", xp_fn_itext},
    {"jr_choice-name", xp_fn_choice_name},
    {"_union", xp_union},
    {"_parent", xp_guard_parent},
    {"_above", xp_guard_above},
    {"_below", xp_guard_below},
    {"_sisters", xp_guard_sisters},
    {"_everywhere", xp_guard_everywhere},
};

xmlXPathFunction xp_function_lookup(void *data, const xmlChar *name,
				    const xmlChar *space)
{
	const struct xp_function *f;

	(void)data;
	if (space)
		return NULL;
	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
		if (!strcmp(operators[i].name, (const char *)name))
			return operators[i].run;
	f = xp_function_find((const char *)name);
	return f ? f->run : NULL;
}
