// bench/files.mjs: what an upload and a download cost, beside nginx alone with the same file, in one run.
// SPDX-License-Identifier: MIT
//
//   node bench/files.mjs [--build DIR] [--mb 256] [--rounds 3] [--out FILE]
//
// Upload: Carebook (multipart, CSRF, SHA-256, fsync, type, policy, rows) against nginx's own PUT (mod_dav) of the same
// bytes to the same disk. Download: through the program's gates and X-Accel-Redirect, against nginx's static file.
import { spawn } from 'node:child_process'
import { chmodSync, createReadStream, mkdtempSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync, openSync, writeSync, closeSync, chownSync } from 'node:fs'
import { request } from 'node:http'
import { createHash, randomBytes } from 'node:crypto'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { start } from '../tests/lib/stage.mjs'
import { Client } from '../tests/lib/client.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const option = (name, fallback) => { const i = process.argv.indexOf('--' + name); return i < 0 ? fallback : process.argv[i + 1] }
process.env.CAREBOOK_BUILD = option('build', process.env.CAREBOOK_BUILD ?? join(here, '../build/check'))
const mb = Number(option('mb', 256)), rounds = Number(option('rounds', 3))
const work = mkdtempSync(join(tmpdir(), 'carebook-bench-'))
chmodSync(work, 0o755)
let stage, nginx

const median = list => [...list].sort((a, b) => a - b)[list.length >> 1]
const peak = pid => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1])

/** Sends a file with something before and behind it; the answer's status and the seconds. */
function send(method, url, path, { head = '', tail = '', headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const began = process.hrtime.bigint()
    const length = Buffer.byteLength(head) + statSync(path).size + Buffer.byteLength(tail)
    const req = request(url, { method, headers: { ...headers, 'content-length': length } }, answer => {
      answer.resume()
      answer.on('end', () => resolve({ status: answer.statusCode, location: answer.headers.location, seconds: Number(process.hrtime.bigint() - began) / 1e9 }))
    })
    req.on('error', reject)
    req.write(head)
    const file = createReadStream(path, { highWaterMark: 1 << 20 })
    file.on('end', () => req.end(tail))
    file.pipe(req, { end: false })
  })
}

function fetchAll(url, headers = {}) {
  return new Promise((resolve, reject) => {
    const began = process.hrtime.bigint()
    request(url, { headers }, answer => {
      let n = 0
      answer.on('data', d => { n += d.length })
      answer.on('end', () => resolve({ status: answer.statusCode, bytes: n, seconds: Number(process.hrtime.bigint() - began) / 1e9 }))
    }).on('error', reject).end()
  })
}

