/* Conditions and waivers as they are kept.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "people/audit.h"
#include "people/condition.h"

SQL(CONDITION_OF_PROVIDER, "i",
    "id:i licence_id:i version:i kind:s min_value:i max_value:i text_value:s"
    " phrase:s count_own:i effect:s",
    "SELECT c.id, c.licence_id, c.version, c.kind, c.min_value, c.max_value,"
    " c.text_value, COALESCE(NULLIF(t.phrase, ''),"
    " CONCAT('with this on their record: ', t.label), ''), c.count_own,"
    " c.effect"
    " FROM licence l JOIN licence_condition c ON c.licence_id = l.id"
    " LEFT JOIN trait t ON c.kind = 'trait' AND t.name = c.text_value"
    " WHERE l.provider_id = ? AND c.removed_at IS NULL"
    " ORDER BY c.licence_id, FIELD(c.kind, 'gender', 'age', 'trait',"
    " 'capacity', 'words'), c.position, c.id");
SQL(WAIVER_OF_PROVIDER, "i",
    "id:i condition_id:i client_id:i from_date:d until_date:d",
    "SELECT w.id, w.condition_id, w.client_id, w.from_date, w.until_date"
    " FROM licence l JOIN licence_condition c ON c.licence_id = l.id"
    " JOIN condition_waiver w ON w.condition_id = c.id"
    " WHERE l.provider_id = ? AND c.removed_at IS NULL");
/* Owner: the licence. */
SQL(CONDITION_GET, "ii",
    "version:i kind:s min:s max:s places:s count_own:s genders:s trait:s"
    " words:s effect:s",
    "SELECT version, kind, IF(kind = 'age', min_value, NULL),"
    " IF(kind = 'age', max_value, NULL),"
    " IF(kind = 'capacity', max_value, NULL), count_own,"
    " IF(kind = 'gender', text_value, ''), IF(kind = 'trait', text_value, ''),"
    " IF(kind = 'words', text_value, ''), effect FROM licence_condition"
    " WHERE id = ? AND licence_id = ? AND removed_at IS NULL");
SQL(CONDITION_INSERT, "ssssssssss", "",
    "INSERT INTO licence_condition (licence_id, kind, min_value, max_value,"
    " count_own, text_value, effect) VALUES (?, ?, NULLIF(?, ''),"
    " COALESCE(NULLIF(?, ''), NULLIF(?, '')), ? = '1', CONCAT(?, ?, ?), ?)");
SQL(CONDITION_UPDATE, "sssssssssss", "",
    "UPDATE licence_condition SET kind = ?, min_value = NULLIF(?, ''),"
    " max_value = COALESCE(NULLIF(?, ''), NULLIF(?, '')), count_own = ? = '1',"
    " text_value = CONCAT(?, ?, ?), effect = ?, version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(CONDITION_REMOVE, "sii", "",
    "UPDATE licence_condition SET removed_at = ?, version = version + 1"
    " WHERE id = ? AND licence_id = ? AND removed_at IS NULL");
SQL(CONDITION_COPY, "ii", "",
    "INSERT INTO licence_condition (licence_id, kind, min_value, max_value,"
    " text_value, count_own, effect, position) SELECT ?, kind, min_value,"
    " max_value, text_value, count_own, effect, position"
    " FROM licence_condition WHERE licence_id = ? AND removed_at IS NULL");
SQL(CONDITION_OWNER, "ii", "licence_id:i",
    "SELECT c.licence_id FROM licence_condition c"
    " JOIN licence l ON l.id = c.licence_id"
    " WHERE c.id = ? AND l.provider_id = ?");
SQL(TRAIT_ALL, "", "name:s label:s phrase:s",
    "SELECT name, label, phrase FROM trait ORDER BY label");
SQL(WAIVER_LIST, "sii",
    "id:i client_id:i client:s client_number:s from_date:d until_date:d"
    " reason:s approver:s approved_at:t ended_at:t state:s",
    "SELECT w.id, w.client_id, c.name, c.number, w.from_date, w.until_date,"
    " w.reason, COALESCE(p.name, 'Carebook'), w.approved_at, w.ended_at,"
    " IF(w.ended_at IS NOT NULL OR w.until_date < d.today, 'past',"
    "  IF(w.from_date > d.today, 'to_come', 'current'))"
    " FROM (SELECT CAST(? AS date) AS today) d JOIN condition_waiver w"
    " JOIN client c ON c.id = w.client_id"
    " LEFT JOIN account p ON p.id = w.approved_by"
    " WHERE w.condition_id = ? AND ? & (1 << c.region_id)"
    " ORDER BY w.from_date DESC, w.id DESC LIMIT 200");
