// A private Carebook for a test written for node: see `tests/lib/stage --help`.
// SPDX-License-Identifier: MIT
//
//   import { start } from '../lib/stage.mjs'
//   const stage = await start({ server: 'apache', clock: '2026-11-20T08:40:00Z' })
//   await fetch(stage.url + '/account/sign-in')
//   await stage.sql("SELECT name FROM account")        rows of text cells
//   await stage.stop()
//
// The stage stops by itself when the test's process ends.
import { execFile } from 'node:child_process'
import { readFile, readdir, writeFile, rm } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

/** The names of the programs, from the one list of them. */
export const programs = readFileSync(new URL('../../httpd-conf/programs', import.meta.url), 'utf8')
  .split('\n').filter(line => /^[a-z]/.test(line)).map(line => line.split(/\s+/)[0])

const program = fileURLToPath(new URL('stage', import.meta.url))

function run(args, input) {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`stage ${args[0]}: ${stderr || error.message}`))
      else resolve(stdout)
    })
    child.stdin.on('error', () => {}) // who ends without reading says so by its status
    child.stdin.end(input ?? '')
  })
}

const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))

export class Stage {
  constructor(facts) { Object.assign(this, facts) }

  /** Rows of text cells; NULL is null. */
  async sql(text) {
    const unescaped = { n: '\n', t: '\t', 0: '\0', '\\': '\\' }
    const out = await run(['sql', this.dir], 'USE carebook;\n' + text)
    return out.split('\n').slice(0, -1).map(line => line.split('\t').map(cell =>
      cell === 'NULL' ? null : cell.replace(/\\([nt0\\])/g, (_, c) => unescaped[c])))
  }

  /** '2026-11-20T08:40:00Z', '+3600' or 'real'. */
  clock(time) { return run(['clock', this.dir, String(time)]) }

  carebook(...args) { return run(['carebook', this.dir, ...args]) }
  async children(name) { return (await run(['children', this.dir, name])).trim().split(/\s+/).map(Number) }
  async kill(name) { return Number(await run(['kill', this.dir, name])) }
  reload(name) { return run(['reload', this.dir, name]) }
  programStop(name) { return run(['program-stop', this.dir, name]) }
  programStart(name) { return run(['program-start', this.dir, name]) }
  courierStop() { return run(['courier-stop', this.dir]) }
  courierStart() { return run(['courier-start', this.dir]) }
  porterStop() { return run(['porter-stop', this.dir]) }
  porterStart() { return run(['porter-start', this.dir]) }
  dbStop() { return run(['db-stop', this.dir]) }
  dbStart() { return run(['db-start', this.dir]) }
  dbRestart() { return run(['db-restart', this.dir]) }
  dbKill() { return run(['db-kill', this.dir]) }

  /** [{ role, email, password }] of the demo agency. */
  async signIns() {
    const lines = (await readFile(this.signInsFile, 'utf8')).trim().split('\n').filter(Boolean)
    return lines.map(line => line.split('\t')).filter(cells => cells[1]?.includes('@'))
      .map(([role, email, password]) => ({ role, email, password }))
  }

  /** All mails so far, oldest first: { file, from, to, raw }. */
  async mails() {
    const names = (await readdir(this.mailDir)).filter(name => /^[^.].*\.eml$/.test(name)).sort()
    return Promise.all(names.map(async file => {
      const raw = await readFile(join(this.mailDir, file), 'utf8')
      const head = name => raw.match(new RegExp(`^X-Envelope-${name}: (.*)$`, 'm'))?.[1].trim()
      return { file, from: head('From'), to: head('To'), raw }
    }))
  }

  /** The newest mail to an address, waiting for it. */
  async mailTo(address, { seconds = 15, after = 0 } = {}) {
    for (const end = Date.now() + seconds * 1000; ;) {
      const found = (await this.mails()).filter(mail => mail.to.split(', ').includes(address))
      if (found.length > after) return found.at(-1)
      if (Date.now() > end) throw new Error(`no mail came to ${address}`)
      await sleep(100)
    }
  }

  /** Lines of "pattern action" for the mail catcher (scripts/mail-catcher). */
  mailFaults(text) {
    const file = join(this.mailDir, 'faults')
    return text ? writeFile(file, text) : rm(file, { force: true })
  }

  async log(name) { return readFile(join(this.logDir, `${name}.log`), 'utf8').catch(() => '') }

  /** Ends the programs, and what a sanitizer or valgrind then has said of them. */
  async complaints(names = programs) {
    await Promise.all(names.map(name => this.programStop(name)))
    const logs = await Promise.all(names.map(name => this.log(`program-${name}`)))
    return logs.flatMap(log => log.split('\n').filter(line => /Sanitizer|runtime error|^==\d+==/.test(line)))
  }

  stop() { return run(['stop', this.dir]) }
}

/** Options as of `stage start`: { server, build, prefix, data, clock, processes, conf: [...] }. */
export async function start(options = {}) {
  const args = ['start', '--owner', String(process.pid)]
  for (const [name, value] of Object.entries(options))
    for (const one of [value].flat())
      if (one !== undefined) args.push(`--${name}`, String(one))
  const facts = JSON.parse(await run(args))
  const { signIns: signInsFile, ...others } = facts
  return new Stage({ ...others, signInsFile })
}
