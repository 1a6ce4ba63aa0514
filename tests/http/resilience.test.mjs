// What breaks below a request: the database, its connections, its disk, the
// program itself. A plain page meanwhile, nothing half done, service afterwards.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { start } from '../lib/stage.mjs'
import { Client } from '../lib/client.mjs'
import { Worlds } from '../lib/worlds.mjs'

const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))
const asan = /asan/.test(process.env.CAREBOOK_BUILD)
let stage, worlds, ann, path

async function setUp(options) {
  stage = await start({ data: 'none', processes: 2, ...options })
  worlds = await Worlds.make(stage)
  ann = new Client(stage)
  ann.cookies.set('carebook', await worlds.session('administrator'))
  path = `/profiles/providers/${worlds.id('provider', 'administrator')}`
  assert.equal((await ann.get(path)).status, 200)
}
before(() => setUp())
after(() => stage?.stop())

const one = async sql => (await stage.sql(sql))[0]?.[0]

/** A plain page for bad times. */
function isAway(answer, statuses = [503]) {
  assert.ok(statuses.includes(answer.status), String(answer.status))
  assert.doesNotMatch(answer.text, /SELECT|MariaDB|mysql|socket|\.c:\d|Traceback|nginx|Apache/i)
  assert.match(answer.text, /<h1>/)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
}

/** Asks and asks, n at a time, until told to stop: every answer. */
function load(n = 4, ask = () => ann.get(path)) {
  const answers = []
  let on = true
  const all = Promise.all(Array.from({ length: n }, async () => { while (on) answers.push(await ask()) }))
  return async () => { on = false; await all; return answers }
}

/** Asks until it is answered with 200. */
async function untilServed(seconds = 15) {
  for (const end = Date.now() + seconds * 1000; ;) {
    if ((await ann.get(path)).status === 200) return
    assert.ok(Date.now() < end, 'no service')
    await sleep(100)
  }
}

const form = async (at, changes) => ({ ...Object.fromEntries((await ann.get(at)).fields(at)), ...changes })

test('the database stops and starts again under load', { timeout: 120_000 }, async t => {
  const children = await stage.children('profiles')
  const page = await form(`${path}/tasks/add`, {})
  let n = 0
  const saved = []
  const stop = load(3), stopPosts = load(1, async () => {
    const title = `Under load ${++n}`
    const answer = await ann.post(`${path}/tasks/add`, { ...page, _key: title, title })
    if (answer.status === 303) saved.push(title)
    return answer
  })
  await sleep(500)
  await stage.dbStop()
  await sleep(1000)
  await stage.dbStart()
  await sleep(1500)
  const answers = [...await stop(), ...await stopPosts()]
  const count = status => answers.filter(a => a.status === status).length
  t.diagnostic(`${answers.length} answers, ${count(503)} of them 503, ${saved.length} saved`)
  assert.ok(count(503) > 0 && count(200) > 0)
  for (const answer of answers) if (![200, 303].includes(answer.status)) isAway(answer)
  for (const answer of answers.filter(a => a.status === 503)) assert.equal(answer.headers.get('retry-after'), '10')
  // The last answers are good ones, without a restart of anything.
  for (let i = 0; i < 6; i++) assert.equal((await ann.get(path)).status, 200)
  assert.deepEqual(await stage.children('profiles'), children)
  const rows = (await stage.sql(`SELECT title FROM task WHERE title LIKE 'Under load %'`)).map(r => r[0])
  assert.equal(new Set(rows).size, rows.length, 'one twice')
  for (const title of saved) assert.ok(rows.includes(title), `${title} was said to be saved`)
})

test('the database is killed', { timeout: 60_000 }, async () => {
  await stage.dbKill()
  isAway(await ann.get(path))
  isAway(await ann.get('/account/sign-in'))
  await stage.dbStart()
  await untilServed()
})

const connections = `SELECT GROUP_CONCAT('KILL ', id SEPARATOR '; ') FROM information_schema.processlist WHERE user IN ('carebook_profiles', 'carebook_account')`

test('connections that end while nobody asks are made again, and nobody notices', async () => {
  for (let round = 0; round < 5; round++) {
    await Promise.all(Array.from({ length: 8 }, () => ann.get(path)))
    await stage.sql((await one(connections)) ?? '')
    const title = `After a KILL ${round}`
    const answers = await Promise.all(Array.from({ length: 6 }, () => ann.get(path)))
    assert.deepEqual([...new Set(answers.map(a => a.status))], [200])
    await stage.sql((await one(connections)) ?? '')
    // Straight to a POST: the transaction is the first to notice.
    const page = await form(`${path}/tasks/add`, { title })
    await stage.sql((await one(connections)) ?? '')
    assert.equal((await ann.post(`${path}/tasks/add`, page)).status, 303)
    assert.equal(await one(`SELECT COUNT(*) FROM task WHERE title = '${title}'`), '1')
  }
})

