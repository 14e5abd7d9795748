import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../errors.ts'
import { explainChange } from './explain-change.ts'
import { EQUAL_WEIGHTS, INDICATORS, type Indicator, type IndicatorWeights } from './nine.ts'
import { buildIndicatorScale, type IndicatorTable, percentileScore } from './scale.ts'
import { type IndicatorValues, scoreCustomer, scoreIndicators } from './score.ts'

const table = (column: (indicator: Indicator) => { values: number[]; known?: number[] }): IndicatorTable =>
  Object.fromEntries(
    INDICATORS.map((indicator) => {
      const { values, known } = column(indicator)
      return [indicator, { values: Float64Array.from(values), ...(known && { known: Uint8Array.from(known) }) }]
    }),
  ) as IndicatorTable

const all = (value: number | null): IndicatorValues =>
  Object.fromEntries(INDICATORS.map((indicator) => [indicator, value])) as IndicatorValues

/** Few different values, so that ties are common; some cells unknown. */
const populationOf = (rows: number) =>
  fc
    .array(
      fc.array(fc.record({ value: fc.integer({ min: -5, max: 20 }), known: fc.integer({ min: 0, max: 3 }) }), {
        minLength: rows,
        maxLength: rows,
      }),
      {
        minLength: 9,
        maxLength: 9,
      },
    )
    .map((columns) =>
      table((indicator) => {
        const cells = columns[INDICATORS.indexOf(indicator)]!
        return { values: cells.map(({ value }) => value), known: cells.map(({ known }) => Math.min(known, 1)) }
      }),
    )

const weights = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 })
  .filter((parts) => parts.some((part) => part > 0))
  .map((parts) => {
    const sum = parts.reduce((a, b) => a + b, 0)
    return Object.fromEntries(INDICATORS.map((indicator, i) => [indicator, parts[i]! / sum])) as IndicatorWeights
  })

const row = (population: IndicatorTable, index: number): IndicatorValues =>
  Object.fromEntries(
    INDICATORS.map((indicator) => {
      const { values, known } = population[indicator]
      return [indicator, known?.[index] === 0 ? null : values[index]!]
    }),
  ) as IndicatorValues

describe('nine value indicators', () => {
  const shop = buildIndicatorScale(table(() => ({ values: [10, 20, 20, 40] })))

  it('scores by place among the customers, equal values alike, service cost from the other end', () => {
    expect([10, 20, 40].map((value) => percentileScore(shop, 'profit', value))).toEqual([12.5, 50, 87.5])
    expect([10, 20, 40].map((value) => percentileScore(shop, 'serviceCost', value))).toEqual([87.5, 50, 12.5])
  })

  it('equal weights give the mean of the nine; groups are means of their three', () => {
    const scored = scoreCustomer(shop, { ...all(20), profit: 40, serviceCost: 40 }, EQUAL_WEIGHTS)
    expect(scored.scores.serviceCost).toBe(12.5)
    expect(scored.total).toBeCloseTo((7 * 50 + 87.5 + 12.5) / 9, 12)
    expect(scored.groups.present).toBeCloseTo((87.5 + 50 + 12.5) / 3, 12)
    expect(scored.knownWeight).toBeCloseTo(1, 12)
  })

  it('an unknown indicator is neither 0 nor 50: its weight goes to the known ones', () => {
    const scored = scoreCustomer(shop, { ...all(null), profit: 40, trust: 10 }, EQUAL_WEIGHTS)
    expect(scored.scores.loyalty).toBeNull()
    expect(scored.groups.social).toBeNull()
    expect(scored.total).toBeCloseTo((87.5 + 12.5) / 2, 12)
    expect(scored.knownWeight).toBeCloseTo(2 / 9, 12)
    expect(scoreCustomer(shop, all(null), EQUAL_WEIGHTS).total).toBeNull()
  })

  it('refuses weights that do not sum to 1 and values that are no numbers, naming them', () => {
    expect(() => scoreCustomer(shop, all(20), { ...EQUAL_WEIGHTS, profit: 0.5 })).toThrow(/weights must sum to 1/)
    expect(() => scoreCustomer(shop, all(20), { ...EQUAL_WEIGHTS, profit: -1 })).toThrow(/weights.profit/)
    expect(() => scoreCustomer(shop, { ...all(20), trust: Number.NaN }, EQUAL_WEIGHTS)).toThrow(InvalidInput)
    expect(() => buildIndicatorScale(table(() => ({ values: [1, Number.NaN] })))).toThrow(/table.profit\[1\]/)
  })

  it('population and single customer agree bit for bit, also from a scale that was stored as text', () => {
    fc.assert(
      fc.property(populationOf(6), weights, (population, weight) => {
        const scale = buildIndicatorScale(population)
        const scored = scoreIndicators(population, weight, scale)
        const stored = JSON.parse(JSON.stringify(scale, (_, value) => (value instanceof Float64Array ? [...value] : value)))
        const restored = Object.fromEntries(INDICATORS.map((indicator) => [indicator, Float64Array.from(stored[indicator])]))
        for (let i = 0; i < 6; i++) {
          const one = scoreCustomer(restored as typeof scale, row(population, i), weight)
          expect(one.total).toBe(scored.total.known[i] ? scored.total.values[i] : null)
          expect(one.groups.future).toBe(scored.groups.future.known[i] ? scored.groups.future.values[i] : null)
          expect(one.knownWeight).toBe(scored.knownWeight[i])
        }
      }),
    )
  })

  it('scores stay within 0–100 and average 50 where all are known', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 }), (values) => {
        const population = table(() => ({ values }))
        const { values: profit } = scoreIndicators(population, EQUAL_WEIGHTS, buildIndicatorScale(population)).scores.profit
        for (const score of profit) expect(score > 0 && score < 100).toBe(true)
        expect(profit.reduce((sum, score) => sum + score, 0) / profit.length).toBeCloseTo(50, 9)
      }),
    )
  })
})

