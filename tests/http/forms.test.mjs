// Forms: the library, whom a form is for, answers read, compared, corrected, searched, exported (A25).
// Filling them in page by page has a file of its own.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { agency } from '../lib/agency.mjs'
import { press } from '../lib/fill.mjs'
import { visit, VISIT } from '../lib/forms.mjs'

let stage, who, id
const L = '/forms/library'
const one = async sql => (await stage.sql(sql))[0]?.[0]
const latest = table => one(`SELECT MAX(id) FROM ${table}`).then(Number)
const upload = (xml, by = who.admin) => by.submit(L + '/upload', { xml })
/** A form, kept and published: [form, version]. */
const publish = async (xml, settings = {}) => {
  const kept = await upload(xml)
  assert.equal(kept.status, 303, kept.words)
  const version = Number(kept.location.split('/').pop())
  const [[form]] = await stage.sql(`SELECT form_id FROM form_version WHERE id = ${version}`)
  assert.equal((await who.admin.submit(`/forms/versions/${version}/publish`)).status, 303)
  if (Object.keys(settings).length) assert.equal((await who.admin.submit(`${L}/${form}/edit`, settings)).status, 303)
  return [Number(form), version]
}
/** A draft of a form, begun by somebody. */
const begin = async (by, form, at = '/forms/providers/1/start', more = {}) => {
  const begun = await by.submit(at.split('?')[0], { form: String(form), ...more }, { from: at })
  assert.equal(begun.status, 303, begun.words)
  return Number(begun.location.split('/').pop())
}
/** What the filling pages do, straight in the tables: for tests of what becomes of an answer. */
const submitted = async (answer, xml, by = id.manager, revision = 1, reason = '') => {
  const hash = createHash('sha256').update(xml).digest('hex')
  await stage.sql(`
    INSERT INTO form_answer_revision (answer_id, number, version_id, xml, hash, reason, account_id, at)
      SELECT id, ${revision}, version_id, '${xml.replace(/'/g, "''")}', '${hash}', '${reason}', ${by}, utc_timestamp() FROM form_answer WHERE id = ${answer};
    UPDATE form_answer SET state = 'submitted', revision = ${revision}, submitted_by = ${by}, submitted_at = '2026-11-23 21:40:00', version = version + 1 WHERE id = ${answer};
    DELETE FROM form_draft WHERE answer_id = ${answer}; DELETE FROM form_draft_save WHERE answer_id = ${answer};`)
  return answer
}
const audit = (kind, object) => stage.sql(`SELECT action FROM audit WHERE kind = '${kind}' AND object_id = ${object} ORDER BY id`).then(r => r.flat())

before(async () => { ({ stage, who, id } = await agency({ clock: '2026-11-23T21:40:00Z', people: ['admin', 'manager', 'licensing', 'roster', 'reader', 'far', 'finance'] })) })
after(() => stage?.stop())

test('an empty library says what to do, and is for those who design forms', async () => {
  assert.match((await who.admin.get(L)).words, /No forms yet .*ODK Build/)
  for (const other of [who.manager, who.reader, who.finance]) assert.equal((await other.get(L)).status, 403)
  assert.equal((await who.manager.get(L + '/upload')).status, 403)
})

test('a form is uploaded, checked, kept as a draft, published', async () => {
  const kept = await upload(VISIT)
  assert.equal(kept.status, 303, kept.words)
  const page = await who.admin.get(kept.location)
  assert.match(page.words, /Home visit, version 1/)
  assert.match(page.words, /Draft/)
  assert.match(page.words, /What did you see\? ?Text/)
  assert.match(page.words, /English.*Deutsch/)
  const version = Number(kept.location.split('/').pop())
  assert.equal(await one(`SELECT hash FROM form_version WHERE id = ${version}`), createHash('sha256').update(VISIT).digest('hex'))
  assert.equal(await one(`SELECT xml FROM form_version WHERE id = ${version}`), VISIT)
  const xml = await who.admin.get(kept.location + '/xml')
  assert.equal(xml.text, VISIT)
  assert.match(xml.headers.get('content-disposition'), /attachment; filename="visit-1\.xml"/)
  assert.equal((await who.admin.submit(kept.location + '/publish')).status, 303)
  assert.equal(await one(`SELECT state FROM form_version WHERE id = ${version}`), 'published')
  assert.match((await who.admin.get(L)).words, /Home visit ?visit ?In use/)
  assert.deepEqual(await audit('form', await one('SELECT MAX(id) FROM form')), ['added', 'uploaded', 'published'])
})

