/* The catalogues: one description each.
 * SPDX-License-Identifier: MIT */
#include "people/catalogue.h"

#include <string.h>

/* Where a record stands alone its "owner" is 0; so the statements take it and
 * make nothing of it. */

const struct choice catalogue_icons[] = {
    {"house-heart", "House with a heart"}, {"house", "House"},
    {"buildings", "Buildings"},		   {"hospital", "Hospital"},
    {"balloon-heart", "Balloon"},	   {"diagram-3", "Branches"},
    {"person-heart", "Person"},		   {"people", "People"},
    {"hand-thumbs-up", "Thumb up"},	   {"heart-pulse", "Heart beat"},
    {"bandaid", "Plaster"},		   {"capsule", "Capsule"},
    {"clipboard-heart", "Clipboard"},	   {"puzzle", "Puzzle"},
    {"chat-dots", "Speech"},		   {"chat-heart", "Friendly words"},
    {"sun", "Sun"},			   {"moon", "Moon"},
    {"moon-stars", "Moon and stars"},	   {"moon-stars-fill", "Night"},
    {"cup-hot", "Cup"},			   {"egg-fried", "Fried egg"},
    {"bag", "Bag"},			   {"basket", "Basket"},
    {"car-front", "Car"},		   {"bus-front", "Bus"},
    {"signpost-split", "Signpost"},	   {"tools", "Tools"},
    {"hammer", "Hammer"},		   {"flower1", "Flower"},
    {"tree", "Tree"},			   {"music-note-beamed", "Music"},
    {"book", "Book"},			   {"bicycle", "Bicycle"},
    {NULL, NULL}};

/* --- provider types -------------------------------------------------------- */

static const struct choice tones[] = {
    {"tint", "Lagoon"}, {"info", "Blue"},   {"plum", "Plum"}, {"ok", "Green"},
    {"warn", "Yellow"}, {"stone", "Stone"}, {NULL, NULL}};
static const struct choice accepts[] = {
    {"placement", "Clients who stay or come regularly"},
    {"booking", "Bookings by the hour or the visit"},
    {NULL, NULL}};

const struct field catalogue_type_fields[9] = {
    {.name = "name", .label = "Name of one", .max = 100,
     .flags = FIELD_REQUIRED, .hint = "For example, Foster family"},
    {.name = "plural", .label = "Name of several", .max = 100,
     .flags = FIELD_REQUIRED, .hint = "For example, Foster families"},
    {.name = "description", .label = "What it is", .max = 300},
    {.name = "icon", .label = "Picture", .type = FIELD_SELECT,
     .flags = FIELD_REQUIRED, .choices = catalogue_icons},
    {.name = "tone", .label = "Colour of the picture", .type = FIELD_SELECT,
     .flags = FIELD_REQUIRED, .choices = tones},
    {.name = "person", .label = "Is a single person", .type = FIELD_CHECKBOX},
    {.name = "household", .label = "Is a household: everybody who lives there is known",
     .type = FIELD_CHECKBOX},
    {.name = "licence_needed", .label = "Needs a licence", .type = FIELD_CHECKBOX},
    {.name = "accepts", .label = "What it takes on", .type = FIELD_RADIO,
     .flags = FIELD_REQUIRED, .choices = accepts},
};
SQL(TYPE_GET, "ii",
    "version:i name:s plural:s description:s icon:s tone:s person:i"
    " household:i licence_needed:i accepts:s",
    "SELECT version, name, plural, description, icon, tone, person, household,"
    " licence_needed, accepts FROM provider_type WHERE id = ? AND ? = 0");
SQL(TYPE_ADD, "isssssssss", "",
    "INSERT INTO provider_type (id, name, plural, description, icon, tone,"
    " person, household, licence_needed, accepts)"
    " VALUES (NULLIF(?, 0), ?, ?, ?, ?, ?, ? = '1', ? = '1', ? = '1', ?)");
SQL(TYPE_SAVE, "sssssssssii", "",
    "UPDATE provider_type SET name = ?, plural = ?, description = ?, icon = ?,"
    " tone = ?, person = ? = '1', household = ? = '1',"
    " licence_needed = ? = '1', accepts = ?, version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(TYPE_SAME, "si", "id:i",
    "SELECT id FROM provider_type WHERE name = ? AND id <> ?");
