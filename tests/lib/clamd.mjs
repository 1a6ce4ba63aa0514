// A real clamd with a signature of our own: it finds the words FINDME-CAREBOOK-TEST, and nothing else.
// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createConnection } from 'node:net'

export const HARM = 'FINDME-CAREBOOK-TEST'
export const program = '/usr/sbin/clamd'
export const here = existsSync(program)

/** { socket, stop() }; streamMax: bytes that it takes. The stage's account reaches the socket. */
export async function startClamd({ streamMax = '10M', socket } = {}) {
  const dir = await mkdtemp('/tmp/carebook-clamd-')
  await chmod(dir, 0o755)
  await mkdir(join(dir, 'db'))
  await writeFile(join(dir, 'db', 'carebook.ndb'), `Carebook.Test:0:*:${Buffer.from(HARM).toString('hex')}\n`)
  socket ??= join(dir, 'clamd.sock')
  await rm(socket, { force: true })
  await writeFile(join(dir, 'clamd.conf'), `Foreground yes
DatabaseDirectory ${join(dir, 'db')}
LocalSocket ${socket}
LocalSocketMode 666
StreamMaxLength ${streamMax}
LogFile ${join(dir, 'log')}
LogTime yes
MaxThreads 2
SelfCheck 86400
ConcurrentDatabaseReload no
`)
  const child = spawn(program, ['--config-file', join(dir, 'clamd.conf')], { stdio: 'ignore' })
  const ended = new Promise(resolve => child.on('exit', resolve))
  const stop = async () => { child.kill('SIGKILL'); await ended; await rm(dir, { recursive: true, force: true }) }
  process.on('exit', () => child.kill('SIGKILL'))
  for (let i = 0; i < 600; i++) {
    if (await answers(socket)) return { socket, dir, stop }
    if (child.exitCode !== null) break
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  await stop()
  throw new Error('clamd does not start')
}

function answers(socket) {
  return new Promise(resolve => {
    const c = createConnection(socket, () => c.write('zPING\0'))
    c.on('data', () => { resolve(true); c.destroy() })
    c.on('error', () => resolve(false))
  })
}
