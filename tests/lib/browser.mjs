// Chromium for the tests: Debian's, headless, and what every page must bear.
// SPDX-License-Identifier: MIT
import { chromium } from 'playwright-core'
import { readFileSync, existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(import.meta.url)
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

export const widths = [360, 768, 1280]

export async function launch() {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

/** A page that notes what the browser complains of: page.complaints. */
export async function open(browser, stage, options = {}) {
  const context = await browser.newContext({ baseURL: stage.url, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  page.complaints = []
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) page.complaints.push(m.text()) })
  page.on('pageerror', e => page.complaints.push(String(e)))
  page.on('dialog', d => { page.complaints.push(`dialog: ${d.message()}`); d.dismiss() })
  return page
}

/** Signs in by the keyboard alone. */
export async function signIn(page, stage, role) {
  const who = role.email ? role : (await stage.signIns()).find(s => s.role === role)
  await page.goto('/account/sign-in')
  await tabTo(page, '[name=email]')
  await page.keyboard.type(who.email)
  await tabTo(page, '[name=password]')
  await page.keyboard.type(who.password)
  await Promise.all([page.waitForURL(u => !u.pathname.startsWith('/account/sign-in')), page.keyboard.press('Enter')])
}

/** Presses Tab until the element has the focus, as somebody without a mouse does. */
export async function tabTo(page, selector, { most = 150 } = {}) {
  for (let i = 0; i < most; i++) {
    if (await page.evaluate(s => document.activeElement?.matches(s), selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${selector} on ${page.url()}`)
}

/** Presses Tab until a link or button with these words has the focus. */
export async function tabToWords(page, words, { most = 150 } = {}) {
  for (let i = 0; i < most; i++) {
    const text = await page.evaluate(() => document.activeElement?.matches('a, button, summary')
      ? document.activeElement.textContent.replace(/\s+/g, ' ').trim() : '')
    if (typeof words === 'string' ? text === words : words.test(text)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach “${words}” on ${page.url()}`)
}

/** What is wrong with the page as it is shown: axe's findings, a line each. */
export async function axeFindings(page) {
  await page.evaluate(axe)
  return page.evaluate(async () => (await window.axe.run(document, { resultTypes: ['violations'] })).violations
    .map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.target.join(' ')).join('; ')}`))
}

/** Does the page scroll sideways? By how many pixels. */
export const overflow = page => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

export async function shot(page, name) {
  const dir = process.env.CAREBOOK_SHOTS
  if (!dir) return
  if (!existsSync(dir)) mkdirSync(dir, { recursive: true })
  await page.screenshot({ path: join(dir, `${name}.png`), fullPage: true })
}