SQL(WAIVER_INSERT, "iisssis", "",
    "INSERT INTO condition_waiver (condition_id, client_id, from_date,"
    " until_date, reason, approved_by, approved_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)");
SQL(WAIVER_END, "ssii", "",
    "UPDATE condition_waiver SET ended_at = ?,"
    " until_date = LEAST(until_date, ?)"
    " WHERE id = ? AND condition_id = ? AND ended_at IS NULL");
SQL(WAIVER_GET, "ii", "client_id:i until_date:d",
    "SELECT client_id, until_date FROM condition_waiver"
    " WHERE id = ? AND condition_id = ?");

static const struct kind {
	const char *name, *label, *hint;
	unsigned fields; /* bits of the form's fields, beside kind and effect */
} kinds[CONDITION_KINDS] = {
    [CONDITION_AGE] = {"age", "Age", "For example, two to five, or 18 or "
		       "older",
		       1 << CONDITION_F_MIN | 1 << CONDITION_F_MAX},
    [CONDITION_GENDER] = {"gender", "Gender", "For example, females only",
			  1 << CONDITION_F_GENDERS},
    [CONDITION_TRAIT] = {"trait", "Something about the person",
			 "For example, only people with a disability",
			 1 << CONDITION_F_TRAIT},
    [CONDITION_CAPACITY] = {"capacity", "How many at once",
			    "For example, no more than four children",
			    1 << CONDITION_F_PLACES | 1 << CONDITION_F_OWN},
    [CONDITION_WORDS] = {"words", "Something else, in your own words",
			 "Carebook cannot work it out, and asks somebody to "
			 "look each time",
			 1 << CONDITION_F_WORDS},
};

const char *condition_kind_name(enum condition_kind kind)
{
	return kinds[kind].name;
}

enum condition_kind condition_kind_by_name(const char *name)
{
	int i = 0;

	while (i < CONDITION_KINDS && strcmp(kinds[i].name, name))
		i++;
	return (enum condition_kind)i;
}

const char *condition_kind_label(enum condition_kind kind)
{
	return kinds[kind].label;
}

const char *condition_kind_hint(enum condition_kind kind)
{
	return kinds[kind].hint;
}

bool condition_has_field(enum condition_kind kind, int field)
{
	if (field == CONDITION_F_KIND)
		return true;
	/* Nobody can be kept out by words that are not worked out. */
	if (field == CONDITION_F_EFFECT)
		return kind != CONDITION_WORDS;
	return kinds[kind].fields & 1U << field;
}

static const struct choice genders[] = {{"female", "Female"},
					{"male", "Male"},
					{"other", "Another gender"},
					{NULL, NULL}};
static const struct choice effects[] = {
    {"blocks", "Blocks: nobody is added who does not meet it"},
    {"warns", "Warns: whoever adds somebody is asked to look"},
    {NULL, NULL}};

const struct field condition_fields[CONDITION_FIELDS] = {
    [CONDITION_F_KIND] = {"kind", "Kind", FIELD_HIDDEN, FIELD_REQUIRED, 20},
    [CONDITION_F_MIN] = {"min", "From this age", FIELD_NUMBER, 0, 120,
			 .hint = "In full years. Left empty, there is no "
				 "least age"},
    [CONDITION_F_MAX] = {"max", "To this age", FIELD_NUMBER, 0, 120,
			 .hint = "Up to the day before the next birthday. "
				 "Left empty, there is no greatest age"},
    [CONDITION_F_PLACES] = {"places", "No more than", FIELD_NUMBER,
			    FIELD_REQUIRED, 9999,
			    .hint = "How many people at once"},
    [CONDITION_F_OWN] = {"count_own", "Own children count too",
			 FIELD_CHECKBOX, 0},
    [CONDITION_F_GENDERS] = {"genders", "Genders", FIELD_CHECKS,
			     FIELD_REQUIRED, .choices = genders},
    [CONDITION_F_TRAIT] = {"trait", "Only people", FIELD_SELECT,
			   FIELD_REQUIRED},
    [CONDITION_F_WORDS] = {"words", "The rule", FIELD_TEXT, FIELD_REQUIRED,
			   300,
			   .hint = "For example, one educator for every five "
				   "children under three"},
    [CONDITION_F_EFFECT] = {"effect", "If it is not met", FIELD_RADIO,
			    FIELD_REQUIRED, .choices = effects},
};

static const struct record condition_record = {
    .kind = "condition",
    .fields = condition_fields,
    .n = CONDITION_FIELDS,
    .get = &CONDITION_GET,
    .insert = &CONDITION_INSERT,
    .update = &CONDITION_UPDATE,
};