SQL(TYPE_LIST, "",
    "id:i title:s what:s icon:s providers:i fields:i licence_needed:i",
    "SELECT t.id, t.plural, t.description, t.icon,"
    " (SELECT COUNT(*) FROM provider p WHERE p.type_id = t.id"
    "  AND p.state <> 'archived'),"
    " (SELECT COUNT(*) FROM provider_type_field f WHERE f.type_id = t.id),"
    " t.licence_needed FROM provider_type t ORDER BY t.plural");
SQL(TYPE_REMOVE_FIELDS, "i", "",
    "DELETE FROM provider_type_field WHERE type_id = ?");
SQL(TYPE_REMOVE_RULES, "i", "",
    "DELETE FROM credential_rule WHERE type_id = ?");
SQL(TYPE_REMOVE, "i", "", "DELETE FROM provider_type WHERE id = ?");
static const struct record type_record = {
    "provider type", FIELDS(catalogue_type_fields), &TYPE_GET, &TYPE_ADD,
    &TYPE_SAVE};
static const struct catalogue types = {
    .key = "types", .one = "provider type", .many = "Provider types",
    .lead = "Kinds of providers, and what is asked of each.",
    .empty = "Add the first kind of provider that you work with.",
    .icon = "house-heart", .record = &type_record, .list = &TYPE_LIST,
    .columns = {{"providers", "Providers", CELL_COUNT, NULL},
		{"fields", "Fields of its own", CELL_COUNT, NULL},
		{"licence_needed", "Needs a licence", CELL_YES, NULL}},
    .same = &TYPE_SAME, .name = 0, .word = -1, .own_page = true,
    .remove = {&TYPE_REMOVE_FIELDS, &TYPE_REMOVE_RULES, &TYPE_REMOVE}};

/* --- credential kinds and rules --------------------------------------------- */

static const struct choice classes[] = {{"check", "Check"},
					{"training", "Training"},
					{"certificate", "Certificate"},
					{NULL, NULL}};
enum { CK_NAME, CK_CLASS, CK_MONTHS, CK_REMIND, CK_BLOCKS, CK_ADULTS };
const struct field catalogue_credential_kind_fields[6] = {
    [CK_NAME] = {.name = "name", .label = "Name", .max = 100,
		 .flags = FIELD_REQUIRED,
		 .hint = "For example, Working with children check"},
    [CK_CLASS] = {.name = "class", .label = "What it is", .type = FIELD_RADIO,
		  .flags = FIELD_REQUIRED, .choices = classes},
    [CK_MONTHS] = {.name = "months", .label = "Months that it lasts",
		   .type = FIELD_NUMBER, .min = 1, .max = 600,
		   .hint = "Leave free if it does not expire"},
    [CK_REMIND] = {.name = "remind_days", .label = "Days before its end to remind",
		   .type = FIELD_NUMBER, .flags = FIELD_REQUIRED, .max = 365},
    [CK_BLOCKS] = {.name = "blocks",
		   .label = "Without it, nobody new may be accepted",
		   .type = FIELD_CHECKBOX},
    [CK_ADULTS] = {.name = "adults_only", .label = "Adults only",
		   .type = FIELD_CHECKBOX},
};
SQL(CREDENTIAL_KIND_GET, "ii",
    "version:i name:s class:s months:i remind_days:i blocks:i adults_only:i",
    "SELECT version, name, class, months, remind_days, blocks, adults_only"
    " FROM credential_kind WHERE id = ? AND ? = 0");
SQL(CREDENTIAL_KIND_ADD, "issssss", "",
    "INSERT INTO credential_kind (id, name, class, months, remind_days, blocks,"
    " adults_only) VALUES (NULLIF(?, 0), ?, ?, NULLIF(?, ''), ?, ? = '1',"
    " ? = '1')");
SQL(CREDENTIAL_KIND_SAVE, "ssssssii", "",
    "UPDATE credential_kind SET name = ?, class = ?, months = NULLIF(?, ''),"
    " remind_days = ?, blocks = ? = '1', adults_only = ? = '1',"
    " version = version + 1 WHERE id = ? AND version = ?");
SQL(CREDENTIAL_KIND_SAME, "si", "id:i",
    "SELECT id FROM credential_kind WHERE name = ? AND id <> ?");
