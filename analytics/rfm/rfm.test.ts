import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantilesOfSorted } from '../stats/quantile.ts'
import { quantileCuts } from './cuts.ts'
import { expectedNextVisit } from './expected-next-visit.ts'
import { rfmHeatMap } from './heat-map.ts'
import { rfmLevel } from './level.ts'
import { rfmScores } from './rfm-scores.ts'
import { scoreByCuts, scoreByRank } from './score.ts'
import { OTHERS, rfmSegments, segmentOf } from './segments.ts'
import { unusualPurchasing } from './unusual-purchasing.ts'

const amounts = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 })
const smallCounts = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 400 })

describe('quantile cuts', () => {
  it('equal the quantiles of the sorted values, with many ties too', () => {
    fc.assert(
      fc.property(fc.oneof(amounts, smallCounts), fc.integer({ min: 2, max: 12 }), (list, parts) => {
        const values = Float64Array.from(list)
        const sorted = values.slice().sort()
        const cuts = quantileCuts(values, parts)
        cuts.forEach((cut, k) => {
          const exact = quantilesOfSorted(sorted, [(k + 1) / parts])[0]!
          expect(Math.abs(cut - exact)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(exact)))
        })
        expect(values).toEqual(Float64Array.from(list))
      }),
    )
  })

  it('name the argument and the index of a bad value', () => {
    expect(() => quantileCuts(Float64Array.of(1, Number.NaN))).toThrow('values[1]')
    expect(() => quantileCuts(new Float64Array())).toThrow('values must not be empty')
    expect(() => quantileCuts(Float64Array.of(1), 1)).toThrow('parts')
  })
})

describe('scores', () => {
  it('100 distinct customers give 20 for each score on each axis', () => {
    const ramp = Float64Array.from({ length: 100 }, (_, i) => ((i * 37) % 100) + 0.5)
    const { counts } = rfmScores({ recency: ramp, frequency: ramp, monetary: ramp })
    expect(counts).toEqual({ R: [20, 20, 20, 20, 20], F: [20, 20, 20, 20, 20], M: [20, 20, 20, 20, 20] })
  })

  it('give equal values equal scores and never fall when the value rises', () => {
    fc.assert(
      fc.property(smallCounts, (list) => {
        const values = Float64Array.from(list)
        const scores = scoreByCuts(values, quantileCuts(values))
        for (let i = 1; i < list.length; i++) {
          expect(Math.sign(scores[i]! - scores[0]!) * Math.sign(list[i]! - list[0]!)).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })

  it('a value on a cut keeps the lower score; recency is reversed', () => {
    const cuts = [10, 20, 30, 40]
    expect([...scoreByCuts(Float64Array.of(10, 10.5, 11, 40, 41), cuts)]).toEqual([1, 2, 2, 4, 5])
    expect([...scoreByCuts(Float64Array.of(10, 10.5, 11, 40, 41), cuts, 'high', 'cutPlusOne')]).toEqual([1, 1, 2, 4, 5])
    expect([...scoreByCuts(Float64Array.of(10, 11, 41), cuts, 'low')]).toEqual([5, 4, 1])
    expect(() => scoreByCuts(Float64Array.of(1), [2, 1])).toThrow('cuts[1] must ascend')
  })

  it('do not change when money is counted in another unit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 5, maxLength: 100 }), (cents) => {
        const minor = Float64Array.from(cents)
        const doubled = minor.map((value) => value * 1024)
        expect(scoreByCuts(doubled, quantileCuts(doubled))).toEqual(scoreByCuts(minor, quantileCuts(minor)))
      }),
    )
  })

  it('by rank: group sizes differ by at most one, larger groups first, as a stable sort would give', () => {
    fc.assert(
      fc.property(smallCounts, fc.integer({ min: 2, max: 7 }), (list, parts) => {
        const order = list.map((_, i) => i).sort((a, b) => list[a]! - list[b]! || a - b)
        const expected = new Array<number>(list.length)
        const small = Math.floor(list.length / parts)
        const larger = list.length % parts
        let next = 0
        for (let k = 0; k < parts; k++) for (let j = 0; j < small + (k < larger ? 1 : 0); j++) expected[order[next++]!] = k + 1
        expect([...scoreByRank(Float64Array.from(list), parts)]).toEqual(expected)
      }),
    )
  })

  it("take the shop's own cuts where given", () => {
    const result = rfmScores(
      { recency: Float64Array.of(5, 100), frequency: Float64Array.of(1, 9), monetary: Float64Array.of(50, 5000) },
      { fixedCuts: { R: [30, 60], F: [1, 2, 4, 8], M: [100, 1000] } },
    )
    expect([...result.scores.R]).toEqual([3, 1])
    expect([...result.scores.F]).toEqual([1, 5])
    expect(result.counts.M).toEqual([1, 0, 1])
  })
})

