/* Passwords that a person may choose.
 * SPDX-License-Identifier: MIT */
#include "people/password.h"

#include <ctype.h>

#include "base/mem.h"
#include "base/text.h"

/* What the lists of stolen passwords begin with, without the digits and signs
 * that people put behind (those are taken off before the look). */
static const char *const common[] = {
    "password", "passwordpassword", "passw", "pass", "mypassword", "thepassword",
    "newpassword", "changeme", "changemenow", "letmein", "letmeinnow", "letmeinplease",
    "welcome", "welcomeback", "welcometo", "welcomehome", "login", "loginlogin", "admin", "administrator",
    "adminadmin", "adminpassword", "root", "rootroot", "secret", "topsecret", "default", "temppass",
    "temppassword", "temporary", "test", "testing", "testtest", "tester", "guest", "user",
    "username", "qwerty", "qwertyuiop", "qwertyqwerty", "qwertz", "qwertzuiop", "azerty", "azertyuiop",
    "asdf", "asdfgh", "asdfghjkl", "asdfasdf", "asdfghasdfgh", "zxcvbn", "zxcvbnm", "zxcvbnmzxcvbnm",
    "qwertyasdfgh", "qweasdzxc", "qazwsx", "qazwsxedc", "qazwsxedcrfv", "abc", "abcd", "abcdef",
    "abcdefg", "abcdefgh", "abcdefghi", "abcdefghij", "abcdefghijk", "abcdefghijkl", "iloveyou", "iloveyouso",
    "iloveyouforever", "iloveyoubaby", "ilovemyself", "iloveme", "loveyou", "lovelove", "loveme", "princess",
    "sunshine", "football", "footballer", "baseball", "basketball", "cricket", "rugby", "soccer",
    "monkey", "monkeymonkey", "dragon", "dragonball", "superman", "spiderman", "batman", "pokemon",
    "starwars", "naruto", "chocolate", "cheesecake", "cookie", "butterfly", "flower", "family",
    "familyfirst", "friends", "friendship", "happiness", "blessed", "jesus", "jesuschrist", "godisgood",
    "trustno", "whatever", "nothing", "computer", "internet", "samsung", "google", "facebook",
    "microsoft", "windows", "andrew", "jessica", "michael", "michelle", "charlie", "daniel",
    "jordan", "thomas", "ashley", "nicole", "elizabeth", "alexander", "christopher", "stephanie",
    "australia", "sydney", "melbourne", "brisbane", "adelaide", "canberra", "hobart", "darwin",
    "newsouthwales", "queensland", "victoria", "tasmania", "january", "february", "march", "april",
    "may", "june", "july", "august", "september", "october", "november", "december",
    "spring", "summer", "autumn", "winter", "monday", "tuesday", "wednesday", "thursday",
    "friday", "saturday", "sunday", "carebook", "carebookcarebook", "tallowood", "tallowoodcare", "care",
    "careprovider", "careworker", "agency", "foster", "fostercare", "disability", "agedcare", "support",
    "supportworker", "caseworker", "casemanager", "ndis", "hospital", "nurse", "company", "office",
    "correcthorsebatterystaple", "thisismypassword", "mypasswordis", "nopassword", "opensesame", "master", "mastermaster",
    "shadow", "killer", "hunter", "ranger", "harley", "corvette", "mustang", "maverick",
    "phoenix", "liverpool", "arsenal", "chelsea", "manchester", "manchesterunited", "barcelona", "realmadrid",
};

static const char *const rows_of_keys[] = {
    "01234567890123456789", "98765432109876543210", "qwertyuiopasdfghjklzxcvbnm",
    "abcdefghijklmnopqrstuvwxyz", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn",
};

/* As people write the same word: small letters, @ for a, 0 for o ... */
static char *plain(const void *ctx, const char *s)
{
	static const char from[] = "@4310$5!7", to[] = "aaeiossit";
	char *out = mem_strdup(ctx, s);

	for (char *p = out; *p; p++) {
		const char *f = strchr(from, *p);

		*p = f ? to[f - from] : (char)tolower((unsigned char)*p);
	}
	return out;
}

/* Without what is no letter at both ends. */
static char *word_of(const void *ctx, const char *s)
{
	size_t n;

	while (*s && !isalpha((unsigned char)*s) && !(*s & 0x80))
		s++;
	n = strlen(s);
	while (n && !isalpha((unsigned char)s[n - 1]) && !(s[n - 1] & 0x80))
		n--;
	return mem_strndup(ctx, s, n);
}

static bool is_common(const char *s)
{
	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		if (!strcmp(s, common[i]))
			return true;
	return false;
}

/* The same few characters again and again, or keys in their order. */
static bool is_simple(const char *s)
{
	size_t n = strlen(s), row = 0, longest = 0;

	for (size_t period = 1; period <= 3; period++) {
		size_t i = period;

		while (i < n && s[i] == s[i - period])
			i++;
		if (i == n)
			return true;
	}
	/* The longest run of keys covers nearly all of it. */
	for (size_t k = 0; k < sizeof rows_of_keys / sizeof *rows_of_keys; k++)
		for (size_t at = 0; at < n; at++) {
			const char *hit = strchr(rows_of_keys[k], s[at]);

			row = 0;
			while (hit && hit[row] && at + row < n &&
			       hit[row] == s[at + row])
				row++;
			longest = row > longest ? row : longest;
		}
	return longest + 3 > n;
}

static bool contains(const char *whole, const char *part)
{
	return strlen(part) >= 4 && strstr(whole, part);
}

/* Little remains when the person's own words are taken away. */
static bool is_own(const void *ctx, const char *low, const char *email,
		   const char *name)
{
	const char *local =
	    plain(ctx, mem_strndup(ctx, email, strcspn(email, "@")));
	char *words = plain(ctx, name), *save;
	size_t left = strlen(low);

	if (!strcmp(low, plain(ctx, email)))
		return true;
	if (contains(low, local) && left - strlen(local) < 6)
		return true;
	for (const char *word = strtok_r(words, " -'.", &save); word;
	     word = strtok_r(NULL, " -'.", &save))
		if (contains(low, word))
			left -= strlen(word);
	return left < 6;
}

const char *password_wrong(const void *ctx, const char *password,
			   const char *email, const char *name)
{
	char *low = mem_strdup(ctx, password), *same = plain(ctx, password);

	if (text_length(password) < PASSWORD_LEAST)
		return mem_printf(ctx, "Use at least %d characters",
				  PASSWORD_LEAST);
	for (char *p = low; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	if (is_simple(low) || is_common(low) || is_common(same) ||
	    is_common(word_of(ctx, low)) ||
	    is_common(plain(ctx, word_of(ctx, password))) ||
	    is_common(word_of(ctx, same)))
		return "Many people use this password, so it is guessed "
		       "first. Take three or four words that do not belong "
		       "together";
	if (is_own(ctx, same, email, name))
		return "Your own name or address is guessed first. Take three "
		       "or four words that do not belong together";
	return NULL;
}