SQL(CREDENTIAL_KIND_LIST, "",
    "id:i title:s what:s icon:s class:s lasts:s remind_days:i blocks:i",
    "SELECT id, name, IF(adults_only, 'Adults only', ''),"
    " ELT(class + 0, 'shield-check', 'mortarboard', 'award'), class,"
    " CASE WHEN months IS NULL THEN 'No end'"
    "  WHEN months = 12 THEN '1 year'"
    "  WHEN months % 12 = 0 THEN CONCAT(months DIV 12, ' years')"
    "  ELSE CONCAT(months, ' months') END, remind_days, blocks"
    " FROM credential_kind ORDER BY class, name");
SQL(CREDENTIAL_KIND_REMOVE, "i", "",
    "DELETE FROM credential_kind WHERE id = ?");
static const struct record credential_kind_record = {
    "credential kind", FIELDS(catalogue_credential_kind_fields),
    &CREDENTIAL_KIND_GET, &CREDENTIAL_KIND_ADD, &CREDENTIAL_KIND_SAVE};
static const struct catalogue credential_kinds = {
    .key = "credential-kinds", .one = "kind of check or training",
    .many = "Checks and trainings",
    .lead = "What people and places may have to show, and how long it lasts.",
    .empty = "Add the checks, trainings and certificates that you ask for.",
    .icon = "shield-check", .record = &credential_kind_record,
    .list = &CREDENTIAL_KIND_LIST,
    .columns = {{"class", "What it is", CELL_CHOICE, classes},
		{"lasts", "Lasts", CELL_TEXT, NULL},
		{"remind_days", "Days of warning", CELL_COUNT, NULL},
		{"blocks", "Stops acceptance", CELL_YES, NULL}},
    .same = &CREDENTIAL_KIND_SAME, .name = CK_NAME, .word = -1,
    .remove = {&CREDENTIAL_KIND_REMOVE}};

static const struct choice applies[] = {
    {"provider", "The provider itself"},
    {"people", "Everybody who works there"},
    {"household", "Everybody who lives there"},
    {NULL, NULL}};
enum { CR_TYPE, CR_KIND, CR_APPLIES };
const struct field catalogue_credential_rule_fields[3] = {
    [CR_TYPE] = {.name = "type_id", .label = "Provider type",
		 .type = FIELD_SELECT, .flags = FIELD_REQUIRED},
    [CR_KIND] = {.name = "kind_id", .label = "What is needed",
		 .type = FIELD_SELECT, .flags = FIELD_REQUIRED},
    [CR_APPLIES] = {.name = "applies", .label = "Who must have it",
		    .type = FIELD_RADIO, .flags = FIELD_REQUIRED,
		    .choices = applies},
};
SQL(CREDENTIAL_RULE_GET, "ii", "version:i type_id:i kind_id:i applies:s",
    "SELECT version, type_id, kind_id, applies FROM credential_rule"
    " WHERE id = ? AND ? = 0");
SQL(CREDENTIAL_RULE_ADD, "isss", "",
    "INSERT INTO credential_rule (id, type_id, kind_id, applies)"
    " VALUES (NULLIF(?, 0), ?, ?, ?)");
SQL(CREDENTIAL_RULE_SAVE, "sssii", "",
    "UPDATE credential_rule SET type_id = ?, kind_id = ?, applies = ?,"
    " version = version + 1 WHERE id = ? AND version = ?");
SQL(CREDENTIAL_RULE_SAME, "si", "id:i",
    "SELECT id FROM credential_rule"
    " WHERE CONCAT(type_id, '|', kind_id, '|', applies) = ? AND id <> ?");
SQL(CREDENTIAL_RULE_LIST, "", "id:i title:s what:s icon:s kind:s applies:s",
    "SELECT r.id, t.plural, '', t.icon, k.name, r.applies"
    " FROM credential_rule r JOIN provider_type t ON t.id = r.type_id"
    " JOIN credential_kind k ON k.id = r.kind_id"
    " ORDER BY t.plural, r.applies, k.name");
SQL(CREDENTIAL_RULE_REMOVE, "i", "",
    "DELETE FROM credential_rule WHERE id = ?");
SQL(CATALOGUE_TYPES, "", "value:s label:s",
    "SELECT id, name FROM provider_type ORDER BY name");
SQL(CATALOGUE_CREDENTIAL_KINDS, "", "value:s label:s",
    "SELECT id, name FROM credential_kind ORDER BY name");
static const struct record credential_rule_record = {
    "credential rule", FIELDS(catalogue_credential_rule_fields),
    &CREDENTIAL_RULE_GET, &CREDENTIAL_RULE_ADD, &CREDENTIAL_RULE_SAVE};
