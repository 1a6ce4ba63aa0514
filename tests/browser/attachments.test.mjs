// Attachments in a browser (A29): chosen by keyboard, dropped, with and without JavaScript, at 360 pixels; and what must not run does not.
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { start } from '../lib/stage.mjs'
import { axeFindings, launch, open, overflow, shot, signIn, tabTo, tabToWords } from '../lib/browser.mjs'

const pdf = text => Buffer.from(`%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>\nendobj\n% ${text}\ntrailer\n<</Root 1 0 R>>\n%%EOF\n`)
let stage, browser, dir, provider
before(async () => {
  stage = await start()
  browser = await launch()
  dir = await mkdtemp(join(tmpdir(), 'carebook-files-'))
  provider = (await stage.sql("SELECT MIN(id) FROM provider WHERE name = 'Wentworth Lodge'"))[0][0]
})
after(async () => {
  await browser?.close()
  await stage?.stop()
  await rm(dir, { recursive: true, force: true })
})
const file = async (name, bytes) => { await writeFile(join(dir, name), bytes); return join(dir, name) }
const newest = async () => (await stage.sql('SELECT x.description, v.name FROM attachment x JOIN attachment_version v ON v.attachment_id = x.id ORDER BY x.id DESC LIMIT 1'))[0]

for (const [where, options] of [['on a phone', { viewport: { width: 360, height: 740 } }], ['without JavaScript', { viewport: { width: 360, height: 740 }, javaScriptEnabled: false }]]) {
  test(`a document is attached by keyboard, ${where}`, async () => {
    const page = await open(browser, stage, options)
    await signIn(page, stage, 'Case manager')
    await page.goto(`/profiles/providers/${provider}/attachments`)
    await tabToWords(page, 'Attach documents')
    await Promise.all([page.waitForURL(/\/add$/), page.keyboard.press('Enter')])
    await tabTo(page, '[name=files]')
    const path = await file('plan of the house.pdf', pdf(where))
    // Without JavaScript the browser's own dialog opens, which nobody here can see.
    if (options.javaScriptEnabled === false) await page.locator('[name=files]').setInputFiles(path)
    else {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')])
      await chooser.setFiles(path)
      assert.match(await page.locator('.drop-list').innerText(), /plan of the house\.pdf, \d+ bytes/)
      assert.deepEqual(await axeFindings(page), [])
      assert.equal(await overflow(page), 0)
    }
    await tabTo(page, 'select[name=kind_id]')
    await page.keyboard.type('Pl', { delay: 20 })
    await tabTo(page, '[name=description]')
    await page.keyboard.type(`Plan ${where}`)
    await Promise.all([page.waitForURL(/\/attachments$/), page.keyboard.press('Enter')])
    assert.match(await page.locator('main').innerText(), new RegExp(`It is attached.*Plan ${where}`, 's'))
    assert.deepEqual(await newest(), [`Plan ${where}`, 'plan of the house.pdf'])
    await shot(page, `attachments-${where.replaceAll(' ', '-')}`)
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })
}

