// Accounts: signing in and its limits, the second step, mailed links, one's
// own pages. Attacks 9, 13, 15 to 20, 23, 25.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { readFileSync } from 'node:fs'
import { writeFile, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HtmlValidate } from 'html-validate'
import PostalMime from 'postal-mime'
import { programs, start } from '../lib/stage.mjs'
import { Client } from '../lib/client.mjs'

const run = promisify(execFile)
const START = Date.parse('2026-11-20T00:00:00Z') / 1000
let stage, now

const iso = seconds => new Date(seconds * 1000).toISOString().slice(0, 19) + 'Z'
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))
/** Goes on by so many seconds. */
async function pass(seconds) { now += seconds; await stage.clock(iso(now)) }

const GOOD = 'otter lantern prairie'
let people = 0
/** A new account with a password of its own: its e-mail address. */
async function person(name = 'Test Person', password = GOOD, role = 'Administrator') {
  const email = `person${++people}@example.org`
  const file = join(stage.dir, 'etc', 'password-of-a-person')
  await writeFile(file, password + '\n', { mode: 0o644 })
  await stage.carebook('account', 'add', email, name, '--role', role, '--password-file', file)
  return email
}
const enter = (email, password = GOOD, client = new Client(stage)) =>
  client.submit('/account/sign-in', { email, password })
const session = client => client.cookies.get('carebook')
/** Somebody with this cookie and nothing else. */
function holder(cookie) { const c = new Client(stage); c.cookies.set('carebook', cookie); return c }
const isIn = async client => (await client.get('/account/me')).status === 200

async function mailTo(address, after = 0) {
  const mail = await stage.mailTo(address, { after })
  return { raw: mail.raw, ...(await new PostalMime().parse(mail.raw.replace(/^(X-Envelope-.*\r?\n)+/, ''))) }
}
const linkIn = mail => /http\S+\/account\/link\?token=\S+/.exec(mail.text)[0]
/** The newest link that was mailed to somebody, whatever else came with it. */
async function linkTo(address) {
  for (let i = 0; i < 150; i++) {
    for (const mail of (await stage.mails()).filter(m => m.to.split(', ').includes(address)).reverse()) {
      const parsed = await new PostalMime().parse(mail.raw.replace(/^(X-Envelope-.*\r?\n)+/, ''))
      if (/\/account\/link\?token=/.test(parsed.text)) return linkIn(parsed)
    }
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error(`no link came to ${address}`)
}
const pathOf = url => url.slice(stage.url.length)

function totp(secret, at) {
  const bits = [...secret.replace(/ /g, '')].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)))
  const message = Buffer.alloc(8)
  message.writeBigUInt64BE(BigInt(Math.floor(at / 30)))
  const digest = createHmac('sha1', key).update(message).digest()
  const offset = digest[19] & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1000000).padStart(6, '0')
}

before(async () => {
  now = START
  stage = await start({ data: 'none', clock: iso(now) })
  // So that there is always somebody who may manage accounts.
  await person('First Admin')
})
after(() => stage?.stop())