static const struct catalogue credential_rules = {
    .key = "credential-rules", .one = "rule", .many = "Who must have what",
    .lead = "Which checks and trainings each type of provider needs.",
    .empty = "Add a rule, and whatever is missing is shown on each profile.",
    .icon = "list-check", .record = &credential_rule_record,
    .list = &CREDENTIAL_RULE_LIST,
    .columns = {{"kind", "Needs", CELL_TEXT, NULL},
		{"applies", "Who", CELL_CHOICE, applies}},
    .choices = {{CR_TYPE, &CATALOGUE_TYPES, NULL},
		{CR_KIND, &CATALOGUE_CREDENTIAL_KINDS, NULL}},
    .same = &CREDENTIAL_RULE_SAME, .same_of = 1 << CR_TYPE | 1 << CR_KIND | 1 << CR_APPLIES,
    .name = CR_KIND, .word = -1, .remove = {&CREDENTIAL_RULE_REMOVE}};

/* --- licence types ------------------------------------------------------------ */

enum { LT_NAME, LT_ISSUER, LT_RENEW, LT_CARE };
const struct field catalogue_licence_type_fields[4] = {
    [LT_NAME] = {.name = "name", .label = "Name", .max = 120,
		 .flags = FIELD_REQUIRED},
    [LT_ISSUER] = {.name = "issuer", .label = "Who issues it", .max = 120},
    [LT_RENEW] = {.name = "renew_days",
		  .label = "Days before its end to begin with the renewal",
		  .type = FIELD_NUMBER, .flags = FIELD_REQUIRED, .max = 730},
    [LT_CARE] = {.name = "care",
		 .label = "It lets people be cared for: a provider that needs a "
			  "licence needs one like this",
		 .type = FIELD_CHECKBOX},
};
SQL(LICENCE_TYPE_GET, "ii",
    "version:i name:s issuer:s renew_days:i care:i",
    "SELECT version, name, issuer, renew_days, care FROM licence_type"
    " WHERE id = ? AND ? = 0");
SQL(LICENCE_TYPE_ADD, "issss", "",
    "INSERT INTO licence_type (id, name, issuer, renew_days, care)"
    " VALUES (NULLIF(?, 0), ?, ?, ?, ? = '1')");
SQL(LICENCE_TYPE_SAVE, "ssssii", "",
    "UPDATE licence_type SET name = ?, issuer = ?, renew_days = ?,"
    " care = ? = '1', version = version + 1 WHERE id = ? AND version = ?");
SQL(LICENCE_TYPE_SAME, "si", "id:i",
    "SELECT id FROM licence_type WHERE name = ? AND id <> ?");
SQL(LICENCE_TYPE_LIST, "", "id:i title:s what:s icon:s renew_days:i",
    "SELECT id, name, issuer, 'patch-check', renew_days FROM licence_type"
    " ORDER BY name");
SQL(LICENCE_TYPE_REMOVE, "i", "", "DELETE FROM licence_type WHERE id = ?");
static const struct record licence_type_record = {
    "licence type", FIELDS(catalogue_licence_type_fields), &LICENCE_TYPE_GET,
    &LICENCE_TYPE_ADD, &LICENCE_TYPE_SAVE};
static const struct catalogue licence_types = {
    .key = "licence-types", .one = "licence type", .many = "Licence types",
    .lead = "Licences and approvals that providers may hold.",
    .empty = "Add the first licence that your providers hold.",
    .icon = "patch-check", .record = &licence_type_record,
    .list = &LICENCE_TYPE_LIST,
    .columns = {{"renew_days", "Renew, days before", CELL_COUNT, NULL}},
    .same = &LICENCE_TYPE_SAME, .name = LT_NAME, .word = -1,
    .remove = {&LICENCE_TYPE_REMOVE}};

/* --- traits --------------------------------------------------------------------- */

enum { TR_NAME, TR_LABEL, TR_PHRASE };
const struct field catalogue_trait_fields[3] = {
    [TR_NAME] = {.name = "name", .label = "Short name", .max = 40},
    [TR_LABEL] = {.name = "label", .label = "Trait", .max = 100,
		  .flags = FIELD_REQUIRED,
		  .hint = "For example, Uses a wheelchair"},
    [TR_PHRASE] = {.name = "phrase", .label = "After “only people”",
		   .max = 120,
		   .hint = "As it stands in a licence's condition. For "
			   "example, who use a wheelchair"},
};
SQL(TRAIT_GET, "ii", "version:i name:s label:s phrase:s",
    "SELECT version, name, label, phrase FROM trait WHERE id = ? AND ? = 0");
