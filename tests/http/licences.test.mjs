// Licences, conditions, waivers and the year ahead, as a licensing worker meets them.
// SPDX-License-Identifier: MIT
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { start } from '../lib/stage.mjs'
import { Care, staff } from '../lib/care.mjs'

let stage, worker, manager, reader, care
before(async () => {
  // Ten past eleven in the morning of 23 November in Sydney.
  stage = await start({ data: 'none', clock: '2026-11-23T00:10:00Z' })
  worker = await staff(stage, 'Licensing worker')
  manager = await staff(stage, 'Administrator')
  reader = await staff(stage, 'Read-only')
  care = new Care(stage, manager)
})
after(() => stage?.stop())

const url = (p, l = '', what = '') => `/profiles/providers/${p}/licence${l && '/' + l}${what}`
const panels = page => page.html.querySelectorAll('.licences .answer').map(e => e.structuredText.replace(/\s+/g, ' ').trim())

test('a provider without a licence says what to do (A35)', async () => {
  const p = await care.provider('The Abara household', { type: 1 })
  const page = await worker.get(url(p))
  assert.equal(page.status, 200)
  assert.match(page.words, /No licence yet/)
  assert.ok(page.html.querySelector(`a[href="${url(p)}/add"]`))
  // Who may only look is offered nothing.
  assert.ok(!(await reader.get(url(p))).html.querySelector(`a[href="${url(p)}/add"]`))
})

test('several licences at once, renewals chained, the state worked out (A35 A36)', async () => {
  const p = await care.provider('Little Wrens Nursery', { type: 3, places: 24 })
  const old = await care.licence(p, 4, 'ECS-17702', '2021-07-01', '2024-06-30')
  const now = await care.licence(p, 4, 'ECS-20418', '2024-07-01', '2027-06-30', { replaces: old })
  const food = await care.licence(p, 8, 'FP-3391', '2023-12-25', '2026-12-24')
  let page = await worker.get(url(p))
  assert.equal(panels(page).length, 2)
  assert.match(panels(page)[0], /ECS-20418 Active for 219 more days/)
  assert.match(panels(page)[0], /Replaces ECS-17702/)
  assert.match(panels(page)[1], /FP-3391 Active, 31 days left/)
  assert.match(page.words, /Earlier licences.*ECS-17702.*Expired 30 Jun 2024/)
  // Lodged is not granted.
  const lodged = await worker.submit(url(p, food, '/renewal'), { on_date: '2026-11-16' })
  assert.equal(lodged.status, 303)
  page = await worker.get(url(p))
  assert.match(panels(page)[1], /31 days left.*Renewal lodged 16 Nov/)
  const granted = await worker.submit(url(p, food, '/grant'), { on_date: '2026-11-20', until_date: '2027-12-24' })
  assert.equal(granted.status, 303)
  page = await worker.get(url(p, food))
  assert.match(panels(page)[0], /Active for 396 more days/)
  assert.doesNotMatch(page.words, /Renewal lodged 16 Nov 2026 .*left/)
  assert.match(page.words, /What happened to it.*20 Nov 2026 Granted, until 24 Dec 2027.*16 Nov 2026 Renewal lodged/)
  // It is found by its number.
  assert.deepEqual(await stage.sql(`SELECT DISTINCT object_id FROM search_word WHERE source = 'licence' AND word = 'ecs20418'`), [[String(p)]])
  await worker.submit(url(p, now, '/edit'), { number: 'ECS-99999' })
  assert.deepEqual(await stage.sql(`SELECT 1 FROM search_word WHERE source = 'licence' AND word = 'ecs20418'`), [])
})

