/* Delegates.
 * SPDX-License-Identifier: MIT */
#include "people/delegate.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "people/account_admin.h"
#include "people/audit.h"
#include "people/letter.h"

/* A grant `g` counts on d.today. */
#define COUNTS                                                       \
	"g.ended_at IS NULL AND g.from_date <= d.today"              \
	" AND (g.until_date IS NULL OR g.until_date >= d.today)"

SQL(DELEGATE_GATE, "sii",
    "id:i version:i scopes:s until_date:d basis:s basis_label:s region_id:i"
    " client_version:i number:s name:s preferred_name:s born:d gender:s"
    " traits:s state:s face:s",
    "SELECT g.id, g.version, g.scopes, g.until_date, b.name, b.label,"
    " c.region_id, c.version, c.number, c.name, c.preferred_name, c.born,"
    " c.gender, c.traits, c.state, c.face"
    " FROM (SELECT CAST(? AS date) AS today) d JOIN delegate g"
    " JOIN delegate_basis b ON b.id = g.basis_id"
    " JOIN client c ON c.id = g.client_id"
    " WHERE g.client_id = ? AND g.account_id = ? AND " COUNTS);
SQL(DELEGATE_CLIENTS, "si",
    "client_id:i name:s preferred_name:s face:i born:d suburb:s basis:s"
    " basis_label:s scopes:s self:i until_date:d",
    "SELECT c.id, c.name, c.preferred_name, c.face, c.born, c.suburb, b.name,"
    " b.label, g.scopes, b.name = 'self', g.until_date"
    " FROM (SELECT CAST(? AS date) AS today) d JOIN delegate g"
    " JOIN delegate_basis b ON b.id = g.basis_id"
    " JOIN client c ON c.id = g.client_id"
    " WHERE g.account_id = ? AND FIND_IN_SET('profile', g.scopes)"
    " AND " COUNTS " ORDER BY b.name <> 'self', c.name, c.id LIMIT 200");
SQL(DELEGATE_WITH, "sis", "account_id:i name:s email:s self:i",
    "SELECT a.id, a.name, a.email, b.name = 'self'"
    " FROM (SELECT CAST(? AS date) AS today) d JOIN delegate g"
    " JOIN delegate_basis b ON b.id = g.basis_id"
    " JOIN account a ON a.id = g.account_id AND a.state = 'active'"
    " WHERE g.client_id = ? AND FIND_IN_SET(?, g.scopes)"
    " AND " COUNTS " ORDER BY a.id LIMIT 50");
SQL(DELEGATE_LIST, "si",
    "id:i account_id:i name:s email:s basis:s basis_label:s scopes:s"
    " from_date:d until_date:d evidence:s remarks:s granted_by:s granted_at:t"
    " ended_at:t ended_by:s ended_reason:s version:i self:i state:s account:s"
    " last_sign_in:t",
    "SELECT g.id, a.id, a.name, a.email, b.name, b.label, g.scopes,"
    " g.from_date, g.until_date, g.evidence, g.remarks,"
    " COALESCE(w.name, 'Carebook'), g.granted_at, g.ended_at, e.name,"
    " g.ended_reason, g.version, b.name = 'self',"
    " IF(g.ended_at IS NOT NULL, 'ended', IF(g.from_date > d.today,"
    "  'to_come', IF(g.until_date < d.today, 'over', 'current'))) AS now_is,"
    " a.state, a.last_sign_in"
    " FROM (SELECT CAST(? AS date) AS today) d JOIN delegate g"
    " JOIN delegate_basis b ON b.id = g.basis_id"
    " JOIN account a ON a.id = g.account_id"
    " LEFT JOIN account w ON w.id = g.granted_by"
    " LEFT JOIN account e ON e.id = g.ended_by"
    " WHERE g.client_id = ?"
    " ORDER BY FIELD(now_is, 'current', 'to_come', 'over', 'ended'),"
    " b.position, g.id DESC LIMIT 200");
/* Staff are those with no grant of any client's. */
SQL(DELEGATE_LOOKS, "is", "day:d name:s staff:i n:i at:t",
    "SELECT DATE(u.at), a.name, NOT EXISTS (SELECT 1 FROM delegate g"
    "  WHERE g.account_id = a.id), COUNT(*), MAX(u.at)"
    " FROM audit u JOIN account a ON a.id = u.account_id"
    " WHERE u.client_id = ? AND u.action = 'read' AND u.at >= ?"
    " GROUP BY DATE(u.at), a.id, a.name ORDER BY 5 DESC LIMIT 200");