SQL(TRAIT_ADD, "isss", "",
    "INSERT INTO trait (id, name, label, phrase)"
    " VALUES (NULLIF(?, 0), ?, ?, ?)");
SQL(TRAIT_SAVE, "sssii", "",
    "UPDATE trait SET name = ?, label = ?, phrase = ?, version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(TRAIT_SAME, "si", "id:i",
    "SELECT id FROM trait WHERE label = ? AND id <> ?");
SQL(TRAIT_LIST, "", "id:i title:s what:s icon:s",
    "SELECT id, label, '', 'person-lines-fill' FROM trait ORDER BY label");
/* Clients and conditions name a trait by its word, not by its number. */
SQL(TRAIT_REMOVE, "i", "",
    "DELETE FROM trait WHERE id = ? AND NOT EXISTS (SELECT 1 FROM client c"
    " WHERE FIND_IN_SET(trait.name, c.traits)) AND NOT EXISTS"
    " (SELECT 1 FROM licence_condition l WHERE l.kind = 'trait'"
    "  AND l.removed_at IS NULL AND FIND_IN_SET(trait.name, l.text_value))");
static const struct record trait_record = {
    "trait", FIELDS(catalogue_trait_fields), &TRAIT_GET, &TRAIT_ADD,
    &TRAIT_SAVE};
static const struct catalogue traits = {
    .key = "traits", .one = "trait", .many = "Client traits",
    .lead = "What may be known of a client and named in a licence's conditions.",
    .empty = "Add what a provider must know before it accepts somebody.",
    .icon = "person-lines-fill", .record = &trait_record, .list = &TRAIT_LIST,
    .same = &TRAIT_SAME, .name = TR_LABEL, .word = TR_NAME,
    .remove = {&TRAIT_REMOVE}};

/* --- services --------------------------------------------------------------------- */

static const struct choice units[] = {
    {"hour", "Hour"},	  {"session", "Session"}, {"day", "Day"},
    {"night", "Night"},	  {"week", "Week"},	  {"each", "Each"},
    {"km", "Kilometre"},  {NULL, NULL}};
static const struct choice service_states[] = {
    {"offered", "Offered"}, {"retired", "No longer offered"}, {NULL, NULL}};
enum { SV_CODE, SV_NAME, SV_DESCRIPTION, SV_CATEGORY, SV_UNIT, SV_ICON,
       SV_LICENCE, SV_STATE };
const struct field catalogue_service_fields[8] = {
    [SV_CODE] = {.name = "code", .label = "Short name", .max = 40},
    [SV_NAME] = {.name = "name", .label = "Name", .max = 120,
		 .flags = FIELD_REQUIRED},
    [SV_DESCRIPTION] = {.name = "description", .label = "What it is",
			.type = FIELD_LONGTEXT, .max = 500,
			.hint = "As you would tell a client"},
    [SV_CATEGORY] = {.name = "category", .label = "Heading", .max = 60,
		     .flags = FIELD_REQUIRED,
		     .hint = "Services of one heading stand together. For "
			     "example, At home"},
    [SV_UNIT] = {.name = "unit", .label = "Counted by", .type = FIELD_SELECT,
		 .flags = FIELD_REQUIRED, .choices = units},
    [SV_ICON] = {.name = "icon", .label = "Picture", .type = FIELD_SELECT,
		 .flags = FIELD_REQUIRED, .choices = catalogue_icons},
    [SV_LICENCE] = {.name = "licence_type_id", .label = "Licence that it needs",
		    .type = FIELD_SELECT},
    [SV_STATE] = {.name = "state", .label = "State", .type = FIELD_RADIO,
		  .flags = FIELD_REQUIRED, .choices = service_states,
		  .hint = "One that is no longer offered stays where it is "
			  "booked, and is not offered anew"},
};
SQL(SERVICE_GET, "ii",
    "version:i code:s name:s description:s category:s unit:s icon:s"
    " licence_type_id:i state:s",
    "SELECT version, code, name, description, category, unit, icon,"
    " licence_type_id, state FROM service WHERE id = ? AND ? = 0");
SQL(SERVICE_ADD, "issssssss", "",
    "INSERT INTO service (id, code, name, description, category, unit, icon,"
    " licence_type_id, state)"
    " VALUES (NULLIF(?, 0), ?, ?, ?, ?, ?, ?, NULLIF(?, ''), ?)");
