// A visitor without a browser: keeps cookies, fills in forms as they stand on
// the page.
// SPDX-License-Identifier: MIT
//
//   const ann = await Client.signIn(stage, 'Administrator')
//   const page = await ann.get('/profiles/providers')      page.status, .text, .html
//   const answer = await ann.submit('/profiles/providers/add', { name: 'The Mercers' })
import { parse } from 'node-html-parser'

export class Answer {
  constructor(response, text, path) {
    this.status = response.status
    this.headers = response.headers
    this.location = response.headers.get('location')
    this.path = path
    this.text = text
  }

  get html() { return (this.parsed ??= parse(this.text)) }

  /** The words a person reads, white space folded. */
  get words() { return (this.html.querySelector('body') ?? this.html).structuredText.replace(/\s+/g, ' ') }

  /** What is wrong beside a field. */
  error(field) { return this.html.querySelector(`#f-${field}-error`)?.text.replace(/\s+/g, ' ').replace(/^\s*Error: /, '').trim() }

  /** The fields of the form that posts to `action`, as they stand: [name, value]. */
  fields(action) {
    const forms = this.html.querySelectorAll('form')
    const form = forms.find(f => f.getAttribute('method') === 'post' && (!action || f.getAttribute('action') === action))
    if (!form) throw new Error(`no form for ${action} on ${this.path} (${this.status})`)
    const out = []
    for (const e of form.querySelectorAll('input, select, textarea')) {
      const name = e.getAttribute('name')
      const type = e.getAttribute('type')
      if (!name) continue
      if ((type === 'checkbox' || type === 'radio') && !e.hasAttribute('checked')) continue
      if (e.tagName === 'SELECT') {
        const options = e.querySelectorAll('option')
        const chosen = options.find(o => o.hasAttribute('selected')) ?? options[0]
        out.push([name, chosen?.getAttribute('value') ?? ''])
      } else if (e.tagName === 'TEXTAREA') {
        out.push([name, e.text.replace(/^\n/, '')])
      } else {
        out.push([name, decode(e.getAttribute('value') ?? '')])
      }
    }
    return out
  }
}

function decode(s) {
  return s.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, '&')
}

// Debian 12's node has no getSetCookie; what it joins by a comma is taken apart before a name.
export function cookiesOf(response) {
  return response.headers.getSetCookie?.() ??
    (response.headers.get('set-cookie') ?? '').split(/, (?=[\w!#$%&'*+.^`|~-]+=)/).filter(Boolean)
}

export class Client {
  constructor(stage) {
    this.stage = stage
    this.cookies = new Map()
  }

  /** Signed in as the first of a role of the demo agency, or with an e-mail and a password. */
  static async signIn(stage, roleOrEmail, password) {
    const client = new Client(stage)
    if (!password) {
      const found = (await stage.signIns()).find(s => s.role === roleOrEmail)
      if (!found) throw new Error(`no sign-in for ${roleOrEmail}`)
      return Client.signIn(stage, found.email, found.password)
    }
    const answer = await client.submit('/account/sign-in', { email: roleOrEmail, password })
    if (answer.status !== 303) throw new Error(`sign-in of ${roleOrEmail}: ${answer.status}`)
    return client
  }

  async request(method, path, { headers = {}, body } = {}) {
    const cookie = [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ')
    const response = await fetch(this.stage.url + path, {
      method, body, redirect: 'manual',
      headers: { ...(cookie && { cookie }), ...headers },
    })
    for (const line of cookiesOf(response)) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)
      if (value) this.cookies.set(name, value)
      else this.cookies.delete(name)
    }
    const bytes = Buffer.from(await response.arrayBuffer())
    const answer = new Answer(response, bytes.toString(), path)
    answer.bytes = bytes
    return answer
  }

  get(path, options) { return this.request('GET', path, options) }

  /** Posts just these fields; `post` knows of no token. */
  post(path, fields, options = {}) {
    return this.request('POST', path, { ...options, body: encode(fields), headers: {
      'content-type': 'application/x-www-form-urlencoded', origin: this.stage.url, ...options.headers } })
  }

  /** Opens the page `from` (the form's own address), changes the fields named, and sends its form.
   *  A list ticks several boxes; undefined takes a field away; due: '2026-11-27' fills three boxes. */
  async submit(path, changes = {}, { from = path, headers } = {}) {
    const page = await this.get(from)
    if (page.status !== 200) return page
    const fields = new Map()
    for (const [name, value] of page.fields(path.replace(/[?#].*/, ''))) {
      if (fields.has(name)) fields.set(name, [].concat(fields.get(name), value))
      else fields.set(name, value)
    }
    for (const [name, value] of Object.entries(changes)) {
      const date = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value)
      if (date && page.html.querySelector(`[name="${name}_d"]`)) {
        fields.set(name + '_y', date[1]); fields.set(name + '_m', date[2]); fields.set(name + '_d', date[3])
      } else if (value === undefined) fields.delete(name)
      else fields.set(name, value)
    }
    return this.post(path, fields, { headers })
  }

  /** As submit, with files: [[field, name, bytes], ...] behind the other fields, as a browser sends them. */
  async upload(path, changes = {}, files = [], { from = path, headers } = {}) {
    const page = await this.get(from)
    if (page.status !== 200) return page
    const form = new FormData()
    // A browser sends a file without name and bytes where none was chosen.
    const chosen = new Set(page.html.querySelectorAll('input[type=file]').map(e => e.getAttribute('name')))
    for (const name of chosen) if (!files.some(([field]) => field === name)) form.append(name, new Blob([]), '')
    const fields = new Map(page.fields(path.replace(/[?#].*/, '')).filter(([name]) => !chosen.has(name)))
    for (const [name, value] of Object.entries(changes)) {
      const date = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value)
      if (date) ['y', 'm', 'd'].forEach((end, i) => fields.set(`${name}_${end}`, date[i + 1]))
      else fields.set(name, value)
    }
    for (const [name, value] of fields) form.append(name, value)
    for (const [field, name, bytes] of files) form.append(field, new Blob([bytes]), name)
    return this.request('POST', path, { body: form, headers: { origin: this.stage.url, ...headers } })
  }

  /** Presses a button that is a form of its own on the page `from`. */
  press(action, from, changes = {}) { return this.submit(action, changes, { from }) }
}

export function encode(fields) {
  const out = new URLSearchParams()
  for (const [name, value] of fields instanceof Map || Array.isArray(fields) ? fields : Object.entries(fields))
    for (const v of [].concat(value)) out.append(name, v)
  return out.toString()
}
