// bench/fill.mjs: opening and saving a form of 500 questions, beside the nearest thing in PHP, in one run.
// SPDX-License-Identifier: MIT
//
//   node bench/fill.mjs [--build DIR] [--times 100] [--out FILE]
//
// Both have 500 questions on one page, 50 of them sums of eight others, and answers in MariaDB. Carebook reads an ODK XForm,
// works everything out, checks it, keeps what two people wrote, and writes history and audit; fill.php is written by hand
// for this one form and does none of that. One visitor, in turn; what counts is the CPU of web server, program and database.
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { start } from '../tests/lib/stage.mjs'
import { Client, encode } from '../tests/lib/client.mjs'
import { begin, filled, publish } from '../tests/lib/fill.mjs'
import { tree, usage } from './usage.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const option = (name, fallback) => { const i = process.argv.indexOf('--' + name); return i < 0 ? fallback : process.argv[i + 1] }
process.env.CAREBOOK_BUILD = option('build', process.env.CAREBOOK_BUILD ?? join(here, '../build/check'))
const times = Number(option('times', 100))
const work = mkdtempSync(join(tmpdir(), 'carebook-bench-'))
chmodSync(work, 0o755)
const children = []
let stage

const numbers = Array.from({ length: 500 }, (_, i) => i + 1)
const isSum = i => i % 10 === 0
const isText = i => i % 10 === 1
const sumOf = i => numbers.slice(i - 9, i - 1)
function xform() {
  const bind = i => isSum(i) ? `<bind nodeset="/data/q${i}" type="int" readonly="true()" calculate="${sumOf(i).map(k => `coalesce(/data/q${k}, 0)`).join(' + ')}"/>`
    : `<bind nodeset="/data/q${i}" type="${isText(i) ? 'string' : 'int'}"/>`
  return `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>Five hundred</h:title><model>
<instance><data id="five-hundred" version="1">${numbers.map(i => `<q${i}/>`).join('')}</data></instance>
${numbers.map(bind).join('\n')}</model></h:head>
<h:body><group appearance="field-list"><label>All of it</label>${numbers.map(i => `<input ref="/data/q${i}"><label>Question ${i} of five hundred</label></input>`).join('\n')}</group></h:body></h:html>`
}

function launch(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  children.push(child)
  return child
}

const median = list => [...list].sort((a, b) => a - b)[list.length >> 1]

/** How long it takes, in turn, and what it costs the processes. */
async function measure(pids, once) {
  const took = []
  for (let i = 0; i < 5; i++) await once(i)
  const before = usage(pids)
  for (let i = 0; i < times; i++) took.push(await once(i + 5))
  return { ms: median(took), cpu: (usage(pids).ms - before.ms) / times }
}

