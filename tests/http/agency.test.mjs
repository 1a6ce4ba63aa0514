// Settings: accounts, roles, catalogues, holidays, workflow definitions, who did what, mail.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { start } from '../lib/stage.mjs'
import { Client } from '../lib/client.mjs'

const password = 'a long enough password'
let stage, ann, file

async function add(email, name, role) {
  await stage.carebook('account', 'add', email, name, '--role', role, '--password-file', file)
}

before(async () => {
  stage = await start({ data: 'none', clock: '2026-11-20T01:00:00Z' })
  file = join(stage.dir, 'password')
  await writeFile(file, password + '\n')
  await add('ann@example.org', 'Ann Admin', 'Administrator')
  await add('cas@example.org', 'Cas Manager', 'Case manager')
  ann = await Client.signIn(stage, 'ann@example.org', password)
})
after(() => stage?.stop())

/** Follows a POST to the page it leads to. */
async function follow(answer, client = ann) {
  assert.equal(answer.status, 303, answer.status === 303 ? '' : answer.words)
  return client.get(answer.location)
}
const one = async sql => (await stage.sql(sql))[0]?.[0]
const idOf = email => one(`SELECT id FROM account WHERE email = '${email}'`)

test('the front page shows what one may change, and to everybody something', async () => {
  const mine = await ann.get('/agency/')
  for (const word of ['Accounts', 'Roles', 'Regions', 'Public holidays', 'Provider types', 'Services', 'Workflows', 'Who did what', 'Mail'])
    assert.ok(mine.words.includes(word), word)
  const cas = await Client.signIn(stage, 'cas@example.org', password)
  const theirs = await cas.get('/agency/')
  assert.equal(theirs.status, 200)
  assert.match(theirs.words, /Your account/)
  assert.doesNotMatch(theirs.words, /Who did what/)
  for (const path of ['accounts', 'accounts/add', 'roles', 'settings', 'holidays', 'regions', 'types', 'services', 'workflows', 'audit', 'audit/export', 'mail'])
    assert.equal((await cas.get('/agency/' + path)).status, 403, path)
})

test('every page of settings opens', async () => {
  for (const path of ['accounts', 'accounts/1', 'accounts/1/edit', 'accounts/2/disable', 'accounts/2/reset', 'roles', 'roles/add',
    'roles/2/edit', 'roles/6/remove', 'audit', 'mail', 'settings', 'holidays', 'holidays/add', 'holidays/1/edit', 'holidays/1/remove', 'holidays/import', 'regions',
    'regions/add', 'regions/1/edit', 'regions/1/remove', 'types', 'types/add', 'types/1', 'types/1/edit', 'types/1/remove', 'types/1/fields/add',
    'types/1/fields/1/edit', 'types/1/fields/1/remove', 'services', 'services/add', 'services/1/edit', 'services/1/remove', 'licence-types',
    'licence-types/add', 'credential-kinds', 'credential-kinds/add', 'credential-rules', 'credential-rules/add', 'traits', 'traits/add', 'file-types', 'file-types/add', 'attachment-kinds', 'attachment-kinds/add',
    'incident-kinds', 'incident-kinds/add', 'workflows', 'workflows/add'])
    assert.equal((await ann.get('/agency/' + path)).status, 200, path)
  for (const path of ['accounts/999', 'roles/999/edit', 'types/999', 'types/1/fields/8/edit', 'services/999/edit', 'workflows/999', 'nothing'])
    assert.equal((await ann.get('/agency/' + path)).status, 404, path)
})