const struct field waiver_fields[WAIVER_FIELDS] = {
    [WAIVER_F_CLIENT] = {"client", "For", FIELD_SELECT, FIELD_REQUIRED},
    [WAIVER_F_FROM] = {"from_date", "First day", FIELD_DATE, FIELD_REQUIRED},
    [WAIVER_F_UNTIL] = {"until_date", "Last day", FIELD_DATE, FIELD_REQUIRED,
			.hint = "The condition is waived on this day too"},
    [WAIVER_F_REASON] = {"reason", "Why", FIELD_LONGTEXT, FIELD_REQUIRED, 500,
			 .hint = "Kept with your name as the one who "
				 "approved it"},
};

static struct date cell_date(const struct rows *r, size_t i, const char *name)
{
	struct date d;

	if (!date_parse_iso(row_text(r, i, name), &d))
		return DATE_NONE;
	return d;
}

static int64_t open_int(const struct rows *r, size_t i, const char *name)
{
	return row_null(r, i, name) ? CONDITION_OPEN : row_int(r, i, name);
}

NEOERR *condition_list(const struct actor *a, int64_t provider,
		       struct conditions *out)
{
	struct rows rows, waivers;

	TRY(db_query(a->db, a->pool, &CONDITION_OF_PROVIDER, &rows, provider));
	TRY(db_query(a->db, a->pool, &WAIVER_OF_PROVIDER, &waivers, provider));
	out->n = rows.n;
	out->list = mem_array(a->pool, rows.n, sizeof *out->list);
	for (size_t i = 0; i < rows.n; i++)
		out->list[i] = (struct condition){
		    .id = row_int(&rows, i, "id"),
		    .licence = row_int(&rows, i, "licence_id"),
		    .version = row_int(&rows, i, "version"),
		    .kind = condition_kind_by_name(row_text(&rows, i, "kind")),
		    .blocks = !strcmp(row_text(&rows, i, "effect"), "blocks"),
		    .min = open_int(&rows, i, "min_value"),
		    .max = open_int(&rows, i, "max_value"),
		    .text = row_text(&rows, i, "text_value"),
		    .phrase = row_text(&rows, i, "phrase"),
		    .count_own = row_int(&rows, i, "count_own"),
		};
	out->n_waivers = waivers.n;
	out->waivers = mem_array(a->pool, waivers.n, sizeof *out->waivers);
	for (size_t i = 0; i < waivers.n; i++)
		out->waivers[i] = (struct waiver){
		    .id = row_int(&waivers, i, "id"),
		    .condition = row_int(&waivers, i, "condition_id"),
		    .client = row_int(&waivers, i, "client_id"),
		    .from = cell_date(&waivers, i, "from_date"),
		    .until = cell_date(&waivers, i, "until_date"),
		};
	return STATUS_OK;
}

/* Its record, once it is sure that the licence is this provider's. */
static NEOERR *record_of(const struct actor *a, int64_t provider,
			 int64_t licence, int64_t id, struct record_of *of)
{
	struct licence *l;

	TRY(licence_find(a, provider, licence, &l));
	*of = (struct record_of){
	    .id = id, .owner = licence, .provider = provider};
	return STATUS_OK;
}

NEOERR *condition_load(const struct actor *a, int64_t provider,
		       int64_t licence, int64_t id, const char **values,
		       int64_t *version)
{
	struct record_of of;

	TRY(record_of(a, provider, licence, id, &of));
	return nerr_pass(record_load(a, &condition_record, of, values, version));
}

const char *condition_wrong(const void *pool, const char *const *values,
			    int *field)
{
	const char *min = values[CONDITION_F_MIN];
	const char *max = values[CONDITION_F_MAX];
	enum condition_kind kind =
	    condition_kind_by_name(values[CONDITION_F_KIND]);

	*field = CONDITION_F_MIN;
	if (kind == CONDITION_KINDS)
		return "Choose what the condition is about";
	if (kind != CONDITION_AGE)
		return NULL;
	if (!*min && !*max)
		return "Write the least age, the greatest age, or both";
	*field = CONDITION_F_MAX;
	if (*min && *max && strtoll(max, NULL, 10) < strtoll(min, NULL, 10))
		return mem_printf(pool,
				  "The greatest age must not be below the "
				  "least, %s",
				  min);
	return NULL;
}

NEOERR *condition_save(const struct actor *a, int64_t provider,
		       int64_t licence, int64_t id, int64_t version,
		       const char *const *values, int64_t *saved)
{
	const char *all[CONDITION_FIELDS];
	enum condition_kind kind =
	    condition_kind_by_name(values[CONDITION_F_KIND]);
	struct record_of of;

	if (kind == CONDITION_KINDS)
		return nerr_raise(ERR_INVALID, "no such kind of condition");
	for (int i = 0; i < CONDITION_FIELDS; i++)
		all[i] = condition_has_field(kind, i) ? values[i] : "";
	if (kind == CONDITION_WORDS)
		all[CONDITION_F_EFFECT] = "warns";
	TRY(record_of(a, provider, licence, id, &of));
	*saved = id;
	if (!id)
		return nerr_pass(record_add(a, &condition_record, of, all, saved));
	return nerr_pass(
	    record_save(a, &condition_record, of, version, all, NULL));
}

