// bench/run.mjs: what a page costs, in one run on one machine, as ratios.
// SPDX-License-Identifier: MIT
//
//   node bench/run.mjs [--build DIR] [--seconds 3] [--rounds 3] [--providers N] [--out FILE]
//
// bench/README.md tells the method. --providers N measures once more with so
// many providers on top, and the list and the search with them; 0: not at all.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync, rmSync, existsSync, readdirSync, chmodSync } from 'node:fs'
import { tmpdir, cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { start } from '../tests/lib/stage.mjs'
import { Client } from '../tests/lib/client.mjs'
import { tree, usage } from './usage.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const option = (name, fallback) => {
  const i = process.argv.indexOf('--' + name)
  return i < 0 ? fallback : process.argv[i + 1]
}
const build = option('build', process.env.CAREBOOK_BUILD ?? join(here, '../build/check'))
const seconds = Number(option('seconds', 3))
const rounds = Number(option('rounds', 3))
const providers = Number(option('providers', 100000))
const connections = [1, 8, 32]

const work = mkdtempSync(join(tmpdir(), 'carebook-bench-'))
chmodSync(work, 0o755)
const children = []
let stage

function launch(name, command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options })
  child.on('error', e => { throw new Error(`${name}: ${e.message}`) })
  children.push(child)
  return child
}

const wait = async (what, url) => {
  let why
  for (let i = 0; i < 200; i++) {
    const answer = await fetch(url).catch(e => { why = e.message })
    const text = await answer?.text()
    if (text?.includes('</table>')) return
    if (answer) why = `${answer.status} ${text.slice(0, 600)}`
    await new Promise(r => setTimeout(r, 50))
  }
  throw new Error(`${what} did not start: ${why}`)
}

const median = list => list.filter(Number.isFinite).sort((a, b) => a - b)[list.filter(Number.isFinite).length >> 1] ?? NaN

/** Each page at each number of connections, in rounds. */
async function measure(pages, db) {
  const runs = []
  for (let round = 0; round < rounds; round++) {
    for (const c of connections) {
      for (const p of pages) {
        const before = { web: usage(p.web), program: usage(p.program), db: usage(db) }
        const text = await new Promise((resolve, reject) => {
          const args = ['-t', '1', '-c', String(c), '-d', `${seconds}s`, '--latency', ...(p.headers ?? []).flatMap(h => ['-H', h]),
            ...(p.script ? ['-s', p.script] : []), p.url]
          let out = ''
          const w = spawn('wrk', args)
          w.stdout.on('data', d => { out += d })
          w.on('error', reject)
          w.on('close', code => (code ? reject(new Error(`wrk: ${out}`)) : resolve(out)))
        })
        if (/Non-2xx or 3xx/.test(text)) throw new Error(`${p.name}: ${text}`)
        const requests = Number(/(\d+) requests in/.exec(text)[1])
        const ms = s => ({ us: 0.001, ms: 1, s: 1000 })[/[a-z]+$/.exec(s)[0]] * parseFloat(s)
        // What still waits when wrk has gone is answered first.
        await fetch(p.url, { headers: Object.fromEntries((p.headers ?? []).map(h => h.split(/: (.*)/s))) }).then(a => a.text())
        const at = q => ms(new RegExp(`${q}%\\s+(\\S+)`).exec(text)[1])
        const after = { web: usage(p.web), program: usage(p.program), db: usage(db) }
        const cpu = part => (after[part].ms - before[part].ms) / requests
        runs.push({ page: p.name, c, rps: requests / seconds, p50: at(50), p99: at(99),
          web: cpu('web'), program: cpu('program'), db: cpu('db'), kb: after.program.kb })
        process.stderr.write(`round ${round + 1}: ${p.name} at ${c}        \r`)
      }
    }
  }
  return runs
}

const f = (n, d = 2) => n.toFixed(d)
const show = rows => [
  '| page | bytes | connections | requests/s | p50 ms | p99 ms | CPU web | program | database | all | memory MB |',
  '|---|---|---|---|---|---|---|---|---|---|---|',
  ...rows.map(r => `| ${r.page} | ${r.bytes} | ${r.c} | ${f(r.rps, 0)} | ${f(r.p50)} | ${f(r.p99)} | ${f(r.web, 3)} | ${f(r.program, 3)} | ${f(r.db, 3)} | ${f(r.cpu, 3)} | ${f(r.kb / 1024, 1)} |`),
]
/** CPU of one page to another's, at 8 connections. */
const ratio = (rows, a, b) => f(rows.find(r => r.page === a && r.c === 8).cpu / rows.find(r => r.page === b && r.c === 8).cpu)

