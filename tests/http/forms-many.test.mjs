// Forms that other tools wrote: each one that is accepted opens, shows every page, takes answers, and can be sent (A25, A26).
// SPDX-License-Identifier: MIT
//
// They lie outside the source tree, in the folder xforms of the one that CAREBOOK_SHARED names (../shared beside the
// checkout). Where it is absent nothing is tested, and it says so.
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { agency } from '../lib/agency.mjs'
import { filled } from '../lib/fill.mjs'

const shared = process.env.CAREBOOK_SHARED ?? new URL('../../../shared', import.meta.url).pathname
const folder = join(shared, 'xforms/forms')
const skip = existsSync(folder) ? false : `${folder} is not here`
const PAGES = 25, ROUNDS = 3

let stage, who, csrf
before(async () => {
  if (skip) return
  ({ stage, who } = await agency({ clock: '2026-11-23T21:40:00Z', people: ['admin', 'manager'], processes: 2 }))
  csrf = {}
  for (const name of ['admin', 'manager']) csrf[name] = (await who[name].get('/account/me/comfort')).fields('/account/me/comfort').find(([n]) => n === '_csrf')
})
after(() => stage?.stop())

function files(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap(e => e.isDirectory() ? files(join(dir, e.name)) : e.name.endsWith('.xml') ? [join(dir, e.name)] : [])
}

let posts = 0, numbers = 1
const post = (name, path, fields = []) => who[name].post(path, [csrf[name], ['_key', `m${posts++}`], ...fields])

/** The number of its version; 0 where it is refused, by its reasons. */
async function upload(xml) {
  const answer = await post('admin', '/forms/library/upload', [['xml', xml]])
  if ([200, 400, 422].includes(answer.status)) return 0
  assert.equal(answer.status, 303, answer.words.slice(0, 300))
  return Number(/versions\/(\d+)/.exec(answer.location)[1])
}

/** Something for every question of the page that has no answer. */
function answers(page) {
  const out = {}
  for (const e of page.html.querySelectorAll('#fill-items input, #fill-items select, #fill-items textarea')) {
    const name = e.getAttribute('name'), type = e.tagName === 'INPUT' ? e.getAttribute('type') ?? 'text' : e.tagName.toLowerCase()
    if (!name || name in out || type === 'hidden') continue
    const value = e.getAttribute('value') ?? ''
    if (type === 'radio' || type === 'checkbox') {
      if (!page.html.querySelectorAll(`input[name="${name}"]`).some(b => b.hasAttribute('checked'))) out[name] = value
    } else if (type === 'select') {
      const options = e.querySelectorAll('option')
      if (!options.some(o => o.hasAttribute('selected') && o.getAttribute('value'))) out[name] = options[1]?.getAttribute('value') ?? ''
    } else if (!value && !(type === 'textarea' && e.text.trim())) {
      const hint = e.closest('.q')?.querySelector('.hint')?.text ?? ''
      out[name] = /!d$/.test(name) ? '1' : /!m$/.test(name) ? '2' : /!y$/.test(name) ? '1990' : /!t$/.test(name) ? '2:30 pm'
        : /Latitude/.test(hint) ? '-33.8688 151.2093' : /semicolon/.test(hint) ? '-33.86 151.20; -33.87 151.21; -33.88 151.22; -33.86 151.20'
          : e.getAttribute('inputmode') ? '2' : 'Words'
    }
  }
  return out
}

async function fill(id, said) {
  let page = await who.manager.get(`/forms/fill/${id}`), seen = 0
  for (let i = 0; i < PAGES; i++) {
    if (page.status === 303) return
    assert.equal(page.status, 200, `page ${i}: ${page.words.slice(0, 200)}`)
    const repeat = page.html.querySelectorAll('.btn-add')[0]?.getAttribute('value')
    if (repeat && !page.html.querySelector('.repeat')) page = await step(page, repeat)
    for (let round = 0; round < ROUNDS; round++) {
      const now = answers(page)
      if (!Object.keys(now).length) break
      page = await step(page, 'update', now)
    }
    seen += page.html.querySelectorAll('.q').length
    page = await step(page, 'next')
    if (page.check) page = await step(page, 'next')
    if (page.send) break
  }
  said.questions = seen
}

async function step(page, button, changes = {}) {
  const [action, fields] = filled(page, changes)
  const answer = await who.manager.post(action, [...fields, ['do', button]])
  assert.equal(answer.status, 303, `${button}: ${answer.words.slice(0, 300)}`)
  const next = await who.manager.get(answer.location.replace(/#.*/, ''))
  assert.equal(next.status, 200, `${button}: ${answer.location}: ${next.words.slice(0, 300)}`)
  next.check = /check=1/.test(answer.location)
  next.send = /\/send/.test(answer.location)
  return next
}

test('each form that is accepted opens, renders and submits', { skip, timeout: 1_200_000 }, async t => {
  const all = files(folder).sort()
  let accepted = 0, sent = 0
  const wrong = []
  const queue = [...all]
  const one = async path => {
    const name = path.slice(folder.length + 1)
    // Several have the same id: each gets one of its own.
    const xml = readFileSync(path, 'utf8').replace(/(<(?:\w+:)?instance>\s*(?:<!--[\s\S]*?-->\s*)*<[^>]*?\sid=["'])([^"']*)/, (_, before, id) => `${before}${id.slice(0, 80)}-${numbers++}`)
    if (xml.includes('\0') || xml.length > 900000) return
    try {
      const version = await upload(xml)
      if (!version) return
      accepted++
      const made = await post('admin', `/forms/versions/${version}/publish`)
      assert.equal(made.status, 303, `publishes: ${made.words.slice(0, 200)}`)
      const form = (await stage.sql(`SELECT form_id FROM form_version WHERE id = ${version}`))[0][0]
      const begun = await post('manager', '/forms/providers/1/start', [['form', form]])
      assert.equal(begun.status, 303, `begins: ${begun.words.slice(0, 200)}`)
      const id = Number(/fill\/(\d+)/.exec(begun.location)[1])
      await fill(id, {})
      const check = await who.manager.get(`/forms/fill/${id}/send`)
      assert.equal(check.status, 200, `check: ${check.words.slice(0, 200)}`)
      const button = check.html.querySelector('form#send')
      if (!button) return // it wants what nobody can guess
      const done = await who.manager.post(`/forms/fill/${id}/send`, check.fields(`/forms/fill/${id}/send`))
      assert.equal(done.status, 303, `sends: ${done.words.slice(0, 200)}`)
      assert.equal((await who.manager.get(done.location)).status, 200, 'the answer is shown')
      sent++
    } catch (e) { wrong.push(`${name}: ${e.message.slice(0, 400)}`) }
  }
  await Promise.all([0, 1].map(async () => { while (queue.length) await one(queue.shift()) }))
  t.diagnostic(`${all.length} forms, ${accepted} accepted, ${sent} filled in with any words and sent`)
  assert.deepEqual(wrong, [])
  assert.ok(sent > accepted / 3, `${sent} of ${accepted} could be sent`)
})
