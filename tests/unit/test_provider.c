/* Tests of lib/people/provider: facts that must fit together, states.
 * SPDX-License-Identifier: MIT */
#include "people/provider-state.h"

#include "unit.h"

static void abn(void)
{
	CHECK(abn_valid("51824753556"));
	CHECK(abn_valid("51 824 753 556"));
	CHECK(!abn_valid("51 824 753 557"));
	CHECK(!abn_valid("15 824 753 556"));
	CHECK(!abn_valid("5182475355"));
	CHECK(!abn_valid("518247535566"));
	CHECK(!abn_valid("51-824-753-556"));
	CHECK(!abn_valid(""));
}

/* What is wrong when one field, or two, hold this: the field, -1 for none. */
static int wrong(int f, const char *value, int g, const char *other)
{
	const char *values[PROVIDER_FIELDS];
	struct provider_type t = {.n = PROVIDER_FIELDS};
	int field;

	for (int i = 0; i < PROVIDER_FIELDS; i++)
		values[i] = "";
	values[f] = value;
	values[g] = other;
	return provider_wrong(&t, values, &field) ? field : -1;
}

static void together(void)
{
	CHECK_INT(wrong(PROVIDER_F_NAME, "x", PROVIDER_F_NAME, "x"), -1);
	CHECK_INT(wrong(PROVIDER_F_POSTCODE, "275", PROVIDER_F_ADDRESS_STATE,
	                "NSW"), PROVIDER_F_POSTCODE);
	CHECK_INT(wrong(PROVIDER_F_POSTCODE, "27x0", PROVIDER_F_ADDRESS_STATE,
	                "NSW"), PROVIDER_F_POSTCODE);
	CHECK_INT(wrong(PROVIDER_F_POSTCODE, "2750", PROVIDER_F_ADDRESS_STATE,
	                "NSW"), -1);
	CHECK_INT(wrong(PROVIDER_F_POSTCODE, "2750", PROVIDER_F_NAME, "x"),
	          PROVIDER_F_ADDRESS_STATE);
	CHECK_INT(wrong(PROVIDER_F_ABN, "1", PROVIDER_F_NAME, "x"),
	          PROVIDER_F_ABN);
	CHECK_INT(wrong(PROVIDER_F_CONTACT_BY, "email", PROVIDER_F_PHONE,
	                "02 5550 0142"), PROVIDER_F_CONTACT_BY);
	CHECK_INT(wrong(PROVIDER_F_CONTACT_BY, "email", PROVIDER_F_EMAIL,
	                "a@example.org"), -1);
	CHECK_INT(wrong(PROVIDER_F_CONTACT_BY, "sms", PROVIDER_F_PHONE,
	                "0412 345 678"), -1);
	CHECK_INT(wrong(PROVIDER_F_CONTACT_BY, "letter", PROVIDER_F_NAME, "x"),
	          -1);
}

static void asked(void)
{
	struct provider_type family = {.accepts = "placement",
	                               .household = true};
	struct provider_type worker = {.accepts = "booking", .person = true};

	CHECK(provider_asks(&family, PROVIDER_F_PLACES));
	CHECK(provider_asks(&family, PROVIDER_F_OWN_CHILDREN));
	CHECK(!provider_asks(&family, PROVIDER_F_ABN));
	CHECK(!provider_asks(&worker, PROVIDER_F_PLACES));
	CHECK(!provider_asks(&worker, PROVIDER_F_OWN_CHILDREN));
	CHECK(provider_asks(&worker, PROVIDER_F_ABN));
	CHECK(provider_asks(&worker, PROVIDER_F_NAME));
}

/* Letters of the moves that are open from a state. */
static const char *moves(const char *state)
{
	static char text[PROVIDER_MOVES + 1];
	struct provider p = {.state = state};
	size_t n = 0;

	for (int m = 0; m < PROVIDER_MOVES; m++)
		if (provider_can_move(&p, (enum provider_move)m))
			text[n++] = "SRCOA"[m];
	text[n] = '\0';
	return text;
}

static void states(void)
{
	CHECK_TEXT(moves("draft"), "A");
	CHECK_TEXT(moves("active"), "SC");
	CHECK_TEXT(moves("suspended"), "RC");
	CHECK_TEXT(moves("closed"), "OA");
	CHECK_TEXT(moves("archived"), "O");
	CHECK_TEXT(moves("act"), "");
}

UNIT_MAIN("provider", UNIT(abn), UNIT(together), UNIT(asked), UNIT(states))