test('connections that are killed under load', async () => {
  const stop = load(4)
  for (let i = 0; i < 10; i++) {
    await sleep(60)
    await stage.sql((await one(connections)) ?? '')
  }
  const answers = await stop()
  for (const answer of answers) if (answer.status !== 200) isAway(answer)
  assert.ok(answers.filter(a => a.status === 200).length > answers.length / 2)
  assert.equal((await ann.get(path)).status, 200)
})

test('a connection that is killed inside a transaction leaves nothing; the form may be sent again', async () => {
  const page = await form(`${path}/tasks/add`, { title: 'Killed on the way' })
  // The POST waits for this lock when it marks its session; by then the task is inserted.
  const held = stage.sql(`START TRANSACTION; UPDATE session SET agent = 'held' WHERE account_id = 11; SELECT SLEEP(2); ROLLBACK;`)
  await sleep(500)
  const answer = ann.post(`${path}/tasks/add`, page)
  await sleep(500)
  await stage.sql((await one(connections)) ?? '')
  isAway(await answer)
  await held
  assert.equal(await one(`SELECT COUNT(*) FROM task WHERE title = 'Killed on the way'`), '0')
  assert.equal((await ann.post(`${path}/tasks/add`, page)).status, 303)
  assert.equal((await ann.post(`${path}/tasks/add`, page)).status, 303)
  assert.equal(await one(`SELECT COUNT(*) FROM task WHERE title = 'Killed on the way'`), '1')
})

test('kill -9 of a program in a request: nothing half done, its successor serves', { timeout: 60_000 }, async () => {
  const page = await form(`${path}/tasks/add`, { title: 'Died on the way' })
  const before = await stage.children('profiles')
  const held = stage.sql(`START TRANSACTION; UPDATE session SET agent = 'held' WHERE account_id = 11; SELECT SLEEP(2); ROLLBACK;`)
  await sleep(500)
  const answer = ann.post(`${path}/tasks/add`, page)
  await sleep(500)
  for (const pid of before) process.kill(pid, 'SIGKILL')
  isAway(await answer, [502, 503])
  await held
  await untilServed()
  const now = await stage.children('profiles')
  assert.equal(now.length, before.length)
  assert.deepEqual(now.filter(pid => before.includes(pid)), [])
  assert.equal(await one(`SELECT COUNT(*) FROM task WHERE title = 'Died on the way'`), '0')
  assert.equal((await ann.post(`${path}/tasks/add`, page)).status, 303)
  assert.equal(await one(`SELECT COUNT(*) FROM task WHERE title = 'Died on the way'`), '1')
})

test('one of two programs is killed again and again under load: the other serves', { timeout: 60_000 }, async t => {
  // Apache has begun to pass an answer on when the process dies: that one ends in the middle.
  const cut = { status: 0 }
  const stop = load(3, () => ann.get(path).catch(e => { assert.equal(e.message, 'terminated'); return cut }))
  for (let i = 0; i < 6; i++) { await stage.kill('profiles'); await sleep(400) }
  const answers = await stop()
  const lost = answers.filter(a => a.status !== 200)
  t.diagnostic(`${answers.length} answers, ${lost.length} lost with their process`)
  for (const answer of lost) if (answer !== cut) isAway(answer, [502, 503])
  assert.ok(lost.length <= 12)
  await untilServed()
})

test('a rolling restart loses no request', { timeout: 90_000 }, async t => {
  const before = await stage.children('profiles')
  const page = await form(`${path}/tasks/add`, {})
  let n = 0
  const stop = load(6)
  const stopPosts = load(2, () => { const title = `Rolling ${++n}`; return ann.post(`${path}/tasks/add`, { ...page, _key: title, title }) })
  for (let i = 0; i < 3; i++) { await stage.reload('profiles'); await sleep(200) }
  const answers = await stop(), posts = await stopPosts()
  t.diagnostic(`${answers.length + posts.length} requests through three restarts`)
  assert.deepEqual([...new Set(answers.map(a => a.status))], [200])
  assert.deepEqual([...new Set(posts.map(a => a.status))], [303])
  assert.equal(await one(`SELECT COUNT(*) FROM task WHERE title LIKE 'Rolling %'`), String(posts.length))
  assert.deepEqual((await stage.children('profiles')).filter(pid => before.includes(pid)), [])
})

