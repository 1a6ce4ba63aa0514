// Broken HTTP, against the web server and against the programs' sockets: every
// one is refused, no process dies of it, and the next visitor sees nothing of it.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { createConnection } from 'node:net'
import { readFile } from 'node:fs/promises'
import { start } from '../lib/stage.mjs'
import { Client, encode } from '../lib/client.mjs'
import { Worlds } from '../lib/worlds.mjs'
import { begin, fcgi, params, record, socketOf, stream, talk, BEGIN, ABORT, PARAMS, STDIN } from '../lib/fcgi.mjs'

const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))
let stage, worlds, ann, children, path, csrf

before(async () => {
  stage = await start({ data: 'none', processes: 2 })
  worlds = await Worlds.make(stage)
  ann = new Client(stage)
  ann.cookies.set('carebook', await worlds.session('administrator'))
  path = `/profiles/providers/${worlds.id('provider', 'administrator')}`
  csrf = /name="_csrf" value="([^"]+)"/.exec((await ann.get(path + '/tasks/add')).text)[1]
  children = await alive()
})
after(() => stage?.stop())

async function alive() {
  return { account: await stage.children('account'), profiles: await stage.children('profiles') }
}

/** No process has ended, and a page comes. */
async function unharmed(what) {
  assert.equal((await ann.get(path)).status, 200, what)
  assert.deepEqual(await alive(), children, `${what}: a process has ended`)
}

/** Sends raw bytes to the web server; the status line's number, or 0, and all of the answer. */
function raw(chunks, { ms = 10000, pause = 0 } = {}) {
  return new Promise(resolve => {
    const socket = createConnection(stage.port, '127.0.0.1')
    let text = '', over = false
    const done = () => { if (!over) { over = true; clearTimeout(timer); socket.destroy(); resolve({ status: Number(/^HTTP\/1\.[01] (\d+)/.exec(text)?.[1] ?? 0), text }) } }
    const timer = setTimeout(done, ms)
    socket.on('data', d => { text += d.toString('latin1'); if (/\r\n0\r\n\r\n$/.test(text)) done() }).on('close', done).on('error', done)
    ;(async () => {
      for (const chunk of [].concat(chunks)) {
        if (over) return
        if (!socket.write(chunk)) await new Promise(r => { socket.once('drain', r); socket.once('close', r) })
        if (pause) await sleep(pause)
      }
    })()
  })
}

const head = (line, ...more) => [line, `Host: 127.0.0.1:${stage.port}`, `Cookie: carebook=${ann.cookies.get('carebook')}`, 'Connection: close', ...more, '', ''].join('\r\n')
const REFUSED = [0, 400, 401, 403, 404, 405, 408, 411, 413, 414, 417, 421, 431, 494, 501, 505]