test('signing in, and out', async () => {
  const email = await person('Ann Admin')
  const ann = new Client(stage)
  const page = await ann.get('/account/sign-in')
  assert.equal(page.status, 200)
  const answer = await enter(email, GOOD, ann)
  assert.equal(answer.status, 303)
  assert.equal(answer.location, '/profiles/today')
  assert.match(answer.headers.get('set-cookie'), /^carebook=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  assert.match((await ann.get('/account/me')).words, /Ann Admin/)
  const [[at]] = await stage.sql(`SELECT last_sign_in FROM account WHERE email = '${email}'`)
  assert.equal(at, '2026-11-20 00:00:00')
  // Already in: the way in leads on.
  assert.equal((await ann.get('/account/sign-in')).location, '/profiles/today')
  const cookie = session(ann)
  const out = await ann.press('/account/sign-out', '/account/me')
  assert.equal(out.location, '/account/sign-in?after=out')
  assert.equal(session(ann), undefined)
  assert.match((await ann.get(out.location)).words, /You are signed out/)
  // The cookie of before is worth nothing.
  assert.equal(await isIn(holder(cookie)), false)
  const actions = await stage.sql(`SELECT u.action FROM audit u JOIN account a ON a.id = u.account_id WHERE a.email = '${email}' ORDER BY u.id`)
  assert.deepEqual(actions.flat(), ['signed-in', 'signed-out'])
})

test('a wrong password, nobody of that name, a disabled account: one answer', async () => {
  const email = await person()
  const gone = await person()
  await stage.carebook('account', 'disable', gone)
  const bare = async (e, p) => (await enter(e, p)).text.replace(/name="_csrf" value="[^"]*"/, '').replaceAll(e, 'WHO')
  const wrong = await enter(email, 'not the password')
  assert.equal(wrong.status, 422)
  assert.match(wrong.error('email'), /do not go together/)
  assert.doesNotMatch(wrong.text, /not the password/)
  const one = await bare(email, 'not the password')
  assert.equal(await bare('nobody@example.org', 'not the password'), one)
  assert.equal(await bare(gone, GOOD), one)
  const [[n]] = await stage.sql(`SELECT COUNT(*) FROM audit u JOIN account a ON a.id = u.object_id WHERE a.email = '${email}' AND action = 'sign-in-failed'`)
  assert.equal(n, '2')
})

test('known and unknown take the same time', async () => {
  const email = await person()
  const time = async e => {
    const client = new Client(stage)
    const page = await client.get('/account/sign-in')
    const fields = Object.fromEntries(page.fields())
    const began = process.hrtime.bigint()
    await client.post('/account/sign-in', { ...fields, email: e, password: 'wrong and wrong' })
    return Number(process.hrtime.bigint() - began) / 1e6
  }
  const known = [], unknown = []
  for (let i = 0; i < 9; i++) {
    unknown.push(await time(`nobody${i}@example.org`))
    known.push(await time(email))
    await stage.sql('DELETE FROM throttle')
  }
  const middle = list => list.sort((a, b) => a - b)[4]
  const ratio = middle(known) / middle(unknown)
  assert.ok(ratio > 0.8 && ratio < 1.25, `ratio ${ratio}`)
})

test('20 guesses at one account are throttled, known or not', async () => {
  const email = await person()
  await stage.sql('DELETE FROM throttle')
  for (const who of [email, 'nobody-at-all@example.org']) {
    const statuses = []
    for (let i = 0; i < 20; i++) statuses.push((await enter(who, `wrong number ${i}`)).status)
    assert.deepEqual(statuses, [...Array(5).fill(422), ...Array(15).fill(429)], who)
  }
  // Not even with the right password, until the wait is over.
  const waiting = await enter(email)
  assert.equal(waiting.status, 429)
  assert.match(waiting.words, /too often/)
  assert.ok(waiting.headers.get('retry-after'))
  await pass(31)
  assert.equal((await enter(email, 'wrong again')).status, 422)
  await pass(31)
  assert.equal((await enter(email)).status, 429, 'the wait has doubled')
  await pass(30)
  assert.equal((await enter(email)).status, 303)
  // Being right makes an end of it.
  assert.equal((await enter(email, 'wrong again')).status, 422)
  assert.equal((await enter(email)).status, 303)
})

test('20 guesses at the same instant are counted one by one', async () => {
  const email = await person()
  await stage.sql('DELETE FROM throttle')
  const client = new Client(stage)
  const fields = Object.fromEntries((await client.get('/account/sign-in')).fields())
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) =>
    client.post('/account/sign-in', { ...fields, email, password: `wrong number ${i}` })))
  assert.equal(answers.filter(a => a.status === 422).length, 5)
  assert.equal(answers.filter(a => a.status === 429).length, 15)
  await stage.sql('DELETE FROM throttle')
})

test('200 accounts from one address are throttled', async () => {
  await stage.sql('DELETE FROM throttle')
  let refused = 0
  for (let i = 0; i < 200; i++) {
    const { status } = await enter(`somebody${i}@example.org`, 'spring rolls 99')
    if (status === 429) refused++
    else assert.equal(status, 422)
  }
  assert.equal(refused, 170)
  const kept = await stage.sql('SELECT name FROM throttle')
  assert.ok(!JSON.stringify(kept).includes('somebody'), 'what was typed is not kept')
  await stage.sql('DELETE FROM throttle')
})

test('the session is another one after signing in', async () => {
  const email = await person()
  const victim = new Client(stage)
  victim.cookies.set('carebook', 'chosen-by-somebody-else')
  victim.cookies.set('carebook_form', 'chosen-by-somebody-else')
  await enter(email, GOOD, victim)
  assert.notEqual(session(victim), 'chosen-by-somebody-else')
  assert.equal(await isIn(holder('chosen-by-somebody-else')), false)
  const first = session(victim)
  // Once more, as another person in the same browser: the first one is over.
  const page = await new Client(stage).get('/account/sign-in')
  assert.equal(page.status, 200)
  await stage.sql(`UPDATE session SET state = 'second_factor' WHERE account_id = (SELECT id FROM account WHERE email = '${email}')`)
  await enter(email, GOOD, victim)
  assert.notEqual(session(victim), first)
  assert.equal(await isIn(victim), true)
  assert.equal(await isIn(holder(first)), false)
})

test('a session ends after an hour idle, and after twelve hours', async () => {
  const ann = new Client(stage), bob = new Client(stage)
  await enter(await person(), GOOD, ann)
  await enter(await person(), GOOD, bob)
  await pass(59 * 60)
  assert.equal(await isIn(ann), true)
  await pass(59 * 60)
  assert.equal(await isIn(ann), true, 'ann goes on')
  const there = await bob.get('/account/me')
  assert.equal(there.status, 303)
  assert.equal(there.location, '/account/sign-in?next=%2Faccount%2Fme')
  assert.match((await bob.get(there.location)).words, /away for a while/)
  // What an idle person sends is not carried out.
  const form = await ann.get('/account/me/details')
  await pass(61 * 60)
  const late = await ann.post('/account/me/details', { ...Object.fromEntries(form.fields()), name: 'Too Late' })
  assert.equal(late.status, 401)
  assert.deepEqual(await stage.sql("SELECT COUNT(*) FROM account WHERE name = 'Too Late'"), [['0']])
  const cleo = new Client(stage)
  await enter(await person(), GOOD, cleo)
  for (let i = 0; i < 14; i++) {
    await pass(50 * 60)
    assert.equal(await isIn(cleo), true)
  }
  await pass(50 * 60)
  assert.equal(await isIn(cleo), false, '12 h 30 min')
})

