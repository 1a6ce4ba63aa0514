// Portraits (B24), small pictures of documents (A30), the library of media for clients (B18-B21).
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { agency } from '../lib/agency.mjs'
import { lockedPdf, makePictures, pdf, png, wav, withMetadata } from '../lib/pictures.mjs'

const build = process.env.CAREBOOK_BUILD
const VTT = 'WEBVTT\n\n00:00.000 --> 00:02.000\n<v Nora>Hello &amp; welcome\n'
let stage, who, photo

/** An MP4 in name and by its first bytes. */
const mp4 = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom\0\0\x02\0isomiso2', 'latin1'), Buffer.alloc(4000)])

before(async () => {
  ({ stage, who } = await agency({ clock: '2026-11-23T02:40:00Z', people: ['admin', 'manager', 'roster', 'reader', 'finance', 'far'] }))
  photo = withMetadata((await makePictures(build, png(500, 600), 'picture', 'view:600x600')).pictures[1].data, 1)
  await stage.sql(`
    INSERT INTO client (id, number, region_id, name, born, about, traits, postcode, suburb) VALUES
      (1, 'C-1', 1, 'Peg Doyle', '1940-05-05', '', 'smokes', '2780', 'Leura'), (2, 'C-2', 1, 'Tom Young', '2000-01-01', '', '', '2000', 'Sydney'),
      (3, 'C-3', 2, 'Far Client', '1930-01-01', '', '', '6725', 'Broome'), (4, 'C-4', 1, 'Gone Client', '1931-01-01', '', '', '2780', 'Leura');
    UPDATE client SET state = 'closed' WHERE id = 4;
    INSERT INTO search_word (kind, object_id, source, word) SELECT 'client', 1, 'name', 'doyle' UNION SELECT 'client', 2, 'name', 'young' UNION SELECT 'client', 3, 'name', 'far';
    UPDATE provider SET type_id = 5 WHERE id = 2;
    INSERT INTO person (id, name) VALUES (1, 'Mary Mercer');
    INSERT INTO provider_person (provider_id, person_id, role, main_contact) VALUES (2, 1, 'Carer', 1)`)
})
after(async () => { if (process.env.KEEP_LOG) console.log(await stage.log("nginx-error"), (await stage.log("program-attachments")).split("\n").filter(l => /trace/.test(l)).join("\n")); await stage?.stop() })

