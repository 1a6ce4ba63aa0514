// What forms fill (A26, A28): a visit's note and task, an incident and its clock, and what is checked beforehand.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { agency } from '../lib/agency.mjs'
import { begin, press, publish } from '../lib/fill.mjs'
import { ANSWERS, fillWhole, sendWhole } from '../lib/eight.mjs'

let stage, who
const version = {}
const xml = name => readFileSync(new URL(`../../forms/${name}.xml`, import.meta.url), 'utf8')

before(async () => {
  // Tuesday 24 November 2026, 8:40 am in Sydney
  ({ stage, who } = await agency({ clock: '2026-11-23T21:40:00Z', people: ['admin', 'manager', 'licensing', 'reader'] }))
  await stage.clock('2026-11-23T21:40:00Z')
  for (const name of Object.keys(ANSWERS)) version[name] = await publish(who.admin, xml(name))
})
after(() => stage?.stop())

const fill = async (name, answers = {}, provider = 1, client = who.manager) => {
  const id = await begin(client, stage, version[name], provider)
  const page = await fillWhole(client, `/forms/fill/${id}`, { ...ANSWERS[name], ...answers })
  const sent = await sendWhole(client, page)
  return { id, sent, page }
}
const made = async id => Object.fromEntries((await stage.sql(
  `SELECT CONCAT(kind, IF(place, CONCAT('#', place), '')), object_id FROM form_made WHERE answer_id = ${id}`)).map(([k, v]) => [k, Number(v)]))
const rowOf = async (columns, rest) => (await stage.sql(`SELECT ${columns} FROM ${rest}`))[0]

test('a visit fills the note and the next task, and each leads to the other (A26)', async () => {
  const { id, sent } = await fill('home-visit')
  assert.equal(sent.status, 303, sent.words)
  const m = await made(id)
  assert.deepEqual(Object.keys(m).sort(), ['note', 'task'])
  const note = await who.manager.get(`/profiles/providers/1/notes/${m.note}`)
  assert.match(note.words, /A calm house; the medicine box needs a lock\./)
  assert.match(note.words, /What was agreed Joan buys a lock\./)
  assert.match(note.words, /visit/i)
  assert.equal(note.html.querySelector(`a[href="/forms/answers/${id}"]`)?.text, 'Home visit')
  const task = await who.manager.get(`/profiles/providers/1/tasks/${m.task}`)
  assert.match(task.words, /Look at the medicine box/)
  assert.ok(task.html.querySelector(`a[href="/forms/answers/${id}"]`))
  const [due, assignee, creator] = await rowOf('due, assignee_id, created_by', `task WHERE id = ${m.task}`)
  assert.equal(due, '2026-12-01')
  assert.equal(assignee, creator, 'it is mine')
  const answer = await who.manager.get(`/forms/answers/${id}`)
  assert.ok(answer.html.querySelector(`a[href="/profiles/providers/1/notes/${m.note}"]`))
  assert.ok(answer.html.querySelector(`a[href="/profiles/providers/1/tasks/${m.task}"]`))
  // Who may not see forms does not learn where it came from
  const list = await who.reader.get('/profiles/providers/1/notes')
  assert.match(list.words, /A calm house/)
})

test('no next task where none is named; a restricted note is nobody else\'s', async () => {
  const { id } = await fill('home-visit', { task: undefined, task_due: undefined, restricted: 'yes', summary: 'ZqSecret' })
  const m = await made(id)
  assert.deepEqual(Object.keys(m), ['note'])
  assert.equal((await who.reader.get(`/profiles/providers/1/notes/${m.note}`)).status, 404)
})

test('a correction makes nothing twice; what nobody touched follows it', async () => {
  const { id } = await fill('home-visit', { summary: 'First words', task: 'First title' })
  const first = await made(id)
  const again = async changes => {
    const open = await who.manager.submit(`/forms/answers/${id}/correct`, { reason: 'A slip' })
    assert.equal(open.status, 303, open.words)
    const page = await fillWhole(who.manager, `/forms/fill/${id}`, { ...ANSWERS['home-visit'], ...changes })
    const sent = await sendWhole(who.manager, page)
    assert.equal(sent.status, 303, sent.words)
  }
  await again({ summary: 'First words', task: 'Second title' })
  assert.deepEqual(await made(id), first)
  assert.deepEqual(await rowOf('title, version', `task WHERE id = ${first.task}`), ['Second title', '2'])
  await stage.sql(`UPDATE task SET title = 'By hand', version = version + 1 WHERE id = ${first.task}`)
  await again({ summary: 'First words', task: 'Third title' })
  assert.equal((await rowOf('title', `task WHERE id = ${first.task}`))[0], 'By hand')
  assert.equal((await rowOf('COUNT(*)', `task WHERE title LIKE '%title' OR title = 'By hand'`))[0], '1')
})