test('a lost race is run again, and the visitor does not notice', { timeout: 60_000 }, async () => {
  const id = worlds.id('task', 'administrator'), at = `${path}/tasks/${id}/edit`
  const deadlocks = async () => Number((await stage.sql(`SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'`))[0][1])
  const was = await deadlocks()
  const page = await form(at, { title: 'Saved in spite of it' })
  // Heavy, so that the program's transaction is the one that loses: it holds
  // the task and wants the session, we the other way round.
  const other = stage.sql(`START TRANSACTION; UPDATE postcode SET lat_e6 = lat_e6 + 1; UPDATE session SET agent = 'held' WHERE account_id = 11;
    SELECT SLEEP(1.5); UPDATE task SET details = 'from elsewhere' WHERE id = ${id}; SELECT SLEEP(0.3); COMMIT;`)
  await sleep(500)
  assert.equal((await ann.post(at, page)).status, 303)
  await other
  assert.ok(await deadlocks() > was, 'there was no deadlock to get over')
  assert.equal(await one(`SELECT title FROM task WHERE id = ${id}`), 'Saved in spite of it')
  assert.equal(await one(`SELECT COUNT(*) FROM audit WHERE kind = 'task' AND object_id = ${id} AND action = 'changed'`), '1')
})

test('races that are lost for ever end with a plain page, and nothing is done', { timeout: 60_000 }, async () => {
  await stage.sql('CREATE TABLE test_races (lost int) ENGINE=MyISAM; INSERT INTO test_races VALUES (2);\n' +
    'DELIMITER $$\n' +
    'CREATE TRIGGER test_race BEFORE INSERT ON task FOR EACH ROW IF (SELECT lost FROM test_races) > 0 THEN' +
    ' UPDATE test_races SET lost = lost - 1;' +
    " SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213; END IF$$\n" +
    'DELIMITER ;')
  try {
    await stage.sql(`GRANT SELECT, UPDATE ON carebook.test_races TO carebook_profiles@localhost`)
    const page = await form(`${path}/tasks/add`, { title: 'Third time lucky' })
    assert.equal((await ann.post(`${path}/tasks/add`, page)).status, 303)
    await stage.sql('UPDATE test_races SET lost = 100')
    const never = await form(`${path}/tasks/add`, { title: 'Never' })
    isAway(await ann.post(`${path}/tasks/add`, never))
    assert.deepEqual(await stage.sql(`SELECT title FROM task WHERE title IN ('Third time lucky', 'Never')`), [['Third time lucky']])
    await stage.sql('UPDATE test_races SET lost = 0')
    assert.equal((await ann.post(`${path}/tasks/add`, never)).status, 303)
  } finally {
    await stage.sql('DROP TRIGGER test_race; DROP TABLE test_races')
  }
})

test('a lock that is not given ends with a plain page in time', { timeout: 90_000 }, async t => {
  const id = worlds.id('task', 'other'), at = `/profiles/providers/${worlds.id('provider', 'other')}/tasks/${id}/edit`
  const page = await form(at, { title: 'Waited in vain' })
  const held = stage.sql(`START TRANSACTION; UPDATE task SET details = 'held' WHERE id = ${id}; SELECT SLEEP(20); ROLLBACK;`)
  await sleep(300)
  const began = Date.now()
  isAway(await ann.post(at, page))
  t.diagnostic(`${Date.now() - began} ms`)
  assert.ok(Date.now() - began < 19_000)
  await held
  assert.equal((await ann.post(at, page)).status, 303)
})

