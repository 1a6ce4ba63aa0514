// Files behind the scenes: the scanner, the pictures, verify and gc, and a death at every point (A29, A30).
// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { start } from '../lib/stage.mjs'
import { HARM, here as clamdHere, startClamd } from '../lib/clamd.mjs'
import { bomb, makePictures, png, withMetadata } from '../lib/pictures.mjs'

const build = process.env.CAREBOOK_BUILD
const skip = clamdHere ? false : 'there is no clamd (Debian package clamav-daemon)'
let stage, dir, clamd, photo, uid, gid
const tool = name => join(stage.bin, ...(name === 'carebook-bring' ? ['..', 'libexec'] : []), name)

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'carebook-files-'))
  await chmod(dir, 0o755)
  if (clamdHere) clamd = await startClamd({ streamMax: '1M', socket: join(dir, 'clamd.sock') })
  stage = await start({ data: 'none', conf: clamdHere ? [`clamd_socket = ${join(dir, 'clamd.sock')}`] : undefined })
  await stage.porterStop()
  ;({ uid, gid } = await stat(join(stage.dir, 'files')))
  await stage.sql(`INSERT INTO region (id, name) VALUES (1, 'Here') ON DUPLICATE KEY UPDATE name = name;
    INSERT INTO provider (id, type_id, name, summary, region_id, facts) SELECT n, (SELECT MIN(id) FROM provider_type), CONCAT('Provider ', n), '', 1, '{}' FROM (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3 UNION SELECT 4) x`)
  photo = withMetadata((await makePictures(build, png(600, 500), 'picture', 'view:600x600')).pictures[1].data, 6)
})
after(async () => { await stage?.stop(); await clamd?.stop(); await rm(dir, { recursive: true, force: true }) })

function run(program, args, env = {}) {
  return new Promise(resolve => {
    const out = []
    // As the account that the store belongs to.
    const as = process.getuid() === 0 ? ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--', program] : [program]
    const child = spawn(as[0], [...as.slice(1), ...args], { env: { ...process.env, ...env } })
    child.stdout.on('data', d => out.push(d))
    child.stderr.on('data', d => out.push(d))
    child.on('close', (status, signal) => resolve({ status, signal, out: Buffer.concat(out).toString() }))
  })
}

let brought = 0
async function add(bytes, owner, { type = 'image/jpeg', kind = 'provider', dieAt } = {}) {
  const path = join(dir, `file-${++brought}`)
  await writeFile(path, bytes, { mode: 0o644 })
  return run(tool('carebook-bring'), [stage.conf, 'add', path, type, kind, String(owner)], dieAt ? { DIE_AT: String(dieAt) } : {})
}
const remove = (owner, dieAt) => run(tool('carebook-bring'), [stage.conf, 'remove', 'provider', String(owner)], dieAt ? { DIE_AT: String(dieAt) } : {})
const porter = () => run(tool('carebook-porter'), ['--conf', stage.conf, '--once'])
const carebook = async (...args) => run(tool('carebook'), ['--conf', stage.conf, ...args])
const verify = (...args) => carebook('files', 'verify', ...args)
const scanOf = async owner => (await stage.sql(`SELECT f.scan, f.scan_words FROM portrait o JOIN file f ON f.id = o.file_id WHERE o.owner_id = ${owner}`))[0]
const picturesOf = async owner => stage.sql(`SELECT p.name, p.format, p.width, p.height, m.hash FROM portrait o JOIN picture p ON p.file_id = o.file_id JOIN file m ON m.id = p.made_id WHERE o.owner_id = ${owner} ORDER BY p.width DESC, p.format`)
const jobsOf = async owner => stage.sql(`SELECT j.work, j.state, j.refusal FROM portrait o JOIN file_job j ON j.file_id = o.file_id WHERE o.owner_id = ${owner} ORDER BY j.work`)

async function clean(what) {
  const seen = await verify()
  assert.equal(seen.status, 0, `${what}: ${seen.out}`)
  assert.match(seen.out, /: 0 lost, 0 damaged, 0 stray, 0 left over/, what)
  return Number(/(\d+) files,/.exec(seen.out)[1])
}

test('an empty store is in order', async () => assert.equal(await clean('empty'), 0))

