// A small FastCGI client: speaks to a program's socket itself, also wrongly.
// SPDX-License-Identifier: MIT
//
//   const { status, headers, text } = await fcgi(stage, 'profiles', { PATH_INFO: '/today' }, 'body')
//   const raw = await talk(path, [header(1, 1, ...), ...])
import { createConnection } from 'node:net'
import { join } from 'node:path'

export const BEGIN = 1, ABORT = 2, PARAMS = 4, STDIN = 5

/** One record. `length` lies about the length of the content. */
export function record(type, content = Buffer.alloc(0), { id = 1, version = 1, padding = 0, length = content.length } = {}) {
  const head = Buffer.from([version, type, id >> 8, id & 255, length >> 8, length & 255, padding, 0])
  return Buffer.concat([head, content, Buffer.alloc(padding)])
}

export const begin = ({ role = 1, keep = 0 } = {}) => record(BEGIN, Buffer.from([0, role, keep, 0, 0, 0, 0, 0]))

function size(n) {
  if (n < 128) return Buffer.from([n])
  const b = Buffer.alloc(4)
  b.writeUInt32BE((n | 0x80000000) >>> 0)
  return b
}

export function params(values) {
  const out = []
  for (const [name, value] of Object.entries(values)) {
    const n = Buffer.from(name), v = Buffer.from(value)
    out.push(size(n.length), size(v.length), n, v)
  }
  return stream(PARAMS, Buffer.concat(out))
}

/** A stream in records of at most 65,535 bytes, and its end. */
export function stream(type, content) {
  const out = []
  for (let at = 0; at < content.length; at += 65535) out.push(record(type, content.subarray(at, at + 65535)))
  return Buffer.concat([...out, record(type)])
}

/** Sends bytes; resolves to all that came back when the other side closes, or after ms. */
export function talk(path, chunks, { ms = 8000, end = false, pause = 0 } = {}) {
  return new Promise(resolve => {
    const got = []
    const socket = createConnection(path)
    let closed = false
    const done = () => { if (!closed) { closed = true; clearTimeout(timer); socket.destroy(); resolve(Buffer.concat(got)) } }
    const timer = setTimeout(done, ms)
    socket.on('data', d => got.push(d)).on('close', done).on('error', done)
    ;(async () => {
      for (const chunk of [].concat(chunks)) {
        if (closed) return
        socket.write(chunk)
        if (pause) await new Promise(r => setTimeout(r, pause))
      }
      if (end) socket.end()
    })()
  })
}

/** The content of STDOUT in an answer. */
export function output(bytes) {
  const out = []
  for (let at = 0; at + 8 <= bytes.length;) {
    const length = bytes.readUInt16BE(at + 4)
    if (bytes[at + 1] === 6) out.push(bytes.subarray(at + 8, at + 8 + length))
    at += 8 + length + bytes[at + 6]
  }
  return Buffer.concat(out).toString()
}

export const socketOf = (stage, program) => join(stage.run, `${program}.sock`)

export async function fcgi(stage, program, values = {}, body = '', options) {
  const all = { REQUEST_METHOD: 'GET', SCRIPT_NAME: `/${program}`, PATH_INFO: '/', QUERY_STRING: '', REMOTE_ADDR: '127.0.0.1', SERVER_PROTOCOL: 'HTTP/1.1', ...values }
  const text = output(await talk(socketOf(stage, program), [begin(), params(all), stream(STDIN, Buffer.from(body))], options))
  return { status: Number(/^Status: (\d+)/.exec(text)?.[1] ?? 0), text }
}
