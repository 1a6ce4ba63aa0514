// The access matrix: every route, asked by every role, for a record of their
// own, a foreign one, a hidden one, none, and another's under one's own.
// SPDX-License-Identifier: MIT
//
// What is allowed stands in matrix.tsv, written by hand. A route without a row
// and a row without a route fail.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { start } from '../lib/stage.mjs'
import { encode } from '../lib/client.mjs'
import { ROLES, Worlds, seen } from '../lib/worlds.mjs'

const PROGRAMS = readFileSync(new URL('../../httpd-conf/programs', import.meta.url), 'utf8')
  .split('\n').filter(line => /^\w/.test(line)).map(line => line.split(/\s/)[0])
const SEES_DRAFTS = ['administrator', 'case_manager', 'licensing']
const SEES_RESTRICTED = SEES_DRAFTS
// Kinds of records whose owner decides who sees them: a provider, or for the second list its client.
const OF_PROVIDER = ['provider', 'answer', 'draft_answer']
const OWNED = [...OF_PROVIDER, 'client']
// What a button sends along.
const SENDS = [[/\/move$/, { to: 'up' }], [/\/(people|clients)\/(add|remove)$/, { id: '1' }]]
// Words of records that these roles may see nowhere.
const NEVER = { finance: ['person', 'incident', 'note', 'secret', 'workflow', 'answer'], roster: ['secret'], read_only: ['secret'] }

const rows = readFileSync(new URL('matrix.tsv', import.meta.url), 'utf8').split('\n')
  .filter(line => line && !line.startsWith('#')).map(line => {
    const [path, method, who, numbers = '', own = ''] = line.split('\t')
    const everybody = ['anyone', 'half', 'staff'].includes(who)
    return { path, method, who, name: `${method} ${path}`, roles: everybody ? ROLES : who.split(','),
      kinds: numbers.split(' ').filter(Boolean),
      own: (own || (method === 'GET' ? '200' : '303,409,422')).split(',').map(Number) }
  })

function routes() {
  const out = []
  for (const program of PROGRAMS) {
    const text = execFileSync(join(process.env.CAREBOOK_BUILD, `carebook-${program}`), ['--routes'], { encoding: 'utf8' })
    for (const line of text.trim().split('\n')) {
      const [path, methods] = line.split('\t')
      for (const method of methods.split(',')) out.push(`${method} ${path}`)
    }
  }
  return out
}

test('every route has a row, and every row a route', () => {
  const have = new Set(rows.map(row => row.name)), real = new Set(routes())
  assert.equal(have.size, rows.length, 'a row stands twice')
  assert.deepEqual([...real].filter(name => !have.has(name)), [], 'routes without a row in matrix.tsv')
  assert.deepEqual([...have].filter(name => !real.has(name)), [], 'rows of matrix.tsv without a route')
  for (const row of rows) {
    assert.equal(row.kinds.length, (row.path.match(/\{/g) ?? []).length, `${row.name}: a kind for each number`)
    for (const role of row.roles) assert.ok(ROLES.includes(role), `${row.name}: '${role}'`)
  }
})

test('the matrix', { timeout: 600_000 }, async t => {
  const stage = await start({ data: 'none', processes: 3, clock: '2026-11-20T08:40:00Z' })
  try {
    await stage.clock('2026-11-20T08:40:00Z')
    const worlds = await Worlds.make(stage)
    const asker = await Asker.make(stage, worlds)
    let state = await worlds.state()
    const real = new Set(routes())

    for (const row of rows.filter(row => real.has(row.name)))
      await t.test(`refused: ${row.name}`, async () => {
        const { wrong, denials } = await refused(row, asker, worlds), now = await worlds.state()
        for (const [table, sum] of Object.entries(now.tables))
          if (sum !== state.tables[table]) wrong.push(`${table} has changed`)
        if (now.denied - state.denied !== denials) wrong.push(`${denials} were denied, ${now.denied - state.denied} of them stand in the audit`)
        state = now
        assert.deepEqual(wrong, [])
      })
    // What changes things comes last, each with records of the role's own; what ends sessions after that.
    const later = row => (row.method !== 'POST' ? 0 : row.path.startsWith('/account/') ? 1000
      : /(remove|drop)$/.test(row.path) ? 500 - row.path.split('/').length : 1)
    for (const row of rows.filter(row => real.has(row.name)).sort((a, b) => later(a) - later(b) || (later(a) > 1 && later(a) < 1000 ? (a.path < b.path ? -1 : 1) : 0)))
      await t.test(`allowed: ${row.name}`, () => allowed(row, asker, worlds))
    assert.deepEqual(await stage.complaints(PROGRAMS), [])
  } finally {
    await stage.stop()
  }
})

/** The path of a row, with these worlds' records in it. */
function address(row, worlds, where) {
  let i = 0
  return row.path.replace(/\{[^}]*\}/g, () => worlds.id(row.kinds[i], [].concat(where)[i++] ?? where))
}

class Asker {
  static async make(stage, worlds) {
    const asker = new Asker()
    Object.assign(asker, { stage, worlds, sessions: {}, tokens: {} })
    for (const role of ROLES) {
      asker.sessions[role] = await worlds.session(role)
      asker.tokens[role] = await asker.token(asker.sessions[role])
    }
    return asker
  }

