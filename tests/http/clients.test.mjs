// Clients, their cases and services, a provider's client list and services, as a case manager meets them.
// SPDX-License-Identifier: MIT
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { start } from '../lib/stage.mjs'
import { Care, staff } from '../lib/care.mjs'

let stage, manager, reader, finance, care
before(async () => {
  stage = await start({ data: 'none', clock: '2026-11-23T00:10:00Z' })
  manager = await staff(stage, 'Case manager')
  reader = await staff(stage, 'Read-only')
  finance = await staff(stage, 'Finance')
  care = new Care(stage, await staff(stage, 'Administrator'))
})
after(() => stage?.stop())

const stays = (p, c) => stage.sql(`SELECT from_date, until_date, source FROM placement
  WHERE provider_id = ${p} AND client_id = ${c} ORDER BY id`)
const list = p => `/profiles/providers/${p}/clients`

/** A nursery for ages two to five with so many places. */
async function nursery(name, places = 'NULL') {
  const p = await care.provider(name, { type: 3, places })
  const l = await care.licence(p, 4, `L-${p}`, '2024-07-01', '2027-06-30')
  await care.condition(p, l, 'age', { min: '2', max: '5', effect: 'blocks' })
  if (places !== 'NULL') await care.condition(p, l, 'capacity', { places: String(places), effect: 'blocks' })
  const service = await care.offer(p, 'nursery')
  return { p, l, service }
}

test('clients are listed, found, added and changed', async () => {
  assert.match((await manager.get('/profiles/clients')).words, /No clients here.*Add a client/)
  assert.match((await reader.get('/profiles/clients')).words, /No clients here/)
  assert.equal((await reader.get('/profiles/clients/add')).status, 403)
  let answer = await manager.submit('/profiles/clients/add', { name: '', born: '2027-01-01', region_id: '1' })
  assert.equal(answer.status, 422)
  assert.match(answer.error('name'), /Fill in/)
  assert.match(answer.error('born'), /today or in the past/)
  const awkward = `Zoë "Z" O'Brien <b>木村</b> 🦜`
  answer = await manager.submit('/profiles/clients/add', { name: awkward, preferred_name: 'Zo', born: '2021-03-14', gender: 'female',
    traits: ['autism', 'wheelchair'], phone: '02 5550 0142', suburb: 'Katoomba', region_id: '1', about: 'Likes trains' })
  assert.equal(answer.status, 303)
  let page = await manager.get(answer.location)
  assert.equal(page.status, 200)
  assert.ok(page.text.includes('O&#39;Brien &lt;b&gt;木村&lt;/b&gt; 🦜'))
  assert.match(page.words, /C-1001.*5 years old/)
  assert.match(page.words, /No cases yet/)
  assert.match(page.words, /Autism.*Uses a wheelchair.*Likes trains/)
  for (const q of ['zoe', 'o’brien', 'C-1001', '木', 'zo'])
    assert.match((await manager.get(`/profiles/clients?q=${encodeURIComponent(q)}`)).words, /C-1001/, q)
  assert.match((await manager.get('/profiles/clients?q=nobody')).words, /Nobody is found by that/)
  // A number is one client's.
  const second = await care.person('Other One', '2020-01-01', 'male')
  answer = await manager.submit(`/profiles/clients/${second}/edit`, { number: 'C-1001' })
  assert.match(answer.error('number'), /Another client has this number/)
  // Two who change the same thing: the second sees both.
  const path = `/profiles/clients/${second}/edit`
  const form = Object.fromEntries((await manager.get(path)).fields(path))
  assert.equal((await care.client.submit(path, { suburb: 'Leura' })).status, 303)
  answer = await manager.post(path, { ...form, suburb: 'Lawson' })
  assert.equal(answer.status, 409)
  assert.match(answer.words, /Leura/)
  assert.equal(answer.html.querySelector('#f-suburb').getAttribute('value'), 'Lawson')
  // Reading is on record.
  assert.deepEqual(await stage.sql(`SELECT COUNT(*) > 0 FROM audit WHERE action = 'read' AND kind = 'client'`), [['1']])
})