test('what cannot be is refused, beside its field', async () => {
  const p = await care.provider('Refusals', { type: 3 })
  let answer = await worker.submit(url(p) + '/add', { type_id: '4', number: 'R-1', from_date: '2026-07-01', until_date: '2026-06-30', how: 'grant', on_date: '2026-07-01' })
  assert.equal(answer.status, 422)
  assert.match(answer.error('until_date'), /must not be before the first, 1 July 2026/)
  answer = await worker.submit(url(p) + '/add', { type_id: '4', number: 'R-1', how: 'grant', on_date: '2026-11-24' })
  assert.match(answer.error('on_date'), /today or in the past/)
  const l = await care.licence(p, 4, 'R-1', '2024-07-01', '2026-11-22')
  answer = await worker.submit(url(p) + '/add', { type_id: '4', number: 'r-1', how: 'grant', on_date: '2024-07-01' })
  assert.match(answer.error('number'), /already here/)
  // A lapse of one day is not closed by an extension.
  answer = await worker.submit(url(p, l, '/grant'), { on_date: '2026-11-23', until_date: '2027-11-22' })
  assert.match(answer.error('on_date'), /A lapse cannot be closed/)
  answer = await worker.submit(url(p, l, '/suspend'), { on_date: '2026-11-23' })
  assert.match(answer.error('on_date'), /not in force on that day/)
  // Decided on its last day, it goes on.
  answer = await worker.submit(url(p, l, '/grant'), { on_date: '2026-11-22', until_date: '2026-11-20' })
  assert.match(answer.error('until_date'), /must not be before/)
  assert.equal((await worker.submit(url(p, l, '/grant'), { on_date: '2026-11-22', until_date: '2027-11-22' })).status, 303)
  // A licence does not replace itself in a ring.
  const next = await care.licence(p, 4, 'R-2', '2027-11-23', '2029-11-22', { replaces: l, on: '2026-11-20' })
  answer = await worker.submit(url(p, l, '/edit'), { replaces_id: String(next) })
  assert.match(answer.error('replaces_id'), /cannot replace itself/)
})

test('applied, granted, suspended, reinstated, revoked, surrendered (A36)', async () => {
  const p = await care.provider('Coral Tree House', { type: 2 })
  const l = await care.licence(p, 3, 'GH-1', '', '', { how: 'apply', on: '2026-11-02' })
  const state = async (who = worker) => panels(await who.get(url(p, l)))[0]
  assert.match(await state(), /Applied for on 2 November/)
  assert.equal((await worker.submit(url(p, l, '/grant'), { on_date: '2026-11-10', from_date: '2026-11-15', until_date: '2027-11-14' })).status, 303)
  assert.match(await state(), /Active for 356 more days/)
  assert.equal((await worker.submit(url(p, l, '/suspend'), { on_date: '2026-11-20', until_date: '2026-11-23', reason: 'Fire doors blocked' })).status, 303)
  assert.match(await state(), /Suspended until 23 November/)
  assert.equal((await worker.submit(url(p, l, '/reinstate'), { on_date: '2026-11-22' })).status, 303)
  assert.match(await state(), /Active for 356 more days/)
  assert.equal((await worker.submit(url(p, l, '/revoke'), { on_date: '2026-11-23', reason: 'Not safe' })).status, 303)
  assert.match(await state(), /Revoked on 23 November/)
  assert.equal((await worker.submit(url(p, l, '/reinstate'), { on_date: '2026-11-23', reason: 'Set aside by the tribunal' })).status, 303)
  assert.equal((await worker.submit(url(p, l, '/surrender'), { on_date: '2026-11-23' })).status, 303)
  assert.match(await state(), /Surrendered on 23 November/)
  // Nothing of it is stored but what happened.
  assert.deepEqual(await stage.sql(`SELECT GROUP_CONCAT(action ORDER BY on_date, id) FROM licence_action WHERE licence_id = ${l}`),
    [['apply,grant,suspend,reinstate,revoke,reinstate,surrender']])
})