async function main() {
  stage = await start({ data: 'none', processes: 1 })
  await stage.sql(`INSERT INTO provider (id, type_id, region_id, state, name, summary) VALUES (1, 2, 1, 'active', 'Bench', '')`)
  await stage.sql(`CREATE TABLE bench_fill (id int PRIMARY KEY, answers mediumtext NOT NULL, version int NOT NULL DEFAULT 1);
    INSERT INTO bench_fill VALUES (1, '{}', 1); GRANT SELECT, UPDATE ON carebook.bench_fill TO carebook_forms@localhost`)
  const password = 'correct horse 8 battery'
  writeFileSync(join(work, 'password'), password)
  await stage.carebook('account', 'add', 'bench@example.org', 'Bench', '--role', 'Administrator', '--password-file', join(work, 'password'))
  const client = await Client.signIn(stage, 'bench@example.org', password)
  const answer = await begin(client, stage, await publish(client, xform()))
  const path = `/forms/fill/${answer}`
  const headers = { cookie: [...client.cookies].map(([k, v]) => `${k}=${v}`).join('; ') }

  const fpm = readdirSync('/usr/sbin').find(n => /^php-fpm\d/.test(n))
  if (!fpm) throw new Error('there is no php-fpm: install Debian\'s packages php-fpm and php-mysql')
  const root = !process.getuid()
  writeFileSync(`${work}/fpm.conf`, `[global]\nerror_log = ${work}/fpm.log\ndaemonize = no\n[bench]\n${root ? 'user = root\ngroup = root\n' : ''}` +
    `listen = ${work}/php.sock\npm = static\npm.max_children = 1\nphp_admin_value[opcache.enable] = 1\nphp_admin_value[max_input_vars] = 2000\n`)
  const php = launch(`/usr/sbin/${fpm}`, ['-F', '-y', `${work}/fpm.conf`, ...(root ? ['-R'] : [])])
  const port = 20000 + process.pid % 10000
  const secret = readFileSync(join(stage.dir, 'etc/passwords/forms'), 'utf8').trim()
  writeFileSync(`${work}/nginx.conf`, `daemon off; worker_processes 1; pid ${work}/nginx.pid; error_log ${work}/nginx.log; ${root ? 'user root;' : ''}
events { worker_connections 64; }
http { access_log off; ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(n => `${n}_temp_path ${work}/${n};`).join(' ')}
server { listen 127.0.0.1:${port}; location / { fastcgi_pass unix:${work}/php.sock; fastcgi_param SCRIPT_FILENAME "${here}fill.php";
fastcgi_param REQUEST_METHOD $request_method; fastcgi_param QUERY_STRING $query_string; fastcgi_param CONTENT_LENGTH $content_length; fastcgi_param CONTENT_TYPE $content_type;
fastcgi_param DB_SOCKET "${stage.dbSocket}"; fastcgi_param DB_NAME carebook; fastcgi_param DB_USER carebook_forms; fastcgi_param DB_PASSWORD ${secret}; } } }`)
  const nginx = launch('/usr/sbin/nginx', ['-c', `${work}/nginx.conf`, '-e', `${work}/nginx.log`])
  const other = `http://127.0.0.1:${port}/fill`
  for (let i = 0; ; i++) {
    const text = await fetch(other).then(a => a.text(), () => '')
    if (text.includes('id="q500"')) break
    if (i > 200) throw new Error(`php does not answer: ${text.slice(0, 500)}`)
    await new Promise(r => setTimeout(r, 50))
  }

  const state = name => Number(readFileSync(join(stage.dir, 'state', name + '.pid'), 'utf8').trim().split(/\s/)[0])
  const house = [...tree([state('web')]), ...tree([state('program-forms')]), state('db')]
  const theirs = [...tree([nginx.pid]), ...tree([php.pid]), state('db')]
  const clocked = async (url, init, status) => {
    const began = process.hrtime.bigint()
    const got = await fetch(url, { redirect: 'manual', ...init })
    await got.arrayBuffer()
    if (got.status !== status) throw new Error(`${url}: ${got.status}`)
    return Number(process.hrtime.bigint() - began) / 1e6
  }
  const values = round => Object.fromEntries(numbers.filter(i => !isSum(i)).map(i => [i, isText(i) ? `Words ${round}` : String((i * 7 + round) % 90)]))
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const open = await measure(house, () => clocked(stage.url + path, { headers }, 200))
  const openPhp = await measure(theirs, () => clocked(other, {}, 200))
  // The page that a save comes from is opened before, and not counted with it.
  const save = { ms: [], cpu: 0 }
  for (let i = 0; i < times; i++) {
    const page = await client.get(path)
    const names = Object.fromEntries(Object.entries(values(i)).map(([n, v]) => [`/q${n}`, v]))
    const body = encode([...filled(page, names)[1], ['do', 'save']])
    const before = usage(house)
    save.ms.push(await clocked(stage.url + path, { method: 'POST', headers: { ...headers, ...form, origin: stage.url }, body }, 303))
    save.cpu += usage(house).ms - before.ms
  }
  const ours = { ms: median(save.ms), cpu: save.cpu / times }
  const savePhp = await measure(theirs, i => clocked(other, { method: 'POST', headers: form,
    body: encode(Object.entries(values(i)).map(([n, v]) => [`q${n}`, v])) }, 303))
  const [[xml]] = await stage.sql(`SELECT xml FROM form_draft WHERE answer_id = ${answer}`)
  if (!/<q500>[1-9]\d*<\/q500>/.test(xml)) throw new Error('what was saved is not there')

  const f = n => n.toFixed(2)
  const lines = [`A form of 500 questions, 50 of them sums; ${cpus().length} cores (${cpus()[0].model.trim()}); ${times} times each, one visitor. Milliseconds; CPU of web server, program and database.`, '',
    '| | Carebook | CPU | PHP by hand | CPU | Carebook / PHP, time |', '|---|---|---|---|---|---|',
    `| open | ${f(open.ms)} | ${f(open.cpu)} | ${f(openPhp.ms)} | ${f(openPhp.cpu)} | ${f(open.ms / openPhp.ms)} |`,
    `| save | ${f(ours.ms)} | ${f(ours.cpu)} | ${f(savePhp.ms)} | ${f(savePhp.cpu)} | ${f(ours.ms / savePhp.ms)} |`]
  console.log(lines.join('\n'))
  if (option('out')) writeFileSync(option('out'), lines.join('\n') + '\n')
}
const end = async () => {
  for (const c of children) c.kill('SIGTERM')
  await stage?.stop()
  rmSync(work, { recursive: true, force: true })
}
main().then(end, async e => { console.error(e); await end(); process.exitCode = 1 })
