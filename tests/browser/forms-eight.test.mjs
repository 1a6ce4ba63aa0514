// The eight forms that ship, each filled in from the first question to the last by keyboard alone, on a phone,
// with JavaScript and without (A25, A26, A28); and one of them from a public link (A27).
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { agency } from '../lib/agency.mjs'
import { begin, publish } from '../lib/fill.mjs'
import { ANSWERS, asked, valueFor } from '../lib/eight.mjs'
import { axeFindings, launch, open, overflow, shot, tabTo } from '../lib/browser.mjs'

const PHONE = { width: 360, height: 740 }
let stage, who, browser
const version = {}

before(async () => {
  // Tuesday 24 November 2026, 8:40 am in Sydney
  ({ stage, who } = await agency({ clock: '2026-11-23T21:40:00Z', people: ['admin', 'manager'] }))
  await stage.clock('2026-11-23T21:40:00Z')
  for (const name of Object.keys(ANSWERS))
    version[name] = await publish(who.admin, readFileSync(new URL(`../../forms/${name}.xml`, import.meta.url), 'utf8'))
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await stage?.stop()
})

/** What has the focus: a question's control, a button, or something else. */
const focus = page => page.evaluate(() => {
  const e = document.activeElement
  if (!e || e === document.body) return { none: true }
  const base = { tag: e.tagName, type: e.type, name: e.getAttribute('name') ?? '', value: e.value, checked: e.checked, id: e.id, words: e.textContent.replace(/\s+/g, ' ').trim() }
  if (e.tagName === 'SELECT') base.options = [...e.options].map(o => [o.value, o.text])
  if (e.type === 'radio') base.group = [...document.getElementsByName(e.name)].map(r => r.value)
  if (e.type === 'radio') base.chosen = [...document.getElementsByName(e.name)].find(r => r.checked)?.value ?? ''
  return base
})
const go = async page => {
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')])
  await page.waitForLoadState()
}
const names = page => page.evaluate(() => [...new Set([...document.querySelectorAll('form#fill [name^="/"]')].map(e => e.name))])

/** Answers what has the focus, as its keys ask for it. */
async function answer(page, at, value) {
  const type = async text => { await page.keyboard.press('Control+A'); await page.keyboard.type(text) }
  if (at.type === 'checkbox') {
    if ([value].flat().includes(at.value) !== at.checked) await page.keyboard.press('Space')
  } else if (at.type === 'radio') {
    if (at.chosen === value) return
    // The first of a group has the focus, or the chosen one.
    const from = at.group.indexOf(at.value), to = at.group.indexOf(value)
    assert.notEqual(to, -1, `${at.name} offers ${value}: ${at.group}`)
    if (from === to) await page.keyboard.press('Space')
    for (let i = from; i < to; i++) await page.keyboard.press('ArrowDown')
    for (let i = from; i > to; i--) await page.keyboard.press('ArrowUp')
  } else if (at.tag === 'SELECT') {
    if (at.value === value) return
    const label = at.options.find(([v]) => v === value)?.[1]
    assert.ok(label, `${at.name} offers ${value}: ${at.options.map(o => o[0])}`)
    await page.keyboard.type(label, { delay: 8 })
  } else if (at.value !== value) await type(value)
}

