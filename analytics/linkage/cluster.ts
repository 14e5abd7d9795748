/** A pair that wants to become one, as positions. */
export interface Wish {
  readonly a: number
  readonly b: number
  readonly score: number
}

export interface Clusters {
  /** Groups of at least two positions, each ascending, by first position. */
  readonly groups: readonly (readonly number[])[]
  /** For each wish whether it was granted; a refused one would have joined people who are not alike. */
  readonly granted: readonly boolean[]
}

/** A person with more records than this is a fault of the register, not a person: a human must look. */
const LARGEST_GROUP = 20

/**
 * Joins pairs into groups, the surest first (union–find). A guard stops chains, where A is like B and B like C but A not like C:
 * two groups are joined only if every record of one is compatible with every record of the other.
 * @param compatible whether two positions may be the same person; symmetric.
 */
export function clusterPairs(wishes: readonly Wish[], compatible: (a: number, b: number) => boolean): Clusters {
  const members = new Map<number, number[]>()
  const membersOf = (p: number) => members.get(p) ?? [p]
  const granted = new Array<boolean>(wishes.length).fill(false)
  const surestFirst = [...wishes.keys()].sort((x, y) => wishes[y]!.score - wishes[x]!.score || x - y)
  for (const k of surestFirst) {
    const { a, b } = wishes[k]!
    const left = membersOf(a)
    const right = membersOf(b)
    granted[k] = left === right || (left.length + right.length <= LARGEST_GROUP && allCompatible(left, right, compatible))
    if (!granted[k] || left === right) continue
    const joined = [...left, ...right]
    for (const p of joined) members.set(p, joined)
  }
  const groups = [...new Set(members.values())].map((group) => group.sort((x, y) => x - y))
  return { groups: groups.sort((x, y) => x[0]! - y[0]!), granted }
}

function allCompatible(
  left: readonly number[],
  right: readonly number[],
  compatible: (a: number, b: number) => boolean,
): boolean {
  if (left.length === 1 && right.length === 1) return true // the wish itself
  return left.every((a) => right.every((b) => compatible(a, b)))
}