SQL(SERVICE_SAVE, "ssssssssii", "",
    "UPDATE service SET code = ?, name = ?, description = ?, category = ?,"
    " unit = ?, icon = ?, licence_type_id = NULLIF(?, ''), state = ?,"
    " version = version + 1 WHERE id = ? AND version = ?");
SQL(SERVICE_SAME, "si", "id:i",
    "SELECT id FROM service WHERE name = ? AND id <> ?");
SQL(SERVICE_CATALOGUE_LIST, "",
    "id:i title:s what:s icon:s category:s unit:s licence:s state:s",
    "SELECT s.id, s.name, s.description, s.icon, s.category, s.unit,"
    " COALESCE(l.name, ''), IF(s.state = 'retired', 'No longer offered', '')"
    " FROM service s"
    " LEFT JOIN licence_type l ON l.id = s.licence_type_id"
    " ORDER BY s.state, s.category, s.name");
SQL(SERVICE_REMOVE, "i", "", "DELETE FROM service WHERE id = ?");
SQL(CATALOGUE_LICENCE_TYPES, "", "value:s label:s",
    "SELECT id, name FROM licence_type ORDER BY name");
static const struct record service_record = {
    "service", FIELDS(catalogue_service_fields), &SERVICE_GET, &SERVICE_ADD,
    &SERVICE_SAVE};
static const struct catalogue services = {
    .key = "services", .one = "service", .many = "Services",
    .lead = "What providers can offer and clients can get.",
    .empty = "Add the first service.", .icon = "basket",
    .record = &service_record, .list = &SERVICE_CATALOGUE_LIST,
    .columns = {{"category", "Heading", CELL_TEXT, NULL},
		{"unit", "Counted by", CELL_CHOICE, units},
		{"licence", "Needs", CELL_TEXT, NULL},
		{"state", "State", CELL_TEXT, NULL}},
    .choices = {{SV_LICENCE, &CATALOGUE_LICENCE_TYPES, "None"}},
    .same = &SERVICE_SAME, .name = SV_NAME, .word = SV_CODE,
    .remove = {&SERVICE_REMOVE}};

/* --- incident kinds ---------------------------------------------------------------- */

static const struct choice clocks[] = {
    {"none", "No clock"},
    {"hours", "Hours, weekends count"},
    {"business_days", "Business days"},
    {"days", "Days"},
    {NULL, NULL}};
enum { IK_SCHEME, IK_NAME, IK_FROM, IK_UNTIL, IK_CLOCK, IK_AMOUNT, IK_HARM,
       IK_SOURCE };
const struct field catalogue_incident_kind_fields[8] = {
    [IK_SCHEME] = {.name = "scheme", .label = "Scheme", .max = 60,
		   .flags = FIELD_REQUIRED,
		   .hint = "Whose rules these are. For example, NDIS"},
    [IK_NAME] = {.name = "name", .label = "Kind of incident", .max = 120,
		 .flags = FIELD_REQUIRED},
    [IK_FROM] = {.name = "from_date", .label = "Holds from", .type = FIELD_DATE,
		 .flags = FIELD_REQUIRED},
    [IK_UNTIL] = {.name = "until_date", .label = "Holds until",
		  .type = FIELD_DATE,
		  .hint = "When a rule changes, end it here and add the new one"},
    [IK_CLOCK] = {.name = "clock", .label = "Time to tell the authority",
		  .type = FIELD_RADIO, .flags = FIELD_REQUIRED,
		  .choices = clocks},
    [IK_AMOUNT] = {.name = "amount", .label = "How many hours or days",
		   .type = FIELD_NUMBER, .max = 366},
    [IK_HARM] = {.name = "harm_hours", .label = "Hours, if somebody was harmed",
		 .type = FIELD_NUMBER, .min = 1, .max = 8784,
		 .hint = "Leave free if harm does not shorten the time"},
    [IK_SOURCE] = {.name = "source", .label = "Where this is written",
		   .max = 200},
};
static void check_incident_kind(const struct actor *a,
				const char *const *values, int *field,
				const char **wrong)
{
	bool none = !strcmp(values[IK_CLOCK], "none");
	const char *amount = values[IK_AMOUNT];

	(void)a;
	if (*values[IK_UNTIL] && strcmp(values[IK_UNTIL], values[IK_FROM]) < 0) {
		*field = IK_UNTIL;
		*wrong = "The end must not be before the start";
	} else if (!none && (!*amount || !strcmp(amount, "0"))) {
		*field = IK_AMOUNT;
		*wrong = "Say how many hours or days there are";
	}
}
SQL(INCIDENT_KIND_GET, "ii",
    "version:i scheme:s name:s from_date:d until_date:d clock:s amount:i"
    " harm_hours:i source:s",
    "SELECT version, scheme, name, from_date, until_date, clock,"
    " NULLIF(amount, 0), harm_hours, source FROM incident_kind"
    " WHERE id = ? AND ? = 0");