test('a client of another region is not there', async () => {
  await stage.sql(`INSERT IGNORE INTO region (id, name) VALUES (2, 'Far away')`)
  const secret = await care.person('Fara Hidden', '2021-03-14', 'female', { region_id: '2' })
  const k = await care.case(secret, 'Hidden work')
  const near = await staff(stage, 'Case manager', { regions: [1] })
  const { p, service } = await nursery('Region nursery')
  assert.equal((await care.serve(secret, k, p, service, '2026-11-01')).status, 303)
  for (const what of ['', '/edit', '/cases/add', `/cases/${k}/edit`, `/cases/${k}/close`, `/cases/${k}/services/add`])
    assert.equal((await near.get(`/profiles/clients/${secret}${what}`)).status, 404, what)
  assert.doesNotMatch((await near.get('/profiles/clients?q=fara')).text, /Hidden/)
  assert.doesNotMatch((await near.get('/profiles/clients')).text, /Hidden/)
  // The provider's list tells of the stay, not of whom.
  const page = await near.get(list(p))
  assert.match(page.words, /A client of another region/)
  assert.doesNotMatch(page.text, /Hidden|C-10\d\d.*years/)
  assert.doesNotMatch((await near.get(`/profiles/providers/${p}/licence`)).text, /Hidden/)
  assert.doesNotMatch((await near.get(`/profiles/providers/${p}/suits?client=fara`)).text, /Hidden/)
  const add = await near.get(`${list(p)}/add?client=${secret}`)
  assert.equal(add.status, 404)
  const stay = await care.one(`SELECT MAX(id) FROM placement WHERE client_id = ${secret}`)
  assert.equal((await near.get(`${list(p)}/${stay}/end`)).status, 404)
  // A case of one client's is nothing in the path of another's.
  const other = await care.person('Olga Other', '2021-03-14', 'female')
  for (const what of [`/cases/${k}/edit`, `/cases/${k}/close`, `/cases/${k}/services/add`, `/cases/${k}/services/1/edit`])
    assert.equal((await manager.get(`/profiles/clients/${other}${what}`)).status, 404, what)
})

test('the plus sign checks the conditions in that moment (A17)', async () => {
  const { p } = await nursery('By hand', 1)
  let page = await manager.get(list(p))
  assert.match(page.words, /No clients yet/)
  assert.match(page.words, /0 of 1 places used/)
  assert.equal((await reader.get(`${list(p)}/add`)).status, 403)
  const ella = await care.person('Ella Hand', '2021-03-14', 'female')
  const six = await care.person('Sid Hand', '2020-03-14', 'male')
  page = await manager.get(`${list(p)}/add?q=hand`)
  assert.match(page.words, /Who is it\?.*Ella Hand.*Sid Hand/)
  let answer = await care.place(p, six, '2026-11-23')
  assert.equal(answer.status, 422)
  assert.match(answer.words, /No, 1 thing stands in the way/)
  assert.match(answer.words, /Sid Hand is 6 on 23 November; the licence says two to five/)
  // Judged on the day that is typed: at five he would have fitted.
  assert.equal((await care.place(p, six, '2026-03-13', { until_date: '2026-03-13' })).status, 303)
  answer = await care.place(p, ella, '2026-11-23')
  assert.equal(answer.status, 303)
  page = await manager.get(list(p))
  assert.match(page.words, /1 of 1 places used. No place is free/)
  assert.match(page.words, /Ella Hand.*Added by hand/)
  const third = await care.person('Tia Hand', '2022-03-14', 'female')
  answer = await care.place(p, third, '2026-11-23')
  assert.match(answer.words, /No more than 1 children 1 of 1 places are used|No more than 1 child/)
  answer = await care.place(p, ella, '2026-11-24')
  assert.match(answer.words, /On the list already/)
  // It is ended, not erased.
  const stay = await care.one(`SELECT id FROM placement WHERE provider_id = ${p} AND client_id = ${ella}`)
  answer = await manager.submit(`${list(p)}/${stay}/end`, { until_date: '2026-11-22' })
  assert.match(answer.error('until_date'), /must not be before the first/)
  assert.equal((await manager.submit(`${list(p)}/${stay}/end`, { until_date: '2026-11-23', reason: 'Moved away' })).status, 303)
  assert.match((await manager.get(list(p))).words, /Now 1 Before 1/)
  await stage.sql(`UPDATE placement SET until_date = '2026-11-22' WHERE id = ${stay}`)
  assert.match((await manager.get(`${list(p)}?show=past`)).words, /Ella Hand/)
})

