/* The People section: staff and household, their roles, checks and trainings.
 * SPDX-License-Identifier: MIT
 *
 * In these paths {person} is r->id[1]; a role or a credential is r->id[2].
 */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "forms/filing.h"
#include "pages.h"
#include "web/attached.h"
#include "people/credential.h"
#include "people/person.h"
#include "people/search.h"

/* Adding asks for the person and the first role at once. */
static const struct field *person_add_fields(size_t *n)
{
	static struct field both[PERSON_FIELDS + ROLE_FIELDS];

	memcpy(both, person_fields, sizeof person_fields);
	memcpy(both + PERSON_FIELDS, person_role_fields,
	       sizeof person_role_fields);
	*n = PERSON_FIELDS + ROLE_FIELDS;
	return both;
}

static const char *person_url(struct req *r, int64_t person)
{
	return req_url(r, "%s/%" PRId64, profile_url(r, "people"), person);
}

/* The credentials of one owner (0: the provider), from `i` on; returns the row
 * behind them. */
static size_t show_credentials(struct req *r, const char *at,
			       const struct rows *all, size_t i)
{
	int64_t owner = row_int(all, i, "person_id");
	const char *base = owner ? person_url(r, owner)
				 : profile_url(r, "certificates");
	size_t n = 0;

	for (; i < all->n && row_int(all, i, "person_id") == owner; i++, n++) {
		enum credential_state state =
		    credential_row_state(&r->actor, all, i);
		struct credential_words w = credential_words(
		    &r->actor, state, credential_row_expires(all, i));
		const char *c = mem_printf(r->pool, "%s.%zu", at, n);

		data_row(r, c, all, i);
		data_f(r, "%s.tone=%s", c, w.tone);
		data_f(r, "%s.icon=%s", c, w.icon);
		data_f(r, "%s.text=%s", c, w.text);
		if (state == CREDENTIAL_MISSING)
			data_f(r, "%s.href=%s%s?kind_id=%s", c, base,
			       owner ? "/credentials/add" : "/add",
			       row_text(all, i, "kind_id"));
		else
			data_f(r, "%s.href=%s%s/%s/edit", c, base,
			       owner ? "/credentials" : "",
			       row_text(all, i, "credential_id"));
	}
	return i;
}

/* The worst of a person's required credentials, for the list. */
static void show_worst(struct req *r, const char *at, const struct rows *all,
		       int64_t person)
{
	enum credential_state worst = CREDENTIAL_CURRENT;
	const char *kind = "";
	int64_t expires = INT64_MAX;
	struct credential_words w;
	bool any = false;

	for (size_t i = 0; i < all->n; i++) {
		enum credential_state s;

		if (row_int(all, i, "person_id") != person ||
		    !row_int(all, i, "needed"))
			continue;
		any = true;
		s = credential_row_state(&r->actor, all, i);
		if (s < worst) {
			worst = s;
			kind = row_text(all, i, "kind");
			expires = credential_row_expires(all, i);
		}
	}
	if (worst == CREDENTIAL_CURRENT) {
		data_f(r, "%s.checks.tone=%s", at, any ? "ok" : "stone");
		data_f(r, "%s.checks.icon=%s", at, any ? "check-lg" : "dash-lg");
		data_f(r, "%s.checks.text=%s", at,
		       any ? "All current" : "None needed");
		return;
	}
	w = credential_words(&r->actor, worst, expires);
	data_f(r, "%s.checks.tone=%s", at, w.tone);
	data_f(r, "%s.checks.icon=%s", at, w.icon);
	data_f(r, "%s.checks.text=%s: %s", at, kind, w.text);
}

NEOERR *people_page(struct req *r)
{
	int64_t provider = req_provider(r)->id;
	bool edits = actor_may(&r->actor, RIGHT_PERSON_EDIT);
	struct rows people, all;
	size_t now = 0, past = 0, certificates = 0;

	TRY(profile_frame(r, "people"));
	TRY(person_list(&r->actor, provider, &people));
	TRY(credential_standing(&r->actor, provider, &all));
	for (size_t i = 0; i < people.n; i++) {
		bool current = row_int(&people, i, "current");
		const char *at = mem_printf(
		    r->pool, "%s.%zu", current ? "People" : "Past",
		    current ? now++ : past++);

		data_row(r, at, &people, i);
		data_f(r, "%s.href=%s", at,
		       person_url(r, row_int(&people, i, "person_id")));
		data_f(r, "%s.icon=%s", at, "person");
		data_f(r, "%s.what=%s", at, row_text(&people, i, "role"));
		if (current)
			show_worst(r, at, &all,
				   row_int(&people, i, "person_id"));
	}
	while (certificates < all.n &&
	       !row_int(&all, certificates, "person_id"))
		certificates++;
	if (certificates)
		show_credentials(r, "Certificates", &all, 0);
	data_f(r, "Add.href=%s/add", profile_url(r, "people"));
	data_f(r, "AddCertificate.href=%s/add", profile_url(r, "certificates"));
	if (edits)
		profile_action(r, req_url(r, "%s/add", profile_url(r, "people")),
			       "plus-lg", "Add a person", true);
	return STATUS_OK;
}

