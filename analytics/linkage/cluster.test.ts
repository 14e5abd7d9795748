import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusterPairs } from './cluster.ts'

const wish = (a: number, b: number, score = 1) => ({ a, b, score })

test('pairs that agree all round become one group', () => {
  const { groups, granted } = clusterPairs([wish(3, 1), wish(1, 2), wish(5, 9)], () => true)
  expect(groups).toEqual([
    [1, 2, 3],
    [5, 9],
  ])
  expect(granted).toEqual([true, true, true])
})

test('a chain does not merge its ends: the weaker link is refused', () => {
  const unlike = (a: number, b: number) => !(Math.min(a, b) === 1 && Math.max(a, b) === 3)
  const { groups, granted } = clusterPairs([wish(1, 2, 0.9991), wish(2, 3, 0.9999)], unlike)
  expect(groups).toEqual([[2, 3]])
  expect(granted).toEqual([false, true])
})

test('nobody has more than twenty records', () => {
  const chain = Array.from({ length: 60 }, (_, i) => wish(i, i + 1))
  const { groups } = clusterPairs(chain, () => true)
  expect(Math.max(...groups.map((group) => group.length))).toBeLessThanOrEqual(20)
})

test('no group ever holds an incompatible pair, nor anybody twice', () => {
  const pair = fc.tuple(fc.nat(15), fc.nat(15)).filter(([a, b]) => a !== b)
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 40 }), fc.array(pair, { maxLength: 20 }), (wanted, foes) => {
      const foe = new Set(foes.flatMap(([a, b]) => [`${a}-${b}`, `${b}-${a}`]))
      const wishes = wanted.filter(([a, b]) => !foe.has(`${a}-${b}`)).map(([a, b]) => wish(a, b))
      const { groups, granted } = clusterPairs(wishes, (a, b) => !foe.has(`${a}-${b}`))
      for (const group of groups) for (const a of group) for (const b of group) expect(foe.has(`${a}-${b}`)).toBe(false)
      const everybody = groups.flat()
      expect(new Set(everybody).size).toBe(everybody.length)
      const groupOf = (p: number) => groups.findIndex((group) => group.includes(p))
      wishes.forEach(({ a, b }, k) => {
        expect(granted[k]).toBe(groupOf(a) >= 0 && groupOf(a) === groupOf(b))
      })
    }),
  )
})