describe('segments and levels', () => {
  it('the first rule that fits names the customer', () => {
    expect(segmentOf(5, 5, 5)).toBe('Champions')
    expect(segmentOf(1, 1, 1)).toBe('Lost')
    expect(segmentOf(1, 4, 5)).toBe("Can't Lose Them")
    expect(segmentOf(5, 4, 1)).toBe(OTHERS)
  })

  it('every customer is counted once, and a score outside 1…5 is refused by index', () => {
    const R = Uint8Array.from({ length: 125 }, (_, i) => 1 + (i % 5))
    const F = Uint8Array.from({ length: 125 }, (_, i) => 1 + (Math.floor(i / 5) % 5))
    const M = Uint8Array.from({ length: 125 }, (_, i) => 1 + Math.floor(i / 25))
    const { segments, names, counts } = rfmSegments({ R, F, M })
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(125)
    segments.forEach((segment, i) => {
      expect(names[segment]).toBe(segmentOf(R[i]!, F[i]!, M[i]!))
    })
    expect(() => rfmSegments({ R: Uint8Array.of(1, 6), F: Uint8Array.of(1, 1), M: Uint8Array.of(1, 1) })).toThrow('scores[1]')
    expect(() => rfmSegments({ R: Uint8Array.of(0), F: Uint8Array.of(1), M: Uint8Array.of(1) })).toThrow('scores[0]')
  })

  it('levels follow the sum of the scores', () => {
    expect([
      rfmLevel(5, 5, 5),
      rfmLevel(4, 4, 4),
      rfmLevel(4, 4, 3),
      rfmLevel(3, 3, 2),
      rfmLevel(3, 3, 1),
      rfmLevel(1, 1, 1),
    ]).toEqual(['high', 'high', 'medium', 'medium', 'low', 'low'])
  })

  it('the heat map adds up to all customers and all money', () => {
    const map = rfmHeatMap(Uint8Array.of(5, 5, 1), Uint8Array.of(5, 5, 2), Float64Array.of(10, 20, 5))
    expect(map.customers[4]![4]).toBe(2)
    expect(map.mean[4]![4]).toBe(15)
    expect(map.total[0]![1]).toBe(5)
    expect(map.customers.flat().reduce((sum, count) => sum + count, 0)).toBe(3)
  })
})

describe('own rhythm', () => {
  it('gaps 30, 30, 31 expect the next visit about 30 days after the last', () => {
    const next = expectedNextVisit([0, 30, 60, 91])
    expect(next).toMatchObject({ expected: 121, gaps: 3 })
    expect(next!.earliest).toBeLessThanOrEqual(next!.expected)
    expect(next!.latest).toBeGreaterThan(next!.expected)
    expect(expectedNextVisit([5, 5])).toBeNull()
    expect(() => expectedNextVisit([5, 4])).toThrow('days[1] must ascend')
  })

  const monthly = Array.from({ length: 13 }, (_, i) => i * 30)
  const steady = monthly.map(() => 100)

  it('a doubled gap is unusual, a steady customer is not', () => {
    expect(unusualPurchasing(monthly, steady, 360 + 61).recency).toEqual({ unusual: true, actual: 61, expected: 45 })
    const calm = unusualPurchasing(monthly, steady, 360 + 29)
    expect([calm.recency.unusual, calm.frequency.unusual, calm.monetary.unusual]).toEqual([false, false, false])
  })

  it('smaller orders are unusual in money, rarer ones in frequency', () => {
    const smaller = monthly.map((_, i) => (i >= 10 ? 40 : 100))
    const poor = unusualPurchasing(monthly, smaller, 365)
    expect([poor.frequency.unusual, poor.monetary.unusual]).toEqual([false, true])
    const rare = unusualPurchasing([...monthly, 440], [...steady, 300], 450)
    expect([rare.frequency.unusual, rare.monetary.unusual]).toEqual([true, false])
  })

  it('says unknown where the history is short', () => {
    const short = unusualPurchasing([0, 30], [1, 1], 100)
    expect([short.recency.unusual, short.frequency.unusual]).toEqual([null, null])
    expect(() => unusualPurchasing([0, 30], [1, 1], 20)).toThrow('asOf')
  })
})
