// A stage with next to nothing in it: two staff accounts and two providers.
// For tests that make what they need.
// SPDX-License-Identifier: MIT
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from './client.mjs'
import { start } from './stage.mjs'

const password = 'gumtree-lagoon-42'

export async function small(options = {}) {
  const stage = await start({ data: 'none', ...options })
  const file = join(stage.dir, 'password')
  await writeFile(file, password + '\n', { mode: 0o644 })
  /** Signs somebody new in, with a role. */
  stage.person = async (role, email = `${role.toLowerCase().replace(/[^a-z]+/g, '.')}@example.org`) => {
    await stage.carebook('account', 'add', email, role, '--role', role, '--password-file', file)
    return Client.signIn(stage, email, password)
  }
  await stage.sql(`INSERT INTO provider (id, type_id, region_id, state, name, summary, phone, suburb, address_state) VALUES
    (1, 2, 1, 'active', 'Wentworth Lodge', 'Five men live here.', '02 5550 0142', 'Penrith', 'NSW'),
    (2, 1, 1, 'active', 'The Mercer household', 'A home in Leura.', '02 5550 0143', 'Leura', 'NSW')`)
  return stage
}
