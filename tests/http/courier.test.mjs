// The outbox and its courier, against a real SMTP server: every message once,
// whatever happens on the way.
// SPDX-License-Identifier: MIT
import { test, before, after, beforeEach } from 'node:test'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import ICAL from 'ical.js'
import { start } from '../lib/stage.mjs'

let stage, now = Date.parse('2026-11-20T00:00:00Z') / 1000, number = 0
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))
const iso = seconds => new Date(seconds * 1000).toISOString().slice(0, 19) + 'Z'
async function pass(seconds) { now += seconds; await stage.clock(iso(now)) }
const text = s => s === null || s === undefined ? 'NULL' : `'${String(s).replace(/['\\]/g, c => '\\' + c)}'`

/** A message in the outbox: its number. */
async function write(fields = {}) {
  const row = { recipient: `to${++number}@example.org`, recipient_name: '', subject: 'Subject', body: 'Body\n', secret: 0,
    calendar: null, calendar_method: null, ...fields }
  const at = `'${iso(now).replace('T', ' ').replace('Z', '')}'`
  const names = Object.keys(row)
  const [[id]] = await stage.sql(`INSERT INTO outbox (at, next_at, ${names}) VALUES (${at}, ${at}, ${names.map(n => text(row[n]))});
    SELECT LAST_INSERT_ID()`)
  return { id, ...row }
}
const row = async id => {
  const [[state, attempts, error, body, handed, next]] = await stage.sql(
    `SELECT state, attempts, last_error, body, handed_at, next_at FROM outbox WHERE id = ${id}`)
  return { state, attempts: Number(attempts), error, body, handed, next }
}