SQL(DELEGATE_BASES, "si",
    "id:i name:s label:s about:s scopes:s evidence:i",
    "SELECT b.id, b.name, b.label, b.about, b.scopes, b.evidence"
    " FROM (SELECT CAST(? AS date) AS today) d JOIN delegate_basis b"
    " WHERE b.name <> 'self' AND (b.by_client OR NOT ?)"
    " AND (b.from_date IS NULL OR b.from_date <= d.today)"
    " AND (b.until_date IS NULL OR b.until_date >= d.today)"
    " ORDER BY b.position, b.label");
SQL(DELEGATE_BASIS_OF, "s", "id:i name:s label:s scopes:s evidence:i by_client:i",
    "SELECT id, name, label, scopes, evidence, by_client FROM delegate_basis"
    " WHERE id = ?");
SQL(DELEGATE_SELF, "", "id:s scopes:s",
    "SELECT id, scopes FROM delegate_basis WHERE name = 'self'");
SQL(DELEGATE_ACCOUNT, "s", "id:i name:s state:s outside:i",
    "SELECT a.id, a.name, a.state,"
    " EXISTS (SELECT 1 FROM account_role x JOIN role_right p"
    "  ON p.role_id = x.role_id AND p.right_name = 'portal.use'"
    "  WHERE x.account_id = a.id)"
    " FROM account a WHERE a.email = ?");
SQL(DELEGATE_ROLE, "", "id:s",
    "SELECT CAST(MIN(role_id) AS char) FROM role_right"
    " WHERE right_name = 'portal.use' HAVING COUNT(*) > 0");
SQL(DELEGATE_INSERT, "iiisissssis", "",
    "INSERT INTO delegate (client_id, account_id, basis_id, scopes,"
    " granted_by, from_date, until_date, evidence, remarks, version,"
    " granted_at) VALUES (?, ?, ?, ?, NULLIF(?, 0), ?, NULLIF(?, ''), ?, ?,"
    " ?, ?)");
SQL(DELEGATE_ONE, "ii",
    "version:i name:s email:s phone:s basis_id:s scopes:s from_date:d"
    " until_date:d evidence:s remarks:s account_id:i basis:s by_client:i"
    " needs_paper:i ended:i",
    "SELECT g.version, a.name, a.email, a.phone, g.basis_id, g.scopes,"
    " g.from_date, g.until_date, g.evidence, g.remarks, a.id, b.name,"
    " b.by_client, b.evidence, g.ended_at IS NOT NULL"
    " FROM delegate g JOIN delegate_basis b ON b.id = g.basis_id"
    " JOIN account a ON a.id = g.account_id"
    " WHERE g.id = ? AND g.client_id = ?");
SQL(DELEGATE_UPDATE, "sssssii", "",
    "UPDATE delegate SET scopes = ?, from_date = ?,"
    " until_date = NULLIF(?, ''), evidence = ?, remarks = ?,"
    " version = version + 1 WHERE id = ? AND version = ?"
    " AND ended_at IS NULL");
SQL(DELEGATE_END, "sisi", "",
    "UPDATE delegate SET ended_at = ?, ended_by = NULLIF(?, 0),"
    " ended_reason = ?, version = version + 1"
    " WHERE id = ? AND ended_at IS NULL");
SQL(DELEGATE_CLIENT_NAME, "i", "name:s email:s phone:s",
    "SELECT name, email, phone FROM client WHERE id = ?");

static const struct choice scopes[SCOPE__MAX + 1] = {
    [SCOPE_PROFILE] = {"profile", "See the record, the calendar and the history"},
    [SCOPE_CHANGE] = {"change", "Ask for changes, set preferences"},
    [SCOPE_MONEY] = {"money", "See funding, prices and statements"},
    [SCOPE_BOOK] = {"book", "Book visits"},
    [SCOPE_CANCEL] = {"cancel", "Change and cancel visits"},
    [SCOPE_APPROVE] = {"approve", "Approve visits or ask about them"},
    [SCOPE_MESSAGE] = {"message", "Get and write messages"},
    [SCOPE_SHARE] = {"share", "Say who else may see the record"},
    [SCOPE__MAX] = {NULL, NULL}};

