// Forms that other projects wrote (A25): each that is accepted opens, goes from page to page, and is sent or says what is missing.
// SPDX-License-Identifier: MIT
//
// They lie outside the source tree, in the folder xforms/forms of the one that CAREBOOK_SHARED names (../shared beside
// the checkout). Where it is absent this is skipped.
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { agency } from '../lib/agency.mjs'
import { begin, press, publish, send } from '../lib/fill.mjs'

const folder = join(process.env.CAREBOOK_SHARED ?? '../shared', 'xforms/forms')
const skip = !existsSync(folder) && `no ${folder} (set CAREBOOK_SHARED)`
let stage, who

before(async () => {
  if (!skip) ({ stage, who } = await agency({ people: ['admin', 'manager'] }))
})
after(() => stage?.stop())

const files = (at = folder) => readdirSync(at, { withFileTypes: true })
  .flatMap(f => f.isDirectory() ? files(join(at, f.name)) : [join(at, f.name)]).sort()

/** Those that `carebook form check` accepts. */
const accepted = names => new Promise(resolve =>
  execFile(join(process.env.CAREBOOK_BUILD, 'carebook'), ['form', 'check', ...names], { maxBuffer: 1 << 24 },
    (error, out) => resolve(out.split('\n').filter(l => l.startsWith('ok ')).map(l => l.slice(3)))))

/** Its own id, so that forms of the same name do not meet in the library. */
const alone = (xml, n) => xml.replace(/(<(?:\w+:)?instance\b[^>]*>\s*(?:<!--[\s\S]*?-->\s*)*<[\w:.-]+)((?:\s[^>]*?)?)(\/?>)/,
  (all, head, attributes, end) => `${head} id="other-${n}"${attributes.replace(/\s(?:id|version)\s*=\s*("[^"]*"|'[^']*')/g, '')}${end}`)

let sent = 0

/** Opens a form, presses Next to its end and sends it; what went wrong, or nothing. */
async function through(file, n) {
  const version = await publish(who.admin, alone(readFileSync(file, 'utf8'), n))
  const answer = await begin(who.manager, stage, version)
  let page = await who.manager.get(`/forms/fill/${answer}`)
  for (let i = 0; i < 200; i++) {
    if (page.status !== 200) return `page ${i + 1}: ${page.status} ${page.words.slice(0, 200)}`
    if (!page.html.querySelector('form#fill [name="do"][value="next"]')) {
      const review = await who.manager.get(`/forms/fill/${answer}/send`)
      if (review.status !== 200) return `review: ${review.status} ${review.words.slice(0, 200)}`
      if (!review.html.querySelector('form[action$="/send"]')) return '' // it says what is missing
      const done = await send(who.manager, answer)
      sent += done.status === 303
      return done.status === 303 ? '' : `sent: ${done.status} ${done.words.slice(0, 200)}`
    }
    page = await press(who.manager, page, 'next')
    if (page.status === 422) return '' // something there must be answered first
  }
  return 'no end after 200 pages'
}

test('each accepted form opens, goes from page to page, and is sent where it may be empty', { skip, timeout: 900000 }, async t => {
  const names = await accepted(files())
  assert.ok(names.length > 400, `${names.length} forms`)
  const bad = []
  for (const [n, file] of names.entries()) {
    try {
      const why = await through(file, n)
      if (why) bad.push(`${file}: ${why}`)
    } catch (error) {
      bad.push(`${file}: ${error.message.split('\n')[0].slice(0, 300)}`)
    }
  }
  t.diagnostic(`${names.length} forms, ${sent} of them sent`)
  assert.ok(sent > 200, `${sent} were sent`)
  assert.deepEqual(bad, [])
})