async function main() {
  for (const [tool, from] of [['wrk', 'wrk'], ['spawn-fcgi', 'spawn-fcgi'], ['multiwatch', 'multiwatch']])
    if (!['/usr/bin', '/usr/local/bin', '/bin'].some(d => existsSync(join(d, tool))))
      throw new Error(`there is no ${tool}: install Debian's package ${from}`)
  stage = await start({ build, server: 'nginx', processes: 2 })
  const ann = await Client.signIn(stage, 'Administrator')
  const [[id]] = await stage.sql('SELECT provider_id FROM note GROUP BY provider_id ORDER BY COUNT(*) DESC LIMIT 1')
  const page = `/profiles/providers/${id}`
  const first = await ann.get(page)
  if (first.status !== 200) throw new Error(`${page}: ${first.status}`)
  const cookie = [...ann.cookies].map(([k, v]) => `${k}=${v}`).join('; ')
  const db = { socket: stage.dbSocket, user: 'carebook_profiles',
    password: readFileSync(join(stage.dir, 'etc/passwords/profiles'), 'utf8').trim() }

  // The three others, behind an nginx of ours.
  const fcgi = (name, ...command) => launch(name, 'spawn-fcgi', ['-n', '-s', `${work}/${name}.sock`, '-b', '512', '--',
    '/usr/bin/multiwatch', '-s', 'TERM', '-f', '2', '--', ...command])
  const hello = fcgi('hello', join(build, 'bench-hello'))
  const eight = fcgi('eight', join(build, 'bench-eight'), db.socket, 'carebook', db.user, db.password)
  const fpm = readdirSync('/usr/sbin').find(n => /^php-fpm\d/.test(n))
  let php
  if (fpm) {
    writeFileSync(`${work}/fpm.conf`, `[global]\nerror_log = ${work}/fpm.log\ndaemonize = no\n[bench]\n${process.getuid() ? '' : 'user = root\ngroup = root\n'}` +
      `listen = ${work}/php.sock\npm = static\npm.max_children = 2\nphp_admin_value[opcache.enable] = 1\nphp_flag[display_errors] = on\n`)
    php = launch('php', `/usr/sbin/${fpm}`, ['-F', '-y', `${work}/fpm.conf`, ...(process.getuid() ? [] : ['-R'])])
  }
  const port = 20000 + process.pid % 10000
  const quote = s => `"${s}"`
  const params = 'fastcgi_param REQUEST_METHOD $request_method; fastcgi_param QUERY_STRING $query_string; fastcgi_param CONTENT_LENGTH $content_length; fastcgi_param CONTENT_TYPE $content_type;'
  writeFileSync(`${work}/nginx.conf`, `daemon off; worker_processes 1; pid ${work}/nginx.pid; error_log ${work}/nginx.log;
${process.getuid() ? '' : 'user root;'}
events { worker_connections 512; }
http { access_log off; ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(n => `${n}_temp_path ${work}/${n};`).join(' ')}
server { listen 127.0.0.1:${port};
location /hello { fastcgi_pass unix:${work}/hello.sock; ${params} }
location /eight { fastcgi_pass unix:${work}/eight.sock; ${params} }
location /php { fastcgi_pass unix:${work}/php.sock; ${params} fastcgi_param SCRIPT_FILENAME ${quote(here + 'eight.php')};
fastcgi_param DB_SOCKET ${quote(db.socket)}; fastcgi_param DB_NAME carebook; fastcgi_param DB_USER ${db.user}; fastcgi_param DB_PASSWORD ${db.password}; } } }`)
  const nginx = launch('nginx', '/usr/sbin/nginx', ['-c', `${work}/nginx.conf`, '-e', `${work}/nginx.log`])
  const other = `http://127.0.0.1:${port}`
  await wait('the small programs', `${other}/eight?id=${id}`)
  if (php) await wait('php', `${other}/php?id=${id}`)

  const state = name => Number(readFileSync(join(stage.dir, 'state', name + '.pid'), 'utf8').trim().split(/\s/)[0])
  const house = { web: tree([state('web')]), db: tree([state('db')]), program: tree([state('program-profiles')]) }
  const ours = tree([nginx.pid])
  const size = async url => (await (await fetch(url, { headers: { cookie } })).arrayBuffer()).byteLength
  const pages = [
    { name: 'hello', url: `${other}/hello`, web: ours, program: tree([hello.pid]) },
    { name: 'eight', url: `${other}/eight?id=${id}`, web: ours, program: tree([eight.pid]) },
    ...(php ? [{ name: 'php', url: `${other}/php?id=${id}`, web: ours, program: tree([php.pid]) }] : []),
    { name: 'profile', url: stage.url + page, web: house.web, program: house.program, headers: [`Cookie: ${cookie}`] },
    // A query keeps the program from using what it has kept (lib/web/kept.c).
    { name: 'profile, anew', url: stage.url + page + '?anew=1', web: house.web, program: house.program, headers: [`Cookie: ${cookie}`] },
    { name: 'profile, 304', url: stage.url + page, web: house.web, program: house.program,
      headers: [`Cookie: ${cookie}`, `If-None-Match: ${first.headers.get('etag')}`] },
  ]
  for (const p of pages) p.bytes = await size(p.url)

  const table = async pages => {
    const runs = await measure(pages, house.db)
    return pages.flatMap(p => connections.map(c => {
      const of = runs.filter(r => r.page === p.name && r.c === c)
      const m = k => median(of.map(r => r[k]))
      return { page: p.name, bytes: p.bytes, c, rps: m('rps'), p50: m('p50'), p99: m('p99'), web: m('web'),
        program: m('program'), db: m('db'), cpu: median(of.map(r => r.web + r.program + r.db)), kb: m('kb') }
    }))
  }
  const rows = await table(pages)
  const lines = [`Measured on ${cpus().length} cores (${cpus()[0].model.trim()}); ${rounds} rounds of ${seconds} s; medians. CPU in ms per request.`, '',
    ...show(rows), '',
    `- full profile page / eight SELECTs: ${ratio(rows, 'profile', 'eight')} (wanted: at most 1.00)`,
    ...(php ? [`- php-fpm / full profile page: ${ratio(rows, 'php', 'profile')} (wanted: at least 1.70)`] : [])]

  if (providers) {
    process.stderr.write(`\nadding ${providers} providers\n`)
    const began = Date.now()
    await stage.carebook('demo', 'grow', '--providers', String(providers))
    const took = Math.round((Date.now() - began) / 1000)
    const [[lead]] = await stage.sql("SELECT MIN(id) FROM account WHERE email LIKE '%@grown.example'")
    const at = (name, path) => ({ name, url: stage.url + path, web: house.web, program: house.program, headers: [`Cookie: ${cookie}`] })
    const many = [
      at('profile', page),
      at('list', '/profiles/providers'),
      at('list by name', '/profiles/providers?sort=name'),
      at('list of one lead', `/profiles/providers?staff=${lead}`),
      at('search, rare', '/profiles/providers?q=wentw'),
      at('search, common', '/profiles/providers?q=penrith'),
      at('search, two words', '/profiles/providers?q=acacia+lod'),
    ]
    for (const p of many) p.bytes = await size(p.url)
    const large = await table(many)
    const cost = list => list.find(r => r.page === 'profile' && r.c === 8).cpu
    lines.push('', `## With ${providers} providers more`, '', `Added in ${took} s.`, '', ...show(large), '',
      `- the profile page with these / without: ${(cost(large) / cost(rows)).toFixed(2)} (wanted: less than 1.10)`)
  }
  console.log(lines.join('\n'))
  const out = option('out')
  if (out) writeFileSync(out, lines.join('\n') + '\n')
}

const end = async () => {
  for (const c of children) c.kill('SIGTERM')
  await Promise.all(children.map(c => c.exitCode !== null || new Promise(r => { c.on('close', r); setTimeout(r, 3000) })))
  await stage?.stop()
  rmSync(work, { recursive: true, force: true })
}
process.on('SIGINT', () => end().then(() => process.exit(130)))
main().then(end, async e => { console.error(e); await end(); process.exitCode = 1 })