test('next leads to this site only', async () => {
  const email = await person()
  const where = async next => {
    const client = new Client(stage)
    return (await client.submit('/account/sign-in', { email, password: GOOD },
      { from: '/account/sign-in?next=' + encodeURIComponent(next) })).location
  }
  assert.equal(await where('/account/me'), '/account/me')
  assert.equal(await where('/profiles/providers?state=active&q=a%20b'), '/profiles/providers?state=active&q=a%20b')
  for (const bad of ['//evil.example', '/\\evil.example', '\\/evil.example', 'https://evil.example', 'evil', '',
    '/\t/evil.example', '/account/sign-out', 'javascript:alert(1)', '/x y', '/a\\b', '/account/link?token=x'])
    assert.equal(await where(bad), '/profiles/today', bad)
  const client = new Client(stage)
  const page = await client.get('/account/sign-in')
  const answer = await client.post('/account/sign-in', { ...Object.fromEntries(page.fields()), email, password: GOOD, next: '/a\r\nX-Evil: 1' })
  assert.equal(answer.headers.get('x-evil'), null)
  assert.ok(answer.status === 400 || answer.location === '/profiles/today')
  const inside = new Client(stage)
  await enter(email, GOOD, inside)
  assert.equal((await inside.get('/account/sign-in?next=//evil.example')).location, '/profiles/today')
})

test('a form of another site, or without its token, is refused', async () => {
  const email = await person()
  const ann = new Client(stage)
  await enter(email, GOOD, ann)
  const other = new Client(stage)
  await enter(await person(), GOOD, other)
  const fields = Object.fromEntries((await ann.get('/account/me/details')).fields('/account/me/details'))
  const theirs = Object.fromEntries((await other.get('/account/me/details')).fields('/account/me/details'))
  const tries = [
    [{ ...fields, name: 'Changed', _csrf: undefined }, {}],
    [{ ...fields, name: 'Changed', _csrf: '' }, {}],
    [{ ...fields, name: 'Changed', _csrf: theirs._csrf }, {}],
    [{ ...fields, name: 'Changed' }, { origin: 'https://evil.example' }],
    [{ ...fields, name: 'Changed' }, { origin: 'null' }],
    [{ ...fields, name: 'Changed' }, { 'sec-fetch-site': 'cross-site' }],
  ]
  for (const [body, headers] of tries) {
    if (body._csrf === undefined) delete body._csrf
    assert.equal((await ann.post('/account/me/details', body, { headers })).status, 403)
  }
  assert.equal((await ann.post('/account/me/details', { ...fields, name: 'Changed' },
    { headers: { 'content-type': 'text/plain' } })).status, 400)
  assert.equal((await ann.get('/account/sign-out')).status, 405)
  assert.equal((await new Client(stage).post('/account/sign-in', { email, password: GOOD })).status, 403)
  assert.deepEqual(await stage.sql("SELECT COUNT(*) FROM account WHERE name = 'Changed'"), [['0']])
  assert.equal(await isIn(ann), true)
})

test('who signs in is nobody else by extra fields', async () => {
  const email = await person()
  const ann = new Client(stage)
  await enter(email, GOOD, ann)
  const [[before]] = await stage.sql(`SELECT CONCAT_WS('|', email, state, second_factor) FROM account WHERE email = '${email}'`)
  const answer = await ann.submit('/account/me/details', { name: 'Ann', role: 'admin', state: 'disabled', email: 'x@example.org', id: '1', second_factor: '1' })
  assert.ok([303, 400].includes(answer.status))
  const [[then]] = await stage.sql(`SELECT CONCAT_WS('|', email, state, second_factor) FROM account WHERE email = '${email}'`)
  assert.equal(then, before)
})