NEOERR *person_page(struct req *r)
{
	int64_t provider = req_provider(r)->id, person = r->id[1];
	struct rows who, roles, all;

	TRY(profile_frame(r, "people"));
	TRY(person_get(&r->actor, provider, person, &who));
	TRY(person_roles(&r->actor, provider, person, &roles));
	TRY(attached_card(r, "person", person));
	TRY(credential_standing(&r->actor, provider, &all));
	data_row(r, "Person", &who, 0);
	data_set(r, "Person.icon", "person");
	data_f(r, "Person.gender_text=%s",
	       field_show(r->pool, &person_fields[PERSON_GENDER],
			  row_text(&who, 0, "gender")));
	data_f(r, "Person.edit=%s/edit", person_url(r, person));
	data_f(r, "Person.picture=/attachments/providers/%" PRId64
		  "/people/%" PRId64 "/portrait",
	       provider, person);
	data_f(r, "Person.back=%s", profile_url(r, "people"));
	for (size_t i = 0; i < roles.n; i++) {
		data_row(r, mem_printf(r->pool, "Roles.%zu", i), &roles, i);
		data_f(r, "Roles.%zu.edit=%s/roles/%s/edit", i,
		       person_url(r, person), row_text(&roles, i, "id"));
	}
	data_f(r, "AddRole.href=%s/roles/add", person_url(r, person));
	data_f(r, "AddCredential.href=%s/credentials/add",
	       person_url(r, person));
	for (size_t i = 0; i < all.n; i++) {
		if (row_int(&all, i, "person_id") == person) {
			show_credentials(r, "Credentials", &all, i);
			break;
		}
	}
	return nerr_pass(forms_about(
	    r, &(struct filed_filter){.provider = provider, .person = person},
	    req_url(r, "/forms/providers/%" PRId64 "/start?person=%" PRId64,
		    provider, person),
	    profile_url(r, "forms")));
}

NEOERR *person_add_page(struct req *r)
{
	size_t n;
	const struct field *fields = person_add_fields(&n);

	form_use(r, fields, n);
	form_set(r, PERSON_FIELDS + ROLE_FROM, NULL);
	if (!req_provider(r)->household)
		form_hide(r, PERSON_FIELDS + ROLE_HOUSEHOLD);
	profile_form(r, "people", "Add a person", "Add this person");
	return STATUS_OK;
}

static NEOERR *check_role_dates(struct req *r, int first)
{
	const char *from = form_text(r, first + ROLE_FROM);
	const char *until = form_text(r, first + ROLE_UNTIL);

	if (*from && *until && strcmp(until, from) < 0)
		return form_refuse(r, first + ROLE_UNTIL,
				   "The end must be on or after the start");
	return STATUS_OK;
}

NEOERR *person_add_post(struct req *r)
{
	const char *const *values = form_values(r);
	int64_t id;

	TRY(check_role_dates(r, PERSON_FIELDS));
	TRY(person_add(&r->actor, req_provider(r)->id, values,
		       values + PERSON_FIELDS, &id));
	TRY(search_index_provider(&r->actor, req_provider(r)->id));
	answer_flash(r, "ok",
		     mem_printf(r->pool, "%s is added. Now add the checks and "
					 "trainings.",
				values[PERSON_NAME]),
		     NULL, NULL);
	return answer_go(r, person_url(r, id));
}

static struct record_of person_of(struct req *r)
{
	return profile_record(r);
}

NEOERR *person_edit_page(struct req *r)
{
	const char *values[PERSON_FIELDS];
	int64_t version;

	TRY(record_load(&r->actor, &person_record, person_of(r), values,
			&version));
	form_set_record(r, values, version);
	profile_form(r, "people", "Change a person", "Save");
	return STATUS_OK;
}

NEOERR *person_edit_post(struct req *r)
{
	TRY(record_save(&r->actor, &person_record, person_of(r),
			form_version(r), form_values(r), NULL));
	TRY(search_index_person(&r->actor, r->id[1]));
	answer_flash(r, "ok", "Saved.", NULL, NULL);
	return answer_go(r, person_url(r, r->id[1]));
}

static struct record_of role_of(struct req *r)
{
	return (struct record_of){.id = r->id[2],
				  .owner = req_provider(r)->id,
				  .provider = req_provider(r)->id};
}

NEOERR *role_edit_page(struct req *r)
{
	const char *values[ROLE_FIELDS];
	int64_t version;
	struct rows who;

	TRY(person_get(&r->actor, req_provider(r)->id, r->id[1], &who));
	TRY(record_load(&r->actor, &person_role_record, role_of(r), values,
			&version));
	form_set_record(r, values, version);
	if (!req_provider(r)->household)
		form_hide(r, ROLE_HOUSEHOLD);
	profile_form(r, "people", "Change a role", "Save");
	form_intro(r, "The role of %s. To end it, give its last day.",
		   row_text(&who, 0, "name"));
	return STATUS_OK;
}

