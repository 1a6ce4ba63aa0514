// Worlds for tests of access: the same set of records several times over, each
// with words of its own in every text, so that a page that shows one which it
// must not show gives itself away.
// SPDX-License-Identifier: MIT
//
//   const worlds = await Worlds.make(stage)
//   worlds.id('task', 'other')          the task of the provider of the world `other`
//   await worlds.session('finance')     a new session of an account: its cookie's value
//
// A world of each role's own (region 1, active), `other` (region 1, active),
// `foreign` (region 2), `hidden` (region 1, a draft). Every account sees region 1 only.
// The text of a record of kind K in world W holds "ZqK-W"; a restricted note "Zqsecret-W".
import { readFile } from 'node:fs/promises'
import { createHash, randomBytes } from 'node:crypto'

export const ROLES = ['administrator', 'case_manager', 'licensing', 'roster', 'finance', 'read_only']
export const WORLDS = [...ROLES, 'other', 'foreign', 'hidden']
export const MISSING = 987654321

// The number of a record: the kind's, and the world's behind it.
const KINDS = {
  provider: 100, task: 200, person: 300, person_role: 400, credential: 500, certificate: 600, incident: 700, meeting: 800,
  note: 900, secret: 1000, workflow: 1100, client: 1200, case: 1300, case_service: 1400, placement: 1500,
  provider_service: 1600, licence: 1700, condition: 1800, waiver: 1900, assignment: 2000, done_task: 2100, deleted_task: 2200,
  licence_action: 2300, account: 2400, gone_task: 2500, free_client: 2600, attendee: 2700, application: 2800,
  answer: 2900, draft_answer: 3000,
  attachment: 5000, secret_attachment: 5100, own_step: 5200, second_step: 5400, own_answer: 5300,
}
// The same for everybody, of what the migrations bring or we add once.
const FIXED = { type: 1, region: 3, catalogue_type: 90, service: 90, licence_type: 90, credential_kind: 90,
  credential_rule: 900, trait: 90, incident_kind: 90, holiday: 900, role: 70, definition: 91, definition_step: 900, field: 900,
  step: 1, version: 1, file_type: 90, attachment_kind: 90, outbox: 900, open_form: 555000111, own_form: 96, form: 90, form_version: 90, portrait: 90, media: 90, group: 90, draft_version: 91, medium: 90, revision: 1 }
// A form with one question.
const FORM = `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>Own form</h:title><model><instance><data id="own"><t/></data></instance><bind nodeset="/data/t" type="string"/></model></h:head><h:body><input ref="/data/t"><label>Text</label></input></h:body></h:html>`
// Another's, where there is more than one owner.
const OTHERS = { field: 1, definition_step: 901 }

// The smallest form.
const xform = id => `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>Own form</h:title><model>` +
  `<instance><data xmlns="" id="${id}" version="1"><a/></data></instance><bind nodeset="/data/a" type="string"/></model></h:head>` +
  `<h:body><input ref="/data/a"><label>A</label></input></h:body></h:html>`

export class Worlds {
  constructor(stage) { this.stage = stage }

  /** The number of the record of this kind in a world, or one that there is not. */
  id(kind, world) {
    if (world === 'missing') return MISSING
    if (kind in OTHERS && world === 'other') return OTHERS[kind]
    if (kind in FIXED) return FIXED[kind]
    if (!(kind in KINDS)) throw new Error(`no kind of record '${kind}'`)
    return KINDS[kind] + WORLDS.indexOf(world)
  }