test('what is wrong in a file is said, with its line and bind; nothing is kept', async () => {
  const before = await latest('form_version')
  const broken = VISIT.replace('relevant=" /data/hurt = 1 "', 'relevant=" /data/hrt = 1 and foo() "').replace('version="1"', 'version="broken"')
  const answer = await upload(broken)
  assert.equal(answer.status, 422)
  assert.match(answer.words, /This form cannot be used: \d+ things? to mend/)
  assert.match(answer.words, /Line \d+ \/data\/what/)
  assert.equal(answer.fields(L + '/upload').find(([n]) => n === 'xml')[1].length, broken.length, 'what was pasted is still there')
  for (const evil of ['', 'no xml', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', VISIT.slice(0, 800), '<html/>'])
    assert.equal((await upload(evil)).status, 422, evil.slice(0, 40))
  assert.equal(await latest('form_version'), before)
})

test('a form is uploaded as a file, whatever its bytes', async () => {
  const send = (bytes, name = 'form.xml') => who.admin.upload(L + '/upload', {}, [['file', name, bytes]])
  const kept = await send(visit({ id: 'byfile', title: 'By file' }) + '\n')
  assert.equal(kept.status, 303, kept.words)
  const version = kept.location.split('/').pop()
  assert.equal(await one(`SELECT hash FROM form_version WHERE id = ${version}`), createHash('sha256').update(visit({ id: 'byfile', title: 'By file' }) + '\n').digest('hex'), 'byte for byte')
  assert.match((await who.admin.upload(L + '/upload', {}, [])).words, /Choose the form.s file/)
  for (const [bytes, why] of [['', /is empty/], [Buffer.from([0xff, 0xfe, 60, 0]), /not text in UTF-8/], ['<a/>', /cannot be used/], ['a\0b', /not text in UTF-8/], ['x'.repeat(8_500_000), /too big/]]) {
    const answer = await send(bytes)
    assert.equal(answer.status, 422, String(why))
    assert.match(answer.words, why)
  }
  assert.equal(await one('SELECT COUNT(*) FROM file'), '0', 'it is no file of the store')
  await who.admin.submit(`/forms/versions/${version}/drop`)
})

test('the very same file again is no fault; the same version with another content is refused, with the reason', async () => {
  const n = await one('SELECT COUNT(*) FROM form_version')
  const same = await upload(VISIT)
  assert.equal(same.status, 303)
  assert.match((await who.admin.get(same.location)).words, /This very file is here already/)
  const other = await upload(VISIT.replace('What did you see?', 'What did you hear?'))
  assert.equal(other.status, 422)
  assert.match(other.words, /“visit” is here already in the version “1”, with another content\. What a version says never changes/)
  assert.equal(await one('SELECT COUNT(*) FROM form_version'), n)
})

test('a new version takes over when it is published; drafts can be dropped, used ones not', async () => {
  const second = await upload(visit({ version: '2', title: 'Home visit, new' }))
  const version = Number(second.location.split('/').pop())
  const form = await one(`SELECT form_id FROM form_version WHERE id = ${version}`)
  assert.match((await who.admin.get(`${L}/${form}`)).words, /Version 2 ?Draft.*Version 1 ?In use/)
  assert.equal(await one(`SELECT title FROM form WHERE id = ${form}`), 'Home visit', 'as the version in use')
  assert.equal((await who.admin.submit(`/forms/versions/${version}/drop`)).status, 303)
  assert.equal(await one(`SELECT COUNT(*) FROM form_version WHERE id = ${version}`), '0')
  const [, third] = await publish(visit({ version: '3', title: 'Home visit' }))
  assert.deepEqual((await stage.sql(`SELECT version, state FROM form_version WHERE form_id = ${form} ORDER BY id`)), [['1', 'retired'], ['3', 'published']])
  assert.equal((await who.admin.submit(`/forms/versions/${third}/drop`)).status, 422, 'it is in use')
  assert.equal((await who.admin.submit(`/forms/versions/${third}/publish`)).status, 422, 'it is published')
  assert.equal((await who.admin.submit(`/forms/versions/${third}/retire`)).status, 303)
  assert.match((await who.manager.get('/forms/providers/1/start')).words, /No form fits/)
  assert.equal((await who.admin.submit(`/forms/versions/${third}/publish`)).status, 303, 'a retired one comes back')
})

test('who may start which form: by type of provider, role, right and region', async () => {
  const form = await one("SELECT id FROM form WHERE name = 'visit'")
  const start = '/forms/providers/1/start'
  assert.match((await who.manager.get(start)).words, /Home visit .*questions, in English, Deutsch/)
  for (const other of [who.roster, who.reader, who.finance]) assert.equal((await other.get(start)).status, 403)
  assert.equal((await who.far.get(start)).status, 404)
  const edit = async more => assert.equal((await who.admin.submit(`${L}/${form}/edit`, { about: 'provider', types: [], roles: [], ...more })).status, 303)
  await edit({ types: ['1'] })
  assert.match((await who.manager.get(start)).words, /No form fits/, 'provider 1 is of type 2')
  assert.match((await who.manager.get('/forms/providers/2/start')).words, /Home visit/)
  await edit({ roles: ['3'] })
  assert.match((await who.manager.get(start)).words, /No form fits/)
  assert.match((await who.licensing.get(start)).words, /Home visit/)
  const refused = await who.manager.post(start, new Map([['_csrf', new Map((await who.manager.get('/account/me/details')).fields()).get('_csrf')], ['form', String(form)]]))
  assert.equal(refused.status, 422)
  await edit({ about: ['provider', 'client', 'person', 'meeting', 'workflow'] })
  assert.equal((await who.admin.submit(`${L}/${form}/edit`, { about: [] })).status, 422)
})

test('a draft is begun, found again by everybody who works there, and thrown away', async () => {
  const form = await one("SELECT id FROM form WHERE name = 'visit'")
  const answer = await begin(who.manager, form)
  assert.match(await one(`SELECT xml FROM form_draft WHERE answer_id = ${answer}`), /<data/)
  const page = await who.licensing.get('/forms/providers/1/start')
  assert.match(page.words, /Draft Gwen Hartley, today, 8:40 am.*Go on/)
  assert.ok(page.html.querySelector(`a[href="/forms/fill/${answer}"]`))
  assert.match((await who.licensing.get('/profiles/providers/1/forms')).words, /Home visit ?Draft ?Gwen Hartley, today, 8:40 am/)
  const view = await who.reader.get(`/forms/answers/${answer}`)
  assert.equal(view.status, 200)
  assert.match(view.words, /This is a draft: nothing was submitted yet/)
  assert.equal(view.html.querySelector('a[href$="/drop"]'), null)
  for (const other of [who.far]) assert.equal((await other.get(`/forms/answers/${answer}`)).status, 404)
  assert.equal((await who.finance.get(`/forms/answers/${answer}`)).status, 403)
  assert.match((await who.manager.get('/forms/answers?state=mine')).words, /Home visit .*Draft/)
  assert.doesNotMatch((await who.licensing.get('/forms/answers?state=mine')).words, /Gwen/)
  assert.equal((await who.licensing.submit(`/forms/answers/${answer}/drop`)).status, 303)
  assert.deepEqual(await stage.sql(`SELECT state, (SELECT COUNT(*) FROM form_draft WHERE answer_id = x.id) FROM form_answer x WHERE id = ${answer}`), [['dropped', '0']])
  assert.match((await who.manager.get('/profiles/providers/1/forms')).words, /No forms yet/)
  assert.deepEqual(await audit('answer', answer), ['started', 'read', 'dropped'])
})

test('what was submitted is read in words, in either language, printed and downloaded', async () => {
  const [[form]] = await stage.sql("SELECT id FROM form WHERE name = 'visit'")
  const evil = '"><img src=x onerror=alert(1)><?cs var:Page.Csrf ?>'
  const answer = await submitted(await begin(who.manager, form), visit.answer({ saw: evil, hurt: '1', what: 'A bruise', children: [['Leo', '7'], ['Mia', '4']] }))
  const page = await who.reader.get(`/forms/answers/${answer}`)
  assert.equal(page.status, 200, page.words)
  const said = page.html.querySelectorAll('dl.answers > div').map(d => [d.querySelector('dt').text.trim(), d.querySelector('dd').text.trim()])
  assert.deepEqual(said, [['What did you see?', evil], ['Was somebody hurt?', 'Yes'], ['What happened?', 'A bruise'],
    ['Name', 'Leo'], ['Age', '7'], ['Name', 'Mia'], ['Age', '4'], ['The day', 'Monday 23 November 2026']])
  assert.equal(page.html.querySelectorAll('main img[src=x]').length, 0)
  assert.deepEqual(page.html.querySelectorAll('.answer-lines h3').map(h => h.text), ['Child 1', 'Child 2'])
  const german = await who.reader.get(`/forms/answers/${answer}?language=Deutsch`)
  assert.match(german.words, /Wurde jemand verletzt\? ?Ja/)
  assert.match(page.words, /Submitted ?today, 8:40 am, Gwen Hartley/)
  assert.match(page.words, /version 3/)
  const xml = await who.reader.get(`/forms/answers/${answer}/xml`)
  assert.match(xml.text, /<what>A bruise<\/what>/)
  assert.match(xml.headers.get('content-type'), /application\/xml/)
  assert.equal((await who.far.get(`/forms/answers/${answer}/xml`)).status, 404)
  assert.ok((await audit('answer', answer)).includes('read'))
  assert.match((await who.reader.get('/profiles/providers/1/forms')).words, /Home visit ?Submitted ?Gwen Hartley, today, 8:40 am ?3/)
  assert.equal((await who.reader.get('/profiles/providers/1')).html.querySelector('.sections a[href$="/forms"] .n').text, '1')
})

test('old answers stay with their version', async () => {
  const [[form]] = await stage.sql("SELECT id FROM form WHERE name = 'visit'")
  const [[answer]] = await stage.sql("SELECT MAX(id) FROM form_answer WHERE state = 'submitted'")
  const draft = await begin(who.manager, form)
  await publish(visit({ version: '4', title: 'Home visit' }).replace('What did you see?', 'What have you seen?'))
  assert.match((await who.reader.get(`/forms/answers/${answer}`)).words, /What did you see\?.*version 3|version 3.*What did you see\?/)
  assert.match((await who.reader.get(`/forms/answers/${draft}`)).words, /version 3/)
  assert.match((await who.manager.get('/forms/providers/1/start')).words, /Go on.*Start another/)
  const newer = await begin(who.manager, form)
  assert.equal(await one(`SELECT v.version FROM form_answer x JOIN form_version v ON v.id = x.version_id WHERE x.id = ${newer}`), '4')
  for (const a of [draft, newer]) await who.manager.submit(`/forms/answers/${a}/drop`)
})

test('a correction is a revision of its own; both are kept and compared', async () => {
  const [[answer]] = await stage.sql("SELECT MAX(id) FROM form_answer WHERE state = 'submitted'")
  const A = `/forms/answers/${answer}`
  assert.equal((await who.reader.get(A + '/correct')).status, 403)
  assert.equal((await who.manager.submit(A + '/correct', { reason: '' })).status, 422)
  const opened = await who.manager.submit(A + '/correct', { reason: 'The age was wrong' })
  assert.equal(opened.location, `/forms/fill/${answer}`)
  assert.deepEqual(await stage.sql(`SELECT corrects, reason FROM form_draft WHERE answer_id = ${answer}`), [['1', 'The age was wrong']])
  assert.match((await who.reader.get(A)).words, /A correction is open/)
  assert.match((await who.reader.get('/profiles/providers/1/forms')).words, /Being corrected/)
  assert.equal((await who.manager.submit(A + '/withdraw', { reason: 'x' })).status, 422, 'a correction is open')
  assert.equal((await who.manager.submit(A + '/drop')).status, 303)
  assert.equal(await one(`SELECT state FROM form_answer WHERE id = ${answer}`), 'submitted')
  await who.manager.submit(A + '/correct', { reason: 'The age was wrong' })
  await submitted(answer, visit.answer({ saw: 'All well', hurt: '0', children: [['Leo', '8']] }), id.manager, 2, 'The age was wrong')
  const page = await who.reader.get(A)
  assert.match(page.words, /2, shown here.*The age was wrong.*Revision 1/)
  assert.match((await who.reader.get(A + '/revisions/1')).words, /This is an older revision.*A bruise/)
  assert.equal((await who.reader.get(A + '/revisions/3')).status, 404)
  const compare = await who.reader.get(A + '/compare?left=1&right=2')
  assert.equal(compare.status, 200, compare.words)
  const rows = compare.html.querySelectorAll('tbody tr.compare-differs').map(r => [r.querySelector('th').text.replace('Differs', '').trim(), ...r.querySelectorAll('td').map(d => d.text.trim())])
  assert.deepEqual(rows.slice(1), [['Was somebody hurt?', 'Yes', 'No'], ['What happened?', 'A bruise', 'Not asked'], ['Age', '7', '8'], ['Name', 'Mia', 'Not asked'], ['Age', '4', 'Not asked']])
  assert.match(compare.words, /6 answers differ/)
  assert.doesNotMatch((await who.reader.get(A + '/compare?left=1&right=2&only=1')).words, /The day/)
  assert.equal((await who.far.get(A + '/compare')).status, 404)
})

test('two answers are compared, of one form, and only those that one may see', async () => {
  const [[form]] = await stage.sql("SELECT id FROM form WHERE name = 'visit'")
  const [[first]] = await stage.sql("SELECT MIN(id) FROM form_answer WHERE state = 'submitted'")
  const second = await submitted(await begin(who.manager, form), visit.answer({ saw: 'All well', hurt: '0', children: [] }, '4'))
  const far = await submitted(await begin(who.far, form, '/forms/providers/4/start'), visit.answer({ saw: 'Zqfar', hurt: '0', children: [] }, '4'), id.far)
  const page = await who.reader.get(`/forms/answers/${first}/compare?with=${second}`)
  assert.match(page.words, /Answer \d+, revision 2.*Answer \d+, revision 1/)
  assert.equal((await who.reader.get(`/forms/answers/${first}/compare?with=${far}`)).status, 404)
  assert.equal((await who.reader.get(`/forms/answers/${first}/compare?with=99999`)).status, 404)
  assert.ok(!page.text.includes('Zqfar'))
})

test('search by chosen questions, and filters; each in one’s own region', async () => {
  const [[form]] = await stage.sql("SELECT id FROM form WHERE name = 'visit'")
  const page = await who.admin.get(`${L}/${form}/search`)
  assert.match(page.words, /What have you seen\?.*Was somebody hurt\?/)
  const kept = await who.admin.submit(`${L}/${form}/search`, { search: ['/data/hurt', '/data/child/name'] })
  assert.equal(kept.status, 303, kept.words)
  assert.match((await who.admin.get(kept.location)).words, /All answers are searched by it.*Was somebody hurt\?; Name/)
  const list = async (query, by = who.manager) => (await by.get('/forms/answers' + query)).html.querySelectorAll('#list tbody tr').map(r => r.text.replace(/\s+/g, ' '))
  assert.equal((await list('')).length, 2)
  assert.equal((await list('?q=leo')).length, 1)
  assert.match((await list('?q=leo'))[0], /Was somebody hurt\? No · Name: Leo/)
  assert.equal((await list('?q=wentworth')).length, 2)
  assert.equal((await list('?q=zqfar')).length, 0)
  assert.equal((await list(`?form=${form}&a2=leo`)).length, 1)
  assert.equal((await list(`?form=${form}&a1=yes`)).length, 0)
  assert.equal((await list('?from=2026-11-24&until=2026-11-24')).length, 2)
  assert.equal((await list('?until=2026-11-23')).length, 0)
  assert.equal((await list('?q=100%25')).length, 0)
  assert.equal((await list('', who.far)).length, 1)
  assert.equal((await who.manager.get('/forms/answers?form=99')).status, 200)
  const many = await who.admin.submit(`${L}/${form}/search`, { search: ['/data/hurt', '/data/nothing'] })
  assert.equal(many.status, 422)
})

test('the export holds what one may see, with quoted cells, and leaves a mark', async () => {
  const [[form]] = await stage.sql("SELECT id FROM form WHERE name = 'visit'")
  const evil = await submitted(await begin(who.manager, form), visit.answer({ saw: '=cmd|calc', hurt: '1', what: 'a "b", c\nd', children: [['Ann', '3'], ['Bob', '5']] }, '4'))
  const csv = await who.reader.get(`/forms/answers/export?form=${form}`)
  assert.equal(csv.status, 200)
  assert.match(csv.headers.get('content-type'), /text\/csv/)
  assert.match(csv.text, /^\uFEFF?Answer,Version,Revision,Submitted,Submitted by,Provider,/)
  assert.match(csv.text, /'=cmd\|calc/)
  assert.match(csv.text, /"a ""b"", c\nd"/)
  assert.match(csv.text, /Ann; Bob/)
  assert.ok(!csv.text.includes('Zqfar'))
  assert.ok(csv.text.includes('2026-11-24 08:40'), 'the hour on the wall')
  assert.equal((await who.reader.get('/forms/answers/export')).status, 422)
  assert.equal((await who.finance.get(`/forms/answers/export?form=${form}`)).status, 403)
  assert.ok((await audit('form', form)).includes('exported'))
  await who.manager.submit(`/forms/answers/${evil}/withdraw`, { reason: 'Nonsense' })
})

test('what was filed by mistake is withdrawn, with the reason, and may count again', async () => {
  const [[form]] = await stage.sql("SELECT id FROM form WHERE name = 'visit'")
  const answer = await submitted(await begin(who.manager, form), visit.answer({ saw: 'Wrong house', hurt: '0', children: [] }, '4'))
  const A = `/forms/answers/${answer}`
  assert.equal((await who.reader.get(A + '/withdraw')).status, 403)
  assert.equal((await who.manager.submit(A + '/withdraw', { reason: 'Another home' })).status, 303)
  assert.match((await who.reader.get(A)).words, /Withdrawn.*Another home/)
  assert.doesNotMatch((await who.reader.get('/profiles/providers/1/forms')).text, new RegExp(`answers/${answer}"`))
  assert.match((await who.reader.get('/profiles/providers/1/forms?show=withdrawn')).text, new RegExp(`answers/${answer}"`))
  assert.equal((await who.manager.submit(A + '/restore', {}, { from: A })).status, 303)
  assert.match((await who.reader.get(A)).words, /Submitted/)
  assert.deepEqual((await audit('answer', answer)).filter(a => a !== 'read'), ['started', 'withdrawn', 'restored'])
})

test('a form for some roles only is nobody else’s, not even the administrator’s', async () => {
  const [form] = await publish(visit({ id: 'secret', title: 'Zqsecret inquiry' }), { about: ['provider'], roles: ['3'] })
  const answer = await submitted(await begin(who.licensing, form), visit.answer({ id: 'secret', saw: 'Zqsecret', hurt: '0', children: [] }), id.licensing)
  const A = `/forms/answers/${answer}`
  assert.equal((await who.licensing.get(A)).status, 200)
  assert.match((await who.licensing.get('/forms/answers')).words, /Zqsecret inquiry .*Some roles only/)
  for (const by of [who.admin, who.manager, who.reader]) {
    for (const path of [A, A + '/xml', A + '/compare', A + '/revisions/1']) assert.equal((await by.get(path)).status, 404, path)
    for (const path of ['/forms/answers', '/forms/answers?q=zqsecret', `/forms/answers?form=${form}`, `/forms/answers/export?form=${form}`, '/profiles/providers/1/forms', '/profiles/providers/1'])
      assert.ok(!(await by.get(path)).text.replace(/value="zqsecret"/g, '').match(/zqsecret/i), path)
  }
  assert.deepEqual(await stage.sql(`SELECT DISTINCT kind, COALESCE(changes, '') FROM audit WHERE object_id = ${answer} AND kind LIKE '%answer'`), [['limited answer', '']])
  const count = async by => Number((await by.get('/profiles/providers/1/tasks')).html.querySelector('.sections a[href$="/forms"] .n').text)
  assert.equal(await count(who.licensing), (await count(who.reader)) + 1)
})

test('about a person, a meeting, a client', async () => {
  const form = await one("SELECT id FROM form WHERE name = 'visit'")
  await stage.sql(`
    INSERT INTO person (id, name) VALUES (71, 'Hana Lodge'), (72, 'Somebody Else');
    INSERT INTO provider_person (provider_id, person_id, role) VALUES (1, 71, 'Manager'), (4, 72, 'Carer');
    INSERT INTO meeting (id, provider_id, uid, title, on_date, at_time, starts_at, agenda, outcome, organiser_id) VALUES (81, 1, 'u81', 'Yearly talk', '2026-11-25', '10:00', '2026-11-24 23:00:00', '', '', ${id.manager});
    INSERT INTO client (id, number, region_id, name, about) VALUES (91, 'C-91', 1, 'Leo Client', ''), (92, 'C-92', 2, 'Far Client', '');`)
  const about = await begin(who.manager, form, '/forms/providers/1/start?person=71')
  assert.match((await who.manager.get('/profiles/providers/1/people/71')).words, /Forms Start a form Home visit ?Draft/)
  assert.match((await who.manager.get(`/forms/answers/${about}`)).words, /Person ?Hana Lodge/)
  assert.equal((await who.manager.get('/forms/providers/1/start?person=72')).status, 404)
  const meeting = await begin(who.manager, form, '/forms/providers/1/start?meeting=81')
  assert.match((await who.manager.get('/profiles/providers/1/meetings/81')).words, /Home visit ?Draft/)
  assert.match((await who.manager.get(`/forms/answers/${meeting}`)).words, /Meeting ?Yearly talk/)
  assert.equal((await who.manager.get('/forms/providers/2/start?meeting=81')).status, 404)
  const client = await begin(who.manager, form, '/forms/clients/91/start')
  assert.match((await who.manager.get('/profiles/clients/91')).words, /Forms Start a form Home visit ?Draft/)
  assert.match((await who.manager.get(`/forms/answers/${client}`)).words, /Client ?Leo Client C-91/)
  assert.equal((await who.far.get(`/forms/answers/${client}`)).status, 404)
  assert.equal((await who.manager.get('/forms/clients/92/start')).status, 404)
  for (const a of [about, meeting, client]) await who.manager.submit(`/forms/answers/${a}/drop`)
})

test('a form is tried before it is published: nothing is kept, and nobody else sees it', async () => {
  const kept = await upload(visit({ id: 'trial', title: 'Trial' }))
  const T = kept.location
  const begun = await who.admin.submit(T + '/try', {}, { from: T })
  assert.match(begun.location, /^\/forms\/fill\/\d+$/)
  let page = await who.admin.get(begun.location)
  assert.match(page.words, /You are trying this form/)
  page = await press(who.admin, page, 'next', { '/saw': 'Something', '/hurt': '0' })
  assert.match(page.words, /Check and send/)
  const answer = Number(begun.location.split('/').pop())
  assert.equal((await who.manager.get(`/forms/fill/${answer}`)).status, 404)
  assert.equal((await who.manager.get(`/forms/answers/${answer}`)).status, 404)
  const sent = await who.admin.submit(`/forms/fill/${answer}/send`)
  assert.equal(sent.location, T)
  assert.match((await who.admin.get(T)).words, /It could be sent like this\. Nothing was kept/)
  for (const table of ['form_answer_revision', 'form_draft', 'form_draft_save']) assert.equal(await one(`SELECT COUNT(*) FROM ${table} WHERE answer_id = ${answer}`), '0', table)
  const again = await who.admin.submit(T + '/try', {}, { from: T })
  assert.equal(again.location, begun.location, 'one a person, begun afresh')

  assert.doesNotMatch((await who.admin.get(again.location)).text, /Something/)
  assert.doesNotMatch((await who.admin.get('/forms/answers')).words, /Trial/)
  assert.equal((await who.admin.get(`/forms/answers/${answer}`)).location, T)
})

test('filled in and sent: a revision with its hash; corrected: the next one, and the first stays', async () => {
  const [form] = await publish(visit({ id: 'sent', title: 'Sent' }))
  await who.admin.submit(`${L}/${form}/search`, { search: ['/data/saw', '/data/child/name'] })
  const answer = await begin(who.manager, form)
  const fill = async (by, values) => {
    let page = await by.get(`/forms/fill/${answer}`)
    page = await press(by, page, 'next', values)
    assert.match(page.words, /Check and send/, page.words)
    return by.submit(`/forms/fill/${answer}/send`)
  }
  const sent = await fill(who.manager, { '/saw': 'All is well', '/hurt': '0' })
  assert.equal(sent.location, `/forms/answers/${answer}`)
  const [[xml, hash]] = await stage.sql(`SELECT xml, hash FROM form_answer_revision WHERE answer_id = ${answer}`)
  assert.equal(hash, createHash('sha256').update(xml).digest('hex'))
  assert.match(xml, /<saw>All is well<\/saw>/)
  assert.doesNotMatch(xml, /<what>/, 'not asked, not sent')
  assert.deepEqual(await stage.sql(`SELECT path, words FROM form_value WHERE answer_id = ${answer}`), [['/data/saw', 'All is well']])
  for (const table of ['form_draft', 'form_draft_save', 'form_draft_reader']) assert.equal(await one(`SELECT COUNT(*) FROM ${table} WHERE answer_id = ${answer}`), '0', table)
  await who.licensing.submit(`/forms/answers/${answer}/correct`, { reason: 'One more thing' })
  assert.equal((await fill(who.licensing, { '/saw': 'All is well, but the gate', '/hurt': '0' })).status, 303)
  assert.deepEqual(await stage.sql(`SELECT number, account_id, reason FROM form_answer_revision WHERE answer_id = ${answer} ORDER BY number`),
    [['1', String(id.manager), ''], ['2', String(id.licensing), 'One more thing']])
  assert.equal(await one(`SELECT words FROM form_value WHERE answer_id = ${answer}`), 'All is well, but the gate')
  assert.deepEqual((await audit('answer', answer)).filter(a => a !== 'read'), ['started', 'submitted', 'reopened', 'corrected'])
  const [[changes]] = await stage.sql(`SELECT changes FROM audit WHERE kind = 'answer' AND object_id = ${answer} AND action = 'corrected'`)
  assert.match(changes, /1 answer changed/)
  assert.doesNotMatch(changes, /gate/, 'what was said stands in the answer, for those who may read it')
})

test('a step of a workflow asks for its form, and is completed by it', async () => {
  const [form] = await publish(visit({ id: 'step', title: 'Inspection form' }), { about: ['workflow'] })
  const def = (await who.admin.submit('/agency/workflows/add', { title: 'Look round', about: 'provider', types: ['2'] })).location
  const step = more => who.admin.submit(def + '/steps/add', { title: 'Go and look', who: 'lead', due_days: '7', needs: 'form', does: 'nothing', ...more })
  assert.equal((await step({})).status, 422, 'neither a form nor a name')
  assert.equal((await step({ form_id: String(form) })).status, 303)
  assert.equal((await step({ title: 'Another paper', needs_what: 'The plan' })).status, 303)
  assert.match((await who.admin.get(def)).words, /Needs: A form, filled in \(Inspection form\)/)
  assert.equal((await who.admin.submit(def + '/publish', {}, { from: def })).status, 303)
  assert.match((await who.admin.get(`${L}/${form}`)).words, /Look round ?, step 1: Go and look/)
  const definition = def.split('/').pop()
  const W = (await who.manager.submit('/profiles/providers/1/workflows/start', { definition })).location
  const flow = W.split('/').pop()
  let page = await who.manager.get(W)
  const start = page.html.querySelector('a.btn-primary[href*="/start?step="]').getAttribute('href')
  assert.equal(page.html.querySelector('a[href$="/steps/1"]'), null, 'not without the form')
  assert.equal((await who.manager.submit(W + '/steps/1', {}, { from: W + '/steps/1' })).status, 422)
  const choose = await who.manager.get(start)
  assert.match(choose.words, /Look round: Go and look .*Inspection form/)
  assert.equal(choose.html.querySelectorAll('.form-choice > li').length, 1, 'its form alone')
  const other = await one("SELECT id FROM form WHERE name = 'sent'")
  const at = start.split('?')[0], stepId = start.split('=')[1]
  assert.equal((await who.manager.post(at, new Map(choose.fields(at)).set('form', other))).status, 422)
  const answer = await begin(who.manager, form, start, { step: stepId })
  assert.match((await who.manager.get(W)).words, /Go on with the form/)
  await press(who.manager, await who.manager.get(`/forms/fill/${answer}`), 'next', { '/saw': 'All well', '/hurt': '0' })
  assert.equal((await who.manager.submit(`/forms/fill/${answer}/send`)).status, 303)
  assert.deepEqual(await stage.sql(`SELECT position, state, answer_id, answer_revision, reference FROM workflow_step WHERE workflow_id = ${flow} ORDER BY position`),
    [['1', 'done', String(answer), '1', 'Inspection form'], ['2', 'ready', null, null, '']])
  page = await who.manager.get(W)
  assert.equal(page.html.querySelector(`a[href="/forms/answers/${answer}"]`).text, 'Inspection form')
  assert.match((await who.manager.get(`/forms/answers/${answer}`)).words, /Workflow Look round ?: Go and look/)
  assert.equal((await who.manager.submit(W + '/steps/2', { reference: 'Plan 7, in the cabinet' })).status, 303)
  assert.match((await who.manager.get(W)).words, /Sealed when it was completed, and unchanged since/)
  await stage.sql(`UPDATE workflow_step SET answer_revision = NULL WHERE workflow_id = ${flow} AND position = 1`)
  assert.match((await who.manager.get(W)).words, /not as it was/)
})

test('who may fill in but not run workflows leaves the answer with the step', async () => {
  const [[role]] = await stage.sql("SELECT id FROM role WHERE name = 'Roster'")
  await stage.sql(`INSERT INTO role_right VALUES (${role}, 'form.fill')`)
  const W = (await who.manager.submit('/profiles/providers/1/workflows/start', { definition: await one("SELECT id FROM workflow_definition WHERE title = 'Look round'") })).location
  const stepId = await one(`SELECT id FROM workflow_step WHERE workflow_id = ${W.split('/').pop()} AND position = 1`)
  const form = await one("SELECT id FROM form WHERE name = 'step'")
  const answer = await begin(who.roster, form, `/forms/providers/1/start?step=${stepId}`, { step: stepId })
  await press(who.roster, await who.roster.get(`/forms/fill/${answer}`), 'next', { '/saw': 'All well', '/hurt': '0' })
  assert.equal((await who.roster.submit(`/forms/fill/${answer}/send`)).status, 303)
  assert.deepEqual(await stage.sql(`SELECT state, answer_id FROM workflow_step WHERE id = ${stepId}`), [['ready', String(answer)]])
  assert.match((await who.manager.get(W)).words, /Rests on: Inspection form .*Carry out this step/)
  await who.manager.submit(`/forms/answers/${answer}/withdraw`, { reason: 'Of another house' })
  assert.match((await who.manager.get(W)).words, /Form: Inspection form .*Fill in the form/, 'what was withdrawn does not count')
  assert.equal((await who.manager.submit(W + '/steps/1', {})).status, 422)
  await who.manager.submit(`/forms/answers/${answer}/restore`, {}, { from: `/forms/answers/${answer}` })
  assert.equal((await who.manager.submit(W + '/steps/1', {})).status, 303)
  assert.equal(await one(`SELECT state FROM workflow_step WHERE id = ${stepId}`), 'done')
})

test('a form’s pictures: asked for by name, added, shown beside the question, kept once it was in use', async () => {
  const xml = visit({ id: 'pictured', title: 'Pictured' }).replace('<text id="saw"><value>What did', '<text id="saw"><value form="image">jr://images/kitchen.png</value><value form="audio">jr://audio/hello.mp3</value><value>What did')
  const version = Number((await upload(xml)).location.split('/').pop())
  const M = `/forms/versions/${version}/media`
  assert.match((await who.admin.get(`/forms/versions/${version}`)).words, /Pictures and recordings ?0 of 2 are here/)
  assert.match((await who.admin.get(M)).words, /kitchen\.png Missing.*hello\.mp3 Missing/)
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
  const send = (name, bytes) => who.admin.upload(M, {}, [['files', name, bytes]])
  assert.match((await send('other.png', png)).words, /The form shows no file named “other\.png”/)
  assert.equal((await send('kitchen.png', '<svg xmlns="http://www.w3.org/2000/svg"/>')).status, 422)
  assert.equal((await who.manager.get(M)).status, 403)
  assert.equal((await send('kitchen.png', png)).status, 303)
  assert.equal(await one('SELECT state FROM file'), 'kept')
  await who.admin.submit(`/forms/versions/${version}/publish`)
  assert.match((await send('kitchen.png', png)).words, /is there, and stays/)
  const [[form]] = await stage.sql(`SELECT form_id FROM form_version WHERE id = ${version}`)
  const answer = await begin(who.manager, form)
  const page = await who.manager.get(`/forms/fill/${answer}`)
  const image = page.html.querySelector('img.q-image')
  assert.equal(image.getAttribute('alt'), 'What did you see?')
  const shown = await who.manager.get(image.getAttribute('src'))
  assert.equal(shown.status, 200)
  assert.equal(shown.headers.get('content-type'), 'image/png')
  assert.equal(shown.headers.get('x-content-type-options'), 'nosniff')
  assert.equal((await fetch(stage.url + image.getAttribute('src'), { redirect: 'manual' })).status, 303, 'not for people outside')
  await who.admin.submit(`${L}/${form}/edit`, { about: ['provider'], roles: ['3'] })
  assert.equal((await who.roster.get(image.getAttribute('src'))).status, 404)
  await who.manager.submit(`/forms/answers/${answer}/drop`)
})
