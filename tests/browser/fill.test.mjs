// Filling in a form in a browser (A26): by keyboard alone, on a desk and a phone, with script and without; and what script adds.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { agency, PEOPLE } from '../lib/agency.mjs'
import { begin, press, publish } from '../lib/fill.mjs'
import { axeFindings, launch, open, overflow, shot, signIn, tabTo, tabToWords, widths } from '../lib/browser.mjs'

let stage, who, browser, controls
const role = name => ({ email: PEOPLE[name][0], password: 'correct horse 8 battery' })
const key = k => `[id="f-${k}"]`
const value = async (id, name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec((await stage.sql(`SELECT xml FROM form_draft WHERE answer_id = ${id}`))[0][0])?.[1] ?? ''
const saved = page => page.waitForResponse(r => r.url().endsWith('/live') && r.status() === 200)

before(async () => {
  ({ stage, who } = await agency({ people: ['admin', 'manager', 'licensing'] }))
  controls = await publish(who.admin, readFileSync(new URL('../fixtures/forms/controls.xml', import.meta.url), 'utf8'))
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await stage?.stop()
})

async function go(page) {
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')])
  await page.waitForLoadState()
}
const type = async (page, k, text) => { await tabTo(page, key(k)); await page.keyboard.type(text) }
const live = async (page, act) => { const done = saved(page); await act(); await done; await page.waitForTimeout(50) }

for (const [where, options] of [
  ['on a desk', { viewport: { width: 1280, height: 900 } }],
  ['on a phone', { viewport: { width: 360, height: 740 } }],
  ['without JavaScript', { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false }]])
  test(`a form from the first question to the last, ${where}, by keyboard`, async () => {
    const id = await begin(who.manager, stage, controls)
    const page = await open(browser, stage, options)
    const script = options.javaScriptEnabled !== false
    await signIn(page, stage, role('manager'))
    await page.goto(`/forms/fill/${id}`)

    // Nothing typed: what is missing is said, with the way there.
    await tabToWords(page, /^Save and go on/)
    await go(page)
    assert.match(await page.title(), /^Error: /)
    if (script) assert.equal(await page.evaluate(() => document.activeElement.id), 'errors')
    await tabToWords(page, 'What is your name?: Answer this question')
    await page.keyboard.press('Enter')
    if (script) await page.waitForFunction(() => document.activeElement?.name === '/name')
    await type(page, '/name', 'Ann Mercer')
    await type(page, '/story', 'She came\nalone')
    await type(page, '/age', '36')
    await tabTo(page, key('/born'))
    await page.keyboard.type('27')
    await page.keyboard.press('Tab')
    await page.keyboard.type('3')
    await page.keyboard.press('Tab')
    await page.keyboard.type('1990')
    await type(page, '/at', '2:30 pm')
    await tabTo(page, '[name="/colour"]')
    await page.keyboard.press('Space')
    if (script) await page.waitForSelector(key('/shade'))
    else { await tabToWords(page, 'Update this page'); await go(page) }
    assert.match(await page.locator('[id="q-/shade"]').innerText(), /Which red, Ann Mercer\?/)
    await type(page, '/shade', 'dark')
    await tabToWords(page, /^Save and go on/)
    await go(page)

    assert.match(await page.locator('#fill-where').innerText(), /Page 2 of 4/)
    await tabTo(page, 'select[name="/towns"]')
    await page.keyboard.type('Le', { delay: 30 })
    await tabTo(page, '[name="/pets"][value="dog"]')
    await page.keyboard.press('Space')
    await tabTo(page, '[name="/agree"]')
    await page.keyboard.press('Space')
    await type(page, '/score', '7')
    await tabTo(page, '[aria-label="Move down: One"]')
    await go(page)
    assert.match(await page.locator('[id="q-/order"]').innerText(), /Two[\s\S]*One[\s\S]*Three/)
    await tabToWords(page, /^Save and go on/)
    await go(page)

    await tabToWords(page, 'Add person 1')
    await go(page)
    if (script) await page.waitForFunction(() => document.activeElement?.name === '/person~1/given')
    await type(page, '/person~1/given', 'Paul')
    await type(page, '/person~1/pay', '10.5')
    await tabToWords(page, 'Add person 2')
    await go(page)
    await type(page, '/person~2/given', 'Nobody')
    await tabToWords(page, /^Remove Person 2/)
    await go(page)
    await tabToWords(page, 'Take out')
    await go(page)
    assert.equal(await page.locator('.repeat').count(), 1)
    assert.match(await page.locator('#fill-items').innerText(), /Together 10\.5 dollars/)
    await tabToWords(page, /^Save and check/)
    await go(page)

    assert.match(await page.locator('main').innerText(), /Check and send[\s\S]*Ann Mercer[\s\S]*Leura[\s\S]*Person 1[\s\S]*Paul/)
    await tabToWords(page, 'Send the form')
    await go(page)
    assert.equal(new URL(page.url()).pathname, `/forms/answers/${id}`)
    assert.deepEqual(await stage.sql(`SELECT state, revision FROM form_answer WHERE id = ${id}`), [['submitted', '1']])
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

test('while one types, the page follows, and the focus and what is being typed stay', async () => {
  const id = await begin(who.manager, stage, controls)
  const page = await open(browser, stage, { viewport: { width: 1280, height: 900 } })
  await signIn(page, stage, role('manager'))
  await page.goto(`/forms/fill/${id}?at=/name`)
  await page.focus(key('/name'))
  await live(page, () => page.keyboard.type('Ann'))
  assert.equal(await value(id, 'name'), 'Ann')
  assert.match(await page.locator('#fill-saved').innerText(), /Saved \d/)
  assert.equal(await page.evaluate(() => document.activeElement.name), '/name')
  assert.equal(await page.evaluate(() => document.activeElement.selectionStart), 3)
  // words that were typed while the answer was under way are neither lost nor overwritten
  await page.route('**/live', async route => { await new Promise(r => setTimeout(r, 600)); await route.continue() })
  await page.keyboard.type('e')
  await page.waitForRequest('**/live')
  await page.keyboard.type(' Zq')
  await page.focus(key('/story'))
  await page.keyboard.type('Long ago')
  await page.waitForTimeout(300)
  await page.focus(key('/weight'))
  for (let i = 0; i < 150 && await value(id, 'story') !== 'Long ago'; i++) await page.waitForTimeout(100)
  await page.waitForTimeout(700)
  await page.unroute('**/live')
  assert.equal(await page.inputValue(key('/name')), 'Anne Zq')
  assert.equal(await page.inputValue(key('/story')), 'Long ago')
  assert.equal(await value(id, 'name'), 'Anne Zq')
  assert.equal(await value(id, 'story'), 'Long ago')
  assert.equal(await page.evaluate(() => document.activeElement.name), '/weight')
  // a question that comes and goes is announced; the focus stays where it was
  await live(page, () => page.check('[name="/colour"][value="red"]'))
  await page.waitForSelector(key('/shade'))
  assert.equal(await page.locator('#fill-said').innerText(), 'New question: Which red, Anne Zq? (needed).'.replace(' (needed)', ' needed'))
  assert.equal(await page.evaluate(() => document.activeElement.value), 'red')
  await live(page, () => page.check('[name="/colour"][value="green"]'))
  await page.waitForSelector(key('/shade'), { state: 'detached' })
  assert.match(await page.locator('#fill-said').innerText(), /not asked any more/)
  // a mistake is said once one has left the question, and taken back while one mends it
  await page.fill(key('/age'), '300')
  await page.focus(key('/age'))
  await live(page, () => page.keyboard.press('Tab'))
  await page.waitForSelector('[id="q-/age"] .err')
  assert.match(await page.locator('#fill-said').innerText(), /An age lies between 0 and 129/)
  await page.focus(key('/age'))
  await live(page, async () => { await page.keyboard.press('End'); await page.keyboard.press('Backspace') })
  await page.waitForSelector('[id="q-/age"] .err', { state: 'detached' })
  assert.equal(await page.evaluate(() => document.activeElement.name), '/age')
  assert.deepEqual(page.complaints, [])
  await page.context().close()
})

test('a sum follows; two windows on one form see each other', async () => {
  const id = await begin(who.manager, stage, controls)
  let start = await who.manager.get(`/forms/fill/${id}?at=/person`)
  start = await press(who.manager, start, 'add /person')
  const pages = []
  for (const name of ['manager', 'licensing']) {
    const page = await open(browser, stage, { viewport: { width: 1280, height: 900 } })
    await signIn(page, stage, role(name))
    await page.goto(`/forms/fill/${id}?at=/person`)
    pages.push(page)
  }
  const [gwen, tom] = pages
  await gwen.focus(key('/person~1/pay'))
  await live(gwen, () => gwen.keyboard.type('12.5'))
  await gwen.waitForFunction(() => /Together 12\.5 dollars/.test(document.querySelector('#fill-items').textContent))
  assert.equal(await gwen.evaluate(() => document.activeElement.name), '/person~1/pay')
  await tom.focus(key('/person~1/given'))
  await live(tom, () => tom.keyboard.type('Paul'))
  assert.equal(await tom.inputValue(key('/person~1/pay')), '12.5')
  // both in one question
  await live(gwen, async () => { await gwen.fill(key('/person~1/family'), 'Mercer'); await gwen.keyboard.press('Tab') })
  await live(tom, async () => { await tom.fill(key('/person~1/family'), 'Marsh'); await tom.keyboard.press('Tab') })
  await tom.waitForSelector('[id="q-/person~1/family"] .theirs')
  assert.match(await tom.locator('[id="q-/person~1/family"] .theirs').innerText(), /Gwen Hartley wrote[\s\S]*Mercer/)
  assert.equal(await value(id, 'family'), 'Marsh')
  for (const page of pages) { assert.deepEqual(page.complaints, []); await page.context().close() }
})

test('without a connection nothing typed is lost', async () => {
  const id = await begin(who.manager, stage, controls)
  const page = await open(browser, stage, { viewport: { width: 1280, height: 900 } })
  await signIn(page, stage, role('manager'))
  await page.goto(`/forms/fill/${id}?at=/name`)
  await page.context().setOffline(true)
  await page.focus(key('/name'))
  await page.keyboard.type('Ann')
  await page.waitForFunction(() => /No connection/.test(document.querySelector('#fill-saved').textContent))
  await page.keyboard.type('e')
  await page.context().setOffline(false)
  await page.waitForFunction(() => /Saved/.test(document.querySelector('#fill-saved').textContent), null, { timeout: 20000 })
  assert.equal(await value(id, 'name'), 'Anne')
  // leaving at once sends the last words along
  await page.focus(key('/age'))
  await page.keyboard.type('36')
  await page.click('.crumbs a')
  await page.waitForLoadState()
  for (let i = 0; i < 50 && await value(id, 'age') !== '36'; i++) await new Promise(r => setTimeout(r, 100))
  assert.equal(await value(id, 'age'), '36')
  await page.context().close()
})

test('a list is searched, a slider moves its number', async () => {
  const id = await begin(who.manager, stage, controls)
  const page = await open(browser, stage, { viewport: { width: 1280, height: 900 } })
  await signIn(page, stage, role('manager'))
  await page.goto(`/forms/fill/${id}?at=/towns`)
  await page.fill('.q-find', 'arm')
  assert.deepEqual(await page.locator('select[name="/towns"] option').allInnerTexts(), ['', 'Armidale'])
  await page.keyboard.press('ArrowDown')
  await live(page, () => page.keyboard.press('ArrowDown'))
  assert.equal(await value(id, 'towns'), 'a2')
  await page.focus('input[type=range]')
  await live(page, () => page.keyboard.press('ArrowRight'))
  assert.equal(await page.inputValue(key('/score')), '1')
  assert.equal(await value(id, 'score'), '1')
  assert.deepEqual(page.complaints, [])
  await page.context().close()
})

test('how it looks: no complaint of axe, room enough at every width', async () => {
  const id = await begin(who.manager, stage, controls)
  let form = await press(who.manager, await who.manager.get(`/forms/fill/${id}?at=/person`), 'add /person')
  form = await press(who.manager, form, 'add /person', { '/person~1/given': 'Paul', '/person~1/family': 'Mercer', '/person~1/pay': '3' })
  await press(who.manager, form, 'update', { '/person~2/born!d': '31', '/person~2/born!m': '2', '/person~2/born!y': '2026' })
  const page = await open(browser, stage)
  await signIn(page, stage, role('manager'))
  const wrong = []
  for (const [name, path] of [['1', '?at=/name&check=1'], ['2', '?at=/code&check=1'], ['3', '?at=/person&check=1'], ['ask', '?at=/person&ask=/person~1'], ['send', '/send'], ['fr', '?at=/name&in=1']])
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 })
      await page.goto(`/forms/fill/${id}${path}`)
      await shot(page, `fill-${name}-${width}`)
      const over = await overflow(page)
      if (over > 0) wrong.push(`${path} at ${width}: ${over} pixels too wide`)
      for (const f of await axeFindings(page)) wrong.push(`${path} at ${width}: ${f}`)
    }
  assert.deepEqual(wrong, [])
  await page.context().close()
})