test('a photo waits for the scanner, then has its pictures', { skip }, async () => {
  assert.equal((await add(photo, 1)).status, 0)
  assert.deepEqual(await scanOf(1), ['waiting', ''])
  // No picture before it was found clean.
  await clamd.stop()
  assert.equal((await porter()).status, 0)
  assert.deepEqual(await scanOf(1), ['waiting', ''], 'the scanner is away')
  assert.deepEqual(await picturesOf(1), [])
  const [[state, error]] = await stage.sql(`SELECT state, last_error FROM file_job WHERE work = 'scan'`)
  assert.equal(state, 'waiting')
  assert.match(error, /clamd\.sock/)
  clamd = await startClamd({ streamMax: '1M', socket: join(dir, 'clamd.sock') })
  await stage.sql('UPDATE file_job SET next_at = at')
  assert.equal((await porter()).status, 0)
  assert.deepEqual(await scanOf(1), ['clean', ''])
  assert.deepEqual((await picturesOf(1)).map(p => p.slice(0, 4).join(' ')),
    ['large webp 400 472', 'large jpeg 400 472', 'medium webp 200 236', 'medium jpeg 200 236', 'small webp 100 118', 'small jpeg 100 118'])
  assert.equal(await clean('with pictures'), 7)
})

test('what is served of it holds no place and no camera', { skip }, async () => {
  for (const [, , , , hash] of await picturesOf(1)) {
    const bytes = await readFile(join(stage.dir, 'files', 'objects', hash.slice(0, 2), hash.slice(2)))
    for (const word of ['Nora', 'Hidden', 'Exif', 'GPS']) assert.ok(!bytes.includes(word), word)
  }
})

test('a file with something harmful in it is held back, and has no pictures', { skip }, async () => {
  await add(Buffer.concat([photo, Buffer.from(HARM)]), 2)
  await porter()
  assert.deepEqual(await scanOf(2), ['refused', 'Carebook.Test.UNOFFICIAL'])
  assert.deepEqual(await picturesOf(2), [])
  assert.match((await jobsOf(2)).join(), /portrait,refused/)
})

test('a file that is too large for the scanner is held back', { skip }, async () => {
  await add(Buffer.concat([photo, Buffer.alloc(1500000)]), 3)
  await porter()
  assert.deepEqual(await scanOf(3), ['refused', 'too large for the virus scanner'])
})

test('rescan: the scanner has learned more, or less', { skip }, async () => {
  await clamd.stop()
  clamd = await startClamd({ streamMax: '4M', socket: join(dir, 'clamd.sock') })
  assert.match((await carebook('files', 'rescan')).out, /files will be shown/)
  assert.deepEqual(await scanOf(1), ['clean', ''], 'meanwhile it stays as it is')
  await porter()
  assert.deepEqual(await scanOf(1), ['clean', ''])
  assert.deepEqual((await scanOf(2))[0], 'refused')
  assert.deepEqual(await scanOf(3), ['clean', ''])
  assert.equal((await picturesOf(3)).length, 6)
})

test('a decompression bomb: the words are there, the porter goes on', async () => {
  await add(bomb(30000), 4, { type: 'image/png' })
  await porter()
  assert.deepEqual((await jobsOf(4)).filter(j => j[0] === 'portrait'), [['portrait', 'refused', 'huge']])
  assert.equal((await stage.sql(`SELECT COUNT(*) FROM file_job WHERE state = 'working'`))[0][0], '0')
})

test('a porter that was killed: another does it again after ten minutes', async () => {
  await add(png(300, 300, (x, y) => [x % 256, y % 256, 7]), 4, { type: 'image/png' })
  await porter()
  assert.equal((await picturesOf(4)).length, 6)
  await stage.sql(`DELETE p FROM picture p JOIN portrait o ON o.file_id = p.file_id WHERE o.owner_id = 4;
    UPDATE file_job j JOIN portrait o ON o.file_id = j.file_id SET j.state = 'working', j.claimed_by = 'dead', j.claimed_at = UTC_TIMESTAMP() - INTERVAL 9 MINUTE WHERE o.owner_id = 4 AND j.work = 'portrait'`)
  await porter()
  assert.equal((await picturesOf(4)).length, 0)
  await stage.sql(`UPDATE file_job SET claimed_at = UTC_TIMESTAMP() - INTERVAL 11 MINUTE WHERE claimed_by = 'dead'`)
  await porter()
  assert.equal((await picturesOf(4)).length, 6)
})

test('several porters share the work, and do each thing once', async () => {
  for (let i = 0; i < 4; i++) await add(png(200 + i, 200, (x, y) => [x % 256, y % 256, i]), 1 + i, { type: 'image/png' })
  const all = await Promise.all([porter(), porter(), porter()])
  for (const one of all) assert.equal(one.status, 0, one.out)
  for (let i = 1; i <= 4; i++) assert.equal((await picturesOf(i)).length, 6, String(i))
  assert.equal((await stage.sql(`SELECT COUNT(*) FROM file_job j JOIN portrait o ON o.file_id = j.file_id WHERE j.state <> 'done'`))[0][0], '0')
})

