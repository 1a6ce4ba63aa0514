// Attachments (A29): attached, described, replaced, deleted, given out; the attacks on uploads; what a broken upload leaves.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { agency } from '../lib/agency.mjs'

let stage, who
const P = '/attachments/provider/1', SECTION = '/profiles/providers/1/attachments'
const pdf = (text = 'a') => Buffer.from(`%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n% ${text}\ntrailer\n<</Root 1 0 R>>\n%%EOF\n`)
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==', 'base64')
const one = async sql => (await stage.sql(sql))[0]?.[0]
const newest = async () => Number(await one('SELECT MAX(id) FROM attachment'))
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))
const sha = bytes => createHash('sha256').update(bytes).digest('hex')

/** Attaches one file; its number. */
async function attach(bytes, name = 'paper.pdf', more = {}, { by = who.manager, to = P } = {}) {
  const answer = await by.upload(to + '/add', { kind_id: '12', ...more }, [['files', name, bytes]])
  assert.equal(answer.status, 303, answer.words)
  return newest()
}
/** Tries to; what is said beside the field. */
async function refused(bytes, name, by = who.manager) {
  const before = await one('SELECT COUNT(*) FROM attachment')
  const answer = await by.upload(P + '/add', { kind_id: '12' }, [['files', name, bytes]])
  assert.equal(answer.status, 422, `${name}: ${answer.status}`)
  assert.equal(await one('SELECT COUNT(*) FROM attachment'), before)
  return answer.error('files')
}
/** Every object of the store: its names. */
async function objects() {
  const root = join(stage.dir, 'files', 'objects'), out = []
  for (const a of await readdir(root).catch(() => [])) for (const b of await readdir(join(root, a))) out.push(a + b)
  return out.sort()
}
/** Nothing is lost, and nothing stays that nobody wants. */
async function clean(what) {
  const out = await stage.carebook('files', 'verify')
  assert.match(out, /: 0 lost, 0 damaged, 0 stray, 0 left over/, `${what}: ${out}`)
  assert.equal(await one("SELECT COUNT(*) FROM file WHERE state <> 'kept'"), '0', what)
  assert.deepEqual(await readdir(join(stage.dir, 'files', 'coming')), [], what)
}

before(async () => {
  ({ stage, who } = await agency({ clock: '2026-11-23T21:40:00Z', processes: 3,
    people: ['admin', 'manager', 'licensing', 'roster', 'reader', 'far', 'finance'] }))
  await stage.sql(`INSERT INTO client (id, number, region_id, name, about) VALUES (1, 'C-1', 1, 'Peg Doyle', ''), (2, 'C-2', 2, 'Far Fred', '');
    INSERT INTO note (id, provider_id, at, text, restricted, author_id) VALUES (1, 1, '2026-11-01', 'open', 0, 1), (2, 1, '2026-11-02', 'secret', 1, 1);
    INSERT INTO person (id, name, born) VALUES (1, 'Nora Banks', '1980-01-01');
    INSERT INTO provider_person (id, provider_id, person_id, role, main_contact) VALUES (1, 1, 1, 'Carer', 1);`)
})
after(() => stage?.stop())

test('an empty section says what to do', async () => {
  const page = await who.manager.get(SECTION)
  assert.match(page.words, /No attachments yet .*Attach documents/)
  assert.doesNotMatch((await who.reader.get(SECTION)).html.querySelector('main').text, /Attach documents/)
  assert.equal((await who.finance.get(SECTION)).status, 403)
  assert.equal((await who.far.get(SECTION)).status, 404)
})

test('several at once, each by its own name; one described', async () => {
  const answer = await who.manager.upload(P + '/add', { kind_id: '10' }, [['files', 'The_garden.png', png], ['files', 'Front door.png', Buffer.concat([png, Buffer.from('x')])]])
  assert.equal(answer.location, SECTION)
  await attach(pdf('fire'), 'scan0001.pdf', { kind_id: '1', description: 'Fire certificate', dated: '2025-12-20', expires: '2026-12-20' })
  const page = await who.reader.get(SECTION)
  assert.deepEqual(page.html.querySelectorAll('tbody th a').map(a => a.text), ['Fire certificate', 'Front door', 'The garden'])
  assert.match(page.words, /scan0001.pdf, \d+ bytes ?Certificate ?26 days left/)
  assert.match((await who.reader.get(SECTION + '?kind=1')).words, /Fire certificate/)
  assert.doesNotMatch((await who.reader.get(SECTION + '?kind=1')).words, /Front door/)
  assert.deepEqual((await who.reader.get(SECTION + '?family=picture&q=garden')).html.querySelectorAll('tbody th a').map(a => a.text), ['The garden'])
  assert.match((await who.reader.get(SECTION + '?q=100%25')).words, /None of them fits/)
  assert.equal((await who.reader.get(P + '/add')).status, 403)
})

