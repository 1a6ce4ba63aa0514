// A summary that is kept for a moment never shows what is over, nor anything to whom it is not for.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { small } from '../lib/small.mjs'

const lodge = '/profiles/providers/1'
let stage, manager, reader

before(async () => {
  stage = await small()
  manager = await stage.person('Case manager')
  reader = await stage.person('Read-only')
  // A first change makes the stamp.
  await manager.submit(`${lodge}/notes/add`, { text: 'The first of all.' })
})
after(() => stage?.stop())

/** Until every process has kept it. */
const warm = async who => { for (let i = 0; i < 12; i++) await who.get(lodge) }

test('a change by somebody else, in another process, shows at once', async () => {
  await warm(reader)
  assert.match((await reader.get(lodge)).words, /The first of all\./)
  for (let i = 0; i < 6; i++) {
    assert.equal((await manager.submit(`${lodge}/notes/add`, { text: `Rang, number ${i}.` })).status, 303)
    for (let n = 0; n < 4; n++) assert.match((await reader.get(lodge)).words, new RegExp(`Rang, number ${i}\\.`))
  }
})

test('what one person may read is never shown to another', async () => {
  await manager.submit(`${lodge}/notes/add`, { text: 'For few eyes only.', restricted: '1' })
  await warm(manager)
  assert.match((await manager.get(lodge)).words, /For few eyes only\./)
  await warm(reader)
  for (let n = 0; n < 8; n++) assert.doesNotMatch((await reader.get(lodge)).text, /few eyes/)
})

test('a right that is taken away is gone with the next request', async () => {
  const { status } = await reader.get(lodge)
  assert.equal(status, 200)
  await stage.sql("DELETE FROM role_right WHERE right_name = 'note.view' AND role_id = (SELECT id FROM role WHERE name = 'Read-only')")
  for (let n = 0; n < 8; n++) assert.doesNotMatch((await reader.get(lodge)).text, /Rang, number/)
})

test('an unchanged page answers 304, a changed one does not', async () => {
  await warm(manager)
  const first = await manager.get(lodge)
  const same = await manager.get(lodge, { headers: { 'if-none-match': first.headers.get('etag') } })
  assert.ok([200, 304].includes(same.status)) // 200 where a minute has passed between
  if (same.headers.get('etag') === first.headers.get('etag')) assert.equal(same.status, 304)
  await manager.submit(`${lodge}/notes/add`, { text: 'Something new.' })
  assert.equal((await manager.get(lodge, { headers: { 'if-none-match': first.headers.get('etag') } })).status, 200)
})