async function main() {
  stage = await start({ data: 'none', processes: 1 })
  await stage.sql(`INSERT INTO provider (id, type_id, region_id, state, name, summary) VALUES (1, 2, 1, 'active', 'Bench', '')`)
  const password = 'correct horse 8 battery'
  writeFileSync(join(work, 'password'), password)
  await stage.carebook('account', 'add', 'bench@example.org', 'Bench', '--role', 'Administrator', '--password-file', join(work, 'password'))
  const client = await Client.signIn(stage, 'bench@example.org', password)
  const cookie = [...client.cookies].map(([k, v]) => `${k}=${v}`).join('; ')

  // Each upload is of a content of its own, or it would be there already.
  const big = join(work, 'big.mp4')
  const fill = () => {
    const fd = openSync(big, 'w'), block = randomBytes(1 << 20)
    writeSync(fd, Buffer.from('\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41', 'latin1'))
    for (let i = 0; i < mb; i++) { block.writeUInt32LE(i, 0); writeSync(fd, block) }
    closeSync(fd)
  }
  fill()

  // nginx alone, by the same account and on the same disk.
  const dav = join(stage.dir, 'web', 'dav'), port = stage.port + 1
  mkdirSync(join(dav, 'files'), { recursive: true })
  const owner = statSync(join(stage.dir, 'files'))
  for (const d of [dav, join(dav, 'files')]) chownSync(d, owner.uid, owner.gid)
  writeFileSync(join(dav, 'nginx.conf'), `daemon off; worker_processes 1; pid "${dav}/pid"; error_log "${dav}/error.log";
events {} http { access_log off; sendfile on; tcp_nopush on; client_body_temp_path "${dav}/body"; fastcgi_temp_path "${dav}/f"; proxy_temp_path "${dav}/p"; uwsgi_temp_path "${dav}/u"; scgi_temp_path "${dav}/s";
server { listen 127.0.0.1:${port}; location / { root "${dav}/files"; client_max_body_size 0; client_body_buffer_size 128k; dav_methods PUT; } } }`)
  nginx = spawn('setpriv', [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', '--', 'nginx', '-p', dav, '-e', join(dav, 'error.log'), '-c', join(dav, 'nginx.conf')], { stdio: 'inherit' })
  for (let i = 0; i < 100; i++) if (await fetch(`http://127.0.0.1:${port}/`).then(() => true, () => new Promise(r => setTimeout(() => r(false), 50)))) break

  const page = await client.get('/attachments/provider/1/add')
  const ours = { up: [], down: [] }, alone = { up: [], down: [] }
  for (let round = 0; round < rounds; round++) {
    fill()
    const put = await send('PUT', `http://127.0.0.1:${port}/big-${round}.mp4`, big)
    if (put.status !== 201) throw new Error(`PUT: ${put.status}`)
    const fields = page.fields('/attachments/provider/1/add').filter(([name]) => name !== 'files')
    const head = fields.map(([name, value]) => `--bench\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${name === 'kind_id' ? 12 : value}\r\n`).join('') +
      '--bench\r\nContent-Disposition: form-data; name="files"; filename="big.mp4"\r\nContent-Type: video/mp4\r\n\r\n'
    const post = await send('POST', `${stage.url}/attachments/provider/1/add`, big, { head, tail: '\r\n--bench--\r\n',
      headers: { cookie, origin: stage.url, 'content-type': 'multipart/form-data; boundary=bench' } })
    if (post.status !== 303) throw new Error(`POST: ${post.status}`)
    const [[id]] = await stage.sql('SELECT MAX(id) FROM attachment')
    const static_ = await fetchAll(`http://127.0.0.1:${port}/big-${round}.mp4`)
    const given = await fetchAll(`${stage.url}/attachments/${id}/files/1`, { cookie })
    if (given.status !== 200 || given.bytes !== static_.bytes) throw new Error(`GET: ${given.status}, ${given.bytes}`)
    alone.up.push(put.seconds); alone.down.push(static_.seconds)
    ours.up.push(post.seconds); ours.down.push(given.seconds)
    rmSync(join(dav, 'files', `big-${round}.mp4`))
  }
  const pid = (await stage.children('attachments'))[0]
  const rate = list => (mb / median(list)).toFixed(0)
  const lines = [`A file of ${mb} MB, ${cpus().length} cores (${cpus()[0].model.trim()}), ${rounds} rounds, medians. MB/s.`, '',
    '| | Carebook behind nginx | nginx alone | seconds, ours / nginx |', '|---|---|---|---|',
    `| upload | ${rate(ours.up)} | ${rate(alone.up)} | ${(median(ours.up) / median(alone.up)).toFixed(2)} |`,
    `| download | ${rate(ours.down)} | ${rate(alone.down)} | ${(median(ours.down) / median(alone.down)).toFixed(2)} |`, '',
    `- the program's memory at its peak: ${(peak(pid) / 1024).toFixed(1)} MB`]
  console.log(lines.join('\n'))
  if (option('out')) writeFileSync(option('out'), lines.join('\n') + '\n')
}
const end = async () => { nginx?.kill('SIGTERM'); await stage?.stop(); rmSync(work, { recursive: true, force: true }) }
main().then(end, async e => { console.error(e); await end(); process.exitCode = 1 })