SQL(INCIDENT_KIND_ADD, "issssssss", "",
    "INSERT INTO incident_kind (id, scheme, name, from_date, until_date, clock,"
    " amount, harm_hours, source) VALUES (NULLIF(?, 0), ?, ?, ?, NULLIF(?, ''),"
    " ?, COALESCE(NULLIF(?, ''), 0), NULLIF(?, ''), ?)");
SQL(INCIDENT_KIND_SAVE, "ssssssssii", "",
    "UPDATE incident_kind SET scheme = ?, name = ?, from_date = ?,"
    " until_date = NULLIF(?, ''), clock = ?,"
    " amount = COALESCE(NULLIF(?, ''), 0), harm_hours = NULLIF(?, ''),"
    " source = ?, version = version + 1 WHERE id = ? AND version = ?");
SQL(INCIDENT_KIND_LIST, "",
    "id:i title:s what:s icon:s scheme:s clock:s holds:s",
    "SELECT id, name, source, 'shield-exclamation', scheme,"
    " CONCAT(CASE clock WHEN 'none' THEN 'No clock'"
    "  WHEN 'hours' THEN CONCAT(amount, ' hours')"
    "  WHEN 'business_days' THEN CONCAT(amount, ' business days')"
    "  ELSE CONCAT(amount, ' days') END,"
    "  IF(harm_hours IS NULL, '', CONCAT('; ', harm_hours, ' hours with harm'))),"
    " CONCAT('From ', DATE_FORMAT(from_date, '%e %b %Y'),"
    "  IF(until_date IS NULL, '',"
    "   CONCAT(' to ', DATE_FORMAT(until_date, '%e %b %Y'))))"
    " FROM incident_kind ORDER BY scheme, name, from_date");
SQL(INCIDENT_KIND_REMOVE, "i", "", "DELETE FROM incident_kind WHERE id = ?");
static const struct record incident_kind_record = {
    "incident kind", FIELDS(catalogue_incident_kind_fields), &INCIDENT_KIND_GET,
    &INCIDENT_KIND_ADD, &INCIDENT_KIND_SAVE};
static const struct catalogue incident_kinds = {
    .key = "incident-kinds", .one = "kind of incident",
    .many = "Kinds of incidents",
    .lead = "What must be told to an authority, and within what time.",
    .empty = "Add the kinds of incidents that your scheme names.",
    .icon = "shield-exclamation", .record = &incident_kind_record,
    .list = &INCIDENT_KIND_LIST,
    .columns = {{"scheme", "Scheme", CELL_TEXT, NULL},
		{"clock", "Clock", CELL_TEXT, NULL},
		{"holds", "Holds", CELL_TEXT, NULL}},
    .name = IK_NAME, .word = -1, .check = check_incident_kind,
    .remove = {&INCIDENT_KIND_REMOVE}};

/* --- regions --------------------------------------------------------------------------- */

const struct field catalogue_region_fields[1] = {
    {.name = "name", .label = "Name", .max = 100, .flags = FIELD_REQUIRED},
};
SQL(REGION_GET, "ii", "version:i name:s",
    "SELECT version, name FROM region WHERE id = ? AND ? = 0");
/* The first free number: there is room for 62. */
SQL(REGION_ADD, "is", "",
    "INSERT INTO region (id, name) SELECT LAST_INSERT_ID(COALESCE(NULLIF(?, 0),"
    " MIN(x.id) + 1)), ? FROM (SELECT 0 AS id UNION SELECT id FROM region) x"
    " WHERE NOT EXISTS (SELECT 1 FROM region r WHERE r.id = x.id + 1)");
SQL(REGION_SAVE, "sii", "",
    "UPDATE region SET name = ?, version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(REGION_SAME, "si", "id:i",
    "SELECT id FROM region WHERE name = ? AND id <> ?");