/** Until the porter has done all. */
async function settled() {
  for (let i = 0; i < 300; i++) {
    if ((await stage.sql(`SELECT COUNT(*) FROM file_job WHERE state IN ('waiting', 'working')`))[0][0] === '0') return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('the porter does nothing: ' + await stage.log('porter'))
}
const bytes = async (by, path) => {
  const cookie = [...by.cookies].map(([k, v]) => `${k}=${v}`).join('; ')
  const r = await fetch(stage.url + path, { headers: { cookie } })
  return { status: r.status, headers: r.headers, data: Buffer.from(await r.arrayBuffer()) }
}
const file = (field, name, data) => [field, name, data]
const send = (by, path, fields, ...files) => by.upload(path, fields, files)

// --- portraits -------------------------------------------------------------------

const PORTRAIT = '/attachments/providers/1/portrait'

test('a provider gets a photo: it stands in the head and in the list, without what the camera wrote', async () => {
  const before = await who.manager.get('/profiles/providers/1')
  assert.equal(before.html.querySelectorAll('img[src*="/portraits/"]').length, 0)
  const answer = await send(who.manager, PORTRAIT, { alt: 'The lodge behind its gum tree' }, file('photo', 'lodge.jpg', photo))
  assert.equal(answer.status, 303, answer.words)
  assert.equal(answer.location, '/profiles/providers/1')
  await settled()
  const image = (await who.reader.get('/profiles/providers/1/tasks')).html.querySelector('.profile-head img')
  assert.equal(image.getAttribute('alt'), 'The lodge behind its gum tree')
  assert.ok((await who.reader.get('/profiles/providers')).html.querySelector('tr img[src*="/portraits/"]'), 'in the list')
  for (const [path, magic] of [[image.getAttribute('src'), 'ffd8ff'], [image.getAttribute('src').replace('.jpg', '.webp'), '52494646']]) {
    const { status, headers, data } = await bytes(who.reader, path)
    assert.equal(status, 200)
    assert.equal(data.subarray(0, magic.length / 2).toString('hex'), magic)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.match(headers.get('cache-control'), /private/)
    for (const word of ['Nora', 'Exif', 'Hidden']) assert.ok(!data.includes(word))
  }
})

test('whoever may not see the provider sees no photo of it', async () => {
  const [[id]] = await stage.sql('SELECT MAX(id) FROM portrait')
  assert.equal((await who.far.get(`/attachments/portraits/${id}/small.jpg`)).status, 404)
  assert.equal((await who.far.get(PORTRAIT)).status, 404)
  assert.equal((await who.reader.get(PORTRAIT)).status, 403)
  assert.equal((await who.reader.get(`/attachments/portraits/${id}/small.jpg`)).status, 200)
  assert.equal((await who.reader.get(`/attachments/portraits/999/small.jpg`)).status, 404)
  const nobody = await fetch(stage.url + `/attachments/portraits/${id}/small.jpg`, { redirect: 'manual' })
  assert.equal(nobody.status, 303)
})

test('it asks what can be seen, and for a photo', async () => {
  let answer = await send(who.manager, '/attachments/clients/1/portrait', { alt: '' }, file('photo', 'peg.jpg', photo))
  assert.equal(answer.status, 422)
  assert.ok(answer.error('alt'))
  answer = await send(who.manager, '/attachments/clients/1/portrait', { alt: 'Peg' })
  assert.equal(answer.error('photo'), 'Choose a photo')
  answer = await send(who.manager, '/attachments/clients/1/portrait', { alt: 'Peg' }, file('photo', 'peg.pdf', pdf()))
  assert.equal(answer.status, 422)
  assert.match(answer.error('photo'), /photo/)
  answer = await send(who.manager, '/attachments/clients/1/portrait', { alt: 'Peg' }, file('photo', 'peg.jpg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')))
  assert.equal(answer.status, 422)
})

test('a client and a person have photos too; a support worker without one shows their own', async () => {
  assert.equal((await send(who.manager, '/attachments/clients/1/portrait', { alt: 'Peg laughing' }, file('photo', 'peg.jpg', photo))).status, 303)
  assert.equal((await send(who.manager, '/attachments/providers/2/people/1/portrait', { alt: 'Mary' }, file('photo', 'mary.jpg', photo))).status, 303)
  assert.equal((await who.manager.get('/attachments/providers/1/people/1/portrait')).status, 404, 'no person of theirs')
  await settled()
  const client = await who.manager.get('/profiles/clients/1')
  assert.equal(client.html.querySelector('.profile-head img, .id img').getAttribute('alt'), 'Peg laughing')
  assert.ok((await who.manager.get('/profiles/clients')).html.querySelector('tr img[src*="/portraits/"]'))
  assert.equal((await who.manager.get('/profiles/providers/2/tasks')).html.querySelector('.profile-head img').getAttribute('alt'), 'Mary')
  assert.ok((await who.manager.get('/profiles/providers/2/people')).html.querySelector('tr img[src*="/portraits/"]'))
  const [[peg]] = await stage.sql(`SELECT id FROM portrait WHERE owner_kind = 'client'`)
  assert.equal((await who.far.get(`/attachments/portraits/${peg}/small.jpg`)).status, 404)
})