  static async make(stage) {
    const worlds = new Worlds(stage)
    const sql = [`INSERT INTO region (id, name) VALUES (2, 'Zqregion-foreign'), (3, 'Third region');`,
      `INSERT INTO provider_type (id, name, plural, icon) VALUES (90, 'Own type', 'Own types', 'house');`,
      `INSERT INTO service (id, code, name) VALUES (90, 'own', 'Own service');`,
      `INSERT INTO licence_type (id, name) VALUES (90, 'Own licence type');`,
      `INSERT INTO credential_kind (id, name, class) VALUES (90, 'Own check', 'check');`,
      `INSERT INTO credential_rule (id, type_id, kind_id, applies) VALUES (900, 90, 90, 'people');`,
      `INSERT INTO trait (id, name, label) VALUES (90, 'own', 'Own trait');`,
      `INSERT INTO incident_kind (id, scheme, name, from_date) VALUES (90, 'Own', 'Own kind', '2020-01-01');`,
      `INSERT INTO holiday (id, state, on_date, name) VALUES (900, 'NSW', '2031-01-01', 'Own holiday');`,
      `INSERT INTO file_type (id, name, family, extensions, types, max_mb) VALUES (90, 'Own files', 'text', 'own', 'text/own', 1);`,
      `INSERT INTO attachment_kind (id, name) VALUES (90, 'Own kind');`,
      `INSERT INTO role (id, name) VALUES (70, 'Own role');`,
      `INSERT INTO provider_type_field (id, type_id, name, label) VALUES (900, 90, 'own_field', 'Own field');`,
      `INSERT INTO workflow_definition (id, name, number, title, state) VALUES (90, 'own', 1, 'Own workflow', 'current'), (91, 'own', 2, 'Own workflow', 'draft');`,
      `INSERT INTO workflow_definition_step (id, definition_id, position, title) VALUES (900, 91, 1, 'Own step'), (901, 90, 1, 'Own step'), (902, 90, 2, 'Own second step');`,
      `INSERT INTO workflow_definition_type (definition_id, type_id) VALUES (90, 1);`,
      `INSERT INTO form (id, name, title, about) VALUES (90, 'own', 'Own form', 'provider,client');`,
      `INSERT INTO form_version (id, form_id, version, hash, title, xml, questions, state, uploaded_at) VALUES
        (90, 90, '', '', 'Own form', '${FORM}', 1, 'published', '2026-11-01'), (91, 90, '2', '', 'Own form', '${FORM}', 1, 'draft', '2026-11-01');`,
      `INSERT INTO outbox (id, at, recipient, subject, body, next_at, state) VALUES (900, utc_timestamp(), 'a@example.org', 'Own mail', '', utc_timestamp(), 'failed');`]
    for (const form of [95, 96]) sql.push(`INSERT INTO form (id, name, title) VALUES (${form}, 'own-${form}', 'Own form');`,
      `INSERT INTO form_version (id, form_id, version, hash, title, xml, questions, state, uploaded_at, published_at)
        VALUES (${form}, ${form}, '1', REPEAT('0', 64), 'Own form', '${xform(`own-${form}`)}', 1, 'published', utc_timestamp(), utc_timestamp());`)
    sql.push(`INSERT INTO file (id, hash, size, type, state, at) VALUES (900, REPEAT('a', 64), 1, 'application/pdf', 'kept', utc_timestamp());`)
    sql.push(`INSERT INTO media (id, kind, title, body, created_at) VALUES (90, 'article', 'Own media', 'Text', utc_timestamp());`,
      `INSERT INTO client_group (id, name, kind) VALUES (90, 'Own group', 'list');`)
    sql.push(`INSERT INTO form_public (form_id, code, open) VALUES (95, 555000111, 1);`)
    ROLES.forEach((role, i) => sql.push(
      `INSERT INTO account (id, email, name, state) VALUES (${11 + i}, '${role}@example.org', 'Staff ${role}', 'active');`,
      `INSERT INTO account_role (account_id, role_id) VALUES (${11 + i}, ${i + 1});`,
      `INSERT INTO account_region (account_id, region_id) VALUES (${11 + i}, 1);`))
    for (const world of WORLDS) sql.push(worlds.sql(world))
    // A name that one's own profile must not give away either: a parent in another region, or a draft.
    sql.push(`UPDATE provider SET parent_id = ${worlds.id('provider', 'hidden')} WHERE id < ${worlds.id('provider', 'other')};`,
      `UPDATE provider SET parent_id = ${worlds.id('provider', 'foreign')} WHERE id = ${worlds.id('provider', 'administrator')};`)
    // Clients and providers know each other across the border, and a draft has clients.
    for (const role of ROLES) for (const far of ['foreign', 'hidden'])
      sql.push(`INSERT INTO placement (provider_id, client_id, from_date, source, remarks) VALUES
          (${worlds.id('provider', role)}, ${worlds.id('client', far)}, '2026-01-01', 'hand', 'Zqclient-${far}'),
          (${worlds.id('provider', far)}, ${worlds.id('client', role)}, '2026-01-01', 'hand', 'Zqclient-${role}');
        INSERT INTO case_service (case_id, provider_id, service_id, from_date, remarks) VALUES
          (${worlds.id('case', role)}, ${worlds.id('provider', far)}, 90, '2026-01-01', 'Zqclient-${role}'),
          (${worlds.id('case', far)}, ${worlds.id('provider', role)}, 90, '2026-01-01', 'Zqclient-${far}');`)
    for (const role of ROLES)
      sql.push(`UPDATE incident SET client_id = ${worlds.id('client', 'foreign')} WHERE id = ${worlds.id('incident', role)};`)
    // The list of providers, as the migration made it.
    const list = await readFile(new URL('../../sql/migrations/0008-provider-list.sql', import.meta.url), 'utf8')
    sql.push(/^INSERT IGNORE INTO provider_list [^;]*;/m.exec(list)[0])
    await stage.sql(sql.join('\n'))
    return worlds
  }

