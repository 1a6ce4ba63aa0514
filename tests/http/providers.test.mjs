// Providers: found, listed, exported, added, changed, published, suspended, closed (A1 A2 A4-A6 A21 A22 A40-A43).
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { agency } from '../lib/agency.mjs'

let stage, who, id
const LIST = '/profiles/providers'
const HOME = {
  name: 'Coral Tree House', region_id: '1', phone: '(02) 5550 0133', email: 'coral@example.org', address: '112 March Street',
  suburb: 'Richmond', address_state: 'NSW', postcode: '2753', places: '4', fact_bedrooms: '5', fact_night_staff: 'Awake',
}

before(async () => { ({ stage, who, id } = await agency({ clock: '2026-11-22T21:40:00Z' })) })
after(() => stage?.stop())

const names = answer => answer.html.querySelectorAll('#list th .who-name').map(a => a.text.trim())
const find = async (client, query) => names(await client.get(`${LIST}?${new URLSearchParams(query)}`))
async function add(client, type, fields) {
  const answer = await client.submit(`${LIST}/add/${type}`, fields)
  assert.equal(answer.status, 303, answer.words)
  return answer.location
}
const number = path => Number(path.split('/').pop())

test('adding: a draft begins, with its own facts, place and clock', async () => {
  const kinds = await who.manager.get(`${LIST}/add`)
  assert.match(kinds.words, /Foster family.*Group home.*Volunteer/)
  const empty = await who.manager.submit(`${LIST}/add/2`, { name: '', abn: '51 824 753 557', postcode: '27', email: 'x' })
  assert.equal(empty.status, 422)
  assert.equal(empty.error('name'), 'Fill in “Name”')
  assert.match(empty.error('email'), /name@example.com/)
  const wrong = await who.manager.submit(`${LIST}/add/2`, { ...HOME, abn: '51 824 753 557' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.error('abn'), /mistyped/)
  assert.equal(wrong.html.querySelector('[name=name]').getAttribute('value'), HOME.name)

  const path = await add(who.manager, 2, { ...HOME, fact_access: ['Ramp', 'Hoist'] })
  const [row] = await stage.sql(`SELECT state, located, lat_e6, zone, facts FROM provider WHERE id = ${number(path)}`)
  assert.deepEqual(row.slice(0, 4), ['draft', 'postcode', '-33599000', 'Australia/Sydney'])
  assert.deepEqual(JSON.parse(row[4]), { access: 'Ramp,Hoist', bedrooms: '5', night_staff: 'Awake' })
  const west = await add(who.manager, 5, { name: 'Wes', region_id: '1', suburb: 'Perth', address_state: 'WA', postcode: '6000' })
  assert.equal((await stage.sql(`SELECT zone FROM provider WHERE id = ${number(west)}`))[0][0], 'Australia/Perth')

  // A draft is not there for those who may not see drafts.
  assert.equal((await who.reader.get(path)).status, 404)
  assert.deepEqual(await find(who.reader, { q: 'coral' }), [])
  assert.equal((await who.far.get(path)).status, 404)
  assert.equal((await who.reader.get(`${LIST}/add/2`)).status, 403)
  // A type that does not exist, a region that is not one's own, fields that nobody asked for.
  assert.equal((await who.manager.get(`${LIST}/add/99`)).status, 404)
  assert.equal((await who.manager.submit(`${LIST}/add/2`, { ...HOME, region_id: '2' })).status, 422)
  const more = await add(who.manager, 2, { ...HOME, name: 'Mass', state: 'active', published_at: '2020-01-01', id: '77', version: '9' })
  assert.deepEqual((await stage.sql(`SELECT state, published_at, version FROM provider WHERE id = ${number(more)}`))[0], ['draft', null, '1'])
})

test('searching: names, accents, scripts, phones, people, licences', async () => {
  const a = number(await add(who.manager, 1, { name: "Åse O'Brien and 王小明", region_id: '1', phone: '+61 2 5550 0177' }))
  const b = number(await add(who.manager, 1, { name: 'Zoë Quartz', region_id: '1', phone: '0412 345 678' }))
  await stage.sql(`INSERT INTO person (id, name, phone) VALUES (900, 'Hieronymus Kettle', '0499 000 111');
    INSERT INTO provider_person (provider_id, person_id, role) VALUES (${b}, 900, 'Carer');
    INSERT INTO licence (provider_id, type_id, number, from_date, until_date) VALUES (${b}, 1, 'FC-7731/2', '2026-01-01', '2026-12-20')`)
  // People and licences are indexed when their pages save them; here the profile's own save does it.
  await who.manager.submit(`${LIST}/${b}/edit`, { phone_other: '08 8555 0101' })
  const A = "Åse O'Brien and 王小明", B = 'Zoë Quartz'
  for (const q of ['åse', 'ASE', 'obrien', "o'br", 'ase brien'.slice(0, 3) + ' obrien', '王', '小明', '王小', '5550 0177', '0255500177', '(02) 5550', '+61 2 5550 0177', '0177'])
    assert.ok((await find(who.manager, { q })).includes(A), q)
  for (const q of ['zoe', 'quar zoe', '0412', '345678', '5678', 'hieron', 'kettle quartz', '0499000111', 'FC-7731', 'fc77312', '7731', '8555'])
    assert.ok((await find(who.manager, { q })).includes(B), q)
  for (const q of ['uartz', '明小x', 'zoe nobody', '999999'])
    assert.ok(!(await find(who.manager, { q })).includes(B), q)
  // Who may not see people finds nobody by them.
  await stage.sql(`UPDATE provider SET state = 'active' WHERE id = ${b}; UPDATE provider_list SET state_rank = 1 WHERE provider_id = ${b}`)
  assert.deepEqual(await find(who.finance, { q: 'hieronymus' }), [])
  assert.deepEqual(await find(who.finance, { q: 'zoe' }), [B])
  assert.deepEqual(await find(who.far, { q: 'zoe' }), [])
  // Nothing that was typed is read as a sign of the database's.
  for (const q of ['%', '_', "' OR 1=1 -- ", '\\', '"><img src=x onerror=alert(1)>', '<?cs var:Page.Csrf ?>', '🙂'])
    assert.equal((await who.manager.get(`${LIST}?${new URLSearchParams({ q })}`)).status, 200, q)
  const shown = await who.manager.get(`${LIST}?${new URLSearchParams({ q: '"><img src=x onerror=alert(1)>' })}`)
  assert.equal(shown.html.querySelectorAll('img[src=x]').length, 0)
  assert.deepEqual(await find(who.manager, { licence: 'soon' }), [B])
})

test('filters, order and pages; what is not one of them is refused', async () => {
  const values = Array.from({ length: 60 }, (_, i) =>
    `(${1000 + i}, 6, 1, 'active', 'Page ${String(i).padStart(2, '0')}', '')`)
  await stage.sql(`INSERT INTO provider (id, type_id, region_id, state, name, summary) VALUES ${values};
    INSERT INTO provider_list (provider_id, region_id, type_id, state_rank, tasks, changed_at, name)
      SELECT id, region_id, type_id, 1, id % 3, '2026-01-01' + INTERVAL id MINUTE, name FROM provider WHERE id >= 1000`)
  for (const sort of ['name', 'changed', 'state', 'licence', 'tasks'])
    for (const dir of ['asc', 'desc']) {
      const seen = []
      let path = `${LIST}?type=6&sort=${sort}&dir=${dir}`, page
      for (let n = 0; path && n < 9; n++) {
        page = await who.manager.get(path)
        seen.push(...names(page))
        path = page.html.querySelector('a[rel=next]')?.getAttribute('href').replaceAll('&amp;', '&')
      }
      assert.equal(seen.length, 60, sort + dir)
      assert.equal(new Set(seen).size, 60, `${sort} ${dir}: every row once`)
      if (sort === 'name') assert.deepEqual(seen, [...seen].sort((x, y) => dir === 'asc' ? x.localeCompare(y) : y.localeCompare(x)))
      assert.match(page.words, /51 to 60 of 60/)
      // and back again
      const back = page.html.querySelector('a[rel=prev]').getAttribute('href').replaceAll('&amp;', '&')
      assert.deepEqual(names(await who.manager.get(back)), seen.slice(25, 50), `${sort} ${dir} back`)
    }
  for (const query of ['sort=id,(select+sleep(3))', 'sort=nothing', 'dir=up', 'state=gone', 'type=x', 'type=-1', 'staff=1+OR+1', 'region=1%3B', 'licence=all',
    'after=1', 'after=x~1', 'before=2026-01-01~1', 'sort=tasks&after=a~1', 'sort=licence&after=2026-13-01~1', 'q=' + 'x'.repeat(101), 'q=%ff'])
    assert.equal((await who.manager.get(`${LIST}?${query}`)).status, 400, query)
  assert.deepEqual(await find(who.manager, { type: '6', staff: String(id.manager) }), [])
  assert.deepEqual(await find(who.manager, { region: '2' }), [], "another's region stays empty")
})

test('export: the filters apply, cells are safe, it leaves a mark', async () => {
  await add(who.manager, 4, { name: '=cmd|calc', region_id: '1', phone: '+61 2 5550 0199' })
  const csv = await who.manager.get(`${LIST}.csv?q=cmd`)
  assert.equal(csv.status, 200)
  assert.match(csv.headers.get('content-type'), /text\/csv/)
  assert.match(csv.headers.get('content-disposition'), /attachment; filename="providers.csv"/)
  const lines = csv.text.trim().split('\r\n')
  assert.equal(lines.length, 2)
  assert.match(lines[1], /,"'=cmd\|calc",/)
  assert.match(lines[1], /"'\+61 2 5550 0199"/)
  const all = await who.manager.get(`${LIST}.csv?type=6`)
  assert.equal(all.text.trim().split('\r\n').length, 61)
  assert.ok(!(await who.manager.get(`${LIST}.csv`)).text.includes('Far House'))
  assert.equal((await who.manager.get(`${LIST}.csv?sort=x`)).status, 400)
  const marks = await stage.sql(`SELECT COUNT(*) FROM audit WHERE action = 'exported' AND account_id = ${id.manager}`)
  assert.equal(marks[0][0], '3')
})

test('publishing: says what is missing, then who and when', async () => {
  const path = await add(who.manager, 2, { ...HOME, name: 'Publish House', phone: '', email: '', fact_night_staff: '' })
  let page = await who.manager.get(path + '/publish')
  assert.match(page.words, /Not yet, 4 things are missing/)
  for (const missing of ['A way to reach them', 'Staff at night', 'A case lead', 'A licence that is active'])
    assert.match(page.words, new RegExp('In the way: ' + missing))
  assert.ok(page.html.querySelector(`a[href="${path}/edit#f-phone"]`))
  // Without its page, by force: refused, nothing changed.
  const token = (await who.manager.get(path + '/edit')).fields(path + '/edit').filter(([n]) => n === '_csrf' || n === '_key')
  const forced = await who.manager.post(path + '/publish', [...token, ['_version', '1']].reduce((o, [k, v]) => ({ ...o, [k]: v }), {}))
  assert.equal(forced.status, 422)
  assert.match(forced.words, /Not yet/)
  assert.equal((await who.reader.get(path + '/publish')).status, 403)

  await who.manager.submit(path + '/edit', { phone: '02 5550 0101', fact_night_staff: 'Sleepover' })
  const staff = await who.manager.submit(path + '/staff/add', { account_id: String(id.manager), role: 'lead' })
  assert.equal(staff.status, 303)
  await stage.sql(`INSERT INTO licence (provider_id, type_id, number, from_date, until_date) VALUES (${number(path)}, 3, 'GH-1', '2026-01-01', '2027-09-30')`)
  page = await who.manager.get(path + '/publish')
  assert.match(page.words, /Yes, everything is there/)
  assert.equal((await who.manager.submit(path + '/publish')).status, 303)
  const summary = await who.reader.get(path)
  assert.equal(summary.status, 200)
  assert.match(summary.words, /Published 23 Nov 2026, Gwen Hartley/)
  assert.match(summary.words, /Case lead since 23 Nov 2026/)
})

test('the summary: can it accept a placement now, and why not', async () => {
  const path = `${LIST}/1`
  const page = await who.manager.get(path)
  assert.match(page.words, /Can it accept a placement now\? No, \d things? stands? in the way/)
  assert.match(page.words, /No licence though its kind needs one/)
  assert.match(page.words, /Fire safety certificate missing/)
  await stage.sql(`INSERT INTO licence (provider_id, type_id, number, from_date, until_date) VALUES (1, 3, 'GH-2041', '2024-10-01', '2027-09-30');
    UPDATE provider SET places = 1, phone = '(02) 5550 0142' WHERE id = 1;
    INSERT INTO credential (provider_id, kind_id, expires) SELECT 1, kind_id, '2027-11-01' FROM credential_rule WHERE type_id = 2 AND applies = 'provider'`)
  assert.match((await who.manager.get(path)).words, /Can it accept a placement now\? Yes/)
  assert.match((await who.manager.get(path)).words, /1 place free 0 of 1 used/)
  await stage.sql(`INSERT INTO incident (number, provider_id, kind_id, title, happened_on, aware_on, aware_time, aware_at, severity, description, actions, outcome, pause_placements)
    VALUES ('2026-900', 1, (SELECT MIN(id) FROM incident_kind), 'A row', '2026-11-20', '2026-11-20', '10:00', '2026-11-20', 'high', '', '', '', 1);
    INSERT INTO client (id, number, region_id, name, about) VALUES (50, 'C-50', 1, 'Nell Nell', '');
    INSERT INTO placement (provider_id, client_id, from_date, source) VALUES (1, 50, '2026-01-01', 'hand')`)
  const full = await who.manager.get(path)
  assert.match(full.words, /No, 2 things stand in the way/)
  assert.match(full.words, /New placements paused by the review of incident 2026-900/)
  assert.match(full.words, /No place free 1 of 1 used/)
  // Who may not see incidents is not told their numbers.
  const finance = await who.finance.get(path)
  assert.match(finance.words, /New placements paused/)
  assert.ok(!finance.text.includes('2026-900'))
  assert.ok(full.html.querySelector('a[href="tel:0255500142"]'))
  // An unchanged page is not sent again; a reading is written down once.
  const tag = full.headers.get('etag')
  const again = await who.manager.get(path, { headers: { 'if-none-match': tag } })
  assert.equal(again.status, 304)
  const reads = await stage.sql(`SELECT COUNT(*) FROM audit WHERE action = 'read' AND kind = 'provider' AND object_id = 1 AND account_id = ${id.manager}`)
  assert.ok(Number(reads[0][0]) >= 1 && Number(reads[0][0]) <= 2)
})

test('draft changes: kept, compared, published or dropped', async () => {
  const path = `${LIST}/2`
  const edit = path + '/edit'
  assert.equal((await who.manager.submit(edit, { phone: '02 5550 0501', then: 'draft' })).status, 303)
  assert.equal((await stage.sql('SELECT phone FROM provider WHERE id = 2'))[0][0], '')
  assert.ok(!(await who.reader.get(path)).text.includes('5550 0501'), 'nobody reads it before it is published')
  assert.match((await who.manager.get(LIST)).words, /The Mercer household.*ActiveDraft changes/)
  const compare = await who.manager.get(path + '/draft')
  assert.match(compare.words, /Phone Nothing 02 5550 0501/)
  // Who edits goes on from the draft.
  assert.equal((await who.licensing.get(edit)).html.querySelector('[name=phone]').getAttribute('value'), '02 5550 0501')
  assert.equal((await who.manager.press(path + '/draft/publish', path + '/draft')).status, 303)
  assert.equal((await stage.sql('SELECT phone FROM provider WHERE id = 2'))[0][0], '02 5550 0501')
  assert.equal((await stage.sql('SELECT COUNT(*) FROM provider_revision'))[0][0], '0')
  assert.deepEqual(await find(who.manager, { q: '55500501' }), ['The Mercer household'])

  await who.manager.submit(edit, { phone: '02 5550 0777', then: 'draft' })
  assert.equal((await who.manager.submit(path + '/draft/drop')).status, 303)
  assert.equal((await stage.sql('SELECT phone FROM provider WHERE id = 2'))[0][0], '02 5550 0501')
  // Taking every change back leaves no draft.
  await who.manager.submit(edit, { phone: '02 5550 0777', then: 'draft' })
  await who.manager.submit(edit, { phone: '02 5550 0501', then: 'draft' })
  assert.equal((await stage.sql('SELECT COUNT(*) FROM provider_revision'))[0][0], '0')
})

test('two people edit at once: the second sees both and loses nothing', async () => {
  const path = `${LIST}/2/edit`
  const page = await who.licensing.get(path)
  assert.equal((await who.manager.submit(path, { contact_hint: 'after school', then: 'publish' })).status, 303)
  const fields = new Map(page.fields(path))
  fields.set('contact_hint', 'before 3 pm').set('website', 'https://example.org/').set('then', 'publish')
  const clash = await who.licensing.post(path, fields)
  assert.equal(clash.status, 409)
  assert.match(clash.words, /Gwen Hartley saved this today, 8:40 am, while you were typing/)
  assert.equal(clash.html.querySelector('[name=contact_hint]').getAttribute('value'), 'before 3 pm')
  assert.equal(clash.html.querySelector('[name=website]').getAttribute('value'), 'https://example.org/')
  assert.match(clash.html.querySelectorAll('.theirs').map(e => e.text).join(), /after school/)
  const again = new Map(clash.fields(path))
  again.set('then', 'publish')
  assert.equal((await who.licensing.post(path, again)).status, 303)
  assert.deepEqual((await stage.sql('SELECT contact_hint, website FROM provider WHERE id = 2'))[0], ['before 3 pm', 'https://example.org/'])
  // A draft that somebody else wrote meanwhile is not lost either.
  const old = await who.licensing.get(path)
  await who.manager.submit(path, { abn: undefined, summary: 'Kept by Gwen', then: 'draft' })
  const late = new Map(old.fields(path))
  late.set('summary', 'Kept by Tom').set('then', 'publish')
  assert.equal((await who.licensing.post(path, late)).status, 409)
  await who.manager.submit(`${LIST}/2/draft/drop`)
})

test('suspend, reinstate, close, reopen, archive: with a reason, and only from where it leads', async () => {
  const path = await add(who.manager, 6, { name: 'Moving Volunteer', region_id: '1', phone: '0412 000 999', suburb: 'Penrith', address_state: 'NSW', postcode: '2750' })
  const state = async () => (await stage.sql(`SELECT state FROM provider WHERE id = ${number(path)}`))[0][0]
  const move = (name, reason) => who.licensing.submit(`${path}/${name}`, { reason })
  assert.equal((await who.licensing.get(path + '/suspend')).status, 303, 'a draft cannot be suspended')
  await who.manager.submit(path + '/staff/add', { account_id: String(id.manager), role: 'lead' })
  assert.equal((await who.manager.submit(path + '/publish')).status, 303)
  assert.equal((await who.manager.get(path + '/suspend')).status, 403)
  assert.equal((await move('suspend', '')).status, 422)
  assert.equal((await move('suspend', 'A complaint is looked into')).status, 303)
  assert.equal(await state(), 'suspended')
  assert.match((await who.reader.get(path)).words, /Suspended on 23 Nov 2026: A complaint is looked into/)
  assert.deepEqual(await find(who.reader, { state: 'suspended' }), ['Moving Volunteer'])
  assert.equal((await move('reinstate', '')).status, 303)
  assert.equal((await move('close', 'They moved away')).status, 303)
  assert.deepEqual(await find(who.reader, { q: 'moving' }), [])
  assert.deepEqual(await find(who.reader, { q: 'moving', state: 'closed' }), ['Moving Volunteer'])
  assert.equal((await move('archive', 'Years ago')).status, 303)
  assert.equal((await move('reopen', '')).status, 303)
  assert.equal(await state(), 'draft')
  assert.equal((await who.reader.get(path)).status, 404)

  const history = await who.manager.get(path + '/changes')
  for (const words of [/Tom Beale reopened the profile/, /State: archived to draft/, /Reason: Years ago/, /Gwen Hartley published the profile/, /Name: Moving Volunteer/])
    assert.match(history.words, words)
  assert.equal((await who.manager.get(path + '/changes?before=x')).status, 400)
})

test('who looks after it: one lead at a time, cover with its end, history', async () => {
  const path = `${LIST}/1/staff`
  assert.equal((await who.manager.submit(path + '/add', { account_id: String(id.manager), role: 'lead', from_date: '2025-05-04' })).status, 303)
  assert.equal((await who.manager.submit(path + '/add', { account_id: String(id.licensing), role: 'cover', from_date: '2026-11-30' })).status, 422)
  assert.equal((await who.manager.submit(path + '/add', { account_id: String(id.licensing), role: 'cover', from_date: '2026-11-30', until_date: '2026-12-11', reason: 'while Gwen is away' })).status, 303)
  assert.match((await who.manager.get(`${LIST}/1`)).words, /Covers 30 Nov to 11 Dec while Gwen is away/)
  assert.equal((await who.manager.submit(path + '/add', { account_id: String(id.admin), role: 'lead', from_date: '2026-11-23' })).status, 303)
  const page = await who.manager.get(path)
  assert.match(page.words, /Ann Admin Case lead since 23 Nov 2026/)
  assert.match(page.words, /Before .*Gwen Hartley Case lead 4 May 2025 to 22 Nov/)
  assert.deepEqual(await find(who.manager, { staff: String(id.admin) }), ['Wentworth Lodge'])
  assert.equal((await who.manager.submit(path + '/add', { account_id: '9999', role: 'lead' })).status, 422)
  assert.equal((await who.roster.get(path + '/add')).status, 403)
  // Another provider's assignment under this one's address.
  const [[other]] = await stage.sql('SELECT id FROM assignment WHERE provider_id <> 1 LIMIT 1')
  assert.equal((await who.manager.get(`${path}/${other}/edit`)).status, 404)
})

test('organisations: a parent, branches, no circles', async () => {
  const parent = await add(who.manager, 4, { name: 'Mother Org', region_id: '1' })
  const child = await add(who.manager, 4, { name: 'Branch Org', region_id: '1' })
  const found = await who.manager.get(child + '/parent?q=mother')
  assert.match(found.words, /Mother Org/)
  assert.equal((await who.manager.submit(child + '/parent', { parent: String(number(parent)) }, { from: child + '/parent?q=mother' })).status, 303)
  assert.match((await who.manager.get(parent + '/provider')).words, /Its branches Branch Org/)
  assert.match((await who.manager.get(child + '/provider')).words, /What it belongs to Change Mother Org/)
  const circle = await who.manager.submit(parent + '/parent', { parent: String(number(child)) }, { from: parent + '/parent?q=branch' })
  assert.equal(circle.status, 422)
  assert.match(circle.words, /cannot be the other way round/)
  assert.equal((await who.manager.submit(child + '/parent', { parent: '4' }, { from: child + '/parent?q=mother' })).status, 404, "another region's")
})

test('what is typed stays text, on every page', async () => {
  const evil = '"><img src=x onerror=alert(1)><?cs var:Page.Csrf ?>'
  const path = await add(who.manager, 2, { ...HOME, name: evil, summary: evil, contact_hint: evil, address: evil, suburb: evil, postal_address: evil })
  for (const page of ['', '/edit', '/provider', '/changes', '/publish', '/staff', '/forms', '/attachments', '/draft']) {
    const answer = await who.manager.get(path + page)
    assert.equal(answer.status, 200, page)
    assert.equal(answer.html.querySelectorAll('img[src=x]').length, 0, page)
    assert.ok(!answer.text.includes('onerror=alert(1)>') || !/<img src=x/.test(answer.text), page)
  }
  const bad = await who.manager.submit(path + '/edit', { website: 'javascript:alert(1)' })
  assert.equal(bad.status, 422)
})

test('would it suit a particular person', async () => {
  const none = await who.manager.get(`${LIST}/1/suits?client=nobody`)
  assert.equal(none.status, 200)
  assert.equal((await who.manager.get(`${LIST}/1/suits`)).status, 200)
})
