// A virus scanner in the house: what waits, what is held back, and that nobody gets it (A29).
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { agency } from '../lib/agency.mjs'
import { HARM, here, startClamd } from '../lib/clamd.mjs'
import { pdf, png } from '../lib/pictures.mjs'

const skip = here ? false : 'there is no clamd (Debian package clamav-daemon)'
let stage, who, clamd, dir

before(async () => {
  if (skip) return
  dir = await mkdtemp(join(tmpdir(), 'carebook-scanner-'))
  await chmod(dir, 0o755);
  ({ stage, who } = await agency({ conf: [`clamd_socket = ${join(dir, 'clamd.sock')}`], people: ['admin', 'manager', 'reader'] }))
  await stage.sql(`INSERT INTO client (id, number, region_id, name, about, traits) VALUES (1, 'C-1', 1, 'Peg Doyle', '', '')`)
})
after(async () => { await stage?.stop(); await clamd?.stop(); if (dir) await rm(dir, { recursive: true, force: true }) })

const begin = async () => { clamd = await startClamd({ socket: join(dir, 'clamd.sock') }); await chmod(join(dir, 'clamd.sock'), 0o666) }
async function settled() {
  await stage.sql('UPDATE file_job SET next_at = at')
  for (let i = 0; i < 300; i++) {
    // In one question: the scanner's job is made by the porter, and a picture's begins when it is done.
    const [[open]] = await stage.sql(`SELECT (SELECT COUNT(*) FROM file WHERE scan = 'waiting' AND state = 'kept')
      + (SELECT COUNT(*) FROM file_job j JOIN file f ON f.id = j.file_id WHERE j.state IN ('waiting', 'working') AND f.scan <> 'refused')`)
    if (open === '0') return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('the porter does nothing: ' + await stage.log('porter'))
}
const doctor = () => new Promise(resolve => execFile(join(stage.bin, 'carebook'), ['--conf', stage.conf, 'doctor'], (error, out) => resolve(out)))
const attach = async (name, bytes, description) => {
  const a = await who.manager.upload('/attachments/provider/1/add', { description, kind_id: '12' }, [['files', name, bytes]])
  assert.equal(a.status, 303, a.words)
  return Number((await stage.sql('SELECT MAX(id) FROM attachment'))[0][0])
}

test('while the scanner is away everything waits, and says so', { skip }, async () => {
  const id = await attach('plan.pdf', pdf('Plan'), 'The plan')
  const page = await who.reader.get(`/attachments/${id}`)
  assert.match(page.words, /still being checked/)
  assert.equal(page.html.querySelector('.preview'), null)
  for (const path of ['files/1', 'files/1/view', 'files/1/thumb.jpg', 'files/1/preview.webp'])
    assert.notEqual((await who.reader.get(`/attachments/${id}/${path}`)).status, 200, path)
  assert.match((await who.reader.get('/profiles/providers/1/attachments')).words, /Being checked/)
  assert.match(await doctor(), /bad +scanner/)
  await begin()
  await settled()
  const seen = await who.reader.get(`/attachments/${id}`)
  assert.ok(seen.html.querySelector('.preview img'), seen.words + JSON.stringify(await stage.sql('SELECT * FROM file_job')) + await stage.log('porter'))
  assert.equal((await who.reader.get(`/attachments/${id}/files/1`)).status, 200)
  assert.match(await doctor(), /ok +scanner/)
})

test('what is harmful is held back from everybody, by every address', { skip }, async () => {
  const id = await attach('letter.txt', Buffer.from(`Dear all\n${HARM}\n`), 'A letter')
  const picture = await attach('photo.png', Buffer.concat([png(50, 50), Buffer.from(HARM)]), 'A photo')
  await settled()
  for (const one of [id, picture]) {
    const page = await who.admin.get(`/attachments/${one}`)
    assert.match(page.words, /held back/)
    for (const path of ['files/1', 'files/1/view', 'files/1/thumb.jpg', 'files/1/preview.webp']) {
      const answer = await who.admin.get(`/attachments/${one}/${path}`)
      assert.notEqual(answer.status, 200, path)
      assert.ok(!answer.text.includes(HARM))
    }
  }
  const zip = await who.admin.get(`/attachments/zip?a=${id}`)
  assert.ok(!zip.text.includes(HARM))
  // The same bytes under another name are known, and not let through.
  const again = await attach('innocent.txt', Buffer.from(`Dear all\n${HARM}\n`), 'The same')
  assert.match((await who.admin.get(`/attachments/${again}`)).words, /held back/)
})

test('media for clients: a file that is held back is not published', { skip }, async () => {
  const a = await who.manager.upload('/attachments/media/add/pdf', { title: 'Leaflet', body: 'What it tells' },
    [['file', 'leaflet.pdf', Buffer.concat([pdf('Leaflet'), Buffer.from(`\n% ${HARM}\n`)])]])
  const id = Number(/media\/(\d+)/.exec(a.location)[1])
  await settled()
  const answer = await who.manager.submit(`/attachments/media/${id}/publish`, { to: 'everybody' })
  assert.equal(answer.status, 422)
  assert.match(answer.words, /held back/)
  assert.equal((await who.manager.get(`/attachments/media/${id}/content`)).status, 404)
})

test('a photo that is held back is nobody\'s portrait', { skip }, async () => {
  await who.manager.upload('/attachments/providers/1/portrait', { alt: 'A photo' }, [['photo', 'p.png', Buffer.concat([png(60, 60), Buffer.from(HARM)])]])
  await settled()
  assert.equal((await who.manager.get('/profiles/providers/1/tasks')).html.querySelector('.profile-head img'), null)
  assert.match((await who.manager.get('/attachments/providers/1/portrait')).words, /held back/)
})
