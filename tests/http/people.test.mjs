// People with roles, checks and trainings; incidents and their clocks (A19, A20, A23, A24).
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { small } from '../lib/small.mjs'

const lodge = '/profiles/providers/1', mercer = '/profiles/providers/2'
let stage, manager, reader

before(async () => {
  stage = await small({ clock: '2026-11-23T01:12:00Z' }) // Monday 12:12 pm in Sydney
  manager = await stage.person('Case manager')
  reader = await stage.person('Read-only')
})
after(() => stage?.stop())

const incident = { kind_id: '6', title: 'A door was locked', severity: 'high', description: 'Leo locked <b>the</b> door.',
  happened_on: '2026-11-20', happened_time: '21:30', aware_on: '2026-11-20', aware_time: '22:00' }

test('A19 A20: a person is added with a role and dates, changed, and ends', async () => {
  let a = await manager.submit(`${lodge}/people/add`, { name: 'Zoë O’Brien 𠮷田', born: '1984-03-27', phone: '02 5550 0199',
    role: 'House manager', main_contact: '1', from_date: '2024-10-01' })
  assert.equal(a.status, 303)
  const person = a.location
  a = await manager.get(person)
  assert.match(a.words, /Zoë O’Brien 𠮷田.*House manager.*Ring first.*1 Oct 2024/)
  a = await manager.submit(`${person}/edit`, { phone: '0491 570 156' })
  assert.equal(a.status, 303)
  const [[role]] = await stage.sql('SELECT id FROM provider_person')
  a = await manager.submit(`${person}/roles/${role}/edit`, { until_date: '2024-09-30' })
  assert.equal(a.status, 422)
  assert.match(a.error('until_date'), /on or after the start/)
  assert.equal((await manager.submit(`${person}/roles/${role}/edit`, { until_date: '2026-11-20' })).status, 303)
  a = await manager.get(`${lodge}/people`)
  assert.match(a.words, /People of the past \(1\)/)
  // All of it stands in the audit, field by field.
  const audit = await stage.sql("SELECT kind, action, changes FROM audit WHERE kind IN ('person', 'role') ORDER BY id")
  assert.deepEqual(audit.map(r => `${r[0]} ${r[1]}`), ['person added', 'role added', 'person changed', 'role changed'])
  assert.deepEqual(JSON.parse(audit[2][2]), { phone: ['02 5550 0199', '0491 570 156'] })
})

test('A20: what somebody must have, has, and when it ends', async () => {
  let a = await manager.submit(`${lodge}/people/add`, { name: 'Leo Tafa', born: '1990-01-01', role: 'Support worker', from_date: '2025-01-01' })
  const person = a.location
  a = await manager.get(person)
  assert.match(a.words, /NDIS worker screening needed.*Missing/)
  assert.equal((await manager.submit(`${person}/credentials/add`, { kind_id: '2', number: 'W-1', issued: '2024-01-01', expires: '2028-12-31' })).status, 303)
  assert.equal((await manager.submit(`${person}/credentials/add`, { kind_id: '6', number: 'M-1', expires: '2026-12-12' })).status, 303)
  assert.equal((await manager.submit(`${person}/credentials/add`, { kind_id: '4', number: 'F-1', expires: '2026-11-22' })).status, 303)
  a = await manager.get(person)
  assert.match(a.words, /To Sun 31 Dec 2028/)
  assert.match(a.words, /19 days left/)
  assert.match(a.words, /Expired Sun 22 Nov/)
  // The worst of them stands in the list.
  assert.match((await manager.get(`${lodge}/people`)).words, /Leo Tafa.*First aid: Expired/)
  a = await manager.submit(`${person}/credentials/add`, { kind_id: '9' })
  assert.equal(a.status, 422) // a fire certificate is no person's
  a = await manager.submit(`${lodge}/certificates/add`, { kind_id: '9', number: 'FS-9', expires: '2026-11-18' })
  assert.equal(a.status, 303)
  assert.match((await manager.get(`${lodge}/people`)).words, /Fire safety certificate needed.*Expired Wed 18 Nov/)
})