test('verify: what is lost, damaged, stray; gc removes what nobody knows, and no more', async () => {
  await carebook('files', 'gc', '--age', '0')
  const before = await clean('before')
  const objects = join(stage.dir, 'files', 'objects')
  const [[hash]] = await stage.sql('SELECT f.hash FROM portrait o JOIN file f ON f.id = o.file_id WHERE o.owner_id = 1')
  const path = join(objects, hash.slice(0, 2), hash.slice(2))
  const kept = await readFile(path)
  await rename(path, path + '.away')
  let seen = await verify('--quick')
  assert.equal(seen.status, 1)
  assert.match(seen.out, new RegExp(`lost: ${hash}`))
  assert.match(seen.out, /1 lost/)
  await rename(path + '.away', path)
  // A bit that fell over, at the same length.
  await chmod(path, 0o644)
  await writeFile(path, Buffer.concat([kept.subarray(0, -1), Buffer.from([kept.at(-1) ^ 1])]))
  assert.equal((await verify('--quick')).status, 0, 'not seen without reading')
  seen = await verify()
  assert.match(seen.out, new RegExp(`damaged: ${hash}`))
  await writeFile(path, kept)
  await clean('mended')
  // An object of another time, as after a restored database; and a name that is none.
  const stray = 'ab'.repeat(32)
  await run('mkdir', ['-p', join(objects, 'ab')])
  await run('sh', ['-c', `echo x >"${join(objects, 'ab', stray.slice(2))}"; echo y >"${join(objects, 'ab', 'README')}"`])
  seen = await verify()
  assert.equal(seen.status, 1)
  assert.match(seen.out, new RegExp(`stray: ${stray}`))
  assert.match(seen.out, /2 stray/)
  assert.match((await carebook('files', 'gc')).out, /^0 files removed/m, 'not as long as it is young')
  assert.match((await carebook('files', 'gc', '--age', '0')).out, /1 files removed/)
  await rm(join(objects, 'ab', 'README'))
  assert.equal(await clean('afterwards'), before)
})

// Every call by which a process changes the disk or asks the database is a point at which it may die.
async function dieEverywhere(act, check) {
  for (let n = 1; ; n++) {
    const one = await act(n)
    assert.ok(one.signal === 'SIGKILL' || one.status === 0, `at ${n}: ${one.out}`)
    await check(n)
    if (one.status === 0) return n
    assert.ok(n < 200, 'it comes to an end')
  }
}
const settle = async () => { await porter(); return verify() }

test('killed at every point of bringing a file in: nothing lost, nothing left', async () => {
  const points = await dieEverywhere(
    n => add(png(40, 40, (x, y) => [x, y, n]), 2, { type: 'image/png', dieAt: n }),
    async n => {
      // What it left behind is settled by whoever starts next; what was kept is whole.
      const seen = await settle()
      assert.equal(seen.status, 0, `at ${n}: ${seen.out}`)
      const [[owners]] = await stage.sql('SELECT COUNT(*) FROM portrait WHERE owner_id = 2')
      assert.equal(owners, '1', 'the old photo, or the new one')
    })
  assert.ok(points > 15, `${points} points`)
  await carebook('files', 'gc', '--age', '0')
  await clean('after gc')
})

test('killed at every point of taking a file away: nothing lost, nothing left', async () => {
  let files = 0
  const points = await dieEverywhere(
    async n => {
      if ((await stage.sql('SELECT COUNT(*) FROM portrait WHERE owner_id = 3'))[0][0] === '0') {
        await add(png(41, 41, (x, y) => [x, y, n]), 3, { type: 'image/png' })
        await porter()
      }
      return remove(3, n)
    },
    async n => {
      const seen = await settle()
      assert.equal(seen.status, 0, `at ${n}: ${seen.out}`)
      files++
    })
  assert.ok(points > 10, `${points} points`)
  assert.equal((await carebook('files', 'gc', '--age', '0')).status, 0)
  await clean('after gc')
  assert.equal((await stage.sql(`SELECT COUNT(*) FROM file WHERE state <> 'kept'`))[0][0], '0')
  assert.equal((await readdir(join(stage.dir, 'files', 'coming'))).length, 0)
})

test('brought and taken away at once, by several: whoever refers to it has it', async () => {
  const bytes = png(42, 42, (x, y) => [x, y, 9])
  for (let round = 0; round < 5; round++) {
    await Promise.all([add(bytes, 1, { type: 'image/png' }), add(bytes, 2, { type: 'image/png' }), remove(3), carebook('files', 'gc', '--age', '0')])
    assert.equal((await settle()).status, 0)
    await Promise.all([remove(1), add(bytes, 4, { type: 'image/png' })])
    const seen = await settle()
    assert.equal(seen.status, 0, seen.out)
  }
})