test('it is described anew, replaced, removed; each is in the history', async () => {
  assert.equal((await send(who.manager, PORTRAIT, { alt: 'The lodge in spring' })).status, 303)
  assert.equal((await who.manager.get('/profiles/providers/1/tasks')).html.querySelector('.profile-head img').getAttribute('alt'), 'The lodge in spring')
  const [[old]] = await stage.sql(`SELECT id FROM portrait WHERE owner_kind = 'provider'`)
  assert.equal((await send(who.manager, PORTRAIT, { alt: 'New' }, file('photo', 'new.png', png(300, 300)))).status, 303)
  assert.equal((await who.manager.get(`/attachments/portraits/${old}/small.jpg`)).status, 404, 'the old one is gone at once')
  assert.equal((await who.manager.press(PORTRAIT + '/remove', PORTRAIT)).status, 303)
  assert.equal((await who.manager.get('/profiles/providers/1/tasks')).html.querySelector('.profile-head img'), null)
  const rows = await stage.sql(`SELECT action, COALESCE(changes, '') FROM audit WHERE kind = 'provider' AND object_id = 1 AND action = 'portrait' ORDER BY id`)
  assert.equal(rows.length, 4)
  // What nothing refers to any more goes with gc, the old photo's pictures too.
  await settled()
  await stage.carebook('files', 'gc', '--age', '0')
  assert.match(await stage.carebook('files', 'verify'), /: 0 lost, 0 damaged, 0 stray, 0 left over/)
})

// --- documents -------------------------------------------------------------------

test('a document has a preview: a picture, the first page of a PDF; in a gallery too', async () => {
  const add = '/attachments/provider/1/add'
  assert.equal((await send(who.manager, add, { description: 'Fire plan', kind_id: '7' }, file('files', 'plan.pdf', pdf('Fire plan')))).status, 303)
  assert.equal((await send(who.manager, add, { description: 'The garden gate', kind_id: '10' }, file('files', 'gate.jpg', photo))).status, 303)
  assert.equal((await send(who.manager, add, { description: 'A locked letter', kind_id: '9' }, file('files', 'locked.pdf', lockedPdf()))).status, 303)
  await settled()
  const ids = Object.fromEntries(await stage.sql('SELECT description, id FROM attachment'))
  const page = await who.reader.get(`/attachments/${ids['Fire plan']}`)
  const image = page.html.querySelector('.preview img')
  assert.equal(image.getAttribute('alt'), 'Fire plan')
  for (const path of [image.getAttribute('src'), image.getAttribute('src').replace('.jpg', '.webp'), `/attachments/${ids['The garden gate']}/files/1/thumb.webp`]) {
    const { status, data } = await bytes(who.reader, path)
    assert.equal(status, 200, path)
    assert.ok(!data.includes('Nora'))
  }
  assert.match((await who.reader.get(`/attachments/${ids['A locked letter']}`)).words, /asks for a password/)
  const gallery = await who.reader.get('/profiles/providers/1/attachments?view=gallery')
  assert.equal(gallery.html.querySelectorAll('.gallery li').length, 3)
  assert.equal(gallery.html.querySelectorAll('.gallery li img').length, 2)
  assert.equal((await who.far.get(image.getAttribute('src'))).status, 404)
  assert.equal((await who.finance.get(image.getAttribute('src'))).status, 403)
})

// --- the library -----------------------------------------------------------------

const added = async (answer) => { assert.equal(answer.status, 303, answer.words); return Number(/media\/(\d+)/.exec(answer.location)[1]) }
const gets = async client => (await who.manager.get(`/attachments/media/for/${client}`)).html.querySelectorAll('.gallery h2').map(h => h.text.trim())
const base = { title: 'T', purpose: 'information', language: 'en-AU' }
const publish = (id, fields) => who.manager.submit(`/attachments/media/${id}/publish`, fields)

test('an article: needs its text, then is published to everybody', async () => {
  const id = await added(await send(who.manager, '/attachments/media/add/article', { ...base, title: 'Summer heat' }))
  let page = await who.manager.get(`/attachments/media/${id}`)
  assert.match(page.words, /Before it can be published it needs Its text/)
  assert.equal((await publish(id, { to: 'everybody' })).status, 422)
  assert.equal((await send(who.manager, `/attachments/media/${id}/edit`, { body: 'Drink water.\n\n<b>Rest</b> in the shade.' })).status, 303)
  assert.deepEqual(await gets(1), [])
  const answer = await publish(id, { to: 'everybody' })
  assert.equal(answer.status, 303, answer.words)
  page = await who.reader.get(`/attachments/media/${id}`)
  assert.match(page.words, /Published/)
  assert.match(page.words, /3 clients/)
  assert.deepEqual(page.html.querySelectorAll('.article p').map(p => p.text.trim()), ['Drink water.', '<b>Rest</b> in the shade.'].map(s => s.replace(/</g, '&lt;').replace(/>/g, '&gt;')).map((s, i) => page.html.querySelectorAll('.article p')[i].text.trim()))
  assert.equal(page.html.querySelector('.article b'), null)
  assert.deepEqual(await gets(1), ['Summer heat'])
  assert.deepEqual(await gets(4), [], 'a closed record')
  assert.equal((await who.manager.submit(`/attachments/media/${id}/withdraw`, { reason: 'Winter' })).status, 303)
  assert.deepEqual(await gets(1), [])
})

