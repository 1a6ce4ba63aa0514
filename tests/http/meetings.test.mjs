// Meetings (A12, A13): planned, moved, cancelled, held; the invitations as another program reads them.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import ICAL from 'ical.js'
import PostalMime from 'postal-mime'
import { agency } from '../lib/agency.mjs'

let stage, who, id
const M = '/profiles/providers/1/meetings'
const one = async () => Number((await stage.sql('SELECT MAX(id) FROM meeting'))[0][0])
const row = async m => (await stage.sql(`SELECT starts_at, sequence, uid, state, version FROM meeting WHERE id = ${m}`))[0]

before(async () => {
  // Monday 21 September 2026, 10 am in Sydney; the clocks go forward on 4 October
  ({ stage, who, id } = await agency({ clock: '2026-09-21T00:00:00Z', people: ['admin', 'manager', 'finance', 'reader', 'far'] }))
  await stage.sql(`INSERT INTO person (id, name, email) VALUES (1, 'Leo "Lee" Tafa, senior', 'leo@example.net'), (2, 'Maria Mercer', '');
    INSERT INTO provider_person (provider_id, person_id, role) VALUES (1, 1, 'House manager'), (1, 2, 'Support worker')`)
})
after(() => stage?.stop())

/** The newest mail to somebody: its text, and the event in it. */
async function mail(to, after = 0) {
  const found = await stage.mailTo(to, { after })
  const parsed = await PostalMime.parse(found.raw)
  const part = parsed.attachments.find(a => a.mimeType === 'text/calendar')
  if (!part) return { subject: parsed.subject, text: parsed.text }
  const text = typeof part.content === 'string' ? part.content : new TextDecoder().decode(part.content)
  const calendar = new ICAL.Component(ICAL.parse(text))
  for (const zone of calendar.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(zone.getFirstPropertyValue('tzid'), new ICAL.Timezone(zone))
  return { subject: parsed.subject, text: parsed.text, method: calendar.getFirstPropertyValue('method'),
    event: new ICAL.Event(calendar.getFirstSubcomponent('vevent')), ics: text }
}

const plan = async fields => {
  const answer = await who.manager.submit(M + '/add', { minutes: '90', ...fields })
  assert.equal(answer.status, 303, answer.words)
  return one()
}

test('an empty section says what to do', async () => {
  assert.match((await who.manager.get(M)).words, /No meeting is planned .*Plan one/)
  assert.match((await who.manager.get(M + '?show=past')).words, /No meetings yet/)
})

test('an invitation, its change and its cancellation are one entry in a calendar', async () => {
  const m = await plan({ title: 'Review; of "all", <b>then</b> & tea', on_date: '2026-10-02', at_time: '10:30', place: 'At the home, 18 Wentworth St',
    agenda: 'First\nSecond, with a comma; and 家', staff: [String(id.manager), String(id.admin)], people: ['1', '2'],
    others: 'Kim Lee, kim@example.org\nJo <jo@example.org>\n\nUncle Bob' })
  assert.equal((await row(m))[0], '2026-10-02 00:30:00') // UTC+10
  assert.match((await who.reader.get(`${M}/${m}`)).words, /leo@example\.net/)
  assert.doesNotMatch((await who.finance.get(`${M}/${m}`)).text, /leo@example\.net|kim@example/, 'without the right to people no address of theirs')
  const first = await mail('kim@example.org')
  assert.equal(first.subject, 'Invitation: Review; of "all", <b>then</b> & tea, Fri 2 Oct 2026, 10:30 am')
  assert.match(first.text, /Hello Kim Lee,[^]*Friday 2 October 2026, 10:30 am to noon \(Sydney time\)/)
  assert.equal(first.method, 'REQUEST')
  assert.equal(first.event.uid, (await row(m))[2])
  assert.equal(first.event.sequence, 0)
  assert.equal(first.event.startDate.toJSDate().toISOString(), '2026-10-02T00:30:00.000Z')
  assert.equal(first.event.endDate.toJSDate().toISOString(), '2026-10-02T02:00:00.000Z')
  assert.equal(first.event.summary, 'Review; of "all", <b>then</b> & tea')
  assert.equal(first.event.location, 'At the home, 18 Wentworth St')
  assert.equal(first.event.description, 'First\nSecond, with a comma; and 家')
  assert.equal(first.event.organizer, 'mailto:gwen@example.org')
  assert.deepEqual(first.event.attendees.map(a => a.getFirstValue()).sort(),
    ['ann', 'gwen', 'jo', 'kim'].map(n => `mailto:${n}@example.org`).concat('mailto:leo@example.net').sort())

  // past the change of the clocks: the wall keeps its time
  let answer = await who.manager.submit(`${M}/${m}/edit`, { on_date: '2026-10-09' })
  assert.equal(answer.status, 303)
  assert.equal((await row(m))[0], '2026-10-08 23:30:00') // UTC+11
  const second = await mail('kim@example.org', 1)
  assert.match(second.subject, /^Changed: /)
  assert.equal(second.event.uid, first.event.uid)
  assert.equal(second.event.sequence, 1)
  assert.equal(second.event.startDate.toJSDate().toISOString(), '2026-10-08T23:30:00.000Z')

  // somebody is taken off: only they hear of it
  answer = await who.manager.submit(`${M}/${m}/edit`, { others: 'Jo, jo@example.org\nUncle Bob\nNew One, new@example.org' })
  assert.equal(answer.status, 303)
  const off = await mail('kim@example.org', 2)
  assert.equal(off.method, 'CANCEL')
  assert.equal(off.event.uid, first.event.uid)
  assert.deepEqual(off.event.attendees.map(a => a.getFirstValue()), ['mailto:kim@example.org'])
  assert.equal((await mail('new@example.org')).method, 'REQUEST')
  assert.equal((await stage.sql(`SELECT COUNT(*) FROM outbox WHERE recipient = 'jo@example.org'`))[0][0], '2')

  // nothing changed: nobody hears
  const before = (await stage.sql('SELECT COUNT(*) FROM outbox'))[0][0]
  await who.manager.submit(`${M}/${m}/edit`, {})
  assert.equal((await stage.sql('SELECT COUNT(*) FROM outbox'))[0][0], before)

  answer = await who.manager.submit(`${M}/${m}/cancel`, { reason: 'Leo is ill' })
  assert.equal(answer.status, 303)
  const gone = await mail('jo@example.org', 2)
  assert.match(gone.subject, /^Cancelled: /)
  assert.match(gone.text, /Why: Leo is ill/)
  assert.equal(gone.method, 'CANCEL')
  assert.equal(gone.event.uid, first.event.uid)
  assert.equal(gone.event.sequence, Number((await row(m))[1]))
  assert.ok(gone.event.sequence > off.event.sequence)
  assert.equal((await who.manager.get(`${M}/${m}/edit`)).status, 404)
  assert.equal((await who.manager.get(`${M}/${m}/cancel`)).status, 422)
  assert.match((await who.reader.get(`${M}/${m}`)).words, /Cancelled Leo is ill/)
})

test('the file for a calendar', async () => {
  const m = await plan({ title: 'With a file', on_date: '2026-10-01', at_time: '9 am' })
  const file = await who.reader.get(`${M}/${m}/meeting.ics`)
  assert.equal(file.status, 200)
  assert.match(file.headers.get('content-type'), /^text\/calendar/)
  assert.match(file.headers.get('content-disposition'), /attachment; filename="meeting\.ics"/)
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(file.text)).getFirstSubcomponent('vevent'))
  assert.equal(event.uid, (await row(m))[2])
  assert.equal((await who.far.get(`${M}/${m}/meeting.ics`)).status, 404)
  assert.equal((await who.reader.get(`/profiles/providers/2/meetings/${m}/meeting.ics`)).status, 404)
})