test('a case manager looks, a licensing worker decides, nobody by another path', async () => {
  const p = await care.provider('Rights', { type: 3 })
  const l = await care.licence(p, 4, 'X-1', '2024-07-01', '2027-06-30')
  const c = await care.condition(p, l, 'age', { min: '2', max: '5', effect: 'blocks' })
  const other = await care.provider('Other', { type: 3 })
  const client = await care.person('Una Right', '2020-01-01', 'female')
  const cm = await staff(stage, 'Case manager')
  assert.equal((await cm.get(url(p, l))).status, 200)
  for (const what of ['/edit', '/suspend', '/grant', '/conditions/add', `/conditions/${c}/edit`, `/conditions/${c}/waivers/add`])
    assert.equal((await cm.get(url(p, l, what))).status, 403, what)
  // The second number belongs to the first, or there is nothing.
  for (const what of ['', '/edit', '/suspend', '/conditions/add', `/conditions/${c}`, `/conditions/${c}/edit`, `/conditions/${c}/waivers/add`])
    assert.equal((await worker.get(url(other, l, what))).status, 404, what)
  const mine = await care.licence(other, 4, 'X-2', '2024-07-01', '2027-06-30')
  for (const what of [`/conditions/${c}`, `/conditions/${c}/edit`])
    assert.equal((await worker.get(url(other, mine, what))).status, 404, what)
  const token = (await worker.get(url(p, l, `/conditions/${c}`))).fields(url(p, l, `/conditions/${c}/remove`))
  assert.equal((await worker.post(url(other, mine, `/conditions/${c}/remove`), Object.fromEntries(token))).status, 404)
  assert.deepEqual(await stage.sql(`SELECT removed_at FROM licence_condition WHERE id = ${c}`), [[null]])
  // Of another region: not there.
  await stage.sql(`INSERT IGNORE INTO region (id, name) VALUES (2, 'Far away')`)
  const far = await staff(stage, 'Licensing worker', { regions: [2] })
  for (const what of ['', '/edit', `/conditions/${c}`])
    assert.equal((await far.get(url(p, l, what))).status, 404)
  const fields = Object.fromEntries((await worker.get(url(p, l, `/conditions/${c}/waivers/add?client=${client}`))).fields())
  const foreign = await care.person('Fara Way', '2020-01-01', 'female')
  await stage.sql(`UPDATE client SET region_id = 2 WHERE id = ${foreign}`)
  const near = await staff(stage, 'Licensing worker', { regions: [1] })
  const answer = await near.submit(url(p, l, `/conditions/${c}/waivers/add`),
    { ...fields, _csrf: undefined, client: String(foreign) }, { from: url(p, l, `/conditions/${c}/waivers/add`) })
  assert.notEqual(answer.status, 303)
  assert.deepEqual(await stage.sql('SELECT COUNT(*) FROM condition_waiver'), [['0']])
})

