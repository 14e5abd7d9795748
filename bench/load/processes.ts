import { readdirSync, readFileSync } from 'node:fs'

const TICKS_A_SECOND = 100

interface Stat {
  parent: number
  /** Ticks of the process itself, and of its children that have ended. */
  own: number
  reaped: number
}

function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const at = (field: number) => Number(fields[field - 3])
    return { parent: at(4), own: at(14) + at(15), reaped: at(16) + at(17) }
  } catch {
    return undefined // it has just ended
  }
}

/** The process and everything it started, at this moment. Linux only. */
export function familyOf(root: number): number[] {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry)
    const stat = Number.isInteger(pid) ? statOf(pid) : undefined
    if (stat) parents.set(pid, stat.parent)
  }
  const family = [root]
  for (const member of family) for (const [pid, parent] of parents) if (parent === member) family.push(pid)
  return family
}

/** CPU seconds that the processes and their ended children have used so far. */
export function cpuSeconds(roots: readonly number[]): number {
  let ticks = 0
  for (const root of roots) {
    for (const pid of familyOf(root)) {
      const stat = statOf(pid)
      if (stat) ticks += stat.own + stat.reaped
    }
  }
  return ticks / TICKS_A_SECOND
}