test('what is missing is said beside its field, and what was typed stays', async () => {
  const none = await who.manager.submit(P + '/add', { kind_id: '1', description: 'Kept words' })
  assert.equal(none.status, 422)
  assert.match(none.error('files'), /Choose one file or more/)
  assert.match(none.text, /Kept words/)
  const kind = await who.manager.upload(P + '/add', { kind_id: '' }, [['files', 'a.pdf', pdf('kind')]])
  assert.equal(kind.status, 422)
  assert.ok(kind.error('kind_id'))
  await clean('after a refusal')
})

test('it is given out as it came: names, ranges, nothing that runs', async () => {
  const bytes = pdf('bytes'), id = await attach(bytes, 'Zeugnis ü "漢字"; 2026.pdf')
  const whole = await who.reader.get(`/attachments/${id}/files/1`)
  assert.equal(whole.status, 200)
  assert.equal(whole.text, bytes.toString())
  assert.equal(whole.headers.get('content-type'), 'application/octet-stream')
  assert.equal(whole.headers.get('content-disposition'),
    `attachment; filename="Zeugnis _ ____; 2026.pdf"; filename*=UTF-8''Zeugnis%20%C3%BC%20%22%E6%BC%A2%E5%AD%97%22%3B%202026.pdf`)
  for (const path of ['', '/view']) {
    const answer = await who.reader.get(`/attachments/${id}/files/1${path}`)
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
    assert.match(answer.headers.get('content-security-policy'), /default-src 'none'/)
    assert.equal(answer.headers.get('cross-origin-resource-policy'), 'same-origin')
    assert.equal(answer.headers.get('x-accel-redirect') ?? answer.headers.get('x-sendfile'), null)
  }
  assert.match(whole.headers.get('content-security-policy'), /sandbox/)
  assert.equal((await who.reader.get(`/attachments/${id}/files/1/view`)).headers.get('content-type'), 'application/pdf')
  const part = await who.reader.get(`/attachments/${id}/files/1`, { headers: { range: 'bytes=2-5' } })
  assert.equal(part.status, 206)
  assert.equal(part.text, bytes.toString().slice(2, 6))
  assert.equal(part.headers.get('content-range'), `bytes 2-5/${bytes.length}`)
  const tag = whole.headers.get('etag')
  assert.ok(tag)
  const again = await who.reader.get(`/attachments/${id}/files/1`, { headers: { 'if-none-match': tag } })
  assert.equal(again.status, 304)
  for (const name of ['x-sendfile', 'x-accel-redirect']) assert.equal(again.headers.get(name), null)
  const head = await who.reader.request('HEAD', `/attachments/${id}/files/1`)
  assert.equal(head.headers.get('content-length'), String(bytes.length))
  assert.equal((await who.reader.get(`/attachments/${id}/files/2`)).status, 404)
  const key = sha(bytes)
  for (const path of [`/carebook-files/${key.slice(0, 2)}/${key.slice(2)}`, '/carebook-files/', '/carebook-ask/attachments'])
    assert.equal((await who.admin.get(path)).status, 404, path)
  assert.equal(await one(`SELECT COUNT(*) FROM audit WHERE kind = 'attachment' AND object_id = ${id} AND action = 'read'`) >= 1, true)
})

test('the same file is kept once', async () => {
  const bytes = pdf('twice')
  await attach(bytes, 'one.pdf')
  await attach(bytes, 'two.pdf', {}, { to: '/attachments/client/1' })
  assert.equal((await objects()).filter(key => key === sha(bytes)).length, 1)
  assert.equal(await one(`SELECT COUNT(*) FROM file WHERE hash = '${sha(bytes)}'`), '1')
  await clean('after one file twice')
})