test('a database that hangs, and one that is slow', { timeout: 90_000 }, async t => {
  const pid = Number((await readFile(join(stage.dir, 'state', 'db.pid'), 'utf8')).split(' ')[0])
  await stage.sql((await one(connections)) ?? '')
  process.kill(pid, 'SIGSTOP')
  let began = Date.now()
  try {
    isAway(await ann.get(path))
    t.diagnostic(`hanging: a page in ${Date.now() - began} ms`)
    assert.ok(Date.now() - began < 20_000)
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  await untilServed()
  await Promise.all(Array.from({ length: 6 }, () => ann.get(path)))
  process.kill(pid, 'SIGSTOP')
  began = Date.now()
  const answers = Promise.all(Array.from({ length: 4 }, () => ann.get(path)))
  await sleep(2000)
  process.kill(pid, 'SIGCONT')
  assert.deepEqual((await answers).map(a => a.status), [200, 200, 200, 200])
  assert.ok(Date.now() - began >= 2000)
})

test('a schema of another version: a plain page and a line in the log, until it is migrated', { timeout: 60_000 }, async () => {
  const newest = await one('SELECT MAX(name) FROM schema_migration')
  await stage.programStop('agency')
  await stage.sql(`DELETE FROM schema_migration WHERE name = '${newest}'`)
  await stage.programStart('agency')
  // The socket of before may still lie there for a moment.
  for (const end = Date.now() + 10_000; ; await sleep(100)) {
    isAway(await ann.get('/agency/'))
    if (new RegExp(`status=503.*${newest}`).test(await stage.log('program-agency'))) break
    assert.ok(Date.now() < end, await stage.log('program-agency'))
  }
  await stage.carebook('migrate')
  assert.equal((await ann.get('/agency/')).status, 200)
})

test('a thousand requests leave nothing behind in memory', { timeout: 300_000, skip: (asan || !!process.env.CAREBOOK_WRAP) && 'what watches memory keeps what was freed' }, async t => {
  await stage.stop()
  await setUp({ processes: 1 })
  const rows = (await readFile(new URL('matrix.tsv', import.meta.url), 'utf8')).split('\n')
    .filter(line => line.startsWith('/')).map(line => line.split('\t'))
  const pages = rows.filter(([at, method]) => method === 'GET' && /^\/(profiles|agency)/.test(at)).map(([at, , , kinds = '']) => {
    let i = 0
    return at.replace(/\{[^}]*\}/g, () => worlds.id(kinds.split(' ')[i++], 'administrator'))
  })
  const add = await form(`${path}/tasks/add`, {})
  let n = 0
  const ask = async () => {
    const i = n++
    if (i % 20 === 7) return ann.post(`${path}/tasks/add`, { ...add, _key: `${i}`, title: i % 40 === 7 ? '' : 'x' }) // 422, 303
    if (i % 20 === 13) return ann.post(`${path}/edit`, { ...add, _csrf: 'no' }) // 403
    if (i % 20 === 17) return ann.get('/profiles/providers/999999')
    return ann.get(pages[i % pages.length])
  }
  const rss = async () => {
    const out = {}
    for (const program of ['profiles', 'agency'])
      for (const pid of await stage.children(program))
        out[program] = Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1])
    return out
  }
  const run = async count => { for (let i = 0; i < count; i += 4) await Promise.all([ask(), ask(), ask(), ask()]) }
  await run(400) // every page once: templates and statements are kept
  const before = await rss()
  await run(1000)
  const after = await rss()
  t.diagnostic(`kB before ${JSON.stringify(before)}, after ${JSON.stringify(after)}`)
  for (const program of Object.keys(before)) assert.ok(after[program] - before[program] < 1024, `${program} grew from ${before[program]} to ${after[program]} kB`)
})

test('a full disk: nothing half done, and service afterwards', { timeout: 120_000 }, async t => {
  await stage.stop()
  // The system tablespace may not grow: a table in it is "full" soon, as on a full disk.
  process.env.HOUSE_DB_OPTIONS = '--innodb-data-file-path=ibdata1:12M:autoextend:max:90M'
  try {
    await setUp()
    const page = await form(`${path}/notes/add`, {})
    await stage.sql('SET GLOBAL innodb_file_per_table = 0; ALTER TABLE note FORCE, ALGORITHM=COPY')
    for (const size of [4_000_000, 1_000_000])
      for (let room = true, i = 0; room; i++) {
        assert.ok(i < 60, 'it does not get full')
        room = await stage.sql(`INSERT INTO note (provider_id, at, text, author_id) VALUES (101, '2026-01-01', REPEAT('y', ${size}), 11)`).then(() => true, () => false)
      }
    let full, n = 0
    for (; n < 300 && !full; n++) {
      const answer = await ann.post(`${path}/notes/add`, { ...page, _key: `${n}`, text: `${n} ${'x'.repeat(9000)}` })
      if (answer.status !== 303) { full = answer; break }
    }
    assert.ok(full, `${n} notes and still room`)
    t.diagnostic(`full after ${n} notes`)
    isAway(full)
    const counts = `SELECT (SELECT COUNT(*) FROM note WHERE text LIKE '%xxx%'), (SELECT COUNT(*) FROM note_version WHERE text LIKE '%xxx%'),
      (SELECT COUNT(*) FROM audit WHERE kind = 'note' AND action = 'added'), (SELECT COUNT(*) FROM posted)`
    assert.deepEqual(await stage.sql(counts), [[n, n, n, n].map(String)])
    // What may be read without a mark in the audit still can be.
    assert.equal((await ann.get('/profiles/providers')).status, 200)
    // Room again.
    await stage.dbStop()
    process.env.HOUSE_DB_OPTIONS = '--innodb-data-file-path=ibdata1:12M:autoextend'
    await stage.dbStart()
    assert.equal((await ann.post(`${path}/notes/add`, { ...page, _key: 'again', text: 'There is room again' })).status, 303)
  } finally {
    delete process.env.HOUSE_DB_OPTIONS
  }
})
