/* People and clients of a provider, made up.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "demo/life.h"

static const char *gender_word(char g)
{
	return g == 'f' ? "gender=female" : g == 'm' ? "gender=male"
						     : "gender=other";
}

/* A drawn face of about this gender, or none. */
static int64_t face(struct life *l, char gender)
{
	static const int64_t women[] = {1, 2, 4, 7, 8, 10, 12, 14, 15, 16, 19,
					20, 22, 24},
			     men[] = {3, 5, 6, 9, 11, 13, 17, 18, 21, 23};

	if (!story_random(l->s, 4))
		return 0;
	return gender == 'm' ? story_pick(l->s, men) : story_pick(l->s, women);
}

static const char *born(struct life *l, int64_t age)
{
	return mem_printf(l->s->pool, "born=%" PRId64 "y%+" PRId64, age,
			  between(l, -180, 180));
}

static const char *phone(struct life *l)
{
	return mem_printf(l->s->pool, "phone=0491 570 %03d",
			  (int)story_random(l->s, 1000));
}

/* --- checks and trainings ------------------------------------------------------ */

static void check(struct life *l, const char *person, int64_t day,
		  const char *kind, int64_t months)
{
	struct story *s = l->s;
	bool good = !strcmp(told(s, "checks"), "good");
	int64_t luck = good ? 99 : story_random(s, 100);
	int64_t term = months * 30, left, issued;
	const char *suspended = "suspended=";

	if (luck < 1) /* nobody asked for it yet */
		return;
	if (luck < 3)
		left = -between(l, 3, 50);
	else if (luck < 11)
		left = between(l, 4, 40);
	else
		left = between(l, term > 200 ? 100 : 50, term - 5);
	if (luck == 12) {
		left = term / 2;
		suspended = "suspended=1";
	}
	issued = left - term;
	story_add(s, (int)(issued > day ? issued : day), 10 * 60 + 20, l->lead,
		  "credential", person, word(l, "kind", kind),
		  mem_printf(s->pool, "number=%c%06d", kind[0],
			     (int)story_random(s, 999999)),
		  word_day(l, "issued", issued), word_day(l, "expires", left),
		  suspended, NULL);
}

static void checks_of_person(struct life *l, const char *key, int64_t day)
{
	const char *person = word(l, "person", key);

	switch (*l->kind->letter) {
	case 'F':
		check(l, person, day, "Working with children check", 60);
		check(l, person, day, "First aid", 36);
		story_add(l->s, (int)day, 10 * 60 + 40, l->lead, "credential",
			  person, "kind=Foster care training",
			  word_day(l, "issued", day), NULL);
		break;
	case 'G':
		check(l, person, day, "NDIS worker screening", 60);
		check(l, person, day, "First aid", 36);
		check(l, person, day, "Medication training", 12);
		break;
	case 'A':
		check(l, person, day, "Working with children check", 60);
		check(l, person, day, "First aid", 36);
		break;
	case 'O':
		check(l, person, day, "NDIS worker screening", 60);
		if (!story_random(l->s, 2))
			check(l, person, day, "Driver licence", 60);
		break;
	case 'S':
		check(l, person, day, "NDIS worker screening", 60);
		check(l, person, day, "First aid", 36);
		check(l, person, day, "CPR", 12);
		break;
	default:
		check(l, person, day, "Working with children check", 60);
		check(l, person, day, "Police certificate", 36);
	}
}

static void checks_of_provider(struct life *l)
{
	int64_t day = l->from + 5;

	if (!strcmp(told(l->s, "licence"), "own") &&
	    !strcmp(l->key, "wentworth"))
		return; /* its certificate is part of the story */
	if (strchr("GA", *l->kind->letter))
		check(l, l->of, day, "Fire safety certificate", 12);
	if (*l->kind->letter == 'O')
		check(l, l->of, day, "Public liability insurance", 12);
	if (!strcmp(l->serves, "nursery") || !strcmp(l->serves, "wren"))
		check(l, l->of, day, "Food safety certificate", 60);
}

/* --- people ------------------------------------------------------------------------ */

static const char *role_of(const struct life *l, int64_t i, int64_t own,
			   int64_t n)
{
	static const char *const group[] = {"House manager", "Team leader",
					    "Support worker", "Support worker",
					    "Night worker"};
	static const char *const nursery[] = {"Director", "Lead educator",
					      "Educator", "Educator", "Cook"};
	static const char *const place[] = {"Manager", "Registered nurse",
					    "Care worker", "Activities",
					    "Cook"};
	static const char *const office[] = {"Coordinator", "Chief executive",
					     "Support worker", "Driver",
					     "Accounts"};

	if (i > 4 && *l->kind->letter != 'F') /* one of each, then more of those who do the work */
		i = 2 + i % 2;
	switch (*l->kind->letter) {
	case 'F':
		return i < 2		 ? "Foster carer"
		       : i >= n - own ? "Child of the family"
					 : "Grandparent";
	case 'G':
		return group[i % 5];
	case 'A':
		return !strcmp(l->serves, "nursery") ||
			       !strcmp(l->serves, "wren")
			   ? nursery[i % 5]
			   : place[i % 5];
	case 'O':
		return office[i % 5];
	case 'S':
		return "Support worker";
	default:
		return "Volunteer";
	}
}

