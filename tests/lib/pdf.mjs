// What programs that read PDF say of one: poppler's tools and qpdf, independent of what wrote it.
// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export class Pdf {
  constructor(bytes) { this.bytes = bytes }

  /** Runs a program; FILE among its arguments is the document. */
  ask(program, ...args) {
    const folder = mkdtempSync(join(tmpdir(), 'carebook-pdf-'))
    try {
      const file = join(folder, 'a.pdf')
      writeFileSync(file, this.bytes)
      return execFileSync(program, args.map(a => (a === 'FILE' ? file : a)), { encoding: 'utf8', maxBuffer: 64e6 })
    } finally { rmSync(folder, { recursive: true }) }
  }

  /** As it is read on paper. */
  get text() { return (this._text ??= this.ask('pdftotext', '-layout', 'FILE', '-')) }
  /** As a screen reader hears it: [[tag, text], ...], the elements that hold text. */
  get heard() {
    const list = []
    for (const line of this.ask('pdfinfo', '-struct-text', 'FILE').split('\n')) {
      const text = /^\s*"(.*)"$/.exec(line), tag = /^\s*([A-Z]\w*)/.exec(line)
      if (text) list.push([this._tag, text[1]])
      else if (tag) this._tag = tag[1]
    }
    return list
  }
  /** { Title, Tagged, Pages, ... } */
  get facts() { return Object.fromEntries(this.ask('pdfinfo', 'FILE').split('\n').map(l => l.match(/^([^:]+):\s*(.*)$/)?.slice(1)).filter(Boolean)) }
  /** Throws, with the reason, where it is not well-formed. */
  check() { return this.ask('qpdf', '--check', 'FILE') }
}