  async token(session) {
    const page = await this.ask('GET', '/account/me/comfort', session)
    return /name="_csrf" value="([^"]+)"/.exec(page.text)[1]
  }

  async ask(method, path, session, token = '') {
    const post = method === 'POST'
    const response = await fetch(this.stage.url + path, { method, redirect: 'manual',
      headers: { ...(session && { cookie: `carebook=${session}` }),
        ...(post && { origin: this.stage.url, 'content-type': 'application/x-www-form-urlencoded' }) },
      body: post ? encode({ _csrf: token, _key: String(Math.random()), _version: '1',
        ...SENDS.find(([pattern]) => pattern.test(path))?.[1] }) : undefined })
    return { status: response.status, text: await response.text(), location: response.headers.get('location') ?? '',
      cache: response.headers.get('cache-control') }
  }

  as(role, method, path) { return this.ask(method, path, this.sessions[role], this.tokens[role]) }
}

/** Every question that must be refused, all at once. */
function questions(row, worlds) {
  const out = []
  const ask = (role, what, where, expect) => out.push({ role, what, path: address(row, worlds, where), expect, where })
  if (!['anyone'].includes(row.who)) ask('nobody', 'own', 'administrator', row.method === 'GET' ? [303] : [401])
  for (const role of ROLES) {
    if (!row.roles.includes(role)) {
      // The role's right is asked first: what there is, is not told.
      for (const where of row.kinds.length ? [role, 'foreign', 'missing'] : [role]) ask(role, `may not, ${where}`, where, [403])
      continue
    }
    const n = row.kinds.length
    if (!n) continue
    ask(role, 'missing', 'missing', row.kinds[0] === 'outbox' ? [404, 422] : [404])
    if (OWNED.includes(row.kinds[0])) {
      ask(role, 'foreign', 'foreign', [404])
      if (OF_PROVIDER.includes(row.kinds[0]) && !SEES_DRAFTS.includes(role)) ask(role, 'hidden', 'hidden', [404])
    }
    for (let i = 1; i < n; i++) {
      if (row.kinds[i] === 'version') continue
      const at = world => Array.from({ length: n }, (_, k) => k === i ? world : role)
      // Below one's own record: none, and one of another's.
      ask(role, `no such ${row.kinds[i]}`, at('missing'), [404])
      if (!['step', 'revision'].includes(row.kinds[i])) {
        ask(role, `another's ${row.kinds[i]}`, at('other'), [404])
        if (row.kinds[0] === 'provider' || row.kinds[0] === 'client') ask(role, `a foreign ${row.kinds[i]}`, at('foreign'), [404])
      }
      if (row.kinds[i] === 'note' && !SEES_RESTRICTED.includes(role))
        out.push({ role, what: 'a restricted note', expect: [404], where: 'secret',
          path: address({ ...row, kinds: row.kinds.map(k => k === 'note' ? 'secret' : k) }, worlds, role) })
    }
  }
  return out
}

async function refused(row, asker, worlds) {
  const all = questions(row, worlds)
  const wrong = []
  let denials = 0
  await parallel(6, all, async q => {
    const answer = q.role === 'nobody' ? await asker.ask(row.method, q.path) : await asker.as(q.role, row.method, q.path)
    const say = what => wrong.push(`${q.role}, ${q.what}: ${row.method} ${q.path}: ${what}`)
    if (!q.expect.includes(answer.status)) say(`${answer.status}, not ${q.expect}`)
    if ([403, 404].includes(answer.status) && q.role !== 'nobody') denials++
    if (answer.status === 303 && !answer.location.startsWith('/account/sign-in')) say(`leads to ${answer.location}`)
    for (const [kind, world] of seen(answer.text)) say(`shows the ${kind} of ${world}`)
    if (answer.cache !== 'no-store') say(`Cache-Control: ${answer.cache}`)
  })
  return { wrong, denials }
}

async function allowed(row, asker, worlds) {
  const wrong = []
  await parallel(3, row.roles, async role => {
    const path = address(row, worlds, role)
    const own = row.path.startsWith('/account/')
    const session = own ? await worlds.session(role) : asker.sessions[role]
    const answer = await asker.ask(row.method, path, session, own ? await asker.token(session) : asker.tokens[role])
    const say = what => wrong.push(`${role}: ${row.method} ${path}: ${what}`)
    if (!row.own.includes(answer.status)) say(`${answer.status}, not ${row.own}`)
    for (const [kind, world] of seen(answer.text)) {
      if (kind === 'account') continue
      if (world === 'foreign' && !(kind === 'region' && row.path.startsWith('/agency/'))) say(`shows a ${kind} of another region`)
      if (world === 'hidden' && kind !== 'client' && !SEES_DRAFTS.includes(role)) say(`shows a ${kind} of a draft`)
      if (NEVER[role]?.includes(kind)) say(`shows a ${kind}`)
    }
  })
  if (row.who === 'anyone') {
    const answer = await asker.ask(row.method, address(row, worlds, 'other'))
    // Without a cookie of ours a form is not ours.
    const expect = row.method === 'POST' ? [403] : row.own
    if (!expect.includes(answer.status)) wrong.push(`nobody: ${answer.status}, not ${expect}`)
  }
  assert.deepEqual(wrong, [])
}

async function parallel(n, items, each) {
  const queue = [...items]
  await Promise.all(Array.from({ length: n }, async () => { while (queue.length) await each(queue.shift()) }))
}