const struct field delegate_fields[DELEGATE_FIELDS] = {
    [DELEGATE_NAME] = {"name", "Full name", FIELD_TEXT, FIELD_REQUIRED, 200,
		       .autocomplete = "off"},
    [DELEGATE_EMAIL] = {"email", "E-mail", FIELD_EMAIL, FIELD_REQUIRED, 200,
			.hint = "An invitation goes there. Nobody else should "
				"read that mail",
			.autocomplete = "off"},
    [DELEGATE_PHONE] = {"phone", "Phone", FIELD_TEL, 0, 40,
			.autocomplete = "off"},
    [DELEGATE_BASIS] = {"basis_id", "In which role", FIELD_RADIO,
			FIELD_REQUIRED},
    [DELEGATE_SCOPES] = {"scopes", "What they may do", FIELD_CHECKS, 0,
			 .hint = "None ticked: what is usual for the role",
			 .choices = scopes},
    [DELEGATE_FROM] = {"from_date", "From", FIELD_DATE, FIELD_REQUIRED},
    [DELEGATE_UNTIL] = {"until_date", "Until", FIELD_DATE, 0,
			.hint = "Left empty, until somebody ends it"},
    [DELEGATE_EVIDENCE] = {"evidence", "Which paper proves it", FIELD_TEXT, 0,
			   300,
			   .hint = "For example, guardianship order 2025/318, "
				   "until 30 6 2028"},
    [DELEGATE_REMARKS] = {"remarks", "Remarks", FIELD_TEXT, 0, 300},
};

const char *scope_name(enum scope s)
{
	return scopes[s].value;
}

const char *scope_label(enum scope s)
{
	return scopes[s].label;
}

scope_set scope_parse(const char *names)
{
	scope_set set = 0;

	while (names && *names) {
		size_t n = strcspn(names, ",");

		for (int s = 0; s < SCOPE__MAX; s++)
			if (strlen(scopes[s].value) == n &&
			    !strncmp(scopes[s].value, names, n))
				set |= scope_bit((enum scope)s);
		names += n + (names[n] == ',');
	}
	return set;
}

const char *scope_names(const void *ctx, scope_set set)
{
	struct buf b = {.ctx = ctx};

	for (int s = 0; s < SCOPE__MAX; s++)
		if (set & scope_bit((enum scope)s))
			buf_printf(&b, "%s%s", b.len ? "," : "",
				   scopes[s].value);
	return buf_text(&b);
}

static const char *today(const struct actor *a)
{
	char text[DATE_TEXT];

	return mem_strdup(a->pool,
			  date_format_iso(date_from_days(a->today), text));
}

NEOERR *delegate_gate(const struct actor *a, int64_t client, enum scope scope,
		      struct client **c, struct grant **g)
{
	struct rows r;
	scope_set set;

	TRY(db_query(a->db, a->pool, &DELEGATE_GATE, &r, today(a), client,
		     a->account));
	set = r.n ? scope_parse(row_text(&r, 0, "scopes")) : 0;
	if (!(set & scope_bit(SCOPE_PROFILE)))
		return nerr_raise(ERR_NOT_FOUND, "no grant for this client");
	if (!(set & scope_bit(scope)))
		return nerr_raise(ERR_FORBIDDEN, "the grant does not allow it");
	*c = mem_new(a->pool, struct client);
	**c = (struct client){
	    .id = client,
	    .region = row_int(&r, 0, "region_id"),
	    .version = row_int(&r, 0, "client_version"),
	    .number = row_text(&r, 0, "number"),
	    .name = row_text(&r, 0, "name"),
	    .preferred_name = row_text(&r, 0, "preferred_name"),
	    .born = row_text(&r, 0, "born"),
	    .gender = row_text(&r, 0, "gender"),
	    .traits = row_text(&r, 0, "traits"),
	    .state = row_text(&r, 0, "state"),
	    .face = row_text(&r, 0, "face"),
	};
	*g = mem_new(a->pool, struct grant);
	**g = (struct grant){
	    .id = row_int(&r, 0, "id"),
	    .client = client,
	    .account = a->account,
	    .version = row_int(&r, 0, "version"),
	    .scopes = set,
	    .self = !strcmp(row_text(&r, 0, "basis"), "self"),
	    .basis = row_text(&r, 0, "basis"),
	    .basis_label = row_text(&r, 0, "basis_label"),
	    .until = row_text(&r, 0, "until_date"),
	};
	return STATUS_OK;
}