test('a place that somebody already has booked for later is taken (capacity)', async () => {
  const { p } = await nursery('Later', 1)
  const now = await care.person('Nia Now', '2022-03-14', 'female')
  const later = await care.person('Lea Later', '2022-03-14', 'female')
  assert.equal((await care.place(p, later, '2027-02-01')).status, 303)
  const answer = await care.place(p, now, '2026-11-23')
  assert.equal(answer.status, 422)
  assert.match(answer.words, /1 of 1 places are used on 1 February 2027/)
  // Until the day before, it is free.
  assert.equal((await care.place(p, now, '2026-11-23', { until_date: '2027-01-31' })).status, 303)
})

test('the list grows by itself when a service is added through a case (A16 A18)', async () => {
  const { p, service } = await nursery('By itself')
  const c = await care.person('Ella Marsh', '2021-03-14', 'female')
  const k = await care.case(c, 'A place in a nursery')
  // What the provider does not offer cannot be added.
  const other = await care.service('nursing')
  let answer = await care.serve(c, k, p, other, '2026-11-02')
  assert.equal(answer.status, 422)
  assert.match(answer.words, /Service not offered/)
  answer = await care.serve(c, k, p, service, '2026-11-02', { units: '2.50', per: 'week', funding: 'Child Care Subsidy' })
  assert.equal(answer.status, 303)
  assert.deepEqual(await stays(p, c), [['2026-11-02', null, 'case']])
  let page = await manager.get(list(p))
  assert.match(page.words, /Ella Marsh.*Nursery day, 2.5 days a week, Child Care Subsidy.*Through a case/)
  assert.match((await manager.get(`/profiles/clients/${c}`)).words, /Nursery day, 2.5 days a week.*By itself, from Mon 2 Nov/)
  // Twice the same is refused; the list has one row, whatever happens.
  answer = await care.serve(c, k, p, service, '2026-11-09')
  assert.match(answer.error('from_date'), /already/)
  const id = await care.one(`SELECT MAX(id) FROM case_service`)
  const edit = `/profiles/clients/${c}/cases/${k}/services/${id}/edit`
  answer = await manager.submit(edit, { units: 'many' })
  assert.match(answer.error('units'), /number like/)
  await manager.submit(edit, { remarks: 'Tuesdays' })
  assert.deepEqual(await stays(p, c), [['2026-11-02', null, 'case']])
  // Earlier, it began earlier; ended, the stay ends with the last service.
  await manager.submit(edit, { from_date: '2026-10-05' })
  assert.deepEqual(await stays(p, c), [['2026-10-05', null, 'case']])
  await manager.submit(edit, { until_date: '2026-12-18' })
  assert.deepEqual(await stays(p, c), [['2026-10-05', '2026-12-18', 'case']])
  // Again without an end: the same stay.
  await manager.submit(edit, { until_date_d: '', until_date_m: '', until_date_y: '' })
  assert.deepEqual(await stays(p, c), [['2026-10-05', null, 'case']])
  // Taken off the case, what was stays.
  answer = await manager.press(edit.replace('/edit', '/remove'), edit)
  assert.equal(answer.status, 303)
  assert.deepEqual(await stays(p, c), [['2026-10-05', '2026-11-23', 'case']])
  assert.doesNotMatch((await manager.get(`/profiles/clients/${c}`)).words, /2.5 days/)
  assert.deepEqual(await stage.sql(`SELECT GROUP_CONCAT(DISTINCT action ORDER BY action) FROM audit WHERE kind = 'placement' AND client_id = ${c}`), [['added,changed']])
})

test('two services are one stay; by hand it lasts until it is ended by hand (A18)', async () => {
  const { p, service } = await nursery('Both')
  const meals = await care.offer(p, 'shopping')
  const c = await care.person('Bo Both', '2022-03-14', 'male')
  const k = await care.case(c, 'Two services')
  assert.equal((await care.serve(c, k, p, service, '2026-11-02', { until_date: '2026-11-30' })).status, 303)
  assert.equal((await care.serve(c, k, p, meals, '2026-11-09', { until_date: '2027-01-31' })).status, 303)
  assert.deepEqual(await stays(p, c), [['2026-11-02', '2027-01-31', 'case']])
  // Ending the stay ends what is left of them.
  const stay = await care.one(`SELECT MAX(id) FROM placement WHERE client_id = ${c}`)
  assert.match((await manager.get(`${list(p)}/${stay}/end`)).words, /2 services through a case end on that day too/)
  await manager.submit(`${list(p)}/${stay}/end`, { until_date: '2026-11-23' })
  assert.deepEqual(await stage.sql(`SELECT DISTINCT until_date FROM case_service WHERE case_id = ${k}`), [['2026-11-23']])
  const h = await care.person('Hal Hand', '2022-03-14', 'male')
  const hk = await care.case(h, 'By hand first')
  assert.equal((await care.place(p, h, '2026-11-01')).status, 303)
  assert.equal((await care.serve(h, hk, p, service, '2026-11-09', { until_date: '2026-11-20' })).status, 303)
  assert.deepEqual(await stays(p, h), [['2026-11-01', null, 'hand']])
})