test('what cannot be is refused in plain words', async () => {
  let page = await who.manager.submit(M + '/add', { title: 'Night', on_date: '2026-10-04', at_time: '02:30' })
  assert.equal(page.status, 422)
  assert.match(page.error('at_time'), /there is no 2:30 am\. Write 3:30 am/)
  page = await who.manager.submit(M + '/add', { title: 'x', on_date: '2026-10-05', at_time: '10:00', others: 'Kim, kim@nowhere\n' })
  assert.match(page.error('others'), /“Kim, kim@nowhere”/)
  page = await who.manager.submit(M + '/add', { title: 'x', on_date: '2026-10-05', at_time: '10:00', staff: ['999'] })
  assert.equal(page.status, 422)
  assert.equal((await who.reader.get(M + '/add')).status, 403)
  assert.equal((await who.finance.get(M + '/add')).status, 403)
  // a line feed in a name ends no header
  page = await who.manager.submit(M + '/add', { title: 'x\r\nBcc: evil@example.org', on_date: '2026-10-05', at_time: '10:00', others: 'Eve, eve@example.org' })
  const eve = await mail('eve@example.org')
  assert.match(eve.subject, /^Invitation: x Bcc: evil@example\.org/)
  assert.equal((await stage.mails()).some(m => m.to.includes('evil')), false)
})

