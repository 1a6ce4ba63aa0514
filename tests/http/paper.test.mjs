// Answers as PDF: tagged, in the form's languages, in large print, the same bytes each time (A25).
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { agency } from '../lib/agency.mjs'
import { visit, VISIT } from '../lib/forms.mjs'
import { Pdf } from '../lib/pdf.mjs'
import { png } from '../lib/pictures.mjs'

let stage, who, id, form, answer, A
const EVIL = 'All *well* </Document> ) BT (x) Tj %PDF ☃ ليلى 陈美玲'
const pdf = async (path, by = who.reader) => {
  const got = await by.get(path)
  assert.equal(got.status, 200, got.words)
  return new Pdf(got.bytes)
}
/** The porter makes small pictures of what is brought, by and by. */
const porter = async () => {
  for (let i = 0; i < 150; i++) {
    if ((await stage.sql("SELECT COUNT(*) FROM picture WHERE name = 'view' AND format = 'jpeg'"))[0][0] > 0) return
    await new Promise(done => setTimeout(done, 200))
  }
  assert.fail('no picture was made')
}
const submit = async (answer, xml, revision) => {
  await stage.sql(`
    INSERT INTO form_answer_revision (answer_id, number, version_id, xml, hash, reason, account_id, at)
      SELECT id, ${revision}, version_id, '${xml.replace(/'/g, "''")}', '${createHash('sha256').update(xml).digest('hex')}', '${revision > 1 ? 'Her age' : ''}', ${id.manager}, '2026-11-2${revision} 03:00:00' FROM form_answer WHERE id = ${answer};
    UPDATE form_answer SET state = 'submitted', revision = ${revision}, submitted_by = ${id.manager}, submitted_at = '2026-11-2${revision} 03:00:00', version = version + 1 WHERE id = ${answer};
    DELETE FROM form_draft WHERE answer_id = ${answer}; DELETE FROM form_draft_save WHERE answer_id = ${answer};`)
}

before(async () => {
  ({ stage, who, id } = await agency({ clock: '2026-11-23T21:40:00Z', people: ['admin', 'manager', 'reader', 'far', 'finance'] }))
  const kept = await who.admin.submit('/forms/library/upload', { xml: VISIT })
  await who.admin.submit(kept.location + '/publish')
  form = (await stage.sql("SELECT id FROM form WHERE name = 'visit'"))[0][0]
  const begun = await who.manager.submit('/forms/providers/1/start', { form })
  answer = Number(begun.location.split('/').pop())
  A = `/forms/answers/${answer}`
})
after(() => stage?.stop())

test('a draft is printed as one, and says so', async () => {
  const draft = await pdf(A + '/pdf', who.manager)
  assert.match(draft.text, /This is a draft: nothing was submitted yet/)
  assert.match(draft.text, new RegExp(`Answer ${answer}, draft`))
  assert.match((await who.manager.get(A)).text, new RegExp(`href="${A}/pdf"`))
})

test('what was submitted is heard in order, with its labels', async () => {
  await submit(answer, visit.answer({ saw: EVIL, hurt: '1', what: 'A bruise', children: [['Leo', '7'], ['Mia', '']] }, '1'), 1)
  const got = await who.reader.get(A + '/pdf')
  assert.equal(got.headers.get('content-type'), 'application/pdf')
  assert.match(got.headers.get('content-disposition'), new RegExp(`attachment; filename="visit-${answer}\\.pdf"`))
  assert.match(got.headers.get('cache-control'), /no-store|private/)
  const paper = new Pdf(got.bytes)
  paper.check()
  assert.equal(paper.facts.Tagged, 'yes')
  assert.equal(paper.facts.Title, 'Home visit')
  const heard = paper.heard
  assert.deepEqual(heard[0], ['H1', 'Home visit'])
  const after = label => heard[heard.findIndex(([tag, text]) => tag === 'Lbl' && text === label) + 1]
  assert.deepEqual(after('Submitted'), ['LBody', 'Saturday 21 November 2026, 2 pm, Gwen Hartley'])
  assert.deepEqual(after('Was somebody hurt?'), ['LBody', 'Yes'])
  assert.deepEqual(after('What happened?'), ['LBody', 'A bruise'])
  assert.deepEqual(after('The day'), ['LBody', 'Monday 23 November 2026'])
  assert.deepEqual(after('Age'), ['LBody', '7'])
  assert.equal(heard.filter(([, text]) => text === 'No answer').length, 1)
  // What follows a group is not heard as a part of it.
  assert.deepEqual(heard.filter(([tag]) => tag === 'H2').map(([, text]) => text), ['Child 1', 'Child 2', 'Home visit'])
  assert.match(paper.text, /All \*well\* <\/Document> \) BT \(x\) Tj %PDF/)
  assert.match(paper.text.replace(/\s/g, ''), /陈美玲/)
  assert.match(paper.text, new RegExp(`Answer ${answer}, revision 1 +Page 1 of 1`))
})

test('the same bytes each time, by whoever and whenever', async () => {
  const one = await pdf(A + '/pdf'), two = await pdf(A + '/pdf', who.manager)
  assert.ok(one.bytes.equals(two.bytes))
  await stage.clock('2026-11-23T22:05:00Z')
  assert.ok(one.bytes.equals((await pdf(A + '/pdf')).bytes))
})

