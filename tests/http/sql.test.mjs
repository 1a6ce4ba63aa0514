// Every statement of the library fits the schema that the migrations make.
// SPDX-License-Identifier: MIT
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { start } from '../lib/stage.mjs'

test('every SQL constant can be prepared on a fresh schema', async () => {
  const stage = await start({ data: 'none' })
  try {
    const all = join(process.env.CAREBOOK_BUILD, 'all-sql')
    const out = await new Promise(resolve => execFile(all, [stage.conf], { maxBuffer: 1 << 24 },
      (error, stdout) => resolve(stdout)))
    const wrong = out.split('\n').filter(line => line.startsWith('not ok') || line.startsWith('# '))
    assert.deepEqual(wrong, [])
    assert.match(out, /\n[1-9]\d* passed, 0 failed\n$/)
  } finally {
    await stage.stop()
  }
})