test('a forgotten password', async () => {
  const email = await person('Fay Forgot')
  const ann = new Client(stage)
  await enter(email, GOOD, ann)
  const visitor = new Client(stage)
  const asked = await visitor.submit('/account/forgot', { email })
  assert.equal(asked.location, '/account/forgot/sent')
  const unknown = await new Client(stage).submit('/account/forgot', { email: 'nobody-here@example.org' })
  assert.equal(unknown.location, asked.location)
  assert.match((await visitor.get(asked.location)).words, /If there is an account/)

  const mail = await mailTo(email)
  assert.equal(mail.to[0].address, email)
  assert.equal(mail.to[0].name, 'Fay Forgot')
  assert.match(mail.subject, /choose a new password/)
  const link = linkIn(mail)
  assert.ok(link.startsWith(stage.url + '/account/link?token='))
  const token = link.split('token=')[1]
  const all = JSON.stringify(await stage.sql('SELECT token_hash FROM link'))
  assert.ok(!all.includes(token), 'only the hash is kept')

  // Opening it twice (a mail program looks too) uses nothing up.
  await new Client(stage).get(pathOf(link))
  const opened = await visitor.get(pathOf(link))
  assert.equal(opened.status, 303)
  assert.equal(opened.location, '/account/choose-password')
  assert.match(opened.headers.get('set-cookie'), /^carebook_link=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  const page = await visitor.get(opened.location)
  assert.match(page.words, /Fay Forgot/)
  assert.ok(!page.text.includes(token), 'the token stands on no page')
  for (const [bad, why] of [['short', /at least 10/], ['Password123!', /Many people/], ['p@ssw0rd2026', /Many people/],
    ['qwertyuiop', /Many people/], ['aaaaaaaaaaaa', /Many people/], ['12345678901', /Many people/], ['FayForgot1', /own name/]]) {
    const answer = await visitor.submit('/account/choose-password', { password: bad })
    assert.equal(answer.status, 422, bad)
    assert.match(answer.error('password'), why)
    assert.ok(!answer.text.includes(bad))
  }
  const done = await visitor.submit('/account/choose-password', { password: 'a wholly new password' })
  assert.equal(done.location, '/account/sign-in?after=password')
  assert.match((await visitor.get(done.location)).words, /Your password is saved/)
  assert.equal(await isIn(ann), false, 'every session ended')
  assert.equal((await enter(email)).status, 422)
  assert.equal((await enter(email, 'a wholly new password')).status, 303)
  assert.match((await mailTo(email, 1)).text, /Your password was changed/)

  // Once.
  const again = new Client(stage)
  await again.get(pathOf(link))
  const over = await again.get('/account/choose-password')
  assert.equal(over.status, 404)
  assert.match(over.words, /does not work any more/)
  // The body with the link is gone from the outbox.
  assert.deepEqual(await stage.sql(`SELECT COUNT(*) FROM outbox WHERE secret = 1 AND state = 'sent' AND body <> ''`), [['0']])
  for (const name of await readdir(stage.logDir))
    assert.ok(!(await readFile(join(stage.logDir, name), 'latin1')).includes(token), `no token in ${name}`)
})

test('a link works for an hour, for one account, and only the newest', async () => {
  const email = await person(), other = await person()
  const ask = async () => (await new Client(stage).submit('/account/forgot', { email })).location
  const open = async link => { const c = new Client(stage); await c.get(pathOf(link)); return c }
  await ask()
  const first = linkIn(await mailTo(email))
  await pass(1)
  await ask()
  const second = linkIn(await mailTo(email, 1))
  assert.equal((await (await open(first)).get('/account/choose-password')).status, 404, 'void')
  const page = await open(second)
  assert.equal((await page.get('/account/choose-password')).status, 200)
  // Fields cannot point it at another account.
  const form = Object.fromEntries((await page.get('/account/choose-password')).fields('/account/choose-password'))
  await page.post('/account/choose-password', { ...form, password: 'harbour bridge walk', email: other, account: '1', username: other })
  assert.equal((await enter(other)).status, 303, 'untouched')
  assert.equal((await enter(email, 'harbour bridge walk')).status, 303)
  await ask()
  const third = linkIn(await mailTo(email, 3))
  await pass(3601)
  assert.equal((await (await open(third)).get('/account/choose-password')).status, 404, 'over')
  for (const token of ['', 'x', 'a'.repeat(43), '%00', "'%20OR%201=1"]) {
    const c = new Client(stage)
    await c.get('/account/link?token=' + token)
    assert.equal((await c.get('/account/choose-password')).status, 404)
  }
  assert.equal((await new Client(stage).get('/account/choose-password')).status, 404)
})

test('asking for a link takes the same time, account or not', async () => {
  const email = await person()
  const time = async e => {
    const client = new Client(stage)
    const fields = Object.fromEntries((await client.get('/account/forgot')).fields())
    const began = process.hrtime.bigint()
    assert.equal((await client.post('/account/forgot', { ...fields, email: e })).status, 303)
    return Number(process.hrtime.bigint() - began) / 1e6
  }
  const known = [], unknown = []
  for (let i = 0; i < 7; i++) {
    await stage.sql('DELETE FROM throttle')
    unknown.push(await time(`nobody${i}@example.org`))
    known.push(await time(email))
  }
  const ratio = known.sort((a, b) => a - b)[3] / unknown.sort((a, b) => a - b)[3]
  assert.ok(ratio > 0.9 && ratio < 1.1, `ratio ${ratio}`)
})

test('two at once with one link: one of them', async () => {
  const email = await person()
  await new Client(stage).submit('/account/forgot', { email })
  const link = linkIn(await mailTo(email))
  const clients = [new Client(stage), new Client(stage)]
  const forms = []
  for (const c of clients) {
    await c.get(pathOf(link))
    forms.push(Object.fromEntries((await c.get('/account/choose-password')).fields()))
  }
  const answers = await Promise.all(clients.map((c, i) =>
    c.post('/account/choose-password', { ...forms[i], password: `meadow ${i} station lamp` })))
  assert.deepEqual(answers.map(a => a.status).sort(), [303, 404])
})

test('a mailed link never comes from the Host header', async () => {
  const email = await person()
  const visitor = new Client(stage)
  const page = await visitor.get('/account/forgot')
  const { request } = await import('node:http')
  const body = new URLSearchParams({ ...Object.fromEntries(page.fields()), email }).toString()
  const status = await new Promise((resolve, reject) => {
    const url = new URL(stage.url)
    const r = request({ host: url.hostname, port: url.port, path: '/account/forgot', method: 'POST', headers: {
      host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example',
      'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length,
      cookie: [...visitor.cookies].map(([k, v]) => `${k}=${v}`).join('; ') } }, answer => { answer.resume(); resolve(answer.statusCode) })
    r.on('error', reject)
    r.end(body)
  })
  assert.equal(status, 303)
  const mail = await mailTo(email)
  assert.ok(linkIn(mail).startsWith(stage.url + '/'))
  assert.ok(!mail.raw.includes('evil.example'))
})

test('asking for mails is throttled', async () => {
  const email = await person()
  await stage.sql('DELETE FROM throttle')
  const statuses = []
  for (let i = 0; i < 5; i++) statuses.push((await new Client(stage).submit('/account/forgot', { email })).status)
  assert.deepEqual(statuses, [303, 303, 303, 429, 429])
  const nobody = []
  for (let i = 0; i < 5; i++) nobody.push((await new Client(stage).submit('/account/forgot', { email: 'nobody9@example.org' })).status)
  assert.deepEqual(nobody, statuses)
  await stage.sql('DELETE FROM throttle')
})

test('an invitation, from the command to the first sign-in', async () => {
  await stage.carebook('account', 'add', 'new.person@example.org', 'Zoë <b>"Ẑ"</b> Nguyễn', '--role', 'Case manager')
  const mail = await mailTo('new.person@example.org')
  assert.equal(mail.to[0].name, 'Zoë <b>"Ẑ"</b> Nguyễn')
  assert.match(mail.text, /Zoë <b>"Ẑ"<\/b> Nguyễn/)
  assert.equal((await enter('new.person@example.org', '')).status, 422)
  const visitor = new Client(stage)
  // Too late: the page mails a new one.
  await pass(2 * 3600)
  await visitor.get(pathOf(linkIn(mail)))
  const over = await visitor.get('/account/choose-password')
  assert.equal(over.status, 404)
  const again = await visitor.post('/account/link/again', Object.fromEntries(over.fields('/account/link/again')))
  assert.equal(again.location, '/account/forgot/sent')
  const second = await mailTo('new.person@example.org', 1)
  await visitor.get(pathOf(linkIn(second)))
  const page = await visitor.get('/account/choose-password')
  assert.ok(page.text.includes('Zoë &lt;b&gt;&quot;Ẑ&quot;&lt;/b&gt; Nguyễn'), 'text, not markup')
  // Half of a sign-up is no way in.
  for (const path of ['/account/me', '/profiles/providers', '/agency/'])
    assert.match((await visitor.get(path)).location ?? '', /^\/account\/sign-in/)
  assert.equal((await visitor.submit('/account/choose-password', { password: 'teapot gravel sunday' })).status, 303)
  assert.equal((await enter('new.person@example.org', 'teapot gravel sunday')).status, 303)
})

test('the command: reset and disable', async () => {
  const email = await person()
  const ann = new Client(stage)
  await enter(email, GOOD, ann)
  const link = (await stage.carebook('account', 'reset', email, '--print-link')).trim()
  assert.ok(link.startsWith(stage.url + '/account/link?token='))
  assert.equal(await isIn(ann), false)
  const visitor = new Client(stage)
  await visitor.get(pathOf(link))
  await visitor.submit('/account/choose-password', { password: 'window apple thunder' })
  const bob = new Client(stage)
  assert.equal((await enter(email, 'window apple thunder', bob)).status, 303)
  await stage.carebook('account', 'disable', email)
  assert.equal(await isIn(bob), false)
  assert.equal((await enter(email, 'window apple thunder')).status, 422)
  await assert.rejects(stage.carebook('account', 'disable', 'nobody@example.org'), /there is no account/)
  await assert.rejects(stage.carebook('account', 'add', 'x@example.org', 'X', '--role', 'King'), /no role/)
  await assert.rejects(stage.carebook('account', 'add', email, 'X'), /already/)
})

/** Turns the second step on: secret and recovery codes. */
async function turnOn(client, password = GOOD) {
  assert.equal((await client.submit('/account/me/second-step', { password })).location, '/account/me/second-step/set-up')
  const page = await client.get('/account/me/second-step/set-up')
  const secret = page.html.querySelector('.secret-key').text.trim()
  const on = await client.submit('/account/me/second-step/set-up', { code: totp(secret, now) })
  assert.equal(on.location, '/account/me/second-step/codes')
  const codes = (await client.get(on.location)).html.querySelectorAll('.codes li').map(li => li.text)
  return { secret, codes }
}

test('a second step', async () => {
  const email = await person('Tia Totp')
  const ann = new Client(stage)
  await enter(email, GOOD, ann)
  assert.equal((await ann.submit('/account/me/second-step', { password: 'wrong password' })).status, 422)
  await ann.submit('/account/me/second-step', { password: GOOD })
  const page = await ann.get('/account/me/second-step/set-up')
  assert.match(page.html.querySelector('.secret-key').text, /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
  const qr = await ann.get('/account/me/second-step/qr')
  assert.equal(qr.headers.get('content-type'), 'image/svg+xml')
  assert.match(qr.headers.get('cache-control'), /no-store/)
  assert.equal((await ann.submit('/account/me/second-step/set-up', { code: '000000' })).status, 422)
  // Signing in asks nothing yet.
  assert.equal((await enter(email)).location, '/profiles/today')
  const { secret, codes } = await turnOn(ann)
  assert.equal(codes.length, 10)
  assert.equal(new Set(codes).size, 10)
  assert.match((await ann.get('/account/me/second-step/codes/file')).text, new RegExp(codes[3]))
  assert.equal((await ann.get('/account/me/second-step/qr')).status, 404, 'the secret is not shown again')
  const kept = JSON.stringify(await stage.sql('SELECT * FROM recovery_code'))
  for (const code of codes) assert.ok(!kept.includes(code) && !kept.includes(code.replace(/-/g, '')))
  assert.match((await mailTo(email)).text, /second step was turned on/)

  await pass(30)
  const bob = new Client(stage)
  const half = await enter(email, GOOD, bob)
  assert.equal(half.location, '/account/second-step?next=%2Fprofiles%2Ftoday')
  // The second step cannot be left out.
  for (const path of ['/account/me', '/account/me/password', '/account/me/second-step/off', '/profiles/providers', '/agency/'])
    assert.match((await bob.get(path)).location ?? '', /^\/account\/sign-in/, path)
  const form = await bob.get('/account/second-step')
  assert.doesNotMatch(form.text, /Tia Totp/)
  assert.equal((await bob.post('/account/me/details', { ...Object.fromEntries(form.fields('/account/second-step')), name: 'Half' })).status, 401)
  assert.equal((await bob.submit('/account/second-step', { code: '123456' })).status, 422)
  assert.equal((await bob.submit('/account/second-step', { code: '123456' })).status, 422, 'the same wrong code again')
  const before = session(bob)
  const code = totp(secret, now)
  const right = await bob.submit('/account/second-step', { code: `${code.slice(0, 3)} ${code.slice(3)}`, next: '/account/me' })
  assert.equal(right.location, '/account/me')
  assert.notEqual(session(bob), before)
  assert.equal(await isIn(bob), true)
  assert.equal((await holder(before).get('/account/second-step')).status, 303, 'half a session is over')

  // The same code again, in the same half minute and after.
  const eve = new Client(stage)
  await enter(email, GOOD, eve)
  assert.equal((await eve.submit('/account/second-step', { code })).status, 422)
  await pass(30)
  assert.equal((await eve.submit('/account/second-step', { code })).status, 422)
  assert.equal((await eve.submit('/account/second-step', { code: totp(secret, now - 90) })).status, 422)
  assert.equal((await eve.submit('/account/second-step', { code: totp(secret, now) })).status, 303)

  // The same code twice at the same instant: one of them.
  await pass(60)
  const twins = [new Client(stage), new Client(stage)]
  const forms = []
  for (const c of twins) {
    await enter(email, GOOD, c)
    forms.push(Object.fromEntries((await c.get('/account/second-step')).fields('/account/second-step')))
  }
  const answers = await Promise.all(twins.map((c, i) => c.post('/account/second-step', { ...forms[i], code: totp(secret, now) })))
  assert.deepEqual(answers.map(a => a.status).sort(), [303, 422])
})

test('half a session, a link, or nothing: no page but those for signing in', async () => {
  const email = await person()
  const ann = new Client(stage)
  await enter(email, GOOD, ann)
  const { secret } = await turnOn(ann)
  assert.ok(secret)
  await pass(60)
  const half = new Client(stage)
  await enter(email, GOOD, half)
  await new Client(stage).submit('/account/forgot', { email })
  const link = new Client(stage)
  await link.get(pathOf(await linkTo(email)))
  const open = ['/account/sign-in', '/account/forgot', '/account/forgot/sent', '/account/link', '/account/link/again', '/account/choose-password']
  const halfWay = ['/account/second-step', '/account/recovery', '/account/sign-out']
  let routes = 0
  for (const program of programs) {
    const { stdout } = await run(join(stage.bin, '..', 'libexec', `carebook-${program}`), ['--routes'])
    for (const line of stdout.trim().split('\n')) {
      const [pattern, methods] = line.split('\t')
      const path = pattern.replace(/\{\w+\}/g, '1')
      // Forms for people outside have a gate of their own (forms-outside).
      if (open.includes(path) || path.startsWith('/forms/apply/')) continue
      routes++
      for (const [who, client] of [['half', half], ['link', link], ['nobody', new Client(stage)]]) {
        if (who === 'half' && halfWay.includes(path)) continue
        if (methods.includes('GET')) {
          const got = await client.get(path)
          assert.equal(got.status, 303, `${who} GET ${path}`)
          assert.match(got.location, /^\/account\/sign-in\?next=/, path)
          assert.equal(got.text, '')
        }
        if (methods.includes('POST'))
          assert.equal((await client.post(path, { _csrf: 'x', name: 'x' })).status, 401, `${who} POST ${path}`)
      }
    }
  }
  assert.ok(routes > 20)
})

test('half a session lasts ten minutes; guessing codes is throttled', async () => {
  const email = await person()
  const ann = new Client(stage)
  await enter(email, GOOD, ann)
  const { secret } = await turnOn(ann)
  await pass(60)
  const bob = new Client(stage)
  await enter(email, GOOD, bob)
  const statuses = []
  for (let i = 0; i < 8; i++) statuses.push((await bob.submit('/account/second-step', { code: String(100000 + i) })).status)
  assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429, 429, 429])
  assert.equal((await bob.submit('/account/second-step', { code: totp(secret, now) })).status, 429)
  assert.equal((await bob.submit('/account/recovery', { code: 'abcd-efgh-jkmn' })).status, 429)
  await pass(31)
  assert.equal((await bob.submit('/account/second-step', { code: totp(secret, now) })).status, 303)
  const cleo = new Client(stage)
  await enter(email, GOOD, cleo)
  await pass(601)
  assert.match((await cleo.get('/account/second-step')).location, /^\/account\/sign-in/)
})