test('in another language, in large print', async () => {
  const german = await pdf(A + '/pdf?language=Deutsch')
  assert.match(german.text, /Wurde jemand verletzt\?/)
  assert.match((await who.reader.get(A + '?language=Deutsch')).text, /\/pdf\?language=Deutsch/)
  assert.match((await pdf(A + '/pdf?language=Klingon')).text, /Was somebody hurt\?/)
  const plain = await pdf(A + '/pdf'), large = await pdf(A + '/pdf?large=1')
  const size = p => Math.max(...[...p.ask('pdftohtml', '-xml', '-i', '-stdout', 'FILE').matchAll(/height="(\d+)" font="\d+">(?:<b>)?Home visit/g)].map(m => Number(m[1])))
  assert.ok(size(large) > 1.4 * size(plain))
  large.check()
})

test('a correction and what it corrects are papers of their own', async () => {
  await submit(answer, visit.answer({ saw: 'All well', hurt: '0', children: [['Leo', '8']] }, '1'), 2)
  const older = await pdf(A + '/revisions/1/pdf'), newer = await pdf(A + '/pdf')
  assert.match(older.text, /This is an older revision/)
  assert.match(older.text, /A bruise/)
  assert.doesNotMatch(newer.text, /A bruise|older revision/)
  assert.match(newer.text, /revision 2/)
  assert.ok((await pdf(A + '/revisions/2/pdf')).bytes.equals(newer.bytes))
  assert.equal((await who.reader.get(A + '/revisions/3/pdf')).status, 404)
  assert.match((await who.reader.get(A + '/revisions/1')).text, new RegExp(`href="${A}/revisions/1/pdf"`))
})

test('a photo stands below its question, said by its label; only the answer’s own', async () => {
  const kept = await who.admin.submit('/forms/library/upload', { xml: visit({ id: 'photo' })
    .replace('<saw/>', '<saw/><photo/><other/>').replace('<bind nodeset="/data/day"', '<bind nodeset="/data/photo" type="binary"/><bind nodeset="/data/other" type="binary"/><bind nodeset="/data/day"')
    .replace('<input ref="/data/day">', '<upload ref="/data/photo" mediatype="image/*"><label>The front door</label></upload><upload ref="/data/other" mediatype="image/*"><label>Another</label></upload><input ref="/data/day">') })
  await who.admin.submit(kept.location + '/publish')
  const [[photoForm]] = await stage.sql("SELECT id FROM form WHERE name = 'photo'")
  const take = async id => {
    const page = await who.manager.get(`/forms/fill/${id}/file?at=/photo`)
    const body = new FormData()
    for (const [n, v] of page.fields(`/forms/fill/${id}/file`)) if (n !== 'file') body.append(n, v)
    body.append('file', new Blob([png(600, 400)]), 'door.png')
    const sent = await who.manager.request('POST', `/forms/fill/${id}/file`, { body, headers: { origin: stage.url } })
    assert.equal(sent.status, 303, sent.words)
    return (await stage.sql('SELECT MAX(id) FROM attachment'))[0][0]
  }
  const start = async () => Number((await who.manager.submit('/forms/providers/1/start', { form: photoForm })).location.split('/').pop())
  const foreign = await take(await start())
  const own = await start(), photo = await take(own)
  await porter()
  await submit(own, visit.answer({ id: 'photo', saw: 'A door', hurt: '0' }, '1').replace('<hurt>', `<photo>a${photo}-door.png</photo><other>a${foreign}-door.png</other><hurt>`), 1)
  // What was brought later is no part of it.
  assert.equal((await pdf(`/forms/answers/${own}/pdf`)).ask('pdfimages', '-list', 'FILE').split('\n').slice(2).filter(Boolean).length, 0)
  await stage.sql(`UPDATE form_answer_revision SET at = '2026-11-24 00:00:00' WHERE answer_id = ${own}`)
  const paper = await pdf(`/forms/answers/${own}/pdf`)
  paper.check()
  assert.match(paper.text, /The front door +door\.png/)
  const images = paper.ask('pdfimages', '-list', 'FILE').split('\n').slice(2).filter(Boolean)
  assert.equal(images.length, 1, 'not the other answer’s')
  assert.match(images[0], /600 +400 +rgb .*jpeg/)
  assert.match(paper.ask('qpdf', '--qdf', '--object-streams=disable', 'FILE', '-'), /\/Alt \(The front door\)/)
  assert.ok(paper.bytes.equals((await pdf(`/forms/answers/${own}/pdf`)).bytes))
  assert.ok(Number((await stage.sql(`SELECT COUNT(*) FROM audit WHERE kind = 'attachment' AND object_id = ${photo} AND action = 'read'`))[0][0]) > 0)
  assert.match((await who.manager.get(`/forms/answers/${own}`)).words, /The front door ?door\.png/)
})

test('nobody else gets it, and every reading is written down', async () => {
  for (const path of [A + '/pdf', A + '/revisions/1/pdf']) {
    assert.equal((await who.far.get(path)).status, 404)
    assert.equal((await who.finance.get(path)).status, 403)
  }
  const before = Number((await stage.sql(`SELECT COUNT(*) FROM audit WHERE kind = 'answer' AND object_id = ${answer} AND action = 'read'`))[0][0])
  assert.ok(before > 0)
})