test('conditions in plain words, counted over who is there (A37 A39)', async () => {
  const p = await care.provider('Girls and twos', { type: 3, places: 24 })
  const l = await care.licence(p, 4, 'C-1', '2024-07-01', '2027-06-30')
  const add = await worker.get(url(p, l, '/conditions/add'))
  assert.equal(add.html.querySelectorAll('.choose a').length, 5)
  const gender = await care.condition(p, l, 'gender', { genders: ['female'], effect: 'blocks' })
  const age = await care.condition(p, l, 'age', { min: '2', max: '5', effect: 'blocks' })
  await care.condition(p, l, 'capacity', { places: '3', effect: 'blocks' })
  await care.condition(p, l, 'words', { words: 'One educator for five <b>children</b>' })
  const ella = await care.person('Ella Marsh', '2021-03-14', 'female', { preferred_name: 'Ella' })
  assert.equal((await care.place(p, ella, '2026-02-02', { sure: '1' })).status, 303)
  let page = await worker.get(url(p))
  const rows = page.html.querySelectorAll('table tbody tr').map(e => e.structuredText.replace(/\s+/g, ' ').trim())
  assert.match(rows[0], /Girls only.*Blocks.*1 of 1 meet it/)
  assert.match(rows[1], /Aged two to five ?From the 2nd birthday to the day before the 6th.*1 of 1.*1 ages out within a year/)
  assert.match(rows[2], /No more than 3 children.*1 of 3 used/)
  assert.match(rows[3], /One educator for five <b>children<\/b>.*Warns.*Somebody has to look/)
  // The year ahead, as a chart and as a list.
  assert.match(page.words, /14 Mar 2027 Ella Marsh ages out, and turns 6/)
  assert.match(page.words, /1 Apr 2027 The renewal must be lodged/)
  assert.match(page.words, /1 Jul 2027 No licence any more, unless it is renewed/)
  assert.match(page.words, /Ella Marsh turns six on 14 March 2027/)
  page = await worker.get(url(p, l, `/conditions/${age}`))
  assert.match(page.words, /Ella Marsh Meets it Ella Marsh is 5 on 23 November; the licence says two to five Ages out on 14 March 2027/)
  // Who may not see clients sees no names.
  const licensing = await staff(stage, 'Licensing worker')
  await stage.sql(`INSERT INTO role (id, name, description) VALUES (90, 'Licences only', '')`)
  await stage.sql(`INSERT INTO role_right VALUES (90, 'provider.view'), (90, 'licence.view')`)
  await stage.sql(`UPDATE account_role SET role_id = 90 WHERE account_id = (SELECT MAX(id) FROM account)`)
  for (const path of [url(p), url(p, l, `/conditions/${age}`)]) {
    const seen = await licensing.get(path)
    assert.equal(seen.status, 200)
    assert.doesNotMatch(seen.text, /Marsh/)
  }
  // Changed and removed, with history.
  assert.equal((await worker.submit(url(p, l, `/conditions/${age}/edit`), { max: '6' })).status, 303)
  assert.match((await worker.get(url(p, l))).words, /Aged two to six/)
  let answer = await worker.submit(url(p, l, `/conditions/${age}/edit`), { min: '9' })
  assert.match(answer.error('max'), /must not be below the least, 9/)
  answer = await worker.press(url(p, l, `/conditions/${gender}/remove`), url(p, l, `/conditions/${gender}`))
  assert.equal(answer.status, 303)
  assert.doesNotMatch((await worker.get(url(p, l))).words, /Girls only/)
  assert.deepEqual(await stage.sql(`SELECT GROUP_CONCAT(action ORDER BY id) FROM audit WHERE kind = 'condition' AND object_id = ${gender}`), [['added,removed']])
})

test('a licence that replaces another takes its conditions along', async () => {
  const p = await care.provider('Renewed', { type: 3 })
  const old = await care.licence(p, 4, 'N-1', '2024-07-01', '2026-12-31')
  await care.condition(p, old, 'age', { min: '2', max: '5', effect: 'blocks' })
  await care.condition(p, old, 'trait', { trait: 'disability', effect: 'warns' })
  const next = await care.licence(p, 4, 'N-2', '2027-01-01', '2028-12-31', { replaces: old, take: true, on: '2026-11-20' })
  const page = await worker.get(url(p, next))
  assert.match(page.words, /Granted, begins on 1 January 2027/)
  assert.match(page.words, /Aged two to five.*Only people with a disability.*Warns/)
  // A renewal that begins the day after leaves no gap in the year.
  assert.doesNotMatch((await worker.get(url(p))).words, /No licence any more/)
})