  sql(w) {
    const id = kind => this.id(kind, w)
    const z = kind => `'Zq${kind}-${w}'`
    const author = 11 + Math.max(0, ROLES.indexOf(w))
    const region = w === 'foreign' ? 2 : 1
    return `
      INSERT INTO provider (id, type_id, region_id, state, name, summary, phone, email, address, suburb, parent_id)
        VALUES (${id('provider')}, 1, ${region}, '${w === 'hidden' ? 'draft' : 'active'}', ${z('provider')}, ${z('provider')},
        '02 5550 0100', 'zqprovider-${w}@example.org', ${z('provider')}, ${z('provider')}, NULL);
      INSERT INTO task (id, provider_id, title, details, due, assignee_id, created_by) VALUES
        (${id('task')}, ${id('provider')}, ${z('task')}, ${z('task')}, '2020-01-01', NULL, 11),
        (${id('gone_task')}, ${id('provider')}, ${z('task')}, ${z('task')}, '2020-01-01', NULL, 11);
      INSERT INTO task (id, provider_id, title, details, state, done_at, done_by) VALUES
        (${id('done_task')}, ${id('provider')}, ${z('task')}, '', 'done', utc_timestamp(), 11),
        (${id('deleted_task')}, ${id('provider')}, ${z('task')}, '', 'deleted', utc_timestamp(), 11);
      INSERT INTO person (id, name, phone, email) VALUES (${id('person')}, ${z('person')}, '02 5550 0101', 'zqperson-${w}@example.org');
      INSERT INTO provider_person (id, provider_id, person_id, role, main_contact) VALUES (${id('person_role')}, ${id('provider')}, ${id('person')}, ${z('person')}, 1);
      INSERT INTO credential (id, person_id, kind_id, number, expires) VALUES (${id('credential')}, ${id('person')}, 1, ${z('person')}, '2026-12-01');
      INSERT INTO credential (id, provider_id, kind_id, number, expires) VALUES (${id('certificate')}, ${id('provider')}, 9, ${z('certificate')}, '2026-12-01');
      INSERT INTO incident (id, number, provider_id, kind_id, title, happened_on, aware_on, aware_time, aware_at, due_at, severity, description, actions, outcome)
        VALUES (${id('incident')}, '2026-${id('incident')}', ${id('provider')}, 1, ${z('incident')}, '2026-11-01', '2026-11-01', '10:00', '2026-11-01 00:00', '2026-11-02 00:00', 'high', ${z('incident')}, '', '');
      INSERT INTO meeting (id, provider_id, uid, title, on_date, at_time, starts_at, agenda, outcome, organiser_id)
        VALUES (${id('meeting')}, ${id('provider')}, 'uid-${w}@example.org', ${z('meeting')}, '2099-01-01', '10:00', '2098-12-31 23:00', ${z('meeting')}, '', 11);
      INSERT INTO meeting_attendee (id, meeting_id, account_id, name, email) VALUES (${id('attendee')}, ${id('meeting')}, 12, ${z('meeting')}, 'zqmeeting-${w}@example.org');
      INSERT INTO note (id, provider_id, at, text, restricted, author_id) VALUES
        (${id('note')}, ${id('provider')}, '2026-11-01', ${z('note')}, 0, ${author}),
        (${id('secret')}, ${id('provider')}, '2026-11-01', ${z('secret')}, 1, 11);
      INSERT INTO note_version (note_id, version, kind, text, restricted, author_id, at) VALUES
        (${id('note')}, 1, 'note', ${z('note')}, 0, 11, '2026-11-01'), (${id('secret')}, 1, 'note', ${z('secret')}, 1, 11, '2026-11-01');
      INSERT INTO workflow (id, definition_id, provider_id, started_by, started_at) VALUES (${id('workflow')}, 90, ${id('provider')}, 11, '2026-11-01');
      INSERT INTO workflow_step (id, workflow_id, position, state, words) VALUES (${id('own_step')}, ${id('workflow')}, 1, 'ready', ${z('workflow')}), (${id('second_step')}, ${id('workflow')}, 2, 'waiting', ${z('workflow')});
      INSERT INTO client (id, number, region_id, name, born, about) VALUES
        (${id('client')}, 'C-${id('client')}', ${region}, ${z('client')}, '2015-01-01', ${z('client')}),
        (${id('free_client')}, 'C-${id('free_client')}', ${region}, ${z('client')}, '2015-01-01', ${z('client')});
      INSERT INTO client_case (id, client_id, number, title, opened, about) VALUES (${id('case')}, ${id('client')}, 'K-${id('case')}', ${z('client')}, '2026-01-01', ${z('client')});
      INSERT INTO case_service (id, case_id, provider_id, service_id, from_date, remarks) VALUES (${id('case_service')}, ${id('case')}, ${id('provider')}, 90, '2026-01-01', ${z('client')});
      INSERT INTO placement (id, provider_id, client_id, from_date, source, remarks) VALUES (${id('placement')}, ${id('provider')}, ${id('client')}, '2026-01-01', 'hand', ${z('client')});
      INSERT INTO provider_service (id, provider_id, service_id, from_date, details) VALUES (${id('provider_service')}, ${id('provider')}, 90, '2026-01-01', ${z('service')});
      INSERT INTO licence (id, provider_id, type_id, number, from_date, until_date, remarks) VALUES (${id('licence')}, ${id('provider')}, 1, ${z('licence')}, '2026-01-01', '2026-12-01', ${z('licence')});
      INSERT INTO licence_action (id, licence_id, action, on_date, reason) VALUES (${id('licence_action')}, ${id('licence')}, 'grant', '2026-01-01', ${z('licence')});
      INSERT INTO licence_condition (id, licence_id, kind, text_value, effect) VALUES (${id('condition')}, ${id('licence')}, 'words', ${z('licence')}, 'warns');
      INSERT INTO condition_waiver (id, condition_id, client_id, from_date, until_date, reason, approved_by) VALUES (${id('waiver')}, ${id('condition')}, ${id('client')}, '2026-01-01', '2027-01-01', ${z('licence')}, 11);
      INSERT INTO form_answer (id, form_id, version_id, provider_id, state, revision, started_by, started_at, submitted_by, submitted_at) VALUES
        (${id('answer')}, 90, 90, ${id('provider')}, 'submitted', 1, 11, '2026-11-01', 11, '2026-11-01'),
        (${id('draft_answer')}, 90, 90, ${id('provider')}, 'submitted', 1, 11, '2026-11-01', 11, '2026-11-01');
      INSERT INTO form_answer_revision (answer_id, number, version_id, xml, hash, account_id, at)
        SELECT id, 1, 90, '<data id="own"><t>Zqanswer-${w}</t></data>', '', 11, '2026-11-01' FROM form_answer WHERE id IN (${id('answer')}, ${id('draft_answer')});
      INSERT INTO form_draft (answer_id, corrects, reason, xml, saved_at) VALUES (${id('draft_answer')}, 1, ${z('answer')},
        '<cb:draft xmlns:cb="https://carebook.example/xforms/draft" now="1795423766" seed="1" zone="Australia/Sydney"><data id="own"><t>Zqanswer-${w}</t></data></cb:draft>', '2026-11-01');
      INSERT INTO assignment (id, provider_id, account_id, from_date, reason) VALUES (${id('assignment')}, ${id('provider')}, 12, '2026-01-01', ${z('provider')});
      INSERT INTO account (id, email, name, state) VALUES (${id('account')}, 'zqaccount-${w}@example.org', ${z('account')}, 'active');
      INSERT INTO form_answer (id, form_id, version_id, state, revision, started_at, submitted_at)
        VALUES (${id('application')}, 95, 95, 'submitted', 1, utc_timestamp(), utc_timestamp());
      INSERT INTO form_answer_revision (answer_id, number, version_id, xml, hash, at)
        VALUES (${id('application')}, 1, 95, '<data xmlns="" id="own-95" version="1"><a>x</a></data>', REPEAT('0', 64), utc_timestamp());
      INSERT INTO form_application (answer_id, form_id, email, reference, title, state, started_at, received_at)
        VALUES (${id('application')}, 95, 'applicant@example.org', 'A-${id('application')}', 'Own application', 'received', utc_timestamp(), utc_timestamp());
      INSERT INTO form_answer (id, form_id, version_id, provider_id, state, revision, started_at, submitted_at)
        VALUES (${id('own_answer')}, 95, 95, ${id('provider')}, 'submitted', 1, utc_timestamp(), utc_timestamp());
      INSERT INTO form_answer_revision (answer_id, number, version_id, xml, hash, at)
        VALUES (${id('own_answer')}, 1, 95, '<data xmlns="" id="own-95" version="1"><a>x</a></data>', REPEAT('0', 64), utc_timestamp());
      INSERT INTO attachment (id, owner_kind, owner_id, provider_id, kind_id, description, expires, created_at) VALUES
        (${id('attachment')}, 'provider', ${id('provider')}, ${id('provider')}, 12, ${z('attachment')}, '2026-12-01', utc_timestamp()),
        (${id('secret_attachment')}, 'note', ${id('secret')}, ${id('provider')}, 12, ${z('secret')}, '2026-12-01', utc_timestamp());
      INSERT INTO attachment_version (attachment_id, number, file_id, name, size, type, family, at) VALUES
        (${id('attachment')}, 1, 900, CONCAT(${z('attachment')}, '.pdf'), 1, 'application/pdf', 'pdf', utc_timestamp()),
        (${id('secret_attachment')}, 1, 900, CONCAT(${z('secret')}, '.pdf'), 1, 'application/pdf', 'pdf', utc_timestamp());
      INSERT INTO search_word (kind, word, object_id, source) VALUES ('provider', 'zq', ${id('provider')}, 'name'), ('client', 'zq', ${id('client')}, 'name');`
  }

