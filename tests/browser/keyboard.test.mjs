// A case manager's morning by keyboard alone: on a desk's screen, on a phone's, and without JavaScript.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { start } from '../lib/stage.mjs'
import { launch, open, shot, signIn, tabTo, tabToWords } from '../lib/browser.mjs'

let stage, browser
before(async () => {
  stage = await start()
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await stage?.stop()
})

/** Enter on what has the focus, and wait for the page that follows. */
async function go(page) {
  const before = page.url()
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')])
  await page.waitForLoadState()
  return before
}

const type = async (page, name, text) => {
  await tabTo(page, `[name="${name}"]`)
  await page.keyboard.type(text)
}
const typeDate = async (page, name, text) => {
  const [d, m, y] = text.split(' ')
  await type(page, `${name}_d`, d)
  await type(page, `${name}_m`, m)
  await type(page, `${name}_y`, y)
}
/** A choice of a <select>, by its first letters. */
const choose = async (page, name, letters) => {
  await tabTo(page, `select[name="${name}"]`)
  await page.keyboard.type(letters, { delay: 20 })
}
const heading = page => page.locator('h1').innerText()

const settings = [
  ['on a desk', { viewport: { width: 1280, height: 900 } }],
  ['on a phone', { viewport: { width: 360, height: 740 } }],
  ['without JavaScript', { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false }],
]

for (const [where, options] of settings) {
  test(`A1 A14 A19 A24 A43: a provider, a person, a note and an incident, ${where}, by keyboard`, async () => {
    const page = await open(browser, stage, options)
    const script = options.javaScriptEnabled !== false
    const name = `Kurrajong House ${where}`
    await signIn(page, stage, 'Case manager')

    await tabToWords(page, 'Providers')
    await go(page)
    await tabToWords(page, 'Add a provider')
    await go(page)
    await tabToWords(page, 'Facility')
    await go(page)
    // Nothing typed: the errors stand on top, with the way to each field.
    await tabToWords(page, /^Save as a draft/)
    await go(page)
    assert.match(await page.title(), /^Error: /)
    if (script) assert.equal(await page.evaluate(() => document.activeElement.id), 'errors')
    await tabToWords(page, /Name/)
    await page.keyboard.press('Enter')
    if (script) await page.waitForFunction(() => document.activeElement?.name === 'name')
    await type(page, 'name', name)
    await type(page, 'phone', '02 5550 0177')
    await tabToWords(page, /^Save as a draft/)
    await go(page)
    assert.equal(await heading(page), name)
    const profile = new URL(page.url()).pathname

    // Sections: a list on a desk, one fold on a phone.
    const section = async words => {
      await page.goto(profile)
      if (options.viewport.width < 700) {
        await tabTo(page, '.sections-fold > summary')
        await page.keyboard.press('Enter')
      }
      await tabToWords(page, words)
      await go(page)
    }

    await section(/^People/)
    await tabToWords(page, 'Add a person')
    await go(page)
    await type(page, 'name', 'Ngaire O’Sullivan')
    await typeDate(page, 'born', '27 3 1984')
    await type(page, 'role', 'House manager')
    await tabTo(page, '[name=main_contact]')
    await page.keyboard.press('Space')
    await tabToWords(page, 'Add this person')
    await go(page)
    assert.match(await page.locator('main').innerText(), /Ngaire O’Sullivan[\s\S]*House manager/)

    await section(/^Recent notes/)
    await type(page, 'text', 'Rang about the opening hours.')
    await tabToWords(page, 'Keep the note')
    await go(page)
    assert.match(await page.locator('main').innerText(), /Rang about the opening hours\./)

    await section(/^History/)
    await tabToWords(page, 'Report an incident')
    await go(page)
    await choose(page, 'kind_id', 'Agency: Com')
    await type(page, 'title', 'A complaint about noise')
    await tabTo(page, '[name=severity]')
    await page.keyboard.press('Space')
    await type(page, 'description', 'The neighbours rang twice.')
    await tabToWords(page, 'Report it')
    await go(page)
    assert.match(await page.locator('main').innerText(), /A complaint about noise[\s\S]*left/)
    await shot(page, `keyboard-${where.replace(/ /g, '-')}`)

    // Out, and the way back leads nowhere.
    await tabTo(page, '.menu > summary')
    await page.keyboard.press('Enter')
    await tabToWords(page, 'Sign out')
    await go(page)
    await page.goto(profile)
    assert.match(page.url(), /\/account\/sign-in/)
    // The browser names the answer 422, which was asked for.
    assert.deepEqual(page.complaints.filter(c => !/status of 422/.test(c)), [])
    await page.context().close()
  })
}
