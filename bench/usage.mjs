// bench/usage.mjs: what processes have used so far.
// SPDX-License-Identifier: MIT
import { readFileSync, readdirSync } from 'node:fs'

/** All processes below these, themselves included. */
export function tree(pids) {
  const parents = new Map()
  for (const pid of readdirSync('/proc').filter(n => /^\d+$/.test(n))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
      parents.set(Number(pid), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch { /* it has ended */ }
  }
  const all = new Set(pids)
  for (let grown = true; grown;) {
    grown = false
    for (const [pid, parent] of parents) if (all.has(parent) && !all.has(pid)) { all.add(pid); grown = true }
  }
  return [...all]
}

/** CPU milliseconds and resident kilobytes of processes. */
export function usage(pids) {
  let ticks = 0, kb = 0
  for (const pid of pids) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
      const f = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      ticks += Number(f[11]) + Number(f[12])
      kb += Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0)
    } catch { /* it has ended */ }
  }
  return { ms: ticks * 10, kb }
}
