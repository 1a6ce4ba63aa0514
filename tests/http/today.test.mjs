// My work, the search of the top bar, and the tasks that rules raise.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { agency } from '../lib/agency.mjs'

let stage, who, id
const T = '/profiles/today'
const block = (page, title) => page.html.querySelectorAll('section.card').find(s => s.querySelector('h2')?.text.includes(title))
const words = element => element?.structuredText.replace(/\s+/g, ' ')

before(async () => {
  // Tuesday 24 November 2026, 8:40 am in Sydney
  ({ stage, who, id } = await agency({ clock: '2026-11-23T21:40:00Z', people: ['admin', 'manager', 'licensing', 'finance', 'reader', 'far'] }))
})
after(() => stage?.stop())

test('the front door leads here; everything empty says what it is for', async () => {
  const door = await who.manager.get('/')
  assert.match(door.location, /\/profiles\/today$/)
  const page = await who.manager.get(T)
  assert.equal(page.status, 200)
  assert.match(page.words, /Good morning, Gwen ?Tuesday 24 November 2026/)
  assert.match(words(block(page, 'Tasks due')), /Nothing is due today/)
  assert.match(words(block(page, 'Expiring soon')), /You look after no provider/)
  for (const title of ['Meetings today', 'Steps of workflows', 'Incidents whose clock', 'Drafts of yours']) assert.ok(block(page, title), title)
})

test('each role sees what it may', async () => {
  const titles = async by => (await by.get(T)).html.querySelectorAll('main h2').map(h => h.text.replace(/\d/g, '').trim())
  assert.deepEqual((await titles(who.finance)).filter(t => /Incident|workflow|Draft/.test(t)), [])
  assert.deepEqual((await titles(who.reader)).filter(t => /workflow|Draft/.test(t)), [])
  assert.ok((await titles(who.reader)).some(t => /Incident/.test(t)))
})

