import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvalidInput } from '../errors.ts'
import { checkHistories, continueHistories, groupHistories, summarise } from './index.ts'

// Customer 1 buys twice on day 0 and twice on day 14; customer 2 once; customer 5 first on day 30.
const events = {
  customer: [1, 1, 1, 1, 2, 5, 5],
  day: [0, 0, 14, 14, 7, 30, 44],
  amount: [10, 5, 20, 4, 9, 8, 6],
}

test('an occasion is customer × day; the first is left out of x and of the mean; time is in weeks', () => {
  const summary = summarise(events, 28)
  expect(summary).toEqual({
    customer: Float64Array.of(1, 2),
    x: Float64Array.of(1, 0),
    tx: Float64Array.of(2, 0),
    T: Float64Array.of(4, 3),
    meanSpend: Float64Array.of(24, 0),
  })
})

test('another unit of time, and customers who begin on the last day', () => {
  const summary = summarise(events, 30, 1)
  expect([...summary.customer]).toEqual([1, 2, 5])
  expect([...summary.T]).toEqual([30, 23, 0])
  expect([...summary.x]).toEqual([1, 0, 0])
})

test('a summary is continued for the same customers', () => {
  const summary = summarise(events, 10)
  expect([...summary.x]).toEqual([0, 0])
  expect(continueHistories(events, summary, 28)).toEqual({
    x: Float64Array.of(1, 0),
    tx: Float64Array.of(2, 0),
    T: Float64Array.of(4, 3),
  })
})

test.each([
  [{ customer: [2, 1], day: [0, 0] }, /customer\[1\] must not decrease/],
  [{ customer: [1, 1], day: [3, 2] }, /day\[1\] must not decrease/],
  [{ customer: [1], day: [0.5] }, /day\[0\] must be a whole number/],
  [{ customer: [1, 1], day: [0] }, /day has 1 entries but customer has 2/],
  [{ customer: [1], day: [0], amount: [Number.NaN] }, /amount\[0\] must be a finite number/],
  [{ customer: [], day: [] }, /customer must not be empty/],
])('events %j are refused', (wrong, message) => {
  expect(() => summarise(wrong, 10)).toThrow(message)
})

test.each([
  [1.5, 1, 2, 'x'],
  [-1, 0, 2, 'x'],
  [Number.NaN, 0, 2, 'x'],
  [1, 3, 2, 'tx'],
  [1, -1, 2, 'tx'],
  [0, 1, 2, 'tx'],
  [2, 0, 2, 'tx'],
  [1, 1, Number.NaN, 'T'],
])('the history x = %d, t_x = %d, T = %d is refused, naming %s and its place', (x, tx, T, argument) => {
  const column = (value: number) => Float64Array.of(0, value)
  const wrong = { x: column(x), tx: column(tx), T: column(T) }
  try {
    checkHistories(wrong)
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInput)
    expect(error).toMatchObject({ argument, index: 1 })
  }
})

test('grouping keeps every total', () => {
  const row = fc.record({ x: fc.nat(6), last: fc.integer({ min: 1, max: 4 }), T: fc.integer({ min: 4, max: 6 }) })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 200 }), (rows) => {
      const histories = {
        x: Float64Array.from(rows, ({ x }) => x),
        tx: Float64Array.from(rows, ({ x, last }) => (x > 0 ? last : 0)),
        T: Float64Array.from(rows, ({ T }) => T),
      }
      const groups = groupHistories(histories)
      const keys = Array.from(groups.x, (x, i) => `${x} ${groups.tx[i]} ${groups.T[i]}`)
      expect(new Set(keys).size).toBe(keys.length)
      expect(keys.length).toBe(new Set(rows.map(({ x, last, T }) => `${x} ${x > 0 ? last : 0} ${T}`)).size)
      expect(groups.weight.reduce((sum, w) => sum + w, 0)).toBe(rows.length)
      expect(groups.sumX).toBe(rows.reduce((sum, { x }) => sum + x, 0))
      groups.moreThan.forEach((count, j) => {
        expect(count).toBe(rows.filter(({ x }) => x > j).length)
      })
      expect(groups.ends.customers.reduce((sum, n) => sum + n, 0)).toBe(rows.length)
      expect(groups.ends.purchases.reduce((sum, n) => sum + n, 0)).toBe(groups.sumX)
    }),
  )
})
