// Providers, licences and clients for tests, made through the pages themselves.
// SPDX-License-Identifier: MIT
//
//   const ann = await staff(stage, 'Administrator')
//   const care = new Care(stage, ann)
//   const nursery = await care.provider('Little Wrens', { type: 3, places: 24 })
//   const licence = await care.licence(nursery, 4, 'ECS-1', '2024-07-01', '2027-06-30')
import { writeFile, rm, mkdtemp, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import assert from 'node:assert/strict'
import { Client } from './client.mjs'

let number = 0

/** A new member of staff of a role (or several), signed in. regions: ids, none is all. */
export async function staff(stage, roles, { regions = [] } = {}) {
  const email = `staff${++number}@example.org`
  const password = 'quiet-lagoon-wattle-7'
  const dir = await mkdtemp(join(tmpdir(), 'carebook-'))
  await chmod(dir, 0o755)
  await writeFile(join(dir, 'password'), password + '\n', { mode: 0o644 })
  await stage.carebook('account', 'add', email, `Staff ${number}`, '--role', [roles].flat()[0],
    '--password-file', join(dir, 'password'))
  await rm(dir, { recursive: true })
  for (const region of regions)
    await stage.sql(`INSERT INTO account_region SELECT id, ${region} FROM account WHERE email = '${email}'`)
  return Client.signIn(stage, email, password)
}

export class Care {
  constructor(stage, client) {
    this.stage = stage
    this.client = client
  }

  async one(sql) { return Number((await this.stage.sql(sql))[0][0]) }

  /** Its id. Straight into the database: the pages that add providers are tested elsewhere. */
  async provider(name, { type = 3, region = 1, state = 'active', places = 'NULL', own = 0 } = {}) {
    await this.stage.sql(`INSERT INTO provider (type_id, region_id, state, name, summary, suburb, places, own_children)
      VALUES (${type}, ${region}, '${state}', '${name.replace(/'/g, "''")}', '', 'Katoomba', ${places}, ${own})`)
    return this.one(`SELECT MAX(id) FROM provider`)
  }

  /** Submits and expects that it was carried out. */
  async done(path, fields, options) {
    const answer = await this.client.submit(path, fields, options)
    if (answer.status !== 303) {
      const wrong = answer.html.querySelectorAll('.summary li').map(e => e.text.trim())
      assert.fail(`${path}: ${answer.status} ${wrong.join('; ') || answer.words.slice(0, 300)}`)
    }
    return answer
  }

  async licence(provider, type, licence, from, until, { how = 'grant', on = from, replaces, take } = {}) {
    const answer = await this.done(`/profiles/providers/${provider}/licence/add`, {
      type_id: String(type), number: licence, from_date: from, until_date: until, how, on_date: on,
      ...(replaces && { replaces_id: String(replaces) }), ...(replaces && { take: take ? '1' : undefined }) })
    return Number(/\/licence\/(\d+)$/.exec(answer.location)[1])
  }

  async condition(provider, licence, kind, fields) {
    const path = `/profiles/providers/${provider}/licence/${licence}/conditions/add`
    const answer = await this.done(path, fields, { from: `${path}?kind=${kind}` })
    return Number(/\/conditions\/(\d+)$/.exec(answer.location)[1])
  }

  async person(name, born, gender, fields = {}) {
    const answer = await this.done('/profiles/clients/add', { name, born, gender, region_id: '1', ...fields })
    return Number(/\/clients\/(\d+)$/.exec(answer.location)[1])
  }

  async case(client, title, opened = '2026-01-05') {
    await this.done(`/profiles/clients/${client}/cases/add`, { title, opened })
    return this.one(`SELECT MAX(id) FROM client_case WHERE client_id = ${client}`)
  }

  service(code) { return this.one(`SELECT id FROM service WHERE code = '${code}'`) }

  async offer(provider, code, from = '2024-01-01', until = '') {
    const service = await this.service(code)
    await this.done(`/profiles/providers/${provider}/services/add`,
      { service_id: String(service), from_date: from, ...(until && { until_date: until }) })
    return service
  }

  /** The answer to adding by hand. */
  place(provider, client, from, fields = {}) {
    const path = `/profiles/providers/${provider}/clients/add`
    return this.client.submit(path, { from_date: from, ...fields }, { from: `${path}?client=${client}` })
  }

  /** The answer to adding a service to a case. */
  serve(client, id, provider, service, from, fields = {}) {
    const path = `/profiles/clients/${client}/cases/${id}/services/add`
    return this.client.submit(path, { from_date: from, ...fields },
      { from: `${path}?service_id=${service}&provider_id=${provider}` })
  }
}