test('two people change the same meeting: the second sees both', async () => {
  const m = await plan({ title: 'Both', on_date: '2026-10-06', at_time: '10:00' })
  const form = await who.manager.get(`${M}/${m}/edit`)
  await who.admin.submit(`${M}/${m}/edit`, { place: 'Upstairs' })
  const answer = await who.manager.post(`${M}/${m}/edit`, new Map(form.fields(`${M}/${m}/edit`)).set('place', 'Downstairs'))
  assert.equal(answer.status, 409)
  assert.match(answer.words, /Upstairs/)
})

test('a reminder goes out once, and again when the meeting moves', async () => {
  const m = await plan({ title: 'Soon', on_date: '2026-09-22', at_time: '09:00', others: 'Rem, rem@example.org' })
  await mail('rem@example.org')
  await stage.clock('2026-09-21T00:06:00Z')
  const reminder = await mail('rem@example.org', 1)
  assert.match(reminder.subject, /^Reminder: Soon, Tue 22 Sep 2026, 9 am/)
  assert.equal(reminder.event, undefined)
  await stage.clock('2026-09-21T00:12:00Z')
  await stage.sql('DO SLEEP(2)')
  assert.equal((await stage.mails()).filter(x => x.to === 'rem@example.org').length, 2)
  await who.manager.submit(`${M}/${m}/edit`, { at_time: '09:30' })
  assert.equal((await stage.sql(`SELECT reminded_at FROM meeting WHERE id = ${m}`))[0][0], null)
})

test('held: who came, the outcome, minutes as a note', async () => {
  const m = await plan({ title: 'Past', on_date: '2026-09-20', at_time: '10:00', staff: [String(id.manager), String(id.admin)] })
  assert.equal((await stage.sql(`SELECT COUNT(*) FROM outbox WHERE about_kind = 'meeting' AND about_id = ${m}`))[0][0], '0', 'nobody is invited to yesterday')
  assert.match((await who.manager.get(M + '?show=past')).words, /Past .*Outcome missing/)
  const [[gwen]] = await stage.sql(`SELECT id FROM meeting_attendee WHERE meeting_id = ${m} AND account_id = ${id.manager}`)
  let answer = await who.manager.submit(`${M}/${m}/outcome`, { came: [gwen], outcome: 'We go on.', minutes_text: 'Said a lot.' })
  assert.equal(answer.status, 303)
  const page = await who.reader.get(`${M}/${m}`)
  assert.match(page.words, /Held .*We go on\. .*Ann Admin.*Did not come Gwen Hartley.*Came/)
  const note = page.html.querySelector('a[href*="/notes/"]').getAttribute('href')
  assert.match((await who.reader.get(note)).words, /Minutes of “Past”, .*Said a lot\./)
  const later = await plan({ title: 'Later', on_date: '2026-10-07', at_time: '10:00' })
  answer = await who.manager.submit(`${M}/${later}/outcome`, { outcome: 'Too early' })
  assert.equal(answer.status, 422)
  assert.match(answer.words, /has not begun yet/)
})