test('a type is what is in it and what it is called, both', async () => {
  const html = Buffer.from('<!DOCTYPE html><script>alert(1)</script>'), svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
  assert.match(await refused(html, 'photo.jpg'), /“photo.jpg” is not what its name says/)
  assert.match(await refused(html, 'page.html'), /files of this kind \(\.html\) are not taken/)
  assert.match(await refused(html, 'letter.txt'), /is not what its name says/)
  assert.match(await refused(svg, 'drawing.png'), /is not what its name says/)
  assert.match(await refused(svg, 'drawing.svg'), /not taken/)
  assert.match(await refused(png, 'picture.pdf'), /is not what its name says/)
  assert.match(await refused(pdf(), 'noextension'), /does not say what kind/)
  assert.match(await refused(Buffer.from('MZ\x90\0\x03\0\0\0PE'), 'setup.exe'), /not taken/)
  assert.match(await refused(Buffer.from('#!/bin/sh\nrm -rf /\n'), 'photo.png'), /is not what its name says/)
  assert.match(await refused(Buffer.alloc(0), 'empty.pdf'), /is empty/)
  // An Office file is looked into; one with macros is none of those that are allowed.
  const office = (names) => execFileSync('python3', ['-c', `import sys,zipfile,io
z=io.BytesIO(); f=zipfile.ZipFile(z,'w')
for n in sys.argv[1:]: f.writestr(n,'x')
f.close(); sys.stdout.buffer.write(z.getvalue())`, ...names])
  assert.match(await refused(office(['[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin']), 'macro.docx'), /is not what its name says/)
  const docx = await attach(office(['[Content_Types].xml', '_rels/.rels', 'word/document.xml']), 'letter.docx')
  assert.match(await one(`SELECT type FROM attachment_version WHERE attachment_id = ${docx}`), /wordprocessingml/)
  // A picture that is also a script is shown as a picture, and only that.
  const both = await attach(Buffer.concat([Buffer.from('GIF89a\x01\0\x01\0\0\0\0;'), Buffer.from('/*<script>alert(1)</script>*/')]), 'both.gif')
  const shown = await who.manager.get(`/attachments/${both}/files/1/view`)
  assert.equal(shown.headers.get('content-type'), 'image/gif')
  assert.match(shown.headers.get('content-security-policy'), /sandbox/)
  // What no browser may run is never shown in the page, even if it is asked for.
  const zip = await attach(office(['a.txt']), 'all.zip')
  assert.match((await who.manager.get(`/attachments/${zip}/files/1/view`)).headers.get('content-disposition'), /^attachment/)
  await clean('after all these')
})

test('limits are the agency\'s: a byte over is refused, a type that is switched off too', async () => {
  await stage.sql("UPDATE file_type SET max_mb = 1 WHERE name = 'PDF'; UPDATE file_type SET allowed = 0 WHERE name = 'Slides'")
  const exact = Buffer.concat([pdf(), Buffer.alloc(1024 * 1024 - pdf().length, 32)])
  await attach(exact, 'exact.pdf')
  assert.match(await refused(Buffer.concat([exact, Buffer.from(' ')]), 'over.pdf'), /too big: such a file may have up to 1 MB/)
  assert.match(await refused(Buffer.from('x'), 'talk.ppt'), /not taken/)
  await stage.sql("UPDATE file_type SET max_mb = 50 WHERE name = 'PDF'; UPDATE file_type SET allowed = 1 WHERE name = 'Slides'")
  await clean('after a file that was too big')
})

test('the policy and the kinds are edited in the settings', async () => {
  assert.equal((await who.admin.submit('/agency/file-types/2/edit', { max_mb: '7', allowed: undefined })).status, 303)
  assert.match(await refused(pdf(), 'a.pdf'), /not taken/)
  assert.doesNotMatch((await who.manager.get(P + '/add')).html.querySelector('#f-files').getAttribute('accept'), /pdf/)
  assert.equal((await who.admin.submit('/agency/file-types/2/edit', { max_mb: '50', allowed: '1' })).status, 303)
  assert.match((await who.manager.get(P + '/add')).words, /PDF up to 50 MB/)
  assert.match((await who.admin.submit('/agency/file-types/2/edit', { extensions: 'pdf;<b>' })).error('extensions'), /Letters and digits/)
  assert.equal((await who.admin.submit('/agency/attachment-kinds/add', { name: 'House rules', remind_days: '14' })).status, 303)
  assert.match((await who.manager.get(P + '/add')).words, /House rules/)
  assert.equal((await who.admin.submit('/agency/attachment-kinds/12/remove')).status, 422, 'it is used')
  assert.equal((await who.manager.get('/agency/file-types')).status, 403)
})