NEOERR *condition_remove(const struct actor *a, int64_t provider,
			 int64_t licence, int64_t id)
{
	struct record_of of;

	TRY(record_of(a, provider, licence, id, &of));
	TRY(db_exec(a->db, &CONDITION_REMOVE, db_from_time(a->pool, a->now),
		    id, licence));
	if (!db_affected(a->db))
		return nerr_raise(ERR_NOT_FOUND, "no condition %" PRId64, id);
	return nerr_pass(audit_add(a, (struct audit){.action = "removed",
						     .kind = "condition",
						     .id = id,
						     .provider = provider}));
}

NEOERR *condition_copy(const struct actor *a, int64_t provider, int64_t from,
		       int64_t to)
{
	struct record_of of;

	TRY(record_of(a, provider, from, 0, &of));
	TRY(record_of(a, provider, to, 0, &of));
	TRY(db_exec(a->db, &CONDITION_COPY, to, from));
	if (!db_affected(a->db))
		return STATUS_OK;
	return nerr_pass(audit_add(a, (struct audit){.action = "copied",
						     .kind = "condition",
						     .id = to,
						     .provider = provider}));
}

NEOERR *trait_list(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &TRAIT_ALL, out));
}

/* --- waivers --------------------------------------------------------------------- */

static const char *iso(const struct actor *a, struct date d)
{
	char text[DATE_TEXT];

	return mem_strdup(a->pool, date_format_iso(d, text));
}

static NEOERR *check_owner(const struct actor *a, int64_t provider,
			   int64_t condition)
{
	struct rows r;

	TRY(db_query(a->db, a->pool, &CONDITION_OWNER, &r, condition,
		     provider));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no condition %" PRId64,
				  condition);
	return STATUS_OK;
}

NEOERR *waiver_list(const struct actor *a, int64_t condition, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &WAIVER_LIST, out,
				  iso(a, date_from_days(a->today)), condition,
				  a->regions));
}

NEOERR *waiver_add(const struct actor *a, int64_t provider, int64_t condition,
		   int64_t client, struct date from, struct date until,
		   const char *reason, int64_t *id)
{
	struct changes c = {.pool = a->pool};

	if (!actor_may(a, RIGHT_WAIVER_APPROVE))
		return nerr_raise(ERR_FORBIDDEN, "needs waiver.approve");
	if (date_compare(until, from) < 0)
		return nerr_raise(ERR_INVALID, "The last day must not be "
					       "before the first");
	TRY(check_owner(a, provider, condition));
	TRY(db_exec(a->db, &WAIVER_INSERT, condition, client, iso(a, from),
		    iso(a, until), reason, a->account,
		    db_from_time(a->pool, a->now)));
	*id = db_inserted(a->db);
	changes_add(&c, "from_date", "", iso(a, from));
	changes_add(&c, "until_date", "", iso(a, until));
	changes_add(&c, "reason", "", reason);
	return nerr_pass(audit_add(a, (struct audit){.action = "added",
						     .kind = "waiver",
						     .id = *id,
						     .provider = provider,
						     .client = client,
						     .changes =
							 changes_text(&c)}));
}

NEOERR *waiver_end(const struct actor *a, int64_t provider, int64_t condition,
		   int64_t id)
{
	struct changes c = {.pool = a->pool};
	const char *yesterday = iso(a, date_from_days(a->today - 1));
	struct rows r;

	if (!actor_may(a, RIGHT_WAIVER_APPROVE))
		return nerr_raise(ERR_FORBIDDEN, "needs waiver.approve");
	TRY(check_owner(a, provider, condition));
	TRY(db_query(a->db, a->pool, &WAIVER_GET, &r, id, condition));
	if (!r.n)
		return nerr_raise(ERR_NOT_FOUND, "no waiver %" PRId64, id);
	TRY(db_exec(a->db, &WAIVER_END, db_from_time(a->pool, a->now),
		    yesterday, id, condition));
	if (!db_affected(a->db))
		return STATUS_OK; /* it was ended before */
	changes_add(&c, "until_date", row_text(&r, 0, "until_date"), yesterday);
	return nerr_pass(
	    audit_add(a, (struct audit){.action = "ended",
					.kind = "waiver",
					.id = id,
					.provider = provider,
					.client = row_int(&r, 0, "client_id"),
					.changes = changes_text(&c)}));
}
