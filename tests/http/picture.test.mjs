// The process that makes small pictures: what it makes, what it refuses, and what it cannot do.
// SPDX-License-Identifier: MIT
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { openSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bomb, lockedPdf, makePictures, pdf, png, wav, withMetadata } from '../lib/pictures.mjs'

const build = process.env.CAREBOOK_BUILD
const make = (input, ...args) => makePictures(build, input, ...args)
const picture = input => make(input, 'picture', 'view:400x400')

let jpeg
async function aJpeg() {
  return (jpeg ??= (await make(png(600, 400), 'picture', 'view:600x600')).pictures.find(p => p.format === 'jpeg').data)
}

/** Width and height of a JPEG, from its own header. */
function sizeOf(data) {
  for (let at = 2; at < data.length;) {
    const marker = data[at + 1], length = data.readUInt16BE(at + 2)
    if (marker >= 0xc0 && marker <= 0xc2) return [data.readUInt16BE(at + 7), data.readUInt16BE(at + 5)]
    at += 2 + length
  }
}

test('each size comes as WebP and as JPEG, fits into its box, and is never made larger', async () => {
  const made = await make(png(1200, 800), 'picture', 'view:800x800', 'thumb:320x320')
  assert.equal(made.status, 0, made.stderr)
  assert.ok(made.whole)
  assert.deepEqual(made.source, [1200, 800])
  assert.deepEqual(made.pictures.map(p => [p.name, p.format, p.width, p.height]),
    [['view', 'webp', 800, 533], ['view', 'jpeg', 800, 533], ['thumb', 'webp', 320, 213], ['thumb', 'jpeg', 320, 213]])
  for (const p of made.pictures.filter(p => p.format === 'jpeg')) assert.deepEqual(sizeOf(p.data), [p.width, p.height])
  for (const p of made.pictures.filter(p => p.format === 'webp')) assert.equal(p.data.readUInt32LE(4) + 8, p.data.length, 'RIFF knows its length')
  const small = await make(png(40, 30), 'picture', 'view:800x800')
  assert.deepEqual([small.pictures[0].width, small.pictures[0].height], [40, 30])
})

test('a portrait fills its box', async () => {
  const made = await make(await aJpeg(), 'picture', 'large:400x472:crop', 'small:100x118:crop')
  assert.deepEqual(made.pictures.map(p => [p.width, p.height]), [[400, 472], [400, 472], [100, 118], [100, 118]])
})

test('it is turned upright, and nothing that the camera wrote is left', async () => {
  const photo = withMetadata(await aJpeg(), 6)
  assert.ok(photo.includes('Nora') && photo.includes('Hidden Street') && photo.includes('Exif'))
  for (const [source, width, height] of [[photo, 267, 400], [png(600, 400), 400, 267]]) {
    const made = await picture(source)
    assert.deepEqual([made.pictures[0].width, made.pictures[0].height], [width, height])
    for (const { data, format } of made.pictures)
      for (const word of ['Nora', 'Hidden', 'Exif', 'EXIF', 'XMP', 'xmp', 'ICC', 'vips', 'GPS', 'JFIF'])
        assert.ok(!data.includes(word), `${word} in the ${format}`)
  }
})

test('the same picture gives the same bytes', async () => {
  const [a, b] = [await picture(png(300, 200)), await picture(png(300, 200))]
  assert.deepEqual(a.pictures.map(p => p.data.toString('hex')), b.pictures.map(p => p.data.toString('hex')))
})

test('what is see-through stands on white', async () => {
  const made = await make(png(64, 64, () => [200, 0, 0, 0]), 'picture', 'view:64x64')
  const white = await make(png(64, 64, () => [255, 255, 255]), 'picture', 'view:64x64')
  assert.deepEqual(made.pictures.map(p => p.data.toString('hex')), white.pictures.map(p => p.data.toString('hex')))
})

test('the first page of a PDF, whatever size the page has', async () => {
  for (const [width, height] of [[595, 842], [100, 60], [5000, 3000]]) {
    const made = await make(pdf('Certificate', { width, height }), 'page', 'view:1200x1200', 'thumb:320x320')
    assert.equal(made.refused, undefined, `${width} x ${height}`)
    assert.equal(Math.max(made.pictures[0].width, made.pictures[0].height), 1200)
    assert.equal(Math.max(made.pictures[2].width, made.pictures[2].height), 320)
  }
  // Its text is there, in a font of the system's: the page is not the same without it.
  const [a, b] = [await make(pdf('Certificate of Nora'), 'page', 'view:600x600'), await make(pdf(' '), 'page', 'view:600x600')]
  assert.ok(!a.pictures[0].data.equals(b.pictures[0].data))
})

