// Every page: valid HTML, no complaint of axe or of the browser, and room enough at 360, 768 and 1280 pixels.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { HtmlValidate } from 'html-validate'
import { Client } from '../lib/client.mjs'
import { start } from '../lib/stage.mjs'
import { crawl, routes } from '../lib/pages.mjs'
import { axeFindings, launch, open, overflow, shot, widths } from '../lib/browser.mjs'

// Pages that no link leads to: a link in a mail, a step of signing in, a file that a page fetches.
const unlinked = new Map(Object.entries(JSON.parse(readFileSync(new URL('unlinked.json', import.meta.url)))))

let stage, client, browser, found

before(async () => {
  stage = await start()
  client = await Client.signIn(stage, 'Administrator')
  browser = await launch()
  const links = await stage.sql('SELECT code FROM form_public WHERE open')
  const nobody = await crawl(new Client(stage), ['/account/sign-in', '/account/forgot/sent', ...links.map(([code]) => `/forms/apply/${code}`)])
  // Pages that are there only in the middle of something.
  const admin = (await stage.signIns()).find(s => s.role === 'Administrator')
  await client.submit('/account/me/second-step', { password: admin.password })
  await client.submit('/agency/roles/add', { name: 'Nobody has it' })
  await client.press('/agency/workflows/1/new-version', '/agency/workflows/1')
  await client.submit('/profiles/providers/1/notes/add', { text: 'Of the one who looks.' })
  // One provider of each kind in each state, and those with draft changes: what a page offers depends on it.
  const providers = await stage.sql(`SELECT MIN(id) FROM provider GROUP BY type_id, state UNION SELECT provider_id FROM provider_revision
    UNION SELECT provider_id FROM licence l JOIN licence_action x ON x.licence_id = l.id WHERE x.action = 'suspend' UNION SELECT provider_id FROM meeting WHERE state = 'planned'
    UNION SELECT provider_id FROM workflow UNION SELECT 1`)
  const starts = ['/profiles/today', '/profiles/search?q=a', '/agency/', '/account/me',
    '/account/me/second-step/set-up', '/profiles/providers/1/suits', ...providers.map(([id]) => `/profiles/providers/${id}`)]
  found = await crawl(client, starts, { limit: 3000, samples: { any: 12, '/profiles/providers/{provider}': 80, '/profiles/providers/{provider}/licence': 80,
    '/profiles/providers/{provider}/licence/{licence}': 80, '/profiles/providers/{provider}/meetings': 80, '/profiles/providers/{provider}/meetings/{meeting}': 80,
    '/profiles/providers/{provider}/notes': 80, '/profiles/providers/{provider}/notes/{note}': 80 } })
  // Pages for people who are not signed in look different to those who are.
  for (const [path, page] of nobody) if (page.answer.status === 200) found.set(path, { ...page, anonymous: true })
})
after(async () => {
  await browser?.close()
  await stage?.stop()
})

test('every page is reached by a link, and none is broken', () => {
  const missing = routes().filter(r => r.methods.includes('GET') && !found.has(r.path) && !unlinked.has(r.path)).map(r => r.path)
  assert.deepEqual(missing, [])
  const broken = [...found.values()].filter(f => f.answer.status >= 400).map(f => `${f.answer.status} ${f.address}`)
  assert.deepEqual(broken, [])
})

test('every page is valid HTML', async () => {
  const validator = new HtmlValidate(JSON.parse(readFileSync(new URL('../htmlvalidate.json', import.meta.url))))
  const wrong = []
  for (const { address, answer } of found.values()) {
    if (!/text\/html/.test(answer.headers.get('content-type'))) continue
    const report = await validator.validateString(answer.text)
    for (const m of report.results.flatMap(r => r.messages).filter(m => m.severity === 2))
      wrong.push(`${address}:${m.line}: ${m.ruleId}: ${m.message}`)
  }
  assert.deepEqual(wrong, [])
})

for (const width of widths) {
  test(`every page at ${width} pixels`, async () => {
    const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: stage.url }))
    const wrong = []
    const queue = [...found.values()].filter(f => f.answer.status === 200 && /text\/html/.test(f.answer.headers.get('content-type')))
    const work = async () => {
      const page = await open(browser, stage, { viewport: { width, height: 900 } })
      for (let next; (next = queue.shift());) {
        const { address, route, anonymous } = next
        if (anonymous) await page.context().clearCookies()
        else await page.context().addCookies(cookies)
        page.complaints.length = 0
        await page.goto(address)
        await shot(page, `${width}${route.path.replace(/[/{}]+/g, '-')}`)
        const wide = await overflow(page)
        if (wide > 0) wrong.push(`${address}: ${wide} pixels too wide`)
        // What axe sees is the same between a phone and a desk.
        if (width !== 768) for (const f of await axeFindings(page)) wrong.push(`${address}: axe ${f}`)
        for (const c of page.complaints) wrong.push(`${address}: browser: ${c}`)
      }
      await page.context().close()
    }
    await Promise.all([work(), work()])
    assert.deepEqual(wrong, [])
  })
}
