// carebook doctor: what is broken is named, with a remedy; what is well is not.
// SPDX-License-Identifier: MIT
import test, { before, after } from 'node:test'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile, writeFile, chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { programs, start } from '../lib/stage.mjs'

let stage
before(async () => {
  stage = await start({ server: process.env.CAREBOOK_SERVER, build: process.env.CAREBOOK_BUILD, data: 'demo', processes: 1 })
})
after(() => stage?.stop())

/** Its lines, by what they are about, and the exit status. */
function doctor(conf = stage.conf) {
  return new Promise(resolve => {
    execFile(join(stage.bin, 'carebook'), ['--conf', conf, 'doctor'], (error, out) => {
      const found = { status: error ? error.code : 0, text: out, remedies: (out.match(/^ {6}> .+/gm) ?? []).length }
      for (const [, verdict, what, words] of out.matchAll(/^(ok|warn|bad) +([^:]+): (.*)$/gm)) found[what] = [verdict, words]
      resolve(found)
    })
  })
}

async function conf(changes) {
  const file = join(stage.dir, 'tmp', `doctor-${Object.keys(changes).join('-')}.conf`)
  const text = (await readFile(stage.conf, 'utf8')).split('\n').filter(l => !Object.keys(changes).some(k => l.startsWith(k + ' ')))
  await writeFile(file, [...text, ...Object.entries(changes).map(([k, v]) => `${k} = ${v}`)].join('\n') + '\n')
  await chmod(file, 0o644)
  return file
}

test('a house in order', async () => {
  const found = await doctor()
  assert.equal(found.status, 0, found.text)
  assert.deepEqual(Object.values(found).filter(v => v[0] === 'bad'), [])
  for (const what of ['configuration', 'time zones', 'templates', 'static', 'fonts for printing', 'database', 'character set', 'storage', 'schema',
    'database account carebook_profiles', 'administrators', 'sessions', 'outbox', 'mail server', ...programs.map(p => `program ${p}`)]) assert.equal(found[what]?.[0], 'ok', `${what}\n${found.text}`)
  assert.equal(found.site_url[0], 'warn')
})

test('a configuration that is not there, or has a word that is none', async () => {
  const none = await doctor('/nonexistent/carebook.conf')
  assert.equal(none.status, 1)
  assert.equal(none.configuration[0], 'bad')
  const wrong = await doctor(await conf({ colour: 'green' }))
  assert.equal(wrong.status, 1)
  assert.match(wrong.configuration[1], /'colour' is no setting/)
})

test('settings that cannot be right', async () => {
  assert.equal((await doctor(await conf({ site_url: 'http://care.example.org' }))).site_url[0], 'bad')
  assert.equal((await doctor(await conf({ site_url: 'https://care.example.org' }))).site_url[0], 'ok')
  assert.equal((await doctor(await conf({ zone: 'Australia/Atlantis' })))['time zones'][0], 'bad')
  assert.equal((await doctor(await conf({ templates: '/nonexistent' }))).templates[0], 'bad')
  const mail = await doctor(await conf({ smtp_url: 'smtp://127.0.0.1:1' }))
  assert.equal(mail.status, 1)
  assert.equal(mail['mail server'][0], 'bad')
})

test('mails that failed, and mails that nobody sends', async () => {
  const add = (state, at) => stage.sql(`INSERT INTO outbox (at, recipient, subject, body, state, next_at, attempts)
    VALUES (${at}, 'a@example.org', 's', 'b', '${state}', ${at}, ${state === 'failed' ? 3 : 0})`)
  await add('failed', 'utc_timestamp()')
  assert.equal((await doctor()).outbox[0], 'warn')
  await stage.sql("INSERT INTO outbox (at, recipient, subject, body, state, next_at, claimed_at) VALUES (utc_timestamp(), 'a@example.org', 's', 'b', 'sending', utc_timestamp(), '2020-01-01')")
  const found = await doctor()
  assert.ok(['bad', 'warn'].includes(found.outbox[0]), found.text)
  await stage.sql("DELETE FROM outbox WHERE recipient = 'a@example.org'")
})

test('nobody who manages accounts', async () => {
  await stage.sql("UPDATE account SET state = 'disabled' WHERE email LIKE 'ruth.%'")
  const found = await doctor()
  assert.equal(found.status, 1)
  assert.equal(found.administrators[0], 'bad')
  assert.match(found.text, /> carebook account add/)
  await stage.sql("UPDATE account SET state = 'invited' WHERE email LIKE 'ruth.%'")
  assert.equal((await doctor()).administrators[0], 'warn')
  await stage.sql("UPDATE account SET state = 'active' WHERE email LIKE 'ruth.%'")
})

test('an account of the database without its rights, and a password for all to read', async () => {
  await stage.sql('REVOKE SELECT ON carebook.schema_migration FROM carebook_agency@localhost')
  await chmod(join(stage.dir, 'etc/passwords/courier'), 0o644)
  const found = await doctor()
  assert.equal(found['database account carebook_agency'][0], 'bad')
  assert.equal(found['database account carebook_profiles'][0], 'ok')
  assert.match(found.text, /^warn +database account carebook_courier/m)
  await stage.carebook('migrate')
  await chmod(join(stage.dir, 'etc/passwords/courier'), 0o600)
  assert.equal((await doctor())['database account carebook_agency'][0], 'ok')
})

test('a schema that is older than the programs', async () => {
  const [[name]] = await stage.sql('SELECT MAX(name) FROM schema_migration')
  await stage.sql(`DELETE FROM schema_migration WHERE name = '${name}'`)
  const found = await doctor()
  assert.equal(found.status, 1)
  assert.equal(found.schema[0], 'bad')
  assert.match(found.text, /> carebook migrate/)
  await stage.sql(`INSERT INTO schema_migration (name, at) VALUES ('${name}', utc_timestamp())`)
})

test('a program that is away, and the database', async () => {
  await stage.programStop('agency')
  const program = await doctor()
  assert.equal(program.status, 1)
  assert.equal(program['program agency'][0], 'bad')
  assert.equal(program['program profiles'][0], 'ok')
  await stage.programStart('agency')
  await stage.dbStop()
  const db = await doctor()
  assert.equal(db.status, 1)
  assert.equal(db.database[0], 'bad')
  assert.equal(db.schema, undefined, 'what cannot be asked is left out')
  assert.equal(db['program account'][0], 'bad')
  await stage.dbStart()
})