test('what waits stands there, and a task is done on the spot', async () => {
  await stage.sql(`
    INSERT INTO assignment (provider_id, account_id, role, from_date) VALUES (1, ${id.manager}, 'lead', '2026-01-01'), (3, ${id.manager}, 'lead', '2026-01-01');
    INSERT INTO task (id, provider_id, title, details, due, assignee_id) VALUES (1, 1, 'Ring Leo', '', '2026-11-20', ${id.manager}), (2, 1, 'Visit', '', '2026-11-24', ${id.manager}),
      (3, 1, 'Tomorrow', '', '2026-11-25', ${id.manager}), (4, 1, 'Another''s', '', '2026-11-20', ${id.admin});
    INSERT INTO meeting (id, provider_id, uid, title, on_date, at_time, starts_at, agenda, outcome, organiser_id) VALUES
      (1, 1, 'a', 'Early bird', '2026-11-24', '00:00', '2026-11-23 13:00:00', '', '', ${id.manager}), (2, 1, 'b', 'Night owl', '2026-11-24', '23:45', '2026-11-24 12:45:00', '', '', ${id.admin}),
      (3, 1, 'c', 'Not any more', '2026-11-23', '23:45', '2026-11-23 12:45:00', '', '', ${id.manager}), (4, 1, 'd', 'Not mine', '2026-11-24', '10:00', '2026-11-23 23:00:00', '', '', ${id.admin});
    INSERT INTO meeting_attendee (meeting_id, account_id, name, email) VALUES (2, ${id.manager}, 'Gwen', 'gwen@example.org');
    INSERT INTO person (id, name) VALUES (1, 'Leo Tafa'); INSERT INTO provider_person (provider_id, person_id, role) VALUES (1, 1, 'Manager');
    INSERT INTO licence (id, provider_id, type_id, number, from_date, until_date) SELECT 1, 1, MIN(id), 'GH-118', '2024-01-01', '2026-12-20' FROM licence_type;
    INSERT INTO licence (id, provider_id, type_id, number, from_date, until_date) SELECT 2, 4, MIN(id), 'FAR-1', '2024-01-01', '2026-12-20' FROM licence_type;
    INSERT INTO credential (id, person_id, kind_id, expires) SELECT 1, 1, MIN(id), '2026-11-20' FROM credential_kind;
    INSERT INTO incident (id, number, provider_id, kind_id, title, happened_on, aware_on, aware_time, aware_at, due_at, severity, description, actions, outcome)
      SELECT 1, '2026-118', 1, MIN(id), 'Argument', '2026-11-23', '2026-11-23', '20:00', '2026-11-23 09:00:00', '2026-11-24 09:00:00', 'high', '', '', '' FROM incident_kind;`)
  let page = await who.manager.get(T)
  assert.match(words(block(page, 'Tasks due')), /Tasks due and overdue 2 .*Ring Leo.*Overdue, Fri 20 Nov.*Visit.*Due today/)
  assert.doesNotMatch(page.text, /Tomorrow|Another&#39;s/)
  assert.match(words(block(page, 'Meetings today')), /Early bird ?today, midnight.*Night owl ?today, 11:45 pm/)
  assert.doesNotMatch(words(block(page, 'Meetings today')), /Not (mine|any more)/)
  assert.match(words(block(page, 'Incidents whose')), /Argument ?2026-118, Wentworth Lodge .*11 hours left/)
  assert.match(words(block(page, 'Expiring')), /Leo Tafa, Wentworth Lodge .*Expired.*GH-118.*26 days left/)
  assert.match(words(block(page, 'Drafts')), /Hannah and Luis Ferreira/)
  const answer = await who.manager.press('/profiles/providers/1/tasks/1/done', T)
  assert.equal(answer.location, T)
  page = await who.manager.get(T)
  assert.match(page.words, /“Ring Leo” is done/)
  assert.match(words(block(page, 'Tasks due')), /Tasks due and overdue 1 /)
  for (const text of ['Argument', 'GH-118', 'Leo Tafa', 'Hannah']) assert.equal((await who.far.get(T)).text.includes(text), false, text)
})

test('rules raise each task once, for whoever looks after the provider, and name nobody', async () => {
  await stage.clock('2026-11-23T21:46:00Z')
  const raised = async () => stage.sql(`SELECT raised_key, title, due, assignee_id, provider_id FROM task WHERE raised_key IS NOT NULL ORDER BY raised_key`)
  for (let i = 0; i < 100 && (await raised()).length < 4; i++) await new Promise(r => setTimeout(r, 100))
  const rows = await raised()
  assert.deepEqual(rows.map(r => r[0]), ['credential:1:2026-11-20:1', 'incident:1', 'licence:1:2026-12-20', 'licence:2:2026-12-20'])
  assert.deepEqual(rows.map(r => r[3]), [id.manager, id.manager, id.manager, null].map(x => x && String(x)))
  assert.deepEqual(rows.map(r => r[2]), ['2026-11-20', '2026-11-24', '2026-12-20', '2026-12-20'])
  assert.equal(rows.some(r => /Leo|Argument/.test(r[1])), false)
  const [[task]] = await stage.sql(`SELECT id FROM task WHERE raised_key = 'incident:1'`)
  await who.manager.press(`/profiles/providers/1/tasks/${task}/done`, T)
  await stage.clock('2026-11-23T21:56:00Z')
  await stage.sql('DO SLEEP(2.5)')
  assert.equal((await raised()).length, 4, 'done is done: it does not come again')
  assert.match((await who.manager.get(`/profiles/providers/1/tasks/${task}`)).words, /Carebook raised the task by a rule/)
  assert.match((await who.manager.get('/profiles/providers/1/tasks')).words, /raised by a rule/)
  // the licence is renewed to another day: its next end is a new matter
  await stage.sql(`UPDATE licence SET until_date = '2027-01-10' WHERE id = 1`)
  await stage.clock('2026-11-23T22:06:00Z')
  for (let i = 0; i < 100 && (await raised()).length < 5; i++) await new Promise(r => setTimeout(r, 100))
  assert.equal((await raised()).length, 5)
  // and the task of the end that is none any more is done by itself
  const state = key => stage.sql(`SELECT state, done_by FROM task WHERE raised_key = '${key}'`)
  assert.deepEqual((await state('licence:1:2026-12-20'))[0], ['done', null])
  assert.deepEqual((await state('licence:1:2027-01-10'))[0], ['open', null])
  await stage.sql(`INSERT INTO credential (person_id, kind_id, expires) SELECT person_id, kind_id, '2029-11-20' FROM credential WHERE id = 1`)
  await stage.clock('2026-11-23T22:12:00Z')
  for (let i = 0; i < 100 && (await state('credential:1:2026-11-20:1'))[0][0] === 'open'; i++) await new Promise(r => setTimeout(r, 100))
  const [[check]] = await stage.sql(`SELECT id FROM task WHERE raised_key = 'credential:1:2026-11-20:1'`)
  assert.match((await who.manager.get(`/profiles/providers/1/tasks/${check}`)).words, /Done today, 9:12 am.*Carebook marked it done: its cause is gone/)
})

test('the search of the top bar', async () => {
  for (const q of ['', 'w', '%', "' OR 1", '<script>alert(1)</script>', '家'.repeat(300), '"><img src=x onerror=alert(1)>'])
    for (const by of [who.manager, who.finance, who.far]) {
      const page = await by.get('/profiles/search?q=' + encodeURIComponent(q))
      assert.equal(page.status, 200, q)
      assert.equal(page.html.querySelectorAll('main img[src=x], main script').length, 0)
    }
  assert.match((await who.manager.get('/profiles/search?q=zzzz')).words, /Nobody is found by that/)
  assert.match((await who.manager.get('/profiles/search')).words, /Write a name/)
})