NEOERR *role_edit_post(struct req *r)
{
	TRY(check_role_dates(r, 0));
	TRY(record_save(&r->actor, &person_role_record, role_of(r),
			form_version(r), form_values(r), NULL));
	TRY(search_index_provider(&r->actor, req_provider(r)->id));
	answer_flash(r, "ok", "Saved.", NULL, NULL);
	return answer_go(r, person_url(r, r->id[1]));
}

NEOERR *role_add_page(struct req *r)
{
	struct rows who;

	TRY(person_get(&r->actor, req_provider(r)->id, r->id[1], &who));
	if (!req_provider(r)->household)
		form_hide(r, ROLE_HOUSEHOLD);
	profile_form(r, "people", "Add a role", "Add this role");
	form_intro(r, "Another role for %s, now or from some day on.",
		   row_text(&who, 0, "name"));
	return STATUS_OK;
}

NEOERR *role_add_post(struct req *r)
{
	struct rows who;

	TRY(check_role_dates(r, 0));
	TRY(person_get(&r->actor, req_provider(r)->id, r->id[1], &who));
	TRY(person_role_add(&r->actor, req_provider(r)->id, r->id[1],
			    form_values(r)));
	TRY(search_index_provider(&r->actor, req_provider(r)->id));
	answer_flash(r, "ok", "The role is added.", NULL, NULL);
	return answer_go(r, person_url(r, r->id[1]));
}

/* --- credentials: of a person, and of the provider itself ----------------- */

static NEOERR *offer_kinds(struct req *r, bool of_person)
{
	struct rows kinds;

	TRY(credential_kinds(&r->actor, &kinds));
	form_option(r, CREDENTIAL_KIND, "", "Choose");
	for (size_t i = 0; i < kinds.n; i++) {
		bool own = !strcmp(row_text(&kinds, i, "class"), "certificate");

		if (own != of_person)
			form_option(r, CREDENTIAL_KIND,
				    row_text(&kinds, i, "id"),
				    row_text(&kinds, i, "name"));
	}
	return STATUS_OK;
}

static NEOERR *check_credential(struct req *r)
{
	const char *issued = form_text(r, CREDENTIAL_ISSUED);
	const char *expires = form_text(r, CREDENTIAL_EXPIRES);

	if (*issued && *expires && strcmp(expires, issued) < 0)
		return form_refuse(r, CREDENTIAL_EXPIRES,
				   "The last day must be on or after the day it "
				   "was given");
	return STATUS_OK;
}

/* Whose it is: the person in the path, or the provider. */
static NEOERR *credential_of(struct req *r, bool of_person, size_t at,
			     struct record_of *of)
{
	struct rows who;

	if (of_person)
		TRY(person_get(&r->actor, req_provider(r)->id, r->id[1], &who));
	*of = (struct record_of){.id = r->id[at],
				 .owner = of_person ? r->id[1]
						    : req_provider(r)->id,
				 .provider = req_provider(r)->id};
	return STATUS_OK;
}

static NEOERR *credential_form(struct req *r, bool of_person, bool adding)
{
	const struct record *record = of_person ? &person_credential_record
						: &provider_credential_record;
	const char *values[CREDENTIAL_FIELDS];
	struct record_of of;
	int64_t version;

	TRY(credential_of(r, of_person, of_person ? 2 : 1, &of));
	TRY(offer_kinds(r, of_person));
	if (!adding) {
		TRY(record_load(&r->actor, record, of, values, &version));
		form_set_record(r, values, version);
	}
	profile_form(r, "people",
		     adding ? of_person ? "Add a check or training"
					: "Add a certificate"
			    : of_person ? "Change a check or training"
					: "Change a certificate",
		     adding ? "Add" : "Save");
	if (of_person)
		data_set(r, "Form.Cancel", person_url(r, r->id[1]));
	return STATUS_OK;
}

static NEOERR *credential_save(struct req *r, bool of_person, bool adding)
{
	const struct record *record = of_person ? &person_credential_record
						: &provider_credential_record;
	struct record_of of;
	int64_t id;

	TRY(credential_of(r, of_person, of_person ? 2 : 1, &of));
	TRY(check_credential(r));
	if (adding)
		TRY(record_add(&r->actor, record, of, form_values(r), &id));
	else
		TRY(record_save(&r->actor, record, of, form_version(r),
				form_values(r), NULL));
	answer_flash(r, "ok", "Saved.", NULL, NULL);
	return answer_go(r, of_person ? person_url(r, r->id[1])
				      : profile_url(r, "people"));
}

NEOERR *credential_add_page(struct req *r)
{
	return credential_form(r, true, true);
}

NEOERR *credential_add_post(struct req *r)
{
	return credential_save(r, true, true);
}

NEOERR *credential_edit_page(struct req *r)
{
	return credential_form(r, true, false);
}

NEOERR *credential_edit_post(struct req *r)
{
	return credential_save(r, true, false);
}

NEOERR *certificate_add_page(struct req *r)
{
	return credential_form(r, false, true);
}

NEOERR *certificate_add_post(struct req *r)
{
	return credential_save(r, false, true);
}

NEOERR *certificate_edit_page(struct req *r)
{
	return credential_form(r, false, false);
}

NEOERR *certificate_edit_post(struct req *r)
{
	return credential_save(r, false, false);
}