SQL(REGION_LIST, "", "id:i title:s what:s icon:s providers:i accounts:i",
    "SELECT r.id, r.name, '', 'geo-alt',"
    " (SELECT COUNT(*) FROM provider p WHERE p.region_id = r.id),"
    " (SELECT COUNT(*) FROM account_region ar WHERE ar.region_id = r.id)"
    " FROM region r ORDER BY r.name");
SQL(REGION_REMOVE, "i", "", "DELETE FROM region WHERE id = ?");
static const struct record region_record = {
    "region", FIELDS(catalogue_region_fields), &REGION_GET, &REGION_ADD,
    &REGION_SAVE};
static const struct catalogue regions = {
    .key = "regions", .one = "region", .many = "Regions",
    .lead = "Staff see the providers and clients of their regions.",
    .empty = "Add the first region.", .icon = "geo-alt",
    .record = &region_record, .list = &REGION_LIST,
    .columns = {{"providers", "Providers", CELL_COUNT, NULL},
		{"accounts", "Staff of this region only", CELL_COUNT, NULL}},
    .same = &REGION_SAME, .name = 0, .word = -1, .remove = {&REGION_REMOVE}};

/* --- public holidays -------------------------------------------------------------------- */

const struct choice catalogue_states[] = {
    {"NSW", "New South Wales"},   {"VIC", "Victoria"},
    {"QLD", "Queensland"},	  {"SA", "South Australia"},
    {"WA", "Western Australia"},  {"TAS", "Tasmania"},
    {"ACT", "Australian Capital Territory"},
    {"NT", "Northern Territory"}, {NULL, NULL}};
enum { HO_STATE, HO_DATE, HO_FROM, HO_NAME };
const struct field catalogue_holiday_fields[4] = {
    [HO_STATE] = {.name = "state", .label = "State or territory",
		  .type = FIELD_SELECT, .flags = FIELD_REQUIRED,
		  .choices = catalogue_states},
    [HO_DATE] = {.name = "on_date", .label = "Day", .type = FIELD_DATE,
		 .flags = FIELD_REQUIRED},
    [HO_FROM] = {.name = "from_time", .label = "From", .type = FIELD_TIME,
		 .hint = "Only where it is a holiday for part of the day"},
    [HO_NAME] = {.name = "name", .label = "Name", .max = 100,
		 .flags = FIELD_REQUIRED},
};
SQL(HOLIDAY_GET, "ii", "version:i state:s on_date:d from_time:s name:s",
    "SELECT version, state, on_date, from_time, name FROM holiday"
    " WHERE id = ? AND ? = 0");
SQL(HOLIDAY_ADD, "issss", "",
    "INSERT INTO holiday (id, state, on_date, from_time, name)"
    " VALUES (NULLIF(?, 0), ?, ?, NULLIF(?, ''), ?)");
SQL(HOLIDAY_SAVE, "ssssii", "",
    "UPDATE holiday SET state = ?, on_date = ?, from_time = NULLIF(?, ''),"
    " name = ?, checked = 1, version = version + 1"
    " WHERE id = ? AND version = ?");
SQL(HOLIDAY_SAME, "si", "id:i",
    "SELECT id FROM holiday WHERE CONCAT(state, '|', on_date) = ? AND id <> ?");
SQL(HOLIDAY_ALL, "", "id:i title:s what:s icon:s",
    "SELECT id, name, CONCAT(state, ' ', on_date), 'calendar-event'"
    " FROM holiday ORDER BY on_date, state");
SQL(HOLIDAY_REMOVE, "i", "", "DELETE FROM holiday WHERE id = ?");
static const struct record holiday_record = {
    "holiday", FIELDS(catalogue_holiday_fields), &HOLIDAY_GET, &HOLIDAY_ADD,
    &HOLIDAY_SAVE};
static const struct catalogue holidays = {
    .key = "holidays", .one = "public holiday", .many = "Public holidays",
    .lead = "They count for business days and for prices.",
    .icon = "calendar-event", .record = &holiday_record, .list = &HOLIDAY_ALL,
    .same = &HOLIDAY_SAME, .same_of = 1 << HO_STATE | 1 << HO_DATE,
    .name = HO_DATE, .word = -1, .remove = {&HOLIDAY_REMOVE}};

const struct catalogue *const catalogues[] = {
    &types,	     &services, &traits,  &licence_types, &credential_kinds,
    &credential_rules, &incident_kinds, &regions, &holidays,
    &catalogue_file_types, &catalogue_attachment_kinds, NULL};
