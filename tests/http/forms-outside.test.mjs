// Applications from people outside (A27): the link, the code, the draft that is kept, and what staff make of it.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { agency, PASSWORD, PEOPLE } from '../lib/agency.mjs'
import { Client } from '../lib/client.mjs'
import { publish } from '../lib/fill.mjs'
import { ANSWERS, fillWhole, sendWhole } from '../lib/eight.mjs'

let stage, who, now = Date.parse('2026-11-23T21:40:00Z') / 1000
const code = {}
const NAMES = ['foster-application', 'nursery-admission', 'complaint', 'home-visit']
/** Time goes by; staff sign in again, as they would. */
async function pass(seconds) {
  now += seconds
  await stage.clock(new Date(now * 1000).toISOString().slice(0, 19) + 'Z')
  for (const [name, client] of Object.entries(who ?? {})) {
    client.cookies.clear()
    const answer = await client.submit('/account/sign-in', { email: PEOPLE[name][0], password: PASSWORD })
    assert.equal(answer.status, 303, answer.words)
  }
}
const rowOf = async (columns, rest) => (await stage.sql(`SELECT ${columns} FROM ${rest}`))[0]

before(async () => {
  ({ stage, who } = await agency({ clock: '2026-11-23T21:40:00Z', people: ['admin', 'manager', 'roster', 'reader'] }))
  await pass(0)
  await stage.sql(`INSERT IGNORE INTO search_word (kind, word, object_id, source) VALUES ('provider', 'wentworth', 1, 'name')`)
  for (const name of NAMES) await publish(who.admin, readFileSync(new URL(`../../forms/${name}.xml`, import.meta.url), 'utf8'))
  for (const name of NAMES.slice(0, 3)) {
    const [form] = await rowOf('id', `form WHERE name = '${name}'`)
    const page = await who.admin.submit(`/forms/library/${form}/public`, { open: '1', thanks: 'We ring you within a week.', tell: 'intake@example.org' })
    assert.equal(page.status, 303, page.words)
    code[name] = /\/forms\/apply\/(\d+)/.exec((await who.admin.get(`/forms/library/${form}/public`)).text)[1]
  }
})
after(() => stage?.stop())

let people = 0
const somebody = () => `somebody${++people}@example.org`
/** The mail to somebody that says this. */
async function mailed(email, words) {
  for (let i = 0; i < 60; i++) {
    const found = (await stage.mails()).find(m => m.to === email && words.test(m.raw.replace(/=\r?\n/g, '')))
    if (found) return found.raw.replace(/=\r?\n/g, '')
    await new Promise(resolve => setTimeout(resolve, 250))
  }
  assert.fail(`no mail to ${email} says ${words}`)
}
const digits = mail => /\n\s+(\d{3} \d{3})\r?\n/.exec(mail.raw)[1]

/** A browser that has proved an address; where it was led. */
async function proved(name, email, client = new Client(stage)) {
  const before = (await stage.mails()).filter(m => m.to === email).length
  const asked = await client.submit(`/forms/apply/${code[name]}`, { email })
  assert.equal(asked.status, 303, asked.words)
  assert.equal(asked.location, `/forms/apply/${code[name]}/code`)
  const mail = await stage.mailTo(email, { after: before })
  const done = await client.submit(asked.location, { code: digits(mail) })
  assert.equal(done.status, 303, done.words)
  return { client, at: done.location, mail }
}

/** Somebody sends a whole form in; its number and reference. */
async function apply(name, answers = {}, email = somebody()) {
  const { client, at } = await proved(name, email)
  const page = await fillWhole(client, at, { ...ANSWERS[name], email: undefined, ...answers })
  const sent = await sendWhole(client, page)
  assert.equal(sent.status, 303, sent.words)
  const receipt = await client.get(sent.location)
  const id = Number(/sent\/(\d+)/.exec(sent.location)[1])
  return { client, id, email, receipt, reference: /A-2026-\d{4}/.exec(receipt.words)[0] }
}

