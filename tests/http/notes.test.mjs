// Notes (A14): added, found, changed with all versions, restricted, withdrawn.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { agency } from '../lib/agency.mjs'

let stage, who
const N = '/profiles/providers/1/notes'
const last = async () => Number((await stage.sql('SELECT MAX(id) FROM note'))[0][0])
const note = async (by, text, more = {}) => {
  const answer = await by.submit(N + '/add', { text, ...more }, { from: N })
  assert.equal(answer.status, 303, answer.words)
  return last()
}
const shown = async (by, path = N) => (await by.get(path)).html.querySelectorAll('.notes p').map(p => p.text)

before(async () => { ({ stage, who } = await agency({ clock: '2026-11-23T21:40:00Z', people: ['admin', 'manager', 'licensing', 'roster', 'reader', 'far', 'finance'] })) })
after(() => stage?.stop())

test('an empty section says what to do; a reader has no form', async () => {
  assert.match((await who.manager.get(N)).words, /No notes yet .*Write down/)
  assert.equal((await who.reader.get(N)).html.querySelector('main form[method=post]'), null)
  assert.equal((await who.reader.get(N + '/add')).status, 403)
  assert.equal((await who.finance.get(N)).status, 403)
})

test('a note is added at the top, as it was typed', async () => {
  const text = 'First line\n\n<script>alert(1)</script> <?cs var:Page.Csrf ?> "q" & 家里很好 👩‍👧 \'"><img src=x onerror=alert(1)>'
  await note(who.roster, 'Older')
  const id = await note(who.manager, text, { kind: 'phone' })
  assert.equal((await shown(who.reader))[0], text)
  const page = await who.reader.get(N)
  assert.equal(page.html.querySelectorAll('main img[src=x], main script').length, 0)
  assert.match(page.words, /Gwen Hartley ?today, 8:40 am ?, phone call/)
  assert.equal((await who.manager.submit(N + '/add', { text: '  \n ' }, { from: N })).status, 422)
  assert.match((await who.manager.get(`${N}/${id}`)).words, /First line/)
  const [[changes]] = await stage.sql(`SELECT COALESCE(changes, '') FROM audit WHERE kind = 'note' AND object_id = ${id}`)
  assert.equal(changes, '', 'the audit holds no text')
})

test('the author changes it, others cannot; every version stays', async () => {
  const id = await note(who.manager, 'Leo comes Wednesday at 10.')
  assert.equal((await who.admin.get(`${N}/${id}/edit`)).status, 403)
  assert.equal((await who.manager.submit(`${N}/${id}/edit`, { text: 'Leo comes on Wednesday at 11.' })).status, 303)
  assert.equal((await who.manager.submit(`${N}/${id}/edit`, { text: 'Leo comes on Wednesday at 11.' })).status, 303, 'nothing changed')
  const page = await who.reader.get(`${N}/${id}`)
  assert.match(page.words, /changed today, 8:40 am/)
  assert.deepEqual(page.html.querySelectorAll('p.diff del').map(e => e.text.trim()), ['10.'])
  assert.deepEqual(page.html.querySelectorAll('p.diff ins').map(e => e.text.trim()), ['on', '11.'])
  assert.equal((await stage.sql(`SELECT COUNT(*) FROM note_version WHERE note_id = ${id}`))[0][0], '2')
})

test('two windows of one author: the second sees both', async () => {
  const id = await note(who.manager, 'One')
  const form = await who.manager.get(`${N}/${id}/edit`)
  await who.manager.submit(`${N}/${id}/edit`, { text: 'Two' })
  const answer = await who.manager.post(`${N}/${id}/edit`, new Map(form.fields(`${N}/${id}/edit`)).set('text', 'Three'))
  assert.equal(answer.status, 409)
  assert.match(answer.words, /Two/)
  assert.equal((await stage.sql(`SELECT text FROM note WHERE id = ${id}`))[0][0], 'Two')
})