/** A courier: { done: exit status }, with process. */
function courier(...args) {
  const child = spawn(join(stage.bin, 'carebook-courier'), ['--conf', stage.conf, '--once', ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  child.stderr.on('data', d => { log += d })
  return { child, log: () => log, done: new Promise(resolve => child.on('exit', code => resolve(code))) }
}
const once = (...args) => courier(...args).done
const got = async address => (await stage.mails()).filter(m => m.to === address)
const read = async mail => new PostalMime().parse(mail.raw.replace(/^(X-Envelope-.*\r?\n)+/, ''))

before(async () => {
  stage = await start({ data: 'none', clock: iso(now) })
  await stage.courierStop()
})
after(() => stage?.stop())
beforeEach(() => stage.mailFaults(''))

test('a mail comes as it was written', async () => {
  const body = 'Grüße, 你好\n\n.\n..a line that begins with dots\n' + 'x'.repeat(2000) + '\nFrom here on\n= and trailing  \n--=_carebook_part--\n'
  const m = await write({ recipient_name: 'Zoë "Z" <b>, Ng', subject: 'Re: =?UTF-8?B?eA==?= ünïcode '.repeat(6).trim(), body })
  assert.equal(await once(), 0)
  const [mail] = await got(m.recipient)
  const parsed = await read(mail)
  assert.equal(parsed.text.replace(/\r\n/g, '\n').replace(/\n*$/, '\n'), body)
  assert.equal(parsed.subject, m.subject)
  assert.deepEqual(parsed.to, [{ address: m.recipient, name: m.recipient_name }])
  assert.equal(parsed.from.address, 'carebook@example.org')
  assert.equal(parsed.messageId, `<carebook.${m.id}.${now}@example.org>`)
  assert.equal(parsed.headers.find(h => h.key === 'auto-submitted').value, 'auto-generated')
  for (const line of mail.raw.split('\r\n')) assert.ok(line.length <= 998 && /^[\x00-\x7f]*$/.test(line))
  assert.deepEqual((await row(m.id)).state, 'sent')
})

test('no text can add a header or a recipient', async () => {
  const m = await write({ recipient_name: 'x\r\nBcc: eve@example.org', subject: 'a\r\nBcc: eve@example.org\r\n\r\nbody' })
  const bad = await write({ recipient: 'a@example.org>\r\nRCPT TO:<eve@example.org' })
  assert.equal(await once(), 0)
  const parsed = await read((await got(m.recipient))[0])
  assert.equal(parsed.bcc, undefined)
  assert.match(parsed.subject, /^a\s+Bcc: eve@example.org\s+body$/)
  assert.equal((await got('eve@example.org')).length, 0)
  assert.equal((await row(bad.id)).state, 'failed')
})

test('an invitation for the calendar', async () => {
  const calendar = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Carebook//EN', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'UID:meeting-1@example.org',
    'DTSTAMP:20261120T000000Z', 'DTSTART:20261127T000000Z', 'SUMMARY:Käse & mehr', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')
  const m = await write({ calendar, calendar_method: 'REQUEST' })
  await once()
  const [mail] = await got(m.recipient)
  assert.match(mail.raw, /^Content-Type: multipart\/alternative;/m)
  const parsed = await read(mail)
  assert.equal(parsed.text.trim(), 'Body')
  const part = parsed.attachments.find(a => a.mimeType === 'text/calendar')
  assert.equal(part.method, 'REQUEST')
  const event = new ICAL.Component(ICAL.parse(new TextDecoder().decode(part.content))).getFirstSubcomponent('vevent')
  assert.equal(event.getFirstPropertyValue('uid'), 'meeting-1@example.org')
  assert.equal(event.getFirstPropertyValue('summary'), 'Käse & mehr')
})

test('a secret does not stay', async () => {
  const m = await write({ secret: 1, body: 'the token\n' }), gone = await write({ recipient: 'never@example.org', secret: 1, body: 'the token\n' })
  await stage.mailFaults('never@example.org 550\n')
  await once()
  assert.equal((await row(m.id)).body, '')
  assert.equal((await row(gone.id)).body, '')
  assert.match((await read((await got(m.recipient))[0])).text, /the token/)
})

test('refused for good, for now, for two days', async () => {
  await stage.mailFaults('bounce@example.org 550\nbusy@example.org 451\n')
  const bounce = await write({ recipient: 'bounce@example.org' }), busy = await write({ recipient: 'busy@example.org' })
  await once()
  assert.equal((await row(bounce.id)).state, 'failed')
  assert.match((await row(bounce.id)).error, /550/)
  let r = await row(busy.id)
  assert.deepEqual([r.state, r.attempts], ['waiting', 1])
  assert.match(r.error, /451/)
  await once()
  assert.equal((await row(busy.id)).attempts, 1, 'not before its time')
  await pass(60)
  await once()
  assert.equal((await row(busy.id)).attempts, 2)
  await stage.mailFaults('')
  await pass(119)
  await once()
  assert.equal((await row(busy.id)).state, 'waiting')
  await pass(1)
  await once()
  assert.equal((await row(busy.id)).state, 'sent')
  assert.equal((await got('busy@example.org')).length, 1)

  await stage.mailFaults('busy2@example.org 451\n')
  const tired = await write({ recipient: 'busy2@example.org' })
  await once()
  await pass(49 * 3600)
  await once()
  assert.equal((await row(tired.id)).state, 'failed')
})

test('the mail server is away', async () => {
  const m = await write()
  const conf = join(stage.dir, 'etc', 'nobody-there.conf')
  await writeFile(conf, (await readFile(stage.conf, 'utf8')).replace(/^smtp_url.*$/m, 'smtp_url = smtp://127.0.0.1:9'))
  assert.equal(await once('--conf', conf), 0)
  const r = await row(m.id)
  assert.equal(r.state, 'waiting')
  assert.equal(r.handed, null)
  assert.match(r.error, /connect/i)
  await pass(60)
  await once()
  assert.equal((await got(m.recipient)).length, 1)
})

test('taken in, and no answer: nobody sends it again by itself', async () => {
  await stage.mailFaults('lost@example.org drop\n')
  const m = await write({ recipient: 'lost@example.org' })
  await once()
  const r = await row(m.id)
  assert.equal(r.state, 'unknown')
  assert.match(r.error, /did not say/)
  await stage.mailFaults('')
  for (let i = 0; i < 3; i++) { await pass(3600); await once() }
  assert.equal((await got('lost@example.org')).length, 1)
})

test('a courier that is killed before it handed the mail over', async () => {
  await stage.mailFaults('slow@example.org slow 3\n')
  const m = await write({ recipient: 'slow@example.org' })
  const c = courier()
  for (let i = 0; i < 100 && (await row(m.id)).state !== 'sending'; i++) await sleep(50)
  await sleep(300)
  c.child.kill('SIGKILL')
  await c.done
  let r = await row(m.id)
  assert.deepEqual([r.state, r.handed], ['sending', null])
  await stage.mailFaults('')
  await once()
  assert.equal((await row(m.id)).state, 'sending', 'its courier may still live')
  await pass(16 * 60)
  await once()
  r = await row(m.id)
  assert.equal(r.state, 'sent')
  await sleep(3000)
  assert.equal((await got('slow@example.org')).length, 1)
})

test('a courier that died while the server had the mail', async () => {
  const m = await write()
  await stage.sql(`UPDATE outbox SET state = 'sending', claimed_by = 'x', claimed_at = next_at, handed_at = next_at, attempts = 1 WHERE id = ${m.id}`)
  await pass(16 * 60)
  await once()
  assert.equal((await row(m.id)).state, 'unknown')
  assert.equal((await got(m.recipient)).length, 0)
})

test('five couriers, sixty messages, each once', async () => {
  const all = []
  for (let i = 0; i < 60; i++) all.push(await write())
  assert.deepEqual(await Promise.all(Array.from({ length: 5 }, () => once())), [0, 0, 0, 0, 0])
  const mails = await stage.mails()
  for (const m of all) {
    assert.equal(mails.filter(mail => mail.to === m.recipient).length, 1)
    assert.equal((await row(m.id)).state, 'sent')
  }
})

test('the database goes and comes while it runs', async () => {
  await stage.courierStart()
  const first = await write()
  await stage.mailTo(first.recipient)
  await stage.dbStop()
  await sleep(1500)
  await stage.dbStart()
  const second = await write()
  await stage.mailTo(second.recipient, { seconds: 20 })
  await stage.courierStop()
  assert.equal((await got(second.recipient)).length, 1)
})

test('what has run out is removed', async () => {
  await stage.sql(`INSERT INTO account (id, email, name, state) VALUES (900, 'tidy@example.org', 'T', 'active');
    INSERT INTO session (id_hash, account_id, state, created_at, seen_at, address, agent) VALUES
      (REPEAT('a', 64), 900, 'full', '2026-01-01', '2026-01-01', '', ''), (REPEAT('b', 64), 900, 'full', '2036-01-01', '2036-01-01', '', '');
    INSERT INTO throttle VALUES ('email:old', 3, '2026-01-01', NULL), ('email:new', 3, '2036-01-01', NULL);
    INSERT INTO link (token_hash, account_id, purpose, expires_at) VALUES (REPEAT('a', 64), 900, 'reset', '2026-01-01'), (REPEAT('b', 64), 900, 'reset', '2036-01-01');
    INSERT INTO posted (account_id, post_key, at) VALUES (900, 'old', '2026-01-01'), (900, 'new', '2036-01-01')`)
  await once()
  assert.deepEqual(await stage.sql(`SELECT (SELECT GROUP_CONCAT(LEFT(id_hash, 1)) FROM session), (SELECT GROUP_CONCAT(name) FROM throttle),
    (SELECT GROUP_CONCAT(LEFT(token_hash, 1)) FROM link), (SELECT GROUP_CONCAT(post_key) FROM posted)`), [['b', 'email:new', 'b', 'new']])
})

test('the programs cannot read what is in a message', async () => {
  const grants = await stage.sql(`SELECT GRANTEE FROM information_schema.TABLE_PRIVILEGES
    WHERE TABLE_NAME = 'outbox' AND PRIVILEGE_TYPE = 'SELECT'`)
  assert.deepEqual([...new Set(grants.flat())].filter(g => !g.includes('courier')), [])
  const columns = await stage.sql(`SELECT GRANTEE FROM information_schema.COLUMN_PRIVILEGES
    WHERE TABLE_NAME = 'outbox' AND COLUMN_NAME IN ('body', 'calendar') AND PRIVILEGE_TYPE = 'SELECT'`)
  assert.deepEqual(columns, [])
})