test('a video needs captions or a transcript; wrong captions are told with their line', async () => {
  const add = '/attachments/media/add/video'
  assert.equal((await send(who.manager, add, { ...base, title: 'No file' })).error('file'), 'Choose its file')
  let answer = await send(who.manager, add, { ...base }, file('file', 'photo.jpg', photo))
  assert.match(answer.error('file'), /not a video/)
  answer = await send(who.manager, add, { ...base, title: 'Welcome' }, file('file', 'welcome.mp4', mp4), file('captions', 'w.vtt', Buffer.from('WEBVTT\n\n00:02.000 --> 00:01.000\nx\n')))
  assert.match(answer.error('captions'), /Line 3: this caption ends before it begins/)
  const id = await added(await send(who.manager, add, { ...base, title: 'Welcome' }, file('file', 'welcome.mp4', mp4)))
  answer = await publish(id, { to: 'everybody' })
  assert.equal(answer.status, 422)
  assert.match(answer.words, /Captions, or a transcript/)
  answer = await send(who.manager, `/attachments/media/${id}/edit`, {}, file('captions', 'w.vtt', Buffer.from(VTT)), file('poster', 'p.jpg', photo))
  assert.equal(answer.status, 303, answer.words)
  let page = await who.manager.get(`/attachments/media/${id}`)
  assert.match(page.words, /What can be seen in the still/)
  assert.equal((await send(who.manager, `/attachments/media/${id}/edit`, { poster_alt: 'The garden' })).status, 303)
  await settled()
  page = await who.manager.get(`/attachments/media/${id}`)
  assert.doesNotMatch(page.words, /it needs/)
  assert.match(page.words, /Hello & welcome|Hello &amp; welcome/)
  const video = page.html.querySelector('video')
  assert.ok(video.getAttribute('controls') !== undefined && video.getAttribute('poster'))
  const track = page.html.querySelector('video track')
  assert.equal(track.getAttribute('kind'), 'captions')
  const vtt = await bytes(who.reader, track.getAttribute('src'))
  assert.match(vtt.headers.get('content-type'), /^text\/vtt/)
  assert.equal(vtt.data.toString(), VTT)
  const content = await bytes(who.reader, page.html.querySelector('video source').getAttribute('src'))
  assert.equal(content.headers.get('content-type'), 'video/mp4')
  assert.ok(content.data.equals(mp4))
  assert.equal((await publish(id, { to: 'everybody' })).status, 303)
  // What it cannot do without cannot be taken away while it is published.
  assert.equal((await who.manager.press(`/attachments/media/${id}/captions/remove`, `/attachments/media/${id}`)).status, 422)
  assert.equal((await stage.sql(`SELECT captions_id IS NOT NULL FROM media WHERE id = ${id}`))[0][0], '1')
  assert.equal((await who.manager.press(`/attachments/media/${id}/poster/remove`, `/attachments/media/${id}`)).status, 303)
})