test('names: no path, no direction, no line end gets anywhere', async () => {
  for (const [name, kept] of [['../../etc/passwd.pdf', 'passwd.pdf'], ['..\\..\\x.pdf', 'x.pdf'], ['/abs/olute.pdf', 'olute.pdf'], ['.hidden.pdf', 'hidden.pdf'],
    ['a\u202Efdp.exe.pdf', 'afdp.exe.pdf'], ['..%2f..%2fx.pdf', '..%2f..%2fx.pdf'.replace(/^\.+/, '')], ['n'.repeat(300) + '.pdf', 'n'.repeat(196) + '.pdf']]) {
    const id = await attach(pdf(name), name)
    assert.equal(await one(`SELECT name FROM attachment_version WHERE attachment_id = ${id}`), kept, name)
    const header = (await who.manager.get(`/attachments/${id}/files/1`)).headers.get('content-disposition')
    assert.doesNotMatch(header, /[\r\n/\\]/)
  }
  // NUL and line ends in a name are no name at all.
  for (const name of ['a%0D%0Ab.pdf', 'a\0.pdf', 'a\rb.pdf'])
    assert.equal((await raw([['files', name, pdf()]])).status, 400, JSON.stringify(name))
  assert.deepEqual((await objects()).filter(key => !/^[0-9a-f]{64}$/.test(key)), [])
  await clean('after all the names')
})