NEOERR *delegate_clients(const struct actor *a, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &DELEGATE_CLIENTS, out,
				  today(a), a->account));
}

NEOERR *delegate_with(const struct actor *a, int64_t client, enum scope scope,
		      struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &DELEGATE_WITH, out,
				  today(a), client, scope_name(scope)));
}

NEOERR *delegate_list(const struct actor *a, int64_t client, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &DELEGATE_LIST, out,
				  today(a), client));
}

NEOERR *delegate_looks(const struct actor *a, int64_t client, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &DELEGATE_LOOKS, out, client,
				  db_from_time(a->pool,
					       a->now - 90 * 86400)));
}

NEOERR *delegate_bases(const struct actor *a, bool by_client, struct rows *out)
{
	return nerr_pass(db_query(a->db, a->pool, &DELEGATE_BASES, out,
				  today(a), (int64_t)by_client));
}

/* --- granting ---------------------------------------------------------- */

static NEOERR *audit(const struct actor *a, const char *action, int64_t client,
		     int64_t id, const char *changes)
{
	struct audit row = {.action = action,
			    .kind = "delegate",
			    .id = id,
			    .client = client,
			    .changes = changes};

	return nerr_pass(audit_add(a, row));
}

/* Some scope without seeing the record would be of no use. */
static scope_set whole(scope_set set)
{
	return set ? set | scope_bit(SCOPE_PROFILE) : 0;
}

/* What nobody may grant: more than they have themselves. */
static NEOERR *within_own(const struct actor *a, int64_t client,
			  scope_set before, scope_set wanted)
{
	struct client *c;
	struct grant *own;

	TRY(delegate_gate(a, client, SCOPE_SHARE, &c, &own));
	if ((wanted & ~before) & ~own->scopes)
		return nerr_raise(ERR_INVALID,
				  "You can allow only what you may do yourself");
	return STATUS_OK;
}

static NEOERR *check_dates(const char *from, const char *until)
{
	if (*until && strcmp(until, from) < 0)
		return nerr_raise(ERR_INVALID,
				  "The last day lies before the first one");
	return STATUS_OK;
}

/* The account of this address, or a new one that is invited. */
static NEOERR *find_account(const struct actor *a, const char *site_url,
			    const char *name, const char *email,
			    const char *phone, int64_t *id, bool *fresh)
{
	struct rows r, role;
	struct account_new who = {.email = email, .name = name, .phone = phone};

	TRY(db_query(a->db, a->pool, &DELEGATE_ACCOUNT, &r, email));
	*fresh = !r.n;
	if (!r.n) {
		TRY(db_query(a->db, a->pool, &DELEGATE_ROLE, &role));
		if (!role.n)
			return nerr_raise(ERR_INVALID,
					  "No role lets people use the portal: "
					  "an administrator can add one");
		who.roles = row_text(&role, 0, "id");
		return nerr_pass(account_invite(a, site_url, who, id));
	}
	if (!row_int(&r, 0, "outside"))
		return nerr_raise(ERR_INVALID,
				  "This is the address of somebody who works "
				  "here. A private address keeps the two apart");
	if (!strcmp(row_text(&r, 0, "state"), "disabled"))
		return nerr_raise(ERR_INVALID,
				  "The account of this address is disabled");
	*id = row_int(&r, 0, "id");
	return STATUS_OK;
}

static NEOERR *insert(const struct actor *a, int64_t client, int64_t account,
		      int64_t basis, const char *names,
		      const char *const *values, int64_t *id)
{
	NEOERR *err = db_exec(
	    a->db, &DELEGATE_INSERT, client, account, basis, names, a->account,
	    values[DELEGATE_FROM], values[DELEGATE_UNTIL],
	    values[DELEGATE_EVIDENCE], values[DELEGATE_REMARKS], (int64_t)1,
	    db_from_time(a->pool, a->now));

	if (nerr_match(err, ERR_CONFLICT)) {
		nerr_ignore(&err);
		return nerr_raise(ERR_INVALID,
				  "This person has a grant already: change or "
				  "end that one");
	}
	TRY(err);
	*id = db_inserted(a->db);
	return STATUS_OK;
}

