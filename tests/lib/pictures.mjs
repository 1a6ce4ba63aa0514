// Pictures, PDFs, sound and worse, made on the spot: for what is uploaded in tests.
// SPDX-License-Identifier: MIT
import { deflateSync, crc32 as zlibCrc } from 'node:zlib'
import { spawn } from 'node:child_process'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

function crc32(bytes) {
  if (zlibCrc) return zlibCrc(bytes)
  let c = ~0
  for (const b of bytes) {
    c ^= b
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  }
  return ~c >>> 0
}

function chunk(type, data) {
  const out = Buffer.alloc(12 + data.length)
  out.writeUInt32BE(data.length, 0)
  out.write(type, 4, 'latin1')
  data.copy(out, 8)
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length)
  return out
}

const HEAD = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/** A PNG: paint(x, y) gives [r, g, b] or [r, g, b, alpha]. */
export function png(width, height, paint = (x, y) => [x * 255 / width, y * 255 / height, 128]) {
  const bands = paint(0, 0).length
  const raw = Buffer.alloc(height * (1 + width * bands))
  for (let y = 0, at = 0; y < height; y++) {
    raw[at++] = 0
    for (let x = 0; x < width; x++) for (const v of paint(x, y)) raw[at++] = v
  }
  return Buffer.concat([HEAD, chunk('IHDR', ihdr(width, height, bands === 4 ? 6 : 2)),
    chunk('tEXt', Buffer.from('Author\0Nora Metadata')), chunk('IDAT', deflateSync(raw)), chunk('IEND', Buffer.alloc(0))])
}

function ihdr(width, height, colour, depth = 8) {
  const out = Buffer.alloc(13)
  out.writeUInt32BE(width, 0)
  out.writeUInt32BE(height, 4)
  out[8] = depth
  out[9] = colour
  return out
}

/** A small file that says it is `side` points wide and high, of one colour: a decompression bomb. */
export function bomb(side) {
  const line = Buffer.alloc(1 + Math.ceil(side / 8))
  const raw = Buffer.concat(Array(Math.min(side, 4000)).fill(line))
  return Buffer.concat([HEAD, chunk('IHDR', ihdr(side, side, 0, 1)), chunk('IDAT', deflateSync(raw, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

/** EXIF as a camera writes it: turned, with a name and a place. */
function exif(orientation) {
  const artist = Buffer.from('Nora Metadata\0')
  const tiff = Buffer.alloc(128)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(3, 8)
  const entry = (at, tag, type, count, value) => {
    tiff.writeUInt16LE(tag, at); tiff.writeUInt16LE(type, at + 2); tiff.writeUInt32LE(count, at + 4); tiff.writeUInt32LE(value, at + 8)
  }
  entry(10, 0x0112, 3, 1, orientation)
  entry(22, 0x013b, 2, artist.length, 64)
  entry(34, 0x8825, 4, 1, 80)
  artist.copy(tiff, 64)
  tiff.writeUInt16LE(2, 80)
  entry(82, 1, 2, 2, 0x53)
  entry(94, 2, 5, 3, 104)
  tiff.writeUInt32LE(33, 104); tiff.writeUInt32LE(1, 108); tiff.writeUInt32LE(52, 112); tiff.writeUInt32LE(1, 116); tiff.writeUInt32LE(7, 120); tiff.writeUInt32LE(1, 124)
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
}

function segment(marker, data) {
  const out = Buffer.alloc(4)
  out.writeUInt16BE(0xff00 | marker, 0)
  out.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([out, data])
}

/** A JPEG with EXIF (turned so), XMP and a comment in front of it. */
export function withMetadata(jpeg, orientation = 1) {
  const xmp = Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/">Nora Metadata</x:xmpmeta>', 'latin1')
  return Buffer.concat([jpeg.subarray(0, 2), segment(0xe1, exif(orientation)), segment(0xe1, xmp),
    segment(0xfe, Buffer.from('Nora Metadata, 33 Hidden Street')), jpeg.subarray(2)])
}

/** A PDF of one page with a line of text in a font that it does not bring along. */
export function pdf(text = 'First aid certificate', { width = 595, height = 842, more = '', encrypt = '' } = {}) {
  const stream = `BT /F1 36 Tf 60 ${height - 120} Td (${text}) Tj ET\n0.1 0.4 0.5 rg 60 200 ${width - 120} 120 re f`
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${more} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>`,
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  if (encrypt) objects.push(encrypt)
  let out = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const at = out.length
    out += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const xref = out.length
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n` + offsets.map(o => `${String(o).padStart(10, '0')} 00000 n \n`).join('')
  out += `trailer << /Size ${objects.length + 1} /Root 1 0 R ${encrypt && `/Encrypt ${objects.length} 0 R /ID [<00><00>]`} >>\nstartxref\n${xref}\n%%EOF\n`
  return Buffer.from(out, 'latin1')
}

/** A PDF that asks for a password. */
export const lockedPdf = () => pdf('Secret', { encrypt:
  `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>` })

/** A second of a tone. */
export function wav(seconds = 1) {
  const rate = 8000, n = rate * seconds, out = Buffer.alloc(44 + n)
  out.write('RIFF', 0); out.writeUInt32LE(36 + n, 4); out.write('WAVEfmt ', 8)
  out.writeUInt32LE(16, 16); out.writeUInt16LE(1, 20); out.writeUInt16LE(1, 22)
  out.writeUInt32LE(rate, 24); out.writeUInt32LE(rate, 28); out.writeUInt16LE(1, 32); out.writeUInt16LE(8, 34)
  out.write('data', 36); out.writeUInt32LE(n, 40)
  for (let i = 0; i < n; i++) out[44 + i] = 128 + 60 * Math.sin(i * 440 * 2 * Math.PI / rate)
  return out
}

/** Runs carebook-picture: { status, signal, stderr, refused, source, pictures: [{ name, format, width, height, data }] }. */
export async function makePictures(build, input, ...args) {
  const dir = await mkdtemp(join(tmpdir(), 'carebook-picture-'))
  try {
    await writeFile(join(dir, 'in'), input)
    const file = await open(join(dir, 'in'))
    const child = spawn(join(build, 'carebook-picture'), args, { stdio: [file.fd, 'pipe', 'pipe'], cwd: dir })
    const parts = [], errors = []
    child.stdout.on('data', d => parts.push(d))
    child.stderr.on('data', d => errors.push(d))
    const [status, signal] = await new Promise(resolve => child.on('close', (...a) => resolve(a)))
    await file.close()
    return { status, signal, stderr: Buffer.concat(errors).toString(), ...readAnswer(Buffer.concat(parts)) }
  } finally { await rm(dir, { recursive: true }) }
}

function readAnswer(answer) {
  const out = { pictures: [], whole: false }
  for (let at = 0; at < answer.length;) {
    const end = answer.indexOf(10, at)
    const words = answer.toString('latin1', at, end).split(' ')
    at = end + 1
    if (words[0] === 'source') out.source = [Number(words[1]), Number(words[2])]
    else if (words[0] === 'refused') out.refused = words[1]
    else if (words[0] === 'end') out.whole = at === answer.length
    else {
      const length = Number(words[5])
      out.pictures.push({ name: words[1], format: words[2], width: Number(words[3]), height: Number(words[4]), data: answer.subarray(at, at + length) })
      at += length
    }
  }
  return out
}