test('a form that is sent twice makes its records once', async () => {
  const id = await begin(who.manager, stage, version['home-visit'])
  const page = await fillWhole(who.manager, `/forms/fill/${id}`, { ...ANSWERS['home-visit'], summary: 'Sent twice at once' })
  const answers = await Promise.all([sendWhole(who.manager, page), sendWhole(who.manager, page), sendWhole(who.manager, page)])
  for (const a of answers) assert.ok([303, 404, 409].includes(a.status), `${a.status} ${a.words}`)
  assert.equal((await rowOf('COUNT(*)', `note WHERE text LIKE '%Sent twice at once%'`))[0], '1')
})

test('what a page saved by itself a moment ago is not somebody else\'s', async () => {
  const id = await begin(who.manager, stage, version['home-visit'])
  const page = await who.manager.get(`/forms/fill/${id}`)
  await press(who.manager, page, 'update', { '/visit/seen': 'Joan', '/visit/purpose': ['routine'] })
  const after = await press(who.manager, page, 'update', { '/visit/seen': 'Joan and Alan', '/visit/purpose': ['routine', 'children'] })
  assert.doesNotMatch(after.words, /Somebody else wrote|wrote today/)
  assert.equal((await rowOf('COUNT(*)', `form_draft_aside WHERE answer_id = ${id}`))[0], '0')
  // A minute later it is another page of mine, and nothing is lost
  await stage.clock('2026-11-23T21:42:00Z')
  const late = await press(who.manager, page, 'update', { '/visit/seen': 'Nobody' })
  assert.match(late.words, /Joan and Alan/)
  await stage.clock('2026-11-23T21:40:00Z')
})

test('an incident report makes the History item and starts its clock (A28)', async () => {
  const { id, sent } = await fill('incident-report')
  assert.equal(sent.status, 303, sent.words)
  const m = await made(id)
  const [aware, due, harm, pause, number] = await rowOf('aware_at, due_at, harm, pause_placements, number', `incident WHERE id = ${m.incident}`)
  // 9:40 pm in Sydney, and 24 hours later
  assert.equal(aware, '2026-11-23 10:40:00')
  assert.equal(due, '2026-11-24 10:40:00')
  assert.deepEqual([harm, pause], ['1', '1'])
  const history = await who.manager.get('/profiles/providers/1/history')
  assert.match(history.words, /Fall in the hall/)
  const incident = await who.manager.get(`/profiles/providers/1/history/${m.incident}`)
  assert.match(incident.words, /The regulator must be told by .*9:40 pm/)
  assert.match(incident.words, /He slipped on the wet floor/)
  assert.match(incident.words, /hours left/)
  assert.ok(incident.html.querySelector(`a[href="/forms/answers/${id}"]`))
  // The rules raise the task to tell the regulator, as for any other incident
  await new Promise((resolve, reject) => execFile(join(stage.bin, 'carebook-courier'), ['--conf', stage.conf, '--once'], e => (e ? reject(e) : resolve())))
  assert.equal((await rowOf('COUNT(*)', `task WHERE raised_key = 'incident:${m.incident}' AND title LIKE '%${number}%'`))[0], '1')
  // The time was wrong: corrected, the clock is another
  await who.manager.submit(`/forms/answers/${id}/correct`, { reason: 'It was 8 pm' })
  const page = await fillWhole(who.manager, `/forms/fill/${id}`, { ...ANSWERS['incident-report'], aware_time: '9:20 pm', happened_time: '8 pm' })
  assert.equal((await sendWhole(who.manager, page)).status, 303)
  assert.equal((await rowOf('due_at', `incident WHERE id = ${m.incident}`))[0], '2026-11-24 10:20:00')
  assert.deepEqual(await made(id), m)
})

test('the clock is the one of the kind, by the rules of the day', async () => {
  const practice = { kind: 'restrictive_practice_without_authorisation', practice: ['physical'], practice_minutes: '5', title: 'Held at the door', severity: 'low' }
  const harmless = await fill('incident-report', { ...practice, hurt: 'no', injury: undefined, care: undefined, pause: 'no' })
  // Five business days from Monday evening: the end of Monday 30 November
  assert.equal((await rowOf('due_at', `incident WHERE id = ${(await made(harmless.id)).incident}`))[0], '2026-11-30 13:00:00')
  const harmed = await fill('incident-report', practice)
  assert.equal((await rowOf('due_at', `incident WHERE id = ${(await made(harmed.id)).incident}`))[0], '2026-11-24 10:40:00')
  const told = await fill('incident-report', { told: ['regulator', 'ambulance'], regulator_on: '2026-11-23', regulator_time: '10 pm' })
  assert.equal((await rowOf('notified_at', `incident WHERE id = ${(await made(told.id)).incident}`))[0], '2026-11-23 11:00:00')
  const none = await fill('incident-report', { scheme: 'agency', kind: 'damage_to_property', hurt: 'no', injury: undefined, care: undefined, pause: 'no', told: ['lead'] })
  assert.equal((await rowOf('due_at', `incident WHERE id = ${(await made(none.id)).incident}`))[0], null)
})