test('a link, an address, a code: and the form is there', async () => {
  const email = somebody(), client = new Client(stage)
  const first = await client.get(`/forms/apply/${code['foster-application']}`)
  assert.equal(first.status, 200)
  assert.match(first.words, /Application to become a foster family/)
  assert.doesNotMatch(first.text, /class="rail/, 'nothing of the house is shown')
  const asked = await client.submit(`/forms/apply/${code['foster-application']}`, { email })
  const mail = await stage.mailTo(email)
  assert.doesNotMatch(/^Subject:.*$/m.exec(mail.raw)[0], /\d{3}/, 'a subject is kept: the code is not in it')
  const wrong = await client.submit(asked.location, { code: '000 000' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.error('code'), /not the code/)
  // With or without a space
  const right = await client.submit(asked.location, { code: digits(mail).replace(' ', '') })
  assert.equal(right.status, 303)
  const page = await client.get(right.location)
  assert.equal(page.status, 200)
  assert.match(page.words, /Before you begin/)
  // The proved address is in the form already
  assert.match((await client.get(`${right.location}?at=/you`)).text, new RegExp(`value="${email}"`))
  assert.equal((await rowOf('body', `outbox WHERE recipient = '${email}'`))[0], '', 'the code is wiped when it is sent')
})

test('the draft is found again on another device, by the same address alone', async () => {
  const email = somebody()
  const one = await proved('foster-application', email)
  let page = await one.client.get(`${one.at}?at=/you`)
  await one.client.post(one.at, [...page.fields(one.at).filter(([n]) => n !== '/you/given'), ['/you/given', 'Zqgiven'], ['do', 'save']])
  const two = await proved('foster-application', email)
  assert.equal(two.at, `/forms/apply/${code['foster-application']}/mine`)
  page = await two.client.get(two.at)
  assert.match(page.words, /Not sent yet/)
  assert.equal(page.html.querySelector(`a[href="${one.at}"]`)?.text.trim(), 'Go on')
  assert.match((await two.client.get(`${one.at}?at=/you`)).text, /value="Zqgiven"/)
  // Nobody else's: another address, no address, a half proved one, another form
  const other = await proved('foster-application', somebody())
  assert.equal((await other.client.get(one.at)).status, 404)
  assert.equal((await other.client.get(one.at.replace('fill', 'sent'))).status, 404)
  assert.equal((await other.client.get(one.at.replace('fill', 'drop'))).status, 404)
  assert.equal((await new Client(stage).get(one.at)).status, 303)
  const half = new Client(stage)
  await half.submit(`/forms/apply/${code['foster-application']}`, { email })
  assert.equal((await half.get(one.at)).status, 303)
  const elsewhere = await proved('complaint', email)
  assert.equal((await elsewhere.client.get(one.at.replace(code['foster-application'], code.complaint))).status, 404)
  // Nor may staff read what was not sent, nor a person outside what staff have
  const id = /fill\/(\d+)/.exec(one.at)[1]
  assert.equal((await who.admin.get(`/forms/answers/${id}`)).status, 404)
  assert.equal((await who.admin.get(`/forms/applications/${id}`)).status, 404)
  assert.equal((await one.client.get(`/forms/answers/${id}`)).status, 303)
})

test('leaving forgets the browser; a code works once, for a quarter of an hour, five times', async () => {
  const { client, at } = await proved('complaint', somebody())
  const left = await client.press(`/forms/apply/${code.complaint}/leave`, at.replace(/fill.*/, 'mine'))
  assert.match(left.location, /\/left/)
  assert.match((await client.get(left.location)).words, /It is kept/)
  assert.equal((await client.get(at)).status, 303)
  const late = new Client(stage), email = somebody()
  const path = (await late.submit(`/forms/apply/${code.complaint}`, { email })).location
  const mail = await stage.mailTo(email)
  await pass(16 * 60)
  assert.equal((await late.submit(path, { code: digits(mail) })).status, 422)
  const again = new Client(stage), email2 = somebody()
  const path2 = (await again.submit(`/forms/apply/${code.complaint}`, { email: email2 })).location
  const right = digits(await stage.mailTo(email2))
  for (let i = 0; i < 5; i++) assert.equal((await again.submit(path2, { code: right === '111 111' ? '222222' : '111111' })).status, 422)
  assert.equal((await again.submit(path2, { code: right })).status, 422)
  // Of two browsers each has its own code
  const mine = new Client(stage), theirs = new Client(stage), shared = somebody()
  await mine.submit(`/forms/apply/${code.complaint}`, { email: shared })
  const first = digits(await stage.mailTo(shared))
  await theirs.submit(`/forms/apply/${code.complaint}`, { email: shared })
  assert.equal((await theirs.submit(path, { code: first })).status, 422)
})

test('who asks too often waits, and the answer is the same for every address', async () => {
  const email = somebody(), known = somebody()
  await proved('complaint', known)
  const ask = async address => {
    const answer = await new Client(stage).submit(`/forms/apply/${code.complaint}`, { email: address })
    return `${answer.status} ${answer.location}`
  }
  assert.equal(await ask(known), await ask(somebody()))
  let last
  for (let i = 0; i < 8; i++) last = await ask(email)
  assert.match(last, /^429/)
  assert.ok((await stage.mails()).filter(m => m.to === email).length <= 6)
  // That of staff is no other
  assert.match(await ask('ann@example.org'), /^303/)
  await pass(3600)
})

test('a form that is closed, or not in use, or none, is not there', async () => {
  const [form, was] = await rowOf('form_id, code', `form_public WHERE code = ${code['nursery-admission']}`)
  const set = async open => assert.equal((await who.admin.submit(`/forms/library/${form}/public`, { open })).status, 303)
  await set(undefined)
  const closed = await new Client(stage).get(`/forms/apply/${was}`), none = await new Client(stage).get('/forms/apply/123456')
  assert.equal(closed.status, 404)
  assert.equal(closed.words.replace(/[A-Za-z0-9_-]{12}/g, ''), none.words.replace(/[A-Za-z0-9_-]{12}/g, ''))
  await set('1')
  assert.equal((await new Client(stage).get(`/forms/apply/${was}`)).status, 200, 'the address stays')
  assert.equal((await who.manager.get(`/forms/library/${form}/public`)).status, 403)
})

test('a family applies, and staff make a draft profile of it', async () => {
  const { id, email, receipt, reference } = await apply('foster-application')
  assert.match(receipt.words, /Thank you\. We have it\..*We ring you within a week\./)
  const mail = await mailed(email, new RegExp(reference))
  assert.doesNotMatch(mail, /Khoury/, 'a receipt tells nothing of what was written')
  await mailed('intake@example.org', new RegExp(reference))
  assert.equal((await rowOf('COUNT(*)', `form_made WHERE answer_id = ${id}`))[0], '0', 'nothing is made before somebody takes it over')

  const list = await who.manager.get('/forms/applications')
  assert.match(list.words, new RegExp(`The Khoury household.*${reference}`))
  for (const other of [who.roster, who.reader]) {
    assert.equal((await other.get('/forms/applications')).status, 403)
    assert.equal((await other.get(`/forms/applications/${id}`)).status, 403)
    assert.equal((await other.get(`/forms/answers/${id}`)).status, 404)
  }
  const page = await who.manager.get(`/forms/applications/${id}`)
  assert.match(page.words, /It waits for you/)
  assert.match((await who.manager.get(`/forms/answers/${id}`)).words, /Our house is quiet/)
  const taken = await who.manager.submit(`/forms/applications/${id}/profile`, { region: '1', words: 'Gwen rings you on Thursday.' })
  assert.equal(taken.status, 303, taken.words)
  const provider = Number(/providers\/(\d+)/.exec(taken.location)[1])
  const [name, state, phone, places, facts] = await rowOf('name, state, phone, places, facts', `provider WHERE id = ${provider}`)
  assert.deepEqual([name, state, phone, places], ['The Khoury household', 'draft', '0491 570 491', '2'])
  assert.deepEqual(JSON.parse(facts), { bedrooms: '1', home_kind: 'House', languages: 'Arabic, English', smoke_free: '1' })
  const peopleThere = (await stage.sql(`SELECT h.name, l.role, l.household, l.main_contact FROM provider_person l JOIN person h ON h.id = l.person_id WHERE l.provider_id = ${provider} ORDER BY h.name`))
  assert.deepEqual(peopleThere, [['Layla Khoury', 'Carer', '1', '1'], ['Noor Khoury', 'My child', '1', '0'], ['Sami Khoury', 'Carer', '1', '0']])
  assert.equal((await rowOf('provider_id', `form_answer WHERE id = ${id}`))[0], String(provider))
  await mailed(email, /Gwen rings you on Thursday/)
  assert.match((await who.manager.get(`/forms/applications/${id}`)).words, /Taken over/)
  // Once
  const again = await who.admin.submit(`/forms/applications/${id}/profile`, { region: '1' })
  assert.equal(again.location, `/forms/applications/${id}`)
  assert.equal((await rowOf('COUNT(*)', `provider WHERE name = 'The Khoury household'`))[0], '1')
})

test('what was attached outside goes with it', async () => {
  const email = somebody()
  const { client, at } = await proved('foster-application', email)
  const page = await fillWhole(client, at, { ...ANSWERS['foster-application'], email: undefined, family: 'Paper' })
  // To the page with the question, and from there to the file's own
  const question = await client.get(`${at}?at=/send`)
  const led = await client.post(at, [...question.fields(at), ['do', 'file /send/identity']])
  const form = await client.get(led.location), path = `${at}/file`
  assert.match(form.words, /A copy of your passport or licence/)
  const body = new FormData()
  for (const [n, v] of form.fields(path)) if (n !== 'file') body.append(n, v)
  body.append('file', new Blob(['%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n']), 'passport.pdf')
  const added = await client.request('POST', path, { body, headers: { origin: stage.url } })
  assert.equal(added.status, 303, added.words)
  const last = await client.get(`${at}/send`)
  assert.match(last.words, /passport\.pdf/)
  assert.equal((await sendWhole(client, last)).status, 303, page.path)
  const id = Number(/\d+$/.exec(at)[0])
  // Who decides about it can look at the paper first
  const [waits] = await rowOf('id', `attachment WHERE owner_kind = 'answer' AND owner_id = ${id}`)
  assert.match((await who.manager.get(`/forms/answers/${id}`)).text, new RegExp(`href="/attachments/${waits}"[^>]*>passport.pdf`))
  // It is part of what was sent: another file in its place is a correction
  const correct = `role_right WHERE right_name = 'form.correct' AND role_id = (SELECT id FROM role WHERE name = 'Case manager')`
  const change = async () => [(await who.manager.get(`/attachments/${waits}`)).status, (await who.manager.get(`/attachments/${waits}/replace`)).status, (await who.manager.get(`/attachments/${waits}/delete`)).status]
  assert.deepEqual(await change(), [200, 200, 200])
  await stage.sql(`DELETE FROM ${correct}`)
  assert.deepEqual(await change(), [200, 403, 403])
  await stage.sql(`INSERT INTO role_right (role_id, right_name) SELECT id, 'form.correct' FROM role WHERE name = 'Case manager'`)
  assert.match((await who.manager.get(`/attachments/${waits}`)).words, /passport\.pdf/)
  const taken = await who.manager.submit(`/forms/applications/${id}/profile`, { region: '1' })
  const provider = Number(/providers\/(\d+)/.exec(taken.location)[1])
  const [attachment, owner] = await rowOf('id, provider_id', `attachment WHERE owner_kind = 'answer' AND owner_id = ${id}`)
  assert.equal(owner, String(provider))
  assert.match((await who.manager.get(`/attachments/${attachment}`)).words, /passport\.pdf/)
  // Nobody else outside has a way to it
  const other = await proved('foster-application', somebody())
  assert.equal((await other.client.get(path + '?at=/send/identity')).status, 404)
  assert.equal((await client.get(`/attachments/${attachment}`)).status, 303)
})

test('two take it over at once: one does', async () => {
  const { id } = await apply('foster-application', { family: 'Race' })
  const page = await who.manager.get(`/forms/applications/${id}/profile`), other = await who.admin.get(`/forms/applications/${id}/profile`)
  const path = `/forms/applications/${id}/profile`
  const send = (client, p) => client.post(path, [...p.fields(path).filter(([n]) => n !== 'region'), ['region', '1']])
  const both = await Promise.all([send(who.manager, page), send(who.admin, other)])
  assert.ok(both.some(a => a.status === 303 && /providers/.test(a.location)), both.map(a => a.status).join())
  assert.equal((await rowOf('COUNT(*)', `provider WHERE name LIKE '%Race%'`))[0], '1')
})

test('a child is applied for, and becomes a client', async () => {
  const { id } = await apply('nursery-admission')
  const taken = await who.manager.submit(`/forms/applications/${id}/client`, { region: '1' })
  assert.equal(taken.status, 303, taken.words)
  const client = Number(/clients\/(\d+)/.exec(taken.location)[1])
  assert.deepEqual(await rowOf('name, preferred_name, born, traits, phone', `client WHERE id = ${client}`), ['Mia Tran', 'Mimi', '2023-02-03', 'allergy', '0491 570 471'])
})

test('a complaint is put to a provider: its incident counts from when it was received', async () => {
  const { id } = await apply('complaint')
  const [received] = await rowOf('received_at', `form_application WHERE answer_id = ${id}`)
  await pass(2 * 24 * 3600)
  const found = await who.manager.get(`/forms/applications/${id}/at?q=went`)
  const value = found.html.querySelector('input[name=provider]').getAttribute('value')
  const taken = await who.manager.submit(`/forms/applications/${id}/at`, { provider: value }, { from: `/forms/applications/${id}/at?q=went` })
  assert.equal(taken.status, 303, taken.words)
  const [aware, due, kind] = await rowOf('i.aware_at, i.due_at, k.name',
    `incident i JOIN incident_kind k ON k.id = i.kind_id JOIN form_made m ON m.kind = 'incident' AND m.object_id = i.id WHERE m.answer_id = ${id}`)
  assert.equal(kind, 'Complaint')
  assert.equal(aware.slice(0, 16), received.slice(0, 16))
  assert.ok(due > aware)
})

test('declining needs words, and they are mailed', async () => {
  const { id, email, client } = await apply('foster-application', { family: 'Later' })
  assert.equal((await who.manager.submit(`/forms/applications/${id}/decline`, { words: '' })).status, 422)
  const done = await who.manager.submit(`/forms/applications/${id}/decline`, { words: 'Not this year; please write again in May.' })
  assert.equal(done.status, 303)
  await mailed(email, /Not this year; please write again in May/)
  assert.equal((await rowOf('COUNT(*)', `provider WHERE name LIKE '%Later%'`))[0], '0')
  assert.match((await client.get(`/forms/apply/${code['foster-application']}/mine`)).words, /We answered you by mail/)
  assert.match((await who.manager.get('/forms/applications?which=declined')).words, /The Later and Khoury household/)
})

test('it is sent once, and then as it stands', async () => {
  const email = somebody()
  const { client, at } = await proved('complaint', email)
  const page = await fillWhole(client, at, ANSWERS.complaint)
  const answers = await Promise.all([sendWhole(client, page), sendWhole(client, page)])
  assert.ok(answers.every(a => [303, 404, 409].includes(a.status)), answers.map(a => `${a.status} ${a.words.slice(0, 200)}`).join('\n'))
  assert.equal((await client.get(at)).location, at.replace('fill', 'sent'))
  assert.equal((await rowOf('COUNT(*)', `outbox WHERE recipient = '${email}' AND subject LIKE '%reference%'`))[0], '1')
})

test('drafts: five at most, and thrown away for good', async () => {
  const email = somebody()
  const { client, at } = await proved('complaint', email)
  const mine = `/forms/apply/${code.complaint}/mine`, begin = `/forms/apply/${code.complaint}/begin`
  // A double click is one
  assert.equal((await client.press(begin, mine)).location, at)
  for (let i = 0; i < 4; i++) {
    await pass(61)
    assert.equal((await client.press(begin, mine)).status, 303)
  }
  await pass(61)
  assert.equal((await client.press(begin, mine)).status, 422)
  const drop = at.replace('fill', 'drop')
  assert.equal((await client.submit(drop)).location, mine)
  assert.equal((await client.get(at)).status, 404)
  assert.equal((await rowOf('COUNT(*)', `form_draft WHERE answer_id = ${/\d+$/.exec(at)[0]}`))[0], '0')
})

test('in their language, from the first page to the receipt', async () => {
  const client = new Client(stage), email = somebody()
  const first = await client.get(`/forms/apply/${code['foster-application']}?lang=ar`)
  assert.match(first.text, /<html lang="ar" dir="rtl"/)
  assert.match(first.words, /بريدك الإلكتروني/)
  const asked = await client.submit(`/forms/apply/${code['foster-application']}`, { email }, { from: `/forms/apply/${code['foster-application']}?lang=ar` })
  const form = await client.submit(asked.location, { code: digits(await stage.mailTo(email)) })
  const page = await client.get(form.location)
  assert.match(page.text, /<html lang="ar" dir="rtl"/)
  assert.match(page.words, /قبل أن تبدأ/)
  // And what stands around the questions
  assert.match(page.words, /حفظ ومتابعة/)
  assert.doesNotMatch(page.words, /Save|answered|Finish/)
  const checked = await client.post(form.location, [...page.fields(form.location), ['do', 'next']])
  assert.match((await client.get(checked.location.replace(/#.*/, ''))).words, /اختر إجابة/)
})

test('an address is the same in capitals, and another with an accent', async () => {
  await stage.sql(`DELETE FROM throttle`)
  const email = somebody(), at = code['foster-application']
  const one = await proved('foster-application', email)
  const shouting = new Client(stage), before = (await stage.mails()).filter(m => m.to === email).length
  const asked = await shouting.submit(`/forms/apply/${at}`, { email: email.toUpperCase() })
  const mail = await stage.mailTo(email, { after: before })
  assert.equal((await shouting.submit(asked.location, { code: digits(mail) })).status, 303)
  assert.equal((await shouting.get(one.at)).status, 200)
  const other = somebody(), two = await proved('foster-application', other)
  await stage.sql(`UPDATE form_applicant SET email = '${email.replace('o', 'ö')}' WHERE email = '${other}'`)
  assert.equal((await two.client.get(one.at)).status, 404)
  assert.doesNotMatch((await two.client.get(`/forms/apply/${at}/mine`)).text, new RegExp(one.at))
})

test('what nobody goes on with is forgotten after three months, and nothing before', async () => {
  const email = somebody()
  const { client, at } = await proved('complaint', email)
  const id = /\d+$/.exec(at)[0], courier = () => new Promise((resolve, reject) =>
    execFile(join(stage.bin, 'carebook-courier'), ['--conf', stage.conf, '--once'], (e, out, log) => (e ? reject(e) : resolve(log))))
  await stage.courierStop()
  assert.doesNotMatch(await courier(), /event=chore/)
  assert.equal((await client.get(at)).status, 200)
  await pass(91 * 24 * 3600)
  assert.doesNotMatch(await courier(), /event=chore/)
  assert.deepEqual(await rowOf('state', `form_answer WHERE id = ${id}`), ['dropped'])
  assert.deepEqual(await rowOf('email, title', `form_application WHERE answer_id = ${id}`), ['', ''])
  assert.equal((await rowOf('COUNT(*)', `form_draft WHERE answer_id = ${id}`))[0], '0')
  assert.equal((await rowOf('COUNT(*)', `form_applicant WHERE email = '${email}'`))[0], '0')
  await stage.courierStart()
})