test('a restricted note is there for its author and for the right, and for nobody else', async () => {
  const secret = 'Zanzibar suspicion'
  const id = await note(who.roster, secret, { restricted: '1' })
  for (const by of [who.roster, who.manager]) {
    assert.ok((await shown(by)).includes(secret))
    assert.match((await by.get(N)).words, /Restricted/)
    assert.equal((await by.get(`${N}/${id}`)).status, 200)
    assert.deepEqual(await shown(by, N + '?q=zanzi'), [secret])
  }
  const count = async by => (await by.get('/profiles/providers/1/tasks')).html.querySelector('.sections a[href$="/notes"] .n').text
  assert.equal(Number(await count(who.manager)), Number(await count(who.reader)) + 1)
  for (const path of [N, N + '?q=Zanzibar', N + '?of=note', `${N}/${id}`, `${N}/${id}/edit`, `${N}/${id}/withdraw`, '/profiles/providers/1', '/profiles/search?q=Zanzibar', '/profiles/today']) {
    const page = await who.reader.get(path)
    assert.equal(page.text.replace(/value="Zanzibar"|“Zanzibar”|Search: Zanzibar/g, '').includes('anzibar'), false, path)
  }
  assert.equal((await who.reader.get(`${N}/${id}`)).status, 404)
  const reads = await stage.sql(`SELECT DISTINCT a.email FROM audit x JOIN account a ON a.id = x.account_id WHERE x.kind = 'note' AND x.action = 'read' AND x.object_id = ${id} ORDER BY 1`)
  assert.deepEqual(reads.flat(), ['gwen@example.org', 'rosa@example.org'])
  // opened later by its author, it is everybody's
  await who.roster.submit(`${N}/${id}/edit`, { restricted: undefined })
  assert.ok((await shown(who.reader)).includes(secret))
})

test('the search finds short words, parts, and scripts without spaces; % and _ are letters', async () => {
  await note(who.manager, 'The dog at no. 7 is up to 100% fine_ly \\ ok')
  await note(who.manager, '孩子们都很高兴。')
  await note(who.manager, 'Crème brûlée for DOGS')
  const find = async q => (await shown(who.reader, `${N}?q=${encodeURIComponent(q)}`)).map(t => t.slice(0, 9))
  assert.deepEqual(await find('7'), ['The dog a'])
  assert.deepEqual(await find('很高'), ['孩子们都很高兴。'])
  assert.deepEqual((await find('dog')).sort(), ['Crème brû', 'The dog a'])
  assert.deepEqual(await find('DOG up'), ['The dog a'])
  assert.deepEqual(await find('100%'), ['The dog a'])
  assert.deepEqual(await find('100_'), [])
  assert.deepEqual(await find('e_l'), ['The dog a'])
  assert.deepEqual(await find('\\'), ['The dog a'])
  assert.deepEqual(await find("' OR 1=1 --"), [])
  assert.match((await who.reader.get(N + '?q=nothinglikethis')).words, /No note holds that/)
  assert.ok((await shown(who.reader, N + '?of=phone')).length < (await shown(who.reader)).length)
})

test('withdrawn, not deleted: out of list, count and search, with the reason', async () => {
  const id = await note(who.roster, 'Written in the wrong house')
  assert.equal((await who.manager.submit(`${N}/${id}/withdraw`, { reason: '' })).status, 422)
  assert.equal((await who.manager.submit(`${N}/${id}/withdraw`, { reason: 'Another provider is meant' })).status, 303)
  assert.equal((await shown(who.manager)).includes('Written in the wrong house'), false)
  assert.deepEqual(await shown(who.manager, N + '?q=wrong+house'), [])
  assert.ok((await shown(who.reader, N + '?show=withdrawn')).includes('Written in the wrong house'))
  assert.match((await who.reader.get(`${N}/${id}`)).words, /Gwen Hartley withdrew this note today, 8:40 am: Another provider is meant/)
  assert.equal((await who.roster.post(`${N}/${id}/edit`, new Map([...(await who.roster.get(N)).fields(N + '/add'), ['_version', '1']]).set('text', 'x'))).status, 422)
})

test('pages', async () => {
  await stage.sql(`INSERT INTO note (provider_id, kind, at, text, author_id) SELECT 2, 'note', '2026-01-01', CONCAT('Note ', seq), 1 FROM seq_1_to_45`)
  const P = '/profiles/providers/2/notes'
  let page = await who.reader.get(P)
  assert.equal(page.html.querySelectorAll('.notes li').length, 20)
  page = await who.reader.get(page.html.querySelector('a[rel=next]').getAttribute('href').replace(/&amp;/g, '&'))
  assert.match(page.words, /21 to 40 of 45/)
  for (const odd of ['0', '-1', '99999999999', 'x', "1'"]) assert.equal((await who.reader.get(`${P}?page=${encodeURIComponent(odd)}`)).status, 200)
})

test('a note is reached only below its own provider and within the region', async () => {
  const id = await note(who.manager, 'Of the lodge')
  assert.equal((await who.manager.get(`/profiles/providers/2/notes/${id}`)).status, 404)
  assert.equal((await who.far.get(`${N}/${id}`)).status, 404)
  assert.equal((await who.far.get(N)).status, 404)
})