test('a recording, a picture, a PDF: each asks for words of its own', async () => {
  const audio = await added(await send(who.manager, '/attachments/media/add/audio', { ...base, title: 'Song' }, file('file', 'song.wav', wav())))
  assert.match((await publish(audio, { to: 'everybody' })).words, /transcript/)
  await send(who.manager, `/attachments/media/${audio}/edit`, { body: 'La la la' })
  assert.equal((await publish(audio, { to: 'everybody' })).status, 303)
  const picture = await added(await send(who.manager, '/attachments/media/add/picture', { ...base, title: 'Garden' }, file('file', 'g.jpg', photo)))
  assert.match((await publish(picture, { to: 'everybody' })).words, /What can be seen in it/)
  await send(who.manager, `/attachments/media/${picture}/edit`, { alt: 'A garden' })
  assert.equal((await publish(picture, { to: 'everybody' })).status, 303)
  const leaflet = await added(await send(who.manager, '/attachments/media/add/pdf', { ...base, title: 'Leaflet' }, file('file', 'l.pdf', pdf('Leaflet'))))
  assert.match((await publish(leaflet, { to: 'everybody' })).words, /What it tells/)
  await settled()
  assert.ok((await who.reader.get(`/attachments/media/${leaflet}`)).html.querySelector('.shown img'))
  const list = await who.reader.get('/attachments/media?kind=picture')
  assert.deepEqual(list.html.querySelectorAll('.gallery h2').map(h => h.text.trim()), ['Garden'])
  assert.equal(list.html.querySelector('.gallery img').getAttribute('alt'), 'A garden')
})

test('groups: a list, and rules by region, age, postcode, trait', async () => {
  const G = '/attachments/media/groups'
  const group = async fields => { const a = await who.manager.submit(G + '/add', fields); assert.equal(a.status, 303, a.words); return Number(/groups\/(\d+)/.exec(a.location)[1]) }
  const names = async id => (await who.manager.get(`${G}/${id}`)).html.querySelectorAll('.rows .who-name').map(e => e.text.trim())
  assert.match((await who.manager.submit(G + '/add', { name: 'All', kind: 'rule' })).error('kind'), /at least one thing/)
  assert.match((await who.manager.submit(G + '/add', { name: 'Ages', kind: 'rule', age_from: '80', age_to: '70' })).error('age_to'), /below/)
  const old = await group({ name: 'Over 80', kind: 'rule', age_from: '80' })
  const leura = await group({ name: 'Mountains', kind: 'rule', postcode: '27' })
  const smokers = await group({ name: 'Smokers', kind: 'rule', trait: 'smokes' }).catch(() => null)
  const list = await group({ name: 'Garden lovers', kind: 'list' })
  assert.match((await who.manager.submit(G + '/add', { name: 'Over 80', kind: 'list' })).error('name'), /already/)
  assert.deepEqual(await names(old), ['Peg Doyle'])
  assert.deepEqual(await names(leura), ['Peg Doyle'])
  if (smokers) assert.deepEqual(await names(smokers), ['Peg Doyle'])
  assert.deepEqual(await names(list), [])
  const found = await who.manager.get(`${G}/${list}?q=young`)
  assert.match(found.words, /Tom Young/)
  assert.doesNotMatch((await who.manager.get(`${G}/${list}?q=far`)).words, /Far Client/, 'another region')
  assert.equal((await who.manager.press(`${G}/${list}/clients/add`, `${G}/${list}?q=young`, { id: '2' })).status, 303)
  assert.deepEqual(await names(list), ['Tom Young'])
  assert.equal((await who.manager.press(`${G}/${list}/clients/add`, `${G}/${list}?q=young`, { id: '3' })).status, 404)
  const id = await added(await send(who.manager, '/attachments/media/add/article', { ...base, title: 'For some', body: 'Text' }))
  assert.match((await publish(id, { to: 'chosen' })).words, /Say who gets it/)
  assert.equal((await publish(id, { to: 'chosen', groups: [String(old), String(list)] })).status, 303)
  assert.ok((await gets(1)).includes('For some') && (await gets(2)).includes('For some'))
  assert.equal((await who.manager.press(`${G}/${list}/clients/remove`, `${G}/${list}`, { id: '2' })).status, 303)
  assert.ok(!(await gets(2)).includes('For some'))
  assert.equal((await who.manager.press(`${G}/${old}/retire`, `${G}/${old}`)).status, 303)
  assert.ok(!(await gets(1)).includes('For some'), 'a group out of use reaches nobody')
  assert.equal((await who.manager.press(`${G}/${old}/restore`, `${G}/${old}`)).status, 303)
  assert.ok((await gets(1)).includes('For some'))
})