test('a waiver takes a condition away for one client, for a while (A38)', async () => {
  const p = await care.provider('Waived', { type: 3 })
  const l = await care.licence(p, 4, 'W-1', '2024-07-01', '2027-06-30')
  const age = await care.condition(p, l, 'age', { min: '2', max: '5', effect: 'blocks' })
  await care.offer(p, 'nursery')
  const six = await care.person('Sid Six', '2020-03-01', 'male')
  const blocked = await care.place(p, six, '2026-11-23')
  assert.equal(blocked.status, 422)
  assert.match(blocked.words, /Sid Six is 6 on 23 November; the licence says two to five/)
  assert.ok(blocked.html.querySelector(`a[href*="/conditions/${age}/waivers/add?client=${six}"]`))
  const path = url(p, l, `/conditions/${age}/waivers/add`)
  let answer = await worker.submit(path, { from_date: '2026-11-23', until_date: '2026-11-22', reason: 'x' }, { from: `${path}?client=${six}` })
  assert.notEqual(answer.status, 303)
  answer = await worker.submit(path, { client: String(six), from_date: '2026-11-23', until_date: '2026-12-31', reason: 'Starts school in January' }, { from: `${path}?client=${six}` })
  assert.equal(answer.status, 303)
  assert.equal((await care.place(p, six, '2026-11-23')).status, 303)
  let page = await worker.get(url(p, l, `/conditions/${age}`))
  assert.match(page.words, /Waived Sid Six is 6 on 23 November; the licence says two to five. Waived until 31 December/)
  assert.match(page.words, /Holds now/)
  assert.match((await worker.get(url(p, l))).words, /1 Jan 2027 The waiver for Sid Six is over/)
  assert.match((await manager.get(`/profiles/clients/${six}`)).words, /Starts school in January/)
  // Ended, it counts no more from today on.
  const w = await care.one(`SELECT MAX(id) FROM condition_waiver`)
  const page2 = url(p, l, `/conditions/${age}`)
  assert.equal((await worker.press(`${page2}/waivers/${w}/end`, page2)).status, 303)
  page = await worker.get(page2)
  assert.match(page.words, /Does not meet it/)
  assert.match(page.words, /Over/)
})

test('would it suit a particular person? (A38)', async () => {
  const p = await care.provider('Wentworth Lodge', { type: 2, places: 5 })
  const l = await care.licence(p, 3, 'S-1', '2024-10-01', '2027-09-30')
  await care.condition(p, l, 'gender', { genders: ['male'], effect: 'blocks' })
  await care.condition(p, l, 'age', { min: '18', max: '', effect: 'blocks' })
  await care.condition(p, l, 'trait', { trait: 'disability', effect: 'blocks' })
  const leo = await care.person('Leo Tafa', '1990-02-28', 'male', { traits: ['disability'] })
  const sue = await care.person('Sue Tafari', '2010-02-28', 'female')
  const suits = who => manager.get(`/profiles/providers/${p}/suits?client=${encodeURIComponent(who)}`)
  let page = await suits('leo ta')
  assert.match(page.words, /Would Wentworth Lodge suit Leo Tafa\? Yes, nothing stands in the way/)
  page = await suits('sue')
  assert.match(page.words, /No, 3 things stand in the way/)
  assert.match(page.words, /Men only The record of Sue Tafari says female; the licence says male/)
  assert.match(page.words, /Aged 18 or older Sue Tafari is 16 on 23 November/)
  page = await suits('tafa')
  assert.match(page.words, /Who is meant\?.*Leo Tafa.*Sue Tafari/)
  assert.match((await suits('nobody at all')).words, /Nobody is found by that/)
  await worker.submit(url(p, l, '/suspend'), { on_date: '2026-11-20' })
  page = await suits('leo')
  assert.match(page.words, /No, 1 thing stands in the way/)
  assert.deepEqual(await stage.sql(`SELECT COUNT(*) > 0 FROM audit WHERE action = 'read' AND kind = 'client' AND client_id = ${leo}`), [['1']])
  assert.ok(sue)
})

test('a day ends at midnight at the agency, not in Greenwich (A36)', async () => {
  const p = await care.provider('Midnight', { type: 2 })
  const l = await care.licence(p, 3, 'M-1', '2026-01-01', '2026-11-23')
  const state = async who => panels(await who.get(url(p, l)))[0]
  // The last second of its last day, and the first after it; whoever was signed in was away too long.
  await stage.clock('2026-11-23T12:59:59Z')
  const late = await staff(stage, 'Read-only')
  assert.match(await state(late), /Active, today is its last day/)
  await stage.clock('2026-11-23T13:00:00Z')
  assert.match(await state(late), /Expired on 23 November/)
})