/** A multipart body by hand, through a socket or fetch. parts: [name, file, bytes] or [name, null, text]. */
async function raw(parts, { token, end = '--\r\n', by = who.manager, length, headers = {}, path = P + '/add', first = true, boundary = 'xXxXx' } = {}) {
  const page = await by.get(path)
  const fields = page.fields(path).filter(([name]) => name !== 'files' && name !== '_csrf')
  const csrf = ['_csrf', null, token ?? page.fields(path).find(([name]) => name === '_csrf')[1]]
  const rest = fields.map(([name, value]) => [name, null, name === 'kind_id' ? '12' : value])
  const all = first ? [csrf, ...rest, ...parts] : [...rest, ...parts, csrf]
  const body = Buffer.concat([...all.flatMap(([name, file, bytes]) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file == null ? '' : `; filename="${file}"\r\nContent-Type: application/octet-stream`}\r\n\r\n`),
    Buffer.from(bytes), Buffer.from('\r\n')]), Buffer.from(`--${boundary}${end}`)])
  return by.request('POST', path, { body: length ? body.subarray(0, length) : body,
    headers: { origin: stage.url, 'content-type': `multipart/form-data; boundary=${boundary}`, ...headers } })
}

test('no byte of a file is taken before the form is known to be ours', async () => {
  const before = await objects(), rows = await one('SELECT COUNT(*) FROM file')
  const file = [['files', 'a.pdf', pdf('csrf')]]
  assert.equal((await raw(file, { token: 'wrong' })).status, 403)
  assert.equal((await raw(file, { first: false })).status, 403, 'the token behind the file')
  assert.equal((await raw(file, { headers: { origin: 'https://evil.example' } })).status, 403)
  assert.equal((await raw(file, { headers: { 'sec-fetch-site': 'cross-site' } })).status, 403)
  assert.equal((await raw(file, { headers: { 'content-type': 'multipart/mixed; boundary=xXxXx' } })).status, 400)
  assert.equal((await raw([['other', 'a.pdf', pdf()]])).status, 400, 'a field that takes no file')
  assert.equal((await who.reader.request('POST', P + '/add', { body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=x', origin: stage.url } })).status, 403)
  assert.equal((await who.manager.request('POST', '/profiles/providers/1/tasks/add', { body: '--x--', headers: { 'content-type': 'multipart/form-data; boundary=x', origin: stage.url } })).status, 400)
  assert.deepEqual(await objects(), before)
  assert.equal(await one('SELECT COUNT(*) FROM file'), rows)
})

test('a body that is broken is refused, and leaves nothing', async () => {
  const file = [['files', 'a.pdf', pdf('broken')]]
  const whole = 700
  for (const options of [{ end: '' }, { end: '\r\n' }, { end: '--\r\nmore' }, { length: whole }, { boundary: 'y'.repeat(71) }])
    assert.equal((await raw(file, options)).status, 400, JSON.stringify(options))
  const parts = Array.from({ length: 1200 }, (_, i) => [`f${i}`, null, ''])
  assert.equal((await raw(parts)).status, 400, 'too many fields')
  assert.equal((await raw([['x'.repeat(9000), null, '']])).status, 400, 'a header without end')
  assert.equal((await raw([['description', null, 'x'.repeat(1100 * 1024)]])).status, 413, 'too much text')
  assert.equal((await raw([['description', null, Buffer.from([0xff, 0xfe])]])).status, 400, 'no UTF-8')
  await clean('after broken bodies')
})

test('a big body is refused before it is sent, by whoever may not send it', async () => {
  const ask = (cookie, size) => new Promise((resolve, reject) => {
    const socket = connect(stage.port, '127.0.0.1')
    let text = ''
    socket.on('data', d => { text += d; if (/\r\n\r\n/.test(text)) { socket.destroy(); resolve(Number(/ (\d{3}) /.exec(text)[1])) } })
    socket.on('error', reject)
    socket.write(`POST ${P}/add HTTP/1.1\r\nHost: 127.0.0.1:${stage.port}\r\n${cookie ? `Cookie: ${cookie}\r\n` : ''}Origin: ${stage.url}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: ${size}\r\n\r\n`)
    // Apache asks the program when the first of it is there, nginx before.
    if (stage.server === 'apache') socket.write(Buffer.alloc(100_000, 65))
  })
  const cookie = client => [...client.cookies].map(([k, v]) => `${k}=${v}`).join('; ')
  assert.equal(await ask('', 500_000_000), 401)
  assert.equal(await ask(cookie(who.reader), 500_000_000), 403)
  assert.ok([403, 404].includes(await ask(cookie(who.far), 500_000_000)))
  assert.equal(await ask(cookie(who.manager), 5_000_000_000), 413)
})

test('only who may see a thing sees what hangs on it', async () => {
  const own = await attach(pdf('own')), far = await attach(pdf('far'), 'far.pdf', {}, { by: who.far, to: '/attachments/provider/4' })
  const draft = await attach(pdf('draft'), 'draft.pdf', {}, { to: '/attachments/provider/3' })
  const secret = await attach(pdf('secret'), 'secret.pdf', { description: 'About the secret' }, { by: who.admin, to: '/attachments/note/2' })
  const client = await attach(pdf('client'), 'client.pdf', {}, { to: '/attachments/client/1' })
  const paths = id => ['', '/files/1', '/files/1/view'].map(end => `/attachments/${id}${end}`)
  const statuses = async (by, id) => [...new Set(await Promise.all(paths(id).map(async p => (await by.get(p)).status)))].join()
  assert.equal(await statuses(who.reader, own), '200')
  assert.equal(await statuses(who.finance, own), '403')
  assert.equal(await statuses(who.manager, far), '404')
  assert.equal(await statuses(who.far, own), '404')
  assert.equal(await statuses(who.reader, draft), '404')
  assert.equal(await statuses(who.licensing, draft), '200')
  assert.equal(await statuses(who.reader, secret), '404')
  assert.equal(await statuses(who.roster, secret), '404')
  assert.equal(await statuses(who.licensing, secret), '200')
  assert.equal(await statuses(who.far, client), '404')
  assert.equal(await statuses(who.reader, client), '200')
  assert.doesNotMatch((await who.reader.get(SECTION)).text, /About the secret/)
  assert.match((await who.licensing.get(SECTION)).text, /About the secret/)
  assert.doesNotMatch((await who.reader.get('/profiles/providers/1/changes')).text, /About the secret|secret\.pdf/)
  assert.equal((await who.reader.get(`/attachments/zip?a=${own}&a=${secret}`)).status, 404)
  for (const kind of ['note/2', 'provider/3', 'provider/4', 'client/2']) assert.equal((await who.reader.get(`/attachments/${kind}`)).status, 404, kind)
  assert.equal((await who.reader.get('/attachments/message/1')).status, 404)
  await stage.sql("DELETE FROM account_region WHERE account_id = (SELECT id FROM account WHERE name = 'Rea Reid'); INSERT INTO account_region SELECT id, 2 FROM account WHERE name = 'Rea Reid'")
  assert.equal(await statuses(who.reader, own), '404', 'at once')
  await stage.sql("UPDATE account_region SET region_id = 1 WHERE account_id = (SELECT id FROM account WHERE name = 'Rea Reid')")
})

test('replace makes a version; the old one stays; two replace at once', async () => {
  const id = await attach(pdf('v1'), 'first.pdf', { kind_id: '1', expires: '2026-12-01' })
  const form = await who.licensing.get(`/attachments/${id}/replace`)
  assert.equal((await who.manager.upload(`/attachments/${id}/replace`, { expires: '2027-12-01' }, [['file', 'second.pdf', pdf('v2')]])).status, 303)
  assert.match((await who.manager.get(`/attachments/${id}/files/1`)).text, /v1/)
  assert.match((await who.manager.get(`/attachments/${id}/files/2`)).text, /v2/)
  assert.match((await who.manager.get(`/attachments/${id}`)).words, /second.pdf.*first.pdf/)
  assert.equal(await one(`SELECT expires FROM attachment WHERE id = ${id}`), '2027-12-01')
  const late = new FormData()
  for (const [name, value] of form.fields(`/attachments/${id}/replace`)) if (name !== 'file') late.append(name, value)
  late.append('file', new Blob([pdf('v3')]), 'third.pdf')
  assert.equal((await who.licensing.request('POST', `/attachments/${id}/replace`, { body: late, headers: { origin: stage.url } })).status, 409)
  assert.equal(await one(`SELECT current FROM attachment WHERE id = ${id}`), '2')
  await clean('after a replacement that came too late')
})

test('deleting is a tombstone with its reason, and can be undone while the bytes are there', async () => {
  const bytes = pdf('gone'), id = await attach(bytes, 'gone.pdf')
  assert.equal((await who.manager.submit(`/attachments/${id}/delete`, { reason: '' })).status, 422)
  assert.equal((await who.manager.submit(`/attachments/${id}/delete`, { reason: 'Wrong provider' })).location, SECTION)
  assert.doesNotMatch((await who.manager.get(SECTION)).text, /gone\.pdf/)
  assert.equal((await who.reader.get(`/attachments/${id}`)).status, 404)
  assert.equal((await who.reader.get(`/attachments/${id}/files/1`)).status, 404)
  assert.match((await who.manager.get(`/attachments/${id}`)).words, /Deleted today.* by Gwen Hartley: Wrong provider/)
  assert.match((await who.manager.get(SECTION + '?show=deleted')).text, /gone\.pdf/)
  assert.equal((await who.manager.press(`/attachments/${id}/restore`, `/attachments/${id}`)).status, 303)
  assert.equal((await who.reader.get(`/attachments/${id}/files/1`)).status, 200)
  await who.manager.submit(`/attachments/${id}/delete`, { reason: 'Wrong after all' })
  const actions = await stage.sql(`SELECT action FROM audit WHERE kind = 'attachment' AND object_id = ${id} AND action <> 'read' ORDER BY id`)
  assert.deepEqual(actions.flat(), ['added', 'deleted', 'restored', 'deleted'])
  // Long after, its bytes go, and the tombstone stays.
  assert.ok((await objects()).includes(sha(bytes)))
  await stage.sql(`UPDATE attachment SET deleted_at = '2026-01-01' WHERE id = ${id}; UPDATE file SET at = '2026-01-01' WHERE hash = '${sha(bytes)}'`)
  await stage.carebook('files', 'gc')
  assert.ok(!(await objects()).includes(sha(bytes)))
  assert.match((await who.manager.get(`/attachments/${id}`)).words, /deleted long ago/)
  await clean('after gc')
})

test('a document is the proof of a check: written down where it was missing, renewed where it stood', async () => {
  await stage.sql("INSERT IGNORE INTO credential_rule (type_id, kind_id, applies) VALUES (2, 4, 'people')")
  const page = await who.manager.get(P + '/add')
  const options = page.html.querySelectorAll('#f-proof option').map(o => [o.getAttribute('value'), o.text])
  const [value] = options.find(([, text]) => /^First aid: Nora Banks/.test(text)) ?? []
  assert.match(value, /^n4-1$/, JSON.stringify(options))
  const id = await attach(pdf('aid'), 'first-aid.pdf', { kind_id: '1', dated: '2026-11-01', expires: '2027-01-01', proof: value })
  assert.equal(await one('SELECT CONCAT_WS(" ", kind_id, issued, expires) FROM credential WHERE person_id = 1'), '4 2026-11-01 2027-01-01')
  assert.match((await who.manager.get(`/attachments/${id}`)).words, /Proof of ?First aid: Nora Banks/)
  const later = await attach(pdf('aid2'), 'first-aid-2.pdf', { kind_id: '1', expires: '2029-11-01', proof: `c${await one('SELECT id FROM credential WHERE person_id = 1')}` })
  assert.equal(await one('SELECT expires FROM credential WHERE person_id = 1'), '2029-11-01')
  assert.ok(later > id)
  // What is another provider's is nobody's to prove here.
  await stage.sql('INSERT INTO credential (id, provider_id, kind_id, expires) VALUES (900, 4, 9, \'2026-12-01\')')
  const wrong = await who.manager.upload(P + '/add', { kind_id: '1', proof: 'c900', expires: '2030-01-01' }, [['files', 'x.pdf', pdf('x')]])
  assert.equal(wrong.status, 422)
  assert.equal(await one('SELECT expires FROM credential WHERE id = 900'), '2026-12-01')
  await clean('after a proof that is none')
})

test('what expires stands on the board, and somebody is told in time', async () => {
  const id = await attach(pdf('board'), 'insurance.pdf', { kind_id: '4', description: 'Insurance of the lodge', expires: '2026-12-10' })
  assert.match((await who.reader.get('/attachments/expiring?within=30')).words, /Insurance of the lodge ?Wentworth Lodge/)
  assert.doesNotMatch((await who.far.get('/attachments/expiring?within=365')).text, /Insurance of the lodge/)
  assert.doesNotMatch((await who.reader.get('/attachments/expiring?within=expired')).text, /Insurance of the lodge/)
  const raised = async () => (await stage.sql(`SELECT title, due, state FROM task WHERE raised_key LIKE 'attachment:${id}:%'`))[0]
  // Its rules run when it starts, and every few minutes.
  const courier = async () => { await stage.courierStop(); await stage.courierStart() }
  await courier()
  for (let i = 0; i < 100 && !(await raised()); i++) await sleep(200)
  assert.deepEqual(await raised(), ['Insurance ends on Thu 10 Dec 2026: replace the document', '2026-12-10', 'open'])
  assert.equal((await who.manager.upload(`/attachments/${id}/replace`, { expires: '2027-12-10' }, [['file', 'new.pdf', pdf('board2')]])).status, 303)
  await courier()
  for (let i = 0; i < 100 && (await raised())[2] === 'open'; i++) await sleep(200)
  assert.equal((await raised())[2], 'done')
})

test('several in one zip, under names that differ', async () => {
  const a = await attach(pdf('za'), 'same ü.pdf'), b = await attach(pdf('zb'), 'same ü.pdf'), c = await attach(png, 'p.png')
  const response = await fetch(`${stage.url}/attachments/zip?a=${a}&a=${b}&a=${c}`, { headers: { cookie: [...who.reader.cookies].map(([k, v]) => `${k}=${v}`).join('; ') } })
  assert.equal(response.headers.get('content-type'), 'application/zip')
  await writeFile(join(stage.dir, 'x.zip'), Buffer.from(await response.arrayBuffer()))
  const out = JSON.parse(execFileSync('python3', ['-c', 'import zipfile,json,sys; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(json.dumps([[i.filename, i.compress_type, len(z.read(i))] for i in z.infolist()]))', join(stage.dir, 'x.zip')], { encoding: 'utf8' }))
  assert.deepEqual(out, [['same ü.pdf', 0, pdf('za').length], ['same ü (2).pdf', 0, pdf('zb').length], ['p.png', 0, png.length]])
  assert.equal((await who.reader.get('/attachments/zip')).status, 422)
  assert.equal((await who.reader.get('/attachments/zip?a=x')).status, 400)
})

test('on everything that has an identity', async () => {
  await stage.sql(`INSERT INTO task (id, provider_id, title, details) VALUES (50, 1, 'Ring them', '');
    INSERT INTO incident (id, number, provider_id, kind_id, title, happened_on, aware_on, aware_time, aware_at, severity, description, actions, outcome) VALUES (50, '2026-50', 1, 13, 'A window', '2026-11-01', '2026-11-01', '10:00', '2026-11-01', 'low', '', '', '');
    INSERT INTO workflow (id, definition_id, provider_id, started_by, started_at) VALUES (50, 2, 1, 1, '2026-11-01');
    INSERT INTO workflow_step (id, workflow_id, position, state, words) VALUES (50, 50, 1, 'ready', '')`)
  for (const owner of ['note/1', 'incident/50', 'task/50', 'step/50', 'person/1', 'client/1']) {
    const id = await attach(pdf(owner), 'paper.pdf', { description: `Paper of ${owner}` }, { to: `/attachments/${owner}` })
    assert.match((await who.manager.get(`/attachments/${owner}`)).words, new RegExp(`Paper of ${owner}`))
    if (owner !== 'client/1') assert.match((await who.manager.get(SECTION)).words, new RegExp(`Paper of ${owner}`))
    assert.equal((await who.manager.get(`/attachments/${id}`)).status, 200)
  }
  for (const [page, words] of [['/profiles/providers/1/notes/1', 'note/1'], ['/profiles/providers/1/history/50', 'incident/50'], ['/profiles/providers/1/tasks/50', 'task/50'],
    ['/profiles/providers/1/people/1', 'person/1'], ['/profiles/clients/1', 'client/1']])
    assert.match((await who.manager.get(page)).words, new RegExp(`Attachments.*Paper of ${words}`), page)
})

test('an upload that breaks off leaves nothing', async () => {
  const before = await objects()
  const socket = connect(stage.port, '127.0.0.1')
  const page = await who.manager.get(P + '/add')
  const token = page.fields(P + '/add').find(([name]) => name === '_csrf')[1]
  socket.on('error', () => {})
  socket.write(`POST ${P}/add HTTP/1.1\r\nHost: x\r\nCookie: ${[...who.manager.cookies].map(([k, v]) => `${k}=${v}`).join('; ')}\r\nOrigin: ${stage.url}\r\n` +
    `Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 50000000\r\n\r\n--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n` +
    '--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n%PDF-1.4 ')
  for (let i = 0; i < 20; i++) { socket.write(Buffer.alloc(100_000, 65)); await sleep(10) }
  socket.destroy()
  await sleep(300)
  assert.deepEqual(await objects(), before)
  await clean('after a connection that broke')
})

test('a program that dies under way: nothing is lost, nothing stays', async () => {
  // A lock on a table stops the program at that point of its work: at its rows before the bytes have their name, at the attachment behind that.
  for (const table of ['file', 'attachment', 'attachment_version']) {
    const bytes = pdf(`dies at ${table}`)
    const lock = stage.sql(`LOCK TABLES carebook.${table} WRITE; SELECT SLEEP(3)`)
    await sleep(500)
    const sent = who.manager.upload(P + '/add', { kind_id: '12' }, [['files', 'dies.pdf', bytes]]).catch(() => null)
    await sleep(1200)
    for (const pid of await stage.children('attachments')) try { process.kill(pid, 'SIGKILL') } catch { /* gone */ }
    await Promise.all([lock, sent])
    await sleep(300)
    // What is there is either whole, or about to be put right by the next one that starts.
    for (let i = 0; i < 30; i++) { const a = await who.manager.get('/attachments/expiring'); if (a.status === 200) break; await sleep(100) }
    await stage.reload('attachments')
    await who.manager.get('/attachments/expiring')
    for (let i = 0; i < 50 && (await one("SELECT COUNT(*) FROM file WHERE state <> 'kept'")) !== '0'; i++) { await stage.reload('attachments'); await who.manager.get('/attachments/expiring'); await sleep(100) }
    await clean(`killed at ${table}`)
    const kept = (await objects()).includes(sha(bytes))
    assert.equal(await one(`SELECT COUNT(*) FROM attachment_version v JOIN file f ON f.id = v.file_id WHERE f.hash = '${sha(bytes)}'`), kept ? '1' : '0')
    // And the same file can be attached as if nothing had been.
    if (!kept) await attach(bytes, 'dies.pdf')
  }
})

test('two of the same file at the same moment', async () => {
  const bytes = pdf('at once')
  const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => who[['manager', 'admin', 'licensing'][i % 3]].upload(P + '/add', { kind_id: '12', description: `Copy ${i}` }, [['files', 'same.pdf', bytes]])))
  assert.deepEqual(answers.map(a => a.status), Array(6).fill(303))
  assert.equal(await one(`SELECT COUNT(*) FROM file WHERE hash = '${sha(bytes)}'`), '1')
  await clean('after six at once')
})

test('a double click attaches once', async () => {
  const page = await who.manager.get(P + '/add'), n = await one('SELECT COUNT(*) FROM attachment')
  const send = () => {
    const form = new FormData()
    for (const [name, value] of page.fields(P + '/add')) if (name !== 'files') form.append(name, name === 'kind_id' ? '12' : value)
    form.append('files', new Blob([pdf('double')]), 'double.pdf')
    return who.manager.request('POST', P + '/add', { body: form, headers: { origin: stage.url } })
  }
  assert.deepEqual((await Promise.all([send(), send()])).map(a => a.status), [303, 303])
  assert.equal(Number(await one('SELECT COUNT(*) FROM attachment')), Number(n) + 1)
})

test('a big file takes no memory', { skip: process.env.CAREBOOK_WRAP ? 'under valgrind' : false }, async () => {
  await stage.sql("UPDATE file_type SET max_mb = 2048 WHERE name = 'PDF'")
  const bytes = Buffer.concat([pdf(), Buffer.alloc(120 * 1024 * 1024, 7)])
  const id = await attach(bytes, 'big.pdf')
  const got = Buffer.from(await (await fetch(`${stage.url}/attachments/${id}/files/1`, { headers: { cookie: [...who.manager.cookies].map(([k, v]) => `${k}=${v}`).join('; ') } })).arrayBuffer())
  assert.equal(sha(got), sha(bytes))
  const peaks = await Promise.all((await stage.children('attachments')).map(async pid => Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1])))
  // An address sanitizer's own memory is not ours.
  if (!peaks.some(p => p > 400_000)) assert.ok(Math.max(...peaks) < 60_000, `${peaks} KB`)
})

test('no sanitizer has anything to say', async () => {
  await clean('at the end')
  assert.deepEqual(await stage.complaints(['attachments', 'profiles']), [])
})
