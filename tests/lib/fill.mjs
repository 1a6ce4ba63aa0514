// Forms for a test: uploaded and published through the pages, and answers begun.
// SPDX-License-Identifier: MIT
//
//   const version = await publish(who.admin, xml)
//   const answer = await begin(who.manager, stage, version)        its number
//   const page = await who.manager.get(`/forms/fill/${answer}`)
//   await press(who.manager, page, 'next', { '/name': 'Ann' })      as a browser without script does
import assert from 'node:assert/strict'

/** Uploads a form and publishes it; the number of its version. */
export async function publish(client, xml) {
  const answer = await client.submit('/forms/library/upload', { xml })
  assert.equal(answer.status, 303, answer.words)
  const version = Number(/versions\/(\d+)/.exec(answer.location)[1])
  const done = await client.submit(`/forms/versions/${version}/publish`)
  assert.equal(done.status, 303, done.words)
  return version
}

/** Begins an answer about a provider; its number. */
export async function begin(client, stage, version, provider = 1) {
  const form = (await stage.sql(`SELECT form_id FROM form_version WHERE id = ${version}`))[0][0]
  const page = await client.get(`/forms/providers/${provider}/start`)
  const answer = await client.post(`/forms/providers/${provider}/start`, [
    ...page.fields(`/forms/providers/${provider}/start`).filter(([name]) => name.startsWith('_')), ['form', form]])
  assert.equal(answer.status, 303, answer.words)
  return Number(/fill\/(\d+)/.exec(answer.location)[1])
}

/** The form of a filling page as it stands: [name, value], ticked and chosen ones only. */
export function boxes(page) {
  const form = page.html.querySelector('form#fill')
  assert.ok(form, `a form to fill in on ${page.path} (${page.status}): ${page.words.slice(0, 300)}`)
  return [form.getAttribute('action'), page.fields(form.getAttribute('action'))]
}

/** What the page would send, with these answers: a list ticks several, undefined takes a name away. */
export function filled(page, answers = {}) {
  const [action, fields] = boxes(page)
  const out = fields.filter(([name]) => !(name in answers))
  for (const [name, value] of Object.entries(answers))
    if (value !== undefined) for (const v of [value].flat()) out.push([name, v])
  return [action, out]
}

/** Presses a button of the page, without script; goes where it leads. */
export async function press(client, page, button, answers = {}) {
  const [action, fields] = filled(page, answers)
  const answer = await client.post(action, [...fields, ['do', button]])
  if (answer.status !== 303) return answer
  const next = await client.get(answer.location.replace(/#.*/, ''))
  next.address = answer.location
  return next
}

/** What the page sends by itself while one types. */
export async function typed(client, page, answers = {}) {
  const [action, fields] = filled(page, answers)
  return client.post(action + '/live', fields, { headers: { 'hx-request': 'true' } })
}

/** What stands in a box, or which are ticked. */
export function standing(page, name) {
  return boxes(page)[1].filter(([n]) => n === name).map(([, v]) => v).join(' ')
}

/** Sends the form as it is; the answer of the last POST. */
export async function send(client, answer) {
  return client.submit(`/forms/fill/${answer}/send`)
}