  /** A new session of an account, signed in: the value of its cookie. */
  async session(role, state = 'full') {
    const token = randomBytes(32).toString('base64url')
    const account = typeof role === 'number' ? role : 11 + ROLES.indexOf(role)
    await this.stage.sql(`INSERT INTO session (id_hash, account_id, state, created_at, seen_at, address, agent)
      VALUES ('${createHash('sha256').update(token).digest('hex')}', ${account}, '${state}', utc_timestamp(), utc_timestamp(), '127.0.0.1', 'test')`)
    return token
  }

  /** One number for the whole of each table, and how many denials the audit holds. */
  async state() {
    if (!this.question) {
      // CHECKSUM TABLE does not answer twice the same of a table with a generated column.
      const columns = await this.stage.sql(`SELECT c.table_name, c.column_name
        FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = 'carebook' AND t.table_type = 'BASE TABLE'
        AND c.table_name NOT IN ('session', 'audit', 'throttle', 'schema_migration', 'postcode')`)
      const tables = {}
      for (const [table, column] of columns) (tables[table] ??= []).push(`COALESCE(HEX(\`${column}\`), '-')`)
      this.question = [...Object.entries(tables).map(([table, cells]) =>
        `SELECT '${table}', COUNT(*), COALESCE(BIT_XOR(CRC32(CONCAT_WS(',', ${cells}))), 0) FROM \`${table}\``),
        `SELECT 'audit', COUNT(*), 0 FROM audit WHERE action = 'denied'`].join(' UNION ALL ')
    }
    const tables = Object.fromEntries((await this.stage.sql(this.question)).map(([name, n, sum]) => [name, `${n} ${sum}`]))
    const denied = parseInt(tables.audit)
    delete tables.audit
    return { tables, denied }
  }
}

/** What a text shows of the worlds: [kind, world] each. */
export function seen(text) {
  const found = new Map([...text.matchAll(/[Zz]q([a-z]+)-([a-z_]+)/g)].map(m => [m[0].toLowerCase(), [m[1], m[2]]]))
  return [...found.values()].filter(([, world]) => WORLDS.includes(world))
}