test('a child of the household needs no check for adults; from the 18th birthday on it does', async () => {
  const add = born => manager.submit(`${mercer}/people/add`, { name: `Born ${born}`, born, role: 'Daughter', household: '1' })
  assert.doesNotMatch((await manager.get((await add('2008-11-24')).location)).words, /Missing/)
  assert.match((await manager.get((await add('2008-11-23')).location)).words, /Working with children check needed.*Missing/)
})

test('A23 A24: an incident is reported, its clock runs, it is told and closed', async () => {
  let a = await manager.submit(`${lodge}/history/add`, incident)
  assert.equal(a.status, 303)
  const path = a.location
  a = await manager.get(path)
  assert.match(a.words, /2026-001/)
  assert.match(a.words, /regulator must be told by Sat 28 Nov, midnight|regulator must be told by Fri 27 Nov/)
  assert.match(a.text, /&lt;b&gt;the&lt;\/b&gt;/)
  // Harm makes the 24 hours of the rule, which are over.
  assert.equal((await manager.submit(`${path}/edit`, { harm: '1' })).status, 303)
  assert.match((await manager.get(path)).words, /Late by/)
  assert.match((await manager.get('/profiles/incidents?which=clock')).words, /A door was locked/)
  a = await manager.submit(`${path}/told`, { told_on: '2026-11-23', told_time: '13:30' })
  assert.equal(a.status, 422)
  assert.match(a.error('told_time'), /still to come/)
  assert.equal((await manager.submit(`${path}/told`, { told_on: '2026-11-23', told_time: '09:00' })).status, 303)
  assert.match((await manager.get(path)).words, /Told today, 9 am/)
  a = await manager.submit(`${path}/close`, { outcome: '' })
  assert.equal(a.status, 422)
  assert.equal((await manager.submit(`${path}/close`, { outcome: 'The lock is gone.' })).status, 303)
  assert.match((await manager.get(path)).words, /Closed.*The lock is gone\./)
  assert.equal((await manager.press(`${path}/reopen`, path)).status, 303)
  assert.match((await manager.get(path)).words, /Open/)
})

test('what cannot be is refused beside its field, and what was typed stays', async () => {
  const a = await manager.submit(`${lodge}/history/add`, { ...incident, aware_on: '2026-11-19', title: 'Kept' })
  assert.equal(a.status, 422)
  assert.match(a.error('aware_on'), /before it happened/)
  assert.equal(a.html.querySelector('[name=title]').getAttribute('value'), 'Kept')
})

test('two people change one incident: the second sees both and loses nothing', async () => {
  const path = (await manager.submit(`${lodge}/history/add`, { ...incident, title: 'First words' })).location
  const page = await manager.get(`${path}/edit`)
  const stale = new Map(page.fields(`${path}/edit`))
  assert.equal((await manager.submit(`${path}/edit`, { title: 'Theirs' })).status, 303)
  stale.set('title', 'Mine')
  let a = await manager.post(`${path}/edit`, stale)
  assert.equal(a.status, 409)
  assert.match(a.words, /Theirs/)
  assert.equal(a.html.querySelector('[name=title]').getAttribute('value'), 'Mine')
  // Saving again, having seen both, is a decision.
  a = await manager.post(`${path}/edit`, new Map(a.fields(`${path}/edit`)))
  assert.equal(a.status, 303)
  assert.match((await manager.get(path)).words, /Mine/)
})