static void person(struct life *l, int64_t i, int64_t n)
{
	struct story *s = l->s;
	int64_t own = *l->kind->letter == 'F' ? told_int(s, "own_children") : 0;
	const char *role = role_of(l, i, own, n), *key;
	bool child = !strcmp(role, "Child of the family");
	bool alone = strchr("SV", *l->kind->letter);
	char gender = story_random(s, 5) < 3 ? 'f' : 'm';
	struct whole_name name = name_next(s, l->names, gender);
	int64_t day = l->from + (i < 2 ? 2 : between(l, 2, -l->from - 30));
	int64_t age = child				? between(l, 4, 16)
		      : !strcmp(role, "Grandparent") ? between(l, 66, 84)
							: between(l, 21, 63);
	/* Some have left again. */
	bool left = i > 2 && !child && *l->kind->letter != 'F' &&
		    day < -120 && !story_random(s, 8);

	if (alone)
		name = (struct whole_name){told(s, "name"), told(s, "name")};
	if (day > -1)
		day = l->from + 1;
	key = mem_printf(s->pool, "%s-p%d", l->key, (int)i);
	story_add(s, (int)day, 9 * 60 + 40, l->lead, "person", l->of,
		  word(l, "key", key), word(l, "name", name.name),
		  born(l, age), gender_word(gender),
		  child ? "phone=" : phone(l), word(l, "role", role),
		  *l->kind->letter == 'F' ? "household=1" : "household=",
		  i ? "main_contact=" : "main_contact=1",
		  mem_printf(s->pool, "face=%d",
			     child ? 0 : (int)face(l, gender)),
		  left ? word_day(l, "until_date", between(l, -60, -9))
		       : "until_date=",
		  NULL);
	if (!child && l->n_people < LIFE_NAMES)
		l->people[l->n_people++] = name.first;
	if (!child)
		checks_of_person(l, key, day + 1);
}

void life_people(struct life *l)
{
	int64_t n = told_int(l->s, "people");
	/* Where the story has the first of them. */
	int64_t shift = !strcmp(told(l->s, "first"), "own") ? 1 : 0;

	if (strchr("SV", *l->kind->letter) && !told_has(l->s, "people"))
		n = 1;
	for (int64_t i = 0; i < n; i++)
		person(l, i + shift, n + shift);
	checks_of_provider(l);
}

/* --- clients ------------------------------------------------------------------------- */

static const char *traits(struct life *l)
{
	static const char *const young[] = {"", "", "autism", "disability,autism",
					    "first_nations", ""};
	static const char *const adult[] = {
	    "disability,intellectual",
	    "disability,physical,wheelchair",
	    "disability,autism", "disability,psychosocial",
	    "disability,intellectual,two_people",
	    "disability,sensory"};
	static const char *const old[] = {"", "", "dementia",
					  "wheelchair,physical",
					  "sensory", "first_nations"};

	if (strstr("child wren nursery", l->serves))
		return story_pick(l->s, young);
	if (!strcmp(l->serves, "aged"))
		return story_pick(l->s, old);
	return story_pick(l->s, adult);
}

static int64_t age_of_client(struct life *l)
{
	if (!strcmp(l->serves, "child"))
		return between(l, 3, 16);
	if (!strcmp(l->serves, "wren"))
		return between(l, 3, 4);
	if (!strcmp(l->serves, "nursery"))
		return between(l, 1, 5);
	return !strcmp(l->serves, "aged") ? between(l, 68, 96)
					  : between(l, 19, 64);
}

static char gender_of_client(struct life *l)
{
	if (!strcmp(l->serves, "wren") || !strcmp(l->serves, "woman"))
		return 'f';
	if (!strcmp(l->serves, "man"))
		return 'm';
	return story_random(l->s, 24) ? (story_random(l->s, 2) ? 'f' : 'm')
				      : 'n';
}