test('recovery codes work once each; turning it off', async () => {
  const email = await person('Rae Recovery'), other = await person()
  const ann = new Client(stage)
  await enter(email, GOOD, ann)
  const { codes } = await turnOn(ann)
  const otherClient = new Client(stage)
  await enter(other, GOOD, otherClient)
  const { codes: theirs } = await turnOn(otherClient)
  const use = async code => {
    const c = new Client(stage)
    await enter(email, GOOD, c)
    return [await c.submit('/account/recovery', { code }), c]
  }
  assert.equal((await use(theirs[0]))[0].status, 422, "another person's")
  const [first, bob] = await use(codes[0].toUpperCase().replace(/-/g, ' '))
  assert.equal(first.status, 303)
  assert.equal(await isIn(bob), true)
  assert.match((await mailTo(email, 1)).text, /recovery code of yours was used/)
  assert.equal((await use(codes[0]))[0].status, 422, 'used')
  assert.match((await bob.get('/account/me')).words, /Recovery codes left: 9/)
  // Another session cannot show them, nor this one after ten minutes.
  assert.equal((await bob.get('/account/me/second-step/codes')).location, '/account/me')
  await pass(601)
  assert.equal((await ann.get('/account/me/second-step/codes')).location, '/account/me')
  assert.equal((await ann.get('/account/me/second-step/codes/file')).status, 404)
  // New ones end the old.
  const fresh = await ann.submit('/account/me/second-step/codes/new', { password: GOOD })
  assert.equal(fresh.location, '/account/me/second-step/codes')
  const renewed = (await ann.get(fresh.location)).html.querySelectorAll('.codes li').map(li => li.text)
  assert.equal((await use(codes[1]))[0].status, 422)
  assert.equal((await use(renewed[1]))[0].status, 303)
  assert.equal((await ann.submit('/account/me/second-step/off', { password: 'not right at all' })).status, 422)
  assert.equal((await ann.submit('/account/me/second-step/off', { password: GOOD })).location, '/account/me')
  assert.equal((await enter(email)).location, '/profiles/today')
  assert.deepEqual(await stage.sql(`SELECT COUNT(*) FROM recovery_code r JOIN account a ON a.id = r.account_id WHERE a.email = '${email}'`), [['0']])
})

