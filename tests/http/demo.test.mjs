// The demo agency: the same every time, complete, and only into an empty house.
// SPDX-License-Identifier: MIT
import test from 'node:test'
import assert from 'node:assert/strict'
import { start } from '../lib/stage.mjs'
import { Client } from '../lib/client.mjs'

const SERVER = process.env.CAREBOOK_SERVER, BUILD = process.env.CAREBOOK_BUILD
const options = { server: SERVER, build: BUILD, data: 'none', processes: 1 }

// All that the loader writes but what must differ: passwords' salts, the times of the installation itself.
const TABLES = {
  account: 'id, email, name, title, face, state, created_at', account_role: '*', account_region: '*',
  provider: '*', provider_revision: '*', assignment: '*', task: '*', note: '*', note_version: '*',
  meeting: '*', meeting_attendee: '*', person: '*', provider_person: '*', credential: '*', licence: '*',
  licence_action: '*', licence_condition: '*', condition_waiver: '*', client: '*', client_case: '*',
  case_service: '*', placement: '*', provider_service: '*', incident: '*', workflow: '*', workflow_step: '*',
  outbox: 'id, at, recipient, subject, body, calendar', audit: '*', search_word: '*',
}

async function content(stage) {
  const out = {}
  for (const [table, columns] of Object.entries(TABLES))
    out[table] = JSON.stringify(await stage.sql(`SELECT ${columns} FROM ${table} ORDER BY 1, 2`))
  return out
}

test('the same seed and day give the same agency, byte for byte; another seed another', async t => {
  const args = ['demo', 'load', '--today', '2026-11-23', '--seed']
  const found = []
  const stage = await start(options)
  t.after(() => stage.stop())
  for (const seed of ['7', '7', '8']) {
    await stage.sql('DROP DATABASE carebook; CREATE DATABASE carebook CHARACTER SET utf8mb4')
    await stage.carebook('migrate')
    const said = await stage.carebook(...args, seed)
    assert.match(said, /^role\te-mail\tpassword\n(.+\t.+@.+\t.+\n){6}$/)
    found.push(await content(stage))
  }
  for (const table of Object.keys(TABLES)) {
    assert.equal(found[0][table], found[1][table], table)
    assert.notEqual(found[0][table], '[]', `${table} is not empty`)
  }
  assert.notEqual(found[0].person, found[2].person)
})

test('it goes only into an empty house, and a refusal changes nothing', async t => {
  const stage = await start({ ...options, data: 'demo' })
  t.after(() => stage.stop())
  const before = await stage.sql('SELECT COUNT(*) FROM provider')
  await assert.rejects(stage.carebook('demo', 'load'), /already/)
  assert.deepEqual(await stage.sql('SELECT COUNT(*) FROM provider'), before)
  await assert.rejects(stage.carebook('demo', 'load', '--today', 'tomorrow'), /usage/)
})

test('each role has a way in, and there is life in every corner', async t => {
  const stage = await start({ ...options, data: 'demo' })
  t.after(() => stage.stop())
  const roles = (await stage.signIns()).map(s => s.role)
  assert.deepEqual(roles, ['Administrator', 'Case manager', 'Licensing worker', 'Roster', 'Finance', 'Read-only'])
  for (const role of roles) {
    const who = await Client.signIn(stage, role)
    assert.equal((await who.get('/profiles/providers')).status, 200, role)
  }
  const distinct = async (column, table) =>
    (await stage.sql(`SELECT DISTINCT ${column} FROM ${table} ORDER BY 1`)).flat()
  assert.deepEqual((await distinct('state', 'provider')).sort(), ['active', 'archived', 'closed', 'draft', 'suspended'])
  assert.equal((await distinct('type_id', 'provider')).length, 6)
  assert.deepEqual((await distinct('state', 'incident')).sort(), ['closed', 'open', 'review'])
  assert.deepEqual((await distinct('kind', 'licence_condition')).sort(), ['age', 'capacity', 'gender', 'trait', 'words'])
  assert.deepEqual((await distinct('state', 'meeting')).sort(), ['cancelled', 'held', 'planned'])
  const [[providers, clients, months, located]] = await stage.sql(`SELECT (SELECT COUNT(*) FROM provider),
    (SELECT COUNT(*) FROM client), (SELECT COUNT(DISTINCT DATE_FORMAT(at, '%Y-%m')) FROM note),
    (SELECT COUNT(*) FROM provider WHERE lat_e6 IS NULL)`)
  assert.ok(providers >= 60 && clients >= 120 && months >= 6, `${providers} ${clients} ${months}`)
  assert.equal(located, '0', 'every provider has its place')
  assert.ok((await stage.sql("SELECT 1 FROM provider WHERE name LIKE '%B<3%'")).length)
  assert.ok((await stage.sql("SELECT 1 FROM person WHERE HEX(name) LIKE '%F0A0AEB7%' UNION SELECT 1 FROM provider WHERE HEX(name) LIKE '%F0A0AEB7%'")).length)
})