/* Somebody new with a case; their key. */
static const char *new_client(struct life *l, int64_t i, int64_t day,
			      const char **first)
{
	struct story *s = l->s;
	char gender = gender_of_client(l);
	struct whole_name name = name_next(s, l->names, gender);
	const char *key = mem_printf(s->pool, "%s-c%d", l->key, (int)i);
	int64_t age = age_of_client(l);
	bool home = !strcmp(l->serves, "aged");

	story_add(s, (int)day, 9 * 60, l->lead, "client", word(l, "key", key),
		  word(l, "name", name.name), born(l, age),
		  gender_word(gender), word(l, "traits", traits(l)),
		  word(l, "region", told(s, "region")),
		  home ? phone(l) : "phone=",
		  word(l, "address", street_next(s, l->names)),
		  word(l, "suburb", told(s, "suburb")),
		  word(l, "address_state", told(s, "address_state")),
		  word(l, "postcode", told(s, "postcode")),
		  mem_printf(s->pool, "face=%d",
			     age < 18 ? 0 : (int)face(l, gender)),
		  NULL);
	story_add(s, (int)day, 9 * 60 + 30, l->lead, "case",
		  mem_printf(s->pool, "key=case-%s", key),
		  word(l, "client", key),
		  word(l, "title", age < 18 ? "Care and school"
				   : home   ? "Support at home"
					    : "Living and support"),
		  word(l, "staff", l->lead), NULL);
	*first = name.first;
	if (home && l->n_shared < LIFE_SHARED) {
		l->shared[l->n_shared].key = key;
		l->shared[l->n_shared].first = name.first;
		l->shared[l->n_shared].at = l->key;
		l->shared[l->n_shared++].region = told(s, "region");
	}
	return key;
}

/* One of the clients at home of another provider, now and then. */
static const char *known_client(struct life *l, const char **first)
{
	size_t i;

	if (!strchr("OSV", *l->kind->letter) || !l->n_shared ||
	    story_random(l->s, 5) > 1)
		return NULL;
	i = (size_t)story_random(l->s, (int64_t)l->n_shared);
	if (strcmp(l->shared[i].region, told(l->s, "region")) ||
	    l->shared[i].at == l->key)
		return NULL;
	l->shared[i].at = l->key;
	*first = l->shared[i].first;
	return l->shared[i].key;
}

static const char *service_of(struct life *l)
{
	const char *type = told(l->s, "lictype"), *own = told(l->s, "service");

	if (*own)
		return own;
	if (!strncmp(type, "Kinship", 7))
		return "kinship";
	if (!strcmp(l->serves, "nursery") || !strcmp(l->serves, "wren"))
		return "nursery";
	if (!strncmp(type, "Residential aged", 16))
		return "aged-residential";
	if (!strncmp(type, "Respite", 7))
		return "respite-night";
	return l->kind->service;
}

static void serve(struct life *l, int64_t i, bool past)
{
	static const char *const funding[] = {
	    "NDIS, plan managed", "NDIS, agency managed", "Support at Home",
	    "Out-of-home care", "Private", "Support at Home, level 4"};
	struct story *s = l->s;
	int64_t latest = past ? -200 : -12;
	/* A child in a nursery has not been there for years. */
	int64_t longest = strstr("wren nursery", l->serves) ? -250 : -900;
	int64_t earliest =
	    l->published + 5 > longest ? l->published + 5 : longest;
	int64_t day = between(l, earliest, latest), last;
	const char *first, *key = past ? NULL : known_client(l, &first);
	const char *until = "until_date=";

	if (key)
		day = between(l, earliest > -15 ? earliest : -15, -8);
	else
		key = new_client(l, i, day - 1, &first);
	last = between(l, day + 20, l->until < -21 ? l->until : -20);
	if (past)
		until = word_day(l, "until_date", last);
	if (!past && l->n_clients < LIFE_NAMES)
		l->clients[l->n_clients++] = first;
	if (story_random(s, 5))
		story_add(s, (int)day, 13 * 60, l->lead, "serve", l->of,
			  mem_printf(s->pool, "case=case-%s", key),
			  word(l, "service", service_of(l)),
			  word_day(l, "from_date", day), until,
			  mem_printf(s->pool, "units=%d",
				     (int)between(l, 1, 7)),
			  l->kind->per, word(l, "funding", story_pick(s, funding)),
			  NULL);
	else
		story_add(s, (int)day, 13 * 60, l->lead, "stay", l->of,
			  word(l, "client", key), word_day(l, "from", day),
			  past ? word_day(l, "until", last) : "until=",
			  "remarks=Agreed by phone", NULL);
}

void life_clients(struct life *l)
{
	struct story *s = l->s;
	int64_t n = told_int(s, "clients"), past = told_int(s, "past");

	if (*told(s, "licence") && strcmp(told(s, "licence"), "own"))
		story_add(s, (int)l->from + 12, 12 * 60, l->lead, "offers",
			  l->of, word(l, "service", service_of(l)), NULL);
	else if (!told_has(s, "licence") || n)
		story_add(s, (int)l->from + 12, 12 * 60, l->lead, "offers",
			  l->of, word(l, "service", service_of(l)), NULL);
	for (int64_t i = 0; i < n; i++)
		serve(l, i, false);
	for (int64_t i = 0; i < past; i++)
		serve(l, n + i, true);
}