static NEOERR *added(const struct actor *a, int64_t client, int64_t id,
		     const char *name, const char *label, const char *names,
		     const char *const *values)
{
	struct changes c = {.pool = a->pool};

	changes_add(&c, "who", "", name);
	changes_add(&c, "basis", "", label);
	changes_add(&c, "scopes", "", names);
	changes_add(&c, "from", "", values[DELEGATE_FROM]);
	changes_add(&c, "until", "", values[DELEGATE_UNTIL]);
	return nerr_pass(audit(a, "added", client, id, changes_text(&c)));
}

NEOERR *delegate_add(const struct actor *a, const char *site_url,
		     int64_t client, const char *const *values, bool by_client,
		     int64_t *id)
{
	struct rows basis, whose;
	const char *names;
	int64_t account;
	scope_set set;
	bool fresh;

	TRY(check_dates(values[DELEGATE_FROM], values[DELEGATE_UNTIL]));
	TRY(db_query(a->db, a->pool, &DELEGATE_BASIS_OF, &basis,
		     values[DELEGATE_BASIS]));
	if (!basis.n || !strcmp(row_text(&basis, 0, "name"), "self") ||
	    (by_client && !row_int(&basis, 0, "by_client")))
		return nerr_raise(ERR_INVALID,
				  "Choose one of the roles that are offered");
	if (row_int(&basis, 0, "evidence") && !*values[DELEGATE_EVIDENCE])
		return nerr_raise(ERR_INVALID,
				  "For this role, say which paper proves it");
	set = whole(scope_parse(*values[DELEGATE_SCOPES]
				    ? values[DELEGATE_SCOPES]
				    : row_text(&basis, 0, "scopes")));
	if (by_client)
		TRY(within_own(a, client, 0, set));
	TRY(db_query(a->db, a->pool, &DELEGATE_CLIENT_NAME, &whose, client));
	if (!whose.n)
		return nerr_raise(ERR_NOT_FOUND, "no such client");
	TRY(find_account(a, site_url, values[DELEGATE_NAME],
			 values[DELEGATE_EMAIL], values[DELEGATE_PHONE],
			 &account, &fresh));
	names = scope_names(a->pool, set);
	TRY(insert(a, client, account, row_int(&basis, 0, "id"), names, values,
		   id));
	if (!fresh)
		TRY(letter_granted(a,
				   (struct letter_to){account,
						      values[DELEGATE_EMAIL],
						      values[DELEGATE_NAME]},
				   row_text(&whose, 0, "name"), site_url));
	return nerr_pass(added(a, client, *id, values[DELEGATE_NAME],
			       row_text(&basis, 0, "label"), names, values));
}

NEOERR *delegate_invite_client(const struct actor *a, const char *site_url,
			       int64_t client, const char *email, int64_t *id)
{
	const char *values[DELEGATE_FIELDS] = {[DELEGATE_FROM] = today(a)};
	struct rows basis, whose;
	int64_t account;
	bool fresh;

	for (int i = 0; i < DELEGATE_FIELDS; i++)
		if (!values[i])
			values[i] = "";
	TRY(db_query(a->db, a->pool, &DELEGATE_CLIENT_NAME, &whose, client));
	TRY(db_query(a->db, a->pool, &DELEGATE_SELF, &basis));
	if (!whose.n || !basis.n)
		return nerr_raise(ERR_NOT_FOUND, "no such client");
	TRY(find_account(a, site_url, row_text(&whose, 0, "name"), email,
			 row_text(&whose, 0, "phone"), &account, &fresh));
	if (!fresh)
		return nerr_raise(ERR_INVALID,
				  "Somebody signs in with this address already. "
				  "The client needs one of their own");
	TRY(insert(a, client, account, row_int(&basis, 0, "id"),
		   row_text(&basis, 0, "scopes"), values, id));
	return nerr_pass(added(a, client, *id, row_text(&whose, 0, "name"),
			       "The client", row_text(&basis, 0, "scopes"),
			       values));
}

/* --- changing and ending ----------------------------------------------- */