test('an inspection makes a task for each thing to put right', async () => {
  const { id } = await fill('licence-inspection', {}, 1, who.licensing)
  const m = await made(id)
  assert.deepEqual(Object.keys(m).sort(), ['note', 'task#1', 'task#2'])
  assert.deepEqual(await rowOf('title, due, details', `task WHERE id = ${m['task#1']}`),
    ['Hold a fire drill', '2026-12-07', 'What did you see?\nNone this year.\n\nHow serious is it?\nMajor: put right by a day'])
  assert.deepEqual(await rowOf('title, due', `task WHERE id = ${m['task#2']}`), ['Mend the gate', '2026-12-21'])
})

test('a review brings the profile up to date, as draft changes', async () => {
  const { id, sent } = await fill('annual-review')
  assert.equal(sent.status, 303, sent.words)
  const m = await made(id)
  assert.equal(m.provider, 1)
  assert.equal((await rowOf('phone', 'provider WHERE id = 1'))[0], '', 'it is published by somebody')
  const draft = await who.manager.get('/profiles/providers/1/draft')
  assert.match(draft.words, /\(02\) 5550 0455/)
})

test('an intake makes the client', async () => {
  const { id, sent } = await fill('client-intake')
  assert.equal(sent.status, 303, sent.words)
  const { client } = await made(id)
  assert.deepEqual(await rowOf('name, born, gender, traits, postcode', `client WHERE id = ${client}`), ['Mavis Thornbury', '1943-04-05', 'female', 'physical', '2750'])
  assert.equal((await rowOf('client_id', `form_answer WHERE id = ${id}`))[0], String(client))
  assert.match((await who.manager.get(`/profiles/clients/${client}`)).words, /Tea with milk first/)
})

test('what a record refuses cannot be sent, and says why', async () => {
  await stage.sql(`UPDATE incident_kind SET until_date = '2026-01-01' WHERE name = 'Medication error'`)
  const { sent } = await fill('incident-report', { scheme: 'agency', kind: 'medication_error', medicine_error: 'missed', medicine: 'X', hurt: 'no', injury: undefined, care: undefined, pause: 'no' })
  assert.equal(sent.status, 422)
  assert.match(sent.words, /The agency has no kind of incident "medication_error"/)
  await stage.sql(`UPDATE incident_kind SET until_date = NULL WHERE name = 'Medication error'`)
})

const NS = 'xmlns:cb="https://carebook.example/xforms/map"'
const form = (binds, model = '<a/><b/>', body = '<input ref="/data/a"><label>A</label></input><input ref="/data/b"><label>B</label></input>') =>
  `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" ${NS}><h:head><h:title>Map</h:title><model>
<instance><data id="map" version="${Math.random()}">${model}</data></instance>
${binds}</model></h:head><h:body>${body}</h:body></h:html>`

for (const [what, binds, says, model, body] of [
  ['an unknown target', '<bind nodeset="/data/a" type="string" cb:to="note.colour"/>', /there is no "note\.colour" to fill/],
  ['a target of no record', '<bind nodeset="/data/a" type="string" cb:to="text"/>', /there is no "text" to fill/],
  ['an attribute that is none', '<bind nodeset="/data/a" type="string" cb:form="note.text"/>', /cb:form means nothing/],
  ['a wrong type', '<bind nodeset="/data/a" type="string" cb:to="task.title"/><bind nodeset="/data/b" type="string" cb:to="task.due"/>', /"task\.due" takes a date/],
  ['a needed one that is missing', '<bind nodeset="/data/a" type="string" cb:to="incident.title"/>', /an incident needs "incident\.kind" too/],
  ['two for one', '<bind nodeset="/data/a" type="string" cb:to="task.title"/><bind nodeset="/data/b" type="string" cb:to="note.text"/><bind nodeset="/data/c" type="string" cb:to="note.kind"/><bind nodeset="/data/d" type="string" cb:to="note.kind"/>',
    /"note\.kind" is filled by \/data\/c already/, '<a/><b/><c/><d/>'],
  ['one answer asked again and again', '<bind nodeset="/data/r/a" type="string" cb:to="client.name"/>', /this question is asked again and again/, '<r><a/></r>',
    '<group ref="/data/r"><label>R</label><repeat nodeset="/data/r"><input ref="/data/r/a"><label>A</label></input></repeat></group>'],
]) {
  test(`refused at upload: ${what}`, async () => {
    const answer = await who.admin.submit('/forms/library/upload', { xml: form(binds, model, body) })
    assert.equal(answer.status, 422, answer.words)
    assert.match(answer.words, says)
    // With the line of the file it stands in
    assert.match(answer.words, /\b3\b/)
  })
}