test('the administrator takes a lost phone out of the way', async () => {
  const email = await person()
  const ann = new Client(stage)
  await enter(email, GOOD, ann)
  await turnOn(ann)
  await stage.carebook('account', 'reset', email)
  const visitor = new Client(stage)
  await visitor.get(pathOf(await linkTo(email)))
  assert.match((await visitor.get('/account/choose-password')).words, /turned off as well/)
  await visitor.submit('/account/choose-password', { password: 'pebble orchard tram' })
  assert.equal((await enter(email, 'pebble orchard tram')).location, '/profiles/today')
})

test('changing the password', async () => {
  const email = await person()
  const ann = new Client(stage), elsewhere = new Client(stage)
  await enter(email, GOOD, ann)
  await enter(email, GOOD, elsewhere)
  const old = session(ann)
  assert.equal((await ann.submit('/account/me/password', { now: 'not it at all', password: 'ferry meadow brick' })).status, 422)
  assert.equal((await ann.submit('/account/me/password', { now: GOOD, password: 'welcome2026' })).status, 422)
  const done = await ann.submit('/account/me/password', { now: GOOD, password: 'ferry meadow brick' })
  assert.equal(done.location, '/account/me')
  assert.match((await ann.get('/account/me')).words, /Your password is changed/)
  assert.notEqual(session(ann), old)
  assert.equal(await isIn(holder(old)), false)
  assert.equal(await isIn(elsewhere), false)
  assert.equal((await enter(email)).status, 422)
  assert.equal((await enter(email, 'ferry meadow brick')).status, 303)
  const [[hash]] = await stage.sql(`SELECT password_hash FROM account_secret s JOIN account a ON a.id = s.account_id WHERE email = '${email}'`)
  assert.match(hash, /^\$argon2id\$/)
})

