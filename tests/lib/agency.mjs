// A small agency for a test that wants to know every row: one account a role,
// and providers of two regions.
// SPDX-License-Identifier: MIT
//
//   const { stage, who } = await agency({ clock: '2026-11-23T21:40:00Z' })
//   await who.manager.get('/profiles/providers/1/tasks')
//
// Providers: 1 Wentworth Lodge (active, region 1), 2 The Mercer household (active, region 1),
// 3 Hannah and Luis Ferreira (a draft), 4 Far House (region 2).
// Accounts: admin, manager, licensing, roster, finance, reader; far is a manager of region 2 only.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { start } from './stage.mjs'
import { Client } from './client.mjs'

export const PEOPLE = {
  admin: ['ann@example.org', 'Ann Admin', 'Administrator'],
  manager: ['gwen@example.org', 'Gwen Hartley', 'Case manager'],
  licensing: ['tom@example.org', 'Tom Beale', 'Licensing worker'],
  roster: ['rosa@example.org', 'Rosa Ngata', 'Roster'],
  finance: ['finn@example.org', 'Finn O\'Neill', 'Finance'],
  reader: ['rea@example.org', 'Rea Reid', 'Read-only'],
  far: ['fay@example.org', 'Fay Farr', 'Case manager'],
}
export const PASSWORD = 'correct horse 8 battery'

/** Options as of start(); people: names of PEOPLE to sign in (default all are added, and signed in). */
export async function agency({ people = Object.keys(PEOPLE), ...options } = {}) {
  const stage = await start({ data: 'none', ...options })
  const dir = await mkdtemp(join(tmpdir(), 'agency-'))
  await chmod(dir, 0o755) // the stage runs under an account of its own
  await writeFile(join(dir, 'password'), PASSWORD)
  const id = {}, who = {}
  for (const name of people) {
    const [email, full, role] = PEOPLE[name]
    await stage.carebook('account', 'add', email, full, '--role', role, '--password-file', join(dir, 'password'))
    id[name] = Number((await stage.sql(`SELECT id FROM account WHERE email = '${email}'`))[0][0])
  }
  await rm(dir, { recursive: true })
  await stage.sql(`
    INSERT INTO region (id, name) VALUES (2, 'Far region');
    ${id.far ? `INSERT INTO account_region (account_id, region_id) VALUES (${id.far}, 2);` : ''}
    ${Object.entries(id).filter(([n]) => n !== 'far' && n !== 'admin').map(([, i]) => `INSERT INTO account_region (account_id, region_id) VALUES (${i}, 1);`).join('\n')}
    INSERT INTO provider (id, type_id, region_id, state, name, summary, suburb) VALUES
      (1, 2, 1, 'active', 'Wentworth Lodge', '', 'Penrith'), (2, 1, 1, 'active', 'The Mercer household', '', 'Leura'),
      (3, 1, 1, 'draft', 'Hannah and Luis Ferreira', '', 'Lawson'), (4, 2, 2, 'active', 'Far House', '', 'Broome');`)
  for (const name of people) who[name] = await Client.signIn(stage, PEOPLE[name][0], PASSWORD)
  return { stage, who, id }
}