test('a double click adds one', async () => {
  const { p } = await nursery('Twice')
  const c = await care.person('Dee Double', '2022-03-14', 'female')
  const path = `${list(p)}/add`
  const fields = Object.fromEntries((await manager.get(`${path}?client=${c}`)).fields(path))
  const both = await Promise.all([manager.post(path, fields), manager.post(path, fields)])
  assert.deepEqual(both.map(a => a.status), [303, 303])
  assert.equal((await stays(p, c)).length, 1)
})

test('the last place is given away once (races)', async () => {
  const { p, service } = await nursery('One place', 1)
  const others = [manager, care.client, await staff(stage, 'Case manager'), await staff(stage, 'Case manager')]
  const tries = []
  for (const [i, who] of others.entries()) {
    const c = await care.person(`Racer ${i}`, '2022-03-14', 'female')
    const byHand = i % 2 === 0
    const k = byHand ? 0 : await care.case(c, 'Race')
    const path = byHand ? `${list(p)}/add` : `/profiles/clients/${c}/cases/${k}/services/add`
    const from = byHand ? `${path}?client=${c}` : `${path}?service_id=${service}&provider_id=${p}`
    tries.push([who, path, Object.fromEntries((await who.get(from)).fields(path))])
  }
  const answers = await Promise.all(tries.map(([who, path, fields]) => who.post(path, fields)))
  assert.deepEqual(answers.map(a => a.status).sort(), [303, 422, 422, 422])
  assert.deepEqual(await stage.sql(`SELECT COUNT(*) FROM placement WHERE provider_id = ${p}`), [['1']])
  assert.deepEqual(await stage.sql(`SELECT COUNT(*) FROM case_service WHERE provider_id = ${p}`),
    [[String(answers.filter((a, i) => i % 2 && a.status === 303).length)]])
})

test('a licence that is not in force blocks, a warning asks (A18 A38)', async () => {
  const { p, l, service } = await nursery('Not in force')
  await care.condition(p, l, 'words', { words: 'One educator for every five' })
  const c = await care.person('Wim Warned', '2022-03-14', 'male')
  const k = await care.case(c, 'Warnings')
  let answer = await care.serve(c, k, p, service, '2026-11-23')
  assert.equal(answer.status, 422)
  assert.match(answer.error('sure'), /Look at the warnings above/)
  assert.equal((await care.serve(c, k, p, service, '2026-11-23', { sure: '1', until_date: '2026-12-01' })).status, 303)
  await care.done(`/profiles/providers/${p}/licence/${l}/suspend`, { on_date: '2026-11-23', until_date: '2026-11-30' })
  const d = await care.person('Sue Spended', '2022-03-14', 'female')
  const dk = await care.case(d, 'Blocked')
  answer = await care.serve(d, dk, p, service, '2026-11-30', { sure: '1' })
  assert.equal(answer.status, 422)
  assert.match(answer.words, /Early childhood service licence not in force on 30 November L-\d+ is suspended until 30 November/)
  assert.equal((await care.serve(d, dk, p, service, '2026-12-01', { sure: '1' })).status, 303)
  // Longer than before is looked at anew.
  const id = await care.one(`SELECT MIN(id) FROM case_service WHERE case_id = ${k}`)
  answer = await manager.submit(`/profiles/clients/${c}/cases/${k}/services/${id}/edit`, { until_date: '2027-03-01' })
  assert.equal(answer.status, 422)
  assert.match(answer.error('until_date'), /not in force/)
  // A draft, and a review that pauses placements, stand in the way.
  await stage.sql(`UPDATE provider SET state = 'suspended' WHERE id = ${p}`)
  assert.match((await manager.get(`/profiles/providers/${p}/suits?client=sue`)).words, /The profile is suspended/)
})