const refusals = [
  ['a decompression bomb, from its header', () => bomb(30000), 'huge'],
  ['a line of 30,000 points by one', () => png(30000, 1, () => [1, 2, 3]), 'huge'],
  ['a file cut in half', async () => (await aJpeg()).subarray(0, 4000), 'damaged'],
  ['an SVG, whatever it is called', () => '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><image href="/etc/passwd"/></svg>', 'unknown'],
  ['a page', () => '<!doctype html><script>alert(1)</script>', 'unknown'],
  ['a PDF as a picture', () => pdf(), 'unknown'],
  ['PostScript', () => '%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) (r) file\n', 'unknown'],
  ['a picture of ImageMagick\'s own language', () => 'push graphic-context\nimage over 0,0 0,0 "|id"\npop graphic-context\n', 'unknown'],
  ['sound', () => wav(), 'unknown'],
  ['nothing', () => '', 'unknown'],
  ['one byte', () => 'x', 'unknown'],
]
for (const [what, source, why] of refusals)
  test(`refused: ${what}`, async () => {
    const made = await picture(await source())
    assert.equal(made.refused, why, JSON.stringify(made))
    assert.equal(made.status, 0)
    assert.deepEqual(made.pictures, [])
  })

test('refused: a PDF that asks for a password, a PDF that is none', async () => {
  assert.equal((await make(lockedPdf(), 'page', 'view:400x400')).refused, 'locked')
  assert.equal((await make(await aJpeg(), 'page', 'view:400x400')).refused, 'unknown')
  assert.equal((await make('%PDF-1.4\n', 'page', 'view:400x400')).refused, 'unknown')
})

test('a PDF with a script and a link to a file runs and reads nothing', async () => {
  const more = '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /AA << /WC << /S /Launch /F (/bin/sh) >> >>'
  const made = await make(pdf('Plain', { more }), 'page', 'view:400x400')
  const plain = await make(pdf('Plain'), 'page', 'view:400x400')
  assert.equal(made.refused, undefined)
  assert.ok(made.pictures[0].data.equals(plain.pictures[0].data))
})

test('pictures broken at random: an answer or a clean end, never more', async () => {
  const photo = withMetadata(await aJpeg(), 3)
  let seed = 7
  const random = n => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % n
  for (let i = 0; i < 40; i++) {
    const broken = Buffer.from(i % 2 ? photo : png(50, 40))
    for (let k = 0; k < 1 + random(20); k++) broken[random(broken.length)] = random(256)
    const made = await picture(broken)
    assert.ok(made.signal === null && made.status === 0, `${i}: ${made.signal} ${made.status} ${made.stderr}`)
    assert.ok(made.whole || made.refused || made.pictures.length === 0)
  }
})

test('wrong words are a usage error, also input that is no file', () => {
  const dir = mkdtempSync(join(tmpdir(), 'carebook-picture-'))
  try {
    writeFileSync(join(dir, 'in'), png(10, 10))
    const program = join(build, 'carebook-picture')
    for (const args of [[], ['picture'], ['drawing', 'a:1x1'], ['picture', 'a:0x1'], ['picture', 'a:1x1:crops'], ['picture', '../a:1x1'],
      ['picture', 'a:1x1', 'b:1x1', 'c:1x1', 'd:1x1', 'e:1x1', 'f:1x1', 'g:1x1']])
      assert.equal(spawnSync(program, args, { stdio: [openSync(join(dir, 'in')), 'pipe', 'pipe'] }).status, 2, args.join(' '))
    assert.equal(spawnSync(program, ['picture', 'a:1x1'], { input: png(10, 10) }).status, 2)
  } finally { rmSync(dir, { recursive: true }) }
})

test('its cell: no network, no program, no process, no file', t => {
  const cell = join(build, 'cell-test')
  const out = execFileSync(cell, ['none'], { encoding: 'utf8' }).trim().split('\n')
  const fonts = execFileSync(cell, ['fonts'], { encoding: 'utf8' }).trim().split('\n')
  for (const line of [...out, ...fonts]) assert.match(line, /^(refused|allowed) /)
  const allowed = lines => lines.filter(l => l.startsWith('allowed')).map(l => l.slice(8))
  assert.deepEqual(allowed(out), ['write to standard output', 'take memory', 'start a thread'])
  assert.deepEqual(allowed(fonts), ['write to standard output', 'take memory', 'start a thread', 'read a font'])
  assert.ok(out.length >= 14)
})