test('signed in here and there', async () => {
  const email = await person()
  const other = await person()
  const agents = ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/15E148 Safari/604.1', '<script>alert(1)</script>']
  const clients = []
  for (const agent of agents) {
    const c = new Client(stage)
    const page = await c.get('/account/sign-in')
    await c.post('/account/sign-in', { ...Object.fromEntries(page.fields()), email, password: GOOD }, { headers: { 'user-agent': agent } })
    clients.push(c)
    await pass(60)
  }
  const stranger = new Client(stage)
  await enter(other, GOOD, stranger)
  const page = await clients[0].get('/account/me')
  assert.match(page.words, /Chrome on a Windows computer This one/)
  assert.match(page.words, /Safari on an iPhone/)
  assert.ok(!page.text.includes('<script>alert'))
  const [[theirs]] = await stage.sql(`SELECT LEFT(id_hash, 16) FROM session s JOIN account a ON a.id = s.account_id WHERE email = '${other}'`)
  assert.equal((await clients[0].press('/account/me/sessions/end', '/account/me', { session: theirs })).status, 404)
  assert.equal(await isIn(stranger), true)
  const phone = page.html.querySelectorAll('.devices li').find(li => li.text.includes('iPhone')).querySelector('[name="session"]').getAttribute('value')
  assert.equal((await clients[0].press('/account/me/sessions/end', '/account/me', { session: phone })).status, 303)
  assert.equal(await isIn(clients[1]), false)
  assert.equal(await isIn(clients[2]), true)
  await clients[0].press('/account/me/sessions/end-others', '/account/me')
  assert.equal(await isIn(clients[2]), false)
  assert.equal(await isIn(clients[0]), true)
})

