// Filling in a form (A26): its pages without script, what is kept while one types, two people in one draft.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { agency } from '../lib/agency.mjs'
import { begin, boxes, filled, press, publish, send, standing, typed } from '../lib/fill.mjs'

let stage, who, controls
const CONTROLS = readFileSync(new URL('../fixtures/forms/controls.xml', import.meta.url), 'utf8')

before(async () => {
  // Tuesday 24 November 2026, 8:40 am in Sydney
  ({ stage, who } = await agency({ clock: '2026-11-23T21:40:00Z', people: ['admin', 'manager', 'licensing', 'reader', 'far'] }))
  await stage.clock('2026-11-23T21:40:00Z')
  controls = await publish(who.admin, CONTROLS)
})
after(() => stage?.stop())

/** A small form of these parts. */
const form = (id, { model = '', binds = '', body, attributes = '' }) => `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms">
<h:head><h:title>${id}</h:title><model><instance><data id="${id}" version="1">${model}</data></instance>${binds}</model></h:head><h:body ${attributes}>${body}</h:body></h:html>`
const draft = async id => (await stage.sql(`SELECT xml FROM form_draft WHERE answer_id = ${id}`))[0]?.[0]
const value = async (id, name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(await draft(id))?.[1] ?? ''
const open = async (id, at = '') => who.manager.get(`/forms/fill/${id}${at && '?at=' + encodeURIComponent(at)}`)
const q = (page, key) => page.html.querySelector(`[id="q-${key}"]`)
const error = (page, key) => q(page, key)?.querySelector('.err')?.text.replace(/\s+/g, ' ').replace(/^\s*Error: /, '').trim()

test('every control has a label of its own, and its form takes what is typed', async () => {
  const id = await begin(who.manager, stage, controls)
  let page = await open(id)
  assert.equal(page.status, 200, page.words)
  assert.match(page.words, /All controls .*Wentworth Lodge. Form version 1/)
  for (const e of page.html.querySelectorAll('form#fill input, form#fill select, form#fill textarea')) {
    if (['hidden', 'submit'].includes(e.getAttribute('type'))) continue
    const label = e.closest('label') ?? page.html.querySelector(`label[for="${e.getAttribute('id')}"]`)
    assert.ok(label?.text.trim(), e.outerHTML)
  }
  page = await press(who.manager, page, 'next', {
    '/name': 'Ann  Zq', '/story': 'One\r\ntwo', '/age': '36', '/weight': '1,200.5', '/born!d': '27', '/born!m': 'March', '/born!y': '1990',
    '/month!m': '3', '/month!y': '2026', '/year!y': '1984', '/at!t': '2:30 pm', '/when!d': '1', '/when!m': '7', '/when!y': '2026', '/when!t': '9am',
    '/where': '-33.8688 151.2093', '/colour': 'red' })
  const wanted = { name: 'Ann Zq', story: 'One\ntwo', age: '36', weight: '1200.5', born: '1990-03-27', month: '2026-03-01', year: '1984-01-01',
    at: '14:30:00.000+11:00', when: '2026-07-01T09:00:00.000+10:00', colour: 'red' }
  for (const [name, v] of Object.entries(wanted)) assert.equal(await value(id, name), v, name)
  assert.match(await value(id, 'where'), /^-33\.8688 151\.2093/)
  // Which red is asked now, on the page before; what it is called holds the name
  page = await open(id, '/name')
  assert.match(q(page, '/shade').text, /Which red, Ann Zq\?/)
  assert.equal(standing(page, '/born!m'), '3')
  assert.equal(standing(page, '/at!t'), '2:30 pm')
  assert.equal(standing(page, '/when!t'), '9 am')
  page = await press(who.manager, page, 'next', { '/shade': 'dark' })
  assert.match(page.words, /Page 2 of 4/)
  page = await press(who.manager, page, 'next', { '/code': 'A-1', '/towns': 'led', '/pets': ['cat', 'bird'], '/agree': 'OK', '/score': '7', '/yes': 'true' })
  assert.equal(await value(id, 'code'), 'A-1')
  assert.equal(await value(id, 'towns'), 'led')
  assert.equal(await value(id, 'pets'), 'cat bird')
  assert.equal(await value(id, 'agree'), 'OK')
  assert.equal(await value(id, 'score'), '7')
  assert.equal(await value(id, 'yes'), 'true')
  page = await press(who.manager, page, 'back')
  assert.equal(standing(page, '/pets'), 'cat bird')
  page = await press(who.manager, page, 'update', { '/pets': undefined, '/agree': undefined })
  assert.equal(await value(id, 'pets'), '', 'no box is ticked any more')
  assert.equal(await value(id, 'agree'), '')
})

test('words of the form are shown as its author marked them, and never run', async () => {
  const page = await open(await begin(who.manager, stage, controls))
  const name = q(page, '/name')
  assert.equal(name.querySelector('label b')?.text, 'name')
  assert.equal(name.querySelector('.hint a')?.getAttribute('href'), 'https://register.example/who')
  assert.equal(name.querySelector('.hint em')?.text, 'please')
  const bad = await publish(who.admin, form('bad-words', { model: '<a/>',
    body: '<input ref="/data/a"><label>&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1)) &lt;b onclick="x"&gt;bold&lt;/b&gt; &lt;?cs var:Page.Csrf ?&gt;</label></input>' }))
  const shown = await open(await begin(who.manager, stage, bad))
  assert.doesNotMatch(shown.text, /<script>alert|href="javascript|onclick/)
  assert.match(shown.words, /<script>alert\(1\)<\/script> \[x\]\(javascript:alert\(1\)\) bold <\?cs var:Page.Csrf \?>/)
})

test('what is not right is said beside its question and on top, and is kept as it was typed', async () => {
  const id = await begin(who.manager, stage, controls)
  let page = await open(id)
  page = await press(who.manager, page, 'next', { '/age': 'many', '/born!d': '31', '/born!m': '2', '/born!y': '1990', '/weight': '3' })
  assert.equal(page.status, 200)
  assert.match(page.html.querySelector('title').text, /^Error: /)
  assert.match(page.address, /check=1#errors/)
  assert.match(page.html.querySelector('#errors').text, /There are 3 things to fix/)
  assert.equal(error(page, '/name'), 'Answer this question')
  assert.equal(error(page, '/age'), 'Write a whole number, such as 12')
  assert.equal(error(page, '/born'), 'Write the day like this: 27 11 2026')
  assert.deepEqual(page.html.querySelectorAll('#errors a').map(a => a.getAttribute('href')), ['#f-/name', '#f-/age', '#f-/born'])
  for (const a of page.html.querySelectorAll('#errors a')) assert.ok(page.html.querySelector(`[id="${a.getAttribute('href').slice(1)}"]`))
  assert.equal(standing(page, '/age'), 'many')
  assert.equal(standing(page, '/born!d') + standing(page, '/born!m') + standing(page, '/born!y'), '3121990')
  assert.equal(await value(id, 'weight'), '3', 'the rest is saved')
  page = await press(who.manager, page, 'update', { '/name': 'Ann', '/age': '200' })
  assert.equal(error(page, '/name'), undefined)
  assert.equal(error(page, '/age'), 'An age lies between 0 and 129')
  // said once, one may go on
  page = await press(who.manager, page, 'next')
  assert.match(page.words, /Page 2 of 4/)
  assert.match(page.html.querySelector('.fill-steps').text, /2 to fix/)
  const check = await who.manager.get(`/forms/fill/${id}/send`)
  assert.match(check.html.querySelector('#errors').text, /There are 2 things to fix/)
  assert.doesNotMatch(check.text, /Send the form/)
  const refused = await who.manager.post(`/forms/fill/${id}/send`, boxes(check)[1])
  assert.equal(refused.status, 422)
  assert.deepEqual(await stage.sql(`SELECT state, revision FROM form_answer WHERE id = ${id}`), [['draft', '0']])
})

test('repeats: added, counted, taken out after a question', async () => {
  const id = await begin(who.manager, stage, controls)
  let page = await open(id, '/person')
  assert.match(page.words, /None so far/)
  page = await press(who.manager, page, 'add /person')
  assert.match(page.address, /#c-\/person~1$/)
  page = await press(who.manager, page, 'add /person', { '/person~1/given': 'Paul', '/person~1/family': 'Mercer', '/person~1/pay': '10.5' })
  page = await press(who.manager, page, 'update', { '/person~2/given': 'Grace', '/person~2/pay': '4' })
  assert.match(page.html.querySelector('[id="c-/person~1"]').text, /Person 1: Paul Mercer/)
  assert.match(page.words, /Together 14\.5 dollars/)
  // nothing was answered in the third: no question is asked
  page = await press(who.manager, page, 'add /person')
  page = await press(who.manager, page, 'remove /person~3')
  assert.equal(page.html.querySelectorAll('.repeat').length, 2)
  page = await press(who.manager, page, 'remove /person~1', { '/person~2/family': 'Mercer' })
  assert.equal(await value(id, 'family'), 'Mercer')
  assert.match(page.html.querySelector('[id="c-/person~1"]').text, /Take out Person 1: Paul Mercer\?/)
  page = await press(who.manager, page, 'drop /person~1')
  assert.equal(page.html.querySelectorAll('.repeat').length, 1)
  assert.match(page.words, /Person 1: Grace Mercer/)
  assert.match(page.words, /Together 4 dollars/)
  for (const button of ['remove /person~9', 'drop /person~1/given', 'add /name', 'remove /', 'drop x', 'up /order', 'use 0', 'add', 'nonsense /x y'])
    assert.ok([200, 400].includes((await press(who.manager, page, button)).status), button)
})

test('a rank is put in order by its buttons', async () => {
  const id = await begin(who.manager, stage, controls)
  let page = await press(who.manager, await open(id), 'go /towns')
  await press(who.manager, page, 'update')
  assert.equal(await value(id, 'order'), '', 'nobody has put it in order yet')
  page = await press(who.manager, page, 'down /order one')
  assert.equal(await value(id, 'order'), 'two one three')
  page = await press(who.manager, page, 'up /order three')
  assert.equal(await value(id, 'order'), 'two three one')
  page = await press(who.manager, page, 'clear /order')
  assert.equal(await value(id, 'order'), '')
  await press(who.manager, page, 'order /order')
  assert.equal(await value(id, 'order'), 'one two three')
})

test('the language of the questions, which stays', async () => {
  const id = await begin(who.manager, stage, controls)
  let page = await press(who.manager, await open(id), 'language 1', { '/name': 'Ann' })
  assert.match(page.text, /<span lang="fr" dir="auto">Quel est votre <b>nom<\/b> \?<\/span>/)
  assert.equal(standing(page, '/name'), 'Ann')
  page = await press(who.manager, page, 'next')
  page = await open(id, '/name')
  assert.match(page.words, /Quel est votre nom/, 'found again as it was left')
})

test('a draft is found again where it was left, sent, and not open any more', async () => {
  const short = await publish(who.admin, form('short', { model: '<a/><b>fixed</b><c/>', binds: '<bind nodeset="/data/a" required="true()"/><bind nodeset="/data/b" readonly="true()"/><bind nodeset="/data/c" calculate="concat(/data/a, \'!\')"/>',
    body: '<input ref="/data/a"><label>A</label></input><input ref="/data/b"><label>B</label></input>' }))
  const id = await begin(who.manager, stage, short)
  let page = await open(id)
  assert.equal(page.html.querySelectorAll('.fill-steps li').length, 2, 'a short form is one page')
  // what is worked out or fixed is not set from outside
  page = await press(who.manager, page, 'save', { '/a': 'x', '/b': 'mine', '/c': 'mine', '_was': boxes(page)[1].find(([n]) => n === '_was')[1] + ' /b:t:0 /c:t:0 /nothing:t:0 /meta/instanceID:t:0' })
  assert.match(page.words, /The draft is saved/)
  assert.deepEqual([await value(id, 'a'), await value(id, 'b'), await value(id, 'c')], ['x', 'fixed', 'x!'])
  page = await press(who.manager, page, 'later')
  assert.match(page.words, /It waits here for you/)
  page = await press(who.manager, await open(id), 'next')
  assert.match(page.words, /Check and send/)
  const sent = await send(who.manager, id)
  assert.equal(sent.status, 303)
  assert.equal(sent.location, `/forms/answers/${id}`)
  assert.deepEqual(await stage.sql(`SELECT state, revision FROM form_answer WHERE id = ${id}`), [['submitted', '1']])
  assert.equal((await stage.sql(`SELECT count(*) FROM form_draft WHERE answer_id = ${id}`))[0][0], '0')
  assert.equal((await open(id)).status, 303, 'leads to what was sent')
})

test('while one types: the same page comes back with what follows from it, and it is saved', async () => {
  const id = await begin(who.manager, stage, controls)
  const page = await open(id)
  let answer = (await typed(who.manager, page, { '/name': 'Ann', '/colour': 'red' }))
  assert.equal(answer.status, 200)
  assert.doesNotMatch(answer.text, /<html|<head/)
  assert.match(q(answer, '/shade').text, /Which red, Ann\?/)
  assert.match(answer.html.querySelector('#fill-saved').text, /Saved 8:40 am/)
  assert.equal(await value(id, 'name'), 'Ann')
  assert.equal(error(answer, '/shade'), undefined, 'nobody has had the time to answer it')
  answer = (await typed(who.manager, page, { '/name': 'Ann', '/colour': 'red', '/age': '-3' }))
  assert.equal(error(answer, '/age'), 'An age lies between 0 and 129')
  // the same again changes nothing, and needs no mark of having been seen
  const version = (await stage.sql(`SELECT version FROM form_draft WHERE answer_id = ${id}`))[0][0]
  const fresh = await open(id)
  await typed(who.manager, fresh)
  await typed(who.manager, fresh)
  assert.equal((await stage.sql(`SELECT version FROM form_draft WHERE answer_id = ${id}`))[0][0], version)
  const [action, fields] = filled(fresh)
  assert.equal((await who.manager.post(action + '/live', fields.filter(([n]) => n !== '_csrf'))).status, 403)
})

test('two people in one draft: each keeps what they typed', async () => {
  const id = await begin(who.manager, stage, controls)
  const mine = await open(id), theirs = await who.licensing.get(`/forms/fill/${id}`)
  await press(who.manager, mine, 'save', { '/name': 'Ann', '/age': '36' })
  const after = await press(who.licensing, theirs, 'save', { '/story': 'Long ago' })
  assert.deepEqual([await value(id, 'name'), await value(id, 'age'), await value(id, 'story')], ['Ann', '36', 'Long ago'])
  assert.equal(standing(after, '/name'), 'Ann')
  assert.match(after.words, /Gwen Hartley has this form open too/)
})

test('two people in one question: both answers are shown until one is chosen', async () => {
  const id = await begin(who.manager, stage, controls)
  const mine = await open(id), theirs = await who.licensing.get(`/forms/fill/${id}`)
  await press(who.manager, mine, 'save', { '/name': 'Ann', '/colour': 'red' })
  let page = await press(who.licensing, theirs, 'next', { '/name': 'Anne', '/colour': 'green' })
  assert.match(page.words, /Somebody else wrote here while you were typing/)
  assert.equal(standing(page, '/name'), 'Anne')
  assert.match(q(page, '/name').querySelector('.theirs').text, /Gwen Hartley wrote .*Ann/)
  assert.match(q(page, '/colour').querySelector('.theirs').text, /Red/, 'in words')
  // the other sees the same
  const seen = await open(id)
  assert.equal(standing(seen, '/name'), 'Anne')
  assert.match(q(seen, '/name').querySelector('.theirs').text, /You wrote .*Ann/)
  const use = q(page, '/name').querySelector('button[value^="use"]').getAttribute('value')
  page = await press(who.licensing, page, use)
  assert.equal(await value(id, 'name'), 'Ann')
  assert.equal(q(page, '/name').querySelector('.theirs'), null)
  const leave = q(page, '/colour').querySelector('button[value^="leave"]').getAttribute('value')
  page = await press(who.licensing, page, leave)
  assert.equal(await value(id, 'colour'), 'green')
  assert.equal(page.html.querySelector('.theirs'), null)
  // typing on with an old page, live: nothing is lost either
  const old = await open(id), other = await who.licensing.get(`/forms/fill/${id}`)
  await typed(who.licensing, other, { '/where': 'B' })
  const answer = (await typed(who.manager, old, { '/where': 'C' }))
  assert.match(q(answer, '/where').querySelector('.theirs').text, /Tom Beale wrote .*B/)
})

test('two people and a repeat: an older page speaks of the right instance', async () => {
  const id = await begin(who.manager, stage, controls)
  let page = await press(who.manager, await open(id, '/person'), 'add /person')
  page = await press(who.manager, page, 'add /person', { '/person~1/given': 'Paul' })
  page = await press(who.manager, page, 'add /person', { '/person~2/given': 'Grace' })
  page = await press(who.manager, page, 'update', { '/person~3/given': 'Leo' })
  const old = await who.licensing.get(`/forms/fill/${id}?at=/person`)
  page = await press(who.manager, page, 'drop /person~1')
  const after = await press(who.licensing, old, 'update', { '/person~2/family': 'Mercer', '/person~1/family': 'Gone', '/person~3/pay': '5' })
  const xml = await draft(id)
  assert.match(xml, /<given>Grace<\/given><family>Mercer<\/family>/)
  assert.match(xml, /<given>Leo<\/given><family\/><born\/><pay>5<\/pay>/)
  assert.doesNotMatch(xml, /Gone/)
  assert.match(after.words, /wrote .* in a part that was taken out .*: Gone/)
  const again = await press(who.licensing, old, 'drop /person~1')
  assert.equal(again.html.querySelectorAll('.repeat').length, 2, 'it is gone already')
})

test('many saves at once lose nothing', async () => {
  const names = Array.from({ length: 12 }, (_, i) => `n${i}`)
  const version = await publish(who.admin, form('many', { model: names.map(n => `<${n}/>`).join(''), body: names.map(n => `<input ref="/data/${n}"><label>${n}</label></input>`).join('') }))
  const id = await begin(who.manager, stage, version)
  const page = await open(id)
  const answers = await Promise.all(names.map(n => typed(who.manager, page, { ['/' + n]: 'x' + n })))
  assert.deepEqual(answers.map(a => a.status), names.map(() => 200))
  for (const n of names) assert.equal(await value(id, n), 'x' + n)
})

test('a choice that is not offered is refused', async () => {
  const id = await begin(who.manager, stage, controls)
  let page = await press(who.manager, await open(id), 'next', { '/name': 'A', '/colour': 'blue' })
  assert.equal(error(page, '/colour'), 'Choose one of the answers that are offered now')
})

test('a file for a question is attached to the answer', async () => {
  const id = await begin(who.manager, stage, controls)
  let page = await press(who.manager, await open(id, '/code'), 'file /photo', { '/code': 'kept' })
  assert.match(page.html.querySelector('h1').text, /Photo/)
  assert.equal(page.html.querySelector('input[type=file]').getAttribute('accept'), 'image/*')
  assert.equal(await value(id, 'code'), 'kept')
  const file = async (bytes, name) => {
    const body = new FormData()
    for (const [n, v] of page.fields(`/forms/fill/${id}/file`)) if (n !== 'file') body.append(n, v)
    body.append('file', new Blob([bytes]), name)
    return who.manager.request('POST', `/forms/fill/${id}/file`, { body, headers: { origin: stage.url } })
  }
  const refused = await file('MZ\x90\0', 'photo.exe')
  assert.equal(refused.status, 422)
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
  const other = await file('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n', 'plan.pdf')
  assert.equal(other.status, 422)
  assert.match(other.words, /“plan.pdf” does not fit here: the question asks for a picture/)
  let answer = await file(png, 'a front door.png')
  assert.equal(answer.status, 303, answer.words)
  assert.match(answer.location, /#q-\/photo$/)
  const attachment = (await stage.sql(`SELECT id, owner_kind, owner_id, provider_id, kind_id, description FROM attachment ORDER BY id DESC LIMIT 1`))[0]
  assert.deepEqual(attachment.slice(1), ['answer', String(id), '1', '10', 'Photo'])
  assert.equal(await value(id, 'photo'), `a${attachment[0]}-a front door.png`)
  page = await open(id, '/code')
  assert.equal(q(page, '/photo').querySelector('a').text, 'a front door.png')
  assert.equal((await who.manager.get(q(page, '/photo').querySelector('a').getAttribute('href'))).status, 200)
  page = await press(who.manager, page, 'clear /photo')
  assert.equal(await value(id, 'photo'), '')
  // Made by hand: a page has no box for it
  const [action, fields] = filled(page), made = ['/photo', `a${attachment[0]}-another.png`]
  const was = fields.map(([n, v]) => n === '_was' ? [n, `${v} /photo:t:0`] : [n, v])
  assert.notDeepEqual(was, fields)
  assert.equal((await who.manager.post(action, [...was, made, ['do', 'update']])).status, 303)
  assert.equal((await who.manager.post(action, [...fields, ['/photo!o', made[1]], ['do', 'order /photo']])).status, 303)
  assert.equal(await value(id, 'photo'), '')
  assert.equal((await stage.sql(`SELECT state FROM attachment WHERE id = ${attachment[0]}`))[0][0], 'deleted')
  assert.equal((await who.manager.get(`/forms/fill/${id}/file?at=/name`)).status, 404)
  assert.equal((await who.far.get(`/forms/fill/${id}/file?at=/photo`)).status, 404)
})

test('who may', async () => {
  const id = await begin(who.manager, stage, controls)
  assert.equal((await who.reader.get(`/forms/fill/${id}`)).status, 403)
  assert.equal((await who.far.get(`/forms/fill/${id}`)).status, 404)
  const page = await open(id)
  const [action, fields] = filled(page, { '/name': 'far' })
  const csrf = (await who.far.get('/account/me/comfort')).fields('/account/me/comfort').find(([n]) => n === '_csrf')
  for (const path of [action, action + '/live', action + '/send'])
    assert.equal((await who.far.post(path, [csrf, ...fields.filter(([n]) => n !== '_csrf')])).status, 404, path)
  assert.equal(await value(id, 'name'), '')
})

test('a form of 500 questions', async () => {
  const names = Array.from({ length: 500 }, (_, i) => `q${i}`)
  const version = await publish(who.admin, form('long', {
    model: `<g>${names.map(n => `<${n}/>`).join('')}</g><sum/>`,
    binds: names.map((n, i) => `<bind nodeset="/data/g/${n}" type="${i % 3 ? 'string' : 'date'}"/>`).join('') + '<bind nodeset="/data/sum" calculate="count(/data/g/*[. != \'\'])"/>',
    body: `<group ref="/data/g" appearance="field-list"><label>All</label>${names.map(n => `<input ref="/data/g/${n}"><label>Question ${n}</label></input>`).join('')}</group>` }))
  const id = await begin(who.manager, stage, version)
  let page = await open(id)
  assert.equal(page.html.querySelectorAll('.q').length, 500)
  const answers = Object.fromEntries(names.flatMap((n, i) => i % 3 ? [[`/g/${n}`, 'v' + i]]
    : [[`/g/${n}!d`, '1'], [`/g/${n}!m`, '2'], [`/g/${n}!y`, '2026']]))
  page = await press(who.manager, page, 'save', answers)
  assert.match(page.words, /500 of 500 answered/)
  assert.equal(await value(id, 'q499'), 'v499')
  assert.equal(await value(id, 'q498'), '2026-02-01')
  assert.equal(await value(id, 'sum'), '500')
  // divided, where its author does not wish it whole
  const parts = await publish(who.admin, form('parts', { model: names.map(n => `<${n}/>`).join(''), body: names.map(n => `<input ref="/data/${n}"><label>${n}</label></input>`).join('') }))
  page = await open(await begin(who.manager, stage, parts))
  assert.equal(page.html.querySelectorAll('.q').length, 12)
})

test('what cannot be read is refused and leaves the draft as it is', async () => {
  const id = await begin(who.manager, stage, controls)
  const page = await open(id)
  await press(who.manager, page, 'save', { '/name': 'Ann' })
  const before = await draft(id)
  for (const extra of [{ '_was': 'x' }, { '_was': '/name:t:' + 'f'.repeat(5000) }, { '_was': '/na|me:t:0 /:t:0 /a[1]:t:0', '/na|me': 'x' }, { '_version': '-1' }, { '_at': '/no/such' }, { in: '99' },
    { '_was': ' '.repeat(3000) }, { '_was': '/name!d:d:0', '/name!d!d': '1' }]) {
    const fresh = await open(id)
    const [action, fields] = filled(fresh, extra)
    const answer = await who.manager.post(action, [...fields, ['do', 'update']])
    assert.equal(answer.status, 303, JSON.stringify(extra))
  }
  assert.equal(await draft(id), before)
  const [action, fields] = filled(await open(id))
  assert.equal((await who.manager.post(action, [...fields, ...Array.from({ length: 20001 }, (_, i) => [`/x${i}`, ''])])).status, 400)
})
