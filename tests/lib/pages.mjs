// Every page there is: the routes of the programs, and how links lead to them.
// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { programs } from './stage.mjs'

/** [{ path, methods, right, object, fits(path) }] of all programs, as they print them. */
export function routes() {
  return programs.flatMap(program => {
    const out = execFileSync(join(process.env.CAREBOOK_BUILD, `carebook-${program}`), ['--routes'], { encoding: 'utf8' })
    return out.trim().split('\n').map(line => {
      const [path, methods, right, object] = line.split('\t')
      const pattern = new RegExp('^' + path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[a-z_]+\}/g, '\\d+') + '$')
      return { program, path, methods: methods.split(','), right, object: Number(object), fits: p => pattern.test(p) }
    })
  })
}

/** Follows links from `starts` and returns one address for each route that shows a page:
 *  Map of the route's path to { address, answer }. Nothing but GET is sent. */
export async function crawl(client, starts, { all = routes(), samples = 1, limit = 1500 } = {}) {
  const found = new Map()
  const seen = new Set(starts)
  const queue = [...starts]
  const visits = new Map()
  while (queue.length && limit > 0) {
    const address = queue.shift()
    const path = address.split('?')[0]
    const route = all.find(r => r.methods.includes('GET') && r.fits(path))
    if (route && (visits.get(route.path) ?? 0) >= (samples[route.path] ?? samples.any ?? samples)) continue
    limit--
    const answer = await client.get(address)
    if (answer.status === 303 && answer.location?.startsWith('/') && !seen.has(answer.location)) {
      seen.add(answer.location)
      queue.push(answer.location)
    }
    if (route) {
      visits.set(route.path, (visits.get(route.path) ?? 0) + 1)
      if (!found.has(route.path)) found.set(route.path, { address, answer, route })
    }
    if (answer.status !== 200 || !/text\/html/.test(answer.headers.get('content-type'))) continue
    for (const a of answer.html.querySelectorAll('a[href]')) {
      const href = a.getAttribute('href').replace(/&amp;/g, '&').replace(/#.*/, '')
      if (!href.startsWith('/') || href.startsWith('/static/') || seen.has(href)) continue
      seen.add(href)
      queue.push(href)
    }
  }
  return found
}