test('cases are opened, changed, closed and opened again', async () => {
  const { p, service } = await nursery('Cases')
  const c = await care.person('Cas Case', '2022-03-14', 'male')
  assert.equal((await finance.get(`/profiles/clients/${c}/cases/add`)).status, 403)
  const k = await care.case(c, 'First')
  assert.deepEqual(await stage.sql(`SELECT number REGEXP '^2026-[0-9]{3}$' FROM client_case WHERE id = ${k}`), [['1']])
  assert.equal((await manager.submit(`/profiles/clients/${c}/cases/${k}/edit`, { title: 'Better words' })).status, 303)
  assert.match((await manager.get(`/profiles/clients/${c}`)).words, /Better words/)
  assert.equal((await care.serve(c, k, p, service, '2026-11-02')).status, 303)
  const close = `/profiles/clients/${c}/cases/${k}/close`
  let answer = await manager.submit(close, { closed: '2026-11-20' })
  assert.match(answer.error('closed'), /1 of its services go on/)
  answer = await manager.press(`/profiles/clients/${c}/close`, `/profiles/clients/${c}`)
  assert.equal(answer.status, 422)
  assert.match(answer.words, /still run/)
  assert.equal((await manager.submit(close, { closed: '2026-11-20', end_services: '1' })).status, 303)
  assert.deepEqual(await stays(p, c), [['2026-11-02', '2026-11-20', 'case']])
  answer = await manager.press(`/profiles/clients/${c}/close`, `/profiles/clients/${c}`)
  assert.equal(answer.status, 303)
  assert.match((await manager.get('/profiles/clients?show=closed')).words, /Cas Case/)
  assert.match((await manager.get(`/profiles/providers/${p}/suits?client=cas+case`)).words, /record is closed/)
  assert.equal((await manager.press(`/profiles/clients/${c}/reopen`, `/profiles/clients/${c}`)).status, 303)
  assert.equal((await manager.press(`/profiles/clients/${c}/cases/${k}/reopen`, `/profiles/clients/${c}`)).status, 303)
  assert.match((await manager.get(`/profiles/clients/${c}`)).words, /Better words Case 2026-\d{3} Add a service/)
})

test('a provider\'s services, and the licences that they need (A33 A34)', async () => {
  const p = await care.provider('Services', { type: 3 })
  const at = `/profiles/providers/${p}/services`
  assert.match((await manager.get(at)).words, /No services yet/)
  const page0 = await reader.get(at)
  assert.ok(!page0.html.querySelector(`a[href="${at}/add"]`))
  assert.equal((await reader.get(`${at}/add`)).status, 403)
  await care.offer(p, 'nursery')
  await care.offer(p, 'day-care', '2026-12-01')
  let page = await manager.get(at)
  assert.match(page.words, /1 service needs a licence that is not in force/)
  assert.match(page.words, /Nursery day.*a day.*Early childhood service licence is not in force/)
  assert.match(page.words, /Day care.*To come/)
  await care.licence(p, 4, 'SV-1', '2024-07-01', '2027-06-30')
  assert.doesNotMatch((await manager.get(at)).words, /not in force/)
  // Twice on the same day makes no sense.
  const nursery = String(await care.service('nursery'))
  let answer = await manager.submit(`${at}/add`, { service_id: nursery, from_date: '2026-05-01' })
  assert.match(answer.error('service_id'), /offered on some of these days already/)
  answer = await manager.submit(`${at}/add`, { service_id: '999999', from_date: '2026-05-01' })
  assert.match(answer.error('service_id'), /Choose one/)
  const id = await care.one(`SELECT id FROM provider_service WHERE provider_id = ${p} AND service_id = ${nursery}`)
  answer = await manager.submit(`${at}/${id}/edit`, { until_date: '2023-01-01' })
  assert.match(answer.error('until_date'), /must not be before/)
  assert.equal((await manager.submit(`${at}/${id}/edit`, { until_date: '2026-11-22' })).status, 303)
  page = await manager.get(at)
  assert.match(page.words, /Offered 1 Before 1/)
  assert.match((await manager.get(`${at}?show=past`)).words, /Nursery day/)
  const other = await care.provider('Other services', { type: 3 })
  assert.equal((await manager.get(`/profiles/providers/${other}/services/${id}/edit`)).status, 404)
})
