// What people who mean harm try: in fields, addresses, headers and cookies.
// SPDX-License-Identifier: MIT
//
// Signing in, links and second steps have theirs in account.test.mjs, broken
// HTTP in abuse.test.mjs, and who may see what in matrix.test.mjs.
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { programs, start } from '../lib/stage.mjs'
import { Client, encode } from '../lib/client.mjs'
import { ROLES, Worlds, seen } from '../lib/worlds.mjs'

// Addresses of our programs.
const OURS = new RegExp(`^/(${programs.join('|')})/`)

let stage, worlds
const who = {}

before(async () => {
  stage = await start({ data: 'none', processes: 3, clock: '2026-11-20T08:40:00Z' })
  worlds = await Worlds.make(stage)
  for (const role of ROLES) {
    who[role] = new Client(stage)
    who[role].cookies.set('carebook', await worlds.session(role))
  }
})
after(() => stage?.stop())

const provider = world => `/profiles/providers/${worlds.id('provider', world)}`
const one = async sql => (await stage.sql(sql))[0]?.[0]
const denied = async () => Number(await one(`SELECT COUNT(*) FROM audit WHERE action = 'denied'`))

/** The form of a page as it stands, ready to be sent. */
async function form(client, path, changes = {}) {
  const page = await client.get(path)
  assert.equal(page.status, 200, path)
  return { ...Object.fromEntries(page.fields(path)), ...changes }
}

/** Nothing changes in any table while `fn` runs. */
async function nothingChanges(fn) {
  const was = await worlds.state()
  await fn()
  assert.deepEqual((await worlds.state()).tables, was.tables)
}

// --- another's record by a number in the body (2) ------------------------------------------------

test('a number in the body leads to no record of another', async () => {
  const gwen = who.case_manager, own = 'case_manager'
  await nothingChanges(async () => {
    for (const far of ['foreign', 'missing']) {
      const client = worlds.id('free_client', far)
      const add = await gwen.get(`${provider(own)}/clients/add?client=${client}`)
      assert.equal(add.status, 404)
      const csrf = (await form(gwen, `${provider(own)}/tasks/add`))._csrf
      for (const [path, fields] of [
        [`${provider(own)}/clients/add`, { client, from_date: '2026-11-20', from_date_d: 20, from_date_m: 11, from_date_y: 2026 }],
        [`${provider(own)}/parent`, { parent: worlds.id('provider', far) }],
        [`${provider(own)}/history/add`, { client_id: client, kind_id: 1, title: 'x', severity: 'low', description: 'x', happened_on_d: 1, happened_on_m: 11, happened_on_y: 2026, aware_on_d: 1, aware_on_m: 11, aware_on_y: 2026, aware_time: '10:00' }],
        [`${provider(own)}/tasks/add`, { title: 'x', assignee_id: 987654321 }],
        [`${provider(own)}/meetings/add`, { title: 'x', on_date_d: 1, on_date_m: 1, on_date_y: 2030, at_time: '10:00', minutes: 60, staff: 987654321, people: worlds.id('person', 'other') }],
        [`/profiles/clients/${worlds.id('client', own)}/edit`, { region_id: 2, name: 'x' }],
      ]) {
        const answer = await gwen.post(path, { _csrf: csrf, _key: 'k' + Math.random(), _version: 1, ...fields })
        assert.ok([404, 422].includes(answer.status), `${path}: ${answer.status}`)
        assert.deepEqual(seen(answer.text).filter(([kind, world]) => kind !== 'account' && world === 'foreign'), [], path)
      }
    }
  })
})

// --- regions and drafts in lists, searches, exports, totals (7) ----------------------------------