static NEOERR *find(const struct actor *a, int64_t client, int64_t id,
		    struct rows *out)
{
	TRY(db_query(a->db, a->pool, &DELEGATE_ONE, out, id, client));
	if (!out->n)
		return nerr_raise(ERR_NOT_FOUND, "no such grant");
	return STATUS_OK;
}

NEOERR *delegate_load(const struct actor *a, int64_t client, int64_t id,
		      const char **values, int64_t *version)
{
	struct rows r;

	TRY(find(a, client, id, &r));
	for (int i = 0; i < DELEGATE_FIELDS; i++) {
		const char *cell = row_text(&r, 0, delegate_fields[i].name);

		values[i] = cell ? cell : "";
	}
	*version = row_int(&r, 0, "version");
	return STATUS_OK;
}

/* What a client or delegate may not touch: the client's own grant, and those
 * that rest on a paper. */
static NEOERR *theirs_to_change(const struct rows *r)
{
	if (!strcmp(row_text(r, 0, "basis"), "self") ||
	    row_int(r, 0, "needs_paper") || !row_int(r, 0, "by_client"))
		return nerr_raise(ERR_INVALID,
				  "Only the agency can change this one: ring "
				  "us");
	return STATUS_OK;
}

NEOERR *delegate_save(const struct actor *a, int64_t client, int64_t id,
		      int64_t version, const char *const *values,
		      bool by_client)
{
	struct changes c = {.pool = a->pool};
	struct rows r;
	const char *names, *text;
	scope_set set = whole(scope_parse(values[DELEGATE_SCOPES]));

	TRY(check_dates(values[DELEGATE_FROM], values[DELEGATE_UNTIL]));
	TRY(find(a, client, id, &r));
	if (by_client) {
		TRY(theirs_to_change(&r));
		TRY(within_own(a, client,
			       scope_parse(row_text(&r, 0, "scopes")), set));
	}
	names = scope_names(a->pool, set);
	if (row_int(&r, 0, "needs_paper") && !*values[DELEGATE_EVIDENCE])
		return nerr_raise(ERR_INVALID,
				  "For this role, say which paper proves it");
	for (int i = DELEGATE_CHANGE_FIRST; i < DELEGATE_FIELDS; i++) {
		const char *name = delegate_fields[i].name;
		const char *before = row_text(&r, 0, name);

		changes_add(&c, name, before ? before : "",
			    i == DELEGATE_SCOPES ? names : values[i]);
	}
	text = changes_text(&c);
	if (!text)
		return STATUS_OK;
	TRY(db_exec(a->db, &DELEGATE_UPDATE, names, values[DELEGATE_FROM],
		    values[DELEGATE_UNTIL], values[DELEGATE_EVIDENCE],
		    values[DELEGATE_REMARKS], id, version));
	if (!db_affected(a->db)) {
		record_clash(a, "delegate", id);
		return nerr_raise(ERR_CONFLICT, "saved meanwhile");
	}
	return nerr_pass(audit(a, "changed", client, id, text));
}

NEOERR *delegate_end(const struct actor *a, int64_t client, int64_t id,
		     const char *reason, bool by_client)
{
	struct changes c = {.pool = a->pool};
	struct rows r, whose;

	TRY(find(a, client, id, &r));
	if (by_client && row_int(&r, 0, "account_id") != a->account) {
		struct client *who;
		struct grant *own;

		TRY(delegate_gate(a, client, SCOPE_SHARE, &who, &own));
		TRY(theirs_to_change(&r));
	}
	TRY(db_exec(a->db, &DELEGATE_END, db_from_time(a->pool, a->now),
		    a->account, reason, id));
	if (!db_affected(a->db))
		return STATUS_OK; /* it was ended already */
	TRY(db_query(a->db, a->pool, &DELEGATE_CLIENT_NAME, &whose, client));
	changes_add(&c, "who", row_text(&r, 0, "name"), "");
	changes_add(&c, "reason", "", reason);
	TRY(letter_grant_ended(a,
			       (struct letter_to){
				   row_int(&r, 0, "account_id"),
				   row_text(&r, 0, "email"),
				   row_text(&r, 0, "name")},
			       row_text(&whose, 0, "name")));
	return nerr_pass(audit(a, "ended", client, id, changes_text(&c)));
}