test('headers, lengths, methods and addresses that are not right, to the web server', { timeout: 120_000 }, async () => {
  const get = line => head(`GET ${line} HTTP/1.1`)
  const cases = {
    'a header of 10 MB': ['GET / HTTP/1.1\r\nHost: x\r\nX: ', ...Array(160).fill('a'.repeat(65536)), '\r\n\r\n'],
    '5,000 headers': [head(`GET ${path} HTTP/1.1`, ...Array.from({ length: 5000 }, (_, i) => `X-${i}: 1`))],
    'an address of 100 kB': [get('/profiles/providers?q=' + 'a'.repeat(100000))],
    'no HTTP at all': ['\0\x01\x02\xff'.repeat(100) + '\r\n\r\n'],
    'a line end in the address': [get('/profiles/providers%0d%0aSet-Cookie:x=1')],
    'a NUL in the address': [get(`${path}%00`)],
    'up and away': [get('/profiles/%2e%2e/%2e%2e/etc/passwd')],
    'up and away, raw': [get('/profiles/../../../etc/passwd')],
    'up and away in static': [get('/static/%2e%2e/%2e%2e/templates/shared/error.cs')],
    'up and away in static, twice encoded': [get('/static/%252e%252e/carebook.css')],
    'no escape': [get('/profiles/providers/%zz')],
    'half an escape': [get('/profiles/providers/1%2')],
    'broken UTF-8 in the address': [get('/profiles/%ff%fe')],
    'a number too big': [get('/profiles/providers/99999999999999999999999')],
    'a negative number': [get('/profiles/providers/-1')],
    'a number with a sign': [get('/profiles/providers/+1')],
    'a number in other digits': [get('/profiles/providers/%d9%a1')],
    'broken UTF-8 in the query': [get('/profiles/providers?q=%ff%fe')],
    'a NUL in the query': [get('/profiles/providers?q=%00')],
    'a broken escape in the query': [get('/profiles/providers?q=%4')],
    'a method of our own': [head(`FROB ${path} HTTP/1.1`)],
    TRACE: [head(`TRACE ${path} HTTP/1.1`)],
    CONNECT: [head('CONNECT example.org:80 HTTP/1.1')],
    'a length below nothing': [head(`POST ${path}/edit HTTP/1.1`, 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: -1')],
    'two lengths': [head(`POST ${path}/edit HTTP/1.1`, 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 3', 'Content-Length: 4'), 'a=bc'],
    'no number as a length': [head(`POST ${path}/edit HTTP/1.1`, 'Content-Length: 3x'), 'a=b'],
    'a broken chunk': [head(`POST ${path}/edit HTTP/1.1`, 'Content-Type: application/x-www-form-urlencoded', 'Transfer-Encoding: chunked'), 'zz\r\nabc\r\n0\r\n\r\n'],
    'chunked and a length': [head(`POST ${path}/edit HTTP/1.1`, 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 3', 'Transfer-Encoding: chunked'), '3\r\na=b\r\n0\r\n\r\n'],
    'a body of 2 MB': [head(`POST ${path}/edit HTTP/1.1`, 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 2097152'), ...Array(32).fill('a'.repeat(65536))],
    'a body of 2 MB that is promised only': [head(`POST ${path}/edit HTTP/1.1`, 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 2097152', 'Expect: 100-continue')],
    'HTTP/3.7': [`GET ${path} HTTP/3.7\r\nHost: x\r\n\r\n`],
  }
  const wrong = []
  for (const [what, chunks] of Object.entries(cases)) {
    const answer = await raw(chunks)
    // Apache says "go on" to every promise, and takes CONNECT for the address "/".
    const harmless = stage.server === 'apache' && (answer.status === 100 || /Location: \/profiles\/today\r/i.test(answer.text))
    const outside = answer.status === 303 && /\nLocation: \/account\/sign-in/i.test(answer.text)
    if (!REFUSED.includes(answer.status) && !harmless && !outside) wrong.push(`${what}: ${answer.status} ${/Location:.*/i.exec(answer.text) ?? answer.text.slice(0, 300)}`)
    if (/root:x:|Zq[a-z]+-[a-z]+|var:Page|Set-Cookie: ?x=1/.test(answer.text)) wrong.push(`${what}: shows what it must not`)
    if (/Server: (nginx|Apache)\/\d/.test(answer.text)) wrong.push(`${what}: tells the web server's version`)
  }
  assert.deepEqual(wrong, [])
  await unharmed('after all')
})

test('bodies that are not right', { timeout: 120_000 }, async () => {
  const post = async (body, type = 'application/x-www-form-urlencoded') => (await ann.request('POST', `${path}/tasks/add`, { body, headers: { 'content-type': type, origin: stage.url } })).status
  const good = `_csrf=${csrf}&_key=1&title=`
  const was = await worlds.state()
  assert.equal(await post(good + '%ff%fe'), 400, 'broken UTF-8')
  assert.equal(await post(good + '%c0%80'), 400, 'a NUL in two bytes')
  assert.equal(await post(good + '%ed%a0%80'), 400, 'half a surrogate')
  assert.equal(await post(good + '%00'), 400, 'NUL')
  assert.equal(await post(good + '%1b[2J'), 400, 'a control character')
  assert.equal(await post(good + '%'), 400, 'half an escape')
  assert.equal(await post(good + 'a%4'), 400, 'half an escape')
  assert.equal(await post(good + '&' + 'a=1&'.repeat(100_000)), 400, '100,000 fields')
  assert.equal(await post('&'.repeat(900_000)), 403, 'nothing, often')
  assert.equal(await post(good + 'a&title=b'), 422, 'twice')
  assert.equal(await post(good + 'x'.repeat(900_000)), 422, 'a long text')
  assert.equal(await post('='.repeat(900_000)), 403)
  assert.equal(await post(good + 'x'.repeat(1_100_000)), 413, 'more than 1 MB')
  assert.equal(await post(Buffer.from([0, 1, 2, 255]).toString('latin1')), 400)
  assert.deepEqual((await worlds.state()).tables, was.tables)
  // A body where none belongs is let lie.
  const withBody = await raw([head(`GET ${path} HTTP/1.1`, 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 50000'), 'a'.repeat(50000)])
  assert.ok([200, 400, 413].includes(withBody.status), String(withBody.status))
  await unharmed('after all')
})

test('a body that comes chunked is read, and one that breaks off is not carried out', async () => {
  const body = encode({ _csrf: csrf, _key: 'c1', title: 'In chunks' })
  const chunked = await raw([head(`POST ${path}/tasks/add HTTP/1.1`, `Origin: ${stage.url}`, 'Content-Type: application/x-www-form-urlencoded', 'Transfer-Encoding: chunked'),
    ...[body.slice(0, 20), body.slice(20)].map(part => `${part.length.toString(16)}\r\n${part}\r\n`), '0\r\n\r\n'], { pause: 50 })
  assert.equal(chunked.status, 303)
  const cut = encode({ _csrf: csrf, _key: 'c2', title: 'Broken off' })
  await raw([head(`POST ${path}/tasks/add HTTP/1.1`, `Origin: ${stage.url}`, 'Content-Type: application/x-www-form-urlencoded', `Content-Length: ${cut.length + 10}`), cut], { ms: 1500 })
  assert.deepEqual(await stage.sql(`SELECT title FROM task WHERE title IN ('In chunks', 'Broken off')`), [['In chunks']])
  await unharmed('after a body that broke off')
})

test('slow senders do not stop the others', { timeout: 60_000 }, async t => {
  const slow = Array.from({ length: 6 }, () => raw([head(`POST ${path}/tasks/add HTTP/1.1`, 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 2000'),
    ...Array(8).fill('a')], { pause: 500, ms: 5000 }))
  await sleep(300)
  const began = Date.now()
  assert.equal((await ann.get(path)).status, 200)
  t.diagnostic(`a page in ${Date.now() - began} ms beside six slow senders (${stage.server})`)
  // Apache does not take the body in first: there a slow one holds its process, for ten seconds at most.
  if (stage.server === 'nginx') assert.ok(Date.now() - began < 3000)
  await Promise.all(slow)
  await unharmed('after slow senders')
})

test('what the visitor claims to be is not what the program believes', async () => {
  const anybody = new Client(stage)
  for (const headers of [{ 'x-forwarded-host': 'evil.example' }, { 'x-forwarded-proto': 'https' }, { forwarded: 'host=evil.example' },
    { 'x-original-url': '/agency/accounts', 'x-rewrite-url': '/agency/accounts' }, { proxy: 'http://evil.example' }, { 'x-remote-user': '11', 'remote-user': 'administrator' },
    { 'x-sendfile': '/etc/passwd' }, { range: 'bytes=0-10' }, { accept: 'application/json' }]) {
    const answer = await anybody.get('/profiles/today', { headers })
    assert.equal(answer.status, 303, JSON.stringify(headers))
    assert.match(answer.location, /^\/account\/sign-in\?next=/, JSON.stringify(headers))
    assert.doesNotMatch(answer.text + [...answer.headers].join(), /evil/)
  }
})

test('FastCGI that is not right, straight to the socket', { timeout: 200_000 }, async () => {
  const socket = socketOf(stage, 'profiles')
  const common = { REQUEST_METHOD: 'GET', SCRIPT_NAME: '/profiles', PATH_INFO: '/today', QUERY_STRING: '', REMOTE_ADDR: '127.0.0.1' }
  assert.equal((await fcgi(stage, 'profiles', common)).status, 303, 'our own client can do it')
  const post = { ...common, REQUEST_METHOD: 'POST', CONTENT_TYPE: 'application/x-www-form-urlencoded', PATH_INFO: '/providers/100/tasks/add', HTTP_COOKIE: `carebook=${ann.cookies.get('carebook')}` }
  for (const [what, values, body, status] of [
    ['a length that is too long', { CONTENT_LENGTH: '100' }, 'a=b', 400],
    ['a length that is too short', { CONTENT_LENGTH: '1' }, 'a=b', 400],
    ['a length below nothing', { CONTENT_LENGTH: '-5' }, 'a=b', 400],
    ['a length that is a word', { CONTENT_LENGTH: 'many' }, 'a=b', 400],
    ['a length that no machine has', { CONTENT_LENGTH: '99999999999999999999' }, 'a=b', 400],
    ['a length above the limit', { CONTENT_LENGTH: '99999999' }, 'a=b', 413],
    ['more than the limit, unannounced', {}, 'a'.repeat(3_000_000), 413],
    ['no method', { REQUEST_METHOD: '' }, '', 405],
    ['a method of 60 kB', { REQUEST_METHOD: 'X'.repeat(60000) }, '', 405],
    ['a path of 1 MB', { PATH_INFO: '/' + 'a'.repeat(1_000_000) }, '', 404],
    ['a query of 1 MB', { REQUEST_METHOD: 'GET', PATH_INFO: '/providers', QUERY_STRING: 'q=' + 'a'.repeat(1_000_000) }, '', 400],
    ['a cookie of 1 MB', { REQUEST_METHOD: 'GET', PATH_INFO: '/today', HTTP_COOKIE: 'carebook=' + 'a'.repeat(1_000_000) }, '', 303],
    ['100,000 cookies', { REQUEST_METHOD: 'GET', PATH_INFO: '/today', HTTP_COOKIE: 'a=b; '.repeat(100_000) }, '', 303],
    ['an agent of broken bytes', { REQUEST_METHOD: 'GET', PATH_INFO: '/today', HTTP_USER_AGENT: Buffer.from([255, 254, 10, 13]).toString('latin1') }, '', 200],
  ]) {
    const answer = await fcgi(stage, 'profiles', { ...post, ...values }, body)
    assert.equal(answer.status, status, what)
  }
  // Many parameters of the protocol itself.
  const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`HTTP_X_${i}`, 'x'.repeat(20)]))
  assert.equal((await fcgi(stage, 'profiles', { ...common, ...many })).status, 303, '50,000 headers')
  const good = params(common)
  for (const [what, chunks, options] of [
    ['nothing at all', [], { ms: 300 }],
    ['nothing, and the end', [Buffer.alloc(0)], { end: true }],
    ['another version', [record(BEGIN, Buffer.alloc(8), { version: 9 })], { end: true }],
    ['another role', [begin({ role: 2 }), good, record(STDIN)], { end: true }],
    ['a role that there is not', [begin({ role: 77 }), good, record(STDIN)], { end: true }],
    ['half a head', [begin().subarray(0, 5)], { end: true }],
    ['half the parameters', [begin(), good.subarray(0, 30)], { end: true }],
    ['a length beyond the record', [begin(), record(PARAMS, Buffer.from([0x84, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])), record(PARAMS), record(STDIN)], { end: true }],
    ['a name of 2 GB', [begin(), record(PARAMS, Buffer.from([0xff, 0xff, 0xff, 0xff, 1, 65])), record(PARAMS), record(STDIN)], { end: true }],
    ['no parameters', [begin(), record(PARAMS), record(STDIN)], { end: true }],
    ['the body first', [begin(), stream(STDIN, Buffer.from('a=b')), good], { end: true }],
    ['two requests at once', [begin(), record(BEGIN, Buffer.alloc(8), { id: 2 }), good, record(STDIN)], { end: true }],
    ['given up', [begin(), record(ABORT)], { end: true }],
    ['given up in the body', [begin(), params({ ...post, CONTENT_LENGTH: '100' }), record(STDIN, Buffer.from('a=b')), record(ABORT)], { end: true }],
    ['gone in the body', [begin(), params({ ...post, CONTENT_LENGTH: '100' }), record(STDIN, Buffer.from('a=b'))], { end: true }],
    ['gone before the answer', [begin(), good, record(STDIN)], { ms: 1 }],
    ['a connection to be kept', [begin({ keep: 1 }), good, record(STDIN)], { ms: 2000 }],
    ['noise', [Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) & 255))], { end: true }],
    ['types that there are not', [begin(), record(99, Buffer.from('x')), good, record(STDIN)], { end: true }],
    ['a request for values', [record(9, Buffer.from([14, 0, ...Buffer.from('FCGI_MAX_CONNS')]), { id: 0 })], { ms: 500 }],
  ]) {
    await talk(socket, chunks, { ms: 4000, ...options })
    assert.equal((await fcgi(stage, 'profiles', common)).status, 303, `after: ${what}`)
  }
  assert.deepEqual(await alive(), children, 'a process has ended')
  await unharmed('after all')
})

test('the next visitor sees nothing of the one before', async () => {
  await stage.sql(`UPDATE provider SET summary = 'Zqsummary of Ann only' WHERE id = ${worlds.id('provider', 'administrator')}`)
  const nobody = { REQUEST_METHOD: 'GET', PATH_INFO: '/today' }
  for (let i = 0; i < 20; i++) {
    const own = await fcgi(stage, 'profiles', { REQUEST_METHOD: 'GET', PATH_INFO: `/providers/${worlds.id('provider', 'administrator')}`, HTTP_COOKIE: `carebook=${ann.cookies.get('carebook')}`, HTTP_HX_REQUEST: i % 2 ? 'true' : '' })
    assert.equal(own.status, 200)
    const next = await Promise.all([fcgi(stage, 'profiles', nobody), fcgi(stage, 'profiles', { ...nobody, PATH_INFO: '/nowhere' }), fcgi(stage, 'profiles', { REQUEST_METHOD: 'POST', PATH_INFO: '/providers/add/1', CONTENT_TYPE: 'application/x-www-form-urlencoded' })])
    assert.deepEqual(next.map(a => a.status), [303, 404, 401])
    for (const answer of next) assert.doesNotMatch(answer.text, /Zq[a-z]{4,}|Staff administrator|administrator@/)
  }
})

test('memory stays bounded', async () => {
  for (const pid of (await alive()).profiles) {
    const peak = Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1])
    // A sanitizer, or valgrind, keeps what was freed for a while.
    assert.ok(peak < (/asan/.test(process.env.CAREBOOK_BUILD) || process.env.CAREBOOK_WRAP ? 1_000_000 : 100_000), `${peak} kB`)
  }
})

test('nobody who watches over memory has complained', async () => {
  assert.deepEqual(await stage.complaints(), [])
})