/** Goes through the page with Tab, once, and answers what it meets; presses `add` where an instance is wanted. */
async function through(page, answers, done) {
  for (let i = 0; i < 400; i++) {
    await page.keyboard.press('Tab')
    const at = await focus(page)
    if (at.none) continue
    if (at.name === 'do' && at.value === 'next') return 'next'
    if (at.name === 'do' && at.value.startsWith('add ')) {
      const key = at.value.slice(4)
      const there = (await names(page)).filter(n => n.startsWith(key + '~'))
      const inside = new Set(there.map(n => asked(n).name.replace(/#\d+$/, '')))
      const have = new Set(there.map(n => asked(n).name))
      if (Object.keys(answers).some(a => a.includes('#') && inside.has(a.replace(/#\d+$/, '')) && !have.has(a))) {
        await go(page)
        return 'again'
      }
    }
    if (!at.name.startsWith('/')) continue
    const value = valueFor(answers, at.name)
    if (value === undefined) continue
    await answer(page, at, value)
    done.add(at.name)
  }
  throw new Error(`no end to ${page.url()}`)
}

/** Fills the form at this page to its end; the browser is then where it was sent to. */
async function fillByKeys(page, answers, script, look) {
  for (let step = 0; step < 60; step++) {
    if (/\/send(\?|$)/.test(page.url())) break
    const done = new Set()
    for (let round = 0; round < 12; round++) {
      if (await through(page, answers, done) === 'again') continue
      // What an answer asks for is there at once, or after Update; it may stand before it: once more from the top.
      if (script) await page.waitForTimeout(700)
      else { await tabToValue(page, 'update'); await go(page) }
      if (!(await names(page)).some(n => valueFor(answers, n) !== undefined && !done.has(n))) break
      if (script) await page.evaluate(() => document.querySelector('#page').focus())
    }
    await look(page)
    await tabToValue(page, 'next')
    await go(page)
    const wrong = await page.locator('#errors li').allInnerTexts()
    assert.deepEqual(wrong, [], page.url())
  }
  await look(page)
  await tabTo(page, 'button[form="send"]')
  await go(page)
}
async function tabToValue(page, value) {
  await tabTo(page, `button[name="do"][value="${value}"]`, { most: 400 })
}

async function look(page, name) {
  assert.ok(await overflow(page) <= 0, `${page.url()} scrolls sideways`)
  await shot(page, `eight-${name}-${(await page.locator('#fill-where').innerText()).replace(/\W+/g, '-')}`)
  assert.deepEqual(await axeFindings(page), [], page.url())
}

for (const [where, script] of [['with JavaScript', true], ['without JavaScript', false]])
  for (const name of Object.keys(ANSWERS))
    test(`${name}, ${where}, by keyboard on a phone`, { timeout: 300_000 }, async () => {
      const id = await begin(who.manager, stage, version[name])
      const page = await open(browser, stage, { viewport: PHONE, javaScriptEnabled: script })
      await page.context().addCookies([...who.manager.cookies].map(([n, value]) => ({ name: n, value, url: stage.url })))
      await page.goto(`/forms/fill/${id}`)
      // axe runs by script
      await fillByKeys(page, ANSWERS[name], script, script ? p => look(p, name) : async p => assert.ok(await overflow(p) <= 0))
      assert.match(page.url(), new RegExp(`/forms/answers/${id}$`))
      assert.match(await page.locator('body').innerText(), /Submitted/)
      assert.deepEqual(page.complaints, [])
      assert.equal((await stage.sql(`SELECT state FROM form_answer WHERE id = ${id}`))[0][0], 'submitted')
      await page.context().close()
    })

test('a public link, from the address to the receipt, by keyboard on a phone', { timeout: 300_000 }, async () => {
  const [[form]] = await stage.sql(`SELECT id FROM form WHERE name = 'nursery-admission'`)
  await who.admin.submit(`/forms/library/${form}/public`, { open: '1', thanks: 'The nursery rings you.' })
  const [[code]] = await stage.sql(`SELECT code FROM form_public WHERE form_id = ${form}`)
  const page = await open(browser, stage, { viewport: PHONE }), email = 'hoa.tran@example.org'
  const check = async () => {
    assert.ok(await overflow(page) <= 0, `${page.url()} scrolls sideways`)
    assert.deepEqual(await axeFindings(page), [], page.url())
  }
  await page.goto(`/forms/apply/${code}`)
  await check()
  await tabTo(page, '[name=email]')
  await page.keyboard.type(email)
  await go(page)
  await check()
  await tabTo(page, '[name=code]')
  await page.keyboard.type(/\n\s+(\d{3} \d{3})\r?\n/.exec((await stage.mailTo(email)).raw)[1])
  await go(page)
  await fillByKeys(page, { ...ANSWERS['nursery-admission'], email: undefined }, true, p => look(p, 'outside'))
  assert.match(await page.locator('body').innerText(), /Thank you\. We have it\.[\s\S]*A-2026-0001[\s\S]*The nursery rings you/)
  await shot(page, 'eight-outside-receipt')
  await check()
  assert.deepEqual(page.complaints, [])
})