test('an invitation goes out by mail; the list finds the person', async () => {
  const answer = await ann.submit('/agency/accounts/add', { name: "Zoë O'Brien", email: 'zoe@example.org', title: 'Team leader', roles: ['2', '6'] })
  const page = await follow(answer)
  assert.match(page.words, /invitation is on its way to zoe@example.org/)
  assert.match(page.words, /Case manager, Read-only/)
  assert.equal(await one("SELECT COUNT(*) FROM outbox WHERE recipient = 'zoe@example.org'"), '1')
  const found = await ann.get("/agency/accounts?q=o'brien&state=invited&role=2")
  assert.match(found.words, /Zoë O'Brien/)
  assert.doesNotMatch((await ann.get('/agency/accounts?q=zoe&role=4')).words, /Zoë/)
  const twice = await ann.submit('/agency/accounts/add', { name: 'Other', email: 'zoe@example.org', roles: ['6'] })
  assert.equal(twice.status, 422)
  assert.match(twice.words, /has an account|account with this e-mail/)
  const id = await idOf('zoe@example.org')
  await follow(await ann.press(`/agency/accounts/${id}/invite`, `/agency/accounts/${id}`))
  assert.equal(await one("SELECT COUNT(*) FROM outbox WHERE recipient = 'zoe@example.org'"), '2')
})

test('an account is changed; two who change it see both', async () => {
  const id = await idOf('cas@example.org')
  const path = `/agency/accounts/${id}/edit`
  const old = await ann.get(path)
  await follow(await ann.submit(path, { title: 'Senior case manager', regions: ['1'] }))
  assert.equal(await one(`SELECT title FROM account WHERE id = ${id}`), 'Senior case manager')
  const fields = new Map(old.fields(path))
  fields.set('title', 'Case manager, west')
  fields.set('roles', '2')
  const late = await ann.post(path, fields)
  assert.equal(late.status, 409)
  assert.match(late.words, /Senior case manager/)
  assert.match(late.text, /Case manager, west/)
  assert.equal(await one(`SELECT title FROM account WHERE id = ${id}`), 'Senior case manager')
  await follow(await ann.submit(path, { regions: undefined }))
})

test('a new e-mail address is told to the old one', async () => {
  const id = await idOf('zoe@example.org')
  await follow(await ann.submit(`/agency/accounts/${id}/edit`, { email: 'zoe.new@example.org' }))
  assert.equal(await one("SELECT COUNT(*) FROM outbox WHERE recipient = 'zoe@example.org'"), '3')
  const taken = await ann.submit(`/agency/accounts/${id}/edit`, { email: 'ann@example.org' })
  assert.equal(taken.status, 422)
  assert.match(taken.error('email'), /Another account/)
})

test('disabled: signed out at once, and in again when enabled', async () => {
  const id = await idOf('cas@example.org')
  const cas = await Client.signIn(stage, 'cas@example.org', password)
  await follow(await ann.submit(`/agency/accounts/${id}/disable`))
  assert.equal((await cas.get('/agency/')).status, 303)
  await assert.rejects(Client.signIn(stage, 'cas@example.org', password))
  await follow(await ann.press(`/agency/accounts/${id}/enable`, `/agency/accounts/${id}`))
  const again = await Client.signIn(stage, 'cas@example.org', password)
  assert.equal((await again.get('/agency/')).status, 200)
  await follow(await ann.press(`/agency/accounts/${id}/sign-out`, `/agency/accounts/${id}`))
  assert.equal((await again.get('/agency/')).status, 303)
  await follow(await ann.submit(`/agency/accounts/${id}/reset`))
  assert.equal(await one("SELECT COUNT(*) FROM outbox WHERE recipient = 'cas@example.org'"), '1')
})

test('nobody takes the last administrator away, nor that role from themselves', async () => {
  const me = await idOf('ann@example.org')
  const alone = await ann.submit(`/agency/accounts/${me}/edit`, { roles: ['2'] })
  assert.equal(alone.status, 422)
  assert.equal((await ann.submit(`/agency/accounts/${me}/disable`)).status, 422)
  const role = await ann.submit('/agency/roles/1/edit', { agency: ['setting.edit', 'role.manage'] })
  assert.equal(role.status, 422)
  assert.match(role.words, /nobody could manage/)
  await add('eve@example.org', 'Eve Second', 'Administrator')
  const own = await ann.submit(`/agency/accounts/${me}/edit`, { roles: ['2'] })
  assert.equal(own.status, 422)
  assert.match(own.words, /from you yourself/)
  assert.equal(await one(`SELECT role_id FROM account_role WHERE account_id = ${me}`), '1')
})

test('two administrators who disable each other at once: one stays', async () => {
  const eve = await Client.signIn(stage, 'eve@example.org', password)
  const a = await idOf('ann@example.org'), e = await idOf('eve@example.org')
  const answers = await Promise.all([ann.submit(`/agency/accounts/${e}/disable`), eve.submit(`/agency/accounts/${a}/disable`)])
  assert.ok(answers.filter(x => x.status === 303).length <= 1 || answers.some(x => x.location?.includes('sign-in')), answers.map(x => x.status).join())
  assert.ok(Number(await one("SELECT COUNT(*) FROM account WHERE state = 'active' AND email IN ('ann@example.org', 'eve@example.org')")) >= 1)
  await stage.sql("UPDATE account SET state = 'active' WHERE email IN ('ann@example.org', 'eve@example.org')")
  ann = await Client.signIn(stage, 'ann@example.org', password)
})

test('who only manages accounts gives nobody more than they have', async () => {
  const made = await ann.submit('/agency/roles/add', { name: 'Front desk', agency: ['account.manage'], providers: ['provider.view'] })
  await follow(made)
  await add('fay@example.org', 'Fay Desk', 'Front desk')
  const fay = await Client.signIn(stage, 'fay@example.org', password)
  const desk = await one("SELECT id FROM role WHERE name = 'Front desk'")
  const lifted = await fay.submit('/agency/accounts/add', { name: 'Friend', email: 'friend@example.org', roles: ['1'] })
  assert.equal(lifted.status, 422)
  assert.match(lifted.error('roles'), /may do more/)
  assert.equal((await fay.submit('/agency/accounts/add', { name: 'Friend', email: 'friend@example.org', roles: [desk] })).status, 303)
  const boss = await idOf('ann@example.org')
  for (const what of ['edit', 'reset', 'disable'])
    assert.equal((await fay.submit(`/agency/accounts/${boss}/${what}`, what === 'edit' ? { email: 'mine@example.org' } : {})).status, 422, what)
  assert.equal(await one(`SELECT email FROM account WHERE id = ${boss}`), 'ann@example.org')
  const self = await idOf('fay@example.org')
  assert.equal((await fay.submit(`/agency/accounts/${self}/edit`, { roles: ['1'] })).status, 422)
  assert.equal((await fay.get('/agency/roles')).status, 403)
})

test('fields that no form has are nothing', async () => {
  const id = await idOf('cas@example.org')
  await follow(await ann.submit(`/agency/accounts/${id}/edit`, { phone: '02 5550 0142', state: 'disabled', second_factor: '1', is_admin: '1' }))
  assert.deepEqual((await stage.sql(`SELECT state, second_factor, phone FROM account WHERE id = ${id}`))[0], ['active', '0', '02 5550 0142'])
})

test('a role: its rights hold from the next click; removed only when nobody has it', async () => {
  const cas = await Client.signIn(stage, 'cas@example.org', password)
  assert.equal((await cas.get('/agency/services')).status, 403)
  await follow(await ann.submit('/agency/roles/2/edit', { agency: ['catalogue.edit'] }))
  assert.equal((await cas.get('/agency/services')).status, 200)
  await follow(await ann.submit('/agency/roles/2/edit', { agency: undefined }))
  assert.equal((await cas.get('/agency/services')).status, 403)
  assert.equal((await ann.submit('/agency/roles/2/remove')).status, 422)
  await follow(await ann.submit('/agency/roles/add', { name: 'Nobody', notes: ['note.view'] }))
  assert.equal((await ann.submit('/agency/roles/add', { name: 'Nobody' })).status, 422)
  const id = await one("SELECT id FROM role WHERE name = 'Nobody'")
  await follow(await ann.submit(`/agency/roles/${id}/remove`))
  assert.equal(await one(`SELECT COUNT(*) FROM role WHERE id = ${id}`), '0')
  const unknown = await ann.submit('/agency/roles/2/edit', { agency: ['root.all'] })
  assert.equal(unknown.status, 422)
})

test('every right stands in the form of a role', async () => {
  const page = await ann.get('/agency/roles/1/edit')
  const boxes = page.html.querySelectorAll('.checks-grid input').map(e => e.getAttribute('value'))
  const held = (await stage.sql('SELECT right_name FROM role_right WHERE role_id = 1')).map(r => r[0])
  // The portal is not for staff: an administrator does not hold its right.
  assert.deepEqual([...held, 'portal.use'].sort(), [...boxes].sort())
})

test('the agency: saved, checked, shown', async () => {
  const page = await follow(await ann.submit('/agency/settings', { name: 'Blue Hills Care', phone: '02 5550 0100', undo_hours: '48' }))
  assert.match(page.words, /The settings are saved/)
  assert.equal(await one("SELECT value FROM setting WHERE name = 'task.undo_hours'"), '48')
  assert.match((await ann.get('/agency/')).text, /<title>Settings - Blue Hills Care/)
  const bad = await ann.submit('/agency/settings', { soon_days: '0', email: 'nobody', website: 'javascript:alert(1)' })
  assert.equal(bad.status, 422)
  assert.ok(bad.error('soon_days') && bad.error('email') && bad.error('website'))
})

test('regions: added, renamed, kept while they are used', async () => {
  await follow(await ann.submit('/agency/regions/add', { name: 'West' }))
  assert.equal(await one("SELECT id FROM region WHERE name = 'West'"), '2')
  assert.equal((await ann.submit('/agency/regions/add', { name: 'West' })).status, 422)
  await follow(await ann.submit('/agency/regions/2/edit', { name: 'Far west' }))
  const cas = await idOf('cas@example.org')
  await follow(await ann.submit(`/agency/accounts/${cas}/edit`, { regions: ['2'] }))
  assert.equal((await ann.submit('/agency/regions/2/remove')).status, 422)
  await follow(await ann.submit(`/agency/accounts/${cas}/edit`, { regions: undefined }))
  await follow(await ann.submit('/agency/regions/2/remove'))
})

test('public holidays of 2025 to 2027 are there, whole days and parts', async () => {
  assert.deepEqual((await stage.sql(`SELECT state, DATE_FORMAT(on_date, '%Y-%m-%d'), TIME_FORMAT(from_time, '%H:%i') FROM holiday
    WHERE from_time IS NOT NULL AND YEAR(on_date) = 2026 ORDER BY on_date, state`)),
  [['NT', '2026-12-24', '19:00'], ['QLD', '2026-12-24', '18:00'], ['SA', '2026-12-24', '19:00'], ['NT', '2026-12-31', '19:00'], ['SA', '2026-12-31', '19:00']])
  const page = await ann.get('/agency/holidays?year=2027&state=NSW')
  assert.match(page.words, /Good Friday, New South Wales Fri 26 Mar/)
  assert.match(page.words, /nobody here has looked at them yet/)
  await follow(await ann.press('/agency/holidays/check', '/agency/holidays?year=2027&state=NSW'))
  assert.equal(await one("SELECT SUM(checked = 0) FROM holiday WHERE state = 'NSW' AND YEAR(on_date) = 2027"), '0')
  assert.notEqual(await one("SELECT SUM(checked = 0) FROM holiday WHERE state = 'VIC' AND YEAR(on_date) = 2027"), '0')
})

test('a holiday is added, changed and removed; a day of a state is one', async () => {
  await follow(await ann.submit('/agency/holidays/add', { state: 'QLD', on_date: '2026-08-12', name: 'Royal Queensland Show' }))
  const twice = await ann.submit('/agency/holidays/add', { state: 'QLD', on_date: '2026-08-12', name: 'Again' })
  assert.equal(twice.status, 422)
  const id = await one("SELECT id FROM holiday WHERE on_date = '2026-08-12'")
  await follow(await ann.submit(`/agency/holidays/${id}/edit`, { from_time: '13:00' }))
  assert.equal(await one(`SELECT TIME_FORMAT(from_time, '%H:%i') FROM holiday WHERE id = ${id}`), '13:00')
  await follow(await ann.submit(`/agency/holidays/${id}/remove`))
  assert.equal(await one(`SELECT COUNT(*) FROM holiday WHERE id = ${id}`), '0')
})

test('a pasted list is all added, or each wrong line is named', async () => {
  const wrong = await ann.submit('/agency/holidays/import', { lines: 'state,day,name,from\nQLD,24 12 2028,"Christmas, Eve",6 pm\nQXX,1 1 2028,New Year\nNSW,31 2 2028,Never\nNSW,1 1 2028\nNT,24 12 2028,Eve,25:00' })
  assert.equal(wrong.status, 422)
  for (const words of ['Line 3: “QXX” is not a state', 'Line 4: “31 2 2028” is not a day', 'Line 5: the name is missing', 'Line 6: “25:00” is not a time'])
    assert.ok(wrong.words.includes(words), words)
  assert.equal(await one("SELECT COUNT(*) FROM holiday WHERE YEAR(on_date) = 2028"), '0')
  const page = await follow(await ann.submit('/agency/holidays/import', { lines: 'QLD;24 12 2028;Christmas Eve;18:00\n\nTasmania;1 January 2028;New Year\nQLD;24 12 2028;Christmas Eve;6 pm' }))
  assert.match(page.words, /2 added, 1 changed/)
  assert.match(page.words, /From 6 pm/)
})

test('catalogues: an entry is added, changed, refused twice, removed unless it is used', async () => {
  const entries = {
    services: { name: 'Pet visit', category: 'At home', unit: 'each', icon: 'bag' },
    'licence-types': { name: 'Test approval', issuer: 'Nobody', renew_days: '30' },
    'credential-kinds': { name: 'Ladder training', class: 'training', months: '12', remind_days: '30' },
    traits: { label: 'Afraid of dogs' },
  }
  for (const [key, fields] of Object.entries(entries)) {
    const page = await follow(await ann.submit(`/agency/${key}/add`, fields))
    const name = fields.name ?? fields.label
    assert.ok(page.words.includes(name), key)
    assert.equal((await ann.submit(`/agency/${key}/add`, fields)).status, 422, key)
    const href = page.html.querySelectorAll('a.who-name').find(a => a.text === name).getAttribute('href')
    const field = fields.name ? 'name' : 'label'
    const changed = await follow(await ann.submit(href, { [field]: name + ' 2' }))
    assert.ok(changed.words.includes(name + ' 2'), key)
    await follow(await ann.submit(href.replace('/edit', '/remove')))
    assert.ok(!(await ann.get(`/agency/${key}`)).words.includes(name), key)
  }
  assert.equal(await one("SELECT COUNT(*) FROM trait WHERE name = 'afraid_of_dogs'"), '0')
})

test('what is used cannot be removed', async () => {
  const type = await one('SELECT id FROM provider_type ORDER BY id LIMIT 1')
  await stage.sql(`INSERT INTO provider (type_id, region_id, name, summary) VALUES (${type}, 1, 'Used', '');
    INSERT INTO client (number, region_id, name, about, traits) VALUES ('C1', 1, 'Peg', '', 'autism,dementia')`)
  assert.equal((await ann.submit(`/agency/types/${type}/remove`)).status, 422)
  assert.notEqual(await one(`SELECT COUNT(*) FROM provider_type_field WHERE type_id = ${type}`), '0')
  const trait = await one("SELECT id FROM trait WHERE name = 'autism'")
  assert.equal((await ann.submit(`/agency/traits/${trait}/remove`)).status, 422)
  assert.equal((await ann.submit('/agency/regions/1/remove')).status, 422)
})

test('a rule of who must have what', async () => {
  const type = await one("SELECT id FROM provider_type WHERE name = 'Volunteer'")
  await follow(await ann.submit('/agency/credential-kinds/add', { name: 'Boat licence', class: 'certificate', remind_days: '30' }))
  const kind = await one("SELECT id FROM credential_kind WHERE name = 'Boat licence'")
  const fields = { type_id: type, kind_id: kind, applies: 'people' }
  await follow(await ann.submit('/agency/credential-rules/add', fields))
  assert.equal((await ann.submit('/agency/credential-rules/add', fields)).status, 422)
  assert.match((await ann.get(`/agency/types/${type}`)).words, /Boat licence Everybody who works there/)
  assert.equal((await ann.submit(`/agency/credential-kinds/${kind}/remove`)).status, 422)
})

test('a kind of incident: its clock and its days', async () => {
  const fields = { scheme: 'NDIS', name: 'Something new', from_date: '2027-01-01', clock: 'hours', amount: '' }
  const bad = await ann.submit('/agency/incident-kinds/add', fields)
  assert.equal(bad.status, 422)
  assert.match(bad.error('amount'), /how many/)
  assert.equal((await ann.submit('/agency/incident-kinds/add', { ...fields, amount: '24', until_date: '2026-12-31' })).status, 422)
  const page = await follow(await ann.submit('/agency/incident-kinds/add', { ...fields, amount: '24', harm_hours: '4' }))
  assert.match(page.words, /Something new .*24 hours; 4 hours with harm/)
})

test('a type of provider gets fields of its own, in an order', async () => {
  const made = await ann.submit('/agency/types/add', { name: 'Host <b>home</b>', plural: 'Host homes', icon: 'house', tone: 'plum', accepts: 'placement', household: '1' })
  const page = await follow(made)
  const path = made.location
  assert.match(page.words, /A household/)
  assert.ok(!page.text.includes('<b>home'))
  const few = await ann.submit(path + '/fields/add', { label: 'Garden', kind: 'select', choices: 'Yes' })
  assert.equal(few.status, 422)
  assert.match(few.error('choices'), /at least two/)
  await follow(await ann.submit(path + '/fields/add', { label: 'Garden', kind: 'select', choices: 'Large\r\nSmall\r\n\r\nNone', needed_to_publish: '1' }))
  await follow(await ann.submit(path + '/fields/add', { label: 'Stairs', kind: 'checkbox' }))
  assert.equal((await ann.submit(path + '/fields/add', { label: 'Stairs', kind: 'text' })).status, 422)
  const type = path.split('/').pop()
  const order = async () => (await stage.sql(`SELECT name, choices FROM provider_type_field WHERE type_id = ${type} ORDER BY position, id`))
  assert.deepEqual(await order(), [['garden', 'Large|Small|None'], ['stairs', '']])
  const field = await one(`SELECT id FROM provider_type_field WHERE type_id = ${type} AND name = 'stairs'`)
  await follow(await ann.press(`${path}/fields/${field}/move`, path))
  assert.deepEqual((await order()).map(r => r[0]), ['stairs', 'garden'])
  await follow(await ann.submit(`${path}/fields/${field}/edit`, { label: 'Stairs inside' }))
  assert.equal((await ann.get(`/agency/types/1/fields/${field}/edit`)).status, 404)
  await follow(await ann.submit(`${path}/fields/${field}/remove`))
  assert.equal((await order()).length, 1)
  await follow(await ann.submit(path + '/remove'))
})

test('a workflow: drafted, published, changed by a new version', async () => {
  const types = (await stage.sql('SELECT id FROM provider_type ORDER BY id LIMIT 2')).map(r => r[0])
  const made = await ann.submit('/agency/workflows/add', { title: 'Yearly review', about: 'provider', types })
  const path = made.location
  let page = await follow(made)
  assert.match(page.words, /has no steps yet/)
  assert.equal((await ann.press(path + '/drop', path + '/drop').catch(() => ({ status: 0 }))).status === 303, true)
  const again = await ann.submit('/agency/workflows/add', { title: 'Yearly review', about: 'provider', types })
  const at = again.location
  await follow(await ann.submit(at + '/steps/add', { title: 'Talk', who: 'lead', due_days: '7', needs: 'note', does: 'nothing' }))
  assert.equal((await ann.submit(at + '/steps/add', { title: 'Form', needs: 'form', needs_what: '' })).status, 422)
  await follow(await ann.submit(at + '/steps/add', { title: 'Close it', due_days: '14', does: 'incident_close' }))
  assert.match((await ann.get(at)).words, /cannot do/)
  const id = at.split('/').pop()
  const [first, second] = (await stage.sql(`SELECT id FROM workflow_definition_step WHERE definition_id = ${id} ORDER BY position`)).map(r => r[0])
  await follow(await ann.submit(`${at}/steps/${second}/edit`, { does: 'publish' }))
  await follow(await ann.press(`${at}/steps/${second}/move`, at, { to: 'up' }))
  assert.deepEqual(await stage.sql(`SELECT id, position FROM workflow_definition_step WHERE definition_id = ${id} ORDER BY position`), [[second, '1'], [first, '2']])
  page = await follow(await ann.press(at + '/publish', at))
  assert.match(page.words, /In use/)
  for (const what of ['edit', `steps/add`, `steps/${first}/edit`]) {
    const refused = await ann.submit(`${at}/${what}`, what === 'edit' ? { title: 'Other' } : { title: 'Other', due_days: '1' })
    assert.equal(refused.status, 422, what)
  }
  const next = await ann.press(at + '/new-version', at)
  assert.notEqual(next.location, at)
  await follow(next)
  const same = await ann.press(at + '/new-version', at)
  assert.equal(same.location, next.location)
  const one = (await stage.sql(`SELECT id FROM workflow_definition_step WHERE definition_id = ${next.location.split('/').pop()} ORDER BY position LIMIT 1`))[0][0]
  await follow(await ann.press(`${next.location}/steps/${one}/remove`, next.location))
  await follow(await ann.press(next.location + '/publish', next.location))
  assert.deepEqual((await stage.sql(`SELECT number, state FROM workflow_definition WHERE title = 'Yearly review' ORDER BY number`)), [['1', 'retired'], ['2', 'current']])
  assert.equal((await stage.sql(`SELECT COUNT(*) FROM workflow_definition_step WHERE definition_id = ${id}`))[0][0], '2')
  await follow(await ann.submit(next.location + '/retire'))
  assert.match((await ann.get(next.location)).words, /Retired/)
})

test('who did what: searched, in words, exported', async () => {
  const page = await ann.get('/agency/audit?kind=account+role&what=changes')
  assert.match(page.words, /Role of accounts/)
  assert.match(page.words, /Change types, services and kinds/)
  const id = await idOf('fay@example.org')
  const refused = await ann.get(`/agency/audit?who=${id}&what=denied`)
  assert.match(refused.words, /Was refused/)
  assert.equal((await ann.get('/agency/audit?from=2026-11-20&until=2026-11-20')).status, 200)
  assert.match((await ann.get('/agency/audit?from=2026-11-21')).words, /Nothing of this kind/)
  assert.equal((await ann.get('/agency/audit?from=yesterday')).status, 400)
  assert.equal((await ann.get('/agency/audit?what=(select+sleep(3))')).status, 400)
  await follow(await ann.submit('/agency/regions/1/edit', { name: '=cmd|calc' }))
  const csv = await ann.get('/agency/audit/export?kind=region')
  assert.match(csv.headers.get('content-type'), /text\/csv/)
  assert.match(csv.text, /'=cmd\|calc/)
  assert.equal(await one("SELECT COUNT(*) FROM audit WHERE action = 'exported'"), '1')
})

test('older entries come page by page', async () => {
  await stage.sql(`INSERT INTO audit (at, account_id, action, kind, object_id) SELECT '2026-11-19 01:00:00', 1, 'changed', 'trait', seq FROM seq_1_to_120`)
  let page = await ann.get('/agency/audit?kind=trait&until=2026-11-19'), pages = 0, rows = 0
  for (;;) {
    pages++
    rows += page.html.querySelectorAll('tbody tr').length
    const older = page.html.querySelector('a[rel=next]')
    if (!older) break
    page = await ann.get(older.getAttribute('href').replace(/&amp;/g, '&'))
  }
  assert.deepEqual([pages, rows], [3, 120])
})

test('the audit keeps to regions and to what one may read', async () => {
  await stage.sql(`INSERT INTO region (id, name) VALUES (7, 'Elsewhere'); INSERT INTO provider (id, type_id, region_id, name, summary) VALUES (900, 1, 7, 'Far House', '');
    INSERT INTO audit (at, account_id, action, kind, object_id, provider_id) VALUES ('2026-11-20 00:00:00', 1, 'changed', 'provider', 900, 900);
    INSERT INTO audit (at, account_id, action, kind, object_id, changes) VALUES ('2026-11-20 00:00:00', 1, 'changed', 'note', 5, '{"text":["","a private thing"]}')`)
  await follow(await ann.submit('/agency/roles/add', { name: 'Auditor', agency: ['audit.view'] }))
  await add('gus@example.org', 'Gus Auditor', 'Auditor')
  await stage.sql("INSERT INTO account_region SELECT id, 1 FROM account WHERE email = 'gus@example.org'")
  const gus = await Client.signIn(stage, 'gus@example.org', password)
  assert.match((await ann.get('/agency/audit?kind=provider')).words, /Far House/)
  assert.doesNotMatch((await gus.get('/agency/audit?kind=provider')).words, /Far House/)
  assert.match((await ann.get('/agency/audit?kind=note')).words, /a private thing/)
  assert.doesNotMatch((await gus.get('/agency/audit?kind=note')).words, /a private thing/)
  assert.doesNotMatch((await gus.get('/agency/audit/export?kind=note')).text, /a private thing/)
})

test('mail: what failed, why, and once more', async () => {
  await stage.sql(`INSERT INTO outbox (at, account_id, recipient, recipient_name, subject, body, secret, state, attempts, next_at, last_error) VALUES
    ('2026-11-20 00:00:00', 2, 'cas@example.org', 'Cas', 'A meeting is planned', 'the text of it', 0, 'failed', 3, '2026-11-20 00:00:00', '550 no such box'),
    ('2026-11-20 00:00:00', 2, 'cas@example.org', 'Cas', 'Your invitation', 'secret link', 1, 'failed', 3, '2026-11-20 00:00:00', '550 no such box')`)
  const page = await ann.get('/agency/mail?state=failed')
  assert.match(page.words, /A meeting is planned ?550 no such box/)
  assert.doesNotMatch(page.text, /the text of it|secret link/)
  const [plain, secret] = (await stage.sql("SELECT id FROM outbox WHERE state = 'failed' ORDER BY id")).map(r => r[0])
  await follow(await ann.press(`/agency/mail/${plain}/again`, '/agency/mail?state=failed'))
  assert.notEqual(await one(`SELECT state FROM outbox WHERE id = ${plain}`), 'failed')
  const token = page.fields()
  assert.equal((await ann.post(`/agency/mail/${secret}/again`, new Map(token))).status, 422)
  assert.match((await ann.get('/agency/accounts/2')).words, /Your invitation/)
})

test('no form is carried out without its token', async () => {
  for (const path of ['/agency/settings', '/agency/roles/add', '/agency/accounts/2/enable', '/agency/services/1/remove', '/agency/workflows/1/retire'])
    assert.equal((await ann.post(path, { name: 'x' })).status, 403, path)
})