test('lists, searches and exports hold nothing of another region or of drafts', async () => {
  const paths = ['/profiles/providers', '/profiles/providers.csv', '/profiles/search', '/profiles/tasks', '/profiles/incidents', '/profiles/clients', '/profiles/today', '/agency/audit', '/agency/audit/export']
  const queries = ['', '?q=zq', '?q=Zqprovider', '?q=zqclient', '?region=2', '?region_id=2', '?state=draft', '?state=all', '?show=all', '?who=all', '?q=C-1207', '?q=zqprovider-foreign', '?staff=12', '?assigned=12', '?sort=name&q=zq', '?page=0&q=zq']
  for (const role of ROLES)
    for (const path of paths)
      for (const query of queries) {
        const answer = await who[role].get(path + query)
        assert.ok([200, 303, 400, 403, 404].includes(answer.status), `${role}: ${path}${query}: ${answer.status}`)
        const typed = decodeURIComponent(query)
        const leak = seen(answer.text).filter(([kind, world]) => kind !== 'account' && !typed.includes(`${kind}-${world}`) &&
          (world === 'foreign' || (world === 'hidden' && kind === 'provider' && ['roster', 'finance', 'read_only'].includes(role))))
        assert.deepEqual(leak, [], `${role}: ${path}${query}`)
      }
  // A total that counts what one may not see gives it away too.
  const words = (await who.read_only.get('/profiles/providers')).words
  const visible = Number(await one(`SELECT COUNT(*) FROM provider WHERE region_id = 1 AND state <> 'draft'`))
  for (const total of words.matchAll(/(\d+) providers/g)) assert.ok(Number(total[1]) <= visible, total[0])
})

// --- fields that no form has (8) ------------------------------------------------------------------

test('fields that a form does not have change nothing', async () => {
  const finn = who.finance, task = `${provider('finance')}/tasks/${worlds.id('task', 'finance')}/edit`
  const extra = { id: worlds.id('task', 'other'), provider_id: worlds.id('provider', 'foreign'), provider: 1, state: 'done', done_by: 11, created_by: 15,
    version: 99, account_id: 11, role: 'Administrator', role_id: 1, is_staff: 1, email_verified: 1, rights: 'account.manage', regions: '2' }
  const answer = await finn.post(task, await form(finn, task, { title: 'Only this', ...extra }))
  assert.equal(answer.status, 303)
  assert.deepEqual(await stage.sql(`SELECT title, provider_id, state, done_by, created_by, version FROM task WHERE id = ${worlds.id('task', 'finance')}`),
    [['Only this', String(worlds.id('provider', 'finance')), 'open', null, '11', '2']])
  assert.equal(await one(`SELECT title FROM task WHERE id = ${worlds.id('task', 'other')}`), 'Zqtask-other')

  const me = '/account/me/details'
  assert.equal((await finn.post(me, await form(finn, me, { title: 'Cashier', ...extra, email: 'root@example.org' }))).status, 303)
  assert.deepEqual(await stage.sql(`SELECT a.email, a.state, a.title, GROUP_CONCAT(r.role_id) FROM account a JOIN account_role r ON r.account_id = a.id WHERE a.id = 15`),
    [['finance@example.org', 'active', 'Cashier', '5']])
  const edit = `${provider('hidden')}/edit`
  const saved = await who.case_manager.post(edit, await form(who.case_manager, edit, { summary: 'y', state: 'active', published_by: 12, published_at: '2026-01-01', parent_id: 1, type_id: 4 }))
  assert.ok([303, 422].includes(saved.status), String(saved.status))
  assert.deepEqual(await stage.sql(`SELECT state, published_by, parent_id, type_id FROM provider WHERE id = ${worlds.id('provider', 'hidden')}`), [['draft', null, null, '1']])
})

// --- another site's forms (15) --------------------------------------------------------------------