test('about oneself, and how it looks', async () => {
  const email = await person('Old Name')
  const ann = new Client(stage), twin = new Client(stage)
  await enter(email, GOOD, ann)
  await enter(email, GOOD, twin)
  const page = await twin.get('/account/me/details')
  assert.equal((await ann.submit('/account/me/details', { name: 'Ngaio O’Brien <i>', title: 'Case worker', phone: '02 5550 0142', face: '07' })).location, '/account/me')
  const me = await ann.get('/account/me')
  assert.ok(me.text.includes('Ngaio O’Brien &lt;i&gt;'))
  assert.ok(me.text.includes('/static/faces/07.svg'))
  const conflict = await twin.post('/account/me/details', { ...Object.fromEntries(page.fields('/account/me/details')), name: 'Other Name' })
  assert.equal(conflict.status, 409)
  assert.match(conflict.text, /Other Name/)
  assert.match(conflict.text, /Ngaio O’Brien/)
  assert.equal((await ann.submit('/account/me/details', { face: '99' })).status, 422)
  assert.equal((await ann.submit('/account/me/details', { name: '' })).status, 422)
  await ann.submit('/account/me/comfort', { text_size: 'large', theme: 'dark', contrast: 'more' })
  assert.match((await ann.get('/account/me')).text, /<html[^>]* data-bs-theme="dark"[^>]* data-contrast="high"[^>]* data-text="large"/)
  assert.equal((await ann.submit('/account/me/comfort', { theme: 'pink' })).status, 422)
})

test('what is stored shows as text everywhere, in mail too', async () => {
  const name = '"><img src=x onerror=alert(1)> <?cs var:Page.Csrf ?> \u202e=1+1'
  const email = await person(name)
  const ann = new Client(stage)
  await enter(email, GOOD, ann)
  const me = await ann.get('/account/me')
  assert.ok(!me.text.includes('<img src=x'))
  assert.ok(me.text.includes('&lt;?cs var:Page.Csrf ?&gt;'))
  await new Client(stage).submit('/account/forgot', { email })
  const mail = await mailTo(email)
  assert.equal(mail.to.length, 1)
  assert.equal(mail.to[0].address, email)
  assert.equal(mail.html, undefined)
})

test('pages are not kept by anybody on the way', async () => {
  const ann = new Client(stage)
  for (const path of ['/account/sign-in', '/account/forgot', '/account/forgot/sent', '/account/choose-password', '/account/link?token=x'])
    assert.match((await ann.get(path)).headers.get('cache-control'), /no-store/, path)
})

test('the pages of every step are valid HTML', async () => {
  const validator = new HtmlValidate(JSON.parse(readFileSync(new URL('../htmlvalidate.json', import.meta.url))))
  const wrong = [], seen = new Set()
  const look = async (client, path) => {
    const answer = await client.get(path)
    assert.ok([200, 404].includes(answer.status), `${path}: ${answer.status}`)
    seen.add(path)
    const report = await validator.validateString(answer.text)
    for (const m of report.results.flatMap(r => r.messages).filter(m => m.severity === 2)) wrong.push(`${path}:${m.line}: ${m.ruleId}: ${m.message}`)
    assert.match(answer.text, /<h1>/, path)
    return answer
  }
  const email = await person()
  const visitor = new Client(stage), ann = new Client(stage), half = new Client(stage)
  for (const path of ['/account/sign-in', '/account/sign-in?after=out', '/account/forgot', '/account/forgot/sent', '/account/choose-password'])
    await look(visitor, path)
  await enter(email, GOOD, ann)
  for (const path of ['', '/details', '/comfort', '/password', '/second-step']) await look(ann, '/account/me' + path)
  await ann.submit('/account/me/second-step', { password: GOOD })
  await look(ann, '/account/me/second-step/set-up')
  await turnOn(ann)
  for (const path of ['', '/second-step/codes', '/second-step/codes/new', '/second-step/off']) await look(ann, '/account/me' + path)
  await enter(email, GOOD, half)
  await look(half, '/account/second-step')
  await look(half, '/account/recovery')
  await stage.carebook('account', 'reset', email)
  await visitor.get(pathOf(await linkTo(email)))
  await look(visitor, '/account/choose-password')
  assert.deepEqual(wrong, [])
})