test('another provider’s person or incident is not reached through one’s own path', async () => {
  const path = (await manager.submit(`${lodge}/history/add`, { ...incident, title: 'Only of the lodge' })).location
  const id = path.split('/').at(-1)
  for (const end of ['', '/edit', '/told', '/close']) {
    const a = await manager.get(`${mercer}/history/${id}${end}`)
    assert.equal(a.status, 404, end)
    assert.doesNotMatch(a.text, /Only of the lodge/)
  }
  const [[person]] = await stage.sql("SELECT id FROM person WHERE name = 'Leo Tafa'")
  for (const end of ['', '/edit', '/roles/add', '/credentials/add'])
    assert.equal((await manager.get(`${mercer}/people/${person}${end}`)).status, 404, end)
})

test('who only reads sees no button and is refused', async () => {
  const a = await reader.get(`${lodge}/people`)
  assert.equal(a.status, 200)
  assert.doesNotMatch(a.words, /Add a person/)
  assert.equal((await reader.get(`${lodge}/people/add`)).status, 403)
  assert.equal((await reader.get(`${lodge}/history/add`)).status, 403)
})

test('A31 A32: a workflow is started, carried out step by step, and sealed', async () => {
  const about = (await manager.submit(`${lodge}/history/add`, { ...incident, title: 'To follow up' })).location
  const id = about.split('/').at(-1)
  let a = await manager.submit(`${lodge}/workflows/start`, { definition: '3' })
  assert.equal(a.status, 422)
  assert.match(a.error('definition'), /Choose the incident/)
  a = await manager.submit(`${lodge}/workflows/start`, { definition: '3', incident: id })
  assert.equal(a.status, 303)
  const path = a.location
  assert.match((await manager.get(path)).words, /Everybody is safe Now/)
  a = await manager.submit(`${path}/steps/1`, { words: '' })
  assert.equal(a.status, 422)
  assert.match(a.error('words'), /Write down/)
  a = await manager.submit(`${path}/steps/2`, { words: 'Too early' })
  assert.equal(a.status, 409)
  for (const n of [1, 2, 3, 4]) assert.equal((await manager.submit(`${path}/steps/${n}`, { words: `Step ${n} is done.` })).status, 303)
  // An approval is not a case manager's to give.
  assert.equal((await manager.get(`${path}/steps/5`)).status, 403)
  const licensing = await stage.person('Licensing worker')
  assert.equal((await licensing.submit(`${path}/steps/5`, { answer: '' })).status, 422)
  assert.equal((await licensing.submit(`${path}/steps/5`, { answer: 'approved' })).status, 303)
  assert.equal((await manager.submit(`${path}/steps/6`, { words: 'Nobody was hurt; the lock is gone.' })).status, 303)
  a = await manager.get(path)
  assert.match(a.words, /Complete.*Sealed when it was completed, and unchanged since/)
  // The last step closed the incident, in the same transaction.
  assert.match((await manager.get(about)).words, /Closed.*the lock is gone/)
  // Nothing can be done to it any more; a tampered record is told.
  assert.equal((await manager.submit(`${path}/steps/6`, { words: 'Again' })).status, 409)
  await stage.sql("UPDATE workflow_step SET words = 'Something else' WHERE position = 1")
  assert.match((await manager.get(path)).words, /not as it was when it was completed/)
})

test('A31: a refused approval ends a workflow, with its reason', async () => {
  const licensing = await stage.person('Licensing worker', 'second@example.org')
  const about = (await manager.submit(`${lodge}/history/add`, { ...incident, title: 'To refuse' })).location
  const path = (await manager.submit(`${lodge}/workflows/start`, { definition: '3', incident: about.split('/').at(-1) })).location
  for (const n of [1, 2, 3, 4]) await manager.submit(`${path}/steps/${n}`, { words: 'Done.' })
  let a = await licensing.submit(`${path}/steps/5`, { answer: 'refused' })
  assert.equal(a.status, 422)
  assert.equal((await licensing.submit(`${path}/steps/5`, { answer: 'refused', words: 'Nobody heard Leo.' })).status, 303)
  a = await manager.get(path)
  assert.match(a.words, /Ended early.*Nobody heard Leo\./)
  assert.match((await manager.get(about)).words, /Open/)
})