test('a form of another site is not carried out, in any way of sending it', async () => {
  const path = `${provider('case_manager')}/tasks/add`, gwen = who.case_manager
  const good = await form(gwen, path, { title: 'Forged' })
  const other = (await form(who.administrator, path.replace(/\d+/, worlds.id('provider', 'administrator'))))._csrf
  const was = await denied()
  let refusals = 0
  await nothingChanges(async () => {
    const ask = async (what, expect, fields, options = {}) => {
      const { method = 'POST', headers = {}, body = encode(fields), query = '' } = options
      const answer = await gwen.request(method, path + query, { body: method === 'GET' ? undefined : body,
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: stage.url, ...headers } })
      assert.equal(answer.status, expect, what)
      refusals += expect === 403
    }
    await ask('no token', 403, { ...good, _csrf: '' })
    await ask('token cut', 403, { ...good, _csrf: good._csrf.slice(0, -1) })
    await ask("another session's token", 403, { ...good, _csrf: other })
    await ask('the token in the address', 403, { title: 'Forged' }, { query: `?_csrf=${good._csrf}` })
    for (const origin of ['https://evil.example', 'null', stage.url + '.evil.example', stage.url.replace('http:', 'https:'), 'http://127.0.0.1'])
      await ask(`Origin: ${origin}`, 403, good, { headers: { origin } })
    for (const site of ['cross-site', 'same-site', 'evil'])
      await ask(`Sec-Fetch-Site: ${site}`, 403, good, { headers: { 'sec-fetch-site': site } })
    for (const type of ['text/plain', 'application/json', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencodedx', ''])
      await ask(`Content-Type: ${type}`, 400, good, { headers: { 'content-type': type } })
    await ask('as GET', 200, good, { method: 'GET', query: '?' + encode(good) })
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      await ask(method, 405, good, { method })
    // GET stays GET, whatever it calls itself.
    await ask('method override', 200, good, { method: 'GET', query: '?_method=POST&' + encode(good),
      headers: { 'x-http-method-override': 'POST', 'x-method-override': 'POST', 'x-http-method': 'POST' } })
  })
  assert.equal(await denied() - was, refusals)
  assert.equal(await one(`SELECT COUNT(*) FROM task WHERE title = 'Forged'`), '0')
  assert.equal((await gwen.post(path, good)).status, 303, 'the same form, rightly sent')
})

// --- code in texts (13) ---------------------------------------------------------------------------

const LONG = `"><img src=x onerror=alert(1)>'<?cs var:Page.User.Email ?>Zqcode`
const SHORT = '"><img src=x>'

/** Fills in a form with all that its fields will take, and again where one says what it wants. */
async function fillAndSend(client, page, action) {
  const element = page.html.querySelectorAll('form[method=post]').find(f => f.getAttribute('action') === action)
  const fields = fill(element)
  let answer
  for (let i = 0; i < 4; i++) {
    answer = await client.post(action, fields)
    isInert(answer, `${action}, ${answer.status}`)
    assert.ok(answer.status < 500, `${action}: ${answer.status}`)
    if (answer.status !== 422) break
    for (const e of answer.html.querySelectorAll('[id$=-error]')) {
      const name = e.getAttribute('id').replace(/^f-|-error$/g, ''), words = e.text
      if (/number like|whole number/.test(words)) fields.set(name, '3')
      else if (/in the past|before/.test(words)) fields.set(name + '_y', '2020')
      else if (/or later|after/.test(words)) fields.set(name + '_y', '2027')
      else if (/already/.test(words)) fields.set(name, `${i}${LONG}`)
      else if (/lines/.test(words)) fields.set(name, '')
    }
  }
  return answer
}

function fill(element) {
  const fields = new Map()
  const set = (name, value) => fields.set(name, value)
  for (const e of element.querySelectorAll('input, select, textarea')) {
    const name = e.getAttribute('name'), type = e.getAttribute('type') ?? 'text', value = e.getAttribute('value') ?? ''
    if (!name || e.hasAttribute('disabled')) continue
    const max = Number(e.getAttribute('maxlength') ?? 200)
    const code = max >= LONG.length ? LONG : max >= SHORT.length ? SHORT : '<b>'
    if (name.startsWith('_')) set(name, value.replace(/&#39;/g, "'"))
    else if (e.tagName === 'SELECT') {
      const options = e.querySelectorAll('option').map(o => o.getAttribute('value') ?? '')
      set(name, options.find(o => o) ?? '')
    } else if (e.tagName === 'TEXTAREA') set(name, LONG + '\n' + LONG)
    else if (type === 'radio' || type === 'checkbox') { if (!fields.has(name) && value) set(name, value) }
    else if (/_d$/.test(name)) set(name, '27')
    else if (/_m$/.test(name)) set(name, '11')
    else if (/_y$/.test(name)) set(name, '2026')
    else if (type === 'hidden') set(name, value)
    else if (type === 'email') set(name, `zq${Math.random().toString(36).slice(2, 8)}'&@example.org`)
    else if (type === 'tel') set(name, '02 5550 0142')
    else if (type === 'url') set(name, `https://example.org/?'onerror=alert(1)&`.replace("'", ''))
    else if (type === 'number' || e.getAttribute('inputmode') === 'numeric') set(name, '3')
    else if (/time/.test(name)) set(name, '10:00')
    else if (/amount|price/.test(name)) set(name, '3')
    else if (name === 'postcode') set(name, '2750')
    else if (name === 'abn') set(name, '')
    else set(name, code)
  }
  return fields
}

/** No element of a page comes from a text. */
function isInert(page, where) {
  const type = page.headers.get('content-type') ?? ''
  if (type.startsWith('text/html')) {
    assert.doesNotMatch(page.text, /<img src=x/i, where)
    assert.doesNotMatch(page.text, /<\?cs/, where)
    assert.doesNotMatch(page.text, /'\w+@example.orgZqcode/, `${where}: a template in a text was run`)
    for (const e of page.html.querySelectorAll('*'))
      for (const [name, value] of Object.entries(e.attributes)) {
        assert.doesNotMatch(name, /^on/i, where)
        if (/^(href|src|action|hx-get|hx-post|formaction)$/.test(name)) assert.doesNotMatch(value, /^\s*(javascript|data|vbscript):/i, where)
      }
    for (const e of page.html.querySelectorAll('script')) assert.match(e.getAttribute('src') ?? '', /^\/static\//, where)
  } else if (type.startsWith('text/csv')) {
    for (const cell of csv(page.text)) assert.doesNotMatch(cell, /^[=+\-@\t\r](?!\d*$)/, `${where}: ${cell}`)
  } else if (type.startsWith('text/calendar')) {
    for (const line of page.text.replace(/\r\n[ \t]/g, '').split('\r\n').filter(Boolean)) assert.match(line, /^[A-Z-]+[;:]/, where)
  }
}

function csv(text) {
  return [...text.matchAll(/(?:^|,|\r?\n)(?:"((?:[^"]|"")*)"|([^,\r\n]*))/g)].map(m => (m[1] ?? m[2]).replace(/""/g, '"'))
}

/** All pages that links lead to, each once. */
async function crawl(client, starts, limit, each) {
  const queue = [...starts], known = new Set(queue.map(shape))
  let n = 0
  function shape(path) { return path.replace(/#.*/, '').replace(/=[^&]*/g, '=') }
  while (queue.length && n < limit) {
    const batch = queue.splice(0, 4)
    await Promise.all(batch.map(async path => {
      const page = await client.get(path)
      n++
      await each(page, path)
      for (const a of page.html.querySelectorAll('a[href]')) {
        const href = a.getAttribute('href').replace(/&amp;/g, '&').replace(/#.*/, '')
        if (!OURS.test(href) || known.has(shape(href))) continue
        known.add(shape(href))
        queue.push(href)
      }
    }))
  }
  return n
}

const DOORS = ['/profiles/today', '/profiles/providers', '/profiles/clients', '/profiles/tasks', '/profiles/incidents', '/agency/', '/account/me', '/profiles/search?q=zq']

test('text stays text: every field of every form, on every page', { timeout: 400_000 }, async t => {
  const ann = who.administrator
  const rows = (await readFile(new URL('matrix.tsv', import.meta.url), 'utf8')).split('\n').filter(l => l.startsWith('/')).map(l => l.split('\t'))
  const pages = new Set(rows.filter(([, method]) => method === 'GET').map(([path]) => path))
  // What ends something comes last, and is done to others' records.
  const ends = path => /(remove|drop|disable|archive|close|suspend|revoke|surrender|cancel|withdraw|end|retire|reset|library\/\{form\}\/edit)$/.test(path)
  const forms = rows.filter(([path, method]) => method === 'POST' && pages.has(path) && !/password|second-step|recovery|sign-in|forgot|apply\/\{code\}\//.test(path))
    .sort(([a], [b]) => ends(a) - ends(b))
    .map(([path, , , kinds = '']) => {
      let i = 0
      const world = ends(path) ? 'case_manager' : 'administrator'
      return path.replace(/\{[^}]*\}/g, () => worlds.id(kinds.split(' ')[i++], world))
    })
  const accepted = [], refused = []
  let files = 0
  for (const path of forms) {
    const opened = await ann.get(path + (path.endsWith('/clients/add') ? `?client=${worlds.id('free_client', 'administrator')}` : ''))
    const action = opened.status === 200 && opened.html.querySelectorAll('form[method=post]').map(f => f.getAttribute('action')).find(a => a === path)
    // What asks for a file has tests of its own.
    if (opened.status === 200 && opened.html.querySelector('input[type=file]')) { files++; continue }
    const answer = action && await fillAndSend(ann, opened, action)
    if (!answer) { refused.push(`${path}: no form, ${opened.status}`); continue }
    ;(answer.status === 303 ? accepted : refused).push(`${action} ${answer.status} ${answer.html.querySelectorAll('[id$=-error]').map(e => e.text.trim()).join(' | ').slice(0, 120)}`)
  }
  t.diagnostic(`${accepted.length} forms accepted it: ${accepted.map(a => a.split(' ')[0]).join(' ')}; not these: ${refused.join('; ')}`)
  assert.ok(accepted.length >= (forms.length - files) * 0.7, `${accepted.length} forms of ${forms.length - files} took it: ${refused.join('\n')}`)
  for (const role of ['administrator', 'roster', 'read_only']) {
    let shown = 0
    const n = await crawl(who[role], [...DOORS, provider('administrator'), '/profiles/providers.csv', '/agency/audit/export'], 400, (page, path) => {
      assert.ok(page.status < 500, `${path}: ${page.status}`)
      isInert(page, `${role}: ${path}`)
      shown += page.text.includes('img src=x')
    })
    t.diagnostic(`${role}: ${n} pages, ${shown} of them show it`)
    assert.ok(shown > 0)
  }
  // In mails it is text too, and ends no header.
  for (const [subject, calendar] of await stage.sql(`SELECT subject, COALESCE(calendar, '') FROM outbox`)) {
    assert.doesNotMatch(subject, /[\r\n]/)
    for (const line of calendar.replace(/\r\n[ \t]/g, '').split('\r\n').filter(Boolean)) assert.match(line, /^[A-Z-]+[;:]/)
  }
})

test('an export for a spreadsheet holds no formula', async () => {
  await stage.sql(`UPDATE provider SET name = '=cmd|''/C calc''!A0', suburb = '+1+1', phone = '@SUM(1)' WHERE id = ${worlds.id('provider', 'roster')};
    UPDATE account SET name = '-2+3' WHERE id = 14`)
  const text = (await who.roster.get('/profiles/providers.csv')).text
  assert.match(text, /cmd/)
  for (const cell of csv(text)) assert.doesNotMatch(cell, /^[=+\-@\t\r](?!\d*$)/, cell)
})

// --- SQL in parameters (14) -----------------------------------------------------------------------

test('no parameter, cookie or header reaches SQL', { timeout: 300_000 }, async t => {
  const ann = who.administrator
  const names = new Map()
  await crawl(ann, DOORS, 120, (page, path) => {
    const note = (path, name) => names.set(`${path.replace(/\?.*/, '')} ${name}`, [path.replace(/\?.*/, ''), name])
    for (const a of page.html.querySelectorAll('a[href], form[method=get]')) {
      const href = (a.getAttribute('href') ?? '').replace(/&amp;/g, '&')
      if (OURS.test(href) && href.includes('?'))
        for (const [name] of new URLSearchParams(href.split('?')[1])) note(href.replace(/\d+/g, '0') === href ? href : path, name)
    }
    for (const f of page.html.querySelectorAll('form[method=get]'))
      for (const e of f.querySelectorAll('input[name], select[name]')) note(f.getAttribute('action') ?? path, e.getAttribute('name'))
  })
  const values = [`1'`, `id,(select sleep(8))`, `1) or sleep(8)#`, `' union select password_hash from account_secret-- -`, `\\`, `1;drop table task`, `-1`, `99999999999999999999`, `%`, `_`, `"`, `*`, `Zq' or '1'='1`]
  await nothingChanges(async () => {
    const questions = [...names.values()].flatMap(([path, name]) => values.map(value => [path, name, value]))
    t.diagnostic(`${questions.length} questions`)
    await Promise.all(Array.from({ length: 3 }, async () => {
      for (let q; (q = questions.pop());) {
        const [path, name, value] = q
        const began = Date.now()
        const answer = await ann.get(`${path}?${name}=${encodeURIComponent(value)}`)
        assert.ok([200, 303, 400, 404, 422].includes(answer.status), `${path}?${name}=${value}: ${answer.status}`)
        assert.ok(Date.now() - began < 6000, `${path}?${name}=${value}: slow`)
        assert.doesNotMatch(answer.text, /SQL syntax|MariaDB|argon2/i)
      }
    }))
  })
  for (const sort of ['id,(select sleep(8))', 'name desc', 'password', '1'])
    assert.equal((await ann.get('/profiles/providers?sort=' + encodeURIComponent(sort))).status, 400, sort)
  for (const cookie of [`carebook=' or 1=1-- -`, `carebook="x"`, 'carebook=' + 'a'.repeat(4000), `carebook='; drop table task`]) {
    const answer = await new Client(stage).get('/profiles/today', { headers: { cookie } })
    assert.equal(answer.status, 303)
    assert.match(answer.location, /^\/account\/sign-in/)
  }
  const agent = `'"; drop table session; -- <img src=x>`
  assert.equal((await ann.get('/profiles/today', { headers: { 'user-agent': agent, 'x-forwarded-for': agent, referer: agent, 'accept-language': agent } })).status, 200)
})

// --- the same at the same time (21) ---------------------------------------------------------------

test('fifty POSTs with one key make one row, and all lead there', async () => {
  const path = `${provider('licensing')}/tasks/add`
  const fields = await form(who.licensing, path, { title: 'Once and only once' })
  const answers = await Promise.all(Array.from({ length: 50 }, () => who.licensing.post(path, fields)))
  assert.deepEqual([...new Set(answers.map(a => a.status))], [303])
  assert.equal(new Set(answers.map(a => a.location)).size, 1)
  assert.equal(await one(`SELECT COUNT(*) FROM task WHERE title = 'Once and only once'`), '1')
  assert.equal(await one(`SELECT COUNT(*) FROM audit WHERE action = 'added' AND kind = 'task' AND object_id = (SELECT id FROM task WHERE title = 'Once and only once')`), '1')
})

test('two who save at the same instant: one is first, the other sees both', async () => {
  const id = worlds.id('task', 'other'), path = `${provider('other')}/tasks/${id}/edit`
  for (let round = 0; round < 5; round++) {
    const mine = await form(who.case_manager, path, { title: `By Gwen ${round}` })
    const theirs = await form(who.licensing, path, { title: `By Tom ${round}` })
    const [a, b] = await Promise.all([who.case_manager.post(path, mine), who.licensing.post(path, theirs)])
    assert.deepEqual([a.status, b.status].sort(), [303, 409])
    const late = a.status === 409 ? a : b
    assert.match(late.text, new RegExp(`By Gwen ${round}`))
    assert.match(late.text, new RegExp(`By Tom ${round}`))
    const title = await one(`SELECT title FROM task WHERE id = ${id}`)
    assert.equal(title, a.status === 303 ? `By Gwen ${round}` : `By Tom ${round}`)
    // Having seen both, the second decides.
    const again = Object.fromEntries(late.fields(path))
    assert.equal((await (a.status === 409 ? who.case_manager : who.licensing).post(path, again)).status, 303)
  }
})

test('a type gets another field while its form is being saved', async () => {
  const children = await stage.children('profiles'), edit = `${provider('other')}/edit`
  const page = await form(who.administrator, edit, { summary: 'Written for other fields' })
  const held = stage.sql('LOCK TABLES posted WRITE; SELECT SLEEP(1.5); UNLOCK TABLES')
  await new Promise(resolve => setTimeout(resolve, 500))
  const answer = who.administrator.post(edit, page)
  await new Promise(resolve => setTimeout(resolve, 400))
  await stage.sql(`INSERT INTO provider_type_field (id, type_id, name, label, position) VALUES (950, 1, 'in_between', 'In between', -1)`)
  try {
    assert.equal((await answer).status, 409)
    assert.deepEqual(await stage.children('profiles'), children)
    assert.notEqual(await one(`SELECT summary FROM provider WHERE id = ${worlds.id('provider', 'other')}`), 'Written for other fields')
  } finally {
    await held
    await stage.sql('DELETE FROM provider_type_field WHERE id = 950')
  }
})

test('a button that is pressed by ten at once acts once', async () => {
  const id = worlds.id('gone_task', 'other'), path = `${provider('other')}/tasks/${id}/done`
  const csrf = (await form(who.administrator, `${provider('other')}/tasks/add`))._csrf
  const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => who.administrator.post(path, { _csrf: csrf, _key: `n${i}` })))
  for (const a of answers) assert.ok([303, 409, 422].includes(a.status), String(a.status))
  assert.equal(await one(`SELECT COUNT(*) FROM audit WHERE kind = 'task' AND object_id = ${id} AND action = 'done'`), '1')
})

// --- what is left behind (25) ---------------------------------------------------------------------

test('a page of an error holds no SQL, path or traceback; the number leads to the log', async () => {
  await stage.sql('RENAME TABLE task TO task_away')
  try {
    const answer = await who.roster.get(`${provider('roster')}/tasks`)
    assert.equal(answer.status, 500)
    assert.doesNotMatch(answer.text, /SELECT|carebook\.task|task_away|\.c:\d|Traceback|\/work\/|doesn.t exist|1146/)
    const id = answer.html.querySelector('.code')?.text.trim()
    assert.ok(id, 'a number to say')
    const log = await stage.log('program-profiles')
    assert.match(log, new RegExp(`request=${id} [^\\n]*1146`))
  } finally {
    await stage.sql('RENAME TABLE task_away TO task')
  }
  assert.equal((await who.roster.get(`${provider('roster')}/tasks`)).status, 200)
})

test('after signing out the cookie opens nothing, and nobody on the way keeps a page', async () => {
  const client = new Client(stage), token = await worlds.session('read_only')
  client.cookies.set('carebook', token)
  const page = await client.get(provider('read_only'))
  assert.equal(page.headers.get('cache-control'), 'no-store')
  const csrf = /name="_csrf" value="([^"]+)"/.exec((await client.get('/account/me/comfort')).text)[1]
  assert.equal((await client.post('/account/sign-out', { _csrf: csrf })).status, 303)
  client.cookies.set('carebook', token)
  const replay = await client.get(provider('read_only'))
  assert.equal(replay.status, 303)
  assert.match(replay.location, /^\/account\/sign-in/)
  assert.equal((await client.post(`${provider('read_only')}/tasks/add`, { _csrf: csrf, title: 'x' })).status, 401)
})

test('the audit cannot be changed by any program, and the logs hold no secret', async () => {
  for (const program of [...programs, 'courier']) {
    const grants = (await stage.sql(`SHOW GRANTS FOR carebook_${program}@localhost`)).flat().join('\n')
    for (const line of grants.split('\n')) {
      if (/`audit`/.test(line)) assert.doesNotMatch(line, /UPDATE|DELETE|DROP|ALTER|ALL/, line)
      assert.doesNotMatch(line, /ON \*\.\* .*(SELECT|SUPER|FILE|ALL)/, line)
      if (program !== 'account') assert.doesNotMatch(line, /account_secret|recovery_code/, line)
    }
  }
  const person = new Client(stage)
  await person.submit('/account/sign-in', { email: 'administrator@example.org', password: 'Zqpassword-typed' })
  await person.get('/account/choose-password?token=Zqlinktoken0123456789')
  let logs = ''
  for (const name of [...programs.map(p => `program-${p}`), 'nginx-error', 'nginx-access', 'apache-error', 'apache-access', 'web', 'db', 'courier'])
    logs += await stage.log(name)
  assert.doesNotMatch(logs, /Zqpassword-typed|Zqlinktoken|Zqnote-|Zqsecret-|_csrf=/)
  for (const client of Object.values(who)) assert.ok(!logs.includes(client.cookies.get('carebook')), 'a session in the log')
})

test('nobody who watches over memory has complained', async () => {
  assert.deepEqual(await stage.complaints(), [])
})