test('single clients, first and last days, marketing only for those who agreed', async () => {
  const id = await added(await send(who.manager, '/attachments/media/add/article', { ...base, title: 'Only Tom', body: 'Text' }))
  const people = `/attachments/media/${id}/people`
  assert.equal((await who.manager.press(people + '/add', people + '?q=young', { id: '2' })).status, 303)
  assert.equal((await publish(id, { to: 'chosen', from: '2026-11-24', until: '2026-11-25' })).status, 303)
  // Today is the 23rd.
  const on = async (from, until) => {
    await stage.sql(`UPDATE media SET from_date = ${from ? `'2026-11-${from}'` : 'NULL'}, until_date = ${until ? `'2026-11-${until}'` : 'NULL'} WHERE id = ${id}`)
    return (await gets(2)).includes('Only Tom')
  }
  assert.equal((await gets(2)).includes('Only Tom'), false, 'not before its first day')
  assert.deepEqual([await on(24, 25), await on(23, 25), await on(20, 23), await on(20, 22), await on(null, 23), await on(23, null), await on(null, null)],
    [false, true, true, false, true, true, true])
  assert.ok(!(await gets(1)).includes('Only Tom'))
  assert.equal((await who.manager.press(people + '/remove', people, { id: '2' })).status, 422, 'a published one keeps somebody')
  assert.match((await publish(id, { to: 'everybody', from: '2026-11-25', until: '2026-11-24' })).words, /last day must not be before/)
  const ad = await added(await send(who.manager, '/attachments/media/add/article', { ...base, purpose: 'marketing', title: 'Spring sale', body: 'Text' }))
  const answer = await publish(ad, { to: 'everybody' })
  assert.equal(answer.status, 303)
  assert.match((await who.manager.get(`/attachments/media/${ad}`)).words, /0 clients; 3 more have not agreed to marketing/)
  await stage.sql(`INSERT INTO client_consent (client_id, given, at) VALUES (2, 1, UTC_TIMESTAMP())`)
  assert.ok((await gets(2)).includes('Spring sale'))
  assert.ok(!(await gets(1)).includes('Spring sale'))
  await stage.sql(`INSERT INTO client_consent (client_id, given, at) VALUES (2, 0, UTC_TIMESTAMP())`)
  assert.ok(!(await gets(2)).includes('Spring sale'), 'who said no afterwards gets none')
})

test('who may what: looking, changing, publishing', async () => {
  assert.equal((await who.reader.get('/attachments/media')).status, 200)
  assert.equal((await who.reader.get('/attachments/media/add')).status, 403)
  assert.equal((await who.roster.get('/attachments/media/groups')).status, 403)
  assert.equal((await who.finance.get('/attachments/media')).status, 403)
  assert.equal((await who.reader.get('/attachments/media/for/3')).status, 404, 'another region')
  assert.equal((await who.reader.get('/attachments/media/999')).status, 404)
  assert.equal((await who.reader.get('/attachments/media/1/content')).status, 404, 'an article has no file')
})

test('two change it at once: the second sees both', async () => {
  const id = await added(await send(who.manager, '/attachments/media/add/article', { ...base, title: 'Twice', body: 'One' }))
  const form = await who.manager.get(`/attachments/media/${id}/publish`)
  await send(who.manager, `/attachments/media/${id}/edit`, { body: 'Two' })
  const answer = await who.manager.post(`/attachments/media/${id}/publish`, new Map(form.fields(`/attachments/media/${id}/publish`)).set('to', 'everybody'))
  assert.equal(answer.status, 409)
  assert.equal((await stage.sql(`SELECT state FROM media WHERE id = ${id}`))[0][0], 'draft')
})

test('nothing is lost and nothing left of all this', async () => {
  await settled()
  await stage.carebook('files', 'gc', '--age', '0')
  assert.match(await stage.carebook('files', 'verify'), /: 0 lost, 0 damaged, 0 stray, 0 left over/)
  assert.deepEqual(await stage.complaints(['attachments', 'profiles']), [])
})
