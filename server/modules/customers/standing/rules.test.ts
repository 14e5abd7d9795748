import fc from 'fast-check'
import { expect, test } from 'vitest'
import { statusOf, statusWindows } from './rules.ts'

const windows = statusWindows('salon')
const status = (orders: number, firstDay: string | null, lastDay: string | null) =>
  statusOf({ orders, firstDay, lastDay }, '2026-06-30', windows)

test('potential → new → existing → dormant → lost', () => {
  expect(status(0, null, null)).toBe('potential')
  expect(status(1, '2026-06-01', '2026-06-01')).toBe('new')
  expect(status(2, '2026-06-01', '2026-06-20')).toBe('existing')
  expect(status(1, '2026-04-15', '2026-04-15')).toBe('existing')
  expect(status(5, '2025-01-01', '2026-03-20')).toBe('dormant')
  expect(status(5, '2025-01-01', '2025-12-01')).toBe('lost')
})

test('silence only ever moves a customer onward', () => {
  const order = ['new', 'existing', 'dormant', 'lost']
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 900 }),
      fc.integer({ min: 0, max: 900 }),
      (orders, a, b) => {
        const on = (days: number) => new Date(Date.parse('2026-06-30') - days * 86_400_000).toISOString().slice(0, 10)
        const [near, far] = [Math.min(a, b), Math.max(a, b)]
        expect(order.indexOf(status(orders, on(near), on(near)))).toBeLessThanOrEqual(
          order.indexOf(status(orders, on(far), on(far))),
        )
      },
    ),
  )
})