describe('why a total changed', () => {
  it('the parts add up to the change, and the printed hundredths do exactly', () => {
    fc.assert(
      fc.property(populationOf(5), populationOf(7), weights, weights, (before, after, weightBefore, weightAfter) => {
        const explained = explainChange(
          { scale: buildIndicatorScale(before), values: row(before, 2), weights: weightBefore },
          { scale: buildIndicatorScale(after), values: row(after, 2), weights: weightAfter },
        )
        fc.pre(explained !== null)
        const sum = explained.parts.reduce((total, { points }) => total + points, 0)
        expect(sum).toBeCloseTo(explained.change, 9)
        const hundredths = explained.parts.reduce((total, part) => total + part.hundredths, 0)
        expect(hundredths).toBe(explained.changeHundredths)
        expect(explained.changeHundredths).toBe(Math.round(100 * explained.after) - Math.round(100 * explained.before))
        for (const part of explained.parts) expect(Math.abs(part.hundredths - 100 * part.points)).toBeLessThanOrEqual(2)
      }),
      { numRuns: 500 },
    )
  })

  const calm = buildIndicatorScale(table(() => ({ values: [10, 20, 30, 40] })))
  const busy = buildIndicatorScale(
    table((indicator) => ({ values: indicator === 'volume' ? [20, 30, 40, 50] : [10, 20, 30, 40] })),
  )

  it('tells the customer’s own move from that of the others', () => {
    const own = explainChange(
      { scale: calm, values: all(20), weights: EQUAL_WEIGHTS },
      { scale: calm, values: { ...all(20), profit: 40 }, weights: EQUAL_WEIGHTS },
    )!
    // 40.28 → 45.83 on the screen: 5.55, although the part is 5.5556.
    expect(own.parts).toEqual([
      { indicator: 'profit', group: 'present', cause: 'ownValue', points: expect.closeTo(50 / 9, 9), hundredths: 555 },
    ])
    const others = explainChange(
      { scale: calm, values: all(20), weights: EQUAL_WEIGHTS },
      { scale: busy, values: all(20), weights: EQUAL_WEIGHTS },
    )!
    expect(others.parts.map(({ indicator, cause }) => [indicator, cause])).toEqual([['volume', 'otherCustomers']])
    expect(others.change).toBeLessThan(0)
  })

  it('names a survey that came in, and says nothing where a total is unknown', () => {
    const asked = explainChange(
      { scale: calm, values: { ...all(20), trust: null }, weights: EQUAL_WEIGHTS },
      { scale: calm, values: { ...all(20), trust: 40 }, weights: EQUAL_WEIGHTS },
    )!
    expect(asked.parts[asked.parts.findIndex(({ indicator }) => indicator === 'trust')]!.cause).toBe('nowKnown')
    expect(asked.change).toBeGreaterThan(0)
    const nothing = { scale: calm, values: all(null), weights: EQUAL_WEIGHTS }
    expect(explainChange(nothing, { ...nothing, values: all(20) })).toBeNull()
  })
})
