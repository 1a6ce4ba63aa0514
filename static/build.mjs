// Builds static/dist/ : what the browser gets. Run `npm ci` once, then `node static/build.mjs`.
// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, readFileSync, writeFileSync, readdirSync, existsSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as sass from 'sass'
import { faces } from './art/faces.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(here)
const mods = join(here, 'node_modules')
const dist = join(here, 'dist')
const next = join(here, 'dist.new')

rmSync(next, { recursive: true, force: true })
mkdirSync(join(next, 'fonts'), { recursive: true })
mkdirSync(join(next, 'faces'))

const made = new Map()
function put(name, content) {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content)
  writeFileSync(join(next, name), bytes)
  made.set(name, bytes)
}
const hash = bytes => createHash('sha256').update(bytes).digest('hex').slice(0, 12)
// drawings are written with comments and line ends for people; the browser needs neither
const small = svg => svg.replace(/<!--[\s\S]*?-->/g, '').replace(/>\s+</g, '><').trim() + '\n'

// Fonts: our names, so that the style sheet need not know the packages' own.
const fonts = {
  'atkinson-latin.woff2': 'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
  'atkinson-latin-ext.woff2': 'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2',
  'atkinson-latin-italic.woff2': 'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-italic.woff2',
  'figtree-digits.woff2': 'figtree/files/figtree-latin-wght-normal.woff2',
}
for (const [name, from] of Object.entries(fonts))
  put('fonts/' + name, readFileSync(join(mods, '@fontsource-variable', from)))
// what others made, and on which terms
const others = ['@fontsource-variable/atkinson-hyperlegible-next', '@fontsource-variable/figtree', 'bootstrap', 'bootstrap-icons', 'htmx.org']
put('LICENSES.txt', others.map(p => `${p} ${JSON.parse(readFileSync(join(mods, p, 'package.json'))).version}\n\n` +
  readFileSync(join(mods, p, 'LICENSE'), 'utf8').trim() + '\n').join('\n' + '-'.repeat(72) + '\n\n'))

// Style sheet: our theme over the parts of Bootstrap that it uses.
const css = sass.compile(join(here, 'css/carebook.scss'), {
  loadPaths: [join(mods, 'bootstrap/scss')],
  style: 'compressed',
  quietDeps: true,
  silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'],
}).css
put('carebook.css', css.replace(/url\("?(fonts|shapes)\/([a-z-]+\.\w+)"?\)/g, (_, dir, name) => {
  const bytes = dir === 'fonts' ? made.get('fonts/' + name) : readFileSync(join(here, 'art', name))
  if (!bytes) throw new Error('no such file for the style sheet: ' + dir + '/' + name)
  if (dir === 'shapes') { put(name, small(bytes.toString())); return `url(${name}?v=${hash(bytes)})` }
  return `url(fonts/${name}?v=${hash(bytes)})`
}))

// Scripts.
put('carebook.js', readFileSync(join(here, 'js/carebook.js')))
put('fill.js', readFileSync(join(here, 'js/fill.js')))
put('htmx.min.js', readFileSync(join(mods, 'htmx.org/dist/htmx.min.js')))

// Icons: a sprite of those that are named anywhere in quotes, and of those in icons.txt.
const iconDir = join(mods, 'bootstrap-icons/icons')
const known = new Set(readdirSync(iconDir).filter(f => f.endsWith('.svg')).map(f => f.slice(0, -4)))
const wanted = new Set()
for (const line of readFileSync(join(here, 'icons.txt'), 'utf8').split('\n')) {
  const name = line.replace(/#.*/, '').trim()
  if (!name) continue
  if (!known.has(name)) throw new Error('icons.txt names an icon that does not exist: ' + name)
  wanted.add(name)
}
function scan(dir) {
  if (!existsSync(dir)) return
  for (const e of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, e.name)
    if (e.isDirectory()) { scan(path); continue }
    if (!/\.(cs|c|h|sql|json|tsv|hdf|xml)$/.test(e.name)) continue
    for (const m of readFileSync(path, 'utf8').matchAll(/["']([a-z0-9]+(?:-[a-z0-9]+)*)\\?["']/g))
      if (known.has(m[1])) wanted.add(m[1])
  }
}
for (const dir of ['templates', 'cgi-bin', 'lib', 'sql']) scan(join(root, dir))
// these four are drawn too small in their box: take their larger twins
const twin = { check: 'check2', dash: 'dash-lg', plus: 'plus-lg', x: 'x-lg' }
let sprite = '<svg xmlns="http://www.w3.org/2000/svg">\n'
for (const name of [...wanted].sort()) {
  const svg = readFileSync(join(iconDir, (twin[name] ?? name) + '.svg'), 'utf8')
  const inner = svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '').replace(/\s*\n\s*/g, '')
  sprite += `<symbol id="${name}" viewBox="0 0 16 16">${inner}</symbol>\n`
}
put('icons.svg', sprite + '</svg>\n')

// Drawings.
faces().forEach((svg, i) => put(`faces/${String(i + 1).padStart(2, '0')}.svg`, small(svg)))
for (const name of ['logo.svg', 'favicon.svg', 'sign-in.svg'])
  put(name, small(readFileSync(join(here, 'art', name), 'utf8')))

// The version: one hash over every name and its content. Pages ask for /static/x?v=VERSION.
const all = createHash('sha256')
for (const name of [...made.keys()].sort()) all.update(name + '\0').update(made.get(name))
const version = all.digest('hex').slice(0, 12)
put('version', version + '\n')

rmSync(dist, { recursive: true, force: true })
renameSync(next, dist)
console.log(`static/dist: ${made.size} files, ${wanted.size} icons, version ${version}`)