test('files are dropped, one is taken out again, and the rest is sent with a bar', async () => {
  const page = await open(browser, stage, { viewport: { width: 360, height: 740 } })
  await signIn(page, stage, 'Case manager')
  await page.goto(`/attachments/provider/${provider}/add`)
  const drop = (names, target) => page.evaluate(([list, sel]) => {
    const data = new DataTransfer()
    for (const [name, text] of list) data.items.add(new File([text], name))
    const area = document.querySelector(sel)
    for (const kind of ['dragenter', 'dragover', 'drop']) area.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }))
  }, [names, target])
  await drop([['one.pdf', pdf('one').toString()], ['two.pdf', pdf('two').toString()]], '[data-drop]')
  await drop([['three.pdf', pdf('three').toString()]], '[data-drop]')
  // One that misses the area does not take the page away.
  await drop([['missed.pdf', 'x']], 'h1')
  assert.match(page.url(), /\/add$/)
  assert.deepEqual(await page.locator('.drop-list li span').allInnerTexts().then(t => t.map(x => x.split(',')[0])), ['one.pdf', 'two.pdf', 'three.pdf'])
  await page.getByRole('button', { name: 'Remove two.pdf' }).click()
  await page.selectOption('[name=kind_id]', { label: 'Report' })
  // Slow enough to see how far it is.
  await page.route('**/add', async route => { await new Promise(r => setTimeout(r, 400)); await route.continue() })
  const seen = page.locator('.sending progress').waitFor()
  await page.getByRole('button', { name: 'Attach', exact: true }).click()
  await seen
  await page.waitForURL(/\/attachments$/)
  assert.match(await page.locator('main').innerText(), /2 files are attached/)
  assert.deepEqual((await stage.sql('SELECT v.name FROM attachment_version v ORDER BY attachment_id DESC LIMIT 2')).flat().sort(), ['one.pdf', 'three.pdf'])
  assert.deepEqual(page.complaints, [])
  await page.context().close()
})

test('what is refused is said beside the field, and what was chosen stays chosen', async () => {
  const page = await open(browser, stage, { viewport: { width: 360, height: 740 } })
  await signIn(page, stage, 'Case manager')
  await page.goto(`/attachments/provider/${provider}/add`)
  await page.setInputFiles('[name=files]', [await file('photo.jpg', '<html><script>alert(1)</script>')])
  await page.fill('[name=description]', 'Words that stay')
  await page.selectOption('[name=kind_id]', { label: 'Photo' })
  await page.getByRole('button', { name: 'Attach', exact: true }).click()
  await page.locator('#errors').waitFor()
  assert.match(await page.locator('#errors').innerText(), /“photo.jpg” is not what its name says/)
  assert.equal(await page.inputValue('[name=description]'), 'Words that stay')
  assert.match(await page.locator('.drop-list').innerText(), /photo\.jpg/)
  assert.match(await page.title(), /^Error: /)
  assert.deepEqual(await axeFindings(page), [])
  await shot(page, 'attachments-refused')
  await page.context().close()
})

test('nothing that was attached runs in the browser', async () => {
  const page = await open(browser, stage)
  await signIn(page, stage, 'Case manager')
  const harm = [['both.gif', Buffer.concat([Buffer.from('GIF89a\x01\0\x01\0\0\0\0;'), Buffer.from('/*<html><script>alert(1)</script>*/=alert(1)')]), 'Photo'],
    ['words.txt', Buffer.from('alert(1)\nwords <b>and signs</b>\n'), 'Other'],
    ['mail.eml', Buffer.from('From: a@example.org\nSubject: x\nDate: Mon, 23 Nov 2026 08:00:00 +1100\nContent-Type: text/html\n\n<script>alert(1)</script>\n'), 'Letter or e-mail'],
    ['paper.pdf', pdf('<html><script>alert(1)</script>'), 'Other']]
  for (const [name, bytes, kind] of harm) {
    await page.goto(`/attachments/provider/${provider}/add`)
    await page.setInputFiles('[name=files]', [await file(name, bytes)])
    await page.selectOption('[name=kind_id]', { label: kind })
    await page.getByRole('button', { name: 'Attach', exact: true }).click()
    await Promise.race([page.waitForURL(/\/attachments$/), page.locator('#errors').waitFor().then(async () => assert.fail(await page.locator('#errors').innerText()))])
    const id = (await stage.sql('SELECT MAX(id) FROM attachment'))[0][0]
    await page.goto(`/attachments/${id}`)
    for (const path of ['', '/view']) await page.goto(`/attachments/${id}/files/1${path}`).catch(() => null) // a download is no page
    await page.evaluate(() => document.scripts.length).catch(() => null)
  }
  assert.deepEqual(page.complaints.filter(c => /dialog|alert/.test(c)), [])
  await page.context().close()
})
